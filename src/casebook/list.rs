//! Loading the police list: one transaction, every row accounted for.

use super::error::{Error, Result};
use super::event::{Counts, Event, Line, ListId, ListLoaded, RefusedId, RefusedRow, RowOutcome};
use super::hub::{Hub, Pen};
use super::row::{TookRow, note_of};
use super::view::{ListReport, RowNote};
use crate::episode::{EpisodeDetails, EpisodeId, Moment};
use crate::intake::columns::{self, Columns, ColumnsError, Kind};
use crate::intake::read::{self, ReadError, Table};
use crate::intake::rows::{self, Rows};
use crate::intake::{ListRow, Refusal};
use crate::store::Store;
use crate::text::{fold, hex};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A list as it came.
pub struct ListFile<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
}

/// How a list is to be read.
#[derive(Debug, Clone, Default)]
pub struct ListOptions {
    /// A saved way of reading the columns, by name; else the one whose headers are these.
    pub profile: Option<String>,
    /// Header → field code, over what is recognised.
    pub map: Vec<(String, String)>,
    pub sheet: Option<String>,
    /// Show everything and write nothing.
    pub dry_run: bool,
    /// Keep how the columns were read under this name.
    pub save_profile: Option<String>,
}

/// A file read as far as its typed rows.
struct Read {
    columns: Columns,
    rows: Rows<ListRow>,
    warnings: Vec<String>,
    digest: String,
}

impl Hub {
    /// Loads a police list: all of it or none. The same file again changes nothing and says when it was loaded.
    pub fn import_list(&mut self, file: &ListFile<'_>, options: &ListOptions, now: Moment) -> Result<ListReport> {
        if !options.dry_run {
            self.may_write()?;
        }
        let started = std::time::Instant::now();
        let digest = digest_of(file, options);
        let mut report = ListReport { file: file.name.to_string(), dry_run: options.dry_run, ..ListReport::default() };
        if loaded_before(&self.store, &digest, &mut report)? {
            return Ok(report);
        }
        let table = read_table(file, options.sheet.as_deref(), self.settings.thresholds.cell_characters)?;
        if let Some(words) = empty_export(&table) {
            return Ok(ListReport { warnings: vec![words], ..report });
        }
        let read = self.read_list(&table, options, digest, now)?;
        let report = if options.dry_run {
            self.rehearsal(now, |hub, pen| hub.take_list(pen, read, options, report))?
        } else {
            self.verb(now, |hub, pen| hub.take_list(pen, read, options, report))?
        };
        Ok(ListReport { seconds: started.elapsed().as_secs_f64(), ..report })
    }

    fn read_list(&self, table: &Table, options: &ListOptions, digest: String, now: Moment) -> Result<Read> {
        let profiles = self.store.profiles()?;
        let columns = recognise(table, Kind::List, &profiles, options)?;
        let rows = rows::list_rows(table, &columns, &self.settings, now);
        let warnings = table.warnings.iter().chain(&rows.warnings).cloned().collect();
        Ok(Read { columns, rows, warnings, digest })
    }

    fn take_list(&self, pen: &mut Pen<'_>, read: Read, options: &ListOptions, mut report: ListReport) -> Result<ListReport> {
        let Read { columns, rows, warnings, digest } = read;
        // Another program may have loaded it while this one read it.
        if loaded_before(pen.store, &digest, &mut report)? {
            return Ok(report);
        }
        let list = ListId(pen.store.next_id("list")?);
        let mut taken = Taken { list, counts: Counts::default(), lines: Vec::with_capacity(rows.rows.len()), report: &mut report };
        let mut in_order = rows.rows;
        // The order of the rows in the file must not matter: earlier episodes first, then by reference and name.
        in_order.sort_by_cached_key(row_order);
        let any_refused = pen.store.refused_count()? > 0;
        for (done, row) in in_order.iter().enumerate() {
            self.progressed(done, in_order.len());
            let took = self.take_row(pen, &row.details, Line { list, row: row.row })?;
            if any_refused {
                taken.settle_refused(pen, &row.details, took.note.episode)?;
            }
            taken.note(row.row, took);
        }
        for refusal in rows.refused {
            taken.refuse(pen, refusal)?;
        }
        let Taken { mut counts, mut lines, .. } = taken;
        // Rows that said the same as another row of the list were read as one: every row is counted all the same.
        let counted = counts.created + counts.updated + counts.returned + counts.unchanged + counts.waiting + counts.refused;
        counts.unchanged += rows.total.saturating_sub(counted);
        lines.sort_unstable_by_key(|(row, ..)| *row);
        if let Some(name) = &options.save_profile {
            pen.record(Event::ProfileSaved { name: name.clone(), profile: columns.to_profile() })?;
        }
        let profile = columns.profile.or_else(|| options.save_profile.clone());
        let named: BTreeSet<EpisodeId> = lines.iter().map(|(_, _, episode)| *episode).collect();
        let loaded = ListLoaded { file: report.file.clone(), digest, profile, cut_off: rows.cut_off, rows: rows.total, counts, lines };
        pen.record(Event::ListLoaded { list, loaded })?;
        report.rows = rows.total;
        report.counts = counts;
        report.warnings.extend(warnings);
        self.reconcile(pen.store, &named, &mut report)?;
        Ok(report)
    }

    /// What the list says of the children still missing, and which of ours it does not name.
    fn reconcile(&self, store: &Store, named: &BTreeSet<EpisodeId>, report: &mut ListReport) -> Result<()> {
        for episode in store.still_missing()? {
            let note = RowNote { row: None, ..note_of(store, episode.id, episode.child, &episode.details)? };
            if named.contains(&episode.id) { report.still_missing.push(note) } else { report.missing_from_list.push(note) }
        }
        for notes in [&mut report.created, &mut report.updated, &mut report.returned, &mut report.waiting, &mut report.never_reported] {
            notes.sort_by_key(|note| note.row);
        }
        report.refused.sort_by_key(|row| row.line.row);
        Ok(())
    }
}

struct Taken<'a> {
    list: ListId,
    counts: Counts,
    lines: Vec<(u32, RowOutcome, EpisodeId)>,
    report: &'a mut ListReport,
}

impl Taken<'_> {
    fn note(&mut self, row: u32, took: TookRow) {
        let TookRow { outcome, note, never_reported, warnings } = took;
        self.lines.push((row, outcome, note.episode));
        self.report.warnings.extend(warnings);
        if never_reported {
            self.report.never_reported.push(note.clone());
        }
        let (count, notes) = match outcome {
            RowOutcome::Created => (&mut self.counts.created, Some(&mut self.report.created)),
            RowOutcome::Updated => (&mut self.counts.updated, Some(&mut self.report.updated)),
            RowOutcome::Returned => (&mut self.counts.returned, Some(&mut self.report.returned)),
            RowOutcome::Waiting => (&mut self.counts.waiting, Some(&mut self.report.waiting)),
            RowOutcome::Unchanged | RowOutcome::Refused => (&mut self.counts.unchanged, None),
        };
        *count += 1;
        if let Some(notes) = notes {
            notes.push(note);
        }
    }

    /// Keeps a row that could not be taken. Whoever it names counts as on the list; the same row again takes the place of the
    /// earlier one, and one that a person put right or set aside before is not asked about again.
    fn refuse(&mut self, pen: &mut Pen<'_>, refusal: Refusal) -> Result<()> {
        let row = refused_row(refusal, self.list);
        let number = row.line.row;
        for episode in row.cells.get("police_ref").map(|r| pen.store.episodes_by_ref(r)).transpose()?.unwrap_or_default() {
            self.lines.push((number, RowOutcome::Refused, episode.id));
        }
        let earlier = pen.store.refused_about(&row.cells)?;
        if let Some(known) = earlier.iter().rfind(|known| known.row.cells == row.cells).filter(|known| !known.open) {
            match known.became {
                Some(episode) => {
                    self.lines.push((number, RowOutcome::Unchanged, episode));
                    self.counts.unchanged += 1;
                    self.report
                        .warnings
                        .push(format!("row {number} has the mistake that was put right before ({}); nothing was changed", row.reason));
                }
                None => {
                    self.counts.refused += 1;
                    self.report.refused.push(row);
                }
            }
            return Ok(());
        }
        for known in earlier.iter().filter(|known| known.open) {
            let reason = format!("the row came again: row {number} of {}", self.report.file);
            pen.record(Event::RowSetAside { refused: known.id, reason })?;
        }
        pen.record(Event::RowRefused { refused: RefusedId(pen.store.next_id("refused")?), row: row.clone() })?;
        self.counts.refused += 1;
        self.report.refused.push(row);
        Ok(())
    }

    /// A row was taken whose reference stands on rows refused earlier: they are put right with it.
    fn settle_refused(&self, pen: &mut Pen<'_>, row: &EpisodeDetails, episode: EpisodeId) -> Result<()> {
        let Some(police_ref) = &row.police_ref else { return Ok(()) };
        let cells = BTreeMap::from([("police_ref".to_string(), police_ref.clone())]);
        for known in pen.store.refused_about(&cells)?.into_iter().filter(|known| known.open) {
            pen.record(Event::RowPutRight { refused: known.id, cells: known.row.cells, episode })?;
        }
        Ok(())
    }
}

/// Were these very bytes loaded before? Then the report says when and by whom.
fn loaded_before(store: &Store, digest: &str, report: &mut ListReport) -> Result<bool> {
    report.loaded_before = store.list_by_digest(digest)?;
    report.rows = report.loaded_before.as_ref().map_or(0, |before| before.rows);
    report.counts.unchanged = report.rows;
    Ok(report.loaded_before.is_some())
}

/// A refusal of intake as the journal keeps it.
pub(super) fn refused_row(refusal: Refusal, list: ListId) -> RefusedRow {
    let Refusal { row, column, value, reason, words, cells } = refusal;
    RefusedRow { line: Line { list, row }, cells, column, value, code: reason.code().to_string(), reason: words }
}

fn row_order(row: &ListRow) -> (i64, String, String, String) {
    let d = &row.details;
    let began = d.reported.or(d.last_seen).or(d.returned).map_or(i64::MAX, |when| when.at.timestamp_millis());
    let dob = d.listed.dob.map(|dob| dob.to_string()).unwrap_or_default();
    (began, d.police_ref.clone().unwrap_or_default(), fold(&d.listed.full_name()), dob)
}

/// Reads a file into a table, or says in words why it cannot be.
pub(super) fn read_table(file: &ListFile<'_>, sheet: Option<&str>, cell_characters: usize) -> Result<Table> {
    read::read(file.name, file.bytes, sheet, cell_characters).map_err(|error| match error {
        ReadError::WhichSheet(sheets) => Error::WhichSheet(sheets),
        other => Error::Refused(format!("{}: {other}", file.name)),
    })
}

/// What to say of a table that this program wrote when there was nothing to write: a header of ours, and no rows. An empty file of
/// anybody else is refused: something is likely to be lost of it, and an empty police list would say that every child is back.
pub(super) fn empty_export(table: &Table) -> Option<String> {
    let [header] = table.rows.as_slice() else { return None };
    let ours = header.filled().any(|(_, cell)| cell.text().starts_with("hub_"));
    ours.then(|| "no rows under the header: nothing changed".to_owned())
}

/// Recognises the columns; what stays unclear is for a person to say.
pub(super) fn recognise(
    table: &Table,
    kind: Kind,
    profiles: &BTreeMap<String, super::event::Profile>,
    options: &ListOptions,
) -> Result<Columns> {
    columns::recognise(table, kind, profiles, options.profile.as_deref(), &options.map).map_err(|error| match error {
        ColumnsError::Unclear(columns) => Error::UnclearColumns(Box::new(columns)),
        ColumnsError::NotEnough { missing, columns } => {
            Error::MissingColumn { file: table.name.clone(), missing, columns: Box::new(columns) }
        }
        other => Error::Refused(format!("{}: {other}", table.name)),
    })
}

/// What the same file is known again by: its bytes, and which sheet and columns a person named.
fn digest_of(file: &ListFile<'_>, options: &ListOptions) -> String {
    let mut digest = Sha256::new_with_prefix(file.bytes);
    let named = options.map.iter().flat_map(|(header, field)| [header, field]).chain(&options.sheet);
    named.for_each(|text| digest.update(text));
    hex(&digest.finalize())
}
