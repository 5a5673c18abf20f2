//! The children most often missing.

use super::made::{Made, at, facts, missing, missing_since};
use chrono::TimeDelta;
use wayhome::child::ChildId;
use wayhome::report::figures::topten::{Cut, Movement, TopTen};
use wayhome::report::figures::{Facts, Index, Value};

const AS_OF: &str = "2026-11-20T09:00:00Z";

fn topten(facts: &Facts, cut: Cut) -> TopTen {
    TopTen::of(&Index::new(facts), "2026-10-20".parse().unwrap(), cut)
}

/// Short episodes by day on the first days of a month, one a day.
fn days(first_id: i64, child: i64, month: &str, count: i64) -> Vec<Made> {
    let start = at(&format!("2026-{month}-01T10:00:00Z"));
    let began = |n| start + TimeDelta::days(n);
    (0..count).map(|n| missing_since(first_id + n, child, began(n)).back_at(began(n) + TimeDelta::hours(1))).collect()
}

fn ranks(top: &TopTen) -> Vec<(i64, String)> {
    top.children.iter().map(|tracked| (tracked.child.0, tracked.rank_words())).collect()
}

#[test]
fn children_rank_by_episodes_then_nights_then_hours() {
    let mut made = days(1, 1, "10", 3);
    made.extend(days(10, 2, "10", 2));
    made.extend([
        missing(20, 3, "2026-10-05T22:00:00Z").back("2026-10-06T06:00:00Z"),
        missing(21, 3, "2026-10-08T10:00:00Z").back("2026-10-08T11:00:00Z"),
    ]);
    made.extend([
        missing(30, 4, "2026-10-05T10:00:00Z").back("2026-10-05T20:00:00Z"),
        missing(31, 4, "2026-10-08T10:00:00Z").back("2026-10-08T11:00:00Z"),
    ]);
    let facts = facts(&made, AS_OF);
    assert_eq!(ranks(&topten(&facts, Cut::default())), [(1, "1".into()), (3, "2".into()), (4, "3".into()), (2, "4".into())]);
}

#[test]
fn all_who_share_the_last_place_are_shown() {
    let mut made = days(1, 1, "10", 3);
    for child in 2..=4 {
        made.extend(days(child * 10, child, "10", 2));
    }
    made.extend(days(90, 9, "10", 1));
    let facts = facts(&made, AS_OF);
    let top = topten(&facts, Cut { places: 2, ..Cut::default() });
    assert_eq!(ranks(&top), [(1, "1".into()), (2, "2=".into()), (3, "2=".into()), (4, "2=".into())]);
    assert_eq!(top.below, 1);
    assert_eq!(ranks(&topten(&facts, Cut { places: 1, ..Cut::default() })), [(1, "1".into())]);
    assert_eq!(ranks(&topten(&facts, Cut { places: 5, ..Cut::default() })).last(), Some(&(9, "5".into())));
}

#[test]
fn movement_is_against_the_month_before() {
    let mut made = days(1, 1, "09", 2);
    made.extend([days(10, 2, "09", 3), days(20, 1, "10", 4), days(30, 2, "10", 2), days(40, 3, "10", 3)].concat());
    let facts = facts(&made, AS_OF);
    let moved: Vec<(i64, Movement)> =
        topten(&facts, Cut::default()).children.iter().map(|tracked| (tracked.child.0, tracked.movement())).collect();
    assert_eq!(moved, [(1, Movement::Up(1)), (3, Movement::New), (2, Movement::Down(2))]);
    assert_eq!(
        [Movement::Up(1), Movement::New, Movement::Down(2), Movement::Same].map(|moved| moved.to_string()),
        ["up 1", "new", "down 2", "same"]
    );
}

#[test]
fn it_gets_better_from_34_to_20_to_4() {
    let mut made = Vec::new();
    for (first, month, count) in [(100, "08", 34), (200, "09", 20), (300, "10", 4)] {
        let start = at(&format!("2026-{month}-01T10:00:00Z"));
        let began = |n: i64| start + TimeDelta::hours(20 * n);
        made.extend((0..count).map(|n| missing_since(first + n, 7, began(n)).back_at(began(n) + TimeDelta::hours(1))));
    }
    let facts = facts(&made, AS_OF);
    let top = topten(&facts, Cut::default());
    let child = &top.children[0];
    assert_eq!(child.run_words(3), "34 → 20 → 4");
    assert_eq!((child.this_month, child.in_3_months, child.in_12_months, child.run.len()), (4, 58, 58, 12));
    assert_eq!(ranks(&topten(&facts, Cut { months: 3, ..Cut::default() })), [(7, "1".into())]);
    assert_eq!(topten(&facts, Cut { months: 3, ..Cut::default() }).children[0].episodes.len(), 58);
}

#[test]
fn a_night_counts_at_two_in_the_morning_and_only_within_the_month() {
    let made = [
        // From September into October: the nights of 1 and 2 October.
        missing(1, 1, "2026-09-29T20:00:00Z").back("2026-10-02T06:00:00Z"),
        // Back at 01:59 UK time, and at 02:00.
        missing(2, 1, "2026-10-10T20:00:00Z").back("2026-10-11T00:59:00Z"),
        missing(3, 1, "2026-10-12T20:00:00Z").back("2026-10-13T01:00:00Z"),
        // Into November: the night of 31 October counts, 1 November does not.
        missing(4, 1, "2026-10-30T20:00:00Z").back("2026-11-03T06:00:00Z"),
    ];
    let facts = facts(&made, AS_OF);
    let top = topten(&facts, Cut::default());
    assert_eq!((top.children[0].nights, top.children[0].episodes.len()), (4, 3));
    assert_eq!(top.children[0].longest, TimeDelta::hours(58), "to the end of the month, since midnight on 1 November is the end of it");
}

#[test]
fn hours_stand_under_their_uk_weekday_and_hour_and_count_once() {
    let made = [
        // Saturday 24 October 23:30 in summer time to Sunday 02:30 in winter time: four hours, of which the hour from 01:00 twice.
        missing(1, 1, "2026-10-24T22:30:00Z").back("2026-10-25T02:30:00Z"),
        // Within the first: nothing more.
        missing(2, 1, "2026-10-25T00:00:00Z").back("2026-10-25T01:00:00Z"),
    ];
    let facts = facts(&made, AS_OF);
    let top = topten(&facts, Cut::default());
    let child = &top.children[0];
    assert_eq!(child.missing, TimeDelta::hours(4));
    let (saturday, sunday) = (child.times.seconds[5], child.times.seconds[6]);
    assert_eq!((saturday[23], sunday[0], sunday[1], sunday[2]), (1800, 3600, 7200, 1800));
    assert_eq!(child.times.by_weekday()[5..], [1800, 12_600]);
    assert_eq!(child.times.by_hour()[1], 7200);
}

#[test]
fn a_child_missing_all_month_is_there_though_no_episode_began() {
    let mut made = vec![missing(1, 1, "2026-09-10T10:00:00Z"), missing(2, 0, "2026-10-10T10:00:00Z")];
    made.extend(days(10, 2, "10", 1));
    let facts = facts(&made, AS_OF);
    let top = topten(&facts, Cut::default());
    assert_eq!(ranks(&top), [(2, "1".into()), (1, "2".into())]);
    assert_eq!(
        (top.children[1].nights, top.children[1].missing),
        (31, TimeDelta::hours(31 * 24 + 1)),
        "a month of 31 days with an hour twice"
    );
    assert_eq!(top.not_identified.iter().map(|id| id.0).collect::<Vec<_>>(), [2]);
    assert_eq!(top.children[1].held.value, Value::NoData);
}

#[test]
fn a_month_that_goes_on_is_counted_up_to_now() {
    let facts = facts(&[missing(1, 1, "2026-11-18T09:00:00Z")], AS_OF);
    let top = TopTen::of(&Index::new(&facts), "2026-11-20".parse().unwrap(), Cut::default());
    assert_eq!((top.children[0].missing, top.children[0].nights), (TimeDelta::hours(48), 2));
    assert_eq!(top.children[0].child, ChildId(1));
}
