//! What agreement is worth, in bits: log2 of how likely a level is for the same child over how likely for an unrelated one
//! (Fellegi and Sunter), and the same for another child of the household. Fixed and documented, not learnt: learning
//! the m values from a register collapsed (docs/matching.md).

use super::compare::{Alike, Born, Conflict, Name, Place};
use std::sync::LazyLock;

/// Share of a level among pairs of the same child, of two children of one household, and of unrelated children. Index: the level.
///
/// `same` and `household` were set with the method (docs/matching.md) and are fitted to no register. `unrelated`: three million random
/// pairs of a listed person and a known child of the invented town of 50,000, rounded; a bare initial as one in thirty letters.
struct Field<const N: usize> {
    same: [f64; N],
    household: [f64; N],
    unrelated: [f64; N],
}

const GIVEN: Field<6> = Field {
    same: [0.035, 0.01, 0.045, 0.09, 0.08, 0.74],
    household: [0.91, 0.06, 0.02, 0.006, 0.003, 0.0005],
    unrelated: [0.96, 0.03, 0.0013, 0.0015, 0.0015, 0.004],
};

const FAMILY: Field<6> = Field {
    same: [0.045, 0.005, 0.045, 0.10, 0.005, 0.80],
    household: [0.07, 0.007, 0.03, 0.09, 0.003, 0.80],
    unrelated: [0.966, 0.03, 0.001, 0.0008, 0.00003, 0.002],
};

const BORN: Field<7> = Field {
    same: [0.015, 0.005, 0.015, 0.03, 0.065, 0.03, 0.84],
    household: [0.896, 0.042, 0.018, 0.003, 0.01, 0.001, 0.03],
    unrelated: [0.938, 0.039, 0.014, 0.0014, 0.0063, 0.0001, 0.0003],
};

const PLACE: Field<6> = Field {
    same: [0.30, 0.07, 0.04, 0.06, 0.05, 0.48],
    household: [0.17, 0.04, 0.04, 0.07, 0.06, 0.62],
    unrelated: [0.988, 0.0105, 0.001, 0.00035, 0.00004, 0.00005],
};

/// Prior probability that the child of a row is on the register.
pub const ON_REGISTER: f64 = 0.7;
/// Share of the other rows that are another child of a household on the register.
pub const HOUSEHOLD: f64 = 0.25;
/// Of the children whose surname and home are known, how many share it with another of their surname beside the first of each, where [`HOUSEHOLD`] holds:
/// the least of the invented towns has 0.21.
const SHARED_HOMES: f64 = 0.2;
/// So many children stand for [`SHARED_HOMES`] until the register itself says how it is.
const HOMES_BEFORE: f64 = 200.0;
/// Automatic from this posterior on.
pub const CERTAIN: f64 = 0.99;
/// The same where the row gives no address, which could speak against a namesake.
pub const CERTAIN_WITHOUT_ADDRESS: f64 = 0.999;
/// The same where both names have a slip, or one is a short form, and neither address nor reference supports it.
pub const CERTAIN_WITH_SLIPS: f64 = 0.995;
/// Bits of both names together from which equal names bear a slip in the date of birth without other support: one child in 4,000.
pub const RARE_NAMES: f64 = 12.0;
/// So many children a register must have before it can tell which names are rare.
pub const ENOUGH_CHILDREN: u64 = 100;
/// Bits of a surname, equal and borne by about one in 160 at most, from which it bears a forename that many children share.
pub const RARE_FAMILY: f64 = 7.0;
/// Shown to a person from this posterior on. Measured: at 0.003 a quarter more rows wait, hardly one of them for the right child.
pub const POSSIBLE: f64 = 0.006;
/// And with at least so many bits: in a small hub a date of birth shared by chance, with nothing else, is no candidate.
pub const SPEAKS_FOR: f64 = 2.0;

/// Forename and surname given in each other's place: how rare that is for the same child.
pub const SWAPPED: f64 = -4.64;
/// A word is a forename in one record and a surname in the other.
pub const MOVED: f64 = -1.0;
/// Agreeing only with an other name.
pub const OTHER_NAME: f64 = -1.0;
/// Taken from a home that agrees, where one of the two has left it.
pub const EARLIER_HOME: f64 = 1.0;
/// Taken from alike forenames that are two names in use: a slip of the finger seldom makes another name.
pub const SLIP_ONTO_A_NAME: f64 = 5.0;
/// Taken from "another child of the household" where the forenames are alike and are not two names in use: a brother or sister has a
/// name of its own.
pub const NO_BROTHERS_NAME: f64 = 3.0;
/// How many bits more than among children a slip in a date of birth is worth at most, where few of the register were born in its year.
const NEARLY_BORN_AT_MOST: f64 = 3.0;
/// Recorded sex differs.
pub const SEX_DIFFERS: f64 = -5.0;
/// The row's police reference is among the child's earlier ones.
pub const SAME_REFERENCE: f64 = 12.0;
/// Own id, UPN, NHS number or police nominal are equal: strong, and still sometimes a slip.
pub const SAME_NUMBER: f64 = 16.0;
/// An NHS number is equal, and its check digit is wrong: copied from one list to the next, or made up for more than one child.
pub const SAME_WRONG_NUMBER: f64 = 4.0;
/// One of these differs.
pub const NUMBER_DIFFERS: f64 = -8.0;

/// The logarithms of a field, worked out once: a candidate is weighed in well under a microsecond.
struct Table<const N: usize> {
    /// Bits of a level for the same child. A weaker agreement is never worth more than a stronger one.
    same: [f64; N],
    /// Bits of a level for another child of the household.
    household: [f64; N],
    /// How much more, or less, a level says for another child of the household than for the same child.
    household_over_same: [f64; N],
}

impl<const N: usize> Table<N> {
    fn new(field: &Field<N>) -> Table<N> {
        let ratio = |over: &[f64; N], under: &[f64; N]| std::array::from_fn(|i| (over[i] / under[i]).log2());
        let mut same: [f64; N] = ratio(&field.same, &field.unrelated);
        for i in (0..N - 1).rev() {
            same[i] = same[i].min(same[i + 1] - 0.5);
        }
        Table { same, household: ratio(&field.household, &field.unrelated), household_over_same: ratio(&field.household, &field.same) }
    }
}

static GIVEN_BITS: LazyLock<Table<6>> = LazyLock::new(|| Table::new(&GIVEN));
static FAMILY_BITS: LazyLock<Table<6>> = LazyLock::new(|| Table::new(&FAMILY));
static BORN_BITS: LazyLock<Table<7>> = LazyLock::new(|| Table::new(&BORN));
static PLACE_BITS: LazyLock<Table<6>> = LazyLock::new(|| Table::new(&PLACE));

/// [`HOUSEHOLD`] as far as the register has brothers and sisters at all: where hardly any of its children shares a home with another, a row
/// from the home of one is more likely about that one. `shared` of the `homes` children whose surname and home are known share theirs.
pub fn household_share(shared: u32, homes: u32) -> f64 {
    let share = (f64::from(shared) + HOMES_BEFORE * SHARED_HOMES) / (f64::from(homes) + HOMES_BEFORE);
    HOUSEHOLD * (share / SHARED_HOMES).min(1.0)
}

/// Share of the register that has a term, from its count; towards 1 in 200 while the register is small.
pub fn share(count: u32, size: u64) -> f64 {
    (f64::from(count) + 1.0) / (size as f64 + 200.0)
}

/// Bits of a forename (`given`) or surname; `rarity`: the share of the register that has the term agreed on.
pub fn name(given: bool, compared: &Name, rarity: Option<f64>) -> f64 {
    let (field, table) = if given { (&GIVEN, &GIVEN_BITS) } else { (&FAMILY, &FAMILY_BITS) };
    let level = compared.alike as usize;
    match (compared.alike, rarity) {
        (Alike::Exact, Some(share)) => {
            let weak = given && matches!(compared.conflict, Some(Conflict::Second | Conflict::SharedFirst));
            (field.same[level] / share).log2().min(13.0) - if weak { 2.0 } else { 0.0 }
        }
        (Alike::Similar | Alike::Variant | Alike::Nickname, Some(share)) if compared.conflict != Some(Conflict::Part) => {
            (field.same[level] / near(share)).log2().min(table.same[level] + 2.0)
        }
        _ => table.same[level] - if compared.conflict == Some(Conflict::Part) { 1.5 } else { 0.0 },
    }
}

/// Share of the register whose name is nearly, but not quite, one that this share has: half as many, and never next to none.
fn near(share: f64) -> f64 {
    0.5 * share + 0.0003
}

/// The same for another child of the household.
pub fn household_name(given: bool, compared: &Name, same: f64) -> f64 {
    let level = compared.alike as usize;
    match compared.alike {
        _ if !given => same + FAMILY_BITS.household_over_same[level],
        Alike::Similar | Alike::Variant | Alike::Nickname => same + GIVEN_BITS.household_over_same[level],
        _ => GIVEN_BITS.household[level],
    }
}

/// Both names agree as a whole, with parts moved between forename and surname.
pub fn moved_parts() -> f64 {
    GIVEN_BITS.same[Alike::Variant as usize] + FAMILY_BITS.same[Alike::Variant as usize] - 2.0
}

/// Share of the register born in a year, from its count; towards 1 in 10, as among children, while the register is small.
pub fn year_share(count: u32, size: u64) -> f64 {
    (f64::from(count) + 4.0) / (size as f64 + 40.0)
}

/// Bits of a date of birth. `new_year`: the row says 1 January, as written for many children of whom only the year is known.
/// `year`: the share of the register born in the year of the row, who are spread over its days.
pub fn born(level: Born, new_year: bool, year: f64) -> f64 {
    match level {
        Born::Exact if new_year => (BORN.same[level as usize] / 0.003).log2(),
        Born::Exact => (BORN.same[level as usize] / (year / 365.0)).log2().min(14.0),
        Born::Differs | Born::TwoDigits => BORN_BITS.same[level as usize],
        _ => (BORN.same[level as usize] / nearly_born(level, year)).log2().min(BORN_BITS.same[level as usize] + NEARLY_BORN_AT_MOST),
    }
}

/// Share of the register whose date of birth is nearly, but not quite, a given one; `year`: the share born in one year.
/// Children are born in ten years, so that most slips make the date of another child; on other registers fewer are.
fn nearly_born(level: Born, year: f64) -> f64 {
    match level {
        Born::TwoParts => year / 12.0 + year / 30.0 + 1.0 / 365.0,
        // A digit of day or month beside the same year; a digit of the year, in one of eighteen years, beside the same day and month.
        Born::OneDigit => 0.037 * year + (18.0 * year).min(0.9) / 365.0,
        _ => BORN.unrelated[level as usize] * year / 0.1,
    }
}

/// The same for another child of the household; `same`: for the same child.
pub fn household_born(level: Born, same: f64) -> f64 {
    if level == Born::Exact { same + BORN_BITS.household_over_same[level as usize] } else { BORN_BITS.household[level as usize] }
}

/// Bits of an age in years given in place of a date of birth; `off`: how many years it is off.
/// Right .85, one off .10; by chance among children about .08 and .16.
pub fn age(off: u32) -> f64 {
    match off {
        0 => 3.4,
        1 => -0.7,
        _ => -3.9,
    }
}

/// Bits of an address; `rarity`: the share of the register at the row's postcode (a care home's is worth little).
/// `earlier`: it is a home that one of the two has left.
pub fn place(level: Place, rarity: f64, earlier: bool) -> f64 {
    let i = level as usize;
    let bits = PLACE_BITS.same[i];
    let bits = match level {
        Place::Postcode => bits.min((PLACE.same[i] / rarity).log2()),
        Place::PostcodeAndNumber => bits.min((PLACE.same[i] / rarity).log2() + 1.5),
        // Children move: a different address never counts more than two bits against.
        Place::Differs => bits.max(-2.0),
        _ => bits,
    };
    if earlier && bits > 0.0 { (bits - EARLIER_HOME).max(0.0) } else { bits }
}

pub fn household_place(level: Place, same: f64) -> f64 {
    same + PLACE_BITS.household_over_same[level as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_a_field_are_shares() {
        fn columns<const N: usize>(field: &Field<N>) -> [&[f64]; 3] {
            [&field.same, &field.household, &field.unrelated]
        }
        for column in [columns(&GIVEN), columns(&FAMILY), columns(&BORN), columns(&PLACE)].concat() {
            let sum: f64 = column.iter().sum();
            assert!((sum - 1.0).abs() < 0.02, "{column:?} sums to {sum}");
        }
    }

    #[test]
    fn brothers_and_sisters_are_as_likely_as_the_register_has_them() {
        assert_eq!(household_share(0, 0), HOUSEHOLD, "nothing is known yet");
        assert_eq!(household_share(900, 4_000), HOUSEHOLD, "never more");
        assert!(household_share(0, 4_000) < HOUSEHOLD / 20.0);
        assert!(household_share(0, 50) > HOUSEHOLD / 2.0, "fifty children say little");
    }

    #[test]
    fn a_weaker_agreement_is_never_worth_more() {
        for same in [&GIVEN_BITS.same[..], &FAMILY_BITS.same, &BORN_BITS.same, &PLACE_BITS.same] {
            assert!(same.is_sorted_by(|weaker, stronger| weaker < stronger), "{same:?}");
        }
    }

    #[test]
    fn a_care_homes_postcode_is_worth_little() {
        assert!(place(Place::PostcodeAndNumber, share(40, 1000), false) < place(Place::PostcodeAndNumber, share(1, 1000), false) - 3.0);
    }
}
