//! What people type about the meeting, understood: meetings, items, agencies, actions, assessments.

pub use crate::cli::interview::{Desk, code};

use crate::casebook::Error;
use crate::meeting::agenda::ItemId;
use crate::meeting::assessment::AssessmentId;
use crate::meeting::business::BusinessId;
use crate::meeting::decision::{ActionId, DecisionOn, Due};
use crate::meeting::record::Meeting;
use crate::meeting::register::OnAction;
use crate::meeting::said;
use crate::spoken::{self, Spoken};
use crate::text::clean;
use chrono::NaiveDate;

impl Desk {
    /// The meeting of a number or day; of nothing: the one that is on, else the last.
    pub fn meeting(&self, text: Option<&str>) -> Result<Meeting, Error> {
        self.hub.find_meeting(text.unwrap_or_default(), self.now)
    }

    /// The meeting that is on.
    pub fn open_meeting(&self) -> Result<Meeting, Error> {
        let none = || Error::Refused("no meeting is on; begin one with: wayhome meeting start --chair NAME".into());
        self.hub.meetings(1)?.into_iter().next().filter(Meeting::is_open).ok_or_else(none)
    }

    pub fn agenda_items(&self, meeting: &Meeting, texts: &[String]) -> Result<Vec<ItemId>, Error> {
        texts.iter().map(|text| self.hub.find_item(meeting, text)).collect()
    }

    /// An episode, or business where the text is its number.
    pub fn decided_on(&self, text: &str) -> Result<DecisionOn, Error> {
        match text.trim().parse::<BusinessId>() {
            Ok(_) => Ok(DecisionOn::Business(self.hub.find_business(text)?)),
            Err(()) => Ok(DecisionOn::Episode(self.hub.find_episode(text)?)),
        }
    }

    /// "GMP, CSC": full names.
    pub fn agencies(&self, text: Option<&str>) -> Result<Vec<String>, Error> {
        said::agencies(text.unwrap_or_default(), self.hub.settings()).map_err(Error::Refused)
    }

    /// A UK day as people write it.
    pub fn day(&self, text: &str) -> Result<NaiveDate, Error> {
        spoken::day(text, self.now, &self.hub.clocks().working_days).map_err(Error::Refused)
    }

    /// A due date as people write it: a moment or the end of a day.
    pub fn due(&self, text: &str) -> Result<Due, Error> {
        let spoken = spoken::moment_or_day(text, self.now, &self.hub.clocks().working_days).map_err(Error::Refused)?;
        Ok(match spoken {
            Spoken::At(at) => Due::At(at),
            Spoken::Day(day) => Due::EndOf(day),
        })
    }

    pub fn actions(&self, texts: &[String]) -> Result<Vec<OnAction>, Error> {
        let on = |text: &String| Ok(OnAction { action: action(text)?, seen: None });
        texts.iter().map(on).collect()
    }
}

/// The number of an action.
pub fn action(text: &str) -> Result<ActionId, Error> {
    text.trim().parse().map_err(|()| Error::Refused(format!("\u{201c}{}\u{201d} is not the number of an action (A9)", clean(text))))
}

/// The number of an assessment.
pub fn assessment(text: &str) -> Result<AssessmentId, Error> {
    text.trim().parse().map_err(|()| Error::Refused(format!("\u{201c}{}\u{201d} is not the number of an assessment (X5)", clean(text))))
}
