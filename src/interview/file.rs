//! What was done about the interview of one episode, in the order it was done.

use super::attempt::{Attempt, Booking, Closure, Late};
use super::record::{InterviewId, RecordState};
use super::worker::WorkerId;
use crate::child::ChildId;
use crate::codes::codes;
use crate::episode::{EpisodeId, Moment};
use serde::{Deserialize, Serialize};

codes! {
    /// How far the interview of an episode has come.
    Stage {
        Unallocated = "unallocated", "unallocated";
        /// Allocated or handed over, and not yet accepted by the worker.
        Handover = "handover", "handover not accepted yet";
        Allocated = "allocated", "allocated";
        Offered = "offered", "offered";
        Booked = "booked", "booked";
        /// Held; waits for recording.
        Held = "held", "held, to be recorded";
        /// Recorded; waits for another worker's sign-off.
        Recorded = "recorded", "recorded, to be signed off";
        /// Given back with comments by whoever was to sign it off.
        GivenBack = "given-back", "given back with comments";
        SignedOff = "signed-off", "signed off";
        /// Closed without an interview, with its reason.
        Closed = "closed", "closed without an interview";
    }
}

/// Who an interview was given to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    pub worker: WorkerId,
    pub at: Moment,
    pub by: String,
    /// The worker took it. A first allocation counts as taken; a handover from another worker is open until accepted.
    pub accepted: Option<Moment>,
    /// Who accepted a handover: the worker, or somebody for them; `None` where that was not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_by: Option<String>,
    /// Why somebody who is not independent holds it, or why it was handed over.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A booking as made, and why it fell through where it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booked {
    #[serde(flatten)]
    pub booking: Booking,
    pub made_at: Moment,
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<String>,
}

/// An interview that answers this episode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    pub interview: InterviewId,
    pub held_at: Moment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Late>,
    pub record: RecordState,
    /// Who held it; `None`: nobody of the hub's workers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<WorkerId>,
    /// As [`super::record::Held::not_independent`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_independent: Option<String>,
}

/// Closed without an interview, and opened again where it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    #[serde(flatten)]
    pub closure: Closure,
    pub at: Moment,
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopened: Option<Reopened>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopened {
    pub at: Moment,
    pub by: String,
    pub why: String,
}

/// The interview file of one episode: everything done about its interview, earliest first in each list. Kept for every episode
/// that has ended or that something was done about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterviewFile {
    pub episode: EpisodeId,
    pub child: Option<ChildId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allocations: Vec<Allocation>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<Attempt>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bookings: Vec<Booked>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answered: Vec<Answered>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Closed>,
    /// Journal position of the last change of this file.
    pub changed: i64,
}

impl InterviewFile {
    /// A file in which nothing was done yet.
    pub fn new(episode: EpisodeId, child: Option<ChildId>, changed: i64) -> InterviewFile {
        let (allocations, attempts, bookings) = (Vec::new(), Vec::new(), Vec::new());
        InterviewFile { episode, child, allocations, attempts, bookings, answered: Vec::new(), closed: Vec::new(), changed }
    }

    /// How far it has come.
    pub fn stage(&self) -> Stage {
        if let Some(answered) = self.least_far() {
            return answered.record.stage();
        }
        if self.closure().is_some() {
            return Stage::Closed;
        }
        if self.booking().is_some() {
            return Stage::Booked;
        }
        match self.allocations.last() {
            Some(last) if last.accepted.is_none() => Stage::Handover,
            _ if self.offered_at().is_some() => Stage::Offered,
            Some(_) => Stage::Allocated,
            None => Stage::Unallocated,
        }
    }

    /// Of two interviews the one that has come less far: as long as one is to be recorded, something is to be done.
    fn least_far(&self) -> Option<&Answered> {
        self.answered.iter().min_by_key(|answered| answered.record.stage())
    }

    /// Whose it is: once it was held, of the worker who held it.
    pub fn whose(&self) -> Option<WorkerId> {
        self.least_far().and_then(|answered| answered.worker).or(self.worker())
    }

    /// Nothing more is to be done: signed off, or closed with its reason.
    pub fn done(&self) -> bool {
        matches!(self.stage(), Stage::SignedOff | Stage::Closed)
    }

    /// The reason it is closed by, unless it was opened again.
    pub fn closure(&self) -> Option<&Closed> {
        self.closed.last().filter(|closed| closed.reopened.is_none())
    }

    /// The booking that stands.
    pub fn booking(&self) -> Option<&Booked> {
        self.bookings.last().filter(|booked| booked.cancelled.is_none())
    }

    /// To whom it was allocated last.
    pub fn worker(&self) -> Option<WorkerId> {
        self.allocations.last().map(|allocation| allocation.worker)
    }

    /// When the interview was first offered.
    pub fn offered_at(&self) -> Option<Moment> {
        self.attempts.iter().filter(|attempt| attempt.offered).map(|attempt| attempt.at).min()
    }
}
