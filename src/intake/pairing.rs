//! Two files matched without a hub: the children that one knows, the rows of the other, and who each row is. The reading and the
//! engine are those of the imports, so that anybody can measure them on data of their own.

use super::columns::{Columns, ColumnsError, Field, Kind, recognise};
use super::matching::{Identity, MemoryRegister, Prepared, Verdict, verdict};
use super::read::{self, Table};
use super::rows::{PersonRow, people};
use super::synonyms::squash;
use crate::calendar::day_of;
use crate::casebook::event::Candidate;
use crate::child::ChildId;
use crate::episode::Moment;
use crate::settings::Settings;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap, HashSet};
use thiserror::Error;

/// A file as it arrived, and how to read it.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
    /// The sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// Header → field code; `police_refs` names the column of a child's earlier police references.
    pub map: &'a [(String, String)],
}

/// Why a file cannot be matched: one line of plain English, with what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}: {words}")]
pub struct PairingError {
    pub file: String,
    pub words: String,
}

/// Two files, matched.
#[derive(Debug, Clone)]
pub struct Paired {
    /// The children of the known file, in its order: `ChildId(1)` is the first.
    known: Vec<Known>,
    /// The rows of the list, in its order.
    pub rows: Vec<PairedRow>,
    /// One line of plain English each: what was guessed, cut, not used.
    pub warnings: Vec<String>,
}

/// A child of the known file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The file's own id, else the number of the row.
    pub id: String,
    pub name: String,
}

/// A row of the list and who it is.
#[derive(Debug, Clone)]
pub struct PairedRow {
    /// What the file calls the row, else its number as a spreadsheet shows it.
    pub label: String,
    pub row: PersonRow,
    pub verdict: Verdict,
}

/// How many rows ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub auto: usize,
    pub review: usize,
    pub new: usize,
}

impl PairedRow {
    /// "auto": taken as one child; "review": a person decides among up to three; "new": nobody comes into question.
    pub fn verdict_code(&self) -> &'static str {
        match self.verdict {
            Verdict::Same { .. } => "auto",
            Verdict::Doubt(_) => "review",
            Verdict::New => "new",
        }
    }

    /// Who comes into question, best first.
    pub fn candidates(&self) -> &[Candidate] {
        match &self.verdict {
            Verdict::Same { candidate, .. } => std::slice::from_ref(candidate),
            Verdict::Doubt(candidates) => candidates,
            Verdict::New => &[],
        }
    }

    /// The child next after the one the row was taken as, if anything speaks for another.
    pub fn runner_up(&self) -> Option<&Candidate> {
        if let Verdict::Same { runner_up, .. } = &self.verdict { runner_up.as_ref() } else { None }
    }
}

impl Paired {
    /// How many children the known file has.
    pub fn known_children(&self) -> usize {
        self.known.len()
    }

    /// The child of a candidate.
    pub fn known(&self, child: ChildId) -> Option<&Known> {
        usize::try_from(child.0).ok().and_then(|number| self.known.get(number.checked_sub(1)?))
    }

    pub fn tally(&self) -> Tally {
        let count = |code| self.rows.iter().filter(|row| row.verdict_code() == code).count();
        Tally { auto: count("auto"), review: count("review"), new: count("new") }
    }

    /// `row,id,verdict,score`: a line for each row, and for a row in doubt one for each candidate, best first.
    pub fn predictions(&self) -> impl Iterator<Item = [String; 4]> {
        self.rows.iter().flat_map(|row| {
            let line = |id: &str, score: f64| [row.label.clone(), id.to_owned(), row.verdict_code().to_owned(), score.to_string()];
            let candidates = row.candidates();
            let id = |child| self.known(child).map_or("", |known| known.id.as_str());
            let found = candidates.iter().map(move |candidate| line(id(candidate.child), candidate.probability));
            let none = candidates.is_empty().then(|| line("", 0.0));
            found.chain(none).collect::<Vec<_>>()
        })
    }
}

/// Matches the rows of `list` with the children of `known`. `now`: the day on which an age was right, and how short years are read.
///
/// # Errors
/// Where a file as a whole cannot be read or has no column that says whom a row is about, or two known children have one id.
pub fn pair(known: Source, list: Source, settings: &Settings, now: Moment) -> Result<Paired, PairingError> {
    let today = day_of(now);
    let mut register = MemoryRegister::new();
    let mut children = Vec::new();
    let (mut rows_of_ids, mut twice) = (HashMap::new(), None);
    let mut warnings = read_people(Kind::Children, known, settings, now, |row| {
        let number = children.len() as i64 + 1;
        register.add(ChildId(number), Prepared::new(&identity(&row, today)));
        let id = row.label.unwrap_or_else(|| row.row.to_string());
        if let Some(before) = rows_of_ids.insert(id.clone(), row.row) {
            twice = twice.take().or(Some((id.clone(), before, row.row)));
        }
        children.push(Known { name: row.person.full_name(), id });
    })?;
    if let Some((id, first, second)) = twice {
        let words = format!("rows {first} and {second} have the same id \u{201c}{id}\u{201d}; give every known child an id of its own");
        return Err(PairingError { file: known.name.to_owned(), words });
    }
    let mut rows = Vec::new();
    warnings.extend(read_people(Kind::List, list, settings, now, |row| {
        let Ok(verdict) = verdict(&identity(&row, today), &register, &|_| false);
        rows.push(PairedRow { label: row.label.clone().unwrap_or_default(), row, verdict });
    })?);
    if !has_labels(&rows) {
        if rows.iter().any(|row| !row.label.is_empty()) {
            warnings.push(format!("{}: the column of row names has blanks or repeats, so that rows are named by their number", list.name));
        }
        rows.iter_mut().for_each(|row| row.label = row.row.row.to_string());
    }
    Ok(Paired { known: children, rows, warnings })
}

fn identity(row: &PersonRow, today: NaiveDate) -> Identity {
    Identity { police_refs: row.references.clone(), ..Identity::of_listed(&row.person, None, today) }
}

/// Every row has a label, and each its own.
fn has_labels(rows: &[PairedRow]) -> bool {
    let mut seen = HashSet::new();
    rows.iter().all(|row| !row.label.is_empty() && seen.insert(row.label.as_str()))
}

/// Reads a file and hands over its rows; gives what is to be said of it.
fn read_people(
    kind: Kind,
    file: Source,
    settings: &Settings,
    now: Moment,
    take: impl FnMut(PersonRow),
) -> Result<Vec<String>, PairingError> {
    let (map_option, sheet_option) = if kind == Kind::List { ("--map-list", "--sheet-list") } else { ("--map-known", "--sheet-known") };
    let refuse = |words: String| PairingError {
        file: file.name.to_owned(),
        // The words are those of an import, where the options name one file.
        words: words.replace("--map", map_option).replace("--sheet", sheet_option),
    };
    let mut table =
        read::read(file.name, file.bytes, file.sheet, settings.thresholds.cell_characters).map_err(|error| refuse(error.to_string()))?;
    let (columns, label) = columns_of(&table, kind, file.map).map_err(|error| refuse(error.to_string()))?;
    let mut said = std::mem::take(&mut table.warnings);
    said.extend(people(table, &columns, label, settings, now, take));
    Ok(said.into_iter().map(|words| format!("{}: {}", file.name, words.replace("--map", map_option))).collect())
}

/// Headers of a column that names the row and says nothing of a child.
const LABELS: [&str; 10] = ["row", "rowid", "rowno", "rownumber", "id", "recid", "recordid", "rowref", "uniqueid", "identifier"];
/// Headers of a child's earlier police references, which no caseload has.
const REFERENCES: [&str; 9] = [
    "policerefs",
    "policeref",
    "policereferences",
    "policereference",
    "earlierreferences",
    "earlierpolicerefs",
    "refs",
    "references",
    "misperrefs",
];

/// The columns as an import reads them, but for those that an import has no use for, and with what an import must have and
/// matching can do without; and the column of what a row is called.
fn columns_of(table: &Table, kind: Kind, map: &[(String, String)]) -> Result<(Columns, Option<usize>), ColumnsError> {
    let is_known = kind == Kind::Children;
    let names_references = |code: &str| is_known && matches!(squash(code).as_str(), "policeref" | "policerefs");
    let (references, map): (Vec<_>, Vec<_>) = map.iter().cloned().partition(|(_, code)| names_references(code));
    let (mut columns, why) = match recognise(table, kind, &BTreeMap::new(), None, &map) {
        Ok(columns) => (columns, None),
        Err(ColumnsError::Unclear(columns)) => (columns.clone(), Some(ColumnsError::Unclear(columns))),
        Err(ColumnsError::NotEnough { missing, columns }) => (columns.clone(), Some(ColumnsError::NotEnough { missing, columns })),
        Err(other) => return Err(other),
    };
    let named = |pairs: &[(String, String)], header: &str| pairs.iter().any(|(name, _)| squash(name) == header);
    let own_id = columns.columns.iter().find(|column| column.field == Some(Field::OwnId)).map(|column| column.index);
    let mut label = None;
    for column in &mut columns.columns {
        let header = squash(&column.header);
        if named(&references, &header) || is_known && REFERENCES.contains(&header.as_str()) && !named(&map, &header) {
            column.field = Some(Field::PoliceRef);
        } else if LABELS.contains(&header.as_str()) && !named(&map, &header) {
            label = label.or(Some(column.index));
            // A caseload's id is the authority's own; in a list the same word only counts the rows.
            if !(is_known && column.field == Some(Field::OwnId)) {
                column.field = Some(Field::Ignore);
                // It is used, and not to be named among the columns that are not.
                column.samples.clear();
            }
        }
    }
    match why {
        Some(why) if !columns.unclear().is_empty() || !tells(&columns) => Err(why),
        _ => Ok((columns, own_id.filter(|_| is_known).or(label))),
    }
}

/// Some column says who a row is about.
fn tells(columns: &Columns) -> bool {
    use Field::*;
    let telling = [FullName, Given, Family, Dob, OwnId, Upn, NhsNumber, PoliceNominal, Address, Postcode, PoliceRef];
    columns.columns.iter().any(|column| column.field.is_some_and(|field| telling.contains(&field)))
}
