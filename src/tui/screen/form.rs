//! Small forms of labelled lines: the reason of an override, a refused row put right, a row set aside.

use super::draft::Keeper;
use super::{Next, Screen};
use crate::calendar::short_moment;
use crate::casebook::event::{RefusedId, RowOutcome};
use crate::casebook::view::{Case, Refused};
use crate::episode::EpisodeId;
use crate::triage::Band;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::Meaning;
use crate::tui::widget::case_pane::case_title;
use crate::tui::widget::pane::{pane, window};
use crate::tui::widget::text::{cut, width, wrapped};
use crate::tui::widget::text_box::TextBox;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::collections::BTreeMap;
use std::time::Instant;

/// What the form is for.
enum Purpose {
    Override { episode: EpisodeId, band: Option<Band>, seen: i64 },
    PutRight { row: RefusedId, cells: Vec<String> },
    SetAside { row: RefusedId },
}

/// A form of labelled lines.
pub struct FormScreen {
    title: String,
    intro: Vec<(Meaning, String)>,
    fields: Vec<(String, TextBox)>,
    at: usize,
    purpose: Purpose,
    /// `None` until the form is first at the top of the screen.
    keeper: Option<Keeper>,
    key: String,
}

/// The bands that can be chosen, the most urgent first; after them "as the rules say".
pub fn bands() -> Vec<Band> {
    Band::ALL.iter().rev().copied().collect()
}

/// The form that asks the reason for the band chosen from [`bands`].
pub fn override_form(case: &Case, choice: usize) -> Next {
    let band = bands().get(choice).copied();
    let words = match band {
        Some(band) => format!("The band becomes {band}, and stays visible as set by you. The rules' own band stays beside it."),
        None => "The override is taken back; the rules' band counts again.".into(),
    };
    let id = case.episode.id;
    Next::Push(Box::new(FormScreen {
        title: format!("Override the band: {}", case_title(case)),
        intro: vec![(Meaning::Plain, words)],
        fields: vec![("Reason (needed)".into(), TextBox::line(""))],
        at: 0,
        purpose: Purpose::Override { episode: id, band, seen: case.episode.changed },
        keeper: None,
        key: format!("override {id}"),
    }))
}

/// The form that takes the chair's band back; where none is set, what can be done instead is said.
pub fn take_back_form(case: &Case, cx: &mut Context) -> Next {
    if case.band_override.is_none() {
        cx.say("Nothing to take back here: a decision is changed with d, and its earlier wording is kept.");
        return Next::Stay;
    }
    override_form(case, bands().len())
}

/// The form with the cells of a refused row.
pub fn put_right_form(refused: &Refused, fields: &[(String, String)]) -> FormScreen {
    let row = &refused.row;
    let label = |code: &str| fields.iter().find(|(c, _)| c == code).map_or_else(|| code.to_string(), |(_, label)| label.clone());
    let at = row.cells.iter().position(|(name, value)| *name == row.column || (!row.value.is_empty() && *value == row.value));
    FormScreen {
        title: format!("Put right: row {} of {}", row.line.row, refused.file),
        intro: vec![(Meaning::Warning, row.reason.clone())],
        fields: row.cells.iter().map(|(name, value)| (label(name), TextBox::line(value))).collect(),
        at: at.unwrap_or(0),
        purpose: Purpose::PutRight { row: refused.id, cells: row.cells.keys().cloned().collect() },
        keeper: None,
        key: format!("put right {}", refused.id),
    }
}

/// The form that asks why a refused row will not be taken.
pub fn set_aside_form(refused: &Refused) -> FormScreen {
    let row = &refused.row;
    FormScreen {
        title: format!("Set aside: row {} of {}", row.line.row, refused.file),
        intro: vec![
            (Meaning::Warning, row.reason.clone()),
            (Meaning::Plain, "The row stays in the record with your reason and leaves the list of refused rows.".into()),
        ],
        fields: vec![("Reason (needed)".into(), TextBox::line(""))],
        at: 0,
        purpose: Purpose::SetAside { row: refused.id },
        keeper: None,
        key: format!("set aside {}", refused.id),
    }
}

impl FormScreen {
    fn texts(&self) -> Vec<String> {
        self.fields.iter().map(|(_, text)| text.text().to_string()).collect()
    }

    fn changed(&mut self) {
        if let Some(keeper) = &mut self.keeper {
            keeper.changed();
        }
    }

    fn save(&mut self, cx: &mut Context) -> Next {
        let reason = self.fields.first().map_or_else(String::new, |(_, t)| t.text().trim().to_string());
        if reason.is_empty() && !matches!(self.purpose, Purpose::PutRight { .. }) {
            cx.warn("Write the reason: it stands in the record.");
            return Next::Stay;
        }
        let done = match &self.purpose {
            Purpose::Override { episode, band, seen } => cx
                .desk
                .override_band(*episode, *band, &reason, Some(*seen), cx.now)
                .map(|()| band.map_or_else(|| "The rules' band counts again.".into(), |b| format!("The band is now {b}, set by you."))),
            Purpose::SetAside { row } => {
                cx.desk.set_aside(*row, &reason, cx.now).map(|()| "The row is set aside, with your reason in the record.".into())
            }
            Purpose::PutRight { row, cells } => {
                let cells: BTreeMap<String, String> = cells.iter().cloned().zip(self.texts()).collect();
                cx.desk.put_right(*row, cells, cx.now).map(taken_words)
            }
        };
        match done {
            Ok(words) => {
                if let Some(keeper) = &mut self.keeper {
                    keeper.forget(cx);
                }
                cx.say(words);
                Next::Pop
            }
            Err(error) => {
                cx.refuse(&error);
                Next::Stay
            }
        }
    }
}

fn taken_words(outcome: RowOutcome) -> String {
    match outcome {
        RowOutcome::Waiting => "The row is taken; who the child is waits for a person (r on the board).".into(),
        other => format!("The row is taken: {other}."),
    }
}

impl Screen for FormScreen {
    fn place(&self) -> Place {
        Place::Form
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let inner = pane(frame, area, &self.title, true, cx.theme);
        let mut y = inner.y;
        for (meaning, words) in &self.intro {
            for line in wrapped(words, inner.width.into()) {
                if y < inner.bottom() {
                    frame.render_widget(Paragraph::new(line).style(cx.theme.style(*meaning)), Rect { y, height: 1, ..inner });
                    y += 1;
                }
            }
        }
        y = (y + 1).min(inner.bottom());
        let label_cols = self.fields.iter().map(|(label, _)| width(label)).max().unwrap_or(0).min(24);
        let room = usize::from(inner.bottom() - y).saturating_sub(1);
        let first = window(self.at, self.at + 1, self.fields.len(), room);
        for (i, (label, text)) in self.fields.iter().enumerate().skip(first).take(room) {
            let here = i == self.at;
            let mark = if here { "▸ " } else { "  " };
            let label = format!("{mark}{:>label_cols$}  ", cut(label, label_cols));
            let row = Rect { y, height: 1, ..inner };
            let style = cx.theme.style(if here { Meaning::Title } else { Meaning::Hint });
            frame.render_widget(Span::styled(label.clone(), style), row);
            let cols = u16::try_from(width(&label)).unwrap_or(0).min(row.width);
            let value = Rect { x: row.x + cols, width: row.width - cols, ..row };
            let (shown, cursor) = text.draw(value);
            frame.render_widget(Paragraph::new(shown), value);
            if here && value.width > 0 {
                frame.set_cursor_position(cursor);
            }
            y += 1;
        }
        if let Some(words) = self.keeper.as_ref().map(Keeper::words).filter(|_| y < inner.bottom()) {
            frame.render_widget(
                Paragraph::new(Line::raw(format!("  {words}"))).style(cx.theme.style(Meaning::Ok)),
                Rect { y, height: 1, ..inner },
            );
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        match verb {
            Verb::Save => return self.save(cx),
            Verb::Back => return Next::Pop,
            Verb::NextPane => self.at = (self.at + 1) % self.fields.len().max(1),
            Verb::PreviousPane => self.at = self.at.checked_sub(1).unwrap_or(self.fields.len().saturating_sub(1)),
            _ => {}
        }
        Next::Stay
    }

    fn typing(&self) -> bool {
        true
    }

    fn typed(&mut self, key: &KeyEvent, _cx: &mut Context) -> bool {
        match key.code {
            KeyCode::Down | KeyCode::Enter => self.at = (self.at + 1).min(self.fields.len().saturating_sub(1)),
            KeyCode::Up => self.at = self.at.saturating_sub(1),
            _ => {
                let taken = self.fields.get_mut(self.at).is_some_and(|(_, text)| text.key(key));
                if taken {
                    self.changed();
                }
                return taken;
            }
        }
        true
    }

    fn pasted(&mut self, text: &str, _cx: &mut Context) -> Next {
        if let Some((_, field)) = self.fields.get_mut(self.at) {
            field.insert(text);
            self.changed();
        }
        Next::Stay
    }

    fn refresh(&mut self, cx: &mut Context) {
        if self.keeper.is_some() {
            return;
        }
        let (keeper, earlier) = Keeper::open::<Vec<String>>(self.key.clone(), cx);
        if let (Some(texts), Some(at)) = (earlier, keeper.kept()) {
            for ((_, field), text) in self.fields.iter_mut().zip(&texts) {
                *field = TextBox::line(text);
            }
            cx.say(format!("Here is what you typed {} and did not save yet.", short_moment(at)));
        }
        self.keeper = Some(keeper);
    }

    fn unsaved(&self) -> Option<Instant> {
        self.keeper.as_ref().and_then(Keeper::unsaved)
    }

    fn keep(&mut self, cx: &mut Context) {
        let texts = self.texts();
        if let Some(keeper) = &mut self.keeper {
            keeper.keep(&texts, cx);
        }
    }
}
