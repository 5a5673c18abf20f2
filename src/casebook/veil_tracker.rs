//! What is veiled in the top ten.

use super::views::{HIDDEN, hide};
use super::{Names, Veil, Whom, pseudonym};
use crate::casebook::tracker_view::{NotReported, Often, Said, TrackedAction, TrackedChild, Tracker};

impl Veil for Tracker {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.children.iter().for_each(|child| child.whom(seen));
        self.not_reported.iter().for_each(|missed| seen.push(Whom::Child(missed.child)));
    }

    fn veil(&mut self, names: &Names) {
        self.children.veil(names);
        for NotReported { child, name, .. } in &mut self.not_reported {
            *name = pseudonym(*child);
        }
    }
}

impl Veil for TrackedChild {
    fn whom(&self, seen: &mut Vec<Whom>) {
        seen.push(Whom::Child(self.child));
        if self.figures.name != self.name {
            seen.push(Whom::Named(self.figures.name.clone()));
        }
        for with in &self.with {
            seen.push(with.child.map_or_else(|| Whom::Named(with.what.clone()), Whom::Child));
        }
    }

    fn veil(&mut self, names: &Names) {
        self.name = pseudonym(self.child);
        self.figures.name = pseudonym(self.child);
        hide(&mut self.placement);
        self.corrections.veil(names);
        for Often { what, .. } in &mut self.found {
            what.veil(names);
        }
        for Often { what, child, .. } in &mut self.with {
            // Whom a list names was typed by whoever made it.
            *what = child.map_or_else(|| HIDDEN.to_owned(), pseudonym);
        }
        if let Some(words) = &mut self.last_words {
            words.words.veil(names);
        }
        for decision in &mut self.decisions {
            decision.rationale.veil(names);
        }
        self.actions.veil(names);
        if let Some(best) = &mut self.knows_best {
            best.who.veil(names);
        }
        if let Some(asked) = &mut self.unblock {
            asked.words.veil(names);
        }
        self.review.veil(names);
        self.earlier.veil(names);
    }
}

impl Veil for TrackedAction {
    fn whom(&self, _seen: &mut Vec<Whom>) {}

    fn veil(&mut self, names: &Names) {
        self.what.veil(names);
        if let Some(ended) = &mut self.ended {
            ended.outcome.veil(names);
            ended.difference.veil(names);
        }
    }
}

impl Veil for Said {
    fn whom(&self, _seen: &mut Vec<Whom>) {}

    fn veil(&mut self, names: &Names) {
        let review = &mut self.review;
        for text in [&mut review.note, &mut review.decision, &mut review.unblock, &mut review.knows_best] {
            text.veil(names);
        }
    }
}
