//! Records of the register that may be of one child: each child is looked for among those that came before it, by the very
//! matching that ties a police row to its child.

use super::error::{Error, Result};
use super::event::{Candidate, Event};
use super::hub::Hub;
use super::parts::parts;
use super::relations::{named, relations_of, two_on_register};
use super::who_view::{DuplicatePair, DuplicatesPage};
use crate::child::{ChildDetails, ChildId, RelationKind};
use crate::episode::Moment;
use crate::intake::matching::{Identity, Prepared, Register, TermKind, Verdict, compared, verdict};
use crate::store::Store;
use std::rc::Rc;

/// Less likely pairs than this are no work for a person.
const LIKELY: f64 = 0.05;

impl Hub {
    /// Likely duplicates among the next so many children after one; each pair once, with the later record.
    pub fn duplicates(&self, after: Option<ChildId>, children: usize) -> Result<DuplicatesPage> {
        self.store.read(|store| {
            let children = children.max(1);
            let page = store.children_after(after, children)?;
            let mut pairs = Vec::new();
            for child in &page {
                for (candidate, same) in earlier_records(*child, &store.known_child(*child)?.details, store)? {
                    if may_be_one(store, *child, &candidate, same)? {
                        pairs.push(pair(store, *child, candidate)?);
                    }
                }
            }
            let last = page.last().copied();
            let (done, of) = store.children_up_to(last.or(after).unwrap_or(ChildId(0)))?;
            Ok(DuplicatesPage { pairs, next: last.filter(|_| page.len() == children), done, of })
        })
    }

    /// Two records that look alike are two children: not asked about again.
    pub fn two_children(&mut self, child: ChildId, other: ChildId, now: Moment) -> Result<()> {
        self.verb(now, |_, pen| {
            let (one, two) = two_on_register(pen.store, child, other)?;
            if pen.store.are_two_children(one.id, two.id)? {
                return Err(Error::Refused(format!("that {} and {} are two children is recorded already", named(&one), named(&two))));
            }
            pen.record(Event::ChildrenDistinct { child: one.id.min(two.id), other: one.id.max(two.id) })?;
            Ok(())
        })
    }
}

/// Is the pair worth a person's look? Not where it was said already who they are.
fn may_be_one(store: &Store, child: ChildId, candidate: &Candidate, same: bool) -> Result<bool> {
    if candidate.probability < LIKELY || store.are_two_children(child, candidate.child)? {
        return Ok(false);
    }
    let of_one_family = |kind| matches!(kind, RelationKind::Twin | RelationKind::Sibling);
    let related = relations_of(store, child)?.into_iter().any(|known| known.child == candidate.child && of_one_family(known.kind));
    Ok(same || !related)
}

fn pair(store: &Store, child: ChildId, candidate: Candidate) -> Result<DuplicatePair> {
    let (later, earlier) = (store.child(child)?, store.child(candidate.child)?);
    let (count, earlier_count) = (store.episode_count(child)?.0, store.episode_count(earlier.id)?.0);
    let (one, other, episodes) =
        if count > earlier_count { (later, earlier, (count, earlier_count)) } else { (earlier, later, (earlier_count, count)) };
    let evidence = compared(&identity(&one.details), store, other.id)?;
    let parts = parts(&one.details, None, &other.details, &evidence);
    Ok(DuplicatePair { candidate: Candidate { child: other.id, evidence, ..candidate }, one, other, parts, episodes })
}

/// A child of the register as matching compares it with others. Each record has an own id of its own, so that another one says
/// nothing.
fn identity(details: &ChildDetails) -> Identity {
    Identity { own_id: None, ..Identity::from(details) }
}

type Answer<T, R> = std::result::Result<T, <R as Register>::Error>;

/// The earlier records that may be of this child, best first, and whether matching is certain of it.
fn earlier_records<R: Register>(child: ChildId, details: &ChildDetails, register: &R) -> Answer<Vec<(Candidate, bool)>, R> {
    Ok(match verdict(&identity(details), &Before { child, register }, &|_| false)? {
        Verdict::Same { candidate, .. } => vec![(candidate, true)],
        Verdict::Doubt(candidates) => candidates.into_iter().map(|candidate| (candidate, false)).collect(),
        Verdict::New => Vec::new(),
    })
}

/// The register as it was before a child was put on it, so that every pair is found once, by its later record.
struct Before<'a, R: Register> {
    child: ChildId,
    register: &'a R,
}

impl<R: Register> Register for Before<'_, R> {
    type Error = R::Error;

    fn size(&self) -> Answer<u64, R> {
        self.register.size()
    }

    fn candidates(&self, keys: &[i64]) -> Answer<Vec<ChildId>, R> {
        let mut found = self.register.candidates(keys)?;
        found.retain(|id| *id < self.child);
        Ok(found)
    }

    fn prepared(&self, id: ChildId) -> Answer<Rc<Prepared>, R> {
        self.register.prepared(id)
    }

    fn count(&self, kind: TermKind, term: &str) -> Answer<u32, R> {
        self.register.count(kind, term)
    }

    fn related(&self, child: ChildId) -> Answer<Vec<(ChildId, RelationKind)>, R> {
        let mut found = self.register.related(child)?;
        found.retain(|(id, _)| *id < self.child);
        Ok(found)
    }
}
