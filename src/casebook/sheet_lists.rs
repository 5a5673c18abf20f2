//! What the items of the agenda that list things list.

use super::error::Result;
use super::event::Event;
use super::hub::Hub;
use super::interview_view::InterviewSection;
use super::meeting_view::{ActionLine, ChangeLine, ChangesSheet, InterviewClocks, ReadBackLine, ThresholdLine};
use super::records::changed;
use super::sheet::outcomes;
use crate::calendar::{at_local, day_of, end_of_day, start_of_day};
use crate::episode::{Episode, EpisodeId, Moment};
use crate::interview::file::Stage;
use crate::meeting::agenda::{About, Item};
use crate::meeting::decision::{ActionId, Outcome};
use crate::meeting::record::Meeting;
use crate::meeting::register::ActionRecord;
use crate::store::Store;
use crate::store::journal::Entry;
use chrono::TimeDelta;
use std::collections::{BTreeMap, BTreeSet};

/// A room does not go through more interview clocks.
const MOST_CLOCKS: u32 = 100;

/// Changes of further back than this are no news, however long ago the meeting before was.
const NEWS: TimeDelta = TimeDelta::days(14);

impl Hub {
    /// Actions due today or before that a meeting has to hear of, and when each runs out: not those it agreed or re-dated itself,
    /// nor those from before the register.
    pub(super) fn without_outcome(&self, store: &Store, meeting: &Meeting, as_of: Moment) -> Result<Vec<(ActionId, Moment)>> {
        store.due_between(self.register_from(store, as_of)?, end_of_day(day_of(as_of)), meeting.started_at)
    }

    /// The actions the meeting has to hear of, those it heard of, those from before the register, and those without
    /// a date, which nothing asks for.
    pub(super) fn actions_to_talk_about(&self, store: &Store, meeting: &Meeting, as_of: Moment) -> Result<Vec<ActionLine>> {
        let due = self.without_outcome(store, meeting, as_of)?;
        let mut found = due.into_iter().map(|(id, _)| store.action(id)).collect::<Result<Vec<_>>>()?;
        let known = |found: &[ActionRecord], record: &ActionRecord| found.iter().any(|of| of.action.id == record.action.id);
        // Those agreed today are read back, not asked after.
        let ended = store.actions_ended_since(meeting.started_at)?.into_iter().rev();
        for record in ended.filter(|record| record.agreed_at < meeting.started_at) {
            if !known(&found, &record) {
                found.push(record);
            }
        }
        for entry in store.entries_between(meeting.started_at, as_of, &["action-redated"])? {
            if let Some(Event::ActionRedated { action, .. }) = entry.event
                && let Ok(record) = store.action(action)
                && record.redated.iter().any(|redated| redated.at == entry.recorded_at)
                && !known(&found, &record)
            {
                found.push(record);
            }
        }
        let from_before = store.actions_past(self.register_from(store, as_of)?)?;
        found.extend(from_before.into_iter().map(|id| store.action(id)).collect::<Result<Vec<_>>>()?);
        let undated: Vec<_> = store.actions_undated(meeting.started_at)?.into_iter().filter(|record| !known(&found, record)).collect();
        found.extend(undated);
        self.action_lines(store, found, as_of)
    }

    /// The interviews whose clock has run out, cannot run, or runs out before the next meeting: the first of them as the board has
    /// them, and how many more there are.
    pub(super) fn interviews_to_talk_about(&self, store: &Store, as_of: Moment) -> Result<InterviewClocks> {
        let next_meeting = at_local(self.clocks.working_days.after(day_of(as_of), 1), self.settings.meeting_time());
        let returned = |due: Moment| due - TimeDelta::hours(i64::from(self.clocks.interview_hours));
        // What is overdue or runs out within a day stands in the order of the clocks. What has longer stands in the order of how far
        // it has come: all of it is read, which is little, a few days' returns.
        let soon = next_meeting.min(as_of + TimeDelta::hours(24));
        let rows = if store.count_waiting(returned(soon))? >= MOST_CLOCKS {
            store.waiting_first(returned(soon), Some(MOST_CLOCKS))?
        } else {
            store.waiting_first(returned(next_meeting), None)?
        };
        let mut items = self.interview_rows(store, &rows, as_of)?;
        items.retain(|item| {
            let no_clock = item.section == InterviewSection::NoClock;
            item.stage < Stage::Held && (no_clock || item.clock.due_72h.is_some_and(|due| due < next_meeting))
        });
        items.truncate(MOST_CLOCKS as usize);
        let more = (store.count_waiting(returned(next_meeting))? as usize).saturating_sub(items.len());
        Ok(InterviewClocks { items, more })
    }

    /// Since when a meeting is told of changes: the meeting before, as far as that is not too long ago.
    fn told_since(&self, store: &Store, meeting: &Meeting) -> Result<Moment> {
        let before = store.last_meeting_before(meeting.started_at)?.map(|before| before.started_at);
        Ok(before.unwrap_or_else(|| self.last_meeting(meeting.started_at)).max(meeting.started_at - NEWS))
    }

    /// What changed since the meeting before.
    pub(super) fn changes(&self, store: &Store, meeting: &Meeting, as_of: Moment) -> Result<ChangesSheet> {
        let since = self.told_since(store, meeting)?;
        let mut sheet = ChangesSheet { since: Some(since), refused: store.refused_count()?, ..ChangesSheet::default() };
        sheet.waiting = u32::try_from(store.waiting_episodes()?.len()).unwrap_or(u32::MAX);
        let mut changes: BTreeMap<EpisodeId, Vec<String>> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for entry in store.entries_between(since, as_of, &["episode-reported", "episode-changed"])? {
            match entry.event {
                Some(Event::EpisodeReported { episode, details, .. }) => {
                    let list = if details.ended { &mut sheet.never_reported } else { &mut sheet.new };
                    list.push(line(store, &store.episode(episode)?, String::new())?);
                }
                Some(Event::EpisodeChanged { episode, returned: true, .. }) if seen.insert(episode) => {
                    sheet.returned.push(line(store, &store.episode(episode)?, String::new())?);
                }
                Some(Event::EpisodeChanged { episode, changes: what, returned: false, .. }) => {
                    changes.entry(episode).or_default().push(changed(&what));
                }
                _ => {}
            }
        }
        for (episode, what) in changes {
            sheet.changed.push(line(store, &store.episode(episode)?, what.join("; "))?);
        }
        if let Some(list) = store.last_list()? {
            let named = store.named_since(start_of_day(day_of(list.loaded_at)))?;
            for episode in store.still_missing()?.iter().filter(|episode| !named.contains(&episode.id)) {
                sheet.missing_from_list.push(line(store, episode, String::new())?);
            }
        }
        Ok(sheet)
    }

    /// Thresholds that new episodes reached since the meeting before, and the referrals to a panel since then.
    pub(super) fn thresholds(&self, store: &Store, meeting: &Meeting, as_of: Moment) -> Result<Vec<ThresholdLine>> {
        let since = self.told_since(store, meeting)?;
        let mut found = Vec::new();
        for entry in store.entries_between(since, as_of, &["episode-reported"])? {
            let Some(episode) = reported(&entry) else { continue };
            let episode = store.episode(episode)?;
            let known = self.known_at_a_glance(store, &episode, as_of)?;
            let triage = self.triage(store, &episode, &known, as_of)?;
            // What is counted within a window clears by time: those rules are the thresholds.
            for fired in triage.fired.iter().filter(|fired| fired.clears_on.is_some()) {
                let decision = known.decisions.iter().find(|d| d.episode == Some(episode.id));
                let state = decision.map_or("no decision yet".into(), |decision| format!("decided: {}", outcomes(decision)));
                let ChangeLine { child, name, reference, .. } = line(store, &episode, String::new())?;
                found.push(ThresholdLine { child, name, reference, what: format!("{}: {}", fired.title, fired.evidence), state });
            }
        }
        for decision in store.decisions_between(since, as_of)? {
            let Some(episode) = decision.episode.filter(|_| decision.outcomes.contains(&Outcome::PanelReferral)) else { continue };
            let ChangeLine { child, name, reference, .. } = line(store, &store.episode(episode)?, String::new())?;
            let state = format!("decided: {}", outcomes(&decision));
            found.push(ThresholdLine { child, name, reference, what: Outcome::PanelReferral.label().into(), state });
        }
        Ok(found)
    }

    /// The decisions of the meeting, read back: item by item, with their actions.
    pub(super) fn read_back(&self, store: &Store, meeting: &Meeting, as_of: Moment) -> Result<Vec<ReadBackLine>> {
        let mut found = Vec::new();
        for (at, item) in meeting.items.iter().enumerate() {
            for id in &item.decisions {
                let decision = store.decision(*id)?;
                let actions = self.action_lines(store, store.actions_of_decision(*id)?, as_of)?;
                let (title, child) = read_back_title(store, item.about, &decision.shown.as_ref().map(|s| s.name.clone()))?;
                let what = std::iter::once(outcomes(&decision)).chain(actions.iter().map(action_words)).collect::<Vec<_>>().join("; ");
                found.push(ReadBackLine { number: at + 1, title, child, what });
            }
        }
        Ok(found)
    }
}

/// What is known of an item that lists things without reading them: "3 decisions", "1 note"; mostly nothing.
pub(super) fn listed_words(about: About, item: &Item, meeting: &Meeting) -> String {
    let counted = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    match (about, item.notes.len()) {
        (About::ReadBack, _) => counted(meeting.items.iter().map(|item| item.decisions.len()).sum(), "decision"),
        (_, 0) => String::new(),
        (_, notes) => counted(notes, "note"),
    }
}

fn reported(entry: &Entry) -> Option<EpisodeId> {
    if let Some(Event::EpisodeReported { episode, .. }) = &entry.event { Some(*episode) } else { None }
}

fn read_back_title(store: &Store, about: About, shown: &Option<String>) -> Result<(String, Option<crate::child::ChildId>)> {
    Ok(match about {
        About::Episode(id) => {
            let ChangeLine { name, child, .. } = line(store, &store.episode(id)?, String::new())?;
            (name, child)
        }
        About::Business(id) => (shown.clone().filter(|name| !name.is_empty()).unwrap_or_else(|| id.to_string()), None),
        _ => (String::new(), None),
    })
}

/// "A9 Greater Manchester Police: phone work, due Fri 12:00".
fn action_words(line: &ActionLine) -> String {
    let action = &line.record.action;
    let person = action.person.iter().map(|person| format!(" ({person})")).collect::<String>();
    let due = action.due.map_or("no due date".to_string(), |due| format!("due {}", crate::meeting::action::in_full(due)));
    format!("{} {}{person}: {}, {due}", action.id, action.agency, action.what)
}

/// An episode as the lists of the agenda name it.
fn line(store: &Store, episode: &Episode, what: String) -> Result<ChangeLine> {
    let name = match episode.child {
        Some(child) => store.known_child(child)?.details.full_name(),
        None => episode.details.listed.full_name(),
    };
    Ok(ChangeLine { episode: episode.id, child: episode.child, name, reference: episode.reference(), what })
}
