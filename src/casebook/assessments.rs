//! Exploitation assessments: allocated, completed with the scaled indicators, reviewed.

use super::error::{Error, Result};
use super::hub::Hub;
use super::meeting_view::AssessmentLine;
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use crate::meeting::assessment::{Assessment, AssessmentId, ToolResult};
use crate::store::Store;

impl Hub {
    /// The assessments that are neither ended nor withdrawn: what runs out first stands first.
    pub fn assessments(&self, _now: Moment) -> Result<Vec<AssessmentLine>> {
        Err(Error::Refused("not yet".into()))
    }

    /// Every assessment of a child (of the episode, where the child is not identified), latest first.
    pub fn assessments_of(&self, _child: Option<ChildId>, _episode: EpisodeId, _now: Moment) -> Result<Vec<AssessmentLine>> {
        Err(Error::Refused("not yet".into()))
    }

    /// An assessment by its number.
    pub fn assessment(&self, id: AssessmentId) -> Result<Assessment> {
        self.store.assessment(id)
    }

    /// Gives an assessment to a social worker, by name.
    pub fn allocate_assessment(&mut self, _id: AssessmentId, _to: &str, _seen: Option<i64>, _now: Moment) -> Result<()> {
        Err(Error::Refused("not yet".into()))
    }

    /// Records the completed tool: the assessment itself, later its reviews.
    pub fn score_assessment(&mut self, _id: AssessmentId, _result: ToolResult, _seen: Option<i64>, _now: Moment) -> Result<()> {
        Err(Error::Refused("not yet".into()))
    }

    /// Takes an assessment back that is not to be made after all, with the reason.
    pub fn withdraw_assessment(&mut self, _id: AssessmentId, _reason: &str, _seen: Option<i64>, _now: Moment) -> Result<()> {
        Err(Error::Refused("not yet".into()))
    }

    /// Assessments as they are listed.
    pub(super) fn assessment_lines(&self, _store: &Store, _found: Vec<Assessment>, _now: Moment) -> Result<Vec<AssessmentLine>> {
        Err(Error::Refused("not yet".into()))
    }
}
