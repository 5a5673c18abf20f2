//! Figures on the screen: sections, targets, another period, the rows behind a figure, files; as *before, keys, after*.

use super::*;

/// The screens of this part, by the keys that lead to them from the board.
const SCREENS: &[(&str, &str)] = &[
    ("figures", "6 |"),
    ("figures_episodes", "6 | Tab"),
    ("figures_compared", "6 | c | Tab Tab j j j"),
    ("figures_sections", "6 | s"),
    ("figures_again", "6 | s “missing again” Enter"),
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

/// The screen of 120 columns after some keys.
fn wide(keys: &str) -> String {
    work(Morning::default(), (120, 40), Theme::Dark, keys).text()
}

#[test]
fn bars_of_percentages_say_n_of_n_and_counts_stand_in_their_bars() {
    let shares = wide("6 | Tab Tab");
    let below = shares.lines().find(|line| line.contains("6/8")).unwrap_or_else(|| panic!("{shares}"));
    assert_eq!(below.matches('/').count(), 12, "n of N of each month: {shares}");
    assert!(shares.contains("by month: n/N"), "{shares}");
    assert!(!wide("6 | Tab").contains("n/N"), "how many episodes is no share");
}

#[test]
fn a_figure_of_another_period_has_the_months_of_that_period_or_none() {
    // Figure 5: the year before, children of it, the year asked for.
    let down = |times: usize| format!("s “warwick” Enter | {}", "j ".repeat(times));
    let before = wide(&format!("6 | {}", down(17)));
    assert!(before.contains("▸1 Nov 2024 to 31 Oct 2025") && !before.contains("by month"), "{before}");
    let now = wide(&format!("6 | {}", down(19)));
    assert!(now.contains("▸1 Nov 2025 to 31 Oct 2026") && now.contains("by month"), "{now}");
    let beside = wide(&format!("6 | c | {}", down(17)));
    assert!(beside.contains("▸1 Nov 2024 to 31 Oct 2025") && beside.contains("by month"), "{beside}");
}

#[test]
fn every_target_has_a_trend_and_the_share_of_looked_after_children_that_of_their_number() {
    let targets = wide("6 |");
    let blocks = |line: &&str| line.contains("met") || line.contains("no data");
    let with_trend = |line: &&str| line.chars().filter(|c| "▁▂▃▄▅▆▇█·".contains(*c)).count() >= 12;
    assert_eq!(targets.lines().filter(blocks).filter(with_trend).count(), 7, "{targets}");
    let share = wide("6 | j");
    assert!(share.contains("how many by month: Children with an episode: looked after by us"), "{share}");
}

#[test]
fn the_heading_has_its_periods_and_its_moment_also_where_the_frame_has_no_room() {
    let narrow = after("6 | c | Tab");
    for words in ["1 Nov 2025 to 31 Oct 2026", "compared with 1 Nov 2024 to 31 Oct 2025", "as of Fri 20 Nov 08:41"] {
        assert!(narrow.shows(words), "{words}: {}", narrow.text());
    }
    // A title that is longer than its column goes on below.
    let again = after("6 | s “missing again” Enter");
    assert!(again.shows("28 days of a decision of the") && !again.shows("decision of the m…"), "{}", again.text());
    let rows = after("6 | s “against” Enter j Enter |");
    assert!(rows.shows("8 of 400 (2 %)"), "{}", rows.text());
    assert!(after("6 | s").shows("Return interviews, per episode"), "the picker has room for the names of sections");
}

#[test]
fn a_period_that_has_not_begun_is_refused_in_words() {
    // November has begun.
    let begun = after("6 | > |");
    assert!(begun.shows("1 Nov 2026 to 31 Oct 2027"), "{}", begun.text());
    let refused = after("6 | > | > |");
    assert!(refused.shows("1 Nov 2027 to 31 Oct 2028 has not begun") && refused.shows("1 Nov 2026 to 31 Oct 2027"), "{}", refused.text());
    let typed = after("6 | p Ctrl-U “Jan 2027” Tab Ctrl-U “Mar 2027” Ctrl-S |");
    assert!(typed.shows("has not begun"), "{}", typed.text());
}
