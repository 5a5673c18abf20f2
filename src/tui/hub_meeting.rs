//! The real desk of the meeting, done by the casebook of an open hub.

use super::meeting_desk::MeetingDesk;
use crate::casebook::Hub;
use crate::casebook::error::Result;
use crate::casebook::meeting_view::{AssessmentLine, BusinessSheet, ItemSheet, LogLine, MeetingSheet, Register, RegisterFilter};
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use crate::meeting::agenda::ItemId;
use crate::meeting::assessment::{AssessmentId, Tool, ToolResult};
use crate::meeting::attendance::Opening;
use crate::meeting::business::{Business, BusinessDetails, BusinessId};
use crate::meeting::decision::{ActionId, Due};
use crate::meeting::record::MeetingId;
use crate::meeting::register::{ActionEnd, OnAction};
use crate::settings::Settings;
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

    fn raise(&mut self, _details: BusinessDetails, _now: Moment) -> Result<BusinessId> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn change_business(&mut self, _id: BusinessId, _details: BusinessDetails, _seen: Option<i64>, _now: Moment) -> Result<()> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn business(&self, _id: BusinessId, _now: Moment) -> Result<BusinessSheet> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn open_business(&self) -> Result<Vec<Business>> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn register(&self, _filter: &RegisterFilter, _now: Moment) -> Result<Register> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn end_actions(&mut self, _on: &[OnAction], _end: ActionEnd, _now: Moment) -> Result<()> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn redate_actions(&mut self, _on: &[OnAction], _due: Due, _reason: &str, _now: Moment) -> Result<()> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn reopen_action(&mut self, _on: OnAction, _reason: &str, _now: Moment) -> Result<()> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn agree_action(&mut self, _line: &str, _under: Option<(MeetingId, ItemId)>, _now: Moment) -> Result<ActionId> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn understand_due(&self, _text: &str, _now: Moment) -> std::result::Result<Due, String> {
        Err("not yet".into())
    }

    fn assessments(&self, _now: Moment) -> Result<Vec<AssessmentLine>> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn assessments_of(&self, _child: Option<ChildId>, _episode: EpisodeId, _now: Moment) -> Result<Vec<AssessmentLine>> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn tool(&self) -> Tool {
        Hub::settings(self).assessment.clone()
    }

    fn allocate_assessment(&mut self, _id: AssessmentId, _to: &str, _seen: Option<i64>, _now: Moment) -> Result<()> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn score_assessment(&mut self, _id: AssessmentId, _result: ToolResult, _seen: Option<i64>, _now: Moment) -> Result<()> {
        Err(crate::casebook::Error::Refused("not yet".into()))
    }

    fn withdraw_assessment(&mut self, _id: AssessmentId, _reason: &str, _seen: Option<i64>, _now: Moment) -> Result<()> {
        Err(crate::casebook::Error::Refused("not yet".into()))
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
