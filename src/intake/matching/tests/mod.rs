//! What the engine promises, in the words of the work. Invented children only.

mod homes;
mod names;
mod promises;
mod records;
mod slips;

use super::*;
use crate::casebook::event::Candidate;

/// "Nadia Begum, 2011-03-04, 17 Oak Road, LS1 1RH": an empty part is not given.
fn person(text: &str) -> Identity {
    let mut parts = text.split(',').map(|p| p.trim().to_owned());
    let mut next = || parts.next().filter(|p| !p.is_empty());
    let name = next().unwrap_or_default();
    let (given, family) = name.rsplit_once(' ').map_or((name.as_str(), ""), |(g, f)| (g, f));
    Identity {
        given: given.into(),
        family: family.into(),
        dob: next().map(|d| d.parse().expect("a date of birth in the test")),
        address: next(),
        postcode: next(),
        ..Identity::default()
    }
}

fn with(mut identity: Identity, change: impl FnOnce(&mut Identity)) -> Identity {
    change(&mut identity);
    identity
}

/// Children enough that names and dates have a frequency; nobody near those of the tests.
fn town() -> Vec<Identity> {
    let given = [
        "Oliver", "Amelia", "Harry", "Jessica", "Jack", "Poppy", "Yusuf", "Zara", "Kacper", "Lena", "Chidi", "Ifeoma", "Sian", "Rhys",
        "Muhammad",
    ];
    let family = ["Jones", "Walker", "Khan", "Nowak", "Okafor", "Wright", "Hughes", "Patel", "Green", "Ali", "Roberts"];
    (0..300u32)
        .map(|i| Identity {
            given: given[i as usize % given.len()].into(),
            family: family[i as usize % family.len()].into(),
            dob: NaiveDate::from_ymd_opt(2009 + (i % 8) as i32, 1 + i % 11, 2 + i % 26),
            address: Some(format!("{} {} Road, Leeds", 200 + i, ["Mill", "Park", "Station"][i as usize % 3])),
            postcode: Some(format!("LS{} {}{}", 2 + i % 20, i % 10, ["AA", "BD", "EF", "GH"][i as usize % 4])),
            ..Identity::default()
        })
        .collect()
}

/// A register of the town and these children, who are numbered from C1.
fn register(children: &[Identity]) -> MemoryRegister {
    let mut register = MemoryRegister::new();
    for (number, child) in (1..).zip(children) {
        register.add(ChildId(number), Prepared::new(child));
    }
    for (number, child) in (1001..).zip(town()) {
        register.add(ChildId(number), Prepared::new(&child));
    }
    register
}

fn verdict_on(children: &[Identity], row: &Identity) -> Verdict {
    verdict(row, &register(children), &|_| false).unwrap_or_else(|never| match never {})
}

/// "same C1", "doubt C1 C2" or "new".
fn found(children: &[&str], row: &str) -> String {
    let children: Vec<Identity> = children.iter().map(|c| person(c)).collect();
    said(&verdict_on(&children, &person(row)))
}

fn said(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Same { child, .. } => format!("same {child}"),
        Verdict::Doubt(candidates) => candidates.iter().fold("doubt".into(), |said, c| format!("{said} {}", c.child)),
        Verdict::New => "new".into(),
    }
}

fn doubts(verdict: &Verdict) -> &[Candidate] {
    match verdict {
        Verdict::Doubt(candidates) => candidates,
        other => panic!("expected a doubt, got {other:?}"),
    }
}

const NADIA: &str = "Nadia Begum, 2011-03-04, 17 Oak Road Leeds, LS1 1RH";
const KAYDEN: &str = "Kayden Ashworth, 2010-09-18, 5 Mill Lane Bury, BL9 7QT";

#[test]
fn an_identical_row_with_nobody_near_is_taken() {
    assert_eq!(found(&[NADIA], NADIA), "same C1");
    assert_eq!(found(&[NADIA], "NADIA BEGUM, 2011-03-04, 17 Oak Rd, ls11rh"), "same C1");
    let alone = |row: &str| {
        let mut small = MemoryRegister::new();
        small.add(ChildId(1), Prepared::new(&person(NADIA)));
        said(&verdict(&person(row), &small, &|_| false).unwrap())
    };
    assert_eq!(alone(NADIA), "same C1", "in a hub with one child too");
    assert_eq!(alone("Nadia Begum, 2011-03-04"), "same C1");
    assert_eq!(alone(KAYDEN), "new");
}

#[test]
fn names_and_date_of_birth_are_enough_where_the_list_has_no_addresses() {
    assert_eq!(found(&[NADIA], "Nadia Begum, 2011-03-04"), "same C1");
}

#[test]
fn a_child_who_has_moved_is_still_that_child() {
    assert_eq!(found(&[NADIA], "Nadia Begum, 2011-03-04, 3 High Street Stoke, ST4 2AA"), "same C1");
}

#[test]
fn an_unknown_child_is_new() {
    assert_eq!(found(&[NADIA], KAYDEN), "new");
    assert_eq!(found(&[NADIA], "Nadia Hughes, 2014-10-23, 9 Elm Close, M1 1AA"), "new");
}

#[test]
fn spelling_and_typing_slips_do_not_hide_the_child() {
    assert_eq!(found(&[KAYDEN], "Kayden Ashwroth, 2010-09-18, 5 Mill Lane Bury, BL9 7QT"), "same C1");
    assert_eq!(found(&[KAYDEN], "Kaydenn Ashworth, 2010-09-18, 5 Mill Ln, BL9 7QT"), "same C1");
    assert_eq!(found(&[NADIA], "Nadia Begum, 2011-03-14, 17 Oak Road Leeds, LS1 1RH"), "same C1");
    assert_eq!(
        found(&["Muhammad Zain Fidvi, 2010-03-12, 33 Shelley Drive, LS9 9FW"], "Mohammad Zain Fidvi, 2010-03-12, 33 Shelley Dr, LS9 9FW"),
        "same C1"
    );
}

#[test]
fn two_spellings_of_one_forename_are_the_same_child_and_two_forenames_are_not() {
    let at_home = |given: &str| format!("{given} Rahimi, 2010-07-05, 83 Richmond Gardens, HD4 6TX");
    for (ours, theirs) in [("Aminah", "Amina"), ("Lillie", "Lily"), ("Yusuf", "Youssef")] {
        assert_eq!(found(&[&at_home(theirs)], &at_home(ours)), "same C1", "{ours} {theirs}");
    }
    for (ours, theirs) in [("Ella", "Ellie"), ("Amin", "Amina"), ("Luke", "Lucas"), ("Louis", "Louise")] {
        assert_eq!(found(&[&at_home(theirs)], &at_home(ours)), "doubt C1", "{ours} {theirs}");
    }
}

#[test]
fn day_and_month_swapped_is_the_same_child_and_says_so() {
    let swapped = verdict_on(&[person(NADIA)], &person("Nadia Begum, 2011-04-03, 17 Oak Road Leeds, LS1 1RH"));
    let Verdict::Same { child: ChildId(1), candidate, .. } = swapped else { panic!("{swapped:?}") };
    let words: Vec<&str> = candidate.evidence.iter().map(|e| e.words.as_str()).collect();
    assert!(words.contains(&"date of birth: day and month swapped (3 Apr 2011 / 4 Mar 2011)"), "{words:?}");
}

#[test]
fn forename_and_surname_swapped_is_the_same_child() {
    assert_eq!(found(&[NADIA], "Begum Nadia, 2011-03-04, 17 Oak Road Leeds, LS1 1RH"), "same C1");
    assert_eq!(
        found(&[NADIA], "Begum Nadia, 2011-03-14, 17 Oak Road Leeds, LS1 1RH"),
        "same C1",
        "at home a slip in the date of birth too"
    );
    assert_eq!(found(&[NADIA], "Begum Nadia, 2011-03-14, 3 High Street Stoke, ST4 2AA"), "doubt C1", "not elsewhere");
}

#[test]
fn double_barrelled_surnames_in_part_and_in_either_order() {
    let child = "Tegan Kilkenny-Hall, 2012-06-02, 13 Manor Crescent, HX2 3NB";
    for surname in ["Kilkenny", "Hall", "Hall-Kilkenny", "Kilkennyhall"] {
        assert_eq!(found(&[child], &format!("Tegan {surname}, 2012-06-02, 13 Manor Crescent, HX2 3NB")), "same C1", "{surname}");
    }
}

#[test]
fn a_pet_form_waits_for_a_person_with_the_reason() {
    let home = "Ashworth, 2010-09-18, 5 Mill Lane Bury, BL9 7QT";
    let verdict = verdict_on(&[person(&format!("Isabella {home}"))], &person(&format!("Ella {home}")));
    let [candidate] = doubts(&verdict) else { panic!("{verdict:?}") };
    assert_eq!(candidate.guards, ["both forenames are names in use, so they may be two children"]);
    assert!(candidate.probability > 0.99 && candidate.evidence.iter().any(|e| e.words == "forename: a pet form (Ella / Isabella)"));
    assert_eq!(found(&[&format!("Katherine {home}")], &format!("Kate {home}")), "same C1", "at home a short form is no sister");
}

#[test]
fn an_other_name_that_is_on_record_counts() {
    let child = with(person("Jack Erickson, 2010-06-03, 121 Nelson Crescent, LS27 6NJ"), |c| {
        c.other_names = vec!["Jude Marlow".into(), "Bobby".into()]
    });
    let on = |row: &str| said(&verdict_on(std::slice::from_ref(&child), &person(row)));
    assert_eq!(on("Jude Marlow, 2010-06-03, 121 Nelson Crescent, LS27 6NJ"), "same C1");
    assert_eq!(on("Bobby Erickson, 2010-06-03, 121 Nelson Crescent, LS27 6NJ"), "same C1");
}

#[test]
fn twins_are_never_merged() {
    let hassan = "Hassan Malik, 2012-05-09, 8 Grove Street, BD7 1AB";
    let hussain = "Hussain Malik, 2012-05-09, 8 Grove Street, BD7 1AB";
    assert_eq!(found(&[hassan, hussain], hassan), "same C1");
    assert_eq!(found(&[hassan, hussain], hussain), "same C2");
    assert_ne!(found(&[hassan], hussain), "same C1", "the other twin is not known");
    let unclear = found(&[hassan, hussain], "Hasain Malik, 2012-05-09, 8 Grove Street, BD7 1AB");
    assert!(unclear.starts_with("doubt") && unclear.contains("C1") && unclear.contains("C2"), "{unclear}");
    let jaydens = ["Jayden Cole, 2012-05-09, 8 Grove Street, BD7 1AB", "Kayden Cole, 2012-05-09, 8 Grove Street, BD7 1AB"];
    assert_ne!(found(&jaydens[..1], jaydens[1]), "same C1", "one letter apart");
}

#[test]
fn a_brother_or_sister_is_not_the_child() {
    for sibling in ["Sumaya Begum, 2013-07-21", "Nazia Begum, 2011-03-04", "Nadim Begum, 2009-03-04", "Amina Begum, 2011-04-03"] {
        let said = found(&[NADIA], &format!("{sibling}, 17 Oak Road Leeds, LS1 1RH"));
        assert!(!said.starts_with("same"), "{sibling}: {said}");
    }
}

#[test]
fn a_shared_first_name_alone_is_not_the_child() {
    let ismail = "Mohammad Ismail Khan, 2011-02-11, 40 Station Road, LS8 3CD";
    let said = found(&[ismail], "Mohammed Khan, 2011-02-11, 40 Station Road, LS8 3CD");
    assert_eq!(said, "doubt C1");
    assert_ne!(found(&[ismail], "Mohammed Yusuf Khan, 2011-02-11, 40 Station Road, LS8 3CD"), "same C1");
}

#[test]
fn without_a_date_of_birth_a_person_decides_unless_name_and_home_prove_it() {
    assert_eq!(found(&[NADIA], "Nadia Begum, , 3 High Street Stoke, ST4 2AA"), "doubt C1");
    assert_eq!(found(&[NADIA], "Nadia Begum, , 17 Oak Road Leeds, LS1 1RH"), "same C1");
    assert!(!found(&[NADIA], "Nadia").starts_with("same"));
}

#[test]
fn a_row_with_a_name_and_nothing_else_is_not_taken() {
    assert!(!found(&[NADIA], "Nadia Begum").starts_with("same"));
    assert_eq!(found(&[NADIA], ""), "new");
}

#[test]
fn an_age_in_place_of_a_date_of_birth_is_weighed_but_never_enough() {
    let on = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let row = |age| with(person("Nadia Begum, , 1 Far Street, ST4 2AA"), |r| r.age = Some((age, on)));
    let right = verdict_on(&[person(NADIA)], &row(15));
    assert_eq!(said(&right), "doubt C1");
    let wrong = verdict_on(&[person(NADIA)], &row(9));
    let bits = |verdict: &Verdict| doubts(verdict)[0].evidence.iter().find(|e| e.field == "age").map(|e| e.bits);
    assert_eq!((bits(&right), bits(&wrong)), (Some(3.4), Some(-3.9)));
}

#[test]
fn living_in_the_same_home_for_children_proves_little() {
    let home = "Beechwood Home 80 Kingsway Leeds, LS27 7LD";
    let names = ["Callum Reid", "Ellie Frost", "Tomasz Zielinski", "Aisha Noor", "Dylan Price", "Megan Shaw", "Ruby Moss", "Omar Saleh"];
    let children: Vec<String> = (10..).zip(names).map(|(day, name)| format!("{name}, 2010-02-{day}, {home}")).collect();
    let children: Vec<&str> = children.iter().map(String::as_str).collect();
    assert_eq!(found(&children, &format!("Leo Barker, 2011-08-30, {home}")), "new");
    assert_eq!(found(&children, &format!("Ellie Frost, 2010-02-11, {home}")), "same C2");
}

#[test]
fn namesakes_with_one_date_of_birth_wait_for_a_person() {
    let one = "Ali Khan, 2011-02-11, 40 Station Road Leeds, LS8 3CD";
    let other = "Ali Khan, 2011-02-11, 7 Park Row Bradford, BD2 2AA";
    assert_eq!(found(&[one, other], one), "same C1");
    assert_eq!(found(&[one, other], "Ali Khan, 2011-02-11"), "doubt C1 C2");
}

#[test]
fn the_authoritys_own_id_finds_the_child_under_another_name() {
    let child = with(person(NADIA), |c| c.own_id = Some("LA-4471".into()));
    let row = |text: &str| with(person(text), |r| r.own_id = Some("la 4471".into()));
    let on = |row: &Identity| verdict_on(std::slice::from_ref(&child), row);
    assert_eq!(said(&on(&row("Nadya Bibi, 2011-03-04"))), "same C1");
    assert_eq!(said(&on(&row("Nadia Begum"))), "same C1");
    let wrong = on(&row("Kayden Ashworth, 2009-09-18"));
    assert_eq!(doubts(&wrong)[0].guards, ["the identifying number is this child's, but name and date of birth are not"]);
    let sister = on(&row("Sumaya Begum, 2013-07-21, 17 Oak Road Leeds, LS1 1RH"));
    assert!(matches!(sister, Verdict::Doubt(_)), "the id of a brother or sister on the wrong row: {sister:?}");
}

#[test]
fn a_child_named_by_its_number_is_shown_among_many_namesakes_of_the_row() {
    let mut children: Vec<Identity> = (1..20).map(|day| person(&format!("Leo Barker, 2009-06-{day:02}"))).collect();
    children.push(with(person(NADIA), |c| c.own_id = Some("LA-4471".into())));
    let verdict = verdict_on(&children, &with(person("Leo Barker, 2014-12-30"), |r| r.own_id = Some("LA-4471".into())));
    assert!(doubts(&verdict).iter().any(|c| c.child == ChildId(20)), "{}", said(&verdict));
}

#[test]
fn another_own_id_speaks_against_a_namesake() {
    let child = with(person(NADIA), |c| c.own_id = Some("LA-4471".into()));
    let verdict = verdict_on(&[child], &with(person(NADIA), |r| r.own_id = Some("LA-9999".into())));
    assert!(doubts(&verdict)[0].guards.contains(&"an identifying number on the row is not this child's".to_owned()));
}

#[test]
fn a_reference_of_another_child_waits_for_a_person() {
    let nadia = person(NADIA);
    let kayden = with(person(KAYDEN), |c| c.police_refs = vec!["MP/44633/20".into()]);
    let row = with(person(NADIA), |r| r.police_refs = vec!["MP 44633 20".into()]);
    let verdict = verdict_on(&[nadia, kayden], &row);
    assert!(doubts(&verdict).iter().any(|c| c.guards.contains(&"the police reference is another child's".to_owned())), "{verdict:?}");
}

#[test]
fn not_the_same_child_is_remembered() {
    let row = person("Nadia Begum, , 99 Elm Road Leeds, LS1 4AB");
    let register = register(&[person(NADIA)]);
    assert_eq!(said(&verdict(&row, &register, &|_| false).unwrap()), "doubt C1");
    assert_eq!(said(&verdict(&row, &register, &|child| child == ChildId(1)).unwrap()), "new");
}

#[test]
fn tomorrows_list_names_the_same_person() {
    let today = fingerprint(&person("Nadia  BEGUM, 2011-03-04, 17 Oak Road, LS1 1RH"));
    assert_eq!(today, fingerprint(&with(person("nadia begum, 2011-03-04, elsewhere, M1 1AA"), |r| r.police_refs = vec!["X/1".into()])));
    assert_ne!(today, fingerprint(&person("Nadia Begum, 2011-03-05")));
    assert_ne!(fingerprint(&person("Nadia Begum, , , LS1 1RH")), fingerprint(&person("Nadia Begum, , , M1 1AA")));
}

#[test]
fn the_order_in_which_children_were_added_does_not_matter() {
    let children =
        [NADIA, KAYDEN, "Nadia Begum, 2011-03-14, 17 Oak Road Leeds, LS1 1RH", "Nadiya Begum, 2011-04-03, 2 Elm Road, LS1 1RJ"].map(person);
    let row = person("Nadia Begum, 2011-03-24, 17 Oak Road Leeds, LS1 1RH");
    let mut forwards = MemoryRegister::new();
    let mut backwards = MemoryRegister::new();
    let numbered: Vec<(i64, &Identity)> = (1..).zip(&children).collect();
    numbered.iter().for_each(|(n, c)| forwards.add(ChildId(*n), Prepared::new(c)));
    numbered.iter().rev().for_each(|(n, c)| backwards.add(ChildId(*n), Prepared::new(c)));
    assert_eq!(verdict(&row, &forwards, &|_| false), verdict(&row, &backwards, &|_| false));
}

#[test]
fn at_most_three_candidates_best_first_with_evidence() {
    let homes = ["1 Oak Road, LS1 1RA", "2 Elm Road, LS2 1RB", "3 Ash Road, LS3 1RC", "4 Fir Road, LS4 1RD", "5 Yew Road, LS5 1RE"];
    let children: Vec<Identity> = homes.iter().map(|home| person(&format!("Nadia Begum, 2011-03-04, {home}"))).collect();
    let verdict = verdict_on(&children, &person("Nadia Begum, 2011-03-04"));
    let candidates = doubts(&verdict);
    assert_eq!(candidates.len(), 3);
    assert!(candidates.is_sorted_by(|a, b| a.probability >= b.probability));
    assert!(candidates.iter().all(|c| !c.evidence.is_empty()));
}

#[test]
fn names_in_any_script_and_of_any_length_are_survived() {
    let register = register(&[person(NADIA)]);
    for name in ["李 明", "Ñ́́́ Ω", "  ", "x".repeat(5000).as_str(), "'-'", "\u{202e}abc"] {
        let row = Identity {
            given: name.into(),
            family: name.into(),
            address: Some(name.into()),
            postcode: Some(name.into()),
            ..Identity::default()
        };
        assert_eq!(verdict(&row, &register, &|_| false), Ok(Verdict::New), "{name}");
    }
}

#[test]
fn a_rare_name_spelt_otherwise_is_the_child_by_the_exact_date_of_birth() {
    assert_eq!(found(&[KAYDEN], "Kaydenn Ashworth, 2010-09-18"), "same C1");
    assert_eq!(found(&[NADIA], "Begum Nadia, 2011-03-04"), "same C1");
}

#[test]
fn names_that_differ_in_a_digit_are_never_taken() {
    let home = "2024-03-04, 17 Oak Road Leeds, LS1 1RH";
    for (child, row) in
        [("Baby 1 Smith", "Baby 2 Smith"), ("Baby Smith", "Baby 1 Smith"), ("Name4 Farrell", "Name5 Farrell"), ("Leo Name4", "Leo Name5")]
    {
        let said = found(&[&format!("{child}, {home}")], &format!("{row}, {home}"));
        assert!(!said.starts_with("same"), "{child} / {row}: {said}");
        assert_ne!(fingerprint(&person(&format!("{child}, {home}"))), fingerprint(&person(&format!("{row}, {home}"))));
    }
    assert_eq!(found(&[&format!("Baby 1 Smith, {home}")], &format!("Baby 1 Smith, {home}")), "same C1");
}

#[test]
fn nobody_is_offered_for_a_date_of_birth_alone_or_who_is_years_older() {
    let mut small = MemoryRegister::new();
    small.add(ChildId(1), Prepared::new(&person(NADIA)));
    small.add(ChildId(2), Prepared::new(&person("Kayden Ashworth, 2003-09-18, 5 Mill Lane Bury, BL9 7QT")));
    let on = |row: &str| said(&verdict(&person(row), &small, &|_| false).unwrap());
    assert_eq!(on("Leo Farrell, 2011-03-04"), "new");
    assert_eq!(on("Leo Farrell, 2011-03-04, 3 High Street Stoke, ST4 2AA"), "new");
    assert_eq!(on("Kayden Ashworth, 2012-02-01, 3 High Street Stoke, ST4 2AA"), "new");
}
