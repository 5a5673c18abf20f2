//! What pushes children away and what draws them elsewhere, as the return interviews tell: counted over episodes and children.

use super::count;
use super::facts::{Facts, InterviewFact};
use crate::child::ChildId;
use crate::episode::EpisodeId;
use crate::interview::record::{PlaceKind, Pull, Push};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One reason, and how many named it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactorLine {
    pub code: &'static str,
    pub label: &'static str,
    pub episodes: u32,
    pub children: u32,
    /// Latest number first.
    #[serde(serialize_with = "super::all_in_words")]
    pub behind: Vec<EpisodeId>,
}

/// What the interviews say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Factors {
    /// What the counts are of: episodes that began in the period and are answered by a recorded interview, and their children.
    pub episodes: u32,
    pub children: u32,
    pub interviews: u32,
    /// Ended episodes without one: nothing is known of their reasons.
    pub unanswered: u32,
    pub push: Vec<FactorLine>,
    pub pull: Vec<FactorLine>,
    /// Kinds of places the children said they were at.
    pub places: Vec<FactorLine>,
}

impl Factors {
    pub fn of(facts: &Facts) -> Factors {
        let counted: BTreeMap<EpisodeId, Option<ChildId>> = facts.counted().map(|episode| (episode.episode, episode.child)).collect();
        let answers = |interview: &InterviewFact| interview.episodes.iter().any(|episode| counted.contains_key(episode));
        let interviews: Vec<&InterviewFact> = facts.interviews.iter().filter(|interview| answers(interview)).collect();
        let behind = |names: &dyn Fn(&InterviewFact) -> bool| {
            let naming = interviews.iter().filter(|interview| names(interview)).flat_map(|interview| &interview.episodes);
            naming.copied().filter(|episode| counted.contains_key(episode)).collect::<BTreeSet<EpisodeId>>()
        };
        let children = |episodes: &BTreeSet<EpisodeId>| {
            count(episodes.iter().filter_map(|episode| counted.get(episode).copied().flatten()).collect::<BTreeSet<_>>().len())
        };
        let line = |code, label, names: &dyn Fn(&InterviewFact) -> bool| {
            let episodes = behind(names);
            let children = children(&episodes);
            FactorLine { code, label, episodes: count(episodes.len()), children, behind: episodes.into_iter().rev().collect() }
        };
        let answered = behind(&|_| true);
        let ended = facts.counted().filter(|episode| episode.ended && !answered.contains(&episode.episode)).count();
        let push = Push::ALL.iter().map(|kind| line(kind.code(), kind.label(), &|interview| interview.push.contains(kind)));
        let pull = Pull::ALL.iter().map(|kind| line(kind.code(), kind.label(), &|interview| interview.pull.contains(kind)));
        let places = PlaceKind::ALL.iter().map(|kind| line(kind.code(), kind.label(), &|interview| interview.places.contains(kind)));
        Factors {
            episodes: count(answered.len()),
            children: children(&answered),
            interviews: count(interviews.len()),
            unanswered: count(ended),
            push: ranked(push),
            pull: ranked(pull),
            places: ranked(places),
        }
    }
}

/// The most often named first; what nobody named is left out.
fn ranked(lines: impl Iterator<Item = FactorLine>) -> Vec<FactorLine> {
    let mut lines: Vec<FactorLine> = lines.filter(|line| line.episodes > 0).collect();
    lines.sort_by_key(|line| std::cmp::Reverse((line.children, line.episodes)));
    lines
}
