//! Records, signs, histories and relations in words.

use crate::calendar::{day_of, long_moment, plain_day};
use crate::casebook::Hub;
use crate::casebook::error::Result;
use crate::casebook::event::Candidate;
use crate::casebook::who_view::{ChildHistory, MergedRecord, Part, Relation, Sign};
use crate::child::{Child, ChildId};
use crate::cli::json::printed;
use crate::episode::Moment;
use serde_json::{Value, json};
use std::fmt::Write;

/// "C2 Kayden Ashworth, born 4 Mar 2011".
pub fn child(child: &Child) -> String {
    let born = child.details.dob.map_or("no date of birth".to_string(), |dob| format!("born {}", plain_day(dob)));
    format!("{} {}, {born}", child.id, child.details.full_name())
}

/// What agrees and what differs, part by part; parts that nobody knows are left out.
pub fn parts(out: &mut String, parts: &[Part]) {
    for part in parts.iter().filter(|part| !(part.ours.is_empty() && part.theirs.is_empty())) {
        let shown = |value: &str| if value.is_empty() { "(not known)".to_string() } else { value.to_string() };
        let values = match part.sign {
            Sign::Same if part.ours == part.theirs => part.ours.clone(),
            _ => format!("{} / {}", shown(&part.ours), shown(&part.theirs)),
        };
        let _ = writeln!(out, "      {} {}: {values}", part.sign.label(), part.field);
    }
}

/// What speaks for and against a candidate, and why it was not taken by itself.
pub fn evidence(out: &mut String, candidate: &Candidate) {
    for evidence in &candidate.evidence {
        let sign = match evidence.bits {
            0.0 => "note".to_string(),
            bits => format!("{} ({bits:+.1})", if bits > 0.0 { "for" } else { "against" }),
        };
        let _ = writeln!(out, "      {sign}: {}", evidence.words);
    }
    for guard in &candidate.guards {
        let _ = writeln!(out, "      not taken by itself: {guard}");
    }
}

/// "twin of C9 Jayden Ashworth (says the mother)".
pub fn relation(relation: &Relation) -> String {
    let note = if relation.note.is_empty() { String::new() } else { format!(" ({})", relation.note) };
    format!("{}{note}", relation.words())
}

/// Names and homes in words; with `all` also those it has now, else what the record does not show.
pub fn history(child: ChildId, history: &ChildHistory, all: bool) -> Vec<String> {
    let days = |since: Moment, until: Option<Moment>| {
        let until = until.map_or(String::new(), |until| format!(" until {}", plain_day(day_of(until))));
        format!("since {}{until}", plain_day(day_of(since)))
    };
    let shown = |until: Option<Moment>, record: ChildId| all || until.is_some() || record != child;
    let of = |record: ChildId| if record == child { String::new() } else { format!(", on record {record}") };
    let names = history.names.iter().filter(|name| shown(name.until, name.record));
    let homes = history.homes.iter().filter(|home| shown(home.until, home.record));
    let names = names.map(|name| format!("name {}, {}{}", name.name, days(name.since, name.until), of(name.record)));
    let homes = homes.map(|home| {
        let place = [home.address.as_deref(), home.postcode.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ");
        format!("home {place}, {}{}", days(home.since, home.until), of(home.record))
    });
    names.chain(homes).collect()
}

/// "C5 Kaden Ashworth, born 4 Mar 2011, merged Mon 23 Nov 2026 09:10 by D. Manager: same own id".
pub fn merged(record: &MergedRecord) -> String {
    format!("{}, merged {} by {}: {}", child(&record.record), long_moment(record.at), record.by, record.reason)
}

/// What the case of a child says of who it is beside its record.
pub fn about(hub: &Hub, id: ChildId) -> Result<String> {
    let mut out = String::new();
    for known in history(id, &hub.child_history(id)?, false) {
        let _ = writeln!(out, "Earlier or other {known}");
    }
    for other in hub.relations(id)? {
        let _ = writeln!(out, "Recorded as {}", relation(&other));
    }
    for record in hub.merged_records(id)? {
        let _ = writeln!(out, "Also read here: {}", merged(&record));
    }
    Ok(out)
}

/// The same as JSON: `known_as`, `relations`, `merged_records`.
pub fn about_json(hub: &Hub, id: ChildId) -> Result<[(&'static str, Value); 3]> {
    let merged = hub.merged_records(id)?;
    Ok([
        ("known_as", printed("known_as", json!(hub.child_history(id)?))),
        ("relations", printed("relations", json!(hub.relations(id)?))),
        ("merged_records", printed("merged_records", json!(merged))),
    ])
}
