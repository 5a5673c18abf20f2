//! What is asked for under freedom of information, period by period.

use super::super::cohort::{Cohort, Index};
use super::super::facts::{CareGroup, EpisodeFact};
use super::super::figure::Figure;
use super::super::out::OfEpisode;
use super::super::period::Period;
use super::super::rates::{Per, Rate};
use super::{Cell, Sheet, Table};
use crate::interview::attempt::NotHeld;

/// The set of each period, side by side; the sheet's period runs from the first to the last day of all. `None`: no period was named.
pub fn sheet(index: &Index, periods: &[Period]) -> Option<Sheet> {
    let (from, to) = (periods.iter().map(|period| period.from).min()?, periods.iter().map(|period| period.to).max()?);
    let cohorts: Vec<Cohort> = periods.iter().map(|period| index.cohort(*period)).collect();
    let head = [String::new()].into_iter().chain(periods.iter().map(|period| period.label()));
    let mut table = Table::new("Missing children and return interviews", head);
    for (label, cell) in MEASURES {
        table = table.row(*label, cohorts.iter().map(cell).collect());
    }
    table = delivered(table, &cohorts)
        .note(
            "Offered and held: of the ended episodes whose interview is due. Within 72 hours: of those held. Declined: of those not held.",
        )
        .note("A number below 5 can point to a child: consider it before this is given out.");
    Some(Sheet {
        title: "Freedom of information: missing children".into(),
        source: "What is asked for under the Freedom of Information Act 2000",
        period: Period::new(from, to),
        as_of: index.facts.as_of,
        tables: vec![table],
        episodes: OfEpisode::all(index.facts),
    })
}

type Measure = (&'static str, fn(&Cohort) -> Cell);

const MEASURES: &[Measure] = &[
    ("Missing episodes", |all| Cell::figure(all.episode_count())),
    ("Children with an episode", |all| Cell::figure(all.child_count())),
    ("Return interviews offered", |all| Cell::figure(all.rate(Rate::Offered, Per::Episode))),
    ("Return interviews completed", |all| Cell::figure(all.rate(Rate::Held, Per::Episode))),
    ("Completed within 72 hours of the return", |all| Cell::figure(all.rate(Rate::In72OfHeld, Per::Episode))),
    ("Declined by the child, parent or carer", |all| {
        let reasons = [Some(NotHeld::Declined), Some(NotHeld::ParentRefused)];
        Cell::figure(all.not_held_for("declined-or-refused", "declined by the child, parent or carer", &reasons))
    }),
    ("Episodes of children in care (children)", |all| pair(all, "in care", |episode| episode.care.is_some_and(CareGroup::in_care))),
    ("Episodes of children placed out of area (children)", |all| pair(all, "out of area", |episode| episode.out_of_area == Some(true))),
];

fn pair(all: &Cohort, name: &str, test: fn(&EpisodeFact) -> bool) -> Cell {
    let part = all.part(name, test);
    Cell::pair(part.episode_count(), part.child_count())
}

/// A row for each agency that held an interview in any of the periods.
fn delivered(mut table: Table, cohorts: &[Cohort]) -> Table {
    let by_period: Vec<Vec<Figure>> = cohorts.iter().map(Cohort::delivered_by).collect();
    let mut agencies: Vec<&Figure> = Vec::new();
    for figure in by_period.iter().flatten() {
        if !agencies.iter().any(|agency| agency.code == figure.code) {
            agencies.push(figure);
        }
    }
    for agency in agencies {
        let of_agency = |figures: &Vec<Figure>| figures.iter().find(|figure| figure.code == agency.code).cloned();
        let cells = by_period.iter().map(|figures| of_agency(figures).map_or_else(|| Cell::Text("none".into()), Cell::figure));
        table = table.row(agency.title.as_ref(), cells.collect());
    }
    table
}
