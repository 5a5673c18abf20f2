//! The missing episode: reported, then found or returned, then decided.

use crate::child::ChildId;
use crate::codes::{codes, ids};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

ids! {
    /// One missing episode, shown as `E123`.
    EpisodeId 'E';
}

/// A moment, always UTC; shown in Europe/London.
pub type Moment = DateTime<Utc>;

codes! {
    /// Category of an episode; may change while it lasts.
    Category { Missing = "missing", "missing"; Absent = "absent", "absent (whereabouts known)"; }
}

codes! {
    /// The grade police gave. Shown beside our own band, never overwritten by it. In rising order.
    Grade {
        /// Older lists: "absent".
        NoApparentRisk = "no-apparent-risk", "no apparent risk";
        VeryLow = "very-low", "very low";
        Low = "low", "low";
        Medium = "medium", "medium";
        High = "high", "high";
    }
}

/// A moment as a source gave it. `estimated`: the source was not exact (a time that happened twice on the night the
/// clocks went back; a date without a time), and the earliest reading was taken until a person says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct When {
    pub at: Moment,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub estimated: bool,
}

impl When {
    /// A moment known exactly.
    pub fn exact(at: Moment) -> When {
        When { at, estimated: false }
    }
}

/// What is held on an episode, as last reported.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EpisodeDetails {
    /// The reference police gave this episode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub police_ref: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_seen: Option<When>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported: Option<When>,
    /// When the child was back or found. `None` with `ended`: returned, no time given ("no clock").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returned: Option<When>,
    /// The child is back or found, with or without a known time.
    pub ended: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found_where: Option<String>,
    /// How the child was found or came back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found_how: Option<String>,
    /// Whom the child is missing with, as the list says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub companions: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Who the list says it is (see [`ListedPerson`]).
    pub listed: ListedPerson,
}

/// The person as a list row names it: what matching works on, and what is shown while the child is not identified.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListedPerson {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nhs_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub police_nominal: Option<String>,
    pub given: String,
    pub family: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_names: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dob: Option<chrono::NaiveDate>,
    /// Age in years, where the list gives an age and no date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<crate::child::Sex>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ethnicity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub care_status: Option<crate::child::CareStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement: Option<String>,
}

impl ListedPerson {
    /// "Kaden Ashworth", or "(no name given)".
    pub fn full_name(&self) -> String {
        let name = [self.given.as_str(), self.family.as_str()].iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join(" ");
        if name.is_empty() { "(no name given)".into() } else { name }
    }
}

/// An episode in the hub.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Episode {
    pub id: EpisodeId,
    /// `None` while it waits for a person to say who this child is.
    pub child: Option<ChildId>,
    #[serde(flatten)]
    pub details: EpisodeDetails,
    /// When the hub first heard of the episode.
    pub received: Moment,
    /// When the hub received notice of the return: starts the 24-hour offer clock (Warwickshire fig 9).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_of_return: Option<Moment>,
    /// Journal position of the last entry that changed this record, decided on it or set its band.
    pub changed: i64,
}

impl Episode {
    /// Still out: reported and neither back nor found.
    pub fn still_missing(&self) -> bool {
        !self.details.ended
    }

    /// Start of the missing-for clock: last seen where known, else the report, else when the hub heard.
    pub fn missing_since(&self) -> Moment {
        self.details.last_seen.or(self.details.reported).map_or(self.received, |when| when.at)
    }

    /// When the episode began for counting and ordering: the report, else last seen, else when the hub heard.
    pub fn began(&self) -> Moment {
        self.details.reported.or(self.details.last_seen).map_or(self.received, |when| when.at)
    }

    /// The name the reader knows the episode by: police reference, else its own id.
    pub fn reference(&self) -> String {
        self.details.police_ref.clone().unwrap_or_else(|| self.id.to_string())
    }
}
