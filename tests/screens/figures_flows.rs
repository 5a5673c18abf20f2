//! Figures on the screen: sections, targets, another period, the rows behind a figure, files; as *before, keys, after*.

use super::*;

/// The screens of this part, by the keys that lead to them from the board.
const SCREENS: &[(&str, &str)] = &[
    ("figures", "6 |"),
    ("figures_episodes", "6 | Tab"),
    ("figures_compared", "6 | c | Tab Tab j j j"),
    ("figures_not_held", "6 | s “not held” Enter"),
    ("figures_care", "6 | s “cared” Enter"),
    ("figures_warwickshire", "6 | s “warwick” Enter |"),
    ("figures_trafford", "6 | s “trafford” Enter |"),
    ("figures_rows", "6 | Tab Tab Enter |"),
    ("figures_rows_filtered", "6 | Tab Tab Enter | / “nadia” Enter"),
    ("figures_period", "6 | p"),
    ("figures_write", "6 | Ctrl-E"),
];

/// Morning and keys that lead to every command of these screens.
pub fn places() -> Vec<(Morning, &'static str, Place)> {
    vec![(Morning::default(), "6 |", Place::Figures), (Morning::default(), "6 | Tab Enter |", Place::FigureRows)]
}

#[test]
fn every_screen_of_figures_at_both_sizes() {
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
fn figures_are_of_the_twelve_months_to_the_end_of_last_month_until_another_period_is_typed() {
    let seen = after("6 |");
    assert!(seen.shows("1 Nov 2025 to 31 Oct 2026"), "{}", seen.text());
    // The fields hold the period shown; Ctrl-U empties one.
    let typed = after("6 | p Ctrl-U “Apr 2026” Tab Ctrl-U “Jun 2026” Tab “before” Ctrl-S |");
    assert!(typed.shows("1 Apr 2026 to 30 Jun 2026, compared with 1 Jan 2026 to 31 Mar 2026"), "{}", typed.text());
    assert!(after("6 | < |").shows("1 Nov 2024 to 31 Oct 2025"));
    assert!(after("6 | c |").shows("compared with 1 Nov 2024 to 31 Oct 2025"));
    assert!(!after("6 | c | c |").shows("compared with"));
}

#[test]
fn enter_on_a_figure_lists_its_rows_and_enter_on_a_row_opens_its_case() {
    let rows = after("6 | Tab Tab Enter |");
    for words in ["Return interview offered: 68 of 91", "Counted (68)", "Nadia Begum", "Of the ended episodes whose interview is due"] {
        assert!(rows.shows(words), "{words}: {}", rows.text());
    }
    assert!(after("6 | Tab Tab Enter | G").shows("Not counted (23)"));
    let filtered = after("6 | Tab Tab Enter | / “nadia” Enter");
    assert!(filtered.shows("filtered: “nadia”") && !filtered.shows("Kayden Archer"), "{}", filtered.text());
    assert_eq!(after("6 | Tab Tab Enter | Enter").app.place(), Place::Case);
}

#[test]
fn figures_leave_the_hub_only_after_a_typed_word() {
    let refused = after("6 | Ctrl-E “yes” Ctrl-S");
    assert!(refused.written().is_empty() && refused.shows("Nothing was written: type “write”"), "{}", refused.text());
    let written = after("6 | Ctrl-E “write” Ctrl-S");
    assert_eq!(written.written(), ["figures of 1 Nov 2025 to 31 Oct 2026 into /lists"]);
    assert!(after("6 | Ctrl-E “write” Esc Ctrl-E Ctrl-S").written().is_empty(), "the word is typed anew");
    let new = after("6 | Ctrl-E “write” Tab “/new” Ctrl-S");
    assert_eq!(new.written(), ["figures of 1 Nov 2025 to 31 Oct 2026 into /lists/new"]);
    let sheet = after("6 | s “warwick” Enter | Ctrl-E “write” Ctrl-S");
    assert_eq!(sheet.written(), ["warwickshire, 1 Nov 2025 to 31 Oct 2026 into /lists"]);
}

#[test]
fn in_privacy_figures_stand_and_their_rows_name_nobody() {
    let seen = after("P 6 | Tab Tab Enter |");
    assert!(seen.shows("Counted (68)") && seen.shows("Child C1"), "{}", seen.text());
    for name in ["Nadia", "Nguyen", "Kayden", "Chidi"] {
        assert!(!seen.shows(name), "{name}: {}", seen.text());
    }
}

#[test]
fn a_hub_without_episodes_says_what_to_do() {
    let morning = Morning::default();
    morning.0.borrow_mut().empty = true;
    let seen = work(morning, (80, 24), Theme::Dark, "6 |");
    assert!(seen.shows("No episode of this hub began") && seen.shows("p chooses another"), "{}", seen.text());
}

#[test]
fn without_colour_the_words_say_whether_a_target_is_met() {
    let seen = work(Morning::default(), (80, 24), Theme::Mono, "6 |");
    assert!(seen.shows("not met"), "{}", seen.text());
}
