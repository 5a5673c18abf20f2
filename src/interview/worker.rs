//! Who holds interviews, and what a child wishes about it.

use crate::child::Sex;
use crate::codes::ids;
use chrono::{NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

ids! {
    /// Somebody who holds interviews, shown as `W4`.
    WorkerId 'W';
}

/// What is held on a worker.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkerDetails {
    pub name: String,
    /// A team of the settings, by its name there.
    pub team: String,
    /// Where it is not the team's employer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// Languages beside English.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Working hours (UK); `None`: the hub's rota.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<WorkHours>,
    /// Days away, first and last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub away: Vec<(NaiveDate, NaiveDate)>,
    /// Open interviews the worker can carry; `None`: no limit was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
    /// Has left; kept for the history.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub left: bool,
}

/// Days and times somebody works, UK local.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkHours {
    pub days: Vec<Weekday>,
    pub from: NaiveTime,
    pub to: NaiveTime,
}

/// A worker in the hub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worker {
    pub id: WorkerId,
    #[serde(flatten)]
    pub details: WorkerDetails,
    /// Journal position of the last change.
    pub changed: i64,
}

/// What a child wishes about who interviews it, as last said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wishes {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked_for: Vec<WorkerId>,
    /// Whom the child asked not to see.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not: Vec<WorkerId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}
