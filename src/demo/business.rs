//! What is brought to the meetings of the demo, and its exploitation assessments.

use super::Entry;
use super::cast::Assessed;
use super::journal::{ADMINISTRATOR, CHAIR, COORDINATOR, Held, History};
use super::loading::next;
use super::meetings::{Brought, settings};
use super::plan::hm;
use super::rng::Rng;
use crate::calendar::{at_local, day_of};
use crate::casebook::event::Event;
use crate::child::ChildId;
use crate::episode::Moment;
use crate::meeting::agenda::ItemId;
use crate::meeting::assessment::{AssessmentId, AssessmentOutcome, ToolResult};
use crate::meeting::business::BusinessId;
use crate::meeting::decision::DecisionId;
use crate::meeting::record::MeetingId;
use chrono::{Days, NaiveDate, TimeDelta};
use std::collections::BTreeMap;

const SCORES: u64 = 52;

/// Does the exploitation assessments.
const ASSESSOR: &str = "E. Sandall";

impl History {
    /// What is brought to the next meeting, in the afternoon of a day.
    pub(super) fn bring(&mut self, day: NaiveDate) {
        for (n, brought) in self.affairs.brought.remove(&day).unwrap_or_default().into_iter().enumerate() {
            let business = BusinessId(next(&mut self.last.business));
            let details = brought.details(day, self.children_of(brought), brought.needed_in.map(|n| self.plan.days.after(day, n)));
            let at = at_local(day, hm(16, 10)) + TimeDelta::minutes(4 * n as i64);
            self.ready.push_back(Entry { at, actor: COORDINATOR, events: vec![Event::BusinessRaised { business, details }] });
            self.affairs.open.push((business, brought));
        }
    }

    fn children_of(&self, brought: &Brought) -> Vec<ChildId> {
        brought.children.iter().map(|name| ChildId(self.ids[self.plan.register.named(name)])).collect()
    }

    /// The meeting decides what was brought to it.
    pub(super) fn decide_business(&mut self, business: BusinessId, item: ItemId, meeting: MeetingId, day: NaiveDate, at: Moment) {
        let Some(place) = self.affairs.open.iter().position(|(id, _)| *id == business) else { return };
        let (_, brought) = self.affairs.open.remove(place);
        let decision = DecisionId(next(&mut self.last.decision));
        let actions = brought.tasks.iter().map(|(short, what, within)| self.agree(short, what, *within, day, false, true)).collect();
        let children = self.children_of(brought);
        let recorded = Event::DecisionRecorded {
            decision,
            episode: None,
            business: Some(business),
            child: children.first().copied().filter(|_| children.len() == 1),
            outcomes: brought.outcomes.clone(),
            rationale: brought.because.clone(),
            actions,
            next_review: None,
            band: None,
            rules_version: None,
            replaces: None,
            shown: None,
            agencies: Vec::new(),
            dissent: Vec::new(),
            panel: None,
        };
        let events = vec![recorded, Event::ItemDecided { meeting, item, decision, replaces: None }];
        self.ready.push_back(Entry { at, actor: CHAIR, events });
    }

    /// The assessment that was decided begins; what was done about it since is planned.
    pub(super) fn assessment(&mut self, stands: Assessed, decision: DecisionId, held: &Held, at: Moment) -> Event {
        let assessment = AssessmentId(next(&mut self.last.assessment));
        let tool = &settings().assessment;
        let day = day_of(at);
        if stands != Assessed::ToAllocate {
            let at = at + TimeDelta::hours(3);
            self.diary.event(at, ADMINISTRATOR, Event::AssessmentAllocated { assessment, to: ASSESSOR.into() });
        }
        if stands == Assessed::Completed {
            let day = self.plan.days.after(day, 3);
            let review_on = (day + Days::new(u64::from(tool.review_weeks) * 7)).min(self.plan.register.span.today);
            let result = self.scored(held, review_on);
            self.diary.event(at_local(day, hm(15, 20)), ASSESSOR, Event::AssessmentScored { assessment, result });
        }
        let due = self.plan.days.after(day, tool.working_days);
        Event::AssessmentStarted { assessment, decision, child: Some(held.child), episode: Some(held.id), due }
    }

    /// The tool of the settings, filled in.
    fn scored(&self, held: &Held, review_on: NaiveDate) -> ToolResult {
        let tool = &settings().assessment;
        let mut rng = Rng::of(SCORES, self.plan.episodes[held.k].seed);
        let value = |rng: &mut Rng| rng.range(1, i64::from(tool.scale)) as u32;
        let scores: BTreeMap<String, u32> = tool.indicators.iter().map(|one| (one.id.clone(), value(&mut rng))).collect();
        let (score, most) = (scores.values().sum::<u32>(), tool.scale * scores.len() as u32);
        let reached = |from: u32| score * 100 >= from * most;
        let band = tool.bands.iter().rev().find(|band| reached(band.from)).map_or(String::new(), |band| band.name.clone());
        let child = self.plan.register.person(self.plan.episodes[held.k].child as usize);
        ToolResult {
            tool: tool.name.clone(),
            scale: tool.scale,
            scores,
            titles: tool.indicators.iter().map(|one| (one.id.clone(), one.title.clone())).collect(),
            score,
            most,
            judged: band.clone(),
            band,
            judgement: "Trusts her carers and tells them where she is; adults outside still write to her every day.".into(),
            concerns: child.markers.iter().map(|marker| marker.kind).collect(),
            outcome: AssessmentOutcome::Plan,
            review_on: Some(review_on),
        }
    }
}
