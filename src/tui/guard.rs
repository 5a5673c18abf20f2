//! Takes the terminal and gives it back: on return, on a panic, on SIGTERM and SIGHUP.

use crate::intake::read::WORKBOOK_THREAD;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute};
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The terminal is ours: a panic after it was given back must not write to it.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Holds the terminal; dropping it gives the terminal back.
pub struct Guard {
    stop: Arc<AtomicBool>,
}

impl Guard {
    /// Raw mode, alternate screen, bracketed paste; a panic from here on restores the terminal before its message is printed.
    pub fn take() -> io::Result<Guard> {
        let stop = Arc::new(AtomicBool::new(false));
        #[cfg(unix)]
        for signal in [signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
            signal_hook::flag::register(signal, Arc::clone(&stop))?;
        }
        #[cfg(unix)]
        end_with_the_terminal()?;
        let earlier = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if std::thread::current().name() != Some(WORKBOOK_THREAD) {
                restore();
                earlier(info);
            }
        }));
        TAKEN.store(true, Ordering::Relaxed);
        let guard = Guard { stop };
        enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
        Ok(guard)
    }

    /// The flag that SIGTERM and SIGHUP set.
    pub fn stop_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// When the terminal itself is gone (a closed window, a dropped line), crossterm 0.29 reads its end without end and never comes
/// back to the loop: after a moment for keeping what is typed, the program ends all the same and does not run on unseen.
#[cfg(unix)]
fn end_with_the_terminal() -> io::Result<()> {
    const GRACE: std::time::Duration = std::time::Duration::from_secs(3);
    let mut hang_ups = signal_hook::iterator::Signals::new([signal_hook::consts::SIGHUP])?;
    std::thread::spawn(move || {
        if hang_ups.forever().next().is_some() {
            std::thread::sleep(GRACE);
            restore();
            std::process::exit(1);
        }
    });
    Ok(())
}

/// Everything back as it was, if it was taken; errors cannot be shown anywhere and are let go.
fn restore() {
    if !TAKEN.swap(false, Ordering::Relaxed) {
        return;
    }
    let mut out = io::stdout();
    let _ = execute!(out, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
    let _ = disable_raw_mode();
    let _ = out.flush();
}
