//! The condition of a rule: a tree whose leaves ask one fact each and answer true, false or unknown.

use super::facts::{Fact, Facts, Value};
use super::span::Span;
use crate::child::age_on;
use crate::episode::Moment;
use chrono::{Datelike, NaiveDate, TimeDelta};
use std::ops::RangeInclusive;

/// Three-valued truth (Kleene): unknown is not false.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tri {
    True,
    False,
    Unknown,
}

impl From<bool> for Tri {
    fn from(yes: bool) -> Tri {
        if yes { Tri::True } else { Tri::False }
    }
}

impl std::ops::Not for Tri {
    type Output = Tri;

    fn not(self) -> Tri {
        match self {
            Tri::True => Tri::False,
            Tri::False => Tri::True,
            Tri::Unknown => Tri::Unknown,
        }
    }
}

/// A condition over facts.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    Leaf(Leaf),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
}

/// One question to one fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    pub fact: Fact,
    pub test: Test,
}

/// What is asked. The parser pairs each kind of fact with its test.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    Is(bool),
    Number(RangeInclusive<i64>),
    /// One of these words, by their bits.
    OneOf(u32),
    AtLeast(Span),
    LessThan(Span),
    /// So many things on days of the window that ends today and, if asked, more or fewer than in the window before it.
    Within {
        window: Span,
        count: RangeInclusive<i64>,
        trend: Option<Trend>,
    },
}

/// How the count of a window compares with that of the window before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    Rising,
    Steady,
    Falling,
}

/// How leaves answer: as it is, or counting a leaf that nearly holds as true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    Strict,
    Nearly,
}

impl Condition {
    /// Its truth, as if `today` were the day: windows and ages are seen from there, all else stays as it is now.
    pub fn eval(&self, facts: &Facts, today: NaiveDate, reading: Reading) -> Tri {
        match self {
            Condition::Leaf(leaf) => match leaf.eval(facts, today) {
                Tri::False if reading == Reading::Nearly && leaf.is_near(facts, today) => Tri::True,
                answer => answer,
            },
            Condition::All(parts) => first_or(parts, facts, today, reading, Tri::False),
            Condition::Any(parts) => first_or(parts, facts, today, reading, Tri::True),
            // What nearly holds does not make its opposite nearly hold.
            Condition::Not(inner) => !inner.eval(facts, today, Reading::Strict),
        }
    }

    /// The leaves that make it `answer`, in the order of the file.
    pub fn because<'a>(&'a self, facts: &Facts, answer: Tri, into: &mut Vec<&'a Leaf>) {
        match self {
            Condition::Leaf(leaf) => into.push(leaf),
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().filter(|p| p.eval(facts, facts.today, Reading::Strict) == answer).for_each(|p| p.because(facts, answer, into));
            }
            Condition::Not(inner) => inner.because(facts, !answer, into),
        }
    }

    /// The leaves that do not hold but nearly do.
    pub fn short<'a>(&'a self, facts: &Facts, into: &mut Vec<&'a Leaf>) {
        match self {
            Condition::Leaf(leaf) => into.push(leaf),
            Condition::All(parts) | Condition::Any(parts) => parts
                .iter()
                .filter(|p| p.eval(facts, facts.today, Reading::Strict) == Tri::False)
                .filter(|p| p.eval(facts, facts.today, Reading::Nearly) == Tri::True)
                .for_each(|p| p.short(facts, into)),
            Condition::Not(_) => {}
        }
    }

    /// The first day after today on which a condition that holds today no longer does, if nothing new happens.
    pub fn clears_on(&self, facts: &Facts) -> Option<NaiveDate> {
        let mut days = Vec::new();
        self.turning_days(facts, &mut days);
        days.retain(|d| *d > facts.today);
        days.sort_unstable();
        days.into_iter().find(|d| self.eval(facts, *d, Reading::Strict) != Tri::True)
    }

    /// Every day on which some leaf may change its answer by time alone.
    fn turning_days(&self, facts: &Facts, into: &mut Vec<NaiveDate>) {
        match self {
            Condition::Leaf(leaf) => leaf.turning_days(facts, into),
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|p| p.turning_days(facts, into)),
            Condition::Not(inner) => inner.turning_days(facts, into),
        }
    }

    /// Every leaf, in the order of the file.
    pub fn leaves<'a>(&'a self, into: &mut Vec<&'a Leaf>) {
        match self {
            Condition::Leaf(leaf) => into.push(leaf),
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|p| p.leaves(into)),
            Condition::Not(inner) => inner.leaves(into),
        }
    }
}

/// `decider` as soon as one part gives it (false for all, true for any); else unknown if a part is; else the opposite.
fn first_or(parts: &[Condition], facts: &Facts, today: NaiveDate, reading: Reading, decider: Tri) -> Tri {
    let mut answer = !decider;
    for part in parts {
        match part.eval(facts, today, reading) {
            Tri::Unknown => answer = Tri::Unknown,
            given if given == decider => return decider,
            _ => {}
        }
    }
    answer
}

impl Leaf {
    /// Its answer, as if `today` were the day.
    pub fn eval(&self, facts: &Facts, today: NaiveDate) -> Tri {
        let Ok(value) = facts.value(self.fact) else { return Tri::Unknown };
        match (&self.test, value) {
            (_, Value::DoesNotApply) => Tri::False,
            (Test::Is(want), Value::YesNo(is)) => (want == is).into(),
            (Test::Number(range), Value::Number(n)) => range.contains(n).into(),
            (Test::Number(range), Value::Ladder { from, to, steps }) => range.contains(&steps_passed(*from, *to, steps)).into(),
            (Test::Number(range), Value::Age(born)) => {
                age_on(*born, today).map_or(Tri::Unknown, |age| range.contains(&i64::from(age)).into())
            }
            (Test::OneOf(wanted), Value::Words { bits, others }) => match (bits & wanted != 0, others) {
                (true, _) => Tri::True,
                (false, None) => Tri::False,
                (false, Some(_)) => Tri::Unknown,
            },
            (Test::AtLeast(span), Value::Length { from, to }) => (span.after(*from) <= *to).into(),
            (Test::LessThan(span), Value::Length { from, to }) => (span.after(*from) > *to).into(),
            (Test::AtLeast(span), Value::Until(day)) => (today < *day && span.leaves_window_on(today) <= *day).into(),
            (Test::LessThan(span), Value::Until(day)) => (today < *day && span.leaves_window_on(today) > *day).into(),
            (Test::Within { window, count, trend }, Value::Days { days, .. }) => {
                let start = window.window_starts_after(today);
                let n = count_after(days, start);
                (count.contains(&n) && trend.is_none_or(|t| t == trend_of(n, before(days, *window, today)))).into()
            }
            // The parser refuses every other pair.
            _ => Tri::Unknown,
        }
    }

    /// Does it nearly hold? Counts from 3 on that lack one, or less than a quarter; lengths of which three quarters are reached.
    pub fn is_near(&self, facts: &Facts, today: NaiveDate) -> bool {
        match (&self.test, facts.value(self.fact)) {
            (Test::Within { window, count, trend: None }, Ok(Value::Days { days, .. })) => {
                let (n, wanted) = (count_after(days, window.window_starts_after(today)), *count.start());
                wanted >= 3 && n < wanted && (n + 1 == wanted || 4 * n >= 3 * wanted)
            }
            (Test::AtLeast(span), Ok(Value::Length { from, to })) => three_quarters(*from, *to, *span),
            (Test::Number(range), Ok(Value::Ladder { from, to, steps })) => {
                step(steps, *range.start()).is_some_and(|s| three_quarters(*from, *to, s))
            }
            _ => false,
        }
    }

    /// The days after today on which the answer may change by time alone.
    fn turning_days(&self, facts: &Facts, into: &mut Vec<NaiveDate>) {
        match (&self.test, facts.value(self.fact)) {
            (Test::Within { window, trend, .. }, Ok(Value::Days { days, growing: false })) => {
                let reach = if trend.is_some() { window.doubled() } else { *window };
                let recent = days.iter().skip_while(|d| **d <= reach.window_starts_after(facts.today));
                for day in recent {
                    into.push(window.leaves_window_on(*day));
                    if trend.is_some() {
                        into.push(reach.leaves_window_on(*day));
                    }
                }
            }
            (Test::Number(range), Ok(Value::Age(born))) => {
                into.extend([*range.start(), range.end().saturating_add(1)].into_iter().filter_map(|age| birthday(*born, age)));
            }
            (Test::LessThan(span) | Test::AtLeast(span), Ok(Value::Until(day))) => {
                into.push(*day);
                into.extend(span.window_starts_after(*day).iter_days().take(5));
            }
            _ => {}
        }
    }
}

/// How many days of a rising list lie after `start`.
pub(super) fn count_after(days: &[NaiveDate], start: NaiveDate) -> i64 {
    (days.len() - days.partition_point(|d| *d <= start)) as i64
}

/// The count of the window before the one that ends today.
pub(super) fn before(days: &[NaiveDate], window: Span, today: NaiveDate) -> i64 {
    count_after(days, window.doubled().window_starts_after(today)) - count_after(days, window.window_starts_after(today))
}

fn trend_of(now: i64, before: i64) -> Trend {
    match now.cmp(&before) {
        std::cmp::Ordering::Greater => Trend::Rising,
        std::cmp::Ordering::Equal => Trend::Steady,
        std::cmp::Ordering::Less => Trend::Falling,
    }
}

/// Steps of the ladder that a running clock has passed.
pub(super) fn steps_passed(from: Moment, to: Moment, steps: &[Span]) -> i64 {
    steps.iter().filter(|s| s.after(from) <= to).count() as i64
}

/// The n-th step of the ladder, from 1.
pub(super) fn step(steps: &[Span], n: i64) -> Option<Span> {
    n.checked_sub(1).and_then(|i| usize::try_from(i).ok()).and_then(|i| steps.get(i)).copied()
}

/// Have three quarters of a span passed, but not all of it?
fn three_quarters(from: Moment, to: Moment, span: Span) -> bool {
    let whole: TimeDelta = span.after(from) - from;
    let passed = to - from;
    passed < whole && passed.num_seconds() * 4 >= whole.num_seconds() * 3
}

/// The day a child reaches an age; born on 29 February: 1 March of a common year.
pub(super) fn birthday(born: NaiveDate, age: i64) -> Option<NaiveDate> {
    let year = i32::try_from(age).ok().and_then(|age| born.year().checked_add(age))?;
    born.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
}
