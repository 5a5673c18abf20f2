//! Patterns in words.

use super::args::Part;
use crate::calendar::plain_day;
use crate::report::patterns::words::{
    children, episodes, factors_words, group_words, head, model_words, n_of, pair_lines, places_words, sign_words, times_words,
};
use crate::report::patterns::{FactorLine, HOURS, MOST_PAIRS, Pair, Patterns, PlaceLine, Times, WEEKDAYS};
use std::fmt::Write;

/// How many of each kind are listed where no part is asked for.
const FIRST: usize = 5;

/// One part in full, or the first of each.
/// `among`: what is listed was picked from the strongest of so many pairs.
pub fn of(part: Option<Part>, patterns: &Patterns, among: Option<u32>) -> String {
    let mut out = format!("Patterns, {}\n", head(patterns));
    let most = if part.is_some() { usize::MAX } else { FIRST };
    let asked = |this| part.is_none_or(|part| part == this);
    if asked(Part::Together) {
        together(&mut out, patterns, most, among);
    }
    if asked(Part::Places) {
        places(&mut out, patterns, most);
    }
    if asked(Part::Factors) {
        factors(&mut out, patterns, most);
    }
    if asked(Part::Times) {
        times(&mut out, &patterns.times, part.is_some());
    }
    if asked(Part::Network) {
        network(&mut out, patterns, part.is_some());
    }
    out
}

fn say(out: &mut String, lines: impl IntoIterator<Item = String>) {
    for line in lines {
        let _ = writeln!(out, "{line}");
    }
}

fn more(out: &mut String, all: usize, most: usize, what: &str) {
    if let Some(left) = all.checked_sub(most).filter(|left| *left > 0) {
        let _ = writeln!(out, "  and {left} more: wayhome patterns {what}");
    }
}

fn together(out: &mut String, patterns: &Patterns, most: usize, among: Option<u32>) {
    let together = &patterns.together;
    let among = among.map(|all| format!("; of the {MOST_PAIRS} strongest of {all} pairs")).unwrap_or_default();
    let found = pairs(together.found as usize);
    let _ = writeln!(out, "\nMissing together: {found} with something in common that is more than chance{among}");
    for (n, pair) in together.pairs.iter().enumerate().take(most) {
        let _ = writeln!(out, "{}. {}", n + 1, both(pair));
        let lines = pair_lines(pair, true);
        let lines = if most == FIRST { pair.signs.iter().map(sign_words).chain(explained(pair)).collect() } else { lines };
        say(out, lines.iter().map(|line| format!("   {line}")));
    }
    more(out, together.pairs.len(), most, "together");
    if !together.groups.is_empty() {
        let _ = writeln!(out, "\nGroups");
    }
    for group in together.groups.iter().take(most) {
        let names = group.children.iter().map(|who| who.name.named.as_str()).collect::<Vec<_>>().join(", ");
        let explained = if group.explained.is_empty() { String::new() } else { format!("; {}", group.explained.join(", ")) };
        let _ = writeln!(out, "   {names}: {}{explained}", group_words(group));
    }
    let _ = writeln!(out);
    say(out, model_words(together));
}

fn ties_words(n: usize) -> String {
    if n == 1 { "1 tie".into() } else { format!("{n} ties") }
}

fn pairs(n: usize) -> String {
    if n == 1 { "1 pair".into() } else { format!("{n} pairs") }
}

fn both(pair: &Pair) -> String {
    let [one, other] = &pair.children;
    format!("{} ({}) and {} ({})", one.name.named, episodes(pair.episodes[0]), other.name.named, pair.episodes[1])
}

fn explained(pair: &Pair) -> Option<String> {
    (!pair.explained.is_empty()).then(|| format!("Explained by: {}", pair.explained.join(", ")))
}

fn places(out: &mut String, patterns: &Patterns, most: usize) {
    let places = &patterns.places;
    let _ = writeln!(out);
    say(out, places_words(places, patterns.episodes));
    for (title, lines) in [("Missing from", &places.from), ("Found at", &places.found), ("Found in or near", &places.towns)] {
        let _ = writeln!(out, "\n{title}");
        say(out, lines.iter().take(most).map(|line| format!("   {}", place(line))));
        if lines.is_empty() {
            let _ = writeln!(out, "   no data");
        }
        more(out, lines.len(), most, "places");
    }
}

fn place(line: &PlaceLine) -> String {
    let count = u32::try_from(line.children.len()).unwrap_or(u32::MAX);
    let days =
        if line.first == line.last { plain_day(line.first) } else { format!("{} to {}", plain_day(line.first), plain_day(line.last)) };
    format!("{}: {}, {}, {days}", line.place.named, children(count), episodes(line.episodes))
}

fn factors(out: &mut String, patterns: &Patterns, most: usize) {
    let factors = &patterns.factors;
    let _ = writeln!(out, "\nWhy: {}", factors_words(factors));
    let line = |line: &FactorLine| {
        let (of_children, of_episodes) = (n_of(line.children, factors.children), n_of(line.episodes, factors.episodes));
        format!("   {}: children {of_children}, episodes {of_episodes}", line.label)
    };
    for (title, lines) in [("Push", &factors.push), ("Pull", &factors.pull), ("Where the children were", &factors.places)] {
        let _ = writeln!(out, "\n{title}");
        say(out, lines.iter().take(most).map(line));
        if lines.is_empty() {
            let _ = writeln!(out, "   no data");
        }
        more(out, lines.len(), most, "factors");
    }
}

fn times(out: &mut String, times: &Times, whole: bool) {
    let grids = [("Went missing", &times.went, times.went_unknown), ("Came back", &times.back, times.back_unknown)];
    for (title, grid, unknown) in grids {
        let most =
            Times::fullest(grid).map_or("no data".into(), |(day, hour, n)| format!("most often {day} {hour:02}:00 to {hour:02}:59 ({n})"));
        let _ = writeln!(out, "\n{title}: {} with a known hour ({unknown} without), {most}", episodes(Times::total(grid)));
        if whole {
            let hours = (0..HOURS).map(|hour| format!("{hour:>4}")).collect::<String>();
            let _ = writeln!(out, "       {hours}");
            for (day, counts) in grid.iter().enumerate() {
                let counts = counts.iter().map(|n| format!("{n:>4}")).collect::<String>();
                let _ = writeln!(out, "   {} {counts}", WEEKDAYS[day]);
            }
        }
    }
}

fn network(out: &mut String, patterns: &Patterns, whole: bool) {
    let network = &patterns.network;
    let _ = writeln!(out, "\nNetwork: {}", network.counted());
    if !whole {
        return;
    }
    let (ties, weights) = (network.tie_counts(), network.weights());
    let mut order: Vec<usize> = (0..network.nodes.len()).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(weights[*i]), *i));
    for i in order {
        let node = &network.nodes[i];
        let _ = writeln!(out, "{} ({}), {}, recorded {}", node.name.named, node.kind, ties_words(ties[i]), times_words(weights[i]));
        for (edge, other) in network.ties_of(i) {
            let records = crate::report::patterns::words::listed(&edge.records);
            let _ = writeln!(out, "   {}: {} ({records})", network.nodes[other].name.named, edge.words());
        }
    }
}
