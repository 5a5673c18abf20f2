//! Whom what was typed names: children of the register, for papers in which children stand by initials.

use super::error::Result;
use super::hub::Hub;
use crate::child::Child;
use crate::report::papers::Mentioned;

impl Hub {
    /// The children of the register whom a text names, by a name of now or of before, in any order and case.
    pub(super) fn named_in(&self, text: &str) -> Result<Vec<Child>> {
        let text = Mentioned::of(text);
        self.store.read(|store| {
            let mut ids = Vec::new();
            for record in store.records_called(|name| text.has(name))? {
                ids.extend(store.read_as_if_there(record)?);
            }
            ids.sort();
            ids.dedup();
            ids.into_iter().map(|id| store.child(id)).collect()
        })
    }
}
