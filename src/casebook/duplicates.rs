//! Records of the register that may be of one child.

use super::error::{Error, Result};
use super::hub::Hub;
use super::who_view::DuplicatesPage;
use crate::child::ChildId;
use crate::episode::Moment;

impl Hub {
    /// Likely duplicates among the next so many children after one; each pair once, with the earlier record.
    pub fn duplicates(&self, _after: Option<ChildId>, _children: usize) -> Result<DuplicatesPage> {
        Err(Error::Refused("not yet".into()))
    }

    /// Two records that look alike are two children: not asked about again.
    pub fn two_children(&mut self, _child: ChildId, _other: ChildId, _now: Moment) -> Result<()> {
        Err(Error::Refused("not yet".into()))
    }
}
