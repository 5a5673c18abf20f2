//! What explains a pair, and the groups that pairs make.

use super::{Group, Pair, SignKind, Span, Two};
use crate::child::{ChildId, RelationKind};
use crate::report::patterns::chance::{at_once, group_at_once, strength};
use crate::report::patterns::facts::{ChildFact, Facts};
use std::collections::{BTreeMap, BTreeSet, HashMap};

const MOST_GROUPS: usize = 20;

/// What explains that two children have much in common.
pub(super) struct Explained<'f> {
    facts: &'f Facts,
    recorded: HashMap<Two, BTreeSet<RelationKind>>,
}

impl<'f> Explained<'f> {
    pub(super) fn of(facts: &'f Facts) -> Explained<'f> {
        let mut recorded: HashMap<Two, BTreeSet<RelationKind>> = HashMap::new();
        for (one, other, kind) in &facts.relations {
            recorded.entry((*one.min(other), *one.max(other))).or_default().insert(*kind);
        }
        Explained { facts, recorded }
    }

    pub(super) fn of_two(&self, two: Two) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for kind in self.recorded.get(&two).into_iter().flatten() {
            words.push(match kind {
                RelationKind::Sibling => "siblings".into(),
                RelationKind::Twin => "twins".into(),
                RelationKind::SamePlacement => "same placement".into(),
            });
        }
        let (one, other) = (self.facts.children.get(&two.0), self.facts.children.get(&two.1));
        let same = |of: fn(&ChildFact) -> &Option<String>| one.and_then(|c| of(c).as_ref()) == other.and_then(|c| of(c).as_ref());
        let placed = one.is_some_and(|child| child.placement.is_some()) && same(|child| &child.placement);
        if placed && !words.iter().any(|word| word == "same placement") {
            words.push("same placement".into());
        } else if one.is_some_and(|child| child.home.is_some()) && same(|child| &child.home) && !placed {
            words.push("same address".into());
        }
        words
    }

    /// What is true of every two of a group.
    fn of_all(&self, children: &[ChildId]) -> Vec<String> {
        let twos = children.iter().enumerate().flat_map(|(i, one)| children[i + 1..].iter().map(move |other| (*one, *other)));
        let mut each = twos.map(|two| self.of_two(two));
        let first = each.next().unwrap_or_default();
        each.fold(first, |all, of| all.into_iter().filter(|words| of.contains(words)).collect())
    }
}

/// Groups of three and more: from each pair on, the strongest first, whoever is a pair with everybody in it.
pub(super) fn groups(facts: &Facts, pairs: &[Pair], spans: &BTreeMap<ChildId, Vec<Span>>, weeks: i64, explained: &Explained) -> Vec<Group> {
    let overlapping = |pair: &&Pair| pair.sign(SignKind::Overlap).is_some_and(|sign| sign.times > 1 && sign.strength > 0.0);
    let twos: Vec<Two> = pairs.iter().filter(overlapping).map(|pair| (pair.children[0].child, pair.children[1].child)).collect();
    let tied: BTreeSet<Two> = twos.iter().copied().collect();
    let is_tied = |a: ChildId, b: ChildId| tied.contains(&(a.min(b), a.max(b)));
    let times_of = |group: &BTreeSet<ChildId>| {
        let periods = |child| spans.get(child).into_iter().flatten().map(|span| (span.from, span.to)).collect();
        at_once(&group.iter().map(periods).collect::<Vec<_>>())
    };
    let children: BTreeSet<ChildId> = twos.iter().flat_map(|two| [two.0, two.1]).collect();
    let mut seen: BTreeSet<BTreeSet<ChildId>> = BTreeSet::new();
    for two in &twos {
        let mut group = BTreeSet::from([two.0, two.1]);
        loop {
            let fits = |child: &&ChildId| !group.contains(child) && group.iter().all(|member| is_tied(*member, **child));
            let with = |child: &ChildId| group.iter().copied().chain([*child]).collect::<BTreeSet<ChildId>>();
            let grown = children.iter().filter(fits).map(with).map(|group| (times_of(&group), group));
            // Whoever was out with all of them most often; of several the lowest number.
            let best = grown.filter(|(times, _)| *times > 1).max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
            match best {
                Some((_, grown)) => group = grown,
                None => break,
            }
        }
        if group.len() > 2 {
            seen.insert(group);
        }
        if seen.len() == MOST_GROUPS {
            break;
        }
    }
    let of_group = |group: BTreeSet<ChildId>| {
        let stays = |child: &ChildId| spans.get(child).into_iter().flatten().map(|span| span.stay).collect();
        let ids: Vec<ChildId> = group.iter().copied().collect();
        let chance = group_at_once(&ids.iter().map(stays).collect::<Vec<_>>(), weeks);
        let children = ids.iter().map(|child| facts.who(*child)).collect();
        Group { children, times: times_of(&group), chance, explained: explained.of_all(&ids) }
    };
    let mut groups: Vec<Group> = seen.into_iter().map(of_group).collect();
    let rank = |group: &Group| strength(group.times, group.chance);
    groups.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then_with(|| a.children.cmp(&b.children)));
    groups
}
