//! What is brought to the meeting: referrals, requests for strategy meetings, key intelligence.

use super::args::{Brought, BusinessCommand};
use super::desk::{Desk, code};
use super::words;
use crate::casebook::Error;
use crate::casebook::meeting_view::BusinessSheet;
use crate::child::{ChildId, MarkerKind};
use crate::cli::args::{Format, Global};
use crate::cli::{json, output};
use crate::meeting::business::{Business, BusinessDetails, BusinessId, BusinessKind, title};
use crate::text::clean;
use anyhow::Result;

/// `wayhome referral …`, `wayhome strategy …` and `wayhome intelligence add|brought|show|change`.
pub fn run(global: &Global, kind: BusinessKind, command: BusinessCommand) -> Result<()> {
    let mut desk = Desk::open(global)?;
    match command {
        BusinessCommand::Add(brought) => {
            let details = details(&desk, BusinessDetails::new(kind, crate::calendar::day_of(desk.now)), &brought)?;
            let raised = desk.hub.raise(details, desk.now)?;
            entered(&desk, global, raised.id, "entered")
        }
        BusinessCommand::Change { business, brought } => {
            let before = of_kind(&desk, kind, &business)?;
            let changed = details(&desk, before.details, &brought)?;
            desk.hub.change_business(before.id, changed, None, desk.now)?;
            entered(&desk, global, before.id, "changed")
        }
        BusinessCommand::Show { business } => {
            let id = of_kind(&desk, kind, &business)?.id;
            let sheet = desk.hub.business_sheet(id, desk.now)?;
            match global.format {
                Format::Json => output::json(&json::printed("business-sheet", serde_json::to_value(&sheet)?)),
                _ => {
                    let mut out = headed(&sheet, "");
                    sheet.decisions.iter().for_each(|decision| words::decided(&mut out, decision, false));
                    sheet.actions.iter().for_each(|line| out += &format!("  {}\n", words::action(line)));
                    output::text(&out)
                }
            }
        }
        BusinessCommand::List => list(&desk, global, kind),
    }
}

/// The business of a number, refused where it is of another kind.
fn of_kind(desk: &Desk, kind: BusinessKind, text: &str) -> Result<Business, Error> {
    let business = desk.hub.business_sheet(desk.hub.find_business(text)?, desk.now)?.business;
    if business.details.kind == kind {
        return Ok(business);
    }
    let (id, is, command) = (business.id, business.details.kind, business.details.kind.code());
    Err(Error::Refused(format!("{id} is a {is}; see wayhome {command} show {id}")))
}

/// The details before, with what is said now in their place.
fn details(desk: &Desk, mut details: BusinessDetails, brought: &Brought) -> Result<BusinessDetails, Error> {
    if let Some(line) = &brought.line {
        one_line(desk, &mut details, &clean(line))?;
    }
    let text = |field: &mut String, said: &Option<String>| {
        if let Some(said) = said {
            *field = clean(said);
        }
    };
    text(&mut details.source, &brought.source);
    text(&mut details.concern, &brought.concern);
    text(&mut details.told, &brought.told);
    let list = |field: &mut Vec<String>, said: &[String]| {
        if !said.is_empty() {
            *field = said.iter().map(|one| clean(one)).filter(|one| !one.is_empty()).collect();
        }
    };
    list(&mut details.named, &brought.named);
    list(&mut details.people, &brought.person);
    list(&mut details.places, &brought.place);
    list(&mut details.vehicles, &brought.vehicle);
    list(&mut details.themes, &brought.theme);
    if !brought.child.is_empty() {
        details.children = brought.child.iter().map(|child| desk.hub.find_child(child)).collect::<Result<_, _>>()?;
    }
    if !brought.harm.is_empty() {
        let harm = |text: &String| code("kind of harm", text, MarkerKind::ALL, MarkerKind::code, MarkerKind::label);
        details.markers = brought.harm.iter().map(harm).collect::<Result<_, _>>()?;
    }
    if brought.attend.is_some() {
        details.attend = desk.agencies(brought.attend.as_deref())?;
    }
    if brought.hand_to.is_some() {
        details.hand_to = desk.agencies(brought.hand_to.as_deref())?;
    }
    if let Some(day) = &brought.needed_by {
        details.needed_by = Some(desk.day(day)?);
    }
    if let Some(day) = &brought.received {
        let days = &desk.hub.clocks().working_days;
        details.received = crate::spoken::past_day(day, desk.now, days).map_err(Error::Refused)?;
    }
    Ok(details)
}

/// "School (Mrs Hart): Nadia Begum C17, new phone and cash": who brings it, whom it is about, and the concern. Children are
/// those whose id stands in the line, or whose name stands before the first comma.
fn one_line(desk: &Desk, details: &mut BusinessDetails, line: &str) -> Result<(), Error> {
    let (source, rest) = line.split_once(": ").unwrap_or(("", line));
    (details.source, details.concern) = (source.trim().to_string(), rest.trim().to_string());
    let ids: Vec<ChildId> = rest.split(|c: char| !c.is_alphanumeric()).filter_map(|word| word.parse().ok()).collect();
    for id in ids {
        details.children.push(desk.hub.child(id)?.id);
    }
    let Some((who, concern)) = rest.split_once(',') else { return Ok(()) };
    if details.children.is_empty() {
        let named: Vec<&str> = who.split(" and ").map(str::trim).collect();
        let found: Result<Vec<ChildId>, Error> = named.iter().map(|name| desk.hub.find_child(name)).collect();
        let capital = |name: &&str| name.split(' ').count() <= 4 && name.split(' ').all(|word| word.starts_with(char::is_uppercase));
        match found {
            Ok(children) => details.children = children,
            Err(several) if several.to_string().contains("several children") => return Err(several),
            // A name that is not on the register; intelligence may well begin with a place.
            Err(_) if details.kind != BusinessKind::Intelligence && named.iter().all(capital) => {
                details.named = named.iter().map(ToString::to_string).collect();
            }
            Err(_) => return Ok(()),
        }
    }
    // What stands before the comma is about whom it is, unless there is more in it than names and numbers.
    let is_name = |word: &str| word.starts_with(char::is_uppercase) || word == "and";
    if who.split(' ').all(is_name) {
        details.concern = concern.trim().to_string();
    }
    Ok(())
}

/// What was entered or changed, as understood.
fn entered(desk: &Desk, global: &Global, id: BusinessId, how: &str) -> Result<()> {
    let sheet = desk.hub.business_sheet(id, desk.now)?;
    match global.format {
        Format::Json => output::json(&json::printed("business-sheet", serde_json::to_value(&sheet)?)),
        _ => output::text(&headed(&sheet, how)),
    }
}

fn headed(sheet: &BusinessSheet, how: &str) -> String {
    let children: Vec<String> = sheet.children.iter().map(|child| child.name.clone()).collect();
    let how = if how.is_empty() { String::new() } else { format!(" {how}") };
    format!("{}{how}\n{}", title(&sheet.business, &children), words::business(sheet))
}

fn list(desk: &Desk, global: &Global, kind: BusinessKind) -> Result<()> {
    let open = desk.hub.open_business()?.into_iter().filter(|business| business.details.kind == kind);
    let sheets = open.map(|business| desk.hub.business_sheet(business.id, desk.now)).collect::<Result<Vec<_>, _>>()?;
    match global.format {
        Format::Json => output::json(&json::printed("business-sheet", serde_json::to_value(&sheets)?)),
        Format::Csv => output::csv(
            ["business", "kind", "received", "source", "children", "concern", "missing"],
            sheets.iter().map(|sheet| {
                let details = &sheet.business.details;
                let children = details.children.iter().map(ToString::to_string).chain(details.named.clone()).collect::<Vec<_>>().join("; ");
                let (id, received, missing) = (sheet.business.id.to_string(), details.received.to_string(), sheet.missing.join("; "));
                [id, kind.code().to_string(), received, details.source.clone(), children, details.concern.clone(), missing]
            }),
        ),
        _ if sheets.is_empty() => output::text(&format!("No {kind} waits for a decision.")),
        _ => output::text(&sheets.iter().map(|sheet| headed(sheet, "")).collect::<String>()),
    }
}
