//! The invented desk's meeting, and the memory of what was written in it.

#[path = "register.rs"]
mod register;

use super::Morning;
use chrono::NaiveDate;
use std::path::Path;
use wayhome::casebook::error::Result;
use wayhome::casebook::meeting_view::{AssessmentLine, BusinessSheet, ItemSheet, LogLine, MeetingSheet, Register, RegisterFilter};
use wayhome::child::ChildId;
use wayhome::episode::{EpisodeId, Moment};
use wayhome::meeting::agenda::ItemId;
use wayhome::meeting::assessment::{AssessmentId, Tool, ToolResult};
use wayhome::meeting::attendance::Opening;
use wayhome::meeting::business::{Business, BusinessDetails, BusinessId};
use wayhome::meeting::decision::{ActionId, Due};
use wayhome::meeting::record::MeetingId;
use wayhome::meeting::register::{ActionEnd, OnAction};
use wayhome::settings::Settings;

use wayhome::tui::meeting_desk::MeetingDesk;

impl MeetingDesk for Morning {
    fn settings(&self) -> &Settings {
        static SETTINGS: std::sync::OnceLock<Settings> = std::sync::OnceLock::new();
        SETTINGS.get_or_init(Settings::default)
    }

    fn set_privacy(&mut self, _on: bool) {}

    fn meeting(&self, _now: Moment) -> Result<Option<MeetingSheet>> {
        Ok(None)
    }

    fn item(&self, _meeting: MeetingId, _item: ItemId, _now: Moment) -> Result<ItemSheet> {
        todo!()
    }

    fn proposed_opening(&self, _now: Moment) -> Result<Opening> {
        todo!()
    }

    fn start_meeting(&mut self, _opening: Opening, _now: Moment) -> Result<MeetingId> {
        todo!()
    }

    fn change_attendance(&mut self, _meeting: MeetingId, _opening: Opening, _now: Moment) -> Result<()> {
        todo!()
    }

    fn renew_agenda(&mut self, _meeting: MeetingId, _now: Moment) -> Result<usize> {
        todo!()
    }

    fn order_agenda(&mut self, _meeting: MeetingId, _order: Vec<ItemId>, _now: Moment) -> Result<()> {
        todo!()
    }

    fn open_item(&mut self, _meeting: MeetingId, _item: ItemId, _now: Moment) -> Result<()> {
        todo!()
    }

    fn take_note(&mut self, _meeting: MeetingId, _item: ItemId, _agency: Option<String>, _text: &str, _now: Moment) -> Result<()> {
        todo!()
    }

    fn defer_item(&mut self, _meeting: MeetingId, _item: ItemId, _until: NaiveDate, _reason: &str, _now: Moment) -> Result<()> {
        todo!()
    }

    fn carry_over(&mut self, _meeting: MeetingId, _items: &[ItemId], _reason: &str, _now: Moment) -> Result<()> {
        todo!()
    }

    fn pass_items(&mut self, _meeting: MeetingId, _items: &[ItemId], _reason: &str, _now: Moment) -> Result<()> {
        todo!()
    }

    fn close_meeting(&mut self, _meeting: MeetingId, _now: Moment) -> Result<()> {
        todo!()
    }

    fn write_papers(&mut self, _meeting: MeetingId, _folder: &Path, _now: Moment) -> Result<Vec<String>> {
        todo!()
    }

    fn raise(&mut self, details: BusinessDetails, now: Moment) -> Result<BusinessId> {
        register::raise(self, details, now)
    }

    fn change_business(&mut self, id: BusinessId, details: BusinessDetails, seen: Option<i64>, now: Moment) -> Result<()> {
        register::change_business(self, id, details, seen, now)
    }

    fn business(&self, id: BusinessId, now: Moment) -> Result<BusinessSheet> {
        register::business(self, id, now)
    }

    fn open_business(&self) -> Result<Vec<Business>> {
        register::open_business(self)
    }

    fn register(&self, filter: &RegisterFilter, now: Moment) -> Result<Register> {
        register::register(self, filter, now)
    }

    fn end_actions(&mut self, on: &[OnAction], end: ActionEnd, now: Moment) -> Result<()> {
        register::end_actions(self, on, end, now)
    }

    fn redate_actions(&mut self, on: &[OnAction], due: Due, reason: &str, now: Moment) -> Result<()> {
        register::redate_actions(self, on, due, reason, now)
    }

    fn reopen_action(&mut self, on: OnAction, reason: &str, now: Moment) -> Result<()> {
        register::reopen_action(self, on, reason, now)
    }

    fn agree_action(&mut self, line: &str, under: Option<(MeetingId, ItemId)>, now: Moment) -> Result<ActionId> {
        register::agree_action(self, line, under, now)
    }

    fn understand_due(&self, text: &str, now: Moment) -> std::result::Result<Due, String> {
        register::understand_due(self, text, now)
    }

    fn assessments(&self, now: Moment) -> Result<Vec<AssessmentLine>> {
        register::assessments(self, now)
    }

    fn assessments_of(&self, child: Option<ChildId>, episode: EpisodeId, now: Moment) -> Result<Vec<AssessmentLine>> {
        register::assessments_of(self, child, episode, now)
    }

    fn tool(&self) -> Tool {
        register::tool(self)
    }

    fn allocate_assessment(&mut self, id: AssessmentId, to: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        register::allocate_assessment(self, id, to, seen, now)
    }

    fn score_assessment(&mut self, id: AssessmentId, result: ToolResult, seen: Option<i64>, now: Moment) -> Result<()> {
        register::score_assessment(self, id, result, seen, now)
    }

    fn withdraw_assessment(&mut self, id: AssessmentId, reason: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        register::withdraw_assessment(self, id, reason, seen, now)
    }

    fn log(&self, now: Moment) -> Result<Vec<LogLine>> {
        register::log(self, now)
    }

    fn to_undo(&self, now: Moment) -> Result<Option<LogLine>> {
        register::to_undo(self, now)
    }

    fn to_redo(&self, now: Moment) -> Result<Option<LogLine>> {
        register::to_redo(self, now)
    }

    fn undo(&mut self, verb: i64, now: Moment) -> Result<LogLine> {
        register::undo(self, verb, now)
    }

    fn redo(&mut self, verb: i64, now: Moment) -> Result<LogLine> {
        register::redo(self, verb, now)
    }
}
