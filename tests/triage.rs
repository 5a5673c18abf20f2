//! The shipped rules, case by case: each file in tests/triage holds cases as data.
//!
//! A case starts from a child of 16 at home, on the caseload, in school, with nothing on record, last seen on Thu 19 Nov 2026
//! 15:30, reported 16:00, police grade low, still missing on Fri 20 Nov at 08:41, and says what is different and what the rule
//! must then do: `fires` (with its evidence), `nearly` (what is short), `untested` (why), or `quiet`.

use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;
use wayhome::calendar::WorkingDays;
use wayhome::child::ChildDetails;
use wayhome::clock::{ClockSettings, Hours};
use wayhome::episode::{Category, Episode, EpisodeDetails, EpisodeId, Moment, When};
use wayhome::meeting::decision::{Decision, DecisionId, Outcome as Decided};
use wayhome::settings::Settings;
use wayhome::triage::facts::{CATALOGUE, Facts, Subject, Together};
use wayhome::triage::rules::Rules;

#[derive(Deserialize)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Case {
    rule: String,
    /// What the case shows, where the rule's title does not say it.
    says: String,
    fires: Option<String>,
    nearly: Option<String>,
    untested: Option<String>,
    quiet: bool,
    clears_on: Option<String>,
    now: Moment,
    child: toml::Table,
    /// Fields of the child that are not known.
    without: Vec<String>,
    identified: bool,
    episode: EpisodeDetails,
    /// Details of the episode that the list does not give.
    not_listed: Vec<String>,
    returned: Option<Moment>,
    /// Earlier episodes: a day (missing 20:00 to 23:00), or "from/to" in UTC; "absent" before it sets the category.
    earlier: Vec<String>,
    together: Vec<(String, String, bool)>,
    /// Outcomes of earlier decisions, one week apart, the last on 16 Nov.
    decisions: Vec<Vec<Decided>>,
    refused: Option<u32>,
    area_postcodes: Vec<String>,
    escalation: Option<Vec<String>>,
}

impl Default for Case {
    fn default() -> Case {
        Case {
            rule: String::new(),
            says: String::new(),
            fires: None,
            nearly: None,
            untested: None,
            quiet: false,
            clears_on: None,
            now: moment("2026-11-20T08:41:00Z"),
            child: toml::Table::new(),
            without: Vec::new(),
            identified: true,
            episode: EpisodeDetails::default(),
            not_listed: Vec::new(),
            returned: None,
            earlier: Vec::new(),
            together: Vec::new(),
            decisions: Vec::new(),
            refused: Some(0),
            area_postcodes: Vec::new(),
            escalation: None,
        }
    }
}

fn moment(text: &str) -> Moment {
    text.parse().unwrap_or_else(|e| panic!("moment {text}: {e}"))
}

impl Case {
    fn child(&self) -> ChildDetails {
        let known: toml::Table = toml::from_str(
            "given = 'Ada'\nfamily = 'Example'\ndob = '2010-03-04'\ncare_status = 'at-home'\nhealth = []\neducation = 'in-school'\nyouth_justice = false\non_caseload = true\n",
        )
        .unwrap();
        let merged: toml::Table = known.into_iter().chain(self.child.clone()).filter(|(field, _)| !self.without.contains(field)).collect();
        merged.try_into().unwrap_or_else(|e| panic!("{}: {e}", self.name()))
    }

    fn episode(&self) -> Episode {
        let mut details = self.episode.clone();
        let listed = |field: &str| !self.not_listed.iter().any(|f| f == field);
        details.last_seen = details.last_seen.or_else(|| listed("last_seen").then(|| When::exact(moment("2026-11-19T15:30:00Z"))));
        details.reported = details.reported.or_else(|| listed("reported").then(|| When::exact(moment("2026-11-19T16:00:00Z"))));
        details.grade = details.grade.or_else(|| listed("grade").then_some(wayhome::episode::Grade::Low));
        details.category = details.category.or_else(|| listed("category").then_some(Category::Missing));
        details.returned = self.returned.map(When::exact);
        details.ended |= self.returned.is_some();
        episode(1, details)
    }

    fn earlier(&self) -> Vec<Episode> {
        let made = |(n, text): (usize, &String)| {
            let (category, text) = match text.strip_prefix("absent ") {
                Some(rest) => (Category::Absent, rest),
                None => (Category::Missing, text.as_str()),
            };
            let (from, to) = match text.split_once('/') {
                Some((from, to)) => (moment(from), moment(to)),
                None => (moment(&format!("{text}T20:00:00Z")), moment(&format!("{text}T23:00:00Z"))),
            };
            let details = EpisodeDetails {
                reported: Some(When::exact(from)),
                returned: Some(When::exact(to)),
                ended: true,
                category: Some(category),
                ..Default::default()
            };
            episode(n as i64 + 2, details)
        };
        self.earlier.iter().enumerate().map(made).collect()
    }

    fn decisions(&self) -> Vec<Decision> {
        let count = self.decisions.len() as i64;
        let made = |(n, outcomes): (usize, &Vec<Decided>)| Decision {
            id: DecisionId(n as i64 + 1),
            episode: Some(EpisodeId(1)),
            business: None,
            agencies: Vec::new(),
            dissent: Vec::new(),
            panel: None,
            child: None,
            outcomes: outcomes.clone(),
            rationale: "as discussed".into(),
            actions: Vec::new(),
            next_review: None,
            band: None,
            rules_version: None,
            replaces: None,
            shown: None,
            at: moment("2026-11-16T10:00:00Z") - chrono::TimeDelta::weeks(count - 1 - n as i64),
            by: "chair".into(),
        };
        self.decisions.iter().enumerate().map(made).collect()
    }

    fn name(&self) -> String {
        format!("{} ({})", self.rule, self.says)
    }

    /// The facts, seen from a moment.
    fn facts(&self, now: Moment) -> Facts {
        let (child, episode, decisions) = (self.child(), self.episode(), self.decisions());
        let mut history = self.earlier();
        history.push(episode.clone());
        let together: Vec<Together> =
            self.together.iter().map(|(name, on, now)| Together { name: name.clone(), on: on.parse().unwrap(), now: *now }).collect();
        let mut settings = Settings::default();
        settings.hub.area_postcodes = self.area_postcodes.clone();
        settings.escalation = self.escalation.clone().unwrap_or(settings.escalation);
        let interview = clocks().interview(&episode, now);
        Facts::gather(&Subject {
            child: self.identified.then_some(&child),
            episode: &episode,
            history: &history,
            decisions: &decisions,
            together: &together,
            interviews_refused: self.refused,
            interview: interview.as_ref(),
            settings: &settings,
            now,
        })
    }
}

fn episode(id: i64, details: EpisodeDetails) -> Episode {
    let received = details.reported.map_or(moment("2026-11-19T16:30:00Z"), |when| when.at);
    Episode { id: EpisodeId(id), child: None, details, received, notice_of_return: None, changed: 1 }
}

fn clocks() -> ClockSettings {
    use chrono::Weekday::{Fri, Mon, Thu, Tue, Wed};
    let hours = Hours { days: vec![Mon, Tue, Wed, Thu, Fri], from: "09:00:00".parse().unwrap(), to: "17:00:00".parse().unwrap() };
    ClockSettings { interview_hours: 72, offer_hours: 24, interview_working_days: 3, hours, working_days: WorkingDays::shipped() }
}

/// The shipped rules with every preset enabled, so that presets are tested too.
fn rules() -> Rules {
    Rules::parse(&Rules::shipped().replace("enabled = false", "enabled = true")).unwrap()
}

fn cases() -> Vec<(String, Case)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/triage");
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let file: File = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap_or_else(|e| panic!("{name}: {e}"));
        cases.extend(file.case.into_iter().map(|case| (name.clone(), case)));
    }
    cases
}

/// What a rule did, in the words of a case.
#[derive(Debug, PartialEq)]
enum Did {
    Fired(String, Option<NaiveDate>),
    Nearly(String),
    Untested(String),
    Quiet,
}

fn did(rules: &Rules, rule: &str, facts: &Facts) -> Did {
    let outcome = rules.outcome(facts);
    if let Some(fired) = outcome.fired.iter().find(|f| f.rule == rule) {
        return Did::Fired(fired.evidence.clone(), fired.clears_on);
    }
    if let Some(near) = outcome.near.iter().find(|n| n.rule == rule) {
        return Did::Nearly(near.short_of.clone());
    }
    outcome.untested.iter().find(|u| u.rule == rule).map_or(Did::Quiet, |u| Did::Untested(u.why.clone()))
}

#[test]
fn every_case_does_what_it_says() {
    let rules = rules();
    let mut wrong = Vec::new();
    for (file, case) in cases() {
        assert!(rules.rules().iter().any(|r| r.id == case.rule), "{file}: no rule '{}'", case.rule);
        let was = did(&rules, &case.rule, &case.facts(case.now));
        let want = match (&case.fires, &case.nearly, &case.untested, case.quiet) {
            (Some(evidence), None, None, false) => Did::Fired(evidence.clone(), case.clears_on.as_ref().map(|d| d.parse().unwrap())),
            (None, Some(short), None, false) => Did::Nearly(short.clone()),
            (None, None, Some(why), false) => Did::Untested(why.clone()),
            (None, None, None, true) => Did::Quiet,
            _ => panic!("{file}: {} must say one of fires, nearly, untested, quiet", case.name()),
        };
        if was != want {
            wrong.push(format!("{file}: {}\n   wanted {want:?}\n   was    {was:?}", case.name()));
        }
    }
    assert!(wrong.is_empty(), "{} cases are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_shipped_rule_has_a_case_that_fires_one_that_does_not_and_one_that_cannot_be_tested() {
    let mut seen: BTreeMap<String, [bool; 3]> = BTreeMap::new();
    for (_, case) in cases() {
        let marks = seen.entry(case.rule.clone()).or_default();
        marks[0] |= case.fires.is_some();
        marks[1] |= case.quiet || case.nearly.is_some();
        marks[2] |= case.untested.is_some();
    }
    for rule in rules().rules() {
        let always_known = rule.facts().iter().all(|fact| fact.info().always_known);
        let marks = seen.get(&rule.id).copied().unwrap_or_default();
        assert_eq!(marks, [true, true, !always_known], "cases of '{}': fires, does not, cannot be tested", rule.id);
    }
}

#[test]
fn a_rule_fires_until_the_day_it_is_said_to_clear() {
    let rules = rules();
    let mut checked = 0;
    for (file, case) in cases() {
        let Did::Fired(_, Some(clears)) = did(&rules, &case.rule, &case.facts(case.now)) else { continue };
        let at_noon = |day: NaiveDate| moment(&format!("{day}T12:00:00Z"));
        let after = did(&rules, &case.rule, &case.facts(at_noon(clears)));
        let before = did(&rules, &case.rule, &case.facts(at_noon(clears.pred_opt().unwrap())));
        assert!(!matches!(after, Did::Fired(..)), "{file}: {} still fires on {clears}", case.name());
        assert!(matches!(before, Did::Fired(..)), "{file}: {} has cleared before {clears}", case.name());
        checked += 1;
    }
    assert!(checked >= 10, "only {checked} cases clear");
}

#[test]
fn the_shipped_rules_are_many_sourced_and_calm() {
    let rules = Rules::parse(Rules::shipped()).unwrap();
    assert!(rules.rules().iter().filter(|r| r.enabled).count() >= 25);
    assert!(rules.rules().iter().all(|r| !r.source.is_empty()));
    let calm = Case { returned: Some(moment("2026-11-19T18:00:00Z")), ..Case::default() };
    let outcome = rules.outcome(&calm.facts(calm.now));
    assert_eq!(outcome.band.code(), "standard", "a child back the same evening with nothing on record: {:?}", outcome.fired);
}

#[test]
fn a_child_who_is_not_identified_leaves_rules_untested_not_false() {
    let rules = Rules::parse(Rules::shipped()).unwrap();
    let case = Case { identified: false, ..Case::default() };
    let outcome = rules.outcome(&case.facts(case.now));
    let why = |rule: &str| outcome.untested.iter().find(|u| u.rule == rule).map(|u| u.why.as_str());
    for rule in ["repeat-28", "cse-marker", "nights-30", "child-protection-plan", "same-decision"] {
        assert_eq!(why(rule), Some("the child is not identified"), "{rule}");
    }
    assert_eq!(outcome.top_reason().map(|f| f.rule.as_str()), Some("not-identified"));
}

#[test]
fn the_order_of_history_and_decisions_does_not_matter() {
    let rules = rules();
    for (file, mut case) in cases() {
        let before = rules.outcome(&case.facts(case.now));
        case.earlier.reverse();
        case.together.reverse();
        assert_eq!(rules.outcome(&case.facts(case.now)), before, "{file}: {}", case.name());
    }
}

#[test]
fn the_manual_names_every_fact_and_every_shipped_rule_with_its_band_and_source() {
    let manual = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md")).unwrap();
    let facts = CATALOGUE.iter().map(|info| {
        let words = info.kind.words();
        let list = if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) };
        format!("| `{}` | {}{list} | {} |", info.name, info.kind.how(), info.means)
    });
    let shipped = Rules::parse(Rules::shipped()).unwrap();
    let rules = shipped.rules().iter().map(|rule| {
        let preset = if rule.enabled { "" } else { " (preset, not enabled)" };
        format!("| `{}` | {}{preset} | {} | {} |", rule.id, rule.title, rule.band.code(), rule.source)
    });
    let missing: Vec<String> = facts.chain(rules).filter(|line| !manual.lines().any(|l| l == line)).collect();
    assert!(missing.is_empty(), "docs/rules.md lacks these lines:\n{}", missing.join("\n"));
}
