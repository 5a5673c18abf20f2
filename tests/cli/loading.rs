//! `import children` and `import list`.

use super::*;

#[test]
fn the_report_of_a_list_has_the_fields_that_scripts_rely_on() {
    let office = Office::new();
    office.file("caseload.csv", CASELOAD);
    office.file("friday.csv", FRIDAY);
    let children = office.json(&["import", "children", "caseload.csv"]);
    assert_eq!((&children["rows"], &children["added"], &children["unchanged"]), (&json!(3), &json!(3), &json!(0)));
    let dry = office.json(&["import", "list", "friday.csv", "--dry-run"]);
    assert_eq!((&dry["created"], &dry["dry_run"]), (&json!(2), &json!(true)));
    assert_eq!(office.json(&["board"]), json!([]), "a dry run writes nothing");

    let report = office.json(&["import", "list", "friday.csv"]);
    for (field, value) in [("rows", 4), ("created", 2), ("updated", 0), ("returned", 0), ("unchanged", 0), ("waiting", 1)] {
        assert_eq!(report[field], json!(value), "{field} in {report}");
    }
    assert_eq!(report["file"], "friday.csv");
    assert!(report["seconds"].is_number());
    assert_eq!(report["missing_from_list"], json!([]));
    let refused = &report["refused"][0];
    assert_eq!(
        (&refused["row"], &refused["column"], &refused["value"]),
        (&json!(5), &json!("Reported missing"), &json!("31/11/2026 10:00"))
    );
    assert!(text(&refused["reason"]).contains("31"), "{refused}");

    let again = office.run(&["import", "list", "friday.csv"]);
    assert!(again.contains("was loaded already, on Fri 20 Nov 2026 08:41 by D. Manager"), "{again}");
    let output = office.command(&["--format", "csv", "import", "list", "friday.csv"]).output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("was loaded already"), "a table cannot say it");
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 1);
    let moved = CASELOAD.replace("7 Mill Lane", "9 Elm Road");
    office.file("caseload.csv", moved);
    let children = office.json(&["import", "children", "caseload.csv"]);
    assert_eq!((&children["added"], &children["unchanged"]), (&json!(0), &json!(2)));
    let change = &children["changed"][0]["changes"][0];
    assert_eq!((&change["field"], &change["old"], &change["new"]), (&json!("address"), &json!("7 Mill Lane"), &json!("9 Elm Road")));
}

#[test]
fn a_list_is_taken_from_standard_input() {
    let office = Office::new();
    let mut child =
        office.command(&["--format", "json", "import", "list", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    // As pasted from a spreadsheet: columns by tab.
    child.stdin.take().unwrap().write_all(FRIDAY.replace(',', "\t").as_bytes()).unwrap();
    let report: Value = serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!((&report["rows"], &report["created"]), (&json!(4), &json!(3)), "{report}");
}

#[test]
fn columns_are_named_by_hand_once_and_known_from_then_on() {
    let office = an_empty_hub();
    // A country's own words for them: nobody here can guess.
    let odd = |text: &str| text.replace("Police Ref", "Zahl").replace("Risk", "Stufe").replace("Reported missing", "Wann");
    office.file("odd.csv", odd(FRIDAY));
    let map = ["--map", "Zahl=police_ref", "--map", "Stufe=grade", "--map", "Wann=reported"];
    let words = office.refused(&["import", "list", "odd.csv", "--map", "Wann=whenever"]);
    assert!(words.contains("whenever"), "{words}");
    let words = office.refused(&["import", "list", "odd.csv", "--map", "Nowhere=reported"]);
    assert!(words.contains("Nowhere"), "{words}");
    office.run(&[&["import", "list", "odd.csv", "--save-profile", "odd"][..], &map].concat());
    let board = office.json(&["board"]);
    assert!(each(&board, "section").contains(&"still-missing"));
    assert_eq!(board[0]["episode"]["police_ref"], "MIS/26/2");
    // The next day's list, without a word about its columns.
    office.file("next.csv", odd(&FRIDAY.replace("MIS/26/2,Thi Lan,Nguyen,09/09/2010,Medium", "MIS/26/2,Thi Lan,Nguyen,09/09/2010,High")));
    let next = office.json(&["import", "list", "next.csv", "--dry-run"]);
    assert_eq!((&next["rows"], &next["updated"], &next["unchanged"]), (&json!(4), &json!(1), &json!(2)), "{next}");
    let named = office.json(&["import", "list", "next.csv", "--dry-run", "--profile", "odd"]);
    assert_eq!(named["updated"], next["updated"]);
    assert!(office.refused(&["import", "list", "next.csv", "--profile", "even"]).contains("odd"), "the saved ones are named");
}

#[test]
fn the_sheet_of_a_workbook_is_asked_and_chosen() {
    let office = Office::new();
    let book = lists().join("two-sheets.xlsx");
    let book = book.to_str().unwrap();
    let words = office.refused(&["import", "list", book]);
    assert!(words.contains("--sheet"), "{words}");
    let sheet = words.split(['(', ',', ')']).nth(1).unwrap().trim().to_string();
    let report = office.json(&["import", "list", book, "--sheet", &sheet, "--dry-run"]);
    assert!(report["rows"].as_u64() >= Some(1), "{report}");
    assert!(office.refused(&["import", "list", book, "--sheet", "Nothing"]).contains("Nothing"));
}

#[test]
fn what_cannot_be_a_list_is_a_plain_error() {
    let office = Office::new();
    office.file("picture.csv", [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', 0, 0, 0, 13, b'I', b'H', b'D', b'R']);
    office.file("empty.csv", "");
    std::fs::File::create(office.path("huge.csv")).unwrap().set_len(200 << 20).unwrap();
    let encrypted = lists().join("encrypted.xlsx");
    for (file, said) in [
        ("nowhere.csv", "nowhere.csv cannot be opened: there is no such file\n"),
        #[cfg(unix)]
        ("/dev/zero", "device or a pipe"),
        (".", "is a folder"),
        ("picture.csv", "picture"),
        ("empty.csv", "empty.csv"),
        ("huge.csv", "larger than"),
        (encrypted.to_str().unwrap(), "password"),
    ] {
        let words = office.refused(&["import", "list", file]);
        assert!(words.contains(said), "{file}: {words}");
    }
    assert!(office.json(&["journal"]).as_array().unwrap().len() == 1, "only the making of the hub is recorded");
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_that_cannot_be_printed_says_that_the_list_is_in() {
    let office = an_empty_hub();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = office.command(&["import", "list", "friday.csv"]).stdout(full).output().unwrap();
    let words = refusal(output, &["import", "list"]);
    assert!(words.contains("the list was loaded; the report could not be printed: the disk is full"), "{words}");
    assert!(!office.json(&["board"]).as_array().unwrap().is_empty());
}
