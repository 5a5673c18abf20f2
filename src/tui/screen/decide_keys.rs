//! Where the keys go in the decision form: from field to field, line to line, tick to tick.

use super::{DecideScreen, Field};
use crate::meeting::decision::Outcome;
use crate::tui::app::Context;
use crate::tui::widget::text_box::TextBox;
use crossterm::event::{KeyCode, KeyEvent};

impl DecideScreen {
    /// The text being typed, if the field is one.
    pub(super) fn text(&mut self) -> Option<&mut TextBox> {
        match self.field {
            Field::Outcomes | Field::Panel => None,
            Field::Rationale => Some(&mut self.rationale),
            Field::Action(i) => self.actions.get_mut(i),
            Field::Review => Some(&mut self.review),
            Field::Agencies => Some(&mut self.agencies),
            Field::Dissent(i) => self.dissent.get_mut(i),
        }
    }

    pub(super) fn step(&mut self, forward: bool) {
        let mut fields = vec![Field::Outcomes];
        fields.extend(self.asks_panel().then_some(Field::Panel));
        let lines = [Field::Rationale, Field::Action(0), Field::Review, Field::Agencies, Field::Dissent(0)];
        fields.extend(lines);
        let same = |field: &Field| std::mem::discriminant(field) == std::mem::discriminant(&self.field);
        let at = fields.iter().position(same).unwrap_or(0);
        let to = fields[(at + if forward { 1 } else { fields.len() - 1 }) % fields.len()];
        // Backwards into a list: to its last line.
        self.field = match to {
            Field::Action(_) if !forward => Field::Action(self.actions.len().saturating_sub(1)),
            Field::Dissent(_) if !forward => Field::Dissent(self.dissent.len().saturating_sub(1)),
            to => to,
        };
    }

    /// The line of actions or dissent below or above; from the last and first, the next field.
    fn step_line(&mut self, down: bool) {
        let within = |i: usize, count: usize| i.checked_add_signed(if down { 1 } else { -1 }).filter(|to| *to < count);
        let to = match self.field {
            Field::Action(i) => within(i, self.actions.len()).map(Field::Action),
            Field::Dissent(i) => within(i, self.dissent.len()).map(Field::Dissent),
            _ => None,
        };
        match to {
            Some(field) => self.field = field,
            None => self.step(down),
        }
    }

    /// Outcomes stand in two columns, read down: up and down go through them all.
    pub(super) fn move_outcome(&mut self, down: bool) {
        let last = Outcome::ALL.len() - 1;
        match (down, self.outcome) {
            (true, at) if at < last => self.outcome = at + 1,
            (true, _) => self.step(true),
            (false, at) => self.outcome = at.saturating_sub(1),
        }
    }

    /// Ticks the outcome under the cursor, or goes to the next panel.
    pub(super) fn toggle(&mut self, cx: &Context) {
        if self.field == Field::Panel {
            let at = self.panels.iter().position(|name| Some(name) == self.panel.as_ref());
            self.panel = self.panels.get(at.map_or(0, |at| at + 1)).cloned();
        } else {
            let outcome = Outcome::ALL[self.outcome];
            if self.ticked.contains(&outcome) {
                self.ticked.retain(|o| *o != outcome);
            } else {
                self.ticked.push(outcome);
                self.ticked.sort();
            }
        }
        self.changed(cx);
    }

    /// Keys that mean something of their own among the lines of a list: Enter begins one, Backspace in an empty one removes it,
    /// arrows go between. In a field of one line they lead to the next.
    pub(super) fn line_key(&mut self, key: &KeyEvent) -> bool {
        match (self.field, key.code) {
            (Field::Action(_) | Field::Dissent(_), KeyCode::Enter | KeyCode::Down) => self.step_line(true),
            (Field::Action(_) | Field::Dissent(_), KeyCode::Up) => self.step_line(false),
            (Field::Action(i), KeyCode::Backspace) => match remove_empty(&mut self.actions, i) {
                Some(to) => self.field = Field::Action(to),
                None => return false,
            },
            (Field::Dissent(i), KeyCode::Backspace) => match remove_empty(&mut self.dissent, i) {
                Some(to) => self.field = Field::Dissent(to),
                None => return false,
            },
            _ => return false,
        }
        true
    }
}

/// Takes an empty line out, unless it is the last; the line the cursor stands on then.
fn remove_empty(lines: &mut Vec<TextBox>, i: usize) -> Option<usize> {
    let removed = lines[i].text().is_empty() && i + 1 < lines.len();
    removed.then(|| {
        lines.remove(i);
        i.saturating_sub(1)
    })
}
