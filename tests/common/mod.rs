//! An office to test in: a hub file of its own in a folder that goes with the test, and the binary to work on it.
#![allow(dead_code)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;
use wayhome::calendar::WorkingDays;
use wayhome::casebook::{Hub, ListFile, ListOptions, Opening};
use wayhome::episode::Moment;
use wayhome::settings::Settings;
use wayhome::store::journal::Actor;
use wayhome::triage::rules::Rules;

/// Friday morning, twenty to nine.
pub const MORNING: &str = "2026-11-20T08:41:00Z";

pub const PASSPHRASE: &str = "not a real one";

/// A moment of a test.
pub fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

/// What a hub is opened with in tests: everything as shipped.
pub fn opening(actor: &str) -> Opening {
    Opening {
        actor: Actor { name: actor.into(), workstation: "test".into() },
        settings: Settings::parse(Settings::shipped()).unwrap(),
        working_days: WorkingDays::shipped(),
        rules: Rules::parse(Rules::shipped()).unwrap(),
        clock_set: true,
    }
}

/// A folder with a training hub in it.
pub struct Office {
    pub dir: TempDir,
    pub hub: PathBuf,
}

impl Office {
    /// A new training hub, made through the library on a Monday some weeks before [`MORNING`].
    pub fn new() -> Office {
        let dir = TempDir::new().unwrap();
        let hub = dir.path().join("hub.wayhome");
        Hub::make(&hub, PASSPHRASE, "Test hub", true, opening("D. Manager"), at("2026-10-05T08:00:00Z")).unwrap();
        let office = Office { dir, hub };
        office.file("passphrase", PASSPHRASE);
        #[cfg(unix)]
        std::fs::set_permissions(office.path("passphrase"), std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        office
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file into the folder.
    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The hub, opened through the library.
    pub fn open(&self) -> Hub {
        Hub::open(&self.hub, PASSPHRASE, opening("D. Manager")).unwrap()
    }

    /// The binary on this hub, at [`MORNING`].
    pub fn command(&self, args: &[&str]) -> Command {
        self.command_at(MORNING, args)
    }

    pub fn command_at(&self, now: &str, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wayhome"));
        command.arg("--hub").arg(&self.hub).arg("--passphrase-file").arg(self.path("passphrase")).args(["--now", now]);
        command.args(["--actor", "D. Manager"]).args(args).current_dir(self.dir.path()).stdin(Stdio::null());
        command
    }

    /// Runs a command that must succeed; gives what it printed.
    pub fn run(&self, args: &[&str]) -> String {
        said(self.command(args).output().unwrap(), args)
    }

    pub fn run_at(&self, now: &str, args: &[&str]) -> String {
        said(self.command_at(now, args).output().unwrap(), args)
    }

    /// Runs a command that must succeed, and reads what it printed as JSON.
    pub fn json(&self, args: &[&str]) -> Value {
        let mut all = vec!["--format", "json"];
        all.extend(args);
        serde_json::from_str(&self.run(&all)).unwrap()
    }

    /// Runs a command that must be refused (exit code 1); gives its words.
    pub fn refused(&self, args: &[&str]) -> String {
        let output = self.command(args).output().unwrap();
        let words = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?} should be refused; it said: {words}");
        assert!(!words.contains("panicked"), "{words}");
        words
    }
}

fn said(output: Output, args: &[&str]) -> String {
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{args:?} failed: {words}");
    String::from_utf8(output.stdout).unwrap()
}

/// Loads a list through the library.
pub fn load(hub: &mut Hub, name: &str, text: &str, now: &str) -> wayhome::casebook::view::ListReport {
    hub.import_list(&ListFile { name, bytes: text.as_bytes() }, &ListOptions::default(), at(now)).unwrap()
}

/// The folder of the test lists.
pub fn lists() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lists"))
}
