//! Which column is which field: by a saved profile, by the header's words, by what stands under it; else it is asked.

mod content;
mod header;

use super::read::Table;
pub use super::synonyms::Field;
use super::synonyms::{known, squash};
use crate::casebook::event::Profile;
use content::{Content, fits, of_column, settle};
use header::{HEADER_WITHIN, find_header, header_of_profile, headers, is_header_of, samples};
use std::collections::{BTreeMap, HashSet};
use thiserror::Error;

crate::codes::codes! {
    /// The kinds of file that are read.
    Kind {
        List = "list", "police list";
        Children = "children", "caseload";
        Workers = "workers", "workers";
        /// A provider's, who records elsewhere.
        Interviews = "interviews", "interviews";
    }
}

/// A column and what it was taken for.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Counted from 0.
    pub index: usize,
    /// As the file has it; "column C" where it has none, "Date (2)" for the second of a name.
    pub header: String,
    /// `None`: it may hold something that matters and no other column has; a person must say.
    pub field: Option<Field>,
    /// What an unclear column may be, likeliest first.
    pub guesses: Vec<Field>,
    /// The first few different values.
    pub samples: Vec<String>,
}

/// The columns of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    pub kind: Kind,
    /// Number of the header's row, as a spreadsheet shows it; 0 where the cells are known without a header.
    pub header_row: u32,
    pub columns: Vec<Column>,
    /// The saved profile that was applied.
    pub profile: Option<String>,
}

impl Columns {
    /// The columns a person must name.
    pub fn unclear(&self) -> Vec<&Column> {
        self.columns.iter().filter(|c| c.field.is_none()).collect()
    }

    /// The columns as a profile to be saved; an unclear one is left out.
    pub fn to_profile(&self) -> Profile {
        let columns = self.columns.iter().filter_map(|c| Some((c.header.clone(), c.field?.code().to_owned()))).collect();
        Profile { kind: self.kind.code().to_owned(), columns }
    }

    /// Columns with content that are used for nothing and that nobody said are not needed.
    pub fn unused(&self) -> impl Iterator<Item = &Column> {
        let ignored_by_name = |c: &Column| matches!(known(self.kind).get(&squash(&c.header)), Some((Field::Ignore, _)));
        self.columns
            .iter()
            .filter(move |c| self.profile.is_none() && c.field == Some(Field::Ignore) && !c.samples.is_empty() && !ignored_by_name(c))
    }

    fn claimed(&self, field: Field) -> bool {
        self.columns.iter().any(|c| c.field == Some(field))
    }

    fn claimed_any(&self, fields: &[Field]) -> bool {
        fields.iter().any(|f| self.claimed(*f))
    }
}

/// Why the columns of a file are not known: one line of plain English, with what to do.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ColumnsError {
    #[error("no row names the columns (name, date of birth, last seen …); add a header row, or load the table and not its text")]
    NoHeader,
    #[error("there are no rows under the header in row {0}; check that the whole list was saved, or ask the sender for it again")]
    NoRows(u32),
    #[error("{}", unclear_words(.0))]
    Unclear(Columns),
    #[error("there is no field \"{given}\"; the fields are {}", .fields.join(", "))]
    UnknownField { given: String, fields: Vec<&'static str> },
    #[error("there is no column \"{given}\"; the columns are {}", .columns.join(", "))]
    UnknownColumn { given: String, columns: Vec<String> },
    #[error("there is no profile \"{given}\" for this kind of file{}", if .saved.is_empty() { "; none is saved yet".into() } else { format!("; saved are {}", .saved.join(", ")) })]
    UnknownProfile { given: String, saved: Vec<String> },
    #[error("the file has none of the columns of profile \"{0}\"; load it without --profile")]
    ProfileDoesNotFit(String),
    /// Every column is clear, and none of them says whom a row is about.
    #[error("{missing} in row {}; say which column has it with --map \"HEADER=FIELD\"", .columns.header_row)]
    NotEnough { missing: &'static str, columns: Columns },
}

fn unclear_words(columns: &Columns) -> String {
    let asked = columns.unclear().into_iter().map(|column| {
        let sample = column.samples.first().map_or(String::new(), |s| format!(" (\"{s}\")"));
        let codes: Vec<&str> = column.guesses.iter().map(|f| f.code()).collect();
        format!("\"{}\"{sample} could be {}", column.header, codes.join(" or "))
    });
    let first = columns.unclear().first().map_or("", |c| c.header.as_str());
    format!(
        "unclear columns: {}; say which, for example --map \"{first}=FIELD\", or \"{first}=ignore\"",
        asked.collect::<Vec<_>>().join("; ")
    )
}

/// Recognises the columns of a table.
///
/// A profile is the one `named`, or any whose headers are just the table's. `map` (header → field code) goes before all else;
/// headers are compared without case, spaces and punctuation. A column that is known for nothing and looks like nothing
/// needed is [`Field::Ignore`].
pub fn recognise(
    table: &Table,
    kind: Kind,
    profiles: &BTreeMap<String, Profile>,
    named: Option<&str>,
    map: &[(String, String)],
) -> Result<Columns, ColumnsError> {
    let mut profiles = profiles.iter().filter(|(_, p)| p.kind == kind.code());
    let chosen = match named {
        Some(name) => {
            let saved = || profiles.clone().map(|(n, _)| n.clone()).collect();
            let found = profiles.clone().find(|(n, _)| n.as_str() == name);
            Some(found.ok_or_else(|| ColumnsError::UnknownProfile { given: name.into(), saved: saved() })?)
        }
        None => profiles.find(|(_, profile)| (0..table.rows.len().min(HEADER_WITHIN)).any(|row| is_header_of(profile, table, row))),
    };
    let (header, by_name) = match chosen {
        Some((name, profile)) => {
            (header_of_profile(table, profile).ok_or_else(|| ColumnsError::ProfileDoesNotFit(name.clone()))?, Some(profile))
        }
        None => (find_header(table, kind, map).ok_or(ColumnsError::NoHeader)?, None),
    };
    let data = &table.rows[header + 1..];
    if data.is_empty() {
        return Err(ColumnsError::NoRows(table.rows[header].number));
    }
    let headers = headers(table, header);
    let contents: Vec<Content> = headers.iter().map(|(index, _)| of_column(data, *index)).collect();
    let mut columns = Columns {
        kind,
        header_row: table.rows[header].number,
        columns: headers
            .iter()
            .map(|(index, header)| Column {
                index: *index,
                header: header.clone(),
                field: None,
                guesses: Vec::new(),
                samples: samples(data, *index),
            })
            .collect(),
        profile: chosen.map(|(name, _)| name.clone()),
    };
    let fixed = given_fields(&mut columns, by_name, map)?;
    by_header(&mut columns, &contents, &fixed);
    by_likeness(&mut columns, &contents);
    by_content(&mut columns, &contents);
    finish(columns)
}

fn meaning(squashed: &str, kind: Kind) -> Option<(Field, u16)> {
    known(kind).get(squashed).copied()
}

/// The fields given by a profile and by `map`; says which columns they decide.
fn given_fields(columns: &mut Columns, profile: Option<&Profile>, map: &[(String, String)]) -> Result<HashSet<usize>, ColumnsError> {
    let kind = columns.kind;
    let field = |code: &str| {
        let found = Field::from_code(&code.trim().to_lowercase().replace('-', "_")).filter(|f| f.of(kind));
        found.ok_or_else(|| ColumnsError::UnknownField {
            given: code.into(),
            fields: Field::ALL.iter().filter(|f| f.of(kind)).map(|f| f.code()).collect(),
        })
    };
    let mut fixed = HashSet::new();
    for (header, code) in profile.iter().flat_map(|p| &p.columns) {
        // A profile of an older program may name a field that is gone; the column is then read as if it had none.
        let (Ok(field), name) = (field(code), squash(header)) else { continue };
        if let Some(at) = columns
            .columns
            .iter()
            .position(|c| c.header == *header)
            .or_else(|| columns.columns.iter().position(|c| squash(&c.header) == name))
        {
            columns.columns[at].field = Some(field);
            fixed.insert(at);
        }
    }
    for (header, code) in map {
        let field = field(code)?;
        let same = |c: &Column| c.header == *header || (squash(&c.header) == squash(header) && !squash(header).is_empty());
        let Some(at) = columns.columns.iter().position(same) else {
            return Err(ColumnsError::UnknownColumn {
                given: header.clone(),
                columns: columns.columns.iter().map(|c| c.header.clone()).collect(),
            });
        };
        columns.columns[at].field = Some(field);
        fixed.insert(at);
        for (i, other) in columns.columns.iter_mut().enumerate() {
            if i != at && other.field == Some(field) && !many(field) {
                other.field = Some(Field::Ignore);
            }
        }
    }
    Ok(fixed)
}

/// Fields that several columns can hold together.
fn many(field: Field) -> bool {
    use Field::*;
    matches!(field, Ignore | Notes | OtherNames | AddressMore | Findings | Intelligence)
}

/// Headers whose words are known, settled by content; of two that claim one field the surer keeps it, a filled one first.
fn by_header(columns: &mut Columns, contents: &[Content], fixed: &HashSet<usize>) {
    let kind = columns.kind;
    let mut claims: Vec<(bool, u16, usize, Field, Field)> = Vec::new();
    for (i, column) in columns.columns.iter().enumerate().filter(|(i, _)| !fixed.contains(i)) {
        if let Some((field, rank)) = candidates(&column.header).iter().find_map(|word| meaning(word, kind)) {
            let settled = settle(field, contents[i]);
            // A field the header did not name itself comes after every column that is called so.
            let rank = if settled == field { rank } else { rank + 1000 };
            let exact = meaning(&squash(&column.header), kind).is_some();
            let (first, second) = if exact && header_wins(field, settled) { (field, settled) } else { (settled, field) };
            claims.push((contents[i] == Content::Blank, rank, i, first, second));
        }
    }
    claims.sort_unstable();
    for (_, _, i, first, second) in claims {
        // Words under "Last seen" are times that cannot be read, to be refused row by row and not passed over; where another column
        // has the time they are a place.
        let free = [first, second].into_iter().find(|f| f.of(kind) && (many(*f) || !columns.claimed(*f)));
        columns.columns[i].field = Some(free.unwrap_or(Field::Ignore));
    }
}

/// A header of times beats odd words under it; "Found" does not, which as often is a place.
fn header_wins(field: Field, settled: Field) -> bool {
    matches!((field, settled), (Field::LastSeen, Field::MissingFrom) | (Field::Reported, Field::ReportedBy | Field::Ignore))
}

/// The forms in which a header is looked up: whole, without what stands in brackets, without words that say nothing.
fn candidates(header: &str) -> Vec<String> {
    const NOISE: [&str; 30] = [
        "the", "of", "s", "child", "childs", "child's", "children", "yp", "yps", "young", "person", "persons", "person's", "misper",
        "mispers", "mp", "mps", "and", "was", "is", "if", "known", "subject", "subjects", "details", "gmt", "uk", "local", "for", "a",
    ];
    let outside = header.split(['(', '[']).next().unwrap_or(header);
    let words = header.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !NOISE.contains(&w.to_lowercase().as_str()));
    let mut all = vec![squash(header), squash(outside), squash(&words.collect::<String>())];
    let unnumbered = header.strip_suffix(')').and_then(|h| h.rsplit_once(" (")).filter(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()));
    all.extend(unnumbered.map(|(h, _)| squash(h)));
    all.retain(|word| !word.is_empty());
    all
}

/// Headers that are misspelt, or that hold a known one among other words: taken where the content fits and the field is free.
fn by_likeness(columns: &mut Columns, contents: &[Content]) {
    for (i, content) in contents.iter().copied().enumerate() {
        if columns.columns[i].field.is_some() || content == Content::Blank {
            continue;
        }
        let word = squash(&columns.columns[i].header);
        if word.len() < 5 {
            continue;
        }
        let allowed = if word.len() >= 9 { 2 } else { 1 };
        let mut best: Option<(usize, usize, Field)> = None;
        for (synonym, (field, _)) in known(columns.kind) {
            let distance =
                if synonym.len() >= 5 && synonym.len().abs_diff(word.len()) <= allowed { strsim::osa_distance(synonym, &word) } else { 9 };
            let likeness = if distance <= allowed {
                (distance, 0, *field)
            } else if synonym.len() >= 7 && word.contains(synonym.as_str()) {
                (3, 100 - synonym.len().min(99), *field)
            } else {
                continue;
            };
            // The field breaks ties, so that the answer does not hang on the order of a hash table.
            best = Some(best.map_or(likeness, |b| b.min(likeness)));
        }
        let Some((_, _, field)) = best else { continue };
        let field = settle(field, content);
        if field == Field::Ignore || (fits(field, content) && field.of(columns.kind) && (many(field) || !columns.claimed(field))) {
            columns.columns[i].field = Some(field);
        }
    }
}

/// Columns whose header says nothing: taken where their content can be one thing only, asked where it may be something that
/// no other column has, left aside otherwise.
fn by_content(columns: &mut Columns, contents: &[Content]) {
    use Field::*;
    for (i, content) in contents.iter().copied().enumerate() {
        if columns.columns[i].field.is_some() {
            continue;
        }
        let names = [FullName, Given, Family];
        let times = [LastSeen, LastSeenDate, Reported, ReportedDate];
        let returns = [Returned, ReturnedDate, IsReturned, IsMissing, Status];
        let is_list = columns.kind == Kind::List;
        let mut guesses = Vec::new();
        let free = |field: Field| field.of(columns.kind) && !columns.claimed(field);
        let taken = match content {
            Content::Postcodes if free(Postcode) => Some(Postcode),
            Content::Sexes if free(Sex) => Some(Sex),
            Content::Grades if free(Grade) => Some(Grade),
            Content::Categories if free(Category) => Some(Category),
            Content::Standings if is_list && !columns.claimed_any(&returns) => Some(Status),
            Content::Dates => {
                guesses.extend([Reported, LastSeen].into_iter().filter(|_| is_list && !columns.claimed_any(&times)));
                guesses.extend([Returned].into_iter().filter(|_| is_list && !columns.claimed_any(&returns)));
                guesses.extend([Dob].into_iter().filter(|f| free(*f)));
                guesses.extend([HeldAt].into_iter().filter(|f| free(*f) && !columns.claimed(HeldDate)));
                None
            }
            Content::Names if !columns.claimed_any(&names) => {
                guesses.push(FullName);
                None
            }
            _ => None,
        };
        if taken.is_some() || guesses.is_empty() {
            columns.columns[i].field = taken.or(Some(Ignore));
        } else {
            guesses.push(Ignore);
            columns.columns[i].guesses = guesses;
        }
    }
}

/// Asks for what is unclear, and says what is missing for any row to be read.
fn finish(columns: Columns) -> Result<Columns, ColumnsError> {
    use Field::*;
    if !columns.unclear().is_empty() {
        return Err(ColumnsError::Unclear(columns));
    }
    let named = columns.claimed_any(&[FullName, Given, Family]);
    let missing = match columns.kind {
        Kind::List if !named && !columns.claimed(PoliceRef) => "no column with names or police references was found",
        Kind::Children if !columns.claimed(OwnId) => "no column with the authority's own identifier (own_id) was found",
        Kind::Children | Kind::Workers if !named => "no column with names was found",
        Kind::Workers if !columns.claimed(Team) => "no column with teams was found",
        Kind::Interviews if !columns.claimed(PoliceRef) => "no column with police references was found",
        Kind::Interviews if !columns.claimed_any(&[HeldAt, HeldDate, NotHeldReason, ContactedAt, ContactedDate]) => {
            "no column with when interviews were held, or why not, or when contact was attempted, was found"
        }
        _ => return Ok(columns),
    };
    Err(ColumnsError::NotEnough { missing, columns })
}
