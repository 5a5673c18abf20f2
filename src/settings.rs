//! What differs from hub to hub: one commented TOML beside the hub file.

use serde::Deserialize;

/// Every setting. A missing section takes its default; an unknown name is an error with its line.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    pub hub: HubSettings,
    pub meeting: MeetingSettings,
    pub rota: Rota,
    pub thresholds: Thresholds,
    /// Steps of the missing-for clock, as written: "24 hours", "7 days", "3 months"; rising.
    pub escalation: Vec<String>,
    #[serde(rename = "agency")]
    pub agencies: Vec<Agency>,
    #[serde(rename = "team")]
    pub teams: Vec<Team>,
    #[serde(rename = "panel")]
    pub panels: Vec<Panel>,
    #[serde(rename = "target")]
    pub targets: Vec<Target>,
}

/// The hub itself.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HubSettings {
    pub name: String,
    pub authority: String,
    /// Beginnings of postcodes in this area ("M", "SK8"); used for in / out of area and "found far from home".
    pub area_postcodes: Vec<String>,
}

/// The daily meeting.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MeetingSettings {
    /// "09:30", UK time.
    pub time: String,
    pub minutes_heading: String,
    /// Agencies without which the meeting is not quorate, by short name.
    pub quorum: Vec<String>,
}

/// Staffed hours.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rota {
    /// "Mon" … "Sun".
    pub days: Vec<String>,
    pub from: String,
    pub to: String,
}

/// Limits of the interview and list handling.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    pub interview_hours: u32,
    pub offer_hours: u32,
    pub interview_working_days: u32,
    /// Oldest age a person on the list may have (care leavers and transitions to 25 stay on the register).
    pub oldest_age: u32,
    /// Longest cell kept, in characters.
    pub cell_characters: usize,
}

/// An agency of the partnership.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    pub name: String,
    pub short: String,
    /// Other names people type.
    #[serde(default)]
    pub also: Vec<String>,
}

/// A team that interviews.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    pub name: String,
    pub employer: String,
    /// Whom it serves: "home", "looked-after", "out-of-area".
    pub serves: Vec<String>,
}

/// A panel.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    pub name: String,
    pub takes: String,
    pub every_days: Option<u32>,
}

/// A target of the figures (Trafford Ambition 7 by default).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub id: String,
    pub title: String,
    pub at_least: Option<f64>,
    pub at_most: Option<f64>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            hub: HubSettings::default(),
            meeting: MeetingSettings::default(),
            rota: Rota::default(),
            thresholds: Thresholds::default(),
            escalation: ["24 hours", "48 hours", "72 hours", "7 days", "28 days", "3 months"].map(String::from).to_vec(),
            agencies: Vec::new(),
            teams: Vec::new(),
            panels: Vec::new(),
            targets: Vec::new(),
        }
    }
}

impl Default for HubSettings {
    fn default() -> Self {
        HubSettings { name: "Safeguarding hub".into(), authority: String::new(), area_postcodes: Vec::new() }
    }
}

impl Default for MeetingSettings {
    fn default() -> Self {
        MeetingSettings { time: "09:30".into(), minutes_heading: "Daily multi-agency risk meeting".into(), quorum: Vec::new() }
    }
}

impl Default for Rota {
    fn default() -> Self {
        Rota { days: ["Mon", "Tue", "Wed", "Thu", "Fri"].map(String::from).to_vec(), from: "09:00".into(), to: "17:00".into() }
    }
}

impl Default for Thresholds {
    fn default() -> Self {
        Thresholds { interview_hours: 72, offer_hours: 24, interview_working_days: 3, oldest_age: 25, cell_characters: 2000 }
    }
}
