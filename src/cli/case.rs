//! A child's case, and the reasons for its band.

use super::args::{Format, Global};
use super::json::printed;
use super::who::{about_child, about_json};
use super::{hub, output};
use crate::calendar::{long_moment, plain_day, short_day, short_moment};
use crate::casebook::view::Case;
use crate::casebook::{Error, Hub};
use crate::child::{Child, ChildDetails};
use crate::episode::{Episode, EpisodeId, Moment};
use crate::meeting::action::in_full;
use crate::meeting::decision::Decision;
use crate::triage::Outcome;
use anyhow::Result;
use serde_json::json;
use std::fmt::Write;

/// `wayhome child WHO`.
pub fn print(global: &Global, who: &str) -> Result<()> {
    let hub = hub::open(global)?;
    // A police reference will do as well: it is what people have at hand.
    let episode = match hub.find_child(who) {
        Ok(child) => hub.latest_episode(child)?.ok_or(child),
        Err(unknown) => Ok(hub.find_episode(who).map_err(|_| unknown)?),
    };
    let episode = match episode {
        Ok(episode) => episode,
        Err(child) => return without_episode(&hub, global, &hub.child(child)?),
    };
    let case = hub.case(episode, global.now())?;
    match global.format {
        Format::Json => {
            let mut value = printed("", serde_json::to_value(&case)?);
            add_about(&hub, case.child.as_ref(), &mut value)?;
            output::json(&value)
        }
        Format::Csv => episodes_csv(&case),
        _ => {
            let about = case.child.as_ref().map_or(Ok(String::new()), |child| about_child(&hub, child.id))?;
            output::text(&case_text(&case, &about))
        }
    }
}

/// What is known of who the child is, beside its record.
fn add_about(hub: &Hub, child: Option<&Child>, value: &mut serde_json::Value) -> Result<(), Error> {
    if let Some(child) = child {
        about_json(hub, child.id)?.into_iter().for_each(|(field, known)| value[field] = known);
    }
    Ok(())
}

fn without_episode(hub: &Hub, global: &Global, child: &Child) -> Result<()> {
    match global.format {
        Format::Text => {
            let about = about_child(hub, child.id)?;
            output::text(&format!("{}{about}\nNo missing episode is known.\n", who_text(child, None)))
        }
        _ => {
            let mut value = printed("", json!({ "child": child, "episodes": [] }));
            add_about(hub, Some(child), &mut value)?;
            output::json(&value)
        }
    }
}

/// `wayhome rules explain WHO`: by police reference, episode, child id, own id or name.
pub fn explain(global: &Global, who: &str) -> Result<()> {
    let hub = hub::open(global)?;
    let case = hub.case(episode_of(&hub, who)?, global.now())?;
    match global.format {
        Format::Json => output::json(&case.triage),
        Format::Csv => output::csv(
            ["rule", "band", "title", "evidence", "clears_on"],
            case.triage.fired.into_iter().map(|f| {
                [f.rule, f.band.code().to_string(), f.title, f.evidence, f.clears_on.map_or(String::new(), |day| day.to_string())]
            }),
        ),
        _ => output::text(&explanation(&case)),
    }
}

fn episode_of(hub: &Hub, who: &str) -> Result<EpisodeId> {
    let by_reference = hub.find_episode(who);
    if let Ok(episode) = by_reference {
        return Ok(episode);
    }
    let child = hub.find_child(who)?;
    let latest = hub.latest_episode(child)?;
    Ok(latest.ok_or_else(|| Error::Refused(format!("{child} has no missing episode, so there is nothing to triage")))?)
}

fn explanation(case: &Case) -> String {
    let mut out = String::new();
    let name = case.child.as_ref().map_or_else(|| case.episode.details.listed.full_name(), |child| child.details.full_name());
    let _ = writeln!(out, "{name}, episode {} ({})", case.episode.reference(), case.episode.id);
    triage_text(&mut out, &case.triage);
    out
}

fn triage_text(out: &mut String, triage: &Outcome) {
    let _ = writeln!(out, "Band: {} (rules {})", triage.band, triage.rules_version);
    if let Some(set) = &triage.overridden {
        let when = short_moment(set.at);
        let _ = writeln!(out, "  set by {} on {when} in place of {}: {}", set.by, set.rules_band, set.reason);
    }
    for fired in &triage.fired {
        let _ = writeln!(out, "  {} [{}] {}: {}", fired.band, fired.rule, fired.title, fired.evidence);
        let _ = writeln!(out, "      source: {}", fired.source);
        if let Some(ask) = &fired.ask {
            let _ = writeln!(out, "      ask: {ask}");
        }
    }
    for near in &triage.near {
        let _ = writeln!(out, "  nearly [{}] {}: {}", near.rule, near.title, near.short_of);
    }
    for untested in &triage.untested {
        let _ = writeln!(out, "  not tested [{}] {}: {}", untested.rule, untested.title, untested.why);
    }
}

/// `about`: what is known of who the child is, beside its record.
fn case_text(case: &Case, about: &str) -> String {
    let mut out = match &case.child {
        Some(child) => who_text(child, case.age) + about,
        None => format!("{} (not identified: wayhome review list)\n", case.episode.details.listed.full_name()),
    };
    let _ = writeln!(out, "\nWhy now");
    triage_text(&mut out, &case.triage);
    if let Some(clock) = &case.interview {
        let _ = writeln!(out, "Interview: {}", clock.words(case.now));
    }
    let months: Vec<String> = case.nights.iter().map(|m| format!("{} {}", m.month.format("%b"), m.nights)).collect();
    let _ = writeln!(out, "\nNights missing by month: {}", months.join(", "));
    let _ = writeln!(out, "Episodes: {}", case.episodes.len());
    for episode in &case.episodes {
        let _ = writeln!(out, "  {}", episode_text(episode));
    }
    for (at, changes) in &case.changes {
        for change in changes {
            let _ = writeln!(out, "  changed {}: {}: {} → {}", short_moment(*at), change.field, change.old, change.new);
        }
    }
    let _ = writeln!(out, "\nDecisions: {}", case.decisions.len());
    for decision in &case.decisions {
        decision_text(&mut out, decision, case);
    }
    for said in &case.panels {
        let _ = writeln!(out, "  panel: {}\n      {}", said.words(), said.note);
    }
    let ended = case.actions.iter().filter(|line| line.record.ended.is_some()).count();
    let _ = writeln!(out, "\nActions still to be done: {}", case.actions.len() - ended);
    for line in case.actions.iter().filter(|line| line.record.ended.is_none()) {
        let _ = writeln!(out, "  {}", super::meeting::action_words(line));
    }
    for line in &case.assessments {
        let _ = writeln!(out, "Exploitation assessment {}", super::meeting::assessment_words(line));
    }
    for business in &case.business {
        let _ = writeln!(out, "Brought to the meeting: {} {}: {}", business.details.kind, business.id, business.details.concern);
    }
    if !case.people.is_empty() {
        let _ = writeln!(out, "\nAround the child");
    }
    for person in &case.people {
        let id = person.child.map_or(String::new(), |id| format!(" ({})", id.0));
        let _ = writeln!(out, "  {}{id}: {}", person.name, person.how);
    }
    out
}

fn episode_text(episode: &Episode) -> String {
    let d = &episode.details;
    let began = short_day(crate::calendar::day_of(episode.began()));
    let ended = match (d.ended, d.returned) {
        (false, _) => "still missing".to_string(),
        (true, None) => "returned, no time given".to_string(),
        (true, Some(when)) => format!("returned {}{}", short_moment(when.at), if when.estimated { " (estimated)" } else { "" }),
    };
    let grade = d.grade.map_or(String::new(), |grade| format!(", police {grade}"));
    let place = d.found_where.as_ref().map_or(String::new(), |place| format!(", found {place}"));
    format!(
        "{} ({}): from {began} {}, {ended}{grade}{place}",
        episode.reference(),
        episode.id,
        crate::calendar::uk(episode.began()).format("%Y %H:%M")
    )
}

fn decision_text(out: &mut String, decision: &Decision, case: &Case) {
    let outcomes: Vec<&str> = decision.outcomes.iter().map(|outcome| outcome.label()).collect();
    let reworded = if case.decisions.iter().any(|d| d.replaces == Some(decision.id)) { " (earlier wording, changed since)" } else { "" };
    let _ = writeln!(out, "  {} {} by {}: {}{reworded}", decision.id, long_moment(decision.at), decision.by, outcomes.join(", "));
    let _ = writeln!(out, "      {}", decision.rationale);
    for action in &decision.actions {
        let person = action.person.as_ref().map_or(String::new(), |person| format!(" ({person})"));
        let became = case.actions.iter().find(|line| line.record.action.id == action.id);
        let state = match became.map(|line| (&line.record.ended, &line.due)) {
            Some((Some(ended), _)) => format!("{}: {}", ended.end.how, ended.end.outcome),
            Some((None, due)) => due.clone(),
            // Of a wording or decision that counts no more.
            None => action.due.map_or("no date agreed".to_string(), |due| format!("due {}", in_full(due))),
        };
        let _ = writeln!(out, "      {} {}{person}: {}, {state}", action.id, action.agency, action.what);
    }
    if let Some(review) = decision.next_review {
        let _ = writeln!(out, "      next review {}", plain_day(review));
    }
}

fn who_text(child: &Child, age: Option<u32>) -> String {
    let d: &ChildDetails = &child.details;
    let mut out = format!("{} ({})\n", d.full_name(), child.id);
    let mut line = |label: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = writeln!(out, "{label}: {value}");
        }
    };
    let born = d.dob.map(|dob| plain_day(dob) + &age.map_or(String::new(), |age| format!(", {age}")));
    line("Born", born);
    line("Sex", d.sex.map(|sex| sex.to_string()));
    line("Other names", Some(d.other_names.join(", ")));
    line("Own id", d.own_id.clone());
    line("Care", d.care_status.map(|status| status.to_string()));
    line("Placement", d.placement.clone());
    line("Provider", d.provider.clone());
    line("Placing authority", d.placing_authority.clone());
    line("Address", Some([d.address.clone(), d.postcode.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ")));
    line("Social worker", Some([d.social_worker.clone(), d.team.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ")));
    line("School", d.school.clone());
    line("Education", d.education.map(|education| education.to_string()));
    line("Markers", Some(d.markers.iter().map(|marker| marker.kind.label()).collect::<Vec<_>>().join(", ")));
    line("NRM", d.nrm.map(|nrm| nrm.to_string()));
    line("Health", d.health.as_ref().map(|needs| needs.iter().map(|need| need.label()).collect::<Vec<_>>().join(", ")));
    line("Plan", d.plan.map(|plan| plan.to_string()));
    line("Youth justice", d.youth_justice.map(|yes| if yes { "yes".into() } else { "no".into() }));
    out
}

fn episodes_csv(case: &Case) -> Result<()> {
    let moment = |at: Option<Moment>| at.map_or(String::new(), |at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
    output::csv(
        ["episode", "police_ref", "reported_at", "returned_at", "police_grade", "found_where"],
        case.episodes.iter().map(|e| {
            let d = &e.details;
            let grade = d.grade.map_or(String::new(), |grade| grade.code().to_string());
            let text = |value: &Option<String>| value.clone().unwrap_or_default();
            [e.id.to_string(), text(&d.police_ref), moment(Some(e.began())), moment(d.returned.map(|w| w.at)), grade, text(&d.found_where)]
        }),
    )
}
