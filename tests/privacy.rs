//! Privacy mode on a whole hub: whatever screen the room looks at, no child of the register can be recognised on it.

mod common;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use std::collections::BTreeSet;
use wayhome::casebook::{Hub, ListFile, ListOptions, NewDecision};
use wayhome::child::{Child, RelationKind};
use wayhome::demo::{Scale, history, morning_list};
use wayhome::meeting::action::NewAction;
use wayhome::meeting::business::{BusinessDetails, BusinessKind};
use wayhome::meeting::decision::{DecisionOn, Outcome};
use wayhome::text::fold;
use wayhome::tui::app::App;
use wayhome::tui::command::Place;
use wayhome::tui::desk::Desk;
use wayhome::tui::meeting_desk::MeetingDesk;
use wayhome::tui::private_desk::PrivateDesk;
use wayhome::tui::who_desk::WhoDesk;
use wayhome::tui::{Clock, RunOptions};

/// The demo hub of a morning, in the middle of its meeting: decisions, actions, notes and a referral that name the child.
fn hub(dir: &std::path::Path) -> Hub {
    let now = common::at(common::MORNING);
    let mut hub =
        Hub::make_from(&dir.join("demo.wayhome"), common::PASSPHRASE, common::opening("D. Manager"), history(Scale::Small, now)).unwrap();
    let list = morning_list(now);
    hub.import_list(&ListFile { name: "list.csv", bytes: list.as_bytes() }, &ListOptions::default(), now).unwrap();
    let board = hub.board(now).unwrap();
    let item = board.items.iter().find(|item| item.child.id.is_some()).unwrap();
    let (name, id) = (item.child.name.clone(), item.child.id.unwrap().0);
    let referral = BusinessDetails {
        kind: BusinessKind::Referral,
        received: now.date_naive(),
        source: "the school".into(),
        concern: format!("{name} was met by an adult; {}'s friend rang", name.to_uppercase()),
        children: vec![id],
        named: vec!["Jonah Quillfeather".into()],
        markers: Vec::new(),
        told: format!("{name}'s mother was told"),
        attend: Vec::new(),
        needed_by: None,
        people: vec!["Uncle Quillfeather".into()],
        places: Vec::new(),
        vehicles: Vec::new(),
        themes: Vec::new(),
        hand_to: Vec::new(),
    };
    hub.raise(referral, now).unwrap();
    let opening = hub.proposed_opening(now).unwrap();
    let opening = wayhome::meeting::attendance::Opening { chair: "D. Manager".into(), ..opening };
    let meeting = hub.start_meeting(opening, now).unwrap();
    let decision = NewDecision {
        on: DecisionOn::Episode(item.episode.id),
        outcomes: vec![Outcome::ExploitationAssessment],
        rationale: format!("{name} was seen with two adults."),
        actions: vec![NewAction {
            agency: "Greater Manchester Police".into(),
            person: Some("J Smith".into()),
            what: format!("speak to {name}"),
            due: None,
        }],
        next_review: None,
        replaces: None,
        agencies: Vec::new(),
        dissent: Vec::new(),
        panel: None,
        seen: None,
    };
    hub.decide(decision, now).unwrap();
    let about = meeting.items.iter().find(|item| item.about.is_decided()).unwrap().item;
    hub.take_note(meeting.id, about, None, &format!("GMP: {name} is known to us"), now).unwrap();
    hub
}

/// Every child of the register.
fn children(hub: &Hub) -> Vec<Child> {
    let one = |n: i64| hub.search(&format!("C{n}"), 5).unwrap().into_iter().find(|child| child.id.0 == n);
    (1..).map_while(one).collect()
}

/// Words that are names of children and of somebody or something else that may stand on the screen.
fn other_words(hub: &Hub, children: &[Child]) -> BTreeSet<String> {
    let workers = hub.workers().unwrap().into_iter().map(|load| load.worker.details.name);
    let social_workers = children.iter().filter_map(|child| child.details.social_worker.clone());
    let agencies = hub.settings().agencies.iter().flat_map(|agency| [agency.name.clone(), agency.short.clone()]);
    let everyday = ["will", "may", "hope", "grace", "mark", "young"].map(String::from);
    let all = workers.chain(social_workers).chain(agencies).chain(everyday);
    all.flat_map(|name| fold(&name).split(' ').map(String::from).collect::<Vec<_>>()).collect()
}

/// What of a child must not be read: words that are names, and phrases.
fn telling(child: &Child) -> (Vec<String>, Vec<String>) {
    let d = &child.details;
    let names = [d.given.clone(), d.family.clone()].into_iter().chain(d.other_names.clone());
    let words = names.flat_map(|name| fold(&name).split(' ').map(String::from).collect::<Vec<_>>());
    let dob = d.dob.iter().flat_map(|dob| ["%-d %b %Y", "%d/%m/%Y", "%Y-%m-%d"].map(|form| dob.format(form).to_string()));
    let phrases = dob.chain(d.address.clone()).chain(d.postcode.clone()).chain(d.placement.clone());
    (words.filter(|word| word.len() > 2).collect(), phrases.map(|phrase| fold(&phrase)).collect())
}

#[test]
fn no_child_can_be_recognised_on_any_screen_of_privacy_mode() {
    let dir = tempfile::TempDir::new().unwrap();
    let hub = hub(dir.path());
    let children = children(&hub);
    assert!(children.len() > 100);
    let other = other_words(&hub, &children);
    let (mut words, mut phrases): (BTreeSet<String>, BTreeSet<String>) = Default::default();
    for (its_words, its_phrases) in children.iter().map(telling) {
        words.extend(its_words.into_iter().filter(|word| !other.contains(word)));
        phrases.extend(its_phrases);
    }
    words.insert("quillfeather".into());
    assert!(words.len() > 100 && phrases.len() > 100);

    let size = Size::new(120, 40);
    let mut app = App::new(Box::new(hub), Clock::Fixed(common::at(common::MORNING)), RunOptions::default(), size);
    let mut terminal = Terminal::new(TestBackend::new(size.width, size.height)).unwrap();
    let mut look = |app: &mut App, keys: &[KeyCode]| {
        for code in keys {
            let (code, modifiers) = match code {
                KeyCode::F(2) => (KeyCode::Char('b'), KeyModifiers::CONTROL),
                code => (*code, KeyModifiers::NONE),
            };
            app.handle(&Event::Key(KeyEvent::new(code, modifiers)));
            app.settle();
            while app.wait().is_zero() && app.idle() {}
        }
        terminal.draw(|frame| app.draw(frame)).unwrap();
        terminal.backend().to_string()
    };
    let found = |text: &str| {
        let text = format!(" {} ", fold(text));
        let all = words.iter().chain(&phrases).filter(|what| text.contains(&format!(" {what} ")));
        all.cloned().collect::<Vec<String>>()
    };
    let ch = KeyCode::Char;
    assert!(!found(&look(&mut app, &[])).is_empty(), "with names, the board has them");
    let mut screens = BTreeSet::new();
    let mut check = |app: &mut App, keys: &[KeyCode]| {
        let text = look(app, keys);
        assert_eq!(found(&text), Vec::<String>::new(), "{:?} {keys:?}\n{text}", app.place());
        screens.insert(format!("{:?}", app.place()));
    };
    check(&mut app, &[ch('P')]);
    for _ in 0..25 {
        check(&mut app, &[ch('j')]);
        check(&mut app, &[KeyCode::Enter]);
        check(&mut app, &[KeyCode::PageDown]);
        check(&mut app, &[KeyCode::PageDown]);
        check(&mut app, &[ch('e')]);
        check(&mut app, &[KeyCode::Esc, KeyCode::Esc]);
        assert_eq!(app.place(), Place::Board);
    }
    for screen in ['2', '3', '4', 'm', 'L', 'u', 'w', '?'] {
        check(&mut app, &[ch(screen)]);
        for _ in 0..12 {
            check(&mut app, &[ch('j')]);
        }
        check(&mut app, &[KeyCode::Esc, ch('1')]);
    }
    check(&mut app, &[ch('m')]);
    for _ in 0..40 {
        check(&mut app, &[ch('n')]);
        check(&mut app, &[KeyCode::PageDown]);
    }
    check(&mut app, &[ch('c')]);
    check(&mut app, &[KeyCode::Esc, ch('4'), KeyCode::Enter]);
    for _ in 0..10 {
        check(&mut app, &[KeyCode::PageDown]);
        check(&mut app, &[KeyCode::PageDown]);
        check(&mut app, &[ch('n')]);
    }
    check(&mut app, &[KeyCode::Esc, ch('1'), ch('3'), KeyCode::Enter]);
    check(&mut app, &[KeyCode::Esc, ch('x')]);
    check(&mut app, &[KeyCode::Esc, ch('1'), KeyCode::F(2)]);
    check(&mut app, &[ch('1'), ch('e')]);
    check(&mut app, &[KeyCode::Enter]);
    for place in
        ["Board", "Case", "Interviews", "Register", "Action", "TopTen", "Tracked", "Assessments", "Business", "Log", "Meeting", "Confirm"]
    {
        assert!(screens.contains(place), "{place} was not looked at: {screens:?}");
    }
}

#[test]
fn nor_in_what_is_asked_about_who_a_child_is() {
    let dir = tempfile::TempDir::new().unwrap();
    let mut hub = hub(dir.path());
    let now = common::at(common::MORNING);
    let all = children(&hub);
    let (kept, merged) = (all[0].id, all[1].id);
    let named = |hub: &Hub| {
        let row = hub.waiting().unwrap().remove(0);
        (row.episode.id, row.candidates[0].child.id, row.episode.details.listed.full_name())
    };
    let (waits, candidate, listed) = named(&hub);
    let known = all.iter().find(|child| child.id == candidate).unwrap();
    let note = format!("{} says so of {listed}", known.details.full_name());
    hub.relate(candidate, all[4].id, RelationKind::Sibling, &note, now).unwrap();
    hub.ask_police(waits, &hub.question(waits).unwrap(), None, now).unwrap();
    hub.merge(kept, merged, &format!("{} is {}", all[0].details.given, all[1].details.given), None, now).unwrap();

    let other = other_words(&hub, &all);
    let words: BTreeSet<String> = all.iter().flat_map(|child| telling(child).0).filter(|word| !other.contains(word)).collect();
    let phrases: BTreeSet<String> = all.iter().flat_map(|child| telling(child).1).chain([fold(&listed)]).collect();
    let position = hub.position().unwrap();
    let mut desk = PrivateDesk::new(Box::new(hub));
    let views = |desk: &PrivateDesk| {
        let json = |view: serde_json::Result<serde_json::Value>| view.unwrap();
        let mut views = vec![
            ("waiting", json(serde_json::to_value(desk.waiting().unwrap()))),
            ("question", desk.question(waits).unwrap().into()),
            ("case", json(serde_json::to_value(desk.case(waits, now).unwrap().candidates))),
            ("duplicates", json(serde_json::to_value(desk.duplicates(None, 1_000).unwrap()))),
            ("merging", json(serde_json::to_value(desk.merging(candidate, all[6].id, now).unwrap()))),
            ("merged", json(serde_json::to_value(desk.merged_records(kept).unwrap()))),
            ("splitting", json(serde_json::to_value(desk.splitting(merged).unwrap()))),
            ("relations", json(serde_json::to_value(desk.relations(all[4].id).unwrap()))),
        ];
        views.extend([kept, candidate].map(|child| ("history", json(serde_json::to_value(desk.child_history(child).unwrap())))));
        let log: Vec<String> = desk.news(position - 3).unwrap().into_iter().map(|news| news.what).collect();
        views.push(("news", log.into()));
        views
    };
    let found = |view: &serde_json::Value| {
        let text = format!(" {} ", fold(&view.to_string()));
        words.iter().chain(&phrases).filter(|what| text.contains(&format!(" {what} "))).cloned().collect::<Vec<String>>()
    };
    let open: Vec<&str> = views(&desk).iter().filter(|(_, view)| !found(view).is_empty()).map(|(name, _)| *name).collect();
    for name in ["waiting", "question", "case", "duplicates", "merging", "merged", "splitting", "relations", "history"] {
        assert!(open.contains(&name), "without privacy {name} names the children");
    }
    desk.set_privacy(true);
    for (name, view) in views(&desk) {
        assert_eq!(found(&view), Vec::<String>::new(), "{name}: {view:#}");
    }
    let words = desk.two_children(all[4].id, all[4].id, now).unwrap_err().to_string();
    assert_eq!(found(&words.into()), Vec::<String>::new());
}
