//! `wayhome topten`: the children missing most often in a month, the month closed, children reviewed, the briefing.

pub mod args;
mod show;

use super::args::{Format, Global};
use super::file::in_words;
use super::interview::Desk;
use super::output;
use super::waiting::counting;
use crate::calendar::{long_moment, month_words};
use crate::casebook::Error;
use crate::report::tracker::ReportedMonth;
use crate::tui::tracker_desk::TrackerDesk;
use anyhow::Result;
use args::{Review, TopTen, TopTenCommand};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use serde_json::json;
use std::path::Path;

/// `wayhome topten …`; without a command: the top ten of the month.
pub fn run(global: &Global, asked: TopTen) -> Result<()> {
    refuse_what_does_not_fit(&asked)?;
    let month = asked.month.as_deref().map(month).transpose()?;
    let desk = &mut Desk::open(global)?;
    match asked.what {
        None => show::print(&counting(|| desk.hub.tracker(month, asked.report, desk.now))?, global),
        Some(TopTenCommand::Close) => close(desk, global, month),
        Some(TopTenCommand::Review(review)) => said(desk, global, month, &review),
        Some(TopTenCommand::Briefing { out, initials }) => briefing(desk, global, (month, asked.report), &out, initials),
        Some(TopTenCommand::Months) => months(desk, global),
    }
}

fn refuse_what_does_not_fit(asked: &TopTen) -> Result<(), Error> {
    let refused = |words: &str| Err(Error::Refused(words.into()));
    match &asked.what {
        Some(TopTenCommand::Close | TopTenCommand::Review(_)) if asked.report.is_some() => {
            refused("--report goes with showing a month and with its briefing; leave it out")
        }
        Some(TopTenCommand::Months) if asked.report.is_some() || asked.month.is_some() => {
            refused("every month that was closed is listed; leave out --month and --report")
        }
        _ => Ok(()),
    }
}

/// "2026-10", "10/2026", "10/26", "October 2026": the first day of it.
fn month(text: &str) -> Result<NaiveDate, Error> {
    let text = text.trim();
    let first = format!("1 {text}");
    let forms = [("%d %Y-%m", &first), ("%d %m/%Y", &first), ("%d %B %Y", &first), ("%d %b %Y", &first)];
    let found = forms.iter().find_map(|(form, text)| NaiveDate::parse_from_str(text, form).ok());
    // "26" is 2026.
    let found = found.and_then(|day| if day.year() < 100 { day.with_year(day.year() + 2000) } else { Some(day) });
    let wrong = || Error::Refused(format!("\u{201c}{}\u{201d} is not a month; write it like 2026-10", crate::text::clean(text)));
    found.ok_or_else(wrong)
}

fn close(desk: &mut Desk, global: &Global, month: Option<NaiveDate>) -> Result<()> {
    let month = month.ok_or_else(|| Error::Refused("name the month that is to be closed: --month 2026-10".into()))?;
    let reported = desk.hub.close_month(month, desk.now)?;
    let tracker = desk.hub.tracker(Some(month), None, desk.now)?;
    match global.format {
        Format::Json => output::json(&json!({
            "ok": true, "month": reported.month, "as_of": reported.as_of, "children": reported.children.len(), "report": tracker.reports.len(),
        })),
        _ => {
            let again = match tracker.reports.len() {
                0 | 1 => String::new(),
                more => format!("; it is report {more} of the month, and the first stands"),
            };
            let before = tracker.not_closed.map(|before| format!("\n{} is not closed.", month_words(before))).unwrap_or_default();
            let (month, at) = (month_words(reported.month), long_moment(reported.as_of));
            output::text(&format!("The top ten of {month} is closed as of {at}: {} children{again}.{before}", reported.children.len()))
        }
    }
}

fn said(desk: &mut Desk, global: &Global, month: Option<NaiveDate>, said: &Review) -> Result<()> {
    let child = desk.hub.find_child(&said.child)?;
    let tracker = desk.hub.tracker(month, None, desk.now)?;
    let tracked = tracker.child(child);
    let mut review = tracked.map(|tracked| tracked.standing()).unwrap_or_default();
    let put = |place: &mut String, given: &Option<String>| given.iter().for_each(|text| place.clone_from(text));
    put(&mut review.note, &said.note);
    put(&mut review.decision, &said.decision);
    put(&mut review.unblock, &said.unblock);
    put(&mut review.knows_best, &said.knows_best);
    match said.next_review.as_deref().map(str::trim) {
        None => {}
        Some("" | "none") => review.next_review = None,
        Some(day) => review.next_review = Some(desk.day(day)?),
    }
    desk.hub.review_tracked(tracker.month, child, review, tracked.map(|tracked| tracked.seen()), desk.now)?;
    match global.format {
        Format::Json => output::json(&json!({ "ok": true, "child": child.to_string(), "month": tracker.month })),
        _ => output::text(&format!("Recorded for {child} in the top ten of {}; wayhome undo takes it back.", month_words(tracker.month))),
    }
}

fn briefing(
    desk: &mut Desk,
    global: &Global,
    (month, report): (Option<NaiveDate>, Option<usize>),
    out: &Path,
    initials: bool,
) -> Result<()> {
    let refused = |error| Error::Refused(format!("the folder {} cannot be made: {}; nothing was written", out.display(), in_words(&error)));
    std::fs::create_dir_all(out).map_err(refused)?;
    let files = desk.hub.write_briefing(month, report, initials, out, desk.now)?;
    let paths: Vec<String> = files.iter().map(|file| out.join(file).display().to_string()).collect();
    match global.format {
        Format::Json => output::json(&json!({ "ok": true, "files": paths })),
        _ => output::text(&paths.iter().map(|path| format!("{path}\n")).collect::<String>()),
    }
}

/// A report of a month with its number, from 1.
#[derive(Serialize)]
struct Numbered {
    report: usize,
    #[serde(flatten)]
    of: ReportedMonth,
}

fn numbered(reports: Vec<ReportedMonth>) -> Vec<Numbered> {
    let mut all: Vec<Numbered> = Vec::with_capacity(reports.len());
    for of in reports {
        let report = all.last().filter(|last| last.of.month == of.month).map_or(1, |last| last.report + 1);
        all.push(Numbered { report, of });
    }
    all
}

fn months(desk: &Desk, global: &Global) -> Result<()> {
    let months = numbered(desk.hub.months_reported()?);
    match global.format {
        Format::Json => output::record("", &months),
        Format::Csv => output::csv(
            ["month", "as_of", "children", "below", "report"],
            months.iter().map(|Numbered { report, of }| {
                let as_of = of.as_of.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
                [of.month.format("%Y-%m").to_string(), as_of, of.children.len().to_string(), of.below.to_string(), report.to_string()]
            }),
        ),
        _ if months.is_empty() => output::text("No month was closed yet."),
        _ => {
            let line = |Numbered { report, of }: &Numbered| {
                let number = if *report > 1 { format!(", report {report}") } else { String::new() };
                format!("{}: {} children, reported {}{number}\n", month_words(of.month), of.children.len(), long_moment(of.as_of))
            };
            output::text(&months.iter().map(line).collect::<String>())
        }
    }
}
