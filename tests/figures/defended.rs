//! Figures that have to stand before an inspector: what they are measured by, what they can be a share of, and whom they name.

use super::made::{CLOCKS, Made, at, facts, missing, period};
use wayhome::child::{CareStatus, ChildId, Sex};
use wayhome::clock::ClockSettings;
use wayhome::episode::EpisodeId;
use wayhome::interview::verdict::Verdict;
use wayhome::report::figures::again::After;
use wayhome::report::figures::kept::{Kept, own_clocks};
use wayhome::report::figures::out::children::episodes_behind;
use wayhome::report::figures::presets::{Preset, Sheet, trafford, warwickshire};
use wayhome::report::figures::rates::{Per, Rate};
use wayhome::report::figures::set::FigureSet;
use wayhome::report::figures::split::Split;
use wayhome::report::figures::{Facts, Figure, Index, Period, Value};
use wayhome::settings::Settings;

const AS_OF: &str = "2026-11-20T09:00:00Z";

fn october() -> Period {
    period("2026-10-01", "2026-10-31")
}

/// Children of October that are looked after, by their numbers.
fn looked_after(children: std::ops::RangeInclusive<i64>) -> Vec<Made> {
    let made = |id| missing(id, id, "2026-10-05T20:00:00Z").back("2026-10-06T08:00:00Z").care(CareStatus::LookedAfter);
    children.map(made).collect()
}

#[test]
fn figures_named_by_a_limit_measure_by_it_whatever_the_hub_has_set_for_its_clocks() {
    let own = ClockSettings { interview_hours: 48, interview_working_days: 2, offer_hours: 12, ..CLOCKS.clone() };
    // Held 60 hours, and on the third working day, after the return; offered 13 hours after the notice.
    let made = missing(1, 1, "2026-10-05T20:00:00Z").back("2026-10-06T08:00:00Z").held(1, "2026-10-08T20:00:00Z");
    let made = made.offered("2026-10-06T21:30:00Z", wayhome::interview::attempt::AttemptOutcome::Engaged);
    let fact = Kept::of(&made.episode, Some(&made.file)).fact(EpisodeId(1), None, &own, |_| None, at(AS_OF));
    let verdicts = fact.ended.unwrap().verdicts;
    assert_eq!([verdicts.hours72, verdicts.working_days, verdicts.offer], [Verdict::Met; 3]);
    assert_eq!(own_clocks(&CLOCKS), None);
    assert_eq!(
        own_clocks(&own).unwrap(),
        "this hub's own clocks are 48 hours and 2 working days, and 12 hours to offer; figures are by the published 72 hours and 3 working days, and 24 hours to offer"
    );
}

fn share(facts: &Facts, period: Period) -> Figure {
    let figures = trafford::figures(&Index::new(facts), period, &Settings::default().targets);
    figures.into_iter().find(|figure| figure.code == "looked-after-missing-share").unwrap()
}

#[test]
fn the_share_of_looked_after_children_is_told_of_periods_that_today_s_number_can_speak_of() {
    let facts = Facts { looked_after_children: Some(42), ..facts(&looked_after(1..=6), AS_OF) };
    assert_eq!(share(&facts, october()).words(), "6 of 42 (14.3 %)");
    // Of the year to come, begun or not; and of one just over 92 days ago.
    assert_eq!(share(&facts, period("2026-04-01", "2027-03-31")).value, Value::Rate { n: 6, of: 42 });
    for (of, why) in [
        (period("2024-04-01", "2025-03-31"), "the period ended more than 92 days ago"),
        (period("2027-01-01", "2027-03-31"), "the period has not begun"),
    ] {
        let figure = share(&facts, of);
        assert_eq!((figure.words(), figure.against().unwrap().label()), ("no data".into(), "no data"));
        assert!(figure.rule.starts_with("No data: ") && figure.rule.contains(why), "{}", figure.rule);
    }
    let fewer = share(&Facts { looked_after_children: Some(5), ..facts }, october());
    assert!(fewer.rule.contains("6 children went missing while looked after, and 5 are looked after today"), "{}", fewer.rule);
}

#[test]
fn what_the_targets_are_of_is_told_month_by_month_but_for_a_share_of_todays_number() {
    let facts = facts(&looked_after(1..=6), AS_OF);
    let set = FigureSet::of(&Index::new(&facts), period("2026-09-01", "2026-10-31"), &[]);
    let of = |month: usize, code: &str, group| {
        set.months[month].iter().find(|figure| (figure.code.as_str(), figure.group.as_deref()) == (code, group)).map(Figure::words)
    };
    assert_eq!(
        (of(0, "children", Some("looked after by us")), of(1, "children", Some("looked after by us"))),
        (Some("0".into()), Some("6".into()))
    );
    for code in [
        "offered-children",
        "accepted-children",
        "in-3-working-days-of-held",
        "concern-child-sexual-exploitation",
        "concern-gangs-or-trafficking",
    ] {
        assert!(of(1, code, None).is_some(), "{code}");
    }
    assert_eq!(of(1, "looked-after-missing-share", None), None);
}

#[test]
fn rules_read_as_sentences() {
    let facts = Facts::none(at(AS_OF));
    let index = Index::new(&facts);
    assert!(index.missing_again(After::Decision, 28, october()).rule.starts_with("Of the decisions of the meeting in the period,"));
    assert!(index.missing_again(After::Interview, 28, october()).rule.starts_with("Of the return interviews in the period,"));
}

/// The row of the largest age and sex group.
fn largest(sheet: &Sheet) -> Vec<String> {
    let row = sheet.tables.last().unwrap().rows.last().unwrap();
    let left_out = row.cells.iter().flat_map(|cell| cell.figures()).map(Figure::exclusions);
    [row.label.clone()].into_iter().chain(row.cells.iter().map(|cell| cell.words())).chain(left_out).collect()
}

#[test]
fn the_largest_age_and_sex_group_is_one_that_is_recorded_and_has_a_direction() {
    let mut made = looked_after(1..=9);
    for made in &mut made[..4] {
        made.child.dob = "2010-05-01".parse().ok();
        made.child.sex = Some(Sex::Female);
    }
    let facts = facts(&made, AS_OF);
    let sheet = warwickshire::sheet(&Index::new(&facts), october(), period("2025-10-01", "2025-10-31"));
    assert_eq!(
        largest(&sheet),
        ["Largest age and sex group: 16 to 17, female, children", "0", "4", "up from 0 to 4", "", "5 left out: not recorded"]
    );
}

#[test]
fn a_report_in_its_own_layout_finds_its_figures_by_the_codes_and_groups_it_prints() {
    let facts = facts(&looked_after(1..=6), AS_OF);
    let index = Index::new(&facts);
    for preset in Preset::ALL {
        let sheet = preset.sheet(&index, october(), None, &[]).unwrap();
        let printed = wayhome::report::figures::out::sheet::csv(&sheet);
        for line in printed.iter().filter(|line| !line[4].is_empty()) {
            let group = Some(line[5].as_str()).filter(|group| !group.is_empty());
            assert!(!sheet.named(Some(&line[4]), group).is_empty(), "{line:?}");
        }
        assert!(sheet.named(Some("no-such-figure"), None).is_empty());
        let rows = wayhome::report::figures::out::sheet::all_rows(&sheet).count();
        assert!(rows >= 6, "{preset}: {rows}");
    }
    assert!(Preset::Trafford.alone().is_some_and(|why| why.contains("leave out the comparison")));
}

#[test]
fn a_child_behind_a_figure_stands_there_by_episodes_of_its_period_and_group() {
    let back = |made: Made| made.back("2026-10-20T08:00:00Z");
    let made = [
        missing(1, 1, "2026-09-05T20:00:00Z").back("2026-09-06T08:00:00Z").care(CareStatus::AtHome),
        back(missing(2, 1, "2026-10-05T20:00:00Z")).care(CareStatus::AtHome),
        back(missing(3, 1, "2026-10-07T20:00:00Z")).care(CareStatus::LookedAfter).held(1, "2026-10-21T08:00:00Z"),
        missing(4, 1, "2026-11-05T20:00:00Z"),
    ];
    let facts = facts(&made, AS_OF);
    let index = Index::new(&facts);
    let all = index.cohort(october());
    let behind = |figure: &Figure| episodes_behind(&index, figure).remove(&ChildId(1).0).unwrap_or_default();
    assert_eq!(behind(&all.child_count()), [EpisodeId(2), EpisodeId(3)]);
    assert_eq!(behind(&all.rate(Rate::Held, Per::Child)), [EpisodeId(3)], "the one that was answered made the child count");
    let home = all.split(Split::Care).into_iter().find(|group| group.group.as_deref() == Some("at home")).unwrap();
    assert_eq!(behind(&home.child_count()), [EpisodeId(2)]);
    assert_eq!(behind(&home.rate(Rate::Held, Per::Child)), [EpisodeId(2)], "not answered, so not counted there");
    let long = index.long_term(period("2027-02-01", "2027-02-28"), wayhome::settings::Step::Months(3));
    assert_eq!(behind(&long), [], "not three months yet");
}
