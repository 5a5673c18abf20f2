//! What the verbs of the return interview refuse, each in one line of words that says what to do.

mod common;
use common::{CASELOAD, Office, at, load, staffed};
use std::collections::BTreeMap;
use wayhome::casebook::{Error, Hub, ListFile, ListOptions, On, Result};
use wayhome::episode::{EpisodeId, When};
use wayhome::interview::attempt::{Attempt, AttemptOutcome, Booking, Channel, Closure, Contact, NotHeld};
use wayhome::interview::record::{Covered, Held, InterviewId, InterviewRecord, Question};
use wayhome::interview::worker::{Wishes, WorkerId};

const BO: WorkerId = WorkerId(1);
const SAM: WorkerId = WorkerId(3);
const LOU: WorkerId = WorkerId(5);
const NOW: &str = "2026-11-20T16:00:00Z";

/// Two children back on Friday, one still missing.
const LIST: &str = "\
Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned
MIS/26/1,Nadia,Begum,14/02/2010,High,19/11/2026 06:30,20/11/2026 05:10
MIS/26/2,Thi Lan,Nguyen,09/09/2010,Medium,18/11/2026 22:00,20/11/2026 07:00
MIS/26/3,Kayden,Ashworth,04/03/2011,Medium,19/11/2026 23:00,
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
    load(&mut hub, "friday.csv", LIST, "2026-11-20T08:39:00Z");
    let [nadia, lan, kayden] = ["MIS/26/1", "MIS/26/2", "MIS/26/3"].map(|reference| hub.find_episode(reference).unwrap());
    Desk { office, hub, nadia, lan, kayden }
}

/// The words of a refusal that left the journal as it was.
fn refused<T: std::fmt::Debug>(hub: &mut Hub, verb: impl FnOnce(&mut Hub) -> Result<T>) -> String {
    let entries = hub.journal(None, None).unwrap().len();
    let error = verb(hub).expect_err("it should be refused");
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
    assert_eq!(hub.journal(None, None).unwrap().len(), entries, "nothing is recorded of what is refused");
    let words = error.to_string();
    assert!(!words.contains('\n'), "{words}");
    words
}

fn allocate(hub: &mut Hub, on: EpisodeId, to: WorkerId, reason: &str, handover: bool) -> Result<()> {
    hub.allocate(&[on.into()], to, reason, handover, at(NOW)).map(drop)
}

fn held(covers: &[EpisodeId]) -> Held {
    let covers = covers.iter().map(|episode| Covered { episode: *episode, late: None }).collect();
    Held {
        child: None,
        at: at("2026-11-20T15:00:00Z"),
        place: "at home".into(),
        worker: Some(BO),
        by: String::new(),
        covers,
        source: None,
        not_independent: None,
    }
}

fn record() -> InterviewRecord {
    let answers = BTreeMap::from([(Question::ChildsWords, "I was with friends".to_string())]);
    InterviewRecord { confidentiality_explained: Some(true), answers, ..InterviewRecord::default() }
}

fn close(hub: &mut Hub, on: EpisodeId, reason: NotHeld, note: &str, approver: Option<&str>) -> Result<()> {
    let closure = Closure { note: note.into(), approver: approver.map(String::from), ..Closure::of(reason) };
    hub.close_interview(&[on.into()], closure, at(NOW))
}

#[test]
fn nothing_is_arranged_while_the_child_is_still_missing() {
    let Desk { mut hub, kayden, .. } = desk();
    let missing = "MIS/26/3: the child is still missing";
    assert!(refused(&mut hub, |hub| allocate(hub, kayden, BO, "", false)).starts_with(missing));
    assert!(refused(&mut hub, |hub| close(hub, kayden, NotHeld::Declined, "", None)).starts_with(missing));
    assert!(refused(&mut hub, |hub| hub.hold(held(&[kayden]), &[], at(NOW))).starts_with(missing));
    assert!(refused(&mut hub, |hub| hub.interview_case(kayden, at(NOW))).starts_with(missing));
    let returned = When::exact(at("2026-11-20T09:00:00Z"));
    assert!(refused(&mut hub, |hub| hub.set_return_time(kayden.into(), returned, at(NOW))).starts_with(missing));
}

#[test]
fn who_cannot_hold_an_interview_is_not_given_it() {
    let Desk { mut hub, nadia, lan, .. } = desk();
    assert_eq!(refused(&mut hub, |hub| allocate(hub, nadia, LOU, "", false)), "Lou Gray has left; choose somebody else");
    assert!(refused(&mut hub, |hub| allocate(hub, nadia, WorkerId(99), "", false)).starts_with("there is no worker W99"));
    assert!(refused(&mut hub, |hub| hub.allocate(&[], BO, "", false, at(NOW))).starts_with("no episode is named"));

    // Not independent: works where the child is placed. Only with the child's wish and the reason.
    let words = refused(&mut hub, |hub| allocate(hub, lan, SAM, "knows her well", false));
    assert!(words.contains("Park House") && words.contains("unless the child asked for Sam Poole"), "{words}");
    let child = hub.find_child("1003").unwrap();
    hub.set_wishes(child, Wishes { asked_for: vec![SAM], ..Wishes::default() }, at(NOW)).unwrap();
    assert!(refused(&mut hub, |hub| allocate(hub, lan, SAM, " ", false)).ends_with("record the reason as well"));
    allocate(&mut hub, lan, SAM, "she talks to nobody else", false).unwrap();
    let file = hub.interview_case(lan, at(NOW)).unwrap().file;
    assert_eq!(file.allocations[0].reason, "she talks to nobody else");

    let child = hub.find_child("1001").unwrap();
    hub.set_wishes(child, Wishes { not: vec![BO], ..Wishes::default() }, at(NOW)).unwrap();
    assert!(refused(&mut hub, |hub| allocate(hub, nadia, BO, "", false)).starts_with("the child asked not to see Bo Larkin"));
    let both = Wishes { asked_for: vec![BO], not: vec![BO], ..Wishes::default() };
    assert!(refused(&mut hub, |hub| hub.set_wishes(child, both, at(NOW))).starts_with("Bo Larkin stands under both"));
}

#[test]
fn of_several_one_that_is_refused_stops_them_all() {
    let Desk { mut hub, nadia, lan, .. } = desk();
    allocate(&mut hub, lan, WorkerId(2), "", false).unwrap();
    let words = refused(&mut hub, |hub| hub.allocate(&[nadia.into(), lan.into()], BO, "", false, at(NOW)));
    assert!(words.starts_with("the interview of MIS/26/2 was allocated to Ann Lee by C. Coordinator"), "{words}");
    assert!(refused(&mut hub, |hub| allocate(hub, lan, BO, "", true)).starts_with("say in a few words why"));
    assert!(refused(&mut hub, |hub| hub.accept_handover(lan.into(), at(NOW))).starts_with("no handover"));
}

#[test]
fn attempts_and_bookings_say_who_when_and_where() {
    let Desk { mut hub, nadia, .. } = desk();
    let attempt = |when: &str, by: &str| {
        let (to, channel, outcome) = (Contact::Parent, Channel::Phone, AttemptOutcome::NotReached);
        Attempt { at: at(when), by: by.into(), to, channel, outcome, offered: false, note: String::new() }
    };
    let on = [On::from(nadia)];
    assert!(refused(&mut hub, |hub| hub.attempt(&on, attempt("2026-11-20T15:00:00Z", " "), at(NOW))).contains("name them"));
    assert!(refused(&mut hub, |hub| hub.attempt(&on, attempt("2026-11-20T17:00:00Z", "Bo"), at(NOW))).contains("in the future"));
    let booking = |when: &str, place: &str| Booking { at: at(when), minutes: 60, place: place.into(), worker: None };
    assert!(refused(&mut hub, |hub| hub.book(&on, booking("2026-11-21T10:00:00Z", ""), at(NOW))).contains("add the place"));
    assert!(refused(&mut hub, |hub| hub.book(&on, booking("2026-11-20T10:00:00Z", "home"), at(NOW))).contains("has passed"));
    let nobody = refused(&mut hub, |hub| hub.book(&on, booking("2026-11-21T10:00:00Z", "home"), at(NOW)));
    assert_eq!(nobody, "nobody has the interview of MIS/26/1 yet; allocate it, or name who holds it");
    assert!(refused(&mut hub, |hub| hub.cancel_booking(nadia.into(), "ill", at(NOW))).starts_with("nothing is booked"));
    assert!(refused(&mut hub, |hub| hub.cancel_booking(nadia.into(), " ", at(NOW))).starts_with("say in a few words"));
}

#[test]
fn a_time_of_return_must_be_possible() {
    let Desk { mut hub, nadia, .. } = desk();
    let mut set = |when: &str| refused(&mut hub, |hub| hub.set_return_time(nadia.into(), When::exact(at(when)), at(NOW)));
    assert!(set("2026-11-20T16:01:00Z").contains("in the future"));
    assert!(set("2026-11-19T06:29:00Z").contains("before the child went missing (Thu 19 Nov 2026 06:30)"));
}

#[test]
fn closing_without_an_interview_asks_what_its_reason_asks() {
    let Desk { mut hub, nadia, .. } = desk();
    assert!(refused(&mut hub, |hub| close(hub, nadia, NotHeld::Other, " ", None)).contains("in words"));
    assert!(refused(&mut hub, |hub| close(hub, nadia, NotHeld::NotAppropriate, "", Some("A. Head"))).contains("rationale"));
    assert!(refused(&mut hub, |hub| close(hub, nadia, NotHeld::NotAppropriate, "in hospital", None)).contains("approver"));
    let own = refused(&mut hub, |hub| close(hub, nadia, NotHeld::NotAppropriate, "in hospital", Some("C. Coordinator")));
    assert!(own.contains("other than the recorder"), "{own}");
    let again = refused(&mut hub, |hub| close(hub, nadia, NotHeld::MissingAgain, "", None));
    assert!(again.starts_with("the child has not gone missing again since MIS/26/1"), "{again}");
    assert!(refused(&mut hub, |hub| hub.reopen_interview(nadia.into(), "why", at(NOW))).contains("is open"));

    close(&mut hub, nadia, NotHeld::NotAppropriate, "in hospital", Some("A. Head")).unwrap();
    let closed =
        "the interview of MIS/26/1 was closed by C. Coordinator at Fri 20 Nov 2026 16:00 (decided not appropriate); open it again first";
    assert_eq!(refused(&mut hub, |hub| close(hub, nadia, NotHeld::Declined, "", None)), closed);
    assert_eq!(refused(&mut hub, |hub| allocate(hub, nadia, BO, "", false)), closed);
    assert_eq!(refused(&mut hub, |hub| hub.hold(held(&[nadia]), &[], at(NOW))), closed);
    assert!(refused(&mut hub, |hub| hub.reopen_interview(nadia.into(), " ", at(NOW))).starts_with("say in a few words"));
}

#[test]
fn an_interview_answers_the_childs_own_episodes_each_by_its_mark() {
    let Desk { mut hub, nadia, lan, .. } = desk();
    assert!(refused(&mut hub, |hub| hub.hold(held(&[]), &[], at(NOW))).contains("no episode is marked"));
    assert!(refused(&mut hub, |hub| hub.hold(held(&[nadia, lan]), &[], at(NOW))).starts_with("MIS/26/2 is not an episode of this child"));
    assert!(refused(&mut hub, |hub| hub.hold(held(&[nadia, nadia]), &[], at(NOW))).contains("marked twice"));
    assert!(refused(&mut hub, |hub| hub.hold(held(&[nadia]), &[], at("2026-11-20T14:00:00Z"))).contains("in the future"));
    let late =
        refused(&mut hub, |hub| hub.hold(Held { at: at("2026-11-23T05:10:00.001Z"), ..held(&[nadia]) }, &[], at("2026-11-23T06:00:00Z")));
    assert!(late.contains("say why it was late"), "{late}");
    let nobody = refused(&mut hub, |hub| hub.hold(Held { worker: None, ..held(&[nadia]) }, &[], at(NOW)));
    assert!(nobody.contains("name them"), "{nobody}");

    let interview = hub.hold(held(&[nadia]), &[], at(NOW)).unwrap();
    let twice = refused(&mut hub, |hub| hub.hold(held(&[nadia]), &[], at(NOW)));
    assert_eq!(twice, "I1 of Fri 20 Nov 2026 15:00 is there already; withdraw it first if it is the same");
    let arranged = refused(&mut hub, |hub| allocate(hub, nadia, BO, "", false));
    assert_eq!(arranged, "MIS/26/1 is answered by I1, held Fri 20 Nov 2026 15:00; there is nothing left to arrange");
    assert!(refused(&mut hub, |hub| close(hub, nadia, NotHeld::Declined, "", None)).contains("is answered by I1"));
    let marks = || vec![Covered { episode: nadia, late: None }];
    assert!(refused(&mut hub, |hub| hub.change_coverage(interview.id, marks(), "", None, at(NOW))).starts_with("say in a few words"));
    assert!(refused(&mut hub, |hub| hub.change_coverage(interview.id, vec![], " ", None, at(NOW))).starts_with("say in a few words"));
}

#[test]
fn another_worker_signs_off_and_what_is_signed_off_stays() {
    let Desk { office, mut hub, nadia, .. } = desk();
    let id = hub.hold(held(&[nadia]), &[], at(NOW)).unwrap().id;
    assert!(refused(&mut hub, |hub| hub.sign_off(id, None, at(NOW))).contains("does not wait to be signed off"));
    assert!(refused(&mut hub, |hub| hub.give_back(id, "?", None, at(NOW))).starts_with("I1 is to be recorded"));
    assert!(
        refused(&mut hub, |hub| hub.record_interview(id, InterviewRecord::default(), None, at(NOW))).contains("no question is answered")
    );
    assert!(refused(&mut hub, |hub| hub.interview(InterviewId(9))).starts_with("there is no interview I9"));

    let shown = hub.record_interview(id, record(), None, at(NOW)).unwrap().changed;
    assert!(refused(&mut hub, |hub| hub.sign_off(id, None, at(NOW))).starts_with("C. Coordinator recorded I1"));
    let mut bo = office.open_as("Bo Larkin");
    assert!(refused(&mut bo, |hub| hub.sign_off(id, None, at(NOW))).starts_with("Bo Larkin held I1"));
    let mut senior = office.open_as("S. Senior");
    assert!(refused(&mut senior, |hub| hub.give_back(id, " ", None, at(NOW))).starts_with("say in your comments"));

    // Recorded anew by somebody else since it was shown: whoever looks at the old words is told, and saves nothing over the new.
    bo.record_interview(id, record(), Some(shown), at("2026-11-20T16:10:00Z")).unwrap();
    let stale = hub.record_interview(id, record(), Some(shown), at("2026-11-20T16:11:00Z")).unwrap_err().to_string();
    assert_eq!(stale, "interview I1 was changed by Bo Larkin at Fri 20 Nov 2026 16:10 since you opened it: interview recorded");
    assert!(senior.sign_off(id, Some(shown), at("2026-11-20T16:12:00Z")).unwrap_err().to_string().contains("since you opened it"));

    senior.sign_off(id, None, at("2026-11-20T16:15:00Z")).unwrap();
    let signed = "I1 was signed off by S. Senior at Fri 20 Nov 2026 16:15; give it back with comments to change it";
    assert_eq!(refused(&mut hub, |hub| hub.record_interview(id, record(), None, at("2026-11-20T17:00:00Z"))), signed);
    let marks = vec![Covered { episode: nadia, late: None }];
    assert_eq!(refused(&mut hub, |hub| hub.change_coverage(id, marks, "x", None, at("2026-11-20T17:00:00Z"))), signed);
    let later = Held { at: at("2026-11-20T15:30:00Z"), ..held(&[nadia]) };
    let answered = refused(&mut hub, |hub| hub.hold(later, &[], at("2026-11-20T17:00:00Z")));
    assert_eq!(answered, "MIS/26/1 is answered by I1, which is signed off; take its mark away");
    senior.give_back(id, "the wrong day", None, at("2026-11-20T17:00:00Z")).unwrap();
    hub.record_interview(id, record(), None, at("2026-11-20T17:10:00Z")).unwrap();
}

#[test]
fn a_draft_is_kept_until_what_it_is_for_is_saved() {
    let Desk { mut hub, nadia, .. } = desk();
    let id = hub.hold(held(&[nadia]), &[], at(NOW)).unwrap().id;
    hub.save_draft("record I1", "I was with", at(NOW)).unwrap();
    refused(&mut hub, |hub| hub.record_interview(id, InterviewRecord::default(), None, at(NOW)));
    assert_eq!(hub.draft("record I1").unwrap().unwrap().text, "I was with");
    hub.record_interview(id, record(), None, at(NOW)).unwrap();
    assert_eq!(hub.draft("record I1").unwrap(), None);
}

#[test]
fn a_child_that_is_not_identified_yet_has_its_interview_too_and_keeps_it_when_it_is() {
    let office = staffed();
    let mut hub = office.open_as("C. Coordinator");
    let list = "Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned\nMIS/26/9,Kaden,Ashworth,03/04/2011,Medium,19/11/2026 23:00,20/11/2026 03:00\n";
    load(&mut hub, "friday.csv", list, "2026-11-20T08:39:00Z");
    let of = hub.find_episode("MIS/26/9").unwrap();
    let item = |hub: &Hub| hub.interviews(at(NOW)).unwrap().items.into_iter().find(|item| item.episode == of).unwrap();
    assert_eq!((item(&hub).child.id, item(&hub).child.name.as_str()), (None, "Kaden Ashworth"));
    assert_eq!(item(&hub).remarks, ["who this child is has not been said yet"]);
    allocate(&mut hub, of, BO, "", false).unwrap();
    let interview = hub.hold(held(&[of]), &[], at(NOW)).unwrap();
    assert_eq!(interview.held.child, None);

    let kayden = hub.find_child("1002").unwrap();
    hub.same_child(of, kayden, None, at(NOW)).unwrap();
    assert_eq!(item(&hub).child.name, "Kayden Ashworth");
    assert_eq!(hub.interview(interview.id).unwrap().held.child, Some(kayden));
    let caseload = CASELOAD.replace("Ashworth", "Ashworth-Lee");
    hub.import_children(&ListFile { name: "caseload.csv", bytes: caseload.as_bytes() }, &ListOptions::default(), at(NOW)).unwrap();
    assert_eq!(item(&hub).child.name, "Kayden Ashworth-Lee", "as the register has it now");
    hub.verify().unwrap();
}
