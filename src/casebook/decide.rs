//! Recording what the meeting decides, and the chair's band.

use super::agenda::add_item;
use super::business::titled;
use super::error::{Error, Result};
use super::event::Event;
use super::hub::{Hub, Pen};
use super::view::Draft;
use crate::calendar::day_of;
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use crate::meeting::action::NewAction;
use crate::meeting::agenda::{About, AgendaSection, ItemId, section_of};
use crate::meeting::business::BusinessId;
use crate::meeting::decision::{Action, ActionId, Decision, DecisionId, DecisionOn, Dissent, Due, Outcome, Shown};
use crate::meeting::record::MeetingId;
use crate::meeting::said;
use crate::store::Store;
use crate::text::{clean, clean_lines, fold};
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
    /// The panel it is referred to, of those of the settings; may stay open where that is the outcome.
    pub panel: Option<String>,
    /// Journal position of the episode or business as it was shown; a change by someone else since then refuses the decision.
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

/// The record a decision is on, as it stands.
struct DecidedOn {
    episode: Option<EpisodeId>,
    business: Option<BusinessId>,
    /// Where it stands on an agenda it is added to.
    section: AgendaSection,
    /// Whom it is about; `None`: a child that is not on the register, or nobody in particular.
    children: Vec<Option<ChildId>>,
    /// Those on it before, latest first.
    decisions: Vec<Decision>,
    shown: Shown,
    band: Option<Band>,
    rules_version: Option<String>,
}

impl Hub {
    /// Records a decision. Refused without an outcome or a rationale, with a review in the past, or on a record that changed
    /// since it was shown. While a meeting is open it is reached under the meeting's item about it; where it takes the place of a
    /// decision of a meeting, under the item of that one, which is an amendment once that meeting is closed.
    pub fn decide(&mut self, new: NewDecision, now: Moment) -> Result<Decision> {
        let new = self.checked(new, now)?;
        self.verb(now, |hub, pen| {
            let on = hub.decided_on(pen.store, &new, pen.now)?;
            check_replaces(&new, &on.decisions)?;
            let item = hub.item_for(pen, &new, &on)?;
            let draft = hub.draft_of(&new, &on, pen.now);
            let decision = hub.record_decision(pen, new, on, item)?;
            pen.store.save_draft(&draft, "", pen.now)?;
            pen.store.decision(decision)
        })
    }

    /// Records a decision that the daily meeting has no part in, as that of a panel: it comes under no item, and the draft of the
    /// meeting's own decision stays.
    pub(super) fn record_apart(&self, pen: &mut Pen<'_>, new: NewDecision) -> Result<Decision> {
        let new = self.checked(new, pen.now)?;
        let on = self.decided_on(pen.store, &new, pen.now)?;
        let decision = self.record_decision(pen, new, on, None)?;
        pen.store.decision(decision)
    }

    fn checked(&self, new: NewDecision, now: Moment) -> Result<NewDecision> {
        let new = self.understood(cleaned(new))?;
        check(&new, now).map(|()| new)
    }

    fn record_decision(&self, pen: &mut Pen<'_>, new: NewDecision, on: DecidedOn, item: Option<(MeetingId, ItemId)>) -> Result<DecisionId> {
        let decision = DecisionId(pen.store.next_id("decision")?);
        let actions = numbered(pen.store, &new, &on.decisions)?;
        pen.record(Event::DecisionRecorded {
            decision,
            episode: on.episode,
            business: on.business,
            child: if let [one] = on.children[..] { one } else { None },
            outcomes: new.outcomes.clone(),
            rationale: new.rationale.clone(),
            actions,
            next_review: new.next_review,
            band: on.band,
            rules_version: on.rules_version,
            replaces: new.replaces,
            shown: Some(on.shown),
            agencies: new.agencies.clone(),
            dissent: new.dissent.clone(),
            panel: new.panel.clone(),
        })?;
        if let Some((meeting, item)) = item {
            pen.record(Event::ItemDecided { meeting, item, decision, replaces: new.replaces })?;
        }
        self.assess(pen, decision, (&on.children, on.episode), &new)?;
        Ok(decision)
    }

    /// The record a decision is on, as it stands.
    fn decided_on(&self, store: &Store, new: &NewDecision, now: Moment) -> Result<DecidedOn> {
        match new.on {
            DecisionOn::Episode(id) => {
                let episode = store.episode(id)?;
                self.check_seen(&format!("episode {}", episode.reference()), episode.changed, new.seen)?;
                let known = self.known(store, &episode, now)?;
                let triage = self.triage(store, &episode, &known, now)?;
                Ok(DecidedOn {
                    episode: Some(id),
                    business: None,
                    section: AgendaSection::AnyOther,
                    children: vec![episode.child],
                    shown: self.shown(&episode, &known, &triage, now),
                    decisions: known.decisions,
                    band: Some(triage.band),
                    rules_version: Some(triage.rules_version),
                })
            }
            DecisionOn::Business(id) => {
                let business = store.business(id)?;
                self.check_seen(&format!("{} {id}", business.details.kind.short()), business.changed, new.seen)?;
                let children: Vec<_> = business.details.children.iter().copied().map(Some).collect();
                Ok(DecidedOn {
                    episode: None,
                    business: Some(id),
                    section: section_of(business.details.kind),
                    children: if children.is_empty() { vec![None] } else { children },
                    shown: Shown { name: titled(store, &business)?, ..Shown::default() },
                    decisions: store.decisions_on_business(id)?,
                    band: None,
                    rules_version: None,
                })
            }
        }
    }

    /// The meeting and the item a decision is reached under; what the open meeting has no item about is put on its agenda.
    fn item_for(&self, pen: &mut Pen<'_>, new: &NewDecision, on: &DecidedOn) -> Result<Option<(MeetingId, ItemId)>> {
        if let Some(earlier) = new.replaces
            && let Some(of_earlier) = pen.store.item_of_decision(earlier)?
        {
            return Ok(Some(of_earlier));
        }
        let Some(meeting) = pen.store.open_meeting()? else { return Ok(None) };
        let about = match new.on {
            DecisionOn::Episode(episode) => About::Episode(episode),
            DecisionOn::Business(business) => About::Business(business),
        };
        if let Some(item) = meeting.item_about(about) {
            return Ok(Some((meeting.id, item.item)));
        }
        Ok(Some((meeting.id, add_item(pen, &meeting, on.section, about, on.band)?)))
    }

    /// Agencies and panel by their full names, as the settings have them.
    fn understood(&self, mut new: NewDecision) -> Result<NewDecision> {
        let full = |name: &str| said::agency(name, &self.settings).map_err(Error::Refused);
        let mut agencies: Vec<String> = Vec::new();
        for name in &new.agencies {
            let name = full(name)?;
            if !agencies.contains(&name) {
                agencies.push(name);
            }
        }
        for dissent in &mut new.dissent {
            dissent.agency = full(&dissent.agency)?;
            if agencies.contains(&dissent.agency) {
                let words = format!("{} cannot decide it jointly and dissent; name it once", dissent.agency);
                return Err(Error::Refused(words));
            }
        }
        new.agencies = agencies;
        new.panel = self.panel(new.panel.as_deref(), new.outcomes.contains(&Outcome::PanelReferral))?;
        Ok(new)
    }

    fn panel(&self, named: Option<&str>, referred: bool) -> Result<Option<String>> {
        let panels = &self.settings.panels;
        let Some(named) = named else {
            // Where there is but one, that is meant.
            return Ok(if let [one] = panels.as_slice() { referred.then(|| one.name.clone()) } else { None });
        };
        if !referred {
            return Err(Error::Refused(format!("{named} is named and the outcome is not \u{201c}{}\u{201d}", Outcome::PanelReferral)));
        }
        let found = panels.iter().find(|panel| fold(&panel.name) == fold(named)).map(|panel| Some(panel.name.clone()));
        found.ok_or_else(|| {
            let known: Vec<&str> = panels.iter().map(|panel| panel.name.as_str()).collect();
            Error::Refused(format!("'{named}' is not a panel of this hub; known are {}", known.join("; ")))
        })
    }

    fn draft_of(&self, new: &NewDecision, on: &DecidedOn, now: Moment) -> String {
        match new.on {
            DecisionOn::Episode(episode) => {
                let today = |d: &Decision| d.episode == Some(episode) && day_of(d.at) == day_of(now);
                draft_key(episode, new.replaces.is_none() && on.decisions.iter().any(today))
            }
            DecisionOn::Business(business) => format!("decide {business}"),
        }
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
    new.agencies.retain(|agency| !agency.trim().is_empty());
    new.panel = new.panel.map(|panel| clean(&panel)).filter(|panel| !panel.is_empty());
    for dissent in &mut new.dissent {
        dissent.words = clean(&dissent.words);
    }
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
    if let Some(dissent) = new.dissent.iter().find(|dissent| dissent.words.is_empty()) {
        return refuse(&format!("the dissent of {} has no words; say what it would have decided", dissent.agency));
    }
    if new.next_review.is_some_and(|day| day < day_of(now)) {
        return refuse("the next review is in the past; give a day from today on");
    }
    Ok(())
}

fn check_replaces(new: &NewDecision, decisions: &[Decision]) -> Result<()> {
    let on = |d: &Decision| d.episode.map(DecisionOn::Episode).or(d.business.map(DecisionOn::Business));
    match new.replaces {
        Some(earlier) if !decisions.iter().any(|d| d.id == earlier && on(d) == Some(new.on)) => {
            let what = if matches!(new.on, DecisionOn::Episode(_)) { "this episode" } else { "this business" };
            Err(Error::Refused(format!("{earlier} is not a decision on {what}")))
        }
        Some(earlier) if decisions.iter().any(|d| d.replaces == Some(earlier)) => {
            Err(Error::Refused(format!("the wording of {earlier} was changed already; change the latest one")))
        }
        _ => Ok(()),
    }
}

/// The actions with their numbers: one that stands in the earlier wording, with the date first agreed or the one agreed since,
/// keeps its own.
fn numbered(store: &Store, new: &NewDecision, decisions: &[Decision]) -> Result<Vec<Action>> {
    let earlier = decisions.iter().find(|d| Some(d.id) == new.replaces);
    let mut kept: Vec<(Action, Option<Due>)> = Vec::new();
    for action in earlier.map(|d| d.actions.as_slice()).unwrap_or_default() {
        kept.push((action.clone(), store.action(action.id)?.action.due));
    }
    let mut next = store.next_action()?;
    let mut actions = Vec::with_capacity(new.actions.len());
    for action in &new.actions {
        let same = |(of, since): &(Action, Option<Due>)| {
            (&of.agency, &of.person, &of.what) == (&action.agency, &action.person, &action.what) && [of.due, *since].contains(&action.due)
        };
        let id = match kept.iter().position(same) {
            Some(at) => kept.remove(at).0.id,
            None => {
                next.0 += 1;
                ActionId(next.0 - 1)
            }
        };
        actions.push(action.clone().numbered(id));
    }
    Ok(actions)
}
