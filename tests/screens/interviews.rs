//! The invented desk's return interviews: one in every state, and the memory of what was written about them.

use super::{Morning, at};
use std::path::Path;
use wayhome::calendar::WorkingDays;
use wayhome::casebook::On;
use wayhome::casebook::error::{Error, Result};
use wayhome::casebook::interview_view::*;
use wayhome::casebook::view::{BoardChild, ChildIdText};
use wayhome::child::*;
use wayhome::clock::ClockSettings;
use wayhome::episode::*;
use wayhome::interview::attempt::*;
use wayhome::interview::file::*;
use wayhome::interview::record::*;
use wayhome::interview::sharing::*;
use wayhome::interview::suggest::{Reason, Suggestion};
use wayhome::interview::verdict::{data_errors, verdicts};
use wayhome::interview::worker::*;
use wayhome::settings::Settings;
use wayhome::spoken;
use wayhome::tui::interview_desk::InterviewDesk;

fn settings() -> Settings {
    Settings::parse(Settings::shipped()).unwrap()
}

fn clocks() -> ClockSettings {
    settings().clocks(WorkingDays::shipped())
}

const WORKERS: [(i64, &str, &str); 4] = [
    (1, "Dana Ellis", "Missing from Home Team"),
    (2, "Priya Nair", "The Children's Society"),
    (3, "Sam Okoro", "The Children's Society"),
    (4, "Jo Marsh", "Missing from Home Team"),
];

fn workers() -> Vec<Worker> {
    let worker = |(id, name, team): &(i64, &str, &str)| Worker {
        id: WorkerId(*id),
        details: WorkerDetails { name: (*name).into(), team: (*team).into(), capacity: Some(5), ..WorkerDetails::default() },
        changed: 3,
    };
    WORKERS.iter().map(worker).collect()
}

/// Number, given and family name, date of birth, care status, child, return, worker.
type Sketch = (i64, &'static str, &'static str, &'static str, CareStatus, Option<i64>, Option<&'static str>, Option<i64>);

/// In the order of the board: what runs out first stands first.
const SKETCHES: [Sketch; 14] = {
    use CareStatus::*;
    [
        (6, "小明", "王", "2011-06-01", Unaccompanied, Some(16), None, None),
        (20, "Amira", "Hussain", "2012-03-03", LookedAfter, Some(40), Some("2026-11-17T05:29:00Z"), Some(2)),
        (21, "Amira", "Hussain", "2012-03-03", LookedAfter, Some(40), Some("2026-11-17T20:00:00Z"), None),
        (22, "Jack", "Reilly", "2010-09-09", AtHome, Some(42), Some("2026-11-18T07:10:00Z"), Some(1)),
        (5, "Sia\u{302}n", "Davies", "2012-02-29", AtHome, Some(15), Some("2026-11-18T09:05:00Z"), None),
        (7, "Kaden", "Ashworth", "2011-03-04", AtHome, None, Some("2026-11-19T23:40:00Z"), None),
        (4, "Chidi", "Okafor", "2010-05-05", LookedAfter, Some(14), Some("2026-11-19T03:20:00Z"), Some(2)),
        (23, "Leah", "Odunsi", "2011-11-30", AtHome, Some(43), Some("2026-11-19T06:00:00Z"), Some(1)),
        (24, "Maya", "Kaur", "2013-01-15", SupportedAccommodation, Some(44), Some("2026-11-19T08:00:00Z"), Some(1)),
        (25, "Tom", "Price", "2010-12-12", AtHome, Some(45), Some("2026-11-16T22:00:00Z"), Some(1)),
        (27, "Rory", "Flynn", "2012-08-08", AtHome, Some(47), Some("2026-11-14T12:00:00Z"), Some(1)),
        (26, "Isla", "Byrne", "2011-07-07", LookedAfter, Some(46), Some("2026-11-15T12:00:00Z"), Some(2)),
        (28, "Ava", "Stone", "2010-02-02", AtHome, Some(48), Some("2026-11-13T12:00:00Z"), Some(1)),
        (29, "Noah", "Grant", "2011-04-04", LookedAfterElsewhere, Some(49), Some("2026-11-12T12:00:00Z"), Some(2)),
    ]
};

fn sketch(of: EpisodeId) -> Result<&'static Sketch> {
    SKETCHES.iter().find(|s| s.0 == of.0).ok_or_else(|| Error::Refused(format!("there is no interview of {of}")))
}

fn details(s: &Sketch) -> ChildDetails {
    ChildDetails {
        given: s.1.into(),
        family: s.2.into(),
        dob: Some(s.3.parse().unwrap()),
        care_status: Some(s.4),
        provider: (s.0 == 4).then(|| "Larch Care".into()),
        ..ChildDetails::default()
    }
}

fn episode(s: &Sketch) -> Episode {
    let returned = s.6.map(|when| When { at: at(when), estimated: s.0 == 23 });
    let began = returned.map_or(at("2026-11-17T10:00:00Z"), |when| when.at) - chrono::TimeDelta::hours(10);
    let notice = returned.map_or(at("2026-11-19T08:00:00Z"), |when| when.at + chrono::TimeDelta::hours(8)).min(at("2026-11-20T08:39:00Z"));
    let details = EpisodeDetails {
        police_ref: Some(format!("GMP/26/01{:02}7", s.0)),
        reported: Some(When::exact(began)),
        returned,
        ended: true,
        ..EpisodeDetails::default()
    };
    Episode { id: EpisodeId(s.0), child: s.5.map(ChildId), details, received: began, notice_of_return: Some(notice), changed: 200 }
}

fn held_at(n: i64) -> Option<(InterviewId, &'static str, RecordState)> {
    Some(match n {
        25 => (InterviewId(3), "2026-11-19T16:00:00Z", RecordState::ToRecord),
        26 => (InterviewId(4), "2026-11-18T13:30:00Z", RecordState::ToSign),
        27 => (InterviewId(5), "2026-11-13T10:00:00Z", RecordState::GivenBack),
        29 => (InterviewId(6), "2026-11-17T09:00:00Z", RecordState::SignedOff),
        _ => return None,
    })
}

fn file(s: &Sketch) -> InterviewFile {
    let mut file = InterviewFile::new(EpisodeId(s.0), s.5.map(ChildId), 300 + s.0);
    let given = at("2026-11-19T09:00:00Z");
    if let Some(worker) = s.7 {
        let allocation =
            |worker, accepted| Allocation { worker, at: given, by: "A. Chair".into(), accepted, accepted_by: None, reason: String::new() };
        if s.0 == 22 {
            file.allocations.push(allocation(WorkerId(4), Some(given)));
        }
        let mut last = allocation(WorkerId(worker), (s.0 != 22).then_some(given));
        last.reason = if s.0 == 22 { "Jo is away until Tuesday".into() } else { String::new() };
        file.allocations.push(last);
    }
    if matches!(s.0, 23 | 24) {
        file.attempts.push(Attempt {
            at: at("2026-11-19T10:15:00Z"),
            by: "Dana Ellis".into(),
            to: Contact::Child,
            channel: Channel::Phone,
            outcome: AttemptOutcome::Engaged,
            offered: true,
            note: "will think about where".into(),
        });
    }
    if s.0 == 24 {
        let booking = Booking { at: at("2026-11-20T14:00:00Z"), minutes: 60, place: "Larch Youth Centre".into(), worker: None };
        file.bookings.push(Booked { booking, made_at: at("2026-11-19T10:20:00Z"), by: "Dana Ellis".into(), cancelled: None });
    }
    if let Some((interview, when, record)) = held_at(s.0) {
        let late = (s.0 == 26 || s.0 == 29).then(|| Late { reason: LateReason::Capacity, note: String::new() });
        file.answered.push(Answered { interview, held_at: at(when), late, record, worker: s.7.map(WorkerId), not_independent: None });
    }
    if s.0 == 28 {
        let closure = Closure { note: "said no twice".into(), carers_account: "She is safe now.".into(), ..Closure::of(NotHeld::Declined) };
        file.closed.push(Closed { closure, at: at("2026-11-16T11:00:00Z"), by: "Dana Ellis".into(), reopened: None });
    }
    file
}

fn record() -> InterviewRecord {
    let finding = |n, text: &str, ends_as, why: &str, to: &[&str]| Finding {
        id: Some(FindingId(n)),
        kind: FindingKind::ChildsWords,
        text: text.into(),
        ends_as: Some(ends_as),
        why: why.into(),
        recipients: to.iter().map(|t| t.to_string()).collect(),
    };
    InterviewRecord {
        confidentiality_explained: Some(true),
        regards_as_missing: Some(false),
        answers: [(Question::ChildsWords, "I was at my cousin's.".to_string()), (Question::Now, "Well, tired.".into())].into(),
        push: vec![Push::Conflict],
        pull: vec![Pull::Family],
        places: vec![PlaceKind::FamilyHome],
        named: vec![Named { kind: NamedKind::Vehicle, what: "a blue van".into() }],
        findings: vec![
            finding(
                12,
                "A man in a blue van waits at the station.",
                EndsAs::Intelligence,
                "police look for it",
                &["Greater Manchester Police"],
            ),
            finding(13, "Wants to stay with the cousin at weekends.", EndsAs::PlanChange, "contact plan reviewed on Monday", &[]),
        ],
    }
}

fn interview_of(s: &Sketch) -> Option<Interview> {
    let (id, when, state) = held_at(s.0)?;
    let by = WORKERS.iter().find(|w| Some(w.0) == s.7).unwrap().1;
    let stamp = |when: &str, by: &str| Stamp { at: at(when), by: by.into() };
    let recorded = (state != RecordState::ToRecord).then(|| stamp("2026-11-18T16:00:00Z", by));
    Some(Interview {
        id,
        held: Held {
            child: s.5.map(ChildId),
            at: at(when),
            place: "at home".into(),
            worker: s.7.map(WorkerId),
            by: by.into(),
            covers: vec![Covered { episode: EpisodeId(s.0), late: None }],
            source: None,
            not_independent: None,
        },
        state,
        record: recorded.is_some().then(record),
        recorders: recorded.iter().map(|stamp: &Stamp| stamp.by.clone()).collect(),
        recorded,
        withdrawn: None,
        comments: if s.0 == 27 {
            vec![(stamp("2026-11-18T17:00:00Z", "Priya Nair"), "The date of the interview is before the return.".into())]
        } else {
            Vec::new()
        },
        signed: (state == RecordState::SignedOff).then(|| stamp("2026-11-18T10:00:00Z", "Dana Ellis")),
        changed: 400 + s.0,
    })
}

fn section(stage: Stage, item_of: &Sketch, now: Moment) -> InterviewSection {
    let due = item_of.6.map(|when| at(when) + chrono::TimeDelta::hours(72));
    match (stage, due) {
        (Stage::SignedOff | Stage::Closed, _) => InterviewSection::Done,
        (Stage::Held | Stage::GivenBack, _) => InterviewSection::Held,
        (Stage::Recorded, _) => InterviewSection::Recorded,
        (_, None) => InterviewSection::NoClock,
        (_, Some(due)) if due < now => InterviewSection::Overdue,
        (_, Some(due)) if due - now <= chrono::TimeDelta::hours(24) => InterviewSection::DueWithin24Hours,
        (Stage::Booked, _) => InterviewSection::Booked,
        (Stage::Unallocated, _) => InterviewSection::Unallocated,
        _ => InterviewSection::Allocated,
    }
}

fn item(s: &Sketch, now: Moment) -> InterviewItem {
    let (episode, file, details) = (episode(s), file(s), details(s));
    let clock = clocks().interview(&episode, now).unwrap();
    let stage = file.stage();
    let worker = file.worker().and_then(|id| WORKERS.iter().find(|w| w.0 == id.0));
    let mut remarks = data_errors(&episode, &file);
    if clock.estimated {
        remarks.push("return time estimated".into());
    }
    if s.5.is_none() {
        remarks.push("who this child is has not been said yet".into());
    }
    InterviewItem {
        section: section(stage, s, now),
        placed: section(stage, s, now),
        standing: stage.label(),
        handed_from: None,
        stage,
        episode: episode.id,
        police_ref: episode.details.police_ref.clone(),
        child: BoardChild {
            id: s.5.map(|id| ChildIdText(ChildId(id))),
            name: details.full_name(),
            short: details.short_name(),
            dob: details.dob,
            age: details.age_on("2026-11-20".parse().unwrap()),
            care_status: details.care_status,
        },
        verdicts: verdicts(&episode, &file, &clock, now),
        clock,
        worker: worker.map(|w| WorkerName { id: WorkerId(w.0), name: w.1.into(), team: w.2.into() }),
        covered_by: held_at(s.0).map(|held| held.0),
        reason: file.closure().map(|closed| closed.closure.reason.code()),
        booked_for: file.booking().map(|booked| booked.booking.at),
        attempts: file.attempts.len() as u32,
        group: match s.0 {
            20 => vec![EpisodeId(21)],
            21 => vec![EpisodeId(20)],
            _ => Vec::new(),
        },
        missing_again: s.0 == 21 || s.0 == 20,
        remarks,
        seen: file.changed,
    }
}

fn suggestions(s: &Sketch) -> Vec<Suggestion> {
    let reason = |good, words: &str| Reason { good, words: words.into() };
    let of = |n: usize, score, reasons: Vec<Reason>, refused: Option<&str>| Suggestion {
        worker: WorkerId(WORKERS[n].0),
        name: WORKERS[n].1.into(),
        team: WORKERS[n].2.into(),
        score,
        reasons,
        refused: refused.map(Into::into),
        asked_for: false,
        free_slot: Some(at("2026-11-20T14:00:00Z")),
    };
    let mut found = vec![
        of(
            0,
            400,
            vec![
                reason(true, "sat with the child before (2 Mar 2026)"),
                reason(true, "free Fri 14:00 before the deadline"),
                reason(true, "carries 2 of 5"),
            ],
            None,
        ),
        of(3, 100, vec![reason(false, "the child declined them (9 Nov 2026)"), reason(false, "carries 5 of 5: full")], None),
    ];
    if s.4.in_care() {
        found.push(of(
            2,
            300,
            vec![reason(true, "carries 1 of 5")],
            Some("not independent: works for Larch Care, and the child is placed with Larch Care"),
        ));
    }
    found
}

fn share(n: i64, interview: i64, recipient: &str, sent: Option<(&str, &str)>) -> Share {
    Share {
        interview: InterviewId(interview),
        finding: FindingId(n),
        recipient: recipient.into(),
        sent_at: sent.map(|(when, _)| at(when)),
        sent_text: sent.map(|(_, text)| text.into()),
        acknowledged_at: None,
        acknowledged_by: None,
    }
}

impl Morning {
    /// Whoever has the interview already is in the way, unless it is handed over with a reason.
    fn may_give(&self, on: &[On], to: WorkerId, reason: &str, handover: bool) -> Result<Vec<Allocated>> {
        on.iter()
            .map(|on| {
                let s = sketch(on.episode)?;
                let item = item(s, super::now());
                let worker = WORKERS.iter().find(|w| w.0 == to.0).unwrap();
                let other = item.worker.as_ref().filter(|other| other.id != to && (!handover || reason.is_empty()));
                if let Some(other) = other {
                    let words = "by A. Chair at Thu 19 Nov 2026 09:00; hand it over, with the reason";
                    return Err(Error::Refused(format!("allocated to {} {words}", other.name)));
                }
                let words = if item.worker.is_some() {
                    format!("handed over to {}; open until accepted", worker.1)
                } else {
                    format!("allocated to {}", worker.1)
                };
                let to = WorkerName { id: to, name: worker.1.into(), team: worker.2.into() };
                Ok(Allocated { episode: on.episode, child: s.5.map(ChildId), name: item.child.name, words, worker: to, from: None })
            })
            .collect()
    }
}

impl InterviewDesk for Morning {
    fn actor(&self) -> String {
        self.0.borrow().actor.unwrap_or("A. Chair").into()
    }

    fn agencies(&self) -> Vec<String> {
        vec!["Greater Manchester Police".into(), "Early Help".into()]
    }

    fn understand_moment(&self, text: &str, now: Moment) -> std::result::Result<Moment, String> {
        spoken::moment(text, now, &WorkingDays::shipped())
    }

    fn understand_past(&self, text: &str, now: Moment) -> std::result::Result<Moment, String> {
        spoken::past_moment(text, now, &WorkingDays::shipped())
    }

    fn interviews(&self, now: Moment) -> Result<InterviewBoard> {
        let state = self.0.borrow();
        let items: Vec<InterviewItem> = SKETCHES.iter().filter(|_| !state.empty).map(|s| item(s, now)).collect();
        let load = |worker: Worker| WorkerLoad { open: 2, worker };
        Ok(InterviewBoard {
            now,
            hub: "Invented hub".into(),
            training: state.training,
            collisions: if state.empty {
                Vec::new()
            } else {
                vec![
                    "Kaden A.: due Sun 23:40, nobody is staffed after Fri 17:00: today is the last chance".into(),
                    "Chidi O.: due Sun 03:20".into(),
                ]
            },
            sharing: if state.empty {
                SharingCounts::default()
            } else {
                SharingCounts { never_shared: 1, changed_since_shared: 1, not_acknowledged: 1 }
            },
            workers: workers().into_iter().map(load).collect(),
            items,
        })
    }

    fn interview_case(&self, of: EpisodeId, now: Moment) -> Result<InterviewCase> {
        let s = sketch(of)?;
        let (item_of, file) = (item(s, now), file(s));
        Ok(InterviewCase {
            group: item_of.group.iter().map(|other| item(sketch(*other).unwrap(), now)).collect(),
            child: s.5.map(|id| Child { id: ChildId(id), details: details(s), changed: 7 }),
            interviews: interview_of(s).into_iter().collect(),
            earlier: if s.0 == 5 { interview_of(&SKETCHES[13]).into_iter().collect() } else { Vec::new() },
            wishes: if s.0 == 5 {
                Wishes { asked_for: vec![WorkerId(1)], sex: Some(Sex::Female), note: "not at school".into(), ..Wishes::default() }
            } else {
                Wishes::default()
            },
            workers: workers(),
            suggestions: if item_of.stage < Stage::Held { suggestions(s) } else { Vec::new() },
            episode: episode(s),
            item: item_of,
            file,
        })
    }

    fn interview(&self, id: InterviewId) -> Result<Interview> {
        SKETCHES.iter().filter_map(interview_of).find(|i| i.id == id).ok_or_else(|| Error::Refused(format!("there is no interview {id}")))
    }

    fn shares(&self) -> Result<Vec<Share>> {
        let (police, words) = ("Greater Manchester Police", "A man in a blue van waits at the station.");
        Ok(vec![
            share(12, 4, police, None),
            share(12, 5, "Early Help", Some(("2026-11-18T10:00:00Z", "A man in a van waits."))),
            share(12, 6, police, Some(("2026-11-18T10:00:00Z", words))),
        ])
    }

    fn preview_allocation(&self, on: &[On], to: WorkerId, reason: &str, handover: bool, _now: Moment) -> Result<Vec<Allocated>> {
        self.may_give(on, to, reason, handover)
    }

    fn allocate(&mut self, on: &[On], to: WorkerId, reason: &str, handover: bool, _now: Moment) -> Result<Vec<Allocated>> {
        let given = self.may_give(on, to, reason, handover)?;
        let seen: Vec<String> = on.iter().map(|on| format!("{}@{}", on.episode, on.seen.unwrap_or(0))).collect();
        self.write(format!("allocate {} to {to} “{reason}” handover {handover}", seen.join(" ")));
        Ok(given)
    }

    fn accept_handover(&mut self, on: On, _now: Moment) -> Result<()> {
        self.write(format!("accept {}", on.episode));
        Ok(())
    }

    fn set_wishes(&mut self, child: ChildId, wishes: Wishes, _now: Moment) -> Result<()> {
        self.write(format!("wishes {child} {wishes:?}"));
        Ok(())
    }

    fn attempt(&mut self, on: &[On], attempt: Attempt, _now: Moment) -> Result<()> {
        let on: Vec<String> = on.iter().map(|on| on.episode.to_string()).collect();
        self.write(format!("attempt {} {attempt:?}", on.join(" ")));
        Ok(())
    }

    fn book(&mut self, on: &[On], booking: Booking, _now: Moment) -> Result<Vec<String>> {
        let on: Vec<String> = on.iter().map(|on| on.episode.to_string()).collect();
        self.write(format!("book {} {booking:?}", on.join(" ")));
        Ok(Vec::new())
    }

    fn cancel_booking(&mut self, on: On, reason: &str, _now: Moment) -> Result<()> {
        self.write(format!("cancel {} “{reason}”", on.episode));
        Ok(())
    }

    fn set_return_time(&mut self, on: On, returned: When, _now: Moment) -> Result<()> {
        self.write(format!("returned {} {returned:?}", on.episode));
        Ok(())
    }

    fn close_interview(&mut self, on: &[On], closure: Closure, _now: Moment) -> Result<()> {
        if std::mem::take(&mut self.0.borrow_mut().stale) {
            return Err(Error::Stale {
                what: "the interview".into(),
                by: "B. Duty".into(),
                at: "08:40".into(),
                difference: "booked".into(),
            });
        }
        let on: Vec<String> = on.iter().map(|on| on.episode.to_string()).collect();
        self.write(format!("close {} {closure:?}", on.join(" ")));
        Ok(())
    }

    fn reopen_interview(&mut self, on: On, why: &str, _now: Moment) -> Result<()> {
        self.write(format!("reopen {} “{why}”", on.episode));
        Ok(())
    }

    fn hold(&mut self, held: Held, seen: &[On], _now: Moment) -> Result<Interview> {
        self.write(format!("{held:?} seen {}", seen.len()));
        Ok(interview_of(&SKETCHES[9]).unwrap())
    }

    fn change_coverage(&mut self, id: InterviewId, covers: Vec<Covered>, reason: &str, _seen: Option<i64>, _now: Moment) -> Result<()> {
        self.write(format!("cover {id} {covers:?} “{reason}”"));
        Ok(())
    }

    fn record_interview(&mut self, id: InterviewId, record: InterviewRecord, _seen: Option<i64>, _now: Moment) -> Result<Interview> {
        self.write(format!("record {id} {record:?}"));
        self.interview(id)
    }

    fn sign_off(&mut self, id: InterviewId, seen: Option<i64>, _now: Moment) -> Result<()> {
        self.write(format!("sign {id} seen {seen:?}"));
        Ok(())
    }

    fn give_back(&mut self, id: InterviewId, comments: &str, _seen: Option<i64>, _now: Moment) -> Result<()> {
        self.write(format!("give back {id} “{comments}”"));
        Ok(())
    }

    fn acknowledge(&mut self, id: InterviewId, finding: FindingId, recipient: &str, by: &str, _now: Moment) -> Result<()> {
        self.write(format!("acknowledge {id} {finding} {recipient} {by}"));
        Ok(())
    }

    fn hand_off(&mut self, folder: &Path, _now: Moment) -> Result<Vec<(String, usize)>> {
        self.write(format!("hand off into {}", folder.display()));
        Ok(vec![("intelligence-gmp.md".into(), 1), ("intelligence-early-help.md".into(), 1)])
    }
}
