//! What names may bear: a slip in the date of birth, a slip in each name, a spelling at the very house, another script; and what not.

use super::*;
use crate::child::RelationKind;

/// The verdict on a row, with the town where it has homes, or without any home at all.
fn in_town(children: &[&str], row: &str, homes: bool) -> String {
    let without_home = |mut child: Identity| {
        (child.address, child.postcode) = (None, None);
        child
    };
    let mut known = MemoryRegister::new();
    let all = children.iter().map(|child| person(child)).chain(town());
    for (number, child) in (1..).zip(all) {
        known.add(ChildId(number), Prepared::new(&if homes { child } else { without_home(child) }));
    }
    said(&verdict(&person(row), &known, &|_| false).unwrap())
}

#[test]
fn whole_names_that_few_bear_prove_it_beside_a_slip_in_the_date_of_birth() {
    let child = "Ottilie Farrell, 2011-03-14, 17 Oak Road Leeds, LS1 1RH";
    let moved = "99 Elm Road Bradford, BD3 4AB";
    for dob in ["2011-03-15", "2011-03-24", "2012-03-14", "2013-03-14", "2011-04-14"] {
        assert_eq!(in_town(&[child], &format!("Ottilie Farrell, {dob}, {moved}"), true), "same C1", "{dob}");
        assert_eq!(in_town(&[child], &format!("Ottilie Farrell, {dob}"), true), "same C1", "{dob}, no address");
    }
    for (dob, why) in
        [("2011-01-01", "1 January is written where only the year is known"), ("2004-03-14", "another year"), ("2013-05-14", "another day")]
    {
        assert_ne!(in_town(&[child], &format!("Ottilie Farrell, {dob}, {moved}"), true), "same C1", "{why}");
    }
    assert_ne!(in_town(&[child], &format!("Ottilie Farell, 2011-03-15, {moved}"), true), "same C1", "a second slip");
    assert_ne!(in_town(&[child], &format!("Otto Farrell, 2011-03-15, {moved}"), true), "same C1", "a brother");
    let mut small = MemoryRegister::new();
    small.add(ChildId(1), Prepared::new(&person(child)));
    let small = verdict(&person("Ottilie Farrell, 2011-03-15"), &small, &|_| false).unwrap();
    assert!(matches!(small, Verdict::Doubt(_)), "a small hub cannot tell which names are rare");
}

#[test]
fn common_names_with_another_date_of_birth_are_never_taken_without_a_home_or_a_number() {
    let khan = "Mohammed Khan, 2010-05-04, 40 Station Road Leeds, LS8 3CD";
    for (child, row) in [
        ("Aisha Khan, 2010-05-04", "Aisha Khan, 2011-05-04"),
        ("Aisha Khan, 2010-05-04", "Aisha Khan, 2010-04-05"),
        ("Aisha Khan, 2010-05-04", "Aisha Khan, 2010-05-14"),
        (khan, "Muhammad Khan, 2010-05-04"),
        (khan, "Mohammed Khan, 2010-05-04"),
        (khan, "Khan Mohammed, 2010-05-04"),
        (khan, "Mohammed Khan, 2011-05-04"),
        ("Aisha Khan, 2010-01-01", "Aisha Khan, 2010-01-01"),
        ("Aisha Khan, 2010-05-04, 40 Station Road Leeds, LS8 3CD", "Aysha Khan, 2010-05-04"),
        ("Aisha Khan, 2010-05-04, 40 Station Road Leeds, LS8 3CD", "Aisha Khan, 2011-05-04, 9 Park Row Bradford, BD2 2AA"),
    ] {
        assert_eq!(found(&[child], row), "doubt C1", "{child} / {row}");
        let mut small = MemoryRegister::new();
        small.add(ChildId(1), Prepared::new(&person(child)));
        assert!(!said(&verdict(&person(row), &small, &|_| false).unwrap()).starts_with("same"), "in a small hub: {child} / {row}");
    }
    assert_eq!(found(&[khan], "Muhammad Khan, 2010-05-04, 40 Station Road Leeds, LS8 3CD"), "same C1", "the home proves it");
    let verdict = verdict_on(&[person("Aisha Khan, 2010-05-04")], &person("Aisha Khan, 2010-04-05"));
    assert_eq!(doubts(&verdict)[0].guards, ["the date of birth is not quite the same, and nothing else proves who it is"]);
}

#[test]
fn names_that_many_bear_prove_it_only_where_no_home_is_known_of_anybody() {
    let child = "Aisha Khan, 2010-05-14, 40 Station Road Leeds, LS8 3CD";
    assert_eq!(in_town(&[child], "Aisha Khan, 2011-05-14", true), "doubt C1");
    assert_eq!(in_town(&[child], "Aisha Khan, 2011-05-14", false), "same C1");
    assert_ne!(in_town(&[child, "Aisha Khan, 2011-05-24"], "Aisha Khan, 2011-05-14", false), "same C1", "a namesake as near");
    assert_ne!(in_town(&[child], "Alisha Khan, 2010-05-14", false), "same C1", "a twin's name");
}

#[test]
fn two_slips_on_the_very_day_are_one_childs_unless_the_forename_is_a_name_of_its_own() {
    let child = "Ottilie Farrell, 2011-03-14, 17 Oak Road Leeds, LS1 1RH";
    assert_eq!(in_town(&[child], "Ottillie Farrel, 2011-03-14, 99 Elm Road Bradford, BD3 4AB", true), "same C1");
    assert_ne!(in_town(&[child], "Ottillie Farrel, 2011-03-15, 99 Elm Road Bradford, BD3 4AB", true), "same C1");
    let jayden = "Jayden Ashworth, 2011-03-14, 17 Oak Road Leeds, LS1 1RH";
    assert_ne!(in_town(&[jayden], "Kayden Ashwort, 2011-03-14, 99 Elm Road Bradford, BD3 4AB", true), "same C1");
}

#[test]
fn without_a_date_of_birth_a_spelling_or_a_short_form_at_the_very_house_is_the_child() {
    let home = "17 Oak Road Leeds, LS1 1RH";
    for (known, listed) in [("Khadija", "Khadijah"), ("Ibrahim", "Ebrahim"), ("Jessica", "Jess"), ("Nicholas", "Nick")] {
        let child = format!("{known} Mahfuz, 2011-03-14, {home}");
        assert_eq!(in_town(&[&child], &format!("{listed} Mahfuz, , {home}"), true), "same C1", "{listed}");
        assert_ne!(in_town(&[&child], &format!("{listed} Mahfuz, , 99 Elm Road Leeds, LS1 4AB"), true), "same C1", "{listed}, elsewhere");
    }
    for (known, listed) in [("Rayan", "Raya"), ("Luke", "Lucas"), ("Hassan", "Hussain"), ("Amin", "Amina"), ("Safa", "Saaf")] {
        let child = format!("{known} Mahfuz, 2011-03-14, {home}");
        assert_ne!(in_town(&[&child], &format!("{listed} Mahfuz, , {home}"), true), "same C1", "{listed} may be a brother or sister");
    }
}

#[test]
fn a_brothers_reference_is_asked_about_and_the_one_who_is_called_so_is_shown() {
    let (luke, lucas) = ("Luke Farrell, 2011-03-04, 17 Oak Road Leeds, LS1 1RH", "Lucas Farrell, 2011-03-04, 17 Oak Road Leeds, LS1 1RH");
    let held = with(person(luke), |child| child.police_refs = vec!["MIS/1".into()]);
    let row = |text: &str| with(person(text), |row| row.police_refs = vec!["MIS/1".into()]);
    for listed in [lucas, "Lucas Farrell", "Lucas Farrell, 2011-03-04"] {
        let found = said(&verdict_on(&[held.clone(), person(lucas)], &row(listed)));
        assert!(found.starts_with("doubt") && found.contains("C1") && found.contains("C2"), "{listed}: {found}");
        assert_eq!(said(&verdict_on(std::slice::from_ref(&held), &row(listed))), "doubt C1", "{listed}: nobody knows Lucas");
    }
}

#[test]
fn a_recorded_twin_whom_the_row_names_is_shown_wherever_it_lives() {
    let here = "17 Oak Road Leeds, LS1 1RH";
    let children = [format!("Ella Farrell, 2011-03-04, {here}"), "Bella Farrell, 2011-03-04, 3 High Street Truro, TR1 2AA".to_owned()];
    let mut known = register(&children.map(|child| person(&child)));
    known.relate(ChildId(1), ChildId(2), RelationKind::Twin);
    let reference = |child: &mut Identity| child.police_refs = vec!["MIS/1".into()];
    known.add(ChildId(3), Prepared::new(&with(person("Nobody Near, 2001-01-02"), reference)));
    let found = said(&verdict(&person(&format!("Bella Farrell, 2011-03-14, {here}")), &known, &|_| false).unwrap());
    assert!(found.starts_with("doubt") && found.contains("C2"), "{found}");
}

/// One name in several scripts each, as a list in that script writes it.
const SCRIPTS: &[(&str, &str)] = &[
    ("Γιώργος", "Παπαδόπουλος"),
    ("Олександр", "Шевченко"),
    ("محمد", "الخطيب"),
    ("小明", "王"),
    ("민준", "김"),
    ("नादिया", "शर्मा"),
    ("ሰላም", "ተስፋዬ"),
    ("გიორგი", "ბერიძე"),
    ("שרה", "כהן"),
];

#[test]
fn equal_names_agree_in_any_script() {
    for (given, family) in SCRIPTS {
        let child = Identity { given: (*given).into(), family: (*family).into(), ..person(", 2011-03-14") };
        assert_eq!(said(&verdict_on(std::slice::from_ref(&child), &child)), "same C1", "{given} {family}");
    }
}

#[test]
fn a_name_in_other_letters_is_the_name_in_latin_ones() {
    let listed = Identity { given: "Олександр".into(), family: "Шевченко".into(), ..person(", 2011-03-14") };
    assert_eq!(said(&verdict_on(&[person("Oleksandr Shevchenko, 2011-03-14")], &listed)), "same C1");
    let listed = Identity { given: "محمد".into(), family: "خان".into(), ..person(", 2011-03-14, 17 Oak Road Leeds, LS1 1RH") };
    let found = said(&verdict_on(&[person("Mohammed Khan, 2011-03-14, 17 Oak Road Leeds, LS1 1RH")], &listed));
    assert_eq!(found, "doubt C1", "without vowels it is a sign and no proof");
}

#[test]
fn a_name_of_which_nothing_can_be_read_is_not_known_rather_than_another_name() {
    let evidence = |given: &str| {
        let row = Identity { given: given.into(), ..person(NADIA) };
        compared(&row, &register(&[person(NADIA)]), ChildId(1)).unwrap()
    };
    assert!(evidence("🙂").iter().all(|evidence| evidence.field != "forename"));
    assert!(evidence("Petra").iter().any(|evidence| evidence.field == "forename" && evidence.bits < 0.0));
}
