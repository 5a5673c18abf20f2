//! What other people wrote to a shared hub, in words.

use super::describe;
use super::error::Result;
use super::event::Event;
use super::hub::Hub;
use super::view::News;
use crate::child::ChildId;
use crate::episode::EpisodeId;
use crate::meeting::agenda::{About, ItemId};
use crate::meeting::assessment::AssessmentId;
use crate::meeting::business::BusinessId;
use crate::meeting::decision::ActionId;
use crate::meeting::record::MeetingId;
use crate::store::Store;
use crate::store::journal::{Entry, Journal};
use std::str::FromStr;

impl Hub {
    /// Position of the journal's last entry; 0 for none.
    pub fn position(&self) -> Result<i64> {
        Ok(self.store.head()?.position)
    }

    /// What others wrote after a position of the journal, earliest first, one piece a verb. Others: not this person at this
    /// workstation. That an item came on the screen of the meeting is no news.
    pub fn news(&self, after: i64) -> Result<Vec<News>> {
        let me = self.actor();
        self.store.read(|store| {
            let mut found: Vec<(i64, News)> = Vec::new();
            Journal::read(store, after + 1, &mut |entry| {
                let mine = entry.actor == me.name && entry.workstation == me.workstation;
                if mine || matches!(entry.event, Some(Event::ItemOpened { .. } | Event::ItemDecided { .. })) {
                    return Ok(());
                }
                let words = in_words(store, &entry)?;
                match found.last_mut().filter(|(verb, _)| *verb == entry.verb) {
                    None => {
                        let news = News { position: entry.position, at: entry.recorded_at, by: entry.actor, what: words, further: vec![] };
                        found.push((entry.verb, news));
                    }
                    Some((_, news)) => {
                        news.position = entry.position;
                        // The list comes last in the journal and says best what the verb was; so does a decision behind its item.
                        let leads = matches!(entry.event, Some(Event::ListLoaded { .. } | Event::DecisionRecorded { .. }));
                        let next = if leads { std::mem::replace(&mut news.what, words) } else { words };
                        news.further.insert(if leads { 0 } else { news.further.len() }, next);
                    }
                }
                Ok(())
            })?;
            Ok(found.into_iter().map(|(_, news)| news).collect())
        })
    }
}

/// The entry that says best what a verb was.
pub(super) fn leading(verb: &[Entry]) -> &Entry {
    // What a panel said names its decision as well.
    if let Some(panel) = verb.iter().find(|entry| matches!(entry.event, Some(Event::PanelDiscussed { .. }))) {
        return panel;
    }
    let says_best = |entry: &&Entry| {
        matches!(entry.event, Some(Event::ListLoaded { .. } | Event::DecisionRecorded { .. } | Event::ChildIdentified { .. }))
    };
    verb.iter().find(says_best).unwrap_or(&verb[0])
}

/// An entry and whom it is about: "decided: advice and guidance (Nadia B.)".
pub(super) fn in_words(store: &Store, entry: &Entry) -> Result<String> {
    if let Some(Event::Undone { verb } | Event::Redone { verb }) = &entry.event {
        let of = store.verb_entries(*verb)?;
        let how = if matches!(entry.event, Some(Event::Undone { .. })) { "taken back" } else { "counts again" };
        return Ok(if of.is_empty() { describe(entry) } else { format!("{how}: {}", in_words(store, leading(&of))?) });
    }
    let words = describe(entry);
    Ok(match child_of(store, entry)? {
        Some(name) => format!("{words} ({name})"),
        None => words,
    })
}

/// The short name of the child an entry is about; as listed while nobody said who it is. Of several children the first.
fn child_of(store: &Store, entry: &Entry) -> Result<Option<String>> {
    let id = match entry.subject.split_once(' ') {
        Some(("child", id)) => ChildId::from_str(id).ok(),
        Some(("episode", id)) => return EpisodeId::from_str(id).map_or(Ok(None), |id| child_of_episode(store, id).map(Some)),
        // Of what was taken back since nothing is known any more.
        Some(("action", id)) => ActionId::from_str(id).ok().and_then(|id| store.action(id).ok()?.child),
        Some(("business", id)) => BusinessId::from_str(id).ok().and_then(|id| first_child(store, id)),
        Some(("assessment", id)) => AssessmentId::from_str(id).ok().and_then(|id| store.assessment(id).ok()?.child),
        Some(("meeting", _)) => match &entry.event {
            Some(Event::ItemLeft { about, .. }) => return child_of_item(store, *about),
            Some(Event::NoteTaken { meeting, item, .. } | Event::ItemDecided { meeting, item, .. }) => {
                return about_of(store, *meeting, *item)?.map_or(Ok(None), |about| child_of_item(store, about));
            }
            _ => None,
        },
        _ => None,
    };
    // Also one that left the register since, or is read as another.
    id.map(|id| Ok(store.own_record(id)?.details.short_name())).transpose()
}

fn child_of_episode(store: &Store, id: EpisodeId) -> Result<String> {
    let episode = store.episode(id)?;
    match episode.child {
        Some(child) => Ok(store.child(child)?.details.short_name()),
        None => Ok(episode.details.listed.full_name()),
    }
}

fn first_child(store: &Store, id: BusinessId) -> Option<ChildId> {
    store.business(id).ok()?.details.children.first().copied()
}

fn about_of(store: &Store, meeting: MeetingId, item: ItemId) -> Result<Option<About>> {
    Ok(store.meeting(meeting)?.item(item).map(|item| item.about))
}

fn child_of_item(store: &Store, about: About) -> Result<Option<String>> {
    match about {
        About::Episode(id) => child_of_episode(store, id).map(Some),
        About::Business(id) => first_child(store, id).map(|child| Ok(store.child(child)?.details.short_name())).transpose(),
        _ => Ok(None),
    }
}
