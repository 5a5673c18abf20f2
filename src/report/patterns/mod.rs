//! Patterns over a period: who goes missing with whom and how often that would happen by chance, places, times, push and pull
//! factors, and the network of children, adults and places. Facts in, views out; what the model of chance is, in words:
//! docs/patterns.md.
//!
//! `facts` what goes in · `chance` what would happen by chance · `together` pairs and groups · `places`, `factors`, `times` counts ·
//! `network` who and what is tied to whom · `layout` where it is drawn · `svg`, `graphml` as files

pub mod chance;
mod factors;
pub mod facts;
mod graphml;
pub mod layout;
pub mod network;
mod places;
mod svg;
mod times;
mod together;
mod towns;
pub mod words;

pub use factors::{FactorLine, Factors};
pub use facts::{BusinessFact, ChildFact, EpisodeFact, Facts, From, InterviewFact};
pub use graphml::graphml;
pub use network::Network;
pub use places::{PlaceLine, Places};
pub use svg::{html, svg};
pub use times::{HOURS, Times, WEEKDAYS};
pub use together::{Group, MOST_PAIRS, Overlap, Pair, Shared, Sign, SignKind, Together};

use super::figures::Period;
use crate::casebook::veil::pseudonym;
use crate::child::ChildId;
use crate::episode::Moment;
use crate::text::fold;
use serde::{Serialize, Serializer};

/// A text as it is, and without saying who a child is.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    pub named: String,
    pub veiled: String,
}

impl Said {
    /// The text with names, or without.
    pub fn shown(&self, names: bool) -> &str {
        if names { &self.named } else { &self.veiled }
    }

    /// From now on it is never shown with names.
    pub fn hide(&mut self) {
        self.named.clone_from(&self.veiled);
    }
}

impl Serialize for Said {
    /// As it stands; whoever prints without names hides them first ([`Patterns::hide_names`]).
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.named)
    }
}

/// A child of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Who {
    #[serde(serialize_with = "in_words")]
    pub child: ChildId,
    pub name: Said,
}

/// A number with its letter: "C12".
pub(crate) fn in_words<T: std::fmt::Display, S: Serializer>(id: &T, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(id)
}

pub(crate) fn all_in_words<T: std::fmt::Display, S: Serializer>(ids: &[T], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(ids.iter().map(ToString::to_string))
}

/// All patterns of a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Patterns {
    pub period: Period,
    /// The moment of which all is known.
    pub as_of: Moment,
    /// Episodes that began in the period, and the children they are about; of `unidentified` it is not known who the child is.
    pub episodes: u32,
    pub children: u32,
    pub unidentified: u32,
    pub together: Together,
    pub places: Places,
    pub factors: Factors,
    pub times: Times,
    pub network: Network,
}

impl Patterns {
    /// The patterns of what is known.
    pub fn of(facts: &Facts) -> Patterns {
        let together = Together::of(facts);
        let counted: Vec<&EpisodeFact> = facts.counted().collect();
        let mut children: Vec<ChildId> = counted.iter().filter_map(|episode| episode.child).collect();
        children.sort_unstable();
        children.dedup();
        Patterns {
            period: facts.period,
            as_of: facts.as_of,
            episodes: count(counted.len()),
            children: count(children.len()),
            unidentified: count(counted.iter().filter(|episode| episode.child.is_none()).count()),
            places: Places::of(facts),
            factors: Factors::of(facts),
            times: Times::of(facts),
            network: Network::of(facts, &together),
            together,
        }
    }

    /// From now on nothing in it says who a child is.
    pub fn hide_names(&mut self) {
        self.together.each_text(&mut Said::hide);
        self.places.each_text(&mut Said::hide);
        self.network.each_text(&mut Said::hide);
    }
}

impl Facts {
    /// A child as patterns name it.
    pub(super) fn who(&self, child: ChildId) -> Who {
        let veiled = pseudonym(child);
        let named = self.children.get(&child).map_or_else(|| veiled.clone(), |known| format!("{} ({child})", known.name));
        Who { child, name: Said { named, veiled } }
    }

    /// A place (or reporter) as the record has it. Where without names nothing of it is left ("[placement]"), `stands` is said.
    pub(super) fn said_place(&self, text: &str, stands: &str) -> Said {
        let veiled = self.names.text(text);
        let hidden = veiled.starts_with('[') && veiled.ends_with(']') && veiled.matches('[').count() == 1;
        let nothing_left = hidden || self.homes.contains(&fold(text));
        Said { named: text.to_string(), veiled: if nothing_left { stands.to_string() } else { veiled } }
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
