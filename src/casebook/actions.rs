//! The actions register: what becomes of every action over all children.

use super::error::{Error, Result};
use super::hub::Hub;
use super::meeting_view::{ActionLine, Register, RegisterFilter};
use crate::child::ChildId;
use crate::episode::Moment;
use crate::meeting::action::NewAction;
use crate::meeting::agenda::ItemId;
use crate::meeting::decision::{ActionId, Due};
use crate::meeting::record::MeetingId;
use crate::meeting::register::{ActionEnd, ActionRecord, OnAction};
use crate::store::Store;

impl Hub {
    /// The register, as far as a filter asks for it.
    pub fn register(&self, _filter: &RegisterFilter, _now: Moment) -> Result<Register> {
        Err(Error::Refused("not yet".into()))
    }

    /// An action by its number.
    pub fn action(&self, id: ActionId) -> Result<ActionRecord> {
        self.store.action(id)
    }

    /// Every action of a child: the open ones first, the ended ones latest first.
    pub fn actions_of_child(&self, _child: ChildId, _now: Moment) -> Result<Vec<ActionLine>> {
        Err(Error::Refused("not yet".into()))
    }

    /// Ends actions, all alike; refused as a whole if one of them is, naming it.
    pub fn end_actions(&mut self, _on: &[OnAction], _end: ActionEnd, _now: Moment) -> Result<()> {
        Err(Error::Refused("not yet".into()))
    }

    /// Agrees another date for actions, all alike; the dates before stay on record.
    pub fn redate_actions(&mut self, _on: &[OnAction], _due: Due, _reason: &str, _now: Moment) -> Result<()> {
        Err(Error::Refused("not yet".into()))
    }

    /// Takes up an action again that was ended.
    pub fn reopen_action(&mut self, _on: OnAction, _reason: &str, _now: Moment) -> Result<()> {
        Err(Error::Refused("not yet".into()))
    }

    /// Agrees an action without a decision. `child`: whom it is for; `None`: the child of the item, where it is about one.
    pub fn agree_action(
        &mut self,
        _new: NewAction,
        _under: Option<(MeetingId, ItemId)>,
        _child: Option<ChildId>,
        _now: Moment,
    ) -> Result<ActionRecord> {
        Err(Error::Refused("not yet".into()))
    }

    /// Actions as they are listed: with the names of the children and the due dates in words.
    pub(super) fn action_lines(&self, _store: &Store, _records: Vec<ActionRecord>, _now: Moment) -> Result<Vec<ActionLine>> {
        Err(Error::Refused("not yet".into()))
    }
}
