//! Numbers as a strip of bars, and the times a child was missing in words and in a table of hours.

use crate::report::figures::topten::Times;

/// Weekdays as [`Times`] has them.
pub const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The hours of the day that are put together on paper.
pub const BANDS: [&str; 6] = ["00 to 04", "04 to 08", "08 to 12", "12 to 16", "16 to 20", "20 to 24"];

/// Numbers as bars, each as high as its share of the highest: "▁▂▅█"; nothing is a point. The numbers must be said beside it.
pub fn strip(counts: &[u32]) -> String {
    let most = counts.iter().copied().max().unwrap_or(0);
    counts.iter().map(|count| bar(*count, most)).collect()
}

/// One bar of a strip whose highest is `most`.
pub fn bar(count: u32, most: u32) -> char {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    // From 1 to 8, rounded up: whatever is there is seen.
    let height = (u64::from(count) * 8).div_ceil(u64::from(most.max(1)));
    height.checked_sub(1).and_then(|at| BARS.get(usize::try_from(at).ok()?)).copied().unwrap_or('·')
}

/// Seconds by weekday and band of four hours.
pub fn in_bands(times: &Times) -> [[u32; 6]; 7] {
    times.seconds.map(|hours| std::array::from_fn(|band| hours[band * 4..band * 4 + 4].iter().sum()))
}

/// Seconds by band of four hours.
pub(super) fn by_band(times: &Times) -> [u32; 6] {
    std::array::from_fn(|band| in_bands(times).iter().map(|day| day[band]).sum())
}

/// Seconds as hours with one decimal: "12.5"; nothing is empty.
pub fn hours(seconds: u32) -> String {
    if seconds == 0 { String::new() } else { format!("{:.1}", f64::from(seconds) / 3600.0) }
}

/// "3 of 4"; of nothing: "none due".
pub fn n_of((n, of): (u32, u32)) -> String {
    if of == 0 { "none due".into() } else { format!("{n} of {of}") }
}

/// When the child was missing most: "most on Sat (12.5 h) and between 20 and 24 (30.0 h)"; empty: not at all.
pub fn busiest(times: &Times) -> String {
    let top = |seconds: &[u32]| {
        let most = seconds.iter().copied().max().filter(|most| *most > 0)?;
        seconds.iter().position(|each| *each == most).map(|at| (at, most))
    };
    match (top(&times.by_weekday()), top(&by_band(times))) {
        (Some((day, on_day)), Some((band, in_band))) => {
            let between = BANDS[band].replace(" to ", " and ");
            format!("most on {} ({} h) and between {between} ({} h)", WEEKDAYS[day], hours(on_day), hours(in_band))
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strip_shows_whatever_is_there_and_nothing_as_a_point() {
        assert_eq!(strip(&[0, 1, 34, 20, 4]), "·▁█▅▁");
        assert_eq!((strip(&[]), strip(&[0, 0])), (String::new(), "··".to_owned()));
        assert_eq!(strip(&[7]), "█");
    }

    #[test]
    fn of_no_interview_due_it_is_said_that_none_was() {
        assert_eq!((n_of((3, 4)), n_of((0, 2)), n_of((0, 0))), ("3 of 4".into(), "0 of 2".into(), "none due".into()));
    }

    #[test]
    fn the_weekday_and_the_hours_a_child_was_missing_most_are_said() {
        let mut times = Times::default();
        assert_eq!(busiest(&times), "");
        times.seconds[5][22] = 3600;
        times.seconds[5][23] = 3600;
        times.seconds[6][0] = 1800;
        assert_eq!(busiest(&times), "most on Sat (2.0 h) and between 20 and 24 (2.0 h)");
        assert_eq!((in_bands(&times)[5][5], in_bands(&times)[6][0]), (7200, 1800));
    }
}
