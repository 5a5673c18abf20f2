//! What other people wrote to a shared hub, in words.

use super::describe;
use super::error::Result;
use super::event::Event;
use super::hub::Hub;
use super::view::News;
use crate::child::ChildId;
use crate::episode::EpisodeId;
use crate::store::Store;
use crate::store::journal::{Entry, Journal};
use std::str::FromStr;

impl Hub {
    /// Position of the journal's last entry; 0 for none.
    pub fn position(&self) -> Result<i64> {
        Ok(self.store.head()?.position)
    }

    /// What others wrote after a position of the journal, earliest first, one piece a verb. Others: not this person at this
    /// workstation.
    pub fn news(&self, after: i64) -> Result<Vec<News>> {
        let me = self.actor();
        self.store.read(|store| {
            let mut found: Vec<(i64, News)> = Vec::new();
            Journal::read(store, after + 1, &mut |entry| {
                if entry.actor == me.name && entry.workstation == me.workstation {
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
                        // The list comes last in the journal and says best what the verb was.
                        let leads = matches!(entry.event, Some(Event::ListLoaded { .. }));
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

/// An entry and whom it is about: "decided: advice and guidance (Nadia B.)".
fn in_words(store: &Store, entry: &Entry) -> Result<String> {
    let words = describe(entry);
    Ok(match child_of(store, &entry.subject)? {
        Some(name) => format!("{words} ({name})"),
        None => words,
    })
}

/// The short name of the child a subject of the journal is about; as listed while nobody said who it is.
fn child_of(store: &Store, subject: &str) -> Result<Option<String>> {
    let id = match subject.split_once(' ') {
        Some(("child", id)) => ChildId::from_str(id).ok(),
        Some(("episode", id)) => {
            let Ok(id) = EpisodeId::from_str(id) else { return Ok(None) };
            let episode = store.episode(id)?;
            if episode.child.is_none() {
                return Ok(Some(episode.details.listed.full_name()));
            }
            episode.child
        }
        _ => None,
    };
    id.map(|id| Ok(store.child(id)?.details.short_name())).transpose()
}
