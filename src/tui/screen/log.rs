//! The log: what was written since the meeting began, or today; and the forms that take something back and make it count again.
//!
//! ```text
//! ┌ Log: 12 since the meeting began · 1 taken back ─────────────┐
//! │ 09:52 A. Chair   decided: advice and guidance (Nadia B.)     │
//! │▸09:50 A. Chair   TAKEN BACK  noted under item 4              │
//! ```

use super::form::{FormScreen, Task, Wrong};
use super::{Next, Screen};
use crate::calendar::{day_of, short_moment, time};
use crate::casebook::meeting_view::LogLine;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed};
use crate::tui::widget::pane::{lines, moved, pane, window};
use crate::tui::widget::text::{counted, fit, width, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// The form that takes back what this person wrote last.
pub fn undo_form(cx: &mut Context) -> Next {
    let found = cx.desk.to_undo(cx.now);
    ask(found, false, "You wrote nothing since the meeting began (or today) that can be taken back. The log (L) has it all.", cx)
}

/// The form that makes count again what this person took back last.
pub fn redo_form(cx: &mut Context) -> Next {
    let found = cx.desk.to_redo(cx.now);
    ask(found, true, "You took nothing back that could count again now. The log (L) has it all.", cx)
}

fn ask(found: crate::casebook::error::Result<Option<LogLine>>, again: bool, none: &str, cx: &mut Context) -> Next {
    match cx.told(found) {
        Some(Some(line)) => FormScreen::push(UndoTask { line, again }),
        Some(None) => {
            cx.say(none);
            Next::Stay
        }
        None => Next::Stay,
    }
}

/// Takes a verb back, or makes it count again.
struct UndoTask {
    line: LogLine,
    again: bool,
}

impl Task for UndoTask {
    fn key(&self) -> String {
        format!("undo {}", self.line.verb)
    }

    fn title(&self) -> String {
        if self.again { "Make count again".into() } else { "Take back".into() }
    }

    fn intro(&self, _typed: &Typed, cx: &Context) -> Vec<(Meaning, String)> {
        let after = if self.again {
            "It counts again, as it was written."
        } else {
            "It counts no more. Nothing is erased: the record keeps both, and Ctrl-R makes it count again."
        };
        let when = if day_of(self.line.at) == day_of(cx.now) { time(self.line.at) } else { short_moment(self.line.at) };
        vec![
            (Meaning::Title, self.line.what.clone()),
            (Meaning::Plain, format!("written by {} at {when}", self.line.by)),
            (Meaning::Plain, after.into()),
        ]
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        Vec::new()
    }

    fn save(&mut self, _typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let verb = self.line.verb;
        let line = if self.again { cx.desk.redo(verb, cx.now)? } else { cx.desk.undo(verb, cx.now)? };
        Ok(if self.again {
            format!("Counts again: {}.", line.what)
        } else {
            format!("Taken back: {}. Ctrl-R makes it count again.", line.what)
        })
    }
}

/// The log of the meeting, or of the day.
#[derive(Default)]
pub struct LogScreen {
    lines: Vec<LogLine>,
    /// The verb of the selected line.
    selected: Option<i64>,
}

impl LogScreen {
    fn at(&self) -> usize {
        self.lines.iter().position(|line| Some(line.verb) == self.selected).unwrap_or(0)
    }

    /// A step in lines: what was done wraps under itself.
    fn row(&self, i: usize, cols: usize, cx: &Context) -> Vec<Line<'static>> {
        let line = &self.lines[i];
        let mark = if i == self.at() { "▸" } else { " " };
        let undone = if line.undone { "TAKEN BACK  " } else { "" };
        let lead = format!("{mark}{} {}  ", time(line.at), fit(&line.by, 16));
        let indent = width(&lead);
        let meaning = match (i == self.at(), line.undone, line.can) {
            (true, ..) => Meaning::Selected,
            (false, true, _) => Meaning::Warning,
            (false, false, true) => Meaning::Plain,
            (false, false, false) => Meaning::Hint,
        };
        let words = wrapped(&format!("{undone}{}", line.what), cols.saturating_sub(indent).max(10)).into_iter().enumerate();
        let drawn = words.map(|(i, words)| format!("{}{words}", if i == 0 { lead.clone() } else { " ".repeat(indent) }));
        drawn.map(|words| Line::styled(words, cx.theme.style(meaning))).collect()
    }
}

impl Screen for LogScreen {
    fn place(&self) -> Place {
        Place::Log
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let back = self.lines.iter().filter(|line| line.undone).count();
        let title = format!("Log: {} · {back} taken back · latest first", counted(self.lines.len(), "step", "steps"));
        let inner = pane(frame, area, &title, true, cx.theme);
        if self.lines.is_empty() {
            let empty = ["", "  Nothing was written yet: no meeting is on, and nobody wrote anything today.", "", "  Esc goes back."];
            return lines(frame, inner, empty.into_iter().map(Line::raw).collect(), 0, cx.theme);
        }
        let mut all = Vec::new();
        let mut selected = 0..0;
        for i in 0..self.lines.len() {
            let from = all.len();
            all.extend(self.row(i, inner.width.into(), cx));
            if i == self.at() {
                selected = from..all.len();
            }
        }
        let first = window(selected.start, selected.end, all.len(), inner.height.into());
        lines(frame, inner, all, first, cx.theme);
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        verb != Verb::Open || !self.lines.is_empty()
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if let Some(to) = moved(verb, self.at(), self.lines.len(), cx.body_height().saturating_sub(3)) {
            self.selected = self.lines.get(to).map(|line| line.verb);
            return Next::Stay;
        }
        match verb {
            Verb::Back => return Next::Pop,
            Verb::Open => {
                let Some(line) = self.lines.get(self.at()) else { return Next::Stay };
                if line.can {
                    return FormScreen::push(UndoTask { line: line.clone(), again: line.undone });
                }
                cx.warn("This cannot be taken back: something later stands on it, or it is not of the kind that is taken back.");
            }
            _ => {}
        }
        Next::Stay
    }

    fn forget(&mut self) {
        self.lines.clear();
    }

    fn refresh(&mut self, cx: &mut Context) {
        let log = cx.desk.log(cx.now);
        self.lines = cx.told(log).unwrap_or_default();
        self.selected = self.lines.get(self.at()).map(|line| line.verb);
    }
}
