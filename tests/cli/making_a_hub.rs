//! `init`, passphrases, settings, and what is no hub.

use super::common::{PASSPHRASE, opening};
use super::*;
use wayhome::casebook::Hub;
use wayhome::casebook::event::{Event, Profile};
use wayhome::demo::Entry;

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
    let rules = std::fs::read_to_string(office.path("new/city.rules.toml")).unwrap();
    assert!(rules.starts_with('#') && rules.contains("[[rule]]"), "the rules are there to be changed");
    let bytes = std::fs::read(&hub).unwrap();
    assert!(!bytes.windows(8).any(|part| part == b"City hub"), "the file is encrypted");
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&hub.metadata().unwrap().permissions()) & 0o777, 0o600);

    let again = wayhome(&["--hub", hub_text, "--passphrase-file", passphrase, "init"]);
    assert!(refusal(again, &["init"]).contains("is there already; nothing was changed"));
    assert_eq!(std::fs::read(&hub).unwrap(), bytes);
}

#[test]
fn a_hub_of_an_older_version_says_how_far_it_is_while_it_is_brought_up_to_date() {
    let office = Office::new();
    let mut history = vec![Event::HubMade { name: "Old hub".into(), training: true }];
    let named = |n| Event::ProfileSaved { name: format!("list {n}"), profile: Profile::default() };
    history.extend((1..2_500).map(named));
    let hub = office.path("old.wayhome");
    let entry = Entry { at: "2026-10-05T08:00:00Z".parse().unwrap(), actor: "D. Manager", events: history };
    drop(Hub::make_from(&hub, PASSPHRASE, opening("D. Manager"), std::iter::once(entry)).unwrap());
    let office = Office::with(&std::fs::read(&hub).unwrap());
    let said = |office: &Office| String::from_utf8(office.command(&["board"]).output().unwrap().stderr).unwrap();
    assert_eq!(said(&office), "", "it is of today");
    office.database().execute("UPDATE meta SET views_version = 1", []).unwrap();
    assert_eq!(said(&office), "Bringing the hub up to date: 2,500 of 2,500 entries\n");
    assert_eq!(said(&office), "", "once");
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

#[test]
fn rules_that_are_there_already_are_kept_and_a_short_passphrase_is_warned_of() {
    let office = Office::new();
    let rules =
        "name = \"our rules\"\n[[rule]]\nid = \"a\"\ntitle = \"A\"\nsource = \"local\"\nband = \"high\"\nwhen = { still_missing = true }\n";
    office.file("own.rules.toml", rules);
    let (hub, passphrase) = (office.path("own.wayhome"), office.private_file("short", "seven77"));
    let with = ["--format", "json", "--hub", hub.to_str().unwrap(), "--passphrase-file", passphrase.to_str().unwrap()];
    let made = wayhome(&[&with[..], &["init"]].concat());
    let said: Value = serde_json::from_slice(&made.stdout).unwrap();
    assert_eq!((&said["ok"], &said["name"]), (&json!(true), &json!("Safeguarding hub")));
    assert!(String::from_utf8(made.stderr).unwrap().contains("shorter than 8 characters"));
    assert_eq!(std::fs::read_to_string(office.path("own.rules.toml")).unwrap(), rules);
    let listed: Value = serde_json::from_slice(&wayhome(&[&with[..], &["rules", "list"]].concat()).stdout).unwrap();
    assert_eq!(each(&listed, "rule"), ["a"]);
}
