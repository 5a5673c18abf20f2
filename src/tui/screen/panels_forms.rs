//! The forms of the panels: what a panel said of a child, and the files of a panel.

use super::Next;
use super::form::{FormScreen, Task, Wrong, at};
use crate::calendar::{day_of, long_day};
use crate::child::ChildId;
use crate::meeting::decision::Outcome;
use crate::report::panel::Stays;
use crate::tui::app::Context;
use crate::tui::panels_desk::SaidByPanel;
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed, choices};
use chrono::NaiveDate;
use std::path::PathBuf;

/// The form that records what a panel said of a child. `panel`: the one whose list it was chosen from; else it is asked for.
pub fn outcome_form(child: ChildId, name: &str, panel: Option<&str>, seen: i64, cx: &Context) -> Next {
    let panels = cx.desk.settings().panels.iter().map(|panel| panel.name.clone()).collect();
    FormScreen::push(OutcomeTask { child, name: name.into(), panel: panel.map(str::to_owned), panels, seen })
}

/// The form that writes the files of a panel: its pack, or a calendar.
pub fn pack_form(panel: Option<String>, cx: &Context) -> Next {
    let panels: Vec<String> = cx.desk.settings().panels.iter().map(|panel| panel.name.clone()).collect();
    let panel = panel.or_else(|| panels.first().cloned()).unwrap_or_default();
    FormScreen::push(PackTask { panel, panels, folder: cx.folder.clone() })
}

struct OutcomeTask {
    child: ChildId,
    name: String,
    panel: Option<String>,
    panels: Vec<String>,
    seen: i64,
}

impl OutcomeTask {
    fn day(text: &str, cx: &Context) -> Option<Result<NaiveDate, String>> {
        (!text.is_empty()).then(|| cx.desk.understand_day(text, cx.now))
    }

    fn met(text: &str, cx: &Context) -> Option<Result<NaiveDate, String>> {
        (!text.is_empty()).then(|| cx.desk.understand_panel_day(text, cx.now))
    }

    fn panel_of(&self, typed: &Typed) -> Option<String> {
        self.panel.clone().or_else(|| named(&self.panels, typed.text("panel")))
    }

    /// All of it as typed; the first field that is wrong otherwise.
    fn read(&self, typed: &Typed, cx: &Context) -> Result<SaidByPanel, Wrong> {
        let panel = self.panel_of(typed).ok_or_else(|| at("panel", "Choose the panel (← → and Space)."))?;
        let stays = Stays::from_code(typed.text("stays")).ok_or_else(|| at("stays", "Choose whether the child stays (← → and Space)."))?;
        if typed.text("note").is_empty() {
            return Err(at("note", "Write what the panel said: it stands in the record."));
        }
        let outcomes = outcomes(typed);
        let actions: Vec<String> = if outcomes.is_empty() { Vec::new() } else { action_lines(typed) };
        for line in &actions {
            cx.desk.understand_action(line, cx.now).map_err(|why| at("actions", why))?;
        }
        let on = OutcomeTask::met(typed.text("on"), cx).unwrap_or(Ok(day_of(cx.now))).map_err(|why| at("on", why))?;
        let review = OutcomeTask::day(typed.text("review"), cx).filter(|_| stays == Stays::Stays).transpose();
        let refer_to = named(&self.panels, typed.text("to")).filter(|_| outcomes.contains(&Outcome::PanelReferral));
        Ok(SaidByPanel {
            panel,
            child: self.child,
            on,
            stays,
            note: typed.text("note").into(),
            next_review: review.map_err(|why| at("review", why))?,
            rationale: if outcomes.is_empty() { String::new() } else { typed.text("why").into() },
            outcomes,
            actions,
            refer_to,
            seen: Some(self.seen),
        })
    }
}

/// Panels are chosen by their place: a name may hold anything.
fn panel_choices(panels: &[String]) -> Vec<(String, String)> {
    choices(panels.iter().enumerate().map(|(at, name)| (at.to_string(), name.clone())))
}

fn named(panels: &[String], place: &str) -> Option<String> {
    panels.get(place.parse::<usize>().ok()?).cloned()
}

fn outcomes(typed: &Typed) -> Vec<Outcome> {
    Outcome::ALL.iter().copied().filter(|outcome| typed.is_ticked("outcomes", outcome.code())).collect()
}

fn action_lines(typed: &Typed) -> Vec<String> {
    typed.text("actions").lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

impl Task for OutcomeTask {
    fn key(&self) -> String {
        format!("panel {} {}", self.panel.as_deref().unwrap_or_default(), self.child)
    }

    fn title(&self) -> String {
        format!("{}: {} ({})", self.panel.as_deref().unwrap_or("A panel"), self.name, self.child)
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        vec![(Meaning::Hint, "What is decided stands on the child's record, where every panel and the meeting see it.".into())]
    }

    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field> {
        let mut fields = Vec::new();
        if self.panel.is_none() {
            fields.push(Field::one("panel", "Panel (needed)", panel_choices(&self.panels)));
        }
        fields.push(Field::one("stays", "Child (needed)", choices(Stays::ALL.iter().map(|stays| (stays.code(), stays.label())))));
        fields.push(Field::area("note", "What the panel said (needed)"));
        let day = |read: Option<Result<NaiveDate, String>>| read.map(|day| day.map(long_day));
        if Stays::from_code(typed.text("stays")) == Some(Stays::Stays) {
            fields.push(Field::line("review", "Next review").read_as(day(OutcomeTask::day(typed.text("review"), cx))));
        }
        fields.push(Field::line("on", "Met on").read_as(day(OutcomeTask::met(typed.text("on"), cx))));
        let all = choices(Outcome::ALL.iter().map(|outcome| (outcome.code(), outcome.label())));
        fields.push(Field::many("outcomes", "Decided", all).under("What it decided; nothing new: leave it empty"));
        let ticked = outcomes(typed);
        if ticked.contains(&Outcome::PanelReferral) {
            fields.push(Field::one("to", "To which panel", panel_choices(&self.panels)));
        }
        if !ticked.is_empty() {
            fields.push(Field::area("why", "Why (empty: what the panel said)"));
            let lines = action_lines(typed);
            let read = lines.iter().map(|line| cx.desk.understand_action(line, cx.now)).collect::<Result<Vec<_>, _>>();
            let read = (!lines.is_empty()).then(|| read.map(|read| read.join("; ")));
            fields.push(Field::area("actions", "Actions, one a line: “GMP: phone work by Fri 12:00”").read_as(read));
        }
        fields
    }

    fn asks(&self, typed: &Typed, cx: &Context) -> Result<Option<String>, Wrong> {
        let said = self.read(typed, cx)?;
        let review = match (said.stays, said.next_review) {
            (Stays::Stays, Some(day)) => format!(", next review {}", long_day(day)),
            (Stays::Stays, None) => ", reviewed at its next meeting".into(),
            _ => String::new(),
        };
        let decided: Vec<&str> = said.outcomes.iter().map(|outcome| outcome.label()).collect();
        let to = said.refer_to.iter().map(|panel| format!(" ({panel})")).collect::<String>();
        let decided = if decided.is_empty() { "nothing new decided".into() } else { format!("decided: {}{to}", decided.join(", ")) };
        let actions = said.actions.iter().map(|line| format!("\n{line}")).collect::<String>();
        Ok(Some(format!("{}, {} of {}: {}{review}; {decided}{actions}", self.name, said.panel, long_day(said.on), said.stays)))
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let said = self.read(typed, cx)?;
        let stays = said.stays;
        let decided = cx.desk.panel_outcome(said, cx.now)?.map(|decision| format!(", {decision} recorded")).unwrap_or_default();
        Ok(format!("{} {stays}{decided}. u takes it back.", self.name))
    }

    fn look_again(&mut self, cx: &mut Context) {
        let position = cx.desk.position();
        self.seen = cx.told(position).unwrap_or(self.seen);
    }
}

struct PackTask {
    panel: String,
    panels: Vec<String>,
    folder: PathBuf,
}

impl PackTask {
    fn names_children(typed: &Typed) -> bool {
        typed.text("what").starts_with("pack")
    }
}

impl Task for PackTask {
    fn key(&self) -> String {
        format!("panel files {}", self.panel)
    }

    fn title(&self) -> String {
        "Files of a panel".into()
    }

    fn intro(&self, typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let words = match typed.text("what") {
            "pack" => "The pack names children and leaves the hub: who is due, and the page of each, as Word and HTML.",
            "pack-initials" => "The pack has children by initials, without dates of birth and addresses, and leaves the hub.",
            _ => "A calendar has the meetings of the next twelve months, and no child.",
        };
        vec![(if PackTask::names_children(typed) { Meaning::Warning } else { Meaning::Plain }, words.into())]
    }

    fn begin(&self) -> Typed {
        let mut typed = Typed::default();
        typed.set("folder", self.folder.display().to_string());
        typed.set("what", "pack");
        typed.set("panel", self.panels.iter().position(|panel| *panel == self.panel).unwrap_or(0).to_string());
        typed
    }

    fn fields(&self, typed: &Typed, _cx: &Context) -> Vec<Field> {
        let what = [
            ("pack", "pack, with names"),
            ("pack-initials", "pack, with initials"),
            ("calendar", "calendar of the panel"),
            ("calendar-all", "calendar of all panels"),
        ];
        let mut fields = vec![Field::one("what", "What", choices(what)), Field::one("panel", "Panel", panel_choices(&self.panels))];
        fields.push(Field::line("folder", "Folder"));
        if PackTask::names_children(typed) {
            fields.push(Field::word("write"));
        }
        fields
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        if PackTask::names_children(typed) && !typed.text("word").eq_ignore_ascii_case("write") {
            return Err(at("word", "Type “write”: the pack leaves the hub."));
        }
        let panel = named(&self.panels, typed.text("panel")).ok_or_else(|| at("panel", "Choose the panel (← → and Space)."))?;
        let folder = PathBuf::from(typed.text("folder"));
        cx.desk.make_folder(&folder).map_err(|why| at("folder", why))?;
        let files = match typed.text("what") {
            "pack" => cx.desk.write_pack(&panel, false, &folder, cx.now)?,
            "pack-initials" => cx.desk.write_pack(&panel, true, &folder, cx.now)?,
            "calendar" => vec![cx.desk.write_panel_calendar(Some(&panel), &folder, cx.now)?],
            "calendar-all" => vec![cx.desk.write_panel_calendar(None, &folder, cx.now)?],
            _ => return Err(at("what", "Choose what to write (← → and Space).")),
        };
        Ok(format!("Written into {}: {}.", folder.display(), files.join(", ")))
    }
}
