//! Two records of one child are read as one and can be split again; an answer to who a child is can be taken back.

mod common;
#[path = "common/meeting_deeds.rs"]
mod meeting_deeds;
use common::{MORNING, Office, at, load, sound};
use meeting_deeds::decision;
use std::path::Path;
use wayhome::casebook::event::Belonging;
use wayhome::casebook::view::ChildrenReport;
use wayhome::casebook::{Error, Hub, ListFile, ListOptions};
use wayhome::child::ChildId;
use wayhome::episode::EpisodeId;
use wayhome::interview::worker::Wishes;
use wayhome::meeting::agenda::About;
use wayhome::meeting::business::{BusinessDetails, BusinessKind};

const NADIA: ChildId = ChildId(1);
const KAYDEN: ChildId = ChildId(2);
const NOON: &str = "2026-11-20T12:00:00Z";
const HEADER: &str = "Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Address,Postcode\n";

fn refused<T: std::fmt::Debug>(done: Result<T, Error>) -> String {
    match done {
        Err(Error::Refused(words)) => words,
        other => panic!("should be refused: {other:?}"),
    }
}

fn episode(hub: &Hub, reference: &str) -> EpisodeId {
    hub.find_episode(reference).unwrap()
}

fn child_of(hub: &Hub, reference: &str) -> Option<ChildId> {
    hub.case(episode(hub, reference), at(NOON)).unwrap().child.map(|child| child.id)
}

/// Friday's doubtful row was taken for a new child, C4; it is Kayden.
fn with_a_second_record() -> (Office, Hub, ChildId) {
    let office = Office::on_friday();
    let mut hub = office.open();
    let new = hub.new_child(episode(&hub, "MIS/26/3"), None, at(MORNING)).unwrap();
    (office, hub, new)
}

fn merged() -> (Office, Hub, ChildId) {
    let (office, mut hub, second) = with_a_second_record();
    hub.merge(KAYDEN, second, "police gave the date of birth", None, at(NOON)).unwrap();
    (office, hub, second)
}

fn caseload(hub: &mut Hub, text: &str, now: &str) -> ChildrenReport {
    hub.import_children(&ListFile { name: "caseload.csv", bytes: text.as_bytes() }, &ListOptions::default(), at(now)).unwrap()
}

#[test]
fn what_merging_would_do_is_shown_first() {
    let (_office, hub, second) = with_a_second_record();
    let merging = hub.merging(KAYDEN, second, at(NOON)).unwrap();
    assert_eq!(merging.comes_over, ["1 episode"]);
    assert_eq!(merging.conflicts, ["born 4 Mar 2011 and 3 Apr 2011"]);
    assert_eq!(merging.combined.full_name(), "Kayden Ashworth");
    assert_eq!(merging.combined.other_names, ["Kaden Ashworth"]);
    assert_eq!(merging.combined.address.as_deref(), Some("7 Mill Lane"));
    assert_eq!(hub.child(second).unwrap().id, second, "to look is not to merge");
}

#[test]
fn a_merged_record_is_read_as_the_child_everywhere() {
    let (_office, hub, second) = merged();
    assert_eq!(hub.child(second).unwrap().id, KAYDEN);
    assert_eq!(hub.find_child("C4").unwrap(), KAYDEN);
    assert_eq!(hub.find_child("Kaden Ashworth").unwrap(), KAYDEN, "found by the other name as well");
    assert_eq!(hub.search("ashworth", 9).unwrap().len(), 1, "one child, once");
    assert_eq!(child_of(&hub, "MIS/26/3"), Some(KAYDEN));
    let on_board = hub.board(at(NOON)).unwrap().items.into_iter().filter(|item| item.child.name == "Kayden Ashworth");
    assert_eq!(on_board.count(), 1);
    let records = hub.merged_records(KAYDEN).unwrap();
    assert_eq!(records.len(), 1);
    assert_eq!((records[0].record.id, records[0].by.as_str()), (second, "D. Manager"));
    assert_eq!(records[0].reason, "police gave the date of birth");
    assert_eq!(records[0].record.details.full_name(), "Kaden Ashworth");
    let journal = hub.journal(None, Some(KAYDEN)).unwrap();
    assert!(journal.iter().any(|entry| entry.kind == "children-merged") && journal.iter().any(|entry| entry.subject == "child C4"));
    let history = hub.child_history(KAYDEN).unwrap();
    assert!(history.names.iter().any(|known| known.name == "Kaden Ashworth" && known.record == second));
    sound(&hub, "children-merged");
}

#[test]
fn what_cannot_be_merged_is_refused_in_words() {
    let (_office, mut hub, second) = merged();
    let mut merge = |kept, merged| refused(hub.merge(kept, merged, "one child", None, at(NOON)));
    assert_eq!(merge(NADIA, NADIA), "C1 is one record; name two");
    assert_eq!(merge(KAYDEN, second), "C2 and C4 are read as one child already");
    assert_eq!(merge(NADIA, second), "C4 is read as C2 (Kayden Ashworth); name that one");
    assert_eq!(merge(second, NADIA), "C4 is read as C2 (Kayden Ashworth); name that one");
    assert_eq!(merge(NADIA, ChildId(99)), "there is no child C99 in this hub");
    assert_eq!(refused(hub.merge(NADIA, ChildId(3), " ", None, at(NOON))), "say why they are one child");
    assert_eq!(refused(hub.splitting(NADIA)), "C1 was not merged into another record; `wayhome children known-as` shows which were");
    let stale = hub.merge(NADIA, KAYDEN, "one child", Some((99, 1)), at(NOON));
    assert!(matches!(stale, Err(Error::Stale { .. })), "{stale:?}");
}

#[test]
fn who_was_said_to_be_two_children_can_be_found_to_be_one_after_all() {
    let (_office, mut hub, second) = with_a_second_record();
    hub.two_children(KAYDEN, second, at(NOON)).unwrap();
    let conflicts = hub.merging(KAYDEN, second, at(NOON)).unwrap().conflicts;
    assert_eq!(conflicts.first().map(String::as_str), Some("somebody said that they are two children"));
    hub.merge(KAYDEN, second, "police found her birth certificate", None, at(NOON)).unwrap();
    assert_eq!(hub.child(second).unwrap().id, KAYDEN);
    hub.verify().unwrap();
}

#[test]
fn records_merged_one_after_another_are_one_child_and_come_apart_one_by_one() {
    let (_office, mut hub, second) = with_a_second_record();
    hub.merge(second, ChildId(3), "one child", None, at(NOON)).unwrap();
    hub.merge(KAYDEN, second, "one child", None, at(NOON)).unwrap();
    assert_eq!(child_of(&hub, "MIS/26/2"), Some(KAYDEN));
    assert_eq!(hub.merged_records(KAYDEN).unwrap().len(), 2);
    hub.verify().unwrap();
    hub.split(ChildId(3), Vec::new(), "another child", at(NOON)).unwrap();
    assert_eq!((child_of(&hub, "MIS/26/2"), child_of(&hub, "MIS/26/3")), (Some(ChildId(3)), Some(KAYDEN)));
    hub.split(second, Vec::new(), "another child", at(NOON)).unwrap();
    assert_eq!(child_of(&hub, "MIS/26/3"), Some(second));
    assert!(hub.merged_records(KAYDEN).unwrap().is_empty());
    hub.verify().unwrap();
}

#[test]
fn the_caseload_goes_on_updating_each_record_and_says_nothing_twice() {
    let (_office, mut hub, second) = with_a_second_record();
    let both = "Case ID,Forename,Surname,Date of birth,Sex,Address,Postcode,Care status\n\
                1002,Kayden,Ashworth,04/03/2011,M,7 Mill Lane,OL9 7AA,At home\n\
                2002,Kaden,Ashworth,03/04/2011,M,9 Oak Road,M14 5QX,At home\n";
    caseload(&mut hub, both, NOON);
    assert_eq!(hub.child(second).unwrap().details.own_id.as_deref(), Some("2002"));
    hub.merge(KAYDEN, second, "one child", None, at(NOON)).unwrap();
    let again = caseload(&mut hub, both, NOON);
    assert_eq!((again.added, again.changed.len(), again.unchanged), (0, 0, 2));
    assert_eq!(hub.find_child("2002").unwrap(), KAYDEN, "known by either own id");
    let moved = caseload(&mut hub, &both.replace("9 Oak Road", "11 Oak Road").replace("M,7 Mill Lane,OL9 7AA", "M,,"), NOON);
    assert_eq!((moved.added, moved.changed.len()), (0, 2));
    let combined = hub.child(KAYDEN).unwrap().details;
    assert_eq!(combined.address.as_deref(), Some("11 Oak Road"), "what its own record does not know, the other does");
    let again = caseload(&mut hub, &both.replace("9 Oak Road", "11 Oak Road").replace("M,7 Mill Lane,OL9 7AA", "M,,"), NOON);
    assert_eq!((again.added, again.changed.len(), again.unchanged), (0, 0, 2));
    hub.verify().unwrap();
    hub.split(second, Vec::new(), "two children", at(NOON)).unwrap();
    assert_eq!(hub.child(KAYDEN).unwrap().details.address, None);
    assert_eq!(hub.child(second).unwrap().details.address.as_deref(), Some("11 Oak Road"));
    hub.verify().unwrap();
}

#[test]
fn a_row_that_fits_the_merged_record_is_the_child_without_asking() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let list = |n: u32, day: u32| format!("{HEADER}MIS/{n},Jordan,Hale,04/03/2011,Low,{day}/11/2026 20:00,,2 Quay Street,M3 3JE\n");
    load(&mut hub, "monday.csv", &list(70, 16), "2026-11-20T09:00:00Z");
    let jordan = child_of(&hub, "MIS/70").unwrap();
    hub.merge(KAYDEN, jordan, "goes by another name", None, at(NOON)).unwrap();
    load(&mut hub, "tuesday.csv", &list(71, 19), "2026-11-20T12:05:00Z");
    assert_eq!(child_of(&hub, "MIS/71"), Some(KAYDEN));
    hub.verify().unwrap();
}

#[test]
fn not_the_same_child_as_one_record_is_not_the_same_as_the_child() {
    let (_office, mut hub, second) = with_a_second_record();
    // The row was said not to be Kayden: nor is it whoever Kayden's record is read as.
    hub.merge(NADIA, KAYDEN, "one child", None, at(NOON)).unwrap();
    let again = format!("{HEADER}MIS/26/9,Kaden,Ashworth,03/04/2011,Medium,20/11/2026 10:00,,,\n");
    let report = load(&mut hub, "later.csv", &again, NOON);
    assert_eq!(report.counts.waiting, 0, "{report:?}");
    assert_eq!(child_of(&hub, "MIS/26/9"), Some(second));
}

#[test]
fn what_was_recorded_while_two_were_one_stays_unless_it_is_given() {
    let (_office, mut hub, second) = merged();
    let rows = "MIS/26/10,Kaden,Ashworth,03/04/2011,Low,20/11/2026 10:00,,,\nMIS/26/11,Kayden,Ashworth,04/03/2011,Low,17/11/2026 10:00,18/11/2026 01:00,7 Mill Lane,OL9 7AA\n";
    load(&mut hub, "later.csv", &format!("{HEADER}{rows}"), NOON);
    for waiting in hub.waiting().unwrap() {
        hub.same_child(waiting.episode.id, KAYDEN, None, at(NOON)).unwrap();
    }
    let (first, third, fourth) = (episode(&hub, "MIS/26/3"), episode(&hub, "MIS/26/10"), episode(&hub, "MIS/26/11"));
    hub.decide(decision(About::Episode(fourth), 0, true, at(NOON)), at(NOON)).unwrap();
    let mut referral = BusinessDetails::new(BusinessKind::Referral, "2026-11-20".parse().unwrap());
    referral.children = vec![KAYDEN];
    let business = hub.raise(referral, at(NOON)).unwrap().id;
    hub.set_wishes(KAYDEN, Wishes { note: "not at school".into(), ..Wishes::default() }, at(NOON)).unwrap();

    let splitting = hub.splitting(second).unwrap();
    assert_eq!((splitting.record.id, splitting.from.id), (second, KAYDEN));
    assert_eq!(splitting.goes_back, ["1 episode"]);
    let asked: Vec<_> = splitting.to_ask.iter().map(|ask| (ask.what, ask.likely)).collect();
    assert!(asked.contains(&(Belonging::Episode(third), true)), "{asked:?}");
    assert!(asked.contains(&(Belonging::Episode(fourth), false)), "{asked:?}");
    assert!(asked.contains(&(Belonging::Business(business), false)) && asked.contains(&(Belonging::Wishes, false)), "{asked:?}");
    assert_eq!(asked.len(), 4, "{asked:?}");
    let words = refused(hub.split(second, vec![Belonging::Episode(first)], "two children", at(NOON)));
    assert_eq!(words, format!("{first} was not recorded while C4 and C2 were one; leave it out"));

    hub.split(second, vec![Belonging::Episode(third), Belonging::Wishes], "two children", at(NOON)).unwrap();
    let whose = |reference| child_of(&hub, reference);
    assert_eq!((whose("MIS/26/3"), whose("MIS/26/10"), whose("MIS/26/11")), (Some(second), Some(second), Some(KAYDEN)));
    assert_eq!(hub.case(fourth, at(NOON)).unwrap().decisions.len(), 1);
    assert_eq!(hub.case(fourth, at(NOON)).unwrap().actions.len(), 1);
    assert_eq!(hub.case(third, at(NOON)).unwrap().decisions.len(), 0);
    assert_eq!(hub.case(fourth, at(NOON)).unwrap().business.len(), 1);
    hub.verify().unwrap();
    let verb = hub.to_undo(at(NOON)).unwrap().unwrap();
    assert!(verb.what.starts_with("C4 was split off from C2 again: two children"), "{}", verb.what);
    hub.undo(verb.verb, at(NOON)).unwrap();
    assert_eq!(child_of(&hub, "MIS/26/10"), Some(KAYDEN));
    hub.verify().unwrap();
}

#[test]
fn business_that_came_with_a_record_goes_back_with_it_though_it_was_changed_meanwhile() {
    let (_office, mut hub, second) = with_a_second_record();
    let mut referral = BusinessDetails::new(BusinessKind::Referral, "2026-11-20".parse().unwrap());
    referral.children = vec![second, NADIA];
    let business = hub.raise(referral, at(NOON)).unwrap().id;
    let children = |hub: &Hub| hub.business_sheet(business, at(NOON)).unwrap().business.details.children;
    hub.merge(KAYDEN, second, "one child", None, at(NOON)).unwrap();
    assert_eq!(children(&hub), [KAYDEN, NADIA]);
    let details = hub.business_sheet(business, at(NOON)).unwrap().business.details;
    hub.change_business(business, BusinessDetails { concern: "seen in a car".into(), ..details }, None, at(NOON)).unwrap();
    hub.split(second, Vec::new(), "two children", at(NOON)).unwrap();
    assert_eq!(children(&hub), [second, NADIA]);
    hub.verify().unwrap();
}

#[test]
fn a_review_that_gave_way_to_a_decision_while_two_were_one_is_due_again_when_they_are_split() {
    let (_office, mut hub, second) = with_a_second_record();
    let rows = "MIS/26/11,Kayden,Ashworth,04/03/2011,Low,17/11/2026 10:00,18/11/2026 01:00,7 Mill Lane,OL9 7AA\n";
    load(&mut hub, "later.csv", &format!("{HEADER}{rows}"), MORNING);
    let on = About::Episode(episode(&hub, "MIS/26/11"));
    hub.decide(decision(on, 0, false, at(MORNING)), at(MORNING)).unwrap();
    let due = |hub: &Hub| {
        let board = hub.board(at("2026-11-25T09:00:00Z")).unwrap();
        board.items.iter().any(|item| item.episode.police_ref.as_deref() == Some("MIS/26/11"))
    };
    assert!(due(&hub));
    hub.merge(KAYDEN, second, "one child", None, at(NOON)).unwrap();
    assert!(due(&hub), "merging changes no review");
    let on = About::Episode(episode(&hub, "MIS/26/3"));
    hub.decide(decision(on, 0, false, at(NOON)), at(NOON)).unwrap();
    assert!(!due(&hub), "one child, one plan");
    hub.split(second, Vec::new(), "two children", at(NOON)).unwrap();
    assert!(due(&hub));
    hub.verify().unwrap();
}

#[test]
fn a_merge_is_taken_back_only_while_nothing_stands_on_it() {
    let (_office, mut hub, second) = merged();
    let verb = hub.to_undo(at(NOON)).unwrap().unwrap();
    assert_eq!(verb.what, "C4 is read as C2 from now on: police gave the date of birth (Kayden A.)");
    hub.undo(verb.verb, at(NOON)).unwrap();
    assert_eq!(hub.child(second).unwrap().id, second);
    hub.redo(verb.verb, at(NOON)).unwrap();
    let on = About::Episode(episode(&hub, "MIS/26/3"));
    hub.decide(decision(on, 0, false, at(NOON)), at(NOON)).unwrap();
    assert_eq!(
        refused(hub.undo(verb.verb, at(NOON))),
        "decided: advice and guidance was recorded Fri 20 Nov 2026 12:00 on what was one child; split C4 off again instead"
    );
    hub.verify().unwrap();
}

#[test]
fn an_answer_taken_back_makes_the_row_wait_again_with_the_candidates_it_had() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let of = episode(&hub, "MIS/26/3");
    let before: Vec<_> = hub.waiting().unwrap()[0].candidates.iter().map(|candidate| candidate.child.id).collect();
    hub.same_child(of, KAYDEN, None, at(MORNING)).unwrap();
    hub.decide(decision(About::Episode(of), 0, true, at(NOON)), at(NOON)).unwrap();
    let taking_back = hub.taking_back(of).unwrap();
    assert_eq!((taking_back.child, taking_back.leaves, taking_back.follow.len()), (KAYDEN, false, 0));
    hub.take_back(of, None, at(NOON)).unwrap();
    let waiting = hub.waiting().unwrap();
    assert_eq!(waiting[0].candidates.iter().map(|candidate| candidate.child.id).collect::<Vec<_>>(), before);
    let case = hub.case(of, at(NOON)).unwrap();
    assert_eq!((case.child.is_none(), case.decisions.len(), case.actions.len()), (true, 1, 1), "what was decided stays on the episode");
    assert!(hub.case(of, at(NOON)).unwrap().decisions[0].child.is_none());
    assert_eq!(refused(hub.take_back(of, None, at(NOON))), "episode MIS/26/3 waits for a person; there is no answer to take back");
    let certain = episode(&hub, "MIS/26/1");
    assert_eq!(
        refused(hub.taking_back(certain)),
        "nobody was asked about episode MIS/26/1: the list was certain; say that it is in doubt instead"
    );
    hub.verify().unwrap();
}

#[test]
fn a_child_that_an_answer_put_on_the_register_leaves_it_with_what_lists_tied_to_it() {
    let (_office, mut hub, second) = with_a_second_record();
    let again = format!("{HEADER}MIS/26/9,Kaden,Ashworth,03/04/2011,Medium,20/11/2026 10:00,,,\n");
    load(&mut hub, "later.csv", &again, NOON);
    assert_eq!(child_of(&hub, "MIS/26/9"), Some(second));
    let (first, later) = (episode(&hub, "MIS/26/3"), episode(&hub, "MIS/26/9"));
    let taking_back = hub.taking_back(first).unwrap();
    assert_eq!((taking_back.leaves, taking_back.follow.as_slice()), (true, [later].as_slice()));
    hub.take_back(first, None, at(NOON)).unwrap();
    assert_eq!(refused(hub.child(second)), "C4 is on the register no more: the answer that put it there was taken back");
    assert_eq!(hub.search("Kaden Ashworth", 9).unwrap().len(), 0);
    let waiting: Vec<_> = hub.waiting().unwrap().iter().map(|w| (w.episode.id, w.candidates[0].child.id)).collect();
    assert_eq!(waiting, [(first, KAYDEN), (later, KAYDEN)], "both wait, with the same candidates");
    hub.verify().unwrap();
    let next = hub.new_child(later, None, at(NOON)).unwrap();
    assert_eq!(next, ChildId(5), "its number is not given again");
    let verb = hub.log(at(NOON)).unwrap().into_iter().find(|line| line.undone).unwrap();
    hub.redo(verb.verb, at(NOON)).unwrap();
    assert_eq!((child_of(&hub, "MIS/26/3"), child_of(&hub, "MIS/26/9")), (Some(second), Some(next)), "what was answered since stands");
    hub.verify().unwrap();
}

#[test]
fn an_answer_is_not_taken_back_under_what_stands_on_its_child() {
    let (_office, mut hub, second) = with_a_second_record();
    let of = episode(&hub, "MIS/26/3");
    hub.set_wishes(second, Wishes { note: "at home".into(), ..Wishes::default() }, at(NOON)).unwrap();
    let words = refused(hub.take_back(of, None, at(NOON)));
    assert_eq!(words, "C4 was changed since, by D. Manager at 12:00 (the child's wishes recorded); take that back first");

    let (_office, mut hub, second) = merged();
    assert_eq!(refused(hub.take_back(of, None, at(NOON))), "C4 was merged into C2 since; split it off first");
    hub.split(second, Vec::new(), "two children", at(NOON)).unwrap();
    hub.take_back(of, None, at(NOON)).unwrap();
    assert!(child_of(&hub, "MIS/26/3").is_none());
    hub.verify().unwrap();
}

#[test]
fn an_automatic_tie_that_was_wrong_is_put_in_doubt_and_that_can_be_taken_back() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let of = episode(&hub, "MIS/26/1");
    hub.doubt(of, "police say it is her cousin", None, at(NOON)).unwrap();
    assert!(child_of(&hub, "MIS/26/1").is_none());
    let waiting = hub.waiting().unwrap();
    let waits = waiting.iter().find(|waits| waits.episode.id == of).unwrap();
    assert_eq!((waits.line.row, waits.candidates[0].child.id), (2, NADIA), "the row it came with, and the child it was taken for");
    let verb = hub.to_undo(at(NOON)).unwrap().unwrap();
    hub.undo(verb.verb, at(NOON)).unwrap();
    assert_eq!(child_of(&hub, "MIS/26/1"), Some(NADIA));
    hub.redo(verb.verb, at(NOON)).unwrap();
    hub.new_child(of, None, at(NOON)).unwrap();
    assert_eq!(child_of(&hub, "MIS/26/1"), Some(ChildId(4)));
    let words = refused(hub.undo(verb.verb, at(NOON)));
    assert!(words.ends_with("identified as C4 since, by D. Manager; take that back first"), "{words}");
    hub.verify().unwrap();
}

#[test]
fn a_hub_of_an_older_version_opens_and_merges() {
    for version in 1..=3 {
        let path = format!("{}/tests/fixtures/hub-v{version}.wayhome", env!("CARGO_MANIFEST_DIR"));
        let office = Office::with(&std::fs::read(Path::new(&path)).unwrap());
        let mut hub = office.open();
        let now = at("2027-01-04T09:00:00Z");
        let before = serde_json::to_value(hub.board(now).unwrap()).unwrap();
        hub.merge(NADIA, KAYDEN, "one child", None, now).unwrap();
        assert_eq!(hub.child(KAYDEN).unwrap().id, NADIA);
        hub.verify().unwrap();
        hub.split(KAYDEN, Vec::new(), "two children", now).unwrap();
        hub.verify().unwrap();
        assert_eq!(without_positions(serde_json::to_value(hub.board(now).unwrap()).unwrap()), without_positions(before));
    }
}

fn without_positions(value: serde_json::Value) -> String {
    let text = value.to_string();
    text.split("\"changed\":").map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit())).collect()
}
