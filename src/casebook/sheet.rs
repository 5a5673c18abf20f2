//! The meeting and its items as screens, papers and JSON show them.

use super::error::{Error, Result};
use super::event::Event;
use super::hub::Hub;
use super::meeting::item_of;
use super::meeting_view::{ActionLine, Content, EpisodeItem, ItemLine, ItemSheet, MeetingRecord, MeetingSheet, Paper};
use super::sheet_lists::listed_words;
use super::view::Case;
use crate::calendar::{day_of, end_of_day, plain_day, start_of_day};
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use crate::meeting::agenda::{About, Item, ItemId, Left};
use crate::meeting::assessment::AssessmentState;
use crate::meeting::attendance::quorum;
use crate::meeting::business;
use crate::meeting::decision::{ActionId, Decision, DecisionId};
use crate::meeting::drift::{self, Drift, DriftFacts};
use crate::meeting::gate::{self, GateItem, Lacking};
use crate::meeting::pace::pace;
use crate::meeting::record::{Meeting, MeetingId};
use crate::meeting::register::ActionRecord;
use crate::report::papers::{minutes, papers};
use crate::store::Store;
use crate::triage::Band;
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

/// How every item stands.
pub(super) struct State {
    pub lines: Vec<ItemLine>,
    pub lacking: Vec<Lacking>,
}

impl Hub {
    /// The meeting that is going on, else the last of today; `None`: none today.
    pub fn meeting_now(&self, now: Moment) -> Result<Option<MeetingSheet>> {
        self.store.read(|store| {
            let meeting = match store.open_meeting()? {
                Some(open) => Some(open),
                None => store.meetings_between(start_of_day(day_of(now)), end_of_day(day_of(now)), 1)?.pop(),
            };
            meeting.map(|meeting| self.make_meeting_sheet(store, meeting, now)).transpose()
        })
    }

    /// A meeting with its agenda.
    pub fn meeting_sheet(&self, id: MeetingId, now: Moment) -> Result<MeetingSheet> {
        self.store.read(|store| self.make_meeting_sheet(store, store.meeting(id)?, now))
    }

    fn make_meeting_sheet(&self, store: &Store, meeting: Meeting, now: Moment) -> Result<MeetingSheet> {
        let State { lines, lacking } = self.state_of(store, &meeting, now)?;
        let settled = |item: &Item| lines.iter().any(|line| line.item == item.item && line.settled);
        Ok(MeetingSheet {
            now,
            hub: self.name().to_string(),
            training: self.training(),
            quorum: quorum(&meeting.opening),
            pace: pace(&meeting, &settled, now),
            new_items: if meeting.is_open() { self.count_new_items(store, &meeting, now)? } else { 0 },
            lacking,
            lines,
            meeting,
        })
    }

    /// How every item of a meeting stands, and what keeps it from closing (nothing keeps a closed one).
    pub(super) fn state_of(&self, store: &Store, meeting: &Meeting, now: Moment) -> Result<State> {
        let mut state = State { lines: Vec::new(), lacking: Vec::new() };
        for item in &meeting.items {
            let (line, _, lacking) = self.item_line(store, meeting, item, now)?;
            state.lines.push(line);
            state.lacking.extend(lacking);
        }
        Ok(state)
    }

    /// An item as the agenda lists it, its decisions that stand, and what it lacks.
    fn item_line(&self, store: &Store, meeting: &Meeting, item: &Item, now: Moment) -> Result<(ItemLine, Vec<Decision>, Vec<Lacking>)> {
        let as_of = meeting.closed_at.unwrap_or(now);
        let decisions = item.decisions.iter().map(|id| store.decision(*id)).collect::<Result<Vec<_>>>()?;
        let due = if item.about == About::Actions && meeting.is_open() { self.without_outcome(store, meeting, as_of)? } else { Vec::new() };
        // What has till noon, or till tonight, is heard of and keeps no meeting of the morning open.
        let ids: Vec<ActionId> = due.iter().filter(|(_, at)| *at <= meeting.started_at).map(|(id, _)| *id).collect();
        let subject = subject(store, item)?;
        let left = item.left.is_some() || subject.gone;
        // What is left after it was decided is left as it is.
        let decided = if left { &[][..] } else { &decisions };
        let gate = GateItem { item: item.item, about: item.about, left, decisions: decided, due: &ids };
        let lacking = if meeting.is_open() { gate::lacking(&[gate]) } else { Vec::new() };
        let line = ItemLine {
            item: item.item,
            number: meeting.items.iter().position(|of| of.item == item.item).map_or(0, |at| at + 1),
            section: item.section,
            title: subject.title,
            child: subject.child,
            episode: if let About::Episode(episode) = item.about { Some(episode) } else { None },
            reference: subject.reference,
            band: item.band,
            state: match item.about {
                About::Actions if meeting.is_open() && item.left.is_none() => {
                    let from_before = store.actions_past(self.register_from(store, as_of)?)?.len();
                    due_words(&due, from_before, store.actions_undated(meeting.started_at)?.len(), as_of)
                }
                about if about.is_decided() || item.left.is_some() => state_words(item, &decisions, as_of),
                about => listed_words(about, item, meeting),
            },
            settled: lacking.is_empty(),
        };
        Ok((line, decisions, lacking))
    }

    /// One item with what the room needs.
    pub fn item_sheet(&self, id: MeetingId, item: ItemId, now: Moment) -> Result<ItemSheet> {
        self.store.read(|store| {
            let meeting = store.meeting(id)?;
            let item = item_of(&meeting, item)?;
            let as_of = meeting.closed_at.unwrap_or(now);
            let content = self.content(store, &meeting, item, as_of)?;
            let (line, standing, lacking) = self.item_line(store, &meeting, item, now)?;
            let decisions = with_earlier_wordings(store, standing)?;
            let drift = self.drift(store, &meeting, item, &content, as_of)?;
            let actions = self.actions_under(store, &meeting, item, &content, as_of)?;
            Ok(ItemSheet { line, item: item.clone(), content, drift, decisions, actions, lacking })
        })
    }

    fn content(&self, store: &Store, meeting: &Meeting, item: &Item, as_of: Moment) -> Result<Content> {
        Ok(match item.about {
            About::Actions => Content::Actions(self.actions_to_talk_about(store, meeting, as_of)?),
            About::Changes => Content::Changes(self.changes(store, meeting, as_of)?),
            About::Interviews => Content::Interviews(self.interviews_to_talk_about(store, as_of)?),
            About::Thresholds => Content::Thresholds(self.thresholds(store, meeting, as_of)?),
            About::AnyOther => Content::AnyOther,
            About::ReadBack => Content::ReadBack(self.read_back(store, meeting, as_of)?),
            About::Episode(episode) => Content::Episode(Box::new(self.episode_item(store, meeting, episode, as_of)?)),
            About::Business(id) => Content::Business(Box::new(self.make_business_sheet(store, id, as_of)?)),
        })
    }

    fn episode_item(&self, store: &Store, meeting: &Meeting, episode: EpisodeId, as_of: Moment) -> Result<EpisodeItem> {
        let case = self.make_case(store, episode, as_of)?;
        let ended = |state: AssessmentState| matches!(state, AssessmentState::Ended | AssessmentState::Withdrawn);
        Ok(EpisodeItem {
            last_discussed: self.last_discussed(store, meeting, &case)?,
            open_actions: case.actions.iter().filter(|line| line.record.ended.is_none()).cloned().collect(),
            assessments: case.assessments.iter().filter(|line| !ended(line.state)).cloned().collect(),
            business: case.business.iter().filter(|business| business.decisions.is_empty() && !business.passed).cloned().collect(),
            case,
        })
    }

    /// When the child was last decided on, or on the screen of one of the last meetings, before the day of this one.
    fn last_discussed(&self, store: &Store, meeting: &Meeting, case: &Case) -> Result<Option<Moment>> {
        /// Meetings further back than the days of a warning need not be looked through; more than ten never.
        const MOST: usize = 10;
        let today = start_of_day(day_of(meeting.started_at));
        let decided = case.decisions.iter().map(|decision| decision.at).filter(|at| *at < today).max();
        let days = self.settings.meeting.critical_days;
        let from = today.checked_sub_days(Days::new(days.into())).unwrap_or(today).max(decided.unwrap_or(Moment::MIN_UTC));
        let of_child = |about: About| matches!(about, About::Episode(id) if case.episodes.iter().any(|episode| episode.id == id));
        let seen = |meeting: &Meeting| meeting.items.iter().any(|item| item.opened && of_child(item.about));
        let on_screen = store.meetings_between(from, today, MOST)?.into_iter().find(seen).map(|meeting| meeting.started_at);
        Ok(decided.max(on_screen))
    }

    /// The warnings on an item.
    fn drift(&self, store: &Store, meeting: &Meeting, item: &Item, content: &Content, as_of: Moment) -> Result<Vec<Drift>> {
        let mut found = Vec::new();
        let mut of_child: &[Decision] = &[];
        if let Content::Episode(episode) = content {
            found = drift::warnings(&drift_facts(episode, self.settings.meeting.critical_days, as_of, &records(&episode.case)));
            of_child = &episode.case.decisions;
        }
        for id in &item.decisions {
            let decision = store.decision(*id)?;
            let earlier = earlier_rationales(store, meeting, item, &decision, of_child)?;
            found.extend(drift::copied(&decision.rationale, &earlier));
        }
        Ok(found)
    }

    /// The actions agreed under an item, and those of its child that were ended or re-dated in the meeting.
    fn actions_under(&self, store: &Store, meeting: &Meeting, item: &Item, content: &Content, as_of: Moment) -> Result<Vec<ActionLine>> {
        let mut found: Vec<ActionRecord> = Vec::new();
        for decision in &item.decisions {
            found.extend(store.actions_of_decision(*decision)?);
        }
        for entry in store.entries_between(meeting.started_at, as_of, &["action-agreed"])? {
            let Some(Event::ActionAgreed { action, meeting: Some(of), item: Some(under), .. }) = entry.event else { continue };
            if (of, under) == (meeting.id, item.item) && !store.is_undone(entry.verb)? {
                found.push(store.action(action.id)?);
            }
        }
        if let Content::Episode(episode) = content {
            found.extend(records(&episode.case).into_iter().filter(|record| touched_in(record, meeting, as_of)));
        }
        found.sort_by_key(|record| record.action.id);
        found.dedup_by_key(|record| record.action.id);
        self.action_lines(store, found, as_of)
    }

    /// All that the papers of a meeting are made from.
    pub fn meeting_record(&self, id: MeetingId, now: Moment) -> Result<MeetingRecord> {
        let sheet = self.meeting_sheet(id, now)?;
        let items = sheet.meeting.items.iter().map(|item| self.item_sheet(id, item.item, now)).collect::<Result<Vec<_>>>()?;
        let as_of = sheet.meeting.closed_at.unwrap_or(now);
        self.store.read(|store| {
            Ok(MeetingRecord {
                heading: self.settings.meeting.minutes_heading.clone(),
                authority: self.settings.hub.authority.clone(),
                list: store.last_list_before(as_of)?,
                actions: self.action_lines(store, store_actions(store, &sheet.meeting, as_of)?, as_of)?,
                questions: store.questions_open(as_of)?,
                made_at: now,
                made_by: self.actor().name.clone(),
                head: store.head_short()?,
                sheet,
                items,
                others: Vec::new(),
            })
        })
    }

    /// The papers of a meeting, as files to be written.
    pub fn papers(&self, id: MeetingId, now: Moment) -> Result<Vec<Paper>> {
        let mut record = self.meeting_record(id, now)?;
        record.others = self.named_in(&minutes(&record, &self.settings, false).to_text())?;
        Ok(papers(&record, &self.settings))
    }
}

/// Whom or what an item is about.
struct Subject {
    title: String,
    child: Option<ChildId>,
    reference: String,
    /// Business that was taken back: nothing is left to decide.
    gone: bool,
}

fn subject(store: &Store, item: &Item) -> Result<Subject> {
    let plain = |title: String, reference: String| Subject { title, child: None, reference, gone: false };
    match item.about {
        About::Episode(id) => {
            let episode = store.episode(id)?;
            let title = match episode.child {
                Some(child) => store.known_child(child)?.details.full_name(),
                None => episode.details.listed.full_name(),
            };
            Ok(Subject { child: episode.child, ..plain(title, episode.reference()) })
        }
        About::Business(id) => match store.business(id) {
            Ok(business) => {
                let children = &business.details.children;
                let names = children.iter().map(|child| Ok(store.known_child(*child)?.details.full_name())).collect::<Result<Vec<_>>>()?;
                let child = if let [one] = children.as_slice() { Some(*one) } else { None };
                Ok(Subject { child, ..plain(business::title(&business, &names), id.to_string()) })
            }
            Err(Error::Refused(_)) => Ok(Subject { gone: true, ..plain(format!("{id}, taken back"), id.to_string()) }),
            Err(other) => Err(other),
        },
        _ => Ok(plain(item.section.label().to_string(), String::new())),
    }
}

/// "decided: advice and guidance; offer of early help", "put off to Fri 27 Nov", "open again: returned since it was passed over",
/// "no decision yet".
fn state_words(item: &Item, decisions: &[Decision], as_of: Moment) -> String {
    match (&item.left, decisions) {
        (Some(Left::Deferred { until, carried: true, .. }), _) => format!("carried over to {}", day_words(*until, as_of)),
        (Some(Left::Deferred { until, .. }), _) => format!("put off to {}", day_words(*until, as_of)),
        (Some(Left::Passed { .. }), _) => "passed over".into(),
        (None, []) => item.turned.as_ref().map_or("no decision yet".into(), |turned| format!("open again: {turned}")),
        (None, decisions) => {
            let words: Vec<String> = decisions.iter().map(outcomes).collect();
            format!("decided: {}", words.join("; "))
        }
    }
}

/// "advice and guidance, referral to a panel (Permanence)".
pub(super) fn outcomes(decision: &Decision) -> String {
    let words: Vec<&str> = decision.outcomes.iter().map(|outcome| outcome.label()).collect();
    let panel = decision.panel.iter().map(|panel| format!(" ({panel})")).collect::<String>();
    format!("{}{panel}", words.join(", "))
}

/// "Fri 27 Nov"; with the year where it is not this one.
fn day_words(day: NaiveDate, now: Moment) -> String {
    use chrono::Datelike;
    let this_year = day.year() == day_of(now).year();
    day.format(if this_year { "%a %-d %b" } else { "%a %-d %b %Y" }).to_string()
}

/// "5 actions, 2 overdue; 312 from before the register; 1 without a date".
fn due_words(due: &[(ActionId, Moment)], from_before: usize, undated: usize, now: Moment) -> String {
    let overdue = due.iter().filter(|(_, runs_out)| *runs_out <= now).count();
    let due = match (due.len(), overdue) {
        (0, _) => "none due".into(),
        (1, 0) => "1 action".into(),
        (1, _) => "1 action, overdue".into(),
        (n, 0) => format!("{n} actions"),
        (n, overdue) => format!("{n} actions, {overdue} overdue"),
    };
    let more = [(from_before, "from before the register"), (undated, "without a date")];
    more.iter().filter(|(n, _)| *n > 0).fold(due, |words, (n, what)| format!("{words}; {n} {what}"))
}

/// Was the action ended or re-dated in the meeting?
fn touched_in(record: &ActionRecord, meeting: &Meeting, as_of: Moment) -> bool {
    let within = |at: Moment| at >= meeting.started_at && at <= as_of;
    record.ended.as_ref().is_some_and(|ended| within(ended.at)) || record.redated.iter().any(|redated| within(redated.at))
}

fn records(case: &Case) -> Vec<ActionRecord> {
    case.actions.iter().map(|line| line.record.clone()).collect()
}

/// Decisions and the wordings they replaced, earliest first.
fn with_earlier_wordings(store: &Store, standing: Vec<Decision>) -> Result<Vec<Decision>> {
    let mut found = Vec::new();
    for decision in standing {
        let mut earlier = decision.replaces;
        found.push(decision);
        while let Some(id) = earlier {
            let decision = store.decision(id)?;
            earlier = decision.replaces;
            found.push(decision);
        }
    }
    found.sort_by_key(|decision| decision.id);
    Ok(found)
}

fn drift_facts<'a>(episode: &EpisodeItem, critical_days: u32, as_of: Moment, actions: &'a [ActionRecord]) -> DriftFacts<'a> {
    let case = &episode.case;
    let reworded: BTreeSet<DecisionId> = case.decisions.iter().filter_map(|decision| decision.replaces).collect();
    let standing = case.decisions.iter().filter(|decision| !reworded.contains(&decision.id));
    let band: Option<Band> = Some(case.triage.band);
    DriftFacts {
        today: day_of(as_of),
        decisions: standing.map(|decision| (day_of(decision.at), decision.outcomes.clone())).collect(),
        episodes: case.episodes.iter().map(|episode| day_of(episode.began())).collect(),
        actions,
        band,
        received: day_of(case.episode.received),
        last_discussed: episode.last_discussed.map(day_of),
        critical_days,
    }
}

/// Where else a rationale could come from: the child's decisions, and those of the meeting's other items.
fn earlier_rationales(
    store: &Store,
    meeting: &Meeting,
    item: &Item,
    decision: &Decision,
    of_child: &[Decision],
) -> Result<Vec<(String, String)>> {
    let own: BTreeSet<DecisionId> = with_earlier_wordings(store, vec![decision.clone()])?.iter().map(|d| d.id).collect();
    let before = of_child.iter().filter(|d| d.id < decision.id && !own.contains(&d.id));
    let mut found: Vec<(String, String)> =
        before.map(|d| (format!("{} of {}", d.id, plain_day(day_of(d.at))), d.rationale.clone())).collect();
    for (at, other) in meeting.items.iter().enumerate().filter(|(_, other)| other.item != item.item) {
        for id in other.decisions.iter().filter(|id| **id < decision.id) {
            found.push((format!("item {} of this meeting", at + 1), store.decision(*id)?.rationale));
        }
    }
    Ok(found)
}

/// Every action agreed, ended or re-dated in the meeting, by number, and those of its decisions that were amended since.
fn store_actions(store: &Store, meeting: &Meeting, as_of: Moment) -> Result<Vec<ActionRecord>> {
    let mut ids: BTreeSet<ActionId> = BTreeSet::new();
    let kinds = ["action-agreed", "action-ended", "action-redated", "action-reopened"];
    for entry in store.entries_between(meeting.started_at, as_of, &kinds)? {
        match entry.event {
            _ if store.is_undone(entry.verb)? => {}
            Some(Event::ActionAgreed { action, meeting: Some(of), .. }) if of == meeting.id => {
                ids.insert(action.id);
            }
            Some(Event::ActionEnded { action, .. } | Event::ActionRedated { action, .. } | Event::ActionReopened { action, .. }) => {
                ids.insert(action);
            }
            _ => {}
        }
    }
    for decision in meeting.items.iter().flat_map(|item| &item.decisions) {
        ids.extend(store.actions_of_decision(*decision)?.iter().map(|record| record.action.id));
    }
    // One of a decision that was reworded without it counts no more.
    let found = ids.into_iter().map(|id| store.action(id)).filter(|found| !matches!(found, Err(Error::Refused(_))));
    found.collect()
}
