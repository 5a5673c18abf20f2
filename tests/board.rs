//! What a row of the board says is what the case says: the board only reads less to say it.

mod common;

use common::at;
use wayhome::calendar::WorkingDays;
use wayhome::casebook::{Hub, Opening};
use wayhome::demo::{Scale, history};
use wayhome::settings::Settings;
use wayhome::store::journal::Actor;
use wayhome::triage::rules::Rules;

#[test]
fn a_row_of_the_board_has_the_band_the_reasons_and_the_decision_of_its_case() {
    let now = at("2026-11-23T08:41:00Z");
    let dir = tempfile::TempDir::new().unwrap();
    let opening = Opening {
        actor: Actor { name: "D. Manager".into(), workstation: "test".into() },
        settings: Settings::parse(Settings::shipped()).unwrap(),
        working_days: WorkingDays::shipped(),
        rules: Rules::parse(Rules::shipped()).unwrap(),
        clock_set: false,
    };
    let hub = Hub::make_from(&dir.path().join("hub.wayhome"), "invented", opening, history(Scale::Small, now)).unwrap();
    let items = hub.board(now).unwrap().items;
    assert!(items.len() > 5 && items.iter().any(|item| item.decision.is_some()));
    for item in items {
        let case = hub.case(item.episode.id, now).unwrap();
        assert_eq!(item.triage, case.triage, "{}", item.child.name);
        let last = case.decisions.iter().find(|decision| decision.episode == Some(item.episode.id));
        assert_eq!(item.decision.map(|decision| decision.at), last.map(|decision| decision.at), "{}", item.child.name);
    }
}
