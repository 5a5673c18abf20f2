//! Promises that hold for every register and every row: tried on many, invented by chance.

use super::super::compare::Alike;
use super::super::score::{Row, Scored};
use super::*;
use crate::child::RelationKind;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use std::cell::Cell;
use std::convert::Infallible;
use std::rc::Rc;
use std::sync::LazyLock;

const GIVEN: &[&str] = &[
    "Oliver",
    "Amelia",
    "Jayden",
    "Kayden",
    "Mohammed",
    "Muhammad",
    "Aisha",
    "Aysha",
    "Thi Lan",
    "Xiao Ming",
    "Oleksandr",
    "Luke",
    "Lucas",
    "Siân",
    "Anne-Marie",
    "Abdul Rahman",
    "Harpreet Singh",
    "James",
    "Thomas",
    "Hassan",
    "Hussain",
    "Zuzanna",
    "Chidi",
    "Katherine",
    "Kate",
];
const FAMILY: &[&str] = &[
    "Khan",
    "Begum",
    "O'Neil",
    "Nguyen",
    "Wang",
    "van der Berg",
    "Kilkenny-Hall",
    "García López",
    "Kovalenko",
    "James",
    "Thomas",
    "Al-Khatib",
    "Smith",
    "McDonald",
    "Singh",
    "Farrell",
    "Ashworth",
    "Nowak",
];
const HOMES: &[(&str, &str)] = &[
    ("17 Oak Road Leeds", "LS1 1RH"),
    ("19 Oak Road Leeds", "LS1 1RH"),
    ("5 Mill Lane Bury", "BL9 7QT"),
    ("80 Kingsway Leeds", "LS27 7LD"),
    ("8 Grove Street Bradford", "BD7 1AB"),
    ("3 High Street Stoke", "ST4 2AA"),
];

fn child() -> impl Strategy<Value = Identity> {
    let born = (2009i32..2013, 1u32..5, 1u32..13).prop_map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day));
    (select(GIVEN), select(FAMILY), born, select(HOMES)).prop_map(|(given, family, dob, (address, postcode))| Identity {
        given: given.into(),
        family: family.into(),
        dob,
        address: Some(address.into()),
        postcode: Some(postcode.into()),
        ..Identity::default()
    })
}

/// A child of the register as a list may write it, with something wrong or missing.
fn listed() -> impl Strategy<Value = Identity> {
    (child(), subsequence(vec![0u8, 1, 2, 3, 4], 0..3)).prop_map(|(mut row, slips)| {
        for slip in slips {
            match slip {
                0 => row.dob = None,
                1 => (row.address, row.postcode) = (None, None),
                2 => {
                    row.dob = row.dob.and_then(|d| {
                        NaiveDate::from_ymd_opt(chrono::Datelike::year(&d), chrono::Datelike::day(&d), chrono::Datelike::month(&d))
                    })
                }
                3 => _ = row.family.pop(),
                _ => std::mem::swap(&mut row.given, &mut row.family),
            }
        }
        row
    })
}

fn memory<'a>(children: impl IntoIterator<Item = (i64, &'a Identity)>) -> MemoryRegister {
    let mut register = MemoryRegister::new();
    children.into_iter().for_each(|(number, child)| register.add(ChildId(number), Prepared::new(child)));
    register
}

fn on<R: Register<Error = Infallible>>(register: &R, row: &Identity) -> Verdict {
    verdict(row, register, &|_| false).unwrap_or_else(|never| match never {})
}

/// What the program does with a row: the child it takes, or the children it shows.
fn outcome(verdict: &Verdict) -> (bool, Vec<ChildId>) {
    match verdict {
        Verdict::Same { child, .. } => (true, vec![*child]),
        Verdict::Doubt(candidates) => (false, candidates.iter().map(|c| c.child).collect()),
        Verdict::New => (false, Vec::new()),
    }
}

fn scored(row: &Identity, known: &Identity) -> Scored {
    let (row, known) = (Prepared::new(row), Rc::new(Prepared::new(known)));
    let register = memory([]);
    let mut row = Row::new(&row, &register).unwrap_or_else(|never| match never {});
    row.score(ChildId(1), known).unwrap_or_else(|never| match never {})
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn verdicts_do_not_depend_on_the_order_of_the_register(
        children in vec(child(), 1..30), row in listed(), order in any::<u64>()
    ) {
        let numbered: Vec<(i64, &Identity)> = (1..).zip(&children).collect();
        let mut shuffled = numbered.clone();
        shuffled.sort_by_key(|(number, _)| (*number as u64).wrapping_mul(order | 1));
        prop_assert_eq!(on(&memory(numbered), &row), on(&memory(shuffled), &row));
    }

    #[test]
    fn a_child_with_a_twin_is_never_taken_unless_the_forename_is_exact(
        twin in child(), other in select(GIVEN), listed in select(GIVEN), slip in any::<Index>(), town in vec(child(), 0..20)
    ) {
        let second = Identity { given: other.into(), ..twin.clone() };
        prop_assume!(twin.given != second.given);
        let known = memory((1..).zip([&twin, &second].into_iter().chain(&town)));
        let mut short = listed.to_owned();
        short.remove(short.char_indices().nth(slip.index(short.chars().count())).map_or(0, |(at, _)| at));
        for given in [listed.to_owned(), short] {
            let row = Identity { given, ..twin.clone() };
            if let Verdict::Same { child: ChildId(number @ 1..=2), candidate, .. } = on(&known, &row) {
                let taken = if number == 1 { &twin } else { &second };
                let agrees = scored(&row, taken).levels.given;
                prop_assert!(agrees.is_some_and(|n| n.alike == Alike::Exact), "{row:?} taken for {taken:?}: {candidate:?}");
            }
        }
    }

    #[test]
    fn a_twin_who_is_not_known_is_never_taken_for_the_one_who_is(twin in child(), other in select(GIVEN), town in vec(child(), 0..20)) {
        let second = Identity { given: other.into(), ..twin.clone() };
        // Not two children's names: spellings of one, and a form that is short for the other.
        let one_name = [["Aisha", "Aysha"], ["Mohammed", "Muhammad"], ["Katherine", "Kate"]];
        let one_name = one_name.iter().any(|name| name.contains(&other) && name.contains(&twin.given.as_str()));
        prop_assume!(twin.given != second.given && !one_name);
        let known = memory((1..).zip(std::iter::once(&twin).chain(&town)));
        let found = on(&known, &second);
        prop_assert!(!matches!(found, Verdict::Same { child: ChildId(1), .. }), "{:?} taken for {:?}: {:?}", second, twin, found);
    }

    #[test]
    fn a_row_identical_to_a_known_child_with_nobody_near_is_taken(child in child(), town in vec(child(), 0..20)) {
        let near = |other: &Identity| other.dob == child.dob || other.postcode == child.postcode || other.family == child.family;
        let town: Vec<Identity> = town.into_iter().filter(|other| !near(other)).collect();
        let known = memory((1..).zip(std::iter::once(&child).chain(&town)));
        let found = on(&known, &child);
        prop_assert!(matches!(found, Verdict::Same { child: ChildId(1), .. }), "{:?}: {:?}", child, found);
    }

    #[test]
    fn forename_and_surname_in_each_others_place_are_the_same_child(
        given in select(&["James", "Thomas", "Oliver", "Chidi", "Zuzanna", "Amelia"][..]), family in select(FAMILY), mut child in child(),
        town in vec(child(), 0..20)
    ) {
        (child.given, child.family) = (given.into(), family.into());
        prop_assume!(child.given != child.family);
        let town: Vec<Identity> = town.into_iter().filter(|other| other.dob != child.dob && other.postcode != child.postcode).collect();
        let swapped = Identity { given: child.family.clone(), family: child.given.clone(), ..child.clone() };
        let known = |first: &Identity| memory((1..).zip(std::iter::once(first).chain(&town)));
        prop_assert_eq!(outcome(&on(&known(&child), &swapped)), outcome(&on(&known(&child), &child)));
        prop_assert_eq!(outcome(&on(&known(&swapped), &child)), outcome(&on(&known(&child), &child)));
        // Both turned round are as near as both as they were.
        let bits = |row: &Identity, known: &Identity| scored(row, known).same;
        prop_assert!((bits(&child, &swapped) - bits(&swapped, &child)).abs() < 1e-9);
    }

    #[test]
    fn an_unrelated_child_more_never_makes_a_doubt_certain(
        children in vec(child(), 1..30), row in listed(), number in 0u32..1000
    ) {
        let before = memory((1..).zip(&children));
        let stranger = Identity {
            given: format!("Ngozi{}", "x".repeat(number as usize % 7)),
            family: "Umarov".into(),
            dob: NaiveDate::from_ymd_opt(1999, 11, 1 + number % 28),
            address: Some("99 Far Road Truro".into()),
            postcode: Some("TR1 1AA".into()),
            ..Identity::default()
        };
        let after = memory((1..).zip(children.iter().chain([&stranger])));
        let (was, is) = (on(&before, &row), on(&after, &row));
        prop_assert!(!matches!((&was, &is), (Verdict::Doubt(_), Verdict::Same { .. })), "{:?} and then {:?}", was, is);
    }

    #[test]
    fn any_text_is_survived(name in any::<String>(), family in any::<String>(), address in any::<String>(), code in any::<String>(), known in child()) {
        let row = Identity {
            given: name.clone(),
            family: family.clone(),
            other_names: vec![address.clone(), name.clone()],
            address: Some(address.clone()),
            postcode: Some(code.clone()),
            own_id: Some(code.clone()),
            nhs_number: Some(code.clone()),
            earlier_homes: vec![Home { address: Some(family.clone()), postcode: Some(code.clone()) }],
            police_refs: vec![code],
            ..known.clone()
        };
        let register = memory([(1, &known), (2, &row)]);
        for asked in [&row, &known] {
            on(&register, asked);
            fingerprint(asked);
        }
        let kept = serde_json::to_string(&Prepared::new(&row)).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let back: Prepared = serde_json::from_str(&kept).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(back, Prepared::new(&row));
    }
}

#[test]
fn odd_signs_in_names_are_survived() {
    let known = person(NADIA);
    let register = memory([(1, &known)]);
    for name in
        ["", "\0", "🙂", "👨‍👩‍👧", "\u{202e}aidaN", "ﷺ", "İ", "ǅ", "O'", "-", "Mc", "al", "Abd", "\u{fdfa}\u{fdfa}", "İİİİİİİİİİİİİİİİİİİİ"]
    {
        let row =
            Identity { given: name.into(), family: name.into(), address: Some(name.into()), postcode: Some(name.into()), ..known.clone() };
        assert!(!matches!(on(&register, &row), Verdict::Same { .. }), "{name:?}");
    }
}

/// Counts what is asked of a register: keys, frequencies of terms, and children.
struct Counting {
    register: MemoryRegister,
    asked: Cell<usize>,
    looked_at: Cell<usize>,
}

impl Counting {
    fn asks(&self, more: usize) {
        self.asked.set(self.asked.get() + more);
    }
}

impl Register for Counting {
    type Error = Infallible;

    fn size(&self) -> Result<u64, Infallible> {
        self.register.size()
    }

    fn candidates(&self, keys: &[i64]) -> Result<Vec<ChildId>, Infallible> {
        self.asks(keys.len());
        self.register.candidates(keys)
    }

    fn prepared(&self, id: ChildId) -> Result<Rc<Prepared>, Infallible> {
        self.asks(1);
        self.looked_at.set(self.looked_at.get() + 1);
        self.register.prepared(id)
    }

    fn count(&self, kind: TermKind, term: &str) -> Result<u32, Infallible> {
        self.asks(1);
        self.register.count(kind, term)
    }

    fn related(&self, child: ChildId) -> Result<Vec<(ChildId, RelationKind)>, Infallible> {
        self.asks(1);
        self.register.related(child)
    }
}

const SYLLABLES: &[&str] = &["ash", "bran", "cor", "del", "fen", "gar", "hol", "ken", "lin", "mor", "nor", "pem", "rad", "sel", "thor"];

static FORENAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../../../assets/names/forenames.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// The nth child of a county: forenames from the program's list, surnames of three syllables, homes of about two children.
fn countys_child(n: usize) -> Identity {
    let chance = |salt: usize| {
        n.wrapping_mul(31).wrapping_add(salt).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 20
    };
    let syllable_of = |number: usize| SYLLABLES[number % SYLLABLES.len()];
    let syllable = |salt: usize| syllable_of(chance(salt));
    let home = n / 2;
    Identity {
        given: FORENAMES[chance(1) % FORENAMES.len()].into(),
        family: format!("{}{}{}", syllable(2), syllable(3), ["ton", "worth", "ley", "by", "field"][chance(4) % 5]),
        dob: NaiveDate::from_ymd_opt(2009 + (chance(5) % 16) as i32, 1 + (chance(6) % 12) as u32, 1 + (chance(7) % 28) as u32),
        address: Some(format!("{} {}{} Road", 1 + home % 30, syllable_of(home / 30), syllable_of(home / 450))),
        postcode: Some(format!(
            "LS{} {}{}{}",
            1 + home % 29,
            home / 29 % 10,
            (b'A' + (home / 290 % 20) as u8) as char,
            (b'A' + (home / 5800 % 20) as u8) as char
        )),
        ..Identity::default()
    }
}

/// What one row asks of a county of this size, and how many children it has to be compared with: of five rows two are right, one has
/// a slip in the date of birth, one no date of birth, and one is of nobody known.
fn cost_of_a_row(size: usize) -> (f64, f64) {
    let mut county = Counting { register: MemoryRegister::new(), asked: Cell::new(0), looked_at: Cell::new(0) };
    (0..size).for_each(|n| county.register.add(ChildId(n as i64 + 1), Prepared::new(&countys_child(n))));
    let rows = 100;
    for i in 0..rows {
        let mut row = countys_child(if i % 5 == 4 { 1_000_000 + i } else { i * 4 });
        match i % 5 {
            2 => row.dob = row.dob.and_then(|d| d.checked_add_days(chrono::Days::new(1))),
            3 => row.dob = None,
            _ => {}
        }
        on(&county, &row);
    }
    let each = |count: &Cell<usize>| count.get() as f64 / rows as f64;
    (each(&county.asked), each(&county.looked_at))
}

#[test]
fn one_more_row_costs_less_than_twice_as_much_in_a_register_ten_times_as_big() {
    let ((small, few), (big, more)) = (cost_of_a_row(400), cost_of_a_row(4000));
    assert!(few >= 0.8, "the known children are found: {few}");
    assert!(big < 2.0 * small, "{small} questions a row, and {big} in a register ten times as big");
    assert!(more < 20.0, "{few} children are compared with a row, and {more} of 4,000");
}
