//! The events of who a child is in words, without naming the child.

use super::event::Event;

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
        other => other.kind().into(),
    }
}
