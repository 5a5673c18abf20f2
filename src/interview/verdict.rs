//! Whether an episode's clocks were met: each episode has its own verdict, whatever interview answers it.

use super::file::InterviewFile;
use crate::clock::{ClockSettings, InterviewClock};
use crate::codes::codes;
use crate::episode::{Episode, Moment};

codes! {
    /// What a clock came to.
    Verdict {
        Met = "met", "met";
        Missed = "missed", "missed";
        /// No return time, or an interview dated before the return.
        NotMeasurable = "not_measurable", "not measurable";
        NotYetDue = "not_yet_due", "not yet due";
    }
}

/// The verdicts of one episode's three clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdicts {
    /// Offered within 24 elapsed hours of notice.
    pub offer: Verdict,
    /// Held within 72 elapsed hours of the return.
    pub hours72: Verdict,
    /// Held by the end of the third working day after the day of return.
    pub working_days: Verdict,
}

/// The verdicts of an episode at `now`.
pub fn verdicts(_episode: &Episode, _file: &InterviewFile, _clock: &InterviewClock, _settings: &ClockSettings, _now: Moment) -> Verdicts {
    Verdicts { offer: Verdict::NotYetDue, hours72: Verdict::NotYetDue, working_days: Verdict::NotYetDue }
}
