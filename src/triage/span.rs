//! Lengths of time as rules and settings write them: "24 hours", "28 days", "3 months".

use crate::episode::Moment;
use chrono::{Days, Months, NaiveDate, TimeDelta};

/// A length of time. Hours and days of a running clock are elapsed time (a day is 24 hours); a window over days counts
/// UK calendar days; months are calendar months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    Hours(u32),
    Days(u32),
    Months(u32),
}

impl Span {
    /// Reads "24 hours", "28 days", "2 weeks", "3 months" or "1 year", at most ten years. The error says what can be written.
    pub fn parse(text: &str) -> Result<Span, String> {
        let unreadable = || format!("cannot read the length of time '{text}'; write it like \"24 hours\", \"28 days\" or \"3 months\"");
        let (number, unit) = text.trim().split_once(' ').ok_or_else(unreadable)?;
        let n: u32 = number.parse().map_err(|_| unreadable())?;
        let unit = unit.trim().to_ascii_lowercase();
        let (span, years) = match unit.strip_suffix('s').unwrap_or(&unit) {
            "hour" => (Span::Hours(n), n / (366 * 24)),
            "day" => (Span::Days(n), n / 366),
            "week" => (Span::Days(n.saturating_mul(7)), n / 53),
            "month" => (Span::Months(n), n / 12),
            "year" => (Span::Months(n.saturating_mul(12)), n),
            _ => return Err(unreadable()),
        };
        match (n, years) {
            (0, _) => Err(format!("'{text}' is no time at all; write 1 or more")),
            (_, 0..=10) => Ok(span),
            _ => Err(format!("'{text}' is too long; the longest is 10 years")),
        }
    }

    /// The moment this long after another.
    pub fn after(self, from: Moment) -> Moment {
        match self {
            Span::Hours(n) => from.checked_add_signed(TimeDelta::hours(i64::from(n))),
            Span::Days(n) => from.checked_add_signed(TimeDelta::days(i64::from(n))),
            Span::Months(n) => from.checked_add_months(Months::new(n)),
        }
        .unwrap_or(Moment::MAX_UTC)
    }

    /// How long it is when it starts at a moment: the same for hours and days, whatever the calendar says for months.
    pub fn starting(self, start: Moment) -> TimeDelta {
        match self {
            Span::Hours(n) => TimeDelta::hours(i64::from(n)),
            Span::Days(n) => TimeDelta::days(i64::from(n)),
            Span::Months(_) => self.after(start) - start,
        }
    }

    /// The last day that lies outside a window of this length ending on `today`: with 28 days, today is day 1 and this is
    /// the day before day 28.
    pub fn window_starts_after(self, today: NaiveDate) -> NaiveDate {
        match self {
            Span::Hours(n) => today.checked_sub_days(Days::new(u64::from(n.div_ceil(24)))),
            Span::Days(n) => today.checked_sub_days(Days::new(u64::from(n))),
            Span::Months(n) => today.checked_sub_months(Months::new(n)),
        }
        .unwrap_or(NaiveDate::MIN)
    }

    /// The first day on which something that happened on `day` has left a window of this length.
    pub fn leaves_window_on(self, day: NaiveDate) -> NaiveDate {
        let guess = match self {
            Span::Hours(n) => day.checked_add_days(Days::new(u64::from(n.div_ceil(24)))),
            Span::Days(n) => day.checked_add_days(Days::new(u64::from(n))),
            Span::Months(n) => day.checked_add_months(Months::new(n)),
        }
        .unwrap_or(NaiveDate::MAX);
        // 30 Nov and three months is 28 Feb, but three months before 28 Feb is 28 Nov: up to three days more at a month's end.
        guess.iter_days().take(4).find(|d| self.window_starts_after(*d) >= day).unwrap_or(guess)
    }

    /// Twice this length.
    pub fn doubled(self) -> Span {
        match self {
            Span::Hours(n) => Span::Hours(n.saturating_mul(2)),
            Span::Days(n) => Span::Days(n.saturating_mul(2)),
            Span::Months(n) => Span::Months(n.saturating_mul(2)),
        }
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (n, unit) = match *self {
            Span::Hours(n) => (n, "hour"),
            Span::Days(n) => (n, "day"),
            Span::Months(n) => (n, "month"),
        };
        write!(f, "{n} {unit}{}", if n == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_as_people_write_them() {
        for (text, span) in [
            ("24 hours", Span::Hours(24)),
            ("1 day", Span::Days(1)),
            ("28 days", Span::Days(28)),
            ("2 weeks", Span::Days(14)),
            ("3 Months", Span::Months(3)),
            ("1 year", Span::Months(12)),
        ] {
            assert_eq!(Span::parse(text), Ok(span));
        }
        for text in ["", "28", "days", "28days", "-1 days", "0 days", "3 fortnights", "11 years", "4294967295 weeks"] {
            assert!(Span::parse(text).is_err(), "{text} was read");
        }
    }

    #[test]
    fn a_day_leaves_a_window_on_the_first_day_that_the_window_no_longer_holds_it() {
        let first: NaiveDate = "2023-10-01".parse().unwrap();
        for span in [Span::Days(28), Span::Months(1), Span::Months(3), Span::Months(12)] {
            for day in first.iter_days().take(800) {
                let leaves = span.leaves_window_on(day);
                assert!(span.window_starts_after(leaves) >= day, "{day} is still in {span} on {leaves}");
                assert!(span.window_starts_after(leaves.pred_opt().unwrap()) < day, "{day} left {span} before {leaves}");
            }
        }
    }
}
