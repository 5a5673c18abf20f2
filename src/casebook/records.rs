//! The record itself: the journal in words, its verification, and the minutes of a day.

use super::board::Known;
use super::error::Result;
use super::event::{Change, Event};
use super::hub::Hub;
use crate::calendar::{day_of, end_of_day, start_of_day};
use crate::child::ChildId;
use crate::episode::{Episode, EpisodeId, Moment};
use crate::interview::worker::WorkerId;
use crate::meeting::decision::{Decision, Shown};
use crate::report::minutes::{MinutesData, MinutesItem};
use crate::store::Store;
use crate::store::journal::{Entry, Head};
use crate::triage::Outcome;
use chrono::NaiveDate;

impl Hub {
    /// The journal since a moment (all of it for `None`), of one child where it is named: its record, its
    /// episodes, interviews, actions and assessments, and the business about it.
    pub fn journal(&self, since: Option<Moment>, child: Option<ChildId>) -> Result<Vec<Entry>> {
        let mut subjects = Vec::new();
        if let Some(child) = child {
            subjects = self.store.subjects_of(self.store.reads_as(child)?)?;
        }
        self.store.entries(since, &subjects)
    }

    /// An entry in words, without naming the child: "advice and guidance decided", "interview allocated to Bo Larkin".
    pub fn describe(&self, entry: &Entry) -> String {
        describe_with(entry, &|worker| self.store.worker(worker).map_or_else(|_| worker.to_string(), |worker| worker.details.name))
    }

    /// Walks the hash chain and compares a rebuild with the live tables. Gives the head, or the first fault.
    pub fn verify(&self) -> Result<Head> {
        self.store.read(Store::verify)
    }

    /// Makes every table again from the journal.
    pub fn rebuild(&mut self) -> Result<()> {
        self.store.write(Store::rebuild)
    }

    /// What the minutes of a UK day say.
    pub fn minutes(&self, day: NaiveDate, now: Moment) -> Result<MinutesData> {
        self.store.read(|store| {
            let (from, to) = (start_of_day(day), end_of_day(day));
            let decisions = store.decisions_between(from, to)?;
            let mut episodes: Vec<EpisodeId> = Vec::new();
            for episode in decisions.iter().filter_map(|decision| decision.episode) {
                if !episodes.contains(&episode) {
                    episodes.push(episode);
                }
            }
            // As it was known at the end of that day, for a day that is over.
            let as_of = now.min(to);
            let items = episodes.into_iter().map(|id| self.minutes_item(store, id, &decisions, as_of)).collect::<Result<Vec<_>>>()?;
            // What is still open is said of today only: of a day that is over it is not known any more.
            let today = day == day_of(now);
            let undecided = if today { self.undecided(store, now)? } else { Vec::new() };
            let waiting = if today { store.waiting_episodes()?.len() } else { 0 };
            Ok(MinutesData {
                hub: self.name().to_string(),
                heading: self.settings.meeting.minutes_heading.clone(),
                training: self.training(),
                day,
                now,
                list: store.last_list_before(to)?,
                items,
                refused: if today { store.refused_count()? } else { 0 },
                waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
                undecided,
                head: store.head_short()?,
            })
        })
    }

    fn minutes_item(&self, store: &Store, id: EpisodeId, decisions: &[Decision], now: Moment) -> Result<MinutesItem> {
        let episode = store.episode(id)?;
        let known = self.known(store, &episode, now)?;
        // The wording of an amended decision stands with the earlier one, also where that is of another day.
        let replaced: Vec<_> = decisions.iter().filter_map(|d| d.replaces).collect();
        let of_day = known.decisions.iter().filter(|d| decisions.iter().any(|of| of.id == d.id) || replaced.contains(&d.id));
        let mut of_episode: Vec<Decision> = of_day.filter(|d| d.episode == Some(id)).cloned().collect();
        of_episode.reverse();
        let last = of_episode.last().cloned();
        // As it stood when it was decided; only a history without screens is looked up as it is known now.
        let (band, shown) = match last.as_ref().and_then(|d| d.shown.clone()) {
            Some(shown) => (last.and_then(|d| d.band), shown),
            None => {
                let triage = self.triage(store, &episode, &known, now)?;
                (Some(triage.band), self.shown(&episode, &known, &triage, now))
            }
        };
        Ok(MinutesItem {
            child: shown.name,
            child_id: episode.child,
            age: shown.age,
            care_status: shown.care_status,
            episode: episode.reference(),
            police_grade: shown.police_grade,
            band,
            reasons: shown.reasons,
            overridden: shown.overridden,
            decisions: of_episode,
            interview: shown.interview,
        })
    }

    /// What stands on the screen for an episode, as a decision keeps it.
    pub(super) fn shown(&self, episode: &Episode, known: &Known, triage: &Outcome, now: Moment) -> Shown {
        let (child, listed) = (known.child.as_ref().map(|child| &child.details), &episode.details.listed);
        Shown {
            name: child.map_or_else(|| listed.full_name(), |child| child.full_name()),
            age: child.and_then(|child| child.age_on(day_of(now))).or(listed.age),
            care_status: child.and_then(|child| child.care_status).or(listed.care_status),
            police_grade: episode.details.grade,
            reasons: triage.fired.iter().take(3).map(|fired| format!("{}: {}", fired.title, fired.evidence)).collect(),
            interview: known.interview.as_ref().map(|clock| clock.words(now)),
            overridden: triage.overridden.clone(),
        }
    }

    /// Whom today's board shows without a decision of today.
    fn undecided(&self, store: &Store, now: Moment) -> Result<Vec<String>> {
        let board = self.make_board(store, now)?;
        let today = day_of(now);
        let open = board.items.iter().filter(|item| item.decision.as_ref().is_none_or(|d| day_of(d.at) != today));
        Ok(open
            .map(|item| format!("{} ({})", item.child.name, item.episode.police_ref.clone().unwrap_or_else(|| item.episode.id.to_string())))
            .collect())
    }
}

/// An entry in words, without naming the child: "advice and guidance decided", "police grade: medium → high". Workers are named by
/// number; [`Hub::describe`] names them.
pub fn describe(entry: &Entry) -> String {
    describe_with(entry, &|worker| worker.to_string())
}

fn describe_with(entry: &Entry, name: &dyn Fn(WorkerId) -> String) -> String {
    let Some(event) = &entry.event else { return "text erased".into() };
    match event {
        Event::HubMade { training: true, .. } => "training hub made".into(),
        Event::HubMade { .. } => "hub made".into(),
        Event::ChildAdded { .. } => "added to the register".into(),
        Event::ChildChanged { changes, .. } | Event::EpisodeChanged { changes, .. } => changed(changes),
        Event::ListLoaded { loaded, .. } => format!("{} loaded, {} rows", loaded.file, loaded.rows),
        Event::EpisodeReported { child: None, .. } => "reported; waits for a person to say who it is".into(),
        Event::EpisodeReported { child: Some(child), .. } => format!("reported, {child}"),
        Event::ChildIdentified { child, .. } => format!("identified as {child}"),
        Event::RowRefused { row, .. } => format!("row {} refused: {}", row.line.row, row.reason),
        Event::RowPutRight { episode, .. } => format!("put right, {episode}"),
        Event::RowSetAside { reason, .. } => format!("set aside: {reason}"),
        Event::DecisionRecorded { outcomes, replaces, .. } => {
            let what: Vec<&str> = outcomes.iter().map(|outcome| outcome.label()).collect();
            let how = if replaces.is_some() { "decision reworded" } else { "decided" };
            format!("{how}: {}", what.join(", "))
        }
        Event::BandOverridden { band: Some(band), reason, .. } => format!("band set to {band}: {reason}"),
        Event::BandOverridden { band: None, reason, .. } => format!("band left to the rules again: {reason}"),
        Event::ProfileSaved { name, .. } => format!("profile {name} saved"),
        other => super::interview_words::describe(other, name),
    }
}

pub(super) fn changed(changes: &[Change]) -> String {
    let one = |change: &Change| match (change.old.as_str(), change.new.as_str()) {
        ("", new) => format!("{}: {new}", change.field),
        (old, "") => format!("{}: {old} → (blank)", change.field),
        (old, new) => format!("{}: {old} → {new}", change.field),
    };
    changes.iter().map(one).collect::<Vec<_>>().join("; ")
}
