//! What keeps a meeting from closing.

use super::agenda::{About, ItemId};
use super::decision::{ActionId, Decision, Outcome};
use serde::Serialize;

/// How an action that is due and still open is said to lack something: "A9 has no outcome".
pub const NO_OUTCOME: &str = " has no outcome";

/// Something an item lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lacking {
    pub item: ItemId,
    /// "no decision", "no owner: nobody is to carry out the joint investigation", "no rationale", "A9 has no outcome".
    pub what: String,
}

/// An item as the gate sees it.
#[derive(Debug, Clone, Copy)]
pub struct GateItem<'a> {
    pub item: ItemId,
    pub about: About,
    /// Put off, carried over or passed over.
    pub left: bool,
    /// The decisions of this meeting on it that stand.
    pub decisions: &'a [Decision],
    /// For [`About::Actions`]: live actions that had run out when the meeting began and are neither ended nor re-dated.
    pub due: &'a [ActionId],
}

/// What keeps the meeting from closing, in the order of the items; empty: it may close. Items that only list keep nothing
/// open, except the actions due.
pub fn lacking(items: &[GateItem]) -> Vec<Lacking> {
    items.iter().flat_map(|item| of_item(item).into_iter().map(|what| Lacking { item: item.item, what })).collect()
}

fn of_item(item: &GateItem) -> Vec<String> {
    match item.about {
        About::Actions if !item.left => item.due.iter().map(|action| format!("{action}{NO_OUTCOME}")).collect(),
        About::Episode(_) | About::Business(_) if item.decisions.is_empty() && !item.left => vec!["no decision".into()],
        About::Episode(_) | About::Business(_) => item.decisions.iter().flat_map(of_decision).collect(),
        _ => Vec::new(),
    }
}

fn of_decision(decision: &Decision) -> Vec<String> {
    let mut lacks = Vec::new();
    let to_do = decision.outcomes.iter().find(|outcome| needs_owner(**outcome));
    if let (Some(outcome), true) = (to_do, decision.actions.is_empty()) {
        lacks.push(format!("no owner: nobody is to carry out the {}", outcome.label()));
    }
    if decision.rationale.trim().is_empty() {
        lacks.push("no rationale".into());
    }
    lacks
}

/// Advice is given in the meeting, and no further action needs nobody.
fn needs_owner(outcome: Outcome) -> bool {
    !matches!(outcome, Outcome::Advice | Outcome::NoFurtherAction)
}

#[cfg(test)]
mod tests {
    use super::super::decision::{Action, DecisionId};
    use super::*;
    use crate::episode::{EpisodeId, Moment};

    fn decided(outcomes: &[Outcome], rationale: &str, action: bool) -> Decision {
        let phone = Action { id: ActionId(9), agency: "Police".into(), person: None, what: "phone work".into(), due: None };
        Decision {
            id: DecisionId(45),
            episode: Some(EpisodeId(1)),
            business: None,
            child: None,
            outcomes: outcomes.to_vec(),
            rationale: rationale.into(),
            actions: if action { vec![phone] } else { Vec::new() },
            next_review: None,
            band: None,
            rules_version: None,
            replaces: None,
            shown: None,
            agencies: Vec::new(),
            dissent: Vec::new(),
            panel: None,
            at: Moment::UNIX_EPOCH,
            by: "Ann Lee".into(),
        }
    }

    #[test]
    fn a_meeting_cannot_close_on_what_has_no_decision_owner_or_rationale() {
        use Outcome::{Advice, JointInvestigation, NoFurtherAction};
        let episode = About::Episode(EpisodeId(1));
        let owner = "no owner: nobody is to carry out the joint investigation";
        for (about, left, decisions, due, lacks) in [
            (episode, false, vec![], vec![], vec!["no decision"]),
            (episode, true, vec![], vec![], vec![]),
            (episode, false, vec![decided(&[Advice], "seen at home", false)], vec![], vec![]),
            (episode, false, vec![decided(&[NoFurtherAction], "moved away", false)], vec![], vec![]),
            (episode, false, vec![decided(&[Advice], " \n", false)], vec![], vec!["no rationale"]),
            (episode, false, vec![decided(&[Advice, JointInvestigation], "pattern", false)], vec![], vec![owner]),
            (episode, false, vec![decided(&[JointInvestigation], "", false)], vec![], vec![owner, "no rationale"]),
            (episode, false, vec![decided(&[JointInvestigation], "pattern", true)], vec![], vec![]),
            (episode, true, vec![decided(&[JointInvestigation], "pattern", false)], vec![], vec![owner]),
            (About::Actions, false, vec![], vec![ActionId(9), ActionId(12)], vec!["A9 has no outcome", "A12 has no outcome"]),
            (About::Actions, true, vec![], vec![ActionId(9)], vec![]),
            (About::Interviews, false, vec![], vec![], vec![]),
            (About::AnyOther, false, vec![], vec![], vec![]),
        ] {
            let item = GateItem { item: 4, about, left, decisions: &decisions, due: &due };
            let expected: Vec<_> = lacks.iter().map(|what| Lacking { item: 4, what: (*what).into() }).collect();
            assert_eq!(lacking(&[item]), expected, "{about:?} {decisions:?}");
        }
    }
}
