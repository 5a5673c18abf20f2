//! UK time: local moments, days, working days and bank holidays, and how times are written for people.
//!
//! Arithmetic is done in UTC on [`Moment`]s; a day is a `NaiveDate` in Europe/London; a wall-clock string never is a time.

use crate::episode::Moment;
use chrono::{DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc, Weekday};
use chrono_tz::{Europe::London, Tz};
use serde::Deserialize;
use std::collections::BTreeSet;

/// What a UK wall-clock time means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Local {
    Once(Moment),
    /// In the hour that happens twice when the clocks go back: the earlier and the later moment.
    Twice(Moment, Moment),
    /// In the hour that is skipped when the clocks go forward.
    Never,
}

/// The moment, or moments, of a UK wall-clock time.
pub fn from_local(local: NaiveDateTime) -> Local {
    match London.from_local_datetime(&local) {
        LocalResult::Single(at) => Local::Once(at.with_timezone(&Utc)),
        LocalResult::Ambiguous(a, b) => Local::Twice(a.min(b).with_timezone(&Utc), a.max(b).with_timezone(&Utc)),
        LocalResult::None => Local::Never,
    }
}

/// A moment on the UK wall clock. One that no clock shows, before the year 1 or after 9999, is the first or last that one does.
pub fn uk(at: Moment) -> DateTime<Tz> {
    // A day within, for the clock of any place.
    const SHOWN: (i64, i64) = (-62_135_510_400, 253_402_214_399);
    let seconds = at.timestamp().clamp(SHOWN.0, SHOWN.1);
    DateTime::from_timestamp(seconds, at.timestamp_subsec_nanos()).unwrap_or(at).with_timezone(&London)
}

/// The UK day of a moment.
pub fn day_of(at: Moment) -> NaiveDate {
    uk(at).date_naive()
}

/// The moment of a UK time on a day: the earlier one of a time that happens twice; where the time is skipped, the moment
/// the clocks go forward.
pub fn at_local(day: NaiveDate, time: NaiveTime) -> Moment {
    match from_local(day.and_time(time)) {
        Local::Once(at) | Local::Twice(at, _) => at,
        // The skipped hour is one hour long, so the same reading taken as winter time is past the change by what it is past 01:00.
        Local::Never => Utc.from_utc_datetime(&day.and_time(time)) - TimeDelta::minutes(i64::from(chrono::Timelike::minute(&time))),
    }
}

/// Midnight at the start of a UK day.
pub fn start_of_day(day: NaiveDate) -> Moment {
    at_local(day, NaiveTime::MIN)
}

/// The moment a UK day ends: midnight at the start of the next.
pub fn end_of_day(day: NaiveDate) -> Moment {
    start_of_day(day.checked_add_days(Days::new(1)).unwrap_or(day))
}

/// "Fri 20 Nov 2026 08:41".
pub fn long_moment(at: Moment) -> String {
    uk(at).format("%a %-d %b %Y %H:%M").to_string()
}

/// "Fri 20 Nov 08:41".
pub fn short_moment(at: Moment) -> String {
    uk(at).format("%a %-d %b %H:%M").to_string()
}

/// "08:41".
pub fn time(at: Moment) -> String {
    uk(at).format("%H:%M").to_string()
}

/// "Fri 20 Nov 2026".
pub fn long_day(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string()
}

/// "October 2026": the month a day is in.
pub fn month_words(day: NaiveDate) -> String {
    day.format("%B %Y").to_string()
}

/// "20 Nov 2026".
pub fn plain_day(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// "20 Nov".
pub fn short_day(day: NaiveDate) -> String {
    day.format("%-d %b").to_string()
}

/// A length of time in whole minutes, never rounded up: "0 m", "42 m", "17 h 11 m", "72 h 10 m"; from 100 hours on in
/// days and hours: "6 d 4 h". A negative length (a moment still to come) reads as "0 m".
pub fn length(span: TimeDelta) -> String {
    let minutes = span.num_minutes().max(0);
    match minutes {
        0..60 => format!("{minutes} m"),
        60..6000 => format!("{} h {:02} m", minutes / 60, minutes % 60),
        _ => format!("{} d {} h", minutes / 1440, minutes % 1440 / 60),
    }
}

/// A moment as people say it: the day of the week is enough within a week: "Mon 10:00", else "Mon 23 Nov 10:00".
pub fn near_moment(at: Moment, now: Moment) -> String {
    let near = (day_of(at) - day_of(now)).num_days().abs() < 7;
    uk(at).format(if near { "%a %H:%M" } else { "%a %-d %b %H:%M" }).to_string()
}

/// A deadline as people say it, with what is left: "Mon 10:00 (in 49 h 00 m)", "Mon 23 Nov 10:00 (overdue by 3 h 12 m)".
pub fn deadline(due: Moment, now: Moment) -> String {
    let when = near_moment(due, now);
    if now <= due { format!("{when} (in {})", length(due - now)) } else { format!("{when} (overdue by {})", length(now - due)) }
}

/// Working days of England and Wales: not Saturday, Sunday or a bank holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingDays {
    holidays: BTreeSet<NaiveDate>,
}

#[derive(Deserialize)]
struct GovUk {
    #[serde(rename = "england-and-wales")]
    england_and_wales: Division,
}

#[derive(Deserialize)]
struct Division {
    events: Vec<Holiday>,
}

#[derive(Deserialize)]
struct Holiday {
    date: NaiveDate,
}

impl WorkingDays {
    /// Reads gov.uk's `bank-holidays.json` format. The error says what is wrong and where.
    pub fn parse(json: &str) -> Result<WorkingDays, String> {
        let file: GovUk = serde_json::from_str(json).map_err(|e| format!("the bank holiday file is not in gov.uk's format: {e}"))?;
        Ok(WorkingDays { holidays: file.england_and_wales.events.into_iter().map(|e| e.date).collect() })
    }

    /// The bank holidays shipped with the program (2019 to 2029, by the rules and proclamations in force in 2026).
    pub fn shipped() -> WorkingDays {
        // Proved by the test `shipped_bank_holidays_are_those_of_the_source`; an unreadable file would mean a broken build.
        WorkingDays::parse(include_str!("../assets/bank-holidays.json")).unwrap_or(WorkingDays { holidays: BTreeSet::new() })
    }

    /// Is it a bank holiday?
    pub fn is_holiday(&self, day: NaiveDate) -> bool {
        self.holidays.contains(&day)
    }

    /// Is it a working day?
    pub fn is_working(&self, day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !self.is_holiday(day)
    }

    /// The n-th working day after `day`; `day` itself is day 0.
    pub fn after(&self, day: NaiveDate, n: u32) -> NaiveDate {
        day.iter_days().skip(1).filter(|d| self.is_working(*d)).nth(n.saturating_sub(1) as usize).unwrap_or(NaiveDate::MAX)
    }

    /// The last working day before `day`.
    pub fn before(&self, day: NaiveDate) -> NaiveDate {
        std::iter::successors(day.pred_opt(), NaiveDate::pred_opt).find(|d| self.is_working(*d)).unwrap_or(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn shipped_bank_holidays_are_those_of_the_source() {
        let days = WorkingDays::shipped();
        let of_year =
            |y: i32| days.holidays.iter().filter(|h| h.year() == y).map(|h| h.format("%-d %b").to_string()).collect::<Vec<_>>().join(", ");
        assert_eq!(of_year(2026), "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec");
        assert_eq!(of_year(2027), "1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec");
    }

    #[test]
    fn the_hour_that_happens_twice_gives_both_and_the_skipped_hour_none() {
        let at = |t: &str| from_local(t.parse().unwrap());
        assert_eq!(
            at("2026-10-25T01:30:00"),
            Local::Twice("2026-10-25T00:30:00Z".parse().unwrap(), "2026-10-25T01:30:00Z".parse().unwrap())
        );
        assert_eq!(at("2026-03-29T01:30:00"), Local::Never);
        assert_eq!(at("2026-11-20T08:41:00"), Local::Once("2026-11-20T08:41:00Z".parse().unwrap()));
        assert_eq!(at_local(d("2026-03-29"), "01:30:00".parse().unwrap()).to_rfc3339(), "2026-03-29T01:00:00+00:00");
    }

    #[test]
    fn lengths_near_a_limit_never_look_alike() {
        assert_eq!(length(TimeDelta::minutes(71 * 60 + 50)), "71 h 50 m");
        assert_eq!(length(TimeDelta::minutes(72 * 60 + 10)), "72 h 10 m");
        assert_eq!(length(TimeDelta::minutes(9 * 1440 + 61)), "9 d 1 h");
        assert_eq!(length(TimeDelta::minutes(-840)), "0 m", "what is still to come has not lasted yet");
    }

    #[test]
    fn working_days_skip_weekends_and_bank_holidays() {
        let days = WorkingDays::shipped();
        assert_eq!(days.after(d("2026-04-02"), 3), d("2026-04-09"));
        assert_eq!(days.before(d("2026-04-07")), d("2026-04-02"));
    }
}
