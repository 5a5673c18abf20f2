//! All that the hub holds, for the files that go out.

use super::error::Result;
use super::event::{Candidate, Line};
use super::hub::Hub;
use super::relations::{history_of, relations_of};
use crate::episode::EpisodeId;
use crate::interview::worker::Wishes;
use crate::report::statutory::tables::{Everything, HubLine, PanelSaid, Said, TOLD};
use crate::store::Store;
use crate::store::journal::Journal;
use crate::store::records::HubRecord;

impl Hub {
    /// Refuses where what leaves the hub could not be written down (a clock set by hand, outside training): asked before files are
    /// written, with [`Hub::note_export`] after them.
    pub fn may_export(&self) -> Result<()> {
        self.may_write()
    }

    /// Everything that stands, read from one unchanging state of the hub.
    pub fn everything(&self) -> Result<Everything> {
        self.store.read(everything)
    }
}

pub(super) fn everything(store: &Store) -> Result<Everything> {
    let numbers = store.children_after(None, usize::MAX)?;
    let children = numbers.iter().map(|id| store.child(*id)).collect::<Result<Vec<_>>>()?;
    let (mut relations, mut reviews, mut wishes, mut known_as) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for id in numbers {
        let of_child = relations_of(store, id)?.into_iter().filter(|relation| id < relation.child);
        relations.extend(of_child.map(|relation| (id, relation)));
        wishes.extend(Some((id, store.wishes(id)?)).filter(|(_, wishes)| *wishes != Wishes::default()));
        known_as.push((id, history_of(store, id)?));
        let said = store.top_ten_reviews(id)?.into_iter();
        reviews.extend(said.map(|said| Said { child: said.child, at: said.at, by: said.by, what: (said.month, said.review) }));
    }
    let panels = store.panel_items(None, None)?.into_iter().map(|item| {
        let what = PanelSaid { panel: item.panel, on: item.on, discussed: item.discussed, decision: item.decision };
        Said { child: item.child, at: item.at, by: item.by, what }
    });
    let (made, head) = (store.hub()?, store.head()?);
    let hub = made.map(|HubRecord { name, training, made_at }| {
        let (entries, head) = (head.position, crate::text::hex(&head.hash));
        HubLine { name, training, made_at, entries, head }
    });
    Ok(Everything {
        hub: hub.unwrap_or_default(),
        children,
        workers: store.workers()?,
        episodes: store.all_episodes()?,
        interviews: store.all_interviews()?,
        files: store.all_interview_files()?,
        decisions: store.all_decisions()?,
        actions: store.all_actions()?,
        assessments: store.all_assessments()?,
        business: store.all_business()?,
        meetings: store.all_meetings()?,
        shares: store.all_shares()?,
        relations,
        panels: panels.collect(),
        reviews,
        left: store.all_left()?,
        bands: store.all_bands()?,
        months: store.months_reported()?,
        refused: store.all_refused()?,
        wishes,
        known_as,
        waiting: waiting(store)?,
        told: store.told(TOLD)?,
    })
}

fn waiting(store: &Store) -> Result<Vec<(EpisodeId, Line, Vec<Candidate>)>> {
    let mut found = Vec::new();
    for episode in store.waiting_episodes()? {
        let waits = store.waiting_of(episode)?;
        found.extend(waits.map(|(line, candidates)| (episode, line, candidates)));
    }
    Ok(found)
}
