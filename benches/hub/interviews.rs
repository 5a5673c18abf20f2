//! The interview board of a city: two thousand interviews open at once, in a hub of ten years.

use crate::{PASSPHRASE, line, ms, opening, times};
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;
use wayhome::casebook::Hub;
use wayhome::casebook::event::Event;
use wayhome::demo::Entry;
use wayhome::episode::{EpisodeId, Moment};
use wayhome::interview::attempt::{Attempt, AttemptOutcome, Booking, Channel, Closure, Contact, NotHeld};
use wayhome::interview::worker::{WorkerDetails, WorkerId};

const WORKERS: i64 = 200;
/// The returns of so many days before `now` are still open: two thousand at the pace of the large hub.
const OPEN_DAYS: i64 = 37;

/// The history with its return interviews: closed where they are old, and of the late ones some untouched, some allocated, some
/// offered and booked.
pub fn worked(history: impl Iterator<Item = Entry>, now: Moment) -> impl Iterator<Item = Entry> {
    let mut workers = (1..=WORKERS).map(worker_added).collect::<Vec<_>>();
    history.map(move |mut entry| {
        // The first entry makes the hub.
        entry.events.append(&mut workers);
        let back: Vec<EpisodeId> = entry.events.iter().filter_map(back).collect();
        let open = now - entry.at < chrono::TimeDelta::days(OPEN_DAYS);
        for episode in back {
            if open { arrange(&mut entry, episode) } else { entry.events.push(closed(episode)) }
        }
        entry
    })
}

fn worker_added(n: i64) -> Event {
    let details = WorkerDetails { name: format!("Worker Number{n}"), team: "Missing from Home Team".into(), ..WorkerDetails::default() };
    Event::WorkerAdded { worker: WorkerId(n), details }
}

/// The episode that ends with this event.
fn back(event: &Event) -> Option<EpisodeId> {
    match event {
        Event::EpisodeReported { episode, details, .. } if details.ended => Some(*episode),
        Event::EpisodeChanged { episode, returned: true, .. } => Some(*episode),
        _ => None,
    }
}

fn closed(episode: EpisodeId) -> Event {
    Event::InterviewClosed { episode, closure: Closure::of(NotHeld::UnableToEngage) }
}

fn arrange(entry: &mut Entry, episode: EpisodeId) {
    let (n, at) = (episode.0, entry.at);
    if n % 2 == 0 {
        return;
    }
    entry.events.push(Event::InterviewAllocated { episode, worker: WorkerId(1 + n % WORKERS), from: None, reason: String::new() });
    if n % 3 == 0 {
        let (by, to, channel, outcome) = ("Worker Number1".into(), Contact::Child, Channel::Phone, AttemptOutcome::Engaged);
        let attempt = Attempt { at, by, to, channel, outcome, offered: true, note: "after school".into() };
        entry.events.push(Event::ContactAttempted { episode, attempt });
        let booking = Booking { at: at + chrono::TimeDelta::hours(30), minutes: 60, place: "at home".into(), worker: None };
        entry.events.push(Event::InterviewBooked { episode, booking });
    }
}

/// Opening the board, for the first time and again; and the suggestions for one episode, read from the hub.
pub fn measure(large: &Path, now: Moment) {
    let hub = Hub::open(large, PASSPHRASE, opening()).expect("the large hub");
    let start = Instant::now();
    let items = hub.interviews(now).expect("the board").items;
    let first = start.elapsed();
    let again = times(20, || {
        black_box(hub.interviews(now).expect("the board"));
    });
    line(&format!("interview board of {} rows over the large hub, first time", items.len()), &format!("{:.1} ms", ms(first)), "≤ 50 ms");
    line("the same again", &format!("{:.1} ms", ms(again)), "≤ 50 ms");
    let of = items.first().expect("an open interview").episode;
    let suggested = times(20, || {
        black_box(hub.suggest(of, now).expect("suggestions"));
    });
    line(&format!("suggestions among {WORKERS} workers, read from the hub"), &format!("{:.2} ms", ms(suggested)), "≤ 5 ms");
}
