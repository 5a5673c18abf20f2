//! The events of the meeting in words, without naming the child.

use super::event::Event;
use super::records::changed;
use crate::calendar::long_day;
use crate::meeting::action::in_full;
use crate::meeting::agenda::Left;

/// An event of the meeting in words; of another, the words of who a child is.
pub(super) fn describe(event: &Event) -> String {
    match event {
        Event::MeetingStarted { meeting, opening, items, .. } => {
            format!("meeting {meeting} begun, chair {}, {} items", opening.chair, items.len())
        }
        Event::AttendanceChanged { meeting, .. } => format!("{meeting}: attendance changed"),
        Event::ItemsAdded { meeting, items } if items.len() == 1 => format!("{meeting}: an item put on the agenda"),
        Event::ItemsAdded { meeting, items } => format!("{meeting}: {} items put on the agenda", items.len()),
        Event::AgendaOrdered { meeting, .. } => format!("{meeting}: agenda put in another order"),
        Event::ItemOpened { meeting, .. } => format!("{meeting}: item on the screen"),
        Event::NoteTaken { meeting, agency: Some(agency), .. } => format!("{meeting}: noted what {agency} said"),
        Event::NoteTaken { meeting, agency: None, .. } => format!("{meeting}: note taken"),
        Event::ItemDecided { meeting, decision, replaces: Some(earlier), .. } => format!("{meeting}: {decision} in place of {earlier}"),
        Event::ItemDecided { meeting, decision, .. } => format!("{meeting}: item decided by {decision}"),
        Event::ItemLeft { meeting, left, .. } => format!("{meeting}: {}", left_words(left)),
        Event::MeetingClosed { meeting } => format!("meeting {meeting} closed"),
        Event::PapersMade { meeting, files } => format!("{meeting}: papers made, {} files", files.len()),
        Event::BusinessRaised { business, details } => format!("{} {business} entered", details.kind.short()),
        Event::BusinessChanged { business, details, changes } => format!("{} {business}: {}", details.kind.short(), changed(changes)),
        Event::ActionAgreed { action, .. } => format!("{} agreed, {}: {}", action.id, action.agency, action.what),
        Event::ActionEnded { action, end } => format!("{action} {}: {}", end.how, end.outcome),
        Event::ActionRedated { action, to, reason, .. } => {
            format!("{action} due {} now: {reason}", to.map_or("without a date".to_string(), in_full))
        }
        Event::ActionReopened { action, reason } => format!("{action} taken up again: {reason}"),
        Event::AssessmentStarted { assessment, due, .. } => format!("exploitation assessment {assessment}, due {}", long_day(*due)),
        Event::AssessmentAllocated { assessment, to } => format!("{assessment} allocated to {to}"),
        Event::AssessmentScored { assessment, result } => format!("{assessment} completed: {}", result.outcome),
        Event::AssessmentWithdrawn { assessment, reason } => format!("{assessment} withdrawn: {reason}"),
        Event::Undone { verb } => format!("taken back what was written as entry {verb}"),
        Event::Redone { verb } => format!("entry {verb} counts again"),
        other => super::who_words::describe(other),
    }
}

fn left_words(left: &Left) -> String {
    match left {
        Left::Deferred { until, reason, carried: false } => format!("item put off to {}: {reason}", long_day(*until)),
        Left::Deferred { until, reason, carried: true } => format!("item carried over to {}: {reason}", long_day(*until)),
        Left::Passed { reason } => format!("item passed over: {reason}"),
    }
}
