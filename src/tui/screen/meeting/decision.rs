//! The decision under an item as it stands: half typed, recorded today, or how the item was left. `d` puts the cursor into it.
//!
//! ```text
//! ── Decision: half typed, saved 09:41 ──────────────────────────────
//! [x] advice and guidance + joint investigation
//! Rationale: Seen twice near the station; mother has new inform
//! Action: GMP: phone work by Fri 12:00
//! ```

use super::sheet::left_words;
use crate::calendar::{long_day, time};
use crate::casebook::meeting_view::ItemSheet;
use crate::meeting::decision::Decision;
use crate::tui::desk::action_line;
use crate::tui::screen::decide::HalfTyped;
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::case_pane::outcomes_words;
use crate::tui::widget::text::{cut, width};
use crate::tui::widget::writer::Writer;
use ratatui::text::Line;

/// The lines under an item that must be decided.
pub fn laid(sheet: &ItemSheet, half: Option<&HalfTyped>, cols: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut out = Writer::new(cols, theme, usize::MAX);
    let standing: Vec<&Decision> =
        sheet.decisions.iter().filter(|d| !sheet.decisions.iter().any(|other| other.replaces == Some(d.id))).collect();
    if let Some(half) = half {
        rule(&mut out, &format!("Decision: half typed, saved {} · d goes on", time(half.saved_at)), Meaning::Warning);
        fields(&mut out, &half.outcomes, &half.rationale, &half.actions, &half.more);
    }
    for decision in &standing {
        rule(&mut out, &format!("Decision {} at {} · d changes its wording", decision.id, time(decision.at)), Meaning::Ok);
        let actions: Vec<String> = decision.actions.iter().map(action_line).collect();
        fields(&mut out, &outcomes_words(&decision.outcomes), &decision.rationale, &actions, &more(decision));
    }
    match (&sheet.item.left, standing.is_empty() && half.is_none()) {
        (Some(left), _) => rule(&mut out, &format!("The item is {}", left_words(left)), Meaning::Hint),
        (None, true) => {
            rule(&mut out, "Decision: none yet", Meaning::Title);
            out.say(Meaning::Hint, "d decides: outcome, rationale, actions, next review · f puts it off to a day");
        }
        (None, false) => {}
    }
    let lacks: Vec<&str> = sheet.lacking.iter().filter(|l| l.what != "no decision").map(|l| l.what.as_str()).collect();
    if !lacks.is_empty() {
        out.hang("⚠ ", Meaning::Warning, &lacks.join("; "));
    }
    out.lines
}

fn rule(out: &mut Writer, words: &str, meaning: Meaning) {
    let words = cut(&format!("── {words} "), out.cols);
    let line = format!("{words}{}", "─".repeat(out.cols.saturating_sub(width(&words))));
    out.lines.push(Line::styled(line, out.theme.style(meaning)));
}

fn fields(out: &mut Writer, outcomes: &str, rationale: &str, actions: &[String], more: &[String]) {
    out.hang("[x] ", Meaning::Title, if outcomes.is_empty() { "no outcome ticked yet" } else { outcomes });
    if !rationale.is_empty() {
        out.hang("Rationale: ", Meaning::Plain, rationale);
    }
    actions.iter().for_each(|action| out.hang("▢ ", Meaning::Plain, action));
    if !more.is_empty() {
        out.say(Meaning::Plain, &more.join(" · "));
    }
}

/// What else a decision says: review, who decided it, who dissents, which panel.
fn more(decision: &Decision) -> Vec<String> {
    let mut words: Vec<String> = decision.next_review.map(|day| format!("next review {}", long_day(day))).into_iter().collect();
    words.extend(decision.panel.iter().map(|panel| format!("to {panel}")));
    if !decision.agencies.is_empty() {
        words.push(format!("jointly: {}", decision.agencies.join(", ")));
    }
    words.extend(decision.dissent.iter().map(|d| format!("⚠ {} dissents: {}", d.agency, d.words)));
    words
}
