//! Who holds it: the suggested workers, each with the reasons.

use super::about::About;
use super::give::GiveTask;
use super::{FormScreen, Next, Screen};
use crate::casebook::interview_view::{InterviewCase, WorkerLoad};
use crate::interview::suggest::Suggestion;
use crate::interview::worker::WorkerId;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::Meaning;
use crate::tui::widget::interview_pane::reasons;
use crate::tui::widget::pane::{lines, moved, popup, window};
use crate::tui::widget::text::{cut, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use std::collections::BTreeMap;

/// A worker who could hold it, and why or why not.
#[derive(Clone)]
pub struct Somebody {
    pub worker: WorkerId,
    pub name: String,
    team: String,
    /// Not independent, for one of the interviews at least.
    pub refused: bool,
    why: Vec<(Meaning, String)>,
}

/// The suggested workers, over the screen.
pub struct AllocateScreen {
    about: About,
    people: Vec<Somebody>,
    at: usize,
}

impl AllocateScreen {
    /// Opens the list; says so where nobody is known who could hold it.
    pub fn open(about: About, cx: &mut Context) -> Next {
        let people = if about.count() == 1 {
            for_one(&about.first)
        } else {
            let board = cx.desk.interviews(cx.now);
            let Some(board) = cx.told(board) else { return Next::Stay };
            for_several(&about, &board.workers)
        };
        if people.is_empty() {
            cx.warn("No workers are known yet: `wayhome workers import FILE` loads them.");
            return Next::Stay;
        }
        Next::Push(Box::new(AllocateScreen { about, people, at: 0 }))
    }

    /// Gives it to the first suggested worker at once; where a reason is needed, or several are marked, asks first.
    pub fn first(about: About, cx: &mut Context) -> Next {
        if about.count() > 1 {
            return AllocateScreen::open(about, cx);
        }
        let Some(first) = for_one(&about.first).into_iter().find(|somebody| !somebody.refused) else {
            return AllocateScreen::open(about, cx);
        };
        match give(about, first, cx) {
            Given::Asks(form) => Next::Push(form),
            Given::Done | Given::Refused => Next::Refresh,
        }
    }

    /// The suggestions as lines, and where the selected one stands among them.
    fn laid(&self, cols: usize, cx: &Context) -> (Vec<Line<'static>>, std::ops::Range<usize>) {
        let (mut out, mut here) = (Vec::new(), 0..0);
        for (i, somebody) in self.people.iter().enumerate() {
            let from = out.len();
            let (mark, meaning) = if i == self.at { ("▸", Meaning::Selected) } else { (" ", Meaning::Title) };
            let words = cut(&format!("{mark}{}. {}, {}", i + 1, somebody.name, somebody.team), cols);
            out.push(Line::styled(words, cx.theme.style(meaning)));
            for (meaning, words) in &somebody.why {
                let parts = wrapped(words, cols.saturating_sub(7).max(10));
                out.extend(parts.into_iter().map(|l| Line::styled(format!("     {l}"), cx.theme.style(*meaning))));
            }
            if i == self.at {
                here = from..out.len();
            }
        }
        (out, here)
    }
}

/// What came of giving it to somebody.
enum Given {
    Done,
    /// The refusal is said.
    Refused,
    Asks(Box<FormScreen>),
}

/// Gives it to a worker at once where nothing is to be asked; else the form that asks.
fn give(about: About, to: Somebody, cx: &mut Context) -> Given {
    let case = &about.first;
    let from_another = case.item.worker.as_ref().is_some_and(|worker| worker.id != to.worker);
    let asked_not = case.wishes.not.contains(&to.worker);
    if about.count() > 1 || from_another || asked_not || to.refused {
        return Given::Asks(Box::new(FormScreen::new(GiveTask::new(about, to))));
    }
    let given = cx.desk.allocate(&[about.one()], to.worker, "", false, cx.now);
    let Some(given) = cx.told(given) else { return Given::Refused };
    let why = to.why.first().map_or("", |(_, words)| words.trim_start_matches("+ "));
    let said = given.iter().map(|one| format!("{}: {}", one.name, one.words)).collect::<Vec<_>>().join("; ");
    cx.say(format!("{said} ({why})."));
    Given::Done
}

fn for_one(case: &InterviewCase) -> Vec<Somebody> {
    let somebody = |s: &Suggestion| Somebody {
        worker: s.worker,
        name: s.name.clone(),
        team: s.team.clone(),
        refused: s.refused.is_some(),
        why: reasons(s),
    };
    case.suggestions.iter().map(somebody).collect()
}

/// How a worker stands for several interviews.
#[derive(Default)]
struct Standing<'a> {
    free: usize,
    /// The children they are not independent of.
    refused: Vec<&'a str>,
    score: i64,
}

/// For several interviews: who is independent of most children and suggested most, each with how they stand for all of them.
fn for_several(about: &About, loads: &[WorkerLoad]) -> Vec<Somebody> {
    let mut found: BTreeMap<WorkerId, Standing> = BTreeMap::new();
    for case in about.cases() {
        for suggestion in &case.suggestions {
            let standing = found.entry(suggestion.worker).or_default();
            standing.score += i64::from(suggestion.score);
            if suggestion.refused.is_some() {
                standing.refused.push(&case.item.child.short);
            } else {
                standing.free += usize::from(suggestion.free_slot.is_some());
            }
        }
    }
    let count = about.count();
    let mut people: Vec<(Standing, &WorkerLoad)> = loads.iter().filter_map(|load| Some((found.remove(&load.worker.id)?, load))).collect();
    people.sort_by_key(|(standing, load)| (standing.refused.len(), -standing.score, load.worker.id));
    let somebody = |(standing, load): (Standing, &WorkerLoad)| {
        let details = &load.worker.details;
        let most = details.capacity.map(|capacity| format!(" of {capacity}")).unwrap_or_default();
        let mut why = vec![(Meaning::Plain, format!("free in time for {} of {count}; carries {}{most}", standing.free, load.open))];
        if !standing.refused.is_empty() {
            why.push((Meaning::Warning, format!("✗ not independent for {}", standing.refused.join(", "))));
        }
        let refused = standing.refused.len() == count;
        Somebody { worker: load.worker.id, name: details.name.clone(), team: details.team.clone(), refused, why }
    };
    people.into_iter().map(somebody).collect()
}

impl Screen for AllocateScreen {
    fn place(&self) -> Place {
        Place::Allocate
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let cols = area.width.saturating_sub(6).min(100);
        let (all, here) = self.laid(usize::from(cols).saturating_sub(2), cx);
        let rows = u16::try_from(all.len() + 2).unwrap_or(u16::MAX);
        let title = cut(&format!("Who holds it: {}", self.about.title()), usize::from(cols).saturating_sub(4));
        let inner = popup(frame, area, &title, cols, rows, cx.theme);
        let first = window(here.start, here.end, all.len(), inner.height.into());
        lines(frame, inner, all, first, cx.theme);
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if let Some(to) = moved(verb, self.at, self.people.len(), 5) {
            self.at = to;
            return Next::Stay;
        }
        match verb {
            Verb::Open => {
                let Some(to) = self.people.get(self.at).cloned() else { return Next::Stay };
                match give(self.about.clone(), to, cx) {
                    Given::Asks(form) => Next::Replace(form),
                    Given::Done => Next::Pop,
                    Given::Refused => {
                        self.about.again(cx);
                        Next::Stay
                    }
                }
            }
            Verb::Back => Next::Pop,
            _ => Next::Stay,
        }
    }
}
