//! The top ten as the journal keeps it: a month as it was reported, and what senior managers say of a child.

use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The top ten of a month as it was reported (Manchester 5.6). Times are minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedMonth {
    /// The first day of the month.
    pub month: NaiveDate,
    /// The moment as of which it was counted.
    pub as_of: Moment,
    /// As set then: the last rank shown, and how many months are ranked.
    pub places: u32,
    pub months: u32,
    pub children: Vec<ReportedChild>,
    /// Children missing in the time ranked who rank after the last shown.
    pub below: u32,
}

/// One child of a month as it was reported. Counts of the return interview are n of N.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedChild {
    pub child: ChildId,
    /// As it was called then.
    pub name: String,
    pub rank: u32,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank_before: Option<u32>,
    pub episodes: Vec<EpisodeId>,
    pub nights: u32,
    pub minutes: i64,
    pub longest_minutes: i64,
    pub this_month: u32,
    pub in_3_months: u32,
    pub in_12_months: u32,
    pub offered: (u32, u32),
    pub held: (u32, u32),
    pub in_72_hours: (u32, u32),
}

/// What senior managers say of a child of the top ten; what nothing is said of is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrackerReview {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What managers decided.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub decision: String,
    /// What managers are asked to unblock.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unblock: String,
    /// Who knows the child best.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub knows_best: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_review: Option<NaiveDate>,
}
