//! How far two records agree, field by field, in a few levels each. No weights here.

use super::names;
use super::prepared::{Form, Ids, Prepared, digits, whole};
use super::text::Token;
use chrono::{Datelike, NaiveDate};

/// How far two names agree, from not at all to wholly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    Differs,
    /// One gives only the initial; or one part agrees weakly.
    Initial,
    Similar,
    /// One letter off, or another spelling of one sound.
    Variant,
    Nickname,
    Exact,
}

/// What stands against two names that share words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// One part agrees and another does not.
    Part,
    /// Only a first word that many children share ("Mohammed" beside "Mohammed Ismail").
    SharedFirst,
    /// One gives as first what the other gives as second ("Olivia" beside "Charlene Olivia").
    Second,
}

/// Two names compared. `term`: the word (or whole name) they agree on exactly, whose rarity counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    pub alike: Alike,
    pub conflict: Option<Conflict>,
    pub term: Option<Token>,
}

/// How far two dates of birth agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Born {
    Differs,
    /// Two of the eight digits are off.
    TwoDigits,
    /// Two of day, month and year agree.
    TwoParts,
    /// Day and month agree and the year is at most two off; or the year agrees and one is 1 January, as written where only the year is known.
    YearOff,
    OneDigit,
    DayMonthSwapped,
    Exact,
}

/// How far two addresses agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Differs,
    Outward,
    Street,
    NearPostcode,
    Postcode,
    PostcodeAndNumber,
}

/// Two words of a name.
pub fn token(a: &Token, b: &Token) -> Alike {
    if a == b {
        return Alike::Exact;
    }
    let (x, y) = (a.bytes(), b.bytes());
    // "Name4" and "Name5" are two children, not a slip.
    if !digits_of(x).eq(digits_of(y)) {
        return Alike::Differs;
    }
    let shorter = x.len().min(y.len());
    let start = x.starts_with(y) || y.starts_with(x);
    if shorter <= 1 {
        return if start { Alike::Initial } else { Alike::Differs };
    }
    if names::spellings_of_one(a.nickname, b.nickname) || with_article(x, y) || with_article(y, x) {
        return Alike::Variant;
    }
    if names::nicknames(a.nickname, b.nickname) {
        return Alike::Nickname;
    }
    let edits = a.edits(b);
    let same_sound = a.sound == b.sound && shorter >= 4;
    if edits == 1 && shorter >= 3 || same_sound && (edits == 2 || a.likeness(b) >= 0.8) {
        Alike::Variant
    } else if edits == 2 && shorter >= 6 || same_sound || shorter >= 3 && start || a.likeness(b) >= 0.9 {
        Alike::Similar
    } else if start || shorter >= 3 && (x.ends_with(y) || y.ends_with(x)) {
        // Beth for Elizabeth, Lena for Magdalena.
        Alike::Initial
    } else if a.same_consonants(b) {
        // A sign, no proof: Hassan and Hussain are one without vowels.
        Alike::Initial
    } else {
        Alike::Differs
    }
}

/// Of two names that are known as forms of each other: a clipped or fond form far from the name in its letters (Tom, Thomas; Teddy, Edward), or one that nobody is christened (Kat):
/// parents do not give both to twins, as they might James and Jamie, Luke and Lucas, Sophia and Sophie, Ella and Isabella.
pub fn is_short_for(a: &Token, b: &Token) -> bool {
    let (form, name) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let is_fond = |word: &str| word.ends_with("ie") || word.ends_with('y');
    let clipped = form.len() + 3 <= name.len() && form.bytes().first() == name.bytes().first();
    let fond = is_fond(form.text()) && !is_fond(name.text()) && name.len() >= 6 && name.edits(form) >= 2;
    !names::is_given_alone(a.text()) || !names::is_given_alone(b.text()) || clipped || fond
}

/// "Alkhatib" beside "Khatib".
fn with_article(long: &[u8], short: &[u8]) -> bool {
    short.len() >= 5 && long.len() == short.len() + 2 && long.ends_with(short) && (long.starts_with(b"al") || long.starts_with(b"el"))
}

fn digits_of(word: &[u8]) -> impl Iterator<Item = &u8> {
    word.iter().filter(|b| b.is_ascii_digit())
}

/// Two forenames; `None` where one is not given, or is a word like "Baby" where no name was known.
pub fn given(a: &[Token], b: &[Token]) -> Option<Name> {
    let digits = |word: &Token| word.bytes().iter().all(u8::is_ascii_digit);
    let placeholder = |name: &[Token]| name.iter().all(|word| names::is_placeholder(word.nickname) || digits(word));
    if placeholder(a) != placeholder(b) {
        return None;
    }
    name(a, b)
}

/// Two surnames; `None` where one is not given. Words like "van der", "de", "Singh" may be left out.
pub fn family(a: &[Token], b: &[Token]) -> Option<Name> {
    let whole = name(a, b)?;
    let clean = |name: &Name| name.alike == Alike::Exact && name.conflict.is_none();
    let bare = |name: &[Token]| name.iter().filter(|word| !names::is_particle(word.nickname)).copied().collect::<Vec<_>>();
    if clean(&whole) || !a.iter().chain(b).any(|word| names::is_particle(word.nickname)) {
        return Some(whole);
    }
    match name(&bare(a), &bare(b)) {
        Some(without) if clean(&without) || without.alike > whole.alike => Some(without),
        _ => Some(whole),
    }
}

/// Two names of any number of words; `None` where one is not given.
fn name(a: &[Token], b: &[Token]) -> Option<Name> {
    let level = |alike, conflict| Some(Name { alike, conflict, term: None });
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if a == b {
        return Some(Name { alike: Alike::Exact, conflict: None, term: whole(a) });
    }
    if a.len() != b.len() && written_together(a, b) {
        return Some(Name { alike: Alike::Exact, conflict: None, term: Some(a[0]) });
    }
    if a.len() + b.len() > 2 && a.iter().chain(b).any(|word| word.len() == 1) {
        let (ours, theirs) = (without_initials_of(a, b), without_initials_of(b, a));
        if ours.len() < a.len() || theirs.len() < b.len() {
            return name(&ours, &theirs);
        }
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let best = |word: &Token, name: &[Token]| name.iter().map(|other| token(word, other)).max().unwrap_or(Alike::Differs);
    let (mut least, mut most) = (Alike::Exact, Alike::Differs);
    for word in short {
        let alike = best(word, long);
        least = least.min(alike);
        most = most.max(alike);
    }
    if short.len() == long.len() {
        least = long.iter().map(|word| best(word, short)).fold(least, Alike::min);
    }
    if least == Alike::Initial && [a, b].iter().any(|name| name.iter().all(|word| word.len() == 1)) {
        return level(Alike::Initial, None);
    }
    if short.len() > 1 && least < Alike::Similar {
        let alike = match most {
            Alike::Differs => Alike::Differs,
            Alike::Initial | Alike::Similar => Alike::Initial,
            _ => Alike::Similar,
        };
        return level(alike, Some(Conflict::Part));
    }
    if short.len() == long.len() {
        return Some(Name { alike: least, conflict: None, term: (least == Alike::Exact).then_some(short[0]) });
    }
    if short.len() == 1 && least < Alike::Variant && nearly_written_together(a, b) {
        return level(Alike::Variant, None);
    }
    let conflict = if short.len() == 1 && names::is_shared_first(short[0].text()) {
        Some(Conflict::SharedFirst)
    } else if token(&a[0], &b[0]) <= Alike::Initial && !names::is_shared_first(long[0].text()) {
        Some(Conflict::Second)
    } else {
        None
    };
    Some(Name { alike: least, conflict, term: (least == Alike::Exact).then_some(short[0]) })
}

/// The words without initials of what the other name gives in full ("John P" beside "John Paul"), as long as a word is left.
fn without_initials_of(name: &[Token], full: &[Token]) -> Vec<Token> {
    let stands_for = |initial: &Token| {
        full.iter().any(|word| word.len() > 1 && word.bytes()[0] == initial.bytes()[0] && !name.contains(word)) && !full.contains(initial)
    };
    let kept: Vec<Token> = name.iter().filter(|word| word.len() != 1 || !stands_for(word)).copied().collect();
    if kept.is_empty() { name.to_vec() } else { kept }
}

fn letters(name: &[Token]) -> impl Iterator<Item = u8> + '_ {
    name.iter().flat_map(|t| t.bytes().iter().copied())
}

fn written_together(a: &[Token], b: &[Token]) -> bool {
    a[0].bytes().first() == b[0].bytes().first() && letters(a).eq(letters(b))
}

fn nearly_written_together(a: &[Token], b: &[Token]) -> bool {
    let lengths = (letters(a).count(), letters(b).count());
    let joined = |name: &[Token]| Token::new(&name.iter().map(Token::text).collect::<String>());
    lengths.0.abs_diff(lengths.1) <= 2 && token(&joined(a), &joined(b)) == Alike::Variant
}

/// All words of both names in one, where parts have moved between forename and surname.
pub fn moved_parts(a: &Form, b: &Form) -> bool {
    let all = |form: &Form| form.given.iter().chain(&form.family).copied().collect::<Vec<_>>();
    let (a, b) = (all(a), all(b));
    a.len().min(b.len()) >= 2 && name(&a, &b).is_some_and(|n| n.alike >= Alike::Variant && n.conflict.is_none())
}

/// Two dates of birth.
pub fn born(a: NaiveDate, b: NaiveDate) -> Born {
    if a == b {
        return Born::Exact;
    }
    let same = (a.year() == b.year(), a.month() == b.month(), a.day() == b.day());
    if same.0 && a.month() == b.day() && a.day() == b.month() {
        return Born::DayMonthSwapped;
    }
    let (x, y) = (digits(a), digits(b));
    let differing: Vec<u32> = differing(x, y).collect();
    if differing.len() == 1 || neighbours_swapped(x, y, &differing) {
        return Born::OneDigit;
    }
    if same.1 && same.2 && a.year().abs_diff(b.year()) <= 2 || same.0 && (is_new_year(a) || is_new_year(b)) {
        return Born::YearOff;
    }
    let parts = u8::from(same.0) + u8::from(same.1) + u8::from(same.2);
    match (parts, differing.len()) {
        (2.., _) => Born::TwoParts,
        (_, 2) => Born::TwoDigits,
        _ => Born::Differs,
    }
}

/// How many of the eight digits of two dates differ.
pub fn digits_off(a: NaiveDate, b: NaiveDate) -> usize {
    differing(digits(a), digits(b)).count()
}

/// The places, from the last, in which the digits of two dates differ.
fn differing(x: u32, y: u32) -> impl Iterator<Item = u32> {
    (0..8).filter(move |i| x >> (4 * i) & 15 != y >> (4 * i) & 15)
}

/// 1 January, as it is written where only the year is known.
pub fn is_new_year(day: NaiveDate) -> bool {
    day.month() == 1 && day.day() == 1
}

fn neighbours_swapped(x: u32, y: u32, differing: &[u32]) -> bool {
    let digit = |n: u32, i: u32| n >> (4 * i) & 15;
    matches!(differing, [i, j] if *j == i + 1 && digit(x, *i) == digit(y, *j) && digit(x, *j) == digit(y, *i))
}

/// Own id, UPN, NHS number and police nominal: equal, different, or not given on one side. A number of a record merged into one of
/// the two counts where it is equal, never as different; an NHS number with a wrong check digit is nobody's.
pub fn numbers(a: &Prepared, b: &Prepared) -> [Option<bool>; 4] {
    std::array::from_fn(|i| {
        let number = move |ids: &Ids| {
            let number = ids.all()[i];
            (!number.is_empty() && (i != NHS_NUMBER || is_nhs_number(number))).then(|| number.to_owned())
        };
        let own = number(&a.ids).zip(number(&b.ids)).map(|(x, y)| x == y);
        let equal = || a.all_ids().filter_map(number).any(|ours| b.all_ids().filter_map(number).any(|theirs| ours == theirs));
        let merged = !a.other_ids.is_empty() || !b.other_ids.is_empty();
        if merged && equal() { Some(true) } else { own }
    })
}

/// Where the NHS number stands among the numbers.
const NHS_NUMBER: usize = 2;

/// Ten digits, the last of which is right (NHS Data Dictionary, NHS NUMBER: modulus 11).
fn is_nhs_number(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = (2..=10).rev().zip(&digits).map(|(weight, digit)| weight * digit).sum();
    number.len() == 10 && digits.len() == 10 && (11 - sum % 11) % 11 == digits[9]
}

/// Both give the same NHS number, and its check digit is wrong.
pub fn same_wrong_nhs_number(a: &Prepared, b: &Prepared) -> bool {
    let (ours, theirs) = (&a.ids.nhs_number, &b.ids.nhs_number);
    !ours.is_empty() && ours == theirs && !is_nhs_number(ours)
}

#[cfg(test)]
mod tests;
