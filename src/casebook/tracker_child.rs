//! All that is shown of one child of the top ten beside its figures.

use super::error::Result;
use super::hub::Hub;
use super::sheet::outcomes;
use super::tracker::live;
use super::tracker_view::{
    ActionOutcome, KnowsBest, LastWords, MonthCount, NextReview, Often, Said, TrackedAction, TrackedChild, TrackedDecision, Unblock,
};
use crate::calendar::{day_of, month_words, short_day};
use crate::child::ChildId;
use crate::episode::{Episode, Moment};
use crate::interview::record::{Interview, Question};
use crate::meeting::action::{due_words, overdue};
use crate::meeting::decision::Decision;
use crate::meeting::register::ActionRecord;
use crate::report::figures::Period;
use crate::report::figures::topten::{TopTen, Tracked};
use crate::report::tracker::{ReportedChild, Shown};
use crate::store::Store;
use crate::store::tracker::Companion;
use crate::text::fold;
use chrono::NaiveDate;

/// The last interviews that are looked through for the child's own words.
const LOOKED_AT: u32 = 12;

impl Hub {
    /// A child of the top ten with its figures. `tracked`: the recount; `None`: not missing in the month by what is known now.
    pub(super) fn gather(
        &self,
        store: &Store,
        (id, mut figures): (ChildId, ReportedChild),
        tracked: Option<&Tracked>,
        top: &TopTen,
        now: Moment,
    ) -> Result<TrackedChild> {
        let child = live(store, id)?;
        let details = child.as_ref().map(|child| &child.details);
        let span = top.span;
        let since = Period::months_to(span.to, 3).starts();
        let frozen = figures.shown.take();
        let is_frozen = frozen.is_some();
        let Shown { run, times, found, with } = frozen.map_or_else(|| shown(store, id, tracked, top), |frozen| read_now(store, frozen))?;
        let interviews = store.last_interviews(id, now, LOOKED_AT)?;
        let decisions = store.decisions_since(id, since)?;
        let (review, earlier) = said(store, id, top.month.from)?;
        let until = standing(&review, &earlier, top.month.from);
        let social_worker = details.and_then(|details| details.social_worker.clone());
        Ok(TrackedChild {
            child: id,
            name: details.map_or_else(|| figures.name.clone(), |details| details.full_name()),
            age: details.and_then(|details| details.age_on(day_of(now))),
            care_status: details.and_then(|details| details.care_status),
            placement: details.and_then(|details| details.placement.clone()),
            team: details.and_then(|details| details.team.clone()),
            markers: details.map(|details| details.markers.iter().map(|marker| marker.kind).collect()).unwrap_or_default(),
            movement: figures.movement().to_string(),
            corrections: Vec::new(),
            frozen: is_frozen,
            run,
            times,
            found,
            with,
            last_words: interviews.iter().find_map(last_words),
            knows_best: knows_best(&until, interviews.first(), social_worker.as_deref()),
            next_review: next_review(&until, &decisions, now),
            unblock: unblock(&until, top.month.from),
            decisions: decisions.into_iter().map(decided).collect(),
            actions: store.actions_since(id, since)?.into_iter().map(|record| action(record, now)).collect(),
            social_worker,
            figures,
            review,
            earlier,
        })
    }
}

/// What is shown of a child beside what makes its rank, as known now. `tracked`: the recount; `None`: not missing in the month.
pub(super) fn shown(store: &Store, id: ChildId, tracked: Option<&Tracked>, top: &TopTen) -> Result<Shown> {
    let span = top.span;
    let episodes = store.episodes_between(id, span.starts(), span.ends())?;
    let companions = store.companions_between(id, span.from, span.to)?;
    let months = || Period::months_to(span.to, top.cut.run).months().into_iter().map(|month| (month.from, 0)).collect();
    let run: Vec<(NaiveDate, u32)> = tracked.map_or_else(months, |tracked| tracked.run.clone());
    Ok(Shown {
        run: run.into_iter().map(|(month, episodes)| MonthCount { month, episodes }).collect(),
        times: tracked.map(|tracked| tracked.times).unwrap_or_default(),
        found: found(&episodes),
        with: with(&episodes, companions),
    })
}

/// What was reported, with children by the numbers they are read by now.
fn read_now(store: &Store, mut reported: Shown) -> Result<Shown> {
    for child in reported.with.iter_mut().filter_map(|with| with.child.as_mut()) {
        *child = store.reads_as(*child)?;
    }
    Ok(reported)
}

/// What was said of the child for the month, as it stands; and everything else that still stands, latest first.
fn said(store: &Store, child: ChildId, month: NaiveDate) -> Result<(Option<Said>, Vec<Said>)> {
    let mut all: Vec<Said> = store.top_ten_reviews(child)?.into_iter().map(Said::from).collect();
    let of_month = all.iter().position(|said| said.month == month).map(|place| all.remove(place));
    Ok((of_month, all))
}

/// The last wording of each month up to one, latest month first.
fn standing<'a>(review: &'a Option<Said>, earlier: &'a [Said], month: NaiveDate) -> Vec<&'a Said> {
    let mut all: Vec<&Said> = review.iter().chain(earlier.iter().filter(|said| said.month < month)).collect();
    all.sort_by_key(|said| std::cmp::Reverse((said.month, said.entry)));
    all.dedup_by_key(|said| said.month);
    all
}

/// How often each text stands there, most often first; alike are those that differ in case and signs only.
fn often(texts: impl Iterator<Item = String>) -> Vec<Often> {
    let mut found: Vec<Often> = Vec::new();
    for text in texts {
        match found.iter_mut().find(|often| fold(&often.what) == fold(&text)) {
            Some(often) => often.times += 1,
            None => found.push(Often { what: text, child: None, times: 1 }),
        }
    }
    found.sort_by_key(|often| std::cmp::Reverse(often.times));
    found
}

fn found(episodes: &[Episode]) -> Vec<Often> {
    let places = episodes.iter().filter_map(|episode| episode.details.found_where.as_ref());
    often(places.map(|place| place.trim().to_owned()).filter(|place| !place.is_empty()))
}

fn with(episodes: &[Episode], companions: Vec<Companion>) -> Vec<Often> {
    let listed = episodes.iter().filter_map(|episode| episode.details.companions.as_ref());
    let names = listed.flat_map(|names| names.split([',', ';', '\n']).flat_map(|part| part.split(" and ")).collect::<Vec<_>>());
    let mut found = often(names.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()));
    for Companion { child, name, days } in companions {
        match found.iter_mut().find(|often| fold(&often.what) == fold(&name)) {
            // Whoever the list names on the day stands beside them in the hub as well: the same days, and not more of them.
            Some(often) => (often.child, often.times) = (Some(child), often.times.max(days)),
            None => found.push(Often { what: name, child: Some(child), times: days }),
        }
    }
    found.sort_by_key(|often| std::cmp::Reverse(often.times));
    found
}

fn last_words(interview: &Interview) -> Option<LastWords> {
    let words = interview.record.as_ref()?.answers.get(&Question::ChildsWords)?.trim();
    let held = &interview.held;
    (!words.is_empty()).then(|| LastWords { interview: interview.id, at: held.at, by: held.by.clone(), words: words.to_owned() })
}

fn decided(decision: Decision) -> TrackedDecision {
    TrackedDecision { decision: decision.id, at: decision.at, what: outcomes(&decision), rationale: decision.rationale }
}

fn action(record: ActionRecord, now: Moment) -> TrackedAction {
    let due = record.action.due.filter(|_| record.ended.is_none());
    TrackedAction {
        number: record.action.id.to_string(),
        agency: record.action.agency,
        what: record.action.what,
        due: due.map_or("no date agreed".into(), |due| due_words(due, now)),
        overdue: due.is_some_and(|due| overdue(due, now)),
        ended: record.ended.map(|ended| ActionOutcome {
            at: ended.at,
            how: ended.end.how.label().to_owned(),
            outcome: ended.end.outcome,
            difference: ended.end.difference,
        }),
    }
}

/// As managers said last, else who held the last interview, else the social worker.
fn knows_best(said: &[&Said], last: Option<&Interview>, social_worker: Option<&str>) -> Option<KnowsBest> {
    let as_said = said.iter().find(|said| !said.review.knows_best.is_empty());
    let as_said = as_said.map(|said| (said.review.knows_best.clone(), format!("said for {}", month_words(said.month))));
    let interviewer = || last.map(|last| (last.held.by.clone(), format!("held the last interview, {}", short_day(day_of(last.held.at)))));
    let worker = || social_worker.map(|worker| (worker.to_owned(), "social worker".to_owned()));
    as_said.or_else(interviewer).or_else(worker).map(|(who, from)| KnowsBest { who, from })
}

/// What was said last, whether by managers or in a decision of the meeting.
fn next_review(said: &[&Said], decisions: &[Decision], now: Moment) -> Option<NextReview> {
    let by_managers =
        said.iter().find_map(|said| Some((said.at, said.review.next_review?, format!("said for {}", month_words(said.month)))));
    let by_meeting = decisions.iter().find_map(|made| Some((made.at, made.next_review?, format!("decision {}", made.id))));
    let (_, on, from) = by_managers.into_iter().chain(by_meeting).max_by_key(|(at, ..)| *at)?;
    Some(NextReview { on, from, passed: on < day_of(now) })
}

/// What was said last of what is to be unblocked stands until something else, or nothing, is said.
fn unblock(said: &[&Said], month: NaiveDate) -> Option<Unblock> {
    let last = said.first().filter(|said| !said.review.unblock.is_empty())?;
    let Said { at, by, review, .. } = last;
    Some(Unblock { words: review.unblock.clone(), month: last.month, carried: last.month < month, at: *at, by: by.clone() })
}
