//! What a decision form is about: a child's case, or a piece of business.

use crate::calendar::{day_of, short_day};
use crate::casebook::meeting_view::BusinessSheet;
use crate::casebook::view::Case;
use crate::episode::Moment;
use crate::meeting::business;
use crate::meeting::decision::{Decision, DecisionId, DecisionOn};
use crate::tui::app::Context;
use crate::tui::widget::case_pane::{case_name, case_title};

/// What is decided on, as it was read.
pub enum Subject {
    Case(Box<Case>),
    Business(Box<BusinessSheet>),
}

impl From<Case> for Subject {
    fn from(case: Case) -> Subject {
        Subject::Case(Box::new(case))
    }
}

impl From<BusinessSheet> for Subject {
    fn from(sheet: BusinessSheet) -> Subject {
        Subject::Business(Box::new(sheet))
    }
}

/// The latest decision on the episode of the case, if it is of this UK day: what is decided again today is its wording.
pub fn of_today(case: &Case, now: Moment) -> Option<&Decision> {
    latest_of_today(case.decisions.iter().filter(|d| d.episode == Some(case.episode.id)), now)
}

/// The latest of the decisions, where it is of this UK day.
pub fn latest_of_today<'a>(decisions: impl Iterator<Item = &'a Decision>, now: Moment) -> Option<&'a Decision> {
    decisions.max_by_key(|d| (d.at, d.id)).filter(|d| day_of(d.at) == day_of(now))
}

impl Subject {
    pub fn on(&self) -> DecisionOn {
        match self {
            Subject::Case(case) => DecisionOn::Episode(case.episode.id),
            Subject::Business(sheet) => DecisionOn::Business(sheet.business.id),
        }
    }

    /// "Nadia Begum", "referral B7: Nadia Begum".
    pub fn name(&self) -> String {
        match self {
            Subject::Case(case) => case_name(case),
            Subject::Business(sheet) => {
                let children: Vec<String> = sheet.children.iter().map(|child| child.name.clone()).collect();
                business::title(&sheet.business, &children)
            }
        }
    }

    /// "Nadia Begum, 16, at home, C13".
    pub fn title(&self) -> String {
        match self {
            Subject::Case(case) => case_title(case),
            Subject::Business(_) => self.name(),
        }
    }

    /// Journal position of the record as it was read.
    pub fn changed(&self) -> i64 {
        match self {
            Subject::Case(case) => case.episode.changed,
            Subject::Business(sheet) => sheet.business.changed,
        }
    }

    fn decisions(&self) -> &[Decision] {
        match self {
            Subject::Case(case) => &case.decisions,
            Subject::Business(sheet) => &sheet.decisions,
        }
    }

    /// The latest decision on it, if it is of this UK day.
    pub fn today(&self, now: Moment) -> Option<&Decision> {
        match self {
            Subject::Case(case) => of_today(case, now),
            Subject::Business(sheet) => latest_of_today(sheet.decisions.iter(), now),
        }
    }

    /// Earlier rationales with where they stand, the one being reworded left out.
    pub fn earlier(&self, reworded: Option<DecisionId>) -> Vec<(String, String)> {
        let others = self.decisions().iter().filter(|d| Some(d.id) != reworded);
        others.map(|d| (format!("{} of {}", d.id, short_day(day_of(d.at))), d.rationale.clone())).collect()
    }

    /// Reads it anew; stays as it was, and says why, where it cannot be read.
    pub fn look_again(&mut self, cx: &mut Context) {
        match self {
            Subject::Case(case) => {
                let read = cx.desk.case(case.episode.id, cx.now);
                if let Some(read) = cx.told(read) {
                    **case = read;
                }
            }
            Subject::Business(sheet) => {
                let read = cx.desk.business(sheet.business.id, cx.now);
                if let Some(read) = cx.told(read) {
                    **sheet = read;
                }
            }
        }
    }
}
