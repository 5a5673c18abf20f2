//! A meeting as it is printed: the one that is on, an item of it, the whole of it, and the latest ones.

use super::desk::Desk;
use super::words;
use crate::calendar::long_moment;
use crate::casebook::meeting_view::{Content, ItemSheet, MeetingRecord};
use crate::cli::args::{Format, Global};
use crate::cli::interview::item_json;
use crate::cli::{json, output};
use crate::meeting::agenda::ItemId;
use crate::meeting::attendance::quorum;
use crate::meeting::record::{Meeting, MeetingId};
use anyhow::Result;
use serde_json::Value;

/// `wayhome meeting`.
pub fn now(desk: &Desk, global: &Global) -> Result<()> {
    let sheet = desk.hub.meeting_now(desk.now)?;
    match (global.format, sheet) {
        (Format::Json, sheet) => output::record("", &sheet),
        (_, None) => output::text("No meeting was begun today. Begin one with: wayhome meeting start --chair NAME"),
        (Format::Csv, Some(sheet)) => agenda_csv(&sheet.lines),
        (_, Some(sheet)) => output::text(&words::sheet(&sheet)),
    }
}

/// `wayhome meeting agenda`.
pub fn agenda(desk: &Desk, global: &Global, meeting: Option<&str>) -> Result<()> {
    let sheet = desk.hub.meeting_sheet(desk.meeting(meeting)?.id, desk.now)?;
    match global.format {
        Format::Json => output::json(&json::printed("lines", serde_json::to_value(&sheet.lines)?)),
        Format::Csv => agenda_csv(&sheet.lines),
        _ => output::text(&words::agenda(&sheet)),
    }
}

fn agenda_csv(lines: &[crate::casebook::meeting_view::ItemLine]) -> Result<()> {
    output::csv(
        ["number", "item", "section", "title", "child", "episode", "reference", "band", "state", "settled"],
        lines.iter().map(|line| {
            let (child, episode) =
                (line.child.map_or(String::new(), |id| id.to_string()), line.episode.map_or(String::new(), |id| id.to_string()));
            let band = line.band.map_or(String::new(), |band| band.code().to_string());
            let (number, item, section) = (line.number.to_string(), line.item.to_string(), line.section.code().to_string());
            let (title, reference, state) = (line.title.clone(), line.reference.clone(), line.state.clone());
            [number, item, section, title, child, episode, reference, band, state, line.settled.to_string()]
        }),
    )
}

/// One item, as `go`, `next` and `previous` bring it.
pub fn item(desk: &Desk, global: &Global, meeting: MeetingId, item: ItemId) -> Result<()> {
    let sheet = desk.hub.item_sheet(meeting, item, desk.now)?;
    match global.format {
        Format::Json => output::json(&item_record(&sheet)?),
        _ => {
            let pace = desk.hub.meeting_sheet(meeting, desk.now)?.pace;
            output::text(&format!("{}\n{}", crate::meeting::pace::words(&pace), words::item(&sheet, desk.now)))
        }
    }
}

/// `wayhome meeting show`.
pub fn whole(desk: &Desk, global: &Global, meeting: Option<&str>) -> Result<()> {
    let record = desk.hub.meeting_record(desk.meeting(meeting)?.id, desk.now)?;
    match global.format {
        Format::Json => output::json(&whole_record(&record)?),
        Format::Csv => agenda_csv(&record.sheet.lines),
        _ => {
            let mut out = words::sheet(&record.sheet) + "\n";
            record.items.iter().for_each(|item| out += &(words::item(item, desk.now) + "\n"));
            output::text(&(out + &words::after(&record)))
        }
    }
}

/// The record as it is printed; the interviews in the form of their board.
fn whole_record(record: &MeetingRecord) -> Result<Value> {
    let mut value = json::printed("", serde_json::to_value(record)?);
    value["items"] = record.items.iter().map(item_record).collect::<Result<_>>()?;
    Ok(value)
}

fn item_record(sheet: &ItemSheet) -> Result<Value> {
    let mut value = json::printed("item-sheet", serde_json::to_value(sheet)?);
    if let Content::Interviews(clocks) = &sheet.content {
        value["content"] = serde_json::json!({ "more": clocks.more, "interviews": clocks.items.iter().map(item_json).collect::<Vec<_>>() });
    }
    Ok(value)
}

/// How many meetings are listed.
const LATEST: usize = 60;

/// `wayhome meeting list`.
pub fn list(desk: &Desk, global: &Global) -> Result<()> {
    let meetings = desk.hub.meetings(LATEST)?;
    let decisions = |meeting: &Meeting| meeting.items.iter().map(|item| item.decisions.len()).sum::<usize>();
    match global.format {
        Format::Json => output::json(&json::printed("meeting", serde_json::to_value(&meetings)?)),
        Format::Csv => output::csv(
            ["meeting", "started_at", "closed_at", "chair", "place", "items", "decisions", "quorate"],
            meetings.iter().map(|meeting| {
                let moment = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
                let (items, decided) = (meeting.items.len().to_string(), decisions(meeting).to_string());
                let (started, closed) = (moment(meeting.started_at), meeting.closed_at.map_or(String::new(), moment));
                let quorate = quorum(&meeting.opening).met().to_string();
                let Meeting { id, opening, .. } = meeting;
                [id.to_string(), started, closed, opening.chair.clone(), opening.place.clone(), items, decided, quorate]
            }),
        ),
        _ if meetings.is_empty() => output::text("No meeting was held yet."),
        _ => {
            let line = |meeting: &Meeting| {
                let (items, decided) =
                    (words::count(meeting.items.len(), "item", "items"), words::count(decisions(meeting), "decision", "decisions"));
                let state = if meeting.is_open() { ", still open" } else { "" };
                let quorum = if quorum(&meeting.opening).met() { "" } else { ", not quorate" };
                let (id, at, chair) = (meeting.id, long_moment(meeting.started_at), &meeting.opening.chair);
                format!("{id} {at}, chair {chair}: {items}, {decided}{quorum}{state}\n")
            };
            output::text(&meetings.iter().map(line).collect::<String>())
        }
    }
}
