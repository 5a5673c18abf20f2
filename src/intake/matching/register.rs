//! The register as matching sees it, and one held in memory.

use super::keys::index_keys;
use super::prepared::{Prepared, TermKind, terms};
use crate::child::{ChildId, RelationKind};
use std::collections::HashMap;
use std::convert::Infallible;
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

/// The children already known. The store implements it over its tables.
pub trait Register {
    type Error;
    /// How many children there are.
    fn size(&self) -> Result<u64, Self::Error>;
    /// The children stored under any of these keys, in any order; a child may come more than once.
    fn candidates(&self, keys: &[i64]) -> Result<Vec<ChildId>, Self::Error>;
    fn prepared(&self, id: ChildId) -> Result<Rc<Prepared>, Self::Error>;
    /// How many children have the term.
    fn count(&self, kind: TermKind, term: &str) -> Result<u32, Self::Error>;
    /// The children recorded as related to this one; both ways round.
    fn related(&self, _child: ChildId) -> Result<Vec<(ChildId, RelationKind)>, Self::Error> {
        Ok(Vec::new())
    }
}

/// Keys are hashes already, and children are numbered one by one.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_i64(&mut self, key: i64) {
        self.0 = key as u64;
    }
}

/// A register in memory: for tests, benches, and matching two files.
#[derive(Default)]
pub struct MemoryRegister {
    children: HashMap<ChildId, Rc<Prepared>, BuildHasherDefault<AsItIs>>,
    /// The last of the entries of a key. A list of its own for each of a million keys would take twice the memory.
    keys: HashMap<i64, u32, BuildHasherDefault<AsItIs>>,
    /// A child under a key, and the entry before it of the same key; entries are counted from 1, and 0 is none.
    entries: Vec<(ChildId, u32)>,
    counts: HashMap<TermKind, HashMap<String, u32>>,
    relations: HashMap<ChildId, Vec<(ChildId, RelationKind)>>,
}

impl MemoryRegister {
    pub fn new() -> MemoryRegister {
        MemoryRegister::default()
    }

    /// Adds a child that is not there yet.
    pub fn add(&mut self, id: ChildId, child: Prepared) {
        for key in index_keys(&child) {
            let before = self.keys.insert(key, self.entries.len() as u32 + 1);
            self.entries.push((id, before.unwrap_or(0)));
        }
        for (kind, term) in terms(&child) {
            let is_home = kind == TermKind::Home && !term.is_empty();
            let count = self.counts.entry(kind).or_default().entry(term).or_default();
            *count += 1;
            if is_home && *count > 1 {
                *self.counts.entry(TermKind::Shared).or_default().entry(String::new()).or_default() += 1;
            }
        }
        self.children.insert(id, Rc::new(child));
    }

    /// Records how two children belong together.
    pub fn relate(&mut self, a: ChildId, b: ChildId, kind: RelationKind) {
        self.relations.entry(a).or_default().push((b, kind));
        self.relations.entry(b).or_default().push((a, kind));
    }
}

impl Register for MemoryRegister {
    type Error = Infallible;

    fn size(&self) -> Result<u64, Infallible> {
        Ok(self.children.len() as u64)
    }

    fn candidates(&self, keys: &[i64]) -> Result<Vec<ChildId>, Infallible> {
        let mut found = Vec::new();
        for key in keys {
            let mut next = self.keys.get(key).copied().unwrap_or(0);
            while let Some((child, before)) = next.checked_sub(1).and_then(|at| self.entries.get(at as usize)) {
                found.push(*child);
                next = *before;
            }
        }
        Ok(found)
    }

    fn prepared(&self, id: ChildId) -> Result<Rc<Prepared>, Infallible> {
        Ok(self.children.get(&id).cloned().unwrap_or_default())
    }

    fn count(&self, kind: TermKind, term: &str) -> Result<u32, Infallible> {
        Ok(self.counts.get(&kind).and_then(|terms| terms.get(term)).copied().unwrap_or(0))
    }

    fn related(&self, child: ChildId) -> Result<Vec<(ChildId, RelationKind)>, Infallible> {
        Ok(self.relations.get(&child).cloned().unwrap_or_default())
    }
}
