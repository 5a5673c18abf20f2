//! The Missing and Header tables of the return on looked-after children.

use crate::common::{Office, at};
use crate::made::{Made, looked_after};
use wayhome::child::{CareStatus, ChildDetails};
use wayhome::episode::Category;
use wayhome::report::statutory::rules903;
use wayhome::report::statutory::ssda903::{About, HeaderRow, MissingRow, Ssda903, Why, Year};

pub const AFTER: &str = "2026-05-01T09:00:00Z";

pub fn year() -> Year {
    Year::ending(2026).unwrap()
}

pub fn of(office: &Office) -> Ssda903 {
    office.open().ssda903(year(), None, at(AFTER)).unwrap()
}

/// Children who leave care while missing: one comes back later, one is never found, one comes of age, one comes into care.
pub fn leaving_care() -> Office {
    let mut made = Made::new();
    let home = |details: &ChildDetails| ChildDetails { care_status: Some(CareStatus::AtHome), ..details.clone() };
    let (back, gone) = (looked_after("1001", "Ada", "2010-03-01"), looked_after("1002", "Bea", "2010-04-01"));
    let (grown, came) = (looked_after("1003", "Cal", "2008-01-15"), home(&looked_after("1004", "Dee", "2011-01-01")));
    let a = made.child("2024-01-03T09:00:00Z", back.clone());
    let b = made.child("2024-01-03T09:00:00Z", gone.clone());
    let c = made.child("2024-01-03T09:00:00Z", grown);
    let d = made.child("2024-01-03T09:00:00Z", came);
    made.episode(Some(a), "2026-01-10T21:00:00Z", Some("2026-01-25T08:00:00Z"));
    made.changed("2026-01-20T09:00:00Z", a, home(&back));
    made.episode(Some(b), "2025-12-01T21:00:00Z", None);
    made.changed("2026-02-03T09:00:00Z", b, home(&gone));
    made.episode(Some(c), "2026-01-10T21:00:00Z", None);
    made.episode(Some(d), "2026-02-01T21:00:00Z", Some("2026-02-09T21:00:00Z"));
    made.changed("2026-02-05T09:00:00Z", d, looked_after("1004", "Dee", "2011-01-01"));
    made.office()
}

/// Missing again on the day of a return, three times; open from the year before, and over the end of the year.
pub fn restarts() -> Office {
    let mut made = Made::new();
    let a = made.child("2024-01-03T09:00:00Z", looked_after("1001", "Ada", "2010-03-01"));
    let b = made.child("2024-01-03T09:00:00Z", looked_after("1002", "Bea", "2010-03-01"));
    made.episode(Some(a), "2025-03-30T21:00:00Z", Some("2025-04-02T08:00:00Z"));
    made.episode(Some(a), "2025-06-05T09:00:00Z", Some("2025-06-05T12:00:00Z"));
    made.episode(Some(a), "2025-06-05T15:00:00Z", Some("2025-06-05T18:00:00Z"));
    made.episode(Some(a), "2025-06-05T21:00:00Z", Some("2025-06-06T08:00:00Z"));
    made.episode_as(Some(a), "2025-06-06T20:00:00Z", Some("2025-06-07T08:00:00Z"), Category::Absent);
    made.episode(Some(a), "2026-03-30T21:00:00Z", Some("2026-03-31T08:00:00Z"));
    made.episode(Some(a), "2026-03-31T20:00:00Z", Some("2026-04-03T08:00:00Z"));
    made.episode(Some(b), "2025-02-01T21:00:00Z", None);
    made.office()
}

/// Twins in one home, missing together; and everybody who does not belong in the files.
pub fn twins_and_others() -> Office {
    let mut made = Made::new();
    let start = "2024-01-03T09:00:00Z";
    let home = ("2 Larch Street".to_owned(), "M14 5QX".to_owned());
    for own_id in ["2001", "2002"] {
        let twin =
            ChildDetails { address: Some(home.0.clone()), postcode: Some(home.1.clone()), ..looked_after(own_id, "Ada", "2010-03-01") };
        let child = made.child(start, ChildDetails { given: format!("Ada{own_id}"), ..twin });
        made.episode(Some(child), "2025-07-01T21:00:00Z", Some("2025-07-04T08:00:00Z"));
    }
    let others = [
        ChildDetails { care_status: Some(CareStatus::AtHome), ..looked_after("3001", "At home", "2010-03-01") },
        ChildDetails { care_status: Some(CareStatus::LookedAfterElsewhere), ..looked_after("3002", "Placed", "2010-03-01") },
        ChildDetails { placing_authority: Some("Tarnside Council".into()), ..looked_after("3003", "Placed", "2010-03-01") },
        ChildDetails { care_status: None, ..looked_after("3004", "Not known", "2010-03-01") },
        ChildDetails { own_id: None, ..looked_after("", "No id", "2010-03-01") },
        ChildDetails { dob: None, ..looked_after("3006", "No dob", "2010-03-01") },
        looked_after("3007", "Adult", "2006-03-01"),
        looked_after("3008", "One of two", "2010-03-01"),
        looked_after("3008", "Two of two", "2011-03-01"),
        looked_after("=3009", "Formula", "2011-03-01"),
    ];
    for details in others {
        let child = made.child(start, details);
        made.episode(Some(child), "2025-08-01T21:00:00Z", Some("2025-08-02T08:00:00Z"));
    }
    made.episode(None, "2025-09-01T21:00:00Z", Some("2025-09-02T08:00:00Z"));
    made.office()
}

fn rows(made: &Ssda903) -> Vec<[&str; 4]> {
    made.missing.iter().map(|row| [row.child.as_str(), row.missing.as_str(), row.start.as_str(), row.end.as_str()]).collect()
}

fn said(made: &Ssda903, about: About) -> Vec<&str> {
    made.notes.iter().filter(|note| note.about == about).map(|note| note.own_id.as_str()).collect()
}

#[test]
fn a_child_who_leaves_care_while_missing_is_missing_from_care_until_that_day() {
    let made = of(&leaving_care());
    let expected =
        [["1001", "M", "10/01/2026", "20/01/2026"], ["1002", "M", "01/12/2025", "03/02/2026"], ["1003", "M", "10/01/2026", "15/01/2026"]];
    assert_eq!(rows(&made), expected);
    assert_eq!(said(&made, About::LeftCare), ["1001", "1002"]);
    assert_eq!(said(&made, About::CameOfAge), ["1003"]);
    let [out] = made.left_out.as_slice() else { panic!("{:?}", made.left_out) };
    assert_eq!((out.why, out.own_id.as_deref()), (Why::AtHome, Some("1004")));
    assert_eq!(out.words, "at home; looked after from Thu 5 Feb 2026 on, while missing");
    assert_eq!(made.broken, []);
}

#[test]
fn who_left_care_before_the_year_is_not_in_it_and_is_named() {
    let office = leaving_care();
    let next = office.open().ssda903(Year::ending(2027).unwrap(), None, at(AFTER)).unwrap();
    assert_eq!(rows(&next), Vec::<[&str; 4]>::new());
    let why: Vec<Why> = next.left_out.iter().map(|out| out.why).collect();
    assert_eq!(why, [Why::LeftBefore, Why::LeftBefore]);
}

#[test]
fn restarts_of_a_day_are_rows_of_their_own_and_what_is_open_at_the_end_of_the_year_has_no_end() {
    let made = of(&restarts());
    let expected = [
        ["1001", "M", "30/03/2025", "02/04/2025"],
        ["1001", "M", "05/06/2025", "05/06/2025"],
        ["1001", "M", "05/06/2025", "05/06/2025"],
        ["1001", "M", "05/06/2025", "06/06/2025"],
        ["1001", "A", "06/06/2025", "07/06/2025"],
        ["1001", "M", "30/03/2026", "31/03/2026"],
        ["1001", "M", "31/03/2026", ""],
        ["1002", "M", "01/02/2025", ""],
    ];
    assert_eq!(rows(&made), expected);
    assert_eq!(said(&made, About::OpenAtYearEnd), ["1001", "1002"]);
    assert_eq!(said(&made, About::FromYearBefore), ["1001", "1002"]);
    assert_eq!(said(&made, About::SameDay).len(), 4);
    assert_eq!(made.broken, []);
}

#[test]
fn everybody_who_is_left_out_is_named_with_the_reason_and_twins_stay_two() {
    let made = of(&twins_and_others());
    let expected = [["2001", "M", "01/07/2025", "04/07/2025"], ["2002", "M", "01/07/2025", "04/07/2025"]];
    assert_eq!(rows(&made), expected);
    let why: Vec<(Why, Option<&str>)> = made.left_out.iter().map(|out| (out.why, out.own_id.as_deref())).collect();
    let expected = [
        (Why::NotIdentified, None),
        (Why::AtHome, Some("3001")),
        (Why::PlacedByAnother, Some("3002")),
        (Why::PlacedByAnother, Some("3003")),
        (Why::CareNotKnown, Some("3004")),
        (Why::NoOwnId, None),
        (Why::OwnIdShared, Some("3008")),
        (Why::OwnIdShared, Some("3008")),
        (Why::OwnIdForm, Some("=3009")),
        (Why::NoDob, Some("3006")),
        (Why::Adult, Some("3007")),
    ];
    assert_eq!(why, expected);
    let row = HeaderRow {
        child: "2001".into(),
        sex: "F".into(),
        dob: "01/03/2010".into(),
        ethnic: "WBRI".into(),
        upn: "A123456789012".into(),
        ..HeaderRow::default()
    };
    assert_eq!(made.header[0], row);
    assert_eq!(made.header.len(), 2);
}

fn row(child: &str, dob: &str, missing: &str, start: &str, end: &str) -> MissingRow {
    let [child, dob, missing, start, end] = [child, dob, missing, start, end].map(str::to_owned);
    MissingRow { child, dob, missing, start, end }
}

/// A table with something wrong in every way, the header that goes with it, and the year before.
pub fn all_wrong() -> (Vec<MissingRow>, Vec<HeaderRow>, Vec<MissingRow>) {
    let born = "01/03/2010";
    let missing = vec![
        row("1", born, "M", "31/06/2025", ""),
        row("2", born, "M", "01/06/2025", "soon"),
        row("3", born, "X", "01/06/2025", "02/06/2025"),
        row("4", born, "M", "", ""),
        row("5", born, "", "01/06/2025", ""),
        row("6", born, "", "01/06/2025", "02/06/2025"),
        row("7", born, "M", "05/06/2025", "04/06/2025"),
        row("8", born, "M", "01/04/2026", ""),
        row("9", born, "M", "30/03/2026", "01/04/2026"),
        row("10", born, "M", "01/03/2025", "31/03/2025"),
        row("11", born, "M", "01/06/2025", "05/06/2025"),
        row("11", born, "M", "03/06/2025", "08/06/2025"),
        row("12", born, "A", "01/06/2025", ""),
        row("12", born, "M", "09/06/2025", "10/06/2025"),
        row("13", "01/06/2025", "M", "01/06/2025", "02/06/2025"),
        row("14", born, "M", "01/06/2025", "02/06/2025"),
        row("15", born, "M", "01/06/2025", "02/06/2025"),
        row("16", born, "M", "01/04/2025", "02/06/2025"),
        row("17", born, "A", "", ""),
        row("18", born, "M", "05/06/2025", "05/06/2025"),
        row("18", born, "M", "05/06/2025", "06/06/2025"),
    ];
    let mut header: Vec<HeaderRow> = Vec::new();
    for row in missing.iter().filter(|row| row.child != "14") {
        let dob = if row.child == "15" { "02/03/2010" } else { &row.dob };
        if !header.iter().any(|known| known.child == row.child) {
            header.push(HeaderRow {
                child: row.child.clone(),
                dob: dob.into(),
                sex: "F".into(),
                ethnic: "WBRI".into(),
                ..HeaderRow::default()
            });
        }
    }
    let previous = vec![row("16", born, "M", "30/03/2025", ""), row("18", born, "M", "01/02/2025", "02/02/2025")];
    (missing, header, previous)
}

#[test]
fn every_rule_of_the_missing_table_is_named_by_number_and_line() {
    let (missing, header, previous) = all_wrong();
    let broken = rules903::broken(&missing, &header, year(), Some(&previous));
    let found: Vec<(&str, usize)> = broken.iter().map(|broken| (broken.rule, broken.line.unwrap())).collect();
    let expected = [
        ("1004", 2),
        ("1005", 3),
        ("1006", 4),
        ("1004", 5),
        ("564", 5),
        ("565", 6),
        ("565", 7),
        ("566", 7),
        ("567", 8),
        ("570", 9),
        ("571", 10),
        ("571", 11),
        ("574", 13),
        ("574", 15),
        ("586", 16),
        ("INT04", 17),
        ("INT13", 18),
        ("576", 19),
        ("1004", 20),
        ("564", 20),
    ];
    assert_eq!(found, expected);
}

/// A hub whose record cannot be right: episodes of a child that overlap, one never ended, one before the child was born.
pub fn broken_hub() -> Office {
    let mut made = Made::new();
    let born_late = looked_after("1003", "Cal", "2025-09-01");
    let a = made.child("2024-01-03T09:00:00Z", looked_after("1001", "Ada", "2010-03-01"));
    let b = made.child("2024-01-03T09:00:00Z", looked_after("1002", "Bea", "2010-03-01"));
    let c = made.child("2024-01-03T09:00:00Z", born_late);
    made.episode(Some(a), "2025-06-05T21:00:00Z", Some("2025-06-09T08:00:00Z"));
    made.episode(Some(a), "2025-06-07T21:00:00Z", Some("2025-06-08T08:00:00Z"));
    made.episode(Some(b), "2025-06-05T21:00:00Z", None);
    made.episode(Some(b), "2025-08-05T21:00:00Z", Some("2025-08-06T08:00:00Z"));
    made.episode(Some(c), "2025-06-05T21:00:00Z", Some("2025-06-06T08:00:00Z"));
    made.office()
}

#[test]
fn rows_that_would_fail_keep_the_files_from_being_written_unless_they_are_wanted_anyway() {
    let office = broken_hub();
    let words = office.refused(&["export", "ssda903", "--year", "2026", "out"]);
    assert!(words.contains("3 rows would break rules 574, 586; nothing was written"), "{words}");
    assert!(!office.path("out").exists());
    let shown = office.run(&["export", "ssda903", "--year", "2026"]);
    assert!(shown.contains("574, line 2, child 1001") && shown.contains("586, line 6, child 1003"), "{shown}");
    let written = office.json(&["export", "ssda903", "--year", "2026", "out", "--anyway"]);
    assert_eq!(written["broken"].as_array().unwrap().len(), 3);
    let missing = std::fs::read_to_string(office.path("out/missing.csv")).unwrap();
    assert!(missing.starts_with("CHILD,DOB,MISSING,MIS_START,MIS_END\r\n1001,01/03/2010,M,05/06/2025,09/06/2025\r\n"), "{missing}");
    let header = std::fs::read_to_string(office.path("out/header.csv")).unwrap();
    assert!(header.starts_with("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\r\n1001,F,01/03/2010,WBRI,A123456789012,,\r\n"), "{header}");
    assert!(std::fs::read_to_string(office.path("out/left-out.txt")).unwrap().contains("Rules that would fail: 3"));
    let journal = office.run(&["journal"]);
    assert!(journal.contains("SSDA903 files written, 3 files: although rules 574, 586 would fail"), "{journal}");
    let again = office.refused(&["export", "ssda903", "--year", "2026", "out", "--anyway"]);
    assert!(again.contains("missing.csv is there already; nothing was written"), "{again}");
}

#[test]
fn what_was_open_in_last_years_return_is_asked_after() {
    let office = restarts();
    let sent = "CHILD,DOB,MISSING,MIS_START,MIS_END\n1001,01/03/2010,M,29/03/2025,\n1002,01/03/2010,M,01/02/2025,\n1009,01/03/2010,M,01/02/2025,\n";
    office.file("sent.csv", sent);
    let shown = office.run(&["export", "ssda903", "--year", "2026", "--previous", "sent.csv"]);
    assert!(shown.contains(
        "576, line 2, child 1001: last year\u{2019}s return has it open since 29/03/2025; the first of this year starts on 30/03/2025"
    ));
    assert!(shown.contains("576, child 1009: last year\u{2019}s return has it open since 01/02/2025; this year has none"), "{shown}");
    assert!(!shown.contains("child 1002: last year"));
    let wrong = office.refused(&["export", "ssda903", "--year", "2026", "--previous", "passphrase"]);
    assert!(wrong.contains("passphrase: it has no column CHILD"), "{wrong}");
}

#[test]
fn who_comes_back_after_the_year_at_no_known_time_is_missing_at_its_end_and_nothing_else_is_said() {
    let mut made = Made::new();
    let child = made.child("2024-01-03T09:00:00Z", looked_after("1001", "Ada", "2010-03-01"));
    let other = made.child("2024-01-03T09:00:00Z", looked_after("1002", "Bea", "2010-03-01"));
    made.back_at_no_known_time(child, "2026-03-30T21:00:00Z", "2026-04-02T09:00:00Z");
    made.back_at_no_known_time(other, "2026-03-20T21:00:00Z", "2026-03-22T09:00:00Z");
    let made = of(&made.office());
    assert_eq!(rows(&made), [["1001", "M", "30/03/2026", ""], ["1002", "M", "20/03/2026", "22/03/2026"]]);
    assert_eq!(said(&made, About::OpenAtYearEnd), ["1001"]);
    assert_eq!(said(&made, About::NoReturnTime), ["1002"]);
}

#[test]
fn without_last_years_file_rule_576_is_said_not_to_be_checked() {
    let office = restarts();
    let shown = office.run(&["export", "ssda903", "--year", "2026"]);
    assert!(!shown.contains("No rule of the Missing table would fail"), "{shown}");
    let said = "Rule 576 was not checked: it needs last year\u{2019}s missing.csv as it was sent (--previous FILE). By this hub\u{2019}s own record \
                these stand open in it, with just these starts: 1001 since Sun 30 Mar 2025; 1002 since Sat 1 Feb 2025.";
    assert!(shown.contains("Of the rules that were checked none would fail.") && shown.contains(said), "{shown}");
    assert_eq!(office.json(&["export", "ssda903", "--year", "2026"])["not_checked"], serde_json::json!(["576"]));
    office.file("sent.csv", "CHILD,DOB,MISSING,MIS_START,MIS_END\n1001,01/03/2010,M,30/03/2025,\n1002,01/03/2010,M,01/02/2025,\n");
    let checked = office.run(&["export", "ssda903", "--year", "2026", "--previous", "sent.csv"]);
    assert!(checked.contains("No rule of the Missing table would fail.") && !checked.contains("not checked"), "{checked}");
}

#[test]
fn a_row_that_was_not_taken_and_names_a_looked_after_child_is_left_out_by_name() {
    let mut made = Made::new();
    let start = "2024-01-03T09:00:00Z";
    made.child(start, looked_after("1001", "Ada", "2010-03-01"));
    made.child(start, looked_after("1002", "Bea", "2010-04-01"));
    made.child(start, looked_after("1003", "Cal", "2010-05-01"));
    made.child(start, ChildDetails { care_status: Some(CareStatus::AtHome), ..looked_after("1004", "Dee", "2010-06-01") });
    let office = made.office();
    let list = "Police Ref,Own id,Forename,Surname,DOB,Reported missing,Status\n\
                T/1,,Ada,Okafor,01/03/2010,32/01/2026 22:00,missing\n\
                T/2,1002,B,Okafor,,20/01/2026 22:00,gone fishing\n\
                T/3,,Cal,Okafor,,,gone fishing\n\
                T/4,,Dee,Okafor,01/06/2010,32/01/2026 22:00,missing\n\
                T/5,,Ada,Okafor,02/03/2010,32/01/2026 22:00,missing\n";
    let file = wayhome::casebook::ListFile { name: "daily.csv", bytes: list.as_bytes() };
    let report = office.open().import_list(&file, &Default::default(), at("2026-01-22T08:00:00Z")).unwrap();
    assert_eq!(report.refused.len(), 5);
    let made = of(&office);
    let out: Vec<_> = made.left_out.iter().map(|out| (out.why, out.reference.as_str(), out.own_id.as_deref(), out.episode)).collect();
    let row = |reference, own_id| (Why::RowRefused, reference, Some(own_id), None);
    assert_eq!(out, [row("R1", "1001"), row("R2", "1002"), row("R3", "1003")]);
    let shown = office.run_at(AFTER, &["export", "ssda903", "--year", "2026"]);
    assert!(shown.contains("Left out: 0 episodes, 3 refused rows\n  a row of a list that was not taken: 3\n"), "{shown}");
    assert!(shown.contains("R1, C1 (1001): daily.csv row 2 names this child: ") && shown.contains("; put it right first"), "{shown}");
    assert!(shown.contains("R3, C3 (1003): daily.csv row 4 has the name of this child: "), "{shown}");
    // It is of the year in which it was reported alone.
    assert_eq!(office.open().ssda903(Year::ending(2027).unwrap(), None, at(AFTER)).unwrap().left_out, []);
    // Once it is settled nothing is to be done about it.
    office.open().set_aside("R3".parse().unwrap(), "a test row", at("2026-01-23T08:00:00Z")).unwrap();
    assert_eq!(of(&office).left_out.len(), 2);
}
