//! The actions register.

use super::args::{ActionsCommand, Ending, Register};
use super::desk::{Desk, action as number};
use super::words;
use crate::calendar::long_moment;
use crate::casebook::Error;
use crate::casebook::meeting_view::{ActionLine, RegisterFilter};
use crate::cli::args::{Format, Global};
use crate::cli::{json, output};
use crate::meeting::action::{in_full, parse};
use crate::meeting::agenda::About;
use crate::meeting::decision::{ActionId, Due};
use crate::meeting::register::{ActionEnd, ActionRecord, EndedAs};
use crate::meeting::said;
use crate::text::clean;
use anyhow::Result;
use serde_json::json;

/// `wayhome actions …`; without a command: the register.
pub fn run(global: &Global, register: Register, command: Option<ActionsCommand>) -> Result<()> {
    let mut desk = Desk::open(global)?;
    match command {
        None => list(&desk, global, register),
        Some(_) if register != Register::default() => Err(Error::Refused(
            "name the actions by their numbers: leave out --mine, --person, --agency, --overdue, --child and --ended".into(),
        )
        .into()),
        Some(ActionsCommand::Done(ending)) => end(&mut desk, global, EndedAs::Done, ending),
        Some(ActionsCommand::NotPossible(ending)) => end(&mut desk, global, EndedAs::NotPossible, ending),
        Some(ActionsCommand::NotDone(ending)) => end(&mut desk, global, EndedAs::NotDone, ending),
        Some(ActionsCommand::Redate { actions, due, reason }) => {
            let (on, due) = (desk.actions(&actions)?, desk.due(&due)?);
            desk.hub.redate_actions(&on, due, &reason, desk.now)?;
            done(&desk, global, on.iter().map(|on| on.action), &format!("is due {} now", in_full(due)))
        }
        Some(ActionsCommand::Reopen { action, reason }) => {
            let on = desk.actions(&[action])?;
            desk.hub.reopen_action(on[0], &reason, desk.now)?;
            done(&desk, global, on.iter().map(|on| on.action), "is to be done after all")
        }
        Some(ActionsCommand::Add { line, item, child }) => add(&mut desk, global, &line, item.as_deref(), child.as_deref()),
        Some(ActionsCommand::Show { action }) => {
            let record = desk.hub.action(number(&action)?)?;
            match global.format {
                Format::Json => output::json(&json::printed("action-record", serde_json::to_value(&record)?)),
                _ => output::text(&history(&record)),
            }
        }
    }
}

fn list(desk: &Desk, global: &Global, register: Register) -> Result<()> {
    let agency = register.agency.map(|agency| said::agency(agency.trim(), desk.hub.settings())).transpose().map_err(Error::Refused)?;
    let filter = RegisterFilter {
        person: if register.mine { Some(desk.hub.actor().name.clone()) } else { register.person },
        agency,
        overdue: register.overdue,
        child: register.child.map(|child| desk.hub.find_child(&child)).transpose()?,
        ended: register.ended,
    };
    let register = desk.hub.register(&filter, desk.now)?;
    match global.format {
        Format::Json => output::json(&json::printed("", serde_json::to_value(&register)?)),
        Format::Csv => output::csv(
            ["action", "agency", "person", "what", "due", "overdue", "about", "reference", "redated", "ended", "outcome", "difference"],
            register.lines.into_iter().map(row),
        ),
        _ if register.lines.is_empty() => output::text("No action is to be done by these words."),
        _ => {
            let lines = register.lines.iter().map(|line| format!("{}\n", words::action(line)));
            let heading = format!("{}, {} overdue\n", words::count(register.open as usize, "action", "actions"), register.overdue);
            output::text(&(heading + &lines.collect::<String>()))
        }
    }
}

fn row(line: ActionLine) -> [String; 12] {
    let due = match line.record.action.due {
        Some(Due::At(at)) => at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        Some(Due::EndOf(day)) => day.to_string(),
        None => String::new(),
    };
    let ended = line.record.ended.as_ref();
    let end = |text: fn(&ActionEnd) -> String| ended.map_or(String::new(), |ended| text(&ended.end));
    let (how, outcome, difference) =
        (end(|end| end.how.code().to_string()), end(|end| end.outcome.clone()), end(|end| end.difference.clone()));
    let redated = line.record.redated.len().to_string();
    let action = line.record.action;
    let person = action.person.unwrap_or_default();
    let (id, overdue) = (action.id.to_string(), line.overdue.to_string());
    [id, action.agency, person, action.what, due, overdue, line.about, line.reference, redated, how, outcome, difference]
}

fn end(desk: &mut Desk, global: &Global, how: EndedAs, ending: Ending) -> Result<()> {
    let on = desk.actions(&ending.actions)?;
    let end = ActionEnd { how, outcome: clean(&ending.outcome), difference: clean(&ending.difference) };
    desk.hub.end_actions(&on, end, desk.now)?;
    done(desk, global, on.iter().map(|on| on.action), &format!("is ended as {how}: {}", clean(&ending.outcome)))
}

/// Agreed under the item that is named, else under any other business of the meeting that is on.
fn add(desk: &mut Desk, global: &Global, line: &str, item: Option<&str>, child: Option<&str>) -> Result<()> {
    let new = parse(&clean(line), desk.hub.settings(), desk.now, &desk.hub.clocks().working_days).map_err(Error::Refused)?;
    let under = match (item, desk.open_meeting()) {
        (Some(item), meeting) => {
            let meeting = meeting?;
            Some((meeting.id, desk.hub.find_item(&meeting, item)?))
        }
        (None, Ok(meeting)) => meeting.items.iter().find(|item| item.about == About::AnyOther).map(|item| (meeting.id, item.item)),
        (None, Err(_)) => None,
    };
    let child = child.map(|child| desk.hub.find_child(child)).transpose()?;
    let agreed = desk.hub.agree_action(new, under, child, desk.now)?;
    match global.format {
        Format::Json => output::json(&json::printed("action-record", serde_json::to_value(&agreed)?)),
        _ => output::text(&history(&agreed)),
    }
}

fn done(desk: &Desk, global: &Global, on: impl Iterator<Item = ActionId>, did: &str) -> Result<()> {
    let records = on.map(|id| desk.hub.action(id)).collect::<Result<Vec<_>, _>>()?;
    match global.format {
        Format::Json => {
            let actions = json::printed("action-record", serde_json::to_value(&records)?);
            output::json(&json!({ "ok": true, "actions": actions }))
        }
        _ => output::text(&records.iter().map(|record| format!("{} {did}\n", record.action.id)).collect::<String>()),
    }
}

/// An action with all that became of it.
fn history(record: &ActionRecord) -> String {
    let action = &record.action;
    let person = action.person.as_ref().map_or(String::new(), |person| format!(" ({person})"));
    let day = |due: Option<Due>| due.map_or("no date".to_string(), in_full);
    let due = action.due.map_or("no due date".to_string(), |due| format!("due {}", in_full(due)));
    let mut out = format!("{} {}{person} · {} · {due}\n", action.id, action.agency, action.what);
    let under = record.decision.map(|id| format!(" under {id}")).or(record.meeting.map(|id| format!(" in {id}"))).unwrap_or_default();
    out += &format!("  agreed {} by {}{under}\n", long_moment(record.agreed_at), record.agreed_by);
    for redated in &record.redated {
        let (at, by) = (long_moment(redated.at), &redated.by);
        out += &format!("  re-dated {at} by {by}, from {} to {}: {}\n", day(redated.from), day(redated.to), redated.reason);
    }
    if let Some(ended) = &record.ended {
        let difference = if ended.end.difference.is_empty() { String::new() } else { format!("; what changed: {}", ended.end.difference) };
        out += &format!("  {} {} by {}: {}{difference}\n", ended.end.how, long_moment(ended.at), ended.by, ended.end.outcome);
    }
    out
}
