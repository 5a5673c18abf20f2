//! Forms of the board: the reason of an override, a refused row put right, a row set aside.

use super::Next;
use super::form::{FormScreen, Task, Wrong, at};
use crate::casebook::event::RowOutcome;
use crate::casebook::view::{Case, Refused};
use crate::episode::EpisodeId;
use crate::triage::Band;
use crate::tui::app::Context;
use crate::tui::theme::Meaning;
use crate::tui::widget::case_pane::case_title;
use crate::tui::widget::field::{Field, Typed};

/// The bands that can be chosen, the most urgent first; after them "as the rules say".
pub fn bands() -> Vec<Band> {
    Band::ALL.iter().rev().copied().collect()
}

/// The form that asks the reason for the band chosen from [`bands`].
pub fn override_form(case: &Case, choice: usize) -> Next {
    let (episode, seen) = (case.episode.id, case.episode.changed);
    FormScreen::push(Override { title: case_title(case), episode, band: bands().get(choice).copied(), seen })
}

/// The form with the cells of a refused row.
pub fn put_right_form(refused: &Refused, fields: &[(String, String)]) -> FormScreen {
    FormScreen::new(PutRight { refused: refused.clone(), labels: fields.to_vec() })
}

/// The form that asks why a refused row will not be taken.
pub fn set_aside_form(refused: &Refused) -> FormScreen {
    FormScreen::new(SetAside { refused: refused.clone() })
}

fn reason_field() -> Vec<Field> {
    vec![Field::line("reason", "Reason (needed)")]
}

/// The reason as typed; it must say something.
fn reason(typed: &Typed) -> Result<&str, Wrong> {
    let reason = typed.text("reason");
    if reason.is_empty() { Err(at("reason", "Write the reason: it stands in the record.")) } else { Ok(reason) }
}

struct Override {
    title: String,
    episode: EpisodeId,
    band: Option<Band>,
    seen: i64,
}

impl Task for Override {
    fn key(&self) -> String {
        format!("override {}", self.episode)
    }

    fn title(&self) -> String {
        format!("Override the band: {}", self.title)
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let words = match self.band {
            Some(band) => format!("The band becomes {band}, and stays visible as set by you. The rules' own band stays beside it."),
            None => "The override is taken back; the rules' band counts again.".into(),
        };
        vec![(Meaning::Plain, words)]
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        reason_field()
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        cx.desk.override_band(self.episode, self.band, reason(typed)?, Some(self.seen), cx.now)?;
        Ok(self.band.map_or_else(|| "The rules' band counts again.".into(), |b| format!("The band is now {b}, set by you.")))
    }

    fn look_again(&mut self, cx: &mut Context) {
        let case = cx.desk.case(self.episode, cx.now);
        self.seen = cx.told(case).map_or(self.seen, |case| case.episode.changed);
    }
}

struct PutRight {
    refused: Refused,
    /// Code and label of each field.
    labels: Vec<(String, String)>,
}

impl Task for PutRight {
    fn key(&self) -> String {
        format!("put right {}", self.refused.id)
    }

    fn title(&self) -> String {
        format!("Put right: row {} of {}", self.refused.row.line.row, self.refused.file)
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        vec![(Meaning::Warning, self.refused.row.reason.clone())]
    }

    fn begin(&self) -> Typed {
        let mut typed = Typed::default();
        self.refused.row.cells.iter().for_each(|(name, value)| typed.set(name, value));
        typed
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        let label = |code: &str| self.labels.iter().find(|(c, _)| c == code).map_or_else(|| code.to_string(), |(_, label)| label.clone());
        self.refused.row.cells.keys().map(|name| Field::line(name, &label(name))).collect()
    }

    fn first(&self) -> usize {
        let row = &self.refused.row;
        let wrong = |(name, value): (&String, &String)| *name == row.column || (!row.value.is_empty() && *value == row.value);
        row.cells.iter().position(wrong).unwrap_or(0)
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let cell = |name: &String| (name.clone(), typed.all(name).first().cloned().unwrap_or_default());
        let cells = self.refused.row.cells.keys().map(cell).collect();
        Ok(match cx.desk.put_right(self.refused.id, cells, cx.now)? {
            RowOutcome::Waiting => "The row is taken; who the child is waits for a person (r on the board).".into(),
            other => format!("The row is taken: {other}."),
        })
    }
}

struct SetAside {
    refused: Refused,
}

impl Task for SetAside {
    fn key(&self) -> String {
        format!("set aside {}", self.refused.id)
    }

    fn title(&self) -> String {
        format!("Set aside: row {} of {}", self.refused.row.line.row, self.refused.file)
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let stays = "The row stays in the record with your reason and leaves the list of refused rows.";
        vec![(Meaning::Warning, self.refused.row.reason.clone()), (Meaning::Plain, stays.into())]
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        reason_field()
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        cx.desk.set_aside(self.refused.id, reason(typed)?, cx.now)?;
        Ok("The row is set aside, with your reason in the record.".into())
    }
}
