//! Rows that could not be taken: kept, listed, put right and taken again.

use super::error::{Error, Result};
use super::event::{Event, RefusedId, RowOutcome};
use super::hub::Hub;
use super::view::Refused;
use crate::child::ChildId;
use crate::episode::{ListedPerson, Moment};
use crate::intake::rows::list_row_again;
use crate::store::Store;
use crate::text::{clean, fold};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};

impl Hub {
    /// The refused rows that are still to be put right, oldest first.
    pub fn refused(&self) -> Result<Vec<Refused>> {
        self.store.refused_rows()
    }

    /// Takes a refused row again with `cells` (by field code) in place of what it said; says what it became.
    pub fn put_right(&mut self, id: RefusedId, cells: BTreeMap<String, String>, now: Moment) -> Result<RowOutcome> {
        self.verb(now, |hub, pen| {
            let row = open_refused(pen.store, id)?.row;
            let mut whole = row.cells;
            whole.extend(cells.into_iter().map(|(field, value)| (field, clean(&value))));
            let taken = list_row_again(&whole, row.line.row, &hub.settings, now)
                .map_err(|refusal| Error::Refused(format!("row {} still cannot be taken: {}", row.line.row, refusal.words)))?;
            let took = hub.take_row(pen, &taken.details, row.line)?;
            pen.record(Event::RowPutRight { refused: id, cells: whole, episode: took.note.episode })?;
            Ok(took.outcome)
        })
    }

    /// Leaves a refused row out for good, with the reason.
    pub fn set_aside(&mut self, id: RefusedId, reason: &str, now: Moment) -> Result<()> {
        let reason = clean(reason);
        if reason.is_empty() {
            return Err(Error::Refused("say in a few words why the row is set aside".into()));
        }
        self.verb(now, |_, pen| {
            open_refused(pen.store, id)?;
            pen.record(Event::RowSetAside { refused: id, reason })?;
            Ok(())
        })
    }
}

fn open_refused(store: &Store, id: RefusedId) -> Result<Refused> {
    let found = store.refused_rows()?.into_iter().find(|row| row.id == id);
    found.ok_or_else(|| Error::Refused(format!("no refused row {id} is waiting to be put right")))
}

/// What rows may name children by: their own identifiers, their names and dates of birth; of all records that are read as one.
#[derive(Default)]
pub(super) struct Named {
    by_own_id: HashMap<String, BTreeSet<ChildId>>,
    by_name: HashMap<String, BTreeSet<(ChildId, Option<NaiveDate>)>>,
}

/// How surely a row is about a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Naming {
    /// The same own identifier, or the same name and date of birth.
    Names,
    /// The same name, and one of the two has no date of birth.
    MayName,
}

impl Named {
    /// A child with all that is held on it, and on records merged into it.
    pub(super) fn add(&mut self, store: &Store, child: ChildId) -> Result<()> {
        let mut known = vec![store.child(child)?.details];
        for member in store.members(child)? {
            known.push(store.own_record(member.record)?.details);
        }
        for details in known {
            if let Some(own_id) = key(details.own_id.as_ref()) {
                self.by_own_id.entry(own_id).or_default().insert(child);
            }
            for name in std::iter::once(&details.full_name()).chain(&details.other_names).map(|name| fold(name)) {
                if !name.is_empty() {
                    self.by_name.entry(name).or_default().insert((child, details.dob));
                }
            }
        }
        Ok(())
    }

    /// The children a row names, or may name, by number.
    pub(super) fn by(&self, row: &ListedPerson) -> BTreeMap<ChildId, Naming> {
        let own_id = key(row.own_id.as_ref());
        let by_own_id = own_id.as_ref().and_then(|own_id| self.by_own_id.get(own_id));
        let mut found: BTreeMap<ChildId, Naming> = by_own_id.into_iter().flatten().map(|child| (*child, Naming::Names)).collect();
        for (child, dob) in self.by_name.get(&fold(&row.full_name())).into_iter().flatten() {
            let naming = match (row.dob, dob) {
                (Some(row), Some(held)) if row == *held => Naming::Names,
                (Some(_), Some(_)) => continue,
                _ => Naming::MayName,
            };
            found.entry(*child).and_modify(|known| *known = naming.min(*known)).or_insert(naming);
        }
        found
    }
}

fn key(own_id: Option<&String>) -> Option<String> {
    own_id.map(|id| id.trim().to_lowercase()).filter(|id| !id.is_empty())
}
