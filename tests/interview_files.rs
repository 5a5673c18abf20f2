//! Files of the return interview: lists of workers, what a provider recorded elsewhere, and what is handed over to others.

mod common;
use common::{CASELOAD, Office, at, load};
use wayhome::casebook::event::RefusedRow;
use wayhome::casebook::{Error, HandOff, Hub, InterviewsReport, ListFile, ListOptions, StaffReport};
use wayhome::interview::attempt::{LateReason, NotHeld};
use wayhome::interview::file::Stage;
use wayhome::interview::record::{EndsAs, FindingId, FindingKind, Interview, InterviewId, NamedKind, Push, Question, RecordState};
use wayhome::interview::verdict::Verdict;
use wayhome::interview::worker::WorkerDetails;

const NOW: &str = "2026-11-20T08:41:00Z";

const WORKERS: &str = "\
Name,Team,Employer,Languages,Sex,Days,Hours,Annual leave,Capacity,Left
Priya Nair,Missing from Home Team,,\"Malayalam, Hindi\",F,Mon-Thu,09:00-15:00,12/11-19/11; 3 Dec,8,
\"WHITLOCK, Sam\",The Childrens Society,Larch Care Ltd,English,M,,,,,no
Dana Okoro,Missing from Home Team,,,,,,,,Yes
";

/// Nadia back twice in one week, Thi Lan back once, Kayden still missing.
const LIST: &str = "\
Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Address,Postcode
MIS/26/1,Nadia,Begum,14/02/2010,High,12/11/2026 20:00,13/11/2026 08:00,12 Larch Street,M14 5QX
MIS/26/5,Nadia,Begum,14/02/2010,High,16/11/2026 20:00,17/11/2026 08:00,12 Larch Street,M14 5QX
MIS/26/2,Thi Lan,Nguyen,09/09/2010,Medium,17/11/2026 22:00,18/11/2026 07:00,Park House,M20 2GH
MIS/26/3,Kayden,Ashworth,04/03/2011,Medium,18/11/2026 23:00,,7 Mill Lane,OL9 7AA
";

const INTERVIEWS: &str = "\
Police refs,Young person,Date and time held,Place,Interviewer,Not held,Rationale,Approved by,Late reason,Child's own words,Push,Pull,Places,People named,Findings,Intelligence
MIS/26/1; mis/26/5,Nadia B,18/11/2026 16:30,School,Priya Nair,,,,Capacity,\"It was cold, and I went home\",\"conflict; neglect, abuse or violence at home\",friends,street; moon,Big Jay; Auntie,Fact: has a second phone; seems tired,Was driven by a man in a blue car
MIS/26/2,Thi Lan Nguyen,,,,declined,,,,,,,,,,
";

fn options(dry_run: bool) -> ListOptions {
    ListOptions { dry_run, ..ListOptions::default() }
}

fn workers(hub: &mut Hub, text: &str, dry_run: bool) -> StaffReport {
    hub.import_workers(&ListFile { name: "workers.csv", bytes: text.as_bytes() }, &options(dry_run), at(NOW)).unwrap()
}

fn interviews(hub: &mut Hub, text: &str) -> InterviewsReport {
    hub.import_interviews(&ListFile { name: "provider.csv", bytes: text.as_bytes() }, &options(false), at(NOW)).unwrap()
}

fn worker(hub: &Hub, name: &str) -> WorkerDetails {
    hub.workers().unwrap().into_iter().find(|load| load.worker.details.name == name).unwrap().worker.details
}

fn a_hub_with_returns() -> (Office, Hub) {
    let office = Office::new();
    let mut hub = office.open();
    hub.import_children(&ListFile { name: "caseload.csv", bytes: CASELOAD.as_bytes() }, &options(false), at("2026-11-10T09:00:00Z"))
        .unwrap();
    load(&mut hub, "week.csv", LIST, "2026-11-19T08:40:00Z");
    (office, hub)
}

/// The refusal of a provider's file of one row under these columns.
fn refused(hub: &mut Hub, header: &str, row: &str) -> RefusedRow {
    let report = interviews(hub, &format!("{header}\n{row}\n"));
    assert_eq!((report.rows, report.refused.len()), (1, 1), "{report:?}");
    assert!(!report.refused[0].reason.contains('\n'));
    report.refused[0].clone()
}

#[test]
fn a_list_of_workers_is_added_once_and_brought_up_to_date_ever_after() {
    let office = Office::new();
    let mut hub = office.open();
    let dry = workers(&mut hub, WORKERS, true);
    assert_eq!((dry.added.len(), hub.workers().unwrap().len()), (3, 0), "a dry run shows and writes nothing");
    let report = workers(&mut hub, WORKERS, false);
    assert_eq!((report.rows, report.added.len(), report.refused.len()), (3, 3, 0), "{report:?}");
    let priya = worker(&hub, "Priya Nair");
    assert_eq!(priya.languages, ["Malayalam", "Hindi"]);
    let hours = priya.hours.as_ref().unwrap();
    assert_eq!((hours.days.len(), hours.from.to_string(), hours.to.to_string()), (4, "09:00:00".into(), "15:00:00".into()));
    assert_eq!(wayhome::casebook::away_in_words(&priya), "12 Nov 2026 to 19 Nov 2026; 3 Dec 2026");
    assert_eq!(priya.capacity, Some(8));
    let sam = worker(&hub, "Sam Whitlock");
    assert_eq!((sam.team.as_str(), sam.employer.as_deref(), sam.left), ("The Children's Society", Some("Larch Care Ltd"), false));
    assert!(worker(&hub, "Dana Okoro").left);

    let again = workers(&mut hub, WORKERS, false);
    assert_eq!((again.added.len(), again.changed.len(), again.unchanged), (0, 0, 3), "the same list again changes nothing");
    hub.verify().unwrap();
}

#[test]
fn a_changed_list_says_what_changed_and_keeps_what_it_has_no_column_for() {
    let office = Office::new();
    let mut hub = office.open();
    workers(&mut hub, WORKERS, false);
    let report = workers(&mut hub, "Worker,Team,Leave,Capacity\npriya nair,MISSING FROM HOME TEAM,,10\n", false);
    let changes: Vec<_> = report.changed[0].changes.iter().map(|c| (c.field.as_str(), c.old.as_str(), c.new.as_str())).collect();
    assert_eq!(changes, [("away", "12 Nov 2026 to 19 Nov 2026; 3 Dec 2026", ""), ("capacity", "8", "10")]);
    let priya = worker(&hub, "Priya Nair");
    assert_eq!((priya.languages.len(), priya.away.len()), (2, 0));
    assert_eq!(hub.workers().unwrap().len(), 3, "nobody goes for not being on the list");
    let moved = workers(&mut hub, "Name,Team\nPriya Nair,The Children's Society\n", false);
    assert_eq!((moved.added.len(), moved.warnings.len()), (1, 1), "{:?}", moved.warnings);
    assert!(moved.warnings[0].contains("Priya Nair is also in Missing from Home Team (W1)"), "{:?}", moved.warnings);
}

#[test]
fn a_worker_whose_row_cannot_be_read_is_refused_with_the_cell() {
    let office = Office::new();
    let mut hub = office.open();
    let text = "Name,Team,Days,Hours,Away,Capacity\n\
        A One,Nightshade,,,,\nB Two,Missing from Home Team,some,,,\nC Three,Missing from Home Team,,late,,\n\
        D Four,Missing from Home Team,,,next week,\nE Five,Missing from Home Team,,,,lots\n,Missing from Home Team,Mon,09:00-10:00,,1\n";
    let report = workers(&mut hub, text, false);
    let said: Vec<_> = report.refused.iter().map(|r| (r.line.row, r.column.as_str(), r.value.as_str())).collect();
    assert_eq!(
        said,
        [
            (2, "Team", "Nightshade"),
            (3, "Days", "some"),
            (4, "Hours", "late"),
            (5, "Away", "next week"),
            (6, "Capacity", "lots"),
            (7, "", "")
        ]
    );
    assert!(report.refused[0].reason.contains("the teams of the settings are Missing from Home Team, The Children's Society"));
}

/// The one interview of the imported file.
fn first(hub: &Hub) -> Interview {
    hub.interview(InterviewId(1)).unwrap()
}

#[test]
fn a_providers_file_is_held_recorded_and_closed_each_episode_by_its_own_mark() {
    let (_office, mut hub) = a_hub_with_returns();
    workers(&mut hub, WORKERS, false);
    let report = interviews(&mut hub, INTERVIEWS);
    assert_eq!((report.rows, report.held.len(), report.closed.len(), report.refused.len()), (2, 1, 1, 0), "{report:?}");
    assert_eq!(report.held[0].references, ["MIS/26/1", "MIS/26/5"]);
    assert_eq!(report.held[0].words, "held Wed 18 Nov 2026 16:30, to be signed off");
    assert_eq!(report.closed[0].words, "closed: declined by the child");
    assert!(report.warnings.iter().any(|w| w.contains("\"moon\" under \"Places\" is not in the list")), "{:?}", report.warnings);

    let interview = first(&hub);
    assert_eq!((interview.state, interview.held.by.as_str()), (RecordState::ToSign, "Priya Nair"));
    assert!(interview.held.worker.is_some(), "she is one of the hub's workers");
    assert_eq!(interview.held.source.as_deref(), Some("provider.csv, row 2"));
    let late: Vec<_> = interview.held.covers.iter().map(|c| c.late.as_ref().map(|late| late.reason)).collect();
    assert_eq!(late, [Some(LateReason::Capacity), None], "only MIS/26/1 was late");
    let record = interview.record.unwrap();
    assert_eq!(record.answers[&Question::ChildsWords], "It was cold, and I went home");
    assert_eq!(record.push, [Push::Conflict, Push::Abuse]);
    let named: Vec<_> = record.named.iter().map(|n| (n.kind, n.what.as_str())).collect();
    assert_eq!(named, [(NamedKind::Person, "Big Jay"), (NamedKind::Person, "Auntie")]);
    let findings: Vec<_> = record.findings.iter().map(|f| (f.kind, f.text.as_str(), f.ends_as)).collect();
    assert_eq!(
        findings,
        [
            (FindingKind::Fact, "has a second phone", None),
            (FindingKind::Opinion, "seems tired", None),
            (FindingKind::Intelligence, "Was driven by a man in a blue car", None)
        ]
    );
    let lan = hub.interview_case(hub.find_episode("MIS/26/2").unwrap(), at(NOW)).unwrap();
    assert_eq!((lan.file.stage(), lan.file.closure().unwrap().closure.reason), (Stage::Closed, NotHeld::Declined));
    hub.verify().unwrap();
}

#[test]
fn a_workbook_of_a_provider_is_read_with_its_own_headers_dates_and_times() {
    let (_office, mut hub) = a_hub_with_returns();
    let bytes = include_bytes!("lists/provider.xlsx");
    let report = hub.import_interviews(&ListFile { name: "provider.xlsx", bytes }, &options(false), at(NOW)).unwrap();
    assert_eq!((report.held.len(), report.closed.len(), report.refused.len()), (1, 1, 0), "{report:?}");
    assert_eq!(report.held[0].words, "held Wed 18 Nov 2026 16:30, to be signed off");
    let interview = first(&hub);
    assert_eq!((interview.held.by.as_str(), interview.held.place.as_str()), ("P Nair", "School"));
    let late = interview.held.covers[0].late.clone().unwrap();
    assert_eq!((late.reason, late.note.as_str()), (LateReason::LateNotice, "Late referral"));
    assert_eq!(interview.record.unwrap().answers[&Question::ChildsWords], "I went to see my sister");
}

#[test]
fn the_same_file_again_changes_nothing_and_other_words_are_said_and_not_taken() {
    let (_office, mut hub) = a_hub_with_returns();
    interviews(&mut hub, INTERVIEWS);
    let head = hub.verify().unwrap();
    let again = interviews(&mut hub, INTERVIEWS);
    assert_eq!((again.unchanged, again.held.len() + again.closed.len() + again.refused.len()), (2, 0), "{again:?}");
    let other = interviews(&mut hub, &INTERVIEWS.replace("It was cold", "It was warm"));
    assert_eq!(other.unchanged, 2);
    assert!(other.warnings.iter().any(|w| w.contains("row 2: I1 is in the hub with other words")), "{:?}", other.warnings);
    assert_eq!(hub.verify().unwrap(), head);
}

#[test]
fn a_dry_run_of_interviews_writes_nothing() {
    let (_office, mut hub) = a_hub_with_returns();
    let head = hub.verify().unwrap();
    let file = ListFile { name: "provider.csv", bytes: INTERVIEWS.as_bytes() };
    let report = hub.import_interviews(&file, &options(true), at(NOW)).unwrap();
    assert_eq!((report.held.len(), report.closed.len()), (1, 1));
    assert_eq!(hub.verify().unwrap(), head);
}

#[test]
fn what_cannot_be_taken_is_refused_with_row_column_value_and_reason_and_the_rest_is_taken() {
    let (_office, mut hub) = a_hub_with_returns();
    let header = "Police ref,Name,Date held,Interviewer,Not held,Rationale,Approver,Late reason";
    for (row, column, value, code, words) in [
        ("MIS/26/99,,19/11/2026 10:00,P Nair,,,,", "Police ref", "MIS/26/99", "unknown-reference", "no episode in this hub"),
        (
            "MIS/26/1;MIS/26/2,,19/11/2026 10:00,P Nair,,,,other: ill",
            "Police ref",
            "MIS/26/1;MIS/26/2",
            "not-accepted",
            "not an episode of this child",
        ),
        (
            "MIS/26/2,Nadia Begum,19/11/2026 10:00,P Nair,,,,",
            "Police ref",
            "MIS/26/2",
            "unknown-reference",
            "the reference of another child",
        ),
        ("MIS/26/2,,17/11/2026 21:00,P Nair,,,,", "Date held", "17/11/2026 21:00", "not-accepted", "is before the child went missing"),
        ("MIS/26/3,,19/11/2026 10:00,P Nair,,,,", "Police ref", "MIS/26/3", "not-accepted", "still missing"),
        ("MIS/26/1,,19/11/2026 10:00,P Nair,,,,", "Late reason", "", "not-accepted", "say why it was late"),
        ("MIS/26/1,,19/11/2026 10:00,P Nair,,,,because", "Late reason", "because", "unknown-code", "write one of: could not engage"),
        ("MIS/26/2,,20/11/2026 10:00,P Nair,,,,", "Date held", "20/11/2026 10:00", "in-the-future", "is in the future"),
        ("MIS/26/2,,19/11/2026 10:00,,,,,", "Police ref", "MIS/26/2", "not-accepted", "who held the interview is not said"),
        ("MIS/26/2,,,,pending,,,", "Not held", "pending", "unknown-code", "write one of: declined by the child"),
        ("MIS/26/2,,,,,,,", "Date held", "", "held-or-not", "neither when the interview was held nor why not"),
        ("MIS/26/2,,,,not appropriate,in hospital,,", "Approver", "", "not-accepted", "name who approved it"),
        ("MIS/26/2,,,,not appropriate,in hospital,D. Manager,", "Approver", "D. Manager", "not-accepted", "other than the recorder"),
        ("MIS/26/2,,,,other,,,", "Rationale", "", "not-accepted", "needs the reason in words"),
        ("MIS/26/2,,,,missing again,,,", "Not held", "missing again", "not-accepted", "has not gone missing again"),
    ] {
        let refusal = refused(&mut hub, header, row);
        assert_eq!((refusal.column.as_str(), refusal.value.as_str(), refusal.code.as_str()), (column, value, code), "{row}: {refusal:?}");
        assert!(refusal.reason.contains(words), "{row}: {}", refusal.reason);
        assert_eq!(refusal.line.row, 2);
    }
    let mixed = format!("{header}\nMIS/26/99,,,,declined,,,\nMIS/26/2,,,,declined,,,\n");
    let report = interviews(&mut hub, &mixed);
    assert_eq!((report.refused.len(), report.closed.len()), (1, 1));
    let closed = refused(&mut hub, header, "MIS/26/2,,19/11/2026 10:00,P Nair,,,,");
    assert!(closed.reason.contains("was closed by D. Manager"), "{}", closed.reason);
    hub.verify().unwrap();
}

const SOUGHT: &str =
    "Police ref,Young person,Date and time of contact,Attempted by,Contact with,Contact method,Outcome of contact,Offered,Contact notes";

#[test]
fn a_providers_contact_attempts_are_written_down_once_and_the_first_offer_stops_its_clock() {
    let (_office, mut hub) = a_hub_with_returns();
    let text = format!(
        "{SOUGHT}\nMIS/26/2,Thi Lan,18/11/2026 09:30,Priya Nair,carer,Phone,not reached,no,rang out\n\
         MIS/26/2,Thi Lan,18/11/2026 15:00,Priya Nair,the child,telephone,Engaged,Yes,\n\
         MIS/26/99,,18/11/2026 15:00,Priya Nair,the child,telephone,engaged,yes,\n"
    );
    let report = interviews(&mut hub, &text);
    assert_eq!((report.rows, report.contacts.len(), report.refused.len()), (3, 2, 1), "{report:?}");
    assert_eq!(report.contacts[1].words, "telephone Wed 18 Nov 2026 15:00: engaged");
    let file = hub.everything().unwrap().files.into_iter().find(|file| file.attempts.len() == 2).unwrap();
    assert_eq!((file.attempts[0].note.as_str(), file.attempts[0].offered, file.attempts[1].offered), ("rang out", false, true));
    let board = hub.interviews(at(NOW)).unwrap();
    let item = board.items.iter().find(|item| item.episode == file.episode).unwrap();
    assert_eq!(item.verdicts.offer, Verdict::Met);

    let again = interviews(&mut hub, &text);
    assert_eq!((again.unchanged, again.contacts.len()), (2, 0), "{again:?}");
    hub.verify().unwrap();
}

#[test]
fn a_contact_attempt_that_cannot_be_read_is_refused_with_its_cell_and_one_beside_an_interview_is_said() {
    let (_office, mut hub) = a_hub_with_returns();
    for (row, column, code, words) in [
        ("MIS/26/2,,18/11/2026,Priya Nair,child,phone,engaged,yes,", "Date and time of contact", "no-time-held", "no time of day"),
        ("MIS/26/2,,21/11/2026 10:00,Priya Nair,child,phone,engaged,yes,", "Date and time of contact", "in-the-future", "in the future"),
        ("MIS/26/2,,18/11/2026 10:00,,child,phone,engaged,yes,", "Attempted by", "not-accepted", "who made the attempt is not said"),
        (
            "MIS/26/2,,18/11/2026 10:00,Priya Nair,aunt,phone,engaged,yes,",
            "Contact with",
            "unknown-code",
            "write one of: the child, a parent",
        ),
        (
            "MIS/26/2,,18/11/2026 10:00,Priya Nair,child,,engaged,yes,",
            "Contact method",
            "unknown-code",
            "is not said: how contact was attempted; write one of: visit",
        ),
        ("MIS/26/2,,18/11/2026 10:00,Priya Nair,child,phone,maybe,yes,", "Outcome of contact", "unknown-code", "write one of: engaged"),
        ("MIS/26/2,,18/11/2026 10:00,Priya Nair,child,phone,not safe,yes,", "Date and time of contact", "not-accepted", "not safe to ask"),
        ("MIS/26/3,,19/11/2026 10:00,Priya Nair,child,phone,engaged,yes,", "Police ref", "not-accepted", "still missing"),
    ] {
        let refusal = refused(&mut hub, SOUGHT, row);
        assert_eq!((refusal.column.as_str(), refusal.code.as_str()), (column, code), "{row}: {refusal:?}");
        assert!(refusal.reason.contains(words), "{row}: {}", refusal.reason);
    }
    let both = "Police ref,Date held,Interviewer,Date and time of contact\nMIS/26/2,19/11/2026 10:00,P Nair,18/11/2026 10:00\n";
    let report = interviews(&mut hub, both);
    assert_eq!((report.held.len(), report.warnings.len()), (1, 1), "{report:?}");
    assert_eq!(report.warnings[0], "row 2: its contact attempt was not taken; give it a row of its own");
}

#[test]
fn one_conversation_with_other_marks_is_refused_and_not_held_a_second_time() {
    let (_office, mut hub) = a_hub_with_returns();
    interviews(&mut hub, INTERVIEWS);
    let refusal = refused(&mut hub, "Police ref,Date held,Interviewer", "MIS/26/5,18/11/2026 16:30,Priya Nair");
    assert!(refusal.reason.starts_with("I1 of Wed 18 Nov 2026 16:30 is there already"), "{}", refusal.reason);
}

#[test]
fn an_interview_dated_before_the_return_is_taken_and_said() {
    let (_office, mut hub) = a_hub_with_returns();
    let report = interviews(&mut hub, "Police ref,Date held,Interviewer\nMIS/26/2,17/11/2026 23:00,P Nair\n");
    assert_eq!(report.held.len(), 1);
    assert!(
        report.warnings.iter().any(|w| w.contains("is before the return of MIS/26/2 (Wed 18 Nov 2026 07:00)")),
        "{:?}",
        report.warnings
    );
    let case = hub.interview_case(hub.find_episode("MIS/26/2").unwrap(), at(NOW)).unwrap();
    assert_eq!(case.item.verdicts.hours72.code(), "not_measurable");
    assert_eq!(first(&hub).state, RecordState::ToRecord, "a file without words leaves the recording to the hub");
}

/// The imported interview, with its intelligence meant for police, and once more for the Children's Society.
fn a_hub_with_intelligence() -> (Office, Hub) {
    let (office, mut hub) = a_hub_with_returns();
    interviews(&mut hub, INTERVIEWS);
    let mut record = first(&hub).record.unwrap();
    record.confidentiality_explained = Some(true);
    for finding in &mut record.findings {
        (finding.ends_as, finding.why) = (Some(EndsAs::NoUse), "known before".into());
    }
    let intelligence = record.findings.last_mut().unwrap();
    (intelligence.ends_as, intelligence.why) = (Some(EndsAs::Intelligence), "the same car as in October".into());
    intelligence.recipients = vec!["GMP".into(), "TCS".into()];
    hub.record_interview(InterviewId(1), record, None, at(NOW)).unwrap();
    (office, hub)
}

fn reword(hub: &mut Hub, text: &str, recipients: &[&str], now: &str) {
    let mut record = first(hub).record.unwrap();
    let intelligence = record.findings.last_mut().unwrap();
    intelligence.text = text.into();
    intelligence.recipients = recipients.iter().map(|r| r.to_string()).collect();
    hub.record_interview(InterviewId(1), record, None, at(now)).unwrap();
}

#[track_caller]
fn counts(hub: &Hub, now: &str) -> (u32, u32, u32) {
    let sharing = hub.interviews(at(now)).unwrap().sharing;
    (sharing.never_shared, sharing.changed_since_shared, sharing.not_acknowledged)
}

#[test]
fn what_was_never_shared_goes_in_one_file_for_each_recipient_and_is_recorded_as_sent() {
    let (_office, mut hub) = a_hub_with_intelligence();
    assert_eq!(counts(&hub, NOW), (2, 0, 0));
    let previewed = hub.preview_share(None, at(NOW)).unwrap();
    assert_eq!(counts(&hub, NOW), (2, 0, 0), "looked at, nothing has gone");
    let files = hub.share(None, at(NOW)).unwrap();
    assert_eq!(files, previewed);
    let [police, society]: [HandOff; 2] = files.try_into().unwrap();
    assert_eq!((police.recipient.as_str(), society.recipient.as_str()), ("Greater Manchester Police", "The Children's Society"));
    assert_eq!(police.file_name, "intelligence-greater-manchester-police-20261120-084100.md");
    assert!(police.text.contains("## Nadia Begum, born 14 Feb 2010"), "{}", police.text);
    assert!(
        police
            .text
            .contains("### F3: intelligence\n\n> Was driven by a man in a blue car\n\nWhy it comes to you: the same car as in October")
    );
    assert!(police.text.contains("about MIS/26/1, MIS/26/5."));
    for unshared in ["second phone", "tired", "cold", "Big Jay"] {
        assert!(!police.text.contains(unshared), "{unshared} is not for them");
    }
    assert_eq!(counts(&hub, NOW), (0, 0, 0), "a day is left to acknowledge it");
    assert_eq!(hub.share(None, at(NOW)).unwrap(), [], "nothing is sent twice");
    assert_eq!(hub.shares().unwrap().len(), 2, "until it is acknowledged");
    hub.verify().unwrap();
}

#[test]
fn what_is_not_acknowledged_after_24_hours_is_counted_until_it_is() {
    let (_office, mut hub) = a_hub_with_intelligence();
    hub.share(Some("gmp"), at(NOW)).unwrap();
    assert_eq!(counts(&hub, "2026-11-21T08:41:00Z"), (1, 0, 0), "24 hours to the minute");
    assert_eq!(counts(&hub, "2026-11-21T08:41:01Z"), (1, 0, 1));
    let early = hub.acknowledge(InterviewId(1), FindingId(3), "TCS", "Jo", at(NOW)).unwrap_err();
    assert!(early.to_string().contains("was not sent to The Children's Society yet"), "{early}");
    assert!(matches!(hub.acknowledge(InterviewId(1), FindingId(3), "GMP", " ", at(NOW)), Err(Error::Refused(_))));
    hub.acknowledge(InterviewId(1), FindingId(3), "Police", "PC 1234 Hale", at("2026-11-21T09:00:00Z")).unwrap();
    assert_eq!(counts(&hub, "2026-11-21T09:00:00Z"), (1, 0, 0));
    let twice = hub.acknowledge(InterviewId(1), FindingId(3), "GMP", "PC 1234 Hale", at("2026-11-21T09:05:00Z")).unwrap_err();
    assert_eq!(twice.to_string(), "F3 of I1 was acknowledged by PC 1234 Hale at Sat 21 Nov 2026 09:00 already");
    hub.verify().unwrap();
}

#[test]
fn what_is_reworded_or_taken_back_after_it_went_goes_again() {
    let (_office, mut hub) = a_hub_with_intelligence();
    hub.share(None, at(NOW)).unwrap();
    reword(&mut hub, "Was driven by a woman in a blue car", &["GMP"], "2026-11-20T10:00:00Z");
    assert_eq!(counts(&hub, "2026-11-20T10:00:00Z"), (0, 2, 0));
    let files = hub.share(None, at("2026-11-20T10:05:00Z")).unwrap();
    assert!(
        files[0].text.contains("### F3: intelligence (changed since Fri 20 Nov 2026 08:41)\n\n> Was driven by a woman"),
        "{}",
        files[0].text
    );
    assert!(files[1].text.contains("### F3: taken back\n\nSent Fri 20 Nov 2026 08:41. It no longer stands"), "{}", files[1].text);
    assert!(!files[1].text.contains("blue car"));
    assert_eq!(counts(&hub, "2026-11-20T10:05:00Z"), (0, 0, 0));
    hub.verify().unwrap();
}

#[test]
fn nobody_unknown_is_handed_anything() {
    let (_office, mut hub) = a_hub_with_intelligence();
    let unknown = hub.share(Some("Interpol"), at(NOW)).unwrap_err();
    assert!(unknown.to_string().contains("\"Interpol\" is not an agency of the settings; known are GMP"), "{unknown}");
}

#[test]
fn every_question_of_the_form_is_known_by_its_label_and_code() {
    use wayhome::intake::columns::{Kind, recognise};
    for question in Question::ALL {
        for header in [question.label(), question.code()] {
            let text = format!("Police ref,Date held,{header}\nMIS/26/1,19/11/2026 10:00,Some words that a child said\n");
            let table = wayhome::intake::read::read("p.csv", text.as_bytes(), None, 2000).unwrap();
            let columns = recognise(&table, Kind::Interviews, &Default::default(), None, &[]).unwrap();
            let code = columns.columns[2].field.unwrap().code().replace('_', "-");
            assert_eq!(code, question.code(), "{header}");
        }
    }
}
