//! The rows behind a figure: what was counted, what was not, what was left out and why; each opens its case.
//!
//! ```text
//! ┌ Return interview offered: 61 of 84 (73 %) · 1 Nov 2025 to 31 Oct 2026 ───────┐
//! │ Of the ended episodes whose interview is due …                                │
//! │Counted 61                                                                     │
//! │▸GMP/26/00417  Nadia Begum      began Thu 12 Nov 2026 20:00, returned …        │
//! ```

use super::case::CaseScreen;
use super::figures::headed;
use super::{Next, Screen};
use crate::casebook::figures_rows::FigureRow;
use crate::report::figures::Figure;
use crate::report::figures::out::rows::Standing;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::pane::{lines, pane, window};
use crate::tui::widget::rows::Rows;
use crate::tui::widget::text::{cut, fit, wrapped};
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// The rows of one figure.
pub struct FigureRowsScreen {
    figure: Figure,
    all: Vec<FigureRow>,
    /// Places of the rows shown.
    shown: Vec<usize>,
    rows: Rows<usize>,
    /// They are to be read, or read again.
    stale: bool,
}

impl FigureRowsScreen {
    pub fn of(figure: Figure) -> FigureRowsScreen {
        FigureRowsScreen { figure, all: Vec::new(), shown: Vec::new(), rows: Rows::default(), stale: true }
    }

    /// Leaves out the rows that do not hold what is filtered by.
    fn show(&mut self) {
        let words = self.rows.words();
        let text = |row: &FigureRow| format!("{} {} {} {}", row.told.reference, row.told.name, row.told.words, row.behind.words());
        let holds = |at: &usize| words.is_empty() || text(&self.all[*at]).to_lowercase().contains(&words);
        self.shown = (0..self.all.len()).filter(holds).collect();
        self.rows.show(self.shown.iter().map(|at| (*at, 0)));
    }

    fn row(&self) -> Option<&FigureRow> {
        self.all.get(*self.shown.get(self.rows.at())?)
    }

    /// "Counted 61", "Left out 3: still missing".
    fn heading(&self, row: &FigureRow) -> String {
        let same = |other: &&usize| self.all[**other].behind.words() == row.behind.words();
        let count = self.shown.iter().filter(same).count();
        let words = row.behind.words();
        let mut letters = words.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
        format!("{first}{} ({count})", letters.as_str())
    }

    /// In the parts that stand in the frame as far as they have room.
    fn title(&self) -> Vec<String> {
        let of = self.figure.group.as_ref().map(|group| format!(", {group}")).unwrap_or_default();
        let what = format!("{}{of}: {}", self.figure.title, self.figure.words());
        let filter = self.rows.filtered().then(|| self.rows.title(&self.figure.title, (&[], 0), 0));
        filter.into_iter().chain([what, self.figure.period.to_string()]).collect()
    }

    fn list(&self, cols: usize, theme: Theme) -> (Vec<Line<'static>>, std::ops::Range<usize>) {
        let (mut all, mut selected, mut last) = (Vec::new(), 0..1, String::new());
        for (i, row) in self.shown.iter().filter_map(|at| self.all.get(*at)).enumerate() {
            if row.behind.words() != last {
                last = row.behind.words();
                let meaning = if row.behind.standing == Standing::LeftOut { Meaning::Warning } else { Meaning::Title };
                all.push(Line::styled(self.heading(row), theme.style(meaning)));
            }
            let here = i == self.rows.at();
            if here {
                selected = all.len()..all.len() + 1;
            }
            let mark = if here { "▸" } else { " " };
            let words = format!("{mark}{} {} {}", fit(&row.told.reference, 14), fit(&row.told.name, 18), row.told.words);
            all.push(Line::styled(cut(&words, cols), theme.style(if here { Meaning::Selected } else { Meaning::Plain })));
        }
        (all, selected)
    }
}

impl Screen for FigureRowsScreen {
    fn place(&self) -> Place {
        Place::FigureRows
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let (title, rest) = headed(&self.title(), area.width);
        let inner = pane(frame, area, &title, true, cx.theme);
        let cols = usize::from(inner.width);
        let mut head: Vec<(Meaning, String)> = (!rest.is_empty()).then_some((Meaning::Title, rest)).into_iter().collect();
        head.push((Meaning::Hint, self.figure.rule.to_string()));
        let left_out = self.figure.exclusions();
        head.extend((!left_out.is_empty()).then_some((Meaning::Hint, left_out)));
        if let Some(row) = self.row() {
            head.push((Meaning::Plain, format!("{} {}: {}", row.told.reference, row.told.name, row.told.words)));
        } else {
            let words = if self.stale { "Reading …" } else { "No row stands behind this figure." };
            head.push((Meaning::Plain, words.into()));
        }
        let head: Vec<Line> = head
            .into_iter()
            .flat_map(|(meaning, words)| wrapped(&words, cols).into_iter().map(move |line| Line::styled(line, cx.theme.style(meaning))))
            .collect();
        let rows = u16::try_from(head.len()).unwrap_or(u16::MAX).min(inner.height);
        lines(frame, Rect { height: rows, ..inner }, head, 0, cx.theme);
        let below = Rect { y: inner.y + rows, height: inner.height - rows, ..inner };
        let (all, selected) = self.list(cols, cx.theme);
        let first = window(selected.start, selected.end, all.len(), below.height.into());
        lines(frame, below, all, first, cx.theme);
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        verb != Verb::Open || self.row().is_some_and(|row| row.told.opens.is_some())
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        match verb {
            Verb::Open => {
                let episode = self.row().and_then(|row| row.told.opens);
                if let Some(case) = episode.and_then(|episode| CaseScreen::open(episode, Vec::new(), cx)) {
                    return Next::Push(Box::new(case));
                }
            }
            Verb::Back if self.rows.unfilter() => self.show(),
            Verb::Back => return Next::Pop,
            _ => drop(self.rows.act(verb, cx.body_height().saturating_sub(8))),
        }
        Next::Stay
    }

    fn typing(&self) -> bool {
        self.rows.filtering()
    }

    fn typed(&mut self, key: &KeyEvent, _cx: &mut Context) -> bool {
        let taken = self.rows.typed(key);
        if taken {
            self.show();
        }
        taken
    }

    fn settle(&mut self, _cx: &mut Context) {
        self.rows.settle();
    }

    fn forget(&mut self) {
        (self.all, self.stale) = (Vec::new(), true);
        self.show();
    }

    fn due(&self, _cx: &Context) -> bool {
        self.stale
    }

    fn read(&mut self, cx: &mut Context) {
        let rows = cx.desk.figure_rows(&self.figure);
        self.all = cx.told(rows).unwrap_or_default();
        self.stale = false;
        self.show();
    }
}
