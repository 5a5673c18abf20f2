//! When a panel meets: every so many days from a first day on; a date on which nobody works moves on to the next day that will do.

use crate::calendar::{WorkingDays, at_local, long_day, short_day};
use crate::episode::Moment;
use crate::settings::Panel;
use chrono::{Datelike, Days, NaiveDate};
use serde::Serialize;

/// A meeting never moves further than this; a bank holiday file that leaves no working day would otherwise be walked for ever.
const FURTHEST: usize = 60;

/// One meeting of a panel, by its UK day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MeetingDay {
    pub on: NaiveDate,
    /// The day it would have been, where that is a weekend, a bank holiday or none of the panel's weekdays.
    pub moved_from: Option<NaiveDate>,
}

impl MeetingDay {
    /// The day the panel's rhythm gives: what a meeting is known by, wherever it was moved to.
    pub fn planned(&self) -> NaiveDate {
        self.moved_from.unwrap_or(self.on)
    }

    /// When it begins.
    pub fn begins(&self, panel: &Panel) -> Moment {
        at_local(self.on, panel.time)
    }

    /// "Tue 29 Dec 2026, moved from Mon 28 Dec (bank holiday)".
    pub fn words(&self, days: &WorkingDays) -> String {
        match self.moved_from {
            None => long_day(self.on),
            Some(planned) => {
                let why = match planned {
                    _ if days.is_holiday(planned) => "bank holiday",
                    _ if !days.is_working(planned) => "weekend",
                    _ => "not a day of the panel",
                };
                format!("{}, moved from {} {} ({why})", long_day(self.on), planned.format("%a"), short_day(planned))
            }
        }
    }
}

/// The meetings of a panel on a UK day or after it, the earliest first; none where it meets when needed.
pub fn meetings<'a>(panel: &'a Panel, from: NaiveDate, days: &'a WorkingDays) -> impl Iterator<Item = MeetingDay> + 'a {
    let rhythm = panel.first.zip(panel.every_days.filter(|every| *every > 0));
    let planned = rhythm.into_iter().flat_map(move |(first, every)| {
        // As many meetings back as may have been moved to `from` or later.
        let since = (from - first).num_days() - FURTHEST as i64;
        let number = u64::try_from(since.div_euclid(i64::from(every))).unwrap_or(0);
        (number..).map_while(move |number| first.checked_add_days(Days::new(number.checked_mul(u64::from(every))?)))
    });
    let mut before = None;
    planned
        .filter_map(move |planned| {
            let on = planned.iter_days().take(FURTHEST).find(|day| meets_on(panel, *day, days))?;
            Some(MeetingDay { on, moved_from: (on != planned).then_some(planned) })
        })
        .skip_while(move |meeting| meeting.on < from)
        // Two that were moved to one day are one.
        .filter(move |meeting| before.replace(meeting.on) != Some(meeting.on))
}

fn meets_on(panel: &Panel, day: NaiveDate, days: &WorkingDays) -> bool {
    days.is_working(day) && (panel.weekdays.is_empty() || panel.weekdays.contains(&day.weekday()))
}

/// How a panel meets, in words: "every 14 days at 10:00", "when needed".
pub fn rhythm(panel: &Panel) -> String {
    match (panel.every_days, panel.first) {
        (Some(every), Some(_)) => format!("every {every} days at {}", panel.time.format("%H:%M")),
        (Some(every), None) => format!("every {every} days; its first meeting is not set"),
        _ => "when needed".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel(first: &str, every: u32) -> Panel {
        Panel { first: Some(first.parse().unwrap()), every_days: Some(every), ..Panel::default() }
    }

    fn dates(panel: &Panel, from: &str, count: usize) -> Vec<String> {
        let days = WorkingDays::shipped();
        meetings(panel, from.parse().unwrap(), &days).take(count).map(|meeting| meeting.words(&days)).collect()
    }

    #[test]
    fn a_panel_meets_every_fortnight_from_its_first_day_on() {
        assert_eq!(dates(&panel("2026-01-07", 14), "2026-11-20", 3), ["Wed 25 Nov 2026", "Wed 9 Dec 2026", "Wed 23 Dec 2026"]);
        assert_eq!(dates(&panel("2026-01-07", 14), "2026-11-25", 1), ["Wed 25 Nov 2026"], "today's meeting is the next one");
        assert_eq!(dates(&panel("2026-12-02", 14), "2026-01-01", 1), ["Wed 2 Dec 2026"], "nothing before the first");
    }

    #[test]
    fn a_date_on_a_bank_holiday_or_weekend_moves_to_the_next_working_day_and_says_so() {
        let moved = dates(&panel("2026-12-11", 14), "2026-12-12", 2);
        assert_eq!(moved, ["Tue 29 Dec 2026, moved from Fri 25 Dec (bank holiday)", "Fri 8 Jan 2027"]);
        assert_eq!(dates(&panel("2026-11-21", 14), "2026-11-20", 1), ["Mon 23 Nov 2026, moved from Sat 21 Nov (weekend)"]);
        assert_eq!(dates(&panel("2026-12-11", 14), "2026-12-28", 1), moved[..1], "moved, it is still to come on the day after Christmas");
    }

    #[test]
    fn a_panel_that_meets_on_wednesdays_alone_moves_to_the_next_wednesday() {
        let panel = Panel { weekdays: vec![chrono::Weekday::Wed], ..panel("2026-01-07", 30) };
        assert_eq!(dates(&panel, "2026-02-01", 1), ["Wed 11 Feb 2026, moved from Fri 6 Feb (not a day of the panel)"]);
    }

    #[test]
    fn two_dates_that_move_to_one_day_are_one_meeting_and_without_a_rhythm_there_is_none() {
        assert_eq!(
            dates(&panel("2026-11-20", 1), "2026-11-20", 3).join("; "),
            "Fri 20 Nov 2026; Mon 23 Nov 2026, moved from Sat 21 Nov (weekend); Tue 24 Nov 2026"
        );
        assert!(dates(&Panel { every_days: Some(14), ..Panel::default() }, "2026-11-20", 1).is_empty());
        assert_eq!(rhythm(&panel("2026-11-20", 14)), "every 14 days at 00:00");
    }
}
