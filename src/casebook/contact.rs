//! Reaching the child: contact attempts and offers, bookings, the time of return; and closing an interview that is not to be.

use super::allocate::at_work;
use super::error::{Error, Result};
use super::event::{Change, Event};
use super::hub::Hub;
use super::interviews::{On, each_once, refuse_closed};
use crate::calendar::{long_moment, short_moment};
use crate::episode::{Episode, EpisodeId, Moment, When};
use crate::interview::attempt::{Attempt, Booking, Closure, NotHeld};
use crate::interview::checks::{check_attempt, check_booking, check_closure};
use crate::store::Store;
use crate::text::{clean, clean_lines};

impl Hub {
    /// Records one contact attempt for each of these episodes; with `offered` it is an offer of the interview, and the first one
    /// stops the offer clock. One from before an interview was held or closed may be written down later.
    pub fn attempt(&mut self, on: &[On], mut attempt: Attempt, now: Moment) -> Result<()> {
        attempt.by = clean(&attempt.by);
        attempt.note = clean_lines(&attempt.note).trim().to_string();
        check_attempt(&attempt, now).map_err(Error::Refused)?;
        self.verb(now, |hub, pen| {
            for on in each_once(on)? {
                let (episode, file) = hub.file_to_work_on(pen.store, on)?;
                if file.closure().is_some_and(|closed| attempt.at > closed.at) {
                    refuse_closed(&episode, &file)?;
                }
                pen.record(Event::ContactAttempted { episode: episode.id, attempt: attempt.clone() })?;
            }
            Ok(())
        })
    }

    /// Books one time and place for the interviews of these episodes. A booking that stood is moved.
    pub fn book(&mut self, on: &[On], mut booking: Booking, now: Moment) -> Result<()> {
        booking.place = clean(&booking.place);
        check_booking(&booking, now).map_err(Error::Refused)?;
        self.verb(now, |hub, pen| {
            if let Some(worker) = booking.worker {
                at_work(pen.store, worker)?;
            }
            for on in each_once(on)? {
                let (episode, file) = hub.file_to_hold(pen.store, on)?;
                if booking.worker.or(file.worker()).is_none() {
                    let reference = episode.reference();
                    return Err(Error::Refused(format!("nobody has the interview of {reference} yet; allocate it, or name who holds it")));
                }
                if let Some(standing) = file.booking() {
                    if standing.booking == booking {
                        continue;
                    }
                    let reason = format!("moved to {}", long_moment(booking.at));
                    pen.record(Event::BookingCancelled { episode: episode.id, reason })?;
                }
                pen.record(Event::InterviewBooked { episode: episode.id, booking: booking.clone() })?;
            }
            Ok(())
        })
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

/// Where the half-typed closing of an interview is kept.
pub fn close_key(episode: EpisodeId) -> String {
    format!("close {episode}")
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
