//! The record: journal, verification, rules in force, completions.

use super::args::{Args, Format, Global};
use super::{hub, output};
use crate::calendar::{long_moment, start_of_day};
use crate::casebook::{Error, describe};
use crate::episode::Moment;
use crate::spoken;
use anyhow::Result;
use clap::CommandFactory;
use serde_json::json;
use std::io::IsTerminal;
use std::path::Path;

/// `wayhome journal`.
pub fn journal(global: &Global, since: Option<&str>, child: Option<&str>) -> Result<()> {
    let hub = hub::open(global)?;
    let since = since.map(|text| moment(text, global, &hub)).transpose()?;
    let child = child.map(|text| hub.find_child(text)).transpose()?;
    let entries = hub.journal(since, child)?;
    match global.format {
        Format::Json => output::json(
            &entries
                .iter()
                .map(|e| {
                    json!({ "position": e.position, "recorded_at": e.recorded_at, "actor": e.actor, "workstation": e.workstation, "verb": e.verb,
                            "subject": e.subject, "kind": e.kind, "payload": e.event })
                })
                .collect::<Vec<_>>(),
        ),
        Format::Csv => output::csv(
            ["position", "recorded_at", "actor", "workstation", "verb", "subject", "kind", "what"],
            entries.iter().map(|e| {
                let at = e.recorded_at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
                let words = describe(e);
                [e.position.to_string(), at, e.actor.clone(), e.workstation.clone(), e.verb.to_string(), e.subject.clone(), e.kind.clone(), words]
            }),
        ),
        _ => {
            let lines = entries.iter().map(|e| format!("{} {} {}: {}: {}\n", e.position, long_moment(e.recorded_at), e.actor, e.subject, describe(e)));
            output::text(&lines.collect::<String>())
        }
    }
}

fn moment(text: &str, global: &Global, hub: &crate::casebook::Hub) -> Result<Moment> {
    if let Ok(at) = chrono::DateTime::parse_from_rfc3339(text) {
        return Ok(at.to_utc());
    }
    let day = spoken::past_day(text, global.now(), &hub.clocks().working_days).map_err(Error::Refused)?;
    Ok(start_of_day(day))
}

/// Bytes of a hub file from which on a check is slow enough to be announced.
const LARGE_HUB: u64 = 50 << 20;

/// `wayhome verify`.
pub fn verify(global: &Global) -> Result<()> {
    let hub = hub::open(global)?;
    let bytes = std::fs::metadata(hub::path(global)?).map_or(0, |meta| meta.len());
    if bytes > LARGE_HUB && std::io::stderr().is_terminal() {
        eprintln!("Every entry is checked; in a hub of this size that may take a minute.");
    }
    let head = hub.verify()?;
    match global.format {
        Format::Json => output::json(&json!({ "ok": true, "entries": head.position, "head": head.short() })),
        _ => output::text(&format!(
            "The journal's {} entries hold together (head {}), and every table is what they say.",
            head.position,
            head.short()
        )),
    }
}

/// `wayhome rebuild`.
pub fn rebuild(global: &Global) -> Result<()> {
    hub::open(global)?.rebuild()?;
    match global.format {
        Format::Json => output::json(&json!({ "ok": true })),
        _ => output::text("Every table was made again from the journal."),
    }
}

/// `wayhome rules check FILE`.
pub fn check_rules(global: &Global, path: &Path) -> Result<()> {
    let (_, rules) = super::rules::read(path)?;
    match global.format {
        Format::Json => output::json(&json!({ "ok": true, "rules": rules.rules().len(), "version": rules.version() })),
        _ => output::text(&format!("{}: {} rules, all sound (version {})", path.display(), rules.rules().len(), rules.version())),
    }
}

/// `wayhome rules list`: the rules of the hub where there is one, else those shipped.
pub fn list_rules(global: &Global) -> Result<()> {
    let rules = hub::opening(global, &hub::path(global)?)?.rules;
    match global.format {
        Format::Json => output::json(
            &rules
                .rules()
                .iter()
                .map(|r| json!({ "rule": r.id, "title": r.title, "source": r.source, "band": r.band, "enabled": r.enabled, "ask": r.ask }))
                .collect::<Vec<_>>(),
        ),
        Format::Csv => output::csv(
            ["rule", "band", "title", "source", "enabled"],
            rules
                .rules()
                .iter()
                .map(|r| [r.id.clone(), r.band.code().to_string(), r.title.clone(), r.source.clone(), r.enabled.to_string()]),
        ),
        _ => {
            let lines = rules.rules().iter().map(|r| {
                format!("{:<24} {:<9} {}{} [{}]\n", r.id, r.band.label(), r.title, if r.enabled { "" } else { " (off)" }, r.source)
            });
            output::text(&format!("Rules {}\n{}", rules.version(), lines.collect::<String>()))
        }
    }
}

/// `wayhome completions SHELL`.
pub fn completions(shell: clap_complete::Shell) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "wayhome", &mut script);
    output::as_it_is(&String::from_utf8_lossy(&script))
}
