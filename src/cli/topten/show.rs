//! The top ten in words, as JSON and as CSV.

use crate::calendar::{day_of, length, long_day, long_moment, month_words, plain_day};
use crate::casebook::tracker_view::{Often, TrackedAction, TrackedChild, Tracker};
use crate::cli::args::{Format, Global};
use crate::cli::output;
use crate::report::minutes::counted;
use crate::report::topten::{WEEKDAYS, busiest, hours, known_now, n_of, strip};
use anyhow::Result;
use std::fmt::Write;

pub fn print(tracker: &Tracker, global: &Global) -> Result<()> {
    match global.format {
        Format::Json => output::record("", tracker),
        Format::Csv => csv(tracker),
        _ => output::text(&text(tracker)),
    }
}

fn csv(tracker: &Tracker) -> Result<()> {
    let header = [
        "month",
        "reported",
        "rank",
        "moved",
        "child",
        "name",
        "episodes",
        "in_3_months",
        "in_12_months",
        "nights",
        "minutes",
        "longest_minutes",
        "due",
        "offered",
        "held",
        "in_72_hours",
        "run",
        "found",
        "with",
        "knows_best",
        "next_review",
        "unblock",
        "note",
        "decision",
        "corrections",
    ];
    let row = |child: &TrackedChild| {
        let figures = &child.figures;
        let review = child.review.as_ref().map(|said| said.review.clone()).unwrap_or_default();
        [
            tracker.month.format("%Y-%m").to_string(),
            tracker.report.map_or(String::new(), |_| tracker.as_of.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
            figures.rank_words(),
            child.movement.clone(),
            child.child.to_string(),
            child.name.clone(),
            figures.episodes.len().to_string(),
            figures.in_3_months.to_string(),
            figures.in_12_months.to_string(),
            figures.nights.to_string(),
            figures.minutes.to_string(),
            figures.longest_minutes.to_string(),
            figures.held.1.to_string(),
            figures.offered.0.to_string(),
            figures.held.0.to_string(),
            figures.in_72_hours.0.to_string(),
            child.run.iter().map(|month| month.episodes.to_string()).collect::<Vec<_>>().join(" "),
            often(&child.found),
            often(&child.with),
            child.knows_best.as_ref().map_or(String::new(), |best| best.who.clone()),
            child.next_review.as_ref().map_or(String::new(), |review| review.on.to_string()),
            child.unblock.as_ref().map_or(String::new(), |asked| asked.words.clone()),
            review.note,
            review.decision,
            child.corrections.join("; "),
        ]
    };
    output::csv(header, tracker.children.iter().map(row))
}

fn often(all: &[Often]) -> String {
    all.iter().map(|often| format!("{} ({})", often.what, often.times)).collect::<Vec<_>>().join("; ")
}

/// "as reported Mon 2 Nov 2026 08:00", "not closed", "goes on".
pub fn state(tracker: &Tracker) -> String {
    match tracker.report {
        Some(1) if tracker.reports.len() > 1 => {
            format!("as first reported {}; {} reports", long_moment(tracker.as_of), tracker.reports.len())
        }
        Some(1) => format!("as reported {}", long_moment(tracker.as_of)),
        Some(number) => format!("as reported {}, report {number} of {}", long_moment(tracker.as_of), tracker.reports.len()),
        None if tracker.over => "not closed".into(),
        None => "goes on: counted up to now".into(),
    }
}

fn text(tracker: &Tracker) -> String {
    let mut out = format!("Top ten of {}: {}\n", month_words(tracker.month), state(tracker));
    if tracker.training {
        out.push_str("TRAINING HUB: no real child\n");
    }
    if tracker.months > 1 {
        let _ = writeln!(out, "Ranked: {}", tracker.span);
    }
    if let Some(before) = tracker.not_closed {
        let _ = writeln!(out, "{} is not closed: wayhome topten close --month {}", month_words(before), before.format("%Y-%m"));
    }
    if !tracker.not_identified.is_empty() {
        let ids: Vec<String> = tracker.not_identified.iter().map(ToString::to_string).collect();
        let _ = writeln!(out, "Not counted, as it is not known yet who the child is: {}", ids.join(", "));
    }
    let asked: Vec<_> = tracker.asked().collect();
    if !asked.is_empty() {
        out.push_str("\nManagers are asked to unblock\n");
    }
    for (child, asked) in asked {
        let carried = if asked.carried { format!(" (carried forward from {})", month_words(asked.month)) } else { String::new() };
        let _ = writeln!(out, "  {} {} {}: {}{carried}", child.figures.rank_words(), child.child, child.name, asked.words);
    }
    if tracker.children.is_empty() {
        let _ = writeln!(out, "\nNo child was missing in {}.", month_words(tracker.month));
    }
    tracker.children.iter().for_each(|child| one(&mut out, tracker, child));
    if tracker.below > 0 {
        let more = if tracker.below == 1 { "1 more child was".into() } else { format!("{} more children were", tracker.below) };
        let _ = writeln!(out, "\n{more} missing in this time.");
    }
    for missed in &tracker.not_reported {
        let _ = writeln!(
            out,
            "Not reported, and rank {} by what is known now: {} {}, {}",
            missed.rank,
            missed.child,
            missed.name,
            counted(missed.episodes as usize, "episode")
        );
    }
    out
}

fn one(out: &mut String, tracker: &Tracker, child: &TrackedChild) {
    let figures = &child.figures;
    let age = child.age.map_or("age not known".into(), |age| age.to_string());
    let care = child.care_status.map_or("care status not known", |care| care.label());
    let _ = writeln!(out, "\n{:<4}{} {}, {age}, {care}: {}", figures.rank_words(), child.child, child.name, child.movement);
    let mut line = |label: &str, words: String| {
        if !words.is_empty() {
            let _ = writeln!(out, "    {label}: {words}");
        }
    };
    let run: Vec<u32> = child.run.iter().map(|month| month.episodes).collect();
    line("Episodes", format!("{} this month, {} in 3 months, {} in 12", figures.this_month, figures.in_3_months, figures.in_12_months));
    line("Run", format!("{} {}", strip(&run), child.run_words(run.len())));
    line(
        "Missing",
        format!("{}, {}, the longest {}", counted(figures.nights as usize, "night"), length(figures.missing()), length(figures.longest())),
    );
    let days = WEEKDAYS.iter().zip(child.times.by_weekday()).filter(|(_, seconds)| *seconds > 0);
    let days: Vec<String> = days.map(|(day, seconds)| format!("{day} {} h", hours(seconds))).collect();
    line("When", [days.join(", "), busiest(&child.times)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; "));
    line(
        "Interviews",
        format!("offered {}, held {}, within 72 hours {}", n_of(figures.offered), n_of(figures.held), n_of(figures.in_72_hours)),
    );
    line("Found", often(&child.found));
    line("With", often(&child.with));
    line("Note well", known_now(tracker, child).unwrap_or_default().into());
    if let Some(said) = &child.last_words {
        line("Own words", format!("\u{201c}{}\u{201d} ({}, to {})", said.words, long_day(day_of(said.at)), said.by));
    }
    for decision in &child.decisions {
        line("Decided", format!("{} {}: {}", plain_day(day_of(decision.at)), decision.decision, decision.what));
    }
    child.actions.iter().for_each(|action| line("Action", action_words(action)));
    line("Knows the child best", child.knows_best.as_ref().map_or(String::new(), |best| format!("{} ({})", best.who, best.from)));
    line(
        "Next review",
        child.next_review.as_ref().map_or("none set".into(), |review| {
            format!("{} ({}){}", long_day(review.on), review.from, if review.passed { ", which is over" } else { "" })
        }),
    );
    if let Some(said) = &child.review {
        line("Note", said.review.note.clone());
        line("Managers decided", said.review.decision.clone());
    }
    child.corrections.iter().for_each(|correction| line("Corrected", correction.clone()));
}

/// "A9 phone work (Greater Manchester Police): done: the phone was found; what changed: …".
pub fn action_words(action: &TrackedAction) -> String {
    let what = format!("{} {} ({})", action.number, action.what, action.agency);
    match &action.ended {
        None => format!("{what}: to be done, {}", action.due),
        Some(ended) if ended.difference.is_empty() => format!("{what}: {}: {}", ended.how, ended.outcome),
        Some(ended) => format!("{what}: {}: {}; what changed: {}", ended.how, ended.outcome, ended.difference),
    }
}
