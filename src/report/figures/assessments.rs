//! Exploitation assessments: how many, by type of concern, what they led to, and how the children in support are doing.

use super::cohort::{Index, words};
use super::counts::slug;
use super::facts::{AssessmentFact, CareGroup, EpisodeFact, ResultFact};
use super::figure::{Figure, Judged, RowKind, Tally, Value, Why};
use super::period::Period;
use crate::child::{Education, MarkerKind};
use crate::meeting::assessment::AssessmentOutcome;
use chrono::TimeDelta;
use std::collections::{BTreeMap, BTreeSet};

/// A number of children looked after that is of today says nothing of a period that ended longer ago than this.
const TOO_LONG_AGO: TimeDelta = TimeDelta::days(92);

/// What reviews find (Warwickshire figure 8).
const COURSE: [AssessmentOutcome; 3] = [AssessmentOutcome::Improved, AssessmentOutcome::Stable, AssessmentOutcome::Declined];

impl Index<'_> {
    /// Assessments completed in a period: the day of their first result.
    pub fn assessments(&self, period: Period) -> Figure {
        let tally = Tally::of(RowKind::Assessment, self.completed(period).map(|(fact, _)| (fact.assessment.0, Judged::Counted)));
        self.figure(
            period,
            words("assessments", "Completed exploitation assessments", "Assessments first completed in the period."),
            tally.count(),
            tally,
        )
    }

    /// Of the assessments completed in a period: those that name one of some concerns.
    pub fn with_concern(&self, period: Period, name: &str, kinds: &[MarkerKind]) -> Figure {
        let judge = |first: &ResultFact| if names(first, kinds) { Judged::Counted } else { Judged::Rest };
        self.of_completed(
            period,
            words(
                format!("concern-{}", slug(name)),
                name.to_owned(),
                "Of the assessments first completed in the period: those that name this concern.",
            ),
            judge,
        )
    }

    /// Each type of concern, of all assessments completed in a period.
    pub fn concerns(&self, period: Period) -> Vec<Figure> {
        MarkerKind::ALL.iter().map(|kind| self.with_concern(period, kind.label(), &[*kind])).collect()
    }

    /// A type of concern among the assessments that name a concern, or one of some concerns.
    pub(super) fn concern_among(&self, period: Period, name: &str, kinds: &[MarkerKind], among: &[MarkerKind]) -> Figure {
        let judge = |first: &ResultFact| match (names(first, among), names(first, kinds)) {
            (false, _) => Judged::Outside,
            (true, true) => Judged::Counted,
            (true, false) => Judged::Rest,
        };
        let of: Vec<&str> = among.iter().map(|kind| kind.label()).collect();
        let rule = format!(
            "Of the assessments first completed in the period that name a concern ({}): those that name this one. One assessment can name several.",
            of.join(", ")
        );
        self.of_completed(period, words(format!("concern-share-{}", slug(name)), name.to_owned(), rule), judge)
    }

    /// What assessments completed in a period led to.
    pub fn outcomes(&self, period: Period) -> Vec<Figure> {
        let outcome = |outcome: AssessmentOutcome| {
            let judge = |first: &ResultFact| if first.outcome == outcome { Judged::Counted } else { Judged::Rest };
            self.of_completed(
                period,
                words(
                    format!("outcome-{}", outcome.code()),
                    outcome.label(),
                    "Of the assessments first completed in the period: those with this outcome.",
                ),
                judge,
            )
        };
        AssessmentOutcome::ALL.iter().map(|of| outcome(*of)).collect()
    }

    /// Improved, stable or declined: by the latest result of each assessment in a period.
    pub fn course(&self, period: Period) -> Vec<Figure> {
        let course = |outcome: AssessmentOutcome| {
            let latest = self.facts.assessments.iter().filter_map(|fact| {
                let of_course = |result: &&ResultFact| within(period, result) && COURSE.contains(&result.outcome);
                let latest = fact.results.iter().filter(of_course).max_by_key(|result| result.at)?;
                Some((fact.assessment.0, if latest.outcome == outcome { Judged::Counted } else { Judged::Rest }))
            });
            let tally = Tally::of(RowKind::Assessment, latest);
            let title = match outcome {
                AssessmentOutcome::Improved => "Improved",
                AssessmentOutcome::Stable => "Stable",
                _ => "Declined",
            };
            let rule = "Of the assessments with a result in the period that was improved, stable or declined: those whose latest such result was this.";
            self.figure(period, words(format!("course-{}", outcome.code()), title, rule), tally.rate(), tally)
        };
        COURSE.map(course).into()
    }

    /// Children in support: of whom a result in a period was a plan to be reviewed, improved, stable or declined.
    pub fn supported(&self, period: Period) -> Figure {
        let mut tally = Tally::new(RowKind::Child);
        let mut children = BTreeSet::new();
        for fact in &self.facts.assessments {
            if fact.results.iter().any(|result| within(period, result) && result.outcome.is_reviewed()) {
                match fact.child {
                    Some(child) => {
                        children.insert(child);
                    }
                    None => tally.leave(RowKind::Assessment, fact.assessment.0, Why::NotIdentified),
                }
            }
        }
        children.iter().for_each(|child| tally.add(child.0, Judged::Counted));
        let rule = "Children with an assessment or review in the period after which support went on: a plan, improved, stable or declined.";
        self.figure(period, words("supported", "Children directly supported", rule), tally.count(), tally)
    }

    /// Education of children with a concern: those assessed in a period, at the latest assessment.
    pub fn education_of_assessed(&self, period: Period) -> Vec<Figure> {
        let mut children: BTreeMap<_, (_, Option<Education>)> = BTreeMap::new();
        let mut nobody = Vec::new();
        for (fact, first) in self.completed(period).filter(|(_, first)| !first.concerns.is_empty()) {
            match fact.child {
                Some(child) if children.get(&child).is_none_or(|(at, _)| *at <= first.at) => {
                    children.insert(child, (first.at, fact.education));
                }
                Some(_) => {}
                None => nobody.push(fact.assessment.0),
            }
        }
        let education = |status: Education| {
            let judge = |education: Option<Education>| match education {
                None => Judged::Left(Why::NotRecorded),
                Some(of_child) if of_child == status => Judged::Counted,
                Some(_) => Judged::Rest,
            };
            let mut tally = Tally::of(RowKind::Child, children.iter().map(|(child, (_, education))| (child.0, judge(*education))));
            nobody.iter().for_each(|id| tally.leave(RowKind::Assessment, *id, Why::NotIdentified));
            let rule = "Of the children with an assessment first completed in the period that names a concern, whose education is recorded: those of whom this was.";
            self.figure(period, words(format!("assessed-{}", status.code()), status.label(), rule), tally.rate(), tally)
        };
        Education::ALL.iter().map(|status| education(*status)).collect()
    }

    /// Findings of interviews first sent to another agency as intelligence in a period.
    pub fn intelligence(&self, period: Period) -> Figure {
        let sent = self.facts.intelligence.iter().filter(|sent| period.starts() <= sent.at && sent.at < period.ends());
        let tally = Tally::of(RowKind::Finding, sent.map(|sent| (sent.finding.0, Judged::Counted)));
        let rule = "Findings of return interviews that were first sent to another agency in the period.";
        self.figure(period, words("intelligence", "Intelligence submitted", rule), tally.count(), tally)
    }

    /// Why the children who went missing from care in a period are no share of those who are looked after today; `None`: they are.
    pub(super) fn no_share(&self, period: Period) -> Option<String> {
        let Some(of) = self.facts.looked_after_children else {
            return Some("the number of children looked after by this authority is not known.".into());
        };
        let as_of = self.facts.as_of;
        if period.starts() > as_of {
            return Some("the period has not begun.".into());
        }
        if period.ends() + TOO_LONG_AGO < as_of {
            return Some(format!(
                "how many children are looked after is known of today alone, and the period ended more than {} days ago.",
                TOO_LONG_AGO.num_days()
            ));
        }
        let ours = |episode: &EpisodeFact| episode.care == Some(CareGroup::Ours);
        let n = self.cohort(period).part("", ours).child_count().rows.counted.len();
        let fewer = n > of as usize;
        fewer.then(|| {
            format!("{n} children went missing while looked after, and {of} are looked after today: one is no share of the other.")
        })
    }

    /// Looked after by this authority with an episode in a period, of all children it looks after.
    pub fn looked_after_share(&self, period: Period) -> Figure {
        let tally = self.cohort(period).part("", |episode| episode.care == Some(CareGroup::Ours)).by_child(|_| Judged::Counted);
        let n = super::figure::size(&tally.rows.counted);
        let missing = self.no_share(period);
        let of = self.facts.looked_after_children.filter(|_| missing.is_none());
        let value = of.map_or(Value::NoData, |of| Value::rate(n, of));
        let rule = "Of the children looked after by this authority at the moment the figures are known at, not in the period: those with an episode that began in the period while looked after.";
        let rule = missing.map_or(rule.to_owned(), |why| format!("No data: {why} {rule}"));
        self.figure(
            period,
            words("looked-after-missing-share", "Looked-after children with an episode, of all looked-after children", rule),
            value,
            tally,
        )
    }

    fn of_completed(&self, period: Period, words: super::cohort::Words, judge: impl Fn(&ResultFact) -> Judged) -> Figure {
        let tally = Tally::of(RowKind::Assessment, self.completed(period).map(|(fact, first)| (fact.assessment.0, judge(first))));
        self.figure(period, words, tally.rate(), tally)
    }

    /// Assessments first completed in a period, with that result.
    fn completed(&self, period: Period) -> impl Iterator<Item = (&AssessmentFact, &ResultFact)> {
        let with_first = self.facts.assessments.iter().filter_map(|fact| Some((fact, fact.results.first()?)));
        with_first.filter(move |(_, first)| within(period, first))
    }
}

fn within(period: Period, result: &ResultFact) -> bool {
    period.starts() <= result.at && result.at < period.ends()
}

fn names(result: &ResultFact, kinds: &[MarkerKind]) -> bool {
    result.concerns.iter().any(|concern| kinds.contains(concern))
}
