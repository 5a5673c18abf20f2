//! The top ten as the journal keeps it: a month as it was reported, and what senior managers say of a child.

use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use crate::report::figures::topten::{Movement, Times, Tracked, rank_words};
use crate::report::figures::{Figure, Value};
use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

/// The top ten of a month as it was reported (Manchester 5.6). Times are minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedMonth {
    /// The first day of the month.
    pub month: NaiveDate,
    /// The moment as of which it was counted.
    pub as_of: Moment,
    /// As set then: the last rank shown, and how many months are ranked.
    pub places: u32,
    pub months: u32,
    pub children: Vec<ReportedChild>,
    /// Children missing in the time ranked who rank after the last shown.
    pub below: u32,
}

/// One child of a month as it was reported. Counts of the return interview are n of N.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedChild {
    pub child: ChildId,
    /// As it was called then.
    pub name: String,
    pub rank: u32,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank_before: Option<u32>,
    pub episodes: Vec<EpisodeId>,
    pub nights: u32,
    pub minutes: i64,
    pub longest_minutes: i64,
    pub this_month: u32,
    pub in_3_months: u32,
    pub in_12_months: u32,
    pub offered: (u32, u32),
    pub held: (u32, u32),
    pub in_72_hours: (u32, u32),
    /// What else was shown as figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Shown>,
}

/// What is shown of a child beside what makes its rank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Episodes that began in each calendar month of the run, oldest first.
    pub run: Vec<MonthCount>,
    pub times: Times,
    /// Where the child was found, most often first.
    pub found: Vec<Often>,
    /// Whom the child was missing with, most often first.
    pub with: Vec<Often>,
}

/// Episodes of a calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthCount {
    /// Its first day.
    pub month: NaiveDate,
    pub episodes: u32,
}

/// A place or a person, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Often {
    pub what: String,
    /// Where it is a child of the register.
    pub child: Option<ChildId>,
    pub times: u32,
}

impl ReportedChild {
    /// A child of the tracker as it would be reported, by the name it has now; without what else is shown.
    pub fn of(tracked: &Tracked, name: String) -> ReportedChild {
        let rate = |figure: &Figure| if let Value::Rate { n, of } = figure.value { (n, of) } else { (0, 0) };
        ReportedChild {
            child: tracked.child,
            name,
            rank: tracked.rank,
            shared: tracked.shared,
            rank_before: tracked.rank_before,
            episodes: tracked.episodes.clone(),
            nights: tracked.nights,
            minutes: tracked.missing.num_minutes(),
            longest_minutes: tracked.longest.num_minutes(),
            this_month: tracked.this_month,
            in_3_months: tracked.in_3_months,
            in_12_months: tracked.in_12_months,
            offered: rate(&tracked.offered),
            held: rate(&tracked.held),
            in_72_hours: rate(&tracked.in_72_hours),
            shown: None,
        }
    }

    /// "3", or "3=" where the rank is shared.
    pub fn rank_words(&self) -> String {
        rank_words(self.rank, self.shared)
    }

    /// How the rank changed against a month earlier.
    pub fn movement(&self) -> Movement {
        Movement::of(self.rank, self.rank_before)
    }

    /// Time missing in the months ranked.
    pub fn missing(&self) -> TimeDelta {
        TimeDelta::minutes(self.minutes)
    }

    /// The longest episode that reached into them.
    pub fn longest(&self) -> TimeDelta {
        TimeDelta::minutes(self.longest_minutes)
    }
}

impl TrackerReview {
    /// Nothing is said at all.
    pub fn is_empty(&self) -> bool {
        *self == TrackerReview::default()
    }
}

/// What senior managers say of a child of the top ten; what nothing is said of is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrackerReview {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What managers decided.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub decision: String,
    /// What managers are asked to unblock.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unblock: String,
    /// Who knows the child best.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub knows_best: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_review: Option<NaiveDate>,
}
