//! Panels: who is due, a child's page, what a panel said, and its files, as *before, keys, after*.

use super::*;

/// The screens of this part, by the keys that lead to them from the board.
const SCREENS: &[(&str, &str)] = &[
    ("panels", "5 |"),
    ("panels_lower", "5 Tab Tab |"),
    ("panels_no_panel", "5 G |"),
    ("panels_filtered", "5 / “permanence” Enter |"),
    ("panels_page", "5 Enter"),
    ("panels_page_lower", "5 Enter PgDn"),
    ("panels_outcome", "5 d"),
    (
        "panels_outcome_filled",
        "5 d Space Tab “Home and school visit weekly.” Tab “fri” Tab Tab Space Tab Tab “GMP: phone work by Fri 12:00” |",
    ),
    ("panels_outcome_asked", "5 d Space Tab “Home and school visit weekly.” Ctrl-S"),
    ("panels_pack", "5 Ctrl-E"),
];

/// Morning and keys that lead to every command of these screens.
pub fn places() -> Vec<(Morning, &'static str, Place)> {
    let on = |keys, place| (Morning::default(), keys, place);
    vec![on("5 |", Place::Panels), on("5 Enter", Place::PanelPage)]
}

#[test]
fn every_screen_of_the_panels_at_both_sizes() {
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
fn the_panels_are_read_from_everywhere_and_left_by_esc() {
    for keys in ["5", "Enter 5", "2 5", "3 5", "m Esc 5"] {
        assert_eq!(after(keys).app.place(), Place::Panels, "{keys}");
    }
    assert_eq!(after("5 Esc").app.place(), Place::Board);
    assert_eq!(after("5 Enter Esc").app.place(), Place::Panels);
    assert!(after("5").shows("⚠ Taken by no panel: 1"));
}

#[test]
fn the_keys_go_from_child_to_child_and_from_panel_to_panel() {
    assert!(after("5 |").shows("▸Nadia Begum"));
    assert!(after("5 j |").shows("▸Kayden Archer"));
    assert!(after("5 Tab |").shows("▸Thi Lan Nguyen"));
    assert!(after("5 Tab Tab Shift-Tab |").shows("▸Thi Lan Nguyen"));
    assert!(after("5 Tab Shift-Tab |").shows("▸Nadia Begum"));
    let found = after("5 / “lan” Enter |");
    assert!(found.shows("▸Thi Lan Nguyen") && !found.shows("Kayden Archer"));
    assert!(after("5 / “lan” Enter Esc |").shows("Kayden Archer"), "Esc shows all again");
}

#[test]
fn what_a_panel_said_is_asked_once_more_and_written_with_what_it_decided() {
    let keys = "5 d Space Tab “Home and school visit weekly.” Tab “fri” Tab Tab Space Tab Tab “GMP: phone work by Fri 12:00” Ctrl-S";
    let asked = after(keys);
    assert!(asked.written().is_empty());
    assert!(asked.shows("This will be written"), "{}", asked.text());
    let done = after(&format!("{keys} Ctrl-S"));
    assert_eq!(
        done.written(),
        ["Missing from Home Panel, North of 2026-11-20: C11 stays (2026-11-27): Home and school visit weekly. [advice]  \
             [GMP: phone work by Fri 12:00] "]
    );
    assert!(done.shows("Nadia Begum stays with the panel, D60 recorded. u takes it back."), "{}", done.text());
}

#[test]
fn what_is_missing_is_asked_for_and_nothing_is_written() {
    for (keys, words) in [
        ("5 d Ctrl-S", "Choose whether the child stays"),
        ("5 d Space Ctrl-S", "Write what the panel said"),
        ("5 Ctrl-E Ctrl-S", "Type “write”: the pack leaves the hub."),
    ] {
        let seen = after(keys);
        assert!(seen.shows(words) && seen.written().is_empty(), "{keys}: {}", seen.text());
    }
}

#[test]
fn whom_no_panel_takes_can_be_talked_about_by_a_panel_that_is_then_chosen() {
    let seen = after("5 G d Tab Tab “Moved in October.” Tab Ctrl-S");
    assert!(seen.shows("Choose the panel"), "{}", seen.text());
    let seen = after("5 G d l Space Tab l Space Tab “Moved in October.” Ctrl-S Ctrl-S");
    assert_eq!(seen.written(), ["Missing from Home Panel, Central of 2026-11-20: C14 leaves (next meeting): Moved in October. []  [] "]);
}

#[test]
fn packs_and_calendars_are_written_where_the_form_says() {
    let seen = after("5 Ctrl-E Tab Tab Tab “write” Ctrl-S");
    assert_eq!(seen.written(), ["pack of Missing from Home Panel, North, initials false, into /lists"]);
    assert!(seen.shows("pack.docx, pack.html"));
    let seen = after("5 Ctrl-E l Space Tab Tab Tab “write” Ctrl-S");
    assert_eq!(seen.written(), ["pack of Missing from Home Panel, North, initials true, into /lists"]);
    assert_eq!(after("5 Ctrl-E l l l Space Ctrl-S").written(), ["calendar of all, into /lists"]);
}

#[test]
fn the_files_of_one_panel_are_not_offered_for_another() {
    let seen = after("5 Ctrl-E l Space Tab Tab Tab “write” Esc Tab Ctrl-E Ctrl-S");
    assert!(seen.written().is_empty(), "the word is typed anew: {:?}", seen.written());
    let seen = after("5 Ctrl-E Tab Tab Tab “write” Esc Tab Ctrl-E Tab Tab Tab “write” Ctrl-S");
    assert_eq!(seen.written(), ["pack of Missing from Home Panel, Permanence, initials false, into /lists"]);
}

#[test]
fn in_privacy_mode_the_panels_say_of_nobody_who_it_is() {
    for keys in ["P 5 |", "P 5 Enter", "P 5 j |", "P 5 G |", "P 5 d", "5 P |", "5 Enter P"] {
        for size in [(80, 24), (120, 40)] {
            let seen = work(Morning::default(), size, Theme::Dark, keys);
            assert!(seen.shows("PRIVATE"), "{keys}");
            let text = wayhome::text::fold(&seen.text());
            for name in ["nadia", "begum", "nguyen", "kayden", "archer", "chidi", "okafor", "sian", "davies", "小明", "larch", "m13"] {
                assert!(!text.split(' ').any(|word| word == name), "{name} {keys}: {text}");
            }
        }
    }
    assert!(after("P 5 |").shows("▸Child C11"));
}
