//! Patterns: who goes missing with whom, where, why and when, and the network; a list, and beside or below it the selected row.
//! Without names until they are asked for.
//!
//! ```text
//! ┌ Patterns: [together 12] · places 40 · factors 9 · times · network 31 ─────────┐
//! │                                 same time        found at   explained by       │
//! │▸Child C12 · Child C17           4 (chance 0.3)   2 (<0.01)  siblings           │
//! ```

use super::case::CaseScreen;
use super::pick::Pick;
use super::{Next, Screen};
use crate::calendar::day_of;
use crate::child::ChildId;
use crate::report::figures::Period;
use crate::report::patterns::layout::{MOST_NODES, Point, layout};
use crate::report::patterns::{Network, Patterns};
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::widget::pane::scrolled;
use crate::tui::widget::rows::Rows;
use chrono::{Days, Months, NaiveDate};
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

#[path = "patterns_draw.rs"]
mod draw;
#[path = "patterns_open.rs"]
mod open;
#[path = "patterns_rows.rs"]
mod row;
#[path = "patterns_view.rs"]
mod view;
#[path = "patterns_write.rs"]
mod write;
use open::Target;
use row::Row;
use write::write_form;

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    #[default]
    Together,
    Places,
    Factors,
    Times,
    Network,
}

const TABS: [(Tab, &str); 5] =
    [(Tab::Together, "together"), (Tab::Places, "places"), (Tab::Factors, "factors"), (Tab::Times, "times"), (Tab::Network, "network")];

/// The periods that can be chosen.
const PERIODS: [&str; 4] = ["the last 28 days", "the last 3 months", "the last 12 months", "the last 24 months"];

/// What is shown over the whole screen instead of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Large {
    #[default]
    No,
    Drawing,
    /// What is said of the selected row.
    Detail,
}

/// What a choice list was opened for.
enum Asked {
    Open(Vec<Target>),
    Period,
}

/// The patterns of a period.
pub struct PatternsScreen {
    patterns: Option<Patterns>,
    /// Place in [`PERIODS`].
    period: usize,
    /// Day and journal position it was read at; other ones: it is read again.
    read_at: Option<(NaiveDate, i64, usize)>,
    failed: bool,
    tab: Tab,
    names: bool,
    /// The network is drawn around this child, so many ties far; `None`: all that joins children.
    around: Option<ChildId>,
    hops: u32,
    large: Large,
    /// How far what is said of the row is scrolled.
    scroll: usize,
    /// The network as it is listed, and as it is drawn.
    network: Network,
    drawn: (Network, Vec<Point>),
    rows: Vec<Row>,
    /// Places of the rows that hold what is filtered by.
    visible: Vec<usize>,
    shown: Rows<usize>,
    asked: Option<Asked>,
}

impl Default for PatternsScreen {
    fn default() -> PatternsScreen {
        PatternsScreen {
            patterns: None,
            period: 2,
            read_at: None,
            failed: false,
            tab: Tab::default(),
            names: false,
            around: None,
            hops: 2,
            large: Large::No,
            scroll: 0,
            network: Network::default(),
            drawn: (Network::default(), Vec::new()),
            rows: Vec::new(),
            visible: Vec::new(),
            shown: Rows::default(),
            asked: None,
        }
    }
}

/// The days of a period of [`PERIODS`] up to a day.
fn period_to(choice: usize, to: NaiveDate) -> Period {
    let next = to.checked_add_days(Days::new(1)).unwrap_or(to);
    let from = match choice {
        0 => next.checked_sub_days(Days::new(28)),
        1 => next.checked_sub_months(Months::new(3)),
        3 => next.checked_sub_months(Months::new(24)),
        _ => next.checked_sub_months(Months::new(12)),
    };
    Period { from: from.unwrap_or(to), to }
}

impl PatternsScreen {
    fn wanted(&self, cx: &mut Context) -> Option<(NaiveDate, i64, usize)> {
        let position = cx.desk.position();
        Some((day_of(cx.now), cx.told(position)?, self.period))
    }

    /// Makes the network and the rows anew, after something about them changed.
    fn lay(&mut self, cx: &Context) {
        let Some(patterns) = &self.patterns else {
            self.rows.clear();
            return self.narrow();
        };
        self.network = match self.around {
            Some(child) => patterns.network.around(child, self.hops),
            None => patterns.network.joined(),
        };
        let drawn = self.network.strongest(MOST_NODES);
        let points = if self.tab == Tab::Network { layout(&drawn) } else { Vec::new() };
        self.drawn = (drawn, points);
        self.rows = row::rows(self.tab, patterns, &self.network, self.names && !cx.private);
        self.narrow();
    }

    fn narrow(&mut self) {
        let words = self.shown.words();
        let fits = |row: &Row| words.is_empty() || row.holds(&words);
        self.visible = (0..self.rows.len()).filter(|i| fits(&self.rows[*i])).collect();
        self.shown.show(self.visible.iter().map(|i| (*i, 0)));
    }

    fn row(&self) -> Option<&Row> {
        self.rows.get(*self.visible.get(self.shown.at())?)
    }

    fn step(&mut self, by: usize, cx: &Context) {
        let at = TABS.iter().position(|(tab, _)| *tab == self.tab).unwrap_or(0);
        self.tab = TABS[(at + by) % TABS.len()].0;
        (self.shown, self.large) = (Rows::default(), Large::No);
        self.lay(cx);
    }

    /// Opens what is behind the selected row: at once where it is one thing, else asks which.
    fn open(&mut self, cx: &mut Context) -> Next {
        let targets = self.row().map(|row| row.opens.clone()).unwrap_or_default();
        match targets.as_slice() {
            [] => Next::Stay,
            [one] => one.open(cx),
            several => {
                let items: Vec<(String, String)> = several.iter().map(|target| (target.words(), String::new())).collect();
                self.asked = Some(Asked::Open(targets));
                Next::Push(Box::new(Pick::answer("Open which record?", items)))
            }
        }
    }

    fn ask(&mut self, asked: Asked, title: &str, items: impl IntoIterator<Item = (String, String)>) -> Next {
        self.asked = Some(asked);
        Next::Push(Box::new(Pick::answer(title, items)))
    }

    fn centre(&mut self, cx: &mut Context) -> Next {
        let child = self.row().and_then(|row| row.opens.iter().find_map(Target::child));
        match (child, self.around) {
            (Some(child), around) if around != Some(child) => self.around = Some(child),
            (_, Some(_)) => self.around = None,
            _ => {
                cx.say("Select a child: the network is then shown around it.");
                return Next::Stay;
            }
        }
        self.tab = Tab::Network;
        (self.shown, self.large) = (Rows::default(), Large::No);
        self.lay(cx);
        Next::Stay
    }
}

impl Screen for PatternsScreen {
    fn place(&self) -> Place {
        Place::Patterns
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        self.draw_all(frame, area, cx);
    }

    fn can(&self, verb: Verb, cx: &Context) -> bool {
        let network = self.tab == Tab::Network && self.patterns.is_some();
        match verb {
            Verb::Open => self.row().is_some_and(|row| !row.opens.is_empty()),
            Verb::Names => !cx.private && self.tab != Tab::Times,
            Verb::Around => matches!(self.tab, Tab::Network | Tab::Together) && !self.rows.is_empty() || self.around.is_some(),
            Verb::Farther | Verb::Nearer => network && self.around.is_some(),
            Verb::Larger => self.tab != Tab::Times && !self.visible.is_empty(),
            Verb::Papers => network,
            Verb::Filter => !self.rows.is_empty(),
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if self.large == Large::Detail {
            let cols = usize::from(cx.size.width).saturating_sub(2);
            let total = self.row().map_or(0, |row| row.laid(cols, cx.theme).len());
            if let Some(to) = scrolled(verb, self.scroll, total, cx.body_height().saturating_sub(2)) {
                self.scroll = to;
                return Next::Stay;
            }
        }
        match verb {
            Verb::NextPane => self.step(1, cx),
            Verb::PreviousPane => self.step(TABS.len() - 1, cx),
            Verb::Open => return self.open(cx),
            Verb::Names => {
                self.names = !self.names;
                self.lay(cx);
            }
            Verb::Around => return self.centre(cx),
            Verb::Farther | Verb::Nearer => {
                self.hops = if verb == Verb::Farther { (self.hops + 1).min(6) } else { (self.hops - 1).max(1) };
                self.lay(cx);
            }
            Verb::Larger => {
                self.scroll = 0;
                self.large = match self.large {
                    Large::No if self.tab == Tab::Network => Large::Drawing,
                    Large::No | Large::Drawing => Large::Detail,
                    Large::Detail => Large::No,
                };
            }
            Verb::Period => {
                return self.ask(Asked::Period, "Patterns of which period?", PERIODS.map(|words| (words.into(), String::new())));
            }
            Verb::Papers => {
                if let Some(patterns) = &self.patterns {
                    return write_form(&self.network, &patterns.period, self.around, cx);
                }
            }
            Verb::Back if self.shown.unfilter() => self.narrow(),
            Verb::Back if self.large != Large::No => self.large = Large::No,
            Verb::Back if self.around.take().is_some() => self.lay(cx),
            Verb::Back => return Next::Home,
            verb => {
                self.shown.act(verb, cx.body_height() / 2);
            }
        }
        Next::Stay
    }

    fn typing(&self) -> bool {
        self.shown.filtering()
    }

    fn typed(&mut self, key: &KeyEvent, _cx: &mut Context) -> bool {
        let taken = self.shown.typed(key);
        if taken {
            self.narrow();
        }
        taken
    }

    fn answered(&mut self, choice: usize, cx: &mut Context) -> Next {
        match self.asked.take() {
            Some(Asked::Open(targets)) => targets.get(choice).map_or(Next::Stay, |target| target.open(cx)),
            Some(Asked::Period) => {
                (self.period, self.patterns) = (choice, None);
                self.shown = Rows::default();
                Next::Refresh
            }
            None => Next::Stay,
        }
    }

    fn forget(&mut self) {
        *self = PatternsScreen { tab: self.tab, period: self.period, around: self.around, hops: self.hops, ..PatternsScreen::default() };
    }

    fn refresh(&mut self, cx: &mut Context) {
        let wanted = self.wanted(cx);
        if wanted.is_none() || wanted != self.read_at {
            (self.read_at, self.failed) = (None, false);
        }
    }

    fn settle(&mut self, _cx: &mut Context) {
        self.shown.settle();
    }

    fn due(&self, _cx: &Context) -> bool {
        self.read_at.is_none() && !self.failed
    }

    fn read(&mut self, cx: &mut Context) {
        let Some(wanted) = self.wanted(cx) else {
            self.failed = true;
            return;
        };
        let patterns = cx.desk.patterns(period_to(self.period, wanted.0), cx.now);
        match cx.told(patterns) {
            Some(patterns) => (self.patterns, self.read_at) = (Some(patterns), Some(wanted)),
            None => self.failed = true,
        }
        if self.around.is_some_and(|child| self.patterns.as_ref().is_some_and(|patterns| patterns.network.place_of(child).is_none())) {
            self.around = None;
        }
        self.lay(cx);
    }
}
