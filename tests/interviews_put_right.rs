//! What is written down wrongly about an interview is seen, stays open until it is put right, and can be taken back.

mod common;
use common::{CASELOAD, Office, STAFF, at, load, staffed};
use std::collections::BTreeMap;
use wayhome::casebook::interview_view::{InterviewItem, InterviewSection};
use wayhome::casebook::{Error, Hub, ListFile, ListOptions};
use wayhome::episode::{EpisodeId, When};
use wayhome::interview::file::Stage;
use wayhome::interview::record::{Covered, EndsAs, Finding, FindingKind, Held, InterviewId, InterviewRecord, Question, RecordState};
use wayhome::interview::verdict::Verdict;
use wayhome::interview::worker::{Wishes, WorkerId};

const BO: WorkerId = WorkerId(1);
const ANN: WorkerId = WorkerId(2);
const SAM: WorkerId = WorkerId(3);
const EVENING: &str = "2026-11-20T20:00:00Z";

/// Three children back on Friday morning; of Kayden's return no time is given. Thi Lan is placed at Park House.
const BACK: &str = "\
Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Status
MIS/26/1,Nadia,Begum,14/02/2010,High,19/11/2026 06:30,20/11/2026 05:10,Found
MIS/26/2,Thi Lan,Nguyen,09/09/2010,Medium,18/11/2026 22:00,20/11/2026 07:00,Found
MIS/26/3,Kayden,Ashworth,04/03/2011,Medium,19/11/2026 23:00,,Found
";

struct Desk {
    office: Office,
    hub: Hub,
    nadia: EpisodeId,
    lan: EpisodeId,
    kayden: EpisodeId,
}

fn desk() -> Desk {
    let office = staffed();
    let mut hub = office.open_as("C. Coordinator");
    load(&mut hub, "friday.csv", BACK, "2026-11-20T08:39:00Z");
    let [nadia, lan, kayden] = ["MIS/26/1", "MIS/26/2", "MIS/26/3"].map(|reference| hub.find_episode(reference).unwrap());
    Desk { office, hub, nadia, lan, kayden }
}

fn held(when: &str, covers: &[EpisodeId]) -> Held {
    let covers = covers.iter().map(|episode| Covered { episode: *episode, late: None }).collect();
    let (place, by) = ("at home".into(), String::new());
    Held { child: None, at: at(when), place, worker: Some(BO), by, covers, source: None, not_independent: None }
}

fn record(findings: Vec<Finding>) -> InterviewRecord {
    let answers = BTreeMap::from([(Question::ChildsWords, "I was with friends".to_string())]);
    InterviewRecord { confidentiality_explained: Some(true), answers, findings, ..InterviewRecord::default() }
}

/// Recorded by the coordinator and signed off by somebody else.
fn signed_off(office: &Office, hub: &mut Hub, id: InterviewId) {
    hub.record_interview(id, record(vec![]), None, at(EVENING)).unwrap();
    office.open_as("S. Senior").sign_off(id, None, at(EVENING)).unwrap();
}

fn item(hub: &Hub, of: EpisodeId, now: &str) -> Option<InterviewItem> {
    hub.interviews(at(now)).unwrap().items.into_iter().find(|item| item.episode == of)
}

fn section(hub: &Hub, of: EpisodeId) -> InterviewSection {
    item(hub, of, EVENING).expect("it is on the board").section
}

#[test]
fn an_interview_dated_before_the_return_does_not_answer_the_episode_for_good() {
    let Desk { office, mut hub, nadia, .. } = desk();
    let id = hub.hold(held("2026-11-20T04:00:00Z", &[nadia]), &[], at(EVENING)).unwrap().id;
    assert_eq!(section(&hub, nadia), InterviewSection::DataError, "before anything is recorded");
    signed_off(&office, &mut hub, id);
    for now in [EVENING, "2027-03-01T09:00:00Z"] {
        let open = item(&hub, nadia, now).expect("it stays until it is put right");
        assert_eq!((open.section, open.verdicts.hours72), (InterviewSection::DataError, Verdict::NotMeasurable));
        assert!(open.remarks[0].contains("is dated before the return"), "{:?}", open.remarks);
    }
    hub.verify().unwrap();

    // Put right by the time of return ...
    hub.set_return_time(nadia.into(), When::exact(at("2026-11-20T03:10:00Z")), at(EVENING)).unwrap();
    assert_eq!(section(&hub, nadia), InterviewSection::Done);
    assert!(item(&hub, nadia, "2027-03-01T09:00:00Z").is_none());
    hub.set_return_time(nadia.into(), When::exact(at("2026-11-20T05:10:00Z")), at(EVENING)).unwrap();
    assert_eq!(section(&hub, nadia), InterviewSection::DataError);
    // ... or by an interview held after it.
    let second = hub.hold(held("2026-11-20T15:00:00Z", &[nadia]), &[], at(EVENING)).unwrap().id;
    assert_eq!((section(&hub, nadia), item(&hub, nadia, EVENING).unwrap().covered_by), (InterviewSection::Held, Some(second)));
    signed_off(&office, &mut hub, second);
    assert_eq!(section(&hub, nadia), InterviewSection::Done);
    hub.verify().unwrap();
}

#[test]
fn an_interview_is_not_done_until_the_time_of_return_is_known_or_estimated() {
    let Desk { office, mut hub, kayden, .. } = desk();
    let id = hub.hold(held("2026-11-20T15:00:00Z", &[kayden]), &[], at(EVENING)).unwrap().id;
    signed_off(&office, &mut hub, id);
    let open = item(&hub, kayden, "2026-12-20T09:00:00Z").expect("it is asked for until it is known");
    assert_eq!((open.section, open.stage), (InterviewSection::NoClock, Stage::SignedOff));
    assert!(open.remarks[0].starts_with("interview I1 was held, and no time of return is known"), "{:?}", open.remarks);
    hub.set_return_time(kayden.into(), When { at: at("2026-11-20T04:00:00Z"), estimated: true }, at(EVENING)).unwrap();
    let done = item(&hub, kayden, EVENING).unwrap();
    assert_eq!((done.section, done.verdicts.hours72), (InterviewSection::Done, Verdict::Met));
    hub.verify().unwrap();
}

#[test]
fn nobody_is_interviewed_about_an_episode_before_it_began() {
    let Desk { mut hub, nadia, .. } = desk();
    let before = hub.hold(held("2026-11-19T06:29:00Z", &[nadia]), &[], at(EVENING)).unwrap_err().to_string();
    let words = "MIS/26/1: an interview held Thu 19 Nov 2026 06:29 is before the child went missing (Thu 19 Nov 2026 06:30)";
    assert!(before.starts_with(words), "{before}");
    hub.hold(held("2026-11-19T06:30:00Z", &[nadia]), &[], at(EVENING)).unwrap();
}

#[test]
fn an_interview_written_down_by_mistake_is_taken_back_and_stays_in_the_history() {
    let Desk { office, mut hub, nadia, .. } = desk();
    hub.allocate(&[nadia.into()], ANN, "", false, at(EVENING)).unwrap();
    let id = hub.hold(held("2026-11-20T15:00:00Z", &[nadia]), &[], at(EVENING)).unwrap().id;
    let intelligence = Finding {
        id: None,
        kind: FindingKind::ChildsWords,
        text: "a red car waits".into(),
        ends_as: Some(EndsAs::Intelligence),
        why: "the same car as in October".into(),
        recipients: vec!["GMP".into()],
    };
    hub.record_interview(id, record(vec![intelligence]), None, at(EVENING)).unwrap();
    assert_eq!(hub.share(None, at(EVENING)).unwrap().len(), 1);

    hub.change_coverage(id, vec![], "it was another child", None, at(EVENING)).unwrap();
    let open = item(&hub, nadia, EVENING).unwrap();
    assert_eq!((open.section, open.covered_by, open.worker.unwrap().id), (InterviewSection::Allocated, None, ANN));
    let case = hub.interview_case(nadia, at(EVENING)).unwrap();
    let withdrawn = &case.earlier[0];
    assert_eq!((withdrawn.id, withdrawn.state, case.interviews.len()), (id, RecordState::Withdrawn, 0));
    let (stamp, why) = withdrawn.withdrawn.as_ref().unwrap();
    assert_eq!((stamp.by.as_str(), why.as_str()), ("C. Coordinator", "it was another child"));
    let bo = case.suggestions.iter().find(|suggestion| suggestion.worker == BO).unwrap();
    assert!(bo.reasons.iter().all(|reason| !reason.words.contains("sat with")), "who never sat with the child: {:?}", bo.reasons);
    let taken_back = hub.share(None, at(EVENING)).unwrap();
    assert!(taken_back[0].text.contains("taken back") && taken_back[0].text.contains("MIS/26/1"), "{}", taken_back[0].text);
    let journal: Vec<String> = hub.journal(None, None).unwrap().iter().map(|entry| hub.describe(entry)).collect();
    assert!(journal.contains(&"interview I1 withdrawn: it was another child".to_string()), "{journal:?}");

    // What is withdrawn is done with; the interview that was really held is written down anew.
    let words = hub.record_interview(id, record(vec![]), None, at(EVENING)).unwrap_err().to_string();
    assert!(words.starts_with("I1 was withdrawn by C. Coordinator at Fri 20 Nov 2026 20:00 (it was another child)"), "{words}");
    for refused in [hub.sign_off(id, None, at(EVENING)), hub.give_back(id, "?", None, at(EVENING))] {
        assert!(refused.unwrap_err().to_string().starts_with("I1 is withdrawn"));
    }
    let anew = hub.hold(held("2026-11-20T15:30:00Z", &[nadia]), &[], at(EVENING)).unwrap().id;
    signed_off(&office, &mut hub, anew);
    let words = hub.change_coverage(anew, vec![], "a slip", None, at(EVENING)).unwrap_err().to_string();
    assert!(words.contains("was signed off by S. Senior"), "{words}");
    hub.verify().unwrap();
}

#[test]
fn the_same_conversation_is_not_written_down_twice_with_another_hour() {
    let Desk { mut hub, nadia, .. } = desk();
    let id = hub.hold(held("2026-11-20T08:00:00Z", &[nadia]), &[], at(EVENING)).unwrap().id;
    for near in ["2026-11-20T06:00:00Z", "2026-11-20T12:00:00Z"] {
        let twice = hub.hold(held(near, &[nadia]), &[], at(EVENING)).unwrap_err().to_string();
        assert_eq!(twice, "I1 of Fri 20 Nov 2026 08:00 is there already; withdraw it first if it is the same");
    }
    hub.hold(held("2026-11-20T12:00:01Z", &[nadia]), &[], at(EVENING)).unwrap();
    hub.change_coverage(id, vec![], "it was at noon", None, at(EVENING)).unwrap();
    hub.hold(held("2026-11-20T08:00:00Z", &[nadia]), &[], at(EVENING)).unwrap();
}

#[test]
fn nobody_who_wrote_any_version_signs_it_off() {
    let Desk { office, mut hub, nadia, .. } = desk();
    let id = hub.hold(held("2026-11-20T15:00:00Z", &[nadia]), &[], at(EVENING)).unwrap().id;
    hub.record_interview(id, record(vec![]), None, at(EVENING)).unwrap();
    let mut second = office.open_as("E. Early");
    second.record_interview(id, record(vec![]), None, at(EVENING)).unwrap();
    hub.record_interview(id, record(vec![]), None, at(EVENING)).unwrap();
    assert_eq!(hub.interview(id).unwrap().recorders, ["C. Coordinator", "E. Early"]);
    for (author, hub) in [("C. Coordinator", &mut hub), ("E. Early", &mut second)] {
        let own = hub.sign_off(id, None, at(EVENING)).unwrap_err().to_string();
        assert_eq!(own, format!("{author} recorded I1; another worker signs it off"));
    }
    office.open_as("S. Senior").sign_off(id, None, at(EVENING)).unwrap();
}

#[test]
fn that_whoever_held_it_was_not_independent_is_kept_and_said() {
    let Desk { mut hub, lan, .. } = desk();
    let by_sam = |when: &str| Held { worker: Some(SAM), ..held(when, &[lan]) };
    let words = "held by Sam Poole, not independent: works for Park House, and the child is placed with Park House";
    let interview = hub.hold(by_sam("2026-11-20T10:00:00Z"), &[], at(EVENING)).unwrap();
    assert_eq!(interview.held.not_independent.as_deref(), Some(words));
    assert_eq!(item(&hub, lan, EVENING).unwrap().remarks, [words]);
    hub.change_coverage(interview.id, vec![], "a slip", None, at(EVENING)).unwrap();

    // Asked for by the child, and allocated with the reason: as it should be.
    let child = hub.find_child("1003").unwrap();
    hub.set_wishes(child, Wishes { asked_for: vec![SAM], ..Wishes::default() }, at(EVENING)).unwrap();
    let asked_for = hub.hold(by_sam("2026-11-20T10:00:00Z"), &[], at(EVENING)).unwrap();
    assert_eq!(asked_for.held.not_independent.as_deref(), Some(words), "no reason is recorded yet");
    hub.change_coverage(asked_for.id, vec![], "a slip", None, at(EVENING)).unwrap();
    hub.allocate(&[lan.into()], SAM, "she talks to nobody else", false, at(EVENING)).unwrap();
    let with_reason = hub.hold(by_sam("2026-11-20T10:00:00Z"), &[], at(EVENING)).unwrap();
    assert_eq!(with_reason.held.not_independent, None);
    hub.verify().unwrap();
}

#[test]
fn of_a_provider_too_it_is_said_who_was_not_independent_and_whom_a_name_may_mean() {
    let Desk { mut hub, nadia, .. } = desk();
    let caseload = CASELOAD.replace("Placement,CSE", "Placement,Social worker").replace(",,Yes", ",,Jo Hale");
    hub.import_children(&ListFile { name: "caseload.csv", bytes: caseload.as_bytes() }, &ListOptions::default(), at(EVENING)).unwrap();
    let mut import = |rows: &str| {
        let text = format!("Police ref,Date held,Interviewer\n{rows}");
        hub.import_interviews(&ListFile { name: "provider.csv", bytes: text.as_bytes() }, &ListOptions::default(), at(EVENING)).unwrap()
    };
    let said = import("MIS/26/1,20/11/2026 10:00,J. Hale\nMIS/26/2,20/11/2026 11:00,Pool Sam\n").warnings;
    assert_eq!(
        said,
        [
            "row 2: held by J. Hale, not independent: is the child's own social worker (Jo Hale)",
            "row 3: Pool Sam is none of the workers; if Sam Poole (W3) is meant, withdraw it and record that Sam Poole held it",
        ]
    );
    // Fitting one worker, it is that worker, however it is written.
    let report = import("MIS/26/3,20/11/2026 11:00,\"LEE, Ann\"\n");
    assert_eq!((report.held.len(), report.warnings), (1, vec![]));
    assert_eq!(hub.interview(InterviewId(3)).unwrap().held.worker, Some(ANN));
    assert_eq!(hub.interview(InterviewId(1)).unwrap().held.covers[0].episode, nadia);

    let staff = format!("Name,Team\nBob Larkin,{}\n", STAFF[0].2);
    hub.import_workers(&ListFile { name: "staff.csv", bytes: staff.as_bytes() }, &ListOptions::default(), at(EVENING)).unwrap();
    let text = "Police ref,Date held,Interviewer\nMIS/26/1,20/11/2026 18:00,B. Larkin\n";
    let file = ListFile { name: "late.csv", bytes: text.as_bytes() };
    let report = hub.import_interviews(&file, &ListOptions::default(), at(EVENING)).unwrap();
    let refused = &report.refused[0];
    assert_eq!((refused.column.as_str(), refused.value.as_str()), ("Interviewer", "B. Larkin"));
    assert_eq!(refused.reason, "B. Larkin may be Bo Larkin (W1), Bob Larkin (W6); write the whole name");
}

#[test]
fn once_held_it_is_of_the_worker_who_held_it() {
    let Desk { mut hub, nadia, lan, .. } = desk();
    hub.allocate(&[nadia.into(), lan.into()], ANN, "", false, at(EVENING)).unwrap();
    let whose = |hub: &Hub, of| item(hub, of, EVENING).unwrap().worker.unwrap().id;
    assert_eq!(whose(&hub, nadia), ANN);
    hub.hold(held("2026-11-20T15:00:00Z", &[nadia]), &[], at(EVENING)).unwrap();
    assert_eq!(whose(&hub, nadia), BO);
    let outsider = Held { worker: None, by: "somebody of another hub".into(), ..held("2026-11-20T15:00:00Z", &[lan]) };
    hub.hold(outsider, &[], at(EVENING)).unwrap();
    assert_eq!(whose(&hub, lan), ANN, "held by none of the workers, it is still whose it was");
    assert!(matches!(hub.interview(InterviewId(9)), Err(Error::Refused(_))));
}
