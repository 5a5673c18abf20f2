//! The real desk of the interview work, done by the casebook of an open hub.

use super::interview_desk::InterviewDesk;
use crate::casebook::error::{Error, Result};
use crate::casebook::interview_view::{Allocated, InterviewBoard, InterviewCase};
use crate::casebook::{Hub, On};
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment, When};
use crate::interview::attempt::{Attempt, Booking, Closure};
use crate::interview::record::{Covered, FindingId, Held, Interview, InterviewId, InterviewRecord};
use crate::interview::sharing::Share;
use crate::interview::worker::{Wishes, WorkerId};
use crate::spoken;
use crate::store::files::{in_words, new_private_file};
use std::path::Path;

impl InterviewDesk for Hub {
    fn actor(&self) -> String {
        Hub::actor(self).name.clone()
    }

    fn agencies(&self) -> Vec<String> {
        self.settings().agencies.iter().map(|agency| agency.name.clone()).collect()
    }

    fn understand_moment(&self, text: &str, now: Moment) -> std::result::Result<Moment, String> {
        spoken::moment(text, now, &self.clocks().working_days)
    }

    fn understand_past(&self, text: &str, now: Moment) -> std::result::Result<Moment, String> {
        spoken::past_moment(text, now, &self.clocks().working_days)
    }

    fn interviews(&self, now: Moment) -> Result<InterviewBoard> {
        Hub::interviews(self, now)
    }

    fn interview_case(&self, of: EpisodeId, now: Moment) -> Result<InterviewCase> {
        Hub::interview_case(self, of, now)
    }

    fn interview(&self, id: InterviewId) -> Result<Interview> {
        Hub::interview(self, id)
    }

    fn preview_allocation(&self, on: &[On], to: WorkerId, reason: &str, handover: bool, now: Moment) -> Result<Vec<Allocated>> {
        Hub::preview_allocation(self, on, to, reason, handover, now)
    }

    fn allocate(&mut self, on: &[On], to: WorkerId, reason: &str, handover: bool, now: Moment) -> Result<Vec<Allocated>> {
        Hub::allocate(self, on, to, reason, handover, now)
    }

    fn accept_handover(&mut self, on: On, now: Moment) -> Result<()> {
        Hub::accept_handover(self, on, now)
    }

    fn set_wishes(&mut self, child: ChildId, wishes: Wishes, now: Moment) -> Result<()> {
        Hub::set_wishes(self, child, wishes, now)
    }

    fn attempt(&mut self, on: &[On], attempt: Attempt, now: Moment) -> Result<()> {
        Hub::attempt(self, on, attempt, now)
    }

    fn book(&mut self, on: &[On], booking: Booking, now: Moment) -> Result<Vec<String>> {
        Hub::book(self, on, booking, now)
    }

    fn cancel_booking(&mut self, on: On, reason: &str, now: Moment) -> Result<()> {
        Hub::cancel_booking(self, on, reason, now)
    }

    fn set_return_time(&mut self, on: On, returned: When, now: Moment) -> Result<()> {
        Hub::set_return_time(self, on, returned, now)
    }

    fn close_interview(&mut self, on: &[On], closure: Closure, now: Moment) -> Result<()> {
        Hub::close_interview(self, on, closure, now)
    }

    fn reopen_interview(&mut self, on: On, why: &str, now: Moment) -> Result<()> {
        Hub::reopen_interview(self, on, why, now)
    }

    fn hold(&mut self, held: Held, seen: &[On], now: Moment) -> Result<Interview> {
        Hub::hold(self, held, seen, now)
    }

    fn change_coverage(&mut self, id: InterviewId, covers: Vec<Covered>, reason: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        Hub::change_coverage(self, id, covers, reason, seen, now)
    }

    fn record_interview(&mut self, id: InterviewId, record: InterviewRecord, seen: Option<i64>, now: Moment) -> Result<Interview> {
        Hub::record_interview(self, id, record, seen, now)
    }

    fn sign_off(&mut self, id: InterviewId, seen: Option<i64>, now: Moment) -> Result<()> {
        Hub::sign_off(self, id, seen, now)
    }

    fn give_back(&mut self, id: InterviewId, comments: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        Hub::give_back(self, id, comments, seen, now)
    }

    fn shares(&self) -> Result<Vec<Share>> {
        Hub::shares(self)
    }

    fn acknowledge(&mut self, id: InterviewId, finding: FindingId, recipient: &str, by: &str, now: Moment) -> Result<()> {
        Hub::acknowledge(self, id, finding, recipient, by, now)
    }

    fn hand_off(&mut self, folder: &Path, now: Moment) -> Result<Vec<(String, usize)>> {
        // Written before they count as sent; what another program added in between is written over.
        for file in &Hub::preview_share(self, None, now)? {
            let path = folder.join(&file.file_name);
            new_private_file(&path).and_then(|()| write(&path, &file.text)).map_err(|error| unsent(&error))?;
        }
        let files = Hub::share(self, None, now)?;
        for file in &files {
            write(&folder.join(&file.file_name), &file.text)?;
        }
        Ok(files.into_iter().map(|file| (file.file_name, file.findings.len())).collect())
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    let words = |error| Error::Refused(format!("{} could not be written: {}", path.display(), in_words(&error)));
    std::fs::write(path, text).map_err(words)
}

fn unsent(error: &Error) -> Error {
    Error::Refused(format!("{error}; nothing counts as sent"))
}
