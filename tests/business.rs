//! Referrals, requests for strategy meetings and key intelligence, through the library.

mod common;
use common::{MORNING, Office, at, sound};
use wayhome::casebook::{Error, Hub, NewDecision};
use wayhome::child::MarkerKind;
use wayhome::meeting::action;
use wayhome::meeting::attendance::Opening;
use wayhome::meeting::business::{BusinessDetails, BusinessId, BusinessKind};
use wayhome::meeting::decision::{DecisionOn, Dissent, Outcome};

const MEETING: &str = "2026-11-20T09:35:00Z";

fn details(kind: BusinessKind) -> BusinessDetails {
    BusinessDetails::new(kind, "2026-11-20".parse().unwrap())
}

fn referral(hub: &Hub) -> BusinessDetails {
    BusinessDetails {
        source: "School (Mrs Hart)".into(),
        concern: "New phone and cash, an older man waiting outside".into(),
        children: vec![hub.find_child("Kayden Ashworth").unwrap()],
        markers: vec![MarkerKind::Cce],
        told: "mother told on Thursday, and agrees".into(),
        ..details(BusinessKind::Referral)
    }
}

fn on(business: BusinessId, outcome: Outcome) -> NewDecision {
    NewDecision { outcomes: vec![outcome], ..NewDecision::new(DecisionOn::Business(business), "Older peers, unexplained money") }
}

fn refused<T: std::fmt::Debug>(done: Result<T, Error>) -> String {
    match done {
        Err(Error::Refused(words)) => words,
        other => panic!("should be refused: {other:?}"),
    }
}

#[test]
fn a_referral_of_a_child_who_never_went_missing_is_entered_and_decided() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let raised = hub.raise(referral(&hub), at(MORNING)).unwrap();
    assert_eq!((raised.id.to_string().as_str(), raised.by.as_str()), ("B1", "D. Manager"));
    let sheet = hub.business_sheet(raised.id, at(MORNING)).unwrap();
    assert_eq!(sheet.missing, Vec::<String>::new());
    assert_eq!(sheet.children[0].name, "Kayden Ashworth");
    assert_eq!(hub.open_business().unwrap().len(), 1);

    let visit = action::parse("CSC (Ann Lee): visit home by Tue", hub.settings(), at(MORNING), &hub.clocks().working_days).unwrap();
    let decided = hub.decide(NewDecision { actions: vec![visit], ..on(raised.id, Outcome::Assessment) }, at(MORNING)).unwrap();
    assert_eq!((decided.episode, decided.business), (None, Some(raised.id)));
    assert_eq!(decided.child, Some(raised.details.children[0]));
    assert!(hub.open_business().unwrap().is_empty());
    let sheet = hub.business_sheet(raised.id, at(MORNING)).unwrap();
    assert_eq!(sheet.business.decisions, [decided.id]);
    assert_eq!(sheet.actions.iter().map(|l| (l.about.as_str(), l.reference.as_str())).collect::<Vec<_>>(), [("Kayden Ashworth", "B1")]);
    sound(&hub, "business-raised");
}

#[test]
fn what_is_missing_before_it_can_be_decided_is_listed_and_can_come_later() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let nadia = hub.find_child("Nadia Begum").unwrap();
    let bare = BusinessDetails { children: vec![nadia, nadia], ..details(BusinessKind::Strategy) };
    let raised = hub.raise(bare, at(MORNING)).unwrap();
    assert_eq!(raised.details.children, [nadia]);
    let missing = hub.business_sheet(raised.id, at(MORNING)).unwrap().missing;
    assert!(missing.iter().any(|what| what == "by when it must be held"), "{missing:?}");

    let whole = BusinessDetails {
        source: "csc".into(),
        concern: "Found twice in the same flat\nas two adults known to police".into(),
        needed_by: "2026-11-24".parse().ok(),
        attend: vec!["GMP".into(), "csc".into(), "NHS".into(), "police".into()],
        ..raised.details.clone()
    };
    hub.change_business(raised.id, whole.clone(), Some(raised.changed), at(MEETING)).unwrap();
    let sheet = hub.business_sheet(raised.id, at(MEETING)).unwrap();
    assert_eq!(sheet.missing, Vec::<String>::new());
    assert_eq!(sheet.business.details.source, "Children's Social Care", "an agency stands by its full name");
    assert_eq!(sheet.business.details.attend, ["Greater Manchester Police", "Children's Social Care", "Health"]);
    let head = hub.position().unwrap();
    hub.change_business(raised.id, whole.clone(), None, at(MEETING)).unwrap();
    assert_eq!(hub.position().unwrap(), head, "nothing differs, nothing is recorded");
    let stale = hub.change_business(raised.id, whole, Some(raised.changed), at(MEETING));
    assert!(matches!(stale, Err(Error::Stale { .. })), "{stale:?}");
    assert_eq!(hub.case(hub.find_episode("MIS/26/1").unwrap(), at(MEETING)).unwrap().business.len(), 1);
    sound(&hub, "business-changed");
}

#[test]
fn what_cannot_be_entered_is_refused_in_words() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let nothing = refused(hub.raise(details(BusinessKind::Referral), at(MORNING)));
    assert_eq!(nothing, "the referral says nothing yet; name a child or the concern");
    let tomorrow = BusinessDetails { received: "2026-11-21".parse().unwrap(), ..referral(&hub) };
    assert!(refused(hub.raise(tomorrow, at(MORNING))).contains("cannot have come in on"));
    let nobody = BusinessDetails { hand_to: vec!["GPM".into()], ..referral(&hub) };
    assert_eq!(refused(hub.raise(nobody, at(MORNING))), "'GPM' is not an agency of this hub; did you mean 'GMP'?");
    let unknown = BusinessDetails { children: vec![wayhome::child::ChildId(99)], ..referral(&hub) };
    assert_eq!(refused(hub.raise(unknown, at(MORNING))), "there is no child C99 in this hub");
    let raised = hub.raise(referral(&hub), at(MORNING)).unwrap();
    let other = BusinessDetails { kind: BusinessKind::Strategy, ..referral(&hub) };
    let kind = refused(hub.change_business(raised.id, other, None, at(MORNING)));
    assert_eq!(kind, "B1 is a referral; enter the request for a strategy meeting as one of its own");
    assert_eq!(hub.find_business(" b1 ").unwrap(), raised.id);
    assert!(refused(hub.find_business("B9")).contains("there is no business B9"));
    assert!(refused(hub.find_business("Kayden")).contains("name it by its number (B7)"));
    sound(&hub, "business-raised");
}

#[test]
fn a_joint_decision_names_its_agencies_and_who_would_have_decided_otherwise() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let id = hub.raise(referral(&hub), at(MORNING)).unwrap().id;
    let dissent = |agency: &str| vec![Dissent { agency: agency.into(), words: "would offer early help first".into() }];
    let joint = NewDecision { agencies: vec!["GMP".into(), "CSC".into(), "police".into()], ..on(id, Outcome::JointInvestigation) };
    let both = hub.decide(NewDecision { dissent: dissent("csc"), ..joint.clone() }, at(MORNING));
    assert_eq!(refused(both), "Children's Social Care cannot decide it jointly and dissent; name it once");
    let decided = hub.decide(NewDecision { dissent: dissent("EH"), ..joint }, at(MORNING)).unwrap();
    assert_eq!(decided.agencies, ["Greater Manchester Police", "Children's Social Care"]);
    assert_eq!(decided.dissent[0].agency, "Early Help");

    let panel = |name: &str| NewDecision { panel: Some(name.into()), ..on(id, Outcome::PanelReferral) };
    assert!(refused(hub.decide(panel("Housing Panel"), at(MORNING))).contains("'Housing Panel' is not a panel of this hub; known are"));
    let referred = hub.decide(panel("complex safeguarding panel"), at(MORNING)).unwrap();
    assert_eq!(referred.panel.as_deref(), Some("Complex Safeguarding Panel"));
    let open = hub.decide(on(id, Outcome::PanelReferral), at(MORNING)).unwrap();
    assert_eq!(open.panel, None, "which panel may stay open where there are several");
    let stray = NewDecision { panel: Some("Complex Safeguarding Panel".into()), ..on(id, Outcome::Advice) };
    assert!(refused(hub.decide(stray, at(MORNING))).contains("the outcome is not"));
    sound(&hub, "decision-recorded");
}

#[test]
fn business_decided_in_a_meeting_stands_under_its_item_and_a_later_wording_amends_it() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let before = hub.raise(referral(&hub), at(MORNING)).unwrap().id;
    let opening = Opening { chair: "D. Manager".into(), ..Opening::default() };
    let meeting = hub.start_meeting(opening, at(MEETING)).unwrap().id;
    let during = BusinessDetails { named: vec!["Jo Field".into()], children: Vec::new(), ..referral(&hub) };
    let during = hub.raise(during, at(MEETING)).unwrap().id;
    let first = hub.decide(on(before, Outcome::EarlyHelp), at(MEETING)).unwrap();
    let second = hub.decide(on(during, Outcome::Advice), at(MEETING)).unwrap();
    let items = hub.meeting_sheet(meeting, at(MEETING)).unwrap().meeting.items;
    let decided: Vec<_> = items.iter().filter(|item| !item.decisions.is_empty()).map(|item| item.decisions.clone()).collect();
    assert_eq!(decided, [vec![first.id], vec![second.id]]);

    let episodes: Vec<_> = hub.board(at(MEETING)).unwrap().items.iter().map(|item| item.episode.id).collect();
    for episode in episodes {
        let new = NewDecision { outcomes: vec![Outcome::Advice], ..NewDecision::new(DecisionOn::Episode(episode), "Seen this morning") };
        hub.decide(new, at(MEETING)).unwrap();
    }
    let owner = action::parse("EH: offer by Tue", hub.settings(), at(MEETING), &hub.clocks().working_days).unwrap();
    let better = NewDecision { replaces: Some(first.id), actions: vec![owner], ..on(before, Outcome::EarlyHelp) };
    let better = hub.decide(better, at(MEETING)).unwrap();
    hub.close_meeting(meeting, at("2026-11-20T10:10:00Z")).unwrap();
    let worded = NewDecision { replaces: Some(second.id), ..on(during, Outcome::Advice) };
    hub.decide(worded, at("2026-11-20T15:00:00Z")).unwrap();
    let closed = hub.meeting_sheet(meeting, at("2026-11-20T15:00:00Z")).unwrap().meeting;
    assert_eq!(closed.amendments.len(), 1, "{:?}", closed.amendments);
    assert_eq!(hub.action(better.actions[0].id).unwrap().meeting, Some(meeting));
    sound(&hub, "item-decided");
}

#[test]
fn business_taken_back_is_gone_and_its_number_is_not_given_again() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let verb = hub.position().unwrap() + 1;
    let first = hub.raise(referral(&hub), at(MORNING)).unwrap();
    hub.undo(verb, at(MORNING)).unwrap();
    assert!(hub.open_business().unwrap().is_empty());
    assert!(refused(hub.business_sheet(first.id, at(MORNING))).contains("there is no business B1"));
    assert_eq!(hub.raise(referral(&hub), at(MORNING)).unwrap().id.to_string(), "B2");
    hub.redo(verb, at(MORNING)).unwrap();
    assert_eq!(hub.open_business().unwrap().len(), 2);
    hub.rebuild().unwrap();
    sound(&hub, "redone");
}
