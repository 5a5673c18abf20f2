//! A morning, from the list to the minutes, through the library.

mod common;
use common::{CASELOAD, MORNING, Office, at, load};
use wayhome::casebook::event::RowOutcome;
use wayhome::casebook::view::Section;
use wayhome::casebook::{Error, Hub, ListFile, ListOptions, NewDecision};
use wayhome::episode::EpisodeId;
use wayhome::meeting::action;
use wayhome::meeting::decision::{DecisionOn, Outcome};
use wayhome::triage::Band;

const THURSDAY: &str = "\
Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Address,Postcode
MIS/26/1,Nadia,Begum,14/02/2010,High,19/11/2026 06:30,,12 Larch Street,M14 5QX
MIS/26/2,Thi Lan,Nguyen,09/09/2010,Medium,18/11/2026 22:00,,Park House,M20 2GH
";

const FRIDAY: &str = "\
Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Address,Postcode
MIS/26/1,Nadia,Begum,14/02/2010,High,19/11/2026 06:30,20/11/2026 05:10,12 Larch Street,M14 5QX
MIS/26/3,Kaden,Ashworth,03/04/2011,Medium,19/11/2026 23:00,,,
MIS/26/4,Tomasz,Zielinski,01/05/2012,Low,31/11/2026 10:00,,3 Brook Road,SK4 1AB
";

fn a_hub_with_a_caseload() -> (Office, Hub) {
    let office = Office::new();
    let mut hub = office.open();
    let file = ListFile { name: "caseload.csv", bytes: CASELOAD.as_bytes() };
    let report = hub.import_children(&file, &ListOptions::default(), at("2026-11-18T09:00:00Z")).unwrap();
    assert_eq!((report.added, report.refused.len()), (3, 0), "{:?}", report.warnings);
    (office, hub)
}

fn decision(episode: EpisodeId) -> NewDecision {
    NewDecision {
        on: DecisionOn::Episode(episode),
        outcomes: vec![Outcome::Advice],
        rationale: "Third night with the same friends; mother asks for help".into(),
        actions: Vec::new(),
        next_review: None,
        replaces: None,
        agencies: Vec::new(),
        dissent: Vec::new(),
        panel: None,
        seen: None,
    }
}

#[test]
fn a_morning_from_the_list_to_the_minutes() {
    let (_office, mut hub) = a_hub_with_a_caseload();
    let thursday = load(&mut hub, "thu.csv", THURSDAY, "2026-11-19T08:40:00Z");
    assert_eq!((thursday.counts.created, thursday.refused.len()), (2, 0), "{thursday:?}");

    let friday = load(&mut hub, "fri.csv", FRIDAY, MORNING);
    assert_eq!((friday.rows, friday.counts.returned, friday.counts.waiting, friday.counts.refused), (3, 1, 1, 1), "{friday:?}");
    assert_eq!(friday.missing_from_list.len(), 1, "Thi Lan is open with us but no longer on the list");
    assert_eq!(friday.refused[0].column, "Reported missing");

    let board = hub.board(at(MORNING)).unwrap();
    let sections: Vec<(Section, &str)> = board.items.iter().map(|item| (item.section, item.child.name.as_str())).collect();
    assert_eq!(
        sections,
        [(Section::StillMissing, "Thi Lan Nguyen"), (Section::Returned, "Nadia Begum"), (Section::Waiting, "Kaden Ashworth")]
    );
    assert_eq!(board.refused, 1);

    let nadia = hub.find_episode("MIS/26/1").unwrap();
    let settings = hub.settings().clone();
    let days = hub.clocks().working_days.clone();
    let phone = action::parse("GMP: phone work on last number by Fri 12:00", &settings, at(MORNING), &days).unwrap();
    let recorded = hub.decide(NewDecision { actions: vec![phone], ..decision(nadia) }, at("2026-11-20T09:45:00Z")).unwrap();
    assert_eq!(recorded.actions[0].id.0, 1);

    let minutes = hub.minutes(at(MORNING).date_naive(), at("2026-11-20T10:30:00Z")).unwrap();
    let text = wayhome::report::minutes::markdown(&minutes, &settings);
    for said in ["Nadia Begum", "advice and guidance", "Third night with the same friends", "phone work on last number"] {
        assert!(text.contains(said), "the minutes lack {said:?}:\n{text}");
    }
    hub.verify().unwrap();
}

#[test]
fn the_same_file_again_changes_nothing_and_says_who_loaded_it() {
    let (_office, mut hub) = a_hub_with_a_caseload();
    load(&mut hub, "thu.csv", THURSDAY, "2026-11-19T08:40:00Z");
    let head = hub.verify().unwrap();
    let again = load(&mut hub, "thu-copy.csv", THURSDAY, "2026-11-19T08:50:00Z");
    assert_eq!(again.loaded_before.unwrap().by, "D. Manager");
    assert_eq!(hub.verify().unwrap(), head);
}

#[test]
fn a_corrected_list_changes_what_changed_and_shows_old_and_new() {
    let (_office, mut hub) = a_hub_with_a_caseload();
    load(&mut hub, "thu.csv", THURSDAY, "2026-11-19T08:40:00Z");
    let report = load(&mut hub, "thu2.csv", &THURSDAY.replace("Medium", "High"), "2026-11-19T09:10:00Z");
    assert_eq!((report.counts.updated, report.counts.unchanged), (1, 1));
    let change = &report.updated[0].changes[0];
    assert_eq!((change.field.as_str(), change.old.as_str(), change.new.as_str()), ("police grade", "medium", "high"));
}

#[test]
fn a_row_that_two_absences_of_the_child_cover_is_the_one_that_began_when_it_says() {
    let (_office, mut hub) = a_hub_with_a_caseload();
    const HEADER: &str = "Forename,Surname,DOB,Risk,Reported missing,Date returned\n";
    let morning = "Nadia,Begum,14/02/2010,High,19/11/2026 06:30,19/11/2026 07:10\n";
    load(&mut hub, "thu.csv", &format!("{HEADER}{morning}"), "2026-11-19T08:40:00Z");
    // Missing again in the evening, and police put the return of the morning right: it now lies after the evening's start.
    let evening = "Nadia,Begum,14/02/2010,High,19/11/2026 20:30,\n";
    let put_right = "Nadia,Begum,14/02/2010,Medium,19/11/2026 06:30,19/11/2026 21:10\n";
    let text = format!("{HEADER}{evening}{put_right}");
    let friday = load(&mut hub, "fri.csv", &text, MORNING);
    assert_eq!((friday.counts.created, friday.counts.updated), (1, 1), "{friday:?}");

    let again = load(&mut hub, "again.csv", &text.replace('\n', "\r\n"), MORNING);
    assert_eq!(
        (again.counts.unchanged, again.counts.updated, again.counts.returned),
        (2, 0, 0),
        "still missing is never closed: {again:?}"
    );
}

#[test]
fn a_dry_run_shows_everything_and_writes_nothing() {
    let (_office, mut hub) = a_hub_with_a_caseload();
    let head = hub.verify().unwrap();
    let options = ListOptions { dry_run: true, ..ListOptions::default() };
    let report = hub.import_list(&ListFile { name: "thu.csv", bytes: THURSDAY.as_bytes() }, &options, at(MORNING)).unwrap();
    assert_eq!(report.counts.created, 2);
    assert_eq!(hub.verify().unwrap(), head);
    assert!(hub.board(at(MORNING)).unwrap().items.is_empty());
}

#[test]
fn a_person_says_who_the_child_is_and_the_others_are_remembered_as_not_the_same() {
    let (_office, mut hub) = a_hub_with_a_caseload();
    load(&mut hub, "fri.csv", FRIDAY, MORNING);
    let waiting = hub.waiting().unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].candidates[0].child.details.given, "Kayden");
    let episode = waiting[0].episode.id;
    let child = hub.new_child(episode, None, at(MORNING)).unwrap();
    assert!(hub.waiting().unwrap().is_empty());
    // Police list the same child again, under a new reference: it is the new child, and Kayden is not offered again.
    let again = FRIDAY.replace("MIS/26/3", "MIS/26/9").replace("19/11/2026 23:00", "20/11/2026 21:00");
    let report = load(&mut hub, "sat.csv", &again, "2026-11-21T08:40:00Z");
    assert_eq!(report.counts.waiting, 0, "{report:?}");
    assert_eq!(hub.case(hub.find_episode("MIS/26/9").unwrap(), at(MORNING)).unwrap().child.unwrap().id, child);
    hub.verify().unwrap();
}

#[test]
fn a_refused_row_is_put_right_and_taken() {
    let (_office, mut hub) = a_hub_with_a_caseload();
    load(&mut hub, "fri.csv", FRIDAY, MORNING);
    let refused = hub.refused().unwrap();
    assert_eq!(refused.len(), 1);
    let still = hub.put_right(refused[0].id, [("reported".into(), "32/11/2026 10:00".into())].into(), at(MORNING));
    assert!(matches!(still, Err(Error::Refused(_))));
    let outcome = hub.put_right(refused[0].id, [("reported".into(), "19/11/2026 22:00".into())].into(), at(MORNING)).unwrap();
    assert_eq!(outcome, RowOutcome::Created);
    assert!(hub.refused().unwrap().is_empty());
    assert!(hub.find_episode("MIS/26/4").is_ok());
    hub.verify().unwrap();
}

#[test]
fn a_decision_without_rationale_is_refused_and_a_later_wording_keeps_the_earlier() {
    let (_office, mut hub) = a_hub_with_a_caseload();
    load(&mut hub, "thu.csv", THURSDAY, "2026-11-19T08:40:00Z");
    let nadia = hub.find_episode("MIS/26/1").unwrap();
    assert!(hub.decide(NewDecision { rationale: "  ".into(), ..decision(nadia) }, at(MORNING)).is_err());
    assert!(hub.decide(NewDecision { outcomes: Vec::new(), ..decision(nadia) }, at(MORNING)).is_err());
    let first = hub.decide(decision(nadia), at(MORNING)).unwrap();
    let better = NewDecision { rationale: "The same, said better".into(), replaces: Some(first.id), ..decision(nadia) };
    let second = hub.decide(better.clone(), at(MORNING)).unwrap();
    let case = hub.case(nadia, at(MORNING)).unwrap();
    assert_eq!(case.decisions.iter().map(|d| d.id).collect::<Vec<_>>(), [second.id, first.id]);
    assert!(hub.decide(better, at(MORNING)).is_err(), "an old wording is not changed twice");
}

#[test]
fn a_change_made_on_an_old_sight_of_the_record_is_refused_with_what_changed() {
    let (office, mut hub) = a_hub_with_a_caseload();
    load(&mut hub, "thu.csv", THURSDAY, "2026-11-19T08:40:00Z");
    let nadia = hub.find_episode("MIS/26/1").unwrap();
    let seen = hub.case(nadia, at(MORNING)).unwrap().episode.changed;
    let mut other = office.open();
    other.decide(decision(nadia), at(MORNING)).unwrap();
    let Err(Error::Stale { by, difference, .. }) = hub.decide(NewDecision { seen: Some(seen), ..decision(nadia) }, at(MORNING)) else {
        panic!("the second decision must be refused")
    };
    assert_eq!(by, "D. Manager");
    assert!(difference.contains("advice and guidance"), "{difference}");
}

#[test]
fn the_chairs_band_needs_a_reason_and_stays_visible() {
    let (_office, mut hub) = a_hub_with_a_caseload();
    load(&mut hub, "thu.csv", THURSDAY, "2026-11-19T08:40:00Z");
    let lan = hub.find_episode("MIS/26/2").unwrap();
    assert!(hub.override_band(lan, Some(Band::Critical), " ", None, at(MORNING)).is_err());
    hub.override_band(lan, Some(Band::Critical), "found with an adult last month", None, at(MORNING)).unwrap();
    let board = hub.board(at(MORNING)).unwrap();
    let item = board.items.iter().find(|item| item.episode.id == lan).unwrap();
    assert_eq!(item.triage.band, Band::Critical);
    assert_eq!(item.triage.overridden.as_ref().unwrap().reason, "found with an adult last month");
    hub.override_band(lan, None, "police know him", None, at(MORNING)).unwrap();
    assert!(hub.case(lan, at(MORNING)).unwrap().band_override.is_none());
}

#[test]
fn a_caseload_loaded_again_updates_by_own_id_and_never_duplicates() {
    let (_office, mut hub) = a_hub_with_a_caseload();
    let moved = CASELOAD.replace("12 Larch Street,M14 5QX", "9 Elm Road,M14 6AB");
    let file = ListFile { name: "caseload.csv", bytes: moved.as_bytes() };
    let report = hub.import_children(&file, &ListOptions::default(), at(MORNING)).unwrap();
    assert_eq!((report.added, report.changed.len(), report.unchanged), (0, 1, 2));
    let fields: Vec<&str> = report.changed[0].changes.iter().map(|c| c.field.as_str()).collect();
    assert_eq!(fields, ["address", "postcode"]);
    hub.verify().unwrap();
}

#[test]
fn a_child_that_a_list_brought_first_joins_the_caseload_and_is_not_doubled() {
    let office = Office::new();
    let mut hub = office.open();
    load(&mut hub, "thu.csv", THURSDAY, "2026-11-19T08:40:00Z");
    let file = ListFile { name: "caseload.csv", bytes: CASELOAD.as_bytes() };
    let report = hub.import_children(&file, &ListOptions::default(), at(MORNING)).unwrap();
    assert_eq!((report.added, report.changed.len()), (1, 2), "{report:?}");
    hub.verify().unwrap();
}

#[test]
fn a_child_carried_over_stays_on_the_board_on_the_day_it_is_decided() {
    let (_office, mut hub) = a_hub_with_a_caseload();
    let over = THURSDAY.replace("22:00,,Park", "22:00,19/11/2026 03:00,Park");
    load(&mut hub, "thu.csv", &over, "2026-11-19T08:40:00Z");
    let monday = "2026-11-23T09:45:00Z";
    let lan = hub.find_episode("MIS/26/2").unwrap();
    let carried = |hub: &Hub, now: &str| {
        let board = hub.board(at(now)).unwrap();
        board.items.iter().any(|item| item.episode.id == lan && item.section == Section::CarriedOver)
    };
    assert!(carried(&hub, monday));
    hub.decide(decision(lan), at(monday)).unwrap();
    assert!(carried(&hub, "2026-11-23T10:00:00Z"));
    assert!(!carried(&hub, "2026-11-24T08:00:00Z"));
}
