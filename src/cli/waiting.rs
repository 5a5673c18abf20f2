//! A word to whoever waits.

use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Counts; where that takes more than a second, says so on a terminal until it is done.
pub fn counting<T>(work: impl FnOnce() -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return work();
    }
    let (done, wait) = channel::<()>();
    let told = std::thread::spawn(move || {
        if wait.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
            eprint!("Counting \u{2026}\x1b[K\r");
            // Nothing is ever sent: it ends when the work does.
            let _ = wait.recv();
            eprint!("\x1b[K");
        }
    });
    let made = work();
    drop(done);
    let _ = told.join();
    made
}
