//! The line above the meeting: how far it is, how much time is left, how long this item has been on the screen.
//!
//! ```text
//!  item 9 of 22 · 11 min left · 50 s each · this item 1 min 20 s          ⚠ not quorate: Health
//! ```

use crate::calendar::time;
use crate::casebook::meeting_view::MeetingSheet;
use crate::episode::Moment;
use crate::meeting::agenda::ItemId;
use crate::meeting::pace::{self, Pace};
use crate::meeting::record::Meeting;
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::text::{counted, cut, width};
use ratatui::text::{Line, Span};
use std::collections::BTreeSet;

/// What the line is made from: nothing is asked of the hub while its seconds run.
#[derive(Clone)]
pub struct Strip {
    meeting: Meeting,
    settled: BTreeSet<ItemId>,
    /// Said at the right: who is needed and not there, what came up since.
    more: String,
}

impl Strip {
    pub fn of(sheet: &MeetingSheet) -> Strip {
        let settled = sheet.lines.iter().filter(|line| line.settled).map(|line| line.item).collect();
        Strip { meeting: sheet.meeting.clone(), settled, more: alerts(sheet) }
    }

    /// Another item is on the screen from now on.
    pub fn turn_to(&mut self, to: ItemId, now: Moment) {
        let meeting = &mut self.meeting;
        if !meeting.is_open() || meeting.at == Some(to) {
            return;
        }
        let spent = meeting.at_since.map_or(0, |since| (now - since).num_seconds().max(0));
        let before = meeting.at;
        if let Some(item) = meeting.items.iter_mut().find(|item| Some(item.item) == before) {
            item.seconds += spent;
        }
        (meeting.at, meeting.at_since) = (Some(to), Some(now));
    }

    pub fn line(&self, now: Moment, cols: usize, theme: Theme) -> Line<'static> {
        let (meaning, all) = self.words(now);
        // In a narrow terminal the time of each goes first: nothing is cut in the middle.
        let room = cols.saturating_sub(if self.more.is_empty() { 2 } else { width(&self.more).min(24) + 4 });
        let words = all.iter().find(|words| width(words) <= room).or(all.last()).cloned().unwrap_or_default();
        let more = cut(&self.more, cols.saturating_sub(width(&words) + 4));
        let words = cut(&words, cols.saturating_sub(2));
        let gap = " ".repeat(cols.saturating_sub(width(&words) + width(&more) + 2));
        Line::from(vec![
            Span::styled(format!(" {words}"), theme.style(meaning)),
            Span::raw(gap),
            Span::styled(more, theme.style(Meaning::Warning)),
        ])
    }

    /// What is said of the pace, the fullest first.
    fn words(&self, now: Moment) -> (Meaning, Vec<String>) {
        let meeting = &self.meeting;
        if let Some(at) = meeting.closed_at {
            let by = meeting.closed_by.as_deref().unwrap_or_default();
            let papers = meeting.papers.last().map_or("no papers yet".into(), |papers| format!("papers written {}", time(papers.at)));
            let amended = match meeting.amendments.len() {
                0 => String::new(),
                n => format!(" · {}", counted(n, "amendment", "amendments")),
            };
            return (Meaning::Title, vec![format!("{} closed {} by {by} · {papers}{amended}", meeting.id, time(at))]);
        }
        let pace = pace::pace(meeting, &|item| self.settled.contains(&item.item), now);
        let meaning = if pace.seconds_left < 0 { Meaning::Overdue } else { Meaning::Title };
        let joined = |words: [String; 2]| words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ");
        let short = pace::words(&Pace { seconds_each: None, ..pace });
        (meaning, vec![joined([pace::words(&pace), pace::item_words(&pace)]), joined([short.clone(), pace::item_words(&pace)]), short])
    }
}

fn alerts(sheet: &MeetingSheet) -> String {
    if !sheet.meeting.is_open() {
        return String::new();
    }
    let mut said = Vec::new();
    if sheet.new_items > 0 {
        said.push(format!("{} came up: R", counted(sheet.new_items as usize, "item", "items")));
    }
    if !sheet.quorum.missing.is_empty() {
        said.push(format!("⚠ not quorate: {}", sheet.quorum.missing.join(", ")));
    }
    said.join(" · ")
}
