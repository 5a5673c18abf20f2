//! `wayhome export inspection`: everything held on a child, in one document.

use super::args::Inspection;
use super::files;
use crate::casebook::Error;
use crate::casebook::event::Export;
use crate::cli::args::{Format, Global};
use crate::cli::interview::Desk;
use crate::cli::output;
use anyhow::Result;
use serde_json::json;

/// Without `--out` the document is printed; written to a file it leaves the hub, which is written down with its reason.
pub fn run(global: &Global, asked: &Inspection) -> Result<()> {
    let mut desk = Desk::open(global)?;
    let child = desk.hub.find_child(&asked.child.join(" "))?;
    let reason = asked.reason.as_deref().map(str::trim).unwrap_or_default();
    let paper = desk.hub.inspection(child, reason, desk.now)?;
    let Some(path) = asked.out.as_deref() else {
        return match global.format {
            Format::Json => output::json(&json!({ "child": child.to_string(), "text": paper.to_text(), "written": [] })),
            _ => output::text(&paper.to_text()),
        };
    };
    if reason.is_empty() {
        let words = "say why it leaves the hub and for whom, with --reason; it is kept in the journal";
        return Err(Error::Refused(words.into()).into());
    }
    let bytes = match files::ending(path).as_str() {
        "docx" => paper.to_docx().map_err(|error| Error::Store(error.to_string()))?,
        "html" | "htm" => paper.to_html().into_bytes(),
        _ => return Err(Error::Refused(format!("{} ends neither in .docx nor in .html; name one that does", path.display())).into()),
    };
    let paths = files::write_one(&desk.hub, path, bytes)?;
    if let Err(error) = desk.hub.note_export(Export::Inspection, files::names(&paths), Some(child), reason, desk.now) {
        files::remove(&paths);
        return Err(error.into());
    }
    match global.format {
        Format::Json => output::json(&json!({ "child": child.to_string(), "written": [path.display().to_string()] })),
        _ => output::text(&format!("{}\n", path.display())),
    }
}
