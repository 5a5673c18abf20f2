//! One open hub: the store, the settings and rules beside it, and who is at work.

use super::error::{Error, Result};
use super::event::Event;
use crate::calendar::{WorkingDays, long_moment};
use crate::clock::ClockSettings;
use crate::episode::Moment;
use crate::settings::Settings;
use crate::store::Store;
use crate::store::journal::{Actor, Head, Journal, NewEntry};
use crate::triage::rules::Rules;
use chrono::DateTime;
use std::path::Path;

/// What a hub is opened with besides its file.
pub struct Opening {
    pub actor: Actor,
    pub settings: Settings,
    pub working_days: WorkingDays,
    pub rules: Rules,
    /// The clock was set by hand (`--now`): only a training hub may then be written to.
    pub clock_set: bool,
}

/// An open hub file.
pub struct Hub {
    pub(super) store: Store,
    pub(super) settings: Settings,
    pub(super) clocks: ClockSettings,
    pub(super) rules: Rules,
    pub(super) actor: Actor,
    pub(super) made_at: Moment,
    name: String,
    training: bool,
    clock_set: bool,
    progress: Option<Progress>,
}

/// Told how many rows of a long list (entries of an old hub) are done, and how many there are.
pub type Progress = fn(done: usize, of: usize);

impl Hub {
    /// Makes a new hub file with its first entry. Refused where a file is there already.
    pub fn make(path: &Path, passphrase: &str, name: &str, training: bool, opening: Opening, now: Moment) -> Result<Hub> {
        if opening.clock_set && !training {
            return Err(clock_refusal());
        }
        let actor = opening.actor.clone();
        Hub::made(path, passphrase, opening, |store| {
            Pen::new(store, &actor, now)?.record(Event::HubMade { name: name.to_string(), training })?;
            Ok(())
        })
    }

    /// Makes a new hub file from a history of verbs (the demo's): each recorded as its own, all of it or none.
    pub fn make_from(path: &Path, passphrase: &str, opening: Opening, history: impl Iterator<Item = crate::demo::Entry>) -> Result<Hub> {
        Hub::made(path, passphrase, opening, |store| {
            for crate::demo::Entry { at, actor, events } in history {
                let actor = Actor { name: actor.to_string(), workstation: "demo".into() };
                let mut pen = Pen::new(store, &actor, at)?;
                for event in events {
                    pen.record(event)?;
                }
            }
            Ok(())
        })
    }

    /// A new hub file with what `work` writes into it; where that fails, none.
    pub(super) fn made(path: &Path, passphrase: &str, opening: Opening, work: impl FnOnce(&Store) -> Result<()>) -> Result<Hub> {
        let store = Store::create(path, passphrase)?;
        let hub = match store.write(work) {
            Ok(()) => Hub::on(store, opening),
            Err(error) => {
                drop(store);
                Err(error)
            }
        };
        if hub.is_err() {
            crate::store::files::remove_hub(path);
        }
        hub
    }

    /// Opens a hub file.
    pub fn open(path: &Path, passphrase: &str, opening: Opening) -> Result<Hub> {
        Hub::open_telling(path, passphrase, opening, |_, _| {})
    }

    /// Opens a hub file; where that brings a hub of an older version up to date, tells how many of its entries are done.
    pub fn open_telling(path: &Path, passphrase: &str, opening: Opening, progress: Progress) -> Result<Hub> {
        Hub::on(Store::open(path, passphrase, progress)?, opening)
    }

    fn on(store: Store, opening: Opening) -> Result<Hub> {
        let record = store.hub()?.ok_or_else(|| Error::NotAHub(store.path().display().to_string()))?;
        let Opening { actor, settings, working_days, rules, clock_set } = opening;
        let clocks = settings.clocks(working_days);
        Ok(Hub {
            store,
            settings,
            clocks,
            rules,
            actor,
            made_at: record.made_at,
            name: record.name,
            training: record.training,
            clock_set,
            progress: None,
        })
    }

    /// From now on tells how far a long list has come.
    pub fn show_progress(&mut self, progress: Progress) {
        self.progress = Some(progress);
    }

    /// Tells how far a list has come: now and then, and only of one that takes a while.
    pub(super) fn progressed(&self, done: usize, of: usize) {
        const LONG: usize = 2_000;
        const STEP: usize = 500;
        if let Some(progress) = self.progress.filter(|_| of >= LONG && done.is_multiple_of(STEP)) {
            progress(done, of);
        }
    }

    /// The hub's name, given when it was made.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A hub for training: every screen says so.
    pub fn training(&self) -> bool {
        self.training
    }

    /// The settings beside the hub file.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The triage rules in force.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What deadlines are reckoned by.
    pub fn clocks(&self) -> &ClockSettings {
        &self.clocks
    }

    /// Who is at work.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Changes whenever another program wrote to the hub.
    pub fn data_version(&self) -> Result<i64> {
        self.store.data_version()
    }

    /// Refuses to write under a clock that was set by hand, except in training.
    pub(super) fn may_write(&self) -> Result<()> {
        if self.clock_set && !self.training { Err(clock_refusal()) } else { Ok(()) }
    }

    /// Carries out one verb: everything `work` records is kept, or nothing of it.
    pub(super) fn verb<T>(&mut self, now: Moment, work: impl FnOnce(&Hub, &mut Pen<'_>) -> Result<T>) -> Result<T> {
        self.may_write()?;
        let hub = &*self;
        hub.store.write(|store| work(hub, &mut Pen::new(store, &hub.actor, now)?))
    }

    /// Carries out a verb and takes it back: what it would do.
    pub(super) fn rehearsal<T>(&self, now: Moment, work: impl FnOnce(&Hub, &mut Pen<'_>) -> Result<T>) -> Result<T> {
        self.store.rehearse(|store| work(self, &mut Pen::new(store, &self.actor, now)?))
    }

    /// Refuses a change made on a record that someone changed since it was shown. `changed` and `seen` are journal positions.
    pub(super) fn check_seen(&self, what: &str, changed: i64, seen: Option<i64>) -> Result<()> {
        let Some(seen) = seen.filter(|seen| changed > *seen) else { return Ok(()) };
        let Some(entry) = self.store.entry(changed)? else {
            return Err(Error::Broken { position: changed, what: format!("named by a record, but not there (shown: {seen})") });
        };
        Err(Error::Stale {
            what: what.to_string(),
            by: entry.actor.clone(),
            at: long_moment(entry.recorded_at),
            difference: self.describe(&entry),
        })
    }
}

fn clock_refusal() -> Error {
    Error::Refused("--now sets the clock by hand: in a hub that is not for training it may read, and not write".into())
}

/// Writes the entries of one verb: appends each to the journal and brings the views up to it.
pub(super) struct Pen<'a> {
    pub store: &'a Store,
    pub now: Moment,
    actor: &'a Actor,
    head: Head,
    verb: i64,
}

impl<'a> Pen<'a> {
    fn new(store: &'a Store, actor: &'a Actor, now: Moment) -> Result<Pen<'a>> {
        let head = store.head()?;
        // The journal keeps milliseconds; what is shown now must equal what is read back.
        let now = DateTime::from_timestamp_millis(now.timestamp_millis()).unwrap_or(now);
        Ok(Pen { store, now, actor, head, verb: head.position + 1 })
    }

    /// Records one event; gives its position.
    pub fn record(&mut self, event: Event) -> Result<i64> {
        let entry = NewEntry { subject: event.subject(), event };
        let (head, recorded) = self.store.append(self.head, self.actor, self.now, self.verb, vec![entry])?;
        self.head = head;
        for entry in &recorded {
            self.store.apply(entry)?;
        }
        Ok(head.position)
    }
}
