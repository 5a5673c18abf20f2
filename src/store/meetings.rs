//! Meetings, read back from the views.

use super::Store;
use super::journal::Entry;
use crate::casebook::error::{Error, Result};
use crate::casebook::event::Event;
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use crate::meeting::agenda::ItemId;
use crate::meeting::business::BusinessId;
use crate::meeting::decision::{ActionId, DecisionId};
use crate::meeting::record::{Meeting, MeetingId};
use crate::meeting::register::ActionRecord;
use chrono::{DateTime, NaiveDate};
use rusqlite::{OptionalExtension, params};

impl Store {
    /// A meeting by number.
    pub fn meeting(&self, id: MeetingId) -> Result<Meeting> {
        let mut found: Vec<Meeting> = self.docs("SELECT doc FROM meeting WHERE id = ?1", [id.0])?;
        found.pop().ok_or_else(|| Error::Refused(format!("there is no meeting {id} in this hub")))
    }

    /// The meeting that is going on.
    pub fn open_meeting(&self) -> Result<Option<Meeting>> {
        Ok(self.docs("SELECT doc FROM meeting WHERE open = 1 ORDER BY id DESC LIMIT 1", [])?.pop())
    }

    /// The last meeting that began before a moment.
    pub fn last_meeting_before(&self, before: Moment) -> Result<Option<Meeting>> {
        let sql = "SELECT doc FROM meeting WHERE started_at < ?1 ORDER BY started_at DESC, id DESC LIMIT 1";
        Ok(self.docs(sql, [before.timestamp_millis()])?.pop())
    }

    /// The meetings that began between two moments, latest first, at most so many.
    pub fn meetings_between(&self, from: Moment, to: Moment, limit: usize) -> Result<Vec<Meeting>> {
        let sql = "SELECT doc FROM meeting WHERE started_at >= ?1 AND started_at < ?2 ORDER BY started_at DESC, id DESC LIMIT ?3";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.docs(sql, params![from.timestamp_millis(), to.timestamp_millis(), limit])
    }

    /// The next free number of an item of a meeting.
    pub fn next_item(&self, id: MeetingId) -> Result<ItemId> {
        let mut select = self.db.prepare_cached("SELECT last_item + 1 FROM meeting WHERE id = ?1")?;
        Ok(select.query_row([id.0], |row| row.get(0))?)
    }

    /// The next free number of a note of a meeting.
    pub fn next_note(&self, id: MeetingId) -> Result<u32> {
        let mut select = self.db.prepare_cached("SELECT last_note + 1 FROM meeting WHERE id = ?1")?;
        Ok(select.query_row([id.0], |row| row.get(0))?)
    }

    /// How an episode is put off by a meeting, unless something was decided on it since: the UK day it comes back (`None`: it was
    /// passed over), and why.
    pub fn deferred(&self, episode: EpisodeId) -> Result<Option<(Option<NaiveDate>, String)>> {
        let mut select = self.db.prepare_cached("SELECT until, reason FROM deferred WHERE episode = ?1")?;
        let row = select.query_row([episode.0], |row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, String>(1)?))).optional()?;
        Ok(row.map(|(until, reason)| (until.and_then(|day| day.parse().ok()), reason)))
    }

    /// How an episode turned since a meeting put it off or passed over it, in words: "returned since it was put off to Fri 27 Nov",
    /// "missing again since it was passed over"; nothing once something is decided on it.
    pub fn turned_since_left(&self, episode: EpisodeId) -> Result<Option<String>> {
        let mut select = self.db.prepare_cached(
            "SELECT l.until, e.turned_to, l.entry < e.turned
                    AND l.entry > (SELECT coalesce(max(entry), 0) FROM decision WHERE episode = ?1 AND undone = 0)
             FROM item_left l JOIN episode e ON e.id = l.episode WHERE l.episode = ?1 ORDER BY l.entry DESC LIMIT 1",
        )?;
        let text = |row: &rusqlite::Row<'_>, column| row.get::<_, Option<String>>(column);
        let row = |row: &rusqlite::Row<'_>| Ok((text(row, 0)?, text(row, 1)?, row.get::<_, Option<bool>>(2)?));
        let Some((until, Some(turned), Some(true))) = select.query_row([episode.0], row).optional()? else { return Ok(None) };
        let until: Option<NaiveDate> = until.and_then(|day| day.parse().ok());
        let left = until.map_or("passed over".to_string(), |day| format!("put off to {}", day.format("%a %-d %b")));
        Ok(Some(format!("{turned} since it was {left}")))
    }

    /// The episodes that were put off to a UK day or an earlier one, and came back by themselves.
    pub fn came_back(&self, by: NaiveDate) -> Result<Vec<EpisodeId>> {
        let mut select = self.db.prepare_cached("SELECT episode FROM deferred WHERE until <= ?1 ORDER BY until, episode")?;
        Ok(select.query_map([by.to_string()], |row| row.get(0).map(EpisodeId))?.collect::<rusqlite::Result<_>>()?)
    }

    /// How the last meeting left a piece of business: the position of the entry, the UK day it comes back (`None`: passed over),
    /// and why.
    pub fn business_left(&self, id: BusinessId) -> Result<Option<(i64, Option<NaiveDate>, String)>> {
        let sql = "SELECT entry, until, reason FROM item_left WHERE business = ?1 ORDER BY entry DESC LIMIT 1";
        let mut select = self.db.prepare_cached(sql)?;
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?, row.get(2)?));
        let found = select.query_row([id.0], row).optional()?;
        Ok(found.map(|(entry, until, reason)| (entry, until.and_then(|day| day.parse().ok()), reason)))
    }

    /// Was the verb of this first position taken back?
    pub fn is_undone(&self, verb: i64) -> Result<bool> {
        Ok(self.db.prepare_cached("SELECT 1 FROM undone WHERE verb = ?1")?.exists([verb])?)
    }

    /// The entries of a subject that count: without those of verbs that were taken back.
    pub fn counting(&self, subject: &str) -> Result<Vec<Entry>> {
        let mut found = Vec::new();
        for entry in self.entries(None, &[subject.to_string()])? {
            if !self.is_undone(entry.verb)? {
                found.push(entry);
            }
        }
        Ok(found)
    }

    /// When the first meeting of the hub began.
    pub fn first_meeting(&self) -> Result<Option<Moment>> {
        let first: Option<i64> = self.db.prepare_cached("SELECT min(started_at) FROM meeting")?.query_row([], |row| row.get(0))?;
        Ok(first.and_then(DateTime::from_timestamp_millis))
    }

    /// The actions still to be done that had run out at a moment, the latest first.
    pub fn actions_past(&self, at: Moment) -> Result<Vec<ActionId>> {
        let sql = "SELECT id FROM action WHERE live = 1 AND ended_at IS NULL AND due <= ?1 ORDER BY due DESC, id DESC";
        let mut select = self.db.prepare_cached(sql)?;
        let ids = select.query_map([at.timestamp_millis()], |row| row.get(0).map(ActionId))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    /// The actions still to be done without a due date that were agreed before a moment.
    pub fn actions_undated(&self, before: Moment) -> Result<Vec<ActionRecord>> {
        // Named, or the planner may walk every action there is.
        let sql = "SELECT doc FROM action INDEXED BY action_open WHERE live = 1 AND ended_at IS NULL AND due IS NULL ORDER BY id";
        let mut found: Vec<ActionRecord> = self.docs(sql, [])?;
        found.retain(|record| record.agreed_at < before);
        Ok(found)
    }

    /// The actions still to be done that run out after one moment and up to another, and when each does, the earliest first: without those
    /// agreed or re-dated at or after a third.
    pub fn due_between(&self, from: Moment, by: Moment, settled_since: Moment) -> Result<Vec<(ActionId, Moment)>> {
        // An old hub can have a thousand actions that nobody ended: only those that may be of the day are read in full.
        let mut select = self.db.prepare_cached(
            "SELECT id, due, CASE WHEN doc ->> '$.agreed_at' >= ?2 OR json_array_length(doc, '$.redated') > 0 THEN doc END
             FROM action WHERE live = 1 AND ended_at IS NULL AND due > ?3 AND due <= ?1 ORDER BY due, id",
        )?;
        let mut rows = select.query(params![by.timestamp_millis(), settled_since.date_naive().to_string(), from.timestamp_millis()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let doc: Option<String> = row.get(2)?;
            let record: Option<ActionRecord> = doc.map(|doc| serde_json::from_str(&doc)).transpose()?;
            let settled = record.is_some_and(|record| {
                let redated = record.redated.last().is_some_and(|redated| redated.at >= settled_since);
                redated || record.agreed_at >= settled_since
            });
            if !settled {
                found.push((ActionId(row.get(0)?), DateTime::from_timestamp_millis(row.get(1)?).unwrap_or_default()));
            }
        }
        Ok(found)
    }

    /// What the journal calls the actions and assessments of a child and the business about it, those taken back included.
    pub fn about_child(&self, child: ChildId) -> Result<Vec<String>> {
        let mut select = self.db.prepare_cached(
            "SELECT 'action A' || id FROM action WHERE child = ?1 UNION ALL SELECT 'assessment X' || id FROM assessment WHERE child = ?1
             UNION ALL SELECT 'business B' || business FROM business_child WHERE child = ?1",
        )?;
        Ok(select.query_map([child.0], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// The wording that counts in place of a decision's.
    pub fn replaced_by(&self, id: DecisionId) -> Result<Option<DecisionId>> {
        let mut select = self.db.prepare_cached("SELECT replaced FROM decision WHERE id = ?1")?;
        Ok(select.query_row([id.0], |row| Ok(row.get::<_, Option<i64>>(0)?.map(DecisionId))).optional()?.flatten())
    }

    /// The meeting and the item under which a decision was reached; `None`: outside of a meeting.
    pub fn item_of_decision(&self, id: DecisionId) -> Result<Option<(MeetingId, ItemId)>> {
        let mut select = self.db.prepare_cached("SELECT entry FROM decision WHERE id = ?1")?;
        let Some(position) = select.query_row([id.0], |row| row.get::<_, i64>(0)).optional()? else { return Ok(None) };
        // It stands right after the decision, in the same verb.
        Ok(match self.entry(position + 1)?.and_then(|next| next.event) {
            Some(Event::ItemDecided { meeting, item, decision, .. }) if decision == id => Some((meeting, item)),
            _ => None,
        })
    }
}
