//! The forms of who belongs to whom; and the field in which another child is looked up by name or number.

use super::Next;
use super::form::{FormScreen, Task, Wrong, at};
use super::merging::named;
use super::review_forms::reason;
use crate::calendar::plain_day;
use crate::casebook::who_view::Relation;
use crate::child::{Child, ChildId, RelationKind};
use crate::tui::app::Context;
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed, choices};

/// The form that records that another child belongs with one.
pub fn relate_form(child: &Child) -> Next {
    FormScreen::push(RelateTask { child: child.clone(), other: None })
}

/// The form that records how two children seen side by side belong together.
pub fn relate_two_form(child: &Child, other: &Child) -> Next {
    FormScreen::push(RelateTask { child: child.clone(), other: Some(other.clone()) })
}

/// The form that ends a recorded relation.
pub fn unrelate_form(child: &Child, relation: &Relation) -> Next {
    FormScreen::push(UnrelateTask { child: child.clone(), relation: relation.clone() })
}

/// Children offered where several are like what was typed.
const OFFERED: usize = 6;

/// The children like what was typed, the child itself left out; a number alone is that child.
fn found(typed: &Typed, not: ChildId, cx: &Context) -> Result<Vec<Child>, String> {
    let text = typed.text("other");
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = cx.desk.search(text, OFFERED + 1).map_err(|e| e.to_string())?;
    if let Ok(id) = text.parse::<ChildId>() {
        found.retain(|child| child.id == id);
    }
    found.retain(|child| child.id != not);
    found.truncate(OFFERED);
    Ok(found)
}

/// "C55 Maryam Quayle, born 9 Sep 2012".
fn in_full(child: &Child) -> String {
    let born = child.details.dob.map(|dob| format!(", born {}", plain_day(dob))).unwrap_or_default();
    format!("{}{born}", named(child))
}

/// The field where another child is written, with the child it is read as; where several are like it, the choice among them.
pub fn other_fields(label: &str, typed: &Typed, not: ChildId, cx: &Context) -> Vec<Field> {
    let found = found(typed, not, cx);
    let read = match &found {
        Err(why) => Some(Err(why.clone())),
        Ok(_) if typed.text("other").is_empty() => None,
        Ok(none) if none.is_empty() => Some(Err("nobody else on the register is like that".into())),
        Ok(several) if several.len() > 1 => Some(Ok("several are like that: choose below, or write the number".into())),
        Ok(one) => one.first().map(|child| Ok(in_full(child))),
    };
    let mut fields = vec![Field::line("other", &format!("{label} (needed)")).read_as(read)];
    if let Some(several) = found.ok().filter(|found| found.len() > 1) {
        fields.push(Field::one("which", "Which (needed)", choices(several.iter().map(|child| (child.id.to_string(), in_full(child))))));
    }
    fields
}

/// The other child as it is written and chosen.
pub fn other_child(typed: &Typed, not: ChildId, cx: &Context) -> Result<Child, Wrong> {
    let mut found = found(typed, not, cx).map_err(|why| at("other", why))?;
    if found.len() > 1 {
        found.retain(|child| child.id.to_string() == typed.text("which"));
        return found.pop().ok_or_else(|| at("which", "Choose which child is meant (← → and Space)."));
    }
    found.pop().ok_or_else(|| at("other", "Write the other child's name or number, as C12."))
}

struct RelateTask {
    child: Child,
    /// `None`: it is looked up in the form.
    other: Option<Child>,
}

impl RelateTask {
    fn other(&self, typed: &Typed, cx: &Context) -> Result<Child, Wrong> {
        self.other.clone().map_or_else(|| other_child(typed, self.child.id, cx), Ok)
    }
}

impl Task for RelateTask {
    fn key(&self) -> String {
        let other = self.other.as_ref().map(|other| format!(" {}", other.id)).unwrap_or_default();
        format!("relate {}{other}", self.child.id)
    }

    fn title(&self) -> String {
        match &self.other {
            Some(other) => format!("{} and {} belong together", named(&self.child), named(other)),
            None => format!("Who belongs with {}", named(&self.child)),
        }
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let words = "It counts both ways. Lists are matched with it: who has a twin or sibling is not taken for the other.";
        vec![(Meaning::Plain, words.into())]
    }

    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field> {
        let mut fields = if self.other.is_some() { Vec::new() } else { other_fields("Other child", typed, self.child.id, cx) };
        fields.push(Field::one("kind", "Recorded as (needed)", choices(RelationKind::ALL.iter().map(|kind| (kind.code(), kind.label())))));
        fields.push(Field::line("note", "Note"));
        fields
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let other = self.other(typed, cx)?;
        let kind =
            RelationKind::from_code(typed.text("kind")).ok_or_else(|| at("kind", "Choose how they belong together (← → and Space)."))?;
        cx.desk.relate(self.child.id, other.id, kind, typed.text("note"), cx.now)?;
        Ok(format!("{} is recorded as {kind} of {}. u takes it back.", named(&other), self.child.id))
    }
}

struct UnrelateTask {
    child: Child,
    relation: Relation,
}

impl Task for UnrelateTask {
    fn key(&self) -> String {
        format!("unrelate {} {} {}", self.child.id, self.relation.child, self.relation.kind.code())
    }

    fn title(&self) -> String {
        let Relation { child, name, kind, .. } = &self.relation;
        format!("No longer {kind}: {} and {child} {name}", named(&self.child))
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        vec![(Meaning::Plain, "It counts no more, both ways. That it was recorded stays in the record, with your reason.".into())]
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        vec![Field::line("reason", "Reason (needed)")]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let Relation { child, kind, .. } = &self.relation;
        cx.desk.unrelate(self.child.id, *child, *kind, reason(typed)?, cx.now)?;
        Ok(format!("{} and {child} are no longer recorded as {kind}. u takes it back.", self.child.id))
    }
}
