//! Missing again within so many days of an interview or of a decision of the meeting.

use super::cohort::{Index, words};
use super::facts::EpisodeFact;
use super::figure::{Figure, Judged, RowKind, Tally, Why};
use super::period::Period;
use crate::calendar::{day_of, end_of_day};
use crate::child::ChildId;
use crate::codes::codes;
use crate::episode::Moment;
use chrono::{Days, NaiveDate, TimeDelta};
use std::collections::HashSet;

codes! {
    /// After what.
    After {
        Interview = "interview", "return interview";
        Decision = "decision", "decision of the meeting";
    }
}

impl Index<'_> {
    /// The interviews held (decisions made) in a period after which the child had a new episode: from then to the end of the
    /// `days`-th UK day after. Those whose days are not over are left out, also where the child is missing again already.
    pub fn missing_again(&self, after: After, days: u32, period: Period) -> Figure {
        let mut tally = Tally::new(match after {
            After::Interview => RowKind::Interview,
            After::Decision => RowKind::Decision,
        });
        for (id, child, at) in self.events(after) {
            if period.starts() <= at && at < period.ends() {
                tally.add(id, self.again(child, at, days));
            }
        }
        let events = match after {
            After::Interview => "return interviews",
            After::Decision => "decisions of the meeting",
        };
        let rule = format!(
            "Of the {events} in the period, for which {days} days are over: those after which an episode of the child began before the end of the {days}th day after."
        );
        let title = format!("Missing again within {days} days of a {after}");
        self.figure(period, words(format!("again-{days}-days-{}", after.code()), title, rule), tally.rate(), tally)
    }

    /// Each once: its id, the child, and when.
    fn events(&self, after: After) -> Vec<(i64, Option<ChildId>, Moment)> {
        match after {
            After::Decision => self.facts.decisions.iter().map(|decision| (decision.decision.0, decision.child, decision.at)).collect(),
            After::Interview => {
                let mut seen = HashSet::new();
                let held = self.facts.episodes.iter().filter_map(|episode| Some((episode.child, episode.ended.as_ref()?.held.as_ref()?)));
                held.filter(|(_, held)| seen.insert(held.interview)).map(|(child, held)| (held.interview.0, child, held.at)).collect()
            }
        }
    }

    fn again(&self, child: Option<ChildId>, at: Moment, days: u32) -> Judged {
        let Some(child) = child else { return Judged::Left(Why::NotIdentified) };
        let window = Window { at, days };
        if !window.over_by(self.facts.as_of) {
            return Judged::Left(Why::WindowOpen);
        }
        let places = self.places_of(child);
        let (before, after) = places.split_at(places.partition_point(|place| self.episode(*place).began <= at));
        let throughout = |episode: &EpisodeFact| episode.until(self.facts.as_of).is_some_and(|until| until > at && window.over_by(until));
        match () {
            () if after.first().is_some_and(|next| !window.over_by(self.episode(*next).began)) => Judged::Counted,
            () if before.iter().any(|place| throughout(self.episode(*place))) => Judged::Left(Why::MissingThroughout),
            () => Judged::Rest,
        }
    }
}

/// The days after a moment: until the end of the last of them.
struct Window {
    at: Moment,
    days: u32,
}

impl Window {
    /// Is it over at a moment, the first after it included?
    fn over_by(&self, moment: Moment) -> bool {
        // Looking at the calendar costs more than all the rest: only where a day this way or that decides.
        let about = self.at + TimeDelta::days(i64::from(self.days));
        match moment - about {
            left if left < -TimeDelta::days(1) => false,
            left if left > TimeDelta::days(2) => true,
            _ => moment >= end_of_day(day_of(self.at).checked_add_days(Days::new(u64::from(self.days))).unwrap_or(NaiveDate::MAX)),
        }
    }
}
