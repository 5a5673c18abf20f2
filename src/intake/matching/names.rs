//! What is known of forenames: pet forms, which words are forenames in real use, and the first words that many children share.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// One line a name: `name: pet form, pet form …`. Written for this program from general knowledge.
const NICKNAMES: &str = include_str!("../../../assets/names/nicknames.txt");

/// One line a name: its spellings.
const SPELLINGS: &str = include_str!("../../../assets/names/spellings.txt");

/// Forenames in use among children in the UK, any spelling; two different ones are two children, not a slip of the finger.
const FORENAMES: &str = include_str!("../../../assets/names/forenames.txt");

/// First words of many names that say little alone ("Mohammed" beside "Mohammed Ismail").
const SHARED: &[&str] = &[
    "mohammed", "muhammad", "mohammad", "mohamed", "muhammed", "mohamad", "muhamed", "mohamud", "md", "mohd", "abdul", "abdel", "abd",
    "syed", "sayed", "sayyid", "sheikh", "shaikh", "thi", "van", "nur", "noor", "bibi", "mst", "mosammat",
];

/// Words of a surname that lists give or leave out: of, the, and; father or mother of; Thi, Singh and Kaur, which many bear beside it.
const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "das", "del", "della", "dello", "di", "du", "la", "le", "las", "los", "lo", "van", "von", "der", "den", "ter",
    "ten", "te", "zu", "zur", "y", "e", "abu", "umm", "um", "thi", "singh", "kaur",
];

/// Written where a child has no forename yet, or none is known.
const PLACEHOLDERS: &[&str] =
    &["baby", "boy", "girl", "infant", "newborn", "unborn", "child", "unknown", "unnamed", "male", "female", "of", "twin"];

#[derive(Default)]
struct Nicknames {
    numbers: HashMap<&'static str, u16>,
    /// By number: the numbers of its pet forms, and of the names it is a pet form of.
    forms: Vec<Vec<u16>>,
    words: Vec<&'static str>,
    /// By number: the line of spellings it stands on; 0: none.
    spelling: Vec<u16>,
    /// By that line: the numbers on it.
    spellings: Vec<Vec<u16>>,
    /// By number: one of the words of a surname that may be left out; a word for a name that is not known.
    particle: Vec<bool>,
    placeholder: Vec<bool>,
}

static TABLE: LazyLock<Nicknames> = LazyLock::new(|| {
    let mut table = Nicknames { spellings: vec![Vec::new()], ..Nicknames::default() };
    table.number_for("");
    for (name, forms) in entries() {
        let name = table.number_for(name);
        for form in forms.split(',').map(str::trim).filter(|f| !f.is_empty()) {
            let form = table.number_for(form);
            table.forms[usize::from(name)].push(form);
            table.forms[usize::from(form)].push(name);
        }
    }
    for (line, words) in (1u16..).zip(spellings()) {
        let numbers: Vec<u16> = words.split_whitespace().map(|word| table.number_for(word)).collect();
        numbers.iter().for_each(|number| table.spelling[usize::from(*number)] = line);
        table.spellings.push(numbers);
    }
    PARTICLES.iter().chain(PLACEHOLDERS).for_each(|word| _ = table.number_for(word));
    table
});

static GIVEN: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| FORENAMES.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect());

static KNOWN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let pet_forms = entries().flat_map(|(name, forms)| forms.split(',').map(str::trim).chain([name]));
    GIVEN.iter().copied().chain(pet_forms).chain(spellings().flat_map(str::split_whitespace)).filter(|w| !w.is_empty()).collect()
});

impl Nicknames {
    fn number_for(&mut self, word: &'static str) -> u16 {
        let next = self.words.len() as u16;
        let number = *self.numbers.entry(word).or_insert(next);
        if number == next {
            self.words.push(word);
            self.forms.push(Vec::new());
            self.spelling.push(0);
            self.particle.push(PARTICLES.contains(&word));
            self.placeholder.push(PLACEHOLDERS.contains(&word));
        }
        number
    }
}

fn entries() -> impl Iterator<Item = (&'static str, &'static str)> {
    NICKNAMES.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(':')).map(|(name, forms)| (name.trim(), forms))
}

fn spellings() -> impl Iterator<Item = &'static str> {
    SPELLINGS.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty())
}

/// The number of a word in the lists of nicknames, spellings, particles and placeholders; 0: not in them.
pub fn nickname_number(word: &str) -> u16 {
    TABLE.numbers.get(word).copied().unwrap_or(0)
}

/// One is a pet form of the other.
pub fn nicknames(a: u16, b: u16) -> bool {
    a != 0 && b != 0 && TABLE.forms[usize::from(a)].contains(&b)
}

/// Two spellings of one name.
pub fn spellings_of_one(a: u16, b: u16) -> bool {
    let line = |number: u16| TABLE.spelling[usize::from(number)];
    line(a) != 0 && line(a) == line(b)
}

/// The words that are a name, pet form or spelling of this one, by its [`nickname_number`].
pub fn other_forms(number: u16) -> impl Iterator<Item = &'static str> {
    let spellings = &TABLE.spellings[usize::from(TABLE.spelling[usize::from(number)])];
    let others = spellings.iter().filter(move |other| **other != number);
    TABLE.forms[usize::from(number)].iter().chain(others).map(|form| TABLE.words[usize::from(*form)])
}

/// A word of a surname that may be left out, by its [`nickname_number`].
pub fn is_particle(number: u16) -> bool {
    TABLE.particle[usize::from(number)]
}

/// A word that stands for a forename that is not known ("Baby"), by its [`nickname_number`].
pub fn is_placeholder(number: u16) -> bool {
    TABLE.placeholder[usize::from(number)]
}

/// A forename that children are given as such, not only called.
pub fn is_given_alone(word: &str) -> bool {
    GIVEN.contains(word)
}

/// A forename in real use.
pub fn is_forename(word: &str) -> bool {
    KNOWN.contains(word)
}

/// A first word that many children share.
pub fn is_shared_first(word: &str) -> bool {
    SHARED.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_folded_and_sound() {
        for (name, forms) in entries() {
            for word in std::iter::once(name).chain(forms.split(',').map(str::trim)) {
                assert!(!word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()), "nicknames.txt: {name}: {word:?}");
            }
        }
        let mut seen = HashSet::new();
        for word in spellings().flat_map(str::split_whitespace) {
            assert!(word.bytes().all(|b| b.is_ascii_lowercase()), "spellings.txt: {word:?}");
            assert!(seen.insert(word), "spellings.txt: {word} stands on two lines");
        }
        for word in KNOWN.iter() {
            assert!(word.bytes().all(|b| b.is_ascii_lowercase()), "forenames.txt: {word:?}");
        }
    }

    #[test]
    fn pet_forms_are_known_both_ways() {
        let pair = |a, b| nicknames(nickname_number(a), nickname_number(b));
        assert!(pair("katherine", "kate") && pair("kate", "katherine") && pair("tom", "thomas"));
        assert!(!pair("kate", "tom") && !pair("zzz", "yyy"));
        assert!(other_forms(nickname_number("william")).any(|form| form == "bill"));
    }
}
