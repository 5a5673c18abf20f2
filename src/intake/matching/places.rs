//! Homes: an address cut into numbers and words, and how far two of them agree.

use super::compare::Place;
use super::prepared::{Address, Prepared};
use super::text::{Token, fold};

/// The numbers of an address, and its words with "flat" dropped and "street", "road" … as they are shortened.
pub fn address_parts(address: &str) -> (Vec<u32>, String) {
    let plain = fold(without_carer(address));
    let numbers = plain.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).filter_map(|n| n.parse().ok()).collect();
    let words =
        plain.split(|c: char| !c.is_ascii_lowercase()).filter(|w| !matches!(*w, "" | "flat" | "flt" | "apt" | "apartment" | "unit"));
    (numbers, words.flat_map(apart).collect::<Vec<_>>().join(" "))
}

/// The kind of street as it is shortened, and taken off the name that it is run together with: "towns cres" of "townscrescent".
fn apart(word: &str) -> impl Iterator<Item = &str> {
    const RUN_TOGETHER: [&str; 11] =
        ["road", "street", "avenue", "close", "lane", "drive", "crescent", "court", "gardens", "terrace", "place"];
    let name = RUN_TOGETHER.iter().find_map(|kind| word.strip_suffix(kind)).filter(|name| name.len() >= 3);
    [name, Some(shortened(&word[name.map_or(0, str::len)..]))].into_iter().flatten()
}

/// "c/o Mrs Shaw, 17 Oak Road" is 17 Oak Road.
fn without_carer(address: &str) -> &str {
    let start = address.trim_start();
    let after = ["c/o", "C/O", "C/o", "care of", "Care of"].iter().find_map(|words| start.strip_prefix(words));
    let Some(after) = after.filter(|after| !after.starts_with(char::is_alphanumeric)) else { return address };
    after.split_once(',').map_or(after, |(_, home)| home)
}

fn shortened(word: &str) -> &str {
    match word {
        "road" => "rd",
        "street" => "st",
        "avenue" | "av" => "ave",
        "close" => "cl",
        "lane" => "ln",
        "drive" => "dr",
        "crescent" => "cres",
        "court" => "ct",
        "gardens" => "gdns",
        "terrace" => "terr",
        "place" => "pl",
        "grove" => "gr",
        "square" => "sq",
        other => other,
    }
}

/// Where two records agree on a home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Homes {
    pub place: Place,
    /// One of the two is an earlier home.
    pub earlier: bool,
    /// The postcodes of the two homes; that of `a` first.
    pub postcodes: (Token, Token),
}

/// The best agreeing of all homes of two records, the present ones before earlier ones that agree as well.
pub fn homes(a: &Prepared, b: &Prepared) -> Option<Homes> {
    let mut best: Option<Homes> = None;
    for (i, ours) in a.homes().enumerate() {
        for (j, theirs) in b.homes().enumerate() {
            if let Some(place) = place(ours, theirs)
                && best.is_none_or(|best| place > best.place)
            {
                best = Some(Homes { place, earlier: i + j > 0, postcodes: (ours.postcode, theirs.postcode) });
            }
        }
    }
    best
}

/// Two addresses; `None` where there is too little to compare.
pub(super) fn place(a: &Address, b: &Address) -> Option<Place> {
    if !a.is_given() || !b.is_given() {
        return None;
    }
    let (p, q) = (&a.postcode, &b.postcode);
    let both_coded = !p.is_empty() && !q.is_empty();
    let number = a.numbers.iter().any(|n| b.numbers.contains(n));
    if both_coded && p == q {
        let named_house = a.numbers.is_empty() && b.numbers.is_empty() && same_street(&a.street, &b.street, false);
        let house = number && !other_house(a, b);
        return Some(if house || named_house { Place::PostcodeAndNumber } else { Place::Postcode });
    }
    let street = same_street(&a.street, &b.street, number);
    let start = a.street.len() > 1 && b.street.len() > 1 && a.street[..2] == b.street[..2];
    // Of one postcode only the district may be given ("LS2", "LS2 9JT"), or none: house number and street then say the rest.
    if both_coded && (number || street || start) && p.edits(q) <= 1
        || number && street && (!both_coded || district_of(p, q) || district_of(q, p))
    {
        return Some(Place::NearPostcode);
    }
    if street {
        return Some(Place::Street);
    }
    if both_coded {
        let same = p.len() > 4 && q.len() > 4 && district(p) == district(q) || district_of(p, q) || district_of(q, p);
        return Some(if same { Place::Outward } else { Place::Differs });
    }
    (!a.street.is_empty() && !b.street.is_empty()).then_some(Place::Differs)
}

/// A number agrees, and yet it is another house of the postcode: another street ("9 Oak Road", "9 Elm Road"), or another flat or house
/// where both give two numbers ("Flat 2, 14 Oak Road", "Flat 5, 14 Oak Road").
fn other_house(a: &Address, b: &Address) -> bool {
    let found = |word: &Token, words: &[Token]| words.iter().any(|other| word == other || word.edits(other) == 1);
    let (few, many) = if a.numbers.len() <= b.numbers.len() { (&a.numbers, &b.numbers) } else { (&b.numbers, &a.numbers) };
    let other_street = match (a.street.first(), b.street.first()) {
        (Some(ours), Some(theirs)) => !found(ours, &b.street) && !found(theirs, &a.street),
        _ => false,
    };
    other_street || few.iter().any(|number| !many.contains(number))
}

/// The first part of a whole postcode: "LS2" of "LS29JT".
fn district(postcode: &Token) -> &[u8] {
    &postcode.bytes()[..postcode.len().saturating_sub(3)]
}

/// `short` is only the district of the whole postcode `long`.
fn district_of(short: &Token, long: &Token) -> bool {
    short.len() <= 4 && long.len() > 4 && short.bytes() == district(long)
}

/// The same street: all words of the shorter address are in the longer one (one letter off counts), or nearly all letters of both;
/// and a town alone is no street, so the house number or the first words must agree too. Beside the house number, which says most,
/// fewer letters are enough.
fn same_street(a: &[Token], b: &[Token], number: bool) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let one_off = |word: &Token, other: &Token| word == other || word.len() >= 4 && word.edits(other) == 1;
    let found = |word: &Token, words: &[Token]| words.iter().any(|other| one_off(word, other)) || run_together(word, words);
    let (Some(first), Some(other_first)) = (short.first(), long.first()) else { return false };
    if !(number || found(first, long) && found(other_first, short)) {
        return false;
    }
    let shared: usize = short.iter().filter(|word| found(word, long)).map(Token::len).sum();
    let total = |words: &[Token]| words.iter().map(Token::len).sum::<usize>();
    let (all_short, all) = (total(short), total(a) + total(b));
    shared > 0 && (shared == all_short || 200 * shared >= if number { 70 } else { 85 } * all)
}

/// The word is two neighbours of the others written as one ("cooeepalms", "cooee palms").
fn run_together(word: &Token, words: &[Token]) -> bool {
    let (text, split) = (word.bytes(), |pair: &[Token]| pair[0].len() + pair[1].len() == word.len());
    words.windows(2).any(|pair| split(pair) && text.starts_with(pair[0].bytes()) && text.ends_with(pair[1].bytes()))
}
