//! The board of a morning: which children to talk about, in what order, and why each is where it is.

use super::error::Result;
use super::hub::Hub;
use super::view::{Board, BoardChild, BoardDecision, BoardEpisode, BoardItem, ChildIdText, Section};
use crate::calendar::{at_local, day_of, end_of_day, start_of_day};
use crate::child::Child;
use crate::clock::{InterviewClock, InterviewState};
use crate::episode::{Episode, EpisodeId, Moment};
use crate::meeting::decision::Decision;
use crate::store::Store;
use crate::triage::facts::{Facts, Subject, Together};
use crate::triage::{self, Outcome};
use chrono::Months;
use std::collections::BTreeSet;

/// What is known of an episode when it is triaged.
pub(super) struct Known {
    pub child: Option<Child>,
    pub history: Vec<Episode>,
    pub decisions: Vec<Decision>,
    /// The clock of its interview, as far as it was held or closed; `None` while the child is still missing.
    pub interview: Option<InterviewClock>,
    /// Other children missing from the same place at the same time, within a year.
    pub together: Vec<Together>,
}

impl Hub {
    /// The board at `now`, read from one unchanging state of the hub.
    pub fn board(&self, now: Moment) -> Result<Board> {
        self.store.read(|store| self.make_board(store, now))
    }

    pub(super) fn make_board(&self, store: &Store, now: Moment) -> Result<Board> {
        let list = store.last_list()?;
        let named = match &list {
            // Several lists a day are fine: what any of that day's names is on the list.
            Some(list) => Some(store.named_since(start_of_day(day_of(list.loaded_at)))?),
            None => None,
        };
        let since = self.last_meeting(now);
        let mut items = Vec::new();
        let mut missing_from_list = Vec::new();
        for (section, episode) in self.episodes_on_the_board(store, since, now)? {
            let gone = episode.still_missing() && named.as_ref().is_some_and(|named| !named.contains(&episode.id));
            if gone {
                missing_from_list.push(episode.id);
            }
            items.push(self.item(store, section, episode, gone, now)?);
        }
        items.sort_by_cached_key(|item| (item.section, urgency(item), item.episode.id));
        Ok(Board {
            now,
            hub: self.name().to_string(),
            training: self.training(),
            list,
            since,
            refused: store.refused_count()?,
            missing_from_list,
            items,
        })
    }

    /// The moment of the meeting on the last working day before today.
    pub(super) fn last_meeting(&self, now: Moment) -> Moment {
        at_local(self.clocks.working_days.before(day_of(now)), self.settings.meeting_time())
    }

    pub(super) fn episodes_on_the_board(&self, store: &Store, since: Moment, now: Moment) -> Result<Vec<(Section, Episode)>> {
        let mut found = Vec::new();
        let mut shown: BTreeSet<EpisodeId> = BTreeSet::new();
        let mut add = |section: Section, episodes: Vec<Episode>| {
            for episode in episodes {
                if shown.insert(episode.id) {
                    let section = if episode.child.is_none() { Section::Waiting } else { section };
                    found.push((section, episode));
                }
            }
        };
        add(Section::StillMissing, store.still_missing()?);
        add(Section::Returned, store.returned_since(since)?);
        let waiting = store.waiting_episodes()?.into_iter().map(|id| store.episode(id)).collect::<Result<_>>()?;
        add(Section::Waiting, waiting);
        // Returns from before the hub was made (lists loaded to give it a history) are not its open business.
        add(Section::CarriedOver, store.carried_over(self.made_at, since, day_of(now))?);
        // What a meeting put off comes back by itself on its day.
        add(Section::CarriedOver, store.came_back(day_of(now))?.into_iter().map(|id| store.episode(id)).collect::<Result<_>>()?);
        // What was decided today stays in sight today.
        let today = store.decisions_between(start_of_day(day_of(now)), end_of_day(day_of(now)))?;
        let decided = today.iter().filter_map(|decision| decision.episode).map(|episode| store.episode(episode)).collect::<Result<_>>()?;
        add(Section::CarriedOver, decided);
        Ok(found)
    }

    fn item(&self, store: &Store, section: Section, episode: Episode, gone: bool, now: Moment) -> Result<BoardItem> {
        let known = self.known_at_a_glance(store, &episode, now)?;
        let triage = self.triage(store, &episode, &known, now)?;
        let decision = known.decisions.iter().find(|d| d.episode == Some(episode.id));
        let decision = decision.map(|d| BoardDecision { at: d.at, outcomes: d.outcomes.clone(), next_review: d.next_review });
        let mut remarks = Vec::new();
        if gone {
            remarks.push("not on the latest list".to_string());
        }
        if let Some((until, reason)) = store.deferred(episode.id)? {
            let how = until.map_or("passed over".to_string(), |day| format!("put off to {}", day.format("%a %-d %b")));
            remarks.push(format!("{how}: {reason}"));
        }
        remarks.extend(store.turned_since_left(episode.id)?);
        let child = board_child(&episode, known.child.as_ref(), now);
        let assessment = self.assessment_words(store, episode.child, episode.id, now)?;
        let (open_actions, overdue_actions) = store.action_counts(episode.child, episode.id, now)?;
        let (episode, interview) = (board_episode(&episode), known.interview);
        Ok(BoardItem { section, child, episode, triage, interview, decision, assessment, open_actions, overdue_actions, remarks })
    }

    /// All that is known of an episode and its child.
    pub(super) fn known(&self, store: &Store, episode: &Episode, now: Moment) -> Result<Known> {
        let decisions = episode.child.map_or_else(|| store.decisions_on(episode.id), |child| store.decisions_on_child(child))?;
        self.known_with(store, episode, decisions, now)
    }

    /// The same with no more decisions than triage and a row look at: for lists of many children.
    pub(super) fn known_at_a_glance(&self, store: &Store, episode: &Episode, now: Moment) -> Result<Known> {
        let decisions =
            episode.child.map_or_else(|| store.decisions_on(episode.id), |child| store.latest_decisions(child, episode.id, now))?;
        self.known_with(store, episode, decisions, now)
    }

    fn known_with(&self, store: &Store, episode: &Episode, decisions: Vec<Decision>, now: Moment) -> Result<Known> {
        let interview = self.interview_clock(store, episode, now)?;
        Ok(match episode.child {
            Some(child) => Known {
                child: Some(store.child(child)?),
                history: store.episodes_of(child)?,
                decisions,
                interview,
                together: store.together_with(child, day_of(now))?,
            },
            None => Known { child: None, history: vec![episode.clone()], decisions, interview, together: Vec::new() },
        })
    }

    /// The rules' outcome for an episode, with the chair's band over it where one was set.
    pub(super) fn triage(&self, store: &Store, episode: &Episode, known: &Known, now: Moment) -> Result<Outcome> {
        let outcome = self.rules.outcome(&self.facts_for(store, episode, known, now)?);
        Ok(match store.band_override(episode.id)? {
            Some(set) => outcome.with_override(set.band, set.reason, set.by, set.at),
            None => outcome,
        })
    }

    /// What the rules are put to.
    pub(super) fn facts_for(&self, store: &Store, episode: &Episode, known: &Known, now: Moment) -> Result<Facts> {
        let refused = known.child.as_ref().map(|child| store.declined_since(child.id, year_before(now))).transpose()?;
        Ok(Facts::gather(&Subject {
            child: known.child.as_ref().map(|child| &child.details),
            episode,
            history: &known.history,
            decisions: &known.decisions,
            together: &known.together,
            interviews_refused: refused,
            interview: known.interview.as_ref(),
            settings: &self.settings,
            now,
        }))
    }
}

/// A year before `now`, to the same time of day.
fn year_before(now: Moment) -> Moment {
    now.checked_sub_months(Months::new(12)).unwrap_or(now)
}

/// The child as a row of a board names it; as listed while it is not identified.
pub(super) fn board_child(episode: &Episode, child: Option<&Child>, now: Moment) -> BoardChild {
    let today = day_of(now);
    match child {
        Some(Child { id, details, .. }) => BoardChild {
            id: Some(ChildIdText(*id)),
            name: details.full_name(),
            short: details.short_name(),
            dob: details.dob,
            age: details.age_on(today).or(episode.details.listed.age),
            care_status: details.care_status,
        },
        None => {
            let listed = &episode.details.listed;
            BoardChild {
                id: None,
                name: listed.full_name(),
                short: listed.full_name(),
                dob: listed.dob,
                age: listed.dob.and_then(|dob| crate::child::age_on(dob, today)).or(listed.age),
                care_status: listed.care_status,
            }
        }
    }
}

fn board_episode(episode: &Episode) -> BoardEpisode {
    let d = &episode.details;
    BoardEpisode {
        id: episode.id,
        police_ref: d.police_ref.clone(),
        police_grade: d.grade,
        status: if episode.still_missing() { "missing" } else { "returned" },
        reported_at: d.reported.map(|when| when.at),
        last_seen_at: d.last_seen.map(|when| when.at),
        returned_at: d.returned.map(|when| when.at),
        returned_estimated: d.returned.is_some_and(|when| when.estimated),
        missing_since: episode.missing_since(),
        seen: episode.changed,
    }
}

/// What stands first within a section: missing before returned; the highest band, then the longest missing; of the returned,
/// no clock first, then what runs out first, and last those whose interview is held or closed.
fn urgency(item: &BoardItem) -> (bool, std::cmp::Reverse<triage::Band>, bool, bool, Moment) {
    match &item.interview {
        None => (false, std::cmp::Reverse(item.triage.band), false, false, item.episode.missing_since),
        Some(clock) => {
            let no_clock = clock.state == InterviewState::NoClock;
            let level = std::cmp::Reverse(triage::Band::Standard);
            (true, level, clock.stage.is_some(), !no_clock, clock.due_72h.unwrap_or(item.episode.missing_since))
        }
    }
}
