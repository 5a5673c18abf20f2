//! What makes children due for panels, read back from the views.

use super::Store;
use crate::casebook::error::Result;
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use crate::meeting::decision::Decision;
use crate::report::panels::due::Spell;
use chrono::DateTime;

impl Store {
    /// Children with at least so many episodes that began from a moment on.
    pub fn children_missing_often(&self, from: Moment, episodes: u32) -> Result<Vec<ChildId>> {
        // Answered from the part of the index that is asked after alone.
        let mut select = self.db.prepare_cached(
            "SELECT child FROM episode_fact INDEXED BY episode_fact_began WHERE began >= ?1 AND child IS NOT NULL
             GROUP BY child HAVING count(*) >= ?2 ORDER BY child",
        )?;
        let found = select.query_map((from.timestamp_millis(), episodes), |row| row.get(0).map(ChildId))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// The decisions that refer a child to a panel and stand, earliest first; of one that was reworded the latest wording.
    pub fn panel_referrals(&self) -> Result<Vec<Decision>> {
        self.docs(
            "SELECT doc FROM decision INDEXED BY decision_referral WHERE undone = 0 AND replaced IS NULL AND instr(doc, '\"panel-referral\"') > 0
             AND EXISTS (SELECT 1 FROM json_each(doc, '$.outcomes') WHERE value = 'panel-referral') ORDER BY at, id",
            [],
        )
    }

    /// The times of a child's episodes, in the order they began.
    pub fn spells_of(&self, child: ChildId) -> Result<Vec<Spell>> {
        let mut select = self.db.prepare_cached(
            "SELECT f.episode, f.began, f.heard, f.missing_since, f.ended FROM episode e JOIN episode_fact f ON f.episode = e.id
             WHERE e.child = ?1 ORDER BY f.began, f.episode",
        )?;
        let at = |millis: i64| DateTime::from_timestamp_millis(millis).unwrap_or_default();
        let spell = |row: &rusqlite::Row<'_>| {
            Ok(Spell {
                episode: EpisodeId(row.get(0)?),
                began: at(row.get(1)?),
                heard: at(row.get(2)?),
                missing_since: at(row.get(3)?),
                still_missing: !row.get::<_, bool>(4)?,
            })
        };
        Ok(select.query_map([child.0], spell)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Position of the journal's last entry.
    pub fn head_position(&self) -> Result<i64> {
        use super::journal::Journal;
        Ok(self.head()?.position)
    }
}
