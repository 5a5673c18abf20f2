//! The same files under the public rule pack (`csc-validator-be-903`). What the pack found on the two broken hubs is kept in
//! `pack-failures.csv`, and the prediction is held against that everywhere. Where `WAYHOME_RULE_PACK` holds the command that runs the pack
//! over a folder (`python run903.py`: with `--missing-only --json FOLDER YEAR` it prints the failures as JSON) it is run afresh, and must
//! find just what is kept; docs/exports.md says how to set it up.

use crate::common::{Office, PASSPHRASE, opening};
use crate::missing::{AFTER, all_wrong, broken_hub, leaving_care, restarts, twins_and_others, year};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use wayhome::casebook::Hub;
use wayhome::demo::{Scale, history};
use wayhome::report::statutory::rules903;
use wayhome::report::statutory::ssda903::{Ssda903, Year};

/// Line of `missing.csv`, rule and own id of the child.
type Failure = (u64, String, String);

/// What the pack found once on a hub of these tests; nothing on one that is not named in the file.
fn kept(hub: &str) -> BTreeSet<Failure> {
    let rows = csv::Reader::from_reader(include_bytes!("pack-failures.csv").as_slice()).into_deserialize();
    let rows: Vec<(String, u64, String, String)> = rows.map(Result::unwrap).collect();
    rows.into_iter().filter(|row| row.0 == hub).map(|(_, line, rule, child)| (line, rule, child)).collect()
}

/// What the pack finds; `None` where it is not here.
fn found(folder: &Path, year: &str) -> Option<BTreeSet<Failure>> {
    let Ok(command) = std::env::var("WAYHOME_RULE_PACK") else {
        eprintln!("WAYHOME_RULE_PACK is not set: what the public rule pack found before is taken");
        return None;
    };
    let mut words = command.split_whitespace();
    let output = Command::new(words.next()?).args(words).args(["--missing-only", "--json"]).arg(folder).arg(year).output().unwrap();
    let told: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    assert_eq!(told["crashed"], serde_json::json!([]), "{told}");
    assert!(told["ran"].as_array().unwrap().len() >= 13, "{told}");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let failure = |failure: &Value| (failure["csv_line"].as_u64().unwrap(), text(&failure["rule"]), text(&failure["child"]));
    Some(told["failures"].as_array().unwrap().iter().map(failure).collect())
}

fn written(folder: &Path, made: &Ssda903) {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("missing.csv"), made.missing_csv()).unwrap();
    std::fs::write(folder.join("header.csv"), made.header_csv()).unwrap();
}

fn clean(office: &Office, made: &Ssda903) {
    assert_eq!(made.broken, []);
    let folder = office.path(&format!("y{}", made.year));
    written(&folder, made);
    if let Some(found) = found(&folder, &made.year.to_string()) {
        assert_eq!(found, BTreeSet::new());
    }
}

#[test]
fn no_rule_fails_on_the_hubs_that_are_hard_to_get_right() {
    for office in [leaving_care(), restarts(), twins_and_others()] {
        clean(&office, &crate::missing::of(&office));
    }
}

#[test]
fn no_rule_fails_on_the_demo_hub() {
    let office = Office::new();
    let path = office.path("demo.wayhome");
    let now = crate::common::at("2026-11-20T08:41:00Z");
    let hub = Hub::make_from(&path, PASSPHRASE, opening("D. Manager"), history(Scale::Small, now)).unwrap();
    for year in [2026, 2027] {
        let made = hub.ssda903(Year::ending(year).unwrap(), None, now).unwrap();
        assert!(made.missing.len() > 50, "{}", made.missing.len());
        clean(&office, &made);
    }
}

#[test]
fn each_rule_that_the_pack_fails_was_predicted_by_number_line_and_child() {
    let office = broken_hub();
    let now = crate::common::at(AFTER);
    let mut made = office.open().ssda903(year(), None, now).unwrap();
    predicted(&office, "hub", "broken-hub", &made);
    let (missing, header, previous) = all_wrong();
    let folder = office.path("wrong/prev");
    std::fs::create_dir_all(&folder).unwrap();
    let last = Ssda903 { missing: previous.clone(), ..made.clone() };
    std::fs::write(folder.join("missing.csv"), last.missing_csv()).unwrap();
    made = Ssda903 { broken: rules903::broken(&missing, &header, year(), Some(&previous)), missing, header, ..made };
    predicted(&office, "wrong", "all-wrong", &made);
}

fn predicted(office: &Office, folder: &str, hub: &str, made: &Ssda903) {
    let foretold: BTreeSet<Failure> =
        made.broken.iter().map(|broken| (broken.line.unwrap() as u64, broken.rule.to_owned(), broken.child.clone())).collect();
    assert!(!foretold.is_empty());
    assert_eq!(foretold, kept(hub), "{hub}: what is foretold is not what the pack found");
    let folder = office.path(folder);
    written(&folder, made);
    if let Some(found) = found(&folder, "2026") {
        assert_eq!(found, kept(hub), "{hub}: the pack finds something else now; put pack-failures.csv right");
    }
}
