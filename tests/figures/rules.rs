//! The rules of the figures, one by one.

use super::made::{Made, at, facts, missing, period};
use wayhome::child::{CareStatus, ChildId, MarkerKind};
use wayhome::interview::attempt::{AttemptOutcome, NotHeld};
use wayhome::meeting::assessment::{AssessmentId, AssessmentOutcome};
use wayhome::meeting::decision::DecisionId;
use wayhome::report::figures::again::After;
use wayhome::report::figures::compare::Compared;
use wayhome::report::figures::facts::{AssessmentFact, DecisionFact, Facts, ResultFact};
use wayhome::report::figures::figure::{Against, Aim, Why};
use wayhome::report::figures::rates::{Per, Rate};
use wayhome::report::figures::split::Split;
use wayhome::report::figures::{Figure, Index, Period, Value, presets};
use wayhome::settings::{Settings, Step};

const AS_OF: &str = "2026-11-20T09:00:00Z";

fn october() -> Period {
    period("2026-10-01", "2026-10-31")
}

fn rate(made: &[Made], rate: Rate, per: Per) -> Figure {
    let facts = facts(made, AS_OF);
    Index::new(&facts).cohort(october()).rate(rate, per)
}

/// Six episodes of October that are back and were due, so that there are percentages.
fn due(first: i64) -> Vec<Made> {
    (first..first + 6).map(|id| missing(id, id, "2026-10-05T20:00:00Z").back("2026-10-06T08:00:00Z")).collect()
}

#[test]
fn a_rate_says_n_of_n_and_in_percent() {
    assert_eq!(Value::Rate { n: 61, of: 84 }.words(None), "61 of 84 (73 %)");
}

#[test]
fn with_fewer_than_five_there_are_counts_and_no_percentage() {
    assert_eq!(Value::Rate { n: 3, of: 4 }.words(None), "3 of 4");
    assert_eq!(Value::Rate { n: 3, of: 5 }.words(None), "3 of 5 (60 %)");
    assert_eq!(Value::Mean { total: 36_000, of: 4 }.words(None), "4 episodes, too few to say");
    assert_eq!(Value::PerChild { n: 9, of: 4 }.words(None), "9 episodes, 4 children");
}

#[test]
fn of_nothing_there_is_no_data_and_never_nought_percent() {
    assert_eq!(rate(&[], Rate::Held, Per::Episode).words(), "no data");
    assert_eq!(rate(&due(1), Rate::Held, Per::Episode).words(), "0 of 6 (0 %)");
    let facts = Facts::none(at(AS_OF));
    let index = Index::new(&facts);
    for figure in [index.cohort(october()).mean_hours(), index.cohort(october()).median_hours(), index.cohort(october()).per_child()] {
        assert_eq!(figure.words(), "no data", "{}", figure.code);
    }
}

#[test]
fn nearly_all_is_not_all_and_a_target_just_missed_looks_missed() {
    let least = Aim { at_least: Some(95.0), at_most: None, percent: true };
    let most = Aim { at_most: Some(14.0), at_least: None, percent: true };
    for (n, of, aim, words) in [
        (249, 250, None, "249 of 250 (99.6 %)"),
        (9999, 10_000, None, "9999 of 10000 (99.9 %)"),
        (1, 1000, None, "1 of 1000 (0.1 %)"),
        (1, 10_000, None, "1 of 10000 (0.1 %)"),
        (946, 1000, Some(least), "946 of 1000 (94.6 %)"),
        (953, 1000, Some(least), "953 of 1000 (95 %)"),
        (143, 1000, Some(most), "143 of 1000 (14.3 %)"),
        (136, 1000, Some(most), "136 of 1000 (14 %)"),
    ] {
        assert_eq!(Value::Rate { n, of }.words(aim.as_ref()), words);
    }
}

#[test]
fn not_yet_due_and_still_missing_are_left_out_and_said() {
    let mut made = due(1);
    made.push(missing(7, 7, "2026-10-30T20:00:00Z"));
    made.push(missing(8, 8, "2026-10-30T20:00:00Z").back("2026-11-18T10:00:00Z"));
    let held = rate(&made, Rate::Held, Per::Episode);
    assert_eq!(held.words(), "0 of 6 (0 %)");
    assert_eq!(held.exclusions(), "1 left out: still missing; 1 left out: not yet due");
    assert_eq!(rate(&made[6..], Rate::In72OfDue, Per::Episode).words(), "no data");
}

#[test]
fn an_interview_held_is_an_offer_and_an_offer_accepted() {
    let made: Vec<Made> = due(1).into_iter().map(|made| made.held(1, "2026-10-07T10:00:00Z")).collect();
    for of in [Rate::Offered, Rate::Accepted, Rate::Held, Rate::In72OfDue] {
        assert_eq!(rate(&made, of, Per::Episode).words(), "6 of 6 (100 %)", "{of}");
    }
}

#[test]
fn accepted_is_counted_of_those_offered() {
    let mut made = due(1);
    made[0] = made[0].clone().offered("2026-10-06T10:00:00Z", AttemptOutcome::Engaged);
    made[1] = made[1].clone().offered("2026-10-06T10:00:00Z", AttemptOutcome::Refused).closed(NotHeld::Declined, "2026-10-07T10:00:00Z");
    made[2] = made[2].clone().offered("2026-10-06T10:00:00Z", AttemptOutcome::Engaged).closed(NotHeld::Declined, "2026-10-08T10:00:00Z");
    made[3] = made[3].clone().offered("2026-10-06T10:00:00Z", AttemptOutcome::NotReached);
    made[4] =
        made[4].clone().offered("2026-10-06T10:00:00Z", AttemptOutcome::Engaged).closed(NotHeld::NotAppropriate, "2026-10-08T10:00:00Z");
    assert_eq!(rate(&made, Rate::Offered, Per::Episode).words(), "5 of 6 (83 %)");
    let accepted = rate(&made, Rate::Accepted, Per::Episode);
    assert_eq!(accepted.words(), "1 of 5 (20 %)");
    assert_eq!(accepted.counted().map(|row| row.to_string()).collect::<Vec<_>>(), ["E1"]);
    assert_eq!(accepted.rest().map(|row| row.to_string()).collect::<Vec<_>>(), ["E2", "E3", "E4", "E5"]);
}

#[test]
fn seventy_two_hours_state_their_denominator_of_held_and_of_due() {
    let mut made = due(1);
    made[0] = made[0].clone().held(1, "2026-10-09T08:00:00Z");
    made[1] = made[1].clone().held(2, "2026-10-09T08:01:00Z");
    assert_eq!(rate(&made, Rate::In72OfHeld, Per::Episode).value, Value::Rate { n: 1, of: 2 });
    assert_eq!(rate(&made, Rate::In72OfDue, Per::Episode).value, Value::Rate { n: 1, of: 6 });
    // Tuesday 6 October: the third working day is Friday the 9th, till midnight.
    assert_eq!(rate(&made, Rate::In3DaysOfHeld, Per::Episode).value, Value::Rate { n: 2, of: 2 });
    assert_eq!(rate(&made, Rate::In3DaysOfDue, Per::Episode).value, Value::Rate { n: 2, of: 6 });
}

#[test]
fn one_interview_that_answers_three_episodes_is_one_interview_and_three_verdicts() {
    let ended = |id, back: &str| missing(id, 1, "2026-10-05T20:00:00Z").back(back).held(1, "2026-10-10T10:00:00Z");
    let made = [ended(1, "2026-10-06T08:00:00Z"), ended(2, "2026-10-08T08:00:00Z"), ended(3, "2026-10-09T08:00:00Z")];
    let facts = facts(&made, AS_OF);
    let index = Index::new(&facts);
    let cohort = index.cohort(october());
    assert_eq!(cohort.interviews_held().value, Value::Count(1));
    assert_eq!(cohort.rate(Rate::Held, Per::Episode).value, Value::Rate { n: 3, of: 3 });
    assert_eq!(cohort.rate(Rate::In72OfHeld, Per::Episode).value, Value::Rate { n: 2, of: 3 });
    assert_eq!(cohort.rate(Rate::In72OfHeld, Per::Child).value, Value::Rate { n: 1, of: 1 });
}

#[test]
fn what_cannot_be_measured_is_left_out_by_its_reason() {
    let began = "2026-10-05T20:00:00Z";
    let made = [
        missing(1, 1, began).back("2026-10-06T08:00:00Z").held(1, "2026-10-06T07:00:00Z"),
        missing(2, 2, began).back_by(at("2026-10-06T08:00:00Z")).held(2, "2026-10-06T10:00:00Z"),
        missing(3, 3, began).back_by(at("2026-10-06T08:00:00Z")),
        missing(4, 4, began).back_by(at("2026-11-19T08:00:00Z")),
    ];
    let whys = |figure: &Figure| figure.excluded.iter().map(|left| (left.why, left.ids.clone())).collect::<Vec<_>>();
    let held = rate(&made, Rate::Held, Per::Episode);
    assert_eq!(
        (held.value, whys(&held)),
        (Value::Rate { n: 1, of: 2 }, vec![(Why::InterviewBeforeReturn, vec![1]), (Why::NoReturnTime, vec![4])])
    );
    let in_time = rate(&made, Rate::In72OfDue, Per::Episode);
    assert_eq!(
        (in_time.value, whys(&in_time)),
        (Value::NoData, vec![(Why::InterviewBeforeReturn, vec![1]), (Why::NoReturnTime, vec![2, 3, 4])])
    );
}

#[test]
fn a_child_counts_with_any_of_its_episodes_and_nobody_known_is_left_out() {
    let made = [
        missing(1, 1, "2026-10-05T20:00:00Z").back("2026-10-06T08:00:00Z"),
        missing(2, 1, "2026-10-12T20:00:00Z").back("2026-10-13T08:00:00Z").held(1, "2026-10-13T10:00:00Z"),
        missing(3, 2, "2026-10-12T20:00:00Z").back("2026-10-13T08:00:00Z"),
        missing(4, 0, "2026-10-12T20:00:00Z").back("2026-10-13T08:00:00Z"),
    ];
    let held = rate(&made, Rate::Held, Per::Child);
    assert_eq!((held.value, held.exclusions().as_str()), (Value::Rate { n: 1, of: 2 }, "1 left out: it is not known yet who the child is"));
    assert_eq!(held.counted().map(|row| row.to_string()).collect::<Vec<_>>(), ["C1"]);
}

#[test]
fn hours_missing_run_from_last_seen_and_through_the_change_of_the_clocks() {
    let mut made: Vec<Made> = (1..=5).map(|id| missing(id, id, "2026-10-24T22:00:00Z").back("2026-10-25T08:00:00Z")).collect();
    let median = |made: &[Made]| Index::new(&facts(made, AS_OF)).cohort(october()).median_hours().words();
    assert_eq!(median(&made), "10.0 hours (5 episodes)", "23:00 to 08:00 on the wall, and ten hours by the clock");
    made[4].episode.details.last_seen = Some(wayhome::episode::When::exact(at("2026-10-23T08:00:00Z")));
    made.push(missing(6, 6, "2026-10-24T22:00:00Z").back("2026-10-26T22:00:00Z"));
    let facts = facts(&made, AS_OF);
    let cohort_index = Index::new(&facts);
    let cohort = cohort_index.cohort(october());
    assert_eq!(cohort.mean_hours().words(), "22.7 hours (6 episodes)");
    assert_eq!(cohort.median_hours().words(), "10.0 hours (6 episodes)");
}

#[test]
fn an_episode_belongs_to_the_uk_day_it_began_on() {
    // 00:30 on 1 October in the UK, and 23:30 on 31 October.
    let made = [
        missing(1, 1, "2026-09-30T23:30:00Z"),
        missing(2, 2, "2026-10-31T23:30:00Z"),
        missing(3, 3, "2026-09-30T22:59:00Z"),
        missing(4, 4, "2026-11-01T00:00:00Z"),
    ];
    let facts = facts(&made, AS_OF);
    let index = Index::new(&facts);
    assert_eq!(index.cohort(october()).episode_count().counted().map(|row| row.to_string()).collect::<Vec<_>>(), ["E1", "E2"]);
    let months = index.cohort(period("2026-09-01", "2026-11-30")).months();
    assert_eq!(months.iter().map(|month| month.episode_count().value).collect::<Vec<_>>(), [1, 2, 1].map(Value::Count));
}

#[test]
fn the_groups_of_a_split_add_up_and_what_is_not_recorded_is_one() {
    let mut made = due(1);
    made[0] = made[0].clone().care(CareStatus::LookedAfter);
    made[1] = made[1].clone().care(CareStatus::LookedAfterElsewhere);
    made[2] = made[2].clone().care(CareStatus::Unaccompanied);
    made[3] = made[3].clone().care(CareStatus::SupportedAccommodation);
    for (made, (ethnicity, locality)) in
        made.iter_mut().zip([("White British", "North"), ("white  british", "north "), ("Pakistani", "South")])
    {
        (made.child.ethnicity, made.child.locality) = (Some(ethnicity.into()), Some(locality.into()));
    }
    let facts = facts(&made, AS_OF);
    let index = Index::new(&facts);
    let cohort = index.cohort(october());
    let groups =
        |split| cohort.split(split).iter().map(|group| (group.group.clone().unwrap(), group.episodes().count())).collect::<Vec<_>>();
    let named = |groups: &[(&str, usize)]| groups.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect::<Vec<_>>();
    assert_eq!(
        groups(Split::Care),
        named(&[("looked after by us", 2), ("placed here by another authority", 1), ("elsewhere", 1), ("not recorded", 2)])
    );
    assert_eq!(groups(Split::Ethnicity), named(&[("Pakistani", 1), ("White British", 2), ("not recorded", 3)]));
    assert_eq!(groups(Split::Locality), named(&[("North", 2), ("South", 1), ("not recorded", 3)]));
    assert_eq!(groups(Split::Area), named(&[("in area", 1), ("not recorded", 5)]));
    for split in Split::ALL.iter().filter(|split| **split != Split::Marker) {
        assert_eq!(groups(*split).iter().map(|(_, count)| count).sum::<usize>(), 6, "{split}");
    }
}

#[test]
fn an_episode_stands_under_each_marker_of_the_child() {
    let mut made = due(1);
    made[0] = made[0].clone().marked(&[MarkerKind::Cse, MarkerKind::Gangs, MarkerKind::Cse]);
    let facts = facts(&made, AS_OF);
    let index = Index::new(&facts);
    let groups: Vec<(Option<String>, usize)> =
        index.cohort(october()).split(Split::Marker).iter().map(|group| (group.group.clone(), group.episodes().count())).collect();
    let group = |name: &str, count| (Some(name.to_owned()), count);
    assert_eq!(groups, [group("child sexual exploitation", 1), group("gangs / organised crime", 1), group("no marker", 5)]);
}

#[test]
fn reasons_add_up_to_all_that_were_not_held_and_none_is_a_reason_of_its_own() {
    let mut made = due(1);
    made[0] = made[0].clone().closed(NotHeld::Declined, "2026-10-08T10:00:00Z");
    made[1] = made[1].clone().closed(NotHeld::OtherAgency, "2026-10-08T10:00:00Z");
    made[2] = made[2].clone().held(1, "2026-10-08T10:00:00Z");
    let facts = facts(&made, AS_OF);
    let index = Index::new(&facts);
    let reasons = index.cohort(october()).not_held();
    let said: Vec<(&str, Value)> =
        reasons.iter().filter(|figure| !figure.rows.counted.is_empty()).map(|figure| (figure.title.as_ref(), figure.value)).collect();
    assert_eq!(
        said,
        [
            ("declined by the child", Value::Rate { n: 1, of: 5 }),
            ("another agency undertaking it", Value::Rate { n: 1, of: 5 }),
            ("no reason recorded", Value::Rate { n: 3, of: 5 })
        ]
    );
}

#[test]
fn missing_again_waits_until_the_days_are_over() {
    let interview = |id, child, held: &str| missing(id, child, "2026-10-01T08:00:00Z").back("2026-10-02T08:00:00Z").held(id, held);
    let made = [
        interview(1, 1, "2026-10-03T10:00:00Z"),
        // On the 28th day after, before midnight.
        missing(2, 1, "2026-10-31T23:30:00Z"),
        interview(3, 2, "2026-10-03T10:00:00Z"),
        missing(4, 2, "2026-11-01T00:30:00Z"),
        // Missing again, and yet its days are not over.
        interview(5, 3, "2026-10-30T10:00:00Z"),
        missing(6, 3, "2026-10-31T10:00:00Z"),
    ];
    let mut facts = facts(&made, AS_OF);
    let again = Index::new(&facts).missing_again(After::Interview, 28, october());
    assert_eq!(again.counted().map(|row| row.to_string()).collect::<Vec<_>>(), ["I1"]);
    assert_eq!(again.rest().map(|row| row.to_string()).collect::<Vec<_>>(), ["I3"]);
    assert_eq!(again.exclusions(), "1 left out: the days after it are not over");
    let decision = |id, child, when: &str| DecisionFact { decision: DecisionId(id), child: Some(ChildId(child)), at: at(when) };
    facts.decisions =
        vec![decision(1, 1, "2026-10-01T09:00:00Z"), decision(2, 2, "2026-10-01T09:00:00Z"), decision(3, 9, "2026-10-01T09:00:00Z")];
    let again = Index::new(&facts).missing_again(After::Decision, 28, october());
    assert_eq!(
        (again.value, again.exclusions()),
        (Value::Rate { n: 0, of: 3 }, String::new()),
        "the episode it was made in is not a new one"
    );
}

#[test]
fn a_child_still_missing_all_the_while_cannot_go_missing_again() {
    let mut facts = facts(&[missing(1, 1, "2026-10-01T08:00:00Z")], AS_OF);
    facts.decisions = vec![DecisionFact { decision: DecisionId(1), child: Some(ChildId(1)), at: at("2026-10-02T09:30:00Z") }];
    let again = Index::new(&facts).missing_again(After::Decision, 28, october());
    assert_eq!(again.excluded.iter().map(|left| left.why).collect::<Vec<_>>(), [Why::MissingThroughout]);
}

#[test]
fn a_child_missing_for_three_months_belongs_to_every_period_it_was_so_in() {
    let made = [
        missing(1, 1, "2026-01-10T08:00:00Z").back("2026-04-10T06:59:00Z"),
        missing(2, 2, "2026-01-10T08:00:00Z").back("2026-04-10T07:00:00Z"),
        missing(3, 3, "2026-07-01T08:00:00Z"),
    ];
    let facts = facts(&made, AS_OF);
    let index = Index::new(&facts);
    let long = |from, to| index.long_term(period(from, to), Step::Months(3)).counted().map(|row| row.to_string()).collect::<Vec<_>>();
    // Three months are calendar months to the same time of the UK day: 08:00, in summer time.
    assert_eq!(long("2026-04-01", "2026-06-30"), ["C2"]);
    assert_eq!(long("2026-07-01", "2026-09-30"), Vec::<String>::new());
    assert_eq!(long("2026-10-01", "2026-10-31"), ["C3"]);
}

#[test]
fn two_periods_are_compared_in_words() {
    let figure = |value| Figure { value, ..rate(&[], Rate::Held, Per::Episode) };
    let direction = |now, before| Compared { now: figure(now), before: figure(before) }.direction();
    assert_eq!(direction(Value::Count(1856), Value::Count(1639)), "up 13 %");
    assert_eq!(direction(Value::Count(7), Value::Count(3)), "up from 3 to 7");
    assert_eq!(direction(Value::Count(3), Value::Count(3)), "no change");
    assert_eq!(direction(Value::Rate { n: 1079, of: 1856 }, Value::Rate { n: 1041, of: 1639 }), "down 5.4 points");
    assert_eq!(direction(Value::Rate { n: 1, of: 4 }, Value::Rate { n: 1041, of: 1639 }), "too few to say");
    assert_eq!(direction(Value::NoData, Value::Rate { n: 1041, of: 1639 }), "no data");
    assert_eq!(direction(Value::Mean { total: 76 * 3600 * 9, of: 9 }, Value::Mean { total: 104 * 3600 * 9, of: 9 }), "down 28.0 hours");
}

#[test]
fn traffords_sheet_stands_against_the_targets_of_the_settings() {
    let mut made: Vec<Made> = due(1).into_iter().map(|made| made.care(CareStatus::LookedAfter)).collect();
    for made in &mut made[..5] {
        *made = made.clone().offered("2026-10-06T10:00:00Z", AttemptOutcome::Engaged);
    }
    let mut facts = facts(&made, AS_OF);
    facts.looked_after_children = Some(40);
    let result = |concerns: &[MarkerKind]| ResultFact {
        at: at("2026-10-20T10:00:00Z"),
        concerns: concerns.to_vec(),
        outcome: AssessmentOutcome::Plan,
    };
    let assessment = |id, concerns: &[MarkerKind]| AssessmentFact {
        assessment: AssessmentId(id),
        child: Some(ChildId(id)),
        education: None,
        results: vec![result(concerns)],
    };
    facts.assessments = vec![
        assessment(1, &[MarkerKind::Cse]),
        assessment(2, &[MarkerKind::Gangs, MarkerKind::Trafficking]),
        assessment(3, &[]),
        assessment(4, &[]),
        assessment(5, &[]),
    ];
    let index = Index::new(&facts);
    let sheet = presets::trafford::sheet(&index, "2026-10-31".parse().unwrap(), &Settings::default().targets);
    let rows: Vec<String> = sheet.tables[0]
        .rows
        .iter()
        .map(|row| format!("{} {}", row.label, row.cells[1..].iter().map(|cell| cell.words()).collect::<Vec<_>>().join(" | ")))
        .collect();
    assert_eq!(
        rows,
        [
            "Amb 7.1 at most 75 | 6 | met",
            "Amb 7.2 at most 14 % | 6 of 40 (15 %) | not met",
            "Amb 7.3 at least 95 % | 5 of 6 (83 %) | not met",
            "Amb 7.4 at least 90 % | 5 of 5 (100 %) | met",
            "Amb 7.5 at least 90 % | no data | no data",
            "Amb 7.6 at most 4 % | 1 of 5 (20 %) | not met",
            "Amb 7.7 at most 3 % | 1 of 5 (20 %) | not met",
        ]
    );
    let few = sheet.tables[0].rows[0].cells[2].figures()[0].clone();
    assert_eq!(
        Figure { value: Value::Rate { n: 1, of: 3 }, target: Some(Aim { at_least: Some(9.0), at_most: None, percent: true }), ..few }
            .against(),
        Some(Against::TooFew)
    );
}

#[test]
fn what_is_asked_for_under_freedom_of_information_stands_year_by_year() {
    let mut made = due(1);
    made[0] = made[0].clone().held(1, "2026-10-07T10:00:00Z").care(CareStatus::LookedAfter);
    made[1] = made[1].clone().held(2, "2026-10-12T10:00:00Z");
    made[2] = made[2].clone().closed(NotHeld::Declined, "2026-10-07T10:00:00Z");
    made[0].child.placed_out_of_area = Some(true);
    let facts = facts(&made, AS_OF);
    let index = Index::new(&facts);
    let sheet = presets::foi::sheet(&index, &[period("2025-04-01", "2026-03-31"), period("2026-04-01", "2027-03-31")]).unwrap();
    let table = &sheet.tables[0];
    assert_eq!(table.head, ["", "2025/26", "2026/27"]);
    let rows: Vec<String> =
        table.rows.iter().map(|row| format!("{}: {} / {}", row.label, row.cells[0].words(), row.cells[1].words())).collect();
    assert_eq!(
        rows,
        [
            "Missing episodes: 0 / 6",
            "Children with an episode: 0 / 6",
            "Return interviews offered: no data / 2 of 6 (33 %)",
            "Return interviews completed: no data / 2 of 6 (33 %)",
            "Completed within 72 hours of the return: no data / 1 of 2",
            "Declined by the child, parent or carer: no data / 1 of 4",
            "Episodes of children in care (children): 0 (0) / 1 (1)",
            "Episodes of children placed out of area (children): 0 (0) / 1 (1)",
            "Held by Agency 1: none / 1 of 2",
            "Held by Agency 2: none / 1 of 2",
        ]
    );
    assert!(presets::foi::sheet(&index, &[]).is_none());
}
