//! The journal: every change an entry, chained by hashes so that nobody can change the past unnoticed.
//!
//! The chain covers a salted digest of each payload and not the payload itself, so that a lawful erasure can remove text
//! and leave the chain provable.

use super::Store;
use super::chain::{Link, digest_of};
use crate::casebook::error::{Error, Result};
use crate::casebook::event::Event;
use crate::episode::Moment;
use chrono::DateTime;
use rusqlite::{OptionalExtension, Row, params};

/// Version of the payloads written today.
const VERSION: u32 = 1;

/// Who does something, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub name: String,
    pub workstation: String,
}

/// The end of the chain: position 0 and zeros for an empty journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub position: i64,
    pub hash: [u8; 32],
}

impl Head {
    /// The first sixteen hex digits: enough to tell two heads apart on paper.
    pub fn short(&self) -> String {
        crate::text::hex(&self.hash[..8])
    }
}

/// An entry to be recorded.
pub struct NewEntry {
    pub subject: String,
    pub event: Event,
}

/// A recorded entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub position: i64,
    pub recorded_at: Moment,
    pub actor: String,
    pub workstation: String,
    /// Position of the first entry of the same verb.
    pub verb: i64,
    pub subject: String,
    pub kind: String,
    /// `None` where the text was lawfully erased.
    pub event: Option<Event>,
}

/// Where entries are kept: SQLite now, a journal shared by several workstations later.
pub trait Journal {
    /// The last position and its hash.
    fn head(&self) -> Result<Head>;

    /// Records `entries` after `expected` as part of the verb that began at position `verb`; refused where the journal has moved
    /// on since. Gives the new head and the entries as recorded.
    fn append(&self, expected: Head, who: &Actor, at: Moment, verb: i64, entries: Vec<NewEntry>) -> Result<(Head, Vec<Entry>)>;

    /// Hands over every entry from `from` on, in order, until one is answered with an error.
    fn read(&self, from: i64, each: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()>;
}

impl Journal for Store {
    fn head(&self) -> Result<Head> {
        let mut head = self.db.prepare_cached("SELECT position, hash FROM journal ORDER BY position DESC LIMIT 1")?;
        let found = head.query_row([], |row| Ok(Head { position: row.get(0)?, hash: row.get(1)? })).optional()?;
        Ok(found.unwrap_or(Head { position: 0, hash: [0; 32] }))
    }

    /// Callers hold the write lock from reading the head on; were it ever otherwise, the position would be taken already, and
    /// the insert fail on the table's key.
    fn append(&self, expected: Head, who: &Actor, at: Moment, verb: i64, entries: Vec<NewEntry>) -> Result<(Head, Vec<Entry>)> {
        let mut insert = self.db.prepare_cached("INSERT INTO journal VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")?;
        let mut hash = expected.hash;
        let mut recorded = Vec::with_capacity(entries.len());
        let mut salts = vec![0_u8; entries.len() * 16];
        getrandom::fill(&mut salts).map_err(|e| Error::Store(format!("no random numbers can be had from this machine: {e}")))?;
        for ((index, NewEntry { subject, event }), salt) in entries.into_iter().enumerate().zip(salts.chunks_exact(16)) {
            let position = expected.position + 1 + index as i64;
            let payload = serde_json::to_string(&event)?;
            let kind = event.kind();
            let digest = digest_of(salt, &payload);
            let link = Link {
                position,
                recorded_at: at.timestamp_millis(),
                actor: &who.name,
                workstation: &who.workstation,
                verb,
                subject: &subject,
                kind,
                version: VERSION,
                digest: &digest,
            };
            hash = link.hash_after(&hash);
            insert.execute(params![
                position,
                link.recorded_at,
                who.name,
                who.workstation,
                verb,
                subject,
                kind,
                VERSION,
                salt,
                payload,
                digest,
                hash
            ])?;
            recorded.push(Entry {
                position,
                recorded_at: at,
                actor: who.name.clone(),
                workstation: who.workstation.clone(),
                verb,
                subject,
                kind: kind.to_string(),
                event: Some(event),
            });
        }
        Ok((Head { position: expected.position + recorded.len() as i64, hash }, recorded))
    }

    fn read(&self, from: i64, each: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        let mut select = self.db.prepare("SELECT * FROM journal WHERE position >= ?1 ORDER BY position")?;
        let mut rows = select.query([from])?;
        while let Some(row) = rows.next()? {
            each(entry_of(row)?)?;
        }
        Ok(())
    }
}

impl Store {
    /// Hands over the entries from the first on, in order, for as long as more are wanted.
    pub fn read_until(&self, each: &mut dyn FnMut(Entry) -> Result<bool>) -> Result<()> {
        let mut select = self.db.prepare("SELECT * FROM journal ORDER BY position")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            if !each(entry_of(row)?)? {
                break;
            }
        }
        Ok(())
    }

    /// The entries at or after `since`, latest last; of the subjects alone where any are named.
    pub fn entries(&self, since: Option<Moment>, subjects: &[String]) -> Result<Vec<Entry>> {
        let mut found = Vec::new();
        let since = since.map_or(i64::MIN, |at| at.timestamp_millis());
        if subjects.is_empty() {
            let mut select = self.db.prepare("SELECT * FROM journal WHERE recorded_at >= ?1 ORDER BY position")?;
            let mut rows = select.query([since])?;
            while let Some(row) = rows.next()? {
                found.push(entry_of(row)?);
            }
        }
        for subject in subjects {
            let mut select = self.db.prepare_cached("SELECT * FROM journal WHERE subject = ?1 AND recorded_at >= ?2 ORDER BY position")?;
            let mut rows = select.query(params![subject, since])?;
            while let Some(row) = rows.next()? {
                found.push(entry_of(row)?);
            }
        }
        found.sort_by_key(|entry| entry.position);
        Ok(found)
    }

    /// The entries of some kinds between two moments, the later one included, latest last.
    pub fn entries_between(&self, from: Moment, to: Moment, kinds: &[&str]) -> Result<Vec<Entry>> {
        let sql =
            "SELECT * FROM journal WHERE recorded_at BETWEEN ?1 AND ?2 AND kind IN (SELECT value FROM json_each(?3)) ORDER BY position";
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query(params![from.timestamp_millis(), to.timestamp_millis(), serde_json::to_string(kinds)?])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(entry_of(row)?);
        }
        Ok(found)
    }

    /// The entries of a verb, by its first position.
    pub fn verb_entries(&self, verb: i64) -> Result<Vec<Entry>> {
        let mut select = self.db.prepare_cached("SELECT * FROM journal WHERE position >= ?1 ORDER BY position")?;
        let mut rows = select.query([verb])?;
        let mut found = Vec::new();
        // A verb is written in one go: its entries stand together.
        while let Some(row) = rows.next()? {
            let entry = entry_of(row)?;
            if entry.verb != verb {
                break;
            }
            found.push(entry);
        }
        Ok(found)
    }

    /// Who recorded an entry and when.
    pub fn entry(&self, position: i64) -> Result<Option<Entry>> {
        let mut select = self.db.prepare_cached("SELECT * FROM journal WHERE position = ?1")?;
        let mut rows = select.query([position])?;
        rows.next()?.map(entry_of).transpose()
    }
}

pub(super) fn entry_of(row: &Row<'_>) -> Result<Entry> {
    let millis: i64 = row.get("recorded_at")?;
    let payload: Option<String> = row.get("payload")?;
    let position = row.get("position")?;
    Ok(Entry {
        position,
        recorded_at: DateTime::from_timestamp_millis(millis).unwrap_or_default(),
        actor: row.get("actor")?,
        workstation: row.get("workstation")?,
        verb: row.get("verb")?,
        subject: row.get("subject")?,
        kind: row.get("kind")?,
        event: payload
            .map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(|e| Error::Broken { position, what: format!("its text cannot be read: {e}") })?,
    })
}
