//! The views of the meeting: what its events do to the tables.

use super::Store;
use super::journal::Entry;
use crate::casebook::error::Result;
use crate::casebook::event::Event;

impl Store {
    /// Brings the views of the meeting up to an entry.
    pub(super) fn apply_meeting(&self, _event: &Event, _entry: &Entry) -> Result<()> {
        Ok(())
    }
}
