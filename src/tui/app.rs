//! The app: a stack of screens, what they share, and how a key becomes a command.

use super::command::{self, Place, Verb};
use super::desk::Desk;
use super::private_desk::PrivateDesk;
use super::screen::assessments::AssessmentsScreen;
use super::screen::board::BoardScreen;
use super::screen::business::raise_form;
use super::screen::business_list::BusinessScreen;
use super::screen::case::CaseScreen;
use super::screen::interviews::InterviewsScreen;
use super::screen::log::{LogScreen, redo_form, undo_form};
use super::screen::meeting::MeetingScreen;
use super::screen::page::Page;
use super::screen::pick::Pick;
use super::screen::register::RegisterScreen;
use super::screen::{Next, Screen};
use super::theme::{Meaning, Theme};
use super::watch::Watch;
use super::{Clock, RunOptions, chrome};
use crate::casebook::error::Error;
use crate::casebook::view::Board;
use crate::child::ChildId;
use crate::episode::Moment;
use crate::tui::meeting_desk::MeetingDesk;
use chrono::TimeDelta;
use crossterm::event::{Event, KeyEvent, KeyEventKind};
use ratatui::Frame;
use ratatui::layout::Size;
use std::path::PathBuf;
use std::time::Duration;

/// What the screens share.
pub struct Context {
    pub desk: Box<dyn Desk>,
    /// The moment of the last wake.
    pub now: Moment,
    pub theme: Theme,
    /// The board as last asked for; the title bar draws from it too.
    pub board: Option<Board>,
    /// One line for the person, until the next key.
    pub notice: Option<(Meaning, String)>,
    pub size: Size,
    /// Text on its way to the clipboard.
    pub copied: Option<String>,
    /// Something was written past the screen: the next drawing paints all of it.
    pub repaint: bool,
    /// Where the file picker begins.
    pub folder: PathBuf,
    /// Nothing on the screen says who the children are.
    pub private: bool,
    /// The meeting's item is the one the record says, and is moved by another terminal.
    pub follow: bool,
}

impl Context {
    /// Room for a list and a case side by side?
    pub fn wide(&self) -> bool {
        self.size.width >= 110
    }

    /// Rows between the title bar and the footer.
    pub fn body_height(&self) -> usize {
        usize::from(self.size.height.saturating_sub(2))
    }

    /// Says something good.
    pub fn say(&mut self, words: impl Into<String>) {
        self.notice = Some((Meaning::Ok, words.into()));
    }

    /// Says what is missing or wrong.
    pub fn warn(&mut self, words: impl Into<String>) {
        self.notice = Some((Meaning::Warning, words.into()));
    }

    /// Says a refusal in its own words, with what to do about it.
    pub fn refuse(&mut self, error: &Error) {
        let hint = error.hint().map(|h| format!(": {h}")).unwrap_or_default();
        self.warn(format!("{error}{hint}"));
    }

    /// Copies whom a row is about, as one line of text: "GMP/26/00417 Nadia Begum (C12)".
    pub fn copy(&mut self, reference: &str, name: &str, child: Option<ChildId>) {
        if self.private {
            return self.warn(NOT_IN_PRIVACY);
        }
        let id = child.map(|id| format!(" ({id})")).unwrap_or_default();
        let text = format!("{reference} {name}{id}");
        self.say(format!("Copied, where your terminal allows it: {text}"));
        self.copied = Some(text);
    }

    /// The value, or `None` after saying what went wrong.
    pub fn told<T>(&mut self, result: Result<T, Error>) -> Option<T> {
        result.map_err(|e| self.refuse(&e)).ok()
    }
}

/// The running app.
pub struct App {
    pub cx: Context,
    clock: Clock,
    stack: Vec<Box<dyn Screen>>,
    watch: Watch,
    /// When the hub was last asked for everything shown.
    asked: Moment,
    /// When a key was pressed last, and after how long without one the screen is blanked; `None`: never.
    pressed: Moment,
    blank_after: Option<TimeDelta>,
    blank: bool,
    done: bool,
}

/// What is said instead of opening something that cannot be shown without names.
pub const NOT_IN_PRIVACY: &str = "This cannot be shown without names: leave privacy mode first (P).";

/// How long after the last key a draft is kept, and the longest it waits while keys keep coming.
const KEEP_AFTER: Duration = Duration::from_millis(300);
const KEEP_AT_LATEST: Duration = Duration::from_secs(1);

impl App {
    /// The app with the board open.
    pub fn new(desk: Box<dyn Desk>, clock: Clock, options: RunOptions, size: Size) -> App {
        let now = clock.now();
        let mut desk = PrivateDesk::new(desk);
        desk.set_privacy(options.privacy);
        let minutes = i64::from(desk.settings().meeting.blank_after);
        let blank_after = (minutes > 0).then(|| TimeDelta::minutes(minutes));
        let mut cx = Context {
            desk: Box::new(desk),
            now,
            theme: options.theme,
            board: None,
            notice: None,
            size,
            copied: None,
            repaint: false,
            folder: options.folder,
            private: options.privacy,
            follow: options.follow,
        };
        let mut stack: Vec<Box<dyn Screen>> = vec![Box::new(BoardScreen::default())];
        if options.follow {
            stack.push(Box::new(MeetingScreen::default()));
        }
        let watch = Watch::begin(&mut cx);
        let mut app = App { cx, clock, stack, watch, asked: now, pressed: now, blank_after, blank: false, done: false };
        app.refresh();
        app.settle();
        // The first screen stands complete.
        app.idle();
        app
    }

    /// Nothing more to do?
    pub fn done(&self) -> bool {
        self.done
    }

    /// The place whose commands apply.
    pub fn place(&self) -> Place {
        self.top().place()
    }

    // The stack is never empty: the board at its bottom is never popped.
    fn top(&self) -> &dyn Screen {
        self.stack[self.stack.len() - 1].as_ref()
    }

    fn top_mut(&mut self) -> (&mut dyn Screen, &mut Context) {
        let last = self.stack.len() - 1;
        (self.stack[last].as_mut(), &mut self.cx)
    }

    /// How long the loop may sleep: not at all while something is to be read, else till a draft is due to be kept, the minute
    /// changes, or others' writes are looked for.
    pub fn wait(&self) -> Duration {
        if self.due().is_some() {
            return Duration::ZERO;
        }
        if self.top().unsaved().is_some() {
            return KEEP_AFTER;
        }
        let into_minute = u64::try_from(self.clock.now().timestamp().rem_euclid(60)).unwrap_or(0);
        let look = self.watch.every().min(Duration::from_secs(60 - into_minute));
        if self.ticks() { look.min(self.to_next_second()) } else { look }
    }

    /// Does a screen in sight show something that changes with the second?
    fn ticks(&self) -> bool {
        self.stack[self.seen()..].iter().any(|screen| screen.ticks())
    }

    fn to_next_second(&self) -> Duration {
        Duration::from_millis(1000 - u64::from(self.clock.now().timestamp_subsec_millis()).min(999))
    }

    /// No key came in time: reads what is due, else keeps drafts. Whether the screen must be drawn.
    pub fn idle(&mut self) -> bool {
        if let Some(due) = self.due() {
            self.stack[due].read(&mut self.cx);
            return true;
        }
        let unsaved = self.top().unsaved().is_some();
        if unsaved {
            self.keep();
        }
        unsaved
    }

    /// Looks whether the minute or the data changed, at most once a second, and asks again if so.
    pub fn look(&mut self) -> bool {
        let now = self.clock.now();
        // The room that goes on to another item wakes the chair's own screen.
        let moved = self.cx.follow && self.watch.changed(&self.cx);
        if self.blank && !moved {
            return false;
        }
        if moved {
            self.awake();
        }
        if self.blank_after.is_some_and(|after| now - self.pressed >= after) {
            self.keep_all();
            self.blank = true;
            return true;
        }
        let minute_changed = now.timestamp().div_euclid(60) != self.asked.timestamp().div_euclid(60);
        let changed = moved || self.watch.changed(&self.cx) || minute_changed;
        if changed {
            self.refresh();
            self.settle();
        }
        changed || self.tick(now)
    }

    /// Another second, where one is shown: drawn anew, and nothing is asked of the hub.
    fn tick(&mut self, now: Moment) -> bool {
        let another = self.ticks() && now.timestamp() != self.cx.now.timestamp();
        if another {
            self.cx.now = now;
        }
        another
    }

    /// Asks the desk for everything shown, and says what others wrote meanwhile.
    fn refresh(&mut self) {
        self.cx.now = self.clock.now();
        self.asked = self.cx.now;
        self.watch.tell(&mut self.cx);
        let board = self.cx.desk.board(self.cx.now);
        if let Some(board) = self.cx.told(board) {
            self.cx.board = Some(board);
        }
        let seen = self.seen();
        for screen in &mut self.stack[seen..] {
            screen.refresh(&mut self.cx);
        }
    }

    /// The screen in sight that has something to read.
    fn due(&self) -> Option<usize> {
        (self.seen()..self.stack.len()).find(|screen| self.stack[*screen].due(&self.cx))
    }

    /// The lowest screen that is in sight: all above it are popups.
    fn seen(&self) -> usize {
        self.stack.iter().rposition(|s| !s.is_popup()).unwrap_or(0)
    }

    /// After the waiting keys are handled, before drawing.
    pub fn settle(&mut self) {
        let (top, cx) = self.top_mut();
        top.settle(cx);
        if top.unsaved().is_some_and(|since| since.elapsed() >= KEEP_AT_LATEST) {
            top.keep(cx);
        }
    }

    fn keep(&mut self) {
        let (top, cx) = self.top_mut();
        top.keep(cx);
    }

    /// The terminal closes or a signal came: keeps what is typed and ends.
    pub fn close(&mut self) {
        self.keep_all();
        self.done = true;
    }

    fn keep_all(&mut self) {
        for screen in &mut self.stack {
            if screen.unsaved().is_some() {
                screen.keep(&mut self.cx);
            }
        }
    }

    /// Somebody is there: the screen is not blanked, and what was blank is shown again, as it is now.
    pub fn awake(&mut self) {
        self.pressed = self.clock.now();
        if std::mem::take(&mut self.blank) {
            self.refresh();
        }
    }

    /// Handles one event of the terminal.
    pub fn handle(&mut self, event: &Event) {
        self.cx.now = self.clock.now();
        let was_blank = self.blank;
        if matches!(event, Event::Key(key) if key.kind != KeyEventKind::Release) || matches!(event, Event::Paste(_)) {
            self.awake();
        }
        match event {
            // The key that ends the blank does nothing else.
            Event::Key(_) | Event::Paste(_) if was_blank => {}
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(key),
            Event::Paste(text) => {
                self.cx.notice = None;
                let (top, cx) = self.top_mut();
                let next = top.pasted(text, cx);
                self.go(next);
            }
            Event::Resize(width, height) => self.cx.size = Size::new(*width, *height),
            _ => {}
        }
    }

    fn key(&mut self, key: &KeyEvent) {
        self.cx.notice = None;
        let (top, cx) = self.top_mut();
        if top.typing() && top.typed(key, cx) {
            return;
        }
        if let Some(verb) = command::meant(self.place(), key) {
            self.run(verb);
        }
    }

    /// Carries a command out, those that work everywhere here, the others on the screen.
    pub fn run(&mut self, verb: Verb) {
        if self.cx.private && command::says_who(self.place(), verb) {
            return self.cx.warn(NOT_IN_PRIVACY);
        }
        let next = match verb {
            Verb::Back => self.leave(verb),
            Verb::Leave if self.stack.len() == 1 => Next::Quit,
            Verb::Leave => self.leave(Verb::Back),
            Verb::Board => Next::Home,
            Verb::Interviews => return self.open_at_top(Place::Interviews, || Box::new(InterviewsScreen::default())),
            Verb::Actions => return self.open_at_top(Place::Register, || Box::new(RegisterScreen::default())),
            Verb::Assessments if self.place() != Place::Case => {
                return self.open_at_top(Place::Assessments, || Box::new(AssessmentsScreen::default()));
            }
            Verb::BusinessList => return self.open_at_top(Place::Business, || Box::new(BusinessScreen::default())),
            Verb::Log => return self.open_at_top(Place::Log, || Box::new(LogScreen::default())),
            Verb::Raise if self.place() != Place::Meeting => raise_form(None),
            Verb::Undo => undo_form(&mut self.cx),
            Verb::Redo => redo_form(&mut self.cx),
            Verb::Privacy => return self.switch_privacy(),
            Verb::Meeting => return self.open_meeting(),
            Verb::Help => Next::Push(Box::new(Page::help(self.commands(), self.place()))),
            Verb::Palette => Next::Push(Box::new(Pick::palette(&self.commands()))),
            Verb::Jump => Next::Push(Box::new(Pick::jump(&mut self.cx))),
            Verb::WhatChanged => self.watch.page(&mut self.cx),
            Verb::Redraw => {
                self.refresh();
                Next::Stay
            }
            other => {
                let (top, cx) = self.top_mut();
                if top.can(other, cx) { top.act(other, cx) } else { Next::Stay }
            }
        };
        self.go(next);
    }

    /// To a screen that stands on the board, as it was left where it is open below.
    fn open_at_top(&mut self, place: Place, new: impl FnOnce() -> Box<dyn Screen>) {
        self.keep_if_unsaved();
        if self.stack.get(1).is_some_and(|screen| screen.place() == place) {
            self.stack.truncate(2);
            return self.refresh();
        }
        self.stack.truncate(1);
        self.go(Next::Push(new()));
    }

    /// Into privacy mode, or out of it. What was read with names is not kept: screens that cannot do without are left, the others
    /// read again before they are drawn.
    fn switch_privacy(&mut self) {
        self.keep_all();
        self.cx.private = !self.cx.private;
        self.cx.desk.set_privacy(self.cx.private);
        if self.cx.private {
            let stays = |screen: &dyn Screen| screen.place().stays_private();
            let first = self.stack.iter().position(|screen| !stays(screen.as_ref())).unwrap_or(self.stack.len());
            self.stack.truncate(first.max(1));
            // With the board everyone else in sight is looked up, before anything else is said.
            let board = self.cx.desk.board(self.cx.now);
            self.cx.board = self.cx.told(board);
        }
        self.stack.iter_mut().for_each(|screen| screen.forget());
        self.refresh();
        if self.cx.private && self.cx.notice.is_some() {
            // Something could not be read again: what stands there may still say who.
            self.stack.truncate(1);
        }
        let words = if self.cx.private { "Privacy: no child is named until P is pressed again." } else { "Names are shown again." };
        if self.cx.notice.is_none() {
            self.cx.say(words);
        }
    }

    /// To the meeting, as it was left where it is open below; where none was held today, to the form that opens one.
    fn open_meeting(&mut self) {
        self.keep_if_unsaved();
        if self.stack.get(1).is_some_and(|screen| screen.is_meeting()) {
            self.stack.truncate(2);
            return self.refresh();
        }
        self.stack.truncate(1);
        let screen = MeetingScreen::open(&mut self.cx);
        let none = screen.is_empty();
        self.go(Next::Push(Box::new(screen)));
        if none {
            self.run(Verb::Begin);
        }
    }

    fn leave(&mut self, verb: Verb) -> Next {
        self.keep_if_unsaved();
        let (top, cx) = self.top_mut();
        top.act(verb, cx)
    }

    fn keep_if_unsaved(&mut self) {
        if self.top().unsaved().is_some() {
            self.keep();
        }
    }

    fn go(&mut self, next: Next) {
        match next {
            Next::Stay => {}
            Next::Refresh => self.refresh(),
            Next::Push(screen) => {
                self.keep_if_unsaved();
                self.stack.push(screen);
                self.refresh_top();
            }
            Next::Replace(screen) => {
                self.pop();
                self.stack.push(screen);
                self.refresh_top();
            }
            Next::Pop => {
                self.pop();
                self.refresh();
            }
            Next::Run(verb) => {
                self.pop();
                self.run(verb);
            }
            Next::Answer(choice) => {
                self.pop();
                let (top, cx) = self.top_mut();
                let next = top.answered(choice, cx);
                self.go(next);
            }
            Next::OpenCase(episode) => {
                self.pop();
                if let Some(case) = CaseScreen::open(episode, Vec::new(), &mut self.cx) {
                    self.go(Next::Push(Box::new(case)));
                }
            }
            Next::Home => {
                self.keep_if_unsaved();
                self.stack.truncate(1);
                self.refresh();
            }
            Next::Quit => self.close(),
        }
    }

    fn refresh_top(&mut self) {
        let (top, cx) = self.top_mut();
        top.refresh(cx);
    }

    fn pop(&mut self) {
        self.keep_if_unsaved();
        if self.stack.len() > 1 {
            self.stack.pop();
        }
    }

    /// The commands that do something here and now.
    pub fn commands(&self) -> Vec<&'static command::Command> {
        let hidden = |verb| self.cx.private && command::says_who(self.place(), verb);
        command::at(self.place()).filter(|c| !hidden(c.verb) && self.top().can(c.verb, &self.cx)).collect()
    }

    /// Draws the title bar, the screen with what lies over it, and the footer.
    pub fn draw(&self, frame: &mut Frame) {
        if self.blank {
            return chrome::draw_blank(frame);
        }
        let Some(body) = chrome::draw(frame, &self.cx, &self.commands()) else { return };
        for screen in &self.stack[self.seen()..] {
            screen.draw(frame, body, &self.cx);
        }
    }
}
