//! `wayhome import csv`: a hub made again from the tables of another.

use super::args::{Format, Global};
use super::file::in_words;
use super::{hub, output};
use crate::casebook::{Error, Found, Hub, JOURNAL, MadeAgain};
use crate::report::statutory::tables;
use crate::settings::Settings;
use crate::triage::rules::Rules;
use anyhow::{Result, bail};
use serde_json::json;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// `wayhome import csv FOLDER`.
pub fn import(global: &Global, folder: &Path) -> Result<()> {
    let path = hub::path(global)?;
    // Said before a passphrase is asked for.
    crate::store::files::nothing_there(&path)?;
    let Some(journal) = opened(&folder.join(JOURNAL))? else {
        bail!("{} has no {JOURNAL}; name a folder that `wayhome export csv` wrote", folder.display());
    };
    // What cannot be read is said before the passphrase is asked for, and the work done.
    for name in tables::files() {
        opened(&folder.join(name))?;
    }
    let opening = hub::opening(global, &path)?;
    let passphrase = hub::passphrase(global, true)?;
    hub::warn_of_short(&passphrase);
    let table = |name: &str| read(&folder.join(name));
    let progress = |done, of| hub::come_so_far("Making the hub again", done, of);
    let made = Hub::make_again(&path, &passphrase, opening, BufReader::new(journal), &table, progress)?;
    let settings = hub::shipped_beside(&path, "settings.toml", Settings::shipped())?;
    let rules = hub::shipped_beside(&path, "rules.toml", Rules::shipped())?;
    let MadeAgain { hub, found: Found { head, erased, whole, alike, absent, otherwise } } = &made;
    match global.format {
        Format::Json => output::json(&json!({
            "ok": true, "hub": path.display().to_string(), "name": hub.name(), "training": hub.training(), "entries": head.position,
            "head": head.short(), "whole": whole, "alike": alike, "absent": absent, "otherwise": otherwise, "erased": erased,
        })),
        _ => output::text(&words(&made, &path, &settings, &rules)),
    }
}

fn words(made: &MadeAgain, path: &Path, settings: &Path, rules: &Path) -> String {
    let MadeAgain { hub, found: Found { head, erased, whole, alike, absent, otherwise } } = made;
    let entries = hub::in_thousands(usize::try_from(head.position).unwrap_or(0));
    let mut lines = vec![
        format!("Made {}{} again: {}", hub.name(), if hub.training() { " (training)" } else { "" }, path.display()),
        format!("{entries} entries, fingerprint of the last {}; {} other tables agree with the journal", head.short(), alike.len()),
    ];
    if !absent.is_empty() {
        lines.push(format!("Not there, and not compared: {}", absent.join(", ")));
    }
    if !otherwise.is_empty() {
        lines.push(format!("With other columns (as another version may write them), and not compared: {}", otherwise.join(", ")));
    }
    if !whole {
        let words = "does not say how long the journal was: compare entries and fingerprint with those of the hub before, or its end may be missing";
        lines.push(format!("{} {words}", tables::HUB));
    }
    if !erased.is_empty() {
        const SHOWN: usize = 10;
        let shown = erased.iter().take(SHOWN).map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let more = if erased.len() > SHOWN { ", \u{2026}" } else { "" };
        lines.push(format!("Entries without their text (erased, or emptied since): {} ({shown}{more})", erased.len()));
    }
    lines.push(format!("Settings: {}\nRules: {}", settings.display(), rules.display()));
    lines
        .push("What these two said in the hub before is not among the tables, but for rules that were adopted: copy the files over".into());
    lines.join("\n")
}

/// A plain file, opened; `None` where there is none.
fn opened(path: &Path) -> Result<Option<File>, Error> {
    let cannot = |error: std::io::Error| Error::Refused(format!("{} cannot be read: {}", path.display(), in_words(&error)));
    match std::fs::metadata(path) {
        // Before it is opened: a pipe would wait for someone to write into it.
        Ok(meta) if !meta.is_file() => Err(Error::Refused(format!("{} is no plain file", path.display()))),
        Ok(_) => File::open(path).map(Some).map_err(cannot),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cannot(error)),
    }
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    let Some(mut file) = opened(path)? else { return Ok(None) };
    let mut bytes = Vec::new();
    let read = file.read_to_end(&mut bytes);
    read.map_err(|error| Error::Refused(format!("{} cannot be read: {}", path.display(), in_words(&error))))?;
    Ok(Some(bytes))
}
