//! What a panel did about a child, as the journal keeps it. A panel is a view of the children's one plan, never a copy: what it
//! decides is a decision like any other.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

crate::codes::codes! {
    /// Whether a child goes on with a panel.
    Stays {
        Stays = "stays", "stays with the panel";
        Leaves = "leaves", "leaves the panel";
    }
}

/// What a panel said of a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discussed {
    pub stays: Stays,
    /// In the panel's own words: what was found, and why.
    pub note: String,
    /// When the panel looks at the child again; `None`: at its next meeting, where the child stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_review: Option<NaiveDate>,
}
