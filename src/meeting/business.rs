//! What is brought to the meeting beside the list: referrals, requests for strategy meetings, key intelligence (Manchester 4.6).

use crate::child::{ChildId, MarkerKind};
use crate::codes::{codes, ids};
use crate::episode::Moment;
use crate::meeting::decision::DecisionId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

ids! {
    /// A referral, strategy request or piece of intelligence, shown as `B7`.
    BusinessId 'B';
}

codes! {
    /// What was brought.
    BusinessKind {
        Referral = "referral", "referral";
        Strategy = "strategy", "request for a strategy meeting";
        Intelligence = "intelligence", "key intelligence";
    }
}

/// What is known of it: the whole of it, as last said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusinessDetails {
    pub kind: BusinessKind,
    /// UK day it came in.
    pub received: NaiveDate,
    /// Who brings it: an agency of the settings (full name), a person, or both, as typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// What it is about, in a sentence or more. Of intelligence: what is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub concern: String,
    /// Children of the register it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<ChildId>,
    /// Children not on the register, as named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<String>,
    /// What kind of harm is feared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub markers: Vec<MarkerKind>,
    /// Of a referral: what child and family were told, or why not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub told: String,
    /// Of a strategy request: agencies that must be there (full names).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attend: Vec<String>,
    /// Of a strategy request: by when it must be held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed_by: Option<NaiveDate>,
    /// Of intelligence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vehicles: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// Of intelligence: agencies it is handed to (full names).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hand_to: Vec<String>,
}

/// A piece of business as recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Business {
    pub id: BusinessId,
    pub details: BusinessDetails,
    /// When it was entered, and by whom.
    pub at: Moment,
    pub by: String,
    /// The decisions on it that stand, earliest first.
    pub decisions: Vec<DecisionId>,
    /// Not before this UK day on an agenda.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deferred_to: Option<NaiveDate>,
    /// The meeting passed over it with a reason: nothing more is to be decided.
    #[serde(default)]
    pub passed: bool,
    /// Journal position of the last change: what a verb made on this sight of it is based on.
    pub changed: i64,
}
