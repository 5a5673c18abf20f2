//! The plan as the hub wrote it down: day by day the caseload, the list, what people put right, and the meeting.

use super::decisions::Situation;
use super::diary::{Diary, Returned};
use super::loading::{FIRST_ROW, Loading, Numbers, next};
use super::plan::{LARGE_EPISODES, Plan, Slot, hm};
use super::room::Affairs;
use super::staff::staff;
use super::wording::{candidates, cells, child_changes, episode_changes, identified};
use super::{Entry, Scale};
use crate::calendar::at_local;
use crate::casebook::event::{Counts, Event, Line, ListId, ListLoaded, RefusedId, RefusedRow, RowOutcome, Source};
use crate::child::{ChildId, RelationKind};
use crate::episode::{EpisodeDetails, EpisodeId, Grade, Moment};
use crate::intake::Reason;
use crate::interview::worker::WorkerId;
use chrono::{NaiveDate, TimeDelta};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, VecDeque};

/// Loads the caseload and makes the hub.
pub const ADMINISTRATOR: &str = "A. Administrator";
/// Loads the lists and says who a child is.
pub const COORDINATOR: &str = "M. Coordinator";
/// Chairs the meeting.
pub const CHAIR: &str = "D. Manager";

/// Recorded as twins when the caseload first came.
const TWINS: [[&str; 2]; 2] = [["Aaliyah Hussain", "Amira Hussain"], ["Siân Davies", "Ffion Davies"]];

/// So many of the last returns of the large hub have an interview that is still open.
const LARGE_OPEN: i64 = 2_050;

/// An episode the hub holds and has not done with.
#[derive(Clone)]
pub(super) struct Held {
    pub k: usize,
    pub id: EpisodeId,
    pub child: ChildId,
    pub in_care: bool,
    pub nth: u16,
    pub details: EpisodeDetails,
}

/// The journal of the demo, made as it is read: one day at a time is in memory.
pub struct History {
    pub(super) plan: Plan,
    slot: usize,
    /// Next episode of the plan to be reported.
    next: usize,
    /// Identifier of each child of the register; 0: the hub does not know it yet.
    pub(super) ids: Vec<i64>,
    /// Children of the register the caseload has reached.
    joined: usize,
    changes: VecDeque<(NaiveDate, usize)>,
    times: Vec<u16>,
    pub(super) missing: Vec<Held>,
    pub(super) agenda: Vec<(Situation, Held)>,
    pub(super) reviews: BTreeMap<NaiveDate, Vec<Held>>,
    pub(super) last: Numbers,
    pub(super) diary: Diary,
    /// Actions, assessments and what is brought to the meetings.
    pub(super) affairs: Affairs,
    pub(super) ready: VecDeque<Entry>,
}

impl Iterator for History {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        while self.ready.is_empty() {
            let Some(slot) = self.plan.slots.get(self.slot).copied() else {
                return self.diary.done(None, &mut self.last, &self.plan.days);
            };
            self.slot += 1;
            self.caseload(slot);
            self.list(slot);
            if slot.meeting {
                self.meeting(slot);
            }
            if self.plan.slots.get(self.slot).is_none_or(|next| next.day != slot.day) {
                self.panels(slot.day);
                self.bring(slot.day);
            }
        }
        // What was done about interviews comes in between, each at its time.
        let until = self.ready.front().map(|entry| entry.at);
        self.diary.done(until, &mut self.last, &self.plan.days).or_else(|| self.ready.pop_front())
    }
}

impl History {
    /// The journal of a plan, before its first entry.
    pub fn new(plan: Plan, now: Moment) -> History {
        let children = plan.register.len();
        let made = Entry {
            at: at_local(plan.register.span.first, hm(7, 20)),
            actor: ADMINISTRATOR,
            events: vec![Event::HubMade { name: "Demo hub — invented children".into(), training: true }],
        };
        let workers = staff().workers.iter().zip(1..);
        let workers = workers.map(|(worker, n)| Event::WorkerAdded { worker: WorkerId(n), details: worker.details.clone() });
        let staffed = Entry { at: at_local(plan.register.span.first, hm(7, 30)), actor: ADMINISTRATOR, events: workers.collect() };
        let meetings_on: Vec<NaiveDate> = plan.slots.iter().filter(|slot| slot.meeting).map(|slot| slot.day).collect();
        History {
            affairs: Affairs::new(plan.register.scale, &meetings_on),
            diary: Diary::new(plan.register.span.last, plan.register.span.today, now),
            changes: plan.register.changes().into(),
            plan,
            slot: 0,
            next: 0,
            ids: vec![0; children],
            joined: 0,
            times: vec![0; children],
            missing: Vec::new(),
            agenda: Vec::new(),
            reviews: BTreeMap::new(),
            last: Numbers::default(),
            ready: VecDeque::from([made, staffed]),
        }
    }

    /// The morning's caseload, where it names a new child or says something new.
    fn caseload(&mut self, slot: Slot) {
        let source = || Source::Caseload(format!("caseload-{}.csv", slot.day));
        let register = &self.plan.register;
        let mut events = Vec::new();
        while self.joined < register.len() && register.joins(self.joined) <= slot.day {
            if !register.by_list_only(self.joined) {
                let child = ChildId(next(&mut self.last.child));
                self.ids[self.joined] = child.0;
                events.push(Event::ChildAdded { child, details: register.child_on(self.joined, slot.day), source: source() });
            }
            self.joined += 1;
        }
        while let Some((day, n)) = self.changes.pop_front_if(|(day, _)| *day <= slot.day) {
            let before = register.child_on(n, day.pred_opt().unwrap_or(day));
            let details = register.child_on(n, day);
            let changes = child_changes(&before, &details);
            if !changes.is_empty() {
                events.push(Event::ChildChanged { child: ChildId(self.ids[n]), changes, details, source: source() });
            }
        }
        let first = events.iter().any(|event| matches!(event, Event::ChildAdded { child: ChildId(1), .. }));
        if !events.is_empty() {
            self.ready.push_back(Entry { at: at_local(slot.day, hm(7, 50)), actor: ADMINISTRATOR, events });
        }
        if first && matches!(register.scale, Scale::Small) {
            let twins = TWINS.map(|twins| twins.map(|name| ChildId(self.ids[register.named(name)])));
            self.ready.extend(twins.into_iter().map(|[child, other]| {
                let event = Event::ChildrenRelated { child, other, relation: RelationKind::Twin, note: String::new() };
                Entry { at: at_local(slot.day, hm(7, 55)), actor: COORDINATOR, events: vec![event] }
            }));
        }
    }

    fn list(&mut self, slot: Slot) {
        let list = ListId(next(&mut self.last.list));
        let mut loading = Loading {
            list,
            events: Vec::new(),
            counts: Counts::default(),
            lines: Vec::new(),
            row: FIRST_ROW,
            refused: Vec::new(),
            after: Vec::new(),
        };
        for held in std::mem::take(&mut self.missing) {
            self.listed_again(held, slot, &mut loading);
        }
        while self.plan.episodes.get(self.next).is_some_and(|e| e.reported <= slot.cut_off) {
            let k = self.next;
            self.next += 1;
            let line = loading.line();
            match self.plan.episodes[k].told {
                Some(told) if told.refused => loading.refused.push((k, line)),
                _ => self.newly_listed(k, line, slot, &mut loading),
            }
        }
        for (k, line) in std::mem::take(&mut loading.refused) {
            self.refuse(k, line, slot, &mut loading);
        }
        let file = format!("missing-{}{}.csv", slot.day.format("%d-%m-%Y"), if slot.meeting { "" } else { "-pm" });
        let loaded = ListLoaded {
            // No file lies behind a list of the past; its name stands for its bytes.
            digest: crate::text::hex(&Sha256::digest(&file)),
            file,
            profile: None,
            cut_off: Some(slot.cut_off),
            rows: loading.row - FIRST_ROW,
            counts: loading.counts,
            lines: loading.lines,
        };
        loading.events.insert(0, Event::ListLoaded { list, loaded });
        self.ready.push_back(Entry { at: slot.loaded, actor: COORDINATOR, events: loading.events });
        self.ready.extend(loading.after);
    }

    /// An episode of the last list on this one: unchanged, changed or ended.
    fn listed_again(&mut self, mut held: Held, slot: Slot, loading: &mut Loading) {
        let line = loading.line();
        let before = self.plan.slots[self.slot.saturating_sub(2)].cut_off;
        if !self.plan.episodes[held.k].changed_between(before, slot.cut_off) {
            loading.ended(line, RowOutcome::Unchanged, held.id);
            return self.missing.push(held);
        }
        let child = self.plan.register.person(self.plan.episodes[held.k].child as usize);
        let details = self.plan.details_at(held.k, &child, slot.cut_off);
        let changes = episode_changes(&held.details, &details);
        let returned = details.ended;
        held.details = details.clone();
        loading.ended(line, if returned { RowOutcome::Returned } else { RowOutcome::Updated }, held.id);
        loading.events.push(Event::EpisodeChanged { episode: held.id, details, changes, returned, line: Some(line) });
        if returned {
            self.interview(&held, held.details.clone(), slot);
        }
        if returned { self.agenda.push((Situation::Back, held)) } else { self.missing.push(held) }
    }

    /// An episode on its first list.
    fn newly_listed(&mut self, k: usize, line: Line, slot: Slot, loading: &mut Loading) {
        let n = self.plan.episodes[k].child as usize;
        if self.ids[n] == 0 {
            self.ids[n] = next(&mut self.last.child);
            let details = self.plan.register.child(n);
            loading.events.push(Event::ChildAdded { child: ChildId(self.ids[n]), details, source: Source::List(line) });
        }
        let (id, child) = (EpisodeId(next(&mut self.last.episode)), ChildId(self.ids[n]));
        let details = self.take_up(k, id, slot);
        if self.plan.episodes[k].told.is_some_and(|t| t.listed_as.is_some()) {
            let candidates = candidates(&self.plan.register, &self.ids, n);
            loading.after.push(identified(id, child, &candidates, slot));
            loading.ended(line, RowOutcome::Waiting, id);
            loading.events.push(Event::EpisodeReported { episode: id, child: None, details, line, candidates });
        } else {
            loading.ended(line, RowOutcome::Created, id);
            loading.events.push(Event::EpisodeReported { episode: id, child: Some(child), details, line, candidates: Vec::new() });
        }
    }

    /// The hub holds the episode from now on, and the next meeting speaks of it.
    fn take_up(&mut self, k: usize, id: EpisodeId, slot: Slot) -> EpisodeDetails {
        let n = self.plan.episodes[k].child as usize;
        let known = self.plan.register.person(n);
        let details = self.plan.details_at(k, &known, slot.cut_off);
        self.times[n] += 1;
        let in_care = known.care_status.is_some_and(|c| c.in_care());
        // Of an ended episode the meeting asks the grade only.
        let kept = if details.ended { EpisodeDetails { grade: details.grade, ..Default::default() } } else { details.clone() };
        let held = Held { k, id, child: ChildId(self.ids[n]), in_care, nth: self.times[n], details: kept };
        if details.ended {
            self.interview(&held, details.clone(), slot);
            self.agenda.push((Situation::Back, held));
        } else {
            if details.grade >= Some(Grade::Medium) {
                self.agenda.push((Situation::StillMissing, held.clone()));
            }
            self.missing.push(held);
        }
        details
    }

    /// The hub heard of a return: its interview is planned.
    fn interview(&mut self, held: &Held, details: EpisodeDetails, slot: Slot) {
        let episode = &self.plan.episodes[held.k];
        let Some(at) = episode.returned else { return };
        let (seed, fate) = (episode.seed, episode.fate);
        let returned = Returned { episode: held.id, child: held.child, in_care: held.in_care, details, at, heard: slot.loaded, seed, fate };
        match self.plan.register.scale {
            Scale::Small => self.diary.plan_in_full(&returned, &self.plan.days),
            Scale::Large => self.diary.plan_brief(&returned, held.k as i64 >= LARGE_EPISODES - LARGE_OPEN),
        }
    }

    /// The row had an impossible date of birth, and was put right a quarter of an hour later.
    fn refuse(&mut self, k: usize, line: Line, slot: Slot, loading: &mut Loading) {
        let (refused, episode) = (RefusedId(next(&mut self.last.refused)), EpisodeId(next(&mut self.last.episode)));
        let details = self.take_up(k, episode, slot);
        let dob = |pattern: &str| details.listed.dob.map(|d| d.format(pattern).to_string()).unwrap_or_default();
        let wrong = dob("31/11/%Y");
        let row = RefusedRow {
            line,
            cells: cells(&details, &wrong),
            column: "DOB".into(),
            code: Reason::ImpossibleDate.code().into(),
            reason: format!(
                "row {}, DOB: {wrong} is a date that does not exist; ask police for the right date and put the row right",
                line.row
            ),
            value: wrong,
        };
        loading.counts.refused += 1;
        loading.events.push(Event::RowRefused { refused, row });
        let right = cells(&details, &dob("%d/%m/%Y"));
        let child = Some(ChildId(self.ids[self.plan.episodes[k].child as usize]));
        let events = vec![
            Event::EpisodeReported { episode, child, details, line, candidates: Vec::new() },
            Event::RowPutRight { refused, cells: right, episode },
        ];
        loading.after.push(Entry { at: slot.loaded + TimeDelta::minutes(14), actor: COORDINATOR, events });
    }
}
