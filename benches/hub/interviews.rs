//! The interview board of a city: two thousand interviews open at once, in a hub of ten years.

use crate::{PASSPHRASE, frame_of, line, ms, opening, times};
use crossterm::event::{Event as Key, KeyCode};
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;
use wayhome::casebook::Hub;
use wayhome::casebook::event::Event;
use wayhome::demo::Entry;
use wayhome::episode::Moment;
use wayhome::interview::worker::{WorkerDetails, WorkerId};

const WORKERS: i64 = 200;

/// The history with so many workers beside its own few.
pub fn staffed(history: impl Iterator<Item = Entry>) -> impl Iterator<Item = Entry> {
    // Numbers above those that the history gives out; added after the first entry, which makes the hub.
    let mut workers: Vec<Event> = (1_001..=1_000 + WORKERS).map(worker_added).collect();
    history.map(move |mut entry| {
        entry.events.append(&mut workers);
        entry
    })
}

fn worker_added(n: i64) -> Event {
    let details = WorkerDetails { name: format!("Worker Number{n}"), team: "Missing from Home Team".into(), ..WorkerDetails::default() };
    Event::WorkerAdded { worker: WorkerId(n), details }
}

/// Opening the board, for the first time and again; the suggestions for one episode, read from the hub; and a frame of the screen.
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
    let frame = frame_of(hub, now, &[Key::Key(KeyCode::Char('2').into())]);
    line("a 120x40 frame of the interview board", &format!("{:.2} ms", ms(frame)), "≤ 1 ms");
}
