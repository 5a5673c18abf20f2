//! A hub made again from the tables that were written out.

use crate::common::{Office, PASSPHRASE, at, made_again, opening};
use crate::made::talked_about;
use wayhome::casebook::Hub;
use wayhome::demo::{Scale, history};

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
    assert_eq!(told["alike"].as_array().unwrap().len(), 36);
    let said = office.run(&["verify"]);
    assert!(said.contains("hold together") && said.contains(told["head"].as_str().unwrap()), "{said}");
    assert!(office.path("again/hub.settings.toml").exists() && office.path("again/hub.rules.toml").exists());
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::MetadataExt::mode(&office.hub.metadata().unwrap()) & 0o777, 0o600);
    let there = office.refused(&AGAIN);
    assert!(there.contains("is there already: tables make a hub where there is none"), "{there}");

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
    let faults: [Fault; 11] = [
        ("journal.csv", |text| text.replacen("Ada", "Ida", 1), "its text was changed"),
        ("journal.csv", |text| text.replacen("D. Manager", "D. Other", 1), "journal.csv, row 2: its place in the chain was changed"),
        ("journal.csv", |text| line_without(&text, 3), "journal.csv, row 4: entries before it are gone"),
        ("journal.csv", |text| text.replacen("position,", "number,", 1), "journal.csv, row 1: the columns are not position, recorded_at"),
        ("journal.csv", |text| text.lines().next().unwrap().to_owned(), "journal.csv, row 2: there is no entry"),
        ("journal.csv", |text| text[..text.len() / 2].to_owned(), "it is no entry of a journal"),
        ("journal.csv", |_| String::new(), "journal.csv, row 1: the columns are not"),
        ("children.csv", |text| text.replacen("Okafor", "Okafour", 1), "children.csv, row 2, column family"),
        ("bands-set.csv", |text| line_without(&text, 1), "bands-set.csv, row 2, column band"),
        ("episodes.csv", |text| format!("{text}{}", text.lines().last().unwrap()), "is one too many"),
        ("meetings.csv", |text| text.replacen("hub_meeting,", "", 1), "meetings.csv, row 1 has other columns"),
    ];
    for (file, how, said) in faults {
        let office = written();
        change(&office, file, how);
        let words = office.refused(&AGAIN);
        assert!(words.contains(said) && words.contains("nothing was made"), "{file}: {words}");
        let left: Vec<_> = std::fs::read_dir(office.path("again")).into_iter().flatten().map(|file| file.unwrap().path()).collect();
        assert_eq!(left, Vec::<std::path::PathBuf>::new(), "{file}");
    }
}

/// A text without one of its lines, the first of which is 0.
fn line_without(text: &str, n: usize) -> String {
    text.split_inclusive('\n').enumerate().filter(|(line, _)| *line != n).map(|(_, line)| line).collect()
}

#[test]
fn a_table_that_is_not_there_is_not_compared_and_the_journal_must_be() {
    let mut office = written();
    let tables = office.path("tables");
    let remove = |file: &str| std::fs::remove_file(tables.join(file)).unwrap();
    remove("children.csv");
    let said = office.run(&AGAIN);
    assert!(said.contains("35 tables say the same\nNot there, and not compared: children.csv"), "{said}");
    assert!(office.run(&["child", "Ada Okafor"]).contains("Ada Okafor"));
    remove("journal.csv");
    office.hub = office.path("other/hub.wayhome");
    let words = office.refused(&AGAIN);
    assert!(words.contains("journal.csv cannot be read: there is no such file"), "{words}");
    assert!(!office.path("other").exists());
}

#[test]
fn text_that_was_lawfully_erased_stays_erased_and_its_place_in_the_chain_stays() {
    let office = talked_about();
    office.database().execute_batch("UPDATE journal SET payload = NULL, salt = NULL WHERE kind = 'note-taken'").unwrap();
    office.run(&["rebuild"]);
    made_again(&office.open());
}
