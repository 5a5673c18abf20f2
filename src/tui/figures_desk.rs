//! What the screens ask of the casebook about figures, and the rehearsal of rules.

use super::private_desk::PrivateDesk;
use crate::calendar::day_of;
use crate::casebook::error::{Error, Result};
use crate::casebook::{Hub, Rehearse};
use crate::episode::Moment;
use crate::triage::Band;
use crate::triage::rehearse::{Rehearsal, USUAL_DAYS};
use crate::triage::rules::Rules;
use chrono::Days;

/// Figures, and the rehearsal of rules, as the screens use it. Moments are UTC; `now` is the moment the person acts.
pub trait FiguresDesk {}

impl FiguresDesk for Hub {}

impl FiguresDesk for PrivateDesk {}

/// The rehearsal of rules, as its screen uses it.
pub trait RehearsalDesk {
    /// What the rules of a file (its text) would have flagged from one UK day to another, as people write them ("1/11", "today"); both
    /// empty: the last 28 days.
    fn rehearse(&self, rules: &str, from: &str, to: &str, now: Moment) -> Result<Rehearsal>;
}

impl RehearsalDesk for Hub {
    fn rehearse(&self, rules: &str, from: &str, to: &str, now: Moment) -> Result<Rehearsal> {
        let rules = Rules::parse(rules).map_err(|errors| {
            let first = errors.first().map_or(String::new(), ToString::to_string);
            Error::Refused(format!("these are no rules: {first}; `wayhome rules check` names every mistake"))
        })?;
        let day = |text: &str, default| match text.trim() {
            "" => Ok(default),
            text => crate::spoken::day(text, now, &self.clocks().working_days).map_err(Error::Refused),
        };
        let to = day(to, day_of(now))?;
        let from = day(from, to.checked_sub_days(Days::new(USUAL_DAYS - 1)).unwrap_or(to))?;
        self.rehearse_telling(&Rehearse { rules: &rules, from, to, flag: Band::High }, now)
    }
}

impl RehearsalDesk for PrivateDesk {
    /// Its screen stays closed in privacy.
    fn rehearse(&self, rules: &str, from: &str, to: &str, now: Moment) -> Result<Rehearsal> {
        self.desk.rehearse(rules, from, to, now)
    }
}
