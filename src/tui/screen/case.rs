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
use crate::casebook::who_view::Relation;
use crate::episode::EpisodeId;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::Meaning;
use crate::tui::widget::case_pane::{CaseLines, case_lines, case_name, case_title};
use crate::tui::widget::pane::{lines, pane, scrolled};
use crate::tui::widget::side_by_side::earlier;
use crate::tui::widget::writer::Writer;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// In privacy mode the words of a decision are not as they were written: they must not be written back.
pub const REWORDING: &str = "A decision of today is reworded from its own words: leave privacy mode first (P).";

/// The case, and the order in which `n` and `N` go on to others.
pub struct CaseScreen {
    case: Case,
    /// Who the child is beside its record: records merged into it, who belongs with it, earlier names and homes.
    who: Vec<String>,
    order: Vec<EpisodeId>,
    scroll: usize,
}

impl CaseScreen {
    /// Opens a case; says why where it cannot.
    pub fn open(episode: EpisodeId, order: Vec<EpisodeId>, cx: &mut Context) -> Option<CaseScreen> {
        let case = cx.desk.case(episode, cx.now);
        cx.told(case).map(|case| CaseScreen { who: who_words(&case, cx), case, order, scroll: 0 })
    }

    /// The case, and who the child is below it where there is more to say than the case does.
    fn laid(&self, cx: &Context, cols: usize) -> CaseLines {
        let mut laid = case_lines(&self.case, cx.now, cols, cx.theme);
        let mut out = Writer::new(cols, cx.theme, usize::MAX);
        if !self.who.is_empty() {
            laid.lines.push(Line::raw(""));
            out.part("Who this child is (r)");
            self.who.iter().for_each(|words| out.hang("  ", Meaning::Plain, words));
        }
        laid.parts.extend(out.parts.iter().map(|part| part + laid.lines.len()));
        laid.lines.extend(out.lines);
        laid
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
        let all = self.laid(cx, inner.width.into()).lines;
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
        let laid = self.laid(cx, usize::from(cx.size.width).saturating_sub(2));
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
            self.who = who_words(&case, cx);
            self.case = case;
        }
    }
}

/// A line for each record, relation, earlier name and earlier home; none while nobody said who the child is.
fn who_words(case: &Case, cx: &mut Context) -> Vec<String> {
    let Some(child) = case.child.as_ref().map(|child| child.id) else { return Vec::new() };
    let (records, relations, history) = (cx.desk.merged_records(child), cx.desk.relations(child), cx.desk.child_history(child));
    let records = cx.told(records).unwrap_or_default();
    let mut out: Vec<String> =
        records.iter().map(|m| format!("Read as this child too: {} {}", m.record.id, m.record.details.full_name())).collect();
    out.extend(cx.told(relations).unwrap_or_default().iter().map(Relation::words));
    // Without names an earlier one says nothing.
    out.extend(cx.told(history).iter().filter(|_| !cx.private).flat_map(earlier));
    out
}
