//! A framed part of the screen with a title, and the scrolling of what stands in it.

use crate::tui::command::Verb;
use crate::tui::theme::{Meaning, Theme};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Clear, Paragraph};

/// Draws the frame and gives the area inside. The pane that takes the keys has its title marked.
pub fn pane(frame: &mut Frame, area: Rect, title: &str, active: bool, theme: Theme) -> Rect {
    let title = format!(" {title} ");
    let style = theme.style(if active { Meaning::Title } else { Meaning::Hint });
    let block = Block::new().borders(Borders::ALL).border_style(theme.style(Meaning::Hint)).title(Span::styled(title, style));
    let inner = block.inner(area);
    frame.render_widget(block, area);
    inner
}

/// A pane in the middle of an area, over what is there.
pub fn popup(frame: &mut Frame, area: Rect, title: &str, cols: u16, rows: u16, theme: Theme) -> Rect {
    let (cols, rows) = (cols.min(area.width), rows.min(area.height));
    let over = Rect::new(area.x + (area.width - cols) / 2, area.y + (area.height - rows) / 2, cols, rows);
    frame.render_widget(Clear, over);
    pane(frame, over, title, true, theme)
}

/// Draws the lines that are in view, and at the right edge of the last row how far one is where not all are.
pub fn lines(frame: &mut Frame, area: Rect, all: Vec<Line<'static>>, scroll: usize, theme: Theme) {
    let (total, height) = (all.len(), usize::from(area.height));
    let first = scroll.min(total.saturating_sub(height));
    frame.render_widget(Paragraph::new(all.into_iter().skip(first).take(height).collect::<Vec<_>>()), area);
    if total > height && height > 0 {
        let more = total - height - first;
        let words = if more > 0 { format!(" {more} more ↓") } else { " end".into() };
        let cols = u16::try_from(super::text::width(&words)).unwrap_or(0).min(area.width);
        let corner = Rect::new(area.right() - cols, area.bottom() - 1, cols, 1);
        frame.render_widget(Span::styled(words, theme.style(Meaning::Hint)), corner);
    }
}

/// Where a scrolled text stands after a move; `None`: not a move.
pub fn scrolled(verb: Verb, at: usize, total: usize, height: usize) -> Option<usize> {
    let page = height.saturating_sub(1).max(1);
    let last = total.saturating_sub(height);
    let to = match verb {
        Verb::Up => at.min(last).saturating_sub(1),
        Verb::Down => at + 1,
        Verb::PageUp => at.min(last).saturating_sub(page),
        Verb::PageDown => at + page,
        Verb::Top => 0,
        Verb::Bottom => last,
        _ => return None,
    };
    Some(to.min(last))
}

/// The selected one of `count` after a move; `None`: not a move.
pub fn moved(verb: Verb, at: usize, count: usize, page: usize) -> Option<usize> {
    let last = count.saturating_sub(1);
    let to = match verb {
        Verb::Up => at.saturating_sub(1),
        Verb::Down => at + 1,
        Verb::PageUp => at.saturating_sub(page.max(1)),
        Verb::PageDown => at + page.max(1),
        Verb::Top => 0,
        Verb::Bottom => last,
        _ => return None,
    };
    Some(to.min(last))
}

/// The first line to draw so that lines `from..to` of `total` are in view, near the middle.
pub fn window(from: usize, to: usize, total: usize, height: usize) -> usize {
    if total <= height {
        return 0;
    }
    let middle = from.saturating_sub(height.saturating_sub(to - from) / 2);
    middle.min(total - height)
}
