//! `demo` without a terminal.

use super::*;

#[test]
fn without_a_terminal_it_prints_the_board_and_leaves_nothing() {
    let temp = TempDir::new().unwrap();
    let mut demo = Command::new(env!("CARGO_BIN_EXE_wayhome"));
    let output = demo.args(["--now", MORNING, "demo"]).env("TMPDIR", temp.path()).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let board = String::from_utf8(output.stdout).unwrap();
    assert!(board.contains("Still missing") && board.contains("Nadia Begum"), "{board}");
    assert_eq!(std::fs::read_dir(temp.path()).unwrap().count(), 0);
}

#[test]
fn kept_it_leaves_a_hub_its_passphrase_and_the_list_of_the_morning() {
    let temp = TempDir::new().unwrap();
    let hub = temp.path().join("kept.wayhome");
    let keep = ["--now", MORNING, "demo", "--keep", hub.to_str().unwrap()];
    let output = wayhome(&keep);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let (passphrase, list) = (hub.with_extension("passphrase"), hub.with_extension("list.csv"));
    let on = ["--hub", hub.to_str().unwrap(), "--passphrase-file", passphrase.to_str().unwrap(), "--now", MORNING, "--format", "json"];
    let loaded = wayhome(&[&on[..], &["import", "list", list.to_str().unwrap()]].concat());
    assert!(loaded.status.success(), "{}", String::from_utf8_lossy(&loaded.stderr));
    let report: Value = serde_json::from_slice(&loaded.stdout).unwrap();
    assert!(report["waiting"].as_u64() >= Some(1), "a doubtful match is met: {report}");
    assert!(!report["refused"].as_array().unwrap().is_empty(), "a refused row is met");
    assert!(!report["missing_from_list"].as_array().unwrap().is_empty(), "a disappeared child is met");
    let interviews: Value = serde_json::from_slice(&wayhome(&[&on[..], &["interviews"]].concat()).stdout).unwrap();
    for state in ["no-clock", "overdue", "due-within-24h", "unallocated", "allocated", "booked", "held", "recorded", "done"] {
        assert!(each(&interviews, "state").contains(&state), "no interview is {state}");
    }
    assert!(wayhome(&[&on[..], &["verify"]].concat()).status.success());
    assert!(refusal(wayhome(&keep), &keep).contains("is there already; nothing was changed"));
}
