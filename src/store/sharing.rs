//! The sharing ledger: which finding must go to whom, which went, and what has changed since.

use super::Store;
use super::journal::Entry;
use crate::casebook::error::Result;
use crate::casebook::event::Event;
use crate::episode::Moment;
use crate::interview::record::{EndsAs, Finding, FindingId, InterviewId};
use crate::interview::sharing::{SentLine, Share, SharingCounts};
use chrono::{DateTime, TimeDelta};
use rusqlite::{Row, params};
use std::collections::BTreeSet;

/// How long a recipient has to say they have it, in elapsed hours.
const TO_ACKNOWLEDGE: TimeDelta = TimeDelta::hours(24);

/// In order: sent as it stands now, and acknowledged.
const SETTLE: &str = "UPDATE share SET in_order = sent_text IS text AND acknowledged_at IS NOT NULL WHERE interview = ?1";

impl Store {
    pub(super) fn apply_sharing(&self, event: &Event, entry: &Entry) -> Result<()> {
        match event {
            Event::IntelligenceShared { interview, recipient, lines, .. } => {
                for SentLine { finding, text } in lines {
                    self.run(
                        "INSERT INTO share VALUES (?1, ?2, ?3, ?4, ?5, ?4, NULL, NULL, 0)
                         ON CONFLICT DO UPDATE SET sent_at = excluded.sent_at, sent_text = excluded.sent_text,
                                acknowledged_at = NULL, acknowledged_by = NULL",
                        params![interview.0, finding.0, recipient, text, entry.recorded_at.timestamp_millis()],
                    )?;
                }
                self.run(SETTLE, [interview.0])
            }
            Event::IntelligenceAcknowledged { interview, recipient, findings, by } => {
                for finding in findings {
                    let sql = "UPDATE share SET acknowledged_at = ?4, acknowledged_by = ?5
                               WHERE interview = ?1 AND finding = ?2 AND recipient = ?3";
                    self.run(sql, params![interview.0, finding.0, recipient, entry.recorded_at.timestamp_millis(), by])?;
                }
                self.run(SETTLE, [interview.0])
            }
            _ => Ok(()),
        }
    }

    /// Brings the ledger up to the findings of an interview as recorded now. What went and is no longer meant for its recipient
    /// stays, with an empty text: whoever has it must hear that it was taken back.
    pub(super) fn put_findings(&self, interview: InterviewId, findings: &[Finding]) -> Result<()> {
        let mut meant = BTreeSet::new();
        for finding in findings.iter().filter(|finding| finding.ends_as == Some(EndsAs::Intelligence)) {
            let Some(id) = finding.id else { continue };
            for recipient in &finding.recipients {
                meant.insert((id.0, recipient.clone()));
                let sql =
                    "INSERT INTO share VALUES (?1, ?2, ?3, ?4, NULL, NULL, NULL, NULL, 0) ON CONFLICT DO UPDATE SET text = excluded.text";
                self.run(sql, params![interview.0, id.0, recipient, finding.text])?;
            }
        }
        let mut select = self.db.prepare_cached("SELECT finding, recipient FROM share WHERE interview = ?1")?;
        let kept: Vec<(i64, String)> =
            select.query_map([interview.0], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        for (finding, recipient) in kept.into_iter().filter(|line| !meant.contains(line)) {
            let key = params![interview.0, finding, recipient];
            self.run("DELETE FROM share WHERE interview = ?1 AND finding = ?2 AND recipient = ?3 AND sent_at IS NULL", key)?;
            self.run("UPDATE share SET text = '' WHERE interview = ?1 AND finding = ?2 AND recipient = ?3", key)?;
        }
        self.run(SETTLE, [interview.0])
    }

    /// Every finding for every recipient that is not sent as it stands now, or not acknowledged; each with the words as they stand
    /// now, empty where it was taken back after it went.
    pub fn shares_open(&self) -> Result<Vec<(Share, String)>> {
        self.shares("SELECT * FROM share INDEXED BY share_open WHERE in_order = 0 ORDER BY interview, finding, recipient", [])
    }

    /// The whole ledger of an interview, each line with the words as they stand now.
    pub fn shares_of(&self, interview: InterviewId) -> Result<Vec<(Share, String)>> {
        self.shares("SELECT * FROM share WHERE interview = ?1 ORDER BY finding, recipient", [interview.0])
    }

    /// The interview in whose ledger a finding stands.
    pub fn interview_of_finding(&self, finding: FindingId) -> Result<Option<InterviewId>> {
        let mut select = self.db.prepare_cached("SELECT interview FROM share WHERE finding = ?1 LIMIT 1")?;
        Ok(select.query_map([finding.0], |row| row.get(0).map(InterviewId))?.next().transpose()?)
    }

    /// What of the ledger is not as it should be at `now`, in figures.
    pub fn sharing_counts(&self, now: Moment) -> Result<SharingCounts> {
        let mut select = self.db.prepare_cached(
            "SELECT coalesce(sum(sent_at IS NULL), 0), coalesce(sum(sent_at IS NOT NULL AND sent_text IS NOT text), 0),
                    coalesce(sum(sent_at < ?1 AND acknowledged_at IS NULL), 0)
             FROM share INDEXED BY share_open WHERE in_order = 0",
        )?;
        let counts = |row: &Row<'_>| {
            Ok(SharingCounts { never_shared: row.get(0)?, changed_since_shared: row.get(1)?, not_acknowledged: row.get(2)? })
        };
        Ok(select.query_row([(now - TO_ACKNOWLEDGE).timestamp_millis()], counts)?)
    }

    fn shares(&self, sql: &str, values: impl rusqlite::Params) -> Result<Vec<(Share, String)>> {
        let mut select = self.db.prepare_cached(sql)?;
        let moment = |row: &Row<'_>, column: &str| -> rusqlite::Result<Option<Moment>> {
            Ok(row.get::<_, Option<i64>>(column)?.and_then(DateTime::from_timestamp_millis))
        };
        let share = |row: &Row<'_>| {
            let share = Share {
                interview: InterviewId(row.get("interview")?),
                finding: FindingId(row.get("finding")?),
                recipient: row.get("recipient")?,
                sent_at: moment(row, "sent_at")?,
                sent_text: row.get("sent_text")?,
                acknowledged_at: moment(row, "acknowledged_at")?,
                acknowledged_by: row.get("acknowledged_by")?,
            };
            Ok((share, row.get("text")?))
        };
        Ok(select.query_map(values, share)?.collect::<rusqlite::Result<_>>()?)
    }
}
