//! What the screen of rehearsed rules asks, answered from two invented mornings.

use super::{Morning, day};
use wayhome::casebook::error::{Error, Result};
use wayhome::child::ChildId;
use wayhome::episode::{EpisodeId, Moment};
use wayhome::triage::Band;
use wayhome::triage::rehearse::{self, Item, Rehearsal, Said, rehearsed};
use wayhome::tui::rehearsal_desk::RehearsalDesk;

impl RehearsalDesk for Morning {
    /// The file gives its path as its text.
    fn rehearse(&self, rules: &str, _from: &str, _to: &str, _now: Moment) -> Result<Rehearsal> {
        if rules.ends_with("wrong.toml") {
            return Err(Error::Refused("these are no rules: line 3: no id; `wayhome rules check` names every mistake".into()));
        }
        let of_its_own = |rule: &str| if rule == "cse-marker" { Band::Medium } else { Band::High };
        let said = |band, fired: &[&str]| Said { band, fired: fired.iter().map(|rule| ((*rule).to_owned(), of_its_own(rule))).collect() };
        let item = |n: i64, old, new| Item { episode: EpisodeId(n), child: Some(ChildId(n)), old, new };
        let plain = || said(Band::Medium, &["cse-marker"]);
        let high = || said(Band::High, &["cse-marker", "repeat-28"]);
        let mornings = [
            rehearse::Morning { on: day("2026-11-18"), items: vec![item(1, plain(), high()), item(2, plain(), plain())] },
            rehearse::Morning {
                on: day("2026-11-19"),
                items: vec![item(1, high(), high()), item(2, plain(), high()), item(3, high(), plain())],
            },
        ];
        let mut made =
            rehearsed(&mornings, (day("2026-10-24"), day("2026-11-20")), Band::High, ("shipped rules 77a733e2", "two times 5dd12c1b"));
        for differs in &mut made.differ {
            let n = differs.episode.0;
            differs.name = ["Nadia Begum", "Thi Lan Nguyen", "Kayden Archer"][usize::try_from(n).unwrap() - 1].into();
            differs.reference = format!("GMP/26/0041{n}");
        }
        Ok(made)
    }
}
