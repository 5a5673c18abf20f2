//! Whatever happens to a hub in whatever order: a rebuild equals the live tables, a list counts once, the order of its rows
//! does not matter, and a dry run changes nothing.

mod common;
#[path = "common/meeting_deeds.rs"]
mod meeting_deeds;
use chrono::{DateTime, Duration, Utc};
use common::{Office, at, sound, with_staff};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;
use std::fmt::Write;
use wayhome::casebook::event::Candidate;
use wayhome::casebook::interview_view::InterviewItem;
use wayhome::casebook::meeting_view::RegisterFilter;
use wayhome::casebook::{Error, Hub, ListFile, ListOptions, NewDecision, On};
use wayhome::child::ChildId;
use wayhome::episode::When;
use wayhome::interview::attempt::{Attempt, AttemptOutcome, Booking, Channel, Closure, Contact, Late, LateReason, NotHeld};
use wayhome::interview::record::{Covered, EndsAs, Finding, FindingKind, Held, InterviewId, InterviewRecord, Question};
use wayhome::interview::worker::{Wishes, WorkerId};
use wayhome::meeting::decision::{DecisionOn, Outcome};
use wayhome::triage::Band;

/// Given name, family name, a likely misspelling of both, day and month of birth (2011), address. Two are twins, two share a name.
const POOL: [(&str, &str, &str, u32, u32, &str); 12] = [
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
struct Row {
    child: usize,
    /// 0: as known; 1: misspelt; 2: day and month of birth swapped; 3: no date of birth; 4: initial alone.
    spelled: u8,
    reference: Option<u8>,
    hours_missing: i64,
    returned: bool,
    grade: usize,
    /// The date does not exist.
    impossible: bool,
}

#[derive(Debug, Clone)]
enum Deed {
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
}

/// What is done about an interview before it is held, and that it is.
#[derive(Debug, Clone)]
enum Arranging {
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
enum Following {
    Mark(Index),
    Record(usize),
    SignOff,
    GiveBack,
}

fn arranging() -> impl Strategy<Value = Arranging> {
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

fn following() -> impl Strategy<Value = Following> {
    prop_oneof![
        1 => any::<Index>().prop_map(Following::Mark),
        3 => (0..4_usize).prop_map(Following::Record),
        1 => Just(Following::SignOff),
        1 => Just(Following::GiveBack),
    ]
}

fn row() -> impl Strategy<Value = Row> {
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

fn deed() -> impl Strategy<Value = Deed> {
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
    ]
}

fn interview_deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        3 => (any::<Index>(), arranging()).prop_map(|(episode, what)| Deed::Arrange(episode, what)),
        1 => (1..4_i64, following()).prop_map(|(interview, what)| Deed::Follow(interview, what)),
    ]
}

type Now = DateTime<Utc>;

/// The moment of the deed of this number.
fn moment(number: usize) -> Now {
    at("2026-11-02T08:40:00Z") + Duration::hours(13 * i64::try_from(number).unwrap())
}

fn local(at: Now) -> String {
    at.format("%d/%m/%Y %H:%M").to_string()
}

/// Rows of which no two speak of one episode: of two that do, the later one is a correction of the earlier, so that there the
/// order has a meaning.
fn each_its_own(rows: &[Row]) -> Vec<Row> {
    let mut seen = std::collections::BTreeSet::new();
    rows.iter().filter(|row| seen.insert((row.child, row.reference))).cloned().collect()
}

fn list_text(rows: &[Row], now: Now) -> String {
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

fn caseload_text(children: &[usize], home: u8) -> String {
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

fn import(hub: &mut Hub, text: &str, dry_run: bool, now: Now) -> wayhome::casebook::view::ListReport {
    let options = ListOptions { dry_run, ..ListOptions::default() };
    hub.import_list(&ListFile { name: "list.csv", bytes: text.as_bytes() }, &options, now).unwrap()
}

/// Does one deed. A refusal is a fine answer; anything else that goes wrong is not.
fn perform(office: &Office, hub: &mut Hub, deed: &Deed, now: Now) {
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
    };
    assert!(matches!(done, Ok(()) | Err(Error::Refused(_))), "{deed:?}: {done:?}");
}

fn meet(hub: &mut Hub, what: &meeting_deeds::Deed, now: Now) -> Result<(), Error> {
    match hub.meeting_now(now).unwrap().map(|sheet| sheet.meeting).filter(|meeting| meeting.is_open()) {
        Some(meeting) => meeting_deeds::perform(hub, meeting.id, what, now),
        None => hub.start_meeting(meeting_deeds::opening(true), now).map(drop)?,
    }
    Ok(())
}

fn arrange(hub: &mut Hub, item: &InterviewItem, what: &Arranging, now: Now) -> Result<(), Error> {
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

fn follow(office: &Office, hub: &mut Hub, id: InterviewId, what: &Following, now: Now) -> Result<(), Error> {
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
fn interviews(hub: &Hub, now: Now) -> Vec<String> {
    let board = hub.interviews(now).unwrap();
    let items = board.items.into_iter().map(|item| format!("{:?}", InterviewItem { seen: 0, ..item }));
    let workers = board.workers.into_iter().map(|load| format!("{} {}", load.worker.id, load.open));
    items.chain(workers).chain([format!("{:?} {:?}", board.sharing, board.collisions)]).collect()
}

/// What the hub holds, as the boards, the waiting and the refused rows show it; but not from which row of which list it came.
fn sight(hub: &Hub, now: Now) -> Value {
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
fn a_hub() -> (Office, Hub) {
    let office = with_staff();
    let hub = office.open();
    (office, hub)
}

fn cases(debug: u32) -> ProptestConfig {
    let cases = if cfg!(debug_assertions) { debug } else { 10 * debug };
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn after_any_history_a_rebuild_equals_the_live_tables(deeds in vec(deed(), 1..30)) {
        let (office, mut hub) = a_hub();
        for (number, deed) in deeds.iter().enumerate() {
            perform(&office, &mut hub, deed, moment(number));
        }
        sound(&hub, "hub-made");
        let now = moment(deeds.len());
        let before = sight(&hub, now);
        hub.rebuild().unwrap();
        prop_assert_eq!(sight(&hub, now), before);
    }

    #[test]
    fn after_any_work_on_interviews_a_rebuild_equals_the_live_tables(work in vec(interview_deed(), 20..70)) {
        let (office, mut hub) = a_hub();
        let back = |child: usize| Row { child, spelled: 0, reference: Some(1), hours_missing: 20, returned: true, grade: 0, impossible: false };
        let first: Vec<Row> = (0..3).map(back).collect();
        import(&mut hub, &list_text(&first, moment(0)), false, moment(0));
        let second: Vec<Row> = (0..2).map(|child| Row { reference: Some(2), hours_missing: 5, ..back(child) }).collect();
        import(&mut hub, &list_text(&second, moment(1)), false, moment(1));
        for (number, deed) in work.iter().enumerate() {
            perform(&office, &mut hub, deed, moment(1) + Duration::hours(i64::try_from(number).unwrap()));
        }
        sound(&hub, "hub-made");
        let now = moment(1) + Duration::hours(70);
        let before = sight(&hub, now);
        hub.rebuild().unwrap();
        prop_assert_eq!(sight(&hub, now), before);
    }

    #[test]
    fn a_list_loaded_twice_counts_once_and_a_dry_run_not_at_all(deeds in vec(deed(), 0..8), rows in vec(row(), 1..8)) {
        let (office, mut hub) = a_hub();
        for (number, deed) in deeds.iter().enumerate() {
            perform(&office, &mut hub, deed, moment(number));
        }
        let now = moment(deeds.len());
        let text = list_text(&rows, now);
        let (head, before) = (hub.verify().unwrap(), sight(&hub, now));
        let shown = import(&mut hub, &text, true, now);
        prop_assert_eq!(hub.verify().unwrap(), head);
        prop_assert_eq!(sight(&hub, now), before);

        let done = import(&mut hub, &text, false, now);
        if done.loaded_before.is_none() {
            prop_assert_eq!(shown.counts, done.counts);
            prop_assert_eq!((shown.created, shown.updated, shown.refused), (done.created, done.updated, done.refused));
        }
        let (head, once) = (hub.verify().unwrap(), sight(&hub, now));
        prop_assert!(import(&mut hub, &text, false, now).loaded_before.is_some());
        prop_assert_eq!(hub.verify().unwrap(), head);
        // The same rows in other bytes (saved again by another program): the file is not known, what it says is.
        let twice = import(&mut hub, &text.replace('\n', "\r\n"), false, now);
        prop_assert_eq!(twice.counts.created, 0, "{:?}", twice);
        let mut again = sight(&hub, now);
        again["board"]["refused"] = once["board"]["refused"].clone();
        prop_assert_eq!(again, once);
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(
        deeds in vec(deed(), 0..8),
        (rows, shuffled) in vec(row(), 2..10).prop_map(|rows| each_its_own(&rows)).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        let (office, mut hub) = a_hub();
        for (number, deed) in deeds.iter().enumerate() {
            perform(&office, &mut hub, deed, moment(number));
        }
        drop(hub);
        let now = moment(deeds.len());
        let other = Office::with(&std::fs::read(&office.hub).unwrap());
        let sights = [(office, rows), (other, shuffled)].map(|(office, rows)| {
            let mut hub = office.open();
            import(&mut hub, &list_text(&rows, now), false, now);
            sight(&hub, now)
        });
        prop_assert_eq!(&sights[0], &sights[1]);
    }
}

proptest! {
    #[test]
    fn every_probability_comes_back_from_the_journal_as_it_went_in(probability in 0.0..1.0_f64) {
        let candidate = Candidate { child: ChildId(1), probability, evidence: Vec::new(), guards: Vec::new() };
        let text = serde_json::to_string(&candidate).unwrap();
        prop_assert_eq!(serde_json::from_str::<Candidate>(&text).unwrap(), candidate);
    }
}
