//! Patterns: the lists, the drawing, what a row opens, as *before, keys, after*.

use super::*;

/// The screens of this part, by the keys that lead to them from the board.
const SCREENS: &[(&str, &str)] = &[
    ("patterns", "7 |"),
    ("patterns_lower", "7 | j j"),
    ("patterns_names", "7 | a"),
    ("patterns_filtered", "7 | / “c14” Enter"),
    ("patterns_open", "7 | Enter"),
    ("patterns_places", "7 | Tab"),
    ("patterns_factors", "7 | Tab Tab"),
    ("patterns_times", "7 | Tab Tab Tab"),
    ("patterns_network", "7 | ["),
    ("patterns_drawing", "7 | [ d"),
    ("patterns_larger", "7 | d j"),
    ("patterns_around", "7 | [ j o"),
    ("patterns_period", "7 | p"),
    ("patterns_form", "7 | [ Ctrl-E"),
    ("patterns_business", "7 | [ a / “vehicle” Enter Enter"),
    ("patterns_empty_period", "7 | p Enter |"),
    ("patterns_help", "7 | ?"),
];

/// Morning and keys that lead to every command of these screens.
pub fn places() -> Vec<(Morning, &'static str, Place)> {
    ["7 |", "7 | [", "7 | [ o"].map(|keys| (Morning::default(), keys, Place::Patterns)).to_vec()
}

#[test]
fn every_screen_of_patterns_at_both_sizes() {
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
fn a_pair_stands_with_how_often_and_how_often_by_chance() {
    let seen = after("7 | a");
    assert!(seen.shows("▸Nadia Begum (C11) · "), "{}", seen.text());
    assert!(seen.shows("missing at the same time 2 times; by") && seen.shows("(chance 0.08)"), "{}", seen.text());
}

#[test]
fn without_names_nothing_says_who_until_they_are_asked_for() {
    for keys in ["7 |", "7 | Tab", "7 | Tab Tab", "7 | [", "7 | [ d", "7 | [ o"] {
        let seen = after(keys);
        let names = ["Nadia", "Begum", "Nguyen", "Kayden", "Okafor", "Rook", "AB12"];
        let said: Vec<&str> = names.into_iter().filter(|name| seen.shows(name)).collect();
        assert!(said.is_empty(), "{keys}: {said:?}\n{}", seen.text());
    }
    let named = after("7 | [ a");
    assert!(named.shows("Nadia Begum (C11)") && named.shows("AB12 CDE"), "{}", named.text());
    let private = after("P 7 | a");
    assert!(!private.shows("Nadia"), "{}", private.text());
    let switched = after("7 | a P |");
    assert!(switched.app.place() == Place::Patterns && !switched.shows("Nadia"), "{}", switched.text());
}

#[test]
fn enter_opens_the_record_behind_a_row() {
    assert_eq!(after("7 | Enter").app.place(), Place::Pick);
    assert_eq!(after("7 | Enter Enter").app.place(), Place::Case);
    let child = after("7 | [ Enter");
    assert_eq!(child.app.place(), Place::Case);
    assert_eq!(after("7 | [ Enter Esc").app.place(), Place::Patterns);
    assert_eq!(after("7 | [ a / “vehicle” Enter Enter").app.place(), Place::Page);
}

#[test]
fn the_network_is_shown_around_a_child_and_so_many_ties_far() {
    let near = after("7 | [ o -");
    assert!(near.shows("Around C1") && near.shows("at most 1 tie away"), "{}", near.text());
    let whole = after("7 | [ o Esc");
    assert!(!whole.shows("Around C1"));
}

#[test]
fn the_network_leaves_the_hub_without_names_and_only_by_a_typed_word() {
    for keys in ["7 | [ Ctrl-E Ctrl-S", "7 | [ Ctrl-E Tab Tab “yes” Ctrl-S"] {
        let refused = after(keys);
        assert!(refused.written().is_empty() && refused.shows("Nothing was written: type “write”"), "{}", refused.text());
    }
    let seen = after("7 | [ a Ctrl-E Tab Tab “write” Ctrl-S");
    assert_eq!(seen.written(), ["network of all to /lists/network-2026-11-20.html, names false, named false"]);
    assert!(seen.shows("Written without names") && seen.app.place() == Place::Patterns);
    let around = after("7 | [ o Ctrl-E l l Space Tab “/new” Tab “write” Ctrl-S");
    assert_eq!(around.written(), ["network of C12 to /lists/new/network-2026-11-20.graphml, names false, named false"]);
}

#[test]
fn in_the_network_ties_are_counted_and_beside_them_how_often_they_are_recorded() {
    // Around C11, which was found in that car twice: one tie, recorded two times.
    let seen = work(Morning::default(), (80, 24), Theme::Dark, "7 | [ j o / “calico” Enter");
    let row = seen.text().lines().find(|line| line.contains("in a car off Calico")).unwrap_or_default().to_string();
    assert!(seen.shows("kind     ties   how often") && row.contains("place    1      2 "), "{}", seen.text());
}

#[test]
fn how_many_episodes_are_of_nobody_identified_yet_is_read_in_every_tab_of_a_small_screen() {
    let morning = Morning::default();
    morning.0.borrow_mut().unidentified = true;
    for keys in ["7 |", "7 | Tab", "7 | Tab Tab", "7 | Tab Tab Tab", "7 | ["] {
        let seen = work(morning.clone(), (80, 24), Theme::Dark, keys);
        let text = seen.text().replace(['\n', '│', '"'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("and 3 of nobody identified yet"), "{keys}: {}", seen.text());
    }
    assert!(!work(morning, (80, 24), Theme::Dark, "7 | Tab Tab Tab").shows("more ↓"), "both grids are seen whole");
}

#[test]
fn an_empty_hub_says_what_patterns_are_made_from() {
    let morning = Morning::default();
    morning.0.borrow_mut().empty = true;
    for (keys, words) in [("7 |", "No two children"), ("7 | Tab", "No place"), ("7 | Tab Tab", "No interview"), ("7 | [", "Nothing joins")]
    {
        let seen = work(morning.clone(), (80, 24), Theme::Dark, keys);
        assert!(seen.shows(words), "{keys}: {}", seen.text());
    }
}

#[test]
fn the_episodes_are_read_after_the_screen_is_painted_and_read_again_only_when_something_changed() {
    let seen = after("7");
    assert!(seen.shows("together"), "{}", seen.text());
}

#[test]
fn without_colour_no_colour_is_drawn_and_the_signs_tell_kinds_apart() {
    for (_, keys) in SCREENS {
        let seen = work(Morning::default(), (120, 40), Theme::Mono, keys);
        let buffer = seen.terminal.backend().buffer();
        assert!(buffer.content().iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset), "{keys}");
    }
    let drawing = after("7 | [ d");
    assert!(drawing.shows("●") && drawing.shows("■") && drawing.shows("▲") && drawing.shows("◆"), "{}", drawing.text());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_size_of_the_terminal_breaks_the_patterns(width in 0u16..200, height in 0u16..60, screen in 0..SCREENS.len()) {
        work(Morning::default(), (width, height), Theme::Dark, SCREENS[screen].1);
    }
}
