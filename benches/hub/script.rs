//! Keys handed to the app itself, and when it has written its screen: what a key costs in the program, without a terminal around it.

use crossterm::event::{Event, KeyCode, KeyEvent};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Rect, Size};
use ratatui::{Terminal, TerminalOptions, Viewport};
use std::cell::Cell;
use std::io::{self, Write};
use std::rc::Rc;
use std::time::{Duration, Instant};
use wayhome::casebook::Hub;
use wayhome::episode::Moment;
use wayhome::tui::app::App;
use wayhome::tui::{Clock, Events, RunOptions, Woken, run_loop};

/// What a key cost: until the screen that answers it was written, and until there was nothing left to do.
#[derive(Clone, Copy)]
pub struct Step {
    pub painted: Duration,
    pub whole: Duration,
}

/// Hands the keys over one after another, each when the app waits for one.
struct Keys<K> {
    keys: K,
    pressed: Option<Instant>,
    painted: Rc<Cell<Option<Instant>>>,
    steps: Vec<Step>,
}

impl<K: Iterator<Item = char>> Events for Keys<K> {
    fn next(&mut self, wait: Duration) -> io::Result<Woken> {
        // It only asks whether more is there before it goes on.
        if wait.is_zero() {
            return Ok(Woken::Idle);
        }
        let now = Instant::now();
        if let Some(pressed) = self.pressed.take() {
            let painted = self.painted.take().map_or(Duration::MAX, |at| at - pressed);
            self.steps.push(Step { painted, whole: now - pressed });
        }
        let Some(key) = self.keys.next() else { return Ok(Woken::Closed) };
        self.painted.set(None);
        self.pressed = Some(Instant::now());
        Ok(Woken::By(Event::Key(KeyEvent::from(KeyCode::Char(key)))))
    }

    fn copy(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }
}

/// Takes the bytes of the screen, and notes when the first of them after a key were complete.
struct Screen(Rc<Cell<Option<Instant>>>, Vec<u8>);

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.1.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        // A drawing that changes nothing is no answer.
        if !self.1.is_empty() && self.0.get().is_none() {
            self.0.set(Some(Instant::now()));
        }
        self.1.clear();
        Ok(())
    }
}

/// Runs the app on a hub over a screen of 120 columns and 40 rows; gives what each key cost.
pub fn run(hub: Hub, now: Moment, keys: impl Iterator<Item = char>) -> Vec<Step> {
    let (size, painted) = (Size::new(120, 40), Rc::new(Cell::new(None)));
    let screen = CrosstermBackend::new(Screen(Rc::clone(&painted), Vec::new()));
    let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, size.width, size.height)) };
    let mut terminal = Terminal::with_options(screen, options).expect("a screen");
    let mut app = App::new(Box::new(hub), Clock::Fixed(now), RunOptions::default(), size);
    let mut keys = Keys { keys, pressed: None, painted, steps: Vec::new() };
    run_loop(&mut terminal, &mut keys, &mut app).expect("the app");
    keys.steps
}
