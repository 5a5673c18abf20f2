//! Every command, through the binary: what it prints, what it writes, and what it refuses.

mod common;
use common::{CASELOAD, FRIDAY, MORNING, Office, lists, refusal};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Runs `wayhome` with these arguments and nothing else.
fn wayhome(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wayhome")).args(args).stdin(Stdio::null()).output().unwrap()
}

/// An empty hub and the files of a morning beside it.
fn an_empty_hub() -> Office {
    let office = Office::new();
    office.file("caseload.csv", CASELOAD);
    office.file("friday.csv", FRIDAY);
    office
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} should be text"))
}

/// The values of a field of every item of a list.
fn each<'a>(list: &'a Value, field: &str) -> Vec<&'a str> {
    list.as_array().unwrap().iter().map(|item| text(&item[field])).collect()
}

mod making_a_hub {
    use super::*;

    #[test]
    fn init_makes_a_hub_that_only_its_owner_can_read_and_its_settings() {
        let office = Office::new();
        let hub = office.path("new/city.wayhome");
        let passphrase = office.path("passphrase");
        let (hub_text, passphrase) = (hub.to_str().unwrap(), passphrase.to_str().unwrap());
        let made = wayhome(&["--hub", hub_text, "--passphrase-file", passphrase, "init", "--name", "City hub"]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        assert!(String::from_utf8(made.stdout).unwrap().contains("City hub"));
        let settings = std::fs::read_to_string(office.path("new/city.settings.toml")).unwrap();
        assert!(settings.starts_with('#') && settings.contains("[thresholds]"), "the settings explain themselves");
        let bytes = std::fs::read(&hub).unwrap();
        assert!(!bytes.windows(8).any(|part| part == b"City hub"), "the file is encrypted");
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&hub.metadata().unwrap().permissions()) & 0o777, 0o600);

        let again = wayhome(&["--hub", hub_text, "--passphrase-file", passphrase, "init"]);
        assert!(refusal(again, &["init"]).contains("is there already; nothing was changed"));
        assert_eq!(std::fs::read(&hub).unwrap(), bytes);
    }

    #[test]
    fn the_clock_set_by_hand_reads_any_hub_and_writes_only_in_training() {
        let office = Office::new();
        let hub = office.path("real.wayhome");
        let passphrase = office.path("passphrase");
        let real = ["--hub", hub.to_str().unwrap(), "--passphrase-file", passphrase.to_str().unwrap()];
        let with = |args: &[&str]| wayhome(&[&real, args].concat());
        let now = ["--now", MORNING];
        assert!(refusal(with(&[&now[..], &["init"]].concat()), &["init"]).contains("--now"));
        assert!(!hub.exists());
        assert!(with(&["init"]).status.success());
        let board = with(&[&now[..], &["board"]].concat());
        assert!(board.status.success());
        assert!(String::from_utf8(board.stdout).unwrap().contains("Fri 20 Nov 2026 08:41"));

        let list = office.file("friday.csv", FRIDAY);
        let load = ["import", "list", list.to_str().unwrap()];
        let before = with(&["--format", "json", "verify"]).stdout;
        assert!(refusal(with(&[&now[..], &load].concat()), &load).contains("--now"));
        assert_eq!(with(&["--format", "json", "verify"]).stdout, before, "nothing was written");
        assert!(with(&[&now[..], &load, &["--dry-run"]].concat()).status.success(), "to look is no writing");

        // A training hub says so on its board.
        assert!(office.run(&["board"]).lines().next().unwrap().contains("TRAINING"));
    }

    #[cfg(unix)]
    #[test]
    fn a_passphrase_file_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let office = Office::new();
        std::fs::set_permissions(office.path("passphrase"), PermissionsExt::from_mode(0o640)).unwrap();
        let words = office.refused(&["board"]);
        assert!(words.contains("others can read the passphrase file") && words.contains("chmod 600"), "{words}");
    }

    #[test]
    fn a_wrong_passphrase_says_so_and_changes_nothing() {
        let office = Office::on_friday();
        let before = std::fs::read(&office.hub).unwrap();
        office.private_file("passphrase", "Not a real one");
        for args in [&["board"][..], &["import", "list", "friday.csv"], &["rebuild"]] {
            let words = office.refused(args);
            assert!(words.contains("the passphrase does not open") && words.contains("nothing was changed"), "{words}");
        }
        assert_eq!(std::fs::read(&office.hub).unwrap(), before);
    }

    #[test]
    fn what_is_no_hub_is_said_to_be_none() {
        let office = Office::new();
        let plain = office.file("letter.txt", "Dear all");
        let passphrase = office.path("passphrase");
        let on = |hub: &str| refusal(wayhome(&["--hub", hub, "--passphrase-file", passphrase.to_str().unwrap(), "board"]), &["board"]);
        assert!(on(plain.to_str().unwrap()).contains("is not a Wayhome hub file"));
        let words = on(office.path("nowhere.wayhome").to_str().unwrap());
        assert!(words.contains("there is no hub at") && words.contains("wayhome init"), "{words}");
        assert!(on(office.dir.path().to_str().unwrap()).starts_with("wayhome: "));
    }

    #[test]
    fn a_bad_setting_is_named_with_its_line() {
        let office = Office::new();
        office.file("hub.settings.toml", "[thresholds]\ninterview_hours = \"many\"\n");
        let words = office.refused(&["board"]);
        assert!(words.contains("hub.settings.toml") && words.contains("line 2"), "{words}");
    }
}

mod the_demo {
    use super::*;

    #[test]
    fn without_a_terminal_it_prints_the_board_and_leaves_nothing() {
        let temp = TempDir::new().unwrap();
        let mut demo = Command::new(env!("CARGO_BIN_EXE_wayhome"));
        let output = demo.args(["--now", MORNING, "demo"]).env("TMPDIR", temp.path()).stdin(Stdio::null()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let board = String::from_utf8(output.stdout).unwrap();
        assert!(board.contains("Still missing") && board.contains("Nadia Begum"), "{board}");
        assert_eq!(std::fs::read_dir(temp.path()).unwrap().count(), 0);
    }

    #[test]
    fn kept_it_leaves_a_hub_its_passphrase_and_the_list_of_the_morning() {
        let temp = TempDir::new().unwrap();
        let hub = temp.path().join("kept.wayhome");
        let keep = ["--now", MORNING, "demo", "--keep", hub.to_str().unwrap()];
        let output = wayhome(&keep);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let (passphrase, list) = (hub.with_extension("passphrase"), hub.with_extension("list.csv"));
        let on = ["--hub", hub.to_str().unwrap(), "--passphrase-file", passphrase.to_str().unwrap(), "--now", MORNING, "--format", "json"];
        let loaded = wayhome(&[&on[..], &["import", "list", list.to_str().unwrap()]].concat());
        assert!(loaded.status.success(), "{}", String::from_utf8_lossy(&loaded.stderr));
        let report: Value = serde_json::from_slice(&loaded.stdout).unwrap();
        assert!(report["waiting"].as_u64() >= Some(1), "a doubtful match is met: {report}");
        assert!(!report["refused"].as_array().unwrap().is_empty(), "a refused row is met");
        assert!(!report["missing_from_list"].as_array().unwrap().is_empty(), "a disappeared child is met");
        assert!(wayhome(&[&on[..], &["verify"]].concat()).status.success());
        assert!(refusal(wayhome(&keep), &keep).contains("is there already; nothing was changed"));
    }
}

mod loading {
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
        office
            .file("next.csv", odd(&FRIDAY.replace("MIS/26/2,Thi Lan,Nguyen,09/09/2010,Medium", "MIS/26/2,Thi Lan,Nguyen,09/09/2010,High")));
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
            ("nowhere.csv", "cannot be opened"),
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
}

mod the_morning {
    use super::*;

    #[test]
    fn the_board_has_the_fields_that_scripts_rely_on() {
        let office = Office::on_friday();
        let board = office.json(&["board"]);
        assert_eq!(each(&board, "section"), ["still-missing", "returned", "waiting"]);
        let lan = &board[0];
        assert_eq!(
            lan["child"],
            json!({ "id": "C3", "name": "Thi Lan Nguyen", "dob": "2010-09-09", "age": 16, "care_status": "looked-after" })
        );
        for (field, value) in [
            ("police_ref", json!("MIS/26/2")),
            ("police_grade", json!("medium")),
            ("status", json!("missing")),
            ("reported_at", json!("2026-11-18T22:00:00Z")),
            ("returned_at", Value::Null),
        ] {
            assert_eq!(lan["episode"][field], value, "{field}");
        }
        assert!(text(&lan["episode"]["id"]).starts_with('E'));
        let triage = lan["triage"].as_object().unwrap();
        for field in ["band", "fired", "near", "untested", "override"] {
            assert!(triage.contains_key(field), "triage lacks {field}");
        }
        let fired = triage["fired"][0].as_object().unwrap();
        for field in ["rule", "title", "evidence", "clears_on"] {
            assert!(fired.contains_key(field), "a fired rule lacks {field}");
        }
        assert_eq!((&lan["interview"], &lan["decision"]), (&Value::Null, &Value::Null));
        assert_eq!(board[1]["episode"]["returned_at"], "2026-11-20T05:10:00Z");
        assert!(board[1]["interview"].is_object());

        let csv = office.run(&["--format", "csv", "board"]);
        let mut rows = csv::Reader::from_reader(csv.as_bytes());
        let header = rows.headers().unwrap().clone();
        assert_eq!(header.iter().take(4).collect::<Vec<_>>(), ["section", "child", "name", "dob"]);
        assert_eq!(rows.records().count(), 3);
        let plain = office.run(&["board"]);
        assert!(plain.contains("1 of 1. ") && plain.contains("Thi Lan Nguyen") && !plain.contains('\u{1b}'), "{plain}");
        assert_eq!(office.run(&[]), plain, "without a command and without a terminal: the board");
    }

    #[test]
    fn a_doubtful_row_waits_with_its_candidates_until_a_person_says_who_it_is() {
        let office = Office::on_friday();
        let waiting = office.json(&["review", "list", "--format", "json"]);
        assert_eq!(waiting[0]["police_ref"], "MIS/26/3");
        let candidate = &waiting[0]["candidates"][0];
        assert_eq!((&candidate["id"], &candidate["name"]), (&json!("C2"), &json!("Kayden Ashworth")));
        assert!(office.run(&["review"]).contains("wayhome review same"));
        assert!(office.refused(&["review", "same", "MIS/26/3", "C99"]).contains("C99"));
        assert!(office.refused(&["review", "same", "MIS/26/9", "C2"]).contains("MIS/26/9"));
        assert!(office.run(&["review", "same", "MIS/26/3", "1002"]).contains("Kayden Ashworth"));
        assert_eq!(office.json(&["review", "list"]), json!([]));
        assert!(office.refused(&["review", "new", "MIS/26/3"]).contains("does not wait"));
        assert!(office.run(&["child", "Kayden"]).contains("MIS/26/3"));
    }

    #[test]
    fn a_doubtful_row_can_be_a_child_nobody_knew() {
        let office = Office::on_friday();
        let row = office.json(&["review", "list"])[0]["row"].clone();
        let said = office.json(&["review", "new", text(&row)]);
        assert_eq!((&said["police_ref"], &said["child"]), (&json!("MIS/26/3"), &json!("C4")));
        assert_eq!(office.json(&["review", "list"]), json!([]));
    }

    #[test]
    fn a_refused_row_is_listed_and_put_right_or_set_aside() {
        let office = Office::on_friday();
        let rows = office.json(&["refused", "list"]);
        assert_eq!(
            (&rows[0]["id"], &rows[0]["file"], &rows[0]["cells"]["family"]),
            (&json!("R1"), &json!("friday.csv"), &json!("Zielinski"))
        );
        assert!(office.run(&["refused"]).contains("R1: friday.csv, row 5"));
        assert!(office.run(&["refused", "retry"]).starts_with("R1: "), "as it stands it is still refused, and says why");
        assert!(office.refused(&["refused", "retry", "R1", "--set", "reported=30/02/2026 10:00"]).contains("still cannot be taken"));
        assert!(office.refused(&["refused", "retry", "--set", "reported=30/10/2026 10:00"]).contains("which row"));
        assert!(office.refused(&["refused", "retry", "8"]).contains("R8"));
        assert!(office.refused(&["refused", "retry", "R7"]).contains("R7"));
        assert!(office.refused(&["refused", "aside", "R1", "--reason", " "]).contains("why"));
        let other = Office::with(&std::fs::read(&office.hub).unwrap());
        assert_eq!(office.run(&["refused", "retry", "R1", "--set", "reported=19/11/2026 10:00"]), "R1: new episode\n");
        assert_eq!(office.json(&["refused", "list"]), json!([]));
        assert!(each(&office.json(&["board"]), "section").len() == 4);
        other.run(&["refused", "aside", "R1", "--reason", "a test row"]);
        assert_eq!(other.json(&["refused", "list"]), json!([]));
        assert!(other.refused(&["refused", "aside", "R1", "--reason", "a test row"]).contains("R1"));
    }

    #[test]
    fn decisions_are_recorded_shown_and_minuted() {
        let office = Office::on_friday();
        let id = office.json(&["board"])[0]["episode"]["id"].clone();
        let why = ["--rationale", "Third night out"];
        let nadia = office.json(
            &[
                &["decide", "MIS/26/1", "--outcome", "advice,early-help", "--action", "GMP: phone work on last number by Mon 12:00"][..],
                &["--action", "CSC Ann Lee: see the mother", "--review", "in 5 working days"],
                &why,
            ]
            .concat(),
        );
        assert_eq!((&nadia["outcomes"], &nadia["next_review"]), (&json!(["advice", "early-help"]), &json!("2026-11-27")));
        let actions = &nadia["actions"];
        assert_eq!(each(actions, "agency"), ["Greater Manchester Police", "Children's Social Care"]);
        assert_eq!((&actions[0]["due"]["at"], &actions[1]["person"]), (&json!("2026-11-23T12:00:00Z"), &json!("Ann Lee")));
        let lan = office.run(&[&["decide", text(&id), "--outcome", "strategy-meeting"][..], &why].concat());
        assert_eq!(lan, "D2 recorded: strategy meeting\n");
        let better = ["decide", "MIS/26/2", "--outcome", "strategy-meeting", "--rationale", "Better said", "--replaces", "D2"];
        office.run(&better);
        assert!(office.refused(&better).contains("D2"), "an old wording is not changed twice");

        let minutes = office.run(&["minutes"]);
        for said in ["# ", "Nadia Begum", "phone work on last number", "Third night out", "Better said"] {
            assert!(minutes.contains(said), "the minutes lack {said}:\n{minutes}");
        }
        assert_eq!(office.run_at("2026-11-21T09:00:00Z", &["minutes", "yesterday"]).contains("Better said"), true);
        assert!(!office.run(&["minutes", "19/11/2026"]).contains("Nadia"));
        assert!(office.refused(&["minutes", "someday"]).contains("someday"));
        let child = office.run(&["child", "nadia", "begum"]);
        assert!(child.contains("advice and guidance") && child.contains("MIS/26/1"), "{child}");
        assert_eq!(office.json(&["child", "1001"])["decisions"][0]["rationale"], "Third night out");
        assert!(office.refused(&["child", "Nobody"]).contains("Nobody"));
    }

    #[test]
    fn a_decision_that_says_too_little_or_nonsense_is_refused_and_not_recorded() {
        let office = Office::on_friday();
        let decide = |more: &[&str]| office.refused(&[&["decide", "MIS/26/1"][..], more].concat());
        let why = ["--rationale", "Because"];
        let with = |more: &[&str]| decide(&[&why[..], more].concat());
        assert!(decide(&["--outcome", "advice", "--rationale", "  "]).contains("rationale"));
        assert!(with(&["--outcome", "advise"]).contains("advise"));
        assert!(with(&["--outcome", "advice,no-further-action"]).contains("stands alone"));
        assert!(with(&["--outcome", "advice", "--action", "phone work by Fri"]).contains("agency"));
        assert!(with(&["--outcome", "advice", "--action", "GMP: phone work by frday"]).contains("frday"));
        assert!(with(&["--outcome", "advice", "--review", "19/11/2026"]).contains("past"));
        assert!(with(&["--outcome", "advice", "--replaces", "D7"]).contains("D7"));
        assert!(office.refused(&["decide", "MIS/99/1", "--outcome", "advice", "--rationale", "Because"]).contains("MIS/99/1"));
        assert!(!office.run(&["journal"]).contains("decided"));
        let usage = office.command(&["decide", "MIS/26/1", "--outcome", "advice"]).output().unwrap();
        assert_eq!(usage.status.code(), Some(2), "a missing option is a mistake of usage");
    }

    #[test]
    fn the_chairs_band_stands_until_it_is_taken_back() {
        let office = Office::on_friday();
        office.run(&["band", "MIS/26/2", "critical", "--reason", "seen with an adult"]);
        let triage = office.json(&["board"])[0]["triage"].clone();
        assert_eq!((&triage["band"], &triage["override"]["reason"]), (&json!("critical"), &json!("seen with an adult")));
        assert!(office.run(&["board"]).contains("set by the chair"));
        assert!(office.refused(&["band", "MIS/26/2", "dire", "--reason", "why"]).contains("dire"));
        assert!(office.refused(&["band", "MIS/26/2", "high", "--reason", ""]).contains("reason"));
        office.run(&["band", "MIS/26/2", "rules", "--reason", "police know"]);
        assert_eq!(office.json(&["board"])[0]["triage"]["override"], Value::Null);
    }
}

mod the_rules {
    use super::*;

    #[test]
    fn a_rule_file_is_checked_with_its_line_and_the_likely_word() {
        let office = Office::new();
        let good = wayhome(&["rules", "check", concat!(env!("CARGO_MANIFEST_DIR"), "/assets/rules.toml")]);
        assert!(good.status.success());
        let rules = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/rules.toml")).unwrap();
        let line = 1 + rules.lines().position(|line| line.starts_with("when") && line.contains("age =")).unwrap();
        let bad = rules.lines().enumerate().map(|(n, text)| if n + 1 == line { text.replace("age =", "agee =") } else { text.into() });
        let bad = office.file("bad.toml", bad.collect::<Vec<String>>().join("\n"));
        let words = refusal(wayhome(&["rules", "check", bad.to_str().unwrap()]), &["rules", "check"]);
        assert!(words.contains("agee") && words.contains(&format!("line {line}")) && words.contains("did you mean"), "{words}");
        assert!(refusal(wayhome(&["rules", "check", "/nowhere.toml"]), &["rules", "check"]).contains("cannot be read"));
    }

    #[test]
    fn a_band_is_explained_by_child_or_by_reference() {
        let office = Office::on_friday();
        let by_reference = office.json(&["rules", "explain", "MIS/26/1"]);
        assert_eq!(office.json(&["rules", "explain", "Nadia"]), by_reference);
        assert!(!by_reference["fired"].as_array().unwrap().is_empty());
        let words = office.run(&["rules", "explain", "C1"]);
        assert!(words.contains("Band: ") && words.contains("source: "), "{words}");
        assert!(office.refused(&["rules", "explain", "Nobody"]).contains("Nobody"));
        assert!(office.json(&["rules", "list"]).as_array().unwrap().len() >= 25, "at least 25 rules are shipped");
    }
}

mod the_record {
    use super::*;

    #[test]
    fn the_journal_tells_what_was_done_since_when_and_to_whom() {
        let office = Office::on_friday();
        office.run(&["decide", "MIS/26/1", "--outcome", "advice", "--rationale", "Third night out"]);
        let all = office.json(&["journal"]);
        let positions: Vec<i64> = all.as_array().unwrap().iter().map(|entry| entry["position"].as_i64().unwrap()).collect();
        assert_eq!(positions, (1..=positions.len() as i64).collect::<Vec<_>>());
        let last = all.as_array().unwrap().last().unwrap();
        assert_eq!(
            (&last["kind"], &last["actor"], &last["recorded_at"]),
            (&json!("decision-recorded"), &json!("D. Manager"), &json!("2026-11-20T08:41:00Z"))
        );
        let today = office.json(&["journal", "--since", "today"]);
        assert!(each(&today, "kind").iter().all(|kind| *kind != "child-added") && each(&today, "kind").contains(&"list-loaded"));
        assert_eq!(each(&office.json(&["journal", "--since", "2026-11-20T08:41:00Z"]), "kind"), ["decision-recorded"]);
        let nadia = office.json(&["journal", "--child", "Nadia"]);
        assert_eq!(each(&nadia, "kind"), ["child-added", "episode-reported", "decision-recorded"]);
        assert!(office.refused(&["journal", "--child", "Nobody"]).contains("Nobody"));
    }

    #[test]
    fn a_changed_past_does_not_verify_and_the_entry_is_named() {
        let office = Office::on_friday();
        assert_eq!(office.json(&["verify"])["ok"], json!(true));
        let sound = std::fs::read(&office.hub).unwrap();
        for (tamper, said) in [
            ("UPDATE journal SET payload = replace(payload, 'Nadia', 'Nadja') WHERE position = 2", "entry 2: its text was changed"),
            ("UPDATE journal SET actor = 'Somebody Else' WHERE position = 3", "entry 3: its place in the chain was changed"),
            ("UPDATE journal SET recorded_at = recorded_at + 1 WHERE position = 3", "entry 3: its place in the chain was changed"),
            ("DELETE FROM journal WHERE position = 4", "entry 5: entries before it are gone"),
        ] {
            let office = Office::with(&sound);
            office.database().execute_batch(tamper).unwrap();
            let words = office.refused(&["verify"]);
            assert!(words.contains(said), "{tamper}: {words}");
        }
    }

    #[test]
    fn a_changed_table_does_not_verify_and_is_made_again_from_the_journal() {
        let office = Office::on_friday();
        let board = office.json(&["board"]);
        office
            .database()
            .execute_batch("UPDATE episode SET ended = 1 WHERE police_ref = 'MIS/26/2'; DELETE FROM refused; DELETE FROM waiting;")
            .unwrap();
        let words = office.refused(&["verify"]);
        assert!(words.contains("table episode") && words.contains("wayhome rebuild"), "{words}");
        office.run(&["rebuild"]);
        assert!(office.run(&["verify"]).contains("hold together"));
        assert_eq!(office.json(&["board"]), board);
        assert_eq!(office.json(&["refused"]).as_array().unwrap().len(), 1);
    }

    #[test]
    fn the_end_of_the_journal_cannot_be_cut_off_unnoticed() {
        let office = Office::on_friday();
        office.database().execute_batch("DELETE FROM journal WHERE position = (SELECT max(position) FROM journal)").unwrap();
        assert!(office.refused(&["verify"]).contains("is not what the journal says"));
    }
}

#[test]
fn completions_are_printed_for_a_shell() {
    let bash = wayhome(&["completions", "bash"]);
    assert!(bash.status.success());
    assert!(String::from_utf8(bash.stdout).unwrap().contains("complete -F _wayhome"));
}

#[test]
fn mistakes_of_usage_end_with_two() {
    for args in [&["bord"][..], &["import", "list"], &["--now", "yesterday", "board"], &["import", "list", "f", "--map", "no-equals-sign"]]
    {
        let output = wayhome(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty());
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_listening_is_no_error() {
    let office = Office::on_friday();
    let mut child = office.command(&["journal", "--format", "json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Closed before a byte was read, as `| head -0` does it.
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
