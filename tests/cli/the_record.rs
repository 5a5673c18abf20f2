//! `journal`, `verify` and `rebuild`.

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
    let words = office.refused(&["journal", "--since", "last week"]);
    assert!(words.contains("yesterday") && !words.contains("in 5 working days"), "what is offered lies in the past: {words}");
}

#[test]
fn a_changed_past_does_not_verify_and_the_entry_is_named() {
    let office = Office::on_friday();
    assert_eq!(office.json(&["verify"])["ok"], json!(true));
    let sound = std::fs::read(&office.hub).unwrap();
    for (tamper, said) in [
        ("UPDATE journal SET payload = replace(payload, 'Nadia', 'Nadja') WHERE position = 2", "entry 2: its text was changed"),
        (
            "UPDATE journal SET salt = NULL, payload = replace(payload, 'Nadia', 'Nadja') WHERE position = 2",
            "entry 2: its text was changed",
        ),
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
    assert_eq!(office.json(&["rebuild"])["ok"], json!(true));
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
