//! What happens to a hub, for properties: any of it in any order.
#![allow(dead_code)]

use crate::common::{Office, at, with_staff};
use crate::meeting_deeds;
use chrono::{DateTime, Duration, Utc};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;
use std::fmt::Write;
use wayhome::casebook::interview_view::InterviewItem;
use wayhome::casebook::meeting_view::RegisterFilter;
use wayhome::casebook::{Error, Hub, ListFile, ListOptions, NewDecision, On};
use wayhome::child::{ChildId, RelationKind};
use wayhome::episode::{EpisodeId, When};
use wayhome::interview::attempt::{Attempt, AttemptOutcome, Booking, Channel, Closure, Contact, Late, LateReason, NotHeld};
use wayhome::interview::record::{Covered, EndsAs, Finding, FindingKind, Held, InterviewId, InterviewRecord, Question};
use wayhome::interview::worker::{Wishes, WorkerId};
use wayhome::meeting::business::{BusinessDetails, BusinessKind};
use wayhome::meeting::decision::{DecisionOn, Outcome};
use wayhome::triage::Band;

/// Given name, family name, a likely misspelling of both, day and month of birth (2011), address. Two are twins, two share a name.
pub const POOL: [(&str, &str, &str, u32, u32, &str); 12] = [
    ("Nadia", "Begum", "Nadya Begom", 14, 2, "12 Larch Street"),
    ("Kayden", "Ashworth", "Kaden Ashwerth", 4, 3, "7 Mill Lane"),
    ("Thi Lan", "Nguyen", "Tilan Nguyn", 9, 9, "Park House"),
    ("Amira", "Hussain", "Ameera Husain", 1, 6, "3 Elm Road"),
    ("Aaliyah", "Hussain", "Aliya Husain", 1, 6, "3 Elm Road"),
    ("Tomasz", "Kowalczyk", "Tomas Kovalchik", 22, 11, "Park House"),
    ("Jack", "Smith", "Jak Smyth", 5, 5, "1 High Street"),
    ("Jack", "Smith", "Jak Smyth", 17, 8, "40 Low Street"),
    ("Siân", "Davies", "Sian Davis", 28, 1, "8 Brook Row"),
    ("Chidi", "Okafor", "Chidy Okafour", 12, 12, "Larchmount House"),
    ("Zoë", "Lindqvist", "Zoe Linquist", 30, 7, "Larchmount House"),
    ("Ellie-Mae", "Turner", "Elly May Turner", 2, 10, "15 Hill View"),
];

/// One row of a list, as police may write it.
#[derive(Debug, Clone)]
pub struct Row {
    pub child: usize,
    /// 0: as known; 1: misspelt; 2: day and month of birth swapped; 3: no date of birth; 4: initial alone.
    pub spelled: u8,
    pub reference: Option<u8>,
    pub hours_missing: i64,
    pub returned: bool,
    pub grade: usize,
    /// The date does not exist.
    pub impossible: bool,
}

#[derive(Debug, Clone)]
pub enum Deed {
    List(Vec<Row>),
    Caseload(Vec<usize>, u8),
    Decide(Index, usize),
    Same(Index, Index),
    New(Index),
    Band(Index, bool),
    PutRight(Index),
    SetAside(Index),
    /// Something done about the interview of an episode of the board.
    Arrange(Index, Arranging),
    /// Something done about an interview that was held.
    Follow(i64, Following),
    /// Something done in the meeting; where none is on, one begins.
    Meet(meeting_deeds::Deed),
    Who(Who),
}

/// What is done about who a child is, beside answering a row.
#[derive(Debug, Clone)]
pub enum Who {
    Merge(Index, Index),
    /// Whether what is asked about goes with the record.
    Split(Index, bool),
    TakeBack(Index),
    Doubt(Index),
    Ask(Index),
    Two(Index, Index),
    Relate(Index, Index, usize),
    Raise(Index, Index),
    Undo,
    Redo,
}

/// What is done about an interview before it is held, and that it is.
#[derive(Debug, Clone)]
pub enum Arranging {
    Allocate(i64, bool),
    Accept,
    Attempt(usize, bool),
    Book(i64),
    CancelBooking,
    Close(usize),
    Reopen,
    ReturnTime(i64, bool),
    Wish(i64, i64),
    /// Whether it answers the child's other episodes as well.
    Hold(bool),
}

/// What is done about an interview once it is held.
#[derive(Debug, Clone)]
pub enum Following {
    Mark(Index),
    Record(usize),
    SignOff,
    GiveBack,
}

pub fn arranging() -> impl Strategy<Value = Arranging> {
    let worker = || 1..6_i64;
    prop_oneof![
        3 => (worker(), any::<bool>()).prop_map(|(worker, handover)| Arranging::Allocate(worker, handover)),
        1 => Just(Arranging::Accept),
        2 => (0..4_usize, any::<bool>()).prop_map(|(outcome, offered)| Arranging::Attempt(outcome, offered)),
        2 => (1..60_i64).prop_map(Arranging::Book),
        1 => Just(Arranging::CancelBooking),
        2 => (0..8_usize).prop_map(Arranging::Close),
        1 => Just(Arranging::Reopen),
        1 => (0..30_i64, any::<bool>()).prop_map(|(hours, estimated)| Arranging::ReturnTime(hours, estimated)),
        1 => (worker(), worker()).prop_map(|(asked, not)| Arranging::Wish(asked, not)),
        3 => any::<bool>().prop_map(Arranging::Hold),
    ]
}

pub fn following() -> impl Strategy<Value = Following> {
    prop_oneof![
        1 => any::<Index>().prop_map(Following::Mark),
        3 => (0..4_usize).prop_map(Following::Record),
        1 => Just(Following::SignOff),
        1 => Just(Following::GiveBack),
    ]
}

pub fn row() -> impl Strategy<Value = Row> {
    (0..12_usize, 0..5_u8, proptest::option::weighted(0.8, 0..3_u8), 1..90_i64, any::<bool>(), 0..3_usize, proptest::bool::weighted(0.08))
        .prop_map(|(child, spelled, reference, hours_missing, returned, grade, impossible)| Row {
            child,
            spelled,
            reference,
            hours_missing,
            returned,
            grade,
            impossible,
        })
}

pub fn deed() -> impl Strategy<Value = Deed> {
    let index = any::<Index>;
    prop_oneof![
        5 => vec(row(), 1..8).prop_map(Deed::List),
        2 => (vec(0..12_usize, 1..6), 0..3_u8).prop_map(|(children, home)| Deed::Caseload(children, home)),
        3 => (index(), 0..8_usize).prop_map(|(episode, outcome)| Deed::Decide(episode, outcome)),
        2 => (index(), index()).prop_map(|(row, child)| Deed::Same(row, child)),
        1 => index().prop_map(Deed::New),
        1 => (index(), any::<bool>()).prop_map(|(episode, set)| Deed::Band(episode, set)),
        1 => index().prop_map(Deed::PutRight),
        1 => index().prop_map(Deed::SetAside),
        6 => interview_deed(),
        8 => meeting_deeds::any_deed().prop_map(Deed::Meet),
        6 => who().prop_map(Deed::Who),
    ]
}

pub fn who() -> impl Strategy<Value = Who> {
    let index = any::<Index>;
    prop_oneof![
        5 => (index(), index()).prop_map(|(kept, merged)| Who::Merge(kept, merged)),
        3 => (index(), any::<bool>()).prop_map(|(record, given)| Who::Split(record, given)),
        3 => index().prop_map(Who::TakeBack),
        2 => index().prop_map(Who::Doubt),
        1 => index().prop_map(Who::Ask),
        1 => (index(), index()).prop_map(|(one, other)| Who::Two(one, other)),
        1 => (index(), index(), 0..3_usize).prop_map(|(one, other, kind)| Who::Relate(one, other, kind)),
        2 => (index(), index()).prop_map(|(one, other)| Who::Raise(one, other)),
        3 => Just(Who::Undo),
        2 => Just(Who::Redo),
    ]
}

pub fn interview_deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        3 => (any::<Index>(), arranging()).prop_map(|(episode, what)| Deed::Arrange(episode, what)),
        1 => (1..4_i64, following()).prop_map(|(interview, what)| Deed::Follow(interview, what)),
    ]
}

pub type Now = DateTime<Utc>;

/// The moment of the deed of this number.
pub fn moment(number: usize) -> Now {
    at("2026-11-02T08:40:00Z") + Duration::hours(13 * i64::try_from(number).unwrap())
}

pub fn local(at: Now) -> String {
    at.format("%d/%m/%Y %H:%M").to_string()
}

/// Rows of which no two speak of one episode: of two that do, the later one is a correction of the earlier, so that there the
/// order has a meaning.
pub fn each_its_own(rows: &[Row]) -> Vec<Row> {
    let mut seen = std::collections::BTreeSet::new();
    rows.iter().filter(|row| seen.insert((row.child, row.reference))).cloned().collect()
}

pub fn list_text(rows: &[Row], now: Now) -> String {
    let mut text = String::from("Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Address\n");
    for row in rows {
        let (given, family, misspelt, day, month, address) = POOL[row.child];
        let (misspelt_given, misspelt_family) = misspelt.rsplit_once(' ').unwrap();
        let (given, family) = match row.spelled {
            1 => (misspelt_given, misspelt_family),
            4 => (&given[..1], family),
            _ => (given, family),
        };
        let born = match row.spelled {
            2 => format!("{month:02}/{day:02}/2011"),
            3 => String::new(),
            _ => format!("{day:02}/{month:02}/2011"),
        };
        // A swapped date that does not exist is written as it is: then the row is refused, which is as good a case.
        let reference = row.reference.map_or(String::new(), |n| format!("MIS/{}/{n}", row.child));
        let reported = now - Duration::hours(row.hours_missing);
        let reported = if row.impossible { "31/09/2026 10:00".into() } else { local(reported) };
        let returned = if row.returned { local(now - Duration::minutes(30)) } else { String::new() };
        let grade = ["High", "Medium", "Low"][row.grade];
        writeln!(text, "{reference},{given},{family},{born},{grade},{reported},{returned},{address}").unwrap();
    }
    text
}

pub fn caseload_text(children: &[usize], home: u8) -> String {
    let mut text = String::from("Case ID,Forename,Surname,Date of birth,Address,Care status,Placement,CSE\n");
    let mut seen = std::collections::BTreeSet::new();
    for child in children.iter().filter(|child| seen.insert(**child)) {
        let (given, family, _, day, month, address) = POOL[*child];
        let (address, care, placement) = match home {
            0 => (address, "At home", ""),
            1 => (address, "Looked after", "Larchmount House"),
            _ => ("99 New Street", "At home", ""),
        };
        writeln!(
            text,
            "{},{given},{family},{day:02}/{month:02}/2011,{address},{care},{placement},{}",
            1000 + child,
            ["No", "Yes"][child % 2]
        )
        .unwrap();
    }
    text
}

pub fn import(hub: &mut Hub, text: &str, dry_run: bool, now: Now) -> wayhome::casebook::view::ListReport {
    let options = ListOptions { dry_run, ..ListOptions::default() };
    hub.import_list(&ListFile { name: "list.csv", bytes: text.as_bytes() }, &options, now).unwrap()
}

/// Does one deed. A refusal is a fine answer; anything else that goes wrong is not.
pub fn perform(office: &Office, hub: &mut Hub, deed: &Deed, now: Now) {
    let episodes = |hub: &Hub| hub.board(now).unwrap().items.into_iter().map(|item| item.episode.id).collect::<Vec<_>>();
    let done = match deed {
        Deed::List(rows) => {
            let text = list_text(rows, now);
            let report = import(hub, &text, false, now);
            let c = report.counts;
            let sum = c.created + c.updated + c.returned + c.unchanged + c.waiting + c.refused;
            assert!(report.loaded_before.is_some() || sum <= report.rows, "{report:?}");
            Ok(())
        }
        Deed::Caseload(children, home) => {
            let text = caseload_text(children, *home);
            hub.import_children(&ListFile { name: "caseload.csv", bytes: text.as_bytes() }, &ListOptions::default(), now).map(drop)
        }
        Deed::Decide(episode, outcome) => {
            let episodes = episodes(hub);
            if episodes.is_empty() {
                return;
            }
            let new = NewDecision {
                on: DecisionOn::Episode(*episode.get(&episodes)),
                outcomes: vec![Outcome::ALL[*outcome]],
                rationale: "As the meeting said".into(),
                actions: Vec::new(),
                next_review: Some(now.date_naive() + Duration::days(2)),
                replaces: None,
                agencies: Vec::new(),
                dissent: Vec::new(),
                panel: None,
                seen: None,
            };
            hub.decide(new, now).map(drop)
        }
        Deed::Same(row, child) => {
            let waiting = hub.waiting().unwrap();
            if waiting.is_empty() {
                return;
            }
            let waiting = row.get(&waiting);
            if waiting.candidates.is_empty() {
                return;
            }
            hub.same_child(waiting.episode.id, child.get(&waiting.candidates).child.id, None, now)
        }
        Deed::New(row) => {
            let waiting = hub.waiting().unwrap();
            if waiting.is_empty() {
                return;
            }
            hub.new_child(row.get(&waiting).episode.id, None, now).map(drop)
        }
        Deed::Band(episode, set) => {
            let episodes = episodes(hub);
            if episodes.is_empty() {
                return;
            }
            hub.override_band(*episode.get(&episodes), set.then_some(Band::Critical), "the chair knows", None, now)
        }
        Deed::PutRight(row) => {
            let refused = hub.refused().unwrap();
            if refused.is_empty() {
                return;
            }
            let cells = [("reported".into(), local(now - Duration::hours(5))), ("dob".into(), "01/01/2012".into())];
            hub.put_right(row.get(&refused).id, cells.into(), now).map(drop)
        }
        Deed::SetAside(row) => {
            let refused = hub.refused().unwrap();
            if refused.is_empty() {
                return;
            }
            hub.set_aside(row.get(&refused).id, "not ours", now)
        }
        Deed::Arrange(episode, what) => {
            let items = hub.interviews(now).unwrap().items;
            if items.is_empty() {
                return;
            }
            arrange(hub, episode.get(&items), what, now)
        }
        Deed::Follow(interview, what) => follow(office, hub, InterviewId(*interview), what, now),
        Deed::Meet(what) => meet(hub, what, now),
        Deed::Who(what) => say_who(hub, what, now),
    };
    assert!(matches!(done, Ok(()) | Err(Error::Refused(_))), "{deed:?}: {done:?}");
}

/// The children of the register and the records merged into them.
pub fn records(hub: &Hub) -> Vec<ChildId> {
    (1..60).map(ChildId).filter(|child| hub.child(*child).is_ok()).collect()
}

pub fn all_episodes(hub: &Hub) -> Vec<EpisodeId> {
    (1..).map(EpisodeId).take_while(|id| hub.why_this_child(*id).is_ok()).collect()
}

pub fn say_who(hub: &mut Hub, what: &Who, now: Now) -> Result<(), Error> {
    let records = records(hub);
    if records.is_empty() {
        return Ok(());
    }
    let one = |index: &Index| *index.get(&records);
    match what {
        Who::Merge(kept, merged) => hub.merge(one(kept), one(merged), "one child", None, now),
        Who::Split(record, given) => {
            let merged: Vec<ChildId> = records.iter().copied().filter(|record| hub.splitting(*record).is_ok()).collect();
            if merged.is_empty() {
                return Ok(());
            }
            let record = *record.get(&merged);
            let given = if *given { hub.splitting(record)?.to_ask.iter().map(|ask| ask.what).collect() } else { Vec::new() };
            hub.split(record, given, "two children", now)
        }
        Who::TakeBack(episode) => {
            let answered: Vec<EpisodeId> = all_episodes(hub).into_iter().filter(|id| hub.taking_back(*id).is_ok()).collect();
            if answered.is_empty() { Ok(()) } else { hub.take_back(*episode.get(&answered), None, now).map(drop) }
        }
        Who::Doubt(episode) => match all_episodes(hub).as_slice() {
            [] => Ok(()),
            all => hub.doubt(*episode.get(all), "police say so", None, now),
        },
        Who::Ask(row) => match hub.waiting()?.as_slice() {
            [] => Ok(()),
            waiting => hub.ask_police(row.get(waiting).episode.id, "Who is this?", None, now),
        },
        Who::Two(a, b) => hub.two_children(one(a), one(b), now),
        Who::Relate(a, b, kind) => hub.relate(one(a), one(b), RelationKind::ALL[*kind], "", now),
        Who::Raise(a, b) => {
            let mut details = BusinessDetails::new(BusinessKind::Referral, now.date_naive() - Duration::days(1));
            (details.children, details.concern) = (vec![one(a), one(b)], "seen with older people".into());
            hub.raise(details, now).map(drop)
        }
        Who::Undo => hub.to_undo(now)?.map_or(Ok(()), |line| hub.undo(line.verb, now).map(drop)),
        Who::Redo => hub.to_redo(now)?.map_or(Ok(()), |line| hub.redo(line.verb, now).map(drop)),
    }
}

pub fn meet(hub: &mut Hub, what: &meeting_deeds::Deed, now: Now) -> Result<(), Error> {
    match hub.meeting_now(now).unwrap().map(|sheet| sheet.meeting).filter(|meeting| meeting.is_open()) {
        Some(meeting) => meeting_deeds::perform(hub, meeting.id, what, now),
        None => hub.start_meeting(meeting_deeds::opening(true), now).map(drop)?,
    }
    Ok(())
}

pub fn arrange(hub: &mut Hub, item: &InterviewItem, what: &Arranging, now: Now) -> Result<(), Error> {
    let on = On { episode: item.episode, seen: Some(item.seen) };
    match what {
        Arranging::Allocate(worker, handover) => hub.allocate(&[on], WorkerId(*worker), "as it was said", *handover, now).map(drop),
        Arranging::Accept => hub.accept_handover(on, now),
        Arranging::Attempt(outcome, offered) => {
            let (at, outcome) = (now - Duration::minutes(5), AttemptOutcome::ALL[*outcome]);
            let (by, to, channel) = ("Bo Larkin".into(), Contact::Child, Channel::Phone);
            hub.attempt(&[on], Attempt { at, by, to, channel, outcome, offered: *offered, note: String::new() }, now)
        }
        Arranging::Book(hours) => hub
            .book(&[on], Booking { at: now + Duration::hours(*hours), minutes: 60, place: "at home".into(), worker: None }, now)
            .map(drop),
        Arranging::CancelBooking => hub.cancel_booking(on, "the child was out", now),
        Arranging::Close(reason) => {
            let closure = Closure { note: "as it was said".into(), approver: Some("A. Head".into()), ..Closure::of(NotHeld::ALL[*reason]) };
            hub.close_interview(&[on], closure, now)
        }
        Arranging::Reopen => hub.reopen_interview(on, "the child rang", now),
        Arranging::ReturnTime(hours, estimated) => {
            hub.set_return_time(on, When { at: now - Duration::hours(*hours), estimated: *estimated }, now)
        }
        Arranging::Wish(asked, not) => match item.child.id {
            Some(child) => {
                let wishes = Wishes { asked_for: vec![WorkerId(*asked)], not: vec![WorkerId(*not)], ..Wishes::default() };
                hub.set_wishes(child.0, wishes, now)
            }
            None => Ok(()),
        },
        Arranging::Hold(others) => {
            let late = Some(Late { reason: LateReason::Capacity, note: String::new() });
            let group = item.group.iter().filter(|_| *others);
            let covers = std::iter::once(&item.episode).chain(group).map(|e| Covered { episode: *e, late: late.clone() }).collect();
            let (place, by) = ("at home".into(), "Bo Larkin".into());
            hub.hold(
                Held { child: None, at: now, place, worker: Some(WorkerId(1)), by, covers, source: None, not_independent: None },
                &[on],
                now,
            )
            .map(drop)
        }
    }
}

pub fn follow(office: &Office, hub: &mut Hub, id: InterviewId, what: &Following, now: Now) -> Result<(), Error> {
    match what {
        Following::Mark(episode) => {
            let items = hub.interviews(now).unwrap().items;
            if items.is_empty() {
                return Ok(());
            }
            let late = Some(Late { reason: LateReason::Capacity, note: String::new() });
            hub.change_coverage(id, vec![Covered { episode: episode.get(&items).episode, late }], "marked wrongly", None, now)
        }
        Following::Record(findings) => {
            let finding = |n: usize| Finding {
                id: None,
                kind: FindingKind::Intelligence,
                text: format!("a red car, {n}"),
                ends_as: Some(EndsAs::ALL[n]),
                why: "it may bear on it".into(),
                recipients: vec!["GMP".into()],
            };
            let answers = [(Question::ChildsWords, "I was with friends".to_string())].into();
            let findings = (0..*findings).map(finding).collect();
            let record = InterviewRecord { confidentiality_explained: Some(true), answers, findings, ..InterviewRecord::default() };
            hub.record_interview(id, record, None, now).map(drop)
        }
        Following::SignOff => office.open_as("S. Senior").sign_off(id, None, now),
        Following::GiveBack => hub.give_back(id, "who was there?", None, now),
    }
}

/// What the interview board shows, and the ledger's figures; but not the positions of the journal.
pub fn interviews(hub: &Hub, now: Now) -> Vec<String> {
    let board = hub.interviews(now).unwrap();
    let items = board.items.into_iter().map(|item| format!("{:?}", InterviewItem { seen: 0, ..item }));
    let workers = board.workers.into_iter().map(|load| format!("{} {}", load.worker.id, load.open));
    items.chain(workers).chain([format!("{:?} {:?}", board.sharing, board.collisions)]).collect()
}

/// What the hub holds, as the boards, the waiting and the refused rows show it; but not from which row of which list it came.
pub fn sight(hub: &Hub, now: Now) -> Value {
    let mut board = serde_json::to_value(hub.board(now).unwrap()).unwrap();
    board["list"] = Value::Null;
    let waiting: Vec<Value> = hub
        .waiting()
        .unwrap()
        .iter()
        .map(|w| {
            let candidates: Vec<ChildId> = w.candidates.iter().map(|c| c.child.id).collect();
            serde_json::json!([w.episode.id, w.episode.details, candidates])
        })
        .collect();
    let register = hub.register(&RegisterFilter { ended: true, ..RegisterFilter::default() }, now).unwrap();
    let meetings = serde_json::json!([hub.meetings(50).unwrap(), register, hub.open_business().unwrap(), hub.assessments(now).unwrap()]);
    serde_json::json!({ "board": board, "waiting": waiting, "interviews": interviews(hub, now), "meetings": meetings })
}

/// A training hub with nothing in it but its workers.
pub fn a_hub() -> (Office, Hub) {
    let office = with_staff();
    let hub = office.open();
    (office, hub)
}

pub fn cases(debug: u32) -> ProptestConfig {
    let cases = if cfg!(debug_assertions) { debug } else { 10 * debug };
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::default() }
}
