//! Why an answer to who a child is, a merge or a split cannot be taken back, or cannot count again.

use super::error::{Error, Result};
use super::event::Event;
use super::log::changed_since;
use super::merge::{mergeable, recorded_since};
use crate::child::ChildId;
use crate::episode::EpisodeId;
use crate::store::Store;
use crate::store::journal::Entry;

/// What stands on an entry, so that it cannot be taken back; `None`: nothing.
pub(super) fn stands_on(store: &Store, event: &Event, entry: &Entry) -> Result<Option<String>> {
    match event {
        Event::ChildIdentified { episode, child, .. } => match answered_since(store, *episode, entry)? {
            None => {
                let record = store.said_of(*episode)?.record.filter(|record| record != child);
                Ok(record.map(|record| format!("{episode} was given to {record} when that was split off; take that back first")))
            }
            why => Ok(why),
        },
        Event::EpisodeDoubted { episode, .. } => answered_since(store, *episode, entry),
        Event::ChildAdded { child, .. } => stands_on_child(store, *child, entry),
        Event::ChildrenMerged { kept, merged, .. } => {
            if store.merged_into(*merged)?.is_none_or(|member| member.since != entry.position) {
                return Ok(Some(format!("{merged} was split off from {kept} since; take that back first")));
            }
            let later = recorded_since(store, [*kept, *merged], entry)?;
            Ok(later.map(|later| format!("{later}; split {merged} off again instead")))
        }
        Event::ChildSplit { child, from, .. } => {
            let later = recorded_since(store, [*child, *from], entry)?;
            Ok(later.map(|later| format!("{later}; take that back first")))
        }
        _ => Ok(None),
    }
}

/// Something was said of who the child of an episode is after an entry.
fn answered_since(store: &Store, episode: EpisodeId, entry: &Entry) -> Result<Option<String>> {
    let since = store.said_of(episode)?.since;
    let Some(later) = store.entry(since)?.filter(|later| later.position > entry.position) else { return Ok(None) };
    Ok(Some(format!("{episode}: {} since, by {}; take that back first", super::describe(&later), later.actor)))
}

/// What is about a child alone that an answer put on the register.
fn stands_on_child(store: &Store, child: ChildId, entry: &Entry) -> Result<Option<String>> {
    if let Some(kept) = store.merged_into(child)? {
        return Ok(Some(format!("{child} was merged into {} since; split it off first", kept.record)));
    }
    if let Some(why) = changed_since(store, &entry.subject, entry, &child.to_string())? {
        return Ok(Some(why));
    }
    if let Some(on) = store.relations_on(child)?.first() {
        let (kind, other) = (on.relation.kind.label(), on.relation.child);
        return Ok(Some(format!("{child} and {other} are recorded as {kind}; take that back first")));
    }
    if let Some(business) = store.business_about(child)?.first() {
        return Ok(Some(format!("{} {} names {child}; change that first", business.details.kind.short(), business.id)));
    }
    let alone = store.actions_of_child(child)?.into_iter().find(|action| action.episode.is_none());
    if let Some(action) = alone {
        return Ok(Some(format!("{} was agreed for {child}; take that back first", action.action.id)));
    }
    for episode in store.episodes_of(child)? {
        let said = store.said_of(episode.id)?;
        if said.answered && said.verb != entry.verb {
            return Ok(Some(format!("{} was said to be {child} as well; take that back first", episode.id)));
        }
    }
    Ok(None)
}

/// Why an entry that was taken back cannot count again: what it was about has moved on; `None`: it can.
pub(super) fn moved_on(store: &Store, event: &Event, entry: &Entry, verb: &[Entry]) -> Result<Option<String>> {
    let refused = |error: Error| match error {
        Error::Refused(why) => Ok(Some(why)),
        other => Err(other),
    };
    match event {
        Event::ChildIdentified { episode, child, .. } => {
            let added = |of: &Entry| matches!(&of.event, Some(Event::ChildAdded { child: added, .. }) if added == child);
            if !verb.iter().any(added)
                && let Err(error) = store.child(*child)
            {
                return refused(error);
            }
            moved_on_since(store, *episode, entry)
        }
        Event::EpisodeDoubted { episode, .. } => moved_on_since(store, *episode, entry),
        Event::ChildrenMerged { kept, merged, .. } => mergeable(store, *kept, *merged).map_or_else(refused, |_| Ok(None)),
        Event::ChildSplit { child, from, .. } => {
            let together = store.merged_into(*child)?.is_some_and(|member| member.since < entry.position);
            Ok((!together || store.reads_as(*child)? != *from).then(|| format!("{child} is not read as {from} now")))
        }
        _ => Ok(None),
    }
}

/// Somebody said who the child of an episode is, after an entry that was taken back.
fn moved_on_since(store: &Store, episode: EpisodeId, entry: &Entry) -> Result<Option<String>> {
    let said = store.said_of(episode)?;
    Ok((said.answered && said.since > entry.position).then(|| format!("somebody said since who the child of {episode} is")))
}
