//! How often something would happen by chance. Two models, both exact, and one for groups that is drawn with a fixed seed; in words
//! in docs/patterns.md. Everything is symmetric and independent of the order of what goes in.

use crate::calendar::uk;
use crate::episode::Moment;
use crate::report::figures::Period;
use chrono::{Datelike, Timelike};
use std::cell::RefCell;
use std::collections::HashMap;

/// Seconds of a week.
pub const WEEK: i64 = 7 * 24 * 3600;
/// How many times the weeks are dealt out anew to see what a group would do by chance.
pub const DRAWS: u32 = 1_000;
/// Chance is never taken to be rarer than this: what the model leaves out is rarer still and nobody knows by how much.
const LEAST: f64 = 0.01;

/// A period missing as the model sees it: its week is drawn, all else stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stay {
    /// Seconds from Monday 00:00 of its week, by the UK clock.
    pub at: i64,
    /// Seconds.
    pub length: i64,
}

impl Stay {
    /// A period missing from one moment to a later one.
    pub fn of(from: Moment, to: Moment) -> Stay {
        let local = uk(from);
        let at = i64::from(local.weekday().num_days_from_monday()) * 86_400 + i64::from(local.num_seconds_from_midnight());
        Stay { at, length: (to - from).num_seconds() }
    }
}

/// The weeks of a period, rounded, at least one.
pub fn weeks(period: Period) -> i64 {
    let days = (period.to - period.from).num_days() + 1;
    ((days + 3) / 7).max(1)
}

/// The periods missing of a child as the model sees them.
pub struct Stays {
    each: Vec<Stay>,
    /// When they begin and when they end, each in order.
    starts: Vec<i64>,
    ends: Vec<i64>,
}

impl Stays {
    pub fn of(stays: &[Stay]) -> Stays {
        let mut starts: Vec<i64> = stays.iter().map(|stay| stay.at).collect();
        let mut ends: Vec<i64> = stays.iter().map(|stay| stay.at + stay.length).collect();
        starts.sort_unstable();
        ends.sort_unstable();
        Stays { each: stays.to_vec(), starts, ends }
    }
}

/// How many pairs of one period of each would overlap, were the week of every one drawn from so many weeks.
pub fn overlaps(ours: &Stays, theirs: &Stays, weeks: i64) -> f64 {
    let (few, many) = if ours.each.len() <= theirs.each.len() { (ours, theirs) } else { (theirs, ours) };
    let latest = many.ends.last().copied().unwrap_or(0);
    // In whole numbers, so that the order of summing changes nothing: of the weeks² ways to choose two weeks, in how many they overlap.
    let mut ways = 0;
    for one in &few.each {
        // `later`: weeks that one of the many is later than it.
        let first = (one.at - latest).div_euclid(WEEK) + 1;
        let last = (one.at + one.length - 1).div_euclid(WEEK);
        for later in first.max(1 - weeks)..=last.min(weeks - 1) {
            let (from, to) = (one.at - later * WEEK, one.at + one.length - later * WEEK);
            // Those that begin before it ends, but for those that end before it begins.
            let (begun, over) = (many.starts.partition_point(|start| *start < to), many.ends.partition_point(|end| *end <= from));
            let both = begun.saturating_sub(over);
            ways += i64::try_from(both).unwrap_or(i64::MAX) * (weeks - later.abs());
        }
    }
    ways as f64 / (weeks * weeks) as f64
}

/// The places (reporters) of all episodes as a deck of cards that is dealt out anew.
pub struct Deck {
    cards: usize,
    /// How many places stand on so many cards: (cards, places).
    places: Vec<(usize, usize)>,
    ln_factorial: Vec<f64>,
    /// What was worked out already, by the size of both hands: many pairs of children have the same.
    known: RefCell<HashMap<(usize, usize), f64>>,
}

impl Deck {
    /// A deck in which each place stands on so many cards.
    pub fn new(counts: impl IntoIterator<Item = usize>) -> Deck {
        let mut places = std::collections::BTreeMap::new();
        for count in counts {
            *places.entry(count).or_insert(0) += 1;
        }
        let cards = places.iter().map(|(count, places)| count * places).sum();
        let mut ln_factorial = vec![0.0; cards + 1];
        for n in 1..=cards {
            ln_factorial[n] = ln_factorial[n - 1] + (n as f64).ln();
        }
        Deck { cards, places: places.into_iter().collect(), ln_factorial, known: RefCell::default() }
    }

    fn ln_choose(&self, n: usize, k: usize) -> f64 {
        if k > n { f64::NEG_INFINITY } else { self.ln_factorial[n] - self.ln_factorial[k] - self.ln_factorial[n - k] }
    }

    /// How many places two hands of so many cards would have in common, a place counted as often as both have it.
    pub fn shared(&self, ours: usize, theirs: usize) -> f64 {
        let (few, many) = (ours.min(theirs), ours.max(theirs));
        if few == 0 || few + many > self.cards {
            return 0.0;
        }
        let work_out = || self.places.iter().map(|(count, places)| *places as f64 * self.common(*count, few, many)).sum();
        *self.known.borrow_mut().entry((few, many)).or_insert_with(work_out)
    }

    /// How often two hands would both have a place that stands on so many cards.
    fn common(&self, count: usize, few: usize, many: usize) -> f64 {
        let all = self.ln_choose(self.cards, count);
        let mut expected = 0.0;
        for x in 1..=count.min(few) {
            for y in 1..=(count - x).min(many) {
                let rest = self.ln_choose(self.cards - few - many, count - x - y);
                let ways = self.ln_choose(few, x) + self.ln_choose(many, y) + rest;
                expected += x.min(y) as f64 * (ways - all).exp();
            }
        }
        expected
    }
}

/// How many times all of these were missing at once. Each list: periods of one child, from and to.
pub fn at_once(children: &[Vec<(i64, i64)>]) -> u32 {
    let mut turns: Vec<(i64, i8, usize)> = Vec::new();
    for (child, periods) in children.iter().enumerate() {
        for (from, to) in periods.iter().filter(|(from, to)| from < to) {
            turns.extend([(*from, 1, child), (*to, -1, child)]);
        }
    }
    // Whoever is back is back before another goes.
    turns.sort_unstable();
    let (mut out, mut missing, mut times) = (vec![0_i32; children.len()], 0, 0);
    for (_, turn, child) in turns {
        let before = out[child];
        out[child] += i32::from(turn);
        match (before, out[child]) {
            (0, 1) => {
                missing += 1;
                times += u32::from(missing == children.len());
            }
            (1, 0) => missing -= 1,
            _ => {}
        }
    }
    times
}

/// How many times all would be missing at once, were the week of every period drawn from so many weeks: the mean of [`DRAWS`] draws
/// with a seed that is always the same.
pub fn group_at_once(children: &[Vec<Stay>], weeks: i64) -> f64 {
    let mut seed = 0x5EED_u64;
    let mut draw = || {
        let week = splitmix(&mut seed) % weeks.unsigned_abs();
        i64::try_from(week).unwrap_or(0) * WEEK
    };
    let mut times = 0;
    for _ in 0..DRAWS {
        let mut placed = |stay: &Stay| {
            let from = stay.at + draw();
            (from, from + stay.length)
        };
        let drawn: Vec<Vec<(i64, i64)>> = children.iter().map(|stays| stays.iter().map(&mut placed).collect()).collect();
        times += at_once(&drawn);
    }
    f64::from(times) / f64::from(DRAWS)
}

fn splitmix(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *seed;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// By how much something is more than chance: 0 where it is not, the larger the more often it happened and the rarer it would be.
pub fn strength(times: u32, chance: f64) -> f64 {
    let (times, chance) = (f64::from(times), chance.max(LEAST));
    if times <= chance { 0.0 } else { times * (times / chance).ln() - (times - chance) }
}

/// "0.3", "12", "less than 0.01".
pub fn chance_words(chance: f64) -> String {
    match chance {
        c if c >= 9.95 => format!("{c:.0}"),
        c if c >= 0.095 => format!("{c:.1}"),
        c if c >= 0.01 => format!("{c:.2}"),
        _ => "less than 0.01".into(),
    }
}
