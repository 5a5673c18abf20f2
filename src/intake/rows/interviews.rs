//! Rows of a provider's interviews: those held, with what was said, those not held, with why, and contact attempts.

use super::frame::{self, Part};
use super::interview_words::{Outcome, coded, coded_list, finding, late_reason, outcome};
use super::reader::{Context, Reader, Taken};
use super::{Rows, Warnings};
use crate::episode::Moment;
use crate::intake::columns::{Columns, Field};
use crate::intake::read::Table;
use crate::intake::synonyms::squash;
use crate::intake::values::{self, yes_no};
use crate::intake::{InterviewRow, Reason, Told};
use crate::interview::attempt::{Attempt, AttemptOutcome, Channel, Closure, Contact, Late, LateReason, NotHeld};
use crate::interview::record::{Finding, FindingKind, InterviewRecord, Named, NamedKind, PlaceKind, Pull, Push, Question};
use crate::settings::Settings;
use crate::text::reference_key;
use chrono::TimeDelta;
use unicode_normalization::UnicodeNormalization;

/// The column of each question of the form.
const QUESTIONS: [(Field, Question); 16] = [
    (Field::Present, Question::Present),
    (Field::ChildsWords, Question::ChildsWords),
    (Field::LedTo, Question::LedTo),
    (Field::Where, Question::Where),
    (Field::WithWhom, Question::WithWhom),
    (Field::Travelled, Question::Travelled),
    (Field::Hurt, Question::Hurt),
    (Field::Exploitation, Question::Exploitation),
    (Field::Found, Question::Found),
    (Field::Received, Question::Received),
    (Field::Now, Question::Now),
    (Field::WouldStop, Question::WouldStop),
    (Field::WouldHelpFind, Question::WouldHelpFind),
    (Field::CarersAccount, Question::CarersAccount),
    (Field::Analysis, Question::Analysis),
    (Field::Recommendations, Question::Recommendations),
];

const NAMED: [(Field, NamedKind); 4] = [
    (Field::NamedPeople, NamedKind::Person),
    (Field::NamedPlaces, NamedKind::Place),
    (Field::NamedVehicles, NamedKind::Vehicle),
    (Field::NamedPhones, NamedKind::Phone),
];

/// Types the rows of a provider's file. A row is refused that names no police reference, that says neither when the interview was
/// held nor why not nor when contact was attempted (or both of the first), and whose moment or reason cannot be read. Times are UK times; `now` reads short years.
pub fn interview_rows(table: &Table, columns: &Columns, settings: &Settings, now: Moment) -> Rows<InterviewRow> {
    let context = Context::new(columns, settings, now);
    let mut warnings = Warnings::new(columns);
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    let mut total = 0;
    for row in frame::data(table, &context) {
        match frame::part(row, &context, false) {
            Part::Header => continue,
            Part::Footer(text) => {
                warnings.say(|| format!("row {} is not an interview: \"{text}\"", row.number));
                continue;
            }
            Part::Child | Part::Section(_) => total += 1,
        }
        let mut reader = Reader { context: &context, row, warnings: &mut warnings };
        match interview(&mut reader) {
            Ok(row) => rows.push(row),
            Err(refusal) => refused.push(*refusal),
        }
    }
    Rows { rows, refused, warnings: warnings.finish(), total, cut_off: None }
}

fn interview(reader: &mut Reader) -> Taken<InterviewRow> {
    let references = references(reader);
    if references.is_empty() {
        let column = reader.context.columns_of(Field::PoliceRef).next();
        let words = |_: &str| "no police reference is given; add the reference of each episode the interview answers".to_owned();
        return Err(reader.refuse(column, Reason::NoReference, words));
    }
    let name = reader.name();
    let name = [name.given, name.family].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let told = told(reader)?;
    if !matches!(told, Told::Contact(_)) && speaks_of_contact(reader) {
        let row = reader.row.number;
        reader.warnings.say(|| format!("row {row}: its contact attempt was not taken; give it a row of its own"));
    }
    let name = Some(name).filter(|name| !name.is_empty());
    Ok(InterviewRow { row: reader.row.number, references, name, told, cells: reader.cells() })
}

/// The references of a cell, apart by ; or ,
fn references(reader: &Reader) -> Vec<String> {
    let cell = reader.str(Field::PoliceRef);
    let mut references: Vec<String> = Vec::new();
    for part in cell.split([';', ',']) {
        let reference = part.nfkc().collect::<String>().trim().to_owned();
        let known = references.iter().any(|other| reference_key(other) == reference_key(&reference));
        if !reference.is_empty() && !known {
            references.push(reference);
        }
    }
    references
}

fn told(reader: &mut Reader) -> Taken<Told> {
    let outcome = outcome_of(reader)?;
    let held = reader.moment(Field::HeldAt, Field::HeldDate, Field::HeldTime)?;
    match (held, outcome) {
        (Some((_, column)), None | Some((Outcome::Held, _))) if reader.code(Field::CarerOnly, yes_no).0 == Some(true) => {
            let words = |value: &str| {
                format!("{value}: only the carer was spoken to, and that is no interview with the child; give the reason why none was held")
            };
            Err(reader.refuse(Some(column), Reason::HeldOrNot, words))
        }
        (Some((span, column)), None | Some((Outcome::Held, _))) => {
            // A night when the clocks go back makes an hour of doubt; more is a day without a time.
            if span.latest - span.earliest > TimeDelta::hours(1) {
                let words = |value: &str| {
                    format!("{value} has no time of day, and the 72 hours cannot be told without it; write it as 20/11/2026 14:05")
                };
                return Err(reader.refuse(Some(column), Reason::NoTimeHeld, words));
            }
            let text = |field| reader.text(field).unwrap_or_default();
            let (place, by, late) = (text(Field::HeldPlace), text(Field::HeldBy), late(reader)?);
            Ok(Told::Held { at: span.earliest, place, by, late, record: Box::new(record(reader)) })
        }
        (Some((_, column)), Some((Outcome::NotHeld(reason), _))) => {
            let words = |value: &str| {
                format!("{value} says that it was held, yet the row also says why not ({reason}); ask the provider which is right")
            };
            Err(reader.refuse(Some(column), Reason::HeldOrNot, words))
        }
        (None, Some((Outcome::NotHeld(reason), said))) => {
            let note = [said].into_iter().chain(reader.text(Field::NotHeldNote)).filter(|note| !note.is_empty());
            let note = note.collect::<Vec<_>>().join("; ");
            let carers_account = reader.text(Field::CarersAccount).unwrap_or_default();
            Ok(Told::NotHeld(Closure { reason, note, carers_account, approver: reader.text(Field::Approver) }))
        }
        (None, _) if speaks_of_contact(reader) => contact(reader).map(Told::Contact),
        (None, _) => {
            let column =
                [Field::HeldAt, Field::HeldDate, Field::NotHeldReason].into_iter().find_map(|f| reader.context.columns_of(f).next());
            let words = |_: &str| {
                format!("the row says neither when the interview was held nor why not; give the one or the other ({})", reasons())
            };
            Err(reader.refuse(column, Reason::HeldOrNot, words))
        }
    }
}

fn speaks_of_contact(reader: &Reader) -> bool {
    reader.cell(Field::ContactedAt).or_else(|| reader.cell(Field::ContactedDate)).is_some()
}

/// A contact attempt: with its time of day, for the clock of the offer hangs on it, and each word of a closed list.
fn contact(reader: &mut Reader) -> Taken<Attempt> {
    let at = match reader.moment(Field::ContactedAt, Field::ContactedDate, Field::ContactedTime)? {
        Some((span, _)) if span.latest - span.earliest <= TimeDelta::hours(1) => span.earliest,
        timeless => {
            let words = |value: &str| format!("{value} has no time of day; write it as 20/11/2026 14:05");
            return Err(reader.refuse(timeless.map(|(_, column)| column), Reason::NoTimeHeld, words));
        }
    };
    Ok(Attempt {
        at,
        by: reader.text(Field::ContactedBy).unwrap_or_default(),
        to: word_of(reader, Field::Contacted, Contact::ALL, Contact::code, Contact::label)?,
        channel: word_of(reader, Field::Channel, Channel::ALL, Channel::code, Channel::label)?,
        outcome: word_of(reader, Field::ContactOutcome, AttemptOutcome::ALL, AttemptOutcome::code, AttemptOutcome::label)?,
        offered: reader.code(Field::Offered, yes_no).0 == Some(true),
        note: reader.text(Field::ContactNote).unwrap_or_default(),
    })
}

/// The one word of a closed list that a field must hold.
fn word_of<T: Copy>(reader: &Reader, field: Field, all: &[T], code: fn(T) -> &'static str, label: fn(T) -> &'static str) -> Taken<T> {
    let cell = reader.str(field);
    coded(all, code, label, &cell).ok_or_else(|| {
        let list = all.iter().map(|entry| label(*entry)).collect::<Vec<_>>().join(", ");
        let words = |value: &str| {
            let fault = if cell.is_empty() { "is not said:".into() } else { format!("{value} is not in the list for") };
            format!("{fault} {}; write one of: {list}", field.label())
        };
        reader.refuse(reader.context.columns_of(field).next(), Reason::UnknownCode, words)
    })
}

/// The closed list of reasons, as a person is told it.
fn reasons() -> String {
    NotHeld::ALL.iter().map(|reason| reason.label()).collect::<Vec<_>>().join(", ")
}

/// Why it was not held; "yes" under "Declined" is that the child declined.
fn outcome_of(reader: &Reader) -> Taken<Option<(Outcome, String)>> {
    let Some((column, cell)) = reader.cell(Field::NotHeldReason) else { return Ok(None) };
    let text = cell.text();
    if yes_no(&text).is_some() && squash(&column.header).contains("declin") {
        return Ok((yes_no(&text) == Some(true)).then(|| (Outcome::NotHeld(NotHeld::Declined), String::new())));
    }
    let words = |value: &str| format!("{value} is no reason of the list; write one of: {}", reasons());
    outcome(&text).map(Some).ok_or_else(|| reader.refuse(Some(column), Reason::UnknownCode, words))
}

fn late(reader: &Reader) -> Taken<Option<Late>> {
    let Some((column, cell)) = reader.cell(Field::LateReason) else { return Ok(None) };
    let words = |value: &str| {
        let known = LateReason::ALL.iter().map(|reason| reason.label()).collect::<Vec<_>>().join(", ");
        format!("{value} is no reason of the list for being late; write one of: {known} (\"other: words\" says which)")
    };
    match late_reason(&cell.text()) {
        Some((reason, note)) => Ok(Some(Late { reason, note })),
        None => Err(reader.refuse(Some(column), Reason::UnknownCode, words)),
    }
}

/// What was said, as far as the file has columns for it.
fn record(reader: &mut Reader) -> InterviewRecord {
    let answers = QUESTIONS.into_iter().filter_map(|(field, question)| Some((question, reader.text(field)?))).collect();
    let named = NAMED.into_iter().flat_map(|(field, kind)| {
        let names = reader.str(field).split([';', ',']).map(|what| what.trim().to_owned()).collect::<Vec<_>>();
        names.into_iter().filter(|what| !what.is_empty()).map(move |what| Named { kind, what })
    });
    let named = named.collect();
    let mut learnt = findings(reader, Field::Findings, finding);
    learnt.extend(findings(reader, Field::Intelligence, |text| (FindingKind::Intelligence, text.trim())));
    InterviewRecord {
        confidentiality_explained: reader.code(Field::Confidentiality, yes_no).0,
        regards_as_missing: reader.code(Field::RegardsAsMissing, yes_no).0,
        answers,
        push: entries(reader, Field::PushFactors, |cell| coded_list(Push::ALL, Push::code, Push::label, cell), Push::OtherPush),
        pull: entries(reader, Field::PullFactors, |cell| coded_list(Pull::ALL, Pull::code, Pull::label, cell), Pull::OtherPull),
        places: entries(
            reader,
            Field::PlaceKinds,
            |cell| coded_list(PlaceKind::ALL, PlaceKind::code, PlaceKind::label, cell),
            PlaceKind::OtherPlace,
        ),
        named,
        findings: learnt,
    }
}

/// The entries of a closed list; what is none of them counts as `other`, and is said.
fn entries<T: Copy + PartialEq>(reader: &mut Reader, field: Field, read: impl Fn(&str) -> (Vec<T>, Vec<String>), other: T) -> Vec<T> {
    let Some((column, cell)) = reader.cell(field) else { return Vec::new() };
    let (mut found, unknown) = read(&cell.text());
    let row = reader.row.number;
    for word in &unknown {
        reader.warnings.say(|| format!("row {row}: \"{word}\" under \"{}\" is not in the list; it was counted as other", column.header));
    }
    if !unknown.is_empty() && !found.contains(&other) {
        found.push(other);
    }
    found
}

/// One finding for each part of the field's columns, apart by ; or |. What becomes of it is for the hub to say.
fn findings(reader: &Reader, field: Field, read: fn(&str) -> (FindingKind, &str)) -> Vec<Finding> {
    let cells = reader.context.columns_of(field).map(|column| reader.row.cell(column.index).text());
    let mut findings = Vec::new();
    for cell in cells.filter(|cell| !values::says_nothing(cell)) {
        for part in cell.split([';', '|']).filter(|part| !part.trim().is_empty()) {
            let (kind, text) = read(part);
            findings.push(Finding { id: None, kind, text: text.to_owned(), ends_as: None, why: String::new(), recipients: Vec::new() });
        }
    }
    findings
}
