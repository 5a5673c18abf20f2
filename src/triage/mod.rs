//! Triage: facts about a child's episode, rules over the facts, an outcome with its evidence in plain sight.
//!
//! facts (catalogue) ← gather (found) · rules ← parse → condition over facts → words of the outcome · rehearse: other rules on
//! mornings that were

pub mod condition;
pub mod facts;
mod found;
mod gather;
mod parse;
pub mod rehearse;
pub mod rules;
pub mod span;
#[cfg(test)]
mod tests;
mod words;

pub use gather::{nights_between, nights_missing};
pub use words::days_in_words;

use crate::codes::codes;
use crate::episode::Moment;
use chrono::NaiveDate;
use serde::Serialize;

codes! {
    /// Our rules' outcome for an episode, in rising order. Stands beside the police grade and never overwrites it.
    Band { Standard = "standard", "standard"; Medium = "medium", "medium"; High = "high", "HIGH"; Critical = "critical", "CRITICAL"; }
}

/// What triage says of an episode.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// The band that counts: the chair's where it was overridden, else the rules'.
    pub band: Band,
    /// Version of the rule set that was applied.
    pub rules_version: String,
    /// Rules that fired, worst band first, then in the order of the rule file.
    pub fired: Vec<Fired>,
    /// Rules that nearly fired.
    pub near: Vec<Near>,
    /// Rules that could not be tested, and why.
    pub untested: Vec<Untested>,
    #[serde(rename = "override")]
    pub overridden: Option<Override>,
}

/// A rule that fired.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fired {
    pub rule: String,
    pub title: String,
    pub source: String,
    pub band: Band,
    /// "12, 15 and 20 Nov; clears on 11 Dec if no more".
    pub evidence: String,
    /// The day on which it stops firing if nothing new happens; `None` if it does not clear by time alone.
    pub clears_on: Option<NaiveDate>,
    /// The question the rule puts to the meeting.
    pub ask: Option<String>,
}

/// A rule that nearly fired: "5 of 6 nights".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Near {
    pub rule: String,
    pub title: String,
    pub short_of: String,
}

/// A rule that could not be tested, with what is not known.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Untested {
    pub rule: String,
    pub title: String,
    pub why: String,
}

/// The chair's band in place of the rules'.
#[derive(Debug, Clone, PartialEq, Serialize, serde::Deserialize)]
pub struct Override {
    pub rules_band: Band,
    pub reason: String,
    pub by: String,
    pub at: Moment,
}
