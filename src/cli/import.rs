//! Loading files, and putting right what could not be taken.

use super::args::{Format, Global, How};
use super::json::printed;
use super::{hub, output};
use crate::calendar::long_moment;
use crate::casebook::event::{RefusedId, RefusedRow, RowOutcome};
use crate::casebook::view::{ChildrenReport, ListReport, RowNote};
use crate::casebook::{Error, ListFile, ListOptions};
use crate::intake::columns::{Field, Kind};
use crate::intake::read::MAX_BYTES;
use crate::text::{clean, clean_lines};
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{IsTerminal, Read};
use std::path::Path;

/// Reads a list or a caseload whole; `-` is standard input. What is too large or no file is refused before it is read.
pub fn file(path: &Path) -> Result<(String, Vec<u8>)> {
    if path != Path::new("-") {
        let name = clean(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy());
        return Ok((name, super::file::read(path, MAX_BYTES)?));
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes).context("standard input cannot be read")?;
    if bytes.len() as u64 > MAX_BYTES {
        bail!("standard input is larger than {} MB: that is no list of children", MAX_BYTES >> 20);
    }
    Ok(("pasted".into(), bytes))
}

/// How a file is read, as typed.
pub fn options(how: How) -> ListOptions {
    let How { profile, map, save_profile, sheet, dry_run } = how;
    ListOptions { profile, map, sheet, dry_run, save_profile: save_profile.map(|name| clean(&name)) }
}

/// `wayhome import list`.
pub fn list(global: &Global, path: &Path, how: How) -> Result<()> {
    let mut hub = hub::open(global)?;
    let (name, bytes) = file(path)?;
    let watched = std::io::stderr().is_terminal();
    if watched {
        hub.show_progress(|done, of| eprint!("row {done} of {of}\x1b[K\r"));
    }
    let report = hub.import_list(&ListFile { name: &name, bytes: &bytes }, &options(how), global.now());
    if watched {
        eprint!("\x1b[K");
    }
    let report = report?;
    let done = !report.dry_run && report.loaded_before.is_none();
    let printed = match global.format {
        Format::Json => output::json(&list_json(&report)),
        Format::Csv if report.loaded_before.is_some() => {
            eprint!("{}", clean_lines(&(list_text(&report) + "\n")));
            output::csv(["row", "outcome", "episode", "police_ref", "name", "what"], [])
        }
        Format::Csv => output::csv(
            ["row", "outcome", "episode", "police_ref", "name", "what"],
            outcomes(&report).flat_map(|(outcome, notes)| notes.iter().map(move |note| note_csv(outcome, note))).chain(
                report.refused.iter().map(|row| {
                    [row.line.row.to_string(), "refused".into(), String::new(), String::new(), row.value.clone(), row.reason.clone()]
                }),
            ),
        ),
        _ => output::text(&list_text(&report)),
    };
    // The list is in: who reads only the error must not load it again.
    if done { printed.context("the list was loaded; the report could not be printed") } else { printed }
}

fn note_csv(outcome: &str, note: &RowNote) -> [String; 6] {
    let row = note.row.map_or(String::new(), |row| row.to_string());
    [row, outcome.into(), note.episode.to_string(), note.police_ref.clone().unwrap_or_default(), note.name.clone(), changes(note)]
}

fn outcomes(report: &ListReport) -> impl Iterator<Item = (&'static str, &Vec<RowNote>)> {
    [
        ("created", &report.created),
        ("updated", &report.updated),
        ("returned", &report.returned),
        ("waiting", &report.waiting),
        ("missing from list", &report.missing_from_list),
    ]
    .into_iter()
}

fn list_json(report: &ListReport) -> serde_json::Value {
    let refused: Vec<_> = report.refused.iter().map(refused_json).collect();
    json!({
        "file": report.file, "dry_run": report.dry_run, "loaded_before": report.loaded_before.as_ref().map(|before| printed("", json!(before))), "rows": report.rows,
        "created": report.counts.created, "updated": report.counts.updated, "returned": report.counts.returned,
        "unchanged": report.counts.unchanged, "waiting": report.counts.waiting, "refused": refused,
        "missing_from_list": report.missing_from_list, "seconds": report.seconds, "warnings": report.warnings,
        "details": {
            "created": report.created, "updated": report.updated, "returned": report.returned, "waiting": report.waiting,
            "never_reported": report.never_reported, "still_missing": report.still_missing,
        },
    })
}

/// A refused row as the reports print it.
pub fn refused_json(row: &RefusedRow) -> serde_json::Value {
    json!({ "row": row.line.row, "column": row.column, "value": row.value, "reason": row.reason, "code": row.code })
}

fn list_text(report: &ListReport) -> String {
    if let Some(before) = &report.loaded_before {
        return format!(
            "{} was loaded already, on {} by {} ({} rows). Nothing was changed.",
            report.file,
            long_moment(before.loaded_at),
            before.by,
            before.rows
        );
    }
    let mut out = String::new();
    let c = &report.counts;
    let _ = writeln!(
        out,
        "{}{}: {} rows: {} new, {} changed, {} returned, {} unchanged, {} waiting for a person, {} refused ({:.2} s)",
        report.file,
        if report.dry_run { " (dry run, nothing was written)" } else { "" },
        report.rows,
        c.created,
        c.updated,
        c.returned,
        c.unchanged,
        c.waiting,
        c.refused,
        report.seconds
    );
    let mut section = |title: &str, notes: &[RowNote]| {
        if !notes.is_empty() {
            let _ = writeln!(out, "\n{title}: {}", notes.len());
        }
        for note in notes {
            let row = note.row.map_or(String::new(), |row| format!("row {row}: "));
            let reference = note.police_ref.clone().unwrap_or_else(|| note.episode.to_string());
            let changes = changes(note);
            let changes = if changes.is_empty() { changes } else { format!(": {changes}") };
            let listed = note.listed_as.as_ref().map_or(String::new(), |name| format!(", listed as {name}"));
            let _ = writeln!(out, "  {row}{} ({reference}){listed}{changes}", note.name);
        }
    };
    section("New today", &report.created);
    section("Still missing", &report.still_missing);
    section("Returned", &report.returned);
    section("Changed by police", &report.updated);
    section("Open with us but no longer on the list", &report.missing_from_list);
    section("Returned before it was reported to us", &report.never_reported);
    section("Waiting for a person (wayhome review list)", &report.waiting);
    refused_text(&mut out, &report.refused);
    for warning in &report.warnings {
        let _ = writeln!(out, "Note: {warning}");
    }
    out
}

fn changes(note: &RowNote) -> String {
    note.changes
        .iter()
        .map(|c| format!("{}: {} → {}", c.field, if c.old.is_empty() { "(blank)" } else { &c.old }, c.new))
        .collect::<Vec<_>>()
        .join("; ")
}

fn refused_text(out: &mut String, refused: &[RefusedRow]) {
    if !refused.is_empty() {
        let _ = writeln!(out, "\nRefused (wayhome refused list): {}", refused.len());
    }
    for row in refused {
        let _ = writeln!(out, "  row {}: {}", row.line.row, row.reason);
    }
}

/// `wayhome import children`.
pub fn children(global: &Global, path: &Path, how: How) -> Result<()> {
    let mut hub = hub::open(global)?;
    let (name, bytes) = file(path)?;
    let report = hub.import_children(&ListFile { name: &name, bytes: &bytes }, &options(how), global.now())?;
    let printed = match global.format {
        Format::Json => output::json(&json!({
            "file": report.file, "dry_run": report.dry_run, "rows": report.rows, "added": report.added, "changed": report.changed,
            "unchanged": report.unchanged, "refused": report.refused.iter().map(refused_json).collect::<Vec<_>>(),
            "warnings": report.warnings, "seconds": report.seconds,
        })),
        Format::Csv => output::csv(
            ["row", "child", "name", "field", "old", "new"],
            report.changed.iter().flat_map(|note| {
                note.changes.iter().map(|c| {
                    [note.row.to_string(), note.child.0.to_string(), note.name.clone(), c.field.clone(), c.old.clone(), c.new.clone()]
                })
            }),
        ),
        _ => output::text(&children_text(&report)),
    };
    if report.dry_run { printed } else { printed.context("the caseload was loaded; the report could not be printed") }
}

fn children_text(report: &ChildrenReport) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{}{}: {} rows: {} added, {} changed, {} unchanged, {} refused ({:.2} s)",
        report.file,
        if report.dry_run { " (dry run, nothing was written)" } else { "" },
        report.rows,
        report.added,
        report.changed.len(),
        report.unchanged,
        report.refused.len(),
        report.seconds
    );
    for note in &report.changed {
        let changes: Vec<String> = note.changes.iter().map(|c| format!("{}: {} → {}", c.field, blank(&c.old), blank(&c.new))).collect();
        let _ = writeln!(out, "  row {}: {} {}: {}", note.row, note.child.0, note.name, changes.join("; "));
    }
    for row in &report.refused {
        let _ = writeln!(out, "  refused, row {}: {}", row.line.row, row.reason);
    }
    for warning in &report.warnings {
        let _ = writeln!(out, "Note: {warning}");
    }
    out
}

fn blank(text: &str) -> &str {
    if text.is_empty() { "(blank)" } else { text }
}

/// `wayhome refused list`.
pub fn refused(global: &Global) -> Result<()> {
    let rows = hub::open(global)?.refused()?;
    match global.format {
        Format::Json => output::json(
            &rows
                .iter()
                .map(|r| {
                    json!({ "id": r.id.to_string(), "file": r.file, "row": r.row.line.row, "column": r.row.column, "value": r.row.value,
                    "reason": r.row.reason, "code": r.row.code, "cells": r.row.cells, "at": r.at })
                })
                .collect::<Vec<_>>(),
        ),
        Format::Csv => output::csv(
            ["id", "file", "row", "column", "value", "reason"],
            rows.into_iter().map(|r| [r.id.to_string(), r.file, r.row.line.row.to_string(), r.row.column, r.row.value, r.row.reason]),
        ),
        _ if rows.is_empty() => output::text("No row is waiting to be put right."),
        _ => {
            let mut out = String::new();
            for r in &rows {
                let _ = writeln!(out, "{}: {}, row {}: {}", r.id, r.file, r.row.line.row, r.row.reason);
                for (field, value) in r.row.cells.iter().filter(|(_, value)| !value.is_empty()) {
                    let _ = writeln!(out, "      {field}: {value}");
                }
            }
            out.push_str(
                "Put one right: wayhome refused retry ID --set FIELD=VALUE; leave one out: wayhome refused aside ID --reason WHY\n",
            );
            output::text(&out)
        }
    }
}

/// `wayhome refused retry`: one row with corrected cells, or all of them as they are (the settings or the clock may have changed).
pub fn retry(global: &Global, row: Option<String>, set: Vec<(String, String)>) -> Result<()> {
    let set = cells(set)?;
    let mut hub = hub::open(global)?;
    if let Some(row) = row {
        let outcome = hub.put_right(refused_id(&row)?, set, global.now())?;
        return match global.format {
            Format::Json => output::json(&json!([{ "id": row, "ok": true, "outcome": outcome.code() }])),
            _ => output::text(&format!("{row}: {outcome}")),
        };
    }
    if !set.is_empty() {
        bail!("say which row the cells are of: wayhome refused retry ID --set FIELD=VALUE");
    }
    let mut tried = Vec::new();
    for row in hub.refused()? {
        match hub.put_right(row.id, BTreeMap::new(), global.now()) {
            Ok(outcome) => tried.push((row.id, Ok(outcome))),
            Err(Error::Refused(why)) => tried.push((row.id, Err(why))),
            Err(other) => return Err(other.into()),
        }
    }
    match global.format {
        Format::Json => output::json(&tried.iter().map(tried_json).collect::<Vec<_>>()),
        _ if tried.is_empty() => output::text("No row is waiting to be put right."),
        _ => {
            let lines = tried.iter().map(|(id, what)| match what {
                Ok(outcome) => format!("{id}: {outcome}\n"),
                Err(why) => format!("{id}: {why}\n"),
            });
            output::text(&lines.collect::<String>())
        }
    }
}

fn tried_json((id, what): &(RefusedId, Result<RowOutcome, String>)) -> serde_json::Value {
    match what {
        Ok(outcome) => json!({ "id": id.to_string(), "ok": true, "outcome": outcome.code() }),
        Err(why) => json!({ "id": id.to_string(), "ok": false, "reason": why }),
    }
}

/// Corrected cells by field. A field that no list has is refused with those it may be.
fn cells(set: Vec<(String, String)>) -> Result<BTreeMap<String, String>, Error> {
    let fields = || Field::ALL.iter().filter(|field| field.of(Kind::List) && **field != Field::Ignore).map(|field| field.code());
    match set.iter().find(|(name, _)| !fields().any(|field| field == name)) {
        None => Ok(set.into_iter().collect()),
        Some((name, _)) => {
            let known = fields().collect::<Vec<_>>().join(", ");
            Err(Error::Refused(format!("\u{201c}{name}\u{201d} is not a field of a list; it is one of: {known}")))
        }
    }
}

/// `wayhome refused aside`.
pub fn aside(global: &Global, row: String, reason: &str) -> Result<()> {
    hub::open(global)?.set_aside(refused_id(&row)?, reason, global.now())?;
    match global.format {
        Format::Json => output::json(&json!({ "ok": true, "id": row })),
        _ => output::text(&format!("{row} is set aside")),
    }
}

fn refused_id(text: &str) -> Result<RefusedId> {
    text.parse().map_err(|()| {
        Error::Refused(format!("\u{201c}{text}\u{201d} is not the id of a refused row; `wayhome refused list` shows them (R8)")).into()
    })
}
