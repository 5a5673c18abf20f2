//! Drift: the same again without change (Manchester 2.2).

use crate::codes::codes;
use serde::Serialize;

codes! {
    /// What kind of drift.
    DriftKind {
        Repeated = "repeated", "same decision again";
        RedatedTwice = "redated-twice", "action re-dated twice";
        NotDiscussed = "not-discussed", "not discussed";
        Copied = "copied", "rationale copied";
    }
}

/// A warning on an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drift {
    pub kind: DriftKind,
    /// "Advice and guidance on 9, 12 and 16 Nov, and no fewer episodes (3 in 28 days, 3 before)".
    pub words: String,
}
