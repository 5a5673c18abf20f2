//! Makes the text of a cell safe to show and of bounded length.

use super::Cell;
use unicode_normalization::UnicodeNormalization;

/// Cleans cells and counts what it had to do, so that it can be said once and not per cell.
pub(super) struct Cleaner {
    longest: usize,
    stripped: u32,
    cut: u32,
    first_stripped: u32,
    first_cut: u32,
}

impl Cleaner {
    pub(super) fn new(longest: usize) -> Cleaner {
        Cleaner { longest, stripped: 0, cut: 0, first_stripped: 0, first_cut: 0 }
    }

    /// The cell of a text found in `row`.
    pub(super) fn cell(&mut self, raw: &str, row: u32) -> Cell {
        // Before a formula stands an apostrophe where the cell was written to be none: it is no part of the text.
        let plain = crate::text::unguarded(raw.trim());
        if plain.bytes().all(|b| (0x20..0x7f).contains(&b)) && plain.len() <= self.longest {
            return if plain.is_empty() { Cell::Empty } else { Cell::Text(plain.to_owned()) };
        }
        let (mut text, stripped) = crate::text::strip(plain.nfc(), false);
        if stripped {
            self.stripped += 1;
            self.first_stripped = if self.stripped == 1 { row } else { self.first_stripped };
        }
        if let Some((end, _)) = text.char_indices().nth(self.longest) {
            text.truncate(end);
            self.cut += 1;
            self.first_cut = if self.cut == 1 { row } else { self.first_cut };
        }
        let text = text.trim();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }

    /// What was done, in words.
    pub(super) fn warnings(&self) -> Vec<String> {
        let cells = |n: u32| if n == 1 { "1 cell".to_owned() } else { format!("{n} cells") };
        let mut warnings = Vec::new();
        if self.stripped > 0 {
            warnings.push(format!("control characters were taken out of {} (first in row {})", cells(self.stripped), self.first_stripped));
        }
        if self.cut > 0 {
            warnings.push(format!("{} longer than {} characters cut (first in row {})", cells(self.cut), self.longest, self.first_cut));
        }
        warnings
    }
}
