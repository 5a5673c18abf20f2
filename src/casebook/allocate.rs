//! Who holds an interview: allocating, handing over, accepting; and what the child wishes about it.

use super::board::board_child;
use super::error::{Error, Result};
use super::event::Event;
use super::hub::{Hub, Pen};
use super::interview_view::{Allocated, WorkerName};
use super::interviews::{On, each_once, name_of};
use crate::calendar::long_moment;
use crate::child::{Child, ChildId};
use crate::episode::{Episode, Moment};
use crate::interview::file::Allocation;
use crate::interview::suggest::independence;
use crate::interview::worker::{Wishes, Worker, WorkerId};
use crate::store::Store;
use crate::text::{clean, clean_lines, fold};

/// To whom interviews are given, and how.
struct Giving<'a> {
    worker: &'a Worker,
    reason: &'a str,
    handover: bool,
}

impl Hub {
    /// Gives the interviews of these episodes to a worker: all of them or none. One that somebody else has is refused, naming who
    /// has it since when, unless it is handed over with a reason; the handover is then open until accepted. A worker who is not
    /// independent, or whom the child asked not to see, needs a reason too (see [`may_hold`]).
    pub fn allocate(&mut self, on: &[On], to: WorkerId, reason: &str, handover: bool, now: Moment) -> Result<Vec<Allocated>> {
        self.verb(now, |hub, pen| hub.give(pen, on, to, reason, handover))
    }

    /// What [`Hub::allocate`] would do, or why it would be refused; changes nothing.
    pub fn preview_allocation(&self, on: &[On], to: WorkerId, reason: &str, handover: bool, now: Moment) -> Result<Vec<Allocated>> {
        self.rehearsal(now, |hub, pen| hub.give(pen, on, to, reason, handover))
    }

    /// The worker took what was handed over to them. Recorded by that worker, or by somebody other than who handed it over.
    pub fn accept_handover(&mut self, on: On, now: Moment) -> Result<()> {
        self.verb(now, |hub, pen| {
            let (episode, file) = hub.file_to_hold(pen.store, on)?;
            match file.allocations.last() {
                Some(Allocation { worker, by, accepted: None, .. }) => {
                    let (to, actor) = (pen.store.worker(*worker)?.details.name, &hub.actor.name);
                    if fold(by) == fold(actor) && fold(&to) != fold(actor) {
                        let reference = episode.reference();
                        return Err(Error::Refused(format!(
                            "{by} handed the interview of {reference} over; {to} accepts it, or somebody else for them"
                        )));
                    }
                    let by = Some(actor.clone());
                    pen.record(Event::HandoverAccepted { episode: episode.id, worker: *worker, by })?;
                    Ok(())
                }
                _ => Err(Error::Refused(format!("no handover of the interview of {} waits to be accepted", episode.reference()))),
            }
        })
    }

    /// Records what a child wishes about who interviews it: the whole of it, in place of what it said before.
    pub fn set_wishes(&mut self, child: ChildId, wishes: Wishes, now: Moment) -> Result<()> {
        let wishes = cleaned(wishes);
        self.verb(now, |_, pen| {
            let child = pen.store.child(child)?.id;
            for id in wishes.asked_for.iter().chain(&wishes.not) {
                let worker = pen.store.worker(*id)?;
                if wishes.asked_for.contains(id) && wishes.not.contains(id) {
                    let name = worker.details.name;
                    return Err(Error::Refused(format!("{name} stands under both asked for and not to see; take one of them away")));
                }
            }
            if pen.store.wishes(child)? != wishes {
                pen.record(Event::WishesRecorded { child, wishes })?;
            }
            Ok(())
        })
    }

    pub(super) fn give(&self, pen: &mut Pen<'_>, on: &[On], to: WorkerId, reason: &str, handover: bool) -> Result<Vec<Allocated>> {
        let worker = at_work(pen.store, to)?;
        let giving = Giving { worker: &worker, reason: &clean(reason), handover };
        let mut given = Vec::new();
        for on in each_once(on)? {
            given.push(self.give_one(pen, on, &giving)?);
        }
        let carried = pen.store.carried_by_worker()?.get(&to).copied().unwrap_or(0);
        if let (Some(capacity), Some(last)) = (worker.details.capacity.filter(|capacity| carried > *capacity), given.last_mut()) {
            last.words += &format!("; carries {carried} now, more than the {capacity} they can");
        }
        Ok(given)
    }

    fn give_one(&self, pen: &mut Pen<'_>, on: On, giving: &Giving<'_>) -> Result<Allocated> {
        let Giving { worker, reason, .. } = *giving;
        let (episode, file) = self.file_to_hold(pen.store, on)?;
        let child = episode.child.map(|child| pen.store.child(child)).transpose()?;
        let to = name_of(worker);
        let answer = |from: Option<WorkerName>, words: String| Allocated {
            episode: episode.id,
            child: episode.child,
            name: board_child(&episode, child.as_ref(), pen.now).name,
            worker: to.clone(),
            from,
            words,
        };
        let (from, words) = match file.allocations.last() {
            Some(last) if last.worker == worker.id => {
                let (by, when) = (&last.by, long_moment(last.at));
                return Ok(answer(None, format!("{} has it already, given by {by} at {when}; nothing changes", to.name)));
            }
            Some(last) => {
                let from = name_of(&pen.store.worker(last.worker)?);
                check_handover(&episode, &from, last, giving)?;
                (Some(from.clone()), format!("handed over from {} to {}; open until accepted", from.name, to.name))
            }
            None => (None, format!("allocated to {}", to.name)),
        };
        self.may_hold(pen.store, worker, child.as_ref(), reason)?;
        let words = words + &self.not_free(pen.store, worker, &episode, &file, pen.now)?.unwrap_or_default();
        let answer = answer(from.clone(), words);
        let (from, reason) = (from.map(|from| from.id), reason.to_string());
        pen.record(Event::InterviewAllocated { episode: episode.id, worker: worker.id, from, reason })?;
        Ok(answer)
    }

    /// Refuses a worker who is not independent of the child's care, unless the child asked for them and the reason is recorded;
    /// and one whom the child asked not to see, unless the reason is recorded.
    fn may_hold(&self, store: &Store, worker: &Worker, child: Option<&Child>, reason: &str) -> Result<()> {
        let wishes = child.map(|child| store.wishes(child.id)).transpose()?.unwrap_or_default();
        let name = &worker.details.name;
        if let Err(why) = independence(worker, child.map(|child| &child.details), &self.settings) {
            if !wishes.asked_for.contains(&worker.id) {
                return Err(Error::Refused(format!(
                    "{why}; the interviewer must be independent of the child's care, unless the child asked for {name} (wayhome interview wishes) and the reason is recorded"
                )));
            }
            if reason.is_empty() {
                return Err(Error::Refused(format!("{why}; the child asked for {name}: record the reason as well")));
            }
        }
        if wishes.not.contains(&worker.id) && reason.is_empty() {
            return Err(Error::Refused(format!("the child asked not to see {name}; choose somebody else, or record the reason")));
        }
        Ok(())
    }
}

/// A worker who can be given interviews.
pub(super) fn at_work(store: &Store, id: WorkerId) -> Result<Worker> {
    let worker = store.worker(id)?;
    if worker.details.left {
        return Err(Error::Refused(format!("{} has left; choose somebody else", worker.details.name)));
    }
    Ok(worker)
}

/// Refuses taking an interview from whoever has it without saying that it is a handover, and why.
fn check_handover(episode: &Episode, from: &WorkerName, last: &Allocation, giving: &Giving<'_>) -> Result<()> {
    let reference = episode.reference();
    if !giving.handover {
        let (when, by) = (long_moment(last.at), &last.by);
        return Err(Error::Refused(format!(
            "the interview of {reference} was allocated to {} by {by} at {when}; hand it over, with the reason, if it is to change",
            from.name
        )));
    }
    if giving.reason.is_empty() {
        return Err(Error::Refused(format!("say in a few words why the interview of {reference} is handed over from {}", from.name)));
    }
    Ok(())
}

/// What was typed, safe to keep and to show, each worker once.
fn cleaned(mut wishes: Wishes) -> Wishes {
    for workers in [&mut wishes.asked_for, &mut wishes.not] {
        workers.sort_unstable();
        workers.dedup();
    }
    wishes.language = wishes.language.map(|language| clean(&language)).filter(|language| !language.is_empty());
    wishes.note = clean_lines(&wishes.note).trim().to_string();
    wishes
}
