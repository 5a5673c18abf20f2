//! Whatever the meeting writes can be taken back, and made to count again: nothing is erased, and afterwards all is as if it had
//! not been written, or as if it had never been taken back.

mod common;
use chrono::{DateTime, Duration, Utc};
use common::{Office, at};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use wayhome::casebook::meeting_view::RegisterFilter;
use wayhome::casebook::{Error, Hub, NewDecision};
use wayhome::meeting::action::NewAction;
use wayhome::meeting::agenda::{About, ItemId};
use wayhome::meeting::assessment::{AssessmentOutcome, ToolResult};
use wayhome::meeting::attendance::{Attendance, Opening, Presence};
use wayhome::meeting::business::{BusinessDetails, BusinessKind};
use wayhome::meeting::decision::{DecisionOn, Due, Outcome};
use wayhome::meeting::record::MeetingId;
use wayhome::meeting::register::{ActionEnd, EndedAs, OnAction};
use wayhome::triage::Band;

type Now = DateTime<Utc>;

const START: &str = "2026-11-20T09:30:00Z";

/// Something done in a meeting.
#[derive(Debug, Clone)]
enum Deed {
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
}

fn deed() -> impl Strategy<Value = Deed> {
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

fn begin(hub: &mut Hub) -> MeetingId {
    hub.start_meeting(opening(false), at(START)).unwrap().id
}

fn opening(health: bool) -> Opening {
    let present = |agency: &str| Attendance { agency: agency.into(), presence: Presence::Present, names: Vec::new(), note: String::new() };
    let mut attendance = vec![present("GMP"), present("CSC")];
    attendance.extend(health.then(|| present("NHS")));
    Opening { chair: "Ann Lee".into(), attendance, ..Opening::default() }
}

/// All that can be seen of the hub, without journal positions.
fn seen(hub: &Hub, id: MeetingId, now: Now) -> Value {
    let sheet = hub.meeting_sheet(id, now).unwrap();
    let items: Vec<_> = sheet.lines.iter().map(|line| hub.item_sheet(id, line.item, now).unwrap()).collect();
    let register = hub.register(&RegisterFilter { ended: true, ..RegisterFilter::default() }, now).unwrap();
    let mut all = json!({
        "meeting": sheet,
        "items": items,
        "board": hub.board(now).unwrap(),
        "register": register,
        "business": hub.open_business().unwrap(),
        "assessments": hub.assessments(now).unwrap(),
    });
    without_positions(&mut all);
    all
}

fn without_positions(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("changed");
            fields.values_mut().for_each(without_positions);
        }
        Value::Array(values) => values.iter_mut().for_each(without_positions),
        _ => {}
    }
}

fn details(kind: BusinessKind) -> BusinessDetails {
    BusinessDetails {
        kind,
        received: "2026-11-20".parse().unwrap(),
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

fn action() -> NewAction {
    NewAction {
        agency: "Greater Manchester Police".into(),
        person: None,
        what: "phone work".into(),
        due: Some(Due::EndOf("2026-11-20".parse().unwrap())),
    }
}

fn decision(about: About, outcome: usize, with_action: bool) -> NewDecision {
    let on = match about {
        About::Episode(id) => DecisionOn::Episode(id),
        About::Business(id) => DecisionOn::Business(id),
        _ => unreachable!("only what is decided"),
    };
    let actions = if with_action { vec![action()] } else { Vec::new() };
    let next_review = Some("2026-11-24".parse().unwrap());
    NewDecision { outcomes: vec![Outcome::ALL[outcome]], actions, next_review, ..NewDecision::new(on, "as the meeting said") }
}

/// Does one deed. A refusal is a fine answer; anything else that goes wrong is not.
fn perform(hub: &mut Hub, id: MeetingId, deed: &Deed, now: Now) {
    let meeting = hub.meeting_sheet(id, now).unwrap().meeting;
    let items: Vec<_> = meeting.items.iter().filter(|item| item.about.is_decided()).cloned().collect();
    let register = hub.register(&RegisterFilter { ended: true, ..RegisterFilter::default() }, now).unwrap().lines;
    let on = |index: &Index| match register.as_slice() {
        [] => Vec::new(),
        lines => vec![OnAction { action: index.get(lines).record.action.id, seen: None }],
    };
    let assessments = hub.assessments(now).unwrap();
    let assessment = |index: &Index| (!assessments.is_empty()).then(|| index.get(&assessments).assessment.id);
    let done = match deed {
        Deed::Note(item) => hub.take_note(id, item.get(&items).item, None, "GMP: phone was off", now),
        Deed::Decide(item, outcome, action) => hub.decide(decision(item.get(&items).about, *outcome, *action), now).map(drop),
        Deed::Reword(item, outcome, action) => {
            let decided: Vec<_> = items.iter().filter(|item| !item.decisions.is_empty()).collect();
            let Some(item) = (!decided.is_empty()).then(|| item.get(&decided)) else { return };
            let new = NewDecision { replaces: item.decisions.last().copied(), ..decision(item.about, *outcome, *action) };
            hub.decide(new, now).map(drop)
        }
        Deed::PutOff(item) => hub.defer_item(id, item.get(&items).item, "2026-11-25".parse().unwrap(), "school asked", now),
        Deed::Carry(item) => hub.carry_over(id, &[item.get(&items).item], "time ran out", now),
        Deed::Pass(item) => hub.pass_items(id, &[item.get(&items).item], "moved away", now),
        Deed::Attendance(health) => hub.change_attendance(id, opening(*health), now),
        Deed::Raise(kind) => hub.raise(details(BusinessKind::ALL[*kind]), now).map(drop),
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
        Deed::Agree => hub.agree_action(action(), None, None, now).map(drop),
        Deed::End(which) => {
            let end = ActionEnd { how: EndedAs::Done, outcome: "done".into(), difference: "she stayed at home".into() };
            hub.end_actions(&on(which), end, now)
        }
        Deed::Redate(which) => hub.redate_actions(&on(which), Due::EndOf("2026-11-27".parse().unwrap()), "at the lab", now),
        Deed::Reopen(which) => on(which).first().map_or(Ok(()), |on| hub.reopen_action(*on, "not done after all", now)),
        Deed::Allocate(which) => assessment(which).map_or(Ok(()), |id| hub.allocate_assessment(id, "Jo Moor", None, now)),
        Deed::Score(which) => assessment(which).map_or(Ok(()), |id| hub.score_assessment(id, scored(hub), None, now)),
        Deed::Withdraw(which) => assessment(which).map_or(Ok(()), |id| hub.withdraw_assessment(id, "moved away", None, now)),
        Deed::Band(item, set) => match item.get(&items).about {
            About::Episode(episode) => hub.override_band(episode, set.then_some(Band::Critical), "the chair knows", None, now),
            _ => Ok(()),
        },
    };
    assert!(matches!(done, Ok(()) | Err(Error::Refused(_))), "{deed:?}: {done:?}");
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

fn moment(step: usize) -> Now {
    at(START) + Duration::seconds(20 * i64::try_from(step).unwrap() + 20)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 60, ..ProptestConfig::default() })]

    /// Undo all: as before. Redo all: as if nothing had been taken back. Some of it, and other deeds after that: still what the
    /// journal says.
    #[test]
    fn whatever_was_done_can_be_taken_back_and_made_to_count_again(
        deeds in vec(deed(), 1..14),
        back in 1..6_usize,
        after in vec(deed(), 0..4),
    ) {
        let office = Office::on_friday();
        let mut hub = office.open();
        let id = begin(&mut hub);
        let end = moment(60);
        let before = seen(&hub, id, end);
        for (step, deed) in deeds.iter().enumerate() {
            perform(&mut hub, id, deed, moment(step));
        }
        let done = seen(&hub, id, end);
        hub.verify().unwrap();

        let mut taken_back = 0;
        while let Some(line) = hub.to_undo(end).unwrap() {
            prop_assert!(line.can, "what was written last can be taken back first: {line:?}");
            hub.undo(line.verb, end).unwrap();
            taken_back += 1;
        }
        prop_assert_eq!(&seen(&hub, id, end), &before);
        hub.verify().unwrap();
        for _ in 0..taken_back {
            let line = hub.to_redo(end).unwrap().unwrap();
            prop_assert!(line.can && line.undone, "{line:?}");
            hub.redo(line.verb, end).unwrap();
        }
        prop_assert!(hub.to_redo(end).unwrap().is_none());
        prop_assert_eq!(&seen(&hub, id, end), &done);
        hub.verify().unwrap();

        for _ in 0..back {
            if let Some(line) = hub.to_undo(end).unwrap() {
                hub.undo(line.verb, end).unwrap();
            }
        }
        for deed in &after {
            perform(&mut hub, id, deed, end);
        }
        let live = seen(&hub, id, end);
        hub.verify().unwrap();
        hub.rebuild().unwrap();
        prop_assert_eq!(&seen(&hub, id, end), &live);
    }
}

fn refused<T: std::fmt::Debug>(done: Result<T, Error>) -> String {
    match done {
        Err(Error::Refused(words)) => words,
        other => panic!("should be refused: {other:?}"),
    }
}

fn decide(hub: &mut Hub, reference: &str, with_action: bool, now: &str) -> wayhome::meeting::decision::Decision {
    let on = About::Episode(hub.find_episode(reference).unwrap());
    hub.decide(decision(on, 0, with_action), at(now)).unwrap()
}

const LATER: &str = "2026-11-20T09:40:00Z";

#[test]
fn the_log_says_what_was_written_by_whom_and_what_was_taken_back() {
    let office = Office::on_friday();
    let (mut chair, mut clerk) = (office.open_as("Ann Lee"), office.open_as("B. Clerk"));
    let id = begin(&mut chair);
    decide(&mut chair, "MIS/26/1", false, "2026-11-20T09:35:00Z");
    let item = chair.find_item(&chair.find_meeting("", at(LATER)).unwrap(), "MIS/26/2").unwrap();
    clerk.open_item(id, item, at("2026-11-20T09:36:00Z")).unwrap();
    clerk.take_note(id, item, None, "GMP: phone was off", at("2026-11-20T09:37:00Z")).unwrap();
    let what = |hub: &Hub| hub.log(at(LATER)).unwrap().into_iter().map(|line| (line.what, line.can)).collect::<Vec<_>>();
    let begun = ("meeting M1 begun, chair Ann Lee, 9 items".to_string(), false);
    let decided = "decided: advice and guidance (Nadia B.)";
    let noted = ("M1: noted what Greater Manchester Police said (Thi Lan N.)".to_string(), true);
    assert_eq!(what(&chair), [noted.clone(), (decided.into(), true), begun.clone()]);
    // Each takes back what they wrote themselves.
    let mine = chair.to_undo(at(LATER)).unwrap().unwrap();
    assert_eq!(mine.what, decided);
    assert_eq!(clerk.to_undo(at(LATER)).unwrap().unwrap().what, noted.0);
    assert!(chair.undo(mine.verb, at(LATER)).unwrap().undone);
    assert_eq!(what(&chair), [noted, (format!("{decided}; taken back by Ann Lee at 09:40"), true), begun]);
    assert!(chair.to_undo(at(LATER)).unwrap().is_none(), "a meeting that was begun is not taken back");
    assert_eq!(refused(chair.undo(mine.verb, at(LATER))), "it is taken back already");
    let from = clerk.position().unwrap();
    chair.redo(mine.verb, at(LATER)).unwrap();
    assert_eq!(clerk.news(from).unwrap()[0].what, format!("counts again: {decided}"));
    assert_eq!(refused(chair.redo(mine.verb, at(LATER))), "it was not taken back");
}

#[test]
fn a_decision_is_not_taken_back_under_what_stands_on_it() {
    let office = Office::on_friday();
    let mut hub = office.open();
    begin(&mut hub);
    let first = decide(&mut hub, "MIS/26/1", true, "2026-11-20T09:35:00Z");
    let verb = hub.to_undo(at(LATER)).unwrap().unwrap().verb;
    let on = OnAction { action: first.actions[0].id, seen: None };
    let end = ActionEnd { how: EndedAs::NotDone, outcome: "no officer free".into(), difference: String::new() };
    hub.end_actions(&[on], end, at("2026-11-20T09:36:00Z")).unwrap();
    assert_eq!(
        refused(hub.undo(verb, at(LATER))),
        "A1 was changed since, by D. Manager at 09:36 (A1 not done: no officer free); take that back first"
    );
    let ended = hub.to_undo(at(LATER)).unwrap().unwrap();
    hub.undo(ended.verb, at(LATER)).unwrap();
    let about = About::Episode(hub.find_episode("MIS/26/1").unwrap());
    let reworded = hub.decide(NewDecision { replaces: Some(first.id), ..decision(about, 1, true) }, at(LATER)).unwrap();
    assert_eq!(refused(hub.undo(verb, at(LATER))), format!("D1 was reworded as {} since; take that back first", reworded.id));
    assert!(hub.log(at(LATER)).unwrap().iter().any(|line| line.verb == verb && !line.can), "the log says so before it is tried");
}

#[test]
fn what_was_settled_by_closing_the_meeting_stays() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let id = begin(&mut hub);
    decide(&mut hub, "MIS/26/1", false, "2026-11-20T09:35:00Z");
    let verb = hub.to_undo(at(LATER)).unwrap().unwrap().verb;
    let open: Vec<ItemId> = hub.meeting_sheet(id, at(LATER)).unwrap().lacking.iter().map(|lacking| lacking.item).collect();
    hub.carry_over(id, &open, "time ran out", at(LATER)).unwrap();
    hub.close_meeting(id, at("2026-11-20T10:00:00Z")).unwrap();
    let after = at("2026-11-20T10:05:00Z");
    assert_eq!(
        refused(hub.undo(verb, after)),
        "M1 was closed Fri 20 Nov 2026 10:00; amend it by a decision, a note or the attendance instead"
    );
    assert!(hub.to_undo(after).unwrap().is_none());
    // An amendment can be taken back, and leaves no trace in the minutes.
    hub.take_note(id, open[0], None, "rung since", after).unwrap();
    assert_eq!(hub.find_meeting("M1", after).unwrap().amendments.len(), 1);
    let note = hub.to_undo(after).unwrap().unwrap();
    hub.undo(note.verb, after).unwrap();
    assert!(hub.find_meeting("M1", after).unwrap().amendments.is_empty());
}

#[test]
fn numbers_of_what_was_taken_back_are_not_given_again() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let id = begin(&mut hub);
    let take_back = |hub: &mut Hub| {
        let last = hub.to_undo(at(LATER)).unwrap().unwrap();
        hub.undo(last.verb, at(LATER)).unwrap();
    };
    let first = decide(&mut hub, "MIS/26/1", true, LATER);
    take_back(&mut hub);
    let second = decide(&mut hub, "MIS/26/1", true, LATER);
    assert_eq!((second.id.0, second.actions[0].id.0), (first.id.0 + 1, first.actions[0].id.0 + 1));
    let item = hub.meeting_sheet(id, at(LATER)).unwrap().meeting.items[0].item;
    hub.take_note(id, item, None, "one", at(LATER)).unwrap();
    take_back(&mut hub);
    hub.take_note(id, item, None, "two", at(LATER)).unwrap();
    let notes = hub.meeting_sheet(id, at(LATER)).unwrap().meeting.items[0].notes.clone();
    assert_eq!(notes.iter().map(|note| (note.note, note.text.as_str())).collect::<Vec<_>>(), [(2, "two")]);
}

#[test]
fn an_episode_that_was_put_off_by_mistake_is_not() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let id = begin(&mut hub);
    let item = hub.find_item(&hub.find_meeting("", at(LATER)).unwrap(), "MIS/26/1").unwrap();
    hub.defer_item(id, item, "2026-11-25".parse().unwrap(), "school asked", at(LATER)).unwrap();
    let monday = at("2026-11-23T09:30:00Z");
    let shown = |hub: &Hub| hub.board(monday).unwrap().items.iter().any(|item| item.child.name == "Nadia Begum");
    assert!(!shown(&hub));
    let last = hub.to_undo(at(LATER)).unwrap().unwrap();
    hub.undo(last.verb, at(LATER)).unwrap();
    assert!(shown(&hub));
    hub.redo(last.verb, at(LATER)).unwrap();
    assert!(!shown(&hub));
    hub.verify().unwrap();
}
