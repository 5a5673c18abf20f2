//! `wayhome match`: two files matched, without a hub.

use super::args::Match;
use crate::calendar::plain_day;
use crate::casebook::Error;
use crate::casebook::event::Candidate;
use crate::cli::args::{Format, Global};
use crate::cli::{import, output};
use crate::intake::pairing::{Paired, PairedRow, Source, pair};
use crate::intake::rows::PersonRow;
use crate::settings::Settings;
use crate::text::clean;
use anyhow::Result;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

/// `wayhome match --known FILE --list FILE`.
pub fn run(global: &Global, asked: Match) -> Result<()> {
    if asked.known == Path::new("-") {
        return Err(Error::Refused("only the list can come from standard input; save the known children to a file".into()).into());
    }
    if let Some(out) = asked.out.as_deref().filter(|out| [&asked.known, &asked.list].into_iter().any(|input| same_file(input, out))) {
        let words = format!("{} is a file to be read; name another for the predictions with --out", out.display());
        return Err(Error::Refused(words).into());
    }
    if asked.explain.is_some() && global.format == Format::Csv {
        return Err(Error::Refused("a row is explained in words or as JSON; leave out --format csv".into()).into());
    }
    let started = Instant::now();
    let paired = {
        let (known_name, known) = import::file(&asked.known)?;
        let (list_name, list) = import::file(&asked.list)?;
        let known = Source { name: &known_name, bytes: &known, sheet: asked.sheet_known.as_deref(), map: &asked.map_known };
        let list = Source { name: &list_name, bytes: &list, sheet: asked.sheet_list.as_deref(), map: &asked.map_list };
        let settings = Settings::parse(Settings::shipped()).map_err(|faults| Error::Refused(format!("{faults:?}")))?;
        pair(known, list, &settings, global.now()).map_err(|error| Error::Refused(error.to_string()))?
    };
    let seconds = started.elapsed().as_secs_f64();
    match &asked.explain {
        Some(row) => explain(global, &paired, row),
        None => print(global, &paired, asked.out.as_deref(), seconds),
    }
}

/// By whatever name: a link to a file is that file.
fn same_file(input: &Path, out: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let input = if input == Path::new("-") { Path::new("/dev/stdin") } else { input };
        let file = |path: &Path| path.metadata().ok().filter(|meta| meta.is_file()).map(|meta| (meta.dev(), meta.ino()));
        file(input).is_some_and(|input| file(out) == Some(input))
    }
    #[cfg(not(unix))]
    matches!((input.canonicalize(), out.canonicalize()), (Ok(input), Ok(out)) if input == out)
}

/// The predictions go to the file or are printed; what is to be said of them goes where it does not get between.
fn print(global: &Global, paired: &Paired, out: Option<&Path>, seconds: f64) -> Result<()> {
    let text = match global.format {
        Format::Json => serde_json::to_string_pretty(&summary(paired, seconds))? + "\n",
        _ => csv(paired)?,
    };
    match out {
        Some(path) => crate::store::files::write_private(path, text.as_bytes())?,
        None => output::as_it_is(&text)?,
    }
    for warning in &paired.warnings {
        eprintln!("Note: {}", clean(warning));
    }
    let tally = paired.tally();
    eprintln!(
        "{} known children, {} rows: {} taken as one of them, {} for a person to decide, {} new ({seconds:.2} s)",
        paired.known_children(),
        paired.rows.len(),
        tally.auto,
        tally.review,
        tally.new
    );
    Ok(())
}

fn csv(paired: &Paired) -> Result<String> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(["row", "id", "verdict", "score"])?;
    for line in paired.predictions() {
        out.write_record(line.map(output::inert))?;
    }
    Ok(String::from_utf8(out.into_inner()?)?)
}

fn summary(paired: &Paired, seconds: f64) -> Value {
    let tally = paired.tally();
    let predictions: Vec<Value> = paired.rows.iter().map(|row| row_json(paired, row, false)).collect();
    json!({
        "known": paired.known_children(), "rows": paired.rows.len(), "auto": tally.auto, "review": tally.review, "new": tally.new,
        "seconds": seconds, "warnings": paired.warnings, "predictions": predictions,
    })
}

/// `why`: with what speaks for and against each.
fn row_json(paired: &Paired, row: &PairedRow, why: bool) -> Value {
    let candidate = |candidate: &Candidate| {
        let known = paired.known(candidate.child);
        let mut value = json!({ "id": known.map(|known| &known.id), "score": candidate.probability });
        if why {
            value["name"] = json!(known.map(|known| &known.name));
            value["evidence"] = json!(candidate.evidence);
            value["guards"] = json!(candidate.guards);
        }
        value
    };
    let candidates: Vec<Value> = row.candidates().iter().map(candidate).collect();
    let mut value = json!({ "row": row.label, "verdict": row.verdict_code(), "candidates": candidates });
    if why {
        value["line"] = json!(row.row.row);
        value["name"] = json!(row.row.person.full_name());
        value["runner_up"] = json!(row.runner_up().map(candidate));
    }
    value
}

/// `--explain ROW`: by the name the file gives the row, else by its number.
fn explain(global: &Global, paired: &Paired, asked: &str) -> Result<()> {
    let asked = asked.trim();
    let by_label = paired.rows.iter().find(|row| row.label == asked);
    let by_number = || paired.rows.iter().find(|row| asked.parse() == Ok(row.row.row));
    let unknown = || {
        let first = paired.rows.first().map_or(String::new(), |row| format!("; the first is {}", row.label));
        Error::Refused(format!("the list has no row \u{201c}{}\u{201d}{first}", clean(asked)))
    };
    let row = by_label.or_else(by_number).ok_or_else(unknown)?;
    match global.format {
        Format::Json => output::json(&row_json(paired, row, true)),
        _ => output::text(&explanation(paired, row)),
    }
}

fn explanation(paired: &Paired, row: &PairedRow) -> String {
    let mut out = format!("Row {}: {}\n", row.label, listed(&row.row));
    let candidates = row.candidates();
    let _ = match row.verdict_code() {
        "auto" => writeln!(out, "Taken by itself: nothing stands against it."),
        "review" => writeln!(out, "A person decides: {} in question.", children(candidates.len())),
        _ => writeln!(out, "New: none of the {} known children comes into question.", paired.known_children()),
    };
    for (number, candidate) in candidates.iter().enumerate() {
        let (id, name) = paired.known(candidate.child).map_or(("", ""), |known| (&known.id, &known.name));
        let _ = writeln!(out, "{}. {id} {name}, probability {}", number + 1, probability(candidate.probability));
        speaks(&mut out, candidate);
    }
    if let (Some(best), Some(next)) = (candidates.first(), row.runner_up()) {
        let bits = |candidate: &Candidate| candidate.evidence.iter().map(|evidence| evidence.bits).sum::<f64>();
        let (id, name) = paired.known(next.child).map_or(("", ""), |known| (&known.id, &known.name));
        let _ = writeln!(out, "Next after it: {id} {name}, {:.1} bits behind", bits(best) - bits(next));
        speaks(&mut out, next);
    }
    out
}

/// What speaks for and against a candidate, by weight, and what stopped it.
fn speaks(out: &mut String, candidate: &Candidate) {
    // The next best is told in full below.
    for evidence in candidate.evidence.iter().filter(|evidence| evidence.field != "next best") {
        let _ = writeln!(out, "   {:+6.1}  {}", evidence.bits, evidence.words);
    }
    for guard in &candidate.guards {
        let _ = writeln!(out, "   not taken by itself: {guard}");
    }
}

fn children(count: usize) -> String {
    if count == 1 { "1 child is".into() } else { format!("{count} children are") }
}

/// Never rounded to certainty: 0.9998, 0.87.
pub fn probability(value: f64) -> String {
    if value > 0.99 { format!("{:.4}", value.min(0.9999)) } else { format!("{value:.2}") }
}

/// The row as it was read: what was not understood is seen at once.
fn listed(row: &PersonRow) -> String {
    let person = &row.person;
    let mut parts = vec![person.full_name()];
    parts.extend((!person.other_names.is_empty()).then(|| format!("also {}", person.other_names.join(", "))));
    parts.push(match (person.dob, person.age) {
        (Some(dob), _) => format!("born {}", plain_day(dob)),
        (None, Some(age)) => format!("aged {age}"),
        (None, None) => "no date of birth".into(),
    });
    parts.extend(person.sex.map(|sex| sex.to_string()));
    parts.extend([&person.address, &person.postcode].into_iter().flatten().cloned());
    parts.extend((!row.references.is_empty()).then(|| format!("police reference {}", row.references.join(", "))));
    parts.join(", ")
}
