//! Everything held on a child, in one document.

use crate::common::{Office, at};
use crate::made::{Made, looked_after, talked_about};
use wayhome::child::{ChildDetails, RelationKind};

fn office() -> Office {
    let mut made = Made::new();
    let ada = ChildDetails { address: Some("2 Larch Street".into()), ..looked_after("1001", "Ada", "2010-03-01") };
    let child = made.child("2026-01-03T09:00:00Z", ada.clone());
    let friend = ChildDetails { family: "Quillfeather".into(), ..looked_after("1002", "Tamsin", "2010-09-09") };
    let other = made.child("2026-01-03T09:00:00Z", friend);
    made.changed("2026-01-10T09:00:00Z", child, ChildDetails { school: Some("Hill School".into()), ..ada });
    made.episode(Some(child), "2026-02-01T21:00:00Z", Some("2026-02-02T08:00:00Z"));
    let office = made.office();
    let mut hub = office.open();
    hub.relate(child, other, RelationKind::SamePlacement, "Tamsin Quillfeather shares her room", at("2026-02-03T09:00:00Z")).unwrap();
    office
}

#[test]
fn everything_held_is_in_it_and_other_children_are_not_named() {
    let office = office();
    let text = office.run(&["export", "inspection", "1001"]);
    for held in
        ["Ada Okafor", "2 Larch Street", "The record over time", "E1 MP/1", "same placement", "The journal:", "What was left out, and why"]
    {
        assert!(text.contains(held), "{held} is not in it:\n{text}");
    }
    assert!(!text.contains("Quillfeather") && !text.contains("Tamsin"), "{text}");
    assert!(text.contains("T. Q. shares her room"), "{text}");
}

#[test]
fn it_leaves_the_hub_only_with_a_reason_and_that_is_written_down() {
    let office = office();
    let refused = office.refused(&["export", "inspection", "1001", "--out", "held.docx"]);
    assert!(refused.contains("say why it leaves the hub"), "{refused}");
    assert!(!office.path("held.docx").exists());
    for file in ["held.docx", "held.html"] {
        office.run(&["export", "inspection", "1001", "--out", file, "--reason", "subject access request 12"]);
    }
    assert!(std::fs::read(office.path("held.docx")).unwrap().starts_with(b"PK"));
    assert!(std::fs::read_to_string(office.path("held.html")).unwrap().contains("Ada Okafor"));
    let text = office.run(&["export", "inspection", "1001"]);
    let exported = text.split("What left the hub about the child alone").nth(1).unwrap();
    assert!(exported.contains("everything held on a child written, 1 files: subject access request 12"), "{exported}");
}

#[test]
fn what_could_not_be_written_down_does_not_leave_the_hub() {
    let office = office();
    office.database().execute("UPDATE hub SET training = 0", []).unwrap();
    let refused = office.refused(&["export", "inspection", "1001", "--out", "held.docx", "--reason", "inspection"]);
    assert!(refused.contains("--now sets the clock by hand"), "{refused}");
    assert!(!office.path("held.docx").exists());
}

/// The part of the document under a heading, on one line.
fn part(text: &str, heading: &str) -> String {
    let after = text.split_once(heading).unwrap_or_else(|| panic!("{heading} is not in it:\n{text}")).1;
    one_line(after.split_once("\n\n\n").map_or(after, |(part, _)| part))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn rows_that_name_the_child_and_were_not_taken_are_in_it() {
    let text = talked_about().run(&["export", "inspection", "1001"]);
    let rows = part(&text, "Rows of lists that name the child and were not taken");
    assert!(rows.contains("R1: daily.csv row 2") && rows.contains("still to be put right"), "{rows}");
    assert!(rows.contains("R2: daily.csv row 3") && rows.contains("by D. Manager: a joke of the sender"), "{rows}");
    let journal = one_line(text.split_once("The journal:").unwrap().1);
    assert!(journal.contains("Of: row R1 What: row 2 refused: ") && journal.contains("set aside: a joke of the sender"), "{journal}");
    assert!(!text.contains("R3: daily.csv row 4"), "a row of somebody born on another day is not the child's:\n{text}");
}

#[test]
fn a_row_that_may_be_about_the_child_stands_there_by_number_alone() {
    let text = talked_about().run(&["export", "inspection", "1001"]);
    let rows = part(&text, "Rows that may be about the child, not answered yet");
    assert!(rows.contains("E2") && rows.contains("row 3") && rows.contains("1 other child"), "{rows}");
    assert!(!text.contains("Quillfeather") && one_line(&text).contains("it is not known that they are about this child"), "{text}");
}

#[test]
fn what_a_meeting_put_off_and_the_bands_the_chair_set_are_in_it_with_the_reason() {
    let text = talked_about().run(&["export", "inspection", "1001"]);
    let left = part(&text, "Left without a decision in meetings");
    assert!(left.contains("M1, E1") && left.contains("put off to Thu 5 Feb 2026: time ran out"), "{left}");
    let bands = part(&text, "Band set by the chair");
    assert!(bands.contains("seen with an older man (by the rules ") && bands.contains("he is her uncle"), "{bands}");
}
