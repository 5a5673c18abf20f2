//! `wayhome kpi`: figures of a period as text, JSON, CSV and files.

pub mod args;

use super::args::{Format, Global};
use super::interview::Desk;
use super::output;
use super::waiting::counting;
use crate::casebook::Error;
use crate::casebook::figures::file_name;
use crate::casebook::figures_rows::RowTold;
use crate::casebook::meeting_view::Paper;
use crate::report::figures::out::{FiguresView, OfEpisode, asked, book, csv, html, json, sheet, text};
use crate::report::figures::presets::{Preset, Sheet};
use crate::report::figures::{Figure, Period};
use crate::report::workbook;
use anyhow::Result;
use args::Kpi;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// `wayhome kpi`.
pub fn run(global: &Global, asked: &Kpi) -> Result<()> {
    let desk = &mut Desk::open(global)?;
    let days = &desk.hub.clocks().working_days;
    let period = asked::period(asked.from.as_deref(), asked.to.as_deref(), desk.now, days).map_err(Error::Refused)?;
    let compare = asked::compare(asked.compare.as_deref().unwrap_or_default(), period, desk.now, days).map_err(Error::Refused)?;
    if let Some(preset) = Preset::ALL.iter().find(|preset| Some(preset.code()) == asked.preset.as_deref()) {
        if let Some(why) = preset.alone().filter(|_| compare.is_some()) {
            return Err(Error::Refused(why.into()).into());
        }
        let sheet = counting(|| desk.hub.figures_sheet(*preset, period, compare, desk.now))?;
        return match (&asked.rows, &asked.out) {
            (Some(figure), _) => rows(desk, global, &Source::Sheet(&sheet), figure, asked.group.as_deref()),
            (None, Some(out)) => write(desk, global, out, preset.code(), sheet.period, &|kind| sheet_file(&sheet, kind)),
            (None, None) => print_sheet(&sheet, global.format),
        };
    }
    let view = counting(|| desk.hub.figures(period, compare, desk.now))?;
    match (&asked.rows, &asked.out) {
        (Some(figure), _) => rows(desk, global, &Source::View(&view), figure, asked.group.as_deref()),
        (None, Some(out)) => write(desk, global, out, "figures", period, &|kind| figures_file(&view, kind)),
        (None, None) => match global.format {
            Format::Json => output::json(&json::figures(&view)),
            Format::Csv => output::csv(csv::FIGURES, csv::figures(&view)),
            _ => output::text(&text::figures(&view)),
        },
    }
}

fn print_sheet(sheet: &Sheet, format: Format) -> Result<()> {
    match format {
        Format::Json => output::json(&json::sheet(sheet)),
        Format::Csv => output::csv(sheet::COLUMNS, sheet::csv(sheet)),
        _ => output::text(&sheet::text(sheet)),
    }
}

/// Where figures with rows stand.
enum Source<'s> {
    View(&'s FiguresView),
    Sheet(&'s Sheet),
}

impl Source<'_> {
    /// The figures of a code with what they stand under: of all groups, or of one.
    fn named(&self, code: &str, group: Option<&str>) -> Vec<(String, &Figure)> {
        match self {
            Source::View(view) => view.named(code, group),
            Source::Sheet(sheet) => sheet.named(Some(code), group),
        }
    }

    fn episodes(&self) -> &HashMap<i64, OfEpisode> {
        match self {
            Source::View(view) => &view.episodes,
            Source::Sheet(sheet) => &sheet.episodes,
        }
    }
}

/// The rows behind a figure, or behind every one.
fn rows(desk: &Desk, global: &Global, of: &Source, figure: &str, group: Option<&str>) -> Result<()> {
    let every = figure == "all";
    if every && global.format == Format::Csv {
        return match of {
            Source::View(view) => output::csv(csv::ROWS, csv::all_rows(view)),
            Source::Sheet(sheet) => output::csv(csv::ROWS, sheet::all_rows(sheet)),
        };
    }
    if every {
        let why = "the rows of every figure are for a program to read: take --format csv";
        return Err(Error::Refused(why.into()).into());
    }
    let figures = of.named(figure, group);
    if figures.is_empty() {
        return Err(Error::Refused(no_such_figure(of, figure, group)).into());
    }
    if global.format == Format::Csv {
        return output::csv(csv::ROWS, csv::rows(of.episodes(), figures));
    }
    let mut printed: (Vec<Value>, String) = Default::default();
    let of_figures = desk.hub.rows_of_figures(&figures.iter().map(|(_, figure)| *figure).collect::<Vec<_>>())?;
    for ((section, figure), told) in figures.into_iter().zip(of_figures) {
        let values: Vec<Value> = told.iter().map(|row| told_json(&row.told)).collect();
        printed.0.push(json::rows(&section, figure, &values));
        printed.1 += &format!("{}\n", text::head(figure));
        for row in &told {
            let told = &row.told;
            let name = if told.name.is_empty() { String::new() } else { format!(" {}", told.name) };
            printed.1 += &format!("  {}: {}{name}: {}\n", row.behind.words(), told.reference, told.words);
        }
        printed.1.push('\n');
    }
    match global.format {
        Format::Json => output::json(&printed.0),
        _ => output::text(&printed.1),
    }
}

fn told_json(told: &RowTold) -> Value {
    let name = Some(&told.name).filter(|name| !name.is_empty());
    json!({ "reference": told.reference, "child": told.child.map(|child| child.to_string()), "name": name, "words": told.words,
            "opens": told.opens.map(|episode| episode.to_string()) })
}

fn no_such_figure(of: &Source, figure: &str, group: Option<&str>) -> String {
    match group.filter(|_| !of.named(figure, None).is_empty()) {
        Some(group) => format!("figure {figure} has no group \u{201c}{group}\u{201d} in this period; without --group it lists every group"),
        None => {
            let preset = if matches!(of, Source::Sheet(_)) { "--preset … " } else { "" };
            format!("there is no figure \u{201c}{figure}\u{201d} here; wayhome kpi {preset}--format csv lists them in the column figure")
        }
    }
}

type Made = Result<Vec<u8>, Error>;

/// The files that are made of figures, by their endings; those of a folder come first.
const KINDS: [&str; 5] = ["xlsx", "html", "csv", "json", "txt"];

fn figures_file(view: &FiguresView, kind: &str) -> Made {
    Ok(match kind {
        "xlsx" => workbook::write(&book::figures(view)).map_err(Error::Refused)?,
        "html" => html::figures(view).into_bytes(),
        "csv" => table(&csv::FIGURES, csv::figures(view))?,
        "rows.csv" => table(&csv::ROWS, csv::all_rows(view))?,
        "json" => format!("{:#}\n", json::figures(view)).into_bytes(),
        _ => text::figures(view).into_bytes(),
    })
}

fn sheet_file(sheet: &Sheet, kind: &str) -> Made {
    Ok(match kind {
        "xlsx" => workbook::write(&sheet::book(sheet)).map_err(Error::Refused)?,
        "html" => sheet::html(sheet).into_bytes(),
        "csv" => table(&sheet::COLUMNS, sheet::csv(sheet))?,
        "rows.csv" => table(&csv::ROWS, sheet::all_rows(sheet))?,
        "json" => format!("{:#}\n", json::sheet(sheet)).into_bytes(),
        _ => sheet::text(sheet).into_bytes(),
    })
}

/// CSV in which no cell is a formula.
fn table<const N: usize>(head: &[&str; N], rows: impl IntoIterator<Item = [String; N]>) -> Made {
    let failed = |why: &dyn std::fmt::Display| Error::Refused(format!("the CSV could not be made: {why}"));
    let mut out = ::csv::Writer::from_writer(Vec::new());
    out.write_record(head).map_err(|why| failed(&why))?;
    for row in rows {
        out.write_record(row.map(output::inert)).map_err(|why| failed(&why))?;
    }
    out.into_inner().map_err(|why| failed(&why))
}

/// Writes one file, or all that are made into a folder, for their owner alone; a file that is there already is not written over.
fn write(desk: &mut Desk, global: &Global, out: &Path, what: &str, period: Period, make: &dyn Fn(&str) -> Made) -> Result<()> {
    let ending = out.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    let kind = KINDS.iter().find(|kind| Some(**kind) == ending.as_deref());
    let (folder, wanted): (PathBuf, Vec<(String, &str)>) = match (kind, &ending) {
        (Some(kind), _) => {
            let name = out.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            (folder.to_owned(), vec![(name, kind)])
        }
        (None, Some(ending)) if !out.is_dir() => {
            let refused = format!("no file of figures ends in .{ending}: name a folder, or a file that ends in .{}", KINDS.join(", ."));
            return Err(Error::Refused(refused).into());
        }
        _ => {
            let name = |kind: &str| format!("{}.{kind}", file_name(what, period));
            (out.to_owned(), KINDS[..4].iter().copied().chain(["rows.csv"]).map(|kind| (name(kind), kind)).collect())
        }
    };
    let paper = |(file_name, kind): (String, &str)| Ok(Paper { file_name, bytes: make(kind)? });
    let papers = wanted.into_iter().map(paper).collect::<Result<Vec<_>, Error>>()?;
    let files = desk.hub.write_figures(&papers, &folder, desk.now)?;
    let paths: Vec<String> = files.iter().map(|file| folder.join(file).display().to_string()).collect();
    match global.format {
        Format::Json => output::json(&json!({ "ok": true, "files": paths })),
        _ => output::text(&paths.iter().map(|path| format!("{path}\n")).collect::<String>()),
    }
}
