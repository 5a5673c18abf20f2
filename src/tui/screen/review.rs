//! Who is this child? The row of the list beside the children it may be: what agrees and what differs, what speaks for and
//! against each, who they are and were. Nothing is selected beforehand, and nothing is written before a second yes.
//!
//! ```text
//! ┌ Who is this child? 1 of 2 · 2 candidates · Tab: the first ───────┐
//! │ None of these: a child not yet on the register                   │
//! │              On the list, row 8   1 C13             2 C31        │
//! │ Forename      Kaden               ≈ Kayden          ≈ Kaiden     │
//! │ Born          4 Mar 2011          ≠ 30 Jan 2011     ≈ 3 Apr 2011 │
//! │ For, bits                         +6.0 same address  …           │
//! ```

use super::form::ask_once_more;
use super::review_forms::{alike, alike_form, ask_form};
use super::{Next, Screen};
use crate::calendar::{plain_day, short_moment};
use crate::casebook::view::{ReviewCandidate, Waiting};
use crate::episode::EpisodeId;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::pane::{lines, pane, scrolled};
use crate::tui::widget::side_by_side::{Column, SideBySide};
use crate::tui::widget::text::{counted, cut, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// The waiting rows, one at a time.
pub struct ReviewScreen {
    waiting: Vec<Waiting>,
    at: usize,
    /// A candidate by its place; the one after the last is "none of these"; `None`: nothing chosen yet.
    choice: Option<usize>,
    confirming: bool,
    scroll: usize,
}

impl ReviewScreen {
    /// Opens at an episode, or at the first that waits; says so where none does.
    pub fn open(episode: Option<EpisodeId>, cx: &mut Context) -> Option<ReviewScreen> {
        let waiting = cx.desk.waiting();
        let waiting = cx.told(waiting)?;
        if waiting.is_empty() {
            cx.say("Every row of the list is known to be a child: nobody waits.");
            return None;
        }
        let at = waiting.iter().position(|w| Some(w.episode.id) == episode).unwrap_or(0);
        Some(ReviewScreen { waiting, at, choice: None, confirming: false, scroll: 0 })
    }

    fn now(&self) -> Option<&Waiting> {
        self.waiting.get(self.at)
    }

    /// The candidates, and "none of these".
    fn choices(&self) -> usize {
        self.now().map_or(0, |w| w.candidates.len() + 1)
    }

    fn step(&mut self, forward: bool) {
        let last = self.choices().saturating_sub(1);
        self.choice = match (self.choice, forward) {
            (None, true) => Some(0),
            (None, false) => Some(last),
            (Some(at), true) => Some((at + 1).min(last)),
            (Some(at), false) => Some(at.saturating_sub(1)),
        };
    }

    fn go_on(&mut self, by: isize) {
        let to = self.at.checked_add_signed(by).unwrap_or(0).min(self.waiting.len().saturating_sub(1));
        *self = ReviewScreen { waiting: std::mem::take(&mut self.waiting), at: to, choice: None, confirming: false, scroll: 0 };
    }

    /// Nobody can say yet: the row stays, nothing is written, and the next one comes.
    fn not_sure(&mut self, cx: &mut Context) {
        let Some(waiting) = self.now() else { return };
        let name = waiting.episode.details.listed.full_name();
        let last = self.at + 1 == self.waiting.len();
        self.go_on(1);
        let then = if last { " It was the last row that waits." } else { "" };
        cx.say(format!("Not sure: {name} goes on waiting, and nothing is written.{then}"));
    }

    fn write(&mut self, cx: &mut Context) -> Next {
        self.confirming = false;
        let (Some(waiting), Some(choice)) = (self.now(), self.choice) else { return Next::Stay };
        let (episode, seen) = (waiting.episode.id, Some(waiting.episode.changed));
        let name = waiting.episode.details.listed.full_name();
        let done = match waiting.candidates.get(choice) {
            Some(c) => cx.desk.same_child(episode, c.child.id, seen, cx.now).map(|()| c.child.id),
            None => cx.desk.new_child(episode, seen, cx.now),
        };
        let Some(child) = cx.told(done) else { return Next::Stay };
        let again = cx.desk.waiting();
        self.waiting = cx.told(again).unwrap_or_default();
        self.go_on(0);
        cx.say(format!("{name} is {child}. u takes it back."));
        if self.waiting.is_empty() { Next::Pop } else { Next::Stay }
    }

    /// What the choice means, for the second yes.
    fn meaning(&self) -> Option<String> {
        let waiting = self.now()?;
        let listed = waiting.episode.details.listed.full_name();
        let choice = self.choice?;
        let others = waiting.candidates.len() - usize::from(choice < waiting.candidates.len());
        let remembered = match others {
            0 => String::new(),
            1 => " The other child shown is remembered as not the same.".into(),
            n => format!(" The other {n} children shown are remembered as not the same."),
        };
        Some(match waiting.candidates.get(choice) {
            Some(c) => format!("{listed} on the list is {} ({}).{remembered}", c.child.details.full_name(), c.child.id),
            None => format!("{listed} is a child not yet on the register, and is added.{remembered}"),
        })
    }

    fn title(&self) -> String {
        let choices = self.choices();
        let candidates = choices.saturating_sub(1);
        let chosen = match self.choice {
            None => format!("{} · Tab: the first", counted(candidates, "candidate", "candidates")),
            Some(c) if c < candidates => {
                format!("candidate {} of {candidates} · Tab: {}", c + 1, if c + 1 < candidates { "the next" } else { "none of these" })
            }
            Some(_) => format!("none of these {candidates} · Shift-Tab: back to them"),
        };
        let row = if self.waiting.len() > 1 { format!(" {} of {}", self.at + 1, self.waiting.len()) } else { String::new() };
        format!("Who is this child?{row} · {chosen}")
    }

    fn laid(&self, cols: usize, theme: Theme) -> Vec<Line<'static>> {
        let Some(waiting) = self.now() else { return Vec::new() };
        let mut columns = vec![listed(waiting)];
        columns.extend(waiting.candidates.iter().enumerate().map(|(i, candidate)| column(i, candidate)));
        let candidates = waiting.candidates.len();
        let chosen = self.choice.map(|choice| choice + 1).filter(|column| *column <= candidates);
        let mut out: Vec<Line> = waiting.asked.iter().flat_map(|asked| asked_lines(asked, cols, theme)).collect();
        let none = if self.choice == Some(candidates) { ("▸", Meaning::Selected) } else { (" ", Meaning::Hint) };
        out.push(Line::styled(format!("{}None of these: a child not yet on the register", none.0), theme.style(none.1)));
        out.extend(SideBySide { columns, chosen }.lines(cols, theme));
        out
    }
}

/// "Asked police on 20 Nov 2026 by A. Chair: …", in at most three lines.
fn asked_lines(asked: &crate::casebook::who_view::Asked, cols: usize, theme: Theme) -> Vec<Line<'static>> {
    let words = format!("Asked police on {} by {}: {}", short_moment(asked.at), asked.by, asked.question.replace('\n', " "));
    let all = wrapped(&words, cols);
    let more = all.len() > 3;
    let shown = all.into_iter().take(3).enumerate();
    let last = |(i, line): (usize, String)| if more && i == 2 { format!("{}…", cut(&line, cols.saturating_sub(1))) } else { line };
    shown.map(|line| Line::styled(last(line), theme.style(Meaning::DueSoon))).collect()
}

/// The row of the list, as the candidates are compared with it.
fn listed(waiting: &Waiting) -> Column {
    let episode = &waiting.episode;
    let head = Column::new(format!("On the list, row {}", waiting.line.row));
    let missing = format!("{}, missing since {}", episode.reference(), short_moment(episode.missing_since()));
    let mut column = match &waiting.candidates[..] {
        [] => unlike(head, waiting),
        [first, ..] => head.ours(&first.parts),
    };
    // Another candidate may have a part that the first has not.
    for part in waiting.candidates.iter().skip(1).flat_map(|candidate| &candidate.parts) {
        if waiting.candidates[0].parts.iter().all(|known| known.field != part.field) {
            column = column.with(part.field, vec![(Meaning::Plain, part.ours.clone())]);
        }
    }
    column.with("Episodes", vec![(Meaning::Plain, missing)])
}

/// The row of the list where no child of the register is like it.
fn unlike(head: Column, waiting: &Waiting) -> Column {
    let listed = &waiting.episode.details.listed;
    let born = listed.dob.map(plain_day).or(listed.age.map(|age| format!("age {age}, no date")));
    let address = [&listed.address, &listed.postcode].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
    let cell = |words: String| vec![(Meaning::Plain, words)];
    head.with("Name", cell(listed.full_name()))
        .with("Other names", cell(listed.other_names.join(", ")))
        .with("Born", cell(born.unwrap_or_else(|| "not known".into())))
        .with("Address", cell(address))
}

fn column(i: usize, candidate: &ReviewCandidate) -> Column {
    let (child, history) = (&candidate.child, &candidate.history);
    let mut episodes = vec![(Meaning::Plain, counted(candidate.episodes as usize, "episode", "episodes"))];
    episodes.extend(candidate.recent.iter().map(|words| (Meaning::Plain, words.clone())));
    Column::new(format!("{} {}", i + 1, child.id)).theirs(&candidate.parts).evidence(&candidate.candidate).with("Episodes", episodes).known(
        history,
        &candidate.relations,
        &candidate.looks_like,
    )
}

impl Screen for ReviewScreen {
    fn place(&self) -> Place {
        if self.confirming { Place::Confirm } else { Place::Review }
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let inner = pane(frame, area, &self.title(), true, cx.theme);
        lines(frame, inner, self.laid(inner.width.into(), cx.theme), self.scroll, cx.theme);
        if let Some(words) = self.meaning().filter(|_| self.confirming) {
            ask_once_more(frame, area, &words, cx.theme);
        }
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        match verb {
            Verb::Next | Verb::Previous => self.waiting.len() > 1,
            Verb::SameForAll => self.now().is_some_and(|now| alike(now, &self.waiting).len() > 1),
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        let total = self.laid(usize::from(cx.size.width).saturating_sub(2), cx.theme).len();
        if let Some(to) = scrolled(verb, self.scroll, total, cx.body_height().saturating_sub(2)).filter(|_| !self.confirming) {
            self.scroll = to;
            return Next::Stay;
        }
        match verb {
            Verb::Save => return self.write(cx),
            Verb::Open if self.choice.is_none() => cx.warn("Nothing is chosen yet: Tab or → goes to the first child it may be."),
            Verb::Open => self.confirming = true,
            Verb::NextPane => self.step(true),
            Verb::PreviousPane => self.step(false),
            Verb::Next => self.go_on(1),
            Verb::Previous => self.go_on(-1),
            Verb::NotSure => self.not_sure(cx),
            Verb::AskPolice => return self.now().cloned().map_or(Next::Stay, |waiting| ask_form(waiting, cx)),
            Verb::SameForAll => {
                if let Some(now) = self.now() {
                    return alike_form(now, &self.waiting);
                }
            }
            Verb::Back if self.confirming => self.confirming = false,
            Verb::Back => return Next::Pop,
            _ => {}
        }
        Next::Stay
    }

    fn refresh(&mut self, cx: &mut Context) {
        let episode = self.now().map(|w| w.episode.id);
        let waiting = cx.desk.waiting();
        let Some(waiting) = cx.told(waiting) else { return };
        self.waiting = waiting;
        match self.waiting.iter().position(|w| Some(w.episode.id) == episode) {
            Some(at) => self.at = at,
            // Someone else said who it is meanwhile: nothing chosen for that row may carry over to another.
            None => (self.at, self.choice, self.confirming) = (0, None, false),
        }
        if self.choice.is_some_and(|c| c >= self.choices()) {
            self.choice = None;
        }
    }
}
