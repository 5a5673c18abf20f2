//! A list of the demo while it is being loaded, and the numbers that records were given.

use super::Entry;
use crate::casebook::event::{Counts, Event, Line, ListId, RowOutcome};
use crate::episode::EpisodeId;

/// Row of the first child on a list, below title, blank row and header.
pub const FIRST_ROW: u32 = 4;

/// The last number given to each kind of record.
#[derive(Default)]
pub struct Numbers {
    pub child: i64,
    pub episode: i64,
    pub decision: i64,
    pub action: i64,
    pub list: i64,
    pub refused: i64,
    pub interview: i64,
    pub finding: i64,
    pub meeting: i64,
    pub business: i64,
    pub assessment: i64,
}

/// The next number of a kind.
pub fn next(last: &mut i64) -> i64 {
    *last += 1;
    *last
}

/// A list while it is being loaded.
pub struct Loading {
    pub list: ListId,
    pub events: Vec<Event>,
    pub counts: Counts,
    pub lines: Vec<(u32, RowOutcome, EpisodeId)>,
    pub row: u32,
    /// Rows that are refused: the episode they tell of, and the line.
    pub refused: Vec<(usize, Line)>,
    /// What people do with it in the half hour after.
    pub after: Vec<Entry>,
}

impl Loading {
    /// The line of the next row.
    pub fn line(&mut self) -> Line {
        self.row += 1;
        Line { list: self.list, row: self.row - 1 }
    }

    /// How a row ended.
    pub fn ended(&mut self, line: Line, outcome: RowOutcome, episode: EpisodeId) {
        let count = match outcome {
            RowOutcome::Created => &mut self.counts.created,
            RowOutcome::Updated => &mut self.counts.updated,
            RowOutcome::Returned => &mut self.counts.returned,
            RowOutcome::Unchanged => &mut self.counts.unchanged,
            RowOutcome::Waiting => &mut self.counts.waiting,
            RowOutcome::Refused => &mut self.counts.refused,
        };
        *count += 1;
        self.lines.push((line.row, outcome, episode));
    }
}
