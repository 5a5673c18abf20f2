//! Periods as people type them: "1 Apr 2025", "Apr 2025", "2025-04"; and the period one is compared with.

use super::super::period::Period;
use crate::calendar::{WorkingDays, day_of};
use crate::episode::Moment;
use crate::spoken;
use chrono::{Datelike, NaiveDate};

/// The period from and to what was typed, both days in it. Of nothing: the twelve months to the end of last month; with its last day
/// alone: the twelve months that end with it; with its first alone: to the end of last month. The error is one line of words.
pub fn period(from: Option<&str>, to: Option<&str>, now: Moment, days: &WorkingDays) -> Result<Period, String> {
    let typed = |text: Option<&str>| text.map(|text| days_of(text, now, days)).transpose();
    let today = day_of(now);
    let last_month = today.with_day(1).and_then(|first| first.pred_opt()).unwrap_or(today);
    let period = match (typed(from)?, typed(to)?) {
        (None, None) => Period::months_to(last_month, 12),
        (None, Some(to)) => Period::year_to(to.to),
        // All of it to come: as it was typed.
        (Some(from), None) if from.from > today => from,
        // This month so far, where it begins in it.
        (Some(from), None) => Period::new(from.from, if from.from > last_month { today } else { last_month }),
        (Some(from), Some(to)) => Period::new(from.from, to.to),
    };
    if period.from > period.to {
        return Err(format!("the period would begin after it ends ({period}): give its first day before its last"));
    }
    begun(period, now)
}

/// The period, unless all of it is to come.
pub fn begun(period: Period, now: Moment) -> Result<Period, String> {
    if period.starts() > now { Err(format!("{period} has not begun: figures are of a period that has")) } else { Ok(period) }
}

/// "year-before", "before" (as many months or days just before it), "FROM..TO"; "none" or nothing: no other period.
pub fn compare(text: &str, of: Period, now: Moment, days: &WorkingDays) -> Result<Option<Period>, String> {
    let text = text.trim();
    match (text.to_lowercase().replace(' ', "-").as_str(), text.split_once("..").or_else(|| text.split_once(" to "))) {
        ("" | "none" | "no", _) => Ok(None),
        ("year-before" | "the-year-before" | "last-year", _) => Ok(Some(of.year_before())),
        ("before", _) => Ok(Some(of.just_before())),
        (_, Some((from, to))) => period(Some(from), Some(to), now, days).map(Some),
        _ => Err(format!("'{text}' is no period to compare with; write year-before, before, or FROM..TO: \"1 Apr 2024..31 Mar 2025\"")),
    }
}

/// The day, or the days of the month, that was typed.
fn days_of(text: &str, now: Moment, days: &WorkingDays) -> Result<Period, String> {
    match month(text) {
        Some(first) => Ok(Period::month_of(first)),
        None => spoken::past_day(text, now, days).map(|day| Period::new(day, day)),
    }
}

/// "Apr 2025", "April 2025", "2025-04", "04/2025": its first day.
fn month(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let forms = [("%d %B %Y", format!("1 {text}")), ("%Y-%m-%d", format!("{text}-1")), ("%d/%m/%Y", format!("1/{text}"))];
    forms.iter().find_map(|(form, text)| NaiveDate::parse_from_str(text, form).ok().filter(|day| day.year() > 1900))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-20T08:41:00Z";

    fn typed(from: Option<&str>, to: Option<&str>) -> String {
        period(from, to, NOW.parse().unwrap(), &WorkingDays::shipped()).map_or_else(|why| why, |period| period.to_string())
    }

    #[test]
    fn a_period_is_typed_as_people_write_days_and_months() {
        assert_eq!(typed(None, None), "1 Nov 2025 to 31 Oct 2026");
        assert_eq!(typed(Some("1/4/2025"), Some("31 Mar 2026")), "1 Apr 2025 to 31 Mar 2026");
        assert_eq!(typed(Some("Apr 2025"), Some("2026-03")), "1 Apr 2025 to 31 Mar 2026");
        assert_eq!(typed(Some("2026-04-06"), None), "6 Apr 2026 to 31 Oct 2026");
        assert_eq!(typed(Some("2 Nov"), None), "2 Nov 2026 to 20 Nov 2026");
        assert_eq!(typed(None, Some("March 2021")), "1 Apr 2020 to 31 Mar 2021");
        assert!(typed(Some("May 2026"), Some("Apr 2026")).starts_with("the period would begin after it ends"));
        assert!(typed(Some("Jan 2027"), Some("Mar 2027")).contains("1 Jan 2027 to 31 Mar 2027 has not begun"));
        assert_eq!(typed(Some("Nov 2026"), Some("Jan 2027")), "1 Nov 2026 to 31 Jan 2027");
        assert!(typed(Some("the day"), None).contains("cannot be read as a date"));
    }

    #[test]
    fn it_is_compared_with_the_year_before_the_time_before_or_what_is_typed() {
        let of = Period::new("2026-04-01".parse().unwrap(), "2026-06-30".parse().unwrap());
        let with = |text: &str| {
            let found = compare(text, of, NOW.parse().unwrap(), &WorkingDays::shipped());
            found.map_or_else(|why| why, |found| found.map_or("none".into(), |found| found.to_string()))
        };
        assert_eq!(with("year-before"), "1 Apr 2025 to 30 Jun 2025");
        assert_eq!(with("before"), "1 Jan 2026 to 31 Mar 2026");
        assert_eq!(with("1 Jan 2025..Feb 2025"), "1 Jan 2025 to 28 Feb 2025");
        assert_eq!((with(""), with("none")), ("none".into(), "none".into()));
        assert!(with("2025").contains("is no period to compare with"), "{}", with("2025"));
    }
}
