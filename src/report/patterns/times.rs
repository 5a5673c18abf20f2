//! When children go missing and when they are back: by weekday and hour of the UK clock.

use super::facts::Facts;
use crate::calendar::uk;
use chrono::{Datelike, Timelike};
use serde::Serialize;

pub const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
pub const HOURS: usize = 24;

/// Episodes by weekday (Monday first) and hour.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Times {
    pub went: [[u32; HOURS]; 7],
    pub back: [[u32; HOURS]; 7],
    /// Episodes of which the hour is known only roughly, or not.
    pub went_unknown: u32,
    pub back_unknown: u32,
}

impl Times {
    /// Of the episodes that began in the period; a child is missing from when it was last seen, where that is known.
    pub fn of(facts: &Facts) -> Times {
        let mut times = Times::default();
        let slot = |at| {
            let local = uk(at);
            (local.weekday().num_days_from_monday() as usize, local.hour() as usize)
        };
        for episode in facts.counted() {
            if episode.since_exact {
                let (day, hour) = slot(episode.since);
                times.went[day][hour] += 1;
            } else {
                times.went_unknown += 1;
            }
            match episode.returned.filter(|_| episode.returned_exact) {
                Some(returned) => {
                    let (day, hour) = slot(returned);
                    times.back[day][hour] += 1;
                }
                None => times.back_unknown += u32::from(episode.ended),
            }
        }
        times
    }

    /// How many episodes a grid holds.
    pub fn total(grid: &[[u32; HOURS]; 7]) -> u32 {
        grid.iter().flatten().sum()
    }

    /// The fullest hour of a grid: weekday, hour, episodes; `None` where there are none.
    pub fn fullest(grid: &[[u32; HOURS]; 7]) -> Option<(&'static str, usize, u32)> {
        let all = grid.iter().enumerate().flat_map(|(day, hours)| hours.iter().enumerate().map(move |(hour, n)| (WEEKDAYS[day], hour, *n)));
        // Of several the first of the week.
        all.filter(|(_, _, n)| *n > 0).fold(None, |best, next| match best {
            Some((_, _, most)) if most >= next.2 => best,
            _ => Some(next),
        })
    }
}
