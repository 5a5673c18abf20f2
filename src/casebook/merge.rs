//! Two records of one child read as one, and split again.

use super::error::{Error, Result};
use super::event::Belonging;
use super::hub::Hub;
use super::who_view::{MergedRecord, Merging, Splitting, TakingBack};
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};

impl Hub {
    /// What merging would do. Refused where it cannot be done.
    pub fn merging(&self, _kept: ChildId, _merged: ChildId, _now: Moment) -> Result<Merging> {
        Err(Error::Refused("not yet".into()))
    }

    /// Reads two records as one child from now on. `seen`: positions of both records as they were shown.
    pub fn merge(&mut self, _kept: ChildId, _merged: ChildId, _reason: &str, _seen: Option<(i64, i64)>, _now: Moment) -> Result<()> {
        Err(Error::Refused("not yet".into()))
    }

    /// The records that were merged into a child, latest first.
    pub fn merged_records(&self, _child: ChildId) -> Result<Vec<MergedRecord>> {
        Err(Error::Refused("not yet".into()))
    }

    /// What splitting a merged record off again would do.
    pub fn splitting(&self, _record: ChildId) -> Result<Splitting> {
        Err(Error::Refused("not yet".into()))
    }

    /// Splits a merged record off again. `given`: what was recorded meanwhile and belongs to it.
    pub fn split(&mut self, _record: ChildId, _given: Vec<Belonging>, _reason: &str, _now: Moment) -> Result<()> {
        Err(Error::Refused("not yet".into()))
    }

    /// What taking back the answer to who the child of an episode is would do.
    pub fn taking_back(&self, _episode: EpisodeId) -> Result<TakingBack> {
        Err(Error::Refused("not yet".into()))
    }

    /// Takes back the answer to who the child of an episode is, with all that followed from it.
    pub fn take_back(&mut self, _episode: EpisodeId, _seen: Option<i64>, _now: Moment) -> Result<TakingBack> {
        Err(Error::Refused("not yet".into()))
    }
}
