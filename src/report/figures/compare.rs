//! A figure of one period beside the same figure of another.

use super::figure::{FEWEST, Figure, Value, counted};

/// The same figure of two periods.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Compared {
    pub now: Figure,
    pub before: Figure,
}

impl Compared {
    /// Figures of two periods side by side, by code and group; one that only one of them has stands alone and is left out.
    pub fn all(now: &[Figure], before: &[Figure]) -> Vec<Compared> {
        let same = |now: &Figure| before.iter().find(|before| (&before.code, &before.group) == (&now.code, &now.group));
        now.iter().filter_map(|figure| Some(Compared { now: figure.clone(), before: same(figure)?.clone() })).collect()
    }

    /// See [`direction`].
    pub fn direction(&self) -> String {
        direction(self.now.value, self.before.value)
    }

    /// "1856 against 1639: up 13 %".
    pub fn words(&self) -> String {
        format!("{} against {}: {}", self.now.words(), self.before.words(), self.direction())
    }
}

/// Which way it went, in words: a count in percent of the earlier one ("up 13 %"; of fewer than 5, "up from 3 to 7"), a percentage
/// in points of it ("down 5.4 points"), a mean by the difference ("down 28.0 hours").
pub fn direction(now: Value, before: Value) -> String {
    let Some((new, old)) = now.number().zip(before.number()) else {
        let none = |value: Value| matches!(value, Value::NoData);
        return if none(now) || none(before) { "no data".into() } else { "too few to say".into() };
    };
    let way = if new > old { "up" } else { "down" };
    match (now, before) {
        _ if new == old => "no change".into(),
        (Value::Count(new), Value::Count(old)) if old < FEWEST => format!("{way} from {old} to {new}"),
        (Value::Count(new), Value::Count(old)) => format!("{way} {}", nearest(new.abs_diff(old), old)),
        (Value::Rate { .. }, _) => format!("{way} {}", tenths((new - old).abs(), " points")),
        (Value::Mean { .. } | Value::Median { .. }, _) => format!("{way} {}", tenths((new - old).abs(), " hours")),
        _ => format!("{way} {}", tenths((new - old).abs(), "")),
    }
}

/// A change in whole percent.
fn nearest(change: u32, of: u32) -> String {
    let (change, of) = (u64::from(change), u64::from(of));
    match (change * 200 + of) / (2 * of) {
        0 => "less than 1 %".into(),
        percent => format!("{percent} %"),
    }
}

fn tenths(change: f64, unit: &str) -> String {
    if change < 0.05 { format!("less than 0.1{unit}") } else { format!("{change:.1}{unit}") }
}

/// How often, for a run of counts: "34 → 20 → 4".
pub fn run(counts: impl IntoIterator<Item = u32>) -> String {
    counts.into_iter().map(|count| count.to_string()).collect::<Vec<_>>().join(" → ")
}

/// "1 episode", "4 episodes".
pub fn episodes(count: u32) -> String {
    counted(count, "episode", "episodes")
}
