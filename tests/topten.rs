//! The top ten of a month on a real hub: counted, closed as reported, corrected beside it, reviewed, briefed.

mod common;

use common::{CASELOAD, Office, at, load, sound};
use std::io::Read;
use wayhome::casebook::tracker_view::{TrackedChild, Tracker};
use wayhome::casebook::{Error, Hub, ListFile, ListOptions};
use wayhome::child::ChildId;
use wayhome::demo::{Scale, history};
use wayhome::report::figures::topten::{Cut, TopTen};
use wayhome::report::figures::{Index, Period};
use wayhome::report::tracker::{ReportedChild, TrackerReview};
use wayhome::tui::tracker_desk::TrackerDesk;

/// Monday morning in the first week of November.
const NOVEMBER: &str = "2026-11-02T08:00:00Z";

const HEAD: &str = "Police Ref,Forename,Surname,DOB,Reported missing,Date returned,Found where,Missing with\n";

fn row(reference: &str, child: &str, from: &str, to: &str, found: &str, with: &str) -> String {
    let who = match child {
        "Nadia" => "Nadia,Begum,14/02/2010",
        "Kayden" => "Kayden,Ashworth,04/03/2011",
        _ => "Thi Lan,Nguyen,09/09/2010",
    };
    format!("{reference},{who},{from},{to},{found},{with}\n")
}

/// October: Nadia twice, Kayden once; as the lists said at the time.
fn in_october() -> Office {
    let office = Office::new();
    let mut hub = office.open();
    let file = ListFile { name: "caseload.csv", bytes: CASELOAD.as_bytes() };
    hub.import_children(&file, &ListOptions::default(), at("2026-10-05T09:00:00Z")).unwrap();
    let list = [
        HEAD.to_owned(),
        row("T/1", "Nadia", "06/10/2026 20:00", "07/10/2026 08:00", "Piccadilly station", "Jay"),
        row("T/2", "Nadia", "10/10/2026 20:00", "11/10/2026 01:00", "Piccadilly Station", ""),
        row("T/3", "Kayden", "12/10/2026 10:00", "12/10/2026 12:00", "", ""),
    ]
    .concat();
    load(&mut hub, "october.csv", &list, "2026-10-20T08:00:00Z");
    office
}

/// What became known of October only in November.
fn late(hub: &mut Hub) {
    let list = [
        HEAD.to_owned(),
        row("T/9", "Nadia", "20/10/2026 22:00", "21/10/2026 09:00", "a flat", ""),
        row("T/10", "Thi Lan", "22/10/2026 10:00", "22/10/2026 11:00", "", ""),
    ]
    .concat();
    load(hub, "late.csv", &list, "2026-11-05T08:00:00Z");
}

fn october(hub: &Hub, now: &str) -> Tracker {
    hub.tracker(Some("2026-10-15".parse().unwrap()), None, at(now)).unwrap()
}

fn names(tracker: &Tracker) -> Vec<&str> {
    tracker.children.iter().map(|child| child.name.as_str()).collect()
}

fn id(tracker: &Tracker, name: &str) -> ChildId {
    child(tracker, name).child
}

fn child<'t>(tracker: &'t Tracker, name: &str) -> &'t TrackedChild {
    tracker.children.iter().find(|child| child.name == name).unwrap()
}

fn month(text: &str) -> chrono::NaiveDate {
    format!("{text}-01").parse().unwrap()
}

fn asks(what: &str) -> TrackerReview {
    TrackerReview { unblock: what.into(), ..TrackerReview::default() }
}

#[test]
fn a_closed_month_stands_as_it_was_reported_and_what_was_recorded_since_stands_beside_it() {
    let office = in_october();
    let mut hub = office.open();
    let reported = hub.close_month(month("2026-10"), at(NOVEMBER)).unwrap();
    assert_eq!(reported.children.iter().map(|child| child.name.as_str()).collect::<Vec<_>>(), ["Nadia Begum", "Kayden Ashworth"]);
    late(&mut hub);
    let tracker = october(&hub, "2026-11-20T08:41:00Z");
    assert_eq!((tracker.report, tracker.as_of, names(&tracker)), (Some(1), at(NOVEMBER), vec!["Nadia Begum", "Kayden Ashworth"]));
    let nadia = child(&tracker, "Nadia Begum");
    assert_eq!((nadia.figures.this_month, nadia.figures.nights), (2, 1), "as it was reported");
    assert_eq!(nadia.corrections[..2], ["reported 2 episodes, now 3: E4 recorded since", "reported 1 night, now 2 nights"]);
    // The run, the hours, where and with whom are as reported too.
    let weekdays = nadia.times.by_weekday().map(|seconds| seconds / 3600);
    assert_eq!((nadia.run_words(2), weekdays), ("0 → 2".into(), [0, 4, 8, 0, 0, 4, 1]));
    let found = |child: &TrackedChild| child.found.iter().map(|often| (often.what.clone(), often.times)).collect::<Vec<_>>();
    assert_eq!((nadia.frozen, found(nadia)), (true, vec![("Piccadilly station".to_owned(), 2)]));
    for line in [
        "reported by weekday Tue 4.0 h, Wed 8.0 h, Sat 4.0 h, Sun 1.0 h, now Tue 6.0 h, Wed 17.0 h, Sat 4.0 h, Sun 1.0 h",
        "reported found at Piccadilly station (2), now Piccadilly station (2), a flat (1)",
    ] {
        assert!(nadia.corrections.iter().any(|correction| correction == line), "{line}: {:?}", nadia.corrections);
    }
    let missed: Vec<_> = tracker.not_reported.iter().map(|missed| (missed.name.as_str(), missed.rank.as_str())).collect();
    assert_eq!(missed, [("Thi Lan Nguyen", "3")]);
    assert_eq!(sound(&hub, "top-ten-closed"), 1);
    drop(hub);
    let text = office.run(&["topten"]);
    assert!(text.contains("Found: Piccadilly station (2)\n") && text.contains("As known now, not as reported: name, age"), "{text}");
    assert!(office.json(&["topten"])["children"][0]["figures"]["shown"].is_null(), "said once, beside the figures");
}

#[test]
fn a_month_closed_again_has_a_second_report_and_the_first_stands() {
    let office = in_october();
    let mut hub = office.open();
    hub.close_month(month("2026-10"), at(NOVEMBER)).unwrap();
    late(&mut hub);
    hub.close_month(month("2026-10"), at("2026-11-09T08:00:00Z")).unwrap();
    let now = at("2026-11-20T08:41:00Z");
    let report = |number| hub.tracker(Some(month("2026-10")), number, now).unwrap();
    assert_eq!((report(None).reports.len(), report(None).children[0].figures.this_month), (2, 2));
    let second = report(Some(2));
    assert_eq!((second.report, second.children[0].figures.this_month, second.children.len()), (Some(2), 3, 3));
    assert_eq!(second.corrections(), 0);
    let refused = hub.tracker(Some(month("2026-10")), Some(3), now).unwrap_err().to_string();
    assert_eq!(refused, "October 2026 has no report 3: it was reported 2 times");
    assert_eq!(hub.months_reported().unwrap().len(), 2);
    drop(hub);
    let listed = office.run(&["topten", "months"]);
    let ends: Vec<&str> = listed.lines().map(|line| line.rsplit(", ").next().unwrap()).collect();
    assert_eq!((ends.len(), ends[1]), (2, "report 2"), "{listed}");
    assert_eq!(office.json(&["topten", "months"])[1]["report"], 2);
    let files = office.run(&["topten", "briefing", "--report", "2", "--month", "10/26", "--out", "papers", "--initials"]);
    assert!(files.contains("2026-10-top-ten-report-2-initials.docx"), "{files}");
}

#[test]
fn a_month_is_closed_only_when_it_is_over_and_the_one_before_is_pointed_out() {
    let office = in_october();
    let mut hub = office.open();
    let refused = hub.close_month(month("2026-10"), at("2026-10-31T23:59:00Z")).unwrap_err().to_string();
    assert_eq!(refused, "October 2026 is not over: its top ten can be closed from Sun 1 Nov 2026 on");
    // At midnight of the UK day.
    hub.close_month(month("2026-10"), at("2026-11-01T00:00:00Z")).unwrap();
    let of = |text: &str, now: &str| hub.tracker(Some(month(text)), None, at(now)).unwrap();
    assert_eq!(of("2026-11", NOVEMBER).not_closed, None);
    assert_eq!(of("2026-12", "2026-12-03T08:00:00Z").not_closed, Some(month("2026-11")));
    assert_eq!(of("2026-10", NOVEMBER).not_closed, None, "the hub was made in October");
    assert!(hub.tracker(Some(month("2026-12")), None, at(NOVEMBER)).unwrap_err().to_string().starts_with("December 2026 has not begun"));
}

#[test]
fn what_managers_are_asked_is_carried_forward_until_something_else_is_said() {
    let office = in_october();
    let mut hub = office.open();
    let list = HEAD.to_owned() + &row("T/20", "Nadia", "10/11/2026 20:00", "11/11/2026 08:00", "", "");
    load(&mut hub, "november.csv", &list, "2026-11-12T08:00:00Z");
    let now = at("2026-11-20T08:41:00Z");
    let nadia = id(&october(&hub, "2026-11-20T08:41:00Z"), "Nadia Begum");
    hub.review_tracked(month("2026-10"), nadia, asks("funding for a placement nearer to school"), Some(0), now).unwrap();
    let asked = |hub: &Hub, text: &str| {
        let tracker = hub.tracker(Some(month(text)), None, now).unwrap();
        tracker.asked().map(|(_, asked)| (asked.words.clone(), asked.carried)).collect::<Vec<_>>()
    };
    assert_eq!(asked(&hub, "2026-10"), [("funding for a placement nearer to school".to_owned(), false)]);
    assert_eq!(asked(&hub, "2026-11"), [("funding for a placement nearer to school".to_owned(), true)]);
    // Said in November that nothing is asked any more: October stands as it was said.
    let note = TrackerReview { note: "Funding agreed.".into(), ..TrackerReview::default() };
    hub.review_tracked(month("2026-11"), nadia, note, Some(0), now).unwrap();
    assert_eq!((asked(&hub, "2026-10").len(), asked(&hub, "2026-11").len()), (1, 0));
    let history = hub.tracker(Some(month("2026-11")), None, now).unwrap();
    assert_eq!(child(&history, "Nadia Begum").earlier[0].review.unblock, "funding for a placement nearer to school");
}

#[test]
fn what_is_carried_forward_can_be_taken_away_by_saying_nothing() {
    let office = in_october();
    let mut hub = office.open();
    let list = HEAD.to_owned() + &row("T/20", "Nadia", "10/11/2026 20:00", "11/11/2026 08:00", "", "");
    load(&mut hub, "november.csv", &list, "2026-11-12T08:00:00Z");
    drop(hub);
    office.run(&["topten", "review", "1001", "--month", "2026-10", "--unblock", "a bed nearer to school"]);
    assert!(office.run(&["topten", "--month", "2026-11"]).contains("a bed nearer to school (carried forward from October 2026)"));
    office.run(&["topten", "review", "1001", "--month", "2026-11", "--unblock", ""]);
    assert!(!office.run(&["topten", "--month", "2026-11"]).contains("a bed nearer to school"));
    assert!(office.run(&["topten", "--month", "2026-10"]).contains("a bed nearer to school"));
}

#[test]
fn a_review_can_be_taken_back_and_one_made_on_old_words_is_refused() {
    let office = in_october();
    let mut hub = office.open();
    let now = at("2026-11-20T08:41:00Z");
    let seen = |hub: &Hub| child(&october(hub, "2026-11-20T08:41:00Z"), "Nadia Begum").seen();
    let nadia = id(&october(&hub, "2026-11-20T08:41:00Z"), "Nadia Begum");
    hub.review_tracked(month("2026-10"), nadia, asks("a"), Some(0), now).unwrap();
    let stale = hub.review_tracked(month("2026-10"), nadia, asks("b"), Some(0), now).unwrap_err();
    assert!(matches!(&stale, Error::Stale { by, .. } if by == "D. Manager"), "{stale}");
    hub.review_tracked(month("2026-10"), nadia, asks("b"), Some(seen(&hub)), now).unwrap();
    let undo = hub.to_undo(now).unwrap().unwrap();
    hub.undo(undo.verb, now).unwrap();
    assert_eq!(child(&october(&hub, "2026-11-20T08:41:00Z"), "Nadia Begum").unblock.as_ref().unwrap().words, "a");
    assert_eq!(sound(&hub, "top-ten-reviewed"), 2, "the journal keeps both");
    // The same again says nothing new.
    hub.review_tracked(month("2026-10"), nadia, asks("a"), None, now).unwrap();
    assert_eq!(sound(&hub, "top-ten-reviewed"), 2);
}

#[test]
fn a_review_of_nothing_of_another_child_or_for_a_day_that_is_over_is_refused_in_words() {
    let office = in_october();
    let mut hub = office.open();
    let now = at("2026-11-20T08:41:00Z");
    let tracker = october(&hub, "2026-11-20T08:41:00Z");
    let (nadia, lan) = (id(&tracker, "Nadia Begum"), hub.find_child("1003").unwrap());
    let mut refused = |child, review| hub.review_tracked(month("2026-10"), child, review, None, now).unwrap_err().to_string();
    assert!(refused(nadia, TrackerReview::default()).starts_with("nothing is said yet"));
    assert!(refused(lan, asks("a")).ends_with("is not in the top ten of October 2026; nothing can be said of it there"));
    let past = TrackerReview { next_review: Some(month("2026-11")), ..TrackerReview::default() };
    assert_eq!(refused(nadia, past), "the next review on Sun 1 Nov 2026 is over already; name a day to come");
}

#[test]
fn where_found_and_with_whom_are_counted_over_the_month() {
    let hub = in_october().open();
    let tracker = october(&hub, NOVEMBER);
    let nadia = child(&tracker, "Nadia Begum");
    assert_eq!(nadia.found.iter().map(|often| (often.what.as_str(), often.times)).collect::<Vec<_>>(), [("Piccadilly station", 2)]);
    assert_eq!(nadia.with.iter().map(|often| (often.what.as_str(), often.times)).collect::<Vec<_>>(), [("Jay", 1)]);
    assert_eq!(nadia.run_words(3), "0 → 0 → 2");
    assert_eq!((nadia.figures.rank_words(), nadia.movement.as_str(), tracker.children.len()), ("1".into(), "new", 2));
}

/// The text of a part of a zip file (Word, a workbook).
fn part(bytes: &[u8], wanted: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for i in 0..zip.len() {
        let mut file = zip.by_index(i).unwrap();
        if file.name().is_ok_and(|name| name.contains(wanted)) {
            file.read_to_string(&mut text).unwrap();
        }
    }
    text
}

#[test]
fn the_briefing_asks_first_has_a_page_for_each_child_and_names_nobody_where_initials_are_wanted() {
    let office = in_october();
    let mut hub = office.open();
    let nadia = id(&october(&hub, NOVEMBER), "Nadia Begum");
    let review = TrackerReview { note: "Nadia rang from 12 Larch Street.".into(), ..asks("a bed for Nadia Begum") };
    hub.review_tracked(month("2026-10"), nadia, review, None, at(NOVEMBER)).unwrap();
    hub.close_month(month("2026-10"), at(NOVEMBER)).unwrap();
    late(&mut hub);
    let now = at("2026-11-20T08:41:00Z");
    let folder = office.path("out");
    for (initials, named) in [(false, true), (true, false)] {
        let files = hub.write_briefing(Some(month("2026-10")), None, initials, &folder, now).unwrap();
        let end = if initials { "-initials" } else { "" };
        assert_eq!(files, ["docx", "html", "xlsx"].map(|ending| format!("2026-10-top-ten{end}.{ending}")));
        let read = |at: usize| std::fs::read(folder.join(&files[at])).unwrap();
        let (word, html) = (part(&read(0), "word/document.xml"), String::from_utf8(read(1)).unwrap());
        let book = part(&read(2), "sharedStrings.xml");
        for text in [&word, &html, &book] {
            for name in ["Nadia", "Begum", "Kayden", "Ashworth"] {
                assert_eq!(text.contains(name), named, "{name} with initials {initials}: {text}");
            }
        }
        assert!(!initials || !html.contains("Larch Street") && html.contains("N. B. (C1)"), "{html}");
        let (asked, first) = (html.find("asked to unblock").unwrap(), html.find("<h2>1. ").unwrap());
        assert!(asked < first, "what managers are asked comes first");
        assert_eq!(word.matches("w:type=\"page\"").count(), 2, "a page for each child");
        assert!(html.contains("reported 2 episodes, now 3: E4 recorded since"));
        assert!(!part(&read(2), "charts/chart").is_empty(), "the charts are native");
    }
    assert_eq!(sound(&hub, "exported"), 2);
    let again = hub.write_briefing(Some(month("2026-10")), None, true, &folder, now).unwrap_err().to_string();
    assert!(again.ends_with("is there already; nothing was written. Name another folder"), "{again}");
    assert_eq!(sound(&hub, "exported"), 2);
}

#[test]
fn a_briefing_with_initials_names_no_other_child_of_the_register_and_says_whom_it_cannot_know() {
    let office = in_october();
    let mut hub = office.open();
    let nadia = id(&october(&hub, NOVEMBER), "Nadia Begum");
    let lan = hub.find_child("1003").unwrap();
    assert!(october(&hub, NOVEMBER).child(lan).is_none(), "Thi Lan was not missing in October");
    let review = TrackerReview {
        note: "With THI LAN NGUYEN; nguyen, thi lan; Peter Stranger.".into(),
        decision: "Born 14.2.2010, 14th of February 2010; Lan: 9/9/10. At 12  larch ST.".into(),
        ..asks("a bed near Thi Lan")
    };
    hub.review_tracked(month("2026-10"), nadia, review, None, at(NOVEMBER)).unwrap();
    let files = hub.write_briefing(Some(month("2026-10")), None, true, &office.path("out"), at(NOVEMBER)).unwrap();
    let html = std::fs::read_to_string(office.path("out").join(&files[1])).unwrap();
    for safe in ["With T. L. N.; N., T. L.; Peter Stranger.", "a bed near T. L.", "not on the register may stand in what was typed"] {
        assert!(html.contains(safe), "{safe}: {html}");
    }
    let born = "Born (date of birth), (date of birth); L.: (date of birth). At (address).";
    assert!(html.contains(born), "{html}");
}

#[test]
fn a_hub_ranked_by_the_times_of_its_episodes_alone_is_ranked_as_by_all_facts() {
    let dir = tempfile::TempDir::new().unwrap();
    let now = at(common::MORNING);
    let path = dir.path().join("demo.wayhome");
    let hub = Hub::make_from(&path, common::PASSPHRASE, common::opening("D. Manager"), history(Scale::Small, now)).unwrap();
    let facts = hub.facts(at("2025-01-01T00:00:00Z"), now).unwrap();
    let index = Index::new(&facts);
    for text in ["2026-11", "2026-10", "2026-09", "2026-04"] {
        let expected = TopTen::of(&index, month(text), Cut::default());
        let tracker = hub.tracker(Some(month(text)), None, now).unwrap();
        let figures: Vec<ReportedChild> = tracker.children.iter().map(|child| child.figures.clone()).collect();
        let all = expected.children.iter().zip(&figures);
        let expected: Vec<ReportedChild> = all.map(|(tracked, figures)| ReportedChild::of(tracked, figures.name.clone())).collect();
        assert_eq!(figures, expected, "{text}");
        assert!(figures.len() >= 10, "{text}");
        assert_eq!(tracker.children[0].times.by_weekday().iter().map(|s| i64::from(*s)).sum::<i64>() / 60, figures[0].minutes);
    }
    let tracker = hub.tracker(None, None, now).unwrap();
    assert_eq!((tracker.month, tracker.span), (month("2026-10"), Period::month_of(month("2026-10"))));
    let children = &tracker.children;
    assert!(children.iter().any(|child| child.last_words.is_some()) && children.iter().any(|child| !child.found.is_empty()));
    let changed = |child: &TrackedChild| child.actions.iter().any(|a| a.ended.as_ref().is_some_and(|ended| !ended.difference.is_empty()));
    assert!(children.iter().any(changed) && children.iter().all(|child| child.knows_best.is_some()));
}

#[test]
fn the_command_line_says_all_that_the_screen_shows() {
    let office = in_october();
    let text = office.run(&["topten"]);
    for words in
        ["Top ten of October 2026: not closed", "Nadia Begum, 16, at home: new", "Episodes: 2 this month", "Found: Piccadilly station (2)"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let said = office.run(&["topten", "review", "Nadia Begum", "--month", "10/2026", "--unblock", "a bed", "--next-review", "27/11"]);
    assert!(said.starts_with("Recorded for C1 in the top ten of October 2026"), "{said}");
    office.run(&["topten", "review", "1001", "--note", "=2+2"]);
    let json = office.json(&["topten", "--month", "October 2026"]);
    let nadia = &json["children"][0];
    assert_eq!((&nadia["child"], &nadia["figures"]["episodes"]), (&serde_json::json!("C1"), &serde_json::json!(["E1", "E2"])));
    assert_eq!((nadia["unblock"]["words"].as_str(), nadia["review"]["note"].as_str()), (Some("a bed"), Some("=2+2")));
    assert_eq!(nadia["next_review"]["on"], "2026-11-27");
    let csv = office.run(&["--format", "csv", "topten"]);
    assert!(csv.starts_with("month,reported,rank,") && csv.contains("'=2+2"), "{csv}");
    assert!(office.refused(&["topten", "close"]).contains("name the month that is to be closed: --month 2026-10"));
    assert_eq!(office.json(&["topten", "--month", "10/26"])["month"], "2026-10-01");
    for args in [&["topten", "--month", "9/26"][..], &["topten", "close", "--month", "2016-10"]] {
        let refused = office.refused(args);
        assert!(refused.contains(": the record of the hub begins on "), "{refused}");
    }
    assert!(office.refused(&["topten", "close", "--month", "2026-10", "--report", "1"]).contains("leave it out"));
    assert!(office.refused(&["topten", "--month", "octember"]).contains("is not a month; write it like 2026-10"));
    assert!(office.refused(&["topten", "close", "--month", "2026-11"]).contains("November 2026 is not over"));
    assert!(office.run(&["topten", "close", "--month", "2026-10"]).starts_with("The top ten of October 2026 is closed as of"));
    assert!(office.run(&["topten", "months"]).starts_with("October 2026: 2 children, reported"));
    let files = office.run(&["topten", "briefing", "--out", "papers", "--initials"]);
    assert_eq!(files.lines().count(), 3, "{files}");
}
