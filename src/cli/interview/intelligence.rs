//! What was learnt in interviews and goes to others.

use super::args::IntelligenceCommand;
use super::understood::Desk;
use crate::calendar::long_moment;
use crate::casebook::{Error, HandOff, Hub};
use crate::cli::args::{Format, Global};
use crate::cli::file::in_words;
use crate::cli::output;
use crate::episode::Moment;
use crate::interview::record::FindingId;
use crate::interview::sharing::Share;
use crate::store::files::new_private_file;
use crate::text::clean;
use anyhow::{Context, Result};
use serde_json::json;
use std::path::{Path, PathBuf};

/// `wayhome intelligence`.
pub fn run(global: &Global, command: IntelligenceCommand) -> Result<()> {
    let mut desk = Desk::open(global)?;
    match command {
        IntelligenceCommand::List => list(global, &desk),
        IntelligenceCommand::Export { to, recipient } => export(global, &mut desk, to, recipient.as_deref()),
        IntelligenceCommand::Acknowledge { interview, finding, recipient, by } => {
            let id = desk.interview(&interview)?;
            let unknown = || Error::Refused(format!("\u{201c}{}\u{201d} is not the number of a finding (F12)", clean(&finding)));
            let finding: FindingId = finding.trim().parse().map_err(|()| unknown())?;
            desk.hub.acknowledge(id, finding, &recipient, &by, desk.now)?;
            match global.format {
                Format::Json => output::json(&json!({ "ok": true, "interview": id.to_string(), "finding": finding.to_string() })),
                _ => output::text(&format!("{finding} of {id} is acknowledged by {}.", clean(&by))),
            }
        }
    }
}

/// A line of the ledger, how it stands, and its words as they are now: empty where it was taken back after it went.
struct Line {
    share: Share,
    state: &'static str,
    text: String,
}

fn lines(hub: &Hub) -> Result<Vec<Line>> {
    let line = |share: Share| {
        let record = hub.interview(share.interview)?.record;
        let finding = record.iter().flat_map(|record| &record.findings).find(|finding| finding.id == Some(share.finding));
        let meant = finding.filter(|finding| finding.recipients.contains(&share.recipient));
        let text = meant.map_or(String::new(), |finding| finding.text.clone());
        let state = match &share.sent_text {
            None => "never-shared",
            Some(sent) if *sent != text => "changed-since-shared",
            Some(_) => "not-acknowledged",
        };
        Ok(Line { share, state, text })
    };
    hub.shares()?.into_iter().map(line).collect()
}

fn list(global: &Global, desk: &Desk) -> Result<()> {
    let lines = lines(&desk.hub)?;
    let moment = |at: Option<Moment>| at.map_or(String::new(), |at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
    match global.format {
        Format::Json => output::json(
            &lines
                .iter()
                .map(|Line { share, state, text }| {
                    json!({
                        "interview": share.interview.to_string(), "finding": share.finding.to_string(), "recipient": share.recipient,
                        "state": state, "text": text, "sent_at": share.sent_at, "sent_text": share.sent_text,
                        "acknowledged_at": share.acknowledged_at, "acknowledged_by": share.acknowledged_by,
                    })
                })
                .collect::<Vec<_>>(),
        ),
        Format::Csv => output::csv(
            ["interview", "finding", "recipient", "state", "text", "sent_at"],
            lines.iter().map(|Line { share, state, text }| {
                let (interview, finding) = (share.interview.to_string(), share.finding.to_string());
                [interview, finding, share.recipient.clone(), state.to_string(), text.clone(), moment(share.sent_at)]
            }),
        ),
        _ if lines.is_empty() => output::text("All intelligence is shared as it stands, and acknowledged."),
        _ => output::text(&lines.iter().map(words).collect::<String>()),
    }
}

fn words(Line { share, state, text }: &Line) -> String {
    let Share { interview, finding, recipient, .. } = share;
    let sent = share.sent_at.map_or(String::new(), |at| format!(", sent {}", long_moment(at)));
    let text = if text.is_empty() { "(taken back)" } else { text };
    format!("{finding} of {interview}, for {recipient}: {}{sent}: {text}\n", state.replace('-', " "))
}

/// Writes the hand-off files. What cannot be written after it was recorded as handed over is printed, so that nothing is lost.
fn export(global: &Global, desk: &mut Desk, to: Option<PathBuf>, recipient: Option<&str>) -> Result<()> {
    let folder = to.unwrap_or_else(|| PathBuf::from("."));
    check_folder(&folder)?;
    let files = desk.hub.share(recipient, desk.now)?;
    let mut written = Vec::new();
    for file in &files {
        let path = folder.join(&file.file_name);
        if let Err(error) = write_private(&path, &file.text) {
            output::as_it_is(&file.text)?;
            return Err(error.context("the hand-off is recorded as sent but could not be written as a file; it is printed here instead"));
        }
        written.push((file, path));
    }
    match global.format {
        Format::Json => output::json(&written.iter().map(|(file, path)| written_json(file, path)).collect::<Vec<_>>()),
        _ if written.is_empty() => output::text("Nothing is to be shared: all of it went as it stands."),
        _ => {
            let line = |(file, path): &(&HandOff, PathBuf)| {
                let findings = match file.findings.len() {
                    1 => "1 finding".to_string(),
                    n => format!("{n} findings"),
                };
                format!("{}: {findings}, {}\n", file.recipient, path.display())
            };
            output::text(&written.iter().map(line).collect::<String>())
        }
    }
}

fn written_json(file: &HandOff, path: &Path) -> serde_json::Value {
    let findings: Vec<String> = file.findings.iter().map(ToString::to_string).collect();
    json!({ "recipient": file.recipient, "file": path.display().to_string(), "findings": findings })
}

/// Makes the folder and tries it, before anything is recorded as handed over.
fn check_folder(folder: &Path) -> Result<()> {
    let refused = |error: std::io::Error| Error::Refused(format!("{}: {}; nothing was shared", folder.display(), in_words(&error)));
    std::fs::create_dir_all(folder).map_err(refused)?;
    let trial = folder.join(format!(".wayhome-{}", std::process::id()));
    std::fs::File::create_new(&trial).and_then(|_| std::fs::remove_file(&trial)).map_err(refused)?;
    Ok(())
}

/// It names children: nobody else may read it.
fn write_private(path: &Path, text: &str) -> Result<()> {
    new_private_file(path)?;
    std::fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))
}
