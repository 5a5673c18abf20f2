//! Lists, refused rows, decisions, profiles, drafts; and the check that the views are what the journal says.

use super::Store;
use super::journal::{Head, Journal};
use super::migrations::VIEWS;
use super::views::who_of;
use crate::casebook::error::{Error, Result};
use crate::casebook::event::{ListId, ListLoaded, Profile, RefusedId, RefusedRow};
use crate::casebook::view::{Draft, LoadedList, Refused};
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use crate::meeting::business::BusinessId;
use crate::meeting::decision::{Decision, DecisionId, Outcome};
use chrono::DateTime;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The hub as its first entry made it.
pub struct HubRecord {
    pub name: String,
    pub training: bool,
    pub made_at: Moment,
}

/// A row that was refused at some time.
pub struct KnownRefusal {
    pub id: RefusedId,
    /// Still to be put right.
    pub open: bool,
    pub row: RefusedRow,
    /// What it became when it was put right.
    pub became: Option<EpisodeId>,
}

fn moment(millis: i64) -> Moment {
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

impl Store {
    /// The hub itself; `None` before its first entry.
    pub fn hub(&self) -> Result<Option<HubRecord>> {
        let mut select = self.db.prepare_cached("SELECT name, training, made_at FROM hub")?;
        let record = |row: &rusqlite::Row<'_>| Ok(HubRecord { name: row.get(0)?, training: row.get(1)?, made_at: moment(row.get(2)?) });
        Ok(select.query_row([], record).optional()?)
    }

    /// The list that was loaded last.
    pub fn last_list(&self) -> Result<Option<LoadedList>> {
        self.one_list("SELECT id, loaded_at, by, doc FROM list ORDER BY id DESC LIMIT 1", [])
    }

    /// The list that was loaded last before a moment.
    pub fn last_list_before(&self, before: Moment) -> Result<Option<LoadedList>> {
        let sql = "SELECT id, loaded_at, by, doc FROM list WHERE loaded_at < ?1 ORDER BY id DESC LIMIT 1";
        self.one_list(sql, [before.timestamp_millis()])
    }

    /// The list with these very bytes, if it was loaded before.
    pub fn list_by_digest(&self, digest: &str) -> Result<Option<LoadedList>> {
        self.one_list("SELECT id, loaded_at, by, doc FROM list WHERE digest = ?1 ORDER BY id LIMIT 1", [digest])
    }

    fn one_list(&self, sql: &str, values: impl rusqlite::Params) -> Result<Option<LoadedList>> {
        let mut select = self.db.prepare_cached(sql)?;
        let row = |row: &rusqlite::Row<'_>| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?, row.get::<_, String>(3)?))
        };
        let Some((id, at, by, doc)) = select.query_row(values, row).optional()? else { return Ok(None) };
        let ListLoaded { file, cut_off, rows, counts, .. } = serde_json::from_str(&doc)?;
        Ok(Some(LoadedList { list: ListId(id), file, loaded_at: moment(at), by, cut_off, rows, counts }))
    }

    /// Every episode named by a list that was loaded at or after a moment.
    pub fn named_since(&self, since: Moment) -> Result<BTreeSet<EpisodeId>> {
        let lists: Vec<ListLoaded> = self.docs("SELECT doc FROM list WHERE loaded_at >= ?1", [since.timestamp_millis()])?;
        Ok(lists.iter().flat_map(|list| list.lines.iter().map(|(_, _, episode)| *episode)).collect())
    }

    /// The refused rows that are still to be put right, oldest first.
    pub fn refused_rows(&self) -> Result<Vec<Refused>> {
        let mut select = self.db.prepare_cached(
            "SELECT r.id, r.at, r.doc, coalesce(l.doc ->> 'file', '') FROM refused r
             LEFT JOIN list l ON l.id = r.doc ->> '$.line.list' WHERE r.open = 1 ORDER BY r.id",
        )?;
        let mut rows = select.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let doc: RefusedRow = serde_json::from_str(&row.get::<_, String>(2)?)?;
            found.push(Refused { id: RefusedId(row.get(0)?), row: doc, file: row.get(3)?, at: moment(row.get(1)?) });
        }
        Ok(found)
    }

    /// The refused rows about whomever these cells are about, oldest first.
    pub fn refused_about(&self, cells: &BTreeMap<String, String>) -> Result<Vec<KnownRefusal>> {
        let who = who_of(cells);
        if who.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = self.db.prepare_cached("SELECT id, open, doc, episode FROM refused WHERE who = ?1 ORDER BY id")?;
        let mut rows = select.query([who])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let doc = serde_json::from_str(&row.get::<_, String>(2)?)?;
            let became = row.get::<_, Option<i64>>(3)?.map(EpisodeId);
            found.push(KnownRefusal { id: RefusedId(row.get(0)?), open: row.get(1)?, row: doc, became });
        }
        Ok(found)
    }

    /// How many refused rows are still to be put right.
    pub fn refused_count(&self) -> Result<u32> {
        let mut select = self.db.prepare_cached("SELECT count(*) FROM refused WHERE open = 1")?;
        Ok(select.query_row([], |row| row.get(0))?)
    }

    /// Every decision on a child, latest first, replaced wordings included.
    pub fn decisions_on_child(&self, child: ChildId) -> Result<Vec<Decision>> {
        self.docs("SELECT doc FROM decision WHERE child = ?1 AND undone = 0 ORDER BY at DESC, id DESC", [child.0])
    }

    /// The decisions on a child that a row of the board is made from, latest first: from a moment as far back as they are all alike, with
    /// the one before them, and those on an episode. However long its history is, few are read.
    pub fn latest_decisions(&self, child: ChildId, episode: EpisodeId, by: Moment) -> Result<Vec<Decision>> {
        let sql = "SELECT doc FROM decision WHERE child = ?1 AND at <= ?2 AND undone = 0 ORDER BY at DESC, id DESC";
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query(params![child.0, by.timestamp_millis()])?;
        let mut latest: Vec<Decision> = Vec::new();
        let mut outcomes: Option<BTreeSet<Outcome>> = None;
        while let Some(row) = rows.next()? {
            let decision: Decision = serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
            let replaced = latest.iter().any(|later| later.replaces == Some(decision.id));
            let of: BTreeSet<Outcome> = decision.outcomes.iter().copied().collect();
            latest.push(decision);
            if !replaced && *outcomes.get_or_insert_with(|| of.clone()) != of {
                break;
            }
        }
        latest.extend(self.decisions_on(episode)?);
        latest.sort_by_key(|decision| Reverse((decision.at, decision.id)));
        latest.dedup_by_key(|decision| decision.id);
        Ok(latest)
    }

    /// Every decision on an episode, latest first, replaced wordings included.
    pub fn decisions_on(&self, episode: EpisodeId) -> Result<Vec<Decision>> {
        self.docs("SELECT doc FROM decision WHERE episode = ?1 AND undone = 0 ORDER BY at DESC, id DESC", [episode.0])
    }

    /// Every decision on a piece of business, latest first, replaced wordings included.
    pub fn decisions_on_business(&self, business: BusinessId) -> Result<Vec<Decision>> {
        self.docs("SELECT doc FROM decision WHERE business = ?1 AND undone = 0 ORDER BY at DESC, id DESC", [business.0])
    }

    /// Every decision recorded between two moments, earliest first.
    pub fn decisions_between(&self, from: Moment, to: Moment) -> Result<Vec<Decision>> {
        let window = params![from.timestamp_millis(), to.timestamp_millis()];
        self.docs("SELECT doc FROM decision WHERE at >= ?1 AND at < ?2 AND undone = 0 ORDER BY at, id", window)
    }

    /// A decision by its number.
    pub fn decision(&self, id: DecisionId) -> Result<Decision> {
        let found: Vec<Decision> = self.docs("SELECT doc FROM decision WHERE id = ?1 AND undone = 0", [id.0])?;
        found.into_iter().next().ok_or_else(|| Error::Refused(format!("there is no decision {id}")))
    }

    /// The named ways of reading a source's columns.
    pub fn profiles(&self) -> Result<BTreeMap<String, Profile>> {
        let mut select = self.db.prepare_cached("SELECT name, doc FROM profile")?;
        let mut rows = select.query([])?;
        let mut found = BTreeMap::new();
        while let Some(row) = rows.next()? {
            found.insert(row.get(0)?, serde_json::from_str(&row.get::<_, String>(1)?)?);
        }
        Ok(found)
    }

    /// Text kept as it was typed under a key.
    pub fn draft(&self, key: &str) -> Result<Option<Draft>> {
        let mut select = self.db.prepare_cached("SELECT text, saved_at FROM draft WHERE key = ?1")?;
        Ok(select.query_row([key], |row| Ok(Draft { text: row.get(0)?, saved_at: moment(row.get(1)?) })).optional()?)
    }

    /// Keeps text under a key; empty text forgets it.
    pub fn save_draft(&self, key: &str, text: &str, now: Moment) -> Result<()> {
        if text.is_empty() {
            self.db.prepare_cached("DELETE FROM draft WHERE key = ?1")?.execute([key])?;
        } else {
            self.db.prepare_cached("INSERT OR REPLACE INTO draft VALUES (?1, ?2, ?3)")?.execute(params![
                key,
                text,
                now.timestamp_millis()
            ])?;
        }
        Ok(())
    }

    /// Checks the file's pages, walks the chain, and compares every view with one rebuilt from the journal. Gives the head.
    pub fn verify(&self) -> Result<Head> {
        let sound: String = self.db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if sound != "ok" {
            return Err(Error::Store(format!("it is damaged: {sound}")));
        }
        let head = self.check_chain()?;
        let again = Store::in_memory()?;
        again.write(|again| again.rebuild_from(self))?;
        for view in VIEWS {
            if let Some(row) = self.first_difference(&again, view)? {
                return Err(Error::Broken {
                    position: head.position,
                    what: format!("the table {view} is not what the journal says ({row}); `wayhome rebuild` makes it again"),
                });
            }
        }
        Ok(head)
    }

    /// The first row of a table that differs between two stores, shortened; `None` where they are equal.
    pub fn first_difference(&self, other: &Store, table: &str) -> Result<Option<String>> {
        let keys: String = self.db.query_row(
            "SELECT coalesce(group_concat(name, ', '), 'rowid') FROM (SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk)",
            [table],
            |row| row.get(0),
        )?;
        let sql = format!("SELECT * FROM {table} ORDER BY {keys}");
        let (mut left, mut right) = (self.db.prepare(&sql)?, other.db.prepare(&sql)?);
        let columns = left.column_count();
        let (mut left, mut right) = (left.query([])?, right.query([])?);
        loop {
            let (a, b) = (values(left.next()?, columns)?, values(right.next()?, columns)?);
            if a != b {
                let row = format!("{:?}", a.or(b));
                return Ok(Some(row.chars().take(120).collect()));
            }
            if a.is_none() {
                return Ok(None);
            }
        }
    }

    /// The head, for documents that name it.
    pub fn head_short(&self) -> Result<String> {
        Ok(self.head()?.short())
    }
}

fn values(row: Option<&rusqlite::Row<'_>>, columns: usize) -> rusqlite::Result<Option<Vec<Value>>> {
    row.map(|row| (0..columns).map(|column| row.get(column)).collect()).transpose()
}
