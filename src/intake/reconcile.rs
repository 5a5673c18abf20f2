//! What a row of today's list changes in an episode that is known already.

use crate::calendar::{plain_day, short_moment};
use crate::casebook::event::Change;
use crate::episode::{Episode, EpisodeDetails, Moment, When};
use crate::text::reference_key;
use chrono::{NaiveDate, TimeDelta};

/// Takes over what the row says and the record does not, or says otherwise. A blank cell never clears what is known. Gives the
/// new record, and each change with both values in words.
pub fn merge(known: &EpisodeDetails, row: &EpisodeDetails) -> (EpisodeDetails, Vec<Change>) {
    let mut merged = known.clone();
    let mut changes = Vec::new();
    macro_rules! take {
        ($($label:literal: $($field:ident).+ ;)+) => { $(
            if row.$($field).+.is_some() && row.$($field).+ != merged.$($field).+ {
                changes.push(Change { field: $label.into(), old: words(&merged.$($field).+), new: words(&row.$($field).+) });
                merged.$($field).+ = row.$($field).+.clone();
            }
        )+ };
    }
    take! {
        "police reference": police_ref;
        "category": category;
        "police grade": grade;
        "last seen": last_seen;
        "reported": reported;
        "returned": returned;
        "missing from": missing_from;
        "reported by": reported_by;
        "found where": found_where;
        "found how": found_how;
        "companions": companions;
        "notes": notes;
        "own id": listed.own_id;
        "UPN": listed.upn;
        "NHS number": listed.nhs_number;
        "police nominal": listed.police_nominal;
        "date of birth": listed.dob;
        "age": listed.age;
        "sex": listed.sex;
        "ethnicity": listed.ethnicity;
        "address": listed.address;
        "postcode": listed.postcode;
        "care status": listed.care_status;
        "placement": listed.placement;
    }
    for (label, new, old) in
        [("given name", &row.listed.given, &mut merged.listed.given), ("family name", &row.listed.family, &mut merged.listed.family)]
    {
        if !new.is_empty() && new != old {
            changes.push(Change { field: label.into(), old: std::mem::replace(old, new.clone()), new: new.clone() });
        }
    }
    let more_names: Vec<String> = row.listed.other_names.iter().filter(|n| !merged.listed.other_names.contains(n)).cloned().collect();
    if !more_names.is_empty() {
        changes.push(Change { field: "other names".into(), old: merged.listed.other_names.join(", "), new: more_names.join(", ") });
        merged.listed.other_names.extend(more_names);
    }
    if row.ended && !merged.ended {
        merged.ended = true;
        if row.returned.is_none() {
            changes.push(Change { field: "returned".into(), old: String::new(), new: "yes, no time given".into() });
        }
    }
    (merged, changes)
}

/// Two references for one absence: police number it again within this time, where a second absence would not fit.
const NUMBERED_AGAIN: TimeDelta = TimeDelta::hours(2);

/// Can the row be about this very episode of the same child? The times must overlap, an episode that has not ended lasting until
/// now; under two different references the child must also be missing since about the same time.
pub fn same_episode(episode: &Episode, row: &EpisodeDetails, now: Moment) -> bool {
    if let (Some(ours), Some(theirs)) = (&episode.details.police_ref, &row.police_ref)
        && reference_key(ours) != reference_key(theirs)
        && (start_of(row, now) - episode.missing_since()).abs() > NUMBERED_AGAIN
    {
        return false;
    }
    let span = |details: &EpisodeDetails, begin: Moment| {
        let end = details.returned.map_or(now, |when| when.at);
        (begin, if details.ended { end.max(begin) } else { now.max(begin) })
    };
    let (our_start, our_end) = span(&episode.details, episode.missing_since());
    let (row_start, row_end) = span(row, start_of(row, now));
    our_start <= row_end && row_start <= our_end
}

/// The one of these episodes of a child that a row is about, if any. Where the times of several overlap it (police corrected one
/// until it covers another), it is the one that began nearest to the row: the same list read again must meet the same episodes.
pub fn episode_meant(episodes: Vec<Episode>, row: &EpisodeDetails, now: Moment) -> Option<Episode> {
    let start = start_of(row, now);
    let overlapping = episodes.into_iter().filter(|episode| same_episode(episode, row, now));
    overlapping.min_by_key(|episode| ((episode.missing_since() - start).abs(), episode.details.returned != row.returned))
}

/// Since when the child of a row is missing, as far as the row says; `now` where it says nothing.
pub fn start_of(row: &EpisodeDetails, now: Moment) -> Moment {
    row.last_seen.or(row.reported).or(row.returned).map_or(now, |when| when.at)
}

trait Words {
    fn words(&self) -> String;
}

fn words<T: Words>(value: &Option<T>) -> String {
    value.as_ref().map_or(String::new(), Words::words)
}

impl Words for String {
    fn words(&self) -> String {
        self.clone()
    }
}

impl Words for When {
    fn words(&self) -> String {
        short_moment(self.at) + if self.estimated { " (estimated)" } else { "" }
    }
}

impl Words for NaiveDate {
    fn words(&self) -> String {
        plain_day(*self)
    }
}

macro_rules! by_display { ($($t:ty),+) => { $(impl Words for $t { fn words(&self) -> String { self.to_string() } })+ }; }
by_display!(u32, crate::episode::Category, crate::episode::Grade, crate::child::Sex, crate::child::CareStatus);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::episode::{EpisodeId, Grade};

    fn at(text: &str) -> When {
        When::exact(text.parse().unwrap())
    }

    fn episode(details: EpisodeDetails) -> Episode {
        Episode { id: EpisodeId(1), child: None, details, received: at("2026-11-19T08:00:00Z").at, notice_of_return: None, changed: 1 }
    }

    #[test]
    fn a_blank_cell_never_clears_and_a_correction_shows_both_values() {
        let known = EpisodeDetails { grade: Some(Grade::Medium), missing_from: Some("Park Home".into()), ..Default::default() };
        let row = EpisodeDetails { grade: Some(Grade::High), ..Default::default() };
        let (merged, changes) = merge(&known, &row);
        assert_eq!(merged.missing_from.as_deref(), Some("Park Home"));
        assert_eq!(changes, [Change { field: "police grade".into(), old: "medium".into(), new: "high".into() }]);
        assert_eq!(merge(&merged, &row).1, []);
    }

    #[test]
    fn a_return_without_a_time_is_still_a_return() {
        let (merged, changes) = merge(&EpisodeDetails::default(), &EpisodeDetails { ended: true, ..Default::default() });
        assert!(merged.ended && merged.returned.is_none());
        assert_eq!(changes[0].new, "yes, no time given");
    }

    #[test]
    fn two_references_are_two_episodes_and_without_them_the_times_decide() {
        let now = at("2026-11-20T08:00:00Z").at;
        let open = |police_ref: Option<&str>| {
            episode(EpisodeDetails {
                police_ref: police_ref.map(Into::into),
                reported: Some(at("2026-11-18T20:00:00Z")),
                ..Default::default()
            })
        };
        let row = EpisodeDetails { police_ref: Some("M2".into()), reported: Some(at("2026-11-19T20:00:00Z")), ..Default::default() };
        assert!(!same_episode(&open(Some("M1")), &row, now));
        assert!(same_episode(&open(None), &row, now));
        let mut over = open(None);
        over.details.ended = true;
        over.details.returned = Some(at("2026-11-19T06:00:00Z"));
        assert!(!same_episode(&over, &row, now));
    }
}
