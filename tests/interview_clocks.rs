//! The clocks of the return interview, over any moment and over every day of five years.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use wayhome::calendar::{WorkingDays, deadline, end_of_day, from_local, long_moment, start_of_day};
use wayhome::clock::{ClockSettings, InterviewClock};
use wayhome::episode::{Episode, EpisodeDetails, EpisodeId, Moment, When};
use wayhome::interview::file::{Answered, InterviewFile};
use wayhome::interview::record::{InterviewId, RecordState};
use wayhome::interview::verdict::{Verdict, verdicts};
use wayhome::settings::Settings;

fn clocks() -> &'static ClockSettings {
    static CLOCKS: LazyLock<ClockSettings> = LazyLock::new(|| Settings::default().clocks(WorkingDays::shipped()));
    &CLOCKS
}

fn episode(returned: Moment) -> Episode {
    let details = EpisodeDetails { returned: Some(When::exact(returned)), ended: true, ..Default::default() };
    Episode { id: EpisodeId(1), child: None, details, received: returned, notice_of_return: Some(returned), changed: 1 }
}

fn clock(returned: Moment, now: Moment) -> InterviewClock {
    clocks().interview(&episode(returned), now).unwrap()
}

fn held(returned: Moment, at: Moment) -> Verdict {
    let mut file = InterviewFile::new(EpisodeId(1), None, 1);
    file.answered.push(Answered {
        interview: InterviewId(1),
        held_at: at,
        late: None,
        record: RecordState::ToRecord,
        worker: None,
        not_independent: None,
    });
    let now = at + TimeDelta::days(30);
    verdicts(&episode(returned), &file, &clock(returned, now), now).hours72
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Any millisecond of 2015 to 2035.
fn moment() -> impl Strategy<Value = Moment> {
    let millis = |text: &str| text.parse::<DateTime<Utc>>().unwrap().timestamp_millis();
    (millis("2015-01-01T00:00:00Z")..millis("2036-01-01T00:00:00Z")).prop_map(|at| DateTime::from_timestamp_millis(at).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_72_hour_clock_is_always_259_200_seconds(returned in moment()) {
        let clock = clock(returned, returned);
        prop_assert_eq!((clock.due_72h.unwrap() - returned).num_milliseconds(), 259_200_000);
        prop_assert_eq!((clock.offer_due.unwrap() - returned).num_milliseconds(), 86_400_000);
    }

    #[test]
    fn an_interview_is_in_time_up_to_the_limit_and_never_after_it(returned in moment(), millis in 0..400_000_000_i64) {
        let verdict = held(returned, returned + TimeDelta::milliseconds(millis));
        prop_assert_eq!(verdict, if millis <= 259_200_000 { Verdict::Met } else { Verdict::Missed });
    }

    #[test]
    fn the_last_staffed_hour_is_at_or_before_the_deadline_and_staffed(returned in moment()) {
        let clock = clock(returned, returned);
        let (due, last) = (clock.due_72h.unwrap(), clock.last_chance.unwrap());
        prop_assert!(last <= due);
        prop_assert!(clocks().is_staffed(wayhome::calendar::day_of(last)));
        prop_assert!(due - last < TimeDelta::days(6), "{} {}", long_moment(due), long_moment(last));
    }

    #[test]
    fn the_working_day_clock_hangs_on_the_uk_day_of_the_return_alone(returned in moment()) {
        let start = start_of_day(wayhome::calendar::day_of(returned));
        prop_assert_eq!(clock(returned, returned).due_3wd, clock(start, start).due_3wd);
    }
}

/// The table: the day, what it is, and the third working day after it.
fn table() -> Vec<(NaiveDate, &'static str, NaiveDate)> {
    let lines = include_str!("clocks/working-days.csv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split(',').collect();
        (day(cells[0]), cells[1], day(cells[2]))
    };
    lines.map(row).collect()
}

#[test]
fn every_day_of_2024_to_2028_is_as_in_the_independent_table() {
    let (table, working_days) = (table(), WorkingDays::shipped());
    assert_eq!(table.len(), 1827, "five years, two of them leap years");
    for (of, kind, third) in &table {
        assert_eq!(working_days.is_working(*of), *kind == "working", "{of} is {kind}");
        assert_eq!(working_days.is_holiday(*of), !matches!(*kind, "working" | "weekend"), "{of} is {kind}");
        assert_eq!(working_days.after(*of, 3), *third, "third working day after {of}");
    }
}

#[test]
fn the_working_day_clock_of_every_day_runs_to_the_midnight_of_the_table() {
    for (of, _, third) in table() {
        for returned in [start_of_day(of), end_of_day(of) - TimeDelta::milliseconds(1)] {
            assert_eq!(clock(returned, returned).due_3wd, Some(third), "returned {}", long_moment(returned));
        }
    }
}

#[test]
fn every_year_of_the_table_has_its_eight_bank_holidays() {
    let mut by_year: BTreeMap<String, u32> = BTreeMap::new();
    for (of, kind, _) in table() {
        *by_year.entry(of.format("%Y").to_string()).or_default() += u32::from(!matches!(kind, "working" | "weekend"));
    }
    assert_eq!(by_year.into_values().collect::<Vec<_>>(), [8, 8, 8, 8, 8]);
}

/// Returned, due after 72 hours (UK), last day of the three working days.
const VECTORS: [(&str, &str, &str); 3] = [
    ("2026-04-02T14:00:00", "Sun 5 Apr 2026 14:00", "2026-04-09"),
    ("2026-03-27T09:00:00", "Mon 30 Mar 2026 10:00", "2026-04-01"),
    ("2026-10-23T14:00:00", "Mon 26 Oct 2026 13:00", "2026-10-28"),
];

#[test]
fn the_vectors_of_the_guidance_hold_from_the_wall_clock_on() {
    for (returned, due, third) in VECTORS {
        let wayhome::calendar::Local::Once(returned) = from_local(returned.parse().unwrap()) else { panic!("{returned} is one moment") };
        let clock = clock(returned, returned);
        assert_eq!(long_moment(clock.due_72h.unwrap()), due);
        assert_eq!(clock.due_3wd, Some(day(third)));
        assert_eq!(held(returned, clock.due_72h.unwrap()), Verdict::Met);
        assert_eq!(held(returned, clock.due_72h.unwrap() + TimeDelta::milliseconds(1)), Verdict::Missed);
    }
}

#[test]
fn a_countdown_over_a_clock_change_counts_the_hours_that_pass() {
    // Due Mon 26 Oct 13:00 GMT; half past midnight on Sunday is still summer time: 36 h 30 m on the wall, 37 h 30 m to wait.
    let due: Moment = "2026-10-26T13:00:00Z".parse().unwrap();
    assert_eq!(deadline(due, "2026-10-25T00:30:00+01:00".parse().unwrap()), "Mon 13:00 (in 37 h 30 m)");
    // Due Mon 30 Mar 10:00 BST; the hour from 01:00 on Sunday does not exist.
    let due: Moment = "2026-03-30T10:00:00+01:00".parse().unwrap();
    assert_eq!(deadline(due, "2026-03-29T00:30:00Z".parse().unwrap()), "Mon 10:00 (in 32 h 30 m)");
}

#[test]
fn ten_minutes_either_side_of_the_limit_read_differently() {
    let due: Moment = "2026-11-13T08:00:00Z".parse().unwrap();
    let words = |minutes| deadline(due, due + TimeDelta::minutes(minutes));
    assert_eq!(
        (words(-10), words(0), words(10)),
        ("Fri 08:00 (in 10 m)".into(), "Fri 08:00 (in 0 m)".into(), "Fri 08:00 (overdue by 10 m)".into())
    );
}
