//! What the casebook shows of the top ten: plain data for screens, papers, text and JSON alike. Field names are a contract
//! (docs/json.md).

use crate::child::{CareStatus, ChildId, MarkerKind};
use crate::episode::{EpisodeId, Moment};
use crate::meeting::decision::DecisionId;
use crate::report::figures::Period;
use crate::report::figures::topten::Times;
pub use crate::report::tracker::{MonthCount, Often};
use crate::report::tracker::{ReportedChild, TrackerReview};
use crate::store::reports_view::Reviewed;
use chrono::NaiveDate;
use serde::Serialize;

/// The top ten of a month: as it was reported where the month is closed, else as it is counted now.
#[derive(Debug, Clone, Serialize)]
pub struct Tracker {
    pub now: Moment,
    pub hub: String,
    pub authority: String,
    pub training: bool,
    /// The first day of the month.
    pub month: NaiveDate,
    /// The days that are ranked: the month, or several that end with it.
    pub span: Period,
    /// The moment as of which the figures are: of the report, else now.
    pub as_of: Moment,
    /// The month is over, so that it can be closed.
    pub over: bool,
    /// The moments as of which the month was reported, the first first; empty: not closed.
    pub reports: Vec<Moment>,
    /// Which of them is shown, from 1; `None`: not closed.
    pub report: Option<usize>,
    /// The month before, where it is over and was never closed.
    pub not_closed: Option<NaiveDate>,
    /// The last rank shown, and how many months are ranked.
    pub places: u32,
    pub months: u32,
    pub children: Vec<TrackedChild>,
    /// Children missing in the span who rank after the last shown.
    pub below: u32,
    /// Of a closed month: children who would be shown by what is known now, and were not reported.
    pub not_reported: Vec<NotReported>,
    /// Episodes of the span that count for no child, as it is not known yet who it is.
    pub not_identified: Vec<EpisodeId>,
}

/// A child who was not reported and would be now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotReported {
    pub child: ChildId,
    pub name: String,
    /// "3", "3=".
    pub rank: String,
    pub episodes: u32,
}

/// One child of the top ten.
#[derive(Debug, Clone, Serialize)]
pub struct TrackedChild {
    /// The child as it is read now, by its name of now.
    pub child: ChildId,
    pub name: String,
    pub age: Option<u32>,
    pub care_status: Option<CareStatus>,
    pub placement: Option<String>,
    pub social_worker: Option<String>,
    pub team: Option<String>,
    pub markers: Vec<MarkerKind>,
    /// "up 2", "down 1", "same", "new".
    pub movement: String,
    pub figures: ReportedChild,
    /// Where a recount differs from what was reported: "reported 4 episodes, now 5: E123 recorded since".
    pub corrections: Vec<String>,
    /// Of a closed month: `run`, `times`, `found` and `with` are as reported too; else they are as known now.
    pub frozen: bool,
    /// Episodes that began in each calendar month of the run, oldest first.
    pub run: Vec<MonthCount>,
    /// Seconds missing in the span by weekday (Monday first) and hour of the UK day.
    pub times: Times,
    /// Where the child was found, most often first.
    pub found: Vec<Often>,
    /// Whom the child was missing with, most often first: named by lists, and missing from the same place at the same time.
    pub with: Vec<Often>,
    pub last_words: Option<LastWords>,
    /// Of the three months that end with the month, and since; latest first.
    #[serde(rename = "decided")]
    pub decisions: Vec<TrackedDecision>,
    /// What became of actions since then, latest first; then those still to be done.
    #[serde(rename = "followed_up")]
    pub actions: Vec<TrackedAction>,
    pub knows_best: Option<KnowsBest>,
    pub next_review: Option<NextReview>,
    /// What managers are asked to unblock.
    pub unblock: Option<Unblock>,
    /// What was said of the child for this month, as it stands.
    pub review: Option<Said>,
    /// What was said otherwise and still stands, latest first.
    pub earlier: Vec<Said>,
}

/// The child's own words, of the last interview in which they are recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LastWords {
    pub interview: crate::interview::record::InterviewId,
    pub at: Moment,
    /// Who held it.
    pub by: String,
    pub words: String,
}

/// A decision on the child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrackedDecision {
    pub decision: DecisionId,
    pub at: Moment,
    /// "strategy meeting, joint investigation".
    pub what: String,
    pub rationale: String,
}

/// An action on the child: what was to be done, what came of it, what changed for the child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrackedAction {
    /// "A9".
    pub number: String,
    pub agency: String,
    pub what: String,
    pub ended: Option<ActionOutcome>,
    /// Of one still to be done: "Fri (in 4 days)", "Mon 9 Nov (overdue by 11 days)".
    pub due: String,
    pub overdue: bool,
}

/// How an action ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionOutcome {
    pub at: Moment,
    /// "done", "not possible", "not done".
    pub how: String,
    pub outcome: String,
    /// What changed for the child; may be empty.
    pub difference: String,
}

/// Who knows the child best, and where that comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnowsBest {
    pub who: String,
    /// "said for October 2026", "held the last interview", "social worker".
    pub from: String,
}

/// When managers look at the child again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NextReview {
    pub on: NaiveDate,
    /// "said for October 2026", "decision D45".
    pub from: String,
    pub passed: bool,
}

/// What managers are asked to unblock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unblock {
    pub words: String,
    /// The month it was said for; an earlier one: carried forward.
    pub month: NaiveDate,
    pub carried: bool,
    pub at: Moment,
    pub by: String,
}

/// What was said of a child of the top ten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Position in the journal.
    pub entry: i64,
    pub month: NaiveDate,
    pub at: Moment,
    pub by: String,
    #[serde(flatten)]
    pub review: TrackerReview,
}

impl From<Reviewed> for Said {
    fn from(reviewed: Reviewed) -> Said {
        let Reviewed { entry, month, at, by, review, .. } = reviewed;
        Said { entry, month, at, by, review }
    }
}

impl Tracker {
    /// The children for whom managers are asked something, in the order of the tracker.
    pub fn asked(&self) -> impl Iterator<Item = (&TrackedChild, &Unblock)> {
        self.children.iter().filter_map(|child| Some((child, child.unblock.as_ref()?)))
    }

    /// How many lines differ from what was reported.
    pub fn corrections(&self) -> usize {
        self.children.iter().map(|child| child.corrections.len()).sum::<usize>() + self.not_reported.len()
    }

    /// The child of a number, as it is read now.
    pub fn child(&self, id: ChildId) -> Option<&TrackedChild> {
        self.children.iter().find(|child| child.child == id)
    }
}

impl TrackedChild {
    /// The last months of the run: "34 → 20 → 4".
    pub fn run_words(&self, months: usize) -> String {
        let counts = self.run.iter().skip(self.run.len().saturating_sub(months)).map(|month| month.episodes.to_string());
        counts.collect::<Vec<_>>().join(" → ")
    }

    /// What stands now, for the form that says it anew: of this month, else what is carried forward.
    pub fn standing(&self) -> TrackerReview {
        self.review.as_ref().map_or_else(
            || TrackerReview {
                unblock: self.unblock.as_ref().map(|unblock| unblock.words.clone()).unwrap_or_default(),
                knows_best: self.earlier.iter().map(|said| said.review.knows_best.clone()).find(|who| !who.is_empty()).unwrap_or_default(),
                ..TrackerReview::default()
            },
            |said| said.review.clone(),
        )
    }

    /// Position in the journal of the last thing said for the month; 0: none.
    pub fn seen(&self) -> i64 {
        self.review.as_ref().map_or(0, |said| said.entry)
    }
}
