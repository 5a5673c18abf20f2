//! What was learnt in interviews and goes to others.

use super::args::IntelligenceCommand;
use super::understood::Desk;
use crate::calendar::long_moment;
use crate::casebook::{Error, HandOff, Hub};
use crate::cli::args::{Format, Global};
use crate::cli::file::in_words;
use crate::cli::meeting::{self, args::BusinessCommand};
use crate::cli::output;
use crate::episode::Moment;
use crate::interview::record::FindingId;
use crate::interview::sharing::Share;
use crate::meeting::business::BusinessKind;
use crate::text::clean;
use anyhow::{Context, Result};
use serde_json::json;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// `wayhome intelligence`.
pub fn run(global: &Global, command: IntelligenceCommand) -> Result<()> {
    let business = |command| meeting::business(global, BusinessKind::Intelligence, command);
    let command = match command {
        IntelligenceCommand::Add(brought) => return business(BusinessCommand::Add(brought)),
        IntelligenceCommand::Brought => return business(BusinessCommand::List),
        IntelligenceCommand::Show { business: id } => return business(BusinessCommand::Show { business: id }),
        IntelligenceCommand::Change { business: id, brought } => return business(BusinessCommand::Change { business: id, brought }),
        of_interviews => of_interviews,
    };
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
        // Done above.
        _ => Ok(()),
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

/// Writes the hand-off files, and then records that they went: what cannot be written is not recorded, and what cannot be recorded
/// leaves no file.
fn export(global: &Global, desk: &mut Desk, to: Option<PathBuf>, recipient: Option<&str>) -> Result<()> {
    let folder = to.unwrap_or_else(|| PathBuf::from("."));
    let planned = desk.hub.preview_share(recipient, desk.now)?;
    let refused =
        |error| Error::Refused(format!("the folder {} cannot be made: {}; nothing was shared", folder.display(), in_words(&error)));
    std::fs::create_dir_all(&folder).map_err(refused)?;
    let mut made = Made::default();
    for file in &planned {
        made.write_new(folder.join(&file.file_name), &file.text)?;
    }
    let files = desk.hub.share(recipient, desk.now)?;
    made.files.clear();
    catch_up(&folder, &planned, &files)?;
    let written: Vec<(&HandOff, PathBuf)> = files.iter().map(|file| (file, folder.join(&file.file_name))).collect();
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

/// Files written for what is not recorded as sent yet: they go again where it comes to nothing.
#[derive(Default)]
struct Made {
    files: Vec<PathBuf>,
}

impl Made {
    fn write_new(&mut self, path: PathBuf, text: &str) -> Result<(), Error> {
        let shown = path.display().to_string();
        let refused = |error: io::Error| match error.kind() {
            ErrorKind::AlreadyExists => {
                Error::Refused(format!("{shown} is there already; name another folder with --to. Nothing was shared"))
            }
            _ => Error::Refused(format!("{shown} cannot be written: {}; nothing was shared", in_words(&error))),
        };
        let mut file = private_file(&path, OpenOptions::new().create_new(true)).map_err(refused)?;
        self.files.push(path);
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(refused)
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for path in &self.files {
            // Whatever stopped the export is told; a file that cannot be taken away again either stands empty or as it was to be.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Where another program wrote to the hub between the files and the record, puts the files right: they are what is recorded. One
/// that cannot be is printed, so that nothing is lost.
fn catch_up(folder: &Path, planned: &[HandOff], sent: &[HandOff]) -> Result<()> {
    for gone in planned.iter().filter(|file| !sent.iter().any(|sent| sent.file_name == file.file_name)) {
        let path = folder.join(&gone.file_name);
        std::fs::remove_file(&path).with_context(|| format!("{} was shared by somebody else meanwhile; remove it", path.display()))?;
    }
    for file in sent.iter().filter(|file| !planned.contains(file)) {
        let path = folder.join(&file.file_name);
        let mut options = OpenOptions::new();
        let write = |mut to: File| to.write_all(file.text.as_bytes()).and_then(|()| to.sync_all());
        if let Err(error) = private_file(&path, options.create(true).truncate(true)).and_then(write) {
            output::as_it_is(&file.text)?;
            let what = "is recorded as sent but could not be written; it is printed here instead";
            return Err(Error::Refused(format!("{} {what}: {}", path.display(), in_words(&error))).into());
        }
    }
    Ok(())
}

/// It names children: nobody else may read it.
fn private_file(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options.write(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> HandOff {
        HandOff { recipient: "GMP".into(), file_name: name.into(), text: text.into(), findings: vec![] }
    }

    #[test]
    fn the_files_are_what_is_recorded_also_where_another_program_wrote_in_between() {
        let folder = tempfile::TempDir::new().unwrap();
        let planned =
            [file("police.md", "the first words, and more"), file("society.md", "sent by somebody else"), file("school.md", "same")];
        let mut made = Made::default();
        planned.iter().for_each(|file| made.write_new(folder.path().join(&file.file_name), &file.text).unwrap());
        made.files.clear();
        catch_up(folder.path(), &planned, &[file("police.md", "reworded"), file("school.md", "same"), file("health.md", "new")]).unwrap();
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).ok();
        let found = ["police.md", "society.md", "school.md", "health.md"].map(read);
        assert_eq!(found.each_ref().map(|text| text.as_deref()), [Some("reworded"), None, Some("same"), Some("new")]);
    }

    #[test]
    fn what_cannot_be_written_whole_leaves_nothing_behind() {
        let folder = tempfile::TempDir::new().unwrap();
        let (first, second) = (folder.path().join("police.md"), folder.path().join("school.md"));
        std::fs::write(&second, "somebody else's").unwrap();
        let mut made = Made::default();
        made.write_new(first.clone(), "words").unwrap();
        assert!(made.write_new(second.clone(), "words").unwrap_err().to_string().contains("is there already"));
        drop(made);
        assert_eq!((first.exists(), std::fs::read_to_string(second).unwrap().as_str()), (false, "somebody else's"));
    }
}
