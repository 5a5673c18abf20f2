//! Who could hold an interview, ranked, each with reasons.

pub use crate::clock::collision;

use super::worker::WorkerId;
use crate::episode::Moment;

/// Somebody who could hold it, and why or why not.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    pub worker: WorkerId,
    pub name: String,
    pub team: String,
    /// Higher is better; only the order means something.
    pub score: i32,
    pub reasons: Vec<Reason>,
    /// Not independent: why, in words. Allocating needs the child's wish and a recorded reason.
    pub refused: Option<String>,
    /// The child asked for this worker.
    pub asked_for: bool,
    /// The first hour the worker is free before the deadline.
    pub free_slot: Option<Moment>,
}

/// One reason for or against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub good: bool,
    pub words: String,
}
