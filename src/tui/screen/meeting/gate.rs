//! What keeps the meeting from closing, each one key away; where nothing does, the way to close it.
//!
//! ```text
//! ┌ Before the meeting closes: 3 items lack something ─────────────┐
//! │▸◇  4 Nadia Begum                no decision                     │
//! │    1 Actions due                A9 has no outcome               │
//! ```

use crate::casebook::meeting_view::MeetingSheet;
use crate::meeting::agenda::ItemId;
use crate::meeting::gate::NO_OUTCOME;
use crate::tui::app::Context;
use crate::tui::command::Verb;
use crate::tui::theme::Meaning;
use crate::tui::widget::pane::{lines, moved, pane, window};
use crate::tui::widget::text::{counted, fit, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use std::collections::BTreeSet;

/// The list, its cursor and its marks.
#[derive(Default)]
pub struct Gate {
    at: usize,
    marked: BTreeSet<ItemId>,
}

/// The items that lack something, in the order of the agenda, each with all it lacks.
pub fn lacking(sheet: &MeetingSheet) -> Vec<(ItemId, usize, String, String)> {
    let of = |item: ItemId| together(sheet.lacking.iter().filter(|l| l.item == item).map(|l| l.what.as_str()));
    let all = sheet.lines.iter().map(|line| (line.item, line.number, line.title.clone(), of(line.item)));
    all.filter(|(_, _, _, what)| !what.is_empty()).collect()
}

/// What is lacking, the actions without an outcome together: "2 actions have no outcome: A9, A12".
fn together<'a>(whats: impl Iterator<Item = &'a str>) -> String {
    let (mut said, mut actions) = (Vec::new(), Vec::new());
    for what in whats {
        match what.strip_suffix(NO_OUTCOME) {
            Some(action) => actions.push(action),
            None => said.push(what.to_string()),
        }
    }
    match actions.as_slice() {
        [] => {}
        [one] => said.push(format!("{one}{NO_OUTCOME}")),
        several => said.push(format!("{} actions have no outcome: {}", several.len(), several.join(", "))),
    }
    said.join("; ")
}

impl Gate {
    /// The item the cursor stands on.
    pub fn item(&self, sheet: &MeetingSheet) -> Option<ItemId> {
        lacking(sheet).get(self.at).map(|row| row.0)
    }

    /// What is marked, else what the cursor stands on.
    pub fn meant(&self, sheet: &MeetingSheet) -> Vec<ItemId> {
        let rows = lacking(sheet);
        let marked: Vec<ItemId> = rows.iter().map(|row| row.0).filter(|item| self.marked.contains(item)).collect();
        if marked.is_empty() { self.item(sheet).into_iter().collect() } else { marked }
    }

    /// Moves and marks; after a mark, one further.
    pub fn act(&mut self, verb: Verb, sheet: &MeetingSheet, page: usize) {
        let count = lacking(sheet).len();
        match (verb, self.item(sheet)) {
            (Verb::Mark, Some(item)) => {
                if !self.marked.remove(&item) {
                    self.marked.insert(item);
                }
                self.at = (self.at + 1).min(count.saturating_sub(1));
            }
            _ => self.at = moved(verb, self.at, count, page).unwrap_or(self.at),
        }
    }

    /// The list changed.
    pub fn keep_in(&mut self, sheet: &MeetingSheet) {
        self.at = self.at.min(lacking(sheet).len().saturating_sub(1));
    }

    pub fn draw(&self, frame: &mut Frame, area: Rect, sheet: &MeetingSheet, cx: &Context) {
        let rows = lacking(sheet);
        let title = match rows.len() {
            0 => "Before the meeting closes: nothing is lacking".into(),
            n => format!("Before the meeting closes: {} something", counted(n, "item lacks", "items lack")),
        };
        let inner = pane(frame, area, &title, true, cx.theme);
        let cols = usize::from(inner.width);
        let (mut all, mut here) = (Vec::new(), 0..0);
        if sheet.new_items > 0 {
            // Nobody is to be overlooked because the agenda was made before.
            let new = counted(sheet.new_items as usize, "item", "items");
            let words = format!("⚠ {new} came up since, not on the agenda yet: R puts them on it");
            all.extend(wrapped(&words, cols).into_iter().map(|line| Line::styled(line, cx.theme.style(Meaning::Warning))));
        }
        if rows.is_empty() {
            let words = "Every item has its decision, its owner and its rationale, or was put off. Ctrl-W closes the meeting and writes its papers.";
            all.extend(wrapped(words, cols).into_iter().map(|line| Line::styled(line, cx.theme.style(Meaning::Ok))));
            return lines(frame, inner, all, 0, cx.theme);
        }
        let names = (cols * 2 / 5).clamp(12, 40);
        for (i, (item, number, title, what)) in rows.iter().enumerate() {
            let selected = i == self.at;
            let mark = if self.marked.contains(item) { "◆" } else { " " };
            let lead = format!("{}{mark} {number:>2} {} ", if selected { "▸" } else { " " }, fit(title, names));
            let style = cx.theme.style(if selected { Meaning::Selected } else { Meaning::Plain });
            let from = all.len();
            for (n, part) in wrapped(what, cols.saturating_sub(names + 7).max(10)).into_iter().enumerate() {
                let lead = if n == 0 { lead.clone() } else { " ".repeat(names + 7) };
                all.push(Line::styled(format!("{lead}{part}"), style));
            }
            if selected {
                here = from..all.len();
            }
        }
        let first = window(here.start, here.end, all.len(), inner.height.into());
        lines(frame, inner, all, first, cx.theme);
    }
}

#[cfg(test)]
mod tests {
    use super::together;

    #[test]
    fn actions_without_an_outcome_are_said_together() {
        for (whats, said) in [
            (&["no decision"][..], "no decision"),
            (&["A9 has no outcome"], "A9 has no outcome"),
            (&["A9 has no outcome", "A12 has no outcome"], "2 actions have no outcome: A9, A12"),
        ] {
            assert_eq!(together(whats.iter().copied()), said);
        }
    }
}
