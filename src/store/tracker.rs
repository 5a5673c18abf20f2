//! What the top ten is made from: the times of all children's episodes about a month, and what is counted of a few children.

use super::Store;
use crate::casebook::error::Result;
use crate::child::ChildId;
use crate::clock::ClockSettings;
use crate::episode::{Episode, EpisodeId, Moment};
use crate::interview::record::Interview;
use crate::meeting::decision::Decision;
use crate::meeting::register::ActionRecord;
use crate::report::figures::facts::{EpisodeFact, Facts};
use crate::report::figures::kept::Kept;
use crate::report::figures::topten::{End, Stay};
use chrono::{DateTime, NaiveDate};
use rusqlite::params;

/// A child who was missing at the same time from, or found at, the same place, and on how many days that began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Companion {
    pub child: ChildId,
    pub name: String,
    pub days: u32,
}

impl Store {
    /// The times of all episodes that began between two moments, and of those from before in which the child may have been missing
    /// then still, in no particular order.
    pub fn stays(&self, from: Moment, to: Moment) -> Result<Vec<Stay>> {
        // What was over before began before and was heard of before; of what began long before only what lasts or ended since is read.
        let mut select = self.db.prepare_cached(
            "SELECT episode, child, began, missing_since, ended, back FROM episode_fact WHERE began >= ?1 AND began < ?2
             UNION ALL
             SELECT f.episode, f.child, f.began, f.missing_since, f.ended, f.back
             FROM episode e INDEXED BY episode_out JOIN episode_fact f ON f.episode = e.id WHERE e.ended = 0 AND f.began < ?1
             UNION ALL
             SELECT f.episode, f.child, f.began, f.missing_since, f.ended, f.back
             FROM episode e INDEXED BY episode_notice JOIN episode_fact f ON f.episode = e.id
             WHERE e.ended = 1 AND e.notice >= ?1 AND e.began < ?1",
        )?;
        let found = select.query_map(params![from.timestamp_millis(), to.timestamp_millis()], stay)?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// What is counted of the episodes of some children that began from a moment on, or lasted into it; without what the figures split
    /// children by.
    pub fn facts_of(&self, children: &[ChildId], from: Moment, clocks: &ClockSettings, now: Moment) -> Result<Facts> {
        let mut facts = Facts::none(now);
        let mut select = self.db.prepare_cached(
            "SELECT f.episode, f.doc FROM episode e JOIN episode_fact f ON f.episode = e.id
             WHERE e.child = ?1 AND (e.began >= ?2 OR e.ended = 0 OR e.notice >= ?2)",
        )?;
        for child in children {
            let mut rows = select.query(params![child.0, from.timestamp_millis()])?;
            while let Some(row) = rows.next()? {
                let kept: Kept = serde_json::from_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
                let fact: EpisodeFact = kept.fact(EpisodeId(row.get(0)?), None, clocks, |_| None, now);
                facts.episodes.push(fact);
            }
        }
        Ok(facts)
    }

    /// The episodes of a child that lasted into the time between two moments, in the order they began.
    pub fn episodes_between(&self, child: ChildId, from: Moment, to: Moment) -> Result<Vec<Episode>> {
        self.docs(
            "SELECT doc FROM episode WHERE child = ?1 AND began < ?3 AND (began >= ?2 OR ended = 0 OR notice >= ?2) ORDER BY began, id",
            params![child.0, from.timestamp_millis(), to.timestamp_millis()],
        )
    }

    /// Who was missing with a child between two UK days, both included, most days first.
    pub fn companions_between(&self, child: ChildId, from: NaiveDate, to: NaiveDate) -> Result<Vec<Companion>> {
        let mut select = self.db.prepare_cached(
            "SELECT t.other, trim(coalesce(c.doc ->> 'given', '') || ' ' || coalesce(c.doc ->> 'family', '')), count(*)
             FROM together t JOIN child c ON c.id = t.other WHERE t.child = ?1 AND t.day >= ?2 AND t.day <= ?3
             GROUP BY t.other ORDER BY count(*) DESC, t.other",
        )?;
        let companion = |row: &rusqlite::Row<'_>| Ok(Companion { child: ChildId(row.get(0)?), name: row.get(1)?, days: row.get(2)? });
        Ok(select.query_map(params![child.0, from.to_string(), to.to_string()], companion)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The last interviews of a child that were held before a moment, latest first, at most so many; without those withdrawn.
    pub fn last_interviews(&self, child: ChildId, before: Moment, most: u32) -> Result<Vec<Interview>> {
        let sql = "SELECT doc FROM interview WHERE child = ?1 AND held_at < ?2 AND doc ->> '$.withdrawn' IS NULL
                   ORDER BY held_at DESC, id DESC LIMIT ?3";
        self.docs(sql, params![child.0, before.timestamp_millis(), most])
    }

    /// The decisions on a child that stand and were made from a moment on, latest first.
    pub fn decisions_since(&self, child: ChildId, since: Moment) -> Result<Vec<Decision>> {
        let sql = "SELECT doc FROM decision WHERE child = ?1 AND at >= ?2 AND undone = 0 AND replaced IS NULL ORDER BY at DESC, id DESC";
        self.docs(sql, params![child.0, since.timestamp_millis()])
    }

    /// The actions of a child that are to be done, by when they run out, and then those that ended from a moment on, latest first.
    pub fn actions_since(&self, child: ChildId, since: Moment) -> Result<Vec<ActionRecord>> {
        let sql = "SELECT doc FROM action WHERE child = ?1 AND live = 1 AND (ended_at IS NULL OR ended_at >= ?2)
                   ORDER BY ended_at IS NOT NULL, ended_at DESC, due IS NULL, due, id";
        self.docs(sql, params![child.0, since.timestamp_millis()])
    }

    /// When the first episode of the hub began.
    pub fn first_episode(&self) -> Result<Option<Moment>> {
        let first: Option<i64> = self.db.prepare_cached("SELECT min(began) FROM episode_fact")?.query_row([], |row| row.get(0))?;
        Ok(first.and_then(DateTime::from_timestamp_millis))
    }
}

fn stay(row: &rusqlite::Row<'_>) -> rusqlite::Result<Stay> {
    let at = |millis: i64| DateTime::from_timestamp_millis(millis).unwrap_or_default();
    let end = match (row.get::<_, bool>(4)?, row.get::<_, Option<i64>>(5)?) {
        (false, _) => End::StillMissing,
        (true, back) => back.map_or(End::NotKnown, |back| End::At(at(back))),
    };
    Ok(Stay {
        episode: EpisodeId(row.get(0)?),
        child: row.get::<_, Option<i64>>(1)?.map(ChildId),
        began: at(row.get(2)?),
        missing_since: at(row.get(3)?),
        end,
    })
}
