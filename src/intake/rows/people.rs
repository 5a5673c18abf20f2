//! Rows as people alone, for matching two files: nothing is refused, for a row left out is a child not looked for.

use super::Warnings;
use super::frame::{self, Part};
use super::list::person;
use super::reader::{Context, Reader};
use crate::episode::{ListedPerson, Moment};
use crate::intake::columns::Columns;
use crate::intake::read::{Table, TableRow};
use crate::intake::values;
use crate::settings::Settings;
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

/// Where a file has what no list or caseload needs. Columns are counted from 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extra {
    /// What a row is called.
    pub label: Option<usize>,
    /// Police references, several in a cell separated by `|`, `;` or `,`.
    pub references: Vec<usize>,
}

/// Hands each row to `take`, in the order of the file, and gives what is to be said: one line of plain English each. A date of birth
/// that cannot be is left out, with a remark; `now` reads short years.
pub fn people(
    table: &Table,
    columns: &Columns,
    extra: &Extra,
    settings: &Settings,
    now: Moment,
    mut take: impl FnMut(PersonRow),
) -> Vec<String> {
    let context = Context::new(columns, settings, now);
    let mut warnings = Warnings::new(columns);
    let mut greeted = false;
    for row in frame::data(table, &context) {
        let part = frame::part(row, &context, greeted);
        greeted = frame::is_greeting(&part);
        let label = extra.label.map(|at| row.cell(at).text().into_owned()).filter(|label| !label.is_empty());
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
        let mut reader = Reader { context: &context, row, warnings: &mut warnings };
        let name = reader.name();
        let dob = reader.dob().unwrap_or_else(|refusal| {
            reader.warnings.say(|| format!("row {}: {}; it was matched without the date", row.number, refusal.words));
            None
        });
        let person = person(&mut reader, name, dob);
        take(PersonRow { row: row.number, label, person, references: references(row, &extra.references) });
    }
    warnings.finish()
}

fn references(row: &TableRow, columns: &[usize]) -> Vec<String> {
    let cells = columns.iter().map(|at| row.cell(*at).text().nfkc().collect::<String>());
    let all: Vec<String> = cells.flat_map(|cell| cell.split(['|', ';', ',']).map(|part| part.trim().to_owned()).collect::<Vec<_>>()).collect();
    all.into_iter().filter(|reference| !reference.is_empty() && !values::says_nothing(reference)).collect()
}
