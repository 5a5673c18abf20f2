//! How the meeting is drawn.

use super::agenda::Agenda;
use super::sheet::{self, Laid};
use super::{MeetingScreen, Mode, Read, decision};
use crate::meeting::agenda::AgendaSection;
use crate::tui::app::Context;
use crate::tui::command::Verb;
use crate::tui::theme::Meaning;
use crate::tui::widget::pane::{lines, pane, popup, scrolled, window};
use crate::tui::widget::text::wrapped;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// Columns of the agenda beside the item.
const AGENDA_COLS: u16 = 38;

impl MeetingScreen {
    pub(super) fn draw_all(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let (Some(meeting), Some(strip)) = (&self.sheet, &self.strip) else { return none(frame, area, cx) };
        let top = Rect { height: area.height.min(1), ..area };
        frame.render_widget(Paragraph::new(strip.line(cx.now, area.width.into(), cx.theme)), top);
        let rest = Rect { y: area.y + top.height, height: area.height - top.height, ..area };
        match &self.mode {
            Mode::Gate(gate) => return gate.draw(frame, rest, meeting, cx),
            Mode::Order(order) => return order.draw(frame, rest, meeting, self.at, cx),
            Mode::Agenda(_) if !cx.wide() => return self.draw_agenda(frame, rest, cx),
            Mode::Item | Mode::Agenda(_) | Mode::Statement => {}
        }
        let mut right = rest;
        if cx.wide() {
            self.draw_agenda(frame, Rect { width: AGENDA_COLS, ..rest }, cx);
            right = Rect { x: rest.x + AGENDA_COLS, width: rest.width - AGENDA_COLS, ..rest };
        }
        self.draw_item(frame, right, cx);
        if matches!(self.mode, Mode::Statement) {
            statement(frame, rest, cx);
        }
    }

    fn draw_agenda(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let Some(sheet) = &self.sheet else { return };
        let decided: Vec<_> = sheet.lines.iter().filter(|l| sheet.meeting.item(l.item).is_some_and(|i| i.about.is_decided())).collect();
        let settled = decided.iter().filter(|line| line.settled).count();
        let title = format!("Agenda: {settled} of {} settled", decided.len());
        let cursor = if let Mode::Agenda(cursor) = self.mode { Some(cursor) } else { None };
        let (lines, items, lacking) = (&sheet.lines, &sheet.meeting.items, &sheet.lacking);
        Agenda { lines, items, lacking, at: self.at, cursor, title, headings: true }.draw(frame, area, cx);
    }

    fn draw_item(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let active = !matches!(self.mode, Mode::Agenda(_));
        let Some(read) = self.shown() else {
            // Never another child's item: until this one is read, its line on the agenda says who it is.
            let line = self.lines().iter().find(|line| line.item == self.at);
            let title = line.map_or_else(String::new, |line| format!("{} · {} …", line.number, line.title));
            pane(frame, area, &title, active, cx.theme);
            return;
        };
        let inner = pane(frame, area, &sheet::title(&read.sheet), active, cx.theme);
        let cols = usize::from(inner.width);
        let (laid, below) = self.laid(read, cols, cx);
        let rows = below_rows(below.len(), inner.height.into());
        let (upper, lower) = split(inner, rows);
        let first = if self.rows() == 0 {
            self.scroll
        } else {
            window(laid.selected.start, laid.selected.end, laid.lines.len(), upper.height.into())
        };
        lines(frame, upper, laid.lines, first, cx.theme);
        lines(frame, lower, below, 0, cx.theme);
    }

    /// Where the text of the item stands after a move; `None`: not a move.
    pub(super) fn scrolled(&self, verb: Verb, cx: &Context) -> Option<usize> {
        let read = self.shown()?;
        let cols = usize::from(cx.size.width.saturating_sub(if cx.wide() { AGENDA_COLS } else { 0 })).saturating_sub(2);
        let (laid, below) = self.laid(read, cols, cx);
        let height = cx.body_height().saturating_sub(3);
        scrolled(verb, self.scroll, laid.lines.len(), height.saturating_sub(below_rows(below.len(), height)))
    }

    /// The item, and the decision under it.
    fn laid(&self, read: &Read, cols: usize, cx: &Context) -> (Laid, Vec<Line<'static>>) {
        let quorum = self.sheet.as_ref().map(|sheet| &sheet.quorum);
        // A strategy discussion needs more agencies than the meeting does.
        let strategy = quorum.filter(|quorum| read.sheet.item.section == AgendaSection::Strategy && !quorum.strategy_missing.is_empty());
        let warning = strategy.map(|quorum| format!("for a strategy discussion: {}", quorum.strategy_words()));
        let laid = sheet::laid(&read.sheet, warning, self.row, cx.now, cols, cx.theme);
        let decided = read.sheet.item.about.is_decided();
        let below = if decided { decision::laid(&read.sheet, read.half.as_ref(), cols, cx.theme) } else { Vec::new() };
        (laid, below)
    }
}

/// Rows of the decision: what it needs, but never more than the half.
fn below_rows(wanted: usize, height: usize) -> usize {
    wanted.min(height / 2)
}

fn split(area: Rect, lower: usize) -> (Rect, Rect) {
    let lower = u16::try_from(lower).unwrap_or(0).min(area.height);
    let upper = area.height - lower;
    (Rect { height: upper, ..area }, Rect { y: area.y + upper, height: lower, ..area })
}

/// No meeting: what there is to do.
fn none(frame: &mut Frame, area: Rect, cx: &Context) {
    let inner = pane(frame, area, "The meeting", true, cx.theme);
    let words: &[&str] = if cx.follow {
        &["No meeting is on.", "This screen waits: it follows the meeting as soon as one is opened, item by item."]
    } else {
        &[
            "No meeting is on, and none was held today.",
            "o opens one: chair, place, who is there. The agenda is made from the list and from what is open.",
        ]
    };
    let all = words.iter().flat_map(|line| wrapped(line, inner.width.into())).map(Line::raw).collect();
    lines(frame, inner, all, 0, cx.theme);
}

fn statement(frame: &mut Frame, area: Rect, cx: &Context) {
    let cols = area.width.saturating_sub(8).min(84);
    let words = &cx.desk.settings().meeting.confidentiality;
    let mut all: Vec<Line> = wrapped(words, usize::from(cols).saturating_sub(4)).into_iter().map(Line::raw).collect();
    all.push(Line::raw(""));
    all.push(Line::styled("Enter: it is read out", cx.theme.style(Meaning::Title)));
    let rows = u16::try_from(all.len() + 2).unwrap_or(u16::MAX);
    let inner = popup(frame, area, "To be read out", cols, rows, cx.theme);
    lines(frame, inner, all, 0, cx.theme);
}
