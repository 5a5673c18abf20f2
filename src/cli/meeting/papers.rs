//! The papers of a meeting.

use super::desk::Desk;
use crate::casebook::Error;
use crate::cli::args::{Format, Global};
use crate::cli::file::in_words;
use crate::cli::output;
use crate::tui::meeting_desk::MeetingDesk;
use anyhow::Result;
use serde_json::json;
use std::path::PathBuf;

/// `wayhome meeting papers`: written for their owner alone; a file that is there already is not written over.
pub fn write(desk: &mut Desk, global: &Global, meeting: Option<&str>, folder: Option<PathBuf>) -> Result<()> {
    let meeting = desk.meeting(meeting)?;
    let folder = folder.unwrap_or_else(|| PathBuf::from("."));
    let refused =
        |error| Error::Refused(format!("the folder {} cannot be made: {}; nothing was written", folder.display(), in_words(&error)));
    std::fs::create_dir_all(&folder).map_err(refused)?;
    let files = desk.hub.write_papers(meeting.id, &folder, desk.now)?;
    let paths: Vec<String> = files.iter().map(|file| folder.join(file).display().to_string()).collect();
    match global.format {
        Format::Json => output::json(&json!({ "ok": true, "meeting": meeting.id.to_string(), "files": paths })),
        _ => output::text(&paths.iter().map(|path| format!("{path}\n")).collect::<String>()),
    }
}
