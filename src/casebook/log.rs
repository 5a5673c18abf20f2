//! What was written, verb by verb; and verbs taken back by correcting entries, never erased.

use super::error::{Error, Result};
use super::event::Event;
use super::hub::Hub;
use super::meeting_view::LogLine;
use super::news::{in_words, leading};
use crate::calendar::{day_of, long_moment, start_of_day, time};
use crate::episode::Moment;
use crate::meeting::agenda::{About, ItemId};
use crate::meeting::decision::DecisionId;
use crate::meeting::record::MeetingId;
use crate::store::Store;
use crate::store::journal::Entry;

impl Hub {
    /// What was written since the open meeting began, or today where none is on: one line a verb, latest first.
    pub fn log(&self, now: Moment) -> Result<Vec<LogLine>> {
        self.store.read(|store| {
            let mut lines = Vec::new();
            for verb in verbs(&self.recent(store, now)?).into_iter().rev() {
                if !is_noise(verb) && !is_correction(verb) {
                    lines.push(self.log_line(store, verb)?);
                }
            }
            Ok(lines)
        })
    }

    /// What [`Hub::undo`] would take back now: the last thing this person wrote here since the meeting began (no meeting: today)
    /// that can be taken back at all and was not.
    pub fn to_undo(&self, now: Moment) -> Result<Option<LogLine>> {
        self.store.read(|store| {
            let entries = self.recent(store, now)?;
            for verb in verbs(&entries).into_iter().rev().filter(|verb| self.is_mine(verb) && is_undoable(verb)) {
                if !store.is_undone(verb[0].verb)? && closed_since(store, verb)?.is_none() {
                    return self.log_line(store, verb).map(Some);
                }
            }
            Ok(None)
        })
    }

    /// What [`Hub::redo`] would make count again now: what this person took back last, unless they wrote something since.
    pub fn to_redo(&self, now: Moment) -> Result<Option<LogLine>> {
        self.store.read(|store| {
            let entries = self.recent(store, now)?;
            for verb in verbs(&entries).into_iter().rev().filter(|verb| self.is_mine(verb)) {
                match &verb[0].event {
                    Some(Event::Undone { verb: of }) if store.is_undone(*of)? => {
                        return self.log_line(store, &store.verb_entries(*of)?).map(Some);
                    }
                    _ if is_undoable(verb) => return Ok(None),
                    _ => {}
                }
            }
            Ok(None)
        })
    }

    /// Takes a verb back, by a correcting entry. Refused where something later stands on it, saying what.
    pub fn undo(&mut self, verb: i64, now: Moment) -> Result<LogLine> {
        self.verb(now, |hub, pen| {
            let entries = pen.store.verb_entries(verb)?;
            if pen.store.is_undone(verb)? {
                return Err(Error::Refused("it is taken back already".into()));
            }
            if let Some(why) = cannot_undo(pen.store, &entries)? {
                return Err(Error::Refused(why));
            }
            let line = hub.log_line(pen.store, &entries)?;
            pen.record(Event::Undone { verb })?;
            Ok(LogLine { undone: true, ..line })
        })
    }

    /// Makes a verb that was taken back count again. Refused where what it was about has moved on.
    pub fn redo(&mut self, verb: i64, now: Moment) -> Result<LogLine> {
        self.verb(now, |hub, pen| {
            let entries = pen.store.verb_entries(verb)?;
            if !pen.store.is_undone(verb)? {
                return Err(Error::Refused("it was not taken back".into()));
            }
            if let Some(why) = cannot_redo(pen.store, &entries)? {
                return Err(Error::Refused(why));
            }
            pen.record(Event::Redone { verb })?;
            hub.log_line(pen.store, &entries)
        })
    }

    fn recent(&self, store: &Store, now: Moment) -> Result<Vec<Entry>> {
        let today = start_of_day(day_of(now));
        let since = store.open_meeting()?.map_or(today, |meeting| meeting.started_at);
        store.entries(Some(since), &[])
    }

    fn is_mine(&self, verb: &[Entry]) -> bool {
        let me = self.actor();
        verb[0].actor == me.name && verb[0].workstation == me.workstation
    }

    fn log_line(&self, store: &Store, verb: &[Entry]) -> Result<LogLine> {
        let (first, lead) = (&verb[0], leading(verb));
        let alike = verb.iter().filter(|entry| entry.kind == lead.kind).count();
        let more = if alike > 1 { format!("; and {} more", alike - 1) } else { String::new() };
        let undone = store.is_undone(first.verb)?;
        let taken_back = match taken_back(store, first.verb)?.filter(|_| undone) {
            Some(by) => format!("; taken back by {} at {}", by.actor, time(by.recorded_at)),
            None => String::new(),
        };
        let can = if undone { cannot_redo(store, verb)?.is_none() } else { cannot_undo(store, verb)?.is_none() };
        let what = format!("{}{more}{taken_back}", in_words(store, lead)?);
        let identified = verb.iter().filter_map(|entry| match entry.event {
            Some(Event::ChildIdentified { episode, .. }) => Some(episode),
            _ => None,
        });
        let identified = identified.collect();
        Ok(LogLine { verb: first.verb, at: first.recorded_at, by: first.actor.clone(), what, undone, can, identified })
    }
}

/// The entries of each verb.
fn verbs(entries: &[Entry]) -> Vec<&[Entry]> {
    entries.chunk_by(|a, b| a.verb == b.verb).collect()
}

/// Items coming on the screen are on the record, and no news.
fn is_noise(verb: &[Entry]) -> bool {
    verb.iter().all(|entry| matches!(entry.event, Some(Event::ItemOpened { .. })))
}

fn is_correction(verb: &[Entry]) -> bool {
    verb.iter().any(|entry| matches!(entry.event, Some(Event::Undone { .. } | Event::Redone { .. })))
}

/// Who took a verb back last.
fn taken_back(store: &Store, verb: i64) -> Result<Option<Entry>> {
    let entries = store.entries(None, &[format!("verb {verb}")])?;
    Ok(entries.into_iter().rev().find(|entry| matches!(entry.event, Some(Event::Undone { .. }))))
}

/// Is the verb of a kind that can be taken back? All of its entries must be.
fn is_undoable(verb: &[Entry]) -> bool {
    let one = |event: &Event| {
        matches!(
            event,
            Event::AttendanceChanged { .. }
                | Event::ItemsAdded { .. }
                | Event::AgendaOrdered { .. }
                | Event::NoteTaken { .. }
                | Event::DecisionRecorded { .. }
                | Event::ItemDecided { .. }
                | Event::ItemLeft { .. }
                | Event::BusinessRaised { .. }
                | Event::BusinessChanged { .. }
                | Event::ActionAgreed { .. }
                | Event::ActionEnded { .. }
                | Event::ActionRedated { .. }
                | Event::ActionReopened { .. }
                | Event::AssessmentStarted { .. }
                | Event::AssessmentAllocated { .. }
                | Event::AssessmentScored { .. }
                | Event::AssessmentWithdrawn { .. }
                | Event::BandOverridden { .. }
                | Event::ChildIdentified { .. }
                | Event::EpisodeDoubted { .. }
                | Event::PoliceAsked { .. }
                | Event::ChildrenMerged { .. }
                | Event::ChildSplit { .. }
                | Event::ChildrenDistinct { .. }
                | Event::ChildrenRelated { .. }
                | Event::RelationEnded { .. }
                | Event::TopTenReviewed { .. }
                | Event::PanelDiscussed { .. }
        )
    };
    // A child is put on the register by an answer, or by a file: that is not taken back.
    let answers = verb.iter().any(|entry| matches!(entry.event, Some(Event::ChildIdentified { .. })));
    let one = |event: &Event| one(event) || answers && matches!(event, Event::ChildAdded { .. });
    !verb.is_empty() && verb.iter().all(|entry| entry.event.as_ref().is_some_and(one))
}

/// The meeting a part of the verb belongs to, where it was closed after the verb (after it was taken back).
fn closed_since(store: &Store, verb: &[Entry]) -> Result<Option<String>> {
    for entry in verb {
        let (Some(
            Event::AttendanceChanged { meeting, .. }
            | Event::ItemsAdded { meeting, .. }
            | Event::AgendaOrdered { meeting, .. }
            | Event::NoteTaken { meeting, .. }
            | Event::ItemDecided { meeting, .. }
            | Event::ItemLeft { meeting, .. },
        )
        | Some(Event::ActionAgreed { meeting: Some(meeting), .. })) = &entry.event
        else {
            continue;
        };
        let found = store.entries(None, &[format!("meeting {meeting}")])?;
        let from = taken_back(store, entry.verb)?.map_or(entry.position, |by| by.position);
        let close = found.iter().find(|of| of.position > from && matches!(of.event, Some(Event::MeetingClosed { .. })));
        if let Some(close) = close {
            let at = long_moment(close.recorded_at);
            return Ok(Some(format!("{meeting} was closed {at}; amend it by a decision, a note or the attendance instead")));
        }
    }
    Ok(None)
}

/// Why a verb cannot be taken back; `None`: it can.
pub(super) fn cannot_undo(store: &Store, verb: &[Entry]) -> Result<Option<String>> {
    if !is_undoable(verb) {
        return Ok(Some("that cannot be taken back; put it right where it is recorded".into()));
    }
    if let Some(why) = closed_since(store, verb)? {
        return Ok(Some(why));
    }
    for entry in verb {
        let why = match &entry.event {
            Some(Event::DecisionRecorded { decision, .. }) => stands_on_decision(store, *decision, entry)?,
            Some(Event::BusinessRaised { business, .. } | Event::BusinessChanged { business, .. }) => {
                // What was put on the agenda as it was entered goes with it.
                let came_with_it = verb.iter().any(|of| matches!(of.event, Some(Event::ItemsAdded { .. })));
                let on_agenda = match &entry.event {
                    Some(Event::BusinessRaised { .. }) if !came_with_it => on_agenda(store, About::Business(*business))?,
                    _ => None,
                };
                let agenda = on_agenda.map(|id| format!("{business} stands on the agenda of {id}; pass over it there, with a reason"));
                agenda.or(changed_since(store, &format!("business {business}"), entry, &business.to_string())?)
            }
            Some(Event::ActionAgreed { action, .. }) => changed_since(store, &entry.subject, entry, &action.id.to_string())?,
            Some(Event::ActionEnded { action, .. } | Event::ActionRedated { action, .. } | Event::ActionReopened { action, .. }) => {
                // An action of a decision that is gone has nothing to go back to.
                match store.action(*action) {
                    Err(Error::Refused(_)) => Some(format!("{action} counts no more: its decision was taken back or reworded since")),
                    Err(other) => return Err(other),
                    Ok(_) => changed_since(store, &entry.subject, entry, &action.to_string())?,
                }
            }
            Some(
                Event::AssessmentStarted { assessment, .. }
                | Event::AssessmentAllocated { assessment, .. }
                | Event::AssessmentScored { assessment, .. }
                | Event::AssessmentWithdrawn { assessment, .. },
            ) => changed_since(store, &entry.subject, entry, &assessment.to_string())?,
            Some(Event::ItemsAdded { meeting, items }) => {
                let items: Vec<ItemId> = items.iter().map(|new| new.item).collect();
                stands_on_items(store, *meeting, &items, entry.verb)?
            }
            Some(event) => super::who_log::stands_on(store, event, entry)?,
            None => None,
        };
        if why.is_some() {
            return Ok(why);
        }
    }
    Ok(None)
}

/// The decision was reworded, or something became of one of its actions, since.
fn stands_on_decision(store: &Store, decision: DecisionId, entry: &Entry) -> Result<Option<String>> {
    if let Some(later) = store.replaced_by(decision)? {
        return Ok(Some(format!("{decision} was reworded as {later} since; take that back first")));
    }
    let Some(Event::DecisionRecorded { actions, .. }) = &entry.event else { return Ok(None) };
    for action in actions {
        if let Some(why) = changed_since(store, &format!("action {}", action.id), entry, &action.id.to_string())? {
            return Ok(Some(why));
        }
    }
    Ok(None)
}

/// Something that counts was said about a subject after an entry, in another verb.
pub(super) fn changed_since(store: &Store, subject: &str, entry: &Entry, name: &str) -> Result<Option<String>> {
    let later = store.counting(subject)?.into_iter().rfind(|of| of.position > entry.position && of.verb != entry.verb);
    Ok(later.map(|later| {
        let what = super::describe(&later);
        format!("{name} was changed since, by {} at {} ({what}); take that back first", later.actor, time(later.recorded_at))
    }))
}

/// The meeting on whose agenda something stands.
fn on_agenda(store: &Store, about: About) -> Result<Option<MeetingId>> {
    let last = store.meetings_between(Moment::UNIX_EPOCH, Moment::MAX_UTC, 1)?;
    Ok(last.into_iter().find(|meeting| meeting.item_about(about).is_some()).map(|meeting| meeting.id))
}

/// Something was noted, decided or left under one of these items, in another verb.
fn stands_on_items(store: &Store, meeting: MeetingId, items: &[ItemId], verb: i64) -> Result<Option<String>> {
    let under = |event: &Event| match event {
        Event::NoteTaken { item, .. } | Event::ItemDecided { item, .. } | Event::ItemLeft { item, .. } => items.contains(item),
        _ => false,
    };
    let later = store.counting(&format!("meeting {meeting}"))?;
    let found = later.iter().any(|entry| entry.verb != verb && entry.event.as_ref().is_some_and(under));
    Ok(found.then(|| "something was noted or decided under it since; take that back first".to_string()))
}

/// Why a verb that was taken back cannot count again; `None`: it can.
fn cannot_redo(store: &Store, verb: &[Entry]) -> Result<Option<String>> {
    if let Some(why) = closed_since(store, verb)? {
        return Ok(Some(why));
    }
    for entry in verb {
        let why = match &entry.event {
            Some(Event::DecisionRecorded { replaces: Some(earlier), .. }) => match store.decision(*earlier) {
                Err(Error::Refused(_)) => Some(format!("{earlier}, which it rewords, counts no more")),
                Err(other) => return Err(other),
                Ok(_) => store.replaced_by(*earlier)?.map(|later| format!("{earlier} was reworded as {later} since")),
            },
            Some(Event::DecisionRecorded { business: Some(business), .. }) => gone(store.business(*business), business)?,
            Some(Event::ActionEnded { action, .. } | Event::ActionRedated { action, .. } | Event::ActionReopened { action, .. }) => {
                match gone(store.action(*action), action)? {
                    None => changed_since(store, &entry.subject, entry, &action.to_string())?,
                    why => why,
                }
            }
            Some(Event::BusinessChanged { business, .. }) => match gone(store.business(*business), business)? {
                None => changed_since(store, &entry.subject, entry, &business.to_string())?,
                why => why,
            },
            Some(
                Event::AssessmentAllocated { assessment, .. }
                | Event::AssessmentScored { assessment, .. }
                | Event::AssessmentWithdrawn { assessment, .. },
            ) => match gone(store.assessment(*assessment), assessment)? {
                None => changed_since(store, &entry.subject, entry, &assessment.to_string())?,
                why => why,
            },
            Some(Event::ItemsAdded { meeting, items }) => {
                let on = store.meeting(*meeting)?;
                let twice = items.iter().any(|new| on.item_about(new.about).is_some());
                twice.then(|| format!("it stands on the agenda of {meeting} again by now"))
            }
            Some(Event::AgendaOrdered { meeting, .. }) => changed_order(store, *meeting, entry)?,
            Some(
                Event::NoteTaken { meeting, item, .. } | Event::ItemLeft { meeting, item, .. } | Event::ItemDecided { meeting, item, .. },
            ) if !verb.iter().any(|of| matches!(of.event, Some(Event::ItemsAdded { .. }))) => {
                let there = store.meeting(*meeting)?.item(*item).is_some();
                (!there).then(|| format!("its item stands on the agenda of {meeting} no more"))
            }
            Some(event) => super::who_log::moved_on(store, event, entry, verb)?,
            None => None,
        };
        if why.is_some() {
            return Ok(why);
        }
    }
    Ok(None)
}

fn gone<T>(found: Result<T>, name: &dyn std::fmt::Display) -> Result<Option<String>> {
    match found {
        Ok(_) => Ok(None),
        Err(Error::Refused(_)) => Ok(Some(format!("{name} counts no more"))),
        Err(other) => Err(other),
    }
}

/// The agenda got other items or another order after an order that was taken back.
fn changed_order(store: &Store, meeting: MeetingId, entry: &Entry) -> Result<Option<String>> {
    let moved = |of: &Entry| matches!(of.event, Some(Event::AgendaOrdered { .. } | Event::ItemsAdded { .. }));
    let later = store.counting(&format!("meeting {meeting}"))?.iter().any(|of| of.position > entry.position && moved(of));
    Ok(later.then(|| "the agenda was changed since; order it anew".to_string()))
}
