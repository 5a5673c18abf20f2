//! Everything held on a child, gathered for one document.

use super::error::Result;
use super::event::Event;
use super::hub::Hub;
use super::interview_view::WorkerName;
use super::records::changed;
use super::relations::{history_of, relations_of};
use crate::child::{Child, ChildId};
use crate::episode::{Episode, Moment};
use crate::interview::verdict::verdicts;
use crate::meeting::agenda::About;
use crate::report::document::Document;
use crate::report::statutory::inspection::{Dossier, JournalLine, Note, Told, paper};
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
            notes: notes(store, id, &episodes)?,
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
            journal: self.lines(store, id)?,
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
        let mut changes = Vec::new();
        for entry in store.entries(None, &[format!("episode {}", episode.id)])? {
            if let Some(Event::EpisodeChanged { changes: of_entry, .. }) = &entry.event {
                changes.push((entry.recorded_at, changed(of_entry)));
            }
        }
        changes.reverse();
        let verdicts = clock.map(|clock| verdicts(&episode, &file, &clock, now));
        Ok(Told { line: format!("{} row {}{list}", line.list, line.row), triage, verdicts, file, changes, episode })
    }

    /// The journal of a child, earliest first.
    fn lines(&self, store: &Store, id: ChildId) -> Result<Vec<JournalLine>> {
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
        Ok(store.entries(None, &store.subjects_of(id)?)?.into_iter().map(line).collect())
    }
}

/// What was said in meetings under the child's own items.
fn notes(store: &Store, id: ChildId, episodes: &[Told]) -> Result<Vec<Note>> {
    let own: BTreeSet<_> = episodes.iter().map(|told| told.episode.id).collect();
    let business: BTreeSet<_> = store.business_about(id)?.into_iter().filter(|of| of.details.children == [id]).map(|of| of.id).collect();
    let mut found = Vec::new();
    for meeting in store.all_meetings()? {
        for item in &meeting.items {
            let about = match item.about {
                About::Episode(episode) => own.contains(&episode),
                About::Business(of) => business.contains(&of),
                _ => false,
            };
            let of_item = item.notes.iter().filter(|_| about);
            found.extend(of_item.map(|note| Note {
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
