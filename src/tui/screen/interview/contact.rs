//! The forms of reaching the child: offer and attempt, booking, the time of return, closing, opening again.

use super::about::{About, chosen, codes_of, moment, when_field, words};
use crate::calendar::long_moment;
use crate::casebook::close_key;
use crate::episode::When;
use crate::interview::attempt::{Attempt, AttemptOutcome, Booking, Channel, Closure, Contact, NotHeld};
use crate::tui::app::Context;
use crate::tui::screen::form::{Task, Wrong, at};
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed};

/// An offer of the interview, or another attempt to reach the child.
pub struct AttemptTask {
    pub about: About,
    pub offer: bool,
}

impl Task for AttemptTask {
    fn key(&self) -> String {
        self.about.key(if self.offer { "offer" } else { "attempt" })
    }

    fn title(&self) -> String {
        format!("{}: {}", if self.offer { "The interview was offered" } else { "Attempt to reach the child" }, self.about.title())
    }

    fn intro(&self, _typed: &Typed, cx: &Context) -> Vec<(Meaning, String)> {
        self.about.intro(cx.now)
    }

    fn begin(&self) -> Typed {
        let mut typed = Typed::default();
        if let Some(worker) = &self.about.first.item.worker {
            typed.set("by", &worker.name);
        }
        typed.set("to", Contact::Child.code());
        typed
    }

    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field> {
        let now = format!("now, {}", long_moment(cx.now));
        let mut fields = vec![
            when_field("when", "When", typed, Some(now), |text| cx.desk.understand_past(text, cx.now)),
            Field::line("by", "By whom"),
            Field::one("to", "To whom", codes_of!(Contact)),
            Field::one("how", "How", codes_of!(Channel)),
            Field::one("outcome", "What came of it", codes_of!(AttemptOutcome)),
        ];
        fields.extend(self.about.also("Also for", cx.now));
        fields.push(Field::area("note", "Note"));
        fields
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let when = match typed.text("when") {
            "" => cx.now,
            text => cx.desk.understand_past(text, cx.now).map_err(|why| at("when", why))?,
        };
        let attempt = Attempt {
            at: when,
            by: words("by", typed, "Say who tried.")?.into(),
            to: chosen("to", typed, Contact::from_code, "Choose to whom (← → and Space).")?,
            channel: chosen("how", typed, Channel::from_code, "Choose how (← → and Space).")?,
            outcome: chosen("outcome", typed, AttemptOutcome::from_code, "Choose what came of it (← → and Space).")?,
            offered: self.offer,
            note: typed.text("note").into(),
        };
        let (on, outcome) = (self.about.on(typed), attempt.outcome);
        cx.desk.attempt(&on, attempt, cx.now)?;
        let what = if self.offer { "Offer" } else { "Attempt" };
        Ok(format!("{what} recorded for {}: {outcome}.", self.about.said(&on)))
    }

    fn look_again(&mut self, cx: &mut Context) {
        self.about.again(cx);
    }
}

/// Time and place agreed.
pub struct BookTask {
    pub about: About,
}

impl Task for BookTask {
    fn key(&self) -> String {
        self.about.key("book")
    }

    fn title(&self) -> String {
        format!("Book the interview: {}", self.about.title())
    }

    fn intro(&self, _typed: &Typed, cx: &Context) -> Vec<(Meaning, String)> {
        let mut lines = self.about.intro(cx.now);
        if let Some(booked) = self.about.first.file.booking() {
            let booking = &booked.booking;
            lines.push((Meaning::Warning, format!("Booked for {}, {}: this moves it.", long_moment(booking.at), booking.place)));
        }
        lines
    }

    fn begin(&self) -> Typed {
        let mut typed = Typed::default();
        typed.set("minutes", "60");
        typed
    }

    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field> {
        let mut fields = vec![
            when_field("when", "When", typed, None, |text| cx.desk.understand_moment(text, cx.now)),
            Field::line("minutes", "Minutes"),
            Field::line("place", "Place"),
        ];
        fields.extend(self.about.also("Also for", cx.now));
        fields
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let when = moment("when", typed, "Say when: “mon 14:00”.", |text| cx.desk.understand_moment(text, cx.now))?;
        let minutes = typed.text("minutes").parse().map_err(|_| at("minutes", "Write the length in whole minutes: 60."))?;
        let place = words("place", typed, "Say where.")?.to_string();
        let on = self.about.on(typed);
        let told = cx.desk.book(&on, Booking { at: when, minutes, place, worker: None }, cx.now)?;
        let told: String = told.iter().map(|words| format!(" ⚠ {words}")).collect();
        Ok(format!("Booked for {}: {}.{told}", self.about.said(&on), long_moment(when)))
    }

    fn look_again(&mut self, cx: &mut Context) {
        self.about.again(cx);
    }
}

/// A booking that fell through.
pub struct CancelTask {
    pub about: About,
}

impl Task for CancelTask {
    fn key(&self) -> String {
        self.about.key("cancel")
    }

    fn title(&self) -> String {
        format!("The booking fell through: {}", self.about.title())
    }

    fn intro(&self, _typed: &Typed, cx: &Context) -> Vec<(Meaning, String)> {
        let mut lines = self.about.intro(cx.now);
        if let Some(booked) = self.about.first.file.booking() {
            lines.push((Meaning::Plain, format!("Booked for {}, {}.", long_moment(booked.booking.at), booked.booking.place)));
        }
        lines
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        vec![Field::line("why", "Why (needed)")]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        cx.desk.cancel_booking(self.about.one(), words("why", typed, "Say in a few words why it fell through.")?, cx.now)?;
        Ok(format!("The booking for {} is off; book another time with b.", self.about.first.item.child.name))
    }

    fn look_again(&mut self, cx: &mut Context) {
        self.about.again(cx);
    }
}

/// When the child came back, as police were asked.
pub struct ReturnTask {
    pub about: About,
}

impl Task for ReturnTask {
    fn key(&self) -> String {
        self.about.key("return")
    }

    fn title(&self) -> String {
        format!("When did the child come back: {}", self.about.title())
    }

    fn intro(&self, _typed: &Typed, cx: &Context) -> Vec<(Meaning, String)> {
        let mut lines = self.about.intro(cx.now);
        lines.push((Meaning::Plain, "The clocks begin at the return. Write it as police say it: “yesterday 21:00”, “20/11 03:20”.".into()));
        lines
    }

    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field> {
        vec![
            when_field("when", "Returned", typed, None, |text| cx.desk.understand_past(text, cx.now)),
            Field::yes_no("estimated", "Only an estimate?"),
        ]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let when = moment("when", typed, "Say when the child came back.", |text| cx.desk.understand_past(text, cx.now))?;
        let returned = When { at: when, estimated: typed.text("estimated") == "yes" };
        cx.desk.set_return_time(self.about.one(), returned, cx.now)?;
        Ok(format!("{} returned {}: the clocks run.", self.about.first.item.child.name, long_moment(when)))
    }

    fn look_again(&mut self, cx: &mut Context) {
        self.about.again(cx);
    }
}

/// Closed without an interview.
pub struct CloseTask {
    pub about: About,
}

impl Task for CloseTask {
    fn key(&self) -> String {
        if self.about.count() == 1 { close_key(self.about.first.item.episode) } else { self.about.key("close") }
    }

    fn title(&self) -> String {
        format!("Close without an interview: {}", self.about.title())
    }

    fn intro(&self, _typed: &Typed, cx: &Context) -> Vec<(Meaning, String)> {
        let mut lines = self.about.intro(cx.now);
        lines.push((Meaning::Plain, "Each keeps its own clocks and verdicts; the reason stands in the record.".into()));
        lines
    }

    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field> {
        let reason = NotHeld::from_code(typed.text("reason"));
        let mut fields = vec![Field::one("reason", "Reason (needed)", codes_of!(NotHeld))];
        if reason == Some(NotHeld::NotAppropriate) {
            fields.push(Field::line("approver", "Approved by (needed)"));
        }
        fields.extend(self.about.also("Also for", cx.now));
        let needed = matches!(reason, Some(NotHeld::NotAppropriate | NotHeld::Other));
        fields.push(Field::area("note", if needed { "In words (needed)" } else { "In words" }));
        fields.push(Field::area("carer", "What the carer said of it all, where the child was not spoken to"));
        fields
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let reason = chosen("reason", typed, NotHeld::from_code, "Choose the reason (← → and Space): none is closed without.")?;
        let approver = Some(typed.text("approver").to_string()).filter(|name| reason == NotHeld::NotAppropriate && !name.is_empty());
        let on = self.about.on(typed);
        let (note, carers_account) = (typed.text("note").into(), typed.text("carer").into());
        cx.desk.close_interview(&on, Closure { reason, note, carers_account, approver }, cx.now)?;
        Ok(format!("Closed for {}: {reason}. R opens it again.", self.about.said(&on)))
    }

    fn look_again(&mut self, cx: &mut Context) {
        self.about.again(cx);
    }
}

/// A closed one opened again.
pub struct ReopenTask {
    pub about: About,
}

impl Task for ReopenTask {
    fn key(&self) -> String {
        self.about.key("reopen")
    }

    fn title(&self) -> String {
        format!("Open again: {}", self.about.title())
    }

    fn intro(&self, _typed: &Typed, cx: &Context) -> Vec<(Meaning, String)> {
        let mut lines = self.about.intro(cx.now);
        if let Some(closed) = self.about.first.file.closure() {
            lines.push((Meaning::Plain, format!("Closed by {} at {}: {}.", closed.by, long_moment(closed.at), closed.closure.reason)));
        }
        lines
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        vec![Field::line("why", "Why (needed)")]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        cx.desk.reopen_interview(self.about.one(), words("why", typed, "Say in a few words why it is opened again.")?, cx.now)?;
        Ok(format!("The interview of {} is open again.", self.about.first.item.child.name))
    }

    fn look_again(&mut self, cx: &mut Context) {
        self.about.again(cx);
    }
}
