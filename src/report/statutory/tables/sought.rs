//! What was done about interviews, beside holding them: whose they were, when they were booked, why none was held, and what children
//! wish.

use super::{Everything, Table, list, maybe, moment, number, text};
use crate::child::ChildId;
use crate::interview::file::{Allocation, Booked, Closed, InterviewFile};
use crate::interview::worker::{Wishes, WorkerId};
use std::collections::BTreeMap;

/// A row for each thing in the interview files, after the number of its episode.
fn of_files<T>(all: &Everything, of: impl Fn(&InterviewFile) -> &[T], row: impl Fn(&T) -> Vec<String>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for file in &all.files {
        rows.extend(of(file).iter().map(|one| [vec![file.episode.to_string()], row(one)].concat()));
    }
    rows
}

pub(super) fn allocations(all: &Everything) -> Table {
    let columns = &["hub_episode", "hub_worker", "worker", "at", "by", "accepted_at", "accepted_by", "reason"];
    let names: BTreeMap<WorkerId, &str> = all.workers.iter().map(|worker| (worker.id, worker.details.name.as_str())).collect();
    let row = |given: &Allocation| {
        let Allocation { worker, at, by, accepted, accepted_by, reason } = given;
        let name = names.get(worker).copied().unwrap_or_default().to_owned();
        vec![worker.to_string(), name, moment(*at), by.clone(), maybe(*accepted), text(accepted_by), reason.clone()]
    };
    Table { file: "allocations.csv", columns, rows: of_files(all, |file| &file.allocations, row) }
}

pub(super) fn bookings(all: &Everything) -> Table {
    let columns = &["hub_episode", "booked_for", "minutes", "place", "hub_worker", "made_at", "by", "cancelled"];
    let row = |booked: &Booked| {
        let Booked { booking, made_at, by, cancelled } = booked;
        let (at, minutes, place) = (moment(booking.at), booking.minutes.to_string(), booking.place.clone());
        vec![at, minutes, place, number(booking.worker), moment(*made_at), by.clone(), text(cancelled)]
    };
    Table { file: "bookings.csv", columns, rows: of_files(all, |file| &file.bookings, row) }
}

pub(super) fn closures(all: &Everything) -> Table {
    let columns =
        &["hub_episode", "reason", "note", "carers_account", "approver", "at", "by", "reopened_at", "reopened_by", "reopened_why"];
    let row = |closed: &Closed| {
        let Closed { closure, at, by, reopened } = closed;
        let (reason, note, account) = (closure.reason.code().to_owned(), closure.note.clone(), closure.carers_account.clone());
        let again = reopened.as_ref();
        let [again_by, why] = again.map_or_else(Default::default, |again| [again.by.clone(), again.why.clone()]);
        vec![reason, note, account, text(&closure.approver), moment(*at), by.clone(), maybe(again.map(|again| again.at)), again_by, why]
    };
    Table { file: "closures.csv", columns, rows: of_files(all, |file| &file.closed, row) }
}

pub(super) fn wishes(all: &Everything) -> Table {
    let columns = &["hub_child", "asked_for", "not", "sex", "language", "note"];
    let row = |(child, wishes): &(ChildId, Wishes)| {
        let Wishes { asked_for, not, sex, language, note } = wishes;
        let sex = sex.map_or("", |sex| sex.code()).to_owned();
        vec![child.to_string(), list(asked_for, ToString::to_string), list(not, ToString::to_string), sex, text(language), note.clone()]
    };
    Table { file: "wishes.csv", columns, rows: all.wishes.iter().map(row).collect() }
}
