//! What the screens ask of the casebook about the panels.

use super::private_desk::PrivateDesk;
use crate::calendar::day_of;
use crate::casebook::error::{Error, Result};
use crate::casebook::event::Export;
use crate::casebook::meeting_view::Paper;
use crate::casebook::panels_view::{PanelPage, PanelsSheet};
use crate::casebook::{Hub, PanelOutcome};
use crate::child::ChildId;
use crate::episode::Moment;
use crate::meeting::action;
use crate::meeting::decision::{DecisionId, Outcome};
use crate::report::panel::Stays;
use crate::report::panels::calendar::{calendar, slug};
use crate::store::files::write_all_new;
use chrono::NaiveDate;
use std::path::Path;

/// What a panel said of a child, as the form holds it; actions are the lines as typed.
#[derive(Debug, Clone, PartialEq)]
pub struct SaidByPanel {
    pub panel: String,
    pub child: ChildId,
    /// The UK day of the panel.
    pub on: NaiveDate,
    pub stays: Stays,
    pub note: String,
    pub next_review: Option<NaiveDate>,
    /// What it decided; empty: nothing new.
    pub outcomes: Vec<Outcome>,
    /// Why; empty: the note says it.
    pub rationale: String,
    pub actions: Vec<String>,
    pub refer_to: Option<String>,
    /// Journal position of what was shown.
    pub seen: Option<i64>,
}

/// The panels, as the screens use it. Moments are UTC; `now` is the moment the person acts.
pub trait PanelsDesk {
    /// Every panel with who is due, and who is taken by none.
    fn panels(&self, now: Moment) -> Result<PanelsSheet>;
    fn panel_page(&self, child: ChildId, now: Moment) -> Result<PanelPage>;
    /// Records what a panel said; gives the decision recorded with it.
    fn panel_outcome(&mut self, said: SaidByPanel, now: Moment) -> Result<Option<DecisionId>>;
    /// Writes the pack of a panel into the folder and records that it did: the names of the files.
    fn write_pack(&mut self, panel: &str, initials: bool, folder: &Path, now: Moment) -> Result<Vec<String>>;
    /// Writes the meetings of the next twelve months, of one panel or of all, as a calendar file into the folder: its name.
    fn write_panel_calendar(&self, panel: Option<&str>, folder: &Path, now: Moment) -> Result<String>;
    /// A UK day that has been, as people write it, or in one line what is wrong with it.
    fn understand_panel_day(&self, text: &str, now: Moment) -> std::result::Result<NaiveDate, String>;
}

impl PanelsDesk for Hub {
    fn panels(&self, now: Moment) -> Result<PanelsSheet> {
        Hub::panels(self, now)
    }

    fn panel_page(&self, child: ChildId, now: Moment) -> Result<PanelPage> {
        Hub::panel_page(self, child, now)
    }

    fn panel_outcome(&mut self, said: SaidByPanel, now: Moment) -> Result<Option<DecisionId>> {
        let read = |line: &String| action::parse(line, self.settings(), now, &self.clocks().working_days);
        let actions = said.actions.iter().map(read).collect::<std::result::Result<_, _>>().map_err(Error::Refused)?;
        let SaidByPanel { panel, child, on, stays, note, next_review, outcomes, rationale, actions: _, refer_to, seen } = said;
        let outcome = PanelOutcome { panel, child, on, stays, note, next_review, outcomes, rationale, actions, refer_to, seen };
        Ok(Hub::panel_outcome(self, outcome, now)?.decision.map(|decision| decision.id))
    }

    fn write_pack(&mut self, panel: &str, initials: bool, folder: &Path, now: Moment) -> Result<Vec<String>> {
        let files = write_all_new(folder, &self.panel_papers(panel, initials, now)?)?;
        self.note_export(Export::PanelPack, files.clone(), None, panel, now)?;
        Ok(files)
    }

    fn write_panel_calendar(&self, panel: Option<&str>, folder: &Path, now: Moment) -> Result<String> {
        let panels = match panel {
            Some(panel) => vec![self.find_panel(panel)?],
            None => self.settings().panels.iter().collect(),
        };
        let name = panel.map_or("panels".to_string(), slug);
        let file = calendar(&panels, &self.clocks().working_days, now);
        let paper = Paper { file_name: format!("{}-{name}.ics", day_of(now)), bytes: file.into_bytes() };
        write_all_new(folder, std::slice::from_ref(&paper))?;
        Ok(paper.file_name)
    }

    fn understand_panel_day(&self, text: &str, now: Moment) -> std::result::Result<NaiveDate, String> {
        crate::spoken::past_day(text, now, &self.clocks().working_days)
    }
}

impl PanelsDesk for PrivateDesk {
    fn panels(&self, now: Moment) -> Result<PanelsSheet> {
        self.veiled(self.desk.panels(now), None)
    }

    fn panel_page(&self, child: ChildId, now: Moment) -> Result<PanelPage> {
        self.veiled(self.desk.panel_page(child, now), None)
    }

    fn panel_outcome(&mut self, said: SaidByPanel, now: Moment) -> Result<Option<DecisionId>> {
        let done = self.desk.panel_outcome(said, now);
        self.told(done)
    }

    fn write_pack(&mut self, panel: &str, initials: bool, folder: &Path, now: Moment) -> Result<Vec<String>> {
        self.desk.write_pack(panel, initials, folder, now)
    }

    fn write_panel_calendar(&self, panel: Option<&str>, folder: &Path, now: Moment) -> Result<String> {
        self.desk.write_panel_calendar(panel, folder, now)
    }

    fn understand_panel_day(&self, text: &str, now: Moment) -> std::result::Result<NaiveDate, String> {
        self.desk.understand_panel_day(text, now)
    }
}
