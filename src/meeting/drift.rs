//! Drift: the same again without change (Manchester 2.2).

use super::action::in_full;
use super::decision::Outcome;
use super::register::ActionRecord;
use super::said::listed;
use crate::calendar::{plain_day, short_day};
use crate::codes::codes;
use crate::triage::Band;
use chrono::{Datelike, Days, NaiveDate};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

codes! {
    /// What kind of drift.
    DriftKind {
        Repeated = "repeated", "same decision again";
        RedatedTwice = "redated-twice", "action re-dated twice";
        NotDiscussed = "not-discussed", "not discussed";
        Copied = "copied", "rationale copied";
    }
}

/// A warning on an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drift {
    pub kind: DriftKind,
    /// "Advice and guidance on 9, 12 and 16 Nov, and no fewer episodes (3 in 28 days, 3 before)".
    pub words: String,
}

/// What the warnings of a child's item are made from. Days are UK days.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DriftFacts<'a> {
    pub today: NaiveDate,
    /// The decisions on the child that stand, in any order, today's included: day and outcomes.
    pub decisions: Vec<(NaiveDate, Vec<Outcome>)>,
    /// The day each episode of the child began.
    pub episodes: Vec<NaiveDate>,
    /// The child's actions.
    pub actions: &'a [ActionRecord],
    pub band: Option<Band>,
    /// When the hub first heard of the episode.
    pub received: NaiveDate,
    /// When the child was last decided on or on a meeting's screen, before today.
    pub last_discussed: Option<NaiveDate>,
    /// Days after which that is too long for a critical band.
    pub critical_days: u32,
}

/// Days over which episodes are counted.
const WINDOW: u64 = 28;
/// The same decision for this time is drift, where nothing changed.
const TIMES: usize = 3;
/// Shorter rationales may well be equal ("seen at home").
const WORDS_COPIED: usize = 4;

/// The warnings on a child's item. Copied rationales are found by [`copied`].
pub fn warnings(facts: &DriftFacts) -> Vec<Drift> {
    let redated = facts.actions.iter().filter_map(redated_twice);
    repeated(facts).into_iter().chain(redated).chain(not_discussed(facts)).collect()
}

/// The same outcomes on three different days, or on two and this would be the third, and no fewer episodes since. A child
/// without an episode in the 28 days to today is none of it.
fn repeated(facts: &DriftFacts) -> Option<Drift> {
    let mut by_day: BTreeMap<NaiveDate, BTreeSet<Outcome>> = BTreeMap::new();
    for (day, outcomes) in facts.decisions.iter().filter(|(day, _)| *day <= facts.today) {
        by_day.entry(*day).or_default().extend(outcomes);
    }
    let (_, same) = by_day.last_key_value()?;
    let mut days: Vec<NaiveDate> = by_day.iter().rev().take_while(|(_, outcomes)| *outcomes == same).map(|(day, _)| *day).collect();
    days.reverse();
    let decided_today = days.last() == Some(&facts.today);
    if days.len() + usize::from(!decided_today) < TIMES {
        return None;
    }
    let (now, before) = (in_window(&facts.episodes, facts.today), in_window(&facts.episodes, *days.first()?));
    if now == 0 || now < before {
        return None;
    }
    let what = sentence(&same.iter().map(|outcome| outcome.label()).collect::<Vec<_>>().join("; "));
    let again = match (decided_today, days.len()) {
        (true, _) => String::new(),
        (false, 2) => ": this would be the third time".into(),
        (false, n) => format!(": this would be time {}", n + 1),
    };
    let words =
        format!("{what} on {}{again}, and no fewer episodes ({now} in {WINDOW} days, {before} before)", on_days(&days, facts.today));
    Some(Drift { kind: DriftKind::Repeated, words })
}

/// Episodes that began in the 28 days that end with `day`.
fn in_window(episodes: &[NaiveDate], day: NaiveDate) -> usize {
    let before = day.checked_sub_days(Days::new(WINDOW)).unwrap_or(NaiveDate::MIN);
    episodes.iter().filter(|began| (before < **began) && (**began <= day)).count()
}

/// An open action whose date was moved twice; setting a first date is no re-dating.
fn redated_twice(record: &ActionRecord) -> Option<Drift> {
    let mut moved = record.redated.iter().filter_map(|redated| redated.from);
    let (first, times) = (moved.next()?, 1 + moved.count());
    if times < 2 || record.ended.is_some() {
        return None;
    }
    let action = &record.action;
    let how_often = if times == 2 { "twice".into() } else { format!("{times} times") };
    let now = action.due.map_or("without a date".into(), in_full);
    let words = format!("{} ({}: {}) re-dated {how_often}: first due {}, now {now}", action.id, action.agency, action.what, in_full(first));
    Some(Drift { kind: DriftKind::RedatedTwice, words })
}

fn not_discussed(facts: &DriftFacts) -> Option<Drift> {
    let since = facts.last_discussed.unwrap_or(facts.received);
    let days = (facts.today - since).num_days();
    if facts.band != Some(Band::Critical) || days < i64::from(facts.critical_days) {
        return None;
    }
    let last = match facts.last_discussed {
        Some(day) => format!("not discussed for {days} days, last on {}", short(day, facts.today)),
        None => format!("never discussed, {days} days since the hub heard of it"),
    };
    Some(Drift { kind: DriftKind::NotDiscussed, words: format!("Critical and {last}") })
}

/// A rationale that is word for word an earlier one; case, blanks and punctuation set aside. `earlier`: where it stands, in
/// words ("D41 of 9 Nov", "item 4 of this meeting"), and the rationale.
pub fn copied(rationale: &str, earlier: &[(String, String)]) -> Option<Drift> {
    let words = crate::text::fold(rationale);
    if words.split(' ').count() < WORDS_COPIED {
        return None;
    }
    let (place, _) = earlier.iter().find(|(_, before)| crate::text::fold(before) == words)?;
    Some(Drift { kind: DriftKind::Copied, words: format!("The rationale is word for word that of {place}") })
}

/// "9, 12 and 16 Nov", "30 Oct, 9 Nov and 16 Nov"; the year where it is not this one.
fn on_days(days: &[NaiveDate], today: NaiveDate) -> String {
    let same_month = |a: &NaiveDate, b: &NaiveDate| (a.year(), a.month()) == (b.year(), b.month());
    let names = days.iter().enumerate().map(|(at, day)| match days.get(at + 1) {
        Some(next) if same_month(day, next) => day.day().to_string(),
        _ => short(*day, today),
    });
    listed(&names.collect::<Vec<_>>())
}

fn short(day: NaiveDate, today: NaiveDate) -> String {
    if day.year() == today.year() { short_day(day) } else { plain_day(day) }
}

/// With a capital at the beginning.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::super::decision::{Action, ActionId, Due};
    use super::super::register::{ActionEnd, Ended, EndedAs, Redated};
    use super::*;
    use crate::episode::Moment;

    fn day(text: &str) -> NaiveDate {
        format!("2026-{text}").parse().unwrap()
    }

    fn facts<'a>() -> DriftFacts<'a> {
        DriftFacts { today: day("11-23"), received: day("11-22"), critical_days: 7, ..DriftFacts::default() }
    }

    fn words(facts: &DriftFacts) -> Vec<String> {
        warnings(facts).into_iter().map(|drift| drift.words).collect()
    }

    #[test]
    fn the_same_decision_for_the_third_time_without_change_is_drift() {
        use Outcome::{Advice, EarlyHelp};
        let was = "Advice and guidance on 9, 16 and 23 Nov, and no fewer episodes (3 in 28 days, 3 before)";
        let would =
            "Advice and guidance on 30 Oct and 16 Nov: this would be the third time, and no fewer episodes (3 in 28 days, 2 before)";
        let three_before_nine = vec!["10-20", "10-30", "11-08", "11-22"];
        for (decided, episodes, warning) in [
            (vec![("11-09", Advice), ("11-16", Advice), ("11-23", Advice)], three_before_nine.clone(), Some(was)),
            (vec![("11-23", Advice), ("11-09", Advice), ("11-16", Advice)], three_before_nine.clone(), Some(was)),
            (vec![("10-30", Advice), ("11-16", Advice)], three_before_nine.clone(), Some(would)),
            // Fewer episodes than before: it helps.
            (vec![("11-09", Advice), ("11-16", Advice)], vec!["10-14", "10-20", "10-22", "11-22"], None),
            // No episode in four weeks.
            (vec![("9-09", Advice), ("9-16", Advice)], vec!["9-08"], None),
            // Something else was decided in between, or beside it.
            (vec![("11-02", Advice), ("11-09", EarlyHelp), ("11-16", Advice)], three_before_nine.clone(), None),
            (vec![("11-09", Advice), ("11-16", Advice), ("11-16", EarlyHelp)], three_before_nine.clone(), None),
            // Twice on one day is once.
            (vec![("11-16", Advice), ("11-16", Advice)], three_before_nine, None),
            (vec![], vec!["11-22"], None),
        ] {
            let decisions = decided.iter().map(|(on, outcome)| (day(on), vec![*outcome])).collect();
            let episodes = episodes.into_iter().map(day).collect();
            let found = words(&DriftFacts { decisions, episodes, ..facts() });
            assert_eq!(found.first().map(String::as_str), warning, "{decided:?}");
        }
    }

    #[test]
    fn an_open_action_whose_date_was_moved_twice_is_drift() {
        let due = |text| Some(Due::EndOf(day(text)));
        let moved = |from, to| Redated { from, to, reason: "no answer".into(), at: Moment::UNIX_EPOCH, by: "Ann Lee".into() };
        let action = Action { id: ActionId(9), agency: "Police".into(), person: None, what: "phone work".into(), due: due("11-27") };
        let record = |redated, ended| ActionRecord {
            action: action.clone(),
            decision: None,
            episode: None,
            business: None,
            child: None,
            meeting: None,
            agreed_at: Moment::UNIX_EPOCH,
            agreed_by: "Ann Lee".into(),
            redated,
            ended,
            changed: 1,
        };
        let end = ActionEnd { how: EndedAs::Done, outcome: "done".into(), difference: "calls ended".into() };
        let ended = Ended { end, at: Moment::UNIX_EPOCH, by: "Ann Lee".into() };
        let twice = vec![moved(due("11-09"), due("11-16")), moved(due("11-16"), due("11-27"))];
        let warning = "A9 (Police: phone work) re-dated twice: first due Mon 9 Nov 2026, now Fri 27 Nov 2026";
        for (record, warns) in [
            (record(twice.clone(), None), vec![warning]),
            (record(twice[..1].to_vec(), None), vec![]),
            (record(vec![moved(None, due("11-16")), moved(due("11-16"), due("11-27"))], None), vec![]),
            (record(twice, Some(ended)), vec![]),
        ] {
            assert_eq!(words(&DriftFacts { actions: &[record], ..facts() }), warns);
        }
    }

    #[test]
    fn a_critical_child_is_discussed_within_the_days_set() {
        for (band, last, received, warning) in [
            (Band::Critical, Some("11-16"), "11-01", Some("Critical and not discussed for 7 days, last on 16 Nov")),
            (Band::Critical, Some("11-17"), "11-01", None),
            (Band::Critical, None, "11-16", Some("Critical and never discussed, 7 days since the hub heard of it")),
            (Band::Critical, None, "11-22", None),
            (Band::High, Some("11-01"), "11-01", None),
        ] {
            let facts = DriftFacts { band: Some(band), last_discussed: last.map(day), received: day(received), ..facts() };
            assert_eq!(words(&facts).first().map(String::as_str), warning, "{band} {last:?}");
        }
    }

    #[test]
    fn a_copied_rationale_is_found_whatever_its_case_and_stops() {
        let earlier = [
            ("D40 of 2 Nov".to_owned(), "seen at home".to_owned()),
            ("D41 of 9 Nov".to_owned(), "Mother told; school to ring us.".to_owned()),
        ];
        for (rationale, place) in [
            ("mother told,  school to ring us", Some("D41 of 9 Nov")),
            ("mother told, school to ring us today", None),
            ("Seen at home.", None),
            ("", None),
        ] {
            let words = place.map(|place| format!("The rationale is word for word that of {place}"));
            assert_eq!(copied(rationale, &earlier).map(|drift| drift.words), words, "{rationale}");
        }
    }
}
