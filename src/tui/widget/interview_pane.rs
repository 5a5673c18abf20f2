//! An interview in lines: its three clocks with their verdicts, what was done in order, the child's other episodes that wait,
//! earlier interviews, wishes, and who could hold it.

use super::case_pane::CaseLines;
use super::interview_words::{clock, is_open, next_step};
use super::text::counted;
use super::writer::Writer;
use crate::calendar::{deadline, end_of_day, length, long_moment, near_moment, plain_day, short_day, short_moment};
use crate::casebook::interview_view::{InterviewCase, InterviewItem};
use crate::child::Sex;
use crate::episode::Moment;
use crate::interview::file::Stage;
use crate::interview::record::{EndsAs, Interview, InterviewRecord};
use crate::interview::suggest::Suggestion;
use crate::interview::verdict::Verdict;
use crate::interview::worker::WorkerId;
use crate::tui::theme::{Meaning, Theme};

/// "Nadia Begum, 16, at home, E4".
pub fn interview_title(item: &InterviewItem) -> String {
    let age = item.child.age.map_or_else(|| "age not known".into(), |age| age.to_string());
    let care = item.child.care_status.map(|care| care.label().to_string());
    let waiting = item.child.id.is_none().then(|| "not yet identified".to_string());
    let parts = [Some(item.child.name.clone()), Some(age), care, waiting, Some(item.episode.to_string())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Lays an interview out in `cols` columns.
pub fn interview_lines(case: &InterviewCase, now: Moment, cols: usize, theme: Theme) -> CaseLines {
    let mut out = Writer::new(cols, theme, usize::MAX);
    clocks(&mut out, &case.item, now);
    done(&mut out, case);
    group(&mut out, case, now);
    suggestions(&mut out, case);
    wishes(&mut out, case);
    for interview in &case.interviews {
        interview_part(&mut out, interview);
    }
    earlier(&mut out, case);
    CaseLines { lines: out.lines, parts: out.parts }
}

/// The worker of a number, by name.
pub fn worker_name(case: &InterviewCase, id: WorkerId) -> String {
    case.workers.iter().find(|worker| worker.id == id).map_or_else(|| id.to_string(), |worker| worker.details.name.clone())
}

fn clocks(out: &mut Writer, item: &InterviewItem, now: Moment) {
    out.parts.push(0);
    let worker = item.worker.as_ref().map_or_else(String::new, |worker| format!(" · {}, {}", worker.name, worker.team));
    let next = match item.stage {
        Stage::SignedOff => String::new(),
        Stage::Closed => format!(" · {}", next_step(item, now)),
        _ => format!(" · next: {}", next_step(item, now)),
    };
    out.say(Meaning::Title, &format!("{}{worker}{next}", item.standing));
    let reference = item.police_ref.as_ref().map(|reference| format!("{reference} · ")).unwrap_or_default();
    let returned = match item.clock.returned_at {
        Some(at) => format!("returned {}{}", long_moment(at), if item.clock.estimated { " (estimated)" } else { "" }),
        None => "returned, no return time given: ask police for it (r)".into(),
    };
    out.say(Meaning::Plain, &format!("{reference}{returned}"));
    if item.missing_again {
        out.say(Meaning::Warning, "⚠ missing again now");
    }
    for remark in &item.remarks {
        out.say(Meaning::Warning, &format!("⚠ {remark}"));
    }
    one_clock(out, "Offer, 24 h   ", item.clock.offer_due, item.verdicts.offer, now);
    one_clock(out, "Held, 72 h    ", item.clock.due_72h, item.verdicts.hours72, now);
    // The third working day lasts until its midnight; what counts for people is the day.
    match (item.clock.due_3wd, item.verdicts.working_days) {
        (Some(day), Verdict::NotYetDue) => {
            out.hang("3 work. days  ", Meaning::Plain, &format!("end of {} (in {})", short_day(day), length(end_of_day(day) - now)));
        }
        (due, verdict) => {
            let day = due.map(|day| format!(", end of {}", short_day(day))).unwrap_or_default();
            out.hang("3 work. days  ", of_verdict(verdict), &format!("{}{day}", verdict_words(verdict)));
        }
    }
    last_hour(out, item, now);
}

fn one_clock(out: &mut Writer, label: &str, due: Option<Moment>, verdict: Verdict, now: Moment) {
    let due_words = |due: Option<Moment>| due.map(|due| format!(", due {}", near_moment(due, now))).unwrap_or_default();
    match (due, verdict) {
        (Some(due), Verdict::NotYetDue) => out.hang(label, Meaning::Plain, &format!("due {}", deadline(due, now))),
        (due, verdict) => out.hang(label, of_verdict(verdict), &format!("{}{}", verdict_words(verdict), due_words(due))),
    }
}

/// A verdict with its sign: colour only repeats it.
pub fn verdict_words(verdict: Verdict) -> String {
    let sign = match verdict {
        Verdict::Met => "✓",
        Verdict::Missed => "✗",
        Verdict::NotMeasurable => "?",
        Verdict::NotYetDue => "◷",
    };
    format!("{sign} {verdict}")
}

fn of_verdict(verdict: Verdict) -> Meaning {
    match verdict {
        Verdict::Met => Meaning::Ok,
        Verdict::Missed => Meaning::Overdue,
        Verdict::NotMeasurable => Meaning::Unknown,
        Verdict::NotYetDue => Meaning::Plain,
    }
}

fn last_hour(out: &mut Writer, item: &InterviewItem, now: Moment) {
    let (Some(last), Some(due)) = (item.clock.last_chance, item.clock.due_72h) else { return };
    if !is_open(item) || due < now || last >= due {
        return;
    }
    let label = "Last staffed  ";
    match last < now {
        true => out.hang(label, Meaning::DueSoon, &format!("was {}; nobody is staffed before the deadline", near_moment(last, now))),
        false => out.hang(label, Meaning::DueSoon, &format!("until {}", deadline(last, now))),
    }
}

/// What was done, in the order it was done.
fn done(out: &mut Writer, case: &InterviewCase) {
    let file = &case.file;
    let mut said: Vec<(Moment, String)> = Vec::new();
    for allocation in &file.allocations {
        let taken = if allocation.accepted.is_none() { ", not accepted yet" } else { "" };
        let reason = if allocation.reason.is_empty() { String::new() } else { format!(": {}", allocation.reason) };
        said.push((allocation.at, format!("given to {} by {}{taken}{reason}", worker_name(case, allocation.worker), allocation.by)));
    }
    for attempt in &file.attempts {
        let what = if attempt.offered { "offered to" } else { "tried to reach" };
        let note = if attempt.note.is_empty() { String::new() } else { format!("; {}", attempt.note) };
        said.push((attempt.at, format!("{what} {} by {} ({}): {}{note}", attempt.to, attempt.by, attempt.channel, attempt.outcome)));
    }
    for booked in &file.bookings {
        let fell = booked.cancelled.as_ref().map(|why| format!(", fell through: {why}")).unwrap_or_default();
        let booking = &booked.booking;
        said.push((booked.made_at, format!("booked for {}, {} min, {}{fell}", long_moment(booking.at), booking.minutes, booking.place)));
    }
    for answered in &file.answered {
        let late = answered.late.as_ref().map(|late| format!("; late: {} {}", late.reason, late.note)).unwrap_or_default();
        said.push((answered.held_at, format!("{} held, {}{}", answered.interview, answered.record, late.trim_end())));
    }
    for closed in &file.closed {
        let approved = closed.closure.approver.as_ref().map(|name| format!(", approved by {name}")).unwrap_or_default();
        let note = if closed.closure.note.is_empty() { String::new() } else { format!(": {}", closed.closure.note) };
        let carer = &closed.closure.carers_account;
        let carer = if carer.is_empty() { String::new() } else { format!("; the carer said: {carer}") };
        said.push((closed.at, format!("closed by {}, {}{approved}{note}{carer}", closed.by, closed.closure.reason)));
        if let Some(again) = &closed.reopened {
            said.push((again.at, format!("opened again by {}: {}", again.by, again.why)));
        }
    }
    out.part("What was done");
    if said.is_empty() {
        out.say(Meaning::Hint, "Nothing yet.");
    }
    said.sort_by_key(|(at, _)| *at);
    for (at, words) in said {
        out.hang(&format!("  {} ", short_moment(at)), Meaning::Plain, &words);
    }
}

/// The child's other episodes that wait, each with its own clock.
fn group(out: &mut Writer, case: &InterviewCase, now: Moment) {
    if case.group.is_empty() {
        return;
    }
    out.part(&format!("This child has {} more to be answered", counted(case.group.len(), "episode", "episodes")));
    for item in &case.group {
        let returned = item.clock.returned_at.map_or_else(|| "no return time".into(), |at| format!("returned {}", short_moment(at)));
        let (words, meaning) = clock(item, now);
        let worker = item.worker.as_ref().map_or("unallocated", |worker| worker.name.as_str());
        let days = item.clock.due_3wd.filter(|_| is_open(item)).map(|day| format!("; 3 working days until {}", short_day(day)));
        let offer = format!("; offer {}", item.verdicts.offer);
        out.hang("  ", meaning, &format!("{} {returned}: {words}{}{offer}; {worker}", item.episode, days.unwrap_or_default()));
    }
}

/// The words of a suggestion's reasons: "+ free Fri 14:00" for, "- carries 5 of 5: full" against.
pub fn reasons(suggestion: &Suggestion) -> Vec<(Meaning, String)> {
    let refused = suggestion.refused.iter().map(|why| (Meaning::Warning, format!("✗ {why}")));
    let sign = |good: bool| if good { '+' } else { '-' };
    let weighed = suggestion.reasons.iter();
    refused
        .chain(weighed.map(|r| (if r.good { Meaning::Plain } else { Meaning::Unknown }, format!("{} {}", sign(r.good), r.words))))
        .collect()
}

fn suggestions(out: &mut Writer, case: &InterviewCase) {
    if case.suggestions.is_empty() {
        return;
    }
    out.part("Who could hold it (a)");
    for (n, suggestion) in case.suggestions.iter().take(3).enumerate() {
        let words = reasons(suggestion).into_iter().map(|(_, words)| words).collect::<Vec<_>>().join("; ");
        let meaning = if suggestion.refused.is_some() { Meaning::Unknown } else { Meaning::Plain };
        out.hang(&format!("  {} ", n + 1), meaning, &format!("{} ({}): {words}", suggestion.name, suggestion.team));
    }
    if let Some(left) = case.suggestions.len().checked_sub(3).filter(|left| *left > 0) {
        out.say(Meaning::Hint, &format!("  and {left} more (a)"));
    }
}

fn wishes(out: &mut Writer, case: &InterviewCase) {
    let wishes = &case.wishes;
    let names = |ids: &[WorkerId]| ids.iter().map(|id| worker_name(case, *id)).collect::<Vec<_>>().join(", ");
    let lines = [
        ("  Asked for: ", names(&wishes.asked_for)),
        ("  Asked not to see: ", names(&wishes.not)),
        ("  Somebody: ", wishes.sex.filter(|sex| *sex != Sex::Unknown).map(|sex| sex.label().to_string()).unwrap_or_default()),
        ("  Language: ", wishes.language.clone().unwrap_or_default()),
        ("  ", wishes.note.clone()),
    ];
    if lines.iter().all(|(_, words)| words.is_empty()) {
        return;
    }
    out.part("What the child wishes (W)");
    for (label, words) in lines.iter().filter(|(_, words)| !words.is_empty()) {
        out.hang(label, Meaning::Plain, words);
    }
}

/// An interview that answers the episode: when, what was said, what becomes of it.
fn interview_part(out: &mut Writer, interview: &Interview) {
    let held = &interview.held;
    out.part(&format!("{}: held {} by {}, {}", interview.id, long_moment(held.at), held.by, interview.state));
    let covers = held.covers.iter().map(|covered| covered.episode.to_string()).collect::<Vec<_>>().join(", ");
    out.hang("  Answers: ", Meaning::Plain, &covers);
    out.hang("  Where: ", Meaning::Plain, if held.place.is_empty() { "not said" } else { &held.place });
    for (stamp, words) in &interview.comments {
        out.hang("  Given back: ", Meaning::Warning, &format!("{words} ({}, {})", stamp.by, short_moment(stamp.at)));
    }
    if let Some(record) = &interview.record {
        record_lines(out, record);
    }
    if let Some(signed) = &interview.signed {
        out.say(Meaning::Ok, &format!("  ✓ signed off by {}, {}", signed.by, short_moment(signed.at)));
    }
}

fn record_lines(out: &mut Writer, record: &InterviewRecord) {
    let yes = |answer: Option<bool>| answer.map(|yes| if yes { "yes" } else { "no" }.to_string()).unwrap_or_default();
    let list = |labels: Vec<&str>| labels.join(", ");
    let named = record.named.iter().map(|named| format!("{} ({})", named.what, named.kind)).collect::<Vec<_>>().join(", ");
    for (label, words) in [
        ("Confidentiality explained", yes(record.confidentiality_explained)),
        ("Regards it as missing", yes(record.regards_as_missing)),
        ("Push", list(record.push.iter().map(|push| push.label()).collect())),
        ("Pull", list(record.pull.iter().map(|pull| pull.label()).collect())),
        ("Places", list(record.places.iter().map(|place| place.label()).collect())),
        ("Named", named),
    ] {
        if !words.is_empty() {
            out.hang(&format!("  {label}: "), Meaning::Plain, &words);
        }
    }
    for (question, answer) in &record.answers {
        out.hang("  ", Meaning::Hint, question.label());
        out.hang("    ", Meaning::Plain, answer);
    }
    for finding in &record.findings {
        let id = finding.id.map_or_else(|| "•".into(), |id| id.to_string());
        let end = finding.ends_as.map_or("still open", EndsAs::label);
        let to = if finding.recipients.is_empty() { String::new() } else { format!(" → {}", finding.recipients.join(", ")) };
        out.hang(&format!("  {id} "), Meaning::Plain, &format!("{} [{}] {end}{to}: {}", finding.text, finding.kind, finding.why));
    }
}

fn earlier(out: &mut Writer, case: &InterviewCase) {
    if case.earlier.is_empty() {
        return;
    }
    out.part("Earlier interviews");
    for interview in &case.earlier {
        let day = plain_day(crate::calendar::day_of(interview.held.at));
        out.hang("  ", Meaning::Plain, &format!("{} {day}, {}, {}", interview.id, interview.held.by, interview.state));
    }
}
