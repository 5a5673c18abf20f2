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
        let rule = format!(
            "Of the {after}s in the period, for which {days} days are over: those after which an episode of the child began before the end of the {days}th day after."
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
        // Looking at the calendar costs more than all the rest: only where a day this way or that decides.
        let surely = at + TimeDelta::days(i64::from(days) + 2);
        let over = || end_of_day(day_of(at).checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX));
        if surely > self.facts.as_of && over() > self.facts.as_of {
            return Judged::Left(Why::WindowOpen);
        }
        let throughout = |episode: &EpisodeFact| {
            episode.began <= at && episode.until(self.facts.as_of).is_some_and(|until| until > at && until >= over())
        };
        match () {
            () if self.episodes_of(child).any(|episode| at < episode.began && episode.began < surely && episode.began < over()) => {
                Judged::Counted
            }
            () if self.episodes_of(child).any(throughout) => Judged::Left(Why::MissingThroughout),
            () => Judged::Rest,
        }
    }
}
