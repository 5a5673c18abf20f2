//! Who is at the meeting, and whether that is enough.

use super::said::listed;
use crate::codes::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// How an agency takes part.
    Presence {
        Present = "present", "present";
        Apologies = "apologies", "apologies";
        /// Nobody came, but a report was sent.
        Sent = "sent", "information sent";
    }
}

/// One agency of the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Full name, as the settings have it.
    pub agency: String,
    pub presence: Presence,
    /// Who came, or who sent apologies or information; may be empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// What was sent.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// How a meeting is opened: the whole of it, as last said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    pub chair: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    #[serde(default)]
    pub attendance: Vec<Attendance>,
    /// Agencies without which the meeting is not quorate, by full name, as the settings had it on the day.
    #[serde(default)]
    pub quorum: Vec<String>,
    /// Likewise for a strategy discussion.
    #[serde(default)]
    pub strategy_quorum: Vec<String>,
}

/// Who is needed and not there. Full names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Quorum {
    pub needed: Vec<String>,
    pub missing: Vec<String>,
    /// Of a strategy discussion.
    pub strategy_needed: Vec<String>,
    pub strategy_missing: Vec<String>,
}

/// Who is needed and not there. Apologies and information sent do not count as being there.
pub fn quorum(opening: &Opening) -> Quorum {
    let there = |agency: &String| opening.attendance.iter().any(|a| &a.agency == agency && a.presence == Presence::Present);
    let missing = |needed: &[String]| needed.iter().filter(|agency| !there(agency)).cloned().collect();
    Quorum {
        missing: missing(&opening.quorum),
        strategy_missing: missing(&opening.strategy_quorum),
        needed: opening.quorum.clone(),
        strategy_needed: opening.strategy_quorum.clone(),
    }
}

impl Quorum {
    /// Is the meeting quorate?
    pub fn met(&self) -> bool {
        self.missing.is_empty()
    }

    /// "quorate: GMP and CSC are present", "not quorate without CSC" (by full names); "no quorum is set".
    pub fn words(&self) -> String {
        quorum_words(&self.needed, &self.missing)
    }

    /// The same of a strategy discussion.
    pub fn strategy_words(&self) -> String {
        quorum_words(&self.strategy_needed, &self.strategy_missing)
    }
}

fn quorum_words(needed: &[String], missing: &[String]) -> String {
    match (needed, missing) {
        ([], _) => "no quorum is set".into(),
        ([one], []) => format!("quorate: {one} is present"),
        (_, []) => format!("quorate: {} are present", listed(needed)),
        _ => format!("not quorate without {}", listed(missing)),
    }
}

/// What keeps an opening from being recorded: one line, what and what to do.
pub fn check(opening: &Opening) -> Result<(), String> {
    if opening.chair.trim().is_empty() {
        return Err("the meeting has no chair; say who chairs it".into());
    }
    let mut before: Vec<&str> = Vec::new();
    for attendance in &opening.attendance {
        let agency = attendance.agency.as_str();
        if agency.trim().is_empty() {
            return Err("the attendance has a line without an agency; say which agency it is".into());
        }
        if before.contains(&agency) {
            return Err(format!("{agency} is in the attendance twice; put its names on one line"));
        }
        before.push(agency);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening(present: &[(&str, Presence)]) -> Opening {
        let attendance = present.iter().map(|(agency, presence)| Attendance {
            agency: (*agency).into(),
            presence: *presence,
            names: Vec::new(),
            note: String::new(),
        });
        Opening {
            chair: "Ann Lee".into(),
            place: "Room 2".into(),
            attendance: attendance.collect(),
            quorum: ["Police", "Social Care"].map(String::from).to_vec(),
            strategy_quorum: ["Police", "Social Care", "Health"].map(String::from).to_vec(),
        }
    }

    #[test]
    fn the_quorum_counts_who_is_in_the_room() {
        use Presence::{Apologies, Present, Sent};
        for (present, words, strategy) in [
            (
                vec![("Police", Present), ("Social Care", Present)],
                "quorate: Police and Social Care are present",
                "not quorate without Health",
            ),
            (
                vec![("Police", Present), ("Social Care", Apologies), ("Health", Sent)],
                "not quorate without Social Care",
                "not quorate without Social Care and Health",
            ),
            (vec![], "not quorate without Police and Social Care", "not quorate without Police, Social Care and Health"),
            (
                vec![("Police", Present), ("Social Care", Present), ("Health", Present)],
                "quorate: Police and Social Care are present",
                "quorate: Police, Social Care and Health are present",
            ),
        ] {
            let quorum = quorum(&opening(&present));
            assert_eq!((quorum.words().as_str(), quorum.strategy_words().as_str()), (words, strategy), "{present:?}");
        }
        assert_eq!(Quorum::default().words(), "no quorum is set");
        assert!(Quorum::default().met());
    }

    #[test]
    fn a_meeting_has_a_chair_and_each_agency_once() {
        let good = opening(&[("Police", Presence::Present)]);
        assert_eq!(check(&good), Ok(()));
        let no_chair = Opening { chair: " ".into(), ..good.clone() };
        assert_eq!(check(&no_chair), Err("the meeting has no chair; say who chairs it".into()));
        let twice = opening(&[("Police", Presence::Present), ("Police", Presence::Apologies)]);
        assert_eq!(check(&twice), Err("Police is in the attendance twice; put its names on one line".into()));
    }
}
