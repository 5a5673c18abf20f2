//! The app: a stack of screens, what they share, and how a key becomes a command.

mod sight;

pub use super::context::{Context, NOT_IN_PRIVACY};

use super::command::{self, Place, Verb};
use super::desk::Desk;
use super::private_desk::PrivateDesk;
use super::screen::assessments::AssessmentsScreen;
use super::screen::board::BoardScreen;
use super::screen::business::raise_form;
use super::screen::business_list::BusinessScreen;
use super::screen::case::CaseScreen;
use super::screen::duplicates::DuplicatesScreen;
use super::screen::interviews::InterviewsScreen;
use super::screen::log::{LogScreen, redo_form, undo_form};
use super::screen::meeting::MeetingScreen;
use super::screen::page::Page;
use super::screen::panels::PanelsScreen;
use super::screen::patterns::PatternsScreen;
use super::screen::pick::Pick;
use super::screen::register::RegisterScreen;
use super::screen::rehearsal::RehearsalScreen;
use super::screen::topten::TopTenScreen;
use super::screen::{Next, Screen};
use super::watch::Watch;
use super::{Clock, RunOptions, chrome};
use crate::episode::Moment;
use crate::tui::meeting_desk::MeetingDesk;
use chrono::TimeDelta;
use crossterm::event::{Event, KeyEvent, KeyEventKind};
use ratatui::Frame;
use ratatui::layout::Size;
use std::time::Duration;

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
            Verb::TopTen => return self.open_at_top(Place::TopTen, || Box::new(TopTenScreen::default())),
            Verb::Panels => return self.open_at_top(Place::Panels, || Box::new(PanelsScreen::default())),
            Verb::Patterns => return self.open_at_top(Place::Patterns, || Box::new(PatternsScreen::default())),
            Verb::Assessments if self.place() != Place::Case => {
                return self.open_at_top(Place::Assessments, || Box::new(AssessmentsScreen::default()));
            }
            Verb::BusinessList => return self.open_at_top(Place::Business, || Box::new(BusinessScreen::default())),
            Verb::Duplicates if self.place() != Place::Duplicates => Next::Push(Box::new(DuplicatesScreen::default())),
            Verb::Rehearse => return self.open_at_top(Place::Rehearsal, || Box::new(RehearsalScreen::default())),
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
