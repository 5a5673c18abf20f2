//! Rules rehearsed: a file is named, and what its rules would have flagged on the mornings of the last weeks stands beside what those in
//! force did. Nothing is changed.
//!
//! ```text
//! ┌ Rules tried 5dd12c1b beside shipped rules 77a733e2 in force ──────┐
//! │ Items flagged a morning: 3.0 in force …, 3.4 by these …: +0.4       │
//! │ Children flagged: 18 of 39 in force, 23 of 39 by these …            │
//! │▸C24 Chidi Okafor, MIS/26/024050: flagged from 9 Nov 2026, in force  │
//! │   on no morning; HIGH, in force medium; +repeat-28                  │
//! ```

use super::{Next, Screen};
use crate::triage::rehearse::Rehearsal;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::Meaning;
use crate::tui::widget::pane::{lines, moved, pane, window};
use crate::tui::widget::text::wrapped;
use crate::tui::widget::text_box::TextBox;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::path::Path;

/// The rehearsal of a file of rules.
pub struct RehearsalScreen {
    /// "FILE" or "FILE, 1/11 to 20/11".
    typed: TextBox,
    /// Is the file being typed?
    asking: bool,
    made: Option<Rehearsal>,
    at: usize,
}

impl Default for RehearsalScreen {
    fn default() -> RehearsalScreen {
        RehearsalScreen { typed: TextBox::line(""), asking: true, made: None, at: 0 }
    }
}

const HINT: &str = "The file of the rules to rehearse, e.g. /home/me/new-rules.toml; the days after a comma, e.g. \
                    new-rules.toml, 1/11 to 20/11 (else the last 28 days). Nothing is changed: what is adopted, is adopted with \
                    `wayhome rules adopt`.";

/// File, first day, last day.
fn understood(typed: &str) -> (&str, &str, &str) {
    let (file, days) = typed.rsplit_once(',').filter(|(_, days)| days.contains(" to ")).unwrap_or((typed, ""));
    let (from, to) = days.split_once(" to ").unwrap_or(("", ""));
    (file.trim(), from.trim(), to.trim())
}

impl RehearsalScreen {
    fn rehearse(&mut self, cx: &mut Context) {
        let typed = self.typed.text();
        let (file, from, to) = understood(typed);
        if file.is_empty() {
            return cx.warn("Name the file of the rules first.");
        }
        let path = if Path::new(file).is_absolute() { file.into() } else { cx.folder.join(file) };
        let text =
            cx.desk.read(&path).and_then(|bytes| String::from_utf8(bytes).map_err(|_| format!("{} is not a text file", path.display())));
        let rules = match text {
            Ok(rules) => rules,
            Err(words) => return cx.warn(words),
        };
        // Going through a long journal says how far it has come.
        cx.repaint = true;
        let made = cx.desk.rehearse(&rules, from, to, cx.now);
        if let Some(made) = cx.told(made) {
            (self.made, self.asking, self.at) = (Some(made), false, 0);
        }
    }

    /// What stands above the episodes, and below them.
    fn around(&self) -> (Vec<String>, Vec<String>) {
        let Some(made) = &self.made else { return (Vec::new(), Vec::new()) };
        let all = made.lines();
        let first = all.iter().position(|line| line.starts_with("  ")).unwrap_or(all.len());
        let last = (first + made.differ.len()).min(all.len());
        // The first line is the title.
        (all[1.min(first)..first].to_vec(), all[last..].to_vec())
    }

    fn body(&self, cols: usize, cx: &Context) -> (Vec<Line<'static>>, std::ops::Range<usize>) {
        let (above, below) = self.around();
        let mut out = Vec::new();
        let mut selected = 0..0;
        let say = |out: &mut Vec<Line<'static>>, words: &str, indent: usize, meaning: Meaning| {
            for (i, part) in wrapped(words, cols.saturating_sub(indent).max(10)).into_iter().enumerate() {
                let lead = if i == 0 { 0 } else { indent };
                out.push(Line::styled(format!("{}{part}", " ".repeat(lead)), cx.theme.style(meaning)));
            }
        };
        above.iter().for_each(|line| say(&mut out, line, 2, Meaning::Plain));
        for (i, differs) in self.made.iter().flat_map(|made| &made.differ).enumerate() {
            let from = out.len();
            let (mark, meaning) = if i == self.at { ("▸", Meaning::Selected) } else { (" ", Meaning::Plain) };
            say(&mut out, &format!("{mark}{}", differs.words()), 3, meaning);
            if i == self.at {
                selected = from..out.len();
            }
        }
        below.iter().for_each(|line| say(&mut out, line, 2, Meaning::Hint));
        (out, selected)
    }

    fn count(&self) -> usize {
        self.made.as_ref().map_or(0, |made| made.differ.len())
    }
}

impl Screen for RehearsalScreen {
    fn place(&self) -> Place {
        Place::Rehearsal
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let title = match (&self.made, self.asking) {
            (Some(made), false) => format!("Rules {} beside {} in force", made.new, made.old),
            _ => "Rehearse rules".to_owned(),
        };
        let inner = pane(frame, area, &title, true, cx.theme);
        if !self.asking {
            let (all, selected) = self.body(inner.width.into(), cx);
            // The first episode is shown with what stands above it.
            let from = if self.at == 0 { 0 } else { selected.start };
            let first = window(from, selected.end, all.len(), inner.height.into());
            return lines(frame, inner, all, first, cx.theme);
        }
        if inner.height < 3 {
            return;
        }
        let ask = Rect { height: 1, ..inner };
        frame.render_widget(Span::styled("› ", cx.theme.style(Meaning::Title)), ask);
        let field = Rect { x: ask.x + 2, width: ask.width.saturating_sub(2), ..ask };
        let (typed, cursor) = self.typed.draw(field);
        frame.render_widget(Paragraph::new(typed), field);
        frame.set_cursor_position(cursor);
        let hints = wrapped(HINT, inner.width.into()).into_iter().map(|line| Line::styled(line, cx.theme.style(Meaning::Hint))).collect();
        lines(frame, Rect { y: inner.y + 2, height: inner.height - 2, ..inner }, hints, 0, cx.theme);
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        match verb {
            Verb::Open => self.asking || self.count() > 0,
            Verb::Filter => !self.asking,
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if !self.asking
            && let Some(to) = moved(verb, self.at, self.count(), cx.body_height().saturating_sub(8))
        {
            self.at = to;
            return Next::Stay;
        }
        match verb {
            Verb::Open if self.asking => self.rehearse(cx),
            Verb::Open => {
                let differs = self.made.as_ref().and_then(|made| made.differ.get(self.at));
                return differs.map_or(Next::Stay, |differs| Next::OpenCase(differs.episode));
            }
            Verb::Filter => self.asking = true,
            Verb::Back if self.asking && self.made.is_some() => self.asking = false,
            Verb::Back => return Next::Pop,
            _ => {}
        }
        Next::Stay
    }

    fn typing(&self) -> bool {
        self.asking
    }

    fn typed(&mut self, key: &KeyEvent, _cx: &mut Context) -> bool {
        self.typed.key(key)
    }

    fn pasted(&mut self, text: &str, _cx: &mut Context) -> Next {
        if self.asking {
            self.typed.insert(text.trim());
        }
        Next::Stay
    }

    /// Nothing of it is shown without names.
    fn forget(&mut self) {
        (self.made, self.asking, self.at) = (None, true, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::understood;

    #[test]
    fn the_days_stand_after_the_last_comma_and_may_be_left_out() {
        assert_eq!(understood("new rules, 2.toml"), ("new rules, 2.toml", "", ""));
        assert_eq!(understood("a,b.toml, 1/11 to today "), ("a,b.toml", "1/11", "today"));
    }
}
