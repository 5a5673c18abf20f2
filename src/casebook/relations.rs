//! Who belongs to whom: siblings, twins, children of one placement; and what a child was called and where it lived.

use super::error::{Error, Result};
use super::hub::Hub;
use super::who_view::{ChildHistory, Relation};
use crate::child::{ChildId, RelationKind};
use crate::episode::Moment;

impl Hub {
    /// The children recorded as belonging to a child.
    pub fn relations(&self, _child: ChildId) -> Result<Vec<Relation>> {
        Err(Error::Refused("not yet".into()))
    }

    /// Records that two children belong together.
    pub fn relate(&mut self, _child: ChildId, _other: ChildId, _kind: RelationKind, _note: &str, _now: Moment) -> Result<()> {
        Err(Error::Refused("not yet".into()))
    }

    /// They do not, or no longer.
    pub fn unrelate(&mut self, _child: ChildId, _other: ChildId, _kind: RelationKind, _reason: &str, _now: Moment) -> Result<()> {
        Err(Error::Refused("not yet".into()))
    }

    /// Names and homes of a child with their days.
    pub fn child_history(&self, _child: ChildId) -> Result<ChildHistory> {
        Err(Error::Refused("not yet".into()))
    }
}
