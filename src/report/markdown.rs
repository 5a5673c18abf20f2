//! A document as Markdown (GitHub's kind, for the tables).

use super::document::{Block, Document, Run, Style};
use super::text::{line, quote};

impl Document {
    /// The document as Markdown, ending with a line break.
    pub fn to_markdown(&self) -> String {
        let mut parts = vec![format!("# {}", line(&self.title))];
        parts.extend(self.blocks.iter().map(block));
        parts.join("\n\n") + "\n"
    }
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, text) => format!("{} {}", "#".repeat(usize::from(*level)), line(text)),
        Block::Paragraph(words) => runs(words),
        Block::Bullets(entries) => entries.iter().map(|entry| format!("- {}", runs(entry))).collect::<Vec<_>>().join("\n"),
        Block::Quote(lines) => quote(&lines.join("\n")),
        Block::Facts(facts) => {
            facts.iter().map(|(label, value)| format!("- **{}:** {}", line(label), line(value))).collect::<Vec<_>>().join("\n")
        }
        Block::Table { head, rows } => {
            let row = |cells: &[String]| format!("| {} |", cells.iter().map(|cell| line(cell)).collect::<Vec<_>>().join(" | "));
            let mut lines = vec![row(head), format!("|{}", "---|".repeat(head.len()))];
            lines.extend(rows.iter().map(|cells| row(cells)));
            lines.join("\n")
        }
        Block::PageBreak => "---".into(),
    }
}

fn runs(runs: &[Run]) -> String {
    let one = |run: &Run| match run.style {
        Style::Plain => line(&run.text),
        Style::Bold => format!("**{}**", line(&run.text)),
        Style::Italic => format!("*{}*", line(&run.text)),
    };
    runs.iter().map(one).collect::<Vec<_>>().join(" ")
}
