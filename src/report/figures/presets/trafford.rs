//! Trafford's Ambition 7: seven measures against their targets.

use super::super::cohort::Index;
use super::super::facts::CareGroup;
use super::super::figure::{Against, Figure};
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
    if index.facts.looked_after_children.is_none() {
        table = table.note("7.2 needs the number of children looked after by this authority.");
    }
    Sheet {
        title: format!("Ambition 7, {}", period.label()),
        source: "Trafford, Ambition 7: performance monitoring 7.1 to 7.7",
        period,
        as_of: index.facts.as_of,
        tables: vec![table],
    }
}

/// The seven measures of any period, each against its target, as figures.
pub fn figures(index: &Index, period: Period, targets: &[Target]) -> Vec<Figure> {
    let named = |figure: Figure| match figure.code.strip_prefix("concern-") {
        // On its own sheet the concern stands in a description of the measure.
        Some(_) => Figure { title: format!("Assessments naming {}", figure.title).into(), ..figure },
        None => figure,
    };
    measures(index, period).into_iter().map(|(_, _, target, figure)| named(figure).with_target(targets, target)).collect()
}

fn measures(index: &Index, period: Period) -> [(&'static str, &'static str, &'static str, Figure); 7] {
    let all = index.cohort(period);
    let ours = all.part(CareGroup::Ours.label(), |episode| episode.care == Some(CareGroup::Ours));
    let assessed = |name, kinds: &[MarkerKind]| index.with_concern(period, name, kinds);
    [
        ("Amb 7.1", "Number of CLA with a missing incident in the last 12 months", "looked-after-missing", ours.child_count()),
        ("Amb 7.2", "% of CLA with missing incident in the last 12 months", "looked-after-missing-share", index.looked_after_share(period)),
        ("Amb 7.3", "% all children offered a Return Home Interview (RHI)", "offered", all.rate(Rate::Offered, Per::Child)),
        ("Amb 7.4", "% children accepting Return Home Interview", "accepted", all.rate(Rate::Accepted, Per::Child)),
        (
            "Amb 7.5",
            "% Return Home Interviews that took place within 3 working days",
            "in-3-working-days",
            all.rate(Rate::In3DaysOfHeld, Per::Episode),
        ),
        (
            "Amb 7.6",
            "% assessments where Child Sexual Exploitation (CSE) is a factor",
            "assessments-cse",
            assessed("child sexual exploitation", &[MarkerKind::Cse]),
        ),
        (
            "Amb 7.7",
            "% assessments where gangs and trafficking is a factor",
            "assessments-gangs-trafficking",
            assessed("gangs or trafficking", &[MarkerKind::Gangs, MarkerKind::Trafficking]),
        ),
    ]
}
