//! Exploitation assessments, through the library: decided, allocated, completed, reviewed.

mod common;
use chrono::NaiveDate;
use common::{MORNING, Office, at, sound};
use std::collections::BTreeMap;
use wayhome::casebook::{Error, Hub, NewDecision};
use wayhome::child::MarkerKind;
use wayhome::meeting::assessment::{AssessmentId, AssessmentOutcome, AssessmentState, ToolResult};
use wayhome::meeting::business::{BusinessDetails, BusinessKind};
use wayhome::meeting::decision::{Decision, DecisionId, DecisionOn, Outcome};

const X1: AssessmentId = AssessmentId(1);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn decide(hub: &mut Hub, reference: &str, outcome: Outcome, replaces: Option<DecisionId>, now: &str) -> Decision {
    let on = DecisionOn::Episode(hub.find_episode(reference).unwrap());
    let new = NewDecision { outcomes: vec![outcome], replaces, ..NewDecision::new(on, "New phone, older friends, cash") };
    hub.decide(new, at(now)).unwrap()
}

/// Every indicator answered alike.
fn result(hub: &Hub, value: u32, outcome: AssessmentOutcome) -> ToolResult {
    let tool = &hub.settings().assessment;
    ToolResult {
        tool: String::new(),
        scale: 0,
        scores: tool.indicators.iter().map(|indicator| (indicator.id.clone(), value)).collect(),
        titles: BTreeMap::new(),
        score: 0,
        most: 0,
        band: String::new(),
        judged: tool.bands[0].name.clone(),
        judgement: "Settled since the move; the family asks for help itself".into(),
        concerns: vec![MarkerKind::Cse],
        outcome,
        review_on: None,
    }
}

fn refused<T: std::fmt::Debug>(done: Result<T, Error>) -> String {
    match done {
        Err(Error::Refused(words)) => words,
        other => panic!("should be refused: {other:?}"),
    }
}

/// The fifteenth working day after a day, counted in the table that was not made by this program.
fn fifteenth_working_day(after: NaiveDate) -> NaiveDate {
    let table = include_str!("clocks/working-days.csv");
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    let days = rows.map(|row| row.split(',').collect::<Vec<_>>()).map(|cells| (day(cells[0]), cells[1] == "working"));
    days.filter(|(day, working)| *day > after && *working).nth(14).unwrap().0
}

#[test]
fn the_clock_of_fifteen_working_days_knows_weekends_and_bank_holidays() {
    // Before Christmas 2026, over the clock change and Easter 2027, on a Sunday; and shortly before a UK midnight in summer.
    for (decided, due) in [
        ("2026-11-20T09:40:00Z", "2026-12-11"),
        ("2026-12-11T09:40:00Z", "2027-01-06"),
        ("2026-12-24T16:00:00Z", "2027-01-19"),
        ("2027-03-19T09:40:00Z", "2027-04-13"),
        ("2027-03-28T12:00:00Z", "2027-04-19"),
        ("2027-05-27T23:30:00Z", "2027-06-21"),
    ] {
        assert_eq!(fifteenth_working_day(wayhome::calendar::day_of(at(decided))), day(due), "the table on {decided}");
        let office = Office::on_friday();
        let mut hub = office.open();
        decide(&mut hub, "MIS/26/1", Outcome::ExploitationAssessment, None, decided);
        assert_eq!(hub.assessment(X1).unwrap().due, day(due), "decided {decided}");
    }
}

#[test]
fn an_assessment_is_decided_allocated_completed_and_reviewed_in_twelve_weeks() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let decided = decide(&mut hub, "MIS/26/1", Outcome::ExploitationAssessment, None, MORNING);
    let line = |hub: &Hub, now: &str| {
        let found = hub.assessments(at(now)).unwrap();
        found.into_iter().map(|l| (l.name, l.reference, l.state, l.clock, l.overdue)).next().unwrap()
    };
    let (nadia, reference) = ("Nadia Begum".to_string(), "MIS/26/1".to_string());
    let clock = "due Fri 11 Dec (in 15 working days)".to_string();
    assert_eq!(line(&hub, MORNING), (nadia.clone(), reference.clone(), AssessmentState::ToAllocate, clock, false));
    assert_eq!(hub.assessment(X1).unwrap().decision, decided.id);

    hub.allocate_assessment(X1, " Ann Lee ", None, at("2026-11-23T10:00:00Z")).unwrap();
    assert_eq!(hub.assessment(X1).unwrap().allocated_to.as_deref(), Some("Ann Lee"));
    let board = hub.board(at("2026-12-14T09:00:00Z")).unwrap();
    let words: Vec<_> = board.items.iter().filter(|i| i.child.name == nadia).map(|i| i.assessment.clone()).collect();
    assert!(words.iter().all(|w| w.as_deref() == Some("assessment overdue by 3 days")), "{words:?}");

    let first = result(&hub, 1, AssessmentOutcome::Plan);
    hub.score_assessment(X1, first, None, at("2026-12-14T15:00:00Z")).unwrap();
    let assessment = hub.assessment(X1).unwrap();
    let recorded = &assessment.results[0].result;
    let indicators = u32::try_from(hub.settings().assessment.indicators.len()).unwrap();
    assert_eq!((recorded.score, recorded.most), (indicators, indicators * 5), "the score follows from the answers");
    assert_eq!((assessment.state(), recorded.review_on), (AssessmentState::InReview, Some(day("2027-03-08"))));
    assert_eq!(recorded.titles.len(), recorded.scores.len(), "the titles stay readable when the tool changes");

    let second = result(&hub, 0, AssessmentOutcome::NoRole);
    hub.score_assessment(X1, second, None, at("2027-03-08T15:00:00Z")).unwrap();
    assert!(hub.assessments(at("2027-03-08T15:00:00Z")).unwrap().is_empty());
    let case = hub.case(hub.find_episode("MIS/26/1").unwrap(), at("2027-03-08T15:00:00Z")).unwrap();
    assert_eq!(case.assessments.iter().map(|l| l.state).collect::<Vec<_>>(), [AssessmentState::Ended]);
    assert_eq!(sound(&hub, "assessment-scored"), 2);
}

#[test]
fn what_does_not_make_sense_is_refused_in_words() {
    let office = Office::on_friday();
    let mut hub = office.open();
    decide(&mut hub, "MIS/26/1", Outcome::ExploitationAssessment, None, MORNING);
    assert_eq!(refused(hub.allocate_assessment(X1, " ", None, at(MORNING))), "say who is to make X1");
    hub.allocate_assessment(X1, "Ann Lee", None, at(MORNING)).unwrap();
    assert_eq!(refused(hub.allocate_assessment(X1, "Ann Lee", None, at(MORNING))), "Ann Lee has X1 already");
    assert_eq!(refused(hub.allocate_assessment(AssessmentId(8), "Bo", None, at(MORNING))), "there is no assessment X8");
    let silent = ToolResult { judgement: " ".into(), ..result(&hub, 1, AssessmentOutcome::Plan) };
    assert!(refused(hub.score_assessment(X1, silent, None, at(MORNING))).contains("judgement"));
    let high = result(&hub, 6, AssessmentOutcome::Plan);
    assert!(refused(hub.score_assessment(X1, high, None, at(MORNING))).contains("not on the scale"));
    let past = ToolResult { review_on: Some(day("2026-11-19")), ..result(&hub, 1, AssessmentOutcome::Plan) };
    assert_eq!(
        refused(hub.score_assessment(X1, past, None, at(MORNING))),
        "the review cannot be on Thu 19 Nov 2026; give a day after today"
    );
    assert_eq!(refused(hub.withdraw_assessment(X1, "", None, at(MORNING))), "say in a few words why X1 is withdrawn");
    let stale = hub.withdraw_assessment(X1, "moved away", Some(1), at(MORNING));
    assert!(matches!(stale, Err(Error::Stale { .. })), "{stale:?}");
    let whole = result(&hub, 1, AssessmentOutcome::Plan);
    hub.score_assessment(X1, whole, None, at(MORNING)).unwrap();
    let late = refused(hub.withdraw_assessment(X1, "moved away", None, at(MORNING)));
    assert_eq!(late, "X1 is completed; end it with a review instead");
    let ends = result(&hub, 1, AssessmentOutcome::Transferred);
    hub.score_assessment(X1, ends.clone(), None, at(MORNING)).unwrap();
    assert_eq!(refused(hub.score_assessment(X1, ends, None, at(MORNING))), "X1 has ended; decide for a new one if it is needed");
    sound(&hub, "assessment-scored");
}

#[test]
fn a_child_has_one_running_assessment_and_a_new_wording_keeps_or_withdraws_it() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let first = decide(&mut hub, "MIS/26/1", Outcome::ExploitationAssessment, None, MORNING);
    decide(&mut hub, "MIS/26/1", Outcome::ExploitationAssessment, None, "2026-11-23T09:40:00Z");
    let ids = |hub: &Hub| hub.assessments(at(MORNING)).unwrap().iter().map(|l| l.assessment.id.0).collect::<Vec<_>>();
    assert_eq!(ids(&hub), [1], "one that runs is not started again");
    let better = decide(&mut hub, "MIS/26/1", Outcome::ExploitationAssessment, Some(first.id), "2026-11-23T10:00:00Z");
    assert_eq!((ids(&hub), hub.assessment(X1).unwrap().due), (vec![1], day("2026-12-11")), "the clock of the first wording runs on");
    let without = decide(&mut hub, "MIS/26/1", Outcome::Advice, Some(better.id), "2026-11-23T10:10:00Z");
    let withdrawn = hub.assessment(X1).unwrap();
    assert_eq!(withdrawn.state(), AssessmentState::Withdrawn);
    assert!(withdrawn.withdrawn.unwrap().contains(&without.id.to_string()));
    decide(&mut hub, "MIS/26/1", Outcome::ExploitationAssessment, Some(without.id), "2026-11-23T10:20:00Z");
    assert_eq!((ids(&hub), hub.assessment(AssessmentId(2)).unwrap().due), (vec![2], day("2026-12-14")));
    sound(&hub, "assessment-withdrawn");
}

#[test]
fn a_decision_taken_back_takes_its_assessment_along() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let verb = hub.position().unwrap() + 1;
    decide(&mut hub, "MIS/26/1", Outcome::ExploitationAssessment, None, MORNING);
    hub.undo(verb, at(MORNING)).unwrap();
    assert!(hub.assessments(at(MORNING)).unwrap().is_empty());
    assert_eq!(refused(hub.allocate_assessment(X1, "Ann Lee", None, at(MORNING))), "there is no assessment X1");
    sound(&hub, "undone");
    hub.redo(verb, at(MORNING)).unwrap();
    hub.allocate_assessment(X1, "Ann Lee", None, at(MORNING)).unwrap();
    hub.rebuild().unwrap();
    sound(&hub, "redone");
}

#[test]
fn a_child_identified_later_and_the_children_of_a_referral_have_theirs() {
    let office = Office::on_friday();
    let mut hub = office.open();
    decide(&mut hub, "MIS/26/3", Outcome::ExploitationAssessment, None, MORNING);
    let named = |hub: &Hub| hub.assessments(at(MORNING)).unwrap().into_iter().map(|l| (l.name, l.reference)).collect::<Vec<_>>();
    assert_eq!(named(&hub), [("Kaden Ashworth".to_string(), "MIS/26/3".to_string())]);
    let episode = hub.find_episode("MIS/26/3").unwrap();
    assert_eq!(hub.assessments_of(None, episode, at(MORNING)).unwrap().len(), 1);
    let child = hub.new_child(episode, None, at(MORNING)).unwrap();
    assert_eq!(hub.assessment(X1).unwrap().child, Some(child));
    hub.allocate_assessment(X1, "Ann Lee", None, at(MORNING)).unwrap();
    assert_eq!(hub.assessment(X1).unwrap().child, Some(child));

    let children = vec![hub.find_child("Nadia Begum").unwrap(), hub.find_child("Thi Lan Nguyen").unwrap()];
    let referral: BusinessDetails = serde_json::from_value(serde_json::json!({
        "kind": "referral", "received": "2026-11-20", "source": "School", "concern": "Collected by the same car", "children": children
    }))
    .unwrap();
    assert_eq!(referral.kind, BusinessKind::Referral);
    let referral = hub.raise(referral, at(MORNING)).unwrap().id;
    let on = NewDecision::new(DecisionOn::Business(referral), "The same car as in October");
    hub.decide(NewDecision { outcomes: vec![Outcome::ExploitationAssessment], ..on }, at(MORNING)).unwrap();
    let business = |name: &str| (name.to_string(), "B1".to_string());
    assert_eq!(named(&hub)[1..], [business("Nadia Begum"), business("Thi Lan Nguyen")]);
    sound(&hub, "assessment-started");
}
