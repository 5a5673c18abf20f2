//! Dates and times as lists write them: always day first, always the UK wall clock unless an offset is written.

mod words;

use crate::calendar::{Local, end_of_day, from_local, start_of_day};
use crate::episode::{Moment, When};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday};
use words::{is_noise, month, weekday};

/// What a text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    Day(NaiveDate),
    /// On the UK wall clock.
    Local(NaiveDateTime),
    /// With its own offset from UTC.
    Exact(Moment),
    Time(NaiveTime),
}

/// Why a text is no date; the words go on after "… is not a date: ".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    Impossible(String),
    Unreadable,
}

/// The moments a source may mean: one, or anything from `earliest` to `latest` where it is not exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub earliest: Moment,
    pub latest: Moment,
}

impl Span {
    /// A wall-clock time in the hour that happens twice, and not a day without a time.
    pub(super) fn is_twice(self) -> bool {
        self.latest - self.earliest == TimeDelta::hours(1)
    }

    /// The earliest reading: the one under which a clock runs out soonest.
    pub(super) fn when(self) -> When {
        When { at: self.earliest, estimated: self.earliest != self.latest }
    }
}

/// Why a wall-clock time is no moment.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Skipped;

impl Written {
    /// The moments meant. A day alone means any time of that day; a time in the hour that happens twice means either.
    pub(super) fn span(self) -> Result<Option<Span>, Skipped> {
        Ok(Some(match self {
            Written::Exact(at) => Span { earliest: at, latest: at },
            Written::Day(day) => Span { earliest: start_of_day(day), latest: end_of_day(day) - TimeDelta::minutes(1) },
            Written::Local(local) => match from_local(local) {
                Local::Once(at) => Span { earliest: at, latest: at },
                Local::Twice(earliest, latest) => Span { earliest, latest },
                Local::Never => return Err(Skipped),
            },
            Written::Time(_) => return Ok(None),
        }))
    }

    /// The day alone, on the UK calendar.
    pub(super) fn day(self) -> Option<NaiveDate> {
        match self {
            Written::Day(day) => Some(day),
            Written::Local(local) => Some(local.date()),
            Written::Exact(at) => Some(crate::calendar::day_of(at)),
            Written::Time(_) => None,
        }
    }
}

/// How years of two digits are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Years {
    /// Always 20yy: an event.
    ThisCentury,
    /// The latest year in which the day is not after today: a birth.
    Past,
}

/// Reads a date, a date with a time, or a time. `today`: the UK day against which a missing or short year is read.
pub(super) fn parse(text: &str, today: NaiveDate, years: Years) -> Result<Written, Fault> {
    if let Some(written) = usual(text) {
        return Ok(written);
    }
    if let Ok(exact) = DateTime::parse_from_rfc3339(text) {
        return Ok(Written::Exact(exact.with_timezone(&Utc)));
    }
    let mut reader = Reader { today, years, day: None, time: None, weekday: None, loose: Vec::new() };
    let spaced = spaced(text);
    for word in spaced.split_ascii_whitespace() {
        reader.word(word)?;
    }
    reader.finish()
}

/// "20/11/2026" and "20/11/2026 14:05", possible ones: nearly every date of a list, read without taking the text apart.
fn usual(text: &str) -> Option<Written> {
    let bytes = text.as_bytes();
    let number =
        |from: usize, to: usize| bytes[from..to].iter().try_fold(0u32, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')));
    if !matches!(bytes.len(), 10 | 16) || bytes[2] != b'/' || bytes[5] != b'/' {
        return None;
    }
    let year = number(6, 10).filter(|year| (1900..2200).contains(year))?;
    let day = NaiveDate::from_ymd_opt(year as i32, number(3, 5)?, number(0, 2)?)?;
    if bytes.len() == 10 {
        return Some(Written::Day(day));
    }
    let time = (bytes[10] == b' ' && bytes[13] == b':').then(|| NaiveTime::from_hms_opt(number(11, 13)?, number(14, 16)?, 0)).flatten()?;
    Some(Written::Local(day.and_time(time)))
}

/// A day count of a spreadsheet (1 January 2000 is 36526) within the years that a list can speak of.
pub(super) fn serial(number: f64) -> Option<Written> {
    if !(10_000.0..80_000.0).contains(&number) {
        return None;
    }
    let day = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(number.trunc() as u64))?;
    let minutes = (number.fract() * 1440.0).round() as i64;
    if minutes == 0 {
        return Some(Written::Day(day));
    }
    Some(Written::Local(day.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::minutes(minutes))?))
}

/// Whether a text has the form of a date, or of a date with a time, possible or not.
pub(super) fn looks_like_date(text: &str) -> bool {
    if text.len() > 60 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let groups = text.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).count();
    let letters = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| !w.is_empty());
    let mut strange = 0;
    let mut named = false;
    for word in letters {
        let lower = word.to_ascii_lowercase();
        named |= month(&lower).is_some();
        strange += usize::from(month(&lower).is_none() && weekday(&lower).is_none() && !is_noise(&lower));
    }
    let separated = text.bytes().filter(|b| matches!(b, b'/' | b'-' | b'.')).count() >= 2;
    strange == 0 && ((separated && groups >= 3) || named || (groups == 1 && matches!(text.len(), 8) && strange == 0))
}

/// Whether a text has the form of a time of day.
pub(super) fn looks_like_time(text: &str) -> bool {
    matches!(parse(text, NaiveDate::default(), Years::ThisCentury), Ok(Written::Time(_)))
}

/// The text with what separates words turned into spaces, "T" between digits included.
fn spaced(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let bytes = lower.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut out = String::with_capacity(lower.len());
    for (i, c) in lower.char_indices() {
        match c {
            't' if i > 0 && digit(i - 1) && digit(i + 1) => out.push(' '),
            ',' | '@' | '(' | ')' | '~' | ';' | '\u{2013}' | '\u{2014}' => out.push(' '),
            // A dash or point between spaces, or at a word's end, separates; within 20-11-26 it belongs to the date.
            '-' | '.' if !(i > 0 && bytes[i - 1].is_ascii_alphanumeric() && bytes.get(i + 1).is_some_and(u8::is_ascii_alphanumeric)) => {
                out.push(' ')
            }
            _ => out.push(c),
        }
    }
    out
}

struct Reader {
    today: NaiveDate,
    years: Years,
    day: Option<NaiveDate>,
    time: Option<ClockTime>,
    weekday: Option<Weekday>,
    /// Numbers and months that are parts of a date with spaces: "20", "nov", "2026".
    loose: Vec<String>,
}

/// A time of day; 24:00 is midnight at the end of the day.
#[derive(Debug, Clone, Copy)]
struct ClockTime {
    time: NaiveTime,
    next_day: bool,
}

impl Reader {
    fn word(&mut self, word: &str) -> Result<(), Fault> {
        if is_noise(word) && !matches!(word, "am" | "pm") {
            return Ok(());
        }
        if let Some(weekday) = weekday(word) {
            self.weekday = Some(weekday);
        } else if matches!(word, "am" | "pm") {
            self.half_day(word)?;
        } else if let Some(time) = clock_time(word, self.has_date())? {
            self.time = Some(time);
        } else if month(word).is_some() || word.bytes().all(|b| b.is_ascii_digit()) {
            self.number_or_month(word)?;
        } else if let Some(ordinal) =
            ["st", "nd", "rd", "th"].iter().find_map(|s| word.strip_suffix(s)).filter(|n| n.bytes().all(|b| b.is_ascii_digit()))
        {
            self.loose.push(ordinal.to_owned());
        } else {
            let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
            if self.day.is_some() || !(2..=3).contains(&parts.len()) {
                return Err(Fault::Unreadable);
            }
            self.day = Some(self.date(&parts)?);
        }
        Ok(())
    }

    fn has_date(&self) -> bool {
        self.day.is_some() || self.loose.len() >= 2
    }

    /// A bare number or month: 20112026, a time of four digits after a date, or a part of "20 nov 2026".
    fn number_or_month(&mut self, word: &str) -> Result<(), Fault> {
        if word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit()) && self.day.is_none() {
            let date = self.date(&[&word[..2], &word[2..4], &word[4..]]);
            let iso = || self.date(&[&word[..4], &word[4..6], &word[6..]]).ok();
            self.day = Some(date.or_else(|fault| iso().ok_or(fault))?);
        } else if word.len() == 4 && self.time.is_none() && (self.day.is_some() || self.loose.len() == 3) {
            self.time = Some(hours_minutes(&word[..2], &word[2..], "0")?);
        } else if self.loose.len() < 3 {
            self.loose.push(word.to_owned());
        } else {
            return Err(Fault::Unreadable);
        }
        Ok(())
    }

    /// "am" or "pm" standing after its time.
    fn half_day(&mut self, word: &str) -> Result<(), Fault> {
        let time = match (self.time.take(), self.loose.last()) {
            (Some(time), _) => time.time,
            (None, Some(hour)) => {
                let time = hours_minutes(hour, "0", "0")?.time;
                self.loose.pop();
                time
            }
            (None, None) => return Err(Fault::Unreadable),
        };
        self.time = Some(twelve_hours(time, word)?);
        Ok(())
    }

    /// A date from two or three parts, in any of the orders that leave no doubt: day month [year], year month day, month name first.
    fn date(&self, parts: &[&str]) -> Result<NaiveDate, Fault> {
        let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()));
        let (day, month_part, year) = match parts {
            [y, m, d] if y.len() == 4 && number(y).is_some() => (*d, *m, Some(*y)),
            [m, d, y] if month(m).is_some() => (*d, *m, Some(*y)),
            [d, m, y] => (*d, *m, Some(*y)),
            [m, d] if month(m).is_some() => (*d, *m, None),
            [d, m] => (*d, *m, None),
            _ => return Err(Fault::Unreadable),
        };
        let (Some(day), Some(month)) = (number(day), month(month_part).or_else(|| number(month_part))) else {
            return Err(Fault::Unreadable);
        };
        let year = match year {
            Some(text) => Some((number(text).ok_or(Fault::Unreadable)?, text.len())),
            None => None,
        };
        self.calendar_day(day, month, year)
    }

    fn calendar_day(&self, day: u32, month: u32, year: Option<(u32, usize)>) -> Result<NaiveDate, Fault> {
        if month > 12 && (1..=12).contains(&day) {
            return Err(Fault::Impossible(format!("there is no month {month}; dates are read day first, as 20/11/2026")));
        }
        let in_year = |year: i32| NaiveDate::from_ymd_opt(year, month, day);
        let found = match year {
            Some((year, 4)) if (1900..2200).contains(&year) => in_year(year as i32),
            Some((year, 2)) => match self.years {
                Years::ThisCentury => in_year(2000 + year as i32),
                Years::Past => in_year(2000 + year as i32).filter(|d| *d <= self.today).or_else(|| in_year(1900 + year as i32)),
            },
            Some((year, _)) => return Err(Fault::Impossible(format!("the year {year} cannot be meant"))),
            // No year: the last such day up to today (to the end of the year where the weekday fits only so).
            None => {
                let candidates = (0..8).filter_map(|back| in_year(self.today.year() - back)).filter(|d| *d <= self.today);
                candidates.into_iter().find(|d| self.weekday.is_none_or(|w| d.weekday() == w)).or_else(|| in_year(self.today.year()))
            }
        };
        found.ok_or_else(|| Fault::Impossible(format!("there is no day {day} in month {month} of that year")))
    }

    fn finish(mut self) -> Result<Written, Fault> {
        if !self.loose.is_empty() {
            if self.day.is_some() {
                return Err(Fault::Unreadable);
            }
            let loose = std::mem::take(&mut self.loose);
            let parts: Vec<&str> = loose.iter().map(String::as_str).collect();
            // Bare numbers with spaces ("20 11 2026") are a date only where all three are there.
            if parts.len() < 2 || (parts.len() == 2 && !parts.iter().any(|p| month(p).is_some())) {
                return Err(Fault::Unreadable);
            }
            self.day = Some(self.date(&parts)?);
        }
        if let Some(day) = self.day.filter(|day| self.weekday.is_some_and(|weekday| day.weekday() != weekday)) {
            return Err(Fault::Impossible(format!("{} is a {}", day.format("%-d %b %Y"), day.format("%A"))));
        }
        match (self.day, self.time) {
            (Some(day), None) => Ok(Written::Day(day)),
            (Some(day), Some(ClockTime { time, next_day })) => {
                let day = if next_day { day.succ_opt().ok_or(Fault::Unreadable)? } else { day };
                Ok(Written::Local(day.and_time(time)))
            }
            (None, Some(ClockTime { time, .. })) => Ok(Written::Time(time)),
            (None, None) => Err(Fault::Unreadable),
        }
    }
}

/// A word that is a time: 14:05, 14:05:30, 1405hrs, 14h05, 2pm, 2:05pm, and 14.05 where a date went before.
fn clock_time(word: &str, after_date: bool) -> Result<Option<ClockTime>, Fault> {
    let (body, marked) = match ["hours", "hrs", "hr", "h", "z"].iter().find_map(|s| word.strip_suffix(s)) {
        Some(body) => (body, true),
        None => (word, false),
    };
    if !body.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok(None);
    }
    if let Some((half, body)) = ["am", "pm"].iter().find_map(|half| Some((*half, body.strip_suffix(half)?))) {
        let mut parts = body.split([':', '.']);
        let (hours, minutes) = (parts.next().unwrap_or(""), parts.next().unwrap_or("0"));
        return Ok(Some(twelve_hours(hours_minutes(hours, minutes, "0")?.time, half)?));
    }
    if body.contains(':') || (body.contains('h') && !marked) {
        let mut parts = body.split([':', 'h']);
        let (hours, minutes, seconds) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or("0"));
        let seconds = seconds.split('.').next().unwrap_or("0");
        return if parts.next().is_some() { Err(Fault::Unreadable) } else { hours_minutes(hours, minutes, seconds).map(Some) };
    }
    if marked && (3..=4).contains(&body.len()) && body.bytes().all(|b| b.is_ascii_digit()) {
        let (hours, minutes) = body.split_at(body.len() - 2);
        return hours_minutes(hours, minutes, "0").map(Some);
    }
    match body.split_once('.') {
        Some((hours, minutes)) if (after_date || marked) && minutes.len() == 2 && hours.len() <= 2 => {
            hours_minutes(hours, minutes, "0").map(Some)
        }
        _ => Ok(None),
    }
}

fn hours_minutes(hours: &str, minutes: &str, seconds: &str) -> Result<ClockTime, Fault> {
    let number = |part: &str| part.parse::<u32>().map_err(|_| Fault::Unreadable);
    let (h, m, s) = (number(hours)?, number(minutes)?, number(seconds)?);
    if (h, m, s) == (24, 0, 0) {
        return Ok(ClockTime { time: NaiveTime::MIN, next_day: true });
    }
    let time = NaiveTime::from_hms_opt(h, m, s).ok_or_else(|| Fault::Impossible(format!("there is no time {h:02}:{m:02}")))?;
    Ok(ClockTime { time, next_day: false })
}

fn twelve_hours(time: NaiveTime, half: &str) -> Result<ClockTime, Fault> {
    use chrono::Timelike;
    let hour = match (time.hour(), half) {
        (hour @ 13.., _) => hour,
        (12, "am") => 0,
        (12, _) => 12,
        (hour, "pm") => hour + 12,
        (hour, _) => hour,
    };
    time.with_hour(hour).map(|time| ClockTime { time, next_day: false }).ok_or(Fault::Unreadable)
}

/// A time on its own, in a column of times: also 1405, 905 and 14.05.
pub(super) fn time_of_day(text: &str) -> Result<NaiveTime, Fault> {
    let text = text.trim();
    if text.bytes().all(|b| b.is_ascii_digit()) && (3..=4).contains(&text.len()) {
        let (hours, minutes) = text.split_at(text.len() - 2);
        return hours_minutes(hours, minutes, "0").map(|t| t.time);
    }
    if let Some((hours, minutes)) = text.split_once('.').filter(|(h, m)| h.len() <= 2 && m.len() == 2) {
        return hours_minutes(hours, minutes, "0").map(|t| t.time);
    }
    match parse(text, NaiveDate::default(), Years::ThisCentury)? {
        Written::Time(time) => Ok(time),
        Written::Local(local) => Ok(local.time()),
        Written::Exact(_) | Written::Day(_) => Err(Fault::Unreadable),
    }
}

#[cfg(test)]
mod tests;
