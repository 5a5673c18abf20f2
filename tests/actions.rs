//! What becomes of the actions that meetings agree, through the library.

mod common;
use common::{MORNING, Office, at, load, sound};
use wayhome::casebook::meeting_view::RegisterFilter;
use wayhome::casebook::{Error, Hub, NewDecision};
use wayhome::meeting::action::{self, NewAction};
use wayhome::meeting::decision::{ActionId, Decision, DecisionId, DecisionOn, Due, Outcome};
use wayhome::meeting::register::{ActionEnd, EndedAs, OnAction};

const MONDAY: &str = "2026-11-23T09:40:00Z";

fn line(hub: &Hub, text: &str, now: &str) -> NewAction {
    action::parse(text, hub.settings(), at(now), &hub.clocks().working_days).unwrap()
}

/// Decides on an episode by its police reference, with these actions.
fn decide(hub: &mut Hub, reference: &str, actions: &[&str], now: &str) -> Decision {
    reword(hub, reference, actions, None, now)
}

fn reword(hub: &mut Hub, reference: &str, actions: &[&str], replaces: Option<DecisionId>, now: &str) -> Decision {
    let on = DecisionOn::Episode(hub.find_episode(reference).unwrap());
    // As the meeting typed them, in the words of Friday morning.
    let actions = actions.iter().map(|text| line(hub, text, MORNING)).collect();
    let new = NewDecision { outcomes: vec![Outcome::Advice], actions, replaces, ..NewDecision::new(on, "Out again with the same friends") };
    hub.decide(new, at(now)).unwrap()
}

fn on(ids: &[i64]) -> Vec<OnAction> {
    ids.iter().map(|id| OnAction { action: ActionId(*id), seen: None }).collect()
}

fn done(outcome: &str) -> ActionEnd {
    ActionEnd { how: EndedAs::Done, outcome: outcome.into(), difference: String::new() }
}

fn until(day: &str) -> Due {
    Due::EndOf(day.parse().unwrap())
}

fn refused<T: std::fmt::Debug>(done: Result<T, Error>) -> String {
    match done {
        Err(Error::Refused(words)) => words,
        other => panic!("should be refused: {other:?}"),
    }
}

/// The open actions as the register lists them: number, about, due.
fn register(hub: &Hub, filter: &RegisterFilter, now: &str) -> Vec<String> {
    let lines = hub.register(filter, at(now)).unwrap().lines;
    lines.iter().map(|l| format!("{} {} · {} · {}", l.record.action.id, l.record.action.agency, l.about, l.due)).collect()
}

#[test]
fn an_action_ends_with_what_came_of_it_and_what_changed_for_the_child() {
    let office = Office::on_friday();
    let mut hub = office.open();
    decide(&mut hub, "MIS/26/1", &["GMP: phone work by Mon 12:00", "CSC (Ann Lee): visit by Tue"], MORNING);
    let end = ActionEnd {
        how: EndedAs::Done,
        outcome: "phone traced to an address in Salford".into(),
        difference: "Nadia was brought home and has a new number".into(),
    };
    hub.end_actions(&on(&[1]), end, at(MONDAY)).unwrap();
    let ended = hub.action(ActionId(1)).unwrap().ended.unwrap();
    assert_eq!((ended.by.as_str(), ended.at), ("D. Manager", at(MONDAY)));
    assert_eq!(ended.end.difference, "Nadia was brought home and has a new number");

    let case = hub.case(hub.find_episode("MIS/26/1").unwrap(), at(MONDAY)).unwrap();
    let listed: Vec<_> = case.actions.iter().map(|l| (l.record.action.id.0, l.record.ended.is_some(), l.due.as_str())).collect();
    assert_eq!(listed, [(2, false, "tomorrow"), (1, true, "Mon 23 Nov 2026 12:00")], "what is to be done stands first");
    assert_eq!(register(&hub, &RegisterFilter::default(), MONDAY), ["A2 Children's Social Care · Nadia Begum · tomorrow"]);
    let with_ended = hub.register(&RegisterFilter { ended: true, ..RegisterFilter::default() }, at(MONDAY)).unwrap();
    assert_eq!((with_ended.lines.len(), with_ended.open), (2, 1));
    let much_later = hub.register(&RegisterFilter { ended: true, ..RegisterFilter::default() }, at("2026-12-22T10:00:00Z")).unwrap();
    assert_eq!(much_later.lines.len(), 1, "what ended more than 28 days ago is not listed any more");
    assert_eq!(sound(&hub, "action-ended"), 1);
}

#[test]
fn a_date_agreed_anew_keeps_the_dates_before_and_why() {
    let office = Office::on_friday();
    let mut hub = office.open();
    decide(&mut hub, "MIS/26/1", &["GMP: phone work by Mon 12:00"], MORNING);
    hub.redate_actions(&on(&[1]), until("2026-11-25"), "the network has not answered", at(MONDAY)).unwrap();
    hub.redate_actions(&on(&[1]), until("2026-11-27"), "still no answer", at("2026-11-25T09:40:00Z")).unwrap();
    let action = hub.action(ActionId(1)).unwrap();
    assert_eq!(action.action.due, Some(until("2026-11-27")));
    let history: Vec<_> = action.redated.iter().map(|r| (r.from, r.to, r.reason.as_str())).collect();
    let first = Due::At(at("2026-11-23T12:00:00Z"));
    assert_eq!(
        history,
        [
            (Some(first), Some(until("2026-11-25")), "the network has not answered"),
            (Some(until("2026-11-25")), Some(until("2026-11-27")), "still no answer")
        ]
    );
    assert_eq!(sound(&hub, "action-redated"), 2);
}

#[test]
fn what_does_not_make_sense_is_refused_in_words_and_changes_nothing() {
    let office = Office::on_friday();
    let mut hub = office.open();
    decide(&mut hub, "MIS/26/1", &["GMP: phone work by Mon 12:00", "CSC: visit by Tue"], MORNING);
    let head = hub.position().unwrap();
    let redate = |hub: &mut Hub, day, why| refused(hub.redate_actions(&on(&[1]), until(day), why, at(MONDAY)));
    assert!(refused(hub.end_actions(&on(&[1]), done("  "), at(MONDAY))).contains("needs its outcome"));
    assert_eq!(refused(hub.end_actions(&on(&[7]), done("found"), at(MONDAY))), "there is no action A7");
    assert_eq!(refused(hub.end_actions(&[], done("found"), at(MONDAY))), "no action is named; name one by its number (A9)");
    assert_eq!(redate(&mut hub, "2026-11-30", " "), "another date needs a reason; say why in a few words");
    assert!(redate(&mut hub, "2026-11-20", "late").contains("Fri 20 Nov 2026 has passed"));
    assert_eq!(refused(hub.reopen_action(on(&[1])[0], "not over", at(MONDAY))), "A1 (phone work) is still to be done");
    assert_eq!(hub.position().unwrap(), head);

    hub.end_actions(&on(&[1]), done("traced"), at(MONDAY)).unwrap();
    let twice = refused(hub.end_actions(&on(&[2, 1]), done("traced"), at(MONDAY)));
    assert_eq!(twice, "A1 (phone work) was ended by D. Manager on Mon 23 Nov 2026 09:40 (done); nothing was changed");
    assert!(hub.action(ActionId(2)).unwrap().ended.is_none(), "of several at once it is all or none");
    assert_eq!(redate(&mut hub, "2026-11-30", "late"), "A1 (phone work) has ended; open it again first");
    hub.reopen_action(on(&[1])[0], "it was another phone", at(MONDAY)).unwrap();
    hub.end_actions(&on(&[2, 1, 2]), done("both done"), at(MONDAY)).unwrap();
    assert_eq!(hub.register(&RegisterFilter::default(), at(MONDAY)).unwrap().lines, []);
    sound(&hub, "action-ended");
}

#[test]
fn an_action_that_somebody_else_ended_meanwhile_is_shown_and_not_written_over() {
    let office = Office::on_friday();
    let (mut mine, mut theirs) = (office.open(), office.open_as("B. Other"));
    decide(&mut mine, "MIS/26/1", &["GMP: phone work by Mon 12:00"], MORNING);
    let seen = Some(mine.action(ActionId(1)).unwrap().changed);
    theirs.redate_actions(&on(&[1]), until("2026-11-24"), "asked again", at(MONDAY)).unwrap();
    let action = OnAction { action: ActionId(1), seen };
    let Err(Error::Stale { what, by, .. }) = mine.end_actions(&[action], done("traced"), at(MONDAY)) else { panic!("not refused") };
    assert_eq!((what.as_str(), by.as_str()), ("action A1", "B. Other"));
}

#[test]
fn what_runs_out_first_stands_first_and_each_can_ask_for_their_own() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let actions = ["GMP: door knock by Wed", "GMP (J Smith): phone work by Mon 09:00", "CSC (Ann Lee): visit", "CSC: letter by Tue"];
    decide(&mut hub, "MIS/26/1", &actions, MORNING);
    decide(&mut hub, "MIS/26/2", &["GMP: CCTV by Mon"], MORNING);
    let all = register(&hub, &RegisterFilter::default(), MONDAY);
    assert_eq!(
        all,
        [
            "A2 Greater Manchester Police · Nadia Begum · Mon 09:00 (overdue by 40 m)",
            "A3 Children's Social Care · Nadia Begum · no date agreed",
            "A5 Greater Manchester Police · Thi Lan Nguyen · today",
            "A4 Children's Social Care · Nadia Begum · tomorrow",
            "A1 Greater Manchester Police · Nadia Begum · Wed (in 2 days)"
        ]
    );
    let found = hub.register(&RegisterFilter::default(), at(MONDAY)).unwrap();
    assert_eq!((found.open, found.overdue), (5, 1));
    assert_eq!(found.agencies, [("Children's Social Care".into(), 2), ("Greater Manchester Police".into(), 3)]);
    let due_now: Vec<i64> = found.lines.iter().filter(|l| l.due_now).map(|l| l.record.action.id.0).collect();
    assert_eq!(due_now, [2, 5]);

    let numbers = |filter: RegisterFilter| {
        let found = hub.register(&filter, at(MONDAY)).unwrap();
        found.lines.iter().map(|l| l.record.action.id.0).collect::<Vec<_>>()
    };
    let csc = Some("Children's Social Care".into());
    assert_eq!(numbers(RegisterFilter { agency: csc, ..RegisterFilter::default() }), [3, 4]);
    assert_eq!(numbers(RegisterFilter { person: Some("ann".into()), ..RegisterFilter::default() }), [3]);
    assert_eq!(numbers(RegisterFilter { overdue: true, ..RegisterFilter::default() }), [2]);
    let thi_lan = hub.find_child("Thi Lan Nguyen").unwrap();
    assert_eq!(numbers(RegisterFilter { child: Some(thi_lan), ..RegisterFilter::default() }), [5]);

    let board = hub.board(at(MONDAY)).unwrap();
    let counts: Vec<_> = board.items.iter().map(|i| (i.child.name.as_str(), i.open_actions, i.overdue_actions)).collect();
    assert!(counts.contains(&("Thi Lan Nguyen", 1, 0)) && counts.contains(&("Kaden Ashworth", 0, 0)), "{counts:?}");
}

#[test]
fn a_decision_said_better_keeps_the_numbers_of_actions_that_did_not_change() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let first = decide(&mut hub, "MIS/26/1", &["GMP: phone work by Mon 12:00", "CSC: visit by Tue", "EH: letter"], MORNING);
    hub.redate_actions(&on(&[1]), until("2026-11-25"), "no answer yet", at(MONDAY)).unwrap();
    hub.end_actions(&on(&[2]), done("seen at home"), at(MONDAY)).unwrap();
    let same = ["GMP: phone work by 25 Nov", "CSC: visit by Tue", "EH: telephone call"];
    let second = reword(&mut hub, "MIS/26/1", &same, Some(first.id), "2026-11-23T10:00:00Z");
    let numbers: Vec<i64> = second.actions.iter().map(|a| a.id.0).collect();
    assert_eq!(numbers, [1, 2, 4], "with the date agreed since it is the same action; with other words it is another");
    let phone = hub.action(ActionId(1)).unwrap();
    assert_eq!((phone.decision, phone.redated.len(), phone.agreed_at), (Some(second.id), 1, at(MORNING)));
    assert!(hub.action(ActionId(2)).unwrap().ended.is_some());
    assert_eq!(refused(hub.end_actions(&on(&[3]), done("sent"), at(MONDAY))), "there is no action A3", "it was left out");
    let next = decide(&mut hub, "MIS/26/2", &["GMP: CCTV"], MONDAY);
    assert_eq!(next.actions[0].id.0, 5, "no number is given twice");
    sound(&hub, "decision-recorded");
}

#[test]
fn a_decision_taken_back_takes_its_actions_along_and_its_earlier_wording_counts_again() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let first = decide(&mut hub, "MIS/26/1", &["GMP: phone work by Mon 12:00", "EH: letter"], MORNING);
    let verb = hub.position().unwrap() + 1;
    reword(&mut hub, "MIS/26/1", &["GMP: phone work by Mon 12:00", "CSC: visit"], Some(first.id), MONDAY);
    let open = |hub: &Hub| {
        let lines = hub.register(&RegisterFilter::default(), at(MONDAY)).unwrap().lines;
        lines.iter().map(|l| (l.record.action.id.0, l.record.decision.unwrap())).collect::<Vec<_>>()
    };
    let later = DecisionId(first.id.0 + 1);
    assert_eq!(open(&hub), [(3, later), (1, later)]);
    hub.undo(verb, at(MONDAY)).unwrap();
    assert_eq!(open(&hub), [(2, first.id), (1, first.id)]);
    assert!(hub.decision(later).is_err(), "what was taken back is no decision");
    sound(&hub, "undone");
    hub.redo(verb, at(MONDAY)).unwrap();
    assert_eq!(open(&hub), [(3, later), (1, later)]);
    hub.undo(verb, at(MONDAY)).unwrap();
    let again = reword(&mut hub, "MIS/26/1", &["EH: letter", "CSC: visit"], Some(first.id), MONDAY);
    assert_eq!(again.actions.iter().map(|a| a.id.0).collect::<Vec<_>>(), [2, 4], "the number taken back is not given again");
    hub.rebuild().unwrap();
    sound(&hub, "redone");
}

#[test]
fn a_review_that_a_later_decision_replaced_is_due_again_when_that_one_is_taken_back() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let again = "Police Ref,Forename,Surname,DOB,Reported missing,Date returned\n\
                 MIS/26/9,Nadia,Begum,14/02/2010,21/11/2026 20:00,22/11/2026 09:00\n";
    load(&mut hub, "sunday.csv", again, "2026-11-22T10:00:00Z");
    let review = |hub: &mut Hub, reference: &str, day: &str, now: &str| {
        let on = DecisionOn::Episode(hub.find_episode(reference).unwrap());
        let next_review = Some(day.parse().unwrap());
        let new = NewDecision { outcomes: vec![Outcome::Advice], next_review, ..NewDecision::new(on, "Seen at home, calm") };
        let verb = hub.position().unwrap() + 1;
        hub.decide(new, at(now)).unwrap();
        verb
    };
    review(&mut hub, "MIS/26/1", "2026-12-01", "2026-11-22T11:00:00Z");
    let later = review(&mut hub, "MIS/26/9", "2026-12-08", "2026-11-22T12:00:00Z");
    let carried = |hub: &Hub| {
        let board = hub.board(at("2026-12-09T09:00:00Z")).unwrap();
        let nadia = board.items.into_iter().filter(|item| item.child.name == "Nadia Begum");
        nadia.filter_map(|item| item.episode.police_ref).collect::<Vec<_>>()
    };
    assert_eq!(carried(&hub), ["MIS/26/9"]);
    hub.undo(later, at("2026-11-22T12:05:00Z")).unwrap();
    assert!(carried(&hub).contains(&"MIS/26/1".to_string()), "{:?}", carried(&hub));
    hub.redo(later, at("2026-11-22T12:06:00Z")).unwrap();
    assert_eq!(carried(&hub), ["MIS/26/9"]);
    sound(&hub, "redone");
}

#[test]
fn what_was_agreed_before_a_child_was_identified_is_about_the_child_from_then_on() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let decided = decide(&mut hub, "MIS/26/3", &["GMP: ask the caller by Mon"], MORNING);
    assert_eq!(register(&hub, &RegisterFilter::default(), MORNING), ["A1 Greater Manchester Police · Kaden Ashworth · Mon (in 3 days)"]);
    let child = hub.new_child(hub.find_episode("MIS/26/3").unwrap(), None, at(MORNING)).unwrap();
    assert_eq!(hub.actions_of_child(child, at(MORNING)).unwrap().len(), 1);
    hub.end_actions(&on(&[1]), done("a neighbour; nothing new"), at(MONDAY)).unwrap();
    let action = hub.action(ActionId(1)).unwrap();
    assert_eq!((action.child, action.decision), (Some(child), Some(decided.id)));
    sound(&hub, "child-identified");
}

#[test]
fn an_action_can_be_agreed_without_a_decision() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let nadia = hub.find_child("Nadia Begum").unwrap();
    let chase = line(&hub, "Edu: chase the attendance record by Wed", MORNING);
    let agreed = hub.agree_action(chase, None, Some(nadia), at(MORNING)).unwrap();
    assert_eq!((agreed.action.id.0, agreed.child, agreed.decision), (1, Some(nadia), None));
    let rota = line(&hub, "Hub: publish the holiday rota", MORNING);
    hub.agree_action(rota, None, None, at(MORNING)).unwrap();
    assert_eq!(
        register(&hub, &RegisterFilter::default(), MORNING),
        ["A2 Complex Safeguarding Hub ·  · no date agreed", "A1 Education Safeguarding · Nadia Begum · Wed (in 5 days)"]
    );
    let nothing = NewAction { agency: "GMP".into(), person: None, what: " ".into(), due: None };
    assert_eq!(refused(hub.agree_action(nothing, None, None, at(MORNING))), "an action needs words: say what is to be done");
    sound(&hub, "action-agreed");
}

/// Whether each episode is decided and when its review is, as the hub finds its open business by.
fn plans(office: &Office) -> Vec<(i64, i64, Option<String>)> {
    let db = office.database();
    let mut select = db.prepare("SELECT id, decided, review_on FROM episode ORDER BY id").unwrap();
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn after_a_decision_is_taken_back_every_review_is_as_if_it_had_not_been_made() {
    const AGAIN: &str = "Police Ref,Forename,Surname,DOB,Reported missing,Date returned\n\
                         MIS/26/9,Nadia,Begum,14/02/2010,21/11/2026 20:00,22/11/2026 09:00\n";
    // Reference, review, time; the doubtful child of MIS/26/3 is said to be Nadia at noon.
    let decisions = [
        ("MIS/26/1", Some("2026-11-24"), "2026-11-22T10:00:00Z"),
        ("MIS/26/3", Some("2026-11-25"), "2026-11-22T11:00:00Z"),
        ("MIS/26/9", Some("2026-11-30"), "2026-11-22T11:30:00Z"),
        ("MIS/26/1", None, "2026-11-22T13:00:00Z"),
        ("MIS/26/3", None, "2026-11-24T09:00:00Z"),
        ("MIS/26/9", Some("2026-12-02"), "2026-11-25T09:00:00Z"),
    ];
    let days = |without: Option<usize>, taken_back: Option<usize>| {
        let office = Office::on_friday();
        let mut hub = office.open();
        load(&mut hub, "sunday.csv", AGAIN, "2026-11-22T09:30:00Z");
        let mut verb = 0;
        for (n, (reference, review, now)) in decisions.into_iter().enumerate() {
            if n == 3 {
                let (doubtful, nadia) = (hub.find_episode("MIS/26/3").unwrap(), hub.find_child("Nadia Begum").unwrap());
                hub.same_child(doubtful, nadia, None, at("2026-11-22T12:00:00Z")).unwrap();
            }
            if Some(n) == taken_back {
                verb = hub.position().unwrap() + 1;
            }
            if Some(n) != without {
                let on = DecisionOn::Episode(hub.find_episode(reference).unwrap());
                let next_review = review.map(|day| day.parse().unwrap());
                let new = NewDecision { outcomes: vec![Outcome::Advice], next_review, ..NewDecision::new(on, "Seen at home, calm") };
                hub.decide(new, at(now)).unwrap();
            }
        }
        let all = taken_back.map(|_| plans(&office));
        if taken_back.is_some() {
            hub.undo(verb, at("2026-11-25T10:00:00Z")).unwrap();
        }
        let after = plans(&office);
        if taken_back.is_some() {
            hub.redo(verb, at("2026-11-25T10:01:00Z")).unwrap();
            assert_eq!(Some(plans(&office)), all, "made to count again, it is as before");
            sound(&hub, "redone");
        }
        after
    };
    for n in 0..decisions.len() {
        assert_eq!(days(None, Some(n)), days(Some(n), None), "decision {n} taken back");
    }
}
