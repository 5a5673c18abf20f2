//! The rules that are run over the Missing table, by their numbers. Source: the Department's validation checks for SSDA903, as the
//! public rule pack (`csc-validator-be-903`) reads them; what a rule needs the Episodes table for is not checked here.

use super::read_day;
use super::ssda903::{HeaderRow, MissingRow, Year};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

/// The rule that asks for the return of the year before.
pub const CARRIED_OVER: &str = "576";

/// A rule that a row breaks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Broken {
    /// "574".
    pub rule: &'static str,
    /// Line of `missing.csv`, the header being line 1; `None`: of a row that is not there.
    pub line: Option<usize>,
    /// The own identifier.
    pub child: String,
    /// What is wrong, and what to look at.
    pub words: String,
}

/// A row with its days read.
struct Read<'a> {
    line: usize,
    row: &'a MissingRow,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
}

/// Every rule that the rows would break, by line. `previous`: the Missing table of the year before as it was sent, for rule 576.
pub fn broken(missing: &[MissingRow], header: &[HeaderRow], year: Year, previous: Option<&[MissingRow]>) -> Vec<Broken> {
    let rows: Vec<Read> =
        (2..).zip(missing).map(|(line, row)| Read { line, row, start: read_day(&row.start), end: read_day(&row.end) }).collect();
    let mut found = Vec::new();
    for read in &rows {
        alone(read, year, &mut found);
        in_header(read, header, &mut found);
    }
    overlaps(&rows, &mut found);
    if let Some(previous) = previous {
        carried_over(&rows, previous, &mut found);
    }
    found.sort_by_key(|broken| broken.line.unwrap_or(usize::MAX));
    found
}

fn breaks(found: &mut Vec<Broken>, read: &Read, rule: &'static str, words: impl Into<String>) {
    found.push(Broken { rule, line: Some(read.line), child: read.row.child.clone(), words: words.into() });
}

/// What a row breaks by itself.
fn alone(read: &Read, year: Year, found: &mut Vec<Broken>) {
    let MissingRow { dob, missing, start, end, .. } = read.row;
    if read.start.is_none() {
        breaks(found, read, "1004", format!("the start \u{201c}{start}\u{201d} is no date"));
    }
    if !end.is_empty() && read.end.is_none() {
        breaks(found, read, "1005", format!("the end \u{201c}{end}\u{201d} is no date"));
    }
    if !missing.is_empty() && !["M", "A"].contains(&missing.as_str()) {
        breaks(found, read, "1006", format!("\u{201c}{missing}\u{201d} is neither M (missing) nor A (away from placement)"));
    }
    if start.is_empty() && ["M", "A", "m", "a"].contains(&missing.as_str()) {
        breaks(found, read, "564", "it says M or A, and not since when");
    }
    if missing.is_empty() && !start.is_empty() {
        breaks(found, read, "565", "it has a start, and neither M nor A");
    }
    if missing.is_empty() && !end.is_empty() {
        breaks(found, read, "566", "it has an end, and neither M nor A");
    }
    if let (Some(from), Some(to)) = (read.start, read.end)
        && from > to
    {
        breaks(found, read, "567", format!("it ends on {end}, before it starts on {start}"));
    }
    if read.start.is_some_and(|from| from > year.end()) {
        breaks(found, read, "570", format!("it starts on {start}, after the year"));
    }
    if read.end.is_some_and(|to| to < year.start() || to > year.end()) {
        breaks(found, read, "571", format!("it ends on {end}, which is not in the year"));
    }
    if let (Some(from), Some(born)) = (read.start, read_day(dob))
        && from <= born
    {
        breaks(found, read, "586", format!("it starts on {start}, and the child was born on {dob}"));
    }
}

fn in_header(read: &Read, header: &[HeaderRow], found: &mut Vec<Broken>) {
    let of_child: Vec<&HeaderRow> = header.iter().filter(|row| row.child == read.row.child).collect();
    if of_child.is_empty() {
        breaks(found, read, "INT04", "the child is not in the Header table");
    }
    let born = read_day(&read.row.dob);
    let differs = |row: &&HeaderRow| matches!((read_day(&row.dob), born), (Some(there), Some(here)) if there != here);
    if let Some(row) = of_child.into_iter().find(differs) {
        breaks(found, read, "INT13", format!("born {}, and {} in the Header table", read.row.dob, row.dob));
    }
}

/// Rule 574. The rows of a child by their end (by their start where there is none), then by their start: none may start while the
/// one before is open, or before it ends.
fn overlaps(rows: &[Read], found: &mut Vec<Broken>) {
    let mut order: Vec<&Read> = rows.iter().collect();
    let last = NaiveDate::MAX;
    order.sort_by_key(|read| (&read.row.child, read.end.or(read.start).unwrap_or(last), read.start.unwrap_or(last)));
    for pair in order.windows(2) {
        let [before, read] = pair else { continue };
        if before.row.child != read.row.child {
            continue;
        }
        match (before.end, read.start) {
            (None, _) => {
                breaks(found, read, "574", format!("the one before, since {}, is still open (line {})", before.row.start, before.line))
            }
            (Some(end), Some(start)) if start < end => {
                let words = format!("it starts on {}, before {} in line {} ends", read.row.start, before.row.end, before.line);
                breaks(found, read, "574", words);
            }
            _ => {}
        }
    }
}

/// Rule 576: what was open at the end of the year before stands first this year, with the same start.
fn carried_over(rows: &[Read], previous: &[MissingRow], found: &mut Vec<Broken>) {
    let mut first: BTreeMap<&str, &Read> = BTreeMap::new();
    for read in rows {
        let start = |read: &Read| read.start.unwrap_or(NaiveDate::MAX);
        let kept = first.entry(&read.row.child).or_insert(read);
        if start(read) < start(kept) {
            *kept = read;
        }
    }
    for open in previous.iter().filter(|row| row.end.is_empty()) {
        let words = format!("last year\u{2019}s return has it open since {}", open.start);
        match first.get(open.child.as_str()) {
            Some(read) if read.start == read_day(&open.start) => {}
            Some(read) => breaks(found, read, CARRIED_OVER, format!("{words}; the first of this year starts on {}", read.row.start)),
            None => found.push(Broken {
                rule: CARRIED_OVER,
                line: None,
                child: open.child.clone(),
                words: format!("{words}; this year has none"),
            }),
        }
    }
}
