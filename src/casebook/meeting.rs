//! The verbs of the meeting.

use super::error::{Error, Result};
use super::hub::Hub;
use super::meeting_view::{ItemSheet, LogLine, MeetingRecord, MeetingSheet, Paper};
use crate::episode::Moment;
use crate::meeting::agenda::ItemId;
use crate::meeting::attendance::Opening;
use crate::meeting::record::{Meeting, MeetingId};
use chrono::NaiveDate;

fn not_yet<T>() -> Result<T> {
    Err(Error::Refused("not yet".into()))
}

impl Hub {
    /// Chair and attendance of the meeting before, with today's quorum: what a new meeting is offered.
    pub fn proposed_opening(&self, _now: Moment) -> Result<Opening> {
        not_yet()
    }

    /// Begins a meeting with the agenda as the program makes it. Refused while one is open, and without a chair.
    pub fn start_meeting(&mut self, _opening: Opening, _now: Moment) -> Result<Meeting> {
        not_yet()
    }

    /// The whole of who is there, as it is said now.
    pub fn change_attendance(&mut self, _id: MeetingId, _opening: Opening, _now: Moment) -> Result<()> {
        not_yet()
    }

    /// The meeting that is going on, else the last of today; `None`: none today.
    pub fn meeting_now(&self, _now: Moment) -> Result<Option<MeetingSheet>> {
        not_yet()
    }

    /// A meeting with its agenda.
    pub fn meeting_sheet(&self, _id: MeetingId, _now: Moment) -> Result<MeetingSheet> {
        not_yet()
    }

    /// One item with what the room needs.
    pub fn item_sheet(&self, _id: MeetingId, _item: ItemId, _now: Moment) -> Result<ItemSheet> {
        not_yet()
    }

    /// The latest meetings, latest first.
    pub fn meetings(&self, _limit: usize) -> Result<Vec<Meeting>> {
        not_yet()
    }

    /// The meeting of a number (M3) or a UK day; of an empty text the one of now: open, else the last.
    pub fn find_meeting(&self, _text: &str, _now: Moment) -> Result<Meeting> {
        not_yet()
    }

    /// The item of a number on the agenda (its place), an episode (E12, police reference), a child (C12), business (B7) or a section's code.
    pub fn find_item(&self, _meeting: &Meeting, _text: &str) -> Result<ItemId> {
        not_yet()
    }

    /// Puts on the agenda what came up since; how many items that were.
    pub fn renew_agenda(&mut self, _id: MeetingId, _now: Moment) -> Result<usize> {
        not_yet()
    }

    /// The whole new order of the agenda.
    pub fn order_agenda(&mut self, _id: MeetingId, _order: Vec<ItemId>, _now: Moment) -> Result<()> {
        not_yet()
    }

    /// Brings an item on the screen.
    pub fn open_item(&mut self, _id: MeetingId, _item: ItemId, _now: Moment) -> Result<()> {
        not_yet()
    }

    /// Notes something said under an item. `agency`: full name; `None`: an agency and a colon at the beginning of the text, else the meeting.
    pub fn take_note(&mut self, _id: MeetingId, _item: ItemId, _agency: Option<String>, _text: &str, _now: Moment) -> Result<()> {
        not_yet()
    }

    /// Puts an item off to a later UK day.
    pub fn defer_item(&mut self, _id: MeetingId, _item: ItemId, _until: NaiveDate, _reason: &str, _now: Moment) -> Result<()> {
        not_yet()
    }

    /// Carries items over to the next working day.
    pub fn carry_over(&mut self, _id: MeetingId, _items: &[ItemId], _reason: &str, _now: Moment) -> Result<()> {
        not_yet()
    }

    /// Passes over items without a decision.
    pub fn pass_items(&mut self, _id: MeetingId, _items: &[ItemId], _reason: &str, _now: Moment) -> Result<()> {
        not_yet()
    }

    /// Closes the meeting. Refused while an item lacks something, listing it.
    pub fn close_meeting(&mut self, _id: MeetingId, _now: Moment) -> Result<()> {
        not_yet()
    }

    /// All that the papers of a meeting are made from.
    pub fn meeting_record(&self, _id: MeetingId, _now: Moment) -> Result<MeetingRecord> {
        not_yet()
    }

    /// The papers of a meeting, as files to be written.
    pub fn papers(&self, _id: MeetingId, _now: Moment) -> Result<Vec<Paper>> {
        not_yet()
    }

    /// Records that the papers were written, in files of these names.
    pub fn papers_made(&mut self, _id: MeetingId, _files: Vec<String>, _now: Moment) -> Result<()> {
        not_yet()
    }

    /// What was written since the meeting began, or today where none is on; latest first.
    pub fn log(&self, _now: Moment) -> Result<Vec<LogLine>> {
        not_yet()
    }

    /// What [`Hub::undo`] would take back now.
    pub fn to_undo(&self, _now: Moment) -> Result<Option<LogLine>> {
        not_yet()
    }

    /// What [`Hub::redo`] would make count again now.
    pub fn to_redo(&self, _now: Moment) -> Result<Option<LogLine>> {
        not_yet()
    }

    /// Takes a verb back, by a correcting entry.
    pub fn undo(&mut self, _verb: i64, _now: Moment) -> Result<LogLine> {
        not_yet()
    }

    /// Makes a verb that was taken back count again.
    pub fn redo(&mut self, _verb: i64, _now: Moment) -> Result<LogLine> {
        not_yet()
    }
}
