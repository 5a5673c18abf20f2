//! The program in a real terminal: it starts, works, quits and gives the terminal back, also when it is told to end, when it
//! panics, and when the terminal is gone.
#![cfg(unix)]

mod common;
#[path = "common/terminal.rs"]
mod terminal;
use common::{MORNING, Office, PASSPHRASE};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use terminal::{PATIENCE, Terminal, on_the_hub, settings};

/// What only the board's footer says. (After Esc it must be waited for: Esc and a letter in one breath are Alt and the letter.)
const BOARD: &str = "Enter open";

/// The app on a hub with the list of the morning loaded.
fn the_app(office: &Office) -> Terminal {
    let app = on_the_hub(office, &[], &[]);
    app.shows("Thi Lan Nguyen");
    app.is_taken();
    app
}

#[test]
fn the_demo_is_started_worked_with_and_left_with_the_terminal_as_it_was() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut app = Terminal::wayhome(folder.path(), &["--now", MORNING, "demo"]);
    app.shows(BOARD);
    app.is_taken();
    let board = app.contents();
    app.types("j");
    app.until("j moves", |screen| screen != board);
    app.types("\r");
    app.shows("Esc back");
    app.types("\x1b");
    app.shows(BOARD);
    app.types("?");
    app.shows("What works here, now");
    app.types("\x1b");
    app.shows(BOARD);
    app.types("i");
    app.shows("demo.list.csv");
    app.types("\r");
    app.shows("load it");
    app.types("\x13");
    app.shows("demo.list.csv is loaded");
    app.types("\x1b");
    app.until("the board stands on the new list", |screen| screen.contains(BOARD) && screen.contains("list: demo.list.csv"));
    app.types("q");
    assert!(app.ends().success());
    app.is_given_back();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "the demo leaves nothing behind");
}

#[test]
fn asked_to_end_it_keeps_what_is_typed_and_gives_the_terminal_back() {
    let office = Office::on_friday();
    let mut app = the_app(&office);
    app.types("d");
    app.shows("Rationale");
    app.types("\tHalf a thought");
    app.shows("Half a thought");
    app.signal("TERM");
    app.ends();
    app.is_given_back();
    // Opened again, the half-typed decision is there.
    let mut app = the_app(&office);
    app.types("d");
    app.shows("Half a thought");
    app.types("\x03\x03\x03");
    app.ends();
    app.is_given_back();
}

#[test]
fn the_theme_is_chosen_by_option_or_environment_and_without_colour_there_is_none() {
    let office = Office::on_friday();
    // The colour of the program's name in the title bar.
    let colour = |options: &[&str], environment: &[&str]| {
        let mut app = on_the_hub(&office, options, environment);
        app.shows(BOARD);
        let colour = app.screen.lock().unwrap().screen().cell(0, 1).unwrap().fgcolor();
        app.types("q");
        assert!(app.ends().success());
        colour
    };
    let (dark, light) = (vt100::Color::Idx(75), vt100::Color::Idx(25));
    assert_eq!(colour(&[], &[]), dark);
    assert_eq!(colour(&["--theme", "light"], &[]), light);
    assert_eq!(colour(&[], &["WAYHOME_THEME=light"]), light);
    assert_eq!(colour(&["--theme", "dark"], &["WAYHOME_THEME=light"]), dark);
    assert_eq!(colour(&["--theme", "light"], &["NO_COLOR=1"]), vt100::Color::Default);

    let mut refused = on_the_hub(&office, &[], &["WAYHOME_THEME=sepia"]);
    refused.shows("there is no theme “sepia”; set WAYHOME_THEME to one of dark, light, high-contrast, mono");
    assert!(!refused.ends().success());
}

#[test]
fn plain_lines_are_printed_instead_of_the_app_where_they_are_asked_for() {
    let office = Office::on_friday();
    let mut plain = on_the_hub(&office, &["--plain"], &[]);
    plain.shows("Decision: none yet");
    assert!(plain.ends().success());
    let lines = plain.contents();
    assert!(lines.contains("1 of 1. ") && lines.contains("Clock: ") && !lines.contains(['│', '┌']), "{lines}");
    assert!(!plain.screen.lock().unwrap().screen().alternate_screen());
}

#[test]
fn the_file_picker_does_not_wait_for_a_pipe() {
    let office = Office::on_friday();
    let pipe = office.path("list.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut app = the_app(&office);
    app.types("i");
    app.shows("list.csv");
    app.types("list.csv\r");
    app.shows("is a device or a pipe");
    app.types("\x03\x03");
    app.ends();
    app.is_given_back();
}

#[test]
fn when_the_terminal_is_gone_the_program_ends() {
    let office = Office::on_friday();
    let mut app = the_app(&office);
    // The window is closed: nobody reads, nobody writes.
    app.deaf.store(true, Ordering::Relaxed);
    app.types("?");
    let Terminal { mut child, writer, master, _slave, .. } = app;
    let before = Instant::now();
    std::thread::sleep(Duration::from_secs(2));
    drop((writer, master, _slave));
    while child.try_wait().unwrap().is_none() {
        if before.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("it runs on without a terminal");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn after_a_panic_the_terminal_is_given_back_and_the_message_can_be_read() {
    let test = std::env::current_exe().unwrap();
    let args = ["--ignored", "--exact", "panics_with_the_terminal_taken", "--nocapture"];
    let mut program = Terminal::with(test, Path::new("."), &args);
    program.shows("taken");
    program.is_taken();
    program.types("x");
    assert!(!program.ends().success());
    program.is_given_back();
    program.shows("a panic while the terminal is taken");
}

/// Not a test: what the one above runs in a terminal of its own.
#[test]
#[ignore = "run by another test, in a terminal"]
fn panics_with_the_terminal_taken() {
    let _guard = wayhome::tui::guard::Guard::take().unwrap();
    print!("taken");
    std::io::stdout().flush().unwrap();
    std::io::stdin().read_exact(&mut [0]).unwrap();
    panic!("a panic while the terminal is taken");
}

#[test]
fn init_asks_for_the_passphrase_twice_and_never_shows_it() {
    let folder = tempfile::TempDir::new().unwrap();
    let hub = folder.path().join("city.wayhome");
    let hub_text = hub.display().to_string();
    let asked = |second: &str| {
        let mut init = Terminal::wayhome(folder.path(), &["--hub", &hub_text, "init", "--training"]);
        init.shows("Passphrase of the hub:");
        init.types(&format!("{PASSPHRASE}\r"));
        init.shows("The same again:");
        init.types(&format!("{second}\r"));
        let status = init.ends();
        (init, status)
    };
    let (init, status) = asked("something else");
    assert!(!status.success());
    init.shows("the two passphrases differ; nothing was made");
    assert!(!hub.exists());

    let (init, status) = asked(PASSPHRASE);
    init.shows("Made Training hub");
    assert!(status.success());
    assert!(!init.contents().contains(PASSPHRASE), "{}", init.contents());
    assert_eq!(settings(&*init.master), init.before, "echo is on again");

    let mut board = Terminal::wayhome(folder.path(), &["--hub", &hub_text, "verify"]);
    board.shows("Passphrase of the hub:");
    board.types(&format!("{PASSPHRASE}\r"));
    board.shows("hold together");
    assert!(board.ends().success());
}
