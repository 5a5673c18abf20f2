//! Panels: who is due, the page of a child, and what a panel said written back to the child's record.

use super::decide::NewDecision;
use super::error::{Error, Result};
use super::event::Event;
use super::hub::Hub;
use super::meeting_view::Paper;
use super::panels_due::{Candidate, Candidates};
use super::panels_view::{DueAt, DueChild, NoPanel, PanelDone, PanelPack, PanelPage, PanelSaid, PanelSheet, PanelsSheet};
use crate::calendar::{day_of, long_day, plain_day};
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use crate::meeting::action::NewAction;
use crate::meeting::decision::{Decision, DecisionOn, Outcome};
use crate::report::panel::{Discussed, Stays};
use crate::report::panels::dates::{MeetingDay, meetings, rhythm};
use crate::report::panels::due::{Asked, standing, taken_by_none};
use crate::report::panels::pack::{document, papers};
use crate::settings::Panel;
use crate::store::Store;
use crate::store::reports_view::PanelItem;
use crate::text::clean_lines;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How many meetings of a panel are listed.
const LISTED: usize = 6;

/// What a panel said of a child, to be recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct PanelOutcome {
    /// A panel of the settings, by its full name.
    pub panel: String,
    pub child: ChildId,
    /// The UK day of the panel.
    pub on: NaiveDate,
    pub stays: Stays,
    /// In the panel's own words.
    pub note: String,
    /// When the panel looks at the child again; `None`: at its next meeting, where the child stays.
    pub next_review: Option<NaiveDate>,
    /// What it decided; empty: nothing new.
    pub outcomes: Vec<Outcome>,
    /// Why; empty: the note says it.
    pub rationale: String,
    pub actions: Vec<NewAction>,
    /// The panel the child is referred on to.
    pub refer_to: Option<String>,
    /// Journal position of what was shown; what the panel said of the child since then, written by someone else, refuses it.
    pub seen: Option<i64>,
}

impl Hub {
    /// Every panel with its next meetings and who is due, and who is taken by none.
    pub fn panels(&self, now: Moment) -> Result<PanelsSheet> {
        self.store.read(|store| self.make_panels(store, now))
    }

    pub(super) fn make_panels(&self, store: &Store, now: Moment) -> Result<PanelsSheet> {
        let found = Candidates::read(self, store, now)?;
        let mut panels = Vec::new();
        for panel in &self.settings.panels {
            let mut sheet = self.empty_sheet(panel, now);
            let next = sheet.meetings.first().map(|meeting| meeting.on);
            let asked = Asked { panel, next, from: found.asked_from(panel, now), now };
            for (child, candidate) in &found.children {
                self.place(store, &asked, *child, candidate, &mut sheet)?;
            }
            let waits = |due: &DueChild| (due.waiting_since, due.child);
            sheet.due.sort_by_key(waits);
            sheet.later.sort_by_key(waits);
            panels.push(sheet);
        }
        let mut no_panel = found.waiting.clone();
        for (child, Candidate { known, .. }) in &found.children {
            for why in taken_by_none(&self.settings.panels, known, |panel| found.asked_from(panel, now), now) {
                let name = store.known_child(*child)?.details.full_name();
                no_panel.push(NoPanel { child: Some(*child), name, episode: known.episodes.last().map(|spell| spell.episode), why });
            }
        }
        Ok(PanelsSheet { now, hub: self.name().into(), training: self.training(), panels, no_panel, seen: store.head_position()? })
    }

    fn empty_sheet(&self, panel: &Panel, now: Moment) -> PanelSheet {
        let next: Vec<MeetingDay> = meetings(panel, day_of(now), &self.clocks.working_days).take(LISTED).collect();
        PanelSheet {
            panel: panel.name.clone(),
            takes: panel.takes.clone(),
            rhythm: rhythm(panel),
            meetings_in_words: next.iter().map(|meeting| meeting.words(&self.clocks.working_days)).collect(),
            meetings: next,
            due: Vec::new(),
            later: Vec::new(),
        }
    }

    /// Puts a child where it stands with a panel: due, reviewed later, or nowhere.
    fn place(&self, store: &Store, asked: &Asked, child: ChildId, candidate: &Candidate, sheet: &mut PanelSheet) -> Result<()> {
        let (Asked { panel, now, .. }, known) = (*asked, &candidate.known);
        let found = standing(asked, known, |day| self.meeting_after(panel, day));
        let (reasons, later) = match (found.due.is_empty(), found.later) {
            (false, _) => (found.due, false),
            (true, Some(review)) => (vec![review], true),
            (true, None) => return Ok(()),
        };
        let record = store.known_child(child)?;
        let (details, latest) = (&record.details, known.episodes.last());
        let due = DueChild {
            child,
            name: details.full_name(),
            short: details.short_name(),
            age: details.age_on(day_of(now)),
            care_status: details.care_status,
            locality: details.locality.clone(),
            episode: latest.map(|spell| spell.episode),
            still_missing: known.episodes.iter().any(|spell| spell.still_missing),
            waiting_since: reasons.iter().map(|reason| reason.since).min().unwrap_or(day_of(now)),
            reasons,
            last: candidate.items.iter().find(|item| item.panel == panel.name).map(said),
        };
        if later {
            sheet.later.push(due)
        } else {
            sheet.due.push(due)
        }
        Ok(())
    }

    fn meeting_after(&self, panel: &Panel, day: NaiveDate) -> Option<NaiveDate> {
        meetings(panel, day.succ_opt()?, &self.clocks.working_days).next().map(|meeting| meeting.on)
    }

    /// The panel that somebody typed: its name, or a part of it that no other panel has.
    pub fn find_panel(&self, typed: &str) -> Result<&Panel> {
        self.settings.panel(typed).map_err(Error::Refused)
    }

    /// The page of a child, read from its record.
    pub fn panel_page(&self, child: ChildId, now: Moment) -> Result<PanelPage> {
        self.store.read(|store| {
            let sheet = self.make_panels(store, now)?;
            self.make_panel_page(store, &sheet, child, now)
        })
    }

    fn make_panel_page(&self, store: &Store, sheet: &PanelsSheet, child: ChildId, now: Moment) -> Result<PanelPage> {
        let child = store.child(child)?;
        let case = store.episodes_of(child.id)?.first().map(|episode| self.make_case(store, episode.id, now)).transpose()?;
        let business = store.business_about(child.id)?;
        let actions = self.action_lines(store, store.actions_of_child(child.id)?, now)?;
        let assessments = store.assessments_of(Some(child.id), case.as_ref().map_or(EpisodeId(0), |case| case.episode.id))?;
        let mut interviews = store.interviews_of(child.id)?;
        interviews.retain(|interview| interview.withdrawn.is_none());
        interviews.sort_by_key(|interview| Reverse(interview.held.at));
        let due_at = |panel: &PanelSheet| {
            let due = panel.due.iter().find(|due| due.child == child.id)?;
            Some(DueAt { panel: panel.panel.clone(), reasons: due.reasons.clone() })
        };
        let mut page = PanelPage {
            now,
            age: child.details.age_on(day_of(now)),
            due: sheet.panels.iter().filter_map(due_at).collect(),
            panels: said_of(store, child.id)?,
            decisions: standing_decisions(store, child.id, &business)?,
            actions,
            assessments: self.assessment_lines(store, assessments, now)?,
            business,
            interviews,
            child,
            episodes: Vec::new(),
            nights: Vec::new(),
            triage: None,
            people: Vec::new(),
        };
        if let Some(case) = case {
            (page.episodes, page.nights, page.triage, page.people) = (case.episodes, case.nights, Some(case.triage), case.people);
        }
        Ok(page)
    }

    /// What is laid before the next meeting of a panel: who is due, and the page of each.
    pub fn panel_pack(&self, panel: &str, now: Moment) -> Result<PanelPack> {
        let panel = self.find_panel(panel)?.name.clone();
        self.store.read(|store| {
            let sheet = self.make_panels(store, now)?;
            let of = sheet.panels.iter().find(|sheet| sheet.panel == panel);
            let of = of.ok_or_else(|| Error::Refused(format!("{panel} is no panel of this hub")))?.clone();
            let pages = of.due.iter().map(|due| self.make_panel_page(store, &sheet, due.child, now));
            Ok(PanelPack {
                authority: self.settings.hub.authority.clone(),
                hub: self.name().into(),
                training: self.training(),
                pages: pages.collect::<Result<_>>()?,
                sheet: of,
                made_at: now,
                made_by: self.actor().name.clone(),
                head: store.head_short()?,
                others: Vec::new(),
            })
        })
    }

    /// The files of the pack of a panel. Refused where nothing may be written: that it left the hub has to be written down.
    pub fn panel_papers(&self, panel: &str, initials: bool, now: Moment) -> Result<Vec<Paper>> {
        self.may_write()?;
        let mut pack = self.panel_pack(panel, now)?;
        if initials {
            pack.others = self.named_in(&document(&pack, false).to_text())?;
        }
        papers(&pack, initials).map_err(Error::Refused)
    }

    /// Records what a panel said of a child, and what it decided as a decision like any other; both are taken back together. Refused
    /// without a note, for a day to come or before the hub's record begins, with a review in the past or of a child that leaves, or where somebody else recorded the
    /// panel's word on the child since it was shown.
    pub fn panel_outcome(&mut self, outcome: PanelOutcome, now: Moment) -> Result<PanelDone> {
        let panel = self.find_panel(&outcome.panel)?.name.clone();
        let note = clean_lines(&outcome.note).trim().to_string();
        check(&outcome, &note, now)?;
        self.verb(now, |hub, pen| {
            let child = pen.store.child(outcome.child)?;
            check_day(pen.store, &outcome, hub.made_at)?;
            let written = pen.store.panel_items(Some(&panel), Some(child.id))?.iter().map(|item| item.entry).max();
            hub.check_seen(&format!("what {panel} says of {}", child.id), written.unwrap_or(0), outcome.seen)?;
            let decision = match new_decision(pen.store, &outcome, &note)? {
                Some(new) => Some(hub.record_apart(pen, new)?),
                None => None,
            };
            let discussed = Discussed { stays: outcome.stays, note, next_review: outcome.next_review };
            let id = decision.as_ref().map(|decision: &Decision| decision.id);
            pen.record(Event::PanelDiscussed { panel: panel.clone(), on: outcome.on, child: child.id, discussed, decision: id })?;
            let items = pen.store.panel_items(Some(&panel), Some(child.id))?;
            let written = items.iter().max_by_key(|item| item.entry);
            let said = written.map(said).ok_or_else(|| Error::Refused("nothing was written".into()))?;
            Ok(PanelDone { child: child.id, name: child.details.full_name(), said, decision })
        })
    }
}

/// What panels said of a child, the latest day first.
pub(super) fn said_of(store: &Store, child: ChildId) -> Result<Vec<PanelSaid>> {
    Ok(store.panel_items(None, Some(child))?.iter().map(said).collect())
}

fn said(item: &PanelItem) -> PanelSaid {
    PanelSaid {
        panel: item.panel.clone(),
        on: item.on,
        stays: item.discussed.stays,
        note: item.discussed.note.clone(),
        next_review: item.discussed.next_review,
        decision: item.decision,
        at: item.at,
        by: item.by.clone(),
    }
}

fn check(outcome: &PanelOutcome, note: &str, now: Moment) -> Result<()> {
    let refuse = |words: String| Err(Error::Refused(words));
    if note.is_empty() {
        return refuse("what the panel said is missing: write a line of note".into());
    }
    if outcome.on > day_of(now) {
        return refuse(format!("{} is still to come; record what the panel said once it has met", long_day(outcome.on)));
    }
    if outcome.outcomes.is_empty() && !(outcome.actions.is_empty() && outcome.rationale.trim().is_empty() && outcome.refer_to.is_none()) {
        return refuse("actions, a reason and a referral belong to a decision; say what was decided as well".into());
    }
    match outcome.next_review {
        Some(_) if outcome.stays == Stays::Leaves => {
            refuse("a child that leaves the panel is not reviewed by it; leave the review out".into())
        }
        Some(day) if day < day_of(now) => refuse(format!("the next review, {}, is in the past; give a day from today on", plain_day(day))),
        _ => Ok(()),
    }
}

/// A panel did not meet on a child before anything was known of any: a mistyped year would stand first for ever.
fn check_day(store: &Store, outcome: &PanelOutcome, made_at: Moment) -> Result<()> {
    let begins = day_of(store.first_episode()?.map_or(made_at, |first| first.min(made_at)));
    if outcome.on >= begins {
        return Ok(());
    }
    let words = format!("{} is before this hub's record begins, {}; check the day of the panel", plain_day(outcome.on), plain_day(begins));
    Err(Error::Refused(words))
}

/// The decision on the child's latest episode; of a child never reported missing on what was brought about it last.
fn new_decision(store: &Store, outcome: &PanelOutcome, note: &str) -> Result<Option<NewDecision>> {
    if outcome.outcomes.is_empty() {
        return Ok(None);
    }
    let episode = store.episodes_of(outcome.child)?.first().map(|episode| DecisionOn::Episode(episode.id));
    let business = || Ok(store.business_about(outcome.child)?.first().map(|business| DecisionOn::Business(business.id)));
    let on = episode.map_or_else(business, |episode| Ok::<_, Error>(Some(episode)))?;
    let none = || Error::Refused(format!("{} has no episode and no business to decide on; leave the decision out", outcome.child));
    let why = clean_lines(&outcome.rationale).trim().to_string();
    // The panel's review stands with what the panel said: on the decision it would bring the child to the daily meeting as well.
    Ok(Some(NewDecision {
        outcomes: outcome.outcomes.clone(),
        actions: outcome.actions.clone(),
        panel: outcome.refer_to.clone(),
        ..NewDecision::new(on.ok_or_else(none)?, if why.is_empty() { note } else { &why })
    }))
}

/// Decisions on a child and on business about it, without wordings that were changed, the latest first.
fn standing_decisions(store: &Store, child: ChildId, business: &[crate::meeting::business::Business]) -> Result<Vec<Decision>> {
    let mut found = store.decisions_on_child(child)?;
    for business in business {
        found.extend(store.decisions_on_business(business.id)?);
    }
    let replaced: BTreeSet<_> = found.iter().filter_map(|decision| decision.replaces).collect();
    found.retain(|decision| !replaced.contains(&decision.id));
    found.sort_by_key(|decision| Reverse((decision.at, decision.id)));
    found.dedup_by_key(|decision| decision.id);
    Ok(found)
}
