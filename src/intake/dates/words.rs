//! Words within dates.

use chrono::Weekday;

/// Words that stand in a date and say nothing.
pub(super) fn is_noise(word: &str) -> bool {
    matches!(
        word,
        "at" | "on"
            | "hrs"
            | "hours"
            | "hr"
            | "h"
            | "approx"
            | "approximately"
            | "circa"
            | "c"
            | "about"
            | "around"
            | "gmt"
            | "bst"
            | "z"
            | "of"
            | "the"
            | "est"
            | "and"
            | "t"
            | "am"
            | "pm"
    )
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    // Only whole names and the usual short forms: chrono's own reading also takes "mon" from "month".
    const DAYS: [(&str, Weekday); 7] = [
        ("monday", Weekday::Mon),
        ("tuesday", Weekday::Tue),
        ("wednesday", Weekday::Wed),
        ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri),
        ("saturday", Weekday::Sat),
        ("sunday", Weekday::Sun),
    ];
    DAYS.iter().find(|(name, _)| word.len() >= 3 && name.starts_with(word)).map(|(_, day)| *day)
}

pub(super) fn month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    if word == "sept" {
        return Some(9);
    }
    let at = MONTHS.iter().position(|name| word.len() >= 3 && name.starts_with(word))?;
    u32::try_from(at + 1).ok()
}
