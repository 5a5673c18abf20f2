//! The interview board, the case of one interview, and what the verbs on interviews work on.

use super::board::board_child;
use super::error::{Error, Result};
use super::hub::Hub;
use super::interview_view::{InterviewBoard, InterviewCase, InterviewItem, InterviewSection, WorkerLoad, WorkerName};
use crate::calendar::{long_moment, near_moment};
use crate::child::ChildId;
use crate::clock::{InterviewClock, InterviewState, collision};
use crate::episode::{Episode, EpisodeId, Moment};
use crate::interview::attempt::AttemptOutcome;
use crate::interview::checks;
use crate::interview::file::{Answered, Booked, InterviewFile, Stage};
use crate::interview::record::{Interview, InterviewId};
use crate::interview::verdict::{answered_in_vain, data_errors, verdicts};
use crate::interview::worker::{Worker, WorkerId};
use crate::store::Store;
use crate::store::interviews::FileRow;
use chrono::TimeDelta;
use std::collections::{BTreeMap, BTreeSet};

/// How long an interview that is done stays in sight.
const DONE_FOR: TimeDelta = TimeDelta::days(7);

/// An episode that a verb works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct On {
    pub episode: EpisodeId,
    /// Journal position of the interview as it was shown; a change by someone else since then refuses the verb.
    pub seen: Option<i64>,
}

impl From<EpisodeId> for On {
    fn from(episode: EpisodeId) -> On {
        On { episode, seen: None }
    }
}

impl From<&InterviewItem> for On {
    fn from(item: &InterviewItem) -> On {
        On { episode: item.episode, seen: Some(item.seen) }
    }
}

impl Hub {
    /// The interview board at `now`: every ended episode that needs something, and what was done in the last seven days; read from
    /// one unchanging state of the hub.
    pub fn interviews(&self, now: Moment) -> Result<InterviewBoard> {
        self.interviews_since(now, now - DONE_FOR)
    }

    /// The interview board with what was signed off or closed since another moment.
    pub fn interviews_since(&self, now: Moment, since: Moment) -> Result<InterviewBoard> {
        self.store.read(|store| {
            let mut rows = store.open_files()?;
            rows.extend(store.files_done_since(since)?);
            let around = Around::of(store, rows.iter())?;
            let items = self.placed_items(&rows, &around, now);
            Ok(InterviewBoard {
                now,
                hub: self.name().to_string(),
                training: self.training(),
                collisions: self.collisions(&items, now),
                items,
                sharing: store.sharing_counts(now)?,
                workers: loads(store, &around)?,
            })
        })
    }

    /// Rows of the board in their place there, as far as these alone say: a child's waiting episodes stand together.
    pub(super) fn interview_rows(&self, store: &Store, rows: &[FileRow], now: Moment) -> Result<Vec<InterviewItem>> {
        Ok(self.placed_items(rows, &Around::of(store, rows.iter())?, now))
    }

    fn placed_items(&self, rows: &[FileRow], around: &Around, now: Moment) -> Vec<InterviewItem> {
        placed(rows.iter().filter_map(|row| self.interview_item(row, around, now)).collect())
    }

    /// All that is known of the interview of an episode. Refused while the child is still missing.
    pub fn interview_case(&self, of: EpisodeId, now: Moment) -> Result<InterviewCase> {
        self.store.read(|store| {
            let episode = ended_episode(store, of)?;
            let row = store.file_row(&episode)?;
            let waiting = match row.file.child {
                Some(child) => store.open_files_of(child)?,
                None => Vec::new(),
            };
            let around = Around::of(store, waiting.iter())?;
            let item = |row: &FileRow| self.interview_item(row, &around, now).map(|(_, item)| item);
            let mut shown = item(&row).ok_or_else(|| Error::Refused(format!("{}: the child is still missing", episode.reference())))?;
            let in_group = waiting.iter().filter(|other| shown.group.contains(&other.file.episode));
            let mut group: Vec<InterviewItem> = in_group.filter_map(item).collect();
            group.sort_by_key(|item| (item.clock.returned_at, item.episode));
            let together = || group.iter().chain(Some(&shown).filter(|shown| waits(shown)));
            if let Some(first) = together().map(|item| item.section).min() {
                group.iter_mut().chain(Some(&mut shown).filter(|shown| waits(shown))).for_each(|item| item.placed = first);
            }
            let (interviews, earlier) = self.interviews_by(store, &row)?;
            let suggestions = if row.file.stage() < Stage::Held { self.suggestions(store, &episode, &row.file, now)? } else { Vec::new() };
            Ok(InterviewCase {
                item: shown,
                child: row.file.child.map(|child| store.child(child)).transpose()?,
                group,
                interviews,
                earlier,
                wishes: row.file.child.map(|child| store.wishes(child)).transpose()?.unwrap_or_default(),
                workers: around.workers.into_values().collect(),
                suggestions,
                episode,
                file: row.file,
            })
        })
    }

    /// The clock of an episode's interview; one that was held or closed runs out no more, and says what came of it.
    pub(super) fn interview_clock(&self, store: &Store, episode: &Episode, now: Moment) -> Result<Option<InterviewClock>> {
        let Some(clock) = self.clocks.interview(episode, now) else { return Ok(None) };
        Ok(Some(settled(clock, episode, &store.interview_file(episode.id)?, now)))
    }

    /// How far the interviews of these episodes have come, in words; of those still missing nothing.
    pub(super) fn interview_stages(&self, store: &Store, episodes: &[Episode], now: Moment) -> Result<Vec<(EpisodeId, String)>> {
        let ended = episodes.iter().filter(|episode| !episode.still_missing());
        ended.map(|episode| Ok((episode.id, stage_words(store, episode, &store.interview_file(episode.id)?, now)?))).collect()
    }

    /// An interview that was held.
    pub fn interview(&self, id: InterviewId) -> Result<Interview> {
        self.store.interview(id)
    }

    /// The interviews that answer an episode, and the child's others; latest first.
    fn interviews_by(&self, store: &Store, row: &FileRow) -> Result<(Vec<Interview>, Vec<Interview>)> {
        let all = match row.file.child {
            Some(child) => store.interviews_of(child)?,
            None => row.file.answered.iter().rev().map(|answered| store.interview(answered.interview)).collect::<Result<_>>()?,
        };
        Ok(all.into_iter().partition(|interview| row.file.answered.iter().any(|answered| answered.interview == interview.id)))
    }

    /// One row of the board and its place there; `None` where police took the return back.
    fn interview_item(&self, row: &FileRow, around: &Around, now: Moment) -> Option<(Order, InterviewItem)> {
        let FileRow { file, episode, child, done_at } = row;
        let clock = self.clocks.interview(episode, now)?;
        let stage = file.stage();
        let section = match answered_in_vain(episode, file) {
            true if clock.returned_at.is_none() => InterviewSection::NoClock,
            true => InterviewSection::DataError,
            false => section_of(stage, file.worker().is_some(), &clock),
        };
        let order = match (section, clock.due_72h, done_at) {
            (InterviewSection::Done, _, Some(done)) => -done.timestamp_millis(),
            (_, due, _) => due.or(episode.notice_of_return).unwrap_or(episode.received).timestamp_millis(),
        };
        let answered = counting(episode, file);
        let late = answered.and_then(|answered| answered.late.as_ref()).map(|late| late.reason.code());
        let group = file.child.and_then(|child| around.waiting.get(&child)).into_iter().flatten().copied();
        let item = InterviewItem {
            section,
            placed: section,
            stage,
            standing: standing(file),
            episode: episode.id,
            police_ref: episode.details.police_ref.clone(),
            child: board_child(episode, child.as_ref(), now),
            verdicts: verdicts(episode, file, &clock, now),
            worker: file.whose().map(|worker| around.name(worker)),
            handed_from: handed_from(file).map(|worker| around.name(worker)),
            covered_by: answered.map(|answered| answered.interview),
            reason: file.closure().map(|closed| closed.closure.reason.code()).or(late),
            booked_for: file.booking().map(|booked| booked.booking.at),
            attempts: u32::try_from(file.attempts.len()).unwrap_or(u32::MAX),
            group: group.filter(|other| *other != episode.id).collect(),
            missing_again: file.child.is_some_and(|child| around.missing.contains(&child)),
            remarks: remarks(row, stage, &clock, around),
            seen: file.changed,
            clock: settled(clock, episode, file, now),
        };
        Some(((section, order), item))
    }

    /// The deadlines of this board that fall while nobody is staffed, each child named as narrow rows name it.
    fn collisions(&self, items: &[InterviewItem], now: Moment) -> Vec<String> {
        let open = items.iter().filter(|item| item.stage < Stage::Held);
        open.filter_map(|item| Some(format!("{}: {}", item.child.short, collision(&item.clock, &self.clocks, now)?))).collect()
    }

    /// The episode and its file that a verb works on, as nobody changed it since it was shown; refused while the child is missing.
    pub(super) fn file_to_work_on(&self, store: &Store, on: On) -> Result<(Episode, InterviewFile)> {
        let episode = ended_episode(store, on.episode)?;
        let file = store.interview_file(on.episode)?;
        self.check_seen(&format!("the interview of {}", episode.reference()), file.changed, on.seen)?;
        Ok((episode, file))
    }

    /// The same, of an interview that is still to be held: refused once it is held or closed.
    pub(super) fn file_to_hold(&self, store: &Store, on: On) -> Result<(Episode, InterviewFile)> {
        let (episode, file) = self.file_to_work_on(store, on)?;
        refuse_closed(&episode, &file)?;
        match file.answered.last() {
            None => Ok((episode, file)),
            Some(last) => {
                let (reference, id, when) = (episode.reference(), last.interview, long_moment(last.held_at));
                Err(Error::Refused(format!("{reference} is answered by {id}, held {when}; there is nothing left to arrange")))
            }
        }
    }
}

/// Refuses what is done about an interview that was closed without being held.
pub(super) fn refuse_closed(episode: &Episode, file: &InterviewFile) -> Result<()> {
    let Some(closed) = file.closure() else { return Ok(()) };
    let (reference, reason, when) = (episode.reference(), closed.closure.reason, long_moment(closed.at));
    let how = "open it again first";
    Err(Error::Refused(format!("the interview of {reference} was closed by {} at {when} ({reason}); {how}", closed.by)))
}

/// Each episode once, in the order given; refused where there is none, and where one is named twice as shown at different times.
pub(super) fn each_once(on: &[On]) -> Result<Vec<On>> {
    let mut found: Vec<On> = Vec::new();
    for on in on {
        if !found.iter().any(|known| known.episode == on.episode) {
            found.push(*on);
        }
    }
    if found.is_empty() { Err(Error::Refused("no episode is named; say whose interview it is".into())) } else { Ok(found) }
}

/// An episode that has ended; refused while the child is still missing.
pub(super) fn ended_episode(store: &Store, of: EpisodeId) -> Result<Episode> {
    let episode = store.episode(of)?;
    checks::check_ended(&episode).map_err(Error::Refused)?;
    Ok(episode)
}

/// A section, and within it what runs out first: milliseconds.
type Order = (InterviewSection, i64);

/// What runs out first on top; the episodes of a child that wait for their interview stand together, with the most urgent of them.
fn placed(mut items: Vec<(Order, InterviewItem)>) -> Vec<InterviewItem> {
    let group = |item: &InterviewItem| item.child.id.map(|child| child.0).filter(|_| waits(item));
    let mut first: BTreeMap<ChildId, Order> = BTreeMap::new();
    for (order, item) in &items {
        if let Some(child) = group(item) {
            first.entry(child).and_modify(|first| *first = (*order).min(*first)).or_insert(*order);
        }
    }
    for (order, item) in &mut items {
        if let Some(first) = group(item).and_then(|child| first.get(&child)) {
            *order = *first;
            item.placed = first.0;
        }
    }
    items.sort_by_key(|(order, item)| (*order, group(item), item.clock.returned_at, item.episode));
    items.into_iter().map(|(_, item)| item).collect()
}

/// Its interview is still to be held.
fn waits(item: &InterviewItem) -> bool {
    item.stage < Stage::Held
}

/// What the rows of one board have in common.
struct Around {
    workers: BTreeMap<WorkerId, Worker>,
    missing: BTreeSet<ChildId>,
    /// Episodes of a child that wait for their interview to be held, earliest return first.
    waiting: BTreeMap<ChildId, Vec<EpisodeId>>,
}

impl Around {
    fn of<'a>(store: &Store, rows: impl Iterator<Item = &'a FileRow>) -> Result<Around> {
        let mut waiting: BTreeMap<ChildId, Vec<(Option<Moment>, EpisodeId)>> = BTreeMap::new();
        for FileRow { file, episode, .. } in rows.filter(|row| row.file.stage() < Stage::Held) {
            if let Some(child) = file.child {
                waiting.entry(child).or_default().push((episode.details.returned.map(|when| when.at), episode.id));
            }
        }
        let in_order = |mut episodes: Vec<(Option<Moment>, EpisodeId)>| {
            episodes.sort_unstable();
            episodes.into_iter().map(|(_, episode)| episode).collect()
        };
        Ok(Around {
            workers: store.workers()?.into_iter().map(|worker| (worker.id, worker)).collect(),
            missing: store.children_missing()?,
            waiting: waiting.into_iter().map(|(child, episodes)| (child, in_order(episodes))).collect(),
        })
    }

    fn name(&self, id: WorkerId) -> WorkerName {
        match self.workers.get(&id) {
            Some(worker) => name_of(worker),
            None => WorkerName { id, name: id.to_string(), team: String::new() },
        }
    }
}

/// A worker as a row names them.
pub(super) fn name_of(worker: &Worker) -> WorkerName {
    WorkerName { id: worker.id, name: worker.details.name.clone(), team: worker.details.team.clone() }
}

/// The workers of today by name, each with what they carry.
fn loads(store: &Store, around: &Around) -> Result<Vec<WorkerLoad>> {
    let carried = store.carried_by_worker()?;
    let current = around.workers.values().filter(|worker| !worker.details.left);
    let mut loads: Vec<WorkerLoad> =
        current.map(|worker| WorkerLoad { worker: worker.clone(), open: carried.get(&worker.id).copied().unwrap_or(0) }).collect();
    loads.sort_by(|a, b| a.worker.details.name.cmp(&b.worker.details.name));
    Ok(loads)
}

/// What is held, recorded or done stands there; else the clock decides, before whether anybody has it.
fn section_of(stage: Stage, allocated: bool, clock: &InterviewClock) -> InterviewSection {
    match (stage, clock.state) {
        (Stage::SignedOff | Stage::Closed, _) => InterviewSection::Done,
        (Stage::Held | Stage::GivenBack, _) => InterviewSection::Held,
        (Stage::Recorded, _) => InterviewSection::Recorded,
        (_, InterviewState::NoClock) => InterviewSection::NoClock,
        (_, InterviewState::Overdue) => InterviewSection::Overdue,
        (_, InterviewState::DueWithin24Hours) => InterviewSection::DueWithin24Hours,
        (Stage::Booked, _) => InterviewSection::Booked,
        _ if allocated => InterviewSection::Allocated,
        _ => InterviewSection::Unallocated,
    }
}

/// How far it has come; of an offer also that the last one was refused.
fn standing(file: &InterviewFile) -> &'static str {
    let refused = || file.attempts.iter().rfind(|attempt| attempt.offered).is_some_and(|last| last.outcome == AttemptOutcome::Refused);
    match file.stage() {
        Stage::Offered if refused() => "offered, refused",
        stage => stage.label(),
    }
}

/// While a handover is open: whoever last took the interview.
fn handed_from(file: &InterviewFile) -> Option<WorkerId> {
    let open = file.stage() < Stage::Held && file.allocations.last().is_some_and(|last| last.accepted.is_none());
    let taken = || file.allocations.iter().rfind(|given| given.accepted.is_some());
    open.then(taken)?.map(|given| given.worker).filter(|worker| Some(*worker) != file.worker())
}

/// The interview that counts for an episode: the earliest at or after its return, else the earliest.
pub(super) fn counting<'a>(episode: &Episode, file: &'a InterviewFile) -> Option<&'a Answered> {
    let returned = episode.details.returned.map(|when| when.at);
    file.answered.iter().find(|answered| returned.is_none_or(|returned| answered.held_at >= returned)).or(file.answered.first())
}

/// The clock as it stands once the interview was held or closed; else as it is.
fn settled(clock: InterviewClock, episode: &Episode, file: &InterviewFile, now: Moment) -> InterviewClock {
    match what_came_of_it(episode, file, now) {
        Some((state, words)) => InterviewClock { state, stage: Some(words), ..clock },
        None => clock,
    }
}

/// "held Fri 14:00, to be recorded", "closed: declined by the child"; `None` while it is still to be held.
fn what_came_of_it(episode: &Episode, file: &InterviewFile, now: Moment) -> Option<(InterviewState, String)> {
    let held = counting(episode, file)
        .map(|answered| (InterviewState::Held, format!("held {}, {}", near_moment(answered.held_at, now), answered.record)));
    held.or_else(|| file.closure().map(|closed| (InterviewState::Closed, format!("closed: {}", closed.closure.reason))))
}

/// "held Fri 14:00, to be recorded", "allocated, Bo Larkin", "booked for Fri 14:00, Bo Larkin", "unallocated".
fn stage_words(store: &Store, episode: &Episode, file: &InterviewFile, now: Moment) -> Result<String> {
    if let Some((_, words)) = what_came_of_it(episode, file, now) {
        return Ok(words);
    }
    let worker = file.worker().map(|worker| store.worker(worker)).transpose()?.map(|worker| worker.details.name);
    Ok(match (file.stage(), file.booking(), worker) {
        (_, Some(booked), None) => format!("booked for {}", near_moment(booked.booking.at, now)),
        (_, Some(booked), Some(name)) => format!("booked for {}, {name}", near_moment(booked.booking.at, now)),
        (Stage::Handover, _, Some(name)) => format!("handed over to {name}, not accepted yet"),
        (_, _, Some(name)) => format!("{}, {name}", standing(file)),
        (_, _, None) => standing(file).to_string(),
    })
}

fn remarks(row: &FileRow, stage: Stage, clock: &InterviewClock, around: &Around) -> Vec<String> {
    let file = &row.file;
    let mut remarks = data_errors(&row.episode, file);
    remarks.extend(file.answered.iter().filter_map(|answered| answered.not_independent.clone()));
    if clock.estimated {
        remarks.push("return time estimated".into());
    }
    let late = |booked: &Booked| clock.due_72h.is_some_and(|due| booked.booking.at > due);
    if stage == Stage::Booked && file.booking().is_some_and(late) {
        remarks.push("booked after the deadline".into());
    }
    if let (true, Some(worker)) = (stage == Stage::Handover || handed_from(file).is_some(), file.worker()) {
        remarks.push(format!("handed over to {}, not accepted yet", around.name(worker).name));
    }
    if file.child.is_none() {
        remarks.push("who this child is has not been said yet".into());
    }
    remarks
}
