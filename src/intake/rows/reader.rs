//! Reads one row field by field; a cell that cannot be read becomes a refusal that names it.

use super::Warnings;
use crate::calendar::{day_of, long_moment};
use crate::episode::Moment;
use crate::intake::columns::{Column, Columns, Field};
use crate::intake::dates::{self, Fault, Skipped, Span, Written, Years};
use crate::intake::names::{self, Name};
use crate::intake::read::{Cell, TableRow};
use crate::intake::values;
use crate::intake::{Reason, Refusal};
use crate::settings::Settings;
use chrono::{NaiveDate, TimeDelta};
use std::borrow::Cow;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Clocks of two offices differ by this much; a time further ahead is in the future.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(5);

/// What does not change from row to row.
pub(super) struct Context<'a> {
    pub columns: &'a Columns,
    pub settings: &'a Settings,
    pub now: Moment,
    pub today: NaiveDate,
    /// Positions in `columns.columns`, by field.
    places: Vec<Vec<usize>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(columns: &'a Columns, settings: &'a Settings, now: Moment) -> Context<'a> {
        let mut places = vec![Vec::new(); Field::ALL.len()];
        for (at, column) in columns.columns.iter().enumerate() {
            places[column.field.unwrap_or_default() as usize].push(at);
        }
        Context { columns, settings, now, today: day_of(now), places }
    }

    /// The columns of a field, in the order of the file.
    pub(super) fn columns_of(&self, field: Field) -> impl Iterator<Item = &'a Column> {
        self.places[field as usize].iter().map(|at| &self.columns.columns[*at])
    }

    pub(super) fn has(&self, field: Field) -> bool {
        !self.places[field as usize].is_empty()
    }
}

/// One row, with what it is read by.
pub(super) struct Reader<'a, 'w> {
    pub context: &'a Context<'a>,
    pub row: &'a TableRow,
    pub warnings: &'w mut Warnings,
}

/// The result of reading a cell. A refusal is large and rare.
pub(super) type Taken<T> = Result<T, Box<Refusal>>;

impl<'a> Reader<'a, '_> {
    /// The cell of a field with its column, where it says something ("n/k" does not).
    pub(super) fn cell(&self, field: Field) -> Option<(&'a Column, &'a Cell)> {
        let column = self.context.columns_of(field).next()?;
        let cell = self.row.cell(column.index);
        let silent = match cell {
            Cell::Empty => true,
            Cell::Text(text) => values::says_nothing(text),
            _ => false,
        };
        (!silent).then_some((column, cell))
    }

    /// The text of a field; "" where there is none.
    pub(super) fn str(&self, field: Field) -> Cow<'a, str> {
        self.cell(field).map_or(Cow::Borrowed(""), |(_, cell)| cell.text())
    }

    pub(super) fn text(&self, field: Field) -> Option<String> {
        self.cell(field).map(|(_, cell)| cell.text().into_owned())
    }

    /// The police reference as written, with full-width letters and digits made plain.
    pub(super) fn police_ref(&self) -> Option<String> {
        let reference = self.text(Field::PoliceRef)?.nfkc().collect::<String>();
        Some(reference.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// The texts of a field that several columns may hold, joined.
    pub(super) fn joined(&self, field: Field, between: &str) -> Option<String> {
        let cells = self.context.columns_of(field).map(|column| self.row.cell(column.index)).filter(|cell| !cell.is_empty());
        let texts: Vec<_> = cells.map(Cell::text).filter(|text| !values::says_nothing(text)).collect();
        (!texts.is_empty()).then(|| texts.join(between))
    }

    /// A word of a closed list. One that is not known is left out with a warning, and handed back as it was written.
    pub(super) fn code<T>(&mut self, field: Field, read: fn(&str) -> Option<T>) -> (Option<T>, Option<String>) {
        let Some((column, cell)) = self.cell(field) else { return (None, None) };
        let text = cell.text();
        let value = read(&text);
        if value.is_some() {
            return (value, None);
        }
        let row = self.row.number;
        self.warnings
            .say(|| format!("row {row}: \"{text}\" under \"{}\" is not known; it was not used for {}", column.header, field.label()));
        (None, Some(text.into_owned()))
    }

    /// The name, from its own columns or from that of full names; and the other names.
    pub(super) fn name(&self) -> Name {
        let (given, middle, family) = (self.str(Field::Given), self.str(Field::Middle), self.str(Field::Family));
        let mut name = match () {
            () if given.is_empty() && family.is_empty() => names::full_name(&self.str(Field::FullName)),
            () if given.is_empty() && family.contains(',') => names::full_name(&family),
            () => names::in_columns(&given, &middle, &family),
        };
        if let Some(others) = self.joined(Field::OtherNames, ";") {
            name.other_names.extend(names::other_names(&others));
        }
        let mut seen = Vec::new();
        name.other_names.retain(|other| {
            let new = !seen.contains(other);
            seen.push(other.clone());
            new
        });
        name
    }

    /// The address in one line, and the postcode from its own column or from the end of the address.
    pub(super) fn address(&self) -> (Option<String>, Option<String>) {
        let address = match (self.text(Field::Address), self.joined(Field::AddressMore, ", ")) {
            (Some(first), Some(more)) => Some(format!("{first}, {more}")),
            (first, more) => first.or(more),
        };
        let own = self.text(Field::Postcode).map(|text| values::postcode(&text).unwrap_or_else(|| text.to_uppercase()));
        let postcode = own.or_else(|| address.as_deref().and_then(values::postcode_in));
        (address, postcode)
    }

    pub(super) fn dob(&self) -> Taken<Option<NaiveDate>> {
        let Some((column, cell)) = self.cell(Field::Dob) else { return Ok(None) };
        let written = written(cell, self.context.today, Years::Past).map_err(|fault| self.fault(column, cell, fault))?;
        let Some(day) = written.day() else { return Err(self.fault(column, cell, Fault::Unreadable)) };
        if day > self.context.today {
            return Err(
                self.refuse(Some(column), Reason::InTheFuture, |value| format!("{value} is a date of birth in the future; correct it"))
            );
        }
        Ok(Some(day))
    }

    /// A moment from a column of dates and times, or from one of dates and one of times. Comes with its column.
    pub(super) fn moment(&mut self, whole: Field, date: Field, time: Field) -> Taken<Option<(Span, &'a Column)>> {
        let time_cell = self.cell(time);
        let Some((column, cell)) = self.cell(whole).or_else(|| self.cell(date)).or(time_cell) else { return Ok(None) };
        let today = self.context.today;
        let mut moment = written(cell, today, Years::ThisCentury).map_err(|fault| self.fault(column, cell, fault))?;
        if let (Written::Day(day), Some((time_column, time_cell))) = (moment, time_cell) {
            moment = on_day(day, time_cell).map_err(|fault| self.fault(time_column, time_cell, fault))?;
        }
        let span = match moment.span() {
            Ok(Some(span)) => span,
            Ok(None) => {
                let words = |value: &str| format!("{value} is a time without a date; write it as 20/11/2026 14:05");
                return Err(self.refuse(Some(column), Reason::UnreadableDate, words));
            }
            Err(Skipped) => {
                let words = |value: &str| {
                    format!("{value} does not exist: the clocks went forward from 01:00 to 02:00 that night; ask police for the right time")
                };
                return Err(self.refuse(Some(column), Reason::TimeDoesNotExist, words));
            }
        };
        if span.earliest > self.context.now + CLOCKS_DIFFER {
            let now = long_moment(self.context.now);
            return Err(
                self.refuse(Some(column), Reason::InTheFuture, |value| format!("{value} is in the future (it is {now} now); correct it"))
            );
        }
        // Which reading of a return is taken hangs on when the child went missing.
        if span.is_twice() && whole != Field::Returned {
            self.say_twice(column, "the earlier is taken, marked estimated");
        }
        Ok(Some((span, column)))
    }

    /// Warns of a time in the hour that happened twice.
    pub(super) fn say_twice(&mut self, column: &Column, taken: &str) {
        let (row, text) = (self.row.number, self.row.cell(column.index).text());
        self.warnings.say(|| format!("row {row}: \"{}\" {text} happened twice, as the clocks went back; {taken}", column.header));
    }

    fn fault(&self, column: &Column, cell: &Cell, fault: Fault) -> Box<Refusal> {
        match (fault, cell) {
            (Fault::Impossible(why), _) => {
                self.refuse_cell(column, cell, Reason::ImpossibleDate, |value| format!("{value} is not a possible date: {why}; correct it"))
            }
            (Fault::Unreadable, _) => self.refuse_cell(column, cell, Reason::UnreadableDate, |value| {
                format!("{value} cannot be read as a date; write it as 20/11/2026 14:05")
            }),
        }
    }

    /// A refusal of the row: because of a cell, or (no column) as a whole. `words` is given the column and value as people
    /// read them.
    pub(super) fn refuse(&self, column: Option<&Column>, reason: Reason, words: impl FnOnce(&str) -> String) -> Box<Refusal> {
        match column {
            Some(column) => self.refuse_cell(column, self.row.cell(column.index), reason, words),
            None => Box::new(Refusal {
                row: self.row.number,
                column: String::new(),
                value: String::new(),
                reason,
                words: words("the row"),
                cells: self.cells(),
            }),
        }
    }

    fn refuse_cell(&self, column: &Column, cell: &Cell, reason: Reason, words: impl FnOnce(&str) -> String) -> Box<Refusal> {
        let value = cell.text().into_owned();
        let words = words(&format!("\"{}\" {value}", column.header));
        Box::new(Refusal { row: self.row.number, column: column.header.clone(), value, reason, words, cells: self.cells() })
    }

    /// The cells as text, by field code where the column is known, else by header.
    pub(super) fn cells(&self) -> BTreeMap<String, String> {
        let mut cells: BTreeMap<String, String> = BTreeMap::new();
        for column in &self.context.columns.columns {
            let cell = self.row.cell(column.index);
            if cell.is_empty() {
                continue;
            }
            let key = match column.field {
                Some(field) if field != Field::Ignore => field.code(),
                _ => &column.header,
            };
            cells
                .entry(key.to_owned())
                .and_modify(|text| *text = format!("{text}; {}", cell.text()))
                .or_insert_with(|| cell.text().into_owned());
        }
        cells
    }
}

/// The date in a cell of a date column. Numbers are day counts here, because the column is known to hold dates.
pub(super) fn written(cell: &Cell, today: NaiveDate, years: Years) -> Result<Written, Fault> {
    match cell {
        Cell::Empty => Err(Fault::Unreadable),
        Cell::Day(day) => Ok(Written::Day(*day)),
        Cell::Moment(at) => Ok(Written::Local(*at)),
        Cell::Number(number) => dates::serial(*number).map_or_else(|| dates::parse(&number.to_string(), today, years), Ok),
        Cell::Text(text) => {
            let is_count = text.len() >= 5
                && text.as_bytes()[..5].iter().all(u8::is_ascii_digit)
                && !text.as_bytes().get(5).is_some_and(u8::is_ascii_digit);
            let count = if is_count { text.parse().ok().and_then(dates::serial) } else { None };
            count.map_or_else(|| dates::parse(text, today, years), Ok)
        }
    }
}

/// A day with the time of another cell; without a time in it, the day alone.
fn on_day(day: NaiveDate, cell: &Cell) -> Result<Written, Fault> {
    let time = match cell {
        Cell::Moment(at) => at.time(),
        Cell::Number(number) if (0.0..1.0).contains(number) => {
            let seconds = (number * 86_400.0).round() as u32;
            chrono::NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).ok_or(Fault::Unreadable)?
        }
        Cell::Empty | Cell::Day(_) => return Ok(Written::Day(day)),
        Cell::Text(_) | Cell::Number(_) => {
            // Together with its day, so that 24:00 is the next one's midnight; then alone, for 905 and the like.
            let text = cell.text();
            let together = dates::parse(&format!("{} {text}", day.format("%d/%m/%Y")), day, Years::ThisCentury);
            match together {
                Err(Fault::Unreadable) => dates::time_of_day(&text)?,
                Ok(Written::Day(_)) => return Err(Fault::Unreadable),
                other => return other,
            }
        }
    };
    Ok(Written::Local(day.and_time(time)))
}
