//! What the figures, the top ten and the panels are made from; the figures of a period, and reports with a layout of their own.

use super::error::{Error, Result};
use super::event::{Event, Export};
use super::hub::Hub;
use super::meeting_view::Paper;
use crate::calendar::{day_of, start_of_day};
use crate::child::ChildId;
use crate::episode::Moment;
use crate::report::figures::kept::own_clocks;
use crate::report::figures::out::{self, FiguresView, OfEpisode};
use crate::report::figures::presets::{Preset, Sheet, trafford};
use crate::report::figures::set::FigureSet;
use crate::report::figures::{Facts, Index, Period};
use crate::report::workbook;
use crate::store::files::write_all_new;
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;
use std::path::Path;

/// Days before a period in which an episode may have ended whose interview was held in it.
const BEFORE: Days = Days::new(92);

impl Hub {
    /// Everything that is counted from a moment on, as known now.
    pub fn facts(&self, from: Moment, now: Moment) -> Result<Facts> {
        self.store.read(|store| store.facts(from, &self.clocks, now))
    }

    /// What is counted of periods that begin with a day.
    pub(super) fn facts_from(&self, first: NaiveDate, now: Moment) -> Result<Facts> {
        self.facts(start_of_day(first.checked_sub_days(BEFORE).unwrap_or(first)), now)
    }

    /// Every figure of a period, and of another to compare it with, as known now.
    pub fn figures(&self, period: Period, compare: Option<Period>, now: Moment) -> Result<FiguresView> {
        let facts = self.facts_from(compare.map_or(period.from, |before| before.from.min(period.from)), now)?;
        let (index, targets) = (Index::new(&facts), &self.settings.targets);
        Ok(FiguresView {
            hub: self.name().to_owned(),
            as_of: now,
            record_begins: self.store.first_episode()?.map(day_of),
            own_clocks: own_clocks(&self.clocks),
            set: FigureSet::of(&index, period, targets),
            before: compare.map(|before| FigureSet::of(&index, before, targets)),
            targets: trafford::figures(&index, period, targets),
            targets_before: compare.map(|before| trafford::figures(&index, before, targets)).unwrap_or_default(),
            episodes: OfEpisode::all(&facts),
        })
    }

    /// A report with a layout of its own. Without `compare` it stands beside the year before, where its layout has an earlier period.
    pub fn figures_sheet(&self, preset: Preset, period: Period, compare: Option<Period>, now: Moment) -> Result<Sheet> {
        let facts = self.facts_from(preset.first_day(period, compare), now)?;
        let sheet = preset.sheet(&Index::new(&facts), period, compare, &self.settings.targets);
        let mut sheet = sheet.ok_or_else(|| Error::Refused("no period was named".into()))?;
        let periods: BTreeSet<Period> = sheet.figures().map(|figure| figure.period).collect();
        let begins = self.store.first_episode()?.map(day_of);
        if let Some(last) = sheet.tables.last_mut() {
            last.notes.extend(out::not_whole(begins, periods.into_iter()).into_iter().chain(own_clocks(&self.clocks)));
        }
        Ok(sheet)
    }

    /// Writes the figures as a workbook and as a page into a folder, all or none, and writes down that they left the hub. Gives the
    /// names of the files: "figures-2025-11-01-2026-10-31.xlsx".
    pub fn export_figures(&mut self, view: &FiguresView, folder: &Path, now: Moment) -> Result<Vec<String>> {
        let name = |end: &str| format!("{}.{end}", file_name("figures", view.period()));
        let book = workbook::write(&out::book::figures(view)).map_err(Error::Refused)?;
        let page = out::html::figures(view).into_bytes();
        let papers = [(name("xlsx"), book), (name("html"), page)];
        self.write_figures(papers.map(|(file_name, bytes)| Paper { file_name, bytes }).as_slice(), folder, now)
    }

    /// Writes a report with a layout of its own as a workbook and as a page, likewise.
    pub fn export_sheet(&mut self, preset: Preset, sheet: &Sheet, folder: &Path, now: Moment) -> Result<Vec<String>> {
        let name = |end: &str| format!("{}.{end}", file_name(preset.code(), sheet.period));
        let book = workbook::write(&out::sheet::book(sheet)).map_err(Error::Refused)?;
        let papers = [(name("xlsx"), book), (name("html"), out::sheet::html(sheet).into_bytes())];
        self.write_figures(papers.map(|(file_name, bytes)| Paper { file_name, bytes }).as_slice(), folder, now)
    }

    /// Writes files of figures into a folder, all or none, and writes down that they left the hub; refused before where that cannot be
    /// written down.
    pub fn write_figures(&mut self, papers: &[Paper], folder: &Path, now: Moment) -> Result<Vec<String>> {
        self.may_write()?;
        let files = write_all_new(folder, papers)?;
        self.note_export(Export::Figures, files.clone(), None, "", now)?;
        Ok(files)
    }

    /// Writes down that something left the hub in files of these names (names of files only, no child's name in them).
    pub fn note_export(&mut self, what: Export, files: Vec<String>, about: Option<ChildId>, reason: &str, now: Moment) -> Result<()> {
        let reason = reason.trim().to_owned();
        self.verb(now, |_, pen| pen.record(Event::Exported { what, files, about, reason }).map(|_| ()))
    }
}

/// "figures-2025-11-01-2026-10-31".
pub fn file_name(what: &str, period: Period) -> String {
    format!("{what}-{}-{}", period.from, period.to)
}
