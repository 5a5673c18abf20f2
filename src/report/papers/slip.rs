//! What each agency takes away: its slip, the intelligence handed to it, the strategy meetings it must come to.

use super::parts::{Source, due, standing};
use crate::calendar::{long_day, long_moment};
use crate::casebook::meeting_view::{ActionLine, BusinessSheet, Content, ItemSheet, MeetingRecord};
use crate::casebook::who_view::PoliceQuestion;
use crate::meeting::business::BusinessKind;
use crate::meeting::decision::{Decision, Outcome};
use crate::meeting::said::listed;
use crate::report::document::{Document, bold, plain};
use crate::settings::Settings;

/// The agencies that have a slip (full names): those of the settings in their order, then others by name.
pub(super) fn agencies(record: &MeetingRecord, settings: &Settings) -> Vec<String> {
    let source = Source::new(record, settings, false);
    let mut named: Vec<String> = record.actions.iter().map(|line| source.agency(&line.record.action.agency)).collect();
    for item in &record.items {
        named.extend(standing(item).flat_map(|decision| &decision.agencies).map(|agency| source.agency(agency)));
        if let Some(sheet) = business(item) {
            let details = &sheet.business.details;
            named.extend(details.attend.iter().chain(&details.hand_to).map(|agency| source.agency(agency)));
        }
    }
    named.extend(decided_without_request(record).flat_map(|(_, decision)| source.must_be_there(decision)));
    let place = |name: &String| settings.agencies.iter().position(|agency| &agency.name == name).unwrap_or(usize::MAX);
    named.sort_by_key(|name| (place(name), name.clone()));
    named.dedup();
    named
}

/// The action slip of an agency: its own actions, the decisions it shares in, what it must come to and what is handed to it,
/// and nothing else. `None`: nothing concerns it.
pub fn slip(record: &MeetingRecord, settings: &Settings, agency: &str) -> Option<Document> {
    let source = Source::new(record, settings, false);
    let agency = source.agency(agency);
    let mut paper = source.begin(&format!("Action slip: {agency}"));
    let before = paper.blocks.len();
    source.own_actions(&mut paper, &agency);
    source.shared_decisions(&mut paper, &agency);
    source.to_attend(&mut paper, &agency);
    source.handed(&mut paper, &agency);
    let anything = paper.blocks.len() > before;
    source.end(&mut paper);
    anything.then_some(paper)
}

/// The key intelligence of the meeting by recipient; what was put off or passed over is not handed on. With it the questions to
/// police who a child is. `None`: there is nothing of either.
pub fn hand_off(record: &MeetingRecord, settings: &Settings) -> Option<Document> {
    let source = Source::new(record, settings, false);
    let all: Vec<(&ItemSheet, &BusinessSheet)> = of_kind(record, BusinessKind::Intelligence).collect();
    if all.is_empty() && record.questions.is_empty() {
        return None;
    }
    let mut paper = source.begin("Key intelligence: hand-off list");
    let mut recipients: Vec<String> =
        all.iter().flat_map(|(_, sheet)| &sheet.business.details.hand_to).map(|agency| source.agency(agency)).collect();
    recipients.sort();
    recipients.dedup();
    for recipient in &recipients {
        paper.heading(2, format!("To {recipient}"));
        for (item, sheet) in all.iter().filter(|(_, sheet)| source.names_agency(&sheet.business.details.hand_to, recipient)) {
            source.intelligence(&mut paper, item, sheet);
        }
    }
    let nobodys: Vec<_> = all.iter().filter(|(_, sheet)| sheet.business.details.hand_to.is_empty()).collect();
    if !nobodys.is_empty() {
        paper.heading(2, "No recipient named");
        nobodys.iter().for_each(|(item, sheet)| source.intelligence(&mut paper, item, sheet));
    }
    questions(&mut paper, &record.questions);
    source.end(&mut paper);
    Some(paper)
}

fn questions(paper: &mut Document, questions: &[PoliceQuestion]) {
    if questions.is_empty() {
        return;
    }
    paper.heading(2, "Questions to police: who is this child?");
    let rows = questions.iter().map(|PoliceQuestion { reference, file, row, asked, .. }| {
        let asked_by = format!("{}, {}", long_moment(asked.at), asked.by);
        [reference.clone(), format!("{file}, row {row}"), asked.question.clone(), asked_by]
    });
    paper.table(["Reference", "List", "Question", "Asked"], rows.collect());
}

/// The strategy meetings asked for or decided: for whom, by when, who must be there. `None`: there are none.
pub fn strategy(record: &MeetingRecord, settings: &Settings) -> Option<Document> {
    let source = Source::new(record, settings, false);
    let requests: Vec<_> = of_kind(record, BusinessKind::Strategy).collect();
    let decided: Vec<_> = decided_without_request(record).collect();
    if requests.is_empty() && decided.is_empty() {
        return None;
    }
    let mut paper = source.begin("Strategy meetings");
    let needed = &record.sheet.quorum.strategy_needed;
    let quorum = if needed.is_empty() { "no quorum is set".to_owned() } else { listed(needed) };
    paper.facts([("Quorum of a strategy discussion", quorum.as_str())]);
    if !requests.is_empty() {
        paper.heading(2, "Asked for");
    }
    for (item, sheet) in requests {
        paper.heading(3, &item.line.title);
        source.business(&mut paper, sheet);
        let not_asked: Vec<_> = needed.iter().filter(|agency| !source.names_agency(&sheet.business.details.attend, agency)).collect();
        if !not_asked.is_empty() {
            paper.paragraph(vec![bold("Needed by the quorum and not yet asked to be there:"), plain(listed(&not_asked))]);
        }
        source.what_was_decided(&mut paper, item);
    }
    if !decided.is_empty() {
        paper.heading(2, "Decided in the meeting");
    }
    for (item, decision) in decided {
        paper.heading(3, format!("{} ({})", item.line.title, item.line.reference));
        paper.facts([("Must be there", listed(&source.must_be_there(decision)))]);
        source.decision(&mut paper, decision);
    }
    source.end(&mut paper);
    Some(paper)
}

fn business(item: &ItemSheet) -> Option<&BusinessSheet> {
    match &item.content {
        Content::Business(sheet) => Some(sheet),
        _ => None,
    }
}

/// The strategy meetings that were decided and that nobody had asked for by a request.
fn decided_without_request(record: &MeetingRecord) -> impl Iterator<Item = (&ItemSheet, &Decision)> {
    let others =
        record.items.iter().filter(|item| business(item).is_none_or(|sheet| sheet.business.details.kind != BusinessKind::Strategy));
    let decided = others.flat_map(|item| standing(item).map(move |decision| (item, decision)));
    decided.filter(|(_, decision)| decision.outcomes.contains(&Outcome::StrategyMeeting))
}

/// Business of a kind that was decided, or neither put off nor passed over.
fn of_kind(record: &MeetingRecord, kind: BusinessKind) -> impl Iterator<Item = (&ItemSheet, &BusinessSheet)> {
    let live = record.items.iter().filter(|item| item.item.left.is_none() || standing(item).next().is_some());
    live.filter_map(|item| Some((item, business(item)?))).filter(move |(_, sheet)| sheet.business.details.kind == kind)
}

impl Source<'_> {
    fn names_agency(&self, agencies: &[String], agency: &str) -> bool {
        agencies.iter().any(|named| self.agency(named) == agency)
    }

    fn own_actions(&self, paper: &mut Document, agency: &str) {
        let own = |line: &&ActionLine| self.agency(&line.record.action.agency) == agency;
        let (ended, to_do): (Vec<_>, Vec<_>) = self.record.actions.iter().filter(own).partition(|line| line.record.ended.is_some());
        if !to_do.is_empty() {
            paper.heading(2, "To be done");
            let rows = to_do.iter().map(|line| {
                let action = &line.record.action;
                let moved = line.record.redated.first().map(|moved| format!(" (first agreed: {})", due(moved.from)));
                let due = due(action.due) + &moved.unwrap_or_default();
                [action.id.to_string(), self.about(line), action.what.clone(), action.person.clone().unwrap_or_default(), due]
            });
            paper.table(["No.", "About", "What", "Person", "Due"], rows.collect());
        }
        if !ended.is_empty() {
            paper.heading(2, "Ended in the meeting");
            self.actions(paper, &ended);
        }
    }

    /// The decisions an agency was named in; of the actions only its own, which stand above.
    fn shared_decisions(&self, paper: &mut Document, agency: &str) {
        let mut heading = Some("Decisions you share in");
        for item in &self.record.items {
            for decision in standing(item).filter(|decision| self.names_agency(&decision.agencies, agency)) {
                heading.take().into_iter().for_each(|words| paper.heading(2, words));
                paper.heading(3, self.whom(item));
                paper.paragraph(vec![bold(format!("Decision {}:", decision.id)), plain(self.decided(decision))]);
                paper.quote(&decision.rationale);
                paper.facts([("Next review", decision.next_review.map_or("none set".into(), long_day))]);
            }
        }
    }

    fn to_attend(&self, paper: &mut Document, agency: &str) {
        let asked = of_kind(self.record, BusinessKind::Strategy);
        let rows = asked.filter(|(_, sheet)| self.names_agency(&sheet.business.details.attend, agency)).map(|(item, sheet)| {
            let by = sheet.business.details.needed_by.map_or("no day set".into(), long_day);
            [sheet.business.id.to_string(), self.children(sheet), by, item.line.state.clone()]
        });
        let decided =
            decided_without_request(self.record).filter(|(_, decision)| self.must_be_there(decision).iter().any(|of| of == agency));
        let decided = decided.map(|(item, _)| [String::new(), self.whom(item), "no day set".into(), "decided: strategy meeting".into()]);
        let rows: Vec<_> = rows.chain(decided).collect();
        if !rows.is_empty() {
            paper.heading(2, "Strategy meetings you must come to");
            paper.table(["No.", "Children", "To be held by", "Stands"], rows);
        }
    }

    fn handed(&self, paper: &mut Document, agency: &str) {
        let handed = of_kind(self.record, BusinessKind::Intelligence);
        let handed: Vec<_> = handed.filter(|(_, sheet)| self.names_agency(&sheet.business.details.hand_to, agency)).collect();
        if !handed.is_empty() {
            let numbers: Vec<String> = handed.iter().map(|(_, sheet)| sheet.business.id.to_string()).collect();
            paper.heading(2, "Intelligence handed to you");
            paper.text(format!("{}: see the hand-off list.", listed(&numbers)));
        }
    }

    /// "Nadia Begum (GMP/26/0417)".
    fn whom(&self, item: &ItemSheet) -> String {
        let (title, reference) = (&item.line.title, &item.line.reference);
        if reference.is_empty() || title.contains(reference.as_str()) { title.clone() } else { format!("{title} ({reference})") }
    }

    fn intelligence(&self, paper: &mut Document, item: &ItemSheet, sheet: &BusinessSheet) {
        paper.heading(3, format!("Intelligence {}", sheet.business.id));
        self.business(paper, sheet);
        self.what_was_decided(paper, item);
    }

    fn what_was_decided(&self, paper: &mut Document, item: &ItemSheet) {
        let decided: Vec<&Decision> = standing(item).collect();
        if decided.is_empty() {
            paper.text("No decision was recorded.");
        }
        decided.into_iter().for_each(|decision| self.decision(paper, decision));
    }

    /// The quorum, who decided it jointly, and who has an action in it.
    fn must_be_there(&self, decision: &Decision) -> Vec<String> {
        let mut agencies: Vec<String> = Vec::new();
        let acting = decision.actions.iter().map(|action| &action.agency);
        for agency in self.record.sheet.quorum.strategy_needed.iter().chain(&decision.agencies).chain(acting) {
            let agency = self.agency(agency);
            if !agencies.contains(&agency) {
                agencies.push(agency);
            }
        }
        agencies
    }
}
