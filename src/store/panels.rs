//! What makes children due for panels, read back from the views.

use super::Store;
use crate::casebook::error::Result;
use crate::child::ChildId;
use crate::episode::Moment;
use crate::meeting::decision::Decision;

impl Store {
    /// Children with at least so many episodes that began from a moment on.
    pub fn children_missing_often(&self, from: Moment, episodes: u32) -> Result<Vec<ChildId>> {
        // Answered from the index alone.
        let mut select = self.db.prepare_cached(
            "SELECT child FROM episode WHERE child IS NOT NULL AND began >= ?1 GROUP BY child HAVING count(*) >= ?2 ORDER BY child",
        )?;
        let found = select.query_map((from.timestamp_millis(), episodes), |row| row.get(0).map(ChildId))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// The decisions that refer a child to a panel and stand, earliest first; of one that was reworded the latest wording.
    pub fn panel_referrals(&self) -> Result<Vec<Decision>> {
        self.docs(
            "SELECT doc FROM decision WHERE undone = 0 AND replaced IS NULL AND doc LIKE '%\"panel-referral\"%'
             AND EXISTS (SELECT 1 FROM json_each(doc, '$.outcomes') WHERE value = 'panel-referral') ORDER BY at, id",
            [],
        )
    }

    /// Position of the journal's last entry.
    pub fn head_position(&self) -> Result<i64> {
        use super::journal::Journal;
        Ok(self.head()?.position)
    }
}
