//! Lists that say less, more, or something else than yesterday's: nobody is overlooked, and no two children become one.

mod common;
use common::{Office, at, load};
use wayhome::casebook::view::ListReport;
use wayhome::casebook::{Error, Hub, ListFile, ListOptions};

const HEADER: &str = "Misper Ref,Name,DOB,Status,Last seen,Returned\n";
const NOW: &str = "2026-11-22T08:00:00Z";

struct Lists {
    _office: Office,
    hub: Hub,
    loaded: usize,
}

impl Lists {
    fn new() -> Lists {
        let office = Office::new();
        Lists { hub: office.open(), _office: office, loaded: 0 }
    }

    fn load(&mut self, rows: &str) -> ListReport {
        self.loaded += 1;
        let report = load(&mut self.hub, &format!("list-{}.csv", self.loaded), &format!("{HEADER}{rows}"), NOW);
        let c = report.counts;
        assert_eq!(c.created + c.updated + c.returned + c.unchanged + c.waiting + c.refused, report.rows, "every row is counted once");
        self.hub.verify().unwrap();
        report
    }

    fn still_missing(&self) -> Vec<String> {
        let board = self.hub.board(at(NOW)).unwrap();
        let mut refs: Vec<String> =
            board.items.iter().filter(|i| i.episode.status == "missing").filter_map(|i| i.episode.police_ref.clone()).collect();
        refs.sort();
        refs
    }
}

#[test]
fn a_child_missing_again_under_the_same_reference_is_missing_and_keeps_its_first_return() {
    let mut lists = Lists::new();
    lists.load("M0,\"SMITH, Ann\",01/02/2012,Returned,20/11/2026 10:00,21/11/2026 10:00\n");
    let again = lists.load("M0,\"SMITH, Ann\",01/02/2012,Missing,22/11/2026 01:00,\n");
    assert_eq!(again.counts.created, 1);
    assert_eq!(lists.still_missing(), ["M0"]);
    lists.load("M0,\"SMITH, Ann\",01/02/2012,Returned,22/11/2026 01:00,22/11/2026 07:00\n");
    let episode = lists.hub.find_episode("M0").unwrap();
    let episodes = lists.hub.case(episode, at(NOW)).unwrap().episodes;
    let returns: Vec<String> = episodes.iter().map(|e| e.details.returned.unwrap().at.to_rfc3339()).collect();
    assert_eq!(returns, ["2026-11-22T07:00:00+00:00", "2026-11-21T10:00:00+00:00"]);
}

#[test]
fn a_list_that_forgets_a_return_moves_nothing_and_is_said() {
    let mut lists = Lists::new();
    lists.load("M0,\"SMITH, Ann\",01/02/2012,Returned,20/11/2026 10:00,21/11/2026 10:00\n");
    let stale = lists.load("M0,\"SMITH, Ann\",01/02/2012,Missing,20/11/2026 10:00,\n");
    assert_eq!(stale.counts.unchanged, 1);
    assert!(stale.warnings.iter().any(|w| w.contains("came back by an earlier list")), "{:?}", stale.warnings);
}

#[test]
fn a_reference_that_police_give_to_another_child_waits_for_a_person_and_names_no_episode_by_itself() {
    let mut lists = Lists::new();
    lists.load("M0,\"SMITH, Ann\",01/02/2012,Missing,20/11/2026 10:00,\n");
    let other = lists.load("M0,\"SMITH, Kevin\",05/06/2010,Missing,20/11/2026 10:00,\n");
    assert_eq!(other.counts.waiting, 1);
    assert!(matches!(lists.hub.find_episode("M0"), Err(Error::Refused(words)) if words.contains("several episodes")));
}

#[test]
fn one_absence_under_two_references_is_one_episode_and_a_second_absence_is_said() {
    let mut lists = Lists::new();
    lists.load("M0,\"SMITH, Ann\",01/02/2012,Missing,20/11/2026 10:00,\n");
    let again = lists.load("M1,\"SMITH, Ann\",01/02/2012,Missing,20/11/2026 10:00,\n");
    assert_eq!((again.counts.created, again.missing_from_list.len()), (0, 0));
    assert!(again.warnings.iter().any(|w| w.contains("M1 as well")), "{:?}", again.warnings);
    let later = lists.load("M2,\"SMITH, Ann\",01/02/2012,Missing,21/11/2026 10:00,\n");
    assert_eq!(later.counts.created, 1);
    assert!(later.warnings.iter().any(|w| w.contains("still missing with us")), "{:?}", later.warnings);
}

#[test]
fn a_reference_written_otherwise_is_the_same_reference() {
    let mut lists = Lists::new();
    lists.load("INC 0012/26,\"SMITH, Ann\",01/02/2012,Missing,20/11/2026 10:00,\n");
    let same = lists.load("inc0012/26,\"SMITH, Ann\",01/02/2012,Missing,20/11/2026 10:00,\n");
    assert_eq!((same.counts.unchanged, same.warnings.len()), (1, 0), "{:?}", same.warnings);
    assert!(lists.hub.find_episode("Inc 0012 / 26").is_ok());
}

#[test]
fn a_child_whose_row_is_refused_is_on_the_list_and_the_row_is_asked_about_once() {
    let mut lists = Lists::new();
    lists.load("M0,\"SMITH, Ann\",01/02/2012,Missing,20/11/2026 10:00,\n");
    let bad = "M0,\"SMITH, Ann\",31/02/2012,Missing,20/11/2026 10:00,\n";
    let refused = lists.load(bad);
    assert_eq!((refused.counts.refused, refused.missing_from_list.len()), (1, 0));
    lists.load(&format!("{bad}M9,\"KENT, Bo\",05/06/2011,Missing,21/11/2026 10:00,\n"));
    assert_eq!(lists.hub.refused().unwrap().len(), 1, "the same row again takes the place of the earlier one");
    lists.load("M0,\"SMITH, Ann\",01/02/2012,Missing,20/11/2026 10:00,\nM9,\"KENT, Bo\",05/06/2011,Missing,21/11/2026 10:00,\n");
    assert!(lists.hub.refused().unwrap().is_empty(), "the corrected row puts it right");
}

#[test]
fn the_other_sheet_of_a_workbook_is_not_the_same_file() {
    let mut lists = Lists::new();
    let bytes = std::fs::read(common::lists().join("two-sheets.xlsx")).unwrap();
    let mut sheet = |name: &str| {
        let options = ListOptions { sheet: Some(name.into()), ..ListOptions::default() };
        lists.hub.import_list(&ListFile { name: "two-sheets.xlsx", bytes: &bytes }, &options, at(NOW))
    };
    let Err(Error::Refused(words)) = sheet("No such sheet") else { panic!("a sheet that is not there") };
    assert!(words.contains("No such sheet"), "{words}");
}

#[test]
fn minutes_of_a_past_day_say_what_was_known_on_that_day() {
    let mut lists = Lists::new();
    lists.load("M0,\"SMITH, Ann\",01/02/2012,Missing,20/11/2026 10:00,\n");
    let episode = lists.hub.find_episode("M0").unwrap();
    let new = wayhome::casebook::NewDecision {
        on: wayhome::meeting::decision::DecisionOn::Episode(episode),
        outcomes: vec![wayhome::meeting::decision::Outcome::Advice],
        rationale: "First time".into(),
        actions: Vec::new(),
        next_review: None,
        replaces: None,
        agencies: Vec::new(),
        dissent: Vec::new(),
        panel: None,
        seen: None,
    };
    lists.hub.decide(new, at("2026-11-22T09:30:00Z")).unwrap();
    let day = at(NOW).date_naive();
    let before = lists.hub.minutes(day, at("2026-11-22T12:00:00Z")).unwrap();
    load(
        &mut lists.hub,
        "next.csv",
        &format!("{HEADER}M0,\"SMITH, Ann\",01/02/2012,Returned,20/11/2026 10:00,22/11/2026 18:00\n"),
        "2026-11-23T08:00:00Z",
    );
    let after = lists.hub.minutes(day, at("2026-11-23T12:00:00Z")).unwrap();
    assert_eq!(before.items[0].interview, None);
    assert_eq!(after.items[0].interview, None);
    assert_eq!(before.items[0].reasons, after.items[0].reasons);
}

#[test]
fn two_rows_of_two_references_and_two_names_are_not_folded_into_one_child() {
    let office = Office::new();
    let mut hub = office.open();
    let header = "Police Ref,Forename,Surname,DOB,Risk,Reported missing,Date returned,Address,Postcode\n";
    let monday = "M5,Asha,Newbold,14/02/2011,High,21/11/2026 21:00,,4 Elm Road,OL4 4AB\n\
                  M6,Ashia,Newbold,14/02/2011,Medium,21/11/2026 21:00,,4 Elm Road,OL4 4AB\n";
    let report = load(&mut hub, "monday.csv", &format!("{header}{monday}"), NOW);
    assert_eq!((report.counts.created, report.counts.waiting, report.counts.updated), (1, 1, 0), "perhaps twins, whom nobody knew");
    let waiting = hub.waiting().unwrap();
    let why = waiting[0].candidates[0].candidate.guards.join("; ");
    assert!(why.contains("two children may be missing"), "{why}");

    let same =
        monday.replace("Asha,Newbold,14/02/2011,High,21/11/2026 21:00,", "Asha,Newbold,14/02/2011,High,21/11/2026 21:00,22/11/2026 07:00");
    load(&mut hub, "later.csv", &format!("{header}{same}"), NOW);
    let board = hub.board(at(NOW)).unwrap();
    let missing: Vec<_> =
        board.items.iter().filter(|i| i.episode.returned_at.is_none()).filter_map(|i| i.episode.police_ref.clone()).collect();
    assert_eq!(missing, ["M6"], "one is back, the other is still missing");
    hub.verify().unwrap();
}
