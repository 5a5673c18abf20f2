//! Rows of the authority's caseload.

use super::frame::{self, Part};
use super::reader::{Context, Reader, Taken, written};
use super::{Rows, Warnings};
use crate::child::{CareStatus, ChildDetails, HealthNeed, Marker, MarkerKind, Plan, age_on};
use crate::episode::Moment;
use crate::intake::columns::{Columns, Field};
use crate::intake::dates::Years;
use crate::intake::read::Table;
use crate::intake::values::{self, yes_no};
use crate::intake::{ChildRow, Reason};
use crate::settings::Settings;
use std::collections::HashMap;

const MARKER_COLUMNS: [(Field, MarkerKind); 7] = [
    (Field::Cse, MarkerKind::Cse),
    (Field::Cce, MarkerKind::Cce),
    (Field::CountyLines, MarkerKind::CountyLines),
    (Field::Trafficking, MarkerKind::Trafficking),
    (Field::Gangs, MarkerKind::Gangs),
    (Field::SeriousYouthViolence, MarkerKind::SeriousYouthViolence),
    (Field::Radicalisation, MarkerKind::Radicalisation),
];

const HEALTH_COLUMNS: [(Field, HealthNeed); 6] = [
    (Field::HealthNeed, HealthNeed::Health),
    (Field::SelfHarm, HealthNeed::SelfHarm),
    (Field::Pregnancy, HealthNeed::Pregnancy),
    (Field::Disability, HealthNeed::Disability),
    (Field::MentalHealth, HealthNeed::MentalHealth),
    (Field::SubstanceUse, HealthNeed::SubstanceUse),
];

/// Types the rows of a caseload. A person older than the settings' oldest age is refused, as is a row without the authority's
/// own identifier or without a name. `now` reads short years and ages.
pub fn child_rows(table: &Table, columns: &Columns, settings: &Settings, now: Moment) -> Rows<ChildRow> {
    let context = Context::new(columns, settings, now);
    let mut warnings = Warnings::new(columns);
    let present: Vec<Field> = Field::ALL.iter().copied().filter(|f| *f != Field::Ignore && context.has(*f)).collect();
    let mut rows: Vec<ChildRow> = Vec::new();
    let mut by_own_id: HashMap<String, usize> = HashMap::new();
    let mut refused = Vec::new();
    let mut total = 0;
    let mut greeted = false;
    for row in frame::data(table, &context) {
        let part = frame::part(row, &context, greeted);
        greeted = frame::is_greeting(&part);
        match part {
            Part::Header | Part::Section(_) => continue,
            Part::Footer(text) => {
                warnings.say(|| format!("row {} is not a child: \"{text}\"", row.number));
                continue;
            }
            Part::Child => total += 1,
        }
        let mut reader = Reader { context: &context, row, warnings: &mut warnings };
        let details = match details(&mut reader) {
            Ok(details) => details,
            Err(refusal) => {
                refused.push(*refusal);
                continue;
            }
        };
        let own_id = details.own_id.clone().unwrap_or_default();
        match by_own_id.get(&own_id).map(|at| &rows[*at]) {
            None => {
                by_own_id.insert(own_id, rows.len());
                rows.push(ChildRow { row: row.number, details, present: present.clone() });
            }
            Some(earlier) if earlier.details == details => {
                reader.warnings.say(|| format!("row {} says the same as row {}; it was counted once", row.number, earlier.row));
            }
            Some(earlier) => {
                let column = context.columns_of(Field::OwnId).next();
                let words = |value: &str| format!("{value} is also in row {}, with other details; keep the row that is right", earlier.row);
                refused.push(*reader.refuse(column, Reason::OwnIdTwice, words));
            }
        }
    }
    Rows { rows, refused, warnings: warnings.finish(), total, cut_off: frame::cut_off(table, &context) }
}

fn details(reader: &mut Reader) -> Taken<ChildDetails> {
    use Field::*;
    let own_id = reader.text(OwnId);
    if own_id.is_none() {
        let column = reader.context.columns_of(OwnId).next();
        let words = |_: &str| "the authority's own identifier is not given; add it, for it is what a later file is matched by".to_owned();
        return Err(reader.refuse(column, Reason::OwnIdMissing, words));
    }
    let name = reader.name();
    if name.given.is_empty() && name.family.is_empty() {
        return Err(reader.refuse(None, Reason::NoName, |_| "no name is given; add it".into()));
    }
    let dob = reader.dob()?;
    let oldest = reader.context.settings.thresholds.oldest_age;
    if let Some(age) = dob.and_then(|dob| age_on(dob, reader.context.today)).filter(|age| *age > oldest) {
        let column = reader.cell(Dob).map(|(column, _)| column);
        return Err(
            reader.refuse(column, Reason::Adult, |value| format!("{value}: a person of {age} is older than the register goes ({oldest})"))
        );
    }
    let (address, postcode) = reader.address();
    let (care_status, _) = reader.code(CareStatus, values::care_status);
    let (nrm, _) = reader.code(Nrm, |text| if yes_no(text) == Some(false) { Some(None) } else { values::nrm(text).map(Some) });
    Ok(ChildDetails {
        own_id,
        upn: reader.text(Upn),
        nhs_number: reader.text(NhsNumber),
        police_nominal: reader.text(PoliceNominal),
        given: name.given,
        family: name.family,
        other_names: name.other_names,
        dob,
        sex: reader.code(Sex, values::sex).0,
        ethnicity: reader.text(Ethnicity),
        address,
        postcode,
        care_status: care_status.or_else(|| looked_after(reader)),
        placement: reader.text(Placement),
        provider: reader.text(Provider),
        placing_authority: reader.text(PlacingAuthority),
        placed_out_of_area: reader.code(PlacedOutOfArea, yes_no).0,
        school: reader.text(School),
        education: reader.code(Education, values::education).0,
        social_worker: reader.text(SocialWorker),
        team: reader.text(Team),
        locality: reader.text(Locality),
        markers: markers(reader),
        nrm: nrm.flatten(),
        health: health(reader),
        plan: plan(reader),
        youth_justice: reader.code(YouthJustice, open_or_not).0,
        on_caseload: true,
    })
}

fn looked_after(reader: &Reader) -> Option<CareStatus> {
    yes_no(&reader.str(Field::LookedAfter)).and_then(|yes| yes.then_some(CareStatus::LookedAfter))
}

/// "Yes", "open to YJS", "referral order": involvement, unless it says no or closed.
fn open_or_not(text: &str) -> Option<bool> {
    let lower = text.to_lowercase();
    Some(yes_no(text).unwrap_or(!(lower.starts_with("no") || lower.contains("closed") || lower.contains("previous"))))
}

/// Markers from one column of words and from a column for each. A date in the latter is since when.
fn markers(reader: &mut Reader) -> Vec<Marker> {
    let today = reader.context.today;
    let mut markers: Vec<Marker> = Vec::new();
    let mut add = |marker: Marker| {
        if !markers.iter().any(|m| m.kind == marker.kind) {
            markers.push(marker);
        }
    };
    for (field, kind) in MARKER_COLUMNS {
        let Some((_, cell)) = reader.cell(field) else { continue };
        let since = written(cell, today, Years::ThisCentury).ok().and_then(|w| w.day());
        // A level of risk, a date or "suspected" is a marker; only a plain no is none.
        if since.is_some() || !says_no(&cell.text()) {
            add(Marker { kind, since, set_by: None });
        }
    }
    for word in words(&reader.str(Field::Markers)) {
        match values::marker(word) {
            Some(kind) => {
                let since = word.split(['(', ')', ' ']).find_map(|w| crate::intake::dates::parse(w, today, Years::ThisCentury).ok()?.day());
                add(Marker { kind, since, set_by: None });
            }
            None if says_no(word) => {}
            None => unknown(reader, "marker", word),
        }
    }
    markers.sort_unstable();
    markers
}

/// Health needs likewise. `None` where no column says anything: not known. A plain no is: known to have none.
fn health(reader: &mut Reader) -> Option<Vec<HealthNeed>> {
    let mut needs: Vec<HealthNeed> = Vec::new();
    let mut said = false;
    for (field, need) in HEALTH_COLUMNS {
        let Some((_, cell)) = reader.cell(field) else { continue };
        said = true;
        if !says_no(&cell.text()) {
            needs.push(need);
        }
    }
    let column = reader.context.columns_of(Field::Health).next();
    let list = column.map_or_else(Default::default, |c| reader.row.cell(c.index).text());
    for word in words(&list) {
        said = true;
        match values::health(word) {
            Some(need) => needs.push(need),
            None if says_no(word) => {}
            None => {
                // A condition nobody foresaw still is a health need.
                needs.push(HealthNeed::Health);
                unknown(reader, "health need", word);
            }
        }
    }
    needs.sort_unstable();
    needs.dedup();
    said.then_some(needs)
}

fn plan(reader: &mut Reader) -> Option<Plan> {
    let (plan, _) = reader.code(Field::Plan, |text| if says_no(text) { Some(None) } else { values::plan(text).map(Some) });
    let has = |field| !reader.str(field).is_empty() && !says_no(&reader.str(field));
    let by_column = || if has(Field::ChildProtection) { Some(Plan::ChildProtection) } else { has(Field::InNeed).then_some(Plan::InNeed) };
    plan.flatten().or_else(by_column)
}

fn says_no(text: &str) -> bool {
    yes_no(text) == Some(false)
        || values::says_nothing(text)
        || matches!(text.to_lowercase().as_str(), "none known" | "no concerns" | "not known to have any" | "no plan" | "no risk")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let between = |text: &'_ str| !text.bytes().any(|b| b.is_ascii_digit());
    text.split([';', ',', '|', '&', '+'])
        .flat_map(move |part| if between(part) { part.split('/').collect() } else { vec![part] })
        .map(str::trim)
        .filter(|word| !word.is_empty())
}

fn unknown(reader: &mut Reader, what: &str, word: &str) {
    let row = reader.row.number;
    reader.warnings.say(|| format!("row {row}: \"{word}\" is not known as a {what}"));
}
