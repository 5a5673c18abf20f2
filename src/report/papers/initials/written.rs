//! Dates and places found in what was typed, however they are written: only letters and digits count, and where words end.

use crate::text::fold;
use chrono::NaiveDate;
use unicode_normalization::char::is_combining_mark;

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// A text as it is compared: letters and digits, case and accents set aside. "O’Neill" and "ONEILL" are one.
pub fn squeezed(text: &str) -> String {
    fold(text).replace(' ', "")
}

/// May something end with the one and begin with the other? Not within a word or a number; a script without capitals has no words.
pub fn apart(before: Option<char>, after: Option<char>) -> bool {
    let letter = |c: char| c.is_lowercase() || c.is_uppercase();
    let Some((before, after)) = before.zip(after) else { return true };
    !(letter(before) && letter(after) || before.is_numeric() && after.is_numeric())
}

/// The length of the beginning of `text` that is `phrase`, which is squeezed.
pub fn beginning(text: &str, phrase: &str) -> Option<usize> {
    let mut wanted = phrase.chars().peekable();
    for (at, c) in text.char_indices() {
        let is = squeezed(c.encode_utf8(&mut [0; 4]));
        if is.is_empty() && !between(c) && !is_combining_mark(c) {
            return None;
        }
        for is in is.chars() {
            if wanted.next() != Some(is) {
                return None;
            }
        }
        if wanted.peek().is_none() {
            let end = at + c.len_utf8();
            return apart(Some(c), text[end..].chars().next()).then_some(end);
        }
    }
    None
}

/// May it stand between the parts of a date or of an address?
fn between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | ',' | '/' | '\\' | '-' | '\'' | '’' | '‐' | '‑' | '–')
}

/// The days that the text may begin with, each with its length: "17.2.2010", "17th of February 2010", "Feb 17, 10", "2010-02-17".
pub fn dates(text: &str) -> Vec<(usize, NaiveDate)> {
    let tokens = tokens(text);
    let date = |year: Option<i32>, month: Option<u32>, day: Option<u32>| NaiveDate::from_ymd_opt(year?, month?, day?);
    let mut found = Vec::new();
    if let [(a, _), (b, _), (c, end), ..] = tokens[..] {
        let read = [date(year(c), month(b), day(a)), date(year(c), month(a), day(b)), date(year(a), month(b), day(c))];
        found.extend(read.into_iter().flatten().map(|day| (end, day)));
    }
    if let Some((one, end)) = tokens.first().filter(|(one, _)| one.len() == 8) {
        let read = ["%d%m%Y", "%Y%m%d"].map(|form| NaiveDate::parse_from_str(one, form).ok());
        found.extend(read.into_iter().flatten().map(|day| (*end, day)));
    }
    found
}

/// The first numbers and words, at most three, each with where it ends; without what only joins them ("th", "of").
fn tokens(text: &str) -> Vec<(&str, usize)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while found.len() < 3 {
        let rest = &text[at..];
        let Some(first) = rest.chars().next().filter(|c| c.is_ascii_alphanumeric()) else { break };
        let alike = |c: char| c.is_ascii_alphanumeric() && c.is_ascii_digit() == first.is_ascii_digit();
        let word = &rest[..rest.find(|c| !alike(c)).unwrap_or(rest.len())];
        let joins = ["st", "nd", "rd", "th", "of"].iter().any(|join| word.eq_ignore_ascii_case(join));
        at += word.len();
        if !joins {
            found.push((word, at));
        }
        at += text[at..].find(|c| !between(c)).unwrap_or(text.len() - at);
    }
    found
}

fn day(word: &str) -> Option<u32> {
    word.parse().ok().filter(|_| word.len() <= 2)
}

fn month(word: &str) -> Option<u32> {
    let lower = word.to_ascii_lowercase();
    let named = || MONTHS.iter().zip(1..).find(|(name, _)| lower.len() >= 3 && name.starts_with(&lower));
    day(word).or_else(|| named().map(|(_, number)| number))
}

fn year(word: &str) -> Option<i32> {
    let year: i32 = word.parse().ok()?;
    match word.len() {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_known_however_people_write_it() {
        let born = NaiveDate::from_ymd_opt(2010, 2, 17).unwrap_or_default();
        for text in [
            "17.2.2010",
            "17/02/10",
            "17 / 02 / 2010",
            "17th of February 2010",
            "17 Feb 2010",
            "17-FEB-10",
            "February 17th, 2010",
            "2010-02-17",
            "17022010",
            "20100217",
            "17 february '10",
        ] {
            let whole = |found: Vec<(usize, NaiveDate)>| found.contains(&(text.len(), born));
            assert!(whole(dates(text)), "{text}: {:?}", dates(text));
        }
        for text in ["17.2.20101", "17 of them", "18.2.2010", "17 February"] {
            assert!(dates(text).iter().all(|(_, day)| *day != born), "{text}");
        }
        let september = NaiveDate::from_ymd_opt(2010, 9, 1).unwrap_or_default();
        assert!(dates("1 Sept 2010").contains(&(11, september)), "{:?}", dates("1 Sept 2010"));
    }
}
