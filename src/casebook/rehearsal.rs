//! Rehearsing triage rules on the mornings that were, and putting others in force.

use super::error::{Error, Result};
use super::event::Event;
use super::hub::Hub;
use crate::calendar::{at_local, day_of, long_moment, plain_day};
use crate::episode::Moment;
use crate::store::Store;
use crate::store::journal::Journal;
use crate::store::reports_view::Adopted;
use crate::triage::Band;
use crate::triage::rehearse::{Item, Morning, Rehearsal, Said, rehearsed};
use crate::triage::rules::Rules;
use chrono::NaiveDate;

/// What is rehearsed, and from when to when.
#[derive(Debug, Clone, Copy)]
pub struct Rehearse<'a> {
    pub rules: &'a Rules,
    /// UK days, both included.
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The band from which on an item counts as flagged.
    pub flag: Band,
}

impl Hub {
    /// What other rules would have flagged on the mornings of a period. Of every working day the board at the hour of the meeting is made
    /// again as it was known then, from the journal up to that moment; both rule sets are put to it, under the settings of today.
    /// `progress` hears how many entries of the journal are done, and how many there are.
    pub fn rehearse(&self, asked: &Rehearse<'_>, now: Moment, progress: &mut dyn FnMut(usize, usize)) -> Result<Rehearsal> {
        let mut mornings = self.mornings(asked, now)?.into_iter().peekable();
        let mut seen = Vec::new();
        let past = Store::in_memory()?;
        self.store.read(|store| {
            let of = usize::try_from(store.head()?.position).unwrap_or(0);
            past.write(|past| {
                store.read_until(&mut |entry| {
                    while let Some(at) = mornings.next_if(|at| *at < entry.recorded_at) {
                        seen.push(self.morning(past, asked.rules, at)?);
                    }
                    let going_on = mornings.peek().is_some();
                    if going_on {
                        past.follow(&entry)?;
                        progress(usize::try_from(entry.position).unwrap_or(0), of);
                    }
                    Ok(going_on)
                })?;
                for at in mornings.by_ref() {
                    seen.push(self.morning(past, asked.rules, at)?);
                }
                Ok(())
            })
        })?;
        let mut made = rehearsed(&seen, (asked.from, asked.to), asked.flag, (self.rules.version(), asked.rules.version()));
        made.notes = self.notes(asked, made.mornings.is_empty(), now);
        for differs in &mut made.differ {
            let episode = self.store.episode(differs.episode)?;
            differs.reference = episode.reference();
            // The child as it is read now.
            differs.child = episode.child;
            differs.name = match episode.child {
                Some(child) => self.store.child(child)?.details.full_name(),
                None => episode.details.listed.full_name(),
            };
        }
        Ok(made)
    }

    /// The same; tells how far a long journal has come as a long list does (see [`Hub::show_progress`]).
    pub fn rehearse_telling(&self, asked: &Rehearse<'_>, now: Moment) -> Result<Rehearsal> {
        self.rehearse(asked, now, &mut |done, of| self.progressed(done, of))
    }

    /// The hours of the meeting in the period: on working days, from when the hub was made until now.
    fn mornings(&self, asked: &Rehearse<'_>, now: Moment) -> Result<Vec<Moment>> {
        if asked.from > asked.to {
            return Err(Error::Refused(format!("{} is after {}; name the earlier day first", plain_day(asked.from), plain_day(asked.to))));
        }
        if asked.to < day_of(self.made_at) {
            return Err(Error::Refused(format!("nothing is known before the hub was made, on {}", plain_day(day_of(self.made_at)))));
        }
        if asked.from > day_of(now) {
            return Err(Error::Refused(format!("{} is still to come; nothing is known of it", plain_day(asked.from))));
        }
        let days = asked.from.iter_days().take_while(|day| *day <= asked.to.min(day_of(now)));
        let working = days.filter(|day| self.clocks.working_days.is_working(*day));
        let at = working.map(|day| at_local(day, self.settings.meeting_time()));
        Ok(at.filter(|at| *at >= self.made_at && *at <= now).collect())
    }

    /// Which of the days are not in it, and why.
    fn notes(&self, asked: &Rehearse<'_>, none: bool, now: Moment) -> Vec<String> {
        let (made, today) = (day_of(self.made_at), day_of(now));
        let mut notes = Vec::new();
        if asked.from < made {
            notes.push(format!("The hub was made on {}: nothing is known of the days before.", plain_day(made)));
        }
        if asked.to > today {
            notes.push(format!("The days after {} are still to come.", plain_day(today)));
        }
        if none {
            let (from, to) = (asked.from.max(made), asked.to.min(today));
            let working = from.iter_days().take_while(|day| *day <= to).filter(|day| self.clocks.working_days.is_working(*day));
            let hour = |day| long_moment(at_local(day, self.settings.meeting_time()));
            notes.push(match working.last() {
                None => format!("No meeting day lies from {} to {}.", plain_day(from), plain_day(to)),
                Some(day) => format!("No meeting's hour lies in what is known: that of the last day is {}.", hour(day)),
            });
        }
        notes
    }

    fn morning(&self, past: &Store, new: &Rules, at: Moment) -> Result<Morning> {
        let mut items = Vec::new();
        for (_, episode) in self.episodes_on_the_board(past, self.last_meeting(at), at)? {
            let known = self.known(past, &episode, at)?;
            let facts = self.facts_for(past, &episode, &known, at)?;
            let said = |rules: &Rules| {
                let verdict = rules.verdict(&facts);
                let fired = verdict.fired.iter().map(|place| &rules.rules()[usize::from(*place)]);
                let fired = fired.map(|rule| (rule.id.clone(), rule.band)).collect();
                Said { band: verdict.band, fired }
            };
            items.push(Item { episode: episode.id, child: episode.child, old: said(&self.rules), new: said(new) });
        }
        Ok(Morning { on: day_of(at), items })
    }

    /// Other rules are in force from now on. `put` lays their file where it is read from; where it fails, nothing is written down. Gives
    /// the version.
    pub fn adopt_rules(&mut self, text: &str, reason: &str, now: Moment, put: impl FnOnce() -> Result<()>) -> Result<String> {
        let rules =
            Rules::parse(text).map_err(|errors| Error::Refused(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))?;
        let (version, reason) = (rules.version().to_owned(), reason.trim().to_owned());
        if reason.is_empty() {
            return Err(Error::Refused("say why these rules are adopted, with --reason; it is kept in the journal".into()));
        }
        if version == self.rules.version() {
            return Err(Error::Refused(format!("the rules {version} are in force already; nothing was changed")));
        }
        self.verb(now, |_, pen| {
            pen.record(Event::RulesAdopted { version: version.clone(), text: text.to_owned(), reason })?;
            put()
        })?;
        self.rules = rules;
        Ok(version)
    }

    /// The rules that were adopted, latest first.
    pub fn rules_adopted(&self) -> Result<Vec<Adopted>> {
        self.store.read(Store::rules_adopted)
    }
}
