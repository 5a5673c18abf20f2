//! Text made comparable: case, accents and punctuation set aside.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, accents off, everything but letters and digits a single blank: "O'Brien-Łukasz " → "o brien lukasz".
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
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

#[cfg(test)]
mod tests {
    use super::{fold, reference_key};

    #[test]
    fn a_reference_is_the_same_however_it_is_written() {
        assert_eq!(reference_key("inc 0012/26"), reference_key("ＩＮＣ 0012/26"));
        assert_ne!(reference_key("INC 0012/26"), reference_key("INC 0013/26"));
    }

    #[test]
    fn accents_case_and_punctuation_do_not_count() {
        assert_eq!(fold("  Siân O’Brien-ŁUKASZ "), "sian o brien lukasz");
        assert_eq!(fold("Zoë"), fold("ZOE"));
        assert_eq!(fold(""), "");
    }
}
