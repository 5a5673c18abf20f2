//! Rules rehearsed on the mornings that were, and adopted.

mod common;

use common::{Office, at, load};
use serde_json::Value;
use wayhome::casebook::Rehearse;
use wayhome::triage::Band;
use wayhome::triage::rules::Rules;

/// The rules in force, without any that could hide the one that is tried.
const IN_FORCE: &str = "name = \"in force\"\n[[rule]]\nid = \"ladder\"\ntitle = \"Missing 48 hours\"\nsource = \"local\"\nband = \"high\"\nwhen = { missing_for = { at_least = \"48 hours\" } }\n";
/// The same a day sooner, and a rule for police grade.
const TRIED: &str = "name = \"tried\"\n[[rule]]\nid = \"ladder\"\ntitle = \"Missing 24 hours\"\nsource = \"local\"\nband = \"high\"\nwhen = { missing_for = { at_least = \"24 hours\" } }\n[[rule]]\nid = \"graded\"\ntitle = \"Police grade high\"\nsource = \"local\"\nband = \"critical\"\nwhen = { police_grade = \"high\", still_missing = true }\n";

const HEADER: &str = "Police Ref,Forename,Surname,DOB,Risk,Last seen,Reported missing,Date returned\n";

/// Monday to Friday: one child is missing from Monday on and back on Thursday, another graded high on Wednesday alone, a third for a day.
fn week() -> Office {
    let office = Office::new();
    office.file("hub.rules.toml", IN_FORCE);
    office.file("tried.toml", TRIED);
    let mut hub = office.open();
    let rows = |rows: &[&str]| format!("{HEADER}{}\n", rows.join("\n"));
    let ada = "MP/1,Ada,Okafor,01/03/2011,Medium,16/11/2026 05:00,16/11/2026 06:00,";
    let bea = |grade: &str| format!("MP/2,Bea,Larkin,02/04/2012,{grade},17/11/2026 20:00,17/11/2026 21:00,");
    load(&mut hub, "mon.csv", &rows(&[ada]), "2026-11-16T08:00:00Z");
    load(&mut hub, "tue.csv", &rows(&[ada]), "2026-11-17T08:00:00Z");
    load(&mut hub, "wed.csv", &rows(&[ada, &bea("High")]), "2026-11-18T08:00:00Z");
    let back = format!("{ada}19/11/2026 07:00");
    load(&mut hub, "thu.csv", &rows(&[&back, &format!("{}18/11/2026 23:00", bea("High"))]), "2026-11-19T08:00:00Z");
    office
}

const FRIDAY: &str = "2026-11-20T12:00:00Z";

fn rehearsed(office: &Office) -> Value {
    let args = ["--format", "json", "rules", "rehearse", "tried.toml", "--from", "16/11/2026", "--to", "20/11/2026"];
    serde_json::from_str(&office.run_at(FRIDAY, &args)).unwrap()
}

#[test]
fn it_says_which_children_would_have_been_flagged_and_how_much_earlier() {
    let office = week();
    let said = rehearsed(&office);
    assert_eq!(said["differ"].as_array().unwrap().len(), 2, "{said}");
    let (bea, ada) = (&said["differ"][0], &said["differ"][1]);
    assert_eq!((ada["reference"].as_str(), ada["child"].as_str()), (Some("MP/1"), Some("C1")));
    assert_eq!((ada["old_first"].as_str(), ada["new_first"].as_str()), (Some("2026-11-18"), Some("2026-11-17")));
    assert_eq!(ada["days_earlier"], 1);
    assert_eq!((bea["old_first"].as_str(), bea["new_first"].as_str()), (None, Some("2026-11-18")));
    assert_eq!((bea["name"].as_str(), bea["new_band"].as_str()), (Some("Bea Larkin"), Some("critical")));
    assert_eq!(bea["gained"], serde_json::json!(["graded"]));
    assert_eq!(ada["changed"], serde_json::json!([]));
    let children = &said["children"];
    assert_eq!((&children["all"], &children["old"], &children["new"], &children["only_new"]), (&2.into(), &1.into(), &2.into(), &1.into()));
}

#[test]
fn each_morning_is_judged_by_what_was_known_then() {
    let office = week();
    let said = rehearsed(&office);
    let mornings: Vec<(String, u64, u64, u64)> = said["mornings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| {
            let number = |name: &str| of[name].as_u64().unwrap();
            (of["on"].as_str().unwrap()[8..].to_owned(), number("all"), number("old"), number("new"))
        })
        .collect();
    let expected = [("16", 1, 0, 0), ("17", 1, 0, 1), ("18", 2, 1, 2), ("19", 2, 0, 0), ("20", 2, 0, 0)];
    assert_eq!(mornings, expected.map(|(on, all, old, new)| (on.to_owned(), all, old, new)));
    let words = office.run_at(FRIDAY, &["rules", "rehearse", "tried.toml", "--from", "16/11/2026", "--to", "20/11/2026"]);
    assert!(words.contains("Items flagged a morning: 0.2 in force (1 of 8), 0.6 by these (3 of 8): +0.4\nMost on one morning: 1 in force, 2 by these (Wed 18 Nov 2026)"), "{words}");
    assert!(words.contains("C1 Ada Okafor, MP/1: flagged 1 day earlier, from 17 Nov 2026 and not 18 Nov 2026"), "{words}");
}

#[test]
fn the_rules_in_force_rehearsed_change_nothing_and_agree_with_the_board() {
    let office = week();
    let hub = office.open();
    let rules = Rules::parse(Rules::shipped()).unwrap();
    let asked = Rehearse { rules: &rules, from: "2026-11-16".parse().unwrap(), to: "2026-11-20".parse().unwrap(), flag: Band::Medium };
    let mut told = 0;
    let made = hub.rehearse(&asked, at(FRIDAY), &mut |_, _| told += 1).unwrap();
    assert_eq!((made.differ.as_slice(), made.rules.as_slice()), (&[][..], &[][..]));
    assert!(told > 0, "it never says how far it has come");
    // What the board of this morning shows now is what the rehearsal makes of it.
    let board = hub.board(at("2026-11-20T09:30:00Z")).unwrap();
    let flagged = board.items.iter().filter(|item| item.triage.band >= Band::Medium).count();
    let morning = made.mornings.last().unwrap();
    assert_eq!((morning.items.all as usize, morning.items.old as usize), (board.items.len(), flagged));
}

#[test]
fn a_rule_that_changed_its_band_alone_is_named_with_both_bands() {
    let office = week();
    office.file("lower.toml", IN_FORCE.replace("\"high\"", "\"medium\""));
    let args = ["rules", "rehearse", "lower.toml", "--from", "16/11/2026", "--to", "20/11/2026"];
    let words = office.run_at(FRIDAY, &args);
    assert!(words.contains("; ladder was HIGH and is medium\n"), "{words}");
    let json: Value = serde_json::from_str(&office.run_at(FRIDAY, &[&["--format", "json"], &args[..]].concat())).unwrap();
    assert_eq!(json["differ"][0]["changed"], serde_json::json!([{ "rule": "ladder", "old": "high", "new": "medium" }]));
    let csv = office.run_at(FRIDAY, &[&["--format", "csv"], &args[..]].concat());
    assert!(csv.lines().nth(1).unwrap().ends_with(",,,ladder was HIGH and is medium"), "{csv}");
}

#[test]
fn days_that_are_not_in_it_are_named_with_why() {
    let office = week();
    let told = |from: &str, to: &str| office.run_at(FRIDAY, &["rules", "rehearse", "tried.toml", "--from", from, "--to", to]);
    let weekend = office.run_at("2026-11-22T12:00:00Z", &["rules", "rehearse", "tried.toml", "--from", "21/11/2026", "--to", "22/11/2026"]);
    assert!(weekend.contains("No meeting day lies from 21 Nov 2026 to 22 Nov 2026.\n"), "{weekend}");
    let early = office.run_at("2026-11-20T08:00:00Z", &["rules", "rehearse", "tried.toml", "--from", "20/11/2026", "--to", "20/11/2026"]);
    assert!(early.contains("No meeting's hour lies in what is known: that of the last day is Fri 20 Nov 2026 09:"), "{early}");
    let wide = told("1/9/2026", "27/11/2026");
    assert!(wide.contains(": nothing is known of the days before.\nThe days after 20 Nov 2026 are still to come.\n"), "{wide}");
}

#[test]
fn days_that_cannot_be_rehearsed_are_refused_in_words() {
    let office = week();
    let refused = |args: &[&str]| {
        let mut all = vec!["rules", "rehearse"];
        all.extend(args);
        office.refused(&all)
    };
    assert!(refused(&["tried.toml", "--from", "20/11/2026", "--to", "16/11/2026"]).contains("is after"));
    assert!(refused(&["tried.toml", "--from", "1/9/2026", "--to", "2/9/2026"]).contains("nothing is known before the hub was made"));
    assert!(refused(&["tried.toml", "--from", "1/1/2027", "--to", "2/1/2027"]).contains("1 Jan 2027 is still to come"));
    office.file("bad.toml", IN_FORCE.replace("missing_for", "misssing_for"));
    assert!(refused(&["bad.toml"]).contains("bad.toml: line 7: unknown fact"));
}

#[test]
fn adopting_puts_rules_in_force_keeps_those_before_and_writes_down_version_and_reason() {
    let office = week();
    let refused = office.refused(&["rules", "adopt", "hub.rules.toml", "--reason", "again"]);
    assert!(refused.contains("are in force already"), "{refused}");
    let said = office.json(&["rules", "adopt", "tried.toml", "--reason", "Agreed by the board on 20 Nov"]);
    let version = said["version"].as_str().unwrap();
    assert!(version.starts_with("tried "), "{version}");
    assert_eq!(std::fs::read_to_string(office.path("hub.rules.toml")).unwrap(), TRIED);
    assert_eq!(std::fs::read_to_string(said["kept"].as_str().unwrap()).unwrap(), IN_FORCE);
    assert!(office.run(&["rules", "list"]).starts_with(&format!("Rules {version}\n")));
    let csv = office.run(&["--format", "csv", "rules", "adopted"]);
    assert!(csv.starts_with("version,at,by,reason,entry\ntried ") && csv.contains(",Agreed by the board on 20 Nov,"), "{csv}");
    let adopted = office.json(&["rules", "adopted"]);
    assert_eq!((adopted[0]["version"].as_str(), adopted[0]["reason"].as_str()), (Some(version), Some("Agreed by the board on 20 Nov")));
    assert_eq!(adopted[0]["rules"].as_str(), Some(TRIED));
    office.open().verify().unwrap();
}

#[test]
fn where_the_file_cannot_be_laid_nothing_is_adopted() {
    let office = week();
    // A folder in the place of the new file: it cannot be written.
    std::fs::create_dir(office.path("hub.rules.toml.new")).unwrap();
    let refused = office.refused(&["rules", "adopt", "tried.toml", "--reason", "agreed"]);
    assert!(refused.contains("nothing was changed"), "{refused}");
    assert_eq!(std::fs::read_to_string(office.path("hub.rules.toml")).unwrap(), IN_FORCE);
    assert_eq!(office.json(&["rules", "adopted"]), serde_json::json!([]));
    assert_eq!(office.run(&["--format", "csv", "rules", "adopted"]), "version,at,by,reason,entry\n");
    let without = office.refused(&["rules", "adopt", "tried.toml", "--reason", " "]);
    assert!(without.contains("say why these rules are adopted"), "{without}");
}
