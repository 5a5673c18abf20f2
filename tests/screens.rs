//! The screens through the real loop: what stands on them, and what keys do, as *before, keys, after*.

mod common;
#[path = "screens/fixture.rs"]
mod fixture;
#[path = "screens/interview_flows.rs"]
mod interview_flows;
#[path = "screens/meeting_flows.rs"]
mod meeting_flows;
#[path = "screens/panels_flows.rs"]
mod panels_flows;
#[path = "screens/patterns_flows.rs"]
mod patterns_flows;
#[path = "screens/register_flows.rs"]
mod register_flows;
#[path = "screens/rehearsal_flows.rs"]
mod rehearsal_flows;
#[path = "screens/topten_flows.rs"]
mod topten_flows;
#[path = "screens/who_flows.rs"]
mod who_flows;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use fixture::{Morning, now};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use ratatui::style::Color;
use std::collections::VecDeque;
use std::time::Duration;
use wayhome::casebook::{Hub, NewDecision};
use wayhome::meeting::decision::{DecisionOn, Outcome};
use wayhome::tui::app::App;
use wayhome::tui::command::{self, COMMANDS, Place};
use wayhome::tui::theme::Theme;
use wayhome::tui::{Clock, Events, RunOptions, Woken, run_loop};

/// What a test does next: keys in the words of the help ("Ctrl-S", "Enter", "d"), text, a paste, or a pause; and what was copied.
struct Script(VecDeque<Step>, Option<String>);

enum Step {
    Event(Event),
    Pause,
}

impl Events for Script {
    fn next(&mut self, wait: Duration) -> std::io::Result<Woken> {
        match self.0.front() {
            None => Ok(Woken::Closed),
            Some(Step::Pause) if wait.is_zero() => Ok(Woken::Idle),
            Some(_) => Ok(match self.0.pop_front() {
                Some(Step::Event(event)) => Woken::By(event),
                _ => Woken::Idle,
            }),
        }
    }

    fn copy(&mut self, text: &str) -> std::io::Result<()> {
        self.1 = Some(text.into());
        Ok(())
    }
}

fn key(name: &str) -> Event {
    let plain = |code| KeyEvent::new(code, KeyModifiers::NONE);
    let event = match name {
        "Enter" => plain(KeyCode::Enter),
        "Esc" => plain(KeyCode::Esc),
        "Tab" => plain(KeyCode::Tab),
        "Shift-Tab" => plain(KeyCode::BackTab),
        "Up" => plain(KeyCode::Up),
        "Down" => plain(KeyCode::Down),
        "Backspace" => plain(KeyCode::Backspace),
        "Space" => plain(KeyCode::Char(' ')),
        "F1" => plain(KeyCode::F(1)),
        "PgDn" => plain(KeyCode::PageDown),
        _ => match name.strip_prefix("Ctrl-") {
            Some(letter) => KeyEvent::new(KeyCode::Char(letter.to_lowercase().chars().next().unwrap()), KeyModifiers::CONTROL),
            None => plain(KeyCode::Char(name.chars().next().unwrap())),
        },
    };
    Event::Key(event)
}

/// Keys apart by blanks; “text” in quotes is typed; `|` is a pause.
fn script(keys: &str) -> Script {
    let mut steps = VecDeque::new();
    let mut rest = keys.trim();
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix('“') {
            let (text, after) = quoted.split_once('”').unwrap();
            steps.extend(text.chars().map(|c| Step::Event(Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)))));
            rest = after.trim_start();
            continue;
        }
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        steps.push_back(if word == "|" { Step::Pause } else { Step::Event(key(word)) });
        rest = after.trim_start();
    }
    steps.push_back(Step::Pause);
    Script(steps, None)
}

struct Seen {
    app: App,
    terminal: Terminal<TestBackend>,
    morning: Morning,
}

impl Seen {
    fn text(&self) -> String {
        self.terminal.backend().to_string()
    }

    fn shows(&self, words: &str) -> bool {
        // The texts of the screen without its frames, so that wrapped words are found too.
        self.text().contains(words)
    }

    fn written(&self) -> Vec<String> {
        self.morning.0.borrow().written.clone()
    }
}

fn options(theme: Theme) -> RunOptions {
    RunOptions { theme, folder: "/lists".into(), ..RunOptions::default() }
}

fn work(morning: Morning, size: (u16, u16), theme: Theme, keys: &str) -> Seen {
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
    let mut app = App::new(Box::new(morning.clone()), Clock::Fixed(now()), options(theme), Size::new(size.0, size.1));
    run_loop(&mut terminal, &mut script(keys), &mut app).unwrap();
    Seen { app, terminal, morning }
}

fn after(keys: &str) -> Seen {
    work(Morning::default(), (120, 40), Theme::Dark, keys)
}

/// Every screen, by the keys that lead to it from the board.
const SCREENS: &[(&str, &str)] = &[
    ("board", ""),
    ("board_lower_row", "Down Down Down Down Down"),
    ("board_filtered", "/ “nguyen” Enter"),
    ("case", "Enter"),
    ("case_returned", "j j j Enter"),
    ("decide_empty", "d"),
    (
        "decide_filled",
        "d Space Tab “Seen twice near the station; mother has new information.” Tab “GMP: phone work by Fri 12:00” Enter “Nobody does it” Tab “fri” |",
    ),
    ("decide_confirm", "d Space Tab “Seen twice near the station.” Tab “GMP: phone work by Fri 12:00” Tab “fri” Ctrl-S"),
    ("override_pick", "o"),
    ("override_reason", "o Enter “School rang: new information” |"),
    ("refused", "f"),
    ("put_right", "f Enter"),
    ("set_aside", "f Down s"),
    ("files", "i"),
    ("columns", "i Down Down Enter Enter Enter"),
    ("which_sheet", "i “book” Enter"),
    ("preview", "i Enter"),
    ("loaded", "i Enter Ctrl-S"),
    ("jump", "Ctrl-K “mar”"),
    ("palette", ": “li”"),
    ("help", "?"),
    ("minutes", "p"),
    ("interviews", "2"),
    ("interviews_lower_row", "2 j j"),
    ("interviews_unallocated", "2 ["),
    ("interviews_marked", "2 Space j v j"),
    ("interviews_filtered", "2 / “dana” Enter"),
    ("interview", "2 j Enter"),
    ("interview_recorded", "2 / “isla” Enter Enter"),
    ("interview_help", "2 ?"),
    ("allocate", "2 / “sia” Enter a"),
    ("allocate_refused", "2 / “chidi” Enter a Down Down Enter"),
    ("allocate_several", "2 j Space Space Space Space a Enter"),
    ("offer", "2 / “sia” Enter o Tab “Dana Ellis” Tab Tab Space |"),
    ("book", "2 / “leah” Enter b “mon 14:00” Tab Tab “Larch Centre” |"),
    ("return_time", "2 r “yesterday 21:00” |"),
    ("close", "2 / “sia” Enter Ctrl-W l l l l Space |"),
    ("held", "2 j j h “08:10” Tab “at home” Tab “Dana Ellis” Tab |"),
    ("record_empty", "2 / “tom” Enter e"),
    ("record_filled", "2 / “rory” Enter e PgDn PgDn PgDn PgDn PgDn PgDn PgDn"),
    ("sign", "2 / “isla” Enter s"),
    ("sharing", "2 i"),
    ("hand_off", "2 i Ctrl-E"),
];

#[test]
fn every_screen_at_both_sizes() {
    for (name, keys) in SCREENS {
        for size in [(80, 24), (120, 40)] {
            let seen = work(Morning::default(), size, Theme::Dark, keys);
            insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), seen.text());
        }
    }
}

#[test]
fn an_empty_hub_teaches_what_to_do_first() {
    let morning = Morning::default();
    morning.0.borrow_mut().empty = true;
    morning.0.borrow_mut().training = true;
    let seen = work(morning, (80, 24), Theme::Dark, "");
    insta::assert_snapshot!("empty_80x24", seen.text());
    assert!(seen.shows("TRAINING"));
}

#[test]
fn a_decision_is_written_only_after_it_was_shown() {
    let keys = "d Space Tab “She was seen.” Tab “GMP: phone work by Fri 12:00” Tab “fri” Ctrl-S";
    let shown = after(keys);
    assert!(shown.written().is_empty() && shown.shows("This will be written"));
    let written = after(&format!("{keys} Enter"));
    assert_eq!(
        written.written(),
        ["Decided { on: Episode(EpisodeId(1)), outcomes: [Advice], rationale: \"She was seen.\", agencies: \"\", dissent: [], \
             panel: None, actions: [\"GMP: phone work by Fri 12:00\"], next_review: Some(2026-11-27), replaces: None, seen: Some(101) }"]
    );
    assert!(written.shows("Written: D12 advice and guidance, Nadia Begum.") && written.morning.0.borrow().drafts.is_empty());
}

#[test]
fn a_later_change_of_the_wording_replaces_the_decision_of_today_and_loses_nothing_of_it() {
    let morning = Morning::default();
    morning.0.borrow_mut().decided = true;
    let shown = work(morning.clone(), (120, 40), Theme::Dark, "d");
    assert!(shown.shows("Changing the wording of D11 (kept)") && shown.shows("[x] advice") && shown.shows("27/11/2026"));
    let shown = work(morning.clone(), (120, 40), Theme::Dark, "d Tab “It is so. ” Ctrl-S");
    assert!(shown.shows("This will be written; D11 is kept"));
    let written = work(morning.clone(), (120, 40), Theme::Dark, "d Ctrl-S Enter").written();
    assert_eq!(written.len(), 1);
    // The action was due yesterday: it could not be typed again, but stays.
    for part in ["It is so.", "Seen twice near", "[\"Greater Manchester Police: phone work on the last number by Thu 19 Nov 2026\"]"] {
        assert!(written[0].contains(part), "{part}: {written:?}");
    }
    assert!(written[0].contains("next_review: Some(2026-11-27), replaces: Some(DecisionId(11))"), "{written:?}");
}

#[test]
fn a_further_decision_of_the_day_stands_beside_the_first() {
    assert!(!after("D").shows("further decision") && after("D").app.place() == Place::Board, "there is no first one yet");
    let morning = Morning::default();
    morning.0.borrow_mut().decided = true;
    let form = work(morning.clone(), (120, 40), Theme::Dark, "Enter D");
    assert!(form.shows("A further decision beside D11") && form.shows("[ ] advice"));
    let shown = work(morning.clone(), (120, 40), Theme::Dark, "Enter D Space Tab “Called in again.” Ctrl-S");
    assert!(shown.shows("This will be written, beside D11"));
    // Half typed, it is neither lost nor mixed with a change of the first.
    assert!(work(morning.clone(), (120, 40), Theme::Dark, "Enter d").shows("Changing the wording of D11"));
    let written = work(morning.clone(), (120, 40), Theme::Dark, "Enter D Ctrl-S Enter").written();
    assert!(written[0].contains("Called in again.") && written[0].contains("replaces: None"), "{written:?}");
    assert!(morning.0.borrow().drafts.is_empty());
}

#[test]
fn on_a_real_hub_a_changed_wording_keeps_the_earlier_one_and_an_action_whose_time_ran_out_meanwhile() {
    let office = common::Office::on_friday();
    let at_the_desk = |when: &str, keys: &str| {
        let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
        let clock = Clock::Fixed(common::at(when));
        let mut app = App::new(Box::new(office.open()), clock, options(Theme::Dark), Size::new(120, 40));
        run_loop(&mut terminal, &mut script(keys), &mut app).unwrap();
        terminal.backend().to_string()
    };
    let first = at_the_desk(
        "2026-11-20T09:30:00Z",
        "d Space Tab “She was seen.” Tab “GMP (J Smith): phone work by today 10:00” Enter “EH: visit by car” Tab “fri” Ctrl-S Enter",
    );
    assert!(first.contains("Written: D1 "), "{first}");
    let again = at_the_desk("2026-11-20T11:00:00Z", "d Tab “ And found.” Tab Down Down “TCS: offer interview by Mon” Ctrl-S Enter");
    assert!(again.contains("Written: D2 "), "{again}");
    let now = common::at("2026-11-20T11:10:00Z");
    let hub = office.open();
    let board = hub.board(now).unwrap();
    let case = hub.case(board.items.iter().find(|i| i.child.name == "Thi Lan Nguyen").unwrap().episode.id, now).unwrap();
    let [new, old] = &case.decisions[..] else { panic!("{:?}", case.decisions) };
    assert_eq!((new.replaces, old.replaces, old.rationale.as_str()), (Some(old.id), None, "She was seen."));
    assert_eq!((new.rationale.as_str(), new.next_review, &new.outcomes), ("She was seen. And found.", old.next_review, &old.outcomes));
    let plain = |d: &wayhome::meeting::decision::Decision| {
        d.actions.iter().map(|a| (a.agency.clone(), a.person.clone(), a.what.clone(), a.due)).collect::<Vec<_>>()
    };
    assert_eq!(plain(new)[..2], plain(old)[..]);
    assert_eq!(plain(new)[2].0, "The Children's Society");
}

#[test]
fn on_a_real_hub_a_further_decision_leaves_the_half_typed_change_of_the_first_alone() {
    let office = common::Office::on_friday();
    let at_the_desk = |keys: &str| {
        let clock = Clock::Fixed(common::at("2026-11-20T09:30:00Z"));
        let mut app = App::new(Box::new(office.open()), clock, options(Theme::Dark), Size::new(120, 40));
        page_of(&mut app, keys)
    };
    at_the_desk("d Space Tab “She was seen.” Ctrl-S Enter Enter d Tab “ Half a change” |");
    let both = at_the_desk("Enter D Space Tab “Called in again.” Ctrl-S Enter");
    assert!(both.contains("Written: D2 "), "{both}");
    let kept = at_the_desk("Enter d");
    assert!(kept.contains("She was seen. Half a change"), "{kept}");
    let now = common::at("2026-11-20T09:40:00Z");
    let hub = office.open();
    let case = hub.case(hub.find_episode("MIS/26/2").unwrap(), now).unwrap();
    assert_eq!(case.decisions.iter().map(|d| d.replaces).collect::<Vec<_>>(), [None, None]);
}

#[test]
fn tab_leaves_the_actions_and_enter_begins_another() {
    assert!(after("d Tab Tab “GMP: a” Tab").shows("▸ Next review"));
    let two = after("d Space Tab “Why” Tab “GMP: a” Enter “GMP: b” Tab Shift-Tab Shift-Tab Ctrl-S Enter").written();
    assert!(two[0].contains("[\"GMP: a\", \"GMP: b\"]"), "{two:?}");
}

#[test]
fn a_decision_without_outcome_or_rationale_is_refused_in_words() {
    assert!(after("d Ctrl-S").shows("Tick at least one outcome"));
    assert!(after("d Space Ctrl-S").shows("Write the rationale"));
    assert!(after("d Space Tab “Why” Tab “Nobody” Ctrl-S Enter").written().is_empty());
}

#[test]
fn what_is_half_typed_is_there_again_after_the_terminal_was_closed() {
    let morning = Morning::default();
    work(morning.clone(), (120, 40), Theme::Dark, "d Space Tab “Half a sent”");
    let again = work(morning, (120, 40), Theme::Dark, "d");
    assert!(again.shows("Half a sent") && again.shows("Here is what you typed") && again.shows("[x] advice"));
}

#[test]
fn a_pause_while_typing_keeps_the_draft_and_says_when() {
    assert!(after("d Tab “Half” |").shows("draft saved 08:41"));
    assert!(after("d Tab “Half” Esc d").shows("Half"));
}

#[test]
fn a_decision_on_an_old_record_shows_both_values_and_keeps_the_text() {
    let morning = Morning::default();
    morning.0.borrow_mut().stale = true;
    let keys = "d Space Tab “She was seen.” Ctrl-S Enter";
    let seen = work(morning.clone(), (120, 40), Theme::Dark, keys);
    assert!(seen.shows("police grade was medium, is high") && seen.shows("She was seen."));
    assert!(seen.written().is_empty());
    assert_eq!(work(morning, (120, 40), Theme::Dark, "d Ctrl-S Enter").written().len(), 1);
}

#[test]
fn nobody_is_selected_beforehand_when_a_child_is_in_doubt() {
    let seen = after("r Enter");
    assert!(seen.shows("Nothing is chosen yet") && seen.written().is_empty());
    assert!(after("r Tab Enter").written().is_empty());
    assert_eq!(after("r Tab Enter Enter").written(), ["E7 is child C13"]);
    assert_eq!(after("r Tab Tab Tab Enter Ctrl-S").written(), ["E7 is child C99, new"]);
}

#[test]
fn a_list_is_shown_before_it_is_loaded() {
    assert!(after("i Enter").written().is_empty());
    assert_eq!(after("i Enter Ctrl-S").written(), ["loaded daily-20-11.csv [] None"]);
    assert!(after("i Enter Ctrl-S Esc").app.place() == Place::Board);
}

#[test]
fn unclear_columns_are_asked_and_kept_under_a_name() {
    let early = after("i Down Down Enter Ctrl-S");
    assert!(early.shows("Say first what the column “When” holds"));
    let seen = after("i Down Down Enter Enter Enter Enter Enter “ GMP” Ctrl-S Ctrl-S");
    assert_eq!(seen.written(), [r#"loaded unclear.csv [("When", "reported"), ("Ref2", "ignore")] Some("unclear GMP")"#]);
}

#[test]
fn columns_that_were_read_can_be_changed_and_a_refusal_stands_there() {
    let refused = after("i Down Down Enter Enter “not used” Enter Enter “not used” Enter Ctrl-S");
    assert_eq!(refused.app.place(), Place::Columns);
    assert!(refused.shows("no column with a missing time in row 1") && refused.shows("Subject"));
    let seen = after("i Down Down Enter Enter Enter Enter Enter Up Enter “given” Enter Ctrl-S Ctrl-S");
    assert_eq!(seen.written(), [r#"loaded unclear.csv [("When", "reported"), ("Ref2", "ignore"), ("Subject", "given")] Some("unclear")"#]);
}

#[test]
fn a_list_whose_columns_say_nobody_is_asked_about_and_not_only_refused() {
    let office = common::Office::on_friday();
    let pasted = "Reported missing\tRisk\tOur code\n19/11/2026 10:00\tHigh\tZX-77\n19/11/2026 11:00\tHigh\tZX-78\n";
    let after = |keys: &str| {
        let clock = Clock::Fixed(common::at("2026-11-20T09:13:00Z"));
        let mut app = App::new(Box::new(office.open()), clock, options(Theme::Dark), Size::new(120, 40));
        let mut steps = script("i");
        steps.0.push_back(Step::Event(Event::Paste(pasted.into())));
        steps.0.extend(script(keys).0);
        let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
        run_loop(&mut terminal, &mut steps, &mut app).unwrap();
        (app.place(), terminal.backend().to_string())
    };
    let (place, asked) = after("");
    assert_eq!(place, Place::Columns);
    assert!(asked.contains("⚠ no column with names or police references was found in row 1: say which one it is."), "{asked}");
    assert!(asked.contains("Our code") && asked.contains("ZX-77"), "{asked}");
    // Nothing said: asked again, one level from the files all the same.
    let (place, again) = after("Ctrl-S Esc");
    assert_eq!(place, Place::Files, "{again}");
    let (place, named) = after("Down Down Enter “police ref” Enter Ctrl-S");
    assert_eq!(place, Place::Preview, "{named}");
}

#[test]
fn a_table_pasted_from_an_email_goes_the_same_way_as_a_file() {
    let morning = Morning::default();
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    let mut app = App::new(Box::new(morning.clone()), Clock::Fixed(now()), options(Theme::Dark), Size::new(120, 40));
    let mut steps = script("i");
    steps.0.push_back(Step::Event(Event::Paste("Name\tDOB\nNadia\t04/03/2010\n".into())));
    steps.0.push_back(Step::Event(key("Ctrl-S")));
    run_loop(&mut terminal, &mut steps, &mut app).unwrap();
    assert_eq!(morning.0.borrow().written, ["loaded pasted table [] None"]);
}

#[test]
fn lines_of_a_paste_are_told_apart_however_they_end() {
    for pasted in ["Name\tDOB\rNadia\t04/03/2010", "Name\tDOB\r\nNadia\t04/03/2010", "Name\tDOB\nNadia\t04/03/2010"] {
        let morning = Morning::default();
        let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
        let mut app = App::new(Box::new(morning.clone()), Clock::Fixed(now()), options(Theme::Dark), Size::new(120, 40));
        let mut steps = script("i");
        steps.0.push_back(Step::Event(Event::Paste(pasted.into())));
        steps.0.push_back(Step::Pause);
        run_loop(&mut terminal, &mut steps, &mut app).unwrap();
        assert!(terminal.backend().to_string().contains("Pasted 2 lines"), "{pasted:?}");
        assert_eq!(morning.0.borrow().pasted, "Name\tDOB\nNadia\t04/03/2010");
    }
}

#[test]
fn a_list_without_rows_is_loaded_only_after_a_second_yes() {
    let morning = Morning::default();
    morning.0.borrow_mut().no_rows = true;
    let asked = work(morning.clone(), (120, 40), Theme::Dark, "i Enter Ctrl-S");
    assert!(asked.shows("This list has no rows") && asked.written().is_empty());
    assert_eq!(work(morning, (120, 40), Theme::Dark, "i Enter Ctrl-S Ctrl-S").written().len(), 1);
}

#[test]
fn a_whole_path_is_shown_as_understood() {
    let file = after("i “/lists2/today.csv”");
    assert!(file.shows("Enter reads the file /lists2/today.csv") && !file.shows("No list in this folder"));
    assert!(after("i “/lists”").shows("Enter opens the folder /lists"));
    assert!(after("i “photo”").shows("No list in this folder"));
}

#[test]
fn who_is_new_today_is_not_listed_again_as_still_missing() {
    assert!(after("i Enter").shows("Still missing: 1"));
}

#[test]
fn the_number_of_candidates_and_the_way_to_the_others_are_said() {
    let at = |keys| work(Morning::default(), (80, 24), Theme::Dark, keys);
    assert!(at("r").shows("2 candidates · Tab: the first"));
    assert!(at("r Tab").shows("candidate 1 of 2 · Tab: the next"));
    assert!(at("r Tab Tab").shows("candidate 2 of 2 · Tab: none of these"));
    assert!(at("r Tab Tab Tab").shows("none of these 2"));
}

#[test]
fn the_palette_knows_quit() {
    let mut left = script(": “quit” Enter x");
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    let mut app = App::new(Box::new(Morning::default()), Clock::Fixed(now()), options(Theme::Dark), Size::new(80, 24));
    run_loop(&mut terminal, &mut left, &mut app).unwrap();
    assert_eq!(left.0.len(), 2, "nothing was read after quit");
}

#[test]
fn refused_rows_are_put_right_or_set_aside_with_a_reason() {
    let right = after("f Enter Backspace Backspace Backspace Backspace Backspace “23:00” Ctrl-S");
    assert!(right.written()[0].contains("\"reported\": \"31/11/2026 23:00\""), "{:?}", right.written());
    assert!(after("f Down s Ctrl-S").shows("Write the reason"));
    assert_eq!(after("f Down s “an adult” Ctrl-S").written(), ["set aside R2: an adult"]);
}

#[test]
fn the_chair_overrides_a_band_with_a_reason() {
    assert!(after("o Enter Ctrl-S").written().is_empty());
    assert_eq!(after("o Down Enter “quiet now” Ctrl-S").written(), ["override E1 Some(High) “quiet now” seen Some(101)"]);
}

#[test]
fn the_chairs_band_gives_way_to_the_rules_again_with_a_reason() {
    let morning = Morning::default();
    morning.0.borrow_mut().overridden = true;
    assert!(!after("o “rules” |").shows("as the rules say"), "none is set");
    let asked = work(morning.clone(), (120, 40), Theme::Dark, "o “rules” Enter");
    assert!(asked.shows("the rules' band counts again") && asked.app.place() == Place::Form);
    let back = work(morning, (120, 40), Theme::Dark, "o “rules” Enter “Dispute settled” Ctrl-S");
    assert_eq!(back.written(), ["override E1 None “Dispute settled” seen Some(101)"]);
}

#[test]
fn a_child_is_copied_as_one_line_of_text() {
    let copied = |keys: &str| {
        let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
        let mut app = App::new(Box::new(Morning::default()), Clock::Fixed(now()), options(Theme::Dark), Size::new(120, 40));
        let mut steps = script(keys);
        run_loop(&mut terminal, &mut steps, &mut app).unwrap();
        steps.1.unwrap()
    };
    assert_eq!(copied("y"), "GMP/26/00141 Nadia Begum (C11)");
    assert_eq!(copied("j y"), "GMP/26/00241 Thi Lan Nguyen (C12)");
    assert_eq!(copied("Enter y"), "GMP/26/00141 Nadia Begum (C11)");
    assert_eq!(copied("/ “kaden” Enter y"), "GMP/26/00741 Kaden Ashworth");
    assert!(after("y").shows("Copied, where your terminal allows it: GMP/26/00141 Nadia Begum (C11)"));
}

#[test]
fn a_key_is_painted_before_the_case_is_read_and_never_beside_another_childs_name() {
    let morning = Morning::default();
    let mut app = App::new(Box::new(morning.clone()), Clock::Fixed(now()), options(Theme::Dark), Size::new(120, 40));
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    let painted = |app: &App, terminal: &mut Terminal<TestBackend>| {
        terminal.draw(|frame| app.draw(frame)).unwrap();
        terminal.backend().to_string()
    };
    assert!(painted(&app, &mut terminal).contains("Nadia Begum, 16, at home, C11"));
    let read = morning.0.borrow().read.clone();
    // Far down, where nothing was read ahead.
    for _ in 0..4 {
        app.handle(&key("j"));
    }
    app.settle();
    let at_once = painted(&app, &mut terminal);
    assert!(at_once.contains("Davies …") && !at_once.contains("C11") && !at_once.contains("Why now"), "{at_once}");
    assert_eq!(morning.0.borrow().read, read, "nothing is read while keys wait");
    assert_eq!(app.wait(), Duration::ZERO);
    assert!(app.idle());
    assert!(painted(&app, &mut terminal).contains("Davies, 14, at home, C15"));
    // Then the two beside it, once each; then the loop may sleep.
    while app.wait().is_zero() {
        app.idle();
    }
    assert_eq!(morning.0.borrow().read[read.len()..], [5, 6, 4]);
    app.handle(&key("j"));
    app.settle();
    assert!(painted(&app, &mut terminal).contains("Why now"), "what was read ahead is painted with the key");
}

#[test]
fn a_case_read_ahead_is_read_again_when_anything_changed() {
    let morning = Morning::default();
    let seen = work(morning.clone(), (120, 40), Theme::Dark, "| o Down Enter “quiet now” Ctrl-S");
    let read = seen.morning.0.borrow().read.clone();
    let times = |episode| read.iter().filter(|e| **e == episode).count();
    assert!(times(2) == 2 && times(1) > 2, "{read:?}");
}

#[test]
fn a_change_by_others_while_a_band_is_chosen_loses_nothing() {
    let morning = Morning::default();
    let mut app = App::new(Box::new(morning.clone()), Clock::Fixed(now()), options(Theme::Dark), Size::new(120, 40));
    app.handle(&key("o"));
    morning.0.borrow_mut().version += 1;
    let deadline = std::time::Instant::now() + Duration::from_secs(5);
    while !app.look() && std::time::Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(20));
    }
    let before = morning.0.borrow().read.len();
    while app.wait().is_zero() {
        app.idle();
    }
    assert!(morning.0.borrow().read.len() > before, "what stands behind the choice is read again");
    app.handle(&key("Enter"));
    assert_eq!(app.place(), Place::Form);
}

#[test]
fn n_goes_to_the_next_child_without_a_decision() {
    // The second child of the board has a decision, so n goes from the first to the third.
    assert!(after("n Enter").shows("Kayden Archer, 15"));
    assert!(after("Enter n").shows("Thi Lan Nguyen, 16"));
}

#[test]
fn the_board_row_itself_shows_the_chair_the_list_and_the_decision() {
    let morning = Morning::default();
    morning.0.borrow_mut().overridden = true;
    morning.0.borrow_mut().decided = true;
    let wide = work(morning.clone(), (120, 40), Theme::Dark, "");
    assert!(wide.shows("△ HIGH     ⚑chair Nadia") && wide.shows("⚑ chair: known gang dispute (rules: CRITICAL)"));
    assert!(wide.shows("⚠ not on list 96 h") && wide.shows("✓ strategy") && wide.shows("Mon advice"));
    let narrow = work(morning, (80, 24), Theme::Dark, "");
    assert!(narrow.shows("⚑chair Nadia") && narrow.shows("⚠ not on list 96 h") && narrow.shows("Mon advice"));
}

#[test]
fn when_a_decided_child_leaves_the_board_its_neighbour_is_selected() {
    let seen = after("j d Space Tab “Why” Ctrl-S Enter");
    assert!(seen.shows("Written: D12 advice and guidance, Thi Lan Nguyen."));
    assert!(seen.shows("▸• medium   Kayden Archer") && !seen.shows("HIGH     Thi Lan"));
}

#[test]
fn a_filtered_board_counts_what_it_shows() {
    assert!(after("/ “davies” Enter").shows("Returned since the meeting of Thu 19 Nov 09:30 1 "));
}

#[test]
fn a_filtered_board_says_so_and_escape_shows_all() {
    assert!(after("/ “davies” Enter").shows("filtered: “davies” · 1 of 8"));
    assert!(!after("/ “davies” Enter Esc").shows("filtered"));
}

#[test]
fn the_title_always_says_training_how_old_the_list_is_and_what_was_refused() {
    let morning = Morning::default();
    morning.0.borrow_mut().training = true;
    for width in 60..140 {
        let seen = work(morning.clone(), (width, 24), Theme::Dark, "");
        let title = seen.text().lines().next().unwrap_or_default().to_string();
        assert!(title.contains("TRAINING") && title.contains("2 refused"), "{title}");
        assert!(width < 70 || title.contains("1 h 41 m"), "{title}");
    }
}

#[test]
fn a_child_is_found_by_name_from_anywhere() {
    assert!(after("f Ctrl-K “chidi” Enter").shows("Chidi Okafor, 16"));
    assert!(after("Ctrl-K “maryam” Enter").shows("never been reported missing"));
}

#[test]
fn leaving_a_form_goes_back_one_level_and_leaving_the_board_ends() {
    assert_eq!(after("Enter d Esc").app.place(), Place::Case);
    assert_eq!(after("Enter d Ctrl-C").app.place(), Place::Case);
    assert_eq!(after("Enter d 1 m P q").app.place(), Place::Decide, "a letter typed too early leads nowhere");
    let mut left = script("q x");
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    let mut app = App::new(Box::new(Morning::default()), Clock::Fixed(now()), options(Theme::Dark), Size::new(80, 24));
    run_loop(&mut terminal, &mut left, &mut app).unwrap();
    assert_eq!(left.0.len(), 2, "nothing was read after q");
}

#[test]
fn what_another_program_wrote_is_shown_within_a_second() {
    let morning = Morning::default();
    morning.0.borrow_mut().empty = true;
    let mut app = App::new(Box::new(morning.clone()), Clock::Fixed(now()), options(Theme::Dark), Size::new(80, 24));
    morning.0.borrow_mut().empty = false;
    morning.0.borrow_mut().version += 1;
    let deadline = std::time::Instant::now() + Duration::from_secs(5);
    while !app.look() && std::time::Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    terminal.draw(|frame| app.draw(frame)).unwrap();
    assert!(terminal.backend().to_string().contains("Nadia"));
}

/// The app on a hub, after somebody wrote through a program of their own; and what it says of that.
fn told(office: &common::Office, by: &str, write: impl FnOnce(&mut Hub)) -> (App, String) {
    let clock = Clock::Fixed(common::at("2026-11-20T09:13:00Z"));
    let mut app = App::new(Box::new(office.open()), clock, options(Theme::Dark), Size::new(120, 40));
    write(&mut Hub::open(&office.hub, common::PASSPHRASE, common::opening(by)).unwrap());
    let deadline = std::time::Instant::now() + Duration::from_secs(5);
    while !app.look() {
        assert!(std::time::Instant::now() < deadline, "the write is never seen");
        std::thread::sleep(Duration::from_millis(20));
    }
    let said = app.cx.notice.clone().map(|(_, words)| words).unwrap_or_default();
    (app, said)
}

fn advise(hub: &mut Hub, reference: &str, at: &str) {
    let (episode, rationale) = (hub.find_episode(reference).unwrap(), "Said in the meeting".to_string());
    let (outcomes, actions) = (vec![Outcome::Advice], Vec::new());
    let new = NewDecision { outcomes, actions, ..NewDecision::new(DecisionOn::Episode(episode), &rationale) };
    hub.decide(new, common::at(at)).unwrap();
}

fn page_of(app: &mut App, keys: &str) -> String {
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    run_loop(&mut terminal, &mut script(keys), app).unwrap();
    terminal.backend().to_string()
}

#[test]
fn in_a_shared_hub_it_is_said_who_changed_what() {
    let office = common::Office::on_friday();
    let (mut app, said) = told(&office, "Dana Ellis", |hub| {
        advise(hub, "MIS/26/1", "2026-11-20T09:10:00Z");
        advise(hub, "MIS/26/2", "2026-11-20T09:12:00Z");
    });
    assert_eq!(said, "Dana Ellis at 09:12: decided: advice and guidance (Thi Lan N.) and 1 more · w: what changed");
    let page = page_of(&mut app, "w");
    let line = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}: {page}"));
    assert!(
        line("Dana Ellis at 09:12: decided: advice and guidance (Thi Lan N.)")
            < line("Dana Ellis at 09:10: decided: advice and guidance (Nadia B.)"),
        "the latest first"
    );
}

#[test]
fn what_oneself_wrote_or_only_half_typed_is_no_news() {
    let office = common::Office::on_friday();
    let (_, said) = told(&office, "D. Manager", |hub| advise(hub, "MIS/26/1", "2026-11-20T09:10:00Z"));
    assert_eq!(said, "");
    let (_, said) = told(&office, "Dana Ellis", |hub| hub.save_draft("decide E1", "half", common::at("2026-11-20T09:10:00Z")).unwrap());
    assert_eq!(said, "");
}

#[test]
fn a_list_somebody_loaded_is_one_piece_of_news_with_its_rows_below() {
    let office = common::Office::on_friday();
    let (mut app, said) = told(&office, "Dana Ellis", |hub| {
        common::load(hub, "later.csv", &common::invented_list("L", 2), "2026-11-20T09:12:00Z");
    });
    assert_eq!(said, "Dana Ellis at 09:12: later.csv loaded, 2 rows · w: what changed");
    let page = page_of(&mut app, "w");
    assert!(page.contains("Dana Ellis at 09:12: later.csv loaded, 2 rows"), "{page}");
    assert_eq!(page.matches("  reported, C").count(), 2, "{page}");
}

#[test]
fn nothing_is_told_where_nobody_wrote() {
    assert!(after("w").shows("Nobody else has written to this hub since you opened it."));
}

#[test]
fn no_colour_at_all_is_used_without_colour_and_the_selection_still_shows() {
    for (_, keys) in SCREENS {
        let seen = work(Morning::default(), (120, 40), Theme::Mono, keys);
        let buffer = seen.terminal.backend().buffer();
        assert!(buffer.content().iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset), "{keys}");
    }
    assert!(after("").shows("▸▲ CRITICAL"));
}

#[test]
fn every_command_is_in_the_palette_where_it_applies() {
    let reached: Vec<(Place, Vec<&str>)> = [
        ("", Place::Board),
        ("j", Place::Board),
        ("Enter", Place::Case),
        ("d", Place::Decide),
        ("d Space Tab “Why” Ctrl-S", Place::Confirm),
        ("o Enter", Place::Form),
        ("r", Place::Review),
        ("f", Place::Refused),
        ("i", Place::Files),
        ("i Down Down Enter", Place::Columns),
        ("i Enter", Place::Preview),
        ("?", Place::Page),
        ("o", Place::Pick),
        ("2", Place::Interviews),
        ("2 [ [ Enter", Place::Interviews),
        ("2 / “jack” Enter", Place::Interviews),
        ("2 / “maya” Enter", Place::Interviews),
        ("2 / “isla” Enter", Place::Interviews),
        ("2 / “ava” Enter", Place::Interviews),
        ("2 Enter", Place::Interview),
        ("2 j j a", Place::Allocate),
        ("2 j o Tab Tab", Place::Form),
        ("2 / “tom” Enter e", Place::Form),
        ("2 i Down", Place::Sharing),
        ("3", Place::Register),
        ("3 G", Place::Register),
        ("3 Tab Tab “health” Enter", Place::Register),
        ("3 Enter", Place::Action),
        ("3 G Enter", Place::Action),
        ("e", Place::Assessments),
        ("Ctrl-B", Place::Business),
        ("L", Place::Log),
        ("m Esc", Place::Meeting),
        ("m Ctrl-S", Place::Statement),
    ]
    .into_iter()
    .map(|(keys, place)| (Morning::default(), keys, place))
    .chain(meeting_flows::places())
    .chain(who_flows::places())
    .chain(topten_flows::places())
    .chain(panels_flows::places())
    .chain(patterns_flows::places())
    .chain(rehearsal_flows::places())
    .map(|(morning, keys, place)| {
        let seen = work(morning, (120, 40), Theme::Dark, keys);
        assert_eq!(seen.app.place(), place, "{keys}");
        (place, seen.app.commands().iter().map(|c| c.name).collect())
    })
    .collect();
    for command in COMMANDS {
        assert!(reached.iter().any(|(place, names)| command.places.contains(place) && names.contains(&command.name)), "{}", command.name);
    }
    // And choosing one there does it.
    assert_eq!(after(": “load list” Enter").app.place(), Place::Files);
    assert_eq!(after(": “import” Enter").app.place(), Place::Files);
    assert_eq!(after("d Ctrl-P “next field” Enter Ctrl-P “save decision” Enter").app.place(), Place::Decide);
    assert_eq!(command::meant(Place::Board, &KeyEvent::new(KeyCode::Char('d'), KeyModifiers::NONE)), Some(command::Verb::Decide));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_size_of_the_terminal_breaks_a_screen(width in 0u16..200, height in 0u16..60, screen in 0..SCREENS.len(), to in (0u16..200, 0u16..60)) {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let mut app = App::new(Box::new(Morning::default()), Clock::Fixed(now()), options(Theme::Dark), Size::new(width, height));
        let mut steps = script(SCREENS[screen].1);
        steps.0.push_back(Step::Event(key("PgDn")));
        steps.0.push_back(Step::Pause);
        steps.0.push_back(Step::Event(Event::Resize(to.0, to.1)));
        run_loop(&mut terminal, &mut steps, &mut app).unwrap();
        let mut other = Terminal::new(TestBackend::new(to.0, to.1)).unwrap();
        other.draw(|frame| app.draw(frame)).unwrap();
    }
}
