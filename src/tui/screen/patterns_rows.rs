//! The rows of the patterns: what stands on each, what beside it, and what it opens.

use super::Tab;
use super::open::Target;
use crate::calendar::plain_day;
use crate::report::patterns::network::{NodeKind, Record};
use crate::report::patterns::words::{
    children, episodes, factors_words, group_words, listed, model_words, n_of, pair_lines, places_words, short_sign,
};
use crate::report::patterns::{FactorLine, Group, Network, Pair, Patterns, PlaceLine, SignKind, Who};
use crate::text::fold;
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::text::{cut, fit, width, wrapped};
use ratatui::text::Line;

/// One row.
pub struct Row {
    pub left: String,
    /// Columns at the right edge; of a narrow list the last ones are cut off.
    right: Vec<(String, usize)>,
    detail: Vec<(Meaning, String)>,
    pub opens: Vec<Target>,
}

impl Row {
    /// Does it hold these words (in small letters)?
    pub fn holds(&self, words: &str) -> bool {
        let own = std::iter::once(&self.left).chain(self.right.iter().map(|(text, _)| text));
        own.chain(self.detail.iter().map(|(_, text)| text))
            .any(|text| text.to_lowercase().contains(words) || fold(text).contains(&fold(words)))
    }

    pub fn line(&self, selected: bool, cols: usize, theme: Theme) -> Line<'static> {
        let words = format!("{}{}", if selected { "▸" } else { " " }, laid(&self.left, &self.right, cols.saturating_sub(1)));
        Line::styled(cut(&words, cols), theme.style(if selected { Meaning::Selected } else { Meaning::Plain }))
    }

    /// What is beside it, wrapped.
    pub fn laid(&self, cols: usize, theme: Theme) -> Vec<Line<'static>> {
        let wrap = |(meaning, text): &(Meaning, String)| {
            let style = theme.style(*meaning);
            let hang = |(i, line): (usize, String)| Line::styled(if i == 0 { line } else { format!("  {line}") }, style);
            wrapped(text, cols.saturating_sub(2).max(10)).into_iter().enumerate().map(hang).collect::<Vec<_>>()
        };
        self.detail.iter().flat_map(wrap).collect()
    }
}

fn laid(left: &str, right: &[(String, usize)], cols: usize) -> String {
    let taken: usize = right.iter().map(|(_, cols)| cols + 1).sum();
    let right: String = right.iter().map(|(text, cols)| format!(" {}", fit(text, *cols))).collect();
    format!("{}{right}", fit(left, cols.saturating_sub(taken).max(16)))
}

const TOGETHER: [usize; 3] = [16, 16, 13];
const PLACES: [usize; 3] = [9, 9, 12];
const FACTORS: [usize; 2] = [18, 18];
const NETWORK: [usize; 3] = [8, 6, 9];

/// The words over the columns.
pub fn header(tab: Tab, cols: usize) -> String {
    let columns = |names: &[&str], cols: &[usize]| names.iter().zip(cols).map(|(name, cols)| (name.to_string(), *cols)).collect::<Vec<_>>();
    let (left, right) = match tab {
        Tab::Together => ("Who", columns(&["at the same time", "found together", "explained by"], &TOGETHER)),
        Tab::Places => ("Where", columns(&["children", "episodes", "last"], &PLACES)),
        Tab::Factors => ("Why", columns(&["children", "episodes"], &FACTORS)),
        Tab::Network => ("Who and what", columns(&["kind", "ties", "how often"], &NETWORK)),
        Tab::Times => ("", Vec::new()),
    };
    cut(&format!(" {}", laid(left, &right, cols.saturating_sub(1))), cols)
}

/// What is said where there is no row.
pub fn empty(tab: Tab, filtered: bool) -> &'static str {
    match tab {
        _ if filtered => "Nothing here holds these words. Esc shows all.",
        Tab::Together => "No two children were missing together more often than by chance in this period. p takes another period.",
        Tab::Places => "No place is known in this period. p takes another period.",
        Tab::Factors => {
            "No interview of this period is recorded yet: the reasons come from the return interviews (2). p takes another period."
        }
        Tab::Network | Tab::Times => "Nothing joins two children in this period. p takes another period.",
    }
}

/// All rows of a tab.
pub fn rows(tab: Tab, patterns: &Patterns, network: &Network, names: bool) -> Vec<Row> {
    match tab {
        Tab::Together => {
            let model: Vec<(Meaning, String)> = model_words(&patterns.together).into_iter().map(|words| (Meaning::Hint, words)).collect();
            let pairs = patterns.together.pairs.iter().map(|pair| pair_row(pair, &model, names));
            pairs.chain(patterns.together.groups.iter().map(|group| group_row(group, &model, names))).collect()
        }
        Tab::Places => places(patterns, names),
        Tab::Factors => factors(patterns),
        Tab::Network => nodes(network, names),
        Tab::Times => Vec::new(),
    }
}

fn child(who: &Who, names: bool) -> Target {
    Target::Child(who.child, who.name.shown(names).to_string())
}

fn episode(id: &crate::episode::EpisodeId) -> Target {
    Target::Record(Record::Episode(*id))
}

fn joined(children: &[Who], names: bool, by: &str) -> String {
    children.iter().map(|who| who.name.shown(names)).collect::<Vec<_>>().join(by)
}

fn pair_row(pair: &Pair, model: &[(Meaning, String)], names: bool) -> Row {
    let cells = [short_sign(pair, SignKind::Overlap), short_sign(pair, SignKind::Found), pair.explained.join(", ")];
    let counts = format!("{} and {}", episodes(pair.episodes[0]), episodes(pair.episodes[1]));
    let mut detail = vec![(Meaning::Plain, counts)];
    detail.extend(pair_lines(pair, names).into_iter().map(|line| (Meaning::Plain, line)));
    detail.push((Meaning::Plain, String::new()));
    detail.extend(model.iter().cloned());
    let mut opens: Vec<Target> = pair.children.iter().map(|who| child(who, names)).collect();
    opens.extend(pair.overlaps.iter().flat_map(|overlap| &overlap.episodes).map(episode));
    Row { left: joined(&pair.children, names, " · "), right: cells.into_iter().zip(TOGETHER).collect(), detail, opens }
}

fn group_row(group: &Group, model: &[(Meaning, String)], names: bool) -> Row {
    let chance = crate::report::patterns::chance::chance_words(group.chance).replace("less than ", "<");
    let cells = [format!("{} (chance {chance})", group.times), String::new(), group.explained.join(", ")];
    let mut detail: Vec<(Meaning, String)> = group.children.iter().map(|who| (Meaning::Plain, who.name.shown(names).to_string())).collect();
    detail.push((Meaning::Plain, group_words(group)));
    detail.extend(model.iter().cloned());
    let left = format!("{} at once: {}", group.children.len(), joined(&group.children, names, " · "));
    Row {
        left,
        right: cells.into_iter().zip(TOGETHER).collect(),
        detail,
        opens: group.children.iter().map(|who| child(who, names)).collect(),
    }
}

fn places(patterns: &Patterns, names: bool) -> Vec<Row> {
    let places = &patterns.places;
    let of: Vec<(Meaning, String)> = places_words(places, patterns.episodes).into_iter().map(|words| (Meaning::Hint, words)).collect();
    let row = |what: &'static str, line: &PlaceLine| {
        let count = u32::try_from(line.children.len()).unwrap_or(u32::MAX);
        let cells = [count.to_string(), line.episodes.to_string(), plain_day(line.last)];
        let mut detail = vec![
            (Meaning::Plain, format!("{what} {}", line.place.shown(names))),
            (
                Meaning::Plain,
                format!("{}, {}; first {}, last {}", children(count), episodes(line.episodes), plain_day(line.first), plain_day(line.last)),
            ),
            (Meaning::Plain, joined(&line.children, names, ", ")),
            (Meaning::Plain, format!("Episodes: {}", listed(&line.behind))),
        ];
        detail.extend(of.iter().cloned());
        Row {
            left: format!("{} {}", fit(what, 12), line.place.shown(names)),
            right: cells.into_iter().zip(PLACES).collect(),
            detail,
            opens: line.behind.iter().map(episode).collect(),
        }
    };
    let from = places.from.iter().map(|line| row("missing from", line));
    let found = places.found.iter().map(|line| row("found", line));
    let near = places.towns.iter().map(|line| row("found near", line));
    found.chain(near).chain(from).collect()
}

fn factors(patterns: &Patterns) -> Vec<Row> {
    let factors = &patterns.factors;
    let row = |what: &'static str, line: &FactorLine| {
        let cells = [n_of(line.children, factors.children), n_of(line.episodes, factors.episodes)];
        let detail = vec![
            (Meaning::Plain, format!("Named by children {} and in episodes {}", cells[0], cells[1])),
            (Meaning::Plain, format!("Episodes: {}", listed(&line.behind))),
            (Meaning::Hint, factors_words(factors)),
        ];
        let opens = line.behind.iter().map(episode).collect();
        Row { left: format!("{} {}", fit(what, 5), line.label), right: cells.into_iter().zip(FACTORS).collect(), detail, opens }
    };
    let push = factors.push.iter().map(|line| row("push", line));
    let pull = factors.pull.iter().map(|line| row("pull", line));
    push.chain(pull).chain(factors.places.iter().map(|line| row("was", line))).collect()
}

/// The sign of a kind in the list and in the drawing.
pub fn sign(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Child => "●",
        NodeKind::Person => "▲",
        NodeKind::Place => "■",
        NodeKind::Vehicle => "◆",
        NodeKind::Phone => "◇",
    }
}

fn nodes(network: &Network, names: bool) -> Vec<Row> {
    let (ties, weights) = (network.tie_counts(), network.weights());
    let mut order: Vec<usize> = (0..network.nodes.len()).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(weights[*i]), *i));
    let row = |i: usize| {
        let node = &network.nodes[i];
        let kind = if node.kind == NodeKind::Phone { "phone" } else { node.kind.label() };
        let cells = [kind.to_string(), ties[i].to_string(), weights[i].to_string()];
        let tie = |(edge, other): (&crate::report::patterns::network::Edge, usize)| {
            let other = network.nodes[other].name.shown(names);
            (Meaning::Plain, format!("{other}: {} ({})", edge.words(), listed(&edge.records)))
        };
        let opens = match node.child {
            Some(id) => vec![Target::Child(id, node.name.shown(names).to_string())],
            None => node.records.iter().map(|record| Target::Record(*record)).collect(),
        };
        Row {
            left: node_label(network, i, names),
            right: cells.into_iter().zip(NETWORK).collect(),
            detail: network.ties_of(i).into_iter().map(tie).collect(),
            opens,
        }
    };
    order.into_iter().map(row).collect()
}

/// "● Child C12".
pub fn node_label(network: &Network, at: usize, names: bool) -> String {
    let node = &network.nodes[at];
    format!("{} {}", sign(node.kind), node.name.shown(names))
}

/// As much of a name as a drawing has room for: "C12", else the first columns of it.
pub fn drawn_label(network: &Network, at: usize, names: bool) -> String {
    let node = &network.nodes[at];
    match node.child {
        Some(child) if !names => child.to_string(),
        _ => {
            let name = node.name.shown(names);
            if width(name) > 18 { cut(name, 18) } else { name.to_string() }
        }
    }
}
