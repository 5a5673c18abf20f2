//! Panels: each with its next meeting and who is due, the one who waits longest first; beside it, from 120 columns on, the page of
//! the selected child.
//!
//! ```text
//! ┌ Panels: 7 due · 2 reviewed later · 1 taken by no panel ──────────────────────┐
//! │Missing from Home Panel, North: 2 due · Tue 24 Nov 2026                        │
//! │▸Nadia Begum       16 home missing    since 16 Nov threshold, referral          │
//! │   3 episodes in 28 days: 31 Oct, 9, 16 Nov                                    │
//! ```

use super::case::CaseScreen;
use super::panels_forms::{outcome_form, pack_form};
use super::panels_page::{PageScreen, page_lines};
use super::{Next, Screen};
use crate::calendar::{day_of, plain_day, short_day};
use crate::casebook::panels_view::{DueChild, NoPanel, PanelPage, PanelSheet, PanelsSheet};
use crate::child::ChildId;
use crate::episode::EpisodeId;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::Meaning;
use crate::tui::widget::pane::{lines, pane, window};
use crate::tui::widget::rows::Rows;
use crate::tui::widget::text::{cut, fit, width, wrapped};
use chrono::{Datelike, NaiveDate};
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use std::collections::BTreeMap;

/// A row by its panel's place and its own: which child, or the how many-eth that no panel takes.
type Key = (usize, i64);

/// The panels of the hub.
#[derive(Default)]
pub struct PanelsScreen {
    sheet: PanelsSheet,
    rows: Rows<Key>,
    /// The rows that are shown.
    shown: Vec<Key>,
    /// Pages that were read, by child; `None`: it could not be.
    pages: BTreeMap<ChildId, Option<PanelPage>>,
}

/// What stands in a row.
enum Row<'a> {
    Due(&'a PanelSheet, &'a DueChild),
    Later(&'a PanelSheet, &'a DueChild),
    Nobody(&'a NoPanel),
}

impl Row<'_> {
    fn child(&self) -> Option<ChildId> {
        match self {
            Row::Due(_, due) | Row::Later(_, due) => Some(due.child),
            Row::Nobody(none) => none.child,
        }
    }

    fn episode(&self) -> Option<EpisodeId> {
        match self {
            Row::Due(_, due) | Row::Later(_, due) => due.episode,
            Row::Nobody(none) => none.episode,
        }
    }

    fn panel(&self) -> Option<&str> {
        match self {
            Row::Due(panel, _) | Row::Later(panel, _) => Some(&panel.panel),
            Row::Nobody(_) => None,
        }
    }

    fn name(&self) -> &str {
        match self {
            Row::Due(_, due) | Row::Later(_, due) => &due.name,
            Row::Nobody(none) => &none.name,
        }
    }

    /// All that is searched by the filter.
    fn holds(&self, words: &str) -> bool {
        let text = match self {
            Row::Due(panel, due) | Row::Later(panel, due) => {
                format!("{} {} {} {}", panel.panel, due.child, due.name, due.locality.clone().unwrap_or_default())
            }
            Row::Nobody(none) => format!("{} {}", none.name, none.why),
        };
        text.to_lowercase().contains(words)
    }

    /// Why, one reason a line.
    fn why(&self) -> Vec<String> {
        match self {
            Row::Due(_, due) | Row::Later(_, due) => due.reasons.iter().map(|reason| reason.words.clone()).collect(),
            Row::Nobody(none) => vec![none.why.clone()],
        }
    }

    /// Name, who, since, kinds of reasons: in so many columns.
    fn line(&self, cols: usize, today: NaiveDate) -> String {
        let name = cols * 26 / 100;
        let (who, since, why) = match self {
            Row::Due(_, due) => (who(due), since(due, today), kinds(due)),
            Row::Later(_, due) => (who(due), String::new(), format!("next review {}", plain_day(due.waiting_since))),
            Row::Nobody(none) => (none.child.map_or("not identified".into(), |child| child.to_string()), String::new(), none.why.clone()),
        };
        let since = if since.is_empty() { since } else { fit(&since, SINCE) + " " };
        let begins = format!("{} {} {since}", fit(self.name(), name), fit(&who, WHO));
        let rest = cols.saturating_sub(width(&begins));
        begins + &cut(&why, rest)
    }
}

fn who(due: &DueChild) -> String {
    let age = due.age.map_or("?".into(), |age| age.to_string());
    let care = due.care_status.map_or("care not known", |care| care.short());
    let missing = if due.still_missing { " missing" } else { "" };
    format!("{age} {care}{missing}")
}

/// "since 16 Nov"; of a review to come "for 24 Nov".
fn since(due: &DueChild, today: NaiveDate) -> String {
    let day = due.waiting_since;
    let words = if day.year() == today.year() { short_day(day) } else { plain_day(day) };
    if day > today { format!("for {words}") } else { format!("since {words}") }
}

/// Columns of a row.
const WHO: usize = 18;
const SINCE: usize = 12;

fn kinds(due: &DueChild) -> String {
    let mut kinds: Vec<&str> = due.reasons.iter().map(|reason| reason.kind.label()).collect();
    kinds.dedup();
    kinds.join(", ")
}

/// A line of the list.
enum Entry {
    Head(usize),
    Nobody(usize),
    Row(usize),
    Why(String),
}

impl PanelsScreen {
    fn row(&self, (panel, of): Key) -> Option<Row<'_>> {
        let Some(sheet) = self.sheet.panels.get(panel) else {
            return self.sheet.no_panel.get(usize::try_from(of).ok()?).map(Row::Nobody);
        };
        let find = |list: &[DueChild]| list.iter().position(|due| due.child.0 == of);
        match find(&sheet.due) {
            Some(at) => Some(Row::Due(sheet, &sheet.due[at])),
            None => find(&sheet.later).map(|at| Row::Later(sheet, &sheet.later[at])),
        }
    }

    fn selected(&self) -> Option<Row<'_>> {
        self.row(*self.shown.get(self.rows.at())?)
    }

    fn narrow(&mut self) {
        let words = self.rows.words();
        let of_panel =
            |(at, sheet): (usize, &PanelSheet)| sheet.due.iter().chain(&sheet.later).map(|due| (at, due.child.0)).collect::<Vec<Key>>();
        let nobody = (0i64..).zip(&self.sheet.no_panel).map(|(n, _)| (self.sheet.panels.len(), n));
        let all: Vec<Key> = self.sheet.panels.iter().enumerate().flat_map(of_panel).chain(nobody).collect();
        let fits = |key: &Key| words.is_empty() || self.row(*key).is_some_and(|row| row.holds(&words));
        self.shown = all.into_iter().filter(fits).collect();
        self.rows.show(self.shown.iter().map(|key| (*key, 0)));
    }

    /// To the first row of the next panel that has any, or of the one before.
    fn step_panel(&mut self, forward: bool) {
        let at = self.rows.at();
        let Some((here, _)) = self.shown.get(at).copied() else { return };
        let place = |wanted: &dyn Fn(usize) -> bool| self.shown.iter().position(|(panel, _)| wanted(*panel));
        let to = if forward {
            place(&|panel| panel > here)
        } else {
            let before = self.shown.iter().map(|(panel, _)| *panel).filter(|panel| *panel < here).max();
            before.and_then(|before| place(&|panel| panel == before))
        };
        if let Some(to) = to {
            self.rows.select(to);
        }
    }

    fn title(&self) -> String {
        let sum = |count: fn(&PanelSheet) -> usize| self.sheet.panels.iter().map(count).sum::<usize>();
        let mut words = vec![format!("{} due", sum(|panel| panel.due.len()))];
        let later = sum(|panel| panel.later.len());
        if later > 0 {
            words.push(format!("{later} reviewed later"));
        }
        if !self.sheet.no_panel.is_empty() {
            words.push(format!("⚠ {} taken by no panel", self.sheet.no_panel.len()));
        }
        self.rows.title("Panels", (&words, 0), 0)
    }

    /// The lines of the list; every panel has its heading unless the list is filtered.
    fn entries(&self, cols: usize) -> Vec<Entry> {
        let (mut entries, mut row, at) = (Vec::new(), 0, self.rows.at());
        for panel in 0..=self.sheet.panels.len() {
            let rows = self.shown[row..].iter().take_while(|(of, _)| *of == panel).count();
            if rows == 0 && (self.rows.filtered() || panel == self.sheet.panels.len()) {
                continue;
            }
            entries.push(if panel < self.sheet.panels.len() { Entry::Head(panel) } else { Entry::Nobody(rows) });
            for i in row..row + rows {
                entries.push(Entry::Row(i));
                if i == at {
                    let why = self.row(self.shown[i]).map(|row| row.why()).unwrap_or_default();
                    let lines = why.iter().flat_map(|words| wrapped(words, cols.saturating_sub(4)));
                    entries.extend(lines.map(|words| Entry::Why(format!("    {words}"))));
                }
            }
            row += rows;
        }
        entries
    }

    fn head(&self, panel: usize) -> String {
        let sheet = &self.sheet.panels[panel];
        let due = if sheet.due.is_empty() { "nobody due".into() } else { format!("{} due", sheet.due.len()) };
        let later = if sheet.later.is_empty() { String::new() } else { format!(", {} later", sheet.later.len()) };
        let next = sheet.meetings_in_words.first().map_or("meets when needed", String::as_str);
        format!("{}: {due}{later} · {next}", sheet.panel)
    }

    fn draw_list(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let title = cut(&self.title(), usize::from(area.width).saturating_sub(4));
        let inner = pane(frame, area, &title, true, cx.theme);
        let (cols, height, at) = (usize::from(inner.width), usize::from(inner.height), self.rows.at());
        let entries = self.entries(cols);
        let from = entries.iter().position(|entry| matches!(entry, Entry::Row(i) if *i == at)).unwrap_or(0);
        let whys = entries[from.min(entries.len())..].iter().skip(1).take_while(|entry| matches!(entry, Entry::Why(_))).count();
        // The heading of the first panel comes into view with its first row.
        let from = if from == 1 { 0 } else { from };
        let first = window(from, (from + 2 + whys).min(entries.len()), entries.len(), height);
        let line = |entry: &Entry| match entry {
            Entry::Head(panel) => Line::styled(cut(&self.head(*panel), cols), cx.theme.style(Meaning::Title)),
            Entry::Nobody(count) => Line::styled(format!("⚠ Taken by no panel: {count}"), cx.theme.style(Meaning::Warning)),
            Entry::Why(words) => Line::styled(words.clone(), cx.theme.style(Meaning::Hint)),
            Entry::Row(i) => {
                let (mark, meaning) = if *i == at { ("▸", Meaning::Selected) } else { (" ", Meaning::Plain) };
                let words =
                    self.row(self.shown[*i]).map(|row| row.line(cols.saturating_sub(1), day_of(self.sheet.now))).unwrap_or_default();
                Line::styled(fit(&format!("{mark}{words}"), cols), cx.theme.style(meaning))
            }
        };
        let drawn: Vec<Line> = entries.iter().skip(first).take(height).map(line).collect();
        let none = drawn.is_empty().then(|| Line::raw(if self.rows.filtered() { " No child is like that. Esc shows all." } else { EMPTY }));
        lines(frame, inner, drawn.into_iter().chain(none).collect(), 0, cx.theme);
    }

    fn page(&self) -> Option<&PanelPage> {
        self.pages.get(&self.selected()?.child()?)?.as_ref()
    }

    fn open(&self, cx: &mut Context) -> Next {
        let Some(row) = self.selected() else { return Next::Stay };
        match (row.child(), row.episode()) {
            (Some(child), _) => PageScreen::open(child, row.panel(), cx).map_or(Next::Stay, |page| Next::Push(Box::new(page))),
            (None, Some(episode)) => open_case(Some(episode), cx),
            (None, None) => Next::Stay,
        }
    }
}

const EMPTY: &str = " This hub has no panel: add [[panel]] to its settings file.";

/// The case of an episode; says so where there is none.
pub(super) fn open_case(episode: Option<EpisodeId>, cx: &mut Context) -> Next {
    let Some(episode) = episode else {
        cx.say("The child was never reported missing: there is no case to open.");
        return Next::Stay;
    };
    CaseScreen::open(episode, Vec::new(), cx).map_or(Next::Stay, |case| Next::Push(Box::new(case)))
}

impl Screen for PanelsScreen {
    fn place(&self) -> Place {
        Place::Panels
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        if cx.size.width < 120 {
            return self.draw_list(frame, area, cx);
        }
        let list = Rect { width: (area.width * 58 / 100).max(70), ..area };
        let beside = Rect { x: area.x + list.width, width: area.width - list.width, ..area };
        self.draw_list(frame, list, cx);
        let title = self.selected().map_or("The child's page".into(), |row| row.name().to_string());
        let inner = pane(frame, beside, &title, false, cx.theme);
        if let Some(page) = self.page() {
            lines(frame, inner, page_lines(page, inner.width.into(), cx.theme), 0, cx.theme);
        }
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        let row = self.selected();
        match verb {
            Verb::Open => row.is_some(),
            Verb::Outcome => row.is_some_and(|row| row.child().is_some()),
            Verb::ChildCase => row.is_some_and(|row| row.episode().is_some()),
            Verb::Pack => !self.sheet.panels.is_empty(),
            Verb::Next | Verb::Previous | Verb::NextPane | Verb::PreviousPane => self.shown.len() > 1,
            Verb::Filter => !self.shown.is_empty() || self.rows.filtered(),
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if self.rows.act(verb, cx.body_height().saturating_sub(4)) {
            return Next::Stay;
        }
        match verb {
            Verb::Open => return self.open(cx),
            Verb::NextPane => self.step_panel(true),
            Verb::PreviousPane => self.step_panel(false),
            Verb::Outcome => {
                if let Some((row, child)) = self.selected().and_then(|row| Some((row.child()?, row))) {
                    return outcome_form(row, child.name(), child.panel(), self.sheet.seen, cx);
                }
            }
            Verb::Pack => return pack_form(self.selected().and_then(|row| row.panel().map(str::to_owned)), cx),
            Verb::ChildCase => return open_case(self.selected().and_then(|row| row.episode()), cx),
            Verb::Back if self.rows.unfilter() => self.narrow(),
            Verb::Back => return Next::Home,
            _ => {}
        }
        Next::Stay
    }

    fn typing(&self) -> bool {
        self.rows.filtering()
    }

    fn typed(&mut self, key: &KeyEvent, _cx: &mut Context) -> bool {
        let taken = self.rows.typed(key);
        if taken {
            self.narrow();
        }
        taken
    }

    fn forget(&mut self) {
        self.sheet = PanelsSheet::default();
        self.pages.clear();
        self.narrow();
    }

    fn refresh(&mut self, cx: &mut Context) {
        let sheet = cx.desk.panels(cx.now);
        if let Some(sheet) = cx.told(sheet) {
            self.sheet = sheet;
        }
        self.pages.clear();
        self.narrow();
    }

    fn settle(&mut self, _cx: &mut Context) {
        self.rows.settle();
    }

    fn due(&self, cx: &Context) -> bool {
        let child = self.selected().and_then(|row| row.child());
        cx.size.width >= 120 && child.is_some_and(|child| !self.pages.contains_key(&child))
    }

    fn read(&mut self, cx: &mut Context) {
        let Some(child) = self.selected().and_then(|row| row.child()) else { return };
        let page = cx.desk.panel_page(child, cx.now);
        let page = cx.told(page);
        self.pages.insert(child, page);
    }
}
