//! Every figure counted a second way: from the episodes and interview files themselves, one by one, by the words of the rules; and
//! its value from its own rows.

use super::made::{CLOCKS, Made, at, facts, missing_since, period};
use chrono::{NaiveDate, TimeDelta};
use proptest::prelude::*;
use std::collections::BTreeSet;
use wayhome::calendar::day_of;
use wayhome::child::{CareStatus, ChildId, Education, MarkerKind, Sex};
use wayhome::episode::{Category, Moment, When};
use wayhome::interview::attempt::{AttemptOutcome, LateReason, NotHeld};
use wayhome::meeting::decision::DecisionId;
use wayhome::report::figures::facts::DecisionFact;
use wayhome::report::figures::figure::RowKind;
use wayhome::report::figures::set::FigureSet;
use wayhome::report::figures::{Facts, Figure, Index, Value};

const START: &str = "2026-09-01T00:00:00Z";
const AS_OF: &str = "2026-11-10T09:00:00Z";

fn after(minutes: i64) -> Moment {
    at(START) + TimeDelta::minutes(minutes)
}

/// The end of an episode: minutes it lasted, whether the time of return is known, and what was done after it (minutes after the return).
#[derive(Debug, Clone)]
struct End {
    length: i64,
    known: bool,
    offer: Option<(i64, AttemptOutcome)>,
    held: Option<(i64, i64, Option<LateReason>)>,
    closed: Option<NotHeld>,
}

fn end() -> impl Strategy<Value = Option<End>> {
    let outcome = prop::sample::select(AttemptOutcome::ALL);
    let offer = prop::option::weighted(0.7, (-300..6000_i64, outcome));
    let late = prop::option::of(prop::sample::select(LateReason::ALL));
    let held = prop::option::weighted(0.6, (-300..9000_i64, 1..12_i64, late));
    let closed = prop::option::weighted(0.4, prop::sample::select(NotHeld::ALL));
    let end = (1..12_000_i64, prop::bool::weighted(0.9), offer, held, closed);
    prop::option::weighted(0.9, end.prop_map(|(length, known, offer, held, closed)| End { length, known, offer, held, closed }))
}

fn made() -> impl Strategy<Value = Made> {
    let who = (0..7_i64, 0..90_000_i64, prop::option::of(0..600_i64), end());
    let care = prop::option::weighted(0.9, prop::sample::select(CareStatus::ALL));
    let markers = prop::collection::vec(prop::sample::select(MarkerKind::ALL), 0..3);
    let place = prop::option::of(prop::sample::select(vec!["North", "South", "north"]));
    let education = prop::option::of(prop::sample::select(Education::ALL));
    let born = prop::option::of(2007..2018_i32);
    let what = (
        care,
        markers,
        place,
        education,
        born,
        prop::sample::select(Sex::ALL),
        prop::option::of(any::<bool>()),
        prop::sample::select(Category::ALL),
    );
    (who, what).prop_map(|((child, began, seen, end), (care, markers, place, education, born, sex, out, category))| {
        let mut made = missing_since(1, child, after(began)).marked(&markers);
        made.episode.details.last_seen = seen.map(|before| When::exact(after(began - before)));
        made.episode.details.category = Some(category);
        made.child.care_status = care;
        made.child.locality = place.map(str::to_owned);
        made.child.ethnicity = place.map(|place| format!("of the {place}"));
        made.child.education = education;
        made.child.dob = born.and_then(|year| NaiveDate::from_ymd_opt(year, 10, 15));
        made.child.sex = Some(sex);
        made.child.placed_out_of_area = out;
        end.map_or(made.clone(), |end| ended(made, after(began + end.length), end))
    })
}

fn ended(made: Made, returned: Moment, end: End) -> Made {
    let mut made = if end.known { made.back_at(returned) } else { made.back_by(returned + TimeDelta::minutes(30)) };
    if let Some((minutes, outcome)) = end.offer {
        made = made.attempt(returned + TimeDelta::minutes(minutes), outcome, true);
    }
    if let Some((minutes, interview, late)) = end.held {
        // Interviews of one number are one interview, of one child: the number says the child.
        let number = interview * 10 + made.episode.child.map_or(0, |child| child.0);
        made = made.held_at(number, returned + TimeDelta::minutes(minutes), late);
    }
    end.closed.map_or(made.clone(), |reason| made.closed(reason, AS_OF))
}

fn hub() -> impl Strategy<Value = Facts2> {
    let decisions = prop::collection::vec((0..7_i64, 0..90_000_i64), 0..12);
    (prop::collection::vec(made(), 0..60), decisions).prop_map(|(mut made, decisions)| {
        (1..).zip(&mut made).for_each(|(id, made)| {
            made.episode.id.0 = id;
            made.file.episode.0 = id;
        });
        // What has not happened yet is not on the record.
        made.retain(|made| latest(made) <= at(AS_OF));
        let decisions = (1..).zip(decisions).map(|(id, (child, minutes))| DecisionFact {
            decision: DecisionId(id),
            child: (child > 0).then_some(ChildId(child)),
            at: after(minutes),
        });
        let facts = Facts { decisions: decisions.collect(), ..facts(&made, AS_OF) };
        Facts2 { made, facts }
    })
}

fn latest(made: &Made) -> Moment {
    let held = made.file.answered.iter().map(|answered| answered.held_at);
    let offered = made.file.attempts.iter().map(|attempt| attempt.at);
    held.chain(offered).chain(made.episode.notice_of_return).chain([made.episode.began()]).max().unwrap()
}

/// A hub twice: as its records, and as facts.
#[derive(Debug, Clone)]
struct Facts2 {
    made: Vec<Made>,
    facts: Facts,
}

/// Numerator and the rest of the denominator.
type Found = (BTreeSet<i64>, BTreeSet<i64>);

fn now() -> Moment {
    at(AS_OF)
}

fn returned(made: &Made) -> Option<Moment> {
    made.episode.details.returned.map(|when| when.at)
}

/// Interviews at or after the return, or all where no time of return is known.
fn held(made: &Made) -> Option<Moment> {
    let times = made.file.answered.iter().map(|answered| answered.held_at);
    times.filter(|held| returned(made).is_none_or(|returned| *held >= returned)).min()
}

fn held_in_vain(made: &Made) -> bool {
    !made.file.answered.is_empty() && held(made).is_none()
}

fn offers(made: &Made) -> Vec<Moment> {
    made.file.attempts.iter().map(|attempt| attempt.at).chain(made.file.answered.iter().map(|answered| answered.held_at)).collect()
}

fn offered(made: &Made) -> Option<Moment> {
    offers(made).into_iter().filter(|offer| returned(made).is_none_or(|returned| *offer >= returned)).min()
}

/// Ended, and its 72 hours are over or it was held.
fn due(made: &Made) -> bool {
    let latest = returned(made).or(made.episode.notice_of_return).map(|from| from + TimeDelta::hours(72));
    made.episode.details.ended && (held(made).is_some() || latest.is_some_and(|latest| latest < now()))
}

fn accepted(made: &Made) -> bool {
    let given_up = !made.file.closed.is_empty();
    let engaged = made.file.attempts.iter().any(|attempt| attempt.outcome == AttemptOutcome::Engaged);
    !made.file.answered.is_empty() || engaged && !given_up
}

fn third_working_day(returned: Moment) -> NaiveDate {
    CLOCKS.working_days.after(day_of(returned), 3)
}

/// In the numerator, in the rest, or neither, by the words of the rule of a rate.
fn judged(rate: &str, made: &Made) -> Option<bool> {
    let in_time = |met: &dyn Fn(Moment, Moment) -> bool, over: &dyn Fn(Moment) -> bool, of_held: bool| {
        let returned = returned(made)?;
        match held(made) {
            Some(held) => Some(met(held, returned)),
            None if held_in_vain(made) || of_held => None,
            None => over(returned).then_some(false),
        }
    };
    let in_72 = |held: Moment, returned: Moment| held <= returned + TimeDelta::hours(72);
    let over_72 = |returned: Moment| now() > returned + TimeDelta::hours(72);
    let in_3 = |held: Moment, returned: Moment| day_of(held) <= third_working_day(returned);
    let over_3 = |returned: Moment| day_of(now()) > third_working_day(returned);
    if !made.episode.details.ended {
        return None;
    }
    match rate {
        "offered" => (due(made) && (offered(made).is_some() || offers(made).is_empty())).then(|| offered(made).is_some()),
        "accepted" => (due(made) && offered(made).is_some()).then(|| accepted(made)),
        "held" => (due(made) && !held_in_vain(made)).then(|| held(made).is_some()),
        "in-72-hours-of-held" => in_time(&in_72, &over_72, true),
        "in-72-hours-of-due" => in_time(&in_72, &over_72, false),
        "in-3-working-days-of-held" => in_time(&in_3, &over_3, true),
        "in-3-working-days-of-due" => in_time(&in_3, &over_3, false),
        "offered-in-24-hours" => {
            let due = made.episode.notice_of_return? + TimeDelta::hours(24);
            match offered(made) {
                Some(offered) => Some(offered <= due),
                None if !offers(made).is_empty() => None,
                None => (now() > due).then_some(false),
            }
        }
        _ => panic!("no rate {rate}"),
    }
}

fn child(made: &Made) -> Option<i64> {
    made.episode.child.map(|child| child.0)
}

/// Children of whom the test holds for one episode, and those of whom it is only denied.
fn children(group: &[&Made], test: impl Fn(&Made) -> Option<bool>) -> Found {
    let with =
        |wanted: bool| group.iter().filter(|made| test(made) == Some(wanted)).filter_map(|made| child(made)).collect::<BTreeSet<i64>>();
    (with(true), with(false).difference(&with(true)).copied().collect())
}

fn episodes(group: &[&Made], test: impl Fn(&Made) -> Option<bool>) -> Found {
    let with = |wanted: bool| group.iter().filter(|made| test(made) == Some(wanted)).map(|made| made.episode.id.0).collect();
    (with(true), with(false))
}

/// The rows of a figure by its code; `None`: not counted a second way here.
fn found(code: &str, group: &[&Made]) -> Option<Found> {
    let of_known = |made: &Made| made.episode.child.map(|_| true);
    let measured = |made: &Made| returned(made).filter(|returned| *returned >= made.episode.missing_since()).map(|_| true);
    let not_held = |made: &Made, code: &str| {
        let reason = made.file.closed.last().map_or("none", |closed| closed.closure.reason.code());
        (judged("held", made) == Some(false)).then(|| reason == code)
    };
    let late = |made: &Made, code: &str| {
        let first = made.file.answered.iter().find(|answered| Some(answered.held_at) == held(made))?;
        let reason = first.late.as_ref().map_or("none", |late| late.reason.code());
        (judged("in-72-hours-of-held", made) == Some(false)).then(|| reason == code)
    };
    let delivered = |made: &Made, code: &str| {
        (judged("held", made) == Some(true)).then(|| match made.file.answered[0].interview.0 % 3 {
            0 => code == "not-recorded",
            n => code == format!("agency-{n}"),
        })
    };
    Some(match code {
        "episodes" => episodes(group, |_| Some(true)),
        "children" => children(group, |_| Some(true)),
        "episodes-per-child" => episodes(group, of_known),
        "mean-hours" | "median-hours" => episodes(group, measured),
        "with-marker" => children(group, |made| Some(!made.child.markers.is_empty())),
        "interviews" => {
            let held = group.iter().filter(|made| held(made).is_some()).map(|made| made.file.answered[0].interview.0);
            (held.collect(), BTreeSet::new())
        }
        _ => match (
            code.strip_prefix("not-held-"),
            code.strip_prefix("late-"),
            code.strip_prefix("delivered-by-"),
            code.strip_suffix("-children"),
        ) {
            (Some(reason), ..) => episodes(group, |made| not_held(made, reason)),
            (_, Some(reason), ..) => episodes(group, |made| late(made, reason)),
            (_, _, Some(agency), _) => episodes(group, |made| delivered(made, agency)),
            (.., Some(rate)) => children(group, |made| judged(rate, made)),
            _ if code.starts_with("offered") || code.starts_with("held") || code == "accepted" || code.starts_with("in-") => {
                episodes(group, |made| judged(code, made))
            }
            _ => return None,
        },
    })
}

/// Whether an episode is in a group, by the group's name.
fn in_group(name: &str, made: &Made) -> bool {
    let child = &made.child;
    let care = |statuses: &[CareStatus]| child.care_status.is_some_and(|status| statuses.contains(&status));
    let locality = child.locality.as_deref().map(str::to_lowercase);
    match name {
        "at home" => care(&[CareStatus::AtHome]),
        "looked after by us" => care(&[CareStatus::LookedAfter, CareStatus::Unaccompanied]),
        "placed here by another authority" => care(&[CareStatus::LookedAfterElsewhere]),
        "elsewhere" => care(&[CareStatus::SupportedAccommodation, CareStatus::CareLeaver]),
        "out of area" => child.placed_out_of_area == Some(true),
        "in area" => child.placed_out_of_area.map_or(care(&[CareStatus::AtHome, CareStatus::LookedAfterElsewhere]), |out| !out),
        "no marker" => child.markers.is_empty(),
        "missing" => made.episode.details.category == Some(Category::Missing),
        "absent (whereabouts known)" => made.episode.details.category == Some(Category::Absent),
        _ if name.to_lowercase().starts_with("of the ") => locality.is_some_and(|locality| name.to_lowercase().ends_with(&locality)),
        "North" | "north" | "South" => locality.is_some_and(|locality| locality == name.to_lowercase()),
        _ => match name.split_once(", ") {
            Some((ages, sex)) => {
                let of_sex = sex == child.sex.filter(|sex| *sex != Sex::Unknown).map_or("sex not recorded", Sex::label);
                let age = child.age_on(day_of(made.episode.began()));
                let of_age = match ages.split_once(" to ") {
                    Some((from, to)) => age.is_some_and(|age| (from.parse().unwrap()..=to.parse().unwrap()).contains(&age)),
                    None => match ages {
                        "under 10" => age.is_some_and(|age| age < 10),
                        "18 and over" => age.is_some_and(|age| age >= 18),
                        _ => age.is_none(),
                    },
                };
                of_sex && of_age
            }
            None => child.markers.iter().any(|marker| marker.kind.label() == name),
        },
    }
}

fn set(ids: &[i64]) -> BTreeSet<i64> {
    ids.iter().copied().collect()
}

/// The value follows from the rows, and no row stands in a figure twice.
fn value_follows(figure: &Figure, made: &[&Made]) {
    let (n, rest) = (figure.rows.counted.len(), figure.rows.rest.len());
    let name = format!("{} of {:?}", figure.code, figure.group);
    assert_eq!(set(&figure.rows.counted).len() + set(&figure.rows.rest).len(), n + rest, "{name}: a row twice");
    assert!(set(&figure.rows.counted).is_disjoint(&set(&figure.rows.rest)), "{name}: counted and not counted");
    for left in figure.excluded.iter().filter(|left| left.kind == figure.rows.kind) {
        assert!(
            left.ids.iter().all(|id| !figure.rows.counted.contains(id) && !figure.rows.rest.contains(id)),
            "{name}: left out and counted"
        );
    }
    let of_rows = || made.iter().filter(|made| figure.rows.counted.contains(&made.episode.id.0));
    let mut seconds: Vec<i64> = of_rows().filter_map(|made| Some((returned(made)? - made.episode.missing_since()).num_seconds())).collect();
    seconds.sort_unstable();
    match figure.value {
        Value::NoData => assert_eq!(n + rest, 0, "{name}"),
        Value::Count(count) => assert_eq!((count as usize, 0), (n, rest), "{name}"),
        Value::Rate { n: of_rows, of } => assert_eq!((of_rows as usize, of as usize), (n, n + rest), "{name}"),
        Value::PerChild { n: count, of } => {
            assert_eq!(
                (count as usize, of as usize),
                (n, of_rows().filter_map(|made| child(made)).collect::<BTreeSet<_>>().len()),
                "{name}"
            );
        }
        Value::Mean { total, of } => assert_eq!((total, of as usize), (seconds.iter().sum(), n), "{name}"),
        Value::Median { middle, of } => {
            let (low, high) = (seconds[(n - 1) / 2], seconds[n / 2]);
            assert_eq!((middle, of as usize), ((low + high) / 2, n), "{name}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_figure_is_found_again_from_the_records_and_from_its_rows(hub in hub()) {
        let index = Index::new(&hub.facts);
        let of_period = period("2026-09-10", "2026-10-31");
        let figures = FigureSet::of(&index, of_period, &[]);
        let all: Vec<&Made> = hub.made.iter().collect();
        let mut not_recorded = 0;
        for figure in figures.all() {
            value_follows(figure, &all);
            if figure.group.as_deref().is_some_and(|group| group == "not recorded") {
                not_recorded += 1;
                continue;
            }
            let began = |made: &&&Made| figure.period.from <= day_of(made.episode.began()) && day_of(made.episode.began()) <= figure.period.to;
            let group: Vec<&Made> =
                all.iter().filter(began).filter(|made| figure.group.as_ref().is_none_or(|name| in_group(name, made))).copied().collect();
            if let Some((counted, rest)) = found(&figure.code, &group) {
                prop_assert_eq!((&set(&figure.rows.counted), &set(&figure.rows.rest)), (&counted, &rest), "{} of {:?}", &figure.code, &figure.group);
            }
        }
        prop_assert!(not_recorded <= 5 * figures.headline.len(), "of each split one group at most");
    }

    #[test]
    fn what_began_in_the_period_is_counted_or_left_out_with_a_reason(hub in hub()) {
        let index = Index::new(&hub.facts);
        let figures = FigureSet::of(&index, period("2026-09-10", "2026-10-31"), &[]);
        let all = figures.headline.iter().find(|figure| figure.code == "episodes").unwrap();
        for code in ["offered", "held", "in-72-hours-of-due", "in-3-working-days-of-due", "offered-in-24-hours", "mean-hours"] {
            let figure = figures.headline.iter().find(|figure| figure.code == code).unwrap();
            let left = figure.excluded.iter().flat_map(|left| &left.ids);
            let every: BTreeSet<i64> = figure.rows.counted.iter().chain(&figure.rows.rest).chain(left).copied().collect();
            prop_assert_eq!(every, set(&all.rows.counted), "{}", code);
        }
    }

    #[test]
    fn missing_again_is_found_again_from_the_records(hub in hub()) {
        let index = Index::new(&hub.facts);
        let of_period = period("2026-09-10", "2026-10-31");
        let figures = FigureSet::of(&index, of_period, &[]);
        for figure in &figures.again {
            let days = if figure.code.contains("28") { 28 } else { 90 };
            let began_between = |child: ChildId, from: Moment, last: NaiveDate| {
                hub.made.iter().any(|made| made.episode.child == Some(child) && made.episode.began() > from && day_of(made.episode.began()) <= last)
            };
            for decision in hub.facts.decisions.iter().filter(|_| figure.rows.kind == RowKind::Decision) {
                let last = day_of(decision.at) + TimeDelta::days(days);
                let over = day_of(now()) > last && (of_period.from..=of_period.to).contains(&day_of(decision.at));
                let again = decision.child.is_some_and(|child| over && began_between(child, decision.at, last));
                prop_assert_eq!(figure.rows.counted.contains(&decision.decision.0), again, "{} {}", &figure.code, decision.decision);
                let neither = decision.child.is_none() || !over;
                prop_assert!(!(neither && figure.rows.rest.contains(&decision.decision.0)), "{} {}", &figure.code, decision.decision);
            }
        }
    }
}
