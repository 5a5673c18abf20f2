//! What the casebook shows of the meeting: plain data for screens, papers, text and JSON alike. Field names are a contract
//! (docs/json.md). Moments are UTC.

use super::interview_view::InterviewItem;
use super::view::{BoardChild, Case, LoadedList};
use super::who_view::PoliceQuestion;
use crate::child::{Child, ChildId};
use crate::episode::{EpisodeId, Moment};
use crate::meeting::agenda::{AgendaSection, Item, ItemId};
use crate::meeting::assessment::{Assessment, AssessmentState};
use crate::meeting::attendance::Quorum;
use crate::meeting::business::Business;
use crate::meeting::decision::Decision;
use crate::meeting::drift::Drift;
use crate::meeting::gate::Lacking;
use crate::meeting::pace::Pace;
use crate::meeting::record::Meeting;
use crate::meeting::register::ActionRecord;
use crate::triage::Band;
use serde::Serialize;

/// The meeting with its agenda, as the screen of the room shows it.
#[derive(Debug, Clone, Serialize)]
pub struct MeetingSheet {
    pub now: Moment,
    pub hub: String,
    pub training: bool,
    pub meeting: Meeting,
    pub quorum: Quorum,
    pub pace: Pace,
    /// One line for each item, in the order of the agenda.
    pub lines: Vec<ItemLine>,
    /// What keeps it from closing; empty: it may close.
    pub lacking: Vec<Lacking>,
    /// What could come on the agenda now and is not on it yet (a list loaded since, a referral just entered).
    pub new_items: u32,
}

/// An item as the agenda lists it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemLine {
    pub item: ItemId,
    /// Its place on the agenda, from 1.
    pub number: usize,
    pub section: AgendaSection,
    /// Whom or what it is about: "Nadia Begum", "referral B7: Nadia Begum", "Actions due".
    pub title: String,
    /// The child, where it is about one of the register.
    pub child: Option<ChildId>,
    pub episode: Option<EpisodeId>,
    /// Police reference, B7; empty for the items that list.
    pub reference: String,
    pub band: Option<Band>,
    /// "decided: advice and guidance", "put off to Fri 27 Nov", "no decision yet", "5 actions, 2 overdue".
    pub state: String,
    /// Nothing more is to be decided under it.
    pub settled: bool,
}

/// One item, with what the room needs.
#[derive(Debug, Clone, Serialize)]
pub struct ItemSheet {
    pub line: ItemLine,
    pub item: Item,
    pub content: Content,
    pub drift: Vec<Drift>,
    /// The decisions reached under it in this meeting, earliest first, with the wordings they replaced.
    pub decisions: Vec<Decision>,
    /// The actions agreed or ended under it.
    pub actions: Vec<ActionLine>,
    pub lacking: Vec<Lacking>,
}

/// What an item is about.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    Actions(Vec<ActionLine>),
    Changes(ChangesSheet),
    /// As of the interview board; in JSON they stand in its own form.
    Interviews(#[serde(skip)] InterviewClocks),
    Thresholds(Vec<ThresholdLine>),
    AnyOther,
    ReadBack(Vec<ReadBackLine>),
    Episode(Box<EpisodeItem>),
    Business(Box<BusinessSheet>),
}

/// Interviews still to be held whose clock has run out, cannot run, or runs out before the next meeting.
#[derive(Debug, Clone, Default)]
pub struct InterviewClocks {
    /// What runs out first, as on the interview board; 100 at the most.
    pub items: Vec<InterviewItem>,
    /// How many there are beyond those.
    pub more: usize,
}

/// A child of the list.
#[derive(Debug, Clone, Serialize)]
pub struct EpisodeItem {
    pub case: Case,
    /// When the child was last on a meeting's screen or decided on before today.
    pub last_discussed: Option<Moment>,
    /// The child's open actions.
    pub open_actions: Vec<ActionLine>,
    /// The child's assessments that are not ended, as they stand.
    pub assessments: Vec<AssessmentLine>,
    /// Business about the child that waits for a decision.
    pub business: Vec<Business>,
}

/// A referral, strategy request or piece of intelligence.
#[derive(Debug, Clone, Serialize)]
pub struct BusinessSheet {
    pub business: Business,
    /// The children it is about, as on the register.
    pub children: Vec<BoardChild>,
    /// What is missing before it can be decided, in words; empty: complete.
    pub missing: Vec<String>,
    pub decisions: Vec<Decision>,
    pub actions: Vec<ActionLine>,
}

/// What changed since the meeting before: each line names child and reference ("Nadia Begum (GMP/26/0417)").
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ChangesSheet {
    pub since: Option<Moment>,
    pub new: Vec<ChangeLine>,
    pub returned: Vec<ChangeLine>,
    pub changed: Vec<ChangeLine>,
    /// Open with us and not on the latest list.
    pub missing_from_list: Vec<ChangeLine>,
    /// On the list as returned, and never reported missing to us.
    pub never_reported: Vec<ChangeLine>,
    /// Refused rows and rows that wait for a person.
    pub refused: u32,
    pub waiting: u32,
}

/// An episode that changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeLine {
    #[serde(serialize_with = "as_text")]
    pub episode: EpisodeId,
    pub child: Option<ChildId>,
    pub name: String,
    pub reference: String,
    /// "police grade: medium → high"; empty where the list it stands in says all.
    pub what: String,
}

/// A threshold that was reached, or a referral to a panel since the meeting before.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThresholdLine {
    pub child: Option<ChildId>,
    pub name: String,
    pub reference: String,
    /// "Missing 3 or more times in 28 days: 24, 31 Oct, 9 Nov".
    pub what: String,
    /// "decided: referral to a panel (Permanence)", "no decision yet".
    pub state: String,
}

/// One decision as it is read back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReadBackLine {
    pub number: usize,
    pub title: String,
    pub child: Option<ChildId>,
    /// "advice and guidance; A9 Greater Manchester Police: phone work, due Fri 12:00".
    pub what: String,
}

/// An action of the register as it is listed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActionLine {
    pub record: ActionRecord,
    /// The child's name, or what else it is about; empty: any other business.
    pub about: String,
    /// Police reference or B7; empty: any other business.
    pub reference: String,
    /// "Fri (in 4 days)", "Mon 9 Nov (overdue by 11 days)", "no due date".
    pub due: String,
    pub overdue: bool,
    /// Due today or before, and not ended.
    pub due_now: bool,
    /// It ran out before the hub's first meeting could ask after it, and keeps no meeting open.
    pub from_before: bool,
}

/// The register.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Register {
    /// What runs out first stands first; without a due date before those that are not overdue; ended last, latest first.
    pub lines: Vec<ActionLine>,
    pub open: u32,
    pub overdue: u32,
    /// Agencies that have any of them, with how many are open.
    pub agencies: Vec<(String, u32)>,
}

/// Which actions are asked for. The default: every open one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegisterFilter {
    /// Of this person (part of the name, in any case).
    pub person: Option<String>,
    /// Of this agency (full name).
    pub agency: Option<String>,
    pub overdue: bool,
    pub child: Option<ChildId>,
    /// Ended ones of the last 28 days too.
    pub ended: bool,
}

/// An exploitation assessment as it is listed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AssessmentLine {
    pub assessment: Assessment,
    pub name: String,
    pub reference: String,
    pub state: AssessmentState,
    /// "due Fri 11 Dec (in 14 working days)", "overdue by 2 days", "review due 15 Feb 2027".
    pub clock: String,
    pub overdue: bool,
}

/// A verb of the log: what was written together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LogLine {
    /// Position of its first entry: what [`crate::casebook::Hub::undo`] takes.
    pub verb: i64,
    pub at: Moment,
    pub by: String,
    /// "decided: advice and guidance (Nadia B.)".
    pub what: String,
    /// It was taken back.
    pub undone: bool,
    /// It can be taken back now (or, undone, made to count again).
    pub can: bool,
    /// Episodes of which it said who the child is: what follows from taking it back is said of each.
    #[serde(skip)]
    pub identified: Vec<EpisodeId>,
}

/// All that the papers of a meeting are made from, and what `wayhome meeting --format json` prints.
#[derive(Debug, Clone, Serialize)]
pub struct MeetingRecord {
    pub heading: String,
    pub authority: String,
    /// The list that was loaded last when the meeting was held.
    pub list: Option<LoadedList>,
    pub sheet: MeetingSheet,
    /// Every item, in the order of the agenda.
    pub items: Vec<ItemSheet>,
    /// Every action agreed, ended or re-dated in the meeting, by number.
    pub actions: Vec<ActionLine>,
    /// Who is this child: what police were asked by the end of the meeting and nobody has answered.
    pub questions: Vec<PoliceQuestion>,
    pub made_at: Moment,
    pub made_by: String,
    /// Hash of the journal's last entry, short.
    pub head: String,
    /// Other children of the register whom the minutes name: who must not be named in those with initials.
    #[serde(skip)]
    pub others: Vec<Child>,
}

/// A file to be written, and what is in it. The name names no child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    pub file_name: String,
    pub bytes: Vec<u8>,
}

fn as_text<T: std::fmt::Display, S: serde::Serializer>(value: &T, s: S) -> Result<S::Ok, S::Error> {
    s.collect_str(value)
}
