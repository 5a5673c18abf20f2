//! Who says something, as it is typed: "GMP, CSC", "GMP: phone was off".

use super::decision::Dissent;
use crate::settings::{Agency, Settings, did_you_mean};

/// Agencies typed one after another with commas: their full names, each once. The error says which is not known.
pub fn agencies(text: &str, settings: &Settings) -> Result<Vec<String>, String> {
    let mut found: Vec<String> = Vec::new();
    for typed in text.split([',', ';', '+']).map(str::trim).filter(|typed| !typed.is_empty()) {
        let name = agency(typed, settings)?;
        if !found.contains(&name) {
            found.push(name);
        }
    }
    Ok(found)
}

/// Several in a sentence: "GMP, CSC and NHS".
pub fn listed<T: AsRef<str>>(names: &[T]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [before @ .., last] => format!("{} and {}", before.iter().map(T::as_ref).collect::<Vec<_>>().join(", "), last.as_ref()),
    }
}

/// An agency as typed: its full name.
pub fn agency(typed: &str, settings: &Settings) -> Result<String, String> {
    if let Some(agency) = settings.agency(typed) {
        return Ok(agency.name.clone());
    }
    Err(match did_you_mean(typed, settings.agencies.iter().flat_map(Agency::names)) {
        Some(name) => format!("'{typed}' is not an agency of this hub; did you mean '{name}'?"),
        None => {
            let known: Vec<&str> = settings.agencies.iter().map(|agency| agency.short.as_str()).collect();
            format!("'{typed}' is not an agency of this hub; known are {}", known.join(", "))
        }
    })
}

/// "GMP: phone was off" → who says it and what; a text that does not begin with an agency and a colon is the meeting's own.
pub fn said(text: &str, settings: &Settings) -> (Option<String>, String) {
    let text = text.trim();
    if let Some((who, what)) = text.split_once(':')
        && let Some(agency) = settings.agency(who.trim())
        && !what.trim().is_empty()
    {
        return (Some(agency.name.clone()), what.trim().to_owned());
    }
    (None, text.to_owned())
}

/// "EH: would offer early help first" → the dissent of an agency.
pub fn dissent(line: &str, settings: &Settings) -> Result<Dissent, String> {
    let example = "write it like \"EH: would offer early help first\"";
    let (who, words) = line.split_once(':').ok_or_else(|| format!("the dissent does not begin with an agency and a colon; {example}"))?;
    let (agency, words) = (agency(who.trim(), settings)?, words.trim().to_owned());
    if words.is_empty() { Err(format!("the dissent of {agency} has no words; {example}")) } else { Ok(Dissent { agency, words }) }
}
