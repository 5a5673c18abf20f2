//! Reaching the child: contact attempts and offers, bookings, the time of return; and closing an interview that is not to be.

use super::allocate::at_work;
use super::error::{Error, Result};
use super::event::{Change, Event};
use super::hub::{Hub, Pen};
use super::interviews::{On, each_once, refuse_closed};
use super::suggestions::LONGEST;
use crate::calendar::{day_of, long_moment, near_moment, short_moment, time};
use crate::episode::{Episode, EpisodeId, Moment, When};
use crate::interview::attempt::{Attempt, Booking, Closure, NotHeld};
use crate::interview::checks::{check_attempt, check_booking, check_closure};
use crate::interview::file::{Booked, InterviewFile};
use crate::interview::worker::WorkerId;
use crate::store::Store;
use crate::text::{clean, clean_lines};
use chrono::TimeDelta;

impl Hub {
    /// Records one contact attempt for each of these episodes; with `offered` it is an offer of the interview, and the first one
    /// stops the offer clock. One from before an interview was held or closed may be written down later.
    pub fn attempt(&mut self, on: &[On], attempt: Attempt, now: Moment) -> Result<()> {
        let attempt = tidy_attempt(attempt);
        check_attempt(&attempt, now).map_err(Error::Refused)?;
        self.verb(now, |hub, pen| {
            for on in each_once(on)? {
                let (episode, file) = hub.file_to_work_on(pen.store, on)?;
                refuse_after_closing(&episode, &file, &attempt)?;
                pen.record(Event::ContactAttempted { episode: episode.id, attempt: attempt.clone() })?;
            }
            Ok(())
        })
    }

    /// Books one time and place for the interviews of these episodes. A booking that stood is moved. With a worker named, an
    /// interview that nobody has is allocated to them as well; one that somebody else has is refused. Gives what is to be told, one
    /// line of words each: who it was allocated to, from when it was moved, that it comes after the deadline, what it clashes with.
    pub fn book(&mut self, on: &[On], mut booking: Booking, now: Moment) -> Result<Vec<String>> {
        booking.place = clean(&booking.place);
        check_booking(&booking, now).map_err(Error::Refused)?;
        // Kept as of whose it is, so that it goes with the interview where that is handed over.
        let named = booking.worker.take();
        self.verb(now, |hub, pen| {
            let on = each_once(on)?;
            let mut told = Vec::new();
            for one in &on {
                let (words, worker) = hub.book_one(pen, *one, named, &booking)?;
                let of = if on.len() > 1 { format!("{}: ", pen.store.episode(one.episode)?.reference()) } else { String::new() };
                told.extend(words.into_iter().map(|words| format!("{of}{words}")));
                // Of several episodes of one visit a clash is told once.
                let clash = clash(pen.store, &on, worker, &booking)?.filter(|words| !told.contains(words));
                told.extend(clash);
            }
            Ok(told)
        })
    }

    /// Books the interview of one episode; gives what is to be told of it, and whose it is.
    fn book_one(&self, pen: &mut Pen<'_>, on: On, named: Option<WorkerId>, booking: &Booking) -> Result<(Vec<String>, WorkerId)> {
        let (episode, file) = self.file_to_hold(pen.store, on)?;
        let reference = episode.reference();
        let mut told = Vec::new();
        let worker = match (named, file.worker()) {
            (Some(named), Some(has)) if named != has => {
                let has = pen.store.worker(has)?.details.name;
                return Err(Error::Refused(format!("{reference}: {has} has it; hand it over first")));
            }
            (Some(named), None) => {
                told.extend(self.give(pen, &[on], named, "", false)?.into_iter().map(|given| given.words));
                named
            }
            (Some(named), Some(_)) => at_work(pen.store, named)?.id,
            (None, Some(has)) => has,
            (None, None) => {
                return Err(Error::Refused(format!("nobody has the interview of {reference} yet; allocate it, or name who holds it")));
            }
        };
        if let Some(standing) = file.booking() {
            if standing.booking == *booking {
                return Ok((told, worker));
            }
            told.push(moved(standing, booking, pen.now));
            let reason = format!("moved to {}", long_moment(booking.at));
            pen.record(Event::BookingCancelled { episode: episode.id, reason })?;
        }
        let due = self.clocks.interview(&episode, pen.now).and_then(|clock| clock.due_72h);
        told.extend(due.filter(|due| booking.at > *due).map(|due| format!("after its 72 hours, due {}", near_moment(due, pen.now))));
        pen.record(Event::InterviewBooked { episode: episode.id, booking: booking.clone() })?;
        Ok((told, worker))
    }

    /// A booking fell through.
    pub fn cancel_booking(&mut self, on: On, reason: &str, now: Moment) -> Result<()> {
        let reason = in_words(reason, "say in a few words why the booking fell through")?;
        self.verb(now, |hub, pen| {
            let (episode, file) = hub.file_to_hold(pen.store, on)?;
            if file.booking().is_none() {
                return Err(Error::Refused(format!("nothing is booked for the interview of {}", episode.reference())));
            }
            pen.record(Event::BookingCancelled { episode: episode.id, reason })?;
            Ok(())
        })
    }

    /// Records when a child came back, as police were asked: where no time was given, or to make an estimated one exact.
    pub fn set_return_time(&mut self, on: On, returned: When, now: Moment) -> Result<()> {
        self.verb(now, |hub, pen| {
            let (episode, _) = hub.file_to_work_on(pen.store, on)?;
            check_return(&episode, returned, pen.now)?;
            let mut details = episode.details.clone();
            let Some(change) = change_of_return(details.returned, returned) else { return Ok(()) };
            details.returned = Some(returned);
            pen.record(Event::EpisodeChanged { episode: episode.id, details, changes: vec![change], returned: false, line: None })?;
            Ok(())
        })
    }

    /// Closes the interviews of these episodes without one being held, with the reason of the closed list.
    pub fn close_interview(&mut self, on: &[On], mut closure: Closure, now: Moment) -> Result<()> {
        closure.note = clean_lines(&closure.note).trim().to_string();
        closure.carers_account = clean_lines(&closure.carers_account).trim().to_string();
        closure.approver = closure.approver.map(|name| clean(&name)).filter(|name| !name.is_empty());
        check_closure(&closure, &self.actor.name).map_err(Error::Refused)?;
        self.verb(now, |hub, pen| {
            for on in each_once(on)? {
                let (episode, _) = hub.file_to_hold(pen.store, on)?;
                if closure.reason == NotHeld::MissingAgain && !went_missing_again(pen.store, &episode)? {
                    let reference = episode.reference();
                    return Err(Error::Refused(format!("the child has not gone missing again since {reference}; choose another reason")));
                }
                pen.record(Event::InterviewClosed { episode: episode.id, closure: closure.clone() })?;
                pen.store.save_draft(&close_key(episode.id), "", pen.now)?;
            }
            Ok(())
        })
    }

    /// Opens an interview again that was closed; the earlier closing stays on its file.
    pub fn reopen_interview(&mut self, on: On, why: &str, now: Moment) -> Result<()> {
        let why = in_words(why, "say in a few words why the interview is opened again")?;
        self.verb(now, |hub, pen| {
            let (episode, file) = hub.file_to_work_on(pen.store, on)?;
            let reference = episode.reference();
            if let Some(last) = file.answered.last() {
                let id = last.interview;
                return Err(Error::Refused(format!("{reference} is answered by {id}; give {id} back with comments to change it")));
            }
            if file.closure().is_none() {
                return Err(Error::Refused(format!("the interview of {reference} is open; there is nothing to open again")));
            }
            pen.record(Event::InterviewReopened { episode: episode.id, why })?;
            Ok(())
        })
    }
}

/// An attempt with its texts as they are kept.
pub(super) fn tidy_attempt(attempt: Attempt) -> Attempt {
    Attempt { by: clean(&attempt.by), note: clean_lines(&attempt.note).trim().to_string(), ..attempt }
}

/// Refuses an attempt from after the interview was closed.
pub(super) fn refuse_after_closing(episode: &Episode, file: &InterviewFile, attempt: &Attempt) -> Result<()> {
    if file.closure().is_some_and(|closed| attempt.at > closed.at) { refuse_closed(episode, file) } else { Ok(()) }
}

/// Where the half-typed closing of an interview is kept.
pub fn close_key(episode: EpisodeId) -> String {
    format!("close {episode}")
}

/// "moved from Thu 09:00, booked by Bob at 08:41"; with the place where that changes too.
fn moved(standing: &Booked, to: &Booking, now: Moment) -> String {
    let Booked { booking: from, made_at, by, .. } = standing;
    let made = if day_of(*made_at) == day_of(now) { time(*made_at) } else { near_moment(*made_at, now) };
    let place = if from.place == to.place { String::new() } else { format!(", {}", from.place) };
    format!("moved from {}{place}, booked by {by} at {made}", near_moment(from.at, now))
}

/// "Sam Whitby has another interview at 14:00": one that overlaps a booking of these episodes, and is of none of them.
fn clash(store: &Store, on: &[On], worker: WorkerId, booking: &Booking) -> Result<Option<String>> {
    let end = |booking: &Booking| booking.at + TimeDelta::minutes(i64::from(booking.minutes));
    for file in store.files_booked_since(booking.at - LONGEST)? {
        let Some(other) = file.booking().map(|booked| &booked.booking) else { continue };
        let theirs = other.worker.or(file.worker()) == Some(worker) && on.iter().all(|on| on.episode != file.episode);
        // Another episode of the child may be booked for the same visit.
        let same_visit =
            || file.child.is_some() && other.at == booking.at && store.episode(on[0].episode).is_ok_and(|e| e.child == file.child);
        if theirs && other.at < end(booking) && booking.at < end(other) && !same_visit() {
            let name = store.worker(worker)?.details.name;
            return Ok(Some(format!("{name} has another interview at {}", time(other.at))));
        }
    }
    Ok(None)
}

/// Text that must say something.
pub(super) fn in_words(text: &str, otherwise: &str) -> Result<String> {
    let text = clean_lines(text).trim().to_string();
    if text.is_empty() { Err(Error::Refused(otherwise.into())) } else { Ok(text) }
}

/// Refuses a return before the child went missing, or one still to come.
fn check_return(episode: &Episode, returned: When, now: Moment) -> Result<()> {
    let (reference, when, began) = (episode.reference(), long_moment(returned.at), episode.missing_since());
    if returned.at > now {
        return Err(Error::Refused(format!("{reference}: a return at {when} is in the future; correct the time")));
    }
    // Without a time of the report, what is known is only when the hub first heard.
    let known = episode.details.last_seen.or(episode.details.reported).is_some();
    if known && returned.at < began {
        let began = long_moment(began);
        return Err(Error::Refused(format!(
            "{reference}: a return at {when} is before the child went missing ({began}); correct the time"
        )));
    }
    Ok(())
}

/// What changes in the time of return, with both values in words; `None` where it stands already.
fn change_of_return(old: Option<When>, new: When) -> Option<Change> {
    let words = |when: When| format!("{}{}", short_moment(when.at), if when.estimated { " (estimated)" } else { "" });
    (old != Some(new)).then(|| Change { field: "returned".into(), old: old.map_or(String::new(), words), new: words(new) })
}

/// Whether the child has another episode that began after the return of this one. Not known of a child who is not identified:
/// then the recorder's word stands.
pub(super) fn went_missing_again(store: &Store, episode: &Episode) -> Result<bool> {
    let Some(child) = episode.child else { return Ok(true) };
    let since = episode.details.returned.map(|when| when.at).unwrap_or(episode.began());
    Ok(store.episodes_of(child)?.iter().any(|other| other.id != episode.id && (other.still_missing() || other.began() >= since)))
}
