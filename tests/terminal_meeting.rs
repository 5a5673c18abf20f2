//! A whole meeting in a real terminal: opened, decided item by item, killed in the middle of a sentence, resumed there, closed,
//! and its papers written.
#![cfg(unix)]

mod common;
#[path = "common/terminal.rs"]
mod terminal;
use common::{Office, at};
use serde_json::Value;
use std::fmt::Write;
use terminal::{Terminal, on_the_hub};
use wayhome::casebook::{ListFile, ListOptions};

/// Children of the list: with the items that list there are thirty on the agenda.
const CHILDREN: usize = 24;

const NAMES: [&str; CHILDREN] = [
    "Nadia", "Kayden", "Chidi", "Amira", "Jack", "Olena", "Tomasz", "Priya", "Kofi", "Ffion", "Duc", "Leila", "Reece", "Saffron", "Hamza",
    "Ioana", "Elliot", "Zainab", "Callum", "Mei", "Yusuf", "Bronte", "Mateo", "Isla",
];

/// A hub with so many children on this morning's list, still missing or returned.
fn hub_with_a_long_list() -> Office {
    let office = Office::new();
    let mut list = String::from("Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Address,Postcode\n");
    for (n, name) in NAMES.iter().enumerate() {
        let returned = if n % 3 == 0 { String::new() } else { format!("20/11/2026 0{}:{:02}", n % 6, n) };
        let (day, month) = (n + 1, n % 12 + 1);
        writeln!(
            list,
            "MIS/26/{n},{name},Invented,{day:02}/{month:02}/2011,Medium,19/11/2026 1{}:00,{returned},{} Larch Street,M14 5Q{}",
            n % 10,
            n + 1,
            (b'A' + n as u8) as char
        )
        .unwrap();
    }
    let file = ListFile { name: "friday.csv", bytes: list.as_bytes() };
    office.open().import_list(&file, &ListOptions::default(), at("2026-11-20T08:39:00Z")).unwrap();
    office
}

/// The app at the meeting, once it shows what is asked for.
fn at_the_meeting(office: &Office, shows: &str) -> Terminal {
    let mut app = on_the_hub(office, &[], &[]);
    app.shows("Enter open");
    app.types("m");
    app.shows(shows);
    app
}

/// "item 9 of 30": the place on the agenda and how many there are.
fn place(screen: &str) -> Option<(usize, usize)> {
    let words: Vec<&str> = screen.split_whitespace().collect();
    let at = words.windows(4).find(|w| w[0] == "item" && w[2] == "of")?;
    Some((at[1].parse().ok()?, at[3].parse().ok()?))
}

/// Decides the item on the screen; what is half typed already stands in the form.
fn decide(app: &mut Terminal, number: usize, rationale: &str) {
    app.types("d");
    app.shows("Rationale (needed)");
    app.types(" \t");
    app.types(rationale);
    app.types(&format!("\tGMP: phone work {number} by Mon 12:00"));
    app.shows("→ Greater Manchester Police");
    save(app);
}

fn save(app: &mut Terminal) {
    app.types("\x13");
    app.shows("write it");
    app.types("\r");
    app.shows("Written: D");
}

fn json(office: &Office, args: &[&str]) -> Value {
    let out = office.command(&[args, &["--format", "json"]].concat()).output().unwrap();
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

#[test]
fn a_meeting_of_thirty_items_is_killed_in_mid_sentence_resumed_closed_and_minuted() {
    let office = hub_with_a_long_list();
    let mut app = at_the_meeting(&office, "Open the meeting");
    app.types("Dana Ellis\tTown Hall, room 4\tJ Smith\tAnn Lee\x13");
    app.shows("go on");
    app.types("\r");
    app.until("the first item stands there", |screen| place(screen).is_some_and(|(number, _)| number == 1));
    let (_, items) = place(&app.contents()).unwrap();
    assert_eq!(items, CHILDREN + 6, "{}", app.contents());

    for number in 1..=items {
        app.until(&format!("item {number} stands there"), |screen| place(screen).is_some_and(|(at, _)| at == number));
        let decided = app.contents().contains("Decision: none yet");
        if number == 15 {
            app = killed_and_resumed(&office, app, number);
        } else if decided {
            decide(&mut app, number, &format!("Said under item {number}"));
        }
        if number < items {
            app.types("n");
        }
    }
    app.types("c");
    app.shows("nothing is lacking");
    app.types("\x17");
    app.shows("Type “close”");
    app.types("close\x13");
    app.until("it is closed and its papers are written", |screen| screen.contains("minutes.docx"));
    app.types("\x03\x03\x03");
    app.ends();
    app.is_given_back();
    the_record_is_whole(&office);
}

/// Half a sentence is typed and kept; while more is typed the program is killed. Opened again, the meeting stands at the same item, and
/// all that was kept is there.
fn killed_and_resumed(office: &Office, mut app: Terminal, number: usize) -> Terminal {
    app.types("d");
    app.shows("Rationale (needed)");
    app.types(" \tShe was seen at the station, and");
    app.shows("draft saved");
    app.types(" her aunt");
    app.signal("KILL");
    app.ends();

    let mut app = at_the_meeting(office, &format!("item {number} of"));
    app.types("d");
    app.shows("She was seen at the station, and");
    app.types("\t\x05 said so");
    app.types(&format!("\tGMP: phone work {number} by Mon 12:00"));
    app.shows("→ Greater Manchester Police");
    save(&mut app);
    app
}

/// Every child has its decision, in the JSON of the meeting and in the minutes; nothing names a child in the files' names; the journal
/// holds together.
fn the_record_is_whole(office: &Office) {
    let meeting = json(office, &["meeting", "show"]);
    let decisions: Vec<&Value> =
        meeting["items"].as_array().unwrap().iter().flat_map(|item| item["decisions"].as_array().unwrap()).collect();
    assert_eq!(decisions.len(), CHILDREN);
    let folder = std::fs::read_dir(office.dir.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let files: Vec<String> = folder.filter(|name| name.starts_with("2026-11-20-")).collect();
    assert!(files.iter().any(|name| name.ends_with("minutes.docx")), "{files:?}");
    assert!(files.iter().all(|file| NAMES.iter().all(|name| !file.to_lowercase().contains(&name.to_lowercase()))), "{files:?}");
    let minutes = files.iter().find(|name| name.ends_with("minutes.md")).unwrap();
    let minutes = std::fs::read_to_string(office.path(minutes)).unwrap();
    for decision in decisions {
        let rationale = decision["rationale"].as_str().unwrap();
        assert!(minutes.contains(rationale), "{rationale}");
    }
    assert!(minutes.contains("She was seen at the station, and"));
    let verified = office.command(&["verify"]).output().unwrap();
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
}
