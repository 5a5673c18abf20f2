//! Everything held on a child, in one document: for an inspection, a subject access request, a review. Other children stand in it by
//! their relation and by initials; what was left out, and why, is said at the end.

mod around;
mod parts;

use crate::calendar::long_moment;
use crate::casebook::interview_view::WorkerName;
use crate::casebook::meeting_view::{ActionLine, AssessmentLine};
use crate::casebook::who_view::{ChildHistory, MergedRecord, Relation};
use crate::child::Child;
use crate::episode::{Episode, EpisodeId, Moment};
use crate::interview::file::InterviewFile;
use crate::interview::record::Interview;
use crate::interview::sharing::Share;
use crate::interview::verdict::Verdicts;
use crate::interview::worker::Wishes;
use crate::meeting::business::Business;
use crate::meeting::decision::Decision;
use crate::report::document::{Document, bold};
use crate::report::papers::initials::Names;
use crate::report::statutory::tables::{PanelSaid, Said};
use crate::report::tracker::TrackerReview;
use crate::triage::Outcome;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A line of the journal, in words.
#[derive(Debug, Clone)]
pub struct JournalLine {
    pub entry: i64,
    pub at: Moment,
    pub by: String,
    pub subject: String,
    pub words: String,
    /// Its text was erased.
    pub erased: bool,
    /// It says what is held on the child: shown with the record over time as well.
    pub of_record: bool,
    /// Files about the child left the hub.
    pub exported: bool,
}

/// An episode with all that belongs to it.
#[derive(Debug, Clone)]
pub struct Told {
    pub episode: Episode,
    /// The row of the list that brought it: "L3 row 7, daily-20-11.csv".
    pub line: String,
    /// Of the latest episode alone: what the rules say now.
    pub triage: Option<Outcome>,
    pub file: InterviewFile,
    pub verdicts: Option<Verdicts>,
    /// What police changed, latest first.
    pub changes: Vec<(Moment, String)>,
    /// Bands the chair set, and took back, earliest first.
    pub bands: Vec<Act>,
}

/// Something that was done, when, by whom and why.
#[derive(Debug, Clone)]
pub struct Act {
    /// "M3, E7".
    pub of: String,
    pub at: Moment,
    pub by: String,
    pub words: String,
}

/// A row of a list that names the child and was not taken.
#[derive(Debug, Clone)]
pub struct RefusedRow {
    /// "R3".
    pub id: String,
    /// "daily.csv row 7".
    pub line: String,
    pub at: Moment,
    pub reason: String,
    /// What it says, by field.
    pub cells: Vec<(String, String)>,
    /// It has the name, and no date of birth to compare.
    pub by_name_alone: bool,
    /// `None`: it is still to be put right.
    pub settled: Option<String>,
}

/// A row that waits for a person to say who it is about, where the child is one of those it may be.
#[derive(Debug, Clone)]
pub struct Waits {
    pub episode: EpisodeId,
    pub line: String,
    pub at: Moment,
    /// Other children it may be.
    pub others: usize,
}

/// What was said of the child in a meeting.
#[derive(Debug, Clone)]
pub struct Note {
    pub meeting: String,
    pub at: Moment,
    pub by: String,
    pub agency: Option<String>,
    pub text: String,
}

/// All that the hub holds on a child.
#[derive(Debug)]
pub struct Dossier {
    pub hub: String,
    pub authority: String,
    pub training: bool,
    pub now: Moment,
    pub by: String,
    /// Position of the last entry of the journal.
    pub head: i64,
    pub reason: String,
    pub child: Child,
    pub merged: Vec<MergedRecord>,
    pub history: ChildHistory,
    pub relations: Vec<Relation>,
    pub wishes: Wishes,
    /// Names of workers, for their numbers.
    pub workers: Vec<WorkerName>,
    /// Latest first, as those below.
    pub episodes: Vec<Told>,
    pub decisions: Vec<Decision>,
    pub actions: Vec<ActionLine>,
    pub interviews: Vec<Interview>,
    pub shares: Vec<Share>,
    pub assessments: Vec<AssessmentLine>,
    pub business: Vec<Business>,
    pub notes: Vec<Note>,
    /// How meetings left the child's own items without a decision, earliest first.
    pub put_off: Vec<Act>,
    /// By number.
    pub refused: Vec<RefusedRow>,
    pub waiting: Vec<Waits>,
    pub panels: Vec<Said<PanelSaid>>,
    pub reviews: Vec<Said<(NaiveDate, TrackerReview)>>,
    /// Months in whose reported top ten the child was, with its rank.
    pub ranked: Vec<(NaiveDate, u32)>,
    pub journal: Vec<JournalLine>,
    /// Children who may be named in what was written about this one.
    pub others: Vec<Child>,
}

/// The document.
pub fn paper(dossier: &Dossier) -> Document {
    let own = &dossier.child.details;
    let names = Names::of_others(&dossier.others, own);
    let title = format!("Everything held on {} {}", dossier.child.id, own.full_name());
    let mut paper = Document::new(&title, dossier.now);
    let held_by: Vec<&str> = [dossier.hub.as_str(), dossier.authority.as_str()].into_iter().filter(|name| !name.is_empty()).collect();
    paper.text(held_by.join(", "));
    if dossier.training {
        paper.paragraph(vec![bold("TRAINING HUB: nothing in this paper is about a real child.")]);
    }
    let made =
        format!("Made {} (UK time) by {} from the journal of the hub up to entry {}.", long_moment(dossier.now), dossier.by, dossier.head);
    paper.text(made);
    if !dossier.reason.is_empty() {
        paper.text(format!("Reason: {}", dossier.reason));
    }
    let writer = &mut parts::Writer { paper: &mut paper, dossier, names: &names };
    writer.record();
    writer.over_time();
    writer.history();
    writer.relations();
    writer.episodes();
    writer.decisions();
    writer.actions();
    writer.interviews();
    writer.assessments();
    writer.business();
    writer.panels();
    writer.rows();
    writer.exports();
    writer.journal();
    writer.left_out();
    paper
}

impl Dossier {
    fn worker(&self, id: crate::interview::worker::WorkerId) -> String {
        self.workers.iter().find(|worker| worker.id == id).map_or_else(|| id.to_string(), |worker| worker.name.clone())
    }

    fn reference(&self, id: EpisodeId) -> String {
        let found = self.episodes.iter().find(|told| told.episode.id == id);
        found.map_or_else(|| id.to_string(), |told| told.episode.reference())
    }

    /// Entries whose text was erased.
    fn erased(&self) -> BTreeSet<i64> {
        self.journal.iter().filter(|line| line.erased).map(|line| line.entry).collect()
    }
}
