//! The views of children: the row of each as it is read, what was held on it, and the index that matching looks it up in.

use super::Store;
use super::journal::Entry;
use super::views::address_key;
use crate::casebook::error::Result;
use crate::child::{Child, ChildDetails, ChildId};
use crate::intake::matching::{Identity, Prepared, Register, TermKind, index_keys, terms};
use crate::report::figures::facts::CareGroup;
use crate::text::fold;
use rusqlite::params;

impl Store {
    pub(super) fn add_child(&self, id: ChildId, details: &ChildDetails, entry: &Entry) -> Result<()> {
        self.put_row(&Child { id, details: details.clone(), changed: entry.position }, details)?;
        self.note_known_as(id, None, details, entry)?;
        self.note_child_was(id, details, entry)?;
        self.remember_matching(id, &Prepared::new(&Identity::from(details)))
    }

    pub(super) fn change_child(&self, id: ChildId, details: &ChildDetails, entry: &Entry) -> Result<()> {
        let before = self.own_record(id)?.details;
        let child = Child { id, details: details.clone(), changed: entry.position };
        self.note_known_as(id, Some(&before), details, entry)?;
        self.note_child_was(id, details, entry)?;
        let sql = "SELECT merged_into IS NOT NULL OR EXISTS (SELECT 1 FROM own_record WHERE child = ?1) FROM child WHERE id = ?1";
        if self.db.prepare_cached(sql)?.query_row([id.0], |row| row.get(0))? {
            self.run("UPDATE own_record SET doc = ?2 WHERE child = ?1", params![id.0, serde_json::to_string(&child)?])?;
            self.run("UPDATE child SET doc = ?2 WHERE id = ?1 AND merged_into IS NOT NULL", params![id.0, serde_json::to_string(&child)?])?;
            self.recombine(id, entry.position)?;
            return self.recombine(self.reads_as(id)?, entry.position);
        }
        self.put_row(&child, details)?;
        self.index_child(id, details)
    }

    /// Writes the row of a child as it is read. It is found by the own id of its own record: each record by its own.
    pub(super) fn put_row(&self, child: &Child, own: &ChildDetails) -> Result<()> {
        self.forget_child(child.id);
        let details = &child.details;
        self.run(
            "INSERT INTO child (id, own_id, name_key, address_key, placement, ours, doc) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (id) DO UPDATE SET own_id = excluded.own_id, name_key = excluded.name_key, address_key = excluded.address_key,
                    placement = excluded.placement, ours = excluded.ours, doc = excluded.doc",
            params![
                child.id.0,
                own.own_id,
                fold(&details.full_name()),
                address_key(details),
                details.placement.as_deref().map(fold),
                details.care_status.is_some_and(|care| CareGroup::of(care) == CareGroup::Ours),
                serde_json::to_string(child)?
            ],
        )
    }

    /// Brings the index that matching looks children up in to a child as it is now.
    pub(super) fn index_child(&self, id: ChildId, details: &ChildDetails) -> Result<()> {
        self.forget_matching(id)?;
        self.remember_matching(id, &Prepared::new(&self.identity_of(id, details)?))
    }

    fn remember_matching(&self, id: ChildId, prepared: &Prepared) -> Result<()> {
        self.forget_child(id);
        self.run("INSERT OR REPLACE INTO match_child VALUES (?1, ?2)", params![id.0, serde_json::to_string(prepared)?])?;
        for key in index_keys(prepared) {
            self.run("INSERT OR IGNORE INTO match_key VALUES (?1, ?2)", params![key, id.0])?;
        }
        for (kind, term) in terms(prepared) {
            self.count_term(kind, &term)?;
            if self.is_shared_home(kind, &term)? {
                self.count_term(TermKind::Shared, "")?;
            }
        }
        Ok(())
    }

    /// A home at which two children of a surname are counted.
    fn is_shared_home(&self, kind: TermKind, term: &str) -> Result<bool> {
        Ok(kind == TermKind::Home && !term.is_empty() && self.count(kind, term)? > 1)
    }

    fn count_term(&self, kind: TermKind, term: &str) -> Result<()> {
        let sql = "INSERT INTO match_term VALUES (?1, ?2, 1) ON CONFLICT DO UPDATE SET n = n + 1";
        self.run(sql, params![kind as i64, term])
    }

    fn uncount_term(&self, kind: TermKind, term: &str) -> Result<()> {
        self.run("UPDATE match_term SET n = n - 1 WHERE kind = ?1 AND term = ?2", params![kind as i64, term])?;
        self.run("DELETE FROM match_term WHERE kind = ?1 AND term = ?2 AND n = 0", params![kind as i64, term])
    }

    /// Takes a child out of the index, as it was put there.
    pub(super) fn forget_matching(&self, id: ChildId) -> Result<()> {
        self.forget_child(id);
        let Some(prepared): Option<Prepared> = self.docs("SELECT prepared FROM match_child WHERE child = ?1", [id.0])?.pop() else {
            return Ok(());
        };
        self.run("DELETE FROM match_child WHERE child = ?1", [id.0])?;
        for key in index_keys(&prepared) {
            self.run("DELETE FROM match_key WHERE key = ?1 AND child = ?2", params![key, id.0])?;
        }
        for (kind, term) in terms(&prepared) {
            if self.is_shared_home(kind, &term)? {
                self.uncount_term(TermKind::Shared, "")?;
            }
            self.uncount_term(kind, &term)?;
        }
        Ok(())
    }
}
