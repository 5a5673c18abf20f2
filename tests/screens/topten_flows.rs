//! The top ten of a month, as *before, keys, after*.

use super::*;

/// The screens of this part, by the keys that lead to them from the board.
const SCREENS: &[(&str, &str)] = &[
    ("topten", "4"),
    ("topten_lower_row", "4 j"),
    ("topten_goes_on", "4 ]"),
    ("topten_not_closed", "4 ["),
    ("topten_none", "4 [ ["),
    ("topten_child", "4 Enter"),
    ("topten_child_lower", "4 Enter PgDn"),
    ("topten_review", "4 e"),
    ("topten_review_typed", "4 e Tab “Funding agreed on Monday.” Tab Tab Tab “fri” |"),
    ("topten_close", "4 Ctrl-W"),
    ("topten_briefing", "4 Ctrl-E"),
];

/// Morning and keys that lead to every command of these screens.
pub fn places() -> Vec<(Morning, &'static str, Place)> {
    vec![(Morning::default(), "4", Place::TopTen), (closed_twice(), "4", Place::TopTen), (closed_twice(), "4 Enter", Place::Tracked)]
}

/// October was closed a second time.
fn closed_twice() -> Morning {
    let morning = Morning::default();
    morning.0.borrow_mut().closed_twice = true;
    morning
}

#[test]
fn every_screen_of_the_top_ten_at_both_sizes() {
    for (name, keys) in SCREENS {
        for size in [(80, 24), (120, 40)] {
            let seen = work(Morning::default(), size, Theme::Dark, keys);
            insta::with_settings!({ snapshot_path => "../snapshots" }, {
                insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), seen.text());
            });
        }
    }
    let seen = work(Morning::default(), (120, 40), Theme::Dark, "P 4 Enter");
    insta::with_settings!({ snapshot_path => "../snapshots" }, { insta::assert_snapshot!("topten_private_120x40", seen.text()) });
}

#[test]
fn what_managers_are_asked_and_what_was_corrected_stands_under_the_child() {
    for theme in [Theme::Dark, Theme::Mono] {
        let seen = work(Morning::default(), (80, 24), theme, "4");
        for words in [
            "⚑ asked (since September 2026): A placement nearer",
            "≠ reported 4 episodes, now 5: E123 recorded since",
            "as reported 2 Nov 2026 · ≠ 3 corrected",
        ] {
            assert!(seen.shows(words), "{words}: {}", seen.text());
        }
        assert!(seen.shows("⚠ September 2026 is not closed") && seen.shows("C14 Chidi Okafor was not reported"), "{}", seen.text());
    }
}

#[test]
fn a_review_begins_with_what_is_carried_forward_and_is_written_whole() {
    let form = after("4 e");
    assert!(form.shows("carried forward from September 2026: is it still so?") && form.shows("the panel waits for funding"));
    let written = after("4 e Tab “Funding agreed.” Tab “Good month.” Tab Tab “fri” Ctrl-S");
    assert_eq!(
        written.written(),
        ["C11 in 2026-10-01, seen Some(0): TrackerReview { note: \"Good month.\", decision: \"Funding agreed.\", \
          unblock: \"A placement nearer to Nadia's school: the panel waits for funding.\", knows_best: \"Bo Larkin\", \
          next_review: Some(2026-11-27) }"]
    );
    assert!(written.shows("Recorded for Nadia Begum in October 2026.") && written.app.place() == Place::TopTen);
}

#[test]
fn a_review_that_is_half_typed_is_there_again_after_the_terminal_was_closed() {
    let morning = Morning::default();
    work(morning.clone(), (120, 40), Theme::Dark, "4 e Tab “Half a sent”");
    let again = work(morning, (120, 40), Theme::Dark, "4 e");
    assert!(again.shows("Half a sent") && again.shows("Here is what you typed"), "{}", again.text());
}

#[test]
fn a_review_of_what_somebody_else_changed_is_kept_and_not_written() {
    let morning = Morning::default();
    morning.0.borrow_mut().stale = true;
    let refused = work(morning.clone(), (120, 40), Theme::Dark, "4 e Tab “Funding agreed.” Ctrl-S");
    assert!(refused.written().is_empty() && refused.shows("was changed by S. Senior") && refused.shows("Funding agreed."));
    assert_eq!(work(morning, (120, 40), Theme::Dark, "4 e Ctrl-S").written().len(), 1);
}

#[test]
fn a_month_is_closed_only_by_a_typed_word_and_not_while_it_goes_on() {
    let asked = after("4 Ctrl-W");
    assert!(asked.shows("a second report, the first stands") && asked.shows("September 2026 before it is not closed"));
    assert!(after("4 Ctrl-W Ctrl-S").written().is_empty());
    assert!(after("4 Ctrl-W “yes” Ctrl-S").shows("Nothing was closed"));
    assert_eq!(after("4 Ctrl-W “close” Ctrl-S").written(), ["closed 2026-10-01"]);
    assert_eq!(after("4 [ Ctrl-W “close” Ctrl-S").written(), ["closed 2026-09-01"]);
    let goes_on = after("4 ] Ctrl-W");
    assert!(goes_on.shows("November 2026 is not over") && goes_on.app.place() == Place::TopTen);
}

#[test]
fn the_word_that_closes_a_month_or_writes_a_briefing_is_typed_anew_each_time() {
    let refused = after("4 Ctrl-W “close” Esc Ctrl-W Ctrl-S");
    assert!(refused.written().is_empty() && refused.shows("Nothing was closed"), "{}", refused.text());
    let refused = after("4 Ctrl-E l Space Tab Tab “write” Esc Ctrl-E Ctrl-S");
    assert!(refused.written().is_empty() && refused.shows("(x) by name"), "what else was chosen is kept: {}", refused.text());
    let morning = Morning::default();
    work(morning.clone(), (120, 40), Theme::Dark, "4 Ctrl-W “close”");
    let again = work(morning, (120, 40), Theme::Dark, "4 Ctrl-W Ctrl-S");
    assert!(again.written().is_empty(), "nor after the terminal was closed");
}

#[test]
fn the_briefing_is_written_by_initials_unless_names_are_chosen_and_by_a_typed_word() {
    assert!(after("4 Ctrl-E Ctrl-S").written().is_empty());
    assert_eq!(
        after("4 Ctrl-E Tab Tab “write” Ctrl-S").written(),
        ["briefing on Some(2026-10-01), report Some(1), initials true, into /lists"]
    );
    assert!(after("4 Ctrl-E l Space Tab Tab “write” Ctrl-S").written()[0].contains("initials false"));
    assert!(after("4 ] Ctrl-E").shows("it is a draft"));
}

#[test]
fn months_turn_as_far_as_they_have_begun_and_a_second_report_is_one_key_away() {
    assert!(after("4 ]").shows("Top ten of November 2026 · goes on"));
    let no_further = after("4 ] ]");
    assert!(no_further.shows("December 2026 has not begun") && no_further.shows("Top ten of November 2026"));
    assert!(after("4 [ [").shows("No child was missing in August 2026."));
    let second = work(closed_twice(), (120, 40), Theme::Dark, "4 r");
    assert!(second.shows("report 2 of 2, 9 Nov 2026 · ≠ 3 corrected"), "{}", second.text());
    assert!(work(closed_twice(), (120, 40), Theme::Dark, "4 r r").shows("report 1 of 2, 2 Nov 2026"));
}

#[test]
fn n_goes_on_to_the_next_child_and_c_opens_the_case() {
    assert!(after("4 Enter n").shows("2= Thi Lan Nguyen") && after("4 Enter n N").shows("1 Nadia Begum"));
    assert!(after("4 Enter N").shows("that was the first of the top ten"));
    assert_eq!(after("4 c").app.place(), Place::Case);
    assert_eq!(after("4 Enter Esc").app.place(), Place::TopTen);
}

#[test]
fn in_privacy_no_child_is_named_and_no_review_is_opened() {
    for keys in ["P 4", "P 4 Enter", "P 4 Enter PgDn", "4 P"] {
        let seen = work(Morning::default(), (120, 40), Theme::Dark, keys);
        for name in ["Nadia", "Begum", "Thi Lan", "Nguyen", "Kayden", "Okafor", "Jay", "Featherstone"] {
            assert!(!seen.shows(name), "{keys} shows {name}: {}", seen.text());
        }
        assert!(seen.shows("Child C11"), "{keys}: {}", seen.text());
    }
    let seen = work(Morning::default(), (120, 40), Theme::Dark, "P 4 e");
    assert!(seen.app.place() == Place::TopTen && seen.shows("leave privacy mode first"), "{}", seen.text());
}

#[test]
fn words_and_signs_carry_the_meaning_without_any_colour() {
    for (_, keys) in SCREENS {
        let seen = work(Morning::default(), (120, 40), Theme::Mono, keys);
        assert!(seen.terminal.backend().buffer().content().iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset), "{keys}");
    }
}
