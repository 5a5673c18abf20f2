use super::*;
use crate::calendar::WorkingDays;
use crate::episode::{EpisodeDetails, EpisodeId, When};
use crate::interview::attempt::{Attempt, AttemptOutcome, Channel, Closure, Contact, NotHeld};
use crate::interview::file::{Answered, Closed};
use crate::interview::record::{InterviewId, RecordState};
use crate::settings::Settings;
use Verdict::{Met, Missed, NotMeasurable, NotYetDue};

const RETURNED: &str = "2026-11-10T08:00:00Z";

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

/// An episode with the time of its return, of which the hub had notice half an hour later.
fn returned(text: &str) -> Episode {
    let back = at(text);
    let details = EpisodeDetails { returned: Some(When::exact(back)), ended: true, ..Default::default() };
    let notice = Some(back + chrono::TimeDelta::minutes(30));
    Episode { id: EpisodeId(1), child: None, details, received: back, notice_of_return: notice, changed: 1 }
}

fn held(times: &[&str]) -> InterviewFile {
    let mut file = InterviewFile::new(EpisodeId(1), None, 1);
    for (n, time) in (1..).zip(times) {
        file.answered.push(Answered {
            interview: InterviewId(n),
            held_at: at(time),
            late: None,
            record: RecordState::ToRecord,
            worker: None,
            not_independent: None,
        });
    }
    file
}

fn offered(times: &[&str]) -> InterviewFile {
    let mut file = held(&[]);
    for time in times {
        let (by, outcome) = ("Priya Nair".to_string(), AttemptOutcome::Engaged);
        let note = String::new();
        file.attempts.push(Attempt { at: at(time), by, to: Contact::Child, channel: Channel::Phone, outcome, offered: true, note });
    }
    file
}

fn verdicts_at(episode: &Episode, file: &InterviewFile, now: &str) -> Verdicts {
    let clocks = Settings::default().clocks(WorkingDays::shipped());
    let clock = clocks.interview(episode, at(now)).unwrap();
    verdicts(episode, file, &clock, at(now))
}

#[test]
fn seventy_two_hours_are_met_to_the_millisecond_and_no_further() {
    for (time, verdict) in [
        ("2026-11-10T08:00:00Z", Met),
        ("2026-11-13T07:59:59Z", Met),
        ("2026-11-13T08:00:00Z", Met),
        ("2026-11-13T08:00:00.001Z", Missed),
        ("2026-11-13T08:10:00Z", Missed),
    ] {
        assert_eq!(verdicts_at(&returned(RETURNED), &held(&[time]), "2026-11-20T09:00:00Z").hours72, verdict, "held {time}");
    }
}

#[test]
fn an_episode_is_not_yet_due_until_its_deadline_has_passed() {
    let (episode, nothing) = (returned(RETURNED), held(&[]));
    for (now, verdict) in [("2026-11-13T07:59:59Z", NotYetDue), ("2026-11-13T08:00:00Z", NotYetDue), ("2026-11-13T08:00:00.001Z", Missed)] {
        assert_eq!(verdicts_at(&episode, &nothing, now).hours72, verdict, "at {now}");
    }
    for (now, verdict) in [("2026-11-13T23:59:59Z", NotYetDue), ("2026-11-14T00:00:00Z", Missed)] {
        assert_eq!(verdicts_at(&episode, &nothing, now).working_days, verdict, "at {now}");
    }
}

#[test]
fn the_third_working_day_counts_to_its_midnight_in_winter_and_in_summer() {
    for (returned_at, held_at, verdict) in [
        (RETURNED, "2026-11-13T23:59:59Z", Met),
        (RETURNED, "2026-11-14T00:00:00Z", Missed),
        // End of Thu 9 Apr in summer time is 23:00 UTC.
        ("2026-04-02T14:00:00+01:00", "2026-04-09T22:59:59Z", Met),
        ("2026-04-02T14:00:00+01:00", "2026-04-09T23:00:00Z", Missed),
    ] {
        let verdicts = verdicts_at(&returned(returned_at), &held(&[held_at]), "2026-12-01T09:00:00Z");
        assert_eq!(verdicts.working_days, verdict, "held {held_at}");
    }
}

#[test]
fn an_interview_over_a_clock_change_is_judged_by_the_hours_that_passed() {
    for (returned_at, in_time, late) in [
        ("2026-03-27T09:00:00Z", "2026-03-30T10:00:00+01:00", "2026-03-30T10:00:01+01:00"),
        ("2026-10-23T14:00:00+01:00", "2026-10-26T13:00:00Z", "2026-10-26T13:00:01Z"),
    ] {
        let verdict = |held_at| verdicts_at(&returned(returned_at), &held(&[held_at]), "2026-12-01T09:00:00Z").hours72;
        assert_eq!((verdict(in_time), verdict(late)), (Met, Missed));
    }
}

#[test]
fn an_interview_dated_before_the_return_measures_nothing_and_is_said() {
    let (episode, early) = (returned(RETURNED), held(&["2026-11-09T15:00:00Z"]));
    let verdicts = verdicts_at(&episode, &early, "2026-11-20T09:00:00Z");
    assert_eq!((verdicts.hours72, verdicts.working_days, verdicts.offer), (NotMeasurable, NotMeasurable, NotMeasurable));
    assert_eq!(data_errors(&episode, &early), ["interview I1 (Mon 9 Nov 2026 15:00) is dated before the return (Tue 10 Nov 2026 08:00)"]);
    // A later one that can be true counts; the error stays on show.
    let both = held(&["2026-11-09T15:00:00Z", "2026-11-12T15:00:00Z"]);
    assert_eq!(verdicts_at(&episode, &both, "2026-11-20T09:00:00Z").hours72, Met);
    assert_eq!(data_errors(&episode, &both).len(), 1);
}

#[test]
fn the_earliest_interview_after_the_return_counts() {
    let file = held(&["2026-11-16T10:00:00Z", "2026-11-11T10:00:00Z"]);
    assert_eq!(verdicts_at(&returned(RETURNED), &file, "2026-11-20T09:00:00Z").hours72, Met);
}

#[test]
fn without_a_return_time_nothing_but_the_offer_can_be_measured() {
    let mut episode = returned(RETURNED);
    episode.details.returned = None;
    let verdicts = verdicts_at(&episode, &offered(&["2026-11-10T10:00:00Z"]), "2026-11-20T09:00:00Z");
    assert_eq!((verdicts.offer, verdicts.hours72, verdicts.working_days), (Met, NotMeasurable, NotMeasurable));
    let held = verdicts_at(&episode, &held(&["2026-11-10T10:00:00Z"]), "2026-11-20T09:00:00Z");
    assert_eq!((held.hours72, held.working_days), (NotMeasurable, NotMeasurable));
}

#[test]
fn an_estimated_return_is_measured_by_the_earlier_reading() {
    // Sun 25 Oct 2026 01:30 happens twice; the earlier is 00:30 UTC.
    let mut episode = returned("2026-10-25T00:30:00Z");
    episode.details.returned = Some(When { at: at("2026-10-25T00:30:00Z"), estimated: true });
    let verdict = |held_at| verdicts_at(&episode, &held(&[held_at]), "2026-12-01T09:00:00Z").hours72;
    assert_eq!((verdict("2026-10-28T00:30:00Z"), verdict("2026-10-28T01:00:00Z")), (Met, Missed));
}

#[test]
fn closing_without_an_interview_stops_no_clock() {
    let mut file = held(&[]);
    let closure = Closure::of(NotHeld::Declined);
    file.closed.push(Closed { closure, at: at("2026-11-11T09:00:00Z"), by: "Priya Nair".into(), reopened: None });
    assert_eq!(verdicts_at(&returned(RETURNED), &file, "2026-11-11T10:00:00Z").hours72, NotYetDue);
    assert_eq!(verdicts_at(&returned(RETURNED), &file, "2026-11-14T10:00:00Z").hours72, Missed);
}

#[test]
fn the_offer_clock_runs_24_hours_from_notice_and_the_first_offer_stops_it() {
    // Notice Tue 08:30, so due Wed 08:30.
    let episode = returned(RETURNED);
    let verdict = |times: &[&str], now| verdicts_at(&episode, &offered(times), now).offer;
    let later = "2026-11-20T09:00:00Z";
    assert_eq!(verdict(&["2026-11-11T08:30:00Z", "2026-11-14T09:00:00Z"], later), Met);
    assert_eq!(verdict(&["2026-11-11T08:30:01Z"], later), Missed);
    assert_eq!(verdict(&["2026-11-10T07:00:00Z"], later), NotMeasurable, "offered before the return");
    assert_eq!(verdict(&["2026-11-10T07:00:00Z", "2026-11-10T12:00:00Z"], later), Met, "and again after it");
    assert_eq!((verdict(&[], "2026-11-11T08:30:00Z"), verdict(&[], "2026-11-11T08:30:01Z")), (NotYetDue, Missed));
    assert_eq!(verdicts_at(&episode, &held(&["2026-11-10T15:00:00Z"]), later).offer, Met, "what was held was offered");
    assert_eq!(data_errors(&episode, &offered(&["2026-11-10T07:00:00Z"])).len(), 1);
    let unheard = Episode { notice_of_return: None, ..episode };
    assert_eq!(verdicts_at(&unheard, &offered(&["2026-11-10T12:00:00Z"]), later).offer, NotMeasurable);
}
