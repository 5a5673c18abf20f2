//! Exploitation assessments.

use super::args::{AssessmentsCommand, Score};
use super::desk::{Desk, assessment as number, code};
use super::words;
use crate::calendar::{long_day, long_moment};
use crate::casebook::Error;
use crate::casebook::meeting_view::AssessmentLine;
use crate::child::MarkerKind;
use crate::cli::args::{Format, Global};
use crate::cli::{json, output};
use crate::meeting::assessment::{Assessment, AssessmentId, AssessmentOutcome, Tool, ToolResult, completed};
use crate::settings::did_you_mean;
use crate::text::{clean, fold};
use anyhow::Result;
use serde_json::json;
use std::collections::BTreeMap;

/// `wayhome assessments …`.
pub fn run(global: &Global, command: AssessmentsCommand) -> Result<()> {
    let mut desk = Desk::open(global)?;
    match command {
        AssessmentsCommand::List => list(&desk, global),
        AssessmentsCommand::Show { assessment } => show(&desk, global, number(&assessment)?),
        AssessmentsCommand::Allocate { assessment, to } => {
            let id = number(&assessment)?;
            desk.hub.allocate_assessment(id, &to, None, desk.now)?;
            show(&desk, global, id)
        }
        AssessmentsCommand::Score(score) => {
            let id = number(&score.assessment)?;
            let result = scored(&desk, *score)?;
            desk.hub.score_assessment(id, result, None, desk.now)?;
            show(&desk, global, id)
        }
        AssessmentsCommand::Withdraw { assessment, reason } => {
            let id = number(&assessment)?;
            desk.hub.withdraw_assessment(id, &reason, None, desk.now)?;
            show(&desk, global, id)
        }
        AssessmentsCommand::Tool => tool(global, &desk.hub.settings().assessment),
    }
}

fn list(desk: &Desk, global: &Global) -> Result<()> {
    let lines = desk.hub.assessments(desk.now)?;
    match global.format {
        Format::Json => output::json(&json::printed("assessments", serde_json::to_value(&lines)?)),
        Format::Csv => output::csv(
            ["assessment", "child", "name", "reference", "state", "allocated_to", "due", "clock", "overdue"],
            lines.into_iter().map(|line| {
                let AssessmentLine { assessment, name, reference, state, clock, overdue } = line;
                let child = assessment.child.map_or(String::new(), |id| id.to_string());
                let due = assessment.due_on().map_or(String::new(), |day| day.to_string());
                let to = assessment.allocated_to.unwrap_or_default();
                [assessment.id.to_string(), child, name, reference, state.code().to_string(), to, due, clock, overdue.to_string()]
            }),
        ),
        _ if lines.is_empty() => output::text("No exploitation assessment is to be done or reviewed."),
        _ => output::text(&lines.iter().map(|line| format!("{}\n", words::assessment(line))).collect::<String>()),
    }
}

fn show(desk: &Desk, global: &Global, id: AssessmentId) -> Result<()> {
    let assessment = desk.hub.assessment(id)?;
    match global.format {
        Format::Json => output::json(&json::printed("assessment", serde_json::to_value(&assessment)?)),
        _ => output::text(&in_words(desk, &assessment)),
    }
}

fn in_words(desk: &Desk, assessment: &Assessment) -> String {
    let child = assessment.child.and_then(|child| desk.hub.child(child).ok()).map(|child| format!(", {}", child.details.full_name()));
    let to = assessment.allocated_to.as_ref().map_or("nobody yet".to_string(), Clone::clone);
    let clock = assessment.clock_words(crate::calendar::day_of(desk.now), &desk.hub.clocks().working_days);
    let mut out = format!("{}{}: {}, {clock}\n", assessment.id, child.unwrap_or_default(), assessment.state());
    out += &format!("  decided {} ({}), allocated to {to}\n", long_moment(assessment.started_at), assessment.decision);
    for recorded in &assessment.results {
        let result = &recorded.result;
        out += &format!(
            "  {} by {}: {} of {} ({}), judged {}: {}\n",
            long_moment(recorded.at),
            recorded.by,
            result.score,
            result.most,
            result.band,
            result.judged,
            result.judgement
        );
        for (indicator, value) in &result.scores {
            out += &format!("    {value} of {} {}\n", result.scale, result.titles.get(indicator).unwrap_or(indicator));
        }
        let concerns: Vec<&str> = result.concerns.iter().map(|concern| concern.label()).collect();
        let review = result.review_on.map_or(String::new(), |day| format!(", review {}", long_day(day)));
        out += &format!(
            "    concerns: {}; outcome: {}{review}\n",
            if concerns.is_empty() { "none".into() } else { concerns.join(", ") },
            result.outcome
        );
    }
    if let Some(reason) = &assessment.withdrawn {
        out += &format!("  withdrawn: {reason}\n");
    }
    out
}

/// The tool as it was filled in.
fn scored(desk: &Desk, score: Score) -> Result<ToolResult, Error> {
    let tool = &desk.hub.settings().assessment;
    let mut scores = BTreeMap::new();
    for (indicator, value) in &score.set {
        let id = indicator_of(tool, indicator)?;
        let number = value.parse::<u32>().ok().filter(|value| *value <= tool.scale);
        let wrong =
            || Error::Refused(format!("\u{201c}{}\u{201d} is no value of {id}; write a number from 0 to {}", clean(value), tool.scale));
        let number = number.ok_or_else(wrong)?;
        scores.insert(id, number);
    }
    let judged = tool.bands.iter().find(|band| fold(&band.name) == fold(&score.band)).ok_or_else(|| {
        let known: Vec<&str> = tool.bands.iter().map(|band| band.name.as_str()).collect();
        Error::Refused(format!("\u{201c}{}\u{201d} is no band of the tool; it is one of: {}", clean(&score.band), known.join(", ")))
    })?;
    let concern = |text: &String| code("kind of harm", text, MarkerKind::ALL, MarkerKind::code, MarkerKind::label);
    let result = ToolResult {
        tool: String::new(),
        scale: 0,
        scores,
        titles: BTreeMap::new(),
        score: 0,
        most: 0,
        band: String::new(),
        judged: judged.name.clone(),
        judgement: clean(&score.judgement),
        concerns: score.concerns.iter().map(concern).collect::<Result<_, _>>()?,
        outcome: code("outcome", &score.outcome, AssessmentOutcome::ALL, AssessmentOutcome::code, AssessmentOutcome::label)?,
        review_on: score.review.map(|day| desk.day(&day)).transpose()?,
    };
    Ok(completed(tool, result, crate::calendar::day_of(desk.now)))
}

fn indicator_of(tool: &Tool, text: &str) -> Result<String, Error> {
    if let Some(indicator) = tool.indicator(text) {
        return Ok(indicator.id.clone());
    }
    let known = || tool.indicators.iter().map(|indicator| indicator.id.as_str());
    let remedy = match did_you_mean(text, known()) {
        Some(name) => format!("did you mean '{name}'?"),
        None => format!("known are {}", known().collect::<Vec<_>>().join(", ")),
    };
    Err(Error::Refused(format!("'{}' is not an indicator of the tool; {remedy}", clean(text))))
}

/// `wayhome assessments tool`.
fn tool(global: &Global, tool: &Tool) -> Result<()> {
    match global.format {
        Format::Json => output::json(&json!({
            "name": tool.name, "working_days": tool.working_days, "review_weeks": tool.review_weeks, "scale": tool.scale,
            "indicators": tool.indicators.iter().map(|one| json!({ "id": one.id, "title": one.title, "help": one.help })).collect::<Vec<_>>(),
            "bands": tool.bands.iter().map(|band| json!({ "name": band.name, "from": band.from })).collect::<Vec<_>>(),
        })),
        Format::Csv => output::csv(
            ["indicator", "title", "help"],
            tool.indicators.iter().map(|one| [one.id.clone(), one.title.clone(), one.help.clone()]),
        ),
        _ => {
            let mut out = format!(
                "{}: each from 0 to {}, within {} working days, reviewed after {} weeks\n",
                tool.name, tool.scale, tool.working_days, tool.review_weeks
            );
            tool.indicators.iter().for_each(|one| out += &format!("  {:<16} {}: {}\n", one.id, one.title, one.help));
            tool.bands.iter().for_each(|band| out += &format!("  band {}: from {} %\n", band.name, band.from));
            output::text(&out)
        }
    }
}
