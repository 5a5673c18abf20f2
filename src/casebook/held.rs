//! The interview itself: that it was held and which episodes it answers, what was said in it, and its sign-off.

use super::contact::in_words;
use super::error::{Error, Result};
use super::event::Event;
use super::hub::Hub;
use super::interviews::{On, refuse_closed};
use crate::calendar::long_moment;
use crate::clock::ClockSettings;
use crate::episode::{Episode, EpisodeId, Moment};
use crate::interview::attempt::Late;
use crate::interview::checks::{check_coverage, check_held, check_record, check_sign, is_late};
use crate::interview::record::{Covered, EndsAs, Finding, Held, Interview, InterviewId, InterviewRecord, RecordState, Stamp};
use crate::interview::suggest::independence;
use crate::interview::worker::{Worker, WorkerDetails, WorkerId};
use crate::settings::Settings;
use crate::store::Store;
use crate::text::{clean, clean_lines};
use chrono::TimeDelta;

/// Two interviews about one episode within this time are taken for one, written down twice.
const ONE_CONVERSATION: TimeDelta = TimeDelta::hours(4);

impl Hub {
    /// Records that an interview was held, and which episodes of the child it answers, each by an explicit mark. It need not have
    /// been allocated or booked: somebody held it. Where they were not independent of the child's care, it is kept and said
    /// ([`Held::not_independent`]).
    pub fn hold(&mut self, mut held: Held, seen: &[On], now: Moment) -> Result<Interview> {
        held.place = clean(&held.place);
        held.by = clean(&held.by);
        self.verb(now, |hub, pen| {
            if let Some(worker) = held.worker {
                let name = pen.store.worker(worker)?.details.name;
                held.by = if held.by.is_empty() { name } else { held.by };
            }
            for on in seen {
                hub.file_to_work_on(pen.store, *on)?;
            }
            let episodes = covered_episodes(pen.store, &held.covers)?;
            if held.child.is_none() {
                held.child = episodes.first().and_then(|episode| episode.child);
            }
            held.covers = tidied(held.covers, &episodes, held.at, &hub.clocks);
            check_held(&held, &episodes, &hub.clocks, pen.now).map_err(Error::Refused)?;
            refuse_answered(pen.store, &episodes, None)?;
            refuse_twice(pen.store, &held.covers, held.at, None)?;
            held.not_independent = hub.not_independent(pen.store, &held)?;
            let interview = InterviewId(pen.store.next_id("interview")?);
            let covered: Vec<EpisodeId> = held.covers.iter().map(|covered| covered.episode).collect();
            pen.record(Event::InterviewHeld { interview, held })?;
            for episode in covered {
                pen.store.save_draft(&hold_key(episode), "", pen.now)?;
            }
            pen.store.interview(interview)
        })
    }

    /// Puts the marks right: the whole new coverage, and why. After sign-off it must be given back first. With no episode left, the
    /// interview is withdrawn: written down by mistake, it stays in the child's history and answers nothing.
    pub fn change_coverage(&mut self, id: InterviewId, covers: Vec<Covered>, reason: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        let reason = in_words(reason, "say in a few words why the episodes it answers change")?;
        self.verb(now, |hub, pen| {
            let interview = hub.interview_to_change(pen.store, id, seen)?;
            if covers.is_empty() {
                pen.record(Event::CoverageChanged { interview: id, covers, reason })?;
                return Ok(());
            }
            let episodes = covered_episodes(pen.store, &covers)?;
            let covers = tidied(covers, &episodes, interview.held.at, &hub.clocks);
            check_coverage(&interview.held, &covers, &episodes, &hub.clocks).map_err(Error::Refused)?;
            refuse_answered(pen.store, &episodes, Some(id))?;
            refuse_twice(pen.store, &covers, interview.held.at, Some(id))?;
            if interview.held.covers != covers {
                pen.record(Event::CoverageChanged { interview: id, covers, reason })?;
            }
            Ok(())
        })
    }

    /// Records what was said, in place of what was recorded before; it then waits for another worker's sign-off. New findings get
    /// their numbers; recipients are written as the settings name them.
    pub fn record_interview(&mut self, id: InterviewId, record: InterviewRecord, seen: Option<i64>, now: Moment) -> Result<Interview> {
        let record = cleaned(record, &self.settings);
        check_record(&record, &self.settings).map_err(Error::Refused)?;
        self.verb(now, |hub, pen| {
            let interview = hub.interview_to_change(pen.store, id, seen)?;
            let record = numbered(pen.store, record, &interview)?;
            pen.record(Event::InterviewRecorded { interview: id, record })?;
            pen.store.save_draft(&record_key(id), "", pen.now)?;
            pen.store.interview(id)
        })
    }

    /// Another worker signs off what was recorded: neither who held the interview nor who recorded it.
    pub fn sign_off(&mut self, id: InterviewId, seen: Option<i64>, now: Moment) -> Result<()> {
        self.verb(now, |hub, pen| {
            let interview = hub.interview_as_seen(pen.store, id, seen)?;
            check_sign(&interview, &hub.actor.name).map_err(Error::Refused)?;
            pen.record(Event::InterviewSignedOff { interview: id })?;
            Ok(())
        })
    }

    /// Gives a record back with comments, to be put right; also one that was signed off already.
    pub fn give_back(&mut self, id: InterviewId, comments: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        let comments = in_words(comments, "say in your comments what is to be put right")?;
        self.verb(now, |hub, pen| {
            let interview = hub.interview_as_seen(pen.store, id, seen)?;
            match interview.state {
                RecordState::ToSign | RecordState::SignedOff => {
                    pen.record(Event::InterviewGivenBack { interview: id, comments })?;
                    Ok(())
                }
                state => Err(Error::Refused(format!("{id} is {state}; only what was recorded can be given back"))),
            }
        })
    }

    fn interview_as_seen(&self, store: &Store, id: InterviewId, seen: Option<i64>) -> Result<Interview> {
        let interview = store.interview(id)?;
        self.check_seen(&format!("interview {id}"), interview.changed, seen)?;
        Ok(interview)
    }

    fn interview_to_change(&self, store: &Store, id: InterviewId, seen: Option<i64>) -> Result<Interview> {
        let interview = self.interview_as_seen(store, id, seen)?;
        if let Some((Stamp { at, by }, reason)) = &interview.withdrawn {
            let what = "record anew that it was held, if it was";
            return Err(Error::Refused(format!("{id} was withdrawn by {by} at {} ({reason}); {what}", long_moment(*at))));
        }
        match &interview.signed {
            Some(Stamp { at, by }) => {
                let at = long_moment(*at);
                Err(Error::Refused(format!("{id} was signed off by {by} at {at}; give it back with comments to change it")))
            }
            None => Ok(interview),
        }
    }

    /// That whoever held an interview was not independent of the child's care, in words; nothing where the child asked for them and
    /// the reason was recorded when it was allocated.
    pub(super) fn not_independent(&self, store: &Store, held: &Held) -> Result<Option<String>> {
        let Some(child) = held.child else { return Ok(None) };
        let worker = match held.worker {
            Some(id) => store.worker(id)?,
            // Somebody else: of them nothing is known but the name.
            None => Worker { id: WorkerId(0), details: WorkerDetails { name: held.by.clone(), ..WorkerDetails::default() }, changed: 0 },
        };
        let Err(why) = independence(&worker, Some(&store.child(child)?.details), &self.settings) else { return Ok(None) };
        if store.wishes(child)?.asked_for.contains(&worker.id) {
            for covered in &held.covers {
                let given = store.interview_file(covered.episode)?.allocations;
                if given.iter().any(|given| given.worker == worker.id && !given.reason.is_empty()) {
                    return Ok(None);
                }
            }
        }
        Ok(Some(format!("held by {}, {why}", held.by)))
    }
}

/// Where the half-typed record of an interview is kept.
pub fn record_key(interview: InterviewId) -> String {
    format!("record {interview}")
}

/// Where a half-typed "it was held" is kept.
pub fn hold_key(episode: EpisodeId) -> String {
    format!("hold {episode}")
}

fn covered_episodes(store: &Store, covers: &[Covered]) -> Result<Vec<Episode>> {
    covers.iter().map(|covered| store.episode(covered.episode)).collect()
}

/// Refuses an episode that is closed, or answered by another interview that is signed off; one dated before the return answers
/// nothing.
pub(super) fn refuse_answered(store: &Store, episodes: &[Episode], but: Option<InterviewId>) -> Result<()> {
    for episode in episodes {
        let file = store.interview_file(episode.id)?;
        refuse_closed(episode, &file)?;
        let early = |at: Moment| episode.details.returned.is_some_and(|returned| at < returned.at);
        let others = file.answered.iter().filter(|other| Some(other.interview) != but && !early(other.held_at));
        let signed = others.into_iter().find(|other| other.record == RecordState::SignedOff);
        if let Some(signed) = signed {
            let (reference, id) = (episode.reference(), signed.interview);
            return Err(Error::Refused(format!("{reference} is answered by {id}, which is signed off; take its mark away")));
        }
    }
    Ok(())
}

/// Refuses the same conversation written down a second time: two people may both be told of it, and not agree on the hour.
pub(super) fn refuse_twice(store: &Store, covers: &[Covered], at: Moment, but: Option<InterviewId>) -> Result<()> {
    for covered in covers {
        let others = store.interview_file(covered.episode)?.answered;
        let near = |held_at: Moment| (held_at - at).abs() <= ONE_CONVERSATION;
        if let Some(other) = others.iter().find(|other| Some(other.interview) != but && near(other.held_at)) {
            let (id, when) = (other.interview, long_moment(other.held_at));
            return Err(Error::Refused(format!("{id} of {when} is there already; withdraw it first if it is the same")));
        }
    }
    Ok(())
}

/// The marks with the reason for being late only where it was late, in clean words.
pub(super) fn tidied(covers: Vec<Covered>, episodes: &[Episode], held_at: Moment, clocks: &ClockSettings) -> Vec<Covered> {
    let late = |id: EpisodeId| episodes.iter().any(|episode| episode.id == id && is_late(episode, held_at, clocks));
    let tidy = |covered: Covered| Covered {
        late: covered.late.filter(|_| late(covered.episode)).map(|late| Late { note: clean_lines(&late.note).trim().to_string(), ..late }),
        ..covered
    };
    covers.into_iter().map(tidy).collect()
}

/// What was typed, safe to keep and to show; empty answers and names left out, each code once, agencies as the settings name them.
pub(super) fn cleaned(mut record: InterviewRecord, settings: &Settings) -> InterviewRecord {
    let lines = |text: &str| clean_lines(text).trim().to_string();
    record.answers.values_mut().for_each(|answer| *answer = lines(answer));
    record.answers.retain(|_, answer| !answer.is_empty());
    for named in &mut record.named {
        named.what = clean(&named.what);
    }
    record.named.retain(|named| !named.what.is_empty());
    record.push.sort_unstable();
    record.push.dedup();
    record.pull.sort_unstable();
    record.pull.dedup();
    record.places.sort_unstable();
    record.places.dedup();
    for Finding { text, why, recipients, ends_as, .. } in &mut record.findings {
        (*text, *why) = (lines(text), lines(why));
        if *ends_as != Some(EndsAs::Intelligence) {
            recipients.clear();
        }
        for recipient in recipients.iter_mut() {
            *recipient = settings.agency(recipient).map_or_else(|| clean(recipient), |agency| agency.name.clone());
        }
        recipients.sort_unstable();
        recipients.dedup();
    }
    record
}

/// Findings keep the numbers they had in this interview; the others get the next free ones.
pub(super) fn numbered(store: &Store, mut record: InterviewRecord, before: &Interview) -> Result<InterviewRecord> {
    let known: Vec<_> = before.record.iter().flat_map(|record| &record.findings).filter_map(|finding| finding.id).collect();
    let mut next = store.next_finding()?;
    let mut kept = Vec::new();
    for finding in &mut record.findings {
        match finding.id.filter(|id| known.contains(id) && !kept.contains(id)) {
            Some(id) => kept.push(id),
            None => {
                finding.id = Some(next);
                next.0 += 1;
            }
        }
    }
    Ok(record)
}
