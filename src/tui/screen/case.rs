//! One child's case, over the whole screen.

use super::assessments::AssessmentsScreen;
use super::decide::{DecideScreen, of_today};
use super::page::Page;
use super::pick::Pick;
use super::relations::RelationsScreen;
use super::review::ReviewScreen;
use super::small_forms::override_form;
use super::{Next, Screen};
use crate::casebook::view::Case;
use crate::episode::EpisodeId;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::widget::case_pane::{case_lines, case_name, case_title};
use crate::tui::widget::pane::{lines, pane, scrolled};
use ratatui::Frame;
use ratatui::layout::Rect;

/// In privacy mode the words of a decision are not as they were written: they must not be written back.
pub const REWORDING: &str = "A decision of today is reworded from its own words: leave privacy mode first (P).";

/// The case, and the order in which `n` and `N` go on to others.
pub struct CaseScreen {
    case: Case,
    order: Vec<EpisodeId>,
    scroll: usize,
}

impl CaseScreen {
    /// Opens a case; says why where it cannot.
    pub fn open(episode: EpisodeId, order: Vec<EpisodeId>, cx: &mut Context) -> Option<CaseScreen> {
        let case = cx.desk.case(episode, cx.now);
        cx.told(case).map(|case| CaseScreen { case, order, scroll: 0 })
    }

    fn go_on(&mut self, by: isize, cx: &mut Context) {
        let at = self.order.iter().position(|e| *e == self.case.episode.id);
        match at.and_then(|i| i.checked_add_signed(by)).and_then(|i| self.order.get(i)) {
            None => cx.say(if by > 0 { "that was the last of the board" } else { "that was the first of the board" }),
            Some(next) => {
                if let Some(case) = CaseScreen::open(*next, std::mem::take(&mut self.order), cx) {
                    *self = case;
                }
            }
        }
    }

    /// The line a part begins at, the next or the one before where the screen stands.
    fn part(&self, forward: bool, parts: &[usize]) -> usize {
        let found = if forward { parts.iter().find(|p| **p > self.scroll) } else { parts.iter().rev().find(|p| **p < self.scroll) };
        found.copied().unwrap_or(self.scroll)
    }
}

impl Screen for CaseScreen {
    fn place(&self) -> Place {
        Place::Case
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let inner = pane(frame, area, &case_title(&self.case), true, cx.theme);
        let all = case_lines(&self.case, cx.now, inner.width.into(), cx.theme).lines;
        lines(frame, inner, all, self.scroll, cx.theme);
    }

    fn can(&self, verb: Verb, cx: &Context) -> bool {
        match verb {
            Verb::Further => of_today(&self.case, cx.now).is_some(),
            Verb::Next | Verb::Previous => self.order.len() > 1,
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        let laid = case_lines(&self.case, cx.now, usize::from(cx.size.width).saturating_sub(2), cx.theme);
        if let Some(to) = scrolled(verb, self.scroll, laid.lines.len(), cx.body_height().saturating_sub(2)) {
            self.scroll = to;
            return Next::Stay;
        }
        match verb {
            Verb::NextPane | Verb::PreviousPane => {
                let last = laid.lines.len().saturating_sub(cx.body_height().saturating_sub(2));
                self.scroll = self.part(verb == Verb::NextPane, &laid.parts).min(last);
            }
            Verb::Next => self.go_on(1, cx),
            Verb::Previous => self.go_on(-1, cx),
            Verb::Decide if cx.private && of_today(&self.case, cx.now).is_some() => cx.warn(REWORDING),
            Verb::Decide => return Next::Push(Box::new(DecideScreen::open(self.case.clone(), cx))),
            Verb::Further => return Next::Push(Box::new(DecideScreen::further(self.case.clone(), cx))),
            Verb::Assessments => return Next::Push(Box::new(AssessmentsScreen::of(&self.case))),
            Verb::Override => return Next::Push(Box::new(Pick::band(&self.case))),
            Verb::Copy => cx.copy(&self.case.episode.reference(), &case_name(&self.case), self.case.episode.child),
            Verb::Who if self.case.child.is_some() => {
                return RelationsScreen::open(&self.case, cx).map_or(Next::Stay, |screen| Next::Push(Box::new(screen)));
            }
            Verb::Who => {
                if let Some(review) = ReviewScreen::open(Some(self.case.episode.id), cx) {
                    return Next::Push(Box::new(review));
                }
            }
            Verb::Minutes => return Page::minutes(cx),
            Verb::Back => return Next::Pop,
            _ => {}
        }
        Next::Stay
    }

    fn answered(&mut self, choice: usize, _cx: &mut Context) -> Next {
        override_form(&self.case, choice)
    }

    fn refresh(&mut self, cx: &mut Context) {
        let case = cx.desk.case(self.case.episode.id, cx.now);
        if let Some(case) = cx.told(case) {
            self.case = case;
        }
    }
}
