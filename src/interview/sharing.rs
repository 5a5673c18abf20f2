//! The sharing ledger: which finding went to whom, when, and whether they said they have it.

use super::record::{FindingId, InterviewId};
use crate::episode::Moment;
use serde::{Deserialize, Serialize};

/// A finding as it went to one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentLine {
    pub finding: FindingId,
    /// The words as sent: a finding reworded since is "changed since shared".
    pub text: String,
}

/// One finding for one recipient, as the ledger shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub interview: InterviewId,
    pub finding: FindingId,
    /// Agency, as the settings name it.
    pub recipient: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_at: Option<Moment>,
    /// Who said they have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_by: Option<String>,
}

/// What of the ledger is not as it should be, in figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct SharingCounts {
    /// Intelligence with a recipient that was never sent to them.
    pub never_shared: u32,
    /// Reworded since it was sent.
    pub changed_since_shared: u32,
    /// Sent more than 24 elapsed hours ago and not acknowledged.
    pub not_acknowledged: u32,
}
