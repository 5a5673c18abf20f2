//! The invented desk's top ten: October was closed and corrected since, September was not closed, November goes on.

use super::{Morning, at, day};
use chrono::NaiveDate;
use std::path::Path;
use wayhome::casebook::error::{Error, Result};
use wayhome::casebook::tracker_view::*;
use wayhome::child::*;
use wayhome::episode::*;
use wayhome::interview::record::InterviewId;
use wayhome::meeting::decision::DecisionId;
use wayhome::report::figures::Period;
use wayhome::report::figures::topten::Times;
use wayhome::report::tracker::{ReportedChild, TrackerReview};
use wayhome::tui::tracker_desk::TrackerDesk;

fn figures(child: i64, name: &str, (rank, before): (u32, Option<u32>), episodes: u32, nights: u32) -> ReportedChild {
    ReportedChild {
        child: ChildId(child),
        name: name.into(),
        rank,
        shared: rank == 2,
        rank_before: before,
        episodes: (1..=i64::from(episodes)).map(|n| EpisodeId(child * 100 + n)).collect(),
        nights,
        minutes: i64::from(nights) * 600,
        longest_minutes: 32 * 60 + 47,
        this_month: episodes,
        in_3_months: episodes + 20,
        in_12_months: episodes + 54,
        offered: (episodes, episodes),
        held: (episodes - 1, episodes),
        in_72_hours: (1, episodes),
        shown: None,
    }
}

fn tracked(n: i64, name: &str, age: u32, ranks: (u32, Option<u32>), episodes: u32, nights: u32) -> TrackedChild {
    let figures = figures(10 + n, name, ranks, episodes, nights);
    let runs = [0, 2, 0, 0, 1, 0, 6, 9, 22, 34, 20, episodes];
    let month = |(back, episodes): (u32, u32)| MonthCount { month: day("2025-11-01") + chrono::Months::new(back), episodes };
    let mut times = Times::default();
    times.seconds[4][22] = 3600;
    times.seconds[5][20..24].copy_from_slice(&[1800, 3600, 3600, 3600]);
    times.seconds[6][0..3].copy_from_slice(&[3600, 3600, 900]);
    TrackedChild {
        child: ChildId(10 + n),
        name: name.into(),
        age: Some(age),
        care_status: Some(CareStatus::AtHome),
        placement: None,
        social_worker: Some("A. Worker".into()),
        team: Some("Central 2".into()),
        markers: vec![MarkerKind::Cse],
        movement: figures.movement().to_string(),
        figures,
        corrections: Vec::new(),
        frozen: true,
        run: (0..).zip(runs).map(month).collect(),
        times,
        found: Vec::new(),
        with: Vec::new(),
        last_words: None,
        decisions: Vec::new(),
        actions: Vec::new(),
        knows_best: Some(KnowsBest { who: "A. Worker".into(), from: "social worker".into() }),
        next_review: None,
        unblock: None,
        review: None,
        earlier: Vec::new(),
    }
}

fn said(entry: i64, month: &str, unblock: &str, note: &str) -> Said {
    let review = TrackerReview { unblock: unblock.into(), note: note.into(), knows_best: "Bo Larkin".into(), ..TrackerReview::default() };
    Said { entry, month: day(month), at: at("2026-10-05T10:20:00Z"), by: "S. Senior".into(), review }
}

/// Nadia Begum with all that can be known of a child.
fn nadia() -> TrackedChild {
    let often = |what: &str, child: Option<i64>, times| Often { what: what.into(), child: child.map(ChildId), times };
    let asked = "A placement nearer to Nadia's school: the panel waits for funding.";
    TrackedChild {
        found: vec![often("Piccadilly station", None, 3), often("a flat on Foundry Street", None, 1)],
        with: vec![often("Thi Lan Nguyen", Some(12), 2), often("a boy called Jay", None, 1)],
        last_words: Some(LastWords {
            interview: InterviewId(3),
            at: at("2026-10-28T15:00:00Z"),
            by: "Bo Larkin".into(),
            words: "Nobody asks where I sleep. I'd talk to Bo again.".into(),
        }),
        decisions: vec![TrackedDecision {
            decision: DecisionId(45),
            at: at("2026-10-26T09:40:00Z"),
            what: "strategy meeting".into(),
            rationale: "Found twice in the same flat as Thi Lan.".into(),
        }],
        actions: vec![
            TrackedAction {
                number: "A9".into(),
                agency: "Greater Manchester Police".into(),
                what: "visit the flat".into(),
                ended: Some(ActionOutcome {
                    at: at("2026-10-29T12:00:00Z"),
                    how: "done".into(),
                    outcome: "The occupants were spoken to.".into(),
                    difference: "Nadia stays away from the flat.".into(),
                }),
                due: "no date agreed".into(),
                overdue: false,
            },
            TrackedAction {
                number: "A12".into(),
                agency: "Children's Social Care".into(),
                what: "placement search".into(),
                ended: None,
                due: "Mon 9 Nov (overdue by 11 days)".into(),
                overdue: true,
            },
        ],
        knows_best: Some(KnowsBest { who: "Bo Larkin".into(), from: "said for September 2026".into() }),
        next_review: Some(NextReview { on: day("2026-11-30"), from: "decision D45".into(), passed: false }),
        unblock: Some(Unblock {
            words: asked.into(),
            month: day("2026-09-01"),
            carried: true,
            at: at("2026-10-05T10:20:00Z"),
            by: "S. Senior".into(),
        }),
        earlier: vec![said(71, "2026-09-01", asked, "Better since Bo Larkin sees her.")],
        ..tracked(1, "Nadia Begum", 16, (1, Some(3)), 4, 3)
    }
}

fn october(report: Option<usize>, closed: u32) -> Tracker {
    let mut children = vec![
        nadia(),
        tracked(2, "Thi Lan Nguyen", 16, (2, None), 3, 2),
        tracked(3, "Kayden Archer", 15, (2, Some(1)), 3, 2),
        tracked(8, "Oliver Featherstonehaugh-Cholmondeley", 16, (4, Some(4)), 2, 1),
    ];
    children[0].corrections = vec!["reported 4 episodes, now 5: E123 recorded since".into(), "reported 3 nights, now 4 nights".into()];
    let reports: Vec<Moment> = ["2026-11-02T08:00:00Z", "2026-11-09T08:00:00Z"].map(at)[..closed as usize].to_vec();
    Tracker {
        now: super::now(),
        hub: "Invented hub".into(),
        authority: String::new(),
        training: false,
        month: day("2026-10-01"),
        span: Period::month_of(day("2026-10-01")),
        as_of: reports[report.unwrap_or(1) - 1],
        over: true,
        report: Some(report.unwrap_or(1)),
        reports,
        not_closed: Some(day("2026-09-01")),
        places: 10,
        months: 1,
        children,
        below: 12,
        not_reported: vec![NotReported { child: ChildId(14), name: "Chidi Okafor".into(), rank: "4=".into(), episodes: 2 }],
        not_identified: vec![EpisodeId(7)],
    }
}

/// A month that is not closed.
fn open(month: NaiveDate, over: bool, children: Vec<TrackedChild>) -> Tracker {
    Tracker {
        month,
        span: Period::month_of(month),
        as_of: super::now(),
        over,
        report: None,
        reports: Vec::new(),
        not_closed: None,
        children,
        below: 0,
        not_reported: Vec::new(),
        not_identified: Vec::new(),
        ..october(None, 1)
    }
}

impl TrackerDesk for Morning {
    fn tracker(&self, month: Option<NaiveDate>, report: Option<usize>, _now: Moment) -> Result<Tracker> {
        let state = self.0.borrow();
        let month = month.unwrap_or(day("2026-10-01"));
        match month.format("%Y-%m").to_string().as_str() {
            "2026-10" => Ok(october(report, if state.closed_twice { 2 } else { 1 })),
            "2026-11" => Ok(open(month, false, vec![tracked(2, "Thi Lan Nguyen", 16, (1, Some(2)), 2, 1)])),
            "2026-09" => Ok(open(month, true, vec![tracked(3, "Kayden Archer", 15, (1, None), 2, 1)])),
            "2026-12" => Err(Error::Refused("December 2026 has not begun; the top ten is of a month that has".into())),
            _ => Ok(open(month, true, Vec::new())),
        }
    }

    fn close_month(&mut self, month: NaiveDate, _now: Moment) -> Result<()> {
        self.0.borrow_mut().written.push(format!("closed {month}"));
        Ok(())
    }

    fn review_tracked(&mut self, month: NaiveDate, child: ChildId, review: TrackerReview, seen: Option<i64>, _now: Moment) -> Result<()> {
        let mut state = self.0.borrow_mut();
        if std::mem::take(&mut state.stale) {
            return Err(Error::Stale {
                what: format!("what is said of {child}"),
                by: "S. Senior".into(),
                at: "Fri 20 Nov 2026 08:30".into(),
                difference: "reviewed in the top ten of October 2026".into(),
            });
        }
        state.written.push(format!("{child} in {month}, seen {seen:?}: {review:?}"));
        Ok(())
    }

    fn write_briefing(
        &mut self,
        month: Option<NaiveDate>,
        report: Option<usize>,
        initials: bool,
        folder: &Path,
        _now: Moment,
    ) -> Result<Vec<String>> {
        let words = format!("briefing on {month:?}, report {report:?}, initials {initials}, into {}", folder.display());
        self.0.borrow_mut().written.push(words);
        Ok(vec!["2026-10-top-ten.docx".into(), "2026-10-top-ten.html".into(), "2026-10-top-ten.xlsx".into()])
    }
}
