//! List 8 of Annex A.

use crate::common::{Office, at};
use crate::made::{Made, looked_after};
use wayhome::casebook::event::Event;
use wayhome::child::{CareStatus, ChildDetails};
use wayhome::episode::Category;
use wayhome::interview::attempt::{Attempt, AttemptOutcome, Channel, Closure, Contact, NotHeld};
use wayhome::report::statutory::annexa::{Answer, Why};

fn office() -> Office {
    let mut made = Made::new();
    let start = "2024-01-03T09:00:00Z";
    let ada = made.child(start, looked_after("1001", "Ada", "2010-03-01"));
    made.child(start, looked_after("1002", "Bea", "2010-03-01"));
    let home = made.child(start, ChildDetails { care_status: Some(CareStatus::AtHome), ..looked_after("1003", "Cal", "2010-03-01") });
    made.child(start, ChildDetails { own_id: None, ..looked_after("", "Dee", "2010-03-01") });
    let left = made.child(start, looked_after("1005", "Eve", "2010-03-01"));
    made.changed(
        "2026-01-10T09:00:00Z",
        left,
        ChildDetails { care_status: Some(CareStatus::AtHome), ..looked_after("1005", "Eve", "2010-03-01") },
    );
    // A day too early, two missing, one absent, one still out.
    made.episode(Some(ada), "2025-03-31T21:00:00Z", Some("2025-04-01T08:00:00Z"));
    made.episode(Some(ada), "2025-04-01T21:00:00Z", Some("2025-04-02T08:00:00Z"));
    made.episode_as(Some(ada), "2025-08-01T21:00:00Z", Some("2025-08-02T08:00:00Z"), Category::Absent);
    made.episode(Some(ada), "2026-02-01T21:00:00Z", Some("2026-02-02T08:00:00Z"));
    made.episode(Some(ada), "2026-03-30T21:00:00Z", None);
    made.episode(Some(home), "2025-09-01T21:00:00Z", Some("2025-09-02T08:00:00Z"));
    made.office()
}

#[test]
fn the_list_counts_the_twelve_months_and_asks_after_the_latest_ended_episode() {
    let office = office();
    let on = "2026-03-31".parse().unwrap();
    let list = office.open().annex_a(on, at("2026-04-02T09:00:00Z")).unwrap();
    let rows: Vec<_> = list.rows.iter().map(wayhome::report::statutory::annexa::Row::cells).collect();
    let row = |cells: [&str; 6]| cells.map(str::to_owned);
    assert_eq!(rows, [row(["1001", "01/03/2010", "3", "1", "b) No", "b) No"]), row(["1002", "01/03/2010", "0", "0", "", ""])]);
    assert_eq!(list.rows[0].last.unwrap().0, 4);
    let out: Vec<_> = list.left_out.iter().map(|out| (out.why, out.own_id.as_deref())).collect();
    assert_eq!(out, [(Why::NotLookedAfter, Some("1003")), (Why::NoOwnId, None)]);
}

#[test]
fn an_offer_without_an_answer_is_not_known_to_be_accepted() {
    let office = office();
    let mut hub = office.open();
    let episode = hub.find_episode("MP/4").unwrap();
    let (at_call, on) = (at("2026-02-02T12:00:00Z"), "2026-03-31".parse().unwrap());
    let attempt = |outcome| Attempt {
        at: at_call,
        by: "Bo Larkin".into(),
        to: Contact::Child,
        channel: Channel::Phone,
        outcome,
        offered: true,
        note: String::new(),
    };
    hub.attempt(&[wayhome::casebook::On { episode, seen: None }], attempt(AttemptOutcome::NotReached), at("2026-02-02T13:00:00Z")).unwrap();
    let row = hub.annex_a(on, at("2026-04-02T09:00:00Z")).unwrap().rows.remove(0);
    assert_eq!((row.offered, row.accepted), (Some(Answer::Yes), Some(Answer::Unknown)));
    // On the day of the return it had not been offered yet.
    let day = hub.annex_a("2026-02-01".parse().unwrap(), at("2026-04-02T09:00:00Z")).unwrap().rows.remove(0);
    assert_eq!((day.last.unwrap().0, day.offered), (3, Some(Answer::No)));
}

#[test]
fn the_list_is_written_as_csv_and_as_a_workbook_with_the_columns_that_ofsted_names() {
    let office = office();
    let shown = office.run_at("2026-04-02T09:00:00Z", &["export", "annexa", "--date", "31/3/2026", "--out", "list.csv"]);
    assert!(shown.contains("2 children looked after by us, 1 of them with an episode since Tue 1 Apr 2025"), "{shown}");
    assert!(shown.contains("C3 (1003) E6: at home") && shown.contains("    C4\n"), "{shown}");
    let csv = std::fs::read_to_string(office.path("list.csv")).unwrap();
    let columns = [
        "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
        "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months",
        "Was the child offered a Return Interview after their last missing episode (Y/N)?",
        "Did the child accept a Return Interview after their last missing episode (Y/N)?",
    ];
    assert!(csv.starts_with(&format!("Child Unique ID,Date of Birth,{}\r\n", columns.join(","))), "{csv}");
    assert!(csv.contains("1001,01/03/2010,3,1,b) No,b) No\r\n"), "{csv}");
    office.run_at("2026-04-02T09:00:00Z", &["export", "annexa", "--date", "31/3/2026", "--out", "list.xlsx"]);
    assert!(std::fs::read(office.path("list.xlsx")).unwrap().starts_with(b"PK"));
    let refused = office.refused(&["export", "annexa", "--date", "31/3/2026", "--out", "list.pdf"]);
    assert!(refused.contains("ends neither in .csv nor in .xlsx"), "{refused}");
}

/// The last ended episode of Ada: offered to her, and she engaged; then closed without an interview.
fn closed_after_an_offer(reason: NotHeld) -> (Option<Answer>, Option<Answer>) {
    let office = office();
    let mut hub = office.open();
    let episode = hub.find_episode("MP/4").unwrap();
    let on = || [wayhome::casebook::On { episode, seen: None }];
    let attempt = Attempt {
        at: at("2026-02-02T12:00:00Z"),
        by: "Bo Larkin".into(),
        to: Contact::Child,
        channel: Channel::Phone,
        outcome: AttemptOutcome::Engaged,
        offered: true,
        note: String::new(),
    };
    hub.attempt(&on(), attempt, at("2026-02-02T13:00:00Z")).unwrap();
    let closure = Closure { note: "in hospital".into(), approver: Some("A. Approver".into()), ..Closure::of(reason) };
    hub.close_interview(&on(), closure, at("2026-02-05T09:00:00Z")).unwrap();
    let row = hub.annex_a("2026-03-31".parse().unwrap(), at("2026-04-02T09:00:00Z")).unwrap().rows.remove(0);
    (row.offered, row.accepted)
}

#[test]
fn what_was_closed_without_an_interview_was_not_accepted_whoever_decided_it() {
    assert_eq!(closed_after_an_offer(NotHeld::NotAppropriate), (Some(Answer::Yes), Some(Answer::No)));
    assert_eq!(closed_after_an_offer(NotHeld::Declined), (Some(Answer::Yes), Some(Answer::No)));
    assert_eq!(closed_after_an_offer(NotHeld::OtherAgency), (Some(Answer::Yes), Some(Answer::Unknown)));
}

#[test]
fn a_day_before_the_record_begins_is_refused_and_who_came_later_is_not_in_the_list() {
    let mut made = Made::new();
    made.child("2025-09-01T09:00:00Z", looked_after("1001", "Ada", "2010-03-01"));
    let home = ChildDetails { care_status: Some(CareStatus::AtHome), ..looked_after("1002", "Bea", "2010-03-01") };
    let came = made.child("2025-09-01T09:00:00Z", home);
    made.changed("2026-01-10T09:00:00Z", came, looked_after("1002", "Bea", "2010-03-01"));
    made.child("2026-02-01T09:00:00Z", looked_after("1003", "Cal", "2010-03-01"));
    let late = made.child("2026-02-01T09:00:00Z", looked_after("1004", "Dee", "2010-03-01"));
    made.child("2026-02-01T09:00:00Z", looked_after("1005", "Eve", "2026-01-20"));
    // She was put on the register when somebody said whom the row was about.
    let episode = made.episode(None, "2025-12-01T21:00:00Z", Some("2025-12-02T08:00:00Z"));
    made.note("2026-02-01T09:30:00Z", Event::ChildIdentified { episode, child: late, rejected: Vec::new() });
    let office = made.office();
    let refused = office.refused(&["export", "annexa", "--date", "1/1/2012"]);
    assert!(refused.contains("the record of this hub begins on 2 Jan 2024; of 1 Jan 2012 it knows nothing"), "{refused}");
    let early = office.run(&["export", "annexa", "--date", "1/6/2024"]);
    assert!(early.contains("The record of this hub begins on Tue 2 Jan 2024: episodes before that are not known here."), "{early}");
    let list = office.open().annex_a("2025-12-31".parse().unwrap(), at("2026-04-02T09:00:00Z")).unwrap();
    let own_ids: Vec<&str> = list.rows.iter().map(|row| row.own_id.as_str()).collect();
    assert_eq!(own_ids, ["1001", "1004"]);
    let out: Vec<_> = list.left_out.iter().map(|out| (out.why, out.own_id.as_deref())).collect();
    assert_eq!(out, [(Why::NotYetKnown, Some("1003"))]);
}

#[test]
fn a_child_without_a_date_of_birth_is_said_and_an_own_id_like_a_formula_is_left_out() {
    let mut made = Made::new();
    made.child("2024-01-03T09:00:00Z", ChildDetails { dob: None, ..looked_after("1001", "Ada", "2010-03-01") });
    made.child("2024-01-03T09:00:00Z", looked_after("=H1", "Bea", "2010-03-01"));
    let office = made.office();
    let shown = office.run_at("2026-04-02T09:00:00Z", &["export", "annexa", "--date", "31/3/2026", "--out", "list.csv"]);
    assert!(shown.contains("To know: 1\n  C1 (1001): no date of birth, the cell is empty\n"), "{shown}");
    assert!(shown.contains("C2 (=H1): =H1: put it right in the case system"), "{shown}");
    let csv = std::fs::read_to_string(office.path("list.csv")).unwrap();
    assert!(csv.contains("\r\n1001,,0,0,,\r\n") && !csv.contains("H1"), "{csv}");
}
