//! What the casebook shows: plain data for screens, text and JSON alike. Field names are a contract (docs/json.md).

use super::event::{Candidate, Change, Counts, Event, ListId, RefusedId, RefusedRow};
use super::meeting_view::{ActionLine, AssessmentLine};
use crate::child::{CareStatus, Child, ChildId};
use crate::clock::InterviewClock;
use crate::episode::{Episode, EpisodeId, Grade, Moment, When};
use crate::meeting::agenda::{About, ItemId, Left};
use crate::meeting::business::Business;
use crate::meeting::decision::{Decision, Outcome};
use crate::meeting::record::MeetingId;
use crate::triage::{Band, Outcome as Triage};
use chrono::NaiveDate;
use serde::Serialize;

crate::codes::codes! {
    /// The sections of the board, in the order they are shown.
    Section {
        StillMissing = "still-missing", "Still missing";
        Returned = "returned", "Returned since the last meeting";
        Waiting = "waiting", "Who is this child?";
        CarriedOver = "carried-over", "Carried over";
    }
}

/// The board of a morning.
#[derive(Debug, Clone, Serialize)]
pub struct Board {
    pub now: Moment,
    pub hub: String,
    pub training: bool,
    /// The last list loaded, if any.
    pub list: Option<LoadedList>,
    /// The meeting since which returns are shown as new.
    pub since: Moment,
    pub refused: u32,
    /// Episodes open with us that the last list did not name.
    pub missing_from_list: Vec<EpisodeId>,
    pub items: Vec<BoardItem>,
}

/// A list as the title bar and the repeat message show it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LoadedList {
    pub list: ListId,
    pub file: String,
    pub loaded_at: Moment,
    pub by: String,
    pub cut_off: Option<Moment>,
    pub rows: u32,
    pub counts: Counts,
}

/// One row of the board.
#[derive(Debug, Clone, Serialize)]
pub struct BoardItem {
    pub section: Section,
    pub child: BoardChild,
    pub episode: BoardEpisode,
    pub triage: Triage,
    /// `None` while the child is still missing.
    pub interview: Option<InterviewClock>,
    /// The last decision on this episode.
    pub decision: Option<BoardDecision>,
    /// The child's exploitation assessment or its review that comes first: "assessment due Fri 11 Dec, overdue by 2 days".
    pub assessment: Option<String>,
    /// The child's actions still to be done, and how many of them have run out.
    pub open_actions: u32,
    pub overdue_actions: u32,
    /// On the list as returned though never reported missing to us, or open and no longer on the list: said in words.
    pub remarks: Vec<String>,
}

/// The child of a board row; while it waits, `id` is `None` and the rest is as listed.
#[derive(Debug, Clone, Serialize)]
pub struct BoardChild {
    pub id: Option<ChildIdText>,
    pub name: String,
    /// "Nadia B.", for narrow rows.
    #[serde(skip)]
    pub short: String,
    pub dob: Option<NaiveDate>,
    pub age: Option<u32>,
    pub care_status: Option<CareStatus>,
}

/// An identifier printed with its letter (`C17`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChildIdText(pub ChildId);

impl Serialize for ChildIdText {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(&self.0)
    }
}

/// The episode of a board row.
#[derive(Debug, Clone, Serialize)]
pub struct BoardEpisode {
    #[serde(serialize_with = "as_text")]
    pub id: EpisodeId,
    pub police_ref: Option<String>,
    pub police_grade: Option<Grade>,
    /// "missing", "returned" or "waiting" (who is this child?).
    pub status: &'static str,
    pub reported_at: Option<Moment>,
    pub last_seen_at: Option<Moment>,
    pub returned_at: Option<Moment>,
    /// The return time is an estimate (see [`When::estimated`]).
    pub returned_estimated: bool,
    /// Start of the missing-for clock.
    pub missing_since: Moment,
    /// Journal position of the last change of the episode: what a verb made on this row is based on.
    #[serde(skip)]
    pub seen: i64,
}

fn as_text<T: std::fmt::Display, S: serde::Serializer>(value: &T, s: S) -> Result<S::Ok, S::Error> {
    s.collect_str(value)
}

/// The decision column of a board row.
#[derive(Debug, Clone, Serialize)]
pub struct BoardDecision {
    pub at: Moment,
    pub outcomes: Vec<Outcome>,
    pub next_review: Option<NaiveDate>,
}

/// All that a case shows.
#[derive(Debug, Clone, Serialize)]
pub struct Case {
    pub now: Moment,
    pub child: Option<Child>,
    pub age: Option<u32>,
    /// The episode the case is open at: the current or latest one.
    pub episode: Episode,
    pub triage: Triage,
    pub interview: Option<InterviewClock>,
    /// How far its interview has come, in words: "allocated, Bo Larkin", "held Fri 14:00, to be recorded".
    pub interview_stage: Option<String>,
    /// The same of every episode that has ended, latest first.
    #[serde(skip)]
    pub interview_stages: Vec<(EpisodeId, String)>,
    pub band_override: Option<BandOverride>,
    /// Every episode of the child, latest first, this one included.
    pub episodes: Vec<Episode>,
    /// Nights missing in each of the last twelve calendar months, oldest first. A night counts where the child was missing at 02:00 UK time.
    pub nights: Vec<MonthNights>,
    /// Every decision on the child, latest first, replaced wordings included.
    pub decisions: Vec<Decision>,
    /// What panels said of the child, latest first.
    pub panels: Vec<super::panels_view::PanelSaid>,
    /// The child's actions: those to be done first, by when they run out; then the ended ones, latest first.
    pub actions: Vec<ActionLine>,
    /// The child's exploitation assessments, latest first.
    pub assessments: Vec<AssessmentLine>,
    /// Referrals, strategy requests and intelligence about the child, latest first.
    pub business: Vec<Business>,
    /// Changes police made to this episode, latest first.
    pub changes: Vec<(Moment, Vec<Change>)>,
    /// Others on the register with the same address or placement, or missing at the same time from the same place.
    pub people: Vec<Person>,
    /// Candidates while the child is not identified.
    pub candidates: Vec<ReviewCandidate>,
}

/// Nights missing in a calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MonthNights {
    /// First day of the month.
    pub month: NaiveDate,
    pub nights: u32,
}

/// Somebody around the child.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Person {
    pub child: Option<ChildIdText>,
    pub name: String,
    /// "lives at the same address", "same placement", "missing at the same time".
    pub how: String,
}

/// A band set by the chair.
#[derive(Debug, Clone, PartialEq, Serialize, serde::Deserialize)]
pub struct BandOverride {
    pub band: Band,
    pub rules_band: Option<Band>,
    pub reason: String,
    pub at: Moment,
    pub by: String,
}

/// An episode that waits for a person to say who the child is.
#[derive(Debug, Clone, Serialize)]
pub struct Waiting {
    pub episode: Episode,
    /// The row of the list that brought it.
    pub line: super::event::Line,
    pub candidates: Vec<ReviewCandidate>,
    /// The question to police that is still open.
    pub asked: Option<super::who_view::Asked>,
}

/// A candidate with the record it names.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewCandidate {
    pub child: Child,
    pub candidate: Candidate,
    pub episodes: u32,
    pub last_episode: Option<When>,
    /// Part by part, what agrees and what differs.
    pub parts: Vec<super::who_view::Part>,
    /// Earlier names and homes.
    pub history: super::who_view::ChildHistory,
    /// The last three episodes, latest first: "E12, missing 3 Nov 2026 20:10, back 4 Nov 2026 06:30, from Oak House".
    pub recent: Vec<String>,
    pub relations: Vec<super::who_view::Relation>,
    /// Relations that nobody recorded and that look like one: "looks like a twin of C31 Kayden Ashworth".
    pub looks_like: Vec<String>,
}

/// A refused row, waiting to be put right.
#[derive(Debug, Clone, Serialize)]
pub struct Refused {
    #[serde(serialize_with = "as_text")]
    pub id: RefusedId,
    #[serde(flatten)]
    pub row: RefusedRow,
    pub file: String,
    pub at: Moment,
}

/// A row that was refused, and what became of it.
#[derive(Debug, Clone)]
pub struct RefusedRecord {
    pub refused: Refused,
    pub settled: Option<Settled>,
}

/// How a refused row was settled.
#[derive(Debug, Clone)]
pub struct Settled {
    pub at: Moment,
    pub by: String,
    /// What it became part of when it was put right; `None`: it was put aside.
    pub episode: Option<EpisodeId>,
    /// Why it was put aside.
    pub reason: String,
}

/// How a meeting left an item without a decision.
#[derive(Debug, Clone)]
pub struct LeftItem {
    pub meeting: MeetingId,
    pub item: ItemId,
    pub about: About,
    pub left: Left,
    pub at: Moment,
    pub by: String,
}

/// The chair set another band than the rules; `band: None`: it was left to the rules again.
#[derive(Debug, Clone)]
pub struct BandSaid {
    pub episode: EpisodeId,
    pub band: Option<Band>,
    pub rules_band: Option<Band>,
    pub reason: String,
    pub at: Moment,
    pub by: String,
}

/// An entry of the journal that stands, as it was told.
#[derive(Debug, Clone)]
pub struct Told {
    pub at: Moment,
    pub by: String,
    pub event: Event,
}

/// What loading a list did, or (dry run) would do.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ListReport {
    pub file: String,
    pub dry_run: bool,
    /// Set when the same file was loaded before: nothing was changed.
    pub loaded_before: Option<LoadedList>,
    pub rows: u32,
    pub counts: Counts,
    pub refused: Vec<RefusedRow>,
    pub waiting: Vec<RowNote>,
    pub created: Vec<RowNote>,
    pub updated: Vec<RowNote>,
    pub returned: Vec<RowNote>,
    /// On the list as returned, but never reported missing to us.
    pub never_reported: Vec<RowNote>,
    pub still_missing: Vec<RowNote>,
    /// Open with us but no longer on the list.
    pub missing_from_list: Vec<RowNote>,
    /// Cells cut, controls stripped, columns not used: nothing to stop for, but said.
    pub warnings: Vec<String>,
    pub seconds: f64,
}

/// One episode in a report, with what changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowNote {
    pub row: Option<u32>,
    #[serde(serialize_with = "as_text")]
    pub episode: EpisodeId,
    pub police_ref: Option<String>,
    /// The child's name on the register where it is known, else as listed.
    pub name: String,
    /// The name on the list, where it is another.
    pub listed_as: Option<String>,
    pub changes: Vec<Change>,
}

/// What loading the caseload did, or would do.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ChildrenReport {
    pub file: String,
    pub dry_run: bool,
    pub rows: u32,
    pub added: u32,
    pub changed: Vec<ChildNote>,
    pub unchanged: u32,
    pub refused: Vec<RefusedRow>,
    pub warnings: Vec<String>,
    pub seconds: f64,
}

/// One child of the caseload that changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChildNote {
    pub row: u32,
    pub child: ChildIdText,
    pub name: String,
    pub changes: Vec<Change>,
}

/// What somebody else did to a shared hub: one verb, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// Journal position of the verb's last entry.
    pub position: i64,
    pub at: Moment,
    pub by: String,
    /// "decided: advice and guidance (Nadia B.)".
    pub what: String,
    /// The same of the verb's other entries, as when a list was loaded.
    pub further: Vec<String>,
}

/// Text kept as it was typed, until what it is for is saved or given up. Not part of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub text: String,
    pub saved_at: Moment,
}
