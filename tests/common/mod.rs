//! An office to test in: a hub file of its own in a folder that goes with the test, and the binary to work on it.
#![allow(dead_code)]

use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;
use wayhome::calendar::WorkingDays;
use wayhome::casebook::event::Event;
use wayhome::casebook::{Hub, ListFile, ListOptions, Opening};
use wayhome::demo::Entry;
use wayhome::episode::Moment;
use wayhome::interview::worker::{WorkerDetails, WorkerId};
use wayhome::report::statutory::tables::tables;
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

/// Three children of the caseload.
pub const CASELOAD: &str = "\
Case ID,Forename,Surname,Date of birth,Sex,Address,Postcode,Care status,Placement,CSE
1001,Nadia,Begum,14/02/2010,F,12 Larch Street,M14 5QX,At home,,Yes
1002,Kayden,Ashworth,04/03/2011,M,7 Mill Lane,OL9 7AA,At home,,No
1003,Thi Lan,Nguyen,09/09/2010,F,Park House,M20 2GH,Looked after,Park House,No
";

/// This morning's list: a child back and one still out, a doubtful one, one refused.
pub const FRIDAY: &str = "\
Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Address,Postcode
MIS/26/1,Nadia,Begum,14/02/2010,High,19/11/2026 06:30,20/11/2026 05:10,12 Larch Street,M14 5QX
MIS/26/2,Thi Lan,Nguyen,09/09/2010,Medium,18/11/2026 22:00,,Park House,M20 2GH
MIS/26/3,Kaden,Ashworth,03/04/2011,Medium,19/11/2026 23:00,,,
MIS/26/4,Tomasz,Zielinski,01/05/2012,Low,31/11/2026 10:00,,3 Brook Road,SK4 1AB
";

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
        Office { dir, hub }.with_passphrase()
    }

    /// A hub with [`CASELOAD`] and [`FRIDAY`] loaded; made once for all the tests of a program, and copied.
    pub fn on_friday() -> Office {
        static HUB: OnceLock<Vec<u8>> = OnceLock::new();
        let bytes = HUB.get_or_init(|| {
            let office = Office::new();
            let mut hub = office.open();
            let file = ListFile { name: "caseload.csv", bytes: CASELOAD.as_bytes() };
            hub.import_children(&file, &ListOptions::default(), at("2026-11-18T09:00:00Z")).unwrap();
            load(&mut hub, "friday.csv", FRIDAY, "2026-11-20T08:39:00Z");
            drop(hub);
            std::fs::read(&office.hub).unwrap()
        });
        Office::with(bytes)
    }

    /// A copy of a hub file.
    pub fn with(bytes: &[u8]) -> Office {
        let dir = TempDir::new().unwrap();
        let hub = dir.path().join("hub.wayhome");
        std::fs::write(&hub, bytes).unwrap();
        Office { dir, hub }.with_passphrase()
    }

    fn with_passphrase(self) -> Office {
        self.private_file("passphrase", PASSPHRASE);
        self
    }

    /// Writes a file that nobody else can read.
    pub fn private_file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.file(name, text);
        #[cfg(unix)]
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        path
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
        self.open_as("D. Manager")
    }

    pub fn open_as(&self, actor: &str) -> Hub {
        Hub::open(&self.hub, PASSPHRASE, opening(actor)).unwrap()
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
        refusal(output, args)
    }
}

impl Office {
    /// The hub file as a bare database: to look under the program's hands, and to tamper.
    pub fn database(&self) -> rusqlite::Connection {
        let db = rusqlite::Connection::open(&self.hub).unwrap();
        db.pragma_update(None, "key", PASSPHRASE).unwrap();
        db
    }
}

/// The journal is without gap, and every table is what it says; gives the number of entries of a kind.
pub fn sound(hub: &Hub, kind: &str) -> usize {
    let head = hub.verify().unwrap();
    let journal = hub.journal(None, None).unwrap();
    let positions: Vec<i64> = journal.iter().map(|entry| entry.position).collect();
    assert_eq!(positions, (1..=head.position).collect::<Vec<_>>());
    journal.iter().filter(|entry| entry.kind == kind).count()
}

/// Makes a hub again from its tables, as they are written out: the same entries, and every table the same to the last cell. Gives it,
/// with the office it is in.
pub fn made_again(hub: &Hub) -> (Office, Hub) {
    let (all, journal, entries) = hub.everything_and_journal().unwrap();
    let tables: Vec<_> = tables(&all).collect();
    let office = Office::new();
    let path = office.path("again.wayhome");
    let file = |name: &str| Ok(tables.iter().find(|table| table.file == name).map(|table| table.csv()));
    let made = Hub::make_again(&path, PASSPHRASE, opening("A. Administrator"), journal.as_slice(), &file, |_, _| {}).unwrap();
    assert_eq!((made.found.alike.len(), made.found.whole, made.found.head.position), (tables.len(), true, i64::try_from(entries).unwrap()));
    assert_eq!(made.hub.verify().unwrap(), made.found.head);
    let (all_again, journal_again, _) = made.hub.everything_and_journal().unwrap();
    assert!(journal_again == journal);
    for (again, table) in self::tables(&all_again).zip(&tables) {
        assert_eq!((again.file, &again.rows), (table.file, &table.rows));
    }
    (office, made.hub)
}

/// A list of `rows` invented children still missing, no two alike, with references `PREFIX/1` and on.
pub fn invented_list(prefix: &str, rows: usize) -> String {
    const STARTS: [&str; 16] =
        ["Bra", "Cle", "Dro", "Fen", "Gwi", "Hul", "Jas", "Kro", "Lim", "Mar", "Nev", "Pol", "Que", "Ras", "Tev", "Wyn"];
    const ENDS: [&str; 16] =
        ["bert", "can", "dine", "fold", "gast", "hurst", "kin", "lop", "mere", "nash", "pitt", "quist", "ramp", "sworth", "tock", "vane"];
    let name = |n: usize| format!("{}{}", STARTS[n % 16], ENDS[(n / 16) % 16]);
    let mut text = String::from("Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Address,Postcode\n");
    for n in 0..rows {
        let (given, family) = (name(n * 37 % 256), name(n * 101 % 251) + ENDS[n * 7 % 13]);
        let (day, month, year) = (1 + n % 28, 1 + (n / 28) % 12, 2010 + (n / 336) % 5);
        let (minute, hour) = (n % 60, (n / 60) % 24);
        let (line, district, sector) = (n + 1, 1 + n % 40, 1 + n % 9);
        writeln!(
            text,
            "{prefix}/{line},{given},{family},{day:02}/{month:02}/{year},Medium,19/11/2026 {hour:02}:{minute:02},,{line} Test Street,M{district} {sector}AA"
        )
        .unwrap();
    }
    text
}

/// The words of a refusal: exit code 1, nothing on standard output, one line and at most a hint under it.
pub fn refusal(output: Output, args: &[&str]) -> String {
    let words = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{args:?} should be refused; it said: {words}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{args:?} is refused and prints all the same");
    let lines: Vec<&str> = words.lines().collect();
    assert!(lines[0].starts_with("wayhome: ") && lines[1..].iter().all(|line| line.starts_with(' ')), "{words}");
    assert!(lines.len() <= 2 && !words.contains("panicked"), "{words}");
    words
}

/// What a command that must succeed printed.
pub fn said(output: Output, args: &[&str]) -> String {
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

/// Whom [`staffed`] has: by number, name, team and employer where it is another than the team's. The last one has left.
pub const STAFF: [(i64, &str, &str, Option<&str>); 5] = [
    (1, "Bo Larkin", "Missing from Home Team", None),
    (2, "Ann Lee", "The Children's Society", None),
    (3, "Sam Poole", "The Children's Society", Some("Park House")),
    (4, "Dee Marsh", "Missing from Home Team", None),
    (5, "Lou Gray", "Missing from Home Team", None),
];

/// A training hub with [`STAFF`] and [`CASELOAD`]; made once for all the tests of a program, and copied.
pub fn staffed() -> Office {
    static HUB: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = HUB.get_or_init(|| {
        let office = with_staff();
        let file = ListFile { name: "caseload.csv", bytes: CASELOAD.as_bytes() };
        office.open().import_children(&file, &ListOptions::default(), at("2026-11-02T09:00:00Z")).unwrap();
        std::fs::read(&office.hub).unwrap()
    });
    Office::with(bytes)
}

/// A training hub with [`STAFF`] alone.
pub fn with_staff() -> Office {
    static HUB: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = HUB.get_or_init(|| {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("hub.wayhome");
        let worker = |(id, name, team, employer): (i64, &str, &str, Option<&str>)| {
            let (name, team, employer) = (name.to_string(), team.to_string(), employer.map(String::from));
            let details = WorkerDetails { name, team, employer, left: id == 5, ..WorkerDetails::default() };
            Event::WorkerAdded { worker: WorkerId(id), details }
        };
        let made = Event::HubMade { name: "Test hub".into(), training: true };
        let events = std::iter::once(made).chain(STAFF.into_iter().map(worker)).collect();
        let history = std::iter::once(Entry { at: at("2026-11-02T08:00:00Z"), actor: "D. Manager", events });
        drop(Hub::make_from(&path, PASSPHRASE, opening("D. Manager"), history).unwrap());
        std::fs::read(&path).unwrap()
    });
    Office::with(bytes)
}
