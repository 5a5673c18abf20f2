//! The register as matching asks for it: straight from the views, so that a big register costs no more than a small one.

use super::Store;
use crate::casebook::error::{Error, Result};
use crate::child::{ChildId, RelationKind};
use crate::intake::matching::{Prepared, Register, TermKind};
use rusqlite::{OptionalExtension, params};
use std::rc::Rc;

impl Register for Store {
    type Error = Error;

    fn size(&self) -> Result<u64> {
        // Children are numbered without gaps and never deleted; those that are none of their own are counted apart.
        let sql = "SELECT coalesce(max(id), 0) - coalesce((SELECT n FROM off_register), 0) FROM child";
        let size: i64 = self.db.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(size.unsigned_abs())
    }

    fn candidates(&self, keys: &[i64]) -> Result<Vec<ChildId>> {
        let mut select = self.db.prepare_cached("SELECT child FROM match_key WHERE key = ?1")?;
        let mut found = Vec::new();
        for key in keys {
            let mut rows = select.query([key])?;
            while let Some(row) = rows.next()? {
                found.push(ChildId(row.get(0)?));
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    fn prepared(&self, id: ChildId) -> Result<Rc<Prepared>> {
        if let Some(known) = self.prepared.borrow().get(&id).filter(|_| self.may_keep()) {
            return Ok(Rc::clone(known));
        }
        let mut select = self.db.prepare_cached("SELECT prepared FROM match_child WHERE child = ?1")?;
        let doc: Option<String> = select.query_row([id.0], |row| row.get(0)).optional()?;
        let doc = doc.ok_or_else(|| Error::Refused(format!("there is no child {id} in this hub")))?;
        let prepared: Rc<Prepared> = Rc::new(serde_json::from_str(&doc)?);
        if self.may_keep() {
            self.prepared.borrow_mut().insert(id, Rc::clone(&prepared));
        }
        Ok(prepared)
    }

    fn count(&self, kind: TermKind, term: &str) -> Result<u32> {
        let mut select = self.db.prepare_cached("SELECT n FROM match_term WHERE kind = ?1 AND term = ?2")?;
        Ok(select.query_row(params![kind as i64, term], |row| row.get(0)).optional()?.unwrap_or(0))
    }

    fn related(&self, child: ChildId) -> Result<Vec<(ChildId, RelationKind)>> {
        self.related_to(child)
    }
}

impl Store {
    /// What was read of a child before no longer holds.
    pub(super) fn forget_child(&self, id: ChildId) {
        self.prepared.borrow_mut().remove(&id);
        self.children.borrow_mut().remove(&id);
    }

    /// What was read of any child before no longer holds: a merged record is kept under both numbers.
    pub(super) fn forget_children(&self) {
        self.prepared.borrow_mut().clear();
        self.children.borrow_mut().clear();
    }
}
