//! The interview as recorded: a structured form, its coded lists, and what is found in it.

use super::attempt::Late;
use super::worker::WorkerId;
use crate::child::ChildId;
use crate::codes::{codes, ids};
use crate::episode::{EpisodeId, Moment};
use crate::interview::file::Stage;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

ids! {
    /// An interview that was held, shown as `I3`.
    InterviewId 'I';
    /// Something learnt in an interview, shown as `F12`.
    FindingId 'F';
}

codes! {
    /// How far the record of an interview has come.
    RecordState {
        ToRecord = "to-record", "to be recorded";
        ToSign = "to-sign", "to be signed off";
        GivenBack = "given-back", "given back with comments";
        SignedOff = "signed-off", "signed off";
        /// Written down by mistake and taken back: it answers nothing.
        Withdrawn = "withdrawn", "withdrawn";
    }
}

impl RecordState {
    /// The stage of the episodes the interview answers; one that was withdrawn answers none.
    pub fn stage(self) -> Stage {
        match self {
            RecordState::ToRecord | RecordState::Withdrawn => Stage::Held,
            RecordState::ToSign => Stage::Recorded,
            RecordState::GivenBack => Stage::GivenBack,
            RecordState::SignedOff => Stage::SignedOff,
        }
    }
}

codes! {
    /// The questions of the form that are answered in words, in the order they are asked.
    Question {
        Present = "present", "Who was there";
        ChildsWords = "childs-words", "The child's own words";
        LedTo = "led-to", "Before: what led to it";
        Where = "where", "During: where the child was";
        WithWhom = "with-whom", "During: with whom";
        Travelled = "travelled", "During: how the child travelled";
        Hurt = "hurt", "During: hurt or threatened";
        Exploitation = "exploitation", "During: signs of exploitation";
        Found = "found", "After: how found or came back";
        Received = "received", "After: how received";
        Now = "now", "After: how the child is now";
        WouldStop = "would-stop", "What would stop it happening again";
        WouldHelpFind = "would-help-find", "What would help to find the child next time";
        CarersAccount = "carers-account", "The carer's account";
        Analysis = "analysis", "Analysis";
        Recommendations = "recommendations", "Recommendations";
    }
}

codes! {
    /// What pushes a child away from where it lives.
    Push {
        Conflict = "conflict", "conflict at home or placement";
        Abuse = "abuse", "neglect, abuse or violence at home";
        Placement = "placement", "unhappy with the placement or a move";
        Boundaries = "boundaries", "rules and boundaries";
        Bullying = "bullying", "bullying";
        School = "school", "school";
        Mental = "mental", "distress or mental health";
        Bereavement = "bereavement", "loss or bereavement";
        Substance = "substance", "drugs or alcohol in the family";
        OtherPush = "other-push", "other push";
    }
}

codes! {
    /// What draws a child elsewhere.
    Pull {
        Friends = "friends", "friends";
        Family = "family", "family or somebody loved";
        Partner = "partner", "boyfriend or girlfriend";
        Adult = "adult", "an adult outside the family";
        Online = "online", "somebody met online";
        Gifts = "gifts", "gifts, money or a place to stay";
        SubstancesPull = "substances", "drugs or alcohol";
        Gang = "gang", "a group or gang";
        Debt = "debt", "debt or being made to work";
        Independence = "independence", "independence, excitement";
        OtherPull = "other-pull", "other pull";
    }
}

codes! {
    /// Kinds of places a child was at.
    PlaceKind {
        FriendsHome = "friends-home", "a friend's home";
        FamilyHome = "family-home", "a relative's home";
        AdultsHome = "adults-home", "an adult's home";
        Street = "street", "street, park or open place";
        Shops = "shops", "shops or takeaway";
        Transport = "transport", "station or transport";
        Hotel = "hotel", "hotel or let room";
        PartyHouse = "party-house", "a house with others";
        OtherTown = "other-town", "another town";
        OtherPlace = "other-place", "other place";
    }
}

codes! {
    /// What a name in an interview belongs to.
    NamedKind {
        Person = "person", "person";
        Place = "place", "place";
        Vehicle = "vehicle", "vehicle";
        Phone = "phone", "telephone or account";
    }
}

codes! {
    /// What a finding rests on: whoever receives it must know.
    FindingKind {
        ChildsWords = "childs-words", "child's words";
        Fact = "fact", "fact";
        Intelligence = "intelligence", "intelligence";
        Opinion = "opinion", "opinion";
    }
}

codes! {
    /// What becomes of a finding (Trafford 7.2: findings not used in the child's plan).
    EndsAs {
        PlanChange = "plan-change", "change of the plan";
        Action = "action", "action";
        Intelligence = "intelligence", "intelligence";
        /// Needs why.
        NoUse = "no-use", "no use";
    }
}

/// A person, place, vehicle or telephone the child named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub kind: NamedKind,
    pub what: String,
}

/// Something learnt, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// `None` until first recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<FindingId>,
    pub kind: FindingKind,
    pub text: String,
    /// `None`: still open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_as: Option<EndsAs>,
    /// Why, or what is to be done: required for every end.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Agencies (as the settings name them) that should have it; only for [`EndsAs::Intelligence`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
}

/// What was said and learnt in an interview.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InterviewRecord {
    /// `None`: not asked yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidentiality_explained: Option<bool>,
    /// Whether the child regards it as having been missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regards_as_missing: Option<bool>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<Question, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub push: Vec<Push>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pull: Vec<Pull>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceKind>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<Named>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

/// That an interview was held: when, where, by whom, and which episodes it answers, each by an explicit mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub child: Option<ChildId>,
    pub at: Moment,
    pub place: String,
    /// `None`: held by somebody who is not one of the hub's workers; see `by`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<WorkerId>,
    /// Name of whoever held it.
    pub by: String,
    pub covers: Vec<Covered>,
    /// The provider's file and row it came from, where it was recorded elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// That whoever held it was not independent of the child's care, in words ("held by Bo Larkin, who is …"); `None` also where the
    /// child asked for them and the reason was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_independent: Option<String>,
}

/// An episode an interview answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covered {
    pub episode: EpisodeId,
    /// Why it was late for this episode; required where its 72 hours were over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Late>,
}

/// An interview in the hub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interview {
    pub id: InterviewId,
    pub held: Held,
    pub state: RecordState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<InterviewRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<Stamp>,
    /// Everybody who recorded any version of it: none of them signs it off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recorders: Vec<String>,
    /// Comments it was given back with, latest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<(Stamp, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Stamp>,
    /// Who withdrew it, and why; the marks it had stay in `held`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<(Stamp, String)>,
    /// Journal position of the last change.
    pub changed: i64,
}

/// Who did something, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    pub at: Moment,
    pub by: String,
}
