//! The invented desk's business, actions register, assessments and log.

use super::super::Morning;
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

pub fn raise(_desk: &mut Morning, _details: BusinessDetails, _now: Moment) -> Result<BusinessId> {
    todo!()
}

pub fn change_business(_desk: &mut Morning, _id: BusinessId, _details: BusinessDetails, _seen: Option<i64>, _now: Moment) -> Result<()> {
    todo!()
}

pub fn business(_desk: &Morning, _id: BusinessId, _now: Moment) -> Result<BusinessSheet> {
    todo!()
}

pub fn open_business(_desk: &Morning) -> Result<Vec<Business>> {
    todo!()
}

pub fn register(_desk: &Morning, _filter: &RegisterFilter, _now: Moment) -> Result<Register> {
    todo!()
}

pub fn end_actions(_desk: &mut Morning, _on: &[OnAction], _end: ActionEnd, _now: Moment) -> Result<()> {
    todo!()
}

pub fn redate_actions(_desk: &mut Morning, _on: &[OnAction], _due: Due, _reason: &str, _now: Moment) -> Result<()> {
    todo!()
}

pub fn reopen_action(_desk: &mut Morning, _on: OnAction, _reason: &str, _now: Moment) -> Result<()> {
    todo!()
}

pub fn agree_action(_desk: &mut Morning, _line: &str, _under: Option<(MeetingId, ItemId)>, _now: Moment) -> Result<ActionId> {
    todo!()
}

pub fn understand_due(_desk: &Morning, _text: &str, _now: Moment) -> std::result::Result<Due, String> {
    todo!()
}

pub fn assessments(_desk: &Morning, _now: Moment) -> Result<Vec<AssessmentLine>> {
    todo!()
}

pub fn assessments_of(_desk: &Morning, _child: Option<ChildId>, _episode: EpisodeId, _now: Moment) -> Result<Vec<AssessmentLine>> {
    todo!()
}

pub fn tool(_desk: &Morning) -> Tool {
    todo!()
}

pub fn allocate_assessment(_desk: &mut Morning, _id: AssessmentId, _to: &str, _seen: Option<i64>, _now: Moment) -> Result<()> {
    todo!()
}

pub fn score_assessment(_desk: &mut Morning, _id: AssessmentId, _result: ToolResult, _seen: Option<i64>, _now: Moment) -> Result<()> {
    todo!()
}

pub fn withdraw_assessment(_desk: &mut Morning, _id: AssessmentId, _reason: &str, _seen: Option<i64>, _now: Moment) -> Result<()> {
    todo!()
}

pub fn log(_desk: &Morning, _now: Moment) -> Result<Vec<LogLine>> {
    todo!()
}

pub fn to_undo(_desk: &Morning, _now: Moment) -> Result<Option<LogLine>> {
    todo!()
}

pub fn to_redo(_desk: &Morning, _now: Moment) -> Result<Option<LogLine>> {
    todo!()
}

pub fn undo(_desk: &mut Morning, _verb: i64, _now: Moment) -> Result<LogLine> {
    todo!()
}

pub fn redo(_desk: &mut Morning, _verb: i64, _now: Moment) -> Result<LogLine> {
    todo!()
}
