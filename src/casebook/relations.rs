//! Who belongs to whom: siblings, twins, children of one placement; and what a child was called and where it lived.

use super::contact::in_words;
use super::error::{Error, Result};
use super::event::Event;
use super::hub::Hub;
use super::who_view::{ChildHistory, KnownHome, KnownName, Relation};
use crate::calendar::plain_day;
use crate::child::{Child, ChildId, RelationKind};
use crate::episode::Moment;
use crate::store::Store;
use crate::store::known_as::KnownAs;
use crate::text::{clean, fold};
use std::cmp::Reverse;

impl Hub {
    /// The children recorded as belonging to a child.
    pub fn relations(&self, child: ChildId) -> Result<Vec<Relation>> {
        self.store.read(|store| relations_of(store, store.read_as(child)?))
    }

    /// Records that two children belong together. Refused of a child with itself, a second time, and for twins who were not born
    /// within a day of each other.
    pub fn relate(&mut self, child: ChildId, other: ChildId, kind: RelationKind, note: &str, now: Moment) -> Result<()> {
        self.verb(now, |_, pen| {
            let (one, two) = two_on_register(pen.store, child, other)?;
            if relations_of(pen.store, one.id)?.iter().any(|known| (known.child, known.kind) == (two.id, kind)) {
                let (one, two) = (named(&one), named(&two));
                return Err(Error::Refused(format!("{one} and {two} are recorded as {} already", plural(kind))));
            }
            if kind == RelationKind::Twin
                && let (Some(a), Some(b)) = (one.details.dob, two.details.dob)
                && (a - b).num_days().abs() > 1
            {
                return Err(Error::Refused(format!(
                    "{} was born {} and {} {}: twins are born within a day of each other; put the dates right first, or record them as siblings",
                    named(&one),
                    plain_day(a),
                    named(&two),
                    plain_day(b)
                )));
            }
            pen.record(Event::ChildrenRelated { child: one.id, other: two.id, relation: kind, note: clean(note.trim()) })?;
            Ok(())
        })
    }

    /// They do not, or no longer.
    pub fn unrelate(&mut self, child: ChildId, other: ChildId, kind: RelationKind, reason: &str, now: Moment) -> Result<()> {
        let reason = clean(&in_words(reason, "say why they do not belong together")?);
        self.verb(now, |_, pen| {
            let (one, two) = (pen.store.child(child)?, pen.store.child(other)?);
            let recorded = pen.store.relations_on(one.id)?;
            let mut ended = recorded.into_iter().filter(|on| (on.relation.child, on.relation.kind) == (two.id, kind)).peekable();
            if ended.peek().is_none() {
                let (one, two) = (named(&one), named(&two));
                return Err(Error::Refused(format!("{one} and {two} are not recorded as {}", plural(kind))));
            }
            for on in ended {
                let (child, other) = on.records;
                pen.record(Event::RelationEnded { child, other, relation: kind, reason: reason.clone() })?;
            }
            Ok(())
        })
    }

    /// Names and homes of a child with their days, as its record and those merged into it had them.
    pub fn child_history(&self, child: ChildId) -> Result<ChildHistory> {
        self.store.read(|store| history_of(store, store.read_as(child)?))
    }
}

/// The relations of a child, each once.
pub(super) fn relations_of(store: &Store, child: ChildId) -> Result<Vec<Relation>> {
    let mut found: Vec<Relation> = store.relations_on(child)?.into_iter().map(|on| on.relation).collect();
    found.dedup_by_key(|relation| (relation.kind, relation.child));
    Ok(found)
}

/// Two different children of the register, as they are read.
pub(super) fn two_on_register(store: &Store, child: ChildId, other: ChildId) -> Result<(Child, Child)> {
    let (one, two) = (store.child(child)?, store.child(other)?);
    if one.id == two.id {
        let how = if child == other { format!("{child} is one child") } else { format!("{child} and {other} are read as one child") };
        return Err(Error::Refused(format!("{how}; name two")));
    }
    Ok((one, two))
}

/// What looks like twins and is not recorded: "looks like a twin of C31 Kayden Ashworth".
pub(super) fn looks_like(store: &Store, child: &Child, recorded: &[Relation]) -> Result<Vec<String>> {
    let Some(dob) = child.details.dob else { return Ok(Vec::new()) };
    let (at_home, _) = store.children_around(child)?;
    let twin = |other: &&Child| {
        let born = other.details.dob.is_some_and(|born| (born - dob).num_days().abs() <= 1);
        born && fold(&other.details.family) == fold(&child.details.family) && !recorded.iter().any(|known| known.child == other.id)
    };
    Ok(at_home.iter().filter(twin).map(|other| format!("looks like a twin of {}", named(other))).collect())
}

/// The names and homes of a child, those that hold first, then the latest.
pub(super) fn history_of(store: &Store, child: ChildId) -> Result<ChildHistory> {
    let mut history = ChildHistory::default();
    for record in store.records_of(child)? {
        for KnownAs { name, address, postcode, since, until } in store.known_as(record)? {
            match name {
                Some(name) => history.names.push(KnownName { name, since, until, record }),
                None => history.homes.push(KnownHome { address, postcode, since, until, record }),
            }
        }
    }
    history.names.sort_by_key(|known| (known.until.is_some(), Reverse(known.since)));
    history.homes.sort_by_key(|known| (known.until.is_some(), Reverse(known.since)));
    Ok(history)
}

/// "C31 Kayden Ashworth".
pub(super) fn named(child: &Child) -> String {
    format!("{} {}", child.id, child.details.full_name())
}

/// "twins".
fn plural(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Sibling => "siblings",
        RelationKind::Twin => "twins",
        RelationKind::SamePlacement => "in the same placement",
    }
}
