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
use crate::store::files::write_all_new;
use chrono::NaiveDate;
use std::path::Path;

impl MeetingDesk for Hub {
    fn settings(&self) -> &Settings {
        Hub::settings(self)
    }

    fn set_privacy(&mut self, _on: bool) {}

    fn meeting(&self, now: Moment) -> Result<Option<MeetingSheet>> {
        Hub::meeting_now(self, now)
    }

    fn item(&self, meeting: MeetingId, item: ItemId, now: Moment) -> Result<ItemSheet> {
        Hub::item_sheet(self, meeting, item, now)
    }

    fn proposed_opening(&self, now: Moment) -> Result<Opening> {
        Hub::proposed_opening(self, now)
    }

    fn start_meeting(&mut self, opening: Opening, now: Moment) -> Result<MeetingId> {
        Ok(Hub::start_meeting(self, opening, now)?.id)
    }

    fn change_attendance(&mut self, meeting: MeetingId, opening: Opening, now: Moment) -> Result<()> {
        Hub::change_attendance(self, meeting, opening, now)
    }

    fn renew_agenda(&mut self, meeting: MeetingId, now: Moment) -> Result<usize> {
        Hub::renew_agenda(self, meeting, now)
    }

    fn order_agenda(&mut self, meeting: MeetingId, order: Vec<ItemId>, now: Moment) -> Result<()> {
        Hub::order_agenda(self, meeting, order, now)
    }

    fn open_item(&mut self, meeting: MeetingId, item: ItemId, now: Moment) -> Result<()> {
        Hub::open_item(self, meeting, item, now)
    }

    fn take_note(&mut self, meeting: MeetingId, item: ItemId, agency: Option<String>, text: &str, now: Moment) -> Result<()> {
        Hub::take_note(self, meeting, item, agency, text, now)
    }

    fn defer_item(&mut self, meeting: MeetingId, item: ItemId, until: NaiveDate, reason: &str, now: Moment) -> Result<()> {
        Hub::defer_item(self, meeting, item, until, reason, now)
    }

    fn carry_over(&mut self, meeting: MeetingId, items: &[ItemId], reason: &str, now: Moment) -> Result<()> {
        Hub::carry_over(self, meeting, items, reason, now)
    }

    fn pass_items(&mut self, meeting: MeetingId, items: &[ItemId], reason: &str, now: Moment) -> Result<()> {
        Hub::pass_items(self, meeting, items, reason, now)
    }

    fn close_meeting(&mut self, meeting: MeetingId, now: Moment) -> Result<()> {
        Hub::close_meeting(self, meeting, now)
    }

    fn write_papers(&mut self, meeting: MeetingId, folder: &Path, now: Moment) -> Result<Vec<String>> {
        let papers = Hub::papers(self, meeting, now)?;
        let files = write_all_new(folder, &papers)?;
        Hub::papers_made(self, meeting, files.clone(), now)?;
        Ok(files)
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

    fn log(&self, now: Moment) -> Result<Vec<LogLine>> {
        Hub::log(self, now)
    }

    fn to_undo(&self, now: Moment) -> Result<Option<LogLine>> {
        Hub::to_undo(self, now)
    }

    fn to_redo(&self, now: Moment) -> Result<Option<LogLine>> {
        Hub::to_redo(self, now)
    }

    fn undo(&mut self, verb: i64, now: Moment) -> Result<LogLine> {
        Hub::undo(self, verb, now)
    }

    fn redo(&mut self, verb: i64, now: Moment) -> Result<LogLine> {
        Hub::redo(self, verb, now)
    }
}
