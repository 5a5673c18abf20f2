//! The condition of a rule: a tree whose leaves ask one fact each and answer true, false or unknown.

use super::facts::{Fact, Facts, Value};
use super::span::Span;
use crate::child::age_on;
use crate::episode::Moment;
use chrono::{Datelike, NaiveDate, TimeDelta};
use std::ops::RangeInclusive;

/// Three-valued truth (Kleene: unknown is not false), with one shade of false kept apart: what nearly holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    True,
    /// False, but only just: 5 of 6 nights, 23 of 24 hours.
    Nearly,
    False,
    Unknown,
}

impl Truth {
    /// The three values of logic: what nearly holds is false.
    pub fn strict(self) -> Truth {
        if self == Truth::Nearly { Truth::False } else { self }
    }
}

impl From<bool> for Truth {
    fn from(yes: bool) -> Truth {
        if yes { Truth::True } else { Truth::False }
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            // What nearly holds does not make its opposite nearly fail.
            Truth::False | Truth::Nearly => Truth::True,
            Truth::Unknown => Truth::Unknown,
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

impl Condition {
    /// Its truth, as if `today` were the day: windows and ages are seen from there, all else stays as it is now.
    pub fn eval(&self, facts: &Facts, today: NaiveDate) -> Truth {
        match self {
            Condition::Leaf(leaf) => leaf.eval(facts, today),
            Condition::All(parts) => all(parts, facts, today),
            Condition::Any(parts) => any(parts, facts, today),
            Condition::Not(inner) => !inner.eval(facts, today),
        }
    }

    /// The leaves that make it `answer` (true, false or unknown), in the order of the file.
    pub fn because<'a>(&'a self, facts: &Facts, answer: Truth, into: &mut Vec<&'a Leaf>) {
        match self {
            Condition::Leaf(leaf) => into.push(leaf),
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().filter(|p| p.eval(facts, facts.today).strict() == answer).for_each(|p| p.because(facts, answer, into));
            }
            Condition::Not(inner) => inner.because(facts, !answer, into),
        }
    }

    /// The leaves that keep a condition that nearly holds from holding.
    pub fn short<'a>(&'a self, facts: &Facts, into: &mut Vec<&'a Leaf>) {
        match self {
            Condition::Leaf(leaf) => into.push(leaf),
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().filter(|p| p.eval(facts, facts.today) == Truth::Nearly).for_each(|p| p.short(facts, into));
            }
            Condition::Not(_) => {}
        }
    }

    /// The first day after today on which a condition that holds today no longer does, if nothing new happens.
    pub fn clears_on(&self, facts: &Facts) -> Option<NaiveDate> {
        let mut days = Vec::new();
        self.turning_days(facts, &mut days);
        days.retain(|d| *d > facts.today);
        days.sort_unstable();
        days.into_iter().find(|d| self.eval(facts, *d) != Truth::True)
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

/// False as soon as a part is; nearly where all the others hold; unknown where a part is and none is false.
fn all(parts: &[Condition], facts: &Facts, today: NaiveDate) -> Truth {
    let (mut nearly, mut unknown) = (false, false);
    for part in parts {
        match part.eval(facts, today) {
            Truth::False => return Truth::False,
            Truth::Nearly => nearly = true,
            Truth::Unknown => unknown = true,
            Truth::True => {}
        }
    }
    match (nearly, unknown) {
        (true, true) => Truth::False,
        (true, false) => Truth::Nearly,
        (false, true) => Truth::Unknown,
        (false, false) => Truth::True,
    }
}

/// True as soon as a part is; else unknown where a part is; else nearly where a part is.
fn any(parts: &[Condition], facts: &Facts, today: NaiveDate) -> Truth {
    let mut answer = Truth::False;
    for part in parts {
        match part.eval(facts, today) {
            Truth::True => return Truth::True,
            Truth::Unknown => answer = Truth::Unknown,
            Truth::Nearly if answer == Truth::False => answer = Truth::Nearly,
            Truth::Nearly | Truth::False => {}
        }
    }
    answer
}

impl Leaf {
    /// Its answer, as if `today` were the day.
    pub fn eval(&self, facts: &Facts, today: NaiveDate) -> Truth {
        let Ok(value) = facts.value(self.fact) else { return Truth::Unknown };
        match (&self.test, value) {
            (_, Value::DoesNotApply) => Truth::False,
            (Test::Is(want), Value::YesNo(is)) => (want == is).into(),
            (Test::Number(range), Value::Number(n)) => range.contains(n).into(),
            (Test::Number(range), Value::Ladder { from, to, steps }) => on_the_ladder(range, *from, *to, steps),
            (Test::Number(range), Value::Age(born)) => {
                age_on(*born, today).map_or(Truth::Unknown, |age| range.contains(&i64::from(age)).into())
            }
            (Test::OneOf(wanted), Value::Words { bits, others }) => match (bits & wanted != 0, others) {
                (true, _) => Truth::True,
                (false, None) => Truth::False,
                (false, Some(_)) => Truth::Unknown,
            },
            (Test::AtLeast(span), Value::Length { from, to }) => reached(*from, *to, *span),
            (Test::LessThan(span), Value::Length { from, to }) => (span.starting(*from) > *to - *from).into(),
            (Test::AtLeast(span), Value::Until(day)) => (today < *day && span.leaves_window_on(today) <= *day).into(),
            (Test::LessThan(span), Value::Until(day)) => (today < *day && span.leaves_window_on(today) > *day).into(),
            (Test::Within { window, count, trend: None }, Value::Days { days, .. }) => {
                counted(count, count_after(days, window.window_starts_after(today)))
            }
            (Test::Within { window, count, trend: Some(trend) }, Value::Days { days, .. }) => {
                let n = count_after(days, window.window_starts_after(today));
                (count.contains(&n) && *trend == trend_of(n, before(days, *window, today))).into()
            }
            // The parser refuses every other pair.
            _ => Truth::Unknown,
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

/// Steps of the ladder, which rise, that a running clock has passed.
pub(super) fn steps_passed(from: Moment, to: Moment, steps: &[Span]) -> i64 {
    steps.iter().take_while(|s| s.starting(from) <= to - from).count() as i64
}

/// The n-th step of the ladder, from 1.
pub(super) fn step(steps: &[Span], n: i64) -> Option<Span> {
    n.checked_sub(1).and_then(|i| usize::try_from(i).ok()).and_then(|i| steps.get(i)).copied()
}

/// A count that lacks one, or less than a quarter, of 3 or more nearly holds.
fn counted(wanted: &RangeInclusive<i64>, n: i64) -> Truth {
    let least = *wanted.start();
    if n < least && least >= 3 && (n + 1 == least || 4 * n >= 3 * least) { Truth::Nearly } else { wanted.contains(&n).into() }
}

/// A length of time nearly holds from three quarters on.
fn reached(from: Moment, to: Moment, span: Span) -> Truth {
    let (whole, passed): (TimeDelta, TimeDelta) = (span.starting(from), to - from);
    match passed >= whole {
        true => Truth::True,
        false if passed.num_seconds() * 4 >= whole.num_seconds() * 3 => Truth::Nearly,
        false => Truth::False,
    }
}

/// The next step of the ladder nearly holds from three quarters of its time on.
fn on_the_ladder(wanted: &RangeInclusive<i64>, from: Moment, to: Moment, steps: &[Span]) -> Truth {
    let passed = steps_passed(from, to, steps);
    match step(steps, *wanted.start()) {
        Some(next) if passed < *wanted.start() => reached(from, to, next),
        _ => wanted.contains(&passed).into(),
    }
}

/// The day a child reaches an age; born on 29 February: 1 March of a common year.
pub(super) fn birthday(born: NaiveDate, age: i64) -> Option<NaiveDate> {
    let year = i32::try_from(age).ok().and_then(|age| born.year().checked_add(age))?;
    born.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
}
