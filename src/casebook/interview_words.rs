//! The events of interviews in words, without naming the child.

use super::event::Event;
use crate::interview::record::Covered;
use crate::interview::worker::WorkerId;

/// An event of the interview work in words, workers as `name` names them; of another, the words of the meeting.
pub(super) fn describe(event: &Event, name: &dyn Fn(WorkerId) -> String) -> String {
    match event {
        Event::WorkerAdded { details, .. } => format!("worker {} added", details.name),
        Event::WorkerChanged { details, changes, .. } => format!("worker {}: {}", details.name, super::records::changed(changes)),
        Event::WishesRecorded { .. } => "the child's wishes recorded".into(),
        Event::InterviewAllocated { worker, from: None, .. } => format!("interview allocated to {}", name(*worker)),
        Event::InterviewAllocated { worker, from: Some(from), .. } => {
            format!("interview handed over from {} to {}", name(*from), name(*worker))
        }
        Event::HandoverAccepted { worker, .. } => format!("handover accepted by {}", name(*worker)),
        Event::ContactAttempted { attempt, .. } => {
            let offered = if attempt.offered { "interview offered; " } else { "" };
            format!("{offered}contact with {} by {}: {}", attempt.to, attempt.channel, attempt.outcome)
        }
        Event::InterviewBooked { booking, .. } => format!("interview booked for {}", crate::calendar::long_moment(booking.at)),
        Event::BookingCancelled { reason, .. } => format!("booking fell through: {reason}"),
        Event::InterviewHeld { interview, held } => {
            format!(
                "interview {interview} held {} by {}, answering {}",
                crate::calendar::long_moment(held.at),
                held.by,
                episodes(&held.covers)
            )
        }
        Event::CoverageChanged { interview, covers, reason } if covers.is_empty() => format!("interview {interview} withdrawn: {reason}"),
        Event::CoverageChanged { covers, reason, .. } => format!("now answers {}: {reason}", episodes(covers)),
        Event::InterviewRecorded { .. } => "interview recorded".into(),
        Event::InterviewSignedOff { .. } => "interview signed off".into(),
        Event::InterviewGivenBack { comments, .. } => format!("given back: {comments}"),
        Event::InterviewClosed { closure, .. } => format!("closed without an interview: {}", closure.reason),
        Event::InterviewReopened { why, .. } => format!("opened again: {why}"),
        Event::IntelligenceShared { recipient, lines, .. } => format!("{} shared with {recipient}", findings_of(lines.len())),
        Event::IntelligenceAcknowledged { recipient, findings, by, .. } => {
            format!("{} acknowledged by {by} of {recipient}", findings_of(findings.len()))
        }
        other => super::meeting_words::describe(other),
    }
}

fn episodes(covers: &[Covered]) -> String {
    covers.iter().map(|covered| covered.episode.to_string()).collect::<Vec<_>>().join(", ")
}

fn findings_of(n: usize) -> String {
    if n == 1 { "1 finding".into() } else { format!("{n} findings") }
}
