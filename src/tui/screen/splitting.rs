//! A merged record split off again: what goes back with it by itself, and what a person must say whose it is.

use super::Next;
use super::form::{FormScreen, Task, Wrong, at};
use super::merging::named;
use super::review_forms::reason;
use crate::casebook::event::Belonging;
use crate::casebook::who_view::{Splitting, ToAsk};
use crate::child::ChildId;
use crate::tui::app::Context;
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed, choices};
use crate::tui::widget::text::counted;

/// The form that splits a record off again; says why where it cannot be.
pub fn split_form(record: ChildId, cx: &mut Context) -> Next {
    let found = cx.desk.splitting(record);
    cx.told(found).map_or(Next::Stay, |splitting| FormScreen::push(SplitTask { splitting }))
}

const STAYS: &str = "stays";
const GIVEN: &str = "given";

struct SplitTask {
    splitting: Splitting,
}

/// The field of the thing at a place of the list that a person is asked about.
fn id(at: usize) -> String {
    format!("whose {at}")
}

impl SplitTask {
    /// What goes with the record, once a person said so of everything.
    fn given(&self, typed: &Typed) -> Result<Vec<Belonging>, Wrong> {
        let mut given = Vec::new();
        for (i, ask) in self.splitting.to_ask.iter().enumerate() {
            match typed.text(&id(i)) {
                GIVEN => given.push(ask.what),
                STAYS => {}
                _ => return Err(at(&id(i), format!("Say whose it is: {} (← → and Space).", ask.words))),
            }
        }
        Ok(given)
    }
}

impl Task for SplitTask {
    fn key(&self) -> String {
        format!("split {}", self.splitting.record.id)
    }

    fn title(&self) -> String {
        format!("Split {} off {} again", named(&self.splitting.record), named(&self.splitting.from))
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let (record, from) = (self.splitting.record.id, self.splitting.from.id);
        let back = match &self.splitting.goes_back[..] {
            [] => format!("Nothing came over with {record}, so nothing goes back with it."),
            all => format!("Goes back with {record}: {}.", all.join("; ")),
        };
        let mut out = vec![(Meaning::Plain, back)];
        if !self.splitting.to_ask.is_empty() {
            let count = counted(self.splitting.to_ask.len(), "thing was", "things were");
            out.push((Meaning::Title, format!("{count} recorded since they are one: say of each whose it is.")));
        }
        out.push((Meaning::Hint, format!("{record} and {from} are remembered as two children.")));
        out
    }

    fn begin(&self) -> Typed {
        let mut typed = Typed::default();
        for (i, _) in self.splitting.to_ask.iter().enumerate().filter(|(_, ask)| ask.likely) {
            typed.set(&id(i), GIVEN);
        }
        typed
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        let (record, from) = (named(&self.splitting.record), named(&self.splitting.from));
        let ask = |(i, ask): (usize, &ToAsk)| {
            let looks = if ask.likely { ": it looks like that" } else { "" };
            let whose = choices([(STAYS, format!("stays with {from}")), (GIVEN, format!("goes to {record}{looks}"))]);
            Field::one(id(i), "Whose (needed)", whose).under(&ask.words)
        };
        let mut fields: Vec<Field> = self.splitting.to_ask.iter().enumerate().map(ask).collect();
        fields.push(Field::line("reason", "Reason (needed)"));
        fields
    }

    fn asks(&self, typed: &Typed, _cx: &Context) -> Result<Option<String>, Wrong> {
        let given = self.given(typed)?.len();
        reason(typed)?;
        let asked = self.splitting.to_ask.len();
        let of_asked = if asked == 0 { String::new() } else { format!(" Of what was recorded since, {given} of {asked} go with it.") };
        Ok(Some(format!("{} is a child of its own again, with what came over from it.{of_asked}", named(&self.splitting.record))))
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let record = self.splitting.record.id;
        cx.desk.split(record, self.given(typed)?, reason(typed)?, cx.now)?;
        Ok(format!("{} is a child of its own again. u takes it back.", named(&self.splitting.record)))
    }

    fn look_again(&mut self, cx: &mut Context) {
        let found = cx.desk.splitting(self.splitting.record.id);
        if let Some(splitting) = cx.told(found) {
            self.splitting = splitting;
        }
    }
}
