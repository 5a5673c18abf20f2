//! Who is this child: what a person says of a row that matching left in doubt.

use super::case::review_candidates;
use super::error::{Error, Result};
use super::event::Event;
use super::hub::Hub;
use super::row::add_listed;
use super::view::Waiting;
use crate::child::ChildId;
use crate::episode::{Episode, EpisodeId, Moment};
use crate::store::Store;

impl Hub {
    /// The episodes that wait for a person, in the order they came, each with its candidates.
    pub fn waiting(&self) -> Result<Vec<Waiting>> {
        self.store.read(|store| {
            let mut found = Vec::new();
            for id in store.waiting_episodes()? {
                if let Some((line, candidates)) = store.waiting_of(id)? {
                    found.push(Waiting {
                        episode: store.episode(id)?,
                        line,
                        candidates: review_candidates(store, candidates)?,
                        asked: None,
                    });
                }
            }
            Ok(found)
        })
    }

    /// The child of this episode is one already on the register. The other candidates are remembered as not the same.
    pub fn same_child(&mut self, of: EpisodeId, child: ChildId, seen: Option<i64>, now: Moment) -> Result<()> {
        self.verb(now, |hub, pen| {
            let (_, candidates) = hub.still_waiting(pen.store, of, seen)?;
            pen.store.child(child)?;
            let rejected = candidates.into_iter().filter(|other| *other != child).collect();
            pen.record(Event::ChildIdentified { episode: of, child, rejected })?;
            Ok(())
        })
    }

    /// The child of this episode is not on the register: it is added as the list names it. Every candidate is remembered as
    /// not the same.
    pub fn new_child(&mut self, of: EpisodeId, seen: Option<i64>, now: Moment) -> Result<ChildId> {
        self.verb(now, |hub, pen| {
            let (episode, rejected) = hub.still_waiting(pen.store, of, seen)?;
            let listed = &episode.details.listed;
            if listed.given.is_empty() && listed.family.is_empty() {
                return Err(Error::Refused("the list gives no name, so there is no child to add; ask police who it is".into()));
            }
            let Some((line, _)) = pen.store.waiting_of(of)? else { return Err(not_waiting(&episode)) };
            let child = add_listed(pen, listed, line)?;
            pen.record(Event::ChildIdentified { episode: of, child, rejected })?;
            Ok(child)
        })
    }

    /// The same of several rows with the same single candidate, all or none; how many there were.
    pub fn same_children(&mut self, _rows: &[(EpisodeId, Option<i64>)], _child: ChildId, _now: Moment) -> Result<usize> {
        Err(Error::Refused("not yet".into()))
    }

    /// The question to police about an episode as the hub would put it.
    pub fn question(&self, _of: EpisodeId) -> Result<String> {
        Err(Error::Refused("not yet".into()))
    }

    /// Police are asked who the child is: the episode goes on waiting, and the question stands on the hand-off.
    pub fn ask_police(&mut self, _of: EpisodeId, _question: &str, _seen: Option<i64>, _now: Moment) -> Result<()> {
        Err(Error::Refused("not yet".into()))
    }

    /// An episode that was taken as a child's waits for a person again.
    pub fn doubt(&mut self, _of: EpisodeId, _reason: &str, _seen: Option<i64>, _now: Moment) -> Result<()> {
        Err(Error::Refused("not yet".into()))
    }

    fn still_waiting(&self, store: &Store, of: EpisodeId, seen: Option<i64>) -> Result<(Episode, Vec<ChildId>)> {
        let episode = store.episode(of)?;
        self.check_seen(&format!("episode {}", episode.reference()), episode.changed, seen)?;
        let Some((_, candidates)) = store.waiting_of(of)? else { return Err(not_waiting(&episode)) };
        Ok((episode, candidates.into_iter().map(|candidate| candidate.child).collect()))
    }
}

fn not_waiting(episode: &Episode) -> Error {
    let who = episode.child.map_or(String::new(), |child| format!(": it is about {child}"));
    Error::Refused(format!("episode {} does not wait for a person{who}", episode.reference()))
}
