use super::*;
use crate::calendar::WorkingDays;
use crate::child::ChildId;
use crate::episode::{EpisodeDetails, When};
use crate::interview::attempt::{Channel, Contact};
use crate::interview::record::{FindingKind, InterviewId, Stamp};

fn now() -> Moment {
    at("2026-11-20T12:00:00Z")
}

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn clocks() -> ClockSettings {
    Settings::default().clocks(WorkingDays::shipped())
}

fn episode(id: i64, child: Option<i64>, returned: &str) -> Episode {
    let back = at(returned);
    let details =
        EpisodeDetails { police_ref: Some(format!("MP/{id}")), returned: Some(When::exact(back)), ended: true, ..Default::default() };
    Episode { id: EpisodeId(id), child: child.map(ChildId), details, received: back, notice_of_return: Some(back), changed: 1 }
}

fn covered(id: i64, reason: Option<LateReason>) -> Covered {
    Covered { episode: EpisodeId(id), late: reason.map(|reason| Late { reason, note: String::new() }) }
}

fn held(time: &str, covers: Vec<Covered>) -> Held {
    let (place, by) = ("the youth club".into(), "Priya Nair".into());
    Held { child: Some(ChildId(1)), at: at(time), place, worker: None, by, covers, source: None, not_independent: None }
}

fn check(held: &Held) -> Result<(), String> {
    let still_missing = Episode {
        details: EpisodeDetails { police_ref: Some("MP/4".into()), ..Default::default() },
        ..episode(4, Some(1), "2026-11-01T08:00:00Z")
    };
    let episodes = [
        episode(1, Some(1), "2026-11-10T08:00:00Z"),
        episode(2, Some(1), "2026-11-12T08:00:00Z"),
        episode(3, Some(2), "2026-11-12T08:00:00Z"),
        still_missing,
    ];
    check_held(held, &episodes, &clocks(), now())
}

#[track_caller]
fn refused(result: Result<(), String>, words: &str) {
    let said = result.unwrap_err();
    assert!(said.contains(words), "{said}");
    assert!(!said.contains('\n'));
}

#[test]
fn each_episode_that_was_late_asks_for_its_own_reason() {
    let time = "2026-11-14T10:00:00Z";
    let (late, in_time) = (Some(LateReason::Capacity), None);
    assert_eq!(check(&held(time, vec![covered(1, late), covered(2, in_time)])), Ok(()));
    refused(
        check(&held(time, vec![covered(1, None), covered(2, None)])),
        "MP/1 was answered after its 72 hours (due Fri 13 Nov 08:00, held Sat 14 Nov 10:00); say why it was late",
    );
    assert_eq!(check(&held("2026-11-13T08:00:00Z", vec![covered(1, None)])), Ok(()), "72 hours to the minute is in time");
    let second = check(&held("2026-11-13T08:00:01Z", vec![covered(1, None)]));
    refused(second, "(due Fri 13 Nov 08:00, held Fri 13 Nov 08:00, 1 s late)");
    let within = check(&held("2026-11-13T08:00:00.001Z", vec![covered(1, None)]));
    refused(within, "(due Fri 13 Nov 08:00, held Fri 13 Nov 08:00, less than a second late)");
    refused(check(&held(time, vec![covered(1, Some(LateReason::Other))])), "say which in words");
}

#[test]
fn an_interview_answers_ended_episodes_of_its_own_child_each_by_one_mark() {
    let time = "2026-11-12T10:00:00Z";
    refused(check(&held(time, vec![])), "no episode is marked");
    refused(check(&held(time, vec![covered(2, None), covered(2, None)])), "E2 is marked twice");
    refused(check(&held(time, vec![covered(3, None)])), "MP/3 is not an episode of this child");
    refused(check(&held(time, vec![covered(4, None)])), "MP/4: the child is still missing");
    refused(check(&held(time, vec![covered(9, None)])), "there is no episode E9");
    refused(check(&held("2026-11-20T13:00:00Z", vec![covered(2, None)])), "dated in the future");
    assert_eq!(check(&held("2026-11-11T10:00:00Z", vec![covered(2, None)])), Ok(()), "before the return: taken, and shown as an error");
    let nobody = Held { child: None, ..held(time, vec![covered(1, None), covered(2, None)]) };
    refused(check(&nobody), "say who it is first");
}

#[test]
fn not_appropriate_needs_a_rationale_and_an_approver_other_than_the_recorder() {
    let close = |reason, note: &str, approver: Option<&str>| {
        check_closure(&Closure { note: note.into(), approver: approver.map(Into::into), ..Closure::of(reason) }, "Priya Nair")
    };
    assert_eq!(close(NotHeld::Declined, "", None), Ok(()));
    assert_eq!(close(NotHeld::NotAppropriate, "in hospital", Some("Dana Okoro")), Ok(()));
    refused(close(NotHeld::NotAppropriate, " ", Some("Dana Okoro")), "needs the rationale in words");
    refused(close(NotHeld::NotAppropriate, "in hospital", None), "name who approved it");
    refused(close(NotHeld::NotAppropriate, "in hospital", Some("NAIR, P.")), "an approver other than the recorder");
    refused(close(NotHeld::Other, "", None), "needs the reason in words");
    let by_code = Closure { note: "x".into(), approver: Some("duty".into()), ..Closure::of(NotHeld::NotAppropriate) };
    refused(check_closure(&by_code, "duty"), "other than the recorder");
}

#[test]
fn an_attempt_names_who_made_it_and_cannot_offer_what_was_not_safe_to_ask() {
    let attempt = |by: &str, time: &str, outcome, offered| {
        let (by, note) = (by.to_string(), String::new());
        check_attempt(&Attempt { at: at(time), by, to: Contact::Child, channel: Channel::Visit, outcome, offered, note }, now())
    };
    assert_eq!(attempt("Priya Nair", "2026-11-20T12:03:00Z", AttemptOutcome::Engaged, true), Ok(()), "a clock a little fast");
    refused(attempt("", "2026-11-20T11:00:00Z", AttemptOutcome::Engaged, true), "name them");
    refused(attempt("Priya Nair", "2026-11-20T12:06:00Z", AttemptOutcome::Engaged, true), "in the future");
    refused(attempt("Priya Nair", "2026-11-20T11:00:00Z", AttemptOutcome::NotSafe, true), "not safe to ask");
}

#[test]
fn a_booking_has_a_place_and_lies_ahead() {
    let book =
        |time: &str, minutes, place: &str| check_booking(&Booking { at: at(time), minutes, place: place.into(), worker: None }, now());
    assert_eq!(book("2026-11-21T10:00:00Z", 60, "school"), Ok(()));
    refused(book("2026-11-21T10:00:00Z", 60, ""), "add the place");
    refused(book("2026-11-21T10:00:00Z", 0, "school"), "0 minutes is no length");
    refused(book("2026-11-19T10:00:00Z", 60, "school"), "record that it was held");
    refused(book("2028-11-21T10:00:00Z", 60, "school"), "more than 92 days ahead");
}

fn finding(ends_as: Option<EndsAs>, why: &str, recipients: &[&str]) -> Finding {
    let recipients = recipients.iter().map(|r| r.to_string()).collect();
    Finding { id: None, kind: FindingKind::Fact, text: "was driven to Leeds".into(), ends_as, why: why.into(), recipients }
}

#[test]
fn each_finding_ends_with_why_and_intelligence_with_whom_it_is_for() {
    let check = |finding: Finding| check_findings(&[finding], &Settings::default());
    assert_eq!(check(finding(None, "", &[])), Ok(()), "still open");
    assert_eq!(check(finding(Some(EndsAs::Intelligence), "new address", &["GMP", "children's society"])), Ok(()));
    refused(check(finding(Some(EndsAs::NoUse), "", &[])), "finding 1 ends as no use: say why");
    refused(check(finding(Some(EndsAs::Intelligence), "new address", &[])), "name the agency");
    refused(check(finding(Some(EndsAs::Intelligence), "new address", &["FBI"])), "\"FBI\" is not an agency of the settings; known are GMP");
}

#[test]
fn a_record_goes_to_sign_off_when_it_says_something_and_every_finding_has_an_end() {
    let settings = Settings::default();
    let mut record = InterviewRecord::default();
    refused(check_record(&record, &settings), "no question is answered yet");
    record.answers.insert(Question::ChildsWords, "I went to see my nan".into());
    refused(check_record(&record, &settings), "confidentiality");
    record.confidentiality_explained = Some(false);
    record.findings.push(finding(None, "", &[]));
    refused(check_record(&record, &settings), "finding 1 is still open");
    record.findings[0] = finding(Some(EndsAs::PlanChange), "visits to nan agreed", &[]);
    assert_eq!(check_record(&record, &settings), Ok(()));
}

#[test]
fn another_worker_signs_off() {
    let stamp = |by: &str| Stamp { at: now(), by: by.into() };
    let record = InterviewRecord { findings: vec![finding(Some(EndsAs::NoUse), "known before", &[])], ..Default::default() };
    let mut interview = Interview {
        id: InterviewId(3),
        held: held("2026-11-12T10:00:00Z", vec![covered(2, None)]),
        state: RecordState::ToSign,
        record: Some(record),
        recorded: Some(stamp("Bo Larkin")),
        recorders: vec!["Sam Whitlock".into(), "Bo Larkin".into()],
        comments: Vec::new(),
        signed: None,
        withdrawn: None,
        changed: 9,
    };
    assert_eq!(check_sign(&interview, "Dana Okoro"), Ok(()));
    refused(check_sign(&interview, "P. Nair"), "Priya Nair held I3");
    refused(check_sign(&interview, "Bo Larkin"), "Bo Larkin recorded I3");
    refused(check_sign(&interview, "Sam Whitlock"), "Sam Whitlock recorded I3");
    interview.record = Some(InterviewRecord { findings: vec![finding(None, "", &[])], ..Default::default() });
    refused(check_sign(&interview, "Dana Okoro"), "finding 1 is still open");
    interview.state = RecordState::ToRecord;
    refused(check_sign(&interview, "Dana Okoro"), "I3 is to be recorded");
}
