//! All that the screens ask of the casebook, in one place: the questions and the verbs, and the plain answers to them.
//!
//! Screens know this trait only, so they run in tests on invented children and on a real hub alike.

use super::figures_desk::FiguresDesk;
use super::interview_desk::InterviewDesk;
use super::meeting_desk::MeetingDesk;
use super::panels_desk::PanelsDesk;
use super::patterns_desk::PatternsDesk;
use super::rehearsal_desk::RehearsalDesk;
use super::tracker_desk::TrackerDesk;
use super::who_desk::WhoDesk;
use crate::casebook::error::Result;
use crate::casebook::event::{RefusedId, RowOutcome};
use crate::casebook::view::{Board, Case, Draft, ListReport, News, Refused, Waiting};
use crate::child::{Child, ChildId};
use crate::episode::{EpisodeId, Moment};
use crate::meeting::action::in_full;
use crate::meeting::decision::{Action, DecisionId, DecisionOn, Outcome};
use crate::triage::Band;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The casebook as the screens use it. Moments are UTC; `now` is the moment the person acts.
pub trait Desk: InterviewDesk + MeetingDesk + WhoDesk + FiguresDesk + TrackerDesk + PanelsDesk + PatternsDesk + RehearsalDesk {
    fn board(&self, now: Moment) -> Result<Board>;
    fn case(&self, of: EpisodeId, now: Moment) -> Result<Case>;
    /// The episode a child's case opens at: the current or latest one; `None` for a child never reported missing.
    fn latest_episode(&self, child: ChildId) -> Result<Option<EpisodeId>>;
    /// Children of the register whose name or identifier is like the text, best first.
    fn search(&self, text: &str, limit: usize) -> Result<Vec<Child>>;
    fn waiting(&self) -> Result<Vec<Waiting>>;
    fn refused(&self) -> Result<Vec<Refused>>;
    /// The minutes of a UK day as Markdown.
    fn minutes(&self, day: NaiveDate, now: Moment) -> Result<String>;
    /// A number that changes when any program wrote to the hub.
    fn version(&self) -> Result<i64>;
    /// Position of the journal's last entry.
    fn position(&self) -> Result<i64>;
    /// What others wrote after a position, earliest first.
    fn news(&self, after: i64) -> Result<Vec<News>>;
    fn draft(&self, key: &str) -> Result<Option<Draft>>;
    /// Keeps what is half typed; an empty text forgets it.
    fn save_draft(&mut self, key: &str, text: &str, now: Moment) -> Result<()>;

    /// The fields a list's column can be: code and label.
    fn fields(&self) -> Vec<(String, String)>;
    /// A one-line action as it was understood, or in one line what is wrong with it.
    fn understand_action(&self, line: &str, now: Moment) -> std::result::Result<String, String>;
    /// A day as people write it, or in one line what is wrong with it.
    fn understand_day(&self, text: &str, now: Moment) -> std::result::Result<NaiveDate, String>;
    /// What a folder holds; the reason in words where it cannot be read.
    fn folder(&self, path: &Path) -> std::result::Result<Vec<FolderEntry>, String>;
    /// Makes a folder that files are to be written into, where it is not there yet; the reason in words where it cannot be made.
    fn make_folder(&self, path: &Path) -> std::result::Result<(), String>;
    /// The bytes of a file; the reason in words where it cannot be read.
    fn read(&self, path: &Path) -> std::result::Result<Vec<u8>, String>;

    fn import(&mut self, from: &ListSource, answers: &ImportAnswers, dry_run: bool, now: Moment) -> Result<Imported>;
    fn decide(&mut self, decided: Decided, now: Moment) -> Result<DecisionId>;
    fn override_band(&mut self, episode: EpisodeId, band: Option<Band>, reason: &str, seen: Option<i64>, now: Moment) -> Result<()>;
    fn same_child(&mut self, episode: EpisodeId, child: ChildId, seen: Option<i64>, now: Moment) -> Result<()>;
    fn new_child(&mut self, episode: EpisodeId, seen: Option<i64>, now: Moment) -> Result<ChildId>;
    fn put_right(&mut self, row: RefusedId, cells: BTreeMap<String, String>, now: Moment) -> Result<RowOutcome>;
    fn set_aside(&mut self, row: RefusedId, reason: &str, now: Moment) -> Result<()>;
}

/// A file or folder of the file picker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderEntry {
    pub name: String,
    pub path: PathBuf,
    pub folder: bool,
    pub modified: Option<Moment>,
    pub bytes: u64,
}

/// A list to be loaded: a file that was read, or a table that was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSource {
    pub name: String,
    pub bytes: Arc<Vec<u8>>,
}

/// What a person answered about a list so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportAnswers {
    pub sheet: Option<String>,
    /// Header text → field code.
    pub map: Vec<(String, String)>,
    /// Name under which the mapping is kept for the next list like it.
    pub save_profile: Option<String>,
}

/// What came of loading (or dry-running) a list.
pub enum Imported {
    Report(Box<ListReport>),
    /// Some of these columns must be named by a person first; `problem`: none of them says whom a row is about.
    Columns {
        columns: Vec<ListColumn>,
        problem: Option<String>,
    },
    /// The workbook has several sheets that could be the list.
    WhichSheet(Vec<String>),
}

/// A column of a list, and what it was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListColumn {
    pub header: String,
    /// Code of its field; `None`: not clear.
    pub field: Option<String>,
    pub samples: Vec<String>,
    /// Codes of the fields it may be, likeliest first.
    pub guesses: Vec<String>,
}

/// A decision as the form holds it; actions are the lines as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub on: DecisionOn,
    pub outcomes: Vec<Outcome>,
    pub rationale: String,
    /// Agencies that decide it jointly, as typed: "GMP, CSC"; empty: the meeting as a whole.
    pub agencies: String,
    /// Who would have decided otherwise, one a line: "EH: would offer early help first".
    pub dissent: Vec<String>,
    /// The panel it is referred to, by name.
    pub panel: Option<String>,
    pub actions: Vec<String>,
    pub next_review: Option<NaiveDate>,
    /// The decision whose wording this one changes; its actions count as they are where a line still is [`action_line`] of one.
    pub replaces: Option<DecisionId>,
    /// Journal position of the record the decision is based on.
    pub seen: Option<i64>,
}

/// A recorded action as a line of the form: "Greater Manchester Police (J Smith): phone work by Fri 27 Nov 2026 12:00".
pub fn action_line(action: &Action) -> String {
    let person = action.person.iter().map(|person| format!(" ({person})")).collect::<String>();
    let due = action.due.map(|due| format!(" by {}", in_full(due))).unwrap_or_default();
    format!("{}{person}: {}{due}", action.agency, action.what)
}
