//! What the casebook shows of interviews: plain data for screens, text and JSON alike. Field names are a contract (docs/json.md).

use super::view::BoardChild;
use crate::child::{Child, ChildId};
use crate::clock::InterviewClock;
use crate::episode::{Episode, EpisodeId, Moment};
use crate::interview::file::{InterviewFile, Stage};
use crate::interview::record::{Interview, InterviewId};
use crate::interview::sharing::SharingCounts;
use crate::interview::suggest::Suggestion;
use crate::interview::verdict::Verdicts;
use crate::interview::worker::{Wishes, Worker, WorkerId};

crate::codes::codes! {
    /// Where an episode stands on the interview board, most urgent first.
    InterviewSection {
        /// Returned, and no time of return is known: ask for it, also where the interview was held.
        NoClock = "no-clock", "No clock: ask for the return time";
        /// Answered only by interviews dated before the return.
        DataError = "data-error", "Dates that cannot be: put right";
        Overdue = "overdue", "Overdue";
        DueWithin24Hours = "due-within-24h", "Due within 24 hours";
        Unallocated = "unallocated", "Unallocated";
        /// Allocated, a handover open, or offered.
        Allocated = "allocated", "Allocated";
        Booked = "booked", "Booked";
        /// Held; waits for recording, or was given back.
        Held = "held", "Held, to be recorded";
        Recorded = "recorded", "Recorded, to be signed off";
        /// Signed off or closed in the last seven days.
        Done = "done", "Done in the last 7 days";
    }
}

/// The interview board: every ended episode that needs something.
#[derive(Debug, Clone)]
pub struct InterviewBoard {
    pub now: Moment,
    pub hub: String,
    pub training: bool,
    /// By the section they are placed in, then what runs out first; the waiting episodes of a child together, by their return.
    pub items: Vec<InterviewItem>,
    /// Deadlines that fall while nobody is staffed, announced on the last staffed day before: one line of words each.
    pub collisions: Vec<String>,
    pub sharing: SharingCounts,
    /// Current workers, by name.
    pub workers: Vec<WorkerLoad>,
}

/// One ended episode of the interview board.
#[derive(Debug, Clone)]
pub struct InterviewItem {
    /// The episode's own.
    pub section: InterviewSection,
    /// Where it is shown: the episodes of a child that wait stand together, with the most urgent one.
    pub placed: InterviewSection,
    pub stage: Stage,
    /// How far it has come, in words: the stage, or "offered, refused".
    pub standing: &'static str,
    pub episode: EpisodeId,
    pub police_ref: Option<String>,
    pub child: BoardChild,
    pub clock: InterviewClock,
    pub verdicts: Verdicts,
    /// Whose it is.
    pub worker: Option<WorkerName>,
    /// While a handover is open: who had it, and has it until it is accepted.
    pub handed_from: Option<WorkerName>,
    /// The interview that answers it.
    pub covered_by: Option<InterviewId>,
    /// Code of the reason it was closed by without an interview, else of the reason it was held late.
    pub reason: Option<&'static str>,
    /// When it is booked for.
    pub booked_for: Option<Moment>,
    /// Contact attempts so far.
    pub attempts: u32,
    /// Other ended episodes of the child that wait for their interview: one group, each with its own clocks.
    pub group: Vec<EpisodeId>,
    /// The child is missing again now.
    pub missing_again: bool,
    /// What is wrong or worth knowing, in words: "interview dated before the return", "return time estimated".
    pub remarks: Vec<String>,
    /// Journal position of the last change: what a verb made on this row is based on.
    pub seen: i64,
}

/// A worker as a row names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerName {
    pub id: WorkerId,
    pub name: String,
    pub team: String,
}

/// A worker and how much they carry.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkerLoad {
    pub worker: Worker,
    /// Interviews allocated to them and not held or closed yet.
    pub open: u32,
}

/// All that the interview screen shows of one episode.
#[derive(Debug, Clone)]
pub struct InterviewCase {
    pub item: InterviewItem,
    pub episode: Episode,
    pub child: Option<Child>,
    pub file: InterviewFile,
    /// The other ended episodes of the child that wait for their interview, earliest return first.
    pub group: Vec<InterviewItem>,
    /// The interviews that answer this episode, latest first.
    pub interviews: Vec<Interview>,
    /// Earlier interviews of the child, latest first.
    pub earlier: Vec<Interview>,
    pub wishes: Wishes,
    /// Workers by their number, those that left included: to put names to the file.
    pub workers: Vec<Worker>,
    /// Ranked, best first, refused ones last; empty once held or closed.
    pub suggestions: Vec<Suggestion>,
}

/// What an allocation did, for its preview and its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Allocated {
    pub episode: EpisodeId,
    pub child: Option<ChildId>,
    pub name: String,
    pub worker: WorkerName,
    /// Whom it was taken over from; the handover is then open until accepted.
    pub from: Option<WorkerName>,
    pub words: String,
}
