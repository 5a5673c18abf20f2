//! Every figure of a period at once: what the screen, the workbook and the documents of figures are made from.

use super::again::After;
use super::cohort::{Cohort, Index};
use super::figure::Figure;
use super::period::Period;
use super::presets::trafford;
use super::rates::{Per, Rate};
use super::split::Split;
use crate::settings::{Step, Target};
use rayon::prelude::*;
use serde::Serialize;

/// All figures of a period. Each stands alone: rule, exclusions and rows are in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FigureSet {
    pub period: Period,
    /// Episodes, children, hours, and every rate per episode and per child, against the targets.
    pub headline: Vec<Figure>,
    /// The headline figures of each group, in the order of the groups.
    pub splits: Vec<(Split, Vec<Vec<Figure>>)>,
    /// The headline figures month by month, oldest first; with them what of the targets is of a part of the episodes, or of none.
    pub months: Vec<Vec<Figure>>,
    pub not_held: Vec<Figure>,
    pub late: Vec<Figure>,
    pub delivered_by: Vec<Figure>,
    pub education: Vec<Figure>,
    /// Missing again within 28 and 90 days of an interview and of a decision.
    pub again: Vec<Figure>,
    pub assessments: Vec<Figure>,
}

/// After how long a child belongs to the long-term panel (Warwickshire).
pub(super) const LONG_TERM: Step = Step::Months(3);

impl FigureSet {
    /// Every figure of a period.
    pub fn of(index: &Index, period: Period, targets: &[Target]) -> FigureSet {
        let cohort = index.cohort(period);
        let of_split = |split: &Split| (*split, cohort.split(*split).par_iter().map(headline).collect());
        let splits = || Split::ALL.par_iter().map(of_split).collect();
        let (splits, rest) = rayon::join(splits, || FigureSet::without_splits(index, &cohort, targets));
        FigureSet { splits, ..rest }
    }

    fn without_splits(index: &Index, cohort: &Cohort, targets: &[Target]) -> FigureSet {
        let period = cohort.period;
        let mut headline: Vec<Figure> = headline(cohort).into_iter().map(|figure| aimed(figure, targets)).collect();
        headline.push(index.long_term(period, LONG_TERM));
        let again = After::ALL.iter().flat_map(|after| [28, 90].map(|days| index.missing_again(*after, days, period)));
        let mut assessments = vec![index.assessments(period), index.supported(period), index.intelligence(period)];
        assessments.extend(index.concerns(period));
        assessments.extend(index.outcomes(period));
        assessments.extend(index.course(period));
        FigureSet {
            period,
            headline,
            splits: Vec::new(),
            months: cohort.months().iter().map(|month| [self::headline(month), trafford::of_month(month)].concat()).collect(),
            not_held: cohort.not_held(),
            late: cohort.late(),
            delivered_by: cohort.delivered_by(),
            education: cohort.education(),
            again: again.collect(),
            assessments,
        }
    }

    /// Every figure of the set, one after the other.
    pub fn all(&self) -> impl Iterator<Item = &Figure> {
        let lists = [&self.headline, &self.not_held, &self.late, &self.delivered_by, &self.education, &self.again, &self.assessments];
        let splits = self.splits.iter().flat_map(|(_, groups)| groups.iter().flatten());
        lists.into_iter().flatten().chain(splits).chain(self.months.iter().flatten())
    }
}

/// What is shown of every cohort, whole or part.
fn headline(cohort: &Cohort) -> Vec<Figure> {
    let mut figures = vec![
        cohort.episode_count(),
        cohort.child_count(),
        cohort.per_child(),
        cohort.mean_hours(),
        cohort.median_hours(),
        cohort.interviews_held(),
        cohort.with_marker(),
    ];
    figures.extend(Rate::ALL.iter().flat_map(|rate| [Per::Episode, Per::Child].map(|per| cohort.rate(*rate, per))));
    figures
}

/// The target that the settings set for a figure (Trafford: of children offered and accepting, of interviews in 3 working days).
fn aimed(figure: Figure, targets: &[Target]) -> Figure {
    let target = match figure.code.as_str() {
        "offered-children" => "offered",
        "accepted-children" => "accepted",
        "in-3-working-days-of-held" => "in-3-working-days",
        _ => return figure,
    };
    figure.with_target(targets, target)
}
