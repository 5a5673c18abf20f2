//! A paper before it is a file: headings, paragraphs, lists, quotations, tables. The same document is written as Word, HTML,
//! Markdown and plain text, so that all of them say the same.
//!
//! Whatever is put in is made safe to show (see [`crate::text`]); each format then escapes what has a meaning in it.

use crate::episode::Moment;
use crate::text::{clean, clean_lines};

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub title: String,
    /// When it was made.
    pub made_at: Moment,
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Level 2 to 4; the title is the only one of level 1.
    Heading(u8, String),
    Paragraph(Vec<Run>),
    Bullets(Vec<Vec<Run>>),
    /// Line by line.
    Quote(Vec<String>),
    /// Label and value.
    Facts(Vec<(String, String)>),
    Table {
        head: Vec<String>,
        /// Each as long as the head.
        rows: Vec<Vec<String>>,
    },
    PageBreak,
}

/// A piece of a paragraph. Between two of them stands a blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub style: Style,
}

/// How a piece of text stands out. Words carry the meaning; this only repeats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Plain,
    Bold,
    Italic,
}

/// Plain text.
pub fn plain(text: impl AsRef<str>) -> Run {
    Run { text: clean(text.as_ref()), style: Style::Plain }
}

/// Bold text.
pub fn bold(text: impl AsRef<str>) -> Run {
    Run { style: Style::Bold, ..plain(text) }
}

/// Text in italics.
pub fn italic(text: impl AsRef<str>) -> Run {
    Run { style: Style::Italic, ..plain(text) }
}

impl Document {
    /// A document with nothing in it but its title.
    pub fn new(title: &str, made_at: Moment) -> Document {
        Document { title: clean(title), made_at, blocks: Vec::new() }
    }

    /// A heading of level 2 to 4.
    pub fn heading(&mut self, level: u8, text: impl AsRef<str>) {
        self.blocks.push(Block::Heading(level.clamp(2, 4), clean(text.as_ref())));
    }

    /// A paragraph; empty pieces are left out.
    pub fn paragraph(&mut self, runs: Vec<Run>) {
        let runs: Vec<Run> = runs.into_iter().filter(|run| !run.text.is_empty()).collect();
        if !runs.is_empty() {
            self.blocks.push(Block::Paragraph(runs));
        }
    }

    /// A paragraph of plain text.
    pub fn text(&mut self, text: impl AsRef<str>) {
        self.paragraph(vec![plain(text)]);
    }

    /// A list; without entries none.
    pub fn bullets(&mut self, entries: Vec<Vec<Run>>) {
        if !entries.is_empty() {
            self.blocks.push(Block::Bullets(entries));
        }
    }

    /// What somebody said or wrote, with its lines.
    pub fn quote(&mut self, text: &str) {
        let text = clean_lines(text);
        let lines: Vec<String> = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        if !lines.is_empty() {
            self.blocks.push(Block::Quote(lines));
        }
    }

    /// Labels with their values; those without a value are left out.
    pub fn facts<L: AsRef<str>, V: AsRef<str>>(&mut self, facts: impl IntoIterator<Item = (L, V)>) {
        let facts = facts.into_iter().map(|(label, value)| (clean(label.as_ref()), clean(value.as_ref())));
        let facts: Vec<_> = facts.filter(|(_, value)| !value.is_empty()).collect();
        if !facts.is_empty() {
            self.blocks.push(Block::Facts(facts));
        }
    }

    /// A table; without rows none. An empty cell reads "–".
    pub fn table<const N: usize>(&mut self, head: [&str; N], rows: Vec<[String; N]>) {
        let cell = |text: &String| Some(clean(text)).filter(|text| !text.is_empty()).unwrap_or("–".into());
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        if !rows.is_empty() {
            self.blocks.push(Block::Table { head: head.map(String::from).to_vec(), rows });
        }
    }

    /// What follows begins on a new page.
    pub fn page_break(&mut self) {
        self.blocks.push(Block::PageBreak);
    }
}
