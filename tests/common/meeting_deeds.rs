//! What people do in a meeting, for properties: any of it in any order.
#![allow(dead_code)]

use chrono::{DateTime, Days, Utc};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeMap;
use wayhome::casebook::meeting_view::RegisterFilter;
use wayhome::casebook::{Error, Hub, NewDecision};
use wayhome::meeting::action::NewAction;
use wayhome::meeting::agenda::{About, Item, ItemId};
use wayhome::meeting::assessment::{AssessmentOutcome, ToolResult};
use wayhome::meeting::attendance::{Attendance, Opening, Presence};
use wayhome::meeting::business::{BusinessDetails, BusinessKind};
use wayhome::meeting::decision::{DecisionOn, Due, Outcome};
use wayhome::meeting::record::MeetingId;
use wayhome::meeting::register::{ActionEnd, EndedAs, OnAction};
use wayhome::triage::Band;

type Now = DateTime<Utc>;

/// Something done in a meeting.
#[derive(Debug, Clone)]
pub enum Deed {
    Note(Index),
    Decide(Index, usize, bool),
    Reword(Index, usize, bool),
    PutOff(Index),
    Carry(Index),
    Pass(Index),
    Attendance(bool),
    Raise(usize),
    ChangeBusiness(Index),
    Renew,
    Order(Index),
    Agree,
    End(Index),
    Redate(Index),
    Reopen(Index),
    Allocate(Index),
    Score(Index),
    Withdraw(Index),
    Band(Index, bool),
    /// The item comes on the screen.
    Open(Index),
    /// Passes over what is open, and closes.
    Close,
    /// Takes back, or makes count again, any verb of the log.
    Undo(Index),
    Redo(Index),
}

/// What can be taken back.
pub fn deed() -> impl Strategy<Value = Deed> {
    let index = any::<Index>;
    prop_oneof![
        2 => index().prop_map(Deed::Note),
        5 => (index(), 0..9_usize, any::<bool>()).prop_map(|(item, outcome, action)| Deed::Decide(item, outcome, action)),
        3 => (index(), 0..9_usize, any::<bool>()).prop_map(|(item, outcome, action)| Deed::Reword(item, outcome, action)),
        2 => index().prop_map(Deed::PutOff),
        1 => index().prop_map(Deed::Carry),
        1 => index().prop_map(Deed::Pass),
        1 => any::<bool>().prop_map(Deed::Attendance),
        2 => (0..3_usize).prop_map(Deed::Raise),
        1 => index().prop_map(Deed::ChangeBusiness),
        1 => Just(Deed::Renew),
        1 => index().prop_map(Deed::Order),
        1 => Just(Deed::Agree),
        2 => index().prop_map(Deed::End),
        1 => index().prop_map(Deed::Redate),
        1 => index().prop_map(Deed::Reopen),
        1 => index().prop_map(Deed::Allocate),
        1 => index().prop_map(Deed::Score),
        1 => index().prop_map(Deed::Withdraw),
        1 => (index(), any::<bool>()).prop_map(|(item, set)| Deed::Band(item, set)),
    ]
}

/// The same, and what cannot.
pub fn any_deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => deed(),
        1 => any::<Index>().prop_map(Deed::Open),
        1 => Just(Deed::Close),
        3 => any::<Index>().prop_map(Deed::Undo),
        2 => any::<Index>().prop_map(Deed::Redo),
    ]
}

/// Who is there.
pub fn opening(health: bool) -> Opening {
    let present = |agency: &str| Attendance { agency: agency.into(), presence: Presence::Present, names: Vec::new(), note: String::new() };
    let mut attendance = vec![present("GMP"), present("CSC")];
    attendance.extend(health.then(|| present("NHS")));
    Opening { chair: "Ann Lee".into(), attendance, ..Opening::default() }
}

fn details(kind: BusinessKind, now: Now) -> BusinessDetails {
    BusinessDetails {
        kind,
        received: now.date_naive(),
        source: "School".into(),
        concern: "an older man waits outside".into(),
        children: Vec::new(),
        named: vec!["Ola B.".into()],
        markers: Vec::new(),
        told: String::new(),
        attend: Vec::new(),
        needed_by: None,
        people: Vec::new(),
        places: Vec::new(),
        vehicles: Vec::new(),
        themes: Vec::new(),
        hand_to: Vec::new(),
    }
}

fn action(now: Now) -> NewAction {
    NewAction {
        agency: "Greater Manchester Police".into(),
        person: None,
        what: "phone work".into(),
        due: Some(Due::EndOf(now.date_naive())),
    }
}

/// A decision with a review in four days.
pub fn decision(about: About, outcome: usize, with_action: bool, now: Now) -> NewDecision {
    let on = match about {
        About::Episode(id) => DecisionOn::Episode(id),
        About::Business(id) => DecisionOn::Business(id),
        _ => unreachable!("only what is decided"),
    };
    let actions = if with_action { vec![action(now)] } else { Vec::new() };
    let next_review = Some(now.date_naive() + Days::new(4));
    NewDecision { outcomes: vec![Outcome::ALL[outcome]], actions, next_review, ..NewDecision::new(on, "as the meeting said") }
}

/// Does one deed. A refusal is a fine answer; anything else that goes wrong is not.
pub fn perform(hub: &mut Hub, id: MeetingId, deed: &Deed, now: Now) {
    let meeting = hub.meeting_sheet(id, now).unwrap().meeting;
    let items: Vec<Item> = meeting.items.iter().filter(|item| item.about.is_decided()).cloned().collect();
    let of_an_item = !matches!(deed, Deed::Attendance(_) | Deed::Raise(_) | Deed::Renew | Deed::Order(_) | Deed::Agree | Deed::Close);
    if items.is_empty() && of_an_item {
        return;
    }
    let register = hub.register(&RegisterFilter { ended: true, ..RegisterFilter::default() }, now).unwrap().lines;
    let on = |index: &Index| match register.as_slice() {
        [] => Vec::new(),
        lines => vec![OnAction { action: index.get(lines).record.action.id, seen: None }],
    };
    let assessments = hub.assessments(now).unwrap();
    let assessment = |index: &Index| (!assessments.is_empty()).then(|| index.get(&assessments).assessment.id);
    let done = match deed {
        Deed::Note(item) => hub.take_note(id, item.get(&items).item, None, "GMP: phone was off", now),
        Deed::Decide(item, outcome, action) => hub.decide(decision(item.get(&items).about, *outcome, *action, now), now).map(drop),
        Deed::Reword(item, outcome, action) => {
            let decided: Vec<_> = items.iter().filter(|item| !item.decisions.is_empty()).collect();
            let Some(item) = (!decided.is_empty()).then(|| item.get(&decided)) else { return };
            let new = NewDecision { replaces: item.decisions.last().copied(), ..decision(item.about, *outcome, *action, now) };
            hub.decide(new, now).map(drop)
        }
        Deed::PutOff(item) => hub.defer_item(id, item.get(&items).item, now.date_naive() + Days::new(5), "school asked", now),
        Deed::Carry(item) => hub.carry_over(id, &[item.get(&items).item], "time ran out", now),
        Deed::Pass(item) => hub.pass_items(id, &[item.get(&items).item], "moved away", now),
        Deed::Attendance(health) => hub.change_attendance(id, opening(*health), now),
        Deed::Raise(kind) => hub.raise(details(BusinessKind::ALL[*kind], now), now).map(drop),
        Deed::ChangeBusiness(which) => {
            let open = hub.open_business().unwrap();
            let Some(business) = (!open.is_empty()).then(|| which.get(&open)) else { return };
            let concern = format!("{}, again", business.details.concern);
            hub.change_business(business.id, BusinessDetails { concern, ..business.details.clone() }, None, now)
        }
        Deed::Renew => hub.renew_agenda(id, now).map(drop),
        Deed::Order(by) => {
            let mut order: Vec<ItemId> = meeting.items.iter().map(|item| item.item).collect();
            order.rotate_left(by.index(meeting.items.len()));
            hub.order_agenda(id, order, now)
        }
        Deed::Agree => hub.agree_action(action(now), None, None, now).map(drop),
        Deed::End(which) => {
            let end = ActionEnd { how: EndedAs::Done, outcome: "done".into(), difference: "she stayed at home".into() };
            hub.end_actions(&on(which), end, now)
        }
        Deed::Redate(which) => hub.redate_actions(&on(which), Due::EndOf(now.date_naive() + Days::new(7)), "at the lab", now),
        Deed::Reopen(which) => on(which).first().map_or(Ok(()), |on| hub.reopen_action(*on, "not done after all", now)),
        Deed::Allocate(which) => assessment(which).map_or(Ok(()), |id| hub.allocate_assessment(id, "Jo Moor", None, now)),
        Deed::Score(which) => assessment(which).map_or(Ok(()), |id| hub.score_assessment(id, scored(hub), None, now)),
        Deed::Withdraw(which) => assessment(which).map_or(Ok(()), |id| hub.withdraw_assessment(id, "moved away", None, now)),
        Deed::Band(item, set) => match item.get(&items).about {
            About::Episode(episode) => hub.override_band(episode, set.then_some(Band::Critical), "the chair knows", None, now),
            _ => Ok(()),
        },
        Deed::Open(item) => hub.open_item(id, item.get(&items).item, now),
        Deed::Close => {
            let lacking: Vec<ItemId> = hub.meeting_sheet(id, now).unwrap().lacking.iter().map(|lacking| lacking.item).collect();
            hub.pass_items(id, &lacking, "time ran out", now).and_then(|()| hub.close_meeting(id, now))
        }
        Deed::Undo(which) => correct(hub, which, false, now),
        Deed::Redo(which) => correct(hub, which, true, now),
    };
    assert!(matches!(done, Ok(()) | Err(Error::Refused(_))), "{deed:?}: {done:?}");
}

/// A verb that the log says can be taken back can be; one that it says cannot is refused.
fn correct(hub: &mut Hub, which: &Index, undone: bool, now: Now) -> Result<(), Error> {
    let log: Vec<_> = hub.log(now).unwrap().into_iter().filter(|line| line.undone == undone).collect();
    let Some(line) = (!log.is_empty()).then(|| which.get(&log)) else { return Ok(()) };
    let done = if undone { hub.redo(line.verb, now) } else { hub.undo(line.verb, now) };
    assert_eq!(done.is_ok(), line.can, "{line:?}: {done:?}");
    done.map(drop)
}

fn scored(hub: &Hub) -> ToolResult {
    let tool = &hub.settings().assessment;
    ToolResult {
        tool: String::new(),
        scale: tool.scale,
        scores: tool.indicators.iter().map(|indicator| (indicator.id.clone(), 1)).collect(),
        titles: BTreeMap::new(),
        score: 0,
        most: 0,
        band: String::new(),
        judged: tool.bands[0].name.clone(),
        judgement: "as the score".into(),
        concerns: Vec::new(),
        outcome: AssessmentOutcome::Plan,
        review_on: None,
    }
}
