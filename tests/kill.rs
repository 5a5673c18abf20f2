//! The process is really killed, many times: on the next start all of what it was doing is there, or nothing of it.
#![cfg(unix)]

mod common;
use common::{Office, invented_list, sound};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// Enough for a log of hundreds of pages; matching is slow in a debug build.
const ROWS: usize = if cfg!(debug_assertions) { 200 } else { 1_500 };

/// When the process dies.
#[derive(Debug, Clone, Copy)]
enum Moment {
    After(Duration),
    /// The file with this ending of its name has grown to so many bytes.
    Grown(&'static str, u64),
}

fn beside(hub: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}{ending}", hub.display()))
}

fn size(hub: &Path, ending: &str) -> u64 {
    std::fs::metadata(beside(hub, ending)).map_or(0, |meta| meta.len())
}

/// Starts `wayhome` on the hub and kills it (SIGKILL) at the moment given.
fn killed(office: &Office, args: &[&str], when: Moment) {
    let mut child = start(office, args);
    let started = Instant::now();
    let due = || match when {
        Moment::After(delay) => started.elapsed() >= delay,
        Moment::Grown(ending, bytes) => size(&office.hub, ending) >= bytes,
    };
    while !due() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_micros(50));
    }
    let _ = child.kill();
    child.wait().unwrap();
}

fn start(office: &Office, args: &[&str]) -> Child {
    office.command(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Runs the command to its end: how long it took, and how large the log beside the hub and the hub itself grew.
fn undisturbed(office: &Office, args: &[&str]) -> (Duration, u64, u64) {
    let started = Instant::now();
    let mut child = start(office, args);
    let mut log = 0;
    while child.try_wait().unwrap().is_none() {
        log = log.max(size(&office.hub, "-wal"));
        std::thread::sleep(Duration::from_micros(500));
    }
    assert!(child.wait().unwrap().success());
    (started.elapsed(), log, size(&office.hub, ""))
}

#[test]
fn a_list_whose_loading_was_killed_at_any_moment_is_there_whole_or_not_at_all() {
    let office = Office::new();
    office.file("list.csv", invented_list("K", ROWS));
    let load = ["import", "list", "list.csv"];
    let untouched = std::fs::read(&office.hub).unwrap();
    let empty = untouched.len() as u64;
    let (whole, log, full) = undisturbed(&office, &load);
    // While it works, while it commits (the log grows), and while the log is copied into the file.
    let by_time = (1..=10).map(|n| Moment::After(whole * n / 10));
    let by_log = (0..16).map(|n| Moment::Grown("-wal", 1 + log * n / 16));
    let by_file = (1..=6).map(|n| Moment::Grown("", empty + (full - empty) * n / 6));
    let (mut none, mut all, mut torn) = (0, 0, 0);
    for (n, when) in by_time.chain(by_log).chain(by_file).enumerate() {
        for ending in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(beside(&office.hub, ending));
        }
        std::fs::write(&office.hub, &untouched).unwrap();
        killed(&office, &load, when);
        let logged = size(&office.hub, "-wal");
        match sound(&office.open(), "episode-reported") {
            0 => {
                none += 1;
                torn += usize::from(logged > 0);
                if n % 6 == 0 {
                    office.run(&load);
                    assert_eq!(sound(&office.open(), "episode-reported"), ROWS, "loaded again after {when:?}");
                }
            }
            ROWS => all += 1,
            some => panic!("killed {when:?}: {some} of {ROWS} rows are there"),
        }
    }
    println!("{none} kills left nothing ({torn} of them a torn log), {all} left everything");
    assert!(none > 0 && all > 0, "the kills should fall on both sides of the commit: {none} and {all}");
}

#[test]
fn a_decision_that_was_killed_at_any_moment_is_there_whole_or_not_at_all() {
    let office = Office::new();
    let list = office.file("list.csv", invented_list("K", 3));
    office.run(&["import", "list", &list.display().to_string()]);
    let decide = ["decide", "K/1", "--outcome", "advice", "--rationale", "Killed or not", "--action", "GMP: call the mother by Mon 10:00"];
    let (whole, log, _) = undisturbed(&office, &decide);
    let mut before = sound(&office.open(), "decision-recorded");
    assert_eq!(before, 1);
    let by_time = (4..=12).map(|n| Moment::After(whole * n / 12));
    let by_log = (0..6).map(|n| Moment::Grown("-wal", 1 + log * n / 6));
    for when in by_time.chain(by_log) {
        killed(&office, &decide, when);
        let hub = office.open();
        let now = sound(&hub, "decision-recorded");
        assert!(now == before || now == before + 1, "killed {when:?}: {before} decisions before, {now} after");
        let case = hub.case(hub.find_episode("K/1").unwrap(), common::at(common::MORNING)).unwrap();
        assert!(case.decisions.len() == now && case.decisions.iter().all(|d| d.actions.len() == 1), "killed {when:?}: {case:?}");
        before = now;
    }
}
