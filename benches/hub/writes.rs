//! What the bare writes of an import cost: the least that any program pays which keeps the same record and finds it again.

use super::PASSPHRASE;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::path::Path;
use std::time::{Duration, Instant};

/// Opens an encrypted file as the program does.
pub fn open(path: &Path) -> Connection {
    let db = Connection::open(path).expect("a file");
    db.pragma_update(None, "key", PASSPHRASE).expect("its key");
    for (name, value) in [("journal_mode", "WAL"), ("synchronous", "FULL")] {
        let _ = db.pragma_update_and_check(None, name, value, |_| Ok(()));
    }
    db.pragma_update(None, "cache_size", -262_144).expect("its cache");
    db
}

/// Writes what an import left in `imported` (journal entries, new and changed episodes) into `before`, a copy of the hub it was
/// made in: prepared, in one transaction, nothing read, matched or hashed.
pub fn alone(imported: &Path, before: &Path) -> Duration {
    let (from, to) = (open(imported), open(before));
    let number = |sql: &str| to.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a number");
    let (head, last) = (number("SELECT max(position) FROM journal"), number("SELECT max(id) FROM episode"));
    let entries = rows(&from, &format!("SELECT * FROM journal WHERE position > {head}"));
    let new = rows(&from, &format!("SELECT * FROM episode WHERE id > {last}"));
    let changed = rows(&from, &format!("SELECT id, doc FROM episode WHERE id <= {last} AND doc ->> 'changed' > {head}"));
    let start = Instant::now();
    to.execute_batch("BEGIN IMMEDIATE").expect("begin");
    for (sql, rows) in [
        ("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", &entries),
        ("INSERT INTO episode VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", &new),
        ("UPDATE episode SET doc = ?2 WHERE id = ?1", &changed),
    ] {
        let mut statement = to.prepare(sql).expect("a statement");
        for row in rows {
            statement.execute(params_from_iter(row)).expect("a row");
        }
    }
    to.execute_batch("COMMIT").expect("commit");
    start.elapsed()
}

fn rows(db: &Connection, sql: &str) -> Vec<Vec<Value>> {
    let mut select = db.prepare(sql).expect("a question");
    let width = select.column_count();
    let found = select.query_map([], |row| (0..width).map(|n| row.get(n)).collect()).expect("rows");
    found.collect::<rusqlite::Result<_>>().expect("rows")
}
