//! The sentences of an outcome: evidence, what is short, what is not known.

use super::condition::{Leaf, Test, before, count_after, step};
use super::facts::{Facts, Kind, Value};
use crate::calendar::{length, plain_day, short_day};
use chrono::{Datelike, NaiveDate};

/// More days than this are summed up: a row of the board has one line.
const DAYS_SHOWN: usize = 12;

/// What the fact of a leaf says, in the light of what is asked: "4 episodes in 28 days: 24, 31 Oct, 9, 19 Nov".
pub fn evidence(leaf: &Leaf, facts: &Facts) -> String {
    let info = leaf.fact.info();
    let words = facts.words(leaf.fact);
    match (&leaf.test, facts.value(leaf.fact)) {
        (Test::Within { .. }, Ok(Value::Days { days, .. })) => counted(leaf, days, facts),
        (Test::OneOf(wanted), Ok(Value::Words { bits, .. })) => {
            let set = (0..32).filter(|bit| bits & (1 << bit) != 0);
            let named: Vec<&str> = set.zip(words).filter(|(bit, _)| wanted & (1 << bit) != 0).map(|(_, w)| w.as_str()).collect();
            match (named.is_empty(), info.kind) {
                (false, _) => named.join(", "),
                // A word that is there but was not asked for matters only where there can be but one.
                (true, Kind::Word(_) | Kind::Grade(_)) if !words.is_empty() => words.join(", "),
                (true, kind) if kind.words().len() == wanted.count_ones() as usize => format!("no {} on record", spoken(info.name)),
                (true, _) => format!("{}: not {}", spoken(info.name), wanted_words(info.kind, *wanted).join(" or ")),
            }
        }
        _ if words.is_empty() => spoken(info.name),
        _ => words.join(", "),
    }
}

/// "4 episodes in 28 days: 24, 31 Oct, 9, 19 Nov", "none in the 30 days before".
fn counted(leaf: &Leaf, days: &[NaiveDate], facts: &Facts) -> String {
    let (Test::Within { window, trend, .. }, Kind::Days(one, many)) = (&leaf.test, leaf.fact.info().kind) else { return String::new() };
    let n = count_after(days, window.window_starts_after(facts.today));
    let mut text = format!("{} {} in {window}", if n == 0 { "no".into() } else { n.to_string() }, if n == 1 { one } else { many });
    if trend.is_some() {
        text.push_str(&format!(", {} in the {window} before", before(days, *window, facts.today)));
    }
    let from = days.len() - n as usize;
    let names = facts.words(leaf.fact).get(from..).unwrap_or_default();
    if !names.is_empty() {
        text.push_str(&format!(": {}", names.join(", ")));
    } else if n > 0 {
        text.push_str(&format!(": {}", days_in_words(&days[from..], facts.today)));
    }
    text
}

/// What a leaf that nearly holds lacks: "2 of 3 episodes in 28 days", "18 h 20 m of 24 hours".
pub fn short_of(leaf: &Leaf, facts: &Facts) -> String {
    match (&leaf.test, facts.value(leaf.fact), leaf.fact.info().kind) {
        (Test::Within { window, count, .. }, Ok(Value::Days { days, .. }), Kind::Days(_, many)) => {
            format!("{} of {} {many} in {window}", count_after(days, window.window_starts_after(facts.today)), count.start())
        }
        (Test::AtLeast(span), Ok(Value::Length { from, to }), _) => {
            format!("{}: {} of {span}", spoken(leaf.fact.info().name), length(*to - *from))
        }
        (Test::Number(range), Ok(Value::Ladder { from, to, steps }), _) => match step(steps, *range.start()) {
            Some(span) => format!("missing for {} of {span}", length(*to - *from)),
            None => String::new(),
        },
        _ => String::new(),
    }
}

/// Why a leaf cannot be answered.
pub fn unknown(leaf: &Leaf, facts: &Facts) -> &'static str {
    match facts.value(leaf.fact) {
        Err(why) => why,
        Ok(Value::Words { others: Some(why), .. }) => why,
        Ok(_) => "not known",
    }
}

/// "; clears on 28 Nov if no more", where a window is what clears it.
pub fn clearing(leaves: &[&Leaf], clears_on: Option<NaiveDate>, today: NaiveDate) -> Option<String> {
    let counted = |leaf: &&Leaf| matches!(leaf.test, Test::Within { .. });
    let day = clears_on.filter(|_| leaves.iter().any(counted))?;
    Some(format!("clears on {} if no more", if day.year() == today.year() { short_day(day) } else { plain_day(day) }))
}

/// Days of a rising list, grouped by month: "12, 15 and 20 Nov"; "24, 31 Oct, 9, 19 Nov"; runs of three and more as
/// "3 to 9 Nov"; a day that counts twice as "19 Nov (twice)". The year stands where it is not this year.
pub fn days_in_words(days: &[NaiveDate], today: NaiveDate) -> String {
    let runs = runs(days);
    let hidden = runs.len().saturating_sub(DAYS_SHOWN);
    let shown = &runs[hidden..];
    let mut text = if hidden > 0 { format!("{} earlier, ", days.iter().filter(|d| **d < shown[0].first).count()) } else { String::new() };
    let same_month = |a: NaiveDate, b: NaiveDate| (a.year(), a.month()) == (b.year(), b.month());
    let one_month = hidden == 0 && shown.iter().all(|r| same_month(r.first, shown[0].first));
    for (i, run) in shown.iter().enumerate() {
        text.push_str(match i {
            0 => "",
            _ if one_month && i + 1 == shown.len() => " and ",
            _ => ", ",
        });
        text.push_str(&run.first.day().to_string());
        if run.last > run.first {
            text.push_str(&format!(" to {}", run.last.day()));
        }
        let month_ends = shown.get(i + 1).is_none_or(|next| !same_month(next.first, run.first));
        if month_ends || run.times > 1 {
            text.push_str(&run.first.format(if run.first.year() == today.year() { " %b" } else { " %b %Y" }).to_string());
        }
        match run.times {
            1 => {}
            2 => text.push_str(" (twice)"),
            n => text.push_str(&format!(" ({n} times)")),
        }
    }
    text
}

/// Days in a row within a month, or one day that counts several times.
struct Run {
    first: NaiveDate,
    last: NaiveDate,
    times: usize,
}

/// Joins three or more days in a row of the same month into one run.
fn runs(days: &[NaiveDate]) -> Vec<Run> {
    let mut singles: Vec<Run> = Vec::new();
    for day in days {
        match singles.last_mut() {
            Some(run) if run.first == *day => run.times += 1,
            _ => singles.push(Run { first: *day, last: *day, times: 1 }),
        }
    }
    let follows =
        |a: &Run, b: &Run| a.times == 1 && b.times == 1 && a.first.succ_opt() == Some(b.first) && a.first.month() == b.first.month();
    singles
        .chunk_by(follows)
        .flat_map(|row| match row {
            [first, .., last] if row.len() >= 3 => vec![Run { first: first.first, last: last.last, times: 1 }],
            _ => row.iter().map(|r| Run { ..*r }).collect(),
        })
        .collect()
}

/// A name of the catalogue as people read it.
fn spoken(name: &str) -> String {
    name.replace('_', " ")
}

/// The words of a closed list that a rule asks for.
pub fn wanted_words(kind: Kind, wanted: u32) -> Vec<&'static str> {
    kind.words().into_iter().enumerate().filter(|(bit, _)| wanted & (1 << bit) != 0).map(|(_, word)| word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_grouped_as_people_say_them() {
        let today: NaiveDate = "2026-11-20".parse().unwrap();
        for (days, words) in [
            (vec!["2026-11-12", "2026-11-15", "2026-11-20"], "12, 15 and 20 Nov"),
            (vec!["2026-10-24", "2026-10-31", "2026-11-09", "2026-11-19"], "24, 31 Oct, 9, 19 Nov"),
            (vec!["2026-11-03", "2026-11-04", "2026-11-05", "2026-11-09"], "3 to 5 and 9 Nov"),
            (vec!["2026-11-03", "2026-11-04"], "3 and 4 Nov"),
            (vec!["2026-11-03", "2026-11-19", "2026-11-19"], "3 and 19 Nov (twice)"),
            (vec!["2025-12-30", "2025-12-31", "2026-01-01"], "30, 31 Dec 2025, 1 Jan"),
            (vec!["2026-11-20"], "20 Nov"),
            (vec![], ""),
        ] {
            let days: Vec<NaiveDate> = days.iter().map(|d| d.parse().unwrap()).collect();
            assert_eq!(days_in_words(&days, today), words);
        }
    }

    #[test]
    fn a_long_list_of_days_is_summed_up() {
        let today: NaiveDate = "2026-11-20".parse().unwrap();
        let days: Vec<NaiveDate> = (0..15).map(|i| today - chrono::Days::new(2 * (14 - i))).collect();
        assert!(days_in_words(&days, today).starts_with("3 earlier, 29, 31 Oct, 2, 4"), "{}", days_in_words(&days, today));
    }
}
