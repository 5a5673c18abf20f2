//! What the figures, the top ten and the panels are made from.

use super::error::Result;
use super::event::{Event, Export};
use super::hub::Hub;
use crate::child::ChildId;
use crate::episode::Moment;
use crate::report::figures::Facts;

impl Hub {
    /// Everything that is counted from a moment on, as known now.
    pub fn facts(&self, from: Moment, now: Moment) -> Result<Facts> {
        self.store.read(|store| store.facts(from, &self.clocks, now))
    }

    /// Writes down that something left the hub in files of these names (names of files only, no child's name in them).
    pub fn note_export(&mut self, what: Export, files: Vec<String>, about: Option<ChildId>, reason: &str, now: Moment) -> Result<()> {
        let reason = reason.trim().to_owned();
        self.verb(now, |_, pen| pen.record(Event::Exported { what, files, about, reason }).map(|_| ()))
    }
}
