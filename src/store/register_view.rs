//! The views of actions, business and assessments.

use super::Store;
use super::journal::Entry;
use crate::casebook::error::Result;
use crate::casebook::event::Event;
use crate::meeting::assessment::AssessmentId;
use crate::meeting::business::BusinessId;
use crate::meeting::decision::ActionId;

impl Store {
    /// Brings the register up to an entry about an action.
    pub(super) fn apply_action(&self, _event: &Event, _entry: &Entry) -> Result<()> {
        Ok(())
    }

    /// Makes an action again from the entries that stand.
    pub(super) fn refold_action(&self, _id: ActionId) -> Result<()> {
        Ok(())
    }

    /// Brings a piece of business up to an entry about it.
    pub(super) fn apply_business(&self, _event: &Event, _entry: &Entry) -> Result<()> {
        Ok(())
    }

    /// Makes a piece of business again from the entries that stand: its own, the decisions on it, and how meetings left it.
    pub(super) fn refold_business(&self, _id: BusinessId) -> Result<()> {
        Ok(())
    }

    /// Brings an assessment up to an entry about it.
    pub(super) fn apply_assessment(&self, _event: &Event, _entry: &Entry) -> Result<()> {
        Ok(())
    }

    /// Makes an assessment again from the entries that stand.
    pub(super) fn refold_assessment(&self, _id: AssessmentId) -> Result<()> {
        Ok(())
    }
}
