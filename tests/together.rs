//! Two programs on one hub file: neither loses a write.

mod common;
use common::{MORNING, Office, at, invented_list, sound};
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

/// A command on the hub, started and left to run beside others.
fn start(office: &Office, args: &[&str]) -> Child {
    office.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits for a started command, which must succeed.
fn ended(child: Child) -> String {
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// An office with a list loaded, three children still missing.
fn an_office_with_a_list() -> Office {
    let office = Office::new();
    office.file("list.csv", invented_list("T", 3));
    office.run(&["import", "list", "list.csv"]);
    office
}

/// Starts all the commands while the hub is held, so that every one has read what it will act on before any can write.
fn all_at_once(office: &Office, commands: &[&[&str]]) -> Vec<std::process::Output> {
    let held = office.database();
    held.execute_batch("BEGIN IMMEDIATE").unwrap();
    let running: Vec<Child> = commands.iter().map(|args| start(office, args)).collect();
    // Long enough to derive the key and come to the write; a slower machine only makes the meeting less close.
    thread::sleep(Duration::from_secs(3));
    held.execute_batch("ROLLBACK").unwrap();
    running.into_iter().map(|child| child.wait_with_output().unwrap()).collect()
}

#[test]
fn programs_that_write_at_once_lose_nothing() {
    let office = an_office_with_a_list();
    let lists: Vec<String> = (0..6).map(|n| format!("list-{n}.csv")).collect();
    for (n, name) in lists.iter().enumerate() {
        office.file(
            name,
            invented_list(&format!("T{n}"), 4)
                .replace("19/11/2026", &format!("{}/11/2026", 10 + n))
                .replace("Test Street", &format!("Road {n}")),
        );
    }
    thread::scope(|scope| {
        for (person, episode) in [("1", "T/1"), ("2", "T/2")] {
            let office = &office;
            scope.spawn(move || {
                for n in 0..4 {
                    let why = format!("Decision {n} of person {person}");
                    ended(start(
                        office,
                        &["decide", episode, "--outcome", "advice", "--rationale", &why, "--action", "GMP: call by Mon 10:00"],
                    ));
                }
            });
        }
        for lists in lists.chunks(3) {
            let office = &office;
            scope.spawn(move || {
                for list in lists {
                    ended(start(office, &["import", "list", list]));
                }
            });
        }
    });
    let hub = office.open();
    assert_eq!(sound(&hub, "list-loaded"), 7);
    assert_eq!(sound(&hub, "decision-recorded"), 8);
    for reference in ["T/1", "T/2"] {
        let decisions = hub.case(hub.find_episode(reference).unwrap(), at(MORNING)).unwrap().decisions;
        assert_eq!(decisions.len(), 4, "decisions on {reference}");
    }
    let mut actions: Vec<i64> = ["T/1", "T/2"]
        .iter()
        .flat_map(|reference| hub.case(hub.find_episode(reference).unwrap(), at(MORNING)).unwrap().decisions)
        .flat_map(|decision| decision.actions.into_iter().map(|action| action.id.0))
        .collect();
    actions.sort_unstable();
    assert_eq!(actions, (1..=8).collect::<Vec<_>>(), "every action has a number of its own");
    for n in 0..6 {
        assert!(hub.find_episode(&format!("T{n}/4")).is_ok(), "list {n} is there");
    }
}

#[test]
fn the_same_list_loaded_by_two_people_at_once_counts_once() {
    let office = an_office_with_a_list();
    office.file("friday.csv", invented_list("F", 3));
    let load: &[&str] = &["--format", "json", "import", "list", "friday.csv"];
    let reports: Vec<serde_json::Value> =
        all_at_once(&office, &[load, load]).iter().map(|output| serde_json::from_slice(&output.stdout).unwrap()).collect();
    let again = reports.iter().filter(|report| !report["loaded_before"].is_null()).count();
    assert_eq!(again, 1, "one of the two is told that the list was loaded already: {reports:#?}");
    assert_eq!(sound(&office.open(), "list-loaded"), 2);
}

#[test]
fn a_refused_row_put_right_by_two_people_at_once_is_taken_once() {
    let office = an_office_with_a_list();
    office.file("friday.csv", invented_list("F", 1).replace("19/11/2026", "31/11/2026"));
    office.run(&["import", "list", "friday.csv"]);
    let retry: &[&str] = &["refused", "retry", "R1", "--set", "reported=19/11/2026 10:00"];
    let aside: &[&str] = &["refused", "aside", "R1", "--reason", "a test row"];
    let codes: Vec<Option<i32>> = all_at_once(&office, &[retry, aside, retry]).iter().map(|output| output.status.code()).collect();
    assert_eq!(codes.iter().filter(|code| **code == Some(0)).count(), 1, "{codes:?}");
    let hub = office.open();
    assert_eq!(sound(&hub, "row-put-right") + sound(&hub, "row-set-aside"), 1);
}

#[test]
fn what_another_program_wrote_is_noticed() {
    let office = an_office_with_a_list();
    let hub = office.open();
    let before = hub.data_version().unwrap();
    assert_eq!(hub.data_version().unwrap(), before);
    office.run(&["decide", "T/1", "--outcome", "advice", "--rationale", "Said elsewhere"]);
    assert_ne!(hub.data_version().unwrap(), before);
    assert_eq!(hub.case(hub.find_episode("T/1").unwrap(), at(MORNING)).unwrap().decisions.len(), 1);
}
