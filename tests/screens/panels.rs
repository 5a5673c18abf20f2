//! The invented desk's panels, and the memory of what was written about them.

use super::{Morning, child, day, now};
use std::path::Path;
use wayhome::casebook::error::{Error, Result};
use wayhome::casebook::panels_view::*;
use wayhome::child::*;
use wayhome::episode::*;
use wayhome::meeting::decision::DecisionId;
use wayhome::report::panel::Stays;
use wayhome::report::panels::dates::MeetingDay;
use wayhome::report::panels::due::{Reason, ReasonKind};
use wayhome::tui::desk::Desk;
use wayhome::tui::panels_desk::{PanelsDesk, SaidByPanel};

fn reason(kind: ReasonKind, since: &str, words: &str) -> Reason {
    Reason { kind, since: day(since), words: words.into(), episodes: Vec::new(), decision: None }
}

fn said(panel: &str, on: &str, note: &str) -> PanelSaid {
    PanelSaid {
        panel: panel.into(),
        on: day(on),
        stays: Stays::Stays,
        note: note.into(),
        next_review: Some(day("2026-11-24")),
        decision: Some(DecisionId(3)),
        at: now(),
        by: "A. Chair".into(),
    }
}

fn due(n: i64, given: &str, family: &str, care: CareStatus, reasons: Vec<Reason>) -> DueChild {
    let details = child(n, given, family, "2010-03-04", care).details;
    DueChild {
        child: ChildId(n),
        name: details.full_name(),
        short: details.short_name(),
        age: Some(16),
        care_status: Some(care),
        locality: Some("North".into()),
        episode: Some(EpisodeId(n - 10)),
        still_missing: n == 11,
        waiting_since: reasons.iter().map(|reason| reason.since).min().unwrap(),
        reasons,
        last: None,
    }
}

fn panel(name: &str, takes: &str, meeting: Option<(&str, Option<&str>, &str)>) -> PanelSheet {
    PanelSheet {
        panel: name.into(),
        takes: takes.into(),
        rhythm: if meeting.is_some() { "every 14 days at 10:00".into() } else { "when needed".into() },
        meetings: meeting.iter().map(|(on, from, _)| MeetingDay { on: day(on), moved_from: from.map(day) }).collect(),
        meetings_in_words: meeting.iter().map(|(.., words)| (*words).to_string()).collect(),
        due: Vec::new(),
        later: Vec::new(),
    }
}

const NORTH: &str = "Missing from Home Panel, North";

/// Four panels: one with three children, one with one, one with a moved meeting, one that meets when needed.
pub fn sheet() -> PanelsSheet {
    use ReasonKind::{LongTerm, Referral, Review, Threshold};
    let three = "4 episodes in 28 days: 24, 31 Oct, 9, 19 Nov";
    let nadia = vec![reason(Threshold, "2026-11-09", three), reason(Referral, "2026-11-18", "referred on Wed 18 Nov 2026 (D45)")];
    let kayden = vec![reason(Review, "2026-11-24", "stays with the panel since Tue 10 Nov 2026; next review Tue 24 Nov 2026")];
    let later = vec![reason(Review, "2026-12-22", "stays with the panel since Tue 10 Nov 2026; next review Tue 22 Dec 2026")];
    let mut north = panel(NORTH, "children at home in the north locality", Some(("2026-11-24", None, "Tue 24 Nov 2026")));
    let mut stays = due(13, "Kayden", "Archer", CareStatus::AtHome, kayden);
    stays.last = Some(said(NORTH, "2026-11-10", "Nadia Begum is his friend; school is on board."));
    north.due = vec![due(11, "Nadia", "Begum", CareStatus::AtHome, nadia), stays];
    north.later = vec![due(15, "Chidi", "Okafor", CareStatus::AtHome, later)];
    let mut permanence =
        panel("Missing from Home Panel, Permanence", "looked-after children", Some(("2026-11-25", None, "Wed 25 Nov 2026")));
    let long = vec![reason(Threshold, "2026-11-13", "3 episodes in 28 days: 1, 7, 13 Nov")];
    permanence.due = vec![due(12, "Thi Lan", "Nguyen", CareStatus::LookedAfter, long)];
    let moved = Some(("2026-12-29", Some("2026-12-25"), "Tue 29 Dec 2026, moved from Fri 25 Dec (bank holiday)"));
    let mut long_term = panel("Long-term Missing Panel", "children not found within 3 months", None);
    long_term.due = vec![due(
        16,
        "Siân",
        "Davies",
        CareStatus::AtHome,
        vec![reason(LongTerm, "2026-11-01", "missing since Sat 1 Aug 2026, for 110 d 12 h")],
    )];
    let why = "3 episodes in 28 days: 2, 8 and 11 Nov; the child's locality is not known";
    PanelsSheet {
        now: now(),
        hub: "Test hub".into(),
        training: true,
        panels: vec![
            north,
            permanence,
            panel("Missing from Home Panel, South", "children at home in the south locality", moved),
            long_term,
        ],
        no_panel: vec![NoPanel { child: Some(ChildId(14)), name: "小明 王".into(), episode: Some(EpisodeId(4)), why: why.into() }],
        seen: 7,
    }
}

impl PanelsDesk for Morning {
    fn panels(&self, _now: Moment) -> Result<PanelsSheet> {
        Ok(sheet())
    }

    fn panel_page(&self, of: ChildId, now: Moment) -> Result<PanelPage> {
        let case = self.case(EpisodeId(of.0 - 10), now)?;
        let record = case.child.clone().ok_or_else(|| Error::Refused(format!("there is no child {of}")))?;
        let due_at = |panel: &PanelSheet| {
            let due = panel.due.iter().find(|due| due.child == of)?;
            Some(DueAt { panel: panel.panel.clone(), reasons: due.reasons.clone() })
        };
        Ok(PanelPage {
            now,
            age: case.age,
            due: sheet().panels.iter().filter_map(due_at).collect(),
            panels: vec![said(NORTH, "2026-11-10", "School and Thi Lan Nguyen's carers are on board.")],
            episodes: case.episodes,
            nights: case.nights,
            triage: Some(case.triage),
            decisions: case.decisions,
            actions: case.actions,
            assessments: case.assessments,
            business: case.business,
            interviews: Vec::new(),
            people: case.people,
            child: record,
        })
    }

    fn panel_outcome(&mut self, said: SaidByPanel, _now: Moment) -> Result<Option<DecisionId>> {
        let SaidByPanel { panel, child, on, stays, note, next_review, outcomes, rationale, actions, refer_to, .. } = said;
        let outcomes: Vec<&str> = outcomes.iter().map(|outcome| outcome.code()).collect();
        let (review, to) = (next_review.map_or("next meeting".into(), |day| day.to_string()), refer_to.unwrap_or_default());
        let decided = (!outcomes.is_empty()).then_some(DecisionId(60));
        let words = format!(
            "{panel} of {on}: {child} {} ({review}): {note} [{}] {rationale} [{}] {to}",
            stays.code(),
            outcomes.join(" "),
            actions.join("; ")
        );
        self.0.borrow_mut().written.push(words);
        Ok(decided)
    }

    fn write_pack(&mut self, panel: &str, initials: bool, folder: &Path, _now: Moment) -> Result<Vec<String>> {
        self.0.borrow_mut().written.push(format!("pack of {panel}, initials {initials}, into {}", folder.display()));
        Ok(vec!["pack.docx".into(), "pack.html".into()])
    }

    fn write_panel_calendar(&self, panel: Option<&str>, folder: &Path, _now: Moment) -> Result<String> {
        self.0.borrow_mut().written.push(format!("calendar of {}, into {}", panel.unwrap_or("all"), folder.display()));
        Ok("panels.ics".into())
    }

    fn understand_panel_day(&self, text: &str, now: Moment) -> std::result::Result<chrono::NaiveDate, String> {
        wayhome::spoken::past_day(text, now, &wayhome::calendar::WorkingDays::shipped())
    }
}
