//! The decision form: outcomes, panel, rationale, actions, next review, who decides it jointly, who would have decided otherwise.
//! What is typed is kept as a draft until it is saved.
//!
//! ```text
//!  item 3 of 10 · 11 min left · …                        (in a meeting)
//! ┌ Decide: Nadia Begum, 16, at home, C13 ─────────────┐
//! │ Outcomes (Space ticks)                             │
//! │ ▸[x] advice and guidance      [ ] disruption …     │
//! │ Rationale (needed)                draft saved 08:41│
//! │ …                                                  │
//! │ Actions, one a line                                │
//! │ GMP: phone work on last number by Fri 12:00        │
//! │   → Greater Manchester Police · phone work … · due │
//! │ Next review  fri                                   │
//! │ Jointly      GMP, CSC                              │
//! │ Dissent      EH: would offer early help first      │
//! ```

use super::draft::Keeper;
use super::meeting::Strip;
use super::{Next, Screen};
use crate::calendar::{day_of, long_day, short_moment};
use crate::casebook::error::Error;
use crate::episode::Moment;
use crate::meeting::decision::{Decision, Outcome};
use crate::meeting::drift;
use crate::meeting::said;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::desk::{Decided, action_line};
use crate::tui::widget::case_pane::outcomes_words;
use crate::tui::widget::text_box::TextBox;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::time::Instant;

#[path = "decide_draw.rs"]
mod draw;
#[path = "decide_keys.rs"]
mod keys;
#[path = "decide_on.rs"]
mod on;
#[path = "decide_typed.rs"]
mod typed;

pub use on::Subject;
use typed::Typed;
pub use typed::{HalfTyped, half_typed};

/// Where the keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Outcomes,
    Panel,
    Rationale,
    Action(usize),
    Review,
    Agencies,
    Dissent(usize),
}

/// What a line says that stands for an action already recorded.
const AS_RECORDED: &str = "as recorded";

/// What is typed, as it is understood, or what is wrong with it; `None`: nothing is.
type Understood = Option<Result<String, String>>;

/// The form for one case or one piece of business.
pub struct DecideScreen {
    on: Subject,
    /// Journal position of the record as the person has seen it.
    seen: i64,
    field: Field,
    /// The outcome the cursor stands on.
    outcome: usize,
    ticked: Vec<Outcome>,
    /// The panel it is referred to, among those of the settings; the names of these.
    panel: Option<String>,
    panels: Vec<String>,
    rationale: TextBox,
    /// The rationale is word for word an earlier one.
    copied: Option<String>,
    actions: Vec<TextBox>,
    understood: Vec<Understood>,
    review: TextBox,
    review_day: Option<Result<chrono::NaiveDate, String>>,
    agencies: TextBox,
    agencies_read: Understood,
    dissent: Vec<TextBox>,
    dissent_read: Vec<Understood>,
    keeper: Keeper,
    /// The wording of today's decision is changed; otherwise this is a decision of its own.
    rewording: bool,
    /// What will be written is shown, and waits for a yes.
    confirming: bool,
    /// The line of the meeting above it.
    strip: Option<Strip>,
}

/// The latest of these decisions, if it is of this UK day: what is decided again today is its wording.
pub(super) fn decided_today(decisions: &[Decision], now: Moment) -> Option<&Decision> {
    on::latest_of_today(decisions.iter(), now)
}

pub(super) use on::of_today;

impl DecideScreen {
    /// The form for today's decision: where there is one already, for its wording.
    pub fn open(on: impl Into<Subject>, cx: &mut Context) -> DecideScreen {
        let on = on.into();
        let today = on.today(cx.now).map(Typed::of);
        DecideScreen::begin(typed::key(on.on(), false), on, today, cx)
    }

    /// The form for a further decision of today.
    pub fn further(on: impl Into<Subject>, cx: &mut Context) -> DecideScreen {
        let on = on.into();
        DecideScreen::begin(typed::key(on.on(), true), on, None, cx)
    }

    /// With the line of the meeting above it.
    pub fn under(self, strip: Option<Strip>) -> DecideScreen {
        DecideScreen { strip, ..self }
    }

    /// The form, with what was typed earlier in its place.
    fn begin(key: String, on: Subject, recorded: Option<Typed>, cx: &mut Context) -> DecideScreen {
        let (keeper, earlier) = Keeper::open::<Typed>(key, cx);
        if let (Some(at), Some(_)) = (keeper.kept(), &earlier) {
            let words = format!("Here is what you typed {} and did not save yet", short_moment(at));
            match cx.private {
                true => cx.warn(format!("{words}. It stands as you typed it, with any name in it, for all to see: Esc leaves it.")),
                false => cx.say(format!("{words}.")),
            }
        }
        let typed = earlier.or(recorded).unwrap_or_default();
        let with_an_empty_one = |lines: &[String]| lines.iter().map(String::as_str).chain([""]).map(TextBox::line).collect::<Vec<_>>();
        let mut screen = DecideScreen {
            seen: on.changed(),
            on,
            field: Field::Outcomes,
            outcome: 0,
            ticked: typed.outcomes,
            panel: typed.panel,
            panels: cx.desk.settings().panels.iter().map(|panel| panel.name.clone()).collect(),
            rationale: TextBox::area(&typed.rationale),
            copied: None,
            actions: with_an_empty_one(&typed.actions),
            understood: Vec::new(),
            review: TextBox::line(&typed.next_review),
            review_day: None,
            agencies: TextBox::line(&typed.agencies),
            agencies_read: None,
            dissent: with_an_empty_one(&typed.dissent),
            dissent_read: Vec::new(),
            keeper,
            rewording: typed.rewording,
            confirming: false,
            strip: None,
        };
        screen.understand(cx);
        screen
    }

    fn typed_so_far(&self) -> Typed {
        let typed = |lines: &[TextBox]| lines.iter().filter(|line| !line.is_empty()).map(|line| line.text().into()).collect();
        Typed {
            outcomes: self.ticked.clone(),
            rationale: self.rationale.text().into(),
            actions: typed(&self.actions),
            next_review: self.review.text().into(),
            agencies: self.agencies.text().into(),
            dissent: typed(&self.dissent),
            panel: self.panel.clone(),
            rewording: self.rewording,
        }
    }

    /// The decision whose wording is changed, as it stands on the record now.
    fn replaced(&self, now: Moment) -> Option<&Decision> {
        self.on.today(now).filter(|_| self.rewording)
    }

    /// The decision of today that stands beside the one being written.
    fn beside(&self, now: Moment) -> Option<&Decision> {
        self.on.today(now).filter(|_| !self.rewording)
    }

    /// A panel is asked for where the decision refers to one.
    fn asks_panel(&self) -> bool {
        self.ticked.contains(&Outcome::PanelReferral) && !self.panels.is_empty()
    }

    /// Reads everything typed again after a change.
    fn understand(&mut self, cx: &Context) {
        // Lines left as they were stand for the actions already recorded, even where a due time has passed since.
        let recorded: Vec<String> = self.replaced(cx.now).map(|d| d.actions.iter().map(action_line).collect()).unwrap_or_default();
        let read = |line: &str| match recorded.iter().any(|r| r == line) {
            true => Ok(AS_RECORDED.to_string()),
            false => cx.desk.understand_action(line, cx.now),
        };
        let action = |a: &TextBox| (!a.is_empty()).then(|| read(a.text()));
        self.understood = self.actions.iter().map(action).collect();
        let past = |day| if day < day_of(cx.now) { Err(format!("{} is in the past", long_day(day))) } else { Ok(day) };
        self.review_day = (!self.review.is_empty()).then(|| cx.desk.understand_day(self.review.text(), cx.now).and_then(past));
        let settings = cx.desk.settings();
        self.agencies_read = (!self.agencies.is_empty()).then(|| said::agencies(self.agencies.text(), settings).map(|all| all.join(", ")));
        let dissent = |line: &TextBox| said::dissent(line.text(), settings).map(|d| format!("{}: {}", d.agency, d.words));
        self.dissent_read = self.dissent.iter().map(|line| (!line.is_empty()).then(|| dissent(line))).collect();
        let earlier = self.on.earlier(self.replaced(cx.now).map(|d| d.id));
        self.copied = drift::copied(self.rationale.text(), &earlier).map(|drift| drift.words);
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
            on: self.on.on(),
            agencies: typed.agencies.trim().to_string(),
            dissent: typed.dissent,
            panel: typed.panel.filter(|_| self.asks_panel()),
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
                cx.say(format!("Written: {id} {}, {}.", outcomes_words(&self.ticked), self.on.name()));
                return Next::Pop;
            }
            Err(error @ Error::Stale { .. }) => {
                self.refresh(cx);
                self.seen = self.on.changed();
                cx.warn(format!("{error}. Your text is kept: if it still holds, Ctrl-S saves it on the record as it is now."));
            }
            Err(error) => cx.refuse(&error),
        }
        Next::Stay
    }

    fn changed(&mut self, cx: &Context) {
        self.keeper.changed();
        for lines in [&mut self.actions, &mut self.dissent] {
            if lines.last().is_none_or(|line| !line.is_empty()) {
                lines.push(TextBox::line(""));
            }
        }
        self.understand(cx);
    }
}

impl Screen for DecideScreen {
    fn place(&self) -> Place {
        if self.confirming { Place::Confirm } else { Place::Decide }
    }

    fn ticks(&self) -> bool {
        self.strip.is_some()
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        draw::draw(self, frame, area, cx);
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        match verb {
            Verb::Toggle => matches!(self.field, Field::Outcomes | Field::Panel),
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
            Verb::Toggle => self.toggle(cx),
            _ => {}
        }
        Next::Stay
    }

    fn typing(&self) -> bool {
        !self.confirming && !matches!(self.field, Field::Outcomes | Field::Panel)
    }

    fn typed(&mut self, key: &KeyEvent, cx: &mut Context) -> bool {
        let taken = self.line_key(key) || self.text().is_some_and(|t| t.key(key));
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
        let before = self.on.changed();
        self.on.look_again(cx);
        if self.on.changed() != before {
            cx.warn("This record was changed by someone else while you were typing; it is shown here as it is now.");
        }
    }

    fn unsaved(&self) -> Option<Instant> {
        self.keeper.unsaved()
    }

    fn keep(&mut self, cx: &mut Context) {
        self.keeper.keep(&self.typed_so_far(), cx);
    }
}
