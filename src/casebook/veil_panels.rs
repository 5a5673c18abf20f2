//! What is veiled in the views of panels.

use super::{Names, Veil, Whom, pseudonym, pseudonym_or};
use crate::casebook::panels_view::{DueChild, NoPanel, PanelPage, PanelSaid, PanelSheet, PanelsSheet};
use crate::interview::record::{Interview, InterviewRecord};

impl Veil for PanelSaid {
    fn whom(&self, _seen: &mut Vec<Whom>) {}

    fn veil(&mut self, names: &Names) {
        self.note.veil(names);
    }
}

impl Veil for DueChild {
    fn whom(&self, seen: &mut Vec<Whom>) {
        seen.push(Whom::Child(self.child));
    }

    fn veil(&mut self, names: &Names) {
        self.name = pseudonym(self.child);
        self.short.clone_from(&self.name);
        self.last.veil(names);
    }
}

impl Veil for PanelSheet {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.due.whom(seen);
        self.later.whom(seen);
    }

    fn veil(&mut self, names: &Names) {
        self.due.veil(names);
        self.later.veil(names);
    }
}

impl Veil for NoPanel {
    fn whom(&self, seen: &mut Vec<Whom>) {
        match (self.child, self.episode) {
            (Some(child), _) => seen.push(Whom::Child(child)),
            (None, Some(episode)) => seen.push(Whom::Listed(episode, self.name.clone())),
            (None, None) => seen.push(Whom::Named(self.name.clone())),
        }
    }

    fn veil(&mut self, names: &Names) {
        self.name = pseudonym_or(self.child, self.episode);
        self.why.veil(names);
    }
}

impl Veil for PanelsSheet {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.panels.whom(seen);
        self.no_panel.whom(seen);
    }

    fn veil(&mut self, names: &Names) {
        self.panels.veil(names);
        self.no_panel.veil(names);
    }
}

/// What a child said, and what was learnt: words as they were written.
fn veil_interview(interview: &mut Interview, names: &Names) {
    let InterviewRecord { answers, findings, named, .. } = interview.record.get_or_insert_default();
    answers.values_mut().for_each(|answer| answer.veil(names));
    for finding in findings {
        finding.text.veil(names);
        finding.why.veil(names);
    }
    named.clear();
    interview.held.place = super::views::HIDDEN.into();
    interview.comments.clear();
}

impl Veil for PanelPage {
    fn whom(&self, seen: &mut Vec<Whom>) {
        self.child.whom(seen);
        self.episodes.whom(seen);
        self.people.whom(seen);
        self.decisions.whom(seen);
        self.actions.whom(seen);
        self.assessments.whom(seen);
        self.business.whom(seen);
    }

    fn veil(&mut self, names: &Names) {
        self.child.veil(names);
        self.panels.veil(names);
        self.episodes.veil(names);
        self.triage.veil(names);
        self.people.veil(names);
        self.decisions.veil(names);
        self.actions.veil(names);
        self.assessments.veil(names);
        self.business.veil(names);
        self.interviews.iter_mut().filter(|interview| interview.record.is_some()).for_each(|interview| veil_interview(interview, names));
    }
}
