//! What is brought to the meeting beside the list: entered, changed, looked at.

use super::agenda::add_item;
use super::error::{Error, Result};
use super::event::{Change, Event};
use super::hub::Hub;
use super::meeting_view::BusinessSheet;
use super::view::{BoardChild, ChildIdText};
use crate::calendar::{day_of, plain_day};
use crate::child::{Child, ChildId};
use crate::episode::Moment;
use crate::meeting::agenda::{About, section_of};
use crate::meeting::business::{Business, BusinessDetails, BusinessId, missing, not_invited, title};
use crate::meeting::said;
use crate::store::Store;
use crate::text::{clean, clean_lines};
use std::str::FromStr;

impl Hub {
    /// Enters a referral, a request for a strategy meeting or a piece of intelligence. What is missing before it can be decided may
    /// come later; refused where it says nothing at all, or names a child or an agency that is not there. While a meeting is open it
    /// stands on its agenda at once.
    pub fn raise(&mut self, details: BusinessDetails, now: Moment) -> Result<Business> {
        self.verb(now, |hub, pen| {
            let details = hub.cleaned_business(pen.store, details, now)?;
            let business = BusinessId(pen.store.next_id("business")?);
            let section = section_of(details.kind);
            pen.record(Event::BusinessRaised { business, details })?;
            if let Some(meeting) = pen.store.open_meeting()? {
                add_item(pen, &meeting, section, About::Business(business), None)?;
            }
            pen.store.business(business)
        })
    }

    /// Says the whole of it anew. Where nothing differs, nothing is recorded.
    pub fn change_business(&mut self, id: BusinessId, details: BusinessDetails, seen: Option<i64>, now: Moment) -> Result<()> {
        self.verb(now, |hub, pen| {
            let business = pen.store.business(id)?;
            hub.check_seen(&format!("{} {id}", business.details.kind.short()), business.changed, seen)?;
            let details = hub.cleaned_business(pen.store, details, now)?;
            if details.kind != business.details.kind {
                let (is, becomes) = (business.details.kind, details.kind);
                return Err(Error::Refused(format!("{id} is a {is}; enter the {becomes} as one of its own")));
            }
            let changes = changes(pen.store, &business.details, &details)?;
            if !changes.is_empty() {
                pen.record(Event::BusinessChanged { business: id, details, changes })?;
            }
            Ok(())
        })
    }

    /// A piece of business with all that is shown of it.
    pub fn business_sheet(&self, id: BusinessId, now: Moment) -> Result<BusinessSheet> {
        self.store.read(|store| self.make_business_sheet(store, id, now))
    }

    pub(super) fn make_business_sheet(&self, store: &Store, id: BusinessId, now: Moment) -> Result<BusinessSheet> {
        let business = store.business(id)?;
        let children = business.details.children.iter().map(|child| Ok(on_register(&*store.known_child(*child)?, now)));
        let children = children.collect::<Result<_>>()?;
        let mut lacks = missing(&business.details);
        let quorum = self.settings.meeting.strategy_quorum.iter().filter_map(|short| self.settings.agency(short));
        let quorum: Vec<String> = quorum.map(|agency| agency.name.clone()).collect();
        lacks.extend(not_invited(&business.details, &quorum));
        let decisions = store.decisions_on_business(id)?;
        let actions = self.action_lines(store, store.actions_of_business(id)?, now)?;
        Ok(BusinessSheet { business, children, missing: lacks, decisions, actions })
    }

    /// What waits for a decision, earliest received first.
    pub fn open_business(&self) -> Result<Vec<Business>> {
        self.store.open_business()
    }

    /// The piece of business that a text names ("B7").
    pub fn find_business(&self, text: &str) -> Result<BusinessId> {
        let unknown = || {
            let what = "no referral, strategy request or intelligence is known as";
            Error::Refused(format!("{what} \u{201c}{}\u{201d}; name it by its number (B7)", text.trim()))
        };
        let id = BusinessId::from_str(text.trim()).map_err(|()| unknown())?;
        self.store.business(id).map(|business| business.id)
    }

    /// What was typed, safe to keep and to show; agencies by their full names.
    fn cleaned_business(&self, store: &Store, details: BusinessDetails, now: Moment) -> Result<BusinessDetails> {
        let agencies = |typed: Vec<String>| {
            let full = cleaned(typed).iter().map(|name| said::agency(name, &self.settings)).collect::<std::result::Result<_, _>>();
            full.map(once).map_err(Error::Refused)
        };
        let source = clean(&details.source);
        let details = BusinessDetails {
            source: self.settings.agency(&source).map_or(source.clone(), |agency| agency.name.clone()),
            concern: clean_lines(&details.concern).trim().to_string(),
            children: once(details.children),
            named: once(cleaned(details.named)),
            markers: once(details.markers),
            told: clean_lines(&details.told).trim().to_string(),
            attend: agencies(details.attend)?,
            hand_to: agencies(details.hand_to)?,
            people: once(cleaned(details.people)),
            places: once(cleaned(details.places)),
            vehicles: once(cleaned(details.vehicles)),
            themes: once(cleaned(details.themes)),
            kind: details.kind,
            received: details.received,
            needed_by: details.needed_by,
        };
        for child in &details.children {
            store.known_child(*child)?;
        }
        if details.received > day_of(now) {
            return Err(Error::Refused(format!("it cannot have come in on {}; give today or a day before", plain_day(details.received))));
        }
        let BusinessDetails { named, people, places, vehicles, themes, .. } = &details;
        let lists = [named, people, places, vehicles, themes];
        if details.concern.is_empty() && details.children.is_empty() && lists.iter().all(|list| list.is_empty()) {
            return Err(Error::Refused(format!("the {} says nothing yet; name a child or the concern", details.kind.short())));
        }
        Ok(details)
    }
}

/// Business by name: "referral B7: Nadia Begum".
pub(super) fn titled(store: &Store, business: &Business) -> Result<String> {
    Ok(title(business, &names(store, &business.details.children)?))
}

fn names(store: &Store, children: &[ChildId]) -> Result<Vec<String>> {
    children.iter().map(|child| Ok(store.known_child(*child)?.details.full_name())).collect()
}

/// A child as the register has it, in the form of the board's rows.
fn on_register(Child { id, details, .. }: &Child, now: Moment) -> BoardChild {
    BoardChild {
        id: Some(ChildIdText(*id)),
        name: details.full_name(),
        short: details.short_name(),
        dob: details.dob,
        age: details.age_on(day_of(now)),
        care_status: details.care_status,
    }
}

fn cleaned(list: Vec<String>) -> Vec<String> {
    list.iter().map(|text| clean(text)).filter(|text| !text.is_empty()).collect()
}

fn once<T: PartialEq>(list: Vec<T>) -> Vec<T> {
    let mut found: Vec<T> = Vec::with_capacity(list.len());
    for one in list {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

/// The fields that differ, as people read them.
fn changes(store: &Store, before: &BusinessDetails, after: &BusinessDetails) -> Result<Vec<Change>> {
    let (old, new) = (fields(store, before)?, fields(store, after)?);
    let changed = old.into_iter().zip(new).filter(|((_, old), (_, new))| old != new);
    Ok(changed.map(|((field, old), (_, new))| Change { field: field.into(), old, new }).collect())
}

fn fields(store: &Store, details: &BusinessDetails) -> Result<Vec<(&'static str, String)>> {
    let BusinessDetails { kind: _, received, source, concern, children, named, markers, told, .. } = details;
    let BusinessDetails { attend, needed_by, people, places, vehicles, themes, hand_to, .. } = details;
    let markers: Vec<&str> = markers.iter().map(|marker| marker.label()).collect();
    Ok(vec![
        ("received", plain_day(*received)),
        ("source", source.clone()),
        ("concern", concern.clone()),
        ("children", names(store, children)?.join(", ")),
        ("not on the register", named.join(", ")),
        ("harm feared", markers.join(", ")),
        ("child and family told", told.clone()),
        ("must be there", attend.join(", ")),
        ("needed by", needed_by.map(plain_day).unwrap_or_default()),
        ("people", people.join(", ")),
        ("places", places.join(", ")),
        ("vehicles", vehicles.join(", ")),
        ("themes", themes.join(", ")),
        ("handed to", hand_to.join(", ")),
    ])
}
