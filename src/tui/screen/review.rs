//! Who is this child? The row of the list beside the children it may be, with what speaks for and against each.
//! Nothing is selected beforehand, and nothing is written before a second yes.
//!
//! ```text
//! ┌ Who is this child? 1 of 2 ──────────────────────────────────────┐
//! │                 On the list          1 C31            2 none    │
//! │ Name            Kaden Ashworth       Kayden Ashworth  a new child│
//! │ …                                                               │
//! │ For             name sounds alike; same address                 │
//! │ Against         date of birth one digit off                     │
//! ```

use super::{Next, Screen};
use crate::calendar::{plain_day, short_moment};
use crate::casebook::view::{ReviewCandidate, Waiting};
use crate::child::{CareStatus, Sex};
use crate::episode::EpisodeId;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::pane::{lines, pane, popup, scrolled};
use crate::tui::widget::text::{counted, fit, wrapped};
use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// The waiting rows, one at a time.
pub struct ReviewScreen {
    waiting: Vec<Waiting>,
    at: usize,
    /// A candidate by its place; the one after the last is "none of these"; `None`: nothing chosen yet.
    choice: Option<usize>,
    confirming: bool,
    scroll: usize,
}

const LABEL: usize = 13;

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
        self.choice = None;
        self.at = self.at.min(self.waiting.len().saturating_sub(1));
        cx.say(format!("{name} is {child}."));
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

    /// The first candidate shown, and how many fit beside the list's column.
    fn columns(&self, cols: usize) -> (usize, usize, usize) {
        let fit = (cols.saturating_sub(LABEL) / 26).max(2).min(self.choices() + 1);
        let wide = cols.saturating_sub(LABEL) / fit;
        let shown = fit - 1;
        let first = self.choice.unwrap_or(0).saturating_sub(shown.saturating_sub(1)).min(self.choices().saturating_sub(shown));
        (first, shown, wide)
    }

    fn table(&self, cols: usize, theme: Theme) -> Vec<Line<'static>> {
        let Some(waiting) = self.now() else { return Vec::new() };
        let (first, shown, wide) = self.columns(cols);
        let mut columns = vec![listed_cells(waiting)];
        columns.extend((first..first + shown).map(|i| waiting.candidates.get(i).map_or_else(none_cells, |c| candidate_cells(i, c))));
        let mut out = Vec::new();
        for (row, label) in ROWS.iter().enumerate() {
            let cells: Vec<Vec<String>> = columns.iter().map(|c| wrapped(&c[row], wide.saturating_sub(2))).collect();
            let tall = cells.iter().map(Vec::len).max().unwrap_or(0);
            for line in 0..tall {
                let mut spans = vec![Span::styled(fit(if line == 0 { label } else { "" }, LABEL), theme.style(Meaning::Hint))];
                for (i, cell) in cells.iter().enumerate() {
                    let chosen = i > 0 && self.choice == Some(first + i - 1);
                    let mark = if chosen && row == 0 && line == 0 { "▸" } else { " " };
                    let text = cell.get(line).map_or("", String::as_str);
                    let style = match (chosen, row) {
                        (true, _) => theme.style(Meaning::Selected),
                        (false, 0) => theme.style(Meaning::Title),
                        _ => theme.style(Meaning::Plain),
                    };
                    spans.push(Span::styled(fit(&format!("{mark}{text}"), wide.saturating_sub(1)), style));
                    spans.push(Span::raw(" "));
                }
                out.push(Line::from(spans));
            }
        }
        out
    }
}

/// The rows of the comparison.
const ROWS: [&str; 13] =
    ["", "Name", "Other names", "Born", "Sex", "Address", "Cared for", "Placement", "Own id", "Episodes", "For", "Against", "In doubt as"];

type Cells = [String; 13];

fn day(dob: Option<NaiveDate>) -> String {
    dob.map_or_else(|| "not known".into(), plain_day)
}

fn sex(sex: Option<Sex>) -> String {
    sex.map_or_else(String::new, |s| s.label().into())
}

fn care(status: Option<CareStatus>) -> String {
    status.map_or_else(String::new, |c| c.label().into())
}

fn address(address: Option<&String>, postcode: Option<&String>) -> String {
    [address, postcode].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
}

fn listed_cells(waiting: &Waiting) -> Cells {
    let (episode, listed) = (&waiting.episode, &waiting.episode.details.listed);
    let born = match (listed.dob, listed.age) {
        (None, Some(age)) => format!("age {age}, no date"),
        (dob, _) => day(dob),
    };
    [
        format!("On the list, row {}", waiting.line.row),
        listed.full_name(),
        listed.other_names.join(", "),
        born,
        sex(listed.sex),
        address(listed.address.as_ref(), listed.postcode.as_ref()),
        care(listed.care_status),
        listed.placement.clone().unwrap_or_default(),
        listed.own_id.clone().unwrap_or_default(),
        format!("{}, missing since {}", episode.reference(), short_moment(episode.missing_since())),
        String::new(),
        String::new(),
        String::new(),
    ]
}

fn candidate_cells(i: usize, candidate: &ReviewCandidate) -> Cells {
    let (child, details) = (&candidate.child, &candidate.child.details);
    let last = candidate.last_episode.map(|w| format!(", last {}", short_moment(w.at))).unwrap_or_default();
    let evidence = |for_it: bool| {
        let mut pieces: Vec<_> = candidate.candidate.evidence.iter().filter(|e| (e.bits > 0.0) == for_it && e.bits != 0.0).collect();
        pieces.sort_by(|a, b| b.bits.abs().total_cmp(&a.bits.abs()));
        pieces.iter().map(|e| e.words.clone()).collect::<Vec<_>>().join("; ")
    };
    [
        format!("{} {}", i + 1, child.id),
        details.full_name(),
        details.other_names.join(", "),
        day(details.dob),
        sex(details.sex),
        address(details.address.as_ref(), details.postcode.as_ref()),
        care(details.care_status),
        details.placement.clone().unwrap_or_default(),
        details.own_id.clone().unwrap_or_default(),
        format!("{}{last}", candidate.episodes),
        evidence(true),
        evidence(false),
        candidate.candidate.guards.join("; "),
    ]
}

fn none_cells() -> Cells {
    let mut cells = Cells::default();
    cells[0] = "None of these".into();
    cells[1] = "a child not yet on the register".into();
    cells
}

impl Screen for ReviewScreen {
    fn place(&self) -> Place {
        if self.confirming { Place::Confirm } else { Place::Review }
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
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
        let title = format!("Who is this child?{row} · {chosen}");
        let inner = pane(frame, area, &title, true, cx.theme);
        lines(frame, inner, self.table(inner.width.into(), cx.theme), self.scroll, cx.theme);
        if let Some(words) = self.meaning().filter(|_| self.confirming) {
            let cols = 64.min(area.width);
            let mut all: Vec<Line> = wrapped(&words, usize::from(cols).saturating_sub(2)).into_iter().map(Line::raw).collect();
            all.push(Line::raw(""));
            all.push(Line::styled("Enter or Ctrl-S writes it · Esc goes back", cx.theme.style(Meaning::Title)));
            let rows = u16::try_from(all.len() + 2).unwrap_or(u16::MAX);
            let inner = popup(frame, area, "This will be written", cols, rows, cx.theme);
            lines(frame, inner, all, 0, cx.theme);
        }
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        match verb {
            Verb::Next | Verb::Previous => self.waiting.len() > 1,
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        let total = self.table(usize::from(cx.size.width).saturating_sub(2), cx.theme).len();
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
