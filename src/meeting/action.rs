//! Actions as they are typed in the meeting, one line each: "GMP: phone work on last number by Fri 12:00".
//!
//! Before the colon stands the agency, and the person if there is one: "Barnardo's (J Smith): …", "CSC - Ann Lee: …". After the
//! colon what is to be done, and at the end by when, in the words of [`crate::spoken`]. The due date is what follows the last
//! "by" that a date follows; without "by" it is the longest ending that is a date in words ("tomorrow 10:00", "27 Nov").

use super::decision::{Action, ActionId, Due};
use crate::calendar::{WorkingDays, day_of, deadline, end_of_day, long_day, long_moment};
use crate::episode::Moment;
use crate::settings::{Settings, did_you_mean};
use crate::spoken::{self, Spoken};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// An action that is agreed but not yet recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAction {
    /// Name of the owner agency, as the settings have it.
    pub agency: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    pub what: String,
    /// `None`: no date was agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
}

const EXAMPLE: &str = "write it like \"GMP: phone work on last number by Fri 12:00\"";

/// Reads an action typed on one line. The error is one line: what cannot be understood, and what to write.
pub fn parse(line: &str, settings: &Settings, now: Moment, days: &WorkingDays) -> Result<NewAction, String> {
    let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let (who, rest) = split_owner(&line).ok_or_else(|| format!("the action does not begin with an agency and a colon; {EXAMPLE}"))?;
    let (agency, person) = owner(who, settings)?;
    let (what, due) = split_due(rest.trim(), now, days)?;
    if what.is_empty() {
        return Err(format!("the action does not say what {agency} is to do; {EXAMPLE}"));
    }
    match due {
        Some(due) if overdue(due, now) => {
            Err(format!("the due date {} has passed; write one to come, with the year if need be", in_full(due)))
        }
        due => Ok(NewAction { agency, person, what, due }),
    }
}

impl NewAction {
    /// The action as it was understood, to be shown before it is saved:
    /// "Greater Manchester Police · phone work on last number · due Fri 27 Nov 2026 12:00".
    pub fn understood(&self) -> String {
        let person = self.person.iter().map(|person| format!(" ({person})")).collect::<String>();
        let due = self.due.map_or("no due date".to_owned(), |due| format!("due {}", in_full(due)));
        format!("{}{person} · {} · {due}", self.agency, self.what)
    }

    /// The action as recorded under its own number.
    pub fn numbered(self, id: ActionId) -> Action {
        Action { id, agency: self.agency, person: self.person, what: self.what, due: self.due }
    }
}

/// Has the time for it run out?
pub fn overdue(due: Due, now: Moment) -> bool {
    match due {
        Due::At(at) => at < now,
        Due::EndOf(day) => end_of_day(day) <= now,
    }
}

/// A due date in full: "Fri 27 Nov 2026 12:00", "Fri 27 Nov 2026".
pub fn in_full(due: Due) -> String {
    match due {
        Due::At(at) => long_moment(at),
        Due::EndOf(day) => long_day(day),
    }
}

/// A due date as people say it, with what is left: "Mon 10:00 (in 49 h 00 m)", "Thu (in 3 days)", "today",
/// "Mon 9 Nov (overdue by 11 days)".
pub fn due_words(due: Due, now: Moment) -> String {
    match due {
        Due::At(at) => deadline(at, now),
        Due::EndOf(day) => day_words(day, day_of(now)),
    }
}

fn day_words(day: NaiveDate, today: NaiveDate) -> String {
    let left = (day - today).num_days();
    let name = day.format(if left.abs() < 7 { "%a" } else { "%a %-d %b" });
    match left {
        0 => "today".into(),
        1 => "tomorrow".into(),
        -1 => format!("{name} (overdue since yesterday)"),
        2.. if day.year() != today.year() && left > 90 => format!("{} (in {left} days)", long_day(day)),
        2.. => format!("{name} (in {left} days)"),
        _ => format!("{name} (overdue by {} days)", -left),
    }
}

/// Splits at the first colon that is not part of a time.
fn split_owner(line: &str) -> Option<(&str, &str)> {
    let bytes = line.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let colon = line.match_indices(':').map(|(at, _)| at).find(|at| !(*at > 0 && digit(at - 1) && digit(at + 1)))?;
    Some((line[..colon].trim(), &line[colon + 1..]))
}

/// The agency, and what stands after it as the person: the longest beginning that is an agency's name counts.
fn owner(who: &str, settings: &Settings) -> Result<(String, Option<String>), String> {
    let ends = who.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at);
    let known = std::iter::once(who.len()).chain(ends.collect::<Vec<_>>().into_iter().rev());
    for end in known {
        let (name, rest) = who.split_at(end);
        if let Some(agency) = settings.agency(name) {
            let person = rest.trim_matches(|c: char| c.is_whitespace() || "()[]-–—,/".contains(c));
            return Ok((agency.name.clone(), (!person.is_empty()).then(|| person.to_owned())));
        }
    }
    let typed = who.split(['(', ',']).next().unwrap_or(who).split(" - ").next().unwrap_or(who).trim();
    Err(match did_you_mean(typed, settings.agencies.iter().flat_map(crate::settings::Agency::names)) {
        _ if typed.is_empty() => format!("the action names no agency; {EXAMPLE}"),
        Some(name) => format!("'{typed}' is not an agency of this hub; did you mean '{name}'?"),
        None if settings.agencies.is_empty() => "no agency is set up; add [[agency]] to the settings file of the hub".into(),
        None => {
            let known: Vec<&str> = settings.agencies.iter().map(|agency| agency.short.as_str()).collect();
            format!("'{typed}' is not an agency of this hub; known are {}", known.join(", "))
        }
    })
}

/// What is to be done, and by when.
fn split_due(text: &str, now: Moment, days: &WorkingDays) -> Result<(String, Option<Due>), String> {
    let words: Vec<&str> = text.split(' ').collect();
    let read = |from: usize| spoken::read(words[from..].join(" ").trim_end_matches(['.', ';', ',']), now, days);
    let what = |to: usize| words[..to].join(" ").trim_end_matches([',', ';', '-', '–', ' ']).to_owned();
    let bys: Vec<usize> = (0..words.len()).filter(|at| words[*at].eq_ignore_ascii_case("by")).collect();
    if let Some((at, spoken)) = bys.iter().rev().find_map(|at| Some((*at, read(at + 1).ok()?))) {
        return Ok((what(at), Some(due(spoken))));
    }
    if let Some(at) = bys.last()
        && meant_as_date(&words[at + 1..])
    {
        let because = spoken::moment_or_day(&words[at + 1..].join(" "), now, days).err().unwrap_or_default();
        return Err(format!("the due date after \"by\": {because}"));
    }
    // Only the longest: "since Mon 16 Nov" must not become "since Mon" by 16 Nov.
    let longest = (1..words.len()).find_map(|at| Some((at, read(at).ok()?)));
    let ending = longest.filter(|(at, _)| ends_in_a_date(&words, *at));
    Ok(ending.map_or((what(words.len()), None), |(at, spoken)| (what(at), Some(due(spoken)))))
}

fn due(spoken: Spoken) -> Due {
    match spoken {
        Spoken::At(at) => Due::At(at),
        Spoken::Day(day) => Due::EndOf(day),
    }
}

/// What follows the last "by" is no date that can be read, but was meant as one ("by frday", "by 31/11", "by next visit"),
/// unlike "by car" and "by Monica".
fn meant_as_date(words: &[&str]) -> bool {
    const DAYS: [&str; 9] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tomorrow"];
    let first = words.first().map(|word| word.to_lowercase()).unwrap_or_default();
    let day = spoken::weekday(&first).is_some() || DAYS.iter().any(|day| strsim::damerau_levenshtein(&first, day) <= 1);
    day || matches!(first.as_str(), "next" | "in" | "within") || first.starts_with(|c: char| c.is_ascii_digit())
}

/// Without "by", an ending counts as a due date only where it says a day in words ("flat 2/3" and "extension 1234" do not),
/// and not where it says since when or until when ("CCTV from Friday").
fn ends_in_a_date(words: &[&str], at: usize) -> bool {
    const NOT_AFTER: [&str; 14] =
        ["from", "since", "of", "for", "after", "before", "until", "till", "last", "every", "between", "and", "to", "on"];
    let in_words = words[at..].iter().any(|word| word.starts_with(|c: char| c.is_alphabetic()));
    in_words && !NOT_AFTER.contains(&words[at - 1].to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mon 23 Nov 2026 09:40.
    const NOW: &str = "2026-11-23T09:40:00Z";

    fn read(line: &str) -> Result<NewAction, String> {
        parse(line, &Settings::default(), NOW.parse().unwrap(), &WorkingDays::shipped())
    }

    fn understood(line: &str) -> String {
        read(line).map_or_else(|why| why, |action| action.understood())
    }

    #[test]
    fn an_action_typed_on_one_line_is_shown_as_understood() {
        for (line, shown) in [
            (
                "GMP: phone work on last number by Fri 12:00",
                "Greater Manchester Police · phone work on last number · due Fri 27 Nov 2026 12:00",
            ),
            ("Barnardo's (J Smith): visit by in 3 working days", "Barnardo's (J Smith) · visit · due Thu 26 Nov 2026"),
            (
                "CSC - Ann Lee: strategy meeting tomorrow 10:00",
                "Children's Social Care (Ann Lee) · strategy meeting · due Tue 24 Nov 2026 10:00",
            ),
            ("csc Ann Lee: visit by car by Fri", "Children's Social Care (Ann Lee) · visit by car · due Fri 27 Nov 2026"),
            (
                "The Children’s Society, Bo O'Neill-Ray: offer interview today",
                "The Children's Society (Bo O'Neill-Ray) · offer interview · due Mon 23 Nov 2026",
            ),
            ("EH: visit by car", "Early Help · visit by car · no due date"),
            ("EH: contact by text", "Early Help · contact by text · no due date"),
            ("EH: visit by Monica", "Early Help · visit by Monica · no due date"),
            ("GMP: check CCTV from Friday", "Greater Manchester Police · check CCTV from Friday · no due date"),
            ("GMP: CCTV since Mon 30 Nov", "Greater Manchester Police · CCTV since Mon 30 Nov · no due date"),
            ("GMP: visit flat 2/3", "Greater Manchester Police · visit flat 2/3 · no due date"),
            ("GMP: ring extension 1234", "Greater Manchester Police · ring extension 1234 · no due date"),
            (
                "Edu: attendance at 10:30: ask school, by 27/11.",
                "Education Safeguarding · attendance at 10:30: ask school · due Fri 27 Nov 2026",
            ),
            ("NHS:\tnurse to\nsee child BY noon", "Health · nurse to see child · due Mon 23 Nov 2026 12:00"),
        ] {
            assert_eq!(understood(line), shown, "{line}");
        }
    }

    #[test]
    fn what_cannot_be_understood_is_said_with_what_to_write() {
        for (line, why) in [
            (
                "phone work by Fri 12:00",
                "the action does not begin with an agency and a colon; write it like \"GMP: phone work on last number by Fri 12:00\"",
            ),
            (": phone work", "the action names no agency; write it like \"GMP: phone work on last number by Fri 12:00\""),
            ("GPM: phone work", "'GPM' is not an agency of this hub; did you mean 'GMP'?"),
            (
                "Fire Brigade (Jo): visit",
                "'Fire Brigade' is not an agency of this hub; known are GMP, CSC, Hub, EH, Probation, YJS, TCS, Bar, ASC, Edu, NHS, MFH",
            ),
            (
                "GMP: by Fri",
                "the action does not say what Greater Manchester Police is to do; write it like \"GMP: phone work on last number by Fri 12:00\"",
            ),
            ("GMP: phone work by 31/11", "the due date after \"by\": there is no day '31/11'; write day, month, year: \"27/11/2026\""),
            (
                "GMP: phone work by frday",
                "the due date after \"by\": 'frday' cannot be read as a date; write it like \"Fri 12:00\", \"27/11 14:00\" or \"in 5 working days\"",
            ),
            ("GMP: phone work by 20/11/2026", "the due date Fri 20 Nov 2026 has passed; write one to come, with the year if need be"),
            (
                "GMP: phone work by today 09:00",
                "the due date Mon 23 Nov 2026 09:00 has passed; write one to come, with the year if need be",
            ),
        ] {
            assert_eq!(understood(line), why, "{line}");
        }
    }

    #[test]
    fn a_due_date_says_what_is_left() {
        let now: Moment = NOW.parse().unwrap();
        let words = |line: &str| due_words(read(line).unwrap().due.unwrap(), now);
        assert_eq!(words("GMP: a by Wed 10:40"), "Wed 10:40 (in 49 h 00 m)");
        assert_eq!(words("GMP: a by today"), "today");
        assert_eq!(words("GMP: a by tomorrow"), "tomorrow");
        assert_eq!(words("GMP: a by Fri"), "Fri (in 4 days)");
        assert_eq!(words("GMP: a by 1/4"), "Thu 1 Apr 2027 (in 129 days)");
        assert_eq!(due_words(Due::EndOf("2026-11-22".parse().unwrap()), now), "Sun (overdue since yesterday)");
        assert_eq!(due_words(Due::EndOf("2026-11-09".parse().unwrap()), now), "Mon 9 Nov (overdue by 14 days)");
    }

    #[test]
    fn an_action_due_today_is_overdue_only_when_the_day_is_over() {
        let today = Due::EndOf("2026-11-23".parse().unwrap());
        assert!(!overdue(today, "2026-11-23T23:59:59Z".parse().unwrap()));
        assert!(overdue(today, "2026-11-24T00:00:00Z".parse().unwrap()));
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_typed_gives_an_action_or_one_line(line in "\\PC{0,40}|(GMP|: |by |é|fri |12:00 |\\(|in 3 days |visit ){0,8}") {
            let shown = understood(&line);
            proptest::prop_assert!(!shown.is_empty() && !shown.contains('\n'));
        }
    }
}
