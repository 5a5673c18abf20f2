//! Figures: section by section, each beside its target and the other period; Enter lists the rows behind one.
//!
//! ```text
//! ┌ Figures [Against the targets] 1 of 23 · 1 Nov 2025 to 31 Oct 2026 ───────────┐
//! │▸Return interview offered: children    61 of 84 (73 %)   not met   ▃▅▂▆▇▇▅    │
//! ├──────────────────────────────────────────────────────────────────────────────┤
//! │ rule, left out, target, the other period, the months as bars                  │
//! ```

use super::figures_forms::{ExportTask, PeriodTask, What};
use super::figures_rows::FigureRowsScreen;
use super::form::FormScreen;
use super::pick::Pick;
use super::{Next, Screen};
use crate::report::figures::out::plots::months_of;
use crate::report::figures::out::{self, FiguresView};
use crate::report::figures::presets::{Preset, Sheet};
use crate::report::figures::{Figure, Period, compare::Compared};
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::Meaning;
use crate::tui::widget::pane::{lines, moved, pane, window};
use crate::tui::widget::text::wrapped;
use chrono::TimeDelta;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

#[path = "figures_draw.rs"]
mod draw;
pub use draw::headed;
use draw::{Columns, bars, detail, entry_lines};

/// The period asked for and the one beside it, which a form can change; `None`: nothing was asked for yet.
pub type Asked = Rc<Cell<Option<(Period, Option<Period>)>>>;

/// After how long the figures in sight are counted anew, also where nothing was written.
const RECOUNT: TimeDelta = TimeDelta::minutes(15);

/// One line of a section.
struct Entry {
    /// What it stands under, where that is other than of the line before.
    under: Option<String>,
    title: String,
    words: String,
    /// How it stands against its target: "not met".
    against: String,
    figure: Option<Figure>,
    before: Option<Figure>,
}

/// The figures of a period.
#[derive(Default)]
pub struct FiguresScreen {
    asked: Asked,
    view: Option<FiguresView>,
    sheets: BTreeMap<&'static str, Sheet>,
    /// The place of the section shown; the reports with a layout of their own come after the sections.
    section: usize,
    entries: Vec<Entry>,
    title: String,
    at: usize,
    /// What was counted, and the journal position it was counted at.
    counted: Option<((Period, Option<Period>), i64)>,
    position: i64,
    failed: bool,
}

impl FiguresScreen {
    /// The sections and the reports, by their titles.
    fn titles(&self) -> Vec<String> {
        let sections = self.view.iter().flat_map(|view| view.sections().into_iter().map(|section| section.title).collect::<Vec<_>>());
        sections.chain(Preset::ALL.iter().map(|preset| preset.label().to_owned())).collect()
    }

    /// The report that is shown; `None`: a section.
    fn preset(&self) -> Option<Preset> {
        let sections = self.view.as_ref()?.sections().len();
        Preset::ALL.get(self.section.checked_sub(sections)?).copied()
    }

    /// Builds the lines of the section shown.
    fn build(&mut self) {
        let Some(view) = &self.view else { return };
        let sections = view.sections();
        (self.entries, self.title) = match sections.get(self.section) {
            Some(section) => (section_entries(section), section.title.clone()),
            None => {
                let preset = Preset::ALL.get(self.section - sections.len());
                let sheet = preset.and_then(|preset| self.sheets.get(preset.code()));
                (sheet.map(sheet_entries).unwrap_or_default(), preset.map(|preset| preset.label().to_owned()).unwrap_or_default())
            }
        };
        self.at = self.at.min(self.entries.len().saturating_sub(1));
    }

    fn show(&mut self, section: usize) {
        (self.section, self.at) = (section, 0);
        self.build();
    }

    fn entry(&self) -> Option<&Entry> {
        self.entries.get(self.at)
    }

    /// Steps to the period before or after, of the same length, unless all of it is to come.
    fn step(&mut self, forward: bool, cx: &mut Context) {
        let Some((period, compare)) = self.asked.get() else { return };
        let moved = |period: Period| if forward { period.just_after() } else { period.just_before() };
        match out::asked::begun(moved(period), cx.now) {
            Ok(period) => self.asked.set(Some((period, compare.map(moved)))),
            Err(why) => cx.say(format!("{why}.")),
        }
    }

    fn period_form(&self) -> Next {
        FormScreen::push(PeriodTask { asked: self.asked.clone(), shown: self.asked.get() })
    }

    fn export_form(&self, cx: &Context) -> Next {
        let what = match (self.preset(), &self.view) {
            (Some(preset), _) => self.sheets.get(preset.code()).map(|sheet| What::Sheet(preset, sheet.clone())),
            (None, view) => view.clone().map(|view| What::Figures(Box::new(view))),
        };
        what.map_or(Next::Stay, |what| FormScreen::push(ExportTask { what, folder: cx.folder.clone() }))
    }

    fn empty(&self) -> Option<String> {
        let view = self.view.as_ref()?;
        let none = view.set.headline.first().is_some_and(|episodes| episodes.rows.counted.is_empty());
        none.then(|| {
            format!(
                "No episode of this hub began from {}. p chooses another period; < and > step to the one before or after.",
                view.period()
            )
        })
    }

    /// In the parts that stand in the frame as far as they have room.
    fn heading(&self) -> Vec<String> {
        let Some(view) = &self.view else { return vec!["Figures".into()] };
        // A report that stands alone is of its own period.
        let alone = self.preset().filter(|preset| preset.alone().is_some()).and_then(|preset| self.sheets.get(preset.code()));
        let mut parts = vec![format!("Figures [{}] {} of {}", self.title, self.section + 1, self.titles().len())];
        parts.push(alone.map_or_else(|| view.period().to_string(), |sheet| sheet.period.to_string()));
        let before = view.before.as_ref().filter(|_| alone.is_none());
        parts.extend(before.map(|before| format!("compared with {}", before.period)));
        parts.push(format!("as of {}", crate::calendar::short_moment(view.as_of)));
        parts
    }

    fn list(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let (title, rest) = headed(&self.heading(), area.width);
        let inner = pane(frame, area, &title, true, cx.theme);
        if let Some(words) = self.view.is_none().then_some("Counting …".to_owned()).or_else(|| self.empty()) {
            let words =
                if self.failed { "The figures could not be counted. Ctrl-L tries again; p chooses another period.".into() } else { words };
            let text = wrapped(&words, inner.width.into()).into_iter().map(|line| Line::styled(line, cx.theme.style(Meaning::Hint)));
            return lines(frame, inner, text.collect(), 0, cx.theme);
        }
        let cols = usize::from(inner.width);
        let hints = std::iter::once(rest).chain(self.view.iter().flat_map(FiguresView::notes));
        let hints = hints.flat_map(|words| wrapped(&words, cols)).filter(|line| !line.is_empty());
        let head: Vec<Line> = hints.map(|line| Line::styled(line, cx.theme.style(Meaning::Hint))).collect();
        let rows = u16::try_from(head.len()).unwrap_or(u16::MAX).min(inner.height / 2);
        lines(frame, Rect { height: rows, ..inner }, head, 0, cx.theme);
        let inner = Rect { y: inner.y + rows, height: inner.height - rows, ..inner };
        let trend = |entry: &Entry| entry.figure.as_ref().zip(self.view.as_ref()).map(|(figure, view)| draw::trend(view, figure));
        let trends: Vec<String> = self.entries.iter().map(|entry| trend(entry).unwrap_or_default()).collect();
        let columns = Columns::of(&self.entries, &trends, cols);
        let (mut all, mut selected) = (Vec::<Line>::new(), 0..1);
        for (i, entry) in self.entries.iter().enumerate() {
            all.extend(entry.under.as_ref().map(|under| Line::styled(under.clone(), cx.theme.style(Meaning::Title))));
            let drawn = entry_lines(entry, &trends[i], i == self.at, &columns, cx.theme);
            if i == self.at {
                selected = all.len()..all.len() + drawn.len();
            }
            all.extend(drawn);
        }
        let first = window(selected.start, selected.end, all.len(), inner.height.into());
        lines(frame, inner, all, first, cx.theme);
    }

    fn detail(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let Some(entry) = self.entry() else { return };
        let title = entry.figure.as_ref().map_or_else(|| entry.title.clone(), |figure| out::Line { figure, before: None }.title());
        let inner = pane(frame, area, &title, false, cx.theme);
        let text = detail(entry, inner.width.into(), cx.theme);
        let rows = u16::try_from(text.len()).unwrap_or(u16::MAX);
        let months = entry.figure.as_ref().zip(self.view.as_ref()).map(|(figure, view)| months_of(view, figure)).unwrap_or_default();
        // The words come first: bars are drawn where at least four rows are left for them.
        let left = inner.height.saturating_sub(rows);
        lines(frame, inner, text, 0, cx.theme);
        if let Some(figure) = entry.figure.as_ref().filter(|_| left >= 4 && months.len() > 1) {
            let below = Rect { y: inner.y + rows, height: left.min(12), ..inner };
            bars(frame, below, figure, &months, cx.theme);
        }
    }
}

fn section_entries(section: &out::Section) -> Vec<Entry> {
    let mut last = None;
    let entry = |line: &out::Line| {
        let under = match section.code.as_str() {
            "months" => Some(line.figure.period.to_string()),
            "targets" => None,
            _ => line.figure.group.clone(),
        };
        let new = under != last;
        last = under.clone();
        Entry {
            under: under.filter(|_| new),
            title: if matches!(section.code.as_str(), "targets" | "months") { line.title() } else { line.figure.title.to_string() },
            words: line.figure.words(),
            against: line.figure.against().map(|against| against.to_string()).unwrap_or_default(),
            figure: Some(line.figure.clone()),
            before: line.before.cloned(),
        }
    };
    section.lines.iter().map(entry).collect()
}

fn sheet_entries(sheet: &Sheet) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for table in &sheet.tables {
        let mut caption = format!("{} · ", table.caption);
        for row in &table.rows {
            // The first row of a table stands under its caption as well.
            let mut under = Some(std::mem::take(&mut caption) + &row.label);
            let mut add = |title: String, words: String, figure: Option<&Figure>| {
                let (figure, against) = (figure.cloned(), String::new());
                entries.push(Entry { under: under.take(), title, words, against, figure, before: None });
            };
            for (head, cell) in table.head.iter().skip(1).zip(&row.cells) {
                match cell.figures().as_slice() {
                    [first, second] => {
                        add(head.clone(), first.words(), Some(first));
                        let part =
                            if second.group == first.group { second.title.as_ref() } else { second.group.as_deref().unwrap_or_default() };
                        add(format!("{head}, {part}"), second.words(), Some(second));
                    }
                    figures => add(head.clone(), cell.words(), figures.first().copied()),
                }
            }
        }
    }
    entries
}

/// "up 5.4 points" of a figure beside the same of the other period.
fn direction(figure: &Figure, before: &Figure) -> String {
    Compared { now: figure.clone(), before: before.clone() }.direction()
}

impl Screen for FiguresScreen {
    fn place(&self) -> Place {
        Place::Figures
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let below = if cx.wide() { 18 } else { 9 };
        let height = area.height.saturating_sub(below).max(area.height / 2);
        self.list(frame, Rect { height, ..area }, cx);
        self.detail(frame, Rect { y: area.y + height, height: area.height - height, ..area }, cx);
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        match verb {
            Verb::Open => self.entry().is_some_and(|entry| entry.figure.is_some()),
            Verb::Compare => self.view.is_some() && self.preset().is_none_or(|preset| preset.alone().is_none()),
            Verb::NextPane | Verb::PreviousPane | Verb::Sections | Verb::Export => self.view.is_some(),
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if let Some(to) = moved(verb, self.at, self.entries.len(), cx.body_height() / 2) {
            self.at = to;
            return Next::Stay;
        }
        let count = self.titles().len().max(1);
        match verb {
            Verb::NextPane => self.show((self.section + 1) % count),
            Verb::PreviousPane => self.show((self.section + count - 1) % count),
            Verb::Sections => {
                let titles = self.titles().into_iter().map(|title| (title, String::new()));
                return Next::Push(Box::new(Pick::answer("Sections and reports", titles)));
            }
            Verb::Period => return self.period_form(),
            Verb::Compare => {
                if let Some((period, compare)) = self.asked.get() {
                    self.asked.set(Some((period, if compare.is_some() { None } else { Some(period.year_before()) })));
                }
            }
            Verb::Earlier | Verb::Later => self.step(verb == Verb::Later, cx),
            Verb::Export => return self.export_form(cx),
            Verb::Open => {
                if let Some(figure) = self.entry().and_then(|entry| entry.figure.clone()) {
                    return Next::Push(Box::new(FigureRowsScreen::of(figure)));
                }
            }
            Verb::Back => return Next::Pop,
            _ => {}
        }
        Next::Stay
    }

    fn answered(&mut self, choice: usize, _cx: &mut Context) -> Next {
        self.show(choice);
        Next::Stay
    }

    fn refresh(&mut self, cx: &mut Context) {
        let position = cx.desk.position();
        self.position = cx.told(position).unwrap_or(self.position);
        self.failed = false;
        // What was not yet due then may be by now.
        if self.view.as_ref().is_some_and(|view| cx.now - view.as_of >= RECOUNT) {
            self.counted = None;
        }
        if self.asked.get().is_none() {
            let period = cx.desk.understand_period("", "", cx.now);
            self.asked.set(period.ok().map(|period| (period, None)));
        }
    }

    fn forget(&mut self) {
        self.counted = None;
    }

    fn due(&self, _cx: &Context) -> bool {
        let counted = self.counted == self.asked.get().map(|asked| (asked, self.position));
        !self.failed && (!counted || self.preset().is_some_and(|preset| !self.sheets.contains_key(preset.code())))
    }

    fn read(&mut self, cx: &mut Context) {
        let Some(asked) = self.asked.get() else {
            self.failed = true;
            return;
        };
        if self.counted != Some((asked, self.position)) {
            let view = cx.desk.figures(asked.0, asked.1, cx.now);
            self.view = cx.told(view);
            self.sheets.clear();
            self.counted = Some((asked, self.position));
        } else if let Some(preset) = self.preset() {
            let sheet = cx.desk.figures_sheet(preset, asked.0, asked.1, cx.now);
            match cx.told(sheet) {
                Some(sheet) => drop(self.sheets.insert(preset.code(), sheet)),
                None => self.failed = true,
            }
        }
        self.failed |= self.view.is_none();
        self.build();
    }
}
