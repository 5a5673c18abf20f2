//! The view of decisions, and what it means to take one back.

use super::Store;
use super::journal::Entry;
use crate::calendar::day_of;
use crate::casebook::error::Result;
use crate::casebook::event::{Belonging, Event};
use crate::casebook::view::BandOverride;
use crate::child::ChildId;
use crate::episode::EpisodeId;
use crate::meeting::decision::{Decision, DecisionId};
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// What a decision does to the reviews of a child's episodes.
struct Planned {
    position: i64,
    episode: EpisodeId,
    /// As it was known then.
    child: Option<ChildId>,
    review: Option<NaiveDate>,
    day: NaiveDate,
}

/// The records an episode is read under, the one it was said of first, and since which entry each.
#[derive(Default)]
struct Known {
    steps: Vec<(ChildId, i64)>,
}

impl Known {
    /// Since which entry two episodes are of one child; `None`: they are not, or of no child at all.
    fn with(&self, other: &Known) -> Option<i64> {
        let mut since = None;
        for (record, _) in &self.steps {
            if let Some(met) = other.steps.iter().position(|(of, _)| of == record) {
                let mine = self.steps.iter().position(|(of, _)| of == record)?;
                since = self.steps[..=mine].iter().chain(&other.steps[..=met]).map(|(_, at)| *at).max();
                break;
            }
        }
        since
    }
}

impl Store {
    pub(super) fn record_decision(&self, event: &Event, entry: &Entry) -> Result<()> {
        let Some(mut record) = decision_of(event, entry) else { return Ok(()) };
        record.child = record.child.map(|child| self.reads_as(child)).transpose()?;
        let (id, on, business) = (record.id, record.episode, record.business.map(|b| b.0));
        self.run(
            "INSERT INTO decision VALUES (?1, ?2, ?3, ?4, ?5, NULL, 0, ?6, ?7)",
            params![
                id.0,
                on.map(|e| e.0),
                business,
                record.child.map(|c| c.0),
                entry.recorded_at.timestamp_millis(),
                entry.position,
                serde_json::to_string(&record)?
            ],
        )?;
        self.agree_actions(&record, entry.position)?;
        if let Some(earlier) = record.replaces {
            self.run("UPDATE decision SET replaced = ?2 WHERE id = ?1", params![earlier.0, id.0])?;
            self.refold_actions_of(&record)?;
        }
        if let Some(business) = record.business {
            self.refold_business(business)?;
        }
        let Some(episode) = on else { return Ok(()) };
        if let Some(child) = record.child {
            // One child, one plan: a decision with a review of its own takes the place of earlier ones, any decision that of those due.
            let day = day_of(entry.recorded_at).to_string();
            let sql =
                "UPDATE episode SET review_on = NULL WHERE child = ?1 AND id <> ?2 AND review_on IS NOT NULL AND (?3 OR review_on <= ?4)";
            self.run(sql, params![child.0, episode.0, record.next_review.is_some(), day])?;
        }
        self.plan(episode, true, record.next_review)?;
        self.touch(episode)
    }

    /// A decision was taken back: `entry` is the one that recorded it. Call it once its verb stands in `undone`.
    pub(super) fn undo_decision(&self, entry: &Entry) -> Result<()> {
        self.count_decision(entry, false)
    }

    /// A decision that was taken back counts again. Call it once its verb no longer stands in `undone`.
    pub(super) fn redo_decision(&self, entry: &Entry) -> Result<()> {
        self.count_decision(entry, true)
    }

    fn count_decision(&self, entry: &Entry, counts: bool) -> Result<()> {
        let Some(record) = entry.event.as_ref().and_then(|event| decision_of(event, entry)) else { return Ok(()) };
        self.run("UPDATE decision SET undone = ?2 WHERE id = ?1", params![record.id.0, !counts])?;
        if let Some(earlier) = record.replaces {
            let replaced = counts.then_some(record.id.0);
            self.run("UPDATE decision SET replaced = ?2 WHERE id = ?1", params![earlier.0, replaced])?;
        }
        self.refold_actions_of(&record)?;
        if let Some(business) = record.business {
            self.refold_business(business)?;
        }
        let Some(episode) = record.episode else { return Ok(()) };
        self.plan_again(episode)?;
        self.touch(episode)
    }

    /// Makes the actions of a decision again, and those of the wording it takes the place of.
    fn refold_actions_of(&self, record: &Decision) -> Result<()> {
        let mut actions: BTreeSet<_> = record.actions.iter().map(|action| action.id).collect();
        if let Some(earlier) = record.replaces.map(|earlier| self.any_decision(earlier)).transpose()?.flatten() {
            actions.extend(earlier.record.actions.iter().map(|action| action.id));
        }
        actions.into_iter().try_for_each(|action| self.refold_action(action))
    }

    fn plan(&self, episode: EpisodeId, decided: bool, review: Option<NaiveDate>) -> Result<()> {
        let review = review.map(|day| day.to_string());
        self.run("UPDATE episode SET decided = ?2, review_on = ?3 WHERE id = ?1", params![episode.0, decided, review])
    }

    /// Sets reviews as the decisions that stand have them: those of every episode of the child, since one plan replaces the other.
    fn plan_again(&self, episode: EpisodeId) -> Result<()> {
        match self.episode(episode)?.child {
            Some(child) => self.plan_child_again(child),
            None => self.plan_episode_again(episode),
        }
    }

    /// The same of a child, by its number.
    pub(super) fn plan_child_again(&self, child: ChildId) -> Result<()> {
        self.plan_as(&self.planned("SELECT entry, undone FROM decision WHERE child = ?1 AND episode IS NOT NULL ORDER BY entry", child.0)?)
    }

    /// The same of an episode whose child is not known.
    pub(super) fn plan_episode_again(&self, episode: EpisodeId) -> Result<()> {
        self.plan_as(&self.planned("SELECT entry, undone FROM decision WHERE episode = ?1 ORDER BY entry", episode.0)?)
    }

    fn plan_as(&self, planned: &[(Planned, bool)]) -> Result<()> {
        let mut plan: BTreeMap<EpisodeId, (bool, Option<NaiveDate>)> = planned.iter().map(|(p, _)| (p.episode, (false, None))).collect();
        let known = plan.keys().map(|episode| Ok((*episode, self.known_since(*episode)?))).collect::<Result<BTreeMap<_, _>>>()?;
        for (decision, _) in planned.iter().filter(|(_, stands)| *stands) {
            if decision.child.is_some() {
                let as_one = |other: &EpisodeId| known[other].with(&known[&decision.episode]).is_none_or(|since| since < decision.position);
                for (_, (_, review)) in plan.iter_mut().filter(|(other, _)| **other != decision.episode && as_one(other)) {
                    *review = review.filter(|due| decision.review.is_none() && *due > decision.day);
                }
            }
            plan.insert(decision.episode, (true, decision.review));
        }
        plan.into_iter().try_for_each(|(episode, (decided, review))| self.plan(episode, decided, review))
    }

    /// What was decided, in the order it was recorded, and whether it stands. As the entries have it: the table may know by now of a
    /// child that was not identified then.
    fn planned(&self, sql: &str, of: i64) -> Result<Vec<(Planned, bool)>> {
        let mut select = self.db.prepare_cached(sql)?;
        let rows: Vec<(i64, bool)> = select.query_map([of], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        let mut found = Vec::new();
        for (position, undone) in rows {
            let Some(entry) = self.entry(position)? else { continue };
            if let Some(Event::DecisionRecorded { episode: Some(episode), child, next_review, .. }) = entry.event {
                found.push((Planned { position, episode, child, review: next_review, day: day_of(entry.recorded_at) }, !undone));
            }
        }
        Ok(found)
    }

    /// Since which entry an episode is known to be of the record it stands on, and that record of the one it was merged into.
    fn known_since(&self, episode: EpisodeId) -> Result<Known> {
        let said = self.said_of(episode)?;
        let Some(record) = said.record else { return Ok(Known::default()) };
        let (mut steps, mut at) = (vec![(record, said.since)], record);
        while let Some(next) = self.merged_into(at)? {
            steps.push((next.record, next.since));
            at = next.record;
        }
        Ok(Known { steps })
    }

    /// Makes the chair's band of an episode again from the entries that stand.
    pub(super) fn refold_band(&self, episode: EpisodeId) -> Result<()> {
        let standing = self.standing(&format!("episode {episode}"))?;
        self.set_band(episode, standing.iter().rfind(|entry| matches!(entry.event, Some(Event::BandOverridden { .. }))))
    }

    /// The chair's band of an episode as an entry has it; `None`: no entry stands.
    pub(super) fn set_band(&self, episode: EpisodeId, said: Option<&Entry>) -> Result<()> {
        self.run("DELETE FROM band_override WHERE episode = ?1", [episode.0])?;
        if let Some(entry) = said
            && let Some(Event::BandOverridden { band: Some(band), rules_band, reason, .. }) = &entry.event
        {
            let (band, rules_band, reason, at, by) = (*band, *rules_band, reason.clone(), entry.recorded_at, entry.actor.clone());
            let doc = serde_json::to_string(&BandOverride { band, rules_band, reason, at, by })?;
            self.run("INSERT INTO band_override VALUES (?1, ?2)", params![episode.0, doc])?;
        }
        self.touch(episode)
    }

    /// All that was decided on an episode is about its child, as far as that is known.
    pub(super) fn settle_decisions_on(&self, episode: EpisodeId, child: Option<ChildId>) -> Result<()> {
        let set = |table: &str, which: &str| {
            let sql = format!("UPDATE {table} SET child = ?2, doc = json_set(doc, '$.child', ?2) WHERE {which}");
            self.run(&sql, params![episode.0, child.map(|child| child.0)])
        };
        set("decision", "episode = ?1")?;
        set("action", "decision IN (SELECT id FROM decision WHERE episode = ?1)")?;
        set("action", "decision IS NULL AND doc ->> '$.episode' = ?1")?;
        set("assessment", "episode = ?1")
    }

    /// Whose a decision on business is now.
    pub(super) fn settle_decision(&self, id: i64) -> Result<()> {
        let Some(wording) = self.any_decision(DecisionId(id))? else { return Ok(()) };
        let Some(entry) = self.entry(wording.entry)? else { return Ok(()) };
        let Some(Event::DecisionRecorded { child: Some(said), business: Some(business), .. }) = entry.event else { return Ok(()) };
        let child = self.about_now(Belonging::Business(business), said, entry.position)?;
        self.run("UPDATE decision SET child = ?2, doc = json_set(doc, '$.child', ?2) WHERE id = ?1", params![id, child.0])
    }

    /// A decision whether or not it was taken back.
    pub(super) fn any_decision(&self, id: DecisionId) -> Result<Option<Wording>> {
        let mut select = self.db.prepare_cached("SELECT doc, undone, replaced, entry FROM decision WHERE id = ?1")?;
        let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get::<_, Option<i64>>(2)?, row.get(3)?));
        let Some((doc, undone, replaced, entry)) = select.query_row([id.0], row).optional()? else { return Ok(None) };
        Ok(Some(Wording { record: serde_json::from_str(&doc)?, undone, replaced: replaced.map(DecisionId), entry }))
    }

    /// The wordings of a decision that stand, the first one first; `any`: one of them, or one that was taken back.
    pub(super) fn wordings(&self, any: DecisionId) -> Result<Vec<Wording>> {
        let mut at = self.any_decision(any)?;
        // An earlier one can be gone where its text was lawfully erased.
        while let Some(earlier) = at.as_ref().and_then(|w| w.record.replaces).map(|id| self.any_decision(id)).transpose()?.flatten() {
            at = Some(earlier);
        }
        let mut found = Vec::new();
        while let Some(wording) = at {
            at = wording.replaced.map(|later| self.any_decision(later)).transpose()?.flatten();
            found.push(wording);
        }
        found.retain(|wording| !wording.undone);
        Ok(found)
    }
}

/// A decision as its row has it.
pub(super) struct Wording {
    pub record: Decision,
    pub undone: bool,
    /// The decision that took its place, where that one stands.
    pub replaced: Option<DecisionId>,
    /// Position in the journal.
    pub entry: i64,
}

fn decision_of(event: &Event, entry: &Entry) -> Option<Decision> {
    let Event::DecisionRecorded {
        decision,
        episode,
        child,
        outcomes,
        rationale,
        actions,
        next_review,
        band,
        rules_version,
        replaces,
        shown,
        business,
        agencies,
        dissent,
        panel,
    } = event.clone()
    else {
        return None;
    };
    let (id, at, by) = (decision, entry.recorded_at, entry.actor.clone());
    Some(Decision {
        id,
        episode,
        business,
        child,
        outcomes,
        rationale,
        actions,
        next_review,
        band,
        rules_version,
        replaces,
        shown,
        agencies,
        dissent,
        panel,
        at,
        by,
    })
}
