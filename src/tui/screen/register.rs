//! The actions register over all children, what runs out first on top; beside it, from 120 columns on, the selected action.
//!
//! ```text
//! ┌ Actions: mine 2 · agency · overdue 3 · [all 12] ─────────────────────────────┐
//! │      due                     who              what                 child      │
//! │Overdue 3                                                                      │
//! │▸A9   Mon 9 Nov (overdue by…) GMP J Smith      phone work on last … Nadia B.   │
//! ```

use super::case::CaseScreen;
use super::pick::Pick;
use super::register_forms::{end_form, redate_form, reopen_form};
use super::{Next, Screen};
use crate::casebook::meeting_view::{ActionLine, Register, RegisterFilter};
use crate::meeting::decision::ActionId;
use crate::meeting::register::OnAction;
use crate::text::fold;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::Meaning;
use crate::tui::widget::pane::{lines, pane, scrolled};
use crate::tui::widget::rows::Rows;
use crate::tui::widget::text::{counted, cut};
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

#[path = "register_row.rs"]
mod row;
pub use row::action_lines;
use row::{Entry, Tab};

/// The actions of all children.
#[derive(Default)]
pub struct RegisterScreen {
    register: Register,
    /// Who sits here, and the agency whose tab it is.
    me: String,
    agency: Option<String>,
    tab: Tab,
    /// Places of the lines shown in the register.
    shown: Vec<usize>,
    rows: Rows<ActionId>,
}

impl RegisterScreen {
    fn row(&self, i: usize) -> Option<&ActionLine> {
        self.register.lines.get(*self.shown.get(i)?)
    }

    fn line(&self) -> Option<&ActionLine> {
        self.row(self.rows.at())
    }

    fn belongs(&self, line: &ActionLine, tab: Tab) -> bool {
        let (action, open) = (&line.record.action, line.record.ended.is_none());
        match tab {
            Tab::Mine => open && action.person.as_ref().is_some_and(|person| row::same_person(&self.me, &fold(person))),
            Tab::Agency => open && self.agency.as_ref() == Some(&action.agency),
            Tab::Overdue => line.overdue,
            Tab::All => true,
        }
    }

    fn narrow(&mut self) {
        let words = self.rows.words();
        let fits = |line: &ActionLine| self.belongs(line, self.tab) && (words.is_empty() || row::holds(line, &words));
        self.shown = (0..self.register.lines.len()).filter(|i| fits(&self.register.lines[*i])).collect();
        let records = self.shown.iter().map(|i| &self.register.lines[*i].record);
        self.rows.show(records.map(|record| (record.action.id, record.changed)));
    }

    /// What a verb acts on: all that are marked, else the selected one.
    fn on(&self) -> Vec<&ActionLine> {
        let marks = self.rows.marks();
        let marked: Vec<&ActionLine> = self.register.lines.iter().filter(|line| marks.contains(&line.record.action.id)).collect();
        if marked.is_empty() { self.line().into_iter().collect() } else { marked }
    }

    fn go_to(&mut self, tab: Tab, cx: &mut Context) -> Next {
        self.tab = tab;
        self.rows.begin_again();
        self.narrow();
        if tab == Tab::Agency && self.agency.is_none() { self.ask_agency(cx) } else { Next::Stay }
    }

    fn step_tab(&mut self, by: usize, cx: &mut Context) -> Next {
        let at = Tab::ALL.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        self.go_to(Tab::ALL[(at + by) % Tab::ALL.len()], cx)
    }

    fn ask_agency(&mut self, cx: &mut Context) -> Next {
        if self.register.agencies.is_empty() {
            cx.say("No agency has an action yet.");
            return Next::Stay;
        }
        let items =
            self.register.agencies.iter().map(|(name, open)| (name.clone(), counted(*open as usize, "open action", "open actions")));
        Next::Push(Box::new(Pick::answer("Whose actions?", items)))
    }

    fn title(&self, marks: usize) -> String {
        let tab = |tab: &Tab| {
            let name = match tab {
                Tab::Mine => "mine",
                Tab::Agency => self.agency.as_deref().unwrap_or("agency"),
                Tab::Overdue => "overdue",
                Tab::All => "all",
            };
            let count = self.register.lines.iter().filter(|line| self.belongs(line, *tab)).count();
            let words = if *tab == Tab::Agency && self.agency.is_none() { name.to_string() } else { format!("{name} {count}") };
            if *tab == self.tab { format!("[{words}]") } else { words }
        };
        let tabs: Vec<String> = Tab::ALL.iter().map(tab).collect();
        let at = Tab::ALL.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        self.rows.title("Actions", (&tabs, at), marks)
    }

    fn draw_list(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let marks = self.rows.marks();
        let title = cut(&self.title(marks.len()), usize::from(area.width).saturating_sub(4));
        let inner = pane(frame, area, &title, true, cx.theme);
        if self.shown.is_empty() {
            return lines(frame, inner, row::empty(self.tab, self.rows.filtered()), 0, cx.theme);
        }
        let columns = row::Columns::of(inner.width.into());
        frame.render_widget(columns.header(cx.theme), Rect { height: inner.height.min(1), ..inner });
        let below = Rect { y: inner.y + inner.height.min(1), height: inner.height.saturating_sub(1), ..inner };
        let at = self.rows.at();
        let sections: Vec<&str> = (0..self.shown.len()).filter_map(|i| self.row(i)).map(row::section).collect();
        let draw = |entry: Entry| match entry {
            Entry::Head(section) => {
                let count = sections.iter().filter(|other| **other == section).count();
                let meaning = if section == row::OVERDUE { Meaning::Overdue } else { Meaning::Title };
                Some(Line::styled(format!("{section} {count}"), cx.theme.style(meaning)))
            }
            Entry::Row(i) => self.row(i).map(|line| {
                let marked = marks.contains(&line.record.action.id);
                columns.row(line, (i == at, marked), cx)
            }),
            Entry::Whole(i) => self.row(i).map(|line| columns.whole(line, cx.theme)),
        };
        let drawn = row::in_view(&sections, at, below.height.into()).into_iter().filter_map(draw).collect();
        lines(frame, below, drawn, 0, cx.theme);
    }

    /// Leads a verb to its form, on all that are marked or the selected one.
    fn begin(&self, verb: Verb, cx: &mut Context) -> Next {
        begin(verb, &self.on(), cx)
    }
}

/// Leads a verb on actions to its form; says why where one of them does not allow it.
pub fn begin(verb: Verb, on: &[&ActionLine], cx: &mut Context) -> Next {
    let [first, rest @ ..] = on else { return Next::Stay };
    let title = match rest {
        [] => format!("{} {}", first.record.action.id, first.record.action.what),
        _ => counted(on.len(), "action", "actions"),
    };
    let wrong = on.iter().find(|line| line.record.ended.is_some() != (verb == Verb::Reopen));
    if let (Some(line), Verb::EndAction | Verb::Redate | Verb::Reopen) = (wrong, verb) {
        let how = line.record.ended.as_ref().map_or("still open", |ended| ended.end.how.label());
        cx.warn(format!("{} is {how}: this cannot be done now.", line.record.action.id));
        return Next::Stay;
    }
    let seen = |line: &&ActionLine| OnAction { action: line.record.action.id, seen: Some(line.record.changed) };
    match verb {
        Verb::EndAction => end_form(on.iter().map(seen).collect(), title),
        Verb::Redate => redate_form(on.iter().map(seen).collect(), title),
        Verb::Reopen if rest.is_empty() => reopen_form(seen(first), title),
        Verb::Reopen => {
            cx.warn("Actions are opened again one at a time: Esc takes the marks away.");
            Next::Stay
        }
        Verb::ChildCase => child_case(first, cx),
        _ => Next::Stay,
    }
}

/// The case of the child an action is for.
fn child_case(line: &ActionLine, cx: &mut Context) -> Next {
    let episode = match (line.record.episode, line.record.child) {
        (Some(episode), _) => Some(episode),
        (None, Some(child)) => {
            let latest = cx.desk.latest_episode(child);
            cx.told(latest).flatten()
        }
        (None, None) => None,
    };
    match episode {
        Some(episode) => CaseScreen::open(episode, Vec::new(), cx).map_or(Next::Stay, |case| Next::Push(Box::new(case))),
        None => {
            cx.say(format!("{} is for no child with a case to open.", line.record.action.id));
            Next::Stay
        }
    }
}

impl Screen for RegisterScreen {
    fn place(&self) -> Place {
        Place::Register
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        if cx.size.width < 120 {
            return self.draw_list(frame, area, cx);
        }
        let list = Rect { width: (area.width * 66 / 100).max(80), ..area };
        let beside = Rect { x: area.x + list.width, width: area.width - list.width, ..area };
        self.draw_list(frame, list, cx);
        let title = self.line().map_or("Action".into(), |line| line.record.action.id.to_string());
        let inner = pane(frame, beside, &title, false, cx.theme);
        if let Some(line) = self.line() {
            lines(frame, inner, action_lines(line, inner.width.into(), cx.theme), 0, cx.theme);
        }
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        let marking = self.rows.marking();
        let ended = self.line().map(|line| line.record.ended.is_some());
        match verb {
            Verb::Open | Verb::Mark | Verb::Range | Verb::ChildCase => ended.is_some(),
            Verb::EndAction | Verb::Redate => marking || ended == Some(false),
            Verb::Reopen => !marking && ended == Some(true),
            Verb::Next | Verb::Previous => self.shown.len() > 1,
            Verb::Filter => !self.register.lines.is_empty(),
            Verb::Team => self.tab == Tab::Agency,
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if self.rows.act(verb, cx.body_height().saturating_sub(4)) {
            return Next::Stay;
        }
        match verb {
            Verb::Open => {
                if let Some(line) = self.line() {
                    return Next::Push(Box::new(ActionScreen { line: line.clone(), scroll: 0 }));
                }
            }
            Verb::NextPane => return self.step_tab(1, cx),
            Verb::PreviousPane => return self.step_tab(Tab::ALL.len() - 1, cx),
            Verb::Team => return self.ask_agency(cx),
            Verb::Back if self.rows.unmark() => {}
            Verb::Back if self.rows.unfilter() => self.narrow(),
            Verb::Back => return Next::Home,
            verb => return self.begin(verb, cx),
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

    fn answered(&mut self, choice: usize, cx: &mut Context) -> Next {
        self.agency = self.register.agencies.get(choice).map(|(name, _)| name.clone());
        self.go_to(Tab::Agency, cx)
    }

    fn forget(&mut self) {
        self.register = Register::default();
        self.narrow();
    }

    fn refresh(&mut self, cx: &mut Context) {
        self.me = fold(&cx.desk.actor());
        let register = cx.desk.register(&RegisterFilter { ended: true, ..RegisterFilter::default() }, cx.now);
        let Some(register) = cx.told(register) else { return };
        let lines = &register.lines;
        self.rows.keep_marks(|id, seen| lines.iter().any(|line| line.record.action.id == id && line.record.changed == seen));
        self.register = register;
        self.narrow();
    }

    fn settle(&mut self, _cx: &mut Context) {
        self.rows.settle();
    }
}

/// One action over the whole screen, with its history.
struct ActionScreen {
    line: ActionLine,
    scroll: usize,
}

impl Screen for ActionScreen {
    fn place(&self) -> Place {
        Place::Action
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let inner = pane(frame, area, &self.line.record.action.id.to_string(), true, cx.theme);
        lines(frame, inner, action_lines(&self.line, inner.width.into(), cx.theme), self.scroll, cx.theme);
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        match verb {
            Verb::EndAction | Verb::Redate => self.line.record.ended.is_none(),
            Verb::Reopen => self.line.record.ended.is_some(),
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        let total = action_lines(&self.line, usize::from(cx.size.width).saturating_sub(2), cx.theme).len();
        if let Some(to) = scrolled(verb, self.scroll, total, cx.body_height().saturating_sub(2)) {
            self.scroll = to;
            return Next::Stay;
        }
        match verb {
            Verb::Back => Next::Pop,
            verb => begin(verb, &[&self.line], cx),
        }
    }

    fn refresh(&mut self, cx: &mut Context) {
        let register = cx.desk.register(&RegisterFilter { ended: true, ..RegisterFilter::default() }, cx.now);
        let lines = cx.told(register).map(|register| register.lines).unwrap_or_default();
        if let Some(line) = lines.into_iter().find(|line| line.record.action.id == self.line.record.action.id) {
            self.line = line;
        }
    }
}
