//! Trafford's Ambition 7: seven measures against their targets.

use super::super::cohort::{Cohort, Index};
use super::super::facts::CareGroup;
use super::super::figure::{Against, Figure};
use super::super::out::OfEpisode;
use super::super::period::Period;
use super::super::rates::{Per, Rate};
use super::{Cell, Sheet, Table};
use crate::child::MarkerKind;
use crate::settings::Target;
use chrono::NaiveDate;

/// The sheet for the twelve months that end with a day, against the targets of the settings.
pub fn sheet(index: &Index, to: NaiveDate, targets: &[Target]) -> Sheet {
    let period = Period::year_to(to);
    let mut table = Table::new("Performance monitoring", ["Ref", "Description", "Target", "Result", "Target met"]);
    for (reference, description, target, figure) in measures(index, period) {
        let figure = figure.with_target(targets, target);
        let aim = figure.target.map_or("none set".into(), |aim| aim.words());
        let met = figure.against().map_or("–", Against::label);
        let cells = vec![Cell::Text(description.into()), Cell::Text(aim), Cell::figure(figure.clone()), Cell::Text(met.into())];
        table = table.row(reference, cells);
    }
    if let Some(why) = index.no_share(period) {
        table = table.note(format!("7.2: {why}"));
    }
    Sheet {
        title: format!("Ambition 7, {}", period.label()),
        source: "Trafford, Ambition 7: performance monitoring 7.1 to 7.7",
        period,
        as_of: index.facts.as_of,
        tables: vec![table],
        episodes: OfEpisode::all(index.facts),
    }
}

/// On its own sheet the concern stands in a description of the measure.
fn named(figure: Figure) -> Figure {
    match figure.code.strip_prefix("concern-") {
        Some(_) => Figure { title: format!("Assessments naming {}", figure.title).into(), ..figure },
        None => figure,
    }
}

/// The measures of a month that are not among the figures told of every month: 7.1, 7.6 and 7.7. How many children were looked after is
/// known of today alone, so that 7.2 has no month.
pub(in super::super) fn of_month(month: &Cohort) -> Vec<Figure> {
    vec![ours(month).child_count(), named(with_cse(month.index, month.period)), named(with_gangs(month.index, month.period))]
}

/// The seven measures of any period, each against its target, as figures.
pub fn figures(index: &Index, period: Period, targets: &[Target]) -> Vec<Figure> {
    measures(index, period).into_iter().map(|(_, _, target, figure)| named(figure).with_target(targets, target)).collect()
}

fn ours<'i>(all: &Cohort<'i>) -> Cohort<'i> {
    all.part(CareGroup::Ours.label(), |episode| episode.care == Some(CareGroup::Ours))
}

fn with_cse(index: &Index, period: Period) -> Figure {
    index.with_concern(period, "child sexual exploitation", &[MarkerKind::Cse])
}

fn with_gangs(index: &Index, period: Period) -> Figure {
    index.with_concern(period, "gangs or trafficking", &[MarkerKind::Gangs, MarkerKind::Trafficking])
}

fn measures(index: &Index, period: Period) -> [(&'static str, &'static str, &'static str, Figure); 7] {
    let all = index.cohort(period);
    [
        ("Amb 7.1", "Number of CLA with a missing incident in the last 12 months", "looked-after-missing", ours(&all).child_count()),
        ("Amb 7.2", "% of CLA with missing incident in the last 12 months", "looked-after-missing-share", index.looked_after_share(period)),
        ("Amb 7.3", "% all children offered a Return Home Interview (RHI)", "offered", all.rate(Rate::Offered, Per::Child)),
        ("Amb 7.4", "% children accepting Return Home Interview", "accepted", all.rate(Rate::Accepted, Per::Child)),
        (
            "Amb 7.5",
            "% Return Home Interviews that took place within 3 working days",
            "in-3-working-days",
            all.rate(Rate::In3DaysOfHeld, Per::Episode),
        ),
        ("Amb 7.6", "% assessments where Child Sexual Exploitation (CSE) is a factor", "assessments-cse", with_cse(index, period)),
        ("Amb 7.7", "% assessments where gangs and trafficking is a factor", "assessments-gangs-trafficking", with_gangs(index, period)),
    ]
}
