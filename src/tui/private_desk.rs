//! The desk behind a veil: while privacy is on, what it answers names no child ([`crate::casebook::veil`]). What is written passes
//! through as it is, so nothing veiled may be handed to a verb that writes it: the app keeps such forms closed meanwhile.

use super::desk::{Decided, Desk, FolderEntry, ImportAnswers, Imported, ListSource};
use super::interview_desk::InterviewDesk;
use super::meeting_desk::MeetingDesk;
use super::who_desk::WhoDesk;
use crate::casebook::On;
use crate::casebook::error::{Error, Result};
use crate::casebook::event::{Belonging, RefusedId, RowOutcome};
use crate::casebook::interview_view::{Allocated, InterviewBoard, InterviewCase};
use crate::casebook::meeting_view::{AssessmentLine, BusinessSheet, ItemSheet, LogLine, MeetingSheet, Register, RegisterFilter};
use crate::casebook::veil::{Names, Veil, Whom};
use crate::casebook::view::{Board, Case, Draft, News, Refused, Waiting};
use crate::casebook::who_view::{ChildHistory, DuplicatesPage, MergedRecord, Merging, Relation, Splitting, TakingBack};
use crate::child::{Child, ChildId, RelationKind};
use crate::episode::{EpisodeId, Moment, When};
use crate::interview::attempt::{Attempt, Booking, Closure};
use crate::interview::record::{Covered, FindingId, Held, Interview, InterviewId, InterviewRecord};
use crate::interview::sharing::Share;
use crate::interview::worker::{Wishes, WorkerId};
use crate::meeting::agenda::ItemId;
use crate::meeting::assessment::{AssessmentId, Tool, ToolResult};
use crate::meeting::attendance::Opening;
use crate::meeting::business::{Business, BusinessDetails, BusinessId};
use crate::meeting::decision::{ActionId, DecisionId, Due};
use crate::meeting::record::MeetingId;
use crate::meeting::register::{ActionEnd, OnAction};
use crate::settings::Settings;
use crate::triage::Band;
use chrono::NaiveDate;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Words<T> = std::result::Result<T, String>;

/// A desk that can be looked at by a whole room.
pub struct PrivateDesk {
    pub(super) desk: Box<dyn Desk>,
    private: bool,
    /// Were those whom the morning is about looked up since privacy was switched on?
    looked: Cell<bool>,
    /// Everyone seen since privacy was switched on: a name once in sight stays veiled.
    names: RefCell<Names>,
    /// Cases whose people are taken in, as of a journal position.
    around: RefCell<BTreeSet<(EpisodeId, i64)>>,
}

impl PrivateDesk {
    pub fn new(desk: Box<dyn Desk>) -> PrivateDesk {
        PrivateDesk { desk, private: false, looked: Cell::new(false), names: RefCell::default(), around: RefCell::default() }
    }

    /// The answer, veiled while privacy is on.
    pub(super) fn veiled<T: Veil>(&self, answer: Result<T>, now: Option<Moment>) -> Result<T> {
        if !self.private {
            return answer;
        }
        let mut view = answer.map_err(|error| self.veiled_error(error))?;
        self.take_in(&view, now)?;
        view.veil(&self.names.borrow());
        Ok(view)
    }

    /// Looks up everyone a view names, each once. `now`: when to look at the cases of those around a child.
    fn take_in(&self, view: &impl Veil, now: Option<Moment>) -> Result<()> {
        let mut seen = Vec::new();
        view.whom(&mut seen);
        while let Some(whom) = seen.pop() {
            match whom {
                Whom::Child(id) if self.names.borrow().knows(id) => {}
                Whom::Child(id) => {
                    let found = self.desk.search(&id.to_string(), 5)?;
                    // A record that was merged is found as the child it is read as.
                    let known = found.iter().find(|child| child.id == id).or(found.first());
                    known.into_iter().for_each(|child| self.names.borrow_mut().add_child(child));
                }
                Whom::Listed(episode, name) => self.names.borrow_mut().add_name(&format!("Child of {episode}"), &name),
                Whom::Person(episode, child, listed) => self.names.borrow_mut().add_listed(episode, child, &listed),
                Whom::Named(name) => self.names.borrow_mut().add_name("another child", &name),
                Whom::Around(episode, position) => {
                    let new = self.around.borrow_mut().insert((episode, position));
                    if let Some(now) = now.filter(|_| new) {
                        self.desk.case(episode, now)?.whom(&mut seen);
                    }
                }
            }
        }
        Ok(())
    }

    /// Those whom the morning is about, so that also texts that stand alone (the log) are veiled.
    fn look_around(&self, now: Moment) -> Result<()> {
        self.take_in(&self.desk.board(now)?, Some(now))?;
        self.take_in(&self.desk.register(&RegisterFilter { ended: true, ..RegisterFilter::default() }, now)?, None)?;
        self.take_in(&self.desk.assessments(now)?, None)?;
        self.take_in(&self.desk.open_business()?, None)?;
        self.desk.meeting(now)?.map_or(Ok(()), |meeting| self.take_in(&meeting, None))
    }

    fn text(&self, words: String) -> String {
        if self.private { self.names.borrow().text(&words) } else { words }
    }

    /// A refusal that names no child.
    fn veiled_error(&self, error: Error) -> Error {
        match error {
            Error::Refused(words) => Error::Refused(self.text(words)),
            Error::Stale { what, by, at, difference } => Error::Stale { what: self.text(what), by, at, difference: self.text(difference) },
            other => other,
        }
    }

    pub(super) fn told<T>(&self, answer: Result<T>) -> Result<T> {
        answer.map_err(|error| self.veiled_error(error))
    }
}

/// Hands questions on as they are.
macro_rules! pass {
    ($(fn $name:ident(&self $(, $arg:ident: $ty:ty)*) -> $answer:ty;)*) => {
        $(fn $name(&self $(, $arg: $ty)*) -> $answer { self.desk.$name($($arg),*) })*
    };
}

/// Hands questions on and veils the answers.
macro_rules! veil {
    ($(fn $name:ident(&self $(, $arg:ident: $ty:ty)*) -> $answer:ty, $now:expr;)*) => {
        $(fn $name(&self $(, $arg: $ty)*) -> Result<$answer> { self.veiled(self.desk.$name($($arg),*), $now) })*
    };
}

/// Hands verbs on; only a refusal is veiled.
macro_rules! verbs {
    ($(fn $name:ident(&mut self $(, $arg:ident: $ty:ty)*) -> $answer:ty;)*) => {
        $(fn $name(&mut self $(, $arg: $ty)*) -> Result<$answer> {
            let answer = self.desk.$name($($arg),*);
            self.told(answer)
        })*
    };
}

impl Desk for PrivateDesk {
    pass! {
        fn latest_episode(&self, child: ChildId) -> Result<Option<EpisodeId>>;
        fn refused(&self) -> Result<Vec<Refused>>;
        fn minutes(&self, day: NaiveDate, now: Moment) -> Result<String>;
        fn version(&self) -> Result<i64>;
        fn position(&self) -> Result<i64>;
        fn draft(&self, key: &str) -> Result<Option<Draft>>;
        fn fields(&self) -> Vec<(String, String)>;
        fn understand_action(&self, line: &str, now: Moment) -> Words<String>;
        fn understand_day(&self, text: &str, now: Moment) -> Words<NaiveDate>;
        fn folder(&self, path: &Path) -> Words<Vec<FolderEntry>>;
        fn make_folder(&self, path: &Path) -> Words<()>;
        fn read(&self, path: &Path) -> Words<Vec<u8>>;
    }

    // The board is what is read first, and again after every change: with it comes the look at all the others.
    fn board(&self, now: Moment) -> Result<Board> {
        if self.private && !self.looked.get() {
            self.look_around(now)?;
            self.looked.set(true);
        }
        self.veiled(self.desk.board(now), Some(now))
    }

    veil! {
        fn case(&self, of: EpisodeId, now: Moment) -> Case, Some(now);
        fn waiting(&self) -> Vec<Waiting>, None;
        fn search(&self, text: &str, limit: usize) -> Vec<Child>, None;
        fn news(&self, after: i64) -> Vec<News>, None;
    }

    verbs! {
        fn save_draft(&mut self, key: &str, text: &str, now: Moment) -> ();
        fn import(&mut self, from: &ListSource, answers: &ImportAnswers, dry_run: bool, now: Moment) -> Imported;
        fn decide(&mut self, decided: Decided, now: Moment) -> DecisionId;
        fn override_band(&mut self, episode: EpisodeId, band: Option<Band>, reason: &str, seen: Option<i64>, now: Moment) -> ();
        fn same_child(&mut self, episode: EpisodeId, child: ChildId, seen: Option<i64>, now: Moment) -> ();
        fn new_child(&mut self, episode: EpisodeId, seen: Option<i64>, now: Moment) -> ChildId;
        fn put_right(&mut self, row: RefusedId, cells: BTreeMap<String, String>, now: Moment) -> RowOutcome;
        fn set_aside(&mut self, row: RefusedId, reason: &str, now: Moment) -> ();
    }
}

impl InterviewDesk for PrivateDesk {
    pass! {
        fn actor(&self) -> String;
        fn agencies(&self) -> Vec<String>;
        fn understand_moment(&self, text: &str, now: Moment) -> Words<Moment>;
        fn understand_past(&self, text: &str, now: Moment) -> Words<Moment>;
        fn interview_case(&self, of: EpisodeId, now: Moment) -> Result<InterviewCase>;
        fn interview(&self, id: InterviewId) -> Result<Interview>;
        fn shares(&self) -> Result<Vec<Share>>;
        fn preview_allocation(&self, on: &[On], to: WorkerId, reason: &str, handover: bool, now: Moment) -> Result<Vec<Allocated>>;
    }

    veil! {
        fn interviews(&self, now: Moment) -> InterviewBoard, None;
    }

    verbs! {
        fn allocate(&mut self, on: &[On], to: WorkerId, reason: &str, handover: bool, now: Moment) -> Vec<Allocated>;
        fn accept_handover(&mut self, on: On, now: Moment) -> ();
        fn set_wishes(&mut self, child: ChildId, wishes: Wishes, now: Moment) -> ();
        fn attempt(&mut self, on: &[On], attempt: Attempt, now: Moment) -> ();
        fn book(&mut self, on: &[On], booking: Booking, now: Moment) -> Vec<String>;
        fn cancel_booking(&mut self, on: On, reason: &str, now: Moment) -> ();
        fn set_return_time(&mut self, on: On, returned: When, now: Moment) -> ();
        fn close_interview(&mut self, on: &[On], closure: Closure, now: Moment) -> ();
        fn reopen_interview(&mut self, on: On, why: &str, now: Moment) -> ();
        fn hold(&mut self, held: Held, seen: &[On], now: Moment) -> Interview;
        fn change_coverage(&mut self, id: InterviewId, covers: Vec<Covered>, reason: &str, seen: Option<i64>, now: Moment) -> ();
        fn record_interview(&mut self, id: InterviewId, record: InterviewRecord, seen: Option<i64>, now: Moment) -> Interview;
        fn sign_off(&mut self, id: InterviewId, seen: Option<i64>, now: Moment) -> ();
        fn give_back(&mut self, id: InterviewId, comments: &str, seen: Option<i64>, now: Moment) -> ();
        fn acknowledge(&mut self, id: InterviewId, finding: FindingId, recipient: &str, by: &str, now: Moment) -> ();
        fn hand_off(&mut self, folder: &Path, now: Moment) -> Vec<(String, usize)>;
    }
}

impl WhoDesk for PrivateDesk {
    pass! {
        fn taking_back(&self, of: EpisodeId) -> Result<TakingBack>;
    }

    veil! {
        fn question(&self, of: EpisodeId) -> String, None;
        fn duplicates(&self, after: Option<ChildId>, children: usize) -> DuplicatesPage, None;
        fn merging(&self, kept: ChildId, merged: ChildId, now: Moment) -> Merging, None;
        fn merged_records(&self, child: ChildId) -> Vec<MergedRecord>, None;
        fn splitting(&self, record: ChildId) -> Splitting, None;
        fn relations(&self, child: ChildId) -> Vec<Relation>, None;
        fn child_history(&self, child: ChildId) -> ChildHistory, None;
    }

    verbs! {
        fn same_children(&mut self, rows: &[(EpisodeId, Option<i64>)], child: ChildId, now: Moment) -> usize;
        fn ask_police(&mut self, of: EpisodeId, question: &str, seen: Option<i64>, now: Moment) -> ();
        fn doubt(&mut self, of: EpisodeId, reason: &str, seen: Option<i64>, now: Moment) -> ();
        fn take_back(&mut self, of: EpisodeId, seen: Option<i64>, now: Moment) -> TakingBack;
        fn two_children(&mut self, child: ChildId, other: ChildId, now: Moment) -> ();
        fn merge(&mut self, kept: ChildId, merged: ChildId, reason: &str, seen: Option<(i64, i64)>, now: Moment) -> ();
        fn split(&mut self, record: ChildId, given: Vec<Belonging>, reason: &str, now: Moment) -> ();
        fn relate(&mut self, child: ChildId, other: ChildId, kind: RelationKind, note: &str, now: Moment) -> ();
        fn unrelate(&mut self, child: ChildId, other: ChildId, kind: RelationKind, reason: &str, now: Moment) -> ();
    }
}

impl MeetingDesk for PrivateDesk {
    fn set_privacy(&mut self, on: bool) {
        self.private = on;
        self.looked.set(false);
    }

    pass! {
        fn settings(&self) -> &Settings;
        fn proposed_opening(&self, now: Moment) -> Result<Opening>;
        fn understand_due(&self, text: &str, now: Moment) -> Words<Due>;
        fn tool(&self) -> Tool;
    }

    veil! {
        fn meeting(&self, now: Moment) -> Option<MeetingSheet>, None;
        fn item(&self, meeting: MeetingId, item: ItemId, now: Moment) -> ItemSheet, Some(now);
        fn business(&self, id: BusinessId, now: Moment) -> BusinessSheet, None;
        fn open_business(&self) -> Vec<Business>, None;
        fn register(&self, filter: &RegisterFilter, now: Moment) -> Register, None;
        fn assessments(&self, now: Moment) -> Vec<AssessmentLine>, None;
        fn assessments_of(&self, child: Option<ChildId>, episode: EpisodeId, now: Moment) -> Vec<AssessmentLine>, None;
        fn log(&self, now: Moment) -> Vec<LogLine>, None;
        fn to_undo(&self, now: Moment) -> Option<LogLine>, None;
        fn to_redo(&self, now: Moment) -> Option<LogLine>, None;
    }

    verbs! {
        fn start_meeting(&mut self, opening: Opening, now: Moment) -> MeetingId;
        fn change_attendance(&mut self, meeting: MeetingId, opening: Opening, now: Moment) -> ();
        fn renew_agenda(&mut self, meeting: MeetingId, now: Moment) -> usize;
        fn order_agenda(&mut self, meeting: MeetingId, order: Vec<ItemId>, now: Moment) -> ();
        fn open_item(&mut self, meeting: MeetingId, item: ItemId, now: Moment) -> ();
        fn take_note(&mut self, meeting: MeetingId, item: ItemId, agency: Option<String>, text: &str, now: Moment) -> ();
        fn defer_item(&mut self, meeting: MeetingId, item: ItemId, until: NaiveDate, reason: &str, now: Moment) -> ();
        fn carry_over(&mut self, meeting: MeetingId, items: &[ItemId], reason: &str, now: Moment) -> ();
        fn pass_items(&mut self, meeting: MeetingId, items: &[ItemId], reason: &str, now: Moment) -> ();
        fn close_meeting(&mut self, meeting: MeetingId, now: Moment) -> ();
        fn write_papers(&mut self, meeting: MeetingId, folder: &Path, now: Moment) -> Vec<String>;
        fn raise(&mut self, details: BusinessDetails, now: Moment) -> BusinessId;
        fn change_business(&mut self, id: BusinessId, details: BusinessDetails, seen: Option<i64>, now: Moment) -> ();
        fn end_actions(&mut self, on: &[OnAction], end: ActionEnd, now: Moment) -> ();
        fn redate_actions(&mut self, on: &[OnAction], due: Due, reason: &str, now: Moment) -> ();
        fn reopen_action(&mut self, on: OnAction, reason: &str, now: Moment) -> ();
        fn agree_action(&mut self, line: &str, under: Option<(MeetingId, ItemId)>, now: Moment) -> ActionId;
        fn allocate_assessment(&mut self, id: AssessmentId, to: &str, seen: Option<i64>, now: Moment) -> ();
        fn score_assessment(&mut self, id: AssessmentId, result: ToolResult, seen: Option<i64>, now: Moment) -> ();
        fn withdraw_assessment(&mut self, id: AssessmentId, reason: &str, seen: Option<i64>, now: Moment) -> ();
    }

    fn undo(&mut self, verb: i64, now: Moment) -> Result<LogLine> {
        let done = self.desk.undo(verb, now);
        self.veiled(done, None)
    }

    fn redo(&mut self, verb: i64, now: Moment) -> Result<LogLine> {
        let done = self.desk.redo(verb, now);
        self.veiled(done, None)
    }
}
