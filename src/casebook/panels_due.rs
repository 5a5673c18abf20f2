//! Whom panels ask after: children with many episodes, referred, missing for long, or with a panel already.

use super::error::Result;
use super::hub::Hub;
use super::panels_view::NoPanel;
use crate::calendar::{day_of, long_day, start_of_day};
use crate::child::ChildId;
use crate::episode::Moment;
use crate::meeting::decision::Decision;
use crate::report::panels::due::{Known, Referral, Said};
use crate::settings::Panel;
use crate::store::Store;
use crate::store::reports_view::PanelItem;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// A child that some panel may ask after.
#[derive(Default)]
pub(super) struct Candidate {
    pub known: Known,
    /// What panels said of it, the latest day first.
    pub items: Vec<PanelItem>,
    referred: Vec<Referral>,
}

/// Everyone whom panels may ask after.
pub(super) struct Candidates {
    pub children: BTreeMap<ChildId, Candidate>,
    /// Who would be due, and nobody has said yet who the child is.
    pub waiting: Vec<NoPanel>,
    first_words: BTreeMap<String, NaiveDate>,
}

impl Candidates {
    /// Reads everyone whom the panels may ask after.
    pub fn read(hub: &Hub, store: &Store, now: Moment) -> Result<Candidates> {
        let mut found = Candidates { children: BTreeMap::new(), waiting: Vec::new(), first_words: BTreeMap::new() };
        for item in store.panel_items(None, None)? {
            let first = found.first_words.entry(item.panel.clone()).or_insert(item.on);
            *first = item.on.min(*first);
            found.child(item.child).items.push(item);
        }
        for decision in store.panel_referrals()? {
            found.refer(store, &decision)?;
        }
        for panel in &hub.settings.panels {
            if let Some((episodes, within)) = panel.threshold {
                let from = within.window_starts_after(found.asked_from(panel, now));
                for child in store.children_missing_often(start_of_day(from), episodes)? {
                    found.child(child);
                }
            }
        }
        found.missing_long(hub, store, now)?;
        for (child, candidate) in &mut found.children {
            candidate.known = known(store, *child, candidate)?;
        }
        Ok(found)
    }

    fn child(&mut self, child: ChildId) -> &mut Candidate {
        self.children.entry(child).or_default()
    }

    /// Since when a panel's threshold is asked after. From the panel's first outcome on what reached it stands until the panel has
    /// talked about the child; of the time before only what is within the threshold's window counts.
    pub fn asked_from(&self, panel: &Panel, now: Moment) -> NaiveDate {
        let today = day_of(now);
        let day = self.first_words.get(&panel.name).map_or(today, |first| today.min(*first));
        let before = panel.threshold.map_or(day, |(_, within)| within.window_starts_after(day));
        before.checked_add_days(Days::new(1)).unwrap_or(before)
    }

    fn refer(&mut self, store: &Store, decision: &Decision) -> Result<()> {
        let mut children: Vec<ChildId> = decision.child.into_iter().collect();
        if let Some(business) = decision.business.filter(|_| children.is_empty()) {
            children = store.business(business)?.details.children;
        }
        for child in &children {
            let Some(child) = store.read_as_if_there(*child)? else { continue };
            let referral = Referral { decision: decision.id, panel: decision.panel.clone(), at: decision.at };
            self.child(child).referred.push(referral);
        }
        if children.is_empty() {
            let episode = decision.episode.map(|episode| store.episode(episode)).transpose()?;
            let to = decision.panel.clone().unwrap_or_else(|| "a panel".into());
            let why = format!("referred to {to} on {} ({}); {NOBODY_SAID}", long_day(day_of(decision.at)), decision.id);
            let shown = decision.shown.as_ref().map(|shown| shown.name.clone()).unwrap_or_default();
            let name = episode.as_ref().map_or(shown, |episode| episode.details.listed.full_name());
            self.waiting.push(NoPanel { child: None, name, episode: episode.map(|episode| episode.id), why });
        }
        Ok(())
    }

    fn missing_long(&mut self, hub: &Hub, store: &Store, now: Moment) -> Result<()> {
        let Some(step) = hub.settings.panels.iter().filter_map(|panel| panel.missing_for).min_by_key(|step| step.reached(now)) else {
            return Ok(());
        };
        for episode in store.still_missing()?.iter().filter(|episode| step.reached(episode.missing_since()) <= now) {
            match episode.child {
                Some(child) => {
                    self.child(child);
                }
                None => {
                    let why = format!("missing since {}; {NOBODY_SAID}", long_day(day_of(episode.missing_since())));
                    let name = episode.details.listed.full_name();
                    self.waiting.push(NoPanel { child: None, name, episode: Some(episode.id), why });
                }
            }
        }
        Ok(())
    }
}

const NOBODY_SAID: &str = "nobody has said yet who the child is";

/// What is known of a child, as far as panels ask.
fn known(store: &Store, child: ChildId, candidate: &mut Candidate) -> Result<Known> {
    let record = store.known_child(child)?;
    let mut said = Vec::with_capacity(candidate.items.len());
    for item in &candidate.items {
        // A review may stand with the decision alone.
        let by_decision = match item.decision.filter(|_| item.discussed.next_review.is_none()) {
            Some(decision) => store.decision(decision).ok().and_then(|decision| decision.next_review),
            None => None,
        };
        let next_review = item.discussed.next_review.or(by_decision);
        said.push(Said {
            panel: item.panel.clone(),
            on: item.on,
            at: item.at,
            stays: item.discussed.stays,
            next_review,
            decision: item.decision,
        });
    }
    Ok(Known {
        care: record.details.care_status,
        locality: record.details.locality.clone(),
        markers: record.details.markers.iter().map(|marker| marker.kind).collect(),
        episodes: store.spells_of(child)?,
        referrals: std::mem::take(&mut candidate.referred),
        said,
    })
}
