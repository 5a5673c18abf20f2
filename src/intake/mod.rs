//! Intake: the police list and the caseload, from bytes to rows or refusals, and to the child each row is about. Lists of workers
//! and a provider's interviews are read in the same way.
//!
//! read (bytes → table) → columns (which column is which field) → rows (typed rows, or refusals) → matching → reconcile

pub mod columns;
mod dates;
pub mod matching;
mod names;
pub mod pairing;
mod postcodes;
pub mod read;
pub mod reconcile;
pub mod rows;
mod synonyms;
mod values;

use crate::child::ChildDetails;
use crate::episode::{EpisodeDetails, Moment};
use crate::interview::attempt::{Attempt, Closure, Late};
use crate::interview::record::InterviewRecord;
use crate::interview::worker::WorkerDetails;
use std::collections::BTreeMap;

/// A row of the police list that could be read.
#[derive(Debug, Clone, PartialEq)]
pub struct ListRow {
    /// As a spreadsheet numbers it, from 1.
    pub row: u32,
    pub details: EpisodeDetails,
}

/// A row of the caseload that could be read.
#[derive(Debug, Clone, PartialEq)]
pub struct ChildRow {
    pub row: u32,
    pub details: ChildDetails,
    /// The fields the file has columns for: an empty cell of one clears it (but never a name or a date of birth), a field
    /// that is not here is left as it was.
    pub present: Vec<columns::Field>,
}

/// A row of a list of workers that could be read.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkerRow {
    pub row: u32,
    pub details: WorkerDetails,
    /// The fields the file has columns for: an empty cell of one clears it, a field that is not here is left as it was.
    pub present: Vec<columns::Field>,
}

/// A row of a provider's interviews that could be read.
#[derive(Debug, Clone, PartialEq)]
pub struct InterviewRow {
    pub row: u32,
    /// The police references it names, each once: each is an explicit mark.
    pub references: Vec<String>,
    /// The child as the row names it, to be held against the child of the reference.
    pub name: Option<String>,
    pub told: Told,
    /// The cells as they came, by field code, or by header where the column is not used.
    pub cells: BTreeMap<String, String>,
}

/// What a provider's row says of the interview.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    Held {
        at: Moment,
        place: String,
        /// Name of whoever held it.
        by: String,
        /// For every episode that was late.
        late: Option<Late>,
        /// What was said; nothing where the file has no columns for it.
        record: Box<InterviewRecord>,
    },
    NotHeld(Closure),
    /// Neither yet: the child, or whoever answers for it, was sought.
    Contact(Attempt),
}

/// A row that could not be taken: where, what and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub row: u32,
    /// Header of the column at fault; empty where the row as a whole is.
    pub column: String,
    pub value: String,
    pub reason: Reason,
    /// One line of plain English: what is wrong and what to do.
    pub words: String,
    /// The cells as they came (controls stripped), by field code, or by header where the column is not used.
    pub cells: BTreeMap<String, String>,
}

crate::codes::codes! {
    /// Why a row is refused (a test file in tests/lists is named after each).
    Reason {
        ImpossibleDate = "impossible-date", "a date that does not exist";
        UnreadableDate = "unreadable-date", "a date that cannot be read";
        TimeDoesNotExist = "time-does-not-exist", "a time that does not exist on the night the clocks go forward";
        StillMissingAndReturned = "still-missing-and-returned", "still missing, and with a return";
        ReturnBeforeMissing = "return-before-missing", "the return is before the child went missing";
        InTheFuture = "in-the-future", "a time in the future";
        BornAfterMissing = "born-after-missing", "a date of birth after the child went missing";
        Adult = "adult", "an adult";
        NoNameNoReference = "no-name-no-reference", "no name and no reference";
        NoMissingTime = "no-missing-time", "no time missing and no time reported";
        UnknownCode = "unknown-code", "a word that is not known for this column";
        SameReferenceTwice = "same-reference-twice", "the same reference twice in the list with different children";
        NoName = "no-name", "no name";
        OwnIdMissing = "own-id-missing", "no own identifier";
        OwnIdTwice = "own-id-twice", "the same own identifier twice in the file";
        UnknownTeam = "unknown-team", "a team that the settings do not have, or none";
        WorkerTwice = "worker-twice", "the same worker twice in the file";
        NoReference = "no-reference", "no police reference";
        NoTimeHeld = "no-time-held", "a day and no time of an interview";
        HeldOrNot = "held-or-not", "an interview both held and not held, or neither";
        UnknownReference = "unknown-reference", "a police reference that is not one episode of the hub";
        NotAccepted = "not-accepted", "what the hub does not accept of anybody";
    }
}
