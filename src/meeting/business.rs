//! What is brought to the meeting beside the list: referrals, requests for strategy meetings, key intelligence (Manchester 4.6).

use crate::child::{ChildId, MarkerKind};
use crate::codes::{codes, ids};
use crate::episode::Moment;
use crate::meeting::decision::DecisionId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

ids! {
    /// A referral, strategy request or piece of intelligence, shown as `B7`.
    BusinessId 'B';
}

codes! {
    /// What was brought.
    BusinessKind {
        Referral = "referral", "referral";
        Strategy = "strategy", "request for a strategy meeting";
        Intelligence = "intelligence", "key intelligence";
    }
}

/// What is known of it: the whole of it, as last said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusinessDetails {
    pub kind: BusinessKind,
    /// UK day it came in.
    pub received: NaiveDate,
    /// Who brings it: an agency of the settings (full name), a person, or both, as typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// What it is about, in a sentence or more. Of intelligence: what is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub concern: String,
    /// Children of the register it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<ChildId>,
    /// Children not on the register, as named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<String>,
    /// What kind of harm is feared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub markers: Vec<MarkerKind>,
    /// Of a referral: what child and family were told, or why not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub told: String,
    /// Of a strategy request: agencies that must be there (full names).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attend: Vec<String>,
    /// Of a strategy request: by when it must be held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed_by: Option<NaiveDate>,
    /// Of intelligence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vehicles: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// Of intelligence: agencies it is handed to (full names).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hand_to: Vec<String>,
}

impl BusinessDetails {
    /// What came in on a UK day, with nothing known of it yet.
    pub fn new(kind: BusinessKind, received: NaiveDate) -> BusinessDetails {
        BusinessDetails {
            kind,
            received,
            source: String::new(),
            concern: String::new(),
            children: Vec::new(),
            named: Vec::new(),
            markers: Vec::new(),
            told: String::new(),
            attend: Vec::new(),
            needed_by: None,
            people: Vec::new(),
            places: Vec::new(),
            vehicles: Vec::new(),
            themes: Vec::new(),
            hand_to: Vec::new(),
        }
    }
}

/// A piece of business as recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Business {
    pub id: BusinessId,
    pub details: BusinessDetails,
    /// When it was entered, and by whom.
    pub at: Moment,
    pub by: String,
    /// The decisions on it that stand, earliest first.
    pub decisions: Vec<DecisionId>,
    /// Not before this UK day on an agenda.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deferred_to: Option<NaiveDate>,
    /// The meeting passed over it with a reason: nothing more is to be decided.
    #[serde(default)]
    pub passed: bool,
    /// Journal position of the last change: what a verb made on this sight of it is based on.
    pub changed: i64,
}

impl BusinessKind {
    /// The kind in a word or two, as it stands before the number: "referral B7", "strategy request B8", "intelligence B9".
    pub fn short(self) -> &'static str {
        match self {
            BusinessKind::Referral => "referral",
            BusinessKind::Strategy => "strategy request",
            BusinessKind::Intelligence => "intelligence",
        }
    }
}

/// What is missing before it can be decided, in words; empty: complete. Whom a strategy discussion needs by the quorum is
/// asked with [`not_invited`].
pub fn missing(details: &BusinessDetails) -> Vec<String> {
    let BusinessDetails { source, concern, told, people, places, vehicles, themes, hand_to, .. } = details;
    let no_child = details.children.is_empty() && names(&details.named).next().is_none();
    let blank = |text: &str| text.trim().is_empty();
    let asked: &[(bool, &str)] = &match details.kind {
        BusinessKind::Referral => vec![
            (no_child, "which child it is about"),
            (blank(source), "who refers the child"),
            (concern.split_whitespace().count() < FEW_WORDS, "the concern, in a few words at least"),
            (details.markers.is_empty(), "what kind of harm is feared"),
            (blank(told), "what child and family were told, or why not"),
        ],
        BusinessKind::Strategy => vec![
            (no_child, "which child it is about"),
            (blank(source), "who asks for it"),
            (concern.split_whitespace().count() < FEW_WORDS, "the concern, in a few words at least"),
            (details.needed_by.is_none(), "by when it must be held"),
            (details.attend.is_empty(), "who must be there"),
        ],
        BusinessKind::Intelligence => vec![
            (blank(source), "where it comes from"),
            (blank(concern), "what is known"),
            ([people, places, vehicles, themes].iter().all(|list| names(list).next().is_none()), "a person, place, vehicle or theme"),
            (hand_to.is_empty(), "whom it is handed to"),
        ],
    };
    asked.iter().filter(|(lacks, _)| *lacks).map(|(_, what)| (*what).to_owned()).collect()
}

/// Fewer words say no concern.
const FEW_WORDS: usize = 3;

/// Agencies that a strategy discussion needs by the quorum (full names) and that are not among those asked to be there.
pub fn not_invited(details: &BusinessDetails, strategy_quorum: &[String]) -> Vec<String> {
    let asked = details.kind == BusinessKind::Strategy && !details.attend.is_empty();
    let absent = strategy_quorum.iter().filter(|agency| asked && !details.attend.contains(agency));
    absent.map(|agency| format!("{agency} among those who must be there")).collect()
}

/// "referral B7: Nadia Begum"; intelligence on no child is known by its themes. `children`: names of the children of the
/// register, as they are to be shown.
pub fn title(business: &Business, children: &[String]) -> String {
    let details = &business.details;
    let mut about: Vec<&str> = names(children).chain(names(&details.named)).collect();
    if about.is_empty() {
        about = names(&details.themes).collect();
    }
    let number = format!("{} {}", details.kind.short(), business.id);
    if about.is_empty() { number } else { format!("{number}: {}", about.join(", ")) }
}

fn names(list: &[String]) -> impl Iterator<Item = &str> {
    list.iter().map(|name| name.trim()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(kind: BusinessKind) -> BusinessDetails {
        BusinessDetails::new(kind, "2026-11-23".parse().unwrap())
    }

    #[test]
    fn what_is_missing_before_it_can_be_decided_is_said() {
        for (kind, all) in [
            (
                BusinessKind::Referral,
                vec![
                    "which child it is about",
                    "who refers the child",
                    "the concern, in a few words at least",
                    "what kind of harm is feared",
                    "what child and family were told, or why not",
                ],
            ),
            (
                BusinessKind::Strategy,
                vec![
                    "which child it is about",
                    "who asks for it",
                    "the concern, in a few words at least",
                    "by when it must be held",
                    "who must be there",
                ],
            ),
            (
                BusinessKind::Intelligence,
                vec!["where it comes from", "what is known", "a person, place, vehicle or theme", "whom it is handed to"],
            ),
        ] {
            assert_eq!(missing(&bare(kind)), all, "{kind}");
        }
    }

    #[test]
    fn what_is_complete_lacks_nothing() {
        let said = |kind| BusinessDetails {
            source: "School".into(),
            concern: "new phone, older friends".into(),
            named: vec!["Bo Larkin".into()],
            ..bare(kind)
        };
        let referral =
            BusinessDetails { markers: vec![MarkerKind::Cce], told: "mother told, agrees".into(), ..said(BusinessKind::Referral) };
        assert_eq!(missing(&referral), Vec::<String>::new());
        let by_register = BusinessDetails { named: Vec::new(), children: vec![ChildId(17)], ..referral };
        assert_eq!(missing(&by_register), Vec::<String>::new());
        let strategy =
            BusinessDetails { attend: vec!["Police".into()], needed_by: "2026-11-24".parse().ok(), ..said(BusinessKind::Strategy) };
        assert_eq!(missing(&strategy), Vec::<String>::new());
        let quorum = ["Police", "Health"].map(String::from);
        assert_eq!(not_invited(&strategy, &quorum), ["Health among those who must be there"]);
        assert_eq!(not_invited(&by_register, &quorum), Vec::<String>::new());
        let vague = BusinessDetails { concern: "worried ".into(), ..strategy };
        assert_eq!(missing(&vague), ["the concern, in a few words at least"]);
        let known =
            BusinessDetails { vehicles: vec!["grey van".into()], hand_to: vec!["Police".into()], ..said(BusinessKind::Intelligence) };
        assert_eq!(missing(&known), Vec::<String>::new());
        let blank = BusinessDetails { vehicles: vec![" ".into()], ..known };
        assert_eq!(missing(&blank), ["a person, place, vehicle or theme"]);
    }

    #[test]
    fn a_title_says_kind_number_and_whom_it_is_about() {
        let named = BusinessDetails { named: vec!["Bo Larkin".into()], ..bare(BusinessKind::Referral) };
        let themes = BusinessDetails { themes: vec!["takeaway on Mill Street".into()], ..bare(BusinessKind::Intelligence) };
        for (details, children, words) in [
            (named.clone(), vec!["Nadia Begum".to_owned()], "referral B7: Nadia Begum, Bo Larkin"),
            (bare(BusinessKind::Strategy), vec!["Child C17".to_owned()], "strategy request B7: Child C17"),
            (themes, vec![], "intelligence B7: takeaway on Mill Street"),
            (bare(BusinessKind::Intelligence), vec![], "intelligence B7"),
        ] {
            let business = Business {
                id: BusinessId(7),
                details,
                at: Moment::UNIX_EPOCH,
                by: "Ann Lee".into(),
                decisions: Vec::new(),
                deferred_to: None,
                passed: false,
                changed: 1,
            };
            assert_eq!(title(&business, &children), words);
        }
    }
}
