//! The chair's morning, as *before, keys, after*.

use super::*;
use chrono::TimeDelta;
use fixture::meeting::{begun, in_meeting};
use std::sync::atomic::{AtomicI64, Ordering};
use wayhome::meeting::agenda::ItemId;

/// The screens in the middle of a meeting.
fn meet(keys: &str) -> Seen {
    work(in_meeting(), (120, 40), Theme::Dark, &format!("m {keys}"))
}

/// The places of the meeting, by the keys that lead to them.
pub fn places() -> impl Iterator<Item = (Morning, &'static str, Place)> {
    let renewed = in_meeting();
    renewed.0.borrow_mut().held.new_items = 2;
    [
        (in_meeting(), "m", Place::Meeting),
        (in_meeting(), "m n", Place::Meeting),
        (in_meeting(), "m p p", Place::Meeting),
        (renewed, "m", Place::Meeting),
        (in_meeting(), "m c", Place::Gate),
        (settled(), "m c", Place::Gate),
        (settled(), "m c Ctrl-W “close” Ctrl-S", Place::Meeting),
        (in_meeting(), "m O", Place::Order),
    ]
    .into_iter()
}

/// Every screen of the meeting, by the keys that lead to it.
const MEETING_SCREENS: &[(&str, &str)] = &[
    ("meeting_item", "m"),
    ("meeting_actions", "m p p"),
    ("meeting_changes", "m p"),
    ("meeting_decided", "m n"),
    ("meeting_interviews", "m n n n"),
    ("meeting_referral", "m n n n n"),
    ("meeting_strategy", "m n n n n n"),
    ("meeting_intelligence", "m n n n n n n"),
    ("meeting_thresholds", "m n n n n n n n"),
    ("meeting_put_off", "m n n n n n n n n"),
    ("meeting_any_other", "m n n n n n n n n n"),
    ("meeting_read_back", "m n n n n n n n n n n"),
    ("meeting_agenda", "m Tab Down"),
    ("meeting_go_to", "m g “chid”"),
    ("meeting_decide", "m d Space Tab “Seen twice near the station.” Tab “GMP: phone work by Fri 12:00” |"),
    (
        "meeting_decide_more",
        "m d Down Down Down Down Down Down Space Tab Space Tab “Why” Tab Tab “fri” Tab “GMP, CSC” Tab “EH: too early” |",
    ),
    ("meeting_decide_referral", "m n n n n d Space Tab “Worrying.” |"),
    ("meeting_half_typed", "m d Space Tab “Seen twice near the sta” | Esc"),
    ("meeting_note", "m t “GMP: phone was off”"),
    ("meeting_put_off_form", "m f “fri” Tab “report to come”"),
    ("meeting_agree", "m a “GMP: phone work by Fri 12:00”"),
    ("meeting_attendance", "m A"),
    ("meeting_gate", "m c Down Space"),
    ("meeting_carry_over", "m c Down Space Space f"),
    ("meeting_order", "m O J"),
];

fn settled() -> Morning {
    let morning = in_meeting();
    morning.0.borrow_mut().held.settled = true;
    morning
}

fn snapshot(name: &str, keys: &str, morning: impl Fn() -> Morning) {
    for size in [(80, 24), (120, 40)] {
        let seen = work(morning(), size, Theme::Dark, keys);
        insta::with_settings!({ snapshot_path => "../snapshots" }, {
            insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), seen.text());
        });
    }
}

#[test]
fn every_screen_of_the_meeting_at_both_sizes() {
    for (name, keys) in MEETING_SCREENS {
        snapshot(name, keys, in_meeting);
        let mono = work(in_meeting(), (120, 40), Theme::Mono, keys);
        assert!(mono.terminal.backend().buffer().content().iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset), "{keys}");
    }
    for (name, keys) in [("meeting_opening", "m"), ("meeting_none", "m Esc"), ("meeting_statement", "m Ctrl-S")] {
        snapshot(name, keys, Morning::default);
    }
    for (name, keys) in [("meeting_gate_open", "m c"), ("meeting_close", "m c Ctrl-W"), ("meeting_closed", "m c Ctrl-W “close” Ctrl-S")]
    {
        snapshot(name, keys, settled);
    }
}

#[test]
fn the_meeting_is_opened_with_the_attendance_of_the_one_before_and_its_quorum_seen() {
    let form = after("m");
    assert!(form.app.place() == Place::Form && form.written().is_empty());
    assert!(form.shows("A. Chair") && form.shows("apologies: B Jones") && form.shows("not quorate without Health"));
    // Social care did not come after all; a name is added for the police.
    let typed = "Tab Tab “, A Khan” Tab Ctrl-U";
    assert!(after(&format!("m {typed}")).shows("⚠ not quorate without Children's Social Care"));
    let opened = after(&format!("m {typed} Ctrl-S"));
    assert_eq!(opened.app.place(), Place::Statement);
    assert!(opened.shows("To be read out") && opened.shows("confidential to this meeting"));
    let written = opened.written();
    assert!(
        written[0].contains("names: [\"J Smith\", \"A Khan\"]") && !written[0].contains("agency: \"Children's Social Care\""),
        "{written:?}"
    );
    assert_eq!(written[1..], ["at M3 1"], "the first item comes on the screen");
    // Read out once.
    assert_eq!(after(&format!("m {typed} Ctrl-S Enter")).app.place(), Place::Meeting);
    assert_eq!(meet("").app.place(), Place::Meeting);
    assert!(after("m Tab Ctrl-U Shift-Tab Ctrl-U Ctrl-S").shows("the meeting has no chair"));
}

#[test]
fn the_meeting_is_reached_from_anywhere_and_stands_where_it_stood() {
    assert!(meet("").shows("3 · Nadia Begum, 16, at home, C11"));
    assert!(meet("n n Esc m").shows("5 · Chidi Okafor"));
    let app = meet("1").app;
    assert_eq!(app.place(), Place::Board);
    assert_eq!(work(in_meeting(), (80, 24), Theme::Dark, "2 m").app.place(), Place::Meeting);
    assert_eq!(meet("d m").app.place(), Place::Decide, "not from a form: a letter there is meant as text");
}

#[test]
fn a_move_is_painted_first_and_costs_one_item_then_the_record_is_told() {
    let morning = in_meeting();
    let mut app = App::new(Box::new(morning.clone()), Clock::Fixed(now()), options(Theme::Dark), Size::new(120, 40));
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    let painted = |app: &App, terminal: &mut Terminal<TestBackend>| {
        terminal.draw(|frame| app.draw(frame)).unwrap();
        terminal.backend().to_string()
    };
    app.handle(&key("m"));
    app.settle();
    while app.wait().is_zero() {
        app.idle();
    }
    assert!(painted(&app, &mut terminal).contains("3 · Nadia Begum, 16") && morning.0.borrow().written.is_empty());
    let read = |morning: &Morning| morning.0.borrow().held.read.len();
    let before = read(&morning);
    app.handle(&key("n"));
    app.settle();
    assert!(painted(&app, &mut terminal).contains("4 · Kayden Archer, 15"), "read ahead: painted with the key");
    assert!(read(&morning) == before && morning.0.borrow().written.is_empty(), "nothing is read or written while keys may wait");
    while app.wait().is_zero() {
        app.idle();
    }
    assert_eq!((read(&morning) - before, morning.0.borrow().written.clone()), (1, vec!["at M3 4".to_string()]));
    // A held key: the record is told of the last one only, and no child's item stands under another's name.
    for _ in 0..3 {
        app.handle(&key("n"));
    }
    app.settle();
    let at_once = painted(&app, &mut terminal);
    assert!(at_once.contains("7 · referral B7: Nadia Begum …") && !at_once.contains("Kayden Archer, 15"), "{at_once}");
    while app.wait().is_zero() {
        app.idle();
    }
    assert_eq!(morning.0.borrow().written, ["at M3 4", "at M3 7"]);
}

#[test]
fn the_seconds_run_without_asking_the_hub() {
    static SECONDS: AtomicI64 = AtomicI64::new(0);
    let clock = Clock::Real(|| now() + TimeDelta::seconds(SECONDS.load(Ordering::Relaxed)));
    let morning = in_meeting();
    let mut app = App::new(Box::new(morning.clone()), clock, options(Theme::Dark), Size::new(120, 40));
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    let mut shown = |app: &App| {
        terminal.draw(|frame| app.draw(frame)).unwrap();
        terminal.backend().to_string()
    };
    app.handle(&key("m"));
    app.settle();
    while app.wait().is_zero() {
        app.idle();
    }
    assert!(shown(&app).contains("this item 1 min 20 s"));
    assert!(app.wait() <= Duration::from_secs(1));
    let read = morning.0.borrow().held.read.len();
    SECONDS.store(7, Ordering::Relaxed);
    assert!(app.look() && shown(&app).contains("this item 1 min 27 s"));
    assert!(!app.look(), "once a second");
    // On the decision form too; and when the time is over, it says so.
    app.handle(&key("d"));
    SECONDS.store(8, Ordering::Relaxed);
    assert!(app.look() && shown(&app).contains("this item 1 min 28 s"));
    assert_eq!(morning.0.borrow().held.read.len(), read);
    SECONDS.store(30 * 60, Ordering::Relaxed);
    app.handle(&key("Tab"));
    assert!(shown(&app).contains("6 min over"));
}

#[test]
fn the_decision_is_made_on_the_item_and_stands_under_it() {
    let decided = meet("d Space Tab “She was seen.” Tab “GMP: phone work by Fri 12:00” Ctrl-S Enter");
    assert!(decided.written()[0].starts_with("Decided { on: Episode(EpisodeId(1))"), "{:?}", decided.written());
    assert_eq!(decided.app.place(), Place::Meeting);
    assert!(decided.shows("── Decision D12 at") && decided.shows("Agenda: 3 of 7 settled"));
    let form = meet("d");
    assert!(form.shows("item 3 of 13 · 24 min left") && form.shows("Decide: Nadia Begum, 16"));
    let business = meet("n n n n d Space Tab “Worrying.” Ctrl-S Enter");
    assert!(
        business.written().iter().any(|w| w.contains("on: Business(BusinessId(7))") && w.contains("seen: Some(807)")),
        "{:?}",
        business.written()
    );
    assert!(business.shows("Written: D12 advice and guidance, referral B7: Nadia Begum."));
}

#[test]
fn a_decision_names_who_decides_it_who_dissents_and_to_which_panel_it_goes() {
    let panel = "d Down Down Down Down Down Down Space";
    assert!(!meet("d").shows("Panel ") && meet(panel).shows("Panel"));
    assert!(meet(&format!("{panel} Ctrl-S")).shows("Choose the panel it is referred to"));
    let form = format!("{panel} Tab Space Tab “Why” Tab Tab Tab “gmp, CSC” Tab “EH: too early” Enter “NHS: agrees only in part”");
    assert!(meet(&form).shows("→ Greater Manchester Police, Children's Social Care"));
    let written = meet(&format!("{form} Ctrl-S Enter")).written();
    for part in [
        "outcomes: [PanelReferral]",
        "agencies: \"gmp, CSC\"",
        "dissent: [\"EH: too early\", \"NHS: agrees only in part\"]",
        "panel: Some(\"Missing from Home Panel, North\")",
    ] {
        assert!(written[0].contains(part), "{part}: {written:?}");
    }
    let unknown = meet("d Space Tab “Why” Tab Tab Tab “Fire” Ctrl-S");
    assert!(unknown.written().is_empty() && unknown.shows("'Fire' is not an agency of this hub"));
    assert!(meet("d Space Tab “Why” Tab Tab Tab Tab “too early” Ctrl-S").shows("the dissent does not begin with an agency"));
}

#[test]
fn a_rationale_copied_word_for_word_is_pointed_out_while_it_is_typed() {
    let copied = meet("d Tab “school and family to be seen together, no new risk known”");
    assert!(copied.shows("⚠ The rationale is word for word that of D3 of 9 Nov"), "{}", copied.text());
    assert!(!meet("d Tab “School and family to be seen apart; no new risk known.”").shows("word for word"));
}

#[test]
fn killed_in_the_middle_of_a_sentence_the_meeting_stands_at_the_same_item_with_what_was_typed() {
    let morning = in_meeting();
    work(morning.clone(), (120, 40), Theme::Dark, "m n n d Space Tab “Back since ten, and no word of wh” |");
    // Another start of the program on the same hub.
    let again = work(morning.clone(), (120, 40), Theme::Dark, "m");
    assert!(again.shows("5 · Chidi Okafor") && again.shows("Decision: half typed") && again.shows("Back since ten, and no word of wh"));
    let form = work(morning, (120, 40), Theme::Dark, "m d Tab “ere.” Ctrl-S Enter");
    assert!(form.written().last().unwrap().contains("Back since ten, and no word of where."), "{:?}", form.written());
}

#[test]
fn notes_say_who_said_it() {
    assert_eq!(meet("t “GMP: phone was off” Ctrl-S").written(), ["note M3 3 None “GMP: phone was off”"]);
    assert!(meet("t “GMP: phone was off”").shows("→ Greater Manchester Police: phone was off"));
    assert_eq!(meet("t “phone was off” Tab l Space Ctrl-S").written(), ["note M3 3 Some(\"Children's Social Care\") “phone was off”"]);
    assert!(meet("t “phone was off” Ctrl-S").shows("  phone was off"));
    assert!(meet("t Ctrl-S").written().is_empty());
}

#[test]
fn an_item_is_put_off_to_a_day_with_a_reason_and_an_action_agreed_without_a_decision() {
    assert!(meet("f “fri” Ctrl-S").shows("Write the reason") && meet("f “fri” Ctrl-S").written().is_empty());
    let off = meet("f “fri” Tab “report to come” Ctrl-S");
    assert_eq!(off.written(), ["put off M3 3 2026-11-27 “report to come”"]);
    assert!(off.shows("The item is put off to Fri 27 Nov: report to come"));
    assert!(meet("f “someday” Tab “why” Ctrl-S").written().is_empty());
    assert!(meet("a “GMP: phone work by Fri 12:00”").shows("→ Greater Manchester Police · phone work · due Fri 27 Nov 2026 12:00"));
    assert_eq!(meet("a “GMP: phone work by Fri 12:00” Ctrl-S").written(), ["agree M3 3 “GMP: phone work by Fri 12:00”"]);
    // The items that list are neither decided nor put off.
    assert_eq!(meet("p d").app.place(), Place::Meeting);
    assert_eq!(meet("p f").app.place(), Place::Meeting);
}

#[test]
fn a_day_that_cannot_be_meant_is_said_while_it_is_typed() {
    assert!(meet("f “20/11/2026” |").shows("is not after today") && meet("f “20/11/2026” Tab “why” Ctrl-S").written().is_empty());
    assert!(meet("d Space Tab “Why” Tab Tab “19/11/2026” |").shows("is in the past"));
}

#[test]
fn the_actions_due_look_open_on_the_agenda_while_they_keep_the_meeting_open() {
    assert!(meet("").shows("○  1 Actions due") && meet("").shows("·  2 What changed"), "{}", meet("").text());
    let settled = work(settled(), (120, 40), Theme::Dark, "m");
    assert!(settled.shows("·  1 Actions due"), "{}", settled.text());
}

#[test]
fn an_interview_clock_leads_to_its_interview_and_back_to_the_meeting() {
    let list = meet("n n n");
    assert!(list.shows("6 · Interview clocks"), "{}", list.text());
    let opened = meet("n n n | Down Enter");
    assert!(opened.shows("Held, 72 h"), "the interview over the whole screen: {}", opened.text());
    assert_ne!(opened.text(), meet("n n n | Enter").text(), "the one the cursor stands on");
    let back = meet("n n n | Down Enter Esc");
    assert!(back.shows("6 · Interview clocks"), "{}", back.text());
}

#[test]
fn in_a_narrow_terminal_the_pace_is_shortened_and_never_cut() {
    let narrow = work(in_meeting(), (60, 24), Theme::Dark, "m");
    assert!(narrow.shows("item 3 of 13 · 24 min left"), "{}", narrow.text());
    assert!(!narrow.text().lines().nth(1).unwrap().contains('…'), "{}", narrow.text());
}

#[test]
fn in_privacy_mode_what_is_half_typed_is_said_to_be_there_and_its_words_are_not_shown_unasked() {
    let half = "d Space Tab “Nadia told her aunt” | Esc";
    let shown = meet(&format!("{half} P"));
    assert!(shown.shows("Decision: half typed") && shown.shows("not shown in privacy mode") && !shown.shows("aunt"), "{}", shown.text());
    let again = meet(&format!("{half} P d"));
    assert!(again.shows("It stands as you typed it, with any name in it"), "{}", again.text());
}

#[test]
fn any_item_is_gone_to_by_name_or_on_the_agenda() {
    assert!(meet("g “chid” Enter").shows("5 · Chidi Okafor"));
    assert!(meet("Tab Down Down Enter").shows("5 · Chidi Okafor"));
    assert_eq!(meet("Tab Down Down Enter").written(), ["at M3 5"]);
    assert!(meet("Tab Down Esc").shows("3 · Nadia Begum") && meet("Tab Down Esc").written().is_empty());
    let narrow = |keys: &str| work(in_meeting(), (80, 24), Theme::Dark, keys);
    assert!(!narrow("m").shows("Agenda:") && narrow("m Tab").shows("Agenda: 2 of 7 settled"));
    assert!(meet("p p p").shows("that was the first item"));
}

#[test]
fn the_chair_orders_the_agenda_and_nothing_is_written_before_it_is_kept() {
    assert!(meet("O J J Esc").written().is_empty());
    assert_eq!(meet("O J J Ctrl-S").written(), ["order M3 [1, 2, 4, 5, 3, 6, 7, 8, 9, 10, 11, 12, 13]"]);
    assert_eq!(meet("O j K Ctrl-S").written(), ["order M3 [1, 2, 4, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13]"]);
}

#[test]
fn the_gate_lists_what_is_lacking_each_one_key_away_and_does_not_open_before() {
    let gate = meet("c");
    assert!(gate.shows("6 items lack something") && gate.shows("A9 has no outcome"));
    assert_eq!(meet("c Ctrl-W").app.place(), Place::Gate);
    assert!(meet("c Down Down Enter").shows("5 · Chidi Okafor"));
    let marked = "c Down Space Space f";
    assert!(meet(&format!("{marked} Ctrl-S")).written().is_empty());
    assert_eq!(meet(&format!("{marked} “time ran out” Ctrl-S")).written(), ["carry M3 [3, 5] “time ran out”"]);
    assert_eq!(meet("c Down o “known to all” Ctrl-S").written(), ["pass M3 [3] “known to all”"]);
}

#[test]
fn closing_says_how_much_takes_a_typed_word_and_writes_the_papers() {
    let at = |keys: &str| work(settled(), (120, 40), Theme::Dark, &format!("m {keys}"));
    let asked = at("c Ctrl-W");
    assert!(asked.shows("M3 closes with 13 items, 1 decision, 1 action.") && asked.written().is_empty());
    assert!(asked.shows("1 item is left: put off, carried over or passed over."), "{}", asked.text());
    assert!(at("c Ctrl-W Ctrl-S").written().is_empty() && at("c Ctrl-W “yes” Ctrl-S").written().is_empty());
    assert!(at("c Ctrl-W “close” Tab “/nowhere” Ctrl-S").written().is_empty(), "a folder that cannot be made closes nothing");
    let closed = at("c Ctrl-W “close” Ctrl-S");
    assert_eq!(closed.written(), ["close M3", "papers M3 /lists"]);
    assert!(closed.shows("minutes-2026-11-20.docx") && closed.shows("M3 closed 08:41 by A. Chair"));
    // Closed, it is read, amended and its papers made again; the record is not told of items any more.
    let read = at("c Ctrl-W “close” Ctrl-S n n");
    assert_eq!(read.written().len(), 2);
    assert_eq!(at("c Ctrl-W “close” Ctrl-S Ctrl-E “write” Ctrl-S").written().last().unwrap(), "papers M3 /lists");
    assert_eq!(at("c Ctrl-W “close” Ctrl-S d").app.place(), Place::Decide);
    assert_eq!(at("c Ctrl-W “close” Ctrl-S t").app.place(), Place::Meeting);
}

#[test]
fn what_came_up_since_is_said_and_put_on_the_agenda_by_a_key() {
    let morning = in_meeting();
    morning.0.borrow_mut().held.new_items = 2;
    let seen = work(morning.clone(), (120, 40), Theme::Dark, "m");
    assert!(seen.shows("2 items came up: R"));
    assert_eq!(work(morning, (120, 40), Theme::Dark, "m R").written(), ["renew M3"]);
    assert!(meet("R").written().is_empty());
    // Nor is it forgotten at the close, even where nothing else is lacking.
    let open = settled();
    open.0.borrow_mut().held.new_items = 1;
    assert!(work(open.clone(), (80, 24), Theme::Dark, "m c").shows("1 item came up since, not on the agenda yet: R"));
    assert_eq!(work(open, (80, 24), Theme::Dark, "m c R").written(), ["renew M3"]);
}

/// A follower, and what it shows after the other terminal moved.
fn following(morning: &Morning) -> App {
    let options = RunOptions { follow: true, ..options(Theme::Dark) };
    let mut app = App::new(Box::new(morning.clone()), Clock::Fixed(now()), options, Size::new(120, 40));
    while app.wait().is_zero() {
        app.idle();
    }
    app
}

fn painted(app: &App) -> String {
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    terminal.draw(|frame| app.draw(frame)).unwrap();
    terminal.backend().to_string()
}

#[test]
fn the_chairs_own_terminal_keeps_to_the_item_of_the_room() {
    let morning = in_meeting();
    let mut app = following(&morning);
    assert!(painted(&app).contains("3 · Nadia Begum, 16"));
    assert!(app.wait() <= Duration::from_millis(200));
    for key_name in ["n", "p", "g"] {
        app.handle(&key(key_name));
        assert!(app.place() == Place::Meeting && painted(&app).contains("3 · Nadia Begum, 16"), "{key_name}");
    }
    assert!(app.commands().iter().all(|c| !matches!(c.verb, command::Verb::Next | command::Verb::Previous | command::Verb::GoTo)));
    // The room goes on.
    let move_to = |item: ItemId| {
        let mut state = morning.0.borrow_mut();
        state.held.meeting.as_mut().unwrap().at = Some(item);
        state.version += 1;
    };
    move_to(5);
    let deadline = std::time::Instant::now() + Duration::from_secs(5);
    while !app.look() && std::time::Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(painted(&app).contains("5 · Chidi Okafor"), "{}", painted(&app));
    assert!(morning.0.borrow().written.is_empty(), "who follows moves nothing");
    app.handle(&key("d"));
    assert_eq!(app.place(), Place::Decide);
}

#[test]
fn without_a_meeting_the_follower_says_so_and_waits() {
    let morning = Morning::default();
    let mut app = following(&morning);
    assert!(painted(&app).contains("No meeting is on.") && painted(&app).contains("This screen waits"));
    morning.0.borrow_mut().held.meeting = Some(begun());
    morning.0.borrow_mut().version += 1;
    let deadline = std::time::Instant::now() + Duration::from_secs(5);
    while !app.look() && std::time::Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(painted(&app).contains("3 · Nadia Begum, 16") && app.place() == Place::Meeting);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_size_of_the_terminal_breaks_a_screen_of_the_meeting(width in 0u16..200, height in 0u16..60, screen in 0..MEETING_SCREENS.len()) {
        work(in_meeting(), (width, height), Theme::Dark, MEETING_SCREENS[screen].1);
    }
}

/// The meeting on a real hub with this morning's list, at a moment.
fn in_the_room(office: &common::Office, when: &str, keys: &str) -> String {
    let clock = Clock::Fixed(common::at(when));
    let mut app = App::new(Box::new(office.open()), clock, options(Theme::Dark), Size::new(120, 40));
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    run_loop(&mut terminal, &mut script(keys), &mut app).unwrap();
    terminal.backend().to_string()
}

#[test]
fn on_a_real_hub_the_meeting_goes_from_its_opening_to_its_papers() {
    let office = common::Office::on_friday();
    let at = |when: &str, keys: &str| in_the_room(&office, &format!("2026-11-20T{when}:00Z"), keys);
    let opened = at("09:30", "m “A. Chair” Tab “Room 2” Tab “J Smith” Tab “present” Ctrl-S Enter");
    assert!(opened.contains("item 1 of ") && opened.contains("Actions due"), "{opened}");
    let missing = at("09:31", "m g “still missing” Enter");
    assert!(missing.contains("Why now") && missing.contains("Decision: none yet"), "{missing}");
    // The program is killed in the middle of a sentence and started again.
    at("09:32", "m d Space Tab “Seen twice near the sta” |");
    let resumed = at("09:33", "m");
    assert!(resumed.contains("Decision: half typed") && resumed.contains("Seen twice near the sta"), "{resumed}");
    let decided = at("09:34", "m d Tab “tion.” Tab “GMP: phone work by Mon” Ctrl-S Enter");
    assert!(decided.contains("── Decision D1 at 09:34") && decided.contains("Seen twice near the station."), "{decided}");
    let noted = at("09:35", "m t “GMP: phone was off” Ctrl-S");
    assert!(noted.contains("Greater Manchester Police: phone was off"), "{noted}");
    let gate = at("09:36", "m c");
    assert!(gate.contains("no decision"), "{gate}");
    let left = at("09:37", "m c Space Space Space Space Space Space f “time ran out” Ctrl-S");
    assert!(left.contains("nothing is lacking"), "{left}");
    let out = office.dir.path().join("papers");
    std::fs::create_dir(&out).unwrap();
    let closed = at("09:40", &format!("m c Ctrl-W “close” Tab Ctrl-U “{}” Ctrl-S", out.display()));
    assert!(closed.contains("closed 09:40"), "{closed}");
    assert!(std::fs::read_dir(&out).unwrap().count() > 4, "{closed}");
    let amended = at("10:30", "m g “still missing” Enter d Tab “ And found.” Ctrl-S Enter");
    assert!(amended.contains("1 amendment"), "{amended}");
}
