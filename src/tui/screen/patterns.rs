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
use crate::report::patterns::words::head;
use crate::report::patterns::{Network, Patterns, graphml, html, svg};
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::Meaning;
use crate::tui::widget::pane::{lines, pane, window};
use crate::tui::widget::rows::Rows;
use crate::tui::widget::text::{cut, wrapped};
use chrono::{Days, Months, NaiveDate};
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

#[path = "patterns_draw.rs"]
mod draw;
#[path = "patterns_open.rs"]
mod open;
#[path = "patterns_rows.rs"]
mod row;
use open::Target;
use row::Row;

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
const FORMS: [(&str, &str); 3] = [
    ("html", "a page with the drawing and its content as a table"),
    ("svg", "the drawing alone"),
    ("graphml", "for programs that draw networks"),
];

/// What a choice list was opened for.
enum Asked {
    Open(Vec<Target>),
    Period,
    Form,
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
    drawing: bool,
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
            drawing: false,
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
        self.shown = Rows::default();
        self.lay(cx);
    }

    fn title(&self) -> String {
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
        let around = self.around.filter(|_| self.tab == Tab::Network);
        let around = around.map(|child| format!(" · around {child}, {} ties far", self.hops)).unwrap_or_default();
        self.shown.title("Patterns", (&tabs, at), 0) + &around
    }

    fn draw_list(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let title = cut(&self.title(), usize::from(area.width).saturating_sub(4));
        let inner = pane(frame, area, &title, true, cx.theme);
        let Some(patterns) = &self.patterns else {
            let words =
                if self.failed { "The episodes could not be read. Ctrl-L tries again." } else { "Reading the episodes of the period …" };
            return lines(frame, inner, vec![Line::styled(words, cx.theme.style(Meaning::Hint))], 0, cx.theme);
        };
        let cols = usize::from(inner.width);
        let top = vec![
            Line::styled(cut(&head(patterns), cols), cx.theme.style(Meaning::Plain)),
            Line::styled(row::header(self.tab, cols), cx.theme.style(Meaning::Title)),
        ];
        frame.render_widget(ratatui::widgets::Paragraph::new(top), Rect { height: inner.height.min(2), ..inner });
        let below = Rect { y: inner.y + inner.height.min(2), height: inner.height.saturating_sub(2), ..inner };
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
        let inner = pane(frame, area, &cut(title, usize::from(area.width).saturating_sub(4)), false, cx.theme);
        let detail = self.row().map(|row| row.laid(inner.width.into(), cx.theme)).unwrap_or_default();
        lines(frame, inner, detail, 0, cx.theme);
    }

    fn draw_network(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let (drawn, points) = &self.drawn;
        let left_out = self.network.nodes.len() - drawn.nodes.len();
        let words = if left_out > 0 { format!("; {left_out} with fewer ties are in the list alone") } else { String::new() };
        let inner =
            pane(frame, area, &cut(&format!("{}{words}", drawn.counted()), usize::from(area.width).saturating_sub(4)), false, cx.theme);
        let selected = self.row().map(|row| row.left.as_str());
        draw::network(frame, inner, (drawn, points), selected, self.names && !cx.private, cx.theme);
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

    /// Writes the network without names into the folder the app was opened in.
    fn write(&mut self, form: usize, cx: &mut Context) -> Next {
        let (Some((ending, _)), Some(patterns)) = (FORMS.get(form), &self.patterns) else { return Next::Stay };
        let mut network = self.network.clone();
        network.each_text(&mut crate::report::patterns::Said::hide);
        let title = format!("Network, {}", patterns.period);
        let bytes = match *ending {
            "graphml" => graphml(&network, &title),
            "svg" => svg(&network, &title),
            _ => html(&network, &title),
        };
        let name = |n: u32| match n {
            1 => format!("network-{}.{ending}", day_of(cx.now)),
            n => format!("network-{}-{n}.{ending}", day_of(cx.now)),
        };
        let free = (1..).map(name).find(|name| !cx.folder.join(name).exists()).unwrap_or_default();
        let path = cx.folder.join(free);
        let written = cx.desk.write_network(&path, bytes.as_bytes(), self.around, false, cx.now);
        if cx.told(written).is_some() {
            cx.say(format!("Written without names: {}", path.display()));
            return Next::Refresh;
        }
        Next::Stay
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
        self.shown = Rows::default();
        self.lay(cx);
        Next::Stay
    }
}

impl Screen for PatternsScreen {
    fn place(&self) -> Place {
        Place::Patterns
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        if let (Tab::Times, Some(patterns)) = (self.tab, &self.patterns) {
            let inner = pane(frame, area, &cut(&self.title(), usize::from(area.width).saturating_sub(4)), true, cx.theme);
            return lines(frame, inner, draw::times(&patterns.times, &head(patterns), inner.width.into(), cx.theme), 0, cx.theme);
        }
        if self.tab == Tab::Network && self.drawing && self.patterns.is_some() {
            return self.draw_network(frame, area, cx);
        }
        if self.patterns.is_none() {
            return self.draw_list(frame, area, cx);
        }
        if !cx.wide() {
            let upper = Rect { height: area.height * 3 / 5, ..area };
            self.draw_list(frame, upper, cx);
            return self.draw_detail(frame, Rect { y: area.y + upper.height, height: area.height - upper.height, ..area }, cx);
        }
        let list = Rect { width: if self.tab == Tab::Network { area.width * 45 / 100 } else { area.width * 65 / 100 }, ..area };
        let beside = Rect { x: area.x + list.width, width: area.width - list.width, ..area };
        self.draw_list(frame, list, cx);
        if self.tab == Tab::Network {
            let lower = beside.height / 3;
            self.draw_network(frame, Rect { height: beside.height - lower, ..beside }, cx);
            return self.draw_detail(frame, Rect { y: beside.y + beside.height - lower, height: lower, ..beside }, cx);
        }
        self.draw_detail(frame, beside, cx);
    }

    fn can(&self, verb: Verb, cx: &Context) -> bool {
        let network = self.tab == Tab::Network && self.patterns.is_some();
        match verb {
            Verb::Open => self.row().is_some_and(|row| !row.opens.is_empty()),
            Verb::Names => !cx.private && self.tab != Tab::Times,
            Verb::Around => matches!(self.tab, Tab::Network | Tab::Together) && !self.rows.is_empty() || self.around.is_some(),
            Verb::Farther | Verb::Nearer => network && self.around.is_some(),
            Verb::Drawing | Verb::Papers => network,
            Verb::Filter => !self.rows.is_empty(),
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
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
            Verb::Drawing => self.drawing = !self.drawing,
            Verb::Period => {
                return self.ask(Asked::Period, "Patterns of which period?", PERIODS.map(|words| (words.into(), String::new())));
            }
            Verb::Papers => {
                let forms = FORMS.map(|(ending, words)| (ending.to_string(), words.to_string()));
                return self.ask(Asked::Form, "Write the network without names as …", forms);
            }
            Verb::Back if self.shown.unfilter() => self.narrow(),
            Verb::Back if self.drawing && self.tab == Tab::Network => self.drawing = false,
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
            Some(Asked::Form) => self.write(choice, cx),
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
