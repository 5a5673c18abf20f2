//! Figures as text to read.

use super::super::figure::Figure;
use super::{FiguresView, Line};
use crate::calendar::long_moment;
use std::fmt::Write;

/// All figures by section, each with its target, the other period and what was left out; the rules at the end.
pub fn figures(view: &FiguresView) -> String {
    let mut out = format!("Figures of {}, {}\nas of {}\n", view.hub, view.periods(), long_moment(view.as_of));
    for note in view.notes() {
        let _ = writeln!(out, "{note}");
    }
    for section in view.sections() {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "\n{}", section.title);
        let mut of = None;
        for line in &section.lines {
            let under = under(line, &section.code);
            if under.is_some() && under != of {
                let _ = writeln!(out, "  {}", under.as_deref().unwrap_or_default());
                of = under;
            }
            figure(&mut out, line, matches!(section.code.as_str(), "targets" | "months"), if of.is_some() { 4 } else { 2 });
        }
    }
    out.push_str("\nWhat is counted\n");
    for (titles, rule) in view.rules() {
        let _ = writeln!(out, "  {titles}\n    {rule}");
    }
    out
}

/// The group or month that a figure of a section of groups or months stands under.
fn under(line: &Line, section: &str) -> Option<String> {
    match section {
        "months" => Some(line.figure.period.to_string()),
        "targets" => None,
        _ => line.figure.group.clone(),
    }
}

fn figure(out: &mut String, line: &Line, with_group: bool, indent: usize) {
    let title = if with_group { line.title() } else { line.figure.title.to_string() };
    let pad = " ".repeat(indent);
    let _ = writeln!(out, "{pad}{title}: {}", line.figure.words());
    if line.figure.target.is_some() {
        let _ = writeln!(out, "{pad}  target: {}", line.target());
    }
    if line.before.is_some() {
        let _ = writeln!(out, "{pad}  before: {}: {}", line.before(), line.direction());
    }
    if !line.figure.excluded.is_empty() {
        let _ = writeln!(out, "{pad}  {}", line.figure.exclusions());
    }
}

/// A figure with its rule, as it stands above its rows.
pub fn head(figure: &Figure) -> String {
    let line = Line { figure, before: None };
    let mut out = format!("{}: {}\n", line.title(), figure.words());
    let _ = writeln!(out, "{}, as of {}\n{}", figure.period, long_moment(figure.as_of), figure.rule);
    if figure.target.is_some() {
        let _ = writeln!(out, "Target: {}", line.target());
    }
    if !figure.excluded.is_empty() {
        let _ = writeln!(out, "{}", figure.exclusions());
    }
    out
}
