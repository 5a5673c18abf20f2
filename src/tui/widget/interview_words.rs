//! An interview in the few words a row has room for: which clock, how long left, the last staffed hour, what is next.

use crate::calendar::{day_of, length, near_moment, time};
use crate::casebook::interview_view::{InterviewItem, InterviewSection};
use crate::clock::InterviewState;
use crate::episode::Moment;
use crate::interview::attempt::{LateReason, NotHeld};
use crate::interview::file::Stage;
use crate::interview::verdict::Verdict;
use crate::tui::theme::{Meaning, of_interview};

/// Is the interview still to be held?
pub fn is_open(item: &InterviewItem) -> bool {
    item.stage < Stage::Held
}

/// What the 72-hour clock says: "left 42 h 39 m", "late 3 h 12 m", "no return time"; once held, what it came to.
pub fn clock(item: &InterviewItem, now: Moment) -> (String, Meaning) {
    if item.stage == Stage::Closed {
        return ("closed".into(), Meaning::Plain);
    }
    if !is_open(item) {
        return match item.verdicts.hours72 {
            Verdict::Missed => ("72 h missed".into(), Meaning::Overdue),
            Verdict::NotMeasurable => ("not measurable".into(), Meaning::Warning),
            Verdict::Met | Verdict::NotYetDue => ("72 h met".into(), Meaning::Plain),
        };
    }
    let meaning = of_interview(item.clock.state);
    let words = match (item.clock.state, item.clock.due_72h) {
        (InterviewState::NoClock, _) | (_, None) => "no return time".into(),
        (_, Some(due)) if due < now => format!("late {}", length(now - due)),
        (_, Some(due)) => format!("left {}", length(due - now)),
    };
    (words, meaning)
}

/// The end of the last staffed hour before the deadline, while there is one to come.
pub fn last_hour(item: &InterviewItem, now: Moment) -> String {
    match (item.clock.last_chance, item.clock.due_72h) {
        _ if !is_open(item) => String::new(),
        (Some(last), _) if last >= now => near_moment(last, now),
        (_, Some(due)) if due >= now => "none left".into(),
        _ => String::new(),
    }
}

/// What must be done next.
pub fn next_step(item: &InterviewItem, now: Moment) -> String {
    match item.stage {
        _ if item.section == InterviewSection::NoClock => "ask return time".into(),
        _ if item.section == InterviewSection::DataError => "put dates right".into(),
        Stage::Unallocated => "allocate".into(),
        Stage::Handover => "accept handover".into(),
        Stage::Allocated => offer_words(item, now),
        Stage::Offered => "book".into(),
        Stage::Booked => match item.booked_for {
            Some(at) if at >= now => format!("hold {}", near_moment(at, now)),
            _ => "was it held?".into(),
        },
        Stage::Held => "record".into(),
        Stage::GivenBack => "put right".into(),
        Stage::Recorded => "sign off".into(),
        Stage::SignedOff => "signed off".into(),
        Stage::Closed => item.reason.and_then(reason_words).unwrap_or("closed").into(),
    }
}

/// The offer and its own clock, which runs out before the other.
fn offer_words(item: &InterviewItem, now: Moment) -> String {
    match item.clock.offer_due {
        Some(due) if due < now => "offer, late".into(),
        Some(due) if day_of(due) == day_of(now) => format!("offer by {}", time(due)),
        Some(due) => format!("offer {}", near_moment(due, now)),
        None => "offer".into(),
    }
}

/// The words of a reason's code.
pub fn reason_words(code: &str) -> Option<&'static str> {
    NotHeld::from_code(code).map(NotHeld::label).or_else(|| LateReason::from_code(code).map(LateReason::label))
}

/// "GMP/26/00417", or the hub's own number where police gave none.
pub fn reference(item: &InterviewItem) -> String {
    item.police_ref.clone().unwrap_or_else(|| item.episode.to_string())
}

/// "Nadia Begum, E12 returned Thu 03:20"; without a return time the clock beside it says so.
pub fn whom(item: &InterviewItem, now: Moment) -> String {
    let returned = item.clock.returned_at.map_or_else(String::new, |at| format!(" returned {}", near_moment(at, now)));
    format!("{}, {}{returned}", item.child.name, item.episode)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::WorkingDays;
    use crate::casebook::view::BoardChild;
    use crate::episode::{Episode, EpisodeDetails, EpisodeId, When};
    use crate::interview::verdict::Verdicts;
    use crate::settings::Settings;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    /// An open interview of a child back at this moment.
    fn back(returned: &str, now: Moment) -> InterviewItem {
        let returned = When::exact(at(returned));
        let details = EpisodeDetails { returned: Some(returned), ended: true, ..EpisodeDetails::default() };
        let notice_of_return = Some(returned.at);
        let episode = Episode { id: EpisodeId(1), child: None, details, received: returned.at, notice_of_return, changed: 1 };
        let clocks = Settings::parse(Settings::shipped()).unwrap().clocks(WorkingDays::shipped());
        let verdict = Verdict::NotYetDue;
        let child = BoardChild { id: None, name: "Nadia".into(), short: "Nadia".into(), dob: None, age: None, care_status: None };
        InterviewItem {
            section: InterviewSection::Unallocated,
            placed: InterviewSection::Unallocated,
            standing: "unallocated",
            handed_from: None,
            stage: Stage::Unallocated,
            episode: episode.id,
            police_ref: None,
            child,
            clock: clocks.interview(&episode, now).unwrap(),
            verdicts: Verdicts { offer: verdict, hours72: verdict, working_days: verdict },
            worker: None,
            covered_by: None,
            reason: None,
            booked_for: None,
            attempts: 0,
            group: Vec::new(),
            missing_again: false,
            remarks: Vec::new(),
            seen: 1,
        }
    }

    #[test]
    fn nothing_is_rounded_near_a_limit_and_a_countdown_over_a_clock_change_is_right() {
        for (returned, now, words) in [
            ("2026-11-20T08:00:00Z", "2026-11-20T08:10:00Z", "left 71 h 50 m"),
            ("2026-11-20T08:00:00Z", "2026-11-23T07:59:01Z", "left 0 m"),
            ("2026-11-20T08:00:00Z", "2026-11-23T08:00:00Z", "left 0 m"),
            ("2026-11-20T08:00:00Z", "2026-11-23T08:10:00Z", "late 10 m"),
            ("2026-11-20T08:00:00Z", "2026-11-26T08:10:00Z", "late 72 h 10 m"),
            // Clocks go back on Sun 25 Oct: from Fri 14:00 BST to Mon 13:00 GMT are 72 hours.
            ("2026-10-23T13:00:00Z", "2026-10-26T12:30:00Z", "left 30 m"),
            ("2026-03-27T09:00:00Z", "2026-03-30T08:30:00Z", "left 30 m"),
        ] {
            assert_eq!(clock(&back(returned, at(now)), at(now)).0, words, "{returned} {now}");
        }
    }

    #[test]
    fn the_last_staffed_hour_stands_until_it_is_over_and_then_that_none_is_left() {
        // Back on Friday at 08:00: due on Monday at 08:00, before anybody is there.
        for (now, words) in [
            ("2026-11-20T08:41:00Z", "Fri 17:00"),
            ("2026-11-20T17:01:00Z", "none left"),
            ("2026-11-23T07:00:00Z", "none left"),
            ("2026-11-23T08:01:00Z", ""),
        ] {
            assert_eq!(last_hour(&back("2026-11-20T08:00:00Z", at(now)), at(now)), words, "{now}");
        }
    }
}
