//! What the rule language promises: three-valued truth, errors with line and remedy, no panic on any text.

use super::condition::{Condition, Leaf, Test, Truth};
use super::facts::{CATALOGUE, Fact, Facts, Subject};
use super::rules::Rules;
use super::span::Span;
use crate::episode::{Episode, EpisodeDetails, EpisodeId, Moment, When};
use crate::settings::Settings;
use proptest::prelude::*;

/// Facts of a child who is not identified, still missing, with no category on the list.
fn facts() -> Facts {
    let at: Moment = "2026-11-19T16:00:00Z".parse().unwrap();
    let details = EpisodeDetails { reported: Some(When::exact(at)), ..Default::default() };
    let episode = Episode { id: EpisodeId(1), child: None, details, received: at, notice_of_return: None, changed: 1 };
    Facts::gather(&Subject {
        child: None,
        episode: &episode,
        history: &[],
        decisions: &[],
        together: &[],
        interviews_refused: None,
        interview: None,
        settings: &Settings::default(),
        now: "2026-11-20T08:41:00Z".parse().unwrap(),
    })
}

/// A condition with this answer of `facts()`, where the child has been missing for 16 h 41 m.
fn leaf(answer: Truth) -> Condition {
    let (fact, test) = match answer {
        Truth::True => (Fact::StillMissing, Test::Is(true)),
        Truth::Nearly => (Fact::MissingFor, Test::AtLeast(Span::Hours(20))),
        Truth::False => (Fact::StillMissing, Test::Is(false)),
        Truth::Unknown => (Fact::OnCaseload, Test::Is(true)),
    };
    Condition::Leaf(Leaf { fact, test })
}

#[test]
fn unknown_is_not_false() {
    use Truth::{False, Nearly, True, Unknown};
    let facts = facts();
    let eval = |condition: Condition| condition.eval(&facts, facts.today);
    // a, b, all, any: Kleene's strong three-valued logic.
    for (a, b, all, any) in [
        (True, True, True, True),
        (True, False, False, True),
        (True, Unknown, Unknown, True),
        (False, True, False, True),
        (False, False, False, False),
        (False, Unknown, False, Unknown),
        (Unknown, True, Unknown, True),
        (Unknown, False, False, Unknown),
        (Unknown, Unknown, Unknown, Unknown),
        // What nearly holds is false, and makes the whole nearly hold only where nothing else stands in the way.
        (Nearly, True, Nearly, True),
        (Nearly, Nearly, Nearly, Nearly),
        (Nearly, False, False, Nearly),
        (Nearly, Unknown, False, Unknown),
    ] {
        assert_eq!(eval(Condition::All(vec![leaf(a), leaf(b)])), all, "{a:?} and {b:?}");
        assert_eq!(eval(Condition::Any(vec![leaf(a), leaf(b)])), any, "{a:?} or {b:?}");
        assert_eq!(eval(Condition::All(vec![leaf(b), leaf(a)])), all, "{b:?} and {a:?}");
        assert_eq!(eval(Condition::Any(vec![leaf(b), leaf(a)])), any, "{b:?} or {a:?}");
    }
    for (a, not) in [(True, False), (False, True), (Nearly, True), (Unknown, Unknown)] {
        assert_eq!(eval(Condition::Not(Box::new(leaf(a)))), not, "not {a:?}");
    }
}

fn rule(when: &str) -> String {
    format!("name = 'test'\n\n[[rule]]\nid = 'a'\ntitle = 'A'\nsource = 'local'\nband = 'high'\nwhen = {when}\n")
}

fn errors(text: &str) -> Vec<String> {
    Rules::parse(text).expect_err(text).iter().map(ToString::to_string).collect()
}

#[test]
fn a_mistake_in_a_condition_is_named_with_its_line_and_a_remedy() {
    for (when, message) in [
        ("{ agee = 3 }", "unknown fact 'agee', did you mean 'age'?"),
        ("{ episods = { within = '28 days' } }", "unknown fact 'episods', did you mean 'episodes'?"),
        ("{ markers = 'csee' }", "unknown word for 'markers': 'csee', did you mean 'cse'?"),
        ("{ police_grade = { at_least = 'hihg' } }", "unknown word for 'police_grade': 'hihg', did you mean 'high'?"),
        ("{ police_grade = { at_least = 'high', at_most = 'low' } }", "no police_grade can be both; this rule would never fire"),
        ("{ still_missing = 'yes' }", "'still_missing' takes true or false; not a text"),
        ("{ age = 'young' }", "'age' takes a number of years: 3, or { at_least = 3 }, more_than, at_most, less_than; not a text"),
        (
            "{ age = 12.5 }",
            "'age' takes a number of years: 3, or { at_least = 3 }, more_than, at_most, less_than; not a number with a point",
        ),
        ("{ age = -1 }", "write a whole number from 0 to 1000000 here"),
        ("{ age = { les_than = 13 } }", "unknown key in 'age': 'les_than', did you mean 'less_than'?"),
        ("{ age = { at_least = 16, less_than = 16 } }", "no number can be both; this rule would never fire"),
        ("{ age = { at_least = 0 } }", "at_least = 0 is always true; write 1 or more"),
        (
            "{ missing_for = { at_least = '1 fortnight' } }",
            "cannot read the length of time '1 fortnight'; write it like \"24 hours\", \"28 days\" or \"3 months\"",
        ),
        ("{ missing_for = { at_least = 24 } }", "a length of time is a text like \"28 days\", not a number"),
        ("{ episodes = { at_least = 3 } }", "'episodes' needs a window: within = \"28 days\""),
        ("{ episodes = { within = '24 hours' } }", "a window is counted in days or months, not hours"),
        ("{ episodes = { within = '28 days', trend = 'risen' } }", "unknown trend 'risen', did you mean 'rising'?"),
        (
            "{ episodes = 3 }",
            "'episodes' takes episodes in a window: { within = \"28 days\", at_least = 3 }, more_than, at_most, less_than, trend; not a number",
        ),
        ("{ any = [] }", "'all' and 'any' take a list of conditions: [{ … }, { … }]"),
        ("{}", "an empty condition is always true; name at least one fact"),
        ("'always'", "a condition is written { fact = … }, not as a text"),
    ] {
        assert!(errors(&rule(when)).contains(&format!("line 8: {message}")), "{when}: {:?}", errors(&rule(when)));
    }
}

#[test]
fn a_mistake_in_a_file_is_named_with_its_line() {
    let good = rule("{ age = 12 }");
    for (text, wanted) in [
        (String::new(), "line 1: no rules here; begin each with [[rule]]"),
        ("rule = []".into(), "line 1: 'rule' must be a list of rules; begin each with [[rule]]"),
        ("rule = 3".into(), "line 1: 'rule' must be a list of rules; begin each with [[rule]]"),
        (
            format!("{good}\n[[rule]]\nid = 'a'\ntitle = 'B'\nsource = 'local'\nband = 'low'\nwhen = {{ age = 1 }}"),
            "line 14: unknown band 'low'; there is standard, medium, high, critical",
        ),
        (good.replace("title", "titel"), "line 5: unknown key in a rule: 'titel', did you mean 'title'?"),
        (good.replace("title", "titel"), "line 3: the rule has no 'title'"),
        (good.replace("'local'", "''"), "line 6: 'source' is empty"),
        (good.replace("'local'", "7"), "line 6: 'source' takes a text in quotes, not a number"),
        (good.replace("'A'", "\"\\u001b[2J\""), "line 5: 'title' must be one line without control characters"),
        (good.replace("id = 'a'", "id = 'A b'"), "line 4: the id 'A b' may hold small letters, digits and '-' only"),
        (format!("{good}enabled = 'no'\n"), "line 9: 'enabled' takes true or false, not a text"),
        (
            format!("{good}{}", good.replace("name = 'test'\n", "")),
            "line 10: the id 'a' is used twice, first on line 3; give each rule its own",
        ),
    ] {
        assert!(errors(&text).iter().any(|e| e == wanted), "wanted {wanted}, was {:?}", errors(&text));
    }
    assert!(errors("[[rule]]\nid = \n")[0].starts_with("line 2: this is not TOML:"), "{:?}", errors("[[rule]]\nid = \n"));
}

#[test]
fn a_condition_nested_without_end_is_refused_not_followed() {
    for text in [
        rule(&format!("{}{{ age = 3 }}{}", "{ not = ".repeat(20_000), " }".repeat(20_000))),
        rule(&format!("{}{}", "[".repeat(20_000), "]".repeat(20_000))),
        format!("[[rule]]\nwhen{}.age = 3\n", ".not".repeat(20_000)),
        format!("[[rule]]\n[rule.when{}]\nage = 3\n", ".not".repeat(20_000)),
    ] {
        assert!(Rules::parse(&text).is_err());
    }
}

#[test]
fn every_mistake_is_reported_not_only_the_first() {
    let text = format!("{}\n[[rule]]\nid = 'b'\nband = 'hihg'\nwhen = {{ agee = 1, markers = 'xse' }}\n", rule("{ agee = 1 }"));
    let lines: Vec<usize> = Rules::parse(&text).unwrap_err().iter().map(|e| e.line).collect();
    assert_eq!(lines, [8, 10, 10, 12, 13, 13]);
}

#[test]
fn the_version_changes_with_the_text_and_names_the_rule_set() {
    let (a, b) = (Rules::parse(&rule("{ age = 12 }")).unwrap(), Rules::parse(&rule("{ age = 13 }")).unwrap());
    assert!(a.version().starts_with("test ") && a.version().len() == "test ".len() + 8, "{}", a.version());
    assert_ne!(a.version(), b.version());
}

#[test]
fn a_preset_that_is_not_enabled_is_listed_and_never_applied() {
    let rules = Rules::parse(&format!("{}enabled = false\n", rule("{ still_missing = true }"))).unwrap();
    assert_eq!(rules.rules().len(), 1);
    assert!(rules.verdict(&facts()).fired.is_empty());
}

#[test]
fn the_chairs_band_counts_and_the_rules_band_stays_visible() {
    let outcome = Rules::parse(&rule("{ still_missing = true }")).unwrap().outcome(&facts());
    let at: Moment = "2026-11-20T09:00:00Z".parse().unwrap();
    let once = outcome.with_override(super::Band::Medium, "with her aunt, seen by police", "Chair", at);
    assert_eq!(once.band, super::Band::Medium);
    let twice = once.with_override(super::Band::Critical, "left the aunt's", "Chair", at);
    assert_eq!(twice.overridden.as_ref().map(|o| o.rules_band), Some(super::Band::High));
    assert_eq!(twice.top_reason().map(|f| f.rule.as_str()), Some("a"));
}

/// A text that is nearly a rule file: a piece of the shipped one replaced by something else.
fn damaged() -> impl Strategy<Value = String> {
    let text = Rules::shipped();
    (0..text.len(), 0usize..40, "[ -~\\n]{0,12}").prop_map(move |(at, length, piece)| {
        let from = (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        let to = (at + length..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
        format!("{}{piece}{}", &text[..from], &text[to.max(from)..])
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>(), damaged in damaged()) {
        for text in [text, damaged] {
            if let Ok(rules) = Rules::parse(&text) {
                rules.outcome(&facts());
            }
        }
    }

    #[test]
    fn any_fact_with_any_value_is_read_or_refused(fact in 0..CATALOGUE.len(), value in "(true|-?[0-9]{1,20}|\"[a-z0-9 ]{0,9}\"|\\[\"cse\"\\]|\\{ (at_least|less_than|within) = (\"[0-9]{1,12} (days|months|weeks)\"|[0-9]{1,20}) \\})") {
        if let Ok(rules) = Rules::parse(&rule(&format!("{{ {} = {value} }}", CATALOGUE[fact].name))) {
            rules.outcome(&facts());
        }
    }

    #[test]
    fn a_count_clears_on_the_named_day_and_not_before(ago in prop::collection::vec(0i64..400, 1..12), window in 1u32..120, months in any::<bool>(), at_least in 1u32..5, rising in any::<bool>()) {
        use chrono::TimeDelta;
        let unit = if months { "months" } else { "days" };
        let trend = if rising { ", trend = 'rising'" } else { "" };
        let window = if months { window % 12 + 1 } else { window };
        let rules = Rules::parse(&rule(&format!("{{ episodes = {{ within = '{window} {unit}', at_least = {at_least}{trend} }} }}"))).unwrap();
        let now: Moment = "2027-03-01T12:00:00Z".parse().unwrap();
        let history: Vec<Episode> = (1..).zip(&ago).map(|(id, days)| {
            let at = now - TimeDelta::days(*days);
            let details = EpisodeDetails { reported: Some(When::exact(at)), returned: Some(When::exact(at)), ended: true, ..Default::default() };
            Episode { id: EpisodeId(id), child: None, details, received: at, notice_of_return: None, changed: 1 }
        }).collect();
        let fired = |now: Moment| {
            let child = crate::child::ChildDetails::default();
            let settings = Settings::default();
            let facts = Facts::gather(&Subject {
                child: Some(&child), episode: &history[0], history: &history, decisions: &[], together: &[],
                interviews_refused: None, interview: None, settings: &settings, now,
            });
            rules.outcome(&facts).fired
        };
        if let Some(clears) = fired(now).first().map(|f| f.clears_on) {
            let days = (clears.expect("a count of past days clears") - now.date_naive()).num_days();
            prop_assert!(fired(now + TimeDelta::days(days)).is_empty());
            for day in 0..days {
                prop_assert!(!fired(now + TimeDelta::days(day)).is_empty(), "cleared on day {day} of {days}");
            }
        }
    }
}
