//! The children most often missing in a month, and whether it is getting better (Manchester 5.6: 34 episodes, then 20, then 4).

use super::cohort::Index;
use super::compare::run;
use super::facts::EpisodeFact;
use super::figure::{Figure, size};
use super::period::Period;
use super::rates::{Per, Rate};
use crate::calendar::uk;
use crate::child::ChildId;
use crate::episode::{EpisodeId, Moment};
use crate::triage::nights_between;
use chrono::{Datelike, Months, NaiveDate, TimeDelta, Timelike};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// How the tracker is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// Last rank that is shown; all who share it are.
    pub places: u32,
    /// Calendar months that are ranked, the last of them that of the tracker.
    pub months: u32,
    /// Calendar months of the run, likewise.
    pub run: u32,
}

impl Default for Cut {
    fn default() -> Cut {
        Cut { places: 10, months: 1, run: 12 }
    }
}

/// The tracker of a month.
#[derive(Debug, Clone, PartialEq)]
pub struct TopTen {
    pub month: Period,
    /// What is ranked: the month, or several that end with it.
    pub span: Period,
    pub as_of: Moment,
    pub cut: Cut,
    /// By rank; of those who share one, in the order of their numbers.
    pub children: Vec<Tracked>,
    /// Children missing in the span who rank after the cut.
    pub below: u32,
    /// Episodes that began in the span and count for no child, as it is not known yet who it is.
    pub not_identified: Vec<EpisodeId>,
}

/// One child of the tracker.
#[derive(Debug, Clone, PartialEq)]
pub struct Tracked {
    pub child: ChildId,
    /// 1 and so on; children alike in episodes, nights and minutes share one.
    pub rank: u32,
    pub shared: bool,
    /// The rank a month earlier, over as many months; `None`: not missing then.
    pub rank_before: Option<u32>,
    /// Episodes that began in the span, in that order.
    pub episodes: Vec<EpisodeId>,
    /// Nights of the span: at 02:00 UK time the child was missing.
    pub nights: u32,
    /// Time missing within the span; hours in two overlapping episodes count once.
    pub missing: TimeDelta,
    pub this_month: u32,
    pub in_3_months: u32,
    pub in_12_months: u32,
    /// The longest episode that reached into the span, from its beginning to the return or the end of the span.
    pub longest: TimeDelta,
    pub times: Times,
    /// Episodes that began in each calendar month of the run, oldest first.
    pub run: Vec<(NaiveDate, u32)>,
    /// Of the episodes of the span.
    pub offered: Figure,
    pub held: Figure,
    pub in_72_hours: Figure,
}

/// When the child was missing: seconds by weekday (Monday first) and hour of the UK day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Times {
    pub seconds: [[u32; 24]; 7],
}

/// How a rank changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// Not missing a month earlier.
    New,
    /// So many places nearer the first.
    Up(u32),
    Down(u32),
    Same,
}

/// What children are ranked by, in this order: episodes, nights, minutes.
type Order = (u32, u32, i64);

/// What makes the rank of one child.
struct Ranked {
    child: ChildId,
    rank: u32,
    shared: bool,
    order: Order,
}

impl TopTen {
    /// The tracker of the calendar month that a day is in.
    pub fn of(index: &Index, month: NaiveDate, cut: Cut) -> TopTen {
        let (this, span) = (Period::month_of(month), Period::months_to(month, cut.months));
        let month_before = this.from.checked_sub_months(Months::new(1)).unwrap_or(this.from);
        let before: HashMap<ChildId, u32> =
            ranked(index, Period::months_to(month_before, cut.months)).iter().map(|ranked| (ranked.child, ranked.rank)).collect();
        let (shown, below): (Vec<Ranked>, Vec<Ranked>) = ranked(index, span).into_iter().partition(|ranked| ranked.rank <= cut.places);
        let children = shown.iter().map(|ranked| {
            let episodes: Vec<&EpisodeFact> = index.episodes_of(ranked.child).collect();
            tracked(index, ranked, &episodes, span, cut, before.get(&ranked.child).copied())
        });
        let nobody = |episode: &&EpisodeFact| episode.child.is_none();
        TopTen {
            month: this,
            span,
            as_of: index.facts.as_of,
            cut,
            children: children.collect(),
            below: size(&below),
            not_identified: index.cohort(span).episodes().filter(nobody).map(|episode| episode.episode).collect(),
        }
    }
}

/// Every child missing in a span, by rank.
fn ranked(index: &Index, span: Period) -> Vec<Ranked> {
    let bounds = (span.starts(), span.ends());
    let order = |places: &[u32]| {
        let episodes: Vec<&EpisodeFact> = places.iter().map(|place| index.episode(*place)).collect();
        let began = count_began(&episodes, bounds);
        let spells = spells(&episodes, bounds, index.facts.as_of);
        (began > 0 || !spells.is_empty()).then(|| (began, nights(&spells), length(&spells).num_minutes()))
    };
    let missing = index.children.iter().filter_map(|(child, places)| Some((*child, order(places)?)));
    let mut orders: Vec<(ChildId, Order)> = missing.collect();
    orders.sort_by_key(|(child, order)| (Reverse(*order), *child));
    let mut ranked: Vec<Ranked> = Vec::with_capacity(orders.len());
    for (place, (child, order)) in (1..).zip(orders) {
        let rank = match ranked.last_mut().filter(|last| last.order == order) {
            Some(last) => {
                last.shared = true;
                last.rank
            }
            None => place,
        };
        ranked.push(Ranked { child, rank, shared: rank != place, order });
    }
    ranked
}

fn tracked(index: &Index, ranked: &Ranked, episodes: &[&EpisodeFact], span: Period, cut: Cut, rank_before: Option<u32>) -> Tracked {
    let as_of = index.facts.as_of;
    let of_span = index.cohort(span).part(ranked.child.to_string(), |episode| episode.child == Some(ranked.child));
    let bounds = (span.starts(), span.ends());
    let spells = spells(episodes, bounds, as_of);
    let began = |period: Period| count_began(episodes, (period.starts(), period.ends()));
    let last_months = |months| began(Period::months_to(span.to, months));
    let reached = |episode: &&&EpisodeFact| spell(episode, bounds, as_of).is_some();
    let whole = |episode: &&EpisodeFact| until(episode, as_of).map(|until| until.min(bounds.1) - episode.missing_since);
    let months = Period::months_to(span.to, cut.run).months();
    Tracked {
        child: ranked.child,
        rank: ranked.rank,
        shared: ranked.shared,
        rank_before,
        episodes: of_span.episodes().map(|episode| episode.episode).collect(),
        nights: nights(&spells),
        missing: length(&spells),
        this_month: last_months(1),
        in_3_months: last_months(3),
        in_12_months: last_months(12),
        longest: episodes.iter().filter(reached).filter_map(whole).max().unwrap_or_default(),
        times: Times::of(&spells),
        run: months.into_iter().map(|month| (month.from, began(month))).collect(),
        offered: of_span.rate(Rate::Offered, Per::Episode),
        held: of_span.rate(Rate::Held, Per::Episode),
        in_72_hours: of_span.rate(Rate::In72OfDue, Per::Episode),
    }
}

/// A time from a moment to just before another.
type Spell = (Moment, Moment);

/// How many of a child's episodes, in the order they began, began within a time.
fn count_began(episodes: &[&EpisodeFact], (from, to): Spell) -> u32 {
    let before = |at: Moment| episodes.partition_point(|episode| episode.began < at);
    u32::try_from(before(to).saturating_sub(before(from))).unwrap_or(u32::MAX)
}

/// When the child was back at latest: the return, else notice of it. `None`: neither is known.
fn until(episode: &EpisodeFact, as_of: Moment) -> Option<Moment> {
    episode.until(as_of).or_else(|| episode.ended.as_ref().and_then(|ended| ended.notice)).map(|until| until.min(as_of))
}

/// The time of an episode that lies within bounds.
fn spell(episode: &EpisodeFact, bounds: Spell, as_of: Moment) -> Option<Spell> {
    let (from, to) = (episode.missing_since.max(bounds.0), until(episode, as_of)?.min(bounds.1));
    (from < to).then_some((from, to))
}

/// The times within bounds in which a child was missing, in order, none overlapping.
fn spells(episodes: &[&EpisodeFact], bounds: Spell, as_of: Moment) -> Vec<Spell> {
    let mut all: Vec<Spell> = episodes.iter().filter_map(|episode| spell(episode, bounds, as_of)).collect();
    all.sort();
    let mut joined: Vec<Spell> = Vec::with_capacity(all.len());
    for (from, to) in all {
        match joined.last_mut().filter(|last| from <= last.1) {
            Some(last) => last.1 = last.1.max(to),
            None => joined.push((from, to)),
        }
    }
    joined
}

fn nights(spells: &[Spell]) -> u32 {
    let nights: BTreeSet<NaiveDate> = spells.iter().flat_map(|(from, to)| nights_between(*from, *to)).collect();
    u32::try_from(nights.len()).unwrap_or(u32::MAX)
}

fn length(spells: &[Spell]) -> TimeDelta {
    spells.iter().map(|(from, to)| *to - *from).sum()
}

impl Times {
    fn of(spells: &[Spell]) -> Times {
        let mut times = Times::default();
        for (from, to) in spells {
            let mut at = *from;
            while at < *to {
                // The UK is whole hours from UTC, so that hours begin together.
                let into_hour =
                    TimeDelta::seconds(at.timestamp().rem_euclid(3600)) + TimeDelta::nanoseconds(i64::from(at.timestamp_subsec_nanos()));
                let next = (at + TimeDelta::hours(1) - into_hour).min(*to);
                let local = uk(at);
                let cell = &mut times.seconds[local.weekday().num_days_from_monday() as usize][local.hour() as usize];
                *cell += u32::try_from((next - at).num_seconds()).unwrap_or(0);
                at = next;
            }
        }
        times
    }

    /// Seconds by weekday, Monday first.
    pub fn by_weekday(&self) -> [u32; 7] {
        self.seconds.map(|hours| hours.iter().sum())
    }

    /// Seconds by hour of the UK day.
    pub fn by_hour(&self) -> [u32; 24] {
        std::array::from_fn(|hour| self.seconds.iter().map(|day| day[hour]).sum())
    }
}

impl Tracked {
    /// How the rank changed against a month earlier.
    pub fn movement(&self) -> Movement {
        match self.rank_before {
            None => Movement::New,
            Some(before) if before > self.rank => Movement::Up(before - self.rank),
            Some(before) if before < self.rank => Movement::Down(self.rank - before),
            Some(_) => Movement::Same,
        }
    }

    /// "3", or "3=" where it is shared.
    pub fn rank_words(&self) -> String {
        format!("{}{}", self.rank, if self.shared { "=" } else { "" })
    }

    /// The last months of the run: "34 → 20 → 4".
    pub fn run_words(&self, months: usize) -> String {
        run(self.run.iter().skip(self.run.len().saturating_sub(months)).map(|(_, count)| *count))
    }
}

impl std::fmt::Display for Movement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Movement::New => f.write_str("new"),
            Movement::Up(places) => write!(f, "up {places}"),
            Movement::Down(places) => write!(f, "down {places}"),
            Movement::Same => f.write_str("same"),
        }
    }
}
