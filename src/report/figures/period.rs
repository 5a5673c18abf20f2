//! The days a figure is about.

use crate::calendar::{end_of_day, plain_day, start_of_day};
use crate::episode::Moment;
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Serialize;

/// First and last UK day, both in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Period {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Period {
    /// From a first to a last UK day.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Period {
        Period { from, to }
    }

    /// The calendar month that a day is in.
    pub fn month_of(day: NaiveDate) -> Period {
        let first = day.with_day(1).unwrap_or(day);
        let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
        Period { from: first, to: next.pred_opt().unwrap_or(next) }
    }

    /// So many calendar months, the last of them that of a day.
    pub fn months_to(day: NaiveDate, months: u32) -> Period {
        let month = Period::month_of(day);
        Period { from: month.from.checked_sub_months(Months::new(months.saturating_sub(1))).unwrap_or(month.from), ..month }
    }

    /// The twelve months that end with a day: to 31 Mar 2021, from 1 Apr 2020.
    pub fn year_to(day: NaiveDate) -> Period {
        let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
        Period { from: next.checked_sub_months(Months::new(12)).unwrap_or(day), to: day }
    }

    /// The same days a year before.
    pub fn year_before(self) -> Period {
        // From the day after the last, so that a year to 29 Feb follows one to 28 Feb.
        let back = |day: NaiveDate| day.checked_sub_months(Months::new(12)).unwrap_or(day);
        let after = self.to.checked_add_days(Days::new(1)).unwrap_or(self.to);
        Period { from: back(self.from), to: back(after).pred_opt().unwrap_or(self.to) }
    }

    /// As many whole months, or else days, just before it.
    pub fn just_before(self) -> Period {
        let last = self.from.pred_opt().unwrap_or(self.from);
        match self.whole_months() {
            Some(months) => Period::months_to(last, months),
            None => Period { from: last - (self.to - self.from), to: last },
        }
    }

    /// As many whole months, or else days, just after it.
    pub fn just_after(self) -> Period {
        let first = self.to.succ_opt().unwrap_or(self.to);
        match self.whole_months().and_then(|months| first.checked_add_months(Months::new(months))) {
            Some(after) => Period { from: first, to: after.pred_opt().unwrap_or(after) },
            None => Period { from: first, to: first + (self.to - self.from) },
        }
    }

    /// How many, where it is whole calendar months.
    fn whole_months(self) -> Option<u32> {
        let whole = Period::month_of(self.from).from == self.from && Period::month_of(self.to).to == self.to;
        whole.then(|| u32::try_from(self.months().len()).unwrap_or(1))
    }

    /// "2020/21" for a year from April to March, else its days.
    pub fn label(self) -> String {
        let next = self.from.year() + 1;
        let year = (self.from.month(), self.from.day()) == (4, 1) && NaiveDate::from_ymd_opt(next, 3, 31) == Some(self.to);
        if year { format!("{}/{:02}", self.from.year(), next % 100) } else { self.to_string() }
    }

    /// The moment it begins.
    pub fn starts(self) -> Moment {
        start_of_day(self.from)
    }

    /// The first moment after it.
    pub fn ends(self) -> Moment {
        end_of_day(self.to)
    }

    /// Its calendar months in order, the first and the last as far as they are in it.
    pub fn months(self) -> Vec<Period> {
        let first = Period::month_of(self.from);
        let firsts = (0..).map_while(|n| first.from.checked_add_months(Months::new(n)));
        let firsts = firsts.take_while(|day| self.from.max(*day) <= self.to);
        let month = |day| Period { from: self.from.max(day), to: self.to.min(Period::month_of(day).to) };
        firsts.map(month).collect()
    }
}

impl std::fmt::Display for Period {
    /// "1 Apr 2020 to 31 Mar 2021".
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} to {}", plain_day(self.from), plain_day(self.to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        Period::new(from.parse().unwrap(), to.parse().unwrap())
    }

    #[test]
    fn a_year_is_the_twelve_months_to_its_last_day_and_has_a_year_before() {
        let year = Period::year_to("2021-03-31".parse().unwrap());
        assert_eq!(year.to_string(), "1 Apr 2020 to 31 Mar 2021");
        assert_eq!(year.year_before().to_string(), "1 Apr 2019 to 31 Mar 2020");
        assert_eq!((year.label(), period("2020-04-01", "2020-06-30").label()), ("2020/21".into(), "1 Apr 2020 to 30 Jun 2020".into()));
        assert_eq!(period("2020-03-01", "2021-02-28").year_before(), period("2019-03-01", "2020-02-29"));
        assert_eq!(Period::months_to("2026-10-20".parse().unwrap(), 3), period("2026-08-01", "2026-10-31"));
    }

    #[test]
    fn just_before_and_after_it_lies_as_long_a_period() {
        let quarter = period("2026-04-01", "2026-06-30");
        assert_eq!((quarter.just_before(), quarter.just_after()), (period("2026-01-01", "2026-03-31"), period("2026-07-01", "2026-09-30")));
        let week = period("2026-04-06", "2026-04-12");
        assert_eq!((week.just_before(), week.just_after()), (period("2026-03-30", "2026-04-05"), period("2026-04-13", "2026-04-19")));
    }

    #[test]
    fn the_months_of_a_period_cover_it_and_nothing_else() {
        let months = period("2026-01-15", "2026-03-10").months();
        assert_eq!(months, [period("2026-01-15", "2026-01-31"), period("2026-02-01", "2026-02-28"), period("2026-03-01", "2026-03-10")]);
        assert!(period("2026-03-10", "2026-01-15").months().is_empty());
    }

    #[test]
    fn a_day_begins_and_ends_at_uk_midnight() {
        let march = period("2026-03-29", "2026-03-29");
        assert_eq!(
            (march.starts().to_rfc3339(), march.ends().to_rfc3339()),
            ("2026-03-29T00:00:00+00:00".into(), "2026-03-29T23:00:00+00:00".into())
        );
    }
}
