//! What patterns are made from, as known at one moment.

use crate::casebook::veil::Names;
use crate::child::{ChildId, RelationKind};
use crate::episode::{EpisodeId, Moment};
use crate::interview::record::{InterviewId, Named, PlaceKind, Pull, Push};
use crate::meeting::business::BusinessId;
use crate::report::figures::Period;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// All that patterns of a period are made from.
#[derive(Debug, Clone)]
pub struct Facts {
    pub period: Period,
    /// The moment of which all is known.
    pub as_of: Moment,
    /// Those that began in the period, and those in which the child was still missing when it began; in any order.
    pub episodes: Vec<EpisodeFact>,
    /// Every child named by the other facts.
    pub children: BTreeMap<ChildId, ChildFact>,
    /// Who belongs to whom, as recorded.
    pub relations: Vec<(ChildId, ChildId, RelationKind)>,
    /// Interviews that were recorded and answer one of the episodes.
    pub interviews: Vec<InterviewFact>,
    /// What was brought to the meeting in the period.
    pub business: Vec<BusinessFact>,
    /// What must not be read where names are not asked for.
    pub names: Names,
    /// Homes and placements of children, folded: as a place they are told by the record alone where names are not asked for.
    pub homes: BTreeSet<String>,
}

/// One episode.
#[derive(Debug, Clone, PartialEq)]
pub struct EpisodeFact {
    pub episode: EpisodeId,
    pub child: Option<ChildId>,
    /// The report: the moment by which it belongs to a period.
    pub began: Moment,
    /// Last seen, where known: the child was missing from here on. `None`: known only roughly.
    pub since: Moment,
    pub since_exact: bool,
    /// When the child was back. `None` with `ended`: at no known time.
    pub returned: Option<Moment>,
    pub returned_exact: bool,
    pub ended: bool,
    pub from: Option<From>,
    pub found: Option<String>,
    pub reported_by: Option<String>,
    /// Whom the child is missing with, as the list says.
    pub companions: Option<String>,
}

/// Where a child went missing from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct From {
    /// Folded: the place by which two children went missing from the same one.
    pub key: String,
    /// As it is written; `None`: the child's own home.
    pub place: Option<String>,
}

/// What is held on a child as far as it explains a pattern.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChildFact {
    pub name: String,
    /// Folded address and placement.
    pub home: Option<String>,
    pub placement: Option<String>,
}

/// An interview that was recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct InterviewFact {
    pub interview: InterviewId,
    pub child: Option<ChildId>,
    /// UK day it was held.
    pub on: NaiveDate,
    /// The episodes it answers.
    pub episodes: Vec<EpisodeId>,
    pub push: Vec<Push>,
    pub pull: Vec<Pull>,
    pub places: Vec<PlaceKind>,
    pub named: Vec<Named>,
}

/// A referral, strategy request or piece of intelligence.
#[derive(Debug, Clone, PartialEq)]
pub struct BusinessFact {
    pub business: BusinessId,
    /// UK day it came in.
    pub received: NaiveDate,
    pub children: Vec<ChildId>,
    /// Children not on the register, as named.
    pub named: Vec<String>,
    pub people: Vec<String>,
    pub places: Vec<String>,
    pub vehicles: Vec<String>,
}

impl Facts {
    /// The episodes that began in the period: what is counted.
    pub fn counted(&self) -> impl Iterator<Item = &EpisodeFact> {
        let (from, to) = (self.period.starts(), self.period.ends());
        self.episodes.iter().filter(move |episode| episode.began >= from && episode.began < to)
    }
}

/// Texts that name no place: two children found there were not found together.
const NOWHERE: &[&str] = &[
    "home",
    "home address",
    "own home",
    "family home",
    "at home",
    "the home",
    "address",
    "placement",
    "unknown",
    "not known",
    "town",
    "town centre",
    "city",
    "city centre",
    "street",
    "in the street",
    "school",
    "park",
    "shops",
    "community",
    "other",
    "police station",
    "hospital",
    "friend",
    "friends",
    "a friend s",
    "friend s address",
    "at a friend s address",
    "family",
    "n a",
    "none",
    "not given",
];

/// Beginnings that tell of a return and name no place.
const RETURNS: &[&str] = &["came back", "came home", "returned", "back home", "back at home", "made own way", "outside the front door"];

/// A place folded, where the text names one that two children could share.
pub fn place_key(text: &str) -> Option<String> {
    let key = crate::text::fold(text);
    let nowhere = key.is_empty() || NOWHERE.contains(&key.as_str()) || RETURNS.iter().any(|start| key.starts_with(start));
    (!nowhere).then_some(key)
}

/// Words for who reports that are nobody in particular.
const ANYBODY: &[&str] = &[
    "mother",
    "father",
    "mum",
    "dad",
    "parent",
    "parents",
    "carer",
    "carers",
    "foster carer",
    "foster carers",
    "staff",
    "care staff",
    "home staff",
    "social worker",
    "school",
    "police",
    "family",
    "aunt",
    "uncle",
    "sister",
    "brother",
    "grandmother",
    "grandfather",
    "grandparent",
    "grandparents",
    "guardian",
    "stepfather",
    "stepmother",
    "keyworker",
    "key worker",
    "unknown",
    "not known",
    "member of public",
    "friend",
    "placement",
    "residential staff",
    "hospital",
    "college",
    "other",
    "self",
];

/// A reporter folded, where it is somebody (or a home) by name.
pub fn reporter_key(text: &str) -> Option<String> {
    let key = crate::text::fold(text);
    (!key.is_empty() && !ANYBODY.contains(&key.as_str())).then_some(key)
}
