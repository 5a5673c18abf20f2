//! Meetings in full: who was there, what was on the agenda, what was changed afterwards; and actions that were re-dated.

use super::said::about;
use super::{Everything, Table, due, list, moment, text};
use crate::meeting::agenda::Item;
use crate::meeting::record::Meeting;

/// A row for each thing of each meeting, after the number of the meeting.
fn of_meetings<T>(all: &Everything, of: impl Fn(&Meeting) -> &[T], row: impl Fn(&T) -> Vec<String>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for meeting in &all.meetings {
        rows.extend(of(meeting).iter().map(|one| [vec![meeting.id.to_string()], row(one)].concat()));
    }
    rows
}

pub(super) fn attendance(all: &Everything) -> Table {
    let rows = of_meetings(
        all,
        |meeting| &meeting.opening.attendance,
        |of| vec![of.agency.clone(), of.presence.code().to_owned(), of.names.join("; "), of.note.clone()],
    );
    Table { file: "attendance.csv", columns: &["hub_meeting", "agency", "presence", "names", "note"], rows }
}

pub(super) fn agenda(all: &Everything) -> Table {
    let columns = &["hub_meeting", "item", "section", "hub_episode", "hub_business", "band", "opened", "seconds", "turned", "decisions"];
    let row = |item: &Item| {
        let [episode, business] = about(item.about);
        let band = item.band.map_or("", |band| band.code()).to_owned();
        let opened = if item.opened { "yes" } else { "no" }.to_owned();
        let mut row = vec![item.item.to_string(), item.section.code().to_owned(), episode, business, band, opened];
        row.extend([item.seconds.to_string(), text(&item.turned), list(&item.decisions, ToString::to_string)]);
        row
    };
    Table { file: "agenda.csv", columns, rows: of_meetings(all, |meeting| &meeting.items, row) }
}

pub(super) fn amendments(all: &Everything) -> Table {
    let rows =
        of_meetings(all, |meeting| &meeting.amendments, |changed| vec![moment(changed.at), changed.by.clone(), changed.what.clone()]);
    Table { file: "amendments.csv", columns: &["hub_meeting", "at", "by", "what"], rows }
}

pub(super) fn redated(all: &Everything) -> Table {
    let mut rows = Vec::new();
    for record in &all.actions {
        rows.extend(record.redated.iter().map(|of| {
            let (from, to) = (due(of.from), due(of.to));
            vec![record.action.id.to_string(), from, to, of.reason.clone(), moment(of.at), of.by.clone()]
        }));
    }
    Table { file: "actions-redated.csv", columns: &["hub_action", "from", "to", "reason", "at", "by"], rows }
}
