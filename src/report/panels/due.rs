//! What makes a child due for a panel: a threshold of episodes, a referral by the meeting, the panel's own review, missing for long.
//!
//! A reason stands until the panel has talked about the child; a new episode, referral or review makes a new one. Whom no panel
//! takes, though a threshold is reached, is named and never left out.

use crate::calendar::{day_of, length, long_day};
use crate::child::{CareStatus, MarkerKind};
use crate::codes::codes;
use crate::episode::{EpisodeId, Moment};
use crate::meeting::decision::DecisionId;
use crate::report::panel::Stays;
use crate::settings::{Panel, Step};
use crate::text::fold;
use crate::triage::days_in_words;
use crate::triage::span::Span;
use chrono::NaiveDate;
use serde::Serialize;

codes! {
    /// Why a child is due for a panel.
    ReasonKind {
        Threshold = "threshold", "threshold";
        Referral = "referral", "referral";
        Review = "review", "review";
        LongTerm = "long-term", "long-term";
    }
}

/// One reason, with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    pub kind: ReasonKind,
    /// The UK day it arose; of a review, the day it is for.
    pub since: NaiveDate,
    /// "3 episodes in 28 days: 24, 31 Oct, 9 Nov".
    pub words: String,
    /// The episodes that reached the threshold, or that lasts.
    #[serde(serialize_with = "as_texts")]
    pub episodes: Vec<EpisodeId>,
    /// The decision that referred the child.
    pub decision: Option<DecisionId>,
}

fn as_texts<S: serde::Serializer>(ids: &[EpisodeId], s: S) -> Result<S::Ok, S::Error> {
    s.collect_seq(ids.iter().map(ToString::to_string))
}

/// What is known of a child now, as far as panels ask.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub care: Option<CareStatus>,
    pub locality: Option<String>,
    pub markers: Vec<MarkerKind>,
    /// In the order they began.
    pub episodes: Vec<Spell>,
    pub referrals: Vec<Referral>,
    /// What panels said, the latest day first; of one day what was written later.
    pub said: Vec<Said>,
}

/// A missing episode.
#[derive(Debug, Clone, Copy)]
pub struct Spell {
    pub episode: EpisodeId,
    pub began: Moment,
    /// When the hub first heard of it: what a panel said before that does not answer it.
    pub heard: Moment,
    pub missing_since: Moment,
    pub still_missing: bool,
}

/// A decision that refers the child to a panel.
#[derive(Debug, Clone)]
pub struct Referral {
    pub decision: DecisionId,
    /// As the settings named it then; `None`: it was left open.
    pub panel: Option<String>,
    pub at: Moment,
}

/// What a panel said of the child.
#[derive(Debug, Clone)]
pub struct Said {
    pub panel: String,
    /// The UK day of the panel.
    pub on: NaiveDate,
    /// When it was written down.
    pub at: Moment,
    pub stays: Stays,
    /// As the panel or its decision set it.
    pub next_review: Option<NaiveDate>,
    /// What the panel decided with it.
    pub decision: Option<DecisionId>,
}

/// What is asked of each child alike.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub panel: &'a Panel,
    /// The next meeting, today's included; `None`: the panel meets when needed.
    pub next: Option<NaiveDate>,
    /// Thresholds reached before this day are not asked after: they are from before the panel was kept here.
    pub from: NaiveDate,
    pub now: Moment,
}

/// How a child stands with a panel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Why it is due now or at the next meeting.
    pub due: Vec<Reason>,
    /// It stays with the panel, and is reviewed after the next meeting.
    pub later: Option<Reason>,
}

/// Why a child is due for a panel. `meeting_after` gives the panel's first meeting after a day.
pub fn standing(asked: &Asked, known: &Known, meeting_after: impl Fn(NaiveDate) -> Option<NaiveDate>) -> Standing {
    let Asked { panel, next, now, .. } = *asked;
    let said: Vec<&Said> = known.said.iter().filter(|said| same(&said.panel, &panel.name)).collect();
    let mut standing = Standing::default();
    if takes(panel, known) && has_marker(panel, known) {
        standing.due.extend(panel.threshold.and_then(|rule| reached(rule, known, asked.from, &said, now)));
        standing.due.extend(panel.missing_for.and_then(|step| missing_long(step, known, &said, now)));
    }
    standing.due.extend(referred(panel, known, &said));
    if let Some(review) = review(&said, meeting_after) {
        if review.since <= next.unwrap_or(day_of(now)) {
            standing.due.push(review);
        } else {
            standing.later = Some(review);
        }
    }
    standing.due.sort_by_key(|reason| (reason.since, reason.kind));
    standing
}

/// Did the panel talk about the child once this had come up and was known here?
fn answered(said: &[&Said], arose: Moment, heard: Moment) -> bool {
    said.iter().any(|said| said.on >= day_of(arose) && said.at >= heard.max(arose))
}

/// Did one of these panels talk about the child after it was referred? What the panel said as it made the referral is no answer to it.
fn taken_up(said: &[&Said], referral: &Referral) -> bool {
    let others: Vec<&Said> = said.iter().copied().filter(|said| said.decision != Some(referral.decision)).collect();
    answered(&others, referral.at, referral.at)
}

/// The latest time the threshold was reached and the panel has not talked about it; since the first such time.
fn reached((count, within): (u32, Span), known: &Known, from: NaiveDate, said: &[&Said], now: Moment) -> Option<Reason> {
    let days: Vec<NaiveDate> = known.episodes.iter().map(|spell| day_of(spell.began)).collect();
    let window = |at: usize| days[..at].partition_point(|day| *day <= within.window_starts_after(days[at]))..at + 1;
    let open = |at: &usize| {
        let spell = &known.episodes[*at];
        spell.began <= now && days[*at] >= from && window(*at).len() >= count as usize && !answered(said, spell.began, spell.heard)
    };
    let hits: Vec<usize> = (0..days.len()).filter(open).collect();
    let (first, last) = (hits.first()?, hits.last()?);
    let counted = window(*last);
    let words = format!("{} episodes in {within}: {}", counted.len(), days_in_words(&days[counted.clone()], day_of(now)));
    let episodes = known.episodes[counted].iter().map(|spell| spell.episode).collect();
    Some(Reason { kind: ReasonKind::Threshold, since: days[*first], words, episodes, decision: None })
}

fn missing_long(step: Step, known: &Known, said: &[&Said], now: Moment) -> Option<Reason> {
    let long = |spell: &&Spell| {
        let reached = step.reached(spell.missing_since);
        spell.still_missing && reached <= now && !answered(said, reached, spell.heard)
    };
    let spell = known.episodes.iter().find(long)?;
    let since = day_of(spell.missing_since);
    Some(Reason {
        kind: ReasonKind::LongTerm,
        since: day_of(step.reached(spell.missing_since)),
        words: format!("missing since {}, for {}", long_day(since), length(now - spell.missing_since)),
        episodes: vec![spell.episode],
        decision: None,
    })
}

fn referred(panel: &Panel, known: &Known, said: &[&Said]) -> Option<Reason> {
    let to_it = |referral: &&Referral| referral.panel.as_ref().is_some_and(|to| same(to, &panel.name));
    let referral = known.referrals.iter().filter(to_it).find(|referral| !taken_up(said, referral))?;
    let since = day_of(referral.at);
    let words = format!("referred on {} ({})", long_day(since), referral.decision);
    Some(Reason { kind: ReasonKind::Referral, since, words, episodes: Vec::new(), decision: Some(referral.decision) })
}

/// What the panel said last decides whether it looks at the child again.
fn review(said: &[&Said], meeting_after: impl Fn(NaiveDate) -> Option<NaiveDate>) -> Option<Reason> {
    let last = said.first().filter(|last| last.stays == Stays::Stays)?;
    let since = last.next_review.or_else(|| meeting_after(last.on)).unwrap_or(last.on);
    let words = format!("stays with the panel since {}; next review {}", long_day(last.on), long_day(since));
    Some(Reason { kind: ReasonKind::Review, since, words, episodes: Vec::new(), decision: None })
}

/// Whether the panel takes children who live as this child does.
pub fn takes(panel: &Panel, known: &Known) -> bool {
    takes_care(panel, known) && takes_locality(panel, known)
}

fn takes_care(panel: &Panel, known: &Known) -> bool {
    panel.takes_care.is_empty() || known.care.is_some_and(|care| panel.takes_care.contains(&care))
}

fn takes_locality(panel: &Panel, known: &Known) -> bool {
    let of_child = known.locality.as_deref().unwrap_or_default();
    panel.localities.is_empty() || panel.localities.iter().any(|locality| same(locality, of_child))
}

fn has_marker(panel: &Panel, known: &Known) -> bool {
    panel.markers.is_empty() || panel.markers.iter().any(|marker| known.markers.contains(marker))
}

fn same(one: &str, other: &str) -> bool {
    fold(one) == fold(other)
}

/// Why no panel takes a child who would be due, in words, one for each rule or referral; mostly none. `from`: see [`Asked`].
pub fn taken_by_none(panels: &[Panel], known: &Known, from: impl Fn(&Panel) -> NaiveDate, now: Moment) -> Vec<String> {
    let said: Vec<&Said> = known.said.iter().collect();
    let mut found: Vec<String> = Vec::new();
    for panel in panels.iter().filter(|panel| has_marker(panel, known)) {
        let alike = |other: &&Panel| {
            (&other.threshold, &other.missing_for, &other.markers) == (&panel.threshold, &panel.missing_for, &panel.markers)
        };
        let group: Vec<&Panel> = panels.iter().filter(alike).collect();
        if group.iter().any(|panel| takes(panel, known)) {
            continue;
        }
        let threshold = panel.threshold.and_then(|rule| reached(rule, known, from(panel), &said, now));
        let reasons = threshold.into_iter().chain(panel.missing_for.and_then(|step| missing_long(step, known, &said, now)));
        for reason in reasons {
            let words = format!("{}; {}", reason.words, why_none(&group, known));
            if !found.contains(&words) {
                found.push(words);
            }
        }
    }
    found.extend(stays_nowhere(panels, known));
    found.extend(referred_nowhere(panels, known, &said));
    found
}

/// Panels the child stays with, as they said last, that the settings no longer have.
fn stays_nowhere(panels: &[Panel], known: &Known) -> Vec<String> {
    let (mut found, mut heard_of): (_, Vec<&str>) = (Vec::new(), Vec::new());
    for last in &known.said {
        let first_of_it = !heard_of.iter().any(|panel| same(panel, &last.panel));
        heard_of.push(&last.panel);
        if first_of_it && last.stays == Stays::Stays && !panels.iter().any(|known| same(&known.name, &last.panel)) {
            let since = long_day(last.on);
            found.push(format!("stays with {} since {since}; the settings have no panel of that name", last.panel));
        }
    }
    found
}

/// Referrals that name no panel, or none that there is. They stand until the child is referred on to a panel that there is, or any
/// panel has talked about it since.
fn referred_nowhere(panels: &[Panel], known: &Known, said: &[&Said]) -> Vec<String> {
    let there_is = |name: &str| panels.iter().any(|known| same(&known.name, name));
    let on_to_one = |open: &Referral| {
        let later = known.referrals.iter().filter(|later| (later.at, later.decision) > (open.at, open.decision));
        later.filter_map(|later| later.panel.as_deref()).any(there_is)
    };
    let words = |open: &Referral| {
        let on = long_day(day_of(open.at));
        match &open.panel {
            None => Some(format!("referred to a panel on {on} ({}); which panel was not said", open.decision)),
            Some(panel) if there_is(panel) => None,
            Some(panel) => Some(format!("referred to {panel} on {on} ({}); the settings have no panel of that name", open.decision)),
        }
    };
    known.referrals.iter().filter(|open| !taken_up(said, open) && !on_to_one(open)).filter_map(words).collect()
}

fn why_none(group: &[&Panel], known: &Known) -> String {
    match (known.care, known.locality.as_deref()) {
        (None, _) if group.iter().all(|panel| !takes_care(panel, known)) => "it is not known where the child is cared for".into(),
        (Some(care), _) if group.iter().all(|panel| !takes_care(panel, known)) => format!("no panel takes a child who is: {care}"),
        (_, None) => "the child's locality is not known".into(),
        (_, Some(locality)) => format!("no panel takes children of the locality {locality}"),
    }
}

#[cfg(test)]
#[path = "due_tests.rs"]
mod tests;
