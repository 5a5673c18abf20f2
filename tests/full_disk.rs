//! A full disk is said in words, and nothing is lost by it. A small file system of its own is filled to the brim: that needs
//! a Linux where a namespace may mount one; elsewhere the test says so and passes.
#![cfg(target_os = "linux")]

mod common;
use common::{Office, invented_list, sound};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs a script with a file system of two megabytes mounted at `disk` that nobody else sees.
fn on_a_small_disk(disk: &Path, script: &str) -> Option<Output> {
    let whole = format!("mount -t tmpfs -o size=2m tmpfs '{}' || exit 77\n{script}", disk.display());
    let output = Command::new("unshare").args(["--user", "--map-root-user", "--mount", "sh", "-c", &whole]).stdin(Stdio::null()).output();
    match output {
        Ok(output) if output.status.code() == Some(77) || String::from_utf8_lossy(&output.stderr).contains("unshare failed") => {
            println!("skipped: no file system can be mounted here: {}", String::from_utf8_lossy(&output.stderr));
            None
        }
        Err(error) => {
            println!("skipped: there is no unshare here: {error}");
            None
        }
        Ok(output) => Some(output),
    }
}

#[test]
fn a_full_disk_is_said_in_words_and_loses_nothing() {
    let office = Office::on_friday();
    let before = sound(&office.open(), "episode-reported");
    office.file("list.csv", invented_list("F", 150));
    let disk = office.path("disk");
    std::fs::create_dir(&disk).unwrap();
    let load = format!(
        "'{}' --hub disk/hub.wayhome --passphrase-file passphrase --now {} import list list.csv",
        env!("CARGO_BIN_EXE_wayhome"),
        common::MORNING
    );
    let board = load.replace("import list list.csv", "board");
    // The disk is filled but for a few pages: enough to open the hub, too few for the list.
    let script = format!(
        "cd '{}' && cp hub.wayhome disk/ || exit 78\n\
         head -c 65536 /dev/zero > disk/room; dd if=/dev/zero of=disk/filler bs=4096 2>/dev/null; rm disk/room\n\
         {load} 2> said; echo $? > code\n\
         dd if=/dev/zero of=disk/to-the-brim bs=512 2>/dev/null\n\
         {board} > /dev/null 2> board-said; echo $? > board-code\n\
         rm disk/filler disk/to-the-brim\n\
         cp disk/hub.wayhome* . && {load}",
        office.dir.path().display()
    );
    let Some(output) = on_a_small_disk(&disk, &script) else { return };
    assert!(output.status.success(), "with room again the same list loads: {}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("150 rows: "), "{}", String::from_utf8_lossy(&output.stdout));
    let said = std::fs::read_to_string(office.path("said")).unwrap();
    assert_eq!(std::fs::read_to_string(office.path("code")).unwrap().trim(), "1", "{said}");
    assert!(said.contains("the disk is full: nothing of this was saved, and nothing earlier was lost"), "{said}");
    assert!(said.contains("free some space"), "{said}");
    let code = std::fs::read_to_string(office.path("board-code")).unwrap();
    let said = std::fs::read_to_string(office.path("board-said")).unwrap();
    assert!(code.trim() == "0" || (code.trim() == "1" && said.starts_with("wayhome: ")), "the board without any room: {code}{said}");
    // As the failure left it (copied away before the second loading).
    assert_eq!(sound(&office.open(), "episode-reported"), before);
}

/// A limit on the size of files stops the writing in another way: the answer is words all the same.
#[test]
fn a_write_that_the_system_refuses_is_said_in_words_and_loses_nothing() {
    let office = Office::on_friday();
    let before = sound(&office.open(), "episode-reported");
    office.file("list.csv", invented_list("F", 150));
    let blocks = std::fs::metadata(&office.hub).unwrap().len() / 512 + 16;
    let mut command = Command::new("sh");
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    let import = office.command(&["import", "list", "list.csv"]);
    command.args(["-c", &script, "sh"]).arg(import.get_program()).args(import.get_args()).current_dir(office.dir.path());
    let said = common::refusal(command.output().unwrap(), &["import"]);
    assert!(said.contains("nothing of this was saved"), "{said}");
    assert_eq!(sound(&office.open(), "episode-reported"), before);
    office.run(&["import", "list", "list.csv"]);
    assert_eq!(sound(&office.open(), "episode-reported"), before + 150);
}
