//! What the casebook shows of panels: plain data for screens, text, JSON and papers alike. Field names are a contract (docs/json.md).

use super::meeting_view::{ActionLine, AssessmentLine};
use super::view::{MonthNights, Person};
use crate::child::{CareStatus, Child, ChildId};
use crate::episode::{Episode, EpisodeId, Moment};
use crate::interview::record::Interview;
use crate::meeting::business::Business;
use crate::meeting::decision::{Decision, DecisionId};
use crate::report::panel::Stays;
use crate::report::panels::dates::MeetingDay;
use crate::report::panels::due::Reason;
use crate::triage::Outcome as Triage;
use chrono::NaiveDate;
use serde::Serialize;

/// Every panel, with who is due.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PanelsSheet {
    pub now: Moment,
    pub hub: String,
    pub training: bool,
    /// In the order of the settings.
    pub panels: Vec<PanelSheet>,
    /// Who would be due and is taken by no panel.
    pub no_panel: Vec<NoPanel>,
    /// Journal position it was read at: what an outcome written from it is based on.
    #[serde(skip)]
    pub seen: i64,
}

/// One panel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PanelSheet {
    pub panel: String,
    pub takes: String,
    /// "every 14 days at 10:00", "when needed".
    pub rhythm: String,
    /// The next meetings, today's included; none where it meets when needed.
    pub meetings: Vec<MeetingDay>,
    /// Those meetings in words: "Tue 29 Dec 2026, moved from Mon 28 Dec (bank holiday)".
    #[serde(skip)]
    pub meetings_in_words: Vec<String>,
    /// Who is due for the next meeting, the one who waits longest first; each child once, with all its reasons.
    pub due: Vec<DueChild>,
    /// Who stays with the panel and is reviewed after the next meeting, the first review first.
    pub later: Vec<DueChild>,
}

/// A child that is due for a panel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DueChild {
    pub child: ChildId,
    pub name: String,
    /// "Nadia B.", for narrow rows.
    #[serde(skip)]
    pub short: String,
    pub age: Option<u32>,
    pub care_status: Option<CareStatus>,
    pub locality: Option<String>,
    /// The latest episode.
    pub episode: Option<EpisodeId>,
    pub still_missing: bool,
    /// The UK day of the oldest reason.
    pub waiting_since: NaiveDate,
    /// The oldest first.
    pub reasons: Vec<Reason>,
    /// What this panel said last.
    pub last: Option<PanelSaid>,
}

/// Somebody whom no panel takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NoPanel {
    /// `None`: nobody has said yet who the child is.
    pub child: Option<ChildId>,
    pub name: String,
    pub episode: Option<EpisodeId>,
    /// "3 episodes in 28 days: 9, 13 and 16 Nov; the child's locality is not known".
    pub why: String,
}

/// What a panel said of a child.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PanelSaid {
    pub panel: String,
    pub on: NaiveDate,
    pub stays: Stays,
    pub note: String,
    pub next_review: Option<NaiveDate>,
    pub decision: Option<DecisionId>,
    pub at: Moment,
    pub by: String,
}

impl PanelSaid {
    /// "Wed 18 Nov 2026, Missing from Home Panel, North: stays with the panel, next review Wed 2 Dec 2026, decided D45".
    pub fn words(&self) -> String {
        let review = self.next_review.map(|day| format!(", next review {}", crate::calendar::long_day(day))).unwrap_or_default();
        let decided = self.decision.map(|decision| format!(", decided {decision}")).unwrap_or_default();
        format!("{}, {}: {}{review}{decided}", crate::calendar::long_day(self.on), self.panel, self.stays)
    }
}

/// A child that is due for a panel, as its page says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DueAt {
    pub panel: String,
    pub reasons: Vec<Reason>,
}

/// The page of a child: read from its record, never a copy of it.
#[derive(Debug, Clone, Serialize)]
pub struct PanelPage {
    pub now: Moment,
    pub child: Child,
    pub age: Option<u32>,
    /// Every panel it is due for now, with why.
    pub due: Vec<DueAt>,
    /// What panels said of it, the latest first.
    pub panels: Vec<PanelSaid>,
    /// Latest first.
    pub episodes: Vec<Episode>,
    /// Of the last twelve months, oldest first.
    pub nights: Vec<MonthNights>,
    /// At the latest episode; `None` without one.
    pub triage: Option<Triage>,
    /// Those that stand, the latest first.
    pub decisions: Vec<Decision>,
    /// Still to be done, by when they run out; then the ended ones, latest first.
    pub actions: Vec<ActionLine>,
    pub assessments: Vec<AssessmentLine>,
    pub business: Vec<Business>,
    /// Latest first.
    pub interviews: Vec<Interview>,
    pub people: Vec<Person>,
}

/// What is laid before a panel.
#[derive(Debug, Clone, Serialize)]
pub struct PanelPack {
    pub authority: String,
    pub hub: String,
    pub training: bool,
    pub sheet: PanelSheet,
    /// Of those who are due, in their order.
    pub pages: Vec<PanelPage>,
    pub made_at: Moment,
    pub made_by: String,
    /// Hash of the journal's last entry, short.
    pub head: String,
    /// Other children of the register whom the pack names: who must not be named in one with initials.
    #[serde(skip)]
    pub others: Vec<Child>,
}

/// What an outcome wrote.
#[derive(Debug, Clone, Serialize)]
pub struct PanelDone {
    pub child: ChildId,
    pub name: String,
    pub said: PanelSaid,
    /// What was decided with it.
    pub decision: Option<Decision>,
}
