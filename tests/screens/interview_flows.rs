//! The missing coordinator's day, as *before, keys, after*.

use super::*;
use wayhome::interview::file::Stage;

fn desk(actor: &'static str) -> Morning {
    let morning = Morning::default();
    morning.0.borrow_mut().actor = Some(actor);
    morning
}

#[test]
fn what_runs_out_first_stands_first_and_a_row_says_who_has_it_and_what_is_next() {
    let seen = work(Morning::default(), (80, 24), Theme::Dark, "2");
    let text = seen.text();
    let line = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    assert!(line("ask return time") < line("late 3 h 12 m") && line("late 3 h 12 m") < line("left 11 h 19 m"));
    assert!(line("left 22 h 29 m") < line("left 24 h 24 m"), "due within 24 hours before the others");
    for row in
        ["LAC  left 42 h 39 m Fri 17:00 Priya Nair", "home left 24 h 24 m Fri 17:00 unallocated", "offer by 11:20", "accept handover"]
    {
        assert!(text.contains(row), "{row}: {text}");
    }
    assert!(text.contains("1 of 2 for this child") && text.contains("missing again now") && text.contains("return time estimated"));
}

#[test]
fn interviews_are_reached_from_anywhere_and_are_there_as_they_were_left() {
    assert_eq!(after("2").app.place(), Place::Interviews);
    assert_eq!(after("Enter 2").app.place(), Place::Interviews);
    assert_eq!(after("2 1").app.place(), Place::Board);
    assert_eq!(after("2 Esc").app.place(), Place::Board);
    assert_eq!(after("2 Enter Esc").app.place(), Place::Interviews);
    assert!(after("2 / “sia” Enter Enter 2").shows("filtered: “sia” · 1 shown"));
    assert_eq!(after("2 c").app.place(), Place::Case);
    assert_eq!(after("2 c Esc").app.place(), Place::Interviews);
}

#[test]
fn a_worker_sees_their_own_and_a_team_is_asked_where_it_is_not_known() {
    let mine = work(desk("dana ELLIS"), (120, 40), Theme::Dark, "2 ]");
    assert!(mine.shows("[mine 6]") && mine.shows("Jack Reilly") && !mine.shows("Chidi"));
    assert!(work(desk("Dana Ellis"), (120, 40), Theme::Dark, "2 ] ]").shows("[Missing from Home Team 6]"));
    assert!(after("2 ]").shows("Nothing is allocated to you"));
    assert!(after("2 ] ]").shows("Whose interviews?"));
    let team = after("2 ] ] “society” Enter");
    assert!(team.shows("[The Children's Society 4]") && team.shows("Chidi") && !team.shows("Jack Reilly"));
    assert!(after("2 [").shows("[unallocated 4]") && after("2 Shift-Tab").shows("[unallocated 4]"));
}

#[test]
fn one_key_accepts_the_first_suggestion_and_says_why_it_is_the_first() {
    for keys in ["2 / “sia” Enter A", "2 / “sia” Enter a Enter", "2 / “sia” Enter Enter A", "2 / “sia” Enter a a"] {
        let seen = after(keys);
        assert_eq!(seen.written(), ["allocate E5@305 to W1 “” handover false"], "{keys}");
        assert!(seen.shows("allocated to Dana Ellis (sat with the child before (2 Mar 2026))."), "{keys}");
    }
}

#[test]
fn who_is_not_independent_needs_the_childs_wish_and_a_reason() {
    let to_sam = "2 / “amira” Enter j a Down Down Enter";
    assert!(after(&format!("{to_sam} Ctrl-S")).shows("Write the reason"));
    let unwished = after(&format!("{to_sam} “knows her well” Ctrl-S"));
    assert!(unwished.written().is_empty() && unwished.shows("Sam Okoro is not independent: only where the child asked for them"));
    let written = after(&format!("{to_sam} “knows her well” Tab Space Ctrl-S")).written();
    assert!(written[0].starts_with("wishes C40 Wishes { asked_for: [WorkerId(3)]"), "{written:?}");
    assert_eq!(written[1], "allocate E21@321 to W3 “knows her well” handover true");
}

#[test]
fn a_handover_says_from_whom_and_needs_a_reason() {
    let to_jo = "2 / “chidi” Enter a Down Enter";
    assert!(after(to_jo).shows("allocated to Priya Nair by A. Chair") && after(&format!("{to_jo} Ctrl-S")).written().is_empty());
    let written = after(&format!("{to_jo} “Priya is ill” Ctrl-S"));
    assert_eq!(written.written(), ["allocate E4@304 to W4 “Priya is ill” handover true"]);
    // The first suggestion at once is no way around it.
    assert!(after("2 / “chidi” Enter A").app.place() == Place::Form);
    assert_eq!(after("2 / “jack” Enter H Enter").written(), ["accept E22"]);
}

#[test]
fn several_are_given_at_once_after_a_preview_that_names_who_cannot_be() {
    // Two of Amira's, Jack's and Siân's: Priya has one of them already.
    for mark in ["Space Space Space Space", "v j j j", "v j j j v"] {
        let shown = after(&format!("2 j {mark} a Enter"));
        assert!(shown.shows("3 interviews to Dana Ellis; 1 cannot") && shown.shows("allocated to Priya Nair"), "{mark}");
        assert!(shown.written().is_empty());
    }
    let given = after("2 j v j j j a Enter Ctrl-S");
    assert_eq!(given.written(), ["allocate E21@321 E22@322 E5@305 to W1 “” handover false"]);
    assert!(given.shows("3 interviews given to Dana Ellis."));
    let free = after("2 / “left 24” Esc j j Space j Space a Enter");
    assert!(free.shows("2 interviews to Dana Ellis") && free.shows("writes it"), "no reason is needed, only a yes");
    assert!(after("2 j v G a Enter").shows("cannot") && after("2 G Space o").shows("this cannot be done now"));
    assert!(after("2 Space Space Esc").shows("[all 14] ─"), "Esc takes the marks away");
    assert!(after("2 Space Space h").shows("2 interviews are marked, and this is done for one at a time"));
}

#[test]
fn an_offer_is_typed_with_few_keys_and_kept_until_it_is_saved() {
    let offer = "2 / “chidi” Enter o";
    assert!(after(&format!("{offer} Ctrl-S")).shows("Choose how"));
    let written = after(&format!("{offer} Tab Tab Tab l Space Tab Space Tab “mother will ask” Ctrl-S"));
    assert_eq!(
        written.written(),
        ["attempt E4 Attempt { at: 2026-11-20T08:41:00Z, by: \"Priya Nair\", to: Child, channel: Phone, outcome: Engaged, offered: true, \
          note: \"mother will ask\" }"]
    );
    assert!(written.shows("Offer recorded for Chidi Okafor: engaged.") && written.morning.0.borrow().drafts.is_empty());
    let morning = Morning::default();
    work(morning.clone(), (120, 40), Theme::Dark, &format!("{offer} Tab Tab Tab l Space Tab Tab “mother wi”"));
    let again = work(morning, (120, 40), Theme::Dark, offer);
    assert!(again.shows("mother wi") && again.shows("(x) telephone") && again.shows("Here is what you typed"));
}

#[test]
fn an_attempt_is_for_the_childs_other_episodes_only_where_each_is_ticked() {
    let attempt = "2 j t “yesterday 18:30” Tab Tab Tab Space Tab l l Space";
    assert!(after(attempt).shows("→ Thu 19 Nov 2026 18:30") && after(attempt).shows("[ ] Amira Hussain, E21"));
    assert!(after(&format!("{attempt} Ctrl-S")).written()[0].starts_with("attempt E20 Attempt { at: 2026-11-19T18:30:00Z"));
    assert!(after(&format!("{attempt} Tab Space Ctrl-S")).written()[0].starts_with("attempt E20 E21 Attempt"));
}

#[test]
fn a_booking_is_echoed_as_understood_and_can_fall_through() {
    let written = after("2 / “leah” Enter b “mon 14:00” Tab Tab “Larch Centre” Ctrl-S");
    assert_eq!(written.written(), ["book E23 Booking { at: 2026-11-23T14:00:00Z, minutes: 60, place: \"Larch Centre\", worker: None }"]);
    assert!(after("2 / “leah” Enter b “monday”").shows("⚠ 'monday' has no time"));
    assert!(after("2 / “maya” Enter b").shows("this moves it"));
    assert_eq!(after("2 / “maya” Enter B “mother is ill” Ctrl-S").written(), ["cancel E24 “mother is ill”"]);
}

#[test]
fn a_return_time_that_was_missing_is_asked_for() {
    let typed = after("2 r “yesterday 21:00”");
    assert!(typed.shows("→ Thu 19 Nov 2026 21:00"));
    let written = after("2 r “yesterday 21:00” Ctrl-S");
    assert_eq!(written.written(), ["returned E6 When { at: 2026-11-19T21:00:00Z, estimated: false }"]);
    // The hour that happens twice when the clocks went back is not guessed.
    let twice = after("2 r “25/10/2026 01:30” Ctrl-S");
    assert!(twice.written().is_empty() && twice.shows("happens twice"));
}

#[test]
fn closing_is_on_no_bare_letter_and_asks_for_the_reason() {
    assert!(COMMANDS.iter().filter(|c| c.verb == command::Verb::Close).all(|c| c.keys.iter().all(|key| !key.is_bare())));
    let close = "2 / “sia” Enter Ctrl-W";
    let none = after(&format!("{close} Ctrl-S"));
    assert!(none.written().is_empty() && none.shows("Choose the reason"));
    assert!(after(&format!("{close} l l l l Space")).shows("Approved by (needed)"));
    let written = after(&format!("{close} Space Tab Tab “She is safe” Ctrl-S"));
    assert_eq!(written.written(), ["close E5 Closure { reason: Declined, note: \"\", carers_account: \"She is safe\", approver: None }"]);
    assert_eq!(after("2 / “ava” Enter R “She rang” Ctrl-S").written(), ["reopen E28 “She rang”"]);
}

#[test]
fn a_close_on_an_interview_that_changed_meanwhile_keeps_what_was_typed() {
    let morning = Morning::default();
    morning.0.borrow_mut().stale = true;
    let close = "2 / “sia” Enter Ctrl-W Space Tab “said no” Ctrl-S";
    let refused = work(morning.clone(), (120, 40), Theme::Dark, close);
    assert!(refused.shows("was changed by B. Duty at 08:40") && refused.shows("said no") && refused.written().is_empty());
    assert_eq!(work(morning, (120, 40), Theme::Dark, "2 / “sia” Enter Ctrl-W Ctrl-S").written().len(), 1);
}

#[test]
fn an_interview_answers_only_the_episodes_that_are_ticked_and_says_why_late_for_each_late_one() {
    let held = "2 j j h “08:10” Tab “at home” Tab “Dana Ellis” Tab";
    assert!(after(held).shows("[ ] E20 returned Tue 17 Nov 05:29") && after(held).shows("[x] E21"));
    let one = after(&format!("{held} Ctrl-S")).written();
    assert!(
        one[0].contains("worker: Some(WorkerId(1))") && one[0].contains("covers: [Covered { episode: EpisodeId(21), late: None }]"),
        "{one:?}"
    );
    // The 72 hours of the first were over at 05:29.
    let both = format!("{held} h Space");
    assert!(after(&both).shows("Late for E20: why?") && !after(&both).shows("Late for E21"));
    let refused = after(&format!("{both} Ctrl-S"));
    assert!(refused.written().is_empty() && refused.shows("E20 was answered after its 72 hours: choose why"));
    let written = after(&format!("{both} Tab l l Space Ctrl-S")).written();
    assert!(written[0].contains("Covered { episode: EpisodeId(20), late: Some(Late { reason: Capacity"), "{written:?}");
    assert!(after(&format!("{held} l Space Ctrl-S")).shows("Tick each episode it answers"));
}

#[test]
fn what_was_said_is_recorded_and_each_finding_ends_as_something() {
    let morning = Morning::default();
    let at = |keys: &str| work(morning.clone(), (120, 40), Theme::Dark, keys);
    let form = "2 / “tom” Enter e";
    let typed = at(&format!("{form} Space Tab Tab “I was at my cousin's.” PgDn PgDn PgDn PgDn PgDn PgDn PgDn “A blue van waits.” |"));
    assert!(typed.shows("Finding 2") && typed.shows("ends as") && typed.shows("draft saved 08:41"));
    let open = at(&format!("{form} Ctrl-S"));
    assert!(open.written().is_empty() && open.shows("Finding 1: choose what it rests on."));
    let to = at(&format!("{form} Ctrl-S Space Tab l l Space Ctrl-S"));
    assert!(to.shows("write why it ends so"), "{}", to.text());
    let ticked = at(&format!("{form} Ctrl-S “police look for it” Ctrl-S"));
    assert!(ticked.shows("tick the agency that should have it"), "{}", ticked.text());
    let written = at(&format!("{form} Ctrl-S Space Ctrl-S")).written();
    for part in [
        "record I3 InterviewRecord",
        "confidentiality_explained: Some(true)",
        "ChildsWords: \"I was at my cousin's.\"",
        "kind: ChildsWords, text: \"A blue van waits.\", ends_as: Some(Intelligence), why: \"police look for it\", \
         recipients: [\"Greater Manchester Police\"]",
    ] {
        assert!(written[0].contains(part), "{part}: {written:?}");
    }
    assert!(morning.0.borrow().drafts.is_empty());
}

#[test]
fn another_worker_signs_off_after_seeing_what_or_gives_it_back_with_comments() {
    let asked = after("2 / “isla” Enter s");
    assert!(asked.shows("I4 held Wed 18 Nov 2026 13:30 by Priya Nair; answers E26.") && asked.written().is_empty());
    assert!(asked.shows("2 findings: 1 change of the plan, 1 intelligence."));
    assert_eq!(after("2 / “isla” Enter s Enter").written(), ["sign I4 seen Some(426)"]);
    assert!(after("2 / “isla” Enter s Esc").written().is_empty());
    assert!(after("2 / “isla” Enter S Ctrl-S").shows("Say in your comments"));
    assert_eq!(after("2 / “isla” Enter S “Who drove?” Ctrl-S").written(), ["give back I4 “Who drove?”"]);
    assert!(after("2 / “rory” Enter e").shows("Given back by Priya Nair"));
    assert!(
        after("2 / “isla” Enter C Tab l l Space Tab “wrong day” Ctrl-S").written()[0]
            .starts_with("cover I4 [Covered { episode: EpisodeId(26)")
    );
}

#[test]
fn what_is_not_shared_stands_on_the_board_and_leaves_only_after_a_typed_word() {
    assert!(after("2").shows("1 never shared · 1 changed since shared · 1 not acknowledged"));
    let page = after("2 i");
    assert!(page.shows("never sent") && page.shows("changed since Wed 18 Nov 10:00") && page.shows("not acknowledged for 46 h 41 m"));
    let asked = after("2 i Ctrl-E Ctrl-S");
    assert!(asked.written().is_empty() && asked.shows("Nothing was written"));
    assert!(after("2 i Ctrl-E “yes” Ctrl-S").written().is_empty());
    let written = after("2 i Ctrl-E “write” Ctrl-S");
    assert_eq!(written.written(), ["hand off into /lists"]);
    assert!(written.shows("intelligence-gmp.md, intelligence-early-help.md"));
    assert_eq!(after("2 i Down Down Enter “PC Ali” Ctrl-S").written(), ["acknowledge I6 F12 Greater Manchester Police PC Ali"]);
}

#[test]
fn what_the_child_wishes_is_recorded_whole() {
    let written = after("2 / “sia” Enter W Tab l Space Ctrl-S").written();
    assert!(written[0].starts_with("wishes C15 Wishes { asked_for: [WorkerId(1)], not: [WorkerId(2)], sex: Some(Female)"), "{written:?}");
    assert!(written[0].contains("note: \"not at school\""));
}

#[test]
fn an_empty_board_of_interviews_says_what_will_stand_there() {
    let morning = Morning::default();
    morning.0.borrow_mut().empty = true;
    assert!(work(morning, (80, 24), Theme::Dark, "2").shows("No return interview needs anything."));
}

/// The screens on a hub with workers and this morning's list, at a moment and by a person.
fn on_a_real_hub(office: &common::Office, actor: &str, when: &str, keys: &str) -> String {
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    let clock = Clock::Fixed(common::at(when));
    let mut app = App::new(Box::new(office.open_as(actor)), clock, options(Theme::Dark), Size::new(120, 40));
    run_loop(&mut terminal, &mut script(keys), &mut app).unwrap();
    terminal.backend().to_string()
}

#[test]
fn on_a_real_hub_an_interview_goes_from_the_list_to_its_sign_off_without_leaving_the_screen() {
    let office = common::staffed();
    common::load(&mut office.open(), "friday.csv", common::FRIDAY, "2026-11-20T08:39:00Z");
    let at = |actor: &str, when: &str, keys: &str| on_a_real_hub(&office, actor, when, keys);
    let board = at("D. Manager", "2026-11-20T08:41:00Z", "2");
    assert!(board.contains("left 68 h 29 m") && board.contains("unallocated"), "{board}");
    let given = at("D. Manager", "2026-11-20T08:42:00Z", "2 A");
    assert!(given.contains("allocated to Bo Larkin (") && given.contains("Bo Larkin   offer Sat 08:39"), "{given}");
    let offered = at("D. Manager", "2026-11-20T09:00:00Z", "2 o Tab Tab Tab l Space Tab Space Ctrl-S");
    assert!(offered.contains("Offer recorded for Nadia Begum: engaged."), "{offered}");
    let booked = at("D. Manager", "2026-11-20T09:05:00Z", "2 b “today 14:00” Tab Tab “at home” Ctrl-S");
    assert!(booked.contains("Booked for Nadia Begum") && booked.contains("hold Fri 14:00"), "{booked}");
    let held = at("D. Manager", "2026-11-20T16:00:00Z", "2 h Ctrl-S");
    assert!(held.contains("I1 held Fri 20 Nov 2026 14:00: it answers 1 episode."), "{held}");
    let keys =
        "2 e Space Tab Tab “At a friend's.” PgDn PgDn PgDn PgDn PgDn PgDn PgDn “Bullied on the bus.” Tab Space Tab Space Tab “plan” Ctrl-S";
    let recorded = at("Ann Lee", "2026-11-20T16:30:00Z", keys);
    assert!(recorded.contains("I1 is recorded and waits"), "{recorded}");
    let own = at("Ann Lee", "2026-11-20T16:40:00Z", "2 s Enter");
    assert!(own.contains("another worker signs it off"), "{own}");
    let signed = at("Dee Marsh", "2026-11-20T16:45:00Z", "2 s Enter");
    assert!(signed.contains("I1 is signed off."), "{signed}");
    let hub = office.open();
    let episode = hub.find_episode("MIS/26/1").unwrap();
    let case = hub.interview_case(episode, common::at("2026-11-20T17:00:00Z")).unwrap();
    assert!(case.item.stage == Stage::SignedOff && case.interviews[0].record.as_ref().unwrap().findings.len() == 1);
}

#[test]
fn of_two_coordinators_the_second_is_told_who_took_it_and_when() {
    let office = common::staffed();
    common::load(&mut office.open(), "friday.csv", common::FRIDAY, "2026-11-20T08:39:00Z");
    let app = |actor: &str, when: &str, popup: &str| {
        let clock = Clock::Fixed(common::at(when));
        let mut app = App::new(Box::new(office.open_as(actor)), clock, options(Theme::Dark), Size::new(120, 40));
        for name in popup.split(' ') {
            app.handle(&key(name));
            app.settle();
        }
        app
    };
    for (open, take) in [("2", "A"), ("2 a", "Enter")] {
        let office_before = std::fs::read(&office.hub).unwrap();
        let mut late = app("Second Coordinator", "2026-11-20T09:01:00Z", open);
        let mut early = app("First Coordinator", "2026-11-20T09:00:00Z", open);
        early.handle(&key(take));
        late.handle(&key(take));
        let said = late.cx.notice.clone().map(|(_, words)| words).unwrap_or_default();
        for part in ["First Coordinator", "09:00", "interview allocated to Bo Larkin"] {
            assert!(said.contains(part), "{part}: {said}");
        }
        drop((late, early));
        std::fs::write(&office.hub, office_before).unwrap();
    }
}

#[test]
fn a_countdown_goes_down_with_the_minute_and_the_loop_sleeps_till_then() {
    use std::sync::atomic::{AtomicI64, Ordering};
    static SECONDS: AtomicI64 = AtomicI64::new(0);
    let clock = Clock::Real(|| now() + chrono::TimeDelta::seconds(SECONDS.load(Ordering::Relaxed)));
    let mut app = App::new(Box::new(Morning::default()), clock, options(Theme::Dark), Size::new(80, 24));
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    let mut shown = |app: &App| {
        terminal.draw(|frame| app.draw(frame)).unwrap();
        terminal.backend().to_string()
    };
    app.handle(&key("2"));
    app.settle();
    assert!(shown(&app).contains("left 24 h 24 m") && shown(&app).contains("late 3 h 12 m"));
    SECONDS.store(59, Ordering::Relaxed);
    assert!(!app.look() && shown(&app).contains("left 24 h 24 m"));
    assert!(app.wait() <= Duration::from_secs(1));
    SECONDS.store(60, Ordering::Relaxed);
    assert!(app.look() && shown(&app).contains("left 24 h 23 m") && shown(&app).contains("late 3 h 13 m"));
}

#[test]
fn on_a_real_hub_hand_off_files_are_written_for_their_owner_alone() {
    let office = common::staffed();
    common::load(&mut office.open(), "friday.csv", common::FRIDAY, "2026-11-20T08:39:00Z");
    let at = |when: &str, keys: &str| on_a_real_hub(&office, "D. Manager", when, keys);
    at("2026-11-20T16:00:00Z", "2 h “14:00” Tab “at home” Tab “Bo Larkin” Ctrl-S");
    let intelligence = "Tab Space Tab l l Space Tab Space Tab “police look for it” Ctrl-S";
    let keys = format!("2 e Space Tab Tab “Fine.” PgDn PgDn PgDn PgDn PgDn PgDn PgDn “A blue van waits.” {intelligence}");
    let recorded = at("2026-11-20T16:30:00Z", &keys);
    assert!(recorded.contains("I1 is recorded") && recorded.contains("1 never shared"), "{recorded}");
    let out = office.dir.path().join("out");
    std::fs::create_dir(&out).unwrap();
    let folder = out.display();
    let written = at("2026-11-20T16:40:00Z", &format!("2 i Ctrl-E “write” Tab Ctrl-U “{folder}” Ctrl-S"));
    let files: Vec<_> = std::fs::read_dir(&out).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{written}");
    assert!(std::fs::read_to_string(&files[0]).unwrap().contains("A blue van waits."));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&files[0]).unwrap().permissions().mode() & 0o077, 0);
    }
    let refused = at("2026-11-20T16:41:00Z", "2 i Ctrl-E “write” Tab Ctrl-U “/no/such/folder” Ctrl-S");
    assert!(!refused.contains("Written"), "{refused}");
    let acknowledged = at("2026-11-20T17:00:00Z", "2 i Enter “PC Ali” Ctrl-S");
    assert!(acknowledged.contains("Greater Manchester Police has F1."), "{acknowledged}");
}
