//! Deadlines: the 72-hour, 24-hour and working-day clocks of an interview, and the missing-for clock with its ladder.

use crate::calendar::{WorkingDays, at_local, day_of, deadline, long_moment, near_moment};
use crate::codes::codes;
use crate::episode::{Episode, Moment};
use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};
use serde::Serialize;

codes! {
    /// Where an interview stands against its 72-hour clock; `Held` and `Closed` once no clock runs any more.
    InterviewState {
        /// No return time is known: urgent, not last.
        NoClock = "no-clock", "no clock";
        Overdue = "overdue", "overdue";
        DueWithin24Hours = "due-within-24h", "due within 24 h";
        Running = "running", "running";
        /// Held: nothing runs out any more, whatever the clock came to.
        Held = "held", "held";
        Closed = "closed", "closed without an interview";
    }
}

/// The clocks of the return interview of one ended episode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InterviewClock {
    pub state: InterviewState,
    pub returned_at: Option<Moment>,
    pub estimated: bool,
    /// 24 elapsed hours after the hub received notice of the return.
    pub offer_due: Option<Moment>,
    /// 72 elapsed hours after the return.
    pub due_72h: Option<Moment>,
    /// The last day of the three working days after the day of return.
    pub due_3wd: Option<NaiveDate>,
    /// End of the last staffed hour before `due_72h`.
    pub last_chance: Option<Moment>,
    /// Once held or closed, what came of it: "held Fri 20 Nov 14:00, to be recorded", "closed: declined by the child".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
}

impl InterviewClock {
    /// "returned Fri 20 Nov 2026 08:00; interview due Mon 08:00 (in 71 h 19 m); last staffed hour ends Fri 17:00 (in 8 h 19 m)".
    pub fn words(&self, now: Moment) -> String {
        if let Some(stage) = &self.stage {
            let returned = self.returned_at.map_or("no return time is known".into(), |at| format!("returned {}", long_moment(at)));
            return format!("{returned}; interview {stage}");
        }
        let (Some(due), Some(returned)) = (self.due_72h, self.returned_at) else {
            return "no clock: no return time is known; ask police for it".into();
        };
        let estimated = if self.estimated { " (estimated)" } else { "" };
        let chance = match self.last_chance.filter(|last| *last < due && now <= due) {
            None => String::new(),
            // Over Christmas the 72 hours can pass without a staffed one.
            Some(last) if last <= returned => "; nobody is staffed between the two".into(),
            Some(last) if last > now => format!("; last staffed hour ends {}", deadline(last, now)),
            // Not "overdue": the interview is not, but nobody is staffed to hold it in time.
            Some(last) => format!("; last staffed hour was {}", near_moment(last, now)),
        };
        format!("returned {}{estimated}; interview due {}{chance}", long_moment(returned), deadline(due, now))
    }
}

/// The hub's staffed hours, as read from the settings (UK local).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    pub days: Vec<Weekday>,
    pub from: NaiveTime,
    pub to: NaiveTime,
}

/// What the clocks are set by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockSettings {
    pub interview_hours: u32,
    pub offer_hours: u32,
    pub interview_working_days: u32,
    pub hours: Hours,
    pub working_days: WorkingDays,
}

impl ClockSettings {
    /// The end of the last staffed hour at or before a deadline: a deadline of Monday 08:00 gives Friday 17:00.
    /// `None` where no day is staffed within a year.
    pub fn last_staffed(&self, due: Moment) -> Option<Moment> {
        let mut day = day_of(due);
        for _ in 0..366 {
            if self.is_staffed(day) && at_local(day, self.hours.from) < due {
                return Some(at_local(day, self.hours.to).min(due));
            }
            day = day.pred_opt()?;
        }
        None
    }

    /// Is anybody there on this UK day? Bank holidays are not staffed.
    pub fn is_staffed(&self, day: NaiveDate) -> bool {
        self.hours.days.contains(&day.weekday()) && !self.working_days.is_holiday(day)
    }

    /// The interview clocks of an episode at `now`; `None` while the child is still missing.
    /// Source: statutory guidance 2014 (72 hours of return), Warwickshire fig 9 (offer within 24 hours of notice), Trafford
    /// 7.5 (3 working days, the day of return being day 0).
    pub fn interview(&self, episode: &Episode, now: Moment) -> Option<InterviewClock> {
        if episode.still_missing() {
            return None;
        }
        let offer_due = episode.notice_of_return.map(|notice| notice + TimeDelta::hours(i64::from(self.offer_hours)));
        let Some(returned) = episode.details.returned else {
            return Some(InterviewClock {
                state: InterviewState::NoClock,
                returned_at: None,
                estimated: false,
                offer_due,
                due_72h: None,
                due_3wd: None,
                last_chance: None,
                stage: None,
            });
        };
        let due = returned.at + TimeDelta::hours(i64::from(self.interview_hours));
        let state = match due - now {
            left if left < TimeDelta::zero() => InterviewState::Overdue,
            left if left <= TimeDelta::hours(24) => InterviewState::DueWithin24Hours,
            _ => InterviewState::Running,
        };
        Some(InterviewClock {
            state,
            returned_at: Some(returned.at),
            estimated: returned.estimated,
            offer_due,
            due_72h: Some(due),
            due_3wd: Some(self.working_days.after(day_of(returned.at), self.interview_working_days)),
            last_chance: self.last_staffed(due),
            stage: None,
        })
    }
}

/// A deadline whose last staffed hour comes a weekend or bank holiday earlier, in words: "due Mon 08:00 (in 63 h 00 m), after a
/// weekend: last staffed hour ends Fri 17:00 (in 8 h 00 m)". Said on the UK day of that last hour; where nobody is staffed between
/// the return and the deadline at all, said until the deadline.
pub fn collision(clock: &InterviewClock, clocks: &ClockSettings, now: Moment) -> Option<String> {
    let (returned, due, last) = (clock.returned_at?, clock.due_72h?, clock.last_chance?);
    let (first, today) = (day_of(last), day_of(now));
    let unstaffed: Vec<NaiveDate> =
        first.iter_days().skip(1).take_while(|day| *day <= day_of(due)).filter(|day| !clocks.is_staffed(*day)).collect();
    let never_staffed = last <= returned;
    if unstaffed.is_empty() || now > due || !(never_staffed || first == today) {
        return None;
    }
    let weekend = unstaffed.iter().any(|day| matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    let holiday = unstaffed.iter().any(|day| clocks.working_days.is_holiday(*day));
    let why = match (weekend, holiday) {
        (true, true) => "a weekend and a bank holiday",
        (true, false) => "a weekend",
        (false, true) => "a bank holiday",
        (false, false) => "a day that is not staffed",
    };
    let when = if clocks.is_staffed(day_of(due)) { "after" } else { "on" };
    let chance = match last {
        _ if never_staffed => "nobody is staffed before it".into(),
        _ if last > now => format!("last staffed hour ends {}", deadline(last, now)),
        _ => format!("last staffed hour was {}", near_moment(last, now)),
    };
    Some(format!("due {}, {when} {why}: {chance}", deadline(due, now)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::episode::{EpisodeDetails, EpisodeId, When};

    fn settings() -> ClockSettings {
        use Weekday::{Fri, Mon, Thu, Tue, Wed};
        let hours = Hours { days: vec![Mon, Tue, Wed, Thu, Fri], from: "09:00:00".parse().unwrap(), to: "17:00:00".parse().unwrap() };
        ClockSettings { interview_hours: 72, offer_hours: 24, interview_working_days: 3, hours, working_days: WorkingDays::shipped() }
    }

    fn clock(returned: &str, now: &str) -> InterviewClock {
        let at: Moment = returned.parse().unwrap();
        let details = EpisodeDetails { returned: Some(When::exact(at)), ended: true, ..Default::default() };
        let episode = Episode { id: EpisodeId(1), child: None, details, received: at, notice_of_return: Some(at), changed: 1 };
        settings().interview(&episode, now.parse().unwrap()).unwrap()
    }

    #[test]
    fn the_vectors_of_the_guidance_hold() {
        for (returned, due, working) in [
            ("2026-04-02T14:00:00+01:00", "Sun 5 Apr 2026 14:00", "2026-04-09"),
            ("2026-03-27T09:00:00Z", "Mon 30 Mar 2026 10:00", "2026-04-01"),
            ("2026-10-23T14:00:00+01:00", "Mon 26 Oct 2026 13:00", "2026-10-28"),
        ] {
            let clock = clock(returned, returned);
            assert_eq!(long_moment(clock.due_72h.unwrap()), due);
            assert_eq!(clock.due_3wd.unwrap().to_string(), working);
        }
    }

    #[test]
    fn the_last_staffed_hour_of_a_friday_return_is_friday_afternoon() {
        let clock = clock("2026-11-20T08:00:00Z", "2026-11-20T08:41:00Z");
        assert_eq!(long_moment(clock.due_72h.unwrap()), "Mon 23 Nov 2026 08:00");
        assert_eq!(long_moment(clock.last_chance.unwrap()), "Fri 20 Nov 2026 17:00");
    }

    #[test]
    fn a_last_staffed_hour_that_has_passed_is_said_until_the_interview_is_due() {
        let words = |now: &str| clock("2026-11-20T08:00:00Z", now).words(now.parse().unwrap());
        assert!(words("2026-11-20T08:41:00Z").ends_with("; last staffed hour ends Fri 17:00 (in 8 h 19 m)"));
        assert!(words("2026-11-22T10:00:00Z").ends_with("interview due Mon 08:00 (in 22 h 00 m); last staffed hour was Fri 17:00"));
        assert!(words("2026-11-23T09:00:00Z").ends_with("interview due Mon 08:00 (overdue by 1 h 00 m)"));
    }

    #[test]
    fn a_deadline_behind_a_weekend_or_holiday_is_announced_on_the_last_staffed_day_before() {
        let said = |returned: &str, now: &str| collision(&clock(returned, now), &settings(), now.parse().unwrap());
        let friday = "2026-11-20T08:00:00Z";
        let words = "due Mon 08:00 (in 71 h 00 m), after a weekend: last staffed hour ends Fri 17:00 (in 8 h 00 m)";
        assert_eq!(said(friday, "2026-11-20T09:00:00Z").as_deref(), Some(words));
        assert!(said(friday, "2026-11-20T18:00:00Z").unwrap().ends_with("last staffed hour was Fri 17:00"));
        assert_eq!(said(friday, "2026-11-21T09:00:00Z"), None, "Saturday is too late for it");
        // Maundy Thursday: due on Easter Sunday.
        let easter = said("2026-04-02T14:00:00+01:00", "2026-04-02T15:00:00+01:00").unwrap();
        let words = "due Sun 14:00 (in 71 h 00 m), on a weekend and a bank holiday: last staffed hour ends Thu 17:00 (in 2 h 00 m)";
        assert_eq!(easter, words);
        // Returned Monday: due Thursday with staffed hours before it.
        assert_eq!(said("2026-11-16T11:00:00Z", "2026-11-19T09:00:00Z"), None);
        // Tue 08:00 has its last staffed hour on Monday: a night, and no collision.
        assert_eq!(said("2026-11-21T08:00:00Z", "2026-11-23T09:00:00Z"), None);
    }

    #[test]
    fn a_return_at_christmas_says_that_nobody_is_staffed_in_time() {
        let (returned, now) = ("2026-12-25T10:00:00Z", "2026-12-26T10:00:00Z");
        let clock = clock(returned, now);
        assert!(clock.words(now.parse().unwrap()).ends_with("interview due Mon 10:00 (in 48 h 00 m); nobody is staffed between the two"));
        let words = "due Mon 10:00 (in 48 h 00 m), on a weekend and a bank holiday: nobody is staffed before it";
        assert_eq!(collision(&clock, &settings(), now.parse().unwrap()).as_deref(), Some(words));
    }

    #[test]
    fn ten_minutes_before_and_after_the_limit_are_different_states() {
        assert_eq!(clock("2026-11-10T08:00:00Z", "2026-11-13T07:50:00Z").state, InterviewState::DueWithin24Hours);
        assert_eq!(clock("2026-11-10T08:00:00Z", "2026-11-13T08:10:00Z").state, InterviewState::Overdue);
    }

    #[test]
    fn a_return_without_a_time_has_no_clock_and_says_so() {
        let at: Moment = "2026-11-20T08:00:00Z".parse().unwrap();
        let details = EpisodeDetails { ended: true, ..Default::default() };
        let episode = Episode { id: EpisodeId(1), child: None, details, received: at, notice_of_return: Some(at), changed: 1 };
        assert_eq!(settings().interview(&episode, at).unwrap().state, InterviewState::NoClock);
    }
}
