//! The meeting over a city's ten years: opened with the agenda of the day, gone through item by item, here and through a real pty.

use crate::terminal::{Pty, passphrase_file};
use crate::{PASSPHRASE, line, ms, opening, times};
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

/// From the key n to the next item: painted, and read and painted whole.
fn next_item(large: &Path, now: Moment, items: usize) {
    let (mut pty, _) = Pty::start(large, &passphrase_file(large), now);
    pty.settle();
    pty.press(b"m");
    pty.settle();
    let (mut painted, mut whole, mut own) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..200 {
        let key: &[u8] = if n % (2 * items - 2) < items - 1 { b"n" } else { b"p" };
        let worked = pty.worked();
        let start = Instant::now();
        pty.press(key);
        let first = pty.painted.recv_timeout(Duration::from_secs(5)).map_or(Duration::from_secs(5), |(at, _)| at - start);
        let mut last = start + first;
        while let Ok((at, _)) = pty.painted.recv_timeout(Duration::from_millis(60)) {
            last = at;
        }
        own.extend(pty.worked().zip(worked).map(|(after, before)| after.saturating_sub(before)));
        painted.push(first);
        whole.push(last - start);
    }
    for times in [&mut painted, &mut whole, &mut own] {
        times.sort();
    }
    line(
        "item to its next, key to painted screen, median and p99",
        &format!("{:.2}, {:.2} ms", ms(painted[100]), ms(painted[197])),
        "≤ 5 ms",
    );
    line("the same, to the last byte of the item itself", &format!("{:.2}, {:.2} ms", ms(whole[100]), ms(whole[197])), "");
    if own.len() == 200 {
        line("of it the program's own work, the record of it included", &format!("{:.2}, {:.2} ms", ms(own[100]), ms(own[197])), "");
    }
    let _ = pty.child.kill();
}
