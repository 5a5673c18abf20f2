//! What the statutory files are made from, read from one unchanging state of the hub.

use super::error::{Error, Result};
use super::hub::Hub;
use super::refused::{Named, Naming};
use super::view::Refused;
use crate::calendar::{day_of, plain_day, start_of_day};
use crate::casebook::event::Event;
use crate::child::{CareStatus, Child, ChildId};
use crate::episode::Moment;
use crate::intake::rows::named_in;
use crate::report::statutory::Person;
use crate::report::statutory::annexa::{self, AnnexA};
use crate::report::statutory::ssda903::{self, About, Absence, MissingRow, NotTaken, Note, Ssda903, Year};
use crate::store::Store;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

impl Hub {
    /// The SSDA903 tables of a year, as known now. `previous`: last year's Missing table as it was sent, where it is at hand.
    pub fn ssda903(&self, year: Year, previous: Option<&[MissingRow]>, now: Moment) -> Result<Ssda903> {
        if day_of(now) < year.start() {
            return Err(Error::Refused(format!("the year {year} begins on {}; nothing of it is known yet", plain_day(year.start()))));
        }
        self.store.read(|store| {
            let mut people = People::of(store)?;
            let source = ssda903::Source {
                year,
                as_of: now,
                record_begins: self.record_begins(store)?,
                authority: self.settings.hub.authority.clone(),
                absences: self.absences(store, &mut people, year, now)?,
                refused: self.not_taken(store, &mut people, now)?,
            };
            let mut made = ssda903::make(&source, previous);
            for (row, episode) in made.missing.iter().zip(&made.episodes) {
                let changed = store.entries(None, &[format!("episode {episode}")])?.into_iter().any(|entry| match entry.event {
                    Some(Event::EpisodeChanged { changes, .. }) => {
                        changes.iter().any(|change| change.field == "category" && !change.old.is_empty())
                    }
                    _ => false,
                });
                if changed {
                    made.notes.push(Note {
                        about: About::CategoryChanged,
                        episode: Some(*episode),
                        own_id: row.child.clone(),
                        words: String::new(),
                    });
                }
            }
            made.notes.sort_by(|a, b| (a.about, &a.own_id, a.episode).cmp(&(b.about, &b.own_id, b.episode)));
            Ok(made)
        })
    }

    /// The UK day of the first episode, or on which the hub was made where that was earlier.
    fn record_begins(&self, store: &Store) -> Result<NaiveDate> {
        Ok(day_of(store.first_episode()?.map_or(self.made_at, |first| first.min(self.made_at))))
    }

    /// The refused rows still to be put right that name a child who was ever looked after.
    fn not_taken(&self, store: &Store, people: &mut People, now: Moment) -> Result<Vec<NotTaken>> {
        let refused = store.refused_rows()?;
        let mut named = Named::default();
        if !refused.is_empty() {
            for child in store.children_after(None, usize::MAX)? {
                if ever_looked_after(store, child)? {
                    named.add(store, child)?;
                }
            }
        }
        let mut found = Vec::new();
        for Refused { id, row, file, at } in refused {
            let (listed, since) = named_in(&row.cells, &self.settings, now);
            for (child, naming) in named.by(&listed) {
                found.push(NotTaken {
                    id,
                    line: format!("{file} row {}", row.line.row),
                    child: people.person(store, child)?,
                    by_name_alone: naming == Naming::MayName,
                    at: since.unwrap_or(at),
                    loaded: at,
                    reason: row.reason.clone(),
                });
            }
        }
        Ok(found)
    }

    fn absences(&self, store: &Store, people: &mut People, year: Year, now: Moment) -> Result<Vec<Absence>> {
        let facts = store.facts(start_of_day(year.start()), &self.clocks, now)?;
        let mut absences = Vec::new();
        for fact in facts.episodes.iter().filter(|fact| day_of(fact.missing_since) <= year.end()) {
            let ended = fact.ended.as_ref();
            absences.push(Absence {
                episode: fact.episode,
                reference: store.episode_reference(fact.episode)?,
                child: fact.child.map(|child| people.person(store, child)).transpose()?,
                category: fact.category,
                began: fact.began,
                missing_since: fact.missing_since,
                ended: ended.is_some(),
                returned: ended.and_then(|ended| ended.returned),
                notice: ended.and_then(|ended| ended.notice),
            });
        }
        Ok(absences)
    }

    /// List 8 of Annex A on a day, as known now.
    pub fn annex_a(&self, on: NaiveDate, now: Moment) -> Result<AnnexA> {
        if on > day_of(now) {
            return Err(Error::Refused(format!("{} has not come yet; name a day up to today", plain_day(on))));
        }
        self.store.read(|store| {
            let record_begins = self.record_begins(store)?;
            if on < record_begins {
                let (on, begins) = (plain_day(on), plain_day(record_begins));
                return Err(Error::Refused(format!(
                    "the record of this hub begins on {begins}; of {on} it knows nothing. Name a later day"
                )));
            }
            let facts = store.facts(start_of_day(annexa::first_day(on)), &self.clocks, now)?;
            let with_episodes: BTreeSet<ChildId> = facts.episodes.iter().filter_map(|fact| fact.child).collect();
            let mut people = People::of(store)?;
            let mut children = Vec::new();
            for child in store.children_after(None, usize::MAX)? {
                if with_episodes.contains(&child) || ever_looked_after(store, child)? {
                    children.push(people.person(store, child)?.as_ref().clone());
                }
            }
            Ok(annexa::make(&annexa::Source {
                on,
                as_of: now,
                authority: &self.settings.hub.authority,
                made_at: self.made_at,
                record_begins,
                children: &children,
                episodes: &facts.episodes,
            }))
        })
    }
}

fn ever_looked_after(store: &Store, child: ChildId) -> Result<bool> {
    let ours = [Some(CareStatus::LookedAfter), Some(CareStatus::Unaccompanied)];
    Ok(store.child_over_time(child)?.iter().any(|(_, details)| ours.contains(&details.care_status)))
}

/// Children as the files look at them, each read once.
struct People {
    known: HashMap<ChildId, Rc<Person>>,
    /// Children by their own identifier, where several have it.
    shared: BTreeMap<String, Vec<ChildId>>,
}

impl People {
    fn of(store: &Store) -> Result<People> {
        let mut by_own_id: BTreeMap<String, Vec<ChildId>> = BTreeMap::new();
        for (child, own_id) in store.own_ids()? {
            by_own_id.entry(own_id.trim().to_owned()).or_default().push(child);
        }
        by_own_id.retain(|_, children| children.len() > 1);
        Ok(People { known: HashMap::new(), shared: by_own_id })
    }

    fn person(&mut self, store: &Store, id: ChildId) -> Result<Rc<Person>> {
        if let Some(known) = self.known.get(&id) {
            return Ok(known.clone());
        }
        let Child { details, .. } = store.child(id)?;
        let shares = details.own_id.as_deref().and_then(|own_id| self.shared.get(own_id.trim()));
        let shares_own_id = shares.into_iter().flatten().copied().filter(|other| *other != id).collect();
        let person = Rc::new(Person { id, over_time: store.child_over_time(id)?, details, shares_own_id });
        self.known.insert(id, person.clone());
        Ok(person)
    }
}
