//! Load a list: choose the file (newest first), or paste the table; then sheets and columns are asked where unclear, and
//! what the list would change is shown before anything is written.

use super::mapping::MappingScreen;
use super::page::Page;
use super::pick::Pick;
use super::{Next, Screen};
use crate::calendar::short_moment;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::desk::{FolderEntry, ImportAnswers, Imported, ListColumn, ListSource};
use crate::tui::theme::Meaning;
use crate::tui::widget::pane::{lines, moved, pane, window};
use crate::tui::widget::text::{counted, cut, fit};
use crate::tui::widget::text_box::TextBox;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::path::PathBuf;
use std::sync::Arc;

/// The file picker.
pub struct FilesScreen {
    folder: PathBuf,
    entries: Vec<FolderEntry>,
    typed: TextBox,
    at: usize,
    /// A whole path that was typed, as it is understood.
    whole: Option<String>,
    /// A list whose sheet is being asked.
    asked: Option<(ListSource, Vec<String>)>,
}

/// Endings of files that can be lists.
const LISTS: [&str; 8] = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "xlsb", "ods"];

impl FilesScreen {
    pub fn open(cx: &mut Context) -> FilesScreen {
        let mut screen =
            FilesScreen { folder: cx.folder.clone(), entries: Vec::new(), typed: TextBox::line(""), at: 0, whole: None, asked: None };
        screen.go_to(cx.folder.clone(), cx);
        screen
    }

    /// Shows a folder: lists, the newest first, then folders by name. Stays where it is if the folder cannot be read.
    fn go_to(&mut self, folder: PathBuf, cx: &mut Context) {
        match cx.desk.folder(&folder) {
            Err(words) => cx.warn(words),
            Ok(mut entries) => {
                let is_list = |e: &FolderEntry| e.path.extension().is_some_and(|x| LISTS.iter().any(|l| x.eq_ignore_ascii_case(l)));
                entries.retain(|e| !e.name.starts_with('.') && (e.folder || is_list(e)));
                entries.sort_by(|a, b| {
                    a.folder.cmp(&b.folder).then_with(|| if a.folder { a.name.cmp(&b.name) } else { b.modified.cmp(&a.modified) })
                });
                if let Some(parent) = folder.parent() {
                    let up = FolderEntry { name: "..".into(), path: parent.into(), folder: true, modified: None, bytes: 0 };
                    entries.push(up);
                }
                cx.folder.clone_from(&folder);
                (self.folder, self.entries, self.at, self.typed) = (folder, entries, 0, TextBox::line(""));
                self.whole = None;
            }
        }
    }

    fn shown(&self) -> Vec<&FolderEntry> {
        let words = self.typed.text().trim().to_lowercase();
        self.entries.iter().filter(|e| e.name.to_lowercase().contains(&words)).collect()
    }

    /// What was typed changed: the selection begins at the top, and a whole path is said as it is understood.
    fn narrowed(&mut self, cx: &Context) {
        self.at = 0;
        let path = PathBuf::from(self.typed.text().trim());
        self.whole = path.is_absolute().then(|| match cx.desk.folder(&path).is_ok() {
            true => format!("Enter opens the folder {}", path.display()),
            false => format!("Enter reads the file {}", path.display()),
        });
    }

    fn choose(&mut self, cx: &mut Context) -> Next {
        let typed = PathBuf::from(self.typed.text().trim());
        if typed.is_absolute() {
            return self.take(typed, cx);
        }
        let Some(entry) = self.shown().get(self.at).map(|e| (*e).clone()) else {
            cx.warn("There is no such file here: type its whole path, choose another folder, or paste the table.");
            return Next::Stay;
        };
        if entry.folder {
            self.go_to(entry.path, cx);
            return Next::Stay;
        }
        self.take(entry.path, cx)
    }

    fn take(&mut self, path: PathBuf, cx: &mut Context) -> Next {
        match cx.desk.read(&path) {
            Ok(bytes) => {
                let name = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
                self.try_list(ListSource { name, bytes: Arc::new(bytes) }, ImportAnswers::default(), cx)
            }
            // A path that was typed can be a folder.
            Err(words) => {
                if cx.desk.folder(&path).is_ok() {
                    self.go_to(path, cx);
                } else {
                    cx.warn(words);
                }
                Next::Stay
            }
        }
    }

    fn try_list(&mut self, list: ListSource, answers: ImportAnswers, cx: &mut Context) -> Next {
        match dry_run(&list, answers, cx) {
            Tried::Next(next) => next,
            Tried::Columns(answers, columns, problem) => Next::Push(Box::new(MappingScreen::open(list, answers, columns, problem, cx))),
            Tried::WhichSheet(sheets) => {
                let items = sheets.iter().map(|s| (s.clone(), String::new()));
                let pick = Pick::answer(&format!("Which sheet of {} is the list?", list.name), items);
                self.asked = Some((list, sheets));
                Next::Push(Box::new(pick))
            }
        }
    }
}

/// What a dry run led to.
pub enum Tried {
    Next(Next),
    WhichSheet(Vec<String>),
    /// Columns to be named beside these answers, and what stands in the way.
    Columns(ImportAnswers, Vec<ListColumn>, Option<String>),
}

/// Runs a list without writing, and goes on to what it would change, if nothing is to be asked first.
pub fn dry_run(list: &ListSource, answers: ImportAnswers, cx: &mut Context) -> Tried {
    cx.repaint = true;
    let imported = cx.desk.import(list, &answers, true, cx.now);
    Tried::Next(match cx.told(imported) {
        None => Next::Stay,
        Some(Imported::WhichSheet(sheets)) => return Tried::WhichSheet(sheets),
        Some(Imported::Columns { columns, problem }) => return Tried::Columns(answers, columns, problem),
        Some(Imported::Report(report)) => Next::Push(Box::new(Page::preview(list.clone(), answers, &report))),
    })
}

impl Screen for FilesScreen {
    fn place(&self) -> Place {
        Place::Files
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let inner = pane(frame, area, &format!("Load a list: {}", self.folder.display()), true, cx.theme);
        if inner.height < 4 {
            return;
        }
        let hint = "Choose the file, newest first; or paste the table copied from Excel or an e-mail. Type to narrow, or a whole path.";
        let hints = crate::tui::widget::text::wrapped(hint, inner.width.into());
        let hint_rows = u16::try_from(hints.len()).unwrap_or(1).min(inner.height - 2);
        let hint_area = Rect { height: hint_rows, ..inner };
        lines(frame, hint_area, hints.into_iter().map(|l| Line::styled(l, cx.theme.style(Meaning::Hint))).collect(), 0, cx.theme);
        let ask = Rect { y: inner.y + hint_rows, height: 1, ..inner };
        frame.render_widget(Span::styled("› ", cx.theme.style(Meaning::Title)), ask);
        let field = Rect { x: ask.x + 2, width: ask.width.saturating_sub(2), ..ask };
        let (typed, cursor) = self.typed.draw(field);
        frame.render_widget(Paragraph::new(typed), field);
        frame.set_cursor_position(cursor);
        let list = Rect { y: ask.y + 1, height: inner.height - hint_rows - 1, ..inner };
        let shown = self.shown();
        let first = window(self.at, self.at + 1, shown.len(), list.height.into());
        let row = |(i, e): (usize, &&FolderEntry)| {
            let here = i == self.at;
            let when = e.modified.map(short_moment).unwrap_or_default();
            let size = if e.folder { "folder".into() } else { format!("{} KB", e.bytes.div_ceil(1024)) };
            let name_cols = usize::from(list.width).saturating_sub(32);
            let words = format!("{} {} {when:>17} {size:>10}", if here { "▸" } else { " " }, fit(&e.name, name_cols));
            Line::styled(cut(&words, list.width.into()), cx.theme.style(if here { Meaning::Selected } else { Meaning::Plain }))
        };
        let mut rows: Vec<Line> = shown.iter().enumerate().skip(first).take(list.height.into()).map(row).collect();
        if let Some(words) = &self.whole {
            rows.push(Line::styled(format!("  {words}"), cx.theme.style(Meaning::Ok)));
        } else if shown.iter().all(|e| e.folder) {
            rows.push(Line::styled("  No list in this folder (CSV, text or a workbook).", cx.theme.style(Meaning::Hint)));
        }
        lines(frame, list, rows, 0, cx.theme);
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if let Some(to) = moved(verb, self.at, self.shown().len(), cx.body_height().saturating_sub(6)) {
            self.at = to;
            return Next::Stay;
        }
        match verb {
            Verb::Open => self.choose(cx),
            Verb::Back => Next::Pop,
            _ => Next::Stay,
        }
    }

    fn typing(&self) -> bool {
        true
    }

    fn typed(&mut self, key: &KeyEvent, cx: &mut Context) -> bool {
        if key.code == KeyCode::Backspace && self.typed.text().is_empty() {
            if let Some(parent) = self.folder.parent().map(PathBuf::from) {
                self.go_to(parent, cx);
            }
            return true;
        }
        let taken = self.typed.key(key);
        if taken {
            self.narrowed(cx);
        }
        taken
    }

    /// One line without tabs is a path or a name; anything else is the table itself.
    fn pasted(&mut self, text: &str, cx: &mut Context) -> Next {
        // Terminals paste line ends as they came: LF, CR LF, or CR alone.
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        if !text.trim_end().contains(['\n', '\t']) {
            self.typed.insert(text.trim());
            self.narrowed(cx);
            return Next::Stay;
        }
        cx.say(format!("Pasted {}.", counted(text.lines().count(), "line", "lines")));
        self.try_list(ListSource { name: "pasted table".into(), bytes: Arc::new(text.into_bytes()) }, ImportAnswers::default(), cx)
    }

    fn answered(&mut self, choice: usize, cx: &mut Context) -> Next {
        let Some((list, sheets)) = self.asked.take() else { return Next::Stay };
        let sheet = sheets.get(choice).cloned();
        self.try_list(list, ImportAnswers { sheet, ..ImportAnswers::default() }, cx)
    }
}
