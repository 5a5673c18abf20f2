//! Who children are: what people answered, records read as one, names and homes with their days, who waits; and the lists it came from.

use super::{Everything, Table, list, maybe, moment, number, text};
use crate::casebook::event::{Candidate, Event, Line, RowOutcome};
use crate::casebook::view::Told;
use crate::casebook::who_view::ChildHistory;
use crate::child::ChildId;
use crate::episode::EpisodeId;

/// A row for each entry that `row` takes.
fn of_entries(all: &Everything, row: impl Fn(&Told) -> Option<Vec<String>>) -> Vec<Vec<String>> {
    all.told.iter().filter_map(row).collect()
}

/// What people said of who the child of an episode is, as it was said then.
pub(super) fn answers(all: &Everything) -> Table {
    let columns = &["hub_episode", "at", "by", "said", "hub_child", "not_hub_child", "words"];
    let rows = of_entries(all, |told| {
        let (episode, said, child, not, words) = match &told.event {
            Event::ChildIdentified { episode, child, rejected } => {
                (episode, "is", Some(*child), list(rejected, ToString::to_string), String::new())
            }
            Event::EpisodeDoubted { episode, reason, .. } => (episode, "in-doubt", None, String::new(), reason.clone()),
            Event::PoliceAsked { episode, question } => (episode, "ask-police", None, String::new(), question.clone()),
            _ => return None,
        };
        Some(vec![episode.to_string(), moment(told.at), told.by.clone(), said.to_owned(), number(child), not, words])
    });
    Table { file: "answers.csv", columns, rows }
}

/// What people said of two records.
pub(super) fn records(all: &Everything) -> Table {
    let columns = &["at", "by", "said", "hub_child", "hub_other", "reason"];
    let rows = of_entries(all, |told| {
        let (said, child, other, reason) = match &told.event {
            Event::ChildrenMerged { kept, merged, reason } => ("merged", merged, kept, reason.clone()),
            Event::ChildSplit { child, from, reason, .. } => ("split", child, from, reason.clone()),
            Event::ChildrenDistinct { child, other } => ("two-children", child, other, String::new()),
            _ => return None,
        };
        Some(vec![moment(told.at), told.by.clone(), said.to_owned(), child.to_string(), other.to_string(), reason])
    });
    Table { file: "records.csv", columns, rows }
}

pub(super) fn known_as(all: &Everything) -> Table {
    let columns = &["hub_child", "hub_record", "name", "address", "postcode", "since", "until"];
    let rows = |(child, history): &(ChildId, ChildHistory)| {
        let row = |record: ChildId, what: [String; 3], since, until| {
            [vec![child.to_string(), record.to_string()], what.to_vec(), vec![moment(since), maybe(until)]].concat()
        };
        let names = history.names.iter();
        let names = names.map(|of| row(of.record, [of.name.clone(), String::new(), String::new()], of.since, of.until));
        let homes = history.homes.iter();
        let homes = homes.map(|of| row(of.record, [String::new(), text(&of.address), text(&of.postcode)], of.since, of.until));
        names.chain(homes).collect::<Vec<_>>()
    };
    Table { file: "known-as.csv", columns, rows: all.known_as.iter().flat_map(rows).collect() }
}

/// A row for each child that an episode may be of; one alone where nobody comes near.
pub(super) fn waiting(all: &Everything) -> Table {
    let columns = &["hub_episode", "hub_list", "row", "hub_child", "probability", "evidence", "guards"];
    let rows = |(episode, line, candidates): &(EpisodeId, Line, Vec<Candidate>)| {
        let start = vec![episode.to_string(), line.list.to_string(), line.row.to_string()];
        let of = |candidate: &Candidate| {
            let evidence = list(&candidate.evidence, |one| format!("{} ({:+.1})", one.words, one.bits));
            vec![candidate.child.to_string(), format!("{:.4}", candidate.probability), evidence, candidate.guards.join("; ")]
        };
        let nobody = candidates.is_empty().then(|| vec![String::new(); 4]);
        candidates.iter().map(of).chain(nobody).map(|rest| [start.clone(), rest].concat()).collect::<Vec<_>>()
    };
    Table { file: "waiting.csv", columns, rows: all.waiting.iter().flat_map(rows).collect() }
}

pub(super) fn lists(all: &Everything) -> Table {
    let columns = &[
        "hub_list",
        "loaded_at",
        "by",
        "file",
        "digest",
        "profile",
        "cut_off",
        "rows",
        "created",
        "updated",
        "returned",
        "unchanged",
        "waiting",
        "refused",
    ];
    let rows = of_entries(all, |told| {
        let Event::ListLoaded { list, loaded } = &told.event else { return None };
        let counts = &loaded.counts;
        let mut row = vec![list.to_string(), moment(told.at), told.by.clone(), loaded.file.clone(), loaded.digest.clone()];
        row.extend([text(&loaded.profile), maybe(loaded.cut_off)]);
        row.extend([loaded.rows, counts.created, counts.updated, counts.returned].map(|n| n.to_string()));
        row.extend([counts.unchanged, counts.waiting, counts.refused].map(|n| n.to_string()));
        Some(row)
    });
    Table { file: "lists.csv", columns, rows }
}

/// What became of each row of each list; refused ones stand in a table of their own.
pub(super) fn list_rows(all: &Everything) -> Table {
    let mut rows = Vec::new();
    for told in &all.told {
        if let Event::ListLoaded { list, loaded } = &told.event {
            let row = |(row, outcome, episode): &(u32, RowOutcome, EpisodeId)| {
                vec![list.to_string(), row.to_string(), outcome.code().to_owned(), episode.to_string()]
            };
            rows.extend(loaded.lines.iter().map(row));
        }
    }
    Table { file: "list-rows.csv", columns: &["hub_list", "row", "outcome", "hub_episode"], rows }
}

/// Columns of lists, as people said once which field they are; of a profile saved anew the last stands last.
pub(super) fn profiles(all: &Everything) -> Table {
    let mut rows = Vec::new();
    for told in &all.told {
        if let Event::ProfileSaved { name, profile } = &told.event {
            let row = |(header, field): (&String, &String)| {
                vec![name.clone(), moment(told.at), told.by.clone(), profile.kind.clone(), header.clone(), field.clone()]
            };
            rows.extend(profile.columns.iter().map(row));
        }
    }
    Table { file: "profiles.csv", columns: &["profile", "at", "by", "kind", "header", "field"], rows }
}

/// What left the hub in files.
pub(super) fn exports(all: &Everything) -> Table {
    let rows = of_entries(all, |told| {
        let Event::Exported { what, files, about, reason } = &told.event else { return None };
        let (what, files) = (what.code().to_owned(), files.join("; "));
        Some(vec![moment(told.at), told.by.clone(), what, files, number(*about), reason.clone()])
    });
    Table { file: "exports.csv", columns: &["at", "by", "what", "files", "hub_child", "reason"], rows }
}

pub(super) fn rules(all: &Everything) -> Table {
    let rows = of_entries(all, |told| {
        let Event::RulesAdopted { version, text, reason } = &told.event else { return None };
        Some(vec![version.clone(), moment(told.at), told.by.clone(), reason.clone(), text.clone()])
    });
    Table { file: "rules-adopted.csv", columns: &["version", "at", "by", "reason", "rules"], rows }
}
