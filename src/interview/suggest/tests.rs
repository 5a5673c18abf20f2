use super::*;
use crate::calendar::WorkingDays;
use crate::interview::worker::{WorkHours, WorkerDetails};

/// Thu 19 Nov 2026 10:00; the 72 hours end Fri 20 Nov 15:00.
const NOW: &str = "2026-11-19T10:00:00Z";
const DEADLINE: &str = "2026-11-20T15:00:00Z";

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn worker(id: i64, name: &str) -> Worker {
    let details = WorkerDetails { name: name.into(), team: "Missing from Home Team".into(), ..Default::default() };
    Worker { id: WorkerId(id), details, changed: 1 }
}

fn candidate(worker: &Worker) -> Candidate<'_> {
    Candidate { worker, open: 0, booked: &[], met: &[] }
}

/// A child at home, with these wishes.
fn ranked(wishes: &Wishes, child: &ChildDetails, deadline: Option<&str>, candidates: &[Candidate]) -> Vec<Suggestion> {
    let settings = Settings::default();
    let clocks = settings.clocks(WorkingDays::shipped());
    let deadline = deadline.map(at);
    let need =
        Need { child: Some(child), out_of_area: None, wishes, deadline, now: at(NOW), settings: &settings, clocks: &clocks, current: None };
    suggest(&need, candidates)
}

fn at_home() -> ChildDetails {
    ChildDetails { given: "Amira".into(), family: "Hussain".into(), care_status: Some(CareStatus::AtHome), ..Default::default() }
}

fn only(candidate: Candidate) -> Suggestion {
    ranked(&Wishes::default(), &at_home(), Some(DEADLINE), &[candidate]).remove(0)
}

fn names(suggestions: &[Suggestion]) -> Vec<&str> {
    suggestions.iter().map(|suggestion| suggestion.name.as_str()).collect()
}

#[track_caller]
fn says(suggestion: &Suggestion, good: bool, words: &str) {
    assert!(suggestion.reasons.iter().any(|reason| reason.good == good && reason.words == words), "{:?}", suggestion.reasons);
}

#[test]
fn who_sat_with_the_child_before_comes_first_and_the_dates_are_said() {
    let (a, b) = (worker(1, "Abi Stone"), worker(2, "Priya Nair"));
    let met = [
        Met { at: at("2026-03-02T10:00:00Z"), accepted: true },
        Met { at: at("2026-09-14T10:00:00Z"), accepted: true },
        Met { at: at("2026-10-01T10:00:00Z"), accepted: false },
    ];
    let knows = Candidate { met: &met, open: 4, ..candidate(&b) };
    let ranked = ranked(&Wishes::default(), &at_home(), Some(DEADLINE), &[candidate(&a), knows]);
    assert_eq!(names(&ranked), ["Priya Nair", "Abi Stone"]);
    says(&ranked[0], true, "sat with the child before (2 Mar 2026, 14 Sep 2026)");
    says(&ranked[0], false, "the child declined them (1 Oct 2026)");
    says(&ranked[0], true, "Missing from Home Team serves children at home");
}

#[test]
fn the_childs_wish_outweighs_everything_for_and_against() {
    let workers = [worker(1, "Abi Stone"), worker(2, "Priya Nair"), worker(3, "Sam Whitlock")];
    let met = [Met { at: at("2026-03-02T10:00:00Z"), accepted: true }];
    let wishes = Wishes { asked_for: vec![WorkerId(3)], not: vec![WorkerId(2)], ..Default::default() };
    let knows = Candidate { met: &met, ..candidate(&workers[1]) };
    let busy = Candidate { open: 25, ..candidate(&workers[2]) };
    let ranked = ranked(&wishes, &at_home(), Some(DEADLINE), &[candidate(&workers[0]), knows, busy]);
    assert_eq!(names(&ranked), ["Sam Whitlock", "Abi Stone", "Priya Nair"]);
    assert!(ranked[0].asked_for);
    says(&ranked[0], true, "the child asked for them");
    says(&ranked[2], false, "the child asked not to see them");
    assert_eq!(ranked[2].refused, None, "the wish ranks them last; it does not make them dependent");
}

#[test]
fn the_team_that_serves_the_care_status_is_preferred() {
    let home = worker(1, "Priya Nair");
    let mut society = worker(2, "Abi Stone");
    society.details.team = "the childrens society".into();
    let both = [candidate(&home), candidate(&society)];
    let looked_after = ChildDetails { care_status: Some(CareStatus::LookedAfter), placement: Some("Larch House".into()), ..at_home() };
    let first = |child: &ChildDetails| ranked(&Wishes::default(), child, Some(DEADLINE), &both).remove(0);
    says(&first(&looked_after), true, "The Children's Society serves looked-after children");
    assert_eq!(first(&at_home()).name, "Priya Nair");
    let away = ChildDetails { placed_out_of_area: Some(true), ..looked_after };
    says(&first(&away), true, "Missing from Home Team serves children out of area");
}

#[test]
fn free_before_the_deadline_within_working_hours_beside_bookings_and_days_away() {
    let anna = worker(1, "Anna Bell");
    assert_eq!(only(candidate(&anna)).free_slot, Some(at(NOW)));
    let booked = [(at("2026-11-19T10:30:00Z"), 60), (at("2026-11-19T12:00:00Z"), 330)];
    let slot = only(Candidate { booked: &booked, ..candidate(&anna) });
    assert_eq!(slot.free_slot, Some(at("2026-11-20T09:00:00Z")), "half an hour between two bookings is too short");
    says(&slot, true, "free Fri 09:00 before the deadline");

    let mut late = worker(2, "Late Shift");
    let times = |text: &str| text.parse().unwrap();
    late.details.hours = Some(WorkHours { days: vec![chrono::Weekday::Fri], from: times("14:30:00"), to: times("20:00:00") });
    assert_eq!(only(candidate(&late)).free_slot, Some(at("2026-11-20T14:30:00Z")));
    late.details.hours = Some(WorkHours { days: vec![chrono::Weekday::Fri], from: times("16:00:00"), to: times("20:00:00") });
    let too_late = only(candidate(&late));
    assert_eq!(too_late.free_slot, None);
    says(&too_late, false, "no free hour before the deadline");

    let mut away = worker(3, "On Leave");
    away.details.away = vec![(day("2026-11-12"), day("2026-11-20")), (day("2026-11-21"), day("2026-11-29"))];
    says(&only(candidate(&away)), false, "away until Sun 29 Nov");
}

#[test]
fn no_hour_is_free_on_a_bank_holiday_and_working_hours_are_uk_time() {
    let (anna, wishes, settings) = (worker(1, "Anna Bell"), Wishes::default(), Settings::default());
    let clocks = settings.clocks(WorkingDays::shipped());
    let slot = |now: &str, deadline: &str| {
        let deadline = Some(at(deadline));
        let need = Need {
            child: None,
            out_of_area: None,
            wishes: &wishes,
            deadline,
            now: at(now),
            settings: &settings,
            clocks: &clocks,
            current: None,
        };
        suggest(&need, &[candidate(&anna)])[0].free_slot
    };
    // Maundy Thursday after hours to Easter Sunday.
    assert_eq!(slot("2026-04-02T17:30:00+01:00", "2026-04-05T14:00:00+01:00"), None);
    assert_eq!(slot("2026-04-06T20:00:00+01:00", "2026-04-08T14:00:00+01:00"), Some(at("2026-04-07T09:00:00+01:00")));
    assert_eq!(slot("2026-11-19T10:01:00Z", "2026-11-20T10:00:00Z"), Some(at("2026-11-19T10:15:00Z")), "on the quarter hour");
}

#[test]
fn without_a_clock_or_after_it_workers_are_still_ranked_by_the_coming_week() {
    let anna = worker(1, "Anna Bell");
    for deadline in [None, Some("2026-11-18T10:00:00Z")] {
        let ranked = ranked(&Wishes::default(), &at_home(), deadline, &[candidate(&anna)]);
        says(&ranked[0], true, "free Thu 10:00 within seven days");
    }
}

#[test]
fn a_full_worker_ranks_behind_and_one_who_left_is_not_named() {
    let (mut full, mut gone, free) = (worker(1, "Abi Full"), worker(2, "Abi Gone"), worker(3, "Zoë Free"));
    full.details.capacity = Some(6);
    gone.details.left = true;
    let candidates = [Candidate { open: 6, ..candidate(&full) }, candidate(&gone), Candidate { open: 3, ..candidate(&free) }];
    let suggestions = ranked(&Wishes::default(), &at_home(), Some(DEADLINE), &candidates);
    assert_eq!(names(&suggestions), ["Zoë Free", "Abi Full"]);
    says(&suggestions[1], false, "carries 6 of 6: full");
    full.details.capacity = Some(0);
    says(&only(candidate(&full)), false, "carries 0 of 0: full");
}

#[test]
fn language_and_sex_count_as_the_child_wishes() {
    let (mut ewa, sam, mut tom) = (worker(1, "Ewa Zielska"), worker(2, "Sam Whitlock"), worker(3, "Tom Hale"));
    (ewa.details.languages, ewa.details.sex) = (vec!["polish".into()], Some(Sex::Female));
    tom.details.sex = Some(Sex::Male);
    let wishes = Wishes { language: Some("Polish".into()), sex: Some(Sex::Female), ..Default::default() };
    let suggestions = ranked(&wishes, &at_home(), Some(DEADLINE), &[candidate(&tom), candidate(&sam), candidate(&ewa)]);
    assert_eq!(names(&suggestions), ["Ewa Zielska", "Sam Whitlock", "Tom Hale"]);
    says(&suggestions[0], true, "speaks Polish");
    says(&suggestions[0], true, "female, as the child wishes");
    says(&suggestions[1], false, "sex not recorded; the child wishes somebody female");
    says(&suggestions[2], false, "male; the child wishes somebody female");
}

#[test]
fn who_works_for_the_placement_or_is_the_social_worker_is_refused_in_words_and_comes_last() {
    let (mut employed, own, free) = (worker(1, "Abi Stone"), worker(2, "Jane Smith"), worker(3, "Zoë Free"));
    employed.details.employer = Some("Larch Care".into());
    let child = ChildDetails {
        care_status: Some(CareStatus::LookedAfter),
        provider: Some("Larch Care Ltd".into()),
        social_worker: Some("SMITH, J.".into()),
        ..at_home()
    };
    let wishes = Wishes { asked_for: vec![WorkerId(2)], ..Default::default() };
    let suggestions = ranked(&wishes, &child, Some(DEADLINE), &[candidate(&employed), candidate(&own), candidate(&free)]);
    assert_eq!(names(&suggestions), ["Zoë Free", "Jane Smith", "Abi Stone"]);
    assert_eq!(suggestions[1].refused.as_deref(), Some("not independent: is the child's own social worker (SMITH, J.)"));
    assert!(suggestions[1].asked_for, "can be allowed, with the reason");
    let words = "not independent: works for Larch Care, and the child is placed with Larch Care Ltd";
    assert_eq!(suggestions[2].refused.as_deref(), Some(words));
}

#[test]
fn the_employer_of_the_team_counts_where_the_worker_has_no_other() {
    let settings = Settings::default();
    let mut worker = worker(1, "Abi Stone");
    worker.details.team = "The Children's Society".into();
    let child = ChildDetails { provider: Some("Children’s Society".into()), ..at_home() };
    assert!(independence(&worker, Some(&child), &settings).is_err());
    worker.details.employer = Some("Agency".into());
    assert_eq!(independence(&worker, Some(&child), &settings), Ok(()));
    assert_eq!(independence(&worker, None, &settings), Ok(()));
}

#[test]
fn an_unrecorded_provider_is_said_not_guessed() {
    let anna = worker(1, "Anna Bell");
    let child = ChildDetails { care_status: Some(CareStatus::LookedAfter), ..at_home() };
    let suggestion = ranked(&Wishes::default(), &child, Some(DEADLINE), &[candidate(&anna)]).remove(0);
    says(&suggestion, false, "the placement's provider is not recorded: check that they are independent of it");
    assert_eq!(suggestion.refused, None);
}

#[test]
fn the_order_does_not_hang_on_the_order_of_the_candidates() {
    let workers: Vec<Worker> = (1..=40).map(|n| worker(n, if n % 2 == 0 { "Same Name" } else { "Other Name" })).collect();
    let mut candidates: Vec<Candidate> = workers.iter().map(candidate).collect();
    let forward = ranked(&Wishes::default(), &at_home(), Some(DEADLINE), &candidates);
    candidates.reverse();
    assert_eq!(ranked(&Wishes::default(), &at_home(), Some(DEADLINE), &candidates), forward);
}
