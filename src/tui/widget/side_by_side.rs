//! Records side by side: a column for each, their parts in rows, and before each part the sign that says how it compares.

use super::text::{fit, width, wrapped};
use crate::calendar::plain_day;
use crate::casebook::event::Candidate;
use crate::casebook::who_view::{ChildHistory, KnownHome, Part, Relation, Sign};
use crate::episode::Moment;
use crate::tui::theme::{Meaning, Theme};
use ratatui::text::{Line, Span};

/// Columns of the labels, and the fewest a record needs beside them.
const LABEL: usize = 15;
const LEAST: usize = 21;

/// What one record says in one row: paragraphs, each with what it means.
pub type Cell = Vec<(Meaning, String)>;

/// A record: what stands over its column, and its cells by the label of their row.
#[derive(Debug, Clone, Default)]
pub struct Column {
    pub head: String,
    cells: Vec<(&'static str, Cell)>,
}

impl Column {
    pub fn new(head: impl Into<String>) -> Column {
        Column { head: head.into(), cells: Vec::new() }
    }

    /// With one more row.
    pub fn with(mut self, label: &'static str, cell: Cell) -> Column {
        self.cells.push((label, cell));
        self
    }

    /// The record that the others are compared with: its side of the parts, without signs.
    pub fn ours(self, parts: &[Part]) -> Column {
        parts.iter().fold(self, |column, part| column.with(part.field, vec![(Meaning::Plain, part.ours.clone())]))
    }

    /// A record that is compared: its side of the parts, each with its sign.
    pub fn theirs(self, parts: &[Part]) -> Column {
        parts.iter().fold(self, |column, part| column.with(part.field, vec![theirs(part)]))
    }

    /// What speaks for and against it in bits, weightiest first, and what held it back from being taken by itself.
    pub fn evidence(self, candidate: &Candidate) -> Column {
        let mut all: Vec<_> = candidate.evidence.iter().filter(|e| e.bits != 0.0).collect();
        all.sort_by(|a, b| b.bits.abs().total_cmp(&a.bits.abs()));
        let side = |for_it: bool, meaning| {
            let of_side = all.iter().filter(|e| (e.bits > 0.0) == for_it);
            of_side.map(|e| (meaning, format!("{:+.1} {}", e.bits, e.words))).collect::<Cell>()
        };
        let guards = candidate.guards.iter().map(|guard| (Meaning::Warning, guard.clone())).collect();
        let (speaks_for, against) = (side(true, Meaning::Ok), side(false, Meaning::Warning));
        self.with("For, bits", speaks_for).with("Against, bits", against).with("In doubt as", guards)
    }

    /// Earlier names and homes, the children recorded as belonging to it, and what looks like that and nobody recorded.
    pub fn known(self, history: &ChildHistory, relations: &[Relation], looks_like: &[String]) -> Column {
        let plain = |words: Vec<String>| words.into_iter().map(|words| (Meaning::Plain, words)).collect::<Cell>();
        let names = history.names.iter().filter_map(|name| Some(format!("{} until {}", name.name, day(name.until?)))).collect();
        let homes = history.homes.iter().filter_map(|home| Some(format!("{} until {}", home_words(home), day(home.until?)))).collect();
        let recorded = relations.iter().map(|relation| (Meaning::Title, relation.words()));
        let related = recorded.chain(looks_like.iter().map(|words| (Meaning::Warning, words.clone()))).collect();
        self.with("Was called", plain(names)).with("Lived at", plain(homes)).with("Belongs with", related)
    }

    fn cell(&self, label: &str) -> &[(Meaning, String)] {
        self.cells.iter().find(|(of, _)| *of == label).map_or(&[], |(_, cell)| cell)
    }
}

/// The value of the other record with the sign before it.
fn theirs(part: &Part) -> (Meaning, String) {
    let meaning = match part.sign {
        Sign::Same => Meaning::Ok,
        Sign::Near => Meaning::DueSoon,
        Sign::Differs => Meaning::Warning,
        Sign::Unknown => Meaning::Hint,
    };
    (meaning, format!("{} {}", part.sign, part.theirs).trim_end().to_string())
}

/// Names and homes that are no longer: "Was called Nadia Khan until 1 Apr 2026".
pub fn earlier(history: &ChildHistory) -> Vec<String> {
    let names = history.names.iter().filter_map(|name| Some(format!("Was called {} until {}", name.name, day(name.until?))));
    let homes = history.homes.iter().filter_map(|home| Some(format!("Lived at {} until {}", home_words(home), day(home.until?))));
    names.chain(homes).collect()
}

/// What a sign says.
fn in_words(sign: Sign) -> &'static str {
    match sign {
        Sign::Same => "the same",
        Sign::Near => "near",
        Sign::Differs => "differs",
        Sign::Unknown => "not known",
    }
}

/// "4 Larch Row, M13 0XX".
pub fn home_words(home: &KnownHome) -> String {
    [&home.address, &home.postcode].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
}

/// A day of the record as it stands in a history: "1 Sep 2026".
pub fn day(at: Moment) -> String {
    plain_day(crate::calendar::day_of(at))
}

/// The records, and which of them is chosen. The first is what the others are compared with: it is always in view.
pub struct SideBySide {
    pub columns: Vec<Column>,
    /// Place of the chosen column, from 1; `None`: nothing is chosen.
    pub chosen: Option<usize>,
}

impl SideBySide {
    /// The labels in the order in which the records bring them.
    fn labels(&self) -> Vec<&'static str> {
        let mut labels: Vec<&'static str> = Vec::new();
        for column in &self.columns {
            let mut after = 0;
            for (label, _) in &column.cells {
                match labels.iter().position(|known| known == label) {
                    Some(at) => after = at + 1,
                    None => {
                        labels.insert(after, label);
                        after += 1;
                    }
                }
            }
        }
        labels.retain(|label| self.columns.iter().any(|column| column.cell(label).iter().any(|(_, words)| !words.is_empty())));
        labels
    }

    /// Places of the columns in view in `cols` columns of the terminal, and how wide each is.
    fn in_view(&self, cols: usize) -> (Vec<usize>, usize) {
        let count = self.columns.len();
        let fits = (cols.saturating_sub(LABEL) / LEAST).max(2).min(count.max(1));
        let wide = cols.saturating_sub(LABEL) / fits;
        let others = fits - 1;
        let first = self.chosen.unwrap_or(1).saturating_sub(others.saturating_sub(1)).clamp(1, (count - others.min(count)).max(1));
        ((0..count).filter(|at| *at == 0 || (first..first + others).contains(at)).collect(), wide)
    }

    /// Lays the records out in `cols` columns.
    pub fn lines(&self, cols: usize, theme: Theme) -> Vec<Line<'static>> {
        if self.columns.is_empty() {
            return Vec::new();
        }
        let (shown, wide) = self.in_view(cols);
        let mut out = Vec::new();
        let heads: Vec<Cell> = shown.iter().map(|at| vec![(Meaning::Title, self.columns[*at].head.clone())]).collect();
        self.row("", &heads, &shown, wide, theme, &mut out);
        for label in self.labels() {
            let cells: Vec<Cell> = shown.iter().map(|at| self.columns[*at].cell(label).to_vec()).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                self.row(label, &cells, &shown, wide, theme, &mut out);
            }
        }
        let signs: Vec<String> = Sign::ALL.iter().map(|sign| format!("{sign} {}", in_words(*sign))).collect();
        out.push(Line::styled(signs.join("   "), theme.style(Meaning::Hint)));
        out
    }

    /// One row of cells, as tall as the tallest of them.
    fn row(&self, label: &str, cells: &[Cell], shown: &[usize], wide: usize, theme: Theme, out: &mut Vec<Line<'static>>) {
        let room = wide.saturating_sub(2);
        let laid: Vec<Vec<(Meaning, String)>> = cells.iter().map(|cell| paragraphs(cell, room)).collect();
        let tall = laid.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..tall {
            let mut spans = vec![Span::styled(fit(if line == 0 { label } else { "" }, LABEL), theme.style(Meaning::Hint))];
            for (cell, at) in laid.iter().zip(shown) {
                let chosen = self.chosen == Some(*at);
                let mark = if chosen && label.is_empty() && line == 0 { "▸" } else { " " };
                let (meaning, text) = cell.get(line).cloned().unwrap_or((Meaning::Plain, String::new()));
                let meaning = if chosen { Meaning::Selected } else { meaning };
                spans.push(Span::styled(fit(&format!("{mark}{text}"), wide.saturating_sub(1)), theme.style(meaning)));
                spans.push(Span::raw(" "));
            }
            out.push(Line::from(spans));
        }
    }
}

/// The paragraphs of a cell in lines; what wraps stands under itself, after the sign.
fn paragraphs(cell: &[(Meaning, String)], cols: usize) -> Vec<(Meaning, String)> {
    let lines = |(meaning, words): &(Meaning, String)| {
        let cols = if width(words) > cols { cols.saturating_sub(2) } else { cols };
        let indented = wrapped(words, cols).into_iter().enumerate();
        indented.map(|(i, line)| (*meaning, if i == 0 { line } else { format!("  {line}") })).collect::<Vec<_>>()
    };
    cell.iter().flat_map(lines).collect()
}
