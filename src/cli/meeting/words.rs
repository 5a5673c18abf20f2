//! The meeting in words.

use crate::calendar::{long_moment, near_moment, short_moment};
use crate::casebook::meeting_view::{
    ActionLine, AssessmentLine, BusinessSheet, ChangeLine, ChangesSheet, Content, EpisodeItem, ItemLine, ItemSheet, MeetingRecord,
    MeetingSheet,
};
use crate::cli::interview::item_line;
use crate::episode::Moment;
use crate::meeting::agenda::{Left, Note};
use crate::meeting::attendance::Presence;
use crate::meeting::decision::Decision;
use crate::meeting::pace;
use std::fmt::Write;

/// "1 item", "2 items".
pub fn count(n: usize, one: &str, several: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { several })
}

fn lines(out: &mut String, lines: impl Iterator<Item = String>) {
    lines.for_each(|line| *out += &format!("  {line}\n"));
}

/// The meeting with its agenda.
pub fn sheet(sheet: &MeetingSheet) -> String {
    let meeting = &sheet.meeting;
    let mut out = opening(sheet);
    out += &meeting.closed_at.map_or_else(|| pace::words(&sheet.pace), |at| format!("Closed {}", long_moment(at)));
    out += "\n\n";
    out += &agenda(sheet);
    if meeting.is_open() && !sheet.lacking.is_empty() {
        let _ = writeln!(out, "\nOpen before it can close: {}", sheet.lacking.len());
        for lacking in &sheet.lacking {
            let line = sheet.lines.iter().find(|line| line.item == lacking.item);
            let _ = writeln!(out, "  {} {}: {}", line.map_or(0, |line| line.number), line.map_or("", |line| &line.title), lacking.what);
        }
    }
    if meeting.is_open() && sheet.new_items > 0 {
        let _ = writeln!(out, "\nCame up since: {}; wayhome meeting renew puts it on the agenda", sheet.new_items);
    }
    for amendment in &meeting.amendments {
        let _ = writeln!(out, "Amended {} by {}: {}", long_moment(amendment.at), amendment.by, amendment.what);
    }
    out
}

/// Who is there, and whether that is enough.
pub fn opening(sheet: &MeetingSheet) -> String {
    let meeting = &sheet.meeting;
    let place = if meeting.opening.place.is_empty() { String::new() } else { format!(", {}", meeting.opening.place) };
    let training = if sheet.training { " (training)" } else { "" };
    let (id, at, chair) = (meeting.id, long_moment(meeting.started_at), &meeting.opening.chair);
    let mut out = format!("{id} of {}{training}, {at}, chair {chair}{place}\n", sheet.hub);
    for presence in Presence::ALL {
        let said = meeting.opening.attendance.iter().filter(|said| said.presence == *presence);
        let agencies: Vec<String> = said
            .map(|said| {
                let more = if said.names.is_empty() { said.note.clone() } else { said.names.join(", ") };
                if more.is_empty() { said.agency.clone() } else { format!("{} ({more})", said.agency) }
            })
            .collect();
        if !agencies.is_empty() {
            let _ = writeln!(out, "{presence}: {}", agencies.join("; "));
        }
    }
    let _ = writeln!(out, "Quorum: {}\nOf a strategy discussion: {}", sheet.quorum.words(), sheet.quorum.strategy_words());
    out
}

/// The items by their sections, the one on the screen with a sign.
pub fn agenda(sheet: &MeetingSheet) -> String {
    let mut out = String::new();
    let mut section = None;
    for line in &sheet.lines {
        if section != Some(line.section) {
            let _ = writeln!(out, "{}", line.section);
            section = Some(line.section);
        }
        let on_screen = if sheet.meeting.is_open() && sheet.meeting.at == Some(line.item) { '>' } else { ' ' };
        let _ = writeln!(out, "{on_screen}{:>3}  {}", line.number, agenda_line(line));
    }
    out
}

fn agenda_line(line: &ItemLine) -> String {
    let band = line.band.map_or(String::new(), |band| format!("[{band}] "));
    // Business says its number in its title.
    let said = line.reference.is_empty() || line.title.contains(&line.reference);
    let reference = if said { String::new() } else { format!(" ({})", line.reference) };
    let state = if line.state.is_empty() { String::new() } else { format!(": {}", line.state) };
    format!("{band}{}{reference}{state}", line.title)
}

/// One item with what the room needs.
pub fn item(sheet: &ItemSheet, now: Moment) -> String {
    let mut out = format!("{} {}\n", sheet.line.number, agenda_line(&sheet.line));
    for drift in &sheet.drift {
        let _ = writeln!(out, "  ! {}: {}", drift.kind, drift.words);
    }
    match &sheet.content {
        Content::Actions(actions) => lines(&mut out, actions.iter().map(action)),
        Content::Changes(changes) => changes_text(&mut out, changes),
        Content::Interviews(clocks) => {
            lines(&mut out, clocks.items.iter().map(|item| item_line(item, now)));
            if clocks.more > 0 {
                let _ = writeln!(out, "  and {} more, by the same order: `wayhome interviews` has them all", clocks.more);
            }
        }
        Content::Thresholds(reached) => {
            lines(&mut out, reached.iter().map(|line| format!("{} ({}): {}; {}", line.name, line.reference, line.what, line.state)));
        }
        Content::AnyOther => {}
        Content::ReadBack(read) => lines(&mut out, read.iter().map(|line| format!("{} {}: {}", line.number, line.title, line.what))),
        Content::Episode(item) => episode(&mut out, item, now),
        Content::Business(sheet) => out += &business(sheet),
    }
    for note in &sheet.item.notes {
        let _ = writeln!(out, "  noted: {}", self::note(note));
    }
    match &sheet.item.left {
        Some(Left::Deferred { until, reason, carried }) => {
            let how = if *carried { "carried over" } else { "put off" };
            out += &format!("  {how} to {}: {reason}\n", crate::calendar::long_day(*until));
        }
        Some(Left::Passed { reason }) => out += &format!("  passed over by the chair: {reason}\n"),
        None => {}
    }
    for decision in &sheet.decisions {
        decided(&mut out, decision, sheet.decisions.iter().any(|later| later.replaces == Some(decision.id)));
    }
    for line in &sheet.actions {
        let _ = writeln!(out, "  {}", action(line));
    }
    for lacking in &sheet.lacking {
        let _ = writeln!(out, "  open: {}", lacking.what);
    }
    out
}

fn changes_text(out: &mut String, changes: &ChangesSheet) {
    if let Some(since) = changes.since {
        let _ = writeln!(out, "  since {}", long_moment(since));
    }
    let mut list = |what: &str, lines: &[ChangeLine]| {
        for ChangeLine { name, reference, what: more, .. } in lines {
            let more = if more.is_empty() { String::new() } else { format!(": {more}") };
            let _ = writeln!(out, "  {what}: {name} ({reference}){more}");
        }
    };
    list("new", &changes.new);
    list("returned", &changes.returned);
    list("changed by police", &changes.changed);
    list("open with us and not on the latest list", &changes.missing_from_list);
    list("returned, never reported missing to us", &changes.never_reported);
    if changes.refused + changes.waiting > 0 {
        let _ = writeln!(out, "  rows refused: {}, waiting for a person: {}", changes.refused, changes.waiting);
    }
}

fn episode(out: &mut String, item: &EpisodeItem, now: Moment) {
    for fired in &item.case.triage.fired {
        let _ = writeln!(out, "  {} {}: {}", fired.band, fired.title, fired.evidence);
    }
    if let Some(clock) = &item.case.interview {
        let _ = writeln!(out, "  interview: {}", clock.words(now));
    }
    for decision in item.case.decisions.iter().take(1) {
        let outcomes: Vec<&str> = decision.outcomes.iter().map(|outcome| outcome.label()).collect();
        let _ = writeln!(out, "  last decided {}: {}. {}", short_moment(decision.at), outcomes.join(", "), decision.rationale);
    }
    if let Some(at) = item.last_discussed {
        let _ = writeln!(out, "  last discussed {}", near_moment(at, now));
    }
    for line in &item.open_actions {
        let _ = writeln!(out, "  {}", action(line));
    }
    for line in &item.assessments {
        let _ = writeln!(out, "  {}", assessment(line));
    }
    for one in &item.business {
        let _ = writeln!(out, "  {} {} waits for a decision: {}", one.details.kind, one.id, one.details.concern);
    }
}

/// A referral, strategy request or piece of intelligence, line by line.
pub fn business(sheet: &BusinessSheet) -> String {
    let details = &sheet.business.details;
    let mut out = String::new();
    let mut line = |label: &str, value: String| {
        if !value.is_empty() {
            let _ = writeln!(out, "  {label}: {value}");
        }
    };
    let child = |child: &crate::casebook::view::BoardChild| {
        format!("{}{}", child.name, child.id.map_or(String::new(), |id| format!(" ({})", id.0)))
    };
    line("received", crate::calendar::long_day(details.received));
    line("source", details.source.clone());
    line("child", sheet.children.iter().map(child).collect::<Vec<_>>().join(", "));
    line("not on the register", details.named.join(", "));
    line("concern", details.concern.clone());
    line("kind of harm", details.markers.iter().map(|marker| marker.label()).collect::<Vec<_>>().join(", "));
    line("told", details.told.clone());
    line("must be there", details.attend.join(", "));
    line("needed by", details.needed_by.map_or(String::new(), crate::calendar::long_day));
    line("people", details.people.join("; "));
    line("places", details.places.join("; "));
    line("vehicles", details.vehicles.join("; "));
    line("themes", details.themes.join("; "));
    line("hand to", details.hand_to.join(", "));
    line("missing before it can be decided", sheet.missing.join("; "));
    out
}

/// A decision as it was recorded.
pub fn decided(out: &mut String, decision: &Decision, reworded: bool) {
    let outcomes: Vec<&str> = decision.outcomes.iter().map(|outcome| outcome.label()).collect();
    let reworded = if reworded { " (earlier wording)" } else { "" };
    let jointly = if decision.agencies.is_empty() { String::new() } else { format!(", jointly by {}", decision.agencies.join(" and ")) };
    let panel = decision.panel.as_ref().map_or(String::new(), |panel| format!(", to {panel}"));
    let _ = writeln!(out, "  decided {}: {}{panel}{jointly}{reworded}. {}", decision.id, outcomes.join(", "), decision.rationale);
    for dissent in &decision.dissent {
        let _ = writeln!(out, "    {} would have decided otherwise: {}", dissent.agency, dissent.words);
    }
    if let Some(day) = decision.next_review {
        let _ = writeln!(out, "    next review {}", crate::calendar::long_day(day));
    }
}

/// "Greater Manchester Police: phone was off", or what the meeting noted.
pub fn note(note: &Note) -> String {
    note.agency.as_ref().map_or(note.text.clone(), |agency| format!("{agency}: {}", note.text))
}

/// "A9 Greater Manchester Police (J Smith): phone work, Fri (in 4 days); Nadia Begum (MIS/26/1)".
pub fn action(line: &ActionLine) -> String {
    let action = &line.record.action;
    let person = action.person.as_ref().map_or(String::new(), |person| format!(" ({person})"));
    let about = match (line.about.is_empty(), line.reference.is_empty()) {
        (true, _) => String::new(),
        (false, true) => format!("; {}", line.about),
        (false, false) => format!("; {} ({})", line.about, line.reference),
    };
    let state = match &line.record.ended {
        Some(ended) => {
            let difference =
                if ended.end.difference.is_empty() { String::new() } else { format!("; what changed: {}", ended.end.difference) };
            format!("{} {}: {}{difference}", ended.end.how, short_moment(ended.at), ended.end.outcome)
        }
        None if line.from_before => format!("{}, from before the register", line.due),
        None => line.due.clone(),
    };
    let redated = match line.record.redated.len() {
        0 => String::new(),
        1 => ", re-dated once".to_string(),
        2 => ", re-dated twice".to_string(),
        n => format!(", re-dated {n} times"),
    };
    format!("{} {}{person}: {}, {state}{redated}{about}", action.id, action.agency, action.what)
}

/// "X5 Nadia Begum (MIS/26/1), allocated to E. Sandall: overdue by 2 days".
pub fn assessment(line: &AssessmentLine) -> String {
    let AssessmentLine { assessment, name, reference, state, clock, .. } = line;
    let state = match &assessment.allocated_to {
        Some(to) => format!("{state}, {to}"),
        None => state.to_string(),
    };
    format!("{} {name} ({reference}), {state}: {clock}", assessment.id)
}

/// What became of a meeting: its actions, and the state of its record.
pub fn after(record: &MeetingRecord) -> String {
    let mut out = format!("Actions agreed, ended or put off: {}\n", record.actions.len());
    lines(&mut out, record.actions.iter().map(action));
    for papers in &record.sheet.meeting.papers {
        let _ = writeln!(out, "Papers made {} by {}: {}", long_moment(papers.at), papers.by, papers.files.join(", "));
    }
    let _ = writeln!(out, "Journal head {}, read {} by {}", record.head, long_moment(record.made_at), record.made_by);
    out
}
