//! The workers who hold interviews: who there is, and a list of them loaded, added once and brought up to date ever after.

use super::error::Result;
use super::event::{Change, Event, ListId, RefusedRow};
use super::hub::{Hub, Pen};
use super::interview_view::WorkerLoad;
use super::list::{ListFile, ListOptions, empty_export, read_table, recognise, refused_row};
use crate::calendar::plain_day;
use crate::child::Sex;
use crate::episode::Moment;
use crate::intake::WorkerRow;
use crate::intake::columns::{Field, Kind};
use crate::intake::rows::{self, Rows};
use crate::interview::worker::{Worker, WorkerDetails, WorkerId};
use crate::text::fold;
use serde::Serialize;

/// What loading a list of workers did, or would do.
#[derive(Debug, Clone, Default, Serialize)]
pub struct StaffReport {
    pub file: String,
    pub dry_run: bool,
    pub rows: u32,
    pub added: Vec<WorkerNote>,
    pub changed: Vec<WorkerNote>,
    pub unchanged: u32,
    pub refused: Vec<RefusedRow>,
    pub warnings: Vec<String>,
}

/// A worker of the list that is new or changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WorkerNote {
    pub row: u32,
    /// "W4".
    pub worker: String,
    pub name: String,
    pub team: String,
    pub changes: Vec<Change>,
}

impl Hub {
    /// Every worker with what they carry, those who have left included, by name.
    pub fn workers(&self) -> Result<Vec<WorkerLoad>> {
        self.store.read(|store| {
            let carried = store.carried_by_worker()?;
            let load = |worker: Worker| WorkerLoad { open: carried.get(&worker.id).copied().unwrap_or(0), worker };
            let mut workers: Vec<WorkerLoad> = store.workers()?.into_iter().map(load).collect();
            workers.sort_by_cached_key(|load| (fold(&load.worker.details.name), load.worker.id));
            Ok(workers)
        })
    }

    /// Loads a list of workers: those not known by name and team are added, the others brought up to date. Nobody is taken away for
    /// not being on it: whoever left is marked so in the list. Rows that cannot be taken are named and left out.
    pub fn import_workers(&mut self, file: &ListFile<'_>, options: &ListOptions, now: Moment) -> Result<StaffReport> {
        if !options.dry_run {
            self.may_write()?;
        }
        let table = read_table(file, options.sheet.as_deref(), self.settings.thresholds.cell_characters)?;
        if let Some(words) = empty_export(&table) {
            let (file, dry_run) = (file.name.to_string(), options.dry_run);
            return Ok(StaffReport { file, dry_run, warnings: vec![words], ..StaffReport::default() });
        }
        let columns = recognise(&table, Kind::Workers, &self.store.profiles()?, options)?;
        let rows = rows::worker_rows(&table, &columns, &self.settings, now);
        let mut report = StaffReport {
            file: file.name.to_string(),
            dry_run: options.dry_run,
            rows: rows.total,
            warnings: table.warnings.iter().chain(&rows.warnings).cloned().collect(),
            ..StaffReport::default()
        };
        let take = |_: &Hub, pen: &mut Pen<'_>| {
            if let Some(name) = &options.save_profile {
                pen.record(Event::ProfileSaved { name: name.clone(), profile: columns.to_profile() })?;
            }
            take_workers(pen, rows, &mut report)
        };
        if options.dry_run {
            self.rehearsal(now, take)?
        } else {
            self.verb(now, take)?
        }
        Ok(report)
    }
}

fn take_workers(pen: &mut Pen<'_>, rows: Rows<WorkerRow>, report: &mut StaffReport) -> Result<()> {
    for WorkerRow { row, details, present } in rows.rows {
        let note = |worker: WorkerId, details: &WorkerDetails, changes| {
            let (name, team) = (details.name.clone(), details.team.clone());
            WorkerNote { row, worker: worker.to_string(), name, team, changes }
        };
        let Some(known) = pen.store.worker_named(&details.name, &details.team)? else {
            warn_of_namesake(pen, row, &details, report)?;
            let worker = WorkerId(pen.store.next_id("worker")?);
            report.added.push(note(worker, &details, Vec::new()));
            pen.record(Event::WorkerAdded { worker, details })?;
            continue;
        };
        let merged = brought_up_to_date(&known.details, details, &present);
        let changes = differences(&known.details, &merged);
        if changes.is_empty() {
            report.unchanged += 1;
            continue;
        }
        report.changed.push(note(known.id, &merged, changes.clone()));
        pen.record(Event::WorkerChanged { worker: known.id, details: merged, changes })?;
    }
    report.refused.extend(rows.refused.into_iter().map(|refusal| refused_row(refusal, ListId(0))));
    Ok(())
}

/// Somebody of the same name in another team is another worker; it may also be the same one, who moved.
fn warn_of_namesake(pen: &Pen<'_>, row: u32, details: &WorkerDetails, report: &mut StaffReport) -> Result<()> {
    let namesake = |worker: &Worker| !worker.details.left && fold(&worker.details.name) == fold(&details.name);
    if let Some(other) = pen.store.workers()?.into_iter().find(namesake) {
        let (name, id, team) = (&details.name, other.id, &other.details.team);
        report.warnings.push(format!(
            "row {row}: {name} is also in {team} ({id}); added as another worker. If they moved, give {id} as left in the next list"
        ));
    }
    Ok(())
}

/// The record with what the list says now. An empty cell of a column that is there clears the field; a column that is not there
/// changes nothing. The name stays as it was first written.
fn brought_up_to_date(known: &WorkerDetails, new: WorkerDetails, present: &[Field]) -> WorkerDetails {
    let has = |field: Field| present.contains(&field);
    let mut merged = known.clone();
    macro_rules! take {
        ($($field:ident: $($column:ident)|+),+) => { $( if $(has(Field::$column))||+ { merged.$field = new.$field; } )+ };
    }
    take!(employer: Employer, languages: Languages, sex: Sex, hours: WorkDays | WorkHours, away: Away, capacity: Capacity, left: Left);
    merged
}

/// What differs, field by field, as people read it.
fn differences(old: &WorkerDetails, new: &WorkerDetails) -> Vec<Change> {
    type Words = fn(&WorkerDetails) -> String;
    let fields: [(&str, Words); 7] = [
        ("employer", |d| d.employer.clone().unwrap_or_default()),
        ("languages", |d| d.languages.join(", ")),
        ("sex", |d| d.sex.map_or("", Sex::label).to_owned()),
        ("hours", hours_in_words),
        ("away", away_in_words),
        ("capacity", |d| d.capacity.map_or(String::new(), |n| n.to_string())),
        ("left", |d| if d.left { "yes".into() } else { "no".into() }),
    ];
    let change = |(field, words): (&str, Words)| {
        let (old, new) = (words(old), words(new));
        (old != new).then(|| Change { field: field.into(), old, new })
    };
    fields.into_iter().filter_map(change).collect()
}

/// "Mon, Tue, Wed 09:00-17:00"; empty for the hub's rota.
pub fn hours_in_words(details: &WorkerDetails) -> String {
    details.hours.as_ref().map_or(String::new(), |hours| {
        let days: Vec<String> = hours.days.iter().map(ToString::to_string).collect();
        format!("{} {}-{}", days.join(", "), hours.from.format("%H:%M"), hours.to.format("%H:%M"))
    })
}

/// "12 Nov 2026 to 19 Nov 2026; 3 Dec 2026".
pub fn away_in_words(details: &WorkerDetails) -> String {
    let span = |(first, last): &(chrono::NaiveDate, chrono::NaiveDate)| match first == last {
        true => plain_day(*first),
        false => format!("{} to {}", plain_day(*first), plain_day(*last)),
    };
    details.away.iter().map(span).collect::<Vec<_>>().join("; ")
}
