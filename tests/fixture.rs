//! A hub as version 1 wrote it, with an entry of every kind. Every later version must open it and find what was recorded.
//!
//! `cargo test --test fixture -- --ignored` writes it anew, for a new version and under a new name: the file of a version that
//! people used is never written again.

mod common;
use common::{CASELOAD, FRIDAY, Office, at, load, sound};
use std::collections::BTreeSet;
use std::path::Path;
use wayhome::casebook::{Hub, ListFile, ListOptions, NewDecision};
use wayhome::meeting::action;
use wayhome::meeting::decision::Outcome;
use wayhome::triage::Band;

const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/hub-v1.wayhome");

/// Every kind of entry that version 1 writes.
const KINDS: [&str; 13] = [
    "hub-made",
    "child-added",
    "child-changed",
    "list-loaded",
    "episode-reported",
    "episode-changed",
    "child-identified",
    "row-refused",
    "row-put-right",
    "row-set-aside",
    "decision-recorded",
    "band-overridden",
    "profile-saved",
];

const NOW: &str = "2026-11-20T10:00:00Z";

/// A morning that leaves an entry of every kind.
fn a_morning(hub: &mut Hub) {
    let children = |hub: &mut Hub, text: &str, now: &str| {
        let file = ListFile { name: "caseload.csv", bytes: text.as_bytes() };
        hub.import_children(&file, &ListOptions::default(), at(now)).unwrap();
    };
    children(hub, CASELOAD, "2026-11-17T09:00:00Z");
    children(hub, &CASELOAD.replace("12 Larch Street", "9 Elm Road"), "2026-11-18T09:00:00Z");
    let thursday = "Ref No,Name,DOB,Risk,When\nMIS/26/1,\"BEGUM, Nadia\",14/02/2010,High,19/11/2026 06:30\n,,01/01/2012,High,19/11/2026\n";
    let options = ListOptions {
        map: vec![("When".into(), "reported".into()), ("Ref No".into(), "police_ref".into())],
        save_profile: Some("thursdays".into()),
        ..ListOptions::default()
    };
    hub.import_list(&ListFile { name: "thursday.csv", bytes: thursday.as_bytes() }, &options, at("2026-11-19T08:40:00Z")).unwrap();
    load(hub, "friday.csv", FRIDAY, "2026-11-20T08:39:00Z");

    let kaden = hub.find_episode("MIS/26/3").unwrap();
    let kayden = hub.find_child("1002").unwrap();
    hub.same_child(kaden, kayden, None, at("2026-11-20T08:50:00Z")).unwrap();
    let refused = hub.refused().unwrap();
    assert_eq!(refused.len(), 2);
    hub.set_aside(refused[0].id, "no name: police sent it by mistake", at("2026-11-20T08:51:00Z")).unwrap();
    let cells = [("reported".into(), "19/11/2026 21:15".into())];
    hub.put_right(refused[1].id, cells.into(), at("2026-11-20T08:52:00Z")).unwrap();

    let lan = hub.find_episode("MIS/26/2").unwrap();
    hub.override_band(lan, Some(Band::Critical), "seen with an adult nobody knows", None, at("2026-11-20T09:31:00Z")).unwrap();
    let line = "GMP (Ann Lee): phone work on last number by Mon 12:00";
    let phone = action::parse(line, hub.settings(), at("2026-11-20T09:35:00Z"), &hub.clocks().working_days).unwrap();
    let first = NewDecision {
        episode: hub.find_episode("MIS/26/1").unwrap(),
        outcomes: vec![Outcome::Advice, Outcome::EarlyHelp],
        rationale: "Third night with the same friends".into(),
        actions: vec![phone],
        next_review: Some("2026-11-27".parse().unwrap()),
        replaces: None,
        seen: None,
    };
    let recorded = hub.decide(first.clone(), at("2026-11-20T09:35:00Z")).unwrap();
    let better = NewDecision { rationale: "Third night with the same three friends".into(), replaces: Some(recorded.id), ..first };
    hub.decide(better, at("2026-11-20T09:40:00Z")).unwrap();
}

fn kinds(hub: &Hub) -> BTreeSet<String> {
    hub.journal(None, None).unwrap().into_iter().map(|entry| entry.kind).collect()
}

#[test]
#[ignore = "writes tests/fixtures/hub-v1.wayhome anew"]
fn writes_the_fixture() {
    let office = Office::new();
    let mut hub = office.open();
    a_morning(&mut hub);
    assert_eq!(kinds(&hub), KINDS.map(String::from).into());
    drop(hub);
    office.database().execute_batch("VACUUM").unwrap();
    std::fs::create_dir_all(Path::new(FIXTURE).parent().unwrap()).unwrap();
    std::fs::copy(&office.hub, FIXTURE).unwrap();
}

#[test]
fn a_hub_of_version_1_opens_and_says_what_was_recorded() {
    let office = Office::with(&std::fs::read(FIXTURE).unwrap());
    let hub = office.open();
    assert_eq!((hub.name(), hub.training()), ("Test hub", true));
    assert_eq!(sound(&hub, "list-loaded"), 2);
    let missing: Vec<&str> = KINDS.into_iter().filter(|kind| !kinds(&hub).contains(*kind)).collect();
    assert!(missing.is_empty(), "kinds without an entry: {missing:?}");
    assert!(hub.journal(None, None).unwrap().iter().all(|entry| entry.event.is_some()), "every payload can be read");

    let nadia = hub.case(hub.find_episode("MIS/26/1").unwrap(), at(NOW)).unwrap();
    let details = &nadia.child.as_ref().unwrap().details;
    assert_eq!(
        (details.full_name().as_str(), details.own_id.as_deref(), details.address.as_deref()),
        ("Nadia Begum", Some("1001"), Some("9 Elm Road"))
    );
    assert_eq!(nadia.episode.details.returned.unwrap().at, at("2026-11-20T05:10:00Z"));
    assert_eq!(nadia.episode.notice_of_return, Some(at("2026-11-20T08:39:00Z")));
    assert_eq!(nadia.changes.len(), 1);
    let decisions: Vec<_> = nadia.decisions.iter().map(|d| (d.rationale.as_str(), d.replaces, d.actions[0].person.as_deref())).collect();
    let (latest, earlier) = (&nadia.decisions[0], &nadia.decisions[1]);
    assert_eq!(
        decisions,
        [
            ("Third night with the same three friends", Some(earlier.id), Some("Ann Lee")),
            ("Third night with the same friends", None, Some("Ann Lee"))
        ]
    );
    assert_eq!(latest.outcomes, [Outcome::Advice, Outcome::EarlyHelp]);
    assert_eq!((latest.next_review, latest.by.as_str()), (Some("2026-11-27".parse().unwrap()), "D. Manager"));

    let kaden = hub.case(hub.find_episode("MIS/26/3").unwrap(), at(NOW)).unwrap();
    assert_eq!(kaden.child.unwrap().details.own_id.as_deref(), Some("1002"), "identified by a person");
    let lan = hub.case(hub.find_episode("MIS/26/2").unwrap(), at(NOW)).unwrap();
    assert_eq!(lan.band_override.unwrap().reason, "seen with an adult nobody knows");
    assert_eq!(lan.triage.band, Band::Critical);
    let tomasz = hub.case(hub.find_episode("MIS/26/4").unwrap(), at(NOW)).unwrap();
    assert_eq!(tomasz.episode.details.reported.unwrap().at, at("2026-11-19T21:15:00Z"), "put right");
    assert!(hub.refused().unwrap().is_empty() && hub.waiting().unwrap().is_empty());
}

#[test]
fn a_hub_of_version_1_is_worked_on() {
    let office = Office::with(&std::fs::read(FIXTURE).unwrap());
    let mut hub = office.open();
    // The columns that were named by hand then are still known.
    let friday = "Ref No,Name,DOB,Risk,When\nMIS/26/9,\"ASHWORTH, Kayden\",04/03/2011,High,20/11/2026 06:30\n";
    let report = load(&mut hub, "next.csv", friday, NOW);
    assert_eq!(report.counts.created, 1, "{report:?}");
    assert!(
        hub.import_list(&ListFile { name: "again.csv", bytes: FRIDAY.as_bytes() }, &ListOptions::default(), at(NOW))
            .unwrap()
            .loaded_before
            .is_some()
    );
    hub.verify().unwrap();
    let before = serde_json::to_value(hub.board(at(NOW)).unwrap()).unwrap();
    hub.rebuild().unwrap();
    assert_eq!(serde_json::to_value(hub.board(at(NOW)).unwrap()).unwrap(), before);
}
