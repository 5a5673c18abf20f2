//! The forms of figures: another period, and files for those who need them.

use super::figures::Asked;
use super::form::{Task, Wrong, at};
use crate::report::figures::Period;
use crate::report::figures::out::FiguresView;
use crate::report::figures::presets::{Preset, Sheet};
use crate::tui::app::Context;
use crate::tui::theme::Meaning;
use crate::tui::widget::field::{Field, Typed};
use std::path::PathBuf;

/// Chooses the period, and the one it is compared with.
pub struct PeriodTask {
    pub asked: Asked,
    pub shown: Option<(Period, Option<Period>)>,
}

impl PeriodTask {
    fn read(&self, typed: &Typed, cx: &Context) -> Result<(Period, Option<Period>), Wrong> {
        let period = cx.desk.understand_period(typed.text("from"), typed.text("to"), cx.now).map_err(|why| at("from", why))?;
        let compare = cx.desk.understand_compare(typed.text("compare"), period, cx.now).map_err(|why| at("compare", why))?;
        Ok((period, compare))
    }
}

impl Task for PeriodTask {
    fn key(&self) -> String {
        "figures period".into()
    }

    fn title(&self) -> String {
        "Figures of which period?".into()
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let words = "Days or months as you write them: 1/4/2026, Apr 2026. Both empty: the twelve months to the end of last month.";
        vec![(Meaning::Plain, words.into()), (Meaning::Plain, "Compare with: year-before, before, or FROM..TO; empty: nothing.".into())]
    }

    fn begin(&self) -> Typed {
        let mut typed = Typed::default();
        if let Some((period, compare)) = self.shown {
            let day = |day: chrono::NaiveDate| day.format("%d/%m/%Y").to_string();
            typed.set("from", day(period.from));
            typed.set("to", day(period.to));
            let beside = |before: Period| {
                if before == period.year_before() { "year-before".into() } else { format!("{}..{}", day(before.from), day(before.to)) }
            };
            typed.set("compare", compare.map(beside).unwrap_or_default());
        }
        typed
    }

    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field> {
        let period = cx.desk.understand_period(typed.text("from"), typed.text("to"), cx.now);
        let compare = period.as_ref().ok().map(|period| cx.desk.understand_compare(typed.text("compare"), *period, cx.now));
        let words = |compare: Option<Period>| compare.map_or("nothing".to_owned(), |compare| compare.to_string());
        vec![
            Field::line("from", "From"),
            Field::line("to", "To").read_as(Some(period.map(|period| period.to_string()))),
            Field::line("compare", "Compare with").read_as(compare.map(|compare| compare.map(words))),
        ]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        let (period, compare) = self.read(typed, cx)?;
        self.asked.set(Some((period, compare)));
        Ok(compare.map_or_else(|| format!("Figures of {period}."), |before| format!("Figures of {period}, compared with {before}.")))
    }
}

/// What is written to files.
pub enum What {
    Figures(Box<FiguresView>),
    Sheet(Preset, Sheet),
}

/// Writes a workbook and a page.
pub struct ExportTask {
    pub what: What,
    pub folder: PathBuf,
}

impl Task for ExportTask {
    fn key(&self) -> String {
        self.title().to_lowercase()
    }

    fn title(&self) -> String {
        match &self.what {
            What::Figures(view) => format!("Write the figures of {}", view.period()),
            What::Sheet(_, sheet) => format!("Write: {}", sheet.title),
        }
    }

    fn intro(&self, _typed: &Typed, _cx: &Context) -> Vec<(Meaning, String)> {
        let rows = match &self.what {
            What::Figures(_) => {
                "A workbook with charts and the rows behind the figures, and a page (HTML). Rows carry numbers and no names."
            }
            What::Sheet(..) => "A workbook with the rows behind the figures, and a page (HTML). Rows carry numbers and no names.",
        };
        let small = "They leave the hub: a count below 5 can point to a child. The record keeps that they were written.";
        vec![(Meaning::Plain, rows.into()), (Meaning::Warning, small.into())]
    }

    fn begin(&self) -> Typed {
        let mut typed = Typed::default();
        typed.set("folder", self.folder.display().to_string());
        typed
    }

    fn fields(&self, _typed: &Typed, _cx: &Context) -> Vec<Field> {
        vec![Field::word("write"), Field::line("folder", "Folder")]
    }

    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong> {
        if !typed.text("word").eq_ignore_ascii_case("write") {
            return Err(at("word", "Nothing was written: type “write” to go on, or Esc to leave it."));
        }
        let folder = PathBuf::from(typed.text("folder"));
        cx.desk.make_folder(&folder).map_err(|why| at("folder", why))?;
        let files = match &self.what {
            What::Figures(view) => cx.desk.export_figures(view, &folder, cx.now)?,
            What::Sheet(preset, sheet) => cx.desk.export_sheet(*preset, sheet, &folder, cx.now)?,
        };
        Ok(format!("Written into {}: {}.", folder.display(), files.join(", ")))
    }
}
