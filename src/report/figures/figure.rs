//! One figure: what is counted, what came of it, and the rows behind it.

use super::period::Period;
use crate::codes::codes;
use crate::episode::Moment;
use crate::settings::Target;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// With fewer in the denominator there are counts and no percentage.
pub const FEWEST: u32 = 5;

/// A figure with everything needed to defend it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// A contract: JSON, settings and tests name figures by it.
    pub code: String,
    pub title: Cow<'static, str>,
    /// Which part of the episodes it is about: "looked after by us"; `None`: all of them.
    pub group: Option<String>,
    /// In words: what is counted, of what.
    pub rule: Cow<'static, str>,
    pub value: Value,
    pub rows: Rows,
    /// What belongs to the period and was left out, by why.
    pub excluded: Vec<Excluded>,
    pub period: Period,
    pub as_of: Moment,
    pub target: Option<Aim>,
}

/// What a figure comes to. Times are in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Nothing to count in: never 0 %.
    NoData,
    Count(u32),
    Rate {
        n: u32,
        of: u32,
    },
    /// So many on average: episodes per child.
    PerChild {
        n: u32,
        of: u32,
    },
    /// `total` over `of` episodes.
    Mean {
        total: i64,
        of: u32,
    },
    /// The middle one of `of` episodes; of an even number the mean of the two in the middle.
    Median {
        middle: i64,
        of: u32,
    },
}

codes! {
    /// What the rows of a figure are.
    RowKind {
        Episode = "episode", "episode";
        Child = "child", "child";
        Interview = "interview", "interview";
        Decision = "decision", "decision";
        Assessment = "assessment", "assessment";
        Finding = "finding", "finding";
    }
}

impl RowKind {
    /// "children".
    pub fn plural(self) -> String {
        if self == RowKind::Child { "children".into() } else { format!("{}s", self.label()) }
    }
}

/// One row behind a figure, shown as its record is: "E123", "C17".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId {
    pub kind: RowKind,
    pub id: i64,
}

/// The rows behind a figure: the denominator is `counted` and `rest` together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    pub kind: RowKind,
    /// The numerator; of a count, a mean or a median all that went in.
    pub counted: Vec<i64>,
    /// In the denominator only.
    pub rest: Vec<i64>,
}

codes! {
    /// Why a row of the period is in no denominator.
    Why {
        StillMissing = "still-missing", "still missing";
        NotYetDue = "not-yet-due", "not yet due";
        NoReturnTime = "no-return-time", "no time of return is known";
        OfferBeforeReturn = "offer-before-return", "the offer is dated before the return";
        InterviewBeforeReturn = "interview-before-return", "the interview is dated before the return";
        NoNotice = "no-notice", "it is not known when notice of the return came";
        NotIdentified = "not-identified", "it is not known yet who the child is";
        NotRecorded = "not-recorded", "not recorded";
        WindowOpen = "window-open", "the days after it are not over";
        MissingThroughout = "missing-throughout", "still missing, from before it till the days after it were over";
        EndBeforeStart = "end-before-start", "the return is dated before the child was last seen";
    }
}

/// Rows left out for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excluded {
    pub why: Why,
    pub kind: RowKind,
    pub ids: Vec<i64>,
}

/// A target from the settings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Aim {
    pub at_least: Option<f64>,
    pub at_most: Option<f64>,
    /// Of a percentage; otherwise of a count.
    pub percent: bool,
}

codes! {
    /// How a figure stands against its target.
    Against {
        Met = "met", "met";
        NotMet = "not-met", "not met";
        TooFew = "too-few", "too few to say";
        NoData = "no-data", "no data";
    }
}

/// What becomes of one row while a figure is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judged {
    Counted,
    Rest,
    Left(Why),
    /// The figure is not about it.
    Outside,
}

/// Collects the rows of a figure.
#[derive(Debug)]
pub(super) struct Tally {
    pub rows: Rows,
    pub excluded: Vec<Excluded>,
}

impl Tally {
    pub fn new(kind: RowKind) -> Tally {
        Tally { rows: Rows { kind, counted: Vec::new(), rest: Vec::new() }, excluded: Vec::new() }
    }

    pub fn of(kind: RowKind, judged: impl IntoIterator<Item = (i64, Judged)>) -> Tally {
        let mut tally = Tally::new(kind);
        judged.into_iter().for_each(|(id, judged)| tally.add(id, judged));
        tally
    }

    pub fn add(&mut self, id: i64, judged: Judged) {
        match judged {
            Judged::Counted => self.rows.counted.push(id),
            Judged::Rest => self.rows.rest.push(id),
            Judged::Left(why) => self.leave(self.rows.kind, id, why),
            Judged::Outside => {}
        }
    }

    /// Leaves out a row that may be of another kind than those counted.
    pub fn leave(&mut self, kind: RowKind, id: i64, why: Why) {
        match self.excluded.iter_mut().find(|excluded| (excluded.why, excluded.kind) == (why, kind)) {
            Some(excluded) => excluded.ids.push(id),
            None => self.excluded.push(Excluded { why, kind, ids: vec![id] }),
        }
    }

    pub fn count(&self) -> Value {
        Value::Count(size(&self.rows.counted))
    }

    pub fn rate(&self) -> Value {
        Value::rate(size(&self.rows.counted), size(&self.rows.counted) + size(&self.rows.rest))
    }
}

/// How many; more than four thousand million rows do not fit a hub.
pub(super) fn size<T>(rows: &[T]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(u32::MAX)
}

impl Value {
    /// `n` of `of`; of nothing: no data.
    pub fn rate(n: u32, of: u32) -> Value {
        if of == 0 { Value::NoData } else { Value::Rate { n, of } }
    }

    /// The number alone, where there is one to show: percent, count, ratio or hours. `None`: no data, or fewer than [`FEWEST`].
    pub fn number(self) -> Option<f64> {
        match self {
            Value::Count(n) => Some(f64::from(n)),
            Value::Rate { of, .. } | Value::PerChild { of, .. } | Value::Mean { of, .. } | Value::Median { of, .. } if of < FEWEST => None,
            Value::Rate { n, of } => Some(f64::from(n) * 100.0 / f64::from(of)),
            Value::PerChild { n, of } => Some(f64::from(n) / f64::from(of)),
            // Seconds of a hub's whole history are exact in 53 bits.
            Value::Mean { total, of } => Some(total as f64 / f64::from(of) / 3600.0),
            Value::Median { middle, .. } => Some(middle as f64 / 3600.0),
            Value::NoData => None,
        }
    }

    /// In words: "61 of 84 (73 %)", "3 of 4", "no data". Where whole percents would hide on which side of a target the figure
    /// lies, or make all of nearly all, a decimal is added.
    pub fn words(self, aim: Option<&Aim>) -> String {
        match self {
            Value::NoData => "no data".into(),
            Value::Count(n) => n.to_string(),
            Value::Rate { n, of } if of < FEWEST => format!("{n} of {of}"),
            Value::Rate { n, of } => format!("{n} of {of} ({})", percent(n, of, aim)),
            Value::PerChild { n, of } => {
                let counts = format!("{}, {}", counted(n, "episode", "episodes"), counted(of, "child", "children"));
                self.number().map_or(counts.clone(), |ratio| format!("{ratio:.1} ({counts})"))
            }
            Value::Mean { of, .. } | Value::Median { of, .. } => {
                let counts = counted(of, "episode", "episodes");
                self.number().map_or(format!("{counts}, too few to say"), |hours| format!("{hours:.1} hours ({counts})"))
            }
        }
    }
}

/// "73 %"; nearer where that would mislead: "99.6 %" of 249 in 250.
fn percent(n: u32, of: u32, aim: Option<&Aim>) -> String {
    let (n, of) = (u64::from(n), u64::from(of));
    let (whole, exact) = ((n * 200 + of) / (2 * of), n as f64 * 100.0 / of as f64);
    let hides = aim.is_some_and(|aim| aim.percent && aim.met_by(exact) != aim.met_by(whole as f64));
    if !(hides || whole == 100 && n < of || whole == 0 && n > 0) {
        return format!("{whole} %");
    }
    // On the side of the whole percent on which the truth lies.
    let tenths = if exact < whole as f64 { n * 1000 / of } else { (n * 1000).div_ceil(of) };
    format!("{}.{} %", tenths / 10, tenths % 10)
}

pub(super) fn counted(n: u32, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

impl Aim {
    /// Does a number, in percent or counted, meet the target?
    pub fn met_by(&self, number: f64) -> bool {
        self.at_least.is_none_or(|least| number >= least) && self.at_most.is_none_or(|most| number <= most)
    }

    /// "at least 95 %", "at most 75".
    pub fn words(&self) -> String {
        let unit = if self.percent { " %" } else { "" };
        let side = |word: &str, limit: Option<f64>| limit.map(|limit| format!("{word} {limit}{unit}"));
        [side("at least", self.at_least), side("at most", self.at_most)].into_iter().flatten().collect::<Vec<_>>().join(" and ")
    }
}

impl From<&Target> for Aim {
    fn from(target: &Target) -> Aim {
        Aim { at_least: target.at_least, at_most: target.at_most, percent: target.unit == "%" }
    }
}

impl Figure {
    /// "61 of 84 (73 %)".
    pub fn words(&self) -> String {
        self.value.words(self.target.as_ref())
    }

    /// The figure with the target of this id, if the settings have one that fits: percent to a rate, a number to a count.
    pub fn with_target(mut self, targets: &[Target], id: &str) -> Figure {
        self.target = targets.iter().find(|target| target.id == id).map(Aim::from);
        self
    }

    /// How it stands against its target; `None`: it has none.
    pub fn against(&self) -> Option<Against> {
        let aim = self.target?;
        Some(match (self.value, self.value.number()) {
            (Value::NoData, _) => Against::NoData,
            (Value::Rate { .. }, _) if !aim.percent => return None,
            (Value::Count(_), _) if aim.percent => return None,
            (_, None) => Against::TooFew,
            (_, Some(number)) if aim.met_by(number) => Against::Met,
            _ => Against::NotMet,
        })
    }

    /// The rows of the numerator.
    pub fn counted(&self) -> impl Iterator<Item = RowId> {
        self.rows.ids(&self.rows.counted)
    }

    /// The rows of the denominator that are not in the numerator.
    pub fn rest(&self) -> impl Iterator<Item = RowId> {
        self.rows.ids(&self.rows.rest)
    }

    /// "3 left out: still missing; 1 left out: not yet due"; empty where nothing is.
    pub fn exclusions(&self) -> String {
        self.excluded.iter().map(|excluded| format!("{} left out: {}", excluded.ids.len(), excluded.why)).collect::<Vec<_>>().join("; ")
    }
}

impl Rows {
    fn ids(&self, ids: &[i64]) -> impl Iterator<Item = RowId> {
        ids.iter().map(|id| RowId { kind: self.kind, id: *id })
    }
}

impl std::fmt::Display for RowId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use crate::{child, episode, interview, meeting};
        match self.kind {
            RowKind::Episode => episode::EpisodeId(self.id).fmt(f),
            RowKind::Child => child::ChildId(self.id).fmt(f),
            RowKind::Interview => interview::record::InterviewId(self.id).fmt(f),
            RowKind::Decision => meeting::decision::DecisionId(self.id).fmt(f),
            RowKind::Assessment => meeting::assessment::AssessmentId(self.id).fmt(f),
            RowKind::Finding => interview::record::FindingId(self.id).fmt(f),
        }
    }
}

/// Rows as people know them.
fn shown(kind: RowKind, ids: &[i64]) -> Vec<String> {
    ids.iter().map(|id| RowId { kind, id: *id }.to_string()).collect()
}

impl Serialize for Rows {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown {
            kind: RowKind,
            counted: Vec<String>,
            rest: Vec<String>,
        }
        Shown { kind: self.kind, counted: shown(self.kind, &self.counted), rest: shown(self.kind, &self.rest) }.serialize(serializer)
    }
}

impl Serialize for Excluded {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown {
            why: &'static str,
            rows: Vec<String>,
        }
        Shown { why: self.why.label(), rows: shown(self.kind, &self.ids) }.serialize(serializer)
    }
}
