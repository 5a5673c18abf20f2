//! Workbooks: tables with their charts, as one .xlsx file that opens in Excel and LibreOffice.
//!
//! A text is a text, whatever it begins with: `=HYPERLINK(…)` from a list stands there as it was typed and does nothing. A percentage
//! reads as n of N, "61 of 84 (73 %)", and stands beside it as a number to sort and to draw by. The same book gives the same bytes: the
//! file does not say when it was made, so its sheets must.

use crate::text::{clean, clean_lines};
use rust_xlsxwriter::{
    Chart as XlsxChart, ChartFormat, ChartLine, ChartMarker, ChartMarkerType, ChartSolidFill, ChartType, DocProperties, ExcelDateTime,
    Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::borrow::Cow;
use std::ops::Range;

mod cell;
pub use cell::Cell;
use cell::{Formats, spread};

/// A workbook.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Book {
    pub sheets: Vec<Sheet>,
}

/// A sheet: lines of text, below them a table with its header, to the right of it the charts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// At most 31 characters are used; those that a name must not have are left out.
    pub name: String,
    /// Above the table; the first is the title. They stay in sight with the header, so keep them few.
    pub lines: Vec<String>,
    pub columns: Vec<String>,
    /// Each as long as the columns.
    pub rows: Vec<Vec<Cell>>,
    pub charts: Vec<Chart>,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Lying bars.
    Bar,
    /// Standing bars.
    Column,
    Line,
}

/// A chart of columns of the table. A cell that is not a number (text, "no data", "3 of 4") is drawn as a gap, never as nought; of a
/// percentage the number is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    pub kind: ChartKind,
    pub title: String,
    /// The column that names the points.
    pub categories: usize,
    /// The columns that are drawn.
    pub series: Vec<usize>,
    /// The rows of the table that are drawn, the first being 0.
    pub rows: Range<usize>,
}

/// The longest name of a sheet.
const NAME: usize = 31;
/// The widest a column becomes, in characters; longer text is broken.
const WIDEST: usize = 60;
/// Rows that a chart takes.
const CHART_ROWS: u32 = 19;
/// Blue, orange, and greys that differ in print; a mark or the name in the key says the same.
const COLOURS: [u32; 4] = [0x1F_5F_A8, 0xD9_73_0D, 0x55_55_55, 0x9A_9A_9A];
const MARKS: [ChartMarkerType; 4] = [ChartMarkerType::Circle, ChartMarkerType::Square, ChartMarkerType::Triangle, ChartMarkerType::Diamond];

/// The book as an .xlsx file. The error says which sheet and what is wrong: too many rows, a text of more than 32,767 characters.
pub fn write(book: &Book) -> Result<Vec<u8>, String> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(1980, 1, 1).map_err(|why| why.to_string())?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let mut names: Vec<String> = Vec::new();
    let sheets: Vec<Cow<Sheet>> = book.sheets.iter().map(spread).collect();
    for sheet in &sheets {
        let name = free_name(&sheet.name, &names);
        let failed = |why: XlsxError| format!("sheet '{}': {why}", sheet.name);
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&name).map_err(failed)?;
        table(worksheet, sheet).map_err(failed)?;
        names.push(name);
    }
    let mut gaps = Gaps::default();
    for (at, sheet) in sheets.iter().enumerate() {
        for (nth, chart) in (0..).zip(sheet.charts.iter().filter(|chart| !chart.rows.is_empty())) {
            let failed = |why: XlsxError| format!("chart '{}': {why}", chart.title);
            check(sheet, chart)?;
            let drawn = if has_gaps(sheet, chart) { gaps.place(sheet, chart, &names) } else { in_table(sheet, chart, &names[at]) };
            let column = column_number(sheet.columns.len() + 1);
            let row = head_row(sheet) + 1 + CHART_ROWS * nth;
            let worksheet = workbook.worksheet_from_index(at).map_err(failed)?;
            worksheet.insert_chart(row, column, &native(sheet, chart, &drawn)).map_err(failed)?;
        }
    }
    if !gaps.cells.is_empty() {
        gaps.write(workbook.add_worksheet(), &names).map_err(|why| format!("the numbers of the charts: {why}"))?;
    }
    workbook.save_to_buffer().map_err(|why| format!("the workbook: {why}"))
}

/// Where the header of the table stands: below the lines and an empty row.
fn head_row(sheet: &Sheet) -> u32 {
    let lines = u32::try_from(sheet.lines.len()).unwrap_or(u32::MAX);
    if lines == 0 { 0 } else { lines.saturating_add(1) }
}

fn column_number(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn row_number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A name that Excel takes and that no other sheet has.
fn free_name(wanted: &str, taken: &[String]) -> String {
    let safe: String = clean(wanted).chars().filter(|c| !"[]:*?/\\".contains(*c)).collect();
    let safe = safe.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    let safe = if safe.is_empty() { "Sheet" } else { safe };
    let cut = |end: &str| safe.chars().take(NAME - end.len()).collect::<String>() + end;
    let names = std::iter::once(cut("")).chain((2..).map(|n| cut(&format!(" {n}"))));
    let is_free = |name: &String| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    names.into_iter().find(is_free).unwrap_or_default()
}

fn table(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let (plain, bold) = (Format::new(), Format::new().set_bold());
    for (at, line) in (0..).zip(&sheet.lines) {
        text(worksheet, (at, 0), line, if at == 0 { &bold } else { &plain }, true)?;
    }
    let head = head_row(sheet);
    let format = bold.set_text_wrap().set_align(FormatAlign::Top).set_background_color(0xEE_EE_EE).set_border_bottom(FormatBorder::Thin);
    for (at, column) in sheet.columns.iter().enumerate() {
        text(worksheet, (head, column_number(at)), column, &format, true)?;
    }
    let formats = Formats::new();
    // A column looks as the first of its cells does.
    let first = |column: usize| sheet.rows.iter().filter_map(|row| row.get(column)).find(|cell| **cell != Cell::Empty);
    let looks: Vec<Option<&Format>> = (0..sheet.columns.len()).map(|column| first(column).map(|cell| formats.of(cell))).collect();
    let widths: Vec<usize> = (0..sheet.columns.len()).map(|column| width(sheet, column)).collect();
    for (at, (width, look)) in widths.iter().zip(&looks).enumerate() {
        worksheet.set_column_width(column_number(at), *width as f64)?;
        look.map_or(Ok(()), |look| worksheet.set_column_format(column_number(at), look).map(|_| ()))?;
    }
    for (at, row) in sheet.rows.iter().enumerate() {
        let at = head.saturating_add(1).saturating_add(row_number(at));
        for (column, cell) in row.iter().enumerate() {
            formats.write(worksheet, (at, column_number(column)), cell, looks.get(column).copied().flatten())?;
        }
    }
    if !sheet.columns.is_empty() {
        let broken = |at: usize| sheet.columns[at].chars().count().div_ceil(widths[at].saturating_sub(3).max(1));
        let lines = (0..sheet.columns.len()).map(broken).max().unwrap_or(1);
        worksheet.set_row_height(head, 15.0 * lines as f64)?;
        worksheet.set_freeze_panes(head + 1, 0)?.set_repeat_rows(head, head)?;
        if !sheet.rows.is_empty() {
            let last = head.saturating_add(row_number(sheet.rows.len()));
            worksheet.autofilter(head, 0, last, column_number(sheet.columns.len() - 1))?;
        }
    }
    // A4, lying, as many pages long as it takes.
    worksheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

/// In characters, with room for the arrow of the filter.
fn width(sheet: &Sheet, column: usize) -> usize {
    let longest = |text: &str| text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let of_cell = |cell: &Cell| match cell {
        Cell::Text(text) => longest(text),
        Cell::Empty => 0,
        // Always as long as "Thu 19 Nov 2026 10:00", and thousands of them.
        Cell::Moment(_) => 21,
        other => longest(&other.words()),
    };
    let cells = sheet.rows.iter().filter_map(|row| row.get(column)).map(of_cell).max().unwrap_or(0);
    // A header breaks between its words.
    let word = sheet.columns[column].split_whitespace().map(longest).max().unwrap_or(0);
    (cells.max(word).max(longest(&sheet.columns[column]).min(18)) + 3).min(WIDEST)
}

/// A text that does nothing: also typed over in Excel, it stays a text. `named`: its column looks otherwise.
fn text(worksheet: &mut Worksheet, at: (u32, u16), text: &str, format: &Format, named: bool) -> Result<(), XlsxError> {
    let text = clean_lines(text);
    match text.starts_with(['=', '+', '-', '@', '\t']) {
        true => worksheet.write_string_with_format(at.0, at.1, text, &format.clone().set_quote_prefix()),
        false if named => worksheet.write_string_with_format(at.0, at.1, text, format),
        false => worksheet.write_string(at.0, at.1, text),
    }
    .map(|_| ())
}

/// The sheet and the cells that a chart is drawn from: categories, then each series.
struct Drawn {
    sheet: String,
    columns: Vec<u16>,
    rows: (u32, u32),
}

fn check(sheet: &Sheet, chart: &Chart) -> Result<(), String> {
    let columns = std::iter::once(&chart.categories).chain(&chart.series).all(|column| *column < sheet.columns.len());
    let fits = columns && chart.rows.end <= sheet.rows.len() && !chart.series.is_empty();
    if fits { Ok(()) } else { Err(format!("chart '{}': sheet '{}' has no such columns or rows", chart.title, sheet.name)) }
}

fn cells<'s>(sheet: &'s Sheet, chart: &'s Chart, column: usize) -> impl Iterator<Item = &'s Cell> {
    sheet.rows[chart.rows.clone()].iter().map(move |row| row.get(column).unwrap_or(&Cell::Empty))
}

/// Whether a cell that is to be drawn is text, which Excel would draw as nought.
fn has_gaps(sheet: &Sheet, chart: &Chart) -> bool {
    chart.series.iter().any(|column| cells(sheet, chart, *column).any(|cell| cell.number().is_none() && *cell != Cell::Empty))
}

fn in_table(sheet: &Sheet, chart: &Chart, name: &str) -> Drawn {
    let row = |at: usize| head_row(sheet) + 1 + row_number(at);
    let columns = std::iter::once(chart.categories).chain(chart.series.iter().copied()).map(column_number).collect();
    Drawn { sheet: name.to_owned(), columns, rows: (row(chart.rows.start), row(chart.rows.end - 1)) }
}

/// The last sheet, where there are charts with gaps: their numbers, an empty cell for each gap.
#[derive(Default)]
struct Gaps {
    cells: Vec<(u32, u16, Cell)>,
    next: u32,
}

const GAPS: &str = "Numbers of the charts";

impl Gaps {
    fn place(&mut self, sheet: &Sheet, chart: &Chart, names: &[String]) -> Drawn {
        let first = self.next + 2;
        self.cells.push((self.next, 0, Cell::Text(chart.title.clone())));
        let columns: Vec<usize> = std::iter::once(chart.categories).chain(chart.series.iter().copied()).collect();
        for (to, column) in columns.iter().enumerate() {
            self.cells.push((first - 1, column_number(to), Cell::Text(sheet.columns[*column].clone())));
            for (row, cell) in (first..).zip(cells(sheet, chart, *column)) {
                let cell = if to > 0 && cell.number().is_none() { &Cell::Empty } else { cell };
                self.cells.push((row, column_number(to), cell.clone()));
            }
        }
        self.next = first + row_number(chart.rows.len()) + 1;
        let columns = (0..columns.len()).map(column_number).collect();
        Drawn { sheet: free_name(GAPS, names), columns, rows: (first, first + row_number(chart.rows.len()) - 1) }
    }

    fn write(&self, worksheet: &mut Worksheet, names: &[String]) -> Result<(), XlsxError> {
        worksheet.set_name(free_name(GAPS, names))?;
        let formats = Formats::new();
        self.cells.iter().try_for_each(|(row, column, cell)| formats.write(worksheet, (*row, *column), cell, None))?;
        (0..8).try_for_each(|column| worksheet.set_column_width(column, 24).map(|_| ()))
    }
}

fn native(sheet: &Sheet, chart: &Chart, drawn: &Drawn) -> XlsxChart {
    let mut native = XlsxChart::new(match chart.kind {
        ChartKind::Bar => ChartType::Bar,
        ChartKind::Column => ChartType::Column,
        ChartKind::Line => ChartType::Line,
    });
    let (title, (first, last)) = (clean(&chart.title), drawn.rows);
    native.title().set_name(&title);
    for (at, column) in chart.series.iter().enumerate() {
        let (colour, mark) = (COLOURS[at % COLOURS.len()], MARKS[at % MARKS.len()]);
        let mut format = ChartFormat::new();
        match chart.kind {
            ChartKind::Line => format.set_line(ChartLine::new().set_color(colour).set_width(2.0)),
            _ => format.set_solid_fill(ChartSolidFill::new().set_color(colour)),
        };
        let series = native.add_series();
        let range = |column: u16| (drawn.sheet.as_str(), first, column, last, column);
        series.set_categories(range(drawn.columns[0])).set_values(range(drawn.columns[at + 1]));
        series.set_name(clean(&sheet.columns[*column]).as_str()).set_format(&mut format);
        if chart.kind == ChartKind::Line {
            let mut fill = ChartFormat::new();
            fill.set_solid_fill(ChartSolidFill::new().set_color(colour));
            series.set_marker(ChartMarker::new().set_type(mark).set_size(7).set_format(&mut fill));
        }
    }
    if chart.series.len() == 1 {
        native.legend().set_hidden();
    }
    let shares = chart.series.iter().all(|column| cells(sheet, chart, *column).any(|cell| matches!(cell, Cell::Share(_))));
    let scale = if shares { "0 %" } else { "0" };
    match chart.kind {
        // The first at the top, as in the table.
        ChartKind::Bar => native.x_axis().set_reverse(),
        _ => native.x_axis(),
    };
    if cells(sheet, chart, chart.categories).any(|cell| matches!(cell, Cell::Day(_) | Cell::Moment(_))) {
        native.x_axis().set_num_format("d mmm yyyy");
    }
    native.y_axis().set_num_format(scale).set_min(0);
    if shares && chart.kind != ChartKind::Bar {
        native.y_axis().set_max(1);
    }
    let series: Vec<String> = chart.series.iter().map(|column| clean(&sheet.columns[*column])).collect();
    // Excel takes 255 characters: of many columns the first are named.
    let said = format!("{title}. The numbers are in the table of this sheet: {}", series.join(", "));
    native.set_alt_text(said.chars().take(255).collect::<String>());
    native.set_width(640).set_height(360);
    native
}

#[cfg(test)]
mod tests;
