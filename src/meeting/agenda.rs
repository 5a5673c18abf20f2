//! The agenda: what is talked about, in which order.

use super::business::BusinessId;
use super::decision::DecisionId;
use crate::codes::codes;
use crate::episode::{EpisodeId, Moment};
use crate::triage::Band;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Number of an item within its meeting, from 1, in the order items were put on the agenda; the order on the agenda may differ.
pub type ItemId = u32;

codes! {
    /// The parts of the agenda, in the order of the meeting.
    AgendaSection {
        ActionsDue = "actions-due", "Actions due";
        Changes = "changes", "What changed in the list";
        StillMissing = "still-missing", "Still missing";
        Returned = "returned", "Returned";
        Interviews = "interviews", "Interview clocks";
        Referrals = "referrals", "New referrals";
        Strategy = "strategy", "Requests for strategy meetings";
        Intelligence = "intelligence", "Key intelligence";
        Thresholds = "thresholds", "Threshold hits and panel referrals";
        CarriedOver = "carried-over", "Carried over";
        AnyOther = "any-other", "Any other business";
        ReadBack = "read-back", "Read-back";
    }
}

/// What an item is about. The first six stand once on every agenda and list what there is; the others are decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    Actions,
    Changes,
    Interviews,
    Thresholds,
    AnyOther,
    ReadBack,
    Episode(EpisodeId),
    Business(BusinessId),
}

impl About {
    /// Must the meeting decide it?
    pub fn is_decided(self) -> bool {
        matches!(self, About::Episode(_) | About::Business(_))
    }
}

/// An item put on the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewItem {
    pub item: ItemId,
    pub section: AgendaSection,
    pub about: About,
    /// The band of an episode when it was put on the agenda: what the list of items shows without triaging every child again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<Band>,
}

impl NewItem {
    /// An item without a band.
    pub fn new(item: ItemId, section: AgendaSection, about: About) -> NewItem {
        NewItem { item, section, about, band: None }
    }
}

/// Something said under an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Number within the meeting, from 1.
    pub note: u32,
    /// Who said it: an agency's full name; `None`: the meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    pub text: String,
    pub at: Moment,
    pub by: String,
}

/// How an item ended, where it was not decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Left {
    /// Comes back by itself on this UK day. `carried`: at the end of the meeting, to the next one.
    Deferred {
        until: NaiveDate,
        reason: String,
        #[serde(default)]
        carried: bool,
    },
    /// The chair closed it without a decision.
    Passed { reason: String },
}

/// An item as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub item: ItemId,
    pub section: AgendaSection,
    pub about: About,
    /// The band of an episode when it was put on the agenda.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<Band>,
    /// Decisions reached under it in this meeting that stand, earliest first; a reworded one gives way to its new wording.
    #[serde(default)]
    pub decisions: Vec<DecisionId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Left>,
    #[serde(default)]
    pub notes: Vec<Note>,
    /// Whole seconds it was on the screen, without the time since it was last opened.
    #[serde(default)]
    pub seconds: i64,
    /// It was on the screen at some time of the meeting.
    #[serde(default)]
    pub opened: bool,
}
