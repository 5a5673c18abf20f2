//! From cells to typed rows, or refusals.
//!
//! Nothing is dropped: a row below the header is a child of the list, or a refusal with its cells, or (blank, a repeated
//! header, a total, a section's heading) said in a warning. What is doubtful but harmless is taken with a warning; what could
//! put a child in the wrong place on the board is refused, so that a person looks at it.

mod checks;
mod children;
mod frame;
mod interview_words;
mod interviews;
mod list;
mod people;
mod reader;
mod workers;

pub use children::child_rows;
pub use interviews::interview_rows;
pub use list::{list_row_again, list_rows};
pub use people::{PersonRow, named_in, people};
pub use workers::worker_rows;

use super::Refusal;
use super::columns::Columns;
use crate::episode::Moment;

/// The rows of a file: those that could be read and those that could not.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows<T> {
    pub rows: Vec<T>,
    /// In the order of the file.
    pub refused: Vec<Refusal>,
    /// One line of plain English each; at most a hundred, and then how many more.
    pub warnings: Vec<String>,
    /// Rows about a child: taken, refused, or merged into an earlier row of the same episode.
    pub total: u32,
    /// The moment the list speaks of, where a title says so ("as at 20/11/2026 07:00").
    pub cut_off: Option<Moment>,
}

/// Warnings, not so many that nobody reads them.
struct Warnings {
    said: Vec<String>,
    more: usize,
}

impl Warnings {
    /// Begins with the columns that were not used.
    fn new(columns: &Columns) -> Warnings {
        let unused = columns.unused().map(|c| format!("column \"{}\" was not used; if it matters, say what it is with --map", c.header));
        Warnings { said: unused.collect(), more: 0 }
    }

    fn say(&mut self, words: impl FnOnce() -> String) {
        if self.said.len() < 100 { self.said.push(words()) } else { self.more += 1 }
    }

    fn finish(mut self) -> Vec<String> {
        if self.more > 0 {
            self.said.push(format!("and {} more such remarks", self.more));
        }
        self.said
    }
}
