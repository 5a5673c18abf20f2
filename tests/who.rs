//! Who is this child: rows that wait, side by side with whom they may be; questions to police; relations, names and homes; records
//! that may be of one child.

mod common;

use common::{MORNING, Office, at, load, sound};
use wayhome::casebook::event::Event;
use wayhome::casebook::view::Waiting;
use wayhome::casebook::who_view::{DuplicatePair, Sign};
use wayhome::casebook::{Error, Hub, ListFile, ListOptions};
use wayhome::child::{ChildId, RelationKind};
use wayhome::episode::EpisodeId;
use wayhome::report::papers::hand_off;

const CASELOAD_HEADER: &str = "Case ID,Forename,Surname,Date of birth,Sex,Address,Postcode,Other names\n";
const LIST_HEADER: &str = "Police Ref,Forename,Surname,DOB,Age,Risk,Reported missing,Date returned,Address,Postcode,Missing from\n";

/// A hub with these children, numbered as they stand.
fn hub_of(children: &str) -> (Office, Hub) {
    let office = Office::new();
    let mut hub = office.open();
    caseload(&mut hub, children, "2026-11-02T09:00:00Z");
    (office, hub)
}

fn caseload(hub: &mut Hub, children: &str, now: &str) {
    let text = format!("{CASELOAD_HEADER}{children}");
    hub.import_children(&ListFile { name: "caseload.csv", bytes: text.as_bytes() }, &ListOptions::default(), at(now)).unwrap();
}

fn list(hub: &mut Hub, name: &str, rows: &str) {
    load(hub, name, &format!("{LIST_HEADER}{rows}"), "2026-11-20T08:39:00Z");
}

/// The row that waits under a police reference.
fn waiting(hub: &Hub, reference: &str) -> Waiting {
    let found = hub.waiting().unwrap().into_iter().find(|row| row.episode.reference() == reference);
    found.unwrap_or_else(|| panic!("{reference} does not wait"))
}

fn refused<T>(answer: Result<T, Error>) -> String {
    match answer {
        Err(Error::Refused(words)) => words,
        Err(other) => panic!("another error: {other}"),
        Ok(_) => panic!("not refused"),
    }
}

const ASHWORTHS: &str = "\
1,Kayden,Ashworth,04/03/2011,M,7 Mill Lane,OL9 7AA,
2,Nadia,Begum,14/02/2010,F,12 Larch Street,M14 5QX,
";

/// A slip in the forename, the date of birth with day and month swapped, no address.
const KADEN: &str = "MIS/26/3,Kaden,Ashworth,03/04/2011,,Medium,19/11/2026 23:00,,,,Town\n";

const KAYDEN: ChildId = ChildId(1);

#[test]
fn a_row_stands_side_by_side_with_whom_it_may_be_and_every_part_has_its_sign() {
    let (_office, mut hub) = hub_of(ASHWORTHS);
    list(
        &mut hub,
        "earlier.csv",
        "MIS/26/1,Kayden,Ashworth,04/03/2011,,Low,03/11/2026 20:10,04/11/2026 06:30,7 Mill Lane,OL9 7AA,School\n",
    );
    list(&mut hub, "morning.csv", KADEN);
    let row = waiting(&hub, "MIS/26/3");
    let [candidate] = row.candidates.as_slice() else { panic!("one candidate, not {}", row.candidates.len()) };
    assert_eq!(candidate.child.id, KAYDEN);
    let parts: Vec<_> = candidate.parts.iter().map(|p| (p.field, p.ours.as_str(), p.sign.label(), p.theirs.as_str())).collect();
    for part in [
        ("Forename", "Kaden", "≈", "Kayden"),
        ("Surname", "Ashworth", "=", "Ashworth"),
        ("Born", "3 Apr 2011", "≈", "4 Mar 2011"),
        ("Address", "", "·", "7 Mill Lane, OL9 7AA"),
        ("Own id", "", "·", "1"),
    ] {
        assert!(parts.contains(&part), "{part:?} is not among {parts:?}");
    }
    assert_eq!(candidate.recent, ["E1, missing 3 Nov 2026 20:10, back 4 Nov 2026 06:30, from School"]);
    assert_eq!(candidate.history.names[0].name, "Kayden Ashworth");
    assert_eq!((row.line.row, row.asked), (2, None));
}

#[test]
fn police_are_asked_in_two_sentences_that_say_what_is_lacking() {
    let (_office, mut hub) = hub_of(ASHWORTHS);
    let nameless = "MIS/26/4,,,,15,Medium,19/11/2026 23:10,,,,Town\n";
    let with_address = "MIS/26/5,Kaden,Ashworth,03/04/2011,,Medium,19/11/2026 23:30,,9 Elm Court,OL9 7AB,Town\n";
    list(&mut hub, "morning.csv", &format!("{KADEN}{nameless}"));
    let question = |hub: &Hub, reference| hub.question(waiting(hub, reference).episode.id).unwrap();
    assert_eq!(
        question(&hub, "MIS/26/3"),
        "Row 2 of morning.csv, reference MIS/26/3: Kaden Ashworth, born 3 Apr 2011. Is this Kayden Ashworth born 4 Mar 2011 of OL9? \
         Please give address."
    );
    assert_eq!(
        question(&hub, "MIS/26/4"),
        "Row 3 of morning.csv, reference MIS/26/4: no name, age 15, no date of birth. Who is this? Please give name, date of birth and \
         address."
    );

    let (_office, mut hub) = hub_of(ASHWORTHS);
    list(&mut hub, "noon.csv", with_address);
    assert!(question(&hub, "MIS/26/5").ends_with("Please check name, date of birth and address."), "{}", question(&hub, "MIS/26/5"));
}

#[test]
fn a_question_to_police_stands_on_the_row_and_on_the_hand_off_until_the_child_is_known() {
    let (_office, mut hub) = hub_of(ASHWORTHS);
    list(&mut hub, "morning.csv", KADEN);
    let opening = hub.proposed_opening(at(MORNING)).unwrap();
    let opening = wayhome::meeting::attendance::Opening { chair: "D. Manager".into(), ..opening };
    let meeting = hub.start_meeting(opening, at(MORNING)).unwrap().id;
    let paper = |hub: &Hub| {
        let record = hub.meeting_record(meeting, at("2026-11-20T09:30:00Z")).unwrap();
        hand_off(&record, hub.settings()).map(|paper| paper.to_text())
    };
    assert_eq!(paper(&hub), None, "no intelligence, no question, no paper");

    let row = waiting(&hub, "MIS/26/3");
    let seen = Some(row.episode.changed);
    assert!(refused(hub.ask_police(row.episode.id, "  ", seen, at(MORNING))).contains("say what police are asked"));
    hub.ask_police(row.episode.id, "Is he called Kaden?", seen, at(MORNING)).unwrap();
    hub.ask_police(row.episode.id, "Is this Kayden Ashworth of OL9?", seen, at("2026-11-20T08:50:00Z")).unwrap();
    let asked = waiting(&hub, "MIS/26/3").asked.unwrap();
    assert_eq!((asked.question.as_str(), asked.by.as_str()), ("Is this Kayden Ashworth of OL9?", "D. Manager"), "the last one stands");
    let handed = paper(&hub).unwrap();
    for words in
        ["Questions to police: who is this child?", "MIS/26/3", "morning.csv, row 2", "Kayden Ashworth of", "Fri 20 Nov 2026 08:50"]
    {
        assert!(handed.contains(words), "{words} is not in {handed}");
    }

    hub.same_child(row.episode.id, KAYDEN, None, at("2026-11-20T09:00:00Z")).unwrap();
    assert_eq!(paper(&hub), None, "it is answered");
    assert!(refused(hub.ask_police(row.episode.id, "Who is it?", None, at(MORNING))).contains("does not wait"));
    sound(&hub, "police-asked");
}

#[test]
fn several_rows_with_one_and_the_same_candidate_are_answered_at_once_or_not_at_all() {
    let (_office, mut hub) = hub_of(ASHWORTHS);
    let again = "MIS/26/8,Kaden,Ashworth,03/04/2011,,Medium,12/11/2026 23:00,13/11/2026 02:00,,,Town\n";
    list(&mut hub, "morning.csv", &format!("{KADEN}{again}"));
    let rows: Vec<(EpisodeId, Option<i64>)> =
        hub.waiting().unwrap().iter().map(|row| (row.episode.id, Some(row.episode.changed))).collect();
    assert_eq!(rows.len(), 2);
    let words = refused(hub.same_children(&rows, ChildId(2), at(MORNING)));
    assert!(
        words.starts_with("Row ") && words.contains(" of morning.csv, reference MIS/26/") && words.contains("nothing was written"),
        "{words}"
    );
    assert_eq!(hub.waiting().unwrap().len(), 2, "all or none");
    assert!(refused(hub.same_children(&[], KAYDEN, at(MORNING))).contains("name the rows"));

    assert_eq!(hub.same_children(&rows, KAYDEN, at(MORNING)).unwrap(), 2);
    assert!(hub.waiting().unwrap().is_empty());
    assert_eq!(sound(&hub, "child-identified"), 2);
}

#[test]
fn a_row_with_two_candidates_is_not_answered_in_bulk() {
    let twins = "1,Kayden,Ashworth,04/03/2011,M,7 Mill Lane,OL9 7AA,\n2,Kaden,Ashworth,04/03/2011,M,7 Mill Lane,OL9 7AA,\n";
    let (_office, mut hub) = hub_of(twins);
    list(&mut hub, "morning.csv", "MIS/26/3,Kadenn,Ashworth,04/03/2011,,Medium,19/11/2026 23:00,,7 Mill Lane,OL9 7AA,\n");
    let row = waiting(&hub, "MIS/26/3");
    assert_eq!(row.candidates.len(), 2);
    assert_eq!(row.candidates.iter().map(|c| c.looks_like.len()).sum::<usize>(), 2, "each looks like the other's twin");
    let words = refused(hub.same_children(&[(row.episode.id, None)], row.candidates[0].child.id, at(MORNING)));
    assert!(words.contains("answer that row alone"), "{words}");

    hub.relate(ChildId(2), ChildId(1), RelationKind::Twin, "", at(MORNING)).unwrap();
    for candidate in waiting(&hub, "MIS/26/3").candidates {
        assert_eq!(candidate.looks_like, Vec::<String>::new(), "it is recorded now");
        let words = candidate.relations[0].words();
        assert!(words.starts_with("twin of C") && words.ends_with("Ashworth"), "{words}");
    }
}

#[test]
fn a_child_taken_without_asking_can_be_asked_why() {
    let (_office, mut hub) = hub_of(ASHWORTHS);
    list(&mut hub, "morning.csv", &format!("{KADEN}MIS/26/1,Nadia,Begum,14/02/2010,,Low,19/11/2026 20:10,,12 Larch Street,M14 5QX,\n"));
    let why = hub.why_this_child(hub.find_episode("MIS/26/1").unwrap()).unwrap().unwrap();
    assert_eq!(why.child, ChildId(2));
    assert!(why.probability > 0.99 && why.evidence.iter().any(|e| e.field == "date of birth" && e.bits > 0.0), "{why:?}");
    assert_eq!(hub.why_this_child(hub.find_episode("MIS/26/3").unwrap()).unwrap(), None, "nobody was taken");
}

const FAMILY: &str = "\
1,Kayden,Ashworth,04/03/2011,M,7 Mill Lane,OL9 7AA,
2,Kian,Ashworth,04/03/2011,M,7 Mill Lane,OL9 7AA,
3,Kit,Ashworth,09/09/2013,M,7 Mill Lane,OL9 7AA,
";

#[test]
fn relations_are_recorded_both_ways_once_and_end_with_a_reason() {
    let (_office, mut hub) = hub_of(FAMILY);
    let (kayden, kian, kit) = (ChildId(1), ChildId(2), ChildId(3));
    hub.relate(kian, kayden, RelationKind::Twin, " their mother says so ", at(MORNING)).unwrap();
    hub.relate(kit, kayden, RelationKind::Sibling, "", at(MORNING)).unwrap();
    let of = |hub: &Hub, child| hub.relations(child).unwrap().iter().map(|r| r.words()).collect::<Vec<_>>();
    assert_eq!(of(&hub, kayden), ["sibling of C3 Kit Ashworth", "twin of C2 Kian Ashworth"]);
    assert_eq!(of(&hub, kian), ["twin of C1 Kayden Ashworth"]);
    assert_eq!(hub.relations(kian).unwrap()[0].note, "their mother says so");

    for (child, other, kind, words) in [
        (kayden, kayden, RelationKind::Sibling, "C1 is one child; name two"),
        (kayden, kian, RelationKind::Twin, "C1 Kayden Ashworth and C2 Kian Ashworth are recorded as twins already"),
        (kayden, kit, RelationKind::Twin, "twins are born within a day of each other"),
        (kayden, ChildId(9), RelationKind::Sibling, "there is no child C9"),
    ] {
        let said = refused(hub.relate(child, other, kind, "", at(MORNING)));
        assert!(said.contains(words), "{said}");
    }
    assert!(refused(hub.unrelate(kayden, kian, RelationKind::Twin, " ", at(MORNING))).contains("say why"));
    assert!(refused(hub.unrelate(kian, kit, RelationKind::Sibling, "wrong", at(MORNING))).contains("are not recorded as siblings"));
    hub.unrelate(kayden, kian, RelationKind::Twin, "cousins, says the school", at(MORNING)).unwrap();
    assert_eq!((of(&hub, kayden).len(), of(&hub, kian).len()), (1, 0));
    hub.relate(kayden, kian, RelationKind::Twin, "", at(MORNING)).unwrap();
    assert_eq!(of(&hub, kian), ["twin of C1 Kayden Ashworth"], "and can be recorded again");
    assert_eq!(sound(&hub, "children-related"), 3);
}

#[test]
fn what_a_child_was_called_and_where_it_lived_is_kept_with_its_days() {
    let (_office, mut hub) = hub_of("1,Kayden,Ashworth,04/03/2011,M,7 Mill Lane,OL9 7AA,Jay Ashworth\n");
    caseload(&mut hub, "1,Kayden,Marsh,04/03/2011,M,9 Elm Court,M14 5QX,Jay Ashworth\n", "2026-11-09T09:00:00Z");
    let history = hub.child_history(KAYDEN).unwrap();
    let day = |at: wayhome::episode::Moment| at.format("%-d %b").to_string();
    let names: Vec<_> = history.names.iter().map(|n| (n.name.as_str(), day(n.since), n.until.map(day))).collect();
    assert_eq!(
        names,
        [
            ("Kayden Marsh", "9 Nov".into(), None),
            ("Jay Ashworth", "2 Nov".into(), None),
            ("Kayden Ashworth", "2 Nov".to_string(), Some("9 Nov".to_string())),
        ]
    );
    let homes: Vec<_> = history.homes.iter().map(|h| (h.address.as_deref(), day(h.since), h.until.map(day))).collect();
    assert_eq!(homes, [(Some("9 Elm Court"), "9 Nov".into(), None), (Some("7 Mill Lane"), "2 Nov".to_string(), Some("9 Nov".to_string()))]);
}

/// C1 and C4 are one child with a slip; C5 and C1 as well; C2 and C3 are two children who share nothing but a surname.
const TWICE: &str = "\
1,Kayden,Ashworth,04/03/2011,M,7 Mill Lane,OL9 7AA,
2,Nadia,Begum,14/02/2010,F,12 Larch Street,M14 5QX,
3,Amina,Begum,30/09/2012,F,4 Brook Road,SK4 1AB,
4,Kaden,Ashworth,04/03/2011,M,7 Mill Lane,OL9 7AA,
5,Tomasz,Zielinski,01/05/2012,M,3 Station View,OL1 3AA,
6,Tomasz,Zieliński,01/05/2012,M,3 Station View,OL1 3AA,
";

/// The pairs of the whole register, looked through in steps.
fn pairs(hub: &Hub, step: usize) -> Vec<DuplicatePair> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = hub.duplicates(after, step).unwrap();
        found.extend(page.pairs);
        match page.next {
            Some(next) => after = Some(next),
            None => {
                assert_eq!((page.done, page.of), (6, 6));
                return found;
            }
        }
    }
}

fn numbers(pairs: &[DuplicatePair]) -> Vec<(i64, i64)> {
    pairs.iter().map(|pair| (pair.one.id.0, pair.other.id.0)).collect()
}

#[test]
fn a_likely_duplicate_comes_once_however_the_register_is_looked_through() {
    let (_office, hub) = hub_of(TWICE);
    for step in [1, 2, 4, 5, 6, 100] {
        assert_eq!(numbers(&pairs(&hub, step)), [(1, 4), (5, 6)], "in steps of {step}");
    }
    let pair = &pairs(&hub, 100)[0];
    assert_eq!(pair.candidate.child, ChildId(4));
    let sign = |field| pair.parts.iter().find(|part| part.field == field).unwrap().sign;
    assert_eq!([sign("Forename"), sign("Born"), sign("Own id")], [Sign::Near, Sign::Same, Sign::Differs]);
    assert!(pair.candidate.evidence.iter().any(|e| e.words.contains("Kayden / Kaden")), "as the sides stand: {:?}", pair.candidate);
}

#[test]
fn the_record_with_the_longer_history_stands_first() {
    let (_office, mut hub) = hub_of(TWICE);
    list(&mut hub, "morning.csv", "MIS/26/1,Kaden,Ashworth,04/03/2011,,Low,03/11/2026 20:10,04/11/2026 06:30,7 Mill Lane,OL9 7AA,School\n");
    if let Some(row) = hub.waiting().unwrap().first() {
        hub.same_child(row.episode.id, ChildId(4), None, at(MORNING)).unwrap();
    }
    let pair = &pairs(&hub, 100)[0];
    assert_eq!((pair.one.id, pair.other.id, pair.episodes, pair.candidate.child), (ChildId(4), ChildId(1), (1, 0), ChildId(1)));
    assert_eq!(pair.parts[0].ours, "Kaden");
    assert!(pair.candidate.evidence.iter().any(|e| e.words.contains("Kaden / Kayden")), "{:?}", pair.candidate.evidence);
}

#[test]
fn two_children_are_not_asked_about_again_nor_are_recorded_twins() {
    let (_office, mut hub) = hub_of(TWICE);
    hub.two_children(ChildId(6), ChildId(5), at(MORNING)).unwrap();
    assert_eq!(numbers(&pairs(&hub, 100)), [(1, 4)]);
    assert!(refused(hub.two_children(ChildId(5), ChildId(6), at(MORNING))).contains("recorded already"));
    assert!(refused(hub.two_children(ChildId(5), ChildId(5), at(MORNING))).contains("name two"));
    hub.relate(ChildId(1), ChildId(4), RelationKind::Twin, "", at(MORNING)).unwrap();
    assert_eq!(numbers(&pairs(&hub, 100)), []);
    let journal = hub.journal(None, None).unwrap();
    assert!(journal.iter().any(|e| matches!(e.event, Some(Event::ChildrenDistinct { child: ChildId(5), other: ChildId(6) }))));
    sound(&hub, "children-distinct");
}

#[test]
fn a_child_that_was_taken_wrongly_waits_again_with_itself_as_the_first_candidate() {
    let (_office, mut hub) =
        hub_of("1,Kayden,Ashworth,04/03/2011,M,7 Mill Lane,OL9 7AA,\n2,Kian,Ashworth,04/03/2011,M,7 Mill Lane,OL9 7AA,\n");
    list(&mut hub, "morning.csv", "MIS/26/1,Kayden,Ashworth,04/03/2011,,Low,19/11/2026 20:10,,7 Mill Lane,OL9 7AA,School\n");
    let episode = hub.find_episode("MIS/26/1").unwrap();
    assert_eq!(hub.why_this_child(episode).unwrap().unwrap().child, KAYDEN);
    assert!(refused(hub.doubt(episode, "", None, at(MORNING))).contains("say why"));
    hub.doubt(episode, "his mother says Kayden was at home", None, at(MORNING)).unwrap();
    let row = waiting(&hub, "MIS/26/1");
    assert_eq!(row.candidates[0].child.id, KAYDEN);
    assert!(!row.candidates[0].candidate.evidence.is_empty(), "what spoke for it stands");
    assert_eq!(row.line.row, 2);
    assert!(refused(hub.doubt(episode, "again", None, at(MORNING))).contains("waits for a person already"));

    hub.ask_police(episode, "Is this Kian Ashworth?", None, at(MORNING)).unwrap();
    hub.same_child(episode, ChildId(2), None, at("2026-11-20T09:00:00Z")).unwrap();
    hub.doubt(episode, "nor is it Kian", None, at("2026-11-20T09:10:00Z")).unwrap();
    let row = waiting(&hub, "MIS/26/1");
    assert_eq!((row.candidates[0].child.id, row.asked), (ChildId(2), None), "that question was answered");
    sound(&hub, "episode-doubted");
}

#[test]
fn what_was_said_of_two_records_holds_for_the_child_they_are_read_as_and_for_each_when_they_are_split() {
    let (_office, mut hub) = hub_of(&format!("{FAMILY}4,Kaden,Ashworth,04/03/2011,M,7 Mill Lane,OL9 7AA,\n"));
    let (kayden, kian, kit, kaden) = (ChildId(1), ChildId(2), ChildId(3), ChildId(4));
    hub.relate(kaden, kian, RelationKind::Twin, "the school says so", at(MORNING)).unwrap();
    hub.relate(kayden, kit, RelationKind::Sibling, "", at(MORNING)).unwrap();
    let of = |hub: &Hub, child| hub.relations(child).unwrap().iter().map(|r| r.words()).collect::<Vec<_>>();
    hub.merge(kayden, kaden, "one letter off", None, at(MORNING)).unwrap();
    assert_eq!(of(&hub, kayden), ["sibling of C3 Kit Ashworth", "twin of C2 Kian Ashworth"]);
    assert_eq!(of(&hub, kaden), of(&hub, kayden), "they are read as one");
    assert_eq!(of(&hub, kian), ["twin of C1 Kayden Ashworth"]);
    assert!(refused(hub.relate(kayden, kaden, RelationKind::Sibling, "", at(MORNING))).contains("are read as one child"));
    assert!(refused(hub.relate(kayden, kian, RelationKind::Twin, "", at(MORNING))).contains("as twins already"));
    let names: Vec<_> = hub.child_history(kaden).unwrap().names.into_iter().map(|known| (known.name, known.record)).collect();
    assert_eq!(names, [("Kayden Ashworth".to_string(), kayden), ("Kaden Ashworth".to_string(), kaden)]);

    hub.split(kaden, Vec::new(), "two children after all", at("2026-11-20T09:00:00Z")).unwrap();
    assert_eq!((of(&hub, kaden), of(&hub, kayden)), (vec!["twin of C2 Kian Ashworth".into()], vec!["sibling of C3 Kit Ashworth".into()]));
    let pairs = hub.duplicates(None, 100).unwrap().pairs;
    assert!(!numbers(&pairs).contains(&(1, 4)), "they are known to be two: {:?}", numbers(&pairs));

    hub.unrelate(kaden, kian, RelationKind::Twin, "cousins", at("2026-11-20T09:00:00Z")).unwrap();
    assert_eq!(of(&hub, kian), Vec::<String>::new());
    sound(&hub, "child-split");
}

#[test]
fn what_was_recorded_of_who_a_child_is_can_be_taken_back_and_counts_again() {
    let (_office, mut hub) = hub_of(TWICE);
    list(&mut hub, "morning.csv", KADEN);
    let row = waiting(&hub, "MIS/26/3").episode.id;
    let verb = |hub: &Hub| hub.position().unwrap();
    let mut done = Vec::new();
    hub.relate(ChildId(2), ChildId(3), RelationKind::Sibling, "", at(MORNING)).unwrap();
    done.push(verb(&hub));
    hub.two_children(ChildId(5), ChildId(6), at(MORNING)).unwrap();
    done.push(verb(&hub));
    hub.ask_police(row, "Who is it?", None, at(MORNING)).unwrap();
    done.push(verb(&hub));
    let state = |hub: &Hub| {
        let related = hub.relations(ChildId(3)).unwrap().len();
        (related, numbers(&hub.duplicates(None, 100).unwrap().pairs).len(), waiting(hub, "MIS/26/3").asked.is_some())
    };
    assert_eq!(state(&hub), (1, 1, true));
    for verb in &done {
        hub.undo(*verb, at(MORNING)).unwrap();
    }
    assert_eq!(state(&hub), (0, 2, false));
    sound(&hub, "undone");
    for verb in &done {
        hub.redo(*verb, at(MORNING)).unwrap();
    }
    assert_eq!(state(&hub), (1, 1, true));
    sound(&hub, "redone");

    hub.same_child(row, ChildId(1), None, at(MORNING)).unwrap();
    hub.take_back(row, None, at("2026-11-20T09:00:00Z")).unwrap();
    assert_eq!(state(&hub), (1, 1, true), "and the question is open again");
    sound(&hub, "undone");
}
