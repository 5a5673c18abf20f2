//! A document as plain text of 80 columns: what a screen reader reads and an e-mail can carry. Tables become label and value,
//! row by row.

use super::document::{Block, Document, Run};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of a line.
const WIDTH: usize = 80;

impl Document {
    /// The document as plain text, ending with a line break.
    pub fn to_text(&self) -> String {
        let mut parts = vec![underlined(&self.title, '=')];
        parts.extend(self.blocks.iter().map(block).filter(|part| !part.is_empty()));
        parts.join("\n\n") + "\n"
    }
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(2, text) => format!("\n{}", underlined(text, '-')),
        Block::Heading(_, text) => wrapped(text, "", ""),
        Block::Paragraph(runs) => wrapped(&words(runs), "", ""),
        Block::Bullets(entries) => entries.iter().map(|entry| wrapped(&words(entry), "* ", "  ")).collect::<Vec<_>>().join("\n"),
        Block::Quote(lines) => lines.iter().map(|line| wrapped(line, "    ", "    ")).collect::<Vec<_>>().join("\n"),
        Block::Facts(facts) => {
            facts.iter().map(|(label, value)| wrapped(&format!("{label}: {value}"), "", "  ")).collect::<Vec<_>>().join("\n")
        }
        Block::Table { head, rows } => {
            let row = |(number, cells): (usize, &Vec<String>)| {
                let mut lines = vec![format!("Row {number} of {}", rows.len())];
                lines.extend(head.iter().zip(cells).map(|(label, cell)| wrapped(&format!("{label}: {cell}"), "  ", "    ")));
                lines.join("\n")
            };
            (1..).zip(rows).map(row).collect::<Vec<_>>().join("\n")
        }
        Block::PageBreak => String::new(),
    }
}

fn words(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn underlined(text: &str, with: char) -> String {
    let text = wrapped(text, "", "");
    let width = text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    format!("{text}\n{}", with.to_string().repeat(width))
}

/// Broken at blanks into lines of 80 columns; a word that has no room on a line of its own is broken where the line ends.
fn wrapped(text: &str, first: &str, next: &str) -> String {
    let (mut lines, mut line, mut used) = (Vec::new(), first.to_owned(), first.width());
    let mut fresh = true;
    for word in text.split_whitespace() {
        let width = word.width();
        if !fresh && used + 1 + width > WIDTH {
            lines.push(std::mem::replace(&mut line, next.to_owned()));
            (used, fresh) = (next.width(), true);
        }
        if !fresh {
            line.push(' ');
            used += 1;
        }
        for c in word.chars() {
            let width = c.width().unwrap_or(0);
            if used + width > WIDTH {
                lines.push(std::mem::replace(&mut line, next.to_owned()));
                used = next.width();
            }
            line.push(c);
            used += width;
        }
        fresh = false;
    }
    lines.push(line);
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_eighty_columns_and_no_word_is_lost() {
        let long = "x".repeat(200);
        for text in ["one two three", &"word ".repeat(60), &long, &"王小明".repeat(40), &format!("before {long} after")] {
            let shown = wrapped(text, "* ", "  ");
            assert!(shown.lines().all(|line| line.width() <= WIDTH), "{shown}");
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(letters(&shown), format!("*{}", letters(text)));
        }
        assert_eq!(wrapped("one two", "* ", "  "), "* one two");
    }
}
