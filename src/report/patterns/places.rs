//! Where children go missing from and where they are found: how many children and episodes, first and last.

use super::facts::{EpisodeFact, Facts, place_key};
use super::towns::town_of;
use super::{Said, Who, count};
use crate::calendar::day_of;
use crate::episode::EpisodeId;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

/// One place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaceLine {
    pub place: Said,
    pub episodes: u32,
    /// Those that are known, by number.
    pub children: Vec<Who>,
    /// UK days on which the first and the last of these episodes began.
    pub first: NaiveDate,
    pub last: NaiveDate,
    /// Latest first.
    #[serde(serialize_with = "super::all_in_words")]
    pub behind: Vec<EpisodeId>,
}

/// The places of a period, the most children first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Places {
    pub from: Vec<PlaceLine>,
    pub found: Vec<PlaceLine>,
    /// Postal areas the children were found in ("Preston area"), by the postcode or the name of the town in the text.
    pub towns: Vec<PlaceLine>,
    /// Episodes from the child's own home; of how many it is not known where from.
    pub from_home: u32,
    pub from_unknown: u32,
    /// Ended episodes, and those of them that say no place.
    pub ended: u32,
    pub found_unknown: u32,
}

impl Places {
    pub fn of(facts: &Facts) -> Places {
        let mut all: Vec<&EpisodeFact> = facts.counted().collect();
        all.sort_by_key(|episode| (episode.began, episode.episode));
        let from_home = |episode: &&&EpisodeFact| episode.from.as_ref().is_some_and(|from| from.place.is_none());
        let from = |episode: &EpisodeFact| {
            let from = episode.from.as_ref()?;
            Some((from.key.clone(), from.place.clone()?))
        };
        let found = |episode: &EpisodeFact| Some((place_key(episode.found.as_deref()?)?, episode.found.clone()?));
        let town = |episode: &EpisodeFact| town_of(episode.found.as_deref()?).map(|town| (town.to_string(), format!("{town} area")));
        Places {
            from: lines(facts, &all, from),
            found: lines(facts, &all, found),
            towns: lines(facts, &all, town),
            from_home: count(all.iter().filter(from_home).count()),
            from_unknown: count(all.iter().filter(|episode| episode.from.is_none()).count()),
            ended: count(all.iter().filter(|episode| episode.ended).count()),
            found_unknown: count(all.iter().filter(|episode| episode.ended && found(episode).is_none()).count()),
        }
    }

    /// Every text that may say who a child is.
    pub fn each_text(&mut self, change: &mut dyn FnMut(&mut Said)) {
        for line in self.from.iter_mut().chain(&mut self.found).chain(&mut self.towns) {
            change(&mut line.place);
            line.children.iter_mut().for_each(|who| change(&mut who.name));
        }
    }
}

/// The places of these episodes, earliest first, by their key; a place is called as it was written first.
fn lines(facts: &Facts, all: &[&EpisodeFact], place: impl Fn(&EpisodeFact) -> Option<(String, String)>) -> Vec<PlaceLine> {
    let mut by_key: BTreeMap<String, (String, Vec<&EpisodeFact>)> = BTreeMap::new();
    for episode in all {
        if let Some((key, written)) = place(episode) {
            by_key.entry(key).or_insert_with(|| (written, Vec::new())).1.push(episode);
        }
    }
    let line = |(written, of): (String, Vec<&EpisodeFact>)| {
        let mut children: Vec<_> = of.iter().filter_map(|episode| episode.child).collect();
        children.sort_unstable();
        children.dedup();
        let day = |episode: Option<&&EpisodeFact>| episode.map_or(facts.period.from, |episode| day_of(episode.began));
        PlaceLine {
            place: facts.said_place(&written, &of.first().map_or_else(String::new, |episode| format!("Place of {}", episode.episode))),
            episodes: count(of.len()),
            children: children.into_iter().map(|child| facts.who(child)).collect(),
            first: day(of.first()),
            last: day(of.last()),
            behind: of.iter().rev().map(|episode| episode.episode).collect(),
        }
    };
    let mut lines: Vec<PlaceLine> = by_key.into_values().map(line).collect();
    // By key already; the sort keeps that where the numbers are the same.
    lines.sort_by_key(|line| std::cmp::Reverse((line.children.len(), line.episodes)));
    lines
}
