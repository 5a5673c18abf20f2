//! `wayhome rules rehearse`, `adopt` and `adopted`.

use super::args::{Format, Global};
use super::interview::{Desk, code};
use super::{file, hub, output};
use crate::calendar::{day_of, long_moment};
use crate::casebook::{Error, Rehearse};
use crate::text::clean;
use crate::triage::Band;
use crate::triage::rehearse::{Changed, Rehearsal, USUAL_DAYS};
use crate::triage::rules::Rules;
use anyhow::Result;
use chrono::Days;
use serde_json::json;
use std::io::IsTerminal;
use std::path::Path;
use std::time::{Duration, Instant};

/// A file of rules larger than this is none.
const MAX_BYTES: u64 = 1 << 20;

/// A file of rules, checked: its text and what it says.
pub fn read(path: &Path) -> Result<(String, Rules), Error> {
    let bytes = file::read(path, MAX_BYTES)?;
    let text = String::from_utf8(bytes).map_err(|_| Error::Refused(format!("{} is not a text file", path.display())))?;
    let rules = Rules::parse(&text).map_err(|errors| {
        Error::Refused(errors.iter().map(|error| format!("{}: {error}", path.display())).collect::<Vec<_>>().join("\n"))
    })?;
    Ok((text, rules))
}

/// `wayhome rules rehearse FILE --from D --to D`.
pub fn rehearse(global: &Global, path: &Path, from: Option<&str>, to: Option<&str>, flag: &str) -> Result<()> {
    let (_, rules) = read(path)?;
    let flag = code("band", flag, Band::ALL, Band::code, Band::label)?;
    let desk = Desk::open(global)?;
    let to = to.map_or(Ok(day_of(desk.now)), |text| desk.day(text))?;
    let usual = to.checked_sub_days(Days::new(USUAL_DAYS - 1)).unwrap_or(to);
    let from = from.map_or(Ok(usual), |text| desk.day(text))?;
    let mut told = Progress::default();
    let made = desk.hub.rehearse(&Rehearse { rules: &rules, from, to, flag }, desk.now, &mut |done, of| told.say(done, of))?;
    told.end();
    match global.format {
        Format::Json => output::record("", &made),
        Format::Csv => csv(&made),
        _ => output::text(&(made.lines().join("\n") + "\n")),
    }
}

/// A row for each episode with which the rules differ.
fn csv(made: &Rehearsal) -> Result<()> {
    let header = [
        "child",
        "name",
        "reference",
        "old_first",
        "new_first",
        "days_earlier",
        "old_mornings",
        "new_mornings",
        "old_band",
        "new_band",
        "gained",
        "lost",
        "changed",
    ];
    let rows = made.differ.iter().map(|differs| {
        let day = |day: Option<chrono::NaiveDate>| day.map_or(String::new(), |day| day.to_string());
        [
            differs.child.map_or(String::new(), |child| child.to_string()),
            differs.name.clone(),
            differs.reference.clone(),
            day(differs.old_first),
            day(differs.new_first),
            differs.days_earlier.map_or(String::new(), |days| days.to_string()),
            differs.old_mornings.to_string(),
            differs.new_mornings.to_string(),
            differs.old_band.code().to_owned(),
            differs.new_band.code().to_owned(),
            differs.gained.join("; "),
            differs.lost.join("; "),
            differs.changed.iter().map(Changed::words).collect::<Vec<_>>().join("; "),
        ]
    });
    output::csv(header, rows)
}

/// How far it has come, said where it takes longer than a second.
#[derive(Default)]
struct Progress {
    since: Option<Instant>,
    said: Option<Instant>,
}

impl Progress {
    fn say(&mut self, done: usize, of: usize) {
        let now = Instant::now();
        let since = *self.since.get_or_insert(now);
        // A line of the terminal is written over; elsewhere every one is kept.
        let (end, every) = if std::io::stderr().is_terminal() { ("\x1b[K\r", 1) } else { ("\n", 10) };
        let every = if self.said.is_none() { 1 } else { every };
        if now - self.said.unwrap_or(since) < Duration::from_secs(every) {
            return;
        }
        self.said = Some(now);
        eprint!("Going through the journal: {done} of {of} entries{end}");
    }

    fn end(&self) {
        if self.said.is_some() && std::io::stderr().is_terminal() {
            eprint!("\x1b[K");
        }
    }
}

/// `wayhome rules adopt FILE --reason R`: the file beside the hub and the journal change together, or neither does. The rules that were
/// there are kept in a file of their own.
pub fn adopt(global: &Global, path: &Path, reason: &str) -> Result<()> {
    let (text, _) = read(path)?;
    let mut desk = Desk::open(global)?;
    let place = hub::beside(&hub::path(global)?, "rules.toml");
    let before = desk.hub.rules().version().to_owned();
    let kept = keep(&place, &before)?;
    let old = std::fs::read(&place).ok();
    let mut laid = false;
    let adopted = desk.hub.adopt_rules(&text, &clean(reason), desk.now, || {
        lay(&place, text.as_bytes())?;
        laid = true;
        Ok(())
    });
    let version = match adopted {
        Ok(version) => version,
        Err(error) => {
            // It was not written down after all: what was in force stays in force.
            if laid {
                match old {
                    Some(old) => lay(&place, &old)?,
                    None => drop(std::fs::remove_file(&place)),
                }
            }
            return Err(error.into());
        }
    };
    match global.format {
        Format::Json => output::json(&json!({
            "ok": true, "version": version, "before": before, "rules": place.display().to_string(),
            "kept": kept.map(|path| path.display().to_string()),
        })),
        _ => {
            let kept = kept.map_or(String::new(), |path| format!("The rules before, {before}, are kept in {}\n", path.display()));
            output::text(&format!("In force: {version}, in {}\n{kept}", place.display()))
        }
    }
}

/// Keeps the rules that are there in a file of their own, named by the digits of their version.
fn keep(place: &Path, version: &str) -> Result<Option<std::path::PathBuf>> {
    if !place.exists() {
        return Ok(None);
    }
    let digits = version.rsplit(' ').next().unwrap_or_default();
    let kept = place.with_extension(format!("{digits}.toml"));
    if !kept.exists() {
        let cannot = |error| Error::Refused(format!("{} cannot be kept: {}; nothing was changed", place.display(), file::in_words(&error)));
        std::fs::copy(place, &kept).map_err(cannot)?;
    }
    Ok(Some(kept))
}

/// Lays a file in the place of another in one step: a reader finds the one or the other, whole.
fn lay(place: &Path, bytes: &[u8]) -> Result<(), Error> {
    let new = place.with_extension("toml.new");
    let laid = std::fs::write(&new, bytes).and_then(|()| std::fs::File::open(&new)?.sync_all()).and_then(|()| std::fs::rename(&new, place));
    laid.map_err(|error| {
        let _ = std::fs::remove_file(&new);
        Error::Refused(format!("{} cannot be written: {}; nothing was changed", place.display(), file::in_words(&error)))
    })
}

/// `wayhome rules adopted`.
pub fn adopted(global: &Global) -> Result<()> {
    let desk = Desk::open(global)?;
    let all = desk.hub.rules_adopted()?;
    match global.format {
        Format::Json => {
            let entries = all.iter();
            let entries = entries.map(
                |of| json!({ "version": of.version, "at": of.at, "by": of.by, "reason": of.reason, "rules": of.rules, "entry": of.entry }),
            );
            output::json(&entries.collect::<Vec<_>>())
        }
        Format::Csv => output::csv(
            ["version", "at", "by", "reason", "entry"],
            all.iter().map(|of| {
                let at = of.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
                [of.version.clone(), at, of.by.clone(), of.reason.clone(), of.entry.to_string()]
            }),
        ),
        _ if all.is_empty() => output::text(&format!("No rules were adopted here; in force are {}.\n", desk.hub.rules().version())),
        _ => {
            let lines = all.iter().map(|of| format!("{}  {}, by {}: {}\n", long_moment(of.at), of.version, of.by, of.reason));
            output::text(&lines.collect::<String>())
        }
    }
}
