//! What stands in the cells of a workbook, and how each kind looks.

use super::super::figures::figure::{FEWEST, Value};
use super::{Sheet, text};
use crate::calendar::uk;
use crate::episode::Moment;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};
use std::borrow::Cow;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    /// Stays text, whatever it begins with.
    Text(String),
    Count(i64),
    /// Stands in two columns: in words, "61 of 84 (73 %)", of fewer than 5 "3 of 4", of nothing "no data"; and beside them the number.
    Percent {
        n: u32,
        of: u32,
    },
    /// A share of one in per cent; it stands beside its words, see [`Cell::Percent`].
    Share(f64),
    /// With one decimal.
    Number(f64),
    Day(NaiveDate),
    /// Shown on the UK wall clock.
    Moment(Moment),
}

/// How the cells of each kind look.
pub(super) struct Formats {
    text: Format,
    share: Format,
    count: Format,
    number: Format,
    day: Format,
    moment: Format,
}

impl Formats {
    pub fn new() -> Formats {
        let top = Format::new().set_align(FormatAlign::Top);
        Formats {
            text: top.clone().set_text_wrap(),
            share: top.clone().set_num_format("0.0 %"),
            count: top.clone().set_num_format("0"),
            number: top.clone().set_num_format("0.0"),
            day: top.clone().set_num_format("d mmm yyyy"),
            moment: top.set_num_format("ddd d mmm yyyy hh:mm"),
        }
    }

    /// How a cell looks.
    pub fn of(&self, cell: &Cell) -> &Format {
        match cell {
            _ if cell.number().is_none() => &self.text,
            Cell::Share(_) => &self.share,
            Cell::Number(_) => &self.number,
            Cell::Day(_) => &self.day,
            Cell::Moment(_) => &self.moment,
            _ => &self.count,
        }
    }

    /// Writes a cell. One that looks as its column does names no format: each one named is compared with all others of the workbook,
    /// which takes longer than the cell.
    pub fn write(&self, worksheet: &mut Worksheet, at: (u32, u16), cell: &Cell, column: Option<&Format>) -> Result<(), XlsxError> {
        let format = self.of(cell);
        let named = column.is_none_or(|column| !std::ptr::eq(format, column));
        match (cell.number(), cell) {
            (None, Cell::Empty) => Ok(()),
            (None, Cell::Text(words)) => text(worksheet, at, words, format, named),
            (None, _) => text(worksheet, at, &cell.words(), format, named),
            (Some(value), _) if named => worksheet.write_number_with_format(at.0, at.1, value, format).map(|_| ()),
            (Some(value), _) => worksheet.write_number(at.0, at.1, value).map(|_| ()),
        }
    }
}

impl Cell {
    /// A percentage, count, ratio or hours as a cell; as text where there is no number to show.
    pub fn of(value: Value) -> Cell {
        match (value, value.number()) {
            (Value::Count(n), _) => Cell::Count(i64::from(n)),
            (Value::Rate { n, of }, _) => Cell::Percent { n, of },
            (Value::NoData, _) => Cell::Percent { n: 0, of: 0 },
            (_, Some(number)) => Cell::Number(number),
            (_, None) => Cell::Text(value.words(None)),
        }
    }

    /// What stands in the sheet as a number: days and moments in days since 1900 as Excel counts them, percentages as a share of one.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Cell::Empty | Cell::Text(_) => None,
            // Counts of a hub are exact in 53 bits.
            Cell::Count(count) => Some(*count as f64),
            Cell::Percent { .. } => None,
            Cell::Share(share) => Some(*share),
            Cell::Number(number) => Some(*number).filter(|number| number.is_finite()),
            Cell::Day(day) => serial(day.and_time(NaiveTime::MIN)),
            Cell::Moment(at) => serial(uk(*at).naive_local()),
        }
    }

    /// As it is read.
    pub(super) fn words(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Count(count) => count.to_string(),
            Cell::Percent { n, of } => Value::rate(*n, *of).words(None),
            Cell::Share(share) => format!("{:.1} %", share * 100.0),
            Cell::Number(number) if !number.is_finite() => "no data".into(),
            Cell::Number(number) => format!("{number:.1}"),
            Cell::Day(day) => crate::calendar::plain_day(*day),
            Cell::Moment(at) => crate::calendar::long_moment(*at),
        }
    }
}

/// Days since 30 Dec 1899; `None`: before 1 Mar 1900, where Excel counts a day that never was.
fn serial(local: NaiveDateTime) -> Option<f64> {
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_time(NaiveTime::MIN);
    let days = (local - zero).num_seconds() as f64 / 86_400.0;
    (days >= 61.0).then_some(days)
}

/// A sheet as it is written: a column of percentages as their words and, beside them, as numbers to sort and to draw by. Excel takes
/// some two hundred formats of numbers, so that words as a format of each number would be too many.
pub(super) fn spread(sheet: &Sheet) -> Cow<'_, Sheet> {
    let is_percent = |column: usize| sheet.rows.iter().any(|row| matches!(row.get(column), Some(Cell::Percent { .. })));
    let percent: Vec<bool> = (0..sheet.columns.len()).map(is_percent).collect();
    if !percent.contains(&true) {
        return Cow::Borrowed(sheet);
    }
    let columns =
        sheet.columns.iter().zip(&percent).flat_map(|(name, percent)| [Some(name.clone()), percent.then(|| format!("{name}, %"))]);
    let cells = |(cell, percent): (&Cell, &bool)| match cell {
        Cell::Percent { n, of } => {
            let share = (*of >= FEWEST).then(|| Cell::Share(f64::from(*n) / f64::from(*of)));
            [Some(Cell::Text(cell.words())), Some(share.unwrap_or(Cell::Empty))]
        }
        other => [Some(other.clone()), percent.then_some(Cell::Empty)],
    };
    let row = |row: &Vec<Cell>| row.iter().zip(&percent).flat_map(cells).flatten().collect();
    // Each column moves by the columns of numbers before it; what is drawn of it is the number.
    let moved = |column: usize| column + percent.iter().take(column).filter(|percent| **percent).count();
    let drawn = |column: usize| moved(column) + usize::from(percent.get(column).copied().unwrap_or_default());
    let chart = |chart: &super::Chart| super::Chart {
        categories: moved(chart.categories),
        series: chart.series.iter().map(|column| drawn(*column)).collect(),
        ..chart.clone()
    };
    Cow::Owned(Sheet {
        name: sheet.name.clone(),
        lines: sheet.lines.clone(),
        columns: columns.flatten().collect(),
        rows: sheet.rows.iter().map(row).collect(),
        charts: sheet.charts.iter().map(chart).collect(),
    })
}
