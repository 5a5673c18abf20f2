//! Deadlines: the 72-hour, 24-hour and working-day clocks of an interview, and the missing-for clock with its ladder.

use crate::calendar::{WorkingDays, at_local, day_of, deadline, long_moment, near_moment};
use crate::codes::codes;
use crate::episode::{Episode, Moment};
use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};
use serde::Serialize;

codes! {
    /// Where an interview stands against its 72-hour clock.
    InterviewState {
        /// No return time is known: urgent, not last.
        NoClock = "no-clock", "no clock";
        Overdue = "overdue", "overdue";
        DueWithin24Hours = "due-within-24h", "due within 24 h";
        Running = "running", "running";
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
}

impl InterviewClock {
    /// "returned Fri 20 Nov 2026 08:00; interview due Mon 08:00 (in 71 h 19 m); last staffed hour ends Fri 17:00 (in 8 h 19 m)".
    pub fn words(&self, now: Moment) -> String {
        let (Some(due), Some(returned)) = (self.due_72h, self.returned_at) else {
            return "no clock: no return time is known; ask police for it".into();
        };
        let estimated = if self.estimated { " (estimated)" } else { "" };
        let chance = match self.last_chance.filter(|last| *last < due && now <= due) {
            None => String::new(),
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
            let staffed = self.hours.days.contains(&day.weekday()) && !self.working_days.is_holiday(day);
            if staffed && at_local(day, self.hours.from) < due {
                return Some(at_local(day, self.hours.to).min(due));
            }
            day = day.pred_opt()?;
        }
        None
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
        })
    }
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
