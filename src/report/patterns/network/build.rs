//! The network made of what is known: each record adds those it names and what ties them.

use super::{Edge, Network, Node, NodeKind, Record, Tie};
use crate::calendar::day_of;
use crate::child::{ChildId, RelationKind};
use crate::episode::EpisodeId;
use crate::interview::record::NamedKind;
use crate::report::patterns::facts::{BusinessFact, EpisodeFact, Facts, InterviewFact, place_key};
use crate::report::patterns::together::people_in;
use crate::report::patterns::{Said, SignKind, Together};
use crate::text::{fold, reference_key};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a node is known by while the network is built.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key {
    Child(ChildId),
    Person(String),
    Place(String),
    Vehicle(String),
    Phone(String),
}

/// Records with their days, earliest first.
type Dated = BTreeSet<(NaiveDate, Record)>;
/// A text as it was written first, and where it is named.
type Written = (String, Dated);
/// How often each kind of tie is recorded, and where.
type Tied = (BTreeMap<Tie, u32>, Dated);

#[derive(Default)]
struct Builder {
    nodes: BTreeMap<Key, Written>,
    edges: BTreeMap<(Key, Key), Tied>,
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
        let node = |(i, (key, (written, records))): (usize, (&Key, &Written))| {
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
        let edge = |((one, other), (ties, records)): (&(Key, Key), &Tied)| {
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
        let stand = |(key, (_, records)): (&Key, &Written)| {
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
