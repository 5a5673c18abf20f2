//! The chain of the journal: each entry bound to the one before by its hash. Walked to verify it, and to take a journal over from
//! where it was written out.

use super::Store;
use super::journal::{Head, entry_of};
use crate::casebook::error::{Error, Result};
use rusqlite::{Row, params};
use sha2::{Digest, Sha256};

/// An entry just as the journal has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// 1, 2, 3 …, without a gap.
    pub position: i64,
    /// Milliseconds since 1970, UTC.
    pub recorded_at: i64,
    /// Who, and where.
    pub actor: String,
    pub workstation: String,
    /// Position of the first entry of the same verb.
    pub verb: i64,
    /// "child C12", "hub".
    pub subject: String,
    /// Of event, and the version of its text.
    pub kind: String,
    pub version: u32,
    /// `None`, as the payload: lawfully erased.
    pub salt: Option<Vec<u8>>,
    /// JSON.
    pub payload: Option<String>,
    /// SHA-256 of salt and payload.
    pub digest: [u8; 32],
    /// SHA-256 of the hash before and of all the above but salt and payload.
    pub hash: [u8; 32],
}

impl Written {
    fn of(row: &Row<'_>) -> rusqlite::Result<Written> {
        Ok(Written {
            position: row.get("position")?,
            recorded_at: row.get("recorded_at")?,
            actor: row.get("actor")?,
            workstation: row.get("workstation")?,
            verb: row.get("verb")?,
            subject: row.get("subject")?,
            kind: row.get("kind")?,
            version: row.get("version")?,
            salt: row.get("salt")?,
            payload: row.get("payload")?,
            digest: row.get("digest")?,
            hash: row.get("hash")?,
        })
    }

    /// The head once this entry stands after it: the position the next one, the payload its digest, the digest its hash. Else what is
    /// wrong, in words.
    pub fn after(&self, head: &Head) -> std::result::Result<Head, &'static str> {
        let Written { position, recorded_at, actor, workstation, verb, subject, kind, version, salt, payload, digest, hash } = self;
        if *position != head.position + 1 {
            return Err(if *position > head.position { "entries before it are gone" } else { "it stands in the wrong place, or twice" });
        }
        // Erased text has no digest to hold it against; text without its salt is nobody's.
        let salt = salt.as_deref().unwrap_or_default();
        if payload.as_ref().is_some_and(|payload| digest_of(salt, payload) != *digest) {
            return Err("its text was changed");
        }
        let (position, recorded_at, verb, version) = (*position, *recorded_at, *verb, *version);
        let link = Link { position, recorded_at, actor, workstation, verb, subject, kind, version, digest };
        let next = Head { position, hash: link.hash_after(&head.hash) };
        if *hash == next.hash {
            Ok(next)
        } else {
            Err("its place in the chain was changed: who, when or what it is about, or an entry before it")
        }
    }
}

impl Store {
    /// Walks the chain from its first entry: positions without a gap, every payload its digest, every digest its hash.
    /// Gives the head, or the first entry at fault.
    pub fn check_chain(&self) -> Result<Head> {
        let mut head = Head { position: 0, hash: [0; 32] };
        self.each_written(&mut |entry| {
            let broken = |what: &str| Error::Broken { position: entry.position, what: what.to_string() };
            head = entry.after(&head).map_err(broken)?;
            Ok(())
        })?;
        Ok(head)
    }

    /// Hands over every entry as it is written, in order.
    pub fn each_written(&self, each: &mut dyn FnMut(Written) -> Result<()>) -> Result<()> {
        let mut select = self.db.prepare("SELECT * FROM journal ORDER BY position")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            each(Written::of(row)?)?;
        }
        Ok(())
    }

    /// Takes an entry over as it is written; refused in words where it cannot be read, or is no next link of the chain. The views know
    /// nothing of it before they are rebuilt.
    pub fn take_over(&self, entry: &Written, head: &Head) -> Result<Head> {
        let next = entry.after(head).map_err(|what| Error::Refused(what.into()))?;
        let mut insert = self.db.prepare_cached("INSERT INTO journal VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")?;
        let Written { position, recorded_at, actor, workstation, verb, subject, kind, version, salt, payload, digest, hash } = entry;
        let row = params![position, recorded_at, actor, workstation, verb, subject, kind, version, salt, payload, digest, hash];
        insert.execute(row)?;
        let mut select = self.db.prepare_cached("SELECT * FROM journal WHERE position = ?1")?;
        let read = select.query_row([position], |row| Ok(entry_of(row)))?;
        if read.is_ok_and(|entry| entry.event.is_none_or(|event| event.kind() == entry.kind)) {
            Ok(next)
        } else {
            Err(Error::Refused("this version of Wayhome cannot read its text, a newer one may".into()))
        }
    }
}

pub(super) fn digest_of(salt: &[u8], payload: &str) -> [u8; 32] {
    Sha256::new().chain_update(salt).chain_update(payload).finalize().into()
}

/// What the hash of an entry covers, beside the hash before it.
pub(super) struct Link<'a> {
    pub position: i64,
    pub recorded_at: i64,
    pub actor: &'a str,
    pub workstation: &'a str,
    pub verb: i64,
    pub subject: &'a str,
    pub kind: &'a str,
    pub version: u32,
    pub digest: &'a [u8; 32],
}

impl Link<'_> {
    pub fn hash_after(&self, before: &[u8; 32]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(before);
        for number in [self.position, self.recorded_at, self.verb, i64::from(self.version)] {
            hash.update(number.to_le_bytes());
        }
        for text in [self.actor, self.workstation, self.subject, self.kind] {
            // Lengths first, so that no two different entries are the same bytes.
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text);
        }
        hash.update(self.digest);
        hash.finalize().into()
    }
}
