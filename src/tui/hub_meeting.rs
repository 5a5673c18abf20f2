//! The real desk of the meeting, done by the casebook of an open hub.

use super::meeting_desk::MeetingDesk;
use crate::casebook::Hub;
use crate::casebook::error::{Error, Result};
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
use crate::store::files::{in_words, new_private_file};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

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
        let mut written: Vec<PathBuf> = Vec::new();
        for paper in &papers {
            let path = folder.join(&paper.file_name);
            let done = new_private_file(&path).and_then(|()| {
                written.push(path.clone());
                std::fs::write(&path, &paper.bytes)
                    .map_err(|error| Error::Refused(format!("{} could not be written: {}", path.display(), in_words(&error))))
            });
            if let Err(error) = done {
                // All of them or none: files of an attempt that failed would stand in the way of the next.
                for path in &written {
                    let _ = std::fs::remove_file(path);
                }
                return Err(error);
            }
        }
        let files: Vec<String> = papers.into_iter().map(|paper| paper.file_name).collect();
        Hub::papers_made(self, meeting, files.clone(), now)?;
        Ok(files)
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
