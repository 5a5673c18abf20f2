//! What the year's figures and the top ten cost.

use super::{PASSPHRASE, line, ms, opening, times};
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;
use wayhome::casebook::Hub;
use wayhome::episode::Moment;
use wayhome::report::figures::set::FigureSet;
use wayhome::report::figures::{Index, Period};

/// The twelve months to October over the large hub: some 20,000 of its episodes.
pub fn measure(large: &Path, now: Moment) {
    let hub = Hub::open(large, PASSPHRASE, opening()).expect("the large hub");
    let last: chrono::NaiveDate = "2026-10-31".parse().expect("a day");
    let (year, targets) = (Period::year_to(last), hub.settings().targets.clone());
    let figures = || {
        let facts = hub.facts(year.starts(), now).expect("the facts");
        black_box(FigureSet::of(&Index::new(&facts), year, &targets));
        facts.episodes.len()
    };
    let start = Instant::now();
    let episodes = figures();
    let first = ms(start.elapsed());
    let again = ms(times(5, || {
        figures();
    }));
    line(&format!("all figures of a year, {episodes} episodes, first time and again"), &format!("{first:.0}, {again:.0} ms"), "≤ 200 ms");
    let ten = times(5, || {
        black_box(hub.tracker(Some(last), None, now).expect("the top ten"));
    });
    line("the top ten of a month with all that stands beside it", &format!("{:.1} ms", ms(ten)), "≤ 30 ms");
}
