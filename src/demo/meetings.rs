//! Who was at the meetings of the demo, what was said and brought to them, and how actions ended, as `assets/demo/meetings.toml`
//! writes it.

use super::rng::Rng;
use crate::child::{ChildId, MarkerKind};
use crate::meeting::attendance::{Attendance, Opening, Presence};
use crate::meeting::business::{BusinessDetails, BusinessKind};
use crate::meeting::decision::Outcome;
use crate::meeting::register::{ActionEnd, EndedAs};
use crate::settings::Settings;
use chrono::NaiveDate;
use serde::Deserialize;
use std::sync::LazyLock;

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meetings {
    place: String,
    agency: Vec<Present>,
    note: Vec<Said>,
    end: Vec<End>,
    pub brought: Vec<Brought>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Present {
    agency: String,
    names: Vec<String>,
    away_each: Option<i64>,
    #[serde(default)]
    sends: String,
}

/// Something said under an item.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    of: String,
    /// Short name; `None`: the meeting.
    pub agency: Option<String>,
    pub text: String,
}

#[derive(Deserialize)]
struct End {
    of: Option<String>,
    how: EndedAs,
    outcome: String,
    #[serde(default)]
    difference: String,
}

/// A referral, a strategy request or a piece of intelligence, and what was decided on it where that is past.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brought {
    /// Working days before the last list.
    pub ago: u32,
    kind: BusinessKind,
    source: String,
    concern: String,
    /// Names of children of the cast.
    #[serde(default)]
    pub children: Vec<String>,
    markers: Vec<MarkerKind>,
    #[serde(default)]
    told: String,
    #[serde(default)]
    attend: Vec<String>,
    /// Working days until it is needed.
    pub needed_in: Option<u32>,
    #[serde(default)]
    people: Vec<String>,
    #[serde(default)]
    places: Vec<String>,
    #[serde(default)]
    vehicles: Vec<String>,
    #[serde(default)]
    themes: Vec<String>,
    #[serde(default)]
    hand_to: Vec<String>,
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    #[serde(default)]
    pub because: String,
    /// Agency, what, and the working days it has.
    #[serde(default)]
    pub tasks: Vec<(String, String, u32)>,
}

/// The settings as shipped, which the demo's are but for name and area.
pub fn settings() -> &'static Settings {
    static SETTINGS: LazyLock<Settings> = LazyLock::new(Settings::default);
    &SETTINGS
}

/// What the demo tells of its meetings.
pub fn meetings() -> &'static Meetings {
    // The file is compiled in and read by every test of the demo: it cannot fail on one machine and not on another.
    static MEETINGS: LazyLock<Meetings> = LazyLock::new(|| {
        toml::from_str(include_str!("../../assets/demo/meetings.toml")).expect("assets/demo/meetings.toml is checked by the tests")
    });
    &MEETINGS
}

/// The full name of an agency by its short one.
pub fn agency(short: &str) -> String {
    settings().agency(short).map_or_else(|| short.to_owned(), |agency| agency.name.clone())
}

fn agencies(short: &[String]) -> Vec<String> {
    short.iter().map(|short| agency(short)).collect()
}

impl Meetings {
    /// How the meeting with this number was opened.
    pub fn opening(&self, chair: &str, number: i64) -> Opening {
        let attendance = |present: &Present| {
            let away = present.away_each.is_some_and(|each| number % each == 0);
            let presence = match (away, present.sends.is_empty()) {
                (false, _) => Presence::Present,
                (true, true) => Presence::Apologies,
                (true, false) => Presence::Sent,
            };
            let note = if away { present.sends.clone() } else { String::new() };
            Attendance { agency: agency(&present.agency), presence, names: present.names.clone(), note }
        };
        let meeting = &settings().meeting;
        Opening {
            chair: chair.into(),
            place: self.place.clone(),
            attendance: self.agency.iter().map(attendance).collect(),
            quorum: agencies(&meeting.quorum),
            strategy_quorum: agencies(&meeting.strategy_quorum),
        }
    }

    /// Something that can be said of such an item ("missing", "back", "review").
    pub fn said(&self, of: &str, rng: &mut Rng) -> Option<&Said> {
        let fitting: Vec<&Said> = self.note.iter().filter(|said| said.of == of).collect();
        if fitting.is_empty() { None } else { Some(*rng.pick(&fitting)) }
    }

    /// How an action ended; most were done.
    pub fn end(&self, what: &str, rng: &mut Rng) -> ActionEnd {
        let how = match rng.range(0, 99) {
            0..84 => EndedAs::Done,
            84..93 => EndedAs::NotPossible,
            _ => EndedAs::NotDone,
        };
        let of_it = |end: &&End| end.how == how && end.of.as_ref().is_some_and(|of| what.contains(of.as_str()));
        let mut fitting: Vec<&End> = self.end.iter().filter(of_it).collect();
        if fitting.is_empty() {
            fitting = self.end.iter().filter(|end| end.how == how && end.of.is_none()).collect();
        }
        let end = rng.pick(&fitting);
        ActionEnd { how, outcome: end.outcome.clone(), difference: end.difference.clone() }
    }
}

impl Brought {
    /// As it was entered.
    pub fn details(&self, received: NaiveDate, children: Vec<ChildId>, needed_by: Option<NaiveDate>) -> BusinessDetails {
        BusinessDetails {
            kind: self.kind,
            received,
            source: self.source.clone(),
            concern: self.concern.clone(),
            children,
            named: Vec::new(),
            markers: self.markers.clone(),
            told: self.told.clone(),
            attend: agencies(&self.attend),
            needed_by,
            people: self.people.clone(),
            places: self.places.clone(),
            vehicles: self.vehicles.clone(),
            themes: self.themes.clone(),
            hand_to: agencies(&self.hand_to),
        }
    }

    /// What it is.
    pub fn kind(&self) -> BusinessKind {
        self.kind
    }
}
