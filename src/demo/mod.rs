//! The invented hub of `wayhome demo`: a journal as the hub's own verbs would have written it, and this morning's list, unloaded.
//!
//! Everything follows from the scale and from `now`: the same two give the same hub on every machine. Nobody in it is real.
//!
//! Whom to look for in the small demo, before the list is loaded:
//! - **Nadia Begum**, 16: missing more and more often, a new CSE marker, out since yesterday. The chair once set her band.
//! - **Thi Lan Nguyen**, 16, unaccompanied, NRM: out for two days; found with Nadia three weeks ago.
//! - **Ibrahim Sesay**, 15: out for a week with us, and *not on today's list*: the child who disappears between two lists.
//! - **Chidi Okafor** and **Jayden Clarke**, 16 and 15, of the home Larchmount House: go missing together. Jayden is placed by
//!   another authority and still out; Chidi is back and undecided. **Ellie-Mae Turner** and **Zoë Lindqvist** live there too.
//! - **Siân Davies**, 14 (twin of Ffion, who never goes missing), and **Maja Nowak**, 15, found in hospital: back, undecided.
//! - **Malachi Grant**, 17: back since yesterday, not reached by the meeting. **Tyrone Campbell**, 16: 34 episodes, then 20,
//!   then 4; the review of what helped is today.
//! - **Kayden Ashworth**, 15: found in other towns; police grade him low, the markers say county lines; moved a year ago.
//! - **Callum Brady**, 14: advice and guidance four times running. **Chelsea Holt**, 16: pregnant. **Dawit Tesfay**, 17: once
//!   missing for five weeks, eighteen in four weeks. **Aaliyah** and **Amira Hussain**: recorded as twins, as are Siân and Ffion. **Tomasz** and **Zofia
//!   Kowalczyk**: go missing together. **Reece Hargreaves**: a refused row put right. **Destiny Palmer**: goes back to her mother,
//!   and is on the register twice, as "Destinee".
//!
//! Its interviews (see `diary`) were held, closed and shared through the fourteen months; this morning one stands at every stage: no
//! clock, overdue, due today, booked, to be recorded, to be signed off, given back, handed over and not accepted, two of one child.
//! Of the workers, Joy Adomako is Chidi's social worker and Lee Cawthorne works for his home: neither may hold his.
//!
//! Its last fifteen meetings are there in full (see `room`): who came, the agenda, notes, decisions with who decided jointly and who
//! would not have, actions ended or put off, closing and papers; the older ones are decisions and what became of their actions. This
//! morning wait a referral and a strategy request on Nadia, two pieces of intelligence, actions due and overdue, one of Nadia's put
//! off twice; her exploitation assessment is overdue, Malachi's is due, Jayden's has nobody, Thi Lan's is to be reviewed. Siân had
//! advice three times, and nothing changed; Malachi was carried over, because time ran out.
//!
//! What this morning's list brings ([`morning_list`]):
//! - Nadia unchanged, Thi Lan graded up, Jayden returned; Ibrahim is not on it
//! - "Kaden" Ashworth with neither date of birth nor address, and "A" Hussain, who may be either twin: *who is this child?*
//! - Alfie Doyle, 11, missing for the first time; Mei Lin Zhao, whom nobody knows; Tomasz and Zofia out together and back
//! - Chelsea Holt back with no time of return; Oliver Mensah returned though never reported missing to us
//! - refused: Callum Brady reported on 31 November; Ruby Fletcher back before she went
//! - in the week after the clocks change: Zoë Lindqvist back at 01:30 that night

mod business;
mod cast;
mod decisions;
mod diary;
mod journal;
mod lists;
mod loading;
mod meetings;
mod panels;
mod people;
mod plan;
mod rng;
mod room;
mod staff;
#[cfg(test)]
mod tests;
mod wording;

use crate::casebook::event::Event;
use crate::episode::Moment;

pub use lists::{bulk_list, morning_list};
pub use plan::Span;

/// How much is invented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// 200 children, 14 months.
    Small,
    /// 50,000 children, 200,000 episodes, ten years: for benches and load tests.
    Large,
}

/// What one verb wrote: one entry of the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub at: Moment,
    /// Invented name of who did it.
    pub actor: &'static str,
    pub events: Vec<Event>,
}

/// The journal of the hub up to the last working day before `now`, entry by entry in order of time. A list that was loaded is
/// one entry, `ListLoaded` first. Identifiers of each kind run 1, 2, 3 … in order of creation.
pub fn history(scale: Scale, now: Moment) -> impl Iterator<Item = Entry> {
    journal::History::new(plan::Plan::new(scale, now), now)
}

/// What a newcomer meets, in five lines.
pub fn story() -> &'static str {
    "Load this morning's list, then begin the meeting (m); yesterday's attendance is offered:\n\
     Nadia and Thi Lan are out together again; Ibrahim is out, and today's list no longer names him.\n\
     \"Kaden\" Ashworth and \"A\" Hussain wait for you: who are these children? Destiny Palmer is on the register twice.\n\
     Two rows are refused (a 31 November, a return before she went) and can be put right.\n\
     Chidi, Siân, Maja and Malachi are back and undecided. Siân had the same advice three times."
}
