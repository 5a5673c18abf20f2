//! Children by their initials, also where free text names them: for minutes that leave the room.
//!
//! Every word of a child's name gives way to its first letter, as a whole word in any case; known addresses, postcodes and dates
//! of birth are taken out. A name in a script without capitals has no initials; the child's number stands for it.

use crate::casebook::meeting_view::{ChangeLine, Content, EpisodeItem, MeetingRecord};
use crate::casebook::panels_view::PanelPage;
use crate::child::{Child, ChildDetails, ChildId};
use crate::episode::ListedPerson;
use crate::text::fold;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use unicode_normalization::char::is_combining_mark;

/// What is replaced by what. The empty one replaces nothing.
#[derive(Debug, Clone, Default)]
pub(in crate::report) struct Names {
    /// Comparable word of a name → its initial.
    words: BTreeMap<String, String>,
    /// Replaced wherever they stand, the longest first: names without initials, addresses, postcodes, dates of birth. By their
    /// first two characters, so that a text is walked once, however many there are.
    phrases: BTreeMap<(char, char), Vec<(String, String)>>,
}

impl Names {
    /// The children of a record.
    pub(super) fn of(record: &MeetingRecord) -> Names {
        let mut names = Names::default();
        for action in &record.actions {
            names.known(action.record.child, &action.about);
        }
        for item in &record.items {
            for action in &item.actions {
                names.known(action.record.child, &action.about);
            }
            // On business its title was shown, which is no name: "referral B7: Nadia Begum".
            let of_child = item.decisions.iter().filter(|decision| decision.business.is_none());
            for shown in of_child.filter_map(|decision| decision.shown.as_ref()) {
                names.person(&shown.name, &label(item.line.child));
            }
            names.content(&item.content);
        }
        names
    }

    /// Other children by their initials, in a paper about one child, whose own names stay.
    pub(in crate::report) fn of_others(others: &[Child], own: &ChildDetails) -> Names {
        let mut names = Names::default();
        for other in others {
            names.child(&other.details, &label(Some(other.id)));
        }
        let mine = std::iter::once(own.full_name()).chain(own.other_names.iter().cloned());
        let mut own_words = Names::default();
        mine.for_each(|name| own_words.person(&name, ""));
        names.words.retain(|word, _| !own_words.words.contains_key(word));
        // Who lives together has one address, and twins one date of birth: they are on the paper anyway.
        let held = [own.address.as_deref(), own.postcode.as_deref()];
        held.into_iter().for_each(|place| own_words.place(place));
        own_words.born(own.dob);
        let kept: Vec<&String> = own_words.phrases.values().flatten().map(|(phrase, _)| phrase).collect();
        names.phrases.values_mut().for_each(|phrases| phrases.retain(|(phrase, _)| !kept.contains(&phrase)));
        names
    }

    /// The children of panel pages, and those their texts may name.
    pub(in crate::report) fn of_pages(pages: &[PanelPage]) -> Names {
        let mut names = Names::default();
        for page in pages {
            names.child(&page.child.details, &label(Some(page.child.id)));
            for episode in &page.episodes {
                names.listed(&episode.details.listed, &label(Some(page.child.id)));
            }
            for person in &page.people {
                names.person(&person.name, &label(person.child.map(|id| id.0)));
            }
            for business in &page.business {
                business.details.named.iter().for_each(|name| names.person(name, "a child"));
            }
        }
        names
    }

    /// Each phrase once, behind those that are longer.
    fn phrase(&mut self, phrase: String, with: &str) {
        let Some(begins) = first_two(&phrase) else { return };
        let alike = self.phrases.entry(begins).or_default();
        if alike.iter().all(|(known, _)| *known != phrase) {
            let at = alike.partition_point(|(known, _)| known.len() >= phrase.len());
            alike.insert(at, (phrase, with.to_owned()));
        }
    }

    fn content(&mut self, content: &Content) {
        match content {
            Content::Actions(lines) => lines.iter().for_each(|line| self.known(line.record.child, &line.about)),
            Content::Changes(changes) => {
                let lists = [&changes.new, &changes.returned, &changes.changed, &changes.missing_from_list, &changes.never_reported];
                let lines: Vec<&ChangeLine> = lists.into_iter().flatten().collect();
                lines.into_iter().for_each(|line| self.person(&line.name, &label(line.child)));
            }
            Content::Interviews(clocks) => {
                clocks.items.iter().for_each(|item| self.person(&item.child.name, &label(item.child.id.map(|id| id.0))));
            }
            Content::Thresholds(lines) => lines.iter().for_each(|line| self.person(&line.name, &label(line.child))),
            Content::AnyOther | Content::ReadBack(_) => {}
            Content::Episode(item) => self.episode(item),
            Content::Business(sheet) => {
                for child in &sheet.children {
                    self.person(&child.name, &label(child.id.map(|id| id.0)));
                    self.born(child.dob);
                }
                sheet.business.details.named.iter().for_each(|name| self.person(name, "a child"));
            }
        }
    }

    fn episode(&mut self, item: &EpisodeItem) {
        let case = &item.case;
        let number = case.child.as_ref().map_or_else(|| format!("child of {}", case.episode.id), |child| label(Some(child.id)));
        for child in case.child.iter().chain(case.candidates.iter().map(|candidate| &candidate.child)) {
            self.child(&child.details, &label(Some(child.id)));
        }
        for episode in case.episodes.iter().chain([&case.episode]) {
            self.listed(&episode.details.listed, &number);
        }
        for person in &case.people {
            self.person(&person.name, &label(person.child.map(|id| id.0)));
        }
        item.open_actions.iter().for_each(|action| self.known(action.record.child, &action.about));
    }

    /// A child of the register: its names, its date of birth, where it lives.
    pub(in crate::report) fn child(&mut self, details: &ChildDetails, label: &str) {
        self.person(&details.full_name(), label);
        details.other_names.iter().for_each(|name| self.person(name, label));
        self.born(details.dob);
        self.place(details.address.as_deref());
        self.place(details.postcode.as_deref());
    }

    fn listed(&mut self, listed: &ListedPerson, label: &str) {
        self.person(&format!("{} {}", listed.given, listed.family), label);
        listed.other_names.iter().for_each(|name| self.person(name, label));
        self.born(listed.dob);
        self.place(listed.address.as_deref());
        self.place(listed.postcode.as_deref());
    }

    /// What a line is about is a name only where it is about a child.
    fn known(&mut self, child: Option<ChildId>, name: &str) {
        if child.is_some() {
            self.person(name, &label(child));
        }
    }

    /// A name; `label` stands for one without initials.
    pub(in crate::report) fn person(&mut self, name: &str, label: &str) {
        // "(no name given)" is no name.
        if name.starts_with('(') {
            return;
        }
        let words: Vec<&str> = name.split_whitespace().collect();
        for word in &words {
            if word.chars().any(|c| c.is_lowercase() || c.is_uppercase()) {
                // One letter is an initial already: after "A Hussain" every "a" would be one.
                let pieces = word.split(|c: char| !in_word(c)).chain([*word]);
                for piece in pieces.filter(|piece| key(piece).chars().count() > 1) {
                    let first = piece.chars().find(|c| c.is_alphanumeric()).into_iter().flat_map(char::to_uppercase);
                    let initial = first.chain(['.']).collect::<String>();
                    self.words.entry(key(piece)).or_insert(initial);
                }
            } else if word.chars().count() > 1 {
                self.phrase((*word).to_owned(), label);
            } else {
                self.words.entry(key(word)).or_insert(label.to_owned());
            }
        }
        let joined = |words: Vec<&str>, with: &str| words.join(with);
        if words.len() > 1 && !name.chars().any(|c| c.is_lowercase() || c.is_uppercase()) {
            let turned: Vec<&str> = words.iter().rev().copied().collect();
            let written = [joined(words.clone(), ""), joined(words, " "), joined(turned.clone(), ""), joined(turned, " ")];
            written.into_iter().for_each(|name| self.phrase(name, label));
        }
        self.words.remove("");
    }

    fn born(&mut self, day: Option<NaiveDate>) {
        let written = ["%-d %b %Y", "%-d %B %Y", "%d %b %Y", "%d/%m/%Y", "%-d/%-m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d"];
        for day in day.iter().flat_map(|day| written.map(|how| day.format(how).to_string())) {
            self.phrase(day, "(date of birth)");
        }
    }

    fn place(&mut self, place: Option<&str>) {
        let Some(place) = place.map(str::trim) else { return };
        let first = place.split(',').next().unwrap_or(place).trim();
        let numbered = Some(first).filter(|first| first.chars().any(|c| c.is_ascii_digit()) && first.contains(' '));
        let closed_up = place.replace(' ', "");
        for known in [Some(place), numbered, Some(closed_up.as_str())].into_iter().flatten().filter(|known| known.chars().count() > 3) {
            self.phrase(known.to_owned(), "(address)");
        }
    }

    /// The text with every child of the record by initials.
    pub(in crate::report) fn apply(&self, text: &str) -> String {
        if self.words.is_empty() && self.phrases.is_empty() {
            return text.to_owned();
        }
        let text = self.without_phrases(text);
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(start) = rest.find(in_word) {
            let (before, from) = rest.split_at(start);
            let (word, after) = from.split_at(word_end(from));
            out.push_str(before);
            let changed = self.word(word);
            // "N." at the end of a sentence keeps one full stop.
            rest = if changed.ends_with('.') && after.starts_with('.') { &after[1..] } else { after };
            out.push_str(&changed);
        }
        out + rest
    }

    /// The text with every phrase replaced, in any case.
    fn without_phrases(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let alike = first_two(rest).and_then(|begins| self.phrases.get(&begins)).into_iter().flatten();
            let found = alike.filter_map(|(phrase, with)| Some((beginning(rest, phrase)?, with.as_str()))).next();
            match found {
                Some((length, with)) => {
                    out.push_str(with);
                    rest = &rest[length..];
                }
                None => {
                    out.push(c);
                    rest = &rest[c.len_utf8()..];
                }
            }
        }
        out
    }

    /// A word with its apostrophes and hyphens: the whole of it, without "'s", or piece by piece.
    fn word(&self, word: &str) -> String {
        if let Some(initial) = self.words.get(&key(word)) {
            return initial.clone();
        }
        if let Some((name, "s" | "S")) = word.rsplit_once(['\'', '’'])
            && let Some(initial) = self.words.get(&key(name))
        {
            return format!("{initial}{}", &word[name.len()..]);
        }
        let pieces = word.split_inclusive(|c: char| !in_word(c));
        let one = |piece: &str| {
            let bare = piece.trim_end_matches(|c: char| !in_word(c));
            self.words.get(&key(bare)).map_or(piece.to_owned(), |initial| format!("{initial}{}", &piece[bare.len()..]))
        };
        pieces.map(one).collect()
    }
}

fn label(child: Option<ChildId>) -> String {
    child.map_or("a child".into(), |id| format!("child {id}"))
}

/// A word as it is compared: "O’Neill" and "ONEILL" are one.
fn key(word: &str) -> String {
    fold(word).replace(' ', "")
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Where the word that the text begins with ends; an apostrophe or a hyphen between two letters belongs to it.
fn word_end(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '\'' | '’' | '-' | '‐' | '‑') && chars.peek().is_some_and(|(_, next)| in_word(*next));
        if !in_word(c) && !joins {
            return at;
        }
    }
    text.len()
}

/// The first two characters, case set aside; every phrase has as many.
fn first_two(text: &str) -> Option<(char, char)> {
    let mut chars = text.chars().map(|c| c.to_lowercase().next().unwrap_or(c));
    Some((chars.next()?, chars.next()?))
}

/// The length of the beginning of `text` that is `phrase`, case set aside.
fn beginning(text: &str, phrase: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    for wanted in phrase.chars() {
        let (_, c) = chars.next()?;
        if c != wanted && !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(chars.next().map_or(text.len(), |(at, _)| at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let mut names = Names::default();
        for (name, label) in [
            ("Nadia Begum-Khan", "child C1"),
            ("Siân O'Neill", "child C2"),
            ("小明 王", "child C3"),
            ("Thi Lan Nguyen", "child C4"),
            ("(no name given)", "a child"),
            ("A Hussain", "child of E12"),
        ] {
            names.person(name, label);
        }
        names.born("2010-03-04".parse().ok());
        names.place(Some("12 Mill Lane, Oldtown"));
        names.place(Some("M1 2AB"));
        names
    }

    #[test]
    fn no_word_of_a_childs_name_is_left_however_it_is_written() {
        for (text, safe) in [
            ("Nadia Begum-Khan was seen", "N. B. was seen"),
            ("NADIA's phone; saw nadia.", "N.'s phone; saw N."),
            ("Begum and Khan, khan-begum", "B. and K., K.-B."),
            ("Sian O’Neill, SIÂN ONEILL (Sia\u{302}n)", "S. O., S. O. (S.)"),
            ("O'Neill's brother", "O.'s brother"),
            ("王小明 and 小明 (王)", "child C3 and child C3 (child C3)"),
            ("Lan went; the land and Thilanka stay", "L. went; the land and Thilanka stay"),
            ("born 4 March 2010, 04/03/2010", "born (date of birth), (date of birth)"),
            ("at 12 mill lane, M12AB or m1 2ab", "at (address), (address) or (address)"),
            ("Ann Lee rang, no name was given", "Ann Lee rang, no name was given"),
            ("A Hussain has a phone; A. HUSSAIN", "A H. has a phone; A. H."),
            ("", ""),
        ] {
            assert_eq!(names().apply(text), safe);
        }
        assert_eq!(Names::default().apply("Nadia"), "Nadia");
    }

    #[test]
    fn a_phrase_told_a_thousand_times_is_kept_once_and_the_longest_is_taken() {
        let mut names = names();
        let count = |names: &Names| names.phrases.values().map(Vec::len).sum::<usize>();
        let before = count(&names);
        for _ in 0..1000 {
            names.place(Some("12 Mill Lane, Oldtown"));
            names.person("小明 王", "child C3");
            names.born("2010-03-04".parse().ok());
        }
        assert_eq!(count(&names), before);
        names.place(Some("12 Mill Lane, Oldtown, Flat 3"));
        assert_eq!(names.apply("12 Mill Lane, Oldtown, Flat 3"), "(address)");
    }
}
