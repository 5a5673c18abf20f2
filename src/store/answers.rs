//! Whose an episode is: what the list said, what people answered since, and what of it was taken back.

use super::Store;
use super::journal::Entry;
use super::views::{EpisodeKeys, fingerprint_of};
use crate::casebook::error::Result;
use crate::casebook::event::{Belonging, Event, Line, ListId};
use crate::child::ChildId;
use crate::episode::{Episode, EpisodeId};
use crate::interview::record::Interview;
use crate::text::reference_key;
use rusqlite::{OptionalExtension, params};

/// What stands of who the child of an episode is.
#[derive(Debug, Clone)]
pub struct Said {
    /// The record it was said of; `None`: it waits for a person.
    pub record: Option<ChildId>,
    /// The entry that said so, and its verb.
    pub since: i64,
    pub verb: i64,
    /// A person said it, and not a list.
    pub answered: bool,
    /// Whom it may be, where it waits: as the journal has them (JSON).
    candidates: String,
}

/// What an answer did, and what goes with it when it is taken back.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The children it put on the register.
    pub added: Vec<ChildId>,
    /// The episodes it answered, each with the child it is read as now.
    pub answered: Vec<(EpisodeId, ChildId)>,
    /// Later episodes that lists tied to those children because of it.
    pub follow: Vec<EpisodeId>,
}

impl Store {
    pub(super) fn note_reported(&self, id: EpisodeId, child: Option<ChildId>, line: Line, candidates: &str, entry: i64) -> Result<()> {
        self.run(
            "INSERT INTO reported VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![id.0, entry, child.map(|c| c.0), line.list.0, line.row, candidates],
        )
    }

    /// The row of the list that an episode came with.
    pub fn reported_in(&self, id: EpisodeId) -> Result<Line> {
        let mut select = self.db.prepare_cached("SELECT list, row FROM reported WHERE episode = ?1")?;
        Ok(select.query_row([id.0], |row| Ok(Line { list: ListId(row.get(0)?), row: row.get(1)? }))?)
    }

    /// Remembers that whoever a list names in an episode is none of these, being another.
    pub(super) fn reject(&self, id: EpisodeId, rejected: &[ChildId], said: ChildId, verb: i64) -> Result<()> {
        if rejected.is_empty() {
            return Ok(());
        }
        let person = fingerprint_of(&self.episode(id)?.details);
        for other in rejected {
            self.run("INSERT OR IGNORE INTO not_same VALUES (?1, ?2, ?3, ?4)", params![person, other.0, verb, said.0])?;
        }
        Ok(())
    }

    /// What stands of who the child of an episode is: the list's word, and the last that people said since.
    pub fn said_of(&self, id: EpisodeId) -> Result<Said> {
        let mut select = self.db.prepare_cached("SELECT child, entry, candidates FROM reported WHERE episode = ?1")?;
        let mut said = select.query_row([id.0], |row| {
            let (record, since) = (row.get::<_, Option<i64>>(0)?.map(ChildId), row.get(1)?);
            Ok(Said { record, since, verb: 0, answered: false, candidates: row.get(2)? })
        })?;
        if let Some(first) = self.follows(id)? {
            (said.record, said.candidates) = (None, self.candidates_of(first)?);
        }
        for entry in self.standing_of(&format!("episode {id}"), &["child-identified", "episode-doubted"])? {
            (said.since, said.verb, said.answered) = (entry.position, entry.verb, true);
            match entry.event {
                Some(Event::ChildIdentified { child, .. }) => said.record = Some(child),
                Some(Event::EpisodeDoubted { candidates, .. }) => {
                    (said.record, said.candidates) = (None, serde_json::to_string(&candidates)?);
                }
                _ => {}
            }
        }
        if let Some(record) = said.record {
            said.record = Some(self.given_to(Belonging::Episode(id), record, said.since)?);
        }
        Ok(said)
    }

    /// Whom the child of an episode was held to be when a person was first asked, or last.
    fn candidates_of(&self, id: EpisodeId) -> Result<String> {
        let last = self.standing_of(&format!("episode {id}"), &["episode-doubted"])?.pop();
        if let Some(Event::EpisodeDoubted { candidates, .. }) = last.and_then(|entry| entry.event) {
            return Ok(serde_json::to_string(&candidates)?);
        }
        Ok(self.db.prepare_cached("SELECT candidates FROM reported WHERE episode = ?1")?.query_row([id.0], |row| row.get(0))?)
    }

    /// The episode whose answer was taken back, because of which a list had tied this one to a child.
    fn follows(&self, id: EpisodeId) -> Result<Option<EpisodeId>> {
        let mut select = self.db.prepare_cached("SELECT answered FROM followed WHERE episode = ?1 ORDER BY verb DESC LIMIT 1")?;
        Ok(select.query_row([id.0], |row| row.get(0).map(EpisodeId)).optional()?)
    }

    /// Something was said of who the child of an episode is, or taken back.
    pub(super) fn settle_answer(&self, id: EpisodeId, entry: &Entry) -> Result<()> {
        let was = self.episode(id)?.child;
        self.settle_child_of(id, entry)?;
        let episode = self.episode(id)?;
        if let Some(was) = was.filter(|was| Some(*was) != episode.child) {
            self.remake_together(was)?;
            self.plan_child_again(was)?;
            self.plan_episode_again(id)?;
        }
        self.find_together(&episode)
    }

    /// Sets whose an episode is, and all that is of it, as it stands now.
    pub(super) fn settle_child_of(&self, id: EpisodeId, entry: &Entry) -> Result<()> {
        let mut episode = self.episode(id)?;
        let said = self.said_of(id)?;
        let child = said.record.map(|record| self.reads_as(record)).transpose()?;
        match child {
            Some(_) => self.run("DELETE FROM waiting WHERE episode = ?1", [id.0])?,
            None => self.wait(id, &episode.details, self.reported_in(id)?, &said.candidates)?,
        }
        let (was, keys) = (episode.child, EpisodeKeys::of(&episode));
        if was == child {
            return Ok(());
        }
        (episode.child, episode.changed) = (child, entry.position);
        self.put_episode(&episode, &keys)?;
        self.settle_decisions_on(id, child)?;
        self.settle_file(&episode, entry)?;
        self.settle_interviews(id, was)
    }

    /// Whose the interviews are that answer an episode: the child's of an episode they answer. Those withdrawn too: they stay in the
    /// child's history.
    fn settle_interviews(&self, id: EpisodeId, was: Option<ChildId>) -> Result<()> {
        let interviews: Vec<Interview> = match was {
            Some(was) => self.interviews_of(was)?,
            None => self.docs("SELECT doc FROM interview WHERE child IS NULL ORDER BY id", [])?,
        };
        for mut interview in interviews.into_iter().filter(|of| of.held.covers.iter().any(|covered| covered.episode == id)) {
            let mut children = Vec::new();
            for covered in &interview.held.covers {
                children.extend(self.episode(covered.episode)?.child);
            }
            if interview.held.child.is_none_or(|child| !children.contains(&child)) {
                interview.held.child = children.first().copied();
                self.put_interview(&interview, 0)?;
            }
        }
        Ok(())
    }

    /// An answer was taken back, or counts again: its children leave the register or are on it again, its episodes wait or do not,
    /// and so do those that followed from it.
    pub(super) fn count_answer(&self, verb: i64, of: &[Entry], counts: bool, entry: &Entry) -> Result<()> {
        let follow = if counts {
            self.numbers("SELECT episode FROM followed WHERE verb = ?1 ORDER BY episode", verb)?.into_iter().map(EpisodeId).collect()
        } else {
            self.followers(of)?
        };
        let mut answered = Vec::new();
        for event in of.iter().filter_map(|entry| entry.event.as_ref()) {
            match event {
                Event::ChildAdded { child, .. } => self.set_on_register(*child, counts)?,
                Event::ChildIdentified { episode, .. } | Event::EpisodeDoubted { episode, .. } => answered.push(*episode),
                _ => {}
            }
        }
        let first = answered.first().copied();
        if counts {
            self.run("DELETE FROM followed WHERE verb = ?1", [verb])?;
        } else {
            for (episode, because) in &follow_pairs(&follow, first) {
                self.run("INSERT OR REPLACE INTO followed VALUES (?1, ?2, ?3)", params![episode.0, verb, because.0])?;
            }
        }
        answered.into_iter().chain(follow).try_for_each(|episode| self.settle_answer(episode, entry))?;
        self.remake_turned(verb)
    }

    /// What an answer did, read from the entries of its verb.
    pub fn answer(&self, of: &[Entry]) -> Result<Answer> {
        let mut answer = Answer::default();
        for event in of.iter().filter_map(|entry| entry.event.as_ref()) {
            match event {
                Event::ChildAdded { child, .. } => answer.added.push(*child),
                Event::ChildIdentified { episode, child, .. } => answer.answered.push((*episode, self.reads_as(*child)?)),
                _ => {}
            }
        }
        answer.follow = self.followers(of)?;
        Ok(answer)
    }

    /// The later episodes that lists tied to a child because of an answer: any of a child that it put on the register; else those of
    /// the same person by the list's words, or of the same police reference.
    fn followers(&self, of: &[Entry]) -> Result<Vec<EpisodeId>> {
        let added: Vec<ChildId> = of
            .iter()
            .filter_map(|entry| if let Some(Event::ChildAdded { child, .. }) = &entry.event { Some(*child) } else { None })
            .collect();
        let mut found = Vec::new();
        for entry in of {
            let Some(Event::ChildIdentified { episode, child, .. }) = &entry.event else { continue };
            let one = self.episode(*episode)?;
            for other in self.episodes_of(self.reads_as(*child)?)? {
                let alike = added.contains(child) || is_alike(&one, &other);
                if alike && other.id != *episode && self.was_tied_after(other.id, entry.position)? && !found.contains(&other.id) {
                    found.push(other.id);
                }
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// A list tied the episode to its child, after a position of the journal, and no person said anything of it.
    fn was_tied_after(&self, id: EpisodeId, position: i64) -> Result<bool> {
        let said = self.said_of(id)?;
        Ok(said.record.is_some() && !said.answered && said.since > position)
    }
}

/// Two episodes in which a list names one person in the same words, or gives one police reference.
fn is_alike(one: &Episode, other: &Episode) -> bool {
    let reference = |episode: &Episode| episode.details.police_ref.as_deref().map(reference_key);
    fingerprint_of(&one.details) == fingerprint_of(&other.details) || reference(one).is_some() && reference(one) == reference(other)
}

fn follow_pairs(follow: &[EpisodeId], first: Option<EpisodeId>) -> Vec<(EpisodeId, EpisodeId)> {
    first.map(|first| follow.iter().map(|episode| (*episode, first)).collect()).unwrap_or_default()
}
