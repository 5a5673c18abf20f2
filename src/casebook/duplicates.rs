//! Records of the register that may be of one child: each child is looked for among those that came before it, by the very
//! matching that ties a police row to its child.

use super::error::{Error, Result};
use super::event::{Candidate, Event};
use super::hub::Hub;
use super::parts::parts;
use super::relations::{named, relations_of, two_on_register};
use super::who_view::{DuplicatePair, DuplicatesPage};
use crate::child::{Child, ChildId, RelationKind};
use crate::episode::Moment;
use crate::intake::matching::{Identity, Prepared, Register, TermKind, Verdict, compared, verdict};
use crate::store::Store;
use crate::text::fold;
use std::rc::Rc;

/// Less likely pairs than this are no work for a person.
const LIKELY: f64 = 0.5;

impl Hub {
    /// Likely duplicates among the next so many children after one; each pair once, with the later record.
    pub fn duplicates(&self, after: Option<ChildId>, children: usize) -> Result<DuplicatesPage> {
        self.store.read(|store| {
            let children = children.max(1);
            let page = store.children_after(after, children)?;
            let mut pairs = Vec::new();
            for child in &page {
                let child = store.child(*child)?;
                for (candidate, same) in earlier_records(child.id, &identity(store, &child)?, store)? {
                    if may_be_one(store, &child, &candidate, same)? {
                        pairs.push(pair(store, child.clone(), candidate)?);
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

/// Is the pair worth a person's look? Not where it was said already who they are; siblings and twins only where matching
/// would take them for one without asking, and they have one forename.
fn may_be_one(store: &Store, child: &Child, candidate: &Candidate, same: bool) -> Result<bool> {
    if store.are_two_children(child.id, candidate.child)? {
        return Ok(false);
    }
    let of_one_family = |kind| matches!(kind, RelationKind::Twin | RelationKind::Sibling);
    let related = relations_of(store, child.id)?.into_iter().any(|known| known.child == candidate.child && of_one_family(known.kind));
    let one_name = || Ok::<_, Error>(fold(&child.details.given) == fold(&store.known_child(candidate.child)?.details.given));
    Ok(!related || same && one_name()?)
}

/// Both records side by side, the one with the longer history first.
fn pair(store: &Store, later: Child, candidate: Candidate) -> Result<DuplicatePair> {
    let earlier = store.child(candidate.child)?;
    let (of_later, of_earlier) = (store.episode_count(later.id)?.0, store.episode_count(earlier.id)?.0);
    let (one, other, episodes) =
        if of_later > of_earlier { (later, earlier, (of_later, of_earlier)) } else { (earlier, later, (of_earlier, of_later)) };
    let evidence = compared(&identity(store, &one)?, store, other.id)?;
    let parts = parts(&one.details, None, &other.details, &evidence);
    Ok(DuplicatePair { candidate: Candidate { child: other.id, evidence, ..candidate }, one, other, parts, episodes })
}

/// A child of the register as matching compares it with others. Each record has an own id of its own, so that another one says
/// nothing.
fn identity(store: &Store, child: &Child) -> Result<Identity> {
    let mut identity = store.identity_of(child.id, &child.details)?;
    identity.own_id = None;
    identity.other_numbers.iter_mut().for_each(|numbers| numbers.own_id = None);
    Ok(identity)
}

type Answer<T, R> = std::result::Result<T, <R as Register>::Error>;

/// The earlier records that are likely of this child, best first, and whether matching is certain of it.
fn earlier_records<R: Register>(child: ChildId, identity: &Identity, register: &R) -> Answer<Vec<(Candidate, bool)>, R> {
    Ok(match verdict(identity, &Before { child, register }, &|_| false)? {
        Verdict::Same { candidate, .. } => vec![(candidate, true)],
        Verdict::Doubt(candidates) => {
            let likely = candidates.into_iter().filter(|candidate| candidate.probability >= LIKELY);
            likely.map(|candidate| (candidate, false)).collect()
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::matching::MemoryRegister;
    use std::cell::Cell;
    use std::convert::Infallible;

    /// A register that counts how many children it is asked for.
    struct Counting {
        register: MemoryRegister,
        asked: Cell<usize>,
    }

    impl Register for Counting {
        type Error = Infallible;

        fn size(&self) -> Answer<u64, Self> {
            self.register.size()
        }

        fn candidates(&self, keys: &[i64]) -> Answer<Vec<ChildId>, Self> {
            self.register.candidates(keys)
        }

        fn prepared(&self, id: ChildId) -> Answer<Rc<Prepared>, Self> {
            self.asked.set(self.asked.get() + 1);
            self.register.prepared(id)
        }

        fn count(&self, kind: TermKind, term: &str) -> Answer<u32, Self> {
            self.register.count(kind, term)
        }
    }

    /// An invented child, no two alike.
    fn invented(n: usize) -> Identity {
        const PARTS: [&str; 13] = ["bra", "cle", "dro", "fen", "gwi", "hul", "jas", "kro", "lim", "mar", "nev", "pol", "tev"];
        let name = |n: usize| [n, n / 13, n / 169].map(|i| PARTS[i % 13]).concat();
        Identity {
            given: name(n * 37),
            family: name(n * 101 + 5),
            dob: chrono::NaiveDate::from_yo_opt(2008 + (n / 365 % 9) as i32, 1 + (n % 365) as u32),
            address: Some(format!("{n} {} Street", name(n * 7))),
            ..Identity::default()
        }
    }

    #[test]
    fn a_page_of_children_looks_at_few_of_a_big_register() {
        let children = 2_000;
        let mut register = MemoryRegister::new();
        (1..=children).for_each(|n| register.add(ChildId(n), Prepared::new(&invented(n as usize))));
        let twice = ChildId(children + 1);
        register.add(twice, Prepared::new(&invented(700)));
        let counting = Counting { register, asked: Cell::new(0) };
        for n in 1_901..=2_000 {
            let found = earlier_records(ChildId(n), &invented(n as usize), &counting).unwrap();
            assert!(found.iter().all(|(candidate, same)| candidate.child < ChildId(n) && !same), "no two are alike: {found:?}");
        }
        assert!(counting.asked.get() < 100 * 40, "{} children looked at for 100", counting.asked.get());
        let found = earlier_records(twice, &invented(700), &counting).unwrap();
        assert_eq!(found.iter().map(|(candidate, same)| (candidate.child.0, *same)).collect::<Vec<_>>(), [(700, true)]);
        let found = earlier_records(ChildId(700), &invented(700), &counting).unwrap();
        assert!(found.iter().all(|(candidate, _)| candidate.child != twice), "and not the other way round as well");
    }
}
