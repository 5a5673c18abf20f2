//! The program in a real terminal of 40 rows and 120 columns.
#![allow(dead_code)]

use crate::common::{MORNING, Office};
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, NativePtySystem, PtySize, PtySystem, SlavePty};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long to wait for what must come: far more than it takes, so that only a hang fails.
pub const PATIENCE: Duration = Duration::from_secs(60);

const ROWS: NonZeroU16 = NonZeroU16::new(40).unwrap();
const COLUMNS: NonZeroU16 = NonZeroU16::new(120).unwrap();

/// A terminal of 120 columns with a program in it.
pub struct Terminal {
    pub screen: Arc<Mutex<vt100::Parser>>,
    pub deaf: Arc<AtomicBool>,
    pub writer: Box<dyn Write + Send>,
    pub child: Box<dyn Child + Send + Sync>,
    pub master: Box<dyn MasterPty + Send>,
    pub _slave: Box<dyn SlavePty + Send>,
    /// The terminal's settings before the program ran, and now, in a form that can be compared.
    pub before: String,
}

pub fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

impl Terminal {
    pub fn with(program: impl AsRef<std::ffi::OsStr>, folder: &Path, args: &[&str]) -> Terminal {
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

    pub fn wayhome(folder: &Path, args: &[&str]) -> Terminal {
        Terminal::with(env!("CARGO_BIN_EXE_wayhome"), folder, args)
    }

    pub fn contents(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits until the screen is as it should be.
    pub fn until(&self, what: &str, is_so: impl Fn(&str) -> bool) {
        let started = Instant::now();
        while !is_so(&self.contents()) {
            assert!(started.elapsed() < PATIENCE, "{what}; the screen is:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn shows(&self, text: &str) {
        self.until(&format!("{text:?} never came"), |screen| screen.contains(text));
    }

    pub fn types(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    pub fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    pub fn ends(&mut self) -> ExitStatus {
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
    pub fn is_taken(&self) {
        let screen = self.screen.lock().unwrap();
        assert!(screen.screen().alternate_screen() && screen.screen().hide_cursor() && screen.screen().bracketed_paste());
        assert_ne!(settings(&*self.master), self.before);
    }

    /// Everything is as it was before the program ran.
    pub fn is_given_back(&self) {
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
pub fn on_the_hub(office: &Office, options: &[&str], environment: &[&str]) -> Terminal {
    let (hub, passphrase) = (office.hub.display().to_string(), office.path("passphrase").display().to_string());
    let program = [env!("CARGO_BIN_EXE_wayhome"), "--hub", &hub, "--passphrase-file", &passphrase, "--now", MORNING];
    let bare = ["-u", "NO_COLOR", "-u", "WAYHOME_THEME"];
    Terminal::with("env", office.dir.path(), &[&bare, environment, &program, options].concat())
}
