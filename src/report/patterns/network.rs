//! Who and what is tied to whom: children, adults, places, vehicles, telephones, and the records that say so.

use super::facts::{BusinessFact, EpisodeFact, Facts, InterviewFact, place_key};
use super::together::people_in;
use super::{Said, SignKind, Together};
use crate::calendar::day_of;
use crate::child::{ChildId, RelationKind};
use crate::codes::codes;
use crate::episode::EpisodeId;
use crate::interview::record::{InterviewId, NamedKind};
use crate::meeting::business::BusinessId;
use crate::text::{fold, reference_key};
use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

codes! {
    /// What stands in the network.
    NodeKind {
        Child = "child", "child";
        Person = "person", "person";
        Place = "place", "place";
        Vehicle = "vehicle", "vehicle";
        Phone = "phone", "telephone or account";
    }
}

codes! {
    /// What ties two of them.
    Tie {
        Together = "together", "missing at the same time, more than by chance";
        Companion = "companion", "named on a list as missing with";
        Related = "related", "recorded as belonging together";
        Found = "found", "found there";
        From = "from", "missing from there";
        Named = "named", "named together in intelligence, a referral or an interview";
    }
}

/// The record that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Record {
    Episode(EpisodeId),
    Business(BusinessId),
    Interview(InterviewId),
}

impl std::fmt::Display for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Record::Episode(id) => id.fmt(f),
            Record::Business(id) => id.fmt(f),
            Record::Interview(id) => id.fmt(f),
        }
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// One in the network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Node {
    pub kind: NodeKind,
    /// The child, where it is one of the register.
    #[serde(serialize_with = "child_in_words")]
    pub child: Option<ChildId>,
    pub name: Said,
    /// Where it comes from: Enter opens these. Earliest first.
    pub records: Vec<Record>,
}

fn child_in_words<S: Serializer>(child: &Option<ChildId>, to: S) -> Result<S::Ok, S::Error> {
    match child {
        Some(child) => to.collect_str(child),
        None => to.serialize_none(),
    }
}

/// A tie between two nodes, by their places in the list, the lower first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edge {
    pub one: usize,
    pub other: usize,
    /// How often each kind of tie is recorded.
    pub ties: BTreeMap<Tie, u32>,
    /// All of them.
    pub weight: u32,
    pub records: Vec<Record>,
}

/// Nodes and what ties them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Network {
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
}

/// What a node is known by while the network is built.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key {
    Child(ChildId),
    Person(String),
    Place(String),
    Vehicle(String),
    Phone(String),
}

#[derive(Default)]
struct Builder {
    /// The text as it was written first, and where.
    nodes: BTreeMap<Key, (String, BTreeSet<(NaiveDate, Record)>)>,
    edges: BTreeMap<(Key, Key), (BTreeMap<Tie, u32>, BTreeSet<(NaiveDate, Record)>)>,
}

impl Network {
    /// The whole network of what is known.
    pub fn of(facts: &Facts, together: &Together) -> Network {
        let mut builder = Builder::default();
        let by_name = children_by_name(facts);
        let mut episodes: Vec<&EpisodeFact> = facts.counted().filter(|episode| episode.child.is_some()).collect();
        episodes.sort_by_key(|episode| (episode.began, episode.episode));
        let days: HashMap<EpisodeId, NaiveDate> = episodes.iter().map(|e| (e.episode, day_of(e.began))).collect();
        episodes.iter().for_each(|episode| builder.add_episode(episode, &by_name));
        let mut business: Vec<&BusinessFact> = facts.business.iter().collect();
        business.sort_by_key(|business| (business.received, business.business));
        business.into_iter().for_each(|business| builder.add_business(business, &by_name));
        let mut interviews: Vec<&InterviewFact> = facts.interviews.iter().collect();
        interviews.sort_by_key(|interview| (interview.on, interview.interview));
        interviews.into_iter().for_each(|interview| builder.add_interview(interview, &by_name));
        builder.add_pairs(together, &days);
        builder.add_relations(facts);
        builder.build(facts)
    }

    /// Without what hangs on one child alone and without children tied to nobody: what joins children.
    pub fn joined(&self) -> Network {
        let mut kept: Vec<bool> = vec![true; self.nodes.len()];
        loop {
            let mut neighbours: Vec<u32> = vec![0; self.nodes.len()];
            for edge in self.edges.iter().filter(|edge| kept[edge.one] && kept[edge.other]) {
                neighbours[edge.one] += 1;
                neighbours[edge.other] += 1;
            }
            let least = |node: &Node| if node.kind == NodeKind::Child { 1 } else { 2 };
            let loose: Vec<usize> = (0..kept.len()).filter(|i| kept[*i] && neighbours[*i] < least(&self.nodes[*i])).collect();
            if loose.is_empty() {
                return self.only(&kept);
            }
            loose.into_iter().for_each(|i| kept[i] = false);
        }
    }

    /// What is at most so many ties away from a child; nothing where the child is not in the network.
    pub fn around(&self, child: ChildId, hops: u32) -> Network {
        let neighbours = self.neighbours();
        let mut kept = vec![false; self.nodes.len()];
        let mut queue: VecDeque<(usize, u32)> = self.place_of(child).map(|i| (i, 0)).into_iter().collect();
        queue.iter().for_each(|(i, _)| kept[*i] = true);
        while let Some((i, away)) = queue.pop_front() {
            for other in neighbours[i].iter().filter(|_| away < hops) {
                if !std::mem::replace(&mut kept[*other], true) {
                    queue.push_back((*other, away + 1));
                }
            }
        }
        self.only(&kept)
    }

    /// Of a large network the nodes with the most ties, so many; all of a small one.
    pub fn strongest(&self, most: usize) -> Network {
        let weights = self.weights();
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.sort_by_key(|i| (std::cmp::Reverse(weights[*i]), *i));
        let mut kept = vec![false; self.nodes.len()];
        order.into_iter().take(most).for_each(|i| kept[i] = true);
        self.only(&kept)
    }

    fn only(&self, kept: &[bool]) -> Network {
        let mut to = vec![usize::MAX; self.nodes.len()];
        let mut nodes = Vec::new();
        for (i, node) in self.nodes.iter().enumerate().filter(|(i, _)| kept[*i]) {
            to[i] = nodes.len();
            nodes.push(node.clone());
        }
        let within = self.edges.iter().filter(|edge| kept[edge.one] && kept[edge.other]);
        let edges = within.map(|edge| Edge { one: to[edge.one], other: to[edge.other], ..edge.clone() }).collect();
        Network { nodes, edges }
    }

    /// Where a child stands in the list.
    pub fn place_of(&self, child: ChildId) -> Option<usize> {
        self.nodes.iter().position(|node| node.child == Some(child))
    }

    /// Of each node those it is tied to.
    pub fn neighbours(&self) -> Vec<Vec<usize>> {
        let mut of = vec![Vec::new(); self.nodes.len()];
        for edge in &self.edges {
            of[edge.one].push(edge.other);
            of[edge.other].push(edge.one);
        }
        of
    }

    /// Of each node the weight of its ties.
    pub fn weights(&self) -> Vec<u32> {
        let mut of = vec![0; self.nodes.len()];
        for edge in &self.edges {
            of[edge.one] += edge.weight;
            of[edge.other] += edge.weight;
        }
        of
    }

    /// The ties of a node, the heaviest first: the tie, and the place of the other.
    pub fn ties_of(&self, at: usize) -> Vec<(&Edge, usize)> {
        let of = |edge: &Edge| match (edge.one == at, edge.other == at) {
            (true, _) => Some(edge.other),
            (_, true) => Some(edge.one),
            _ => None,
        };
        let mut ties: Vec<(&Edge, usize)> = self.edges.iter().filter_map(|edge| Some((edge, of(edge)?))).collect();
        ties.sort_by_key(|(edge, other)| (std::cmp::Reverse(edge.weight), *other));
        ties
    }

    /// Every text that may say who a child is.
    pub fn each_text(&mut self, change: &mut dyn FnMut(&mut Said)) {
        self.nodes.iter_mut().for_each(|node| change(&mut node.name));
    }
}

impl Edge {
    /// "missing at the same time, more than by chance 4; found there 1".
    pub fn words(&self) -> String {
        self.ties.iter().map(|(tie, n)| format!("{tie}: {n}")).collect::<Vec<_>>().join("; ")
    }
}

/// Children by their folded name; a name that two have is nobody's.
fn children_by_name(facts: &Facts) -> HashMap<String, ChildId> {
    let mut by_name: HashMap<String, Option<ChildId>> = HashMap::new();
    for (child, known) in &facts.children {
        by_name.entry(fold(&known.name)).and_modify(|found| *found = None).or_insert(Some(*child));
    }
    by_name.into_iter().filter_map(|(name, child)| Some((name, child?))).collect()
}

impl Builder {
    fn node(&mut self, key: &Key, written: &str, on: NaiveDate, record: Record) {
        self.nodes.entry(key.clone()).or_insert_with(|| (written.to_string(), BTreeSet::new())).1.insert((on, record));
    }

    fn tie(&mut self, one: &Key, other: &Key, tie: Tie, times: u32, records: impl IntoIterator<Item = (NaiveDate, Record)>) {
        if one == other {
            return;
        }
        let (one, other) = if one < other { (one, other) } else { (other, one) };
        let edge = self.edges.entry((one.clone(), other.clone())).or_default();
        *edge.0.entry(tie).or_default() += times;
        edge.1.extend(records);
    }

    /// The child of a name where it is one of the register, else a person.
    fn person(&mut self, name: &str, by_name: &HashMap<String, ChildId>, on: NaiveDate, record: Record) -> Option<Key> {
        let folded = fold(name);
        if folded.is_empty() {
            return None;
        }
        let key = by_name.get(&folded).map_or(Key::Person(folded), |child| Key::Child(*child));
        self.node(&key, name, on, record);
        Some(key)
    }

    fn add_episode(&mut self, episode: &EpisodeFact, by_name: &HashMap<String, ChildId>) {
        let Some(child) = episode.child.map(Key::Child) else { return };
        let (on, record) = (day_of(episode.began), Record::Episode(episode.episode));
        self.node(&child, "", on, record);
        let from = episode.from.as_ref().and_then(|from| Some((from.key.clone(), from.place.as_deref()?)));
        let found = episode.found.as_deref().and_then(|text| Some((place_key(text)?, text)));
        for (tie, place) in [(Tie::From, from), (Tie::Found, found)] {
            if let Some((key, written)) = place {
                let place = Key::Place(key);
                self.node(&place, written, on, record);
                self.tie(&child, &place, tie, 1, [(on, record)]);
            }
        }
        for name in episode.companions.as_deref().into_iter().flat_map(people_in) {
            if let Some(other) = self.person(name, by_name, on, record) {
                self.tie(&child, &other, Tie::Companion, 1, [(on, record)]);
            }
        }
    }

    /// Everybody and everything that is named together: children with all, and people with places and vehicles.
    fn add_business(&mut self, business: &BusinessFact, by_name: &HashMap<String, ChildId>) {
        let (on, record) = (business.received, Record::Business(business.business));
        let mut children: Vec<Key> = business.children.iter().map(|child| Key::Child(*child)).collect();
        children.iter().for_each(|child| self.node(child, "", on, record));
        children.extend(business.named.iter().filter_map(|name| self.person(name, by_name, on, record)));
        let people: Vec<Key> = business.people.iter().filter_map(|name| self.person(name, by_name, on, record)).collect();
        let places = business.places.iter().filter_map(|place| Some((Key::Place(place_key(place)?), place)));
        let vehicles = business.vehicles.iter().map(|vehicle| (Key::Vehicle(reference_key(vehicle)), vehicle));
        let mut things = Vec::new();
        for (key, written) in places.chain(vehicles) {
            self.node(&key, written, on, record);
            things.push(key);
        }
        self.tie_all(&children, &people, &things, (on, record));
    }

    fn add_interview(&mut self, interview: &InterviewFact, by_name: &HashMap<String, ChildId>) {
        let Some(child) = interview.child.map(Key::Child) else { return };
        let (on, record) = (interview.on, Record::Interview(interview.interview));
        self.node(&child, "", on, record);
        let (mut people, mut things) = (Vec::new(), Vec::new());
        for named in &interview.named {
            let key = match named.kind {
                NamedKind::Person => {
                    people.extend(self.person(&named.what, by_name, on, record));
                    continue;
                }
                NamedKind::Place => place_key(&named.what).map(Key::Place),
                NamedKind::Vehicle => Some(Key::Vehicle(reference_key(&named.what))),
                NamedKind::Phone => Some(Key::Phone(reference_key(&named.what))),
            };
            if let Some(key) = key {
                self.node(&key, &named.what, on, record);
                things.push(key);
            }
        }
        self.tie_all(&[child], &people, &things, (on, record));
    }

    fn tie_all(&mut self, children: &[Key], people: &[Key], things: &[Key], record: (NaiveDate, Record)) {
        let others = |i: usize| children[i + 1..].iter().chain(people).chain(things);
        let mut twos: BTreeSet<(&Key, &Key)> = BTreeSet::new();
        let mut add = |one, other| {
            twos.insert(if one < other { (one, other) } else { (other, one) });
        };
        children.iter().enumerate().for_each(|(i, child)| others(i).for_each(|other| add(child, other)));
        people.iter().for_each(|person| things.iter().for_each(|thing| add(person, thing)));
        for (one, other) in twos {
            self.tie(one, other, Tie::Named, 1, [record]);
        }
    }

    fn add_pairs(&mut self, together: &Together, days: &HashMap<EpisodeId, NaiveDate>) {
        for pair in &together.pairs {
            let Some(sign) = pair.sign(SignKind::Overlap).filter(|sign| sign.strength > 0.0) else { continue };
            let episodes = pair.overlaps.iter().flat_map(|overlap| overlap.episodes);
            let records: Vec<_> = episodes.filter_map(|id| Some((*days.get(&id)?, Record::Episode(id)))).collect();
            let [one, other] = [0, 1].map(|i| Key::Child(pair.children[i].child));
            for (key, which) in [(&one, 0), (&other, 1)] {
                for overlap in &pair.overlaps {
                    let id = overlap.episodes[which];
                    if let Some(on) = days.get(&id) {
                        self.node(key, "", *on, Record::Episode(id));
                    }
                }
            }
            self.tie(&one, &other, Tie::Together, sign.times, records);
        }
    }

    /// Who belongs to whom, of those who are in the network anyway.
    fn add_relations(&mut self, facts: &Facts) {
        let known = |builder: &Builder, key: &Key| builder.nodes.contains_key(key);
        let twos: BTreeSet<(ChildId, ChildId, RelationKind)> =
            facts.relations.iter().map(|(one, other, kind)| (*one.min(other), *one.max(other), *kind)).collect();
        for (one, other, _) in twos {
            let (one, other) = (Key::Child(one), Key::Child(other));
            if known(self, &one) && known(self, &other) {
                self.tie(&one, &other, Tie::Related, 1, []);
            }
        }
    }

    fn build(self, facts: &Facts) -> Network {
        // Those of whom it is not yet known that a tie leads to them (of an older episode) have no node and no tie.
        let places: BTreeMap<&Key, usize> = self.nodes.keys().enumerate().map(|(i, key)| (key, i)).collect();
        let stands = self.pseudonyms();
        let node = |(i, (key, (written, records))): (usize, (&Key, &(String, BTreeSet<(NaiveDate, Record)>)))| {
            let (kind, child) = match key {
                Key::Child(child) => (NodeKind::Child, Some(*child)),
                Key::Person(_) => (NodeKind::Person, None),
                Key::Place(_) => (NodeKind::Place, None),
                Key::Vehicle(_) => (NodeKind::Vehicle, None),
                Key::Phone(_) => (NodeKind::Phone, None),
            };
            let name = match key {
                Key::Child(child) => facts.who(*child).name,
                Key::Place(_) => facts.said_place(written, &stands[i]),
                _ => Said { named: written.clone(), veiled: stands[i].clone() },
            };
            Node { kind, child, name, records: records.iter().map(|(_, record)| *record).collect() }
        };
        let nodes = self.nodes.iter().enumerate().map(node).collect();
        let edge = |((one, other), (ties, records)): (&(Key, Key), &(BTreeMap<Tie, u32>, BTreeSet<(NaiveDate, Record)>))| {
            let (one, other) = (*places.get(one)?, *places.get(other)?);
            let records = records.iter().map(|(_, record)| *record).collect();
            Some(Edge { one, other, ties: ties.clone(), weight: ties.values().sum(), records })
        };
        let edges = self.edges.iter().filter_map(edge).collect();
        Network { nodes, edges }
    }

    /// Of each node what stands for it without a name: "Person of B9", the second of the same record "Person 2 of B9".
    fn pseudonyms(&self) -> Vec<String> {
        let mut seen: HashMap<(&str, Option<Record>), u32> = HashMap::new();
        let stand = |(key, (_, records)): (&Key, &(String, BTreeSet<(NaiveDate, Record)>))| {
            let what = match key {
                Key::Child(_) => "Child",
                Key::Person(_) => "Person",
                Key::Place(_) => "Place",
                Key::Vehicle(_) => "Vehicle",
                Key::Phone(_) => "Telephone",
            };
            let first = records.first().map(|(_, record)| *record);
            let n = seen.entry((what, first)).and_modify(|n| *n += 1).or_insert(1);
            let number = if *n > 1 { format!(" {n}") } else { String::new() };
            first.map_or(format!("{what}{number}"), |record| format!("{what}{number} of {record}"))
        };
        self.nodes.iter().map(stand).collect()
    }
}

impl Network {
    /// "12 children, 3 people, 9 places, 40 ties".
    pub fn counted(&self) -> String {
        let of = |kind| self.nodes.iter().filter(|node| node.kind == kind).count();
        let words = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        let parts = [
            (NodeKind::Child, "child", "children"),
            (NodeKind::Person, "person", "people"),
            (NodeKind::Place, "place", "places"),
            (NodeKind::Vehicle, "vehicle", "vehicles"),
            (NodeKind::Phone, "telephone", "telephones"),
        ];
        let nodes = parts.iter().map(|(kind, one, many)| (of(*kind), one, many)).filter(|(n, ..)| *n > 0);
        let mut all: Vec<String> = nodes.map(|(n, one, many)| words(n, one, many)).collect();
        all.push(words(self.edges.len(), "tie", "ties"));
        all.join(", ")
    }
}
