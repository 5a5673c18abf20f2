//! Whether an episode's clocks were met: each episode has its own verdict, whatever interview answers it.

use super::file::InterviewFile;
use crate::calendar::{end_of_day, long_moment};
use crate::clock::InterviewClock;
use crate::codes::codes;
use crate::episode::{Episode, Moment};
use chrono::NaiveDate;

codes! {
    /// What a clock came to.
    Verdict {
        Met = "met", "met";
        Missed = "missed", "missed";
        /// No return time, or an interview dated before the return.
        NotMeasurable = "not_measurable", "not measurable";
        NotYetDue = "not_yet_due", "not yet due";
    }
}

/// The verdicts of one episode's three clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdicts {
    /// Offered within 24 elapsed hours of notice.
    pub offer: Verdict,
    /// Held within 72 elapsed hours of the return.
    pub hours72: Verdict,
    /// Held by the end of the third working day after the day of return.
    pub working_days: Verdict,
}

/// The verdicts of an episode at `now`. `clock` is the episode's own, of the same moment.
///
/// A clock is met up to and including its deadline, by the earliest interview (or offer) at or after the return; closing an
/// episode without an interview stops no clock. An interview that was held counts as an offer made when it was held, where none
/// was written down earlier.
pub fn verdicts(episode: &Episode, file: &InterviewFile, clock: &InterviewClock, now: Moment) -> Verdicts {
    let returned = episode.details.returned.map(|when| when.at);
    let held = || file.answered.iter().map(|answered| answered.held_at);
    let offers = file.attempts.iter().filter(|attempt| attempt.offered).map(|attempt| attempt.at).chain(held());
    let measured = Measured {
        returned,
        offer_due: clock.offer_due,
        due_72h: clock.due_72h,
        due_3wd: clock.due_3wd,
        offered: counting(offers, returned),
        held: counting(held(), returned),
    };
    verdicts_of(&measured, now)
}

/// What the verdicts of an episode are made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    pub returned: Option<Moment>,
    pub offer_due: Option<Moment>,
    pub due_72h: Option<Moment>,
    /// The last of the working days.
    pub due_3wd: Option<NaiveDate>,
    /// What stops the clocks, as [`counting`] says.
    pub offered: Option<Moment>,
    pub held: Option<Moment>,
}

/// Of some moments the one by which an episode is measured: the first from the return on; where there is none, the first before it.
pub fn counting(moments: impl Iterator<Item = Moment>, returned: Option<Moment>) -> Option<Moment> {
    moments.min_by_key(|at| (returned.is_some_and(|returned| *at < returned), *at))
}

/// The verdicts at `now` (see [`verdicts`]).
pub fn verdicts_of(of: &Measured, now: Moment) -> Verdicts {
    // The third working day lasts until midnight, which is the next day's already.
    let end_3wd = of.due_3wd.map(|day| end_of_day(day) - chrono::TimeDelta::milliseconds(1));
    let of_held = |due: Option<Moment>| match (of.returned, due) {
        (Some(_), Some(due)) => verdict(of.held, of.returned, due, now),
        _ => Verdict::NotMeasurable,
    };
    let offer = of.offer_due.map_or(Verdict::NotMeasurable, |due| verdict(of.offered, of.returned, due, now));
    Verdicts { offer, hours72: of_held(of.due_72h), working_days: of_held(end_3wd) }
}

/// What a clock came to that is stopped at a moment, one before the return not counting.
fn verdict(stopped: Option<Moment>, returned: Option<Moment>, due: Moment, now: Moment) -> Verdict {
    match stopped {
        Some(at) if returned.is_some_and(|returned| at < returned) => Verdict::NotMeasurable,
        Some(at) if at <= due => Verdict::Met,
        Some(_) => Verdict::Missed,
        None if now <= due => Verdict::NotYetDue,
        None => Verdict::Missed,
    }
}

/// Whether the episode was answered by interviews none of which can count: all are dated before the return, or no time of return is
/// known. It is not done until that is put right.
pub fn answered_in_vain(episode: &Episode, file: &InterviewFile) -> bool {
    let returned = episode.details.returned.map(|when| when.at);
    let counts = |held: Moment| returned.is_some_and(|returned| held >= returned);
    !file.answered.is_empty() && !file.answered.iter().any(|answered| counts(answered.held_at))
}

/// What cannot be as it is written, one line of words each: "interview I3 (Thu 19 Nov 2026 10:00) is dated before the return
/// (Fri 20 Nov 2026 08:00)"; and that what was held cannot be measured for want of a time of return.
pub fn data_errors(episode: &Episode, file: &InterviewFile) -> Vec<String> {
    let Some(returned) = episode.details.returned.map(|when| when.at) else {
        let unmeasured =
            |id| format!("interview {id} was held, and no time of return is known: ask for it, or give an estimate, before it is done");
        return file.answered.iter().map(|answered| unmeasured(answered.interview)).collect();
    };
    let before = |what: String, at: Moment| {
        (at < returned).then(|| format!("{what} ({}) is dated before the return ({})", long_moment(at), long_moment(returned)))
    };
    let held = file.answered.iter().filter_map(|answered| before(format!("interview {}", answered.interview), answered.held_at));
    held.chain(file.offered_at().and_then(|at| before("the offer".into(), at))).collect()
}

#[cfg(test)]
mod tests;
