//! What differs from hub to hub: one commented TOML beside the hub file (manual page: docs/settings.md).
//!
//! `Settings::parse` checks everything, so that what holds a `Settings` may rely on it; texts such as "09:30" are kept as
//! written, and read by the methods below.

mod check;

use crate::calendar::WorkingDays;
use crate::child::{CareStatus, MarkerKind};
use crate::clock::{ClockSettings, Hours};
use crate::episode::Moment;
use crate::meeting::assessment::Tool;
use crate::report::figures::topten::Cut;
use crate::spoken;
use crate::triage::span::Span;
use chrono::{Months, NaiveDate, NaiveTime, TimeDelta, Weekday};

/// Every setting. What a file leaves out stays as in the shipped file; an unknown name is an error with its line.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub hub: HubSettings,
    pub meeting: MeetingSettings,
    pub rota: Rota,
    pub thresholds: Thresholds,
    /// Steps of the missing-for clock, as written: "24 hours", "7 days", "3 months"; rising.
    pub escalation: Vec<String>,
    pub agencies: Vec<Agency>,
    pub teams: Vec<Team>,
    pub panels: Vec<Panel>,
    pub targets: Vec<Target>,
    /// The scaled indicators of the exploitation assessment.
    pub assessment: Tool,
    /// Which children the top ten shows.
    pub top_ten: Cut,
}

/// The hub itself.
#[derive(Debug, Clone, PartialEq)]
pub struct HubSettings {
    pub name: String,
    pub authority: String,
    /// Beginnings of postcodes in this area ("M", "SK8"); used for in / out of area and "found far from home".
    pub area_postcodes: Vec<String>,
}

/// The daily meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct MeetingSettings {
    /// "09:30", UK time.
    pub time: String,
    pub minutes_heading: String,
    /// Agencies without which the meeting is not quorate, by short name.
    pub quorum: Vec<String>,
    /// Agencies without which a strategy discussion is not quorate, by short name.
    pub strategy_quorum: Vec<String>,
    /// How long the meeting should take.
    pub minutes: u32,
    /// Read out once at the beginning.
    pub confidentiality: String,
    /// A child in a critical band that was not discussed for so many days is pointed out.
    pub critical_days: u32,
    /// An app without a key pressed blanks itself after so many minutes; 0: never.
    pub blank_after: u32,
}

/// Staffed hours.
#[derive(Debug, Clone, PartialEq)]
pub struct Rota {
    /// "Mon" … "Sun".
    pub days: Vec<String>,
    pub from: String,
    pub to: String,
}

/// Limits of the interview and list handling.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
pub struct Agency {
    pub name: String,
    pub short: String,
    /// Other names people type.
    pub also: Vec<String>,
}

/// A team that interviews.
#[derive(Debug, Clone, PartialEq)]
pub struct Team {
    pub name: String,
    pub employer: String,
    /// Whom it serves: "home", "looked-after", "out-of-area".
    pub serves: Vec<String>,
}

/// A panel: whom it takes, what makes a child due for it, and when it meets.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Panel {
    pub name: String,
    /// In words, for people.
    pub takes: String,
    /// Care statuses it takes; empty: any.
    pub takes_care: Vec<CareStatus>,
    /// Localities it takes, as the register names them (compared without case); empty: any.
    pub localities: Vec<String>,
    /// The child must have one of these markers for the threshold or the time missing to count; empty: with or without.
    pub markers: Vec<MarkerKind>,
    /// So many episodes within so long (UK calendar days) make a child due.
    pub threshold: Option<(u32, Span)>,
    /// A child who is missing now, and for at least so long, is due.
    pub missing_for: Option<Step>,
    /// How often it meets; `None`: when needed.
    pub every_days: Option<u32>,
    /// The UK day of a meeting from which the others are counted; `None`: dates are not known.
    pub first: Option<NaiveDate>,
    /// When it begins, UK time.
    pub time: NaiveTime,
    /// How long it takes.
    pub minutes: u32,
    /// Days of the week on which it may meet; empty: any working day.
    pub weekdays: Vec<Weekday>,
}

/// A target of the figures (Trafford Ambition 7 by default).
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    pub id: String,
    pub title: String,
    /// "%" (then 0 to 100), or what is counted.
    pub unit: String,
    pub at_least: Option<f64>,
    pub at_most: Option<f64>,
}

/// One bad setting: where, what, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct SettingError {
    /// Line of the settings file, from 1.
    pub line: usize,
    pub message: String,
}

/// How long after the start of the missing-for clock a step of the ladder comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Elapsed time: hours, and days and weeks as multiples of 24 hours.
    Elapsed(TimeDelta),
    /// Calendar months, to the same time of the UK day.
    Months(u32),
}

impl Step {
    /// Reads "24 hours", "7 days", "4 weeks", "3 months" (also "1 hour", "48 h").
    pub fn parse(text: &str) -> Option<Step> {
        let text = text.trim();
        let (count, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
        let count: u32 = count.parse().ok().filter(|n| (1..=10_000).contains(n))?;
        let hours = |each: i64| Step::Elapsed(TimeDelta::hours(i64::from(count) * each));
        match unit.trim().to_lowercase().as_str() {
            "h" | "hour" | "hours" => Some(hours(1)),
            "d" | "day" | "days" => Some(hours(24)),
            "week" | "weeks" => Some(hours(7 * 24)),
            "month" | "months" => Some(Step::Months(count)),
            _ => None,
        }
    }

    /// The moment the step is reached by a clock that started at `start`.
    pub fn reached(self, start: Moment) -> Moment {
        match self {
            Step::Elapsed(span) => start.checked_add_signed(span).unwrap_or(Moment::MAX_UTC),
            Step::Months(months) => {
                let local = crate::calendar::uk(start).naive_local().checked_add_months(Months::new(months));
                local.map_or(Moment::MAX_UTC, |local| crate::calendar::at_local(local.date(), local.time()))
            }
        }
    }

    /// For ordering steps only: a month counts as its shortest.
    fn at_least_hours(self) -> i64 {
        match self {
            Step::Elapsed(span) => span.num_hours(),
            Step::Months(months) => i64::from(months) * 28 * 24 + 1,
        }
    }
}

impl Settings {
    /// The text of the shipped settings file, which `init` writes beside a new hub file.
    pub fn shipped() -> &'static str {
        include_str!("../assets/settings.toml")
    }

    /// Reads a settings file. Every bad setting is named, in the order of the file; where the text is not TOML at all, only
    /// that is, since what was meant cannot be known.
    pub fn parse(toml: &str) -> Result<Settings, Vec<SettingError>> {
        check::read(toml, Settings::default())
    }

    /// The clocks as this hub runs them.
    pub fn clocks(&self, working_days: WorkingDays) -> ClockSettings {
        let hours = self.staffed_hours();
        ClockSettings {
            interview_hours: self.thresholds.interview_hours,
            offer_hours: self.thresholds.offer_hours,
            interview_working_days: self.thresholds.interview_working_days,
            hours,
            working_days,
        }
    }

    /// The rota, read (UK local).
    pub fn staffed_hours(&self) -> Hours {
        let Rota { days, from, to } = &self.rota;
        let usual = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        Hours {
            days: days.iter().filter_map(|day| day.parse().ok()).collect(),
            from: spoken::time(from).unwrap_or(usual(9)),
            to: spoken::time(to).unwrap_or(usual(17)),
        }
    }

    /// The steps of the missing-for clock in rising order, with the words they are written in.
    pub fn ladder(&self) -> Vec<(String, Step)> {
        self.escalation.iter().filter_map(|words| Some((words.clone(), Step::parse(words)?))).collect()
    }

    /// When the daily meeting begins, UK time.
    pub fn meeting_time(&self) -> NaiveTime {
        spoken::time(&self.meeting.time).or(NaiveTime::from_hms_opt(9, 30, 0)).unwrap_or_default()
    }

    /// The agency that somebody typed: by short name, name or other name, in any case, with or without apostrophes.
    pub fn agency(&self, typed: &str) -> Option<&Agency> {
        let typed = fold(typed);
        self.agencies.iter().find(|agency| agency.names().any(|name| fold(name) == typed))
    }

    /// The panel that somebody typed: by its name, or a part of its name that no other panel has. The error names the panels.
    pub fn panel(&self, typed: &str) -> Result<&Panel, String> {
        let wanted = fold(typed);
        if let Some(panel) = self.panels.iter().find(|panel| fold(&panel.name) == wanted) {
            return Ok(panel);
        }
        let known: Vec<&str> = self.panels.iter().map(|panel| panel.name.as_str()).collect();
        let in_part: Vec<&Panel> = self.panels.iter().filter(|panel| !wanted.is_empty() && fold(&panel.name).contains(&wanted)).collect();
        match in_part.as_slice() {
            [one] => Ok(one),
            [] => Err(format!("'{typed}' is not a panel of this hub; known are {}", known.join("; "))),
            several => {
                let names: Vec<&str> = several.iter().map(|panel| panel.name.as_str()).collect();
                Err(format!("'{typed}' may be several panels: {}; write more of the name", names.join("; ")))
            }
        }
    }

    /// The team that somebody typed, likewise.
    pub fn team(&self, typed: &str) -> Option<&Team> {
        let typed = fold(typed);
        self.teams.iter().find(|team| fold(&team.name) == typed)
    }
}

impl Agency {
    /// Every name it goes by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [self.short.as_str(), self.name.as_str()].into_iter().chain(self.also.iter().map(String::as_str))
    }
}

/// Names compare without case, apostrophes (of which Word makes three kinds) and surplus spaces.
fn fold(name: &str) -> String {
    let bare: String = name.chars().filter(|c| !matches!(c, '\'' | '’' | '‘' | '`')).collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The known word that a mistyped one was most likely meant to be.
pub(crate) fn did_you_mean<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed = fold(typed);
    let scored = known.filter_map(|word| {
        // One slip in a short name ("GPM") counts for little by similarity, yet it is the likeliest slip of all.
        let (word_folded, least) = (fold(word), typed.chars().count() >= 3);
        let near = least && strsim::damerau_levenshtein(&typed, &word_folded) <= 1;
        let score = strsim::jaro_winkler(&typed, &word_folded) + if near { 1.0 } else { 0.0 };
        (score >= 0.82).then_some((score, word))
    });
    scored.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, word)| word)
}

/// The shipped settings.
impl Default for Settings {
    fn default() -> Self {
        let bare = Settings {
            hub: HubSettings::default(),
            meeting: MeetingSettings::default(),
            rota: Rota::default(),
            thresholds: Thresholds::default(),
            escalation: Vec::new(),
            agencies: Vec::new(),
            teams: Vec::new(),
            panels: Vec::new(),
            targets: Vec::new(),
            assessment: Tool {
                name: String::new(),
                working_days: 15,
                review_weeks: 12,
                scale: 5,
                indicators: Vec::new(),
                bands: Vec::new(),
            },
            top_ten: Cut::default(),
        };
        // Proved by the test `the_shipped_file_is_whole_and_right`; a bad one would mean a broken build.
        check::read(Settings::shipped(), bare.clone()).unwrap_or(bare)
    }
}

impl Default for HubSettings {
    fn default() -> Self {
        HubSettings { name: "Safeguarding hub".into(), authority: String::new(), area_postcodes: Vec::new() }
    }
}

impl Default for MeetingSettings {
    fn default() -> Self {
        MeetingSettings {
            time: "09:30".into(),
            minutes_heading: "Daily multi-agency risk meeting".into(),
            quorum: Vec::new(),
            strategy_quorum: Vec::new(),
            minutes: 45,
            confidentiality: String::new(),
            critical_days: 7,
            blank_after: 10,
        }
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

#[cfg(test)]
mod tests;
