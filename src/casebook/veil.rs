//! Privacy on a projected screen: names, addresses, dates of birth and placements of children become pseudonyms ("Child C17",
//! "Child of E12"), in the fields and inside free text. Pure functions over what the casebook shows; nothing is written veiled.

use crate::child::{Child, ChildId};
use crate::episode::{EpisodeId, ListedPerson};
use crate::text::fold;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

#[path = "veil_figures.rs"]
mod figures;
#[path = "veil_panels.rs"]
mod panels;
#[path = "veil_patterns.rs"]
mod patterns;
#[path = "veil_tracker.rs"]
mod tracker;
#[path = "veil_views.rs"]
mod views;
#[path = "veil_who.rs"]
mod who;
pub use views::{veiled_child, veiled_details};

/// A view that can be shown without saying who the children are.
pub trait Veil {
    /// Everyone it names whose other names and address must be known to veil its texts.
    fn whom(&self, seen: &mut Vec<Whom>);
    /// Puts pseudonyms in the place of names.
    fn veil(&mut self, names: &Names);
}

/// Somebody a view names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// A child of the register; what is known of it is looked up.
    Child(ChildId),
    /// A child that is not identified, by the name it is shown with.
    Listed(EpisodeId, String),
    /// All that a list says of a child.
    Person(EpisodeId, Option<ChildId>, Box<ListedPerson>),
    /// A child named without a number.
    Named(String),
    /// Those around the child of an episode, as its case names them; the journal position says when that changed.
    Around(EpisodeId, i64),
}

/// Words that stand together, folded, the longest first; and all that they may stand for.
type Phrases = BTreeMap<(Reverse<usize>, Vec<String>), BTreeSet<String>>;

/// The names, addresses and dates that are veiled, and what stands in their place.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// By the first word.
    phrases: BTreeMap<String, Phrases>,
    known: BTreeSet<ChildId>,
}

const ADDRESS: &str = "[address]";
const PLACEMENT: &str = "[placement]";
const POSTCODE: &str = "[postcode]";
const BORN: &str = "[date of birth]";
/// What stands for a name that several children in sight have.
const SEVERAL: &str = "[child]";

/// Names that are also everyday words count as names only where they are written with a capital.
const EVERYDAY: [&str; 20] = [
    "will", "may", "mark", "hope", "grace", "faith", "joy", "rose", "summer", "grant", "can", "long", "young", "hall", "and", "are", "the",
    "not", "all", "april",
];
/// A month beside a number is a date and no name.
const MONTHS: [&str; 5] = ["may", "april", "june", "august", "jun"];

/// "Child C17".
pub fn pseudonym(child: ChildId) -> String {
    format!("Child {child}")
}

/// "Child of E12", for a child that is not identified.
pub fn pseudonym_of(episode: EpisodeId) -> String {
    format!("Child of {episode}")
}

/// By number where there is one, else by the episode.
pub fn pseudonym_or(child: Option<ChildId>, episode: Option<EpisodeId>) -> String {
    child.map(pseudonym).or(episode.map(pseudonym_of)).unwrap_or_else(|| "Child".into())
}

impl Names {
    /// Is all that is known of the child taken in already?
    pub fn knows(&self, child: ChildId) -> bool {
        self.known.contains(&child)
    }

    /// Veils all names of a child of the register, its address, placement and date of birth.
    pub fn add_child(&mut self, child: &Child) {
        let (d, stands) = (&child.details, pseudonym(child.id));
        self.known.insert(child.id);
        self.add_person(&stands, &d.given, &d.family);
        d.other_names.iter().for_each(|name| self.add_name(&stands, name));
        self.add_place(d.address.as_deref(), ADDRESS);
        self.add_place(d.placement.as_deref(), PLACEMENT);
        self.add_born(d.dob);
    }

    /// Likewise as a list names the child.
    pub fn add_listed(&mut self, episode: EpisodeId, child: Option<ChildId>, listed: &ListedPerson) {
        let stands = pseudonym_or(child, Some(episode));
        self.add_person(&stands, &listed.given, &listed.family);
        listed.other_names.iter().for_each(|name| self.add_name(&stands, name));
        self.add_place(listed.address.as_deref(), ADDRESS);
        self.add_place(listed.placement.as_deref(), PLACEMENT);
        self.add_born(listed.dob);
    }

    fn add_person(&mut self, stands: &str, given: &str, family: &str) {
        self.add_name(stands, &format!("{given} {family}"));
        self.add(&format!("{family} {given}"), stands);
        // Where names are written without a blank between them.
        self.add(&format!("{family}{given}"), stands);
        if let (Some(initial), false) = (family.chars().next(), given.is_empty()) {
            self.add(&format!("{given} {initial}"), stands);
        }
        self.add(given, stands);
        self.add(family, stands);
    }

    /// A name in full; each of its words counts as well.
    pub fn add_name(&mut self, stands: &str, name: &str) {
        self.add(name, stands);
        let parts: Vec<String> = fold(name).split(' ').filter(|part| part.chars().count() > 1).map(String::from).collect();
        parts.iter().for_each(|part| self.add(part, stands));
    }

    fn add_place(&mut self, place: Option<&str>, stands: &str) {
        let Some(place) = place else { return };
        self.add(place, stands);
        for part in place.split([',', '\n']) {
            let street = part.trim().trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
            for words in [part, street].into_iter().filter(|words| fold(words).contains(' ')) {
                self.add(words, stands);
            }
        }
    }

    fn add_born(&mut self, dob: Option<NaiveDate>) {
        let Some(dob) = dob else { return };
        for form in ["%d/%m/%Y", "%-d/%-m/%Y", "%d/%m/%y", "%-d %b %Y", "%-d %B %Y", "%Y-%m-%d"] {
            self.add(&dob.format(form).to_string(), BORN);
        }
    }

    fn add(&mut self, phrase: &str, stands: &str) {
        let words: Vec<String> = fold(phrase).split(' ').filter(|word| !word.is_empty()).map(String::from).collect();
        let Some(first) = words.first().filter(|first| words.len() > 1 || first.chars().count() > 1 || !first.is_ascii()) else { return };
        let same = self.phrases.entry(first.clone()).or_default();
        same.entry((Reverse(words.len()), words)).or_default().insert(stands.to_string());
    }

    /// The text with pseudonyms in the place of names, whole words in any case; postcodes are hidden, whosever they are.
    pub fn text(&self, text: &str) -> String {
        let words = words_of(text);
        let mut out = String::with_capacity(text.len());
        let (mut done, mut at) = (0, 0);
        while at < words.len() {
            let Some((stands, count)) = self.found(text, &words[at..], at.checked_sub(1).map(|i| &words[i])) else {
                at += 1;
                continue;
            };
            out.push_str(&text[done..words[at].from]);
            out.push_str(&stands);
            let last = &words[at + count - 1];
            done = last.to;
            // The point of "Nadia B." goes with the name.
            if last.folded.chars().count() == 1 && text[done..].starts_with('.') {
                done += 1;
            }
            // So does the end of "Foster carers (Iyer)".
            if text[words[at].from..done].contains('(') && text[done..].starts_with(')') {
                done += 1;
            }
            at += count;
        }
        out.push_str(&text[done..]);
        out
    }

    /// What stands at the beginning of these words, and how many of them it takes.
    fn found(&self, text: &str, words: &[Word], before: Option<&Word>) -> Option<(String, usize)> {
        let first = words.first()?;
        let near = |count: usize| words[..count].windows(2).all(|pair| joins(&text[pair[0].to..pair[1].from]));
        let here =
            |phrase: &[String]| phrase.len() <= words.len() && phrase.iter().zip(words).all(|(a, b)| *a == b.folded) && near(phrase.len());
        let longest = self.phrases.get(&first.folded).into_iter().flatten().find(|((_, phrase), _)| here(phrase));
        if let Some(((_, phrase), stands)) = longest.filter(|((_, phrase), _)| phrase.len() > 1 || is_name(first, before, words.get(1))) {
            let one = stands.iter().next().filter(|_| stands.len() == 1);
            return Some((one.map_or(SEVERAL, String::as_str).to_string(), phrase.len()));
        }
        match words.get(1) {
            _ if is_postcode(&first.folded) => Some((POSTCODE.into(), 1)),
            Some(second) if near(2) && is_postcode(&format!("{}{}", first.folded, second.folded)) => Some((POSTCODE.into(), 2)),
            _ => None,
        }
    }
}

/// A word of a text: letters and digits with their accents.
struct Word {
    from: usize,
    to: usize,
    folded: String,
    capital: bool,
}

fn words_of(text: &str) -> Vec<Word> {
    let in_word = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    let mut words = Vec::new();
    let mut from = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (in_word(c), from) {
            (true, None) => from = Some(i),
            (false, Some(start)) => {
                let word = &text[start..i];
                words.push(Word { from: start, to: i, folded: fold(word), capital: word.starts_with(char::is_uppercase) });
                from = None;
            }
            _ => {}
        }
    }
    words
}

/// May this stand between the words of one name, address or date?
fn joins(between: &str) -> bool {
    between.chars().count() <= 2 && !between.contains(['\n', ';', ':'])
}

/// Is a single word that may be a name meant as one here?
fn is_name(word: &Word, before: Option<&Word>, after: Option<&Word>) -> bool {
    let number = |other: Option<&Word>| other.is_some_and(|other| other.folded.starts_with(|c: char| c.is_ascii_digit()));
    if MONTHS.contains(&word.folded.as_str()) && (number(before) || number(after)) {
        return false;
    }
    let short = word.folded.is_ascii() && word.folded.len() <= 2;
    word.capital || !(short || EVERYDAY.contains(&word.folded.as_str()))
}

/// "m145qx": the form of a UK postcode, without its blank.
fn is_postcode(folded: &str) -> bool {
    let bytes = folded.as_bytes();
    let Some(split) = bytes.len().checked_sub(3).filter(|split| (2..=4).contains(split)) else { return false };
    let (outward, inward) = bytes.split_at(split);
    let letters = outward.iter().take_while(|b| b.is_ascii_lowercase()).count();
    let inward_fits = inward[0].is_ascii_digit() && inward[1..].iter().all(u8::is_ascii_lowercase);
    (1..=2).contains(&letters) && outward.get(letters).is_some_and(u8::is_ascii_digit) && inward_fits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::child::ChildDetails;

    fn names() -> Names {
        let child = |n, given: &str, family: &str, other: &[&str], address: &str| Child {
            id: ChildId(n),
            details: ChildDetails {
                given: given.into(),
                family: family.into(),
                other_names: other.iter().map(|name| (*name).into()).collect(),
                dob: NaiveDate::from_ymd_opt(2011, 3, 4),
                address: Some(address.into()),
                placement: Some("Park House".into()),
                ..ChildDetails::default()
            },
            changed: 0,
        };
        let mut names = Names::default();
        names.add_child(&child(17, "Nadia", "Begum", &["Naddy"], "12 Larch Street, Ardwick"));
        names.add_child(&child(18, "Siân", "O'Neill", &[], "3 Elm Court"));
        names.add_child(&child(19, "May", "Begum", &[], "12 Larch Street"));
        names.add_child(&child(20, "小明", "王", &[], ""));
        names.add_place(Some("Foster carers (Iyer)"), PLACEMENT);
        names
    }

    #[test]
    fn names_inside_a_text_become_pseudonyms_as_whole_words_in_any_case() {
        for (text, veiled) in [
            ("Nadia Begum's phone is off", "Child C17's phone is off"),
            ("BEGUM, Nadia was seen; nadia’s aunt rang", "Child C17 was seen; Child C17’s aunt rang"),
            ("with Nadia B. on 31 Oct", "with Child C17 on 31 Oct"),
            ("She is called Naddy", "She is called Child C17"),
            ("Sian and SIA\u{302}N O’Neill", "Child C18 and Child C18"),
            ("Mrs Begum rang", "Mrs [child] rang"),
            ("May may come on 4 May", "Child C19 may come on 4 May"),
            ("王小明 was at the station", "Child C20 was at the station"),
            ("Nadiana and the begums", "Nadiana and the begums"),
            ("at 12 Larch Street, M14 5QX, or Larch Street", "at [address], [postcode], or [address]"),
            ("back at Park House (born 04/03/2011, 4 Mar 2011)", "back at [placement] (born [date of birth], [date of birth])"),
            ("with Foster carers (Iyer), by car", "with [placement], by car"),
            ("GMP/26/0417 B7 A9 D45 E12", "GMP/26/0417 B7 A9 D45 E12"),
        ] {
            assert_eq!(names().text(text), veiled, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_name_is_left_whatever_stands_around_it(before in "\\PC{0,12}", after in "\\PC{0,12}") {
            let veiled = names().text(&format!("{before} Nadia {after}"));
            proptest::prop_assert!(!fold(&veiled).split(' ').any(|word| word == "nadia"), "{}", veiled);
        }
    }
}
