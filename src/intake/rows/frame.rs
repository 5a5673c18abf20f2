//! What stands around the rows of children: titles with the list's cut-off, repeated headers, totals, section headings.

use super::reader::Context;
use crate::calendar::Local;
use crate::calendar::from_local;
use crate::episode::Moment;
use crate::intake::columns::Field;
use crate::intake::dates::{self, Written, Years};
use crate::intake::read::{Cell, Table, TableRow};
use crate::intake::synonyms::squash;
use crate::intake::values::{self, Standing};

/// What a row below the header is.
pub(super) enum Part {
    Child,
    /// The header again, at the head of a new page.
    Header,
    /// "Found", alone in its row: the children below it are.
    Section(Standing),
    /// A total, a page number, a greeting: no child.
    Footer(String),
}

/// `greeted`: the row before was a greeting; a lone cell after it is a signature.
pub(super) fn part(row: &TableRow, context: &Context, greeted: bool) -> Part {
    let filled = row.filled().count();
    if is_header(row, context, filled) {
        return Part::Header;
    }
    let first = row.filled().next().map_or_else(Default::default, |(_, cell)| cell.text());
    let dated = context.columns.columns.iter().any(|c| c.field.is_some_and(|f| f.is_date()) && !row.cell(c.index).is_empty());
    if filled > 3 || dated {
        return Part::Child;
    }
    let sentence = filled == 1 && first.split_whitespace().count() > 8;
    if is_footer(&first) || sentence {
        let texts: Vec<_> = row.filled().map(|(_, cell)| cell.text()).collect();
        return Part::Footer(texts.join(" "));
    }
    match values::standing(&first) {
        _ if greeted && is_lone(row, context) => Part::Footer(first.into_owned()),
        Some(standing) if filled == 1 && first.len() >= 4 && first.split_whitespace().count() <= 4 => Part::Section(standing),
        _ => Part::Child,
    }
}

fn is_header(row: &TableRow, context: &Context, filled: usize) -> bool {
    let columns = context.columns.columns.iter();
    let same = columns
        .filter(
            |c| matches!(row.cell(c.index), Cell::Text(text) if c.header.starts_with(text.as_str()) && squash(text) == squash(&c.header)),
        )
        .count();
    same >= 2 && same * 2 >= filled
}

/// "Kind regards", after which a name stands that is no child's.
pub(super) fn is_greeting(part: &Part) -> bool {
    let Part::Footer(text) = part else { return false };
    let word = squash(text);
    ["regards", "thanks", "thankyou", "cheers", "wishes", "sincerely"].iter().any(|end| word.ends_with(end))
}

/// Words that end a list. Those that are also surnames ("Page", "End") only as they stand at a page's foot.
fn is_footer(first: &str) -> bool {
    const WHOLE: [&str; 22] = [
        "total",
        "totals",
        "page",
        "pageof",
        "end",
        "ends",
        "count",
        "rows",
        "records",
        "regards",
        "thanks",
        "thankyou",
        "official",
        "officialsensitive",
        "restricted",
        "confidential",
        "cheers",
        "eof",
        "nochange",
        "nil",
        "noothers",
        "nofurther",
    ];
    const START: [&str; 19] = [
        "totalnumber",
        "totalmissing",
        "totalfound",
        "totalreturned",
        "totalchildren",
        "grandtotal",
        "subtotal",
        "endof",
        "kindregards",
        "bestregards",
        "bestwishes",
        "yourssincerely",
        "manythanks",
        "officialsensitive",
        "printed",
        "producedby",
        "generatedby",
        "reportrun",
        "numberof",
    ];
    let letters: String = squash(first).chars().filter(|c| !c.is_ascii_digit()).collect();
    WHOLE.contains(&letters.as_str()) || START.iter().any(|start| letters.starts_with(start))
}

/// The rows below the header (all rows where there is none).
pub(super) fn data<'a>(table: &'a Table, context: &Context) -> &'a [TableRow] {
    let header = context.columns.header_row;
    &table.rows[table.rows.partition_point(|row| row.number <= header)..]
}

/// The moment the list speaks of: the first date with a time in the titles above the header, unless it is in the future.
pub(super) fn cut_off(table: &Table, context: &Context) -> Option<Moment> {
    let titles = table.rows.iter().take_while(|row| row.number < context.columns.header_row);
    let line = |row: &TableRow| row.filled().map(|(_, cell)| cell.text()).collect::<Vec<_>>().join(" ");
    titles.filter_map(|row| moment_in(&line(row), context)).find(|at| *at <= context.now)
}

/// A date with a time within a line of words.
pub(super) fn moment_in(line: &str, context: &Context) -> Option<Moment> {
    let words: Vec<&str> = line.split_whitespace().take(40).collect();
    for from in 0..words.len() {
        for to in (from + 1..=words.len().min(from + 6)).rev() {
            let text = words[from..to].join(" ");
            match dates::parse(text.trim_matches(['.', ':', ';']), context.today, Years::ThisCentury) {
                Ok(Written::Exact(at)) => return Some(at),
                Ok(Written::Local(local)) => match from_local(local) {
                    Local::Once(at) | Local::Twice(at, _) => return Some(at),
                    Local::Never => {}
                },
                _ => {}
            }
        }
    }
    None
}

/// Whether only one cell of a row is filled: too little to be taken for a child without a time.
pub(super) fn is_lone(row: &TableRow, context: &Context) -> bool {
    row.filled().count() == 1 && context.columns.columns.iter().filter(|c| c.field.is_some_and(|f| f != Field::Ignore)).count() >= 3
}
