//! The agenda as a list: sections with their headings, items with a sign for how they stand.
//!
//! ```text
//! ┌ Agenda: 3 of 10 settled ──────────┐
//! │ Still missing                     │
//! │▸▶ 3 Nadia Begum                   │
//! │  ✓ 4 Thi Lan Nguyen               │
//! ```

use crate::casebook::meeting_view::ItemLine;
use crate::meeting::agenda::{Item, ItemId, Left};
use crate::meeting::gate::Lacking;
use crate::tui::app::Context;
use crate::tui::theme::{Meaning, of_band};
use crate::tui::widget::pane::{lines, pane, window};
use crate::tui::widget::text::{cut, fit, width};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// How an item stands, in one sign: settled, put off, passed over, listed, open. A list that still lacks something is open too.
pub fn sign(line: &ItemLine, item: Option<&Item>, lacks: bool) -> &'static str {
    match item.and_then(|item| item.left.as_ref()) {
        Some(Left::Deferred { .. }) => "→",
        Some(Left::Passed { .. }) => "-",
        None if lacks => "○",
        None if line.settled && item.is_some_and(|item| item.about.is_decided()) => "✓",
        None if item.is_some_and(|item| !item.about.is_decided()) => "·",
        None => "○",
    }
}

/// The agenda with the item on the screen, and the one the cursor stands on where the list has the keys.
pub struct Agenda<'a> {
    pub lines: &'a [ItemLine],
    pub items: &'a [Item],
    /// What keeps the meeting from closing.
    pub lacking: &'a [Lacking],
    pub at: ItemId,
    pub cursor: Option<usize>,
    pub title: String,
    /// Their sections are not in order any more while they are moved: no headings.
    pub headings: bool,
}

impl Agenda<'_> {
    pub fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let title = cut(&self.title, usize::from(area.width).saturating_sub(4));
        let inner = pane(frame, area, &title, self.cursor.is_some(), cx.theme);
        let cols = usize::from(inner.width);
        let (mut all, mut section, mut here) = (Vec::new(), None, 0);
        for (i, line) in self.lines.iter().enumerate() {
            if self.headings && section != Some(line.section) {
                section = Some(line.section);
                all.push(Line::styled(format!(" {}", cut(line.section.label(), cols.saturating_sub(1))), cx.theme.style(Meaning::Hint)));
            }
            if self.cursor.map_or(line.item == self.at, |cursor| cursor == i) {
                here = all.len();
            }
            all.push(self.row(i, line, cols, cx));
        }
        let first = window(here, here + 1, all.len(), inner.height.into());
        lines(frame, inner, all, first, cx.theme);
    }

    fn row(&self, i: usize, line: &ItemLine, cols: usize, cx: &Context) -> Line<'static> {
        let item = self.items.iter().find(|item| item.item == line.item);
        let selected = self.cursor == Some(i);
        let (cursor, here) = (if selected { "▸" } else { " " }, if line.item == self.at { "▶" } else { " " });
        let lead = format!("{cursor}{here}{} {:>2} ", sign(line, item, self.lacking.iter().any(|l| l.item == line.item)), line.number);
        let name_cols = if cols > 60 { 34 } else { cols.saturating_sub(width(&lead)) };
        let state = if cols > 60 { format!(" {}", line.state) } else { String::new() };
        let words = cut(&format!("{lead}{}{state}", fit(&line.title, name_cols)), cols);
        let meaning = match line.band {
            _ if selected => Meaning::Selected,
            _ if line.item == self.at => Meaning::Title,
            _ if line.settled => Meaning::Hint,
            Some(band) => of_band(band),
            None => Meaning::Plain,
        };
        Line::from(Span::styled(words, cx.theme.style(meaning)))
    }
}
