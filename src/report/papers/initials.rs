//! Children by their initials, also where free text names them: for minutes that leave the room.
//!
//! Every word of a child's name gives way to its first letter, as a whole word in any case; known addresses, postcodes and dates
//! of birth are taken out, however they are written. A name in a script without capitals has no initials; the child's number stands
//! for it. Whoever makes the paper finds the other children of the register whom it names ([`Mentioned`]) and lays them in.

mod mentioned;
#[cfg(test)]
mod tests;
mod written;

pub use mentioned::Mentioned;

use crate::casebook::meeting_view::{ChangeLine, Content, EpisodeItem, MeetingRecord};
use crate::casebook::panels_view::PanelPage;
use crate::child::{Child, ChildDetails, ChildId};
use crate::episode::ListedPerson;
use crate::text::fold;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::char::is_combining_mark;
use written::{apart, beginning, dates, squeezed};

/// What stands on every paper with initials.
pub(in crate::report) const NOTE: &str = "Children are named by their initials. Names of people who are not on the register may stand in \
                                          what was typed: read it before it is sent.";

/// How the last word of an address is written in short.
const SHORT: [(&str, &str); 8] = [
    ("road", "rd"),
    ("street", "st"),
    ("avenue", "ave"),
    ("lane", "ln"),
    ("close", "cl"),
    ("drive", "dr"),
    ("court", "ct"),
    ("crescent", "cres"),
];

/// What is replaced by what. The empty one replaces nothing.
#[derive(Debug, Clone, Default)]
pub(in crate::report) struct Names {
    /// Comparable word of a name → its initial.
    words: BTreeMap<String, String>,
    /// Replaced wherever they stand, the longest first: names without initials, addresses, postcodes; letters and digits only. By
    /// their first character, so that a text is walked once, however many there are.
    phrases: BTreeMap<char, Vec<(String, String)>>,
    /// Dates of birth.
    born: BTreeSet<NaiveDate>,
}

impl Names {
    /// The children of a record.
    pub(super) fn of(record: &MeetingRecord) -> Names {
        let mut names = Names::default();
        names.others(&record.others);
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
        names.others(others);
        let mine = std::iter::once(own.full_name()).chain(own.other_names.iter().cloned());
        let mut own_words = Names::default();
        mine.for_each(|name| own_words.person(&name, ""));
        names.words.retain(|word, _| !own_words.words.contains_key(word));
        // Who lives together has one address, and twins one date of birth: they are on the paper anyway.
        let held = [own.address.as_deref(), own.postcode.as_deref()];
        held.into_iter().for_each(|place| own_words.place(place));
        names.born.retain(|day| own.dob != Some(*day));
        let kept: Vec<&String> = own_words.phrases.values().flatten().map(|(phrase, _)| phrase).collect();
        names.phrases.values_mut().for_each(|phrases| phrases.retain(|(phrase, _)| !kept.contains(&phrase)));
        names
    }

    /// The children of panel pages, and others their texts name.
    pub(in crate::report) fn of_pages(pages: &[PanelPage], others: &[Child]) -> Names {
        let mut names = Names::default();
        names.others(others);
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

    /// Children of the register by number, with all that is known of them.
    pub(in crate::report) fn others(&mut self, others: &[Child]) {
        others.iter().for_each(|child| self.child(&child.details, &label(Some(child.id))));
    }

    /// Each phrase once, behind those that are longer.
    fn phrase(&mut self, phrase: &str, with: &str) {
        let phrase = squeezed(phrase);
        let Some(begins) = phrase.chars().next() else { return };
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
                for piece in pieces.filter(|piece| squeezed(piece).chars().count() > 1) {
                    let first = piece.chars().find(|c| c.is_alphanumeric()).into_iter().flat_map(char::to_uppercase);
                    let initial = first.chain(['.']).collect::<String>();
                    self.words.entry(squeezed(piece)).or_insert(initial);
                }
            } else if word.chars().count() > 1 {
                self.phrase(word, label);
            } else {
                self.words.entry(squeezed(word)).or_insert(label.to_owned());
            }
        }
        if words.len() > 1 && !name.chars().any(|c| c.is_lowercase() || c.is_uppercase()) {
            let turned: Vec<&str> = words.iter().rev().copied().collect();
            [words, turned].into_iter().for_each(|words| self.phrase(&words.concat(), label));
        }
        self.words.remove("");
    }

    fn born(&mut self, day: Option<NaiveDate>) {
        self.born.extend(day);
    }

    fn place(&mut self, place: Option<&str>) {
        let Some(place) = place.map(str::trim) else { return };
        let first = place.split(',').next().unwrap_or(place).trim();
        let numbered = Some(first).filter(|first| first.chars().any(|c| c.is_ascii_digit()) && first.contains(' '));
        for known in [Some(place), numbered].into_iter().flatten().filter(|known| squeezed(known).chars().count() > 3) {
            self.phrase(known, "(address)");
        }
        let folded = fold(numbered.unwrap_or_default());
        let (street, last) = folded.rsplit_once(' ').unwrap_or_default();
        for (long, short) in SHORT.iter().filter(|(long, short)| [*long, *short].contains(&last)) {
            [long, short].into_iter().for_each(|last| self.phrase(&format!("{street} {last}"), "(address)"));
        }
    }

    /// The text with every child of the record by initials.
    pub(in crate::report) fn apply(&self, text: &str) -> String {
        if self.words.is_empty() && self.phrases.is_empty() && self.born.is_empty() {
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

    /// The text with every phrase and date of birth replaced, however it is written.
    fn without_phrases(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let (mut rest, mut before) = (text, None);
        while let Some(c) = rest.chars().next() {
            match self.found(rest).filter(|_| apart(before, Some(c))) {
                Some((length, with)) => {
                    out.push_str(with);
                    rest = &rest[length..];
                }
                None => {
                    out.push(c);
                    rest = &rest[c.len_utf8()..];
                }
            }
            before = Some(c);
        }
        out
    }

    /// What the text begins with that must not be in it: its length, and what stands for it.
    fn found(&self, text: &str) -> Option<(usize, &str)> {
        if let Some((length, _)) = dates(text).into_iter().find(|(_, day)| self.born.contains(day)) {
            return Some((length, "(date of birth)"));
        }
        let first = text.chars().next().and_then(|c| squeezed(c.encode_utf8(&mut [0; 4])).chars().next())?;
        self.phrases.get(&first)?.iter().find_map(|(phrase, with)| Some((beginning(text, phrase)?, with.as_str())))
    }

    /// A word with its apostrophes and hyphens: the whole of it, without "'s", or piece by piece.
    fn word(&self, word: &str) -> String {
        if let Some(initial) = self.words.get(&squeezed(word)) {
            return initial.clone();
        }
        if let Some((name, "s" | "S")) = word.rsplit_once(['\'', '’'])
            && let Some(initial) = self.words.get(&squeezed(name))
        {
            return format!("{initial}{}", &word[name.len()..]);
        }
        let pieces = word.split_inclusive(|c: char| !in_word(c));
        let one = |piece: &str| {
            let bare = piece.trim_end_matches(|c: char| !in_word(c));
            self.words.get(&squeezed(bare)).map_or(piece.to_owned(), |initial| format!("{initial}{}", &piece[bare.len()..]))
        };
        pieces.map(one).collect()
    }
}

fn label(child: Option<ChildId>) -> String {
    child.map_or("a child".into(), |id| format!("child {id}"))
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
