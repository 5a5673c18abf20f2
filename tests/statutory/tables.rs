//! All tables out, and in again.

use crate::common::{Office, PASSPHRASE, at, opening};
use crate::made::{Made, looked_after, talked_about};
use std::collections::BTreeMap;
use wayhome::casebook::event::Export;
use wayhome::casebook::{Hub, ListFile, ListOptions};
use wayhome::child::{ChildDetails, HealthNeed, MarkerKind};
use wayhome::demo::{Scale, history};
use wayhome::episode::{EpisodeDetails, ListedPerson};
use wayhome::interview::attempt::{AttemptOutcome, Channel, Contact, LateReason, NotHeld};
use wayhome::interview::file::Stage;
use wayhome::interview::record::{EndsAs, FindingKind, PlaceKind, Pull, Push, RecordState};
use wayhome::meeting::agenda::AgendaSection;
use wayhome::meeting::assessment::AssessmentOutcome;
use wayhome::meeting::business::BusinessKind;
use wayhome::meeting::decision::Outcome;
use wayhome::meeting::register::EndedAs;
use wayhome::report::figures::Period;
use wayhome::report::statutory::tables::{Table, tables};

const NOW: &str = "2026-11-20T08:41:00Z";

/// What was exported of a hub, loaded into a fresh one.
fn loaded_again(from: &Hub) -> (Office, Hub) {
    let office = Office::new();
    // Who approved that no interview was held cannot be the one who loads it.
    let mut hub = office.open_as("A. Administrator");
    let all = from.everything().unwrap();
    let bytes = |name: &str| tables(&all).find(|table| table.file == name).unwrap().csv();
    let (options, now) = (ListOptions::default(), at(NOW));
    hub.import_children(&ListFile { name: "children.csv", bytes: &bytes("children.csv") }, &options, now).unwrap();
    if !from.everything().unwrap().workers.is_empty() {
        hub.import_workers(&ListFile { name: "workers.csv", bytes: &bytes("workers.csv") }, &options, now).unwrap();
    }
    let list = hub.import_list(&ListFile { name: "episodes.csv", bytes: &bytes("episodes.csv") }, &options, now).unwrap();
    assert!(list.refused.is_empty(), "{:?}", list.refused);
    for name in ["interviews.csv", "contacts.csv"] {
        let report = hub.import_interviews(&ListFile { name, bytes: &bytes(name) }, &options, now).unwrap();
        assert!(report.refused.is_empty(), "{name}: {:?}", report.refused);
        let again = hub.import_interviews(&ListFile { name, bytes: &bytes(name) }, &options, now).unwrap();
        assert_eq!((again.unchanged, again.held.len() + again.closed.len() + again.contacts.len()), (again.rows, 0), "{name}");
    }
    (office, hub)
}

/// Children of the caseload by own id: all that is held on them but who set a marker, which no list says.
fn children(hub: &Hub) -> BTreeMap<String, ChildDetails> {
    let children = hub.everything().unwrap().children.into_iter().map(|child| child.details).filter(|details| details.own_id.is_some());
    let plain = |mut details: ChildDetails| {
        details.markers.iter_mut().for_each(|marker| marker.set_by = None);
        details.markers.sort();
        (details.own_id.clone().unwrap(), details)
    };
    children.map(plain).collect()
}

/// Episodes by police reference, each with the child it is of; whom the list named is the child in the second hub.
fn episodes(hub: &Hub) -> BTreeMap<String, (Option<String>, EpisodeDetails)> {
    let all = hub.everything().unwrap();
    let own_ids: BTreeMap<_, _> = all.children.iter().map(|child| (child.id, child.details.own_id.clone())).collect();
    let plain = |episode: wayhome::episode::Episode| {
        let own_id = episode.child.and_then(|child| own_ids[&child].clone());
        let reference = episode.reference();
        let mut details = EpisodeDetails { listed: ListedPerson::default(), ..episode.details };
        // A police list cannot say that a time is an estimate; its column in the table is for people.
        [&mut details.last_seen, &mut details.reported, &mut details.returned]
            .into_iter()
            .flatten()
            .for_each(|when| when.estimated = false);
        (reference, (own_id, details))
    };
    all.episodes.into_iter().map(plain).collect()
}

#[test]
fn the_tables_of_the_demo_loaded_into_a_fresh_hub_give_the_same_children_episodes_interviews_and_contacts() {
    let office = Office::new();
    let path = office.path("demo.wayhome");
    let demo = Hub::make_from(&path, PASSPHRASE, opening("D. Manager"), history(Scale::Small, at(NOW))).unwrap();
    let (_office, again) = loaded_again(&demo);
    assert_eq!(children(&again), children(&demo));
    let (before, after) = (episodes(&demo), episodes(&again));
    assert_eq!(after.len(), before.len());
    for (reference, (own_id, details)) in &before {
        let (own_id_again, details_again) = &after[reference];
        assert_eq!(details_again, details, "{reference}");
        // A child without an own id may be known by it now.
        assert!(own_id.is_none() || own_id == own_id_again, "{reference}: {own_id:?}, {own_id_again:?}");
    }
    let held = |hub: &Hub| {
        let all = hub.everything().unwrap();
        let closed = all.files.iter().filter(|file| file.closure().is_some()).count();
        (all.workers.len(), all.interviews.iter().filter(|interview| interview.withdrawn.is_none()).count(), closed)
    };
    assert_eq!(held(&again), held(&demo));
    let sought = |hub: &Hub| {
        let all = hub.everything().unwrap();
        let references: BTreeMap<_, _> = all.episodes.iter().map(|episode| (episode.id, episode.reference())).collect();
        let by_reference = |file: wayhome::interview::file::InterviewFile| (references[&file.episode].clone(), file.attempts);
        all.files.into_iter().map(by_reference).filter(|(_, attempts)| !attempts.is_empty()).collect::<BTreeMap<_, _>>()
    };
    assert!(!sought(&demo).is_empty());
    assert_eq!(sought(&again), sought(&demo));
    let offered = |hub: &Hub| {
        let view = hub.figures(Period::new("2026-05-01".parse().unwrap(), "2026-10-31".parse().unwrap()), None, at(NOW)).unwrap();
        let figures: Vec<_> = view.set.all().filter(|figure| figure.code == "offered" && figure.group.is_none()).collect();
        figures.into_iter().map(|figure| figure.value).collect::<Vec<_>>()
    };
    assert!(!offered(&demo).is_empty());
    assert_eq!(offered(&again), offered(&demo));
}

#[test]
fn no_cell_is_a_formula_and_each_comes_back_as_it_was() {
    let mut made = Made::new();
    let details = ChildDetails {
        school: Some("=HYPERLINK(\"x\")".into()),
        social_worker: Some("@Someone".into()),
        team: Some("-North".into()),
        locality: Some("+South".into()),
        address: Some("'=12 Larch Street".into()),
        ..looked_after("+1/2", "Ada", "2010-03-01")
    };
    let child = made.child("2026-01-03T09:00:00Z", details.clone());
    made.episode(Some(child), "2026-02-01T21:00:00Z", Some("2026-02-02T08:00:00Z"));
    let office = made.office();
    let hub = office.open();
    for Table { file, columns, rows } in tables(&hub.everything().unwrap()) {
        assert!(rows.iter().all(|row| row.len() == columns.len()), "{file} has rows that are not as long as its columns");
        let bytes = Table { file, columns, rows }.csv();
        for record in csv::Reader::from_reader(bytes.as_slice()).records() {
            for cell in record.unwrap().iter() {
                assert!(!cell.starts_with(['=', '+', '-', '@']), "{file}: {cell}");
            }
        }
    }
    let (_office, again) = loaded_again(&hub);
    assert_eq!(children(&again)["+1/2"], ChildDetails { health: None, ..details });
}

/// The columns of each table as the documents name them, by its file.
fn documented() -> BTreeMap<String, Vec<String>> {
    let quoted = |line: &str| line.split('`').nth(1).map(str::to_owned);
    let table = |section: &str| {
        let section = section.split("\n## ").next()?;
        let columns = section.lines().filter(|line| line.starts_with("| `")).filter_map(quoted).collect();
        Some((quoted(section.lines().next()?)?, columns))
    };
    include_str!("../../docs/exports.md").split("\n### ").skip(1).filter_map(table).collect()
}

#[test]
fn every_table_is_written_and_just_its_columns_are_documented() {
    let office = Office::on_friday();
    let told = office.json(&["export", "csv", "all"]);
    let mut written = BTreeMap::new();
    for table in told["tables"].as_array().unwrap() {
        let file = table["file"].as_str().unwrap();
        let text = std::fs::read_to_string(office.path("all").join(file)).unwrap();
        assert_eq!(text.lines().count() as u64, table["rows"].as_u64().unwrap() + 1, "{file}");
        written.insert(file.to_owned(), text.lines().next().unwrap().split(',').map(str::to_owned).collect::<Vec<_>>());
    }
    assert_eq!(written, documented());
    assert!(office.run(&["journal"]).contains("all tables written, 42 files"));
}

/// "`declined` declined by the child; `unable-to-engage` …", as the documents list a set of codes.
fn listed(codes: impl Iterator<Item = (&'static str, &'static str)>) -> String {
    let one = |(code, label)| if code == label { format!("`{code}`") } else { format!("`{code}` {label}") };
    codes.map(one).collect::<Vec<_>>().join("; ")
}

macro_rules! listed {
    ($($codes:ty),*) => {
        [$((stringify!($codes), listed(<$codes>::ALL.iter().map(|code| (code.code(), code.label()))))),*]
    };
}

#[test]
fn every_code_of_the_tables_is_documented_with_its_words() {
    let sets = listed![
        Contact,
        Channel,
        AttemptOutcome,
        NotHeld,
        LateReason,
        RecordState,
        Stage,
        Push,
        Pull,
        PlaceKind,
        FindingKind,
        EndsAs,
        Outcome,
        EndedAs,
        AssessmentOutcome,
        MarkerKind,
        AgendaSection,
        BusinessKind,
        Export,
        HealthNeed
    ];
    let documents = include_str!("../../docs/exports.md");
    for (name, codes) in sets {
        assert!(documents.contains(&format!("| {codes} |")), "{name}: {codes}");
    }
    let (tables, codes) = documents.split_once("\n## Codes").unwrap();
    let columns = tables.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let of_codes = columns.filter(|(_, what)| what.starts_with("code"));
    let missing: Vec<_> = of_codes.filter(|(column, _)| !codes.contains(&format!("`{column}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn what_was_said_and_put_off_set_by_the_chair_reported_and_refused_is_in_the_tables() {
    let all = talked_about().open().everything().unwrap();
    let rows = |file: &str| tables(&all).find(|table| table.file == file).unwrap().rows;
    let note = ["M1", "1", "returned", "E1", "", "2026-02-03T09:11:00+00:00", "D. Manager", "Health", "health will see her"];
    assert_eq!(rows("meeting-notes.csv"), [note]);
    let left = ["M1", "1", "E1", "", "put-off", "05/02/2026", "time ran out", "2026-02-03T09:12:00+00:00", "D. Manager"];
    assert_eq!(rows("put-off.csv"), [left]);
    let set = ["E1", "high", "standard", "seen with an older man", "2026-02-02T09:00:00+00:00", "D. Manager"];
    let back = ["E1", "", "standard", "he is her uncle", "2026-02-03T09:00:00+00:00", "D. Manager"];
    assert_eq!(rows("bands-set.csv"), [set, back]);
    assert_eq!(rows("top-ten-months.csv")[0][..8], ["01/02/2026", "2026-03-01T09:00:00+00:00", "10", "1", "0", "C1", "Ada Okafor", "1"]);
    let refused = rows("refused-rows.csv");
    let states: Vec<_> = refused.iter().map(|row| (row[0].as_str(), row[10].as_str(), row[14].as_str())).collect();
    assert_eq!(states, [("R1", "open", ""), ("R2", "put-aside", "a joke of the sender"), ("R3", "open", "")]);
}

#[test]
fn the_tables_of_an_empty_hub_are_read_back_and_change_nothing() {
    let (from, office) = (Office::new(), Office::new());
    from.run(&["export", "csv", "all"]);
    for (file, command) in [
        ("children.csv", ["import", "children"]),
        ("workers.csv", ["workers", "import"]),
        ("episodes.csv", ["import", "list"]),
        ("interviews.csv", ["interviews", "import"]),
        ("contacts.csv", ["interviews", "import"]),
    ] {
        let path = from.path("all").join(file);
        let said = office.run(&[command[0], command[1], path.to_str().unwrap()]);
        assert!(said.contains("no rows under the header: nothing changed"), "{file}: {said}");
    }
    let everything = office.open().everything().unwrap();
    assert!(everything.children.is_empty() && everything.workers.is_empty() && everything.episodes.is_empty());
    assert!(!office.run(&["journal"]).contains("list L1"));
}

#[test]
fn a_list_of_police_without_rows_is_refused_for_it_would_say_that_every_child_is_back() {
    let office = Office::on_friday();
    office.file("saturday.csv", "Police Ref,Forename,Surname,DOB,Reported missing,Date returned\n");
    let refused = office.refused(&["import", "list", "saturday.csv"]);
    assert!(refused.contains("there are no rows under the header in row 1; check that the whole list was saved"), "{refused}");
}
