//! A document as one self-contained HTML file: no script, nothing loaded from elsewhere, printed on A4.

use super::document::{Block, Document, Run, Style};

const STYLE: &str = "\
@page { size: A4; margin: 20mm 18mm; }
body { font: 11pt/1.45 Arial, Helvetica, sans-serif; color: #111; background: #fff; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6em; } h2 { font-size: 1.25em; border-bottom: 1px solid #777; margin-top: 1.8em; } h3 { font-size: 1.1em; } h4 { font-size: 1em; }
h2, h3, h4 { break-after: avoid; }
table { border-collapse: collapse; width: 100%; margin: 0.8em 0; } th, td { border: 1px solid #777; padding: 0.3em 0.5em; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead { display: table-header-group; } th { background: #eee; } tr { break-inside: avoid; }
blockquote { margin: 0.8em 0; padding: 0.1em 1em; border-left: 3px solid #777; } blockquote, td, dd, p, li { overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2em 1em; } dt { font-weight: bold; } dd { margin: 0; }
.page { break-after: page; } body:has(.wide) { max-width: 80rem; }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 10pt; } th { background: none; } }
";

impl Document {
    /// The document as HTML.
    pub fn to_html(&self) -> String {
        page(&self.title, &self.html_body())
    }

    /// What stands between the title and the end of the page.
    pub(super) fn html_body(&self) -> String {
        self.blocks.iter().map(block).collect::<Vec<_>>().join("\n")
    }
}

/// A whole page: its title, and its body as HTML.
pub(super) fn page(title: &str, body: &str) -> String {
    let (short, title) = (escaped(&short(title)), escaped(title));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{short}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )
}

/// What stands in the tab of a browser: at most 70 letters of a title.
fn short(title: &str) -> String {
    if title.chars().count() <= 70 { title.into() } else { title.chars().take(69).chain(['…']).collect() }
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, text) => format!("<h{level}>{}</h{level}>", escaped(text)),
        Block::Paragraph(words) => format!("<p>{}</p>", runs(words)),
        Block::Bullets(entries) => format!("<ul>\n{}\n</ul>", lines(entries, |entry| format!("<li>{}</li>", runs(entry)))),
        Block::Quote(said) => {
            let said: Vec<String> = said.iter().map(|line| escaped(line)).collect();
            format!("<blockquote>\n<p>{}</p>\n</blockquote>", said.join("<br>\n"))
        }
        Block::Facts(facts) => {
            let fact = |(label, value): &(String, String)| format!("<dt>{}</dt>\n<dd>{}</dd>", escaped(label), escaped(value));
            format!("<dl>\n{}\n</dl>", lines(facts, fact))
        }
        Block::Table { head, rows } => {
            let head = lines(head, |cell| format!("<th scope=\"col\">{}</th>", escaped(cell)));
            let row = |cells: &Vec<String>| format!("<tr>\n{}\n</tr>", lines(cells, |cell| format!("<td>{}</td>", escaped(cell))));
            format!("<table>\n<thead>\n<tr>\n{head}\n</tr>\n</thead>\n<tbody>\n{}\n</tbody>\n</table>", lines(rows, row))
        }
        Block::PageBreak => "<div class=\"page\"></div>".into(),
    }
}

fn lines<T>(entries: &[T], one: impl Fn(&T) -> String) -> String {
    entries.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn runs(runs: &[Run]) -> String {
    let one = |run: &Run| match run.style {
        Style::Plain => escaped(&run.text),
        Style::Bold => format!("<strong>{}</strong>", escaped(&run.text)),
        Style::Italic => format!("<em>{}</em>", escaped(&run.text)),
    };
    runs.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Text that can stand in HTML and XML, also within quotation marks.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // No character of XML 1.0; everything else that steers was taken out before.
            '\u{fffe}' | '\u{ffff}' => {}
            _ => safe.push(c),
        }
    }
    safe
}
