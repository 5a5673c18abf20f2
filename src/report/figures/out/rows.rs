//! The rows behind figures: what became of each, so that anybody can count again.

use super::super::figure::{Figure, RowId, Value, Why};
use crate::codes::codes;

codes! {
    /// Where a row stands in a figure.
    Standing {
        /// In the numerator; of a count, a mean or a median all that went in.
        Counted = "counted", "counted";
        /// In the denominator only.
        Rest = "rest", "not counted";
        LeftOut = "left-out", "left out";
    }
}

/// A row behind a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Behind {
    pub row: RowId,
    pub standing: Standing,
    /// Why it was left out.
    pub why: Option<Why>,
}

impl Behind {
    /// "counted", "left out: still missing".
    pub fn words(&self) -> String {
        self.why.map_or_else(|| self.standing.to_string(), |why| format!("{}: {why}", self.standing))
    }
}

/// Every row behind a figure: those counted, the rest of the denominator, those left out.
pub fn behind(figure: &Figure) -> impl Iterator<Item = Behind> {
    let counted = figure.counted().map(|row| Behind { row, standing: Standing::Counted, why: None });
    let rest = figure.rest().map(|row| Behind { row, standing: Standing::Rest, why: None });
    let left = figure.excluded.iter().flat_map(|excluded| {
        let left = |id: &i64| Behind { row: RowId { kind: excluded.kind, id: *id }, standing: Standing::LeftOut, why: Some(excluded.why) };
        excluded.ids.iter().map(left)
    });
    counted.chain(rest).chain(left)
}

/// n and N of a figure; of a count, a mean or a median N alone is none.
pub fn n_of(value: Value) -> (Option<u32>, Option<u32>) {
    match value {
        Value::NoData => (None, None),
        Value::Count(n) => (Some(n), None),
        Value::Rate { n, of } | Value::PerChild { n, of } => (Some(n), Some(of)),
        Value::Mean { of, .. } | Value::Median { of, .. } => (None, Some(of)),
    }
}

/// What kind of figure it is: "count", "rate", "per-child", "mean", "median", "no-data".
pub fn kind(value: Value) -> &'static str {
    match value {
        Value::NoData => "no-data",
        Value::Count(_) => "count",
        Value::Rate { .. } => "rate",
        Value::PerChild { .. } => "per-child",
        Value::Mean { .. } => "mean",
        Value::Median { .. } => "median",
    }
}

/// The number with four decimals at most, where there is one to tell: percent, count, ratio, hours.
pub fn number(value: Value) -> Option<String> {
    let number = format!("{:.4}", value.number()?);
    Some(number.trim_end_matches('0').trim_end_matches('.').to_owned())
}
