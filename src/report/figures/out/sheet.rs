//! A report with a layout of its own (Warwickshire, Trafford, freedom of information), as text, CSV, page and workbook.

use super::super::figure::{Figure, Value};
use super::super::presets::{Cell, Sheet, Table};
use crate::calendar::long_moment;
use crate::report::document::Document;
use crate::report::workbook::{self, Book};
use std::fmt::Write;

/// As text: its tables in their layout, each with what was left out of its figures.
pub fn text(sheet: &Sheet) -> String {
    let mut out = format!("{}\n{}\n{}, as of {}\n", sheet.title, sheet.source, sheet.period, long_moment(sheet.as_of));
    for table in &sheet.tables {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "\n{}", table.caption);
        for row in &table.rows {
            let _ = writeln!(out, "  {}", row.label);
            for (head, cell) in table.head.iter().skip(1).zip(&row.cells) {
                let _ = writeln!(out, "    {head}: {}", cell.words());
            }
        }
        for note in notes(table) {
            let _ = writeln!(out, "  {note}");
        }
    }
    out
}

/// What a reader must know: the notes of the table, and what was left out of its figures.
fn notes(table: &Table) -> Vec<String> {
    let mut notes = table.notes.clone();
    for figure in table.rows.iter().flat_map(|row| &row.cells).flat_map(Cell::figures) {
        let note = || format!("{}, {}: {}", name(figure), figure.period.label(), figure.exclusions());
        if !figure.excluded.is_empty() && !notes.contains(&note()) {
            notes.push(note());
        }
    }
    notes
}

fn name(figure: &Figure) -> String {
    figure.group.as_ref().map_or_else(|| figure.title.to_string(), |group| format!("{} ({group})", figure.title))
}

/// Columns of the sheet as CSV.
pub const COLUMNS: [&str; 10] = ["table", "row", "column", "words", "figure", "group", "from", "to", "left_out", "rule"];

/// One line for each cell; of two figures in a cell, one line for each.
pub fn csv(sheet: &Sheet) -> Vec<[String; COLUMNS.len()]> {
    let mut lines = Vec::new();
    for table in &sheet.tables {
        for row in &table.rows {
            for (head, cell) in table.head.iter().skip(1).zip(&row.cells) {
                let line = |words: String, figure: Option<&Figure>| {
                    let of = |part: fn(&Figure) -> String| figure.map(part).unwrap_or_default();
                    let group = of(|figure| figure.group.clone().unwrap_or_default());
                    let (from, to) = (of(|figure| figure.period.from.to_string()), of(|figure| figure.period.to.to_string()));
                    let (code, left_out, rule) =
                        (of(|figure| figure.code.clone()), of(Figure::exclusions), of(|figure| figure.rule.to_string()));
                    [table.caption.clone(), row.label.clone(), head.clone(), words, code, group, from, to, left_out, rule]
                };
                match cell {
                    Cell::Text(words) => lines.push(line(words.clone(), None)),
                    _ => lines.extend(cell.figures().into_iter().map(|figure| line(figure.words(), Some(figure)))),
                }
            }
        }
    }
    lines
}

/// As a page: its tables in their layout, below them the rules of its figures.
pub fn html(sheet: &Sheet) -> String {
    let mut paper = Document::new(&sheet.title, sheet.as_of);
    paper.facts([("Layout", sheet.source), ("Period", &sheet.period.to_string()), ("As of", &long_moment(sheet.as_of))]);
    for table in &sheet.tables {
        paper.heading(2, &table.caption);
        let row = |row: &super::super::presets::Row| std::iter::once(row.label.clone()).chain(row.cells.iter().map(Cell::words)).collect();
        // The first column has no head in the layouts; a page that is read aloud needs one.
        let head = table.head.iter().map(|head| if head.is_empty() { "Figure".to_owned() } else { head.clone() }).collect();
        paper.blocks.push(crate::report::document::Block::Table { head, rows: table.rows.iter().map(row).collect() });
        notes(table).iter().for_each(|note| paper.text(note));
    }
    paper.heading(2, "What is counted");
    paper.facts(rules(sheet));
    paper.to_html()
}

fn rules(sheet: &Sheet) -> Vec<(String, String)> {
    let mut rules: Vec<(String, String)> = Vec::new();
    for figure in sheet.figures() {
        let rule = (name(figure), figure.rule.to_string());
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    rules
}

/// The rows behind every figure, as `csv::rows` has them; the section is the table's caption.
pub fn all_rows(sheet: &Sheet) -> impl Iterator<Item = [String; super::csv::ROWS.len()]> {
    super::csv::rows(&sheet.episodes, sheet.named(None, None))
}

/// As a workbook: a sheet for each table, one with the rules, and one with the rows behind the figures.
pub fn book(sheet: &Sheet) -> Book {
    let told = format!("{}, as of {}", sheet.period, long_moment(sheet.as_of));
    let table = |table: &Table| {
        let row = |row: &super::super::presets::Row| {
            let label = workbook::Cell::Text(row.label.clone());
            std::iter::once(label).chain(row.cells.iter().map(cell)).collect()
        };
        let lines = [table.caption.clone(), format!("{}, {told}", sheet.title)].into_iter().chain(notes(table)).collect();
        let name = table.caption.split(':').next().unwrap_or_default().to_owned();
        workbook::Sheet { name, lines, columns: table.head.clone(), rows: table.rows.iter().map(row).collect(), charts: Vec::new() }
    };
    let rule = |(title, rule): (String, String)| vec![workbook::Cell::Text(title), workbook::Cell::Text(rule)];
    let rules = workbook::Sheet {
        name: "What is counted".into(),
        lines: vec!["What is counted".into(), sheet.source.into()],
        columns: vec!["Figure".into(), "Rule".into()],
        rows: rules(sheet).into_iter().map(rule).collect(),
        charts: Vec::new(),
    };
    let rows = workbook::Sheet {
        name: "Rows".into(),
        lines: vec!["Every row behind the figures, and what became of it in each".into(), told.clone()],
        columns: super::csv::ROWS.map(String::from).into(),
        rows: all_rows(sheet).map(|row| row.map(plain).into()).collect(),
        charts: Vec::new(),
    };
    Book { sheets: sheet.tables.iter().map(table).chain([rules, rows]).collect() }
}

/// A cell of a row: seconds are a number.
fn plain(words: String) -> workbook::Cell {
    match words.parse() {
        Ok(number) => workbook::Cell::Count(number),
        Err(_) if words.is_empty() => workbook::Cell::Empty,
        Err(_) => workbook::Cell::Text(words),
    }
}

/// A count as a number, all else in words: a rate reads n of N.
fn cell(cell: &Cell) -> workbook::Cell {
    match cell {
        Cell::Figure(figure) if matches!(figure.value, Value::Count(_)) => workbook::Cell::of(figure.value),
        other => workbook::Cell::Text(other.words()),
    }
}
