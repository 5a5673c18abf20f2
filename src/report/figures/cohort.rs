//! The episodes a figure is about: those that began in a period, and parts of them. Facts are looked up once and never copied: a
//! cohort is a list of places in them.

use super::counts;
use super::facts::{EpisodeFact, Facts};
use super::figure::{Figure, Judged, RowKind, Tally, Value, Why, size};
use super::period::Period;
use super::rates::Rate;
use crate::child::ChildId;
use crate::episode::Moment;
use std::borrow::Cow;
use std::collections::HashMap;

/// The facts, made ready for counting.
pub struct Index<'a> {
    pub(super) facts: &'a Facts,
    /// The episodes in the order they began: a place is a place here.
    rows: Vec<Row<'a>>,
    /// The children, and for each the places of its episodes in the order they began.
    pub(super) children: Vec<(ChildId, Vec<u32>)>,
    /// Where each child stands among the children.
    known: HashMap<ChildId, u32>,
}

/// An episode with what every cohort asks of it, worked out once and kept together: a year is counted through some two hundred times.
pub(super) struct Row<'a> {
    pub fact: &'a EpisodeFact,
    /// The place of its child among the children.
    child: Option<u32>,
    /// In the order of [`Rate::ALL`].
    pub rates: [Judged; Rate::ALL.len()],
    /// Seconds missing.
    pub length: Result<i64, Why>,
    /// The interview that answers it.
    pub interview: Result<i64, Judged>,
    pub marked: bool,
}

/// Episodes that began in a period, or a part of them.
#[derive(Clone)]
pub struct Cohort<'i> {
    pub(super) index: &'i Index<'i>,
    pub period: Period,
    /// What part of the episodes it is; `None`: all of them.
    pub group: Option<String>,
    /// In the order they began.
    pub(super) places: Vec<u32>,
}

impl<'a> Index<'a> {
    /// Looks the facts through once: O(n log n).
    pub fn new(facts: &'a Facts) -> Index<'a> {
        let mut sorted: Vec<&EpisodeFact> = facts.episodes.iter().collect();
        sorted.sort_by_key(|episode| (episode.began, episode.episode));
        let (mut children, mut known) = (Vec::<(ChildId, Vec<u32>)>::new(), HashMap::<ChildId, u32>::new());
        let row = |(place, fact): (u32, &'a EpisodeFact)| {
            let child = fact.child.map(|child| {
                let at = *known.entry(child).or_insert_with(|| {
                    children.push((child, Vec::new()));
                    size(&children) - 1
                });
                children[at as usize].1.push(place);
                at
            });
            let rates = std::array::from_fn(|rate| Rate::ALL[rate].judge(fact, facts.as_of));
            let (length, interview) = (counts::length(fact), counts::interview(fact));
            Row { fact, child, rates, length, interview, marked: !fact.markers.is_empty() }
        };
        let rows = (0..).zip(sorted).map(row).collect();
        Index { facts, rows, children, known }
    }

    /// The episodes that began in a period.
    pub fn cohort(&self, period: Period) -> Cohort<'_> {
        let before = |at: Moment| u32::try_from(self.rows.partition_point(|row| row.fact.began < at)).unwrap_or(u32::MAX);
        let places = (before(period.starts())..before(period.ends())).collect();
        Cohort { index: self, period, group: None, places }
    }

    pub(super) fn episode(&self, place: u32) -> &'a EpisodeFact {
        self.rows[place as usize].fact
    }

    /// The places of a child's episodes in the order they began; of a child without any, none.
    pub(super) fn places_of(&self, child: ChildId) -> &[u32] {
        self.known.get(&child).map(|at| self.children[*at as usize].1.as_slice()).unwrap_or_default()
    }

    /// The episodes of a child in the order they began.
    pub(super) fn episodes_of(&self, child: ChildId) -> impl Iterator<Item = &'a EpisodeFact> {
        self.places_of(child).iter().map(|place| self.episode(*place))
    }

    /// A figure on something else than the episodes of a cohort.
    pub(super) fn figure(&self, period: Period, words: Words, value: Value, tally: Tally) -> Figure {
        Figure {
            code: words.code,
            title: words.title,
            group: None,
            rule: words.rule,
            value,
            rows: tally.rows,
            excluded: tally.excluded,
            period,
            as_of: self.facts.as_of,
            target: None,
        }
    }
}

/// What a figure is called.
pub(super) struct Words {
    pub code: String,
    pub title: Cow<'static, str>,
    pub rule: Cow<'static, str>,
}

/// What a figure is called, by its code.
pub(super) fn words(code: impl Into<String>, title: impl Into<Cow<'static, str>>, rule: impl Into<Cow<'static, str>>) -> Words {
    Words { code: code.into(), title: title.into(), rule: rule.into() }
}

impl<'i> Cohort<'i> {
    /// The part of it that a test picks, with a name.
    pub fn part(&self, name: impl Into<String>, test: impl Fn(&EpisodeFact) -> bool) -> Cohort<'i> {
        let places = self.places.iter().copied().filter(|place| test(self.index.episode(*place))).collect();
        self.named(name.into(), places)
    }

    pub(super) fn named(&self, name: String, places: Vec<u32>) -> Cohort<'i> {
        let group = self.group.as_ref().map_or(name.clone(), |group| format!("{group}, {name}"));
        Cohort { index: self.index, period: self.period, group: Some(group), places }
    }

    /// Month by month, by when the episodes began.
    pub fn months(&self) -> Vec<Cohort<'i>> {
        let mut left = self.places.as_slice();
        let month = |period: Period| {
            let end = period.ends();
            let (of_month, later) = left.split_at(left.partition_point(|place| self.index.episode(*place).began < end));
            left = later;
            Cohort { index: self.index, period, group: self.group.clone(), places: of_month.to_vec() }
        };
        self.period.months().into_iter().map(month).collect()
    }

    /// The episodes, in the order they began.
    pub fn episodes(&self) -> impl Iterator<Item = &'i EpisodeFact> {
        self.places.iter().map(|place| self.index.episode(*place))
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &'i Row<'i>> {
        self.places.iter().map(|place| &self.index.rows[*place as usize])
    }

    pub(super) fn by_episode(&self, judge: impl Fn(&Row) -> Judged) -> Tally {
        Tally::of(RowKind::Episode, self.rows().map(|row| (row.fact.episode.0, judge(row))))
    }

    /// Children by the best that became of their episodes: one that counts is enough; else one in the denominator.
    pub(super) fn by_child(&self, judge: impl Fn(&Row) -> Judged) -> Tally {
        let mut best = vec![Judged::Outside; self.index.children.len()];
        let (mut met, mut tally) = (Vec::new(), Tally::new(RowKind::Child));
        for row in self.rows() {
            match (judge(row), row.child) {
                (Judged::Outside, _) => {}
                (_, None) => tally.leave(RowKind::Episode, row.fact.episode.0, Why::NotIdentified),
                (judged, Some(child)) => {
                    let so_far = &mut best[child as usize];
                    if *so_far == Judged::Outside {
                        met.push(child);
                    }
                    if weight(judged) > weight(*so_far) {
                        *so_far = judged;
                    }
                }
            }
        }
        met.into_iter().for_each(|child| tally.add(self.index.children[child as usize].0.0, best[child as usize]));
        tally
    }

    /// Each child with the last of its episodes here, in no particular order; and the episodes of nobody known.
    pub(super) fn last_of_children(&self) -> (Vec<(ChildId, &'i EpisodeFact)>, Vec<&'i EpisodeFact>) {
        let mut last: HashMap<ChildId, &EpisodeFact> = HashMap::new();
        let mut nobody = Vec::new();
        for episode in self.episodes() {
            match episode.child {
                Some(child) => {
                    last.insert(child, episode);
                }
                None => nobody.push(episode),
            }
        }
        let mut last: Vec<(ChildId, &EpisodeFact)> = last.into_iter().collect();
        last.sort_by_key(|(child, _)| *child);
        (last, nobody)
    }

    pub(super) fn figure(&self, words: Words, value: Value, tally: Tally) -> Figure {
        Figure { group: self.group.clone(), ..self.index.figure(self.period, words, value, tally) }
    }

    /// How many there are, as a figure.
    pub(super) fn count(&self, words: Words, tally: Tally) -> Figure {
        self.figure(words, tally.count(), tally)
    }

    /// How many of how many, as a figure.
    pub(super) fn share(&self, words: Words, tally: Tally) -> Figure {
        self.figure(words, tally.rate(), tally)
    }
}

pub(super) fn weight(judged: Judged) -> u8 {
    match judged {
        Judged::Outside => 0,
        Judged::Left(_) => 1,
        Judged::Rest => 2,
        Judged::Counted => 3,
    }
}
