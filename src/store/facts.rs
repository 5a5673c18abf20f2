//! What the figures are made from: kept beside the records as they change, and read back for a time.

use super::Store;
use super::journal::Entry;
use crate::casebook::error::Result;
use crate::child::{ChildDetails, ChildId};
use crate::clock::ClockSettings;
use crate::episode::{Episode, EpisodeId, Moment};
use crate::interview::file::InterviewFile;
use crate::interview::record::FindingId;
use crate::interview::worker::WorkerId;
use crate::meeting::assessment::Assessment;
use crate::meeting::decision::DecisionId;
use crate::report::figures::facts::{AssessmentFact, DecisionFact, EpisodeFact, Facts, IntelligenceFact};
use crate::report::figures::kept::{ChildWas, Kept};
use chrono::DateTime;
use rayon::prelude::*;
use rusqlite::params;
use serde::de::DeserializeOwned;
use std::collections::{BTreeSet, HashMap};

/// What was held on children, by the child as it is read now: earliest first, each with the moment from which on.
#[derive(Default)]
struct ChildrenWere(HashMap<ChildId, Vec<(i64, ChildWas)>>);

impl ChildrenWere {
    /// What was held on a child at a moment; of one put on the register later, what was held first.
    fn at(&self, child: ChildId, at: Moment) -> Option<&ChildWas> {
        let were = self.0.get(&child)?;
        let until = were.partition_point(|(since, _)| *since <= at.timestamp_millis());
        were.get(until.saturating_sub(1)).map(|(_, was)| was)
    }
}

/// What is kept of an episode, not read yet: a year of it is read on all cores.
struct KeptRow {
    episode: EpisodeId,
    child: Option<ChildId>,
    doc: String,
}

impl Store {
    /// Keeps what the figures count of an episode.
    pub(super) fn put_fact(&self, episode: &Episode, file: Option<&InterviewFile>) -> Result<()> {
        let kept = Kept::of(episode, file);
        let back = kept.ended.as_ref().and_then(|ended| ended.returned.or(ended.notice));
        self.run(
            "INSERT INTO episode_fact VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (episode) DO UPDATE SET child = excluded.child,
                    began = excluded.began, heard = excluded.heard, missing_since = excluded.missing_since, ended = excluded.ended,
                    back = excluded.back, doc = excluded.doc
             WHERE child IS NOT excluded.child OR began <> excluded.began OR doc <> excluded.doc",
            params![
                episode.id.0,
                kept.child.map(|child| child.0),
                kept.began.timestamp_millis(),
                episode.received.timestamp_millis(),
                kept.missing_since.timestamp_millis(),
                kept.ended.is_some(),
                back.map(|back| back.timestamp_millis()),
                serde_json::to_string(&kept)?
            ],
        )
    }

    /// Keeps what was held on a record from an entry on, where it is other than before.
    pub(super) fn note_child_was(&self, record: ChildId, details: &ChildDetails, entry: &Entry) -> Result<()> {
        let doc = serde_json::to_string(&of_figures(details))?;
        self.run(
            "INSERT INTO child_was SELECT ?1, ?2, ?3, ?4
             WHERE coalesce((SELECT doc FROM child_was WHERE child = ?1 ORDER BY entry DESC LIMIT 1), '') <> ?4",
            params![record.0, entry.position, entry.recorded_at.timestamp_millis(), doc],
        )
    }

    /// What the figures from a moment on are made from, as known now: episodes that began from then on, and those from before it in
    /// which the child was still missing then; in any order.
    pub fn facts(&self, from: Moment, clocks: &ClockSettings, now: Moment) -> Result<Facts> {
        Ok(Facts {
            as_of: now,
            episodes: self.episode_facts(from, clocks, now)?,
            assessments: self.assessment_facts()?,
            decisions: self.decision_facts(from)?,
            intelligence: self.intelligence_facts()?,
            looked_after_children: Some(self.db.query_row("SELECT count(*) FROM child WHERE ours = 1 AND live = 1", [], |row| row.get(0))?),
        })
    }

    fn assessment_facts(&self) -> Result<Vec<AssessmentFact>> {
        let assessments: Vec<Assessment> = self.docs("SELECT doc FROM assessment WHERE undone = 0 ORDER BY id", [])?;
        let were = self.children_were(assessments.iter().filter_map(|assessment| assessment.child))?;
        let education = |assessment: &Assessment| {
            let first = assessment.results.first()?;
            were.at(assessment.child?, first.at)?.education
        };
        Ok(assessments.iter().filter_map(|assessment| AssessmentFact::of(assessment, education(assessment))).collect())
    }

    /// The decisions that stand and were made from a moment on; one that was reworded at the time of its first wording.
    fn decision_facts(&self, from: Moment) -> Result<Vec<DecisionFact>> {
        let mut select = self.db.prepare_cached("SELECT replaced, id, at FROM decision WHERE replaced IS NOT NULL")?;
        let earlier = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, (row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)));
        let earlier: HashMap<i64, (i64, i64)> = select.query_map([], earlier)?.collect::<rusqlite::Result<_>>()?;
        let first = |id: i64, at: i64| {
            let wordings = std::iter::successors(Some((id, at)), |(id, _)| earlier.get(id).copied());
            // As many steps as there are rewordings: a circle in a damaged record ends.
            wordings.take(earlier.len() + 1).map(|(_, at)| at).min().unwrap_or(at)
        };
        let standing = "SELECT id, child, at FROM decision INDEXED BY decision_at WHERE at >= ?1 AND undone = 0 AND replaced IS NULL";
        let mut select = self.db.prepare_cached(standing)?;
        let fact = |row: &rusqlite::Row<'_>| {
            let (id, child, said): (i64, Option<i64>, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(DecisionFact { decision: DecisionId(id), child: child.map(ChildId), at: at(first(id, said)) })
        };
        Ok(select.query_map([from.timestamp_millis()], fact)?.collect::<rusqlite::Result<_>>()?)
    }

    fn intelligence_facts(&self) -> Result<Vec<IntelligenceFact>> {
        let mut select = self
            .db
            .prepare_cached("SELECT finding, min(sent_at) FROM share WHERE sent_at IS NOT NULL GROUP BY finding ORDER BY finding")?;
        let fact = |row: &rusqlite::Row<'_>| Ok(IntelligenceFact { finding: FindingId(row.get(0)?), at: at(row.get(1)?) });
        Ok(select.query_map([], fact)?.collect::<rusqlite::Result<_>>()?)
    }

    /// What was held on a child over time, earliest first: the moment from which on, and what the figures split by.
    pub fn child_over_time(&self, child: ChildId) -> Result<Vec<(Moment, ChildDetails)>> {
        let records = self.records_of(child)?;
        let were = read_together(&records, &mut self.records_were(records.iter().copied())?);
        Ok(were.into_iter().map(|(since, details)| (at(since), details)).collect())
    }

    fn episode_facts(&self, from: Moment, clocks: &ClockSettings, now: Moment) -> Result<Vec<EpisodeFact>> {
        let kept = self.kept_facts(from)?;
        let were = self.children_were(kept.iter().filter_map(|row| row.child))?;
        let agencies = self.agencies()?;
        let agency = |worker: WorkerId| agencies.get(&worker).cloned();
        let fact = |row: &KeptRow| {
            let kept: Kept = serde_json::from_str(&row.doc)?;
            let child = kept.child.and_then(|child| were.at(child, kept.began));
            Ok(kept.fact(row.episode, child, clocks, agency, now))
        };
        kept.par_iter().map(fact).collect()
    }

    fn kept_facts(&self, from: Moment) -> Result<Vec<KeptRow>> {
        let mut select = self.db.prepare_cached(
            "SELECT episode, child, doc FROM episode_fact WHERE began >= ?1
             UNION ALL
             SELECT f.episode, f.child, f.doc FROM episode e INDEXED BY episode_out JOIN episode_fact f ON f.episode = e.id
             WHERE e.ended = 0 AND f.began < ?1
             UNION ALL
             SELECT f.episode, f.child, f.doc FROM episode e INDEXED BY episode_notice JOIN episode_fact f ON f.episode = e.id
             WHERE e.ended = 1 AND e.notice >= ?1 AND e.began < ?1",
        )?;
        let row = |row: &rusqlite::Row<'_>| {
            Ok(KeptRow { episode: EpisodeId(row.get(0)?), child: row.get::<_, Option<i64>>(1)?.map(ChildId), doc: row.get(2)? })
        };
        Ok(select.query_map([from.timestamp_millis()], row)?.collect::<rusqlite::Result<_>>()?)
    }

    fn agencies(&self) -> Result<HashMap<WorkerId, String>> {
        let workers = self.workers()?;
        Ok(workers.into_iter().map(|worker| (worker.id, worker.details.team)).collect())
    }

    /// What was held on some children.
    fn children_were(&self, children: impl Iterator<Item = ChildId>) -> Result<ChildrenWere> {
        let children: BTreeSet<ChildId> = children.collect();
        let mut members: HashMap<ChildId, Vec<ChildId>> = HashMap::new();
        for merged in self.merged_children()? {
            members.entry(self.reads_as(merged)?).or_default().push(merged);
        }
        let of = |child: &ChildId| std::iter::once(*child).chain(members.get(child).into_iter().flatten().copied()).collect::<Vec<_>>();
        let mut records = self.records_were(children.iter().flat_map(of))?;
        Ok(ChildrenWere(children.iter().map(|child| (*child, read_together(&of(child), &mut records))).collect()))
    }

    fn merged_children(&self) -> Result<Vec<ChildId>> {
        let mut select = self.db.prepare_cached("SELECT id FROM child WHERE merged_into IS NOT NULL ORDER BY merged_at")?;
        Ok(select.query_map([], |row| row.get(0).map(ChildId))?.collect::<rusqlite::Result<_>>()?)
    }

    /// What was held on some records, of each earliest first. One question for all of them: a year's figures ask of thousands.
    fn records_were<T: DeserializeOwned + Send>(&self, records: impl Iterator<Item = ChildId>) -> Result<HashMap<ChildId, Vec<(i64, T)>>> {
        let sql = "SELECT child, at, doc FROM child_was WHERE child IN (SELECT value FROM json_each(?1)) ORDER BY child, entry";
        let mut select = self.db.prepare_cached(sql)?;
        let records = serde_json::to_string(&records.map(|record| record.0).collect::<Vec<_>>())?;
        let rows = select.query_map([records], |row| Ok((ChildId(row.get(0)?), row.get(1)?, row.get(2)?)))?;
        let rows: Vec<(ChildId, i64, String)> = rows.collect::<rusqlite::Result<_>>()?;
        let read = |(record, since, doc): (ChildId, i64, String)| Ok((record, since, serde_json::from_str(&doc)?));
        let read: Vec<(ChildId, i64, T)> = rows.into_par_iter().map(read).collect::<Result<_>>()?;
        let mut were: HashMap<ChildId, Vec<(i64, T)>> = HashMap::new();
        read.into_iter().for_each(|(record, since, was)| were.entry(record).or_default().push((since, was)));
        Ok(were)
    }
}

/// What was held on a child's own record, the first of some, and before that on those that are read with it; earliest first.
fn read_together<T>(records: &[ChildId], were: &mut HashMap<ChildId, Vec<(i64, T)>>) -> Vec<(i64, T)> {
    let mut records = records.iter().map(|record| were.remove(record).unwrap_or_default());
    let mut read = records.next().unwrap_or_default();
    let own_since = read.first().map_or(i64::MAX, |(since, _)| *since);
    read.extend(records.flatten().filter(|(since, _)| *since < own_since));
    read.sort_by_key(|(since, _)| *since);
    read
}

fn at(millis: i64) -> Moment {
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// Of what is held on a child what the figures split by.
fn of_figures(details: &ChildDetails) -> ChildDetails {
    ChildDetails {
        dob: details.dob,
        sex: details.sex,
        ethnicity: details.ethnicity.clone(),
        care_status: details.care_status,
        placed_out_of_area: details.placed_out_of_area,
        placing_authority: details.placing_authority.clone(),
        placement: details.placement.clone(),
        education: details.education,
        locality: details.locality.clone(),
        markers: details.markers.clone(),
        plan: details.plan,
        ..ChildDetails::default()
    }
}
