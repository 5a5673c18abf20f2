//! Text laid out in lines: parts with headings, labels with what stands beside them.

use super::text::{width, wrapped};
use crate::tui::theme::{Meaning, Theme};
use ratatui::text::{Line, Span};

/// Collects lines, wrapped with a hanging indent.
pub struct Writer {
    pub lines: Vec<Line<'static>>,
    /// The line numbers where parts begin.
    pub parts: Vec<usize>,
    pub cols: usize,
    pub theme: Theme,
    /// Most of one kind that are listed before "and 5 more".
    pub most: usize,
}

impl Writer {
    pub fn new(cols: usize, theme: Theme, most: usize) -> Writer {
        Writer { lines: Vec::new(), parts: Vec::new(), cols: cols.max(20), theme, most }
    }

    /// Begins a part with its heading.
    pub fn part(&mut self, title: &str) {
        if !self.lines.is_empty() {
            self.lines.push(Line::raw(""));
        }
        self.parts.push(self.lines.len());
        self.lines.push(Line::styled(title.to_string(), self.theme.style(Meaning::Title)));
    }

    /// A text over the whole width.
    pub fn say(&mut self, meaning: Meaning, words: &str) {
        self.hang("", meaning, words);
    }

    /// Says how many of a kind are not listed.
    pub fn more(&mut self, count: usize, one: &str, many: &str) {
        if let Some(left) = count.checked_sub(self.most).filter(|n| *n > 0) {
            self.say(Meaning::Hint, &format!("  and {left} more {}", if left == 1 { one } else { many }));
        }
    }

    /// A label and the pieces after it, those beyond the most only counted.
    pub fn listed(&mut self, label: &str, meaning: Meaning, pieces: &[String]) {
        if pieces.is_empty() {
            return;
        }
        let mut words = pieces.iter().take(self.most).cloned().collect::<Vec<_>>().join("; ");
        if let Some(left) = pieces.len().checked_sub(self.most).filter(|n| *n > 0) {
            words.push_str(&format!("; and {left} more"));
        }
        self.hang(label, meaning, &words);
    }

    /// A label, and beside it text that wraps under itself.
    pub fn hang(&mut self, label: &str, meaning: Meaning, words: &str) {
        let indent = width(label);
        let style = self.theme.style(meaning);
        for (i, line) in wrapped(words, self.cols.saturating_sub(indent).max(10)).into_iter().enumerate() {
            let lead = if i == 0 { label.to_string() } else { " ".repeat(indent) };
            self.lines.push(Line::from(vec![Span::raw(lead), Span::styled(line, style)]));
        }
    }
}
