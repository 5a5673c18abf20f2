//! Dates and times as people write them: "Fri 12:00", "27/11 14:00", "in 5 working days", "tomorrow noon".
//!
//! Everything is UK time and day first. What is left out is taken from `now`:
//! - a weekday is the next such day; today's own name means today while its time (or, without a time, the day) is still to
//!   come, and else the same day of next week; "next Tue" is the Tuesday of next week, weeks beginning on Monday;
//! - a date without a year is the next such date, today included ([`past_day`]: the last one); one that has just passed is refused:
//!   next year's is hardly ever meant;
//! - a time alone is the next such time;
//! - "Fri 12" is Friday at 12:00, unless the 12th to come is a Friday: then it could mean either, and is refused.
//!
//! A time that does not exist or happens twice on a night when the clocks change is refused with what to write instead.

use crate::calendar::{Local, WorkingDays, at_local, day_of, from_local, long_day, long_moment, uk};
use crate::episode::Moment;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};

/// What somebody wrote: a moment, or a whole UK day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoken {
    At(Moment),
    Day(NaiveDate),
}

/// How long ago a date without a year still is a slip: an action "by 19/11" typed on the 20th is not due in a year.
const JUST_PASSED: TimeDelta = TimeDelta::days(92);

/// Why a text gives no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It is not a date or time at all.
    Unreadable,
    /// It is one, but not one that can be meant; in words.
    Because(String),
}

/// Reads a moment or a day to come. The error is one line, with an example of what works.
pub fn moment_or_day(text: &str, now: Moment, days: &WorkingDays) -> Result<Spoken, String> {
    read(text, now, days).map_err(|wrong| in_words(text, wrong, "\"Fri 12:00\", \"27/11 14:00\" or \"in 5 working days\""))
}

/// As [`moment_or_day`], for readers that look for a date in a longer text.
pub(crate) fn read(text: &str, now: Moment, days: &WorkingDays) -> Result<Spoken, Wrong> {
    Reader { now, days, back: false }.read(text)
}

/// Reads a day to come, such as a next review. A time in it is refused, not dropped.
pub fn day(text: &str, now: Moment, days: &WorkingDays) -> Result<NaiveDate, String> {
    only_day(text, moment_or_day(text, now, days)?)
}

/// Reads a day that has been, such as that of the minutes: "20/11" and "Fri" are the last such day, today included.
pub fn past_day(text: &str, now: Moment, days: &WorkingDays) -> Result<NaiveDate, String> {
    let read = Reader { now, days, back: true }.read(text);
    only_day(text, read.map_err(|wrong| in_words(text, wrong, "\"yesterday\", \"Fri\" or \"20/11/2026\""))?)
}

/// Reads a moment to come, such as that of a booking. A day alone is refused: an interview needs its time.
pub fn moment(text: &str, now: Moment, days: &WorkingDays) -> Result<Moment, String> {
    only_moment(text, moment_or_day(text, now, days)?)
}

/// Reads a moment that has been, such as a return or a contact attempt: "08:10", "Fri 14:00" and "20/11 14:00" are the last such.
pub fn past_moment(text: &str, now: Moment, days: &WorkingDays) -> Result<Moment, String> {
    let read = Reader { now, days, back: true }.read(text);
    only_moment(text, read.map_err(|wrong| in_words(text, wrong, "\"08:10\", \"yesterday 21:00\" or \"20/11 14:00\""))?)
}

/// A moment or a day as it was understood: "Fri 27 Nov 2026 12:00", "Fri 27 Nov 2026".
pub fn echo(spoken: &Spoken) -> String {
    match spoken {
        Spoken::At(at) => long_moment(*at),
        Spoken::Day(day) => long_day(*day),
    }
}

/// A time of day: "09:30", "9.30", "0930", "9am", "5 pm", "12:15pm", "noon", "midday", "midnight" (the start of the day).
pub fn time(text: &str) -> Option<NaiveTime> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "noon" | "midday" => return NaiveTime::from_hms_opt(12, 0, 0),
        "midnight" => return Some(NaiveTime::MIN),
        _ => {}
    }
    let half = [("am", 0), ("pm", 12)].into_iter().find_map(|(mark, add)| Some((text.strip_suffix(mark)?.trim_end(), add)));
    let clock = half.map_or(text.as_str(), |(clock, _)| clock);
    let (hour, minute) = match clock.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (number(hour, 2)?, number(minute, 2)?),
        Some(_) => return None,
        None if half.is_some() => (number(clock, 2)?, 0),
        None if clock.len() == 4 => (number(clock, 4)? / 100, number(clock, 4)? % 100),
        None => return None,
    };
    match half {
        Some((_, add)) if (1..=12).contains(&hour) => NaiveTime::from_hms_opt(hour % 12 + add, minute, 0),
        Some(_) => None,
        None => NaiveTime::from_hms_opt(hour, minute, 0),
    }
}

fn only_day(text: &str, spoken: Spoken) -> Result<NaiveDate, String> {
    match spoken {
        Spoken::Day(day) => Ok(day),
        Spoken::At(at) => Err(format!("'{}' has a time, and only a day is wanted here; write \"{}\"", text.trim(), plain(day_of(at)))),
    }
}

fn only_moment(text: &str, spoken: Spoken) -> Result<Moment, String> {
    match spoken {
        Spoken::At(at) => Ok(at),
        Spoken::Day(day) => Err(format!("'{}' has no time; write \"{} 14:00\"", text.trim(), plain(day))),
    }
}

fn in_words(text: &str, wrong: Wrong, like: &str) -> String {
    match wrong {
        Wrong::Because(why) => why,
        Wrong::Unreadable if text.trim().is_empty() => format!("no date is given; write it like {like}"),
        Wrong::Unreadable => format!("'{}' cannot be read as a date; write it like {like}", text.trim()),
    }
}

/// "27/11/2026", as an example of what to write.
fn plain(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// Up to `most` digits, and nothing else.
fn number(text: &str, most: usize) -> Option<u32> {
    if (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// "fri", "thurs", "wednesday".
pub(crate) fn weekday(word: &str) -> Option<Weekday> {
    match word {
        "tues" => Some(Weekday::Tue),
        "weds" => Some(Weekday::Wed),
        "thur" | "thurs" => Some(Weekday::Thu),
        _ => word.parse().ok(),
    }
}

/// "nov", "sept", "november".
fn month(word: &str) -> Option<u32> {
    let month: chrono::Month = if word == "sept" { chrono::Month::September } else { word.parse().ok()? };
    Some(month.number_from_month())
}

/// "3", "a", "two".
fn count(word: &str) -> Option<u32> {
    const WORDS: [&str; 11] = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    number(word, 4).or_else(|| WORDS.iter().position(|w| *w == word).and_then(|n| u32::try_from(n).ok()))
}

/// Reads texts at `now`; `back`: what is left out is filled in towards the past.
struct Reader<'a> {
    now: Moment,
    days: &'a WorkingDays,
    back: bool,
}

impl Reader<'_> {
    fn read(&self, text: &str) -> Result<Spoken, Wrong> {
        if let Ok(at) = DateTime::parse_from_rfc3339(text.trim()) {
            return Ok(Spoken::At(at.with_timezone(&Utc)));
        }
        let text = text.to_lowercase().replace(',', " ");
        // "2026-11-27T14:00"
        let text = match text.split_once('t') {
            Some((day, clock)) if iso_day(day.trim()).is_some() => format!("{day} {clock}"),
            _ => text,
        };
        let words: Vec<&str> = text.split_whitespace().filter(|word| !matches!(*word, "on" | "at" | "the" | "of")).collect();
        match words.as_slice() {
            [] => Err(Wrong::Unreadable),
            [name, bare] if weekday(name).is_some() && number(bare, 2).is_some() => self.weekday_and_number(name, bare),
            _ => self.in_hours(&words).map_or_else(|| self.split(&words), Ok),
        }
    }

    /// "in 3 hours", "in 90 minutes": elapsed time.
    fn in_hours(&self, words: &[&str]) -> Option<Spoken> {
        let ["in" | "within", n, unit] = words else { return None };
        let each = match *unit {
            "minute" | "minutes" | "mins" => TimeDelta::minutes(1),
            "hour" | "hours" | "hrs" | "h" => TimeDelta::hours(1),
            _ => return None,
        };
        Some(Spoken::At(self.now + each * i32::try_from(count(n)?).ok()?))
    }

    /// A day, a time, or both in either order: the longest day that leaves a readable time wins.
    fn split(&self, words: &[&str]) -> Result<Spoken, Wrong> {
        let mut wrong = Wrong::Unreadable;
        for cut in (0..=words.len()).rev() {
            let (head, tail) = words.split_at(cut);
            let (last_head, last_tail) = words.split_at(words.len() - cut);
            for (day, clock) in [(head, tail), (last_tail, last_head)] {
                let clock = match clock {
                    [] => None,
                    words => match time(&words.join(" ")) {
                        None => continue,
                        some => some,
                    },
                };
                match self.day(day, clock).and_then(|day| on(day, clock)) {
                    Ok(spoken) => return Ok(spoken),
                    Err(because) if wrong == Wrong::Unreadable => wrong = because,
                    Err(_) => {}
                }
            }
        }
        Err(wrong)
    }

    /// "fri 12": an hour or a day of the month?
    fn weekday_and_number(&self, name: &str, bare: &str) -> Result<Spoken, Wrong> {
        let n = number(bare, 2).unwrap_or_default();
        let as_day = self.nearest(|year, month| NaiveDate::from_ymd_opt(year, month, n)).filter(|day| weekday(name) == Some(day.weekday()));
        let as_hour = NaiveTime::from_hms_opt(n, 0, 0).filter(|_| n > 0);
        match (as_day, as_hour) {
            (Some(day), None) => Ok(Spoken::Day(day)),
            (None, Some(clock)) if n >= 7 => on(self.day(&[name], Some(clock))?, Some(clock)),
            (None, Some(_)) => {
                Err(Wrong::Because(format!("'{name} {n}' could be night or afternoon; write \"{name} {n}pm\" or \"{name} {n:02}:00\"")))
            }
            (Some(day), Some(_)) => {
                let date = day.format("%-d %b");
                Err(Wrong::Because(format!(
                    "'{name} {n}' could be the day {date} or {n} o'clock; write \"{date}\" or \"{name} {n:02}:00\""
                )))
            }
            (None, None) => Err(Wrong::Because(format!("the next {n}th of a month is not a {name}; write the date like \"27/11\""))),
        }
    }

    /// The day that words without their time mean.
    fn day(&self, words: &[&str], clock: Option<NaiveTime>) -> Result<NaiveDate, Wrong> {
        let today = day_of(self.now);
        let found = match words {
            [] => clock.map(|clock| match (self.back, self.to_come(today, clock)) {
                (false, true) | (true, false) => today,
                (false, false) => today + Days::new(1),
                (true, true) => today - Days::new(1),
            }),
            ["today"] => Some(today),
            ["tomorrow"] => today.succ_opt(),
            ["yesterday"] => today.pred_opt(),
            ["next", "week"] => Some(today + Days::new(7)),
            ["next", name] if weekday(name).is_some() => {
                let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday())) + Days::new(7);
                weekday(name).map(|name| monday + Days::new(u64::from(name.num_days_from_monday())))
            }
            ["this" | "coming", name] | [name] if weekday(name).is_some() => weekday(name).map(|name| self.weekday(name, clock)),
            ["in" | "within", n, unit @ ..] => count(n).and_then(|n| self.ahead(n, unit)),
            [n, unit @ ..] if self.ahead(1, unit).is_some() => count(n).and_then(|n| self.ahead(n, unit)),
            [name, date @ ..] if weekday(name).is_some() => {
                let day = self.date(date)?;
                if weekday(name) != Some(day.weekday()) {
                    return Err(Wrong::Because(format!(
                        "there is no {name} {}, it is a {}; write one of the two",
                        plain(day),
                        day.format("%A")
                    )));
                }
                Some(day)
            }
            date => Some(self.date(date)?),
        };
        found.ok_or(Wrong::Unreadable)
    }

    fn to_come(&self, day: NaiveDate, clock: NaiveTime) -> bool {
        at_local(day, clock) > self.now
    }

    /// The nearest day of that name; today counts while its time is still to come (or, looking back, has been).
    fn weekday(&self, name: Weekday, clock: Option<NaiveTime>) -> NaiveDate {
        let today = day_of(self.now);
        let ahead = u64::from(name.days_since(today.weekday()));
        match (self.back, ahead) {
            (_, 0) if clock.is_none_or(|clock| self.to_come(today, clock) != self.back) => today,
            (true, ahead) => today + Days::new(ahead) - Days::new(7),
            (false, 0) => today + Days::new(7),
            (false, ahead) => today + Days::new(ahead),
        }
    }

    /// "3 days", "2 weeks", "5 working days", "1 month" from today, which is day 0.
    fn ahead(&self, n: u32, unit: &[&str]) -> Option<NaiveDate> {
        let today = day_of(self.now);
        match unit {
            ["day" | "days"] => today.checked_add_days(Days::new(u64::from(n))),
            ["week" | "weeks"] => today.checked_add_days(Days::new(7 * u64::from(n))),
            ["month" | "months"] => today.checked_add_months(Months::new(n)),
            ["working", "day" | "days"] if n == 0 => Some(today),
            ["working", "day" | "days"] => Some(self.days.after(today, n)),
            _ => None,
        }
    }

    /// "27/11", "27/11/2026", "27/11/26", "27.11.2026", "2026-11-27", "27 nov", "27th november 2026".
    fn date(&self, words: &[&str]) -> Result<NaiveDate, Wrong> {
        if let [word] = words
            && let Some(day) = iso_day(word)
        {
            return Ok(day);
        }
        let parts: Vec<&str> = match words {
            [word] if word.contains('/') => word.split('/').collect(),
            // Two parts joined by a point or a hyphen are a time or a range, not a date.
            [word] => word.split(['.', '-']).collect::<Vec<_>>().into_iter().filter(|_| word.matches(['.', '-']).count() == 2).collect(),
            words => words.to_vec(),
        };
        let (date, month, year) = match parts.as_slice() {
            [date, month] => (date, month, None),
            [date, month, year] => (date, month, Some(year)),
            _ => return Err(Wrong::Unreadable),
        };
        let ordinal = ["st", "nd", "rd", "th"].into_iter().find_map(|end| date.strip_suffix(end)).unwrap_or(date);
        let date = number(ordinal, 2).ok_or(Wrong::Unreadable)?;
        let number_of_month = if words.len() == 1 { number(month, 2) } else { self::month(month) };
        let month = number_of_month.ok_or(Wrong::Unreadable)?;
        let year = match year {
            Some(year) if year.len() == 2 => Some(2000 + number(year, 2).ok_or(Wrong::Unreadable)?),
            Some(year) => Some(number(year, 4).filter(|year| (1900..2200).contains(year)).ok_or(Wrong::Unreadable)?),
            None => None,
        };
        let made = match year {
            Some(year) => i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, date)),
            None => {
                let made = |year, of| (of == month).then(|| NaiveDate::from_ymd_opt(year, month, date)).flatten();
                self.not_just_passed(words, self.nearest(made), Reader { back: true, ..*self }.nearest(made))?
            }
        };
        made.ok_or_else(|| Wrong::Because(format!("there is no day '{}'; write day, month, year: \"27/11/2026\"", words.join(" "))))
    }

    /// The next such day, unless the last one is but a short time ago: then the year must be said.
    fn not_just_passed(&self, words: &[&str], next: Option<NaiveDate>, last: Option<NaiveDate>) -> Result<Option<NaiveDate>, Wrong> {
        match (next, last) {
            (Some(next), Some(last)) if !self.back && last < day_of(self.now) && day_of(self.now) - last <= JUST_PASSED => {
                let said = format!("'{}' has passed; if next year is meant, write {}", words.join(" "), next.format("%d/%m/%Y"));
                Err(Wrong::Because(said))
            }
            (next, _) => Ok(next),
        }
    }

    /// The nearest day, today included, that `make` gives for a year and month, within eight years (29 February).
    fn nearest(&self, make: impl Fn(i32, u32) -> Option<NaiveDate>) -> Option<NaiveDate> {
        let today = day_of(self.now);
        let first = NaiveDate::from_ymd_opt(today.year(), today.month(), 1)?;
        (0..=12 * 8).find_map(|n| {
            let at = if self.back { first.checked_sub_months(Months::new(n)) } else { first.checked_add_months(Months::new(n)) }?;
            make(at.year(), at.month()).filter(|day| if self.back { *day <= today } else { *day >= today })
        })
    }
}

/// "2026-11-27".
fn iso_day(text: &str) -> Option<NaiveDate> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

/// A UK day, or a UK time on it.
fn on(day: NaiveDate, clock: Option<NaiveTime>) -> Result<Spoken, Wrong> {
    let Some(clock) = clock else { return Ok(Spoken::Day(day)) };
    let written = clock.format("%H:%M");
    match from_local(day.and_time(clock)) {
        Local::Once(at) => Ok(Spoken::At(at)),
        Local::Never => Err(Wrong::Because(format!(
            "{written} does not exist on {}, when the clocks go forward from 01:00 to 02:00; write 00:59 or 02:00",
            long_day(day)
        ))),
        Local::Twice(first, second) => Err(Wrong::Because(format!(
            "{written} happens twice on {}, when the clocks go back; write {} for the first or {} for the second",
            long_day(day),
            uk(first).to_rfc3339(),
            uk(second).to_rfc3339()
        ))),
    }
}

#[cfg(test)]
mod tests;
