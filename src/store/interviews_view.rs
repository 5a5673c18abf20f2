//! What the events of return interviews do to their tables.

use super::Store;
use super::interviews::Shown;
use super::journal::Entry;
use crate::casebook::error::{Error, Result};
use crate::casebook::event::Event;
use crate::child::ChildId;
use crate::episode::{Episode, EpisodeDetails, EpisodeId, Moment};
use crate::interview::attempt::{AttemptOutcome, Contact, NotHeld};
use crate::interview::file::{Allocation, Answered, Booked, Closed, InterviewFile, Reopened, Stage};
use crate::interview::record::{Covered, Held, Interview, InterviewId, InterviewRecord, RecordState, Stamp};
use crate::interview::verdict::answered_in_vain;
use crate::interview::worker::{Worker, WorkerDetails, WorkerId};
use crate::text::fold;
use rusqlite::params;

impl Store {
    /// What an event of the interview work does; no other event reaches here.
    pub(super) fn apply_interview(&self, event: &Event, entry: &Entry) -> Result<()> {
        match event {
            Event::WorkerAdded { worker, details } | Event::WorkerChanged { worker, details, .. } => {
                self.put_worker(*worker, details, entry.position)
            }
            Event::WishesRecorded { child, .. } => self.settle_wishes(self.reads_as(*child)?),
            Event::InterviewHeld { interview, held } => self.hold(*interview, held, entry),
            Event::CoverageChanged { interview, covers, reason } if covers.is_empty() => self.withdraw(*interview, reason, entry),
            Event::CoverageChanged { interview, covers, .. } => self.change_coverage(*interview, covers, entry),
            Event::InterviewRecorded { interview, record } => self.record_interview(*interview, record, entry),
            Event::InterviewSignedOff { interview } => self.change_interview(*interview, entry, |interview| {
                interview.state = RecordState::SignedOff;
                interview.signed = Some(stamp(entry));
            }),
            Event::InterviewGivenBack { interview, comments } => self.change_interview(*interview, entry, |interview| {
                interview.state = RecordState::GivenBack;
                interview.signed = None;
                interview.comments.push((stamp(entry), comments.clone()));
            }),
            Event::IntelligenceShared { .. } | Event::IntelligenceAcknowledged { .. } => self.apply_sharing(event, entry),
            other => self.apply_to_file(other, entry),
        }
    }

    /// What is done about the interview of one episode.
    fn apply_to_file(&self, event: &Event, entry: &Entry) -> Result<()> {
        let (at, by) = (entry.recorded_at, entry.actor.clone());
        match event {
            Event::InterviewAllocated { episode, worker, from, reason } => self.change_file(*episode, entry, |file| {
                // A first allocation counts as taken; a handover waits for whoever it is handed to.
                let accepted = from.is_none().then_some(at);
                file.allocations.push(Allocation { worker: *worker, at, by, accepted, accepted_by: None, reason: reason.clone() });
            }),
            Event::HandoverAccepted { episode, by, .. } => self.change_file(*episode, entry, |file| {
                if let Some(last) = file.allocations.last_mut() {
                    last.accepted = Some(at);
                    last.accepted_by = by.clone();
                }
            }),
            Event::ContactAttempted { episode, attempt } => self.change_file(*episode, entry, |file| {
                file.attempts.push(attempt.clone());
                file.attempts.sort_by_key(|attempt| attempt.at);
            }),
            Event::InterviewBooked { episode, booking } => self.change_file(*episode, entry, |file| {
                file.bookings.push(Booked { booking: booking.clone(), made_at: at, by, cancelled: None });
            }),
            Event::BookingCancelled { episode, reason } => self.change_file(*episode, entry, |file| {
                if let Some(last) = file.bookings.last_mut() {
                    last.cancelled = Some(reason.clone());
                }
            }),
            Event::InterviewClosed { episode, closure } => self.change_file(*episode, entry, |file| {
                file.closed.push(Closed { closure: closure.clone(), at, by, reopened: None });
            }),
            Event::InterviewReopened { episode, why } => self.change_file(*episode, entry, |file| {
                if let Some(last) = file.closed.last_mut() {
                    last.reopened = Some(Reopened { at, by, why: why.clone() });
                }
            }),
            _ => Ok(()),
        }
    }

    /// An episode changed. Where its return did (it came, its time was put right, police took it back), so did its interview.
    pub(super) fn note_episode(&self, before: &EpisodeDetails, episode: &Episode, entry: &Entry) -> Result<()> {
        let now = &episode.details;
        if (before.ended, before.returned) != (now.ended, now.returned) {
            return self.change_file(episode.id, entry, |_| {});
        }
        match self.kept_file(episode.id)? {
            Some(file) => self.put_file(&file, episode, entry.recorded_at),
            None => Ok(()),
        }
    }

    /// The record of a child changed, of which the board shows something.
    pub(super) fn note_child(&self, child: ChildId, entry: &Entry) -> Result<()> {
        for file in self.open_files_of_child(child)? {
            self.put_file(&file, &self.episode(file.episode)?, entry.recorded_at)?;
        }
        Ok(())
    }

    /// An episode that had ended when the hub first heard of it begins its file.
    pub(super) fn begin_file(&self, episode: &Episode, entry: &Entry) -> Result<()> {
        self.put_file(&InterviewFile::new(episode.id, episode.child, entry.position), episode, entry.recorded_at)
    }

    /// Whose the file of an episode is: the child's of the episode.
    pub(super) fn settle_file(&self, episode: &Episode, entry: &Entry) -> Result<()> {
        let Some(mut file) = self.kept_file(episode.id)? else { return Ok(()) };
        (file.child, file.changed) = (episode.child, entry.position);
        self.put_file(&file, episode, entry.recorded_at)
    }

    fn change_file(&self, episode: EpisodeId, entry: &Entry, change: impl FnOnce(&mut InterviewFile)) -> Result<()> {
        let mut file = self.interview_file(episode)?;
        change(&mut file);
        file.changed = entry.position;
        self.put_file(&file, &self.episode(episode)?, entry.recorded_at)
    }

    /// Writes a file, and beside it what it is looked for by. What was answered only by dates that cannot be is not done. An episode
    /// from before the hub was made needs nothing until somebody does something about it; one that police took back (missing after
    /// all) needs nothing at all.
    fn put_file(&self, file: &InterviewFile, episode: &Episode, now: Moment) -> Result<()> {
        self.put_fact(episode, Some(file))?;
        let (stage, ended) = (file.stage(), episode.details.ended);
        let begun = stage != Stage::Unallocated || !file.attempts.is_empty() || !file.closed.is_empty();
        let since_made = || Ok::<bool, Error>(self.hub()?.is_some_and(|hub| episode.notice_of_return >= Some(hub.made_at)));
        let done = file.done() && !answered_in_vain(episode, file);
        let needs = ended && !done && (begun || since_made()?);
        let to_hold = ended && stage < Stage::Held;
        let waits = (needs && to_hold).then(|| waits_from(episode));
        let shown = if needs { Some(serde_json::to_string(&self.shown(file, episode)?)?) } else { None };
        self.run(
            "INSERT INTO interview_file (episode, child, needs, carried, booked_at, declined, done_at, shown, doc, no_clock, waits_from)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (episode) DO UPDATE SET child = excluded.child, needs = excluded.needs, carried = excluded.carried,
                    booked_at = excluded.booked_at, declined = excluded.declined, shown = excluded.shown, doc = excluded.doc,
                    no_clock = excluded.no_clock, waits_from = excluded.waits_from,
                    done_at = CASE WHEN excluded.done_at IS NULL THEN NULL ELSE coalesce(done_at, excluded.done_at) END",
            params![
                file.episode.0,
                file.child.map(|child| child.0),
                needs,
                file.worker().filter(|_| to_hold).map(|worker| worker.0),
                file.booking().filter(|_| to_hold).map(|booked| booked.booking.at.timestamp_millis()),
                declined(file).map(|at| at.timestamp_millis()),
                (ended && done).then_some(now.timestamp_millis()),
                shown,
                serde_json::to_string(file)?,
                waits.map(|(no_clock, _)| no_clock),
                waits.map(|(_, from)| from.timestamp_millis())
            ],
        )
    }

    fn shown(&self, file: &InterviewFile, episode: &Episode) -> Result<Shown> {
        let child = file.child.map(|child| self.child(child)).transpose()?;
        Ok(Shown::new(episode, child.as_ref()))
    }

    fn put_worker(&self, id: WorkerId, details: &WorkerDetails, changed: i64) -> Result<()> {
        let doc = serde_json::to_string(&Worker { id, details: details.clone(), changed })?;
        self.run("INSERT OR REPLACE INTO worker VALUES (?1, ?2, ?3)", params![id.0, who_key(&details.name, &details.team), doc])
    }

    fn hold(&self, id: InterviewId, held: &Held, entry: &Entry) -> Result<()> {
        let interview = Interview {
            id,
            held: held.clone(),
            state: RecordState::ToRecord,
            record: None,
            recorded: None,
            recorders: Vec::new(),
            comments: Vec::new(),
            signed: None,
            withdrawn: None,
            changed: entry.position,
        };
        self.put_interview(&interview, 0)?;
        self.mark_answered(&interview, entry)
    }

    fn change_coverage(&self, id: InterviewId, covers: &[Covered], entry: &Entry) -> Result<()> {
        let mut interview = self.interview(id)?;
        let before = std::mem::replace(&mut interview.held.covers, covers.to_vec());
        interview.changed = entry.position;
        self.put_interview(&interview, 0)?;
        for gone in before.iter().filter(|covered| !covers.iter().any(|kept| kept.episode == covered.episode)) {
            self.unmark(gone.episode, id, entry)?;
        }
        self.mark_answered(&interview, entry)
    }

    /// Taken back: the episodes it answered wait again. What it says stays, with the marks it had; whoever was sent a finding hears
    /// that it no longer stands.
    fn withdraw(&self, id: InterviewId, reason: &str, entry: &Entry) -> Result<()> {
        let mut interview = self.interview(id)?;
        interview.state = RecordState::Withdrawn;
        interview.withdrawn = Some((stamp(entry), reason.to_string()));
        interview.changed = entry.position;
        self.put_interview(&interview, 0)?;
        for covered in &interview.held.covers {
            self.unmark(covered.episode, id, entry)?;
        }
        self.put_findings(id, &[])
    }

    fn unmark(&self, episode: EpisodeId, id: InterviewId, entry: &Entry) -> Result<()> {
        self.change_file(episode, entry, |file| file.answered.retain(|answered| answered.interview != id))
    }

    fn record_interview(&self, id: InterviewId, record: &InterviewRecord, entry: &Entry) -> Result<()> {
        self.change_interview(id, entry, |interview| {
            interview.state = RecordState::ToSign;
            interview.record = Some(record.clone());
            interview.recorded = Some(stamp(entry));
            if !interview.recorders.contains(&entry.actor) {
                interview.recorders.push(entry.actor.clone());
            }
            interview.signed = None;
        })?;
        self.put_findings(id, &record.findings)
    }

    fn change_interview(&self, id: InterviewId, entry: &Entry, change: impl FnOnce(&mut Interview)) -> Result<()> {
        let mut interview = self.interview(id)?;
        change(&mut interview);
        interview.changed = entry.position;
        let findings = interview.record.iter().flat_map(|record| &record.findings);
        let last_finding = findings.filter_map(|finding| finding.id).map(|id| id.0).max().unwrap_or(0);
        self.put_interview(&interview, last_finding)?;
        self.mark_answered(&interview, entry)
    }

    /// Notes in the file of every episode it answers how far an interview has come.
    fn mark_answered(&self, interview: &Interview, entry: &Entry) -> Result<()> {
        for Covered { episode, late } in &interview.held.covers {
            let Interview { id, held, state, .. } = interview;
            let answered = Answered {
                interview: *id,
                held_at: held.at,
                late: late.clone(),
                record: *state,
                worker: held.worker,
                not_independent: held.not_independent.clone(),
            };
            self.change_file(*episode, entry, |file| {
                file.answered.retain(|other| other.interview != *id);
                file.answered.push(answered);
                file.answered.sort_by_key(|answered| (answered.held_at, answered.interview));
            })?;
        }
        Ok(())
    }

    /// Writes an interview. A number once given to a finding is never given again, also where the finding was taken out.
    pub(super) fn put_interview(&self, interview: &Interview, last_finding: i64) -> Result<()> {
        self.run(
            "INSERT INTO interview VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (id) DO UPDATE SET child = excluded.child, held_at = excluded.held_at, worker = excluded.worker,
                    last_finding = max(last_finding, excluded.last_finding), doc = excluded.doc",
            params![
                interview.id.0,
                interview.held.child.map(|child| child.0),
                interview.held.at.timestamp_millis(),
                interview.held.worker.map(|worker| worker.0),
                last_finding,
                serde_json::to_string(interview)?
            ],
        )
    }
}

/// Whether the clock of a return interview cannot run, and since when the interview waits: the return; where its time is not known,
/// the notice of it.
fn waits_from(episode: &Episode) -> (bool, Moment) {
    match episode.details.returned {
        Some(returned) => (false, returned.at),
        None => (true, episode.notice_of_return.unwrap_or(episode.received)),
    }
}

fn stamp(entry: &Entry) -> Stamp {
    Stamp { at: entry.recorded_at, by: entry.actor.clone() }
}

/// When the child last declined: a refused attempt or a closure. An interview held after all makes it void.
fn declined(file: &InterviewFile) -> Option<Moment> {
    if !file.answered.is_empty() {
        return None;
    }
    let refused = |to: Contact, outcome: AttemptOutcome| to == Contact::Child && outcome == AttemptOutcome::Refused;
    let attempts = file.attempts.iter().filter(|attempt| refused(attempt.to, attempt.outcome)).map(|attempt| attempt.at);
    let closed = file.closure().filter(|closed| closed.closure.reason == NotHeld::Declined).map(|closed| closed.at);
    attempts.chain(closed).max()
}

/// Under what a worker is known again: folded name and team.
pub(super) fn who_key(name: &str, team: &str) -> String {
    format!("{}\n{}", fold(name), fold(team))
}
