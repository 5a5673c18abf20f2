//! Whatever the meeting writes can be taken back, and made to count again: nothing is erased, and afterwards all is as if it had
//! not been written, or as if it had never been taken back.

mod common;
#[path = "common/meeting_deeds.rs"]
mod meeting_deeds;
use chrono::{DateTime, Duration, Utc};
use common::{Office, at};
use meeting_deeds::{decision, deed, opening, perform};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use wayhome::casebook::meeting_view::RegisterFilter;
use wayhome::casebook::{Error, Hub, NewDecision};
use wayhome::meeting::agenda::{About, ItemId};
use wayhome::meeting::decision::Decision;
use wayhome::meeting::record::MeetingId;
use wayhome::meeting::register::{ActionEnd, EndedAs, OnAction};

type Now = DateTime<Utc>;

const START: &str = "2026-11-20T09:30:00Z";

fn begin(hub: &mut Hub) -> MeetingId {
    hub.start_meeting(opening(false), at(START)).unwrap().id
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

fn moment(step: usize) -> Now {
    at(START) + Duration::seconds(20 * i64::try_from(step).unwrap() + 20)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(debug_assertions) { 24 } else { 240 }, failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::default() })]

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

fn decide(hub: &mut Hub, reference: &str, with_action: bool, now: &str) -> Decision {
    let on = About::Episode(hub.find_episode(reference).unwrap());
    hub.decide(decision(on, 0, with_action, at(now)), at(now)).unwrap()
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
    let reworded = hub.decide(NewDecision { replaces: Some(first.id), ..decision(about, 1, true, at(LATER)) }, at(LATER)).unwrap();
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
