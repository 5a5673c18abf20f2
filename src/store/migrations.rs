//! The tables, as a list of steps that only ever grows. A change of what a view holds raises [`VIEWS_VERSION`]; the views of an
//! older hub are then rebuilt from its journal when it is opened.

use super::Store;
use crate::casebook::Progress;
use crate::casebook::error::{Error, Result};
use rusqlite_migration::{M, MigrationDefinitionError, Migrations};

/// Raise with every change of what a view holds: a column, a matching key, a count.
const VIEWS_VERSION: i64 = 6;

/// The tables that are views of the journal, in the order they are compared; emptied in the opposite order.
pub const VIEWS: &[&str] = &[
    "hub",
    "child",
    "match_child",
    "match_key",
    "match_term",
    "episode",
    "together",
    "waiting",
    "not_same",
    "list",
    "refused",
    "decision",
    "band_override",
    "profile",
    "worker",
    "wishes",
    "interview_file",
    "interview",
    "share",
    "meeting",
    "business",
    "business_child",
    "item_left",
    "deferred",
    "action",
    "assessment",
    "undone",
    "off_register",
    "own_record",
    "merging",
    "given",
    "reported",
    "followed",
    "turned",
    "known_as",
    "relation",
    "two_children",
    "asked",
    "child_was",
    "episode_fact",
    "top_ten_closed",
    "top_ten_review",
    "panel_item",
    "rules_adopted",
];

const STEPS: &[M<'_>] = &[
    M::up(include_str!("schema-1.sql")),
    M::up(include_str!("schema-2.sql")),
    M::up(include_str!("schema-3.sql")),
    M::up(include_str!("schema-4.sql")),
    M::up(include_str!("schema-5.sql")),
    M::up(include_str!("schema-6.sql")),
];

/// Applies the steps this hub file has not had, and rebuilds its views where they are of an older kind, which takes a minute for ten
/// years of a city: `progress` is told how far it has come.
pub fn bring_up_to_date(store: &mut Store, progress: Progress) -> Result<()> {
    Migrations::from_slice(STEPS).to_latest(&mut store.db).map_err(|error| match error {
        rusqlite_migration::Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => {
            Error::Refused("this hub was made by a newer Wayhome; open it with that one. Nothing was changed".into())
        }
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => Error::Store(other.to_string()),
    })?;
    let version: i64 = store.db.query_row("SELECT views_version FROM meta", [], |row| row.get(0))?;
    if version == VIEWS_VERSION {
        return Ok(());
    }
    store.write(|store| {
        store.rebuild_telling(progress)?;
        store.db.execute("UPDATE meta SET views_version = ?1", [VIEWS_VERSION])?;
        Ok(())
    })
}
