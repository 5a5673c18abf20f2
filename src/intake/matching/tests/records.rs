//! What the register remembers of a child beside its present record: earlier homes, numbers of merged records, who belongs together.

use super::*;
use crate::child::RelationKind;

fn home(address: &str, postcode: &str) -> Home {
    Home { address: Some(address.into()), postcode: Some(postcode.into()) }
}

fn on(register: &MemoryRegister, row: &Identity) -> Verdict {
    verdict(row, register, &|_| false).unwrap_or_else(|never| match never {})
}

fn evidence_of(verdict: &Verdict, child: i64) -> Vec<String> {
    let candidates = match verdict {
        Verdict::Same { candidate, .. } => vec![candidate.clone()],
        Verdict::Doubt(candidates) => candidates.clone(),
        Verdict::New => Vec::new(),
    };
    candidates.iter().filter(|c| c.child == ChildId(child)).flat_map(|c| c.evidence.iter().map(|e| e.words.clone())).collect()
}

#[test]
fn a_child_listed_at_an_earlier_home_is_that_child() {
    let moved = "Aisha Khan, 2010-05-04, 3 High Street Stoke, ST4 2AA";
    let row = person("Aisha Khan, 2010-05-14, 17 Oak Road Leeds, LS1 1RH");
    assert_eq!(said(&verdict_on(&[person(moved)], &row)), "doubt C1", "nothing but the name and half a date of birth");
    let remembered = with(person(moved), |c| c.earlier_homes = vec![home("9 Elm Close Leeds", "LS3 3AB"), home("17 Oak Road", "LS1 1RH")]);
    let verdict = verdict_on(&[remembered], &row);
    assert_eq!(said(&verdict), "same C1");
    assert!(evidence_of(&verdict, 1).contains(&"address: the same postcode and house (LS1 1RH), an earlier home".into()), "{verdict:?}");
}

#[test]
fn an_earlier_home_counts_a_little_less_than_the_present_one() {
    let bits = |child: Identity| match verdict_on(&[child], &person(NADIA)) {
        Verdict::Same { candidate, .. } => candidate.evidence.iter().find(|e| e.field == "address").map(|e| e.bits),
        other => panic!("{other:?}"),
    };
    let earlier = with(person("Nadia Begum, 2011-03-04, 3 High Street Stoke, ST4 2AA"), |c| {
        c.earlier_homes = vec![home("17 Oak Road Leeds", "LS1 1RH")]
    });
    let (now, then) = (bits(person(NADIA)).unwrap(), bits(earlier).unwrap());
    assert!(then < now && then > now - 3.0, "{then} {now}");
}

#[test]
fn the_number_of_a_record_merged_into_the_child_is_the_childs_and_another_one_says_nothing_against_it() {
    let merged = |number: &str| Numbers { own_id: Some(number.into()), ..Numbers::default() };
    let child = with(person(NADIA), |c| {
        c.own_id = Some("LA-4471".into());
        c.other_numbers = vec![merged("LA-9999"), Numbers { upn: Some("H801200001001".into()), ..Numbers::default() }];
    });
    let row = |own_id: &str| with(person("Nadya Bibi, 2011-03-04"), |r| r.own_id = Some(own_id.into()));
    let on = |row: &Identity| said(&verdict_on(std::slice::from_ref(&child), row));
    assert_eq!(on(&row("la 9999")), "same C1");
    assert_eq!(on(&row("LA-4471")), "same C1");
    assert_eq!(on(&with(person("Nadya Bibi, 2011-03-04"), |r| r.upn = Some("H801200001001".into()))), "same C1");
    assert_eq!(on(&with(person(NADIA), |r| r.upn = Some("H999999999999".into()))), "same C1", "the other UPN is not the child's own");
}

#[test]
fn an_nhs_number_ties_a_row_to_its_child_unless_its_check_digit_is_wrong() {
    let child = |number: &str| with(person(NADIA), |c| c.nhs_number = Some(number.into()));
    let row = |number: &str| with(person("Nadya Bibi, 2011-03-04"), |r| r.nhs_number = Some(number.into()));
    assert_eq!(said(&verdict_on(&[child("943 476 5919")], &row("9434765919"))), "same C1");
    let wrong = verdict_on(&[child("943 476 5918")], &row("9434765918"));
    assert_ne!(said(&wrong), "same C1");
    let words = "NHS number: the same, but its check digit is wrong, so it proves little".to_owned();
    assert!(evidence_of(&wrong, 1).contains(&words), "{wrong:?}");
    let mistyped = with(person(NADIA), |r| r.nhs_number = Some("9434765918".into()));
    assert_eq!(said(&verdict_on(&[child("9434765919")], &mistyped)), "same C1", "a mistyped number says nothing against the child");
}

#[test]
fn the_reference_of_a_brother_does_not_make_the_row_the_brother() {
    let brother = with(person("Hassan Malik, 2012-05-09, 8 Grove Street, BD7 1AB"), |c| c.police_refs = vec!["MP/44633/20".into()]);
    for row in ["Hussain Malik, 2012-05-09", "Husna Malik, 2014-07-01", "Hamza Malik, 2012-05-19"] {
        let row = with(person(&format!("{row}, 8 Grove Street, BD7 1AB")), |r| r.police_refs = vec!["MP/44633/20".into()]);
        assert_eq!(said(&verdict_on(std::slice::from_ref(&brother), &row)), "doubt C1", "{row:?}");
    }
}

#[test]
fn a_recorded_twin_is_guarded_wherever_the_twin_lives() {
    let aisha = "Aisha Khan, 2010-05-04, 40 Station Road Leeds, LS8 3CD";
    let twin = with(person("Asma Yusuf, 2010-05-04, 3 High Street Stoke, ST4 2AA"), |c| c.sex = None);
    let row = person("Aysha Khan, 2010-05-04, 40 Station Road Leeds, LS8 3CD");
    let mut register = register(&[person(aisha), twin]);
    assert_eq!(said(&on(&register, &row)), "same C1");
    register.relate(ChildId(1), ChildId(2), RelationKind::Twin);
    let Verdict::Doubt(candidates) = on(&register, &row) else { panic!("the twin has to be thought of") };
    assert_eq!(candidates[0].guards, ["this child has a twin, and the forename is not the same"]);
    assert_eq!(said(&on(&register, &person(aisha))), "same C1", "the very forename is enough");
}

#[test]
fn recorded_brother_and_sister_are_of_one_household_whatever_their_addresses() {
    let sam = "Sam Farrell, 2010-05-04, 40 Station Road Leeds, LS8 3CD";
    let samantha = with(person("Samantha Hughes, 2012-02-11, 3 High Street Stoke, ST4 2AA"), |c| c.sex = Some(Sex::Female));
    let mut register = register(&[with(person(sam), |c| c.sex = Some(Sex::Male)), samantha]);
    let row = with(person(sam), |r| r.sex = Some(Sex::Female));
    assert_eq!(said(&on(&register, &row)), "same C1", "one of the two lists has the sex wrong");
    register.relate(ChildId(1), ChildId(2), RelationKind::Sibling);
    let Verdict::Doubt(candidates) = on(&register, &row) else { panic!("it may be the sister") };
    assert_eq!(candidates[0].guards, ["the sex is not the same"]);
}

#[test]
fn the_address_of_a_placement_does_not_tell_its_children_apart() {
    let home = "Beechwood Home 80 Kingsway Leeds, LS27 7LD";
    let known = [person(&format!("Leah Frost, 2010-02-11, {home}")), person("Leia Frost, 2010-02-11, 3 High Street Stoke, ST4 2AA")];
    let row = person(&format!("Leah Frost, , {home}"));
    let mut register = register(&known);
    assert_eq!(said(&on(&register, &row)), "same C1");
    register.relate(ChildId(1), ChildId(2), RelationKind::SamePlacement);
    let together = on(&register, &row);
    let apart = |verdict: &Verdict| match verdict {
        Verdict::Same { candidate, .. } => candidate.probability,
        Verdict::Doubt(candidates) => candidates[0].probability,
        Verdict::New => 0.0,
    };
    assert!(apart(&together) < 0.999, "{together:?}");
    let mut register = super::register(&known);
    register.relate(ChildId(2), ChildId(1), RelationKind::SamePlacement);
    assert_eq!(on(&register, &row), together, "whoever was named first");
}

#[test]
fn what_else_a_list_may_say_of_name_and_home() {
    let formerly = with(person("Sian Davies, 2011-03-04, 17 Oak Road, LS1 1RH"), |c| c.other_names = vec!["Pembridge".into()]);
    let on = |row: &str| said(&verdict_on(std::slice::from_ref(&formerly), &person(row)));
    assert_eq!(on("Sian Pembridge, 2011-03-04, 17 Oak Road, LS1 1RH"), "same C1", "formerly Pembridge");
    assert_eq!(on("Sian Davies, 2011-03-04, 17 Oak Road, LSI lRH"), "same C1", "a letter for a figure in the postcode");
    let address = |address: &str| {
        let row = with(person("Sian Davies, 2011-03-14"), |r| r.address = Some(address.into()));
        said(&verdict_on(std::slice::from_ref(&formerly), &row))
    };
    assert_eq!(address("c/o Mrs Shaw, 17 Oak Road"), "same C1");
    let baby = person("Baby Davies, 2011-03-04, 17 Oak Road, LS1 1RH");
    assert_eq!(said(&verdict_on(&[formerly], &baby)), "doubt C1", "a child without a forename yet may be this one");
}

#[test]
fn twins_who_are_recorded_as_siblings_too_are_twins() {
    for kinds in [[RelationKind::Twin, RelationKind::Sibling], [RelationKind::Sibling, RelationKind::Twin]] {
        let mut register = register(&[
            person("Rosalind Tamworth, 2012-10-09, 6 Old Street Oldham, OL4 4AB"),
            person("Gwendolen Tamworth, 2012-10-09, 17 Oak Road Leeds, LS1 1RH"),
        ]);
        kinds.into_iter().for_each(|kind| register.relate(ChildId(1), ChildId(2), kind));
        let row = person("Rosalynd Tamworth, 2012-10-09, 6 Old Street Oldham, OL4 4AB");
        assert!(matches!(on(&register, &row), Verdict::Doubt(_)), "{kinds:?}");
    }
}

#[test]
fn the_same_number_in_another_street_or_another_flat_is_another_house() {
    for (known, row) in [
        ("9 Oak Road Leeds, LS1 1RH", "9 Elm Road Leeds, LS1 1RH"),
        ("Flat 2 14 Oak Road Leeds, LS1 1RH", "Flat 5 14 Oak Road Leeds, LS1 1RH"),
    ] {
        let known = person(&format!("Tamsin Quillfeather, 2012-03-01, {known}"));
        let row = person(&format!("Tamsin Quillfeather, 2012-03-01, {row}"));
        let words = evidence_of(&verdict_on(&[known], &row), 1);
        assert!(words.contains(&"address: the same postcode (LS1 1RH)".to_string()), "{words:?}");
    }
    let known = person("Tamsin Quillfeather, 2012-03-01, Flat 2 14 Oak Road Leeds, LS1 1RH");
    let same = person("Tamsin Quillfeather, 2012-03-01, 14 Oak Rd, LS1 1RH");
    assert!(evidence_of(&verdict_on(&[known], &same), 1).iter().any(|words| words.contains("the same postcode and house")));
}

#[test]
fn an_age_that_is_years_off_waits_for_a_person_and_no_row_waits_without_a_reason() {
    let known = person("Barnaby Quillfeather, 2012-10-09, 9 Oak Road Leeds, LS1 1RH");
    let aged = |years| {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23);
        with(person("Barnaby Quillfeather, , 9 Oak Road Leeds, LS1 1RH"), |row| (row.dob, row.age) = (None, day.map(|day| (years, day))))
    };
    assert_eq!(said(&verdict_on(std::slice::from_ref(&known), &aged(14))), "same C1");
    let Verdict::Doubt(candidates) = verdict_on(&[known], &aged(5)) else { panic!("five is not fourteen") };
    assert!(candidates[0].guards.contains(&"the age is not that of this child".to_string()), "{candidates:?}");

    let twins =
        [person("Luke Farrow, 2011-03-04, 9 Oak Road Leeds, LS1 1RH"), person("Lucas Farrow, 2011-03-04, 9 Oak Road Leeds, LS1 1RH")];
    if let Verdict::Doubt(candidates) = verdict_on(&twins, &twins[0]) {
        assert!(!candidates[0].guards.is_empty(), "{candidates:?}");
    }
}
