//! The views of the meeting: what its events do to the tables. A meeting is made step by step from its entries; a verb that was
//! taken back is left out when its meeting is made again.

use super::Store;
use super::journal::Entry;
use crate::casebook::error::Result;
use crate::casebook::event::Event;
use crate::episode::{Episode, EpisodeId, Moment};
use crate::meeting::agenda::{About, Item, ItemId, Left, NewItem, Note};
use crate::meeting::business::BusinessId;
use crate::meeting::record::{Amendment, Meeting, MeetingId, Papers};
use chrono::NaiveDate;
use rusqlite::params;
use std::collections::BTreeSet;

impl Store {
    /// Brings the views of the meeting up to an entry.
    pub(super) fn apply_meeting(&self, event: &Event, entry: &Entry) -> Result<()> {
        match event {
            Event::MeetingStarted { meeting, .. }
            | Event::AttendanceChanged { meeting, .. }
            | Event::ItemsAdded { meeting, .. }
            | Event::AgendaOrdered { meeting, .. }
            | Event::ItemOpened { meeting, .. }
            | Event::NoteTaken { meeting, .. }
            | Event::ItemDecided { meeting, .. }
            | Event::ItemLeft { meeting, .. }
            | Event::MeetingClosed { meeting }
            | Event::PapersMade { meeting, .. } => self.step_meeting(*meeting, event, entry),
            Event::BusinessRaised { .. } | Event::BusinessChanged { .. } => self.apply_business(event, entry),
            Event::ActionAgreed { .. } | Event::ActionEnded { .. } | Event::ActionRedated { .. } | Event::ActionReopened { .. } => {
                self.apply_action(event, entry)
            }
            Event::AssessmentStarted { .. }
            | Event::AssessmentAllocated { .. }
            | Event::AssessmentScored { .. }
            | Event::AssessmentWithdrawn { .. } => self.apply_assessment(event, entry),
            Event::Undone { verb } => {
                self.run("INSERT OR IGNORE INTO undone VALUES (?1)", [verb])?;
                self.remake_verb(*verb, false, entry)
            }
            Event::Redone { verb } => {
                self.run("DELETE FROM undone WHERE verb = ?1", [verb])?;
                self.remake_verb(*verb, true, entry)
            }
            _ => Ok(()),
        }
    }

    /// Makes again what a verb touched, now that it counts no more, or counts again.
    fn remake_verb(&self, verb: i64, counts: bool, by: &Entry) -> Result<()> {
        let mut meetings = BTreeSet::new();
        let entries = self.verb_entries(verb)?;
        if entries.iter().any(|entry| matches!(entry.event, Some(Event::ChildIdentified { .. } | Event::EpisodeDoubted { .. }))) {
            self.count_answer(verb, &entries, counts, by)?;
        }
        for entry in entries {
            let Some(event) = &entry.event else { continue };
            match event {
                Event::DecisionRecorded { episode, .. } => {
                    if counts {
                        self.redo_decision(&entry)?
                    } else {
                        self.undo_decision(&entry)?
                    }
                    episode.map_or(Ok(()), |episode| self.refold_deferred(episode))?;
                }
                Event::BandOverridden { episode, .. } => self.refold_band(*episode)?,
                Event::ChildrenMerged { .. } | Event::ChildSplit { .. } => self.count_merging(&entry, counts, by)?,
                Event::BusinessRaised { business, .. } | Event::BusinessChanged { business, .. } => self.refold_business(*business)?,
                Event::ActionAgreed { action, .. } => self.refold_action(action.id)?,
                Event::ActionEnded { action, .. } | Event::ActionRedated { action, .. } | Event::ActionReopened { action, .. } => {
                    self.refold_action(*action)?;
                }
                Event::AssessmentStarted { assessment, .. }
                | Event::AssessmentAllocated { assessment, .. }
                | Event::AssessmentScored { assessment, .. }
                | Event::AssessmentWithdrawn { assessment, .. } => self.refold_assessment(*assessment)?,
                Event::AttendanceChanged { meeting, .. }
                | Event::ItemsAdded { meeting, .. }
                | Event::AgendaOrdered { meeting, .. }
                | Event::NoteTaken { meeting, .. }
                | Event::ItemDecided { meeting, .. }
                | Event::ItemLeft { meeting, .. } => {
                    meetings.insert(*meeting);
                }
                // The others are never taken back.
                _ => {}
            }
        }
        meetings.into_iter().try_for_each(|meeting| self.refold_meeting(meeting))
    }

    fn step_meeting(&self, id: MeetingId, event: &Event, entry: &Entry) -> Result<()> {
        let mut meeting = match event {
            Event::MeetingStarted { .. } => None,
            _ => Some(self.meeting(id)?),
        };
        step(&mut meeting, event, entry);
        self.leave(event, entry.position)?;
        let touched = match event {
            Event::ItemLeft { about, .. } => vec![*about],
            Event::ItemDecided { item, .. } => meeting.iter().filter_map(|m| m.item(*item)).map(|item| item.about).collect(),
            _ => Vec::new(),
        };
        if let Some(mut meeting) = meeting {
            if matches!(event, Event::MeetingStarted { .. } | Event::ItemsAdded { .. } | Event::ItemLeft { .. } | Event::ItemDecided { .. })
            {
                self.open_turned(&mut meeting)?;
            }
            self.put_meeting(&meeting, event)?;
        }
        self.refold_put_off(touched)
    }

    /// A child is missing: what the meeting that is on left of an earlier episode is open again.
    pub(super) fn note_missing(&self, episode: &Episode, entry: &Entry) -> Result<()> {
        let (Some(child), true) = (episode.child, episode.still_missing()) else { return Ok(()) };
        for item in self.open_meeting()?.into_iter().flat_map(|meeting| meeting.items).filter(|item| item.left.is_some()) {
            let About::Episode(earlier) = item.about else { continue };
            let earlier = self.episode(earlier)?;
            if earlier.child == Some(child) && !earlier.still_missing() {
                self.turn(earlier.id, "missing again", entry)?;
            }
        }
        Ok(())
    }

    /// A child came back, or is missing again: what was put off or passed over is open again, also in the meeting that is on.
    pub(super) fn turn(&self, episode: EpisodeId, to: &str, entry: &Entry) -> Result<()> {
        let values = params![episode.0, entry.position, to, entry.verb];
        self.run("INSERT OR REPLACE INTO turned VALUES (?1, ?2, ?3, ?4)", values)?;
        self.set_turned(episode)?;
        if !self.db.prepare_cached("SELECT 1 FROM item_left WHERE episode = ?1")?.exists([episode.0])? {
            return Ok(());
        }
        self.refold_deferred(episode)?;
        if let Some(mut meeting) = self.open_meeting()?
            && meeting.item_about(About::Episode(episode)).is_some()
        {
            self.open_turned(&mut meeting)?;
            self.run("UPDATE meeting SET doc = ?2 WHERE id = ?1", params![meeting.id.0, serde_json::to_string(&meeting)?])?;
        }
        Ok(())
    }

    /// Sets how an episode turned last, by what stands.
    fn set_turned(&self, episode: EpisodeId) -> Result<()> {
        let last =
            "SELECT entry, turned_to FROM turned WHERE episode = ?1 AND verb NOT IN (SELECT verb FROM undone) ORDER BY entry DESC LIMIT 1";
        self.run(&format!("UPDATE episode SET (turned, turned_to) = ({last}) WHERE id = ?1"), [episode.0])
    }

    /// A verb that said of episodes how they turned was taken back, or counts again.
    pub(super) fn remake_turned(&self, verb: i64) -> Result<()> {
        for episode in
            self.numbers("SELECT DISTINCT episode FROM turned WHERE verb = ?1 ORDER BY episode", verb)?.into_iter().map(EpisodeId)
        {
            self.set_turned(episode)?;
            self.refold_deferred(episode)?;
            let on = self.open_meeting()?.filter(|meeting| meeting.item_about(About::Episode(episode)).is_some());
            on.map_or(Ok(()), |meeting| self.refold_meeting(meeting.id))?;
        }
        Ok(())
    }

    /// Opens again the items of a meeting that is on whose child came back, or is missing again, since they were left.
    fn open_turned(&self, meeting: &mut Meeting) -> Result<()> {
        if !meeting.is_open() {
            return Ok(());
        }
        for item in &mut meeting.items {
            let About::Episode(episode) = item.about else { continue };
            item.turned = self.turned_since_left(episode)?.filter(|_| item.decisions.is_empty());
            item.left.take_if(|_| item.turned.is_some());
        }
        Ok(())
    }

    /// Makes a meeting again from the entries of it that count.
    fn refold_meeting(&self, id: MeetingId) -> Result<()> {
        let mut touched = self.left_in(id)?;
        self.run("DELETE FROM item_left WHERE meeting = ?1", [id.0])?;
        let mut meeting = None;
        for entry in self.standing(&format!("meeting {id}"))? {
            if let Some(event) = &entry.event {
                step(&mut meeting, event, &entry);
                self.leave(event, entry.position)?;
            }
        }
        if let Some(meeting) = &mut meeting {
            self.open_turned(meeting)?;
            self.run("UPDATE meeting SET doc = ?2 WHERE id = ?1", params![id.0, serde_json::to_string(meeting)?])?;
        }
        touched.extend(self.left_in(id)?);
        self.refold_put_off(touched)
    }

    fn put_meeting(&self, meeting: &Meeting, event: &Event) -> Result<()> {
        let (items, note) = match event {
            Event::MeetingStarted { items, .. } | Event::ItemsAdded { items, .. } => (items.as_slice(), 0),
            Event::NoteTaken { note, .. } => (&[][..], *note),
            _ => (&[][..], 0),
        };
        let item = items.iter().map(|new| new.item).max().unwrap_or(0);
        self.run(
            "INSERT INTO meeting VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET open = excluded.open, doc = excluded.doc,
             last_item = max(last_item, excluded.last_item), last_note = max(last_note, excluded.last_note)",
            params![meeting.id.0, meeting.started_at.timestamp_millis(), meeting.is_open(), item, note, serde_json::to_string(meeting)?],
        )
    }

    /// Keeps how an item was left, until it is decided.
    fn leave(&self, event: &Event, position: i64) -> Result<()> {
        match event {
            Event::ItemLeft { meeting, item, about, left } => {
                let (until, reason): (Option<NaiveDate>, &str) = match left {
                    Left::Deferred { until, reason, .. } => (Some(*until), reason),
                    Left::Passed { reason } => (None, reason),
                };
                let (episode, business) = match about {
                    About::Episode(episode) => (Some(episode.0), None),
                    About::Business(business) => (None, Some(business.0)),
                    _ => return Ok(()),
                };
                self.run(
                    "INSERT OR REPLACE INTO item_left VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    params![meeting.0, item, episode, business, until.map(|day| day.to_string()), reason, position],
                )
            }
            Event::ItemDecided { meeting, item, .. } => {
                self.run("DELETE FROM item_left WHERE meeting = ?1 AND item = ?2", params![meeting.0, item])
            }
            _ => Ok(()),
        }
    }

    /// What the items of a meeting that were left without a decision are about.
    fn left_in(&self, id: MeetingId) -> Result<Vec<About>> {
        let mut select = self.db.prepare_cached("SELECT episode, business FROM item_left WHERE meeting = ?1 ORDER BY item")?;
        let about = |row: &rusqlite::Row<'_>| {
            let (episode, business): (Option<i64>, Option<i64>) = (row.get(0)?, row.get(1)?);
            Ok(episode.map(|id| About::Episode(EpisodeId(id))).or(business.map(|id| About::Business(BusinessId(id)))))
        };
        let found: Vec<Option<About>> = select.query_map([id.0], about)?.collect::<rusqlite::Result<_>>()?;
        Ok(found.into_iter().flatten().collect())
    }

    fn refold_put_off(&self, touched: Vec<About>) -> Result<()> {
        touched.into_iter().try_for_each(|about| match about {
            About::Episode(episode) => self.refold_deferred(episode),
            About::Business(business) => self.refold_business(business),
            _ => Ok(()),
        })
    }

    /// An episode is put off, or passed over, by the last meeting that left it so, unless something was decided on it since, or the
    /// child came back since, or is missing again.
    pub(super) fn refold_deferred(&self, episode: EpisodeId) -> Result<()> {
        self.run("DELETE FROM deferred WHERE episode = ?1", [episode.0])?;
        self.run(
            "INSERT INTO deferred SELECT episode, until, reason FROM item_left WHERE episode = ?1
             AND entry > (SELECT coalesce(max(entry), 0) FROM decision WHERE episode = ?1 AND undone = 0)
             AND entry > (SELECT coalesce(turned, 0) FROM episode WHERE id = ?1) ORDER BY entry DESC LIMIT 1",
            [episode.0],
        )
    }
}

/// One step of a meeting. What is about an item that is not there (taken back since) changes nothing.
fn step(meeting: &mut Option<Meeting>, event: &Event, entry: &Entry) {
    if let Event::MeetingStarted { meeting: id, opening, minutes, items } = event {
        *meeting = Some(Meeting {
            id: *id,
            opening: opening.clone(),
            started_at: entry.recorded_at,
            started_by: entry.actor.clone(),
            minutes: *minutes,
            items: items.iter().map(new_item).collect(),
            at: None,
            at_since: None,
            closed_at: None,
            closed_by: None,
            amendments: Vec::new(),
            papers: Vec::new(),
            changed: entry.position,
        });
        return;
    }
    let Some(meeting) = meeting else { return };
    meeting.changed = entry.position;
    amend(meeting, event, entry);
    match event {
        Event::AttendanceChanged { opening, .. } => meeting.opening = opening.clone(),
        Event::ItemsAdded { items, .. } => items.iter().for_each(|new| place(&mut meeting.items, new_item(new))),
        Event::AgendaOrdered { order, .. } => {
            let place = |item: &Item| order.iter().position(|of| *of == item.item).unwrap_or(usize::MAX);
            meeting.items.sort_by_key(place);
        }
        Event::ItemOpened { item, .. } => open_item(meeting, *item, entry.recorded_at),
        Event::NoteTaken { item, note, agency, text, .. } => {
            let (agency, text, at, by) = (agency.clone(), text.clone(), entry.recorded_at, entry.actor.clone());
            if let Some(item) = find(meeting, *item) {
                item.notes.push(Note { note: *note, agency, text, at, by });
            }
        }
        Event::ItemDecided { item, decision, replaces, .. } => {
            if let Some(item) = find(meeting, *item) {
                match item.decisions.iter_mut().find(|of| Some(**of) == *replaces) {
                    Some(earlier) => *earlier = *decision,
                    None => item.decisions.push(*decision),
                }
                item.left = None;
            }
        }
        Event::ItemLeft { item, left, .. } => {
            if let Some(item) = find(meeting, *item) {
                item.left = Some(left.clone());
            }
        }
        Event::MeetingClosed { .. } => {
            stop_clock(meeting, entry.recorded_at);
            (meeting.at, meeting.at_since) = (None, None);
            (meeting.closed_at, meeting.closed_by) = (Some(entry.recorded_at), Some(entry.actor.clone()));
        }
        Event::PapersMade { files, .. } => {
            meeting.papers.push(Papers { at: entry.recorded_at, by: entry.actor.clone(), files: files.clone() });
        }
        _ => {}
    }
}

fn new_item(new: &NewItem) -> Item {
    let NewItem { item, section, about, band } = *new;
    Item { item, section, about, band, decisions: Vec::new(), left: None, turned: None, notes: Vec::new(), seconds: 0, opened: false }
}

fn find(meeting: &mut Meeting, item: ItemId) -> Option<&mut Item> {
    meeting.items.iter_mut().find(|of| of.item == item)
}

/// Behind the last item of its section, else before the first of a later section.
fn place(items: &mut Vec<Item>, new: Item) {
    let behind = items.iter().rposition(|of| of.section == new.section).map(|at| at + 1);
    let before = || items.iter().position(|of| of.section > new.section);
    let at = behind.or_else(before).unwrap_or(items.len());
    items.insert(at, new);
}

fn open_item(meeting: &mut Meeting, item: ItemId, at: Moment) {
    if find(meeting, item).is_none() {
        return;
    }
    stop_clock(meeting, at);
    (meeting.at, meeting.at_since) = (Some(item), Some(at));
    if let Some(item) = find(meeting, item) {
        item.opened = true;
    }
}

/// Adds the time on the screen to the item that was there.
fn stop_clock(meeting: &mut Meeting, now: Moment) {
    let (Some(item), Some(since)) = (meeting.at, meeting.at_since) else { return };
    if let Some(item) = find(meeting, item) {
        item.seconds += (now - since).num_seconds().max(0);
    }
}

/// Notes what was changed after the meeting was closed, naming no child.
fn amend(meeting: &mut Meeting, event: &Event, entry: &Entry) {
    if meeting.is_open() {
        return;
    }
    let number = |item: &ItemId| meeting.items.iter().position(|of| of.item == *item).map_or(0, |at| at + 1);
    let what = match event {
        Event::AttendanceChanged { .. } => "attendance changed".to_string(),
        Event::NoteTaken { item, agency, .. } => {
            let who = agency.iter().map(|agency| format!(" by {agency}")).collect::<String>();
            format!("item {}: note added{who}", number(item))
        }
        Event::ItemDecided { item, decision, replaces: Some(earlier), .. } => {
            format!("item {}: decision {earlier} reworded as {decision}", number(item))
        }
        Event::ItemDecided { item, decision, .. } => format!("item {}: decision {decision} added", number(item)),
        _ => return,
    };
    meeting.amendments.push(Amendment { at: entry.recorded_at, by: entry.actor.clone(), what });
}
