//! What stands on the agenda of a long morning: the interview clocks of a city, what was left and has turned since, actions that no
//! date was agreed for.

mod common;
use common::{Office, at, load, sound};
use std::fmt::Write;
use wayhome::casebook::interview_view::{InterviewItem, InterviewSection};
use wayhome::casebook::meeting_view::{Content, InterviewClocks, ItemLine};
use wayhome::casebook::{Error, Hub, NewDecision, On};
use wayhome::episode::EpisodeId;
use wayhome::interview::attempt::Booking;
use wayhome::interview::file::Stage;
use wayhome::meeting::action::NewAction;
use wayhome::meeting::agenda::ItemId;
use wayhome::meeting::attendance::Opening;
use wayhome::meeting::decision::{DecisionOn, Outcome};
use wayhome::meeting::record::MeetingId;

/// Friday, half past nine: the meeting begins.
const START: &str = "2026-11-20T09:30:00Z";
const LATER: &str = "2026-11-20T09:45:00Z";
const MONDAY: &str = "2026-11-23T09:30:00Z";
const FRIDAY: &str = "2026-11-27";

fn begun(hub: &mut Hub, now: &str) -> MeetingId {
    hub.start_meeting(Opening { chair: "Ann Lee".into(), ..Opening::default() }, at(now)).unwrap().id
}

fn line(hub: &Hub, title: &str, now: &str) -> ItemLine {
    let sheet = hub.meeting_now(at(now)).unwrap().unwrap();
    sheet.lines.into_iter().find(|line| line.title == title).unwrap_or_else(|| panic!("{title} is not on the agenda"))
}

fn lacking(hub: &Hub, item: ItemId, now: &str) -> Vec<String> {
    let sheet = hub.meeting_now(at(now)).unwrap().unwrap();
    sheet.lacking.into_iter().filter(|lacking| lacking.item == item).map(|lacking| lacking.what).collect()
}

/// A list of one child: what police say of them now.
fn police_say(hub: &mut Hub, row: &str, now: &str) {
    let head = "Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Status\n";
    load(hub, &format!("{now}.csv"), &format!("{head}{row}\n"), now);
}

const LAN_BACK: &str = "MIS/26/2,Thi Lan,Nguyen,09/09/2010,Medium,18/11/2026 22:00,20/11/2026 09:35,Found";

/// Children back over two weeks, `each` a day, in no order; of some no time is given; every seventh is back for the second time.
fn returns(hub: &mut Hub, each: usize) {
    let mut rows = String::from("Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Status\n");
    for n in 0..each * 14 {
        let (day, hour, minute) = (6 + n * 5 % 14, n * 7 % 24, n * 11 % 60);
        let back = if n % 9 == 4 { String::new() } else { format!("{day:02}/11/2026 {hour:02}:{minute:02}") };
        // The same child as the one before.
        let who = if n % 7 == 3 { n - 1 } else { n };
        let name = |n: usize| -> String { [n / 26 % 26, n % 26].iter().map(|i| (b'a' + *i as u8) as char).collect() };
        let (given, family) = (format!("Q{}rin", name(who * 3)), format!("V{}sten", name(who * 7 + 5)));
        let (born, reported) = (1 + who % 28, format!("{:02}/11/2026 {:02}:00", 1 + n % 4, n % 23));
        writeln!(rows, "R/{n},{given},{family},{born:02}/{:02}/2011,Low,{reported},{back},Found", 1 + who % 12).unwrap();
    }
    load(hub, "returns.csv", &rows, "2026-11-20T07:00:00Z");
}

/// The interviews of the board that a meeting at `now` hears of, in the order of the board.
fn of_the_board(hub: &Hub, now: &str, next_meeting: &str) -> Vec<InterviewItem> {
    let mut items = hub.interviews(at(now)).unwrap().items;
    items.retain(|item| {
        let no_clock = item.section == InterviewSection::NoClock;
        item.stage < Stage::Held && (no_clock || item.clock.due_72h.is_some_and(|due| due < at(next_meeting)))
    });
    items
}

fn clocks(hub: &Hub, now: &str) -> InterviewClocks {
    let sheet = hub.meeting_now(at(now)).unwrap().unwrap();
    let item = sheet.lines.iter().find(|line| line.title == "Interview clocks").unwrap().item;
    match hub.item_sheet(sheet.meeting.id, item, at(now)).unwrap().content {
        Content::Interviews(clocks) => clocks,
        other => panic!("{other:?}"),
    }
}

fn rows(items: &[InterviewItem]) -> Vec<(EpisodeId, InterviewSection, Vec<EpisodeId>)> {
    items.iter().map(|item| (item.episode, item.placed, item.group.clone())).collect()
}

#[test]
fn of_many_interview_clocks_the_meeting_sees_those_that_run_out_first_and_how_many_more_there_are() {
    for (each, more) in [(3, false), (20, true)] {
        let office = common::staffed();
        let mut hub = office.open();
        returns(&mut hub, each);
        // Some have come further: what has more than a day stands in the order of that.
        for n in (0..each * 14).step_by(5) {
            // A row or two of so many is refused.
            let Ok(episode) = hub.find_episode(&format!("R/{n}")) else { continue };
            let on = On::from(episode);
            if hub.allocate(&[on], wayhome::interview::worker::WorkerId(1), "", false, at("2026-11-20T08:00:00Z")).is_ok() && n % 2 == 0 {
                let booking = Booking { at: at("2026-11-20T16:00:00Z"), minutes: 60, place: "at home".into(), worker: None };
                hub.book(&[on], booking, at("2026-11-20T08:01:00Z")).unwrap();
            }
        }
        begun(&mut hub, START);
        let (board, seen) = (of_the_board(&hub, LATER, MONDAY), clocks(&hub, LATER));
        assert!(board.iter().any(|item| !item.group.is_empty()) && board.len() > 20, "{}", board.len());
        assert_eq!(seen.items.len() + seen.more, board.len());
        assert_eq!((seen.more > 0, seen.items.len() == 100), (more, more));
        assert_eq!(rows(&seen.items), rows(&board[..seen.items.len()]), "as on the board");
    }
}

#[test]
fn the_interviews_of_a_weekend_stand_as_on_the_board_however_far_they_have_come() {
    let office = common::staffed();
    let mut hub = office.open();
    let mut list = String::from("Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Status\n");
    list += "W/1,Nadia,Begum,14/02/2010,High,17/11/2026 06:30,19/11/2026 20:00,Found\n";
    list += "W/2,Kayden,Ashworth,04/03/2011,High,17/11/2026 06:30,19/11/2026 18:00,Found\n";
    list += "W/3,Thi Lan,Nguyen,09/09/2010,High,17/11/2026 06:30,20/11/2026 08:00,Found\n";
    list += "W/4,Kayden,Ashworth,04/03/2011,High,20/11/2026 01:00,20/11/2026 09:00,Found\n";
    load(&mut hub, "weekend.csv", &list, "2026-11-20T09:10:00Z");
    let first = hub.find_episode("W/2").unwrap();
    hub.allocate(&[first.into()], wayhome::interview::worker::WorkerId(1), "", false, at("2026-11-20T09:12:00Z")).unwrap();
    begun(&mut hub, START);
    let (board, seen) = (of_the_board(&hub, LATER, MONDAY), clocks(&hub, LATER));
    let names: Vec<&str> = seen.items.iter().map(|item| item.child.short.as_str()).collect();
    assert_eq!(names, ["Nadia B.", "Thi Lan N.", "Kayden A.", "Kayden A."], "unallocated first, a child's together");
    assert_eq!((rows(&seen.items), seen.more), (rows(&board), 0));
}

#[test]
fn a_child_who_came_back_since_the_item_was_put_off_is_open_again_and_says_why() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let id = begun(&mut hub, START);
    let lan = line(&hub, "Thi Lan Nguyen", START).item;
    hub.defer_item(id, lan, FRIDAY.parse().unwrap(), "police report next week", at(LATER)).unwrap();
    assert!(line(&hub, "Thi Lan Nguyen", LATER).settled);
    police_say(&mut hub, LAN_BACK, "2026-11-20T09:50:00Z");
    let now = "2026-11-20T09:51:00Z";
    let open = line(&hub, "Thi Lan Nguyen", now);
    assert_eq!((open.state.as_str(), open.settled), ("open again: returned since it was put off to Fri 27 Nov", false));
    assert_eq!(lacking(&hub, lan, now), ["no decision"]);
    let refused = hub.close_meeting(id, at(now));
    assert!(matches!(refused, Err(Error::Refused(_))), "it keeps the meeting open");
    assert_eq!(hub.item_sheet(id, lan, at(now)).unwrap().item.turned.as_deref(), Some("returned since it was put off to Fri 27 Nov"));
    // Put off once more, now that it is known, it is settled.
    hub.defer_item(id, lan, FRIDAY.parse().unwrap(), "back; school first", at(now)).unwrap();
    let settled = line(&hub, "Thi Lan Nguyen", now);
    assert_eq!((settled.state.as_str(), settled.settled), ("put off to Fri 27 Nov", true));
    // Taken back, the first putting-off is still one of before.
    let last = hub.log(at(now)).unwrap().into_iter().find(|line| !line.undone && line.can).unwrap();
    hub.undo(last.verb, at(now)).unwrap();
    assert_eq!(line(&hub, "Thi Lan Nguyen", now).state, "open again: returned since it was put off to Fri 27 Nov");
    sound(&hub, "item-left");
}

#[test]
fn a_child_missing_again_since_the_item_was_passed_over_is_open_again() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let back = LAN_BACK.replace("09:35", "08:50");
    police_say(&mut hub, &back, "2026-11-20T09:10:00Z");
    let id = begun(&mut hub, START);
    let lan = line(&hub, "Thi Lan Nguyen", START).item;
    hub.pass_items(id, &[lan], "home and well", at(LATER)).unwrap();
    assert!(line(&hub, "Thi Lan Nguyen", LATER).settled);
    // What changes nothing of that leaves it as it is.
    police_say(&mut hub, &back.replace("Medium", "High"), "2026-11-20T09:50:00Z");
    assert!(line(&hub, "Thi Lan Nguyen", "2026-11-20T09:50:00Z").settled);
    police_say(&mut hub, "MIS/26/20,Thi Lan,Nguyen,09/09/2010,High,20/11/2026 09:30,,", "2026-11-20T09:52:00Z");
    let now = "2026-11-20T09:53:00Z";
    let open = line(&hub, "Thi Lan Nguyen", now);
    assert_eq!((open.state.as_str(), open.settled), ("open again: missing again since it was passed over", false));
    assert_eq!(hub.meeting_now(at(now)).unwrap().unwrap().new_items, 1, "and the new episode comes on the agenda when asked");
    let decision = NewDecision { outcomes: vec![Outcome::Advice], ..NewDecision::new(DecisionOn::Episode(open.episode.unwrap()), "Seen.") };
    hub.decide(decision, at(now)).unwrap();
    let decided = line(&hub, "Thi Lan Nguyen", now);
    assert_eq!((decided.state.as_str(), decided.settled), ("decided: advice and guidance", true));
    sound(&hub, "item-left");
}

#[test]
fn a_child_put_off_to_friday_who_is_back_on_monday_is_on_mondays_agenda_and_on_the_board() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let id = begun(&mut hub, START);
    let lan = line(&hub, "Thi Lan Nguyen", START).item;
    hub.defer_item(id, lan, FRIDAY.parse().unwrap(), "police report next week", at(LATER)).unwrap();
    let others: Vec<ItemId> = hub.meeting_now(at(LATER)).unwrap().unwrap().lacking.iter().map(|lacking| lacking.item).collect();
    hub.pass_items(id, &others, "no time", at(LATER)).unwrap();
    hub.close_meeting(id, at(LATER)).unwrap();
    police_say(&mut hub, LAN_BACK, "2026-11-23T08:30:00Z");
    let row = hub.board(at("2026-11-23T08:40:00Z")).unwrap().items.into_iter().find(|item| item.child.name == "Thi Lan Nguyen");
    let remarks = row.expect("on the board again").remarks;
    assert!(remarks.contains(&"returned since it was put off to Fri 27 Nov".to_string()), "{remarks:?}");
    begun(&mut hub, MONDAY);
    let open = line(&hub, "Thi Lan Nguyen", MONDAY);
    assert_eq!((open.state.as_str(), open.settled), ("open again: returned since it was put off to Fri 27 Nov", false));
    // What the meeting of Friday did stays as it was.
    let friday = hub.meeting_sheet(id, at(MONDAY)).unwrap();
    assert_eq!(friday.lines.iter().find(|line| line.item == lan).unwrap().state, "put off to Fri 27 Nov");
    sound(&hub, "meeting-started");
}

#[test]
fn actions_that_no_date_was_agreed_for_are_heard_of_last_and_keep_no_meeting_open() {
    let office = Office::on_friday();
    let mut hub = office.open();
    let mut agree = |what: &str, due: Option<&str>| {
        let due = due.map(|day| wayhome::meeting::decision::Due::EndOf(day.parse().unwrap()));
        let new = NewAction { agency: "GMP".into(), person: None, what: what.into(), due };
        hub.agree_action(new, None, None, at("2026-11-19T09:00:00Z")).unwrap();
    };
    agree("talk to the landlord", None);
    agree("visit the address", Some("2026-11-20"));
    let id = begun(&mut hub, START);
    let shown = line(&hub, "Actions due", LATER);
    assert_eq!((shown.state.as_str(), shown.settled), ("1 action; 1 without a date", true));
    let Content::Actions(lines) = hub.item_sheet(id, shown.item, at(LATER)).unwrap().content else { panic!("the actions due") };
    let listed: Vec<(&str, &str)> = lines.iter().map(|line| (line.record.action.what.as_str(), line.due.as_str())).collect();
    assert_eq!(listed[0].0, "visit the address");
    assert_eq!(listed[1..], [("talk to the landlord", "no date agreed")]);
    // Those agreed in the meeting itself are read back, not asked after.
    let new = NewAction { agency: "GMP".into(), person: None, what: "ask the school".into(), due: None };
    hub.agree_action(new, None, None, at(LATER)).unwrap();
    assert_eq!(line(&hub, "Actions due", LATER).state, "1 action; 1 without a date");
}
