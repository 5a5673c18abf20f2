//! What the verbs of the interview refuse, each in one line of words with what to do about it.

use super::attempt::{Attempt, AttemptOutcome, Booking, Closure, Late, LateReason, NotHeld};
use super::person::same_person;
use super::record::{Covered, EndsAs, Finding, Held, Interview, InterviewRecord, Question, RecordState};
use crate::calendar::{long_moment, short_moment};
use crate::clock::ClockSettings;
use crate::episode::{Episode, EpisodeId, Moment};
use crate::settings::Settings;
use chrono::TimeDelta;

/// Clocks of two offices differ by this much; a time further ahead is in the future.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(5);
/// A booking further ahead is a slip in the date: "19/11" that has just passed is taken for next year's.
const BOOKED_WITHIN: TimeDelta = TimeDelta::days(92);

/// Refuses what is done about an interview while the child is still missing.
pub fn check_ended(episode: &Episode) -> Result<(), String> {
    refuse_if(episode.still_missing(), || {
        let reference = episode.reference();
        format!("{reference}: the child is still missing; a return interview follows the return. Record the return first")
    })
}

/// Refuses a contact attempt that cannot have been made.
pub fn check_attempt(attempt: &Attempt, now: Moment) -> Result<(), String> {
    said(&attempt.by, "who made the attempt is not said; name them")?;
    past(attempt.at, "the attempt", now)?;
    refuse_if(attempt.offered && attempt.outcome == AttemptOutcome::NotSafe, || {
        "it was not safe to ask, so the interview cannot have been offered; record the one or the other".into()
    })
}

/// Refuses a booking without a place, in the past or of an impossible length.
pub fn check_booking(booking: &Booking, now: Moment) -> Result<(), String> {
    said(&booking.place, "where the interview is to be is not said; add the place")?;
    refuse_if(!(1..=480).contains(&booking.minutes), || {
        format!("{} minutes is no length of an interview; write 1 to 480", booking.minutes)
    })?;
    let when = long_moment(booking.at);
    refuse_if(booking.at < now - CLOCKS_DIFFER, || {
        format!("{when} has passed (it is {} now); if the interview took place then, record that it was held", long_moment(now))
    })?;
    refuse_if(booking.at > now + BOOKED_WITHIN, || format!("{when} is more than {} days ahead; correct the date", BOOKED_WITHIN.num_days()))
}

/// Refuses closing without what its reason asks for: a rationale and an approver other than the recorder where it was decided not
/// appropriate, words where it is another reason.
pub fn check_closure(closure: &Closure, recorder: &str) -> Result<(), String> {
    let reason = closure.reason;
    if matches!(reason, NotHeld::NotAppropriate | NotHeld::Other) {
        let what = if reason == NotHeld::Other { "the reason" } else { "the rationale" };
        said(&closure.note, &format!("\"{reason}\" needs {what} in words; add it"))?;
    }
    if reason != NotHeld::NotAppropriate {
        return Ok(());
    }
    let approver = closure.approver.as_deref().unwrap_or_default();
    said(approver, &format!("\"{reason}\" needs an approver; name who approved it"))?;
    refuse_if(same_person(approver, recorder) || approver.trim() == recorder.trim(), || {
        format!("{approver} records this, and cannot also approve it; \"{reason}\" needs an approver other than the recorder")
    })
}

/// Whether an interview held at this moment is late for the episode: its 72 hours were over, so that the reason is asked for.
pub fn is_late(episode: &Episode, held: Moment, clocks: &ClockSettings) -> bool {
    clocks.interview(episode, held).and_then(|clock| clock.due_72h).is_some_and(|due| held > due)
}

/// Refuses an interview that cannot have been held as it is written, that answers an episode which is not the child's own or not
/// ended, that was late for an episode without the reason, or held before the child went missing. `episodes` holds at least those
/// it covers. One dated before the return is taken: it is shown as a data error and measures nothing ([`super::verdict`]).
pub fn check_held(held: &Held, episodes: &[Episode], clocks: &ClockSettings, now: Moment) -> Result<(), String> {
    said(&held.by, "who held the interview is not said; name them")?;
    past(held.at, "the interview", now)?;
    check_coverage(held, &held.covers, episodes, clocks)
}

/// Refuses marks that cannot stand: none at all, one twice, another child's episode, one not ended, one in which the child had not
/// gone missing yet, a late one without its reason.
pub fn check_coverage(held: &Held, covers: &[Covered], episodes: &[Episode], clocks: &ClockSettings) -> Result<(), String> {
    refuse_if(covers.is_empty(), || "no episode is marked; mark each episode that this interview answers".into())?;
    refuse_if(held.child.is_none() && covers.len() > 1, || {
        "who the child is has not been settled, so one interview can answer one episode only; say who it is first".into()
    })?;
    for (n, covered) in covers.iter().enumerate() {
        let id = covered.episode;
        refuse_if(covers[..n].iter().any(|earlier| earlier.episode == id), || format!("{id} is marked twice; mark it once"))?;
        let Some(episode) = episodes.iter().find(|episode| episode.id == id) else { return Err(unknown(id)) };
        let reference = episode.reference();
        refuse_if(episode.child != held.child, || {
            format!("{reference} is not an episode of this child; an interview answers the child's own episodes only")
        })?;
        check_ended(episode)?;
        check_not_before(episode, held.at)?;
        if is_late(episode, held.at, clocks) {
            let asked =
                || format!("{reference} was answered after its 72 hours ({}); say why it was late", due_words(episode, clocks, held.at));
            check_late(covered.late.as_ref().ok_or_else(asked)?)?;
        }
    }
    Ok(())
}

/// Refuses an interview about an episode that was held before the child went missing, where that moment is known.
pub fn check_not_before(episode: &Episode, held: Moment) -> Result<(), String> {
    let began = episode.missing_since();
    // Without a time of the report, what is known is only when the hub first heard.
    let known = episode.details.last_seen.or(episode.details.reported).is_some();
    refuse_if(known && held < began, || {
        let (reference, held, began) = (episode.reference(), long_moment(held), long_moment(began));
        format!(
            "{reference}: an interview held {held} is before the child went missing ({began}); correct the time, or mark another episode"
        )
    })
}

fn unknown(id: EpisodeId) -> String {
    format!("there is no episode {id}; mark the child's own episodes")
}

fn due_words(episode: &Episode, clocks: &ClockSettings, held: Moment) -> String {
    let Some(due) = clocks.interview(episode, held).and_then(|clock| clock.due_72h) else { return String::new() };
    let (due_at, held_at) = (short_moment(due), short_moment(held));
    let by = match (held - due).num_seconds() {
        _ if due_at != held_at => String::new(),
        0 => ", less than a second late".into(),
        seconds => format!(", {seconds} s late"),
    };
    format!("due {due_at}, held {held_at}{by}")
}

/// Refuses "other" without words.
pub fn check_late(late: &Late) -> Result<(), String> {
    let missing = late.reason == LateReason::Other && late.note.trim().is_empty();
    refuse_if(missing, || "late for an \"other\" reason: say which in words".into())
}

/// Refuses a record that is not ready for another worker to sign off: nothing said in it, confidentiality not gone into, or a
/// finding of which nothing became.
pub fn check_record(record: &InterviewRecord, settings: &Settings) -> Result<(), String> {
    let answered = |question: Question| record.answers.get(&question).is_some_and(|answer| !answer.trim().is_empty());
    refuse_if(!Question::ALL.iter().any(|question| answered(*question)), || {
        "no question is answered yet; write down what was said".into()
    })?;
    refuse_if(record.confidentiality_explained.is_none(), || "say whether confidentiality was explained to the child".into())?;
    check_findings(&record.findings, settings)?;
    all_ended(&record.findings)
}

/// Refuses a finding without words, an end without why, and intelligence without a recipient that the settings know. A finding may
/// still be open.
pub fn check_findings(findings: &[Finding], settings: &Settings) -> Result<(), String> {
    for (finding, n) in findings.iter().zip(1..) {
        said(&finding.text, &format!("finding {n} has no words; write it or take it out"))?;
        let Some(end) = finding.ends_as else { continue };
        said(&finding.why, &format!("finding {n} ends as {end}: say why, or what is to be done"))?;
        if end != EndsAs::Intelligence {
            continue;
        }
        refuse_if(finding.recipients.is_empty(), || format!("finding {n} ends as intelligence: name the agency that should have it"))?;
        if let Some(unknown) = finding.recipients.iter().find(|recipient| settings.agency(recipient).is_none()) {
            let known = settings.agencies.iter().map(|agency| agency.short.as_str()).collect::<Vec<_>>().join(", ");
            return Err(format!("finding {n}: \"{unknown}\" is not an agency of the settings; known are {known}"));
        }
    }
    Ok(())
}

fn all_ended(findings: &[Finding]) -> Result<(), String> {
    match findings.iter().position(|finding| finding.ends_as.is_none()) {
        Some(n) => {
            Err(format!("finding {} is still open; say what becomes of it: plan change, action, intelligence or no use, with why", n + 1))
        }
        None => Ok(()),
    }
}

/// Refuses signing off what is not waiting for it, what has open findings, and signing off one's own work: the interview one held
/// or the record of which one wrote any version.
pub fn check_sign(interview: &Interview, signer: &str) -> Result<(), String> {
    let id = interview.id;
    refuse_if(interview.state != RecordState::ToSign, || format!("{id} is {}, and does not wait to be signed off", interview.state))?;
    let own = |name: &str| same_person(name, signer) || name.trim() == signer.trim();
    refuse_if(own(&interview.held.by), || format!("{} held {id}; another worker signs it off", interview.held.by))?;
    if let Some(recorder) = interview.recorders.iter().find(|recorder| own(recorder)) {
        return Err(format!("{recorder} recorded {id}; another worker signs it off"));
    }
    all_ended(interview.record.as_ref().map_or(&[], |record| &record.findings))
}

fn past(at: Moment, what: &str, now: Moment) -> Result<(), String> {
    refuse_if(at > now + CLOCKS_DIFFER, || {
        format!("{what} is dated in the future ({}; it is {} now); correct it", long_moment(at), long_moment(now))
    })
}

fn said(text: &str, otherwise: &str) -> Result<(), String> {
    refuse_if(text.trim().is_empty(), || otherwise.to_owned())
}

fn refuse_if(wrong: bool, words: impl FnOnce() -> String) -> Result<(), String> {
    if wrong { Err(words()) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
