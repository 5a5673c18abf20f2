//! Panels: who is due for which and why, what they said written back to the one plan, packs and calendars.

mod common;
use common::{Office, at, load, opening, refusal, sound};
use wayhome::casebook::panels_view::PanelsSheet;
use wayhome::casebook::{Error, Hub, ListFile, ListOptions, NewDecision, PanelOutcome};
use wayhome::child::ChildId;
use wayhome::meeting::action;
use wayhome::meeting::decision::{DecisionOn, Outcome};
use wayhome::report::panel::Stays;

/// Friday, before the panel of Tuesday 24 November.
const NOW: &str = "2026-11-20T08:41:00Z";
const NORTH: &str = "Missing from Home Panel, North";
const COMPLEX: &str = "Complex Safeguarding Panel";

const CASELOAD: &str = "\
Case ID,Forename,Surname,Date of birth,Sex,Address,Postcode,Care status,Placement,CSE,Locality
1001,Nadia,Begum,14/02/2010,F,12 Larch Street,M14 5QX,At home,,Yes,North
1002,Kayden,Ashworth,04/03/2011,M,7 Mill Lane,OL9 7AA,At home,,No,
1003,Thi Lan,Nguyen,09/09/2010,F,Park House,M20 2GH,Looked after,Park House,No,Central
1004,Amira,Hussain,01/06/2011,F,3 Elm Road,M8 4RT,At home,,No,South
";

/// Three episodes each for Nadia, Kayden and Thi Lan in November; Amira has been missing since August.
const LIST: &str = "\
Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Address,Postcode
MIS/26/1,Nadia,Begum,14/02/2010,High,31/10/2026 21:00,01/11/2026 05:10,12 Larch Street,M14 5QX
MIS/26/2,Nadia,Begum,14/02/2010,High,09/11/2026 21:00,10/11/2026 05:10,12 Larch Street,M14 5QX
MIS/26/3,Nadia,Begum,14/02/2010,High,16/11/2026 21:00,17/11/2026 05:10,12 Larch Street,M14 5QX
MIS/26/4,Kayden,Ashworth,04/03/2011,Medium,02/11/2026 21:00,03/11/2026 05:10,7 Mill Lane,OL9 7AA
MIS/26/5,Kayden,Ashworth,04/03/2011,Medium,08/11/2026 21:00,09/11/2026 05:10,7 Mill Lane,OL9 7AA
MIS/26/6,Kayden,Ashworth,04/03/2011,Medium,11/11/2026 21:00,12/11/2026 05:10,7 Mill Lane,OL9 7AA
MIS/26/7,Thi Lan,Nguyen,09/09/2010,Medium,03/11/2026 22:00,04/11/2026 05:10,Park House,M20 2GH
MIS/26/8,Thi Lan,Nguyen,09/09/2010,Medium,05/11/2026 22:00,06/11/2026 05:10,Park House,M20 2GH
MIS/26/9,Thi Lan,Nguyen,09/09/2010,Medium,07/11/2026 22:00,08/11/2026 05:10,Park House,M20 2GH
MIS/26/10,Amira,Hussain,01/06/2011,High,10/08/2026 22:00,,3 Elm Road,M8 4RT
";

fn office() -> Office {
    let office = Office::new();
    let mut hub = office.open();
    let file = ListFile { name: "caseload.csv", bytes: CASELOAD.as_bytes() };
    hub.import_children(&file, &ListOptions::default(), at("2026-10-30T09:00:00Z")).unwrap();
    load(&mut hub, "november.csv", LIST, "2026-11-17T08:30:00Z");
    drop(hub);
    office
}

fn child(hub: &Hub, name: &str) -> ChildId {
    hub.find_child(name).unwrap()
}

/// "Nadia Begum: threshold", one for each child that is due for a panel.
fn due(hub: &Hub, panel: &str, now: &str) -> Vec<String> {
    let sheet = hub.panels(at(now)).unwrap();
    let of = sheet.panels.iter().find(|sheet| sheet.panel == panel).unwrap();
    let line = |due: &wayhome::casebook::panels_view::DueChild| {
        let kinds: Vec<&str> = due.reasons.iter().map(|reason| reason.kind.code()).collect();
        format!("{}: {}", due.name, kinds.join(" "))
    };
    of.due.iter().map(line).chain(of.later.iter().map(|later| format!("later {}", later.name))).collect()
}

fn said(hub: &Hub, panel: &str, name: &str, on: &str, stays: Stays) -> PanelOutcome {
    PanelOutcome {
        panel: panel.into(),
        child: child(hub, name),
        on: on.parse().unwrap(),
        stays,
        note: "School and home visits are in place.".into(),
        next_review: None,
        outcomes: Vec::new(),
        rationale: String::new(),
        actions: Vec::new(),
        refer_to: None,
        seen: None,
    }
}

fn refused<T: std::fmt::Debug>(done: Result<T, Error>) -> String {
    match done {
        Err(Error::Refused(words)) => words,
        other => panic!("should be refused: {other:?}"),
    }
}

#[test]
fn each_child_is_due_once_for_its_panel_with_every_reason_and_nobody_is_left_out() {
    let office = office();
    let mut hub = office.open();
    let referred = NewDecision {
        outcomes: vec![Outcome::PanelReferral],
        panel: Some(NORTH.into()),
        ..NewDecision::new(DecisionOn::Episode(hub.find_episode("MIS/26/3").unwrap()), "The third time in a month")
    };
    hub.decide(referred, at("2026-11-18T09:40:00Z")).unwrap();
    assert_eq!(due(&hub, NORTH, NOW), ["Nadia Begum: threshold referral"]);
    assert_eq!(due(&hub, "Missing from Home Panel, Permanence", NOW), ["Thi Lan Nguyen: threshold"]);
    assert_eq!(due(&hub, "Long-term Missing Panel", NOW), ["Amira Hussain: long-term"]);
    assert_eq!(due(&hub, COMPLEX, NOW), ["Nadia Begum: threshold"], "of those with a marker alone");
    assert_eq!(due(&hub, "Missing from Home Panel, South", NOW), Vec::<String>::new());

    let sheet = hub.panels(at(NOW)).unwrap();
    let none: Vec<String> = sheet.no_panel.iter().map(|none| format!("{}: {}", none.name, none.why)).collect();
    assert_eq!(none, ["Kayden Ashworth: 3 episodes in 28 days: 2, 8 and 11 Nov; the child's locality is not known"]);
    let nadia = &sheet.panels[0].due[0];
    assert_eq!(nadia.reasons[0].words, "3 episodes in 28 days: 31 Oct, 9, 16 Nov");
    assert_eq!(nadia.reasons[1].words, "referred on Wed 18 Nov 2026 (D1)");
    assert_eq!(nadia.waiting_since, "2026-11-16".parse().unwrap());
    assert_eq!(sheet.panels[0].meetings_in_words[0], "Tue 24 Nov 2026");
}

#[test]
fn the_one_who_waits_longest_stands_first() {
    let office = office();
    let mut hub = office.open();
    for (name, moment) in [("Kayden Ashworth", "2026-11-12T09:40:00Z"), ("Amira Hussain", "2026-11-05T09:40:00Z")] {
        let latest = hub.latest_episode(child(&hub, name)).unwrap().unwrap();
        let decision = NewDecision {
            outcomes: vec![Outcome::PanelReferral],
            panel: Some(NORTH.into()),
            ..NewDecision::new(DecisionOn::Episode(latest), "why")
        };
        hub.decide(decision, at(if moment < "2026-11-17" { "2026-11-17T09:40:00Z" } else { moment })).unwrap();
    }
    assert_eq!(due(&hub, NORTH, NOW), ["Nadia Begum: threshold", "Kayden Ashworth: referral", "Amira Hussain: referral"]);
}

#[test]
fn what_a_panel_decides_is_a_decision_like_any_other_and_both_are_taken_back_together() {
    let office = office();
    let mut hub = office.open();
    let now = "2026-11-24T14:00:00Z";
    let visit = action::parse("CSC (Ann Lee): visit home by Fri", hub.settings(), at(now), &hub.clocks().working_days).unwrap();
    let outcome = PanelOutcome {
        next_review: Some("2026-12-22".parse().unwrap()),
        outcomes: vec![Outcome::EarlyHelp],
        actions: vec![visit],
        ..said(&hub, NORTH, "Nadia", "2026-11-24", Stays::Stays)
    };
    let done = hub.panel_outcome(outcome, at(now)).unwrap();
    let decision = done.decision.unwrap();
    assert_eq!((decision.rationale.as_str(), decision.actions.len()), ("School and home visits are in place.", 1));
    assert_eq!(
        done.said.words(),
        format!("Tue 24 Nov 2026, {NORTH}: stays with the panel, next review Tue 22 Dec 2026, decided {}", decision.id)
    );
    assert_eq!(due(&hub, NORTH, "2026-11-25T09:00:00Z"), ["later Nadia Begum"], "and is not due on 8 December");

    // The case, the register of actions and the second panel see it.
    let case = hub.case(decision.episode.unwrap(), at(now)).unwrap();
    assert_eq!(case.decisions[0].id, decision.id);
    assert_eq!(case.panels, [done.said]);
    assert_eq!(case.actions.len(), 1);
    let page = hub.panel_page(child(&hub, "Nadia"), at(now)).unwrap();
    assert_eq!((page.panels.len(), page.decisions[0].id), (1, decision.id));
    assert_eq!(due(&hub, COMPLEX, now), ["Nadia Begum: threshold"], "one panel does not answer for the other");

    let undone = hub.to_undo(at(now)).unwrap().unwrap();
    assert_eq!(undone.what, format!("discussed by {NORTH}: stays with the panel, decided {} (Nadia B.)", decision.id));
    hub.undo(undone.verb, at(now)).unwrap();
    assert_eq!(due(&hub, NORTH, "2026-11-25T09:00:00Z"), ["Nadia Begum: threshold"]);
    let case = hub.case(decision.episode.unwrap(), at(now)).unwrap();
    assert!(case.decisions.is_empty() && case.panels.is_empty() && case.actions.is_empty());
    hub.redo(undone.verb, at(now)).unwrap();
    assert_eq!(due(&hub, NORTH, "2026-11-25T09:00:00Z"), ["later Nadia Begum"]);
    assert_eq!(sound(&hub, "panel-discussed"), 1);
}

#[test]
fn a_child_that_leaves_is_not_due_until_something_new_comes_up() {
    let office = office();
    let mut hub = office.open();
    hub.panel_outcome(said(&hub, NORTH, "Nadia", "2026-11-24", Stays::Leaves), at("2026-11-24T14:00:00Z")).unwrap();
    assert_eq!(due(&hub, NORTH, "2026-11-26T09:00:00Z"), Vec::<String>::new());
    let again = "Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Address,Postcode\n\
                 MIS/26/20,Nadia,Begum,14/02/2010,High,25/11/2026 21:00,26/11/2026 05:10,12 Larch Street,M14 5QX\n";
    load(&mut hub, "again.csv", again, "2026-11-26T08:30:00Z");
    let sheet = hub.panels(at("2026-11-26T09:00:00Z")).unwrap();
    assert_eq!(sheet.panels[0].due[0].reasons[0].words, "4 episodes in 28 days: 31 Oct, 9, 16, 25 Nov");
}

#[test]
fn a_threshold_reached_since_the_panel_is_kept_here_waits_however_long_it_takes() {
    let office = office();
    let mut hub = office.open();
    let long_after = "2027-02-15T09:00:00Z";
    assert_eq!(due(&hub, NORTH, long_after), Vec::<String>::new(), "before the panel is kept here only its window counts");
    hub.panel_outcome(said(&hub, NORTH, "Amira", "2026-11-24", Stays::Leaves), at("2026-11-24T14:00:00Z")).unwrap();
    assert_eq!(due(&hub, NORTH, long_after), ["Nadia Begum: threshold"]);
}

#[test]
fn what_cannot_be_so_is_refused_in_words_and_nothing_is_written() {
    let office = office();
    let mut hub = office.open();
    let now = at("2026-11-24T14:00:00Z");
    let right = said(&hub, NORTH, "Nadia", "2026-11-24", Stays::Leaves);
    let advice = vec![Outcome::Advice];
    let visit = action::parse("CSC: visit", hub.settings(), now, &hub.clocks().working_days).unwrap();
    for (wrong, words) in [
        (PanelOutcome { note: "  ".into(), ..right.clone() }, "what the panel said is missing: write a line of note"),
        (
            PanelOutcome { on: "2026-11-25".parse().unwrap(), ..right.clone() },
            "Wed 25 Nov 2026 is still to come; record what the panel said once it has met",
        ),
        (
            PanelOutcome { on: "2025-11-24".parse().unwrap(), ..right.clone() },
            "24 Nov 2025 is before this hub's record begins, 10 Aug 2026; check the day of the panel",
        ),
        (
            PanelOutcome { next_review: Some("2026-12-08".parse().unwrap()), ..right.clone() },
            "a child that leaves the panel is not reviewed by it; leave the review out",
        ),
        (
            PanelOutcome { stays: Stays::Stays, next_review: Some("2026-11-20".parse().unwrap()), ..right.clone() },
            "the next review, 20 Nov 2026, is in the past; give a day from today on",
        ),
        (
            PanelOutcome { actions: vec![visit], ..right.clone() },
            "actions, a reason and a referral belong to a decision; say what was decided as well",
        ),
        (
            PanelOutcome { outcomes: advice.clone(), refer_to: Some(COMPLEX.into()), ..right.clone() },
            "Complex Safeguarding Panel is named and the outcome is not “referral to a panel”",
        ),
    ] {
        assert_eq!(refused(hub.panel_outcome(wrong, now)), words);
    }
    assert!(
        refused(hub.panel_outcome(PanelOutcome { panel: "Panel East".into(), ..right }, now))
            .starts_with("'Panel East' is not a panel of this hub")
    );
    assert_eq!((sound(&hub, "panel-discussed"), sound(&hub, "decision-recorded")), (0, 0));
}

#[test]
fn what_a_panel_said_on_its_latest_day_counts_also_where_an_earlier_day_is_written_down_after_it() {
    let office = office();
    let mut hub = office.open();
    let written = at("2026-11-24T14:00:00Z");
    hub.panel_outcome(said(&hub, NORTH, "Nadia", "2026-11-24", Stays::Stays), written).unwrap();
    let late = at("2026-11-25T10:00:00Z");
    let seen = Some(hub.panels(late).unwrap().seen);
    let done = hub.panel_outcome(PanelOutcome { seen, ..said(&hub, NORTH, "Nadia", "2026-11-10", Stays::Leaves) }, late).unwrap();
    assert_eq!((done.said.on, done.said.stays), ("2026-11-10".parse().unwrap(), Stays::Leaves), "what was just written is shown");
    assert_eq!(due(&hub, NORTH, "2026-11-25T11:00:00Z"), ["Nadia Begum: review"], "the child stays with the panel");
    let page = hub.panel_page(child(&hub, "Nadia"), late).unwrap();
    let days: Vec<String> = page.panels.iter().map(|said| said.on.to_string()).collect();
    assert_eq!(days, ["2026-11-24", "2026-11-10"]);
    // What was written last, of whatever day, is what somebody else has to have seen.
    let mut other = office.open_as("B. Other");
    assert!(matches!(
        other.panel_outcome(PanelOutcome { seen, ..said(&hub, NORTH, "Nadia", "2026-11-24", Stays::Leaves) }, late),
        Err(Error::Stale { .. })
    ));
    hub.panel_outcome(said(&hub, NORTH, "Nadia", "2026-11-24", Stays::Leaves), late).unwrap();
    assert_eq!(due(&hub, NORTH, "2026-11-25T11:00:00Z"), Vec::<String>::new(), "of one day the later written");
}

#[test]
fn a_panel_s_referral_to_no_named_panel_is_listed_until_somebody_takes_it_up() {
    let office = office();
    let mut hub = office.open();
    let open = |hub: &Hub, now: &str| {
        let none = hub.panels(at(now)).unwrap().no_panel;
        none.into_iter().filter(|none| none.name == "Nadia Begum").map(|none| none.why).collect::<Vec<_>>()
    };
    let refers = |hub: &Hub, to: Option<&str>| PanelOutcome {
        outcomes: vec![Outcome::PanelReferral],
        refer_to: to.map(String::from),
        ..said(hub, NORTH, "Nadia", "2026-11-24", Stays::Stays)
    };
    let now = at("2026-11-24T14:00:00Z");
    hub.panel_outcome(said(&hub, COMPLEX, "Nadia", "2026-11-23", Stays::Stays), now).unwrap();
    hub.panel_outcome(refers(&hub, None), now).unwrap();
    let words = ["referred to a panel on Tue 24 Nov 2026 (D1); which panel was not said"];
    assert_eq!(open(&hub, "2026-11-24T15:00:00Z"), words, "neither the panel's own word nor an earlier one of another is the answer");
    // A panel of before, written down after it, did not talk about the referral.
    hub.panel_outcome(said(&hub, COMPLEX, "Nadia", "2026-11-23", Stays::Stays), at("2026-11-24T15:30:00Z")).unwrap();
    assert_eq!(open(&hub, "2026-11-24T16:00:00Z"), words);

    hub.panel_outcome(refers(&hub, Some(COMPLEX)), at("2026-11-24T16:10:00Z")).unwrap();
    assert!(open(&hub, "2026-11-24T17:00:00Z").is_empty(), "referred on to a panel by name");
    assert_eq!(due(&hub, COMPLEX, "2026-11-24T17:00:00Z"), ["Nadia Begum: referral review"]);
    let verb = hub.to_undo(at("2026-11-24T17:00:00Z")).unwrap().unwrap().verb;
    hub.undo(verb, at("2026-11-24T17:00:00Z")).unwrap();
    assert_eq!(open(&hub, "2026-11-24T17:10:00Z"), words);

    hub.panel_outcome(said(&hub, COMPLEX, "Nadia", "2026-11-25", Stays::Leaves), at("2026-11-25T15:00:00Z")).unwrap();
    assert!(open(&hub, "2026-11-25T16:00:00Z").is_empty(), "a panel talked about the child since");
}

#[test]
fn two_people_do_not_write_the_same_panel_s_word_over_each_other_unseen() {
    let office = office();
    let (mut hub, mut other) = (office.open(), office.open_as("B. Other"));
    let now = at("2026-11-24T14:00:00Z");
    let seen = Some(hub.panels(now).unwrap().seen);
    let outcome = PanelOutcome { seen, ..said(&hub, NORTH, "Nadia", "2026-11-24", Stays::Leaves) };
    other.panel_outcome(PanelOutcome { stays: Stays::Stays, ..outcome.clone() }, now).unwrap();
    match hub.panel_outcome(outcome.clone(), now) {
        Err(Error::Stale { by, .. }) => assert_eq!(by, "B. Other"),
        other => panic!("should be refused: {other:?}"),
    }
    // A word of another panel, or on another child, is no hindrance.
    other.panel_outcome(said(&hub, COMPLEX, "Nadia", "2026-11-24", Stays::Stays), now).unwrap();
    hub.panel_outcome(PanelOutcome { child: child(&hub, "Amira"), ..outcome }, now).unwrap();
}

#[test]
fn a_decision_of_a_panel_comes_under_no_item_of_the_daily_meeting() {
    let office = office();
    let mut hub = office.open();
    let now = at("2026-11-24T09:40:00Z");
    let opening = wayhome::meeting::attendance::Opening { chair: "D. Manager".into(), ..Default::default() };
    let meeting = hub.start_meeting(opening, now).unwrap();
    let outcome = PanelOutcome { outcomes: vec![Outcome::Advice], ..said(&hub, NORTH, "Nadia", "2026-11-24", Stays::Stays) };
    hub.panel_outcome(outcome, now).unwrap();
    let sheet = hub.meeting_sheet(meeting.id, now).unwrap();
    assert!(sheet.meeting.items.iter().all(|item| item.decisions.is_empty()));
}

#[test]
fn the_pack_has_each_child_s_page_and_its_files_name_nobody() {
    let office = office();
    let out = office.path("pack");
    let hub = office.open();
    let text = |pack: &_, initials| wayhome::report::panels::pack::document(pack, initials).to_text();
    let pack = hub.panel_pack("north", at(NOW)).unwrap();
    let named = text(&pack, false);
    for words in [
        "Nadia Begum, 16, at home (C1)",
        "3 episodes in 28 days: 31 Oct, 9, 16 Nov",
        "Born: 14 Feb 2010",
        "12 Larch Street",
        "MIS/26/3",
        "meeting of Tue 24 Nov 2026",
    ] {
        assert!(named.contains(words), "{words}\n{named}");
    }
    let initials = text(&pack, true);
    for words in ["Nadia", "Begum", "14 Feb 2010", "Larch Street", "M14 5QX"] {
        assert!(!initials.contains(words), "{words}\n{initials}");
    }
    assert!(initials.contains("N. B., 16, at home (C1)"), "{initials}");
    drop(hub);

    let said = office.run(&["panels", "pack", "north", "--out", out.to_str().unwrap()]);
    let said_initials = office.run(&["panels", "pack", "north", "--out", out.to_str().unwrap(), "--initials"]);
    let names: Vec<&str> = said.lines().chain(said_initials.lines()).map(|line| line.rsplit('/').next().unwrap()).collect();
    assert_eq!(
        names,
        [
            "2026-11-24-missing-from-home-panel-north.docx",
            "2026-11-24-missing-from-home-panel-north.html",
            "2026-11-24-missing-from-home-panel-north-initials.docx",
            "2026-11-24-missing-from-home-panel-north-initials.html"
        ]
    );
    assert_eq!(&std::fs::read(out.join(names[0])).unwrap()[..2], b"PK");
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(out.join(names[1])).unwrap().permissions()) & 0o077, 0);
    let journal = office.run(&["journal"]);
    assert_eq!(journal.matches("panel pack written, 2 files").count(), 2, "{journal}");
    assert!(office.refused(&["panels", "pack", "north", "--out", out.to_str().unwrap()]).contains("is there already; nothing was written"));
}

#[test]
fn with_the_clock_set_by_hand_a_real_hub_writes_no_pack() {
    let office = Office::new();
    let path = office.path("real.wayhome");
    let made = wayhome::casebook::Opening { clock_set: false, ..opening("D. Manager") };
    drop(Hub::make(&path, common::PASSPHRASE, "Real hub", false, made, at("2026-10-05T08:00:00Z")).unwrap());
    let args = ["--hub", path.to_str().unwrap(), "panels", "pack", "north", "--out", office.dir.path().to_str().unwrap()];
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_wayhome"));
    command.arg("--passphrase-file").arg(office.path("passphrase")).args(["--now", NOW]).args(args);
    assert!(refusal(command.output().unwrap(), &args).contains("--now sets the clock by hand"));
    assert!(!office.path("2026-11-24-missing-from-home-panel-north.docx").exists());
}

#[test]
fn on_the_command_line_all_of_it_can_be_seen_recorded_and_taken_back() {
    let office = office();
    let list = office.run(&["panels"]);
    assert!(list.contains("meets every 14 days at 10:00") && list.contains("Taken by no panel: 1"), "{list}");
    let due = office.run(&["panels", "due", "north"]);
    assert!(due.contains("1. C1 Nadia Begum, 16, at home, North, waiting since Mon 16 Nov 2026"), "{due}");
    assert!(!office.run(&["panels", "show", "Nadia"]).contains("Due for no panel now"));
    let csv = office.run(&["--format", "csv", "panels", "due"]);
    assert!(csv.contains("\"Missing from Home Panel, North\",due,C1,Nadia Begum,E10,at-home,North,2026-11-16,threshold,"), "{csv}");
    assert!(csv.contains(",no-panel,C2,Kayden Ashworth,"), "{csv}");

    let json = office.json(&["panels", "due", "north"]);
    let nadia = &json["panels"][0]["due"][0];
    assert_eq!((nadia["child"].as_str(), nadia["reasons"][0]["kind"].as_str()), (Some("C1"), Some("threshold")));
    assert_eq!(nadia["reasons"][0]["episodes"], serde_json::json!(["E2", "E8", "E10"]));
    assert_eq!(json["panels"][0]["meetings"][0]["on"], "2026-11-24");

    let said = office.json(&[
        "panels",
        "outcome",
        "north",
        "Nadia",
        "--stays",
        "--note",
        "Known to the hub",
        "--decision",
        "advice, panel-referral: needs both",
        "--refer-to",
        "complex",
        "--action",
        "GMP: phone work by Fri 27 Nov",
        "--next-review",
        "8/12/2026",
        "--on",
        "today",
    ]);
    assert_eq!((said["said"]["stays"].as_str(), said["decision"]["id"].as_str()), (Some("stays"), Some("D1")));
    assert_eq!(said["decision"]["rationale"], "needs both");
    assert_eq!(said["decision"]["panel"], COMPLEX);
    let due = office.run(&["panels", "due", "complex"]);
    assert!(due.contains("referral: referred on Fri 20 Nov 2026 (D1)"), "{due}");
    let case = office.run(&["child", "Nadia"]);
    assert!(
        case.contains(
            "panel: Fri 20 Nov 2026, Missing from Home Panel, North: stays with the panel, next review Tue 8 Dec 2026, decided D1"
        ),
        "{case}"
    );
    let page = office.run(&["panels", "show", "Nadia"]);
    assert!(page.contains("Known to the hub") && page.contains("D1:"), "{page}");
    assert!(office.run(&["log"]).contains("discussed by Missing from Home Panel, North: stays with the panel, decided D1 (Nadia B.)"));
    office.run(&["undo"]);
    assert!(!office.run(&["panels", "show", "Nadia"]).contains("Known to the hub"));

    for (args, words) in [
        (vec!["panels", "due", "missing"], "'missing' may be several panels"),
        (vec!["panels", "due", "east"], "'east' is not a panel of this hub; known are Missing from Home Panel, North; "),
        (vec!["panels", "outcome", "north", "Nadia", "--stays", "--note", "x", "--decision", ": why"], "the decision names no outcome"),
        (vec!["--format", "csv", "panels", "show", "Nadia"], "a page is no table"),
    ] {
        assert!(office.refused(&args).contains(words), "{words}");
    }
}

#[test]
fn the_meetings_of_a_year_can_be_put_into_a_calendar() {
    let office = Office::new();
    let north = office.run(&["panels", "calendar", "north"]);
    assert!(north.starts_with("BEGIN:VCALENDAR\r\n") && north.contains("SUMMARY:Missing from Home Panel\\, North"), "{north}");
    let path = office.path("panels.ics");
    let said = office.run(&["panels", "calendar", "all", "--out", path.to_str().unwrap()]);
    let file = std::fs::read_to_string(&path).unwrap();
    assert!(said.contains(&format!("{} meetings", file.matches("BEGIN:VEVENT").count())), "{said}");
    assert!(file.contains("Long-term Missing Panel"));
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).unwrap().permissions()) & 0o077, 0);
    std::fs::write(&path, "My own calendar").unwrap();
    assert!(
        office.refused(&["panels", "calendar", "all", "--out", path.to_str().unwrap()]).contains("is there already; nothing was written")
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "My own calendar");
}

#[test]
fn the_app_makes_a_new_folder_for_files_as_the_command_line_does() {
    use wayhome::tui::desk::Desk;
    let office = Office::new();
    let hub = office.open();
    let new = office.path("papers/november");
    Desk::make_folder(&hub, &new).unwrap();
    assert!(new.is_dir());
    Desk::make_folder(&hub, &new).unwrap();
    assert!(Desk::make_folder(&hub, std::path::Path::new("")).unwrap_err().contains("Say which folder"));
    std::fs::write(new.join("file"), "").unwrap();
    assert!(Desk::make_folder(&hub, &new.join("file/below")).unwrap_err().contains("cannot be made"));
}

#[test]
fn a_settings_file_of_before_has_panels_by_referral_and_review_alone() {
    let office = office();
    let mut opening = opening("D. Manager");
    let older = "[[panel]]\nname = \"Panel\"\ntakes = \"children at home\"\nevery_days = 14\n";
    opening.settings = wayhome::settings::Settings::parse(older).unwrap();
    let mut hub = Hub::open(&office.hub, common::PASSPHRASE, opening).unwrap();
    assert_eq!(due(&hub, "Panel", NOW), Vec::<String>::new());
    let latest = hub.find_episode("MIS/26/3").unwrap();
    let decision = NewDecision { outcomes: vec![Outcome::PanelReferral], ..NewDecision::new(DecisionOn::Episode(latest), "why") };
    hub.decide(decision, at("2026-11-18T09:40:00Z")).unwrap();
    let PanelsSheet { panels, no_panel, .. } = hub.panels(at(NOW)).unwrap();
    assert_eq!((panels[0].due.len(), panels[0].meetings.len(), no_panel.len()), (1, 0, 0));
    assert_eq!(panels[0].rhythm, "every 14 days; its first meeting is not set");
}
