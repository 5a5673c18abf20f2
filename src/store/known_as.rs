//! What a child was called and where it lived, with the days: made as its record is added and changed, nothing overwritten.

use super::Store;
use super::journal::Entry;
use super::views::address_key;
use crate::casebook::error::Result;
use crate::child::{ChildDetails, ChildId};
use crate::episode::Moment;
use crate::intake::matching::Home;
use crate::text::fold;
use rusqlite::params;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A name or a home of a record, as it was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KnownAs {
    /// Of a name, in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Of a home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// Since when the hub knows of it; UTC.
    pub since: Moment,
    /// `None`: it still holds, as far as the hub knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
}

/// What is known under a kind and a folded value.
type Known = BTreeMap<(&'static str, String), KnownAs>;

impl Store {
    /// The names and homes of one record (of those merged into it nothing), latest first.
    pub fn known_as(&self, record: ChildId) -> Result<Vec<KnownAs>> {
        self.docs("SELECT doc FROM known_as WHERE child = ?1 ORDER BY since DESC, kind, value", [record.0])
    }

    /// The records with a name, of now or of before, that `called` takes; it is asked for each, folded.
    pub fn records_called(&self, called: impl Fn(&str) -> bool) -> Result<Vec<ChildId>> {
        let mut select = self.db.prepare_cached("SELECT child, value FROM known_as WHERE kind = 'name'")?;
        let (mut rows, mut found) = (select.query([])?, Vec::new());
        while let Some(row) = rows.next()? {
            if called(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?) {
                found.push(ChildId(row.get(0)?));
            }
        }
        Ok(found)
    }

    /// The homes a record had before the one it has.
    pub(super) fn earlier_homes(&self, record: ChildId) -> Result<Vec<Home>> {
        let sql = "SELECT doc FROM known_as WHERE child = ?1 AND kind = 'home' AND until IS NOT NULL ORDER BY since DESC, value";
        let homes: Vec<KnownAs> = self.docs(sql, [record.0])?;
        Ok(homes.into_iter().map(|KnownAs { address, postcode, .. }| Home { address, postcode }).collect())
    }

    /// Notes what a record is called from now on, and where the child lives; what no longer holds ends. A name that gave way to
    /// another ends with that day, though it is kept as an other name.
    pub(super) fn note_known_as(&self, record: ChildId, before: Option<&ChildDetails>, now: &ChildDetails, entry: &Entry) -> Result<()> {
        let (was, is) = (before.map(|before| known(before, entry.recorded_at)).unwrap_or_default(), known(now, entry.recorded_at));
        let main = |details: &ChildDetails| ("name", fold(&details.full_name()));
        let renamed = before.map(main).filter(|old| *old != main(now));
        let gone = was.keys().filter(|key| !is.contains_key(*key) || renamed.as_ref() == Some(*key));
        for (kind, value) in gone {
            let sql = "UPDATE known_as SET until = ?4, doc = json_set(doc, '$.until', ?5)
                       WHERE child = ?1 AND kind = ?2 AND value = ?3 AND until IS NULL";
            self.run(sql, params![record.0, kind, value, entry.position, serde_json::to_value(entry.recorded_at)?.as_str()])?;
        }
        for ((kind, value), as_written) in &is {
            let new = !was.contains_key(&(*kind, value.clone())) || renamed.is_some() && (*kind, value) == ("name", &main(now).1);
            let open = "SELECT 1 FROM known_as WHERE child = ?1 AND kind = ?2 AND value = ?3 AND until IS NULL";
            if new && !self.db.prepare_cached(open)?.exists(params![record.0, kind, value])? {
                self.run(
                    "INSERT INTO known_as VALUES (?1, ?2, ?3, ?4, NULL, ?5)",
                    params![record.0, kind, value, entry.position, serde_json::to_string(as_written)?],
                )?;
            }
        }
        Ok(())
    }
}

/// What a record says it is known as.
fn known(details: &ChildDetails, since: Moment) -> Known {
    let nothing = KnownAs { name: None, address: None, postcode: None, since, until: None };
    let names = std::iter::once(details.full_name()).chain(details.other_names.iter().cloned()).filter(|name| !fold(name).is_empty());
    let mut all: Known = BTreeMap::new();
    for name in names {
        all.entry(("name", fold(&name))).or_insert(KnownAs { name: Some(name), ..nothing.clone() });
    }
    let (address, postcode) = (details.address.clone(), details.postcode.clone());
    if address.is_some() || postcode.is_some() {
        let value = address_key(details).unwrap_or_else(|| fold(postcode.as_deref().unwrap_or_default()));
        all.insert(("home", value), KnownAs { address, postcode, ..nothing });
    }
    all
}
