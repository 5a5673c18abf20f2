//! The views: what each event does to the tables. `apply` is the only code that writes to them, so that a rebuild from the
//! journal gives the same tables as the days that made it.

use super::Store;
use super::journal::{Entry, Journal, entry_of};
use super::migrations::VIEWS;
use crate::calendar::day_of;
use crate::casebook::Progress;
use crate::casebook::error::{Error, Result};
use crate::casebook::event::{Event, Line};
use crate::child::{ChildDetails, ChildId};
use crate::episode::{Episode, EpisodeDetails, EpisodeId};
use crate::intake::matching::{Identity, fingerprint};
use crate::text::{fold, reference_key};
use chrono::{DateTime, TimeDelta};
use rusqlite::params;
use std::collections::BTreeMap;

impl Store {
    /// Brings the views up to an entry that was just recorded. An entry whose text was erased changes nothing.
    pub fn apply(&self, entry: &Entry) -> Result<()> {
        self.applying.set(entry.position);
        let done = entry.event.as_ref().map_or(Ok(()), |event| self.apply_event(event, entry));
        self.applying.set(i64::MAX);
        done
    }

    fn apply_event(&self, event: &Event, entry: &Entry) -> Result<()> {
        match event {
            Event::HubMade { name, training } => {
                self.run("INSERT INTO hub VALUES (1, ?1, ?2, ?3)", params![name, training, entry.recorded_at.timestamp_millis()])
            }
            Event::ChildAdded { child, details, .. } => self.add_child(*child, details, entry),
            Event::ChildChanged { child, details, .. } => {
                self.change_child(*child, details, entry)?;
                self.note_child(self.reads_as(*child)?, entry)
            }
            Event::ListLoaded { list, loaded } => self.run(
                "INSERT INTO list VALUES (?1, ?2, ?3, ?4, ?5)",
                params![list.0, loaded.digest, entry.recorded_at.timestamp_millis(), entry.actor, serde_json::to_string(loaded)?],
            ),
            Event::EpisodeReported { episode, child, details, line, candidates } => {
                let candidates = serde_json::to_string(candidates)?;
                self.report_episode(*episode, child.map(|child| self.reads_as(child)).transpose()?, details, entry)?;
                self.note_reported(*episode, *child, *line, &candidates, entry.position)?;
                if child.is_none() { self.wait(*episode, details, *line, &candidates) } else { Ok(()) }
            }
            Event::EpisodeChanged { episode, details, returned, .. } => self.change_episode(*episode, details, *returned, entry),
            Event::ChildIdentified { episode, child, rejected } => {
                self.reject(*episode, rejected, *child, entry.verb)?;
                self.settle_answer(*episode, entry)?;
                self.note_missing(&self.episode(*episode)?, entry)?;
                self.apply_who(event)
            }
            Event::EpisodeDoubted { episode, .. } => self.settle_answer(*episode, entry),
            Event::ChildrenMerged { .. } | Event::ChildSplit { .. } => {
                self.apply_merging(event, entry.position, entry)?;
                self.apply_who(event)
            }
            Event::RowRefused { refused, row } => self.run(
                "INSERT INTO refused VALUES (?1, 1, ?2, ?3, NULL, ?4)",
                params![refused.0, entry.recorded_at.timestamp_millis(), who_of(&row.cells), serde_json::to_string(row)?],
            ),
            Event::RowPutRight { refused, episode, .. } => {
                self.run("UPDATE refused SET open = 0, episode = ?2 WHERE id = ?1", params![refused.0, episode.0])
            }
            Event::RowSetAside { refused, .. } => self.run("UPDATE refused SET open = 0 WHERE id = ?1", [refused.0]),
            Event::DecisionRecorded { episode, .. } => {
                self.record_decision(event, entry)?;
                episode.map_or(Ok(()), |episode| self.refold_deferred(episode))
            }
            Event::BandOverridden { episode, .. } => self.set_band(*episode, Some(entry)),
            Event::ProfileSaved { name, profile } => {
                self.run("INSERT OR REPLACE INTO profile VALUES (?1, ?2)", params![name, serde_json::to_string(profile)?])
            }
            other => {
                self.apply_interview(other, entry)?;
                self.apply_meeting(other, entry)?;
                self.apply_who(other)?;
                self.apply_report(other, entry)?;
                if let Event::ItemDecided { decision, .. } = other { self.decided_in(*decision) } else { Ok(()) }
            }
        }
    }

    /// Empties the views and makes them again from the journal.
    pub fn rebuild(&self) -> Result<()> {
        self.rebuild_from(self)
    }

    /// The same; of a long journal tells now and then, and at the end, how many entries are done and how many there are.
    pub fn rebuild_telling(&self, progress: Progress) -> Result<()> {
        const STEP: usize = 1_000;
        let of = usize::try_from(self.head()?.position).unwrap_or(0);
        self.remake(self, &mut |done| {
            if of >= STEP && (done.is_multiple_of(STEP) || done == of) {
                progress(done, of);
            }
        })
    }

    /// Makes the views of this store from the journal of another (for comparing, and for looking at the past).
    pub fn rebuild_from(&self, source: &Store) -> Result<()> {
        self.remake(source, &mut |_| {})
    }

    fn remake(&self, source: &Store, done: &mut dyn FnMut(usize)) -> Result<()> {
        for view in VIEWS.iter().rev() {
            self.db.execute(&format!("DELETE FROM {view}"), [])?;
        }
        let elsewhere = !std::ptr::eq(self, source);
        Journal::read(source, 1, &mut |entry| {
            if elsewhere {
                self.keep(&entry)?;
            }
            self.apply(&entry).map_err(|error| unfit(&entry, error))?;
            done(usize::try_from(entry.position).unwrap_or(0));
            Ok(())
        })
    }

    /// Follows another store's journal by its next entry.
    pub fn follow(&self, entry: &Entry) -> Result<()> {
        self.keep(entry)?;
        self.apply(entry)
    }

    /// Keeps an entry of another store's journal where a subject may have to be told again from its entries. Not as a link of a
    /// chain: a store in memory has none.
    fn keep(&self, entry: &Entry) -> Result<()> {
        let Some(event) = entry.event.as_ref().filter(|event| event.is_told_again()) else { return Ok(()) };
        let event = match event {
            // Only that it was added is told again, not what: the row of the child has that.
            Event::ChildAdded { child, source, .. } => {
                &Event::ChildAdded { child: *child, details: ChildDetails::default(), source: source.clone() }
            }
            event => event,
        };
        let Entry { position, recorded_at, actor, workstation, verb, subject, kind, .. } = entry;
        self.run(
            "INSERT OR REPLACE INTO journal VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, NULL, ?8, zeroblob(0), zeroblob(0))",
            params![position, recorded_at.timestamp_millis(), actor, workstation, verb, subject, kind, serde_json::to_string(event)?],
        )
    }

    /// What a subject's entries say up to the one that is being applied, without the verbs that were taken back: what its view is
    /// made from again.
    pub(super) fn standing(&self, subject: &str) -> Result<Vec<Entry>> {
        let mut select = self.db.prepare_cached(
            "SELECT * FROM journal WHERE subject = ?1 AND position <= ?2 AND verb NOT IN (SELECT verb FROM undone) ORDER BY position",
        )?;
        let mut rows = select.query(params![subject, self.applying.get()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(entry_of(row)?);
        }
        Ok(found)
    }

    /// Those of them that are of some kinds.
    pub(super) fn standing_of(&self, subject: &str, kinds: &[&str]) -> Result<Vec<Entry>> {
        let mut select = self.db.prepare_cached(
            "SELECT * FROM journal WHERE subject = ?1 AND position <= ?2 AND kind IN (SELECT value FROM json_each(?3))
             AND verb NOT IN (SELECT verb FROM undone) ORDER BY position",
        )?;
        let mut rows = select.query(params![subject, self.applying.get(), serde_json::to_string(kinds)?])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(entry_of(row)?);
        }
        Ok(found)
    }

    pub(super) fn run(&self, sql: &str, values: impl rusqlite::Params) -> Result<()> {
        self.db.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    fn report_episode(&self, id: EpisodeId, child: Option<ChildId>, details: &EpisodeDetails, entry: &Entry) -> Result<()> {
        let episode = Episode {
            id,
            child,
            details: details.clone(),
            received: entry.recorded_at,
            notice_of_return: details.ended.then_some(entry.recorded_at),
            changed: entry.position,
        };
        let doc = serde_json::to_string(&episode)?;
        let EpisodeKeys { child, police_ref, began, ended, notice, place } = EpisodeKeys::of(&episode);
        self.run(
            "INSERT INTO episode VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, NULL, ?7, ?8, NULL, NULL)",
            params![id.0, child, police_ref, began, ended, notice, place, doc],
        )?;
        if details.ended {
            self.begin_file(&episode, entry)?;
        } else {
            self.put_fact(&episode, None)?;
        }
        self.note_missing(&episode, entry)?;
        self.find_together(&episode)
    }

    fn change_episode(&self, id: EpisodeId, details: &EpisodeDetails, returned: bool, entry: &Entry) -> Result<()> {
        let mut episode = self.episode(id)?;
        let keys = EpisodeKeys::of(&episode);
        let before = std::mem::replace(&mut episode.details, details.clone());
        episode.changed = entry.position;
        if returned {
            episode.notice_of_return = Some(entry.recorded_at);
        } else if !details.ended {
            // Taken back by police: the child is missing after all, so there is no notice.
            episode.notice_of_return = None;
        }
        if episode.child.is_none() {
            self.run("UPDATE waiting SET person = ?2 WHERE episode = ?1", params![id.0, fingerprint_of(details)])?;
        }
        self.put_episode(&episode, &keys)?;
        if before.ended != details.ended {
            self.turn(id, if details.ended { "returned" } else { "missing again" }, entry)?;
        }
        let now = EpisodeKeys::of(&episode);
        if let Some(child) = episode.child.filter(|_| (keys.began, &keys.place) != (now.began, &now.place)) {
            self.remake_together(child)?;
        }
        self.note_episode(&before, &episode, entry)
    }

    pub(super) fn put_episode(&self, episode: &Episode, before: &EpisodeKeys) -> Result<()> {
        self.put_fact(episode, self.kept_file(episode.id)?.as_ref())?;
        let (id, doc) = (episode.id.0, serde_json::to_string(episode)?);
        let keys = EpisodeKeys::of(episode);
        if keys == *before {
            // Naming a column makes SQLite write every index that has it, changed or not.
            return self.run("UPDATE episode SET doc = ?2 WHERE id = ?1", params![id, doc]);
        }
        let EpisodeKeys { child, police_ref, began, ended, notice, place } = keys;
        self.run(
            "UPDATE episode SET child = ?2, police_ref = ?3, began = ?4, ended = ?5, notice = ?6, place = ?7, doc = ?8 WHERE id = ?1",
            params![id, child, police_ref, began, ended, notice, place, doc],
        )
    }

    /// Notes that something was said about an episode, so that a change made on an older sight of it is noticed.
    pub(super) fn touch(&self, episode: EpisodeId) -> Result<()> {
        self.run("UPDATE episode SET doc = json_set(doc, '$.changed', ?2) WHERE id = ?1", params![episode.0, self.applying.get()])
    }

    pub(super) fn wait(&self, id: EpisodeId, details: &EpisodeDetails, line: Line, candidates: &str) -> Result<()> {
        let person = fingerprint_of(details);
        self.run("INSERT OR REPLACE INTO waiting VALUES (?1, ?2, ?3, ?4, ?5)", params![id.0, person, line.list.0, line.row, candidates])
    }

    /// Notes which other children went missing from the same place within twelve hours of this one, on the day of the episode that
    /// was reported later.
    pub(super) fn find_together(&self, episode: &Episode) -> Result<()> {
        let (Some(child), Some(place)) = (episode.child, place_key(&episode.details)) else { return Ok(()) };
        let began = episode.began();
        let near = TimeDelta::hours(12);
        let mut select = self.db.prepare_cached(
            "SELECT child, id, began FROM episode WHERE place = ?1 AND began BETWEEN ?2 AND ?3 AND child IS NOT NULL AND child <> ?4",
        )?;
        let window = params![place, (began - near).timestamp_millis(), (began + near).timestamp_millis(), child.0];
        let mut rows = select.query(window)?;
        while let Some(row) = rows.next()? {
            let (other, id, began_other): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let later = if id > episode.id.0 { DateTime::from_timestamp_millis(began_other).unwrap_or(began) } else { began };
            let day = day_of(later).to_string();
            for (one, two) in [(child.0, other), (other, child.0)] {
                self.run("INSERT OR IGNORE INTO together VALUES (?1, ?2, ?3)", params![one, day, two])?;
            }
        }
        Ok(())
    }

    /// Finds anew, from its episodes as they are now, with whom a child was missing.
    pub(super) fn remake_together(&self, child: ChildId) -> Result<()> {
        let mut select = self.db.prepare_cached("SELECT day, other FROM together WHERE child = ?1")?;
        let rows: Vec<(String, i64)> =
            select.query_map([child.0], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        for (day, other) in rows {
            for (one, two) in [(child.0, other), (other, child.0)] {
                self.run("DELETE FROM together WHERE child = ?1 AND day = ?2 AND other = ?3", params![one, day, two])?;
            }
        }
        self.episodes_of(child)?.iter().try_for_each(|episode| self.find_together(episode))
    }
}

/// The columns an episode is found by. Moments are milliseconds since 1970, UTC.
#[derive(PartialEq)]
pub(super) struct EpisodeKeys {
    child: Option<i64>,
    police_ref: Option<String>,
    began: i64,
    ended: bool,
    notice: Option<i64>,
    place: Option<String>,
}

impl EpisodeKeys {
    pub(super) fn of(episode: &Episode) -> EpisodeKeys {
        let details = &episode.details;
        EpisodeKeys {
            child: episode.child.map(|child| child.0),
            police_ref: details.police_ref.as_deref().map(reference_key),
            began: episode.began().timestamp_millis(),
            ended: details.ended,
            notice: episode.notice_of_return.map(|at| at.timestamp_millis()),
            place: place_key(details),
        }
    }
}

/// Whom a refused row is about, as far as it says: its reference, else its name and date of birth.
pub(super) fn who_of(cells: &BTreeMap<String, String>) -> String {
    let cell = |field: &str| cells.get(field).map_or("", String::as_str);
    match reference_key(cell("police_ref")) {
        reference if !reference.is_empty() => reference,
        _ => fold(&["full_name", "given", "family", "dob"].map(cell).join(" ")),
    }
}

/// Who lives together: the folded postcode and address; `None` without an address.
pub(super) fn address_key(details: &ChildDetails) -> Option<String> {
    let address = details.address.as_deref()?;
    Some(format!("{} {}", fold(details.postcode.as_deref().unwrap_or("")), fold(address)))
}

/// Under what "not the same child" is remembered of whoever a list names.
pub(super) fn fingerprint_of(details: &EpisodeDetails) -> String {
    // The day matters only for an age, which the fingerprint keeps as it was given.
    fingerprint(&Identity::of_listed(&details.listed, details.police_ref.as_deref(), chrono::NaiveDate::MIN))
}

/// What keeps an entry from being followed, with its position: what it says does not go with what is before it.
fn unfit(entry: &Entry, error: Error) -> Error {
    match error {
        Error::Refused(what) => Error::Broken { position: entry.position, what },
        other => other,
    }
}

/// The place a child went missing from, folded: as the list names it, else the placement, else the address. "Home" names no place
/// that two children could share, so the address stands for it; nor does a town centre, where half of the children of a night are.
fn place_key(details: &EpisodeDetails) -> Option<String> {
    const OWN_HOME: &[&str] =
        &["home", "home address", "own home", "family home", "the home", "address", "h a", "placement", "unknown", "not known"];
    const ANYWHERE: &[&str] = &["town", "town centre", "city", "city centre", "street", "school", "park", "shops", "community", "other"];
    let listed = &details.listed;
    let named = details.missing_from.as_deref().map(fold);
    if named.as_deref().is_some_and(|place| ANYWHERE.contains(&place)) {
        return None;
    }
    let named = named.filter(|place| !OWN_HOME.contains(&place.as_str()));
    let address = || Some(fold(&format!("{} {}", listed.address.as_deref()?, listed.postcode.as_deref().unwrap_or(""))));
    named.or_else(|| listed.placement.as_deref().map(fold)).or_else(address).filter(|folded| !folded.is_empty())
}
