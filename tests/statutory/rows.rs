//! What stands in the tables of interviews, of who children are, and of meetings: a row for each thing that was said.

use crate::common::at;
use crate::made::{Made, looked_after};
use wayhome::casebook::event::{Candidate, Counts, Event, Evidence, Line, ListId, ListLoaded, Profile, RowOutcome};
use wayhome::child::{ChildDetails, Sex};
use wayhome::episode::{EpisodeDetails, EpisodeId, ListedPerson, When};
use wayhome::interview::attempt::{Booking, Closure, NotHeld};
use wayhome::interview::worker::{Wishes, WorkerDetails, WorkerId};
use wayhome::meeting::agenda::{About, AgendaSection, NewItem};
use wayhome::meeting::attendance::{Attendance, Opening, Presence};
use wayhome::meeting::decision::{Action, ActionId, Due};
use wayhome::meeting::record::MeetingId;
use wayhome::report::statutory::tables::tables;

/// The rows of a table, each cell apart by `|`.
fn rows(made: Made, file: &str) -> Vec<String> {
    let all = made.office().open().everything().unwrap();
    tables(&all).find(|table| table.file == file).unwrap().rows.iter().map(|row| row.join("|")).collect()
}

/// Ada with an episode (E1) that has ended, Bo (W1) and Ann (W2).
fn an_interview() -> Made {
    let mut made = Made::new();
    let worker = |id, name: &str| {
        let details = WorkerDetails { name: name.into(), team: "Missing from Home Team".into(), ..WorkerDetails::default() };
        Event::WorkerAdded { worker: WorkerId(id), details }
    };
    made.note("2026-01-02T09:00:00Z", worker(1, "Bo Larkin"));
    made.note("2026-01-02T09:01:00Z", worker(2, "Ann Lee"));
    let ada = made.child("2026-01-03T09:00:00Z", looked_after("1001", "Ada", "2010-03-01"));
    made.episode(Some(ada), "2026-02-01T21:00:00Z", Some("2026-02-02T08:00:00Z"));
    made
}

#[test]
fn whose_an_interview_was_when_it_was_booked_and_why_none_was_held() {
    let made = || {
        let (mut made, episode) = (an_interview(), EpisodeId(1));
        let given = |worker, from: Option<i64>, reason: &str| Event::InterviewAllocated {
            episode,
            worker: WorkerId(worker),
            from: from.map(WorkerId),
            reason: reason.into(),
        };
        made.note("2026-02-02T09:00:00Z", given(1, None, ""));
        made.note("2026-02-02T10:00:00Z", given(2, Some(1), "on leave"));
        made.note("2026-02-02T10:30:00Z", Event::HandoverAccepted { episode, worker: WorkerId(2), by: Some("Ann Lee".into()) });
        let booking = Booking { at: at("2026-02-03T15:00:00Z"), minutes: 45, place: "at school".into(), worker: None };
        made.note("2026-02-02T11:00:00Z", Event::InterviewBooked { episode, booking });
        made.note("2026-02-03T14:00:00Z", Event::BookingCancelled { episode, reason: "school is closed".into() });
        let closure = Closure { note: "slammed the door".into(), ..Closure::of(NotHeld::Declined) };
        made.note("2026-02-04T09:00:00Z", Event::InterviewClosed { episode, closure });
        made.note("2026-02-05T09:00:00Z", Event::InterviewReopened { episode, why: "asks for it now".into() });
        made
    };
    assert_eq!(
        rows(made(), "allocations.csv"),
        [
            "E1|W1|Bo Larkin|2026-02-02T09:00:00+00:00|D. Manager|2026-02-02T09:00:00+00:00||",
            "E1|W2|Ann Lee|2026-02-02T10:00:00+00:00|D. Manager|2026-02-02T10:30:00+00:00|Ann Lee|on leave",
        ]
    );
    assert_eq!(
        rows(made(), "bookings.csv"),
        ["E1|2026-02-03T15:00:00+00:00|45|at school||2026-02-02T11:00:00+00:00|D. Manager|school is closed"]
    );
    assert_eq!(
        rows(made(), "closures.csv"),
        ["E1|declined|slammed the door|||2026-02-04T09:00:00+00:00|D. Manager|2026-02-05T09:00:00+00:00|D. Manager|asks for it now"]
    );
}

#[test]
fn what_children_wish() {
    let mut made = an_interview();
    let (asked_for, not) = (vec![WorkerId(2)], vec![WorkerId(1)]);
    let wishes = Wishes { asked_for, not, sex: Some(Sex::Female), language: Some("Urdu".into()), note: "not at home".into() };
    made.note("2026-02-02T09:00:00Z", Event::WishesRecorded { child: wayhome::child::ChildId(1), wishes });
    assert_eq!(rows(made, "wishes.csv"), ["C1|W2|W1|F|Urdu|not at home"]);
}

/// Two records of Ada, and an episode (E2) that may be of either.
fn in_doubt() -> Made {
    let mut made = an_interview();
    made.child("2026-02-10T09:00:00Z", ChildDetails { own_id: None, ..looked_after("", "Adah", "2010-03-01") });
    let evidence = vec![Evidence { field: "date of birth".into(), words: "date of birth: the same".into(), bits: 8.25 }];
    let candidate =
        |child, evidence| Candidate { child: wayhome::child::ChildId(child), probability: 0.5, evidence, guards: vec!["twins".into()] };
    let listed = ListedPerson { given: "Ada".into(), family: "Okafor".into(), ..ListedPerson::default() };
    let details = EpisodeDetails { listed, last_seen: Some(When::exact(at("2026-03-02T21:00:00Z"))), ..EpisodeDetails::default() };
    let (line, candidates) = (Line { list: ListId(1), row: 3 }, vec![candidate(1, evidence), candidate(2, Vec::new())]);
    made.note("2026-03-02T22:00:00Z", Event::EpisodeReported { episode: EpisodeId(2), child: None, details, line, candidates });
    made
}

#[test]
fn who_waits_and_whom_it_may_be() {
    assert_eq!(rows(in_doubt(), "waiting.csv"), ["E2|L1|3|C1|0.5000|date of birth: the same (+8.2)|twins", "E2|L1|3|C2|0.5000||twins"]);
}

#[test]
fn what_people_answered_and_took_back() {
    let (episode, [one, two]) = (EpisodeId(2), [1, 2].map(wayhome::child::ChildId));
    let mut made = in_doubt();
    made.note("2026-03-03T09:00:00Z", Event::PoliceAsked { episode, question: "which school?".into() });
    made.note("2026-03-03T10:00:00Z", Event::ChildIdentified { episode, child: one, rejected: vec![two] });
    made.note("2026-03-03T11:00:00Z", Event::EpisodeDoubted { episode, reason: "was at home".into(), candidates: Vec::new() });
    assert_eq!(
        rows(made, "answers.csv"),
        [
            "E2|2026-03-03T09:00:00+00:00|D. Manager|ask-police|||which school?",
            "E2|2026-03-03T10:00:00+00:00|D. Manager|is|C1|C2|",
            "E2|2026-03-03T11:00:00+00:00|D. Manager|in-doubt|||was at home",
        ]
    );
}

#[test]
fn records_read_as_one_and_split_again_and_names_with_their_days() {
    let [one, two] = [1, 2].map(wayhome::child::ChildId);
    let merged = || {
        let mut made = in_doubt();
        made.note("2026-03-04T09:00:00Z", Event::ChildrenMerged { kept: one, merged: two, reason: "one school".into() });
        made
    };
    let mut split = merged();
    split.note("2026-03-05T09:00:00Z", Event::ChildSplit { child: two, from: one, given: Vec::new(), reason: "two after all".into() });
    assert_eq!(
        rows(split, "records.csv"),
        ["2026-03-04T09:00:00+00:00|D. Manager|merged|C2|C1|one school", "2026-03-05T09:00:00+00:00|D. Manager|split|C2|C1|two after all"]
    );
    assert_eq!(
        rows(merged(), "known-as.csv"),
        ["C1|C2|Adah Okafor|||2026-02-10T09:00:00+00:00|", "C1|C1|Ada Okafor|||2026-01-03T09:00:00+00:00|"]
    );
}

#[test]
fn lists_their_rows_the_columns_people_named_and_the_rules_adopted() {
    let made = || {
        let mut made = an_interview();
        let loaded = ListLoaded {
            file: "daily.csv".into(),
            digest: "ab12".into(),
            profile: Some("police".into()),
            cut_off: None,
            rows: 2,
            counts: Counts { created: 1, refused: 1, ..Counts::default() },
            lines: vec![(2, RowOutcome::Created, EpisodeId(1))],
        };
        made.note("2026-02-02T08:40:00Z", Event::ListLoaded { list: ListId(1), loaded });
        let profile = Profile { kind: "list".into(), columns: [("Who".to_owned(), "given".to_owned())].into() };
        made.note("2026-02-02T08:41:00Z", Event::ProfileSaved { name: "police".into(), profile });
        let adopted = Event::RulesAdopted { version: "2".into(), text: "version = \"2\"".into(), reason: "agreed in March".into() };
        made.note("2026-03-01T09:00:00Z", adopted);
        made
    };
    assert_eq!(rows(made(), "lists.csv"), ["L1|2026-02-02T08:40:00+00:00|D. Manager|daily.csv|ab12|police||2|1|0|0|0|0|1"]);
    assert_eq!(rows(made(), "list-rows.csv"), ["L1|2|created|E1"]);
    assert_eq!(rows(made(), "profiles.csv"), ["police|2026-02-02T08:41:00+00:00|D. Manager|list|Who|given"]);
    assert_eq!(rows(made(), "rules-adopted.csv"), ["2|2026-03-01T09:00:00+00:00|D. Manager|agreed in March|version = \"2\""]);
}

#[test]
fn who_was_at_a_meeting_what_was_on_it_what_changed_after_it_and_what_was_put_off() {
    let made = || {
        let mut made = an_interview();
        let (meeting, item) = (MeetingId(1), 1);
        let attendance = |names: &[&str]| Attendance {
            agency: "Health".into(),
            presence: Presence::Present,
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            note: String::new(),
        };
        let opening = |names: &[&str]| Opening { chair: "Ann Lee".into(), attendance: vec![attendance(names)], ..Opening::default() };
        let items = vec![NewItem::new(item, AgendaSection::Returned, About::Episode(EpisodeId(1)))];
        made.note("2026-02-03T09:10:00Z", Event::MeetingStarted { meeting, opening: opening(&["N. Patel"]), minutes: 30, items });
        made.note("2026-02-03T09:11:00Z", Event::ItemOpened { meeting, item });
        let due = |day: &str| Some(Due::EndOf(day.parse().unwrap()));
        let action =
            Action { id: ActionId(1), agency: "Health".into(), person: None, what: "ring the nurse".into(), due: due("2026-02-05") };
        let agreed = Event::ActionAgreed { action, meeting: Some(meeting), item: None, episode: None, business: None, child: None };
        made.note("2026-02-03T09:12:00Z", agreed);
        made.note("2026-02-03T09:30:00Z", Event::MeetingClosed { meeting });
        made.note("2026-02-03T10:00:00Z", Event::AttendanceChanged { meeting, opening: opening(&["N. Patel", "O. Reid"]) });
        let redated =
            Event::ActionRedated { action: ActionId(1), from: due("2026-02-05"), to: due("2026-02-09"), reason: "on leave".into() };
        made.note("2026-02-05T10:00:00Z", redated);
        made
    };
    assert_eq!(rows(made(), "attendance.csv"), ["M1|Health|present|N. Patel; O. Reid|"]);
    assert_eq!(rows(made(), "agenda.csv"), ["M1|1|returned|E1|||yes|1140||"]);
    assert_eq!(rows(made(), "amendments.csv"), ["M1|2026-02-03T10:00:00+00:00|D. Manager|attendance changed"]);
    assert_eq!(rows(made(), "actions-redated.csv"), ["A1|05/02/2026|09/02/2026|on leave|2026-02-05T10:00:00+00:00|D. Manager"]);
}
