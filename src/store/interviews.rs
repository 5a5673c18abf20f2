//! Return interviews, read back from the views.

use super::Store;
use super::interviews_view::who_key;
use crate::casebook::error::{Error, Result};
use crate::child::{Child, ChildDetails, ChildId};
use crate::episode::{Episode, EpisodeDetails, EpisodeId, ListedPerson, Moment};
use crate::interview::file::InterviewFile;
use crate::interview::record::{FindingId, Interview, InterviewId};
use crate::interview::worker::{Wishes, Worker, WorkerId};
use chrono::DateTime;
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The file of an episode with what a row of the board shows beside it: episode and child cut down as [`Shown`] says.
pub struct FileRow {
    pub file: InterviewFile,
    pub episode: Episode,
    /// `None` while the child is not identified.
    pub child: Option<Child>,
    /// When it was signed off or closed.
    pub done_at: Option<Moment>,
}

/// An episode and its child, cut down to what a row of the board shows and its clocks are reckoned by: kept beside each open file,
/// so that a long board opens at once. A plain struct: flattened ones, as the records themselves are, read several times slower.
#[derive(Serialize, Deserialize)]
pub(super) struct Shown {
    episode: EpisodeDetails,
    received: Moment,
    notice: Option<Moment>,
    child: Option<ChildDetails>,
}

impl Shown {
    /// Cut down from the whole records. Of the person on the list something is shown only while the child is not identified.
    pub fn new(episode: &Episode, child: Option<&Child>) -> Shown {
        let Episode { details, received, notice_of_return, .. } = episode;
        let listed = if child.is_none() { details.listed.clone() } else { ListedPerson { age: details.listed.age, ..Default::default() } };
        let child = child.map(|Child { details, .. }| {
            let (given, family, dob, care_status) = (details.given.clone(), details.family.clone(), details.dob, details.care_status);
            ChildDetails { given, family, dob, care_status, ..ChildDetails::default() }
        });
        let episode = EpisodeDetails {
            police_ref: details.police_ref.clone(),
            last_seen: details.last_seen,
            reported: details.reported,
            returned: details.returned,
            ended: details.ended,
            listed,
            ..EpisodeDetails::default()
        };
        Shown { episode, received: *received, notice: *notice_of_return, child }
    }

    fn beside(self, file: InterviewFile, done_at: Option<Moment>) -> FileRow {
        let Shown { episode, received, notice, child } = self;
        let episode =
            Episode { id: file.episode, child: file.child, details: episode, received, notice_of_return: notice, changed: file.changed };
        let child = file.child.zip(child).map(|(id, details)| Child { id, details, changed: file.changed });
        FileRow { file, episode, child, done_at }
    }
}

const OPEN_ROWS: &str = "SELECT shown, doc FROM interview_file";
const WAITING: &str = "FROM interview_file INDEXED BY interview_file_waits
                       WHERE waits_from IS NOT NULL AND (no_clock = 1 OR waits_from < ?1)";

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
        self.open_rows(&format!("{OPEN_ROWS} INDEXED BY interview_file_needs WHERE needs = 1 ORDER BY episode"), [])
    }

    /// The open files of a child.
    pub fn open_files_of(&self, child: ChildId) -> Result<Vec<FileRow>> {
        self.open_rows(&format!("{OPEN_ROWS} INDEXED BY interview_file_open WHERE needs = 1 AND child = ?1 ORDER BY episode"), [child.0])
    }

    /// How many interviews still to be held have no clock, or one that began before a moment.
    pub fn count_waiting(&self, returned_before: Moment) -> Result<u32> {
        let mut select = self.db.prepare_cached(&format!("SELECT count(*) {WAITING}"))?;
        Ok(select.query_row([returned_before.timestamp_millis()], |row| row.get(0))?)
    }

    /// The first of them by what runs out first (`None`: all), and with each the child's other open files; in no order.
    pub fn waiting_first(&self, returned_before: Moment, most: Option<u32>) -> Result<Vec<FileRow>> {
        let sql = format!("SELECT episode, child {WAITING} ORDER BY no_clock DESC, waits_from, child, episode LIMIT ?2");
        let mut select = self.db.prepare_cached(&sql)?;
        let limit = most.map_or(-1, i64::from);
        let first = select.query_map(params![returned_before.timestamp_millis(), limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
        for row in first {
            let (episode, child): (i64, Option<i64>) = row?;
            match child {
                Some(child) if seen.insert(child) => found.extend(self.open_files_of(ChildId(child))?),
                Some(_) => {}
                None => found.extend(self.open_rows(&format!("{OPEN_ROWS} WHERE episode = ?1"), [episode])?),
            }
        }
        Ok(found)
    }

    pub(super) fn open_files_of_child(&self, child: ChildId) -> Result<Vec<InterviewFile>> {
        self.docs(
            "SELECT doc FROM interview_file INDEXED BY interview_file_open WHERE needs = 1 AND child = ?1 ORDER BY episode",
            [child.0],
        )
    }

    fn open_rows(&self, sql: &str, values: impl rusqlite::Params) -> Result<Vec<FileRow>> {
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query(values)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let text = |column: usize| row.get_ref(column)?.as_str().map_err(|e| Error::Store(e.to_string()));
            let shown: Shown = serde_json::from_str(text(0)?)?;
            found.push(shown.beside(serde_json::from_str(text(1)?)?, None));
        }
        Ok(found)
    }

    /// The files that were done with at or after a moment, latest first.
    pub fn files_done_since(&self, since: Moment) -> Result<Vec<FileRow>> {
        let mut select = self.db.prepare_cached("SELECT episode FROM interview_file WHERE done_at >= ?1 ORDER BY done_at DESC, episode")?;
        let done: Vec<EpisodeId> =
            select.query_map([since.timestamp_millis()], |row| row.get(0).map(EpisodeId))?.collect::<rusqlite::Result<_>>()?;
        done.into_iter().map(|episode| self.file_row(&self.episode(episode)?)).collect()
    }

    /// The file of an episode with what the board shows beside it.
    pub fn file_row(&self, episode: &Episode) -> Result<FileRow> {
        let file = self.interview_file(episode.id)?;
        let child = file.child.map(|child| self.child(child)).transpose()?;
        let mut select = self.db.prepare_cached("SELECT done_at FROM interview_file WHERE episode = ?1")?;
        let done_at: Option<Option<i64>> = select.query_row([episode.id.0], |row| row.get(0)).optional()?;
        let done_at = done_at.flatten().and_then(DateTime::from_timestamp_millis);
        Ok(Shown::new(episode, child.as_ref()).beside(file, done_at))
    }

    /// The children who are missing now.
    pub fn children_missing(&self) -> Result<BTreeSet<ChildId>> {
        // Named, or the planner walks every episode of every child.
        let sql = "SELECT child FROM episode INDEXED BY episode_out WHERE ended = 0 AND child IS NOT NULL";
        let mut select = self.db.prepare_cached(sql)?;
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
