//! Fields of a form: a line, several lines, one of a list, some of a list; how they are typed into and drawn.

use super::text::{cut, fit, width, wrap, wrapped};
use super::text_box::TextBox;
use crate::tui::theme::{Meaning, Theme};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was typed and ticked in a form so far, by field: a text is one entry, ticks are codes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(BTreeMap<String, Vec<String>>);

impl Typed {
    /// The codes ticked in a field, or its text as the only one.
    pub fn all(&self, id: &str) -> &[String] {
        self.0.get(id).map_or(&[], Vec::as_slice)
    }

    /// The text of a field, or the code chosen in it; without the blanks around it.
    pub fn text(&self, id: &str) -> &str {
        self.all(id).first().map_or("", |text| text.trim())
    }

    pub fn is_ticked(&self, id: &str, code: &str) -> bool {
        self.all(id).iter().any(|ticked| ticked == code)
    }

    pub fn set(&mut self, id: &str, text: impl Into<String>) {
        self.set_all(id, vec![text.into()]);
    }

    pub fn set_all(&mut self, id: &str, codes: Vec<String>) {
        self.0.insert(id.to_string(), codes);
    }
}

/// The field of the word that is typed before something leaves the hub or closes for good.
pub const WORD: &str = "word";

impl Typed {
    /// Without that word: it is typed anew each time, and never kept.
    pub fn without_word(mut self) -> Typed {
        self.0.remove(WORD);
        self
    }
}

/// A code and what people read.
pub type Choice = (String, String);

/// What can be put into a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    Line,
    Area,
    One(Vec<Choice>),
    Many(Vec<Choice>),
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub id: String,
    label: String,
    pub kind: Kind,
    /// Stands above it: where a part of the form begins.
    pub heading: Option<String>,
    /// What is typed as it is understood, or what is wrong with it.
    read: Option<Result<String, String>>,
}

impl Field {
    fn new(id: impl Into<String>, label: &str, kind: Kind) -> Field {
        Field { id: id.into(), label: label.into(), kind, heading: None, read: None }
    }

    pub fn line(id: impl Into<String>, label: &str) -> Field {
        Field::new(id, label, Kind::Line)
    }

    pub fn area(id: impl Into<String>, label: &str) -> Field {
        Field::new(id, label, Kind::Area)
    }

    pub fn one(id: impl Into<String>, label: &str, choices: Vec<Choice>) -> Field {
        Field::new(id, label, Kind::One(choices))
    }

    pub fn many(id: impl Into<String>, label: &str, choices: Vec<Choice>) -> Field {
        Field::new(id, label, Kind::Many(choices))
    }

    /// The word that has to be typed before it is done.
    pub fn word(word: &str) -> Field {
        Field::line(WORD, &format!("Type “{word}”"))
    }

    /// Yes or no.
    pub fn yes_no(id: impl Into<String>, label: &str) -> Field {
        Field::one(id, label, vec![("yes".into(), "yes".into()), ("no".into(), "no".into())])
    }

    /// Begins a part of the form.
    pub fn under(self, heading: &str) -> Field {
        Field { heading: Some(heading.into()), ..self }
    }

    /// With what is typed as it is understood.
    pub fn read_as(self, read: Option<Result<String, String>>) -> Field {
        Field { read, ..self }
    }

    /// The choices, where it is ticked and not typed.
    pub fn choices(&self) -> Option<&[Choice]> {
        match &self.kind {
            Kind::Line | Kind::Area => None,
            Kind::One(choices) | Kind::Many(choices) => Some(choices),
        }
    }

    /// Ticks or unticks a choice.
    pub fn toggle(&self, choice: usize, typed: &mut Typed) {
        let Some((code, _)) = self.choices().and_then(|choices| choices.get(choice)) else { return };
        let was = typed.is_ticked(&self.id, code);
        let mut codes: Vec<String> = if matches!(self.kind, Kind::Many(_)) { typed.all(&self.id).to_vec() } else { Vec::new() };
        codes.retain(|ticked| ticked != code);
        if !was {
            codes.push(code.clone());
        }
        typed.set_all(&self.id, codes);
    }
}

/// Choices of a closed list.
pub fn choices<C: Into<String>, L: Into<String>>(of: impl IntoIterator<Item = (C, L)>) -> Vec<Choice> {
    of.into_iter().map(|(code, label)| (code.into(), label.into())).collect()
}

/// How a field looks now.
pub struct Shown<'a> {
    pub field: &'a Field,
    pub typed: &'a Typed,
    pub text: Option<&'a TextBox>,
    /// The choice the cursor stands on, where the field has the keys.
    pub focus: Option<usize>,
    /// It stands at the top, where a heading needs no line before it.
    pub top: bool,
    /// Columns of all labels of the form.
    pub label_cols: usize,
}

/// Columns that the labels of a form take.
pub fn label_cols(fields: &[Field]) -> usize {
    fields.iter().filter(|f| f.kind != Kind::Area).map(|f| width(&f.label)).max().unwrap_or(0).min(24)
}

impl Shown<'_> {
    /// Columns before what is typed.
    fn indent(&self) -> usize {
        if self.field.kind == Kind::Area { 4 } else { self.label_cols + 4 }
    }

    fn value_cols(&self, cols: usize) -> usize {
        cols.saturating_sub(self.indent()).max(8)
    }

    /// Rows it takes in `cols` columns.
    pub fn rows(&self, cols: usize) -> usize {
        let value = match &self.field.kind {
            Kind::Line => 1,
            Kind::Area => {
                let text = self.text.map_or("", TextBox::text);
                1 + wrap(text, self.value_cols(cols).saturating_sub(1)).len().clamp(1, 8)
            }
            Kind::One(_) | Kind::Many(_) => self.flow(self.value_cols(cols), Theme::Mono).len(),
        };
        let heading = if self.field.heading.is_some() { 2 - usize::from(self.top) } else { 0 };
        heading + value + self.echo(cols).len()
    }

    fn echo(&self, cols: usize) -> Vec<String> {
        let Some(read) = &self.field.read else { return Vec::new() };
        let (sign, words) = match read {
            Ok(words) => ("→", words),
            Err(words) => ("⚠", words),
        };
        let room = self.value_cols(cols).saturating_sub(2);
        let lead = |i: usize| if i == 0 { format!("{sign} ") } else { "  ".into() };
        wrapped(words, room).into_iter().take(3).enumerate().map(|(i, line)| format!("{}{line}", lead(i))).collect()
    }

    /// The choices side by side, in as many lines as they need.
    fn flow(&self, cols: usize, theme: Theme) -> Vec<Line<'static>> {
        let (open, close) = if matches!(self.field.kind, Kind::Many(_)) { ('[', ']') } else { ('(', ')') };
        let mut lines: Vec<Vec<Span>> = vec![Vec::new()];
        let mut used = 0;
        for (i, (code, label)) in self.field.choices().unwrap_or_default().iter().enumerate() {
            let here = self.focus == Some(i);
            let tick = if self.typed.is_ticked(&self.field.id, code) { 'x' } else { ' ' };
            let words = cut(&format!("{}{open}{tick}{close} {label} ", if here { "▸" } else { " " }), cols);
            if used > 0 && used + width(&words) > cols + 1 {
                lines.push(Vec::new());
                used = 0;
            }
            used += width(&words);
            let style = theme.style(if here { Meaning::Selected } else { Meaning::Plain });
            if let Some(line) = lines.last_mut() {
                line.push(Span::styled(words, style));
            }
        }
        lines.into_iter().map(Line::from).collect()
    }

    /// Draws it from the top of the area; what has no room is left out.
    pub fn draw(&self, frame: &mut Frame, area: Rect, theme: Theme) {
        let cols = usize::from(area.width);
        let mut left = area;
        if let Some(heading) = &self.field.heading {
            if !self.top {
                take(&mut left);
            }
            frame.render_widget(Span::styled(heading.clone(), theme.style(Meaning::Title)), take(&mut left));
        }
        let focused = self.focus.is_some();
        let mark = if focused { "▸ " } else { "  " };
        let style = theme.style(if focused { Meaning::Title } else { Meaning::Hint });
        let label = match self.field.kind {
            Kind::Area => format!("{mark}{}", self.field.label),
            _ => format!("{mark}{:>cols$}  ", cut(&self.field.label, self.label_cols), cols = self.label_cols),
        };
        let label_row = Rect { height: left.height.min(1), ..left };
        frame.render_widget(Span::styled(fit(&label, cols), style), label_row);
        if self.field.kind == Kind::Area {
            take(&mut left);
        }
        let indent = u16::try_from(self.indent()).unwrap_or(u16::MAX).min(left.width);
        let mut value = Rect { x: left.x + indent, width: left.width - indent, ..left };
        let echo = self.echo(cols);
        match (self.text, &self.field.kind) {
            (Some(text), Kind::Line | Kind::Area) => {
                let rows = if self.field.kind == Kind::Area {
                    wrap(text.text(), self.value_cols(cols).saturating_sub(1)).len().clamp(1, 8)
                } else {
                    1
                };
                let rows = u16::try_from(rows).unwrap_or(1).min(value.height);
                let (shown, cursor) = text.draw(Rect { height: rows, ..value });
                frame.render_widget(Paragraph::new(shown), Rect { height: rows, ..value });
                if focused && value.width > 0 && rows > 0 {
                    frame.set_cursor_position(cursor);
                }
                value = Rect { y: value.y + rows, height: value.height - rows, ..value };
            }
            _ => {
                for line in self.flow(self.value_cols(cols), theme) {
                    frame.render_widget(Paragraph::new(line), take(&mut value));
                }
            }
        }
        let meaning = if matches!(self.field.read, Some(Err(_))) { Meaning::Warning } else { Meaning::Ok };
        for line in echo {
            frame.render_widget(Span::styled(line, theme.style(meaning)), take(&mut value));
        }
    }
}

/// The next row of what is left; an empty area where there is none.
fn take(left: &mut Rect) -> Rect {
    let row = Rect { height: left.height.min(1), ..*left };
    *left = Rect { y: left.y + row.height, height: left.height - row.height, ..*left };
    row
}
