//! `wayhome children`: likely duplicates, two records read as one, who belongs to whom, and what a child was called.

use super::args::{ChildrenCommand, Duplicates};
use super::{splitting, words};
use crate::casebook::Error;
use crate::casebook::who_view::{DuplicatePair, Merging};
use crate::child::{ChildId, RelationKind};
use crate::cli::args::{Format, Global};
use crate::cli::interview::{Desk, code};
use crate::cli::json::printed;
use crate::cli::output;
use crate::text::clean;
use anyhow::Result;
use serde_json::{Value, json};
use std::fmt::Write;
use std::io::IsTerminal;

/// Children looked at in one step. Its pairs are shown whole, so that none is passed over where the next step begins.
const STEP: usize = 50;

/// `wayhome children …`; without a command: likely duplicates.
pub fn run(global: &Global, command: Option<ChildrenCommand>) -> Result<()> {
    let desk = &mut Desk::open(global)?;
    match command.unwrap_or(ChildrenCommand::Duplicates(Duplicates::default())) {
        ChildrenCommand::Duplicates(asked) => duplicates(desk, global, &asked),
        ChildrenCommand::Merge { kept, other, reason } => merge(desk, global, &kept, &other, reason.as_deref()),
        ChildrenCommand::Split { record, reason, give, keep_rest } => {
            splitting::run(desk, global, &record, reason.as_deref(), &give, keep_rest)
        }
        ChildrenCommand::Two { child, other } => {
            let (child, other) = both(desk, &child, &other)?;
            desk.hub.two_children(child, other, desk.now)?;
            done(global, &[child, other], &format!("{child} and {other} are two children, and are not asked about again"))
        }
        ChildrenCommand::Relate { child, other, kind, note } => {
            let (child, other) = both(desk, &child, &other)?;
            let kind = kind_of(&kind)?;
            desk.hub.relate(child, other, kind, &note, desk.now)?;
            done(global, &[child, other], &format!("{child} and {other} are recorded as {}", together(kind)))
        }
        ChildrenCommand::Unrelate { child, other, kind, reason } => {
            let (child, other) = both(desk, &child, &other)?;
            let kind = kind_of(&kind)?;
            desk.hub.unrelate(child, other, kind, &reason, desk.now)?;
            done(global, &[child, other], &format!("{child} and {other} are no longer recorded as {}", together(kind)))
        }
        ChildrenCommand::Relations { child } => relations(desk, global, &child),
        ChildrenCommand::KnownAs { child } => known_as(desk, global, &child),
    }
}

fn both(desk: &Desk, child: &str, other: &str) -> Result<(ChildId, ChildId)> {
    Ok((desk.hub.find_child(child)?, desk.hub.find_child(other)?))
}

fn kind_of(text: &str) -> Result<RelationKind, Error> {
    code("way for two children to belong together", text, RelationKind::ALL, RelationKind::code, RelationKind::label)
}

fn together(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Twin => "twins",
        RelationKind::Sibling => "siblings",
        RelationKind::SamePlacement => "in the same placement",
    }
}

fn done(global: &Global, children: &[ChildId], words: &str) -> Result<()> {
    match global.format {
        Format::Json => output::json(&json!({ "ok": true, "children": children.iter().map(ToString::to_string).collect::<Vec<_>>() })),
        _ => output::text(words),
    }
}

/// Likely duplicates as far as they were looked for.
struct Found {
    pairs: Vec<DuplicatePair>,
    /// Where to go on; `None`: the whole register was looked at.
    next: Option<ChildId>,
    done: u32,
    of: u32,
}

fn duplicates(desk: &Desk, global: &Global, asked: &Duplicates) -> Result<()> {
    let found = find(desk, asked)?;
    match global.format {
        Format::Json => {
            let pairs = printed("", json!({ "pairs": found.pairs }))["pairs"].take();
            output::json(&json!({ "pairs": pairs, "next": found.next.map(|child| child.to_string()), "done": found.done, "of": found.of }))
        }
        Format::Csv => output::csv(
            ["child", "name", "dob", "episodes", "other", "other_name", "other_dob", "other_episodes", "probability", "guards"],
            found.pairs.iter().map(pair_csv),
        ),
        _ => output::text(&duplicates_text(&found)),
    }
}

/// Goes through the register step by step, until there are as many pairs as were asked for; the likeliest first.
fn find(desk: &Desk, asked: &Duplicates) -> Result<Found> {
    let watched = std::io::stderr().is_terminal();
    let next = asked.after.as_deref().map(|child| desk.hub.find_child(child)).transpose()?;
    let mut found = Found { pairs: Vec::new(), next, done: 0, of: 0 };
    loop {
        let page = desk.hub.duplicates(found.next, STEP)?;
        found.pairs.extend(page.pairs);
        (found.next, found.done, found.of) = (page.next, page.done, page.of);
        if watched {
            eprint!("child {} of {}\x1b[K\r", found.done, found.of);
        }
        if found.next.is_none() || found.pairs.len() >= asked.limit {
            break;
        }
    }
    if watched {
        eprint!("\x1b[K");
    }
    found.pairs.sort_by(|a, b| b.candidate.probability.total_cmp(&a.candidate.probability));
    Ok(found)
}

fn pair_csv(pair: &DuplicatePair) -> [String; 10] {
    let DuplicatePair { one, other, candidate, episodes, .. } = pair;
    let born = |child: &crate::child::Child| child.details.dob.map_or(String::new(), |dob| dob.to_string());
    [
        one.id.to_string(),
        one.details.full_name(),
        born(one),
        episodes.0.to_string(),
        other.id.to_string(),
        other.details.full_name(),
        born(other),
        episodes.1.to_string(),
        format!("{:.4}", candidate.probability),
        candidate.guards.join("; "),
    ]
}

fn duplicates_text(found: &Found) -> String {
    let mut out = String::new();
    for DuplicatePair { one, other, candidate, parts, episodes } in &found.pairs {
        let _ = writeln!(out, "{}, episodes: {}", words::child(one), episodes.0);
        let _ = writeln!(out, "{}, episodes: {}", words::child(other), episodes.1);
        let _ = writeln!(out, "  probability {}", super::pairs::probability(candidate.probability));
        words::parts(&mut out, parts);
        words::evidence(&mut out, candidate);
        let _ = writeln!(out, "  wayhome children merge {} {}, or two {} {}\n", one.id, other.id, one.id, other.id);
    }
    let pairs = match found.pairs.len() {
        0 => "No likely duplicates".into(),
        1 => "1 likely duplicate".into(),
        many => format!("{many} likely duplicates"),
    };
    let _ = match found.next {
        Some(next) => writeln!(out, "{pairs} so far: {} of {} children looked at; go on with --after {next}", found.done, found.of),
        None => writeln!(out, "{pairs}; the register was looked at to its end ({} children)", found.of),
    };
    out
}

fn merge(desk: &mut Desk, global: &Global, kept: &str, other: &str, reason: Option<&str>) -> Result<()> {
    let (kept, merged) = (record_of(desk, kept)?, record_of(desk, other)?);
    let merging = desk.hub.merging(kept, merged, desk.now)?;
    if let Some(reason) = reason {
        let seen = Some((merging.kept.changed, merging.merged.changed));
        desk.hub.merge(kept, merged, reason, seen, desk.now)?;
    }
    match global.format {
        Format::Json => {
            let mut value = printed("merging", json!(merging));
            value["ok"] = json!(true);
            value["dry_run"] = json!(reason.is_none());
            output::json(&value)
        }
        _ => output::text(&merging_text(&merging, reason.is_some())),
    }
}

fn merging_text(merging: &Merging, done: bool) -> String {
    let Merging { kept, merged, combined, comes_over, conflicts } = merging;
    let would = if done { "is from now on read as" } else { "would be read as" };
    let mut out = format!("{} {would} {}\n", words::child(merged), words::child(kept));
    let _ = writeln!(out, "One record: {}", combined_text(combined));
    if !comes_over.is_empty() {
        let _ = writeln!(out, "With it: {}", comes_over.join(", "));
    }
    for conflict in conflicts {
        let _ = writeln!(out, "Look at this first: {conflict}");
    }
    let _ = match done {
        true => writeln!(out, "They can be split again: wayhome children split {} --reason WHY", merged.id),
        false => writeln!(out, "Nothing was written; to do it: wayhome children merge {} {} --reason WHY", kept.id, merged.id),
    };
    out
}

/// The parts of a record that tell children apart.
fn combined_text(details: &crate::child::ChildDetails) -> String {
    let mut parts = vec![details.full_name()];
    parts.extend((!details.other_names.is_empty()).then(|| format!("also {}", details.other_names.join(", "))));
    parts.extend(details.dob.map(|dob| format!("born {}", crate::calendar::plain_day(dob))));
    parts.extend(details.own_id.as_ref().map(|id| format!("own id {id}")));
    parts.extend([&details.address, &details.postcode].into_iter().flatten().cloned());
    parts.join(", ")
}

fn relations(desk: &Desk, global: &Global, child: &str) -> Result<()> {
    let child = desk.hub.find_child(child)?;
    let found = desk.hub.relations(child)?;
    match global.format {
        Format::Json => output::json(&printed("relations", json!(found))),
        Format::Csv => output::csv(
            ["child", "name", "kind", "note", "at", "by"],
            found.into_iter().map(|r| {
                let at = r.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
                [r.child.to_string(), r.name, r.kind.code().to_string(), r.note, at, r.by]
            }),
        ),
        _ if found.is_empty() => output::text(&format!("Nobody is recorded as belonging to {child}.")),
        _ => output::text(&found.iter().map(|relation| words::relation(relation) + "\n").collect::<String>()),
    }
}

fn known_as(desk: &Desk, global: &Global, child: &str) -> Result<()> {
    let child = desk.hub.find_child(child)?;
    let history = desk.hub.child_history(child)?;
    let merged = desk.hub.merged_records(child)?;
    match global.format {
        Format::Json => {
            let mut value: Value = printed("known_as", json!(history));
            value["merged_records"] = printed("merged_records", json!(merged));
            output::json(&value)
        }
        _ => {
            let mut out = format!("{}\n", words::child(&desk.hub.child(child)?));
            words::history(child, &history, true).iter().for_each(|line| out.push_str(&format!("  {line}\n")));
            merged.iter().for_each(|record| out.push_str(&format!("  {}\n", words::merged(record))));
            output::text(&out)
        }
    }
}

/// A record by its id (C12), which merging leaves with it; else the child of an own id or name.
pub fn record_of(desk: &Desk, text: &str) -> Result<ChildId, Error> {
    clean(text).trim().parse().or_else(|()| desk.hub.find_child(text))
}
