//! `match`: two files matched without a hub.

use super::*;
use common::invented_list;

/// `wayhome match` on two files of tests/lists, with more options.
fn matched(more: &[&str]) -> Output {
    let files = [lists().join("match-known.csv"), lists().join("match-list.csv")];
    let files: Vec<_> = files.iter().map(|file| file.to_str().unwrap()).collect();
    wayhome(&[&["match", "--known", files[0], "--list", files[1]][..], more].concat())
}

/// The lines of predictions without the score.
fn verdicts(predictions: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(predictions.as_bytes());
    assert_eq!(reader.headers().unwrap(), ["row", "id", "verdict", "score"].as_slice());
    reader.records().map(|row| row.unwrap().iter().take(3).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn every_row_has_its_verdict_with_the_ids_of_the_known_file() {
    let output = matched(&[]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    let expected = [
        "R1 K1 auto",
        // Day and month swapped, everything else the same.
        "R2 K2 auto",
        // Either twin.
        "R4 K4 review",
        "R4 K5 review",
        // An adult, and known by the row of the file for want of an id.
        "R5 7 auto",
        "R6  new",
        // Nothing but an earlier reference.
        "R7 K2 review",
        "R8 K4 auto",
    ];
    let found = verdicts(&String::from_utf8(output.stdout).unwrap());
    let found: Vec<&str> = found.iter().map(String::as_str).filter(|line| !line.starts_with("R3")).collect();
    assert_eq!(found, expected);
    assert!(said.contains("6 known children, 8 rows: ") && !said.contains("not used"), "{said}");
    assert!(said.contains("match-list.csv: row 4: \"dob\" 30/02/2010 is not a possible date"), "{said}");
}

#[test]
fn predictions_are_written_to_a_file_that_nobody_else_can_read() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("predictions.csv");
    std::fs::write(&out, "of yesterday, and much longer than what comes in its place\n".repeat(100)).unwrap();
    let output = matched(&["--out", out.to_str().unwrap()]);
    assert!(output.status.success() && output.stdout.is_empty());
    let written = std::fs::read_to_string(&out).unwrap();
    assert_eq!(written, String::from_utf8(matched(&[]).stdout).unwrap());
    let fresh = folder.path().join("fresh.json");
    assert!(matched(&["--format", "json", "--out", fresh.to_str().unwrap()]).status.success());
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&fresh).unwrap().permissions()) & 0o777, 0o600);
    let json: Value = serde_json::from_str(&std::fs::read_to_string(&fresh).unwrap()).unwrap();
    assert_eq!((&json["known"], &json["rows"], &json["predictions"][0]["candidates"][0]["id"]), (&json!(6), &json!(8), &json!("K1")));
}

#[test]
fn one_row_is_explained_in_words() {
    let said = String::from_utf8(matched(&["--explain", "R4"]).stdout).unwrap();
    assert!(
        said.starts_with("Row R4: A Hussain, born 22 Jan 2012, female, 63 Saffron Street, M8 7YE\nA person decides: 2 children"),
        "{said}"
    );
    for part in ["1. K4 Aaliyah Hussain, probability 0.", "  date of birth: the same (22 Jan 2012)", "not taken by itself: "] {
        assert!(said.contains(part), "{part} in:\n{said}");
    }
    assert!(said.lines().any(|line| line.trim_start().starts_with('+')), "evidence has its weight: {said}");
    let by_number = String::from_utf8(matched(&["--explain", "5"]).stdout).unwrap();
    assert_eq!(by_number, said, "row 5 of the spreadsheet");
    assert!(String::from_utf8(matched(&["--explain", "R1"]).stdout).unwrap().contains("Taken by itself"));
    let twin = String::from_utf8(matched(&["--explain", "R8"]).stdout).unwrap();
    assert!(twin.contains("1. K4 Aaliyah Hussain") && twin.contains("Next after it: K5 Amira Hussain, "), "{twin}");
    let new = String::from_utf8(matched(&["--explain", "R6"]).stdout).unwrap();
    assert!(new.contains("New: none of the 6 known children"), "{new}");
    let json: Value = serde_json::from_slice(&matched(&["--explain", "R4", "--format", "json"]).stdout).unwrap();
    assert_eq!((&json["verdict"], &json["candidates"][0]["name"]), (&json!("review"), &json!("Aaliyah Hussain")));
    assert!(json["candidates"][0]["evidence"][0]["bits"].is_number());
    assert!(refusal(matched(&["--explain", "R99"]), &[]).contains("no row \u{201c}R99\u{201d}"));
}

#[test]
fn a_file_matched_with_itself_finds_every_row() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("children.csv");
    std::fs::write(&file, invented_list("MIS/26", 150)).unwrap();
    let file = file.to_str().unwrap();
    let output = wayhome(&["match", "--known", file, "--list", file]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let expected: Vec<String> = (2..152).map(|row| format!("{row} {row} auto")).collect();
    assert_eq!(verdicts(&String::from_utf8(output.stdout).unwrap()), expected);
}

#[test]
fn columns_are_said_by_hand_and_rows_come_from_standard_input() {
    let folder = TempDir::new().unwrap();
    let known = folder.path().join("known.csv");
    std::fs::write(&known, "Kennung,Vorname,Nachname,Tag,Akten\nA,Nadia,Begum,14/02/2010,MIS/1|MIS/2\nB,Jude,Firth,01/02/2011,\n").unwrap();
    let known = known.to_str().unwrap();
    let map = ["Kennung=own_id", "Vorname=given", "Nachname=family", "Tag=dob", "Akten=police_refs"];
    let map = map.iter().flat_map(|pair| ["--map-known", pair]);
    let args: Vec<&str> = ["match", "--known", known, "--list", "-", "--map-list", "Kind=full_name"].into_iter().chain(map).collect();
    let mut child = Command::new(env!("CARGO_BIN_EXE_wayhome")).args(&args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"Kind\tBorn\tRef\nBEGUM, Nadia\t14/02/2010\tMIS/2\nFIRTH, Jude\t01/02/2011\t\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(verdicts(&String::from_utf8(output.stdout).unwrap()), ["2 A auto", "3 B auto"]);
}

#[test]
fn what_cannot_be_matched_is_refused_in_words() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_string()
    };
    let known = file("known.csv", "id,forename,surname,dob\nK1,Nadia,Begum,2010-02-14\n");
    let list = file("list.csv", "row,forename,surname,dob\nR1,Nadia,Begum,2010-02-14\n");
    let refused = |args: &[&str]| refusal(wayhome(&[&["match"][..], args].concat()), args);
    assert!(refused(&["--known", "nowhere.csv", "--list", &list]).contains("nowhere.csv cannot be opened: there is no such file"));
    assert!(refused(&["--known", "-", "--list", &list]).contains("only the list"));
    assert!(refused(&["--known", &known, "--list", &file("empty.csv", "")]).contains("empty.csv: the file is empty"));
    assert!(refused(&["--known", &known, "--list", &list, "--out", &list]).contains("is a file to be read"));
    assert!(refused(&["--known", &known, "--list", &list, "--out", folder.path().to_str().unwrap()]).contains("cannot be written"));
    let link = folder.path().join("link.csv");
    std::fs::hard_link(&list, &link).unwrap();
    assert!(
        refused(&["--known", &known, "--list", &list, "--out", link.to_str().unwrap()]).contains("is a file to be read"),
        "by any name"
    );
    assert!(refused(&["--known", &known, "--list", &list, "--explain", "R1", "--format", "csv"]).contains("in words or as JSON"));
    let twice = file("twice.csv", "id,forename,surname,dob\nK1,Nadia,Begum,2010-02-14\nK2,Jude,Firth,2011-02-01\nK1,Leo,Hart,2012-03-04\n");
    let words = refused(&["--known", &twice, "--list", &list]);
    assert!(words.contains("twice.csv: rows 2 and 4 have the same id \u{201c}K1\u{201d}"), "{words}");
    let wrong = refused(&["--known", &known, "--list", &list, "--map-known", "Born=dob"]);
    assert!(wrong.contains("known.csv: there is no column \"Born\""), "{wrong}");
    let nobody = file("nobody.csv", "Shade,Weight\nred,12\nblue,11\n");
    let words = refused(&["--known", &nobody, "--list", &list]);
    assert!(words.contains("nobody.csv: ") && !words.contains("--map "), "{words}");
    assert_eq!(wayhome(&["match", "--known", &known]).status.code(), Some(2), "a missing option is a mistake of usage");
}
