//! Who could hold an interview, ranked, each with reasons. How the ranking is made up: docs/interviews.md.

use super::person::{Organisation, PersonName};
use super::worker::{Wishes, Worker, WorkerId};
use crate::calendar::{at_local, day_of, near_moment};
use crate::child::{CareStatus, ChildDetails, Sex};
use crate::clock::ClockSettings;
use crate::episode::Moment;
use crate::settings::Settings;
use crate::text::fold;
use chrono::{Datelike, NaiveDate, TimeDelta};
use std::cmp::Reverse;

/// How long an interview is taken to last when a free hour is sought.
const LENGTH: TimeDelta = TimeDelta::hours(1);
/// How far ahead a free hour is sought where no deadline runs, or it has passed.
const WITHOUT_DEADLINE: TimeDelta = TimeDelta::days(7);

/// Somebody who may hold it.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    pub worker: &'a Worker,
    /// Interviews allocated to them and not held or closed yet.
    pub open: u32,
    /// Their bookings that stand: when, and how many minutes.
    pub booked: &'a [(Moment, u32)],
    /// Every time they sat with this child, or the child declined to.
    pub met: &'a [Met],
}

/// A time that a worker sat with the child, or was offered and declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Met {
    pub at: Moment,
    pub accepted: bool,
}

/// The interview somebody is sought for.
#[derive(Debug, Clone, Copy)]
pub struct Need<'a> {
    /// `None` while who the child is has not been settled.
    pub child: Option<&'a ChildDetails>,
    /// The child stays outside the hub's area; `None`: not known.
    pub out_of_area: Option<bool>,
    pub wishes: &'a Wishes,
    /// End of the 72 hours; `None`: no clock.
    pub deadline: Option<Moment>,
    pub now: Moment,
    pub settings: &'a Settings,
    pub clocks: &'a ClockSettings,
    /// Whose it is already.
    pub current: Option<WorkerId>,
}

/// Somebody who could hold it, and why or why not.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    pub worker: WorkerId,
    pub name: String,
    pub team: String,
    /// Higher is better; only the order means something.
    pub score: i32,
    pub reasons: Vec<Reason>,
    /// Not independent: why, in words. Allocating needs the child's wish and a recorded reason.
    pub refused: Option<String>,
    /// The child asked for this worker.
    pub asked_for: bool,
    /// The first hour the worker is free before the deadline; where none runs or it has passed, within seven days.
    pub free_slot: Option<Moment>,
}

/// One reason for or against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub good: bool,
    pub words: String,
}

/// Everybody who could hold it, best first; those who are not independent last. Workers who have left are not named. The order does
/// not hang on the order of the candidates.
pub fn suggest(need: &Need<'_>, candidates: &[Candidate<'_>]) -> Vec<Suggestion> {
    let current = candidates.iter().filter(|candidate| !candidate.worker.details.left);
    let ties = Ties::of(need.child);
    let mut suggestions: Vec<Suggestion> = current.map(|candidate| weigh(need, &ties, candidate)).collect();
    // Whom the child asked for and who is not independent stands before the others who are not: it can be allowed.
    suggestions
        .sort_by_cached_key(|s| (s.refused.is_some(), s.refused.is_some() && !s.asked_for, Reverse(s.score), fold(&s.name), s.worker));
    suggestions
}

/// The reasons of one worker, and what they add up to.
struct Weighed {
    score: i32,
    reasons: Vec<Reason>,
}

impl Weighed {
    fn add(&mut self, points: i32, words: String) {
        self.score += points;
        self.reasons.push(Reason { good: points > 0, words });
    }
}

fn weigh(need: &Need<'_>, ties: &Ties<'_>, candidate: &Candidate<'_>) -> Suggestion {
    let worker = candidate.worker;
    let mut weighed = Weighed { score: 0, reasons: Vec::new() };
    let asked_for = need.wishes.asked_for.contains(&worker.id);
    if need.current == Some(worker.id) {
        weighed.add(30, "has it now".into());
    }
    if asked_for {
        weighed.add(400, "the child asked for them".into());
    }
    if need.wishes.not.contains(&worker.id) {
        weighed.add(-1000, "the child asked not to see them".into());
    }
    continuity(&mut weighed, candidate.met);
    team(&mut weighed, need, worker);
    let free_slot = free(&mut weighed, need, candidate);
    caseload(&mut weighed, candidate);
    language_and_sex(&mut weighed, need.wishes, worker);
    let in_care = need.child.filter(|child| child.care_status.is_some_and(CareStatus::in_care));
    if in_care.is_some_and(|child| child.provider.is_none() && child.placement.is_none()) {
        weighed
            .reasons
            .push(Reason { good: false, words: "the placement's provider is not recorded: check that they are independent of it".into() });
    }
    let refused = ties.check(worker, need.settings).err();
    let Weighed { score, reasons } = weighed;
    let (name, team) = (worker.details.name.clone(), worker.details.team.clone());
    Suggestion { worker: worker.id, name, team, score, reasons, refused, asked_for, free_slot }
}

/// Continuity of relationship (Manchester 5.2): sat with this child before weighs more than anything but the child's wish.
fn continuity(weighed: &mut Weighed, met: &[Met]) {
    let days = |accepted: bool| {
        let mut days: Vec<NaiveDate> = met.iter().filter(|met| met.accepted == accepted).map(|met| day_of(met.at)).collect();
        days.sort_unstable();
        days.dedup();
        days
    };
    let (sat, declined) = (days(true), days(false));
    if !sat.is_empty() {
        weighed.add(200 + 10 * i32::try_from(sat.len().min(5)).unwrap_or(5), format!("sat with the child before ({})", listed(&sat)));
    }
    if !declined.is_empty() {
        weighed.add(if sat.is_empty() { -60 } else { -20 }, format!("the child declined them ({})", listed(&declined)));
    }
}

/// The latest three days, earliest first: "2 Mar 2026, 3 Nov 2026, and 4 earlier".
fn listed(days: &[NaiveDate]) -> String {
    let earlier = days.len().saturating_sub(3);
    let shown: Vec<String> = days[earlier..].iter().map(|day| day.format("%-d %b %Y").to_string()).collect();
    if earlier > 0 { format!("{}, and {earlier} earlier", shown.join(", ")) } else { shown.join(", ") }
}

/// Whether the worker's team serves children like this one.
fn team(weighed: &mut Weighed, need: &Need<'_>, worker: &Worker) {
    let care = need.child.and_then(|child| child.care_status).map(|care| if care.in_care() { "looked-after" } else { "home" });
    let out_of_area = need.out_of_area == Some(true) || need.child.is_some_and(|child| child.placed_out_of_area == Some(true));
    let group = if out_of_area { Some("out-of-area") } else { care };
    let Some(group) = group else { return };
    let children = match group {
        "out-of-area" => "children out of area",
        "looked-after" => "looked-after children",
        _ => "children at home",
    };
    let Some(team) = need.settings.team(&worker.details.team) else {
        return weighed.add(-100, format!("{} is not a team of the settings", worker.details.team));
    };
    match team.serves.iter().any(|serves| serves == group) {
        true => weighed.add(150, format!("{} serves {children}", team.name)),
        false => weighed.add(-100, format!("{} does not serve {children}", team.name)),
    }
}

/// The worker's first free hour in time.
fn free(weighed: &mut Weighed, need: &Need<'_>, candidate: &Candidate<'_>) -> Option<Moment> {
    let deadline = need.deadline.filter(|deadline| *deadline > need.now);
    let until = deadline.unwrap_or(need.now + WITHOUT_DEADLINE);
    let slot = free_slot(candidate, need.now, until, need.clocks);
    let in_time = if deadline.is_some() { "before the deadline" } else { "within seven days" };
    match slot {
        Some(at) => weighed.add(120, format!("free {} {in_time}", near_moment(at, need.now))),
        None => match away_throughout(candidate.worker, need.now, until) {
            Some(back) => weighed.add(-250, format!("away until {}", back.format("%a %-d %b"))),
            None => weighed.add(-200, format!("no free hour {in_time}")),
        },
    }
    slot
}

/// The first hour from `now` on that begins by `until` within the worker's hours, on no bank holiday or day away, beside every
/// booking. A quarter of an hour is the finest that is suggested.
fn free_slot(candidate: &Candidate<'_>, now: Moment, until: Moment, clocks: &ClockSettings) -> Option<Moment> {
    let quarter = 15 * 60;
    let start = Moment::from_timestamp((now.timestamp() + quarter - 1).div_euclid(quarter) * quarter, 0)?;
    let span = |(from, minutes): &(Moment, u32)| (*from, *from + TimeDelta::minutes(i64::from(*minutes)));
    let mut booked: Vec<(Moment, Moment)> = candidate.booked.iter().map(span).collect();
    booked.sort_unstable();
    let last = day_of(until);
    day_of(start).iter_days().take_while(|day| *day <= last).find_map(|day| {
        let (from, to) = hours_on(candidate.worker, day, clocks)?;
        // In the order of their beginning, each booking in the way moves the hour behind it.
        let behind = |at: Moment, (from, to): &(Moment, Moment)| if *from < at + LENGTH && at < *to { *to } else { at };
        let at = booked.iter().fold(from.max(start), behind);
        (at + LENGTH <= to && at <= until).then_some(at)
    })
}

/// When the worker is at work on a UK day, if at all.
fn hours_on(worker: &Worker, day: NaiveDate, clocks: &ClockSettings) -> Option<(Moment, Moment)> {
    let (days, from, to) = match &worker.details.hours {
        Some(own) => (&own.days, own.from, own.to),
        None => (&clocks.hours.days, clocks.hours.from, clocks.hours.to),
    };
    let works = days.contains(&day.weekday()) && !clocks.working_days.is_holiday(day) && !is_away(worker, day);
    works.then(|| (at_local(day, from), at_local(day, to)))
}

fn is_away(worker: &Worker, day: NaiveDate) -> bool {
    worker.details.away.iter().any(|(first, last)| (*first..=*last).contains(&day))
}

/// The last day away, where the worker is away on every day until then and beyond `until`.
fn away_throughout(worker: &Worker, now: Moment, until: Moment) -> Option<NaiveDate> {
    let (mut last, end) = (None, day_of(until));
    for day in day_of(now).iter_days().take(400) {
        match is_away(worker, day) {
            true => last = Some(day),
            false if day > end => return last,
            false => return None,
        }
    }
    last
}

fn caseload(weighed: &mut Weighed, candidate: &Candidate<'_>) {
    let open = i32::try_from(candidate.open).unwrap_or(i32::MAX);
    match candidate.worker.details.capacity.map(|capacity| i32::try_from(capacity).unwrap_or(i32::MAX)) {
        Some(capacity) if open >= capacity => weighed.add(-150, format!("carries {open} of {capacity}: full")),
        Some(capacity) => weighed.add(1 + 60 * (capacity - open) / capacity, format!("carries {open} of {capacity}")),
        None if open == 0 => weighed.add(50, "carries none".into()),
        None => {
            weighed.score += 50 - open.min(30) * 5;
            // Without a limit a number is neither good nor bad.
            weighed.reasons.push(Reason { good: true, words: format!("carries {open}") });
        }
    }
}

fn language_and_sex(weighed: &mut Weighed, wishes: &Wishes, worker: &Worker) {
    let details = &worker.details;
    if let Some(language) = wishes.language.as_deref().filter(|language| !matches!(fold(language).as_str(), "" | "english")) {
        match details.languages.iter().any(|spoken| fold(spoken) == fold(language)) {
            true => weighed.add(100, format!("speaks {language}")),
            false => weighed.add(-80, format!("does not speak {language}")),
        }
    }
    let Some(wished) = wishes.sex.filter(|sex| *sex != Sex::Unknown) else { return };
    match details.sex.filter(|sex| *sex != Sex::Unknown) {
        Some(sex) if sex == wished => weighed.add(80, format!("{wished}, as the child wishes")),
        Some(sex) => weighed.add(-80, format!("{sex}; the child wishes somebody {wished}")),
        None => weighed.reasons.push(Reason { good: false, words: format!("sex not recorded; the child wishes somebody {wished}") }),
    }
}

/// Refuses an interviewer who is not independent of the child's care: who works for the provider of the placement, or is the child's
/// own social worker (statutory guidance 2014; Ofsted found it failing). The error says which.
pub fn independence(worker: &Worker, child: Option<&ChildDetails>, settings: &Settings) -> Result<(), String> {
    Ties::of(child).check(worker, settings)
}

/// Those whom a child's care ties an interviewer to, ready to be compared with many workers.
struct Ties<'a> {
    providers: Vec<(&'a str, Organisation)>,
    social_worker: Option<(&'a str, PersonName)>,
}

impl<'a> Ties<'a> {
    fn of(child: Option<&'a ChildDetails>) -> Ties<'a> {
        let providers = child.into_iter().flat_map(|child| [&child.provider, &child.placement]).flatten();
        let social_worker = child.and_then(|child| child.social_worker.as_deref());
        Ties {
            providers: providers.map(|name| (name.as_str(), Organisation::of(name))).collect(),
            social_worker: social_worker.map(|name| (name, PersonName::of(name))),
        }
    }

    fn check(&self, worker: &Worker, settings: &Settings) -> Result<(), String> {
        let details = &worker.details;
        if !self.providers.is_empty() {
            let of_team = || settings.team(&details.team).map(|team| team.employer.as_str());
            let employer = details.employer.as_deref().or_else(of_team).unwrap_or_default();
            let organisation = Organisation::of(employer);
            if let Some((provider, _)) = self.providers.iter().find(|(_, provider)| organisation.may_be(provider)) {
                return Err(format!("not independent: works for {employer}, and the child is placed with {provider}"));
            }
        }
        match &self.social_worker {
            Some((own, name)) if name.may_be(&PersonName::of(&details.name)) => {
                Err(format!("not independent: is the child's own social worker ({own})"))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
