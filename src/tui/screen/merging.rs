//! Two records of the register: read as one child from now on, or remembered as two children.

use super::Next;
use super::form::{FormScreen, Task, Wrong, at};
use super::relations_forms::{other_child, other_fields};
use super::review_forms::reason;
use crate::casebook::who_view::Merging;
use crate::child::{Child, ChildId};
use crate::tui::app::Context;
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed, choices};

/// The form that merges two records seen side by side.
pub fn merge_form(one: &Child, other: &Child) -> Next {
    FormScreen::push(MergeTask { one: one.clone(), other: Some(other.clone()) })
}

/// The form that merges a record with another that is looked up in it.
pub fn merge_with_form(one: &Child) -> Next {
    FormScreen::push(MergeTask { one: one.clone(), other: None })
}

/// The question whether two records that look alike are two children.
pub fn two_children_form(one: &Child, other: &Child) -> Next {
    FormScreen::push(TwoTask { one: one.clone(), other: other.clone() })
}

/// "C13 Kayden Archer".
pub fn named(child: &Child) -> String {
    format!("{} {}", child.id, child.details.full_name())
}

struct MergeTask {
    one: Child,
    /// `None`: it is looked up in the form.
    other: Option<Child>,
}

impl MergeTask {
    /// The other record: as it was shown, or as it is looked up now.
    fn other(&self, typed: &Typed, cx: &Context) -> Result<Child, Wrong> {
        self.other.clone().map_or_else(|| other_child(typed, self.one.id, cx), Ok)
    }

    /// Which record is kept and which is read as it, once that is said.
    fn chosen(&self, typed: &Typed, cx: &Context) -> Result<(Child, Child), Wrong> {
        let other = self.other(typed, cx)?;
        match typed.text("kept") {
            kept if kept == self.one.id.to_string() => Ok((self.one.clone(), other)),
            kept if kept == other.id.to_string() => Ok((other, self.one.clone())),
            _ => Err(at("kept", "Choose which of the two records is kept (← → and Space).")),
        }
    }
}

/// What merging would do, a line for each thing, what a person should look at first.
fn merging_words(merging: &Merging) -> Vec<(Meaning, String)> {
    let (kept, merged) = (&merging.kept, &merging.merged);
    let mut out: Vec<_> = merging.conflicts.iter().map(|words| (Meaning::Warning, format!("⚠ {words}"))).collect();
    let over = if merging.comes_over.is_empty() { "nothing was recorded on it".into() } else { merging.comes_over.join(", ") };
    out.push((Meaning::Plain, format!("{} is read as {} from now on. Comes over: {over}.", named(merged), named(kept))));
    out.push((Meaning::Hint, "Both records keep their numbers and identifiers, and can be split again (r on the case).".into()));
    out
}

impl Task for MergeTask {
    fn key(&self) -> String {
        match &self.other {
            Some(other) => format!("merge {} {}", self.one.id.min(other.id), self.one.id.max(other.id)),
            None => format!("merge {}", self.one.id),
        }
    }

    fn title(&self) -> String {
        let with = self.other.as_ref().map_or_else(|| "another record".into(), named);
        format!("The same child? {} and {with}", named(&self.one))
    }

    fn intro(&self, typed: &Typed, cx: &Context) -> Vec<(Meaning, String)> {
        let first = "Two records of one child are read as one: its episodes, decisions and interviews stand together.";
        let Ok((kept, merged)) = self.chosen(typed, cx) else { return vec![(Meaning::Plain, first.into())] };
        match cx.desk.merging(kept.id, merged.id, cx.now) {
            Ok(merging) => merging_words(&merging),
            Err(refused) => vec![(Meaning::Warning, refused.to_string())],
        }
    }

    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field> {
        let mut fields = if self.other.is_some() { Vec::new() } else { other_fields("Other record", typed, self.one.id, cx) };
        if let Ok(other) = self.other(typed, cx) {
            let record = |child: &Child| (child.id.to_string(), named(child));
            fields.push(Field::one("kept", "Kept record (needed)", choices([record(&self.one), record(&other)])));
        }
        fields.push(Field::line("reason", "Reason (needed)"));
        fields
    }

    fn asks(&self, typed: &Typed, cx: &Context) -> Result<Option<String>, Wrong> {
        let (kept, merged) = self.chosen(typed, cx)?;
        reason(typed)?;
        let merging = cx.desk.merging(kept.id, merged.id, cx.now)?;
        let over = if merging.comes_over.is_empty() { String::new() } else { format!(", with {}", merging.comes_over.join(", ")) };
        Ok(Some(format!("{} is read as {} from now on{over}. It can be split off again.", named(&merged), named(&kept))))
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let (kept, merged) = self.chosen(typed, cx)?;
        cx.desk.merge(kept.id, merged.id, reason(typed)?, Some((kept.changed, merged.changed)), cx.now)?;
        Ok(format!("{} is read as {} from now on. u takes it back.", named(&merged), named(&kept)))
    }

    fn look_again(&mut self, cx: &mut Context) {
        let read = |id: ChildId, cx: &Context| cx.desk.search(&id.to_string(), 5).ok()?.into_iter().find(|child| child.id == id);
        self.one = read(self.one.id, cx).unwrap_or_else(|| self.one.clone());
        self.other = self.other.take().map(|other| read(other.id, cx).unwrap_or(other));
    }
}

struct TwoTask {
    one: Child,
    other: Child,
}

impl Task for TwoTask {
    fn key(&self) -> String {
        format!("two children {} {}", self.one.id, self.other.id)
    }

    fn title(&self) -> String {
        "Two children".into()
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let words = format!("{} and {} are two children.", named(&self.one), named(&self.other));
        let after = "It is remembered: they are not shown as likely duplicates again, and no list ties one to the other.";
        vec![(Meaning::Title, words), (Meaning::Plain, after.into())]
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        Vec::new()
    }

    fn save(&mut self, _typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        cx.desk.two_children(self.one.id, self.other.id, cx.now)?;
        Ok(format!("{} and {} are remembered as two children. u takes it back.", self.one.id, self.other.id))
    }
}
