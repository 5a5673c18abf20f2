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

/// Is the rationale word for word an earlier one? `earlier`: where it stands, and what it says.
pub fn copied(rationale: &str, earlier: &[(String, String)]) -> Option<Drift> {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let typed = words(rationale);
    let (place, _) = earlier.iter().find(|(_, text)| typed.len() > 3 && words(text) == typed)?;
    Some(Drift { kind: DriftKind::Copied, words: format!("word for word the rationale of {place}") })
}
