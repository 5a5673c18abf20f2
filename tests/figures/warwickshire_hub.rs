//! The year that Warwickshire published once more, through a hub: 449 children and 1,856 episodes are written into an encrypted file entry
//! by entry, as a hub writes them, and the table is made by the command that makes it for everybody.

use super::warwickshire::{expected, published, rows};
use chrono::TimeDelta;
use std::collections::{BTreeMap, BTreeSet};
use tempfile::TempDir;
use wayhome::calendar::WorkingDays;
use wayhome::casebook::event::{Event, Line, ListId, Source};
use wayhome::casebook::{Hub, Opening};
use wayhome::child::{CareStatus, ChildDetails, ChildId, Marker};
use wayhome::demo::Entry;
use wayhome::episode::{EpisodeDetails, Moment, When};
use wayhome::interview::attempt::{Attempt, AttemptOutcome, Channel, Closure, Contact};
use wayhome::interview::record::{Covered, EndsAs, Finding, FindingKind, Held, InterviewRecord};
use wayhome::interview::sharing::SentLine;
use wayhome::interview::verdict::Verdict;
use wayhome::meeting::assessment::ToolResult;
use wayhome::meeting::decision::DecisionId;
use wayhome::report::figures::Period;
use wayhome::report::figures::facts::{AssessmentFact, CareGroup, EpisodeFact, Facts};
use wayhome::report::figures::presets::Preset;
use wayhome::settings::Settings;
use wayhome::store::journal::Actor;
use wayhome::triage::rules::Rules;

/// What was written down, when.
type Written = Vec<(Moment, Event)>;

fn child(written: &mut Written, of: &EpisodeFact, facts: &Facts) {
    let child = of.child.unwrap();
    let education = facts.assessments.iter().find(|fact| fact.child == Some(child)).and_then(|fact| fact.education);
    // So that the child has this age the whole year.
    let dob = format!("{}-03-31", 2020 - of.age.unwrap()).parse().unwrap();
    let details = ChildDetails {
        given: format!("Child {}", child.0),
        family: "Invented".into(),
        dob: Some(dob),
        sex: of.sex,
        care_status: Some(if of.care == Some(CareGroup::Ours) { CareStatus::LookedAfter } else { CareStatus::AtHome }),
        education,
        markers: of.markers.iter().map(|kind| Marker { kind: *kind, since: None, set_by: None }).collect(),
        ..ChildDetails::default()
    };
    written.push((moment("2020-03-31T09:00:00Z"), Event::ChildAdded { child, details, source: Source::Person }));
}

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

/// The episode, its return, the offer of the interview, and the interview or why there was none.
fn episode(written: &mut Written, of: &EpisodeFact) {
    let (episode, ended) = (of.episode, of.ended.as_ref().unwrap());
    let returned = ended.returned.unwrap();
    let details = EpisodeDetails {
        police_ref: Some(format!("WK/{}", episode.0)),
        reported: Some(When::exact(of.began)),
        last_seen: Some(When::exact(of.missing_since)),
        ..EpisodeDetails::default()
    };
    let line = Line { list: ListId(1), row: 2 };
    let back = EpisodeDetails { returned: Some(When::exact(returned)), ended: true, ..details.clone() };
    written.push((of.began, Event::EpisodeReported { episode, child: of.child, details, line, candidates: Vec::new() }));
    written.push((returned, Event::EpisodeChanged { episode, details: back, changes: Vec::new(), returned: true, line: None }));
    let offered_at = returned + TimeDelta::hours(if ended.verdicts.offer == Verdict::Met { 1 } else { 30 });
    let attempt = Attempt {
        at: offered_at,
        by: "Priya Nair".into(),
        to: Contact::Child,
        channel: Channel::Phone,
        outcome: AttemptOutcome::NotReached,
        offered: true,
        note: String::new(),
    };
    written.push((offered_at, Event::ContactAttempted { episode, attempt }));
    if let Some(held) = &ended.held {
        let at = held.at.max(offered_at);
        let covers = vec![Covered { episode, late: None }];
        let (place, by) = ("at school".to_owned(), "Priya Nair".to_owned());
        let held_now = Held { child: of.child, at, place, worker: None, by, covers, source: None, not_independent: None };
        written.push((at, Event::InterviewHeld { interview: held.interview, held: held_now }));
    } else if let Some(reason) = ended.not_held {
        written.push((offered_at, Event::InterviewClosed { episode, closure: Closure::of(reason) }));
    }
}

fn assessment(written: &mut Written, of: &AssessmentFact) {
    let (assessment, decision) = (of.assessment, DecisionId(of.assessment.0));
    let due = "2020-06-01".parse().unwrap();
    written.push((moment("2020-04-02T09:00:00Z"), Event::AssessmentStarted { assessment, decision, child: of.child, episode: None, due }));
    for result in &of.results {
        let tool = ToolResult {
            tool: "Indicators".into(),
            scale: 5,
            scores: BTreeMap::new(),
            titles: BTreeMap::new(),
            score: 0,
            most: 0,
            band: "low".into(),
            judged: "low".into(),
            judgement: "as the score".into(),
            concerns: result.concerns.clone(),
            outcome: result.outcome,
            review_on: None,
        };
        written.push((result.at, Event::AssessmentScored { assessment, result: tool }));
    }
}

/// What one interview found out, and that it was sent to police.
fn intelligence(written: &mut Written, facts: &Facts) {
    let held = facts.episodes.iter().filter_map(|fact| fact.ended.as_ref()?.held.as_ref()).min_by_key(|held| held.at).unwrap();
    let (interview, recipient) = (held.interview, "Warwickshire Police".to_owned());
    let finding = |fact: &wayhome::report::figures::facts::IntelligenceFact| Finding {
        id: Some(fact.finding),
        kind: FindingKind::Fact,
        text: format!("a grey car, {}", fact.finding),
        ends_as: Some(EndsAs::Intelligence),
        why: "to be looked for".into(),
        recipients: vec![recipient.clone()],
    };
    let findings: Vec<Finding> = facts.intelligence.iter().map(finding).collect();
    let lines = findings.iter().map(|finding| SentLine { finding: finding.id.unwrap(), text: finding.text.clone() }).collect();
    let record = InterviewRecord { findings, ..InterviewRecord::default() };
    let sent = facts.intelligence[0].at;
    written.push((sent - TimeDelta::hours(1), Event::InterviewRecorded { interview, record }));
    written.push((sent, Event::IntelligenceShared { interview, recipient, lines, file: "intelligence.csv".into() }));
}

fn hub(dir: &TempDir, facts: &Facts) -> Hub {
    let mut written = Written::new();
    let mut known = BTreeSet::<ChildId>::new();
    for of in &facts.episodes {
        if known.insert(of.child.unwrap()) {
            child(&mut written, of, facts);
        }
        episode(&mut written, of);
    }
    assert_eq!((facts.episodes.len(), known.len()), (1856, 449));
    facts.assessments.iter().for_each(|of| assessment(&mut written, of));
    intelligence(&mut written, facts);
    written.sort_by_key(|(at, _)| *at);
    let made = Event::HubMade { name: "Warwickshire".into(), training: false };
    let all = std::iter::once((moment("2020-03-30T09:00:00Z"), made)).chain(written);
    let entries = all.map(|(at, event)| Entry { at, actor: "D. Manager", events: vec![event] });
    let opening = Opening {
        actor: Actor { name: "D. Manager".into(), workstation: "hub1".into() },
        settings: Settings::default(),
        working_days: WorkingDays::shipped(),
        rules: Rules::parse(Rules::shipped()).unwrap(),
        clock_set: true,
    };
    Hub::make_from(&dir.path().join("hub.wayhome"), "invented", opening, entries).unwrap()
}

#[test]
fn every_published_count_of_2020_21_is_found_again_in_a_hub_of_1856_episodes() {
    let (dir, facts) = (TempDir::new().unwrap(), published());
    let hub = hub(&dir, &facts);
    let year = Period::new("2020-04-01".parse().unwrap(), "2021-03-31".parse().unwrap());
    let sheet = hub.figures_sheet(Preset::Warwickshire, year, None, facts.as_of).unwrap();
    // Of the year before nothing is in this hub: the column of the year itself is compared.
    let of_year = |row: &str| row.split(" | ").nth(1).unwrap_or_default().to_owned();
    for ((caption, expected), table) in expected().iter().zip(&sheet.tables) {
        assert!(table.caption.starts_with(caption), "{}", table.caption);
        if table.head.iter().any(|head| head.contains("2019/20")) {
            let found: Vec<String> = rows(table).iter().map(|row| of_year(row)).collect();
            assert_eq!(found, expected.iter().map(|row| of_year(row)).collect::<Vec<_>>(), "{caption}");
        } else {
            assert_eq!(&rows(table), expected, "{caption}");
        }
    }
    assert!(hub.verify().is_ok());
}
