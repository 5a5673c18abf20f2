//! The tables that `wayhome import` reads back.

use super::{Everything, Table, day, list, moment, number, text, when, yes_no};
use crate::child::{Child, ChildDetails, ChildId, Marker};
use crate::episode::{Episode, EpisodeId, ListedPerson};
use crate::interview::attempt::Late;
use crate::interview::file::InterviewFile;
use crate::interview::record::{FindingKind, Interview, InterviewRecord, NamedKind, Question};
use crate::interview::worker::WorkerDetails;
use std::collections::BTreeMap;

pub(super) fn children(all: &Everything) -> Table {
    let columns = &[
        "hub_child",
        "own_id",
        "upn",
        "nhs_number",
        "police_nominal",
        "given",
        "family",
        "other_names",
        "dob",
        "sex",
        "ethnicity",
        "address",
        "postcode",
        "care_status",
        "placement",
        "provider",
        "placing_authority",
        "placed_out_of_area",
        "school",
        "education",
        "social_worker",
        "team",
        "locality",
        "markers",
        "nrm",
        "health",
        "plan",
        "youth_justice",
    ];
    Table { file: "children.csv", columns, rows: all.children.iter().map(child).collect() }
}

fn child(child: &Child) -> Vec<String> {
    let d = &child.details;
    vec![
        child.id.to_string(),
        text(&d.own_id),
        text(&d.upn),
        text(&d.nhs_number),
        text(&d.police_nominal),
        d.given.clone(),
        d.family.clone(),
        d.other_names.join("; "),
        day(d.dob),
        d.sex.map_or("", |sex| sex.code()).into(),
        text(&d.ethnicity),
        text(&d.address),
        text(&d.postcode),
        d.care_status.map_or("", |status| status.code()).into(),
        text(&d.placement),
        text(&d.provider),
        text(&d.placing_authority),
        yes_no(d.placed_out_of_area),
        text(&d.school),
        d.education.map_or("", |education| education.code()).into(),
        text(&d.social_worker),
        text(&d.team),
        text(&d.locality),
        list(&d.markers, marker),
        d.nrm.map_or("", |nrm| nrm.code()).into(),
        health(d),
        d.plan.map_or("", |plan| plan.code()).into(),
        yes_no(d.youth_justice),
    ]
}

/// "cse (14/02/2026)".
fn marker(marker: &Marker) -> String {
    let since = marker.since.map_or(String::new(), |since| format!(" ({})", super::super::day(since)));
    format!("{}{since}", marker.kind.code())
}

/// "no" where it is known that there are none.
fn health(details: &ChildDetails) -> String {
    match &details.health {
        None => String::new(),
        Some(needs) if needs.is_empty() => "no".into(),
        Some(needs) => list(needs, |need| need.code().to_owned()),
    }
}

pub(super) fn workers(all: &Everything) -> Table {
    let columns = &["hub_worker", "name", "team", "employer", "languages", "sex", "work_days", "work_hours", "away", "capacity", "left"];
    let row = |worker: &crate::interview::worker::Worker| {
        let WorkerDetails { name, team, employer, languages, sex, hours, away, capacity, left } = worker.details.clone();
        let hours = hours.as_ref();
        vec![
            worker.id.to_string(),
            name,
            team,
            text(&employer),
            languages.join(", "),
            sex.map_or("", |sex| sex.code()).into(),
            hours.map_or(String::new(), |hours| hours.days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
            hours.map_or(String::new(), |hours| format!("{}-{}", hours.from.format("%H:%M"), hours.to.format("%H:%M"))),
            list(&away, |(from, to)| format!("{}-{}", super::super::day(*from), super::super::day(*to))),
            number(capacity),
            if left { "yes".into() } else { String::new() },
        ]
    };
    Table { file: "workers.csv", columns, rows: all.workers.iter().map(row).collect() }
}

pub(super) fn episodes(all: &Everything) -> Table {
    let children: BTreeMap<ChildId, &Child> = all.children.iter().map(|child| (child.id, child)).collect();
    let columns = &[
        "hub_episode",
        "hub_child",
        "police_ref",
        "own_id",
        "upn",
        "nhs_number",
        "police_nominal",
        "given",
        "family",
        "other_names",
        "dob",
        "age",
        "sex",
        "ethnicity",
        "address",
        "postcode",
        "care_status",
        "placement",
        "status",
        "category",
        "police_grade",
        "last_seen",
        "reported",
        "returned",
        "missing_from",
        "reported_by",
        "found_where",
        "found_how",
        "companions",
        "notes",
    ];
    let rows = all.episodes.iter().map(|one| episode(one, one.child.and_then(|id| children.get(&id)).map(|child| &child.details)));
    Table { file: "episodes.csv", columns, rows: rows.collect() }
}

/// The person is the child where it is known who it is, else whom the list named.
fn episode(episode: &Episode, child: Option<&ChildDetails>) -> Vec<String> {
    let d = &episode.details;
    let listed = child.map_or_else(|| d.listed.clone(), |child| as_listed(child, &d.listed));
    vec![
        episode.id.to_string(),
        number(episode.child),
        text(&d.police_ref),
        text(&listed.own_id),
        text(&listed.upn),
        text(&listed.nhs_number),
        text(&listed.police_nominal),
        listed.given.clone(),
        listed.family.clone(),
        listed.other_names.join("; "),
        day(listed.dob),
        number(listed.age),
        listed.sex.map_or("", |sex| sex.code()).into(),
        text(&listed.ethnicity),
        text(&listed.address),
        text(&listed.postcode),
        listed.care_status.map_or("", |status| status.code()).into(),
        text(&listed.placement),
        if episode.still_missing() { "missing" } else { "returned" }.into(),
        d.category.map_or("", |category| category.code()).into(),
        d.grade.map_or("", |grade| grade.code()).into(),
        when(d.last_seen),
        when(d.reported),
        when(d.returned),
        text(&d.missing_from),
        text(&d.reported_by),
        text(&d.found_where),
        text(&d.found_how),
        text(&d.companions),
        text(&d.notes),
    ]
}

fn as_listed(child: &ChildDetails, listed: &ListedPerson) -> ListedPerson {
    let child = child.clone();
    ListedPerson {
        own_id: child.own_id,
        upn: child.upn,
        nhs_number: child.nhs_number,
        police_nominal: child.police_nominal,
        given: child.given,
        family: child.family,
        other_names: child.other_names,
        dob: child.dob,
        age: listed.age.filter(|_| child.dob.is_none()),
        sex: child.sex,
        ethnicity: child.ethnicity,
        address: child.address,
        postcode: child.postcode,
        care_status: listed.care_status.or(child.care_status),
        placement: child.placement,
    }
}

/// The questions of the form, in the order of the columns.
const QUESTIONS: [Question; 16] = [
    Question::Present,
    Question::ChildsWords,
    Question::LedTo,
    Question::Where,
    Question::WithWhom,
    Question::Travelled,
    Question::Hurt,
    Question::Exploitation,
    Question::Found,
    Question::Received,
    Question::Now,
    Question::WouldStop,
    Question::WouldHelpFind,
    Question::CarersAccount,
    Question::Analysis,
    Question::Recommendations,
];

/// One row for each interview that was held and not withdrawn, and one for each episode closed without one.
pub(super) fn interviews(all: &Everything) -> Table {
    let columns = &[
        "hub_interview",
        "police_ref",
        "held_at",
        "held_place",
        "held_by",
        "not_held",
        "not_held_note",
        "approver",
        "late_reason",
        "confidentiality_explained",
        "regards_as_missing",
        "present",
        "childs_words",
        "led_to",
        "where",
        "with_whom",
        "travelled",
        "hurt",
        "exploitation",
        "found",
        "received",
        "now",
        "would_stop",
        "would_help_find",
        "carers_account",
        "analysis",
        "recommendations",
        "push",
        "pull",
        "places",
        "people",
        "named_places",
        "vehicles",
        "phones",
        "findings",
        "intelligence",
    ];
    let references: BTreeMap<EpisodeId, String> = all.episodes.iter().map(|episode| (episode.id, episode.reference())).collect();
    let held = all.interviews.iter().filter(|interview| interview.withdrawn.is_none()).map(|interview| held(interview, &references));
    let closed = all.files.iter().filter_map(|file| closed(file, &references));
    Table { file: "interviews.csv", columns, rows: held.chain(closed).collect() }
}

fn held(interview: &Interview, references: &BTreeMap<EpisodeId, String>) -> Vec<String> {
    let covers = &interview.held.covers;
    let mut refs: Vec<&str> = covers.iter().filter_map(|covered| references.get(&covered.episode)).map(String::as_str).collect();
    refs.dedup();
    let late = covers.iter().find_map(|covered| covered.late.as_ref());
    let nothing = InterviewRecord::default();
    let record = interview.record.as_ref().unwrap_or(&nothing);
    let mut row = vec![
        interview.id.to_string(),
        refs.join("; "),
        moment(interview.held.at),
        interview.held.place.clone(),
        interview.held.by.clone(),
        String::new(),
        String::new(),
        String::new(),
        late.map_or(String::new(), late_words),
        yes_no(record.confidentiality_explained),
        yes_no(record.regards_as_missing),
    ];
    row.extend(QUESTIONS.iter().map(|question| record.answers.get(question).cloned().unwrap_or_default()));
    let named = |kind: NamedKind| {
        let of_kind = record.named.iter().filter(|named| named.kind == kind).map(|named| named.what.as_str());
        of_kind.collect::<Vec<_>>().join("; ")
    };
    // Between two findings stands a ; so that none may have one in it.
    let whole = |text: &str| text.replace([';', '|'], ",");
    let learnt = |intelligence: bool| {
        let of_kind = record.findings.iter().filter(|finding| (finding.kind == FindingKind::Intelligence) == intelligence);
        let words = of_kind.map(|finding| match intelligence {
            true => whole(&finding.text),
            false => format!("{}: {}", finding.kind.label(), whole(&finding.text)),
        });
        words.collect::<Vec<_>>().join("; ")
    };
    row.extend([
        list(&record.push, |push| push.code().to_owned()),
        list(&record.pull, |pull| pull.code().to_owned()),
        list(&record.places, |place| place.code().to_owned()),
        named(NamedKind::Person),
        named(NamedKind::Place),
        named(NamedKind::Vehicle),
        named(NamedKind::Phone),
        learnt(false),
        learnt(true),
    ]);
    row
}

/// "capacity: two off sick".
fn late_words(late: &Late) -> String {
    if late.note.is_empty() { late.reason.code().to_owned() } else { format!("{}: {}", late.reason.code(), late.note) }
}

/// An episode closed without an interview.
fn closed(file: &InterviewFile, references: &BTreeMap<EpisodeId, String>) -> Option<Vec<String>> {
    let closure = &file.closure()?.closure;
    let mut row = vec![String::new(); 11];
    row[1] = references.get(&file.episode).cloned().unwrap_or_default();
    row[5] = closure.reason.code().to_owned();
    row[6] = closure.note.clone();
    row[7] = closure.approver.clone().unwrap_or_default();
    row.extend(QUESTIONS.iter().map(|question| match question {
        Question::CarersAccount => closure.carers_account.clone(),
        _ => String::new(),
    }));
    row.extend(vec![String::new(); 9]);
    Some(row)
}

pub(super) fn contacts(all: &Everything) -> Table {
    // The codes by which `interviews import` knows them.
    let columns = &[
        "hub_episode",
        "police_ref",
        "contacted_at",
        "contacted_by",
        "contacted",
        "channel",
        "contact_outcome",
        "offered",
        "contact_note",
    ];
    let references: BTreeMap<_, _> = all.episodes.iter().map(|episode| (episode.id, text(&episode.details.police_ref))).collect();
    let rows = all.files.iter().flat_map(|file| {
        let reference = references.get(&file.episode).cloned().unwrap_or_default();
        file.attempts.iter().map(move |attempt| {
            let (to, channel, outcome) = (attempt.to.code(), attempt.channel.code(), attempt.outcome.code());
            let offered = if attempt.offered { "yes" } else { "no" };
            let [to, channel, outcome, offered] = [to, channel, outcome, offered].map(str::to_owned);
            let (episode, at) = (file.episode.to_string(), moment(attempt.at));
            vec![episode, reference.clone(), at, attempt.by.clone(), to, channel, outcome, offered, attempt.note.clone()]
        })
    });
    Table { file: "contacts.csv", columns, rows: rows.collect() }
}
