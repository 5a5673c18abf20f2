//! Recording what the meeting decides, and the chair's band.

use super::error::{Error, Result};
use super::event::Event;
use super::hub::Hub;
use super::view::Draft;
use crate::calendar::day_of;
use crate::episode::{EpisodeId, Moment};
use crate::meeting::action::NewAction;
use crate::meeting::decision::{Action, ActionId, Decision, DecisionId, DecisionOn, Dissent, Outcome};
use crate::text::{clean, clean_lines};
use crate::triage::Band;
use chrono::NaiveDate;

/// A decision to be recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct NewDecision {
    pub on: DecisionOn,
    pub outcomes: Vec<Outcome>,
    pub rationale: String,
    pub actions: Vec<NewAction>,
    /// A UK day.
    pub next_review: Option<NaiveDate>,
    /// The decision whose wording this one changes; the earlier wording is kept.
    pub replaces: Option<DecisionId>,
    /// Agencies that decide it jointly (full names); empty: the meeting as a whole.
    pub agencies: Vec<String>,
    pub dissent: Vec<Dissent>,
    /// The panel it is referred to; needed where that is the outcome and the settings have panels.
    pub panel: Option<String>,
    /// Journal position of the episode as it was shown; a change by someone else since then refuses the decision.
    pub seen: Option<i64>,
}

impl NewDecision {
    /// A decision with its rationale, and nothing else yet.
    pub fn new(on: DecisionOn, rationale: &str) -> NewDecision {
        NewDecision {
            on,
            outcomes: Vec::new(),
            rationale: rationale.to_string(),
            actions: Vec::new(),
            next_review: None,
            replaces: None,
            agencies: Vec::new(),
            dissent: Vec::new(),
            panel: None,
            seen: None,
        }
    }
}

impl Hub {
    /// Records a decision. Refused without an outcome or a rationale, with a review in the past, or on a record that changed
    /// since it was shown.
    pub fn decide(&mut self, new: NewDecision, now: Moment) -> Result<Decision> {
        let new = cleaned(new);
        check(&new, now)?;
        self.verb(now, |hub, pen| {
            let DecisionOn::Episode(on) = new.on else { return Err(Error::Refused("not yet".into())) };
            let episode = pen.store.episode(on)?;
            hub.check_seen(&format!("episode {}", episode.reference()), episode.changed, new.seen)?;
            let known = hub.known(pen.store, &episode, now)?;
            check_replaces(&new, &known.decisions)?;
            let triage = hub.triage(pen.store, &episode, &known, now)?;
            let shown = hub.shown(&episode, &known, &triage, now);
            let decision = DecisionId(pen.store.next_id("decision")?);
            let first = pen.store.next_action()?.0;
            let actions = (first..).zip(new.actions).map(|(id, a)| Action {
                id: ActionId(id),
                agency: a.agency,
                person: a.person,
                what: a.what,
                due: a.due,
            });
            pen.record(Event::DecisionRecorded {
                decision,
                episode: Some(episode.id),
                business: None,
                child: episode.child,
                outcomes: new.outcomes,
                rationale: new.rationale,
                actions: actions.collect(),
                next_review: new.next_review,
                band: Some(triage.band),
                rules_version: Some(triage.rules_version),
                replaces: new.replaces,
                shown: Some(shown),
                agencies: new.agencies,
                dissent: new.dissent,
                panel: new.panel,
            })?;
            let today = |d: &Decision| d.episode == Some(episode.id) && day_of(d.at) == day_of(now);
            let further = new.replaces.is_none() && known.decisions.iter().any(today);
            pen.store.save_draft(&draft_key(episode.id, further), "", now)?;
            let recorded = pen.store.decisions_on(episode.id)?.into_iter().find(|d| d.id == decision);
            recorded.ok_or_else(|| Error::Store(format!("decision {decision} was written and cannot be read back")))
        })
    }

    /// Sets another band than the rules gave, or takes that back (`None`). Needs a reason, which stays visible.
    pub fn override_band(&mut self, of: EpisodeId, band: Option<Band>, reason: &str, seen: Option<i64>, now: Moment) -> Result<()> {
        let reason = clean(reason);
        if reason.is_empty() {
            return Err(Error::Refused("a band other than the rules' needs a reason; say why in a few words".into()));
        }
        self.verb(now, |hub, pen| {
            let episode = pen.store.episode(of)?;
            hub.check_seen(&format!("episode {}", episode.reference()), episode.changed, seen)?;
            let known = hub.known(pen.store, &episode, now)?;
            let triage = hub.triage(pen.store, &episode, &known, now)?;
            let rules_band = triage.overridden.map_or(triage.band, |set| set.rules_band);
            pen.record(Event::BandOverridden { episode: of, band, rules_band: Some(rules_band), reason })?;
            Ok(())
        })
    }

    /// A decision by its number.
    pub fn decision(&self, id: DecisionId) -> Result<Decision> {
        self.store.decision(id)
    }

    /// Text kept as it was typed, until what it is for is saved.
    pub fn draft(&self, key: &str) -> Result<Option<Draft>> {
        self.store.draft(key)
    }

    /// Keeps text as it is typed; empty text forgets it. Not part of the record.
    pub fn save_draft(&mut self, key: &str, text: &str, now: Moment) -> Result<()> {
        self.may_write()?;
        self.store.write(|store| store.save_draft(key, text, now))
    }
}

/// Where the half-typed decision on an episode is kept; that of a further decision of the day apart, so that neither loses the
/// other.
pub fn draft_key(episode: EpisodeId, further: bool) -> String {
    if further { format!("decide further {episode}") } else { format!("decide {episode}") }
}

/// What was typed, safe to keep and to show, each outcome once.
fn cleaned(mut new: NewDecision) -> NewDecision {
    let outcomes = std::mem::take(&mut new.outcomes);
    for outcome in outcomes {
        if !new.outcomes.contains(&outcome) {
            new.outcomes.push(outcome);
        }
    }
    new.rationale = clean_lines(&new.rationale).trim().to_string();
    for action in &mut new.actions {
        action.agency = clean(&action.agency);
        action.person = action.person.take().map(|person| clean(&person)).filter(|person| !person.is_empty());
        action.what = clean(&action.what);
    }
    new
}

fn check(new: &NewDecision, now: Moment) -> Result<()> {
    let refuse = |words: &str| Err(Error::Refused(words.to_string()));
    if new.outcomes.is_empty() {
        return refuse("nothing is decided yet: choose at least one outcome");
    }
    if new.outcomes.contains(&Outcome::NoFurtherAction) && new.outcomes.len() > 1 {
        return refuse("\u{201c}no further action\u{201d} stands alone: take it away, or take the other outcomes away");
    }
    if new.rationale.is_empty() {
        return refuse("a decision needs its rationale: say in a sentence why");
    }
    if new.actions.iter().any(|action| action.what.is_empty()) {
        return refuse("an action needs words: say what is to be done");
    }
    if new.next_review.is_some_and(|day| day < day_of(now)) {
        return refuse("the next review is in the past; give a day from today on");
    }
    Ok(())
}

fn check_replaces(new: &NewDecision, decisions: &[Decision]) -> Result<()> {
    match new.replaces {
        Some(earlier) if !decisions.iter().any(|d| d.id == earlier && d.episode.map(DecisionOn::Episode) == Some(new.on)) => {
            Err(Error::Refused(format!("{earlier} is not a decision on this episode")))
        }
        Some(earlier) if decisions.iter().any(|d| d.replaces == Some(earlier)) => {
            Err(Error::Refused(format!("the wording of {earlier} was changed already; change the latest one")))
        }
        _ => Ok(()),
    }
}
