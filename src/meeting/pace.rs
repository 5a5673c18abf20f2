//! The time of the meeting: what is left of it, and how much that is for each item.

use super::agenda::Item;
use super::record::Meeting;
use crate::episode::Moment;
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

/// The pace of a meeting at a moment. `settled`: nothing more is to be decided under the item.
pub fn pace(meeting: &Meeting, settled: &dyn Fn(&Item) -> bool, now: Moment) -> Pace {
    let place = meeting.at.and_then(|at| meeting.items.iter().position(|i| i.item == at));
    let open = meeting.items.iter().filter(|i| i.about.is_decided() && !settled(i)).count();
    let until = meeting.closed_at.unwrap_or(now);
    let seconds_left = i64::from(meeting.minutes) * 60 - (until - meeting.started_at).num_seconds();
    let each = i64::try_from(open).ok().filter(|n| *n > 0 && seconds_left > 0).map(|n| seconds_left / n);
    let since = meeting.at_since.map_or(0, |since| (until - since).num_seconds().max(0));
    let item_seconds = place.and_then(|i| meeting.items.get(i)).map_or(0, |item| item.seconds + since);
    Pace { number: place.map_or(0, |i| i + 1), of: meeting.items.len(), open, seconds_left, seconds_each: each, item_seconds }
}

/// "item 9 of 22 · 11 min left · 50 s each", "item 9 of 22 · 6 min over".
pub fn words(pace: &Pace) -> String {
    let left = if pace.seconds_left < 0 {
        format!("{} over", span(-pace.seconds_left))
    } else {
        format!("{} left", span(pace.seconds_left))
    };
    let each = pace.seconds_each.map(|each| format!(" · {} each", span(each))).unwrap_or_default();
    format!("item {} of {} · {left}{each}", pace.number, pace.of)
}

/// "this item 1 min 20 s".
pub fn item_words(pace: &Pace) -> String {
    let (minutes, seconds) = (pace.item_seconds / 60, pace.item_seconds % 60);
    if minutes == 0 { format!("this item {seconds} s") } else { format!("this item {minutes} min {seconds} s") }
}

fn span(seconds: i64) -> String {
    if seconds < 120 { format!("{seconds} s") } else { format!("{} min", seconds / 60) }
}
