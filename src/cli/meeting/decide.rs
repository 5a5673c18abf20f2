//! What the meeting decides, and its minutes.

use super::args::Decide;
use super::desk::{Desk, code};
use crate::calendar::day_of;
use crate::casebook::{Error, NewDecision};
use crate::cli::args::{Format, Global};
use crate::cli::{hub, output};
use crate::meeting::decision::{Decision, DecisionId, Outcome};
use crate::meeting::{action, said};
use crate::report::minutes::markdown;
use crate::spoken;
use crate::text::clean;
use crate::triage::Band;
use anyhow::Result;
use serde_json::json;

/// `wayhome decide`.
pub fn decide(global: &Global, decide: Decide) -> Result<()> {
    let mut desk = Desk::open(global)?;
    let new = understood(&desk, decide)?;
    let decision = desk.hub.decide(new, desk.now)?;
    match global.format {
        Format::Json => output::record("decision", &decision),
        _ => output::text(&recorded(&decision)),
    }
}

fn understood(desk: &Desk, decide: Decide) -> Result<NewDecision, Error> {
    let (now, days, settings) = (desk.now, &desk.hub.clocks().working_days, desk.hub.settings());
    let outcome = |text: &String| code("outcome", text, Outcome::ALL, Outcome::code, Outcome::label);
    let outcomes = decide.outcomes.iter().map(outcome).collect::<Result<_, _>>()?;
    let actions = decide.actions.iter().map(|line| action::parse(&clean(line), settings, now, days));
    let review = decide.review.map(|text| spoken::day(&text, now, days)).transpose();
    let replaces = decide.replaces.map(|text| {
        text.parse::<DecisionId>().map_err(|()| Error::Refused(format!("\u{201c}{text}\u{201d} is not a decision's id (D45)")))
    });
    Ok(NewDecision {
        on: desk.decided_on(&decide.on)?,
        agencies: desk.agencies(decide.agencies.as_deref())?,
        dissent: decide.dissent.iter().map(|line| said::dissent(line, settings)).collect::<Result<_, _>>().map_err(Error::Refused)?,
        panel: decide.panel.map(|panel| clean(&panel)),
        outcomes,
        rationale: decide.rationale,
        actions: actions.collect::<Result<_, _>>().map_err(Error::Refused)?,
        next_review: review.map_err(Error::Refused)?,
        replaces: replaces.transpose()?,
        seen: None,
    })
}

fn recorded(decision: &Decision) -> String {
    let mut out = format!("{} recorded: {}\n", decision.id, decision.outcomes.iter().map(|o| o.label()).collect::<Vec<_>>().join(", "));
    for action in &decision.actions {
        let person = action.person.as_ref().map_or(String::new(), |person| format!(" ({person})"));
        let due = action.due.map_or("no date agreed".to_string(), action::in_full);
        out += &format!("  {} {}{person}: {} · due {due}\n", action.id, action.agency, action.what);
    }
    if !decision.agencies.is_empty() {
        out += &format!("  decided jointly by {}\n", decision.agencies.join(" and "));
    }
    for dissent in &decision.dissent {
        out += &format!("  {} would have decided otherwise: {}\n", dissent.agency, dissent.words);
    }
    if let Some(panel) = &decision.panel {
        out += &format!("  referred to {panel}\n");
    }
    if let Some(day) = decision.next_review {
        out += &format!("  next review {}\n", crate::calendar::long_day(day));
    }
    out
}

/// `wayhome band`.
pub fn band(global: &Global, episode: &str, band: &str, reason: &str) -> Result<()> {
    let mut hub = hub::open(global)?;
    let episode = hub.find_episode(episode)?;
    let set = match band {
        "rules" => None,
        code => Some(Band::from_code(code).ok_or_else(|| {
            Error::Refused(format!("\u{201c}{code}\u{201d} is not a band; it is one of critical, high, medium, standard, or rules"))
        })?),
    };
    hub.override_band(episode, set, reason, None, global.now())?;
    if global.format == Format::Json {
        return output::json(&json!({ "ok": true, "episode": episode.to_string(), "band": set.map(Band::code) }));
    }
    output::text(&match set {
        Some(band) => format!("{episode}: band set to {band}"),
        None => format!("{episode}: band left to the rules again"),
    })
}

/// `wayhome minutes`.
pub fn minutes(global: &Global, date: Option<&str>) -> Result<()> {
    if global.format == Format::Csv {
        return Err(Error::Refused("minutes are no table, so there is no CSV of them; take --format json, or text".into()).into());
    }
    let hub = hub::open(global)?;
    let now = global.now();
    let day = match date {
        None => day_of(now),
        Some(text) => spoken::past_day(text, now, &hub.clocks().working_days).map_err(Error::Refused)?,
    };
    let data = hub.minutes(day, now)?;
    match global.format {
        Format::Json => output::record("", &data),
        _ => output::text(&markdown(&data, hub.settings())),
    }
}
