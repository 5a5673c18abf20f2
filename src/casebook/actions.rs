//! The actions register: what becomes of every action over all children.

use super::business::titled;
use super::error::{Error, Result};
use super::event::Event;
use super::hub::Hub;
use super::meeting_view::{ActionLine, Register, RegisterFilter};
use crate::calendar::{day_of, end_of_day, long_moment, start_of_day};
use crate::child::ChildId;
use crate::episode::Moment;
use crate::meeting::action::{NewAction, due_words, in_full, overdue};
use crate::meeting::agenda::{About, ItemId};
use crate::meeting::decision::{ActionId, Due};
use crate::meeting::record::MeetingId;
use crate::meeting::register::{ActionEnd, ActionRecord, OnAction};
use crate::meeting::said;
use crate::store::Store;
use crate::text::{clean, fold};
use chrono::TimeDelta;
use std::collections::BTreeMap;

/// How long an ended action stays on the register.
const ENDED_SHOWN: TimeDelta = TimeDelta::days(28);

impl Hub {
    /// The register, as far as a filter asks for it.
    pub fn register(&self, filter: &RegisterFilter, now: Moment) -> Result<Register> {
        self.store.read(|store| {
            let mut records = match filter.child {
                Some(child) => store.actions_of_child(child)?,
                None => store.open_actions()?,
            };
            if filter.child.is_none() && filter.ended {
                records.extend(store.actions_ended_since(now - ENDED_SHOWN)?);
            }
            records.retain(|record| record.ended.as_ref().is_none_or(|ended| filter.ended && ended.at >= now - ENDED_SHOWN));
            let mut agencies: BTreeMap<String, u32> = BTreeMap::new();
            for record in &records {
                *agencies.entry(record.action.agency.clone()).or_default() += u32::from(record.ended.is_none());
            }
            records.retain(|record| asked_for(record, filter, now));
            records.sort_by_key(|record| place(record, now));
            let lines = self.action_lines(store, records, now)?;
            let count = |of: &dyn Fn(&ActionLine) -> bool| u32::try_from(lines.iter().filter(|l| of(l)).count()).unwrap_or(u32::MAX);
            Ok(Register {
                open: count(&|line| line.record.ended.is_none()),
                overdue: count(&|line| line.overdue),
                agencies: agencies.into_iter().collect(),
                lines,
            })
        })
    }

    /// An action by its number.
    pub fn action(&self, id: ActionId) -> Result<ActionRecord> {
        self.store.action(id)
    }

    /// Every action of a child: the open ones first, the ended ones latest first.
    pub fn actions_of_child(&self, child: ChildId, now: Moment) -> Result<Vec<ActionLine>> {
        self.store.read(|store| self.action_lines(store, store.actions_of_child(child)?, now))
    }

    /// Ends actions, all alike; refused as a whole if one of them is, naming it.
    pub fn end_actions(&mut self, on: &[OnAction], end: ActionEnd, now: Moment) -> Result<()> {
        let end = ActionEnd { how: end.how, outcome: clean(&end.outcome), difference: clean(&end.difference) };
        if end.outcome.is_empty() {
            return Err(Error::Refused(format!("say in a line what came of it: an action that is {} needs its outcome", end.how)));
        }
        self.on_each(on, now, |record| match &record.ended {
            Some(ended) => Err(format!("was ended by {} on {} ({})", ended.by, long_moment(ended.at), ended.end.how)),
            None => Ok(Event::ActionEnded { action: record.action.id, end: end.clone() }),
        })
    }

    /// Agrees another date for actions, all alike; the dates before stay on record.
    pub fn redate_actions(&mut self, on: &[OnAction], due: Due, reason: &str, now: Moment) -> Result<()> {
        let reason = clean(reason);
        if reason.is_empty() {
            return Err(Error::Refused("another date needs a reason; say why in a few words".into()));
        }
        if overdue(due, now) {
            return Err(Error::Refused(format!("the due date {} has passed; write one to come, with the year if need be", in_full(due))));
        }
        self.on_each(on, now, |record| match record.action.due {
            _ if record.ended.is_some() => Err("has ended; open it again first".into()),
            Some(before) if before == due => Err(format!("is due {} already", in_full(due))),
            from => Ok(Event::ActionRedated { action: record.action.id, from, to: Some(due), reason: reason.clone() }),
        })
    }

    /// Takes up an action again that was ended.
    pub fn reopen_action(&mut self, on: OnAction, reason: &str, now: Moment) -> Result<()> {
        let reason = clean(reason);
        if reason.is_empty() {
            return Err(Error::Refused("say in a few words why the action is open again".into()));
        }
        self.on_each(&[on], now, |record| match record.ended {
            None => Err("is still to be done".into()),
            Some(_) => Ok(Event::ActionReopened { action: record.action.id, reason: reason.clone() }),
        })
    }

    /// One verb for all of them: what each becomes, or why it cannot be.
    fn on_each(
        &mut self,
        on: &[OnAction],
        now: Moment,
        becomes: impl Fn(&ActionRecord) -> std::result::Result<Event, String>,
    ) -> Result<()> {
        if on.is_empty() {
            return Err(Error::Refused("no action is named; name one by its number (A9)".into()));
        }
        self.verb(now, |hub, pen| {
            let mut done: Vec<ActionId> = Vec::new();
            for OnAction { action: id, seen } in on {
                if done.contains(id) {
                    continue;
                }
                let record = pen.store.action(*id)?;
                hub.check_seen(&format!("action {id}"), record.changed, *seen)?;
                let event = becomes(&record).map_err(|why| {
                    let nothing = if on.len() > 1 { "; nothing was changed" } else { "" };
                    Error::Refused(format!("{id} ({}) {why}{nothing}", record.action.what))
                })?;
                pen.record(event)?;
                done.push(*id);
            }
            Ok(())
        })
    }

    /// Agrees an action without a decision. `child`: whom it is for; `None`: the child of the item, where it is about one.
    pub fn agree_action(
        &mut self,
        new: NewAction,
        under: Option<(MeetingId, ItemId)>,
        child: Option<ChildId>,
        now: Moment,
    ) -> Result<ActionRecord> {
        let agency = said::agency(&new.agency, &self.settings).map_err(Error::Refused)?;
        let person = new.person.map(|person| clean(&person)).filter(|person| !person.is_empty());
        let new = NewAction { agency, person, what: clean(&new.what), due: new.due };
        if new.what.is_empty() {
            return Err(Error::Refused("an action needs words: say what is to be done".into()));
        }
        if let Some(due) = new.due.filter(|due| overdue(*due, now)) {
            return Err(Error::Refused(format!("the due date {} has passed; write one to come, with the year if need be", in_full(due))));
        }
        self.verb(now, |_, pen| {
            let about = under.map(|(meeting, item)| item_of(pen.store, meeting, item)).transpose()?;
            let episode = if let Some(About::Episode(episode)) = about { Some(pen.store.episode(episode)?) } else { None };
            let business = if let Some(About::Business(business)) = about { Some(pen.store.business(business)?) } else { None };
            let only = business.as_ref().and_then(|b| if let [one] = b.details.children[..] { Some(one) } else { None });
            let child = child.map(|child| pen.store.child(child)).transpose()?.map(|child| child.id);
            let id = pen.store.next_action()?;
            pen.record(Event::ActionAgreed {
                action: new.numbered(id),
                meeting: under.map(|(meeting, _)| meeting),
                item: under.map(|(_, item)| item),
                child: child.or(episode.as_ref().and_then(|episode| episode.child)).or(only),
                episode: episode.map(|episode| episode.id),
                business: business.map(|business| business.id),
            })?;
            pen.store.action(id)
        })
    }

    /// From when on every action is asked after: the working day before the hub's first meeting. What ran out before could not be
    /// ended when it did; it stays on the register, and keeps no meeting open.
    pub(super) fn register_from(&self, store: &Store, now: Moment) -> Result<Moment> {
        let first = store.first_meeting()?.unwrap_or(now);
        Ok(start_of_day(self.clocks.working_days.before(day_of(first))))
    }

    /// Actions as they are listed: with the names of the children and the due dates in words.
    pub(super) fn action_lines(&self, store: &Store, records: Vec<ActionRecord>, now: Moment) -> Result<Vec<ActionLine>> {
        let (today_ends, register_from) = (end_of_day(day_of(now)), self.register_from(store, now)?);
        let line = |record: ActionRecord| {
            let (about, reference) = what_about(store, &record)?;
            let open = record.ended.is_none();
            let due = record.action.due;
            Ok(ActionLine {
                about,
                reference,
                // What has ended is neither early nor late any more.
                due: due.map_or("no date agreed".into(), |due| if open { due_words(due, now) } else { in_full(due) }),
                overdue: open && due.is_some_and(|due| overdue(due, now)),
                from_before: open && due.is_some_and(|due| overdue(due, register_from)),
                due_now: open && due.is_some_and(|due| overdue(due, today_ends)),
                record,
            })
        };
        records.into_iter().map(line).collect()
    }
}

/// What an item of an open meeting is about.
fn item_of(store: &Store, meeting: MeetingId, item: ItemId) -> Result<About> {
    let meeting = store.meeting(meeting)?;
    if !meeting.is_open() {
        return Err(Error::Refused(format!("{} is closed; agree the action without it", meeting.id)));
    }
    let found = meeting.item(item).map(|item| item.about);
    found.ok_or_else(|| Error::Refused(format!("{} has no item {item}", meeting.id)))
}

fn asked_for(record: &ActionRecord, filter: &RegisterFilter, now: Moment) -> bool {
    let person = |typed: &String| record.action.person.as_ref().is_some_and(|person| fold(person).contains(&fold(typed)));
    let late = record.ended.is_none() && record.action.due.is_some_and(|due| overdue(due, now));
    filter.person.as_ref().is_none_or(person)
        && filter.agency.as_ref().is_none_or(|agency| *agency == record.action.agency)
        && (!filter.overdue || late)
}

/// Where an action stands on the register: overdue, without a date, to come, ended (latest first).
fn place(record: &ActionRecord, now: Moment) -> (u8, i64, ActionId) {
    let id = record.action.id;
    match (&record.ended, record.action.due) {
        (Some(ended), _) => (3, -ended.at.timestamp_millis(), id),
        (None, None) => (1, 0, id),
        (None, Some(due)) => {
            let runs_out = match due {
                Due::At(at) => at,
                Due::EndOf(day) => end_of_day(day),
            };
            (if overdue(due, now) { 0 } else { 2 }, runs_out.timestamp_millis(), id)
        }
    }
}

/// Whom or what an action is about, and the reference of what it was agreed under.
fn what_about(store: &Store, record: &ActionRecord) -> Result<(String, String)> {
    if let (Some(child), Some(episode)) = (record.child, record.episode) {
        // Mostly so: of ten thousand actions no episode need be read in full.
        return Ok((store.known_child(child)?.details.full_name(), store.episode_reference(episode)?));
    }
    let episode = record.episode.map(|episode| store.episode(episode)).transpose()?;
    let business = record.business.map(|business| store.business(business)).transpose()?;
    let about = match (record.child, &episode, &business) {
        (Some(child), ..) => store.known_child(child)?.details.full_name(),
        (None, Some(episode), _) => episode.details.listed.full_name(),
        (None, None, Some(business)) => titled(store, business)?,
        (None, None, None) => String::new(),
    };
    let reference = episode.map(|episode| episode.reference()).or(business.map(|business| business.id.to_string()));
    Ok((about, reference.unwrap_or_default()))
}
