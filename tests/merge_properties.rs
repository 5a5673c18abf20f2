//! Whatever happened before: merging two records and splitting them again changes nothing, an answer taken back is as if it had not
//! been given, and every table is what the journal says.

mod common;
#[path = "common/deeds.rs"]
mod deeds;
#[path = "common/meeting_deeds.rs"]
mod meeting_deeds;
use common::{Office, sound};
use deeds::{Now, a_hub, all_episodes, cases, deed, import, list_text, moment, perform, records, row, say_who, sight, who};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use wayhome::casebook::Hub;
use wayhome::child::ChildId;

/// The tables in which nothing but positions may differ once two records were merged and split again.
const TABLES: &[&str] = &[
    "child",
    "match_child",
    "match_key",
    "match_term",
    "episode",
    "together",
    "waiting",
    "not_same",
    "decision",
    "band_override",
    "wishes",
    "interview_file",
    "interview",
    "share",
    "business",
    "business_child",
    "item_left",
    "deferred",
    "action",
    "assessment",
    "own_record",
    "reported",
    "followed",
    "known_as",
    "relation",
    "asked",
];

/// Every row of the tables, without positions of the journal.
fn tables(office: &Office) -> Vec<String> {
    let db = office.database();
    let mut found = Vec::new();
    for table in TABLES {
        let mut select = db.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns: Vec<String> = select.column_names().iter().map(|name| name.to_string()).collect();
        let mut rows = select.query([]).unwrap();
        let mut of_table = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let values = columns.iter().enumerate().map(|(at, name)| match row.get::<_, rusqlite::types::Value>(at).unwrap() {
                rusqlite::types::Value::Text(doc) if matches!(name.as_str(), "doc" | "shown") => plain(&doc),
                other => format!("{other:?}"),
            });
            of_table.push(format!("{table}: {}", values.collect::<Vec<_>>().join(", ")));
        }
        of_table.sort();
        found.extend(of_table);
    }
    found
}

fn plain(doc: &str) -> String {
    let mut value = serde_json::from_str(doc).unwrap();
    without_positions(&mut value);
    value.to_string()
}

fn without_positions(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, value| !matches!(name.as_str(), "changed" | "seen") && !value.is_null());
            fields.values_mut().for_each(without_positions);
        }
        Value::Array(values) => values.iter_mut().for_each(without_positions),
        _ => {}
    }
}

/// All that can be seen of a hub: the boards, every case, every child, and what a list would be taken as.
fn everything(hub: &mut Hub, now: Now) -> Value {
    let cases: Vec<_> = all_episodes(hub).into_iter().map(|id| (id, hub.case(id, now).unwrap())).collect();
    let children: Vec<_> = records(hub)
        .into_iter()
        .map(|id| {
            let interviews = hub.latest_episode(id).unwrap();
            json!([id, hub.child(id).unwrap(), hub.child_history(id).unwrap(), hub.relations(id).unwrap(), interviews])
        })
        .collect();
    let rows: Vec<deeds::Row> = (0..12)
        .map(|child| deeds::Row {
            child,
            spelled: (child % 5) as u8,
            reference: None,
            hours_missing: 3,
            returned: false,
            grade: 0,
            impossible: false,
        })
        .collect();
    let report = import(hub, &list_text(&rows, now), true, now);
    let taken = json!([report.counts, report.created, report.updated, report.waiting, report.warnings]);
    let mut all = json!({ "sight": sight(hub, now), "cases": cases, "children": children, "taken": taken });
    without_positions(&mut all);
    all
}

/// What differs first, for a message that can be read.
fn same(before: &[String], after: &[String]) -> Result<(), String> {
    let gone: Vec<&String> = before.iter().filter(|row| !after.contains(row)).collect();
    let new: Vec<&String> = after.iter().filter(|row| !before.contains(row)).collect();
    if gone.is_empty() && new.is_empty() { Ok(()) } else { Err(format!("gone {gone:#?}\nnew {new:#?}")) }
}

/// A history in which whoever is merged has something of its own.
fn a_history(deeds: &[deeds::Deed]) -> (Office, Hub, Now) {
    let (office, mut hub) = a_hub();
    for (number, deed) in deeds.iter().enumerate() {
        perform(&office, &mut hub, deed, moment(number));
    }
    (office, hub, moment(deeds.len()))
}

proptest! {
    #![proptest_config(cases(10))]

    #[test]
    fn merging_and_splitting_again_changes_nothing(
        first in vec(row(), 4..8), deeds in vec(deed(), 4..24), kept in any::<Index>(), merged in any::<Index>(),
    ) {
        let mut history = vec![deeds::Deed::List(first)];
        history.extend(deeds);
        let (office, mut hub, now) = a_history(&history);
        let all: Vec<ChildId> = records(&hub);
        prop_assume!(all.len() > 1);
        let (kept, merged) = (*kept.get(&all), *merged.get(&all));
        prop_assume!(hub.merging(kept, merged, now).is_ok());
        let (before, rows) = (everything(&mut hub, now), tables(&office));
        hub.merge(kept, merged, "one child", None, now).unwrap();
        hub.verify().unwrap();
        prop_assert_eq!(hub.child(merged).unwrap().id, kept);
        prop_assert!(hub.splitting(merged).unwrap().to_ask.is_empty());
        hub.split(merged, Vec::new(), "two children", now).unwrap();
        prop_assert_eq!(same(&rows, &tables(&office)), Ok(()));
        prop_assert_eq!(everything(&mut hub, now), before);
        hub.verify().unwrap();
        hub.rebuild().unwrap();
        prop_assert_eq!(same(&rows, &tables(&office)), Ok(()));
    }

    #[test]
    fn a_merge_taken_back_changes_nothing_and_counts_again(
        deeds in vec(deed(), 6..24), kept in any::<Index>(), merged in any::<Index>(),
    ) {
        let (office, mut hub, now) = a_history(&deeds);
        let all: Vec<ChildId> = records(&hub);
        prop_assume!(all.len() > 1);
        let (kept, merged) = (*kept.get(&all), *merged.get(&all));
        prop_assume!(hub.merging(kept, merged, now).is_ok());
        let before = tables(&office);
        hub.merge(kept, merged, "one child", None, now).unwrap();
        let (one, rows) = (everything(&mut hub, now), tables(&office));
        let verb = hub.to_undo(now).unwrap().unwrap().verb;
        hub.undo(verb, now).unwrap();
        prop_assert_eq!(same(&before, &tables(&office)), Ok(()));
        hub.verify().unwrap();
        hub.redo(verb, now).unwrap();
        prop_assert_eq!(same(&rows, &tables(&office)), Ok(()));
        prop_assert_eq!(everything(&mut hub, now), one);
        hub.verify().unwrap();
    }

    #[test]
    fn an_answer_taken_back_is_as_if_it_had_not_been_given(deeds in vec(deed(), 6..24), row in any::<Index>(), new in any::<bool>(), which in any::<Index>()) {
        let (office, mut hub, now) = a_history(&deeds);
        let waiting = hub.waiting().unwrap();
        prop_assume!(!waiting.is_empty());
        let waiting = row.get(&waiting);
        let (episode, candidates) = (waiting.episode.id, &waiting.candidates);
        let (before, rows) = (everything(&mut hub, now), tables(&office));
        let answered = if new || candidates.is_empty() {
            hub.new_child(episode, None, now).map(drop)
        } else {
            hub.same_child(episode, which.get(candidates).child.id, None, now)
        };
        prop_assume!(answered.is_ok());
        let answer = everything(&mut hub, now);
        hub.take_back(episode, None, now).unwrap();
        prop_assert_eq!(everything(&mut hub, now), before);
        // The record of a child that left the register stays, and is seen by nobody; so is what was said not to be.
        let unseen = |row: &String| !["child:", "known_as:", "not_same:"].iter().any(|table| row.starts_with(table));
        let seen = |rows: Vec<String>| rows.into_iter().filter(unseen).collect::<Vec<_>>();
        prop_assert_eq!(same(&seen(rows), &seen(tables(&office))), Ok(()));
        hub.verify().unwrap();
        let verb = hub.to_redo(now).unwrap().unwrap().verb;
        hub.redo(verb, now).unwrap();
        prop_assert_eq!(everything(&mut hub, now), answer);
        hub.verify().unwrap();
    }

    #[test]
    fn after_any_history_of_who_is_who_a_rebuild_equals_the_live_tables(
        first in vec(row(), 4..8), deeds in vec(prop_oneof![2 => who().prop_map(deeds::Deed::Who), 1 => deed()], 8..40),
    ) {
        let mut history = vec![deeds::Deed::List(first)];
        history.extend(deeds);
        let (office, mut hub) = a_hub();
        for (number, deed) in history.iter().enumerate() {
            perform(&office, &mut hub, deed, moment(number));
        }
        sound(&hub, "hub-made");
        let now = moment(history.len());
        let before = everything(&mut hub, now);
        hub.rebuild().unwrap();
        prop_assert_eq!(everything(&mut hub, now), before);
    }

    /// Whatever is taken back and made to count again leaves all as it was.
    #[test]
    fn what_is_said_of_who_is_who_can_be_taken_back_and_counts_again(deeds in vec(deed(), 6..20), after in vec(who(), 1..8)) {
        let (_office, mut hub, now) = a_history(&deeds);
        for what in &after {
            drop(say_who(&mut hub, what, now));
        }
        let mut undone = Vec::new();
        let done = everything(&mut hub, now);
        while let Some(line) = hub.to_undo(now).unwrap().filter(|line| line.can && undone.len() < 6) {
            hub.undo(line.verb, now).unwrap();
            undone.push(line.verb);
        }
        hub.verify().unwrap();
        for _ in &undone {
            let line = hub.to_redo(now).unwrap().unwrap();
            prop_assert!(line.can, "{line:?}");
            hub.redo(line.verb, now).unwrap();
        }
        prop_assert_eq!(everything(&mut hub, now), done);
        hub.verify().unwrap();
    }
}
