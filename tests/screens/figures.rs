//! A year of invented episodes, counted by the program's own hand.

#[allow(dead_code)]
#[path = "../figures/made.rs"]
mod made;

use super::{Morning, now};
use chrono::TimeDelta;
use made::{Made, missing_since};
use std::path::Path;
use wayhome::calendar::WorkingDays;
use wayhome::casebook::error::Result;
use wayhome::casebook::figures_rows::{FigureRow, RowTold};
use wayhome::child::{CareStatus, ChildId, MarkerKind};
use wayhome::episode::{EpisodeId, Moment};
use wayhome::interview::attempt::{AttemptOutcome, NotHeld};
use wayhome::report::figures::facts::Facts;
use wayhome::report::figures::figure::RowKind;
use wayhome::report::figures::out::rows::behind;
use wayhome::report::figures::out::{FiguresView, OfEpisode, asked};
use wayhome::report::figures::presets::{Preset, Sheet, trafford};
use wayhome::report::figures::set::FigureSet;
use wayhome::report::figures::{Figure, Index, Period};
use wayhome::settings::Settings;
use wayhome::tui::figures_desk::FiguresDesk;

/// The children whose rows have a case to open.
const NAMES: [&str; 4] = ["Nadia Begum", "Thi Lan Nguyen", "Kayden Archer", "Chidi Okafor"];

/// Every fourth day of two years somebody goes missing; by turns the interview is held in time, late, declined, or nothing is done.
fn episode(n: i64) -> Made {
    let began = now() - TimeDelta::days(730) + TimeDelta::days(n * 4);
    let returned = began + TimeDelta::hours(6 + n % 40);
    let care = if n % 3 == 0 { CareStatus::LookedAfter } else { CareStatus::AtHome };
    let made = missing_since(n + 1, n % 24 + 1, began).back_at(returned).care(care);
    let made = if n % 5 == 0 { made.marked(&[MarkerKind::Cse]) } else { made };
    match n % 4 {
        0 => made.held_at(n + 1, returned + TimeDelta::hours(20), None),
        1 => made.held_at(n + 1, returned + TimeDelta::hours(200), None),
        2 => made.attempt(returned + TimeDelta::hours(3), AttemptOutcome::Engaged, true).closed(NotHeld::Declined, "2026-11-01T09:00:00Z"),
        _ => made,
    }
}

fn facts(as_of: Moment) -> Facts {
    let mut episodes: Vec<_> = (0..182).map(|n| episode(n).fact(as_of)).collect();
    episodes.push(missing_since(900, 1, now() - TimeDelta::hours(17)).fact(as_of));
    Facts { episodes, looked_after_children: Some(400), ..Facts::none(as_of) }
}

impl FiguresDesk for Morning {
    fn figures(&self, period: Period, compare: Option<Period>, now: Moment) -> Result<FiguresView> {
        let mut facts = facts(now);
        if self.0.borrow().empty {
            facts.episodes.clear();
        }
        let (index, targets) = (Index::new(&facts), Settings::default().targets);
        Ok(FiguresView {
            hub: "Oldtown".into(),
            as_of: now,
            record_begins: None,
            own_clocks: None,
            set: FigureSet::of(&index, period, &targets),
            before: compare.map(|before| FigureSet::of(&index, before, &targets)),
            targets: trafford::figures(&index, period, &targets),
            targets_before: compare.map(|before| trafford::figures(&index, before, &targets)).unwrap_or_default(),
            episodes: OfEpisode::all(&facts),
        })
    }

    fn figures_sheet(&self, preset: Preset, period: Period, compare: Option<Period>, now: Moment) -> Result<Sheet> {
        let facts = facts(now);
        Ok(preset.sheet(&Index::new(&facts), period, compare, &Settings::default().targets).unwrap())
    }

    fn figure_rows(&self, figure: &Figure) -> Result<Vec<FigureRow>> {
        let told = |kind: RowKind, id: i64| {
            let child = (id - 1) % 4 + 1;
            let name = NAMES[usize::try_from(child - 1).unwrap()].to_owned();
            let of_child = if kind == RowKind::Child { format!("C{id}") } else { format!("GMP/26/{id:05}") };
            let words = "began Thu 12 Nov 2026 20:00, 11.5 hours missing (last seen Thu 12 Nov 2026 19:30, returned Fri 13 Nov 2026 07:00)"
                .to_owned();
            RowTold { reference: of_child, child: Some(ChildId(child)), name, words, opens: Some(EpisodeId(child)) }
        };
        Ok(behind(figure).map(|behind| FigureRow { behind, told: told(behind.row.kind, behind.row.id) }).collect())
    }

    fn understand_period(&self, from: &str, to: &str, now: Moment) -> std::result::Result<Period, String> {
        let (from, to) = (Some(from).filter(|text| !text.is_empty()), Some(to).filter(|text| !text.is_empty()));
        asked::period(from, to, now, &WorkingDays::shipped())
    }

    fn understand_compare(&self, text: &str, of: Period, now: Moment) -> std::result::Result<Option<Period>, String> {
        asked::compare(text, of, now, &WorkingDays::shipped())
    }

    fn export_figures(&mut self, view: &FiguresView, folder: &Path, _now: Moment) -> Result<Vec<String>> {
        self.write(format!("figures of {} into {}", view.periods(), folder.display()));
        Ok(vec!["figures.xlsx".into(), "figures.html".into()])
    }

    fn export_sheet(&mut self, preset: Preset, sheet: &Sheet, folder: &Path, _now: Moment) -> Result<Vec<String>> {
        self.write(format!("{}, {} into {}", preset.code(), sheet.period, folder.display()));
        Ok(vec!["warwickshire.xlsx".into()])
    }
}
