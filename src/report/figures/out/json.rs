//! Figures as JSON (docs/json.md).

use super::super::figure::Figure;
use super::super::period::Period;
use super::super::presets::{Cell, Sheet};
use super::rows::{behind, kind, n_of, number};
use super::{FiguresView, Line};
use serde_json::{Value, json};

/// All figures by section.
pub fn figures(view: &FiguresView) -> Value {
    let sections = view.sections();
    json!({
        "hub": view.hub,
        "from": view.period().from, "to": view.period().to,
        "compared_with": view.before.as_ref().map(|before| period(before.period)),
        "as_of": moment(view.as_of),
        "record_begins": view.record_begins,
        "not_whole": view.not_whole(),
        "own_clocks": view.own_clocks,
        "sections": sections.iter().map(|section| json!({
            "section": section.code, "title": section.title, "figures": section.lines.iter().map(line).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

/// A figure with the rows behind it; `told`: what each row is in words, in their order.
pub fn rows(section: &str, of: &Figure, told: &[Value]) -> Value {
    let mut value = figure(of);
    value["section"] = section.into();
    let row = |(at, behind): (usize, super::rows::Behind)| {
        let mut row = json!({ "row": behind.row.to_string(), "kind": behind.row.kind.code(), "standing": behind.standing.code(),
                              "why": behind.why.map(|why| why.code()) });
        if let (Some(row), Some(Value::Object(told))) = (row.as_object_mut(), told.get(at)) {
            row.extend(told.clone());
        }
        row
    };
    value["rows"] = behind(of).enumerate().map(row).collect();
    value
}

/// A report with a layout of its own.
pub fn sheet(sheet: &Sheet) -> Value {
    let tables = sheet.tables.iter().map(|table| {
        let rows = table.rows.iter().map(|row| json!({ "label": row.label, "cells": row.cells.iter().map(cell).collect::<Vec<_>>() }));
        json!({ "caption": table.caption, "head": table.head, "rows": rows.collect::<Vec<_>>(), "notes": table.notes })
    });
    json!({ "title": sheet.title, "source": sheet.source, "from": sheet.period.from, "to": sheet.period.to, "as_of": moment(sheet.as_of),
            "tables": tables.collect::<Vec<_>>() })
}

fn cell(cell: &Cell) -> Value {
    json!({ "words": cell.words(), "figures": cell.figures().into_iter().map(figure).collect::<Vec<_>>() })
}

/// A figure with the same of the other period.
fn line(line: &Line) -> Value {
    let mut value = figure(line.figure);
    value["before"] = line.before.map_or(Value::Null, figure);
    value["direction"] = line.before.map(|_| line.direction()).into();
    value
}

fn figure(figure: &Figure) -> Value {
    let (n, of) = n_of(figure.value);
    let left_out = |excluded: &super::super::figure::Excluded| json!({ "why": excluded.why.code(), "words": excluded.why.label(), "rows": excluded.ids.len() });
    json!({
        "figure": figure.code, "title": figure.title, "group": figure.group, "kind": kind(figure.value), "n": n, "of": of,
        "number": number(figure.value).and_then(|number| number.parse::<f64>().ok()), "words": figure.words(),
        "left_out": figure.excluded.iter().map(left_out).collect::<Vec<_>>(), "rule": figure.rule,
        "from": figure.period.from, "to": figure.period.to, "as_of": moment(figure.as_of),
        "target": figure.target.map(|aim| json!({ "at_least": aim.at_least, "at_most": aim.at_most, "percent": aim.percent, "words": aim.words() })),
        "against": figure.against().map(|against| against.code()),
    })
}

fn period(period: Period) -> Value {
    json!({ "from": period.from, "to": period.to })
}

fn moment(at: crate::episode::Moment) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
