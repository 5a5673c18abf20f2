//! `board`, `review`, `refused`, `decide`, `band`, `minutes`, `child`.

use super::*;

#[test]
fn the_board_has_the_fields_that_scripts_rely_on() {
    let office = Office::on_friday();
    let board = office.json(&["board"]);
    assert_eq!(each(&board, "section"), ["still-missing", "returned", "waiting"]);
    let lan = &board[0];
    assert_eq!(
        lan["child"],
        json!({ "id": "C3", "name": "Thi Lan Nguyen", "dob": "2010-09-09", "age": 16, "care_status": "looked-after" })
    );
    for (field, value) in [
        ("police_ref", json!("MIS/26/2")),
        ("police_grade", json!("medium")),
        ("status", json!("missing")),
        ("reported_at", json!("2026-11-18T22:00:00Z")),
        ("returned_at", Value::Null),
    ] {
        assert_eq!(lan["episode"][field], value, "{field}");
    }
    assert!(text(&lan["episode"]["id"]).starts_with('E'));
    let triage = lan["triage"].as_object().unwrap();
    for field in ["band", "fired", "near", "untested", "override"] {
        assert!(triage.contains_key(field), "triage lacks {field}");
    }
    let fired = triage["fired"][0].as_object().unwrap();
    for field in ["rule", "title", "evidence", "clears_on"] {
        assert!(fired.contains_key(field), "a fired rule lacks {field}");
    }
    assert_eq!((&lan["interview"], &lan["decision"]), (&Value::Null, &Value::Null));
    assert_eq!(board[1]["episode"]["returned_at"], "2026-11-20T05:10:00Z");
    assert!(board[1]["interview"].is_object());

    let csv = office.run(&["--format", "csv", "board"]);
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let header = rows.headers().unwrap().clone();
    assert_eq!(header.iter().take(4).collect::<Vec<_>>(), ["section", "child", "name", "dob"]);
    assert_eq!(rows.records().count(), 3);
    let plain = office.run(&["board"]);
    assert!(plain.contains("1 of 1. ") && plain.contains("Thi Lan Nguyen") && !plain.contains('\u{1b}'), "{plain}");
    assert_eq!(office.run(&[]), plain, "without a command and without a terminal: the board");
}

#[test]
fn a_doubtful_row_waits_with_its_candidates_until_a_person_says_who_it_is() {
    let office = Office::on_friday();
    let waiting = office.json(&["review", "list", "--format", "json"]);
    assert_eq!(waiting[0]["police_ref"], "MIS/26/3");
    let candidate = &waiting[0]["candidates"][0];
    assert_eq!((&candidate["id"], &candidate["name"]), (&json!("C2"), &json!("Kayden Ashworth")));
    assert!(office.run(&["review"]).contains("wayhome review same"));
    assert!(office.refused(&["review", "same", "MIS/26/3", "C99"]).contains("C99"));
    assert!(office.refused(&["review", "same", "MIS/26/9", "C2"]).contains("MIS/26/9"));
    assert!(office.run(&["review", "same", "MIS/26/3", "1002"]).contains("Kayden Ashworth"));
    assert_eq!(office.json(&["review", "list"]), json!([]));
    assert!(office.refused(&["review", "new", "MIS/26/3"]).contains("does not wait"));
    assert!(office.run(&["child", "Kayden"]).contains("MIS/26/3"));
}

#[test]
fn a_doubtful_row_can_be_a_child_nobody_knew() {
    let office = Office::on_friday();
    let row = office.json(&["review", "list"])[0]["row"].clone();
    let said = office.json(&["review", "new", text(&row)]);
    assert_eq!((&said["police_ref"], &said["child"]), (&json!("MIS/26/3"), &json!("C4")));
    assert_eq!(office.json(&["review", "list"]), json!([]));
}

#[test]
fn a_refused_row_is_listed_and_put_right_or_set_aside() {
    let office = Office::on_friday();
    let rows = office.json(&["refused", "list"]);
    assert_eq!((&rows[0]["id"], &rows[0]["file"], &rows[0]["cells"]["family"]), (&json!("R1"), &json!("friday.csv"), &json!("Zielinski")));
    assert!(office.run(&["refused"]).contains("R1: friday.csv, row 5"));
    assert!(office.run(&["refused", "retry"]).starts_with("R1: "), "as it stands it is still refused, and says why");
    assert!(office.refused(&["refused", "retry", "R1", "--set", "reported=30/02/2026 10:00"]).contains("still cannot be taken"));
    assert!(office.refused(&["refused", "retry", "--set", "reported=30/10/2026 10:00"]).contains("which row"));
    assert!(office.refused(&["refused", "retry", "8"]).contains("R8"));
    let words = office.refused(&["refused", "retry", "R1", "--set", "bogus=1"]);
    assert!(words.contains("\u{201c}bogus\u{201d} is not a field") && words.contains("reported"), "{words}");
    assert_eq!(office.json(&["refused", "retry"])[0]["ok"], json!(false));
    assert!(office.refused(&["refused", "retry", "R7"]).contains("R7"));
    assert!(office.refused(&["refused", "aside", "R1", "--reason", " "]).contains("why"));
    let other = Office::with(&std::fs::read(&office.hub).unwrap());
    assert_eq!(office.run(&["refused", "retry", "R1", "--set", "reported=19/11/2026 10:00"]), "R1: new episode\n");
    assert_eq!(office.json(&["refused", "list"]), json!([]));
    assert!(each(&office.json(&["board"]), "section").len() == 4);
    assert_eq!(other.json(&["refused", "aside", "R1", "--reason", "a test row"]), json!({ "ok": true, "id": "R1" }));
    assert_eq!(other.json(&["refused", "list"]), json!([]));
    assert!(other.refused(&["refused", "aside", "R1", "--reason", "a test row"]).contains("R1"));
}

#[test]
fn decisions_are_recorded_shown_and_minuted() {
    let office = Office::on_friday();
    let id = office.json(&["board"])[0]["episode"]["id"].clone();
    let why = ["--rationale", "Third night out"];
    let nadia = office.json(
        &[
            &["decide", "MIS/26/1", "--outcome", "advice,early-help", "--action", "GMP: phone work on last number by Mon 12:00"][..],
            &["--action", "CSC Ann Lee: see the mother", "--review", "in 5 working days"],
            &why,
        ]
        .concat(),
    );
    assert_eq!((&nadia["outcomes"], &nadia["next_review"]), (&json!(["advice", "early-help"]), &json!("2026-11-27")));
    assert_eq!(
        (&nadia["id"], &nadia["child"], &nadia.as_object().unwrap()["replaces"], &nadia["actions"][1]["id"]),
        (&json!("D1"), &json!("C1"), &Value::Null, &json!("A2"))
    );
    let actions = &nadia["actions"];
    assert_eq!(each(actions, "agency"), ["Greater Manchester Police", "Children's Social Care"]);
    assert_eq!((&actions[0]["due"]["at"], &actions[1]["person"]), (&json!("2026-11-23T12:00:00Z"), &json!("Ann Lee")));
    let lan = office.run(&[&["decide", text(&id), "--outcome", "strategy-meeting"][..], &why].concat());
    assert_eq!(lan, "D2 recorded: strategy meeting\n");
    let better = ["decide", "MIS/26/2", "--outcome", "strategy-meeting", "--rationale", "Better said", "--replaces", "D2"];
    office.run(&better);
    assert!(office.refused(&better).contains("D2"), "an old wording is not changed twice");

    let minutes = office.run(&["minutes"]);
    for said in ["# ", "Nadia Begum", "phone work on last number", "Third night out", "Better said"] {
        assert!(minutes.contains(said), "the minutes lack {said}:\n{minutes}");
    }
    assert!(office.run_at("2026-11-21T09:00:00Z", &["minutes", "yesterday"]).contains("Better said"));
    assert!(!office.run(&["minutes", "19/11/2026"]).contains("Nadia"));
    assert!(office.refused(&["minutes", "someday"]).contains("someday"));
    assert!(office.refused(&["--format", "csv", "minutes"]).contains("no CSV"));
    assert_eq!(office.run(&["child", "MIS/26/1"]), office.run(&["child", "1001"]), "a police reference names the child as well");
    let child = office.run(&["child", "nadia", "begum"]);
    assert!(child.contains("advice and guidance") && child.contains("MIS/26/1"), "{child}");
    let child = office.json(&["child", "1001"]);
    assert_eq!(child["decisions"][0]["rationale"], "Third night out");
    assert_eq!((&child["child"]["id"], &child["episodes"][0]["child"]), (&json!("C1"), &json!("C1")));
    assert!(text(&child["episode"]["id"]).starts_with('E') && child["child"].as_object().unwrap()["nrm"].is_null());
    assert!(office.refused(&["child", "Nobody"]).contains("Nobody"));
}

#[test]
fn a_decision_that_says_too_little_or_nonsense_is_refused_and_not_recorded() {
    let office = Office::on_friday();
    let decide = |more: &[&str]| office.refused(&[&["decide", "MIS/26/1"][..], more].concat());
    let why = ["--rationale", "Because"];
    let with = |more: &[&str]| decide(&[&why[..], more].concat());
    assert!(decide(&["--outcome", "advice", "--rationale", "  "]).contains("rationale"));
    assert!(with(&["--outcome", "advise"]).contains("advise"));
    assert!(with(&["--outcome", "advice,no-further-action"]).contains("stands alone"));
    assert!(with(&["--outcome", "advice", "--action", "phone work by Fri"]).contains("agency"));
    assert!(with(&["--outcome", "advice", "--action", "GMP: phone work by frday"]).contains("frday"));
    assert!(with(&["--outcome", "advice", "--review", "19/11/2026"]).contains("past"));
    assert!(with(&["--outcome", "advice", "--replaces", "D7"]).contains("D7"));
    assert!(office.refused(&["decide", "MIS/99/1", "--outcome", "advice", "--rationale", "Because"]).contains("MIS/99/1"));
    assert!(!office.run(&["journal"]).contains("decided"));
    let usage = office.command(&["decide", "MIS/26/1", "--outcome", "advice"]).output().unwrap();
    assert_eq!(usage.status.code(), Some(2), "a missing option is a mistake of usage");
}

#[test]
fn the_chairs_band_stands_until_it_is_taken_back() {
    let office = Office::on_friday();
    office.run(&["band", "MIS/26/2", "critical", "--reason", "seen with an adult"]);
    let triage = office.json(&["board"])[0]["triage"].clone();
    assert_eq!((&triage["band"], &triage["override"]["reason"]), (&json!("critical"), &json!("seen with an adult")));
    assert!(office.run(&["board"]).contains("set by the chair"));
    assert!(office.refused(&["band", "MIS/26/2", "dire", "--reason", "why"]).contains("dire"));
    assert!(office.refused(&["band", "MIS/26/2", "high", "--reason", ""]).contains("reason"));
    assert_eq!(office.json(&["band", "MIS/26/2", "rules", "--reason", "police know"])["band"], Value::Null);
    assert_eq!(office.json(&["board"])[0]["triage"]["override"], Value::Null);
}

#[test]
fn nothing_typed_can_steer_a_terminal() {
    let office = Office::on_friday();
    let evil = "seen\u{1b}[31m\u{7}\u{202e}\u{200b}\r at the park";
    let steers = |text: &str| text.chars().any(|c| c != '\n' && (c.is_control() || matches!(c, '\u{200b}' | '\u{202e}')));
    let action = format!("GMP: {evil} by Mon 12:00");
    let advice = ["decide", "MIS/26/1", "--outcome", "advice,advice", "--rationale"];
    let decided = office.json(&[&advice[..], &[evil, "--action", &action, "--actor", evil]].concat());
    assert_eq!((&decided["rationale"], &decided["outcomes"]), (&json!("seen  at the park"), &json!(["advice"])));
    assert_eq!((&decided["by"], &decided["actions"][0]["what"]), (&json!("seen  at the park"), &json!("seen at the park")));
    office.run(&["band", "MIS/26/2", "critical", "--reason", evil]);
    office.run(&["refused", "aside", "R1", "--reason", evil]);
    office.file("sat\u{1b}[31murday\u{202e}.csv", FRIDAY.replace("MIS/26/3", "MIS/26/33"));
    let loaded = office.json(&["import", "list", "sat\u{1b}[31murday\u{202e}.csv"]);
    assert_eq!(loaded["file"], "saturday.csv");
    let payloads = office.json(&["journal"]).to_string();
    assert!(!payloads.contains("\\u001b") && !steers(&payloads), "{payloads}");
    for refused in [&["child", evil][..], &["band", evil, "high", "--reason", "why"], &["minutes", evil]] {
        assert!(!steers(&office.refused(refused)), "{refused:?}");
    }
    let usage = office.command(&[evil]).output().unwrap();
    assert!(usage.status.code() == Some(2) && !steers(&String::from_utf8(usage.stderr).unwrap()));
    assert!(office.refused(&[&advice[..], &["\u{200b}\u{1b}[0m"]].concat()).contains("rationale"));
    assert!(office.refused(&["band", "MIS/26/2", "high", "--reason", "\u{202e}"]).contains("reason"));
}
