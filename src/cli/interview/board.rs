//! The interview board as text, JSON, CSV or a calendar of what is booked.

use super::args::Listing;
use super::understood::Desk;
use crate::calendar::{deadline, long_day, long_moment, near_moment, start_of_day};
use crate::casebook::interview_view::{InterviewBoard, InterviewItem, InterviewSection};
use crate::casebook::{Error, Hub};
use crate::cli::args::{Format, Global};
use crate::cli::output;
use crate::episode::Moment;
use crate::interview::file::Stage;
use crate::interview::ics::{IcsEntry, calendar, initials};
use crate::interview::verdict::Verdict;
use crate::settings::{Settings, Team};
use crate::spoken;
use crate::text::{clean, fold};
use anyhow::Result;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::fmt::Write;

/// `wayhome interviews`.
pub fn print(global: &Global, listing: &Listing) -> Result<()> {
    let Desk { hub, now } = Desk::open(global)?;
    let days = &hub.clocks().working_days;
    let since = listing.since.as_deref().map(|text| spoken::past_day(text, now, days)).transpose().map_err(Error::Refused)?;
    let mut board = match since {
        Some(day) => hub.interviews_since(now, start_of_day(day))?,
        None => hub.interviews(now)?,
    };
    let told = narrowed(&hub, &mut board, listing)?;
    match global.format {
        Format::Json => output::json(&board.items.iter().map(item_json).collect::<Vec<_>>()),
        Format::Csv => csv(&board.items),
        Format::Ics => output::as_it_is(&calendar(&booked(&hub, &board)?, now)),
        Format::Text => output::text(&text(&board, &told, since)),
    }
}

/// Leaves on the board what was asked for; says in words what that is.
fn narrowed(hub: &Hub, board: &mut InterviewBoard, listing: &Listing) -> Result<Vec<String>> {
    let mut told = Vec::new();
    if let Some(due) = listing.due {
        let until = due.reached(board.now);
        board.items.retain(|item| item.stage < Stage::Held && item.clock.due_72h.is_none_or(|at| at <= until));
        told.push(format!("due by {}, overdue or without a clock", long_moment(until)));
    }
    if let Some(name) = &listing.team {
        let team = team(hub.settings(), name)?;
        board.items.retain(|item| of_team(item, team));
        told.push(team.name.clone());
    }
    if listing.mine {
        let (actor, own) = (&hub.actor().name, fold(&hub.actor().name));
        if !board.workers.iter().any(|load| fold(&load.worker.details.name) == own) {
            let what = "is none of the workers, so no interview is theirs; say who you are with --actor (wayhome workers list)";
            return Err(Error::Refused(format!("{actor} {what}")).into());
        }
        board.items.retain(|item| [&item.worker, &item.handed_from].into_iter().flatten().any(|worker| fold(&worker.name) == own));
        told.push(format!("of {actor}"));
    }
    if listing.unallocated {
        board.items.retain(|item| item.stage < Stage::Held && item.worker.is_none());
        told.push("unallocated".into());
    }
    if !told.is_empty() {
        // Of the deadlines announced only those of whom is shown.
        let shown: Vec<String> = board.items.iter().map(|item| format!("{}: ", item.child.short)).collect();
        board.collisions.retain(|words| shown.iter().any(|name| words.starts_with(name.as_str())));
    }
    Ok(told)
}

fn team<'a>(settings: &'a Settings, name: &str) -> Result<&'a Team, Error> {
    settings.team(name).ok_or_else(|| {
        let known = settings.teams.iter().map(|team| team.name.as_str()).collect::<Vec<_>>().join(", ");
        Error::Refused(format!("\u{201c}{}\u{201d} is not a team of the settings; there are: {known}", clean(name)))
    })
}

/// What one of the team has, and what waits for a worker and is of a child that the team serves.
fn of_team(item: &InterviewItem, team: &Team) -> bool {
    match (&item.worker, item.child.care_status) {
        (Some(worker), _) => fold(&worker.team) == fold(&team.name),
        (None, None) => true,
        (None, Some(care)) => team.serves.iter().any(|serves| serves == if care.in_care() { "looked-after" } else { "home" }),
    }
}

fn text(board: &InterviewBoard, told: &[String], since: Option<NaiveDate>) -> String {
    let mut out = String::new();
    let training = if board.training { " · TRAINING" } else { "" };
    let _ = writeln!(out, "{}{training} · return interviews · {}", board.hub, long_moment(board.now));
    if !told.is_empty() {
        let _ = writeln!(out, "Only: {}", told.join("; "));
    }
    let sharing = &board.sharing;
    for (n, what) in [
        (sharing.never_shared, "never shared"),
        (sharing.changed_since_shared, "changed since shared"),
        (sharing.not_acknowledged, "not acknowledged after 24 h"),
    ] {
        if n > 0 {
            let _ = writeln!(out, "Intelligence {what}: {n} (wayhome intelligence list)");
        }
    }
    for collision in &board.collisions {
        let _ = writeln!(out, "Take care: {collision}");
    }
    if board.items.is_empty() {
        let none = if told.is_empty() { "No interview needs anything." } else { "None of these." };
        let _ = writeln!(out, "\n{none}");
    }
    for section in InterviewSection::ALL {
        let items: Vec<&InterviewItem> = board.items.iter().filter(|item| item.placed == *section).collect();
        if !items.is_empty() {
            let done = since.filter(|_| *section == InterviewSection::Done).map(|day| format!("Done since {}", long_day(day)));
            let _ = writeln!(out, "\n{}: {}", done.as_deref().unwrap_or(section.label()), items.len());
        }
        for (item, n) in items.iter().zip(1..) {
            let _ = writeln!(out, "{n} of {}. {}", items.len(), item_line(item, board.now));
        }
    }
    out
}

/// A row in sentences, all on one line: who, which clock and how long, whose, what is next, the three verdicts.
pub fn item_line(item: &InterviewItem, now: Moment) -> String {
    let mut who = vec![item.child.name.clone()];
    who.extend(item.child.age.map(|age| age.to_string()));
    who.extend(item.child.care_status.map(|status| status.label().to_string()));
    let mut said = vec![who.join(", "), named(item)];
    // Once held or closed nothing runs out any more.
    said.push(if item.stage < Stage::Held { item.clock.words(now) } else { item.stage.to_string() });
    if item.stage < Stage::Held {
        said.push(standing(item, now));
    }
    said.extend(item.covered_by.map(|interview| format!("answered by {interview}")));
    said.extend(item.reason.map(|reason| format!("reason: {reason}")));
    said.push(verdict_words(item, now));
    if !item.group.is_empty() {
        let others = item.group.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        said.push(format!("also waiting for this child: {others}"));
    }
    if item.missing_again {
        said.push("missing again now".into());
    }
    said.extend(item.remarks.iter().map(|remark| format!("note: {remark}")));
    said.join(". ") + "."
}

/// "MIS/26/1 (E1)".
pub fn named(item: &InterviewItem) -> String {
    item.police_ref.as_ref().map_or_else(|| item.episode.to_string(), |reference| format!("{reference} ({})", item.episode))
}

/// Whose it is and what is next.
fn standing(item: &InterviewItem, now: Moment) -> String {
    let worker = item.worker.as_ref().map_or(String::new(), |worker| format!(", {}", worker.name));
    let booked =
        item.booked_for.filter(|_| item.stage == Stage::Booked).map_or(String::new(), |at| format!(" for {}", near_moment(at, now)));
    let attempts = match item.attempts {
        0 => String::new(),
        1 => ", 1 attempt".into(),
        n => format!(", {n} attempts"),
    };
    format!("{}{booked}{worker}{attempts}", item.standing)
}

/// "offer met, 72 h not yet due, 3 working days not yet due: to the end of Wed 25 Nov 2026".
fn verdict_words(item: &InterviewItem, now: Moment) -> String {
    let verdicts = &item.verdicts;
    let open = |verdict: Verdict, until: Option<String>| until.filter(|_| verdict == Verdict::NotYetDue).unwrap_or_default();
    let offer = open(verdicts.offer, item.clock.offer_due.map(|at| format!(": {}", deadline(at, now))));
    let days = open(verdicts.working_days, item.clock.due_3wd.map(|day| format!(": to the end of {}", long_day(day))));
    format!("offer {}{offer}, 72 h {}, 3 working days {}{days}", verdicts.offer, verdicts.hours72, verdicts.working_days)
}

/// A row as JSON prints it (docs/json.md).
pub fn item_json(item: &InterviewItem) -> Value {
    let InterviewItem { clock, verdicts, .. } = item;
    json!({
        "police_ref": item.police_ref, "episode": item.episode.to_string(), "child": item.child, "returned_at": clock.returned_at,
        "estimated": clock.estimated, "offer_due": clock.offer_due, "due_72h": clock.due_72h, "due_3wd": clock.due_3wd,
        "last_chance": clock.last_chance, "state": item.section.code(), "stage": item.stage.code(), "verdict_offer": verdicts.offer.code(),
        "verdict_72h": verdicts.hours72.code(), "verdict_3wd": verdicts.working_days.code(),
        "worker": item.worker.as_ref().map(|worker| &worker.name), "team": item.worker.as_ref().map(|worker| &worker.team),
        "covered_by": item.covered_by.map(|interview| interview.to_string()), "reason": item.reason, "booked_for": item.booked_for,
        "attempts": item.attempts, "handed_from": item.handed_from.as_ref().map(|worker| &worker.name),
        "group": item.group.iter().map(ToString::to_string).collect::<Vec<_>>(), "remarks": item.remarks,
    })
}

/// The columns: each a field of the JSON, those of the child beside the others.
const COLUMNS: [(&str, &str); 27] = [
    ("police_ref", "/police_ref"),
    ("episode", "/episode"),
    ("child", "/child/id"),
    ("name", "/child/name"),
    ("dob", "/child/dob"),
    ("age", "/child/age"),
    ("care_status", "/child/care_status"),
    ("returned_at", "/returned_at"),
    ("estimated", "/estimated"),
    ("offer_due", "/offer_due"),
    ("due_72h", "/due_72h"),
    ("due_3wd", "/due_3wd"),
    ("last_chance", "/last_chance"),
    ("state", "/state"),
    ("stage", "/stage"),
    ("verdict_offer", "/verdict_offer"),
    ("verdict_72h", "/verdict_72h"),
    ("verdict_3wd", "/verdict_3wd"),
    ("worker", "/worker"),
    ("team", "/team"),
    ("covered_by", "/covered_by"),
    ("reason", "/reason"),
    ("booked_for", "/booked_for"),
    ("attempts", "/attempts"),
    ("group", "/group"),
    ("remarks", "/remarks"),
    ("handed_from", "/handed_from"),
];

fn csv(items: &[InterviewItem]) -> Result<()> {
    let row = |item: &InterviewItem| {
        let item = item_json(item);
        COLUMNS.map(|(_, field)| item.pointer(field).map_or(String::new(), cell))
    };
    output::csv(COLUMNS.map(|(column, _)| column), items.iter().map(row))
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// What is booked, for a calendar.
fn booked(hub: &Hub, board: &InterviewBoard) -> Result<Vec<IcsEntry>> {
    let mut entries = Vec::new();
    for item in board.items.iter().filter(|item| item.stage == Stage::Booked) {
        let case = hub.interview_case(item.episode, board.now)?;
        let Some(booked) = case.file.booking() else { continue };
        let holds = booked.booking.worker.and_then(|id| case.workers.iter().find(|worker| worker.id == id));
        let worker = holds.map(|worker| &worker.details.name).or(item.worker.as_ref().map(|worker| &worker.name));
        entries.push(IcsEntry {
            episode: item.episode,
            reference: item.police_ref.clone().unwrap_or_else(|| item.episode.to_string()),
            initials: initials(&item.child.name),
            at: booked.booking.at,
            minutes: booked.booking.minutes,
            place: booked.booking.place.clone(),
            worker: worker.cloned(),
            revision: item.seen,
        });
    }
    Ok(entries)
}
