//! Facts of the child: who it is, where cared for, what is on record.

use super::super::condition::birthday;
use super::super::facts::{Fact, Facts, Subject, Value};
use super::super::words::days_in_words;
use super::{NOT_ON_CASELOAD, brief};
use crate::calendar::{long_day, plain_day};
use crate::child::{CareStatus, ChildDetails, Marker, age_on};
use chrono::NaiveDate;

/// Age and care status: known from the list where the register does not say.
pub fn who(facts: &mut Facts, subject: &Subject) {
    let listed = &subject.episode.details.listed;
    let born = subject.child.and_then(|c| c.dob).or(listed.dob).filter(|born| *born <= facts.today);
    match (born, listed.age) {
        (Some(born), _) => {
            let age = age_on(born, facts.today).unwrap_or_default();
            let next = birthday(born, i64::from(age) + 1).map(|d| format!(" ({} on {})", age + 1, plain_day(d))).unwrap_or_default();
            facts.know(Fact::Age, Value::Age(born), format!("age {age}{next}"));
            match birthday(born, 18) {
                Some(day) if age < 18 => facts.know(Fact::Until18, Value::Until(day), format!("18 on {}", long_day(day))),
                _ => facts.know(Fact::Until18, Value::DoesNotApply, "18 or over"),
            }
        }
        (None, Some(age)) => {
            facts.know(Fact::Age, Value::Number(i64::from(age)), format!("age {age} by the list"));
            facts.unknown(Fact::Until18, "no date of birth");
        }
        (None, None) => {
            facts.unknown(Fact::Age, "no date of birth");
            facts.unknown(Fact::Until18, "no date of birth");
        }
    }
    match subject.child.and_then(|c| c.care_status).or(listed.care_status) {
        Some(status) => facts.word(Fact::CareStatus, status as usize, status.label()),
        None => facts.unknown(Fact::CareStatus, "no care status recorded"),
    }
}

pub fn care(facts: &mut Facts, child: &ChildDetails) {
    facts.yes_no(Fact::OnCaseload, child.on_caseload, "on the caseload", "not on the caseload");
    let where_placed = child.placement.as_deref().map(|p| format!(" at {}", brief(p))).unwrap_or_default();
    match (child.placed_out_of_area, child.care_status) {
        (Some(out), _) => facts.yes_no(Fact::PlacedOutOfArea, out, format!("placed out of area{where_placed}"), "placed in the area"),
        (None, Some(CareStatus::AtHome | CareStatus::LookedAfterElsewhere)) => {
            facts.know(Fact::PlacedOutOfArea, Value::YesNo(false), "not placed by this authority")
        }
        (None, _) => facts.unknown(Fact::PlacedOutOfArea, "not recorded whether placed out of area"),
    }
    match (&child.placing_authority, child.care_status) {
        (Some(authority), _) => {
            facts.know(Fact::PlacedByAnother, Value::YesNo(true), format!("placed by {}{where_placed}", brief(authority)))
        }
        (None, Some(status)) => {
            let another = status == CareStatus::LookedAfterElsewhere;
            facts.yes_no(
                Fact::PlacedByAnother,
                another,
                format!("placed by another authority{where_placed}"),
                "not placed by another authority",
            );
        }
        (None, None) => facts.unknown(Fact::PlacedByAnother, "no care status recorded"),
    }
}

pub fn risk(facts: &mut Facts, child: &ChildDetails) {
    let absent_is_unknown = (!child.on_caseload).then_some(NOT_ON_CASELOAD);
    let mut markers: Vec<&Marker> = child.markers.iter().collect();
    // Of two entries of a kind, the one that says since when.
    markers.sort_by_key(|m| (m.kind, m.since.is_none(), m.since));
    markers.dedup_by_key(|m| m.kind);
    let bits = markers.iter().fold(0, |bits, m| bits | 1 << m.kind as u32);
    let words = markers.iter().map(|m| marker_words(m, facts.today)).collect();
    facts.several(Fact::Markers, Value::Words { bits, others: absent_is_unknown }, words);
    let none = |why: Option<&'static str>| Value::Words { bits: 0, others: why };
    match child.nrm {
        Some(nrm) => facts.word(Fact::Nrm, nrm as usize, nrm.label()),
        None => facts.several(Fact::Nrm, none(absent_is_unknown), Vec::new()),
    }
    match child.plan {
        Some(plan) => facts.word(Fact::Plan, plan as usize, plan.label()),
        None => facts.several(Fact::Plan, none(absent_is_unknown), Vec::new()),
    }
    match &child.health {
        Some(needs) => {
            let mut needs = needs.clone();
            needs.sort();
            needs.dedup();
            let bits = needs.iter().fold(0, |bits, n| bits | 1 << *n as u32);
            facts.several(Fact::Health, Value::Words { bits, others: None }, needs.iter().map(|n| n.label().to_string()).collect());
        }
        None => facts.unknown(Fact::Health, "health needs are not recorded"),
    }
    match child.education {
        Some(education) => facts.word(Fact::Education, education as usize, education.label()),
        None => facts.unknown(Fact::Education, "no education status recorded"),
    }
    match child.youth_justice {
        Some(yes) => facts.yes_no(Fact::YouthJustice, yes, "involved with youth justice", "not involved with youth justice"),
        None => facts.unknown(Fact::YouthJustice, "youth justice involvement is not recorded"),
    }
}

/// "CSE marker set 12 Oct by the hub".
fn marker_words(marker: &Marker, today: NaiveDate) -> String {
    let label = marker.kind.label();
    match (marker.since, &marker.set_by) {
        (None, None) => format!("{label} marker"),
        (since, by) => {
            let since = since.map(|d| format!(" {}", days_in_words(&[d], today))).unwrap_or_default();
            let by = by.as_deref().map(|who| format!(" by {}", brief(who))).unwrap_or_default();
            format!("{label} marker set{since}{by}")
        }
    }
}
