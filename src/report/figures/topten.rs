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
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    /// Those asked for beside them, who rank after the cut.
    pub also: Vec<Tracked>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
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

/// The time of one episode: all that ranking asks of it, so that a whole hub can be ranked without reading more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    pub episode: EpisodeId,
    /// `None`: it is not known yet who the child is.
    pub child: Option<ChildId>,
    /// The moment by which it belongs to a month.
    pub began: Moment,
    pub missing_since: Moment,
    pub end: End,
}

/// How far an episode goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    StillMissing,
    /// The return, else notice of it.
    At(Moment),
    NotKnown,
}

impl Stay {
    /// The time of an episode of the figures.
    pub fn of(fact: &EpisodeFact) -> Stay {
        let end = match &fact.ended {
            None => End::StillMissing,
            Some(ended) => ended.returned.or(ended.notice).map_or(End::NotKnown, End::At),
        };
        Stay { episode: fact.episode, child: fact.child, began: fact.began, missing_since: fact.missing_since, end }
    }

    /// When the child was back at latest. `None`: at no known time.
    fn until(&self, as_of: Moment) -> Option<Moment> {
        match self.end {
            End::StillMissing => Some(as_of),
            End::At(at) => Some(at.min(as_of)),
            End::NotKnown => None,
        }
    }

    /// The part of it that lies within bounds.
    fn within(&self, bounds: Spell, as_of: Moment) -> Option<Spell> {
        let (from, to) = (self.missing_since.max(bounds.0), self.until(as_of)?.min(bounds.1));
        (from < to).then_some((from, to))
    }
}

/// What makes the rank of one child.
struct Ranked {
    child: ChildId,
    rank: u32,
    shared: bool,
    order: Order,
}

/// Every child missing in a month, by rank, before anything else is read of them.
pub struct Ranking {
    pub month: Period,
    /// What is ranked: the month, or several that end with it.
    pub span: Period,
    cut: Cut,
    ranked: Vec<Ranked>,
    before: HashMap<ChildId, u32>,
    not_identified: Vec<EpisodeId>,
}

impl Ranking {
    /// The days that must be known to rank a month and the one before: what began in them, and what lasted into them.
    pub fn span_needed(month: NaiveDate, cut: Cut) -> Period {
        let span = Period::months_to(month, cut.months);
        Period { from: before(span.from), ..span }
    }

    /// Ranks the children of the calendar month that a day is in.
    pub fn of(stays: &[Stay], month: NaiveDate, cut: Cut, as_of: Moment) -> Ranking {
        let mut sorted: Vec<&Stay> = stays.iter().collect();
        sorted.sort_by_key(|stay| (stay.began, stay.episode));
        let mut children: BTreeMap<ChildId, Vec<Stay>> = BTreeMap::new();
        for stay in &sorted {
            if let Some(child) = stay.child {
                children.entry(child).or_default().push(**stay);
            }
        }
        let (month, span) = (Period::month_of(month), Period::months_to(month, cut.months));
        let began_in = |stay: &&&Stay| (span.starts()..span.ends()).contains(&stay.began);
        let before = ranked(&children, Period::months_to(before(month.from), cut.months), as_of);
        Ranking {
            month,
            span,
            cut,
            ranked: ranked(&children, span, as_of),
            before: before.iter().map(|ranked| (ranked.child, ranked.rank)).collect(),
            not_identified: sorted.iter().filter(|stay| stay.child.is_none()).filter(began_in).map(|stay| stay.episode).collect(),
        }
    }

    /// The children down to the last rank shown.
    pub fn shown(&self) -> impl Iterator<Item = ChildId> {
        self.ranked.iter().filter(|ranked| ranked.rank <= self.cut.places).map(|ranked| ranked.child)
    }

    /// The tracker. `index` holds all episodes of the children shown, and of those who are asked for `also`, over the months of the run.
    pub fn tracker(&self, index: &Index, also: &[ChildId]) -> TopTen {
        let whole = |ranked: &&Ranked| {
            let episodes: Vec<&EpisodeFact> = index.episodes_of(ranked.child).collect();
            tracked(index, ranked, &episodes, self.span, self.cut, self.before.get(&ranked.child).copied())
        };
        let (shown, below): (Vec<&Ranked>, Vec<&Ranked>) = self.ranked.iter().partition(|ranked| ranked.rank <= self.cut.places);
        TopTen {
            month: self.month,
            span: self.span,
            as_of: index.facts.as_of,
            cut: self.cut,
            children: shown.iter().map(whole).collect(),
            also: below.iter().filter(|ranked| also.contains(&ranked.child)).map(whole).collect(),
            below: size(&below),
            not_identified: self.not_identified.clone(),
        }
    }
}

/// The first day of the month before.
fn before(month: NaiveDate) -> NaiveDate {
    month.checked_sub_months(Months::new(1)).unwrap_or(month)
}

impl TopTen {
    /// The tracker of the calendar month that a day is in.
    pub fn of(index: &Index, month: NaiveDate, cut: Cut) -> TopTen {
        let stays: Vec<Stay> = index.facts.episodes.iter().map(Stay::of).collect();
        Ranking::of(&stays, month, cut, index.facts.as_of).tracker(index, &[])
    }
}

/// Every child missing in a span, by rank.
fn ranked(children: &BTreeMap<ChildId, Vec<Stay>>, span: Period, as_of: Moment) -> Vec<Ranked> {
    let bounds = (span.starts(), span.ends());
    let order = |stays: &[Stay]| {
        let began = count_began(stays, bounds);
        let spells = spells(stays, bounds, as_of);
        (began > 0 || !spells.is_empty()).then(|| (began, nights(&spells), length(&spells).num_minutes()))
    };
    let missing = children.iter().filter_map(|(child, stays)| Some((*child, order(stays)?)));
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
    let stays: Vec<Stay> = episodes.iter().map(|episode| Stay::of(episode)).collect();
    let spells = spells(&stays, bounds, as_of);
    let began = |period: Period| count_began(&stays, (period.starts(), period.ends()));
    let last_months = |months| began(Period::months_to(span.to, months));
    let reached = |stay: &&Stay| stay.within(bounds, as_of).is_some();
    let whole = |stay: &Stay| stay.until(as_of).map(|until| until.min(bounds.1) - stay.missing_since);
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
        longest: stays.iter().filter(reached).filter_map(whole).max().unwrap_or_default(),
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
fn count_began(stays: &[Stay], (from, to): Spell) -> u32 {
    let before = |at: Moment| stays.partition_point(|stay| stay.began < at);
    u32::try_from(before(to).saturating_sub(before(from))).unwrap_or(u32::MAX)
}

/// The times within bounds in which a child was missing, in order, none overlapping.
fn spells(stays: &[Stay], bounds: Spell, as_of: Moment) -> Vec<Spell> {
    let mut all: Vec<Spell> = stays.iter().filter_map(|stay| stay.within(bounds, as_of)).collect();
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

impl Movement {
    /// How a rank changed against that of a month earlier (`None`: not missing then).
    pub fn of(rank: u32, before: Option<u32>) -> Movement {
        match before {
            None => Movement::New,
            Some(before) if before > rank => Movement::Up(before - rank),
            Some(before) if before < rank => Movement::Down(rank - before),
            Some(_) => Movement::Same,
        }
    }
}

/// "3", or "3=" where the rank is shared.
pub fn rank_words(rank: u32, shared: bool) -> String {
    format!("{rank}{}", if shared { "=" } else { "" })
}

impl Tracked {
    /// How the rank changed against a month earlier.
    pub fn movement(&self) -> Movement {
        Movement::of(self.rank, self.rank_before)
    }

    /// "3", or "3=" where it is shared.
    pub fn rank_words(&self) -> String {
        rank_words(self.rank, self.shared)
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
