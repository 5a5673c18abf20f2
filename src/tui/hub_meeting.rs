//! The real desk of the meeting, done by the casebook of an open hub.

use super::meeting_desk::MeetingDesk;
use crate::casebook::Hub;
use crate::casebook::error::{Error, Result};
use crate::casebook::meeting_view::{AssessmentLine, BusinessSheet, ItemSheet, LogLine, MeetingSheet, Register, RegisterFilter};
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use crate::meeting::action;
use crate::meeting::agenda::ItemId;
use crate::meeting::assessment::{AssessmentId, Tool, ToolResult};
use crate::meeting::attendance::Opening;
use crate::meeting::business::{Business, BusinessDetails, BusinessId};
use crate::meeting::decision::{ActionId, Due};
use crate::meeting::record::MeetingId;
use crate::meeting::register::{ActionEnd, OnAction};
use crate::settings::Settings;
use crate::spoken::{self, Spoken};
use chrono::NaiveDate;
use std::path::Path;

impl MeetingDesk for Hub {
    fn settings(&self) -> &Settings {
        Hub::settings(self)
    }

    fn set_privacy(&mut self, _on: bool) {}

    fn meeting(&self, _now: Moment) -> Result<Option<MeetingSheet>> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn item(&self, _meeting: MeetingId, _item: ItemId, _now: Moment) -> Result<ItemSheet> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn proposed_opening(&self, _now: Moment) -> Result<Opening> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn start_meeting(&mut self, _opening: Opening, _now: Moment) -> Result<MeetingId> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn change_attendance(&mut self, _meeting: MeetingId, _opening: Opening, _now: Moment) -> Result<()> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn renew_agenda(&mut self, _meeting: MeetingId, _now: Moment) -> Result<usize> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn order_agenda(&mut self, _meeting: MeetingId, _order: Vec<ItemId>, _now: Moment) -> Result<()> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn open_item(&mut self, _meeting: MeetingId, _item: ItemId, _now: Moment) -> Result<()> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn take_note(&mut self, _meeting: MeetingId, _item: ItemId, _agency: Option<String>, _text: &str, _now: Moment) -> Result<()> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn defer_item(&mut self, _meeting: MeetingId, _item: ItemId, _until: NaiveDate, _reason: &str, _now: Moment) -> Result<()> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn carry_over(&mut self, _meeting: MeetingId, _items: &[ItemId], _reason: &str, _now: Moment) -> Result<()> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn pass_items(&mut self, _meeting: MeetingId, _items: &[ItemId], _reason: &str, _now: Moment) -> Result<()> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn close_meeting(&mut self, _meeting: MeetingId, _now: Moment) -> Result<()> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn write_papers(&mut self, _meeting: MeetingId, _folder: &Path, _now: Moment) -> Result<Vec<String>> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn raise(&mut self, details: BusinessDetails, now: Moment) -> Result<BusinessId> {
        Hub::raise(self, details, now).map(|business| business.id)
    }

    fn change_business(&mut self, id: BusinessId, details: BusinessDetails, seen: Option<i64>, now: Moment) -> Result<()> {
        Hub::change_business(self, id, details, seen, now)
    }

    fn business(&self, id: BusinessId, now: Moment) -> Result<BusinessSheet> {
        self.business_sheet(id, now)
    }

    fn open_business(&self) -> Result<Vec<Business>> {
        Hub::open_business(self)
    }

    fn register(&self, filter: &RegisterFilter, now: Moment) -> Result<Register> {
        Hub::register(self, filter, now)
    }

    fn end_actions(&mut self, on: &[OnAction], end: ActionEnd, now: Moment) -> Result<()> {
        Hub::end_actions(self, on, end, now)
    }

    fn redate_actions(&mut self, on: &[OnAction], due: Due, reason: &str, now: Moment) -> Result<()> {
        Hub::redate_actions(self, on, due, reason, now)
    }

    fn reopen_action(&mut self, on: OnAction, reason: &str, now: Moment) -> Result<()> {
        Hub::reopen_action(self, on, reason, now)
    }

    fn agree_action(&mut self, line: &str, under: Option<(MeetingId, ItemId)>, now: Moment) -> Result<ActionId> {
        let action = action::parse(line, Hub::settings(self), now, &self.clocks().working_days).map_err(Error::Refused)?;
        Hub::agree_action(self, action, under, None, now).map(|record| record.action.id)
    }

    fn understand_due(&self, text: &str, now: Moment) -> std::result::Result<Due, String> {
        Ok(match spoken::moment_or_day(text, now, &self.clocks().working_days)? {
            Spoken::At(at) => Due::At(at),
            Spoken::Day(day) => Due::EndOf(day),
        })
    }

    fn assessments(&self, now: Moment) -> Result<Vec<AssessmentLine>> {
        Hub::assessments(self, now)
    }

    fn assessments_of(&self, child: Option<ChildId>, episode: EpisodeId, now: Moment) -> Result<Vec<AssessmentLine>> {
        Hub::assessments_of(self, child, episode, now)
    }

    fn tool(&self) -> Tool {
        Hub::settings(self).assessment.clone()
    }

    fn allocate_assessment(&mut self, id: AssessmentId, to: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        Hub::allocate_assessment(self, id, to, seen, now)
    }

    fn score_assessment(&mut self, id: AssessmentId, result: ToolResult, seen: Option<i64>, now: Moment) -> Result<()> {
        Hub::score_assessment(self, id, result, seen, now)
    }

    fn withdraw_assessment(&mut self, id: AssessmentId, reason: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        Hub::withdraw_assessment(self, id, reason, seen, now)
    }

    fn log(&self, _now: Moment) -> Result<Vec<LogLine>> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn to_undo(&self, _now: Moment) -> Result<Option<LogLine>> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn to_redo(&self, _now: Moment) -> Result<Option<LogLine>> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn undo(&mut self, _verb: i64, _now: Moment) -> Result<LogLine> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn redo(&mut self, _verb: i64, _now: Moment) -> Result<LogLine> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }
}
