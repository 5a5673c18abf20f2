//! What is veiled in the views of the meeting and of the registers.

use super::{HIDDEN, of, veil_board_child};
use crate::casebook::meeting_view::{
    ActionLine, AssessmentLine, BusinessSheet, Content, EpisodeItem, ItemLine, ItemSheet, MeetingSheet, Register,
};
use crate::casebook::veil::{Names, Veil, Whom, pseudonym, pseudonym_of, pseudonym_or};
use crate::meeting::agenda::{Item, Left};
use crate::meeting::assessment::Assessment;
use crate::meeting::business::{Business, BusinessDetails};
use crate::meeting::register::ActionRecord;

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
            Content::Interviews(clocks) => clocks.items.whom(seen),
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
            Content::Interviews(clocks) => clocks.items.veil(names),
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
