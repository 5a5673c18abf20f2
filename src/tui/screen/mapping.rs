//! The columns of a list where some are not clear: a person names those, once, and may correct the others; the answers are
//! kept under a name.

use super::files::{Tried, dry_run};
use super::pick::Pick;
use super::{Next, Screen};
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::desk::{ImportAnswers, ListColumn, ListSource};
use crate::tui::theme::Meaning;
use crate::tui::widget::pane::{lines, moved, pane};
use crate::tui::widget::text::{counted, fit, wrapped};
use crate::tui::widget::text_box::TextBox;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// The mapping screen. The row after the last column is the name under which the answers are kept.
pub struct MappingScreen {
    list: ListSource,
    answers: ImportAnswers,
    /// Every column of the list, the unclear ones first.
    columns: Vec<ListColumn>,
    /// What each column was read as or said to be.
    fields: Vec<Option<String>>,
    known: Vec<(String, String)>,
    /// Codes in the order last offered.
    offered: Vec<String>,
    at: usize,
    profile: TextBox,
    /// Why the list cannot be read with these answers; it stands until the next try.
    problem: Option<String>,
}

/// Code of a column that is not used.
const IGNORE: &str = "ignore";

impl MappingScreen {
    /// The screen over these columns; `problem` is said above them.
    pub fn open(
        list: ListSource,
        answers: ImportAnswers,
        mut columns: Vec<ListColumn>,
        problem: Option<String>,
        cx: &Context,
    ) -> MappingScreen {
        let name = list.name.split(['.', '-', '_']).next().unwrap_or("").trim().to_string();
        let profile = TextBox::line(if name.is_empty() { "police list" } else { &name });
        columns.sort_by_key(|column| column.field.is_some());
        let fields = columns.iter().map(|column| column.field.clone()).collect();
        MappingScreen { list, answers, columns, fields, known: cx.desk.fields(), offered: Vec::new(), at: 0, profile, problem }
    }

    fn label(&self, code: &str) -> String {
        if code == IGNORE {
            return "not used".into();
        }
        self.known.iter().find(|(c, _)| c == code).map_or_else(|| code.to_string(), |(_, label)| label.clone())
    }

    fn on_profile(&self) -> bool {
        self.at >= self.columns.len()
    }

    /// The list of fields for the selected column: guesses first, then "not used", then all others.
    fn ask(&mut self) -> Next {
        let Some(column) = self.columns.get(self.at) else { return Next::Stay };
        let mut codes = column.guesses.clone();
        codes.push(IGNORE.into());
        codes.extend(self.known.iter().map(|(code, _)| code.clone()));
        let mut seen = std::collections::BTreeSet::new();
        codes.retain(|c| seen.insert(c.clone()));
        self.offered = codes;
        let guessed = column.guesses.len();
        let detail = |i: usize| if i < guessed { "likely".into() } else { String::new() };
        let items: Vec<_> = self.offered.iter().enumerate().map(|(i, c)| (self.label(c), detail(i))).collect();
        Next::Push(Box::new(Pick::answer(&format!("What does “{}” hold?", column.header), items)))
    }

    fn go_on(&mut self, cx: &mut Context) -> Next {
        if let Some(i) = self.fields.iter().position(Option::is_none) {
            self.at = i;
            cx.warn(format!("Say first what the column “{}” holds (Enter); “not used” is an answer too.", self.columns[i].header));
            return Next::Stay;
        }
        let mut answers = self.answers.clone();
        // Only what a person said: the rest is read again as it was.
        let said = self.columns.iter().zip(&self.fields).filter(|(column, field)| column.field != **field);
        let said: Vec<_> = said.filter_map(|(column, field)| Some((column.header.clone(), field.clone()?))).collect();
        answers.map.retain(|(header, _)| !said.iter().any(|(again, _)| again == header));
        answers.map.extend(said);
        answers.save_profile = (!self.profile.is_empty()).then(|| self.profile.text().trim().to_string());
        match dry_run(&self.list, answers, cx) {
            Tried::Next(next) => {
                // Refused with these answers: the reason stands here, where they can be changed.
                self.problem = cx.notice.as_ref().filter(|_| matches!(next, Next::Stay)).map(|(_, words)| words.clone());
                next
            }
            Tried::Columns(answers, columns, problem) => {
                let profile = std::mem::take(&mut self.profile);
                *self = MappingScreen { profile, ..MappingScreen::open(self.list.clone(), answers, columns, problem, cx) };
                Next::Stay
            }
            Tried::WhichSheet(_) => {
                cx.warn("The sheet of this workbook is not clear any more: go back and choose the file again.");
                Next::Stay
            }
        }
    }
}

impl Screen for MappingScreen {
    fn place(&self) -> Place {
        Place::Columns
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let unclear = self.columns.iter().filter(|column| column.field.is_none()).count();
        let (title, what) = match unclear {
            0 => (format!("Columns of {}", self.list.name), "Enter says what the selected column holds."),
            n => (
                format!("{} of {} not recognised", counted(n, "column", "columns"), self.list.name),
                "Say what the columns marked ? hold; Enter changes the others too.",
            ),
        };
        let inner = pane(frame, area, &title, true, cx.theme);
        let hint = format!("{what} Lists with the same header are then read without asking. Nothing is loaded yet.");
        let mut all: Vec<Line> =
            wrapped(&hint, inner.width.into()).into_iter().map(|l| Line::styled(l, cx.theme.style(Meaning::Hint))).collect();
        let problem = self.problem.iter().flat_map(|words| wrapped(&format!("⚠ {words}"), inner.width.into()));
        all.extend(problem.map(|l| Line::styled(l, cx.theme.style(Meaning::Warning))));
        all.push(Line::raw(""));
        let above = all.len();
        all.push(Line::styled(format!("  {} {} {}", fit("column", 20), fit("holds", 24), "for example"), cx.theme.style(Meaning::Hint)));
        for (i, column) in self.columns.iter().enumerate() {
            let here = i == self.at;
            let holds = self.fields[i].as_ref().map_or_else(|| "? (Enter)".into(), |f| self.label(f));
            let words =
                format!("{} {} {} {}", if here { "▸" } else { " " }, fit(&column.header, 20), fit(&holds, 24), column.samples.join(" | "));
            let meaning = if here { Meaning::Selected } else { Meaning::Plain };
            all.push(Line::styled(fit(&words, inner.width.into()), cx.theme.style(meaning)));
        }
        all.push(Line::raw(""));
        let row = u16::try_from(all.len()).unwrap_or(u16::MAX);
        let scroll = (above + self.at + 4).saturating_sub(inner.height.into());
        lines(frame, Rect { height: inner.height.saturating_sub(1), ..inner }, all, scroll, cx.theme);
        let y = inner.y.saturating_add(row).min(inner.bottom().saturating_sub(1));
        let label = format!("{} Keep this under the name: ", if self.on_profile() { "▸" } else { " " });
        let ask = Rect { y, height: inner.height.min(1), ..inner };
        let cols = u16::try_from(crate::tui::widget::text::width(&label)).unwrap_or(0).min(ask.width);
        frame.render_widget(Span::styled(label, cx.theme.style(Meaning::Title)), ask);
        let field = Rect { x: ask.x + cols, width: ask.width - cols, ..ask };
        let (typed, cursor) = self.profile.draw(field);
        frame.render_widget(Paragraph::new(typed), field);
        if self.on_profile() && field.width > 0 {
            frame.set_cursor_position(cursor);
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if let Some(to) = moved(verb, self.at, self.columns.len() + 1, 5) {
            self.at = to;
            return Next::Stay;
        }
        match verb {
            Verb::Open => self.ask(),
            Verb::Save => self.go_on(cx),
            Verb::Back => Next::Pop,
            _ => Next::Stay,
        }
    }

    fn typing(&self) -> bool {
        self.on_profile()
    }

    fn typed(&mut self, key: &KeyEvent, _cx: &mut Context) -> bool {
        key.code != KeyCode::Enter && self.profile.key(key)
    }

    fn answered(&mut self, choice: usize, _cx: &mut Context) -> Next {
        if let (Some(field), Some(code)) = (self.fields.get_mut(self.at), self.offered.get(choice)) {
            *field = Some(code.clone());
            // On to the next that is not clear; after the last of them, to the name.
            self.at = self.fields.iter().position(Option::is_none).unwrap_or(self.columns.len());
        }
        Next::Stay
    }
}
