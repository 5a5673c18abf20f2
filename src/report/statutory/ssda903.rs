//! The Missing and Header tables of the return on looked-after children (SSDA903). Source of columns and codes: DfE, *Children
//! looked-after by local authorities in England: guide to the SSDA903 collection*; of the rules see [`super::rules903`].
//!
//! Children this authority looks after, by their care status when the episode began. A day is a UK day. A child who leaves care
//! while missing, or comes of age, is missing from care no more: the row ends on that day (a period that ends after the child ceased
//! to be looked after fails rule 577).

use super::placed903::{Placed, not_taken, place, touches};
use super::rules903::{self, Broken};
use super::{Person, day, header903};
use crate::calendar::{day_of, long_day};
use crate::casebook::event::RefusedId;
use crate::child::ChildId;
use crate::episode::{Category, EpisodeId, Moment};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A collection year by the calendar year it ends in: 2026 is 1 April 2025 to 31 March 2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Year(i32);

impl Year {
    /// The year that ends in this calendar year; `None` for one that the calendar of the return does not have.
    pub fn ending(year: i32) -> Option<Year> {
        (1992..=2200).contains(&year).then_some(Year(year))
    }

    /// The year of a UK day.
    pub fn of(day: NaiveDate) -> Year {
        use chrono::Datelike;
        Year(if (day.month(), day.day()) >= (4, 1) { day.year() + 1 } else { day.year() })
    }

    /// 1 April.
    pub fn start(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0 - 1, 4, 1).unwrap_or_default()
    }

    /// 31 March.
    pub fn end(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, 3, 31).unwrap_or_default()
    }
}

impl std::fmt::Display for Year {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// One missing episode as the return looks at it.
#[derive(Debug, Clone)]
pub struct Absence {
    pub episode: EpisodeId,
    /// Police reference, else the number of the episode.
    pub reference: String,
    /// `None`: it is not known yet who the child is.
    pub child: Option<Rc<Person>>,
    pub category: Option<Category>,
    /// The report: the moment whose care status counts.
    pub began: Moment,
    /// Last seen where known: the day the child went missing.
    pub missing_since: Moment,
    pub ended: bool,
    pub returned: Option<Moment>,
    /// When the hub heard of the return.
    pub notice: Option<Moment>,
}

/// What the tables are made from.
#[derive(Debug, Clone)]
pub struct Source {
    pub year: Year,
    pub as_of: Moment,
    /// The UK day from which on the hub knows anything.
    pub record_begins: NaiveDate,
    /// The name of our own authority.
    pub authority: String,
    /// All that may touch the year, of all children.
    pub absences: Vec<Absence>,
    /// Rows that were refused, are still to be put right, and name a child.
    pub refused: Vec<NotTaken>,
}

/// A row of a list that was refused and names a child, or may.
#[derive(Debug, Clone)]
pub struct NotTaken {
    pub id: RefusedId,
    /// "daily.csv row 7".
    pub line: String,
    pub child: Rc<Person>,
    /// It has the name alone, no own identifier and no date of birth to compare.
    pub by_name_alone: bool,
    /// When it says the child went missing; where that cannot be read, when it was loaded.
    pub at: Moment,
    pub loaded: Moment,
    /// Why it was refused.
    pub reason: String,
}

/// A row of the Missing table, as the file has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MissingRow {
    /// The own identifier.
    pub child: String,
    pub dob: String,
    pub missing: String,
    pub start: String,
    pub end: String,
}

/// A row of the Header table, as the file has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct HeaderRow {
    pub child: String,
    pub sex: String,
    pub dob: String,
    pub ethnic: String,
    pub upn: String,
    /// Not held here: is she a mother, and since when.
    pub mother: String,
    pub mc_dob: String,
}

crate::codes::codes! {
    /// Why an episode is not in the files.
    Why {
        NotIdentified = "not-identified", "not known yet who the child is";
        AtHome = "not-looked-after", "not looked after when it began";
        PlacedByAnother = "placed-by-another", "looked after by another authority";
        CareNotKnown = "care-not-known", "care status not known";
        NoOwnId = "no-own-id", "no own identifier";
        OwnIdShared = "own-id-shared", "the own identifier stands on several children";
        OwnIdForm = "own-id-form", "the own identifier begins like a formula";
        NoDob = "no-dob", "no date of birth";
        Adult = "adult", "18 or over when it began";
        LeftBefore = "left-before", "left care while missing, before the year";
        RowRefused = "row-refused", "a row of a list that was not taken";
    }
}

/// An episode that is not in the files, or a row that is no episode yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    pub why: Why,
    pub child: Option<ChildId>,
    pub own_id: Option<String>,
    /// `None`: of a refused row.
    pub episode: Option<EpisodeId>,
    /// The police reference, else the number of the episode; of a refused row its number.
    pub reference: String,
    /// What there is to add, and what to do.
    pub words: String,
}

crate::codes::codes! {
    /// What a person should know about a row.
    About {
        LeftCare = "left-care", "left care while missing";
        CameOfAge = "came-of-age", "came of age while missing";
        NoReturnTime = "no-return-time", "back, and no time of return known";
        OpenAtYearEnd = "open-at-year-end", "still missing at the end of the year";
        FromYearBefore = "from-year-before", "began before the year: must have been open in last year's return (rule 576)";
        SameDay = "same-day", "missing again on the day of a return: two rows";
        NoCategory = "no-category", "no category on the list: counted as missing";
        CategoryChanged = "category-changed", "the category changed: counted as it is now";
        NoUpn = "no-upn", "no UPN: enter it, or a code UN2 to UN5 (rule 442)";
        Ethnic = "ethnic", "ethnic group not given as a code: written as NOBT, not yet obtained";
        YearNotOver = "year-not-over", "the year is not over";
    }
}

/// Something a person should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    pub about: About,
    /// `None`: of the child, or of the whole.
    pub episode: Option<EpisodeId>,
    pub own_id: String,
    pub words: String,
}

/// The tables, what is not in them, and what would be wrong with them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ssda903 {
    pub year: Year,
    pub as_of: Moment,
    /// The UK day from which on the hub knows anything.
    pub record_begins: NaiveDate,
    /// By own identifier, then by start.
    pub missing: Vec<MissingRow>,
    /// The episode of each row of `missing`.
    pub episodes: Vec<EpisodeId>,
    /// The children of `missing`, by own identifier.
    pub header: Vec<HeaderRow>,
    /// By reason, then by episode.
    pub left_out: Vec<LeftOut>,
    pub notes: Vec<Note>,
    /// The rules that the rows would break.
    pub broken: Vec<Broken>,
    /// The numbers of those that could not be checked.
    pub not_checked: Vec<&'static str>,
}

pub const MISSING_COLUMNS: [&str; 5] = ["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"];
pub const HEADER_COLUMNS: [&str; 7] = ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"];

impl MissingRow {
    pub(super) fn cells(&self) -> [String; 5] {
        [&self.child, &self.dob, &self.missing, &self.start, &self.end].map(String::clone)
    }
}

impl HeaderRow {
    pub(super) fn cells(&self) -> [String; 7] {
        [&self.child, &self.sex, &self.dob, &self.ethnic, &self.upn, &self.mother, &self.mc_dob].map(String::clone)
    }
}

/// A Missing table that was written before. Words where it is none.
pub fn read_missing(bytes: &[u8]) -> Result<Vec<MissingRow>, String> {
    let mut reader = ::csv::Reader::from_reader(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
    let header = reader.headers().map_err(|_| "it is no CSV file".to_owned())?.clone();
    let place = |column: &str| {
        let found = header.iter().position(|cell| cell.trim() == column);
        found.ok_or_else(|| format!("it has no column {column}; a Missing table has {}", MISSING_COLUMNS.join(", ")))
    };
    let [child, dob, missing, start, end] = MISSING_COLUMNS;
    let places = [place(child)?, place(dob)?, place(missing)?, place(start)?, place(end)?];
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| format!("it cannot be read: {error}"))?;
        let [child, dob, missing, start, end] = places.map(|place| record.get(place).unwrap_or_default().trim().to_owned());
        rows.push(MissingRow { child, dob, missing, start, end });
    }
    Ok(rows)
}

/// Makes the tables. `previous`: the Missing table of the year before as it was sent, where it is at hand.
pub fn make(source: &Source, previous: Option<&[MissingRow]>) -> Ssda903 {
    let year = source.year;
    let (mut placed, mut left_out, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    if day_of(source.as_of) <= year.end() {
        let words = format!("it lasts until {}; these are the episodes known by {}", long_day(year.end()), long_day(day_of(source.as_of)));
        notes.push(Note { about: About::YearNotOver, episode: None, own_id: String::new(), words });
    }
    for absence in source.absences.iter().filter(|absence| touches(absence, year)) {
        match place(absence, source, &mut notes) {
            Ok(row) => placed.push(row),
            Err(out) => left_out.push(*out),
        }
    }
    left_out.extend(source.refused.iter().filter_map(|row| not_taken(row, source)));
    placed.sort_by_key(|row| (row.person.own_id(), row.start, row.end.unwrap_or(NaiveDate::MAX), row.absence.missing_since));
    same_days(&placed, &mut notes);
    let header = header(&placed, year, &mut notes);
    let missing: Vec<MissingRow> = placed.iter().map(missing_row).collect();
    left_out.sort_by_key(|out| (out.why, out.episode, out.child));
    notes.sort_by(|a, b| (a.about, &a.own_id, a.episode).cmp(&(b.about, &b.own_id, b.episode)));
    let broken = rules903::broken(&missing, &header, year, previous);
    let episodes = placed.iter().map(|row| row.absence.episode).collect();
    let not_checked = if previous.is_some() { Vec::new() } else { vec![rules903::CARRIED_OVER] };
    Ssda903 {
        year,
        as_of: source.as_of,
        record_begins: source.record_begins,
        missing,
        episodes,
        header,
        left_out,
        notes,
        broken,
        not_checked,
    }
}

/// Rows of a child that start on the day the one before ended. They are kept apart: each was reported and counts.
fn same_days(placed: &[Placed], notes: &mut Vec<Note>) {
    for pair in placed.windows(2) {
        let [before, row] = pair else { continue };
        if before.person.id == row.person.id && before.end == Some(row.start) {
            let own_id = row.person.own_id().unwrap_or_default().to_owned();
            let words = format!("{}, after {}", long_day(row.start), before.absence.reference);
            notes.push(Note { about: About::SameDay, episode: Some(row.absence.episode), own_id, words });
        }
    }
}

fn missing_row(row: &Placed) -> MissingRow {
    MissingRow {
        child: row.person.own_id().unwrap_or_default().to_owned(),
        dob: row.person.details.dob.map_or(String::new(), day),
        missing: if row.absence.category == Some(Category::Absent) { "A" } else { "M" }.to_owned(),
        start: day(row.start),
        end: row.end.map_or(String::new(), day),
    }
}

fn header(placed: &[Placed], year: Year, notes: &mut Vec<Note>) -> Vec<HeaderRow> {
    let children: BTreeMap<&str, &Person> = placed.iter().filter_map(|row| Some((row.person.own_id()?, row.person))).collect();
    let mut rows = Vec::new();
    for (own_id, person) in children {
        let mut note = |about, words| notes.push(Note { about, episode: None, own_id: own_id.to_owned(), words });
        let details = &person.details;
        let upn = header903::upn(person, year.end());
        if upn.is_none() {
            note(About::NoUpn, String::new());
        }
        let words = details.ethnicity.as_deref().unwrap_or_default();
        let ethnic = header903::ethnic(words);
        if ethnic.is_none() {
            note(About::Ethnic, if words.is_empty() { "none is held".into() } else { format!("\u{201c}{words}\u{201d}") });
        }
        rows.push(HeaderRow {
            child: own_id.to_owned(),
            sex: header903::sex(details.sex).to_owned(),
            dob: details.dob.map_or(String::new(), day),
            ethnic: ethnic.unwrap_or(header903::NOT_OBTAINED).to_owned(),
            upn: upn.unwrap_or_default(),
            ..HeaderRow::default()
        });
    }
    rows
}

/// What stands side by side with the same key, together.
pub(super) fn grouped<T, K: PartialEq + Copy>(all: &[T], key: impl Fn(&T) -> K) -> Vec<(K, &[T])> {
    all.chunk_by(|a, b| key(a) == key(b)).filter_map(|group| Some((key(group.first()?), group))).collect()
}
