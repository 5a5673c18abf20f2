//! Workers, and the interviews of a provider who records elsewhere: lists loaded, and who there is.

use super::args::WorkersCommand;
use super::understood::Desk;
use crate::casebook::event::RefusedRow;
use crate::casebook::interview_view::WorkerLoad;
use crate::casebook::{InterviewNote, InterviewsReport, ListFile, StaffReport, WorkerNote, away_in_words, hours_in_words};
use crate::cli::args::{Format, Global, How};
use crate::cli::{import, output};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;

/// `wayhome workers`.
pub fn workers(global: &Global, command: WorkersCommand) -> Result<()> {
    match command {
        WorkersCommand::List => list(global),
        WorkersCommand::Import { file, how } => import_workers(global, &file, how),
    }
}

fn list(global: &Global) -> Result<()> {
    let workers = Desk::open(global)?.hub.workers()?;
    match global.format {
        Format::Json => output::json(&workers.iter().map(worker_json).collect::<Vec<_>>()),
        Format::Csv => output::csv(
            ["worker", "name", "team", "employer", "languages", "sex", "hours", "away", "capacity", "open", "left"],
            workers.iter().map(|WorkerLoad { worker, open }| {
                let d = &worker.details;
                let sex = d.sex.map_or(String::new(), |sex| sex.code().to_string());
                let capacity = d.capacity.map_or(String::new(), |n| n.to_string());
                let employer = d.employer.clone().unwrap_or_default();
                let (languages, hours, away) = (d.languages.join(", "), hours_in_words(d), away_in_words(d));
                let (id, name, team, left) = (worker.id.to_string(), d.name.clone(), d.team.clone(), d.left.to_string());
                [id, name, team, employer, languages, sex, hours, away, capacity, open.to_string(), left]
            }),
        ),
        _ if workers.is_empty() => output::text("There is no worker yet: wayhome workers import FILE"),
        _ => output::text(&workers.iter().map(worker_line).collect::<String>()),
    }
}

fn worker_json(load: &WorkerLoad) -> Value {
    let (d, open) = (&load.worker.details, load.open);
    let hours = d
        .hours
        .as_ref()
        .map(|hours| json!({ "days": hours.days.iter().map(ToString::to_string).collect::<Vec<_>>(), "from": hours.from, "to": hours.to }));
    json!({
        "id": load.worker.id.to_string(), "name": d.name, "team": d.team, "employer": d.employer, "languages": d.languages, "sex": d.sex,
        "hours": hours, "away": d.away, "capacity": d.capacity, "open": open, "left": d.left,
    })
}

/// "W4 Bo Larkin, Missing from Home Team: carries 3 of 8; speaks Urdu; Mon, Tue 09:00-17:00; away 3 Dec 2026".
fn worker_line(load: &WorkerLoad) -> String {
    let d = &load.worker.details;
    let mut said = vec![d.capacity.map_or(format!("carries {}", load.open), |capacity| format!("carries {} of {capacity}", load.open))];
    let mut say = |what: &str, text: String| {
        if !text.is_empty() {
            said.push(format!("{what}{text}"));
        }
    };
    say("employed by ", d.employer.clone().unwrap_or_default());
    say("speaks ", d.languages.join(", "));
    say("", hours_in_words(d));
    say("away ", away_in_words(d));
    say("", if d.left { "has left".into() } else { String::new() });
    format!("{} {}, {}: {}\n", load.worker.id, d.name, d.team, said.join("; "))
}

fn import_workers(global: &Global, path: &Path, how: How) -> Result<()> {
    let mut desk = Desk::open(global)?;
    let (name, bytes) = import::file(path)?;
    let report = desk.hub.import_workers(&ListFile { name: &name, bytes: &bytes }, &import::options(how), desk.now)?;
    let printed = match global.format {
        Format::Json => output::json(&json!({
            "file": report.file, "dry_run": report.dry_run, "rows": report.rows, "added": report.added, "changed": report.changed,
            "unchanged": report.unchanged, "refused": report.refused.iter().map(import::refused_json).collect::<Vec<_>>(),
            "warnings": report.warnings,
        })),
        _ => output::text(&workers_text(&report)),
    };
    if report.dry_run { printed } else { printed.context("the list of workers was loaded; the report could not be printed") }
}

fn workers_text(report: &StaffReport) -> String {
    let counts = format!("{} added, {} changed, {} unchanged", report.added.len(), report.changed.len(), report.unchanged);
    let mut out = heading(&report.file, report.dry_run, report.rows, &counts, report.refused.len());
    let mut line = |what: &str, note: &WorkerNote| {
        let changes: Vec<String> = note.changes.iter().map(|c| format!("{}: {} → {}", c.field, blank(&c.old), blank(&c.new))).collect();
        let changes = if changes.is_empty() { String::new() } else { format!(": {}", changes.join("; ")) };
        let _ = writeln!(out, "  {what}, row {}: {} {}, {}{changes}", note.row, note.worker, note.name, note.team);
    };
    report.added.iter().for_each(|note| line("added", note));
    report.changed.iter().for_each(|note| line("changed", note));
    refused_and_warnings(&mut out, &report.refused, &report.warnings);
    out
}

/// `wayhome interviews import`.
pub fn import_interviews(global: &Global, path: &Path, how: How) -> Result<()> {
    let mut desk = Desk::open(global)?;
    let (name, bytes) = import::file(path)?;
    let report = desk.hub.import_interviews(&ListFile { name: &name, bytes: &bytes }, &import::options(how), desk.now)?;
    let printed = match global.format {
        Format::Json => output::json(&json!({
            "file": report.file, "dry_run": report.dry_run, "rows": report.rows, "held": notes_json(&report.held),
            "closed": notes_json(&report.closed), "contacts": notes_json(&report.contacts), "unchanged": report.unchanged,
            "refused": report.refused.iter().map(import::refused_json).collect::<Vec<_>>(), "warnings": report.warnings,
        })),
        _ => output::text(&interviews_text(&report)),
    };
    if report.dry_run { printed } else { printed.context("the interviews were loaded; the report could not be printed") }
}

fn notes_json(notes: &[InterviewNote]) -> Vec<Value> {
    let note = |note: &InterviewNote| {
        let episodes: Vec<String> = note.episodes.iter().map(ToString::to_string).collect();
        json!({ "row": note.row, "interview": note.interview, "episodes": episodes, "references": note.references, "words": note.words })
    };
    notes.iter().map(note).collect()
}

fn interviews_text(report: &InterviewsReport) -> String {
    let contacts = match report.contacts.len() {
        0 => String::new(),
        n => format!("{n} contact attempts, "),
    };
    let counts = format!("{} held, {} closed, {contacts}{} known already", report.held.len(), report.closed.len(), report.unchanged);
    let mut out = heading(&report.file, report.dry_run, report.rows, &counts, report.refused.len());
    for note in report.held.iter().chain(&report.closed).chain(&report.contacts) {
        let interview = note.interview.as_ref().map_or(String::new(), |id| format!("{id} "));
        let _ = writeln!(out, "  row {}: {interview}{}: {}", note.row, note.references.join(", "), note.words);
    }
    refused_and_warnings(&mut out, &report.refused, &report.warnings);
    out
}

fn heading(file: &str, dry_run: bool, rows: u32, counts: &str, refused: usize) -> String {
    let dry_run = if dry_run { " (dry run, nothing was written)" } else { "" };
    format!("{file}{dry_run}: {rows} rows: {counts}, {refused} refused\n")
}

fn refused_and_warnings(out: &mut String, refused: &[RefusedRow], warnings: &[String]) {
    for row in refused {
        let _ = writeln!(out, "  refused, row {}: {}", row.line.row, row.reason);
    }
    for warning in warnings {
        let _ = writeln!(out, "Note: {warning}");
    }
}

fn blank(text: &str) -> &str {
    if text.is_empty() { "(blank)" } else { text }
}
