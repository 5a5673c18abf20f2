//! What the app writes beside a record: the cells of a refused row, candidates, changes with both values.

use super::Entry;
use super::cast::cast;
use super::journal::COORDINATOR;
use super::people::Register;
use super::plan::Slot;
use crate::calendar::{long_moment, uk};
use crate::casebook::event::{Candidate, Change, Event, Evidence};
use crate::child::{ChildDetails, ChildId};
use crate::episode::{EpisodeDetails, EpisodeId, When};
use chrono::TimeDelta;
use std::collections::BTreeMap;

/// The cells of a row by the field each was read as.
pub fn cells(details: &EpisodeDetails, dob: &str) -> BTreeMap<String, String> {
    let moment = |at: Option<When>| at.map(|w| uk(w.at).format("%d/%m/%Y %H:%M").to_string());
    let cells = [
        ("police_ref", details.police_ref.clone()),
        ("given", Some(details.listed.given.clone())),
        ("family", Some(details.listed.family.clone())),
        ("dob", Some(dob.into())),
        ("last_seen", moment(details.last_seen)),
        ("reported", moment(details.reported)),
        ("returned", moment(details.returned)),
    ];
    cells.into_iter().filter_map(|(field, text)| Some((field.to_string(), text?))).collect()
}

/// Who a row may be about whose given name was misspelt: the child, and any twin of it.
pub fn candidates(register: &Register, ids: &[i64], n: usize) -> Vec<Candidate> {
    let right = register.child(n);
    let found = |field: &str, words: String, bits: f64| Evidence { field: field.into(), words, bits };
    let alike = |m: usize| {
        let other = register.child(m);
        (ids[m] > 0 && other.dob == right.dob && other.address == right.address).then(|| Candidate {
            child: ChildId(ids[m]),
            probability: if m == n { 0.94 } else { 0.05 },
            evidence: vec![
                found("given", format!("given name like {}", other.given), if m == n { 3.1 } else { -3.6 }),
                found("dob", "date of birth: the same".into(), 11.4),
                found("address", "address: the same".into(), 9.2),
            ],
            guards: vec!["given name is not the same".into()],
        })
    };
    let mut candidates: Vec<Candidate> = (0..7 * cast().len()).filter(|m| register.story(*m).is_some()).filter_map(alike).collect();
    candidates.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    candidates
}

/// A person said who it is, nine minutes after the list was loaded.
pub fn identified(episode: EpisodeId, child: ChildId, candidates: &[Candidate], slot: Slot) -> Entry {
    let rejected = candidates.iter().map(|c| c.child).filter(|c| *c != child).collect();
    Entry { at: slot.loaded + TimeDelta::minutes(9), actor: COORDINATOR, events: vec![Event::ChildIdentified { episode, child, rejected }] }
}

fn change(field: &str, old: Option<String>, new: Option<String>) -> Option<Change> {
    (old != new).then(|| Change { field: field.into(), old: old.unwrap_or_default(), new: new.unwrap_or_default() })
}

/// What a new record of a child says otherwise than the old one.
pub fn child_changes(old: &ChildDetails, new: &ChildDetails) -> Vec<Change> {
    let markers = |d: &ChildDetails| Some(d.markers.iter().map(|m| m.kind.label()).collect::<Vec<_>>().join(", "));
    let worker = change("social worker", old.social_worker.clone(), new.social_worker.clone());
    let home =
        [change("address", old.address.clone(), new.address.clone()), change("postcode", old.postcode.clone(), new.postcode.clone())];
    worker.into_iter().chain(home.into_iter().flatten()).chain(change("markers", markers(old), markers(new))).collect()
}

/// What a new record of an episode says otherwise than the old one.
pub fn episode_changes(old: &EpisodeDetails, new: &EpisodeDetails) -> Vec<Change> {
    let grade = |d: &EpisodeDetails| d.grade.map(|g| g.label().to_string());
    let returned = |d: &EpisodeDetails| match d.returned {
        Some(when) => Some(long_moment(when.at)),
        None => d.ended.then(|| "returned, no time given".to_string()),
    };
    [
        change("police grade", grade(old), grade(new)),
        change("returned", returned(old), returned(new)),
        change("found where", old.found_where.clone(), new.found_where.clone()),
        change("found how", old.found_how.clone(), new.found_how.clone()),
    ]
    .into_iter()
    .flatten()
    .collect()
}
