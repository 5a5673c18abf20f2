//! What was said around decisions: notes, what meetings put off, bands set by the chair, months as they were reported; and the rows of
//! lists that were not taken.

use super::{Everything, Table, day, list, maybe, moment, number};
use crate::casebook::view::RefusedRecord;
use crate::meeting::agenda::{About, Left};
use crate::report::tracker::{ReportedChild, ReportedMonth};

/// The episode and the business an item is about.
pub(super) fn about(about: About) -> [String; 2] {
    match about {
        About::Episode(id) => [id.to_string(), String::new()],
        About::Business(id) => [String::new(), id.to_string()],
        _ => [String::new(), String::new()],
    }
}

pub(super) fn meeting_notes(all: &Everything) -> Table {
    let columns = &["hub_meeting", "item", "section", "hub_episode", "hub_business", "at", "by", "agency", "text"];
    let mut rows = Vec::new();
    for meeting in &all.meetings {
        for (item, note) in meeting.items.iter().flat_map(|item| item.notes.iter().map(move |note| (item, note))) {
            let [episode, business] = about(item.about);
            let (number, section) = (item.item.to_string(), item.section.code().to_owned());
            let agency = note.agency.clone().unwrap_or_default();
            let (at, by, text) = (moment(note.at), note.by.clone(), note.text.clone());
            rows.push(vec![meeting.id.to_string(), number, section, episode, business, at, by, agency, text]);
        }
    }
    Table { file: "meeting-notes.csv", columns, rows }
}

pub(super) fn put_off(all: &Everything) -> Table {
    let columns = &["hub_meeting", "item", "hub_episode", "hub_business", "how", "until", "reason", "at", "by"];
    let row = |left: &crate::casebook::view::LeftItem| {
        let [episode, business] = about(left.about);
        let (how, until, reason) = match &left.left {
            Left::Deferred { until, reason, carried: true } => ("carried-over", Some(*until), reason),
            Left::Deferred { until, reason, .. } => ("put-off", Some(*until), reason),
            Left::Passed { reason } => ("passed-over", None, reason),
        };
        let (meeting, item, at) = (left.meeting.to_string(), left.item.to_string(), moment(left.at));
        vec![meeting, item, episode, business, how.to_owned(), day(until), reason.clone(), at, left.by.clone()]
    };
    Table { file: "put-off.csv", columns, rows: all.left.iter().map(row).collect() }
}

pub(super) fn bands(all: &Everything) -> Table {
    let columns = &["hub_episode", "band", "rules_band", "reason", "at", "by"];
    let band = |band: Option<crate::triage::Band>| band.map_or("", |band| band.code()).to_owned();
    let rows = all.bands.iter();
    let rows = rows.map(|said| {
        let episode = said.episode.to_string();
        vec![episode, band(said.band), band(said.rules_band), said.reason.clone(), moment(said.at), said.by.clone()]
    });
    Table { file: "bands-set.csv", columns, rows: rows.collect() }
}

/// One row for each child of a month as it was reported.
pub(super) fn months(all: &Everything) -> Table {
    let columns = &[
        "month",
        "as_of",
        "places",
        "months",
        "below",
        "hub_child",
        "name",
        "rank",
        "shared",
        "rank_before",
        "episodes",
        "nights",
        "minutes",
        "longest_minutes",
        "this_month",
        "in_3_months",
        "in_12_months",
        "offered",
        "offered_of",
        "held",
        "held_of",
        "in_72_hours",
        "in_72_hours_of",
    ];
    let rows = all.months.iter().flat_map(|month| month.children.iter().map(move |child| of_month(month, child)));
    Table { file: "top-ten-months.csv", columns, rows: rows.collect() }
}

fn of_month(month: &ReportedMonth, child: &ReportedChild) -> Vec<String> {
    let mut row = vec![day(Some(month.month)), moment(month.as_of)];
    row.extend([month.places, month.months, month.below].map(|n| n.to_string()));
    row.extend([child.child.to_string(), child.name.clone(), child.rank.to_string()]);
    row.extend([if child.shared { "yes" } else { "no" }.to_owned(), number(child.rank_before)]);
    row.extend([list(&child.episodes, ToString::to_string), child.nights.to_string()]);
    row.extend([child.minutes, child.longest_minutes].map(|n| n.to_string()));
    row.extend([child.this_month, child.in_3_months, child.in_12_months].map(|n| n.to_string()));
    row.extend([child.offered, child.held, child.in_72_hours].into_iter().flat_map(|(n, of)| [n.to_string(), of.to_string()]));
    row
}

pub(super) fn refused(all: &Everything) -> Table {
    let columns = &[
        "hub_row",
        "hub_list",
        "file",
        "row",
        "loaded_at",
        "column",
        "value",
        "code",
        "reason",
        "cells",
        "state",
        "settled_at",
        "settled_by",
        "hub_episode",
        "why",
    ];
    let of = |record: &RefusedRecord| {
        let (refused, settled) = (&record.refused, record.settled.as_ref());
        let row = &refused.row;
        let cells: Vec<String> =
            row.cells.iter().filter(|(_, text)| !text.is_empty()).map(|(field, text)| format!("{field}: {text}")).collect();
        let state = match settled {
            None => "open",
            Some(settled) if settled.episode.is_some() => "put-right",
            Some(_) => "put-aside",
        };
        vec![
            refused.id.to_string(),
            row.line.list.to_string(),
            refused.file.clone(),
            row.line.row.to_string(),
            moment(refused.at),
            row.column.clone(),
            row.value.clone(),
            row.code.clone(),
            row.reason.clone(),
            cells.join("; "),
            state.to_owned(),
            maybe(settled.map(|settled| settled.at)),
            settled.map_or(String::new(), |settled| settled.by.clone()),
            number(settled.and_then(|settled| settled.episode)),
            settled.map_or(String::new(), |settled| settled.reason.clone()),
        ]
    };
    Table { file: "refused-rows.csv", columns, rows: all.refused.iter().map(of).collect() }
}
