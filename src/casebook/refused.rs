//! Rows that could not be taken: kept, listed, put right and taken again.

use super::error::{Error, Result};
use super::event::{Event, RefusedId, RowOutcome};
use super::hub::Hub;
use super::view::Refused;
use crate::episode::Moment;
use crate::intake::rows::list_row_again;
use crate::store::Store;
use crate::text::clean;
use std::collections::BTreeMap;

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
