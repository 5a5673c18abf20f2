//! Dates and times as people write them.

use chrono::NaiveTime;

/// A time of day: "09:30", "9.30", "0930", "9am", "5 pm", "12:15pm", "noon", "midday", "midnight".
pub fn time(text: &str) -> Option<NaiveTime> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "noon" | "midday" => return NaiveTime::from_hms_opt(12, 0, 0),
        "midnight" => return Some(NaiveTime::MIN),
        _ => {}
    }
    let half = [("am", 0), ("pm", 12)].into_iter().find_map(|(mark, add)| Some((text.strip_suffix(mark)?.trim_end(), add)));
    let clock = half.map_or(text.as_str(), |(clock, _)| clock);
    let digits =
        |part: &str| if part.bytes().all(|b| b.is_ascii_digit()) && (1..=2).contains(&part.len()) { part.parse().ok() } else { None };
    let (hour, minute): (u32, u32) = match clock.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (digits(hour)?, digits(minute)?),
        Some(_) => return None,
        None if half.is_some() => (digits(clock)?, 0),
        None if clock.len() == 4 && clock.is_ascii() => (digits(&clock[..2])?, digits(&clock[2..])?),
        None => return None,
    };
    match half {
        Some((_, add)) if (1..=12).contains(&hour) => NaiveTime::from_hms_opt(hour % 12 + add, minute, 0),
        Some(_) => None,
        None => NaiveTime::from_hms_opt(hour, minute, 0),
    }
}
