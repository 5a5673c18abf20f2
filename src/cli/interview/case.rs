//! One interview in full, and who could hold it.

use super::board::{item_json, item_line};
use super::understood::Desk;
use crate::calendar::{long_moment, short_moment};
use crate::casebook::Error;
use crate::casebook::interview_view::InterviewCase;
use crate::cli::args::{Format, Global};
use crate::cli::json::printed;
use crate::cli::output;
use crate::interview::file::InterviewFile;
use crate::interview::record::{Interview, InterviewRecord, Question};
use crate::interview::suggest::Suggestion;
use crate::interview::worker::{Wishes, WorkerId};
use anyhow::Result;
use serde_json::{Value, json};
use std::fmt::Write;

/// `wayhome interview suggest EPISODE`.
pub fn suggest(desk: &Desk, global: &Global, episode: &str) -> Result<()> {
    let suggestions = desk.hub.suggest(desk.episode(episode)?, desk.now)?;
    match global.format {
        Format::Json => output::json(&suggestions.iter().map(suggestion_json).collect::<Vec<_>>()),
        Format::Csv => output::csv(
            ["rank", "worker", "name", "team", "score", "free", "refused", "reasons"],
            suggestions.iter().zip(1..).map(|(s, n): (&Suggestion, u32)| {
                let free = s.free_slot.map_or(String::new(), |at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
                let (worker, refused) = (s.worker.to_string(), s.refused.clone().unwrap_or_default());
                [n.to_string(), worker, s.name.clone(), s.team.clone(), s.score.to_string(), free, refused, words(s)]
            }),
        ),
        _ if suggestions.is_empty() => output::text("There is no worker yet: wayhome workers import FILE"),
        _ => output::text(&suggestions_text(&suggestions)),
    }
}

fn words(suggestion: &Suggestion) -> String {
    let signed = |(good, words): (bool, &str)| format!("{}{words}", if good { "" } else { "but " });
    suggestion.reasons.iter().map(|reason| signed((reason.good, &reason.words))).collect::<Vec<_>>().join("; ")
}

fn suggestions_text(suggestions: &[Suggestion]) -> String {
    let mut out = String::new();
    for (suggestion, n) in suggestions.iter().zip(1..) {
        let Suggestion { worker, name, team, refused, .. } = suggestion;
        let _ = writeln!(out, "{n} of {}. {name} ({worker}), {team}: {}", suggestions.len(), words(suggestion));
        if let Some(why) = refused {
            let _ = writeln!(out, "   May not: {why}");
        }
    }
    out
}

fn suggestion_json(suggestion: &Suggestion) -> Value {
    let reasons: Vec<_> = suggestion.reasons.iter().map(|reason| json!({ "good": reason.good, "words": reason.words })).collect();
    json!({
        "worker": suggestion.worker.to_string(), "name": suggestion.name, "team": suggestion.team, "score": suggestion.score,
        "asked_for": suggestion.asked_for, "free_slot": suggestion.free_slot, "refused": suggestion.refused, "reasons": reasons,
    })
}

/// `wayhome interview show EPISODE`.
pub fn show(desk: &Desk, global: &Global, episode: &str) -> Result<()> {
    let case = desk.hub.interview_case(desk.episode(episode)?, desk.now)?;
    match global.format {
        Format::Json => output::json(&case_json(&case)),
        Format::Csv => Err(Error::Refused("one interview is no table: leave out --format csv, or take json".into()).into()),
        _ => output::text(&case_text(&case, desk)),
    }
}

fn case_json(case: &InterviewCase) -> Value {
    let mut value = item_json(&case.item);
    let record = |under: &str, record: Value| printed(under, record);
    let workers: Vec<_> = case.workers.iter().map(|worker| json!({ "id": worker.id.to_string(), "name": worker.details.name })).collect();
    value["file"] = record("file", json!(case.file));
    value["waiting"] = case.group.iter().map(item_json).collect();
    value["interviews"] = record("interviews", json!(case.interviews));
    value["earlier"] = record("interviews", json!(case.earlier));
    value["wishes"] = wishes_json(&case.wishes);
    value["workers"] = workers.into();
    value["suggestions"] = case.suggestions.iter().map(suggestion_json).collect();
    value
}

fn wishes_json(wishes: &Wishes) -> Value {
    let ids = |ids: &[WorkerId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    json!({
        "asked_for": ids(&wishes.asked_for), "not": ids(&wishes.not), "sex": wishes.sex, "language": wishes.language, "note": wishes.note,
    })
}

fn case_text(case: &InterviewCase, desk: &Desk) -> String {
    let name = |id: WorkerId| {
        let known = case.workers.iter().find(|worker| worker.id == id);
        known.map_or_else(|| id.to_string(), |worker| worker.details.name.clone())
    };
    let mut out = format!("{}\n", item_line(&case.item, desk.now));
    for (at, line) in done(&case.file, &name) {
        let _ = writeln!(out, "  {}: {}", long_moment(at), indented(&line));
    }
    wishes_text(&mut out, &case.wishes, &name);
    for other in &case.group {
        let _ = writeln!(out, "Also waiting: {}", item_line(other, desk.now));
    }
    for interview in &case.interviews {
        interview_text(&mut out, interview);
    }
    for earlier in &case.earlier {
        let why = earlier.withdrawn.as_ref().map_or(String::new(), |(stamp, why)| format!(" by {}: {why}", stamp.by));
        let (id, held, state) = (earlier.id, &earlier.held, earlier.state);
        let _ = writeln!(out, "Earlier: {id} held {} by {}, {state}{why}", long_moment(held.at), held.by);
    }
    if !case.suggestions.is_empty() {
        let _ = write!(out, "\nSuggested\n{}", suggestions_text(&case.suggestions));
    }
    out
}

/// Text of several lines, those after the first under it.
fn indented(text: &str) -> String {
    text.replace('\n', "\n      ")
}

/// What was done about it, earliest first.
fn done(file: &InterviewFile, name: &dyn Fn(WorkerId) -> String) -> Vec<(crate::episode::Moment, String)> {
    let because = |reason: &str| if reason.is_empty() { String::new() } else { format!(": {reason}") };
    let mut done = Vec::new();
    for (n, given) in file.allocations.iter().enumerate() {
        let from = n.checked_sub(1).and_then(|before| file.allocations.get(before)).map(|before| name(before.worker));
        let (to, by, because) = (name(given.worker), &given.by, because(&given.reason));
        let words = match (from, given.accepted) {
            (None, _) => format!("allocated to {to} by {by}{because}"),
            (Some(from), None) => format!("handed over from {from} to {to} by {by}{because}; open until accepted"),
            (Some(from), Some(at)) => {
                let who = given.accepted_by.as_ref().map_or(String::new(), |who| format!(" by {who}"));
                format!("handed over from {from} to {to} by {by}{because}; accepted{who} at {}", long_moment(at))
            }
        };
        done.push((given.at, words));
    }
    for tried in &file.attempts {
        let offered = if tried.offered { "interview offered; " } else { "" };
        let (to, by, channel, outcome) = (tried.to, &tried.by, tried.channel, tried.outcome);
        done.push((tried.at, format!("{offered}{to} by {by} ({channel}): {outcome}{}", because(&tried.note))));
    }
    for booked in &file.bookings {
        let (at, place) = (short_moment(booked.booking.at), &booked.booking.place);
        let gone = booked.cancelled.as_ref().map_or(String::new(), |why| format!("; cancelled: {why}"));
        done.push((booked.made_at, format!("booked by {} for {at}, {} minutes, {place}{gone}", booked.by, booked.booking.minutes)));
    }
    for closed in &file.closed {
        let approved = closed.closure.approver.as_ref().map_or(String::new(), |name| format!(", approved by {name}"));
        done.push((closed.at, format!("closed by {}{approved}: {}{}", closed.by, closed.closure.reason, because(&closed.closure.note))));
        if !closed.closure.carers_account.is_empty() {
            done.push((closed.at, format!("the carer's account: {}", closed.closure.carers_account)));
        }
        done.extend(closed.reopened.iter().map(|again| (again.at, format!("opened again by {}: {}", again.by, again.why))));
    }
    done.sort_by_key(|(at, _)| *at);
    done
}

fn wishes_text(out: &mut String, wishes: &Wishes, name: &dyn Fn(WorkerId) -> String) {
    let names = |ids: &[WorkerId]| ids.iter().map(|id| name(*id)).collect::<Vec<_>>().join(", ");
    let mut said = Vec::new();
    said.extend(Some(names(&wishes.asked_for)).filter(|names| !names.is_empty()).map(|names| format!("to see {names}")));
    said.extend(Some(names(&wishes.not)).filter(|names| !names.is_empty()).map(|names| format!("not to see {names}")));
    said.extend(wishes.sex.map(|sex| format!("somebody {sex}")));
    said.extend(wishes.language.as_ref().map(|language| format!("to speak {language}")));
    said.extend(Some(wishes.note.clone()).filter(|note| !note.is_empty()));
    if !said.is_empty() {
        let _ = writeln!(out, "The child wishes: {}", indented(&said.join("; ")));
    }
}

fn interview_text(out: &mut String, interview: &Interview) {
    let held = &interview.held;
    let covers = held.covers.iter().map(|covered| {
        let late = covered.late.as_ref().map_or(String::new(), |late| {
            format!(" (late: {}{})", late.reason, if late.note.is_empty() { String::new() } else { format!(", {}", late.note) })
        });
        format!("{}{late}", covered.episode)
    });
    let covers = covers.collect::<Vec<_>>().join(", ");
    let place = if held.place.is_empty() { String::new() } else { format!(", {}", held.place) };
    let _ = writeln!(out, "\n{}: held {} by {}{place}; answers {covers}; {}", interview.id, long_moment(held.at), held.by, interview.state);
    if let Some(not_independent) = &held.not_independent {
        let _ = writeln!(out, "  take care: {not_independent}");
    }
    for (stamp, comments) in &interview.comments {
        let _ = writeln!(out, "  given back by {} {}: {}", stamp.by, long_moment(stamp.at), indented(comments));
    }
    for (what, stamp) in [("recorded", &interview.recorded), ("signed off", &interview.signed)] {
        if let Some(stamp) = stamp {
            let _ = writeln!(out, "  {what} by {} {}", stamp.by, long_moment(stamp.at));
        }
    }
    if let Some(record) = &interview.record {
        record_text(out, record);
    }
}

fn record_text(out: &mut String, record: &InterviewRecord) {
    let yes_no = |asked: Option<bool>| asked.map_or("not asked", |yes| if yes { "yes" } else { "no" });
    let _ = writeln!(out, "  Confidentiality explained: {}", yes_no(record.confidentiality_explained));
    let _ = writeln!(out, "  The child regards it as having been missing: {}", yes_no(record.regards_as_missing));
    for question in Question::ALL {
        if let Some(answer) = record.answers.get(question) {
            let _ = writeln!(out, "  {question}: {}", indented(answer));
        }
    }
    let push = record.push.iter().map(|code| code.label());
    let pull = record.pull.iter().map(|code| code.label());
    let places = record.places.iter().map(|code| code.label());
    for (what, entries) in [("Push", push.collect::<Vec<_>>()), ("Pull", pull.collect()), ("Places", places.collect())] {
        if !entries.is_empty() {
            let _ = writeln!(out, "  {what}: {}", entries.join(", "));
        }
    }
    for named in &record.named {
        let _ = writeln!(out, "  Named: {}: {}", named.kind, indented(&named.what));
    }
    for finding in &record.findings {
        let id = finding.id.map_or(String::new(), |id| id.to_string());
        let end = finding.ends_as.map_or("still open".to_string(), |end| format!("{end}: {}", finding.why));
        let to = if finding.recipients.is_empty() { String::new() } else { format!(" (to {})", finding.recipients.join(", ")) };
        let _ = writeln!(out, "  {id} {}: {} → {}{to}", finding.kind, indented(&finding.text), indented(&end));
    }
}
