//! What a list did or would do, as lines to read: the reconciliation in the order one asks about it.

use super::case_pane::known;
use super::text::counted;
use crate::calendar::long_moment;
use crate::casebook::view::{ListReport, RowNote};
use crate::tui::theme::Meaning;

/// A line with what it means and the indent of its continuation lines.
pub type TextLine = (Meaning, usize, String);

/// The report of a list.
pub fn report_text(report: &ListReport) -> Vec<TextLine> {
    let mut out = Vec::new();
    if let Some(before) = &report.loaded_before {
        let words =
            format!("This same file was loaded {} by {} ({}). Nothing was changed.", long_moment(before.loaded_at), before.by, before.list);
        return vec![(Meaning::Ok, 0, words), (Meaning::Plain, 0, String::new()), (Meaning::Hint, 0, "Esc goes to the board.".into())];
    }
    let counts = &report.counts;
    let head = [
        counted(report.rows as usize, "row", "rows"),
        format!("{} new", counts.created),
        format!("{} changed", counts.updated),
        format!("{} returned", counts.returned),
        format!("{} unchanged", counts.unchanged),
        format!("{} waiting for a person", counts.waiting),
        format!("{} refused", counts.refused),
    ];
    out.push((Meaning::Title, 0, head.join(" · ")));
    if report.rows == 0 {
        out.push((Meaning::Warning, 0, "⚠ This list has no rows. If children were listed, it is the wrong file or sheet.".into()));
    }
    if report.dry_run {
        out.push((Meaning::Hint, 0, "Nothing is written yet: Ctrl-S loads it, Esc goes back.".into()));
    }
    refused(&mut out, report);
    // Who is new today stands there already.
    let is_new = |note: &RowNote| report.created.iter().any(|new| new.episode == note.episode);
    let still_missing: Vec<RowNote> = report.still_missing.iter().filter(|note| !is_new(note)).cloned().collect();
    let sections: [(&str, Meaning, &[RowNote]); 7] = [
        ("Open with us but no longer on the list (ask police; nothing is closed)", Meaning::Warning, &report.missing_from_list),
        ("Waiting for a person: who is this child?", Meaning::Warning, &report.waiting),
        ("On the list as returned, but never reported missing to us", Meaning::Warning, &report.never_reported),
        ("New today", Meaning::Plain, &report.created),
        ("Returned", Meaning::Plain, &report.returned),
        ("Changed by police", Meaning::Plain, &report.updated),
        ("Still missing", Meaning::Plain, &still_missing),
    ];
    for (title, meaning, notes) in sections {
        if !notes.is_empty() {
            heading(&mut out, &format!("{title}: {}", notes.len()));
            out.extend(notes.iter().flat_map(|n| note(n, meaning)));
        }
    }
    if !report.warnings.is_empty() {
        heading(&mut out, "Taken, but look");
        out.extend(report.warnings.iter().map(|w| (Meaning::Hint, 4, format!("  {w}"))));
    }
    out
}

fn heading(out: &mut Vec<TextLine>, words: &str) {
    out.push((Meaning::Plain, 0, String::new()));
    out.push((Meaning::Title, 0, words.to_string()));
}

fn refused(out: &mut Vec<TextLine>, report: &ListReport) {
    if report.refused.is_empty() {
        return;
    }
    heading(out, &format!("Refused, kept until put right (f on the board): {}", report.refused.len()));
    for row in &report.refused {
        let place = if row.column.is_empty() { String::new() } else { format!(", {}: {}", row.column, known(&row.value)) };
        out.push((Meaning::Warning, 4, format!("  row {}{place}: {}", row.line.row, row.reason)));
    }
}

fn note(note: &RowNote, meaning: Meaning) -> Vec<TextLine> {
    let row = note.row.map(|r| format!("row {r}: ")).unwrap_or_default();
    let reference = note.police_ref.clone().unwrap_or_else(|| note.episode.to_string());
    let listed = note.listed_as.as_ref().map(|name| format!(", listed as {name}")).unwrap_or_default();
    let mut out = vec![(meaning, 4, format!("  {row}{}{listed} · {reference}", note.name))];
    for change in &note.changes {
        out.push((Meaning::Plain, 8, format!("      {}: {} → {}", change.field, known(&change.old), known(&change.new))));
    }
    out
}
