//! Whole tables, for writing all of a hub to files.

use super::Store;
use super::journal::Entry;
use crate::casebook::error::Result;
use crate::casebook::event::{Event, RefusedId};
use crate::casebook::view::{BandSaid, LeftItem, Refused, RefusedRecord, Settled, Told};
use crate::child::ChildId;
use crate::episode::Episode;
use crate::interview::file::InterviewFile;
use crate::interview::record::Interview;
use crate::interview::sharing::Share;
use crate::meeting::assessment::Assessment;
use crate::meeting::business::Business;
use crate::meeting::decision::Decision;
use crate::meeting::record::Meeting;
use crate::meeting::register::ActionRecord;
use chrono::{DateTime, Utc};

impl Store {
    /// Every row that was ever refused, by number.
    pub fn all_refused(&self) -> Result<Vec<RefusedRecord>> {
        let mut select = self.db.prepare_cached(
            "SELECT r.id, r.at, r.doc, coalesce(l.doc ->> 'file', ''), r.open FROM refused r
             LEFT JOIN list l ON l.id = r.doc ->> '$.line.list' ORDER BY r.id",
        )?;
        let mut rows = select.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let id = RefusedId(row.get(0)?);
            let (doc, file) = (serde_json::from_str(&row.get::<_, String>(2)?)?, row.get(3)?);
            let at = DateTime::from_timestamp_millis(row.get(1)?).unwrap_or_default();
            let settled = if row.get(4)? { None } else { self.settled(id)? };
            found.push(RefusedRecord { refused: Refused { id, row: doc, file, at }, settled });
        }
        Ok(found)
    }

    fn settled(&self, id: RefusedId) -> Result<Option<Settled>> {
        let of = |entry: Entry| {
            let (episode, reason) = match entry.event? {
                Event::RowPutRight { episode, .. } => (Some(episode), String::new()),
                Event::RowSetAside { reason, .. } => (None, reason),
                _ => return None,
            };
            Some(Settled { at: entry.recorded_at, by: entry.actor, episode, reason })
        };
        Ok(self.entries(None, &[format!("row {id}")])?.into_iter().rev().find_map(of))
    }

    /// How meetings left items without a decision, and still did as far as it was not taken back; earliest first.
    pub fn all_left(&self) -> Result<Vec<LeftItem>> {
        let of = |entry: Entry| match entry.event {
            Some(Event::ItemLeft { meeting, item, about, left }) => {
                Some(LeftItem { meeting, item, about, left, at: entry.recorded_at, by: entry.actor })
            }
            _ => None,
        };
        Ok(self.standing_all(&["item-left"])?.into_iter().filter_map(of).collect())
    }

    /// Every band the chair set, or took back; earliest first.
    pub fn all_bands(&self) -> Result<Vec<BandSaid>> {
        let of = |entry: Entry| match entry.event {
            Some(Event::BandOverridden { episode, band, rules_band, reason }) => {
                Some(BandSaid { episode, band, rules_band, reason, at: entry.recorded_at, by: entry.actor })
            }
            _ => None,
        };
        Ok(self.standing_all(&["band-overridden"])?.into_iter().filter_map(of).collect())
    }

    /// What stands of some kinds of entries, as it was told; earliest first.
    pub fn told(&self, kinds: &[&str]) -> Result<Vec<Told>> {
        let of = |Entry { recorded_at: at, actor: by, event, .. }| event.map(|event| Told { at, by, event });
        Ok(self.standing_all(kinds)?.into_iter().filter_map(of).collect())
    }

    /// The entries of some kinds, without those of verbs that were taken back.
    fn standing_all(&self, kinds: &[&str]) -> Result<Vec<Entry>> {
        let mut found = Vec::new();
        for entry in self.entries_between(DateTime::UNIX_EPOCH, DateTime::<Utc>::MAX_UTC, kinds)? {
            if !self.is_undone(entry.verb)? {
                found.push(entry);
            }
        }
        Ok(found)
    }

    /// Every episode, by number; likewise those below.
    pub fn all_episodes(&self) -> Result<Vec<Episode>> {
        self.docs("SELECT doc FROM episode ORDER BY id", [])
    }

    pub fn all_interviews(&self) -> Result<Vec<Interview>> {
        self.docs("SELECT doc FROM interview ORDER BY id", [])
    }

    pub fn all_interview_files(&self) -> Result<Vec<InterviewFile>> {
        self.docs("SELECT doc FROM interview_file ORDER BY episode", [])
    }

    /// Those that stand, replaced wordings included.
    pub fn all_decisions(&self) -> Result<Vec<Decision>> {
        self.docs("SELECT doc FROM decision WHERE undone = 0 ORDER BY id", [])
    }

    /// Those that stand.
    pub fn all_actions(&self) -> Result<Vec<ActionRecord>> {
        self.docs("SELECT doc FROM action WHERE live = 1 ORDER BY id", [])
    }

    /// Those that stand.
    pub fn all_assessments(&self) -> Result<Vec<Assessment>> {
        self.docs("SELECT doc FROM assessment WHERE undone = 0 ORDER BY id", [])
    }

    /// Those that stand.
    pub fn all_business(&self) -> Result<Vec<Business>> {
        self.docs("SELECT doc FROM business WHERE undone = 0 ORDER BY id", [])
    }

    pub fn all_meetings(&self) -> Result<Vec<Meeting>> {
        self.docs("SELECT doc FROM meeting ORDER BY id", [])
    }

    /// Children who were ever missing from the same place at the same time as a child.
    pub fn ever_together_with(&self, child: ChildId) -> Result<Vec<ChildId>> {
        Ok(self.numbers("SELECT DISTINCT other FROM together WHERE child = ?1 ORDER BY other", child.0)?.into_iter().map(ChildId).collect())
    }

    /// The sharing ledger, by interview and finding.
    pub fn all_shares(&self) -> Result<Vec<Share>> {
        let mut found = Vec::new();
        for interview in self.all_interviews()? {
            found.extend(self.shares_of(interview.id)?.into_iter().map(|(share, _)| share));
        }
        Ok(found)
    }
}
