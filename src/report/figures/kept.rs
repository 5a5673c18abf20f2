//! What is kept of an episode for counting: all that its figures need and nothing else, whatever the clocks and the child's record
//! say later. Kept short, since a year of it is read at once; times are milliseconds since 1970, UTC.

use super::facts::{CareGroup, EndedFact, EpisodeFact, HeldFact, OfferFact};
use crate::calendar::day_of;
use crate::child::{CareStatus, ChildDetails, ChildId, Education, Marker, MarkerKind, Sex, age_on};
use crate::clock::ClockSettings;
use crate::episode::{Category, Episode, EpisodeId, Moment};
use crate::interview::attempt::{AttemptOutcome, LateReason, NotHeld};
use crate::interview::file::InterviewFile;
use crate::interview::record::InterviewId;
use crate::interview::verdict::{Measured, counting, verdicts_of};
use crate::interview::worker::WorkerId;
use chrono::serde::{ts_milliseconds, ts_milliseconds_option};
use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

/// Hours after the return within which figures say an interview was held. Source: statutory guidance on children who run away or go
/// missing from home or care, 2014. The hub's own limit is for the clocks of the day: a figure that is named by a limit measures by it.
const INTERVIEW_HOURS: i64 = 72;
/// Working days after the day of return, likewise. Source: Trafford, Ambition 7.5.
const INTERVIEW_WORKING_DAYS: u32 = 3;
/// Hours after the hub's notice of the return within which figures say the interview was offered. Source: Warwickshire, figure 9.
const OFFER_HOURS: i64 = 24;

/// What is to be said where the hub's own clocks run by other limits than the figures.
pub fn own_clocks(clocks: &ClockSettings) -> Option<String> {
    let words = |hours: i64, days: u32, offer: i64| format!("{hours} hours and {days} working days, and {offer} hours to offer");
    let (own, published) = (
        words(clocks.interview_hours.into(), clocks.interview_working_days, clocks.offer_hours.into()),
        words(INTERVIEW_HOURS, INTERVIEW_WORKING_DAYS, OFFER_HOURS),
    );
    (own != published).then(|| format!("this hub's own clocks are {own}; figures are by the published {published}"))
}

/// One episode as it is kept for counting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// When it began (see [`Episode::began`]).
    #[serde(rename = "b", with = "ts_milliseconds")]
    pub began: Moment,
    #[serde(rename = "m", with = "ts_milliseconds")]
    pub missing_since: Moment,
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub child: Option<ChildId>,
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// As the list says, where the child's record does not.
    #[serde(rename = "lc", default, skip_serializing_if = "Option::is_none")]
    pub care: Option<CareStatus>,
    #[serde(rename = "ls", default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    #[serde(rename = "la", default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u32>,
    #[serde(rename = "le", default, skip_serializing_if = "Option::is_none")]
    pub ethnicity: Option<String>,
    /// `None`: the child is still missing.
    #[serde(rename = "e", default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<KeptEnd>,
}

/// The end of an episode as it is kept, and what was done about its interview.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptEnd {
    #[serde(rename = "r", default, with = "ts_milliseconds_option", skip_serializing_if = "Option::is_none")]
    pub returned: Option<Moment>,
    #[serde(rename = "n", default, with = "ts_milliseconds_option", skip_serializing_if = "Option::is_none")]
    pub notice: Option<Moment>,
    /// The first offer after the return; where there is none, the first before it.
    #[serde(rename = "o", default, with = "ts_milliseconds_option", skip_serializing_if = "Option::is_none")]
    pub offered: Option<Moment>,
    #[serde(rename = "a", default, skip_serializing_if = "std::ops::Not::not")]
    pub accepted: bool,
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub held: Option<KeptHeld>,
    #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
    pub not_held: Option<NotHeld>,
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub late: Option<LateReason>,
}

/// The interview that answers it: the first after the return; where there is none, the first before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptHeld {
    #[serde(rename = "i")]
    pub interview: InterviewId,
    #[serde(rename = "t", with = "ts_milliseconds")]
    pub at: Moment,
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<WorkerId>,
}

/// What was held on a child, as far as figures split by it: a part of [`ChildDetails`], read back from it as it is written. A record
/// cut down, since thousands are read at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ChildWas {
    dob: Option<NaiveDate>,
    sex: Option<Sex>,
    ethnicity: Option<String>,
    care_status: Option<CareStatus>,
    placed_out_of_area: Option<bool>,
    pub education: Option<Education>,
    locality: Option<String>,
    markers: Vec<Marker>,
}

impl From<&ChildDetails> for ChildWas {
    fn from(child: &ChildDetails) -> ChildWas {
        ChildWas {
            dob: child.dob,
            sex: child.sex,
            ethnicity: child.ethnicity.clone(),
            care_status: child.care_status,
            placed_out_of_area: child.placed_out_of_area,
            education: child.education,
            locality: child.locality.clone(),
            markers: child.markers.clone(),
        }
    }
}

impl Kept {
    /// What is kept of an episode and its interview file.
    pub fn of(episode: &Episode, file: Option<&InterviewFile>) -> Kept {
        let details = &episode.details;
        let listed = &details.listed;
        Kept {
            began: episode.began(),
            missing_since: episode.missing_since(),
            child: episode.child,
            category: details.category,
            care: listed.care_status,
            sex: listed.sex,
            age: listed.age,
            ethnicity: listed.ethnicity.clone(),
            ended: (!episode.still_missing()).then(|| KeptEnd::of(episode, file)),
        }
    }

    /// The fact of it. `child` is what was held on the child when the episode began; `agency` names the agency of a worker.
    pub fn fact(
        &self,
        episode: EpisodeId,
        child: Option<&ChildWas>,
        clocks: &ClockSettings,
        agency: impl Fn(WorkerId) -> Option<String>,
        now: Moment,
    ) -> EpisodeFact {
        let care = child.and_then(|child| child.care_status).or(self.care).map(CareGroup::of);
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
            episode,
            child: self.child,
            began: self.began,
            missing_since: self.missing_since,
            category: self.category,
            care,
            out_of_area,
            locality: known(child.and_then(|child| child.locality.as_ref())),
            sex: child.and_then(|child| child.sex).or(self.sex).filter(|sex| *sex != Sex::Unknown),
            age: child.and_then(|child| age_on(child.dob?, day_of(self.began))).or(self.age),
            ethnicity: known(child.and_then(|child| child.ethnicity.as_ref()).or(self.ethnicity.as_ref())),
            education: child.and_then(|child| child.education),
            markers,
            ended: self.ended.as_ref().map(|ended| ended.fact(clocks, agency, now)),
        }
    }
}

impl KeptEnd {
    fn of(episode: &Episode, file: Option<&InterviewFile>) -> KeptEnd {
        let returned = episode.details.returned.map(|when| when.at);
        let mut end = KeptEnd { returned, notice: episode.notice_of_return, ..KeptEnd::default() };
        let Some(file) = file else { return end };
        let counted = counting(file.answered.iter().map(|answered| answered.held_at), returned);
        let held = file.answered.iter().find(|answered| Some(answered.held_at) == counted);
        let offers = file.attempts.iter().filter(|attempt| attempt.offered).map(|attempt| attempt.at);
        end.offered = counting(offers.chain(counted), returned);
        end.accepted = end.offered.is_some() && accepted(file);
        end.held = held.map(|held| KeptHeld { interview: held.interview, at: held.held_at, worker: held.worker });
        end.not_held = file.closure().map(|closed| closed.closure.reason);
        end.late = held.and_then(|held| held.late.as_ref()).map(|late| late.reason);
        end
    }

    fn fact(&self, clocks: &ClockSettings, agency: impl Fn(WorkerId) -> Option<String>, now: Moment) -> EndedFact {
        let KeptEnd { returned, notice, offered, accepted, held, not_held, late } = *self;
        let due_72h = returned.map(|returned| returned + TimeDelta::hours(INTERVIEW_HOURS));
        let measured = Measured {
            returned,
            offer_due: notice.map(|notice| notice + TimeDelta::hours(OFFER_HOURS)),
            due_72h,
            due_3wd: returned.map(|returned| clocks.working_days.after(day_of(returned), INTERVIEW_WORKING_DAYS)),
            offered,
            held: held.map(|held| held.at),
        };
        EndedFact {
            returned,
            notice,
            due: due_72h.or_else(|| notice.map(|notice| notice + TimeDelta::hours(INTERVIEW_HOURS))),
            verdicts: verdicts_of(&measured, now),
            // Whatever the reason, what was closed without an interview was not accepted in the end.
            offer: offered.map(|at| OfferFact { at, accepted: held.is_some() || (accepted && not_held.is_none()) }),
            held: held.map(|held| HeldFact { interview: held.interview, at: held.at, delivered_by: held.worker.and_then(agency) }),
            not_held,
            late,
        }
    }
}

/// As far as contacts and bookings say; see [`OfferFact::accepted`].
fn accepted(file: &InterviewFile) -> bool {
    let refused = file.closure().is_some_and(|closed| matches!(closed.closure.reason, NotHeld::Declined | NotHeld::ParentRefused));
    let engaged = || file.attempts.iter().any(|attempt| attempt.offered && attempt.outcome == AttemptOutcome::Engaged);
    !file.answered.is_empty() || (!refused && (!file.bookings.is_empty() || engaged()))
}
