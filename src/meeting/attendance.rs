//! Who is at the meeting, and whether that is enough.

use crate::codes::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// How an agency takes part.
    Presence {
        Present = "present", "present";
        Apologies = "apologies", "apologies";
        /// Nobody came, but a report was sent.
        Sent = "sent", "information sent";
    }
}

/// One agency of the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Full name, as the settings have it.
    pub agency: String,
    pub presence: Presence,
    /// Who came, or who sent apologies or information; may be empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// What was sent.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// How a meeting is opened: the whole of it, as last said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    pub chair: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    #[serde(default)]
    pub attendance: Vec<Attendance>,
    /// Agencies without which the meeting is not quorate, by full name, as the settings had it on the day.
    #[serde(default)]
    pub quorum: Vec<String>,
    /// Likewise for a strategy discussion.
    #[serde(default)]
    pub strategy_quorum: Vec<String>,
}

/// Who is needed and not there. Full names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Quorum {
    pub needed: Vec<String>,
    pub missing: Vec<String>,
    /// Of a strategy discussion.
    pub strategy_needed: Vec<String>,
    pub strategy_missing: Vec<String>,
}
