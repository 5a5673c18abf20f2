//! One item in lines: what the room needs of it and nothing else; under it the decision as it stands.
//!
//! ```text
//! ▲ CRITICAL · police high · missing 17 h 11 m
//! ⚠ same decision again: Advice and guidance on 9, 12 and 16 Nov, and no fewer episodes
//! Notes
//!   Health: seen on the ward on Tuesday
//! Why now
//!   Missing 3 or more times in 28 days: 24, 31 Oct, 9 Nov
//! Open
//!   ▢ A9 Greater Manchester Police: phone work, Thu (overdue by 1 day)
//! Last decision 9 Nov: advice and guidance: School and family to be seen together
//! ```

use super::lists;
use crate::calendar::{day_of, deadline, length, near_moment, short_day, short_moment};
use crate::casebook::meeting_view::{ActionLine, AssessmentLine, BusinessSheet, Content, EpisodeItem, ItemSheet};
use crate::casebook::view::Case;
use crate::episode::Moment;
use crate::meeting::agenda::{Item, Left};
use crate::meeting::business::{Business, BusinessDetails};
use crate::meeting::decision::Decision;
use crate::meeting::drift::Drift;
use crate::tui::theme::{Meaning, Theme, band_words, of_band, of_interview};
use crate::tui::widget::case_pane::{case_title, outcomes_words, reason};
use crate::tui::widget::writer::Writer;
use ratatui::text::Line;
use std::ops::Range;

/// The lines of an item, and where the selected row stands among them.
pub struct Laid {
    pub lines: Vec<Line<'static>>,
    pub selected: Range<usize>,
}

/// Lays an item out in `cols` columns; `warning`: what the room lacks for it; `selected`: the row the cursor stands on.
pub fn laid(sheet: &ItemSheet, warning: Option<String>, selected: usize, now: Moment, cols: usize, theme: Theme) -> Laid {
    let mut out = Writer::new(cols, theme, 3);
    warning.iter().for_each(|words| out.hang("⚠ ", Meaning::Warning, words));
    sheet.item.turned.iter().for_each(|words| out.hang("⚠ ", Meaning::Warning, &format!("open again: {words}")));
    let (mut here, is_child) = (0..0, matches!(sheet.content, Content::Episode(_)));
    match &sheet.content {
        Content::Episode(item) => episode(&mut out, item, sheet, now),
        Content::Business(business) => self::business(&mut out, business, &sheet.drift),
        content => here = lists::lines(&mut out, content, selected, now),
    }
    // What a decision agreed stands under it, what was agreed about a child among what is open.
    let decided = |line: &ActionLine| sheet.decisions.iter().any(|d| d.actions.iter().any(|a| a.id == line.record.action.id));
    let open = |line: &ActionLine| line.record.ended.is_none() && matches!(sheet.content, Content::Episode(_));
    let others: Vec<&ActionLine> =
        sheet.actions.iter().filter(|line| line.record.ended.is_some() || !(decided(line) || open(line))).collect();
    if !others.is_empty() {
        out.part("Agreed or ended under this item");
        others.into_iter().for_each(|line| action(&mut out, line));
    }
    if !is_child {
        notes(&mut out, &sheet.item);
    }
    Laid { lines: out.lines, selected: here }
}

/// "3 · Nadia Begum, 16, at home, C13": what stands in the frame.
pub fn title(sheet: &ItemSheet) -> String {
    let line = &sheet.line;
    let whom = match &sheet.content {
        Content::Episode(item) => format!("{} · {}", case_title(&item.case), line.reference),
        _ => line.title.clone(),
    };
    format!("{} · {whom}", line.number)
}

fn episode(out: &mut Writer, item: &EpisodeItem, sheet: &ItemSheet, now: Moment) {
    let case = &item.case;
    state(out, case, now);
    drift(out, &sheet.drift);
    // What was just said is in sight without turning a page.
    notes(out, &sheet.item);
    out.part("Why now");
    if case.triage.fired.is_empty() {
        out.say(Meaning::Hint, "No rule fired on what is known.");
    }
    for fired in case.triage.fired.iter().take(out.most) {
        out.hang("  ", of_band(fired.band), &reason(fired));
    }
    out.more(case.triage.fired.len(), "reason", "reasons");
    open(out, item);
    let before = case.decisions.iter().find(|d| day_of(d.at) < day_of(now));
    last(out, before, item.last_discussed);
}

/// Band, police grade, and the clock that runs.
fn state(out: &mut Writer, case: &Case, now: Moment) {
    let band = case.triage.band;
    let by = case.band_override.as_ref().map(|over| format!(" set by {}: {}", over.by, over.reason)).unwrap_or_default();
    let grade = case.episode.details.grade.map_or("no police grade given".into(), |grade| format!("police {}", grade.label()));
    let (meaning, clock) = match &case.interview {
        None => (
            of_band(band),
            format!("missing {}, since {}", length(now - case.episode.missing_since()), short_moment(case.episode.missing_since())),
        ),
        Some(clock) => {
            let returned =
                clock.returned_at.map_or("returned, no return time given".into(), |at| format!("returned {}", near_moment(at, now)));
            let interview = match (&case.interview_stage, clock.due_72h) {
                (Some(stage), _) => format!("interview {stage}"),
                (None, Some(due)) => format!("interview due {}", deadline(due, now)),
                (None, None) => "ask police for the return time".into(),
            };
            (of_interview(clock.state), format!("{returned} · {interview}"))
        }
    };
    out.say(of_band(band), &format!("{}{by} · {grade}", band_words(band).trim_start()));
    out.say(meaning, &clock);
}

fn drift(out: &mut Writer, warnings: &[Drift]) {
    for drift in warnings {
        out.hang("⚠ ", Meaning::Warning, &format!("{}: {}", drift.kind, drift.words));
    }
}

/// What is open about the child: actions, assessments, business. The interview stands above.
fn open(out: &mut Writer, item: &EpisodeItem) {
    if item.open_actions.is_empty() && item.assessments.is_empty() && item.business.is_empty() {
        return;
    }
    out.part("Open");
    item.open_actions.iter().for_each(|line| action(out, line));
    for AssessmentLine { assessment, state, clock, overdue, .. } in &item.assessments {
        let meaning = if *overdue { Meaning::Overdue } else { Meaning::Plain };
        out.hang("  ", meaning, &format!("{} exploitation assessment, {state}: {clock}", assessment.id));
    }
    for Business { id, details, .. } in &item.business {
        out.hang("  ", Meaning::Plain, &format!("{} {id}: {}", details.kind.short(), details.concern));
    }
}

/// An action with its number, owner and due date.
pub fn action(out: &mut Writer, line: &ActionLine) {
    let (sign, meaning) = match (&line.record.ended, line.overdue) {
        (Some(_), _) => ("  ✓ ", Meaning::Hint),
        (None, true) => ("  ▢ ", Meaning::Overdue),
        (None, false) => ("  ▢ ", Meaning::Plain),
    };
    out.hang(sign, meaning, &action_words(line));
}

/// "A9 Greater Manchester Police (J Smith): phone work · Thu (overdue by 1 day)".
pub fn action_words(line: &ActionLine) -> String {
    let action = &line.record.action;
    let person = action.person.iter().map(|person| format!(" ({person})")).collect::<String>();
    let end = line.record.ended.as_ref().map_or_else(|| line.due.clone(), |ended| format!("{}: {}", ended.end.how, ended.end.outcome));
    format!("{} {}{person}: {} · {end}", action.id, action.agency, action.what)
}

fn last(out: &mut Writer, before: Option<&Decision>, discussed: Option<Moment>) {
    let seen = discussed.map(|at| format!(" · last discussed {}", short_moment(at))).unwrap_or_default();
    match before {
        None => out.part(&format!("Nothing decided before today{seen}")),
        Some(decision) => {
            out.part(&format!("Last decision, {}{seen}", short_day(day_of(decision.at))));
            out.hang("  ", Meaning::Plain, &format!("{}: {}", outcomes_words(&decision.outcomes), decision.rationale));
        }
    }
}

/// A piece of business in lines, as beside its decision form.
pub fn business_lines(sheet: &BusinessSheet, cols: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut out = Writer::new(cols, theme, 3);
    business(&mut out, sheet, &[]);
    out.lines
}

fn business(out: &mut Writer, sheet: &BusinessSheet, warnings: &[Drift]) {
    let BusinessDetails { received, source, concern, named, told, attend, needed_by, hand_to, markers, .. } = &sheet.business.details;
    out.say(Meaning::Plain, &format!("received {} from {}", short_day(*received), if source.is_empty() { "?" } else { source }));
    if !sheet.missing.is_empty() {
        out.hang("⚠ ", Meaning::Warning, &format!("before it can be decided: {}", sheet.missing.join("; ")));
    }
    drift(out, warnings);
    out.part("Concern");
    out.hang("  ", Meaning::Plain, concern);
    let children = sheet.children.iter().map(|child| {
        let age = child.age.map(|age| format!(", {age}")).unwrap_or_default();
        format!("{}{age}", child.name)
    });
    let children: Vec<String> = children.chain(named.iter().map(|name| format!("{name} (not on the register)"))).collect();
    let labels: Vec<String> = markers.iter().map(|kind| kind.label().to_string()).collect();
    let details = &sheet.business.details;
    for (label, words) in [
        ("Children: ", children.join("; ")),
        ("Feared: ", labels.join(", ")),
        ("Told: ", told.clone()),
        ("Must attend: ", attend.join(", ")),
        ("Needed by: ", needed_by.map(short_day).unwrap_or_default()),
        ("People: ", details.people.join(", ")),
        ("Places: ", details.places.join(", ")),
        ("Vehicles: ", details.vehicles.join(", ")),
        ("Themes: ", details.themes.join(", ")),
        ("Hand to: ", hand_to.join(", ")),
    ] {
        if !words.is_empty() {
            out.hang(label, Meaning::Plain, &words);
        }
    }
    if !sheet.actions.is_empty() {
        out.part("Actions on it");
        sheet.actions.iter().for_each(|line| action(out, line));
    }
}

fn notes(out: &mut Writer, item: &Item) {
    if item.notes.is_empty() {
        return;
    }
    out.part("Notes");
    for note in &item.notes {
        let who = note.agency.as_ref().map(|agency| format!("{agency}: ")).unwrap_or_default();
        out.hang("  ", Meaning::Plain, &format!("{who}{}", note.text));
    }
}

/// How an item was left without a decision.
pub fn left_words(left: &Left) -> String {
    match left {
        Left::Deferred { until, reason, carried: false } => format!("put off to {}: {reason}", until.format("%a %-d %b")),
        Left::Deferred { until, reason, carried: true } => format!("carried over to {}: {reason}", until.format("%a %-d %b")),
        Left::Passed { reason } => format!("passed over: {reason}"),
    }
}
