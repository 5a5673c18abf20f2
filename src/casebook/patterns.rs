//! Patterns over a period: who goes missing with whom, where, when and why.

use super::error::{Error, Result};
use super::hub::Hub;
use crate::calendar::{day_of, plain_day};
use crate::episode::Moment;
use crate::report::figures::Period;
use crate::report::patterns::Patterns;
use chrono::NaiveDate;

impl Hub {
    /// The patterns of a period, as known now.
    pub fn patterns(&self, period: Period, now: Moment) -> Result<Patterns> {
        self.store.read(|store| store.pattern_facts(period, now)).map(|facts| Patterns::of(&facts))
    }

    /// The period between two UK days; without a last day up to today, without a first the year before the last. Refused where it ends
    /// before it begins.
    pub fn pattern_period(&self, from: Option<NaiveDate>, to: Option<NaiveDate>, now: Moment) -> Result<Period> {
        let to = to.unwrap_or_else(|| day_of(now));
        let period = Period { from: from.unwrap_or(Period::year_to(to).from), to };
        if period.from > period.to {
            let words = format!("the period begins on {} and ends before that, on {}", plain_day(period.from), plain_day(period.to));
            return Err(Error::Refused(words));
        }
        Ok(period)
    }

    /// Refuses beforehand what could not be written down: with the clock set by hand only a training hub may be written to.
    pub fn may_note(&self) -> Result<()> {
        self.may_write()
    }
}
