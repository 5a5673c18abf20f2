//! What the figures count: one fact per episode, assessment, decision and piece of intelligence, as known at one moment.

use crate::child::{CareStatus, ChildId, Education, MarkerKind, Sex};
use crate::codes::codes;
use crate::episode::{Category, EpisodeId, Moment};
use crate::interview::attempt::{LateReason, NotHeld};
use crate::interview::record::{FindingId, InterviewId};
use crate::interview::verdict::{Verdict, Verdicts};
use crate::meeting::assessment::{Assessment, AssessmentId, AssessmentOutcome};
use crate::meeting::decision::{Decision, DecisionId};

codes! {
    /// Where the child was cared for when the episode began, as the figures split it.
    CareGroup {
        AtHome = "at-home", "at home";
        /// By this authority; unaccompanied asylum-seeking children are.
        Ours = "ours", "looked after by us";
        PlacedHere = "placed-here", "placed here by another authority";
        /// Supported accommodation, care leavers.
        Other = "other", "elsewhere";
    }
}

impl CareGroup {
    /// The group of a care status.
    pub fn of(status: CareStatus) -> CareGroup {
        match status {
            CareStatus::AtHome => CareGroup::AtHome,
            CareStatus::LookedAfter | CareStatus::Unaccompanied => CareGroup::Ours,
            CareStatus::LookedAfterElsewhere => CareGroup::PlacedHere,
            CareStatus::SupportedAccommodation | CareStatus::CareLeaver => CareGroup::Other,
        }
    }

    /// In care, whoever looks after the child.
    pub fn in_care(self) -> bool {
        matches!(self, CareGroup::Ours | CareGroup::PlacedHere)
    }
}

/// All that the figures are made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The moment of which all facts, verdicts above all, are known.
    pub as_of: Moment,
    /// In any order.
    pub episodes: Vec<EpisodeFact>,
    pub assessments: Vec<AssessmentFact>,
    pub decisions: Vec<DecisionFact>,
    pub intelligence: Vec<IntelligenceFact>,
    /// How many children this authority looks after; `None`: not known here.
    pub looked_after_children: Option<u32>,
}

impl Facts {
    /// Nothing known.
    pub fn none(as_of: Moment) -> Facts {
        let (episodes, assessments, decisions, intelligence) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Facts { as_of, episodes, assessments, decisions, intelligence, looked_after_children: None }
    }
}

/// One missing episode, with the child as it was when the episode began.
#[derive(Debug, Clone, PartialEq)]
pub struct EpisodeFact {
    pub episode: EpisodeId,
    /// `None`: it is not known yet who the child is.
    pub child: Option<ChildId>,
    /// The report (see [`crate::episode::Episode::began`]): the moment by which it belongs to a period.
    pub began: Moment,
    /// Last seen, where known (see [`crate::episode::Episode::missing_since`]): the hours and nights missing run from here.
    pub missing_since: Moment,
    pub category: Option<Category>,
    pub care: Option<CareGroup>,
    /// Looked after by this authority and placed outside its area.
    pub out_of_area: Option<bool>,
    pub locality: Option<String>,
    pub sex: Option<Sex>,
    /// Whole years.
    pub age: Option<u32>,
    pub ethnicity: Option<String>,
    pub education: Option<Education>,
    /// Each kind once.
    pub markers: Vec<MarkerKind>,
    /// `None`: the child is still missing.
    pub ended: Option<EndedFact>,
}

/// The end of an episode, and what was done about its interview.
#[derive(Debug, Clone, PartialEq)]
pub struct EndedFact {
    /// `None`: at no known time.
    pub returned: Option<Moment>,
    /// When the hub had notice of the return.
    pub notice: Option<Moment>,
    /// When the interview was due at latest: by the 72-hour clock; where no time of return is known, as if the child had been back only
    /// when notice came. `None`: neither is known.
    pub due: Option<Moment>,
    /// At `Facts::as_of`.
    pub verdicts: Verdicts,
    pub offer: Option<OfferFact>,
    pub held: Option<HeldFact>,
    /// Why it was closed without an interview; opened again, it is not closed.
    pub not_held: Option<NotHeld>,
    /// Why the interview that was held came late.
    pub late: Option<LateReason>,
}

/// The first offer of the interview after the return; where there is none, the first before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfferFact {
    pub at: Moment,
    /// The interview was held; or it was booked, or offered to somebody who engaged, and the episode is not closed without one.
    pub accepted: bool,
}

/// The first interview after the return that answers the episode; where there is none, the first before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldFact {
    pub interview: InterviewId,
    pub at: Moment,
    /// The agency of whoever held it.
    pub delivered_by: Option<String>,
}

/// One exploitation assessment. One that was withdrawn before it was completed is none.
#[derive(Debug, Clone, PartialEq)]
pub struct AssessmentFact {
    pub assessment: AssessmentId,
    pub child: Option<ChildId>,
    /// Education of the child at the first result.
    pub education: Option<Education>,
    /// The first is the assessment, the others its reviews; in the order they were recorded.
    pub results: Vec<ResultFact>,
}

/// One completed tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultFact {
    pub at: Moment,
    pub concerns: Vec<MarkerKind>,
    pub outcome: AssessmentOutcome,
}

/// One decision of the meeting on a child; one whose wording was changed later is left out in favour of the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecisionFact {
    pub decision: DecisionId,
    pub child: Option<ChildId>,
    pub at: Moment,
}

/// A finding of an interview that was first sent to another agency as intelligence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntelligenceFact {
    pub finding: FindingId,
    pub at: Moment,
}

impl EpisodeFact {
    /// When the child was back, `as_of` while still missing; `None`: back at no known time.
    pub fn until(&self, as_of: Moment) -> Option<Moment> {
        self.ended.as_ref().map_or(Some(as_of), |ended| ended.returned)
    }
}

impl EndedFact {
    /// What keeps it from being counted whether the interview was offered or held: it is not due yet, or that cannot be said.
    pub(super) fn due_by(&self, as_of: Moment) -> Result<(), super::figure::Why> {
        use super::figure::Why;
        let over = self.due.is_some_and(|due| due < as_of);
        match self.verdicts.hours72 {
            Verdict::Met | Verdict::Missed => Ok(()),
            Verdict::NotYetDue => Err(Why::NotYetDue),
            Verdict::NotMeasurable if over => Ok(()),
            Verdict::NotMeasurable if self.returned.is_some() => Err(Why::NotYetDue),
            // Held, so that it was due; in time or not cannot be said.
            Verdict::NotMeasurable if self.held.is_some() => Ok(()),
            Verdict::NotMeasurable => Err(Why::NoReturnTime),
        }
    }

    /// Whether something is dated before the return.
    pub(super) fn before_return(&self, at: Moment) -> bool {
        self.returned.is_some_and(|returned| at < returned)
    }
}

impl AssessmentFact {
    /// The fact of an assessment; `None` where it was withdrawn before it was completed. `education` is the child's at the first result.
    pub fn of(assessment: &Assessment, education: Option<Education>) -> Option<AssessmentFact> {
        let result = |recorded: &crate::meeting::assessment::Recorded| ResultFact {
            at: recorded.at,
            concerns: recorded.result.concerns.clone(),
            outcome: recorded.result.outcome,
        };
        let results: Vec<ResultFact> = assessment.results.iter().map(result).collect();
        let none = assessment.withdrawn.is_some() && results.is_empty();
        (!none).then_some(AssessmentFact { assessment: assessment.id, child: assessment.child, education, results })
    }
}

impl DecisionFact {
    /// The decisions that stand: of one whose wording was changed the latest wording, at the time of the first.
    pub fn standing(decisions: &[Decision]) -> Vec<DecisionFact> {
        use std::collections::HashMap;
        let by_id: HashMap<DecisionId, &Decision> = decisions.iter().map(|decision| (decision.id, decision)).collect();
        let replaced: std::collections::HashSet<DecisionId> = decisions.iter().filter_map(|decision| decision.replaces).collect();
        let first = |decision: &Decision| {
            let earlier = std::iter::successors(Some(decision.id), |id| by_id.get(id).and_then(|decision| decision.replaces));
            // As many steps as there are decisions: a circle in a damaged record ends.
            earlier.take(decisions.len()).filter_map(|id| by_id.get(&id)).map(|decision| decision.at).min().unwrap_or(decision.at)
        };
        let standing = decisions.iter().filter(|decision| !replaced.contains(&decision.id));
        standing.map(|decision| DecisionFact { decision: decision.id, child: decision.child, at: first(decision) }).collect()
    }
}
