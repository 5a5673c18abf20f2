//! Whose an interview is, when it is booked, and where it stands on the board: as those who arrange interviews need it told.

mod common;
use common::{Office, at, load, refusal, staffed};
use wayhome::casebook::Hub;
use wayhome::casebook::interview_view::{InterviewItem, InterviewSection};
use wayhome::episode::EpisodeId;
use wayhome::interview::attempt::{Attempt, AttemptOutcome, Booking, Channel, Closure, Contact, NotHeld};
use wayhome::interview::file::Stage;
use wayhome::interview::worker::WorkerId;

const BO: WorkerId = WorkerId(1);
const SAM: WorkerId = WorkerId(3);
const DEE: WorkerId = WorkerId(4);

/// Nadia back on Friday morning from two episodes of the week, and Thi Lan, who is placed at Park House.
const BACK: &str = "\
Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Status
MIS/26/1,Nadia,Begum,14/02/2010,High,16/11/2026 06:30,17/11/2026 09:00,Found
MIS/26/2,Thi Lan,Nguyen,09/09/2010,Medium,18/11/2026 22:00,19/11/2026 21:00,Found
MIS/26/3,Nadia,Begum,14/02/2010,High,19/11/2026 06:30,20/11/2026 05:10,Found
";
const NOW: &str = "2026-11-20T08:45:00Z";

fn back_on_friday() -> (Office, Hub) {
    let office = staffed();
    let mut hub = office.open_as("C. Coordinator");
    load(&mut hub, "friday.csv", BACK, "2026-11-20T08:39:00Z");
    (office, hub)
}

fn episodes(hub: &Hub) -> [EpisodeId; 3] {
    ["MIS/26/1", "MIS/26/2", "MIS/26/3"].map(|reference| hub.find_episode(reference).unwrap())
}

fn item(hub: &Hub, of: EpisodeId) -> InterviewItem {
    hub.interviews(at(NOW)).unwrap().items.into_iter().find(|item| item.episode == of).unwrap()
}

fn booking(when: &str, worker: Option<WorkerId>) -> Booking {
    Booking { at: at(when), minutes: 60, place: "at home".into(), worker }
}

fn offered(when: &str, outcome: AttemptOutcome) -> Attempt {
    let (to, channel) = (Contact::Child, Channel::Phone);
    Attempt { at: at(when), by: "Bo Larkin".into(), to, channel, outcome, offered: true, note: String::new() }
}

#[test]
fn a_booking_that_names_a_worker_gives_them_the_interview_and_takes_it_from_nobody() {
    let (_office, mut hub) = back_on_friday();
    let [_, lan, nadia] = episodes(&hub);
    let monday = "2026-11-20T13:00:00Z";
    let told = hub.book(&[nadia.into()], booking(monday, Some(BO)), at(NOW)).unwrap();
    assert_eq!(told, ["allocated to Bo Larkin"]);
    assert_eq!((item(&hub, nadia).stage, item(&hub, nadia).worker.unwrap().id), (Stage::Booked, BO));

    let refused = hub.book(&[nadia.into()], booking(monday, Some(DEE)), at(NOW)).unwrap_err().to_string();
    assert_eq!(refused, "MIS/26/3: Bo Larkin has it; hand it over first");
    let tied = hub.book(&[lan.into()], booking(monday, Some(SAM)), at(NOW)).unwrap_err().to_string();
    assert!(tied.contains("must be independent") && tied.contains("wayhome interview wishes"), "{tied}");
    assert_eq!(item(&hub, lan).worker, None, "nothing of it is kept");

    // Handed over, the booking is the new worker's.
    hub.allocate(&[nadia.into()], DEE, "Bo is ill", true, at(NOW)).unwrap();
    let file = hub.interview_case(nadia, at(NOW)).unwrap().file;
    assert_eq!((file.booking().unwrap().booking.worker, file.worker()), (None, Some(DEE)));
}

#[test]
fn a_booking_tells_what_it_moves_what_it_clashes_with_and_that_it_comes_too_late() {
    let (office, mut hub) = back_on_friday();
    let [early, lan, nadia] = episodes(&hub);
    hub.allocate(&[early.into(), lan.into(), nadia.into()], BO, "", false, at(NOW)).unwrap();
    assert!(hub.book(&[lan.into()], booking("2026-11-20T14:00:00Z", None), at(NOW)).unwrap().is_empty());
    let clash = hub.book(&[nadia.into()], booking("2026-11-20T14:30:00Z", None), at(NOW)).unwrap();
    assert_eq!(clash, ["Bo Larkin has another interview at 14:00"]);

    // Moved behind the other one, and for both of her episodes at once: one visit is no clash.
    let mut bob = office.open_as("Bob");
    let both = bob.book(&[nadia.into(), early.into()], booking("2026-11-20T15:00:00Z", None), at("2026-11-20T09:00:00Z")).unwrap();
    assert_eq!(both, ["MIS/26/3: moved from Fri 14:30, booked by C. Coordinator at 08:45", "MIS/26/1: after its 72 hours, due Fri 09:00"]);
    assert!(hub.book(&[early.into()], booking("2026-11-20T15:00:00Z", None), at("2026-11-20T09:01:00Z")).unwrap().is_empty());
    assert_eq!(item(&hub, early).remarks, ["booked after the deadline"]);
    assert!(item(&hub, nadia).remarks.is_empty());

    let late = hub.book(&[nadia.into()], booking("2026-11-23T10:00:00Z", None), at("2026-11-21T09:00:00Z")).unwrap();
    assert_eq!(late, ["moved from Fri 15:00, booked by Bob at Fri 09:00", "after its 72 hours, due Mon 05:10"]);
    let next_year = hub.book(&[nadia.into()], booking("2027-11-19T10:00:00Z", None), at(NOW)).unwrap_err().to_string();
    assert!(next_year.contains("more than 92 days ahead; correct the date"), "{next_year}");
}

#[test]
fn what_was_offered_and_nobody_has_stands_with_what_waits_for_a_worker() {
    let (office, mut hub) = back_on_friday();
    let [_, lan, _] = episodes(&hub);
    hub.attempt(&[lan.into()], offered("2026-11-20T08:42:00Z", AttemptOutcome::Engaged), at(NOW)).unwrap();
    assert_eq!((item(&hub, lan).section, item(&hub, lan).standing), (InterviewSection::Unallocated, "offered"));
    hub.attempt(&[lan.into()], offered("2026-11-20T08:43:00Z", AttemptOutcome::Refused), at(NOW)).unwrap();
    assert_eq!(item(&hub, lan).standing, "offered, refused");
    let listed = office.run_at(NOW, &["interviews", "--unallocated"]);
    assert!(listed.contains("Thi Lan Nguyen") && listed.contains("offered, refused, 2 attempts"), "{listed}");
    hub.allocate(&[lan.into()], BO, "", false, at(NOW)).unwrap();
    assert_eq!(item(&hub, lan).section, InterviewSection::Allocated);
}

#[test]
fn the_episodes_of_a_child_stand_together_with_the_most_urgent_of_them() {
    let (office, hub) = back_on_friday();
    let [early, lan, nadia] = episodes(&hub);
    let rows: Vec<_> = hub.interviews(at(NOW)).unwrap().items.into_iter().map(|item| (item.episode, item.placed, item.section)).collect();
    use InterviewSection::{DueWithin24Hours, Unallocated};
    // Nadia's later episode is due last of all, and yet stands with her first.
    let expected = [(early, DueWithin24Hours, DueWithin24Hours), (nadia, DueWithin24Hours, Unallocated), (lan, Unallocated, Unallocated)];
    assert_eq!(rows, expected);
    assert_eq!(hub.interview_case(nadia, at(NOW)).unwrap().item.placed, DueWithin24Hours);
    let listed = office.run_at(NOW, &["interviews"]);
    assert!(listed.contains("Due within 24 hours: 2\n1 of 2. Nadia Begum"), "{listed}");
}

#[test]
fn a_handover_is_accepted_by_the_worker_or_by_somebody_other_than_who_handed_it_over() {
    let (office, mut hub) = back_on_friday();
    let [_, _, nadia] = episodes(&hub);
    hub.allocate(&[nadia.into()], BO, "", false, at(NOW)).unwrap();
    hub.allocate(&[nadia.into()], DEE, "Bo is ill", true, at("2026-11-20T08:50:00Z")).unwrap();
    let own = hub.accept_handover(nadia.into(), at("2026-11-20T08:51:00Z")).unwrap_err().to_string();
    assert_eq!(own, "C. Coordinator handed the interview of MIS/26/3 over; Dee Marsh accepts it, or somebody else for them");

    let mine = |actor: &str| {
        let output = office.command_at("2026-11-20T08:55:00Z", &["interviews", "--mine", "--actor", actor]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let show = || office.run_at("2026-11-20T08:55:00Z", &["interview", "show", "MIS/26/3"]);
    assert!(mine("Bo Larkin").contains("MIS/26/3") && mine("Dee Marsh").contains("MIS/26/3"), "it is both's until it is accepted");
    let open = "Fri 20 Nov 2026 08:50: handed over from Bo Larkin to Dee Marsh by C. Coordinator: Bo is ill; open until accepted";
    assert!(show().contains(open), "{}", show());

    office.open_as("S. Senior").accept_handover(nadia.into(), at("2026-11-20T08:52:00Z")).unwrap();
    assert!(!mine("Bo Larkin").contains("MIS/26/3") && mine("Dee Marsh").contains("MIS/26/3"));
    assert!(show().contains("Bo is ill; accepted by S. Senior at Fri 20 Nov 2026 08:52"), "{}", show());
}

#[test]
fn an_allocation_says_where_the_worker_is_not_free_in_time() {
    let office = staffed();
    let staff = "Name,Team,Away\nBo Larkin,Missing from Home Team,20/11/2026-24/11/2026\n";
    office.file("workers.csv", staff);
    office.run_at("2026-11-20T08:00:00Z", &["workers", "import", "workers.csv"]);
    let mut hub = office.open_as("C. Coordinator");
    load(&mut hub, "friday.csv", BACK, "2026-11-20T08:39:00Z");
    let [_, _, nadia] = episodes(&hub);
    let given = hub.preview_allocation(&[nadia.into()], BO, "", false, at(NOW)).unwrap();
    assert_eq!(given[0].words, "allocated to Bo Larkin; not free before it is due (away until Tue 24 Nov)");
    let given = hub.preview_allocation(&[nadia.into()], DEE, "", false, at(NOW)).unwrap();
    assert_eq!(given[0].words, "allocated to Dee Marsh");
    // Friday's working hours are over, and the next are after the deadline.
    let given = hub.preview_allocation(&[nadia.into()], DEE, "", false, at("2026-11-20T17:30:00Z")).unwrap();
    assert_eq!(given[0].words, "allocated to Dee Marsh; not free before it is due");
}

#[test]
fn what_is_done_can_be_listed_since_any_day() {
    let (office, mut hub) = back_on_friday();
    let [_, lan, _] = episodes(&hub);
    hub.close_interview(&[lan.into()], Closure::of(NotHeld::Declined), at("2026-11-20T09:00:00Z")).unwrap();
    let weeks_after = "2026-12-11T09:00:00Z";
    assert!(!office.run_at(weeks_after, &["interviews"]).contains("Thi Lan Nguyen"));
    let listed = office.run_at(weeks_after, &["interviews", "--since", "20/11/2026"]);
    assert!(listed.contains("Done since Fri 20 Nov 2026: 1\n1 of 1. Thi Lan Nguyen"), "{listed}");
    assert!(!office.run_at(weeks_after, &["interviews", "--since", "21/11/2026"]).contains("Thi Lan Nguyen"));
}

#[test]
fn whoever_has_left_or_is_tied_to_the_child_is_said_so() {
    let (office, mut hub) = back_on_friday();
    let [_, lan, _] = episodes(&hub);
    let give = office.command_at(NOW, &["interview", "allocate", "MIS/26/3", "--to", "lou gray"]).output().unwrap();
    assert!(refusal(give, &["left"]).contains("Lou Gray has left; choose somebody else"));
    let suggested = || office.run_at(NOW, &["interview", "suggest", "MIS/26/2"]);
    assert!(suggested().contains("May not: not independent"), "{}", suggested());
    // The child asked for Sam: allowed, and no longer said to be forbidden.
    let wishes = wayhome::interview::worker::Wishes { asked_for: vec![SAM], ..Default::default() };
    hub.set_wishes(hub.find_child("1003").unwrap(), wishes, at(NOW)).unwrap();
    hub.allocate(&[lan.into()], SAM, "she trusts him", false, at(NOW)).unwrap();
    assert!(!suggested().contains("May not") && suggested().contains("but not independent: works for Park House"), "{}", suggested());
}

#[test]
fn what_is_shown_of_one_interview_is_whole_and_keeps_its_shape() {
    let (office, mut hub) = back_on_friday();
    let [_, _, nadia] = episodes(&hub);
    let note = "rang twice\nthe carer answered".to_string();
    let attempt = Attempt { note, ..offered("2026-11-20T08:42:00Z", AttemptOutcome::Engaged) };
    hub.attempt(&[nadia.into()], attempt, at(NOW)).unwrap();
    let shown = office.run_at(NOW, &["interview", "show", "MIS/26/3"]);
    assert!(shown.contains(": rang twice\n      the carer answered\n"), "{shown}");
    assert!(office.refused(&["interview", "show", "MIS/26/3", "--format", "csv"]).contains("one interview is no table"));
}
