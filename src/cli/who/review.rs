//! `wayhome review`: rows that wait for a person, and what a person says of them.

use super::args::ReviewCommand;
use super::words;
use crate::calendar::{long_moment, plain_day};
use crate::casebook::view::{ReviewCandidate, Waiting};
use crate::casebook::who_view::TakingBack;
use crate::casebook::{Error, Hub};
use crate::cli::args::{Format, Global};
use crate::cli::interview::Desk;
use crate::cli::json::printed;
use crate::cli::output;
use crate::episode::EpisodeId;
use anyhow::Result;
use serde_json::{Value, json};
use std::fmt::Write;

/// `wayhome review …`; without a command: the list.
pub fn run(global: &Global, command: Option<ReviewCommand>) -> Result<()> {
    let desk = &mut Desk::open(global)?;
    match command.unwrap_or(ReviewCommand::List) {
        ReviewCommand::List => list(desk, global),
        ReviewCommand::Same { row, child } => {
            let (row, child) = (row_of(&desk.hub, &row)?, desk.hub.find_child(&child)?);
            desk.hub.same_child(row, child, None, desk.now)?;
            identified(desk, global, &[row])
        }
        ReviewCommand::SameAll { child, rows } => {
            let child = desk.hub.find_child(&child)?;
            let rows = rows.iter().map(|row| row_of(&desk.hub, row)).collect::<Result<Vec<_>>>()?;
            let unseen: Vec<_> = rows.iter().map(|row| (*row, None)).collect();
            desk.hub.same_children(&unseen, child, desk.now)?;
            identified(desk, global, &rows)
        }
        ReviewCommand::New { row } => {
            let row = row_of(&desk.hub, &row)?;
            desk.hub.new_child(row, None, desk.now)?;
            identified(desk, global, &[row])
        }
        ReviewCommand::Unsure { row } => unsure(desk, global, &row),
        ReviewCommand::Ask { row, question } => ask(desk, global, &row, question),
        ReviewCommand::Why { episode } => why(desk, global, &episode),
        ReviewCommand::Doubt { episode, reason } => {
            let episode = desk.episode(&episode)?;
            desk.hub.doubt(episode, &reason, None, desk.now)?;
            let reference = desk.hub.case(episode, desk.now)?.episode.reference();
            waits(global, episode, &format!("{reference} waits for a person again: wayhome review list"))
        }
        ReviewCommand::Back { episode, dry_run } => back(desk, global, &episode, dry_run),
    }
}

fn list(desk: &Desk, global: &Global) -> Result<()> {
    let waiting = desk.hub.waiting()?;
    match global.format {
        Format::Json => output::json(&waiting.iter().map(waiting_json).collect::<Vec<_>>()),
        Format::Csv => output::csv(
            ["row", "police_ref", "name", "dob", "candidate", "candidate_name", "candidate_dob", "probability"],
            waiting.iter().flat_map(waiting_csv),
        ),
        _ => output::text(&waiting_text(&waiting)),
    }
}

/// The evidence for the child of an episode, whether the list was certain or a person said so.
fn why(desk: &Desk, global: &Global, episode: &str) -> Result<()> {
    let episode = desk.episode(episode)?;
    let reference = desk.hub.case(episode, desk.now)?.episode.reference();
    let Some(candidate) = desk.hub.why_this_child(episode)? else {
        return Err(Error::Refused(format!("{reference} waits for a person: wayhome review list")).into());
    };
    if global.format == Format::Json {
        return output::json(&json!({
            "row": episode.to_string(), "child": candidate.child.to_string(), "probability": candidate.probability,
            "evidence": candidate.evidence, "guards": candidate.guards,
        }));
    }
    let child = desk.hub.child(candidate.child)?;
    let mut out =
        format!("{reference} is about {}, probability {}\n", words::child(&child), super::pairs::probability(candidate.probability));
    words::evidence(&mut out, &candidate);
    let _ = writeln!(out, "If it is another child: wayhome review doubt {episode} --reason WHY");
    output::text(&out)
}

/// A line for each candidate; one without any where nobody is like the row.
fn waiting_csv(waiting: &Waiting) -> Vec<[String; 8]> {
    let listed = &waiting.episode.details.listed;
    let day = |day: Option<chrono::NaiveDate>| day.map_or(String::new(), |day| day.to_string());
    let reference = waiting.episode.details.police_ref.clone().unwrap_or_default();
    let line = |id, name, dob, probability| {
        [waiting.episode.id.to_string(), reference.clone(), listed.full_name(), day(listed.dob), id, name, dob, probability]
    };
    if waiting.candidates.is_empty() {
        return vec![line(String::new(), String::new(), String::new(), String::new())];
    }
    let candidate = |c: &ReviewCandidate| {
        let d = &c.child.details;
        line(c.child.id.to_string(), d.full_name(), day(d.dob), format!("{:.4}", c.candidate.probability))
    };
    waiting.candidates.iter().map(candidate).collect()
}

fn waiting_json(waiting: &Waiting) -> Value {
    let Waiting { episode, line, candidates, asked } = waiting;
    let candidate = |c: &ReviewCandidate| {
        let d = &c.child.details;
        json!({
            "id": c.child.id.to_string(), "own_id": d.own_id, "name": d.full_name(), "dob": d.dob,
            "probability": c.candidate.probability, "evidence": c.candidate.evidence, "guards": c.candidate.guards,
            "episodes": c.episodes, "last_episode": printed("last_episode", json!(c.last_episode)), "recent": c.recent, "parts": c.parts,
            "known_as": printed("known_as", json!(c.history)), "relations": printed("relations", json!(c.relations)),
            "looks_like": c.looks_like,
        })
    };
    let d = &episode.details;
    json!({
        "row": episode.id.to_string(), "list": line.list.to_string(), "line": line.row, "police_ref": d.police_ref, "name": d.listed.full_name(),
        "dob": d.listed.dob, "age": d.listed.age, "address": d.listed.address, "postcode": d.listed.postcode, "asked": asked,
        "candidates": candidates.iter().map(candidate).collect::<Vec<_>>(),
    })
}

fn waiting_text(waiting: &[Waiting]) -> String {
    if waiting.is_empty() {
        return "No row waits for a person.".into();
    }
    let mut out = String::new();
    for Waiting { episode, line, candidates, asked } in waiting {
        let listed = &episode.details.listed;
        let born = listed.dob.map_or("no date of birth".to_string(), |dob| format!("born {}", plain_day(dob)));
        let _ =
            writeln!(out, "{} ({}), row {} of {}: {}, {born}", episode.reference(), episode.id, line.row, line.list, listed.full_name());
        if let Some(asked) = asked {
            let _ = writeln!(out, "  Police were asked {} by {}: {}", long_moment(asked.at), asked.by, asked.question);
        }
        if candidates.is_empty() {
            let _ = writeln!(out, "  nobody on the register is like this");
        }
        candidates.iter().for_each(|candidate| candidate_text(&mut out, candidate));
        let id = episode.id;
        let _ = writeln!(out, "  wayhome review same {id} CHILD, or new {id}, unsure {id}, ask {id}");
    }
    out
}

fn candidate_text(out: &mut String, candidate: &ReviewCandidate) {
    let ReviewCandidate { child, candidate, episodes, parts, history, recent, relations, looks_like, .. } = candidate;
    let probability = super::pairs::probability(candidate.probability);
    let _ = writeln!(out, "  {}, probability {probability}, episodes: {episodes}", words::child(child));
    words::parts(out, parts);
    words::evidence(out, candidate);
    for known in words::history(child.id, history, false) {
        let _ = writeln!(out, "      earlier or other {known}");
    }
    for relation in relations {
        let _ = writeln!(out, "      recorded as {}", words::relation(relation));
    }
    for words in looks_like.iter().chain(recent) {
        let _ = writeln!(out, "      {words}");
    }
}

/// A waiting row by its episode id or police reference, or by its row number in the list where only one waits under it.
fn row_of(hub: &Hub, text: &str) -> Result<EpisodeId> {
    if let Ok(number) = text.parse::<u32>() {
        let waiting = hub.waiting()?;
        let mut of_row = waiting.iter().filter(|waiting| waiting.line.row == number);
        if let (Some(one), None) = (of_row.next(), of_row.next()) {
            return Ok(one.episode.id);
        }
    }
    Ok(hub.find_episode(text)?)
}

/// Says of each row who it is about now.
fn identified(desk: &Desk, global: &Global, rows: &[EpisodeId]) -> Result<()> {
    let cases = rows.iter().map(|row| desk.hub.case(*row, desk.now)).collect::<Result<Vec<_>, Error>>()?;
    let known: Vec<_> = cases.iter().filter_map(|case| Some((&case.episode, case.child.as_ref()?))).collect();
    match global.format {
        Format::Json => {
            let answers = known.iter().map(|(episode, child)| {
                json!({ "episode": episode.id.to_string(), "police_ref": episode.details.police_ref, "child": child.id.to_string() })
            });
            let mut answers: Vec<Value> = answers.collect();
            if rows.len() == 1 { output::json(&answers.pop()) } else { output::json(&answers) }
        }
        _ => {
            let lines = known
                .iter()
                .map(|(episode, child)| format!("{} is about {} {}\n", episode.reference(), child.id, child.details.full_name()));
            output::text(&lines.collect::<String>())
        }
    }
}

/// The row, which must be one that waits.
fn waiting_row(desk: &Desk, text: &str) -> Result<Waiting> {
    let row = row_of(&desk.hub, text)?;
    let found = desk.hub.waiting()?.into_iter().find(|waiting| waiting.episode.id == row);
    Ok(found
        .ok_or_else(|| Error::Refused(format!("{} does not wait for a person; wayhome review list shows those that do", text.trim())))?)
}

fn unsure(desk: &Desk, global: &Global, row: &str) -> Result<()> {
    let waiting = waiting_row(desk, row)?;
    waits(
        global,
        waiting.episode.id,
        &format!("{} stays as it is: it goes on waiting, and nothing was written", waiting.episode.reference()),
    )
}

fn ask(desk: &mut Desk, global: &Global, row: &str, question: Option<String>) -> Result<()> {
    let waiting = waiting_row(desk, row)?;
    let episode = waiting.episode.id;
    let question = question.map_or_else(|| desk.hub.question(episode), Ok)?;
    desk.hub.ask_police(episode, &question, None, desk.now)?;
    let asked = waiting_row(desk, &episode.to_string())?.asked;
    let question = asked.as_ref().map_or(question.as_str(), |asked| asked.question.as_str());
    match global.format {
        Format::Json => output::json(&json!({ "ok": true, "episode": episode.to_string(), "asked": asked })),
        _ => output::text(&format!("{} goes on waiting; on the hand-off to police: {question}", waiting.episode.reference())),
    }
}

fn back(desk: &mut Desk, global: &Global, episode: &str, dry_run: bool) -> Result<()> {
    let episode = desk.episode(episode)?;
    let reference = desk.hub.case(episode, desk.now)?.episode.reference();
    let done = if dry_run { desk.hub.taking_back(episode)? } else { desk.hub.take_back(episode, None, desk.now)? };
    match global.format {
        Format::Json => {
            let mut value = printed("", json!(done));
            value["ok"] = json!(true);
            value["dry_run"] = json!(dry_run);
            output::json(&value)
        }
        _ => output::text(&back_text(&reference, &done, dry_run)),
    }
}

fn back_text(reference: &str, done: &TakingBack, dry_run: bool) -> String {
    let (would, waits, leaves) = if dry_run { ("Would take back: ", "would wait", "would leave") } else { ("", "waits", "leaves") };
    let mut out = format!("{would}{reference} {waits} for a person again, and is not {}'s\n", done.child);
    if done.leaves {
        let _ = writeln!(out, "{} {leaves} the register, on which that answer put it", done.child);
    }
    if !done.follow.is_empty() {
        let follow = done.follow.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let _ = writeln!(out, "So {waits}, as taken because of it: {follow}");
    }
    out
}

fn waits(global: &Global, episode: EpisodeId, words: &str) -> Result<()> {
    match global.format {
        Format::Json => output::json(&json!({ "ok": true, "episode": episode.to_string() })),
        _ => output::text(words),
    }
}
