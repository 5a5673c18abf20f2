//! A meeting as it stands: made step by step from its events, so that a step taken back is a step left out.

use super::agenda::{About, Item, ItemId};
use super::attendance::Opening;
use crate::codes::ids;
use crate::episode::Moment;
use serde::{Deserialize, Serialize};

ids! {
    /// A meeting, shown as `M3`.
    MeetingId 'M';
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    pub id: MeetingId,
    pub opening: Opening,
    pub started_at: Moment,
    pub started_by: String,
    /// How long it should take, in minutes.
    pub minutes: u32,
    /// In the order of the agenda.
    pub items: Vec<Item>,
    /// The item on the screen, and since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<ItemId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_since: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<String>,
    /// What was changed after it was closed, earliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amendments: Vec<Amendment>,
    /// When its papers were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Papers>,
    /// Journal position of the last change.
    pub changed: i64,
}

/// A change made after the meeting was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    pub at: Moment,
    pub by: String,
    /// In words, naming no child: "item 9: decision D45 reworded as D51", "attendance changed".
    pub what: String,
}

/// The papers of a meeting, as they were once made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Papers {
    pub at: Moment,
    pub by: String,
    /// File names, which name no child.
    pub files: Vec<String>,
}

impl Meeting {
    /// The item of a number.
    pub fn item(&self, item: ItemId) -> Option<&Item> {
        self.items.iter().find(|i| i.item == item)
    }

    /// The item about something.
    pub fn item_about(&self, about: About) -> Option<&Item> {
        self.items.iter().find(|i| i.about == about)
    }

    /// Is it still going on?
    pub fn is_open(&self) -> bool {
        self.closed_at.is_none()
    }
}
