//! Whatever happens to a hub in whatever order: a rebuild equals the live tables, a list counts once, the order of its rows
//! does not matter, and a dry run changes nothing.

mod common;
#[path = "common/deeds.rs"]
mod deeds;
#[path = "common/meeting_deeds.rs"]
mod meeting_deeds;
use chrono::Duration;
use common::{Office, made_again, sound};
use deeds::{Row, a_hub, cases, deed, each_its_own, import, interview_deed, list_text, moment, perform, row, sight};
use proptest::collection::vec;
use proptest::prelude::*;
use wayhome::casebook::event::Candidate;
use wayhome::child::ChildId;

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn after_any_history_a_rebuild_equals_the_live_tables(deeds in vec(deed(), 1..30)) {
        let (office, mut hub) = a_hub();
        for (number, deed) in deeds.iter().enumerate() {
            perform(&office, &mut hub, deed, moment(number));
        }
        sound(&hub, "hub-made");
        let now = moment(deeds.len());
        let before = sight(&hub, now);
        hub.rebuild().unwrap();
        prop_assert_eq!(sight(&hub, now), before);
    }

    #[test]
    fn after_any_work_on_interviews_a_rebuild_equals_the_live_tables(work in vec(interview_deed(), 20..70)) {
        let (office, mut hub) = a_hub();
        let back = |child: usize| Row { child, spelled: 0, reference: Some(1), hours_missing: 20, returned: true, grade: 0, impossible: false };
        let first: Vec<Row> = (0..3).map(back).collect();
        import(&mut hub, &list_text(&first, moment(0)), false, moment(0));
        let second: Vec<Row> = (0..2).map(|child| Row { reference: Some(2), hours_missing: 5, ..back(child) }).collect();
        import(&mut hub, &list_text(&second, moment(1)), false, moment(1));
        for (number, deed) in work.iter().enumerate() {
            perform(&office, &mut hub, deed, moment(1) + Duration::hours(i64::try_from(number).unwrap()));
        }
        sound(&hub, "hub-made");
        let now = moment(1) + Duration::hours(70);
        let before = sight(&hub, now);
        hub.rebuild().unwrap();
        prop_assert_eq!(sight(&hub, now), before);
    }

    #[test]
    fn a_list_loaded_twice_counts_once_and_a_dry_run_not_at_all(deeds in vec(deed(), 0..8), rows in vec(row(), 1..8)) {
        let (office, mut hub) = a_hub();
        for (number, deed) in deeds.iter().enumerate() {
            perform(&office, &mut hub, deed, moment(number));
        }
        let now = moment(deeds.len());
        let text = list_text(&rows, now);
        let (head, before) = (hub.verify().unwrap(), sight(&hub, now));
        let shown = import(&mut hub, &text, true, now);
        prop_assert_eq!(hub.verify().unwrap(), head);
        prop_assert_eq!(sight(&hub, now), before);

        let done = import(&mut hub, &text, false, now);
        if done.loaded_before.is_none() {
            prop_assert_eq!(shown.counts, done.counts);
            prop_assert_eq!((shown.created, shown.updated, shown.refused), (done.created, done.updated, done.refused));
        }
        let (head, once) = (hub.verify().unwrap(), sight(&hub, now));
        prop_assert!(import(&mut hub, &text, false, now).loaded_before.is_some());
        prop_assert_eq!(hub.verify().unwrap(), head);
        // The same rows in other bytes (saved again by another program): the file is not known, what it says is.
        let twice = import(&mut hub, &text.replace('\n', "\r\n"), false, now);
        prop_assert_eq!(twice.counts.created, 0, "{:?}", twice);
        let mut again = sight(&hub, now);
        again["board"]["refused"] = once["board"]["refused"].clone();
        prop_assert_eq!(again, once);
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(
        deeds in vec(deed(), 0..8),
        (rows, shuffled) in vec(row(), 2..10).prop_map(|rows| each_its_own(&rows)).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        let (office, mut hub) = a_hub();
        for (number, deed) in deeds.iter().enumerate() {
            perform(&office, &mut hub, deed, moment(number));
        }
        drop(hub);
        let now = moment(deeds.len());
        let other = Office::with(&std::fs::read(&office.hub).unwrap());
        let sights = [(office, rows), (other, shuffled)].map(|(office, rows)| {
            let mut hub = office.open();
            import(&mut hub, &list_text(&rows, now), false, now);
            sight(&hub, now)
        });
        prop_assert_eq!(&sights[0], &sights[1]);
    }
}

proptest! {
    #![proptest_config(cases(6))]

    #[test]
    fn whatever_happened_the_tables_written_out_make_the_same_hub_again(deeds in vec(prop_oneof![deed(), interview_deed()], 5..50)) {
        let (office, mut hub) = a_hub();
        for (number, deed) in deeds.iter().enumerate() {
            perform(&office, &mut hub, deed, moment(number));
        }
        let now = moment(deeds.len());
        let (_again, again) = made_again(&hub);
        prop_assert_eq!(sight(&again, now), sight(&hub, now));
    }
}

proptest! {
    #[test]
    fn every_probability_comes_back_from_the_journal_as_it_went_in(probability in 0.0..1.0_f64) {
        let candidate = Candidate { child: ChildId(1), probability, evidence: Vec::new(), guards: Vec::new() };
        let text = serde_json::to_string(&candidate).unwrap();
        prop_assert_eq!(serde_json::from_str::<Candidate>(&text).unwrap(), candidate);
    }
}
