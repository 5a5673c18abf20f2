//! How many, how often and for how long: episodes, children, hours missing, interviews, markers, education, reasons.

use super::cohort::{Cohort, Index, Row, words};
use super::facts::{EndedFact, EpisodeFact};
use super::figure::{Figure, Judged, RowKind, Tally, Value, Why, size};
use super::period::Period;
use super::rates;
use crate::child::Education;
use crate::episode::Moment;
use crate::interview::attempt::{LateReason, NotHeld};
use crate::interview::verdict::Verdict;
use crate::settings::Step;
use chrono::TimeDelta;
use std::collections::{BTreeSet, HashSet};

/// What stands for a reason that was not given.
const NO_REASON: &str = "no reason recorded";

impl<'i> Cohort<'i> {
    /// Episodes that began in the period.
    pub fn episode_count(&self) -> Figure {
        let rule = "Episodes that began in the period: by the time of the report, else when last seen, else when the hub heard of it.";
        self.count(words("episodes", "Missing episodes", rule), self.by_episode(|_| Judged::Counted))
    }

    /// Children with an episode that began in the period.
    pub fn child_count(&self) -> Figure {
        let rule = "Children with at least one episode that began in the period; in a group, with at least one in that group.";
        self.count(words("children", "Children with an episode", rule), self.by_child(|_| Judged::Counted))
    }

    /// Episodes per child.
    pub fn per_child(&self) -> Figure {
        let tally = self.by_episode(|row| if row.fact.child.is_some() { Judged::Counted } else { Judged::Left(Why::NotIdentified) });
        let (episodes, of) = (size(&tally.rows.counted), size(&self.by_child(|_| Judged::Counted).rows.counted));
        let value = if of == 0 { Value::NoData } else { Value::PerChild { n: episodes, of } };
        self.figure(
            words("episodes-per-child", "Episodes per child", "Episodes that began in the period, by the number of children who had them."),
            value,
            tally,
        )
    }

    /// Mean hours missing.
    pub fn mean_hours(&self) -> Figure {
        let (tally, lengths) = self.lengths();
        let value = if lengths.is_empty() { Value::NoData } else { Value::Mean { total: lengths.iter().sum(), of: size(&lengths) } };
        self.figure(words("mean-hours", "Mean hours missing", LENGTHS), value, tally)
    }

    /// Median hours missing.
    pub fn median_hours(&self) -> Figure {
        let (tally, mut lengths) = self.lengths();
        lengths.sort_unstable();
        let half = lengths.len() / 2;
        let middle = match (lengths.get(half.wrapping_sub(1)), lengths.get(half)) {
            (Some(below), Some(above)) if lengths.len() % 2 == 0 => Some((below + above) / 2),
            (_, middle) => middle.copied(),
        };
        let value = middle.map_or(Value::NoData, |middle| Value::Median { middle, of: size(&lengths) });
        self.figure(words("median-hours", "Median hours missing", LENGTHS), value, tally)
    }

    /// Seconds missing of every episode that has ended at a known time.
    fn lengths(&self) -> (Tally, Vec<i64>) {
        let tally = self.by_episode(|row| row.length.map_or_else(Judged::Left, |_| Judged::Counted));
        (tally, self.rows().filter_map(|row| row.length.ok()).collect())
    }

    /// Interviews that were held, each once however many episodes it answers.
    pub fn interviews_held(&self) -> Figure {
        let (mut tally, mut seen) = (Tally::new(RowKind::Interview), HashSet::new());
        for row in self.rows() {
            match row.interview {
                Ok(interview) if seen.insert(interview) => tally.add(interview, Judged::Counted),
                Err(Judged::Left(why)) => tally.leave(RowKind::Episode, row.fact.episode.0, why),
                _ => {}
            }
        }
        let rule = "Interviews that answer an episode that began in the period, each counted once however many it answers.";
        self.count(words("interviews", "Return interviews held", rule), tally)
    }

    /// Who held them: episodes answered, by the agency of whoever held the interview.
    pub fn delivered_by(&self) -> Vec<Figure> {
        let as_of = self.index.facts.as_of;
        let agency = |ended: &'i EndedFact| match (rates::held(ended, as_of), &ended.held) {
            (Judged::Counted, Some(held)) => Some(held.delivered_by.as_deref()),
            _ => None,
        };
        let held: Vec<(i64, Option<&str>)> =
            self.episodes().filter_map(|episode| Some((episode.episode.0, agency(episode.ended.as_ref()?)?))).collect();
        let agencies: BTreeSet<Option<&str>> = held.iter().map(|(_, by)| *by).collect();
        let figure = |name: Option<&str>| {
            let judged = held.iter().map(|(episode, by)| (*episode, if *by == name { Judged::Counted } else { Judged::Rest }));
            let tally = Tally::of(RowKind::Episode, judged);
            let label = name.unwrap_or("not recorded");
            self.share(
                words(
                    format!("delivered-by-{}", slug(label)),
                    format!("Held by {label}"),
                    "Of the episodes answered by an interview that was held: those answered by this agency.",
                ),
                tally,
            )
        };
        // Those whose agency is not known last.
        let known = agencies.iter().filter(|agency| agency.is_some()).chain(agencies.get(&None));
        known.map(|agency| figure(*agency)).collect()
    }

    /// Children with a marker of exploitation or harm outside the home.
    pub fn with_marker(&self) -> Figure {
        let rule = "Of the children with an episode in the period: those with at least one marker when one of these episodes began.";
        let marked = |row: &Row| if row.marked { Judged::Counted } else { Judged::Rest };
        self.share(words("with-marker", "Children with a marker", rule), self.by_child(marked))
    }

    /// Children by education at the last of their episodes.
    pub fn education(&self) -> Vec<Figure> {
        let (children, nobody) = self.last_of_children();
        let status = |status: Education| {
            let judge = |episode: &EpisodeFact| match episode.education {
                None => Judged::Left(Why::NotRecorded),
                Some(of_child) if of_child == status => Judged::Counted,
                Some(_) => Judged::Rest,
            };
            let mut tally = Tally::of(RowKind::Child, children.iter().map(|(child, episode)| (child.0, judge(episode))));
            nobody.iter().for_each(|episode| tally.leave(RowKind::Episode, episode.episode.0, Why::NotIdentified));
            let rule = "Of the children with an episode in the period whose education is recorded: those of whom this was recorded when the last of these episodes began.";
            self.share(words(format!("education-{}", status.code()), status.label(), rule), tally)
        };
        Education::ALL.iter().map(|education| status(*education)).collect()
    }

    /// Why interviews were not held, reason by reason, those without a reason last.
    pub fn not_held(&self) -> Vec<Figure> {
        let reasons = NotHeld::ALL.iter().copied().map(Some).chain([None]);
        reasons
            .map(|reason| self.not_held_for(reason.map_or("none", NotHeld::code), reason.map_or(NO_REASON, NotHeld::label), &[reason]))
            .collect()
    }

    /// Of the episodes due and not answered: those closed for one of some reasons, `None` being no reason at all.
    pub(super) fn not_held_for(&self, code: &str, label: &str, reasons: &[Option<NotHeld>]) -> Figure {
        let as_of = self.index.facts.as_of;
        let judge = |row: &Row| match &row.fact.ended {
            None => Judged::Left(Why::StillMissing),
            Some(ended) => match rates::held(ended, as_of) {
                Judged::Counted => Judged::Outside,
                Judged::Rest if reasons.contains(&ended.not_held) => Judged::Counted,
                rest_or_left => rest_or_left,
            },
        };
        let rule = "Of the ended episodes whose interview is due and was not held: those closed for this reason.";
        self.share(words(format!("not-held-{code}"), label.to_owned(), rule), self.by_episode(judge))
    }

    /// Why interviews were late, reason by reason, those without a reason last.
    pub fn late(&self) -> Vec<Figure> {
        let late = |reason: Option<LateReason>| {
            let judge = |row: &Row| match &row.fact.ended {
                Some(ended) if ended.held.is_some() && ended.verdicts.hours72 == Verdict::Missed && ended.late == reason => Judged::Counted,
                Some(ended) if ended.held.is_some() && ended.verdicts.hours72 == Verdict::Missed => Judged::Rest,
                _ => Judged::Outside,
            };
            let (code, label) = (reason.map_or("none", LateReason::code), reason.map_or(NO_REASON, LateReason::label));
            let rule = "Of the episodes answered by an interview more than 72 hours after the return: those late for this reason.";
            self.share(words(format!("late-{code}"), label, rule), self.by_episode(judge))
        };
        LateReason::ALL.iter().copied().map(Some).chain([None]).map(late).collect()
    }
}

/// Seconds missing of an episode that has ended at a known time.
pub(super) fn length(episode: &EpisodeFact) -> Result<i64, Why> {
    match episode.ended.as_ref().map(|ended| ended.returned) {
        None => Err(Why::StillMissing),
        Some(None) => Err(Why::NoReturnTime),
        Some(Some(returned)) if returned < episode.missing_since => Err(Why::EndBeforeStart),
        Some(Some(returned)) => Ok((returned - episode.missing_since).num_seconds()),
    }
}

/// The interview that answers an episode; without one, it is outside of what is counted.
pub(super) fn interview(episode: &EpisodeFact) -> Result<i64, Judged> {
    match episode.ended.as_ref().map(|ended| (ended, &ended.held)) {
        Some((ended, Some(held))) if ended.before_return(held.at) => Err(Judged::Left(Why::InterviewBeforeReturn)),
        Some((_, Some(held))) => Ok(held.interview.0),
        _ => Err(Judged::Outside),
    }
}

const LENGTHS: &str =
    "Elapsed hours from last seen (where not known, the report) to the return, of ended episodes that began in the period.";

impl Index<'_> {
    /// Episodes in which at some time in the period the child had been missing for so long, and was not back.
    pub(super) fn missing_for(&self, period: Period, after: Step) -> impl Iterator<Item = &EpisodeFact> {
        let as_of = self.facts.as_of;
        let (starts, ends) = (period.starts(), period.ends().min(as_of));
        // No calendar month is shorter: what ended sooner needs no calendar.
        let least = match after {
            Step::Elapsed(span) => span,
            Step::Months(months) => TimeDelta::days(28 * i64::from(months) - 1),
        };
        let long = move |episode: &EpisodeFact| {
            let until = match &episode.ended {
                None => Some(as_of),
                // Back by the notice at latest.
                Some(ended) => ended.returned.or(ended.notice),
            };
            until.is_some_and(|until: Moment| {
                let reached = || after.reached(episode.missing_since);
                until >= starts && until - episode.missing_since >= least && reached() <= until && reached() < ends
            })
        };
        self.facts.episodes.iter().filter(move |episode| long(episode))
    }

    /// Children who at some time in the period had been missing for so long, 3 months as a rule, and were not back.
    pub fn long_term(&self, period: Period, after: Step) -> Figure {
        let (mut tally, mut seen) = (Tally::new(RowKind::Child), HashSet::new());
        for episode in self.missing_for(period, after) {
            match episode.child {
                Some(child) if seen.insert(child) => tally.add(child.0, Judged::Counted),
                Some(_) => {}
                None => tally.leave(RowKind::Episode, episode.episode.0, Why::NotIdentified),
            }
        }
        let length = match after {
            Step::Elapsed(span) => crate::calendar::length(span),
            Step::Months(months) => super::figure::counted(months, "month", "months"),
        };
        let rule = format!("Children who on some day of the period had been missing for {length} or longer, whenever the episode began.");
        self.figure(period, words("long-term", format!("Missing for {length} or longer"), rule), tally.count(), tally)
    }
}

/// A name as a part of a code.
pub(super) fn slug(name: &str) -> String {
    crate::text::fold(name).replace(' ', "-")
}
