//! Records as they are printed: ids with their letter ("D12"), what is not known as null (docs/json.md). The journal keeps
//! them in its own shorter form, which is not touched.

use serde_json::Value;

/// Under which fields a record stands, what the journal's form leaves out of it, and what that says.
type LeftOut = (&'static [&'static str], &'static [&'static str], fn() -> Value);

const UNKNOWN: fn() -> Value = || Value::Null;
const NONE: fn() -> Value = || Value::Array(Vec::new());
const EMPTY: fn() -> Value = || Value::Object(serde_json::Map::new());
const NO: fn() -> Value = || Value::Bool(false);

#[rustfmt::skip]
const LEFT_OUT: &[LeftOut] = &[
    (&["child"], &[
        "own_id", "upn", "nhs_number", "police_nominal", "dob", "sex", "ethnicity", "address", "postcode", "care_status", "placement",
        "provider", "placing_authority", "placed_out_of_area", "school", "education", "social_worker", "team", "locality", "nrm", "health",
        "plan", "youth_justice",
    ], UNKNOWN),
    (&["child"], &["other_names", "markers"], NONE),
    (&["markers"], &["since", "set_by"], UNKNOWN),
    (&["episode", "episodes"], &[
        "police_ref", "category", "grade", "last_seen", "reported", "returned", "missing_from", "reported_by", "found_where", "found_how",
        "companions", "notes", "notice_of_return",
    ], UNKNOWN),
    (&["last_seen", "reported", "returned", "last_episode"], &["estimated"], NO),
    (&["listed"], &[
        "own_id", "upn", "nhs_number", "police_nominal", "dob", "age", "sex", "ethnicity", "address", "postcode", "care_status", "placement",
    ], UNKNOWN),
    (&["listed"], &["other_names"], NONE),
    (&["decision", "decisions"], &["business", "next_review", "rules_version", "replaces", "panel"], UNKNOWN),
    (&["decision", "decisions"], &["actions", "agencies", "dissent"], NONE),
    (&["actions", "action"], &["person", "due"], UNKNOWN),
    (&["candidate"], &["guards"], NONE),
    (&["file"], &["allocations", "attempts", "bookings", "answered", "closed"], NONE),
    (&["attempts"], &["offered"], NO),
    (&["allocations"], &["reason"], UNKNOWN),
    (&["attempts"], &["note"], UNKNOWN),
    (&["bookings"], &["worker", "cancelled"], UNKNOWN),
    (&["answered", "covers"], &["late"], UNKNOWN),
    (&["answered"], &["worker", "not_independent"], UNKNOWN),
    (&["closed"], &["note", "carers_account", "approver", "reopened"], UNKNOWN),
    (&["interviews"], &["record", "recorded", "signed", "withdrawn"], UNKNOWN),
    (&["interviews"], &["comments", "recorders"], NONE),
    (&["held"], &["worker", "source", "not_independent"], UNKNOWN),
    (&["record"], &["confidentiality_explained", "regards_as_missing"], UNKNOWN),
    (&["record"], &["answers"], EMPTY),
    (&["record"], &["push", "pull", "places", "named", "findings"], NONE),
    (&["findings"], &["ends_as", "why"], UNKNOWN),
    (&["findings"], &["recipients"], NONE),
    (&["meeting"], &["at", "at_since", "closed_at", "closed_by"], UNKNOWN),
    (&["meeting"], &["amendments", "papers"], NONE),
    (&["opening"], &["place"], UNKNOWN),
    (&["attendance"], &["note"], UNKNOWN),
    (&["attendance"], &["names"], NONE),
    (&["item"], &["band", "left", "turned"], UNKNOWN),
    (&["notes"], &["agency"], UNKNOWN),
    (&["business"], &["deferred_to"], UNKNOWN),
    (&["business-details"], &["source", "concern", "told", "needed_by"], UNKNOWN),
    (&["business-details"], &["children", "named", "markers", "attend", "people", "places", "vehicles", "themes", "hand_to"], NONE),
    (&["action-record"], &["decision", "episode", "business", "child", "meeting", "ended"], UNKNOWN),
    (&["action-record"], &["redated"], NONE),
    (&["ended"], &["difference"], UNKNOWN),
    (&["assessment"], &["allocated_to", "withdrawn"], UNKNOWN),
    (&["results"], &["review_on"], UNKNOWN),
];

/// The record under the field `under` ("decision", or empty for the whole of an answer) as it is printed.
pub fn printed(under: &str, value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(|item| printed(under, item)).collect(),
        Value::Object(fields) => {
            let mut fields: serde_json::Map<_, _> =
                fields.into_iter().map(|(name, value)| (name.clone(), field(under, &name, value))).collect();
            for (_, names, value) in LEFT_OUT.iter().filter(|(records, ..)| records.contains(&under)) {
                for name in *names {
                    fields.entry(*name).or_insert_with(value);
                }
            }
            Value::Object(fields)
        }
        plain => plain,
    }
}

fn field(under: &str, name: &str, value: Value) -> Value {
    // Names that stand for several kinds of record.
    let kind = match (under, name) {
        ("business", "details") => "business-details",
        ("meeting", "items") => "item",
        ("action-lines" | "lines", "record") => "action-record",
        (_, "actions" | "open_actions") if lists_actions(&value) => "action-lines",
        ("content", "business") => "business-sheet",
        ("content", "episode") => "episode-item",
        (_, "kept" | "merged" | "combined" | "one" | "other") | ("splitting", "record" | "from") | ("merged_records", "record") => "child",
        _ => name,
    };
    let letter = match (under, name) {
        ("child", "id") | (_, "child" | "child_id" | "children") => 'C',
        ("episode" | "episodes", "id") | (_, "episode") => 'E',
        ("decision" | "decisions", "id") | (_, "replaces" | "decision" | "decisions") => 'D',
        ("actions" | "action", "id") => 'A',
        ("interviews", "id") | (_, "interview") => 'I',
        ("findings", "id") | (_, "finding") => 'F',
        ("meeting", "id") | (_, "meeting") => 'M',
        ("business", "id") | (_, "business") => 'B',
        ("assessment", "id") => 'X',
        (_, "worker") => 'W',
        (_, "follow" | "episodes" | "not_identified") => 'E',
        ("names" | "homes", "record") => 'C',
        ("what" | "given", "action") => 'A',
        ("what" | "given", "assessment") => 'X',
        (_, "list") => 'L',
        _ => return printed(kind, value),
    };
    match value {
        Value::Array(items) if items.iter().all(Value::is_i64) => items.iter().map(|id| Value::String(format!("{letter}{id}"))).collect(),
        value => match value.as_i64() {
            Some(id) => format!("{letter}{id}").into(),
            None => printed(kind, value),
        },
    }
}

/// Actions as the register lists them, each with its record.
fn lists_actions(value: &Value) -> bool {
    value.as_array().is_some_and(|lines| lines.iter().all(|line| line.get("record").is_some()))
}

#[cfg(test)]
mod tests {
    use super::printed;
    use serde_json::json;

    #[test]
    fn ids_carry_their_letter_and_what_is_not_known_is_null() {
        let decision = json!({ "id": 2, "episode": 1, "child": 3, "replaces": 1, "actions": [{ "id": 4, "what": "visit" }] });
        assert_eq!(
            printed("decision", decision),
            json!({ "id": "D2", "episode": "E1", "child": "C3", "replaces": "D1", "next_review": null, "rules_version": null,
                    "business": null, "panel": null, "agencies": [], "dissent": [],
                    "actions": [{ "id": "A4", "what": "visit", "person": null, "due": null }] })
        );
    }
}
