//! The facts that rules can ask about.
use crate::child::ChildDetails;
use crate::episode::{Episode, Moment};
use crate::meeting::decision::Decision;
use crate::settings::Settings;

/// Everything triage may look at for one episode.
pub struct Subject<'a> {
    /// `None` while the child is not identified: the listed person is all there is.
    pub child: Option<&'a ChildDetails>,
    pub episode: &'a Episode,
    /// Every episode of the child that is known, this one included, in any order.
    pub history: &'a [Episode],
    /// Every decision on the child, in any order.
    pub decisions: &'a [Decision],
    /// Names of other children who are or were missing with this one, with the day: from overlapping episodes with the
    /// same place missing from or found, or named as companion on the list.
    pub together: &'a [Together],
    /// Return interviews the child declined in the last 12 months; `None`: not recorded here.
    pub interviews_refused: Option<u32>,
    pub settings: &'a Settings,
    pub now: Moment,
}

/// Another child missing at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    pub name: String,
    pub on: chrono::NaiveDate,
    /// Both are on today's list, still missing.
    pub now: bool,
}

/// Computed facts of one episode.
pub struct Facts {}
