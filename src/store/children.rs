//! Children, read back from the views.

use super::Store;
use crate::casebook::error::{Error, Result};
use crate::child::{Child, ChildId};
use crate::text::fold;
use rusqlite::{OptionalExtension, Row, params};
use std::rc::Rc;

impl Store {
    /// A child by id.
    pub fn child(&self, id: ChildId) -> Result<Child> {
        Ok(Child::clone(&*self.known_child(id)?))
    }

    /// A child by id, read once while a transaction lasts.
    pub fn known_child(&self, id: ChildId) -> Result<Rc<Child>> {
        if !self.may_keep() {
            return Ok(Rc::new(self.read_child(id)?));
        }
        if let Some(known) = self.children.borrow().get(&id) {
            return Ok(Rc::clone(known));
        }
        let child = Rc::new(self.read_child(id)?);
        self.children.borrow_mut().insert(id, Rc::clone(&child));
        Ok(child)
    }

    fn read_child(&self, id: ChildId) -> Result<Child> {
        let mut select = self.db.prepare_cached("SELECT doc, merged_into, live FROM child WHERE id = ?1")?;
        let row = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, bool>(2)?));
        match select.query_row([id.0], row).optional()? {
            None => Err(Error::Refused(format!("there is no child {id} in this hub"))),
            Some((_, Some(kept), _)) => self.read_child(self.reads_as(ChildId(kept))?),
            Some((_, None, false)) => {
                Err(Error::Refused(format!("{id} is on the register no more: the answer that put it there was taken back")))
            }
            Some((doc, None, true)) => Ok(serde_json::from_str(&doc)?),
        }
    }

    /// The child with this own id: also where the own id stands on a record that was merged into it.
    pub fn child_by_own_id(&self, own_id: &str) -> Result<Option<Child>> {
        self.own_record_by_own_id(own_id)?.map(|record| self.child(record.id)).transpose()
    }

    /// The record with this own id, as it stands without those it is read with.
    pub fn own_record_by_own_id(&self, own_id: &str) -> Result<Option<Child>> {
        let on_register = "own_id = ?1 AND (live = 1 OR merged_into IS NOT NULL)";
        let mut select = self.db.prepare_cached(&format!("SELECT id FROM child WHERE {on_register} ORDER BY id LIMIT 1"))?;
        let id: Option<i64> = select.query_row([own_id], |row| row.get(0)).optional()?;
        id.map(|id| self.own_record(ChildId(id))).transpose()
    }

    /// Children whose name holds every word of `text` (accents and case set aside), best first; also under the names of records
    /// that were merged into them.
    pub fn children_named(&self, text: &str, limit: usize) -> Result<Vec<Child>> {
        let words: Vec<String> = fold(text).split_whitespace().map(String::from).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let filter = words.iter().map(|word| format!("name_key LIKE '%{}%'", like(word))).collect::<Vec<_>>().join(" AND ");
        let sql = format!(
            "SELECT id FROM child WHERE {filter} AND (live = 1 OR merged_into IS NOT NULL)
             ORDER BY name_key = ?1 DESC, name_key LIKE ?1 || '%' DESC, name_key, id"
        );
        let mut select = self.db.prepare_cached(&sql)?;
        let mut rows = select.query([fold(text)])?;
        let mut found: Vec<Child> = Vec::new();
        while let Some(row) = rows.next()?.filter(|_| found.len() < limit) {
            let child = self.child(ChildId(row.get(0)?))?;
            if !found.iter().any(|other| other.id == child.id) {
                found.push(child);
            }
        }
        Ok(found)
    }

    /// Others at the same address, then others in the same placement.
    pub fn children_around(&self, child: &Child) -> Result<(Vec<Child>, Vec<Child>)> {
        let address = super::views::address_key(&child.details);
        let at_home = "SELECT doc FROM child WHERE address_key = ?1 AND id <> ?2 AND live = 1 ORDER BY id LIMIT 20";
        let at_home = self.docs(at_home, params![address, child.id.0])?;
        let placement = child.details.placement.as_deref().map(fold);
        let placed = "SELECT doc FROM child WHERE placement = ?1 AND id <> ?2 AND live = 1 ORDER BY id LIMIT 20";
        Ok((at_home, self.docs(placed, params![placement, child.id.0])?))
    }

    /// The own identifier of every child of the register that has one, by number.
    pub fn own_ids(&self) -> Result<Vec<(ChildId, String)>> {
        let mut select = self
            .db
            .prepare_cached("SELECT id, doc ->> '$.own_id' FROM child WHERE live = 1 AND doc ->> '$.own_id' IS NOT NULL ORDER BY id")?;
        Ok(select.query_map([], |row| Ok((ChildId(row.get(0)?), row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    }

    /// How many children are on the register, and how many of them came from lists alone.
    pub fn child_counts(&self) -> Result<(i64, i64)> {
        let mut select = self.db.prepare_cached("SELECT count(*), count(*) - count(own_id) FROM child WHERE live = 1")?;
        Ok(select.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// The next free number of a table of numbered records.
    pub(crate) fn next_id(&self, table: &str) -> Result<i64> {
        let mut select = self.db.prepare_cached(&format!("SELECT coalesce(max(id), 0) + 1 FROM {table}"))?;
        Ok(select.query_row([], |row| row.get(0))?)
    }

    pub(super) fn docs<T: serde::de::DeserializeOwned>(&self, sql: &str, values: impl rusqlite::Params) -> Result<Vec<T>> {
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query(values)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(serde_json::from_str(row.get_ref(0)?.as_str().map_err(|e| Error::Store(e.to_string()))?)?);
        }
        Ok(found)
    }
}

/// A folded word is letters, digits and blanks; anything else cannot get into the pattern.
fn like(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).collect()
}
