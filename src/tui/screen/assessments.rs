//! Exploitation assessments: to allocate, overdue, due, to be reviewed; of the hub, or of one child.
//!
//! ```text
//! ┌ Exploitation assessments: 3 · 1 to allocate · 1 overdue ─────────────────────┐
//! │ no.  child            state          clock                     worker         │
//! │▸X5   Nadia Begum      to be allocated due Fri 11 Dec (in 14 …)                │
//! ├ X5 ──────────────────────────────────────────────────────────────────────────┤
//! │ Decided Fri 20 Nov 09:40 (D45) · due Fri 11 Dec                               │
//! ```

use super::assessment_forms::{allocate_form, score_form, withdraw_form};
use super::case::CaseScreen;
use super::{Next, Screen};
use crate::calendar::{long_day, plain_day, short_moment};
use crate::casebook::meeting_view::AssessmentLine;
use crate::casebook::view::Case;
use crate::child::{ChildId, MarkerKind};
use crate::episode::EpisodeId;
use crate::meeting::assessment::{AssessmentId, AssessmentState, Recorded};
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::case_pane::case_name;
use crate::tui::widget::pane::{lines, moved, pane, window};
use crate::tui::widget::text::{cut, fit, wrapped};
use crate::tui::widget::writer::Writer;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// The assessments; where they were opened from a case, the child's.
#[derive(Default)]
pub struct AssessmentsScreen {
    of: Option<(Option<ChildId>, EpisodeId, String)>,
    lines: Vec<AssessmentLine>,
    selected: Option<AssessmentId>,
    stood: usize,
}

impl AssessmentsScreen {
    /// Those of the child of a case.
    pub fn of(case: &Case) -> AssessmentsScreen {
        AssessmentsScreen { of: Some((case.episode.child, case.episode.id, case_name(case))), ..AssessmentsScreen::default() }
    }

    fn at(&self) -> usize {
        let here = |line: &AssessmentLine| Some(line.assessment.id) == self.selected;
        self.lines.iter().position(here).unwrap_or(self.stood.min(self.lines.len().saturating_sub(1)))
    }

    fn line(&self) -> Option<&AssessmentLine> {
        self.lines.get(self.at())
    }

    fn title(&self) -> String {
        let of = self.of.iter().map(|(_, _, name)| format!(" of {name}")).collect::<String>();
        let count = |fits: &dyn Fn(&AssessmentLine) -> bool| self.lines.iter().filter(|line| fits(line)).count();
        let to_allocate = count(&|line| line.state == AssessmentState::ToAllocate);
        let overdue = count(&|line| line.overdue);
        format!("Exploitation assessments{of}: {} · {to_allocate} to allocate · {overdue} overdue", self.lines.len())
    }

    fn row(&self, i: usize, cols: usize, theme: Theme) -> Line<'static> {
        let (line, selected) = (&self.lines[i], i == self.at());
        let free = cols.saturating_sub(1 + 6 + 3);
        let (name, state, clock) = (free * 24 / 100, free * 24 / 100, free * 32 / 100);
        let base = theme.style(if selected { Meaning::Selected } else { Meaning::Plain });
        let over = if selected || !line.overdue { base } else { theme.style(Meaning::Overdue) };
        let worker = line.assessment.allocated_to.clone().unwrap_or_default();
        let before = format!(
            "{}{} {} {} ",
            if selected { "▸" } else { " " },
            fit(&line.assessment.id.to_string(), 5),
            fit(&line.name, name),
            fit(line.state.label(), state)
        );
        let after = format!(" {}", fit(&worker, free.saturating_sub(name + state + clock)));
        Line::from(vec![Span::styled(before, base), Span::styled(fit(&line.clock, clock), over), Span::styled(after, base)])
    }
}

/// An assessment with its results.
fn assessment_lines(line: &AssessmentLine, cols: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut out = Writer::new(cols, theme, usize::MAX);
    let assessment = &line.assessment;
    let decided = format!("{} ({})", short_moment(assessment.started_at), assessment.decision);
    out.hang("Decided: ", Meaning::Plain, &format!("{decided} · to be made by {}", long_day(assessment.due)));
    let meaning = if line.overdue { Meaning::Overdue } else { Meaning::Plain };
    out.hang("Stands: ", meaning, &format!("{} · {}", line.state, line.clock));
    if let Some(worker) = &assessment.allocated_to {
        out.hang("Social worker: ", Meaning::Plain, worker);
    }
    if let Some(reason) = &assessment.withdrawn {
        out.hang("Withdrawn: ", Meaning::Plain, reason);
    }
    for (i, recorded) in assessment.results.iter().enumerate().rev() {
        result_lines(&mut out, i, recorded);
    }
    out.lines
}

fn result_lines(out: &mut Writer, i: usize, recorded: &Recorded) {
    let result = &recorded.result;
    out.part(&format!("{} {}", if i == 0 { "Assessment".into() } else { format!("Review {i}") }, short_moment(recorded.at)));
    let judged = if result.judged == result.band { "judged the same".into() } else { format!("judged {}", result.judged) };
    out.say(Meaning::Plain, &format!("{} of {}: {} by the score, {judged} (by {})", result.score, result.most, result.band, recorded.by));
    out.hang("Judgement: ", Meaning::Plain, &result.judgement);
    let concerns: Vec<String> = result.concerns.iter().map(|kind: &MarkerKind| kind.label().to_string()).collect();
    out.listed("Concerns: ", Meaning::Plain, &concerns);
    let review = result.review_on.map(|day| format!(", review {}", plain_day(day))).unwrap_or_default();
    out.hang("Outcome: ", Meaning::Plain, &format!("{}{review}", result.outcome));
    for (id, value) in &result.scores {
        out.say(Meaning::Hint, &format!("{value} of {}  {}", result.scale, result.titles.get(id).unwrap_or(id)));
    }
}

const EMPTY: [&str; 5] = [
    "No exploitation assessment is under way.",
    "",
    "The decision \u{201c}exploitation assessment\u{201d} starts one: hub social workers make it within 15 working days, with the scaled",
    "indicators of the settings, and review it after 12 weeks.",
    "Esc goes back.",
];

impl Screen for AssessmentsScreen {
    fn place(&self) -> Place {
        Place::Assessments
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let title = cut(&self.title(), usize::from(area.width).saturating_sub(4));
        let rows = u16::try_from(self.lines.len() + 2).unwrap_or(u16::MAX).clamp(4, (area.height / 2).max(4));
        let upper = Rect { height: if self.lines.is_empty() { area.height } else { rows.min(area.height) }, ..area };
        let inner = pane(frame, upper, &title, true, cx.theme);
        if self.lines.is_empty() {
            let text = EMPTY.iter().flat_map(|words| wrapped(words, usize::from(inner.width).saturating_sub(2)));
            return lines(frame, inner, text.map(|words| Line::raw(format!(" {words}"))).collect(), 0, cx.theme);
        }
        let height = usize::from(inner.height);
        let first = window(self.at(), self.at() + 1, self.lines.len(), height);
        let shown = (first..self.lines.len()).take(height).map(|i| self.row(i, inner.width.into(), cx.theme)).collect();
        lines(frame, inner, shown, 0, cx.theme);
        let lower = Rect { y: area.y + upper.height, height: area.height - upper.height, ..area };
        if let Some(line) = self.line() {
            let inner = pane(frame, lower, &format!("{} {}", line.assessment.id, line.name), false, cx.theme);
            lines(frame, inner, assessment_lines(line, inner.width.into(), cx.theme), 0, cx.theme);
        }
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        use AssessmentState::{Allocated, InReview, ToAllocate};
        let state = self.line().map(|line| line.state);
        match verb {
            Verb::Allocate => matches!(state, Some(ToAllocate | Allocated | InReview)),
            Verb::Score => matches!(state, Some(ToAllocate | Allocated | InReview)),
            Verb::Close => matches!(state, Some(ToAllocate | Allocated)),
            Verb::ChildCase => state.is_some(),
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if let Some(to) = moved(verb, self.at(), self.lines.len(), cx.body_height() / 2) {
            self.selected = self.lines.get(to).map(|line| line.assessment.id);
            self.stood = to;
            return Next::Stay;
        }
        if verb == Verb::Back {
            return Next::Pop;
        }
        let Some(line) = self.line() else { return Next::Stay };
        match verb {
            Verb::Allocate => allocate_form(line),
            Verb::Score => score_form(line, cx),
            Verb::Close => withdraw_form(line),
            Verb::ChildCase => {
                let of_child = line.assessment.child.map(|child| cx.desk.latest_episode(child));
                let latest = of_child.and_then(|latest| cx.told(latest).flatten());
                let episode = self.lines[self.at()].assessment.episode.or(latest);
                let case = episode.and_then(|episode| CaseScreen::open(episode, Vec::new(), cx));
                case.map_or(Next::Stay, |case| Next::Push(Box::new(case)))
            }
            _ => Next::Stay,
        }
    }

    fn forget(&mut self) {
        self.lines.clear();
        if let Some((child, episode, name)) = &mut self.of {
            *name = crate::casebook::veil::pseudonym_or(*child, Some(*episode));
        }
    }

    fn refresh(&mut self, cx: &mut Context) {
        let found = match &self.of {
            Some((child, episode, _)) => cx.desk.assessments_of(*child, *episode, cx.now),
            None => cx.desk.assessments(cx.now),
        };
        if let Some(found) = cx.told(found) {
            self.lines = found;
        }
    }

    fn settle(&mut self, _cx: &mut Context) {
        self.stood = self.at();
        self.selected = self.line().map(|line| line.assessment.id);
    }
}
