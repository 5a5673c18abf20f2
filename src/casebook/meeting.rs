//! The verbs of the meeting: begun, led through its agenda, closed.

use super::error::{Error, Result};
use super::event::Event;
use super::hub::{Hub, Pen};
use crate::calendar::{day_of, end_of_day, long_moment, start_of_day};
use crate::episode::Moment;
use crate::meeting::agenda::{About, Item, ItemId, Left};
use crate::meeting::attendance::{self, Opening};
use crate::meeting::record::{Meeting, MeetingId};
use crate::meeting::said::said;
use crate::settings::Settings;
use crate::spoken;
use crate::store::Store;
use crate::text::{clean, clean_lines};
use chrono::NaiveDate;
use std::str::FromStr;

impl Hub {
    /// Chair, place and attendance of the meeting before, with today's quorum: what a new meeting is offered.
    pub fn proposed_opening(&self, now: Moment) -> Result<Opening> {
        let mut opening = self.store.last_meeting_before(now)?.map(|meeting| meeting.opening).unwrap_or_default();
        for agency in &mut opening.attendance {
            // What was sent to one meeting was sent to that one.
            agency.note.clear();
        }
        Ok(with_quorum(opening, &self.settings))
    }

    /// Begins a meeting with the agenda as the program makes it. Refused while one is open, and without a chair.
    pub fn start_meeting(&mut self, opening: Opening, now: Moment) -> Result<Meeting> {
        let opening = with_quorum(cleaned(opening, &self.settings), &self.settings);
        attendance::check(&opening).map_err(Error::Refused)?;
        self.verb(now, |hub, pen| {
            if let Some(open) = pen.store.open_meeting()? {
                let (id, chair, since) = (open.id, open.opening.chair, long_moment(open.started_at));
                return Err(Error::Refused(format!("{id} (chair {chair}) is open since {since}; go on with it, or close it first")));
            }
            let meeting = MeetingId(pen.store.next_id("meeting")?);
            let items = hub.new_items(pen.store, None, pen.now)?;
            let put_off = hub.put_off_before(pen.store, &items, pen.now)?;
            pen.record(Event::MeetingStarted { meeting, opening, minutes: hub.settings.meeting.minutes, items })?;
            for (item, about, left) in put_off {
                pen.record(Event::ItemLeft { meeting, item, about, left })?;
            }
            pen.store.meeting(meeting)
        })
    }

    /// Who is there: the whole of it, as it is said now. Of a closed meeting an amendment.
    pub fn change_attendance(&mut self, id: MeetingId, opening: Opening, now: Moment) -> Result<()> {
        let opening = cleaned(opening, &self.settings);
        self.verb(now, |_, pen| {
            let before = pen.store.meeting(id)?.opening;
            // The quorum stays as it was set on the day.
            let (quorum, strategy_quorum) = (before.quorum.clone(), before.strategy_quorum.clone());
            let opening = Opening { quorum, strategy_quorum, ..opening };
            attendance::check(&opening).map_err(Error::Refused)?;
            if opening != before {
                pen.record(Event::AttendanceChanged { meeting: id, opening })?;
            }
            Ok(())
        })
    }

    /// The latest meetings, latest first.
    pub fn meetings(&self, limit: usize) -> Result<Vec<Meeting>> {
        self.store.meetings_between(Moment::UNIX_EPOCH, Moment::MAX_UTC, limit)
    }

    /// The meeting of a number (M3), or the last of a UK day; of an empty text the one that is open, else the last.
    pub fn find_meeting(&self, text: &str, now: Moment) -> Result<Meeting> {
        let text = text.trim();
        if text.is_empty() {
            let last = match self.store.open_meeting()? {
                Some(open) => Some(open),
                None => self.meetings(1)?.pop(),
            };
            return last.ok_or_else(|| Error::Refused("no meeting was held yet; begin one with m, or `wayhome meeting start`".into()));
        }
        if let Ok(id) = MeetingId::from_str(text) {
            return self.store.meeting(id);
        }
        let day = spoken::past_day(text, now, &self.clocks.working_days).map_err(Error::Refused)?;
        let found = self.store.meetings_between(start_of_day(day), end_of_day(day), 1)?.pop();
        found.ok_or_else(|| Error::Refused(format!("no meeting was held on {}", crate::calendar::long_day(day))))
    }

    /// Brings an item on the screen.
    pub fn open_item(&mut self, id: MeetingId, item: ItemId, now: Moment) -> Result<()> {
        self.verb(now, |_, pen| {
            let meeting = open_meeting(pen.store, id)?;
            if meeting.at != Some(item_of(&meeting, item)?.item) {
                pen.record(Event::ItemOpened { meeting: id, item })?;
            }
            Ok(())
        })
    }

    /// Notes something said under an item; of a closed meeting an amendment. `agency`: who said it; `None`: an agency and a colon at
    /// the beginning of the text ("GMP: …"), else the meeting.
    pub fn take_note(&mut self, id: MeetingId, item: ItemId, agency: Option<String>, text: &str, now: Moment) -> Result<()> {
        let text = clean_lines(text).trim().to_string();
        let (agency, text) = match agency {
            Some(agency) => (Some(full_name(&agency, &self.settings)), text),
            None => said(&text, &self.settings),
        };
        if text.is_empty() {
            return Err(Error::Refused("the note is empty; say what was said".into()));
        }
        self.verb(now, |_, pen| {
            item_of(&pen.store.meeting(id)?, item)?;
            let note = pen.store.next_note(id)?;
            pen.record(Event::NoteTaken { meeting: id, item, note, agency, text })?;
            Ok(())
        })
    }

    /// Puts an item off to a later UK day, on which it comes back by itself.
    pub fn defer_item(&mut self, id: MeetingId, item: ItemId, until: NaiveDate, reason: &str, now: Moment) -> Result<()> {
        if until <= day_of(now) {
            return Err(Error::Refused("an item is put off to a later day; give one after today".into()));
        }
        let reason = reason_for(reason, "putting an item off")?;
        self.leave(id, &[item], Left::Deferred { until, reason, carried: false }, now)
    }

    /// Carries items over to the working day after the meeting: of one that was forgotten open, to today's.
    pub fn carry_over(&mut self, id: MeetingId, items: &[ItemId], reason: &str, now: Moment) -> Result<()> {
        let until = self.clocks.working_days.after(day_of(self.store.meeting(id)?.started_at), 1);
        let reason = reason_for(reason, "carrying items over")?;
        self.leave(id, items, Left::Deferred { until, reason, carried: true }, now)
    }

    /// Passes over items: nothing more is to be decided about them. An episode whose child is missing comes back all the same.
    pub fn pass_items(&mut self, id: MeetingId, items: &[ItemId], reason: &str, now: Moment) -> Result<()> {
        let reason = reason_for(reason, "passing over an item")?;
        self.leave(id, items, Left::Passed { reason }, now)
    }

    fn leave(&mut self, id: MeetingId, items: &[ItemId], left: Left, now: Moment) -> Result<()> {
        self.verb(now, |_, pen| {
            let meeting = open_meeting(pen.store, id)?;
            for item in items {
                let item = item_of(&meeting, *item)?;
                // The actions due can be left to the next meeting; the other lists keep no meeting open.
                let to_the_next = !matches!(left, Left::Deferred { carried: false, .. });
                let can_be_left = item.about.is_decided() || item.about == About::Actions && to_the_next;
                if !can_be_left {
                    let list = item.section.label();
                    return Err(Error::Refused(format!(
                        "\u{201c}{list}\u{201d} stands on every agenda; there is nothing to decide or put off"
                    )));
                }
                pen.record(Event::ItemLeft { meeting: id, item: item.item, about: item.about, left: left.clone() })?;
            }
            Ok(())
        })
    }

    /// Closes the meeting. Refused while an item lacks something, listing it.
    pub fn close_meeting(&mut self, id: MeetingId, now: Moment) -> Result<()> {
        self.verb(now, |hub, pen| {
            let meeting = open_meeting(pen.store, id)?;
            let lacking = hub.lacking_in_words(pen, &meeting)?;
            if lacking.is_empty() {
                pen.record(Event::MeetingClosed { meeting: id })?;
                return Ok(());
            }
            let (shown, more) = lacking.split_at(lacking.len().min(6));
            let more = if more.is_empty() { String::new() } else { format!("; and {} more", more.len()) };
            Err(Error::Refused(format!(
                "{id} cannot be closed yet: {}{more}. Decide, carry over, or pass over with a reason",
                shown.join("; ")
            )))
        })
    }

    fn lacking_in_words(&self, pen: &Pen<'_>, meeting: &Meeting) -> Result<Vec<String>> {
        let state = self.state_of(pen.store, meeting, pen.now)?;
        let words = |lacking: &crate::meeting::gate::Lacking| {
            let line = state.lines.iter().find(|line| line.item == lacking.item);
            line.map_or_else(|| lacking.what.clone(), |line| format!("item {} ({}): {}", line.number, line.title, lacking.what))
        };
        Ok(state.lacking.iter().map(words).collect())
    }

    /// Records that the papers were written, in files of these names.
    pub fn papers_made(&mut self, id: MeetingId, files: Vec<String>, now: Moment) -> Result<()> {
        self.verb(now, |_, pen| {
            pen.store.meeting(id)?;
            pen.record(Event::PapersMade { meeting: id, files })?;
            Ok(())
        })
    }
}

/// A meeting that is still going on: what is written under a closed one is a note, an attendance or a decision.
pub(super) fn open_meeting(store: &Store, id: MeetingId) -> Result<Meeting> {
    let meeting = store.meeting(id)?;
    match meeting.closed_at {
        None => Ok(meeting),
        Some(at) => Err(Error::Refused(format!(
            "{id} was closed {}; it can be amended only by a note, by its attendance, or by a decision",
            long_moment(at)
        ))),
    }
}

/// An item of a meeting.
pub(super) fn item_of(meeting: &Meeting, item: ItemId) -> Result<&Item> {
    meeting.item(item).ok_or_else(|| Error::Refused(format!("there is no such item on the agenda of {} (any more)", meeting.id)))
}

fn reason_for(reason: &str, what: &str) -> Result<String> {
    let reason = clean(reason);
    if reason.is_empty() { Err(Error::Refused(format!("{what} needs a reason; say why in a few words"))) } else { Ok(reason) }
}

/// An agency by its full name where the settings know it; a guest as typed.
fn full_name(typed: &str, settings: &Settings) -> String {
    settings.agency(typed).map_or_else(|| clean(typed), |agency| agency.name.clone())
}

/// Agencies of the settings by their full names.
fn with_quorum(mut opening: Opening, settings: &Settings) -> Opening {
    let full = |short: &[String]| short.iter().map(|agency| full_name(agency, settings)).collect();
    opening.quorum = full(&settings.meeting.quorum);
    opening.strategy_quorum = full(&settings.meeting.strategy_quorum);
    opening
}

/// What was typed, safe to keep and to show.
fn cleaned(mut opening: Opening, settings: &Settings) -> Opening {
    opening.chair = clean(&opening.chair);
    opening.place = clean(&opening.place);
    for agency in &mut opening.attendance {
        agency.agency = full_name(&agency.agency, settings);
        agency.names = agency.names.iter().map(|name| clean(name)).filter(|name| !name.is_empty()).collect();
        agency.note = clean(&agency.note);
    }
    opening
}
