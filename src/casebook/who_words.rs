//! The events of who a child is, and of the reports, in words, without naming the child.

use super::event::Event;
use crate::calendar::month_words;

/// An event of who a child is in words; of any other event its kind.
pub(super) fn describe(event: &Event) -> String {
    match event {
        Event::ChildrenMerged { kept, merged, reason } => format!("{merged} is read as {kept} from now on: {reason}"),
        Event::ChildSplit { child, from, reason, .. } => format!("{child} was split off from {from} again: {reason}"),
        Event::ChildrenDistinct { child, other } => format!("{child} and {other} are two children"),
        Event::ChildrenRelated { child, other, relation, .. } => format!("{child} and {other} recorded as {relation}"),
        Event::RelationEnded { child, other, relation, reason } => format!("{child} and {other} recorded as {relation} no more: {reason}"),
        Event::PoliceAsked { .. } => "police asked who the child is".into(),
        Event::EpisodeDoubted { reason, .. } => format!("waits for a person again: {reason}"),
        Event::TopTenClosed { reported } => format!("top ten of {} reported", month_words(reported.month)),
        Event::TopTenReviewed { month, review, .. } => match review.unblock.as_str() {
            "" => format!("reviewed in the top ten of {}", month_words(*month)),
            unblock => format!("reviewed in the top ten of {}; managers are asked: {unblock}", month_words(*month)),
        },
        Event::PanelDiscussed { panel, discussed, decision, .. } => {
            let decided = decision.map(|decision| format!(", decided {decision}")).unwrap_or_default();
            format!("discussed by {panel}: {}{decided}", discussed.stays)
        }
        Event::RulesAdopted { version, reason, .. } => format!("triage rules {version} adopted: {reason}"),
        Event::Exported { what, files, reason, .. } if reason.is_empty() => format!("{what} written, {} files", files.len()),
        Event::Exported { what, files, reason, .. } => format!("{what} written, {} files: {reason}", files.len()),
        other => other.kind().into(),
    }
}
