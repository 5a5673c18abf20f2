//! The panels of the demo: what they said of the children who were due, at their meetings of the last two months.

use super::journal::{CHAIR, History};
use super::meetings::settings;
use super::plan::hm;
use super::rng::Rng;
use super::{Entry, Scale};
use crate::calendar::at_local;
use crate::casebook::event::Event;
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use crate::meeting::decision::DecisionId;
use crate::report::panel::{Discussed, Stays};
use crate::report::panels::dates::meetings;
use crate::report::panels::due::{Asked, Known, Referral, Said, Spell, standing};
use crate::settings::Panel;
use chrono::{Datelike, Days, NaiveDate};

const SAYS: u64 = 53;
/// The panels wrote down what they said from so many days ago on.
const KEPT: Days = Days::new(60);

/// What panels were asked, and said, by the place of the child in the register.
#[derive(Default)]
pub struct Panels {
    referred: Vec<(usize, Referral)>,
    /// Latest first.
    said: Vec<(usize, Said)>,
}

const STAYS: [&str; 3] = [
    "Home and school visits are kept; the same worker goes on, and the plan stands.",
    "The pattern has not changed. Police share what they know of the places; looked at again at the next meeting.",
    "A mentor has begun. The family asks for one person to ring, and has her number now.",
];
const LEAVES: [&str; 2] = [
    "No episode since the last meeting; the social worker carries the plan on.",
    "The child is seen by another panel; it is not looked at twice.",
];

impl History {
    /// A meeting referred a child to a panel.
    pub(super) fn refer(&mut self, child: usize, decision: DecisionId, panel: Option<String>, at: Moment) {
        self.affairs.panels.referred.push((child, Referral { decision, panel, at }));
    }

    /// The panels that meet on a day, in the afternoon.
    pub(super) fn panels(&mut self, day: NaiveDate) {
        let span = &self.plan.register.span;
        if self.plan.register.scale == Scale::Large || day + KEPT < span.today {
            return;
        }
        let first = span.today - KEPT;
        for panel in settings().panels.iter() {
            if !meets(panel, day, &self.plan.days) {
                continue;
            }
            for child in 0..self.plan.register.len() {
                self.discuss(panel, child, day, first);
            }
        }
    }

    fn discuss(&mut self, panel: &Panel, child: usize, day: NaiveDate, first: NaiveDate) {
        let (at, id) = (at_local(day, hm(16, 5)), self.ids[child]);
        if id == 0 {
            return;
        }
        let from = panel.threshold.map_or(first, |(_, within)| within.window_starts_after(first));
        let asked = Asked { panel, next: Some(day), from, now: at };
        let next = |day: NaiveDate| meetings(panel, day.succ_opt()?, &self.plan.days).next().map(|meeting| meeting.on);
        if standing(&asked, &self.known_to_panels(child, day, at), next).due.is_empty() {
            return;
        }
        let mut rng = Rng::of(SAYS, (child as u64) << 20 ^ u64::from(day.num_days_from_ce().unsigned_abs()));
        let before = self.affairs.panels.said.iter().any(|(of, said)| *of == child && said.panel == panel.name);
        let stays = if rng.chance(if before { 35 } else { 75 }) { Stays::Stays } else { Stays::Leaves };
        let note = if stays == Stays::Stays { *rng.pick(&STAYS) } else { *rng.pick(&LEAVES) };
        let discussed = Discussed { stays, note: note.into(), next_review: None };
        let event = Event::PanelDiscussed { panel: panel.name.clone(), on: day, child: ChildId(id), discussed, decision: None };
        self.ready.push_back(Entry { at, actor: CHAIR, events: vec![event] });
        let said = Said { panel: panel.name.clone(), on: day, at, stays, next_review: None, decision: None };
        self.affairs.panels.said.insert(0, (child, said));
    }

    fn known_to_panels(&self, child: usize, day: NaiveDate, at: Moment) -> Known {
        let details = self.plan.register.child_on(child, day);
        let of_child = self.plan.episodes.iter().zip(1..).filter(|(planned, _)| planned.child as usize == child && planned.reported < at);
        let spell = |(planned, number): (&super::plan::Planned, i64)| Spell {
            episode: EpisodeId(number),
            began: planned.reported,
            heard: planned.reported,
            missing_since: planned.last_seen,
            still_missing: planned.returned.is_none_or(|returned| returned > at),
        };
        Known {
            care: details.care_status,
            locality: details.locality,
            markers: details.markers.iter().map(|marker| marker.kind).collect(),
            episodes: of_child.map(spell).collect(),
            referrals: self.affairs.panels.referred.iter().filter(|(of, _)| *of == child).map(|(_, referral)| referral.clone()).collect(),
            said: self.affairs.panels.said.iter().filter(|(of, _)| *of == child).map(|(_, said)| said.clone()).collect(),
        }
    }
}

fn meets(panel: &Panel, day: NaiveDate, days: &crate::calendar::WorkingDays) -> bool {
    meetings(panel, day, days).next().is_some_and(|meeting| meeting.on == day)
}
