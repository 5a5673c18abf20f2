//! Text that people typed or a list brought, made safe to stand in Markdown: it may not open a table cell, a heading, a link
//! or HTML, nor send a control code to a terminal.

/// One line of Markdown that reads exactly as `text`.
pub(super) fn line(text: &str) -> String {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || unprintable(c)).filter(|word| !word.is_empty()).collect();
    let mut safe = String::with_capacity(text.len() + 8);
    for c in words.join(" ").chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '$' => safe.extend(['\\', c]),
            _ => safe.push(c),
        }
    }
    not_a_list(safe)
}

/// A quotation of one or more lines; empty lines are left out.
pub(super) fn quote(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(line).filter(|line| !line.is_empty()).map(|line| format!("> {line}")).collect();
    // A backslash at the end of a line keeps the line break in Markdown.
    lines.join("\\\n")
}

/// Control characters, and the invisible ones that turn the reading direction of what follows.
fn unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// At the start of a line "- ", "+ ", "=" and "1." would make a list or a heading.
fn not_a_list(line: String) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.as_bytes().get(digits) {
        Some(b'-' | b'+' | b'=') if digits == 0 => format!("\\{line}"),
        Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &line[..digits], &line[digits..]),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_can_act_as_markdown_or_html() {
        for (typed, safe) in [
            ("Nadia | Begum", "Nadia \\| Begum"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("[x](javascript:1)", "\\[x\\](javascript:1)"),
            ("# **bold** `code` _it_", "\\# \\*\\*bold\\*\\* \\`code\\` \\_it\\_"),
            ("two\nlines\r\n\tand tab", "two lines and tab"),
            ("red \u{1b}[31m\u{202e}txt", "red \\[31m txt"),
            ("- item", "\\- item"),
            ("12. item", "12\\. item"),
            ("Tom & Jo's", "Tom &amp; Jo's"),
            ("Siân O'Neill-Ray", "Siân O'Neill-Ray"),
        ] {
            assert_eq!(line(typed), safe, "{typed:?}");
        }
    }

    #[test]
    fn a_quotation_keeps_its_lines_and_cannot_be_left() {
        assert_eq!(quote("seen at home\n\n# no heading\n> deeper"), "> seen at home\\\n> \\# no heading\\\n> &gt; deeper");
        assert_eq!(quote(" \n"), "");
    }
}
