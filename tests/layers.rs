//! The arrows between the modules point one way, and the work itself knows no terminal, no database, no files and no clock.

use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Every line of the program outside `allowed` (beginnings of paths under src/) that names one of `words`.
fn named_outside(allowed: &[&str], words: &[&str]) -> Vec<String> {
    let src = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    let mut files = Vec::new();
    sources(src, &mut files);
    assert!(files.len() > 50, "the sources are found");
    let mut named = Vec::new();
    for file in files {
        let path = file.strip_prefix(src).unwrap().to_string_lossy().replace('\\', "/");
        if allowed.iter().any(|allowed| path.starts_with(allowed)) {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
        named.extend(
            lines.filter(|(_, line)| words.iter().any(|word| line.contains(word))).map(|(n, line)| format!("{path}:{}: {line}", n + 1)),
        );
    }
    named
}

#[test]
fn only_the_screen_names_a_terminal() {
    assert_eq!(
        named_outside(&["tui/", "cli/", "main.rs"], &["ratatui", "crossterm", "crate::tui", "std::io::stdout", "println!"]),
        Vec::<String>::new()
    );
}

#[test]
fn only_the_store_names_the_database() {
    assert_eq!(named_outside(&["store/"], &["rusqlite"]), Vec::<String>::new());
}

#[test]
fn only_the_edges_touch_files() {
    assert_eq!(named_outside(&["tui/", "cli/", "store/"], &["std::fs", "File::open"]), Vec::<String>::new());
}

#[test]
fn only_the_edges_know_what_time_it_is() {
    let clock = ["Utc::now", "Local::now", "SystemTime", "Instant::now"];
    // The casebook may time how long a loading took; that is no moment of the work.
    let allowed = ["tui/", "cli/", "casebook/list.rs", "casebook/caseload.rs"];
    assert_eq!(named_outside(&allowed, &clock), Vec::<String>::new());
    assert_eq!(named_outside(&["tui/", "cli/"], &clock[..3]), Vec::<String>::new());
}

#[test]
fn the_work_is_reached_from_the_edges_and_never_reaches_for_them() {
    assert_eq!(named_outside(&["tui/", "cli/", "main.rs"], &["crate::cli", "crate::tui"]), Vec::<String>::new());
}
