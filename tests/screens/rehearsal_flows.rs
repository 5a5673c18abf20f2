//! Rules rehearsed, as *before, keys, after*.

use super::*;

const SCREENS: &[(&str, &str)] = &[
    ("rehearsal_asked", "Ctrl-T “new-rules.toml, 24/10 to 20/11”"),
    ("rehearsal", "Ctrl-T “new-rules.toml” Enter"),
    ("rehearsal_second", "Ctrl-T “new-rules.toml” Enter j"),
];

/// Keys that lead to every command of the screen.
pub fn places() -> Vec<(Morning, &'static str, Place)> {
    vec![(Morning::default(), "Ctrl-T “new-rules.toml” Enter", Place::Rehearsal)]
}

#[test]
fn the_rehearsal_at_both_sizes() {
    for (name, keys) in SCREENS {
        for size in [(80, 24), (120, 40)] {
            let seen = work(Morning::default(), size, Theme::Dark, keys);
            insta::with_settings!({ snapshot_path => "../snapshots" }, {
                insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), seen.text());
            });
        }
    }
}

#[test]
fn a_file_that_is_none_is_refused_in_words_and_can_be_mended() {
    let refused = after("Ctrl-T “wrong.toml” Enter");
    assert!(refused.text().contains("these are no rules: line 3"), "{}", refused.text());
    let mended = after("Ctrl-T “wrong.toml” Enter Backspace Backspace Backspace Backspace Backspace “2.toml” Enter");
    assert!(mended.text().contains("beside shipped rules 77a733e2 in force"), "{}", mended.text());
    assert!(after("Ctrl-T Enter").text().contains("Name the file of the rules first."));
}

#[test]
fn enter_opens_the_case_and_privacy_keeps_it_closed() {
    assert_eq!(after("Ctrl-T “new-rules.toml” Enter j Enter").app.place(), Place::Case);
    assert_eq!(after("Ctrl-T “new-rules.toml” Enter / Esc Esc").app.place(), Place::Board);
    assert_eq!(after("P Ctrl-T").app.place(), Place::Board);
    assert_eq!(after("Ctrl-T “new-rules.toml” Enter P").app.place(), Place::Board);
}
