use super::*;
use crate::calendar::WorkingDays;
use crate::report::panels::dates;
use crate::settings::Settings;

const NOW: &str = "2026-11-20T08:41:00Z";

fn at(day: &str) -> Moment {
    format!("{day}T21:00:00Z").parse().unwrap()
}

fn panel(words: &str) -> Panel {
    Settings::default().panel(words).unwrap().clone()
}

/// A child at home in the north who went missing on these days, the last time still missing if so.
fn child(days: &[&str], still_missing: bool) -> Known {
    let spell = |(n, day): (usize, &&str)| Spell {
        episode: EpisodeId(n as i64 + 1),
        began: at(day),
        heard: at(day),
        missing_since: at(day),
        still_missing: still_missing && n + 1 == days.len(),
    };
    Known {
        care: Some(CareStatus::AtHome),
        locality: Some("North".into()),
        episodes: days.iter().enumerate().map(spell).collect(),
        ..Known::default()
    }
}

fn said(panel: &str, on: &str, stays: Stays, next_review: Option<&str>) -> Said {
    let at: Moment = format!("{on}T11:00:00Z").parse().unwrap();
    let next_review = next_review.map(|day| day.parse().unwrap());
    Said { panel: panel.into(), on: on.parse().unwrap(), at, stays, next_review, decision: None }
}

fn asked(panel: &Panel, known: &Known) -> Standing {
    let (days, now): (_, Moment) = (WorkingDays::shipped(), NOW.parse().unwrap());
    let next = dates::meetings(panel, day_of(now), &days).next().map(|meeting| meeting.on);
    let asked = Asked { panel, next, from: "2026-08-01".parse().unwrap(), now };
    standing(&asked, known, |day| dates::meetings(panel, day.succ_opt().unwrap(), &days).next().map(|meeting| meeting.on))
}

/// "threshold 16 Nov: 3 episodes …; review …", then what comes later.
fn due(panel: &Panel, known: &Known) -> String {
    let standing = asked(panel, known);
    let words = |reason: &Reason| format!("{} {}: {}", reason.kind, crate::calendar::short_day(reason.since), reason.words);
    let later = standing.later.iter().map(|reason| format!("later {}", words(reason)));
    standing.due.iter().map(words).chain(later).collect::<Vec<_>>().join(" | ")
}

const NORTH: &str = "Missing from Home Panel, North";
const THREE: [&str; 3] = ["2026-10-31", "2026-11-09", "2026-11-16"];

#[test]
fn three_episodes_in_28_days_make_a_child_due_with_their_dates() {
    assert_eq!(due(&panel("north"), &child(&THREE, false)), "threshold 16 Nov: 3 episodes in 28 days: 31 Oct, 9, 16 Nov");
    assert_eq!(
        due(&panel("north"), &child(&["2026-10-19", "2026-11-09", "2026-11-16"], false)),
        "",
        "the first is 28 days before the third"
    );
    assert_eq!(due(&panel("central"), &child(&THREE, false)), "", "another locality's panel");
    assert_eq!(due(&panel("permanence"), &child(&THREE, false)), "", "at home");
}

#[test]
fn a_threshold_once_reached_stands_until_the_panel_has_talked_about_the_child() {
    let earlier = child(&["2026-08-31", "2026-09-09", "2026-09-16"], false);
    assert_eq!(due(&panel("north"), &earlier), "threshold 16 Sep: 3 episodes in 28 days: 31 Aug, 9, 16 Sep");
    let mut talked = earlier;
    talked.said = vec![said(NORTH, "2026-09-22", Stays::Leaves, None)];
    assert_eq!(due(&panel("north"), &talked), "");
}

#[test]
fn a_child_that_left_is_due_again_once_a_new_episode_reaches_the_threshold() {
    let mut known = child(&THREE, false);
    known.said = vec![said(NORTH, "2026-11-10", Stays::Leaves, None)];
    assert_eq!(due(&panel("north"), &known), "threshold 16 Nov: 3 episodes in 28 days: 31 Oct, 9, 16 Nov");
    known.said = vec![said(NORTH, "2026-11-17", Stays::Leaves, None)];
    assert_eq!(due(&panel("north"), &known), "");
    known.episodes[2].heard = at("2026-11-18");
    assert_eq!(
        due(&panel("north"), &known),
        "threshold 16 Nov: 3 episodes in 28 days: 31 Oct, 9, 16 Nov",
        "the hub heard of it after the panel"
    );
}

#[test]
fn a_child_that_stays_is_reviewed_at_the_next_meeting_or_on_the_day_the_panel_set() {
    let mut known = child(&[], false);
    known.said = vec![said(NORTH, "2026-11-10", Stays::Stays, None)];
    assert_eq!(due(&panel("north"), &known), "review 24 Nov: stays with the panel since Tue 10 Nov 2026; next review Tue 24 Nov 2026");
    known.said = vec![said(NORTH, "2026-11-10", Stays::Stays, Some("2026-12-10"))];
    assert_eq!(
        due(&panel("north"), &known),
        "later review 10 Dec: stays with the panel since Tue 10 Nov 2026; next review Thu 10 Dec 2026"
    );
    known.said.insert(0, said(NORTH, "2026-11-17", Stays::Leaves, None));
    assert_eq!(due(&panel("north"), &known), "", "what was said last counts");
    assert_eq!(due(&panel("central"), &known), "", "of the panel itself alone");
}

#[test]
fn a_referral_counts_wherever_the_child_lives_until_the_panel_has_talked_about_it() {
    let mut known = child(&[], false);
    known.referrals = vec![Referral { decision: DecisionId(45), panel: Some("Complex Safeguarding Panel".into()), at: at("2026-11-12") }];
    let complex = panel("complex");
    assert_eq!(due(&complex, &known), "referral 12 Nov: referred on Thu 12 Nov 2026 (D45)");
    known.said = vec![said("Complex Safeguarding Panel", "2026-11-12", Stays::Leaves, None)];
    assert_eq!(
        due(&complex, &known),
        "referral 12 Nov: referred on Thu 12 Nov 2026 (D45)",
        "it was referred in the evening, after the panel"
    );
    known.said = vec![said("Complex Safeguarding Panel", "2026-11-13", Stays::Leaves, None)];
    assert_eq!(due(&complex, &known), "");
}

#[test]
fn a_child_missing_for_three_months_is_due_for_the_long_term_panel() {
    let long = panel("long-term");
    assert_eq!(due(&long, &child(&["2026-08-20"], true)), "", "three months are over this evening");
    let words = "long-term 19 Nov: missing since Wed 19 Aug 2026, for 92 d 11 h";
    assert_eq!(due(&long, &child(&["2026-08-19"], true)), words);
    assert_eq!(due(&long, &child(&["2026-08-19"], false)), "", "back");
}

#[test]
fn complex_safeguarding_counts_children_with_a_marker_alone() {
    let mut known = child(&["2026-09-01", "2026-10-01", "2026-11-01"], false);
    assert_eq!(due(&panel("complex"), &known), "");
    known.markers = vec![MarkerKind::Cce];
    assert_eq!(due(&panel("complex"), &known), "threshold 1 Nov: 3 episodes in 90 days: 1 Sep, 1 Oct, 1 Nov");
}

#[test]
fn whom_no_panel_takes_is_named_with_the_reason() {
    let untaken =
        |known: &Known| taken_by_none(&Settings::default().panels, known, |_| "2026-08-01".parse().unwrap(), NOW.parse().unwrap());
    let three = "3 episodes in 28 days: 31 Oct, 9, 16 Nov";
    let mut known = child(&THREE, false);
    assert!(untaken(&known).is_empty());
    known.locality = None;
    assert_eq!(untaken(&known), [format!("{three}; the child's locality is not known")]);
    known.locality = Some("East".into());
    assert_eq!(untaken(&known), [format!("{three}; no panel takes children of the locality East")]);
    known.care = Some(CareStatus::CareLeaver);
    assert_eq!(untaken(&known), [format!("{three}; no panel takes a child who is: care leaver")]);
    known.care = None;
    assert_eq!(untaken(&known), [format!("{three}; it is not known where the child is cared for")]);
    known.said = vec![said(NORTH, "2026-11-17", Stays::Leaves, None)];
    assert!(untaken(&known).is_empty(), "a panel talked about it all the same");
}

#[test]
fn a_referral_to_no_panel_or_to_one_that_is_gone_is_named() {
    let mut known = child(&[], false);
    let referral = |panel: Option<&str>| Referral { decision: DecisionId(7), panel: panel.map(String::from), at: at("2026-11-12") };
    known.referrals = vec![referral(None), referral(Some("Old Panel"))];
    assert_eq!(
        taken_by_none(&Settings::default().panels, &known, |_| NaiveDate::MIN, NOW.parse().unwrap()),
        [
            "referred to a panel on Thu 12 Nov 2026 (D7); which panel was not said",
            "referred to Old Panel on Thu 12 Nov 2026 (D7); the settings have no panel of that name"
        ]
    );
    known.said = vec![said("Old Panel", "2026-11-13", Stays::Stays, None)];
    assert_eq!(
        taken_by_none(&Settings::default().panels, &known, |_| NaiveDate::MIN, NOW.parse().unwrap()),
        ["stays with Old Panel since Fri 13 Nov 2026; the settings have no panel of that name"],
        "a panel that was renamed forgets nobody"
    );
}
