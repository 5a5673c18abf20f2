//! Figures and the rows behind them as tables of text (docs/figures.md).

use super::super::figure::{Figure, RowKind};
use super::rows::{Behind, behind, kind, n_of, number};
use super::{FiguresView, Line, OfEpisode};
use crate::episode::Moment;
use std::collections::HashMap;

/// The columns of the table of figures.
pub const FIGURES: [&str; 19] = [
    "section",
    "figure",
    "group",
    "title",
    "kind",
    "n",
    "of",
    "number",
    "words",
    "left_out",
    "from",
    "to",
    "as_of",
    "target",
    "against",
    "before",
    "before_from",
    "before_to",
    "direction",
];

/// The columns of the table of rows: one line for each figure and row.
pub const ROWS: [&str; 13] =
    ["section", "figure", "group", "from", "to", "row", "kind", "standing", "why", "child", "missing_since", "returned", "seconds"];

/// One line for each figure of each section.
pub fn figures(view: &FiguresView) -> Vec<[String; FIGURES.len()]> {
    let as_of = moment(view.as_of);
    let sections = view.sections();
    let lines = sections.iter().flat_map(|section| section.lines.iter().map(|line| (&section.code, line)));
    lines.map(|(section, line)| figure(section, line, &as_of)).collect()
}

/// UTC, to the second.
fn moment(at: Moment) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

fn figure(section: &str, line: &Line, as_of: &str) -> [String; FIGURES.len()] {
    let Figure { code, group, title, value, period, .. } = line.figure;
    let (n, of) = n_of(*value);
    let text = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let before = |day: fn(&Figure) -> String| line.before.map(day).unwrap_or_default();
    [
        section.to_owned(),
        code.clone(),
        group.clone().unwrap_or_default(),
        title.to_string(),
        kind(*value).to_owned(),
        text(n),
        text(of),
        number(*value).unwrap_or_default(),
        line.figure.words(),
        line.figure.exclusions(),
        period.from.to_string(),
        period.to.to_string(),
        as_of.to_owned(),
        line.figure.target.map(|aim| aim.words()).unwrap_or_default(),
        line.figure.against().map(|against| against.code().to_owned()).unwrap_or_default(),
        line.before(),
        before(|figure| figure.period.from.to_string()),
        before(|figure| figure.period.to.to_string()),
        line.direction(),
    ]
}

/// The episodes behind figures, by their number.
type Episodes = HashMap<i64, OfEpisode>;

/// The rows behind some figures, each with its section; of an episode also its child, since when and how long it was missing.
pub fn rows<'f>(episodes: &'f Episodes, figures: Vec<(String, &'f Figure)>) -> impl Iterator<Item = [String; ROWS.len()]> {
    figures.into_iter().flat_map(move |(section, figure)| behind(figure).map(move |behind| row(episodes, &section, figure, &behind)))
}

/// The rows behind every figure of every section.
pub fn all_rows(view: &FiguresView) -> impl Iterator<Item = [String; ROWS.len()]> {
    let mut figures = Vec::new();
    for section in view.sections() {
        figures.extend(section.lines.iter().map(|line| (section.code.clone(), line.figure)));
    }
    rows(&view.episodes, figures)
}

fn row(episodes: &Episodes, section: &str, figure: &Figure, behind: &Behind) -> [String; ROWS.len()] {
    let episode = episodes.get(&behind.row.id).filter(|_| behind.row.kind == RowKind::Episode);
    [
        section.to_owned(),
        figure.code.clone(),
        figure.group.clone().unwrap_or_default(),
        figure.period.from.to_string(),
        figure.period.to.to_string(),
        behind.row.to_string(),
        behind.row.kind.code().to_owned(),
        behind.standing.code().to_owned(),
        behind.why.map(|why| why.code().to_owned()).unwrap_or_default(),
        episode.and_then(|of| of.child).map(|child| child.to_string()).unwrap_or_default(),
        episode.map(|of| moment(of.missing_since)).unwrap_or_default(),
        episode.and_then(|of| of.returned).map(moment).unwrap_or_default(),
        episode.and_then(|of| of.seconds).map(|seconds| seconds.to_string()).unwrap_or_default(),
    ]
}
