//! The verbs before an interview: allocating, reaching the child, booking, closing.

use super::args::Tried;
use super::understood::{Desk, code};
use super::{Done, board, output, print};
use crate::calendar::{deadline, long_moment};
use crate::casebook::interview_view::Allocated;
use crate::casebook::{Error, On};
use crate::child::Sex;
use crate::cli::args::{Format, Global};
use crate::episode::{EpisodeId, When};
use crate::interview::attempt::{Attempt, AttemptOutcome, Booking, Channel, Closure, Contact};
use crate::interview::suggest::Suggestion;
use crate::interview::worker::{Wishes, WorkerId};
use anyhow::Result;
use serde_json::json;

type Answer = std::result::Result<Done, Error>;

/// How interviews are given to somebody.
pub struct Giving {
    pub to: Option<String>,
    pub reason: String,
    pub handover: bool,
    pub dry_run: bool,
}

/// `wayhome interview allocate`: all to one worker; or each to its first suggestion, once none of these is refused.
pub fn allocate(desk: &mut Desk, global: &Global, episodes: &[String], giving: Giving) -> Result<()> {
    let Giving { to, reason, handover, dry_run } = giving;
    let episodes = desk.episodes(episodes)?;
    let (now, mut given, mut why) = (desk.now, Vec::new(), Vec::new());
    let chosen: Vec<(Vec<On>, WorkerId)> = match to {
        Some(to) => vec![(episodes.iter().copied().map(On::from).collect(), desk.worker(&to)?.0)],
        None => {
            let mut chosen = Vec::new();
            for episode in &episodes {
                let first = first_suggestion(desk, *episode)?;
                why.push(reasons(&first));
                chosen.push((vec![On::from(*episode)], first.worker));
            }
            chosen
        }
    };
    for (on, worker) in &chosen {
        given.extend(desk.hub.preview_allocation(on, *worker, &reason, handover, now)?);
    }
    if !dry_run {
        given.clear();
        for (on, worker) in &chosen {
            given.extend(desk.hub.allocate(on, *worker, &reason, handover, now)?);
        }
    }
    match global.format {
        Format::Json => output::json(&json!({
            "ok": true, "dry_run": dry_run, "allocated": given.iter().enumerate().map(|(n, given)| allocated_json(given, why.get(n))).collect::<Vec<_>>(),
            "episodes": desk.items(&episodes)?.iter().map(board::item_json).collect::<Vec<_>>(),
        })),
        _ => {
            let would = if dry_run { "dry run, nothing was changed: " } else { "" };
            let line = |(n, given): (usize, &Allocated)| {
                let why = why.get(n).map_or(String::new(), |why| format!(" ({why})"));
                format!("{would}{} {}: {}{why}\n", given.episode, given.name, given.words)
            };
            output::text(&given.iter().enumerate().map(line).collect::<String>())
        }
    }
}

fn allocated_json(given: &Allocated, why: Option<&String>) -> serde_json::Value {
    json!({
        "episode": given.episode.to_string(), "name": given.name, "worker": given.worker.id.to_string(), "worker_name": given.worker.name,
        "team": given.worker.team, "from": given.from.as_ref().map(|from| &from.name), "words": given.words, "why": why,
    })
}

/// The first who is independent.
fn first_suggestion(desk: &Desk, episode: EpisodeId) -> Result<Suggestion, Error> {
    let mut suggestions = desk.hub.suggest(episode, desk.now)?;
    if suggestions.first().is_none_or(|first| first.refused.is_some()) {
        let what = "there is no worker who may hold this interview";
        return Err(Error::Refused(format!("{episode}: {what}; `wayhome interview suggest {episode}` says why")));
    }
    Ok(suggestions.swap_remove(0))
}

/// "sat with the child before (2 Mar 2026), carries 3 of 8".
fn reasons(suggestion: &Suggestion) -> String {
    suggestion.reasons.iter().map(|reason| reason.words.as_str()).collect::<Vec<_>>().join(", ")
}

pub fn accept(desk: &mut Desk, episode: &str) -> Answer {
    let episode = desk.episode(episode)?;
    desk.hub.accept_handover(episode.into(), desk.now)?;
    Ok(Done::on(vec![episode], "The handover is accepted."))
}

/// One attempt for each episode; with `offered` the interview was offered.
pub fn attempt(desk: &mut Desk, tried: Tried, outcome: &str, offered: bool) -> Answer {
    let episodes = desk.episodes(&tried.episodes)?;
    let by = match &tried.by {
        Some(name) => desk.person(name)?.1,
        None => desk.hub.actor().name.clone(),
    };
    let attempt = Attempt {
        at: desk.past(tried.at.as_deref())?,
        by,
        to: code("person to try", &tried.to, Contact::ALL, Contact::code, Contact::label)?,
        channel: code("way to try", &tried.how, Channel::ALL, Channel::code, Channel::label)?,
        outcome: code("outcome of an attempt", outcome, AttemptOutcome::ALL, AttemptOutcome::code, AttemptOutcome::label)?,
        offered,
        note: tried.note,
    };
    let what = if offered { "Offered to" } else { "Attempt to reach" };
    let words = format!("{what} {} {} by {} ({}): {}.", attempt.to, long_moment(attempt.at), attempt.by, attempt.channel, attempt.outcome);
    desk.hub.attempt(&ons(&episodes), attempt, desk.now)?;
    Ok(Done::on(episodes, words))
}

/// What is booked, as it was typed.
pub struct Book {
    pub episodes: Vec<String>,
    pub at: String,
    pub place: String,
    pub minutes: u32,
    pub worker: Option<String>,
}

/// `wayhome interview book`, with what is to be told of it.
pub fn book(desk: &mut Desk, global: &Global, book: Book) -> Result<()> {
    let Book { episodes, at, place, minutes, worker } = book;
    let episodes = desk.episodes(&episodes)?;
    let worker = worker.map(|name| desk.worker(&name)).transpose()?.map(|(id, _)| id);
    let at = desk.to_come(&at)?;
    let mut words = format!("Booked for {}, {minutes} minutes, {place}.", long_moment(at));
    let told = desk.hub.book(&ons(&episodes), Booking { at, minutes, place, worker }, desk.now)?;
    words.extend(told.iter().map(|told| format!("\nNote: {told}.")));
    print(desk, global, &Done::on(episodes, words), &told)
}

pub fn cancel(desk: &mut Desk, episode: &str, reason: &str) -> Answer {
    let episode = desk.episode(episode)?;
    desk.hub.cancel_booking(episode.into(), reason, desk.now)?;
    Ok(Done::on(vec![episode], "The booking is cancelled."))
}

pub fn close(desk: &mut Desk, episodes: &[String], closure: Closure) -> Answer {
    let episodes = desk.episodes(episodes)?;
    let words = format!("Closed without an interview: {}.", closure.reason);
    desk.hub.close_interview(&ons(&episodes), closure, desk.now)?;
    Ok(Done::on(episodes, words))
}

pub fn reopen(desk: &mut Desk, episode: &str, why: &str) -> Answer {
    let episode = desk.episode(episode)?;
    desk.hub.reopen_interview(episode.into(), why, desk.now)?;
    Ok(Done::on(vec![episode], "Opened again."))
}

/// The time of return that was missing, echoed with the deadline that now runs.
pub fn returned(desk: &mut Desk, episode: &str, at: &str, estimated: bool) -> Answer {
    let episode = desk.episode(episode)?;
    let at = desk.past(Some(at))?;
    desk.hub.set_return_time(episode.into(), When { at, estimated }, desk.now)?;
    let due = desk.hub.interview_case(episode, desk.now)?.item.clock.due_72h;
    let due = due.map_or(String::new(), |due| format!("; the interview is due {}", deadline(due, desk.now)));
    Ok(Done::on(vec![episode], format!("Returned {}{due}.", long_moment(at))))
}

/// What a child wishes, as it was typed.
pub struct Wished {
    pub asked_for: Vec<String>,
    pub not: Vec<String>,
    pub sex: Option<String>,
    pub language: Option<String>,
    pub note: String,
}

pub fn wishes(desk: &mut Desk, episode: &str, wished: Wished) -> Answer {
    let episode = desk.episode(episode)?;
    let Some(child) = desk.hub.interview_case(episode, desk.now)?.episode.child else {
        return Err(Error::Refused(format!("who the child of {episode} is has not been said yet; see `wayhome review list`")));
    };
    let workers = |names: &[String]| names.iter().map(|name| Ok(desk.worker(name)?.0)).collect::<Result<Vec<_>, Error>>();
    let wishes = Wishes {
        asked_for: workers(&wished.asked_for)?,
        not: workers(&wished.not)?,
        sex: wished.sex.map(|sex| code("sex", &sex, Sex::ALL, Sex::code, Sex::label)).transpose()?,
        language: wished.language,
        note: wished.note,
    };
    desk.hub.set_wishes(child, wishes, desk.now)?;
    Ok(Done::on(vec![episode], "The child's wishes are recorded."))
}

pub fn ons(episodes: &[EpisodeId]) -> Vec<On> {
    episodes.iter().copied().map(On::from).collect()
}
