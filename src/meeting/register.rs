//! The actions register: what becomes of every action over all children.

use super::business::BusinessId;
use super::decision::{Action, ActionId, DecisionId, Due};
use super::record::MeetingId;
use crate::child::ChildId;
use crate::codes::codes;
use crate::episode::{EpisodeId, Moment};
use serde::{Deserialize, Serialize};

codes! {
    /// How an action ended.
    EndedAs {
        Done = "done", "done";
        /// Circumstances changed.
        NotPossible = "not-possible", "not possible";
        NotDone = "not-done", "not done";
    }
}

/// The end of an action, as somebody says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionEnd {
    pub how: EndedAs,
    /// A line of outcome; required.
    pub outcome: String,
    /// What changed for the child ("what difference?", LGA peers); asked for what was done, may stay empty for the others.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub difference: String,
}

/// An end as recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    #[serde(flatten)]
    pub end: ActionEnd,
    pub at: Moment,
    pub by: String,
}

/// A due date that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redated {
    pub from: Option<Due>,
    pub to: Option<Due>,
    pub reason: String,
    pub at: Moment,
    pub by: String,
}

/// An action with all that became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionRecord {
    /// As it stands now: `due` is the last date agreed.
    pub action: Action,
    /// What it was agreed under; none of them: any other business.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode: Option<EpisodeId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business: Option<BusinessId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<ChildId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
    pub agreed_at: Moment,
    pub agreed_by: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redated: Vec<Redated>,
    /// `None`: still to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
    /// Journal position of the last change.
    pub changed: i64,
}

/// An action as it was shown when somebody acts on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnAction {
    pub action: ActionId,
    /// Journal position; a change by someone else since then refuses the verb.
    pub seen: Option<i64>,
}
