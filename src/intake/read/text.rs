//! Text tables: the encoding, the delimiter, quotes, and tables pasted from Excel or an e-mail.

use super::clean::Cleaner;
use super::{Cell, MAX_COLUMNS, MAX_ROWS, ReadError, Table, TableRow};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    Char(u8),
    /// Two spaces or more, as a table pasted from an e-mail has.
    Spaces,
}

pub(super) fn read(name: &str, bytes: &[u8], cleaner: &mut Cleaner) -> Result<Table, ReadError> {
    let text = decode(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let controls = text.chars().take(4096).filter(|c| c.is_control() && !c.is_whitespace()).count();
    if controls * 10 > text.chars().take(4096).count() {
        return Err(ReadError::NotATable { what: "a picture or a program" });
    }
    // Excel writes "sep=;" as the first line of some CSV files; it is not part of the table, but it is a row of the file.
    let declared = text.strip_prefix("sep=").and_then(|rest| rest.bytes().next()).filter(u8::is_ascii_punctuation);
    let between = declared.map_or_else(|| guess(text), Between::Char);
    let mut rows = Vec::new();
    let mut stray = None;
    let mut splitter = Splitter { text, at: 0, between };
    let mut number = 0;
    let mut raw: Vec<Cow<str>> = Vec::new();
    while splitter.row(&mut raw, &mut |_| stray = stray.or(Some(number + 1))) {
        number += 1;
        if number == 1 && declared.is_some() {
            continue;
        }
        let mut cells: Vec<Cell> = raw.iter().map(|cell| cleaner.cell(cell, number)).collect();
        cells.truncate(cells.iter().rposition(|c| !c.is_empty()).map_or(0, |last| last + 1));
        if cells.len() > MAX_COLUMNS {
            return Err(ReadError::TooManyColumns { row: number });
        }
        if rows.len() >= MAX_ROWS {
            return Err(ReadError::TooManyRows);
        }
        if !cells.is_empty() {
            rows.push(TableRow { number, cells });
        }
    }
    let warnings = stray.map(|row| format!("row {row}: a quotation mark that opens nothing was kept as text")).into_iter().collect();
    Ok(Table { name: name.into(), sheet: None, rows, warnings })
}

/// The text of the bytes: by their mark, else UTF-16 by where its zero bytes stand, else UTF-8 where it is valid, else the
/// encoding that is likeliest for a British text (Windows-1252 for nearly all).
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let half = head.len() / 2;
    let encoding = match (zeros(0), zeros(1)) {
        (even, odd) if odd * 2 > half && even * 8 < odd => UTF_16LE,
        (even, odd) if even * 2 > half && odd * 8 < even => UTF_16BE,
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        _ => {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            let guess = detector.guess(Some(b"uk"), chardetng::Utf8Detection::Deny);
            // Only encodings of one byte a letter can be meant; anything else is a list with a stray byte.
            if guess.is_single_byte() { guess } else { WINDOWS_1252 }
        }
    };
    encoding.decode_without_bom_handling(bytes).0
}

/// The delimiter under which the first rows fall most evenly into the most columns.
fn guess(text: &str) -> Between {
    const CANDIDATES: [Between; 5] = [Between::Char(b'\t'), Between::Char(b'|'), Between::Char(b';'), Between::Char(b','), Between::Spaces];
    let evenness = |between: Between| {
        let mut splitter = Splitter { text, at: 0, between };
        let mut raw = Vec::new();
        let mut counts: Vec<usize> = Vec::new();
        while counts.len() < 40 && splitter.row(&mut raw, &mut |_| ()) {
            if raw.iter().any(|cell| !cell.trim().is_empty()) {
                counts.push(raw.len());
            }
        }
        counts.iter().map(|n| counts.iter().filter(|m| *m == n).count() * (n - 1).min(40)).max().unwrap_or(0)
    };
    // On equal scores the earlier candidate stands: commas and spaces also occur inside cells, tabs and bars hardly.
    let mut best = (Between::Char(b','), 0);
    for candidate in CANDIDATES {
        let score = evenness(candidate);
        if score > best.1 {
            best = (candidate, score);
        }
    }
    best.0
}

/// Walks through a text row by row. The csv crate is not used here because it neither counts blank rows nor can take back a
/// quotation mark that is never closed, after which it would swallow the rest of the list.
struct Splitter<'a> {
    text: &'a str,
    at: usize,
    between: Between,
}

impl<'a> Splitter<'a> {
    /// The next row into `cells`; false at the end of the text. `stray` is called for a quotation mark kept as text.
    fn row(&mut self, cells: &mut Vec<Cow<'a, str>>, stray: &mut dyn FnMut(usize)) -> bool {
        cells.clear();
        if self.at >= self.text.len() {
            return false;
        }
        if self.between == Between::Spaces {
            cells.extend(pasted_cells(self.line()).into_iter().map(Cow::Borrowed));
            return true;
        }
        loop {
            cells.push(self.cell(stray));
            match self.text.as_bytes().get(self.at) {
                Some(b'\r') if self.text.as_bytes().get(self.at + 1) == Some(&b'\n') => self.at += 2,
                Some(b'\r' | b'\n') => self.at += 1,
                None => {}
                Some(_) => {
                    self.at += 1;
                    continue;
                }
            }
            return true;
        }
    }

    /// The next cell; leaves `at` on the delimiter or line end after it.
    fn cell(&mut self, stray: &mut dyn FnMut(usize)) -> Cow<'a, str> {
        let start = self.at;
        if self.text.as_bytes().get(start) == Some(&b'"') {
            match self.quoted() {
                Some(cell) => return cell,
                None => stray(start),
            }
        }
        let rest = &self.text[start..];
        let end = rest.bytes().position(|b| self.ends(b)).unwrap_or(rest.len());
        self.at = start + end;
        Cow::Borrowed(&rest[..end])
    }

    /// A quoted cell, if its quotation mark is closed just before a delimiter or line end.
    fn quoted(&mut self) -> Option<Cow<'a, str>> {
        let body = &self.text[self.at + 1..];
        let bytes = body.as_bytes();
        let mut doubled = false;
        let mut i = 0;
        loop {
            i += bytes[i..].iter().position(|b| *b == b'"')?;
            if bytes.get(i + 1) != Some(&b'"') {
                break;
            }
            doubled = true;
            i += 2;
        }
        let after = bytes[i + 1..].iter().take_while(|b| **b == b' ').count() + i + 1;
        if bytes.get(after).is_some_and(|b| !self.ends(*b)) {
            return None;
        }
        self.at += 1 + after;
        Some(if doubled { Cow::Owned(body[..i].replace("\"\"", "\"")) } else { Cow::Borrowed(&body[..i]) })
    }

    fn ends(&self, byte: u8) -> bool {
        byte == b'\n' || byte == b'\r' || self.between == Between::Char(byte)
    }

    /// The rest of the line, moving past its end.
    fn line(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let end = rest.find(['\r', '\n']).unwrap_or(rest.len());
        self.at += end + if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        &rest[..end]
    }
}

/// Cells separated by two spaces or more, or by a tab.
fn pasted_cells(line: &str) -> Vec<&str> {
    let mut cells: Vec<&str> = line.split("  ").flat_map(|part| part.split('\t')).map(str::trim).filter(|c| !c.is_empty()).collect();
    if cells.is_empty() {
        cells.push("");
    }
    cells
}
