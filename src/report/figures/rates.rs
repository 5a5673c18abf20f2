//! The rates of the return interview: offered, accepted, held, in time; per episode and per child.
//!
//! An episode belongs to the period it began in. Still missing and not yet due are left out, never a failure; so is what cannot be
//! measured, by its reason. See docs of [`Rate`] for each denominator.

use super::cohort::{Cohort, Row, words};
use super::facts::{EndedFact, EpisodeFact};
use super::figure::{Figure, Judged, Why};
use crate::codes::codes;
use crate::episode::Moment;
use crate::interview::verdict::Verdict;

codes! {
    /// A rate of the return interview.
    Rate {
        /// Of the ended episodes whose interview is due.
        Offered = "offered", "Return interview offered";
        /// Of those offered.
        Accepted = "accepted", "Offer of the return interview accepted";
        /// Of the ended episodes whose interview is due.
        Held = "held", "Return interview held";
        In72OfHeld = "in-72-hours-of-held", "Held within 72 hours, of those held";
        In72OfDue = "in-72-hours-of-due", "Held within 72 hours, of those due";
        In3DaysOfHeld = "in-3-working-days-of-held", "Held within 3 working days, of those held";
        In3DaysOfDue = "in-3-working-days-of-due", "Held within 3 working days, of those due";
        /// Of the ended episodes whose 24 hours are over, or that were offered.
        OfferedIn24 = "offered-in-24-hours", "Offered within 24 hours of notice";
    }
}

codes! {
    /// What a rate counts.
    Per {
        Episode = "episodes", "per episode";
        /// A child counts with any of its episodes that does.
        Child = "children", "per child";
    }
}

impl Rate {
    /// What is counted, and of what.
    fn counts(self) -> (&'static str, &'static str) {
        match self {
            Rate::Offered => ("episodes after which the interview was offered, an interview that was held being an offer", DUE),
            Rate::Accepted => (
                "episodes after which the offer was accepted: the interview was held or booked, or somebody engaged with the offer, and it is not closed without one",
                "episodes after which the interview was offered, and which are due",
            ),
            Rate::Held => ("episodes answered by an interview that was held", DUE),
            Rate::In72OfHeld => ("episodes answered by an interview within 72 hours of the return", HELD),
            Rate::In72OfDue => (
                "episodes answered by an interview within 72 hours of the return",
                "ended episodes whose 72 hours are over, or that were answered",
            ),
            Rate::In3DaysOfHeld => ("episodes answered by an interview by the end of the third working day after the day of return", HELD),
            Rate::In3DaysOfDue => (
                "episodes answered by an interview by the end of the third working day after the day of return",
                "ended episodes whose third working day is over, or that were answered",
            ),
            Rate::OfferedIn24 => (
                "episodes after which the interview was offered within 24 hours of the hub's notice of the return",
                "ended episodes whose 24 hours are over, or that were offered",
            ),
        }
    }

    /// The rule in words.
    pub fn rule(self, per: Per) -> String {
        let (counted, of) = self.counts();
        match per {
            Per::Episode => format!("Of the {of}: the {counted}. An episode belongs to the period it began in."),
            Per::Child => format!("Children with at least one of the {of}: those with at least one of the {counted}."),
        }
    }

    /// What becomes of an episode in it.
    pub(super) fn judge(self, episode: &EpisodeFact, as_of: Moment) -> Judged {
        let Some(ended) = &episode.ended else { return Judged::Left(Why::StillMissing) };
        let verdicts = ended.verdicts;
        match self {
            Rate::Offered => offered(ended, as_of),
            Rate::Accepted => match (offered(ended, as_of), ended.offer) {
                (Judged::Counted, Some(offer)) if offer.accepted => Judged::Counted,
                (Judged::Counted, _) => Judged::Rest,
                (Judged::Rest, _) => Judged::Outside,
                (left, _) => left,
            },
            Rate::Held => held(ended, as_of),
            Rate::In72OfHeld | Rate::In3DaysOfHeld if ended.held.is_none() => Judged::Outside,
            Rate::In72OfHeld | Rate::In72OfDue => in_time(ended, verdicts.hours72),
            Rate::In3DaysOfHeld | Rate::In3DaysOfDue => in_time(ended, verdicts.working_days),
            Rate::OfferedIn24 => match verdicts.offer {
                Verdict::NotMeasurable if ended.notice.is_none() => Judged::Left(Why::NoNotice),
                Verdict::NotMeasurable => Judged::Left(Why::OfferBeforeReturn),
                measured => of_verdict(measured),
            },
        }
    }
}

const DUE: &str = "ended episodes whose interview is due (its 72 hours are over, or it was held)";
const HELD: &str = "episodes answered by an interview that was held";

fn offered(ended: &EndedFact, as_of: Moment) -> Judged {
    match (ended.due_by(as_of), ended.offer) {
        (Err(why), _) => Judged::Left(why),
        (Ok(()), Some(offer)) if ended.before_return(offer.at) => Judged::Left(Why::OfferBeforeReturn),
        (Ok(()), Some(_)) => Judged::Counted,
        (Ok(()), None) => Judged::Rest,
    }
}

pub(super) fn held(ended: &EndedFact, as_of: Moment) -> Judged {
    match (ended.due_by(as_of), &ended.held) {
        (Err(why), _) => Judged::Left(why),
        (Ok(()), Some(held)) if ended.before_return(held.at) => Judged::Left(Why::InterviewBeforeReturn),
        (Ok(()), Some(_)) => Judged::Counted,
        (Ok(()), None) => Judged::Rest,
    }
}

fn in_time(ended: &EndedFact, verdict: Verdict) -> Judged {
    match verdict {
        Verdict::NotMeasurable if ended.returned.is_none() => Judged::Left(Why::NoReturnTime),
        Verdict::NotMeasurable => Judged::Left(Why::InterviewBeforeReturn),
        measured => of_verdict(measured),
    }
}

fn of_verdict(verdict: Verdict) -> Judged {
    match verdict {
        Verdict::Met => Judged::Counted,
        Verdict::NotYetDue => Judged::Left(Why::NotYetDue),
        Verdict::Missed | Verdict::NotMeasurable => Judged::Rest,
    }
}

impl Cohort<'_> {
    /// A rate of the return interview, with its rows.
    pub fn rate(&self, rate: Rate, per: Per) -> Figure {
        let judge = |row: &Row| row.rates[rate as usize];
        let rule = rate.rule(per);
        match per {
            Per::Episode => self.share(words(rate.code(), rate.label(), rule), self.by_episode(judge)),
            Per::Child => {
                let (code, title) = (format!("{}-children", rate.code()), format!("{}: children", rate.label()));
                self.share(words(code, title, rule), self.by_child(judge))
            }
        }
    }
}
