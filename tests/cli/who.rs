//! `review`, `children` and what `child` says of who a child is.

use super::*;

/// A hub in which Kayden Ashworth is on the register twice, C2 and C4, and has a brother, C5.
fn recorded_twice() -> Office {
    let office = Office::on_friday();
    office.file(
        "more.csv",
        "Case ID,Forename,Surname,Date of birth,Sex,Address,Postcode\n\
         1004,Kaydon,Ashworth,04/03/2011,M,7 Mill Lane,OL9 7AA\n\
         1005,Jude,Ashworth,21/06/2013,M,7 Mill Lane,OL9 7AA\n",
    );
    office.run(&["import", "children", "more.csv"]);
    office
}

#[test]
fn the_list_of_waiting_rows_shows_by_sign_what_agrees_and_what_differs() {
    let office = Office::on_friday();
    let said = office.run(&["review"]);
    for part in ["MIS/26/3 (E", "row 4 of L1", "C2 Kayden Ashworth", "= Surname: Ashworth", "for (+", "wayhome review same"] {
        assert!(said.contains(part), "{part} in:\n{said}");
    }
    assert!(said.lines().any(|line| line.contains("Born") && ['\u{2248}', '\u{2260}'].iter().any(|sign| line.contains(*sign))), "{said}");
    let row = &office.json(&["review", "list"])[0];
    assert_eq!((&row["police_ref"], &row["asked"]), (&json!("MIS/26/3"), &Value::Null));
    let candidate = &row["candidates"][0];
    assert_eq!(candidate["id"], "C2");
    assert!(each(&candidate["parts"], "sign").contains(&"same"), "{candidate}");
    assert_eq!(candidate["known_as"]["names"][0]["name"], "Kayden Ashworth");
    assert_eq!((&candidate["relations"], &candidate["known_as"]["homes"][0]["record"]), (&json!([]), &json!("C2")));
}

#[test]
fn a_row_nobody_is_sure_of_stays_and_nothing_is_written() {
    let office = Office::on_friday();
    let before = office.json(&["journal"]).as_array().unwrap().len();
    assert!(office.run(&["review", "unsure", "MIS/26/3"]).contains("nothing was written"));
    assert_eq!(office.json(&["review", "unsure", "MIS/26/3"])["ok"], true);
    assert_eq!(office.json(&["journal"]).as_array().unwrap().len(), before);
    assert_eq!(office.json(&["review"]).as_array().unwrap().len(), 1);
    assert!(office.refused(&["review", "unsure", "MIS/26/1"]).contains("does not wait"));
}

#[test]
fn police_are_asked_and_the_row_goes_on_waiting() {
    let office = Office::on_friday();
    let own = office.run(&["review", "ask", "MIS/26/3"]);
    assert!(own.contains("goes on waiting") && own.contains('?'), "the hub puts a question: {own}");
    let asked = office.json(&["review", "ask", "MIS/26/3", "--question", "Is this Kayden of Mill Lane?"]);
    assert_eq!(asked["asked"]["question"], "Is this Kayden of Mill Lane?");
    assert!(office.run(&["review"]).contains("by D. Manager: Is this Kayden of Mill Lane?"));
    assert_eq!(office.json(&["review"])[0]["asked"]["by"], "D. Manager");
    assert!(office.refused(&["review", "ask", "MIS/26/3", "--question", " "]).contains("ask"));
    assert!(office.refused(&["review", "ask", "MIS/26/1"]).contains("does not wait"));
}

#[test]
fn several_rows_with_one_candidate_are_answered_together_or_not_at_all() {
    let office = Office::on_friday();
    office.file(
        "saturday.csv",
        "Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Address,Postcode\n\
         MIS/26/3,Kaden,Ashworth,03/04/2011,Medium,19/11/2026 23:00,20/11/2026 03:00,,\n\
         MIS/26/8,Kaden,Ashworth,03/04/2011,Medium,20/11/2026 05:00,,,\n",
    );
    office.run(&["import", "list", "saturday.csv"]);
    assert_eq!(office.json(&["review"]).as_array().unwrap().len(), 2);
    assert!(office.refused(&["review", "same-all", "C1", "MIS/26/3", "MIS/26/8"]).contains("candidate"));
    assert_eq!(office.json(&["review"]).as_array().unwrap().len(), 2, "nothing was written");
    let said = office.run(&["review", "same-all", "C2", "MIS/26/3", "MIS/26/8"]);
    assert_eq!(said, "MIS/26/3 is about C2 Kayden Ashworth\nMIS/26/8 is about C2 Kayden Ashworth\n");
    assert_eq!(office.json(&["review"]), json!([]));
}

#[test]
fn an_answer_is_taken_back_with_what_followed_from_it() {
    let office = Office::on_friday();
    assert!(office.refused(&["review", "back", "MIS/26/3"]).contains("MIS/26/3"), "nothing was answered yet");
    office.run(&["review", "new", "MIS/26/3"]);
    let dry = office.json(&["review", "back", "MIS/26/3", "--dry-run"]);
    assert_eq!((&dry["leaves"], &dry["child"], &dry["dry_run"]), (&json!(true), &json!("C4"), &json!(true)));
    assert!(office.run(&["review", "back", "MIS/26/3", "--dry-run"]).starts_with("Would take back: MIS/26/3 would wait"));
    assert_eq!(office.json(&["review"]), json!([]), "a dry run writes nothing");
    let said = office.run(&["review", "back", "MIS/26/3"]);
    assert!(said.contains("waits for a person again") && said.contains("C4 leaves the register"), "{said}");
    assert_eq!(office.json(&["review"])[0]["candidates"][0]["id"], "C2", "with the candidates it had");
    assert!(office.refused(&["child", "Kaden Ashworth"]).contains("no child is known"));
}

#[test]
fn an_episode_taken_for_a_child_can_be_doubted() {
    let office = Office::on_friday();
    let why = office.run(&["review", "why", "MIS/26/1"]);
    assert!(why.starts_with("MIS/26/1 is about C1 Nadia Begum") && why.contains("for (+"), "{why}");
    assert_eq!(office.json(&["review", "why", "MIS/26/1"])["child"], "C1");
    assert!(office.refused(&["review", "why", "MIS/26/3"]).contains("waits for a person"));
    assert!(office.refused(&["review", "doubt", "MIS/26/3", "--reason", "why"]).contains("waits"), "it is nobody's yet");
    assert!(office.refused(&["review", "doubt", "MIS/26/1", "--reason", " "]).contains("why"));
    let said = office.run(&["review", "doubt", "MIS/26/1", "--reason", "the school says she was in class"]);
    assert!(said.starts_with("MIS/26/1 waits for a person again"), "{said}");
    let waiting = office.json(&["review"]);
    let row = waiting.as_array().unwrap().iter().find(|row| row["police_ref"] == "MIS/26/1").unwrap();
    assert_eq!(row["candidates"][0]["id"], "C1", "the child it was taken for stands first");
    assert!(row["candidates"][0]["guards"].to_string().contains("the school says she was in class"), "whoever reviews it sees why: {row}");
}

#[test]
fn likely_duplicates_are_found_and_answered_once() {
    let office = recorded_twice();
    let found = office.json(&["children", "duplicates"]);
    assert_eq!(found["pairs"].as_array().unwrap().len(), 1, "a brother is no duplicate: {found}");
    let pair = &found["pairs"][0];
    let ids: std::collections::BTreeSet<_> = ["one", "other"].iter().map(|side| text(&pair[side]["id"])).collect();
    assert_eq!(ids, ["C2", "C4"].into());
    assert_eq!((&found["next"], &found["of"]), (&Value::Null, &json!(5)));
    let said = office.run(&["children"]);
    assert!(said.contains("Kaydon Ashworth") && said.contains("= Born: ") && said.contains("wayhome children merge"), "{said}");
    assert!(said.contains("1 likely duplicate; the register was looked at to its end (5 children)"), "{said}");
    let csv = office.run(&["--format", "csv", "children", "duplicates", "--limit", "1"]);
    assert_eq!(csv.lines().count(), 2, "{csv}");

    assert!(office.run(&["children", "two", "C2", "C4"]).contains("two children"));
    assert_eq!(office.json(&["children", "duplicates"])["pairs"], json!([]));
    assert!(office.refused(&["children", "two", "C2", "C2"]).contains("C2"));
    assert!(office.refused(&["children", "two", "C2", "C99"]).contains("C99"));
    assert!(office.refused(&["children", "duplicates", "--after", "C99"]).contains("C99"));
}

#[test]
fn two_records_are_read_as_one_child_and_split_again() {
    let office = recorded_twice();
    let before = office.json(&["child", "C2"]);
    let shown = office.run(&["children", "merge", "C2", "C4"]);
    assert!(shown.contains("would be read as C2 Kayden Ashworth") && shown.contains("--reason WHY"), "{shown}");
    assert_eq!(office.json(&["children", "merge", "C2", "C4"])["dry_run"], true);
    assert!(office.run(&["child", "C4"]).contains("Kaydon"), "shown and not done");

    let done = office.json(&["children", "merge", "C2", "C4", "--reason", "one own id was typed twice"]);
    assert_eq!((&done["kept"]["id"], &done["merged"]["id"], &done["dry_run"]), (&json!("C2"), &json!("C4"), &json!(false)));
    let case = office.run(&["child", "1004"]);
    assert!(case.starts_with("Kayden Ashworth (C2)") && case.contains("Also read here: C4 Kaydon Ashworth"), "{case}");
    let merged = office.json(&["child", "C4"]);
    assert_eq!((&merged["child"]["id"], &merged["merged_records"][0]["record"]["id"]), (&json!("C2"), &json!("C4")));
    assert_eq!(merged["merged_records"][0]["reason"], "one own id was typed twice");
    let known = office.run(&["children", "known-as", "C2"]);
    assert!(known.contains("name Kaydon Ashworth") && known.contains("on record C4"), "{known}");

    let shown = office.run(&["children", "split", "C4"]);
    assert!(shown.contains("would be a child of its own again") && shown.contains("wayhome children split C4 --reason WHY"), "{shown}");
    let done = office.json(&["children", "split", "C4", "--reason", "brothers after all"]);
    assert_eq!((&done["record"]["id"], &done["from"]["id"], &done["given"]), (&json!("C4"), &json!("C2"), &json!([])));
    let mut after = office.json(&["child", "C2"]);
    after["child"]["changed"] = before["child"]["changed"].clone();
    assert_eq!(after["child"], before["child"], "as it was before");
    assert_eq!(office.json(&["children"])["pairs"], json!([]), "remembered as two children");
}

#[test]
fn merging_and_splitting_are_refused_in_words_where_they_make_no_sense() {
    let office = recorded_twice();
    assert!(office.refused(&["children", "merge", "C2", "C2"]).contains("C2"));
    assert!(office.refused(&["children", "merge", "C2", "C99"]).contains("C99"));
    assert!(office.refused(&["children", "merge", "C2", "C4", "--reason", " "]).contains("why"));
    assert!(office.refused(&["children", "split", "C4"]).contains("C4"), "it was not merged");
    assert!(office.refused(&["children", "split", "Nobody"]).contains("Nobody"));
    office.run(&["children", "merge", "C2", "C4", "--reason", "one child"]);
    assert!(office.refused(&["children", "merge", "C5", "C4", "--reason", "one child"]).contains("C2"), "it is read as C2 now");
    assert!(office.refused(&["children", "split", "C4", "--reason", ""]).contains("why"));
}

#[test]
fn what_was_recorded_meanwhile_is_asked_about_before_a_split() {
    let office = recorded_twice();
    office.run(&["children", "merge", "C2", "C4", "--reason", "one child"]);
    office.run(&["review", "same", "MIS/26/3", "C2"]);
    let asked = office.json(&["children", "split", "C4"]);
    let episode = text(&asked["to_ask"][0]["what"]["episode"]).to_string();
    assert!(text(&asked["to_ask"][0]["words"]).contains(&episode), "{asked}");
    let refused = office.refused(&["children", "split", "C4", "--reason", "two boys"]);
    assert!(refused.contains(&episode) && refused.contains("--give") && refused.contains("--keep-rest"), "{refused}");
    assert!(office.refused(&["children", "split", "C4", "--reason", "two boys", "--give", "E99"]).contains("E99"));
    let other = Office::with(&std::fs::read(&office.hub).unwrap());

    let given = office.json(&["children", "split", "C4", "--reason", "two boys", "--give", "MIS/26/3"]);
    assert_eq!(given["given"], json!([{ "episode": episode }]));
    assert!(office.run(&["child", "C4"]).contains("MIS/26/3"));
    let kept = other.run(&["children", "split", "C4", "--reason", "two boys", "--keep-rest"]);
    assert!(kept.contains("stays with C2"), "{kept}");
    assert!(other.run(&["child", "C2"]).contains("MIS/26/3"));
}

#[test]
fn who_belongs_to_whom_is_recorded_and_taken_back() {
    let office = recorded_twice();
    assert!(office.run(&["children", "relations", "C2"]).contains("Nobody is recorded"));
    let said = office.run(&["children", "relate", "C2", "C5", "sibling", "--note", "half-brothers"]);
    assert_eq!(said, "C2 and C5 are recorded as siblings\n");
    assert_eq!(office.run(&["children", "relations", "C5"]), "sibling of C2 Kayden Ashworth (half-brothers)\n");
    let relations = office.json(&["children", "relations", "1002"]);
    assert_eq!(
        (&relations[0]["child"], &relations[0]["kind"], &relations[0]["by"]),
        (&json!("C5"), &json!("sibling"), &json!("D. Manager"))
    );
    assert_eq!(office.run(&["--format", "csv", "children", "relations", "C2"]).lines().count(), 2);
    assert!(office.run(&["child", "C2"]).contains("Recorded as sibling of C5 Jude Ashworth (half-brothers)"));
    assert_eq!(office.json(&["child", "C5"])["relations"][0]["child"], "C2");
    assert!(office.run(&["review"]).contains("recorded as sibling of C5 Jude Ashworth"), "the review says it");

    assert!(office.refused(&["children", "relate", "C2", "C5", "sibling"]).contains("already"));
    assert!(office.refused(&["children", "relate", "C2", "C5", "twin"]).contains("born"));
    assert!(office.refused(&["children", "relate", "C2", "C5", "cousin"]).contains("same-placement"));
    assert!(office.refused(&["children", "relate", "C2", "C2", "sibling"]).contains("C2"));
    assert!(office.refused(&["children", "unrelate", "C2", "C5", "twin", "--reason", "a slip"]).contains("twin"));
    assert!(office.refused(&["children", "unrelate", "C2", "C5", "sibling", "--reason", " "]).contains("why"));
    office.run(&["children", "unrelate", "C5", "C2", "sibling", "--reason", "cousins"]);
    assert_eq!(office.json(&["children", "relations", "C2"]), json!([]));
}

#[test]
fn a_child_is_found_by_what_it_was_called_and_where_it_lived() {
    let office = Office::on_friday();
    office.file("caseload.csv", CASELOAD.replace("7 Mill Lane,OL9 7AA", "9 Elm Road,OL1 1AA").replace("Kayden,Ashworth", "Kayden,Firth"));
    office.run_at("2026-11-23T09:00:00Z", &["import", "children", "caseload.csv"]);
    let known = office.run(&["children", "known-as", "C2"]);
    for line in ["name Kayden Firth, since 23 Nov 2026", "name Kayden Ashworth, since 18 Nov 2026", "7 Mill Lane, OL9 7AA"] {
        assert!(known.contains(line), "{line} in:\n{known}");
    }
    let json = office.json(&["children", "known-as", "C2"]);
    assert_eq!((&json["names"][1]["name"], &json["names"][0]["until"]), (&json!("Kayden Ashworth"), &Value::Null));
    assert_eq!((&json["homes"].as_array().unwrap().len(), &json["merged_records"]), (&2, &json!([])));
    assert!(office.run(&["child", "C2"]).contains("Earlier or other name Kayden Ashworth"));
}
