//! The agenda: what is talked about, in which order.

use super::business::{BusinessId, BusinessKind};
use super::decision::DecisionId;
use crate::codes::codes;
use crate::episode::{EpisodeId, Moment};
use crate::triage::Band;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Number of an item within its meeting, from 1, in the order items were put on the agenda; the order on the agenda may differ.
pub type ItemId = u32;

codes! {
    /// The parts of the agenda, in the order of the meeting.
    AgendaSection {
        ActionsDue = "actions-due", "Actions due";
        Changes = "changes", "What changed in the list";
        StillMissing = "still-missing", "Still missing";
        Returned = "returned", "Returned";
        Interviews = "interviews", "Interview clocks";
        Referrals = "referrals", "New referrals";
        Strategy = "strategy", "Requests for strategy meetings";
        Intelligence = "intelligence", "Key intelligence";
        Thresholds = "thresholds", "Threshold hits and panel referrals";
        CarriedOver = "carried-over", "Carried over";
        AnyOther = "any-other", "Any other business";
        ReadBack = "read-back", "Read-back";
    }
}

/// What an item is about. The first six stand once on every agenda and list what there is; the others are decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    Actions,
    Changes,
    Interviews,
    Thresholds,
    AnyOther,
    ReadBack,
    Episode(EpisodeId),
    Business(BusinessId),
}

impl About {
    /// Must the meeting decide it?
    pub fn is_decided(self) -> bool {
        matches!(self, About::Episode(_) | About::Business(_))
    }
}

/// An item put on the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewItem {
    pub item: ItemId,
    pub section: AgendaSection,
    pub about: About,
    /// The band of an episode when it was put on the agenda: what the list of items shows without triaging every child again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<Band>,
}

impl NewItem {
    /// An item without a band.
    pub fn new(item: ItemId, section: AgendaSection, about: About) -> NewItem {
        NewItem { item, section, about, band: None }
    }
}

/// Something said under an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Number within the meeting, from 1.
    pub note: u32,
    /// Who said it: an agency's full name; `None`: the meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    pub text: String,
    pub at: Moment,
    pub by: String,
}

/// How an item ended, where it was not decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Left {
    /// Comes back by itself on this UK day. `carried`: at the end of the meeting, to the next one.
    Deferred {
        until: NaiveDate,
        reason: String,
        #[serde(default)]
        carried: bool,
    },
    /// The chair closed it without a decision.
    Passed { reason: String },
}

/// An item as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub item: ItemId,
    pub section: AgendaSection,
    pub about: About,
    /// The band of an episode when it was put on the agenda.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<Band>,
    /// Decisions reached under it in this meeting that stand, earliest first; a reworded one gives way to its new wording.
    #[serde(default)]
    pub decisions: Vec<DecisionId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Left>,
    /// Open again: "returned since it was put off to Fri 27 Nov".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turned: Option<String>,
    #[serde(default)]
    pub notes: Vec<Note>,
    /// Whole seconds it was on the screen, without the time since it was last opened.
    #[serde(default)]
    pub seconds: i64,
    /// It was on the screen at some time of the meeting.
    #[serde(default)]
    pub opened: bool,
}

/// What there is to talk about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// The UK day of the meeting.
    pub today: NaiveDate,
    /// The episodes of the board, in its order.
    pub board: Vec<OnBoard>,
    /// Business that waits for a decision, earliest received first.
    pub business: Vec<(BusinessId, BusinessKind)>,
    /// What was put off, and to which UK day; the last word on each.
    pub deferred: Vec<(About, NaiveDate)>,
}

/// An episode as the board has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnBoard {
    pub episode: EpisodeId,
    /// The child is still out, known or not.
    pub missing: bool,
    /// The board carries it over from the meeting before.
    pub carried: bool,
}

/// The agenda as the program makes it: each thing once, in the first section that fits, sections in the order of the meeting.
/// What was put off to a later day is left out until then, but not a child who is still missing.
pub fn proposed(sources: &Sources) -> Vec<(AgendaSection, About)> {
    use AgendaSection as S;
    let put_off = |about: About| sources.deferred.iter().any(|(what, until)| *what == about && *until > sources.today);
    let mut agenda = vec![
        (S::ActionsDue, About::Actions),
        (S::Changes, About::Changes),
        (S::Interviews, About::Interviews),
        (S::Thresholds, About::Thresholds),
        (S::AnyOther, About::AnyOther),
        (S::ReadBack, About::ReadBack),
    ];
    for row in &sources.board {
        let section = match row {
            OnBoard { missing: true, .. } => S::StillMissing,
            OnBoard { carried: true, .. } => S::CarriedOver,
            _ => S::Returned,
        };
        if row.missing || !put_off(About::Episode(row.episode)) {
            agenda.push((section, About::Episode(row.episode)));
        }
    }
    let business = sources.business.iter().map(|(id, kind)| (section_of(*kind), About::Business(*id)));
    agenda.extend(business.filter(|(_, about)| !put_off(*about)));
    // Episodes whose day has come and that the board no longer shows.
    let come_back = sources.deferred.iter().filter(|(about, until)| matches!(about, About::Episode(_)) && *until <= sources.today);
    agenda.extend(come_back.map(|(about, _)| (S::CarriedOver, *about)));
    agenda.sort_by_key(|(section, about)| (*section, !about.is_decided()));
    let mut once = std::collections::BTreeSet::new();
    agenda.retain(|(_, about)| once.insert(*about));
    agenda
}

/// Where business of a kind stands.
pub fn section_of(kind: BusinessKind) -> AgendaSection {
    match kind {
        BusinessKind::Referral => AgendaSection::Referrals,
        BusinessKind::Strategy => AgendaSection::Strategy,
        BusinessKind::Intelligence => AgendaSection::Intelligence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "actions changes E1 …".
    fn words(sources: &Sources) -> String {
        let one = |(section, about): (AgendaSection, About)| match about {
            About::Episode(id) => format!("{}:{id}", section.code()),
            About::Business(id) => format!("{}:{id}", section.code()),
            _ => section.code().to_owned(),
        };
        proposed(sources).into_iter().map(one).collect::<Vec<_>>().join(" ")
    }

    fn row(episode: i64, missing: bool, carried: bool) -> OnBoard {
        OnBoard { episode: EpisodeId(episode), missing, carried }
    }

    #[test]
    fn an_empty_morning_has_the_six_listing_items() {
        assert_eq!(words(&Sources::default()), "actions-due changes interviews thresholds any-other read-back");
    }

    #[test]
    fn everything_stands_once_in_the_first_section_that_fits() {
        let day = |text: &str| text.parse().unwrap();
        let episode = |n| About::Episode(EpisodeId(n));
        let sources = Sources {
            today: day("2026-11-23"),
            board: vec![row(3, true, false), row(1, true, true), row(2, false, false), row(5, false, true), row(6, false, false)],
            business: vec![
                (BusinessId(9), BusinessKind::Intelligence),
                (BusinessId(7), BusinessKind::Referral),
                (BusinessId(8), BusinessKind::Strategy),
                (BusinessId(4), BusinessKind::Referral),
                (BusinessId(2), BusinessKind::Referral),
            ],
            deferred: vec![
                (episode(1), day("2026-11-27")),
                (episode(6), day("2026-11-24")),
                (episode(2), day("2026-11-23")),
                (episode(8), day("2026-11-20")),
                (episode(9), day("2026-11-24")),
                (About::Business(BusinessId(4)), day("2026-11-24")),
                (About::Business(BusinessId(2)), day("2026-11-23")),
            ],
        };
        assert_eq!(
            words(&sources),
            "actions-due changes still-missing:E3 still-missing:E1 returned:E2 interviews referrals:B7 referrals:B2 strategy:B8 \
             intelligence:B9 thresholds carried-over:E5 carried-over:E8 any-other read-back"
        );
    }
}
