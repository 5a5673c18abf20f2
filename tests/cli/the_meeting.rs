//! A whole meeting by commands alone, and what is kept of it: `meeting`, `referral`, `strategy`, `intelligence`, `actions`,
//! `assessments`, `undo`.

use super::*;
use common::load;

/// At the meeting of Friday.
const MEETING: &str = "2026-11-20T09:30:00Z";

/// Friday's hub with the row in doubt settled, so that three children are to be talked about.
fn at_the_meeting() -> Office {
    let office = Office::on_friday();
    office.run(&["review", "same", "MIS/26/3", "C2"]);
    office.start(&[]);
    office
}

impl Office {
    fn start(&self, more: &[&str]) -> String {
        let start = ["meeting", "start", "--chair", "D. Manager", "--place", "Room 4", "--present", "GMP: J Smith, A Khan", "CSC: A Lee"];
        self.run_at(MEETING, &[&start[..], &["--sent", "Edu: report by e-mail", "--apologies", "NHS: L Bell"], more].concat())
    }

    fn does(&self, args: &[&str]) -> String {
        self.run_at(MEETING, args)
    }

    fn reads(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.run_at(MEETING, &[&["--format", "json"], args].concat())).unwrap()
    }

    fn refuses(&self, args: &[&str]) -> String {
        refusal(self.command_at(MEETING, args).output().unwrap(), args)
    }
}

/// The line of an item on the agenda by what it is about.
fn line<'a>(lines: &'a Value, reference: &str) -> &'a Value {
    lines.as_array().unwrap().iter().find(|line| line["reference"] == reference).unwrap_or_else(|| panic!("{reference} is not in {lines}"))
}

#[test]
fn a_meeting_from_the_first_item_to_its_papers() {
    let office = at_the_meeting();
    assert!(office.refuses(&["meeting", "start", "--chair", "D. Manager"]).contains("M1"), "one meeting at a time");
    let agenda = office.reads(&["meeting", "agenda"]);
    let sections =
        ["actions-due", "changes", "still-missing", "still-missing", "returned", "interviews", "thresholds", "any-other", "read-back"];
    assert_eq!(each(&agenda, "section"), sections);
    let sheet = office.reads(&["meeting"]);
    assert_eq!((&sheet["meeting"]["id"], &sheet["quorum"]["missing"], &sheet["meeting"]["at"]), (&json!("M1"), &json!([]), &Value::Null));
    assert_eq!(sheet["quorum"]["strategy_missing"], json!(["Health"]), "a strategy discussion needs more");
    assert_eq!(sheet["meeting"]["opening"]["attendance"][0]["names"], json!(["J Smith", "A Khan"]));
    assert!(office.does(&["meeting"]).contains("not quorate without Health"), "{}", office.does(&["meeting"]));

    let first = office.does(&["meeting", "next"]);
    assert!(first.starts_with("item 1 of 9 · 45 min left"), "{first}");
    assert!(office.refuses(&["meeting", "previous"]).contains("first item"));
    let lan = office.does(&["meeting", "go", "MIS/26/2"]);
    assert!(lan.contains("Thi Lan Nguyen") && lan.contains("open: no decision"), "{lan}");
    assert!(
        office.does(&["meeting", "note", "MIS/26/2", "GMP: phone was off"]).contains("noted: Greater Manchester Police: phone was off")
    );
    let decide = ["decide", "MIS/26/2", "--outcome", "joint-investigation", "--rationale", "Two nights out and the phone is off"];
    let more = ["--agencies", "GMP, CSC", "--dissent", "EH: would see the carer first", "--action", "GMP: phone work by Mon 12:00"];
    let decided = office.reads(&[&decide[..], &more].concat());
    assert_eq!(decided["agencies"], json!(["Greater Manchester Police", "Children's Social Care"]));
    assert_eq!(decided["dissent"], json!([{ "agency": "Early Help", "words": "would see the carer first" }]));

    let closing = office.refuses(&["meeting", "close"]);
    assert!(closing.contains("no decision"), "{closing}");
    office.does(&["meeting", "defer", "MIS/26/1", "--until", "Wed", "--reason", "mother is away until then"]);
    let lines = office.reads(&["meeting", "agenda"]);
    assert!(text(&line(&lines, "MIS/26/1")["state"]).contains("Wed 25 Nov") && line(&lines, "MIS/26/1")["settled"] == true);
    let closed = office.reads(&["meeting", "close", "--carry-over", "out of time"]);
    assert_eq!((&closed["ok"], &closed["decisions"], &closed["actions"]), (&json!(true), &json!(1), &json!(1)));
    let carried = office.reads(&["meeting", "show", "M1"]);
    let carried = carried["items"].as_array().unwrap().iter().find(|item| item["line"]["reference"] == "MIS/26/3").unwrap();
    assert_eq!(carried["item"]["left"]["deferred"]["carried"], true);
    assert!(office.refuses(&["meeting", "close"]).contains("no meeting is on"));

    let papers = office.reads(&["meeting", "papers", "--folder", "papers"]);
    let files = papers["files"].as_array().unwrap();
    assert!(files.iter().any(|file| text(file).ends_with("minutes.docx")), "{papers}");
    for file in files {
        let path = office.path(text(file));
        assert!(std::fs::metadata(&path).unwrap().len() > 100, "{} is empty", path.display());
        assert!(!["Nguyen", "Begum", "Ashworth"].iter().any(|name| text(file).contains(name)), "{file} names a child");
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).unwrap().permissions()) & 0o777, 0o600);
    }
    let again = office.refuses(&["meeting", "papers", "--folder", "papers"]);
    assert!(again.contains("is there already"), "{again}");
    let listed = office.reads(&["meeting", "list"]);
    assert_eq!((&listed[0]["id"], &listed[0]["opening"]["chair"]), (&json!("M1"), &json!("D. Manager")));
    assert!(office.does(&["meeting", "list"]).starts_with("M1 Fri 20 Nov 2026 09:30, chair D. Manager: 9 items, 1 decision"));
    let after = office.run_at("2026-11-25T09:30:00Z", &["meeting", "start", "--chair", "D. Manager", "--as-before"]);
    assert!(
        after.contains("Nadia Begum") && after.contains("J Smith, A Khan"),
        "what was put off comes back, and so does everybody: {after}"
    );
    assert!(office.does(&["verify"]).contains("hold together"));
}

/// Everything said in a JSON value, as one text in the order of its fields.
#[test]
fn the_chair_can_close_over_a_decision_that_nobody_is_to_carry_out() {
    let office = at_the_meeting();
    office.does(&["decide", "MIS/26/1", "--outcome", "strategy-meeting", "--rationale", "Third night at the same flat"]);
    assert!(office.refuses(&["meeting", "close"]).contains("nobody is to carry out the strategy meeting"));
    office.does(&["meeting", "close", "--carry-over", "the room had to be left"]);
    let record = office.reads(&["meeting", "show", "M1"]);
    let item = record["items"].as_array().unwrap().iter().find(|item| item["line"]["reference"] == "MIS/26/1").unwrap();
    assert_eq!(item["item"]["left"]["deferred"]["reason"], "the room had to be left");
    assert_eq!(item["decisions"].as_array().unwrap().len(), 1, "what was decided stands");
}

fn said_in(value: &Value, under: &str, out: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| said_in(value, name, out)),
        Value::Array(items) => items.iter().for_each(|item| said_in(item, under, out)),
        Value::String(text) if ["rationale", "what", "text", "words", "outcome", "difference", "names", "note"].contains(&under) => {
            out.push(text.clone());
        }
        _ => {}
    }
}

#[test]
fn minutes_slips_and_register_say_what_the_json_says() {
    let office = at_the_meeting();
    office.does(&["meeting", "note", "MIS/26/1", "Edu: she was at school on Thursday"]);
    let why = ["--rationale", "Her own words are to be heard first", "--action", "GMP J Smith: phone work by Mon 12:00"];
    office.does(&[&["decide", "MIS/26/1", "--outcome", "assessment", "--action", "CSC: see the family by Wed"][..], &why].concat());
    office.does(&["decide", "MIS/26/2", "--outcome", "advice", "--rationale", "In touch and on the way back to her carers"]);
    office.does(&["actions", "add", "EH: list of youth clubs by Fri"]);
    office.does(&["meeting", "close", "--pass", "known to be home"]);
    office.does(&["meeting", "papers", "--folder", "papers"]);

    let record = office.reads(&["meeting", "show"]);
    let mut minutes = std::fs::read_dir(office.path("papers")).unwrap().map(|entry| entry.unwrap().path());
    let minutes = minutes.find(|path| path.extension().is_some_and(|extension| extension == "txt")).expect("minutes as text");
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let minutes = folded(&std::fs::read_to_string(minutes).unwrap());
    let (mut said, mut decided) = (Vec::new(), Vec::new());
    for item in record["items"].as_array().unwrap() {
        ["decisions", "actions"].iter().for_each(|part| said_in(&item[*part], part, &mut decided));
        said_in(&item["item"]["notes"], "notes", &mut said);
    }
    said_in(&record["sheet"]["meeting"]["opening"], "opening", &mut said);
    assert!(decided.len() >= 5 && said.len() >= 4, "{decided:?} {said:?}");
    for words in decided.iter().chain(&said).filter(|words| !words.is_empty()) {
        assert!(minutes.contains(&folded(words)), "the minutes lack \u{201c}{words}\u{201d}:\n{minutes}");
    }
    let of_meeting: Vec<&str> = record["actions"].as_array().unwrap().iter().map(|line| text(&line["record"]["action"]["id"])).collect();
    let register = office.reads(&["actions"]);
    let of_register: Vec<&str> = register["lines"].as_array().unwrap().iter().map(|line| text(&line["record"]["action"]["id"])).collect();
    assert_eq!(of_meeting.len(), 3);
    assert!(of_meeting.iter().all(|id| of_register.contains(id)), "{of_meeting:?} are in the register {of_register:?}");
    let slips = std::fs::read_dir(office.path("papers"))
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().contains("slip"));
    assert_eq!(slips.count(), 3, "one for each agency that has something to do");
}

#[test]
fn what_is_brought_is_shown_as_understood_with_what_is_missing() {
    let office = at_the_meeting();
    let shown = office.does(&["referral", "add", "School (Mrs Hart): Nadia Begum C1, new phone and cash, older man waiting outside"]);
    for said in ["B1", "source: School (Mrs Hart)", "child: Nadia Begum (C1)", "concern: new phone and cash", "what kind of harm is feared"]
    {
        assert!(shown.contains(said), "{said} is not said: {shown}");
    }
    let changed = office.reads(&["referral", "change", "B1", "--harm", "cse", "--told", "her mother knows"]);
    assert_eq!((&changed["missing"], &changed["business"]["details"]["children"]), (&json!([]), &json!(["C1"])));
    assert!(office.refuses(&["referral", "add", "School: Nobody C77, late home"]).contains("C77"));
    assert!(office.refuses(&["referral", "change", "B1", "--harm", "rain"]).contains("county-lines"));
    let strategy =
        office.reads(&["strategy", "add", "CSC: Thi Lan Nguyen, found with an adult twice", "--attend", "GMP, CSC", "--needed-by", "Mon"]);
    assert_eq!((&strategy["business"]["id"], &strategy["business"]["details"]["needed_by"]), (&json!("B2"), &json!("2026-11-23")));
    assert!(office.refuses(&["strategy", "add", "CSC: Thi Lan Nguyen, again", "--attend", "GPM"]).contains("did you mean 'GMP'?"));
    office.does(&["intelligence", "add", "GMP: grey Corsa, waits at the tram stop", "--vehicle", "grey Corsa", "--hand-to", "GMP"]);
    assert_eq!(office.reads(&["intelligence", "brought"])[0]["business"]["details"]["vehicles"], json!(["grey Corsa"]));
    assert!(office.refuses(&["referral", "show", "B3"]).contains("wayhome intelligence show B3"));

    assert!(office.does(&["meeting", "renew"]).contains("stays as it is"), "all three are on the agenda already");
    assert!(office.does(&["meeting", "order", "B2", "first"]).contains("is item 1 now"));
    assert!(office.refuses(&["meeting", "order", "B2", "before", "B2"]).contains("before or after itself"));
    let decided = office.reads(&["decide", "B1", "--outcome", "assessment", "--rationale", "Nobody knows where it came from"]);
    assert_eq!((&decided["business"], &decided["episode"]), (&json!("B1"), &Value::Null));
    assert!(office.does(&["referral", "list"]).contains("No referral waits"));
    assert!(office.refuses(&["decide", "B9", "--outcome", "advice", "--rationale", "Because"]).contains("B9"));
}

#[test]
fn the_register_ends_redates_and_takes_up_again() {
    let office = at_the_meeting();
    let why =
        ["--rationale", "Two nights out", "--action", "GMP: phone work by Mon 12:00", "--action", "CSC Ann Lee: see the carer by Wed"];
    office.does(&[&["decide", "MIS/26/2", "--outcome", "joint-investigation"][..], &why].concat());
    let register = office.reads(&["actions"]);
    assert_eq!((&register["open"], &register["lines"][0]["record"]["action"]["id"]), (&json!(2), &json!("A1")));
    assert_eq!(register["lines"][0]["record"]["child"], "C3");
    assert_eq!(office.reads(&["actions", "--person", "ann"])["lines"].as_array().unwrap().len(), 1);
    assert_eq!(office.reads(&["actions", "--agency", "GMP"])["lines"].as_array().unwrap().len(), 1);
    assert_eq!(office.reads(&["actions", "--overdue"])["lines"], json!([]));
    assert!(office.refuses(&["actions", "--agency", "GPM"]).contains("did you mean 'GMP'?"));
    assert!(office.refuses(&["actions", "done", "9A", "--outcome", "x"]).contains("A9"));
    assert!(office.refuses(&["actions", "done", "A7", "--outcome", "x"]).contains("A7"));
    assert!(office.refuses(&["actions", "done", "A1", "--outcome", " "]).contains("outcome"));
    assert!(office.refuses(&["actions", "redate", "A1", "--due", "Fri", "--reason", ""]).contains("why"));
    assert!(office.refuses(&["actions", "redate", "A1", "--due", "19/11/2026", "--reason", "late"]).contains("pas"));
    office.does(&["actions", "redate", "A1", "A2", "--due", "in 5 working days", "--reason", "waits for the phone company"]);
    let shown = office.does(&["actions", "show", "A1"]);
    assert!(shown.contains("from Mon 23 Nov 2026 12:00 to Fri 27 Nov 2026: waits for the phone company"), "{shown}");
    office.does(&["actions", "done", "A1", "A2", "--outcome", "seen", "--difference", "rings her carer every evening"]);
    assert!(office.refuses(&["actions", "done", "A1", "--outcome", "seen"]).contains("ended"));
    let ended = office.reads(&["actions", "--ended"]);
    assert_eq!(ended["lines"][0]["record"]["ended"]["difference"], "rings her carer every evening");
    assert_eq!(office.reads(&["actions"])["open"], 0);
    office.does(&["actions", "reopen", "A2", "--reason", "it was another child"]);
    let csv = office.does(&["actions", "--format", "csv"]);
    assert!(csv.starts_with("action,agency,person,what,due,") && csv.contains("A2,Children's Social Care,Ann Lee,"), "{csv}");
    assert!(office.refuses(&["actions", "--mine", "done", "A1", "--outcome", "x"]).contains("leave out --mine"));
}

#[test]
fn an_assessment_runs_from_its_decision_to_its_review() {
    let office = at_the_meeting();
    office.does(&["decide", "MIS/26/1", "--outcome", "exploitation-assessment", "--rationale", "Third time and the same car"]);
    let listed = office.reads(&["assessments"]);
    assert_eq!((&listed[0]["assessment"]["id"], &listed[0]["assessment"]["due"]), (&json!("X1"), &json!("2026-12-11")));
    assert_eq!((&listed[0]["state"], &listed[0]["assessment"]["child"]), (&json!("to-allocate"), &json!("C1")));
    assert!(office.does(&["assessments", "allocate", "X1", "E. Sandall"]).contains("allocated to E. Sandall"));
    let tool = office.reads(&["assessments", "tool"]);
    let indicators = each(&tool["indicators"], "id");
    let top = text(&tool["bands"].as_array().unwrap().last().unwrap()["name"]).to_string();
    let sets: Vec<String> = indicators.iter().map(|id| format!("{id}=4")).collect();
    let score = |sets: &[String], band: &str| {
        let mut args =
            vec!["assessments", "score", "X1", "--band", band, "--judgement", "Trusts her carers", "--concern", "cse", "--outcome", "plan"];
        sets.iter().for_each(|set| args.extend(["--set", set.as_str()]));
        args.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    fn plain(args: &[String]) -> Vec<&str> {
        args.iter().map(String::as_str).collect()
    }
    assert!(office.refuses(&plain(&score(&["misssing=4".into()], &top))).contains("did you mean 'missing'?"));
    assert!(office.refuses(&plain(&score(&["missing=9".into()], &top))).contains("from 0 to 5"));
    assert!(office.refuses(&plain(&score(&sets, "dire"))).contains(&top));
    let done = office.reads(&plain(&score(&sets, &top)));
    let result = &done["results"][0];
    assert_eq!((&result["score"], &result["most"]), (&json!(4 * indicators.len()), &json!(5 * indicators.len())));
    assert_eq!((&result["band"], &result["review_on"], &result["concerns"]), (&json!(top), &json!("2027-02-12"), &json!(["cse"])));
    assert!(office.refuses(&["assessments", "show", "X7"]).contains("X7"));
    assert!(office.refuses(&["assessments", "show", "5"]).contains("X5"));
}

#[test]
fn what_was_written_can_be_taken_back_and_counts_again() {
    let office = at_the_meeting();
    let board = |office: &Office| office.reads(&["board"])[0]["decision"].clone();
    assert_eq!(board(&office), Value::Null);
    office.does(&[
        "decide",
        "MIS/26/2",
        "--outcome",
        "advice",
        "--rationale",
        "In touch with her carer",
        "--action",
        "GMP: phone work by Mon",
    ]);
    assert!(office.does(&["undo"]).starts_with("Taken back: "));
    assert_eq!((board(&office), &office.reads(&["actions"])["open"]), (Value::Null, &json!(0)));
    let log = office.reads(&["log"]);
    assert_eq!((&log[0]["undone"], &log[0]["can"]), (&json!(true), &json!(true)));
    assert!(office.does(&["log"]).contains("taken back"));
    assert!(office.does(&["redo"]).starts_with("Counts again: "));
    assert_eq!(office.reads(&["actions"])["open"], 1);
    assert!(office.refuses(&["redo"]).contains("nothing back"));
    office.does(&["actions", "done", "A1", "--outcome", "phone found"]);
    let verb = log[0]["verb"].to_string();
    assert!(office.refuses(&["undo", &verb]).contains("A1"), "something stands on it");
    office.does(&["undo"]);
    office.does(&["undo", &verb]);
    assert_eq!(board(&office), Value::Null);
    assert!(office.refuses(&["undo", "1"]).lines().count() <= 2, "making the hub is not taken back");
    assert!(office.does(&["verify"]).contains("hold together"));
}

#[test]
fn attendance_is_said_anew_and_the_quorum_with_it() {
    let office = Office::on_friday();
    assert!(office.refuses(&["meeting", "start"]).contains("chair"));
    assert!(office.refuses(&["meeting", "start", "--chair", "D. Manager", "--present", "Fire Brigade: Jo"]).contains("Fire Brigade"));
    assert!(office.refuses(&["meeting", "next"]).contains("wayhome meeting start"));
    assert!(office.refuses(&["meeting", "show", "M4"]).contains("M4"));
    let begun = office.does(&["meeting", "start", "--chair", "D. Manager", "--present", "GMP: J Smith"]);
    assert!(begun.contains("not quorate without Children's Social Care"), "{begun}");
    assert!(begun.contains("confidential"), "the statement is shown once");
    let changed = office.reads(&["meeting", "attendance", "--present", "CSC: A Lee", "NHS"]);
    assert_eq!((&changed["quorum"]["missing"], &changed["quorum"]["strategy_missing"]), (&json!([]), &json!([])));
    let attendance = changed["opening"]["attendance"].as_array().unwrap();
    assert_eq!((attendance.len(), &attendance[0]["names"]), (3, &json!(["J Smith"])), "who was named before stays");
    let gone = office.reads(&["meeting", "attendance", "--absent", "GMP"]);
    assert_eq!(gone["quorum"]["missing"], json!(["Greater Manchester Police"]));
}

#[test]
fn what_came_up_since_comes_on_the_agenda_by_renewing_it() {
    let office = at_the_meeting();
    assert!(office.does(&["meeting", "renew"]).contains("stays as it is"));
    let later = FRIDAY.to_string() + "MIS/26/9,Alfie,Doyle,03/09/2014,High,20/11/2026 09:00,,19 Heron Walk,M21 7KS\n";
    load(&mut office.open(), "later.csv", &later, "2026-11-20T09:40:00Z");
    let renewed = office.run_at("2026-11-20T09:41:00Z", &["meeting", "renew"]);
    assert!(renewed.contains("Alfie Doyle: is on the agenda now"), "{renewed}");
}
