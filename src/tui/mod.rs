//! The terminal app: the board, the case, the forms, and the loop that turns keys into verbs of the casebook.
//!
//! `guard` takes and restores the terminal · `clipboard` copies through it · `app` holds the stack of screens · `command` is THE table of commands ·
//! `desk` is all that is asked of the casebook · `watch` sees what others write
//! · `private_desk` answers without names
//! · `screen/` has one file per screen, `widget/` what several draw.

pub mod app;
mod chrome;
mod clipboard;
pub mod command;
mod context;
pub mod desk;
pub mod figures_desk;
pub mod guard;
mod hub_desk;
mod hub_interviews;
mod hub_meeting;
mod hub_who;
pub mod interview_desk;
pub mod meeting_desk;
pub mod panels_desk;
pub mod patterns_desk;
pub mod private_desk;
pub mod rehearsal_desk;
pub mod screen;
pub mod theme;
pub mod tracker_desk;
mod watch;
pub mod who_desk;
pub mod widget;

use crate::episode::Moment;
use app::App;
use crossterm::cursor::MoveTo;
use crossterm::event::{self, Event};
use crossterm::execute;
use crossterm::style::Print;
use crossterm::terminal::{Clear, ClearType};
use guard::Guard;
use ratatui::Terminal;
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::layout::Rect;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Where the app takes the time from: the real clock, or the one given by `--now`.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    Real(fn() -> Moment),
    Fixed(Moment),
}

impl Clock {
    /// The moment it is.
    pub fn now(&self) -> Moment {
        match self {
            Clock::Real(now) => now(),
            Clock::Fixed(at) => *at,
        }
    }
}

/// How the app runs.
#[derive(Debug, Clone, Default)]
pub struct RunOptions {
    /// As the person chose it; [`theme::Theme::Mono`] where NO_COLOR is set.
    pub theme: theme::Theme,
    /// Where the file picker begins.
    pub folder: PathBuf,
    /// Begins in privacy mode.
    pub privacy: bool,
    /// Opens on the meeting and keeps to the item that the record says: the chair's own terminal beside the projected one.
    pub follow: bool,
}

/// What the loop was woken by.
pub enum Woken {
    By(Event),
    /// The time was up and nothing came.
    Idle,
    /// There will be no more events: the terminal is gone, or a signal asked to end.
    Closed,
}

/// The person's side of the terminal, or a test's script: where events come from, and where copied text goes.
pub trait Events {
    /// The next event, waiting for at most `wait`.
    fn next(&mut self, wait: Duration) -> io::Result<Woken>;

    /// Puts text into the clipboard.
    fn copy(&mut self, text: &str) -> io::Result<()>;
}

struct TerminalEvents {
    stop: Arc<AtomicBool>,
}

impl Events for TerminalEvents {
    fn next(&mut self, wait: Duration) -> io::Result<Woken> {
        let came = event::poll(wait)?;
        if self.stop.load(Ordering::Relaxed) {
            return Ok(Woken::Closed);
        }
        if came { Ok(Woken::By(event::read()?)) } else { Ok(Woken::Idle) }
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        let mut out = io::stdout();
        out.write_all(clipboard::sequence(text).as_bytes())?;
        out.flush()
    }
}

/// Runs the app on this terminal until it is left. The terminal is restored however it ends.
pub fn run(desk: impl desk::Desk + 'static, clock: Clock, options: RunOptions) -> anyhow::Result<()> {
    let guard = Guard::take()?;
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    let size = terminal.size()?;
    let mut app = App::new(Box::new(desk), clock, options, size);
    run_loop(&mut terminal, &mut TerminalEvents { stop: guard.stop_flag() }, &mut app)?;
    Ok(())
}

/// Says on the last line how far a long list has come, while it is loaded and nothing else can be drawn.
pub fn progress_line(done: usize, of: usize) {
    let last = crossterm::terminal::size().map_or(0, |(_, rows)| rows.saturating_sub(1));
    let words = format!(" Loading: row {done} of {of}");
    // What cannot be written is only a line that is not seen.
    let _ = execute!(io::stdout(), MoveTo(0, last), Print(words), Clear(ClearType::UntilNewLine));
}

/// The loop: draws, then looks whether anything else changed, sleeps until something happens, handles all that waits, and draws
/// again if anything changed. A key is painted before anything more is read.
pub fn run_loop<B: Backend>(terminal: &mut Terminal<B>, events: &mut impl Events, app: &mut App) -> anyhow::Result<()>
where
    B::Error: Send + Sync + 'static,
{
    let mut changed = true;
    while !app.done() {
        if std::mem::take(&mut app.cx.repaint) {
            // Not `clear`: it asks the terminal where the cursor stands, and one that never answers would end the app.
            let size = terminal.size()?;
            terminal.resize(Rect::new(0, 0, size.width, size.height))?;
        }
        if changed {
            terminal.draw(|frame| app.draw(frame))?;
        }
        if let Some(text) = app.cx.copied.take() {
            events.copy(&text)?;
        }
        if app.look() {
            changed = true;
            continue;
        }
        changed = match events.next(app.wait()) {
            Ok(Woken::By(event)) => {
                app.handle(&event);
                drain(events, app);
                app.settle();
                true
            }
            Ok(Woken::Idle) => app.idle(),
            Ok(Woken::Closed) | Err(_) => {
                app.close();
                false
            }
        };
    }
    Ok(())
}

/// Handles the events that already wait, so that a held key or a paste costs one drawing.
fn drain(events: &mut impl Events, app: &mut App) {
    while !app.done() {
        match events.next(Duration::ZERO) {
            Ok(Woken::By(event)) => app.handle(&event),
            Ok(Woken::Idle) => return,
            Ok(Woken::Closed) | Err(_) => app.close(),
        }
    }
}
