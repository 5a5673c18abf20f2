//! What was written, what was taken back, and what counts again.

use super::desk::Desk;
use crate::calendar::short_moment;
use crate::casebook::Error;
use crate::casebook::meeting_view::LogLine;
use crate::cli::args::{Format, Global};
use crate::cli::output;
use anyhow::Result;
use serde_json::json;

/// `wayhome log`.
pub fn log(global: &Global) -> Result<()> {
    let desk = Desk::open(global)?;
    let lines = desk.hub.log(desk.now)?;
    match global.format {
        Format::Json => output::json(&lines),
        Format::Csv => output::csv(
            ["verb", "at", "by", "what", "undone", "can"],
            lines.into_iter().map(|line| {
                let at = line.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
                [line.verb.to_string(), at, line.by, line.what, line.undone.to_string(), line.can.to_string()]
            }),
        ),
        _ if lines.is_empty() => output::text("Nothing was written since the meeting began, or today."),
        _ => output::text(&lines.iter().map(words).collect::<String>()),
    }
}

fn words(line: &LogLine) -> String {
    let undone = if line.undone { " (taken back)" } else { "" };
    format!("{:>6}  {} {}: {}{undone}\n", line.verb, short_moment(line.at), line.by, line.what)
}

/// `wayhome undo`.
pub fn undo(global: &Global, verb: Option<i64>) -> Result<()> {
    let mut desk = Desk::open(global)?;
    let latest = || -> Result<i64, Error> {
        let none = || Error::Refused("you wrote nothing that could be taken back; wayhome log shows what was written".into());
        Ok(desk.hub.to_undo(desk.now)?.ok_or_else(none)?.verb)
    };
    let verb = verb.map_or_else(latest, Ok)?;
    let line = desk.hub.undo(verb, desk.now)?;
    told(global, &line, "Taken back")
}

/// `wayhome redo`.
pub fn redo(global: &Global, verb: Option<i64>) -> Result<()> {
    let mut desk = Desk::open(global)?;
    let latest = || -> Result<i64, Error> {
        let none = || Error::Refused("you took nothing back that could count again; wayhome log shows what was written".into());
        Ok(desk.hub.to_redo(desk.now)?.ok_or_else(none)?.verb)
    };
    let verb = verb.map_or_else(latest, Ok)?;
    let line = desk.hub.redo(verb, desk.now)?;
    told(global, &line, "Counts again")
}

fn told(global: &Global, line: &LogLine, did: &str) -> Result<()> {
    match global.format {
        Format::Json => output::json(&json!({ "ok": true, "verb": line.verb, "what": line.what, "undone": line.undone })),
        _ => output::text(&format!("{did}: {}", line.what)),
    }
}
