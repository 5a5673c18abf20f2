//! The row that names the columns, and the names it gives them.

use super::{Field, Kind, known, meaning};
use crate::casebook::event::Profile;
use crate::intake::dates::looks_like_date;
use crate::intake::read::{Cell, Table, TableRow};
use crate::intake::synonyms::squash;
use std::collections::{BTreeMap, HashSet};

/// How many rows from the top the header is looked for in.
pub(super) const HEADER_WITHIN: usize = 60;

/// The columns with a header or with content, and their names. A bare "Date" under a merged "Last seen" is "Last seen Date".
pub(super) fn headers(table: &Table, header: usize) -> Vec<(usize, String)> {
    let row = &table.rows[header];
    let above = header.checked_sub(1).map(|i| &table.rows[i]).filter(|r| r.number + 1 == row.number);
    let divided = above.is_some_and(|above| divides(above, row));
    let width = table.rows[header.saturating_sub(usize::from(divided))..].iter().map(|r| r.cells.len()).max().unwrap_or(0);
    let mut filled = vec![false; width];
    for (index, _) in table.rows[header + 1..].iter().flat_map(TableRow::filled) {
        filled[index] = true;
    }
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut headers = Vec::new();
    for (index, filled) in filled.into_iter().enumerate() {
        let own = match row.cell(index).text() {
            own if own.is_empty() && divided => above.map_or(own, |above| above.cell(index).text()),
            own => own,
        };
        let name = match own.as_ref() {
            "" if filled => format!("column {}", letters(index)),
            "" => continue,
            own => grouped(own, above, index).unwrap_or_else(|| own.to_owned()),
        };
        let times = seen.entry(name.clone()).or_insert(0);
        *times += 1;
        headers.push((index, if *times > 1 { format!("{name} ({times})") } else { name }));
    }
    headers
}

/// A header that says nothing without the heading above it.
fn is_bare(header: &str) -> bool {
    matches!(squash(header).as_str(), "date" | "time" | "datetime" | "dateandtime" | "where" | "by" | "how" | "location")
}

/// The header's own row, or the next one where it only divides the headings above it ("Last seen" over "Date" and "Time").
fn second_header(table: &Table, first: usize) -> usize {
    let is_second = table.rows.get(first + 1).is_some_and(|next| divides(&table.rows[first], next));
    if is_second { first + 1 } else { first }
}

fn divides(first: &TableRow, second: &TableRow) -> bool {
    let bare = second.filled().filter(|(_, cell)| is_bare(&cell.text())).count();
    // A heading merged over both rows stands in both.
    let whole = second.filled().filter(|(i, cell)| !is_bare(&cell.text()) && first.cell(*i) == *cell).count();
    first.number + 1 == second.number && bare > 0 && bare + whole == second.filled().count()
}

/// A bare "Date" or "Time" with the heading that stands above it or to the left above it.
fn grouped(own: &str, above: Option<&TableRow>, index: usize) -> Option<String> {
    if !is_bare(own) {
        return None;
    }
    let above = above?;
    let group = (0..=index).rev().map(|i| above.cell(i)).find(|c| !c.is_empty())?.text();
    let whole = format!("{group} {own}");
    known(Kind::List).contains_key(&squash(&whole)).then_some(whole)
}

/// A column's letters in a spreadsheet, from 0: A … Z, AA …
fn letters(index: usize) -> String {
    let last = char::from(b'A' + (index % 26) as u8);
    if index < 26 { last.to_string() } else { format!("{}{last}", letters(index / 26 - 1)) }
}

pub(super) fn samples(rows: &[TableRow], index: usize) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for cell in rows.iter().map(|r| r.cell(index)).filter(|c| !c.is_empty()).take(50) {
        let text = cell.text();
        if samples.len() < 3 && !samples.iter().any(|s| *s == text) {
            samples.push(text.chars().take(60).collect());
        }
    }
    samples
}

fn squashed_names(profile: &Profile) -> HashSet<String> {
    profile.columns.keys().map(|name| squash(name)).collect()
}

/// Whether a row's headers are just those of a profile.
pub(super) fn is_header_of(profile: &Profile, table: &Table, row: usize) -> bool {
    let names = squashed_names(profile);
    // Most rows share no word with the profile; the headers proper, for which the whole table is walked, are made of the rest.
    let shares = table.rows[row].filled().any(|(_, cell)| names.contains(&squash(&cell.text())));
    shares && {
        let headers = headers(table, row);
        headers.len() == profile.columns.len() && headers.iter().all(|(_, h)| names.contains(&squash(h)))
    }
}

/// The row with the most headers of a profile, at least half of them.
pub(super) fn header_of_profile(table: &Table, profile: &Profile) -> Option<usize> {
    let names = squashed_names(profile);
    let hits = |row: &TableRow| row.filled().filter(|(_, cell)| names.contains(&squash(&cell.text()))).count();
    let rows = table.rows.iter().take(HEADER_WITHIN).enumerate();
    let (hits, at) = rows.map(|(i, row)| (hits(row), i)).max_by_key(|(n, i)| (*n, std::cmp::Reverse(*i)))?;
    (hits > 0 && hits * 2 >= names.len()).then(|| second_header(table, at))
}

/// The row that names the most different fields; else a row of plain words above rows with dates.
pub(super) fn find_header(table: &Table, kind: Kind, map: &[(String, String)]) -> Option<usize> {
    let mapped: HashSet<String> = map.iter().map(|(header, _)| squash(header)).collect();
    let score = |row: &TableRow| {
        let words: Vec<String> = row.filled().map(|(_, c)| squash(&c.text())).collect();
        let fields: HashSet<Field> = words.iter().filter_map(|w| meaning(w, kind)).map(|(f, _)| f).collect();
        let asked = words.iter().filter(|w| mapped.contains(*w)).count();
        let named = words.iter().filter(|w| meaning(w, kind).is_some() || mapped.contains(*w)).count();
        let enough = fields.len() + asked >= 2 && named * 3 >= words.len();
        if enough { fields.len() * 2 + asked * 2 + usize::from(fields.contains(&Field::Ignore)) } else { 0 }
    };
    let rows = &table.rows[..table.rows.len().min(HEADER_WITHIN)];
    let best = rows.iter().enumerate().map(|(i, row)| (score(row), i)).max_by_key(|(score, i)| (*score, std::cmp::Reverse(*i)))?;
    if best.0 > 0 {
        return Some(second_header(table, best.1));
    }
    let plain = |row: &TableRow| row.filled().count() >= 3 && row.filled().all(|(_, c)| !c.text().bytes().any(|b| b.is_ascii_digit()));
    let dated = |row: &TableRow| row.filled().any(|(_, c)| !matches!(c, Cell::Number(_)) && looks_like_date(&c.text()));
    (0..rows.len()).find(|i| plain(&rows[*i]) && table.rows.get(i + 1).is_some_and(dated))
}
