//! A document as a Word file (Office Open XML, ECMA-376): a zip of a few small XML files, of which three depend on the
//! document. Headings have Word's own styles, the head of a table repeats on every page, the language is British English.

use super::document::{Block, Document, Run, Style};
use super::html::escaped;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

/// Width of the text on A4 between margins of 20 mm, in twentieths of a point.
const TEXT_WIDTH: usize = 9638;

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The files that are the same in every document.
const FIXED: [(&str, &str); 6] = [
    ("[Content_Types].xml", include_str!("docx/content-types.xml")),
    ("_rels/.rels", include_str!("docx/package-rels.xml")),
    ("word/_rels/document.xml.rels", include_str!("docx/document-rels.xml")),
    ("word/styles.xml", include_str!("docx/styles.xml")),
    ("word/numbering.xml", include_str!("docx/numbering.xml")),
    ("word/settings.xml", include_str!("docx/settings.xml")),
];

impl Document {
    /// The document as the bytes of a .docx file. The same document gives the same bytes.
    ///
    /// # Errors
    /// Only where the document is too large for a zip archive (4 GiB).
    pub fn to_docx(&self) -> ZipResult<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let own = [("docProps/core.xml", self.properties()), ("word/document.xml", self.body()), ("word/footer1.xml", self.footer())];
        let own = own.iter().map(|(name, xml)| (*name, xml.as_str()));
        for (name, xml) in FIXED.into_iter().chain(own) {
            zip.start_file(name, SimpleFileOptions::default())?;
            zip.write_all(xml.as_bytes())?;
        }
        Ok(zip.finish()?.into_inner())
    }

    fn properties(&self) -> String {
        let at = self.made_at.format("%Y-%m-%dT%H:%M:%SZ");
        format!(
            "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>Wayhome</dc:creator>\
             <dc:language>en-GB</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:created>\
             <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:modified></cp:coreProperties>",
            escaped(&self.title)
        )
    }

    fn body(&self) -> String {
        let title = paragraph("Title", &text(&self.title, ""));
        let blocks: String = self.blocks.iter().map(block).collect();
        // A4, margins of 20 mm.
        format!(
            "{XML}<w:document {NAMESPACES} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>\
             {title}{blocks}<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
             <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>\
             </w:sectPr></w:body></w:document>"
        )
    }

    /// "title · page 2 of 9".
    fn footer(&self) -> String {
        let field = |name: &str| format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
        let words = format!("{}{}{}{}", text(&format!("{} · page ", self.title), ""), field("PAGE"), text(" of ", ""), field("NUMPAGES"));
        format!("{XML}<w:ftr {NAMESPACES}>{}</w:ftr>", paragraph("Footer", &words))
    }
}

fn block(block: &Block) -> String {
    match block {
        // Word counts the headings below the title from 1.
        Block::Heading(level, words) => paragraph(&format!("Heading{}", level - 1), &text(words, "")),
        Block::Paragraph(words) => paragraph("", &runs(words)),
        Block::Bullets(entries) => entries.iter().map(|entry| paragraph("ListBullet", &runs(entry))).collect(),
        Block::Quote(lines) => {
            let lines: Vec<String> = lines.iter().map(|line| text(line, "")).collect();
            paragraph("Quote", &lines.join("<w:r><w:br/></w:r>"))
        }
        Block::Facts(facts) => {
            let fact = |(label, value): &(String, String)| text(&format!("{label}: "), BOLD) + &text(value, "");
            facts.iter().map(|entry| paragraph("Fact", &fact(entry))).collect()
        }
        Block::Table { head, rows } => table(head, rows),
        Block::PageBreak => paragraph("", "<w:r><w:br w:type=\"page\"/></w:r>"),
    }
}

fn table(head: &[String], rows: &[Vec<String>]) -> String {
    let widths = widths(head, rows);
    let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let row = |cells: &[String], of_row: &str, of_words: &str| {
        let cell = |(words, width): (&String, &usize)| {
            let words = paragraph("TableText", &text(words, of_words));
            format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{words}</w:tc>")
        };
        let cells: String = cells.iter().zip(&widths).map(cell).collect();
        format!("<w:tr><w:trPr><w:cantSplit/>{of_row}</w:trPr>{cells}</w:tr>")
    };
    let body: String = rows.iter().map(|cells| row(cells, "", "")).collect();
    // A table must be followed by a paragraph, or two tables would be one.
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblLook w:val=\"0020\" w:firstRow=\"1\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{}{body}</w:tbl>{}",
        row(head, "<w:tblHeader/>", BOLD),
        paragraph("TableText", "")
    )
}

/// Widths of the columns: each has room for its longest word, and what is left goes by the longest cell.
fn widths(head: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    /// About a letter of the table's text, and the margins of a cell.
    const LETTER: usize = 125;
    const MARGINS: usize = 220;
    let longest = |column: usize, length: &dyn Fn(&str) -> usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).chain(head.get(column));
        cells.map(|cell| length(cell)).max().unwrap_or(0)
    };
    let word = |cell: &str| cell.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0).min(14);
    let least: Vec<usize> = (0..head.len()).map(|column| longest(column, &word) * LETTER + MARGINS).collect();
    let shares: Vec<usize> = (0..head.len()).map(|column| longest(column, &|cell| cell.chars().count()).min(60)).collect();
    let (needed, all) = (least.iter().sum::<usize>(), shares.iter().sum::<usize>().max(1));
    let rest = TEXT_WIDTH.saturating_sub(needed);
    // Where even the words have not all room, each column gives way alike.
    let fit = |width: usize| if needed > TEXT_WIDTH { width * TEXT_WIDTH / needed } else { width };
    least.iter().zip(shares).map(|(least, share)| fit(*least) + rest * share / all).collect()
}

const BOLD: &str = "<w:rPr><w:b/><w:bCs/></w:rPr>";
const ITALIC: &str = "<w:rPr><w:i/><w:iCs/></w:rPr>";

fn runs(runs: &[Run]) -> String {
    let one = |run: &Run| {
        let looks = match run.style {
            Style::Plain => "",
            Style::Bold => BOLD,
            Style::Italic => ITALIC,
        };
        text(&run.text, looks)
    };
    runs.iter().map(one).collect::<Vec<_>>().join(&text(" ", ""))
}

fn text(words: &str, looks: &str) -> String {
    format!("<w:r>{looks}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(words))
}

/// A paragraph of a style of `styles.xml`; "": its usual one.
fn paragraph(style: &str, words: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>") };
    format!("<w:p>{style}{words}</w:p>")
}
