//! Loading the police list: one transaction, every row accounted for.

use super::error::{Error, Result};
use super::event::{Candidate, Counts, Event, Line, ListId, ListLoaded, RefusedId, RefusedRow, RowOutcome, Source};
use super::hub::{Hub, Pen};
use super::view::{ListReport, RowNote};
use crate::calendar::day_of;
use crate::child::{ChildDetails, ChildId};
use crate::episode::{Episode, EpisodeDetails, EpisodeId, ListedPerson};
use crate::intake::columns::{self, Columns, ColumnsError, Kind};
use crate::intake::matching::{self, Identity, Verdict, fingerprint};
use crate::intake::read::{self, ReadError, Table};
use crate::intake::reconcile::{merge, same_episode, start_of};
use crate::intake::rows::{self, Rows};
use crate::intake::{ListRow, Refusal};
use crate::store::Store;
use crate::text::fold;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

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
    pub fn import_list(&mut self, file: &ListFile<'_>, options: &ListOptions, now: crate::episode::Moment) -> Result<ListReport> {
        if !options.dry_run {
            self.may_write()?;
        }
        let started = std::time::Instant::now();
        let digest = hex(&Sha256::digest(file.bytes));
        let mut report = ListReport { file: file.name.to_string(), dry_run: options.dry_run, ..ListReport::default() };
        if loaded_before(&self.store, &digest, &mut report)? {
            return Ok(report);
        }
        let read = self.read_list(file, options, digest, now)?;
        let report = if options.dry_run {
            self.rehearsal(now, |hub, pen| hub.take_list(pen, read, options, report))?
        } else {
            self.verb(now, |hub, pen| hub.take_list(pen, read, options, report))?
        };
        Ok(ListReport { seconds: started.elapsed().as_secs_f64(), ..report })
    }

    fn read_list(&self, file: &ListFile<'_>, options: &ListOptions, digest: String, now: crate::episode::Moment) -> Result<Read> {
        let table = read_table(file, options.sheet.as_deref(), self.settings.thresholds.cell_characters)?;
        let profiles = self.store.profiles()?;
        let columns = recognise(&table, Kind::List, &profiles, options)?;
        let rows = rows::list_rows(&table, &columns, &self.settings, now);
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
        for row in &in_order {
            let took = self.take_row(pen, &row.details, Line { list, row: row.row })?;
            taken.note(row.row, took);
        }
        for refusal in rows.refused {
            taken.refuse(pen, refusal)?;
        }
        let Taken { counts, mut lines, .. } = taken;
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

    /// Takes one row: finds its episode or its child, and records what is new.
    pub(super) fn take_row(&self, pen: &mut Pen<'_>, row: &EpisodeDetails, line: Line) -> Result<TookRow> {
        if let Some(episode) = self.known_by_reference(pen.store, row)? {
            return update(pen, episode, row, line);
        }
        let began = row.reported.or(row.last_seen).or(row.returned).map_or(pen.now, |when| when.at);
        let identity = Identity::of_listed(&row.listed, row.police_ref.as_deref(), day_of(began));
        let nameless = row.listed.given.is_empty() && row.listed.family.is_empty();
        let (child, candidates) = match self.who_is(pen.store, &identity)? {
            Verdict::Same { child, .. } => {
                if let Some(episode) =
                    pen.store.episodes_lasting_at(child, start_of(row, pen.now))?.into_iter().find(|e| same_episode(e, row, pen.now))
                {
                    return update(pen, episode, row, line);
                }
                (Some(child), Vec::new())
            }
            Verdict::New if nameless => (None, Vec::new()),
            Verdict::New => (None, Vec::new()),
            Verdict::Doubt(candidates) => {
                if let Some(episode) = told_before(pen.store, &candidates, &identity, row, pen.now)? {
                    return update(pen, episode, row, line);
                }
                (None, candidates)
            }
        };
        if child.is_none()
            && let Some(episode) = waiting_for(pen.store, &identity, row, pen.now)?
        {
            return update(pen, episode, row, line);
        }
        let child = if child.is_none() && candidates.is_empty() && !nameless { Some(add_listed(pen, &row.listed, line)?) } else { child };
        report_episode(pen, child, row, line, candidates)
    }

    /// The episode that bears this row's police reference and can be about the same child.
    fn known_by_reference(&self, store: &Store, row: &EpisodeDetails) -> Result<Option<Episode>> {
        let Some(police_ref) = &row.police_ref else { return Ok(None) };
        for episode in store.episodes_by_ref(police_ref)? {
            if names_agree(&episode.details.listed, &row.listed) {
                return Ok(Some(episode));
            }
            // Named otherwise: the same child only if matching is certain of it; a reference can be reused for a sibling.
            let began = day_of(episode.began());
            if let Some(child) = episode.child
                && let Verdict::Same { child: found, .. } = self.who_is(store, &Identity::of_listed(&row.listed, None, began))?
                && found == child
            {
                return Ok(Some(episode));
            }
        }
        Ok(None)
    }

    fn who_is(&self, store: &Store, identity: &Identity) -> Result<Verdict> {
        let person = fingerprint(identity);
        let rejected = |child: ChildId| store.is_not_same(&person, child).unwrap_or(false);
        matching::verdict(identity, store, &rejected)
    }
}

/// How a row ended, and what it touched.
pub(super) struct TookRow {
    pub outcome: RowOutcome,
    pub note: RowNote,
    pub never_reported: bool,
    pub warning: Option<String>,
}

struct Taken<'a> {
    list: ListId,
    counts: Counts,
    lines: Vec<(u32, RowOutcome, EpisodeId)>,
    report: &'a mut ListReport,
}

impl Taken<'_> {
    fn note(&mut self, row: u32, took: TookRow) {
        let TookRow { outcome, note, never_reported, warning } = took;
        self.lines.push((row, outcome, note.episode));
        self.report.warnings.extend(warning);
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

    fn refuse(&mut self, pen: &mut Pen<'_>, refusal: Refusal) -> Result<()> {
        let row = refused_row(refusal, self.list);
        pen.record(Event::RowRefused { refused: RefusedId(pen.store.next_id("refused")?), row: row.clone() })?;
        self.counts.refused += 1;
        self.report.refused.push(row);
        Ok(())
    }
}

/// Were these very bytes loaded before? Then the report says when and by whom.
fn loaded_before(store: &Store, digest: &str, report: &mut ListReport) -> Result<bool> {
    report.loaded_before = store.list_by_digest(digest)?;
    report.rows = report.loaded_before.as_ref().map_or(0, |before| before.rows);
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

/// Do two listed names belong to one child at first sight? A missing part says nothing.
fn names_agree(one: &ListedPerson, other: &ListedPerson) -> bool {
    let close = |a: &str, b: &str| {
        let (a, b) = (fold(a), fold(b));
        a.is_empty() || b.is_empty() || a == b || strsim::jaro_winkler(&a, &b) >= 0.85
    };
    let dob_agrees = match (one.dob, other.dob) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    close(&one.given, &other.given) && (close(&one.family, &other.family) || dob_agrees)
}

/// An episode that waits for a person and is about whoever this row names.
fn waiting_for(store: &Store, identity: &Identity, row: &EpisodeDetails, now: crate::episode::Moment) -> Result<Option<Episode>> {
    Ok(store.waiting_as(&fingerprint(identity))?.into_iter().find(|episode| same_episode(episode, row, now)))
}

/// The episode of a candidate that police reported in these same words, since the same moment: a list saved again by another
/// program must not make a doubt of the child that it brought itself.
fn told_before(
    store: &Store,
    candidates: &[Candidate],
    identity: &Identity,
    row: &EpisodeDetails,
    now: crate::episode::Moment,
) -> Result<Option<Episode>> {
    let (person, began) = (fingerprint(identity), row.reported.or(row.last_seen));
    for candidate in candidates {
        for episode in store.episodes_of(candidate.child)? {
            let told = Identity::of_listed(&episode.details.listed, None, day_of(episode.began()));
            let since = episode.details.reported.or(episode.details.last_seen);
            if began.is_some() && since == began && fingerprint(&told) == person && same_episode(&episode, row, now) {
                return Ok(Some(episode));
            }
        }
    }
    Ok(None)
}

fn update(pen: &mut Pen<'_>, episode: Episode, row: &EpisodeDetails, line: Line) -> Result<TookRow> {
    let (details, changes) = merge(&episode.details, row);
    let returned = details.ended && !episode.details.ended;
    let waits = episode.child.is_none();
    let mut note = note_of(pen.store, episode.id, episode.child, &episode.details)?;
    note.row = Some(line.row);
    let warning = (episode.details.ended && !row.ended).then(|| {
        format!(
            "row {}: {} came back by an earlier list; this one does not say so. Nothing was changed on that account",
            line.row, note.name
        )
    });
    let outcome = match (&changes, returned, waits) {
        (_, _, true) => RowOutcome::Waiting,
        (_, true, _) => RowOutcome::Returned,
        (changes, ..) if changes.is_empty() => RowOutcome::Unchanged,
        _ => RowOutcome::Updated,
    };
    if !changes.is_empty() {
        note.changes.clone_from(&changes);
        pen.record(Event::EpisodeChanged { episode: episode.id, details, changes, returned, line: Some(line) })?;
    }
    Ok(TookRow { outcome, note, never_reported: false, warning })
}

/// Puts a child that only the list knows on the register.
pub(super) fn add_listed(pen: &mut Pen<'_>, listed: &ListedPerson, line: Line) -> Result<ChildId> {
    let child = ChildId(pen.store.next_id("child")?);
    let l = listed.clone();
    let details = ChildDetails {
        own_id: l.own_id,
        upn: l.upn,
        nhs_number: l.nhs_number,
        police_nominal: l.police_nominal,
        given: l.given,
        family: l.family,
        other_names: l.other_names,
        dob: l.dob,
        sex: l.sex,
        ethnicity: l.ethnicity,
        address: l.address,
        postcode: l.postcode,
        care_status: l.care_status,
        placement: l.placement,
        ..ChildDetails::default()
    };
    pen.record(Event::ChildAdded { child, details, source: Source::List(line) })?;
    Ok(child)
}

fn report_episode(
    pen: &mut Pen<'_>,
    child: Option<ChildId>,
    row: &EpisodeDetails,
    line: Line,
    candidates: Vec<Candidate>,
) -> Result<TookRow> {
    let episode = EpisodeId(pen.store.next_id("episode")?);
    pen.record(Event::EpisodeReported { episode, child, details: row.clone(), line, candidates })?;
    let note = RowNote { row: Some(line.row), ..note_of(pen.store, episode, child, row)? };
    let outcome = if child.is_none() { RowOutcome::Waiting } else { RowOutcome::Created };
    Ok(TookRow { outcome, note, never_reported: row.ended, warning: None })
}

/// An episode as a report names it.
fn note_of(store: &Store, episode: EpisodeId, child: Option<ChildId>, details: &EpisodeDetails) -> Result<RowNote> {
    let listed = details.listed.full_name();
    let name = match child {
        Some(child) => store.details_of(child)?.full_name(),
        None => listed.clone(),
    };
    let listed_as = (listed != name && fold(&listed) != fold(&name)).then_some(listed);
    Ok(RowNote { row: None, episode, police_ref: details.police_ref.clone(), name, listed_as, changes: Vec::new() })
}

/// Reads a file into a table, or says in words why it cannot be.
pub(super) fn read_table(file: &ListFile<'_>, sheet: Option<&str>, cell_characters: usize) -> Result<Table> {
    read::read(file.name, file.bytes, sheet, cell_characters).map_err(|error| match error {
        ReadError::WhichSheet(sheets) => Error::WhichSheet(sheets),
        other => Error::Refused(format!("{}: {other}", file.name)),
    })
}

/// Recognises the columns; what stays unclear is for a person to say.
pub(super) fn recognise(
    table: &Table,
    kind: Kind,
    profiles: &std::collections::BTreeMap<String, super::event::Profile>,
    options: &ListOptions,
) -> Result<Columns> {
    columns::recognise(table, kind, profiles, options.profile.as_deref(), &options.map).map_err(|error| match error {
        ColumnsError::Unclear(columns) => Error::UnclearColumns(Box::new(columns)),
        other => Error::Refused(format!("{}: {other}", table.name)),
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
