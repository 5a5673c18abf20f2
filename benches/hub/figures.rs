//! What the year's figures, the top ten, the panels, the workbook and the patterns cost.

use super::{PASSPHRASE, line, ms, opening, times};
use chrono::NaiveDate;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;
use wayhome::casebook::Hub;
use wayhome::episode::Moment;
use wayhome::report::figures::out::book;
use wayhome::report::figures::set::FigureSet;
use wayhome::report::figures::{Index, Period};
use wayhome::report::workbook;

/// What a hub of the goal holds; the large hub has more in its last year alone.
const EPISODES: usize = 20_000;

/// The last twelve months over the large hub, and as many of their last months as hold no more episodes than the goal speaks of.
pub fn measure(large: &Path, now: Moment) {
    let hub = Hub::open(large, PASSPHRASE, opening()).expect("the large hub");
    let last: NaiveDate = "2026-10-31".parse().expect("a day");
    let year = Period::year_to(last);
    let in_reach = year.months().into_iter().map(|month| Period::new(month.from, last));
    let part = in_reach.into_iter().find(|part| figures(&hub, *part, now) <= EPISODES).expect("a month with fewer");
    for period in [part, year] {
        let start = Instant::now();
        let episodes = figures(&hub, period, now);
        let first = ms(start.elapsed());
        let again = ms(times(5, || {
            figures(&hub, period, now);
        }));
        let goal = if period == part { "≤ 200 ms" } else { "" };
        let what = format!("all figures of {} months, {episodes} episodes, first and again", period.months().len());
        line(&what, &format!("{first:.0}, {again:.0} ms"), goal);
    }
    let ten = times(5, || {
        black_box(hub.tracker(Some(last), None, now).expect("the top ten"));
    });
    line("the top ten of a month with all that stands beside it", &format!("{:.1} ms", ms(ten)), "≤ 30 ms");
    let panels = times(3, || {
        black_box(hub.panels(now).expect("the panels"));
    });
    line("who is due for which panel, over the large hub", &format!("{:.1} ms", ms(panels)), "");
    let view = hub.figures(part, None, now).expect("the figures");
    let written = times(3, || {
        black_box(workbook::write(&book::figures(&view)).expect("a workbook"));
    });
    line(&format!("workbook of the figures with the rows of {} episodes", view.episodes.len()), &format!("{:.0} ms", ms(written)), "≤ 1 s");
    let patterns = times(1, || {
        black_box(hub.patterns(part, now).expect("the patterns"));
    });
    line("patterns of the same months", &format!("{:.0} ms", ms(patterns)), "");
}

/// Makes every figure of a period; gives how many episodes they were counted from.
fn figures(hub: &Hub, period: Period, now: Moment) -> usize {
    let facts = hub.facts(period.starts(), now).expect("the facts");
    black_box(FigureSet::of(&Index::new(&facts), period, &hub.settings().targets));
    facts.episodes.len()
}
