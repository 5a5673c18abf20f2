//! `wayhome export ssda903`, `annexa` and `csv`.

use super::args::{AnnexA, Ssda903};
use super::files;
use crate::casebook::event::Export;
use crate::casebook::{Error, JOURNAL};
use crate::cli::args::{Format, Global};
use crate::cli::hub::{come_so_far, in_thousands};
use crate::cli::interview::Desk;
use crate::cli::output;
use crate::report::statutory::annexa;
use crate::report::statutory::rules903::Broken;
use crate::report::statutory::ssda903::{self, MissingRow};
use crate::report::statutory::tables;
use crate::report::workbook::{self, Book, Cell, Sheet};
use anyhow::Result;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// The largest Missing table of a year that is read.
const MOST: u64 = 16 << 20;

/// `wayhome export ssda903 --year 2026 [FOLDER]`: what is left out and which rules would fail is said before anything is written;
/// with rows that would fail nothing is written unless asked for.
pub fn ssda903(global: &Global, asked: &Ssda903) -> Result<()> {
    let mut desk = Desk::open(global)?;
    let previous = asked.previous.as_deref().map(previous).transpose()?;
    let made = desk.hub.ssda903(asked.year, previous.as_deref(), desk.now)?;
    let Some(folder) = asked.folder.as_deref() else {
        return print(global, &made.words(), &serde_json::to_value(&made)?, &[]);
    };
    if !made.broken.is_empty() && !asked.anyway {
        let of = format!("wayhome export ssda903 --year {}", asked.year);
        let words = format!(
            "{} would break {}; nothing was written. Look at them with `{of}`, put the record right, or write them with --anyway",
            rows(&made.broken),
            rules(&made.broken)
        );
        return Err(Error::Refused(words).into());
    }
    let beside = made.words().into_bytes();
    let out = [("missing.csv", made.missing_csv()), ("header.csv", made.header_csv()), ("left-out.txt", beside)];
    let paths = files::write(&desk.hub, folder, out)?;
    let reason = if made.broken.is_empty() { String::new() } else { format!("although {} would fail", rules(&made.broken)) };
    note(&mut desk, Export::Ssda903, &paths, &reason)?;
    print(global, &made.words(), &serde_json::to_value(&made)?, &paths)
}

fn previous(path: &Path) -> Result<Vec<MissingRow>> {
    let bytes = crate::cli::file::read(path, MOST)?;
    Ok(ssda903::read_missing(&bytes).map_err(|words| Error::Refused(format!("{}: {words}", path.display())))?)
}

/// "1 row", "3 rows".
fn rows(broken: &[Broken]) -> String {
    let lines: BTreeSet<_> = broken.iter().map(|broken| (broken.line, &broken.child)).collect();
    if lines.len() == 1 { "1 row".into() } else { format!("{} rows", lines.len()) }
}

/// "rule 574", "rules 574, 586".
fn rules(broken: &[Broken]) -> String {
    let rules: BTreeSet<&str> = broken.iter().map(|broken| broken.rule).collect();
    let list = rules.iter().copied().collect::<Vec<_>>().join(", ");
    if rules.len() == 1 { format!("rule {list}") } else { format!("rules {list}") }
}

/// `wayhome export annexa --date D [--out FILE]`.
pub fn annex_a(global: &Global, asked: &AnnexA) -> Result<()> {
    let mut desk = Desk::open(global)?;
    let on = asked.date.as_deref().map_or(Ok(crate::calendar::day_of(desk.now)), |text| desk.day(text))?;
    let list = desk.hub.annex_a(on, desk.now)?;
    let mut paths = Vec::new();
    if let Some(path) = asked.out.as_deref() {
        let bytes = match files::ending(path).as_str() {
            "csv" => list.csv(),
            "xlsx" => workbook::write(&book(&list)).map_err(Error::Store)?,
            _ => return Err(Error::Refused(format!("{} ends neither in .csv nor in .xlsx; name one that does", path.display())).into()),
        };
        paths = files::write_one(&desk.hub, path, bytes)?;
        note(&mut desk, Export::AnnexA, &paths, "")?;
    }
    match global.format {
        Format::Csv => output::as_it_is(&String::from_utf8_lossy(&list.csv())),
        _ => print(global, &list.words(), &serde_json::to_value(&list)?, &paths),
    }
}

/// The list as the first sheet, with nothing above its header as Ofsted's own has it; who is not in it as the second.
fn book(list: &annexa::AnnexA) -> Book {
    let text = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
    let row = |row: &annexa::Row| {
        let [own_id, _, _, _, offered, accepted] = row.cells();
        let born = row.dob.map_or(Cell::Empty, Cell::Day);
        vec![text(&own_id), born, Cell::Count(row.missing.into()), Cell::Count(row.absent.into()), text(&offered), text(&accepted)]
    };
    let no_dob = |row: &annexa::Row| {
        let (child, words) = (row.child.to_string(), "no date of birth, the cell is empty");
        vec![text(&child), text(&row.own_id), Cell::Empty, text("in the list"), text(words)]
    };
    let left = |left: &annexa::LeftOut| {
        let child = left.child.map_or(String::new(), |child| child.to_string());
        let episodes = left.episodes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let own_id = left.own_id.as_deref().unwrap_or_default();
        vec![text(&child), text(own_id), text(&episodes), text(left.why.label()), text(&left.words)]
    };
    let columns = |columns: &[&str]| columns.iter().map(|column| (*column).to_owned()).collect::<Vec<_>>();
    let on = crate::calendar::long_day(list.on);
    Book {
        sheets: vec![
            Sheet {
                name: "List 8".into(),
                columns: columns(&annexa::COLUMNS),
                rows: list.rows.iter().map(row).collect(),
                ..Sheet::default()
            },
            Sheet {
                name: "Not in it".into(),
                lines: vec![format!("Not in list 8 on {on}, and why; and what is not complete in it")],
                columns: columns(&["Child", "Own id", "Episodes", "Why", "More"]),
                rows: list.left_out.iter().map(left).chain(list.rows.iter().filter(|row| row.dob.is_none()).map(no_dob)).collect(),
                ..Sheet::default()
            },
        ],
    }
}

/// `wayhome export csv FOLDER`.
pub fn csv(global: &Global, folder: &Path) -> Result<()> {
    let mut desk = Desk::open(global)?;
    // All of them before anything is written: a folder half full of children's data is to be avoided.
    files::none_there(folder, tables::files().into_iter().chain([JOURNAL]))?;
    let watched = std::io::stderr().is_terminal();
    if watched {
        desk.hub.show_progress(|done, of| come_so_far("Reading the journal", done, of));
    }
    let read = desk.hub.everything_and_journal();
    if watched {
        eprint!("\x1b[K");
    }
    let (all, journal, entries) = read?;
    let mut counts = vec![(JOURNAL, entries)];
    let others = tables::tables(&all).map(|table| {
        counts.push((table.file, table.rows.len()));
        (table.file, table.csv())
    });
    let paths = files::write(&desk.hub, folder, std::iter::once((JOURNAL, journal)).chain(others))?;
    note(&mut desk, Export::Tables, &paths, "")?;
    let lines: Vec<String> = counts.iter().map(|(file, rows)| format!("{file:<20} {rows:>7} rows")).collect();
    let counts: Value = counts.iter().map(|(file, rows)| json!({ "file": file, "rows": rows })).collect();
    let head = all.hub.head.get(..16).unwrap_or_default();
    let words = format!(
        "{}\n{} entries in the journal, fingerprint of the last {head}: keep both, a hub made again from it says the same\n",
        lines.join("\n"),
        in_thousands(entries)
    );
    print(global, &words, &json!({ "tables": counts, "entries": entries, "head": head }), &paths)
}

/// Writes down that files left the hub; where that fails they do not.
fn note(desk: &mut Desk, what: Export, paths: &[PathBuf], reason: &str) -> Result<()> {
    let noted = desk.hub.note_export(what, files::names(paths), None, reason, desk.now);
    if noted.is_err() {
        files::remove(paths);
    }
    Ok(noted?)
}

/// More files than this are told by their number.
const MANY: usize = 10;

/// What was found, and where it was written.
fn print(global: &Global, words: &str, value: &Value, paths: &[PathBuf]) -> Result<()> {
    let written: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    match global.format {
        Format::Json => {
            let mut value = value.clone();
            value["written"] = json!(written);
            output::record("", &value)
        }
        _ if written.is_empty() => output::text(words),
        _ if written.len() > MANY => output::text(&format!("{words}Written: {} files, the first {}\n", written.len(), written[0])),
        _ => output::text(&format!("{words}Written: {}\n", written.join(", "))),
    }
}
