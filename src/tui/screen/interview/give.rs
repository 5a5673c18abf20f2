//! Giving interviews to a worker, after what it would do was seen; and a handover accepted.

use super::about::About;
use super::allocate::Somebody;
use crate::casebook::On;
use crate::casebook::interview_view::InterviewCase;
use crate::tui::app::Context;
use crate::tui::screen::form::{Task, Wrong, at};
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed};
use crate::tui::widget::interview_words::whom;
use crate::tui::widget::text::counted;
use std::cell::OnceCell;

/// Giving interviews to a worker where a reason is asked for, or where several are given at once: what it would do stands above.
pub struct GiveTask {
    about: About,
    to: Somebody,
    /// What it would do without a reason, and with one: it is worked out once each, not at every key.
    previews: [OnceCell<Preview>; 2],
}

/// What can be given, and for each that cannot the words why.
struct Preview {
    can: Vec<On>,
    names: Vec<String>,
    cannot: Vec<String>,
}

impl GiveTask {
    pub fn new(about: About, to: Somebody) -> GiveTask {
        GiveTask { about, to, previews: Default::default() }
    }

    /// Does the worker need the child's wish to hold it?
    fn needs_wish(&self, case: &InterviewCase) -> bool {
        case.suggestions.iter().any(|s| s.worker == self.to.worker && s.refused.is_some() && !s.asked_for)
    }

    /// The child's wish for a worker who is not independent is ticked, and the reason given: both are recorded with the allocation.
    fn wished(&self, typed: &Typed) -> bool {
        let needs = self.about.count() == 1 && self.needs_wish(&self.about.first);
        needs && typed.is_ticked("wish", "yes") && !typed.text("reason").is_empty()
    }

    fn preview(&self, typed: &Typed, cx: &Context) -> &Preview {
        let reason = typed.text("reason");
        self.previews[usize::from(!reason.is_empty())].get_or_init(|| self.looked_at(reason, cx))
    }

    fn looked_at(&self, reason: &str, cx: &Context) -> Preview {
        let mut preview = Preview { can: Vec::new(), names: Vec::new(), cannot: Vec::new() };
        for (case, on) in self.about.each() {
            match cx.desk.preview_allocation(&[on], self.to.worker, reason, !reason.is_empty(), cx.now) {
                Err(why) => preview.cannot.push(format!("{}: {why}", whom(&case.item, cx.now))),
                Ok(given) => {
                    preview.can.push(on);
                    preview.names.extend(given.into_iter().map(|one| format!("{}: {}", one.name, one.words)));
                }
            }
        }
        preview
    }
}

impl Task for GiveTask {
    fn key(&self) -> String {
        self.about.key(&format!("allocate {}", self.to.worker))
    }

    fn title(&self) -> String {
        format!("To {}: {}", self.to.name, self.about.title())
    }

    fn intro(&self, typed: &Typed, cx: &Context) -> Vec<(Meaning, String)> {
        if self.wished(typed) {
            return vec![(Meaning::Title, format!("{} to {}, for whom the child asked", self.about.title(), self.to.name))];
        }
        let Preview { can, names, cannot } = self.preview(typed, cx);
        let mut words = format!("{} to {}", counted(can.len(), "interview", "interviews"), self.to.name);
        if !cannot.is_empty() {
            words.push_str(&format!("; {} cannot", cannot.len()));
        }
        let names = names.iter().map(|name| (Meaning::Plain, format!("  {name}")));
        let cannot = cannot.iter().map(|why| (Meaning::Warning, format!("  ✗ {why}")));
        std::iter::once((Meaning::Title, words)).chain(names).chain(cannot).collect()
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        let handover = |case: &InterviewCase| case.item.worker.as_ref().is_some_and(|worker| worker.id != self.to.worker);
        let needed = self.to.refused || self.about.cases().any(|case| handover(case) || case.wishes.not.contains(&self.to.worker));
        if !needed {
            return Vec::new();
        }
        let label = if self.about.count() == 1 { "Reason (needed)" } else { "Reason, to hand over" };
        let mut fields = vec![Field::line("reason", label)];
        if self.about.count() == 1 && self.needs_wish(&self.about.first) {
            let asked = vec![("yes".into(), format!("the child asked for {}", self.to.name))];
            fields.push(Field::many("wish", "The child's wish", asked));
        }
        fields
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let reason = typed.text("reason");
        let (one, needs_wish) = (self.about.count() == 1, self.needs_wish(&self.about.first));
        if one && reason.is_empty() {
            return Err(at("reason", "Write the reason: it stands in the record."));
        }
        if one && needs_wish && !typed.is_ticked("wish", "yes") {
            let name = &self.to.name;
            return Err(at("wish", format!("{name} is not independent: only where the child asked for them, which you tick here.")));
        }
        let can = if self.wished(typed) { vec![self.about.one()] } else { self.preview(typed, cx).can.clone() };
        if can.is_empty() {
            return Err(at("reason", "None of these can be given as it stands; the reasons stand above."));
        }
        if let (true, true, Some(child)) = (one, needs_wish, self.about.first.file.child) {
            let mut wishes = self.about.first.wishes.clone();
            wishes.asked_for.push(self.to.worker);
            cx.desk.set_wishes(child, wishes, cx.now)?;
        }
        let given = cx.desk.allocate(&can, self.to.worker, reason, !reason.is_empty(), cx.now)?;
        Ok(match given.as_slice() {
            [one] => format!("{}: {}.", one.name, one.words),
            many => format!("{} given to {}.", counted(many.len(), "interview", "interviews"), self.to.name),
        })
    }

    fn look_again(&mut self, cx: &mut Context) {
        self.about.again(cx);
        self.previews = Default::default();
    }
}

/// The worker took what was handed over.
pub struct AcceptTask {
    pub about: About,
}

impl Task for AcceptTask {
    fn key(&self) -> String {
        self.about.key("accept")
    }

    fn title(&self) -> String {
        format!("Handover accepted: {}", self.about.title())
    }

    fn intro(&self, _typed: &Typed, cx: &Context) -> Vec<(Meaning, String)> {
        let mut lines = self.about.intro(cx.now);
        if let Some(worker) = &self.about.first.item.worker {
            lines.push((Meaning::Plain, format!("{} has taken it.", worker.name)));
        }
        lines
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        Vec::new()
    }

    fn save(&mut self, _typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        cx.desk.accept_handover(self.about.one(), cx.now)?;
        Ok(format!("The handover of {} is accepted.", self.about.first.item.child.name))
    }

    fn look_again(&mut self, cx: &mut Context) {
        self.about.again(cx);
    }
}
