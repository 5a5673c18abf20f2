//! Every command, through the binary: what it prints, what it writes, and what it refuses.

#[path = "../common/mod.rs"]
mod common;
mod figures;
mod loading;
mod making_a_hub;
mod return_interviews;
mod the_demo;
mod the_meeting;
mod the_morning;
mod the_record;
mod the_rules;
mod two_files;
mod who;
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
