//! The case of a child: who it is, why now, what happened before, what was decided, who is around.

use super::error::{Error, Result};
use super::event::{Change, Event};
use super::hub::Hub;
use super::review::review_candidates;
use super::view::{Case, ChildIdText, MonthNights, Person};
use crate::calendar::{day_of, short_day};
use crate::child::{Child, ChildId};
use crate::episode::{Episode, EpisodeId, Moment};
use crate::store::Store;
use crate::triage::facts::Together;
use chrono::{Datelike, Months};
use std::str::FromStr;

impl Hub {
    /// The case opened at an episode.
    pub fn case(&self, of: EpisodeId, now: Moment) -> Result<Case> {
        self.store.read(|store| self.make_case(store, of, now))
    }

    pub(super) fn make_case(&self, store: &Store, of: EpisodeId, now: Moment) -> Result<Case> {
        let episode = store.episode(of)?;
        let known = self.known(store, &episode, now)?;
        let triage = self.triage(store, &episode, &known, now)?;
        let people = match &known.child {
            Some(child) => people_around(store, child, &known.together)?,
            None => Vec::new(),
        };
        let candidates = match store.waiting_of(of)? {
            Some((_, candidates)) => review_candidates(store, &episode, candidates)?,
            None => Vec::new(),
        };
        let stages = self.interview_stages(store, &known.history, now)?;
        let actions = episode.child.map_or_else(|| store.actions_of_episode(of), |child| store.actions_of_child(child))?;
        Ok(Case {
            now,
            age: known.child.as_ref().and_then(|child| child.details.age_on(day_of(now))).or(episode.details.listed.age),
            triage,
            interview: known.interview,
            interview_stage: stages.iter().find(|(id, _)| *id == of).map(|(_, words)| words.clone()),
            interview_stages: stages,
            band_override: store.band_override(of)?,
            nights: nights_by_month(&known.history, now),
            changes: police_changes(store, of)?,
            actions: self.action_lines(store, actions, now)?,
            assessments: self.assessment_lines(store, store.assessments_of(episode.child, of)?, now)?,
            business: episode.child.map(|child| store.business_about(child)).transpose()?.unwrap_or_default(),
            panels: episode.child.map(|child| super::panels::said_of(store, child)).transpose()?.unwrap_or_default(),
            people,
            candidates,
            child: known.child,
            episodes: known.history,
            decisions: known.decisions,
            episode,
        })
    }

    /// The case of a child at its latest episode; `None` where the child has no episode.
    pub fn latest_episode(&self, child: ChildId) -> Result<Option<EpisodeId>> {
        Ok(self.store.episodes_of(child)?.first().map(|episode| episode.id))
    }

    /// A child's record.
    pub fn child(&self, id: ChildId) -> Result<Child> {
        self.store.child(id)
    }

    /// The episode of an id (`E12`) or a police reference: the latest one where police used it again for the same child. Refused
    /// where it names episodes of several children, or both an id and another episode's reference.
    pub fn find_episode(&self, text: &str) -> Result<EpisodeId> {
        let text = text.trim();
        let found = self.store.episodes_by_ref(text)?;
        let by_id = EpisodeId::from_str(text).ok().and_then(|id| self.store.episode(id).ok());
        let Some(latest) = found.first() else {
            let unknown = || {
                let how = "name it by its police reference or its id (E12), as the board shows them";
                Error::Refused(format!("no episode is known as \u{201c}{text}\u{201d}; {how}"))
            };
            return by_id.map(|episode| episode.id).ok_or_else(unknown);
        };
        let all =
            || found.iter().chain(&by_id).map(|e| format!("{} ({})", e.id, e.details.listed.full_name())).collect::<Vec<_>>().join(", ");
        let several = found.iter().any(|e| e.child != latest.child || e.child.is_none() && e.id != latest.id);
        if several || by_id.as_ref().is_some_and(|episode| episode.id != latest.id) {
            return Err(Error::Refused(format!("\u{201c}{text}\u{201d} names several episodes: {}; name one by its id", all())));
        }
        Ok(latest.id)
    }

    /// The child of an id (`C12`), an own id, or a name; a name that several children share is refused, naming them.
    pub fn find_child(&self, text: &str) -> Result<ChildId> {
        let text = text.trim();
        if let Some(child) = self.store.child_by_own_id(text)? {
            return Ok(child.id);
        }
        if let Ok(id) = ChildId::from_str(text) {
            return self.store.child(id).map(|child| child.id);
        }
        let found = self.store.children_named(text, 6)?;
        match found.as_slice() {
            [] => {
                Err(Error::Refused(format!("no child is known as \u{201c}{text}\u{201d}; name it by its id (C12), its own id or its name")))
            }
            [one] => Ok(one.id),
            several => {
                let names: Vec<String> = several.iter().map(|child| format!("{} {}", child.id, named(child))).collect();
                Err(Error::Refused(format!(
                    "several children are known as \u{201c}{text}\u{201d}: {}; name one by its id",
                    names.join("; ")
                )))
            }
        }
    }

    /// Children whose name, id or own id holds the text: for jumping to one.
    pub fn search(&self, text: &str, limit: usize) -> Result<Vec<Child>> {
        let mut found = Vec::new();
        if let Ok(id) = ChildId::from_str(text.trim()) {
            found.extend(self.store.child(id).ok());
        }
        found.extend(self.store.child_by_own_id(text.trim())?);
        found.extend(self.store.children_named(text, limit)?);
        let mut seen = std::collections::BTreeSet::new();
        found.retain(|child: &Child| seen.insert(child.id));
        found.truncate(limit);
        Ok(found)
    }
}

fn named(child: &Child) -> String {
    match child.details.dob {
        Some(dob) => format!("{}, born {}", child.details.full_name(), crate::calendar::plain_day(dob)),
        None => child.details.full_name(),
    }
}

fn people_around(store: &Store, child: &Child, together: &[Together]) -> Result<Vec<Person>> {
    let (at_home, placed) = store.children_around(child)?;
    let mut people: Vec<Person> = Vec::new();
    for (others, how) in [(at_home, "lives at the same address"), (placed, "same placement")] {
        for other in others {
            if !people.iter().any(|person| person.child == Some(ChildIdText(other.id))) {
                people.push(Person { child: Some(ChildIdText(other.id)), name: other.details.full_name(), how: how.into() });
            }
        }
    }
    for Together { name, on, .. } in together {
        let how = format!("missing at the same time from the same place, {}", short_day(*on));
        people.push(Person { child: None, name: name.clone(), how });
    }
    Ok(people)
}

fn police_changes(store: &Store, episode: EpisodeId) -> Result<Vec<(Moment, Vec<Change>)>> {
    let mut found: Vec<(Moment, Vec<Change>)> = store
        .entries(None, &[format!("episode {episode}")])?
        .into_iter()
        .filter_map(|entry| match entry.event {
            Some(Event::EpisodeChanged { changes, .. }) => Some((entry.recorded_at, changes)),
            _ => None,
        })
        .collect();
    found.reverse();
    Ok(found)
}

/// Nights missing in each of the last twelve calendar months, the current one last.
fn nights_by_month(episodes: &[Episode], now: Moment) -> Vec<MonthNights> {
    let nights: std::collections::BTreeSet<_> = episodes.iter().flat_map(|episode| crate::triage::nights_missing(episode, now)).collect();
    let this_month = day_of(now).with_day(1).unwrap_or_default();
    (0..12)
        .rev()
        .filter_map(|back| this_month.checked_sub_months(Months::new(back)))
        .map(|month| {
            let of_month = nights.iter().filter(|night| (night.year(), night.month()) == (month.year(), month.month()));
            MonthNights { month, nights: u32::try_from(of_month.count()).unwrap_or(u32::MAX) }
        })
        .collect()
}
