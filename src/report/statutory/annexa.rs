//! List 8 of Annex A, which Ofsted asks for at the inspection of children's services: the columns on missing episodes of the children
//! this authority looks after on a day. The other columns of the list come from the case system; the own identifier joins the two.
//! Source: Ofsted, *Inspecting local authority children's services: Annex A*, list 8 ("Children in care").

use super::ssda903::grouped;
use super::{LookedAfter, Person, begins_later, csv, day};
use crate::calendar::{day_of, end_of_day, long_day};
use crate::child::ChildId;
use crate::episode::{Category, EpisodeId, Moment};
use crate::interview::attempt::NotHeld;
use crate::report::figures::facts::{EndedFact, EpisodeFact};
use chrono::{Months, NaiveDate};
use serde::Serialize;
use std::collections::BTreeMap;

pub const COLUMNS: [&str; 6] = [
    "Child Unique ID",
    "Date of Birth",
    "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
    "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months",
    "Was the child offered a Return Interview after their last missing episode (Y/N)?",
    "Did the child accept a Return Interview after their last missing episode (Y/N)?",
];

crate::codes::codes! {
    /// An answer as the list has it.
    Answer { Yes = "a) Yes", "a) Yes"; No = "b) No", "b) No"; Unknown = "c) Unknown", "c) Unknown"; }
}

crate::codes::codes! {
    /// Why a child is not in the list.
    Why {
        NotLookedAfter = "not-looked-after", "not looked after by us on the day";
        Adult = "adult", "18 or over on the day";
        NotBorn = "not-born", "born after the day";
        NoOwnId = "no-own-id", "looked after, no own identifier: enter the row by hand";
        OwnIdShared = "own-id-shared", "the own identifier stands on several children";
        OwnIdForm = "own-id-form", "the own identifier begins like a formula, and would join nothing";
        NotYetKnown = "not-yet-known", "not on the register yet on the day, and no episode";
        NotIdentified = "not-identified", "not known yet who the child is";
    }
}

/// A child of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    pub child: ChildId,
    pub own_id: String,
    pub dob: Option<NaiveDate>,
    pub missing: u32,
    pub absent: u32,
    /// The latest episode that had ended by the day; `None`: there is none in the 12 months, and the answers stay empty.
    pub last: Option<EpisodeId>,
    pub offered: Option<Answer>,
    pub accepted: Option<Answer>,
}

/// A child (or an episode of nobody yet) that is not in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    pub why: Why,
    pub child: Option<ChildId>,
    pub own_id: Option<String>,
    /// Of the 12 months.
    pub episodes: Vec<EpisodeId>,
    pub words: String,
}

/// The list on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnnexA {
    pub on: NaiveDate,
    /// First day of the 12 months that end on it.
    pub from: NaiveDate,
    /// The UK day from which on the hub knows anything.
    pub record_begins: NaiveDate,
    /// By own identifier.
    pub rows: Vec<Row>,
    pub left_out: Vec<LeftOut>,
    /// Children of the list without a date of birth, by own identifier: the cell is empty.
    pub no_dob: Vec<ChildId>,
}

/// What the list is made from.
pub struct Source<'a> {
    pub on: NaiveDate,
    pub as_of: Moment,
    pub authority: &'a str,
    /// When the hub was made: about interviews after earlier returns it may know nothing.
    pub made_at: Moment,
    /// The UK day from which on the hub knows anything.
    pub record_begins: NaiveDate,
    /// All children who may belong in it, and all with an episode in the 12 months.
    pub children: &'a [Person],
    /// Episodes that may have begun in the 12 months.
    pub episodes: &'a [EpisodeFact],
}

/// The first of the 12 months that end on a day.
pub fn first_day(on: NaiveDate) -> NaiveDate {
    on.checked_sub_months(Months::new(12)).and_then(|day| day.succ_opt()).unwrap_or(on)
}

/// Makes the list. Children looked after by another authority are in that authority's.
pub fn make(source: &Source) -> AnnexA {
    let from = first_day(source.on);
    let end = end_of_day(source.on).min(source.as_of);
    let in_time = |fact: &&EpisodeFact| (from..=source.on).contains(&day_of(fact.began));
    let mut by_child: BTreeMap<Option<ChildId>, Vec<&EpisodeFact>> = BTreeMap::new();
    for fact in source.episodes.iter().filter(in_time) {
        by_child.entry(fact.child).or_default().push(fact);
    }
    let (mut rows, mut left_out) = (Vec::new(), Vec::new());
    for person in source.children {
        let episodes = by_child.get(&Some(person.id)).map_or(&[][..], Vec::as_slice);
        match in_list(person, episodes, source, end) {
            Ok(own_id) => rows.push(row(person, own_id, episodes, source, end)),
            // Of the children who are not looked after only those with an episode would be looked for in it.
            Err((Why::NotLookedAfter | Why::Adult | Why::NotBorn, _)) if episodes.is_empty() => {}
            Err((why, words)) => left_out.push(LeftOut {
                why,
                child: Some(person.id),
                own_id: person.own_id().map(str::to_owned),
                episodes: episodes.iter().map(|fact| fact.episode).collect(),
                words,
            }),
        }
    }
    for fact in by_child.get(&None).into_iter().flatten() {
        let words = "say who it is (wayhome review)".into();
        left_out.push(LeftOut { why: Why::NotIdentified, child: None, own_id: None, episodes: vec![fact.episode], words });
    }
    rows.sort_by(|a: &Row, b| a.own_id.cmp(&b.own_id));
    left_out.sort_by_key(|out| (out.why, out.child, out.episodes.first().copied()));
    let no_dob = rows.iter().filter(|row| row.dob.is_none()).map(|row| row.child).collect();
    AnnexA { on: source.on, from, record_begins: source.record_begins, rows, left_out, no_dob }
}

/// The own identifier of a child of the list. As what was held on the day; on one who came on the register later and had an episode by
/// then, as what was held first.
fn in_list<'p>(person: &'p Person, episodes: &[&EpisodeFact], source: &Source, end: Moment) -> Result<&'p str, (Why, String)> {
    if let Some(dob) = person.details.dob.filter(|dob| *dob > source.on) {
        return Err((Why::NotBorn, format!("on {}", long_day(dob))));
    }
    match person.looked_after(end, source.authority) {
        LookedAfter::ByUs => {}
        LookedAfter::ByAnother(name) if name.is_empty() => return Err((Why::NotLookedAfter, "looked after by another authority".into())),
        LookedAfter::ByAnother(name) => return Err((Why::NotLookedAfter, format!("looked after by {name}"))),
        LookedAfter::No(status) => return Err((Why::NotLookedAfter, status.to_string())),
        LookedAfter::NotKnown => return Err((Why::NotLookedAfter, "care status not known".into())),
    }
    if let Some(age) = person.details.age_on(source.on).filter(|age| *age >= 18) {
        return Err((Why::Adult, format!("{age} years old")));
    }
    if let Some((since, _)) = person.over_time.first().filter(|(since, _)| *since >= end && episodes.is_empty()) {
        return Err((Why::NotYetKnown, format!("first held on {}", long_day(day_of(*since)))));
    }
    let own_id = person.own_id().ok_or((Why::NoOwnId, String::new()))?;
    if crate::text::guarded(own_id) != own_id {
        return Err((Why::OwnIdForm, format!("{own_id}: put it right in the case system")));
    }
    if person.shares_own_id.is_empty() { Ok(own_id) } else { Err((Why::OwnIdShared, own_id.to_owned())) }
}

fn row(person: &Person, own_id: &str, episodes: &[&EpisodeFact], source: &Source, end: Moment) -> Row {
    let absent = episodes.iter().filter(|fact| fact.category == Some(Category::Absent)).count();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    // By the return where its time is known, else by when we heard of it.
    let over = |ended: &EndedFact| ended.returned.or(ended.notice).filter(|at| *at < end);
    let ended = episodes.iter().filter_map(|fact| Some((over(fact.ended.as_ref()?)?, fact.episode, fact.ended.as_ref()?)));
    let last = ended.max_by_key(|(at, episode, _)| (*at, *episode));
    let answers = last.map(|(at, _, ended)| answers(ended, at < source.made_at, end));
    Row {
        child: person.id,
        own_id: own_id.to_owned(),
        dob: person.details.dob,
        missing: count(episodes.len() - absent),
        absent: count(absent),
        last: last.map(|(_, episode, _)| episode),
        offered: answers.map(|(offered, _)| offered),
        accepted: answers.map(|(_, accepted)| accepted),
    }
}

/// Offered, accepted. Unknown: nothing is written down of an interview that another agency or authority was to hold, or after a
/// return from before the hub; accepted is unknown as long as an offer has no answer, or where another is to hold the interview.
fn answers(ended: &EndedFact, before_hub: bool, end: Moment) -> (Answer, Answer) {
    let elsewhere = matches!(ended.not_held, Some(NotHeld::OtherAgency | NotHeld::HostAuthority));
    let Some(offer) = ended.offer.filter(|offer| offer.at < end) else {
        let untold = before_hub && ended.not_held.is_none();
        let answer = if elsewhere || untold { Answer::Unknown } else { Answer::No };
        return (answer, answer);
    };
    let accepted = match ended.not_held {
        _ if offer.accepted => Answer::Yes,
        Some(_) if !elsewhere => Answer::No,
        _ => Answer::Unknown,
    };
    (Answer::Yes, accepted)
}

impl Row {
    /// The row as the list has it.
    pub fn cells(&self) -> [String; 6] {
        let answer = |answer: Option<Answer>| answer.map_or(String::new(), |answer| answer.code().to_owned());
        [
            self.own_id.clone(),
            self.dob.map_or(String::new(), day),
            self.missing.to_string(),
            self.absent.to_string(),
            answer(self.offered),
            answer(self.accepted),
        ]
    }
}

impl AnnexA {
    /// The list as a CSV file.
    pub fn csv(&self) -> Vec<u8> {
        csv::file(&COLUMNS, self.rows.iter().map(Row::cells))
    }

    /// Who is in it, and who is not and why. Children stand there by number and own identifier, not by name.
    pub fn words(&self) -> String {
        let with = self.rows.iter().filter(|row| row.missing + row.absent > 0).count();
        let mut out = vec![format!(
            "Annex A, list 8 on {}: {} children looked after by us, {with} of them with an episode since {}",
            long_day(self.on),
            self.rows.len(),
            long_day(self.from)
        )];
        out.extend(begins_later(self.record_begins, self.from));
        out.push(format!("Not in it: {}", self.left_out.len()));
        for (why, of) in grouped(&self.left_out, |out| out.why) {
            out.push(format!("  {why}: {}", of.len()));
            out.extend(of.iter().map(|left| format!("    {}", left.line())));
        }
        if !self.no_dob.is_empty() {
            out.push(format!("To know: {}", self.no_dob.len()));
            let of = self.rows.iter().filter(|row| row.dob.is_none());
            out.extend(of.map(|row| format!("  {} ({}): no date of birth, the cell is empty", row.child, row.own_id)));
        }
        out.join("\n") + "\n"
    }
}

impl LeftOut {
    /// "C4 (1004), 3 episodes: at home".
    pub fn line(&self) -> String {
        let child = self.child.map_or(String::new(), |child| child.to_string());
        let own_id = self.own_id.as_ref().map_or(String::new(), |id| format!("({id})"));
        let episodes = match self.episodes.as_slice() {
            [] => String::new(),
            [one] => one.to_string(),
            several => format!("{} episodes", several.len()),
        };
        let whom: Vec<&str> = [child.as_str(), &own_id, &episodes].into_iter().filter(|part| !part.is_empty()).collect();
        [whom.join(" "), self.words.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
    }
}
