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

// The rest of this file comes with the ranking itself.
pub struct Candidate<'a> {
    pub worker: &'a super::worker::Worker,
    pub open: u32,
    pub booked: &'a [(Moment, u32)],
    pub met: &'a [Met],
}
pub struct Met {
    pub at: Moment,
    pub accepted: bool,
}
pub struct Need<'a> {
    pub child: Option<&'a crate::child::ChildDetails>,
    pub out_of_area: Option<bool>,
    pub wishes: &'a super::worker::Wishes,
    pub deadline: Option<Moment>,
    pub now: Moment,
    pub settings: &'a crate::settings::Settings,
    pub clocks: &'a crate::clock::ClockSettings,
    pub current: Option<WorkerId>,
}
pub fn suggest(_need: &Need, _candidates: &[Candidate]) -> Vec<Suggestion> {
    Vec::new()
}
pub fn independence(
    _worker: &super::worker::Worker,
    _child: Option<&crate::child::ChildDetails>,
    _settings: &crate::settings::Settings,
) -> Result<(), String> {
    Ok(())
}
