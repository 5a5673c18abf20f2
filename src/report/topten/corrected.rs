//! Where a recount differs from what was reported, line by line, each with both values.

use super::strip::by_band;
use super::{BANDS, WEEKDAYS, hours, n_of};
use crate::calendar::{length, month_words};
use crate::episode::EpisodeId;
use crate::report::minutes::counted;
use crate::report::tracker::{Often, ReportedChild};

/// The lines of one child: "reported 4 episodes, now 5: E123 recorded since". `now`: the recount; `None`: the child was not missing in
/// the month by what is known now. `since` says why an episode counts that was not reported ("recorded since").
pub fn corrections(reported: &ReportedChild, now: Option<&ReportedChild>, since: impl Fn(EpisodeId) -> &'static str) -> Vec<String> {
    let Some(now) = now else {
        let had = counted(reported.episodes.len(), "episode");
        return vec![format!("reported with {had}; by what is known now the child was not missing then")];
    };
    let mut lines: Vec<String> = episodes(reported, now, since).into_iter().collect();
    let mut differs = |what: &str, was: String, is: String| {
        if was != is {
            lines.push(format!("reported {what}{was}, now {is}"));
        }
    };
    differs("rank ", reported.rank_words(), now.rank_words());
    differs("", counted(reported.nights as usize, "night"), counted(now.nights as usize, "night"));
    differs("missing ", length(reported.missing()), length(now.missing()));
    differs("the longest ", length(reported.longest()), length(now.longest()));
    differs("in 3 months ", reported.in_3_months.to_string(), now.in_3_months.to_string());
    differs("in 12 months ", reported.in_12_months.to_string(), now.in_12_months.to_string());
    differs("interviews offered ", n_of(reported.offered), n_of(now.offered));
    differs("interviews held ", n_of(reported.held), n_of(now.held));
    differs("held within 72 hours ", n_of(reported.in_72_hours), n_of(now.in_72_hours));
    if let Some((was, is)) = reported.shown.as_ref().zip(now.shown.as_ref()) {
        differs("by weekday ", hours_by(&WEEKDAYS, &was.times.by_weekday()), hours_by(&WEEKDAYS, &is.times.by_weekday()));
        differs("by time of day ", hours_by(&BANDS, &by_band(&was.times)), hours_by(&BANDS, &by_band(&is.times)));
        // The last month is that of the report: its episodes are said above.
        for month in was.run.iter().rev().skip(1).rev() {
            let count = is.run.iter().find(|other| other.month == month.month).map_or(month.episodes, |other| other.episodes);
            differs(&format!("in {} ", month_words(month.month)), count_words(month.episodes), count_words(count));
        }
        differs("found at ", places(&was.found), places(&is.found));
        differs("missing with ", people(&was.with), people(&is.with));
    }
    lines
}

fn count_words(count: u32) -> String {
    counted(count as usize, "episode")
}

/// "Fri 9.3 h, Sat 2.0 h".
fn hours_by(names: &[&str], seconds: &[u32]) -> String {
    let some = names.iter().zip(seconds).filter(|(_, seconds)| **seconds > 0);
    listed(some.map(|(name, seconds)| format!("{name} {} h", hours(*seconds))))
}

/// "Piccadilly station (2), a flat (1)".
fn places(all: &[Often]) -> String {
    listed(all.iter().map(|often| format!("{} ({})", often.what, often.times)))
}

/// "C12 (2), a name on a list (1)": a correction names nobody.
fn people(all: &[Often]) -> String {
    let who = |often: &Often| often.child.map_or("a name on a list".into(), |child| child.to_string());
    listed(all.iter().map(|often| format!("{} ({})", who(often), often.times)))
}

fn listed(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { "nothing".into() } else { parts.join(", ") }
}

fn episodes(reported: &ReportedChild, now: &ReportedChild, since: impl Fn(EpisodeId) -> &'static str) -> Option<String> {
    let new = now.episodes.iter().filter(|id| !reported.episodes.contains(id)).map(|id| format!("{id} {}", since(*id)));
    let gone = reported.episodes.iter().filter(|id| !now.episodes.contains(id)).map(|id| format!("{id} counts no more"));
    let why: Vec<String> = new.chain(gone).collect();
    let count = |of: &ReportedChild| of.episodes.len();
    (!why.is_empty()).then(|| format!("reported {}, now {}: {}", counted(count(reported), "episode"), count(now), why.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::child::ChildId;

    fn reported() -> ReportedChild {
        ReportedChild {
            child: ChildId(7),
            name: "Nadia Begum".into(),
            rank: 2,
            shared: false,
            rank_before: None,
            episodes: [1, 2, 3, 4].map(EpisodeId).to_vec(),
            nights: 5,
            minutes: 3 * 60,
            longest_minutes: 100,
            this_month: 4,
            in_3_months: 6,
            in_12_months: 9,
            offered: (3, 4),
            held: (2, 4),
            in_72_hours: (1, 4),
            shown: None,
        }
    }

    #[test]
    fn each_line_says_what_was_reported_and_what_is_known_now() {
        let mut now = reported();
        assert_eq!(corrections(&reported(), Some(&now), |_| ""), Vec::<String>::new());
        now.episodes.push(EpisodeId(123));
        (now.nights, now.held, now.rank, now.minutes) = (6, (3, 5), 1, 185);
        assert_eq!(
            corrections(&reported(), Some(&now), |_| "recorded since"),
            [
                "reported 4 episodes, now 5: E123 recorded since",
                "reported rank 2, now 1",
                "reported 5 nights, now 6 nights",
                "reported missing 3 h 00 m, now 3 h 05 m",
                "reported interviews held 2 of 4, now 3 of 5",
            ]
        );
    }

    #[test]
    fn an_episode_that_counts_no_more_and_a_child_who_was_not_missing_are_said() {
        let mut now = reported();
        now.episodes = [1, 2, 3, 5].map(EpisodeId).to_vec();
        let lines = corrections(&reported(), Some(&now), |_| "recorded since");
        assert_eq!(lines, ["reported 4 episodes, now 4: E5 recorded since; E4 counts no more"]);
        let lines = corrections(&reported(), None, |_| "");
        assert_eq!(lines, ["reported with 4 episodes; by what is known now the child was not missing then"]);
    }

    #[test]
    fn what_was_reported_before_the_run_and_the_hours_were_kept_is_still_read() -> Result<(), serde_json::Error> {
        let kept = serde_json::to_value(reported())?;
        assert!(kept.get("shown").is_none(), "{kept}");
        let read: ReportedChild = serde_json::from_value(kept)?;
        assert_eq!(corrections(&reported(), Some(&read), |_| ""), Vec::<String>::new());
        Ok(())
    }
}
