//! Exploitation assessments: by hub social workers within 15 working days, with a scaled indicator tool (Manchester 4.7). The
//! indicators and bands are those of the settings; professional judgement stands beside the score.

use super::decision::DecisionId;
use crate::calendar::{WorkingDays, day_of, long_day};
use crate::child::{ChildId, MarkerKind};
use crate::codes::{codes, ids};
use crate::episode::{EpisodeId, Moment};
use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

ids! {
    /// An exploitation assessment, shown as `X5`.
    AssessmentId 'X';
}

codes! {
    /// How an assessment stands.
    AssessmentState {
        ToAllocate = "to-allocate", "to be allocated";
        Allocated = "allocated", "allocated";
        /// Completed; its review is to come.
        InReview = "in-review", "completed, to be reviewed";
        Ended = "ended", "ended";
        Withdrawn = "withdrawn", "withdrawn";
    }
}

codes! {
    /// What an assessment or its review leads to (Warwickshire: outcome of support improved, stable, declined).
    AssessmentOutcome {
        /// Support goes on or begins; reviewed in twelve weeks.
        Plan = "plan", "exploitation plan, to be reviewed";
        Improved = "improved", "improved, to be reviewed";
        Stable = "stable", "stable, to be reviewed";
        Declined = "declined", "declined, to be reviewed";
        /// No review any more.
        NoRole = "no-role", "no further role for the hub";
        Transferred = "transferred", "transferred to another authority or service";
    }
}

/// One completed tool, at first or in review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToolResult {
    /// Name of the tool, as the settings had it.
    pub tool: String,
    /// Highest value of the scale.
    pub scale: u32,
    /// Value by indicator id; an indicator not answered is left out.
    pub scores: BTreeMap<String, u32>,
    /// The indicators' titles as they stood, for reading it later.
    #[serde(default)]
    pub titles: BTreeMap<String, String>,
    /// Sum of the values, and the most that the answered indicators could give.
    pub score: u32,
    pub most: u32,
    /// Band the score falls into, by name.
    pub band: String,
    /// Band by professional judgement; equal to the score's or not.
    pub judged: String,
    /// Why; required, also where both agree.
    pub judgement: String,
    /// The concerns by type.
    pub concerns: Vec<MarkerKind>,
    pub outcome: AssessmentOutcome,
    /// When to review; `None` where it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_on: Option<NaiveDate>,
}

/// A result as recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    #[serde(flatten)]
    pub result: ToolResult,
    pub at: Moment,
    pub by: String,
}

/// An assessment as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    pub id: AssessmentId,
    pub child: Option<ChildId>,
    pub episode: Option<EpisodeId>,
    pub decision: DecisionId,
    /// When it was decided: its clock starts here.
    pub started_at: Moment,
    /// Due at the end of this UK day: the 15th working day after the day of the decision.
    pub due: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allocated_to: Option<String>,
    /// The first is the assessment, the others its reviews.
    #[serde(default)]
    pub results: Vec<Recorded>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<String>,
    pub changed: i64,
}

/// The tool of the settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Tool {
    pub name: String,
    /// Working days after the day of the decision.
    pub working_days: u32,
    pub review_weeks: u32,
    /// Highest value of the scale, which begins at 0.
    pub scale: u32,
    pub indicators: Vec<Indicator>,
    /// By rising share of the most that can be scored.
    pub bands: Vec<ToolBand>,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    pub id: String,
    pub title: String,
    /// What to look for.
    pub help: String,
}

/// One band.
#[derive(Debug, Clone, PartialEq)]
pub struct ToolBand {
    pub name: String,
    /// Lowest share of the most that can be scored, in percent.
    pub from: u32,
}

impl AssessmentOutcome {
    /// Is it looked at again?
    pub fn is_reviewed(self) -> bool {
        !matches!(self, AssessmentOutcome::NoRole | AssessmentOutcome::Transferred)
    }
}

/// Sum of the values, the most that the answered indicators could give, and the band of that share. Without an answer there is
/// no share: "not scored".
pub fn score(tool: &Tool, scores: &BTreeMap<String, u32>) -> (u32, u32, String) {
    let answered = scores.iter().filter(|(id, _)| tool.indicator(id).is_some());
    let (score, count) = answered.fold((0, 0), |(sum, count), (_, value)| (sum + value, count + 1));
    let most = count * tool.scale;
    // Compared by products, so that no share is rounded up into a band.
    let reached = tool.bands.iter().rev().find(|band| most > 0 && u64::from(score) * 100 >= u64::from(band.from) * u64::from(most));
    (score, most, reached.map_or("not scored".into(), |band| band.name.clone()))
}

/// The result with all that follows from the tool and the answers filled in: tool, scale, titles, score and band, and the day
/// of the review, unless another is given.
pub fn completed(tool: &Tool, result: ToolResult, today: NaiveDate) -> ToolResult {
    let (score, most, band) = score(tool, &result.scores);
    let title = |id: &String| Some((id.clone(), tool.indicator(id)?.title.clone()));
    let in_weeks = today.checked_add_days(Days::new(7 * u64::from(tool.review_weeks)));
    ToolResult {
        tool: tool.name.clone(),
        scale: tool.scale,
        titles: result.scores.keys().filter_map(title).collect(),
        score,
        most,
        band,
        review_on: result.review_on.or(in_weeks).filter(|_| result.outcome.is_reviewed()),
        ..result
    }
}

/// What keeps a result from being recorded: one line, what and what to do.
pub fn check(tool: &Tool, result: &ToolResult) -> Result<(), String> {
    if let Some(id) = result.scores.keys().find(|id| tool.indicator(id).is_none()) {
        let known: Vec<&str> = tool.indicators.iter().map(|indicator| indicator.id.as_str()).collect();
        return Err(format!("'{id}' is no indicator of {}; known are {}", tool.name, known.join(", ")));
    }
    if let Some((id, value)) = result.scores.iter().find(|(_, value)| **value > tool.scale) {
        return Err(format!("{value} for '{id}' is not on the scale; write 0 to {}", tool.scale));
    }
    if result.scores.is_empty() {
        return Err("no indicator is answered; give at least one its value".into());
    }
    if !tool.bands.iter().any(|band| band.name == result.judged) {
        let known: Vec<&str> = tool.bands.iter().map(|band| band.name.as_str()).collect();
        return Err(format!("'{}' is no band of {}; by your judgement it is one of {}", result.judged, tool.name, known.join(", ")));
    }
    if result.judgement.trim().is_empty() {
        return Err("the professional judgement has no words; say why, also where you agree with the score".into());
    }
    if result.outcome.is_reviewed() && result.review_on.is_none() {
        return Err(format!("no day is set for the review; the outcome is \"{}\"", result.outcome));
    }
    Ok(())
}

/// The UK day at whose end an assessment decided at a moment is due.
pub fn due(tool: &Tool, decided_at: Moment, days: &WorkingDays) -> NaiveDate {
    days.after(day_of(decided_at), tool.working_days)
}

impl Tool {
    /// The indicator of an id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }
}

impl Assessment {
    /// How it stands.
    pub fn state(&self) -> AssessmentState {
        match self.results.last() {
            _ if self.withdrawn.is_some() => AssessmentState::Withdrawn,
            Some(last) if last.result.review_on.is_some() => AssessmentState::InReview,
            Some(_) => AssessmentState::Ended,
            None if self.allocated_to.is_some() => AssessmentState::Allocated,
            None => AssessmentState::ToAllocate,
        }
    }

    /// The day that runs: of the assessment, later of its review; `None`: nothing more is due.
    pub fn due_on(&self) -> Option<NaiveDate> {
        match (&self.withdrawn, self.results.last()) {
            (Some(_), _) => None,
            (None, Some(last)) => last.result.review_on,
            (None, None) => Some(self.due),
        }
    }

    /// Has that day passed?
    pub fn overdue(&self, today: NaiveDate) -> bool {
        self.due_on().is_some_and(|due| due < today)
    }

    /// "due Fri 11 Dec (in 14 working days)", "overdue by 2 days", "review due Mon 15 Feb 2027", "ended 12 Nov".
    pub fn clock_words(&self, today: NaiveDate, days: &WorkingDays) -> String {
        let review = if self.results.is_empty() { "" } else { "review " };
        match (self.due_on(), self.results.last()) {
            (Some(due), _) if due < today => format!("{review}overdue by {}", counted((today - due).num_days(), "day")),
            (Some(due), _) if due == today => format!("{review}due today"),
            (Some(due), None) => format!("due {} (in {})", on(due, today), counted(working_days_to(due, today, days), "working day")),
            (Some(due), Some(_)) => format!("review due {}", on(due, today)),
            (None, Some(last)) if self.withdrawn.is_none() => format!("ended {}", on(day_of(last.at), today)),
            (None, _) => "withdrawn".into(),
        }
    }
}

fn working_days_to(due: NaiveDate, today: NaiveDate, days: &WorkingDays) -> i64 {
    let to_come = today.iter_days().skip(1).take_while(|day| *day <= due).filter(|day| days.is_working(*day)).count();
    i64::try_from(to_come).unwrap_or(i64::MAX)
}

/// With the year where it is not this one.
fn on(day: NaiveDate, today: NaiveDate) -> String {
    if day.year() == today.year() { day.format("%a %-d %b").to_string() } else { long_day(day) }
}

fn counted(n: i64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tool() -> Tool {
        let indicator = |id: &str| Indicator { id: id.into(), title: id.to_uppercase(), help: String::new() };
        let band = |name: &str, from| ToolBand { name: name.into(), from };
        Tool {
            name: "Indicators".into(),
            working_days: 15,
            review_weeks: 12,
            scale: 5,
            indicators: vec![indicator("debt"), indicator("gifts"), indicator("travel")],
            bands: vec![band("low", 0), band("medium", 30), band("high", 60)],
        }
    }

    fn scores(values: &[(&str, u32)]) -> BTreeMap<String, u32> {
        values.iter().map(|(id, value)| ((*id).to_owned(), *value)).collect()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn result(outcome: AssessmentOutcome) -> ToolResult {
        let bare = ToolResult {
            tool: String::new(),
            scale: 0,
            scores: scores(&[("debt", 3), ("gifts", 3)]),
            titles: BTreeMap::new(),
            score: 0,
            most: 0,
            band: String::new(),
            judged: "medium".into(),
            judgement: "settled since the move".into(),
            concerns: vec![MarkerKind::Cce],
            outcome,
            review_on: None,
        };
        completed(&tool(), bare, day("2026-11-23"))
    }

    #[test]
    fn a_score_is_a_share_of_what_was_answered_and_never_rounded_into_a_band() {
        for (values, expected) in [
            (vec![], (0, 0, "not scored")),
            (vec![("debt", 0)], (0, 5, "low")),
            (vec![("debt", 5), ("gifts", 0), ("travel", 3)], (8, 15, "medium")),
            (vec![("debt", 3)], (3, 5, "high")),
            (vec![("debt", 2), ("gifts", 1), ("travel", 1)], (4, 15, "low")),
            (vec![("debt", 2), ("moon", 5)], (2, 5, "medium")),
        ] {
            let (score, most, band) = score(&tool(), &scores(&values));
            assert_eq!((score, most, band.as_str()), expected, "{values:?}");
        }
    }

    #[test]
    fn a_completed_tool_keeps_its_titles_and_is_reviewed_in_twelve_weeks() {
        let plan = result(AssessmentOutcome::Plan);
        assert_eq!((plan.score, plan.most, plan.band.as_str(), plan.review_on), (6, 10, "high", Some(day("2027-02-15"))));
        assert_eq!(plan.titles.get("debt").map(String::as_str), Some("DEBT"));
        assert_eq!(check(&tool(), &plan), Ok(()));
        assert_eq!(result(AssessmentOutcome::NoRole).review_on, None);
        assert_eq!(check(&tool(), &result(AssessmentOutcome::NoRole)), Ok(()));
    }

    #[test]
    fn a_result_that_cannot_stand_is_refused_in_words() {
        let good = || result(AssessmentOutcome::Plan);
        for (bad, why) in [
            (
                ToolResult { scores: scores(&[("moon", 1)]), ..good() },
                "'moon' is no indicator of Indicators; known are debt, gifts, travel",
            ),
            (ToolResult { scores: scores(&[("debt", 6)]), ..good() }, "6 for 'debt' is not on the scale; write 0 to 5"),
            (ToolResult { scores: scores(&[]), ..good() }, "no indicator is answered; give at least one its value"),
            (
                ToolResult { judged: "dire".into(), ..good() },
                "'dire' is no band of Indicators; by your judgement it is one of low, medium, high",
            ),
            (
                ToolResult { judgement: " ".into(), ..good() },
                "the professional judgement has no words; say why, also where you agree with the score",
            ),
            (
                ToolResult { review_on: None, ..good() },
                "no day is set for the review; the outcome is \"exploitation plan, to be reviewed\"",
            ),
        ] {
            assert_eq!(check(&tool(), &bad), Err(why.to_owned()));
        }
    }

    #[test]
    fn the_clock_runs_fifteen_working_days_and_then_to_the_review() {
        let days = WorkingDays::shipped();
        let decided: Moment = "2026-12-11T10:00:00Z".parse().unwrap();
        // Christmas Day, the day in lieu of Boxing Day and New Year's Day do not count.
        let fresh = Assessment {
            id: AssessmentId(5),
            child: Some(ChildId(17)),
            episode: None,
            decision: DecisionId(45),
            started_at: decided,
            due: due(&tool(), decided, &days),
            allocated_to: None,
            results: Vec::new(),
            withdrawn: None,
            changed: 1,
        };
        let with = |results: Vec<ToolResult>| Assessment {
            allocated_to: Some("Bo Larkin".into()),
            results: results.into_iter().map(|result| Recorded { result, at: decided, by: "Bo Larkin".into() }).collect(),
            ..fresh.clone()
        };
        let plan = || result(AssessmentOutcome::Plan);
        for (assessment, today, state, words, overdue) in [
            (fresh.clone(), "2026-12-11", AssessmentState::ToAllocate, "due Wed 6 Jan 2027 (in 15 working days)", false),
            (with(vec![]), "2027-01-05", AssessmentState::Allocated, "due Wed 6 Jan (in 1 working day)", false),
            (with(vec![]), "2027-01-06", AssessmentState::Allocated, "due today", false),
            (with(vec![]), "2027-01-08", AssessmentState::Allocated, "overdue by 2 days", true),
            (with(vec![plan()]), "2026-12-14", AssessmentState::InReview, "review due Mon 15 Feb 2027", false),
            (with(vec![plan()]), "2027-02-16", AssessmentState::InReview, "review overdue by 1 day", true),
            (with(vec![plan(), result(AssessmentOutcome::NoRole)]), "2026-12-14", AssessmentState::Ended, "ended Fri 11 Dec", false),
            (Assessment { withdrawn: Some("moved".into()), ..fresh.clone() }, "2027-03-01", AssessmentState::Withdrawn, "withdrawn", false),
        ] {
            let today = day(today);
            assert_eq!(
                (assessment.state(), assessment.clock_words(today, &days).as_str(), assessment.overdue(today)),
                (state, words, overdue)
            );
        }
    }
}
