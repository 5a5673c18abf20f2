//! Text to read and scroll: help, today's minutes, what a list would change, what it changed.

use super::{Next, Screen};
use crate::calendar::{day_of, long_day};
use crate::casebook::view::{ListReport, News};
use crate::tui::app::Context;
use crate::tui::command::{Command, Place, Verb};
use crate::tui::desk::{ImportAnswers, Imported, ListSource};
use crate::tui::theme::{Meaning, Theme};
use crate::tui::watch::in_words;
use crate::tui::widget::pane::{lines, pane, scrolled};
use crate::tui::widget::report::report_text;
use crate::tui::widget::text::{fit, width, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// A list that can be loaded from this page.
struct Pending {
    list: ListSource,
    answers: ImportAnswers,
    /// The list names nobody: that is seldom meant, and asked once more.
    doubtful: bool,
}

/// A page of text.
pub struct Page {
    title: String,
    /// Each line with what it means and how far its continuation lines are indented.
    text: Vec<(Meaning, usize, String)>,
    scroll: usize,
    pending: Option<Pending>,
    /// Esc goes to the board: what led here is over.
    last: bool,
}

impl Page {
    fn new(title: String, text: Vec<(Meaning, usize, String)>) -> Page {
        Page { title, text, scroll: 0, pending: None, last: false }
    }

    /// What works at a place, here and now.
    pub fn help(commands: Vec<&'static Command>, place: Place) -> Page {
        let cols = commands.iter().map(|c| width(&c.keys_text())).max().unwrap_or(0).min(22);
        let mut text: Vec<_> = commands
            .iter()
            .map(|c| (Meaning::Plain, cols + 20, format!("{}  {}{}", fit(&c.keys_text(), cols), fit(c.name, 18), c.help)))
            .collect();
        let legend = match place {
            Place::Board | Place::Case => LEGEND,
            Place::Interviews | Place::Interview => INTERVIEW_LEGEND,
            Place::Review | Place::Duplicates => WHO_LEGEND,
            _ => &[],
        };
        if !legend.is_empty() {
            text.push((Meaning::Plain, 0, String::new()));
        }
        text.extend(legend.iter().map(|(meaning, words)| (*meaning, 14, (*words).to_string())));
        Page::new(format!("Keys: {}", place.label()), text)
    }

    /// Today's minutes as they stand.
    pub fn minutes(cx: &mut Context) -> Next {
        let day = day_of(cx.now);
        let minutes = cx.desk.minutes(day, cx.now);
        let Some(minutes) = cx.told(minutes) else { return Next::Stay };
        let line = |l: &str| (if l.starts_with('#') { Meaning::Title } else { Meaning::Plain }, 2, l.to_string());
        Next::Push(Box::new(Page::new(format!("Minutes of {} as they stand now", long_day(day)), minutes.lines().map(line).collect())))
    }

    /// What others wrote to the hub, the latest first.
    pub fn news(news: &[News]) -> Page {
        let further = |words: &String| (Meaning::Hint, 4, format!("  {words}"));
        let verb = |news: &News| {
            let head = (Meaning::Plain, 2, in_words(news));
            std::iter::once(head).chain(news.further.iter().map(further)).collect::<Vec<_>>()
        };
        Page::new("What others wrote since you opened this hub".into(), news.iter().rev().flat_map(verb).collect())
    }

    /// Deadlines that fall while nobody is staffed.
    pub fn collisions<'a>(collisions: impl Iterator<Item = &'a String>) -> Page {
        Page::new("Deadlines with nobody staffed".into(), collisions.map(|words| (Meaning::Plain, 2, words.clone())).collect())
    }

    /// What loading the list would change, with the offer to load it.
    pub fn preview(list: ListSource, answers: ImportAnswers, report: &ListReport) -> Page {
        let mut page = Page::new(format!("{}: what it would change · nothing is written yet", report.file), report_text(report));
        if report.loaded_before.is_none() {
            page.pending = Some(Pending { list, answers, doubtful: report.rows == 0 });
        } else {
            page.title = format!("{}: loaded before", report.file);
            page.last = true;
        }
        page
    }

    fn done(report: &ListReport) -> Page {
        let mut page = Page::new(format!("{}: loaded", report.file), report_text(report));
        page.last = true;
        page
    }

    fn load(&mut self, cx: &mut Context) -> Next {
        let Some(Pending { list, answers, doubtful }) = &mut self.pending else { return Next::Stay };
        if std::mem::take(doubtful) {
            cx.warn("This list has no rows: is it the right file? Ctrl-S again loads it all the same, Esc goes back.");
            return Next::Stay;
        }
        cx.repaint = true;
        let imported = cx.desk.import(list, answers, false, cx.now);
        match cx.told(imported) {
            Some(Imported::Report(report)) => {
                cx.say(format!("{} is loaded. Esc goes to the board.", report.file));
                Next::Replace(Box::new(Page::done(&report)))
            }
            Some(_) => {
                cx.warn("The list is not clear any more: go back and choose it again.");
                Next::Stay
            }
            None => Next::Stay,
        }
    }

    fn laid(&self, cols: usize, theme: Theme) -> Vec<Line<'static>> {
        let mut out = Vec::new();
        for (meaning, indent, words) in &self.text {
            let style = theme.style(*meaning);
            let indent = (*indent).min(cols / 2);
            let mut parts = wrapped(words, cols).into_iter();
            let first = parts.next().unwrap_or_default();
            let rest = words.get(first.len()..).unwrap_or("").trim_start().to_string();
            out.push(Line::styled(first, style));
            if parts.next().is_some() {
                out.extend(wrapped(&rest, cols - indent).into_iter().map(|l| Line::styled(format!("{}{l}", " ".repeat(indent)), style)));
            }
        }
        out
    }
}

/// What the signs of a row mean.
const LEGEND: &[(Meaning, &str)] = &[
    (Meaning::Title, "Signs"),
    (Meaning::Critical, "▲ CRITICAL    our band; police's own grade stands in its own column and is never overwritten"),
    (Meaning::High, "△ HIGH        our band"),
    (Meaning::Medium, "• medium      our band"),
    (Meaning::Plain, "missing       how long the child has been missing, from last seen where known"),
    (Meaning::Warning, "⚠ not on list   missing that long, and the last list did not name the child: ask police"),
    (Meaning::Title, "⚑chair        the chair set this band; the reason stands below the row and in the case"),
    (Meaning::Plain, "IRI left      time left for the return interview (72 hours from the return)"),
    (Meaning::Overdue, "IRI late      the 72 hours are over; “no return time”: ask police, the clock cannot run"),
    (Meaning::Plain, "? before a name   who the child is waits for a person (r)"),
    (Meaning::Ok, "✓             decided today; a day in its place: the last decision, of that day"),
];

const INTERVIEW_LEGEND: &[(Meaning, &str)] = &[
    (Meaning::Title, "Signs"),
    (Meaning::Plain, "left, late    time left of the 72 hours from the return, or how long they are over"),
    (Meaning::Plain, "last hour     until then somebody is staffed before the deadline; “none left”: nobody is any more"),
    (Meaning::Plain, "◇ ◆           marked; marked and selected"),
    (Meaning::Plain, "✓ ✗ ? ◷       a clock met, missed, not measurable (no return time, or dated before it), not yet due"),
    (Meaning::Plain, "+ -           a reason for a worker, a reason against"),
    (Meaning::Plain, "? before a name   who the child is waits for a person (r on the board)"),
];

const WHO_LEGEND: &[(Meaning, &str)] = &[
    (Meaning::Title, "Signs"),
    (Meaning::Ok, "=             the part is the same in both"),
    (Meaning::DueSoon, "≈             near: not the same, and yet it speaks for one child (a slip, a pet form, an earlier address)"),
    (Meaning::Warning, "≠             differs"),
    (Meaning::Hint, "·             not known of one of them: it says nothing"),
    (
        Meaning::Plain,
        "bits          how much a part speaks for (+) or against (-): one bit more doubles the odds; names many children have say less",
    ),
    (Meaning::Plain, "in doubt as   why it was not taken as the same child by itself"),
];

impl Screen for Page {
    fn place(&self) -> Place {
        if self.pending.is_some() { Place::Preview } else { Place::Page }
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let inner = pane(frame, area, &self.title, true, cx.theme);
        lines(frame, inner, self.laid(inner.width.into(), cx.theme), self.scroll, cx.theme);
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        let total = self.laid(usize::from(cx.size.width).saturating_sub(2), cx.theme).len();
        if let Some(to) = scrolled(verb, self.scroll, total, cx.body_height().saturating_sub(2)) {
            self.scroll = to;
            return Next::Stay;
        }
        match verb {
            Verb::Save => self.load(cx),
            Verb::Back if self.last => Next::Home,
            Verb::Back => Next::Pop,
            _ => Next::Stay,
        }
    }
}
