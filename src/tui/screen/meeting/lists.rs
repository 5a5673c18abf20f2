//! The items that list: actions due, what changed, interview clocks, thresholds, other business, read-back.

use super::sheet::action_words;
use crate::casebook::meeting_view::{ActionLine, ChangeLine, ChangesSheet, Content, InterviewClocks, ReadBackLine, ThresholdLine};
use crate::episode::Moment;
use crate::tui::theme::Meaning;
use crate::tui::widget::interview_words::{clock, next_step, reference, whom};
use crate::tui::widget::text::counted;
use crate::tui::widget::writer::Writer;
use std::ops::Range;

/// Writes the list of an item, and says where the selected row stands.
pub fn lines(out: &mut Writer, content: &Content, selected: usize, now: Moment) -> Range<usize> {
    match content {
        Content::Actions(actions) => return self::actions(out, actions, selected),
        Content::Changes(changes) => self::changes(out, changes),
        Content::Interviews(clocks) => return interviews(out, clocks, selected, now),
        Content::Thresholds(hits) => thresholds(out, hits),
        Content::AnyOther => {
            out.say(Meaning::Plain, "Is there anything else?");
            out.say(Meaning::Hint, "t notes what is said · a agrees an action · b brings a referral, a strategy request or intelligence");
        }
        Content::ReadBack(read) => read_back(out, read),
        // Laid out by `sheet`.
        Content::Episode(_) | Content::Business(_) => {}
    }
    0..0
}

fn actions(out: &mut Writer, actions: &[ActionLine], selected: usize) -> Range<usize> {
    let mut here = 0..0;
    if actions.is_empty() {
        out.say(Meaning::Hint, "No action is due.");
    }
    for (i, line) in actions.iter().enumerate() {
        let from = out.lines.len();
        let meaning = match (&line.record.ended, line.overdue) {
            _ if i == selected => Meaning::Selected,
            (Some(_), _) => Meaning::Hint,
            (None, true) => Meaning::Overdue,
            (None, false) => Meaning::Plain,
        };
        let sign = if line.record.ended.is_some() { "✓" } else { "▢" };
        let about = if line.about.is_empty() { String::new() } else { format!("{}: ", line.about) };
        out.hang(&format!("{}{sign} ", if i == selected { "▸" } else { " " }), meaning, &format!("{about}{}", action_words(line)));
        if i == selected {
            here = from..out.lines.len();
        }
    }
    here
}

fn changes(out: &mut Writer, changes: &ChangesSheet) {
    let all = [
        ("New on the list", &changes.new),
        ("Returned", &changes.returned),
        ("Changed by police", &changes.changed),
        ("Open with us, not on the list: ask police", &changes.missing_from_list),
        ("On the list as returned, never reported to us", &changes.never_reported),
    ];
    for (title, lines) in all.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        out.part(&format!("{title} {}", lines.len()));
        for ChangeLine { name, reference, what, .. } in lines {
            let what = if what.is_empty() { String::new() } else { format!(": {what}") };
            out.hang("  ", Meaning::Plain, &format!("{name} ({reference}){what}"));
        }
    }
    if all.iter().all(|(_, lines)| lines.is_empty()) {
        out.say(Meaning::Hint, "Nothing changed since the meeting before.");
    }
    if changes.refused + changes.waiting > 0 {
        let (refused, waiting) = (changes.refused as usize, changes.waiting as usize);
        let words =
            format!("{} · {} who the child is", counted(refused, "row refused", "rows refused"), counted(waiting, "waits for", "wait for"));
        out.say(Meaning::Warning, &words);
    }
}

fn interviews(out: &mut Writer, InterviewClocks { items, more }: &InterviewClocks, selected: usize, now: Moment) -> Range<usize> {
    let mut here = 0..0;
    if items.is_empty() {
        out.say(Meaning::Hint, "No interview clock is overdue or runs out before the next working day.");
    }
    for (i, item) in items.iter().enumerate() {
        let from = out.lines.len();
        let (left, meaning) = clock(item, now);
        let who = item.worker.as_ref().map_or("unallocated", |worker| worker.name.as_str());
        let words = format!("{left} · {} ({}) · {who} · {}", whom(item, now), reference(item), next_step(item, now));
        if i == selected {
            out.hang("▸ ", Meaning::Selected, &words);
            here = from..out.lines.len();
        } else {
            out.hang("  ", meaning, &words);
        }
    }
    if *more > 0 {
        out.say(Meaning::Hint, &format!("and {more} more on the interview board, by the same order (2)"));
    }
    here
}

fn thresholds(out: &mut Writer, hits: &[ThresholdLine]) {
    if hits.is_empty() {
        out.say(Meaning::Hint, "No threshold was reached and nobody referred to a panel since the meeting before.");
    }
    for ThresholdLine { name, reference, what, state, .. } in hits {
        let meaning = if state.starts_with("no decision") { Meaning::Warning } else { Meaning::Plain };
        out.hang("  ", Meaning::Plain, &format!("{name} ({reference}): {what}"));
        out.hang("      ", meaning, state);
    }
}

fn read_back(out: &mut Writer, read: &[ReadBackLine]) {
    if read.is_empty() {
        out.say(Meaning::Hint, "Nothing is decided yet.");
    }
    for ReadBackLine { number, title, what, .. } in read {
        out.hang(&format!("{number:>3} "), Meaning::Plain, &format!("{title}: {what}"));
    }
}
