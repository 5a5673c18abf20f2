//! Who is this child: a row against the register, with evidence.
//!
//! identity (as given) → prepared (folded) → keys (whom to compare with) → compare (levels) → weights (bits) → search
//! (probabilities, three classes: the same child, another child of the household, an unrelated child) → guards → verdict.
//! The method, its numbers and its measured quality: docs/matching.md.

mod compare;
mod evidence;
mod guards;
mod keys;
mod names;
mod places;
mod prepared;
mod register;
mod score;
mod search;
#[cfg(test)]
mod tests;
mod text;
mod weights;

pub use keys::{index_keys, sure_keys, wide_keys};
pub use prepared::{Prepared, TermKind, terms};
pub use register::{MemoryRegister, Register};
pub use search::{compared, verdict};

use crate::casebook::event::Candidate;
use crate::child::{ChildDetails, ChildId, Sex};
use crate::episode::ListedPerson;
use chrono::NaiveDate;

/// A home as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    pub address: Option<String>,
    pub postcode: Option<String>,
}

/// The numbers that one record gives a child.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    pub own_id: Option<String>,
    pub upn: Option<String>,
    pub nhs_number: Option<String>,
    pub police_nominal: Option<String>,
}

/// Who a record says it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Identity {
    pub given: String,
    pub family: String,
    /// Other names in full or forenames alone.
    pub other_names: Vec<String>,
    pub dob: Option<NaiveDate>,
    /// Age in whole years, and the day (UK) it was said.
    pub age: Option<(u32, NaiveDate)>,
    pub sex: Option<Sex>,
    pub address: Option<String>,
    pub postcode: Option<String>,
    /// Homes before the one above: the best agreeing home counts, an earlier one a little less.
    pub earlier_homes: Vec<Home>,
    pub own_id: Option<String>,
    pub upn: Option<String>,
    pub nhs_number: Option<String>,
    pub police_nominal: Option<String>,
    /// Of records merged into this child: an equal number counts as equal, a different one says nothing against.
    pub other_numbers: Vec<Numbers>,
    /// Of a row: its police reference. Of a child: those of all earlier episodes.
    pub police_refs: Vec<String>,
}

impl From<&ChildDetails> for Identity {
    /// Without police references, which stand with the child's episodes, and without earlier homes and numbers, which stand in its history.
    fn from(child: &ChildDetails) -> Identity {
        Identity {
            given: child.given.clone(),
            family: child.family.clone(),
            other_names: child.other_names.clone(),
            dob: child.dob,
            sex: child.sex,
            address: child.address.clone(),
            postcode: child.postcode.clone(),
            own_id: child.own_id.clone(),
            upn: child.upn.clone(),
            nhs_number: child.nhs_number.clone(),
            police_nominal: child.police_nominal.clone(),
            ..Identity::default()
        }
    }
}

impl Identity {
    /// The person a list row names; `on`: the day (UK) of the list, on which an age was right.
    pub fn of_listed(person: &ListedPerson, police_ref: Option<&str>, on: NaiveDate) -> Identity {
        Identity {
            given: person.given.clone(),
            family: person.family.clone(),
            other_names: person.other_names.clone(),
            dob: person.dob,
            age: person.age.map(|years| (years, on)),
            sex: person.sex,
            address: person.address.clone(),
            postcode: person.postcode.clone(),
            own_id: person.own_id.clone(),
            upn: person.upn.clone(),
            nhs_number: person.nhs_number.clone(),
            police_nominal: person.police_nominal.clone(),
            police_refs: police_ref.map(str::to_owned).into_iter().collect(),
            ..Identity::default()
        }
    }
}

/// What is known of who the child of a row is.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Certain: taken without asking. `runner_up`: who came second, if anything speaks for anybody else.
    Same { child: ChildId, candidate: Candidate, runner_up: Option<Candidate> },
    /// A person decides. One to three candidates, best first.
    Doubt(Vec<Candidate>),
    /// Nobody on the register comes into question.
    New,
}

/// A stable key of "this listed person", under which "not the same child" is remembered: names and date of birth, without it
/// names, age and postcode; a number of its own where the row gives one. Police references do not count: they change with the episode.
pub fn fingerprint(row: &Identity) -> String {
    let row = Prepared::new(row);
    let born = match (row.dob, row.age) {
        (Some(dob), _) => dob.to_string(),
        (None, Some((age, _))) => format!("age {age} {}", row.home.postcode.text()),
        (None, None) => format!("? {}", row.home.postcode.text()),
    };
    let ids = &row.ids;
    let number = [&ids.own_id, &ids.police_nominal, &ids.nhs_number, &ids.upn].into_iter().find(|n| !n.is_empty());
    let names = [prepared::words(&row.name.given), prepared::words(&row.name.family)].join("|");
    [names.as_str(), &born, number.map_or("", String::as_str)].join("|")
}
