//! Reports with a layout of their own, as data: what a text, CSV, HTML or workbook is written from.

pub mod foi;
pub mod trafford;
pub mod warwickshire;

use super::cohort::Index;
use super::compare::Compared;
use super::figure::{Figure, Value};
use super::out::OfEpisode;
use super::period::Period;
use crate::episode::Moment;
use crate::settings::Target;
use std::collections::HashMap;

crate::codes::codes! {
    /// The reports with a layout of their own.
    Preset {
        Warwickshire = "warwickshire", "Warwickshire: figures 1 to 9";
        Trafford = "trafford", "Trafford: Ambition 7";
        Foi = "foi", "Freedom of information";
    }
}

impl Preset {
    /// The first day that the report of a period looks at; `compare`: the earlier period beside it, else the year before.
    pub fn first_day(self, period: Period, compare: Option<Period>) -> chrono::NaiveDate {
        match self {
            Preset::Warwickshire => compare.unwrap_or(period.year_before()).from.min(period.from),
            Preset::Trafford => Period::year_to(period.to).from,
            Preset::Foi => compare.map_or(period.from, |before| before.from.min(period.from)),
        }
    }

    /// Why it does not stand beside another period; `None`: it can.
    pub fn alone(self) -> Option<&'static str> {
        let why = "Trafford's sheet stands against its targets and beside no other period: leave out the comparison";
        (self == Preset::Trafford).then_some(why)
    }

    /// The report of a period. Trafford's is of the twelve months that end with it.
    pub fn sheet(self, index: &Index, period: Period, compare: Option<Period>, targets: &[Target]) -> Option<Sheet> {
        match self {
            Preset::Warwickshire => Some(warwickshire::sheet(index, period, compare.unwrap_or(period.year_before()))),
            Preset::Trafford => Some(trafford::sheet(index, period.to, targets)),
            Preset::Foi => foi::sheet(index, &compare.into_iter().chain([period]).collect::<Vec<_>>()),
        }
    }
}

/// A report: tables in a given order.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    pub title: String,
    /// Where the layout comes from.
    pub source: &'static str,
    pub period: Period,
    pub as_of: Moment,
    pub tables: Vec<Table>,
    /// What is needed to count its figures again, by the number of the episode.
    pub episodes: HashMap<i64, OfEpisode>,
}

/// A table of figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// "Fig 5: Missing episodes".
    pub caption: String,
    /// Head of the labels, then of the cells.
    pub head: Vec<String>,
    pub rows: Vec<Row>,
    /// What a reader must know.
    pub notes: Vec<String>,
}

/// A row: as many cells as the head has beside the first.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub label: String,
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(String),
    Figure(Box<Figure>),
    /// A figure, and the same of a part in brackets: episodes (children), all (in care).
    Pair(Box<(Figure, Figure)>),
}

impl Cell {
    /// "1856 (449)", "1079 of 1856 (58 %); in care 470 of 734 (64 %)".
    pub fn words(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Figure(figure) => figure.words(),
            Cell::Pair(pair) => match (pair.0.value, pair.1.value) {
                (Value::Count(first), Value::Count(second)) => format!("{first} ({second})"),
                _ => format!("{}; {} {}", pair.0.words(), pair.1.group.as_deref().unwrap_or_default(), pair.1.words()),
            },
        }
    }

    /// The figures in it, whose rows can be listed.
    pub fn figures(&self) -> Vec<&Figure> {
        match self {
            Cell::Text(_) => Vec::new(),
            Cell::Figure(figure) => vec![figure],
            Cell::Pair(pair) => vec![&pair.0, &pair.1],
        }
    }

    fn figure(figure: Figure) -> Cell {
        Cell::Figure(Box::new(figure))
    }

    fn pair(first: Figure, second: Figure) -> Cell {
        Cell::Pair(Box::new((first, second)))
    }
}

impl Table {
    fn new(caption: impl Into<String>, head: impl IntoIterator<Item = impl Into<String>>) -> Table {
        Table { caption: caption.into(), head: head.into_iter().map(Into::into).collect(), rows: Vec::new(), notes: Vec::new() }
    }

    fn row(mut self, label: impl Into<String>, cells: Vec<Cell>) -> Table {
        self.rows.push(Row { label: label.into(), cells });
        self
    }

    fn note(mut self, note: impl Into<String>) -> Table {
        self.notes.push(note.into());
        self
    }

    /// Earlier, now, and which way it went.
    fn compared(self, label: &str, before: Cell, now: Cell) -> Table {
        let direction = |(now, before): (&&Figure, &&Figure)| Compared { now: (*now).clone(), before: (*before).clone() }.direction();
        let directions: Vec<String> = now.figures().iter().zip(before.figures().iter()).map(direction).collect();
        let words = match directions.as_slice() {
            [all, part] => format!("{all} ({part})"),
            _ => directions.concat(),
        };
        self.row(label, vec![before, now, Cell::Text(words)])
    }
}

impl Sheet {
    /// Its figures, each once, with the caption of the table it stands in; of one code and group alone where these are given.
    pub fn named(&self, code: Option<&str>, group: Option<&str>) -> Vec<(String, &Figure)> {
        let mut named: Vec<(String, &Figure)> = Vec::new();
        let asked = |figure: &&Figure| {
            code.is_none_or(|code| figure.code == code) && group.is_none_or(|group| figure.group.as_deref() == Some(group))
        };
        for table in &self.tables {
            for figure in table.rows.iter().flat_map(|row| &row.cells).flat_map(Cell::figures).filter(asked) {
                let row = (table.caption.clone(), figure);
                if !named.contains(&row) {
                    named.push(row);
                }
            }
        }
        named
    }

    /// Every figure of the sheet, in the order it stands there.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells).flat_map(Cell::figures)
    }
}
