//! Patterns: who goes missing with whom and how often that would happen by chance, checked against a plain simulation; and what the
//! hub, the command line and the files say of it.

mod common;

use chrono::{TimeDelta, Timelike};
use common::{Office, at, load};
use proptest::prelude::*;
use std::collections::BTreeSet;
use wayhome::casebook::Hub;
use wayhome::casebook::veil::Names;
use wayhome::child::{ChildId, RelationKind};
use wayhome::episode::{EpisodeId, Moment};
use wayhome::report::figures::Period;
use wayhome::report::patterns::chance::{Deck, Stay, Stays, WEEK, at_once, group_at_once, overlaps, strength, weeks};
use wayhome::report::patterns::layout::layout;
use wayhome::report::patterns::network::{NodeKind, Tie};
use wayhome::report::patterns::{ChildFact, EpisodeFact, Facts, From, Network, Patterns, SignKind, graphml, html, svg};
use wayhome::text::fold;
use wayhome::tui::meeting_desk::MeetingDesk;
use wayhome::tui::patterns_desk::PatternsDesk;
use wayhome::tui::private_desk::PrivateDesk;

fn year() -> Period {
    Period::new("2025-11-24".parse().unwrap(), "2026-11-22".parse().unwrap())
}

fn beginning() -> Moment {
    year().starts()
}

/// An episode of a child that began so many hours into the year and lasted so many.
fn episode(id: i64, child: i64, hour: i64, hours: i64) -> EpisodeFact {
    let since = beginning() + TimeDelta::hours(hour);
    EpisodeFact {
        episode: EpisodeId(id),
        child: Some(ChildId(child)),
        began: since,
        since,
        since_exact: true,
        returned: Some(since + TimeDelta::hours(hours)),
        returned_exact: true,
        ended: true,
        from: None,
        found: None,
        reported_by: None,
        companions: None,
    }
}

fn found(mut episode: EpisodeFact, place: &str) -> EpisodeFact {
    episode.found = Some(place.into());
    episode
}

fn facts(episodes: Vec<EpisodeFact>) -> Facts {
    let ids = episodes.iter().filter_map(|episode| episode.child);
    let children = ids.map(|id| (id, ChildFact { name: format!("Invented Name{}", id.0), ..ChildFact::default() })).collect();
    Facts {
        period: year(),
        as_of: at("2026-11-23T08:00:00Z"),
        episodes,
        children,
        relations: Vec::new(),
        interviews: Vec::new(),
        business: Vec::new(),
        names: Names::default(),
        homes: BTreeSet::new(),
    }
}

fn pair_of(patterns: &Patterns, one: i64, other: i64) -> Option<&wayhome::report::patterns::Pair> {
    let wanted = [ChildId(one), ChildId(other)];
    patterns.together.pairs.iter().find(|pair| pair.children.iter().map(|who| who.child).eq(wanted))
}

/// Times both were missing and the chance of it; nothing in common is never, by no chance.
fn overlap(patterns: &Patterns, one: i64, other: i64) -> (u32, f64, f64) {
    let sign = pair_of(patterns, one, other).and_then(|pair| pair.sign(SignKind::Overlap));
    sign.map_or((0, 0.0, 0.0), |sign| (sign.times, sign.chance, sign.strength))
}

/// A plain generator of its own, so that the simulation owes nothing to the program.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }
}

#[test]
fn overlaps_by_chance_are_what_a_plain_simulation_finds() {
    let stay = |day: i64, hour: i64, hours: i64| Stay { at: day * 86_400 + hour * 3_600, length: hours * 3_600 };
    let ours = [stay(4, 20, 12), stay(4, 22, 10), stay(1, 7, 5), stay(0, 1, 300)];
    let theirs = [stay(4, 21, 14), stay(5, 1, 6), stay(6, 23, 30)];
    for weeks in [1_i64, 4, 52] {
        let mut dice = Dice(88_172_645_463_325_252);
        let (draws, mut times) = (60_000, 0_u64);
        for _ in 0..draws {
            let mut placed = |stays: &[Stay]| {
                let place = |stay: &Stay| (stay.at + WEEK * i64::try_from(dice.below(weeks.unsigned_abs())).unwrap(), stay.length);
                stays.iter().map(place).map(|(from, length)| (from, from + length)).collect::<Vec<_>>()
            };
            let (a, b) = (placed(&ours), placed(&theirs));
            times += a.iter().flat_map(|x| b.iter().map(move |y| (x, y))).filter(|(x, y)| x.0 < y.1 && y.0 < x.1).count() as u64;
        }
        let (simulated, exact) = (times as f64 / f64::from(draws), overlaps(&Stays::of(&ours), &Stays::of(&theirs), weeks));
        assert!((simulated - exact).abs() < 0.02 * exact.max(0.5), "{weeks} weeks: simulated {simulated}, exact {exact}");
    }
}

#[test]
fn places_in_common_by_chance_are_what_dealing_them_out_finds() {
    let counts = [9_usize, 4, 4, 2, 1, 1, 1, 1, 1, 1];
    let deck = Deck::new(counts);
    let cards: Vec<usize> = counts.iter().enumerate().flat_map(|(place, n)| std::iter::repeat_n(place, *n)).collect();
    for (ours, theirs) in [(1, 1), (3, 5), (8, 12)] {
        let mut dice = Dice(2_463_534_242);
        let (draws, mut shared) = (60_000, 0_usize);
        for _ in 0..draws {
            let mut dealt = cards.clone();
            for i in (1..dealt.len()).rev() {
                dealt.swap(i, dice.below(i as u64 + 1) as usize);
            }
            let has = |hand: &[usize], place: usize| hand.iter().filter(|card| **card == place).count();
            let (a, b) = (&dealt[..ours], &dealt[ours..ours + theirs]);
            shared += (0..counts.len()).map(|place| has(a, place).min(has(b, place))).sum::<usize>();
        }
        let (simulated, exact) = (shared as f64 / f64::from(draws), deck.shared(ours, theirs));
        assert!((simulated - exact).abs() < 0.02 * exact.max(0.5), "{ours} and {theirs}: simulated {simulated}, exact {exact}");
        assert_eq!(exact, deck.shared(theirs, ours));
    }
    assert_eq!(deck.shared(0, 5), 0.0);
    assert_eq!(Deck::new([]).shared(2, 2), 0.0);
}

#[test]
fn a_group_by_chance_is_about_what_is_exact_for_two() {
    let stays = |hours: &[i64]| hours.iter().map(|hour| Stay { at: hour * 3_600, length: 20 * 3_600 }).collect::<Vec<_>>();
    let (a, b) = (stays(&[100, 118, 60, 90]), stays(&[110, 101, 55, 95]));
    let (drawn, exact) = (group_at_once(&[a.clone(), b.clone()], 12), overlaps(&Stays::of(&a), &Stays::of(&b), 12));
    assert!((drawn - exact).abs() < 0.15 * exact, "drawn {drawn}, exact {exact}");
    assert!(group_at_once(&[a.clone(), b.clone(), b.clone()], 12) < drawn, "three at once are rarer than two");
    assert_eq!(at_once(&[vec![(0, 10), (20, 30)], vec![(5, 25)], vec![(8, 9), (22, 23), (24, 40)]]), 3);
    assert_eq!(at_once(&[vec![(0, 10)], vec![(10, 20)]]), 0, "one was back when the other went");
}

#[test]
fn two_who_go_together_stand_above_two_who_are_often_out() {
    // 1 and 2 go together four times a year; 3 and 4 are each out half of their nights.
    let mut episodes: Vec<EpisodeFact> =
        (0..4).flat_map(|n| [episode(n, 1, 20 + n * 900, 12), episode(10 + n, 2, 21 + n * 900, 12)]).collect();
    episodes.extend((0..100).flat_map(|n| [episode(100 + n, 3, n * 80, 40), episode(300 + n, 4, 13 + n * 79, 40)]));
    let patterns = Patterns::of(&facts(episodes));
    let (times, chance, strong) = overlap(&patterns, 1, 2);
    assert_eq!(times, 4);
    assert!(chance < 0.2 && strong > 8.0, "{chance} {strong}");
    let (often, expected, _) = overlap(&patterns, 3, 4);
    assert!(often == 0 || (f64::from(often) - expected).abs() < 0.3 * expected, "{often} against {expected}: what chance alone does");
    assert_eq!(patterns.together.pairs[0].children.clone().map(|who| who.child), [ChildId(1), ChildId(2)]);
}

#[test]
fn the_hours_and_weekdays_children_go_at_are_part_of_chance() {
    // Both always go on Friday evenings: by chance they meet more often than two who go on different days.
    let same = (0..10).flat_map(|n| [episode(n, 1, 116 + n * 168 * 5, 10), episode(50 + n, 2, 117 + n * 168 * 5, 10)]);
    let apart = (0..10).flat_map(|n| [episode(100 + n, 3, 20 + n * 168 * 5, 10), episode(150 + n, 4, 21 + n * 168 * 5, 10)]);
    let patterns = Patterns::of(&facts(same.chain(apart).collect()));
    let stays =
        |child: i64, day: i64| (0..10).map(|_| Stay { at: day * 86_400 + (20 + child) * 3_600, length: 36_000 }).collect::<Vec<_>>();
    assert!(overlaps(&Stays::of(&stays(0, 4)), &Stays::of(&stays(1, 4)), 52) > 1.5);
    assert_eq!(overlaps(&Stays::of(&stays(0, 4)), &Stays::of(&stays(1, 1)), 52), 0.0);
    assert!(overlap(&patterns, 1, 2).1 > 1.5, "{:?}", overlap(&patterns, 1, 2));
}

#[test]
fn a_place_both_were_found_at_is_named_with_the_episodes_and_home_is_no_place() {
    let patterns = Patterns::of(&facts(vec![
        found(episode(1, 1, 20, 10), "A flat on Foundry Street, M4 7LA"),
        found(episode(2, 2, 900, 10), "a flat on foundry street M4 7LA"),
        found(episode(3, 1, 2_000, 10), "home"),
        found(episode(4, 2, 3_000, 10), "Home"),
        found(episode(5, 3, 4_000, 10), "by the canal"),
        found(episode(6, 4, 5_000, 10), "at the station"),
    ]));
    let pair = pair_of(&patterns, 1, 2).unwrap();
    let sign = pair.sign(SignKind::Found).unwrap();
    assert_eq!(sign.times, 1);
    assert!(sign.chance > 0.0 && sign.chance < 0.5);
    let shared = &pair.shared[0];
    assert_eq!(
        (shared.what.named.as_str(), &shared.ours[..], &shared.theirs[..]),
        ("A flat on Foundry Street, M4 7LA", &[EpisodeId(1)][..], &[EpisodeId(2)][..])
    );
    assert_eq!(patterns.places.found.len(), 3);
    assert_eq!((patterns.places.found[0].children.len(), patterns.places.found[0].episodes), (2, 2));
    assert_eq!(patterns.places.found_unknown, 2);
    assert_eq!(patterns.places.towns[0].place.named, "Manchester area");
}

#[test]
fn what_explains_a_pair_stands_beside_it() {
    let mut known = facts(vec![episode(1, 1, 20, 12), episode(2, 2, 21, 12), episode(3, 1, 2_020, 12), episode(4, 2, 2_021, 12)]);
    known.relations = vec![(ChildId(2), ChildId(1), RelationKind::Twin)];
    for child in known.children.values_mut() {
        child.placement = Some("park house".into());
    }
    let patterns = Patterns::of(&known);
    assert_eq!(pair_of(&patterns, 1, 2).unwrap().explained, ["twins", "same placement"]);
}

#[test]
fn whom_a_list_names_as_missing_together_counts_for_the_pair() {
    let mut first = episode(1, 1, 20, 12);
    first.companions = Some("with Invented Name2 and a boy".into());
    let patterns = Patterns::of(&facts(vec![first, episode(2, 2, 21, 12)]));
    let pair = pair_of(&patterns, 1, 2).unwrap();
    assert_eq!(pair.named, [EpisodeId(1)]);
    assert!(pair.strength > 3.0);
}

#[test]
fn three_who_are_out_at_once_are_a_group() {
    let times = [20, 900, 2_500];
    let all =
        times.iter().enumerate().flat_map(|(n, hour)| (1..4).map(move |child| episode(child * 10 + n as i64, child, hour + child, 12)));
    let patterns = Patterns::of(&facts(all.collect()));
    let group = &patterns.together.groups[0];
    assert_eq!(group.children.iter().map(|who| who.child.0).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(group.times, 3);
    assert!(group.chance < 0.1);
}

#[test]
fn an_episode_without_a_known_end_overlaps_nothing_and_is_counted_as_left_out() {
    let mut unknown = episode(1, 1, 20, 12);
    unknown.returned = None;
    let patterns = Patterns::of(&facts(vec![unknown, episode(2, 2, 21, 12), episode(3, 1, 900, 12), episode(4, 2, 901, 12)]));
    assert_eq!(overlap(&patterns, 1, 2).0, 0, "once at the same time is nothing yet");
    assert_eq!(patterns.together.no_end, 1);
}

#[test]
fn hours_are_those_of_the_uk_clock_and_rough_ones_are_left_out() {
    // 00:30 in British Summer Time is half past eleven the evening before in UTC.
    let hour = (at("2026-07-10T23:30:00Z") - beginning()).num_minutes();
    let mut summer = episode(1, 1, 0, 1);
    summer.since = beginning() + TimeDelta::minutes(hour);
    summer.began = summer.since;
    let mut rough = episode(2, 1, 100, 1);
    rough.since_exact = false;
    let times = Patterns::of(&facts(vec![summer, rough])).times;
    assert_eq!((times.went[5][0], times.went_unknown), (1, 1), "Saturday, in the first hour");
    assert_eq!(at("2026-07-10T23:30:00Z").hour(), 23);
}

/// Children with episodes anywhere in the year.
fn some() -> impl Strategy<Value = Vec<(i64, i64, i64, u8)>> {
    prop::collection::vec((1_i64..7, 0_i64..2_000, 1_i64..60, 0_u8..5), 0..40)
}

fn made(sketches: &[(i64, i64, i64, u8)]) -> Vec<EpisodeFact> {
    let one = |(i, (child, hour, hours, place)): (usize, &(i64, i64, i64, u8))| {
        let mut made = found(
            episode(i as i64 + 1, *child, *hour, *hours),
            ["", "the canal", "Larch Row 4", "home", "the station"][usize::from(*place)],
        );
        made.from = (*place > 2).then(|| From { key: fold("Park House"), place: Some("Park House".into()) });
        made.companions = (*place == 1).then(|| format!("Invented Name{}", child % 6 + 1));
        made
    };
    sketches.iter().enumerate().map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_order_of_the_record_changes_nothing(sketches in some(), seed in 1_u64..1_000_000) {
        let straight = made(&sketches);
        let mut mixed = straight.clone();
        let mut dice = Dice(seed);
        for i in (1..mixed.len()).rev() {
            mixed.swap(i, dice.below(i as u64 + 1) as usize);
        }
        prop_assert_eq!(Patterns::of(&facts(straight)), Patterns::of(&facts(mixed)));
    }

    #[test]
    fn it_does_not_matter_which_of_two_comes_first(sketches in some()) {
        // The same children under turned numbers: 1 is 6, 2 is 5 …
        let turned: Vec<_> = sketches.iter().map(|(child, hour, hours, place)| (7 - child, *hour, *hours, *place)).collect();
        let plain = |sketches: &[_]| made(sketches).into_iter().map(|e| EpisodeFact { companions: None, ..e }).collect::<Vec<_>>();
        let (ours, theirs) = (Patterns::of(&facts(plain(&sketches))), Patterns::of(&facts(plain(&turned))));
        prop_assert_eq!(ours.together.pairs.len(), theirs.together.pairs.len());
        for pair in &ours.together.pairs {
            let [one, other] = pair.children.clone().map(|who| 7 - who.child.0);
            let same = pair_of(&theirs, other, one).unwrap();
            prop_assert_eq!(&pair.signs, &same.signs);
        }
    }

    #[test]
    fn a_pair_is_never_stronger_when_an_overlap_is_taken_away(sketches in some(), week in 0_i64..40) {
        let before = made(&sketches);
        let patterns = Patterns::of(&facts(before.clone()));
        let Some(pair) = patterns.together.pairs.iter().find(|pair| pair.sign(SignKind::Overlap).is_some()) else { return Ok(()) };
        let [one, other] = pair.children.clone().map(|who| who.child);
        let moved = pair.overlaps[0].episodes[0];
        // By whole weeks: length, weekday and hour stay, and with them chance (in a year without a change of the clocks between).
        let mut after = before.clone();
        let episode = after.iter_mut().find(|episode| episode.episode == moved).unwrap();
        let by = TimeDelta::weeks(12 + week % 5);
        (episode.began, episode.since, episode.returned) = (episode.began + by, episode.since + by, episode.returned.map(|at| at + by));
        let (was, is) = (overlap(&patterns, one.0, other.0), overlap(&Patterns::of(&facts(after)), one.0, other.0));
        if is.0 < was.0 {
            prop_assert!(is.2 <= was.2 + 1e-9, "{was:?} became {is:?}");
        }
    }

    #[test]
    fn more_often_is_never_weaker_and_a_higher_chance_never_stronger(times in 0_u32..400, chance in 0.0_f64..80.0, more in 0.0_f64..20.0) {
        prop_assert!(strength(times + 1, chance) >= strength(times, chance));
        prop_assert!(strength(times, chance + more) <= strength(times, chance) + 1e-9);
        prop_assert!(strength(times, f64::from(times) + 0.5) == 0.0, "not more than chance is nothing");
    }

    #[test]
    fn overlaps_are_all_found_and_none_is_made_up(sketches in some()) {
        let episodes = made(&sketches);
        let patterns = Patterns::of(&facts(episodes.clone()));
        for pair in &patterns.together.pairs {
            let [one, other] = pair.children.clone().map(|who| who.child);
            let of = |child| episodes.iter().filter(move |episode| episode.child == Some(child));
            let both = |a: &EpisodeFact, b: &EpisodeFact| a.since < b.returned.unwrap() && b.since < a.returned.unwrap();
            let times = of(one).flat_map(|a| of(other).map(move |b| (a, b))).filter(|(a, b)| both(a, b)).count();
            prop_assert_eq!(pair.sign(SignKind::Overlap).map_or(0, |sign| sign.times) as usize, times);
            prop_assert_eq!(pair.overlaps.len(), times);
        }
    }

    #[test]
    fn the_network_around_a_child_grows_with_every_tie_and_is_drawn_within_the_picture(sketches in some()) {
        let network = Patterns::of(&facts(made(&sketches))).network;
        let Some(child) = network.nodes.iter().find_map(|node| node.child) else { return Ok(()) };
        let mut before = 0;
        for hops in 0..5 {
            let around = network.around(child, hops);
            prop_assert!(around.nodes.len() >= before.max(1) && around.nodes.len() <= network.nodes.len());
            before = around.nodes.len();
        }
        prop_assert_eq!(network.around(child, 0).nodes.len(), 1);
        let joined = network.joined();
        prop_assert!(joined.nodes.iter().enumerate().all(|(i, node)| node.kind == NodeKind::Child || joined.ties_of(i).len() > 1));
        let points = layout(&joined);
        prop_assert_eq!(points.len(), joined.nodes.len());
        prop_assert!(points.iter().all(|point| (0.0..=1.0).contains(&point.x) && (0.0..=1.0).contains(&point.y)));
        prop_assert_eq!(points, layout(&joined));
    }
}

#[test]
fn whole_weeks_of_a_period_are_dealt_out() {
    assert_eq!(weeks(year()), 52);
    assert_eq!(weeks(Period::new("2026-11-01".parse().unwrap(), "2026-11-02".parse().unwrap())), 1);
}

const LIST: &str = "\
Police Ref,Forename,Surname,DOB,Reported missing,Date returned,Missing from,Found where,Missing with,Address,Postcode
MIS/26/11,Nadia,Begum,14/02/2010,31/10/2026 19:20,01/11/2026 02:10,home,\"Nadia's flat, Foundry Street\",Thi Lan Nguyen,12 Larch Street,M14 5QX
MIS/26/12,Thi Lan,Nguyen,09/09/2010,31/10/2026 19:50,01/11/2026 02:10,Park House,\"Nadia's flat, Foundry Street\",\"Nadia Begum, Sam Rook\",Park House,M20 2GH
MIS/26/13,Nadia,Begum,14/02/2010,09/11/2026 18:00,10/11/2026 01:00,home,by the canal,,12 Larch Street,M14 5QX
MIS/26/14,Thi Lan,Nguyen,09/09/2010,09/11/2026 18:30,10/11/2026 02:00,Park House,,,Park House,M20 2GH
";

fn office() -> Office {
    let office = Office::on_friday();
    load(&mut office.open(), "before.csv", LIST, "2026-11-20T08:40:00Z");
    office
}

#[test]
fn the_command_line_says_who_goes_missing_together_without_names_until_they_are_asked_for() {
    let office = office();
    let said = office.run(&["patterns", "together"]);
    assert!(said.contains("Child C1") && said.contains("Child C3") && said.contains("by chance"), "{said}");
    for name in ["Nadia", "Begum", "Nguyen"] {
        assert!(!said.contains(name), "{name} in {said}");
    }
    let named = office.run(&["patterns", "together", "--names"]);
    assert!(named.contains("Nadia Begum (C1)") && named.contains("Thi Lan Nguyen (C3)"), "{named}");
    for part in ["places", "times", "factors", "network"] {
        let said = office.run(&["patterns", part]);
        assert!(!said.contains("Nadia") && !said.contains("Begum") && !said.contains("Rook"), "{said}");
        assert!(office.run(&["--format", "csv", "patterns", part]).lines().count() > 0);
    }
    let json = office.json(&["patterns", "together"]);
    let pair = &json["together"]["pairs"][0];
    assert_eq!((&pair["children"][0]["child"], &pair["children"][0]["name"]), (&"C1".into(), &"Child C1".into()));
    assert_eq!(pair["signs"][0]["times"], 3, "in October, on 9 November, and now");
    assert_eq!(pair["named"].as_array().unwrap().len(), 2);
    for child in ["C1", "C3"] {
        let of_child = office.run(&["patterns", "together", "--child", child]);
        let listed = of_child.lines().filter(|line| line.split_once(". ").is_some_and(|(n, _)| n.parse::<u32>().is_ok())).count();
        let words = if listed == 1 { "Missing together: 1 pair with".into() } else { format!("Missing together: {listed} pairs with") };
        assert!(of_child.contains(&words), "what is listed of {child} is counted: {of_child}");
    }
    let csv = office.run(&["--format", "csv", "patterns", "together"]);
    assert!(csv.lines().nth(1).unwrap().starts_with("C1,Child C1,C3,Child C3,"), "{csv}");
}

#[test]
fn the_network_is_written_once_for_its_owner_without_names_and_the_journal_says_so() {
    let office = office();
    for (file, begins) in [("net.svg", "<?xml"), ("net.graphml", "<?xml"), ("net.html", "<!DOCTYPE html>")] {
        office.run(&["patterns", "network", "--out", file]);
        let text = std::fs::read_to_string(office.path(file)).unwrap();
        assert!(text.starts_with(begins) && !text.contains("Nadia") && !text.contains("Rook") && text.contains("Child C1"), "{text}");
        assert!(
            !text.contains("http://")
                || !text.replace("http://www.w3.org/2000/svg", "").replace("http://graphml.graphdrawing.org/xmlns", "").contains("http")
        );
        well_formed(&text);
    }
    let refused = office.refused(&["patterns", "network", "--out", "net.svg"]);
    assert!(refused.contains("is there already"), "{refused}");
    assert!(office.refused(&["patterns", "network", "--out", "net.doc"]).contains(".graphml, .svg or .html"));
    assert!(office.refused(&["patterns", "places", "--out", "new.svg"]).contains("network"));
    assert!(office.refused(&["patterns", "--from", "20/11/2026", "--to", "1/11/2026"]).contains("ends before that"));
    assert!(!office.path("new.svg").exists());
    let journal = office.run(&["journal"]);
    assert_eq!(journal.matches("network of patterns").count(), 3, "{journal}");
    office.run(&["patterns", "network", "--child", "C1", "--hops", "1", "--names", "--out", "around.html"]);
    let named = std::fs::read_to_string(office.path("around.html")).unwrap();
    assert!(named.contains("Nadia Begum (C1)"), "{named}");
    let title = named.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0;
    assert!(title.chars().count() <= 70 && named.contains(&format!("<h1>{}", title.trim_end_matches('…'))), "{title}");
    assert_eq!(named.matches("<table>").count(), named.matches("<tbody>").count());
}

/// A page may be read by people only: of it every tag that is opened is closed.
fn well_formed(text: &str) {
    let Some(page) = text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>") else {
        return assert!(text.contains("<title>") && text.contains("<desc") && text.ends_with("</html>\n"));
    };
    let mut reader = quick_xml::Reader::from_str(page);
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => break,
            _ => continue,
        }
    }
}

#[test]
fn nothing_in_a_name_steers_a_page_or_a_drawing() {
    let mut known =
        facts(vec![found(episode(1, 1, 20, 9), "<script>\"x\"</script> & co"), found(episode(2, 2, 21, 9), "<script>\"x\"</script> & co")]);
    known.children.get_mut(&ChildId(1)).unwrap().name = "O'<b>Neil\u{1b}[31m".into();
    let network = Patterns::of(&known).network;
    assert!(network.edges.iter().any(|edge| edge.ties.contains_key(&Tie::Found)));
    for text in [html(&network, "a & <b>"), svg(&network, "a & <b>"), graphml(&network, "a & <b>")] {
        assert!(!text.contains("<script") && !text.contains("<b>") && !text.contains('\u{1b}'), "{text}");
    }
    assert!(Network::default().joined().nodes.is_empty());
    well_formed(&svg(&Network::default(), "empty"));
}

#[test]
fn in_privacy_nothing_of_a_whole_hub_says_who_a_child_is() {
    let now = at(common::MORNING);
    let dir = tempfile::TempDir::new().unwrap();
    let history = wayhome::demo::history(wayhome::demo::Scale::Small, now);
    let hub = Hub::make_from(&dir.path().join("demo.wayhome"), common::PASSPHRASE, common::opening("D. Manager"), history).unwrap();
    let one = |n: i64| hub.search(&format!("C{n}"), 5).unwrap().into_iter().find(|child| child.id.0 == n);
    let telling: Vec<String> = (1..)
        .map_while(one)
        .flat_map(|child| {
            let d = child.details;
            [Some(d.full_name()), d.address, d.postcode, d.placement].into_iter().flatten().map(|text| fold(&text)).collect::<Vec<_>>()
        })
        .collect();
    assert!(telling.len() > 300);
    let period = hub.pattern_period(None, None, now).unwrap();
    let mut desk = PrivateDesk::new(Box::new(hub));
    let found = |desk: &PrivateDesk| {
        let text = serde_json::to_string(&desk.patterns(period, now).unwrap()).unwrap();
        let text = format!(" {} ", fold(&text));
        telling.iter().filter(|what| text.contains(&format!(" {what} "))).cloned().collect::<Vec<String>>()
    };
    assert!(found(&desk).len() > 50, "with names they are there");
    desk.set_privacy(true);
    assert_eq!(found(&desk), Vec::<String>::new());
}

#[test]
fn the_demo_finds_the_two_girls_of_its_story() {
    let now = at(common::MORNING);
    let dir = tempfile::TempDir::new().unwrap();
    let history = wayhome::demo::history(wayhome::demo::Scale::Small, now);
    let hub = Hub::make_from(&dir.path().join("demo.wayhome"), common::PASSPHRASE, common::opening("D. Manager"), history).unwrap();
    let patterns = hub.patterns(hub.pattern_period(None, None, now).unwrap(), now).unwrap();
    let girls = patterns.together.pairs.iter().position(|pair| {
        pair.children[0].name.named.starts_with("Nadia Begum") && pair.children[1].name.named.starts_with("Thi Lan Nguyen")
    });
    assert!(girls.is_some_and(|at| at < 3), "{girls:?}");
    assert!(patterns.factors.episodes > 100 && patterns.times.went_unknown < patterns.episodes / 10);
    let tied = patterns.network.joined();
    assert!(tied.nodes.iter().any(|node| node.kind == NodeKind::Place) && tied.edges.len() > 20);
}
