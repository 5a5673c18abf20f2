//! What the screens ask of the casebook about return interviews: the questions and the verbs.

use crate::casebook::On;
use crate::casebook::error::Result;
use crate::casebook::interview_view::{Allocated, InterviewBoard, InterviewCase};
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment, When};
use crate::interview::attempt::{Attempt, Booking, Closure};
use crate::interview::record::{Covered, FindingId, Held, Interview, InterviewId, InterviewRecord};
use crate::interview::sharing::Share;
use crate::interview::worker::{Wishes, WorkerId};
use std::path::Path;

/// The interview work as the screens use it. Moments are UTC; `now` is the moment the person acts.
pub trait InterviewDesk {
    /// Who sits at this desk, by name.
    fn actor(&self) -> String;
    /// The agencies that findings can go to, by the names of the settings.
    fn agencies(&self) -> Vec<String>;
    /// A moment to come as people write it, or in one line what is wrong with it.
    fn understand_moment(&self, text: &str, now: Moment) -> std::result::Result<Moment, String>;
    /// A moment that has been as people write it, or in one line what is wrong with it.
    fn understand_past(&self, text: &str, now: Moment) -> std::result::Result<Moment, String>;

    fn interviews(&self, now: Moment) -> Result<InterviewBoard>;
    fn interview_case(&self, of: EpisodeId, now: Moment) -> Result<InterviewCase>;
    fn interview(&self, id: InterviewId) -> Result<Interview>;
    /// Every finding for every recipient that is not sent as it stands now, or not acknowledged.
    fn shares(&self) -> Result<Vec<Share>>;
    fn preview_allocation(&self, on: &[On], to: WorkerId, reason: &str, handover: bool, now: Moment) -> Result<Vec<Allocated>>;

    fn allocate(&mut self, on: &[On], to: WorkerId, reason: &str, handover: bool, now: Moment) -> Result<Vec<Allocated>>;
    fn accept_handover(&mut self, on: On, now: Moment) -> Result<()>;
    fn set_wishes(&mut self, child: ChildId, wishes: Wishes, now: Moment) -> Result<()>;
    fn attempt(&mut self, on: &[On], attempt: Attempt, now: Moment) -> Result<()>;
    /// Gives what there is to tell of the booking, one line of words each.
    fn book(&mut self, on: &[On], booking: Booking, now: Moment) -> Result<Vec<String>>;
    fn cancel_booking(&mut self, on: On, reason: &str, now: Moment) -> Result<()>;
    fn set_return_time(&mut self, on: On, returned: When, now: Moment) -> Result<()>;
    fn close_interview(&mut self, on: &[On], closure: Closure, now: Moment) -> Result<()>;
    fn reopen_interview(&mut self, on: On, why: &str, now: Moment) -> Result<()>;
    fn hold(&mut self, held: Held, seen: &[On], now: Moment) -> Result<Interview>;
    fn change_coverage(&mut self, id: InterviewId, covers: Vec<Covered>, reason: &str, seen: Option<i64>, now: Moment) -> Result<()>;
    fn record_interview(&mut self, id: InterviewId, record: InterviewRecord, seen: Option<i64>, now: Moment) -> Result<Interview>;
    fn sign_off(&mut self, id: InterviewId, seen: Option<i64>, now: Moment) -> Result<()>;
    fn give_back(&mut self, id: InterviewId, comments: &str, seen: Option<i64>, now: Moment) -> Result<()>;
    fn acknowledge(&mut self, id: InterviewId, finding: FindingId, recipient: &str, by: &str, now: Moment) -> Result<()>;
    /// Writes a hand-off file for each recipient into the folder and records that it did: the names of the files, each with how many
    /// findings stand in it.
    fn hand_off(&mut self, folder: &Path, now: Moment) -> Result<Vec<(String, usize)>>;
}
