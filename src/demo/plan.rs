//! What happened, before anybody wrote it down: every episode of every child, and the days on which the hub loaded lists.

use super::Scale;
use super::cast::Telling;
use super::diary::Fate;
use super::people::{Register, places, postcode_in};
use super::rng::Rng;
use crate::calendar::{Local, WorkingDays, at_local, day_of, from_local, uk};
use crate::child::{CareStatus, ChildDetails};
use crate::episode::{Category, EpisodeDetails, Grade, ListedPerson, Moment, When};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Timelike};
use std::collections::BTreeSet;

const COUNT: u64 = 10;
const TIMES: u64 = 11;
const EPISODE: u64 = 12;

/// Episodes of the large hub.
pub const LARGE_EPISODES: i64 = 200_000;

/// The recent returns of a child each: days before the last list, UK hour, and where the interview is to stand.
const RECENT: &[&[(u64, u32, Fate)]] = &[
    &[(4, 3, Fate::Overdue)],
    &[(1, 2, Fate::NoClock)],
    &[(0, 3, Fate::DueSoon)],
    &[(0, 1, Fate::Booked)],
    &[(2, 5, Fate::ToRecord)],
    &[(2, 4, Fate::ToSign)],
    &[(2, 6, Fate::GivenBack)],
    &[(1, 4, Fate::Handover)],
    &[(2, 5, Fate::Waiting), (0, 2, Fate::Waiting)],
    &[(0, 3, Fate::Estimated)],
    &[(14, 5, Fate::Unacknowledged)],
    &[(3, 5, Fate::Declined)],
    &[(7, 6, Fate::SignedOff)],
];

/// The days of the demo, UK local.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// Day of the first list.
    pub first: NaiveDate,
    /// Day of the last list loaded: the last working day before today.
    pub last: NaiveDate,
    pub today: NaiveDate,
}

/// A list that was loaded.
#[derive(Debug, Clone, Copy)]
pub struct Slot {
    pub day: NaiveDate,
    /// The moment the list speaks of.
    pub cut_off: Moment,
    pub loaded: Moment,
    /// A meeting follows, as after every morning list. None follows the one afternoon list of the last day, so what it
    /// brings is undecided this morning.
    pub meeting: bool,
}

/// One episode as it happened.
#[derive(Debug, Clone)]
pub struct Planned {
    pub child: u32,
    pub last_seen: Moment,
    pub reported: Moment,
    /// `None`: still missing this morning.
    pub returned: Option<Moment>,
    pub seed: u64,
    pub told: Option<&'static Telling>,
    /// Where its interview stands this morning, where the demo wants it so.
    pub fate: Option<Fate>,
}

/// Everything that happened, in the order of the reports.
pub struct Plan {
    pub register: Register,
    pub days: WorkingDays,
    pub slots: Vec<Slot>,
    pub episodes: Vec<Planned>,
}

/// Hours and minutes of a day.
pub fn hm(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default()
}

/// A minute that a list can name without doubt: not in the hour that happens twice when the clocks go back.
pub fn certain(at: Moment) -> Moment {
    match from_local(uk(at).naive_local()) {
        Local::Once(_) => at,
        _ => at + TimeDelta::hours(2),
    }
}

impl Plan {
    /// The plan of one scale for one morning.
    pub fn new(scale: Scale, now: Moment) -> Plan {
        let days = WorkingDays::shipped();
        let today = day_of(now);
        let months = if matches!(scale, Scale::Small) { 14 } else { 120 };
        let earliest = today.checked_sub_months(Months::new(months)).unwrap_or(today);
        let span = Span { first: days.after(earliest, 1), last: days.before(today), today };
        let register = Register { scale, span };
        let mut plan = Plan { slots: slots(span, &days), register, days, episodes: Vec::new() };
        let counts = plan.counts();
        for (n, count) in counts.into_iter().enumerate() {
            plan.add_child(n, count);
        }
        if matches!(scale, Scale::Small) {
            plan.add_recent(now);
        }
        plan.episodes.sort_unstable_by_key(|e| (e.reported, e.child));
        plan
    }

    /// The reference police gave episode `k`; past the last one, references not yet given.
    pub fn police_ref(&self, k: usize) -> String {
        let step = if matches!(self.register.scale, Scale::Small) { 17 } else { 4 };
        let year = self.episodes.get(k).map_or(self.register.span.today, |e| day_of(e.reported)).year();
        format!("MIS/{:02}/{:06}", year % 100, 10_000 + k * step + Rng::of(EPISODE, k as u64).range(0, step as i64 - 1) as usize)
    }

    /// The moment this morning's list speaks of: 07:00, or ten minutes ago where it is earlier than that.
    pub fn cut_off(now: Moment) -> Moment {
        at_local(day_of(now), hm(7, 0)).min(now - TimeDelta::minutes(10)).with_second(0).unwrap_or(now)
    }

    /// The last cut-off that the hub knows of.
    pub fn last_cut_off(&self) -> Moment {
        self.slots.last().map_or(DateTime::UNIX_EPOCH, |slot| slot.cut_off)
    }

    /// The first and the last day on which child `n` may go missing: known to the hub, and at least 60 days from eighteen.
    fn window(&self, n: usize) -> (NaiveDate, NaiveDate) {
        let span = self.register.span;
        let before_last = if matches!(self.register.scale, Scale::Small) { 4 } else { 1 };
        let child_until = self.register.dob(n) + Days::new(6_574 - 60);
        (self.register.joins(n) + Days::new(1), child_until.min(span.last - Days::new(before_last)))
    }

    /// How many episodes each drawn child has: most none to two, a few very many. The large hub comes to exactly its number.
    fn counts(&self) -> Vec<i64> {
        let small = matches!(self.register.scale, Scale::Small);
        let most = |n: usize| {
            let (from, to) = self.window(n);
            ((to - from).num_days() / 6).max(1)
        };
        let mut counts: Vec<i64> = (0..self.register.len())
            .map(|n| {
                let mut rng = Rng::of(COUNT, n as u64);
                let drawn = match rng.range(0, 99) {
                    0..20 => 0,
                    20..50 => rng.range(1, 3),
                    50..82 => rng.range(2, if small { 6 } else { 5 }),
                    82..95 => rng.range(5, if small { 10 } else { 12 }),
                    _ => rng.range(10, if small { 18 } else { 40 }),
                };
                drawn.clamp(i64::from(self.register.by_list_only(n)), most(n))
            })
            .collect();
        if !small {
            settle(&mut counts, most);
        }
        counts
    }

    fn add_child(&mut self, n: usize, count: i64) {
        let mut rng = Rng::of(TIMES, n as u64);
        let mut drawn = match self.register.story(n) {
            Some(story) => story.episodes.iter().flat_map(|t| self.told(t, &mut rng)).collect(),
            None => self.drawn(n, count, &mut rng),
        };
        drawn.sort_by_key(|e| e.reported);
        let starts: Vec<Moment> = drawn.iter().map(|e| e.reported).collect();
        for (i, mut episode) in drawn.into_iter().enumerate() {
            episode.child = n as u32;
            // Back some hours before it begins again.
            let latest = starts.get(i + 1).map(|next| *next - TimeDelta::hours(6));
            episode.returned = episode.returned.map(|at| certain(latest.map_or(at, |l| at.min(l))));
            self.episodes.push(episode);
        }
    }

    /// The last returns of the small demo, each of a child with no story that was not missing for a month, so that its interview
    /// stands where the demo wants it.
    fn add_recent(&mut self, now: Moment) {
        let last = self.register.span.last;
        let quiet = at_local(last - Days::new(30), hm(0, 0));
        let busy: BTreeSet<u32> = self.episodes.iter().filter(|e| e.returned.is_none_or(|at| at > quiet)).map(|e| e.child).collect();
        let free = |n: &usize| {
            let grown_up = self.register.dob(*n) + Days::new(6_574 - 60) < self.register.span.today;
            self.register.story(*n).is_none() && !self.register.by_list_only(*n) && !grown_up && !busy.contains(&(*n as u32))
        };
        let free: Vec<usize> = (0..self.register.len()).filter(free).step_by(3).collect();
        for ((n, returns), seed) in free.into_iter().zip(RECENT).zip(1..) {
            let mut rng = Rng::of(TIMES, seed << 33);
            for (ago, hour, fate) in *returns {
                let at = at_local(last - Days::new(*ago), hm(*hour, 10));
                // Due within the day, where the hub can have heard of it by then.
                let soon = (now - TimeDelta::hours(60)).with_second(0).unwrap_or(now);
                let returned = certain(if *fate == Fate::DueSoon { soon.min(at) } else { at });
                let lasted = rng.range(300, 600);
                let mut episode = planned(certain(returned - TimeDelta::minutes(lasted)), None, None, &mut rng);
                (episode.child, episode.returned, episode.fate) = (n as u32, Some(returned), Some(*fate));
                self.episodes.push(episode);
            }
        }
    }

    fn told(&self, telling: &'static Telling, rng: &mut Rng) -> Vec<Planned> {
        let first = telling.days.first().copied().unwrap_or_default();
        let span = first - telling.days.last().copied().unwrap_or_default();
        let one = |i: i64, rng: &mut Rng| {
            let ago = first - (i * 100 + if telling.count > 1 { rng.range(0, 60) } else { 0 }) * span / (telling.count * 100);
            let time = telling.at.unwrap_or_else(|| evening(rng));
            let reported = certain(at_local(self.register.span.last - Days::new(ago.max(0) as u64), time));
            let lasts = telling.hours.map(|(short, long)| rng.range(short * 60, long * 60));
            planned(reported, lasts, Some(telling), rng)
        };
        (0..telling.count).map(|i| one(i, rng)).collect()
    }

    fn drawn(&self, n: usize, count: i64, rng: &mut Rng) -> Vec<Planned> {
        let (mut from, to) = self.window(n);
        let mut span = (to - from).num_days();
        let busy = (count * 8).max(400);
        if span > busy {
            // A child's episodes mostly fall in one year of its life.
            from = from + Days::new(rng.range(0, span - busy) as u64);
            span = busy;
        }
        let small = matches!(self.register.scale, Scale::Small);
        let latest = at_local(self.register.span.last, hm(4, 0));
        let one = |i: i64, rng: &mut Rng| {
            let day = from + Days::new(((i * 100 + rng.range(0, 80)) * span / (count * 100)).max(0) as u64);
            let reported = certain(at_local(day, evening(rng)));
            let lasts = match rng.range(0, 199) {
                0..112 => rng.range(120, 600),
                112..170 => rng.range(600, 1_800),
                170..192 => rng.range(1_800, 4_320),
                192..199 => rng.range(4_320, 17_280),
                _ => rng.range(20_160, 57_600),
            };
            let mut episode = planned(reported, Some(lasts), None, rng);
            if small {
                // In the small demo only the cast is out, or undecided, this morning.
                episode.returned = episode.returned.map(|at| at.min(latest));
            }
            episode
        };
        (0..count).map(|i| one(i, rng)).collect()
    }

    /// The record of episode `k` as the list with this cut-off has it.
    pub fn details_at(&self, k: usize, child: &ChildDetails, cut_off: Moment) -> EpisodeDetails {
        let episode = &self.episodes[k];
        let told = episode.told;
        let mut rng = Rng::of(EPISODE, episode.seed);
        let at_home = child.care_status.is_none_or(|c| c == CareStatus::AtHome);
        let from =
            if at_home { *rng.pick(&["home", "home", "home", "town centre"]) } else { child.placement.as_deref().unwrap_or("placement") };
        let by =
            if at_home { *rng.pick(&["mother", "father", "grandmother"]) } else { *rng.pick(&["staff", "foster carer", "key worker"]) };
        let ended = episode.returned.filter(|at| *at <= cut_off);
        let without_time = (told.is_none() && rng.chance(2) && episode.fate.is_none()) || episode.fate == Some(Fate::NoClock);
        let returned = |at| When { at, estimated: episode.fate == Some(Fate::Estimated) };
        let (found, how) = match ended.map(|_| found(child, told.is_none() && rng.chance(4), &mut rng)) {
            Some((found, how)) => (told.and_then(|t| t.found.clone()).or(Some(found)), told.and_then(|t| t.how.clone()).or(Some(how))),
            None => (None, None),
        };
        EpisodeDetails {
            police_ref: Some(self.police_ref(k)),
            category: Some(told.and_then(|t| t.category).unwrap_or(Category::Missing)),
            grade: Some(episode.grade_at(cut_off)),
            last_seen: Some(When::exact(episode.last_seen)),
            reported: Some(When::exact(episode.reported)),
            returned: ended.filter(|_| !without_time).map(returned),
            ended: ended.is_some(),
            missing_from: Some(told.and_then(|t| t.from.clone()).unwrap_or_else(|| from.into())),
            reported_by: Some(by.into()),
            found_where: found,
            found_how: how,
            companions: told.and_then(|t| t.with.clone()),
            notes: told.and_then(|t| t.notes.clone()),
            listed: listed(child, told.and_then(|t| t.listed_as.as_deref())),
        }
    }
}

impl Planned {
    /// The police grade at a moment; of the drawn episodes one in twelve is graded anew after a day.
    pub fn grade_at(&self, at: Moment) -> Grade {
        let mut rng = Rng::of(EPISODE, !self.seed);
        let first = match rng.range(0, 99) {
            0..4 => Grade::NoApparentRisk,
            4..12 => Grade::VeryLow,
            12..42 => Grade::Low,
            42..84 => Grade::Medium,
            _ => Grade::High,
        };
        let first = self.told.and_then(|t| t.grade).unwrap_or(first);
        match self.graded_anew() {
            Some(anew) if anew <= at && first == Grade::High => Grade::Medium,
            Some(anew) if anew <= at => Grade::High,
            _ => first,
        }
    }

    /// When police gave another grade, if they did, while the child was missing.
    fn graded_anew(&self) -> Option<Moment> {
        let at = self.reported + TimeDelta::hours(20);
        (self.told.is_none() && self.seed.is_multiple_of(12) && self.returned.is_none_or(|back| back > at)).then_some(at)
    }

    /// Does a list with the second cut-off say something that the list with the first did not?
    pub fn changed_between(&self, before: Moment, after: Moment) -> bool {
        let within = |at: Option<Moment>| at.is_some_and(|at| before < at && at <= after);
        within(self.returned) || within(self.graded_anew())
    }
}

fn planned(reported: Moment, lasts: Option<i64>, told: Option<&'static Telling>, rng: &mut Rng) -> Planned {
    Planned {
        child: 0,
        last_seen: certain(reported - TimeDelta::minutes(rng.range(20, 300))),
        reported,
        returned: lasts.map(|minutes| reported + TimeDelta::minutes(minutes)),
        seed: rng.draw(),
        told,
        fate: None,
    }
}

/// Most reports come between four and half past eleven.
fn evening(rng: &mut Rng) -> NaiveTime {
    let minute = if rng.chance(70) { rng.range(960, 1_410) } else { rng.range(480, 960) } as u32;
    hm(minute / 60, minute % 60)
}

/// Where a child was found, and how.
fn found(child: &ChildDetails, far: bool, rng: &mut Rng) -> (String, String) {
    let text = rng.pick(if far { &places().far } else { &places().near });
    let (place, how) = text.split_once(" | ").unwrap_or((text, "found by police"));
    let place = place.replace("{s}", &format!("{} Road", rng.pick(&places().street_names)));
    let home = child.postcode.as_deref().unwrap_or_default();
    let near = postcode_in(home.split(' ').next().unwrap_or_default(), rng);
    (place.replace("{h}", home).replace("{p}", &near), how.into())
}

/// The person as a list names it, the given name as the list wrote it where that was another.
pub fn listed(child: &ChildDetails, given: Option<&str>) -> ListedPerson {
    ListedPerson {
        given: given.unwrap_or(&child.given).into(),
        family: child.family.clone(),
        dob: child.dob,
        sex: child.sex,
        address: child.address.clone(),
        postcode: child.postcode.clone(),
        ..Default::default()
    }
}

/// Adds or takes single episodes, round and round, until there are exactly as many as the large hub has.
fn settle(counts: &mut [i64], most: impl Fn(usize) -> i64) {
    let mut over: i64 = counts.iter().sum::<i64>() - LARGE_EPISODES;
    while over != 0 {
        let before = over;
        for (n, count) in counts.iter_mut().enumerate() {
            if over < 0 && *count > 0 && *count < most(n) {
                *count += 1;
                over += 1;
            } else if over > 0 && *count > 1 {
                *count -= 1;
                over -= 1;
            }
        }
        if before == over {
            return;
        }
    }
}

/// A list each working day at about half past eight with the state of 07:00; on the last day one more, in the afternoon.
fn slots(span: Span, days: &WorkingDays) -> Vec<Slot> {
    let mut slots: Vec<Slot> = span
        .first
        .iter_days()
        .take_while(|day| *day <= span.last)
        .filter(|day| days.is_working(*day))
        .map(|day| {
            let minute = Rng::of(TIMES, !(day.num_days_from_ce() as u64)).range(28, 42) as u32;
            Slot { day, cut_off: at_local(day, hm(7, 0)), loaded: at_local(day, hm(8, minute)), meeting: true }
        })
        .collect();
    slots.push(Slot { day: span.last, cut_off: at_local(span.last, hm(15, 30)), loaded: at_local(span.last, hm(15, 41)), meeting: false });
    slots
}
