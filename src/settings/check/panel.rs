//! The settings of the panels.

use super::{Section, check_day, check_time};
use crate::child::{CareStatus, MarkerKind};
use crate::settings::{Panel, Step, did_you_mean};
use crate::spoken;
use crate::triage::span::Span;
use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

/// Ten o'clock. A time that does not exist would not compile.
const USUAL_TIME: NaiveTime = NaiveTime::from_hms_opt(10, 0, 0).unwrap();

/// One `[[panel]]`. All but name and words may be left out: then every child is taken, and only referral and review make one due.
pub(super) fn panel(s: &mut Section) -> Option<Panel> {
    let (name, takes) = (s.required("name", Section::words), s.required("takes", Section::words));
    let care = s.texts("takes_care", |code| known("care status", code, CareStatus::ALL.iter().map(|care| care.code())));
    let localities = s.texts("localities", |text| if text.trim().is_empty() { Err("a locality is empty".into()) } else { Ok(()) });
    let markers = s.texts("markers", |code| known("marker", code, MarkerKind::ALL.iter().map(|marker| marker.code())));
    let threshold = threshold(s);
    let missing_for = s.text("missing_for", |text| Step::parse(text).map(|_| ()).ok_or_else(|| no_length(text)));
    let every_days = s.whole("every_days", 1..=366);
    let first = s.text("first", |text| day(text).map(|_| ()).ok_or_else(|| no_day(text)));
    let time = s.text("time", check_time);
    let minutes = s.whole("minutes", 5..=480);
    let weekdays = s.texts("weekdays", check_day);
    let first = first.as_deref().and_then(day);
    let weekdays: Vec<Weekday> = weekdays.unwrap_or_default().iter().filter_map(|day| day.parse().ok()).collect();
    check_dates(s, first, &weekdays);
    Some(Panel {
        name: name?,
        takes: takes?,
        takes_care: care.unwrap_or_default().iter().filter_map(|code| CareStatus::from_code(code)).collect(),
        localities: localities.unwrap_or_default(),
        markers: markers.unwrap_or_default().iter().filter_map(|code| MarkerKind::from_code(code)).collect(),
        threshold,
        missing_for: missing_for.as_deref().and_then(Step::parse),
        every_days,
        first,
        time: time.as_deref().and_then(spoken::time).unwrap_or(USUAL_TIME),
        minutes: minutes.unwrap_or(60),
        weekdays,
    })
}

/// `episodes` and `within` stand together.
fn threshold(s: &mut Section) -> Option<(u32, Span)> {
    let episodes = s.whole("episodes", 1..=100);
    let within = s.text("within", |text| Span::parse(text).map(|_| ()));
    for (one, other, example) in [("episodes", "within", "within = \"28 days\""), ("within", "episodes", "episodes = 3")] {
        if s.has(one) && !s.has(other) {
            s.complain(one, format!("[[panel]] has '{one}' without '{other}'; add a line {example}"));
        }
    }
    Some((episodes?, Span::parse(&within?).ok()?))
}

fn check_dates(s: &Section, first: Option<NaiveDate>, weekdays: &[Weekday]) {
    let weekend = |day: &Weekday| matches!(day, Weekday::Sat | Weekday::Sun);
    if !weekdays.is_empty() && weekdays.iter().all(weekend) {
        s.complain("weekdays", "a panel meets on working days; name one of \"Mon\" to \"Fri\"".into());
    }
    if s.has("first") && !s.has("every_days") {
        s.complain("first", "[[panel]] has 'first' without 'every_days'; add a line every_days = 14".into());
    }
    if let Some(first) = first.filter(|first| !weekdays.is_empty() && !weekdays.contains(&first.weekday())) {
        let words =
            format!("the first meeting, {}, is on none of the panel's weekdays; change one of the two", first.format("%a %-d %b %Y"));
        s.complain("first", words);
    }
}

fn known<'a>(what: &str, typed: &str, codes: impl Iterator<Item = &'a str> + Clone) -> Result<(), String> {
    if codes.clone().any(|code| code == typed) {
        return Ok(());
    }
    let remedy = match did_you_mean(typed, codes.clone()) {
        Some(code) => format!("did you mean '{code}'?"),
        None => format!("known are {}", codes.collect::<Vec<_>>().join(", ")),
    };
    Err(format!("'{typed}' is not a {what}; {remedy}"))
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

fn no_day(text: &str) -> String {
    format!("'{text}' is not a day; write year, month, day: \"2026-01-07\"")
}

fn no_length(text: &str) -> String {
    format!("'{text}' is not a length of time; write it like \"28 days\" or \"3 months\"")
}
