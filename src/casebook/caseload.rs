//! Loading the authority's caseload: children known by their own id, added once and brought up to date ever after.

use super::error::Result;
use super::event::{Change, Event, ListId, Source};
use super::hub::{Hub, Pen};
use super::list::{ListFile, ListOptions, read_table, recognise, refused_row};
use super::view::{ChildIdText, ChildNote, ChildrenReport};
use crate::child::{Child, ChildDetails, ChildId};
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
        if options.dry_run { self.rehearsal(now, take)? } else { self.verb(now, take)? }
        report.seconds = started.elapsed().as_secs_f64();
        Ok(report)
    }

    fn take_children(&self, pen: &mut Pen<'_>, rows: Rows<ChildRow>, report: &mut ChildrenReport) -> Result<()> {
        let source = Source::Caseload(report.file.clone());
        // Children that only lists brought may be on the caseload too: those are looked for, and only where there are any.
        let (_, mut from_lists) = pen.store.child_counts()?;
        for row in rows.rows {
            let known = match &row.details.own_id {
                Some(own_id) => pen.store.child_by_own_id(own_id)?,
                None => None,
            };
            let known = match known {
                None if from_lists > 0 => self.from_lists(pen, &row.details, row.row, report)?.inspect(|_| from_lists -= 1),
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

    /// The child that a list brought earlier and that is certainly this one of the caseload.
    fn from_lists(&self, pen: &Pen<'_>, details: &ChildDetails, row: u32, report: &mut ChildrenReport) -> Result<Option<Child>> {
        match matching::verdict(&Identity::from(details), pen.store, &|_| false)? {
            Verdict::Same { child, .. } => Ok(Some(pen.store.child(child)?).filter(|child| child.details.own_id.is_none())),
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
    let details = brought_up_to_date(&child.details, row)?;
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
fn brought_up_to_date(known: &ChildDetails, row: &ChildRow) -> Result<ChildDetails> {
    const KEPT_WHEN_BLANK: &[&str] = &["own_id", "upn", "nhs_number", "police_nominal", "given", "family", "other_names", "dob", "sex"];
    let (mut merged, new) = (object(known)?, object(&row.details)?);
    let fields = row.present.iter().flat_map(|field| keys_of(*field)).copied();
    for key in fields.chain(["on_caseload"]) {
        match new.get(key) {
            Some(value) if !is_blank(value) => {
                merged.insert(key.to_string(), value.clone());
            }
            _ if KEPT_WHEN_BLANK.contains(&key) => {}
            _ => {
                merged.remove(key);
            }
        }
    }
    // A name that changed is kept as an other name: it is how older lists and older colleagues know the child.
    let mut details: ChildDetails = serde_json::from_value(Value::Object(merged))?;
    let before = known.full_name();
    if details.full_name() != before && !before.is_empty() && !details.other_names.contains(&before) {
        details.other_names.push(before);
    }
    Ok(details)
}

/// The keys of [`ChildDetails`] that a column of the caseload speaks of.
fn keys_of(field: Field) -> &'static [&'static str] {
    match field {
        Field::FullName => &["given", "family", "other_names"],
        Field::Given | Field::Family => &["given", "family"],
        other => other.child_keys(),
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

fn is_blank(value: &Value) -> bool {
    matches!(value, Value::Null) || value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty)
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

