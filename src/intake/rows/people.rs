//! Rows as people alone, for matching two files: nothing is refused, for a row left out is a child not looked for.

use super::Warnings;
use super::frame::{self, Part};
use super::list::{person, read_again};
use super::reader::{Context, Reader, written};
use crate::episode::{ListedPerson, Moment};
use crate::intake::columns::{Columns, Field};
use crate::intake::dates::Years;
use crate::intake::read::{Table, TableRow};
use crate::intake::values;
use crate::settings::Settings;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// A row and whom it names.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonRow {
    /// As a spreadsheet numbers it, from 1.
    pub row: u32,
    /// What the row is called in its file.
    pub label: Option<String>,
    pub person: ListedPerson,
    /// The police references it gives, as written.
    pub references: Vec<String>,
}

/// Hands each row to `take`, in the order of the file, and gives what is to be said: one line of plain English each. A date of birth
/// that cannot be is left out, with a remark. `label`: the column of what a row is called, counted from 0; `now` reads short years.
pub fn people(
    table: Table,
    columns: &Columns,
    label: Option<usize>,
    settings: &Settings,
    now: Moment,
    mut take: impl FnMut(PersonRow),
) -> Vec<String> {
    let context = Context::new(columns, settings, now);
    let mut warnings = Warnings::new(columns);
    let mut greeted = false;
    let header = frame::data(&table, &context).first().map_or(u32::MAX, |row| row.number);
    // By value, so that a row's cells make room for what is made of it.
    for row in table.rows.into_iter().filter(|row| row.number >= header) {
        let part = frame::part(&row, &context, greeted);
        greeted = frame::is_greeting(&part);
        let label = label.map(|at| row.cell(at).text().into_owned()).filter(|label| !label.is_empty());
        match part {
            Part::Header => continue,
            // What its file numbers is a row, whatever it looks like.
            Part::Section(_) | Part::Footer(_) if label.is_none() => {
                let text = row.filled().map(|(_, cell)| cell.text()).collect::<Vec<_>>().join(" ");
                warnings.say(|| format!("row {} is not a child: \"{text}\"", row.number));
                continue;
            }
            _ => {}
        }
        let mut reader = Reader { context: &context, row: &row, warnings: &mut warnings };
        let name = reader.name();
        let dob = dob(&mut reader);
        let person = person(&mut reader, name, dob);
        take(PersonRow { row: row.number, label, person, references: references(&row, &context) });
    }
    warnings.finish()
}

/// Whom a refused row names, as far as its cells (keyed by field code, as in [`crate::intake::Refusal::cells`]) can be read, and when it
/// says the child went missing.
pub fn named_in(cells: &BTreeMap<String, String>, settings: &Settings, now: Moment) -> (ListedPerson, Option<Moment>) {
    read_again(cells, 0, settings, now, |reader| {
        let name = reader.name();
        let dob = dob(reader);
        let since = [
            reader.moment(Field::LastSeen, Field::LastSeenDate, Field::LastSeenTime),
            reader.moment(Field::Reported, Field::ReportedDate, Field::ReportedTime),
        ];
        let since = since.into_iter().find_map(|read| Some(read.ok()??.0.when().at));
        (person(reader, name, dob), since)
    })
}

/// The date of birth as far as it is one. One in the future is a slip that still says something; one that is no date does not.
fn dob(reader: &mut Reader) -> Option<NaiveDate> {
    let refusal = match reader.dob() {
        Ok(dob) => return dob,
        Err(refusal) => refusal,
    };
    let (_, cell) = reader.cell(Field::Dob)?;
    let kept = written(cell, reader.context.today, Years::Past).ok().and_then(|written| written.day());
    let how = if kept.is_some() { "it was matched as it stands" } else { "the row was matched without it" };
    reader.warnings.say(|| format!("row {}: {}; {how}", refusal.row, refusal.words));
    kept
}

/// Several in a cell are separated by `|`, `;` or `,`.
fn references(row: &TableRow, context: &Context) -> Vec<String> {
    let cells = context.columns_of(Field::PoliceRef).map(|column| row.cell(column.index).text().nfkc().collect::<String>());
    let all = cells.flat_map(|cell| cell.split(['|', ';', ',']).map(|part| part.trim().to_owned()).collect::<Vec<_>>());
    all.filter(|reference| !reference.is_empty() && !values::says_nothing(reference)).collect()
}
