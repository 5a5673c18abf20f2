//! Statutory files: what Government and inspectors ask for, made from the record.
//!
//! `ssda903` the Missing and Header tables of the looked-after children return, `placed903` which episodes are in them, `words903` in words · `rules903` the rules that are run over them ·
//! `header903` the codes of the Header table · `inspection` everything held on a child · `annexa` list 8 of Ofsted's Annex A · `tables` every table of the hub as CSV ·
//! `csv` how cells are written so that a spreadsheet takes none for a formula

pub mod annexa;
pub mod csv;
pub mod header903;
pub mod inspection;
mod placed903;
pub mod rules903;
pub mod ssda903;
pub mod tables;
mod words903;

use crate::child::{CareStatus, ChildDetails, ChildId};
use crate::episode::Moment;
use crate::text::fold;
use chrono::NaiveDate;

/// A child as a statutory file looks at it.
#[derive(Debug, Clone)]
pub struct Person {
    pub id: ChildId,
    /// As held now.
    pub details: ChildDetails,
    /// Since when what was held, earliest first (what the figures split by: care status, placing authority …).
    pub over_time: Vec<(Moment, ChildDetails)>,
    /// Other children on the register with the same own identifier.
    pub shares_own_id: Vec<ChildId>,
}

/// Who looks after a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LookedAfter {
    ByUs,
    /// By the authority of this name; empty where it is not named.
    ByAnother(String),
    /// At home, in supported accommodation, a care leaver.
    No(CareStatus),
    NotKnown,
}

impl LookedAfter {
    /// What a record says. `authority`: the name of our own.
    pub fn of(details: &ChildDetails, authority: &str) -> LookedAfter {
        let other = details.placing_authority.as_deref().map(str::trim).filter(|name| !name.is_empty() && fold(name) != fold(authority));
        match (details.care_status, other) {
            (Some(CareStatus::LookedAfter | CareStatus::Unaccompanied), None) => LookedAfter::ByUs,
            (Some(CareStatus::LookedAfter | CareStatus::Unaccompanied | CareStatus::LookedAfterElsewhere), other) => {
                LookedAfter::ByAnother(other.unwrap_or_default().to_owned())
            }
            (Some(other), _) => LookedAfter::No(other),
            (None, _) => LookedAfter::NotKnown,
        }
    }
}

impl Person {
    /// What was held at a moment; of a child put on the register later, what was held first.
    pub fn at(&self, at: Moment) -> Option<&ChildDetails> {
        let until = self.over_time.partition_point(|(since, _)| *since <= at);
        self.over_time.get(until.saturating_sub(1)).map(|(_, details)| details)
    }

    /// Who looked after the child at a moment.
    pub fn looked_after(&self, at: Moment, authority: &str) -> LookedAfter {
        self.at(at).map_or(LookedAfter::NotKnown, |details| LookedAfter::of(details, authority))
    }

    /// The UK day of the 18th birthday.
    pub fn eighteen(&self) -> Option<NaiveDate> {
        let dob = self.details.dob?;
        // Who is born on 29 February comes of age on 1 March where there is none.
        dob.checked_add_months(chrono::Months::new(18 * 12)).map(|day| {
            match day.format("%m-%d").to_string() == dob.format("%m-%d").to_string() {
                true => day,
                false => day.succ_opt().unwrap_or(day),
            }
        })
    }

    /// The own identifier, where one is held.
    pub fn own_id(&self) -> Option<&str> {
        self.details.own_id.as_deref().map(str::trim).filter(|id| !id.is_empty())
    }
}

/// What to say of a time that began before there was a record; empty where all of it is in the record.
fn begins_later(record_begins: NaiveDate, from: NaiveDate) -> Option<String> {
    let day = crate::calendar::long_day(record_begins);
    (record_begins > from).then(|| format!("The record of this hub begins on {day}: episodes before that are not known here."))
}

/// "01/04/2025".
pub fn day(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// A day as [`day`] writes it; `None` for anything else.
pub fn read_day(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split('/').collect();
    let [d, m, y] = parts.as_slice() else { return None };
    let digits = |part: &str, most: usize| {
        (!part.is_empty() && part.len() <= most && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok()).flatten()
    };
    let year = digits(y, 4).filter(|_| y.len() == 4)?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, digits(m, 2)?, digits(d, 2)?)
}
