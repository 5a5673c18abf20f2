//! What several papers of a meeting have in common: the head, a decision, an action, in words.

use super::initials::Names;
use crate::calendar::{day_of, long_day};
use crate::casebook::meeting_view::{ActionLine, BusinessSheet, ItemSheet, MeetingRecord};
use crate::meeting::action::in_full;
use crate::meeting::agenda::Left;
use crate::meeting::decision::{Decision, Due};
use crate::meeting::register::ActionRecord;
use crate::meeting::said::listed;
use crate::report::document::{Document, bold, plain};
use crate::report::minutes::{clock, outcomes};
use crate::settings::Settings;
use chrono::NaiveDate;

/// What a paper is made from.
pub(super) struct Source<'a> {
    pub(super) record: &'a MeetingRecord,
    pub(super) settings: &'a Settings,
    /// Empty where children are named in full.
    pub(super) names: Names,
    pub(super) initials: bool,
}

impl<'a> Source<'a> {
    pub(super) fn new(record: &'a MeetingRecord, settings: &'a Settings, initials: bool) -> Source<'a> {
        let names = if initials { Names::of(record) } else { Names::default() };
        Source { record, settings, names, initials }
    }

    /// The UK day of the meeting.
    pub(super) fn day(&self) -> NaiveDate {
        day_of(self.record.sheet.meeting.started_at)
    }

    /// Text in which a child may be named.
    pub(super) fn safe(&self, text: &str) -> String {
        self.names.apply(text)
    }

    /// An agency by its full name; older entries may hold a short one.
    pub(super) fn agency(&self, name: &str) -> String {
        self.settings.agency(name).map_or(name, |agency| &agency.name).to_owned()
    }

    /// Title, hub, day, and the marks that no paper may be without.
    pub(super) fn begin(&self, title: &str) -> Document {
        let (record, sheet) = (self.record, &self.record.sheet);
        let mut paper = Document::new(title, record.made_at);
        let hub: Vec<&str> = [sheet.hub.as_str(), record.authority.as_str()].into_iter().filter(|name| !name.is_empty()).collect();
        paper.text(format!("{}, meeting {} of {}", hub.join(", "), sheet.meeting.id, long_day(self.day())));
        if sheet.training {
            paper.paragraph(vec![bold("TRAINING HUB: nothing in this paper is about a real child.")]);
        }
        if sheet.meeting.is_open() {
            paper.paragraph(vec![bold("The meeting is not closed: this is a draft.")]);
        }
        paper
    }

    /// Made when, by whom, from what.
    pub(super) fn end(&self, paper: &mut Document) {
        let record = self.record;
        let at = crate::calendar::long_moment(record.made_at);
        paper.heading(2, "Record");
        paper.text(format!("Made {at} (UK time) by {} from the journal of the hub up to entry {}.", record.made_by, record.head));
    }

    /// The decision as one line: "Decision D45: strategy meeting (Panel North), by GMP and CSC jointly".
    pub(super) fn decided(&self, decision: &Decision) -> String {
        let panel = decision.panel.iter().map(|panel| format!(" ({panel})")).collect::<String>();
        let who: Vec<String> = decision.agencies.iter().map(|agency| self.agency(agency)).collect();
        let jointly = match who.len() {
            0 => String::new(),
            1 => format!(", by {}", listed(&who)),
            _ => format!(", by {} jointly", listed(&who)),
        };
        format!("{}{panel}{jointly}", outcomes(decision))
    }

    /// A decision with all that belongs to it, below a heading of level 3.
    pub(super) fn decision(&self, paper: &mut Document, decision: &Decision) {
        paper.heading(4, format!("Decision {}: {}", decision.id, self.decided(decision)));
        paper.quote(&self.safe(&decision.rationale));
        let dissent = decision.dissent.iter();
        paper.bullets(dissent.map(|d| vec![bold(format!("{} dissents:", self.agency(&d.agency))), plain(self.safe(&d.words))]).collect());
        if decision.actions.is_empty() {
            paper.text("No action.");
        }
        let rows = decision.actions.iter().map(|action| {
            let person = action.person.clone().unwrap_or_default();
            [action.id.to_string(), self.agency(&action.agency), person, self.safe(&action.what), due(action.due)]
        });
        paper.table(["No.", "Agency", "Person", "What", "Due"], rows.collect());
        let review = decision.next_review.map_or("none set".into(), long_day);
        let changes = decision.replaces.map_or(String::new(), |id| format!(" It changes the wording of {id}."));
        let at = clock(decision.at, self.day());
        paper.text(format!("Next review: {review}. Recorded {at} by {}.{changes}", decision.by));
    }

    /// What an action is about: "Nadia Begum (GMP/26/0417)".
    pub(super) fn about(&self, line: &ActionLine) -> String {
        let about = self.safe(&line.about);
        match (about.is_empty(), line.reference.is_empty()) {
            (true, true) => "any other business".into(),
            (false, false) if !about.contains(&line.reference) => format!("{about} ({})", line.reference),
            (true, _) => line.reference.clone(),
            _ => about,
        }
    }

    /// The agency, and the person if there is one.
    pub(super) fn owner(&self, line: &ActionLine) -> String {
        let action = &line.record.action;
        let person = action.person.iter().map(|person| format!(" ({person})")).collect::<String>();
        self.agency(&action.agency) + &person
    }

    /// What has become of an action: every re-dating, and how it ended.
    pub(super) fn became(&self, record: &ActionRecord) -> String {
        let moved = record.redated.iter().map(|moved| {
            let when = clock(moved.at, self.day());
            let reason = self.safe(&moved.reason);
            format!("re-dated from {} to {} ({reason}; {}, {when})", due(moved.from), due(moved.to), moved.by)
        });
        let ended = record.ended.iter().map(|ended| {
            let end = &ended.end;
            let changed = if end.difference.is_empty() { String::new() } else { format!("; what changed: {}", self.safe(&end.difference)) };
            format!("{}: {}{changed} ({}, {})", end.how, self.safe(&end.outcome), ended.by, clock(ended.at, self.day()))
        });
        let told: Vec<String> = moved.chain(ended).collect();
        if told.is_empty() { "to be done".into() } else { told.join("; ") }
    }

    /// A table of actions with what has become of them.
    pub(super) fn actions(&self, paper: &mut Document, lines: &[&ActionLine]) {
        let rows = lines.iter().map(|line| {
            let action = &line.record.action;
            [action.id.to_string(), self.about(line), self.owner(line), self.safe(&action.what), due(action.due), self.became(&line.record)]
        });
        paper.table(["No.", "About", "Agency", "What", "Due", "Outcome"], rows.collect());
    }

    /// What is known of a piece of business.
    pub(super) fn business(&self, paper: &mut Document, sheet: &BusinessSheet) {
        let details = &sheet.business.details;
        let all = |list: &[String]| self.safe(&list.join(", "));
        let agencies = |list: &[String]| listed(&list.iter().map(|name| self.agency(name)).collect::<Vec<_>>());
        let markers: Vec<&str> = details.markers.iter().map(|marker| marker.label()).collect();
        paper.facts([
            ("Received", long_day(details.received)),
            ("Source", self.safe(&details.source)),
            ("Children", self.children(sheet)),
            ("Kind of harm feared", markers.join(", ")),
            ("What child and family were told", self.safe(&details.told)),
            ("To be held by", details.needed_by.map_or(String::new(), long_day)),
            ("Must be there", agencies(&details.attend)),
            ("People", all(&details.people)),
            ("Places", all(&details.places)),
            ("Vehicles", all(&details.vehicles)),
            ("Themes", all(&details.themes)),
            ("Handed to", agencies(&details.hand_to)),
        ]);
        paper.quote(&self.safe(&details.concern));
    }

    /// "Nadia Begum (C17), Bo Larkin (not on the register)".
    pub(super) fn children(&self, sheet: &BusinessSheet) -> String {
        let known = sheet.children.iter().map(|child| {
            let id = child.id.map(|id| format!(" ({})", id.0)).unwrap_or_default();
            format!("{}{id}", self.safe(&child.name))
        });
        let named = sheet.business.details.named.iter().map(|name| format!("{} (not on the register)", self.safe(name)));
        known.chain(named).collect::<Vec<_>>().join(", ")
    }

    /// How an item was left without a decision.
    pub(super) fn left(&self, left: &Left) -> String {
        match left {
            Left::Deferred { until, reason, carried: true } => {
                format!("Carried over to the meeting of {}: {}", long_day(*until), self.safe(reason))
            }
            Left::Deferred { until, reason, .. } => format!("Put off to {}: {}", long_day(*until), self.safe(reason)),
            Left::Passed { reason } => format!("Passed over without a decision by the chair: {}", self.safe(reason)),
        }
    }
}

/// A due date as it stands on paper.
pub(super) fn due(due: Option<Due>) -> String {
    due.map_or("no date agreed".into(), in_full)
}

/// The decisions of an item that stand: those that no other of them replaces.
pub(super) fn standing(item: &ItemSheet) -> impl Iterator<Item = &Decision> {
    item.decisions.iter().filter(|decision| !item.decisions.iter().any(|other| other.replaces == Some(decision.id)))
}
