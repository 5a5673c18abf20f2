//! Patterns as rows.

use super::args::Part;
use crate::cli::output::csv;
use crate::report::patterns::words::listed;
use crate::report::patterns::{Patterns, SignKind, WEEKDAYS};
use anyhow::Result;

/// Prints one part of the patterns.
pub fn print(part: Part, patterns: &Patterns) -> Result<()> {
    match part {
        Part::Together => together(patterns),
        Part::Places => places(patterns),
        Part::Times => times(patterns),
        Part::Factors => factors(patterns),
        Part::Network => network(patterns),
    }
}

fn together(patterns: &Patterns) -> Result<()> {
    let header = [
        "one",
        "one_name",
        "other",
        "other_name",
        "strength",
        "overlap",
        "overlap_chance",
        "found",
        "found_chance",
        "from",
        "from_chance",
        "reporter",
        "reporter_chance",
        "explained",
        "episodes",
    ];
    let rows = patterns.together.pairs.iter().map(|pair| {
        let [one, other] = &pair.children;
        let times = |kind| pair.sign(kind).map_or("0".into(), |sign| sign.times.to_string());
        let chance = |kind| pair.sign(kind).map_or(String::new(), |sign| format!("{:.4}", sign.chance));
        let overlaps = pair.overlaps.iter().map(|overlap| listed(&overlap.episodes).replace(", ", "+")).collect::<Vec<_>>();
        [
            one.child.to_string(),
            one.name.named.clone(),
            other.child.to_string(),
            other.name.named.clone(),
            format!("{:.2}", pair.strength),
            times(SignKind::Overlap),
            chance(SignKind::Overlap),
            times(SignKind::Found),
            chance(SignKind::Found),
            times(SignKind::From),
            chance(SignKind::From),
            times(SignKind::Reporter),
            chance(SignKind::Reporter),
            pair.explained.join(", "),
            overlaps.join(" "),
        ]
    });
    csv(header, rows)
}

fn places(patterns: &Patterns) -> Result<()> {
    let places = &patterns.places;
    let kinds = [("from", &places.from), ("found", &places.found), ("area", &places.towns)];
    let rows = kinds.into_iter().flat_map(|(kind, lines)| {
        lines.iter().map(move |line| {
            let (children, episodes) = (line.children.len().to_string(), line.episodes.to_string());
            [kind.into(), line.place.named.clone(), children, episodes, line.first.to_string(), line.last.to_string(), listed(&line.behind)]
        })
    });
    csv(["kind", "place", "children", "episodes", "first", "last", "behind"], rows)
}

fn times(patterns: &Patterns) -> Result<()> {
    let grids = [("went", &patterns.times.went), ("back", &patterns.times.back)];
    let rows = grids.into_iter().flat_map(|(what, grid)| {
        grid.iter().enumerate().flat_map(move |(day, hours)| {
            let row = move |(hour, n): (usize, &u32)| [what.to_string(), WEEKDAYS[day].to_string(), hour.to_string(), n.to_string()];
            hours.iter().enumerate().map(row)
        })
    });
    csv(["what", "weekday", "hour", "episodes"], rows)
}

fn factors(patterns: &Patterns) -> Result<()> {
    let factors = &patterns.factors;
    let kinds = [("push", &factors.push), ("pull", &factors.pull), ("place", &factors.places)];
    let (of_episodes, of_children) = (factors.episodes.to_string(), factors.children.to_string());
    let rows = kinds.into_iter().flat_map(|(kind, lines)| {
        let (of_episodes, of_children) = (&of_episodes, &of_children);
        lines.iter().map(move |line| {
            let (episodes, children) = (line.episodes.to_string(), line.children.to_string());
            [kind.into(), line.code.into(), line.label.into(), episodes, of_episodes.clone(), children, of_children.clone()]
        })
    });
    csv(["kind", "code", "label", "episodes", "of_episodes", "children", "of_children"], rows)
}

fn network(patterns: &Patterns) -> Result<()> {
    let network = &patterns.network;
    let rows = network.edges.iter().map(|edge| {
        let (one, other) = (&network.nodes[edge.one], &network.nodes[edge.other]);
        let ties = edge.ties.iter().map(|(tie, n)| format!("{} {n}", tie.code())).collect::<Vec<_>>();
        [
            one.kind.code().into(),
            one.name.named.clone(),
            other.kind.code().into(),
            other.name.named.clone(),
            edge.weight.to_string(),
            ties.join(", "),
            listed(&edge.records),
        ]
    });
    csv(["one_kind", "one", "other_kind", "other", "weight", "ties", "behind"], rows)
}
