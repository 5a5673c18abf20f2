//! The page of a child, as a panel reads it: made from the child's record each time, so that there is one plan and no copy of it.

use super::due::Reason;
use crate::calendar::{day_of, length, long_day, long_moment, plain_day, short_day, uk};
use crate::casebook::meeting_view::ActionLine;
use crate::casebook::panels_view::PanelPage;
use crate::child::ChildDetails;
use crate::episode::Episode;
use crate::interview::record::{Finding, Interview, Question};
use crate::meeting::action::in_full;
use crate::meeting::decision::Decision;
use crate::report::document::{Document, bold, italic, plain};
use crate::report::minutes::{counted, outcomes};
use crate::report::papers::initials::Names;
use chrono::Days;

/// How much of each part is laid before a panel; of the rest it is said how much there is.
const EPISODES: usize = 12;
const DECISIONS: usize = 6;
const ENDED: usize = 6;
const INTERVIEWS: usize = 3;
const SAID: usize = 6;

/// What a page is written with.
pub(super) struct Writing<'a> {
    /// Empty where children are named in full.
    pub names: &'a Names,
    pub initials: bool,
}

impl Writing<'_> {
    fn safe(&self, text: &str) -> String {
        self.names.apply(text)
    }
}

/// The page of a child as a paper of its own, with names.
pub fn child_page(page: &PanelPage) -> Document {
    let mut paper = Document::new(&format!("{} ({})", page.child.details.full_name(), page.child.id), page.now);
    let writing = Writing { names: &Names::default(), initials: false };
    writing.page(&mut paper, page);
    paper
}

impl Writing<'_> {
    /// "N. B., 16, at home (C17)".
    pub(super) fn title(&self, page: &PanelPage) -> String {
        let details = &page.child.details;
        let age = page.age.map_or("age not known".into(), |age| age.to_string());
        let care = details.care_status.map_or("care status not known", |care| care.label());
        format!("{}, {age}, {care} ({})", self.safe(&details.full_name()), page.child.id)
    }

    /// All of it, below a heading of level 2 or the title.
    pub(super) fn page(&self, paper: &mut Document, page: &PanelPage) {
        match page.due.is_empty() {
            true => paper.text("Due for no panel now."),
            false => {
                paper.bullets(page.due.iter().map(|due| vec![bold(format!("{}:", due.panel)), plain(reasons(&due.reasons))]).collect())
            }
        }
        self.who(paper, page);
        self.said(paper, page);
        self.episodes(paper, page);
        self.decisions(paper, page);
        self.actions(paper, page);
        self.interviews(paper, page);
        self.assessments(paper, page);
        self.around(paper, page);
    }

    fn who(&self, paper: &mut Document, page: &PanelPage) {
        let details = &page.child.details;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let whole = |value: String| if self.initials { String::new() } else { value };
        let all = |parts: [&Option<String>; 2]| parts.into_iter().flatten().map(|part| self.safe(part)).collect::<Vec<_>>().join(", ");
        let band = page.triage.as_ref().map(|triage| {
            let fired = triage.fired.iter().take(3).map(|fired| fired.title.as_str()).collect::<Vec<_>>().join("; ");
            if fired.is_empty() { triage.band.to_string() } else { format!("{}: {fired}", triage.band) }
        });
        paper.facts([
            ("Born", whole(details.dob.map_or(String::new(), plain_day))),
            ("Cared for", details.care_status.map_or(String::new(), |care| care.to_string())),
            ("Placement", whole(all([&details.placement, &details.provider]))),
            ("Address", whole(all([&details.address, &details.postcode]))),
            ("Placing authority", text(&details.placing_authority)),
            ("Locality", text(&details.locality)),
            ("Social worker", all([&details.social_worker, &details.team])),
            ("School", whole(text(&details.school))),
            ("Education", details.education.map_or(String::new(), |education| education.to_string())),
            ("Markers", markers(details)),
            ("Plan", details.plan.map_or(String::new(), |plan| plan.to_string())),
            ("Band by the rules", self.safe(&band.unwrap_or_default())),
        ]);
    }

    fn said(&self, paper: &mut Document, page: &PanelPage) {
        paper.heading(3, "What panels said");
        if page.panels.is_empty() {
            paper.text("No panel has talked about the child yet.");
        }
        for said in page.panels.iter().take(SAID) {
            paper.paragraph(vec![bold(said.words()), italic(format!("(recorded {} by {})", long_moment(said.at), said.by))]);
            paper.quote(&self.safe(&said.note));
        }
        more(paper, page.panels.len(), SAID);
    }

    fn episodes(&self, paper: &mut Document, page: &PanelPage) {
        paper.heading(3, "Missing episodes");
        let today = day_of(page.now);
        let since = |days: u64| {
            let from = today.checked_sub_days(Days::new(days)).unwrap_or(today);
            page.episodes.iter().filter(|episode| day_of(episode.began()) > from).count()
        };
        let nights: u32 = page.nights.iter().map(|month| month.nights).sum();
        let by_month: Vec<String> = page.nights.iter().map(|month| format!("{} {}", month.month.format("%b"), month.nights)).collect();
        paper.text(format!(
            "{} in 28 days, {} in 90 days, {} known in all.",
            counted(since(28), "episode"),
            since(90),
            page.episodes.len()
        ));
        if !by_month.is_empty() {
            paper.text(format!("{} missing in twelve months: {}.", counted(nights as usize, "night"), by_month.join(", ")));
        }
        let rows = page.episodes.iter().take(EPISODES).map(|episode| self.episode(episode, page));
        paper.table(["Reference", "From", "Missing for", "Police grade", "Found"], rows.collect());
        more(paper, page.episodes.len(), EPISODES);
    }

    fn episode(&self, episode: &Episode, page: &PanelPage) -> [String; 5] {
        let details = &episode.details;
        let from = uk(episode.missing_since()).format("%a %-d %b %Y %H:%M").to_string();
        let lasted = match (details.ended, details.returned) {
            (false, _) => format!("still missing, {}", length(page.now - episode.missing_since())),
            (true, Some(returned)) => length(returned.at - episode.missing_since()),
            (true, None) => "back, no time given".into(),
        };
        let found =
            [&details.found_where, &details.found_how].into_iter().flatten().map(|text| self.safe(text)).collect::<Vec<_>>().join("; ");
        let grade = details.grade.map_or(String::new(), |grade| grade.to_string());
        [self.safe(&episode.reference()), from, lasted, grade, found]
    }

    fn decisions(&self, paper: &mut Document, page: &PanelPage) {
        paper.heading(3, "Decisions");
        if page.decisions.is_empty() {
            paper.text("None recorded.");
        }
        for decision in page.decisions.iter().take(DECISIONS) {
            let review = decision.next_review.map_or(String::new(), |day| format!("; next review {}", long_day(day)));
            let panel = decision.panel.as_ref().map_or(String::new(), |panel| format!(" ({panel})"));
            let by_panel = self.decided_by(decision, page);
            let what = format!("{}{panel}{by_panel}{review}", outcomes(decision));
            paper.paragraph(vec![bold(format!("{} {}:", long_day(day_of(decision.at)), decision.id)), plain(what)]);
            paper.quote(&self.safe(&decision.rationale));
        }
        more(paper, page.decisions.len(), DECISIONS);
    }

    /// ", by Missing from Home Panel, North", where a panel decided it.
    fn decided_by(&self, decision: &Decision, page: &PanelPage) -> String {
        let said = page.panels.iter().find(|said| said.decision == Some(decision.id));
        said.map_or(String::new(), |said| format!(", by {}", said.panel))
    }

    fn actions(&self, paper: &mut Document, page: &PanelPage) {
        let (ended, open): (Vec<&ActionLine>, Vec<&ActionLine>) = page.actions.iter().partition(|line| line.record.ended.is_some());
        paper.heading(3, "Actions");
        if open.is_empty() {
            paper.text("Nothing is to be done.");
        }
        let owner = |line: &ActionLine| {
            let action = &line.record.action;
            action.agency.clone() + &action.person.iter().map(|person| format!(" ({person})")).collect::<String>()
        };
        let rows = open.iter().map(|line| {
            let action = &line.record.action;
            let due = action.due.map_or("no date agreed".into(), in_full);
            let due = if line.overdue { format!("{due}, overdue") } else { due };
            [action.id.to_string(), owner(line), self.safe(&action.what), due]
        });
        paper.table(["No.", "Who", "To be done", "Due"], rows.collect());
        let became = ended.iter().take(ENDED).filter_map(|line| {
            let end = line.record.ended.as_ref()?;
            let changed = if end.end.difference.is_empty() { "not said".into() } else { self.safe(&end.end.difference) };
            let (action, outcome) = (&line.record.action, self.safe(&end.end.outcome));
            Some([
                action.id.to_string(),
                self.safe(&action.what),
                format!("{} {}: {outcome}", end.end.how, short_day(day_of(end.at))),
                changed,
            ])
        });
        paper.table(["No.", "Ended", "Outcome", "What changed for the child"], became.collect());
        more(paper, ended.len(), ENDED);
    }

    fn interviews(&self, paper: &mut Document, page: &PanelPage) {
        paper.heading(3, "Return interviews");
        if page.interviews.is_empty() {
            paper.text("None held.");
        }
        for interview in page.interviews.iter().take(INTERVIEWS) {
            self.interview(paper, interview);
        }
        more(paper, page.interviews.len(), INTERVIEWS);
    }

    fn interview(&self, paper: &mut Document, interview: &Interview) {
        let held = format!("Held {} by {}, {}", long_day(day_of(interview.held.at)), interview.held.by, interview.state);
        paper.paragraph(vec![bold(format!("{}:", interview.id)), plain(held)]);
        let Some(record) = &interview.record else { return };
        if let Some(words) = record.answers.get(&Question::ChildsWords) {
            paper.quote(&self.safe(words));
        }
        let factors: Vec<&str> = record.push.iter().map(|push| push.label()).chain(record.pull.iter().map(|pull| pull.label())).collect();
        if !factors.is_empty() {
            paper.text(format!("Push and pull: {}.", factors.join(", ")));
        }
        let finding = |finding: &Finding| {
            let end = finding.ends_as.map_or("still open".into(), |end| format!("{end}: {}", self.safe(&finding.why)));
            vec![bold(format!("{}:", finding.kind)), plain(self.safe(&finding.text)), italic(format!("({})", end.trim_end_matches(": ")))]
        };
        paper.bullets(record.findings.iter().map(finding).collect());
    }

    fn assessments(&self, paper: &mut Document, page: &PanelPage) {
        if page.assessments.is_empty() {
            return;
        }
        paper.heading(3, "Exploitation assessments");
        for line in &page.assessments {
            paper.paragraph(vec![bold(format!("{}:", line.assessment.id)), plain(format!("{}, {}", line.state, line.clock))]);
            for recorded in line.assessment.results.iter().rev().take(1) {
                let result = &recorded.result;
                let concerns: Vec<&str> = result.concerns.iter().map(|marker| marker.label()).collect();
                paper.facts([
                    ("Band", format!("{} ({} of {}), judged {}", result.band, result.score, result.most, result.judged)),
                    ("Concerns", concerns.join(", ")),
                    ("Outcome", result.outcome.to_string()),
                ]);
                paper.quote(&self.safe(&result.judgement));
            }
        }
    }

    fn around(&self, paper: &mut Document, page: &PanelPage) {
        if !page.business.is_empty() {
            paper.heading(3, "Brought to the meeting");
            let line = |business: &crate::meeting::business::Business| {
                let details = &business.details;
                let what = format!("{} {} of {}:", details.kind, business.id, plain_day(details.received));
                vec![bold(what), plain(self.safe(&details.concern))]
            };
            paper.bullets(page.business.iter().map(line).collect());
        }
        if !page.people.is_empty() {
            paper.heading(3, "Other children around the child");
            let line = |person: &crate::casebook::view::Person| {
                let id = person.child.map_or(String::new(), |id| format!(" ({})", id.0));
                vec![plain(format!("{}{id}: {}", self.safe(&person.name), person.how))]
            };
            paper.bullets(page.people.iter().map(line).collect());
        }
    }
}

fn markers(details: &ChildDetails) -> String {
    let marker = |marker: &crate::child::Marker| {
        let since = marker.since.map_or(String::new(), |since| format!(" since {}", plain_day(since)));
        format!("{}{since}", marker.kind)
    };
    let nrm = details.nrm.map(|nrm| nrm.to_string());
    details.markers.iter().map(marker).chain(nrm).collect::<Vec<_>>().join(", ")
}

/// "threshold: 3 episodes in 28 days: 24, 31 Oct, 9 Nov; referral: …".
pub(super) fn reasons(reasons: &[Reason]) -> String {
    reasons.iter().map(|reason| reason.words.clone()).collect::<Vec<_>>().join("; ")
}

fn more(paper: &mut Document, all: usize, shown: usize) {
    if all > shown {
        paper.paragraph(vec![italic(format!("And {} earlier.", all - shown))]);
    }
}
