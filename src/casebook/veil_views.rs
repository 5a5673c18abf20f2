//! What is veiled in each view: where a name is a field of its own, its pseudonym stands there; all that was typed is veiled as text.

use super::{Names, Veil, Whom, pseudonym, pseudonym_of, pseudonym_or};
use crate::casebook::event::Change;
use crate::casebook::interview_view::{InterviewBoard, InterviewItem};
use crate::casebook::meeting_view::{
    ActionLine, AssessmentLine, BusinessSheet, Content, EpisodeItem, ItemLine, ItemSheet, LogLine, MeetingSheet, Register,
};
use crate::casebook::view::{Board, BoardChild, BoardItem, Case, News, Person};
use crate::child::{Child, ChildDetails, ChildId};
use crate::episode::{Episode, EpisodeDetails, EpisodeId, ListedPerson};
use crate::meeting::agenda::{Item, Left};
use crate::meeting::assessment::Assessment;
use crate::meeting::business::{Business, BusinessDetails};
use crate::meeting::decision::Decision;
use crate::meeting::register::ActionRecord;
use crate::triage;

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

/// Veils several fields.
macro_rules! veil {
    ($names:expr; $($field:expr),+ $(,)?) => { $( $field.veil($names); )+ };
}

/// Asks several fields whom they name.
macro_rules! whom {
    ($seen:expr; $($field:expr),+ $(,)?) => { $( $field.whom($seen); )+ };
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
        veil!(names; self.actions, self.assessments, self.business);
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

impl Veil for ActionRecord {
    fn whom(&self, seen: &mut Vec<Whom>) {
        of(self.child, None, "", seen);
    }

    fn veil(&mut self, names: &Names) {
        self.action.what.veil(names);
        self.redated.iter_mut().for_each(|redated| redated.reason.veil(names));
        if let Some(ended) = &mut self.ended {
            veil!(names; ended.end.outcome, ended.end.difference);
        }
    }
}

impl Veil for ActionLine {
    fn whom(&self, seen: &mut Vec<Whom>) {
        of(self.record.child, self.record.episode, &self.about, seen);
    }

    fn veil(&mut self, names: &Names) {
        let ActionRecord { child, episode, business, .. } = self.record;
        self.about = match (child, episode, business) {
            (None, None, Some(business)) => business.to_string(),
            (None, None, None) => names.text(&self.about),
            _ => pseudonym_or(child, episode),
        };
        self.record.veil(names);
    }
}

impl Veil for Register {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.lines.whom(seen);
    }

    fn veil(&mut self, names: &Names) {
        self.lines.veil(names);
    }
}

impl Veil for Assessment {
    fn whom(&self, seen: &mut Vec<Whom>) {
        of(self.child, None, "", seen);
    }

    fn veil(&mut self, names: &Names) {
        self.withdrawn.veil(names);
        self.results.iter_mut().for_each(|recorded| recorded.result.judgement.veil(names));
    }
}

impl Veil for AssessmentLine {
    fn whom(&self, seen: &mut Vec<Whom>) {
        of(self.assessment.child, self.assessment.episode, &self.name, seen);
    }

    fn veil(&mut self, names: &Names) {
        self.name = pseudonym_or(self.assessment.child, self.assessment.episode);
        self.assessment.veil(names);
    }
}

impl Veil for BusinessDetails {
    fn whom(&self, seen: &mut Vec<Whom>) {
        seen.extend(self.children.iter().map(|child| Whom::Child(*child)));
        seen.extend(self.named.iter().map(|name| Whom::Named(name.clone())));
    }

    fn veil(&mut self, names: &Names) {
        let BusinessDetails { source, concern, told, named, people, places, vehicles, themes, .. } = self;
        veil!(names; source, concern, told, themes);
        named.iter_mut().for_each(|name| *name = "another child".into());
        // Adults around a child, and where and in what they meet: on a wall they would say who it is.
        [people, places, vehicles].into_iter().flatten().for_each(|each| *each = HIDDEN.into());
    }
}

impl Veil for Business {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.details.whom(seen);
    }

    fn veil(&mut self, names: &Names) {
        self.details.veil(names);
    }
}

impl Veil for BusinessSheet {
    fn whom(&self, seen: &mut Vec<Whom>) {
        whom!(seen; self.business, self.decisions, self.actions);
    }

    fn veil(&mut self, names: &Names) {
        self.children.iter_mut().for_each(|child| veil_board_child(child, None));
        veil!(names; self.business, self.missing, self.decisions, self.actions);
    }
}

impl Veil for ItemLine {
    fn whom(&self, seen: &mut Vec<Whom>) {
        of(self.child, self.episode, &self.title, seen);
    }

    fn veil(&mut self, names: &Names) {
        let stands = self.child.map(pseudonym).or(self.episode.map(pseudonym_of));
        self.title = match (self.title.split_once(": ").filter(|_| self.reference.starts_with('B')), stands) {
            (Some((what, _)), Some(stands)) => format!("{what}: {stands}"),
            (Some((what, _)), None) => what.to_string(),
            (None, Some(stands)) => stands,
            (None, None) => names.text(&self.title),
        };
        self.state.veil(names);
    }
}

impl Veil for Item {
    fn whom(&self, _seen: &mut Vec<Whom>) {}

    fn veil(&mut self, names: &Names) {
        self.notes.iter_mut().for_each(|note| note.text.veil(names));
        match &mut self.left {
            Some(Left::Deferred { reason, .. } | Left::Passed { reason }) => reason.veil(names),
            None => {}
        }
    }
}

impl Veil for MeetingSheet {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.lines.whom(seen);
    }

    fn veil(&mut self, names: &Names) {
        veil!(names; self.lines, self.meeting.items);
        self.lacking.iter_mut().for_each(|lacking| lacking.what.veil(names));
    }
}

impl Veil for EpisodeItem {
    fn whom(&self, seen: &mut Vec<Whom>) {
        whom!(seen; self.case, self.open_actions, self.assessments, self.business);
    }

    fn veil(&mut self, names: &Names) {
        veil!(names; self.case, self.open_actions, self.assessments, self.business);
    }
}

impl Veil for Content {
    fn whom(&self, seen: &mut Vec<Whom>) {
        match self {
            Content::Actions(lines) => lines.whom(seen),
            Content::Changes(sheet) => {
                let all = [&sheet.new, &sheet.returned, &sheet.changed, &sheet.missing_from_list, &sheet.never_reported];
                all.into_iter().flatten().for_each(|line| of(line.child, Some(line.episode), &line.name, seen));
            }
            Content::Interviews(items) => items.whom(seen),
            Content::Thresholds(lines) => lines.iter().for_each(|line| of(line.child, None, &line.name, seen)),
            Content::ReadBack(lines) => lines.iter().for_each(|line| of(line.child, None, &line.title, seen)),
            Content::Episode(item) => item.whom(seen),
            Content::Business(sheet) => sheet.whom(seen),
            Content::AnyOther => {}
        }
    }

    fn veil(&mut self, names: &Names) {
        match self {
            Content::Actions(lines) => lines.veil(names),
            Content::Changes(sheet) => {
                let all =
                    [&mut sheet.new, &mut sheet.returned, &mut sheet.changed, &mut sheet.missing_from_list, &mut sheet.never_reported];
                for line in all.into_iter().flatten() {
                    line.name = pseudonym_or(line.child, Some(line.episode));
                    line.what.veil(names);
                }
            }
            Content::Interviews(items) => items.veil(names),
            Content::Thresholds(lines) => {
                for line in lines {
                    line.name = line.child.map_or_else(|| "Child".into(), pseudonym);
                    veil!(names; line.what, line.state);
                }
            }
            Content::ReadBack(lines) => {
                for line in lines {
                    line.title = line.child.map_or_else(|| names.text(&line.title), pseudonym);
                    line.what.veil(names);
                }
            }
            Content::Episode(item) => item.veil(names),
            Content::Business(sheet) => sheet.veil(names),
            Content::AnyOther => {}
        }
    }
}

impl Veil for ItemSheet {
    fn whom(&self, seen: &mut Vec<Whom>) {
        whom!(seen; self.line, self.content, self.decisions, self.actions);
    }

    fn veil(&mut self, names: &Names) {
        veil!(names; self.line, self.item, self.content, self.decisions, self.actions);
        self.drift.iter_mut().for_each(|drift| drift.words.veil(names));
        self.lacking.iter_mut().for_each(|lacking| lacking.what.veil(names));
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
