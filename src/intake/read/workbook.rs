//! Workbooks: .xlsx, .xls and .ods, one sheet of them.

use super::archive::{self, Kind};
use super::clean::Cleaner;
use super::{Cell, MAX_COLUMNS, MAX_ROWS, ReadError, Table, TableRow};
use calamine::{Data, Dimensions, ExcelDateTime, Ods, OdsError, Range, Reader, Sheet, SheetVisible, Xls, XlsError, Xlsx, XlsxError};
use chrono::{NaiveDate, NaiveTime, TimeDelta, Timelike};
use std::collections::BTreeMap;
use std::io::Cursor;

/// Filled cells by row and column, both from 0.
type Cells = BTreeMap<(u32, u32), Data>;

enum Book<'a> {
    Xlsx(Xlsx<Cursor<&'a [u8]>>),
    Xls(Xls<Cursor<&'a [u8]>>),
    Ods(Ods<Cursor<&'a [u8]>>),
}

/// The thread that workbooks are parsed on: a panic there is a damaged file, said in words, and not a fault of the program.
pub const THREAD: &str = "workbook";

/// Runs a parser on a thread of its own, since the parsers panic on some damaged files; `None` where it did.
fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| std::thread::Builder::new().name(THREAD.into()).spawn_scoped(scope, work).ok()?.join().ok())
}

pub(super) fn read(name: &str, bytes: &[u8], sheet: Option<&str>, cleaner: &mut Cleaner) -> Result<Table, ReadError> {
    let (title, cells, merged) = apart(|| choose(bytes, sheet))
        .unwrap_or_else(|| Err(ReadError::Damaged { why: "its contents are not as they should be".into() }))?;
    let mut rows = Vec::new();
    for ((row, column), data) in with_merged(cells, &merged) {
        let number = row + 1;
        let cell = typed(data, number, cleaner);
        if cell.is_empty() {
            continue;
        }
        if column as usize >= MAX_COLUMNS {
            return Err(ReadError::TooManyColumns { row: number });
        }
        if rows.last().is_none_or(|last: &TableRow| last.number != number) {
            rows.push(TableRow { number, cells: Vec::new() });
        }
        if rows.len() > MAX_ROWS {
            return Err(ReadError::TooManyRows);
        }
        if let Some(last) = rows.last_mut() {
            last.cells.resize(column as usize, Cell::Empty);
            last.cells.push(cell);
        }
    }
    Ok(Table { name: name.into(), sheet: Some(title), rows, warnings: Vec::new() })
}

/// Opens the workbook and takes the sheet asked for, or the only visible one with content.
fn choose(bytes: &[u8], asked: Option<&str>) -> Result<(String, Cells, Vec<Dimensions>), ReadError> {
    let mut book = open(bytes)?;
    let sheets = book.sheets();
    if let Some(asked) = asked {
        let Some(found) = sheets.iter().find(|s| s.name.trim().eq_ignore_ascii_case(asked.trim())) else {
            return Err(ReadError::NoSuchSheet { asked: asked.into(), have: sheets.into_iter().map(|s| s.name).collect() });
        };
        let (cells, merged) = book.cells(&found.name)?;
        return Ok((found.name.clone(), cells, merged));
    }
    let mut with_content = Vec::new();
    for sheet in sheets.into_iter().filter(|s| s.visible == SheetVisible::Visible) {
        let (cells, merged) = book.cells(&sheet.name)?;
        if !cells.is_empty() {
            with_content.push((sheet.name, cells, merged));
        }
    }
    match with_content.len() {
        0 => Err(ReadError::Empty),
        1 => Ok(with_content.remove(0)),
        _ => Err(ReadError::WhichSheet(with_content.into_iter().map(|(title, ..)| title).collect())),
    }
}

fn open(bytes: &[u8]) -> Result<Book<'_>, ReadError> {
    let damaged = |why: String| ReadError::Damaged { why };
    let encrypted = || ReadError::Encrypted;
    if !bytes.starts_with(b"PK") {
        // A protected .xlsx is an old-style container that holds this stream; its name is written in UTF-16.
        let marker: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        if bytes.windows(marker.len()).any(|window| window == marker) {
            return Err(encrypted());
        }
        return Xls::new(Cursor::new(bytes)).map(Book::Xls).map_err(|e| match e {
            XlsError::Password => encrypted(),
            e => damaged(e.to_string()),
        });
    }
    match archive::inspect(bytes)? {
        Kind::Xlsx => Xlsx::new(Cursor::new(bytes)).map(Book::Xlsx).map_err(|e| match e {
            XlsxError::Password => encrypted(),
            e => damaged(e.to_string()),
        }),
        Kind::Ods => Ods::new(Cursor::new(bytes)).map(Book::Ods).map_err(|e| match e {
            OdsError::Password => encrypted(),
            e => damaged(e.to_string()),
        }),
    }
}

impl Book<'_> {
    fn sheets(&self) -> Vec<Sheet> {
        match self {
            Book::Xlsx(book) => book.sheets_metadata().to_vec(),
            Book::Xls(book) => book.sheets_metadata().to_vec(),
            Book::Ods(book) => book.sheets_metadata().to_vec(),
        }
    }

    /// The filled cells of a sheet and its merged areas.
    fn cells(&mut self, sheet: &str) -> Result<(Cells, Vec<Dimensions>), ReadError> {
        let damaged = |why: String| ReadError::Damaged { why };
        match self {
            Book::Xlsx(book) => {
                let merged = book.merge_cells_by_sheet_name(sheet).unwrap_or_default();
                // Cell by cell: calamine's whole-sheet call makes room for every cell between the first and the last, which a
                // workbook with one cell at XFD1048576 turns into more memory than there is.
                let mut reader = book.worksheet_cells_reader(sheet).map_err(|e| damaged(e.to_string()))?;
                let mut cells = Cells::new();
                while let Some(cell) = reader.next_cell().map_err(|e| damaged(e.to_string()))? {
                    let data = Data::from(cell.get_value().clone());
                    if data != Data::Empty {
                        cells.insert(cell.get_position(), data);
                    }
                }
                drop(reader);
                // A formula that was never computed has no value: its text stands in its place, so that the cell is not lost unseen.
                let mut reader = book.worksheet_cells_reader(sheet).map_err(|e| damaged(e.to_string()))?;
                while let Some(cell) = reader.next_formula().map_err(|e| damaged(e.to_string()))? {
                    if !cell.get_value().is_empty() {
                        cells.entry(cell.get_position()).or_insert_with(|| Data::String(format!("={}", cell.get_value())));
                    }
                }
                Ok((cells, merged))
            }
            Book::Xls(book) => {
                let merged = book.merge_cells_by_sheet_name(sheet).unwrap_or_default();
                Ok((filled(book.worksheet_range(sheet).map_err(|e| damaged(e.to_string()))?), merged))
            }
            Book::Ods(book) => Ok((filled(book.worksheet_range(sheet).map_err(|e| damaged(e.to_string()))?), Vec::new())),
        }
    }
}

fn filled(range: Range<Data>) -> Cells {
    let (top, left) = range.start().unwrap_or((0, 0));
    range.used_cells().map(|(row, column, data)| ((top + row as u32, left + column as u32), data.clone())).collect()
}

/// A cell merged over several rows holds its value in each of them (a care home named once for three children). One merged
/// over several columns stays where it is: it is a title, or a heading over two columns.
fn with_merged(mut cells: Cells, merged: &[Dimensions]) -> Cells {
    for area in merged.iter().filter(|a| a.end.0 > a.start.0 && a.end.0 - a.start.0 < 1000) {
        if let Some(value) = cells.get(&area.start).cloned() {
            for row in area.start.0 + 1..=area.end.0 {
                cells.entry((row, area.start.1)).or_insert_with(|| value.clone());
            }
        }
    }
    cells
}

/// The cell by the type the workbook gives it. A number is never taken for a date here: only its column can say that.
fn typed(data: Data, row: u32, cleaner: &mut Cleaner) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(number as f64),
        Data::Float(number) => Cell::Number(number),
        Data::Bool(yes) => Cell::Text(if yes { "Yes" } else { "No" }.into()),
        Data::DateTime(at) => date(at),
        Data::DateTimeIso(text) => iso_date(&text).unwrap_or_else(|| cleaner.cell(&text, row)),
        Data::DurationIso(text) => iso_time(&text).unwrap_or_else(|| cleaner.cell(&text, row)),
        Data::String(text) => cleaner.cell(&text, row),
        Data::Error(error) => Cell::Text(error.to_string()),
    }
}

/// OpenDocument's dates: "2026-11-19" or "2026-11-19T15:30:00".
fn iso_date(text: &str) -> Option<Cell> {
    text.parse().map(Cell::Day).or_else(|_| text.parse().map(Cell::Moment)).ok()
}

/// OpenDocument's times: "PT15H30M00S".
fn iso_time(text: &str) -> Option<Cell> {
    let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
    Some(Cell::Text(format!("{hours:0>2}:{:0>2}", rest.split('M').next()?)))
}

/// A date, a date with a time, or (below one day) a time alone, as "14:05".
fn date(at: ExcelDateTime) -> Cell {
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    let exact = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
        .and_then(|d| d.and_hms_milli_opt(hour.into(), minute.into(), second.into(), milli.into()));
    // Excel counts in fractions of days: 14:04:59.9997 is 14:05.
    let Some(exact) = exact.and_then(|e| e.checked_add_signed(TimeDelta::milliseconds(500))).and_then(|e| e.with_nanosecond(0)) else {
        return Cell::Number(at.as_f64());
    };
    match exact.time() {
        time if at.is_duration() || at.as_f64() < 1.0 => Cell::Text(time.format("%H:%M").to_string()),
        NaiveTime::MIN => Cell::Day(exact.date()),
        _ => Cell::Moment(exact),
    }
}
