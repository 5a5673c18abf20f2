//! The minutes of one day's meeting as Markdown: for each child why, what was decided, and who does what by when.
//!
//! ```text
//! # heading              hub, day, training mark, the list, what is still open
//! ## 1. child            who, episode, grade and band, reasons, interview
//!    decision            when, by whom, outcomes, rationale, actions table, next review; an earlier wording below
//! ## Not decided
//! ## Record              what the minutes were made from
//! ```
//! The same data give the same text; all times are UK time.

use super::text::{line, quote};
use crate::calendar::{day_of, long_day, long_moment, plain_day, time};
use crate::casebook::view::LoadedList;
use crate::child::{CareStatus, ChildId};
use crate::episode::{Grade, Moment};
use crate::meeting::action::in_full;
use crate::meeting::decision::{Action, Decision};
use crate::settings::Settings;
use crate::triage::{Band, Override};
use chrono::NaiveDate;
use serde::Serialize;

/// What the minutes are made from.
#[derive(Debug, Clone, Serialize)]

pub struct MinutesData {
    pub hub: String,
    pub heading: String,
    pub training: bool,
    /// The UK day of the meeting.
    pub day: NaiveDate,
    /// When the minutes are made.
    pub now: Moment,
    /// The last list that was loaded when the meeting was held.
    pub list: Option<LoadedList>,
    /// In the order of the meeting.
    pub items: Vec<MinutesItem>,
    /// Rows of lists that are refused and not yet put right.
    pub refused: u32,
    /// Episodes whose child is not identified.
    pub waiting: u32,
    /// Children on the board without a decision, in the words to be printed.
    pub undecided: Vec<String>,
    /// Hash of the journal's last entry, short.
    pub head: String,
}

/// One child of the meeting.
#[derive(Debug, Clone, Serialize)]
pub struct MinutesItem {
    pub child: String,
    /// `None` while the child is not identified.
    pub child_id: Option<ChildId>,
    pub age: Option<u32>,
    pub care_status: Option<CareStatus>,
    /// Police reference, else the episode's own id.
    pub episode: String,
    pub police_grade: Option<Grade>,
    /// The band that counted, with the chair's override if there was one.
    pub band: Option<Band>,
    pub overridden: Option<Override>,
    /// The top reasons for the band, one line each.
    pub reasons: Vec<String>,
    /// Every decision of the day in the order recorded, earlier wordings included (see [`Decision::replaces`]).
    pub decisions: Vec<Decision>,
    /// How the return interview stands; `None` while the child is missing.
    pub interview: Option<String>,
}

/// The minutes in Markdown (GitHub's kind, for the tables), ending with a line break.
pub fn markdown(data: &MinutesData, settings: &Settings) -> String {
    let mut out = head(data, settings);
    if data.items.is_empty() {
        out.push(String::from("No decision was recorded on this day."));
    }
    for (number, item) in (1..).zip(&data.items) {
        out.push(format!("## {number}. {}", who(item)));
        out.push(bullets(case(item)));
        if item.decisions.is_empty() {
            out.push(String::from("No decision was recorded."));
        }
        for decision in item.decisions.iter().filter(|decision| replaced_by(decision, item).is_none()) {
            out.extend(decided(decision, data.day, settings));
            out.extend(earlier(decision, item, data.day));
        }
    }
    if !data.undecided.is_empty() {
        out.push(format!("## Not decided ({})", data.undecided.len()));
        out.push(bullets(data.undecided.iter().map(|words| line(words)).collect()));
    }
    out.push(String::from("## Record"));
    out.push(format!("Made {} (UK time) from the journal of the hub up to entry `{}`.", long_moment(data.now), code(&data.head)));
    out.join("\n\n") + "\n"
}

fn head(data: &MinutesData, settings: &Settings) -> Vec<String> {
    let mut out = vec![format!("# {}", line(&data.heading))];
    let hub = [data.hub.as_str(), settings.hub.authority.as_str()]
        .iter()
        .filter(|name| !name.is_empty())
        .map(|name| line(name))
        .collect::<Vec<_>>();
    out.push(format!("{}, minutes of {}", hub.join(", "), long_day(data.day)));
    if data.training {
        out.push(String::from("**TRAINING HUB: nothing in these minutes is about a real child.**"));
    }
    let decisions = data.items.iter().flat_map(|item| item.decisions.iter().filter(|decision| replaced_by(decision, item).is_none()));
    let (count, actions) = decisions.fold((0, 0), |(count, actions), decision| (count + 1, actions + decision.actions.len()));
    let mut facts =
        vec![format!("Police list: {}", data.list.as_ref().map_or("none loaded".into(), |list| line(&list_words(list, data.day))))];
    facts.push(format!("Recorded: {}, {}", counted(count, "decision"), counted(actions, "action")));
    if data.waiting > 0 {
        facts.push(format!("Waiting for a person to say who the child is: {}", counted(data.waiting as usize, "episode")));
    }
    if data.refused > 0 {
        facts.push(format!("Refused and not yet put right: {} of police lists", counted(data.refused as usize, "row")));
    }
    out.push(bullets(facts));
    out
}

/// "monday.csv, 3 rows, police cut-off 07:00, loaded 08:39 by Ann Lee".
pub(super) fn list_words(list: &LoadedList, day: NaiveDate) -> String {
    let cut_off = list.cut_off.map_or(String::new(), |at| format!(", police cut-off {}", clock(at, day)));
    let rows = counted(list.rows as usize, "row");
    format!("{}, {rows}{cut_off}, loaded {} by {}", list.file, clock(list.loaded_at, day), list.by)
}

/// "Nadia Begum, 16, at home (C17)".
fn who(item: &MinutesItem) -> String {
    let mut parts = vec![line(&item.child)];
    parts.push(item.age.map_or("age not known".into(), |age| age.to_string()));
    parts.push(item.care_status.map_or("care status not known".into(), |status| status.label().to_owned()));
    let id = item.child_id.map_or("not identified".into(), |id| id.to_string());
    format!("{} ({id})", parts.join(", "))
}

fn case(item: &MinutesItem) -> Vec<String> {
    let grade = item.police_grade.map_or("none given", Grade::label);
    let mut facts = vec![format!("Episode {}, police grade: {grade}", line(&item.episode))];
    facts.extend(item.band.map(|band| format!("Our band: {band}")));
    facts.extend(item.overridden.as_ref().map(|chair| {
        let when = long_moment(chair.at);
        format!("Band set by the chair in place of {}: {} ({}, {when})", chair.rules_band, line(&chair.reason), line(&chair.by))
    }));
    facts.extend(item.reasons.iter().map(|reason| format!("Why: {}", line(reason))));
    facts.extend(item.interview.as_ref().map(|words| format!("Return interview: {}", line(words))));
    facts
}

/// The decision of the same item that changed the wording of this one.
fn replaced_by<'a>(decision: &Decision, item: &'a MinutesItem) -> Option<&'a Decision> {
    item.decisions.iter().find(|other| other.replaces == Some(decision.id))
}

/// The decision that this one replaced and that is at hand.
fn replaced<'a>(decision: &Decision, item: &'a MinutesItem) -> Option<&'a Decision> {
    item.decisions.iter().find(|other| decision.replaces == Some(other.id) && other.id != decision.id)
}

fn decided(decision: &Decision, day: NaiveDate, settings: &Settings) -> Vec<String> {
    let mut out = vec![format!("**Decision {}: {}**", decision.id, outcomes(decision)), quote(&decision.rationale)];
    if decision.actions.is_empty() {
        out.push(String::from("No action."));
    } else {
        out.push(actions(&decision.actions, settings));
    }
    let review = decision.next_review.map_or("none set".into(), long_day);
    let changes = decision.replaces.map_or(String::new(), |id| format!(" It changes the wording of {id}."));
    out.push(format!("Next review: {review}. Recorded {} by {}.{changes}", clock(decision.at, day), line(&decision.by)));
    out
}

/// "advice and guidance; strategy meeting".
pub(super) fn outcomes(decision: &Decision) -> String {
    decision.outcomes.iter().map(|outcome| outcome.label()).collect::<Vec<_>>().join("; ")
}

fn actions(actions: &[Action], settings: &Settings) -> String {
    let mut rows = vec![String::from("| No. | Agency | Person | What | Due |"), String::from("|---|---|---|---|---|")];
    rows.extend(actions.iter().map(|action| {
        // The journal may hold a short name; paper names the agency in full.
        let agency = settings.agency(&action.agency).map_or(&action.agency, |agency| &agency.name);
        let person = action.person.as_deref().map_or("–".into(), line);
        let due = action.due.map_or("no date agreed".into(), in_full);
        format!("| {} | {} | {person} | {} | {due} |", action.id, line(agency), line(&action.what))
    }));
    rows.join("\n")
}

/// Every wording that came before, latest first.
fn earlier(decision: &Decision, item: &MinutesItem, day: NaiveDate) -> Vec<String> {
    let mut out = Vec::new();
    let before = std::iter::successors(replaced(decision, item), |before| replaced(before, item));
    // A chain is never longer than the list it is made of; a ring, which the casebook does not make, must not hang the printer.
    for before in before.take(item.decisions.len()) {
        let actions = match before.actions.len() {
            0 => "no action".into(),
            n => counted(n, "action"),
        };
        out.push(format!(
            "*Earlier wording, no longer in force* ({}, {} by {}): {}; {actions}",
            before.id,
            clock(before.at, day),
            line(&before.by),
            outcomes(before)
        ));
        out.push(quote(&before.rationale));
    }
    out
}

fn bullets(lines: Vec<String>) -> String {
    lines.into_iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n")
}

/// "08:41" on the day of the meeting, else with its date.
pub(super) fn clock(at: Moment, day: NaiveDate) -> String {
    if day_of(at) == day { time(at) } else { format!("{} {}", plain_day(day_of(at)), time(at)) }
}

/// "1 row", "2 rows".
pub(crate) fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Text inside backticks, where nothing can be escaped.
fn code(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}
