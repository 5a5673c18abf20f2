//! The rule file: parsed, checked, applied. Its format is described in docs/rules.md.

use super::condition::{Condition, Leaf, Truth};
use super::facts::{Fact, Facts};
use super::{Band, Fired, Near, Outcome, Override, Untested, parse, words};
use crate::episode::Moment;
use sha2::{Digest, Sha256};

/// One rule of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    pub id: String,
    pub title: String,
    /// Where it comes from, or "local".
    pub source: String,
    /// The band a child is at least in when the rule fires.
    pub band: Band,
    /// The question the rule puts to the meeting.
    pub ask: Option<String>,
    /// A rule that is not enabled is a preset: checked, listed, never applied.
    pub enabled: bool,
    pub when: Condition,
    /// Line of the file on which it starts, from 1.
    pub line: usize,
}

impl Rule {
    /// The facts it asks about, in the order of the file.
    pub fn facts(&self) -> Vec<Fact> {
        let mut leaves = Vec::new();
        self.when.leaves(&mut leaves);
        leaves.iter().map(|leaf| leaf.fact).collect()
    }
}

/// What is wrong with a rule file, and on which line (from 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleError {
    pub line: usize,
    pub message: String,
}

impl std::fmt::Display for RuleError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for RuleError {}

/// A checked rule set.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    version: String,
    rules: Vec<Rule>,
}

/// What the rules say, without words: places in [`Rules::rules`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The highest band of the rules that fired; standard where none did.
    pub band: Band,
    /// Worst band first, then in the order of the file.
    pub fired: Vec<u16>,
    pub near: Vec<u16>,
    pub untested: Vec<u16>,
}

impl Rules {
    /// Reads and checks a rule file; reports everything that is wrong with it, in the order of the lines.
    pub fn parse(toml: &str) -> Result<Rules, Vec<RuleError>> {
        let (name, rules) = parse::rules(toml)?;
        let digest = crate::text::hex(&Sha256::digest(toml.as_bytes())[..4]);
        Ok(Rules { version: format!("{name} {digest}"), rules })
    }

    /// The text of the rule file shipped with the program.
    pub fn shipped() -> &'static str {
        include_str!("../../assets/rules.toml")
    }

    /// Name of the rule set and the first eight hex digits of the SHA-256 of its text: which rules gave a band.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Every rule, presets that are not enabled included, in the order of the file.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Applies every enabled rule.
    pub fn verdict(&self, facts: &Facts) -> Verdict {
        let room = || Vec::with_capacity(self.rules.len());
        let mut verdict = Verdict { band: Band::Standard, fired: room(), near: room(), untested: room() };
        for (place, rule) in (0u16..).zip(&self.rules).filter(|(_, rule)| rule.enabled) {
            match rule.when.eval(facts, facts.today) {
                Truth::True => {
                    verdict.band = verdict.band.max(rule.band);
                    verdict.fired.push(place);
                }
                Truth::Nearly => verdict.near.push(place),
                Truth::Unknown => verdict.untested.push(place),
                Truth::False => {}
            }
        }
        verdict.fired.sort_by_key(|place| std::cmp::Reverse(self.rules[usize::from(*place)].band));
        verdict
    }

    /// The verdict with its words: evidence, what is short, what is not known.
    pub fn outcome(&self, facts: &Facts) -> Outcome {
        let verdict = self.verdict(facts);
        let named = |places: &[u16]| places.iter().map(|place| &self.rules[usize::from(*place)]).collect::<Vec<_>>();
        Outcome {
            band: verdict.band,
            rules_version: self.version.clone(),
            fired: named(&verdict.fired).into_iter().map(|rule| rule.fired(facts)).collect(),
            near: named(&verdict.near).into_iter().map(|rule| rule.near(facts)).collect(),
            untested: named(&verdict.untested).into_iter().map(|rule| rule.untested(facts)).collect(),
            overridden: None,
        }
    }
}

impl Rule {
    fn fired(&self, facts: &Facts) -> Fired {
        let mut leaves: Vec<&Leaf> = Vec::new();
        self.when.because(facts, Truth::True, &mut leaves);
        let clears_on = self.when.clears_on(facts);
        let mut evidence: Vec<String> = leaves.iter().map(|leaf| words::evidence(leaf, facts)).collect();
        evidence.extend(words::clearing(&leaves, clears_on, facts.today));
        Fired {
            rule: self.id.clone(),
            title: self.title.clone(),
            source: self.source.clone(),
            band: self.band,
            evidence: joined(evidence),
            clears_on,
            ask: self.ask.clone(),
        }
    }

    fn near(&self, facts: &Facts) -> Near {
        let mut leaves = Vec::new();
        self.when.short(facts, &mut leaves);
        let short_of = joined(leaves.iter().map(|leaf| words::short_of(leaf, facts)).collect());
        Near { rule: self.id.clone(), title: self.title.clone(), short_of }
    }

    fn untested(&self, facts: &Facts) -> Untested {
        let mut leaves = Vec::new();
        self.when.because(facts, Truth::Unknown, &mut leaves);
        let why = joined(leaves.iter().map(|leaf| words::unknown(leaf, facts).to_string()).collect());
        Untested { rule: self.id.clone(), title: self.title.clone(), why }
    }
}

/// Parts of a sentence, each said once.
fn joined(parts: Vec<String>) -> String {
    let mut said: Vec<String> = Vec::new();
    for part in parts {
        if !said.contains(&part) {
            said.push(part);
        }
    }
    said.join("; ")
}

impl Outcome {
    /// The rule to name where there is room for one: the first of the highest band.
    pub fn top_reason(&self) -> Option<&Fired> {
        self.fired.first()
    }

    /// The outcome with the chair's band in place of the rules'; what the rules said stays visible.
    pub fn with_override(self, band: Band, reason: impl Into<String>, by: impl Into<String>, at: Moment) -> Outcome {
        let rules_band = self.overridden.as_ref().map_or(self.band, |earlier| earlier.rules_band);
        Outcome { band, overridden: Some(Override { rules_band, reason: reason.into(), by: by.into(), at }), ..self }
    }
}
