//! Who is this child: what review, likely duplicates, merging, relations and the history of names and homes show.
//! Field names are a contract (docs/json.md).

use super::event::{Belonging, Candidate};
use crate::child::{Child, ChildDetails, ChildId, RelationKind};
use crate::episode::{EpisodeId, Moment};
use serde::Serialize;

crate::codes::codes! {
    /// How two values of one part compare.
    Sign {
        Same = "same", "=";
        /// Not the same, and yet it speaks for one child: a slip, a pet form, an earlier address.
        Near = "near", "\u{2248}";
        Differs = "differs", "\u{2260}";
        Unknown = "unknown", "\u{00b7}";
    }
}

/// One part of two records side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// "Forename", "Surname", "Other names", "Born", "Sex", "Address", "Own id" …
    pub field: &'static str,
    /// Of the row, or of the first record, as people read it; empty: not known.
    pub ours: String,
    /// Of the candidate, or of the other record.
    pub theirs: String,
    pub sign: Sign,
}

/// A question to police.
#[derive(Debug, Clone, PartialEq, Serialize, serde::Deserialize)]
pub struct Asked {
    pub question: String,
    pub at: Moment,
    pub by: String,
}

/// A question to police that is open, with the row it is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PoliceQuestion {
    pub episode: EpisodeId,
    /// The police reference, else the episode's number.
    pub reference: String,
    /// The list and its row that brought it.
    pub file: String,
    pub row: u32,
    /// As the list names the child.
    pub name: String,
    #[serde(flatten)]
    pub asked: Asked,
}

/// A name a child has or had.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KnownName {
    pub name: String,
    /// Since when the hub knows it by this name; UTC.
    pub since: Moment,
    /// `None`: it still does.
    pub until: Option<Moment>,
    /// The record it stands on: another than the child's where two were merged.
    pub record: ChildId,
}

/// A home a child has or had.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KnownHome {
    pub address: Option<String>,
    pub postcode: Option<String>,
    /// Since when the hub knows of it; UTC.
    pub since: Moment,
    /// `None`: it still lives there, as far as the hub knows.
    pub until: Option<Moment>,
    /// The record it stands on: another than the child's where two were merged.
    pub record: ChildId,
}

/// What a child is and was called, and where it lives and lived, latest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ChildHistory {
    pub names: Vec<KnownName>,
    pub homes: Vec<KnownHome>,
}

/// Another child that somebody recorded as belonging to this one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Relation {
    pub child: ChildId,
    pub name: String,
    pub kind: RelationKind,
    pub note: String,
    pub at: Moment,
    pub by: String,
}

impl Relation {
    /// "twin of C31 Kayden Ashworth", "same placement as C32 Nadia Begum".
    pub fn words(&self) -> String {
        let joint = if self.kind == RelationKind::SamePlacement { "as" } else { "of" };
        format!("{} {joint} {} {}", self.kind, self.child, self.name)
    }
}

/// Two records of the register that may be of one child.
#[derive(Debug, Clone, Serialize)]
pub struct DuplicatePair {
    /// The record with the longer history.
    pub one: Child,
    pub other: Child,
    /// What speaks for and against it.
    pub candidate: Candidate,
    pub parts: Vec<Part>,
    /// Episodes of each.
    pub episodes: (u32, u32),
}

/// Likely duplicates among a stretch of the register.
#[derive(Debug, Clone, Serialize)]
pub struct DuplicatesPage {
    pub pairs: Vec<DuplicatePair>,
    /// Where to go on; `None`: that was the end.
    pub next: Option<ChildId>,
    /// Children looked at by now, and on the register.
    pub done: u32,
    pub of: u32,
}

/// What merging two records would do.
#[derive(Debug, Clone, Serialize)]
pub struct Merging {
    pub kept: Child,
    pub merged: Child,
    /// The record as it would be read.
    pub combined: ChildDetails,
    /// Episodes, decisions, interviews, actions that would be read under the kept record as well: "3 episodes", "1 decision".
    pub comes_over: Vec<String>,
    /// What a person should look at first: "born 3 Mar 2011 and 3 Mar 2012", "both are missing now".
    pub conflicts: Vec<String>,
}

/// A record that was merged into a child.
#[derive(Debug, Clone, Serialize)]
pub struct MergedRecord {
    /// As its own record has it.
    pub record: Child,
    pub at: Moment,
    pub by: String,
    pub reason: String,
}

/// What splitting a record off again would do.
#[derive(Debug, Clone, Serialize)]
pub struct Splitting {
    pub record: Child,
    pub from: Child,
    /// What goes back with it, in words.
    pub goes_back: Vec<String>,
    /// What was recorded while they were one: a person says whose it is. It stays with `from` unless given.
    pub to_ask: Vec<ToAsk>,
}

/// Something that belongs to one of two children.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ToAsk {
    pub what: Belonging,
    /// "E31, reported 3 Nov 2026 20:10 as Kaden Ashworth, 12 Oak Road".
    pub words: String,
    /// What the record looks like: its own, by name and date of birth.
    pub likely: bool,
}

/// What taking back an answer to "who is this child?" would do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TakingBack {
    pub episode: EpisodeId,
    pub child: ChildId,
    /// The child was put on the register by that answer, and leaves it.
    pub leaves: bool,
    /// Later episodes that were taken as the child's because of it: they wait for a person again.
    pub follow: Vec<EpisodeId>,
}
