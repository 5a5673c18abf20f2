//! What is veiled in the views of who a child is: values of both sides go, the signs between them stay.

use super::views::hide;
use super::{Names, Veil, Whom, pseudonym};
use crate::casebook::event::Candidate;
use crate::casebook::view::{ReviewCandidate, Waiting};
use crate::casebook::who_view::{
    Asked, ChildHistory, DuplicatePair, DuplicatesPage, MergedRecord, Merging, Part, Relation, Splitting, ToAsk,
};

impl Veil for Candidate {
    fn whom(&self, seen: &mut Vec<Whom>) {
        seen.push(Whom::Child(self.child));
    }

    fn veil(&mut self, names: &Names) {
        for evidence in &mut self.evidence {
            // Behind the bracket stand the values of both sides.
            let words = evidence.words.find(" (").unwrap_or(evidence.words.len());
            evidence.words.truncate(words);
            evidence.words.veil(names);
        }
        self.guards.veil(names);
    }
}

impl Veil for Part {
    fn whom(&self, _seen: &mut Vec<Whom>) {}

    fn veil(&mut self, _names: &Names) {
        for value in [&mut self.ours, &mut self.theirs].into_iter().filter(|value| !value.is_empty()) {
            *value = super::views::HIDDEN.into();
        }
    }
}

impl Veil for ChildHistory {
    fn whom(&self, seen: &mut Vec<Whom>) {
        seen.extend(self.names.iter().map(|known| Whom::Child(known.record)));
    }

    fn veil(&mut self, _names: &Names) {
        self.names.iter_mut().for_each(|known| known.name = pseudonym(known.record));
        for known in &mut self.homes {
            [&mut known.address, &mut known.postcode].into_iter().for_each(hide);
        }
    }
}

impl Veil for Relation {
    fn whom(&self, seen: &mut Vec<Whom>) {
        seen.push(Whom::Child(self.child));
    }

    fn veil(&mut self, names: &Names) {
        self.name = pseudonym(self.child);
        self.note.veil(names);
    }
}

impl Veil for Asked {
    fn whom(&self, _seen: &mut Vec<Whom>) {}

    fn veil(&mut self, names: &Names) {
        self.question.veil(names);
    }
}

impl Veil for ReviewCandidate {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.child.whom(seen);
        self.relations.whom(seen);
    }

    fn veil(&mut self, names: &Names) {
        self.child.veil(names);
        self.candidate.veil(names);
        self.parts.veil(names);
        self.history.veil(names);
        self.relations.veil(names);
        // The last words say where the child went missing from.
        self.recent.iter_mut().for_each(|words| words.truncate(words.find(", from ").unwrap_or(words.len())));
        for words in &mut self.looks_like {
            // "looks like a twin of C31 …": the number stays, the name goes.
            let number = words.find(" of C").and_then(|at| words[at + 4..].find(' ').map(|end| at + 4 + end));
            words.truncate(number.unwrap_or(words.len()));
            words.veil(names);
        }
    }
}

impl Veil for Waiting {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.episode.whom(seen);
        self.candidates.whom(seen);
    }

    fn veil(&mut self, names: &Names) {
        self.episode.veil(names);
        self.candidates.veil(names);
        self.asked.veil(names);
    }
}

impl Veil for DuplicatePair {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.one.whom(seen);
        self.other.whom(seen);
    }

    fn veil(&mut self, names: &Names) {
        self.one.veil(names);
        self.other.veil(names);
        self.candidate.veil(names);
        self.parts.veil(names);
    }
}

impl Veil for DuplicatesPage {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.pairs.whom(seen);
    }

    fn veil(&mut self, names: &Names) {
        self.pairs.veil(names);
    }
}

impl Veil for Merging {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.kept.whom(seen);
        self.merged.whom(seen);
    }

    fn veil(&mut self, names: &Names) {
        self.combined = super::veiled_details(self.kept.id, &self.combined);
        self.kept.veil(names);
        self.merged.veil(names);
        self.comes_over.veil(names);
        self.conflicts.veil(names);
    }
}

impl Veil for MergedRecord {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.record.whom(seen);
    }

    fn veil(&mut self, names: &Names) {
        self.record.veil(names);
        self.reason.veil(names);
    }
}

impl Veil for ToAsk {
    fn whom(&self, _seen: &mut Vec<Whom>) {}

    fn veil(&mut self, names: &Names) {
        // "… as Kaden Ashworth, 12 Oak Road".
        self.words.truncate(self.words.find(" as ").unwrap_or(self.words.len()));
        self.words.veil(names);
    }
}

impl Veil for Splitting {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.record.whom(seen);
        self.from.whom(seen);
    }

    fn veil(&mut self, names: &Names) {
        self.record.veil(names);
        self.from.veil(names);
        self.goes_back.veil(names);
        self.to_ask.veil(names);
    }
}
