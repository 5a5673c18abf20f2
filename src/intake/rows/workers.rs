//! Rows of a list of workers.

use super::frame::{self, Part};
use super::reader::{Context, Reader, Taken, written};
use super::{Rows, Warnings};
use crate::episode::Moment;
use crate::intake::columns::{Columns, Field};
use crate::intake::dates::{self, Years};
use crate::intake::read::Table;
use crate::intake::values::{self, yes_no};
use crate::intake::{Reason, WorkerRow};
use crate::interview::worker::{WorkHours, WorkerDetails};
use crate::settings::{Settings, did_you_mean};
use crate::text::fold;
use chrono::{Datelike, Months, NaiveDate, NaiveTime, Weekday};

/// Types the rows of a list of workers. A row without a name or with a team that the settings do not have is refused, as is one with
/// days away, hours or a capacity that cannot be read. Where only days or only hours are given, the hub's rota (UK time) says the
/// other. `now` reads dates without a year: the nearest such day.
pub fn worker_rows(table: &Table, columns: &Columns, settings: &Settings, now: Moment) -> Rows<WorkerRow> {
    let context = Context::new(columns, settings, now);
    let mut warnings = Warnings::new(columns);
    let present: Vec<Field> = Field::ALL.iter().copied().filter(|f| *f != Field::Ignore && context.has(*f)).collect();
    let mut rows: Vec<WorkerRow> = Vec::new();
    let mut refused = Vec::new();
    let mut total = 0;
    for row in frame::data(table, &context) {
        match frame::part(row, &context, false) {
            Part::Header => continue,
            Part::Footer(text) => {
                warnings.say(|| format!("row {} is not a worker: \"{text}\"", row.number));
                continue;
            }
            Part::Child | Part::Section(_) => total += 1,
        }
        let mut reader = Reader { context: &context, row, warnings: &mut warnings };
        let details = match details(&mut reader) {
            Ok(details) => details,
            Err(refusal) => {
                refused.push(*refusal);
                continue;
            }
        };
        let same = |other: &&WorkerRow| fold(&other.details.name) == fold(&details.name) && other.details.team == details.team;
        match rows.iter().find(same) {
            None => rows.push(WorkerRow { row: row.number, details, present: present.clone() }),
            Some(earlier) if earlier.details == details => {
                reader.warnings.say(|| format!("row {} says the same as row {}; it was counted once", row.number, earlier.row));
            }
            Some(earlier) => {
                let words = |_: &str| {
                    let (name, team) = (&details.name, &details.team);
                    format!("{name} ({team}) is also in row {}, with other details; keep the row that is right", earlier.row)
                };
                refused.push(*reader.refuse(None, Reason::WorkerTwice, words));
            }
        }
    }
    Rows { rows, refused, warnings: warnings.finish(), total, cut_off: None }
}

fn details(reader: &mut Reader) -> Taken<WorkerDetails> {
    let name = reader.name();
    let name = [name.given, name.family].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(reader.refuse(None, Reason::NoName, |_| "no name is given; add it".into()));
    }
    let languages = reader.str(Field::Languages);
    let languages = languages.split([',', ';', '/', '&']).flat_map(|part| part.split(" and ")).map(str::trim);
    let beside_english = |language: &&str| !values::says_nothing(language) && fold(language) != "english";
    Ok(WorkerDetails {
        name,
        team: team(reader)?,
        employer: reader.text(Field::Employer),
        languages: languages.filter(beside_english).map(str::to_owned).collect(),
        sex: reader.code(Field::Sex, values::sex).0,
        hours: hours(reader)?,
        away: away(reader)?,
        capacity: capacity(reader)?,
        left: left(reader),
    })
}

/// The team as the settings name it.
fn team(reader: &Reader) -> Taken<String> {
    let settings = reader.context.settings;
    let typed = reader.str(Field::Team);
    if let Some(team) = settings.team(&typed) {
        return Ok(team.name.clone());
    }
    let names = || settings.teams.iter().map(|team| team.name.as_str());
    let remedy = match did_you_mean(&typed, names()) {
        Some(known) => format!("did you mean {known}?"),
        None => format!("the teams of the settings are {}", names().collect::<Vec<_>>().join(", ")),
    };
    let column = reader.context.columns_of(Field::Team).next();
    let words = |value: &str| match typed.is_empty() {
        true => format!("no team is given; {remedy}"),
        false => format!("{value} is not a team of the settings; {remedy}"),
    };
    Err(reader.refuse(column, Reason::UnknownTeam, words))
}

/// Days and hours at work.
fn hours(reader: &Reader) -> Taken<Option<WorkHours>> {
    let (days, hours) = (reader.cell(Field::WorkDays), reader.cell(Field::WorkHours));
    if days.is_none() && hours.is_none() {
        return Ok(None);
    }
    let usual = reader.context.settings.staffed_hours();
    let days = match days {
        None => usual.days,
        Some((column, cell)) => weekdays(&cell.text()).ok_or_else(|| {
            reader.refuse(Some(column), Reason::UnknownCode, |value| {
                format!("{value} cannot be read as days of the week; write them as Mon-Fri, or Mon, Wed, Fri")
            })
        })?,
    };
    let (from, to) = match hours {
        None => (usual.from, usual.to),
        Some((column, cell)) => times(&cell.text()).ok_or_else(|| {
            reader.refuse(Some(column), Reason::UnknownCode, |value| {
                format!("{value} cannot be read as hours of the day; write them as 09:00-17:00")
            })
        })?,
    };
    Ok(Some(WorkHours { days, from, to }))
}

/// "Mon-Fri", "Mon to Thu", "Mon, Wed & Fri", in the order of the week.
fn weekdays(text: &str) -> Option<Vec<Weekday>> {
    const WEEK: [Weekday; 7] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    let day = |word: &str| word.trim().get(..3)?.parse::<Weekday>().ok();
    let mut days = Vec::new();
    let text = text.replace(" to ", "-").replace(['–', '—'], "-").replace(" and ", ",");
    for part in text.split([',', ';', '/', '&']).filter(|part| !part.trim().is_empty()) {
        let (first, last) = match part.split_once('-') {
            Some((first, last)) => (day(first)?, day(last)?),
            None => (day(part)?, day(part)?),
        };
        let reach = first.days_since(Weekday::Mon)..=first.days_since(Weekday::Mon) + last.days_since(first);
        days.extend(reach.map(|n| WEEK[n as usize % 7]));
    }
    days.sort_unstable_by_key(Weekday::num_days_from_monday);
    days.dedup();
    (!days.is_empty()).then_some(days)
}

/// "09:00-17:00", "0900 to 1700".
fn times(text: &str) -> Option<(NaiveTime, NaiveTime)> {
    let (from, to) = range(text)?;
    let (from, to) = (dates::time_of_day(from).ok()?, dates::time_of_day(to).ok()?);
    (from < to).then_some((from, to))
}

fn range(text: &str) -> Option<(&str, &str)> {
    let (first, last) = [" to ", " - ", "–", "—", "-"].iter().find_map(|between| text.split_once(between))?;
    Some((first.trim(), last.trim()))
}

/// Days away: "12/11-19/11; 3 Dec".
fn away(reader: &Reader) -> Taken<Vec<(NaiveDate, NaiveDate)>> {
    let Some((column, cell)) = reader.cell(Field::Away) else { return Ok(Vec::new()) };
    let today = reader.context.today;
    if let Some(day) = written(cell, today, Years::ThisCentury).ok().filter(|_| !matches!(cell, crate::intake::read::Cell::Text(_))) {
        return Ok(day.day().map(|day| (day, day)).into_iter().collect());
    }
    let text = cell.text();
    let parts = text.split([';', ',']).filter(|part| !part.trim().is_empty());
    let read: Option<Vec<_>> = parts.map(|part| days_away(part.trim(), today)).collect();
    let mut away = read.ok_or_else(|| {
        reader.refuse(Some(column), Reason::UnreadableDate, |value| {
            format!("{value} cannot be read as days away; write them as 12/11/2026-19/11/2026; 3/12/2026")
        })
    })?;
    away.sort_unstable();
    away.dedup();
    Ok(away)
}

/// The first and the last day of one absence.
fn days_away(text: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    if let Some(day) = nearest(text, today) {
        return Some((day, day));
    }
    let between = [" to ", " - ", "–", "—", "-"];
    // A date may hold the sign that stands between two: "12-11-2026-19-11-2026". Whatever halves are both dates are meant.
    let halves = between.iter().flat_map(|sign| text.match_indices(sign).map(|(at, sign)| (&text[..at], &text[at + sign.len()..])));
    halves
        .filter_map(|(first, last)| {
            let last = nearest(last.trim(), today)?;
            let first = match first.trim().parse::<u32>() {
                // "12-19 Nov".
                Ok(day) => last.with_day(day)?,
                Err(_) => nearest(first.trim(), today)?,
            };
            (first <= last).then_some((first, last))
        })
        .next()
}

/// A day; without a year the nearest such day, for leave may be past or to come.
fn nearest(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let read = |today| dates::parse(text, today, Years::ThisCentury).ok()?.day();
    let day = read(today)?;
    let next_year = today.checked_add_months(Months::new(12)).and_then(read)?;
    Some(if (next_year - today).abs() < (day - today).abs() { next_year } else { day })
}

fn capacity(reader: &Reader) -> Taken<Option<u32>> {
    let Some((column, cell)) = reader.cell(Field::Capacity) else { return Ok(None) };
    let number = cell.text().trim().parse::<u32>().ok().filter(|number| *number <= 1000);
    let words = |value: &str| format!("{value} is not a number of interviews; write a whole number, or leave it empty for no limit");
    number.map(Some).ok_or_else(|| reader.refuse(Some(column), Reason::UnknownCode, words))
}

/// "yes", or the day since when.
fn left(reader: &mut Reader) -> bool {
    let today = reader.context.today;
    let since = reader.cell(Field::Left).and_then(|(_, cell)| written(cell, today, Years::ThisCentury).ok()?.day());
    match since {
        Some(day) => day <= today,
        None => {
            let left = |text: &str| yes_no(text).or_else(|| fold(text).starts_with("left").then_some(true));
            reader.code(Field::Left, left).0.unwrap_or(false)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_away_are_read_as_people_write_them() {
        let today = day("2026-11-20");
        for (text, first, last) in [
            ("12/11-19/11", "2026-11-12", "2026-11-19"),
            ("3 Dec", "2026-12-03", "2026-12-03"),
            ("20/12 - 2/1", "2026-12-20", "2027-01-02"),
            ("12-11-2026-19-11-2026", "2026-11-12", "2026-11-19"),
            ("12-19 Nov", "2026-11-12", "2026-11-19"),
            ("2026-12-01 to 2026-12-04", "2026-12-01", "2026-12-04"),
            ("1 Feb 2026", "2026-02-01", "2026-02-01"),
        ] {
            assert_eq!(days_away(text, today), Some((day(first), day(last))), "{text}");
        }
        for text in ["next week", "19/11/2026-12/11/2026", "31/11", "Mon-Wed"] {
            assert_eq!(days_away(text, today), None, "{text}");
        }
    }

    #[test]
    fn days_of_the_week_and_hours_are_read_as_people_write_them() {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        assert_eq!(weekdays("Mon-Fri"), Some(vec![Mon, Tue, Wed, Thu, Fri]));
        assert_eq!(weekdays("Monday, Weds & Fri"), Some(vec![Mon, Wed, Fri]));
        assert_eq!(weekdays("Sat to Mon"), Some(vec![Mon, Sat, Sun]));
        assert_eq!(weekdays("full time"), None);
        let time = |text: &str| text.parse::<NaiveTime>().unwrap();
        for text in ["09:00-17:30", "0900 to 1730", "9am - 5.30pm"] {
            assert_eq!(times(text), Some((time("09:00:00"), time("17:30:00"))), "{text}");
        }
        assert_eq!(times("17:00-09:00"), None);
    }
}
