//! Which episodes are rows of the Missing table, and from which day to which; which are not, and why.

use super::ssda903::{About, Absence, LeftOut, NotTaken, Note, Source, Why, Year};
use super::{LookedAfter, Person, day};
use crate::calendar::{day_of, long_day, start_of_day};
use crate::child::ChildId;
use crate::episode::Moment;
use chrono::NaiveDate;

/// A row with what it is made from.
pub(super) struct Placed<'a> {
    pub person: &'a Person,
    pub absence: &'a Absence,
    pub start: NaiveDate,
    /// `None`: missing still at the end of the year.
    pub end: Option<NaiveDate>,
}

/// Does any day of it lie in the year?
pub(super) fn touches(absence: &Absence, year: Year) -> bool {
    let began_by_then = day_of(absence.missing_since) <= year.end();
    began_by_then && (!absence.ended || ended_on(absence) >= year.start())
}

/// The UK day of the return; where its time is not known, the day the hub heard of it.
fn ended_on(absence: &Absence) -> NaiveDate {
    day_of(absence.returned.or(absence.notice).unwrap_or(absence.began))
}

pub(super) fn place<'a>(absence: &'a Absence, source: &Source, notes: &mut Vec<Note>) -> Result<Placed<'a>, Box<LeftOut>> {
    let out = |why: Why, words: String| {
        let person = absence.child.as_deref();
        Box::new(LeftOut {
            why,
            child: person.map(|person| person.id),
            own_id: person.and_then(|person| person.own_id().map(str::to_owned)),
            episode: Some(absence.episode),
            reference: absence.reference.clone(),
            words,
        })
    };
    let Some(person) = absence.child.as_deref() else {
        return Err(out(Why::NotIdentified, "say who it is (wayhome review), then write the files again".into()));
    };
    match person.looked_after(absence.began, &source.authority) {
        LookedAfter::ByUs => {}
        LookedAfter::ByAnother(name) if name.is_empty() => {
            return Err(out(Why::PlacedByAnother, "it is in that authority\u{2019}s return".into()));
        }
        LookedAfter::ByAnother(name) => return Err(out(Why::PlacedByAnother, format!("{name}: it is in that authority\u{2019}s return"))),
        LookedAfter::No(status) => return Err(out(Why::AtHome, format!("{status}{}", came_into_care(person, absence, source)))),
        LookedAfter::NotKnown => {
            return Err(out(Why::CareNotKnown, format!("nothing held on the child says so{}", came_into_care(person, absence, source))));
        }
    }
    let Some(own_id) = person.own_id() else {
        return Err(out(Why::NoOwnId, "load the caseload with it, or enter the row by hand".into()));
    };
    if let Some(others) = listed(&person.shares_own_id) {
        return Err(out(Why::OwnIdShared, format!("{own_id} stands on {others} as well: one of them is wrong, or they are one child")));
    }
    if crate::text::guarded(own_id) != own_id {
        return Err(out(Why::OwnIdForm, format!("{own_id} would be taken for a formula: put it right in the case system")));
    }
    let Some(dob) = person.details.dob else {
        return Err(out(Why::NoDob, "both tables need it".into()));
    };
    if crate::child::age_on(dob, day_of(absence.began)).is_some_and(|age| age >= 18) {
        return Err(out(Why::Adult, format!("born {}: nobody is looked after from 18 on", day(dob))));
    }
    let (start, end) = (day_of(absence.missing_since), ends(person, absence, source, notes));
    if end.is_some_and(|end| end < source.year.start()) {
        return Err(out(Why::LeftBefore, format!("on {}", end.map_or(String::new(), long_day))));
    }
    let row = Placed { person, absence, start, end };
    say(&row, source, notes);
    Ok(row)
}

/// The last day of the period, `None` where the child is missing still at the end of the year; says what cut it short.
fn ends(person: &Person, absence: &Absence, source: &Source, notes: &mut Vec<Note>) -> Option<NaiveDate> {
    let mut note = |about, words| {
        notes.push(Note { about, episode: Some(absence.episode), own_id: person.own_id().unwrap_or_default().into(), words })
    };
    let back = absence.ended.then(|| ended_on(absence));
    // What comes on the day of the return changes nothing.
    let last = source.year.end().min(day_of(source.as_of));
    let cuts = |day: &NaiveDate| *day <= last && back.is_none_or(|back| *day < back);
    let left = left_care(person, absence, &source.authority).filter(cuts);
    let grown = person.eighteen().filter(cuts);
    let (end, about, words) = match (left, grown) {
        (Some(left), grown) if grown.is_none_or(|grown| left <= grown) => {
            let words = format!(
                "on {}, as recorded here: the row ends there; check the day, and that the care episode ends with it",
                long_day(left)
            );
            (Some(left), Some(About::LeftCare), words)
        }
        (_, Some(grown)) => (
            Some(grown),
            Some(About::CameOfAge),
            format!("on {}: the row ends there; the care episode ends with E8 (rule 580)", long_day(grown)),
        ),
        _ => (back, None, String::new()),
    };
    match about {
        Some(about) => note(about, words),
        // Over the end of the year the row has no end at all, whenever the child came back.
        None if absence.returned.is_none() && back.is_some_and(|back| back <= source.year.end()) => {
            note(About::NoReturnTime, format!("the row ends on {}, when we heard of it", long_day(ended_on(absence))))
        }
        None => {}
    }
    end.filter(|end| *end <= source.year.end())
}

/// The UK day from which on a record says that the child is not looked after by us any more.
fn left_care(person: &Person, absence: &Absence, authority: &str) -> Option<NaiveDate> {
    let since = person.over_time.iter().filter(|(since, _)| *since > absence.began);
    let gone = |details| !matches!(LookedAfter::of(details, authority), LookedAfter::ByUs | LookedAfter::NotKnown);
    since.into_iter().find(|(_, details)| gone(details)).map(|(since, _)| day_of(*since))
}

/// "; looked after from Mon 3 Nov 2025 on, while missing", where so.
fn came_into_care(person: &Person, absence: &Absence, source: &Source) -> String {
    let until = if absence.ended { ended_on(absence) } else { day_of(source.as_of) };
    let during = |since: &Moment| *since > absence.began && day_of(*since) <= until;
    let came =
        person.over_time.iter().find(|(since, details)| during(since) && LookedAfter::of(details, &source.authority) == LookedAfter::ByUs);
    came.map_or(String::new(), |(since, _)| format!("; looked after from {} on, while missing", long_day(day_of(*since))))
}

/// What a person should know about a row.
fn say(row: &Placed, source: &Source, notes: &mut Vec<Note>) {
    let mut note = |about, words| {
        let own_id = row.person.own_id().unwrap_or_default().to_owned();
        notes.push(Note { about, episode: Some(row.absence.episode), own_id, words });
    };
    if row.start < source.year.start() {
        note(About::FromYearBefore, format!("since {}", long_day(row.start)));
    }
    if row.end.is_none() {
        note(About::OpenAtYearEnd, format!("since {}: no end is written", long_day(row.start)));
    }
    if row.absence.category.is_none() {
        note(About::NoCategory, String::new());
    }
}

/// A refused row, where it may be an episode of the year of a child we looked after.
pub(super) fn not_taken(row: &NotTaken, source: &Source) -> Option<LeftOut> {
    let of_year = row.loaded >= start_of_day(source.year.start()) && day_of(row.at) <= source.year.end();
    if !of_year || row.child.looked_after(row.at, &source.authority) != LookedAfter::ByUs {
        return None;
    }
    let names = if row.by_name_alone { "has the name of" } else { "names" };
    Some(LeftOut {
        why: Why::RowRefused,
        child: Some(row.child.id),
        own_id: row.child.own_id().map(str::to_owned),
        episode: None,
        reference: row.id.to_string(),
        words: format!("{} {names} this child: {}; put it right first (wayhome refused list)", row.line, row.reason),
    })
}

/// "C4, C9".
fn listed(children: &[ChildId]) -> Option<String> {
    let named: Vec<String> = children.iter().map(ChildId::to_string).collect();
    (!named.is_empty()).then(|| named.join(", "))
}
