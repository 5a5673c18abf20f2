//! What the screens ask of the casebook about the meeting: the questions and the verbs.

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

/// The meeting as the screens use it. Moments are UTC; `now` is the moment the person acts.
pub trait MeetingDesk {
    fn settings(&self) -> &Settings;
    /// From now on names, addresses and dates of birth are answered as pseudonyms ("Child C17"); verbs write what they are given.
    fn set_privacy(&mut self, on: bool);

    /// The meeting that is going on, else the last of today; `None`: none today.
    fn meeting(&self, now: Moment) -> Result<Option<MeetingSheet>>;
    fn item(&self, meeting: MeetingId, item: ItemId, now: Moment) -> Result<ItemSheet>;
    /// Chair and attendance of the meeting before, with today's quorum: what a new meeting is offered.
    fn proposed_opening(&self, now: Moment) -> Result<Opening>;
    fn start_meeting(&mut self, opening: Opening, now: Moment) -> Result<MeetingId>;
    fn change_attendance(&mut self, meeting: MeetingId, opening: Opening, now: Moment) -> Result<()>;
    /// Puts on the agenda what came up since; how many items that were.
    fn renew_agenda(&mut self, meeting: MeetingId, now: Moment) -> Result<usize>;
    fn order_agenda(&mut self, meeting: MeetingId, order: Vec<ItemId>, now: Moment) -> Result<()>;
    fn open_item(&mut self, meeting: MeetingId, item: ItemId, now: Moment) -> Result<()>;
    /// `agency`: full name of who said it; `None`: an agency and a colon at the beginning of the text ("GMP: …"), else the meeting.
    fn take_note(&mut self, meeting: MeetingId, item: ItemId, agency: Option<String>, text: &str, now: Moment) -> Result<()>;
    fn defer_item(&mut self, meeting: MeetingId, item: ItemId, until: NaiveDate, reason: &str, now: Moment) -> Result<()>;
    /// To the next meeting.
    fn carry_over(&mut self, meeting: MeetingId, items: &[ItemId], reason: &str, now: Moment) -> Result<()>;
    fn pass_items(&mut self, meeting: MeetingId, items: &[ItemId], reason: &str, now: Moment) -> Result<()>;
    /// Refused while an item lacks something.
    fn close_meeting(&mut self, meeting: MeetingId, now: Moment) -> Result<()>;
    /// Writes the papers into the folder and records that it did: the names of the files.
    fn write_papers(&mut self, meeting: MeetingId, folder: &Path, now: Moment) -> Result<Vec<String>>;

    fn raise(&mut self, details: BusinessDetails, now: Moment) -> Result<BusinessId>;
    fn change_business(&mut self, id: BusinessId, details: BusinessDetails, seen: Option<i64>, now: Moment) -> Result<()>;
    fn business(&self, id: BusinessId, now: Moment) -> Result<BusinessSheet>;
    /// What waits for a decision, earliest received first.
    fn open_business(&self) -> Result<Vec<Business>>;

    fn register(&self, filter: &RegisterFilter, now: Moment) -> Result<Register>;
    fn end_actions(&mut self, on: &[OnAction], end: ActionEnd, now: Moment) -> Result<()>;
    fn redate_actions(&mut self, on: &[OnAction], due: Due, reason: &str, now: Moment) -> Result<()>;
    fn reopen_action(&mut self, on: OnAction, reason: &str, now: Moment) -> Result<()>;
    /// An action typed on one line, agreed without a decision.
    fn agree_action(&mut self, line: &str, under: Option<(MeetingId, ItemId)>, now: Moment) -> Result<ActionId>;
    /// A due date as people write it.
    fn understand_due(&self, text: &str, now: Moment) -> std::result::Result<Due, String>;

    fn assessments(&self, now: Moment) -> Result<Vec<AssessmentLine>>;
    fn assessments_of(&self, child: Option<ChildId>, episode: EpisodeId, now: Moment) -> Result<Vec<AssessmentLine>>;
    /// The tool of the settings.
    fn tool(&self) -> Tool;
    fn allocate_assessment(&mut self, id: AssessmentId, to: &str, seen: Option<i64>, now: Moment) -> Result<()>;
    fn score_assessment(&mut self, id: AssessmentId, result: ToolResult, seen: Option<i64>, now: Moment) -> Result<()>;
    fn withdraw_assessment(&mut self, id: AssessmentId, reason: &str, seen: Option<i64>, now: Moment) -> Result<()>;

    /// What was written since the meeting began, or today where none is on; latest first.
    fn log(&self, now: Moment) -> Result<Vec<LogLine>>;
    /// What `undo` (`redo`) would take back (make count again) now.
    fn to_undo(&self, now: Moment) -> Result<Option<LogLine>>;
    fn to_redo(&self, now: Moment) -> Result<Option<LogLine>>;
    fn undo(&mut self, verb: i64, now: Moment) -> Result<LogLine>;
    fn redo(&mut self, verb: i64, now: Moment) -> Result<LogLine>;
}
