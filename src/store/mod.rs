//! The hub file: the journal (the record) and the tables (a view of it), in one encrypted SQLite file. All SQL lives here.

pub mod actions;
pub mod answers;
pub mod chain;
pub mod children;
mod children_view;
mod decisions_view;
pub mod episodes;
pub mod facts;
pub mod files;
pub mod interviews;
mod interviews_view;
pub mod journal;
pub mod known_as;
mod meeting_view;
pub mod meetings;
pub mod merge;
pub mod migrations;
pub mod panels;
pub mod parted;
pub mod patterns;
pub mod records;
pub mod register;
mod register_view;
pub mod reports_view;
pub mod sharing;
pub mod tables;
pub mod tracker;
pub mod views;
pub mod who;

use crate::casebook::Progress;
use crate::casebook::error::{Error, Result};
use crate::child::{Child, ChildId};
use crate::intake::matching::Prepared;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// An open hub file.
pub struct Store {
    pub(crate) db: Connection,
    /// What was read of children, kept while one transaction lasts: as matching needs them, and in full.
    prepared: RefCell<HashMap<ChildId, Rc<Prepared>>>,
    children: RefCell<HashMap<ChildId, Rc<Child>>>,
    /// Position of the entry that is being applied: a subject told again ends there, also where the journal goes on. The end of time
    /// while none is.
    applying: Cell<i64>,
    path: PathBuf,
}

impl Store {
    /// Makes a new hub file, readable by its owner only. Refused where a file is there already.
    pub fn create(path: &Path, passphrase: &str) -> Result<Store> {
        files::new_private_file(path)?;
        let store = Store::connect(path, passphrase).and_then(|store| store.set_up(|_, _| {}));
        if store.is_err() {
            // The file is our own empty one of a moment ago: leave nothing half-made behind.
            files::remove_hub(path);
        }
        store
    }

    /// Makes a new hub file that takes long to fill: beside its place, and put there once it is whole. Where it is stopped, no hub is there.
    pub fn create_whole<T>(path: &Path, passphrase: &str, fill: impl FnOnce(&Store) -> Result<T>) -> Result<T> {
        files::nothing_there(path)?;
        let mut beside = path.as_os_str().to_owned();
        beside.push(".making");
        let beside = PathBuf::from(beside);
        if beside.exists() {
            return Err(Error::Refused(format!(
                "{} is there: a hub is being made, or its making was stopped. If nobody is making one now, delete it and what is there of \
                 {0}-wal and {0}-shm, and begin again",
                beside.display()
            )));
        }
        let store = Store::create(&beside, passphrase)?;
        // One file alone is put in its place: what SQLite keeps beside it goes into it before.
        let filled = store.write(fill).and_then(|filled| store.as_one_file().map(|()| filled));
        drop(store);
        let made = filled.and_then(|filled| files::put_in_place(&beside, path).map(|()| filled));
        if made.is_err() {
            files::remove_hub(&beside);
        }
        made
    }

    /// Brings what SQLite keeps beside the file into it.
    fn as_one_file(&self) -> Result<()> {
        let mode: String = self.db.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get(0))?;
        if mode == "delete" { Ok(()) } else { Err(Error::Store(format!("what is kept beside it could not be brought into it ({mode})"))) }
    }

    /// Opens a hub file; brings an older one up to date, and tells how many of its entries are done and how many there are.
    pub fn open(path: &Path, passphrase: &str, progress: Progress) -> Result<Store> {
        files::check_hub_file(path)?;
        Store::connect(path, passphrase)?.set_up(progress)
    }

    /// An empty store in memory, unencrypted: what a rebuild is compared in.
    pub fn in_memory() -> Result<Store> {
        Store::of(Connection::open_in_memory()?, PathBuf::new()).set_up(|_, _| {})
    }

    /// Where the hub file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn of(db: Connection, path: PathBuf) -> Store {
        Store { db, prepared: RefCell::default(), children: RefCell::default(), applying: Cell::new(i64::MAX), path }
    }

    fn connect(path: &Path, passphrase: &str) -> Result<Store> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags)?;
        // First of all: a wrong passphrase would otherwise write over the screen.
        db.pragma_update(None, "cipher_log_level", "NONE")?;
        db.pragma_update(None, "key", passphrase)?;
        let opened: rusqlite::Result<i64> = db.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0));
        match opened {
            Err(rusqlite::Error::SqliteFailure(e, _)) if e.code == ErrorCode::NotADatabase => {
                Err(Error::WrongPassphrase(path.display().to_string()))
            }
            Err(other) => Err(other.into()),
            Ok(_) => Ok(Store::of(db, path.to_path_buf())),
        }
    }

    fn set_up(mut self, progress: Progress) -> Result<Store> {
        self.db.busy_timeout(std::time::Duration::from_secs(10))?;
        self.db.set_prepared_statement_cache_capacity(128);
        for (name, value) in [("journal_mode", "WAL"), ("synchronous", "FULL"), ("temp_store", "MEMORY"), ("foreign_keys", "ON")] {
            self.db.pragma_update_and_check(None, name, value, |_| Ok(())).or_else(ignore_no_rows)?;
        }
        // 64 MB: measured, encrypted bulk inserts are then as fast as plain ones.
        self.db.pragma_update(None, "cache_size", -262_144)?;
        migrations::bring_up_to_date(&mut self, progress)?;
        Ok(self)
    }

    /// Changes whenever another connection wrote to the file.
    pub fn data_version(&self) -> Result<i64> {
        Ok(self.db.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Runs `work` in one write transaction: all of it or none.
    pub fn write<T>(&self, work: impl FnOnce(&Store) -> Result<T>) -> Result<T> {
        self.begin("BEGIN IMMEDIATE")?;
        match work(self).and_then(|done| Ok(self.db.execute_batch("COMMIT").map(|()| done)?)) {
            Ok(done) => Ok(done),
            Err(error) => {
                // A full disk may have rolled back already; there is nothing further to say if so.
                let _ = self.db.execute_batch("ROLLBACK");
                Err(error)
            }
        }
    }

    fn begin(&self, how: &str) -> Result<()> {
        self.db.execute_batch(how)?;
        // Another program may have changed children since the last transaction.
        self.prepared.borrow_mut().clear();
        self.children.borrow_mut().clear();
        Ok(())
    }

    /// What is read of children may be kept: nobody else changes them while a transaction lasts.
    fn may_keep(&self) -> bool {
        !self.db.is_autocommit()
    }

    /// Runs `work`, then takes everything it wrote back: for a dry run.
    pub fn rehearse<T>(&self, work: impl FnOnce(&Store) -> Result<T>) -> Result<T> {
        self.begin("BEGIN IMMEDIATE")?;
        let done = work(self);
        self.db.execute_batch("ROLLBACK")?;
        done
    }

    /// Runs `work` on one unchanging state of the hub.
    pub fn read<T>(&self, work: impl FnOnce(&Store) -> Result<T>) -> Result<T> {
        self.begin("BEGIN")?;
        let done = work(self);
        self.db.execute_batch("COMMIT")?;
        done
    }
}

fn ignore_no_rows(error: rusqlite::Error) -> rusqlite::Result<()> {
    match error {
        rusqlite::Error::QueryReturnedNoRows => Ok(()),
        other => Err(other),
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Error::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy,
            Some(ErrorCode::ConstraintViolation) => Error::Refused(format!("it is there already, or cannot be ({error})")),
            Some(ErrorCode::SystemIoFailure) => Error::Store(
                "the machine could not read or write it (no room, or a fault of the disk or network); nothing of this was saved".into(),
            ),
            Some(ErrorCode::ReadOnly) => Error::Store("it cannot be written to; check who may change the file and its folder".into()),
            _ => Error::Store(error.to_string()),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Error {
        Error::Store(format!("a record in it cannot be read: {error}"))
    }
}
