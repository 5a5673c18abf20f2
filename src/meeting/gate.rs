//! What keeps a meeting from closing.

use super::agenda::ItemId;
use serde::Serialize;

/// Something an item lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lacking {
    pub item: ItemId,
    /// "no decision", "no owner: nobody is to carry out the joint investigation", "no rationale", "A9 has no outcome".
    pub what: String,
}
