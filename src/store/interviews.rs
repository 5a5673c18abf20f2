//! Return interviews, read back from the views.

use super::Store;
use super::interviews_view::who_key;
use crate::casebook::error::{Error, Result};
use crate::child::{CareStatus, Child, ChildDetails, ChildId};
use crate::episode::{Episode, EpisodeId, Moment};
use crate::interview::file::InterviewFile;
use crate::interview::record::{FindingId, Interview, InterviewId};
use crate::interview::worker::{Wishes, Worker, WorkerId};
use chrono::{DateTime, NaiveDate};
use rusqlite::{OptionalExtension, params};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The file of an episode with what a row of the board shows beside it.
pub struct FileRow {
    pub file: InterviewFile,
    pub episode: Episode,
    /// Name, date of birth and care status alone; `None` while the child is not identified.
    pub child: Option<Child>,
    /// When it was signed off or closed.
    pub done_at: Option<Moment>,
}

/// What of a child's record a row of the board shows: reading no more than that is what lets a long board open at once.
#[derive(Deserialize)]
struct Brief {
    id: ChildId,
    given: String,
    family: String,
    dob: Option<NaiveDate>,
    care_status: Option<CareStatus>,
    changed: i64,
}

const FILE_ROWS: &str = "SELECT f.doc, e.doc, c.doc, f.done_at FROM interview_file f
     JOIN episode e ON e.id = f.episode LEFT JOIN child c ON c.id = f.child";

impl Store {
    /// The interview file of an episode; an empty one where nothing was done about it yet.
    pub fn interview_file(&self, of: EpisodeId) -> Result<InterviewFile> {
        if let Some(file) = self.kept_file(of)? {
            return Ok(file);
        }
        let episode = self.episode(of)?;
        Ok(InterviewFile::new(of, episode.child, episode.changed))
    }

    pub(super) fn kept_file(&self, of: EpisodeId) -> Result<Option<InterviewFile>> {
        Ok(self.docs("SELECT doc FROM interview_file WHERE episode = ?1", [of.0])?.pop())
    }

    /// The files of a child, in the order of its episodes.
    pub fn interview_files_of(&self, child: ChildId) -> Result<Vec<InterviewFile>> {
        self.docs("SELECT doc FROM interview_file WHERE child = ?1 ORDER BY episode", [child.0])
    }

    /// The files in which something is still to be done.
    pub fn open_files(&self) -> Result<Vec<FileRow>> {
        // Named, or the planner may walk every file there is.
        let only = FILE_ROWS.replace("interview_file f", "interview_file f INDEXED BY interview_file_needs");
        self.file_rows(&format!("{only} WHERE f.needs = 1 ORDER BY f.episode"), [])
    }

    /// The files that were done with at or after a moment.
    pub fn files_done_since(&self, since: Moment) -> Result<Vec<FileRow>> {
        self.file_rows(&format!("{FILE_ROWS} WHERE f.done_at >= ?1 ORDER BY f.done_at DESC, f.episode"), [since.timestamp_millis()])
    }

    /// The file of one episode with what the board shows beside it; `None` before the episode has ended.
    pub fn file_row(&self, of: EpisodeId) -> Result<Option<FileRow>> {
        Ok(self.file_rows(&format!("{FILE_ROWS} WHERE f.episode = ?1"), [of.0])?.pop())
    }

    /// The open files of a child.
    pub fn open_files_of(&self, child: ChildId) -> Result<Vec<FileRow>> {
        self.file_rows(&format!("{FILE_ROWS} WHERE f.child = ?1 AND f.needs = 1 ORDER BY f.episode"), [child.0])
    }

    fn file_rows(&self, sql: &str, values: impl rusqlite::Params) -> Result<Vec<FileRow>> {
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query(values)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let text = |column: usize| row.get_ref(column)?.as_str().map_err(|e| Error::Store(e.to_string()));
            let brief: Option<Brief> = match row.get_ref(2)? {
                rusqlite::types::ValueRef::Null => None,
                _ => Some(serde_json::from_str(text(2)?)?),
            };
            found.push(FileRow {
                file: serde_json::from_str(text(0)?)?,
                episode: serde_json::from_str(text(1)?)?,
                child: brief.map(|b| {
                    let details = ChildDetails {
                        given: b.given,
                        family: b.family,
                        dob: b.dob,
                        care_status: b.care_status,
                        ..ChildDetails::default()
                    };
                    Child { id: b.id, details, changed: b.changed }
                }),
                done_at: row.get::<_, Option<i64>>(3)?.and_then(DateTime::from_timestamp_millis),
            });
        }
        Ok(found)
    }

    /// The children who are missing now.
    pub fn children_missing(&self) -> Result<BTreeSet<ChildId>> {
        let mut select = self.db.prepare_cached("SELECT child FROM episode WHERE ended = 0 AND child IS NOT NULL")?;
        Ok(select.query_map([], |row| row.get(0).map(ChildId))?.collect::<rusqlite::Result<_>>()?)
    }

    /// An interview by id.
    pub fn interview(&self, id: InterviewId) -> Result<Interview> {
        let mut found: Vec<Interview> = self.docs("SELECT doc FROM interview WHERE id = ?1", [id.0])?;
        found.pop().ok_or_else(|| Error::Refused(format!("there is no interview {id} in this hub")))
    }

    /// The interviews of a child, latest first.
    pub fn interviews_of(&self, child: ChildId) -> Result<Vec<Interview>> {
        self.docs("SELECT doc FROM interview WHERE child = ?1 ORDER BY held_at DESC, id DESC", [child.0])
    }

    /// The next free number of a finding.
    pub fn next_finding(&self) -> Result<FindingId> {
        let mut select = self.db.prepare_cached("SELECT coalesce(max(last_finding), 0) + 1 FROM interview")?;
        Ok(select.query_row([], |row| row.get(0).map(FindingId))?)
    }

    /// How many interviews a child declined since a moment: what was declined in one act (a group of episodes) counts once.
    pub fn declined_since(&self, child: ChildId, since: Moment) -> Result<u32> {
        let sql = "SELECT count(DISTINCT declined) FROM interview_file WHERE child = ?1 AND declined >= ?2";
        Ok(self.db.prepare_cached(sql)?.query_row(params![child.0, since.timestamp_millis()], |row| row.get(0))?)
    }

    /// The files with a booking that stands, at or after a moment.
    pub fn files_booked_since(&self, since: Moment) -> Result<Vec<InterviewFile>> {
        self.docs("SELECT doc FROM interview_file WHERE booked_at >= ?1 ORDER BY booked_at, episode", [since.timestamp_millis()])
    }

    /// Every worker, those that left included, by number.
    pub fn workers(&self) -> Result<Vec<Worker>> {
        self.docs("SELECT doc FROM worker ORDER BY id", [])
    }

    /// A worker by id.
    pub fn worker(&self, id: WorkerId) -> Result<Worker> {
        let mut found: Vec<Worker> = self.docs("SELECT doc FROM worker WHERE id = ?1", [id.0])?;
        found.pop().ok_or_else(|| Error::Refused(format!("there is no worker {id} in this hub; `wayhome workers list` names them")))
    }

    /// The worker of this name in this team, however it is written.
    pub fn worker_named(&self, name: &str, team: &str) -> Result<Option<Worker>> {
        Ok(self.docs("SELECT doc FROM worker WHERE who = ?1 ORDER BY id", [who_key(name, team)])?.into_iter().next())
    }

    /// How many interviews each worker has that are neither held nor closed.
    pub fn carried_by_worker(&self) -> Result<BTreeMap<WorkerId, u32>> {
        let sql = "SELECT carried, count(*) FROM interview_file WHERE carried IS NOT NULL GROUP BY carried";
        let mut select = self.db.prepare_cached(sql)?;
        Ok(select.query_map([], |row| Ok((WorkerId(row.get(0)?), row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    }

    /// What a child wishes about who interviews it; nothing where it said nothing.
    pub fn wishes(&self, child: ChildId) -> Result<Wishes> {
        let mut select = self.db.prepare_cached("SELECT doc FROM wishes WHERE child = ?1")?;
        let doc: Option<String> = select.query_row([child.0], |row| row.get(0)).optional()?;
        Ok(doc.map(|doc| serde_json::from_str(&doc)).transpose()?.unwrap_or_default())
    }
}
