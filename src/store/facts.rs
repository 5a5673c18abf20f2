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
use crate::report::figures::kept::Kept;
use chrono::DateTime;
use rusqlite::params;
use std::collections::HashMap;

/// What was held on one record from a moment on.
struct Was {
    since: i64,
    details: ChildDetails,
}

/// What was held on the children, by the child as it is read now.
#[derive(Default)]
struct ChildrenWere {
    by_child: HashMap<ChildId, Vec<Was>>,
}

impl ChildrenWere {
    /// What was held on a child at a moment; of one put on the register later, what was held first.
    fn at(&self, child: ChildId, at: Moment) -> Option<&ChildDetails> {
        let were = self.by_child.get(&child)?;
        let until = were.partition_point(|was| was.since <= at.timestamp_millis());
        were.get(until.saturating_sub(1)).map(|was| &was.details)
    }
}

impl Store {
    /// Keeps what the figures count of an episode.
    pub(super) fn put_fact(&self, episode: &Episode, file: Option<&InterviewFile>) -> Result<()> {
        let kept = Kept::of(episode, file);
        self.run(
            "INSERT INTO episode_fact VALUES (?1, ?2, ?3) ON CONFLICT (episode) DO UPDATE SET began = excluded.began, doc = excluded.doc
             WHERE began <> excluded.began OR doc <> excluded.doc",
            params![episode.id.0, kept.began.timestamp_millis(), serde_json::to_string(&kept)?],
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
    /// which the child was still missing then; in the order of their numbers.
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
        let mut were = ChildrenWere::default();
        let mut facts = Vec::new();
        for assessment in &assessments {
            let first = assessment.results.first().map(|first| first.at);
            let education = match (assessment.child, first) {
                (Some(child), Some(at)) => self.were(&mut were, child)?.at(child, at).and_then(|details| details.education),
                _ => None,
            };
            facts.extend(AssessmentFact::of(assessment, education));
        }
        Ok(facts)
    }

    /// The decisions that stand and were made from a moment on; one that was reworded at the time of its first wording.
    fn decision_facts(&self, from: Moment) -> Result<Vec<DecisionFact>> {
        let mut select = self.db.prepare_cached(
            "WITH RECURSIVE worded (id, child, at, replaces) AS (
                 SELECT id, child, at, doc ->> '$.replaces' FROM decision WHERE at >= ?1 AND undone = 0 AND replaced IS NULL
                 UNION ALL SELECT w.id, w.child, d.at, d.doc ->> '$.replaces' FROM worded w JOIN decision d ON d.id = w.replaces)
             SELECT id, child, at FROM worded WHERE replaces IS NULL ORDER BY id",
        )?;
        let fact = |row: &rusqlite::Row<'_>| {
            Ok(DecisionFact { decision: DecisionId(row.get(0)?), child: row.get::<_, Option<i64>>(1)?.map(ChildId), at: at(row.get(2)?) })
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
        Ok(self.child_were(child)?.into_iter().map(|was| (at(was.since), was.details)).collect())
    }

    fn episode_facts(&self, from: Moment, clocks: &ClockSettings, now: Moment) -> Result<Vec<EpisodeFact>> {
        let kept = self.kept_facts(from)?;
        let agencies = self.agencies()?;
        let agency = |worker: WorkerId| agencies.get(&worker).cloned();
        let mut were = ChildrenWere::default();
        let mut facts = Vec::with_capacity(kept.len());
        for (episode, kept) in &kept {
            let child = match kept.child {
                Some(child) => self.were(&mut were, child)?.at(child, kept.began),
                None => None,
            };
            facts.push(kept.fact(*episode, child, clocks, agency, now));
        }
        Ok(facts)
    }

    fn kept_facts(&self, from: Moment) -> Result<Vec<(EpisodeId, Kept)>> {
        let mut select = self.db.prepare_cached(
            "SELECT episode, doc FROM episode_fact WHERE began >= ?1
             UNION ALL
             SELECT f.episode, f.doc FROM episode e INDEXED BY episode_out JOIN episode_fact f ON f.episode = e.id
             WHERE e.ended = 0 AND f.began < ?1
             UNION ALL
             SELECT f.episode, f.doc FROM episode e INDEXED BY episode_notice JOIN episode_fact f ON f.episode = e.id
             WHERE e.ended = 1 AND e.notice >= ?1 AND f.began < ?1
             ORDER BY 1",
        )?;
        let mut rows = select.query([from.timestamp_millis()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push((EpisodeId(row.get(0)?), serde_json::from_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?));
        }
        Ok(found)
    }

    fn agencies(&self) -> Result<HashMap<WorkerId, String>> {
        let workers = self.workers()?;
        Ok(workers.into_iter().map(|worker| (worker.id, worker.details.team)).collect())
    }

    /// What was held on a child, read once.
    fn were<'w>(&self, known: &'w mut ChildrenWere, child: ChildId) -> Result<&'w ChildrenWere> {
        if !known.by_child.contains_key(&child) {
            known.by_child.insert(child, self.child_were(child)?);
        }
        Ok(known)
    }

    /// What was held on a child, earliest first: on its own record, and before that on one that is read with it.
    fn child_were(&self, child: ChildId) -> Result<Vec<Was>> {
        let mut select = self.db.prepare_cached("SELECT at, doc FROM child_was WHERE child = ?1 ORDER BY entry")?;
        let of = |record: ChildId, select: &mut rusqlite::CachedStatement<'_>| -> Result<Vec<Was>> {
            let mut rows = select.query([record.0])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let details = serde_json::from_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
                found.push(Was { since: row.get(0)?, details });
            }
            Ok(found)
        };
        let mut were = of(child, &mut select)?;
        let own_since = were.first().map_or(i64::MAX, |was| was.since);
        for member in self.members(child)? {
            were.extend(of(member.record, &mut select)?.into_iter().filter(|was| was.since < own_since));
        }
        were.sort_by_key(|was| was.since);
        Ok(were)
    }
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
