//! Loading the authority's caseload: children known by their own id, added once and brought up to date ever after.

use super::error::Result;
use super::event::{Change, Event, ListId, Source};
use super::hub::{Hub, Pen};
use super::list::{ListFile, ListOptions, empty_export, read_table, recognise, refused_row};
use super::view::{ChildIdText, ChildNote, ChildrenReport};
use crate::child::{Child, ChildDetails, ChildId, MarkerKind};
use crate::episode::Moment;
use crate::intake::columns::{Field, Kind};
use crate::intake::matching::{self, Identity, Verdict};
use crate::intake::rows::{self, Rows};
use crate::intake::{ChildRow, Refusal};
use serde_json::Value;

impl Hub {
    /// Loads a caseload: children not known are added, those known by own id are brought up to date. All rows or none; rows
    /// that cannot be taken are named and left out.
    pub fn import_children(&mut self, file: &ListFile<'_>, options: &ListOptions, now: Moment) -> Result<ChildrenReport> {
        if !options.dry_run {
            self.may_write()?;
        }
        let started = std::time::Instant::now();
        let table = read_table(file, options.sheet.as_deref(), self.settings.thresholds.cell_characters)?;
        if let Some(words) = empty_export(&table) {
            let (file, dry_run) = (file.name.to_string(), options.dry_run);
            return Ok(ChildrenReport { file, dry_run, warnings: vec![words], ..ChildrenReport::default() });
        }
        let columns = recognise(&table, Kind::Children, &self.store.profiles()?, options)?;
        let rows = rows::child_rows(&table, &columns, &self.settings, now);
        let mut report = ChildrenReport {
            file: file.name.to_string(),
            dry_run: options.dry_run,
            rows: rows.total,
            warnings: table.warnings.iter().chain(&rows.warnings).cloned().collect(),
            ..ChildrenReport::default()
        };
        let take = |hub: &Hub, pen: &mut Pen<'_>| {
            if let Some(name) = &options.save_profile {
                pen.record(Event::ProfileSaved { name: name.clone(), profile: columns.to_profile() })?;
            }
            hub.take_children(pen, rows, &mut report)
        };
        if options.dry_run {
            self.rehearsal(now, take)?
        } else {
            self.verb(now, take)?
        }
        report.seconds = started.elapsed().as_secs_f64();
        Ok(report)
    }

    fn take_children(&self, pen: &mut Pen<'_>, rows: Rows<ChildRow>, report: &mut ChildrenReport) -> Result<()> {
        let source = Source::Caseload(report.file.clone());
        // Children that only lists brought may be on the caseload too: those are looked for, and only where there are any.
        let (_, mut from_lists) = pen.store.child_counts()?;
        for row in rows.rows {
            let known = match &row.details.own_id {
                Some(own_id) => pen.store.own_record_by_own_id(own_id)?,
                None => None,
            };
            let known = match known {
                None if from_lists > 0 => self.brought_by_a_list(pen, &row.details, row.row, report)?.inspect(|_| from_lists -= 1),
                known => known,
            };
            match known {
                Some(child) => update_child(pen, child, &row, &source, report)?,
                None => {
                    let child = ChildId(pen.store.next_id("child")?);
                    pen.record(Event::ChildAdded { child, details: row.details, source: source.clone() })?;
                    report.added += 1;
                }
            }
        }
        report.refused.extend(rows.refused.into_iter().map(|refusal: Refusal| refused_row(refusal, ListId(0))));
        Ok(())
    }

    /// The record that a list brought earlier of a child that is certainly this one of the caseload.
    fn brought_by_a_list(&self, pen: &Pen<'_>, details: &ChildDetails, row: u32, report: &mut ChildrenReport) -> Result<Option<Child>> {
        match matching::verdict(&Identity::from(details), pen.store, &|_| false)? {
            Verdict::Same { child, .. } => match pen.store.child(child)?.details.own_id {
                None => pen.store.own_record(child).map(Some),
                Some(_) => Ok(None),
            },
            Verdict::Doubt(candidates) => {
                for candidate in candidates {
                    let child = pen.store.child(candidate.child)?;
                    if child.details.own_id.is_none() {
                        report.warnings.push(format!(
                            "row {row}: {} may be {} ({}), whom an earlier list brought; added as a child of its own",
                            details.full_name(),
                            child.id,
                            child.details.full_name()
                        ));
                    }
                }
                Ok(None)
            }
            Verdict::New => Ok(None),
        }
    }
}

fn update_child(pen: &mut Pen<'_>, child: Child, row: &ChildRow, source: &Source, report: &mut ChildrenReport) -> Result<()> {
    let details = brought_up_to_date(&child.details, row);
    let changes = differences(&child.details, &details)?;
    if changes.is_empty() {
        report.unchanged += 1;
        return Ok(());
    }
    report.changed.push(ChildNote { row: row.row, child: ChildIdText(child.id), name: details.full_name(), changes: changes.clone() });
    pen.record(Event::ChildChanged { child: child.id, details, changes, source: source.clone() })?;
    Ok(())
}

/// The record with what the caseload says now. A blank cell in a column that is there clears the field (the child left the
/// placement), but never a name, a date of birth or an identifier; a column that is not there changes nothing.
fn brought_up_to_date(known: &ChildDetails, row: &ChildRow) -> ChildDetails {
    let new = &row.details;
    let has = |fields: &[Field]| fields.iter().any(|field| row.present.contains(field));
    let mut merged = known.clone();
    merged.on_caseload = true;
    macro_rules! kept_when_blank {
        ($($field:ident),+) => { $( if new.$field.is_some() { merged.$field = new.$field.clone(); } )+ };
    }
    macro_rules! cleared_when_blank {
        ($($field:ident: $($column:ident)|+),+) => { $( if has(&[$(Field::$column),+]) { merged.$field = new.$field.clone(); } )+ };
    }
    kept_when_blank!(own_id, upn, nhs_number, police_nominal, dob, sex);
    cleared_when_blank!(
        ethnicity: Ethnicity, address: Address | AddressMore, postcode: Postcode, care_status: CareStatus | LookedAfter, placement: Placement,
        provider: Provider, placing_authority: PlacingAuthority, placed_out_of_area: PlacedOutOfArea, school: School, education: Education,
        social_worker: SocialWorker, team: Team, locality: Locality, nrm: Nrm, plan: Plan | ChildProtection | InNeed, youth_justice: YouthJustice
    );
    if has(&[Field::Markers]) {
        merged.markers.clone_from(&new.markers);
    } else {
        // A column of its own speaks of its own marker only.
        merged.markers.retain(|marker| !has(&[marker_column(marker.kind)]));
        merged.markers.extend(new.markers.iter().cloned());
    }
    merged.markers.sort();
    if new.health.is_some() {
        merged.health.clone_from(&new.health);
    }
    rename(&mut merged, new);
    merged
}

/// Takes over a name that is not blank. The one before is kept as an other name: it is how older lists know the child.
fn rename(merged: &mut ChildDetails, new: &ChildDetails) {
    let before = merged.full_name();
    for (old, new) in [(&mut merged.given, &new.given), (&mut merged.family, &new.family)] {
        if !new.is_empty() {
            old.clone_from(new);
        }
    }
    let earlier = (merged.full_name() != before && !before.is_empty()).then_some(before);
    for name in new.other_names.iter().cloned().chain(earlier) {
        if !merged.other_names.contains(&name) {
            merged.other_names.push(name);
        }
    }
}

fn marker_column(kind: MarkerKind) -> Field {
    match kind {
        MarkerKind::Cse => Field::Cse,
        MarkerKind::Cce => Field::Cce,
        MarkerKind::CountyLines => Field::CountyLines,
        MarkerKind::Trafficking => Field::Trafficking,
        MarkerKind::Gangs => Field::Gangs,
        MarkerKind::SeriousYouthViolence => Field::SeriousYouthViolence,
        MarkerKind::Radicalisation => Field::Radicalisation,
    }
}

/// What differs between two records, field by field, with both values as people read them.
pub(super) fn differences(old: &ChildDetails, new: &ChildDetails) -> Result<Vec<Change>> {
    let (old, new) = (object(old)?, object(new)?);
    let keys: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let words = |value: Option<&Value>| value.map_or(String::new(), plain);
    Ok(keys
        .into_iter()
        .filter(|key| old.get(*key) != new.get(*key))
        .map(|key| Change { field: key.replace('_', " "), old: words(old.get(key)), new: words(new.get(key)) })
        .collect())
}

fn object(details: &ChildDetails) -> Result<serde_json::Map<String, Value>> {
    match serde_json::to_value(details)? {
        Value::Object(map) => Ok(map),
        // A struct is always an object.
        _ => Ok(serde_json::Map::new()),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".into(),
        Value::Bool(false) => "no".into(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(map) => map.values().map(plain).collect::<Vec<_>>().join(" "),
        Value::Null => String::new(),
        number @ Value::Number(_) => number.to_string(),
    }
}
