//! The board as text, JSON or CSV: plain lines that a pipe and a screen reader can follow.

use super::args::{Format, Global};
use super::{hub, output};
use crate::calendar::{length, long_moment, plain_day, time};
use crate::casebook::Hub;
use crate::casebook::view::{Board, BoardItem, Section};
use crate::episode::Moment;
use anyhow::Result;
use std::fmt::Write;

/// `wayhome board`.
pub fn print(global: &Global) -> Result<()> {
    of(&hub::open(global)?, global)
}

/// Prints the board of an open hub.
pub fn of(hub: &Hub, global: &Global) -> Result<()> {
    let board = hub.board(global.now())?;
    match global.format {
        Format::Json => output::json(&board.items),
        Format::Csv => csv(&board),
        _ => output::text(&text(&board)),
    }
}

fn text(board: &Board) -> String {
    let mut out = String::new();
    let training = if board.training { " · TRAINING" } else { "" };
    let _ = writeln!(out, "{}{training} · {}", board.hub, long_moment(board.now));
    let _ = writeln!(out, "{}", list_line(board));
    if board.refused > 0 {
        let _ = writeln!(out, "{} refused, to be put right: wayhome refused list", rows(board.refused));
    }
    if board.items.is_empty() {
        let _ = writeln!(out, "\nNobody to talk about. Load the police list with: wayhome import list FILE");
    }
    for section in Section::ALL {
        let items: Vec<&BoardItem> = board.items.iter().filter(|item| item.section == *section).collect();
        if items.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{}: {}", section.label(), items.len());
        for (index, item) in items.iter().enumerate() {
            item_text(&mut out, item, index + 1, items.len(), board.now);
        }
    }
    out
}

fn rows(n: u32) -> String {
    if n == 1 { "1 row".into() } else { format!("{n} rows") }
}

/// Which list the board stands on and how old it is.
fn list_line(board: &Board) -> String {
    let Some(list) = &board.list else { return "No list loaded yet: wayhome import list FILE".into() };
    let spoken_of = list.cut_off.unwrap_or(list.loaded_at);
    let cut_off = list.cut_off.map_or(String::new(), |at| format!(", police cut-off {}", time(at)));
    let age = length(board.now - spoken_of);
    format!("List: {}, loaded {} by {}{cut_off} ({age} old)", list.file, long_moment(list.loaded_at), list.by)
}

fn item_text(out: &mut String, item: &BoardItem, index: usize, of: usize, now: Moment) {
    let BoardItem { child, episode, triage, .. } = item;
    let mut who = vec![child.name.clone()];
    who.extend(child.age.map(|age| age.to_string()));
    who.extend(child.care_status.map(|status| status.label().to_string()));
    let grade = episode.police_grade.map_or("not graded by police".into(), |grade| format!("police {grade}"));
    let chair = if triage.overridden.is_some() { " (set by the chair)" } else { "" };
    let _ = writeln!(out, "{index} of {of}. {}{chair}. {}. {grade}.", triage.band.label(), who.join(", "));
    let reference = episode.police_ref.clone().unwrap_or_else(|| episode.id.to_string());
    let _ = writeln!(out, "   Episode: {reference} ({})", episode.id);
    let _ = writeln!(out, "   Clock: {}", clock_words(item, now));
    for fired in triage.fired.iter().take(3) {
        let _ = writeln!(out, "   Why: {}: {}", fired.title, fired.evidence);
    }
    if triage.fired.len() > 3 {
        let _ = writeln!(out, "   Why: and {} more: wayhome rules explain {reference}", triage.fired.len() - 3);
    }
    for remark in &item.remarks {
        let _ = writeln!(out, "   Note: {remark}");
    }
    if let Some(assessment) = &item.assessment {
        let _ = writeln!(out, "   Assessment: {assessment}");
    }
    if item.open_actions > 0 {
        let _ = writeln!(out, "   Actions: {} to be done, {} overdue", item.open_actions, item.overdue_actions);
    }
    let _ = writeln!(out, "   Decision: {}", decision_words(item));
}

fn clock_words(item: &BoardItem, now: Moment) -> String {
    match &item.interview {
        None => format!("missing for {}, since {}", length(now - item.episode.missing_since), long_moment(item.episode.missing_since)),
        Some(clock) => clock.words(now),
    }
}

fn decision_words(item: &BoardItem) -> String {
    let Some(decision) = &item.decision else { return "none yet".into() };
    let outcomes: Vec<&str> = decision.outcomes.iter().map(|outcome| outcome.label()).collect();
    let review = decision.next_review.map_or(String::new(), |day| format!("; next review {}", plain_day(day)));
    format!("{}, {}{review}", outcomes.join(", "), long_moment(decision.at))
}

fn csv(board: &Board) -> Result<()> {
    let header = [
        "section",
        "child",
        "name",
        "dob",
        "age",
        "care_status",
        "episode",
        "police_ref",
        "police_grade",
        "status",
        "reported_at",
        "returned_at",
        "band",
        "top_reason",
        "interview_state",
        "interview_due",
        "decision",
        "assessment",
        "open_actions",
        "overdue_actions",
    ];
    let moment = |at: Option<Moment>| at.map_or(String::new(), |at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
    let rows = board.items.iter().map(|item| {
        let BoardItem { child, episode, triage, .. } = item;
        [
            item.section.code().to_string(),
            child.id.map_or(String::new(), |id| id.0.to_string()),
            child.name.clone(),
            child.dob.map_or(String::new(), |dob| dob.to_string()),
            child.age.map_or(String::new(), |age| age.to_string()),
            child.care_status.map_or(String::new(), |status| status.code().to_string()),
            episode.id.to_string(),
            episode.police_ref.clone().unwrap_or_default(),
            episode.police_grade.map_or(String::new(), |grade| grade.code().to_string()),
            episode.status.to_string(),
            moment(episode.reported_at),
            moment(episode.returned_at),
            triage.band.code().to_string(),
            triage.top_reason().map_or(String::new(), |fired| format!("{}: {}", fired.title, fired.evidence)),
            item.interview.as_ref().map_or(String::new(), |clock| clock.state.code().to_string()),
            moment(item.interview.as_ref().and_then(|clock| clock.due_72h)),
            item.decision.as_ref().map_or(String::new(), |d| d.outcomes.iter().map(|o| o.code()).collect::<Vec<_>>().join(" ")),
            item.assessment.clone().unwrap_or_default(),
            item.open_actions.to_string(),
            item.overdue_actions.to_string(),
        ]
    });
    output::csv(header, rows)
}
