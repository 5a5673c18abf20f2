//! The Missing and Header tables of the return on looked-after children (SSDA903). Source of columns and codes: DfE, *Children
//! looked-after by local authorities in England: guide to the SSDA903 collection*; of the rules see [`super::rules903`].
//!
//! Children this authority looks after, by their care status when the episode began. A day is a UK day. A child who leaves care
//! while missing, or comes of age, is missing from care no more: the row ends on that day (a period that ends after the child ceased
//! to be looked after fails rule 577).

use super::rules903::{self, Broken};
use super::{LookedAfter, Person, csv, day, header903};
use crate::calendar::{day_of, long_day};
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
    /// The name of our own authority.
    pub authority: String,
    /// All that may touch the year, of all children.
    pub absences: Vec<Absence>,
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
    }
}

/// An episode that is not in the files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    pub why: Why,
    pub child: Option<ChildId>,
    pub own_id: Option<String>,
    pub episode: EpisodeId,
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
}

pub const MISSING_COLUMNS: [&str; 5] = ["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"];
pub const HEADER_COLUMNS: [&str; 7] = ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"];

impl MissingRow {
    fn cells(&self) -> [String; 5] {
        [&self.child, &self.dob, &self.missing, &self.start, &self.end].map(String::clone)
    }
}

impl HeaderRow {
    fn cells(&self) -> [String; 7] {
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

/// A row with what it is made from.
struct Placed<'a> {
    person: &'a Person,
    absence: &'a Absence,
    start: NaiveDate,
    end: Option<NaiveDate>,
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
    placed.sort_by_key(|row| (row.person.own_id(), row.start, row.end.unwrap_or(NaiveDate::MAX), row.absence.missing_since));
    same_days(&placed, &mut notes);
    let header = header(&placed, year, &mut notes);
    let missing: Vec<MissingRow> = placed.iter().map(missing_row).collect();
    left_out.sort_by_key(|out| (out.why, out.episode));
    notes.sort_by(|a, b| (a.about, &a.own_id, a.episode).cmp(&(b.about, &b.own_id, b.episode)));
    let broken = rules903::broken(&missing, &header, year, previous);
    let episodes = placed.iter().map(|row| row.absence.episode).collect();
    Ssda903 { year, as_of: source.as_of, missing, episodes, header, left_out, notes, broken }
}

/// Does any day of it lie in the year?
fn touches(absence: &Absence, year: Year) -> bool {
    let began_by_then = day_of(absence.missing_since) <= year.end();
    began_by_then && (!absence.ended || ended_on(absence) >= year.start())
}

/// The UK day of the return; where its time is not known, the day the hub heard of it.
fn ended_on(absence: &Absence) -> NaiveDate {
    day_of(absence.returned.or(absence.notice).unwrap_or(absence.began))
}

fn place<'a>(absence: &'a Absence, source: &Source, notes: &mut Vec<Note>) -> Result<Placed<'a>, Box<LeftOut>> {
    let out = |why: Why, words: String| {
        let person = absence.child.as_deref();
        Box::new(LeftOut {
            why,
            child: person.map(|person| person.id),
            own_id: person.and_then(|person| person.own_id().map(str::to_owned)),
            episode: absence.episode,
            reference: absence.reference.clone(),
            words,
        })
    };
    let Some(person) = absence.child.as_deref() else {
        return Err(out(Why::NotIdentified, "say who it is (wayhome review), then write the files again".into()));
    };
    match person.looked_after(absence.began, &source.authority) {
        LookedAfter::ByUs => {}
        LookedAfter::ByAnother(name) if name.is_empty() => {
            return Err(out(Why::PlacedByAnother, "it is in that authority\u{2019}s return".into()));
        }
        LookedAfter::ByAnother(name) => return Err(out(Why::PlacedByAnother, format!("{name}: it is in that authority\u{2019}s return"))),
        LookedAfter::No(status) => return Err(out(Why::AtHome, format!("{status}{}", came_into_care(person, absence, source)))),
        LookedAfter::NotKnown => {
            return Err(out(Why::CareNotKnown, format!("nothing held on the child says so{}", came_into_care(person, absence, source))));
        }
    }
    let Some(own_id) = person.own_id() else {
        return Err(out(Why::NoOwnId, "load the caseload with it, or enter the row by hand".into()));
    };
    if let Some(others) = listed(&person.shares_own_id) {
        return Err(out(Why::OwnIdShared, format!("{own_id} stands on {others} as well: one of them is wrong, or they are one child")));
    }
    if crate::text::guarded(own_id) != own_id {
        return Err(out(Why::OwnIdForm, format!("{own_id} would be taken for a formula: put it right in the case system")));
    }
    let Some(dob) = person.details.dob else {
        return Err(out(Why::NoDob, "both tables need it".into()));
    };
    if crate::child::age_on(dob, day_of(absence.began)).is_some_and(|age| age >= 18) {
        return Err(out(Why::Adult, format!("born {}: nobody is looked after from 18 on", day(dob))));
    }
    let (start, end) = (day_of(absence.missing_since), ends(person, absence, source, notes));
    if end.is_some_and(|end| end < source.year.start()) {
        return Err(out(Why::LeftBefore, format!("on {}", end.map_or(String::new(), long_day))));
    }
    let row = Placed { person, absence, start, end };
    say(&row, source, notes);
    Ok(row)
}

/// The last day of the period, `None` where the child is missing still at the end of the year; says what cut it short.
fn ends(person: &Person, absence: &Absence, source: &Source, notes: &mut Vec<Note>) -> Option<NaiveDate> {
    let mut note = |about, words| {
        notes.push(Note { about, episode: Some(absence.episode), own_id: person.own_id().unwrap_or_default().into(), words })
    };
    let back = absence.ended.then(|| ended_on(absence));
    // What comes on the day of the return changes nothing.
    let last = source.year.end().min(day_of(source.as_of));
    let cuts = |day: &NaiveDate| *day <= last && back.is_none_or(|back| *day < back);
    let left = left_care(person, absence, &source.authority).filter(cuts);
    let grown = person.eighteen().filter(cuts);
    let (end, about, words) = match (left, grown) {
        (Some(left), grown) if grown.is_none_or(|grown| left <= grown) => {
            let words = format!(
                "on {}, as recorded here: the row ends there; check the day, and that the care episode ends with it",
                long_day(left)
            );
            (Some(left), Some(About::LeftCare), words)
        }
        (_, Some(grown)) => (
            Some(grown),
            Some(About::CameOfAge),
            format!("on {}: the row ends there; the care episode ends with E8 (rule 580)", long_day(grown)),
        ),
        _ => (back, None, String::new()),
    };
    match about {
        Some(about) => note(about, words),
        None if absence.ended && absence.returned.is_none() => {
            note(About::NoReturnTime, format!("the row ends on {}, when we heard of it", long_day(ended_on(absence))))
        }
        None => {}
    }
    end.filter(|end| *end <= source.year.end())
}

/// The UK day from which on a record says that the child is not looked after by us any more.
fn left_care(person: &Person, absence: &Absence, authority: &str) -> Option<NaiveDate> {
    let since = person.over_time.iter().filter(|(since, _)| *since > absence.began);
    let gone = |details| !matches!(LookedAfter::of(details, authority), LookedAfter::ByUs | LookedAfter::NotKnown);
    since.into_iter().find(|(_, details)| gone(details)).map(|(since, _)| day_of(*since))
}

/// "; looked after from Mon 3 Nov 2025 on, while missing", where so.
fn came_into_care(person: &Person, absence: &Absence, source: &Source) -> String {
    let until = if absence.ended { ended_on(absence) } else { day_of(source.as_of) };
    let during = |since: &Moment| *since > absence.began && day_of(*since) <= until;
    let came =
        person.over_time.iter().find(|(since, details)| during(since) && LookedAfter::of(details, &source.authority) == LookedAfter::ByUs);
    came.map_or(String::new(), |(since, _)| format!("; looked after from {} on, while missing", long_day(day_of(*since))))
}

/// What a person should know about a row.
fn say(row: &Placed, source: &Source, notes: &mut Vec<Note>) {
    let mut note = |about, words| {
        let own_id = row.person.own_id().unwrap_or_default().to_owned();
        notes.push(Note { about, episode: Some(row.absence.episode), own_id, words });
    };
    if row.start < source.year.start() {
        note(About::FromYearBefore, format!("since {}", long_day(row.start)));
    }
    if row.end.is_none() {
        note(About::OpenAtYearEnd, format!("since {}: no end is written", long_day(row.start)));
    }
    if row.absence.category.is_none() {
        note(About::NoCategory, String::new());
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

/// "C4, C9".
fn listed(children: &[ChildId]) -> Option<String> {
    let named: Vec<String> = children.iter().map(ChildId::to_string).collect();
    (!named.is_empty()).then(|| named.join(", "))
}

impl Ssda903 {
    /// `missing.csv`.
    pub fn missing_csv(&self) -> Vec<u8> {
        csv::file(&MISSING_COLUMNS, self.missing.iter().map(MissingRow::cells))
    }

    /// `header.csv`.
    pub fn header_csv(&self) -> Vec<u8> {
        csv::file(&HEADER_COLUMNS, self.header.iter().map(HeaderRow::cells))
    }

    /// What is not in the tables and why, what to know about what is, and the rules that would be broken: on the screen and in the
    /// file beside the tables. Children stand there by number and own identifier, not by name.
    pub fn words(&self) -> String {
        let mut out = Vec::new();
        let (rows, children) = (self.missing.len(), self.header.len());
        let (from, to) = (long_day(self.year.start()), long_day(self.year.end()));
        out.push(format!("SSDA903 {}, {from} to {to}: {rows} missing episodes of {children} looked-after children", self.year));
        out.push(format!("Left out: {} episodes", self.left_out.len()));
        for (why, of) in grouped(&self.left_out, |out| out.why) {
            out.push(format!("  {why}: {}", of.len()));
            out.extend(of.iter().map(|out| format!("    {}", out.line())));
        }
        out.push(format!("To know: {}", self.notes.len()));
        for (about, of) in grouped(&self.notes, |note| note.about) {
            out.push(format!("  {about}: {}", of.len()));
            out.extend(of.iter().map(|note| format!("    {}", note.line())));
        }
        if self.broken.is_empty() {
            out.push("No rule of the Missing table would fail.".into());
        } else {
            out.push(format!("Rules that would fail: {}", self.broken.len()));
            out.extend(self.broken.iter().map(|broken| format!("  {}", broken.line_of_words())));
        }
        out.join("\n") + "\n"
    }
}

impl LeftOut {
    /// "E12 MIS/26/7, C4 (1004): at home".
    pub fn line(&self) -> String {
        let child = self.child.map_or(String::new(), |child| format!(", {child}"));
        let own_id = self.own_id.as_ref().map_or(String::new(), |id| format!(" ({id})"));
        format!("{}{child}{own_id}: {}", named(self.episode, &self.reference), self.words)
    }
}

impl Note {
    /// "1004 E12: since Fri 14 Nov 2025".
    pub fn line(&self) -> String {
        let episode = self.episode.map(|episode| episode.to_string());
        let whom: Vec<&str> =
            [self.own_id.as_str(), episode.as_deref().unwrap_or_default()].into_iter().filter(|part| !part.is_empty()).collect();
        [whom.join(" "), self.words.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
    }
}

impl Broken {
    /// "574, line 12, child 1004: …".
    pub fn line_of_words(&self) -> String {
        let line = self.line.map_or(String::new(), |line| format!(", line {line}"));
        format!("{}{line}, child {}: {}", self.rule, self.child, self.words)
    }
}

fn named(episode: EpisodeId, reference: &str) -> String {
    if reference == episode.to_string() { reference.to_owned() } else { format!("{episode} {reference}") }
}

/// What stands side by side with the same key, together.
pub(super) fn grouped<T, K: PartialEq + Copy>(all: &[T], key: impl Fn(&T) -> K) -> Vec<(K, &[T])> {
    all.chunk_by(|a, b| key(a) == key(b)).filter_map(|group| Some((key(group.first()?), group))).collect()
}
