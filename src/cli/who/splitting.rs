//! `wayhome children split`: what goes back, and what a person must say of it first.

use super::children::record_of;
use super::words;
use crate::casebook::Error;
use crate::casebook::event::Belonging;
use crate::casebook::who_view::{Splitting, ToAsk};
use crate::cli::args::{Format, Global};
use crate::cli::interview::Desk;
use crate::cli::json::printed;
use crate::cli::output;
use crate::text::clean;
use anyhow::Result;
use serde_json::json;
use std::fmt::Write;

pub fn run(desk: &mut Desk, global: &Global, record: &str, reason: Option<&str>, give: &[String], keep_rest: bool) -> Result<()> {
    let record = record_of(desk, record)?;
    let splitting = desk.hub.splitting(record)?;
    let given = give.iter().map(|text| belonging(desk, &splitting, text)).collect::<Result<Vec<_>, Error>>()?;
    if let Some(reason) = reason {
        if given.is_empty() && !keep_rest && !splitting.to_ask.is_empty() {
            return Err(Error::Refused(to_be_said(&splitting)).into());
        }
        desk.hub.split(record, given.clone(), reason, desk.now)?;
    }
    match global.format {
        Format::Json => {
            let mut value = printed("splitting", json!(splitting));
            value["ok"] = json!(true);
            value["dry_run"] = json!(reason.is_none());
            value["given"] = printed("given", json!(given));
            output::json(&value)
        }
        _ => output::text(&text(&splitting, &given, reason.is_some())),
    }
}

/// What was meant, which must be among what a person is asked about.
fn belonging(desk: &Desk, splitting: &Splitting, text: &str) -> Result<Belonging, Error> {
    let typed = text.trim();
    let meant = splitting.to_ask.iter().find(|ask| id(&ask.what).eq_ignore_ascii_case(typed)).map(|ask| ask.what);
    let by_reference = || {
        let episode = Belonging::Episode(desk.hub.find_episode(typed).ok()?);
        splitting.to_ask.iter().any(|ask| ask.what == episode).then_some(episode)
    };
    meant.or_else(by_reference).ok_or_else(|| {
        let (record, asked) = (splitting.record.id, asked(&splitting.to_ask));
        Error::Refused(format!("\u{201c}{}\u{201d} was not recorded while {record} was read as another; {asked}", clean(typed)))
    })
}

/// "E31", "wishes": as it is typed.
fn id(what: &Belonging) -> String {
    match what {
        Belonging::Episode(id) => id.to_string(),
        Belonging::Business(id) => id.to_string(),
        Belonging::Action(id) => id.to_string(),
        Belonging::Assessment(id) => id.to_string(),
        Belonging::Wishes => "wishes".into(),
    }
}

fn asked(to_ask: &[ToAsk]) -> String {
    match to_ask {
        [] => "nothing was".into(),
        _ => format!("that was: {}", to_ask.iter().map(|ask| id(&ask.what)).collect::<Vec<_>>().join(", ")),
    }
}

fn to_be_said(splitting: &Splitting) -> String {
    let Splitting { record, from, to_ask, .. } = splitting;
    let likely = to_ask.iter().find(|ask| ask.likely).or(to_ask.first()).map_or("E31".into(), |ask| id(&ask.what));
    let ids = to_ask.iter().map(|ask| id(&ask.what)).collect::<Vec<_>>().join(", ");
    format!(
        "somebody must say whose these are, recorded while {} was read as {}: {ids}; give {} its own with --give {likely}, leave the rest with --keep-rest",
        record.id, from.id, record.id
    )
}

fn text(splitting: &Splitting, given: &[Belonging], done: bool) -> String {
    let Splitting { record, from, goes_back, to_ask } = splitting;
    let is = if done { "is a child of its own again, apart from" } else { "would be a child of its own again, apart from" };
    let mut out = format!("{} {is} {}\n", words::child(record), words::child(from));
    if !goes_back.is_empty() {
        let _ = writeln!(out, "With it: {}", goes_back.join(", "));
    }
    for ask in to_ask {
        let whose = match (given.contains(&ask.what), done) {
            (true, _) => format!("given to {}", record.id),
            (false, true) => format!("stays with {}", from.id),
            (false, false) if ask.likely => format!("to be said whose, likely {}", record.id),
            (false, false) => "to be said whose".into(),
        };
        let _ = writeln!(out, "Recorded meanwhile, {whose}: {}", ask.words);
    }
    if !done {
        let give = if to_ask.is_empty() { "" } else { " [--give WHAT]... [--keep-rest]" };
        let _ = writeln!(out, "Nothing was written; to do it: wayhome children split {} --reason WHY{give}", record.id);
    }
    out
}
