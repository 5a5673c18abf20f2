//! The top ten of a month; beside it, from 120 columns on, all that is known of the selected child, else on a page of its own.
//!
//! ```text
//! ┌ Top ten of October 2026 · as reported Mon 2 Nov 2026 08:00 ─────────────────────┐
//! │ rank  moved   child                mth   3m  12m nights  missing  held   run     │
//! │▸1     up 2    Nadia Begum, 16        5    7   11      4  86 h 22  4 of 5 ▂·▂··▂█ │
//! │      asked: a placement nearer to her school                                     │
//! ```

use super::case::CaseScreen;
use super::{Next, Screen};
use crate::calendar::{month_words, plain_day};
use crate::casebook::last_over;
use crate::casebook::tracker_view::{TrackedChild, Tracker};
use crate::child::ChildId;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::Meaning;
use crate::tui::widget::pane::{lines, moved, pane, scrolled, window};
use crate::tui::widget::text::{counted, cut, wrapped};
use chrono::{Months, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

#[path = "topten_forms.rs"]
mod forms;
#[path = "topten_lines.rs"]
mod laid;
#[path = "topten_row.rs"]
mod row;
use forms::{briefing_form, close_form, review_form};
use laid::{child_lines, child_title};

/// The months of the top ten, one at a time.
#[derive(Default)]
pub struct TopTenScreen {
    /// The first day of the month; `None`: the last that is over.
    month: Option<NaiveDate>,
    /// Which report of a month that was closed more than once; `None`: the first.
    report: Option<usize>,
    tracker: Option<Tracker>,
    /// As it was reported: two who were reported may be read as one child since.
    selected: Option<ChildId>,
}

impl TopTenScreen {
    fn children(&self) -> &[TrackedChild] {
        self.tracker.as_ref().map_or(&[], |tracker| &tracker.children)
    }

    fn at(&self) -> usize {
        self.children().iter().position(|child| Some(child.figures.child) == self.selected).unwrap_or(0)
    }

    fn child(&self) -> Option<&TrackedChild> {
        self.children().get(self.at())
    }

    /// To another month, as far as it has begun.
    fn turn(&mut self, forward: bool, cx: &mut Context) {
        let here = self.tracker.as_ref().map_or_else(|| last_over(cx.now), |tracker| tracker.month);
        let one = Months::new(1);
        let to = if forward { here.checked_add_months(one) } else { here.checked_sub_months(one) };
        let read = cx.desk.tracker(to, None, cx.now);
        if let Some(tracker) = cx.told(read) {
            (self.month, self.report) = (Some(tracker.month), None);
            self.selected = tracker.children.first().map(|child| child.figures.child);
            self.tracker = Some(tracker);
        }
    }

    fn title(&self) -> String {
        self.tracker
            .as_ref()
            .map_or_else(|| "Top ten".into(), |tracker| format!("Top ten of {} · {}", month_words(tracker.month), state(tracker)))
    }

    /// What stands above the list.
    fn notes(&self, tracker: &Tracker) -> Vec<(Meaning, String)> {
        let mut notes = Vec::new();
        if let Some(before) = tracker.not_closed {
            notes.push((Meaning::Warning, format!("⚠ {} is not closed: [ goes there, Ctrl-W closes it", month_words(before))));
        }
        if tracker.months > 1 {
            notes.push((Meaning::Hint, format!("Ranked over {} months: {}", tracker.months, tracker.span)));
        }
        if !tracker.not_identified.is_empty() {
            let ids: Vec<String> = tracker.not_identified.iter().map(ToString::to_string).collect();
            notes.push((Meaning::Warning, format!("Not counted, as it is not known who the child is: {}", ids.join(", "))));
        }
        for missed in &tracker.not_reported {
            let words = format!(
                "≠ {} {} was not reported; by what is known now rank {} with {}",
                missed.child,
                missed.name,
                missed.rank,
                counted(missed.episodes as usize, "episode", "episodes")
            );
            notes.push((Meaning::Warning, words));
        }
        notes
    }

    fn draw_list(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let title = cut(&self.title(), usize::from(area.width).saturating_sub(4));
        let inner = pane(frame, area, &title, true, cx.theme);
        let Some(tracker) = &self.tracker else { return };
        let cols = usize::from(inner.width);
        let styled = |(meaning, words): (Meaning, String)| {
            let style = cx.theme.style(meaning);
            wrapped(&words, cols).into_iter().map(move |line| Line::styled(line, style)).collect::<Vec<_>>()
        };
        let mut all: Vec<Line> = self.notes(tracker).into_iter().flat_map(styled).collect();
        if tracker.children.is_empty() {
            all.extend(empty(tracker).into_iter().flat_map(|words| styled((Meaning::Plain, words))));
            return lines(frame, inner, all, 0, cx.theme);
        }
        let columns = row::Columns::of(cols);
        all.push(columns.header(cx.theme));
        let mut here = 0..0;
        for (i, child) in tracker.children.iter().enumerate() {
            let from = all.len();
            all.extend(columns.row(child, i == self.at(), cx.theme));
            if i == self.at() {
                here = from..all.len();
            }
        }
        if tracker.below > 0 {
            let more = counted(tracker.below as usize, "more child was missing", "more children were missing");
            all.push(Line::styled(format!("  {more} in this time."), cx.theme.style(Meaning::Hint)));
        }
        let first = window(here.start, here.end, all.len(), inner.height.into());
        lines(frame, inner, all, first, cx.theme);
    }
}

/// "as reported 2 Nov 2026 · ≠ 2 corrected", "report 2 of 2, 9 Nov 2026", "not closed", "goes on".
fn state(tracker: &Tracker) -> String {
    let Some(number) = tracker.report else {
        return if tracker.over { "not closed".into() } else { "goes on: counted up to now".into() };
    };
    let day = plain_day(crate::calendar::day_of(tracker.as_of));
    let corrected = match tracker.corrections() {
        0 => String::new(),
        n => format!(" · ≠ {n} corrected"),
    };
    match tracker.reports.len() {
        0 | 1 => format!("as reported {day}{corrected}"),
        all => format!("report {number} of {all}, {day}{corrected}"),
    }
}

fn empty(tracker: &Tracker) -> Vec<String> {
    vec![
        String::new(),
        format!("  No child was missing in {}.", month_words(tracker.month)),
        String::new(),
        "  [ and ] go to the months before and after; Esc goes to the board.".into(),
    ]
}

/// What the list and the page of a child have in common.
fn begin(verb: Verb, tracker: &Tracker, child: Option<&TrackedChild>, cx: &mut Context) -> Next {
    match (verb, child) {
        (Verb::Review, Some(child)) => review_form(tracker, child),
        (Verb::Papers, _) => briefing_form(tracker, cx),
        (Verb::Close, _) if !tracker.over => {
            cx.warn(format!("{} is not over: its top ten can be closed once it is.", month_words(tracker.month)));
            Next::Stay
        }
        (Verb::Close, _) => close_form(tracker),
        (Verb::ChildCase, Some(child)) => {
            let latest = cx.desk.latest_episode(child.child);
            let case = cx.told(latest).flatten().and_then(|episode| CaseScreen::open(episode, Vec::new(), cx));
            case.map_or(Next::Stay, |case| Next::Push(Box::new(case)))
        }
        _ => Next::Stay,
    }
}

/// The report after the one that is shown; after the last the first.
fn next_report(tracker: &Tracker) -> Option<usize> {
    tracker.report.map(|number| number % tracker.reports.len().max(1) + 1)
}

fn can(verb: Verb, tracker: Option<&Tracker>, child: bool) -> bool {
    match verb {
        Verb::Open | Verb::Review | Verb::ChildCase => child,
        Verb::OtherReport => tracker.is_some_and(|tracker| tracker.reports.len() > 1),
        Verb::Papers | Verb::Close => tracker.is_some(),
        _ => true,
    }
}

impl Screen for TopTenScreen {
    fn place(&self) -> Place {
        Place::TopTen
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        if cx.size.width < 120 {
            return self.draw_list(frame, area, cx);
        }
        let list = Rect { width: (area.width * 66 / 100).max(80), ..area };
        let beside = Rect { x: area.x + list.width, width: area.width - list.width, ..area };
        self.draw_list(frame, list, cx);
        let title = self.child().map_or_else(|| "Child".into(), child_title);
        let inner = pane(frame, beside, &cut(&title, usize::from(beside.width).saturating_sub(4)), false, cx.theme);
        if let Some((tracker, child)) = self.tracker.as_ref().zip(self.child()) {
            lines(frame, inner, child_lines(tracker, child, inner.width.into(), cx.theme, 2), 0, cx.theme);
        }
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        can(verb, self.tracker.as_ref(), self.child().is_some())
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if let Some(to) = moved(verb, self.at(), self.children().len(), cx.body_height() / 2) {
            self.selected = self.children().get(to).map(|child| child.figures.child);
            return Next::Stay;
        }
        match verb {
            Verb::Back => return Next::Home,
            Verb::NextPane => self.turn(true, cx),
            Verb::PreviousPane => self.turn(false, cx),
            Verb::OtherReport => {
                self.report = self.tracker.as_ref().and_then(next_report);
                self.refresh(cx);
            }
            Verb::Open => {
                if let Some((tracker, child)) = self.tracker.as_ref().zip(self.child()) {
                    return Next::Push(Box::new(TrackedScreen { tracker: tracker.clone(), child: child.figures.child, scroll: 0 }));
                }
            }
            verb => {
                if let Some(tracker) = &self.tracker {
                    return begin(verb, tracker, self.child(), cx);
                }
            }
        }
        Next::Stay
    }

    fn forget(&mut self) {
        self.tracker = None;
    }

    fn refresh(&mut self, cx: &mut Context) {
        let read = cx.desk.tracker(self.month, self.report, cx.now);
        if let Some(tracker) = cx.told(read) {
            self.tracker = Some(tracker);
            self.selected = self.child().map(|child| child.figures.child);
        }
    }
}

/// One child of the top ten over the whole screen.
struct TrackedScreen {
    tracker: Tracker,
    /// As it was reported.
    child: ChildId,
    scroll: usize,
}

impl TrackedScreen {
    fn child(&self) -> Option<&TrackedChild> {
        self.tracker.children.iter().find(|child| child.figures.child == self.child)
    }

    fn laid(&self, cols: usize, cx: &Context) -> Vec<Line<'static>> {
        self.child().map(|child| child_lines(&self.tracker, child, cols, cx.theme, usize::MAX)).unwrap_or_default()
    }

    fn step(&mut self, forward: bool, cx: &mut Context) {
        let at = self.tracker.children.iter().position(|child| child.figures.child == self.child);
        let to = at.and_then(|at| if forward { at.checked_add(1) } else { at.checked_sub(1) });
        match to.and_then(|to| self.tracker.children.get(to)) {
            Some(child) => (self.child, self.scroll) = (child.figures.child, 0),
            None => cx.say(if forward { "that was the last of the top ten" } else { "that was the first of the top ten" }),
        }
    }
}

impl Screen for TrackedScreen {
    fn place(&self) -> Place {
        Place::Tracked
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let month = month_words(self.tracker.month);
        let title = self.child().map_or_else(String::new, |child| format!("{} · {month}", child_title(child)));
        let inner = pane(frame, area, &cut(&title, usize::from(area.width).saturating_sub(4)), true, cx.theme);
        lines(frame, inner, self.laid(inner.width.into(), cx), self.scroll, cx.theme);
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        can(verb, Some(&self.tracker), self.child().is_some())
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        let total = self.laid(usize::from(cx.size.width).saturating_sub(2), cx).len();
        if let Some(to) = scrolled(verb, self.scroll, total, cx.body_height().saturating_sub(2)) {
            self.scroll = to;
            return Next::Stay;
        }
        match verb {
            Verb::Back => return Next::Pop,
            Verb::Next => self.step(true, cx),
            Verb::Previous => self.step(false, cx),
            Verb::OtherReport => {
                if let Some(tracker) = next_report(&self.tracker).and_then(|report| {
                    let read = cx.desk.tracker(Some(self.tracker.month), Some(report), cx.now);
                    cx.told(read)
                }) {
                    self.tracker = tracker;
                }
            }
            verb => return begin(verb, &self.tracker, self.child(), cx),
        }
        Next::Stay
    }

    fn forget(&mut self) {
        self.tracker.children.clear();
    }

    fn refresh(&mut self, cx: &mut Context) {
        let read = cx.desk.tracker(Some(self.tracker.month), self.tracker.report, cx.now);
        if let Some(tracker) = cx.told(read) {
            self.tracker = tracker;
        }
    }
}
