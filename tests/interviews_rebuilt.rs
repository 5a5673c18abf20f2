//! What the hub holds of interviews follows the journal, also where the journal holds what no verb of today writes: a return that
//! police took back, a history from before the hub was made.

mod common;
use common::{PASSPHRASE, at, opening};
use tempfile::TempDir;
use wayhome::casebook::Hub;
use wayhome::casebook::event::{Event, Line, ListId, Source};
use wayhome::child::{ChildDetails, ChildId};
use wayhome::demo::Entry;
use wayhome::episode::{EpisodeDetails, EpisodeId, When};
use wayhome::interview::worker::{WorkerDetails, WorkerId};

const NOW: &str = "2026-11-20T12:00:00Z";

fn details(returned: Option<&str>) -> EpisodeDetails {
    let reported = Some(When::exact(at("2026-11-19T06:30:00Z")));
    let returned = returned.map(|when| When::exact(at(when)));
    EpisodeDetails { police_ref: Some("MIS/26/1".into()), reported, ended: returned.is_some(), returned, ..EpisodeDetails::default() }
}

fn changed(returned: Option<&str>) -> Event {
    let details = details(returned);
    Event::EpisodeChanged { episode: EpisodeId(1), returned: details.ended, details, changes: Vec::new(), line: None }
}

/// A hub made from these entries: one child, one worker, one episode, and what is done to it when.
fn hub(dir: &TempDir, reported_at: &str, returned: &str, later: Vec<(&str, Event)>) -> Hub {
    let (child, line) = (ChildId(1), Line { list: ListId(1), row: 2 });
    let nadia = ChildDetails { given: "Nadia".into(), family: "Begum".into(), ..ChildDetails::default() };
    let bo = WorkerDetails { name: "Bo Larkin".into(), team: "Missing from Home Team".into(), ..WorkerDetails::default() };
    let made = vec![
        Event::HubMade { name: "Test hub".into(), training: true },
        Event::WorkerAdded { worker: WorkerId(1), details: bo },
        Event::ChildAdded { child, details: nadia, source: Source::Person },
    ];
    let details = details(Some(returned));
    let reported = Event::EpisodeReported { episode: EpisodeId(1), child: Some(child), details, line, candidates: Vec::new() };
    let entry = |when: &str, events: Vec<Event>| Entry { at: at(when), actor: "D. Manager", events };
    let mut history = vec![entry("2026-11-16T08:00:00Z", made), entry(reported_at, vec![reported])];
    history.extend(later.into_iter().map(|(when, event)| entry(when, vec![event])));
    Hub::make_from(&dir.path().join("hub.wayhome"), PASSPHRASE, opening("D. Manager"), history.into_iter()).unwrap()
}

fn allocated() -> Event {
    Event::InterviewAllocated { episode: EpisodeId(1), worker: WorkerId(1), from: None, reason: String::new() }
}

/// Who is on the board with whose it is, and how many interviews Bo carries.
fn stands(hub: &Hub) -> (Vec<(String, Option<String>)>, u32) {
    let board = hub.interviews(at(NOW)).unwrap();
    let items = board.items.into_iter().map(|item| (item.child.name, item.worker.map(|worker| worker.name))).collect();
    hub.verify().unwrap();
    (items, board.workers[0].open)
}

#[test]
fn a_return_that_police_took_back_needs_no_interview_until_the_child_is_back() {
    let dir = TempDir::new().unwrap();
    let morning = "2026-11-20T08:00:00Z";
    let taken_back = vec![("2026-11-20T09:00:00Z", allocated()), ("2026-11-20T10:00:00Z", changed(None))];
    assert_eq!(stands(&hub(&dir, morning, "2026-11-20T05:10:00Z", taken_back.clone())), (vec![], 0));

    let dir = TempDir::new().unwrap();
    let again = [taken_back, vec![("2026-11-20T11:00:00Z", changed(Some("2026-11-20T10:30:00Z")))]].concat();
    let back = hub(&dir, morning, "2026-11-20T05:10:00Z", again);
    assert_eq!(stands(&back), (vec![("Nadia Begum".into(), Some("Bo Larkin".into()))], 1), "and what was arranged still stands");
    assert_eq!(back.interviews(at(NOW)).unwrap().items[0].clock.due_72h, Some(at("2026-11-23T10:30:00Z")));
}

#[test]
fn a_return_from_before_the_hub_was_made_waits_for_nobody_until_somebody_takes_it_up() {
    let dir = TempDir::new().unwrap();
    let mut old = hub(&dir, "2026-11-14T08:00:00Z", "2026-11-14T07:00:00Z", Vec::new());
    assert_eq!(stands(&old), (vec![], 0));
    assert_eq!(old.interview_case(EpisodeId(1), at(NOW)).unwrap().item.child.name, "Nadia Begum", "it can be looked up all the same");
    old.allocate(&[EpisodeId(1).into()], WorkerId(1), "", false, at(NOW)).unwrap();
    assert_eq!(stands(&old), (vec![("Nadia Begum".into(), Some("Bo Larkin".into()))], 1));
}
