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

/// The pace at a moment; of a closed meeting, as it was when it closed. `settled`: nothing more is to be decided under the item.
pub fn pace(meeting: &Meeting, settled: &dyn Fn(&Item) -> bool, now: Moment) -> Pace {
    let now = meeting.closed_at.unwrap_or(now);
    let open = meeting.items.iter().filter(|item| item.about.is_decided() && !settled(item)).count();
    let seconds_left = i64::from(meeting.minutes) * 60 - (now - meeting.started_at).num_seconds();
    let on_screen = meeting.at.and_then(|at| meeting.item(at));
    let since = meeting.at_since.map_or(0, |since| (now - since).num_seconds().max(0));
    let each = i64::try_from(open).ok().filter(|open| *open > 0 && seconds_left > 0).map(|open| seconds_left / open);
    Pace {
        number: meeting.items.iter().position(|item| Some(item.item) == meeting.at).map_or(0, |place| place + 1),
        of: meeting.items.len(),
        open,
        seconds_left,
        seconds_each: each,
        item_seconds: on_screen.map_or(0, |item| item.seconds + since),
    }
}

/// "item 9 of 22 · 11 min left · 50 s each", "item 22 of 22 · 6 min over", "22 items · 45 min left · 2 min 02 s each".
pub fn words(pace: &Pace) -> String {
    let place = match (pace.number, pace.of) {
        (0, 1) => "1 item".to_owned(),
        (0, of) => format!("{of} items"),
        (number, of) => format!("item {number} of {of}"),
    };
    let left =
        if pace.seconds_left < 0 { format!("{} over", about(-pace.seconds_left)) } else { format!("{} left", about(pace.seconds_left)) };
    let each = pace.seconds_each.map(|each| format!(" · {} each", exact(each))).unwrap_or_default();
    format!("{place} · {left}{each}")
}

/// "this item 1 min 20 s", "this item 4 min 10 s, over its share"; empty where none is on the screen.
pub fn item_words(pace: &Pace) -> String {
    if pace.number == 0 {
        return String::new();
    }
    let over = pace.seconds_each.is_some_and(|each| pace.item_seconds > each);
    format!("this item {}{}", exact(pace.item_seconds), if over { ", over its share" } else { "" })
}

/// Whole minutes; below one, seconds.
fn about(seconds: i64) -> String {
    if seconds < 60 { format!("{seconds} s") } else { format!("{} min", seconds / 60) }
}

/// "50 s", "1 min 20 s".
fn exact(seconds: i64) -> String {
    if seconds < 60 { format!("{seconds} s") } else { format!("{} min {:02} s", seconds / 60, seconds % 60) }
}

#[cfg(test)]
mod tests {
    use super::super::agenda::{About, AgendaSection};
    use super::super::attendance::Opening;
    use super::super::record::MeetingId;
    use super::*;
    use crate::episode::EpisodeId;

    fn item(item: u32, about: About) -> Item {
        Item {
            item,
            section: AgendaSection::Returned,
            about,
            band: None,
            decisions: Vec::new(),
            left: None,
            turned: None,
            notes: Vec::new(),
            seconds: 20,
            opened: true,
        }
    }

    /// Opened 09:30 for 45 minutes: the list of changes, then 21 episodes; the ninth item on the screen since 10:03.
    fn meeting() -> Meeting {
        let episodes = (2..=22).map(|n| item(n, About::Episode(EpisodeId(n.into()))));
        Meeting {
            id: MeetingId(3),
            opening: Opening::default(),
            started_at: "2026-11-23T09:30:00Z".parse().unwrap(),
            started_by: "Ann Lee".into(),
            minutes: 45,
            items: std::iter::once(item(1, About::Changes)).chain(episodes).collect(),
            at: Some(9),
            at_since: "2026-11-23T10:03:00Z".parse().ok(),
            closed_at: None,
            closed_by: None,
            amendments: Vec::new(),
            papers: Vec::new(),
            changed: 1,
        }
    }

    fn at(meeting: &Meeting, time: &str, settled_to: u32) -> (String, String) {
        let pace = pace(meeting, &|item| item.item <= settled_to, format!("2026-11-23T{time}Z").parse().unwrap());
        (words(&pace), item_words(&pace))
    }

    #[test]
    fn the_pace_says_what_is_left_and_how_much_for_each() {
        for (time, settled_to, pace, item) in [
            ("10:04:00", 8, "item 9 of 22 · 11 min left · 47 s each", "this item 1 min 20 s, over its share"),
            ("10:03:10", 8, "item 9 of 22 · 11 min left · 50 s each", "this item 30 s"),
            ("10:14:15", 21, "item 9 of 22 · 45 s left · 45 s each", "this item 11 min 35 s, over its share"),
            ("10:15:00", 21, "item 9 of 22 · 0 s left", "this item 12 min 20 s"),
            ("10:21:30", 8, "item 9 of 22 · 6 min over", "this item 18 min 50 s"),
            ("10:04:00", 22, "item 9 of 22 · 11 min left", "this item 1 min 20 s"),
        ] {
            assert_eq!(at(&meeting(), time, settled_to), (pace.into(), item.into()), "{time}");
        }
    }

    #[test]
    fn before_the_first_item_and_after_the_close() {
        let fresh = Meeting { at: None, at_since: None, ..meeting() };
        assert_eq!(at(&fresh, "09:30:00", 0), ("22 items · 45 min left · 2 min 08 s each".into(), String::new()));
        let closed = Meeting { closed_at: "2026-11-23T10:10:00Z".parse().ok(), ..meeting() };
        assert_eq!(at(&closed, "17:00:00", 22).0, "item 9 of 22 · 5 min left");
    }
}
