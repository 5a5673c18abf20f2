//! The real program in a real pty: launch to first frame, and key to painted screen.

use crate::{PASSPHRASE, line, median, ms, opening};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use wayhome::casebook::Hub;
use wayhome::episode::Moment;

pub struct Pty {
    keys: Box<dyn Write + Send>,
    pub painted: Receiver<(Instant, Vec<u8>)>,
    pub child: Box<dyn portable_pty::Child + Send + Sync>,
}

impl Pty {
    /// Wayhome on a hub.
    pub fn start(hub: &Path, passphrase: &Path, now: Moment) -> (Pty, Instant) {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_wayhome"));
        command.arg("--hub");
        command.arg(hub);
        command.arg("--passphrase-file");
        command.arg(passphrase);
        command.arg("--now");
        command.arg(now.to_rfc3339());
        command.env("TERM", "xterm-256color");
        Pty::of(command)
    }

    /// A program that does nothing but answer each key by itself: what the machine takes for that alone.
    pub fn control() -> Pty {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", "stty raw -echo; exec cat"]);
        Pty::of(command).0
    }

    fn of(command: CommandBuilder) -> (Pty, Instant) {
        let pair = native_pty_system().openpty(PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 }).expect("a pty");
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let keys = pair.master.take_writer().expect("its input");
        let (send, painted) = channel();
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("a program");
        std::thread::spawn(move || {
            let _master = pair.master;
            let mut bytes = [0; 65536];
            while let Ok(n) = reader.read(&mut bytes) {
                if n == 0 || send.send((Instant::now(), bytes[..n].to_vec())).is_err() {
                    break;
                }
            }
        });
        (Pty { keys, painted, child }, started)
    }

    /// Waits until nothing was painted for a while; the moment of the last paint.
    pub fn settle(&self) -> Option<Instant> {
        let mut last = None;
        while let Ok((at, _)) = self.painted.recv_timeout(Duration::from_millis(if last.is_none() { 20_000 } else { 150 })) {
            last = Some(at);
        }
        last
    }

    /// Presses a key.
    pub fn press(&mut self, key: &[u8]) {
        self.keys.write_all(key).expect("a key");
        self.keys.flush().expect("a key");
    }

    /// Presses a key; how long until the first bytes of the answer came, and until the last.
    pub fn answers(&mut self, key: &[u8]) -> (Duration, Duration) {
        let start = Instant::now();
        self.press(key);
        let first = self.painted.recv_timeout(Duration::from_secs(5)).map_or(Duration::from_secs(5), |(at, _)| at - start);
        let mut last = start + first;
        while let Ok((at, _)) = self.painted.recv_timeout(Duration::from_millis(60)) {
            last = at;
        }
        (first, last - start)
    }

    /// How long the program has been on a processor, where the system says so (Linux).
    pub fn worked(&self) -> Option<Duration> {
        let text = std::fs::read_to_string(format!("/proc/{}/schedstat", self.child.process_id()?)).ok()?;
        text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
    }

    /// The moment the screen first says something.
    fn says(&self, words: &str) -> Option<Instant> {
        let mut seen = Vec::new();
        loop {
            let (at, bytes) = self.painted.recv_timeout(Duration::from_secs(20)).ok()?;
            seen.extend(bytes);
            if String::from_utf8_lossy(&seen).contains(words) {
                return Some(at);
            }
        }
    }
}

/// The passphrase of a hub, in a file beside it that nobody else can read.
pub fn passphrase_file(hub: &Path) -> PathBuf {
    let passphrase = hub.with_extension("passphrase");
    std::fs::write(&passphrase, PASSPHRASE).expect("the passphrase file");
    #[cfg(unix)]
    std::fs::set_permissions(&passphrase, std::os::unix::fs::PermissionsExt::from_mode(0o600)).expect("its mode");
    passphrase
}

/// Launch and keys on the large hub.
pub fn measure(hub: &Path, now: Moment) {
    let passphrase = passphrase_file(hub);
    let key = median(
        (0..5)
            .map(|_| {
                let start = Instant::now();
                drop(Hub::open(hub, PASSPHRASE, opening()).expect("the hub"));
                start.elapsed()
            })
            .collect(),
    );
    let launch = median(
        (0..5)
            .map(|_| {
                let (mut pty, started) = Pty::start(hub, &passphrase, now);
                let first = pty.says("Still missing").expect("the first frame");
                let _ = pty.child.kill();
                first - started
            })
            .collect(),
    );
    let beyond = launch.saturating_sub(key);
    line(
        "launch to first frame beyond opening the encrypted file",
        &format!("{:.0} - {:.0} = {:.0} ms", ms(launch), ms(key), ms(beyond)),
        "≤ 100 ms",
    );

    cases(hub, now);

    let (mut pty, _) = Pty::start(hub, &passphrase, now);
    pty.settle();
    let (mut whole, mut own) = (Vec::new(), Vec::new());
    let mut times: Vec<Duration> = (0..300)
        .map(|n| {
            let worked = pty.worked();
            let start = Instant::now();
            pty.press(if n % 20 < 10 { b"j" } else { b"k" });
            let painted = pty.painted.recv_timeout(Duration::from_secs(5)).map_or(Duration::from_secs(5), |(at, _)| at - start);
            own.extend(pty.worked().zip(worked).map(|(after, before)| after.saturating_sub(before)));
            // What else belongs to this frame is read before the next key.
            let mut last = start + painted;
            while let Ok((at, _)) = pty.painted.recv_timeout(Duration::from_millis(8)) {
                last = at;
            }
            whole.push(last - start);
            painted
        })
        .collect();
    times.sort();
    whole.sort();
    line("key to painted screen, median of 300", &format!("{:.2} ms", ms(times[150])), "");
    line("key to painted screen, p99", &format!("{:.2} ms", ms(times[297])), "≤ 5 ms");
    own.sort();
    if let Some(p99) = own.get(297) {
        // On a machine that does other things too, the rest of the time is waiting for a processor.
        line("of it the program's own work, p99", &format!("{:.2} ms", ms(*p99)), "");
    }
    line("key to the last byte of the case beside it, p99", &format!("{:.2} ms", ms(whole[297])), "");
    let _ = pty.child.kill();
}

/// Reading the cases of the board, each for the first time and again.
fn cases(hub: &Path, now: Moment) {
    let hub = Hub::open(hub, PASSPHRASE, opening()).expect("the hub");
    let items = hub.board(now).expect("the board").items;
    let read = || {
        let mut times: Vec<Duration> = items
            .iter()
            .map(|item| {
                let start = Instant::now();
                hub.case(item.episode.id, now).expect("a case");
                start.elapsed()
            })
            .collect();
        times.sort();
        (ms(times[times.len() / 2]), ms(times[times.len() - 1]))
    };
    let (first, again) = (read(), read());
    line("a case of the board, first time, median and slowest", &format!("{:.2}, {:.2} ms", first.0, first.1), "");
    line("the same again", &format!("{:.2}, {:.2} ms", again.0, again.1), "");
}
