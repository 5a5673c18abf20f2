//! The daily meeting, from its first item to the minutes: begun, led through its agenda, left with nothing open by accident.

mod common;
use common::{Office, at, load, sound};
use wayhome::casebook::meeting_view::{Content, ItemLine, MeetingSheet, RegisterFilter};
use wayhome::casebook::{Error, Hub, NewDecision};
use wayhome::episode::EpisodeId;
use wayhome::meeting::action::{self, NewAction};
use wayhome::meeting::agenda::{About, AgendaSection, ItemId, Left};
use wayhome::meeting::attendance::{Attendance, Opening, Presence};
use wayhome::meeting::business::{BusinessDetails, BusinessKind};
use wayhome::meeting::decision::{Decision, DecisionOn, Due, Outcome};
use wayhome::meeting::record::{Meeting, MeetingId};
use wayhome::meeting::register::{ActionEnd, EndedAs, OnAction};
use wayhome::tui::meeting_desk::MeetingDesk;

/// Friday, half past nine: the meeting begins.
const START: &str = "2026-11-20T09:30:00Z";
const LATER: &str = "2026-11-20T09:45:00Z";
const MONDAY: &str = "2026-11-23T09:30:00Z";
const TUESDAY: &str = "2026-11-24T09:30:00Z";

fn present(agency: &str, names: &[&str]) -> Attendance {
    Attendance {
        agency: agency.into(),
        presence: Presence::Present,
        names: names.iter().map(|name| (*name).to_string()).collect(),
        note: String::new(),
    }
}

fn opening() -> Opening {
    Opening {
        chair: "Ann Lee".into(),
        place: "Room 2".into(),
        attendance: vec![present("GMP", &["PC Hill"]), present("CSC", &["J. Moor"])],
        ..Opening::default()
    }
}

fn begun(hub: &mut Hub) -> Meeting {
    hub.start_meeting(opening(), at(START)).unwrap()
}

fn sheet(hub: &Hub, now: &str) -> MeetingSheet {
    hub.meeting_now(at(now)).unwrap().unwrap()
}

/// "Nadia Begum: no decision yet".
fn states(sheet: &MeetingSheet) -> Vec<String> {
    sheet.lines.iter().filter(|line| line.episode.is_some() || line.reference.starts_with('B')).map(state).collect()
}

fn state(line: &ItemLine) -> String {
    format!("{}: {}", line.title, line.state)
}

fn episode(hub: &Hub, reference: &str) -> EpisodeId {
    hub.find_episode(reference).unwrap()
}

/// The item of a child, police reference or business of the meeting that is on, or the last one.
fn item(hub: &Hub, text: &str) -> (MeetingId, ItemId) {
    let meeting = hub.find_meeting("", at(LATER)).unwrap();
    let item = hub.find_item(&meeting, text).unwrap();
    (meeting.id, item)
}

fn advice(on: EpisodeId, rationale: &str) -> NewDecision {
    NewDecision { outcomes: vec![Outcome::Advice], ..NewDecision::new(DecisionOn::Episode(on), rationale) }
}

fn decide(hub: &mut Hub, reference: &str, now: &str) -> Decision {
    let on = episode(hub, reference);
    hub.decide(advice(on, &format!("As was said about {reference}")), at(now)).unwrap()
}

fn words<T: std::fmt::Debug>(done: Result<T, Error>) -> String {
    match done {
        Err(Error::Refused(words)) => words,
        other => panic!("should be refused: {other:?}"),
    }
}

fn referral() -> BusinessDetails {
    BusinessDetails {
        source: "School (Mrs Hart)".into(),
        concern: "new phone and cash, an older man waits outside".into(),
        named: vec!["Ola Brzezinska".into()],
        ..BusinessDetails::new(BusinessKind::Referral, "2026-11-20".parse().unwrap())
    }
}

#[test]
fn a_meeting_is_opened_with_who_is_there_and_says_who_is_not() {
    let office = Office::on_friday();
    let mut hub = office.open();
    assert!(hub.meeting_now(at(START)).unwrap().is_none(), "none today yet");
    let nobody = hub.start_meeting(Opening { chair: " ".into(), ..opening() }, at(START));
    assert_eq!(words(nobody), "the meeting has no chair; say who chairs it");

    let meeting = begun(&mut hub);
    assert_eq!(meeting.id.to_string(), "M1");
    let agencies: Vec<&str> = meeting.opening.attendance.iter().map(|agency| agency.agency.as_str()).collect();
    assert_eq!(agencies, ["Greater Manchester Police", "Children's Social Care"], "agencies by their full names");
    let shown = sheet(&hub, START);
    assert!(shown.quorum.met(), "{:?}", shown.quorum);
    assert_eq!(shown.quorum.strategy_words(), "not quorate without Health");
    assert_eq!(shown.pace.seconds_left, 45 * 60);
    // Health comes late.
    let mut now = opening();
    now.attendance.push(present("NHS", &["Dr Fay"]));
    hub.change_attendance(meeting.id, now, at(LATER)).unwrap();
    assert_eq!(sheet(&hub, LATER).quorum.strategy_missing, Vec::<String>::new());
    // The next meeting is offered who was there, and what the quorum is by then.
    let offered = hub.proposed_opening(at(MONDAY)).unwrap();
    assert_eq!((offered.chair.as_str(), offered.attendance.len(), offered.quorum.len()), ("Ann Lee", 3, 2));
    sound(&hub, "attendance-changed");
}

#[test]
fn one_meeting_is_open_at_a_time() {
    let office = Office::on_friday();
    let (mut one, mut other) = (office.open(), office.open_as("B. Clerk"));
    begun(&mut one);
    let refused = words(other.start_meeting(opening(), at(LATER)));
    assert_eq!(refused, "M1 (chair Ann Lee) is open since Fri 20 Nov 2026 09:30; go on with it, or close it first");
}

#[test]
fn the_agenda_has_every_child_once_in_the_order_of_the_meeting() {
    let office = Office::on_friday();
    let mut hub = office.open();
    hub.raise(referral(), at("2026-11-20T09:00:00Z")).unwrap();
    begun(&mut hub);
    let shown = sheet(&hub, START);
    let lines: Vec<(usize, &str, &str)> = shown.lines.iter().map(|line| (line.number, line.section.code(), line.title.as_str())).collect();
    assert_eq!(
        lines,
        [
            (1, "actions-due", "Actions due"),
            (2, "changes", "What changed in the list"),
            (3, "still-missing", "Thi Lan Nguyen"),
            (4, "still-missing", "Kaden Ashworth"),
            (5, "returned", "Nadia Begum"),
            (6, "interviews", "Interview clocks"),
            (7, "referrals", "referral B1: Ola Brzezinska"),
            (8, "thresholds", "Threshold hits and panel referrals"),
            (9, "any-other", "Any other business"),
            (10, "read-back", "Read-back"),
        ]
    );
    assert!(shown.lines[4].band.is_some() && shown.new_items == 0);
    for (text, number) in [("5", 5), ("MIS/26/1", 5), ("Nadia Begum", 5), ("B1", 7), ("any-other", 9), ("still-missing", 3)] {
        let found = hub.find_item(&shown.meeting, text).unwrap();
        assert_eq!(shown.lines.iter().find(|line| line.item == found).unwrap().number, number, "{text}");
    }
    // The chair takes the child who is back first.
    let mut order: Vec<ItemId> = shown.meeting.items.iter().map(|item| item.item).collect();
    order.swap(2, 4);
    hub.order_agenda(shown.meeting.id, order.clone(), at(LATER)).unwrap();
    assert_eq!(sheet(&hub, LATER).lines[2].title, "Nadia Begum");
    order.pop();
    assert!(words(hub.order_agenda(shown.meeting.id, order, at(LATER))).starts_with("the agenda has other items by now"));
}

#[test]
fn a_list_loaded_during_the_meeting_comes_on_the_agenda_when_asked() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let id = begun(&mut hub).id;
    let text = "Police Ref,Forename,Surname,DOB,Risk,Reported missing\nMIS/26/9,Kayden,Ashworth,04/03/2011,High,20/11/2026 09:10\n";
    load(&mut hub, "late.csv", text, "2026-11-20T09:40:00Z");
    assert_eq!(sheet(&hub, LATER).new_items, 1);
    assert_eq!(hub.renew_agenda(id, at(LATER)).unwrap(), 1);
    let shown = sheet(&hub, LATER);
    assert_eq!((shown.new_items, shown.lines[4].title.as_str()), (0, "Kayden Ashworth"), "behind the others still missing");
    assert_eq!(hub.renew_agenda(id, at(LATER)).unwrap(), 0);
    let (_, changes) = item(&hub, "changes");
    let Content::Changes(changes) = hub.item_sheet(id, changes, at(LATER)).unwrap().content else { panic!("the changes") };
    let names = |lines: &[wayhome::casebook::meeting_view::ChangeLine]| lines.iter().map(|line| line.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&changes.new), ["Thi Lan Nguyen", "Kaden Ashworth", "Kayden Ashworth"]);
    assert_eq!(names(&changes.never_reported), ["Nadia Begum"]);
    assert_eq!((changes.refused, changes.waiting), (1, 1));
}

#[test]
fn an_item_shows_the_child_what_is_open_and_what_was_said() {
    let office = Office::on_friday();
    let mut hub = office.open();
    begun(&mut hub);
    let (id, nadia) = item(&hub, "Nadia Begum");
    hub.open_item(id, nadia, at("2026-11-20T09:31:00Z")).unwrap();
    hub.take_note(id, nadia, None, "GMP: phone was off all night", at("2026-11-20T09:32:00Z")).unwrap();
    hub.take_note(id, nadia, None, "mother to be rung", at("2026-11-20T09:32:00Z")).unwrap();
    assert_eq!(words(hub.take_note(id, nadia, None, "  ", at(LATER))), "the note is empty; say what was said");
    let shown = hub.item_sheet(id, nadia, at("2026-11-20T09:33:00Z")).unwrap();
    let notes: Vec<_> = shown.item.notes.iter().map(|note| (note.agency.as_deref(), note.text.as_str())).collect();
    assert_eq!(notes, [(Some("Greater Manchester Police"), "phone was off all night"), (None, "mother to be rung")]);
    let Content::Episode(child) = &shown.content else { panic!("a child") };
    assert_eq!(child.case.child.as_ref().unwrap().details.full_name(), "Nadia Begum");
    assert_eq!(shown.lacking[0].what, "no decision");
    let meeting = sheet(&hub, "2026-11-20T09:33:00Z");
    assert_eq!((meeting.meeting.at, meeting.pace.item_seconds, meeting.pace.number), (Some(nadia), 120, 5));
    // On to the next: the time on the screen is kept, all times together.
    let (_, lan) = item(&hub, "MIS/26/2");
    hub.open_item(id, lan, at("2026-11-20T09:33:00Z")).unwrap();
    hub.open_item(id, nadia, at("2026-11-20T09:34:00Z")).unwrap();
    assert_eq!(sheet(&hub, "2026-11-20T09:34:30Z").pace.item_seconds, 150);
    // Another program, opened anew, stands at the same item.
    assert_eq!(sheet(&office.open(), LATER).meeting.at, Some(nadia));
}

#[test]
fn a_decision_is_reached_under_its_item_and_read_back_with_its_actions() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let id = begun(&mut hub).id;
    let line = "GMP: phone work on last number by Mon 12:00";
    let action = action::parse(line, hub.settings(), at(LATER), &hub.clocks().working_days).unwrap();
    let on = episode(&hub, "MIS/26/1");
    let new = NewDecision {
        outcomes: vec![Outcome::JointInvestigation],
        actions: vec![action],
        ..advice(on, "Third night with the same friends")
    };
    let decision = hub.decide(new, at(LATER)).unwrap();
    let (_, nadia) = item(&hub, "Nadia Begum");
    let shown = hub.item_sheet(id, nadia, at(LATER)).unwrap();
    assert_eq!((shown.line.state.as_str(), shown.line.settled), ("decided: joint investigation", true));
    assert_eq!(shown.decisions.iter().map(|d| d.id).collect::<Vec<_>>(), [decision.id]);
    assert_eq!(shown.actions.iter().map(|line| line.record.action.what.as_str()).collect::<Vec<_>>(), ["phone work on last number"]);
    let (_, back) = item(&hub, "read-back");
    let Content::ReadBack(lines) = hub.item_sheet(id, back, at(LATER)).unwrap().content else { panic!("the read-back") };
    assert_eq!(lines[0].title, "Nadia Begum");
    assert_eq!(lines[0].what, "joint investigation; A1 Greater Manchester Police: phone work on last number, due Mon 23 Nov 2026 12:00");
    assert!(hub.board(at(LATER)).unwrap().items.iter().any(|item| item.child.name == "Nadia Begum"), "in sight for today");
}

#[test]
fn what_is_brought_during_the_meeting_is_on_its_agenda_at_once_and_goes_with_it() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let id = begun(&mut hub).id;
    let business = hub.raise(referral(), at(LATER)).unwrap();
    let shown = sheet(&hub, LATER);
    let line = shown.lines.iter().find(|line| line.reference == "B1").unwrap();
    assert_eq!((line.section, line.state.as_str(), shown.new_items), (AgendaSection::Referrals, "no decision yet", 0));
    assert!(shown.lacking.iter().any(|lacking| lacking.item == line.item), "it keeps the meeting open");

    // Taken back, it is gone from both; once something was said under it, it stays.
    let last = hub.to_undo(at(LATER)).unwrap().unwrap();
    assert_eq!(last.what, "referral B1 entered");
    hub.undo(last.verb, at(LATER)).unwrap();
    assert!(sheet(&hub, LATER).lines.iter().all(|line| line.reference != "B1"));
    assert!(hub.open_business().unwrap().is_empty());
    hub.redo(last.verb, at(LATER)).unwrap();
    let item = item(&hub, "B1").1;
    hub.take_note(id, item, None, "GMP: known to us", at(LATER)).unwrap();
    assert_eq!(words(hub.undo(last.verb, at(LATER))), "something was noted or decided under it since; take that back first");

    let on = NewDecision::new(DecisionOn::Business(business.id), "School sees her every day");
    hub.decide(NewDecision { outcomes: vec![Outcome::NoFurtherAction], ..on }, at(LATER)).unwrap();
    let shown = sheet(&hub, LATER);
    assert_eq!(shown.lines.iter().find(|line| line.reference == "B1").unwrap().state, "decided: no further action");
    sound(&hub, "business-raised");
}

#[test]
fn what_is_put_off_comes_back_by_itself_on_its_day() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let id = begun(&mut hub).id;
    let (_, nadia) = item(&hub, "Nadia Begum");
    let (_, lan) = item(&hub, "MIS/26/2");
    let tuesday = "2026-11-24".parse().unwrap();
    assert_eq!(
        words(hub.defer_item(id, nadia, "2026-11-20".parse().unwrap(), "school asked", at(LATER))),
        "an item is put off to a later day; give one after today"
    );
    assert!(words(hub.defer_item(id, nadia, tuesday, " ", at(LATER))).contains("needs a reason"));
    hub.defer_item(id, nadia, tuesday, "school reports on Monday", at(LATER)).unwrap();
    hub.defer_item(id, lan, tuesday, "police report on Monday", at(LATER)).unwrap();
    hub.pass_items(id, &[item(&hub, "MIS/26/3").1], "police look who it is", at(LATER)).unwrap();
    assert_eq!(
        states(&sheet(&hub, LATER)),
        ["Thi Lan Nguyen: put off to Tue 24 Nov", "Kaden Ashworth: passed over", "Nadia Begum: put off to Tue 24 Nov"]
    );
    let board = hub.board(at(LATER)).unwrap();
    let row = board.items.iter().find(|item| item.child.name == "Nadia Begum").unwrap();
    assert!(row.remarks.contains(&"put off to Tue 24 Nov: school reports on Monday".to_string()), "{:?}", row.remarks);
    hub.close_meeting(id, at("2026-11-20T10:05:00Z")).unwrap();

    // On Monday it is neither on the board nor on the agenda; a child still missing is on both, and put off from the start.
    let names = |hub: &Hub, now: &str| hub.board(at(now)).unwrap().items.into_iter().map(|item| item.child.name).collect::<Vec<_>>();
    assert_eq!(names(&hub, MONDAY), ["Thi Lan Nguyen", "Kaden Ashworth"]);
    let monday = hub.start_meeting(opening(), at(MONDAY)).unwrap().id;
    assert_eq!(states(&sheet(&hub, MONDAY)), ["Thi Lan Nguyen: put off to Tue 24 Nov", "Kaden Ashworth: no decision yet"]);
    decide(&mut hub, "MIS/26/3", MONDAY);
    hub.close_meeting(monday, at("2026-11-23T10:00:00Z")).unwrap();

    hub.start_meeting(opening(), at(TUESDAY)).unwrap();
    assert_eq!(
        states(&sheet(&hub, TUESDAY)),
        ["Thi Lan Nguyen: no decision yet", "Kaden Ashworth: no decision yet", "Nadia Begum: no decision yet"]
    );
    let (_, nadia) = item(&hub, "Nadia Begum");
    assert_eq!(sheet(&hub, TUESDAY).meeting.item(nadia).unwrap().section, AgendaSection::CarriedOver);
    decide(&mut hub, "MIS/26/1", TUESDAY);
    let row = hub.board(at(TUESDAY)).unwrap().items.into_iter().find(|item| item.child.name == "Nadia Begum").unwrap();
    assert!(row.remarks.iter().all(|remark| !remark.starts_with("put off")), "{:?}", row.remarks);
    sound(&hub, "item-left");
}

#[test]
fn what_a_forgotten_meeting_carries_over_is_talked_about_this_morning() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let friday = begun(&mut hub).id;
    let open = sheet(&hub, MONDAY).lacking.iter().map(|l| l.item).collect::<Vec<_>>();
    hub.carry_over(friday, &open, "nobody closed it on Friday", at(MONDAY)).unwrap();
    hub.close_meeting(friday, at(MONDAY)).unwrap();
    hub.start_meeting(opening(), at("2026-11-23T09:31:00Z")).unwrap();
    let monday = sheet(&hub, "2026-11-23T09:31:00Z");
    assert_eq!(
        states(&monday),
        ["Thi Lan Nguyen: no decision yet", "Kaden Ashworth: no decision yet", "Nadia Begum: no decision yet"],
        "nobody is put off to Tuesday"
    );
    assert_eq!(words(hub.find_item(&monday.meeting, "99").map(drop)), "the agenda of M2 has no item 99; its last is 9");
}

#[test]
fn business_is_put_off_and_comes_back_too() {
    let office = Office::on_friday();
    let mut hub = office.open();
    hub.raise(referral(), at("2026-11-20T09:00:00Z")).unwrap();
    let id = begun(&mut hub).id;
    let (_, b1) = item(&hub, "B1");
    hub.carry_over(id, &[b1], "school was not there", at(LATER)).unwrap();
    let line = sheet(&hub, LATER).lines.into_iter().find(|line| line.reference == "B1").unwrap();
    assert_eq!(line.state, "carried over to Mon 23 Nov");
    hub.pass_items(id, &sheet(&hub, LATER).lacking.iter().map(|l| l.item).collect::<Vec<_>>(), "list not checked", at(LATER)).unwrap();
    hub.close_meeting(id, at(LATER)).unwrap();
    // A second meeting on the day has nothing of it; Monday's has.
    let again = hub.start_meeting(opening(), at("2026-11-20T14:00:00Z")).unwrap();
    assert!(again.items.iter().all(|item| !matches!(item.about, About::Business(_))), "{:?}", again.items);
    hub.pass_items(again.id, &sheet(&hub, "2026-11-20T14:05:00Z").lacking.iter().map(|l| l.item).collect::<Vec<_>>(), "same", at(LATER))
        .unwrap();
    hub.close_meeting(again.id, at("2026-11-20T14:10:00Z")).unwrap();
    let monday = hub.start_meeting(opening(), at(MONDAY)).unwrap();
    assert!(monday.items.iter().any(|item| matches!(item.about, About::Business(_))));
}

#[test]
fn the_gate_names_what_is_missing_and_then_lets_the_meeting_close() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let id = begun(&mut hub).id;
    let refused = words(hub.close_meeting(id, at(LATER)));
    assert_eq!(
        refused,
        "M1 cannot be closed yet: item 3 (Thi Lan Nguyen): no decision; item 4 (Kaden Ashworth): no decision; item 5 (Nadia Begum): \
         no decision. Decide, carry over, or pass over with a reason"
    );
    decide(&mut hub, "MIS/26/1", LATER);
    let on = episode(&hub, "MIS/26/2");
    hub.decide(NewDecision { outcomes: vec![Outcome::Disruption], ..advice(on, "Same flat twice") }, at(LATER)).unwrap();
    let lacking: Vec<String> = sheet(&hub, LATER).lacking.into_iter().map(|lacking| lacking.what).collect();
    assert_eq!(lacking, ["no owner: nobody is to carry out the disruption opportunity", "no decision"]);
    let items: Vec<ItemId> = sheet(&hub, LATER).lacking.into_iter().map(|lacking| lacking.item).collect();
    assert!(words(hub.carry_over(id, &items, "", at(LATER))).contains("needs a reason"));
    hub.carry_over(id, &items, "time ran out", at(LATER)).unwrap();
    assert!(sheet(&hub, LATER).lacking.is_empty());
    hub.close_meeting(id, at("2026-11-20T10:15:00Z")).unwrap();
    let closed = sheet(&hub, "2026-11-20T11:00:00Z");
    assert_eq!(closed.meeting.closed_by.as_deref(), Some("D. Manager"));
    assert_eq!(closed.pace.seconds_left, 0, "as it was when it closed");
    for refused in [
        words(hub.close_meeting(id, at(MONDAY))),
        words(hub.open_item(id, items[0], at(MONDAY))),
        words(hub.pass_items(id, &items, "late", at(MONDAY))),
        words(hub.renew_agenda(id, at(MONDAY))),
    ] {
        assert!(refused.starts_with("M1 was closed Fri 20 Nov 2026 10:15; it can be amended only by"), "{refused}");
    }
}

#[test]
fn actions_due_have_an_outcome_before_the_meeting_closes() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let due = |hub: &Hub, line: &str| action::parse(line, hub.settings(), at("2026-11-20T08:45:00Z"), &hub.clocks().working_days).unwrap();
    let on = episode(&hub, "MIS/26/1");
    // One has run out when the meeting begins; the other has till this evening, and is only heard of.
    let actions = vec![due(&hub, "GMP: visit the flat by Fri 20 Nov 2026 09:00"), due(&hub, "EH: ring her aunt by Fri 20 Nov 2026 18:00")];
    let new = NewDecision { actions, ..advice(on, "Seen with adults at the flat") };
    hub.decide(new, at("2026-11-20T08:50:00Z")).unwrap();
    let id = begun(&mut hub).id;
    let shown = sheet(&hub, LATER);
    assert_eq!((shown.lines[0].state.as_str(), shown.lines[0].settled), ("2 actions, 1 overdue", false));
    let lacking: Vec<&str> = shown.lacking.iter().filter(|of| of.item == shown.lines[0].item).map(|of| of.what.as_str()).collect();
    assert_eq!(lacking, ["A1 has no outcome"]);
    let Content::Actions(lines) = hub.item_sheet(id, shown.lines[0].item, at(LATER)).unwrap().content else { panic!("the actions due") };
    let on = OnAction { action: lines[0].record.action.id, seen: Some(lines[0].record.changed) };
    let end = ActionEnd { how: EndedAs::Done, outcome: "visited, nobody there".into(), difference: "she stayed at home".into() };
    hub.end_actions(&[on], end, at(LATER)).unwrap();
    let shown = sheet(&hub, LATER);
    assert_eq!((shown.lines[0].state.as_str(), shown.lines[0].settled), ("1 action", true));
    let Content::Actions(lines) = hub.item_sheet(id, shown.lines[0].item, at(LATER)).unwrap().content else { panic!("the actions due") };
    assert_eq!(lines[1].record.ended.as_ref().unwrap().end.outcome, "visited, nobody there", "still listed, with its outcome");
    // What this meeting agrees for today has its outcome when today is over.
    let on = episode(&hub, "MIS/26/2");
    let new = NewDecision { actions: vec![due(&hub, "GMP: visit the flat by Fri 20 Nov 2026 18:00")], ..advice(on, "Look there as well") };
    hub.decide(new, at(LATER)).unwrap();
    assert!(sheet(&hub, LATER).lines[0].settled);
    let record = hub.meeting_record(id, at(LATER)).unwrap();
    let actions: Vec<String> = record.actions.iter().map(|line| line.record.action.id.to_string()).collect();
    assert_eq!(actions, ["A1", "A3"], "ended and agreed in the meeting");
}

#[test]
fn a_closed_meeting_is_amended_by_notes_attendance_and_decisions_and_says_so() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let id = begun(&mut hub).id;
    let first = decide(&mut hub, "MIS/26/1", LATER);
    let (_, nadia) = item(&hub, "Nadia Begum");
    let others: Vec<ItemId> = sheet(&hub, LATER).lacking.iter().map(|lacking| lacking.item).collect();
    hub.carry_over(id, &others, "time ran out", at(LATER)).unwrap();
    hub.close_meeting(id, at("2026-11-20T10:15:00Z")).unwrap();
    assert!(hub.meeting_sheet(id, at(LATER)).unwrap().meeting.amendments.is_empty());

    let reworded = NewDecision { replaces: Some(first.id), ..advice(episode(&hub, "MIS/26/1"), "Third night with the same two friends") };
    let reworded = hub.decide(reworded, at("2026-11-20T12:00:00Z")).unwrap();
    hub.take_note(id, nadia, None, "NHS: seen by the nurse", at("2026-11-20T12:10:00Z")).unwrap();
    let mut late = opening();
    late.attendance.push(present("NHS", &["Dr Fay"]));
    hub.change_attendance(id, late, at("2026-11-20T12:20:00Z")).unwrap();
    let meeting = hub.find_meeting("M1", at(MONDAY)).unwrap();
    assert_eq!(meeting.item(nadia).unwrap().decisions, [reworded.id]);
    let amended: Vec<String> = meeting.amendments.iter().map(|amendment| amendment.what.clone()).collect();
    assert_eq!(amended, ["item 5: decision D1 reworded as D2", "item 5: note added by Health", "attendance changed"]);
    // The papers show the wording that stands and the one before.
    let sheet = hub.item_sheet(id, nadia, at(MONDAY)).unwrap();
    assert_eq!(sheet.decisions.iter().map(|d| d.id).collect::<Vec<_>>(), [first.id, reworded.id]);
    hub.papers_made(id, vec!["2026-11-20-M1-minutes.docx".into()], at(MONDAY)).unwrap();
    assert_eq!(hub.find_meeting("20/11/2026", at(MONDAY)).unwrap().papers[0].files.len(), 1);
    sound(&hub, "papers-made");
}

#[test]
fn what_two_programs_write_at_once_is_never_lost_silently() {
    let office = Office::on_friday();
    let (mut chair, mut clerk) = (office.open_as("Ann Lee"), office.open_as("B. Clerk"));
    let id = begun(&mut chair).id;
    let on = episode(&chair, "MIS/26/1");
    let seen = chair.board(at(LATER)).unwrap().items.iter().find(|item| item.episode.id == on).map(|item| item.episode.seen);
    clerk.decide(NewDecision { seen, ..advice(on, "Friends known to school") }, at(LATER)).unwrap();
    let late = chair.decide(NewDecision { seen, ..advice(on, "No change") }, at(LATER));
    assert!(matches!(&late, Err(Error::Stale { by, .. }) if by == "B. Clerk"), "{late:?}");
    let (_, nadia) = item(&chair, "Nadia Begum");
    chair.take_note(id, nadia, None, "from the chair", at(LATER)).unwrap();
    clerk.take_note(id, nadia, None, "from the clerk", at(LATER)).unwrap();
    let notes: Vec<(u32, String)> =
        sheet(&chair, LATER).meeting.item(nadia).unwrap().notes.iter().map(|n| (n.note, n.by.clone())).collect();
    assert_eq!(notes, [(1, "Ann Lee".into()), (2, "B. Clerk".into())]);
    // The clerk is told what the chair did, but not each time an item comes on the screen.
    let from = clerk.position().unwrap();
    chair.open_item(id, nadia, at(LATER)).unwrap();
    chair.pass_items(id, &[item(&chair, "MIS/26/2").1], "police report later", at(LATER)).unwrap();
    let news: Vec<String> = clerk.news(from).unwrap().into_iter().map(|news| news.what).collect();
    assert_eq!(news, ["M1: item passed over: police report later (Thi Lan N.)"]);
}

#[test]
fn actions_from_before_the_register_are_listed_and_keep_no_meeting_open() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let mut agree = |what: &str, due: &str| {
        let (agency, due) = ("GMP".to_string(), Some(Due::EndOf(due.parse().unwrap())));
        let new = NewAction { agency, person: None, what: what.into(), due };
        hub.agree_action(new, None, None, at("2026-11-02T09:00:00Z")).unwrap().action.id
    };
    // The first meeting is on Friday: what ran out on Thursday is asked after, what ran out on Wednesday is not.
    let (older, asked) = (agree("visit the address", "2026-11-18"), agree("ask the school", "2026-11-19"));
    let id = begun(&mut hub).id;
    let shown = sheet(&hub, LATER);
    assert_eq!(shown.lines[0].state, "1 action, overdue; 1 from before the register");
    let lacking: Vec<&str> = shown.lacking.iter().filter(|of| of.item == shown.lines[0].item).map(|of| of.what.as_str()).collect();
    assert_eq!(lacking, [format!("{asked} has no outcome")]);
    let Content::Actions(lines) = hub.item_sheet(id, shown.lines[0].item, at(LATER)).unwrap().content else { panic!("the actions due") };
    let listed: Vec<_> = lines.iter().map(|line| (line.record.action.id, line.from_before, line.overdue)).collect();
    assert_eq!(listed, [(asked, false, true), (older, true, true)], "the old ones last, and late as they are");
    assert_eq!(hub.register(&RegisterFilter::default(), at(LATER)).unwrap().overdue, 2);
    // With another date it is asked after, when that has come.
    let tuesday = Due::EndOf("2026-11-24".parse().unwrap());
    hub.redate_actions(&[OnAction { action: older, seen: None }], tuesday, "taken up again", at(LATER)).unwrap();
    assert_eq!(sheet(&hub, LATER).lines[0].state, "1 action, overdue");
    hub.pass_items(id, &sheet(&hub, LATER).lacking.iter().map(|l| l.item).collect::<Vec<_>>(), "list not checked", at(LATER)).unwrap();
    hub.close_meeting(id, at(LATER)).unwrap();
    assert_eq!(sheet(&hub, LATER).lines[0].state, "passed over");
    hub.start_meeting(opening(), at(TUESDAY)).unwrap();
    assert_eq!(sheet(&hub, TUESDAY).lines[0].state, "2 actions, 1 overdue", "nothing is forgotten that the register was there for");
}

#[test]
fn the_journal_of_a_child_has_what_became_of_it() {
    let office = Office::on_friday();
    let mut hub = office.open();
    begun(&mut hub);
    let nadia = hub.find_child("Nadia Begum").unwrap();
    hub.raise(BusinessDetails { children: vec![nadia], named: Vec::new(), ..referral() }, at(LATER)).unwrap();
    let line = "GMP: phone work on last number by Mon 12:00";
    let action = action::parse(line, hub.settings(), at(LATER), &hub.clocks().working_days).unwrap();
    let on = episode(&hub, "MIS/26/1");
    hub.decide(NewDecision { outcomes: vec![Outcome::ExploitationAssessment], actions: vec![action], ..advice(on, "Pattern") }, at(LATER))
        .unwrap();
    let a1 = hub.actions_of_child(nadia, at(LATER)).unwrap()[0].record.action.id;
    hub.redate_actions(
        &[OnAction { action: a1, seen: None }],
        wayhome::meeting::decision::Due::EndOf("2026-11-27".parse().unwrap()),
        "phone is with the lab",
        at(LATER),
    )
    .unwrap();
    let kinds: Vec<String> = hub.journal(Some(at(START)), Some(nadia)).unwrap().into_iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, ["business-raised", "decision-recorded", "assessment-started", "action-redated"]);
}

#[test]
fn an_item_that_was_left_keeps_why() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let id = begun(&mut hub).id;
    let (_, actions) = item(&hub, "actions-due");
    let (_, changes) = item(&hub, "changes");
    assert!(words(hub.carry_over(id, &[changes], "no time", at(LATER))).contains("stands on every agenda"));
    hub.carry_over(id, &[actions], "police left early", at(LATER)).unwrap();
    let left = sheet(&hub, LATER).meeting.item(actions).unwrap().left.clone();
    let until = "2026-11-23".parse().unwrap();
    assert_eq!(left, Some(Left::Deferred { until, reason: "police left early".into(), carried: true }));
}

#[test]
fn the_papers_are_written_once_for_their_owner_alone_and_named_without_a_child() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let id = begun(&mut hub).id;
    decide(&mut hub, "MIS/26/1", LATER);
    let open: Vec<ItemId> = sheet(&hub, LATER).lacking.iter().map(|lacking| lacking.item).collect();
    hub.carry_over(id, &open, "time ran out", at(LATER)).unwrap();
    hub.close_meeting(id, at(LATER)).unwrap();
    let files = hub.write_papers(id, office.dir.path(), at(LATER)).unwrap();
    assert!(files.iter().any(|file| file.ends_with("minutes.docx")), "{files:?}");
    for file in &files {
        assert!(!["begum", "nadia", "nguyen"].iter().any(|name| file.to_lowercase().contains(name)), "{file}");
        let about = std::fs::metadata(office.path(file)).unwrap();
        assert!(about.len() > 0);
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o077, 0, "{file} is for its owner alone");
    }
    assert_eq!(hub.find_meeting("M1", at(LATER)).unwrap().papers[0].files, files);
    // Nothing is written over, and nothing half-made is left behind.
    std::fs::remove_file(office.path(&files[0])).unwrap();
    assert!(hub.write_papers(id, office.dir.path(), at(LATER)).is_err());
    assert!(!office.path(&files[0]).exists());
}
