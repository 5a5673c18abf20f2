//! Who could hold an interview: what the hub knows of workers, child and wishes, put before [`suggest`].

use super::error::Result;
use super::hub::Hub;
use super::interviews::ended_episode;
use super::row::details_as_listed;
use crate::child::{ChildDetails, ChildId};
use crate::episode::{Episode, EpisodeId, Moment};
use crate::interview::attempt::{AttemptOutcome, Contact};
use crate::interview::file::InterviewFile;
use crate::interview::record::RecordState;
use crate::interview::suggest::{Candidate, Met, Need, Reason, Suggestion, suggest};
use crate::interview::worker::{Worker, WorkerId};
use crate::store::Store;
use crate::text::fold;
use chrono::TimeDelta;
use std::collections::BTreeMap;

/// The longest a booked interview may last: an earlier booking keeps nobody busy now.
pub(super) const LONGEST: TimeDelta = TimeDelta::hours(8);

impl Hub {
    /// Who could hold the interview of an episode, best first, those who are not independent last; each with reasons.
    pub fn suggest(&self, of: EpisodeId, now: Moment) -> Result<Vec<Suggestion>> {
        self.store.read(|store| {
            let episode = ended_episode(store, of)?;
            self.suggestions(store, &episode, &store.interview_file(of)?, now)
        })
    }

    pub(super) fn suggestions(&self, store: &Store, episode: &Episode, file: &InterviewFile, now: Moment) -> Result<Vec<Suggestion>> {
        let workers: Vec<Worker> = store.workers()?.into_iter().filter(|worker| !worker.details.left).collect();
        let mut suggestions = self.suggestions_among(store, &workers, episode, file, now)?;
        // Whoever has it was allowed to: why they are not independent is said, and not that they may not.
        for suggestion in suggestions.iter_mut().filter(|suggestion| Some(suggestion.worker) == file.worker()) {
            suggestion.reasons.extend(suggestion.refused.take().map(|words| Reason { good: false, words }));
        }
        suggestions.sort_by_key(|suggestion| suggestion.refused.is_some());
        Ok(suggestions)
    }

    /// "; not free before it is due (away until 24 Nov)"; `None` where the worker has a free hour, or no deadline runs any more.
    pub(super) fn not_free(
        &self,
        store: &Store,
        worker: &Worker,
        episode: &Episode,
        file: &InterviewFile,
        now: Moment,
    ) -> Result<Option<String>> {
        let due = self.clocks.interview(episode, now).and_then(|clock| clock.due_72h);
        if due.is_none_or(|due| due <= now) {
            return Ok(None);
        }
        let suggestions = self.suggestions_among(store, std::slice::from_ref(worker), episode, file, now)?;
        let busy = suggestions.into_iter().find(|suggestion| suggestion.free_slot.is_none());
        Ok(busy.map(|suggestion| {
            let away = suggestion.reasons.iter().find(|reason| reason.words.starts_with("away until"));
            format!("; not free before it is due{}", away.map_or(String::new(), |away| format!(" ({})", away.words)))
        }))
    }

    fn suggestions_among(
        &self,
        store: &Store,
        workers: &[Worker],
        episode: &Episode,
        file: &InterviewFile,
        now: Moment,
    ) -> Result<Vec<Suggestion>> {
        let carried = store.carried_by_worker()?;
        let booked = bookings(store, episode.id, now)?;
        let child = file.child;
        let met = child.map(|child| met_by_worker(store, child, workers)).transpose()?.unwrap_or_default();
        let wishes = child.map(|child| store.wishes(child)).transpose()?.unwrap_or_default();
        let details: ChildDetails = match child {
            Some(child) => store.child(child)?.details,
            None => details_as_listed(&episode.details.listed),
        };
        let candidates: Vec<Candidate<'_>> = workers
            .iter()
            .map(|worker| Candidate {
                worker,
                open: carried.get(&worker.id).copied().unwrap_or(0),
                booked: booked.get(&worker.id).map_or(&[][..], Vec::as_slice),
                met: met.get(&worker.id).map_or(&[][..], Vec::as_slice),
            })
            .collect();
        let need = Need {
            child: Some(&details),
            out_of_area: details.placed_out_of_area,
            wishes: &wishes,
            deadline: self.clocks.interview(episode, now).and_then(|clock| clock.due_72h),
            now,
            settings: &self.settings,
            clocks: &self.clocks,
            current: file.worker(),
        };
        Ok(suggest(&need, &candidates))
    }
}

/// When each worker is booked, by start and length in minutes. A booking of the episode itself keeps nobody from holding it.
fn bookings(store: &Store, but: EpisodeId, now: Moment) -> Result<BTreeMap<WorkerId, Vec<(Moment, u32)>>> {
    let mut booked: BTreeMap<WorkerId, Vec<(Moment, u32)>> = BTreeMap::new();
    for file in store.files_booked_since(now - LONGEST)?.iter().filter(|file| file.episode != but) {
        let Some(booking) = file.booking().map(|booked| &booked.booking) else { continue };
        let Some(worker) = booking.worker.or(file.worker()) else { continue };
        let of_worker = booked.entry(worker).or_default();
        // One visit may be booked for several episodes of a child.
        if !of_worker.contains(&(booking.at, booking.minutes)) {
            of_worker.push((booking.at, booking.minutes));
        }
    }
    Ok(booked)
}

/// When each worker sat with the child, or offered and was declined, earliest first.
fn met_by_worker(store: &Store, child: ChildId, workers: &[Worker]) -> Result<BTreeMap<WorkerId, Vec<Met>>> {
    let mut found: Vec<(WorkerId, Moment, bool)> = Vec::new();
    for interview in store.interviews_of(child)?.into_iter().filter(|interview| interview.state != RecordState::Withdrawn) {
        found.extend(interview.held.worker.map(|worker| (worker, interview.held.at, true)));
    }
    for file in store.interview_files_of(child)? {
        let declined = file.attempts.iter().filter(|a| a.offered && a.to == Contact::Child && a.outcome == AttemptOutcome::Refused);
        for attempt in declined {
            let by = fold(&attempt.by);
            found.extend(workers.iter().filter(|w| fold(&w.details.name) == by).map(|worker| (worker.id, attempt.at, false)));
        }
    }
    found.sort_unstable();
    found.dedup();
    let mut met: BTreeMap<WorkerId, Vec<Met>> = BTreeMap::new();
    for (worker, at, accepted) in found {
        met.entry(worker).or_default().push(Met { at, accepted });
    }
    Ok(met)
}
