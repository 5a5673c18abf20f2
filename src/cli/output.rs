//! Printing: everything goes out in one piece, and a reader that stops listening is no error.

use crate::text::clean_lines;
use anyhow::Result;
use serde::Serialize;
use std::io::{ErrorKind, Write};

/// Prints text, with a line break at its end and nothing in it that steers a terminal.
pub fn text(text: &str) -> Result<()> {
    as_it_is(&clean_lines(text))
}

/// Prints what another program reads, with a line break at its end.
pub fn as_it_is(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let newline = if text.ends_with('\n') || text.is_empty() { "" } else { "\n" };
    match write!(out, "{text}{newline}").and_then(|()| out.flush()) {
        Err(e) if e.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// Prints a value as JSON.
pub fn json(value: &impl Serialize) -> Result<()> {
    as_it_is(&serde_json::to_string_pretty(value)?)
}

/// Prints a record of the hub as JSON: ids with their letter, what is not known as null. `under`: what it is ("decision"), or
/// empty where it is made of several.
pub fn record(under: &str, value: &impl Serialize) -> Result<()> {
    json(&super::json::printed(under, serde_json::to_value(value)?))
}

/// Prints rows as CSV under a header. A cell that a spreadsheet would take for a formula gets an apostrophe before it.
pub fn csv<const N: usize>(header: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> Result<()> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(header)?;
    for row in rows {
        out.write_record(row.map(inert))?;
    }
    text(&String::from_utf8_lossy(&out.into_inner()?))
}

/// A cell that a spreadsheet takes for no formula.
pub fn inert(cell: String) -> String {
    if cell.parse::<f64>().is_err() && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}
