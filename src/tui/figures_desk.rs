//! What the screens ask of the casebook about figures.

use super::private_desk::PrivateDesk;
use crate::casebook::Hub;
use crate::casebook::error::Result;
use crate::casebook::figures_rows::FigureRow;
use crate::episode::Moment;
use crate::report::figures::out::{FiguresView, asked};
use crate::report::figures::presets::{Preset, Sheet};
use crate::report::figures::{Figure, Period};
use std::path::Path;

/// Figures, as the screens use them. Moments are UTC; `now` is the moment the person acts.
pub trait FiguresDesk {
    fn figures(&self, period: Period, compare: Option<Period>, now: Moment) -> Result<FiguresView>;
    fn figures_sheet(&self, preset: Preset, period: Period, compare: Option<Period>, now: Moment) -> Result<Sheet>;
    fn figure_rows(&self, figure: &Figure) -> Result<Vec<FigureRow>>;
    /// Days or months as people write them; nothing: as long as figures are usually asked for. The error is one line of words.
    fn understand_period(&self, from: &str, to: &str, now: Moment) -> std::result::Result<Period, String>;
    /// The period to compare with: "year-before", "FROM..TO", or nothing.
    fn understand_compare(&self, text: &str, of: Period, now: Moment) -> std::result::Result<Option<Period>, String>;
    /// Writes a workbook and a page into a folder; the names of the files.
    fn export_figures(&mut self, view: &FiguresView, folder: &Path, now: Moment) -> Result<Vec<String>>;
    fn export_sheet(&mut self, preset: Preset, sheet: &Sheet, folder: &Path, now: Moment) -> Result<Vec<String>>;
}

impl FiguresDesk for Hub {
    fn figures(&self, period: Period, compare: Option<Period>, now: Moment) -> Result<FiguresView> {
        Hub::figures(self, period, compare, now)
    }

    fn figures_sheet(&self, preset: Preset, period: Period, compare: Option<Period>, now: Moment) -> Result<Sheet> {
        Hub::figures_sheet(self, preset, period, compare, now)
    }

    fn figure_rows(&self, figure: &Figure) -> Result<Vec<FigureRow>> {
        Hub::figure_rows(self, figure)
    }

    fn understand_period(&self, from: &str, to: &str, now: Moment) -> std::result::Result<Period, String> {
        let typed = |text: &'_ str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        asked::period(typed(from).as_deref(), typed(to).as_deref(), now, &self.clocks().working_days)
    }

    fn understand_compare(&self, text: &str, of: Period, now: Moment) -> std::result::Result<Option<Period>, String> {
        asked::compare(text, of, now, &self.clocks().working_days)
    }

    fn export_figures(&mut self, view: &FiguresView, folder: &Path, now: Moment) -> Result<Vec<String>> {
        Hub::export_figures(self, view, folder, now)
    }

    fn export_sheet(&mut self, preset: Preset, sheet: &Sheet, folder: &Path, now: Moment) -> Result<Vec<String>> {
        Hub::export_sheet(self, preset, sheet, folder, now)
    }
}

/// Figures name nobody; the rows behind them do.
impl FiguresDesk for PrivateDesk {
    fn figures(&self, period: Period, compare: Option<Period>, now: Moment) -> Result<FiguresView> {
        self.desk.figures(period, compare, now)
    }

    fn figures_sheet(&self, preset: Preset, period: Period, compare: Option<Period>, now: Moment) -> Result<Sheet> {
        self.desk.figures_sheet(preset, period, compare, now)
    }

    fn figure_rows(&self, figure: &Figure) -> Result<Vec<FigureRow>> {
        self.veiled(self.desk.figure_rows(figure), None)
    }

    fn understand_period(&self, from: &str, to: &str, now: Moment) -> std::result::Result<Period, String> {
        self.desk.understand_period(from, to, now)
    }

    fn understand_compare(&self, text: &str, of: Period, now: Moment) -> std::result::Result<Option<Period>, String> {
        self.desk.understand_compare(text, of, now)
    }

    fn export_figures(&mut self, view: &FiguresView, folder: &Path, now: Moment) -> Result<Vec<String>> {
        self.desk.export_figures(view, folder, now)
    }

    fn export_sheet(&mut self, preset: Preset, sheet: &Sheet, folder: &Path, now: Moment) -> Result<Vec<String>> {
        self.desk.export_sheet(preset, sheet, folder, now)
    }
}
