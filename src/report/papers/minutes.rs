//! The minutes of a meeting: who was there, every item in the order of the agenda, and what is to be done by whom.

use super::initials::NOTE;
use super::parts::{Source, due, standing};
use crate::calendar::{long_day, long_moment, time};
use crate::casebook::meeting_view::{
    ActionLine, ChangesSheet, Content, EpisodeItem, ItemSheet, MeetingRecord, ReadBackLine, ThresholdLine,
};
use crate::casebook::view::Case;
use crate::child::CareStatus;
use crate::episode::Grade;
use crate::meeting::agenda::Note;
use crate::report::document::{Document, Run, bold, italic, plain};
use crate::report::minutes::{clock, counted, list_words};
use crate::settings::Settings;

/// The minutes; with `initials` every child is named by initials only, and no address or date of birth is in them.
pub fn minutes(record: &MeetingRecord, settings: &Settings, initials: bool) -> Document {
    let source = Source::new(record, settings, initials);
    let amended = if record.sheet.meeting.amendments.is_empty() { "" } else { "Amended minutes: " };
    let mut paper = source.begin(&format!("{amended}{}", record.heading));
    source.opening(&mut paper);
    let mut section = None;
    for item in &record.items {
        source.item(&mut paper, item, section != Some(item.item.section));
        section = Some(item.item.section);
    }
    source.by_agency(&mut paper);
    if !record.actions.is_empty() {
        paper.heading(2, "Actions agreed, ended or re-dated in the meeting");
        source.actions(&mut paper, &record.actions.iter().collect::<Vec<_>>());
    }
    source.end(&mut paper);
    paper
}

impl Source<'_> {
    fn opening(&self, paper: &mut Document) {
        let (record, sheet) = (self.record, &self.record.sheet);
        let meeting = &sheet.meeting;
        if self.initials {
            paper.text(NOTE);
        }
        self.amendments(paper);
        let lasted = |end| format!("{} ({} min of {})", clock(end, self.day()), (end - meeting.started_at).num_minutes(), meeting.minutes);
        let decisions = record.items.iter().flat_map(standing).count();
        paper.facts([
            ("Chair", meeting.opening.chair.clone()),
            ("Place", meeting.opening.place.clone()),
            ("Began", time(meeting.started_at)),
            ("Closed", meeting.closed_at.map_or("not yet".into(), lasted)),
            ("Quorum", sheet.quorum.words()),
            ("Quorum of a strategy discussion", sheet.quorum.strategy_words()),
            ("Police list", record.list.as_ref().map_or("none loaded".into(), |list| list_words(list, self.day()))),
            ("Recorded", format!("{}, {}", counted(decisions, "decision"), counted(record.actions.len(), "action"))),
        ]);
        paper.heading(2, "Attendance");
        let rows = meeting
            .opening
            .attendance
            .iter()
            .map(|a| [self.agency(&a.agency), a.presence.label().into(), a.names.join(", "), self.safe(&a.note)]);
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            paper.text("No attendance was recorded.");
        }
        paper.table(["Agency", "Attendance", "Names", "Information sent"], rows);
        if !self.settings.meeting.confidentiality.is_empty() {
            paper.heading(2, "Confidentiality");
            paper.text(&self.settings.meeting.confidentiality);
        }
    }

    fn amendments(&self, paper: &mut Document) {
        let amendments = &self.record.sheet.meeting.amendments;
        if amendments.is_empty() {
            return;
        }
        paper.heading(2, "Amended since the meeting was closed");
        let rows = amendments.iter().map(|a| [long_moment(a.at), a.by.clone(), self.safe(&a.what)]);
        paper.table(["When", "By", "What changed"], rows.collect());
    }

    /// An item: those that list under a heading of their own, those that are decided below the heading of their section.
    fn item(&self, paper: &mut Document, sheet: &ItemSheet, new_section: bool) {
        let (item, number) = (&sheet.item, sheet.line.number);
        if item.about.is_decided() {
            if new_section {
                paper.heading(2, item.section.label());
            }
            paper.heading(3, format!("{number}. {}", self.title(sheet)));
        } else {
            paper.heading(2, format!("{number}. {}", item.section.label()));
        }
        self.content(paper, sheet);
        let warnings = sheet.drift.iter().map(|drift| vec![bold("Warning:"), plain(self.safe(&drift.words))]);
        paper.bullets(warnings.collect());
        paper.bullets(item.notes.iter().map(|note| self.note(note)).collect());
        for decision in standing(sheet) {
            self.decision(paper, decision);
        }
        self.earlier(paper, sheet);
        let in_decisions = |line: &&ActionLine| sheet.decisions.iter().any(|d| d.actions.iter().any(|a| a.id == line.record.action.id));
        let listed_above = matches!(sheet.content, Content::Actions(_));
        let further: Vec<_> = sheet.actions.iter().filter(|line| !in_decisions(line) && !listed_above).collect();
        self.actions(paper, &further);
        if let Some(left) = &item.left {
            paper.paragraph(vec![bold(self.left(left))]);
        } else if item.about.is_decided() && sheet.decisions.is_empty() {
            paper.text("No decision was recorded.");
        }
    }

    /// "Nadia Begum, 16, at home (C17)".
    fn title(&self, sheet: &ItemSheet) -> String {
        let title = self.safe(&sheet.line.title);
        let Content::Episode(item) = &sheet.content else { return title };
        let case = &item.case;
        let listed = &case.episode.details.listed;
        let age = case.age.or(listed.age).map_or("age not known".into(), |age| age.to_string());
        let care = case.child.as_ref().and_then(|child| child.details.care_status).or(listed.care_status);
        let care = care.map_or("care status not known", CareStatus::label);
        let id = case.child.as_ref().map_or("not identified".into(), |child| child.id.to_string());
        format!("{title}, {age}, {care} ({id})")
    }

    fn note(&self, note: &Note) -> Vec<Run> {
        let who = note.agency.as_ref().map_or("Note:".into(), |agency| format!("{}:", self.agency(agency)));
        vec![bold(who), plain(self.safe(&note.text)), italic(format!("({})", clock(note.at, self.day())))]
    }

    /// The wordings that were changed, latest first.
    fn earlier(&self, paper: &mut Document, sheet: &ItemSheet) {
        let replaced = |id| sheet.decisions.iter().any(|other| other.replaces == Some(id));
        for before in sheet.decisions.iter().rev().filter(|decision| replaced(decision.id)) {
            let at = clock(before.at, self.day());
            let actions = if before.actions.is_empty() { "no action".into() } else { counted(before.actions.len(), "action") };
            let what = format!("({}, {at} by {}): {}; {actions}", before.id, before.by, self.decided(before));
            paper.paragraph(vec![italic("Earlier wording, no longer in force"), plain(what)]);
            paper.quote(&self.safe(&before.rationale));
        }
    }

    fn content(&self, paper: &mut Document, sheet: &ItemSheet) {
        let lines = |paper: &mut Document, lines: Vec<String>| match lines.is_empty() {
            true => paper.text("None."),
            false => paper.bullets(lines.into_iter().map(|line| vec![plain(line)]).collect()),
        };
        match &sheet.content {
            Content::Actions(due_now) => {
                // What was ended is no longer due and stands among the actions of the item.
                let (from_before, due_now): (Vec<_>, Vec<_>) = due_now.iter().partition(|line| line.from_before);
                let undated = |line: &&&ActionLine| line.record.action.due.is_none() && line.record.ended.is_none();
                let (undated, due_now): (Vec<_>, Vec<_>) = due_now.into_iter().partition(|line| undated(&line));
                let mut all: Vec<&ActionLine> = due_now.into_iter().chain(&sheet.actions).collect();
                all.sort_by_key(|line| line.record.action.id);
                all.dedup_by_key(|line| line.record.action.id);
                if all.is_empty() {
                    paper.text("No action was due.");
                }
                self.actions(paper, &all);
                if !from_before.is_empty() {
                    paper.text(format!("Still open from before the register: {}.", counted(from_before.len(), "action")));
                }
                if !undated.is_empty() {
                    paper.text(format!("Still open, no date agreed: {}.", counted(undated.len(), "action")));
                }
            }
            Content::Changes(changes) => lines(paper, self.changes(changes)),
            Content::Interviews(clocks) => {
                let words = clocks.items.iter().map(|item| {
                    let reference = item.police_ref.clone().unwrap_or_else(|| item.episode.to_string());
                    let worker = item.worker.as_ref().map_or("unallocated".into(), |worker| worker.name.clone());
                    let clock = item.clock.words(self.record.sheet.now);
                    format!("{} ({reference}): {clock}; {}; {worker}", self.safe(&item.child.name), item.standing)
                });
                lines(paper, words.collect());
                if clocks.more > 0 {
                    paper.text(format!("And {} more, by the same order.", clocks.more));
                }
            }
            Content::Thresholds(hits) => lines(paper, hits.iter().map(|hit| self.threshold(hit)).collect()),
            Content::AnyOther if sheet.actions.is_empty() && sheet.item.notes.is_empty() => paper.text("None."),
            Content::AnyOther => {}
            Content::ReadBack(read) => self.read_back(paper, read),
            Content::Episode(item) => self.episode(paper, item, sheet),
            Content::Business(business) => self.business(paper, business),
        }
    }

    fn changes(&self, changes: &ChangesSheet) -> Vec<String> {
        let lists = [
            ("New", &changes.new),
            ("Returned", &changes.returned),
            ("Changed", &changes.changed),
            ("Missing from the list, open with us", &changes.missing_from_list),
            ("On the list as returned, never reported missing to us", &changes.never_reported),
        ];
        let mut words: Vec<String> = Vec::new();
        for (label, list) in lists {
            words.extend(list.iter().map(|change| {
                let what = if change.what.is_empty() { String::new() } else { format!(": {}", self.safe(&change.what)) };
                format!("{label}: {} ({}){what}", self.safe(&change.name), change.reference)
            }));
        }
        if changes.refused > 0 {
            words.push(format!("Refused and not yet put right: {}", counted(changes.refused as usize, "row")));
        }
        if changes.waiting > 0 {
            words.push(format!("Waiting for a person to say who the child is: {}", counted(changes.waiting as usize, "episode")));
        }
        words
    }

    fn threshold(&self, hit: &ThresholdLine) -> String {
        format!("{} ({}): {}; {}", self.safe(&hit.name), hit.reference, self.safe(&hit.what), self.safe(&hit.state))
    }

    fn read_back(&self, paper: &mut Document, read: &[ReadBackLine]) {
        if read.is_empty() {
            paper.text("There was no decision to read back.");
        }
        let rows = read.iter().map(|line| [line.number.to_string(), self.safe(&line.title), self.safe(&line.what)]);
        paper.table(["Item", "About", "Decided"], rows.collect());
    }

    fn episode(&self, paper: &mut Document, item: &EpisodeItem, sheet: &ItemSheet) {
        let case = &item.case;
        let details = &case.episode.details;
        let born = case.child.as_ref().and_then(|child| child.details.dob).or(details.listed.dob).filter(|_| !self.initials);
        let when = if details.ended {
            details.returned.map_or("returned, time not known".into(), |when| format!("returned {}", long_moment(when.at)))
        } else {
            format!("missing since {}", long_moment(case.episode.missing_since()))
        };
        let interview = case.interview.as_ref().map_or(String::new(), |clock| {
            // Once held or closed, the clock says so itself.
            let stage = case.interview_stage.as_ref().filter(|_| clock.stage.is_none()).map(|stage| format!("; {stage}"));
            clock.words(self.record.sheet.now) + &stage.unwrap_or_default()
        });
        let mut facts = vec![
            ("Episode", format!("{}, {when}", case.episode.reference())),
            ("Born", born.map_or(String::new(), crate::calendar::plain_day)),
            ("Police grade", details.grade.map_or("none given", Grade::label).to_owned()),
            ("Our band", self.band(case)),
        ];
        facts.extend(self.reasons(case, sheet).into_iter().map(|reason| ("Why", reason)));
        facts.push(("Return interview", interview));
        let assessments = item.assessments.iter();
        facts.extend(assessments.map(|a| ("Exploitation assessment", format!("{}: {}, {}", a.assessment.id, a.state, a.clock))));
        facts.push(("Last discussed before", item.last_discussed.map_or(String::new(), |at| long_day(crate::calendar::day_of(at)))));
        paper.facts(facts);
    }

    fn band(&self, case: &Case) -> String {
        let chair = case.triage.overridden.as_ref().map(|chair| {
            let when = long_moment(chair.at);
            format!(", set by the chair in place of {}: {} ({}, {when})", chair.rules_band, self.safe(&chair.reason), chair.by)
        });
        format!("{}{}", case.triage.band, chair.unwrap_or_default())
    }

    /// The first reasons of the band: as they stood on the screen when it was decided, else as they stand.
    fn reasons(&self, case: &Case, sheet: &ItemSheet) -> Vec<String> {
        let shown = standing(sheet).last().and_then(|decision| decision.shown.as_ref()).map(|shown| shown.reasons.clone());
        let now = || case.triage.fired.iter().take(3).map(|fired| format!("{}: {}", fired.title, fired.evidence)).collect();
        shown.unwrap_or_else(now).iter().map(|reason| self.safe(reason)).collect()
    }

    /// What each agency takes away: the decisions it shares in, and its actions.
    fn by_agency(&self, paper: &mut Document) {
        paper.heading(2, "Decisions and actions by agency");
        let mut rows: Vec<[String; 4]> = Vec::new();
        for item in &self.record.items {
            for decision in standing(item) {
                let about = format!("{}. {}", item.line.number, self.safe(&item.line.title));
                let what = format!("{}: {}", decision.id, self.decided(decision));
                let who: Vec<String> = decision.agencies.iter().map(|agency| self.agency(agency)).collect();
                let who = if who.is_empty() { vec!["The meeting".to_owned()] } else { who };
                rows.extend(who.into_iter().map(|agency| [agency, about.clone(), what.clone(), String::new()]));
            }
        }
        for line in &self.record.actions {
            let action = &line.record.action;
            let what = format!("{}: {}", action.id, self.safe(&action.what));
            rows.push([self.agency(&action.agency), self.about(line), what, due(action.due)]);
        }
        if rows.is_empty() {
            paper.text("Nothing was decided.");
        }
        // Stable: decisions before actions, each in the order of the meeting.
        rows.sort_by(|a, b| a[0].cmp(&b[0]));
        paper.table(["Agency", "About", "Decision or action", "Due"], rows);
    }
}
