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

/// How long the loop has to end by itself after a signal. It looks at the flag at least every second.
const GRACE: std::time::Duration = std::time::Duration::from_millis(2500);

/// Holds the terminal; dropping it gives the terminal back.
pub struct Guard {
    stop: Arc<AtomicBool>,
}

impl Guard {
    /// Raw mode, alternate screen, bracketed paste; a panic from here on restores the terminal before its message is printed.
    pub fn take() -> io::Result<Guard> {
        let stop = Arc::new(AtomicBool::new(false));
        #[cfg(unix)]
        end_on_signals(&stop)?;
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

/// SIGTERM and SIGHUP set the flag, and the loop ends in its own way. Where it cannot (crossterm 0.29 never comes back from
/// reading a window that was closed), the program ends itself after a moment; what was half typed is saved by then.
#[cfg(unix)]
fn end_on_signals(stop: &Arc<AtomicBool>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP])?;
    let stop = Arc::clone(stop);
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        if let Some(signal) = signals.forever().next() {
            stop.store(true, Ordering::Relaxed);
            std::thread::sleep(GRACE);
            restore();
            std::process::exit(128 + signal);
        }
    })?;
    Ok(())
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
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
