//! A hub made again from the tables that were written out.

use crate::common::{Office, PASSPHRASE, at, made_again, opening};
use crate::made::{Made, looked_after, talked_about};
use wayhome::casebook::Hub;
use wayhome::casebook::event::{Event, Line, ListId, Source};
use wayhome::child::ChildId;
use wayhome::demo::{Scale, history};
use wayhome::episode::{EpisodeDetails, EpisodeId, When};
use wayhome::store::Store;
use wayhome::store::journal::{Actor, Journal, NewEntry};

#[test]
fn the_tables_of_the_demo_make_the_same_hub_again() {
    let office = Office::new();
    let path = office.path("demo.wayhome");
    let demo = Hub::make_from(&path, PASSPHRASE, opening("D. Manager"), history(Scale::Small, at("2026-11-20T08:41:00Z"))).unwrap();
    made_again(&demo);
}

/// A folder with tables, written by the binary, and a place where there is no hub yet.
fn written() -> Office {
    let mut office = talked_about();
    office.run(&["export", "csv", "tables"]);
    office.hub = office.path("again/hub.wayhome");
    office
}

/// Changes a file of the folder.
fn change(office: &Office, file: &str, how: impl Fn(String) -> String) {
    let path = office.path("tables").join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let changed = how(text.clone());
    assert_ne!(changed, text, "{file}");
    std::fs::write(path, changed).unwrap();
}

const AGAIN: [&str; 3] = ["import", "csv", "tables"];

#[test]
fn a_hub_is_made_again_by_one_command_with_all_its_past() {
    let mut office = written();
    let told = office.json(&AGAIN);
    assert_eq!((told["alike"].as_array().unwrap().len(), &told["erased"]), (41, &serde_json::json!([])));
    let said = office.run(&["verify"]);
    assert!(said.contains("hold together") && said.contains(told["head"].as_str().unwrap()), "{said}");
    assert!(office.path("again/hub.settings.toml").exists() && office.path("again/hub.rules.toml").exists());
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::MetadataExt::mode(&office.hub.metadata().unwrap()) & 0o777, 0o600);
    let there = office.refused(&AGAIN);
    assert!(there.contains("hub.wayhome is there already; nothing was changed. Name another place with --hub PATH"), "{there}");

    let again = office.json(&["journal"]);
    office.hub = office.path("hub.wayhome");
    let before = office.json(&["journal"]);
    let [before, again] = [before, again].map(|journal| journal.as_array().unwrap().clone());
    // The hub the tables came from knows besides that they were written.
    let (last, known) = before.split_last().unwrap();
    assert_eq!((known, &last["kind"]), (again.as_slice(), &serde_json::json!("exported")));
}

/// How a table is changed, and what the refusal says.
type Fault = (&'static str, fn(String) -> String, &'static str);

#[test]
fn tables_that_were_changed_make_no_hub_and_file_row_and_column_are_named() {
    let faults: [Fault; 15] = [
        ("journal.csv", |text| text.replacen("Ada", "Ida", 1), "its text was changed"),
        ("journal.csv", |text| text.replacen("D. Manager", "D. Other", 1), "journal.csv, row 2: its place in the chain was changed"),
        ("journal.csv", |text| line_without(&text, 3), "journal.csv, row 4: entries before it are gone"),
        ("journal.csv", |text| line_twice(&text, 3), "journal.csv, row 5: it stands in the wrong place, or twice"),
        ("journal.csv", |text| line_twice(&text, 1), "journal.csv, row 3: it stands in the wrong place, or twice"),
        ("journal.csv", |text| line_without(&text, 1), "journal.csv, row 2: entries before it are gone"),
        ("journal.csv", |text| line_without(&text, text.lines().count() - 1), "hub.csv says that there were 17"),
        ("journal.csv", |text| text.replacen("position,", "number,", 1), "journal.csv, row 1: the columns are not position, recorded_at"),
        ("journal.csv", |text| text.lines().next().unwrap().to_owned(), "journal.csv, row 2: there is no entry"),
        ("journal.csv", |text| text[..text.len() / 2].to_owned(), "a cell is missing, or is not as Wayhome writes it"),
        ("journal.csv", |_| String::new(), "journal.csv, row 1: the columns are not"),
        ("children.csv", |text| text.replacen("Okafor", "Okafour", 1), "children.csv, row 2, column family"),
        ("bands-set.csv", |text| line_without(&text, 1), "bands-set.csv, row 2, column band"),
        ("episodes.csv", |text| format!("{text}{}", text.lines().last().unwrap()), "is one too many"),
        ("meetings.csv", |text| text.replacen("\n", "\nM0,", 2), "meetings.csv, row 2 has more or fewer cells"),
    ];
    for (file, how, said) in faults {
        let office = written();
        change(&office, file, how);
        let words = office.refused(&AGAIN);
        assert!(
            words.contains(said) && words.contains("nothing was made. Use the files exactly as `wayhome export csv` wrote them"),
            "{file}: {words}"
        );
        let left: Vec<_> = std::fs::read_dir(office.path("again")).into_iter().flatten().map(|file| file.unwrap().path()).collect();
        assert_eq!(left, Vec::<std::path::PathBuf>::new(), "{file}");
    }
}

/// A text without one of its lines, the first of which is 0.
fn line_without(text: &str, n: usize) -> String {
    text.split_inclusive('\n').enumerate().filter(|(line, _)| *line != n).map(|(_, line)| line).collect()
}

/// A text with one of its lines twice.
fn line_twice(text: &str, n: usize) -> String {
    text.split_inclusive('\n').enumerate().flat_map(|(line, text)| std::iter::repeat_n(text, if line == n { 2 } else { 1 })).collect()
}

#[test]
fn a_table_that_is_not_there_is_not_compared_and_the_journal_must_be() {
    let mut office = written();
    let tables = office.path("tables");
    let remove = |file: &str| std::fs::remove_file(tables.join(file)).unwrap();
    remove("children.csv");
    // As a version with a column less would have written it.
    change(&office, "meetings.csv", |text| text.replacen("minutes,", "", 1));
    let said = office.run(&AGAIN);
    assert!(said.contains("With other columns (as another version may write them), and not compared: meetings.csv\n"), "{said}");
    assert!(
        said.contains("39 other tables agree with the journal\nNot there, and not compared: children.csv\n")
            && !said.contains("how long the journal was"),
        "{said}"
    );
    assert!(office.run(&["child", "Ada Okafor"]).contains("Ada Okafor"));
    office.hub = office.path("other/hub.wayhome");
    remove("hub.csv");
    assert!(office.run(&AGAIN).contains("hub.csv does not say how long the journal was"));
    office.hub = office.path("third/hub.wayhome");
    remove("journal.csv");
    let words = office.refused(&AGAIN);
    assert!(words.contains("tables has no journal.csv; name a folder that `wayhome export csv` wrote"), "{words}");
    assert!(!office.path("third").exists());
}

#[cfg(unix)]
#[test]
fn a_journal_that_is_a_pipe_is_refused_and_not_waited_for() {
    let office = written();
    let journal = office.path("tables/journal.csv");
    std::fs::remove_file(&journal).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&journal).status().unwrap().success());
    assert!(office.refused(&AGAIN).contains("journal.csv is no plain file"));
}

#[test]
fn a_journal_whose_length_nothing_tells_is_said_to_be_one() {
    let office = written();
    change(&office, "journal.csv", |text| line_without(&text, text.lines().count() - 1));
    change(&office, "hub.csv", |text| text.replacen("entries", "number", 1));
    let other = |file: &str| std::fs::remove_file(office.path("tables").join(file)).unwrap();
    ["refused-rows.csv", "exports.csv"].iter().for_each(|file| other(file));
    assert!(office.run(&AGAIN).contains("hub.csv does not say how long the journal was"));
}

#[cfg(unix)]
#[test]
fn a_making_that_was_killed_leaves_no_hub_and_is_explained() {
    let mut office = Office::new();
    let path = office.path("demo.wayhome");
    drop(Hub::make_from(&path, PASSPHRASE, opening("D. Manager"), history(Scale::Small, at("2026-11-20T08:41:00Z"))).unwrap());
    office.hub = path;
    office.run(&["export", "csv", "tables"]);
    office.hub = office.path("again/hub.wayhome");
    let mut making = office.command(&AGAIN).spawn().unwrap();
    let begun = office.path("again/hub.wayhome.making-wal");
    // Some thousand entries take seconds: it is killed as soon as the first are written.
    while !begun.metadata().is_ok_and(|there| there.len() > 0) {
        assert!(making.try_wait().unwrap().is_none(), "it ended before it could be killed");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    making.kill().unwrap();
    making.wait().unwrap();
    assert!(!office.hub.exists());
    let words = office.refused(&AGAIN);
    assert!(words.contains("hub.wayhome.making is there: a hub is being made, or its making was stopped. If nobody"), "{words}");
    for left in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(office.path(&format!("again/hub.wayhome.making{left}")));
    }
    office.run(&AGAIN);
    assert_eq!(names(&office, "again"), ["hub.rules.toml", "hub.settings.toml", "hub.wayhome"]);
}

fn names(office: &Office, folder: &str) -> Vec<String> {
    let names = std::fs::read_dir(office.path(folder)).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn what_was_kept_beside_a_hub_that_is_gone_is_not_read_into_a_new_one() {
    let office = written();
    std::fs::create_dir(office.path("again")).unwrap();
    std::fs::write(office.path("again/hub.wayhome-wal"), "somebody's last entries").unwrap();
    let words = office.refused(&AGAIN);
    assert!(words.contains("hub.wayhome-wal is there already; nothing was changed"), "{words}");
    assert_eq!(names(&office, "again"), ["hub.wayhome-wal"]);
}

#[test]
fn a_hub_whose_making_has_no_text_is_none() {
    let office = written();
    change(&office, "journal.csv", |text| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut cells = csv::ReaderBuilder::new().has_headers(false).from_reader(lines[1].as_bytes()).records().next().unwrap().unwrap();
        cells = cells.iter().enumerate().map(|(n, cell)| if n == 8 || n == 9 { "" } else { cell }).collect();
        lines[1] = cells.iter().collect::<Vec<_>>().join(",");
        lines.join("\n")
    });
    assert!(office.refused(&AGAIN).contains("journal.csv, row 2: the making of the hub has no text; nothing was made"));
    assert_eq!(names(&office, "again"), Vec::<String>::new());
}

#[test]
fn text_that_was_lawfully_erased_stays_erased_and_is_told() {
    let office = talked_about();
    office.database().execute_batch("UPDATE journal SET payload = NULL, salt = NULL WHERE kind = 'note-taken'").unwrap();
    office.run(&["rebuild"]);
    made_again(&office.open());
    office.run(&["export", "csv", "tables"]);
    let office = Office { hub: office.path("again/hub.wayhome"), dir: office.dir };
    let said = office.run(&AGAIN);
    assert!(said.contains("Entries without their text (erased, or emptied since): 1 ("), "{said}");
}

/// A hub with entries more than it should have, which are links of the chain all the same; its tables, written by the binary.
fn with_entries(events: Vec<Event>) -> Office {
    let mut made = Made::new();
    for own_id in ["1001", "1002", "1003"] {
        made.child("2026-01-03T09:00:00Z", looked_after(own_id, "Ada", "2010-03-01"));
    }
    let office = made.office();
    office.run(&["export", "csv", "tables"]);
    // The store is asked alone: no verb would write this.
    let store = Store::open(&office.hub, PASSPHRASE, |_, _| {}).unwrap();
    let head = store.head().unwrap();
    let who = Actor { name: "Nobody".into(), workstation: "test".into() };
    let entries = events.into_iter().map(|event| NewEntry { subject: event.subject(), event }).collect();
    store.append(head, &who, at("2026-01-04T09:00:00Z"), head.position + 1, entries).unwrap();
    let (mut rows, mut last) = (String::new(), 0);
    store
        .each_written(&mut |entry| {
            last = entry.position;
            let hex = |bytes: &[u8]| wayhome::text::hex(bytes);
            let at = chrono::DateTime::from_timestamp_millis(entry.recorded_at).unwrap().to_rfc3339();
            let text = entry.payload.unwrap().replace('"', "\"\"");
            let cells = [entry.position.to_string(), at, entry.actor, entry.workstation, entry.verb.to_string(), entry.subject, entry.kind];
            let rest = [entry.version.to_string(), hex(&entry.salt.unwrap()), format!("\"{text}\""), hex(&entry.digest), hex(&entry.hash)];
            rows += &format!("{},{}\n", cells.join(","), rest.join(","));
            Ok(())
        })
        .unwrap();
    change(&office, "journal.csv", |text| format!("{}\n{rows}", text.lines().next().unwrap()));
    std::fs::remove_file(office.path("tables/hub.csv")).unwrap();
    Office { hub: office.path("again/hub.wayhome"), dir: office.dir }
}

#[test]
fn an_entry_that_goes_with_nothing_before_it_is_named_and_makes_no_hub() {
    let [one, two] = [1, 2].map(ChildId);
    let long_ago = When::exact(chrono::DateTime::<chrono::Utc>::MIN_UTC);
    let details = EpisodeDetails { last_seen: Some(long_ago), reported: Some(long_ago), ..EpisodeDetails::default() };
    let line = Line { list: ListId(1), row: 2 };
    let merged = |kept, merged| Event::ChildrenMerged { kept, merged, reason: "so".into() };
    let three = ChildId(3);
    for (events, said) in [
        (vec![merged(one, one)], "row 7: it does not go with the entries before it (C1 cannot be read as C1"),
        (
            vec![merged(two, one), merged(three, two), merged(one, two)],
            "row 9: it does not go with the entries before it (C2 cannot be read as C1",
        ),
        (
            vec![Event::InterviewReopened { episode: EpisodeId(9), why: "so".into() }],
            "row 7: it does not go with the entries before it (there is no episode E9",
        ),
        (vec![Event::ChildAdded { child: two, details: looked_after("1", "Ida", "2010-03-01"), source: Source::Person }], "children.csv"),
        (vec![Event::EpisodeReported { episode: EpisodeId(1), child: Some(one), details, line, candidates: Vec::new() }], "episodes.csv"),
    ] {
        let words = with_entries(events).refused(&AGAIN);
        assert!(words.contains(said) && words.contains("nothing was made"), "{words}");
    }
}
