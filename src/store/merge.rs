//! Records that are read as one child. Nothing of a record is moved for good: whose a thing is follows from the record it was said
//! of, and from what that record is read as now. So a split, or a merge taken back, gives each exactly what was its own.

use super::Store;
use super::journal::Entry;
use crate::casebook::error::{Error, Result};
use crate::casebook::event::{Belonging, Event};
use crate::child::{Child, ChildDetails, ChildId, combined};
use crate::episode::EpisodeId;
use crate::intake::matching::{Home, Identity, Numbers};
use crate::interview::worker::Wishes;
use crate::meeting::assessment::AssessmentId;
use crate::meeting::business::BusinessId;
use crate::meeting::decision::ActionId;
use rusqlite::{OptionalExtension, params};

/// A record that is read with another, and the position of the entry that merged it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    pub record: ChildId,
    pub since: i64,
}

impl Store {
    /// The child a record is read as: itself, unless it was merged.
    pub fn reads_as(&self, record: ChildId) -> Result<ChildId> {
        let mut at = record;
        let mut select = self.db.prepare_cached("SELECT merged_into FROM child WHERE id = ?1")?;
        while let Some(kept) = select.query_row([at.0], |row| row.get::<_, Option<i64>>(0)).optional()?.flatten() {
            at = ChildId(kept);
        }
        Ok(at)
    }

    /// The records read with a child, those merged into them included, in the order they were merged.
    pub fn members(&self, child: ChildId) -> Result<Vec<Member>> {
        let mut select = self.db.prepare_cached(
            "WITH RECURSIVE below (id, at) AS (
                 SELECT id, merged_at FROM child WHERE merged_into = ?1
                 UNION ALL SELECT c.id, c.merged_at FROM below JOIN child c ON c.merged_into = below.id)
             SELECT id, at FROM below ORDER BY at",
        )?;
        let member = |row: &rusqlite::Row<'_>| Ok(Member { record: ChildId(row.get(0)?), since: row.get(1)? });
        Ok(select.query_map([child.0], member)?.collect::<rusqlite::Result<_>>()?)
    }

    /// A record as it stands, without those it is read with; also one that left the register.
    pub fn own_record(&self, record: ChildId) -> Result<Child> {
        let own: Vec<Child> = self.docs("SELECT doc FROM own_record WHERE child = ?1", [record.0])?;
        let row = || self.docs("SELECT doc FROM child WHERE id = ?1", [record.0]);
        match own.into_iter().next().map_or_else(|| Ok(row()?.pop()), |own| Ok(Some(own))) {
            Ok(Some(child)) => Ok(child),
            Ok(None) => self.child(record),
            Err(error) => Err(error),
        }
    }

    /// The record a record was merged into, and the entry that did it; `None`: a child of its own.
    pub fn merged_into(&self, record: ChildId) -> Result<Option<Member>> {
        let mut select = self.db.prepare_cached("SELECT merged_into, merged_at FROM child WHERE id = ?1 AND merged_into IS NOT NULL")?;
        Ok(select.query_row([record.0], |row| Ok(Member { record: ChildId(row.get(0)?), since: row.get(1)? })).optional()?)
    }

    /// Is the child on the register as one of its own?
    pub fn is_live(&self, child: ChildId) -> Result<bool> {
        Ok(self.db.prepare_cached("SELECT 1 FROM child WHERE id = ?1 AND live = 1")?.exists([child.0])?)
    }

    /// The record something was said of, where it was said of one child while two were one and given to the other since.
    pub(super) fn given_to(&self, what: Belonging, said: ChildId, position: i64) -> Result<ChildId> {
        let (what, id) = key_of(what);
        let sql =
            "SELECT record FROM given WHERE what = ?1 AND id = ?2 AND instead = ?3 AND since < ?4 AND split > ?4 ORDER BY split LIMIT 1";
        let mut select = self.db.prepare_cached(sql)?;
        let given: Option<i64> = select.query_row(params![what, id, said.0, position], |row| row.get(0)).optional()?;
        Ok(given.map_or(said, ChildId))
    }

    /// The child something is about now, that was said of a record in the entry at a position.
    pub(super) fn about_now(&self, what: Belonging, said: ChildId, position: i64) -> Result<ChildId> {
        self.reads_as(self.given_to(what, said, position)?)
    }

    /// Brings the views up to a merge or a split, recorded at a position; `entry` is the one being applied.
    pub(super) fn apply_merging(&self, event: &Event, position: i64, entry: &Entry) -> Result<()> {
        match event {
            Event::ChildrenMerged { kept, merged, .. } => {
                // Else reading a record would never come to an end.
                if kept == merged || self.above(*kept)?.iter().any(|(record, _)| record == merged) {
                    return Err(Error::Refused(format!("{merged} cannot be read as {kept}, which is read as {merged}")));
                }
                self.run("INSERT INTO merging VALUES (?1, ?2, ?3, NULL)", params![position, merged.0, kept.0])?;
                self.remake_merging(&[*kept, *merged], entry)
            }
            Event::ChildSplit { child, from, given, .. } => {
                let above = self.above(*child)?;
                self.run("UPDATE merging SET parted = ?2 WHERE record = ?1 AND parted IS NULL", params![child.0, position])?;
                for (what, (instead, since)) in given.iter().flat_map(|what| above.iter().map(move |record| (what, record))) {
                    let (what, id) = key_of(*what);
                    let values = params![what, id, position, child.0, instead.0, since];
                    self.run("INSERT OR REPLACE INTO given VALUES (?1, ?2, ?3, ?4, ?5, ?6)", values)?;
                }
                self.remake_merging(&[*from, *child], entry)
            }
            _ => Ok(()),
        }
    }

    /// A merge or a split was taken back, or counts again: `of` is the entry that recorded it, `entry` the one being applied.
    pub(super) fn count_merging(&self, of: &Entry, counts: bool, entry: &Entry) -> Result<()> {
        match (&of.event, counts) {
            (Some(event), true) => self.apply_merging(event, of.position, entry),
            (Some(Event::ChildrenMerged { kept, merged, .. }), false) => {
                self.run("DELETE FROM merging WHERE entry = ?1", [of.position])?;
                self.remake_merging(&[*kept, *merged], entry)
            }
            (Some(Event::ChildSplit { child, from, .. }), false) => {
                self.run("UPDATE merging SET parted = NULL WHERE parted = ?1", [of.position])?;
                self.run("DELETE FROM given WHERE split = ?1", [of.position])?;
                self.remake_merging(&[*from, *child], entry)
            }
            _ => Ok(()),
        }
    }

    /// Reads two records as they are merged or not by now: makes again what is read under either.
    fn remake_merging(&self, records: &[ChildId], entry: &Entry) -> Result<()> {
        let mut children = Vec::new();
        for record in records {
            children.push(self.reads_as(*record)?);
        }
        for record in records {
            self.join(*record)?;
        }
        for record in records {
            children.push(self.reads_as(*record)?);
        }
        children.sort_unstable();
        children.dedup();
        self.forget_children();
        for child in &children {
            self.recombine(*child, entry.position)?;
        }
        self.remake_belongings(&children, entry)
    }

    /// Sets what a record is read with as the merges that stand have it.
    fn join(&self, record: ChildId) -> Result<()> {
        let mut select =
            self.db.prepare_cached("SELECT kept, entry FROM merging WHERE record = ?1 AND parted IS NULL ORDER BY entry DESC")?;
        let merged: Option<(i64, i64)> = select.query_row([record.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let was_merged = self.merged_into(record)?.is_some();
        match merged {
            Some((kept, entry)) => {
                let sql = "UPDATE child SET merged_into = ?2, merged_at = ?3, live = 0 WHERE id = ?1";
                self.run(sql, params![record.0, kept, entry])?;
                self.count_off(i64::from(!was_merged))
            }
            None if was_merged => {
                self.run("UPDATE child SET merged_into = NULL, merged_at = NULL, live = 1 WHERE id = ?1", [record.0])?;
                self.count_off(-1)
            }
            None => Ok(()),
        }
    }

    fn count_off(&self, more: i64) -> Result<()> {
        self.run("INSERT INTO off_register VALUES (1, ?1) ON CONFLICT DO UPDATE SET n = n + ?1", [more])
    }

    /// A child leaves the register, or is on it again: the answer that put it there was taken back, or counts again.
    pub(super) fn set_on_register(&self, child: ChildId, on: bool) -> Result<()> {
        self.forget_children();
        self.run("UPDATE child SET live = ?2 WHERE id = ?1", params![child.0, on])?;
        self.count_off(if on { -1 } else { 1 })?;
        if on { self.index_child(child, &self.own_record(child)?.details) } else { self.forget_matching(child) }
    }

    /// Makes a record again as it is read: with those merged into it, if it is a child of its own; else by itself.
    pub(super) fn recombine(&self, record: ChildId, position: i64) -> Result<()> {
        let own = self.own_record(record)?;
        let merged = self.merged_into(record)?.is_some();
        let others = if merged { Vec::new() } else { self.members(record)? };
        if others.is_empty() {
            self.run("DELETE FROM own_record WHERE child = ?1", [record.0])?;
            let changed = if merged { own.changed } else { position };
            self.put_row(&Child { changed, ..own.clone() }, &own.details)?;
            self.forget_children();
            return if merged { self.forget_matching(record) } else { self.index_child(record, &own.details) };
        }
        self.run("INSERT OR REPLACE INTO own_record VALUES (?1, ?2)", params![record.0, serde_json::to_string(&own)?])?;
        for member in &others {
            // One that was a child of its own till now may have others below it.
            self.recombine(member.record, position)?;
        }
        let records = others.iter().map(|member| Ok(self.own_record(member.record)?.details)).collect::<Result<Vec<_>>>()?;
        let details = combined(&own.details, &records.iter().collect::<Vec<_>>());
        self.put_row(&Child { id: record, details: details.clone(), changed: position }, &own.details)?;
        self.forget_children();
        self.index_child(record, &details)
    }

    /// What matching knows of a child: its record as it is read, the homes it had, and homes and numbers of the records read with it.
    pub fn identity_of(&self, child: ChildId, details: &ChildDetails) -> Result<Identity> {
        let mut identity = Identity { earlier_homes: self.earlier_homes(child)?, ..Identity::from(details) };
        for member in self.members(child)? {
            let ChildDetails { address, postcode, own_id, upn, nhs_number, police_nominal, .. } = self.own_record(member.record)?.details;
            if (&address, &postcode) != (&details.address, &details.postcode) && (address.is_some() || postcode.is_some()) {
                identity.earlier_homes.push(Home { address, postcode });
            }
            identity.earlier_homes.extend(self.earlier_homes(member.record)?);
            let numbers = Numbers { own_id, upn, nhs_number, police_nominal };
            if numbers != Numbers::default() {
                identity.other_numbers.push(numbers);
            }
        }
        Ok(identity)
    }

    /// Makes again, of all that is read under these children by now, whose it is.
    fn remake_belongings(&self, children: &[ChildId], entry: &Entry) -> Result<()> {
        for child in children {
            for episode in self.numbers("SELECT id FROM episode WHERE child = ?1 ORDER BY id", child.0)? {
                self.settle_child_of(EpisodeId(episode), entry)?;
            }
        }
        let mut business = Vec::new();
        for child in children {
            let decided = "SELECT id FROM decision WHERE child = ?1 AND episode IS NULL ORDER BY id";
            self.numbers(decided, child.0)?.into_iter().try_for_each(|id| self.settle_decision(id))?;
            let actions = "SELECT id FROM action WHERE child = ?1 AND doc ->> '$.episode' IS NULL ORDER BY id";
            self.numbers(actions, child.0)?.into_iter().try_for_each(|id| self.refold_action(ActionId(id)))?;
            let assessments = "SELECT id FROM assessment WHERE child = ?1 AND episode IS NULL ORDER BY id";
            self.numbers(assessments, child.0)?.into_iter().try_for_each(|id| self.refold_assessment(AssessmentId(id)))?;
            business.extend(self.numbers("SELECT business FROM business_child WHERE child = ?1", child.0)?);
        }
        business.into_iter().try_for_each(|id| self.refold_business(BusinessId(id)))?;
        for child in children {
            self.settle_wishes(*child)?;
            self.remake_together(*child)?;
            self.plan_child_again(*child)?;
            self.note_child(*child, entry)?;
        }
        Ok(())
    }

    /// What the journal calls all that is read under a child: its records, episodes, interviews, actions, assessments and business.
    pub fn subjects_of(&self, child: ChildId) -> Result<Vec<String>> {
        let mut subjects = vec![format!("child {child}")];
        subjects.extend(self.members(child)?.iter().map(|member| format!("child {}", member.record)));
        subjects.extend(self.episodes_of(child)?.iter().map(|episode| format!("episode {}", episode.id)));
        subjects.extend(self.interviews_of(child)?.iter().map(|interview| format!("interview {}", interview.id)));
        subjects.extend(self.about_child(child)?);
        Ok(subjects)
    }

    pub(super) fn numbers(&self, sql: &str, of: i64) -> Result<Vec<i64>> {
        Ok(self.db.prepare_cached(sql)?.query_map([of], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// What a child wishes, as the records it is read with have it: what was recorded while they were one stands alone, else all of it
    /// together.
    pub(super) fn settle_wishes(&self, child: ChildId) -> Result<()> {
        self.run("DELETE FROM wishes WHERE child = ?1", [child.0])?;
        if self.reads_as(child)? != child {
            return Ok(());
        }
        let own = self.own_wishes(child)?;
        let mut all = own.as_ref().map(|(_, wishes)| wishes.clone());
        for Member { record, since } in self.members(child)? {
            let superseded = own.as_ref().is_some_and(|(said, _)| *said > since);
            if let Some((_, more)) = self.own_wishes(record)?.filter(|_| !superseded) {
                all = Some(all.map_or(more.clone(), |all| together(all, more)));
            }
        }
        let Some(all) = all else { return Ok(()) };
        self.run("INSERT INTO wishes VALUES (?1, ?2)", params![child.0, serde_json::to_string(&all)?])
    }

    /// What was last said of the wishes of a record, and the position of the entry.
    pub fn own_wishes(&self, record: ChildId) -> Result<Option<(i64, Wishes)>> {
        let mut last = None;
        let given = self.numbers("SELECT DISTINCT instead FROM given WHERE what = 'wishes' AND record = ?1", record.0)?;
        for child in given.into_iter().map(ChildId).chain([record]) {
            for said in self.standing_of(&format!("child {child}"), &["wishes-recorded"])? {
                if let Some(Event::WishesRecorded { child, wishes }) = said.event
                    && self.given_to(Belonging::Wishes, child, said.position)? == record
                    && last.as_ref().is_none_or(|(position, _)| *position < said.position)
                {
                    last = Some((said.position, wishes));
                }
            }
        }
        Ok(last)
    }
}

/// The wishes of two records together. Of what can only be one, what the first says stands.
fn together(mut one: Wishes, more: Wishes) -> Wishes {
    for (list, other) in [(&mut one.asked_for, more.asked_for), (&mut one.not, more.not)] {
        let new: Vec<_> = other.into_iter().filter(|worker| !list.contains(worker)).collect();
        list.extend(new);
    }
    // Whom one of them asked not to see is not sent because the other asked for them.
    one.asked_for.retain(|worker| !one.not.contains(worker));
    one.sex = one.sex.or(more.sex);
    one.language = one.language.or(more.language);
    if !more.note.is_empty() && more.note != one.note {
        one.note = [one.note, more.note].into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join("; ");
    }
    one
}

/// As the table of what was given has it.
fn key_of(what: Belonging) -> (&'static str, i64) {
    match what {
        Belonging::Episode(id) => ("episode", id.0),
        Belonging::Business(id) => ("business", id.0),
        Belonging::Action(id) => ("action", id.0),
        Belonging::Assessment(id) => ("assessment", id.0),
        Belonging::Wishes => ("wishes", 0),
    }
}
