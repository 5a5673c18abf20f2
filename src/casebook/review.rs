//! Who is this child: what a person says of a row that matching left in doubt.

use super::contact::in_words;
use super::error::{Error, Result};
use super::event::{Candidate, Event, Line};
use super::hub::Hub;
use super::parts::parts;
use super::relations::{history_of, looks_like, relations_of};
use super::row::{add_listed, details_as_listed};
use super::view::{ReviewCandidate, Waiting};
use crate::calendar::{day_of, plain_day, uk};
use crate::child::{Child, ChildId};
use crate::episode::{Episode, EpisodeId, Moment, When};
use crate::intake::matching::{Identity, Verdict, compared};
use crate::store::Store;
use crate::text::clean;

/// How many candidates a person is shown.
const SHOWN: usize = 3;
/// How many of a candidate's last episodes are told.
const RECENT: usize = 3;

impl Hub {
    /// The episodes that wait for a person, in the order they came, each with its candidates.
    pub fn waiting(&self) -> Result<Vec<Waiting>> {
        self.store.read(|store| {
            let mut found = Vec::new();
            for id in store.waiting_episodes()? {
                if let Some((line, candidates)) = store.waiting_of(id)? {
                    let episode = store.episode(id)?;
                    let candidates = review_candidates(store, &episode, candidates)?;
                    found.push(Waiting { episode, line, candidates, asked: store.asked(id)? });
                }
            }
            Ok(found)
        })
    }

    /// The child of this episode is one already on the register. The other candidates are remembered as not the same.
    pub fn same_child(&mut self, of: EpisodeId, child: ChildId, seen: Option<i64>, now: Moment) -> Result<()> {
        self.verb(now, |hub, pen| {
            let waits = hub.still_waiting(pen.store, of, seen)?;
            let child = pen.store.read_as(child)?;
            let rejected = waits.candidates.into_iter().filter(|other| *other != child).collect();
            pen.record(Event::ChildIdentified { episode: of, child, rejected })?;
            Ok(())
        })
    }

    /// The same of several rows with the same single candidate, all or none; how many there were.
    pub fn same_children(&mut self, rows: &[(EpisodeId, Option<i64>)], child: ChildId, now: Moment) -> Result<usize> {
        self.verb(now, |hub, pen| {
            let child = pen.store.read_as(child)?;
            let mut rows = rows.to_vec();
            rows.sort_unstable();
            rows.dedup_by_key(|(of, _)| *of);
            if rows.is_empty() {
                return Err(Error::Refused("name the rows that are this child".into()));
            }
            for (of, seen) in &rows {
                let waits = hub.still_waiting(pen.store, *of, *seen)?;
                if waits.candidates != [child] {
                    let row = row_words(pen.store, waits.line, &waits.episode)?;
                    let why = format!("{child} is not its one candidate; answer that row alone, nothing was written");
                    return Err(Error::Refused(format!("{row}: {why}")));
                }
                pen.record(Event::ChildIdentified { episode: *of, child, rejected: Vec::new() })?;
            }
            Ok(rows.len())
        })
    }

    /// The child of this episode is not on the register: it is added as the list names it. Every candidate is remembered as
    /// not the same.
    pub fn new_child(&mut self, of: EpisodeId, seen: Option<i64>, now: Moment) -> Result<ChildId> {
        self.verb(now, |hub, pen| {
            let Waits { episode, line, candidates: rejected } = hub.still_waiting(pen.store, of, seen)?;
            let listed = &episode.details.listed;
            if listed.given.is_empty() && listed.family.is_empty() {
                return Err(Error::Refused("the list gives no name, so there is no child to add; ask police who it is".into()));
            }
            let child = add_listed(pen, listed, line)?;
            pen.record(Event::ChildIdentified { episode: of, child, rejected })?;
            Ok(child)
        })
    }

    /// The question to police about an episode that waits, as the hub would put it.
    pub fn question(&self, of: EpisodeId) -> Result<String> {
        self.store.read(|store| {
            let waits = self.still_waiting(store, of, None)?;
            let candidates = waits.candidates.iter().map(|child| store.child(*child)).collect::<Result<Vec<_>>>()?;
            let row = row_words(store, waits.line, &waits.episode)?;
            Ok(question(&row, &waits.episode, &candidates))
        })
    }

    /// Police are asked who the child is: the episode goes on waiting, and the question stands on the hand-off. A later question
    /// takes the place of an earlier one.
    pub fn ask_police(&mut self, of: EpisodeId, question: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        let question = clean(&in_words(question, "say what police are asked")?);
        self.verb(now, |hub, pen| {
            hub.still_waiting(pen.store, of, seen)?;
            pen.record(Event::PoliceAsked { episode: of, question })?;
            Ok(())
        })
    }

    /// An episode that was taken as a child's waits for a person again. The child it was taken for is the first candidate.
    pub fn doubt(&mut self, of: EpisodeId, reason: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        let reason = clean(&in_words(reason, "say why it may be another child")?);
        self.verb(now, |hub, pen| {
            let episode = pen.store.episode(of)?;
            hub.check_seen(&format!("episode {}", episode.reference()), episode.changed, seen)?;
            let Some(child) = episode.child else {
                return Err(Error::Refused(format!("episode {} waits for a person already", episode.reference())));
            };
            let mut candidates = vec![hub.weighed(pen.store, &episode, child)?];
            let others = match hub.who_is(pen.store, &identity_of(&episode))? {
                Verdict::Same { candidate, .. } => vec![candidate],
                Verdict::Doubt(candidates) => candidates,
                Verdict::New => Vec::new(),
            };
            candidates.extend(others.into_iter().filter(|other| other.child != child));
            candidates.truncate(SHOWN);
            // Whoever reviews it must see why it waits.
            candidates[0].guards.push(format!("{} put it in doubt: {reason}", hub.actor.name));
            pen.record(Event::EpisodeDoubted { episode: of, reason, candidates })?;
            Ok(())
        })
    }

    /// What speaks for and against the child an episode was taken for, as it is known now; `None` while it waits for a person.
    pub fn why_this_child(&self, of: EpisodeId) -> Result<Option<Candidate>> {
        self.store.read(|store| {
            let episode = store.episode(of)?;
            episode.child.map(|child| self.weighed(store, &episode, child)).transpose()
        })
    }

    /// A child as a candidate for an episode, also where matching would not name it.
    fn weighed(&self, store: &Store, episode: &Episode, child: ChildId) -> Result<Candidate> {
        let row = identity_of(episode);
        let found = match self.who_is(store, &row)? {
            Verdict::Same { candidate, .. } => vec![candidate],
            Verdict::Doubt(candidates) => candidates,
            Verdict::New => Vec::new(),
        };
        match found.into_iter().find(|candidate| candidate.child == child) {
            Some(candidate) => Ok(candidate),
            None => Ok(Candidate { child, probability: 0.0, evidence: compared(&row, store, child)?, guards: Vec::new() }),
        }
    }

    fn still_waiting(&self, store: &Store, of: EpisodeId, seen: Option<i64>) -> Result<Waits> {
        let episode = store.episode(of)?;
        self.check_seen(&format!("episode {}", episode.reference()), episode.changed, seen)?;
        let Some((line, candidates)) = store.waiting_of(of)? else { return Err(not_waiting(&episode)) };
        let candidates = as_read(store, candidates)?.into_iter().map(|candidate| candidate.child).collect();
        Ok(Waits { episode, line, candidates })
    }
}

/// An episode that waits, its row, and its candidates as they are read now.
struct Waits {
    episode: Episode,
    line: Line,
    candidates: Vec<ChildId>,
}

fn not_waiting(episode: &Episode) -> Error {
    let who = episode.child.map_or(String::new(), |child| format!(": it is about {child}"));
    Error::Refused(format!("episode {} does not wait for a person{who}", episode.reference()))
}

/// Candidates by the children they are read as now, each once, without those that left the register.
fn as_read(store: &Store, candidates: Vec<Candidate>) -> Result<Vec<Candidate>> {
    let mut found: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let child = store.read_as_if_there(candidate.child)?;
        if let Some(child) = child.filter(|child| !found.iter().any(|known| known.child == *child)) {
            found.push(Candidate { child, ..candidate });
        }
    }
    Ok(found)
}

/// The person an episode is about, as matching compares it.
fn identity_of(episode: &Episode) -> Identity {
    let details = &episode.details;
    Identity::of_listed(&details.listed, details.police_ref.as_deref(), day_of(episode.began()))
}

/// The candidates of a doubtful match with the records they name, side by side with the row.
pub(super) fn review_candidates(store: &Store, episode: &Episode, candidates: Vec<Candidate>) -> Result<Vec<ReviewCandidate>> {
    let row = details_as_listed(&episode.details.listed);
    let identity = identity_of(episode);
    let one = |candidate: Candidate| {
        let child = store.child(candidate.child)?;
        // As the record is now: it may have changed since the list came.
        let evidence = compared(&identity, store, child.id)?;
        let relations = relations_of(store, child.id)?;
        let (episodes, last) = store.episode_count(child.id)?;
        let recent = store.episodes_of(child.id)?.iter().take(RECENT).map(episode_words).collect();
        Ok(ReviewCandidate {
            parts: parts(&row, episode.details.listed.age, &child.details, &evidence),
            history: history_of(store, child.id)?,
            looks_like: looks_like(store, &child, &relations)?,
            last_episode: last.and_then(chrono::DateTime::from_timestamp_millis).map(When::exact),
            child,
            candidate,
            episodes,
            recent,
            relations,
        })
    };
    as_read(store, candidates)?.into_iter().map(one).collect()
}

/// "E12, missing 3 Nov 2026 20:10, back 4 Nov 2026 06:30, from Oak House".
fn episode_words(episode: &Episode) -> String {
    let at = |moment: Moment| uk(moment).format("%-d %b %Y %H:%M").to_string();
    let details = &episode.details;
    let back = match details.returned {
        Some(when) => format!(", back {}", at(when.at)),
        None if details.ended => ", back".into(),
        None => ", still missing".into(),
    };
    let from = details.missing_from.as_ref().or(details.listed.placement.as_ref()).map_or(String::new(), |from| format!(", from {from}"));
    format!("{}, missing {}{back}{from}", episode.id, at(episode.missing_since()))
}

/// "Row 12 of morning.csv, reference MIS/26/3".
fn row_words(store: &Store, line: Line, episode: &Episode) -> Result<String> {
    let file = store.list_file(line.list)?.map_or(String::new(), |file| format!(" of {file}"));
    let reference = episode.details.police_ref.as_ref().map_or(String::new(), |reference| format!(", reference {reference}"));
    Ok(format!("Row {}{file}{reference}", line.row))
}

fn question(row: &str, episode: &Episode, candidates: &[Child]) -> String {
    let listed = &episode.details.listed;
    let nameless = listed.given.is_empty() && listed.family.is_empty();
    let who = if nameless { "no name".to_string() } else { listed.full_name() };
    let born = match (listed.dob, listed.age) {
        (Some(dob), _) => format!("born {}", plain_day(dob)),
        (None, Some(age)) => format!("age {age}, no date of birth"),
        (None, None) => "no date of birth".into(),
    };
    let candidates: Vec<String> = candidates.iter().map(known_as).collect();
    let ask = if candidates.is_empty() { "Who is this?".into() } else { format!("Is this {}?", candidates.join(", or ")) };
    let no_address = listed.address.is_none() && listed.postcode.is_none();
    let lacking = [(nameless, "name"), (listed.dob.is_none(), "date of birth"), (no_address, "address")];
    let lacking: Vec<&str> = lacking.iter().filter(|(lacks, _)| *lacks).map(|(_, what)| *what).collect();
    let give = match lacking.as_slice() {
        [] => "check name, date of birth and address".to_string(),
        [first @ .., last] if !first.is_empty() => format!("give {} and {last}", first.join(", ")),
        all => format!("give {}", all.join("")),
    };
    format!("{row}: {who}, {born}. {ask} Please {give}.")
}

/// "Kayden Ashworth born 3 Mar 2011 of M14".
fn known_as(child: &Child) -> String {
    let details = &child.details;
    let born = details.dob.map_or(String::new(), |dob| format!(" born {}", plain_day(dob)));
    let code: String = details.postcode.iter().flat_map(|code| code.chars()).filter(|c| !c.is_whitespace()).collect();
    let of = code.char_indices().rev().nth(2).map(|(at, _)| &code[..at]).filter(|district| !district.is_empty());
    format!("{}{born}{}", details.full_name(), of.map_or(String::new(), |district| format!(" of {district}")))
}
