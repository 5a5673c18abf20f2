//! One interview over the whole screen, and the forms of all that is done about it.
//!
//! [`verbs`] leads a command to its form · `about` is whom a form is about · `allocate` lists who could hold it, `sharing` what is
//! not yet shared · the others are forms.

mod about;
mod allocate;
mod contact;
mod give;
mod held;
mod record;
mod sharing;
mod sign;
pub mod verbs;
mod wishes;

use super::case::CaseScreen;
use super::form::FormScreen;
use super::{Next, Screen};
use crate::casebook::On;
use crate::casebook::interview_view::InterviewCase;
use crate::episode::EpisodeId;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::widget::interview_pane::{interview_lines, interview_title};
use crate::tui::widget::interview_words::reference;
use crate::tui::widget::pane::{lines, pane, scrolled};
use ratatui::Frame;
use ratatui::layout::Rect;

/// The interview, and the order in which `n` and `N` go on to others.
pub struct InterviewScreen {
    case: InterviewCase,
    order: Vec<EpisodeId>,
    scroll: usize,
}

impl InterviewScreen {
    /// Opens an interview; says why where it cannot.
    pub fn open(episode: EpisodeId, order: Vec<EpisodeId>, cx: &mut Context) -> Option<InterviewScreen> {
        let case = cx.desk.interview_case(episode, cx.now);
        cx.told(case).map(|case| InterviewScreen { case, order, scroll: 0 })
    }

    fn go_on(&mut self, by: isize, cx: &mut Context) {
        let at = self.order.iter().position(|e| *e == self.case.item.episode);
        match at.and_then(|i| i.checked_add_signed(by)).and_then(|i| self.order.get(i)).copied() {
            None => cx.say(if by > 0 { "that was the last of the list" } else { "that was the first of the list" }),
            Some(next) => {
                if let Some(screen) = InterviewScreen::open(next, self.order.clone(), cx) {
                    *self = screen;
                }
            }
        }
    }
}

impl Screen for InterviewScreen {
    fn place(&self) -> Place {
        Place::Interview
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let inner = pane(frame, area, &interview_title(&self.case.item), true, cx.theme);
        lines(frame, inner, interview_lines(&self.case, cx.now, inner.width.into(), cx.theme).lines, self.scroll, cx.theme);
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        match verb {
            Verb::Next | Verb::Previous => self.order.len() > 1,
            verb if verbs::is_interview_verb(verb) => verbs::can_do(verb, &self.case.item),
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        let laid = interview_lines(&self.case, cx.now, usize::from(cx.size.width).saturating_sub(2), cx.theme);
        let room = cx.body_height().saturating_sub(2);
        if let Some(to) = scrolled(verb, self.scroll, laid.lines.len(), room) {
            self.scroll = to;
            return Next::Stay;
        }
        match verb {
            Verb::NextPane | Verb::PreviousPane => {
                let (forward, parts) = (verb == Verb::NextPane, &laid.parts);
                let part = if forward { parts.iter().find(|p| **p > self.scroll) } else { parts.iter().rev().find(|p| **p < self.scroll) };
                self.scroll = part.copied().unwrap_or(self.scroll).min(laid.lines.len().saturating_sub(room));
            }
            Verb::Next => self.go_on(1, cx),
            Verb::Previous => self.go_on(-1, cx),
            Verb::Copy => {
                let item = &self.case.item;
                cx.copy(&reference(item), &item.child.name, item.child.id.map(|id| id.0));
            }
            Verb::Back => return Next::Pop,
            verb => return verbs::begin(verb, &[On::from(&self.case.item)], cx),
        }
        Next::Stay
    }

    fn refresh(&mut self, cx: &mut Context) {
        let case = cx.desk.interview_case(self.case.item.episode, cx.now);
        if let Some(case) = cx.told(case) {
            self.case = case;
        }
    }
}

/// The case of the child, where the interview board leads to it.
fn child_case(episode: EpisodeId, cx: &mut Context) -> Next {
    CaseScreen::open(episode, Vec::new(), cx).map_or(Next::Stay, |case| Next::Push(Box::new(case)))
}
