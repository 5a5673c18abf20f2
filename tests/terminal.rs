//! The program in a real terminal: it starts, works, quits and gives the terminal back, also when it is told to end, when it
//! panics, and when the terminal is gone.
#![cfg(unix)]

mod common;
use common::{MORNING, Office, PASSPHRASE};
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, NativePtySystem, PtySize, PtySystem, SlavePty};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long to wait for what must come: far more than it takes, so that only a hang fails.
const PATIENCE: Duration = Duration::from_secs(60);

const ROWS: NonZeroU16 = NonZeroU16::new(40).unwrap();
const COLUMNS: NonZeroU16 = NonZeroU16::new(120).unwrap();

/// What only the board's footer says. (After Esc it must be waited for: Esc and a letter in one breath are Alt and the letter.)
const BOARD: &str = "Enter open";

/// A terminal of 120 columns with a program in it.
struct Terminal {
    screen: Arc<Mutex<vt100::Parser>>,
    deaf: Arc<AtomicBool>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    _slave: Box<dyn SlavePty + Send>,
    /// The terminal's settings before the program ran, and now, in a form that can be compared.
    before: String,
}

fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

impl Terminal {
    fn with(program: impl AsRef<std::ffi::OsStr>, folder: &Path, args: &[&str]) -> Terminal {
        let pair =
            NativePtySystem::default().openpty(PtySize { rows: ROWS.get(), cols: COLUMNS.get(), pixel_width: 0, pixel_height: 0 }).unwrap();
        let before = settings(&*pair.master);
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.cwd(folder);
        command.env("TERM", "xterm-256color");
        command.env("TMPDIR", folder);
        let child = pair.slave.spawn_command(command).unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(ROWS, COLUMNS, 0)));
        let deaf = Arc::new(AtomicBool::new(false));
        let (mut reader, seen, stop) = (pair.master.try_clone_reader().unwrap(), Arc::clone(&screen), Arc::clone(&deaf));
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                seen.lock().unwrap().process(&bytes[..n]);
                if stop.load(Ordering::Relaxed) {
                    return;
                }
            }
        });
        let writer = pair.master.take_writer().unwrap();
        Terminal { screen, deaf, writer, child, master: pair.master, _slave: pair.slave, before }
    }

    fn wayhome(folder: &Path, args: &[&str]) -> Terminal {
        Terminal::with(env!("CARGO_BIN_EXE_wayhome"), folder, args)
    }

    fn contents(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits until the screen is as it should be.
    fn until(&self, what: &str, is_so: impl Fn(&str) -> bool) {
        let started = Instant::now();
        while !is_so(&self.contents()) {
            assert!(started.elapsed() < PATIENCE, "{what}; the screen is:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn shows(&self, text: &str) {
        self.until(&format!("{text:?} never came"), |screen| screen.contains(text));
    }

    fn types(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    fn ends(&mut self) -> ExitStatus {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(started.elapsed() < PATIENCE, "it does not end; the screen is:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The program holds the terminal: raw mode, alternate screen, no cursor.
    fn is_taken(&self) {
        let screen = self.screen.lock().unwrap();
        assert!(screen.screen().alternate_screen() && screen.screen().hide_cursor() && screen.screen().bracketed_paste());
        assert_ne!(settings(&*self.master), self.before);
    }

    /// Everything is as it was before the program ran.
    fn is_given_back(&self) {
        let started = Instant::now();
        loop {
            let parser = self.screen.lock().unwrap();
            let screen = parser.screen();
            if !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste() {
                break;
            }
            drop(parser);
            assert!(started.elapsed() < PATIENCE, "the terminal is not given back; the screen is:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(settings(&*self.master), self.before);
    }
}

/// The program on a hub with the list of the morning loaded, with further options and settings of the environment (NAME=value).
fn on_the_hub(office: &Office, options: &[&str], environment: &[&str]) -> Terminal {
    let (hub, passphrase) = (office.hub.display().to_string(), office.path("passphrase").display().to_string());
    let program = [env!("CARGO_BIN_EXE_wayhome"), "--hub", &hub, "--passphrase-file", &passphrase, "--now", MORNING];
    let bare = ["-u", "NO_COLOR", "-u", "WAYHOME_THEME"];
    Terminal::with("env", office.dir.path(), &[&bare, environment, &program, options].concat())
}

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
