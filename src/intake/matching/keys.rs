//! Blocking: which children of the register are worth comparing with a row. Keys are 64-bit hashes that never change.

use super::compare::is_new_year;
use super::names;
use super::prepared::{Prepared, digits};
use super::text::Token;
use chrono::{Datelike, NaiveDate};

/// FNV-1a over a tag and numbers: stable for ever, whatever the standard library's hasher does.
fn key(tag: u8, parts: &[&[u8]]) -> i64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut eat = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    eat(tag);
    for part in parts {
        part.iter().for_each(|b| eat(*b));
        eat(0xff);
    }
    hash as i64
}

fn born_key(day: NaiveDate) -> i64 {
    key(b'd', &[&digits(day).to_le_bytes()])
}

/// A word of a name, whatever field it stands in. The engine asks for it only where the word is rare.
pub(super) fn word_key(word: &Token) -> i64 {
    key(b't', &[word.bytes()])
}

/// Every word of every name of the record, each once; words like "de" and "van" only where there is no other.
pub(super) fn all_words(p: &Prepared) -> Vec<Token> {
    let mut words: Vec<Token> = Vec::new();
    for form in std::iter::once(&p.name).chain(&p.others) {
        for word in form.given.iter().chain(&form.family) {
            if !words.contains(word) {
                words.push(*word);
            }
        }
    }
    if words.iter().any(|word| !names::is_particle(word.nickname)) {
        words.retain(|word| !names::is_particle(word.nickname));
    }
    words
}

/// The starts of the sounds of all words, sorted, each once.
fn sounds(p: &Prepared) -> Vec<u64> {
    let mut sounds: Vec<u64> = all_words(p).iter().filter(|w| w.len() > 1).map(|w| w.sound_start(4)).collect();
    sounds.sort_unstable();
    sounds.dedup();
    sounds
}

fn number_keys(p: &Prepared) -> impl Iterator<Item = i64> + '_ {
    let numbers = p.all_ids().flat_map(|ids| b"iuhk".iter().zip(ids.all()));
    let numbers = numbers.filter(|(_, n)| !n.is_empty()).map(|(tag, n)| key(*tag, &[n.as_bytes()]));
    numbers.chain(p.police_refs.iter().map(|r| key(b'r', &[r.as_bytes()])))
}

/// Sound with the exact date of birth: holds the child, its twins, and hardly anybody else.
fn sure_sound_keys(p: &Prepared, keys: &mut Vec<i64>) {
    if let Some(day) = p.dob {
        keys.extend(sounds(p).iter().map(|sound| key(b'b', &[&sound.to_le_bytes(), &digits(day).to_le_bytes()])));
    }
}

/// A sound with two of the three parts of a date of birth: whichever part is wrong, two are left.
fn two_parts_keys(sound: u64, day: NaiveDate) -> [i64; 3] {
    let (sound, year) = (sound.to_le_bytes(), day.year().to_le_bytes());
    let (month, date) = (day.month() as u8, day.day() as u8);
    [key(b'm', &[&sound, &[month, date]]), key(b'o', &[&sound, &year, &[month]]), key(b'e', &[&sound, &year, &[date]])]
}

/// Sound with two parts of the date of birth, and pairs of sounds.
fn sound_keys(p: &Prepared, keys: &mut Vec<i64>) {
    let sounds = sounds(p);
    for (i, sound) in sounds.iter().enumerate() {
        keys.extend(p.dob.iter().flat_map(|day| two_parts_keys(*sound, *day)));
        keys.extend(sounds[i + 1..].iter().map(|other| key(b's', &[&sound.to_le_bytes(), &other.to_le_bytes()])));
    }
}

/// Where only the year of birth is known, 1 January is written. If the row says so, any month of the year may be right; if the child's
/// record does, it stands under that day.
fn new_year_keys(row: &Prepared, keys: &mut Vec<i64>) {
    let Some(day) = row.dob else { return };
    let first_of = |month| NaiveDate::from_ymd_opt(day.year(), month, 1);
    for sound in sounds(row) {
        keys.extend(first_of(1).map(|new_year| two_parts_keys(sound, new_year)[2]));
        if is_new_year(day) {
            keys.extend((1..=12).filter_map(first_of).map(|first| two_parts_keys(sound, first)[1]));
        }
    }
}

/// Of each home: postcode; house number with the start of the street.
pub(super) fn address_keys(p: &Prepared) -> Vec<i64> {
    let mut keys = Vec::new();
    for home in p.homes() {
        if !home.postcode.is_empty() {
            keys.push(key(b'p', &[home.postcode.bytes()]));
        }
        if let (Some(number), Some(street)) = (home.numbers.last(), home.street.first()) {
            keys.push(key(b'a', &[&number.to_le_bytes(), &street.bytes()[..street.len().min(6)]]));
        }
    }
    keys
}

/// Sound of a forename with the first letter of a surname: what is left where neither the date of birth nor the home can lead to the
/// child. `tag`: b'f' for any child, b'g' for those without date of birth, the only ones that a row with one needs it for.
fn given_keys(p: &Prepared, tag: u8, keys: &mut Vec<i64>) {
    for form in std::iter::once(&p.name).chain(&p.others) {
        for family in form.family.iter().filter(|f| !f.is_empty()) {
            let letter = &family.bytes()[..1];
            keys.extend(form.given.iter().map(|given| key(tag, &[&given.sound_start(4).to_le_bytes(), letter])));
        }
    }
}

fn nickname_key(given: &[u8], family: &Token) -> i64 {
    key(b'n', &[given, &family.sound_start(3).to_le_bytes()])
}

/// The keys of a child, stored when the child is added or changed.
pub fn index_keys(p: &Prepared) -> Vec<i64> {
    let mut keys = sure_keys(p);
    keys.extend(p.dob.map(born_key));
    keys.extend(address_keys(p));
    sound_keys(p, &mut keys);
    given_keys(p, b'f', &mut keys);
    if p.dob.is_none() {
        given_keys(p, b'g', &mut keys);
    }
    keys.extend(all_words(p).iter().map(word_key));
    for form in std::iter::once(&p.name).chain(&p.others) {
        for family in &form.family {
            keys.extend(form.given.iter().filter(|g| g.nickname != 0).map(|g| nickname_key(g.bytes(), family)));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Tier 1: own id, UPN, NHS number, police nominal, police references, exact date of birth with the sound of a name.
pub fn sure_keys(row: &Prepared) -> Vec<i64> {
    let mut keys: Vec<i64> = number_keys(row).collect();
    sure_sound_keys(row, &mut keys);
    keys
}

/// Tier 2: the rest, asked only where tier 1 does not settle it.
pub fn wide_keys(row: &Prepared) -> Vec<i64> {
    let mut keys = address_keys(row);
    sound_keys(row, &mut keys);
    given_keys(row, if row.dob.is_none() { b'f' } else { b'g' }, &mut keys);
    new_year_keys(row, &mut keys);
    keys.extend(row.dob.map(born_key));
    if let Some(swapped) = row.dob.and_then(|d| NaiveDate::from_ymd_opt(d.year(), d.day(), d.month())) {
        keys.push(born_key(swapped));
    }
    for given in &row.name.given {
        for form in names::other_forms(given.nickname) {
            keys.extend(row.name.family.iter().map(|family| nickname_key(form.as_bytes(), family)));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::super::Identity;
    use super::*;

    fn child(given: &str, family: &str, dob: &str) -> Prepared {
        Prepared::new(&Identity { given: given.into(), family: family.into(), dob: dob.parse().ok(), ..Identity::default() })
    }

    fn meets(row: &Prepared, known: &Prepared) -> bool {
        let stored = index_keys(known);
        sure_keys(row).iter().chain(&wide_keys(row)).any(|key| stored.contains(key))
    }

    #[test]
    fn a_key_never_changes() {
        // Stored in hub files: a change here makes every hub forget its children until `rebuild`.
        assert_eq!(key(b'd', &[b"x"]), -3_858_262_060_991_112_822);
    }

    #[test]
    fn one_slip_does_not_hide_the_child() {
        let known = child("Katherine", "Ashworth", "2011-03-04");
        for (given, family, dob) in [
            ("Katherine", "Ashworth", "2011-04-03"),
            ("Katherine", "Ashworth", "2012-03-04"),
            ("Katherine", "Ashworth", "2011-03-14"),
            ("Katherine", "Ashworth", "2011-12-29"),
            ("Katherine", "Other", "2011-01-01"),
            ("Katherine", "Other", "2011-03-29"),
            ("Katherine", "Other", "2011-08-04"),
            ("Katherine", "Other", "2019-03-04"),
            ("Katherine", "Ashworth", ""),
            ("Kate", "Ashworth", ""),
            ("Ashworth", "Katherine", ""),
            ("Kathrine", "Ashwort", "2011-03-04"),
        ] {
            assert!(meets(&child(given, family, dob), &known), "{given} {family} {dob}");
        }
        assert!(meets(&child("Katherine", "Other", "2011-03-04"), &child("Katherine", "Ashworth", "2011-01-01")));
        assert!(!meets(&child("Oliver", "Jones", "2009-12-25"), &known));
    }
}
