//! The agenda in another order: items are moved up and down, and the new order is written when it is kept.

use super::agenda::Agenda;
use crate::casebook::meeting_view::{ItemLine, MeetingSheet};
use crate::meeting::agenda::ItemId;
use crate::tui::app::Context;
use crate::tui::command::Verb;
use crate::tui::widget::pane::moved;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The order as it is being made.
pub struct Order {
    lines: Vec<ItemLine>,
    at: usize,
}

impl Order {
    /// As the agenda stands, with the cursor on an item.
    pub fn of(sheet: &MeetingSheet, item: ItemId) -> Order {
        let at = sheet.lines.iter().position(|line| line.item == item).unwrap_or(0);
        Order { lines: sheet.lines.clone(), at }
    }

    /// The items in the order they have now.
    pub fn items(&self) -> Vec<ItemId> {
        self.lines.iter().map(|line| line.item).collect()
    }

    /// Moves the cursor, or the item under it.
    pub fn act(&mut self, verb: Verb, page: usize) {
        let to = match verb {
            Verb::MoveUp => self.at.saturating_sub(1),
            Verb::MoveDown => (self.at + 1).min(self.lines.len().saturating_sub(1)),
            _ => {
                self.at = moved(verb, self.at, self.lines.len(), page).unwrap_or(self.at);
                return;
            }
        };
        if self.at < self.lines.len() {
            self.lines.swap(self.at, to);
        }
        self.at = to;
        for (i, line) in self.lines.iter_mut().enumerate() {
            line.number = i + 1;
        }
    }

    pub fn draw(&self, frame: &mut Frame, area: Rect, sheet: &MeetingSheet, at: ItemId, cx: &Context) {
        let title = "Order of the agenda: K and J move the item, Ctrl-S keeps the order, Esc leaves it as it was".into();
        let items = &sheet.meeting.items;
        Agenda { lines: &self.lines, items, lacking: &sheet.lacking, at, cursor: Some(self.at), title, headings: false }
            .draw(frame, area, cx);
    }
}
