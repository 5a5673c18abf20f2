//! Exploitation assessments: by hub social workers within 15 working days, with a scaled indicator tool (Manchester 4.7). The
//! indicators and bands are those of the settings; professional judgement stands beside the score.

use super::decision::DecisionId;
use crate::child::{ChildId, MarkerKind};
use crate::codes::{codes, ids};
use crate::episode::{EpisodeId, Moment};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

ids! {
    /// An exploitation assessment, shown as `X5`.
    AssessmentId 'X';
}

codes! {
    /// How an assessment stands.
    AssessmentState {
        ToAllocate = "to-allocate", "to be allocated";
        Allocated = "allocated", "allocated";
        /// Completed; its review is to come.
        InReview = "in-review", "completed, to be reviewed";
        Ended = "ended", "ended";
        Withdrawn = "withdrawn", "withdrawn";
    }
}

codes! {
    /// What an assessment or its review leads to (Warwickshire: outcome of support improved, stable, declined).
    AssessmentOutcome {
        /// Support goes on or begins; reviewed in twelve weeks.
        Plan = "plan", "exploitation plan, to be reviewed";
        Improved = "improved", "improved, to be reviewed";
        Stable = "stable", "stable, to be reviewed";
        Declined = "declined", "declined, to be reviewed";
        /// No review any more.
        NoRole = "no-role", "no further role for the hub";
        Transferred = "transferred", "transferred to another authority or service";
    }
}

/// One completed tool, at first or in review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToolResult {
    /// Name of the tool, as the settings had it.
    pub tool: String,
    /// Highest value of the scale.
    pub scale: u32,
    /// Value by indicator id; an indicator not answered is left out.
    pub scores: BTreeMap<String, u32>,
    /// The indicators' titles as they stood, for reading it later.
    #[serde(default)]
    pub titles: BTreeMap<String, String>,
    /// Sum of the values, and the most that the answered indicators could give.
    pub score: u32,
    pub most: u32,
    /// Band the score falls into, by name.
    pub band: String,
    /// Band by professional judgement; equal to the score's or not.
    pub judged: String,
    /// Why; required, also where both agree.
    pub judgement: String,
    /// The concerns by type.
    pub concerns: Vec<MarkerKind>,
    pub outcome: AssessmentOutcome,
    /// When to review; `None` where it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_on: Option<NaiveDate>,
}

/// A result as recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    #[serde(flatten)]
    pub result: ToolResult,
    pub at: Moment,
    pub by: String,
}

/// An assessment as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    pub id: AssessmentId,
    pub child: Option<ChildId>,
    pub episode: Option<EpisodeId>,
    pub decision: DecisionId,
    /// When it was decided: its clock starts here.
    pub started_at: Moment,
    /// Due at the end of this UK day: the 15th working day after the day of the decision.
    pub due: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allocated_to: Option<String>,
    /// The first is the assessment, the others its reviews.
    #[serde(default)]
    pub results: Vec<Recorded>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<String>,
    pub changed: i64,
}

/// The tool of the settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Tool {
    pub name: String,
    /// Working days after the day of the decision.
    pub working_days: u32,
    pub review_weeks: u32,
    /// Highest value of the scale, which begins at 0.
    pub scale: u32,
    pub indicators: Vec<Indicator>,
    /// By rising share of the most that can be scored.
    pub bands: Vec<ToolBand>,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    pub id: String,
    pub title: String,
    /// What to look for.
    pub help: String,
}

/// One band.
#[derive(Debug, Clone, PartialEq)]
pub struct ToolBand {
    pub name: String,
    /// Lowest share of the most that can be scored, in percent.
    pub from: u32,
}
