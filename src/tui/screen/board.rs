//! The board: the children in the order they must be talked about; beside it, from 110 columns on, the selected case.
//!
//! ```text
//! ┌ Board ──────────────────────────────────────────┐┌ Nadia Begum, 16, at home, C13 ┐
//! │  band       child        age care     police …  ││ CRITICAL by our rules         │
//! │ Still missing 3                                 ││ …                             │
//! │▸▲ CRITICAL Nadia B.      16 home     high    …  ││ Why now                       │
//! │   4 episodes in 28 days                         ││ …                             │
//! ```

use super::case::{CaseScreen, REWORDING};
use super::decide::{DecideScreen, of_today};
use super::files::FilesScreen;
use super::page::Page;
use super::pick::Pick;
use super::refused::RefusedScreen;
use super::review::ReviewScreen;
use super::small_forms::override_form;
use super::{Next, Screen};
use crate::casebook::view::{Board, BoardItem, Case, Section};
use crate::episode::{EpisodeId, Moment};
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::{band_words, of_band};
use crate::tui::widget::case_pane::{brief_case_lines, case_title};
use crate::tui::widget::pane::{lines, moved, pane, scrolled, window};
use crate::tui::widget::text::{counted, cut};
use crate::tui::widget::text_box::TextBox;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use std::collections::HashMap;

#[path = "board_row.rs"]
mod row;

/// The first screen.
#[derive(Default)]
pub struct BoardScreen {
    /// Episode of the selected row: the selection stays on the child when rows move.
    selected: Option<EpisodeId>,
    /// Where the selected row stood: when it leaves the board, its neighbour there is selected.
    stood: usize,
    /// The cases read since the data last changed; `None` for one that could not be read.
    cases: HashMap<EpisodeId, Option<Case>>,
    /// The case whose band is being chosen, as it was shown.
    picking: Option<Case>,
    filter: Option<TextBox>,
    filtering: bool,
    /// The case pane takes the keys.
    in_case: bool,
    case_scroll: usize,
}

impl BoardScreen {
    /// The rows shown, in the order of the sections.
    fn shown<'a>(&self, board: &'a Board) -> Vec<&'a BoardItem> {
        let words = self.filter.as_ref().map(|f| f.text().trim().to_lowercase()).unwrap_or_default();
        let of = |section: Section| board.items.iter().filter(move |i| i.section == section);
        Section::ALL.iter().flat_map(|s| of(*s)).filter(|i| words.is_empty() || row::holds(i, &words)).collect()
    }

    fn item<'a>(&self, board: &'a Board) -> Option<&'a BoardItem> {
        let shown = self.shown(board);
        shown.get(self.at(&shown)).copied()
    }

    fn at(&self, shown: &[&BoardItem]) -> usize {
        let last = shown.len().saturating_sub(1);
        shown.iter().position(|i| Some(i.episode.id) == self.selected).unwrap_or(self.stood.min(last))
    }

    /// The selected case, once it is read.
    fn case(&self) -> Option<&Case> {
        self.cases.get(&self.selected?)?.as_ref()
    }

    /// The episode whose case is to be read next, where there is room for one: the selected, then those a key away from it.
    fn to_read(&self, cx: &Context) -> Option<EpisodeId> {
        let shown = self.shown(cx.board.as_ref().filter(|_| cx.wide())?);
        let at = self.at(&shown);
        let near = [Some(at), at.checked_add(1), at.checked_sub(1)].into_iter().flatten();
        near.filter_map(|i| shown.get(i)).map(|item| item.episode.id).find(|episode| !self.cases.contains_key(episode))
    }

    fn select(&mut self, episode: Option<EpisodeId>) {
        if self.selected != episode {
            self.selected = episode;
            self.case_scroll = 0;
        }
    }

    fn move_by(&mut self, verb: Verb, cx: &mut Context) -> bool {
        let page = cx.body_height().saturating_sub(4);
        if self.in_case && cx.wide() {
            let Some(case) = self.case() else { return false };
            let total = brief_case_lines(case, cx.now, row::case_cols(cx.size.width), cx.theme).lines.len();
            let to = scrolled(verb, self.case_scroll, total, cx.body_height().saturating_sub(2));
            self.case_scroll = to.unwrap_or(self.case_scroll);
            return to.is_some();
        }
        let Some(board) = &cx.board else { return false };
        let shown = self.shown(board);
        let Some(to) = moved(verb, self.at(&shown), shown.len(), page) else { return false };
        let episode = shown.get(to).map(|i| i.episode.id);
        self.select(episode);
        true
    }

    /// The next (or previous) row found; without a filter, the next one without a decision.
    fn go_on(&mut self, forward: bool, cx: &mut Context) {
        let Some(board) = &cx.board else { return };
        let shown = self.shown(board);
        let at = self.at(&shown);
        let wanted = |i: &&&BoardItem| self.filter.is_some() || !row::decided_today(i, cx.now);
        let found = if forward { shown.iter().skip(at + 1).find(wanted) } else { shown[..at].iter().rev().find(wanted) };
        match found.map(|i| i.episode.id) {
            Some(episode) => self.select(Some(episode)),
            None if self.filter.is_some() => cx.say("no more rows found that way"),
            None => cx.say("no more children without a decision of today that way"),
        }
    }

    fn open(&mut self, verb: Verb, cx: &mut Context) -> Option<Next> {
        let board = cx.board.as_ref()?;
        let order: Vec<EpisodeId> = self.shown(board).iter().map(|i| i.episode.id).collect();
        self.stood = self.at(&self.shown(board));
        let episode = *order.get(self.stood)?;
        self.select(Some(episode));
        if verb == Verb::Open {
            return CaseScreen::open(episode, order, cx).map(|case| Next::Push(Box::new(case)));
        }
        // Asked anew: what is decided is based on the record as it is now.
        let case = cx.desk.case(episode, cx.now);
        let case = cx.told(case)?;
        Some(match verb {
            Verb::Decide if cx.private && of_today(&case, cx.now).is_some() => {
                cx.warn(REWORDING);
                Next::Stay
            }
            Verb::Decide => Next::Push(Box::new(DecideScreen::open(case, cx))),
            Verb::Further => Next::Push(Box::new(DecideScreen::further(case, cx))),
            _ => {
                let pick = Pick::band(&case);
                self.picking = Some(case);
                Next::Push(Box::new(pick))
            }
        })
    }

    fn who(&self, cx: &mut Context) -> Option<Next> {
        let item = cx.board.as_ref().and_then(|b| self.item(b));
        let episode = item.filter(|i| i.child.id.is_none()).map(|i| i.episode.id);
        ReviewScreen::open(episode, cx).map(|review| Next::Push(Box::new(review) as Box<dyn Screen>))
    }

    fn title(&self, board: &Board, shown: usize, now: Moment) -> String {
        let undecided = board.items.iter().filter(|i| !row::decided_today(i, now)).count();
        match &self.filter {
            Some(filter) if self.filtering => {
                format!("Filter: {}▏ · {shown} of {} (Enter keeps, Esc shows all)", filter.text(), board.items.len())
            }
            Some(filter) => format!("Board, filtered: “{}” · {shown} of {} · Esc shows all", filter.text(), board.items.len()),
            None if board.items.is_empty() => "Board".into(),
            None => format!("Board · {} · {undecided} not yet decided today", counted(board.items.len(), "child", "children")),
        }
    }

    fn draw_list(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let Some(board) = &cx.board else {
            pane(frame, area, "Board", true, cx.theme);
            return;
        };
        let shown = self.shown(board);
        let mut title = self.title(board, shown.len(), cx.now);
        // The title bar has no room for the source there; with a filter, that the list is filtered matters more.
        if let (Some(list), false, None) = (&board.list, cx.wide(), &self.filter) {
            title = format!("{title} · {}", list.file);
        }
        let title = cut(&title, usize::from(area.width).saturating_sub(4));
        let inner = pane(frame, area, &title, !self.in_case || !cx.wide(), cx.theme);
        if shown.is_empty() {
            return lines(frame, inner, row::empty(board, self.filter.is_some(), cx.theme), 0, cx.theme);
        }
        let columns = row::Columns::of(inner.width.into());
        if inner.height > 1 {
            frame.render_widget(columns.header(cx.theme), Rect { height: 1, ..inner });
        }
        let below = Rect { y: inner.y + inner.height.min(1), height: inner.height.saturating_sub(1), ..inner };
        let at = self.at(&shown);
        let layout = row::Layout::of(&shown, at, board, below.height.into());
        let first = window(layout.from, layout.to, layout.total, below.height.into());
        let visible = layout.lines(first, below.height.into(), |entry| columns.draw(entry, &shown, at, board, cx));
        lines(frame, below, visible, 0, cx.theme);
    }
}

impl Screen for BoardScreen {
    fn place(&self) -> Place {
        Place::Board
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        if !cx.wide() {
            return self.draw_list(frame, area, cx);
        }
        let list = Rect { width: row::list_cols(area.width), ..area };
        let beside = Rect { x: area.x + list.width, width: area.width - list.width, ..area };
        self.draw_list(frame, list, cx);
        let item = cx.board.as_ref().and_then(|b| self.item(b));
        // Never another child's case: until the selected one is read, its own row says who it is.
        let case = self.case().filter(|case| item.is_some_and(|i| i.episode.id == case.episode.id));
        let title = case.map(case_title).or(item.map(|i| format!("{} …", i.child.name)));
        let inner = pane(frame, beside, &title.unwrap_or_else(|| "Case".into()), self.in_case, cx.theme);
        match (case, item) {
            (Some(case), _) => {
                let all = brief_case_lines(case, cx.now, inner.width.into(), cx.theme).lines;
                lines(frame, inner, all, self.case_scroll, cx.theme);
            }
            (None, Some(item)) => {
                let band = item.triage.band;
                let words = Line::styled(format!("{} …", band_words(band).trim_start()), cx.theme.style(of_band(band)));
                lines(frame, inner, vec![words], 0, cx.theme);
            }
            (None, None) => {}
        }
    }

    fn can(&self, verb: Verb, cx: &Context) -> bool {
        let board = cx.board.as_ref();
        match verb {
            Verb::Open | Verb::Decide | Verb::Override | Verb::Copy => board.is_some_and(|b| self.item(b).is_some()),
            Verb::Further => board.and_then(|b| self.item(b)).is_some_and(|item| row::decided_today(item, cx.now)),
            Verb::Filter => board.is_some_and(|b| !b.items.is_empty()),
            Verb::Next | Verb::Previous => board.is_some_and(|b| b.items.len() > 1),
            Verb::Who => board.is_some_and(|b| b.items.iter().any(|i| i.child.id.is_none())),
            Verb::Refused => board.is_some_and(|b| b.refused > 0),
            Verb::NextPane | Verb::PreviousPane => cx.wide() && board.is_some_and(|b| self.item(b).is_some()),
            Verb::Back => self.filter.is_some() || self.in_case,
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if self.move_by(verb, cx) {
            return Next::Stay;
        }
        match verb {
            Verb::Open | Verb::Decide | Verb::Further | Verb::Override => {
                return self.open(verb, cx).unwrap_or(Next::Stay);
            }
            Verb::Copy => {
                if let Some(BoardItem { child, episode, .. }) = cx.board.as_ref().and_then(|b| self.item(b)).cloned() {
                    let reference = episode.police_ref.unwrap_or_else(|| episode.id.to_string());
                    cx.copy(&reference, &child.name, child.id.map(|id| id.0));
                }
            }
            Verb::Who => return self.who(cx).unwrap_or(Next::Stay),
            Verb::Refused => return RefusedScreen::open(cx).map_or(Next::Stay, |s| Next::Push(Box::new(s))),
            Verb::Import => return Next::Push(Box::new(FilesScreen::open(cx))),
            Verb::Minutes => return Page::minutes(cx),
            Verb::Filter => {
                self.filter.get_or_insert_with(TextBox::default);
                self.filtering = true;
                self.in_case = false;
            }
            Verb::Next => self.go_on(true, cx),
            Verb::Previous => self.go_on(false, cx),
            Verb::NextPane | Verb::PreviousPane => self.in_case = !self.in_case,
            Verb::Back if self.in_case => self.in_case = false,
            Verb::Back => self.filter = None,
            _ => {}
        }
        Next::Stay
    }

    fn typing(&self) -> bool {
        self.filtering
    }

    fn typed(&mut self, key: &KeyEvent, _cx: &mut Context) -> bool {
        let Some(filter) = &mut self.filter else { return false };
        match key.code {
            KeyCode::Enter => {
                self.filtering = false;
                if filter.is_empty() {
                    self.filter = None;
                }
                true
            }
            KeyCode::Esc => {
                self.filtering = false;
                self.filter = None;
                true
            }
            _ => {
                // What is narrowed by typing is read from the top.
                self.stood = 0;
                filter.key(key)
            }
        }
    }

    fn answered(&mut self, choice: usize, _cx: &mut Context) -> Next {
        self.picking.take().map_or(Next::Stay, |case| override_form(&case, choice))
    }

    fn refresh(&mut self, _cx: &mut Context) {
        self.cases.clear();
    }

    fn settle(&mut self, cx: &mut Context) {
        let shown = cx.board.as_ref().map(|b| self.shown(b)).unwrap_or_default();
        let stood = self.at(&shown);
        let episode = shown.get(stood).map(|i| i.episode.id);
        self.stood = stood;
        self.select(episode);
        self.in_case &= cx.wide();
    }

    fn forget(&mut self) {
        self.cases.clear();
        self.picking = None;
    }

    fn due(&self, cx: &Context) -> bool {
        self.to_read(cx).is_some()
    }

    fn read(&mut self, cx: &mut Context) {
        let Some(episode) = self.to_read(cx) else { return };
        let case = cx.desk.case(episode, cx.now);
        let case = cx.told(case);
        self.cases.insert(episode, case);
    }
}
