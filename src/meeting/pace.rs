//! The time of the meeting: what is left of it, and how much that is for each item.

use serde::Serialize;

/// "item 9 of 22 · 11 min left · 50 s each". Seconds; below 0: overtime.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Pace {
    /// Place of the item on the screen, from 1; 0: none is.
    pub number: usize,
    pub of: usize,
    /// Items not settled, among those that must be decided.
    pub open: usize,
    pub seconds_left: i64,
    /// For each open item; `None`: no time or no item is left.
    pub seconds_each: Option<i64>,
    /// How long the item on the screen has been there, all times together.
    pub item_seconds: i64,
}
