//! A decision of the meeting with its rationale and actions.

use crate::child::ChildId;
use crate::codes::{codes, ids};
use crate::episode::{EpisodeId, Moment};
use crate::meeting::business::BusinessId;
use crate::triage::Band;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

ids! {
    /// A decision, shown as `D45`.
    DecisionId 'D';
    /// An action, shown as `A9`.
    ActionId 'A';
}

codes! {
    /// What a meeting can decide (Manchester 4.6, and the further outcomes in use).
    Outcome {
        Advice = "advice", "advice and guidance";
        Assessment = "assessment", "social-work assessment";
        EarlyHelp = "early-help", "offer of early help";
        JointInvestigation = "joint-investigation", "joint investigation";
        Disruption = "disruption", "disruption opportunity";
        StrategyMeeting = "strategy-meeting", "strategy meeting";
        PanelReferral = "panel-referral", "referral to a panel";
        /// By hub social workers within 15 working days, with the scaled indicators (Manchester 4.7).
        ExploitationAssessment = "exploitation-assessment", "exploitation assessment";
        NoFurtherAction = "no-further-action", "no further action";
    }
}

/// What someone must do by when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    pub id: ActionId,
    /// Owner agency, as the settings name it.
    pub agency: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    pub what: String,
    /// `None`: no date was agreed; shown as such.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
}

/// When an action is due: at a moment, or by the end of a UK day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Due {
    At(Moment),
    EndOf(NaiveDate),
}

/// What stood on the screen when it was decided: minutes of a past day say what was known on that day.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    pub name: String,
    pub age: Option<u32>,
    pub care_status: Option<crate::child::CareStatus>,
    pub police_grade: Option<crate::episode::Grade>,
    /// The first reasons of the band, in words.
    pub reasons: Vec<String>,
    /// The interview clock in words; `None` while the child was missing.
    pub interview: Option<String>,
    /// The chair's band and why, where one was set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overridden: Option<crate::triage::Override>,
}

/// An agency that would have decided otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dissent {
    /// Full name.
    pub agency: String,
    /// What it says, in its own words.
    pub words: String,
}

/// What a decision is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DecisionOn {
    Episode(EpisodeId),
    Business(BusinessId),
}

/// A decision as recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    pub id: DecisionId,
    /// `None`: on a piece of business.
    pub episode: Option<EpisodeId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business: Option<BusinessId>,
    pub child: Option<ChildId>,
    pub outcomes: Vec<Outcome>,
    pub rationale: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_review: Option<NaiveDate>,
    /// The band that stood on the screen when it was decided, and the version of the rules that gave it.
    pub band: Option<Band>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules_version: Option<String>,
    /// The decision whose wording this one changes; the earlier one is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<DecisionId>,
    /// `None` for decisions recorded without a screen to look at (an imported history).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Shown>,
    /// Agencies that decided it jointly (full names); empty: the meeting as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dissent: Vec<Dissent>,
    /// The panel it is referred to, as the settings name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub panel: Option<String>,
    /// When it was recorded, and by whom (taken from the journal entry).
    pub at: Moment,
    pub by: String,
}
