//! The agenda: what there is to talk about this morning, put on it, in order, and found on it.

use super::error::{Error, Result};
use super::event::Event;
use super::hub::{Hub, Pen};
use super::meeting::open_meeting;
use super::view::Section;
use crate::calendar::{day_of, end_of_day};
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use crate::meeting::agenda::{About, AgendaSection, ItemId, Left, NewItem, OnBoard, Sources, proposed};
use crate::meeting::business::BusinessId;
use crate::meeting::record::{Meeting, MeetingId};
use crate::store::Store;
use crate::triage::Band;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::str::FromStr;

impl Hub {
    /// Puts on the agenda what came up since: a list that was loaded, a referral just entered. Gives how many items that were.
    pub fn renew_agenda(&mut self, id: MeetingId, now: Moment) -> Result<usize> {
        self.verb(now, |hub, pen| {
            let meeting = open_meeting(pen.store, id)?;
            let items = hub.new_items(pen.store, Some(&meeting), pen.now)?;
            let (new, put_off) = (items.len(), hub.put_off_before(pen.store, &items, pen.now)?);
            if new > 0 {
                pen.record(Event::ItemsAdded { meeting: id, items })?;
            }
            for (item, about, left) in put_off {
                pen.record(Event::ItemLeft { meeting: id, item, about, left })?;
            }
            Ok(new)
        })
    }

    /// The whole new order of the agenda. Refused where items are left out, doubled or unknown: somebody changed it since.
    pub fn order_agenda(&mut self, id: MeetingId, order: Vec<ItemId>, now: Moment) -> Result<()> {
        self.verb(now, |_, pen| {
            let meeting = open_meeting(pen.store, id)?;
            let before: Vec<ItemId> = meeting.items.iter().map(|item| item.item).collect();
            let sorted = |items: &[ItemId]| {
                let mut items = items.to_vec();
                items.sort_unstable();
                items
            };
            if sorted(&order) != sorted(&before) {
                return Err(Error::Refused("the agenda has other items by now; look at it again, then order it".into()));
            }
            if order != before {
                pen.record(Event::AgendaOrdered { meeting: id, order })?;
            }
            Ok(())
        })
    }

    /// The item of a place on the agenda (9), an episode (E12, a police reference), a child (C12, a name), business (B7) or a
    /// section's code ("actions-due").
    pub fn find_item(&self, meeting: &Meeting, text: &str) -> Result<ItemId> {
        let text = text.trim();
        if let Ok(place) = text.parse::<usize>()
            && let Some(item) = place.checked_sub(1).and_then(|at| meeting.items.get(at))
        {
            return Ok(item.item);
        }
        if text.len() < 4 && text.parse::<usize>().is_ok() && self.find_episode(text).is_err() {
            return Err(Error::Refused(format!("the agenda of {} has no item {text}; its last is {}", meeting.id, meeting.items.len())));
        }
        if let Some(item) = meeting.items.iter().find(|item| item.section.code() == text && !item.about.is_decided()) {
            return Ok(item.item);
        }
        if let Some(section) = AgendaSection::ALL.iter().find(|section| section.code() == text) {
            let first = meeting.items.iter().find(|item| item.section == *section);
            return first
                .map(|item| item.item)
                .ok_or_else(|| Error::Refused(format!("there is nothing under \u{201c}{section}\u{201d} today")));
        }
        let found = match BusinessId::from_str(text) {
            Ok(id) => meeting.item_about(About::Business(id)),
            Err(_) => match self.find_episode(text) {
                Ok(id) => meeting.item_about(About::Episode(id)),
                Err(_) => self.item_of_child(meeting, self.find_child(text)?)?,
            },
        };
        found.map(|item| item.item).ok_or_else(|| Error::Refused(format!("\u{201c}{text}\u{201d} is not on the agenda of {}", meeting.id)))
    }

    fn item_of_child<'a>(&self, meeting: &'a Meeting, child: ChildId) -> Result<Option<&'a crate::meeting::agenda::Item>> {
        let episodes: Vec<EpisodeId> = self.store.episodes_of(child)?.iter().map(|episode| episode.id).collect();
        Ok(episodes.into_iter().find_map(|episode| meeting.item_about(About::Episode(episode))))
    }

    /// What could come on an agenda now and is not on the one there is, numbered on from it.
    pub(super) fn new_items(&self, store: &Store, meeting: Option<&Meeting>, now: Moment) -> Result<Vec<NewItem>> {
        let board = self.make_board(store, now)?;
        let bands: BTreeMap<EpisodeId, Band> = board.items.iter().map(|item| (item.episode.id, item.triage.band)).collect();
        let rows = board.items.iter().map(|item| {
            let decided = item.decision.as_ref().is_some_and(|decision| day_of(decision.at) == day_of(now));
            (
                OnBoard {
                    episode: item.episode.id,
                    missing: item.episode.status == "missing",
                    carried: item.section == Section::CarriedOver,
                },
                decided,
            )
        });
        let first = meeting.map_or(Ok(1), |meeting| store.next_item(meeting.id))?;
        let abouts = self.not_on(store, meeting, rows.collect(), now)?;
        Ok((first..)
            .zip(abouts)
            .map(|(item, (section, about))| {
                let band = if let About::Episode(episode) = about { bands.get(&episode).copied() } else { None };
                NewItem { item, section, about, band }
            })
            .collect())
    }

    /// How many items [`Hub::new_items`] would give, without triaging any child.
    pub(super) fn count_new_items(&self, store: &Store, meeting: &Meeting, now: Moment) -> Result<u32> {
        let today = day_of(now);
        let decided: Vec<EpisodeId> =
            store.decisions_between(crate::calendar::start_of_day(today), end_of_day(today))?.iter().filter_map(|d| d.episode).collect();
        let episodes = self.episodes_on_the_board(store, self.last_meeting(now), now)?;
        let rows = episodes.iter().map(|(section, episode)| {
            let on = OnBoard { episode: episode.id, missing: episode.still_missing(), carried: *section == Section::CarriedOver };
            (on, decided.contains(&episode.id))
        });
        let new = self.not_on(store, Some(meeting), rows.collect(), now)?;
        Ok(u32::try_from(new.len()).unwrap_or(u32::MAX))
    }

    /// The proposed agenda without what the meeting has. Episodes decided on today are settled, unless the child is missing.
    fn not_on(
        &self,
        store: &Store,
        meeting: Option<&Meeting>,
        board: Vec<(OnBoard, bool)>,
        now: Moment,
    ) -> Result<Vec<(AgendaSection, About)>> {
        let mut sources = Sources { today: day_of(now), ..Sources::default() };
        for (row, decided_today) in board {
            if decided_today && !row.missing {
                continue;
            }
            if let Some((until, _)) = store.deferred(row.episode)? {
                // Passed over: not before something new is decided about it.
                sources.deferred.push((About::Episode(row.episode), until.unwrap_or(NaiveDate::MAX)));
            }
            sources.board.push(row);
        }
        for business in store.open_business()? {
            sources.business.push((business.id, business.details.kind));
            sources.deferred.extend(business.deferred_to.map(|until| (About::Business(business.id), until)));
        }
        let mut proposed = proposed(&sources);
        proposed.retain(|(_, about)| meeting.is_none_or(|meeting| meeting.item_about(*about).is_none()));
        Ok(proposed)
    }

    /// Children who are missing stand on the agenda also where they were put off to a later day, and are put off from the start.
    pub(super) fn put_off_before(&self, store: &Store, items: &[NewItem], now: Moment) -> Result<Vec<(ItemId, About, Left)>> {
        let mut found = Vec::new();
        for item in items {
            let About::Episode(episode) = item.about else { continue };
            if let Some((Some(until), reason)) = store.deferred(episode)?
                && until > day_of(now)
            {
                found.push((item.item, item.about, Left::Deferred { until, reason, carried: false }));
            }
        }
        Ok(found)
    }
}

/// Puts one thing on the agenda of the meeting that is open.
pub(super) fn add_item(pen: &mut Pen<'_>, meeting: &Meeting, section: AgendaSection, about: About, band: Option<Band>) -> Result<ItemId> {
    let item = pen.store.next_item(meeting.id)?;
    pen.record(Event::ItemsAdded { meeting: meeting.id, items: vec![NewItem { band, ..NewItem::new(item, section, about) }] })?;
    Ok(item)
}
