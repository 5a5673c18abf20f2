//! Return interviews as the office works them: allocated, offered, booked, held, recorded, signed off; every episode its own clock
//! and verdict, and nobody forgotten.

mod common;
use common::{Office, at, load, sound, staffed};
use std::collections::BTreeMap;
use wayhome::casebook::interview_view::{InterviewItem, InterviewSection};
use wayhome::casebook::{Hub, On};
use wayhome::clock::InterviewState;
use wayhome::episode::{EpisodeId, When};
use wayhome::interview::attempt::{Attempt, AttemptOutcome, Booking, Channel, Closure, Contact, Late, LateReason, NotHeld};
use wayhome::interview::file::Stage;
use wayhome::interview::record::{Covered, EndsAs, Finding, FindingKind, Held, Interview, InterviewRecord, Question, RecordState};
use wayhome::interview::verdict::Verdict;
use wayhome::interview::worker::{Wishes, WorkerId};

const BO: WorkerId = WorkerId(1);
const ANN: WorkerId = WorkerId(2);
const DEE: WorkerId = WorkerId(4);

/// Three children back on Friday morning; of Kayden's return no time is given.
const BACK: &str = "\
Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Status
MIS/26/1,Nadia,Begum,14/02/2010,High,19/11/2026 06:30,20/11/2026 05:10,Found
MIS/26/2,Thi Lan,Nguyen,09/09/2010,Medium,18/11/2026 22:00,20/11/2026 07:00,Found
MIS/26/3,Kayden,Ashworth,04/03/2011,Medium,19/11/2026 23:00,,Found
";

fn back_on_friday() -> (Office, Hub) {
    let office = staffed();
    let mut hub = office.open_as("C. Coordinator");
    load(&mut hub, "friday.csv", BACK, "2026-11-20T08:39:00Z");
    (office, hub)
}

fn episode(hub: &Hub, reference: &str) -> EpisodeId {
    hub.find_episode(reference).unwrap()
}

fn item(hub: &Hub, reference: &str, now: &str) -> InterviewItem {
    let of = episode(hub, reference);
    let board = hub.interviews(at(now)).unwrap();
    board.items.into_iter().find(|item| item.episode == of).unwrap_or_else(|| panic!("{reference} is not on the board"))
}

fn attempt(when: &str, outcome: AttemptOutcome, offered: bool) -> Attempt {
    let (to, channel) = (Contact::Child, Channel::Phone);
    Attempt { at: at(when), by: "Bo Larkin".into(), to, channel, outcome, offered, note: String::new() }
}

fn booking(when: &str) -> Booking {
    Booking { at: at(when), minutes: 60, place: "at home".into(), worker: None }
}

fn held(when: &str, covers: &[EpisodeId]) -> Held {
    let covers = covers.iter().map(|episode| Covered { episode: *episode, late: None }).collect();
    Held {
        child: None,
        at: at(when),
        place: "at home".into(),
        worker: Some(BO),
        by: String::new(),
        covers,
        source: None,
        not_independent: None,
    }
}

fn finding(text: &str, recipients: &[&str]) -> Finding {
    Finding {
        id: None,
        kind: FindingKind::ChildsWords,
        text: text.into(),
        ends_as: Some(if recipients.is_empty() { EndsAs::PlanChange } else { EndsAs::Intelligence }),
        why: "it bears on where the child goes".into(),
        recipients: recipients.iter().map(|recipient| recipient.to_string()).collect(),
    }
}

fn record(findings: Vec<Finding>) -> InterviewRecord {
    let answers = BTreeMap::from([(Question::ChildsWords, "I was with friends at the park".to_string())]);
    InterviewRecord { confidentiality_explained: Some(true), answers, findings, ..InterviewRecord::default() }
}

fn closure(reason: NotHeld) -> Closure {
    Closure::of(reason)
}

/// The interview of MIS/26/1 held on Friday afternoon, and recorded.
fn recorded(hub: &mut Hub) -> Interview {
    let of = episode(hub, "MIS/26/1");
    let interview = hub.hold(held("2026-11-20T15:00:00Z", &[of]), &[], at("2026-11-20T16:00:00Z")).unwrap();
    hub.record_interview(interview.id, record(vec![]), Some(interview.changed), at("2026-11-20T16:30:00Z")).unwrap()
}

#[test]
fn from_the_return_to_the_sign_off_the_board_says_what_is_next() {
    let (office, mut hub) = back_on_friday();
    let nadia = episode(&hub, "MIS/26/1");
    let now = "2026-11-20T08:45:00Z";
    let stands = |hub: &Hub, now: &str| {
        let item = item(hub, "MIS/26/1", now);
        (item.section, item.stage, item.worker.map(|worker| worker.name))
    };
    assert_eq!(stands(&hub, now), (InterviewSection::Unallocated, Stage::Unallocated, None));
    assert_eq!(hub.board(at(now)).unwrap().since, at("2026-11-19T09:30:00Z"));

    let given = hub.allocate(&[nadia.into()], BO, "", false, at(now)).unwrap();
    assert_eq!((given[0].name.as_str(), given[0].words.as_str(), &given[0].from), ("Nadia Begum", "allocated to Bo Larkin", &None));
    assert_eq!(stands(&hub, now), (InterviewSection::Allocated, Stage::Allocated, Some("Bo Larkin".into())));

    hub.attempt(&[nadia.into()], attempt("2026-11-20T09:10:00Z", AttemptOutcome::Engaged, true), at("2026-11-20T09:15:00Z")).unwrap();
    assert_eq!(stands(&hub, now).1, Stage::Offered);
    assert_eq!(item(&hub, "MIS/26/1", now).verdicts.offer, Verdict::Met);

    hub.book(&[nadia.into()], booking("2026-11-20T14:00:00Z"), at("2026-11-20T09:16:00Z")).unwrap();
    hub.book(&[nadia.into()], booking("2026-11-20T15:00:00Z"), at("2026-11-20T11:00:00Z")).unwrap();
    let booked = item(&hub, "MIS/26/1", now);
    assert_eq!((booked.section, booked.booked_for), (InterviewSection::Booked, Some(at("2026-11-20T15:00:00Z"))), "the booking was moved");
    assert_eq!(booked.verdicts.hours72, Verdict::NotYetDue);

    let interview = hub.hold(held("2026-11-20T15:00:00Z", &[nadia]), &[(&booked).into()], at("2026-11-20T16:00:00Z")).unwrap();
    assert_eq!((interview.id.to_string().as_str(), interview.held.by.as_str()), ("I1", "Bo Larkin"));
    let later = "2026-11-20T16:00:00Z";
    assert_eq!(stands(&hub, later), (InterviewSection::Held, Stage::Held, Some("Bo Larkin".into())));
    assert_eq!(item(&hub, "MIS/26/1", later).verdicts.hours72, Verdict::Met);

    let recorded = hub.record_interview(interview.id, record(vec![]), Some(interview.changed), at("2026-11-20T16:30:00Z")).unwrap();
    assert_eq!(recorded.state, RecordState::ToSign);
    assert_eq!(stands(&hub, later).0, InterviewSection::Recorded);
    drop(hub);

    let mut senior = office.open_as("S. Senior");
    senior.give_back(interview.id, "who was there?", Some(recorded.changed), at("2026-11-20T16:40:00Z")).unwrap();
    assert_eq!(stands(&senior, later), (InterviewSection::Held, Stage::GivenBack, Some("Bo Larkin".into())));
    let mut hub = office.open_as("C. Coordinator");
    hub.record_interview(interview.id, record(vec![]), None, at("2026-11-20T16:50:00Z")).unwrap();
    senior.sign_off(interview.id, None, at("2026-11-20T16:55:00Z")).unwrap();

    let done = item(&senior, "MIS/26/1", "2026-11-27T16:54:00Z");
    assert_eq!((done.section, done.stage, done.covered_by), (InterviewSection::Done, Stage::SignedOff, Some(interview.id)));
    assert_eq!((done.verdicts.offer, done.verdicts.hours72, done.verdicts.working_days), (Verdict::Met, Verdict::Met, Verdict::Met));
    let week_after = senior.interviews(at("2026-11-27T16:56:00Z")).unwrap();
    assert!(week_after.items.iter().all(|item| item.episode != nadia), "done and out of sight after seven days");
    let comments = &senior.interview(interview.id).unwrap().comments;
    assert_eq!((comments[0].0.by.as_str(), comments[0].1.as_str()), ("S. Senior", "who was there?"));
    sound(&senior, "interview-held");
}

#[test]
fn what_runs_out_first_stands_first_and_no_clock_before_all() {
    let (_office, mut hub) = back_on_friday();
    let of = |hub: &Hub, now: &str| {
        let items = hub.interviews(at(now)).unwrap().items;
        items.into_iter().map(|item| (item.section, item.child.short)).collect::<Vec<_>>()
    };
    use InterviewSection::{Booked, DueWithin24Hours, NoClock, Overdue, Unallocated};
    let named = |rows: &[(InterviewSection, &str)]| rows.iter().map(|(section, name)| (*section, name.to_string())).collect::<Vec<_>>();
    let friday = [(NoClock, "Kayden A."), (Unallocated, "Nadia B."), (Unallocated, "Thi Lan N.")];
    assert_eq!(of(&hub, "2026-11-20T08:45:00Z"), named(&friday));

    let lan = episode(&hub, "MIS/26/2");
    hub.allocate(&[lan.into()], ANN, "", false, at("2026-11-20T09:00:00Z")).unwrap();
    hub.book(&[lan.into()], booking("2026-11-23T06:00:00Z"), at("2026-11-20T09:00:00Z")).unwrap();
    assert_eq!(of(&hub, "2026-11-20T09:00:00Z")[2], (Booked, "Thi Lan N.".into()));
    // Booked or not, what is due within a day, and what is overdue, stands there.
    let sunday = [(NoClock, "Kayden A."), (DueWithin24Hours, "Nadia B."), (DueWithin24Hours, "Thi Lan N.")];
    assert_eq!(of(&hub, "2026-11-22T07:00:00Z"), named(&sunday));
    let monday = [(NoClock, "Kayden A."), (Overdue, "Nadia B."), (DueWithin24Hours, "Thi Lan N.")];
    assert_eq!(of(&hub, "2026-11-23T05:10:00.001Z"), named(&monday));

    // Both clocks end on Monday before anybody is staffed: said on Friday, the last day somebody is.
    let friday = hub.interviews(at("2026-11-20T09:00:00Z")).unwrap();
    assert_eq!(friday.collisions.len(), 2, "{:?}", friday.collisions);
    assert!(friday.collisions[0].starts_with("Nadia B.: due Mon 05:10"), "{:?}", friday.collisions);
}

#[test]
fn warwickshires_case_four_episodes_in_six_days_and_two_interviews_leave_no_verdict_unknown() {
    let office = staffed();
    let mut hub = office.open_as("C. Coordinator");
    let header = "Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned\n";
    for (n, reported, returned, loaded) in [
        (1, "09/11/2026 20:00", "10/11/2026 02:00", "2026-11-10T08:40:00Z"),
        (2, "10/11/2026 21:00", "11/11/2026 06:00", "2026-11-11T08:40:00Z"),
        (3, "12/11/2026 18:00", "13/11/2026 01:00", "2026-11-13T08:40:00Z"),
        (4, "14/11/2026 19:00", "15/11/2026 09:00", "2026-11-16T08:40:00Z"),
    ] {
        let row = format!("{header}MIS/26/{n},Nadia,Begum,14/02/2010,High,{reported},{returned}\n");
        load(&mut hub, &format!("{n}.csv"), &row, loaded);
    }
    let [one, two, three, four] = [1, 2, 3, 4].map(|n| episode(&hub, &format!("MIS/26/{n}")));
    let group = item(&hub, "MIS/26/4", "2026-11-16T08:45:00Z").group;
    assert_eq!(group, [one, two, three], "one group, each with its own clocks");

    // The first interview, on Friday the 13th, answers three of them; for the first it is late, and that is said.
    let now = at("2026-11-16T09:00:00Z");
    let mut first = held("2026-11-13T15:00:00Z", &[one, two, three]);
    let refusal = hub.hold(first.clone(), &[], now).unwrap_err().to_string();
    assert!(refusal.contains("MIS/26/1") && refusal.contains("say why it was late"), "{refusal}");
    let late = Some(Late { reason: LateReason::CouldNotMeet, note: String::new() });
    // Said of all three, the reason is kept where it was late: the second was back 57 hours before, the third 14.
    first.covers.iter_mut().for_each(|covered| covered.late = late.clone());
    hub.hold(first, &[], now).unwrap();
    hub.hold(held("2026-11-17T16:00:00Z", &[four]), &[], at("2026-11-17T17:00:00Z")).unwrap();

    let verdicts = |reference: &str| {
        let item = item(&hub, reference, "2026-11-20T09:00:00Z");
        (item.verdicts.hours72, item.verdicts.working_days, item.covered_by.unwrap().to_string(), item.reason)
    };
    assert_eq!(verdicts("MIS/26/1"), (Verdict::Missed, Verdict::Met, "I1".into(), Some("could-not-meet")));
    assert_eq!(verdicts("MIS/26/2"), (Verdict::Met, Verdict::Met, "I1".into(), None));
    assert_eq!(verdicts("MIS/26/3"), (Verdict::Met, Verdict::Met, "I1".into(), None));
    assert_eq!(verdicts("MIS/26/4"), (Verdict::Met, Verdict::Met, "I2".into(), None));
    let board = hub.interviews(at("2026-11-20T09:00:00Z")).unwrap();
    let known = |verdict: Verdict| matches!(verdict, Verdict::Met | Verdict::Missed);
    assert!(board.items.iter().all(|i| [i.verdicts.offer, i.verdicts.hours72, i.verdicts.working_days].into_iter().all(known)));
    assert_eq!(hub.interview_case(three, at("2026-11-20T09:00:00Z")).unwrap().earlier[0].held.covers[0].episode, four);
}

#[test]
fn a_return_without_a_time_is_asked_for_and_then_its_clock_runs() {
    let (_office, mut hub) = back_on_friday();
    let kayden = episode(&hub, "MIS/26/3");
    let before = item(&hub, "MIS/26/3", "2026-11-20T08:45:00Z");
    assert_eq!((before.section, before.verdicts.hours72), (InterviewSection::NoClock, Verdict::NotMeasurable));

    let returned = When { at: at("2026-11-20T04:00:00Z"), estimated: true };
    hub.set_return_time((&before).into(), returned, at("2026-11-20T09:00:00Z")).unwrap();
    let estimated = item(&hub, "MIS/26/3", "2026-11-20T09:00:00Z");
    assert_eq!((estimated.section, estimated.clock.due_72h), (InterviewSection::Unallocated, Some(at("2026-11-23T04:00:00Z"))));
    assert!(estimated.clock.estimated && estimated.remarks.contains(&"return time estimated".to_string()), "{:?}", estimated.remarks);

    hub.set_return_time(kayden.into(), When::exact(returned.at), at("2026-11-20T09:30:00Z")).unwrap();
    let exact = item(&hub, "MIS/26/3", "2026-11-20T09:30:00Z");
    assert!(!exact.clock.estimated && exact.remarks.is_empty());
    let case = hub.case(kayden, at("2026-11-20T09:30:00Z")).unwrap();
    let changes: Vec<_> = case.changes.iter().map(|(_, changes)| (changes[0].old.as_str(), changes[0].new.as_str())).collect();
    assert_eq!(changes, [("Fri 20 Nov 04:00 (estimated)", "Fri 20 Nov 04:00"), ("", "Fri 20 Nov 04:00 (estimated)")]);

    // Saying the same again changes nothing; the offer clock ran from the notice all the time.
    let entries = hub.journal(None, None).unwrap().len();
    hub.set_return_time(kayden.into(), When::exact(returned.at), at("2026-11-20T09:31:00Z")).unwrap();
    assert_eq!(hub.journal(None, None).unwrap().len(), entries);
    assert_eq!(exact.clock.offer_due, before.clock.offer_due);
}

#[test]
fn a_handover_is_open_until_accepted_and_the_history_stays() {
    let (office, mut hub) = back_on_friday();
    let nadia = episode(&hub, "MIS/26/1");
    hub.allocate(&[nadia.into()], BO, "", false, at("2026-11-20T09:00:00Z")).unwrap();
    let given = hub.allocate(&[nadia.into()], DEE, "Bo is ill", true, at("2026-11-20T10:00:00Z")).unwrap();
    assert_eq!(given[0].words, "handed over from Bo Larkin to Dee Marsh; open until accepted");
    let open = item(&hub, "MIS/26/1", "2026-11-20T10:00:00Z");
    assert_eq!((open.stage, open.remarks.as_slice()), (Stage::Handover, &["handed over to Dee Marsh, not accepted yet".to_string()][..]));

    office.open_as("Dee Marsh").accept_handover(nadia.into(), at("2026-11-20T10:30:00Z")).unwrap();
    assert_eq!(item(&hub, "MIS/26/1", "2026-11-20T10:30:00Z").stage, Stage::Allocated);
    let file = hub.interview_case(nadia, at("2026-11-20T10:30:00Z")).unwrap().file;
    let history: Vec<_> = file.allocations.iter().map(|a| (a.worker, a.by.as_str(), a.reason.as_str(), a.accepted.is_some())).collect();
    assert_eq!(history, [(BO, "C. Coordinator", "", true), (DEE, "C. Coordinator", "Bo is ill", true)]);
    let loads: Vec<_> =
        hub.interviews(at("2026-11-20T10:30:00Z")).unwrap().workers.into_iter().map(|w| (w.worker.details.name, w.open)).collect();
    let expected = [("Ann Lee", 0), ("Bo Larkin", 0), ("Dee Marsh", 1), ("Sam Poole", 0)].map(|(name, open)| (name.to_string(), open));
    assert_eq!(loads, expected, "by name, without those who left");
}

#[test]
fn of_two_coordinators_the_second_is_told_who_took_it_and_when() {
    let (office, mut first) = back_on_friday();
    let mut second = office.open_as("E. Early");
    let shown = item(&second, "MIS/26/1", "2026-11-20T08:45:00Z");
    let nadia = shown.episode;
    first.allocate(&[(&shown).into()], BO, "", false, at("2026-11-20T09:12:00Z")).unwrap();

    let now = at("2026-11-20T09:13:00Z");
    let stale = second.allocate(&[(&shown).into()], DEE, "", false, now).unwrap_err().to_string();
    assert_eq!(
        stale,
        "the interview of MIS/26/1 was changed by C. Coordinator at Fri 20 Nov 2026 09:12 since you opened it: interview allocated to Bo Larkin"
    );
    let refused = second.allocate(&[nadia.into()], DEE, "", false, now).unwrap_err().to_string();
    assert!(
        refused.starts_with("the interview of MIS/26/1 was allocated to Bo Larkin by C. Coordinator at Fri 20 Nov 2026 09:12"),
        "{refused}"
    );
    // What is decided about the episode meanwhile does not stand in the way of its interview.
    let lan = item(&second, "MIS/26/2", "2026-11-20T08:45:00Z");
    first.override_band(lan.episode, Some(wayhome::triage::Band::High), "the chair knows", None, now).unwrap();
    second.allocate(&[(&lan).into()], ANN, "", false, now).unwrap();
    assert_eq!(sound(&second, "interview-allocated"), 2);
}

#[test]
fn a_preview_says_what_would_be_done_and_changes_nothing() {
    let (_office, mut hub) = back_on_friday();
    let [nadia, lan] = ["MIS/26/1", "MIS/26/2"].map(|reference| On::from(episode(&hub, reference)));
    hub.allocate(&[nadia], BO, "", false, at("2026-11-20T09:00:00Z")).unwrap();
    let head = hub.verify().unwrap();
    let shown = hub.preview_allocation(&[nadia, lan, lan], BO, "", false, at("2026-11-20T09:05:00Z")).unwrap();
    let words: Vec<_> = shown.iter().map(|allocated| (allocated.name.as_str(), allocated.words.as_str())).collect();
    let already = "Bo Larkin has it already, given by C. Coordinator at Fri 20 Nov 2026 09:00; nothing changes";
    assert_eq!(words, [("Nadia Begum", already), ("Thi Lan Nguyen", "allocated to Bo Larkin")]);
    assert_eq!(hub.verify().unwrap(), head);
    assert_eq!(hub.allocate(&[nadia, lan], BO, "", false, at("2026-11-20T09:05:00Z")).unwrap(), shown);
}

#[test]
fn closed_with_its_reason_it_counts_as_overdue_nowhere_and_can_be_opened_again() {
    let (_office, mut hub) = back_on_friday();
    let nadia = episode(&hub, "MIS/26/1");
    hub.close_interview(&[nadia.into()], closure(NotHeld::Declined), at("2026-11-20T12:00:00Z")).unwrap();
    let monday = "2026-11-23T09:00:00Z";
    let closed = item(&hub, "MIS/26/1", monday);
    assert_eq!((closed.section, closed.reason, closed.verdicts.hours72), (InterviewSection::Done, Some("declined"), Verdict::Missed));
    let row = |hub: &Hub| hub.board(at(monday)).unwrap().items.into_iter().find(|item| item.episode.id == nadia).unwrap();
    let clock = row(&hub).interview.unwrap();
    assert_eq!((clock.state, clock.stage.as_deref()), (InterviewState::Closed, Some("closed: declined by the child")));
    assert!(row(&hub).triage.fired.iter().all(|rule| rule.rule != "interview-overdue"));

    hub.reopen_interview(nadia.into(), "the child rang and wants to talk", at("2026-11-23T09:30:00Z")).unwrap();
    assert_eq!(row(&hub).interview.unwrap().state, InterviewState::Overdue);
    let file = hub.interview_case(nadia, at(monday)).unwrap().file;
    assert_eq!(
        (file.closed[0].closure.reason, file.closed[0].reopened.as_ref().unwrap().why.as_str()),
        (NotHeld::Declined, "the child rang and wants to talk")
    );

    let late = Some(Late { reason: LateReason::CouldNotEngage, note: String::new() });
    let mut conversation = held("2026-11-23T10:00:00Z", &[nadia]);
    conversation.covers[0].late = late;
    hub.hold(conversation, &[], at("2026-11-23T11:00:00Z")).unwrap();
    let clock = hub.case(nadia, at("2026-11-23T12:00:00Z")).unwrap().interview.unwrap();
    assert_eq!((clock.state, clock.stage.as_deref()), (InterviewState::Held, Some("held Mon 10:00, to be recorded")));
    assert!(clock.words(at("2026-11-23T12:00:00Z")).ends_with("; interview held Mon 10:00, to be recorded"));
}

#[test]
fn a_child_that_declines_twice_in_a_year_is_asked_about() {
    let (_office, mut hub) = back_on_friday();
    let nadia = episode(&hub, "MIS/26/1");
    let now = "2026-11-23T09:00:00Z";
    let fired = |hub: &Hub| hub.case(nadia, at(now)).unwrap().triage.fired.into_iter().find(|rule| rule.rule == "interviews-refused");
    hub.close_interview(&[nadia.into()], closure(NotHeld::Declined), at("2026-11-20T12:00:00Z")).unwrap();
    assert!(fired(&hub).is_none());
    let again = "Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned\nMIS/26/8,Nadia,Begum,14/02/2010,High,21/11/2026 20:00,22/11/2026 01:00\n";
    load(&mut hub, "monday.csv", again, "2026-11-23T08:00:00Z");
    let second = episode(&hub, "MIS/26/8");
    hub.attempt(&[second.into()], attempt("2026-11-23T08:30:00Z", AttemptOutcome::Refused, true), at("2026-11-23T08:31:00Z")).unwrap();
    assert_eq!(fired(&hub).unwrap().evidence, "declined 2 return interviews in 12 months");
    // Talked to after all, the child has not declined.
    hub.hold(held("2026-11-23T08:50:00Z", &[second]), &[], at("2026-11-23T09:00:00Z")).unwrap();
    assert!(fired(&hub).is_none());
}

#[test]
fn findings_keep_their_numbers_and_the_ledger_follows_the_record() {
    let (_office, mut hub) = back_on_friday();
    let interview = recorded(&mut hub);
    let now = at("2026-11-20T17:00:00Z");
    let counts = |hub: &Hub| hub.interviews(now).unwrap().sharing.never_shared;
    let first = hub.record_interview(
        interview.id,
        record(vec![finding("plan", &[]), finding("a red car waits", &["police", "GMP", "CSC"])]),
        None,
        now,
    );
    let findings = first.unwrap().record.unwrap().findings;
    assert_eq!(findings.iter().map(|finding| finding.id.unwrap().to_string()).collect::<Vec<_>>(), ["F1", "F2"]);
    assert_eq!(findings[1].recipients, ["Children's Social Care", "Greater Manchester Police"], "as the settings name them, each once");
    assert_eq!(counts(&hub), 2);

    let kept = vec![findings[1].clone(), finding("somebody called Jay", &["GMP"])];
    let second = hub.record_interview(interview.id, record(kept), None, now).unwrap().record.unwrap().findings;
    assert_eq!(second.iter().map(|finding| finding.id.unwrap().to_string()).collect::<Vec<_>>(), ["F2", "F3"]);
    assert_eq!(counts(&hub), 3);
    hub.record_interview(interview.id, record(vec![second[1].clone()]), None, now).unwrap();
    assert_eq!(counts(&hub), 1, "what never went and is taken out is forgotten");
    let last = hub.record_interview(interview.id, record(vec![finding("new", &[])]), None, now).unwrap().record.unwrap();
    assert_eq!(last.findings[0].id.unwrap().to_string(), "F4", "a number is never given twice");
    sound(&hub, "interview-recorded");
}

#[test]
fn the_marks_can_be_put_right_and_an_episode_that_loses_its_mark_waits_again() {
    let (_office, mut hub) = back_on_friday();
    let again = "Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned\nMIS/26/8,Nadia,Begum,14/02/2010,High,20/11/2026 06:00,20/11/2026 09:00\n";
    load(&mut hub, "again.csv", again, "2026-11-20T12:00:00Z");
    let [one, two] = ["MIS/26/1", "MIS/26/8"].map(|reference| episode(&hub, reference));
    let now = at("2026-11-20T16:00:00Z");
    let interview = hub.hold(held("2026-11-20T15:00:00Z", &[one, two]), &[], now).unwrap();
    let marks = vec![Covered { episode: two, late: None }];
    hub.change_coverage(interview.id, marks, "only last night was talked about", Some(interview.changed), now).unwrap();
    assert_eq!(item(&hub, "MIS/26/1", "2026-11-20T16:00:00Z").stage, Stage::Unallocated);
    assert_eq!(item(&hub, "MIS/26/8", "2026-11-20T16:00:00Z").stage, Stage::Held);
    let words: Vec<String> =
        hub.journal(None, Some(hub.find_child("1001").unwrap())).unwrap().iter().map(|entry| hub.describe(entry)).collect();
    assert!(words.contains(&format!("now answers {two}: only last night was talked about")), "{words:?}");
    sound(&hub, "coverage-changed");
}

#[test]
fn those_who_know_the_child_and_those_it_asked_for_are_suggested_first() {
    let (_office, mut hub) = back_on_friday();
    recorded(&mut hub);
    let again = "Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned\nMIS/26/8,Nadia,Begum,14/02/2010,High,21/11/2026 20:00,22/11/2026 01:00\n";
    load(&mut hub, "monday.csv", again, "2026-11-23T08:00:00Z");
    let (second, now) = (episode(&hub, "MIS/26/8"), at("2026-11-23T08:10:00Z"));
    let best = &hub.suggest(second, now).unwrap()[0];
    assert_eq!(best.worker, BO, "{best:?}");
    let wishes = Wishes { asked_for: vec![DEE], not: vec![BO], ..Wishes::default() };
    hub.set_wishes(hub.find_child("1001").unwrap(), wishes, now).unwrap();
    let best = &hub.suggest(second, now).unwrap()[0];
    assert_eq!((best.worker, best.asked_for), (DEE, true));
    assert_eq!(hub.interview_case(second, now).unwrap().earlier.len(), 1);

    let lan = episode(&hub, "MIS/26/2");
    let last = hub.suggest(lan, now).unwrap().pop().unwrap();
    assert_eq!((last.name.as_str(), last.refused.is_some()), ("Sam Poole", true), "works where the child is placed");
}
