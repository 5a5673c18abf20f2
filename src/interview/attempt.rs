//! How a child is sought for its interview: contact attempts, offers, bookings, and the closed lists of reasons.

use super::worker::WorkerId;
use crate::codes::codes;
use crate::episode::Moment;
use serde::{Deserialize, Serialize};

codes! {
    /// Whom a contact attempt was made to.
    Contact {
        Child = "child", "the child";
        Parent = "parent", "a parent";
        Carer = "carer", "a carer";
        Placement = "placement", "the placement";
    }
}

codes! {
    /// How contact was sought.
    Channel {
        Visit = "visit", "visit";
        Phone = "phone", "telephone";
        Message = "message", "message";
        Video = "video", "video call";
        Email = "email", "e-mail";
        Letter = "letter", "letter";
    }
}

codes! {
    /// What came of a contact attempt.
    AttemptOutcome {
        Engaged = "engaged", "engaged";
        Refused = "refused", "refused";
        NotReached = "not-reached", "not reached";
        NotSafe = "not-safe", "not safe to ask";
    }
}

codes! {
    /// Why an interview was not held (Warwickshire fig 7 and its text).
    NotHeld {
        Declined = "declined", "declined by the child";
        UnableToEngage = "unable-to-engage", "unable to engage";
        ParentRefused = "parent-refused", "parent or carer refused";
        OtherAgency = "other-agency", "another agency undertaking it";
        /// Needs a rationale, and an approver other than the recorder.
        NotAppropriate = "not-appropriate", "decided not appropriate";
        HostAuthority = "host-authority", "child lives outside the area and the host authority will do it";
        MissingAgain = "missing-again", "child missing again";
        /// Needs words.
        Other = "other", "other";
    }
}

codes! {
    /// Why an interview was held after its 72 hours (Warwickshire).
    LateReason {
        CouldNotEngage = "could-not-engage", "could not engage child or parent";
        CouldNotMeet = "could-not-meet", "child or family could not meet in time";
        Capacity = "capacity", "team capacity";
        LateNotice = "late-notice", "late notice of return";
        /// Needs words.
        Other = "other", "other";
    }
}

/// One attempt to reach the child, or whoever answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    pub at: Moment,
    /// Who tried, by name: a worker, or anybody else who did.
    pub by: String,
    pub to: Contact,
    pub channel: Channel,
    pub outcome: AttemptOutcome,
    /// The interview was offered with it: the first offer stops the offer clock.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub offered: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Time and place agreed for an interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    pub at: Moment,
    /// Length in minutes.
    pub minutes: u32,
    pub place: String,
    /// Who holds it; `None`: whoever it is allocated to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<WorkerId>,
}

/// Why an episode is closed without an interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    pub reason: NotHeld,
    /// In words; required for [`NotHeld::NotAppropriate`] and [`NotHeld::Other`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What the carer said of it all, where the child was not spoken to: no interview, and yet on the record.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub carers_account: String,
    /// Who approved it, by name; required for [`NotHeld::NotAppropriate`], and then not the recorder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approver: Option<String>,
}

impl Closure {
    /// Closed by this reason, with nothing more said.
    pub fn of(reason: NotHeld) -> Closure {
        Closure { reason, note: String::new(), carers_account: String::new(), approver: None }
    }
}

/// Why an interview came after its 72 hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Late {
    pub reason: LateReason,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
