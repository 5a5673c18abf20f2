//! The forms of the actions register: how actions ended, another due date, an action taken up again.

use super::Next;
use super::form::{FormScreen, Task, Wrong, at};
use crate::meeting::action::in_full;
use crate::meeting::decision::Due;
use crate::meeting::register::{ActionEnd, EndedAs, OnAction};
use crate::tui::app::Context;
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed, choices};
use crate::tui::widget::text::counted;

/// The form that says how actions ended. `title`: which they are, in words.
pub fn end_form(on: Vec<OnAction>, title: String) -> Next {
    if on.is_empty() { Next::Stay } else { FormScreen::push(EndTask { on, title }) }
}

/// The form that agrees another due date for actions.
pub fn redate_form(on: Vec<OnAction>, title: String) -> Next {
    if on.is_empty() { Next::Stay } else { FormScreen::push(RedateTask { on, title }) }
}

/// The form that takes up an ended action again.
pub fn reopen_form(on: OnAction, title: String) -> Next {
    FormScreen::push(ReopenTask { on, title })
}

/// Where a draft about actions is kept.
fn key(what: &str, on: &[OnAction]) -> String {
    let ids: Vec<String> = on.iter().map(|on| on.action.to_string()).collect();
    format!("{what} {}", ids.join(" "))
}

/// "A9", "3 actions".
fn said(on: &[OnAction]) -> String {
    match on {
        [one] => one.action.to_string(),
        several => counted(several.len(), "action", "actions"),
    }
}

fn several(on: &[OnAction]) -> Vec<(Meaning, String)> {
    let words = format!("This is written for all {}: {}.", on.len(), key("", on).trim());
    if on.len() > 1 { vec![(Meaning::Plain, words)] } else { Vec::new() }
}

/// What somebody else changed meanwhile is read again before it is written on.
fn look_again(on: &mut [OnAction], cx: &mut Context) {
    let filter = crate::casebook::meeting_view::RegisterFilter { ended: true, ..Default::default() };
    let register = cx.desk.register(&filter, cx.now);
    let Some(register) = cx.told(register) else { return };
    for each in on {
        let found = register.lines.iter().find(|line| line.record.action.id == each.action);
        each.seen = found.map_or(each.seen, |line| Some(line.record.changed));
    }
}

struct EndTask {
    on: Vec<OnAction>,
    title: String,
}

impl Task for EndTask {
    fn key(&self) -> String {
        key("end", &self.on)
    }

    fn title(&self) -> String {
        format!("How it ended: {}", self.title)
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        several(&self.on)
    }

    fn fields(&self, typed: &Typed, _cx: &Context) -> Vec<Field> {
        let done = EndedAs::from_code(typed.text("how")) == Some(EndedAs::Done);
        vec![
            Field::one("how", "How (needed)", choices(EndedAs::ALL.iter().map(|how| (how.code(), how.label())))),
            Field::area("outcome", "Outcome (needed): what came of it, or why not"),
            Field::area("difference", if done { "What changed for the child (needed)" } else { "What changed for the child" }),
        ]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let how = EndedAs::from_code(typed.text("how")).ok_or_else(|| at("how", "Choose how it ended (← → and Space)."))?;
        let (outcome, difference) = (typed.text("outcome"), typed.text("difference"));
        if outcome.is_empty() {
            return Err(at("outcome", "Write a line of outcome: it stands in the record."));
        }
        if how == EndedAs::Done && difference.is_empty() {
            return Err(at("difference", "Say what changed for the child; “nothing yet” is an answer too."));
        }
        let end = ActionEnd { how, outcome: outcome.into(), difference: difference.into() };
        cx.desk.end_actions(&self.on, end, cx.now)?;
        Ok(format!("{}: {how}. u takes it back.", said(&self.on)))
    }

    fn look_again(&mut self, cx: &mut Context) {
        look_again(&mut self.on, cx);
    }
}

struct RedateTask {
    on: Vec<OnAction>,
    title: String,
}

impl RedateTask {
    fn due(typed: &Typed, cx: &Context) -> Option<Result<Due, String>> {
        Some(typed.text("due")).filter(|text| !text.is_empty()).map(|text| cx.desk.understand_due(text, cx.now))
    }
}

impl Task for RedateTask {
    fn key(&self) -> String {
        key("re-date", &self.on)
    }

    fn title(&self) -> String {
        format!("Another due date: {}", self.title)
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let mut lines = several(&self.on);
        lines.push((Meaning::Hint, "The dates before stay in the record, each with its reason.".into()));
        lines
    }

    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field> {
        let read = RedateTask::due(typed, cx).map(|due| due.map(in_full));
        vec![Field::line("due", "Due (needed)").read_as(read), Field::line("reason", "Reason (needed)")]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let due = RedateTask::due(typed, cx).unwrap_or_else(|| Err("Write by when: “fri 12:00”, “in 5 working days”.".into()));
        let due = due.map_err(|why| at("due", why))?;
        let reason = typed.text("reason");
        if reason.is_empty() {
            return Err(at("reason", "Write the reason: an action re-dated twice is pointed out in the meeting."));
        }
        cx.desk.redate_actions(&self.on, due, reason, cx.now)?;
        Ok(format!("{}: now due {}.", said(&self.on), in_full(due)))
    }

    fn look_again(&mut self, cx: &mut Context) {
        look_again(&mut self.on, cx);
    }
}

struct ReopenTask {
    on: OnAction,
    title: String,
}

impl Task for ReopenTask {
    fn key(&self) -> String {
        key("reopen", &[self.on])
    }

    fn title(&self) -> String {
        format!("Open again: {}", self.title)
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        vec![(Meaning::Plain, "It is to be done again; how it had ended stays in the record.".into())]
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        vec![Field::line("reason", "Reason (needed)")]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let reason = typed.text("reason");
        if reason.is_empty() {
            return Err(at("reason", "Say why it is taken up again."));
        }
        cx.desk.reopen_action(self.on, reason, cx.now)?;
        Ok(format!("{} is open again.", self.on.action))
    }

    fn look_again(&mut self, cx: &mut Context) {
        look_again(std::slice::from_mut(&mut self.on), cx);
    }
}
