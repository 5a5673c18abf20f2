//! Panels in words, and as rows of a table.

use crate::calendar::{day_of, long_day, long_moment};
use crate::casebook::panels_view::{DueChild, NoPanel, PanelDone, PanelSheet, PanelsSheet};
use crate::meeting::action::in_full;
use std::fmt::Write;

/// Every panel with its next meetings and how many are due.
pub fn list(sheet: &PanelsSheet) -> String {
    let mut out = format!("Panels of {}, {}\n", sheet.hub, long_moment(sheet.now));
    for panel in &sheet.panels {
        let _ = writeln!(out, "\n{}: {}", panel.panel, panel.takes);
        let _ = writeln!(out, "  meets {}", panel.rhythm);
        if !panel.meetings_in_words.is_empty() {
            let _ = writeln!(out, "  next: {}", panel.meetings_in_words.join("; "));
        }
        let _ = writeln!(out, "  due: {}; stays with the panel, reviewed later: {}", panel.due.len(), panel.later.len());
    }
    nobody_takes(&mut out, &sheet.no_panel);
    out
}

/// Who is due for these panels.
pub fn due(sheet: &PanelsSheet) -> String {
    let mut out = String::new();
    for panel in &sheet.panels {
        let next = panel.meetings_in_words.first().map_or("meets when needed".into(), |next| format!("next meeting {next}"));
        let _ = writeln!(out, "{}: {next}", panel.panel);
        if panel.due.is_empty() {
            let _ = writeln!(out, "  Nobody is due.");
        }
        for (number, due) in (1..).zip(&panel.due) {
            let waits = if due.waiting_since > day_of(sheet.now) { "to be reviewed" } else { "waiting since" };
            let _ = writeln!(out, "  {number}. {}, {waits} {}", who(due), long_day(due.waiting_since));
            for reason in &due.reasons {
                let _ = writeln!(out, "      {}: {}", reason.kind, reason.words);
            }
            if let Some(last) = &due.last {
                let _ = writeln!(out, "      last: {}", last.words());
            }
        }
        for later in &panel.later {
            let _ = writeln!(out, "  later: {}, next review {}", who(later), long_day(later.waiting_since));
        }
        out.push('\n');
    }
    nobody_takes(&mut out, &sheet.no_panel);
    out
}

fn nobody_takes(out: &mut String, none: &[NoPanel]) {
    if none.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nTaken by no panel: {}", none.len());
    for NoPanel { child, name, episode, why } in none {
        let id = child.map(|id| id.to_string()).or(episode.map(|id| id.to_string())).unwrap_or_default();
        let _ = writeln!(out, "  {id} {name}: {why}");
    }
}

/// "C12 Nadia Begum, 16, at home, North, missing now".
fn who(due: &DueChild) -> String {
    let age = due.age.map(|age| age.to_string());
    let care = Some(due.care_status.map_or("care status not known".to_string(), |care| care.to_string()));
    let missing = due.still_missing.then(|| "missing now".to_string());
    let parts: Vec<String> = [age, care, due.locality.clone(), missing].into_iter().flatten().collect();
    format!("{} {}, {}", due.child, due.name, parts.join(", "))
}

/// A child as a row of a table.
pub fn row(panel: &PanelSheet, state: &str, due: &DueChild) -> [String; 10] {
    let kinds: Vec<&str> = due.reasons.iter().map(|reason| reason.kind.code()).collect();
    let why: Vec<&str> = due.reasons.iter().map(|reason| reason.words.as_str()).collect();
    [
        panel.panel.clone(),
        state.into(),
        due.child.to_string(),
        due.name.clone(),
        due.episode.map_or(String::new(), |episode| episode.to_string()),
        due.care_status.map_or(String::new(), |care| care.code().to_string()),
        due.locality.clone().unwrap_or_default(),
        due.waiting_since.to_string(),
        kinds.join(" "),
        why.join("; "),
    ]
}

/// What an outcome wrote.
pub fn done(done: &PanelDone) -> String {
    let mut out = format!("{} {}: {}\n", done.child, done.name, done.said.words());
    if let Some(decision) = &done.decision {
        let outcomes: Vec<&str> = decision.outcomes.iter().map(|outcome| outcome.label()).collect();
        let panel = decision.panel.as_ref().map_or(String::new(), |panel| format!(" ({panel})"));
        let _ = writeln!(out, "  {} recorded: {}{panel}", decision.id, outcomes.join(", "));
        for action in &decision.actions {
            let person = action.person.as_ref().map_or(String::new(), |person| format!(" ({person})"));
            let due = action.due.map_or("no date agreed".to_string(), in_full);
            let _ = writeln!(out, "  {} {}{person}: {} · due {due}", action.id, action.agency, action.what);
        }
    }
    out
}
