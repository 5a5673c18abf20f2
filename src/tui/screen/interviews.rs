//! The interview board: every ended episode that needs something, what runs out first on top; beside it, from 120 columns on, the
//! selected interview.
//!
//! ```text
//! ┌ Interviews: mine 0 · team 3 · unallocated 4 · [all 9] ────────────────────────┐
//! │⚠ Findings: 2 never shared · 1 not acknowledged after 24 h (i)                 │
//! │ child          age care 72-hour clock  last hour worker       next            │
//! │Due within 24 hours 2                                                          │
//! │▸Siân Davies     14 home left 24 h 24 m Fri 17:00 unallocated  allocate        │
//! ```

use super::interview::InterviewScreen;
use super::interview::verbs::{self, can_do};
use super::page::Page;
use super::pick::Pick;
use super::{Next, Screen};
use crate::casebook::On;
use crate::casebook::interview_view::{InterviewBoard, InterviewCase, InterviewItem, InterviewSection};
use crate::episode::{EpisodeId, Moment};
use crate::text::fold;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::Meaning;
use crate::tui::widget::interview_pane::{interview_lines, interview_title};
use crate::tui::widget::interview_words::{is_open, reference};
use crate::tui::widget::pane::{lines, pane};
use crate::tui::widget::rows::Rows;
use crate::tui::widget::text::cut;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use std::collections::{BTreeSet, HashMap};

#[path = "interviews_row.rs"]
mod row;
use row::{TABS, Tab, list_cols, wide};

/// A row that is shown, worked out once after a change and not in every frame.
struct Shown {
    /// Its place in the board.
    item: usize,
    of_group: Option<(usize, usize)>,
    second: bool,
}

/// The return interviews.
#[derive(Default)]
pub struct InterviewsScreen {
    board: Option<InterviewBoard>,
    /// Who sits here, and the team whose tab it is.
    me: String,
    team: Option<String>,
    tab: Tab,
    counts: [usize; 4],
    shown: Vec<Shown>,
    rows: Rows<EpisodeId>,
    /// The interviews read since the data last changed.
    cases: HashMap<EpisodeId, Option<InterviewCase>>,
    /// The teams to choose from, while they are asked.
    teams: Vec<String>,
}

impl InterviewsScreen {
    fn items(&self) -> &[InterviewItem] {
        self.board.as_ref().map_or(&[], |board| &board.items)
    }

    fn row(&self, i: usize) -> Option<&InterviewItem> {
        self.items().get(self.shown.get(i)?.item)
    }

    fn item(&self) -> Option<&InterviewItem> {
        self.row(self.rows.at())
    }

    /// Is the row one of a tab?
    fn belongs(&self, item: &InterviewItem, tab: Tab) -> bool {
        let worker = item.worker.as_ref();
        match tab {
            Tab::Mine => worker.is_some_and(|worker| fold(&worker.name) == self.me),
            Tab::Team => worker.is_some_and(|worker| Some(&worker.team) == self.team.as_ref()),
            Tab::Unallocated => worker.is_none() && is_open(item),
            Tab::All => true,
        }
    }

    /// Works out which rows are shown, and how many each tab has.
    fn narrow(&mut self, now: Moment) {
        let words = self.rows.words();
        self.counts = TABS.map(|tab| self.items().iter().filter(|item| self.belongs(item, tab)).count());
        let returned: HashMap<EpisodeId, Option<Moment>> = self.items().iter().map(|i| (i.episode, i.clock.returned_at)).collect();
        let of_group = |item: &InterviewItem| {
            let before = |other: &&EpisodeId| (returned.get(*other).copied().flatten(), **other) < (item.clock.returned_at, item.episode);
            (!item.group.is_empty()).then(|| (item.group.iter().filter(before).count() + 1, item.group.len() + 1))
        };
        let rows = self.items().iter().enumerate();
        let rows = rows.filter(|(_, item)| self.belongs(item, self.tab) && (words.is_empty() || row::holds(item, &words, now)));
        let shown = |(i, item): (usize, &InterviewItem)| {
            let of_group = of_group(item);
            Shown { item: i, of_group, second: row::second(item, of_group).is_some() }
        };
        self.shown = rows.map(shown).collect();
        let seen = self.shown.iter().filter_map(|shown| self.items().get(shown.item)).map(|item| (item.episode, item.seen));
        self.rows.show(seen.collect::<Vec<_>>());
    }

    /// What a verb acts on: all that are marked, else the selected one.
    fn on(&self) -> Vec<On> {
        let marks = self.rows.marks();
        let marked: Vec<On> = self.items().iter().filter(|item| marks.contains(&item.episode)).map(On::from).collect();
        if marked.is_empty() { self.item().map(On::from).into_iter().collect() } else { marked }
    }

    /// Another tab; the team's asks which team where nobody of that name works here.
    fn go_to(&mut self, tab: Tab, cx: &mut Context) -> Next {
        self.tab = tab;
        self.rows.begin_again();
        self.narrow(cx.now);
        if tab == Tab::Team && self.team.is_none() { self.ask_team(cx) } else { Next::Stay }
    }

    fn step_tab(&mut self, by: usize, cx: &mut Context) -> Next {
        let at = TABS.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        self.go_to(TABS[(at + by) % TABS.len()], cx)
    }

    fn ask_team(&mut self, cx: &mut Context) -> Next {
        let mut teams: Vec<String> = self.board.iter().flat_map(|b| &b.workers).map(|load| load.worker.details.team.clone()).collect();
        teams.sort();
        teams.dedup();
        if teams.is_empty() {
            cx.say("No workers are known yet: `wayhome workers import FILE` loads them.");
            return Next::Stay;
        }
        self.teams = teams;
        Next::Push(Box::new(Pick::answer("Whose interviews?", self.teams.iter().map(|team| (team.clone(), String::new())))))
    }

    /// The interview to be read next, where there is room for one: the selected, then those a key away from it.
    fn to_read(&self, cx: &Context) -> Option<EpisodeId> {
        let at = self.rows.at();
        let near = [Some(at), at.checked_add(1), at.checked_sub(1)].into_iter().flatten().filter(|_| wide(cx));
        near.filter_map(|i| self.row(i)).map(|item| item.episode).find(|episode| !self.cases.contains_key(episode))
    }

    fn title(&self, marks: usize) -> String {
        let tab = |(tab, count): (&Tab, usize)| {
            let name = match tab {
                Tab::Mine => "mine",
                Tab::Team => self.team.as_deref().filter(|_| self.tab == Tab::Team).unwrap_or("team"),
                Tab::Unallocated => "unallocated",
                Tab::All => "all",
            };
            if *tab == self.tab { format!("[{name} {count}]") } else { format!("{name} {count}") }
        };
        let tabs: Vec<String> = TABS.iter().zip(self.counts).map(tab).collect();
        let at = TABS.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        self.rows.title("Interviews", (&tabs, at), marks)
    }

    fn draw_list(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let marks = self.rows.marks();
        let title = cut(&self.title(marks.len()), usize::from(area.width).saturating_sub(4));
        let mut inner = pane(frame, area, &title, true, cx.theme);
        for words in self.board.iter().flat_map(row::alerts).take(usize::from(inner.height / 4)) {
            let line = Line::styled(cut(&format!("⚠ {words}"), inner.width.into()), cx.theme.style(Meaning::Warning));
            lines(frame, Rect { height: 1, ..inner }, vec![line], 0, cx.theme);
            inner = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
        }
        if self.shown.is_empty() {
            return lines(frame, inner, row::empty(self.tab, self.rows.filtered(), cx.theme), 0, cx.theme);
        }
        let columns = row::Columns::of(inner.width.into());
        let below = Rect { y: inner.y + inner.height.min(1), height: inner.height.saturating_sub(1), ..inner };
        frame.render_widget(columns.header(cx.theme), Rect { height: inner.height.min(1), ..inner });
        let at = self.rows.at();
        let rows = self.shown.iter().filter_map(|s| Some((self.items().get(s.item)?.placed, s.second)));
        let drawn =
            row::in_view(rows, at, below.height.into()).into_iter().filter_map(|entry| self.draw_entry(&entry, (at, &marks), &columns, cx));
        lines(frame, below, drawn.collect(), 0, cx.theme);
    }

    fn draw_entry(
        &self,
        entry: &row::Entry,
        (at, marks): (usize, &BTreeSet<EpisodeId>),
        columns: &row::Columns,
        cx: &Context,
    ) -> Option<Line<'static>> {
        Some(match *entry {
            row::Entry::Head(section) => {
                let here = |shown: &&Shown| self.items().get(shown.item).is_some_and(|item| item.placed == section);
                let count = self.shown.iter().filter(here).count();
                let meaning = if section <= InterviewSection::Overdue { Meaning::Overdue } else { Meaning::Title };
                Line::styled(format!("{section} {count}"), cx.theme.style(meaning))
            }
            row::Entry::Row(i) => {
                let item = self.row(i)?;
                let row = row::Row { item, selected: i == at, marked: marks.contains(&item.episode) };
                columns.row(&row, cx.now, cx.theme)
            }
            row::Entry::Second(i) => columns.second(&row::second(self.row(i)?, self.shown[i].of_group)?, cx.theme),
        })
    }

    fn open(&mut self, cx: &mut Context) -> Next {
        let order: Vec<EpisodeId> = (0..self.shown.len()).filter_map(|i| self.row(i)).map(|item| item.episode).collect();
        let Some(episode) = order.get(self.rows.at()).copied() else { return Next::Stay };
        InterviewScreen::open(episode, order, cx).map_or(Next::Stay, |screen| Next::Push(Box::new(screen)))
    }
}

impl Screen for InterviewsScreen {
    fn place(&self) -> Place {
        Place::Interviews
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        if !wide(cx) {
            return self.draw_list(frame, area, cx);
        }
        let list = Rect { width: list_cols(area.width).min(area.width), ..area };
        let beside = Rect { x: area.x + list.width, width: area.width - list.width, ..area };
        self.draw_list(frame, list, cx);
        let Some(item) = self.item() else {
            pane(frame, beside, "Interview", false, cx.theme);
            return;
        };
        // Never another child's interview: until the selected one is read, only its title stands there.
        let inner = pane(frame, beside, &interview_title(item), false, cx.theme);
        if let Some(case) = self.cases.get(&item.episode).and_then(Option::as_ref) {
            lines(frame, inner, interview_lines(case, cx.now, inner.width.into(), cx.theme).lines, 0, cx.theme);
        }
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        match verb {
            Verb::Open | Verb::Copy | Verb::Mark | Verb::Range => self.item().is_some(),
            Verb::Next | Verb::Previous => self.shown.len() > 1,
            Verb::Filter => !self.items().is_empty(),
            Verb::Team => self.tab == Tab::Team,
            Verb::Collisions => self.board.as_ref().is_some_and(|board| !board.collisions.is_empty()),
            // What some of those marked cannot do is said when it is asked for.
            verb if verbs::is_interview_verb(verb) && self.rows.marking() => true,
            verb if verbs::is_interview_verb(verb) => self.item().is_some_and(|item| can_do(verb, item)),
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if self.rows.act(verb, cx.body_height().saturating_sub(4)) {
            return Next::Stay;
        }
        match verb {
            Verb::Open => return self.open(cx),
            Verb::NextPane => return self.step_tab(1, cx),
            Verb::PreviousPane => return self.step_tab(TABS.len() - 1, cx),
            Verb::Team => return self.ask_team(cx),
            Verb::Collisions => {
                let collisions = self.board.iter().flat_map(|board| &board.collisions);
                return Next::Push(Box::new(Page::collisions(collisions)));
            }
            Verb::Copy => {
                if let Some(item) = self.item() {
                    cx.copy(&reference(item), &item.child.name, item.child.id.map(|id| id.0));
                }
            }
            Verb::Back if self.rows.unmark() => {}
            Verb::Back if self.rows.unfilter() => self.narrow(cx.now),
            Verb::Back => return Next::Home,
            verb => return verbs::begin(verb, &self.on(), cx),
        }
        Next::Stay
    }

    fn typing(&self) -> bool {
        self.rows.filtering()
    }

    fn typed(&mut self, key: &KeyEvent, cx: &mut Context) -> bool {
        let taken = self.rows.typed(key);
        if taken {
            self.narrow(cx.now);
        }
        taken
    }

    fn answered(&mut self, choice: usize, cx: &mut Context) -> Next {
        self.team = self.teams.get(choice).cloned();
        self.go_to(Tab::Team, cx)
    }

    fn refresh(&mut self, cx: &mut Context) {
        self.me = fold(&cx.desk.actor());
        let board = cx.desk.interviews(cx.now);
        let Some(board) = cx.told(board) else { return };
        self.cases.clear();
        let mine = board.workers.iter().find(|load| fold(&load.worker.details.name) == self.me);
        self.team = self.team.take().or(mine.map(|load| load.worker.details.team.clone()));
        self.rows.keep_marks(|episode, seen| board.items.iter().any(|item| item.episode == episode && item.seen == seen));
        self.board = Some(board);
        self.narrow(cx.now);
    }

    fn forget(&mut self) {
        self.board = None;
        self.shown.clear();
        self.cases.clear();
    }

    fn settle(&mut self, _cx: &mut Context) {
        self.rows.settle();
    }

    fn due(&self, cx: &Context) -> bool {
        self.to_read(cx).is_some()
    }

    fn read(&mut self, cx: &mut Context) {
        let Some(episode) = self.to_read(cx) else { return };
        let case = cx.desk.interview_case(episode, cx.now);
        let case = cx.told(case);
        self.cases.insert(episode, case);
    }
}
