//! Patterns on the command line: as text, JSON and CSV, and the network as a file.

pub mod args;
mod csv;
mod text;

use super::args::{Format, Global};
use super::interview::Desk;
use super::output;
use super::waiting::counting;
use crate::calendar::day_of;
use crate::casebook::Error;
use crate::child::ChildId;
use crate::report::patterns::{MOST_PAIRS, Network, Patterns, graphml, html, svg};
use crate::spoken;
use crate::tui::patterns_desk::PatternsDesk;
use anyhow::Result;
use args::{Part, Patterns as Asked};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::path::Path;

/// `wayhome patterns …`.
pub fn run(global: &Global, asked: Asked) -> Result<()> {
    refuse_what_does_not_fit(&asked)?;
    let mut desk = Desk::open(global)?;
    let day = |text: &Option<String>| -> Result<Option<NaiveDate>> {
        let read = |text: &String| spoken::past_day(text, desk.now, &desk.hub.clocks().working_days);
        Ok(text.as_ref().map(read).transpose().map_err(Error::Refused)?)
    };
    let period = desk.hub.pattern_period(day(&asked.from)?, day(&asked.to)?, desk.now)?;
    let child = asked.child.as_ref().map(|child| desk.hub.find_child(child)).transpose()?;
    let mut patterns = counting(|| desk.hub.patterns(period, desk.now))?;
    if !asked.names {
        patterns.hide_names();
    }
    let among = match child {
        Some(child) => narrow(&mut patterns, child, asked.hops)?,
        None => {
            patterns.network = patterns.network.joined();
            None
        }
    };
    match &asked.out {
        Some(path) => write(&mut desk, global, &asked, path, &patterns, child),
        None => print(global, asked.part, &patterns, among),
    }
}

fn refuse_what_does_not_fit(asked: &Asked) -> Result<(), Error> {
    let fits = |parts: &[Part]| asked.part.is_some_and(|part| parts.contains(&part));
    let refused = |words: &str| Err(Error::Refused(words.into()));
    match asked {
        Asked { out: Some(_), .. } if !fits(&[Part::Network]) => {
            refused("only the network is written to a file: wayhome patterns network --out FILE")
        }
        Asked { child: Some(_), .. } if !fits(&[Part::Together, Part::Network]) => {
            refused("--child goes with together and network: wayhome patterns network --child C12")
        }
        _ => Ok(()),
    }
}

/// Only what has to do with a child; where more pairs were found than are listed, of how many these were picked.
fn narrow(patterns: &mut Patterns, child: ChildId, hops: u32) -> Result<Option<u32>, Error> {
    if patterns.network.place_of(child).is_none() {
        return Err(Error::Refused(format!("nothing is known of {child} from {}; name another --from", patterns.period)));
    }
    patterns.together.pairs.retain(|pair| pair.children.iter().any(|who| who.child == child));
    patterns.together.groups.retain(|group| group.children.iter().any(|who| who.child == child));
    patterns.network = patterns.network.around(child, hops);
    let all = std::mem::replace(&mut patterns.together.found, u32::try_from(patterns.together.pairs.len()).unwrap_or(u32::MAX));
    Ok(Some(all).filter(|all| *all as usize > MOST_PAIRS))
}

fn print(global: &Global, part: Option<Part>, patterns: &Patterns, among: Option<u32>) -> Result<()> {
    match global.format {
        Format::Json => output::json(&as_json(part, patterns)),
        Format::Csv => csv::print(part.unwrap_or(Part::Together), patterns),
        _ => output::text(&text::of(part, patterns, among)),
    }
}

fn as_json(part: Option<Part>, patterns: &Patterns) -> Value {
    let mut all = json!(patterns);
    let name = match part {
        None => return all,
        Some(Part::Together) => "together",
        Some(Part::Places) => "places",
        Some(Part::Times) => "times",
        Some(Part::Factors) => "factors",
        Some(Part::Network) => "network",
    };
    if let Some(fields) = all.as_object_mut() {
        let others = ["together", "places", "times", "factors", "network"];
        fields.retain(|field, _| field == name || !others.contains(&field.as_str()));
    }
    all
}

/// Writes the network for its owner alone, and that it left the hub.
fn write(desk: &mut Desk, global: &Global, asked: &Asked, path: &Path, patterns: &Patterns, child: Option<ChildId>) -> Result<()> {
    let network = &patterns.network;
    let title = title(patterns, child);
    let bytes = rendered(path, network, &title)?.into_bytes();
    PatternsDesk::write_network(&mut desk.hub, path, &bytes, child, asked.names, desk.now)?;
    match global.format {
        Format::Json => output::json(
            &json!({ "ok": true, "file": path.display().to_string(), "nodes": network.nodes.len(), "edges": network.edges.len() }),
        ),
        _ => output::text(&format!("{}: {}", path.display(), network.counted())),
    }
}

fn title(patterns: &Patterns, child: Option<ChildId>) -> String {
    let around = child.map(|child| format!(" around child {child}")).unwrap_or_default();
    format!("Network{around}, {}, as known on {}", patterns.period, crate::calendar::plain_day(day_of(patterns.as_of)))
}

/// The network in the form that the name of the file asks for.
fn rendered(path: &Path, network: &Network, title: &str) -> Result<String, Error> {
    match path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase).as_deref() {
        Some("graphml") => Ok(graphml(network, title)),
        Some("svg") => Ok(svg(network, title)),
        Some("html" | "htm") => Ok(html(network, title)),
        _ => Err(Error::Refused(format!("{} should end with .graphml, .svg or .html: that says what is written", path.display()))),
    }
}
