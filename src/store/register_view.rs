//! The views of actions, business and assessments: each made from the entries about it that stand.

use super::Store;
use super::journal::Entry;
use crate::calendar::end_of_day;
use crate::casebook::error::Result;
use crate::casebook::event::{Belonging, Event};
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use crate::meeting::assessment::{Assessment, AssessmentId, AssessmentState, Recorded};
use crate::meeting::business::{Business, BusinessDetails, BusinessId};
use crate::meeting::decision::{Action, ActionId, Decision, DecisionId, Due};
use crate::meeting::record::MeetingId;
use crate::meeting::register::{ActionRecord, Ended, Redated};
use chrono::TimeDelta;
use rusqlite::{OptionalExtension, params};

impl Store {
    /// Brings the register up to an entry about an action.
    pub(super) fn apply_action(&self, event: &Event, _entry: &Entry) -> Result<()> {
        match event {
            Event::ActionAgreed { action, .. } => self.refold_action(action.id),
            Event::ActionEnded { action, .. } | Event::ActionRedated { action, .. } | Event::ActionReopened { action, .. } => {
                self.refold_action(*action)
            }
            _ => Ok(()),
        }
    }

    /// Puts the actions of a decision that was just recorded on the register. One that keeps its number is there already.
    pub(super) fn agree_actions(&self, decision: &Decision, position: i64) -> Result<()> {
        for action in &decision.actions {
            if !self.db.prepare_cached("SELECT 1 FROM action WHERE id = ?1")?.exists([action.id.0])? {
                self.put_action(&agreed_in(decision, action, position))?;
            }
        }
        Ok(())
    }

    /// A decision was reached in a meeting: so were its actions.
    pub(super) fn decided_in(&self, decision: DecisionId) -> Result<()> {
        let actions = self.any_decision(decision)?.map(|wording| wording.record.actions).unwrap_or_default();
        actions.into_iter().try_for_each(|action| self.refold_action(action.id))
    }

    /// Makes an action again from the entries that stand. One that nobody agreed any more keeps its row, so that its number is not
    /// given again.
    pub(super) fn refold_action(&self, id: ActionId) -> Result<()> {
        let entries = self.standing(&format!("action {id}"))?;
        let mut select = self.db.prepare_cached("SELECT decision FROM action WHERE id = ?1")?;
        let decision: Option<i64> = select.query_row([id.0], |row| row.get(0)).optional()?.flatten();
        let agreed = match decision {
            Some(decision) => self.agreed_by_decision(id, DecisionId(decision))?,
            None => self.agreed_alone(&entries)?,
        };
        let Some(mut record) = agreed else { return self.run("UPDATE action SET live = 0 WHERE id = ?1", [id.0]) };
        for entry in &entries {
            become_of(&mut record, entry);
        }
        self.put_action(&record)
    }

    /// An action as the decision it stands in has it: agreed with the first wording that has it, and only if the last one has it
    /// too. `any`: one of the wordings.
    fn agreed_by_decision(&self, id: ActionId, any: DecisionId) -> Result<Option<ActionRecord>> {
        let wordings = self.wordings(any)?;
        let has = |decision: &Decision| decision.actions.iter().find(|action| action.id == id).cloned();
        let Some(last) = wordings.last().filter(|wording| has(&wording.record).is_some()) else { return Ok(None) };
        let first = wordings.iter().find_map(|wording| Some((wording, has(&wording.record)?)));
        let Some((first, action)) = first else { return Ok(None) };
        let mut record = agreed_in(&first.record, &action, first.entry);
        record.decision = Some(last.record.id);
        record.meeting = self.meeting_of(first.entry)?;
        Ok(Some(record))
    }

    /// The meeting a decision was reached in: the entry after that of the decision says it.
    fn meeting_of(&self, decided: i64) -> Result<Option<MeetingId>> {
        // Not yet, while the decision itself is applied; in a rebuild the entry is there already.
        if decided >= self.applying.get() {
            return Ok(None);
        }
        let next = self.entry(decided + 1)?.and_then(|entry| entry.event);
        Ok(if let Some(Event::ItemDecided { meeting, .. }) = next { Some(meeting) } else { None })
    }

    fn agreed_alone(&self, entries: &[Entry]) -> Result<Option<ActionRecord>> {
        let Some(entry) = entries.first() else { return Ok(None) };
        let Some(Event::ActionAgreed { action, meeting, episode, business, child, .. }) = &entry.event else { return Ok(None) };
        Ok(Some(ActionRecord {
            action: action.clone(),
            decision: None,
            episode: *episode,
            business: *business,
            child: match (episode, business) {
                (Some(_), _) => self.child_of(*episode)?,
                (None, Some(on)) => self.now_of(Belonging::Business(*on), *child, entry.position)?,
                (None, None) => self.now_of(Belonging::Action(action.id), *child, entry.position)?,
            },
            meeting: *meeting,
            agreed_at: entry.recorded_at,
            agreed_by: entry.actor.clone(),
            redated: Vec::new(),
            ended: None,
            changed: entry.position,
        }))
    }

    /// The child of an episode, as far as it is known by now.
    fn child_of(&self, episode: Option<EpisodeId>) -> Result<Option<ChildId>> {
        Ok(episode.map(|episode| self.episode(episode)).transpose()?.and_then(|episode| episode.child))
    }

    fn now_of(&self, what: Belonging, said: Option<ChildId>, position: i64) -> Result<Option<ChildId>> {
        said.map(|child| self.about_now(what, child, position)).transpose()
    }

    fn put_action(&self, record: &ActionRecord) -> Result<()> {
        self.run(
            "INSERT OR REPLACE INTO action VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7)",
            params![
                record.action.id.0,
                record.child.map(|child| child.0),
                record.decision.map(|decision| decision.0),
                record.action.agency,
                record.action.due.map(|due| runs_out(due).timestamp_millis()),
                record.ended.as_ref().map(|ended| ended.at.timestamp_millis()),
                serde_json::to_string(record)?
            ],
        )
    }

    /// Brings a piece of business up to an entry about it.
    pub(super) fn apply_business(&self, event: &Event, _entry: &Entry) -> Result<()> {
        match event {
            Event::BusinessRaised { business, .. } | Event::BusinessChanged { business, .. } => self.refold_business(*business),
            _ => Ok(()),
        }
    }

    /// Makes a piece of business again from the entries that stand: its own, the decisions on it, and how meetings left it.
    pub(super) fn refold_business(&self, id: BusinessId) -> Result<()> {
        self.run("DELETE FROM business_child WHERE business = ?1", [id.0])?;
        let mut folded: Option<Business> = None;
        for Entry { position, recorded_at, actor, event, .. } in self.standing(&format!("business {id}"))? {
            match (&mut folded, event) {
                (folded @ None, Some(Event::BusinessRaised { mut details, .. })) => {
                    self.read_children(id, &mut details, position)?;
                    *folded = Some(Business {
                        id,
                        details,
                        at: recorded_at,
                        by: actor,
                        decisions: Vec::new(),
                        deferred_to: None,
                        passed: false,
                        changed: position,
                    });
                }
                (Some(business), Some(event)) => {
                    business.changed = position;
                    if let Event::BusinessChanged { mut details, .. } = event {
                        self.read_children(id, &mut details, position)?;
                        business.details = details;
                    }
                }
                _ => {}
            }
        }
        let Some(mut business) = folded else { return self.run("UPDATE business SET open = 0, undone = 1 WHERE id = ?1", [id.0]) };
        let mut select =
            self.db.prepare_cached("SELECT id FROM decision WHERE business = ?1 AND undone = 0 AND replaced IS NULL ORDER BY entry")?;
        business.decisions = select.query_map([id.0], |row| row.get(0).map(DecisionId))?.collect::<rusqlite::Result<_>>()?;
        if let Some((position, until, _)) = self.business_left(id)? {
            business.changed = business.changed.max(position);
            (business.deferred_to, business.passed) = (until, until.is_none());
        }
        let open = business.decisions.is_empty() && !business.passed;
        self.run("INSERT OR REPLACE INTO business VALUES (?1, ?2, 0, ?3)", params![id.0, open, serde_json::to_string(&business)?])?;
        for child in &business.details.children {
            self.run("INSERT OR IGNORE INTO business_child VALUES (?1, ?2)", params![child.0, id.0])?;
        }
        Ok(())
    }

    /// Names the children of a piece of business as they are read now, each once.
    fn read_children(&self, id: BusinessId, details: &mut BusinessDetails, position: i64) -> Result<()> {
        for said in std::mem::take(&mut details.children) {
            let child = self.about_now(Belonging::Business(id), said, position)?;
            if !details.children.contains(&child) {
                details.children.push(child);
            }
        }
        Ok(())
    }

    /// Brings an assessment up to an entry about it.
    pub(super) fn apply_assessment(&self, event: &Event, _entry: &Entry) -> Result<()> {
        match event {
            Event::AssessmentStarted { assessment, .. }
            | Event::AssessmentAllocated { assessment, .. }
            | Event::AssessmentScored { assessment, .. }
            | Event::AssessmentWithdrawn { assessment, .. } => self.refold_assessment(*assessment),
            _ => Ok(()),
        }
    }

    /// Makes an assessment again from the entries that stand.
    pub(super) fn refold_assessment(&self, id: AssessmentId) -> Result<()> {
        let mut folded: Option<Assessment> = None;
        for Entry { position, recorded_at, actor, event, .. } in self.standing(&format!("assessment {id}"))? {
            if let (None, Some(Event::AssessmentStarted { decision, child, episode, due, .. })) = (&folded, &event) {
                folded = Some(Assessment {
                    id,
                    child: match episode {
                        Some(_) => self.child_of(*episode)?,
                        None => self.now_of(Belonging::Assessment(id), *child, position)?,
                    },
                    episode: *episode,
                    decision: *decision,
                    started_at: recorded_at,
                    due: *due,
                    allocated_to: None,
                    results: Vec::new(),
                    withdrawn: None,
                    changed: position,
                });
            }
            let Some(assessment) = &mut folded else { continue };
            assessment.changed = position;
            match event {
                Some(Event::AssessmentAllocated { to, .. }) => assessment.allocated_to = Some(to),
                Some(Event::AssessmentScored { result, .. }) => {
                    assessment.results.push(Recorded { result, at: recorded_at, by: actor });
                }
                Some(Event::AssessmentWithdrawn { reason, .. }) => assessment.withdrawn = Some(reason),
                _ => {}
            }
        }
        let Some(assessment) = folded else { return self.run("UPDATE assessment SET open = 0, undone = 1 WHERE id = ?1", [id.0]) };
        let open = !matches!(assessment.state(), AssessmentState::Ended | AssessmentState::Withdrawn);
        let (child, episode) = (assessment.child.map(|c| c.0), assessment.episode.map(|e| e.0));
        let doc = serde_json::to_string(&assessment)?;
        self.run("INSERT OR REPLACE INTO assessment VALUES (?1, ?2, ?3, ?4, 0, ?5)", params![id.0, child, episode, open, doc])
    }
}

/// An action as a decision agreed it. `position`: of the decision in the journal.
fn agreed_in(decision: &Decision, action: &Action, position: i64) -> ActionRecord {
    ActionRecord {
        action: action.clone(),
        decision: Some(decision.id),
        episode: decision.episode,
        business: decision.business,
        child: decision.child,
        meeting: None,
        agreed_at: decision.at,
        agreed_by: decision.by.clone(),
        redated: Vec::new(),
        ended: None,
        changed: position,
    }
}

/// What an entry makes of an action that was agreed.
fn become_of(record: &mut ActionRecord, entry: &Entry) {
    let (at, by) = (entry.recorded_at, entry.actor.clone());
    match &entry.event {
        Some(Event::ActionEnded { end, .. }) => record.ended = Some(Ended { end: end.clone(), at, by }),
        Some(Event::ActionRedated { from, to, reason, .. }) => {
            record.redated.push(Redated { from: *from, to: *to, reason: reason.clone(), at, by });
            record.action.due = *to;
        }
        Some(Event::ActionReopened { .. }) => record.ended = None,
        _ => return,
    }
    record.changed = entry.position;
}

/// The last millisecond in time: what lies before `now` is overdue.
fn runs_out(due: Due) -> Moment {
    match due {
        Due::At(at) => at,
        Due::EndOf(day) => end_of_day(day) - TimeDelta::milliseconds(1),
    }
}
