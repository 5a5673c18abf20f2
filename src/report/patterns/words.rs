//! Patterns in words, the same on the screen and on the command line.

use super::chance::{DRAWS, chance_words};
use super::{Factors, Group, Pair, Patterns, Places, Sign, SignKind, Together};
use crate::calendar::{long_moment, short_moment};

/// "3 times", "once".
pub fn times_words(times: u32) -> String {
    match times {
        1 => "once".into(),
        n => format!("{n} times"),
    }
}

/// "missing at the same time 4 times; by chance 0.3".
pub fn sign_words(sign: &Sign) -> String {
    format!("{} {}; by chance {}", sign.kind, times_words(sign.times), chance_words(sign.chance))
}

/// "all missing at once 3 times; by chance 0.02".
pub fn group_words(group: &Group) -> String {
    format!("all missing at once {}; by chance {}", times_words(group.times), chance_words(group.chance))
}

/// "4 (chance 0.3)", or nothing where there is no such sign: a cell of a row.
pub fn short_sign(pair: &Pair, kind: SignKind) -> String {
    pair.sign(kind)
        .map_or(String::new(), |sign| format!("{} (chance {})", sign.times, chance_words(sign.chance).replace("less than ", "<")))
}

/// What chance means, for the foot of a page.
pub fn model_words(together: &Together) -> Vec<String> {
    let weeks = together.weeks;
    let mut words = vec![
        format!(
            "By chance, at the same time: every episode keeps its length, its day of the week and its time of day, and its week is drawn from \
             the {weeks} weeks of the period."
        ),
        "By chance, at the same place: the places (reporters) of all episodes are dealt out anew over these episodes; own homes, places \
         that name none (\u{201c}town centre\u{201d}) and those of more than 40 children are left out."
            .into(),
        format!(
            "Groups: the mean of {DRAWS} such draws. Ranked by how much more than chance two were missing at the same time and found at the \
             same place, and by how often a list names them together; what explains it stands beside."
        ),
    ];
    let all = u64::from(together.compared);
    if all > 1 {
        let compared = all * (all - 1) / 2;
        words.push(format!(
            "Compared: {}. What is rare for one of them is common among so many: a question to ask, and not a finding.",
            if compared == 1 { "1 pair".into() } else { format!("{compared} pairs") }
        ));
    }
    if together.no_end > 0 {
        words.push(format!("{} ended at no known time and cannot be said to overlap anything.", episodes(together.no_end)));
    }
    words
}

/// "1 episode", "12 episodes".
pub fn episodes(n: u32) -> String {
    if n == 1 { "1 episode".into() } else { format!("{n} episodes") }
}

/// "1 child", "12 children".
pub fn children(n: u32) -> String {
    if n == 1 { "1 child".into() } else { format!("{n} children") }
}

/// "24 Nov 2025 to 23 Nov 2026: 240 episodes of 81 children".
pub fn head(patterns: &Patterns) -> String {
    let unidentified = match patterns.unidentified {
        0 => String::new(),
        n => format!(", and {n} of nobody identified yet"),
    };
    let known = patterns.episodes - patterns.unidentified;
    format!("{}: {} of {}{unidentified}", patterns.period, episodes(known), children(patterns.children))
}

/// What stands below a pair, line by line: what explains it, the times both were missing, the places both have.
pub fn pair_lines(pair: &Pair, names: bool) -> Vec<String> {
    let mut lines = Vec::new();
    if !pair.explained.is_empty() {
        lines.push(format!("Explained by: {}", pair.explained.join(", ")));
    }
    lines.extend(pair.signs.iter().map(sign_words));
    if !pair.named.is_empty() {
        lines.push(format!("Named as missing with each other on the list: {}", listed(&pair.named)));
    }
    for overlap in &pair.overlaps {
        let [one, other] = overlap.episodes;
        lines.push(format!("{one} and {other}: both missing {} to {}", long_moment(overlap.from), short_moment(overlap.to)));
    }
    for shared in &pair.shared {
        lines.push(format!("{}: {} ({} and {})", shared.kind, shared.what.shown(names), listed(&shared.ours), listed(&shared.theirs)));
    }
    lines
}

/// "E1, E4".
pub fn listed<T: std::fmt::Display>(ids: &[T]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// What the places are of.
pub fn places_words(places: &Places, of: u32) -> Vec<String> {
    vec![
        format!("Missing from: {} of {of} episodes from their own home, {} with no place given.", places.from_home, places.from_unknown),
        format!(
            "Found: of {} ended episodes {} say no place that can be told apart (home, \u{201c}town centre\u{201d}, nothing).",
            places.ended, places.found_unknown
        ),
    ]
}

/// What the reasons are of.
pub fn factors_words(factors: &Factors) -> String {
    format!(
        "{} of {}, as told in {} that were recorded; nothing is known of {} without one.",
        episodes(factors.episodes),
        children(factors.children),
        if factors.interviews == 1 { "1 interview".into() } else { format!("{} interviews", factors.interviews) },
        episodes(factors.unanswered) + " ended"
    )
}

/// "12 of 40"; from five on with its share: "12 of 40 (30 %)".
pub fn n_of(n: u32, of: u32) -> String {
    if of < 5 { format!("{n} of {of}") } else { format!("{n} of {of} ({:.0} %)", f64::from(n) * 100.0 / f64::from(of)) }
}
