//! The actions register, assessments, business, the log with what is taken back, privacy and blanking, as *before, keys, after*.

use super::*;

/// The screens of this part, by the keys that lead to them from the board.
const SCREENS: &[(&str, &str)] = &[
    ("register", "3"),
    ("register_lower_row", "3 j j j"),
    ("register_marked", "3 Space v j"),
    ("register_overdue", "3 ["),
    ("register_filtered", "3 / “phone” Enter"),
    ("action", "3 Enter"),
    ("action_ended", "3 G Enter"),
    ("action_end", "3 x Space Tab “Two adults named.” |"),
    ("action_redate", "3 r “in 5 working days” Tab “network is slow” |"),
    ("assessments", "e"),
    ("assessment_score", "e Enter l l l Space |"),
    ("assessment_judged", "e Enter PgDn |"),
    ("business", "Ctrl-B"),
    ("business_new", "+ Space |"),
    ("log", "L"),
    ("undo", "u"),
    ("private_board", "P"),
    ("private_case", "P Enter"),
    ("private_register", "P 3"),
];

#[test]
fn every_screen_of_register_and_log_at_both_sizes() {
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
fn what_runs_out_first_stands_on_top_with_who_has_to_do_it_and_for_whom() {
    let text = work(Morning::default(), (80, 24), Theme::Dark, "3").text();
    let line = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    assert!(line("Overdue 3") < line("A1 ") && line("A1 ") < line("Due today 2") && line("Due today 2") < line("To come"));
    for words in ["overdue by 11 days", "GMP J Smith", "phone work", "Nadia Begum", "re-dated 2 times"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn the_register_is_reached_from_anywhere_and_is_there_as_it_was_left() {
    assert_eq!(after("3").app.place(), Place::Register);
    assert_eq!(after("2 3").app.place(), Place::Register);
    assert_eq!(after("3 Esc").app.place(), Place::Board);
    assert!(after("3 / “phone” Enter Enter 3").shows("filtered: “phone” · 1 shown"));
    assert_eq!(after("3 c").app.place(), Place::Case);
    assert_eq!(after("3 c Esc").app.place(), Place::Register);
}

#[test]
fn tabs_show_mine_those_of_an_agency_the_overdue_and_all() {
    assert!(after("3 Tab").shows("[mine 1]") && after("3 Tab").shows("strategy meeting") && !after("3 Tab").shows("visit by car"));
    let asked = after("3 Tab Tab");
    assert!(asked.shows("Whose actions?") && asked.shows("Greater Manchester Police"));
    let of_health = after("3 Tab Tab “health” Enter");
    assert!(of_health.shows("[Health 1]") && of_health.shows("sexual health appointment"));
    assert!(after("3 [").shows("[overdue 3]"));
}

#[test]
fn an_action_ends_with_how_its_outcome_and_what_changed_for_the_child() {
    assert!(after("3 x Ctrl-S").shows("Choose how it ended"));
    assert!(after("3 x Space Ctrl-S").shows("Write a line of outcome"));
    assert!(after("3 x Space Tab “Two named.” Ctrl-S").shows("Say what changed for the child"));
    let done = after("3 x Space Tab “Two named.” Tab “She is at home.” Ctrl-S");
    assert_eq!(done.written(), ["ended A1 seen Some(201): done “Two named.” “She is at home.”"]);
    assert!(done.shows("A1: done. u takes it back.") && done.app.place() == Place::Register);
    let not_done = after("3 x l l Space Tab “No staff.” Ctrl-S");
    assert_eq!(not_done.written(), ["ended A1 seen Some(201): not done “No staff.” “”"], "what changed may stay empty then");
}

#[test]
fn marked_actions_are_ended_or_re_dated_all_at_once() {
    let shown = after("3 Space v j x");
    assert!(shown.shows("This is written for all 3: A1 A2 A3."));
    let keys = "3 Space v j r “fri 12:00” Tab “network is slow” Ctrl-S";
    let written = after(keys).written();
    assert_eq!(written, ["re-dated A1 seen Some(201), A2 seen Some(202), A3 seen Some(203) to Fri 20 Nov 2026 12:00: network is slow"]);
    let none = after("3 G Space k v k r");
    assert!(none.shows("this cannot be done now") && none.written().is_empty(), "ended ones are among them");
}

#[test]
fn a_due_date_is_echoed_as_understood_and_needs_a_reason() {
    assert!(after("3 r “in 5 working days” |").shows("→ Fri 27 Nov 2026"));
    assert!(after("3 r “frday” |").shows("cannot be read as a date"));
    assert!(after("3 r “fri 12:00” Ctrl-S").shows("Write the reason"));
    assert!(after("3 r Ctrl-S").shows("Write by when"));
}

#[test]
fn an_ended_action_is_opened_again_with_a_reason() {
    assert!(after("3 R").written().is_empty() && after("3 R").app.place() == Place::Register, "an open one is not");
    assert_eq!(after("3 G R “It came back.” Ctrl-S").written(), ["reopened A12 seen Some(212): It came back."]);
}

#[test]
fn an_action_shows_its_history() {
    let seen = after("3 Enter");
    for words in ["Re-dated 2 times", "Mon 2 Nov 2026 → Mon 9 Nov 2026: waiting for the network, 1 (A. Chair)", "decision D1"] {
        assert!(seen.shows(words), "{words}: {}", seen.text());
    }
    assert!(after("3 / “arrested” Esc / “disruption” Enter Enter").shows("For the child: Chidi Okafor has not been there since."));
}

#[test]
fn what_somebody_else_did_to_an_action_meanwhile_is_not_overwritten_unseen() {
    let morning = Morning::default();
    morning.0.borrow_mut().stale = true;
    let refused = work(morning.clone(), (120, 40), Theme::Dark, "3 x Space Tab “Two named.” Tab “Home.” Ctrl-S");
    assert!(refused.shows("was changed by B. Duty") && refused.written().is_empty());
    let again = work(morning, (120, 40), Theme::Dark, "3 x Ctrl-S");
    assert_eq!(again.written().len(), 1, "what was typed is kept");
}

#[test]
fn a_step_of_the_log_is_read_to_its_end_in_a_narrow_terminal() {
    let text = work(Morning::default(), (80, 24), Theme::Dark, "L").text();
    assert!(text.contains("loaded daily-20-11.csv: 14 new") && text.contains("1 row refused"), "{text}");
    assert!(!text.contains('…'), "nothing is cut: {text}");
}

#[test]
fn assessments_show_their_clocks_and_are_allocated_scored_and_withdrawn() {
    let seen = after("e");
    for words in ["3 · 1 to allocate · 1 overdue", "to be allocated", "Bo Larkin", "X4"] {
        assert!(seen.shows(words), "{words}: {}", seen.text());
    }
    assert_eq!(after("e j a “Bo Larkin” Ctrl-S").written(), ["allocated X5 to Bo Larkin seen Some(405)"]);
    assert!(after("e Ctrl-W Ctrl-S").shows("Write the reason"));
    assert_eq!(after("e Ctrl-W “moved away” Ctrl-S").written(), ["withdrew X4: moved away"]);
    assert!(after("Enter e").shows("Exploitation assessments of Nadia Begum: 1"), "from the case, the child's");
}

#[test]
fn the_score_runs_along_and_the_judgement_stands_beside_it() {
    let running = after("e Enter l l l l Space Tab l l Space |");
    // A band of two indicators would be too low a one.
    assert!(running.shows("2 of 14 indicators answered") && !running.shows("Score"), "{}", running.text());
    let all = after(&format!("e Enter l l l l Space {}PgUp PgUp PgUp |", "Tab l l Space ".repeat(13)));
    assert!(all.shows("Score 30 of 70: ") && all.shows("all 14 indicators answered"), "{}", all.text());
    let refused = after("e Enter l l l l Space Ctrl-S");
    assert!(refused.shows("Choose the band by your judgement") && refused.written().is_empty());
    let written = after("e Enter l l l l Space PgDn Space Tab “Known to two adults.” Tab Space PgDn Space Ctrl-S").written();
    assert_eq!(written.len(), 1);
    for words in ["scored X4 seen Some(404): 4/5", "“Known to two adults.”", "exploitation plan, to be reviewed", "2027-02-12"] {
        assert!(written[0].contains(words), "{words}: {written:?}");
    }
}

#[test]
fn business_says_what_is_missing_while_it_is_typed_and_finds_the_children() {
    let begun = after("+ Space |");
    assert!(begun.shows("Missing before it can be decided: which child it is about"), "{}", begun.text());
    assert!(after("+ Ctrl-S").shows("Choose what it is"));
    let keys = "+ Space Tab Tab Tab “GMP, J Smith” Tab “Met by adults after school.” Tab “Maryam Quayle, Jo Unknown”";
    let echoed = after(&format!("{keys} |"));
    for words in ["C55 Maryam Quayle, born 9 Sep 2012", "Jo Unknown (not on the register, kept as named)"] {
        assert!(echoed.shows(words), "{words}: {}", echoed.text());
    }
    let written = after(&format!("{keys} Ctrl-S")).written();
    assert!(
        written[0].contains("kind: Referral") && written[0].contains("children: [ChildId(55)], named: [\"Jo Unknown\"]"),
        "{written:?}"
    );
}

#[test]
fn business_is_brought_on_one_line_and_echoed_as_understood() {
    let line = "+ Space Tab “School (Mrs Hart): Maryam Quayle and Jo Unknown, new phone and cash”";
    let echoed = after(&format!("{line} |"));
    assert!(echoed.shows("→ from School (Mrs Hart) · C55 Maryam Quayle"), "{}", echoed.text());
    let written = after(&format!("{line} Ctrl-S")).written();
    for part in ["source: \"School (Mrs Hart)\"", "concern: \"new phone and cash\"", "children: [ChildId(55)], named: [\"Jo Unknown\"]"] {
        assert!(written[0].contains(part), "{part}: {written:?}");
    }
    // What a field says goes before the line; what is more than names stays in the concern; a place is not a child.
    let own = after(&format!("{line} Tab Tab “GMP” Ctrl-S")).written();
    assert!(own[0].contains("source: \"GMP\""), "{own:?}");
    let more = after("+ Space Tab “Hart: a girl of the school, name unknown” Ctrl-S").written();
    assert!(more[0].contains("concern: \"a girl of the school, name unknown\"") && more[0].contains("named: []"), "{more:?}");
    let place = after("+ l l Space Tab “GMP: Foundry Street, cars at night” Ctrl-S").written();
    assert!(place[0].contains("concern: \"Foundry Street, cars at night\"") && place[0].contains("named: []"), "{place:?}");
    let day = after("+ Space Tab Tab “nonsense” |");
    assert!(day.shows("“nonsense” is not a day that has been") && !day.shows("00:00"), "{}", day.text());
}

#[test]
fn business_that_waits_is_listed_with_what_it_lacks_and_can_be_changed() {
    let seen = after("Ctrl-B");
    for words in ["Business that waits for a decision: 2", "referral", "Nadia Begum", "1 missing"] {
        assert!(seen.shows(words), "{words}: {}", seen.text());
    }
    let changed = after("Ctrl-B Enter Tab Tab “ Seen twice.” Ctrl-S");
    assert_eq!(changed.written(), ["changed B7 seen Some(307): Nadia Begum is met outside school by an adult in a grey car. Seen twice."]);
}

#[test]
fn the_last_step_is_taken_back_only_after_it_was_named_and_a_yes() {
    for keys in ["u", "Ctrl-Z", "Enter u", "3 u"] {
        let asked = after(keys);
        assert!(asked.shows("decided: advice and guidance (Nadia B.)") && asked.written().is_empty(), "{keys}: {}", asked.text());
        assert_eq!(asked.app.place(), Place::Confirm);
    }
    let done = after("u Enter");
    assert_eq!(done.written(), ["undo verb 12"]);
    assert!(done.shows("Taken back: decided: advice and guidance (Nadia B.). Ctrl-R makes it count again."));
    assert_eq!(after("u Enter Ctrl-R Enter").written(), ["undo verb 12", "redo verb 12"]);
    assert!(after("Ctrl-R").shows("You took nothing back") && after("u Esc").written().is_empty());
}

#[test]
fn the_log_marks_what_was_taken_back_by_words() {
    let seen = after("L");
    assert!(seen.shows("B. Duty") && seen.shows("A10 done") && !seen.shows("TAKEN BACK"));
    assert!(after("L Enter Enter").shows("TAKEN BACK  decided: advice and guidance (Nadia B.)"));
    assert_eq!(after("L Enter Enter Enter Enter").written(), ["undo verb 12", "redo verb 12"]);
    assert!(after("L G Enter").shows("This cannot be taken back"));
}

/// The screens that are shown in privacy mode, and keys that look closer.
const PRIVATE: &[&str] = &["P", "P Enter", "P G Enter", "P 2", "P 3", "P 3 Enter", "P e", "P Ctrl-B", "P L", "P u", "P 3 x", "P w", "P ?"];

#[test]
fn in_privacy_mode_no_screen_says_who_the_children_are() {
    for keys in PRIVATE {
        for size in [(80, 24), (120, 40)] {
            let seen = work(Morning::default(), size, Theme::Dark, keys);
            assert!(seen.shows("PRIVATE"), "{keys}");
            let text = wayhome::text::fold(&seen.text());
            for name in
                ["nadia", "begum", "nguyen", "thi lan", "kayden", "archer", "chidi", "okafor", "sian", "davies", "小明", "larch", "m13"]
            {
                assert!(
                    !text.split(' ').any(|word| word == name) && (!name.contains(' ') || !text.contains(name)),
                    "{name} {keys}: {text}"
                );
            }
        }
    }
    assert!(after("P Enter").shows("Child C11, 16, at home"));
    assert!(after("P P Enter").shows("Nadia Begum, 16, at home"), "pressed again, the names are back");
}

#[test]
fn what_cannot_be_shown_without_names_is_not_opened_in_privacy_mode() {
    for keys in ["P i", "P f", "P r", "P Ctrl-K", "P p", "P y", "P 2 Enter", "P 2 i", "P 2 o", "P Ctrl-B Enter"] {
        let seen = after(keys);
        assert!(seen.shows("leave privacy mode first (P)"), "{keys}: {}", seen.text());
        assert!(seen.written().is_empty());
    }
    for keys in ["i P", "f P", "d P", "2 Enter P", "3 x P"] {
        let seen = after(keys);
        let left = [Place::Board, Place::Interviews, Place::Register];
        // Where text is typed, P is a letter.
        assert!(left.contains(&seen.app.place()) || !seen.shows("PRIVATE"), "{keys}: {:?}", seen.app.place());
    }
}

#[test]
fn a_decision_of_today_is_not_reworded_from_veiled_words() {
    let morning = Morning::default();
    morning.0.borrow_mut().decided = true;
    for keys in ["P d", "P Enter d"] {
        let seen = work(morning.clone(), (120, 40), Theme::Dark, keys);
        assert!(seen.shows("leave privacy mode first (P)") && seen.app.place() != Place::Decide, "{keys}");
    }
    assert_eq!(after("P j d").app.place(), Place::Decide, "a new decision can be made");
}

#[test]
fn an_app_begun_in_privacy_mode_never_shows_a_name() {
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    let options = RunOptions { privacy: true, ..options(Theme::Dark) };
    let mut app = App::new(Box::new(Morning::default()), Clock::Fixed(now()), options, Size::new(120, 40));
    terminal.draw(|frame| app.draw(frame)).unwrap();
    assert!(terminal.backend().to_string().contains("PRIVATE") && !terminal.backend().to_string().contains("Nadia"));
    run_loop(&mut terminal, &mut script("j"), &mut app).unwrap();
}

thread_local! {
    static MINUTES: std::cell::Cell<i64> = const { std::cell::Cell::new(0) };
}

fn later() -> wayhome::episode::Moment {
    now() + chrono::TimeDelta::minutes(MINUTES.get())
}

#[test]
fn an_app_nobody_works_on_blanks_itself_and_keeps_what_was_typed() {
    let morning = Morning::default();
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    let mut app = App::new(Box::new(morning.clone()), Clock::Real(later), options(Theme::Dark), Size::new(120, 40));
    let mut shown = |app: &mut App| {
        terminal.draw(|frame| app.draw(frame)).unwrap();
        terminal.backend().to_string()
    };
    for name in ["d", "Tab", "S", "h", "e"] {
        app.handle(&key(name));
    }
    MINUTES.set(9);
    app.look();
    assert!(shown(&mut app).contains("Nadia Begum"), "ten minutes are not over");
    MINUTES.set(10);
    assert!(app.look());
    let blank = shown(&mut app);
    assert!(blank.contains("Wayhome is blank: press a key") && !blank.contains("Nadia") && !blank.contains("Decide"));
    assert!(morning.0.borrow().drafts.values().any(|draft| draft.contains("She")), "what was typed is kept before");
    app.handle(&key("x"));
    let back = shown(&mut app);
    assert!(back.contains("Nadia Begum") && back.contains("She") && !back.contains("Shex"), "that key does nothing else");
    MINUTES.set(19);
    app.look();
    assert!(!shown(&mut app).contains("is blank"), "the time counts from the last key");
}
