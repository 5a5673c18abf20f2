//! Actions, business and assessments, read back from the views.

use super::Store;
use crate::casebook::error::{Error, Result};
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use crate::meeting::assessment::{Assessment, AssessmentId};
use crate::meeting::business::{Business, BusinessId};
use crate::meeting::decision::{ActionId, DecisionId};
use crate::meeting::register::ActionRecord;
use rusqlite::params;

// Two searches and not one with OR, which would walk the whole register.
const OF_EPISODE: &str = "id IN (SELECT id FROM action WHERE decision IN (SELECT id FROM decision WHERE episode = ?1)
                          UNION ALL SELECT id FROM action WHERE decision IS NULL AND doc ->> '$.episode' = ?1)";
const OF_BUSINESS: &str = "id IN (SELECT id FROM action WHERE decision IN (SELECT id FROM decision WHERE business = ?1)
                           UNION ALL SELECT id FROM action WHERE decision IS NULL AND doc ->> '$.business' = ?1)";
/// Those to be done by when they run out, those without a date after them; then the ended ones, latest first.
const OPEN_FIRST: &str = "ended_at IS NOT NULL, ended_at DESC, due IS NULL, due, id";

impl Store {
    /// The next free action number: none is given twice, also where its decision was taken back.
    pub fn next_action(&self) -> Result<ActionId> {
        Ok(ActionId(self.next_id("action")?))
    }

    /// An action that counts, by its number.
    pub fn action(&self, id: ActionId) -> Result<ActionRecord> {
        let mut found: Vec<ActionRecord> = self.docs("SELECT doc FROM action WHERE id = ?1 AND live = 1", [id.0])?;
        found.pop().ok_or_else(|| Error::Refused(format!("there is no action {id}")))
    }

    /// Every action still to be done, what runs out first first, those without a date last.
    pub fn open_actions(&self) -> Result<Vec<ActionRecord>> {
        self.docs("SELECT doc FROM action WHERE live = 1 AND ended_at IS NULL ORDER BY due IS NULL, due, id", [])
    }

    /// The actions still to be done that run out at or before a moment, the earliest first.
    pub fn actions_due(&self, by: Moment) -> Result<Vec<ActionRecord>> {
        let sql = "SELECT doc FROM action WHERE live = 1 AND ended_at IS NULL AND due <= ?1 ORDER BY due, id";
        self.docs(sql, [by.timestamp_millis()])
    }

    /// The actions that ended at or after a moment, latest first.
    pub fn actions_ended_since(&self, since: Moment) -> Result<Vec<ActionRecord>> {
        let sql = "SELECT doc FROM action WHERE ended_at >= ?1 AND live = 1 ORDER BY ended_at DESC, id DESC";
        self.docs(sql, [since.timestamp_millis()])
    }

    /// A child's actions: those still to be done first, by when they run out; then the ended ones, latest first.
    pub fn actions_of_child(&self, child: ChildId) -> Result<Vec<ActionRecord>> {
        self.docs(&format!("SELECT doc FROM action WHERE child = ?1 AND live = 1 ORDER BY {OPEN_FIRST}"), [child.0])
    }

    /// The same of an episode, whether or not its child is identified.
    pub fn actions_of_episode(&self, episode: EpisodeId) -> Result<Vec<ActionRecord>> {
        let sql = format!("SELECT doc FROM action WHERE live = 1 AND {OF_EPISODE} ORDER BY {OPEN_FIRST}");
        self.docs(&sql, [episode.0])
    }

    /// The same of a piece of business.
    pub fn actions_of_business(&self, business: BusinessId) -> Result<Vec<ActionRecord>> {
        let sql = format!("SELECT doc FROM action WHERE live = 1 AND {OF_BUSINESS} ORDER BY {OPEN_FIRST}");
        self.docs(&sql, [business.0])
    }

    /// The actions of a decision that count, by number.
    pub fn actions_of_decision(&self, decision: DecisionId) -> Result<Vec<ActionRecord>> {
        self.docs("SELECT doc FROM action WHERE decision = ?1 AND live = 1 ORDER BY id", [decision.0])
    }

    /// How many actions of a child (of an episode, where the child is not identified) are to be done, and how many of them have
    /// run out at `now`.
    pub fn action_counts(&self, child: Option<ChildId>, episode: EpisodeId, now: Moment) -> Result<(u32, u32)> {
        let count = "SELECT count(*), coalesce(sum(due < ?2), 0) FROM action WHERE live = 1 AND ended_at IS NULL";
        let (of, id) = match child {
            Some(child) => ("child = ?1", child.0),
            None => (OF_EPISODE, episode.0),
        };
        let mut select = self.db.prepare_cached(&format!("{count} AND {of}"))?;
        Ok(select.query_row(params![id, now.timestamp_millis()], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// A piece of business by its number.
    pub fn business(&self, id: BusinessId) -> Result<Business> {
        let mut found: Vec<Business> = self.docs("SELECT doc FROM business WHERE id = ?1 AND undone = 0", [id.0])?;
        found.pop().ok_or_else(|| {
            Error::Refused(format!("there is no business {id}; referrals, strategy requests and intelligence are named like B7"))
        })
    }

    /// The business that waits for a decision, earliest received first.
    pub fn open_business(&self) -> Result<Vec<Business>> {
        self.docs("SELECT doc FROM business WHERE open = 1 AND undone = 0 ORDER BY doc ->> '$.details.received', id", [])
    }

    /// Every piece of business about a child, latest first.
    pub fn business_about(&self, child: ChildId) -> Result<Vec<Business>> {
        let sql = "SELECT b.doc FROM business_child c JOIN business b ON b.id = c.business
                   WHERE c.child = ?1 AND b.undone = 0 ORDER BY b.id DESC";
        self.docs(sql, [child.0])
    }

    /// An assessment by its number.
    pub fn assessment(&self, id: AssessmentId) -> Result<Assessment> {
        let mut found: Vec<Assessment> = self.docs("SELECT doc FROM assessment WHERE id = ?1 AND undone = 0", [id.0])?;
        found.pop().ok_or_else(|| Error::Refused(format!("there is no assessment {id}")))
    }

    /// The assessments neither ended nor withdrawn, by number.
    pub fn open_assessments(&self) -> Result<Vec<Assessment>> {
        self.docs("SELECT doc FROM assessment WHERE open = 1 AND undone = 0 ORDER BY id", [])
    }

    /// Every assessment of a child (of an episode, where the child is not identified), latest first.
    pub fn assessments_of(&self, child: Option<ChildId>, episode: EpisodeId) -> Result<Vec<Assessment>> {
        match child {
            Some(child) => self.docs("SELECT doc FROM assessment WHERE child = ?1 AND undone = 0 ORDER BY id DESC", [child.0]),
            None => self.docs("SELECT doc FROM assessment WHERE episode = ?1 AND undone = 0 ORDER BY id DESC", [episode.0]),
        }
    }

    /// Those of them that are neither ended nor withdrawn.
    pub fn open_assessments_of(&self, child: Option<ChildId>, episode: Option<EpisodeId>) -> Result<Vec<Assessment>> {
        let (sql, id) = match (child, episode) {
            (Some(child), _) => ("SELECT doc FROM assessment WHERE child = ?1 AND open = 1 ORDER BY id", child.0),
            (None, Some(episode)) => ("SELECT doc FROM assessment WHERE episode = ?1 AND open = 1 ORDER BY id", episode.0),
            (None, None) => return Ok(Vec::new()),
        };
        self.docs(sql, [id])
    }

    /// The assessments a decision started, by number.
    pub fn assessments_by(&self, decision: DecisionId) -> Result<Vec<Assessment>> {
        self.docs("SELECT doc FROM assessment WHERE doc ->> '$.decision' = ?1 AND undone = 0 ORDER BY id", [decision.0])
    }
}
