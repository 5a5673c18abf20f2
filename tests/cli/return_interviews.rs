//! `interviews`, `interview`, `workers`, `intelligence`: return interviews through the binary.

use super::*;
use common::{said, staffed};

/// Nadia back on Friday morning, Thi Lan back without a time.
const BACK: &str = "\
Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Status
MIS/26/1,Nadia,Begum,14/02/2010,High,19/11/2026 06:30,20/11/2026 05:10,Found
MIS/26/2,Thi Lan,Nguyen,09/09/2010,Medium,18/11/2026 22:00,,Found
";

fn back_on_friday() -> Office {
    let office = staffed();
    office.file("friday.csv", BACK);
    office.run(&["import", "list", "friday.csv"]);
    office
}

impl Office {
    fn as_actor(&self, actor: &str, now: &str, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wayhome"));
        command.arg("--hub").arg(&self.hub).arg("--passphrase-file").arg(self.path("passphrase")).args(["--now", now, "--actor", actor]);
        command.args(args).current_dir(self.dir.path()).stdin(Stdio::null()).output().unwrap()
    }

    fn json_at(&self, now: &str, args: &[&str]) -> Value {
        serde_json::from_str(&self.run_at(now, &[&["--format", "json"], args].concat())).unwrap()
    }

    /// The row of an episode on the interview board.
    fn row(&self, now: &str, reference: &str) -> Value {
        let board = self.json_at(now, &["interviews"]);
        let row = board.as_array().unwrap().iter().find(|row| row["police_ref"] == reference);
        row.unwrap_or_else(|| panic!("{reference} is not on the board: {board}")).clone()
    }
}

fn verdicts(row: &Value) -> [&str; 3] {
    ["verdict_offer", "verdict_72h", "verdict_3wd"].map(|field| text(&row[field]))
}

#[test]
fn the_list_has_the_fields_that_scripts_rely_on() {
    let office = back_on_friday();
    let board = office.json(&["interviews"]);
    assert_eq!(each(&board, "state"), ["no-clock", "unallocated"], "no clock is urgent, not last");
    let row = &board[1];
    let expected = json!({
        "police_ref": "MIS/26/1", "episode": row["episode"],
        "child": { "id": "C1", "name": "Nadia Begum", "dob": "2010-02-14", "age": 16, "care_status": "at-home" },
        "returned_at": "2026-11-20T05:10:00Z", "estimated": false, "offer_due": "2026-11-21T08:41:00Z", "due_72h": "2026-11-23T05:10:00Z",
        "due_3wd": "2026-11-25", "last_chance": "2026-11-20T17:00:00Z", "state": "unallocated", "stage": "unallocated",
        "verdict_offer": "not_yet_due", "verdict_72h": "not_yet_due", "verdict_3wd": "not_yet_due", "worker": null, "team": null,
        "covered_by": null, "reason": null, "booked_for": null, "attempts": 0, "group": [], "remarks": [], "handed_from": null,
    });
    assert_eq!(row, &expected);
    let csv = office.run(&["interviews", "--format", "csv"]);
    assert!(csv.starts_with("police_ref,episode,child,name,dob,age,care_status,returned_at,estimated,offer_due,due_72h,due_3wd,"), "{csv}");
    assert!(csv.contains(",2026-11-23T05:10:00Z,2026-11-25,"), "{csv}");
    let lines = office.run(&["interviews"]);
    assert!(lines.contains("No clock: ask for the return time: 1") && lines.contains("interview due Mon 05:10 (in 68 h 29 m)"), "{lines}");
    assert!(lines.contains("Nadia B.: due Mon 05:10 (in 68 h 29 m), after a weekend: last staffed hour ends Fri 17:00"), "{lines}");
}

#[test]
fn from_the_allocation_to_what_becomes_of_it_by_commands_alone() {
    let office = back_on_friday();
    let stage = |office: &Office| text(&office.row(MORNING, "MIS/26/1")["stage"]).to_string();
    let suggested = office.json(&["interview", "suggest", "MIS/26/1"]);
    let first = text(&suggested[0]["name"]).to_string();
    let dry = office.run(&["interview", "allocate", "MIS/26/1", "--dry-run"]);
    assert!(dry.contains(&format!("allocated to {first} (")) && stage(&office) == "unallocated", "{dry}");
    let told = office.run(&["interview", "allocate", "MIS/26/1"]);
    assert!(told.contains(&format!("allocated to {first} (")) && told.contains("serves children at home"), "it says who and why: {told}");

    office.run(&["interview", "attempt", "MIS/26/1", "--at", "08:20", "--outcome", "not-reached", "--how", "visit", "--to", "carer"]);
    office.run(&["interview", "offer", "MIS/26/1", "--at", "08:30", "--by", &first]);
    assert_eq!(verdicts(&office.row(MORNING, "MIS/26/1")), ["met", "not_yet_due", "not_yet_due"]);
    office.run(&["interview", "book", "MIS/26/1", "--at", "today 14:00", "--place", "Youth club, Mill Lane"]);
    let calendar = office.run(&["interviews", "--format", "ics"]);
    assert!(calendar.contains("DTSTART:20261120T140000Z\r\n") && calendar.contains("N. B. (MIS/26/1)"), "{calendar}");
    assert!(!calendar.contains("Begum"), "a calendar is seen by others");
    office.run(&["interview", "cancel", "MIS/26/1", "--reason", "school trip"]);
    assert_eq!(stage(&office), "offered");

    let evening = "2026-11-20T19:00:00Z";
    let held = office.json_at(evening, &["interview", "hold", "MIS/26/1", "--at", "15:00", "--place", "at home"]);
    assert_eq!((&held["interview"], verdicts(&held["episodes"][0])), (&json!("I1"), ["met", "met", "met"]));
    let file = json!({
        "confidentiality_explained": true, "answers": { "childs-words": "I was at the park" }, "push": ["conflict"],
        "findings": [{ "kind": "fact", "text": "a grey Corsa waits", "ends_as": "intelligence", "why": "to be looked for", "recipients": ["GMP"] }],
    });
    office.file("record.json", file.to_string());
    let recorded = office.run_at(evening, &["interview", "record", "MIS/26/1", "--file", "record.json"]);
    assert!(recorded.starts_with("I1 is recorded (findings F1)"), "{recorded}");
    let own = office.as_actor("D. Manager", evening, &["interview", "sign", "I1"]);
    assert!(refusal(own, &["sign"]).contains("another worker signs it off"));
    said(office.as_actor("S. Senior", evening, &["interview", "give-back", "I1", "--comments", "who was there?"]), &["give-back"]);
    office.run_at(evening, &["interview", "record", "I1", "--answer", "present=The child, alone"]);
    said(office.as_actor("S. Senior", evening, &["interview", "sign", "MIS/26/1"]), &["sign"]);
    let shown = office.json_at(evening, &["interview", "show", "MIS/26/1"]);
    let record = &shown["interviews"][0]["record"];
    assert_eq!(
        (&record["answers"]["present"], &record["answers"]["childs-words"]),
        (&json!("The child, alone"), &json!("I was at the park"))
    );
    assert_eq!(
        (&record["findings"][0]["id"], &shown["state"], &shown["file"]["attempts"][1]["offered"]),
        (&json!("F1"), &json!("done"), &json!(true))
    );
    let shown = office.run_at(evening, &["interview", "show", "MIS/26/1"]);
    for said in ["cancelled: school trip", "given back by S. Senior", "a carer by D. Manager (visit): not reached", "a grey Corsa waits"] {
        assert!(shown.contains(said), "{said} is not said:\n{shown}");
    }
}

#[test]
fn intelligence_goes_out_once_and_is_acknowledged_by_name() {
    let office = back_on_friday();
    let evening = "2026-11-20T19:00:00Z";
    office.run_at(evening, &["interview", "hold", "MIS/26/1", "--at", "15:00", "--by", "bo larkin"]);
    let finding = "fact: a grey Corsa waits -> intelligence GMP: to be looked for";
    office.run_at(evening, &["interview", "record", "I1", "--answer", "where=the park", "--confidentiality", "yes", "--finding", finding]);
    assert!(office.run_at(evening, &["interviews"]).contains("Intelligence never shared: 1"));
    // What cannot be written is not recorded as sent.
    let refused = refusal(office.as_actor("D. Manager", evening, &["intelligence", "export", "--to", "friday.csv"]), &["no folder"]);
    assert!(
        refused.contains("the folder friday.csv cannot be made: ") && refused.contains("nothing was shared") && !refused.contains("--hub"),
        "{refused}"
    );
    let name = "taken/intelligence-greater-manchester-police-20261120-190000.md";
    std::fs::create_dir(office.path("taken")).unwrap();
    office.file(name, "somebody else's");
    let refused = refusal(office.as_actor("D. Manager", evening, &["intelligence", "export", "--to", "taken"]), &["taken"]);
    assert!(refused.contains("is there already; name another folder with --to"), "{refused}");
    assert_eq!(std::fs::read_to_string(office.path(name)).unwrap(), "somebody else's");
    assert_eq!(each(&office.json_at(evening, &["intelligence"]), "state"), ["never-shared"]);
    let files = office.json_at(evening, &["intelligence", "export", "--to", "out"]);
    let file = std::fs::read_to_string(office.path(text(&files[0]["file"]))).unwrap();
    assert!(file.contains("# Intelligence for Greater Manchester Police") && file.contains("a grey Corsa waits"), "{file}");
    assert_eq!(office.json_at(evening, &["intelligence", "export", "--to", "out"]), json!([]), "what went is not sent again");
    let sunday = "2026-11-22T20:00:00Z";
    assert!(office.run_at(sunday, &["interviews"]).contains("Intelligence not acknowledged after 24 h: 1"));
    assert_eq!(each(&office.json_at(sunday, &["intelligence"]), "state"), ["not-acknowledged"]);
    office.run_at(sunday, &["intelligence", "acknowledge", "I1", "F1", "--recipient", "gmp", "--by", "DS Lowe"]);
    assert_eq!(office.json_at(sunday, &["intelligence", "list"]), json!([]));
    assert!(office.refused(&["intelligence", "export", "--recipient", "Nobody"]).contains("is not an agency"));
}

/// Warwickshire's case: a child missing four times in six days is seen twice, and one of the interviews answers three episodes.
#[test]
fn four_episodes_and_two_interviews_leave_no_verdict_unknown() {
    const HEADER: &str = "Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Status\n";
    const THREE: &str = "\
W/1,Nadia,Begum,14/02/2010,High,09/11/2026 18:00,10/11/2026 02:00,Found
W/2,Nadia,Begum,14/02/2010,High,11/11/2026 20:00,11/11/2026 23:30,Found
W/3,Nadia,Begum,14/02/2010,High,12/11/2026 19:00,13/11/2026 06:00,Found
";
    let office = staffed();
    office.file("friday.csv", format!("{HEADER}{THREE}"));
    office.file("monday.csv", format!("{HEADER}{THREE}W/4,Nadia,Begum,14/02/2010,High,14/11/2026 21:00,15/11/2026 01:00,Found\n"));
    office.run_at("2026-11-13T08:30:00Z", &["import", "list", "friday.csv"]);
    let group = office.row("2026-11-13T09:00:00Z", "W/2");
    assert_eq!(group["group"].as_array().unwrap().len(), 2, "she stands as one group: {group}");
    let friday = "2026-11-13T16:30:00Z";
    let hold = ["interview", "hold", "W/3", "--at", "13/11/2026 15:00", "--by", "Bo Larkin", "--covers", "W/1", "--covers", "W/2"];
    let refused = refusal(office.as_actor("D. Manager", friday, &hold), &hold);
    assert!(refused.contains("W/1 was answered after its 72 hours") && refused.contains("say why it was late"), "{refused}");
    let held = office.json_at(friday, &[&hold[..], &["--late", "could-not-engage"]].concat());
    assert_eq!(held["interview"], "I1");

    office.run_at("2026-11-16T08:30:00Z", &["import", "list", "monday.csv"]);
    let fourth = office.row("2026-11-16T09:00:00Z", "W/4");
    assert_eq!((verdicts(&fourth), &fourth["covered_by"]), (["not_yet_due"; 3], &Value::Null), "no interview closes it silently");
    office.run_at("2026-11-16T11:00:00Z", &["interview", "offer", "W/4"]);
    office.run_at("2026-11-17T12:00:00Z", &["interview", "hold", "W/4", "--at", "Tue 10:00", "--by", "W1"]);

    let later = "2026-11-18T09:00:00Z";
    let stands = ["W/1", "W/2", "W/3", "W/4"].map(|reference| {
        let row = office.row(later, reference);
        (verdicts(&row).map(String::from), row["covered_by"].clone(), row["reason"].clone())
    });
    let owned = |words: [&str; 3]| words.map(String::from);
    assert_eq!(
        stands,
        [
            (owned(["met", "missed", "met"]), json!("I1"), json!("could-not-engage")),
            (owned(["met", "met", "met"]), json!("I1"), Value::Null),
            (owned(["met", "met", "met"]), json!("I1"), Value::Null),
            (owned(["met", "met", "met"]), json!("I2"), Value::Null),
        ]
    );
    let put_right = office.json_at(later, &["interview", "cover", "I1", "W/1", "W/3", "--reason", "W/2 was not spoken of"]);
    let gone = &put_right["episodes"][2];
    assert_eq!((text(&gone["police_ref"]), verdicts(gone), &gone["covered_by"]), ("W/2", ["missed", "missed", "missed"], &Value::Null));
    let journal = office.run_at(later, &["journal", "--child", "1001"]);
    assert!(journal.contains("W/2 was not spoken of") && journal.contains("interview I1 held"), "{journal}");
}

/// The vectors of the guidance, those of the nights on which the clocks change among them.
#[test]
fn every_return_has_its_deadlines_whatever_the_clocks_did() {
    let office = staffed();
    let list = "\
Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Status
V/1,Nadia,Begum,14/02/2010,High,26/03/2026 20:00,27/03/2026 09:00,Found
V/2,Nadia,Begum,14/02/2010,High,01/04/2026 20:00,02/04/2026 14:00,Found
V/3,Nadia,Begum,14/02/2010,High,22/10/2026 20:00,23/10/2026 14:00,Found
V/4,Nadia,Begum,14/02/2010,High,24/10/2026 20:00,25/10/2026 01:30,Found
V/5,Thi Lan,Nguyen,09/09/2010,High,28/03/2026 20:00,29/03/2026 01:30,Found
V/6,Kayden,Ashworth,04/03/2011,High,19/11/2026 20:00,,Found
";
    office.file("vectors.csv", list);
    let report = office.json(&["import", "list", "vectors.csv"]);
    let refused = report["refused"].as_array().unwrap();
    assert_eq!((refused.len(), &refused[0]["row"], &refused[0]["code"]), (1, &json!(6), &json!("time-does-not-exist")));
    for (reference, due, days) in [
        ("V/1", json!("2026-03-30T09:00:00Z"), json!("2026-04-01")),
        ("V/2", json!("2026-04-05T13:00:00Z"), json!("2026-04-09")),
        ("V/3", json!("2026-10-26T13:00:00Z"), json!("2026-10-28")),
        ("V/4", json!("2026-10-28T00:30:00Z"), json!("2026-10-28")),
        ("V/6", Value::Null, Value::Null),
    ] {
        let row = office.row(MORNING, reference);
        assert_eq!((&row["due_72h"], &row["due_3wd"], &row["estimated"]), (&due, &days, &json!(reference == "V/4")), "{reference}");
    }
    assert_eq!(office.row(MORNING, "V/6")["state"], "no-clock");
    assert_eq!(verdicts(&office.row(MORNING, "V/6")), ["not_yet_due", "not_measurable", "not_measurable"]);

    // Asked which of the two it was, and told.
    let twice = office.refused(&["interview", "return", "V/4", "--at", "25/10/2026 01:30"]);
    assert!(twice.contains("happens twice") && twice.contains("2026-10-25T01:30:00+00:00"), "{twice}");
    let second = office.json(&["interview", "return", "V/4", "--at", "2026-10-25T01:30:00+00:00"]);
    assert_eq!((&second["episodes"][0]["due_72h"], &second["episodes"][0]["estimated"]), (&json!("2026-10-28T01:30:00Z"), &json!(false)));
    assert!(office.refused(&["interview", "return", "V/6", "--at", "29/03/2026 01:30"]).contains("does not exist"));
    assert!(office.refused(&["interview", "return", "V/6", "--at", "20/11/2026"]).contains("has no time"));
    assert!(office.refused(&["interview", "return", "V/6", "--at", "19/11/2026 09:00"]).contains("before the child went missing"));
    let told = office.run(&["interview", "return", "V/6", "--at", "06:15"]);
    assert!(told.starts_with("Returned Fri 20 Nov 2026 06:15; the interview is due Mon 06:15 (in 69 h 34 m)."), "{told}");

    // Ten minutes before the limit and ten after it.
    let countdown = |now: &str| office.run_at(now, &["interviews"]);
    assert!(countdown("2026-11-23T06:05:00Z").contains("interview due Mon 06:15 (in 10 m)"));
    assert!(countdown("2026-11-23T06:25:00Z").contains("interview due Mon 06:15 (overdue by 10 m)"));
}

#[test]
fn of_two_coordinators_the_second_is_told_who_took_it_and_when() {
    let office = back_on_friday();
    let give = |actor: &str, now: &str, to: &str, more: &[&str]| {
        office.as_actor(actor, now, &[&["interview", "allocate", "MIS/26/1", "--to", to], more].concat())
    };
    said(give("A. One", "2026-11-20T08:50:00Z", "Bo", &[]), &["first"]);
    let refused = refusal(give("B. Two", "2026-11-20T08:51:00Z", "dee marsh", &[]), &["second"]);
    assert!(refused.contains("was allocated to Bo Larkin by A. One at Fri 20 Nov 2026 08:50"), "{refused}");
    assert!(refusal(give("B. Two", "2026-11-20T08:52:00Z", "W4", &["--handover"]), &["third"]).contains("why"));
    said(give("B. Two", "2026-11-20T08:53:00Z", "W4", &["--handover", "--reason", "knows the child"]), &["handover"]);
    assert_eq!(office.row("2026-11-20T08:54:00Z", "MIS/26/1")["stage"], "handover");
    office.run_at("2026-11-20T08:55:00Z", &["interview", "accept", "MIS/26/1"]);
    let row = office.row("2026-11-20T08:56:00Z", "MIS/26/1");
    assert_eq!((&row["stage"], &row["worker"]), (&json!("allocated"), &json!("Dee Marsh")));
    let mine = said(office.as_actor("dée MARSH", "2026-11-20T08:57:00Z", &["interviews", "--mine"]), &["mine"]);
    assert!(mine.contains("Nadia Begum") && !mine.contains("Thi Lan"), "{mine}");
}

#[test]
fn the_list_can_be_narrowed_and_says_so() {
    let office = back_on_friday();
    let references = |args: &[&str]| {
        let board = office.json(&[&["interviews"], args].concat());
        each(&board, "police_ref").into_iter().map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(references(&["--due", "24h"]), ["MIS/26/2"], "what has no clock is always due");
    assert_eq!(references(&["--due", "3 days"]), ["MIS/26/2", "MIS/26/1"]);
    for team in ["the children's society", "The Childrens Society"] {
        assert_eq!(references(&["--team", team]), ["MIS/26/2"], "what waits goes to the team that serves the child");
    }
    assert_eq!(references(&["--unallocated"]), references(&["--all"]));
    assert!(office.run(&["interviews", "--due", "24h"]).contains("Only: due by Sat 21 Nov 2026 08:41, overdue or without a clock"));
    assert!(office.refused(&["interviews", "--mine"]).contains("D. Manager is none of the workers"));
    assert!(office.refused(&["interviews", "--team", "x"]).contains("Missing from Home Team, The Children's Society"));
    for wrong in [&["interviews", "--due", "soon"][..], &["interviews", "--mine", "--all"], &["interview", "attempt", "MIS/26/1"]] {
        assert_eq!(office.command(wrong).output().unwrap().status.code(), Some(2), "{wrong:?}");
    }
    assert!(office.refused(&["interviews", "--mine", "import", "friday.csv"]).contains("loaded whole"));
    for no_calendar in [&["board"][..], &["workers"], &["interview", "show", "MIS/26/1"]] {
        assert!(office.refused(&[&["--format", "ics"], no_calendar].concat()).contains("a calendar is made of booked interviews alone"));
    }
}

#[test]
fn what_cannot_be_is_refused_in_one_line() {
    let office = back_on_friday();
    let refused = |args: &[&str]| office.refused(&[&["interview"], args].concat());
    assert!(refused(&["allocate", "MIS/99/9"]).contains("MIS/99/9"));
    assert!(refused(&["allocate", "MIS/26/1", "--to", "Nobody"]).contains("no worker is known as"));
    assert!(refused(&["allocate", "MIS/26/1", "--to", "W9"]).contains("there is no worker W9"));
    assert!(refused(&["allocate", "MIS/26/1", "--to", "W5"]).contains("has left"));
    assert!(refused(&["allocate", "MIS/26/2", "--to", "Sam Poole"]).contains("works for Park House"));
    assert!(refused(&["book", "MIS/26/1", "--at", "mon 10:00", "--place", "home"]).contains("nobody has the interview"));
    assert!(refused(&["attempt", "MIS/26/1", "--outcome", "shouted"]).contains("engaged, refused, not-reached, not-safe"));
    assert!(refused(&["offer", "MIS/26/1", "--outcome", "not-safe"]).contains("not safe to ask"));
    assert!(refused(&["hold", "MIS/26/1", "--at", "07:00"]).contains("say who held it with --by"));
    assert!(refused(&["hold", "MIS/26/1", "--at", "2026-11-21T07:00:00Z", "--by", "Bo"]).contains("future"));
    assert!(refused(&["hold", "MIS/26/1", "--at", "07:00", "--by", "Bo", "--covers", "MIS/26/2"]).contains("not an episode of this child"));
    assert!(refused(&["record", "MIS/26/1", "--answer", "where=x"]).contains("no interview answers MIS/26/1 yet"));
    assert!(refused(&["sign", "I9"]).contains("I9"));
    assert!(refused(&["close", "MIS/26/1", "--reason", "bored"]).contains("declined, unable-to-engage"));
    assert!(refused(&["close", "MIS/26/1", "--reason", "other"]).contains("in words"));
    let ill = ["close", "MIS/26/1", "--reason", "not-appropriate", "--note", "too ill"];
    assert!(refused(&ill).contains("needs an approver"));
    assert!(refused(&[&ill[..], &["--approver", "D. Manager"]].concat()).contains("other than the recorder"));
    assert!(refused(&["reopen", "MIS/26/1", "--why", "x"]).contains("nothing to open again"));
    assert!(!office.run(&["journal"]).contains("interview"), "nothing of it was recorded");

    office.run(&[&["interview"], &ill[..], &["--approver", "H. Head"]].concat());
    let closed = office.row(MORNING, "MIS/26/1");
    assert_eq!((&closed["state"], &closed["reason"], verdicts(&closed)[1]), (&json!("done"), &json!("not-appropriate"), "not_yet_due"));
    assert!(refused(&["allocate", "MIS/26/1", "--to", "Bo"]).contains("open it again first"));
    office.run(&["interview", "reopen", "MIS/26/1", "--why", "she is well again"]);
    office.run(&["interview", "hold", "MIS/26/1", "--at", "07:00", "--by", "somebody of another hub"]);
    office.file("wrong.json", r#"{"answrs": {}}"#);
    assert!(refused(&["record", "I1", "--file", "wrong.json"]).contains("no field \u{201c}answrs\u{201d}"));
    office.file("wrong.json", r#"{"answers": {"whence": "x"}}"#);
    assert!(refused(&["record", "I1", "--file", "wrong.json"]).contains("whence"));
    assert!(refused(&["record", "I1", "--finding", "a grey Corsa"]).contains("has no colon"));
    let open = ["record", "I1", "--confidentiality", "no", "--answer", "where=x", "--finding", "fact: a grey Corsa"];
    assert!(refused(&open).contains("still open"));
}

#[test]
fn a_slip_is_asked_about_and_what_was_written_down_by_mistake_is_withdrawn() {
    let office = back_on_friday();
    let hold = |by: &[&'static str]| [&["interview", "hold", "MIS/26/1", "--at", "07:00", "--by"], by].concat();
    let misspelt = office.refused(&hold(&["Bo Larkn"]));
    assert!(misspelt.contains("do you mean Bo Larkin (W1)? add --outsider if it is somebody else"), "{misspelt}");
    office.run(&hold(&["Bo Larkn", "--outsider"]));
    assert!(office.refused(&["interview", "record", "I1"]).contains("nothing to record of I1"));
    assert!(office.run(&["interview", "withdraw", "I1", "--reason", "it was Bo"]).starts_with("I1 is withdrawn."));
    office.run(&hold(&["LARKIN, Bo"]));
    let shown = office.json(&["interview", "show", "MIS/26/1"]);
    assert_eq!((&shown["covered_by"], &shown["worker"]), (&json!("I2"), &json!("Bo Larkin")));
    assert_eq!((&shown["file"]["answered"][0]["worker"], &shown["interviews"][0]["withdrawn"]), (&json!("W1"), &Value::Null));
    let earlier = &shown["earlier"][0];
    assert_eq!((&earlier["id"], &earlier["state"], &earlier["held"]["worker"]), (&json!("I1"), &json!("withdrawn"), &Value::Null));
    let shown = office.run(&["interview", "show", "MIS/26/1"]);
    assert!(shown.contains("by Bo Larkn, withdrawn by D. Manager: it was Bo"), "{shown}");

    office.run(&["interview", "return", "MIS/26/2", "--at", "06:00"]);
    let told = office.run(&["interview", "hold", "MIS/26/2", "--at", "08:00", "--by", "sam poole"]);
    assert!(told.contains("\nTake care: held by Sam Poole, not independent: works for Park House"), "{told}");
    let shown = office.run(&["interview", "show", "MIS/26/2"]);
    assert!(shown.contains("note: held by Sam Poole, not independent") && shown.contains("take care: held by Sam Poole"), "{shown}");
}

#[test]
fn a_child_is_asked_whom_it_wishes_to_see() {
    let office = back_on_friday();
    office.run(&[
        "interview",
        "wishes",
        "MIS/26/2",
        "--ask-for",
        "sam poole",
        "--not",
        "W2",
        "--sex",
        "female",
        "--language",
        "Vietnamese",
    ]);
    let first = &office.json(&["interview", "suggest", "MIS/26/2"])[0];
    assert_ne!(first["name"], "Ann Lee");
    assert!(office.refused(&["interview", "allocate", "MIS/26/2", "--to", "Sam Poole"]).contains("record the reason as well"));
    let given = office.run(&["interview", "allocate", "MIS/26/2", "--to", "Sam Poole", "--reason", "she trusts him alone"]);
    assert!(given.contains("allocated to Sam Poole"), "{given}");
    assert!(office.run(&["interview", "show", "MIS/26/2"]).contains("The child wishes: to see Sam Poole; not to see Ann Lee"));
}

#[test]
fn workers_and_a_providers_interviews_are_loaded_from_files() {
    let office = back_on_friday();
    office.file(
        "staff.csv",
        "Name,Team,Languages,Capacity\nBo Larkin,Missing from Home Team,Urdu,8\nKim Vale,Missing from Home Team,,5\nX Y,Nowhere,,\n",
    );
    let report = office.json(&["workers", "import", "staff.csv"]);
    assert_eq!((each(&report["added"], "name"), each(&report["changed"], "worker")), (vec!["Kim Vale"], vec!["W1"]));
    assert_eq!((&report["refused"][0]["row"], &report["refused"][0]["code"]), (&json!(4), &json!("unknown-team")));
    assert_eq!(office.json(&["workers", "import", "staff.csv"])["unchanged"], 2);
    let workers = office.json(&["workers", "list"]);
    let bo = workers.as_array().unwrap().iter().find(|worker| worker["id"] == "W1").unwrap();
    assert_eq!((&bo["languages"], &bo["capacity"], &bo["open"]), (&json!(["Urdu"]), &json!(8), &json!(0)));
    assert!(office.run(&["workers"]).contains("W1 Bo Larkin, Missing from Home Team: carries 0 of 8; speaks Urdu"));

    office.file("provider.csv", "Police Ref,Held at,Interviewer,Outcome\nMIS/26/1,20/11/2026 08:00,Pat Reed,\nMIS/26/2,,,Declined by the child\nMIS/77,20/11/2026 08:00,Pat Reed,\n");
    let dry = office.json(&["interviews", "import", "provider.csv", "--dry-run"]);
    assert_eq!((&dry["dry_run"], dry["held"].as_array().unwrap().len()), (&json!(true), 1));
    let report = office.json(&["interviews", "import", "provider.csv"]);
    assert_eq!((&report["held"][0]["interview"], &report["closed"][0]["references"]), (&json!("I1"), &json!(["MIS/26/2"])));
    assert_eq!((&report["refused"][0]["value"], report["refused"].as_array().unwrap().len()), (&json!("MIS/77"), 1));
    assert_eq!(office.row(MORNING, "MIS/26/2")["reason"], "declined");
    assert_eq!(office.json(&["interviews", "import", "provider.csv"])["unchanged"], 2);
}

#[test]
fn an_empty_record_asks_every_question_in_order_and_needs_no_hub() {
    let template = wayhome(&["interview", "record", "--template"]);
    let printed = String::from_utf8(template.stdout).unwrap();
    let record: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(record["answers"].as_object().unwrap().len(), 16);
    let places = ["present", "childs-words", "led-to", "would-stop", "recommendations"].map(|question| printed.find(question).unwrap());
    assert!(places.is_sorted(), "{printed}");
}
