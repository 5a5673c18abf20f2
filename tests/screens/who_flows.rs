//! Who is this child: rows in doubt, likely duplicates, records merged and split, who belongs with whom, as *before, keys, after*.

use super::*;

/// The screens of this part, by the keys that lead to them from the board.
const SCREENS: &[(&str, &str)] = &[
    ("review", "r"),
    ("review_first", "r Tab"),
    ("review_lower", "r PgDn"),
    ("review_chosen", "r Tab Enter"),
    ("review_none", "r Tab Tab Tab"),
    ("review_ask", "r a"),
    ("review_asked", "r a Ctrl-S"),
    ("review_undo", "r Tab Tab Tab Enter Enter u"),
    ("duplicates", "Ctrl-D | | | | | | |"),
    ("duplicates_two", "Ctrl-D | | | | t"),
    ("merge_empty", "Ctrl-D | | | | Enter"),
    ("merge_filled", "Ctrl-D | | | | Enter Space Tab “Same school, same mother.” |"),
    ("merge_asked", "Ctrl-D | | | | Enter Space Tab “Same school, same mother.” Ctrl-S"),
    ("known", "Enter r"),
    ("known_lower", "Enter r j j"),
    ("relate", "Enter r + “maryam” Tab l Space |"),
    ("unrelate", "Enter r j x “Moved away.” |"),
    ("split", "Enter r s"),
    ("split_asked", "Enter r s Tab Space Tab “Two girls after all.” Ctrl-S"),
    ("doubt", "Enter r d"),
    ("take_back", "Enter r b"),
    ("merge_with", "Enter r M “maryam” Tab Space |"),
];

/// Morning and keys that lead to every command of these screens.
pub fn places() -> Vec<(Morning, &'static str, Place)> {
    let on_all = |keys, place| (Morning::default(), keys, place);
    vec![
        (three_alike(), "r n", Place::Review),
        on_all("Ctrl-D | | | |", Place::Duplicates),
        on_all("Enter r", Place::Known),
        on_all("Enter r j", Place::Known),
    ]
}

/// Three rows more wait that have one candidate, the same.
fn three_alike() -> Morning {
    let morning = Morning::default();
    morning.0.borrow_mut().alike = true;
    morning
}

fn of_three(keys: &str) -> Seen {
    work(three_alike(), (120, 40), Theme::Dark, keys)
}

#[test]
fn every_screen_of_who_a_child_is_at_both_sizes() {
    for (name, keys) in SCREENS {
        for size in [(80, 24), (120, 40)] {
            let seen = work(Morning::default(), size, Theme::Dark, keys);
            insta::with_settings!({ snapshot_path => "../snapshots" }, {
                insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), seen.text());
            });
        }
    }
    for (name, keys) in [("review_alike", "r n"), ("review_same_for_all", "r n b")] {
        for size in [(80, 24), (120, 40)] {
            let seen = work(three_alike(), size, Theme::Dark, keys);
            insta::with_settings!({ snapshot_path => "../snapshots" }, {
                insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), seen.text());
            });
        }
    }
}

#[test]
fn every_part_has_its_sign_beside_it_whatever_the_colours() {
    let seen = work(Morning::default(), (120, 40), Theme::Mono, "r");
    for words in ["≈ Kayden", "≠ 30 Jan 2011", "= 4 Larch Row", "· female", "≈ 3 Apr 2011"] {
        assert!(seen.shows(words), "{words}: {}", seen.text());
    }
    for (_, keys) in SCREENS {
        let seen = work(Morning::default(), (120, 40), Theme::Mono, keys);
        assert!(seen.terminal.backend().buffer().content().iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset), "{keys}");
    }
}

#[test]
fn what_speaks_for_and_against_is_said_in_bits_with_the_guard_and_who_belongs_with_whom() {
    let seen = after("r PgDn");
    let words = [
        "+6.0 same address",
        "-2.0 date of birth",
        "another child of the",
        "twin of C12 Thi Lan",
        "looks like a sibling",
        "E93, missing 9 Nov",
    ];
    for words in words {
        assert!(seen.shows(words), "{words}: {}", seen.text());
    }
}

#[test]
fn nothing_is_chosen_beforehand_on_any_row() {
    for keys in ["r Enter", "r n Enter", "r Tab n Enter", "r Tab Tab N Enter"] {
        let seen = of_three(keys);
        assert!(seen.shows("Nothing is chosen yet") && seen.written().is_empty(), "{keys}: {}", seen.text());
    }
}

#[test]
fn whoever_is_not_sure_goes_on_to_the_next_row_and_nothing_is_written() {
    let seen = of_three("r Tab s");
    assert!(seen.shows("Not sure: Kaden Ashworth goes on waiting, and nothing is written.") && seen.shows("2 of 4"));
    assert!(seen.written().is_empty());
    assert!(of_three("r s s s s").shows("It was the last row that waits."));
}

#[test]
fn police_are_asked_in_the_hubs_words_or_ones_own_and_the_row_says_so() {
    let form = after("r a");
    assert!(form.shows("Please confirm the date of birth") && form.app.place() == Place::Form && form.written().is_empty());
    let asked = after("r a “ And the school.” Ctrl-S");
    assert_eq!(asked.written().len(), 1);
    assert!(asked.written()[0].starts_with("asked police of E7: Please confirm") && asked.written()[0].ends_with("And the school."));
    assert!(asked.app.place() == Place::Review && asked.shows("Asked police on Fri 20 Nov 08:41 by A. Chair: Please confirm"));
}

#[test]
fn one_answer_for_several_rows_is_offered_only_where_they_have_the_same_single_candidate() {
    let named = |seen: &Seen| seen.app.commands().iter().any(|c| c.name == "same for all");
    assert!(!named(&of_three("r")) && named(&of_three("r n")));
    assert!(of_three("r b").app.place() == Place::Review, "the first row has two candidates");
    let asked = of_three("r n b");
    assert!(asked.shows("3 rows have this one candidate: the same child for all?") && asked.written().is_empty());
    for row in ["row 12: Kaden Ashworth, E41", "row 13", "row 14"] {
        assert!(asked.shows(row), "{row}");
    }
    assert_eq!(of_three("r n b Enter").written(), ["E41 seen Some(141), E42 seen Some(142), E43 seen Some(143) are all child C31"]);
    assert!(of_three("r n b Esc").written().is_empty());
}

#[test]
fn taking_an_answer_back_says_first_what_follows() {
    let asked = after("r Tab Tab Tab Enter Enter u");
    for words in ["E7 is C17", "C17 was put on the register by that answer, and leaves it.", "2 other episodes taken", "E8, E9"] {
        assert!(asked.shows(words), "{words}: {}", asked.text());
    }
    assert_eq!(asked.written().len(), 1);
    assert!(after("r Tab Tab Tab Enter Enter u Enter").written()[1].starts_with("undo"));
}

#[test]
fn the_register_is_looked_through_a_stretch_at_a_time_and_the_keys_work_meanwhile() {
    let morning = Morning::default();
    let mut app = App::new(Box::new(morning.clone()), Clock::Fixed(now()), options(Theme::Dark), Size::new(120, 40));
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    app.handle(&key("Ctrl-D"));
    app.settle();
    assert_eq!(morning.0.borrow().looked, 0, "painted before anything is looked at");
    app.idle();
    terminal.draw(|frame| app.draw(frame)).unwrap();
    let first = terminal.backend().to_string();
    assert!(first.contains("1 of 2 · looked at 100 of 450 children") && first.contains("≈ Kaydon"), "{first}");
    app.handle(&key("n"));
    terminal.draw(|frame| app.draw(frame)).unwrap();
    assert!(terminal.backend().to_string().contains("2 of 2 · looked at 100 of 450 children"));
    while app.wait().is_zero() {
        app.idle();
    }
    terminal.draw(|frame| app.draw(frame)).unwrap();
    assert!(terminal.backend().to_string().contains("2 of 3 · all 450 children looked at"));
    assert_eq!(morning.0.borrow().looked, 5);
}

#[test]
fn a_register_without_duplicates_says_so() {
    let morning = Morning::default();
    morning.0.borrow_mut().tidy = true;
    let seen = work(morning, (80, 24), Theme::Dark, "Ctrl-D | | | | | | |");
    assert!(seen.shows("No two records of the register look like one child."), "{}", seen.text());
}

#[test]
fn records_are_merged_only_after_it_was_said_which_is_kept_and_why_and_what_comes_over() {
    let opened = "Ctrl-D | | | | Enter";
    assert!(after(&format!("{opened} Ctrl-S")).shows("Choose which of the two records is kept"));
    assert!(after(&format!("{opened} Space Ctrl-S")).shows("Write the reason"));
    let shown = after(&format!("{opened} Space |"));
    for words in ["⚠ own id 4001213 and 4001214", "both are missing now", "Comes over: 3 episodes, 1 decision."] {
        assert!(shown.shows(words), "{words}: {}", shown.text());
    }
    let asked = after(&format!("{opened} Space Tab “Same mother.” Ctrl-S"));
    assert!(asked.shows("This will be written") && asked.written().is_empty());
    assert_eq!(after(&format!("{opened} Space Tab “Same mother.” Ctrl-S Esc Esc")).app.place(), Place::Duplicates);
    let merged = after(&format!("{opened} Space Tab “Same mother.” Ctrl-S Enter | |"));
    assert_eq!(merged.written(), ["C14 is read as C13 seen Some((7, 7)): Same mother."]);
    let other = after(&format!("{opened} l Space Tab “Same mother.” Ctrl-S Enter"));
    assert_eq!(other.written(), ["C13 is read as C14 seen Some((7, 7)): Same mother."]);
}

#[test]
fn a_pair_that_is_settled_goes_and_one_that_is_skipped_stays() {
    let settled = after("Ctrl-D | | | | | | | t Enter | | |");
    assert_eq!(settled.written(), ["C13 and C14 are two children"]);
    assert!(settled.shows("Likely duplicates 1 of 2") && settled.shows("C31"), "{}", settled.text());
    let skipped = after("Ctrl-D | | | | | | | s");
    assert!(skipped.shows("Likely duplicates 2 of 3") && skipped.written().is_empty());
}

#[test]
fn twins_that_look_like_one_child_are_recorded_as_twins_where_they_stand() {
    let form = after("Ctrl-D | | | | +");
    assert!(form.shows("C13 Kayden Archer and C14 Kaydon Archer belong together") && form.written().is_empty());
    assert_eq!(after("Ctrl-D | | | | + l Space Ctrl-S").written(), ["C13 and C14: twin “”"]);
}

#[test]
fn somebody_elses_change_of_a_record_is_not_merged_over_unseen() {
    let morning = Morning::default();
    morning.0.borrow_mut().stale = true;
    let seen = work(morning, (120, 40), Theme::Dark, "Ctrl-D | | | | Enter Space Tab “Same mother.” Ctrl-S Enter");
    assert!(seen.written().is_empty() && seen.shows("What you typed is kept") && seen.shows("Same mother."), "{}", seen.text());
}

#[test]
fn a_case_leads_to_its_childs_records_names_homes_and_who_belongs_with_it() {
    let seen = after("Enter r");
    let words =
        ["Records read as this child: 1", "C66 Nadya Begam", "same school and mother", "same placement as C12 Thi Lan Nguyen (Oak House"];
    for words in words.into_iter().chain(["Nadia Khan · known since 1 Mar 2025, until 1 Apr 2026", "Oak House, 2 Mill Lane, M20 0YY"]) {
        assert!(seen.shows(words), "{words}: {}", seen.text());
    }
    let case = after("Enter G");
    for words in [
        "Who this child is (r)",
        "Read as this child too: C66 Nadya Begam",
        "same placement as C12",
        "Was called Nadia Khan until 1 Apr 2026",
    ] {
        assert!(case.shows(words), "{words}: {}", case.text());
    }
    assert_eq!(after("Enter r j Enter").app.place(), Place::Case);
    assert!(after("Enter r j Enter").shows("Thi Lan Nguyen, 16"));
    assert_eq!(after("Enter r Esc").app.place(), Place::Case);
}

#[test]
fn a_relation_is_recorded_with_a_child_found_by_name_or_number_and_ended_with_a_reason() {
    assert!(after("Enter r + “nobody like this” |").shows("nobody else on the register is like that"));
    assert!(after("Enter r + “maryam” |").shows("→ C55 Maryam Quayle, born 9 Sep 2012"));
    assert!(after("Enter r + “maryam” Ctrl-S").shows("Choose how they belong together"));
    let related = after("Enter r + “maryam” Tab l Space Tab “born together” Ctrl-S");
    assert_eq!(related.written(), ["C11 and C55: twin “born together”"]);
    assert!(after("Enter r j x Ctrl-S").shows("Write the reason"));
    assert_eq!(after("Enter r j x “Moved.” Ctrl-S").written(), ["C11 and C12 no longer same placement: Moved."]);
    assert!(after("Enter r x").app.place() == Place::Known, "a merged record is split off, not unrelated");
}

#[test]
fn splitting_asks_whose_each_later_thing_is_and_presumes_only_what_looks_like_the_record() {
    let form = after("Enter r s");
    assert!(form.shows("Goes back with C66: E2, missing 3 Nov 2026 20:10; decision D2") && form.shows("(x) goes to C66 Kaydon Archer"));
    assert!(after("Enter r s Ctrl-S").shows("Say whose it is: what the child wishes"));
    let split = after("Enter r s Tab Space Tab “Two girls.” Ctrl-S");
    assert!(split.shows("1 of 2 go with it") && split.written().is_empty());
    assert_eq!(
        after("Enter r s Tab Space Tab “Two girls.” Ctrl-S Enter").written(),
        ["split C66 with [Episode(EpisodeId(5))]: Two girls."]
    );
}

#[test]
fn an_episode_tied_to_the_wrong_child_waits_again() {
    assert!(after("Enter r d Ctrl-S").shows("Write the reason"));
    assert_eq!(after("Enter r d “Her sister.” Ctrl-S").written(), ["doubted E1 seen Some(101): Her sister."]);
    let back = after("Enter r b");
    assert!(
        back.shows("E1 waits again for a person") && back.shows("C11 was put on the register by that answer") && back.written().is_empty()
    );
    assert_eq!(after("Enter r b Enter").written(), ["took back E1 seen Some(101)"]);
    assert!(after("j Enter r b").shows("nobody said who the child of E2 is"));
}

#[test]
fn in_privacy_mode_who_a_child_is_stays_closed() {
    assert_eq!(after("P r").app.place(), Place::Board);
    assert_eq!(after("P Ctrl-D").app.place(), Place::Board);
    assert_eq!(after("P Enter r").app.place(), Place::Case);
    for keys in ["r P", "Ctrl-D | | | P"] {
        let seen = after(keys);
        assert!(seen.app.place() == Place::Board && !seen.shows("Kayden"), "{keys}: {}", seen.text());
    }
    assert_eq!(after("Enter r P").app.place(), Place::Case);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_size_of_the_terminal_breaks_these_screens(width in 0u16..200, height in 0u16..60, screen in 0..SCREENS.len(), to in (0u16..200, 0u16..60)) {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let mut app = App::new(Box::new(Morning::default()), Clock::Fixed(now()), options(Theme::Dark), Size::new(width, height));
        let mut steps = script(SCREENS[screen].1);
        steps.0.extend([Step::Event(key("PgDn")), Step::Pause, Step::Event(Event::Resize(to.0, to.1))]);
        run_loop(&mut terminal, &mut steps, &mut app).unwrap();
        let mut other = Terminal::new(TestBackend::new(to.0, to.1)).unwrap();
        other.draw(|frame| app.draw(frame)).unwrap();
    }
}

/// A hub where a fourth child of the caseload looks like the second, and each has been missing.
fn with_duplicates() -> common::Office {
    let office = common::Office::on_friday();
    let mut hub = office.open();
    let list = "Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Address,Postcode\n\
        MIS/26/8,Kayden,Ashworth,04/03/2011,Medium,10/11/2026 20:00,10/11/2026 23:00,7 Mill Lane,OL9 7AA\n";
    common::load(&mut hub, "later.csv", list, "2026-11-20T08:39:30Z");
    let fourth = "Case ID,Forename,Surname,Date of birth,Sex,Address,Postcode,Care status\n\
        1004,Kaydon,Ashworth,04/03/2011,M,7 Mill Lane,OL9 7AA,At home\n";
    let file = wayhome::casebook::ListFile { name: "caseload.csv", bytes: fourth.as_bytes() };
    hub.import_children(&file, &Default::default(), common::at("2026-11-20T08:40:00Z")).unwrap();
    drop(hub);
    office
}

/// What stands there after these keys on a hub.
fn at_the_desk(office: &common::Office, keys: &str) -> String {
    let clock = Clock::Fixed(common::at("2026-11-20T09:00:00Z"));
    let mut app = App::new(Box::new(office.open()), clock, options(Theme::Dark), Size::new(120, 40));
    page_of(&mut app, keys)
}

#[test]
fn on_a_real_hub_a_row_is_asked_about_answered_and_the_answer_taken_back() {
    let office = common::Office::on_friday();
    let asked = at_the_desk(&office, "r a Ctrl-S");
    assert!(asked.contains("Asked police on Fri 20 Nov 09:00") && asked.contains("≈ Kayden"), "{asked}");
    let answered = at_the_desk(&office, "r Tab Enter Enter");
    assert!(answered.contains("Kaden Ashworth is C2. u takes it back."), "{answered}");
    let back = at_the_desk(&office, "u");
    assert!(back.contains("Take back"), "{back}");
    let waits = at_the_desk(&office, "u Enter r");
    assert!(waits.contains("Who is this child?") && waits.contains("Asked police"), "{waits}");
}

#[test]
fn on_a_real_hub_likely_duplicates_are_merged_read_as_one_child_and_split_again() {
    let office = with_duplicates();
    let pair = at_the_desk(&office, "Ctrl-D | | |");
    assert!(pair.contains("Likely duplicates 1 of 1") && pair.contains("≈ Kaydon"), "{pair}");
    let form = at_the_desk(&office, "Ctrl-D | | | Enter Space |");
    assert!(form.contains("C4 Kaydon Ashworth is read as C2 Kayden Ashworth from now on"), "{form}");
    // What was ticked is kept as a draft.
    let merged = at_the_desk(&office, "Ctrl-D | | | Enter Tab “Same mother, same school.” Ctrl-S Enter | | |");
    assert!(merged.contains("No two records of the register look like one child."), "{merged}");
    let known = at_the_desk(&office, "Ctrl-K “Kayden Ashworth” Enter r");
    assert!(known.contains("Records read as this child: 1") && known.contains("C4 Kaydon Ashworth"), "{known}");
    let split = at_the_desk(&office, "Ctrl-K “Kayden Ashworth” Enter r s “Two boys.” Ctrl-S Enter");
    assert!(split.contains("Records read as this child: 0") && split.contains("a child of its own again"), "{split}");
    let never = at_the_desk(&office, "Ctrl-D | | |");
    assert!(never.contains("No two records of the register look like one child."), "they are remembered as two children: {never}");
}

#[test]
fn on_a_real_hub_who_belongs_together_stands_in_the_case_until_it_is_ended() {
    let office = with_duplicates();
    let related = at_the_desk(&office, "Ctrl-K “Kayden Ashworth” Enter r + “C4” Tab l Space Ctrl-S");
    assert!(related.contains("▸twin of C4 Kaydon Ashworth · recorded 20 Nov 2026"), "{related}");
    assert!(at_the_desk(&office, "Ctrl-K “Kayden Ashworth” Enter G").contains("twin of C4 Kaydon Ashworth"));
    let ended = at_the_desk(&office, "Ctrl-K “Kayden Ashworth” Enter r x “A slip.” Ctrl-S");
    assert!(ended.contains("Nobody is recorded."), "{ended}");
}

#[test]
fn on_a_real_hub_an_episode_tied_to_the_wrong_child_waits_again() {
    let office = with_duplicates();
    let doubted = at_the_desk(&office, "Ctrl-K “Kayden Ashworth” Enter r d “It was his brother.” Ctrl-S");
    assert!(doubted.contains("waits for a person: r on the board says who it is."), "{doubted}");
    let waits = at_the_desk(&office, "r n");
    assert!(waits.contains("MIS/26/8, missing since") && waits.contains("1 C2"), "{waits}");
}
