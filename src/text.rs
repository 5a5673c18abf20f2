//! Text made comparable (case, accents and punctuation set aside) and safe to show.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, accents off, everything but letters and digits a single blank: "O'Brien-Łukasz " → "o brien lukasz".
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        // Nearly every name: nothing to decompose.
        for byte in text.bytes() {
            match byte {
                b if b.is_ascii_alphanumeric() => folded.push(char::from(b.to_ascii_lowercase())),
                _ if folded.ends_with(' ') || folded.is_empty() => {}
                _ => folded.push(' '),
            }
        }
        folded.truncate(folded.trim_end().len());
        return folded;
    }
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ı' => folded.push('i'),
            c if c.is_alphanumeric() => folded.push(c),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// A reference as it is compared: width, case and blanks set aside, so that "inc 12/26" and "INC12/26" are one.
pub fn reference_key(reference: &str) -> String {
    reference.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// Characters that steer a terminal or hide or reorder what is read: control codes, text direction, zero width, tags.
pub fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Text that is safe to keep and to show, on one line: control characters are taken out, white space is made blanks.
pub fn clean(text: &str) -> String {
    strip(text.chars(), false).0.trim().to_string()
}

/// Like [`clean`], with the line breaks kept.
pub fn clean_lines(text: &str) -> String {
    strip(text.chars(), true).0
}

/// The characters without those that steer or hide, and whether there were any.
pub fn strip(mut chars: impl Iterator<Item = char> + Clone, keep_lines: bool) -> (String, bool) {
    let (mut text, mut stripped) = (String::new(), false);
    while let Some(c) = chars.next() {
        let next = chars.clone().next();
        match c {
            // A whole terminal sequence goes ("ESC [ 3 1 m"), not its first character alone.
            '\u{1b}' if next == Some('[') => {
                chars.find(|c| matches!(c, '@'..='Z' | '\\'..='~'));
                stripped = true;
            }
            '\n' if keep_lines => text.push('\n'),
            '\r' if keep_lines && next == Some('\n') => {}
            _ if c.is_whitespace() => text.push(' '),
            _ if is_control(c) => stripped = true,
            _ => text.push(c),
        }
    }
    (text, stripped)
}

/// A cell that a spreadsheet takes for no formula: before text that would be one stands an apostrophe, which an import takes off
/// again. A plain number stays a number.
pub fn guarded(cell: &str) -> String {
    let bare = cell.trim_start_matches('\'');
    if begins_a_formula(bare) && !(bare == cell && is_number(cell)) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell as it was before [`guarded`]. For text that never went through it: one apostrophe less where a formula follows it, as
/// a spreadsheet would show it.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if begins_a_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// Bytes as small hex digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes that hex digits of either size stand for; `None` where they are none.
pub fn unhex(digits: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = digits.as_bytes().chunks(2);
    pairs.map(|pair| if let [high, low] = pair { Some(digit(high)? << 4 | digit(low)?) } else { None }).collect()
}

fn begins_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Digits with a sign and at most one point: "-5", "+447700900123". What Rust calls a number as well ("-inf") is none to a spreadsheet.
fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.')) && text.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_hex_digits_and_read_again() {
        assert_eq!(hex(&[0, 9, 0xa0, 0xff]), "0009a0ff");
        assert_eq!(unhex("0009A0ff"), Some(vec![0, 9, 0xa0, 0xff]));
        assert_eq!(unhex(""), Some(vec![]));
        for none in ["0", "0g", "é", "+1", "12 3"] {
            assert_eq!(unhex(none), None, "{none}");
        }
    }

    #[test]
    fn a_reference_is_the_same_however_it_is_written() {
        assert_eq!(reference_key("inc 0012/26"), reference_key("ＩＮＣ 0012/26"));
        assert_ne!(reference_key("INC 0012/26"), reference_key("INC 0013/26"));
    }

    #[test]
    fn what_steers_a_terminal_or_hides_text_is_taken_out() {
        assert_eq!(clean(" seen\u{1b}[31m at\u{7} the\r park\u{202e}\u{200b}\u{9b} "), "seen at the  park");
        assert_eq!(clean("\u{1b}[2J\u{200b}\n"), "");
        assert_eq!(clean_lines("one\r\ntwo\u{1b}"), "one\ntwo");
        assert_eq!(clean("Siân Łukasz"), "Siân Łukasz");
    }

    #[test]
    fn accents_case_and_punctuation_do_not_count() {
        assert_eq!(fold("  Siân O’Brien-ŁUKASZ "), "sian o brien lukasz");
        assert_eq!(fold("Zoë"), fold("ZOE"));
        assert_eq!(fold(" O'Brien-Smith,  2nd. "), "o brien smith 2nd");
        assert_eq!(fold(""), "");
    }

    #[test]
    fn no_cell_that_goes_out_begins_a_formula_and_each_comes_back_as_it_was() {
        for cell in [
            "",
            "Nadia",
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-",
            "- none",
            "@SUM(A1)",
            "'",
            "'=1",
            "''=1",
            "'-5",
            "'quoted'",
            "-5",
            "+447700900123",
            "-inf",
            "+1.2.3",
        ] {
            let out = guarded(cell);
            assert!(!begins_a_formula(&out) || is_number(&out), "{cell:?} goes out as {out:?}");
            assert_eq!(unguarded(&out), cell, "{cell:?} went out as {out:?}");
        }
    }
}
