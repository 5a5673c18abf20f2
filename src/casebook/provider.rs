//! The interviews of a provider who records elsewhere: a file of them loaded, each row held and recorded, closed, or refused.

use super::contact::{refuse_after_closing, tidy_attempt, went_missing_again};
use super::error::{Error, Result};
use super::event::{Event, Line, ListId, RefusedRow};
use super::held::{cleaned, numbered, refuse_answered, refuse_twice, tidied};
use super::hub::{Hub, Pen};
use super::list::{ListFile, ListOptions, empty_export, read_table, recognise, refused_row};
use crate::calendar::long_moment;
use crate::episode::{Episode, EpisodeId, Moment};
use crate::intake::columns::{Columns, Field, Kind};
use crate::intake::rows::{self, Rows};
use crate::intake::{InterviewRow, Reason, Told};
use crate::interview::attempt::{Attempt, Closure, Late, NotHeld};
use crate::interview::checks::{check_attempt, check_closure, check_ended, check_findings, check_held, check_not_before, is_late};
use crate::interview::record::{Covered, Held, Interview, InterviewId, InterviewRecord};
use crate::interview::who::{Who, in_a_row, who};
use crate::interview::worker::{Worker, WorkerId};
use crate::store::Store;
use crate::text::{clean, fold};
use serde::Serialize;

/// The longest cell of a provider's file that is kept, in characters: what a child said is longer than a cell of a list.
const LONGEST_ANSWER: usize = 20_000;

/// What loading a provider's interviews did, or would do. Every row is in one of the five.
#[derive(Debug, Clone, Default, Serialize)]
pub struct InterviewsReport {
    pub file: String,
    pub dry_run: bool,
    pub rows: u32,
    /// Held, and recorded where the file says what was said.
    pub held: Vec<InterviewNote>,
    /// Closed without an interview.
    pub closed: Vec<InterviewNote>,
    /// Contact attempts, written down.
    pub contacts: Vec<InterviewNote>,
    /// Known already.
    pub unchanged: u32,
    pub refused: Vec<RefusedRow>,
    pub warnings: Vec<String>,
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InterviewNote {
    pub row: u32,
    /// "I3"; `None` where it was closed, or contact attempted.
    pub interview: Option<String>,
    pub episodes: Vec<EpisodeId>,
    /// The reference, else the number, of each.
    pub references: Vec<String>,
    /// "held Thu 19 Nov 2026 10:00, to be signed off", "closed: declined by the child".
    pub words: String,
}

/// A row that is not taken: the field at fault, and why in words.
struct Refused {
    field: Field,
    reason: Reason,
    words: String,
}

/// What stops a row: it is refused, or the whole file fails.
enum Stopped {
    Row(Refused),
    File(Error),
}

impl From<Refused> for Stopped {
    fn from(refused: Refused) -> Stopped {
        Stopped::Row(refused)
    }
}

impl From<Error> for Stopped {
    /// What a verb refuses, refuses the row and not the file.
    fn from(error: Error) -> Stopped {
        match error {
            Error::Refused(words) => Stopped::Row(Refused { field: Field::PoliceRef, reason: Reason::NotAccepted, words }),
            other => Stopped::File(other),
        }
    }
}

/// What a row that was taken came to; `None`: it was known already.
type Taken = std::result::Result<Option<InterviewNote>, Stopped>;

impl Hub {
    /// Loads a provider's interviews, in one transaction. A row names each episode it answers by police reference. What is known
    /// already (held at the same time for the same episodes, closed with the same reason, the same contact attempt) is unchanged; nothing that stands in
    /// the hub is overwritten. Rows that cannot be taken are named with row, column, value and reason, and left out.
    pub fn import_interviews(&mut self, file: &ListFile<'_>, options: &ListOptions, now: Moment) -> Result<InterviewsReport> {
        if !options.dry_run {
            self.may_write()?;
        }
        let longest = self.settings.thresholds.cell_characters.max(LONGEST_ANSWER);
        let table = read_table(file, options.sheet.as_deref(), longest)?;
        if let Some(words) = empty_export(&table) {
            let (file, dry_run) = (file.name.to_string(), options.dry_run);
            return Ok(InterviewsReport { file, dry_run, warnings: vec![words], ..InterviewsReport::default() });
        }
        let columns = recognise(&table, Kind::Interviews, &self.store.profiles()?, options)?;
        let rows = rows::interview_rows(&table, &columns, &self.settings, now);
        let mut report = InterviewsReport {
            file: file.name.to_string(),
            dry_run: options.dry_run,
            rows: rows.total,
            warnings: table.warnings.iter().chain(&rows.warnings).cloned().collect(),
            ..InterviewsReport::default()
        };
        let take = |hub: &Hub, pen: &mut Pen<'_>| {
            if let Some(name) = &options.save_profile {
                pen.record(Event::ProfileSaved { name: name.clone(), profile: columns.to_profile() })?;
            }
            hub.take_interviews(pen, rows, &columns, &mut report)
        };
        if options.dry_run {
            self.rehearsal(now, take)?
        } else {
            self.verb(now, take)?
        }
        Ok(report)
    }

    fn take_interviews(&self, pen: &mut Pen<'_>, rows: Rows<InterviewRow>, columns: &Columns, report: &mut InterviewsReport) -> Result<()> {
        report.refused.extend(rows.refused.into_iter().map(|refusal| refused_row(refusal, ListId(0))));
        for row in rows.rows {
            match self.take_interview(pen, &row, report) {
                Err(Stopped::File(error)) => return Err(error),
                Err(Stopped::Row(refused)) => report.refused.push(refused_in(&row, columns, refused)),
                Ok(None) => report.unchanged += 1,
                Ok(Some(note)) if note.interview.is_some() => report.held.push(note),
                Ok(Some(note)) if matches!(row.told, Told::Contact(_)) => report.contacts.push(note),
                Ok(Some(note)) => report.closed.push(note),
            }
        }
        report.refused.sort_by_key(|row| row.line.row);
        Ok(())
    }

    fn take_interview(&self, pen: &mut Pen<'_>, row: &InterviewRow, report: &mut InterviewsReport) -> Taken {
        let episodes = episodes_of(pen.store, &row.references)?;
        check_name(pen.store, row, &episodes)?;
        match &row.told {
            Told::Held { at, place, by, late, record } => {
                let record = cleaned((**record).clone(), &self.settings);
                if let Some(known) = known_already(pen.store, *at, &episodes)? {
                    warn_of_other_words(row, &known, &record, report);
                    return Ok(None);
                }
                let (worker, doubt) = interviewer(by, &pen.store.workers()?)?;
                let mut held = Held {
                    child: episodes.first().and_then(|episode| episode.child),
                    at: *at,
                    place: clean(place),
                    worker,
                    by: clean(by),
                    covers: self.covers(&episodes, *at, late.as_ref())?,
                    source: Some(format!("{}, row {}", report.file, row.row)),
                    not_independent: None,
                };
                held.not_independent = self.not_independent(pen.store, &held)?;
                let remarks = doubt.into_iter().chain(held.not_independent.clone());
                let remarks: Vec<String> = remarks.map(|remark| format!("row {}: {remark}", row.row)).collect();
                let taken = self.take_held(pen, row, held, record, &episodes, report)?;
                report.warnings.extend(remarks);
                Ok(taken)
            }
            Told::NotHeld(closure) => self.take_closed(pen, row, &episodes, closure),
            Told::Contact(attempt) => self.take_contact(pen, row, &episodes, attempt),
        }
    }

    /// The marks, each with the reason the row gives where it was late; refused where it was and the row gives none, and
    /// where the child had not gone missing yet.
    fn covers(&self, episodes: &[Episode], at: Moment, late: Option<&Late>) -> std::result::Result<Vec<Covered>, Refused> {
        let unexplained = episodes.iter().find(|episode| late.is_none() && is_late(episode, at, &self.clocks));
        if let Some(episode) = unexplained {
            let words = format!("{} was answered after its 72 hours ({}); say why it was late", episode.reference(), long_moment(at));
            return Err(Refused { field: Field::LateReason, reason: Reason::NotAccepted, words });
        }
        for episode in episodes {
            check_not_before(episode, at).map_err(|words| Refused { field: Field::HeldAt, reason: Reason::NotAccepted, words })?;
        }
        let covers = episodes.iter().map(|episode| Covered { episode: episode.id, late: late.cloned() });
        Ok(tidied(covers.collect(), episodes, at, &self.clocks))
    }

    /// An interview that was held. Everything that may refuse it comes before the first event.
    fn take_held(
        &self,
        pen: &mut Pen<'_>,
        row: &InterviewRow,
        held: Held,
        record: InterviewRecord,
        episodes: &[Episode],
        report: &mut InterviewsReport,
    ) -> Taken {
        check_held(&held, episodes, &self.clocks, pen.now).map_err(Error::Refused)?;
        check_findings(&record.findings, &self.settings).map_err(Error::Refused)?;
        refuse_answered(pen.store, episodes, None)?;
        refuse_twice(pen.store, &held.covers, held.at, None)?;
        let at = held.at;
        warn_of_dates(row, at, episodes, report);
        let interview = InterviewId(pen.store.next_id("interview")?);
        pen.record(Event::InterviewHeld { interview, held })?;
        if record != InterviewRecord::default() {
            let record = numbered(pen.store, record, &pen.store.interview(interview)?)?;
            pen.record(Event::InterviewRecorded { interview, record })?;
        }
        let words = format!("held {}, {}", long_moment(at), pen.store.interview(interview)?.state);
        Ok(Some(note(row, Some(interview), episodes, words)))
    }

    /// Episodes closed without an interview: all that the row names and that are not closed so already, or none.
    fn take_closed(&self, pen: &mut Pen<'_>, row: &InterviewRow, episodes: &[Episode], closure: &Closure) -> Taken {
        let refused = |field, words| Refused { field, reason: Reason::NotAccepted, words };
        let missing = if closure.note.is_empty() { Field::NotHeldNote } else { Field::Approver };
        check_closure(closure, &self.actor.name).map_err(|words| refused(missing, words))?;
        let mut open = Vec::new();
        for episode in episodes {
            check_ended(episode).map_err(Error::Refused)?;
            let file = pen.store.interview_file(episode.id)?;
            if file.closure().is_some_and(|closed| closed.closure.reason == closure.reason) {
                continue;
            }
            self.file_to_hold(pen.store, episode.id.into())?;
            if closure.reason == NotHeld::MissingAgain && !went_missing_again(pen.store, episode)? {
                let words = format!("the child has not gone missing again since {}; ask for another reason", episode.reference());
                return Err(refused(Field::NotHeldReason, words).into());
            }
            open.push(episode.clone());
        }
        for episode in &open {
            pen.record(Event::InterviewClosed { episode: episode.id, closure: closure.clone() })?;
        }
        Ok((!open.is_empty()).then(|| note(row, None, &open, format!("closed: {}", closure.reason))))
    }

    /// A contact attempt, for each episode that the row names and that does not have it already.
    fn take_contact(&self, pen: &mut Pen<'_>, row: &InterviewRow, episodes: &[Episode], attempt: &Attempt) -> Taken {
        let attempt = tidy_attempt(attempt.clone());
        check_attempt(&attempt, pen.now).map_err(|words| {
            let field = if attempt.by.is_empty() { Field::ContactedBy } else { Field::ContactedAt };
            Refused { field, reason: Reason::NotAccepted, words }
        })?;
        let mut new = Vec::new();
        for episode in episodes {
            let (episode, file) = self.file_to_work_on(pen.store, episode.id.into())?;
            if !file.attempts.contains(&attempt) {
                refuse_after_closing(&episode, &file, &attempt)?;
                new.push(episode);
            }
        }
        for episode in &new {
            pen.record(Event::ContactAttempted { episode: episode.id, attempt: attempt.clone() })?;
        }
        let words = format!("{} {}: {}", attempt.channel, long_moment(attempt.at), attempt.outcome);
        Ok((!new.is_empty()).then(|| note(row, None, &new, words)))
    }
}

/// The worker of the name in a row, and what is to be asked about it; refused where it may be several.
fn interviewer(name: &str, workers: &[Worker]) -> std::result::Result<(Option<WorkerId>, Option<String>), Refused> {
    match who(name, workers) {
        Who::Worker(worker) => Ok((Some(worker.id), None)),
        Who::Somebody => Ok((None, None)),
        Who::Close(worker) => {
            let (name, known, id) = (clean(name), &worker.details.name, worker.id);
            Ok((
                None,
                Some(format!("{name} is none of the workers; if {known} ({id}) is meant, withdraw it and record that {known} held it")),
            ))
        }
        Who::Several(several) => {
            let words = format!("{} may be {}; write the whole name", clean(name), in_a_row(&several));
            Err(Refused { field: Field::HeldBy, reason: Reason::NotAccepted, words })
        }
    }
}

fn note(row: &InterviewRow, interview: Option<InterviewId>, episodes: &[Episode], words: String) -> InterviewNote {
    let references = episodes.iter().map(Episode::reference).collect();
    let episodes = episodes.iter().map(|episode| episode.id).collect();
    InterviewNote { row: row.row, interview: interview.map(|id| id.to_string()), episodes, references, words }
}

/// The episode of each reference; each must be one of the hub's.
fn episodes_of(store: &Store, references: &[String]) -> std::result::Result<Vec<Episode>, Stopped> {
    let mut episodes = Vec::new();
    for reference in references {
        let found = store.episodes_by_ref(reference)?;
        let words = match found.len() {
            1 => {
                episodes.extend(found);
                continue;
            }
            0 => format!("{reference} is the reference of no episode in this hub; ask the provider for the reference police gave"),
            n => format!("{reference} is the reference of {n} episodes; record the interview by hand on the one that is meant"),
        };
        return Err(Refused { field: Field::PoliceRef, reason: Reason::UnknownReference, words }.into());
    }
    Ok(episodes)
}

/// Refuses a row that names a child none of whose names are those of the reference: one of the two is a slip, and must not put one
/// child's interview on another's record.
fn check_name(store: &Store, row: &InterviewRow, episodes: &[Episode]) -> std::result::Result<(), Stopped> {
    let words = |text: &str| fold(text).split(' ').filter(|word| word.len() > 1).map(str::to_owned).collect::<Vec<String>>();
    let named = row.name.clone().unwrap_or_default();
    let named_words = words(&named);
    for episode in episodes {
        let listed = &episode.details.listed;
        let mut known: Vec<String> = listed.other_names.iter().cloned().chain([listed.full_name()]).collect();
        if let Some(child) = episode.child {
            let details = store.child(child)?.details;
            known.push(details.full_name());
            known.extend(details.other_names);
        }
        let known: Vec<String> = known.iter().flat_map(|name| words(name)).collect();
        // Initials alone tell nothing.
        if !named_words.is_empty() && !named_words.iter().any(|word| known.contains(word)) {
            let reference = episode.reference();
            let words =
                format!("the row names {named}, but {reference} is the reference of another child; ask the provider which is right");
            return Err(Refused { field: Field::PoliceRef, reason: Reason::UnknownReference, words }.into());
        }
    }
    Ok(())
}

/// The interview held at this moment for just these episodes, if the hub has it.
fn known_already(store: &Store, at: Moment, episodes: &[Episode]) -> Result<Option<Interview>> {
    let mut asked: Vec<EpisodeId> = episodes.iter().map(|episode| episode.id).collect();
    asked.sort_unstable();
    let Some(first) = episodes.first() else { return Ok(None) };
    for answered in store.interview_file(first.id)?.answered.iter().filter(|answered| answered.held_at == at) {
        let interview = store.interview(answered.interview)?;
        let mut covers: Vec<EpisodeId> = interview.held.covers.iter().map(|covered| covered.episode).collect();
        covers.sort_unstable();
        if covers == asked {
            return Ok(Some(interview));
        }
    }
    Ok(None)
}

/// What the hub has of an interview stands, whatever the file says now; that it differs is said. What became of its findings since
/// is the hub's own and no difference.
fn warn_of_other_words(row: &InterviewRow, known: &Interview, file: &InterviewRecord, report: &mut InterviewsReport) {
    let bare = |record: &InterviewRecord| {
        let mut bare = record.clone();
        for finding in &mut bare.findings {
            (finding.id, finding.ends_as) = (None, None);
            finding.why.clear();
            finding.recipients.clear();
        }
        bare
    };
    if known.record.as_ref().is_some_and(|recorded| bare(recorded) != bare(file)) {
        report.warnings.push(format!("row {}: {} is in the hub with other words; it was left as it is", row.row, known.id));
    }
}

/// Dated before a return, it is taken and measures nothing: said, so that somebody asks.
fn warn_of_dates(row: &InterviewRow, at: Moment, episodes: &[Episode], report: &mut InterviewsReport) {
    for episode in episodes {
        if let Some(returned) = episode.details.returned.map(|when| when.at).filter(|returned| at < *returned) {
            let (reference, held, back) = (episode.reference(), long_moment(at), long_moment(returned));
            report.warnings.push(format!(
                "row {}: {held} is before the return of {reference} ({back}); it was taken, and its clocks cannot be measured",
                row.row
            ));
        }
    }
}

/// The row as refused rows are kept, with the column and value at fault.
fn refused_in(row: &InterviewRow, columns: &Columns, refused: Refused) -> RefusedRow {
    let Refused { field, reason, words } = refused;
    let has = |field| columns.columns.iter().any(|column| column.field == Some(field));
    // Day and time may stand in columns of their own.
    let field = if field == Field::HeldAt && !has(field) { Field::HeldDate } else { field };
    let column = columns.columns.iter().find(|column| column.field == Some(field)).map_or(String::new(), |column| column.header.clone());
    let value = row.cells.get(field.code()).cloned().unwrap_or_default();
    let line = Line { list: ListId(0), row: row.row };
    RefusedRow { line, cells: row.cells.clone(), column, value, code: reason.code().to_string(), reason: words }
}
