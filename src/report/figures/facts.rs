//! What the figures count: one fact per episode, assessment, decision and piece of intelligence, as known at one moment.

use crate::child::{CareStatus, ChildDetails, ChildId, Education, MarkerKind, Sex};
use crate::clock::ClockSettings;
use crate::codes::codes;
use crate::episode::{Category, Episode, EpisodeId, Moment};
use crate::interview::attempt::{AttemptOutcome, LateReason, NotHeld};
use crate::interview::file::{Answered, InterviewFile};
use crate::interview::record::{FindingId, InterviewId};
use crate::interview::verdict::{Verdict, Verdicts, verdicts};
use crate::meeting::assessment::{Assessment, AssessmentId, AssessmentOutcome};
use crate::meeting::decision::{Decision, DecisionId};
use chrono::TimeDelta;

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
    /// The report (see [`Episode::began`]): the moment by which it belongs to a period.
    pub began: Moment,
    /// Last seen, where known (see [`Episode::missing_since`]): the hours and nights missing run from here.
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
    /// The interview was held; or it was booked, or offered to somebody who engaged, and not closed as declined or refused after that.
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
    /// The fact of an episode. `child` is what was held on the child when the episode began.
    pub fn of(episode: &Episode, child: Option<&ChildDetails>, ended: Option<EndedFact>) -> EpisodeFact {
        let (began, details) = (episode.began(), &episode.details);
        let care = child.and_then(|child| child.care_status).or(details.listed.care_status).map(CareGroup::of);
        let mut markers: Vec<MarkerKind> = child.into_iter().flat_map(|child| &child.markers).map(|marker| marker.kind).collect();
        markers.sort();
        markers.dedup();
        let out_of_area = match (child.and_then(|child| child.placed_out_of_area), care) {
            (Some(out), _) => Some(out),
            // Of those this authority looks after it must be said; the others are not placed elsewhere by it.
            (None, Some(CareGroup::AtHome | CareGroup::PlacedHere)) => Some(false),
            (None, _) => None,
        };
        let known = |text: Option<&String>| text.map(|text| text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        EpisodeFact {
            episode: episode.id,
            child: episode.child,
            began,
            missing_since: episode.missing_since(),
            category: details.category,
            care,
            out_of_area,
            locality: known(child.and_then(|child| child.locality.as_ref())),
            sex: child.and_then(|child| child.sex).or(details.listed.sex).filter(|sex| *sex != Sex::Unknown),
            age: child.and_then(|child| child.age_on(crate::calendar::day_of(began))).or(details.listed.age),
            ethnicity: known(child.and_then(|child| child.ethnicity.as_ref()).or(details.listed.ethnicity.as_ref())),
            education: child.and_then(|child| child.education),
            markers,
            ended,
        }
    }

    /// When the child was back, `as_of` while still missing; `None`: back at no known time.
    pub fn until(&self, as_of: Moment) -> Option<Moment> {
        self.ended.as_ref().map_or(Some(as_of), |ended| ended.returned)
    }
}

impl EndedFact {
    /// The end of an episode as known at `now`; `None` while the child is still missing. `delivered_by` names the agency of
    /// whoever held an interview.
    pub fn of(
        episode: &Episode,
        file: &InterviewFile,
        clocks: &ClockSettings,
        delivered_by: impl Fn(&Answered) -> Option<String>,
        now: Moment,
    ) -> Option<EndedFact> {
        let clock = clocks.interview(episode, now)?;
        let (returned, notice) = (clock.returned_at, episode.notice_of_return);
        let early = |at: Moment| returned.is_some_and(|returned| at < returned);
        let held = file.answered.iter().min_by_key(|answered| (early(answered.held_at), answered.held_at));
        let offers = file.attempts.iter().filter(|attempt| attempt.offered).map(|attempt| attempt.at);
        let offered = offers.chain(held.map(|answered| answered.held_at)).min_by_key(|at| (early(*at), *at));
        let from_notice = || notice.map(|notice| notice + TimeDelta::hours(i64::from(clocks.interview_hours)));
        Some(EndedFact {
            returned,
            notice,
            due: clock.due_72h.or_else(from_notice),
            verdicts: verdicts(episode, file, &clock, now),
            offer: offered.map(|at| OfferFact { at, accepted: accepted(file) }),
            held: held.map(|held| HeldFact { interview: held.interview, at: held.held_at, delivered_by: delivered_by(held) }),
            not_held: file.closure().map(|closed| closed.closure.reason),
            late: held.and_then(|held| held.late.as_ref()).map(|late| late.reason),
        })
    }

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

/// See [`OfferFact::accepted`].
fn accepted(file: &InterviewFile) -> bool {
    let refused = file.closure().is_some_and(|closed| matches!(closed.closure.reason, NotHeld::Declined | NotHeld::ParentRefused));
    let engaged = || file.attempts.iter().any(|attempt| attempt.offered && attempt.outcome == AttemptOutcome::Engaged);
    !file.answered.is_empty() || (!refused && (!file.bookings.is_empty() || engaged()))
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
