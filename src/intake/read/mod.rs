//! From bytes to a table of cells: CSV in any dress, workbooks, pasted tables.

mod archive;
mod clean;
mod text;
mod workbook;

pub use workbook::THREAD as WORKBOOK_THREAD;

use chrono::{NaiveDate, NaiveDateTime};
use clean::Cleaner;
use std::borrow::Cow;
use thiserror::Error;

/// The largest file that is read, in bytes (64 MB). Callers refuse a larger one before reading it, with [`ReadError::TooLarge`].
pub const MAX_BYTES: u64 = 64 << 20;
/// A row with more filled cells than this is no list.
const MAX_COLUMNS: usize = 1024;
/// A table with more rows than this is no list and no caseload.
const MAX_ROWS: usize = 200_000;

/// What was read: rows of cells, blank rows left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The file's name, or what a paste is called.
    pub name: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    pub rows: Vec<TableRow>,
    /// One line of plain English each: what was taken out, cut or guessed.
    pub warnings: Vec<String>,
}

/// A row that holds something.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// As a spreadsheet shows it, from 1, blank rows counted. In a text file a quoted cell with line breaks is part of its row,
    /// so that the number is the one Excel shows when it opens the file, and not the line in an editor.
    pub number: u32,
    /// Without empty cells at the end.
    pub cells: Vec<Cell>,
}

/// A cell: texts are free of control characters, trimmed and never empty.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(f64),
    /// A workbook's date (by its format; never guessed from a number).
    Day(NaiveDate),
    /// A workbook's date and time, on the UK wall clock.
    Moment(NaiveDateTime),
}

static EMPTY: Cell = Cell::Empty;

impl TableRow {
    /// The cell of a column; empty beyond the end of the row.
    pub fn cell(&self, index: usize) -> &Cell {
        self.cells.get(index).unwrap_or(&EMPTY)
    }

    /// The cells that hold something, with their column.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty())
    }
}

impl Cell {
    /// Holds nothing.
    pub fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }

    /// The text as a person would have typed it: dates as 20/11/2026 14:05, whole numbers without a point, nothing as "".
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::Number(number) => Cow::Owned(number.to_string()),
            Cell::Day(day) => Cow::Owned(day.format("%d/%m/%Y").to_string()),
            Cell::Moment(at) => {
                let seconds = if chrono::Timelike::second(at) == 0 { "%d/%m/%Y %H:%M" } else { "%d/%m/%Y %H:%M:%S" };
                Cow::Owned(at.format(seconds).to_string())
            }
        }
    }
}

/// Why a file cannot be read: one line of plain English, with what to do. Who shows it puts the file's name before it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadError {
    #[error("larger than {} MB, which no list is; check that it is the right file", MAX_BYTES >> 20)]
    TooLarge,
    #[error("the workbook unpacks to more than {0}, which no list does; check that it is the right file")]
    UnpacksTooLarge(&'static str),
    #[error("the file is empty; ask the sender for it again")]
    Empty,
    #[error("this is {what}, not a list; save the list as .xlsx or .csv and load that")]
    NotATable { what: &'static str },
    #[error("protected by a password; open it in Excel, save it without the password, and load that")]
    Encrypted,
    #[error("damaged, and cannot be opened ({why}); open it in Excel, save it again, and load that")]
    Damaged { why: String },
    #[error("the workbook has several sheets: {}; say which with --sheet", .0.join(", "))]
    WhichSheet(Vec<String>),
    #[error("there is no sheet \"{asked}\" in the workbook; it has {}", .have.join(", "))]
    NoSuchSheet { asked: String, have: Vec<String> },
    #[error("row {row} has more than {} columns; check that it is the right file", MAX_COLUMNS)]
    TooManyColumns { row: u32 },
    #[error("more than {max} rows; check that it is the right file", max = MAX_ROWS)]
    TooManyRows,
}

/// Reads a file, or a pasted table, whatever its form. What it is is told from its bytes and not from its name.
///
/// `sheet` chooses the sheet of a workbook; where there are several with content and none is chosen the error names them.
/// Texts longer than `cell_characters` are cut, with a warning.
///
/// Not read: a table whose cells stand one under the other (an e-mail pasted as plain text one cell per line); a web page or
/// PDF; .xlsb workbooks. Each is refused in words, here or because no header is found.
pub fn read(name: &str, bytes: &[u8], sheet: Option<&str>, cell_characters: usize) -> Result<Table, ReadError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    let mut cleaner = Cleaner::new(cell_characters);
    let mut table = if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        workbook::read(name, bytes, sheet, &mut cleaner)?
    } else if let Some(what) = foreign(bytes) {
        return Err(ReadError::NotATable { what });
    } else {
        text::read(name, bytes, &mut cleaner)?
    };
    table.warnings.extend(cleaner.warnings());
    if table.rows.is_empty() { Err(ReadError::Empty) } else { Ok(table) }
}

/// A cell of a text that a person typed, made safe to show like any other.
pub(super) fn typed_cell(text: &str, cell_characters: usize) -> Cell {
    Cleaner::new(cell_characters).cell(text, 0)
}

/// What a file is that is no table, told from how it begins.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 11] = [
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"BM\x00", "a picture"),
        (b"II*\x00", "a picture"),
        (b"MM\x00*", "a picture"),
        (b"%PDF", "a PDF"),
        (b"\x1F\x8B", "a compressed file"),
        (b"7z\xBC\xAF", "a compressed file"),
        (b"Rar!", "a compressed file"),
        (b"{\\rtf", "a document"),
    ];
    if let Some((_, what)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Some(what);
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(400)]).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    let web = ["<!doctype html", "<html", "<table", "<?xml", "<meta", "<style"];
    web.iter().any(|tag| start.starts_with(tag)).then_some("a web page or XML (some systems save one under the name .xls)")
}
