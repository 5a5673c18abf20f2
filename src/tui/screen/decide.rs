//! The decision form: outcomes, rationale, actions, next review. What is typed is kept as a draft until it is saved.
//!
//! ```text
//! ┌ Decide: Nadia Begum, 16, at home, C13 ─────────────┐
//! │ Outcomes (Space ticks)                             │
//! │ ▸[x] advice and guidance      [ ] disruption …     │
//! │ Rationale (needed)                draft saved 08:41│
//! │ …                                                  │
//! │ Actions, one a line                                │
//! │ GMP: phone work on last number by Fri 12:00        │
//! │   → Greater Manchester Police · phone work … · due │
//! │ Next review                                        │
//! ```

use super::draft::Keeper;
use super::{Next, Screen};
use crate::calendar::{day_of, long_day, short_moment};
use crate::casebook::draft_key;
use crate::casebook::error::Error;
use crate::casebook::view::Case;
use crate::episode::Moment;
use crate::meeting::decision::{Decision, DecisionOn, Outcome};
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::desk::{Decided, action_line};
use crate::tui::widget::case_pane::{case_name, outcomes_words};
use crate::tui::widget::text_box::TextBox;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};
use std::time::Instant;

#[path = "decide_draw.rs"]
mod draw;

/// Where the keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Outcomes,
    Rationale,
    Action(usize),
    Review,
}

/// What a line says that stands for an action already recorded.
const AS_RECORDED: &str = "as recorded";

/// The form for one case.
pub struct DecideScreen {
    case: Case,
    /// Journal position of the record as the person has seen it.
    seen: i64,
    field: Field,
    /// The outcome the cursor stands on.
    outcome: usize,
    ticked: Vec<Outcome>,
    rationale: TextBox,
    actions: Vec<TextBox>,
    /// Each action as understood, or what is wrong with it; empty lines have neither.
    understood: Vec<Option<Result<String, String>>>,
    review: TextBox,
    review_day: Option<Result<chrono::NaiveDate, String>>,
    keeper: Keeper,
    /// The wording of today's decision is changed; otherwise this is a decision of its own.
    rewording: bool,
    /// What will be written is shown, and waits for a yes.
    confirming: bool,
}

/// The form as it is kept.
#[derive(Default, Serialize, Deserialize)]
struct Typed {
    outcomes: Vec<Outcome>,
    rationale: String,
    actions: Vec<String>,
    next_review: String,
    /// Missing in drafts kept before there was a way to change a wording.
    #[serde(default)]
    rewording: bool,
}

impl Typed {
    /// A recorded decision as one would have typed it.
    fn of(decision: &Decision) -> Typed {
        Typed {
            outcomes: decision.outcomes.clone(),
            rationale: decision.rationale.clone(),
            actions: decision.actions.iter().map(action_line).collect(),
            next_review: decision.next_review.map(|day| day.format("%d/%m/%Y").to_string()).unwrap_or_default(),
            rewording: true,
        }
    }
}

/// The latest decision on the episode of the case, if it is of this UK day: what is decided again today is its wording.
pub(super) fn of_today(case: &Case, now: Moment) -> Option<&Decision> {
    case.decisions.iter().find(|d| d.episode == Some(case.episode.id)).filter(|d| day_of(d.at) == day_of(now))
}

impl DecideScreen {
    /// The form for today's decision: where there is one already, for its wording.
    pub fn open(case: Case, cx: &mut Context) -> DecideScreen {
        let today = of_today(&case, cx.now).map(Typed::of);
        DecideScreen::begin(draft_key(case.episode.id, false), case, today, cx)
    }

    /// The form for a further decision of today.
    pub fn further(case: Case, cx: &mut Context) -> DecideScreen {
        DecideScreen::begin(draft_key(case.episode.id, true), case, None, cx)
    }

    /// The form, with what was typed earlier in its place.
    fn begin(key: String, case: Case, recorded: Option<Typed>, cx: &mut Context) -> DecideScreen {
        let (keeper, earlier) = Keeper::open::<Typed>(key, cx);
        if let (Some(at), Some(_)) = (keeper.kept(), &earlier) {
            cx.say(format!("Here is what you typed {} and did not save yet.", short_moment(at)));
        }
        let typed = earlier.or(recorded).unwrap_or_default();
        let mut actions: Vec<TextBox> = typed.actions.iter().map(|a| TextBox::line(a)).collect();
        actions.push(TextBox::line(""));
        let mut screen = DecideScreen {
            seen: case.episode.changed,
            case,
            field: Field::Outcomes,
            outcome: 0,
            ticked: typed.outcomes,
            rationale: TextBox::area(&typed.rationale),
            actions,
            understood: Vec::new(),
            review: TextBox::line(&typed.next_review),
            review_day: None,
            keeper,
            rewording: typed.rewording,
            confirming: false,
        };
        screen.understand(cx);
        screen
    }

    fn typed_so_far(&self) -> Typed {
        Typed {
            outcomes: self.ticked.clone(),
            rationale: self.rationale.text().into(),
            actions: self.actions.iter().filter(|a| !a.is_empty()).map(|a| a.text().into()).collect(),
            next_review: self.review.text().into(),
            rewording: self.rewording,
        }
    }

    /// The decision whose wording is changed, as it stands on the record now.
    fn replaced(&self, now: Moment) -> Option<&Decision> {
        of_today(&self.case, now).filter(|_| self.rewording)
    }

    /// The decision of today that stands beside the one being written.
    fn beside(&self, now: Moment) -> Option<&Decision> {
        of_today(&self.case, now).filter(|_| !self.rewording)
    }

    /// Reads actions and review day again after a change.
    fn understand(&mut self, cx: &Context) {
        // Lines left as they were stand for the actions already recorded, even where a due time has passed since.
        let recorded: Vec<String> = self.replaced(cx.now).map(|d| d.actions.iter().map(action_line).collect()).unwrap_or_default();
        let read = |line: &str| match recorded.iter().any(|r| r == line) {
            true => Ok(AS_RECORDED.to_string()),
            false => cx.desk.understand_action(line, cx.now),
        };
        let action = |a: &TextBox| (!a.is_empty()).then(|| read(a.text()));
        self.understood = self.actions.iter().map(action).collect();
        self.review_day = (!self.review.is_empty()).then(|| cx.desk.understand_day(self.review.text(), cx.now));
    }

    /// The text being typed, if the field is one.
    fn text(&mut self) -> Option<&mut TextBox> {
        match self.field {
            Field::Outcomes => None,
            Field::Rationale => Some(&mut self.rationale),
            Field::Action(i) => self.actions.get_mut(i),
            Field::Review => Some(&mut self.review),
        }
    }

    fn step(&mut self, forward: bool) {
        let last = self.actions.len().saturating_sub(1);
        self.field = match (self.field, forward) {
            (Field::Outcomes, true) => Field::Rationale,
            (Field::Rationale, true) => Field::Action(0),
            (Field::Action(_), true) => Field::Review,
            (Field::Review, true) => Field::Outcomes,
            (Field::Outcomes, false) => Field::Review,
            (Field::Rationale, false) => Field::Outcomes,
            (Field::Action(_), false) => Field::Rationale,
            (Field::Review, false) => Field::Action(last),
        };
    }

    /// The line of actions below or above; from the last and first, the next field.
    fn step_line(&mut self, down: bool) {
        match self.field {
            Field::Action(i) if down && i + 1 < self.actions.len() => self.field = Field::Action(i + 1),
            Field::Action(i) if !down && i > 0 => self.field = Field::Action(i - 1),
            _ => self.step(down),
        }
    }

    /// Outcomes stand in two columns, read down: up and down go through them all.
    fn move_outcome(&mut self, down: bool) {
        let last = Outcome::ALL.len() - 1;
        match (down, self.outcome) {
            (true, at) if at < last => self.outcome = at + 1,
            (true, _) => self.field = Field::Rationale,
            (false, at) => self.outcome = at.saturating_sub(1),
        }
    }

    /// What is still missing or not understood, in plain words; `None`: ready.
    fn missing(&self) -> Option<(Field, String)> {
        if self.ticked.is_empty() {
            return Some((Field::Outcomes, "Tick at least one outcome (Space ticks).".into()));
        }
        if self.ticked.len() > 1 && self.ticked.contains(&Outcome::NoFurtherAction) {
            return Some((Field::Outcomes, "“No further action” stands alone: untick it, or the others.".into()));
        }
        if self.rationale.is_empty() {
            return Some((Field::Rationale, "Write the rationale: why does the meeting decide this?".into()));
        }
        for (i, read) in self.understood.iter().enumerate() {
            if let Some(Err(why)) = read {
                return Some((Field::Action(i), format!("Action {}: {why}", i + 1)));
            }
        }
        match &self.review_day {
            Some(Err(why)) => Some((Field::Review, format!("Next review: {why}"))),
            _ => None,
        }
    }

    fn save(&mut self, cx: &mut Context) -> Next {
        if let Some((field, words)) = self.missing() {
            self.field = field;
            self.confirming = false;
            cx.warn(words);
            return Next::Stay;
        }
        if !self.confirming {
            self.confirming = true;
            return Next::Stay;
        }
        let typed = self.typed_so_far();
        let decided = Decided {
            on: DecisionOn::Episode(self.case.episode.id),
            agencies: String::new(),
            dissent: Vec::new(),
            panel: None,
            outcomes: typed.outcomes,
            rationale: typed.rationale.trim().to_string(),
            actions: typed.actions,
            next_review: self.review_day.as_ref().and_then(|d| d.as_ref().ok()).copied(),
            replaces: self.replaced(cx.now).map(|d| d.id),
            seen: Some(self.seen),
        };
        self.confirming = false;
        match cx.desk.decide(decided, cx.now) {
            Ok(id) => {
                self.keeper.forget(cx);
                let name = case_name(&self.case);
                cx.say(format!("Written: {id} {}, {name}.", outcomes_words(&self.ticked)));
                Next::Pop
            }
            Err(error @ Error::Stale { .. }) => {
                self.refresh(cx);
                self.seen = self.case.episode.changed;
                cx.warn(format!("{error}. Your text is kept: if it still holds, Ctrl-S saves it on the record as it is now."));
                Next::Stay
            }
            Err(error) => {
                cx.refuse(&error);
                Next::Stay
            }
        }
    }

    fn changed(&mut self, cx: &Context) {
        self.keeper.changed();
        self.understand(cx);
        if self.actions.last().is_none_or(|a| !a.is_empty()) {
            self.actions.push(TextBox::line(""));
            self.understood.push(None);
        }
    }

    /// Keys that belong to the lines of actions: Enter begins one, Backspace in an empty one removes it, arrows go between.
    fn action_key(&mut self, key: &KeyEvent) -> bool {
        let Field::Action(i) = self.field else { return false };
        match key.code {
            KeyCode::Enter | KeyCode::Down => self.step_line(true),
            KeyCode::Up => self.step_line(false),
            KeyCode::Backspace if self.actions[i].text().is_empty() && i + 1 < self.actions.len() => {
                self.actions.remove(i);
                self.field = if i == 0 { Field::Action(0) } else { Field::Action(i - 1) };
            }
            _ => return false,
        }
        true
    }

    fn review_words(&self) -> Option<Result<String, String>> {
        self.review_day.clone().map(|d| d.map(long_day))
    }
}

impl Screen for DecideScreen {
    fn place(&self) -> Place {
        if self.confirming { Place::Confirm } else { Place::Decide }
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        draw::draw(self, frame, area, cx);
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        match verb {
            Verb::Toggle => self.field == Field::Outcomes,
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        match verb {
            Verb::Save => return self.save(cx),
            Verb::Back if self.confirming => self.confirming = false,
            Verb::Back => return Next::Pop,
            Verb::NextPane => self.step(true),
            Verb::PreviousPane => self.step(false),
            Verb::Up | Verb::Down if self.field == Field::Outcomes => self.move_outcome(verb == Verb::Down),
            Verb::Up | Verb::Down => self.step(verb == Verb::Down),
            Verb::Toggle => {
                let outcome = Outcome::ALL[self.outcome];
                if self.ticked.contains(&outcome) {
                    self.ticked.retain(|o| *o != outcome);
                } else {
                    self.ticked.push(outcome);
                    self.ticked.sort();
                }
                self.changed(cx);
            }
            _ => {}
        }
        Next::Stay
    }

    fn typing(&self) -> bool {
        !self.confirming && self.field != Field::Outcomes
    }

    fn typed(&mut self, key: &KeyEvent, cx: &mut Context) -> bool {
        let taken = self.action_key(key) || self.text().is_some_and(|t| t.key(key));
        if taken {
            self.changed(cx);
        }
        taken
    }

    fn pasted(&mut self, text: &str, cx: &mut Context) -> Next {
        if self.confirming {
            return Next::Stay;
        }
        if let Some(field) = self.text() {
            field.insert(text);
            self.changed(cx);
        }
        Next::Stay
    }

    fn refresh(&mut self, cx: &mut Context) {
        let case = cx.desk.case(self.case.episode.id, cx.now);
        let Some(case) = cx.told(case) else { return };
        if case.episode.changed != self.case.episode.changed {
            cx.warn("This record was changed by someone else while you were typing; it is shown here as it is now.");
        }
        self.case = case;
    }

    fn unsaved(&self) -> Option<Instant> {
        self.keeper.unsaved()
    }

    fn keep(&mut self, cx: &mut Context) {
        self.keeper.keep(&self.typed_so_far(), cx);
    }
}
