//! What was said in an interview, from a file or from the options.

use super::args::{Record, Said};
use super::understood::{Desk, code};
use super::{Done, held};
use crate::casebook::Error;
use crate::intake::read::MAX_BYTES;
use crate::interview::record::{
    EndsAs, Finding, FindingId, FindingKind, InterviewRecord, Named, NamedKind, PlaceKind, Pull, Push, Question,
};
use crate::text::clean;
use anyhow::Result;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// A record as it is written by hand: every field, and every question in the order they are asked.
#[derive(Serialize)]
pub struct Template {
    confidentiality_explained: Option<bool>,
    regards_as_missing: Option<bool>,
    answers: BTreeMap<Question, &'static str>,
    push: [Push; 0],
    pull: [Pull; 0],
    places: [PlaceKind; 0],
    named: [Named; 0],
    findings: [Finding; 0],
}

/// An empty record.
pub fn template() -> Template {
    Template {
        confidentiality_explained: None,
        regards_as_missing: None,
        answers: Question::ALL.iter().map(|question| (*question, "")).collect(),
        push: [],
        pull: [],
        places: [],
        named: [],
        findings: [],
    }
}

/// `wayhome interview record`.
pub fn record(desk: &mut Desk, what: Record) -> Result<Done, Error> {
    let id = desk.interview(what.interview.as_deref().unwrap_or_default())?;
    if what.file.is_none() && what.said == Said::default() {
        let what = "give answers (--answer QUESTION=TEXT) or a file (--file); `wayhome interview record --template` prints an empty one";
        return Err(Error::Refused(format!("nothing to record of {id}: {what}")));
    }
    let record = match &what.file {
        Some(path) => from_file(path)?,
        None => said(desk.hub.interview(id)?.record.unwrap_or_default(), what.said)?,
    };
    let interview = desk.hub.record_interview(id, record, None, desk.now)?;
    let findings = interview.record.iter().flat_map(|record| &record.findings).filter_map(|finding| finding.id);
    let findings = findings.map(|id| id.to_string()).collect::<Vec<_>>().join(", ");
    let findings = if findings.is_empty() { "no finding".into() } else { format!("findings {findings}") };
    held::answered(desk, id, format!("{id} is recorded ({findings}) and waits for another worker's sign-off."))
}

fn from_file(path: &Path) -> Result<InterviewRecord, Error> {
    let shown = clean(&path.display().to_string());
    let refused = |error: &dyn std::fmt::Display| Error::Refused(format!("{shown}: {error}"));
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::Read::take(std::io::stdin().lock(), MAX_BYTES), &mut bytes).map_err(|e| refused(&e))?;
        bytes
    } else {
        crate::cli::file::read(path, MAX_BYTES)?
    };
    let mut value: Value = serde_json::from_slice(&bytes).map_err(|e| refused(&format!("this is not JSON: {e}")))?;
    let known = serde_json::to_value(template()).unwrap_or_default();
    let fields =
        value.as_object().ok_or_else(|| refused(&"a record is one JSON object; `wayhome interview record --template` prints one"))?;
    if let Some(unknown) = fields.keys().find(|field| known.get(*field).is_none()) {
        return Err(refused(&format!(
            "a record has no field \u{201c}{unknown}\u{201d}; `wayhome interview record --template` shows those it has"
        )));
    }
    // As `interview show` prints them: "F12".
    for id in value["findings"].as_array_mut().into_iter().flatten().filter_map(|finding| finding.get_mut("id")) {
        if let Some(number) = id.as_str().and_then(|text| text.parse::<FindingId>().ok()) {
            *id = number.0.into();
        }
    }
    serde_json::from_value(value).map_err(|e| refused(&e))
}

/// What the options say, over what was recorded before.
fn said(mut record: InterviewRecord, said: Said) -> Result<InterviewRecord, Error> {
    for (question, answer) in said.answers {
        record.answers.insert(code("question of the form", &question, Question::ALL, Question::code, Question::label)?, answer);
    }
    for text in &said.push {
        record.push.push(code("push factor", text, Push::ALL, Push::code, Push::label)?);
    }
    for text in &said.pull {
        record.pull.push(code("pull factor", text, Pull::ALL, Pull::code, Pull::label)?);
    }
    for text in &said.place {
        record.places.push(code("kind of place", text, PlaceKind::ALL, PlaceKind::code, PlaceKind::label)?);
    }
    for text in &said.named {
        let (kind, what) = parted(text, "\"vehicle: grey Corsa\"")?;
        record.named.push(Named { kind: code("kind of name", kind, NamedKind::ALL, NamedKind::code, NamedKind::label)?, what });
    }
    for text in &said.findings {
        record.findings.push(finding(text)?);
    }
    record.confidentiality_explained = said.confidentiality.or(record.confidentiality_explained);
    record.regards_as_missing = said.regards_as_missing.or(record.regards_as_missing);
    Ok(record)
}

/// "fact: a grey Corsa waits -> intelligence GMP, TCS: to be looked for"; without the arrow the finding is still open.
fn finding(text: &str) -> Result<Finding, Error> {
    const LIKE: &str = "\"fact: a grey Corsa waits -> intelligence GMP: to be looked for\"";
    let (said, end) = text.split_once("->").map_or((text, None), |(said, end)| (said, Some(end)));
    let (kind, text) = parted(said, LIKE)?;
    let kind = code("kind of finding", kind, FindingKind::ALL, FindingKind::code, FindingKind::label)?;
    let Some(end) = end else { return Ok(Finding { id: None, kind, text, ends_as: None, why: String::new(), recipients: Vec::new() }) };
    let (end, why) = parted(end, LIKE)?;
    let (end, recipients) = end.split_once(' ').unwrap_or((end, ""));
    let ends_as = Some(code("end of a finding", end, EndsAs::ALL, EndsAs::code, EndsAs::label)?);
    let recipients = recipients.split(',').map(clean).filter(|recipient| !recipient.is_empty()).collect();
    Ok(Finding { id: None, kind, text, ends_as, why, recipients })
}

/// "kind: text".
fn parted<'a>(text: &'a str, like: &str) -> Result<(&'a str, String), Error> {
    let (kind, rest) = text
        .split_once(':')
        .ok_or_else(|| Error::Refused(format!("\u{201c}{}\u{201d} has no colon; write it like {like}", clean(text))))?;
    Ok((kind.trim(), rest.trim().to_string()))
}
