//! Names as lists write them, from a table that anybody can read and add to.

use super::super::compare::{Alike, Conflict, Name};
use super::super::score::Row;
use super::*;
use std::rc::Rc;

const TABLE: &str = include_str!("../../../../tests/matching/names.csv");

fn words(name: Option<Name>) -> &'static str {
    match name.map(|n| (n.alike, n.conflict)) {
        None => "not known",
        Some((_, Some(Conflict::Part))) => "part",
        Some((_, Some(Conflict::SharedFirst))) => "shared",
        Some((_, Some(Conflict::Second))) => "second",
        Some((Alike::Exact, None)) => "same",
        Some((Alike::Nickname, None)) => "pet form",
        Some((Alike::Variant, None)) => "spelling",
        Some((Alike::Similar, None)) => "similar",
        Some((Alike::Initial, None)) => "initial",
        Some((Alike::Differs, None)) => "differs",
    }
}

/// How the names of two records agree: forename, surname, and how they had to be read.
fn agreement(row: &Identity, child: &Identity) -> [&'static str; 3] {
    let (row, child) = (Prepared::new(row), Rc::new(Prepared::new(child)));
    let register = register(&[]);
    let levels = Row::new(&row, &register).unwrap().score(ChildId(1), child).unwrap().levels;
    let how = match (levels.swapped, levels.moved_parts, levels.other_name) {
        (true, ..) => "swapped",
        (_, true, _) => "moved",
        (.., true) => "other name",
        _ => "",
    };
    [words(levels.given), words(levels.family), how]
}

#[test]
fn names_of_many_cultures_agree_as_the_table_says() {
    let mut wrong = Vec::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [what, given, family, as_given, as_family, expected @ ..] = cells.as_slice() else { panic!("{line}") };
        let child = Identity { given: (*given).into(), family: (*family).into(), ..person(", 2011-03-04") };
        let row = Identity { given: (*as_given).into(), family: (*as_family).into(), ..person(", 2011-03-04") };
        for (found, way) in [(agreement(&row, &child), "listed"), (agreement(&child, &row), "known")] {
            if found != expected {
                wrong.push(format!("{what} ({way} so): {given} {family} / {as_given} {as_family}: {found:?} and not {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
