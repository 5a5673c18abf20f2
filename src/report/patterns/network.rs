//! Who and what is tied to whom: children, adults, places, vehicles, telephones, and the records that say so.

mod build;

use super::Said;
use crate::child::ChildId;
use crate::codes::codes;
use crate::episode::EpisodeId;
use crate::interview::record::InterviewId;
use crate::meeting::business::BusinessId;
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, VecDeque};

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
    /// All of them: how often it is recorded.
    pub weight: u32,
    pub records: Vec<Record>,
}

/// Nodes and what ties them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Network {
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
}

impl Network {
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

    /// Of a large network the nodes whose ties are recorded most often, so many; all of a small one.
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

    /// Of each node how many others it is tied to.
    pub fn tie_counts(&self) -> Vec<usize> {
        self.neighbours().iter().map(Vec::len).collect()
    }

    /// Of each node the weight of its ties: how often they are recorded.
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
