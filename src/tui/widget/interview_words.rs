//! An interview in the few words a row has room for: which clock, how long left, the last staffed hour, what is next.

use crate::calendar::{day_of, length, near_moment, time};
use crate::casebook::interview_view::{InterviewItem, InterviewSection};
use crate::clock::InterviewState;
use crate::episode::Moment;
use crate::interview::attempt::{LateReason, NotHeld};
use crate::interview::file::Stage;
use crate::interview::verdict::Verdict;
use crate::tui::theme::{Meaning, of_interview};

/// Is the interview still to be held?
pub fn is_open(item: &InterviewItem) -> bool {
    item.stage < Stage::Held
}

/// What the 72-hour clock says: "left 42 h 39 m", "late 3 h 12 m", "no return time"; once held, what it came to.
pub fn clock(item: &InterviewItem, now: Moment) -> (String, Meaning) {
    if item.stage == Stage::Closed {
        return ("closed".into(), Meaning::Plain);
    }
    if !is_open(item) {
        return match item.verdicts.hours72 {
            Verdict::Missed => ("72 h missed".into(), Meaning::Overdue),
            Verdict::NotMeasurable => ("not measurable".into(), Meaning::Warning),
            Verdict::Met | Verdict::NotYetDue => ("72 h met".into(), Meaning::Plain),
        };
    }
    let meaning = of_interview(item.clock.state);
    let words = match (item.clock.state, item.clock.due_72h) {
        (InterviewState::NoClock, _) | (_, None) => "no return time".into(),
        (_, Some(due)) if due < now => format!("late {}", length(now - due)),
        (_, Some(due)) => format!("left {}", length(due - now)),
    };
    (words, meaning)
}

/// The end of the last staffed hour before the deadline, while there is one to come.
pub fn last_hour(item: &InterviewItem, now: Moment) -> String {
    match (item.clock.last_chance, item.clock.due_72h) {
        _ if !is_open(item) => String::new(),
        (Some(last), _) if last >= now => near_moment(last, now),
        (_, Some(due)) if due >= now => "none left".into(),
        _ => String::new(),
    }
}

/// What must be done next.
pub fn next_step(item: &InterviewItem, now: Moment) -> String {
    match item.stage {
        _ if item.section == InterviewSection::NoClock => "ask return time".into(),
        Stage::Unallocated => "allocate".into(),
        Stage::Handover => "accept handover".into(),
        Stage::Allocated => offer_words(item, now),
        Stage::Offered => "book".into(),
        Stage::Booked => match item.booked_for {
            Some(at) if at >= now => format!("hold {}", near_moment(at, now)),
            _ => "was it held?".into(),
        },
        Stage::Held => "record".into(),
        Stage::GivenBack => "put right".into(),
        Stage::Recorded => "sign off".into(),
        Stage::SignedOff => "signed off".into(),
        Stage::Closed => item.reason.and_then(reason_words).unwrap_or("closed").into(),
    }
}

/// The offer and its own clock, which runs out before the other.
fn offer_words(item: &InterviewItem, now: Moment) -> String {
    match item.clock.offer_due {
        Some(due) if due < now => "offer, late".into(),
        Some(due) if day_of(due) == day_of(now) => format!("offer by {}", time(due)),
        Some(due) => format!("offer {}", near_moment(due, now)),
        None => "offer".into(),
    }
}

/// The words of a reason's code.
pub fn reason_words(code: &str) -> Option<&'static str> {
    NotHeld::from_code(code).map(NotHeld::label).or_else(|| LateReason::from_code(code).map(LateReason::label))
}

/// "GMP/26/00417", or the hub's own number where police gave none.
pub fn reference(item: &InterviewItem) -> String {
    item.police_ref.clone().unwrap_or_else(|| item.episode.to_string())
}

/// "Nadia Begum, returned Thu 03:20".
pub fn whom(item: &InterviewItem, now: Moment) -> String {
    let returned = item.clock.returned_at.map_or_else(|| "no return time".into(), |at| format!("returned {}", near_moment(at, now)));
    format!("{}, {} {returned}", item.child.name, item.episode)
}
