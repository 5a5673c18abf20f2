//! The verbs on the agenda of the meeting that is on.

use super::args::Leaving;
use super::desk::Desk;
use super::{show, words};
use crate::calendar::long_day;
use crate::casebook::Error;
use crate::casebook::meeting_view::MeetingSheet;
use crate::cli::args::{Format, Global};
use crate::cli::output;
use crate::meeting::agenda::ItemId;
use crate::meeting::record::Meeting;
use crate::text::clean;
use anyhow::Result;
use serde_json::json;

/// `wayhome meeting go`.
pub fn go(desk: &mut Desk, global: &Global, item: &str) -> Result<()> {
    let meeting = desk.open_meeting()?;
    let item = desk.hub.find_item(&meeting, item)?;
    bring(desk, global, &meeting, item)
}

/// `wayhome meeting next` and `previous`.
pub fn step(desk: &mut Desk, global: &Global, by: isize) -> Result<()> {
    let meeting = desk.open_meeting()?;
    let on_screen = meeting.items.iter().position(|item| Some(item.item) == meeting.at);
    let to = match on_screen {
        Some(at) => at.checked_add_signed(by),
        None => Some(0),
    };
    let ends = || Error::Refused(format!("that was the {} item on the agenda", if by > 0 { "last" } else { "first" }));
    let item = to.and_then(|to| meeting.items.get(to)).ok_or_else(ends)?.item;
    bring(desk, global, &meeting, item)
}

fn bring(desk: &mut Desk, global: &Global, meeting: &Meeting, item: ItemId) -> Result<()> {
    desk.hub.open_item(meeting.id, item, desk.now)?;
    show::item(desk, global, meeting.id, item)
}

/// `wayhome meeting note`.
pub fn note(desk: &mut Desk, global: &Global, item: &str, text: &str) -> Result<()> {
    let meeting = desk.meeting(None)?;
    let item = desk.hub.find_item(&meeting, item)?;
    desk.hub.take_note(meeting.id, item, None, text, desk.now)?;
    let notes = desk.hub.item_sheet(meeting.id, item, desk.now)?.item.notes;
    let said = notes.last().map_or(String::new(), words::note);
    done(desk, global, &meeting, &[item], &format!("noted: {said}"))
}

/// `wayhome meeting defer`.
pub fn defer(desk: &mut Desk, global: &Global, item: &str, until: &str, reason: &str) -> Result<()> {
    let meeting = desk.open_meeting()?;
    let (item, until) = (desk.hub.find_item(&meeting, item)?, desk.day(until)?);
    desk.hub.defer_item(meeting.id, item, until, reason, desk.now)?;
    done(desk, global, &meeting, &[item], &format!("put off to {}, when it comes back by itself: {}", long_day(until), clean(reason)))
}

/// `wayhome meeting carry`.
pub fn carry(desk: &mut Desk, global: &Global, leaving: &Leaving) -> Result<()> {
    let meeting = desk.open_meeting()?;
    let items = desk.agenda_items(&meeting, &leaving.items)?;
    desk.hub.carry_over(meeting.id, &items, &leaving.reason, desk.now)?;
    done(desk, global, &meeting, &items, &format!("carried over to the next meeting: {}", clean(&leaving.reason)))
}

/// `wayhome meeting pass`.
pub fn pass(desk: &mut Desk, global: &Global, leaving: &Leaving) -> Result<()> {
    let meeting = desk.open_meeting()?;
    let items = desk.agenda_items(&meeting, &leaving.items)?;
    desk.hub.pass_items(meeting.id, &items, &leaving.reason, desk.now)?;
    done(desk, global, &meeting, &items, &format!("passed over by the chair: {}", clean(&leaving.reason)))
}

/// `wayhome meeting order`.
pub fn order(desk: &mut Desk, global: &Global, item: &str, place: &str, other: Option<&str>) -> Result<()> {
    let meeting = desk.open_meeting()?;
    let item = desk.hub.find_item(&meeting, item)?;
    let other = other.map(|other| desk.hub.find_item(&meeting, other)).transpose()?;
    let mut order: Vec<ItemId> = meeting.items.iter().map(|item| item.item).filter(|listed| *listed != item).collect();
    let place_of = |other: Option<ItemId>| order.iter().position(|listed| Some(*listed) == other);
    let to = match (place, other) {
        ("first", None) => 0,
        ("last", None) => order.len(),
        ("before", Some(_)) => place_of(other).ok_or_else(same)?,
        ("after", Some(_)) => place_of(other).ok_or_else(same)? + 1,
        _ => return Err(Error::Refused("write first, last, before ITEM or after ITEM".into()).into()),
    };
    order.insert(to, item);
    desk.hub.order_agenda(meeting.id, order, desk.now)?;
    done(desk, global, &meeting, &[item], &format!("is item {} now", to + 1))
}

fn same() -> Error {
    Error::Refused("an item cannot stand before or after itself; name another one".into())
}

/// `wayhome meeting renew`.
pub fn renew(desk: &mut Desk, global: &Global) -> Result<()> {
    let meeting = desk.open_meeting()?;
    let added = desk.hub.renew_agenda(meeting.id, desk.now)?;
    let now = desk.hub.meeting_sheet(meeting.id, desk.now)?.meeting;
    let new: Vec<ItemId> = now.items.iter().map(|item| item.item).filter(|item| meeting.item(*item).is_none()).collect();
    match (global.format, added) {
        (Format::Json, _) => done(desk, global, &meeting, &new, ""),
        (_, 0) => output::text("Nothing came up since: the agenda stays as it is."),
        _ => done(desk, global, &meeting, &new, "is on the agenda now"),
    }
}

/// `wayhome meeting close`.
pub fn close(desk: &mut Desk, global: &Global, carry_over: Option<&str>, pass: Option<&str>) -> Result<()> {
    let meeting = desk.open_meeting()?;
    let open = still_open(&desk.hub.meeting_sheet(meeting.id, desk.now)?);
    match (carry_over, pass) {
        (Some(reason), _) if !open.is_empty() => desk.hub.carry_over(meeting.id, &open, reason, desk.now)?,
        (_, Some(reason)) if !open.is_empty() => desk.hub.pass_items(meeting.id, &open, reason, desk.now)?,
        _ => {}
    }
    desk.hub.close_meeting(meeting.id, desk.now)?;
    let record = desk.hub.meeting_record(meeting.id, desk.now)?;
    let decisions = record.items.iter().map(|item| item.item.decisions.len()).sum::<usize>();
    match global.format {
        Format::Json => output::json(&json!({
            "ok": true, "meeting": meeting.id.to_string(), "closed_at": record.sheet.meeting.closed_at, "decisions": decisions,
            "actions": record.actions.len(),
        })),
        _ => output::text(&format!(
            "{} is closed: {}, {}.\nIts papers: wayhome meeting papers --folder FOLDER",
            meeting.id,
            words::count(decisions, "decision", "decisions"),
            words::count(record.actions.len(), "action agreed, ended or put off", "actions agreed, ended or put off")
        )),
    }
}

/// Items that keep the meeting open, each once; what was decided under one stands, also where it is left.
fn still_open(sheet: &MeetingSheet) -> Vec<ItemId> {
    let mut open: Vec<ItemId> = sheet.lacking.iter().map(|lacking| lacking.item).collect();
    open.dedup();
    open
}

/// What a verb did, and how its items stand now.
fn done(desk: &Desk, global: &Global, meeting: &Meeting, items: &[ItemId], did: &str) -> Result<()> {
    let sheet = desk.hub.meeting_sheet(meeting.id, desk.now)?;
    let lines: Vec<_> = sheet.lines.iter().filter(|line| items.contains(&line.item)).collect();
    match global.format {
        Format::Json => {
            let lines = crate::cli::json::printed("lines", serde_json::to_value(&lines)?);
            output::json(&json!({ "ok": true, "meeting": meeting.id.to_string(), "lines": lines }))
        }
        _ => output::text(&lines.iter().map(|line| format!("{} {}: {did}\n", line.number, line.title)).collect::<String>()),
    }
}
