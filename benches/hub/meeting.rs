//! The meeting over a city's ten years: opened with the agenda of the day, gone through item by item, here and through a real pty.

use crate::terminal::{Pty, passphrase_file};
use crate::{PASSPHRASE, line, ms, opening, script, times};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use wayhome::casebook::Hub;
use wayhome::episode::Moment;
use wayhome::meeting::attendance::Opening;

/// Opens a meeting, reads its sheet and every item, and presses n through the agenda.
pub fn measure(large: &Path, now: Moment) {
    let mut hub = Hub::open(large, PASSPHRASE, opening()).expect("the large hub");
    let opened = Opening { chair: "Bench".into(), ..hub.proposed_opening(now).expect("an opening") };
    let start = Instant::now();
    let meeting = hub.start_meeting(opened, now).expect("a meeting").id;
    line("a meeting opened over the large hub", &format!("{:.1} ms", ms(start.elapsed())), "");
    let start = Instant::now();
    let sheet = hub.meeting_sheet(meeting, now).expect("its sheet");
    let first = start.elapsed();
    let again = times(20, || {
        black_box(hub.meeting_sheet(meeting, now).expect("its sheet"));
    });
    line(
        &format!("its agenda of {} items, first time and again", sheet.lines.len()),
        &format!("{:.1}, {:.1} ms", ms(first), ms(again)),
        "≤ 10 ms",
    );
    let mut items: Vec<Duration> = sheet
        .lines
        .iter()
        .map(|line| {
            let start = Instant::now();
            black_box(hub.item_sheet(meeting, line.item, now).expect("an item"));
            start.elapsed()
        })
        .collect();
    items.sort();
    line(
        "an item of it, first time, median and slowest",
        &format!("{:.2}, {:.2} ms", ms(items[items.len() / 2]), ms(items[items.len() - 1])),
        "",
    );
    let start = Instant::now();
    let papers = hub.papers(meeting, now).expect("its papers").len();
    line(&format!("its {papers} papers"), &format!("{:.0} ms", ms(start.elapsed())), "");
    drop(hub);
    next_item(large, now, sheet.lines.len());
}

/// The keys that go through an agenda and back again.
fn through(items: usize) -> impl Iterator<Item = char> {
    (0..).map(move |n| if n % (2 * items - 2) < items - 1 { 'n' } else { 'p' })
}

/// From the key n to the next item: in the program; and in a real pty, with a program beside it that only answers keys.
fn next_item(large: &Path, now: Moment, items: usize) {
    const PRESSES: usize = 200;
    let hub = Hub::open(large, PASSPHRASE, opening()).expect("the large hub");
    let steps = script::run(hub, now, std::iter::once('m').chain(through(items)).take(PRESSES + 1));
    let steps = &steps[1..];
    told("item to its next, from key to screen in the program", steps.iter().map(|step| step.painted).collect(), "≤ 5 ms");
    told("the same, until nothing is left to do (its record, the next one read)", steps.iter().map(|step| step.whole).collect(), "");

    let (mut pty, _) = Pty::start(large, &passphrase_file(large), now);
    let mut control = Pty::control();
    pty.settle();
    pty.press(b"m");
    pty.settle();
    // Until `cat` has the terminal to itself.
    std::thread::sleep(Duration::from_millis(300));
    let (mut painted, mut whole, mut own, mut beside) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for key in through(items).take(PRESSES) {
        let worked = pty.worked();
        let (first, last) = pty.answers(&[key as u8]);
        own.extend(pty.worked().zip(worked).map(|(after, before)| after.saturating_sub(before)));
        painted.push(first);
        whole.push(last);
        beside.push(control.answers(b"n").0);
    }
    told("item to its next through a pty, key to painted screen", painted, "≤ 5 ms");
    told("in between, a key that `cat` answers through a pty", beside, "");
    told("the item through the pty, to its last byte", whole, "");
    if own.len() == PRESSES {
        told("of it the program's own work, the record of it included", own, "");
    }
    let _ = (pty.child.kill(), control.child.kill());
}

/// Prints the median, the 99th of a hundred, and the slowest.
fn told(what: &str, mut times: Vec<Duration>, goal: &str) {
    times.sort();
    let [median, p99, slowest] = [times.len() / 2, times.len() * 99 / 100 - 1, times.len() - 1].map(|n| ms(times[n]));
    line(what, &format!("{median:.2}, {p99:.2}, {slowest:.2} ms"), goal);
}
