//! Everything held on a child, gathered for one document.

use super::error::Result;
use super::event::Event;
use super::hub::Hub;
use super::interview_view::WorkerName;
use super::records::changed;
use super::refused::{Named, Naming};
use super::relations::{history_of, relations_of};
use super::view::{LeftItem, Refused, RefusedRecord};
use crate::calendar::{long_day, long_moment};
use crate::child::{Child, ChildId};
use crate::episode::{Episode, Moment};
use crate::intake::rows::named_in;
use crate::interview::verdict::verdicts;
use crate::meeting::agenda::{About, Left};
use crate::report::document::Document;
use crate::report::statutory::inspection::{Act, Dossier, JournalLine, Note, RefusedRow, Told, Waits, paper};
use crate::report::statutory::tables::{PanelSaid, Said};
use crate::store::Store;
use crate::store::journal::Entry;
use std::collections::{BTreeMap, BTreeSet};

impl Hub {
    /// Everything held on a child, as known now, in one document. `reason`: why it is made; empty while it is only looked at.
    pub fn inspection(&self, child: ChildId, reason: &str, now: Moment) -> Result<Document> {
        let merged = self.merged_records(child)?;
        self.store.read(|store| {
            let id = store.read_as(child)?;
            let dossier = Dossier { merged, reason: reason.to_owned(), ..self.dossier(store, id, now)? };
            Ok(paper(&dossier))
        })
    }

    fn dossier(&self, store: &Store, id: ChildId, now: Moment) -> Result<Dossier> {
        let child = store.child(id)?;
        let mut episodes = Vec::new();
        for (n, episode) in store.episodes_of(id)?.into_iter().enumerate() {
            episodes.push(self.told(store, episode, n == 0, now)?);
        }
        let interviews = store.interviews_of(id)?;
        let mut shares = Vec::new();
        for interview in &interviews {
            shares.extend(store.shares_of(interview.id)?.into_iter().map(|(share, _)| share));
        }
        let mut assessments = Vec::new();
        if let Some(latest) = episodes.first() {
            assessments = self.assessment_lines(store, store.assessments_of(Some(id), latest.episode.id)?, now)?;
        }
        let own = own_items(store, id, &episodes)?;
        let refused = self.refused_naming(store, id, now)?;
        let workers = store.workers()?.into_iter();
        let reviews = store.top_ten_reviews(id)?.into_iter();
        let panels = store.panel_items(None, Some(id))?.into_iter();
        Ok(Dossier {
            hub: self.name().to_owned(),
            authority: self.settings.hub.authority.clone(),
            training: self.training(),
            now,
            by: self.actor.name.clone(),
            head: crate::store::journal::Journal::head(store)?.position,
            reason: String::new(),
            merged: Vec::new(),
            history: history_of(store, id)?,
            relations: relations_of(store, id)?,
            wishes: store.wishes(id)?,
            workers: workers.map(|worker| WorkerName { id: worker.id, name: worker.details.name, team: worker.details.team }).collect(),
            decisions: store.decisions_on_child(id)?,
            actions: self.action_lines(store, store.actions_of_child(id)?, now)?,
            shares,
            assessments,
            business: store.business_about(id)?,
            notes: notes(store, &own)?,
            put_off: put_off(store, &own)?,
            waiting: waiting(store, id)?,
            panels: panels
                .map(|item| Said {
                    child: item.child,
                    at: item.at,
                    by: item.by,
                    what: PanelSaid { panel: item.panel, on: item.on, discussed: item.discussed, decision: item.decision },
                })
                .collect(),
            reviews: reviews.map(|said| Said { child: said.child, at: said.at, by: said.by, what: (said.month, said.review) }).collect(),
            ranked: ranked(store, id)?,
            journal: self.lines(store, id, &refused)?,
            refused,
            others: others(store, &child, &episodes)?,
            interviews,
            episodes,
            child,
        })
    }

    fn told(&self, store: &Store, episode: Episode, latest: bool, now: Moment) -> Result<Told> {
        let triage = match latest {
            true => Some(self.triage(store, &episode, &self.known(store, &episode, now)?, now)?),
            false => None,
        };
        let line = store.reported_in(episode.id)?;
        let list = store.list_file(line.list)?.map_or(String::new(), |file| format!(", {file}"));
        let file = store.interview_file(episode.id)?;
        let clock = self.interview_clock(store, &episode, now)?;
        let (mut changes, mut bands) = (Vec::new(), Vec::new());
        for entry in store.entries(None, &[format!("episode {}", episode.id)])? {
            match &entry.event {
                Some(Event::EpisodeChanged { changes: of_entry, .. }) => changes.push((entry.recorded_at, changed(of_entry))),
                Some(Event::BandOverridden { rules_band, .. }) if !store.is_undone(entry.verb)? => {
                    let instead = rules_band.map_or(String::new(), |band| format!(" (by the rules {band})"));
                    let words = self.describe(&entry) + &instead;
                    bands.push(Act { of: episode.id.to_string(), at: entry.recorded_at, by: entry.actor, words });
                }
                _ => {}
            }
        }
        changes.reverse();
        let verdicts = clock.map(|clock| verdicts(&episode, &file, &clock, now));
        Ok(Told { line: format!("{} row {}{list}", line.list, line.row), triage, verdicts, file, changes, bands, episode })
    }

    /// The rows of lists that were not taken and name the child, or have its name: still to be put right, or put aside.
    fn refused_naming(&self, store: &Store, id: ChildId, now: Moment) -> Result<Vec<RefusedRow>> {
        let mut named = Named::default();
        named.add(store, id)?;
        let mut found = Vec::new();
        for RefusedRecord { refused: Refused { id: number, row, file, at }, settled } in store.all_refused()? {
            // What was put right is an episode now, and stands there.
            if settled.as_ref().is_some_and(|settled| settled.episode.is_some()) {
                continue;
            }
            let Some(naming) = named.by(&named_in(&row.cells, &self.settings, now).0).remove(&id) else { continue };
            found.push(RefusedRow {
                id: number.to_string(),
                line: format!("{file} row {}", row.line.row),
                at,
                reason: row.reason,
                cells: row.cells.into_iter().filter(|(_, text)| !text.is_empty()).collect(),
                by_name_alone: naming == Naming::MayName,
                settled: settled.map(|settled| format!("put aside {} by {}: {}", long_moment(settled.at), settled.by, settled.reason)),
            });
        }
        Ok(found)
    }

    /// The journal of a child and of the rows that name it, earliest first.
    fn lines(&self, store: &Store, id: ChildId, refused: &[RefusedRow]) -> Result<Vec<JournalLine>> {
        let mut subjects = store.subjects_of(id)?;
        subjects.extend(refused.iter().map(|row| format!("row {}", row.id)));
        let of_child: BTreeSet<String> = store.records_of(id)?.iter().map(|record| format!("child {record}")).collect();
        let line = |entry: Entry| JournalLine {
            entry: entry.position,
            at: entry.recorded_at,
            by: entry.actor.clone(),
            words: self.describe(&entry),
            erased: entry.event.is_none(),
            of_record: of_child.contains(&entry.subject)
                && matches!(
                    entry.event,
                    Some(Event::ChildAdded { .. } | Event::ChildChanged { .. } | Event::ChildrenMerged { .. } | Event::ChildSplit { .. })
                ),
            exported: matches!(entry.event, Some(Event::Exported { .. })),
            subject: entry.subject,
        };
        Ok(store.entries(None, &subjects)?.into_iter().map(line).collect())
    }
}

/// The items of meetings that are about the child alone: its episodes, and business about nobody else.
fn own_items(store: &Store, id: ChildId, episodes: &[Told]) -> Result<BTreeSet<About>> {
    let business = store.business_about(id)?.into_iter().filter(|of| of.details.children == [id]).map(|of| About::Business(of.id));
    Ok(episodes.iter().map(|told| About::Episode(told.episode.id)).chain(business).collect())
}

/// What was said in meetings under the child's own items.
fn notes(store: &Store, own: &BTreeSet<About>) -> Result<Vec<Note>> {
    let mut found = Vec::new();
    for meeting in store.all_meetings()? {
        for item in meeting.items.iter().filter(|item| own.contains(&item.about)) {
            found.extend(item.notes.iter().map(|note| Note {
                meeting: meeting.id.to_string(),
                at: note.at,
                by: note.by.clone(),
                agency: note.agency.clone(),
                text: note.text.clone(),
            }));
        }
    }
    Ok(found)
}

/// How meetings left the child's own items without a decision.
fn put_off(store: &Store, own: &BTreeSet<About>) -> Result<Vec<Act>> {
    let words = |left: &Left| match left {
        Left::Deferred { until, reason, carried: true } => format!("carried over to {}: {reason}", long_day(*until)),
        Left::Deferred { until, reason, .. } => format!("put off to {}: {reason}", long_day(*until)),
        Left::Passed { reason } => format!("passed over: {reason}"),
    };
    let of = |left: &LeftItem| match left.about {
        About::Episode(id) => format!("{}, {id}", left.meeting),
        About::Business(id) => format!("{}, {id}", left.meeting),
        _ => left.meeting.to_string(),
    };
    let left = store.all_left()?.into_iter().filter(|left| own.contains(&left.about));
    Ok(left.map(|left| Act { of: of(&left), at: left.at, words: words(&left.left), by: left.by }).collect())
}

/// The rows that wait for a person and may be about the child.
fn waiting(store: &Store, id: ChildId) -> Result<Vec<Waits>> {
    let mut found = Vec::new();
    for episode in store.waiting_episodes()? {
        let Some((line, candidates)) = store.waiting_of(episode)? else { continue };
        if candidates.iter().any(|candidate| candidate.child == id) {
            let file = store.list_file(line.list)?.unwrap_or_default();
            let (at, others) = (store.episode(episode)?.received, candidates.len() - 1);
            found.push(Waits { episode, line: format!("{file} row {}", line.row), at, others });
        }
    }
    Ok(found)
}

/// Months in whose top ten the child was, as first reported.
fn ranked(store: &Store, id: ChildId) -> Result<Vec<(chrono::NaiveDate, u32)>> {
    let mut first = BTreeMap::new();
    for month in store.months_reported()? {
        for reported in &month.children {
            if store.reads_as(reported.child)? == id {
                first.entry(month.month).or_insert(reported.rank);
            }
        }
    }
    Ok(first.into_iter().collect())
}

/// Children who may be named in what was written about this one: related, in the same home, missing with it, in the same business.
fn others(store: &Store, child: &Child, episodes: &[Told]) -> Result<Vec<Child>> {
    let (at_home, placed) = store.children_around(child)?;
    let mut numbers: BTreeSet<ChildId> = at_home.iter().chain(&placed).map(|other| other.id).collect();
    numbers.extend(relations_of(store, child.id)?.iter().map(|relation| relation.child));
    numbers.extend(store.ever_together_with(child.id)?);
    for business in store.business_about(child.id)? {
        numbers.extend(business.details.children);
    }
    // Whom a list names as companion, where the register knows the name.
    for companions in episodes.iter().filter_map(|told| told.episode.details.companions.as_deref()) {
        for name in companions.split([',', ';', '&', '/']).flat_map(|part| part.split(" and ")).filter(|name| name.trim().contains(' ')) {
            numbers.extend(store.children_named(name.trim(), 5)?.iter().map(|other| other.id));
        }
    }
    numbers
        .into_iter()
        .map(|other| store.read_as(other))
        .filter(|other| !matches!(other, Ok(other) if *other == child.id))
        .map(|other| store.child(other?))
        .collect()
}
