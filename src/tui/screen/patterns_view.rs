//! How the patterns are laid out: the list, what is said of the selected row, the drawing.

use super::{Large, PatternsScreen, TABS, Tab, draw, row};
use crate::report::patterns::Patterns;
use crate::report::patterns::words::head;
use crate::tui::app::Context;
use crate::tui::theme::Meaning;
use crate::tui::widget::pane::{lines, pane, window};
use crate::tui::widget::text::{counted, cut, width, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

impl PatternsScreen {
    /// All of it: at 80 columns the list above and the row below, from 110 on side by side.
    pub(super) fn draw_all(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        if let (Tab::Times, Some(patterns)) = (self.tab, &self.patterns) {
            let inner = pane(frame, area, &self.title(usize::from(area.width).saturating_sub(4)), true, cx.theme);
            return lines(frame, inner, draw::times(&patterns.times, &head(patterns), inner.width.into(), cx.theme), 0, cx.theme);
        }
        match self.large {
            _ if self.patterns.is_none() => return self.draw_list(frame, area, cx),
            Large::Drawing => return self.draw_network(frame, area, cx),
            Large::Detail => return self.draw_detail(frame, area, cx),
            Large::No => {}
        }
        if !cx.wide() {
            let upper = Rect { height: area.height * 3 / 5, ..area };
            self.draw_list(frame, upper, cx);
            return self.draw_detail(frame, Rect { y: area.y + upper.height, height: area.height - upper.height, ..area }, cx);
        }
        let share = if self.tab == Tab::Network { 45 } else { 65 };
        let list = Rect { width: area.width * share / 100, ..area };
        let beside = Rect { x: area.x + list.width, width: area.width - list.width, ..area };
        self.draw_list(frame, list, cx);
        if self.tab != Tab::Network {
            return self.draw_detail(frame, beside, cx);
        }
        let lower = beside.height / 3;
        self.draw_network(frame, Rect { height: beside.height - lower, ..beside }, cx);
        self.draw_detail(frame, Rect { y: beside.y + beside.height - lower, height: lower, ..beside }, cx);
    }

    fn title(&self, cols: usize) -> String {
        let count = |tab: Tab| match (tab, &self.patterns) {
            (Tab::Together, Some(patterns)) => format!(" {}", patterns.together.found),
            (Tab::Places, Some(patterns)) => format!(" {}", patterns.places.from.len() + patterns.places.found.len()),
            (Tab::Factors, Some(patterns)) => format!(" {}", patterns.factors.push.len() + patterns.factors.pull.len()),
            (Tab::Network, Some(_)) => format!(" {}", self.network.nodes.len()),
            _ => String::new(),
        };
        let words = |(tab, name): &(Tab, &str)| {
            let words = format!("{name}{}", count(*tab));
            if *tab == self.tab { format!("[{words}]") } else { words }
        };
        let tabs: Vec<String> = TABS.iter().map(words).collect();
        let at = TABS.iter().position(|(tab, _)| *tab == self.tab).unwrap_or(0);
        let title = self.shown.title("Patterns", (&tabs, at), 0);
        if width(&title) <= cols || self.shown.filtered() {
            return cut(&title, cols);
        }
        // Where it is narrow, without the counts.
        let name = |(tab, name): &(Tab, &str)| if *tab == self.tab { format!("[{name}]") } else { (*name).to_string() };
        cut(&TABS.iter().map(name).collect::<Vec<_>>().join(" · "), cols)
    }

    /// The period and what it holds; of a network around a child, around whom and how far.
    fn head(&self, patterns: &Patterns) -> String {
        match self.around.filter(|_| self.tab == Tab::Network) {
            Some(child) => format!("Around {child}, at most {} away, {}", counted(self.hops as usize, "tie", "ties"), patterns.period),
            None => head(patterns),
        }
    }

    fn draw_list(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let title = self.title(usize::from(area.width).saturating_sub(4));
        let inner = pane(frame, area, &title, true, cx.theme);
        let Some(patterns) = &self.patterns else {
            let words =
                if self.failed { "The episodes could not be read. Ctrl-L tries again." } else { "Reading the episodes of the period …" };
            return lines(frame, inner, vec![Line::styled(words, cx.theme.style(Meaning::Hint))], 0, cx.theme);
        };
        let cols = usize::from(inner.width);
        let head = wrapped(&self.head(patterns), cols).into_iter().map(|line| Line::styled(line, cx.theme.style(Meaning::Plain)));
        let mut top: Vec<Line> = head.collect();
        top.push(Line::styled(row::header(self.tab, cols), cx.theme.style(Meaning::Title)));
        let taken = u16::try_from(top.len()).unwrap_or(u16::MAX).min(inner.height);
        frame.render_widget(ratatui::widgets::Paragraph::new(top), Rect { height: taken, ..inner });
        let below = Rect { y: inner.y + taken, height: inner.height - taken, ..inner };
        let (at, height) = (self.shown.at(), usize::from(below.height));
        if self.visible.is_empty() {
            let empty = wrapped(row::empty(self.tab, self.shown.filtered()), cols);
            let empty = empty.into_iter().map(|line| Line::styled(line, cx.theme.style(Meaning::Hint))).collect();
            return lines(frame, below, empty, 0, cx.theme);
        }
        let first = window(at, at + 1, self.visible.len(), height);
        let line = |(i, row): (usize, &usize)| self.rows[*row].line(i == at, cols, cx.theme);
        lines(frame, below, self.visible.iter().enumerate().skip(first).take(height).map(line).collect(), 0, cx.theme);
    }

    fn draw_detail(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let title = self.row().map_or("", |row| row.left.as_str());
        let large = self.large == Large::Detail;
        let inner = pane(frame, area, &cut(title, usize::from(area.width).saturating_sub(4)), large, cx.theme);
        let detail = self.row().map(|row| row.laid(inner.width.into(), cx.theme)).unwrap_or_default();
        lines(frame, inner, detail, if large { self.scroll } else { 0 }, cx.theme);
    }

    fn draw_network(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let (drawn, points) = &self.drawn;
        let left_out = self.network.nodes.len() - drawn.nodes.len();
        let words = if left_out > 0 { format!("; {left_out} tied less often are in the list alone") } else { String::new() };
        let inner =
            pane(frame, area, &cut(&format!("{}{words}", drawn.counted()), usize::from(area.width).saturating_sub(4)), false, cx.theme);
        let selected = self.row().map(|row| row.left.as_str());
        draw::network(frame, inner, (drawn, points), selected, self.names && !cx.private, cx.theme);
    }
}
