//! A form: what it is for is a [`Task`]; its fields are built anew after every key from what is typed so far, so that a field can
//! appear once it is needed. What is typed is kept as a draft until it is saved; a confirming word never is.

use super::draft::Keeper;
use super::{Next, Screen};
use crate::calendar::short_moment;
use crate::casebook::error::Error;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::field::{Field, Kind, Shown, Typed, WORD, label_cols};
use crate::tui::widget::pane::{lines, pane, popup};
use crate::tui::widget::text::{cut, width, wrapped};
use crate::tui::widget::text_box::TextBox;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use std::collections::BTreeMap;
use std::time::Instant;

/// What a form is for.
pub trait Task {
    /// Where the draft is kept: another one for each child, panel, month … that it is about.
    fn key(&self) -> String;
    fn title(&self) -> String;
    /// What stands above the fields: whom it is about, what it will do.
    fn intro(&self, typed: &Typed, cx: &Context) -> Vec<(Meaning, String)>;
    /// What stands in the fields before anything is typed.
    fn begin(&self) -> Typed {
        Typed::default()
    }
    /// The fields, as what is typed so far asks for them. None at all: the form only asks for a yes.
    fn fields(&self, typed: &Typed, cx: &Context) -> Vec<Field>;
    /// The field that has the keys at first.
    fn first(&self) -> usize {
        0
    }
    /// What is asked once more before it is written, in words; `None`: saving writes at once.
    fn asks(&self, _typed: &Typed, _cx: &Context) -> Result<Option<String>, Wrong> {
        Ok(None)
    }
    /// Writes it, and gives the words that say so.
    fn save(&mut self, typed: &Typed, cx: &mut Context) -> Result<String, Wrong>;
    /// Reads again what it is based on, after somebody else changed that.
    fn look_again(&mut self, _cx: &mut Context) {}
}

/// Why a form is not saved.
pub enum Wrong {
    /// A field, and what is wrong with it.
    At(String, String),
    Refused(Error),
}

impl From<Error> for Wrong {
    fn from(error: Error) -> Wrong {
        Wrong::Refused(error)
    }
}

/// A refusal that leads to a field.
pub fn at(id: &str, words: impl Into<String>) -> Wrong {
    Wrong::At(id.to_string(), words.into())
}

/// What will be written, over the screen that asks.
pub fn ask_once_more(frame: &mut Frame, area: Rect, words: &str, theme: Theme) {
    let cols = 64.min(area.width);
    let mut all: Vec<Line> = wrapped(words, usize::from(cols).saturating_sub(2)).into_iter().map(Line::raw).collect();
    all.push(Line::raw(""));
    all.push(Line::styled("Enter or Ctrl-S writes it · Esc goes back", theme.style(Meaning::Title)));
    let rows = u16::try_from(all.len() + 2).unwrap_or(u16::MAX);
    let inner = popup(frame, area, "This will be written", cols, rows, theme);
    lines(frame, inner, all, 0, theme);
}

/// A form over the whole screen.
pub struct FormScreen {
    task: Box<dyn Task>,
    typed: Typed,
    /// The texts being typed, by field.
    texts: BTreeMap<String, TextBox>,
    fields: Vec<Field>,
    intro: Vec<(Meaning, String)>,
    at: usize,
    /// The choice the cursor stands on.
    choice: usize,
    /// What is asked once more, until it is answered.
    asking: Option<String>,
    /// `None` until the form is first at the top of the screen.
    keeper: Option<Keeper>,
}

impl FormScreen {
    pub fn new(task: impl Task + 'static) -> FormScreen {
        let (typed, at) = (task.begin(), task.first());
        FormScreen {
            task: Box::new(task),
            typed,
            texts: BTreeMap::new(),
            fields: Vec::new(),
            intro: Vec::new(),
            at,
            choice: 0,
            asking: None,
            keeper: None,
        }
    }

    /// The form as what comes next.
    pub fn push(task: impl Task + 'static) -> Next {
        Next::Push(Box::new(FormScreen::new(task)))
    }

    /// Builds the fields anew; the one that has the keys keeps them.
    fn build(&mut self, cx: &Context) {
        let here = self.fields.get(self.at).map(|field| field.id.clone());
        self.fields = self.task.fields(&self.typed, cx);
        self.intro = self.task.intro(&self.typed, cx);
        for field in &self.fields {
            let text = self.typed.all(&field.id).first().map_or("", String::as_str);
            match field.kind {
                Kind::Line => drop(self.texts.entry(field.id.clone()).or_insert_with(|| TextBox::line(text))),
                Kind::Area => drop(self.texts.entry(field.id.clone()).or_insert_with(|| TextBox::area(text))),
                Kind::One(_) | Kind::Many(_) => {}
            }
        }
        if let Some(at) = here.and_then(|id| self.fields.iter().position(|field| field.id == id)) {
            self.at = at;
        }
        self.at = self.at.min(self.fields.len().saturating_sub(1));
    }

    fn field(&self) -> Option<&Field> {
        self.fields.get(self.at)
    }

    /// The keys go to another field; the cursor to what is ticked there.
    fn go_to(&mut self, at: usize) {
        self.at = at.min(self.fields.len().saturating_sub(1));
        let ticked = |field: &Field| field.choices()?.iter().position(|(code, _)| self.typed.is_ticked(&field.id, code));
        self.choice = self.field().and_then(ticked).unwrap_or(0);
    }

    fn step(&mut self, forward: bool) {
        let count = self.fields.len().max(1);
        self.go_to((self.at + if forward { 1 } else { count - 1 }) % count);
    }

    /// To the next part of the form, or the one before.
    fn part(&mut self, forward: bool) {
        let begins = |i: &usize| self.fields.get(*i).is_some_and(|field| field.heading.is_some());
        let last = self.fields.len().saturating_sub(1);
        let to = if forward { (self.at + 1..=last).find(begins).unwrap_or(last) } else { (0..self.at).rev().find(begins).unwrap_or(0) };
        self.go_to(to);
    }

    fn step_choice(&mut self, by: isize) {
        let last = self.field().and_then(Field::choices).map_or(0, |choices| choices.len().saturating_sub(1));
        self.choice = self.choice.saturating_add_signed(by).min(last);
    }

    /// Takes over what the text of the field says now.
    fn text_changed(&mut self, cx: &Context) {
        let Some(id) = self.field().map(|field| field.id.clone()) else { return };
        if let Some(text) = self.texts.get(&id) {
            self.typed.set(&id, text.text());
        }
        if id == WORD {
            return self.build(cx);
        }
        self.changed(cx);
    }

    fn changed(&mut self, cx: &Context) {
        if let Some(keeper) = &mut self.keeper {
            keeper.changed();
        }
        self.build(cx);
    }

    fn save(&mut self, cx: &mut Context) -> Next {
        let saved = if self.asking.take().is_some() {
            self.task.save(&self.typed, cx)
        } else {
            match self.task.asks(&self.typed, cx) {
                Ok(Some(words)) => {
                    self.asking = Some(words);
                    return Next::Stay;
                }
                Ok(None) => self.task.save(&self.typed, cx),
                Err(wrong) => Err(wrong),
            }
        };
        match saved {
            Ok(words) => {
                if let Some(keeper) = &mut self.keeper {
                    keeper.forget(cx);
                }
                cx.say(words);
                return Next::Pop;
            }
            Err(Wrong::At(id, words)) => {
                if let Some(at) = self.fields.iter().position(|field| field.id == id) {
                    self.go_to(at);
                }
                cx.warn(words);
            }
            Err(Wrong::Refused(error @ Error::Stale { .. })) => {
                self.task.look_again(cx);
                self.build(cx);
                cx.warn(format!("{error}. What you typed is kept: if it still holds, Ctrl-S saves it on the record as it is now."));
            }
            Err(Wrong::Refused(error)) => cx.refuse(&error),
        }
        Next::Stay
    }

    fn shown(&self, i: usize, top: bool) -> Option<Shown<'_>> {
        let field = self.fields.get(i)?;
        let focus = (i == self.at).then_some(self.choice);
        Some(Shown { field, typed: &self.typed, text: self.texts.get(&field.id), focus, top, label_cols: label_cols(&self.fields) })
    }

    /// The first field that is drawn, so that the one with the keys is in view, with more of what comes after it than before.
    fn first(&self, cols: usize, room: usize) -> usize {
        let rows = |i: usize| self.shown(i, i == 0).map_or(0, |shown| shown.rows(cols));
        if (0..self.fields.len()).map(rows).sum::<usize>() <= room {
            return 0;
        }
        let (mut first, mut before) = (self.at, 0);
        while first > 0 && before + rows(first - 1) <= room / 3 {
            first -= 1;
            before += rows(first);
        }
        first
    }
}

impl Screen for FormScreen {
    fn place(&self) -> Place {
        if self.fields.is_empty() || self.asking.is_some() { Place::Confirm } else { Place::Form }
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let kept = self.keeper.as_ref().map(Keeper::words).filter(|words| !words.is_empty());
        let kept = kept.map(|words| format!(" · {words}")).unwrap_or_default();
        let title = cut(&self.task.title(), usize::from(area.width).saturating_sub(4 + width(&kept))) + &kept;
        let inner = pane(frame, area, &title, true, cx.theme);
        let cols = usize::from(inner.width);
        let mut left = inner;
        let ask = (Meaning::Title, "Enter or Ctrl-S writes it · Esc goes back".to_string());
        for (meaning, words) in self.intro.iter().chain(self.fields.is_empty().then_some(&ask)) {
            for line in wrapped(words, cols) {
                // The field that has the keys needs some rows of its own.
                if left.height > 4 || self.fields.is_empty() && left.height > 0 {
                    frame.render_widget(Paragraph::new(line).style(cx.theme.style(*meaning)), Rect { height: 1, ..left });
                    left = Rect { y: left.y + 1, height: left.height - 1, ..left };
                }
            }
        }
        if !self.intro.is_empty() && left.height > 1 {
            left = Rect { y: left.y + 1, height: left.height - 1, ..left };
        }
        let first = self.first(cols, left.height.into());
        for i in first..self.fields.len() {
            let Some(shown) = self.shown(i, i == first).filter(|_| left.height > 0) else { break };
            shown.draw(frame, left, cx.theme);
            let rows = u16::try_from(shown.rows(cols)).unwrap_or(u16::MAX).min(left.height);
            left = Rect { y: left.y + rows, height: left.height - rows, ..left };
        }
        if let Some(words) = &self.asking {
            ask_once_more(frame, area, words, cx.theme);
        }
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        let ticked = self.field().is_some_and(|field| field.choices().is_some());
        match verb {
            Verb::Toggle | Verb::ChoiceBefore | Verb::ChoiceAfter => ticked,
            Verb::PageUp | Verb::PageDown => self.fields.iter().any(|field| field.heading.is_some()),
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        match verb {
            Verb::Save => return self.save(cx),
            Verb::Back if self.asking.take().is_some() => {}
            Verb::Back => return Next::Pop,
            _ if self.asking.is_some() => {}
            Verb::NextPane | Verb::Down => self.step(true),
            Verb::PreviousPane | Verb::Up => self.step(false),
            Verb::PageDown => self.part(true),
            Verb::PageUp => self.part(false),
            Verb::ChoiceBefore => self.step_choice(-1),
            Verb::ChoiceAfter => self.step_choice(1),
            Verb::Toggle => {
                if let Some(field) = self.fields.get(self.at) {
                    field.toggle(self.choice, &mut self.typed);
                    self.changed(cx);
                }
            }
            _ => {}
        }
        Next::Stay
    }

    fn typing(&self) -> bool {
        self.asking.is_none() && self.field().is_some_and(|field| field.choices().is_none())
    }

    fn typed(&mut self, key: &KeyEvent, cx: &mut Context) -> bool {
        let Some(text) = self.fields.get(self.at).and_then(|field| self.texts.get_mut(&field.id)) else { return false };
        if text.key(key) {
            self.text_changed(cx);
            return true;
        }
        match key.code {
            KeyCode::Down | KeyCode::Enter => self.go_to(self.at + 1),
            KeyCode::Up => self.go_to(self.at.saturating_sub(1)),
            _ => return false,
        }
        true
    }

    fn pasted(&mut self, pasted: &str, cx: &mut Context) -> Next {
        let field = self.fields.get(self.at).filter(|_| self.asking.is_none());
        if let Some(text) = field.and_then(|field| self.texts.get_mut(&field.id)) {
            text.insert(pasted);
            self.text_changed(cx);
        }
        Next::Stay
    }

    fn refresh(&mut self, cx: &mut Context) {
        if self.keeper.is_none() {
            let (keeper, earlier) = Keeper::open::<Typed>(self.task.key(), cx);
            if let (Some(typed), Some(at)) = (earlier, keeper.kept()) {
                self.typed = typed.without_word();
                self.texts.clear();
                cx.say(format!("Here is what you typed {} and did not save yet.", short_moment(at)));
            }
            self.keeper = Some(keeper);
        }
        self.build(cx);
    }

    fn unsaved(&self) -> Option<Instant> {
        self.keeper.as_ref().and_then(Keeper::unsaved)
    }

    fn keep(&mut self, cx: &mut Context) {
        if let Some(keeper) = &mut self.keeper {
            keeper.keep(&self.typed.clone().without_word(), cx);
        }
    }
}
