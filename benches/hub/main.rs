//! What a morning costs at the size of a city's ten years: `cargo bench`.
//!
//! Every figure is measured in this one run; where a goal is a ratio, both sides are timed here, on the same machine and the same
//! kind of file. Prints one line each: what, figure, goal. Nothing fails on a slow machine; a person reads it.

mod figures;
mod interviews;
mod meeting;
mod script;
mod terminal;
mod writes;

use chrono::{Days, TimeDelta};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use wayhome::calendar::WorkingDays;
use wayhome::casebook::{Hub, ListFile, ListOptions, Opening};
use wayhome::child::{CareStatus, ChildDetails};
use wayhome::demo::{Scale, bulk_list, history, morning_list};
use wayhome::episode::Moment;
use wayhome::intake::columns::{Kind, recognise};
use wayhome::intake::{read, rows};
use wayhome::interview::suggest::{Candidate, Met, Need, suggest};
use wayhome::interview::worker::{Wishes, Worker, WorkerDetails, WorkerId};
use wayhome::settings::Settings;
use wayhome::store::journal::Actor;
use wayhome::triage::facts::{Facts, Subject};
use wayhome::triage::rules::Rules;
use wayhome::tui::app::App;
use wayhome::tui::{Clock, RunOptions};

pub const PASSPHRASE: &str = "invented";
const ROWS: usize = 10_000;

fn main() {
    // `cargo test --benches` asks only whether the bench runs at all.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    let now: Moment = "2026-11-20T08:41:00Z".parse().expect("a moment");
    let dir = TempDir::new().expect("a folder");
    let large = dir.path().join("large.wayhome");
    let made = Instant::now();
    drop(Hub::make_from(&large, PASSPHRASE, opening(), interviews::staffed(history(Scale::Large, now))).expect("the large hub"));
    let size = std::fs::metadata(&large).expect("its size").len() >> 20;
    line("large hub (50,000 children, 200,000 episodes) made", &format!("{:.1} s, {size} MB", made.elapsed().as_secs_f64()), "");
    let small = dir.path().join("small.wayhome");
    drop(Hub::make_from(&small, PASSPHRASE, opening(), history(Scale::Small, now)).expect("the small hub"));

    board(&large, now);
    interviews::measure(&large, now);
    figures::measure(&large, now);
    triage(now);
    suggestion(now);
    one_day(&small, &large, now);
    meeting::measure(&large, now);
    import(&large, dir.path(), now);
    terminal::measure(&large, now);
}

/// Opens a hub with everything as shipped.
pub fn opening() -> Opening {
    Opening {
        actor: Actor { name: "Bench".into(), workstation: "bench".into() },
        settings: Settings::parse(Settings::shipped()).expect("shipped settings"),
        working_days: WorkingDays::shipped(),
        rules: Rules::parse(Rules::shipped()).expect("shipped rules"),
        clock_set: true,
    }
}

/// Prints a figure beside its goal.
pub fn line(what: &str, figure: &str, goal: &str) {
    println!("{what:<66} {figure:>22}   {goal}");
}

/// The median of some runs.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

pub fn times(runs: usize, mut run: impl FnMut()) -> Duration {
    median(
        (0..runs)
            .map(|_| {
                let start = Instant::now();
                run();
                start.elapsed()
            })
            .collect(),
    )
}

fn board(large: &Path, now: Moment) {
    let hub = Hub::open(large, PASSPHRASE, opening()).expect("the large hub");
    let start = Instant::now();
    let items = hub.board(now).expect("the board").items.len();
    let first = start.elapsed();
    let again = times(20, || {
        black_box(hub.board(now).expect("the board"));
    });
    line(&format!("board of {items} children over the large hub, first time"), &format!("{:.1} ms", ms(first)), "≤ 30 ms");
    line("the same again", &format!("{:.1} ms", ms(again)), "≤ 30 ms");

    line("a 120x40 frame of it", &format!("{:.2} ms", ms(frame_of(hub, now, &[]))), "≤ 1 ms");
}

/// A frame of the app at 120x40, after these keys.
pub fn frame_of(hub: Hub, now: Moment, keys: &[crossterm::event::Event]) -> Duration {
    let mut app = App::new(Box::new(hub), Clock::Fixed(now), RunOptions::default(), Size::new(120, 40));
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a terminal in memory");
    for key in keys {
        app.handle(key);
    }
    app.settle();
    while app.look() {}
    times(200, || {
        terminal.draw(|frame| app.draw(frame)).expect("a frame");
    })
}

fn triage(now: Moment) {
    let settings = Settings::parse(Settings::shipped()).expect("shipped settings");
    let rules = Rules::parse(Rules::shipped()).expect("shipped rules");
    let table = read::read("list.csv", morning_list(now).as_bytes(), None, 2000).expect("the demo's list");
    let columns = recognise(&table, Kind::List, &Default::default(), None, &[]).expect("its columns");
    let details = rows::list_rows(&table, &columns, &settings, now).rows.remove(0).details;
    let episode = wayhome::episode::Episode {
        id: wayhome::episode::EpisodeId(1),
        child: Some(wayhome::child::ChildId(1)),
        details,
        received: now,
        notice_of_return: None,
        changed: 1,
    };
    let child = ChildDetails { given: "Nadia".into(), dob: "2010-02-14".parse().ok(), on_caseload: true, ..Default::default() };
    let history = vec![episode.clone(); 8];
    let facts = Facts::gather(&Subject {
        child: Some(&child),
        episode: &episode,
        history: &history,
        decisions: &[],
        together: &[],
        interviews_refused: None,
        interview: None,
        settings: &settings,
        now,
    });
    let runs = 100_000;
    let start = Instant::now();
    for _ in 0..runs {
        black_box(rules.verdict(black_box(&facts)));
    }
    let each = start.elapsed() / runs;
    line(&format!("triage of one child's facts, {} rules", rules.rules().len()), &format!("{:.2} µs", each.as_secs_f64() * 1e6), "≤ 2 µs");
}

/// Who could hold one interview, among two hundred workers with bookings and days away, ten of whom know the child.
fn suggestion(now: Moment) {
    let settings = Settings::default();
    let clocks = settings.clocks(WorkingDays::shipped());
    let workers: Vec<Worker> = (1..=200)
        .map(|n| {
            let away = vec![(now.date_naive(), now.date_naive() + Days::new(n % 9)); usize::from(n % 3 == 0)];
            let (team, employer) = ("Missing from Home Team".into(), (n % 5 == 0).then(|| format!("Agency {n}")));
            let details =
                WorkerDetails { name: format!("Worker Number {n}"), team, employer, away, capacity: Some(12), ..Default::default() };
            Worker { id: WorkerId(n as i64), details, changed: 1 }
        })
        .collect();
    let booked: Vec<(Moment, u32)> = (0..30).map(|n| (now + TimeDelta::minutes(n * 75), 60)).collect();
    let met: Vec<Met> = (1..8).map(|n| Met { at: now - TimeDelta::days(n * 40), accepted: n % 3 > 0 }).collect();
    let candidates: Vec<Candidate> = workers
        .iter()
        .map(|worker| {
            let met = if worker.id.0 % 20 == 0 { &met[..] } else { &[] };
            Candidate { worker, open: worker.id.0 as u32 % 15, booked: &booked, met }
        })
        .collect();
    let child = ChildDetails {
        care_status: Some(CareStatus::LookedAfter),
        provider: Some("Larch Care Ltd".into()),
        social_worker: Some("Jane Smith".into()),
        ..Default::default()
    };
    let wishes = Wishes { asked_for: vec![WorkerId(17)], language: Some("Polish".into()), ..Default::default() };
    let deadline = Some(now + TimeDelta::hours(72));
    let (settings, clocks) = (&settings, &clocks);
    let need = Need { child: Some(&child), out_of_area: None, wishes: &wishes, deadline, now, settings, clocks, current: None };
    let each = times(200, || {
        black_box(suggest(black_box(&need), &candidates));
    });
    line("suggested workers for one interview among 200", &format!("{:.2} ms", ms(each)), "≤ 5 ms");
}

/// The same day's list of twenty rows into a small and a large hub: the age of the hub must not show.
fn one_day(small: &Path, large: &Path, now: Moment) {
    let each = |hub: &Path| {
        let mut hub = Hub::open(hub, PASSPHRASE, opening()).expect("a hub");
        let list = bulk_list(now, 20);
        let dry = ListOptions { dry_run: true, ..ListOptions::default() };
        times(15, || {
            hub.import_list(&ListFile { name: "day.csv", bytes: list.as_bytes() }, &dry, now).expect("a day's list");
        })
    };
    let (in_small, in_large) = (each(small), each(large));
    let ratio = in_large.as_secs_f64() / in_small.as_secs_f64();
    line(
        "a day of 20 rows, dry run: 50,000 children against 200",
        &format!("{:.1} / {:.1} ms = {ratio:.1}×", ms(in_large), ms(in_small)),
        "does not grow",
    );
}

/// A long list into the large hub, against a bare prepared insert of the same rows into the same kind of file.
fn import(large: &Path, dir: &Path, now: Moment) {
    let list = bulk_list(now, ROWS);
    let (mut ratios, mut writes) = (Vec::new(), Vec::new());
    for run in 0..3 {
        let copy = dir.join(format!("copy-{run}.wayhome"));
        std::fs::copy(large, &copy).expect("a copy");
        let bare = bare_insert(&dir.join(format!("bare-{run}.db")), &list);
        let mut hub = Hub::open(&copy, PASSPHRASE, opening()).expect("the copy");
        let start = Instant::now();
        let report =
            hub.import_list(&ListFile { name: "bulk.csv", bytes: list.as_bytes() }, &ListOptions::default(), now).expect("the import");
        let whole = start.elapsed();
        if run == 0 {
            println!("  {:?}", report.counts);
        }
        ratios.push((whole.as_secs_f64() / bare.as_secs_f64(), whole, bare));
        drop(hub);
        let again = dir.join(format!("again-{run}.wayhome"));
        std::fs::copy(large, &again).expect("a copy");
        writes.push(writes::alone(&copy, &again));
        for done in [copy, again] {
            let _ = std::fs::remove_file(done);
        }
    }
    ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (ratio, whole, bare) = ratios[1];
    line(
        &format!("import of {ROWS} rows into the large hub / bare insert"),
        &format!("{:.0} / {:.0} ms = {ratio:.1}×", ms(whole), ms(bare)),
        "≤ 10×",
    );
    let writes = median(writes);
    line(
        "  of that, writing its entries and episodes, ready made, alone",
        &format!("{:.0} ms = {:.1}×", ms(writes), ms(writes) / ms(bare)),
        "",
    );
}

/// Inserts every cell of the list's rows into one table of an encrypted file, prepared, in one transaction.
fn bare_insert(path: &Path, list: &str) -> Duration {
    let table = read::read("list.csv", list.as_bytes(), None, 2000).expect("the list");
    let cells: Vec<Vec<String>> = table.rows.iter().map(|row| row.cells.iter().map(row_text).collect()).collect();
    let width = cells.iter().map(Vec::len).max().unwrap_or(1);
    let db = writes::open(path);
    let columns = (0..width).map(|n| format!("c{n} TEXT")).collect::<Vec<_>>().join(", ");
    db.execute_batch(&format!("CREATE TABLE row (id INTEGER PRIMARY KEY, {columns})")).expect("its table");
    let places = (0..width).map(|n| format!("?{}", n + 1)).collect::<Vec<_>>().join(", ");
    let names = (0..width).map(|n| format!("c{n}")).collect::<Vec<_>>().join(", ");
    let start = Instant::now();
    db.execute_batch("BEGIN IMMEDIATE").expect("begin");
    {
        let mut insert = db.prepare(&format!("INSERT INTO row ({names}) VALUES ({places})")).expect("the insert");
        for row in &cells {
            let padded = row.iter().map(String::as_str).chain(std::iter::repeat("")).take(width);
            insert.execute(rusqlite::params_from_iter(padded)).expect("a row");
        }
    }
    db.execute_batch("COMMIT").expect("commit");
    start.elapsed()
}

fn row_text(cell: &read::Cell) -> String {
    match cell {
        read::Cell::Text(text) => text.clone(),
        other => format!("{other:?}"),
    }
}
