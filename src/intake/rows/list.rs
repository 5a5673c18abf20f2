//! Rows of the police list.

use super::checks::{after, check_age, check_birth, check_order, check_return_in_words, return_in_words};
use super::frame::{self, Part};
use super::reader::{Context, Reader, Taken};
use super::{Rows, Warnings};
use crate::episode::{Category, EpisodeDetails, ListedPerson, Moment};
use crate::intake::columns::{Column, Columns, Field, Kind};
use crate::intake::dates::Span;
use crate::intake::names::Name;
use crate::intake::read::{Table, TableRow, typed_cell};
use crate::intake::synonyms::squash;
use crate::intake::values::{self, STANDING_WORDS, Standing};
use crate::intake::{ListRow, Reason, Refusal};
use crate::settings::Settings;
use crate::text::reference_key;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// Types the rows of a police list. `now` decides what is in the future, and reads dates without a year.
pub fn list_rows(table: &Table, columns: &Columns, settings: &Settings, now: Moment) -> Rows<ListRow> {
    let context = Context::new(columns, settings, now);
    let mut warnings = Warnings::new(columns);
    let mut cut_off = frame::cut_off(table, &context);
    let mut merged = Merged::default();
    let mut refused = Vec::new();
    let mut section = None;
    let mut total = 0;
    let mut greeted = false;
    for row in frame::data(table, &context) {
        let part = frame::part(row, &context, greeted);
        greeted = frame::is_greeting(&part);
        match part {
            Part::Header => {}
            Part::Section(standing) => section = Some(standing),
            Part::Footer(text) => {
                cut_off = cut_off.or_else(|| frame::moment_in(&text, &context).filter(|at| *at <= now));
                warnings.say(|| format!("row {} is not a child: \"{text}\"", row.number));
            }
            Part::Child => {
                total += 1;
                let mut reader = Reader { context: &context, row, warnings: &mut warnings };
                let taken = list_row(&mut reader, section, cut_off.is_some()).and_then(|listed| merged.add(listed, &mut reader));
                refused.extend(taken.err().map(|refusal| *refusal));
            }
        }
    }
    Rows { rows: merged.rows.into_iter().map(|listed| listed.row).collect(), refused, warnings: warnings.finish(), total, cut_off }
}

/// Types a refused row again after a person corrected its cells, keyed by field code as in [`Refusal::cells`]; what is keyed
/// by a header is passed over. Columns are named by field code in a new refusal.
pub fn list_row_again(cells: &BTreeMap<String, String>, row: u32, settings: &Settings, now: Moment) -> Result<ListRow, Refusal> {
    read_again(cells, row, settings, now, |reader| list_row(reader, None, false).map(|listed| listed.row).map_err(|refusal| *refusal))
}

/// Reads the cells of a refused row, keyed as in [`Refusal::cells`], once more.
pub(super) fn read_again<T>(
    cells: &BTreeMap<String, String>,
    row: u32,
    settings: &Settings,
    now: Moment,
    read: impl FnOnce(&mut Reader) -> T,
) -> T {
    let field = |key: &str| Field::from_code(key).filter(|f| f.of(Kind::List)).unwrap_or_default();
    let columns = cells.keys().enumerate().map(|(index, key)| Column {
        index,
        header: key.clone(),
        field: Some(field(key)),
        guesses: Vec::new(),
        samples: Vec::new(),
    });
    let columns = Columns { kind: Kind::List, header_row: 0, columns: columns.collect(), profile: None };
    let row = TableRow { number: row, cells: cells.values().map(|text| typed_cell(text, settings.thresholds.cell_characters)).collect() };
    let context = Context::new(&columns, settings, now);
    let mut warnings = Warnings::new(&columns);
    read(&mut Reader { context: &context, row: &row, warnings: &mut warnings })
}

/// A row as read, with what its words left no doubt of.
struct Listed {
    row: ListRow,
    /// The list says in so many words that the child is still out.
    still_missing: bool,
}

fn list_row(reader: &mut Reader, section: Option<Standing>, has_cut_off: bool) -> Taken<Listed> {
    use Field::*;
    let name = reader.name();
    let police_ref = reader.police_ref();
    let dob = reader.dob()?;
    let mut listed = person(reader, name, dob);
    let named = !listed.full_name().starts_with('(') || police_ref.is_some();
    if !named && [&listed.own_id, &listed.upn, &listed.nhs_number, &listed.police_nominal].iter().all(|id| id.is_none()) {
        return Err(
            reader.refuse(None, Reason::NoNameNoReference, |_| "neither a name nor a reference is given; ask police who this is".into())
        );
    }
    let last_seen = reader.moment(LastSeen, LastSeenDate, LastSeenTime)?;
    let reported = reader.moment(Reported, ReportedDate, ReportedTime)?;
    let returned = reader.moment(Returned, ReturnedDate, ReturnedTime)?;
    let standing = standing(reader, returned.is_some())?;
    // A place or way of return is a return, unless the status says otherwise.
    let return_in_words = return_in_words(reader);
    let found = standing.is_none() && return_in_words.is_some();
    if let (Some(Standing::Missing), Some((column, text))) = (standing, &return_in_words) {
        check_return_in_words(reader, column, text)?;
    }
    let ended = returned.is_some() || found || matches!(standing.or(section), Some(Standing::Ended));
    let start = last_seen.or(reported);
    let timeless = start.is_none() && !ended;
    // A reference may be of an episode that is known: the caller decides.
    let unknown = !has_cut_off && police_ref.is_none();
    if timeless && (unknown || frame::is_lone(reader.row, reader.context)) {
        let words = |_: &str| {
            "neither last seen nor reported is given, so it cannot be said since when the child is missing; ask police for the time"
                .to_owned()
        };
        return Err(reader.refuse(None, Reason::NoMissingTime, words));
    }
    if timeless && has_cut_off {
        let row = reader.row.number;
        reader.warnings.say(|| format!("row {row}: no time missing is given; the clock counts from when the hub first heard"));
    }
    check_order(reader, last_seen, reported);
    let returned = returned.map(|returned| after(reader, returned, start)).transpose()?;
    check_birth(reader, &listed, start)?;
    let mut notes = reader.joined(Notes, "; ");
    let (grade, unknown) = reader.code(Grade, values::grade);
    note(&mut notes, "police grade", unknown);
    let (care_status, unknown) = reader.code(CareStatus, values::care_status);
    note(&mut notes, "care status", unknown);
    let looked_after = || values::yes_no(&reader.str(LookedAfter)).and_then(|yes| yes.then_some(crate::child::CareStatus::LookedAfter));
    listed.care_status = care_status.or_else(looked_after);
    check_age(reader, &listed, start)?;
    let category = category(reader, standing);
    let details = EpisodeDetails {
        police_ref,
        category,
        grade,
        last_seen: last_seen.map(|(span, _)| span.when()),
        reported: reported.map(|(span, _)| span.when()),
        returned: returned.map(Span::when),
        ended,
        missing_from: reader.text(MissingFrom),
        reported_by: reader.text(ReportedBy),
        found_where: reader.text(FoundWhere),
        found_how: reader.text(FoundHow).or_else(|| found_in(reader, ended)),
        companions: reader.text(Companions),
        notes,
        listed,
    };
    let still_missing = standing == Some(Standing::Missing);
    Ok(Listed { row: ListRow { row: reader.row.number, details }, still_missing })
}

/// Keeps a word that is in no closed list where people will read it.
fn note(notes: &mut Option<String>, what: &str, word: Option<String>) {
    if let Some(word) = word {
        let said = format!("{what} as written: {word}");
        *notes = Some(notes.take().map_or(said.clone(), |notes| format!("{notes}; {said}")));
    }
}

/// Whom a row names.
pub(super) fn person(reader: &mut Reader, name: Name, dob: Option<NaiveDate>) -> ListedPerson {
    use Field::*;
    let (sex, _) = reader.code(Sex, values::sex);
    let (age, _) = reader.code(Age, age_in_years);
    let (address, postcode) = reader.address();
    ListedPerson {
        own_id: reader.text(OwnId),
        upn: reader.text(Upn),
        nhs_number: reader.text(NhsNumber),
        police_nominal: reader.text(PoliceNominal),
        given: name.given,
        family: name.family,
        other_names: name.other_names,
        dob,
        age,
        sex,
        ethnicity: reader.text(Ethnicity),
        address,
        postcode,
        care_status: None,
        placement: reader.text(Placement),
    }
}

/// "15", "15 yrs", "15y 3m": whole years.
fn age_in_years(text: &str) -> Option<u32> {
    let digits = &text[..text.bytes().take_while(u8::is_ascii_digit).count()];
    digits.parse().ok().filter(|age| *age < 120)
}

/// What the status says, from a column of words or of yes and no. A word that is not known is refused: it is what decides
/// whether a child is looked for.
fn standing(reader: &Reader, has_return: bool) -> Taken<Option<Standing>> {
    let mut said: Option<Standing> = None;
    for (field, yes, no) in [
        (Field::Status, None, None),
        (Field::IsMissing, Some(Standing::Missing), Some(Standing::Ended)),
        (Field::IsReturned, Some(Standing::Ended), Some(Standing::Missing)),
    ] {
        let Some((column, cell)) = reader.cell(field) else { continue };
        let text = cell.text();
        let by_word = || values::standing(&text);
        let standing = match values::yes_no(&text) {
            Some(answer) if field != Field::Status => {
                if answer {
                    yes
                } else {
                    no
                }
            }
            _ => by_word(),
        };
        let Some(standing) = standing else {
            return Err(reader.refuse(Some(column), Reason::UnknownCode, |value| {
                format!("{value} is not known as a status; known are: {STANDING_WORDS}")
            }));
        };
        let contradicts = (standing == Standing::Missing && (has_return || said == Some(Standing::Ended)))
            || (standing == Standing::Ended && said == Some(Standing::Missing));
        if contradicts {
            let words = |value: &str| format!("{value}, yet the row also says that the child is back; ask police which is right");
            return Err(reader.refuse(Some(column), Reason::StillMissingAndReturned, words));
        }
        said = said.or(Some(standing));
    }
    Ok(said)
}

/// The category, from its column, else from a grade or status of "absent".
fn category(reader: &mut Reader, standing: Option<Standing>) -> Option<Category> {
    let (category, _) = reader.code(Field::Category, values::category);
    let absent = standing == Some(Standing::Absent) || squash(&reader.str(Field::Grade)).contains("absent");
    category.or(absent.then_some(Category::Absent))
}

/// "Found in custody" as status tells how the child was found, where no column does.
fn found_in(reader: &Reader, ended: bool) -> Option<String> {
    let status = reader.text(Field::Status).filter(|_| ended)?;
    let word = squash(&status);
    ["custody", "arrest", "hospital"].iter().any(|place| word.contains(place)).then_some(status)
}

/// The rows taken so far; a later row of the same episode goes into the earlier.
#[derive(Default)]
struct Merged {
    rows: Vec<Listed>,
    by_reference: HashMap<String, usize>,
    /// Rows without a reference, by name and times.
    by_person: HashMap<String, usize>,
}

impl Merged {
    fn add(&mut self, later: Listed, reader: &mut Reader) -> Taken<()> {
        let details = &later.row.details;
        let (index, key) = match &details.police_ref {
            Some(reference) => (&mut self.by_reference, reference_key(reference)),
            None => (
                &mut self.by_person,
                format!("{} {:?} {:?} {:?}", name_key(&details.listed), details.listed.dob, details.last_seen, details.reported),
            ),
        };
        let Some(at) = index.get(&key).copied() else {
            index.insert(key, self.rows.len());
            self.rows.push(later);
            return Ok(());
        };
        let earlier = &mut self.rows[at];
        let number = earlier.row.row;
        let column = reader.cell(Field::PoliceRef).map(|(column, _)| column);
        if !same_child(&earlier.row.details.listed, &details.listed) {
            let other = earlier.row.details.listed.full_name();
            let words =
                |value: &str| format!("{value} is also the reference of {other} in row {number}; ask police which child it belongs to");
            return Err(reader.refuse(column, Reason::SameReferenceTwice, words));
        }
        if earlier.still_missing != later.still_missing && (earlier.row.details.ended || details.ended) {
            let words = |value: &str| {
                format!(
                    "{value}: row {number} and this row of the same child disagree whether the child is still missing; ask police which is right"
                )
            };
            return Err(reader.refuse(column, Reason::StillMissingAndReturned, words));
        }
        let row = later.row.row;
        if earlier.row.details == later.row.details {
            reader.warnings.say(|| format!("row {row} says the same as row {number}; it was counted once"));
        } else {
            reader.warnings.say(|| format!("row {row} is about the same episode as row {number}; where they differ, row {row} was taken"));
            earlier.row.details = joined(std::mem::take(&mut earlier.row.details), later.row.details);
        }
        Ok(())
    }
}

fn name_key(listed: &ListedPerson) -> String {
    let mut words: Vec<String> = listed.full_name().split_whitespace().map(squash).collect();
    words.sort_unstable();
    words.join(" ")
}

/// Whether two rows of one reference are about one child: the same names, or the same date of birth and first name, or one
/// of them names nobody.
fn same_child(a: &ListedPerson, b: &ListedPerson) -> bool {
    let nobody = |p: &ListedPerson| p.given.is_empty() && p.family.is_empty();
    let alike = |a: &str, b: &str| strsim::jaro_winkler(&squash(a), &squash(b)) >= 0.88;
    let same_birth = a.dob.is_some() && a.dob == b.dob;
    let other_birth = a.dob.is_some() && b.dob.is_some() && a.dob != b.dob;
    nobody(a) || nobody(b) || (name_key(a) == name_key(b) && !other_birth) || (same_birth && alike(&a.given, &b.given))
}

/// The later row where it says something, the earlier elsewhere.
fn joined(earlier: EpisodeDetails, later: EpisodeDetails) -> EpisodeDetails {
    let (a, b) = (earlier.listed, later.listed);
    let text = |a: String, b: String| if b.is_empty() { a } else { b };
    EpisodeDetails {
        police_ref: later.police_ref.or(earlier.police_ref),
        category: later.category.or(earlier.category),
        grade: later.grade.or(earlier.grade),
        last_seen: later.last_seen.or(earlier.last_seen),
        reported: later.reported.or(earlier.reported),
        returned: later.returned.or(earlier.returned),
        ended: later.ended || earlier.ended,
        missing_from: later.missing_from.or(earlier.missing_from),
        reported_by: later.reported_by.or(earlier.reported_by),
        found_where: later.found_where.or(earlier.found_where),
        found_how: later.found_how.or(earlier.found_how),
        companions: later.companions.or(earlier.companions),
        notes: later.notes.or(earlier.notes),
        listed: ListedPerson {
            own_id: b.own_id.or(a.own_id),
            upn: b.upn.or(a.upn),
            nhs_number: b.nhs_number.or(a.nhs_number),
            police_nominal: b.police_nominal.or(a.police_nominal),
            given: text(a.given, b.given),
            family: text(a.family, b.family),
            other_names: if b.other_names.is_empty() { a.other_names } else { b.other_names },
            dob: b.dob.or(a.dob),
            age: b.age.or(a.age),
            sex: b.sex.or(a.sex),
            ethnicity: b.ethnicity.or(a.ethnicity),
            address: b.address.or(a.address),
            postcode: b.postcode.or(a.postcode),
            care_status: b.care_status.or(a.care_status),
            placement: b.placement.or(a.placement),
        },
    }
}
