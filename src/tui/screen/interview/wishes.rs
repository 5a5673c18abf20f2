//! What a child wishes about who comes.

use super::about::About;
use crate::child::Sex;
use crate::interview::worker::{Wishes, WorkerId};
use crate::tui::app::Context;
use crate::tui::screen::form::{Task, Wrong, at};
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed, choices};
use crate::tui::widget::interview_pane::worker_name;

/// What the child wishes about who comes.
pub struct WishesTask {
    pub about: About,
}

impl WishesTask {
    fn workers(&self) -> Vec<(String, String)> {
        let here = self.about.first.workers.iter().filter(|worker| !worker.details.left);
        choices(here.map(|worker| (worker.id.to_string(), worker.details.name.clone())))
    }
}

impl Task for WishesTask {
    fn key(&self) -> String {
        self.about.key("wishes")
    }

    fn title(&self) -> String {
        format!("What the child wishes: {}", self.about.title())
    }

    fn intro(&self, _typed: &Typed, cx: &Context) -> Vec<(Meaning, String)> {
        self.about.intro(cx.now)
    }

    fn begin(&self) -> Typed {
        let (mut typed, wishes) = (Typed::default(), &self.about.first.wishes);
        typed.set_all("asked", wishes.asked_for.iter().map(WorkerId::to_string).collect());
        typed.set_all("not", wishes.not.iter().map(WorkerId::to_string).collect());
        typed.set_all("sex", wishes.sex.iter().map(|sex| sex.code().to_string()).collect());
        typed.set("language", wishes.language.clone().unwrap_or_default());
        typed.set("note", &wishes.note);
        typed
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        let sexes = [Sex::Female, Sex::Male].map(|sex| (sex.code(), sex.label()));
        vec![
            Field::many("asked", "Asked for", self.workers()),
            Field::many("not", "Not to see", self.workers()),
            Field::one("sex", "Somebody", choices(sexes)),
            Field::line("language", "Language"),
            Field::area("note", "In the child's words"),
        ]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let Some(child) = self.about.first.file.child else {
            return Err(at("asked", "Who the child is has not been said yet: say so on the board (r) first."));
        };
        let workers = |id: &str| typed.all(id).iter().filter_map(|code| code.parse().ok()).collect();
        let wishes = Wishes {
            asked_for: workers("asked"),
            not: workers("not"),
            sex: Sex::from_code(typed.text("sex")),
            language: Some(typed.text("language").to_string()).filter(|language| !language.is_empty()),
            note: typed.text("note").to_string(),
        };
        let asked = wishes.asked_for.first().map(|id| format!(": asked for {}", worker_name(&self.about.first, *id)));
        cx.desk.set_wishes(child, wishes, cx.now)?;
        Ok(format!("What {} wishes is recorded{}.", self.about.first.item.child.name, asked.unwrap_or_default()))
    }

    fn look_again(&mut self, cx: &mut Context) {
        self.about.again(cx);
    }
}
