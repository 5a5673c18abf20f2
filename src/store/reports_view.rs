//! The views of what managers and panels said, and of rules adopted: each thing said is kept, and read where it still stands.

use super::Store;
use super::journal::Entry;
use crate::casebook::error::Result;
use crate::casebook::event::Event;
use crate::child::ChildId;
use crate::episode::Moment;
use crate::meeting::decision::DecisionId;
use crate::report::panel::Discussed;
use crate::report::tracker::{ReportedMonth, TrackerReview};
use chrono::{DateTime, NaiveDate};
use rusqlite::params;

/// What managers said of a child, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// Position in the journal.
    pub entry: i64,
    /// The child as it is read now.
    pub child: ChildId,
    /// The first day of the month it was said about.
    pub month: NaiveDate,
    pub at: Moment,
    pub by: String,
    pub review: TrackerReview,
}

/// What a panel said of a child, and where it was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelItem {
    /// Position in the journal.
    pub entry: i64,
    /// The child as it is read now.
    pub child: ChildId,
    /// As the settings named it then.
    pub panel: String,
    pub on: NaiveDate,
    pub decision: Option<DecisionId>,
    pub at: Moment,
    pub by: String,
    pub discussed: Discussed,
}

/// Rules that were adopted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopted {
    pub entry: i64,
    pub version: String,
    pub at: Moment,
    pub by: String,
    pub reason: String,
    /// The whole rule file.
    pub rules: String,
}

impl Store {
    /// What an event of the reports does; no other event reaches here.
    pub(super) fn apply_report(&self, event: &Event, entry: &Entry) -> Result<()> {
        let (position, verb, at, by) = (entry.position, entry.verb, entry.recorded_at.timestamp_millis(), &entry.actor);
        match event {
            Event::TopTenClosed { reported } => self.run(
                "INSERT INTO top_ten_closed VALUES (?1, ?2, ?3)",
                params![position, reported.month.to_string(), serde_json::to_string(reported)?],
            ),
            Event::TopTenReviewed { month, child, review } => self.run(
                "INSERT INTO top_ten_review VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![position, verb, child.0, month.to_string(), at, by, serde_json::to_string(review)?],
            ),
            Event::PanelDiscussed { panel, on, child, discussed, decision } => self.run(
                "INSERT INTO panel_item VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                params![
                    position,
                    verb,
                    child.0,
                    panel,
                    on.to_string(),
                    decision.map(|decision| decision.0),
                    at,
                    by,
                    serde_json::to_string(discussed)?
                ],
            ),
            Event::RulesAdopted { version, text, reason } => {
                self.run("INSERT INTO rules_adopted VALUES (?1, ?2, ?3, ?4, ?5, ?6)", params![position, version, at, by, reason, text])
            }
            _ => Ok(()),
        }
    }

    /// The reports of a month's top ten, the first first.
    pub fn reported_months(&self, month: NaiveDate) -> Result<Vec<ReportedMonth>> {
        self.docs("SELECT doc FROM top_ten_closed WHERE month = ?1 ORDER BY entry", [month.to_string()])
    }

    /// The months whose top ten was reported, earliest first.
    pub fn months_reported(&self) -> Result<Vec<ReportedMonth>> {
        self.docs("SELECT doc FROM top_ten_closed ORDER BY month, entry", [])
    }

    /// What managers said of a child and still stands, latest first; also what was said of records read with it.
    pub fn top_ten_reviews(&self, child: ChildId) -> Result<Vec<Reviewed>> {
        let mut found = Vec::new();
        for record in self.records_of(child)? {
            let mut select = self.db.prepare_cached(
                "SELECT entry, month, at, by, doc FROM top_ten_review WHERE child = ?1 AND verb NOT IN (SELECT verb FROM undone)",
            )?;
            let mut rows = select.query([record.0])?;
            while let Some(row) = rows.next()? {
                let review = serde_json::from_str(&row.get::<_, String>(4)?)?;
                found.push(Reviewed { entry: row.get(0)?, child, month: day(row, 1)?, at: moment(row, 2)?, by: row.get(3)?, review });
            }
        }
        found.sort_by_key(|reviewed| std::cmp::Reverse(reviewed.entry));
        Ok(found)
    }

    /// What panels said and still stands: of a panel, of a child, or of all. The latest day of a panel first, however late it was
    /// written down; of one day the later entry.
    pub fn panel_items(&self, panel: Option<&str>, child: Option<ChildId>) -> Result<Vec<PanelItem>> {
        let mut found = Vec::new();
        // Of one child what was said of each record read with it, which the index finds.
        let records = child.map(|child| self.records_of(child)).transpose()?;
        let records = records.map_or(vec![None], |records| records.into_iter().map(Some).collect());
        let of_record = if child.is_some() { "child = ?2" } else { "?2 IS NULL" };
        let mut select = self.db.prepare_cached(&format!(
            "SELECT entry, child, panel, day, decision, at, by, doc FROM panel_item
             WHERE {of_record} AND (?1 IS NULL OR panel = ?1) AND verb NOT IN (SELECT verb FROM undone)"
        ))?;
        for record in records {
            let mut rows = select.query(params![panel, record.map(|record| record.0)])?;
            while let Some(row) = rows.next()? {
                found.push(PanelItem {
                    entry: row.get(0)?,
                    child: child.map_or_else(|| self.reads_as(ChildId(row.get(1)?)), Ok)?,
                    panel: row.get(2)?,
                    on: day(row, 3)?,
                    decision: row.get::<_, Option<i64>>(4)?.map(DecisionId),
                    at: moment(row, 5)?,
                    by: row.get(6)?,
                    discussed: serde_json::from_str(&row.get::<_, String>(7)?)?,
                });
            }
        }
        found.sort_by_key(|item| std::cmp::Reverse((item.on, item.entry)));
        Ok(found)
    }

    /// The rules that were adopted, latest first.
    pub fn rules_adopted(&self) -> Result<Vec<Adopted>> {
        let mut select = self.db.prepare_cached("SELECT entry, version, at, by, reason, rules FROM rules_adopted ORDER BY entry DESC")?;
        let mut rows = select.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (reason, rules) = (row.get(4)?, row.get(5)?);
            found.push(Adopted { entry: row.get(0)?, version: row.get(1)?, at: moment(row, 2)?, by: row.get(3)?, reason, rules });
        }
        Ok(found)
    }
}

fn day(row: &rusqlite::Row<'_>, column: usize) -> Result<NaiveDate> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| crate::casebook::error::Error::Store(format!("{text} in it is no day")))
}

fn moment(row: &rusqlite::Row<'_>, column: usize) -> Result<Moment> {
    Ok(DateTime::from_timestamp_millis(row.get(column)?).unwrap_or_default())
}
