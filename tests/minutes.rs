//! The minutes as they are printed. Every child here is invented.

use wayhome::calendar::WorkingDays;
use wayhome::casebook::event::{Counts, ListId};
use wayhome::casebook::view::LoadedList;
use wayhome::child::{CareStatus, ChildId};
use wayhome::episode::{EpisodeId, Grade, Moment};
use wayhome::meeting::action;
use wayhome::meeting::decision::{ActionId, Decision, DecisionId, Outcome};
use wayhome::report::minutes::{MinutesData, MinutesItem, markdown};
use wayhome::settings::Settings;
use wayhome::triage::{Band, Override};

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn decision(id: i64, when: &str, outcomes: &[Outcome], rationale: &str, actions: &[&str]) -> Decision {
    let parsed = actions.iter().map(|typed| action::parse(typed, &Settings::default(), at(when), &WorkingDays::shipped()).unwrap());
    Decision {
        id: DecisionId(id),
        episode: Some(EpisodeId(12)),
        business: None,
        agencies: Vec::new(),
        dissent: Vec::new(),
        panel: None,
        child: Some(ChildId(17)),
        outcomes: outcomes.to_vec(),
        rationale: rationale.into(),
        actions: (id * 10..).zip(parsed).map(|(number, new)| new.numbered(ActionId(number))).collect(),
        next_review: Some("2026-11-24".parse().unwrap()),
        band: Some(Band::Critical),
        rules_version: Some("shipped 1a2b".into()),
        replaces: None,
        shown: None,
        at: at(when),
        by: "D. Manager".into(),
    }
}

fn still_missing() -> MinutesItem {
    let first = decision(44, "2026-11-20T09:41:00Z", &[Outcome::Advice], "Advice to parent.", &["CSC: ring parent by noon"]);
    let second = decision(
        45,
        "2026-11-20T09:52:00Z",
        &[Outcome::StrategyMeeting, Outcome::JointInvestigation],
        "Fourth episode in 28 days, again with an older person.\nParent has not seen her since Thursday.",
        &["GMP: phone work on last number by Fri 12:00", "Barnardo's (J Smith): visit by in 3 working days", "EH: ring school"],
    );
    MinutesItem {
        child: "Nadia Begum".into(),
        child_id: Some(ChildId(17)),
        age: Some(16),
        care_status: Some(CareStatus::AtHome),
        episode: "MIS/26/012345".into(),
        police_grade: Some(Grade::High),
        band: Some(Band::Critical),
        overridden: Some(Override {
            rules_band: Band::High,
            reason: "the car was seen again".into(),
            by: "D. Manager".into(),
            at: at("2026-11-20T09:40:00Z"),
        }),
        reasons: vec!["Missing 3 or more times in 28 days: 24, 31 Oct, 9 and 19 Nov".into(), "CSE marker set 12 Oct".into()],
        decisions: vec![first, Decision { replaces: Some(DecisionId(44)), ..second }],
        interview: None,
    }
}

fn returned() -> MinutesItem {
    let mut action = decision(46, "2026-11-20T10:04:00Z", &[Outcome::Advice], "Back with carer, well.", &["TCS: offer interview today"]);
    // As an older entry may hold it.
    action.actions[0].agency = "TCS".into();
    MinutesItem {
        child: "Chidi Okafor".into(),
        child_id: Some(ChildId(4)),
        age: Some(15),
        care_status: Some(CareStatus::LookedAfter),
        episode: "E9".into(),
        police_grade: None,
        band: Some(Band::Standard),
        overridden: None,
        reasons: vec![],
        decisions: vec![Decision { next_review: None, ..action }],
        interview: Some("due Sun 22 Nov 22:10, last chance today 17:00".into()),
    }
}

fn a_day(items: Vec<MinutesItem>) -> MinutesData {
    MinutesData {
        hub: "Northbridge safeguarding hub".into(),
        heading: "Daily multi-agency risk meeting".into(),
        training: true,
        day: "2026-11-20".parse().unwrap(),
        now: at("2026-11-20T10:30:00Z"),
        list: Some(LoadedList {
            list: ListId(3),
            file: "daily-20-11.csv".into(),
            loaded_at: at("2026-11-20T08:39:00Z"),
            by: "A. Clerk".into(),
            cut_off: Some(at("2026-11-20T07:00:00Z")),
            rows: 14,
            counts: Counts::default(),
        }),
        items,
        refused: 2,
        waiting: 1,
        undecided: vec!["Kayden Ashworth, 15, still missing".into()],
        head: "9f2c1e7ab0".into(),
    }
}

#[test]
fn the_minutes_of_a_day() {
    insta::assert_snapshot!(markdown(&a_day(vec![still_missing(), returned()]), &Settings::default()));
}

#[test]
fn a_day_without_decisions_says_so() {
    let data = MinutesData { training: false, list: None, refused: 0, waiting: 0, undecided: vec![], ..a_day(vec![]) };
    insta::assert_snapshot!(markdown(&data, &Settings::default()));
}

#[test]
fn times_are_uk_times_in_summer() {
    let mut item = returned();
    item.decisions[0].at = at("2026-07-01T09:05:00Z");
    let data = MinutesData { day: "2026-07-01".parse().unwrap(), now: at("2026-07-01T10:00:00Z"), ..a_day(vec![item]) };
    let minutes = markdown(&data, &Settings::default());
    assert!(minutes.contains("Recorded 10:05 by D. Manager"), "{minutes}");
    assert!(minutes.contains("Made Wed 1 Jul 2026 11:00 (UK time)"), "{minutes}");
}

#[test]
fn no_name_or_free_text_can_break_a_table_or_start_a_heading() {
    const NASTY: &str = "x | y\n# Heading\n</table><script>z</script>\u{1b}[2J";
    let mut item = still_missing();
    item.child = NASTY.into();
    item.episode = NASTY.into();
    item.reasons = vec![NASTY.into()];
    for decision in &mut item.decisions {
        decision.rationale = NASTY.into();
        decision.by = NASTY.into();
        for action in &mut decision.actions {
            (action.agency, action.person, action.what) = (NASTY.into(), Some(NASTY.into()), NASTY.into());
        }
    }
    let mut data = a_day(vec![item]);
    data.undecided = vec![NASTY.into()];
    (data.hub, data.heading, data.head) = (NASTY.into(), NASTY.into(), NASTY.into());
    if let Some(list) = &mut data.list {
        (list.file, list.by) = (NASTY.into(), NASTY.into());
    }
    let minutes = markdown(&data, &Settings::default());

    let headings: Vec<&str> = minutes.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(headings.len(), 4, "the title, the child, not decided and the record: {headings:#?}");
    assert!(!minutes.contains('<') && !minutes.contains('\u{1b}'), "{minutes}");
    let rows: Vec<&str> = minutes.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), 2 + 3, "{rows:#?}");
    for row in rows {
        let bars = row.replace("\\|", "").matches('|').count();
        assert_eq!(bars, 6, "five cells in {row}");
    }
}

#[test]
fn an_amended_decision_keeps_its_earlier_wording_and_says_it_is_no_longer_in_force() {
    let minutes = markdown(&a_day(vec![still_missing()]), &Settings::default());
    assert_eq!(minutes.matches("**Decision ").count(), 1, "one decision is in force");
    let (now, earlier) = minutes.split_once("no longer in force").unwrap();
    assert!(now.contains("It changes the wording of D44") && earlier.contains("Advice to parent."));
    assert!(minutes.contains("Recorded: 1 decision, 3 actions"));
}
