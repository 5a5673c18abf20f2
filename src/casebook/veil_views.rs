//! What is veiled in each view: where a name is a field of its own, its pseudonym stands there; all that was typed is veiled as text.

use super::{Names, Veil, Whom, pseudonym, pseudonym_or};
use crate::casebook::event::Change;
use crate::casebook::interview_view::{InterviewBoard, InterviewItem};
use crate::casebook::meeting_view::LogLine;
use crate::casebook::view::{Board, BoardChild, BoardItem, Case, News, Person};
use crate::child::{Child, ChildDetails, ChildId};
use crate::episode::{Episode, EpisodeDetails, EpisodeId, ListedPerson};
use crate::meeting::decision::Decision;
use crate::triage;

/// Veils several fields.
macro_rules! veil {
    ($names:expr; $($field:expr),+ $(,)?) => { $( $field.veil($names); )+ };
}

/// Asks several fields whom they name.
macro_rules! whom {
    ($seen:expr; $($field:expr),+ $(,)?) => { $( $field.whom($seen); )+ };
}

#[path = "veil_meeting.rs"]
mod meeting;

/// What stands in the place of something that cannot be shown.
pub(super) const HIDDEN: &str = "[hidden]";

impl<T: Veil> Veil for Vec<T> {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.iter().for_each(|each| each.whom(seen));
    }

    fn veil(&mut self, names: &Names) {
        self.iter_mut().for_each(|each| each.veil(names));
    }
}

impl<T: Veil> Veil for Option<T> {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.iter().for_each(|each| each.whom(seen));
    }

    fn veil(&mut self, names: &Names) {
        self.iter_mut().for_each(|each| each.veil(names));
    }
}

impl Veil for String {
    fn whom(&self, _seen: &mut Vec<Whom>) {}

    fn veil(&mut self, names: &Names) {
        *self = names.text(self);
    }
}

/// A record that names nobody but its child.
fn of(child: Option<ChildId>, episode: Option<EpisodeId>, name: &str, seen: &mut Vec<Whom>) {
    match (child, episode) {
        (Some(child), _) => seen.push(Whom::Child(child)),
        (None, Some(episode)) => seen.push(Whom::Listed(episode, name.to_string())),
        (None, None) => {}
    }
}

pub(super) fn hide(text: &mut Option<String>) {
    if text.is_some() {
        *text = Some(HIDDEN.into());
    }
}

/// The register's record without what says who and where the child is; the age is not among it.
pub fn veiled_details(child: ChildId, details: &ChildDetails) -> ChildDetails {
    ChildDetails {
        given: String::new(),
        family: pseudonym(child),
        own_id: None,
        upn: None,
        nhs_number: None,
        police_nominal: None,
        other_names: Vec::new(),
        dob: None,
        address: None,
        postcode: None,
        placement: None,
        provider: None,
        school: None,
        ..details.clone()
    }
}

/// Likewise, with its number.
pub fn veiled_child(child: &Child) -> Child {
    Child { details: veiled_details(child.id, &child.details), ..child.clone() }
}

impl Veil for Child {
    fn whom(&self, seen: &mut Vec<Whom>) {
        seen.push(Whom::Child(self.id));
    }

    fn veil(&mut self, _names: &Names) {
        *self = veiled_child(self);
    }
}

impl Veil for Episode {
    fn whom(&self, seen: &mut Vec<Whom>) {
        seen.push(Whom::Person(self.id, self.child, Box::new(self.details.listed.clone())));
    }

    fn veil(&mut self, names: &Names) {
        let stands = pseudonym_or(self.child, Some(self.id));
        let EpisodeDetails { listed, missing_from, companions, reported_by, found_where, found_how, notes, .. } = &mut self.details;
        let (age, sex, care_status) = (listed.age, listed.sex, listed.care_status);
        *listed = ListedPerson { family: stands, age, sex, care_status, ..ListedPerson::default() };
        // Where a child lives, and whom it is with, in words of the list.
        [missing_from, companions, reported_by].into_iter().for_each(hide);
        veil!(names; found_where, found_how, notes);
    }
}

impl Veil for triage::Outcome {
    fn whom(&self, _seen: &mut Vec<Whom>) {}

    fn veil(&mut self, names: &Names) {
        for fired in &mut self.fired {
            veil!(names; fired.evidence, fired.ask);
            // What follows was typed by whoever made the list.
            const NAMED: &str = "named as companion: ";
            if let Some(at) = fired.evidence.find(NAMED) {
                fired.evidence.truncate(at + NAMED.len());
                fired.evidence.push_str(HIDDEN);
            }
        }
        self.near.iter_mut().for_each(|near| near.short_of.veil(names));
        self.untested.iter_mut().for_each(|untested| untested.why.veil(names));
        if let Some(set) = &mut self.overridden {
            set.reason.veil(names);
        }
    }
}

fn veil_board_child(child: &mut BoardChild, episode: Option<EpisodeId>) {
    let stands = pseudonym_or(child.id.map(|id| id.0), episode);
    (child.name, child.short, child.dob) = (stands.clone(), stands, None);
}

impl Veil for BoardItem {
    fn whom(&self, seen: &mut Vec<Whom>) {
        of(self.child.id.map(|id| id.0), Some(self.episode.id), &self.child.name, seen);
        seen.push(Whom::Around(self.episode.id, self.episode.seen));
    }

    fn veil(&mut self, names: &Names) {
        veil_board_child(&mut self.child, Some(self.episode.id));
        veil!(names; self.triage, self.remarks);
    }
}

impl Veil for Board {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.items.whom(seen);
    }

    fn veil(&mut self, names: &Names) {
        self.items.veil(names);
    }
}

impl Veil for Person {
    fn whom(&self, seen: &mut Vec<Whom>) {
        seen.push(self.child.map_or_else(|| Whom::Named(self.name.clone()), |id| Whom::Child(id.0)));
    }

    fn veil(&mut self, _names: &Names) {
        self.name = self.child.map_or_else(|| "another child".into(), |id| pseudonym(id.0));
    }
}

impl Veil for Change {
    fn whom(&self, _seen: &mut Vec<Whom>) {}

    fn veil(&mut self, names: &Names) {
        const SAYS_WHO: [&str; 9] = ["name", "address", "postcode", "placement", "from", "companion", "birth", "number", "reported by"];
        let field = self.field.to_lowercase();
        for value in [&mut self.old, &mut self.new] {
            if SAYS_WHO.iter().any(|words| field.contains(words)) && !value.is_empty() {
                *value = HIDDEN.into();
            }
            value.veil(names);
        }
    }
}

impl Veil for Decision {
    fn whom(&self, seen: &mut Vec<Whom>) {
        of(self.child, None, "", seen);
    }

    fn veil(&mut self, names: &Names) {
        self.rationale.veil(names);
        self.actions.iter_mut().for_each(|action| action.what.veil(names));
        self.dissent.iter_mut().for_each(|dissent| dissent.words.veil(names));
        if let Some(shown) = &mut self.shown {
            shown.name = pseudonym_or(self.child, self.episode);
            veil!(names; shown.reasons, shown.interview);
            if let Some(set) = &mut shown.overridden {
                set.reason.veil(names);
            }
        }
    }
}

impl Veil for Case {
    fn whom(&self, seen: &mut Vec<Whom>) {
        whom!(seen; self.child, self.episode, self.episodes, self.people, self.decisions);
        whom!(seen; self.actions, self.assessments, self.business);
        self.candidates.whom(seen);
    }

    fn veil(&mut self, names: &Names) {
        veil!(names; self.child, self.episode, self.episodes, self.triage, self.people, self.decisions, self.interview_stage);
        veil!(names; self.actions, self.assessments, self.business, self.panels);
        self.interview_stages.iter_mut().for_each(|(_, words)| words.veil(names));
        self.changes.iter_mut().for_each(|(_, changes)| changes.veil(names));
        if let Some(set) = &mut self.band_override {
            set.reason.veil(names);
        }
        self.candidates.veil(names);
    }
}

impl Veil for InterviewItem {
    fn whom(&self, seen: &mut Vec<Whom>) {
        of(self.child.id.map(|id| id.0), Some(self.episode), &self.child.name, seen);
    }

    fn veil(&mut self, names: &Names) {
        veil_board_child(&mut self.child, Some(self.episode));
        veil!(names; self.remarks, self.clock.stage);
    }
}

impl Veil for InterviewBoard {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.items.whom(seen);
    }

    fn veil(&mut self, names: &Names) {
        veil!(names; self.items, self.collisions);
    }
}

/// Words about a record end with whom it is about in brackets; who of them is not in sight is not named either.
fn veil_news(what: &mut String, names: &Names) {
    what.veil(names);
    let Some((_, inside)) = what.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) else { return };
    let veiled = inside.starts_with("Child ") || inside.starts_with('[');
    if !veiled && inside.split_whitespace().all(|word| word.starts_with(char::is_alphabetic) && !word.contains(|c: char| c.is_numeric())) {
        let keep = what.len() - inside.len() - 1;
        what.replace_range(keep.., "[child])");
    }
}

impl Veil for LogLine {
    fn whom(&self, _seen: &mut Vec<Whom>) {}

    fn veil(&mut self, names: &Names) {
        veil_news(&mut self.what, names);
    }
}

impl Veil for News {
    fn whom(&self, _seen: &mut Vec<Whom>) {}

    fn veil(&mut self, names: &Names) {
        veil_news(&mut self.what, names);
        self.further.iter_mut().for_each(|words| veil_news(words, names));
    }
}
