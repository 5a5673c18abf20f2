//! The rows that were refused: where, what, why; put right or set aside here.

use super::small_forms::{put_right_form, set_aside_form};
use super::{Next, Screen};
use crate::calendar::short_moment;
use crate::casebook::view::Refused;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::pane::{lines, moved, pane, window};
use crate::tui::widget::text::{counted, cut, fit, width, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// The list of refused rows and the cells of the selected one.
pub struct RefusedScreen {
    rows: Vec<Refused>,
    at: usize,
    fields: Vec<(String, String)>,
}

impl RefusedScreen {
    pub fn open(cx: &mut Context) -> Option<RefusedScreen> {
        let rows = cx.desk.refused();
        cx.told(rows).map(|rows| RefusedScreen { rows, at: 0, fields: cx.desk.fields() })
    }

    fn row_line(&self, i: usize, cols: usize, theme: Theme) -> Line<'static> {
        let (refused, here) = (&self.rows[i], i == self.at);
        let row = &refused.row;
        let place = format!("row {}", row.line.row);
        let mark = if here { "▸" } else { " " };
        let words = format!("{mark}{} {} {}", fit(&place, 8), fit(&name(refused), 22), row.reason);
        Line::styled(fit(&words, cols), theme.style(if here { Meaning::Selected } else { Meaning::Plain }))
    }

    /// The selected row: why it was refused, what to do, and its cells.
    fn detail(&self, cols: usize, theme: Theme) -> Vec<Line<'static>> {
        let Some(refused) = self.rows.get(self.at) else { return Vec::new() };
        let row = &refused.row;
        let mut out: Vec<Line> = wrapped(&row.reason, cols).into_iter().map(|l| Line::styled(l, theme.style(Meaning::Warning))).collect();
        out.push(Line::styled(cut(&format!("{}, loaded {}", refused.file, short_moment(refused.at)), cols), theme.style(Meaning::Hint)));
        out.push(Line::raw(""));
        let label = |code: &str| self.fields.iter().find(|(c, _)| c == code).map_or_else(|| code.to_string(), |(_, l)| l.clone());
        for (name, value) in &row.cells {
            let at_fault = *name == row.column || (!row.value.is_empty() && *value == row.value);
            let head = format!("{} {}  ", if at_fault { "⚠" } else { " " }, fit(&label(name), 22));
            let style = theme.style(if at_fault { Meaning::Warning } else { Meaning::Plain });
            for (i, line) in wrapped(value, cols.saturating_sub(width(&head)).max(10)).into_iter().enumerate() {
                let lead = if i == 0 { head.clone() } else { " ".repeat(width(&head)) };
                out.push(Line::from(vec![Span::styled(lead, theme.style(Meaning::Hint)), Span::styled(line, style)]));
            }
        }
        out
    }
}

/// The name on the row, as far as it has one.
fn name(refused: &Refused) -> String {
    let cells = &refused.row.cells;
    let parts: Vec<&str> = ["full_name", "given", "family"].iter().filter_map(|f| cells.get(*f)).map(String::as_str).collect();
    match (parts.is_empty(), cells.get("police_ref")) {
        (false, _) => parts.join(" "),
        (true, Some(reference)) => reference.clone(),
        (true, None) => "(no name)".into(),
    }
}

impl Screen for RefusedScreen {
    fn place(&self) -> Place {
        Place::Refused
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        if self.rows.is_empty() {
            let inner = pane(frame, area, "Refused rows", true, cx.theme);
            let words = ["", "  Every row of every list was taken.", "", "  Esc   back to the board"];
            return lines(frame, inner, words.map(Line::raw).to_vec(), 0, cx.theme);
        }
        let list_rows = (self.rows.len() + 2).min(usize::from(area.height) / 2);
        let list = Rect { height: u16::try_from(list_rows).unwrap_or(area.height), ..area };
        let below = Rect { y: list.bottom(), height: area.height - list.height, ..area };
        let title = format!("{} · nothing is dropped: put right or set aside", counted(self.rows.len(), "refused row", "refused rows"));
        let inner = pane(frame, list, &title, true, cx.theme);
        let first = window(self.at, self.at + 1, self.rows.len(), inner.height.into());
        let last = (first + usize::from(inner.height)).min(self.rows.len());
        let rows = (first..last).map(|i| self.row_line(i, inner.width.into(), cx.theme)).collect();
        lines(frame, inner, rows, 0, cx.theme);
        let row = self.rows.get(self.at).map_or(0, |r| r.row.line.row);
        let inner = pane(frame, below, &format!("Row {row} as it came"), false, cx.theme);
        lines(frame, inner, self.detail(inner.width.into(), cx.theme), 0, cx.theme);
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        !matches!(verb, Verb::Open | Verb::SetAside) || !self.rows.is_empty()
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if let Some(to) = moved(verb, self.at, self.rows.len(), cx.body_height() / 2) {
            self.at = to;
            return Next::Stay;
        }
        match (verb, self.rows.get(self.at)) {
            (Verb::Open, Some(row)) => Next::Push(Box::new(put_right_form(row, &self.fields))),
            (Verb::SetAside, Some(row)) => Next::Push(Box::new(set_aside_form(row))),
            (Verb::Back, _) => Next::Pop,
            _ => Next::Stay,
        }
    }

    fn refresh(&mut self, cx: &mut Context) {
        let rows = cx.desk.refused();
        if let Some(rows) = cx.told(rows) {
            self.at = self.at.min(rows.len().saturating_sub(1));
            self.rows = rows;
        }
    }
}
