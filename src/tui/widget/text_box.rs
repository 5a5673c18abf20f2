//! A place to type: one line or several. The cursor moves by what is seen, so a letter and its accents go together.

use super::text::{width, wrap};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use std::cell::Cell;
use unicode_width::UnicodeWidthChar;

/// Text being typed.
#[derive(Debug, Clone, Default)]
pub struct TextBox {
    text: String,
    /// Byte position of the cursor, always at a character boundary.
    at: usize,
    several_lines: bool,
    /// Columns it was last drawn in: what ↑ and ↓ go by.
    cols: Cell<usize>,
}

impl TextBox {
    /// One line.
    pub fn line(text: &str) -> TextBox {
        TextBox { text: text.replace(['\n', '\r', '\t'], " "), at: text.len(), ..TextBox::default() }
    }

    /// Several lines; Enter begins a new one.
    pub fn area(text: &str) -> TextBox {
        TextBox { text: text.to_string(), at: text.len(), several_lines: true, ..TextBox::default() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Takes a key; `false` where it means nothing here.
    pub fn key(&mut self, key: &KeyEvent) -> bool {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('w') if ctrl => self.remove(self.word_before()),
            KeyCode::Char('u') if ctrl => self.remove(self.line_start()),
            KeyCode::Char(c) if !ctrl && !key.modifiers.contains(KeyModifiers::ALT) => self.insert(&c.to_string()),
            KeyCode::Enter if self.several_lines => self.insert("\n"),
            KeyCode::Backspace => self.remove(self.before(self.at)),
            KeyCode::Delete => {
                let end = self.after(self.at);
                self.text.replace_range(self.at..end, "");
            }
            KeyCode::Left if ctrl => self.at = self.word_before(),
            KeyCode::Left => self.at = self.before(self.at),
            KeyCode::Right => self.at = self.after(self.at),
            KeyCode::Home => self.at = self.line_start(),
            KeyCode::End => self.at = self.text[self.at..].find('\n').map_or(self.text.len(), |i| self.at + i),
            KeyCode::Up if self.several_lines => return self.up_or_down(-1),
            KeyCode::Down if self.several_lines => return self.up_or_down(1),
            _ => return false,
        }
        true
    }

    /// Inserts text at the cursor, without control characters; line ends only where there are several lines.
    pub fn insert(&mut self, text: &str) {
        let clean: String = text
            .replace("\r\n", "\n")
            .chars()
            .map(|c| if matches!(c, '\r' | '\n') { '\n' } else { c })
            .map(|c| if c == '\t' || (c == '\n' && !self.several_lines) { ' ' } else { c })
            .filter(|c| !c.is_control() || *c == '\n')
            .collect();
        self.text.insert_str(self.at, &clean);
        self.at += clean.len();
    }

    fn remove(&mut self, from: usize) {
        self.text.replace_range(from..self.at, "");
        self.at = from;
    }

    /// The position before the character before, its combining marks included.
    fn before(&self, at: usize) -> usize {
        let shown = |(_, c): &(usize, char)| *c == '\n' || c.width().unwrap_or(0) > 0;
        self.text[..at].char_indices().rev().find(shown).map_or(0, |(i, _)| i)
    }

    fn after(&self, at: usize) -> usize {
        let shown = |(_, c): &(usize, char)| *c == '\n' || c.width().unwrap_or(0) > 0;
        self.text[at..].char_indices().skip(1).find(shown).map_or(self.text.len(), |(i, _)| at + i)
    }

    fn word_before(&self) -> usize {
        let trimmed = self.text[..self.at].trim_end();
        trimmed.rfind(char::is_whitespace).map_or(0, |i| i + 1).min(self.at)
    }

    fn line_start(&self) -> usize {
        self.text[..self.at].rfind('\n').map_or(0, |i| i + 1)
    }

    /// Up or down a line as shown; `false` at the first or last, so that the form can go to the next field.
    fn up_or_down(&mut self, by: isize) -> bool {
        let lines = wrap(&self.text, self.cols.get().max(1));
        let row = self.row(&lines);
        let Some(to) = row.checked_add_signed(by).and_then(|r| lines.get(r)) else { return false };
        let column = width(&self.text[lines[row].start..self.at]);
        // The end of a line that was only wrapped is the start of the next one.
        let wrapped = lines.iter().any(|l| l.start == to.end && l.start > to.start);
        let end = if wrapped { self.before(to.end) } else { to.end };
        let mut at = to.start;
        while at < end && width(&self.text[to.start..at]) < column {
            at = self.after(at);
        }
        self.at = at.min(end);
        true
    }

    fn row(&self, lines: &[std::ops::Range<usize>]) -> usize {
        lines.iter().rposition(|l| l.start <= self.at).unwrap_or(0)
    }

    /// The lines that fit the area, those with the cursor among them, and where the cursor stands.
    pub fn draw(&self, area: Rect) -> (Vec<Line<'static>>, Position) {
        let cols = usize::from(area.width).saturating_sub(1).max(1);
        self.cols.set(cols);
        let lines = wrap(&self.text, cols);
        let row = self.row(&lines);
        let first = (row + 1).saturating_sub(usize::from(area.height).max(1));
        let column = width(&self.text[lines[row].start..self.at]).min(cols);
        let shown = lines.iter().skip(first).take(area.height.into()).map(|r| Line::raw(self.text[r.clone()].to_string())).collect();
        let to_u16 = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        (shown, Position::new(area.x.saturating_add(to_u16(column)), area.y.saturating_add(to_u16(row - first))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text_box: &mut TextBox, keys: &[KeyCode]) {
        for key in keys {
            text_box.key(&KeyEvent::from(*key));
        }
    }

    #[test]
    fn a_letter_and_its_accent_go_together() {
        let mut name = TextBox::line("Sia\u{302}n");
        typed(&mut name, &[KeyCode::Left, KeyCode::Backspace]);
        assert_eq!(name.text(), "Sin");
    }

    #[test]
    fn up_and_down_move_in_wrapped_lines_and_leave_at_the_ends() {
        let mut area = TextBox::area("one two three");
        area.draw(Rect::new(0, 0, 6, 5));
        assert!(area.key(&KeyEvent::from(KeyCode::Up)));
        assert!(area.key(&KeyEvent::from(KeyCode::Up)));
        assert!(!area.key(&KeyEvent::from(KeyCode::Up)));
    }

    #[test]
    fn pasted_control_characters_do_not_get_in() {
        let mut line = TextBox::line("");
        line.insert("a\x1b[31mb\r\nc\u{0}");
        assert_eq!(line.text(), "a[31mb c");
    }
}
