//! What is typed into a decision form: as it is kept, as it is shown elsewhere while it is half done, and what it still lacks.

use super::{DecideScreen, Field};
use crate::casebook::draft_key;
use crate::episode::Moment;
use crate::meeting::decision::{Decision, DecisionOn, Outcome};
use crate::tui::app::Context;
use crate::tui::desk::action_line;
use crate::tui::widget::case_pane::outcomes_words;
use serde::{Deserialize, Serialize};

/// The form as it is kept. What came later is missing in drafts kept before.
#[derive(Default, Serialize, Deserialize)]
pub struct Typed {
    pub outcomes: Vec<Outcome>,
    pub rationale: String,
    pub actions: Vec<String>,
    pub next_review: String,
    #[serde(default)]
    pub agencies: String,
    #[serde(default)]
    pub dissent: Vec<String>,
    #[serde(default)]
    pub panel: Option<String>,
    #[serde(default)]
    pub rewording: bool,
}

impl Typed {
    /// A recorded decision as one would have typed it.
    pub fn of(decision: &Decision) -> Typed {
        Typed {
            outcomes: decision.outcomes.clone(),
            rationale: decision.rationale.clone(),
            actions: decision.actions.iter().map(action_line).collect(),
            next_review: decision.next_review.map(|day| day.format("%d/%m/%Y").to_string()).unwrap_or_default(),
            agencies: decision.agencies.join(", "),
            dissent: decision.dissent.iter().map(|d| format!("{}: {}", d.agency, d.words)).collect(),
            panel: decision.panel.clone(),
            rewording: true,
        }
    }
}

/// A decision that is half typed, in the words of the form.
pub struct HalfTyped {
    pub saved_at: Moment,
    pub outcomes: String,
    pub rationale: String,
    pub actions: Vec<String>,
    /// Review, agencies, dissent, panel: those that say something.
    pub more: Vec<String>,
}

impl HalfTyped {
    /// Only that it is there: for a screen on which nothing says who the children are.
    pub fn without_words(self) -> HalfTyped {
        HalfTyped { rationale: "[typed with names, not shown in privacy mode]".into(), actions: Vec::new(), more: Vec::new(), ..self }
    }
}

/// Where what is half typed is kept.
pub fn key(on: DecisionOn, further: bool) -> String {
    match on {
        DecisionOn::Episode(episode) => draft_key(episode, further),
        DecisionOn::Business(business) if further => format!("decide further {business}"),
        DecisionOn::Business(business) => format!("decide {business}"),
    }
}

/// What is half typed on an episode or a piece of business, today's decision before a further one.
pub fn half_typed(on: DecisionOn, cx: &mut Context) -> Option<HalfTyped> {
    [false, true].into_iter().find_map(|further| {
        let draft = cx.desk.draft(&key(on, further));
        let draft = cx.told(draft)??;
        let typed: Typed = serde_json::from_str(&draft.text).ok()?;
        let said = |label: &str, text: &str| (!text.trim().is_empty()).then(|| format!("{label} {}", text.trim()));
        let more = [
            said("next review", &typed.next_review),
            said("to", typed.panel.as_deref().unwrap_or_default()),
            said("jointly:", &typed.agencies),
            said("dissent:", &typed.dissent.join("; ")),
        ];
        Some(HalfTyped {
            saved_at: draft.saved_at,
            outcomes: outcomes_words(&typed.outcomes),
            rationale: typed.rationale,
            actions: typed.actions,
            more: more.into_iter().flatten().collect(),
        })
    })
}

impl DecideScreen {
    /// What is still missing or not understood, in plain words; `None`: ready.
    pub(super) fn missing(&self) -> Option<(Field, String)> {
        if self.ticked.is_empty() {
            return Some((Field::Outcomes, "Tick at least one outcome (Space ticks).".into()));
        }
        if self.ticked.len() > 1 && self.ticked.contains(&Outcome::NoFurtherAction) {
            return Some((Field::Outcomes, "“No further action” stands alone: untick it, or the others.".into()));
        }
        if self.asks_panel() && self.panel.is_none() {
            return Some((Field::Panel, "Choose the panel it is referred to (Space).".into()));
        }
        if self.rationale.is_empty() {
            return Some((Field::Rationale, "Write the rationale: why does the meeting decide this?".into()));
        }
        let wrong = |(i, read): (usize, &super::Understood)| Some((i, read.as_ref()?.as_ref().err()?.clone()));
        if let Some((i, why)) = self.understood.iter().enumerate().find_map(wrong) {
            return Some((Field::Action(i), format!("Action {}: {why}", i + 1)));
        }
        if let Some(Err(why)) = &self.review_day {
            return Some((Field::Review, format!("Next review: {why}")));
        }
        if let Some(Err(why)) = &self.agencies_read {
            return Some((Field::Agencies, format!("Jointly: {why}")));
        }
        let dissent = self.dissent_read.iter().enumerate().find_map(wrong);
        dissent.map(|(i, why)| (Field::Dissent(i), format!("Dissent: {why}")))
    }
}
