//! What the screens ask of the casebook about patterns.

use super::private_desk::PrivateDesk;
use crate::casebook::Hub;
use crate::casebook::error::Result;
use crate::casebook::event::Export;
use crate::child::ChildId;
use crate::episode::Moment;
use crate::report::figures::Period;
use crate::report::patterns::Patterns;
use crate::store::files::write_new;
use std::path::Path;

/// Patterns, as the screens use it. Moments are UTC; `now` is the moment the person acts.
pub trait PatternsDesk {
    fn patterns(&self, period: Period, now: Moment) -> Result<Patterns>;
    /// Writes a drawing of the network to a file that is not there yet, for its owner alone, and that it left the hub. `about`: the
    /// child it is drawn around; `names`: children and adults are named in it.
    fn write_network(&mut self, path: &Path, bytes: &[u8], about: Option<ChildId>, names: bool, now: Moment) -> Result<()>;
}

impl PatternsDesk for Hub {
    fn patterns(&self, period: Period, now: Moment) -> Result<Patterns> {
        Hub::patterns(self, period, now)
    }

    fn write_network(&mut self, path: &Path, bytes: &[u8], about: Option<ChildId>, names: bool, now: Moment) -> Result<()> {
        self.may_note()?;
        write_new(path, bytes.to_vec())?;
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let with = if names { "with names" } else { "without names" };
        let noted = self.note_export(Export::Patterns, vec![file], about, with, now);
        if noted.is_err() {
            // What is not written down did not leave the hub.
            let _ = std::fs::remove_file(path);
        }
        noted
    }
}

impl PatternsDesk for PrivateDesk {
    fn patterns(&self, period: Period, now: Moment) -> Result<Patterns> {
        self.veiled(self.desk.patterns(period, now), None)
    }

    fn write_network(&mut self, path: &Path, bytes: &[u8], about: Option<ChildId>, names: bool, now: Moment) -> Result<()> {
        self.desk.write_network(path, bytes, about, names, now)
    }
}
