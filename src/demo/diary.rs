//! The interviews of the demo: what was done about each return, and when. What falls after the last day of the history is not
//! done yet, so that this morning's board has interviews at every stage.

use super::Entry;
use super::journal::COORDINATOR;
use super::loading::{Numbers, next};
use super::plan::hm;
use super::rng::Rng;
use super::staff::staff;
use crate::calendar::{WorkingDays, at_local, day_of, uk};
use crate::casebook::event::{Change, Event};
use crate::child::ChildId;
use crate::episode::{EpisodeDetails, EpisodeId, Moment};
use crate::interview::attempt::{Attempt, AttemptOutcome, Booking, Channel, Closure, Contact, Late, LateReason, NotHeld};
use crate::interview::record::{Covered, EndsAs, FindingId, Held, InterviewId, InterviewRecord, Question};
use crate::interview::sharing::SentLine;
use crate::interview::worker::WorkerId;
use chrono::{Days, NaiveDate, TimeDelta};
use std::collections::{BTreeMap, BTreeSet};

const PATH: u64 = 40;

/// Where the interview of a recent return stands this morning, where the demo wants it so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    NoClock,
    Overdue,
    DueSoon,
    Booked,
    ToRecord,
    ToSign,
    GivenBack,
    Handover,
    /// Two of one child, neither held.
    Waiting,
    /// The time of return is a guess.
    Estimated,
    Declined,
    SignedOff,
    /// Signed off a while ago; what was learnt was sent, and never acknowledged.
    Unacknowledged,
}

/// A return that the hub has just heard of.
pub struct Returned {
    pub episode: EpisodeId,
    pub child: ChildId,
    pub in_care: bool,
    pub details: EpisodeDetails,
    /// The real time, also where the list gave none.
    pub at: Moment,
    /// When the hub heard of it.
    pub heard: Moment,
    pub seed: u64,
    pub fate: Option<Fate>,
}

/// What is to be done when its time comes. What needs a number gets it then.
enum Step {
    Event(Box<Event>),
    Hold(Box<Held>, After),
    Record(InterviewId, After),
    GiveBack(InterviewId),
    Sign(InterviewId, After),
    Share(InterviewId, &'static str, Vec<SentLine>, After),
}

/// What follows an interview.
#[derive(Clone)]
struct After {
    worker: &'static str,
    colleague: &'static str,
    seed: u64,
    in_care: bool,
    fate: Option<Fate>,
    /// A short record without findings will do.
    brief: bool,
}

/// What is planned, by its time; and what of each interview is recorded.
pub struct Diary {
    planned: BTreeMap<(Moment, u64), (&'static str, Step)>,
    count: u64,
    last: NaiveDate,
    today: NaiveDate,
    now: Moment,
    recorded: BTreeMap<InterviewId, Vec<SentRecipient>>,
    booked: BTreeSet<(WorkerId, Moment)>,
}

type SentRecipient = (String, SentLine);

impl Diary {
    /// An empty diary of a history that ends on `last`.
    pub fn new(last: NaiveDate, today: NaiveDate, now: Moment) -> Diary {
        Diary { planned: BTreeMap::new(), count: 0, last, today, now, recorded: BTreeMap::new(), booked: BTreeSet::new() }
    }

    fn plan(&mut self, at: Moment, actor: &'static str, step: Step) {
        // The office shuts at half past five on the last day: what would come later is still to be done.
        if at < at_local(self.last, hm(17, 30)) {
            self.count += 1;
            self.planned.insert((at, self.count), (actor, step));
        }
    }

    /// Plans something that needs no number.
    pub fn event(&mut self, at: Moment, actor: &'static str, event: Event) {
        self.plan(at, actor, Step::Event(Box::new(event)));
    }

    /// The next thing that was done until `until`; all of them for `None`.
    pub fn done(&mut self, until: Option<Moment>, numbers: &mut Numbers, days: &WorkingDays) -> Option<Entry> {
        let first = self.planned.first_entry().filter(|first| until.is_none_or(|until| first.key().0 <= until))?;
        let ((at, _), (actor, step)) = first.remove_entry();
        let event = match step {
            Step::Event(event) => *event,
            Step::Hold(held, after) => {
                let interview = InterviewId(next(&mut numbers.interview));
                self.after_holding(interview, at, after, days);
                Event::InterviewHeld { interview, held: *held }
            }
            Step::Record(interview, after) => self.record(interview, at, after, numbers, days),
            Step::GiveBack(interview) => {
                Event::InterviewGivenBack { interview, comments: "Who was there is not said, and what the carer thinks.".into() }
            }
            Step::Sign(interview, after) => {
                self.after_signing(interview, at, after, days);
                Event::InterviewSignedOff { interview }
            }
            Step::Share(interview, recipient, lines, after) => {
                if after.fate != Some(Fate::Unacknowledged) {
                    let findings = lines.iter().map(|line| line.finding).collect();
                    let at = staffed(at + TimeDelta::hours(17), days);
                    let by = "Intelligence desk".to_string();
                    self.event(at, COORDINATOR, Event::IntelligenceAcknowledged { interview, recipient: recipient.into(), findings, by });
                }
                let file = crate::interview::sharing::hand_off_name(recipient, at);
                Event::IntelligenceShared { interview, recipient: recipient.into(), lines, file }
            }
        };
        Some(Entry { at, actor, events: vec![event] })
    }

    /// Plans the interview of a return in the large hub: most closed at once; of the last ones (`open`) some at each stage.
    pub fn plan_brief(&mut self, returned: &Returned, open: bool) {
        let mut rng = Rng::of(PATH, returned.seed);
        let team = staff().serving(returned.in_care);
        let (worker, name) = *rng.pick(&team);
        let (episode, at) = (returned.episode, returned.heard + TimeDelta::hours(5));
        let drawn = rng.range(0, 99);
        if !open && drawn < 94 {
            return self.event(at, COORDINATOR, Event::InterviewClosed { episode, closure: closure(&mut rng) });
        }
        if open && drawn < 40 {
            return;
        }
        if open {
            self.event(at, COORDINATOR, Event::InterviewAllocated { episode, worker, from: None, reason: String::new() });
        }
        if open && drawn < 70 {
            return;
        }
        if open && drawn < 90 {
            let attempt = attempt(at + TimeDelta::hours(1), name, AttemptOutcome::Engaged, true);
            if drawn >= 85 {
                let at = at_local(self.today + Days::new(rng.range(1, 4) as u64), hm(11, 0));
                let booking = Booking { at, minutes: 60, place: "at home".into(), worker: None };
                self.event(attempt.at + TimeDelta::minutes(4), name, Event::InterviewBooked { episode, booking });
            }
            return self.event(attempt.at, name, Event::ContactAttempted { episode, attempt });
        }
        let (held, seed, in_care) = (at.max(returned.at + TimeDelta::hours(2)), returned.seed, returned.in_care);
        let fate = Some(if drawn < 95 { Fate::ToRecord } else { Fate::ToSign }).filter(|_| open);
        let after = After { worker: name, colleague: COORDINATOR, seed, in_care, fate, brief: true };
        self.plan(held + TimeDelta::hours(1), name, Step::Hold(Box::new(meeting(returned, worker, name, held, &mut rng)), after));
    }

    /// Plans the interview of a return in the small hub, from the allocation to what becomes of the findings.
    pub fn plan_in_full(&mut self, returned: &Returned, days: &WorkingDays) {
        let mut rng = Rng::of(PATH, returned.seed);
        let (episode, fate) = (returned.episode, returned.fate);
        let team = staff().serving(returned.in_care);
        // Continuity: mostly the worker the child knows.
        let usual = returned.child.0 as usize % team.len();
        let (worker, name) = team[if rng.chance(80) { usual } else { (usual + 1) % team.len() }];
        let (colleague, colleague_name) = team[(usual + 2) % team.len()];
        let asked = staffed(returned.heard + TimeDelta::minutes(rng.range(60, 150)), days);
        if fate == Some(Fate::NoClock) {
            return;
        }
        if returned.details.returned.is_none() {
            self.event(asked, COORDINATOR, asked_for_the_time(returned));
        }
        let given = asked + TimeDelta::minutes(7);
        let allocated = |worker, from, reason: &str| Event::InterviewAllocated { episode, worker, from, reason: reason.into() };
        self.event(given, COORDINATOR, allocated(worker, None, ""));
        let offered = staffed(given + TimeDelta::minutes(rng.range(20, 100)), days);
        match fate {
            Some(Fate::Overdue) => {
                for hours in [1, 24] {
                    let attempt = attempt(staffed(given + TimeDelta::hours(hours), days), name, AttemptOutcome::NotReached, false);
                    self.event(attempt.at, name, Event::ContactAttempted { episode, attempt });
                }
                return;
            }
            Some(Fate::Handover) => {
                let why = format!("{name} is on leave from tomorrow");
                return self.event(given + TimeDelta::minutes(50), COORDINATOR, allocated(colleague, Some(worker), &why));
            }
            _ => {}
        }
        let refused = fate == Some(Fate::Declined) || fate.is_none() && rng.chance(12);
        let first = attempt(offered, name, if refused { AttemptOutcome::Refused } else { AttemptOutcome::Engaged }, true);
        self.event(offered, name, Event::ContactAttempted { episode, attempt: first });
        if matches!(fate, Some(Fate::DueSoon | Fate::Waiting | Fate::Estimated)) {
            return;
        }
        if refused || fate.is_none() && rng.chance(12) {
            let closure = if refused { Closure::of(NotHeld::Declined) } else { closure(&mut rng) };
            let at = staffed(offered + TimeDelta::hours(rng.range(2, 30)), days);
            return self.event(at, COORDINATOR, Event::InterviewClosed { episode, closure });
        }
        let held = self.time_to_meet(worker, offered, fate, &mut rng, days);
        if fate == Some(Fate::Booked) || fate.is_none() && rng.chance(60) {
            let place = rng.pick(&["at home", "at school", "youth club, Mill Lane", "the placement"]).to_string();
            let booking = Booking { at: held, minutes: 60, place, worker: None };
            self.event(offered + TimeDelta::minutes(4), name, Event::InterviewBooked { episode, booking });
        }
        if fate != Some(Fate::Booked) {
            let (seed, in_care) = (returned.seed, returned.in_care);
            let after = After { worker: name, colleague: colleague_name, seed, in_care, fate, brief: false };
            self.plan(held + TimeDelta::minutes(75), name, Step::Hold(Box::new(meeting(returned, worker, name, held, &mut rng)), after));
        }
    }

    /// When worker and child meet: not at two places at once.
    fn time_to_meet(&mut self, worker: WorkerId, offered: Moment, fate: Option<Fate>, rng: &mut Rng, days: &WorkingDays) -> Moment {
        let mut held = match fate {
            Some(Fate::Booked) => {
                let afternoon = at_local(self.today, hm(14, 0));
                let today = days.is_working(self.today) && self.now < afternoon;
                if today { afternoon } else { at_local(days.after(self.today, 1), hm(11, 0)) }
            }
            Some(Fate::ToRecord | Fate::ToSign | Fate::GivenBack) => at_local(self.last, hm(14, 0)),
            _ => {
                let at = staffed(offered + TimeDelta::hours(rng.range(2, 30)), days);
                at - TimeDelta::seconds(at.timestamp().rem_euclid(900))
            }
        };
        while !self.booked.insert((worker, held)) && fate.is_none() {
            held = staffed(held + TimeDelta::minutes(90), days);
        }
        held
    }

    fn after_holding(&mut self, interview: InterviewId, at: Moment, after: After, days: &WorkingDays) {
        if after.fate == Some(Fate::ToRecord) {
            return;
        }
        let worker = after.worker;
        let hours = if after.fate.is_some() || after.brief { 1 } else { Rng::of(PATH + 1, after.seed).range(1, 26) };
        let at = if after.brief { at + TimeDelta::hours(1) } else { staffed(at + TimeDelta::hours(hours), days) };
        self.plan(at, worker, Step::Record(interview, after));
    }

    fn record(&mut self, interview: InterviewId, at: Moment, after: After, numbers: &mut Numbers, days: &WorkingDays) -> Event {
        let mut rng = Rng::of(PATH + 2, after.seed);
        let record = if after.brief { brief() } else { said(&mut rng, &after, numbers) };
        let intelligence = record.findings.iter().filter(|finding| finding.ends_as == Some(EndsAs::Intelligence));
        let lines = intelligence.flat_map(|finding| {
            let line = SentLine { finding: finding.id.unwrap_or(FindingId(0)), text: finding.text.clone() };
            finding.recipients.iter().map(move |recipient| (recipient.clone(), line.clone()))
        });
        self.recorded.insert(interview, lines.collect());
        let signed = if after.brief { at + TimeDelta::hours(1) } else { staffed(at + TimeDelta::hours(rng.range(2, 30)), days) };
        match after.fate {
            Some(Fate::ToSign) => {}
            Some(Fate::GivenBack) => self.plan(at + TimeDelta::minutes(50), after.colleague, Step::GiveBack(interview)),
            _ => self.plan(signed, after.colleague, Step::Sign(interview, after)),
        }
        Event::InterviewRecorded { interview, record }
    }

    fn after_signing(&mut self, interview: InterviewId, at: Moment, after: After, days: &WorkingDays) {
        let mut of_recipient: BTreeMap<String, Vec<SentLine>> = BTreeMap::new();
        for (recipient, line) in self.recorded.remove(&interview).unwrap_or_default() {
            of_recipient.entry(recipient).or_default().push(line);
        }
        let at = at_local(days.after(day_of(at), 1), hm(16, 10));
        for (recipient, lines) in of_recipient {
            let known = staff().findings.iter().flat_map(|finding| &finding.recipients).find(|known| **known == recipient);
            if let Some(recipient) = known {
                self.plan(at, COORDINATOR, Step::Share(interview, recipient, lines, after.clone()));
            }
        }
    }
}

/// A moment when somebody is at work: as it is, or the next working morning.
fn staffed(at: Moment, days: &WorkingDays) -> Moment {
    let (day, hour) = (day_of(at), chrono::Timelike::hour(&uk(at)));
    let minute = TimeDelta::minutes(10 + at.timestamp() % 50);
    match days.is_working(day) {
        true if (9..17).contains(&hour) => at,
        true if hour < 9 => at_local(day, hm(9, 0)) + minute,
        _ => at_local(days.after(day, 1), hm(9, 0)) + minute,
    }
}

/// Police were asked when a child came back, and said it.
fn asked_for_the_time(returned: &Returned) -> Event {
    let details = EpisodeDetails { returned: Some(crate::episode::When::exact(returned.at)), ..returned.details.clone() };
    let change = Change { field: "returned".into(), old: String::new(), new: crate::calendar::short_moment(returned.at) };
    Event::EpisodeChanged { episode: returned.episode, details, changes: vec![change], returned: false, line: None }
}

fn attempt(at: Moment, by: &str, outcome: AttemptOutcome, offered: bool) -> Attempt {
    let (to, channel) = (Contact::Child, Channel::Phone);
    Attempt { at, by: by.into(), to, channel, outcome, offered, note: String::new() }
}

/// Why an interview was not held.
fn closure(rng: &mut Rng) -> Closure {
    let (reason, note, approver) = match rng.range(0, 99) {
        0..45 => (NotHeld::Declined, "", None),
        45..62 => (NotHeld::UnableToEngage, "", None),
        62..74 => (NotHeld::ParentRefused, "", None),
        74..84 => (NotHeld::OtherAgency, "", None),
        84..93 => (NotHeld::HostAuthority, "", None),
        93..97 => (NotHeld::NotAppropriate, "In hospital and too ill to be asked.", Some(super::journal::CHAIR.to_string())),
        _ => (NotHeld::Other, "Moved abroad with the family.", None),
    };
    Closure { note: note.into(), approver, ..Closure::of(reason) }
}

/// The interview itself; late with its reason where the 72 hours were over.
fn meeting(returned: &Returned, worker: WorkerId, by: &str, at: Moment, rng: &mut Rng) -> Held {
    let reasons = [LateReason::CouldNotEngage, LateReason::CouldNotMeet, LateReason::Capacity, LateReason::LateNotice];
    let late = (at > returned.at + TimeDelta::hours(72)).then(|| Late { reason: *rng.pick(&reasons), note: String::new() });
    let covers = vec![Covered { episode: returned.episode, late }];
    Held {
        child: Some(returned.child),
        at,
        place: "at home".into(),
        worker: Some(worker),
        by: by.into(),
        covers,
        source: None,
        not_independent: None,
    }
}

/// What was said, and in half of them something learnt.
fn said(rng: &mut Rng, after: &After, numbers: &mut Numbers) -> InterviewRecord {
    let words = staff();
    let mut record = rng.pick(&words.records).clone();
    let present = if after.in_care { "The child and a key worker for the first minutes." } else { "The child, alone." };
    record.answers.insert(Question::Present, present.into());
    let always = matches!(after.fate, Some(Fate::ToSign | Fate::Unacknowledged));
    if always || rng.chance(50) {
        // The second finding is intelligence: those whom the demo tells of have one.
        let first = if always { 1 } else { rng.range(0, words.findings.len() as i64 - 1) as usize };
        record.findings = (0..rng.range(1, 2) as usize).map(|n| words.findings[(first + n * 2) % words.findings.len()].clone()).collect();
    }
    record.findings.iter_mut().for_each(|finding| finding.id = Some(FindingId(next(&mut numbers.finding))));
    record
}

fn brief() -> InterviewRecord {
    let answers = BTreeMap::from([(Question::ChildsWords, "Was with friends.".to_string())]);
    InterviewRecord { confidentiality_explained: Some(true), answers, ..InterviewRecord::default() }
}
