//! Every table of the hub as CSV. What the columns mean and how the tables come back is told in docs/exports.md.
//!
//! `children.csv`, `workers.csv`, `episodes.csv`, `interviews.csv` and `contacts.csv` have the columns that `wayhome import` reads; loaded
//! in this order they make the same children, workers, episodes, interviews and contact attempts again. The others, and these too, come back
//! with the journal (`casebook::again`).

mod held;
mod imported;
mod kept;
mod known;
mod met;
mod said;
mod sought;

use super::csv;
use crate::calendar::uk;
use crate::casebook::event::{Candidate, Line};
use crate::casebook::view::{BandSaid, LeftItem, RefusedRecord, Told};
use crate::casebook::who_view::{ChildHistory, Relation};
use crate::child::{Child, ChildId};
use crate::episode::{Episode, EpisodeId, Moment, When};
use crate::interview::file::InterviewFile;
use crate::interview::record::Interview;
use crate::interview::sharing::Share;
use crate::interview::worker::{Wishes, Worker};
use crate::meeting::assessment::Assessment;
use crate::meeting::business::Business;
use crate::meeting::decision::{Decision, DecisionId, Due};
use crate::meeting::record::Meeting;
use crate::meeting::register::ActionRecord;
use crate::report::panel::Discussed;
use crate::report::tracker::{ReportedMonth, TrackerReview};
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

/// The file of the hub itself among the tables.
pub const HUB: &str = "hub.csv";

/// The hub itself, and how far its journal had come when the tables were made.
#[derive(Debug, Default)]
pub struct HubLine {
    pub name: String,
    pub training: bool,
    pub made_at: Moment,
    pub entries: i64,
    /// The hash of the last entry, hex digits.
    pub head: String,
}

/// All that the hub holds, as known at one moment; each by number.
#[derive(Debug, Default)]
pub struct Everything {
    pub hub: HubLine,
    pub children: Vec<Child>,
    pub workers: Vec<Worker>,
    pub episodes: Vec<Episode>,
    pub interviews: Vec<Interview>,
    pub files: Vec<InterviewFile>,
    pub decisions: Vec<Decision>,
    pub actions: Vec<ActionRecord>,
    pub assessments: Vec<Assessment>,
    pub business: Vec<Business>,
    pub meetings: Vec<Meeting>,
    pub shares: Vec<Share>,
    /// Each pair once, the lower number first.
    pub relations: Vec<(ChildId, Relation)>,
    pub panels: Vec<Said<PanelSaid>>,
    /// By the first day of the month they were said about.
    pub reviews: Vec<Said<(NaiveDate, TrackerReview)>>,
    /// How meetings left items without a decision.
    pub left: Vec<LeftItem>,
    pub bands: Vec<BandSaid>,
    /// Every report of a month's top ten.
    pub months: Vec<ReportedMonth>,
    /// Settled ones included.
    pub refused: Vec<RefusedRecord>,
    pub wishes: Vec<(ChildId, Wishes)>,
    /// Names and homes of each child of the register.
    pub known_as: Vec<(ChildId, ChildHistory)>,
    /// Episodes that wait for a person to say who the child is: the row each came with, and whom it may be.
    pub waiting: Vec<(EpisodeId, Line, Vec<Candidate>)>,
    /// Of the kinds in [`TOLD`], by position: what stands in no table but the journal.
    pub told: Vec<Told>,
}

/// The kinds of entries that tables are made from as they stand in the journal.
pub const TOLD: &[&str] = &[
    "child-identified",
    "episode-doubted",
    "police-asked",
    "children-merged",
    "child-split",
    "children-distinct",
    "list-loaded",
    "profile-saved",
    "rules-adopted",
    "exported",
];

/// Something said of a child, when and by whom.
#[derive(Debug, Clone)]
pub struct Said<T> {
    pub child: ChildId,
    pub at: Moment,
    pub by: String,
    pub what: T,
}

/// What a panel said.
#[derive(Debug, Clone)]
pub struct PanelSaid {
    pub panel: String,
    pub on: NaiveDate,
    pub discussed: Discussed,
    pub decision: Option<DecisionId>,
}

/// A table: the name of its file, its columns and its rows.
pub struct Table {
    pub file: &'static str,
    pub columns: &'static [&'static str],
    /// Each as long as the columns.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// As a CSV file: UTF-8, comma, lines ended by CR LF; no cell is taken for a formula.
    pub fn csv(&self) -> Vec<u8> {
        csv::file(self.columns, &self.rows)
    }
}

/// Every table, those that can be imported one by one first, in the order of importing. Each is made when it is asked for: all of them at
/// once are too much of an old hub.
pub fn tables(all: &Everything) -> impl Iterator<Item = Table> {
    TABLES.iter().map(move |table| table(all))
}

const TABLES: &[fn(&Everything) -> Table] = &[
    imported::children,
    imported::workers,
    imported::episodes,
    imported::interviews,
    kept::episode_times,
    imported::contacts,
    kept::decisions,
    kept::actions,
    kept::assessments,
    kept::business,
    kept::meetings,
    kept::intelligence,
    kept::relations,
    kept::panels,
    kept::reviews,
    said::meeting_notes,
    said::put_off,
    said::bands,
    said::months,
    said::refused,
    sought::allocations,
    sought::bookings,
    sought::closures,
    sought::wishes,
    known::answers,
    known::waiting,
    known::records,
    known::known_as,
    known::lists,
    known::list_rows,
    known::profiles,
    known::rules,
    met::attendance,
    met::agenda,
    met::amendments,
    met::redated,
    held::interviews,
    held::covered,
    held::findings,
    known::exports,
    hub,
];

fn hub(all: &Everything) -> Table {
    let HubLine { name, training, made_at, entries, head } = &all.hub;
    let row = vec![name.clone(), yes_no(Some(*training)), moment(*made_at), entries.to_string(), head.clone()];
    Table { file: HUB, columns: &["name", "training", "made_at", "entries", "head"], rows: vec![row] }
}

/// The file names of every table, in their order.
pub fn files() -> Vec<&'static str> {
    tables(&Everything::default()).map(|table| table.file).collect()
}

fn text(value: &Option<String>) -> String {
    value.clone().unwrap_or_default()
}

fn number<T: ToString>(value: Option<T>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

fn yes_no(value: Option<bool>) -> String {
    value.map_or("", |yes| if yes { "yes" } else { "no" }).to_owned()
}

fn day(value: Option<NaiveDate>) -> String {
    value.map_or(String::new(), super::day)
}

/// "2026-11-20T08:41:00+00:00": the UK wall clock with its offset, so that the hour that comes twice is told apart.
fn moment(at: Moment) -> String {
    uk(at).to_rfc3339()
}

fn maybe(at: Option<Moment>) -> String {
    at.map_or(String::new(), moment)
}

/// A moment as a source gave it. An estimate is written so that it is read as one again: the first moment of a day as that day, one of the
/// hour that comes twice without its offset.
fn when(value: Option<When>) -> String {
    let Some(When { at, estimated }) = value else { return String::new() };
    let local = uk(at);
    let (date, time) = (local.date_naive(), local.time());
    let twice = matches!(crate::calendar::from_local(local.naive_local()), crate::calendar::Local::Twice(..));
    match estimated {
        true if time == NaiveTime::MIN => super::day(date),
        true if twice => format!("{:02}/{:02}/{} {:02}:{:02}", date.day(), date.month(), date.year(), time.hour(), time.minute()),
        _ => moment(at),
    }
}

fn due(value: Option<Due>) -> String {
    match value {
        Some(Due::At(at)) => moment(at),
        Some(Due::EndOf(date)) => super::day(date),
        None => String::new(),
    }
}

/// Codes of a closed list, or names, in one cell.
fn list<T>(values: &[T], word: impl Fn(&T) -> String) -> String {
    values.iter().map(word).collect::<Vec<_>>().join("; ")
}
