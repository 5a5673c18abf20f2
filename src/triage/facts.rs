//! The facts that rules can ask about: the catalogue, and the values of one episode.

use super::span::Span;
use crate::child::{CareStatus, ChildDetails, Education, HealthNeed, MarkerKind, Nrm, Plan};
use crate::clock::{InterviewClock, InterviewState};
use crate::episode::{Category, Episode, Grade, Moment};
use crate::meeting::decision::Decision;
use crate::settings::Settings;
use chrono::NaiveDate;

/// Everything triage may look at for one episode.
pub struct Subject<'a> {
    /// `None` while the child is not identified: the listed person is all there is.
    pub child: Option<&'a ChildDetails>,
    pub episode: &'a Episode,
    /// Every episode of the child that is known, this one included, in any order.
    pub history: &'a [Episode],
    /// Every decision on the child, in any order.
    pub decisions: &'a [Decision],
    /// Names of other children who are or were missing with this one, with the day: from overlapping episodes with the
    /// same place missing from or found, or named as companion on the list.
    pub together: &'a [Together],
    /// Return interviews the child declined in the last 12 months; `None`: not recorded here.
    pub interviews_refused: Option<u32>,
    /// The interview clocks of this episode; `None` while the child is still missing.
    pub interview: Option<&'a InterviewClock>,
    pub settings: &'a Settings,
    pub now: Moment,
}

/// Another child missing at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    pub name: String,
    pub on: NaiveDate,
    /// Both are on today's list, still missing.
    pub now: bool,
}

/// What kind of answer a fact gives, and so what a rule may ask of it.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// `true` or `false`.
    YesNo,
    /// A whole number of something.
    Number(&'static str),
    /// One word of a closed list.
    Word(fn() -> Vec<&'static str>),
    /// One word of a closed list in rising order: `at_least` works.
    Grade(fn() -> Vec<&'static str>),
    /// Any number of words of a closed list.
    Words(fn() -> Vec<&'static str>),
    /// A length of time.
    Length,
    /// Things that happened on days, counted within a window ("episode", "episodes").
    Days(&'static str, &'static str),
}

impl Kind {
    /// The closed list of words, empty where the fact has none.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Kind::Word(words) | Kind::Grade(words) | Kind::Words(words) => words(),
            _ => Vec::new(),
        }
    }

    /// How a rule asks, with an example: used by the manual and by errors.
    pub fn how(self) -> String {
        match self {
            Kind::YesNo => "true or false".into(),
            Kind::Number(unit) => format!("a number of {unit}: 3, or {{ at_least = 3 }}, more_than, at_most, less_than"),
            Kind::Word(_) => "a word, or a list of words of which one must hold".into(),
            Kind::Grade(_) => "a word, a list of words, or { at_least = \"medium\" }, at_most".into(),
            Kind::Words(_) => "a word, a list of words of which one must be there, or \"any\"".into(),
            Kind::Length => "a length of time: { at_least = \"24 hours\" }, less_than".into(),
            Kind::Days(_, many) => {
                format!("{many} in a window: {{ within = \"28 days\", at_least = 3 }}, more_than, at_most, less_than, trend")
            }
        }
    }
}

/// One line of the catalogue: documents, errors and checks derive from it.
#[derive(Debug, Clone, Copy)]
pub struct FactInfo {
    pub fact: Fact,
    pub name: &'static str,
    pub kind: Kind,
    /// False where it can be unknown, so that a rule on it may be untestable.
    pub always_known: bool,
    pub means: &'static str,
}

macro_rules! codes_of {
    ($list:ident) => {
        || $list::ALL.iter().map(|c| c.code()).collect()
    };
}

macro_rules! facts {
    ($($variant:ident $name:literal, $kind:expr, $known:literal, $means:literal;)+) => {
        /// A fact of the catalogue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Fact { $($variant),+ }

        /// Every fact a rule can ask about.
        pub const CATALOGUE: &[FactInfo] =
            &[$(FactInfo { fact: Fact::$variant, name: $name, kind: $kind, always_known: $known, means: $means }),+];
    };
}

facts! {
    PoliceGrade "police_grade", Kind::Grade(codes_of!(Grade)), false, "The grade police gave this episode.";
    Category "category", Kind::Word(codes_of!(Category)), false, "Missing, or absent (away from placement without authorisation).";
    StillMissing "still_missing", Kind::YesNo, true, "The child is neither back nor found.";
    MissingFor "missing_for", Kind::Length, true, "How long the child has been missing now, from last seen, else from the report. False for a child who is back.";
    LadderStep "ladder_step", Kind::Number("steps"), true, "How many steps of the escalation ladder (settings) the missing-for clock has passed; 0 for a child who is back.";
    EpisodeLength "episode_length", Kind::Length, false, "How long this episode lasted, or has lasted so far. Unknown without a return time.";
    MissingOvernight "missing_overnight", Kind::YesNo, false, "This episode includes 02:00 UK time of at least one night.";
    ReportDelay "report_delay", Kind::Length, false, "From last seen to the report.";
    NoReturnTime "no_return_time", Kind::YesNo, true, "Back or found, and no time of return was given: no interview clock can run.";
    Interview "interview", Kind::Word(codes_of!(InterviewState)), true, "Where the 72-hour clock of the return interview stands. False while the child is missing.";
    FoundIn "found_in", Kind::Words(|| FOUND_IN.to_vec()), false, "Found in police custody or in hospital, by the words of the list.";
    FoundAwayFromHome "found_away_from_home", Kind::YesNo, false, "Found in a postcode area that is neither the child's own nor the hub's (settings: area_postcodes). Unknown without a full postcode.";
    WithOthers "with_others", Kind::YesNo, false, "Missing in this episode with another child: both on the list now, or somebody is named as companion.";
    Companions "companions", Kind::Days("day missing with another child", "days missing with another child"), false, "Days on which the child was missing with another child.";
    Identified "identified", Kind::YesNo, true, "It is known who the child is.";
    OnCaseload "on_caseload", Kind::YesNo, false, "The child is on the authority's caseload.";
    FirstEpisode "first_episode", Kind::YesNo, false, "No earlier episode of the child is known here.";
    Episodes "episodes", Kind::Days("episode", "episodes"), false, "Episodes of the child, this one included, by the day they were reported.";
    Absences "absences", Kind::Days("absence", "absences"), false, "Those episodes whose category is absent.";
    Nights "nights", Kind::Days("night", "nights"), false, "Nights missing. A night counts where the child was missing at 02:00 UK time, on the day of that 02:00.";
    LongestEpisode "longest_episode", Kind::Length, false, "The longest episode of the child known here, this one included.";
    Age "age", Kind::Number("years"), false, "Age today in whole years.";
    Until18 "until_18", Kind::Length, false, "Time left to the 18th birthday. False from that day on.";
    CareStatus "care_status", Kind::Word(codes_of!(CareStatus)), false, "Where the child is cared for, and by whom.";
    PlacedOutOfArea "placed_out_of_area", Kind::YesNo, false, "Looked after by this authority and placed outside its area.";
    PlacedByAnother "placed_by_another_authority", Kind::YesNo, false, "Looked after by another authority and placed here.";
    Markers "markers", Kind::Words(codes_of!(MarkerKind)), false, "Markers on the child. A marker that is absent is unknown unless the child is on the caseload.";
    Nrm "nrm", Kind::Word(codes_of!(Nrm)), false, "State of a referral to the National Referral Mechanism.";
    Health "health", Kind::Words(codes_of!(HealthNeed)), false, "Needs of health that bear on risk.";
    Education "education", Kind::Word(codes_of!(Education)), false, "Education status.";
    Plan "plan", Kind::Word(codes_of!(Plan)), false, "The statutory plan the child has.";
    YouthJustice "youth_justice", Kind::YesNo, false, "The child is involved with youth justice.";
    InterviewsRefused "interviews_refused", Kind::Number("interviews"), false, "Return interviews the child declined in the last 12 months.";
    SameDecision "same_decision", Kind::Number("times"), false, "How many times running, up to the latest, the meeting decided the same for the child.";
}

/// Places that `found_in` tells apart.
pub const FOUND_IN: [&str; 2] = ["custody", "hospital"];

impl Fact {
    /// Its line of the catalogue.
    pub fn info(self) -> &'static FactInfo {
        // The macro writes enum and table from one list, so that the discriminant is the place in the table.
        &CATALOGUE[self as usize]
    }
}

/// What is known of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// There is nothing to ask: how long missing, of a child who is back. Every test of it is false.
    DoesNotApply,
    YesNo(bool),
    Number(i64),
    /// Years since this day.
    Age(NaiveDate),
    /// One bit for each word of the closed list. `others`: why a word that is not there is unknown; `None`: it is known not to hold.
    Words {
        bits: u32,
        others: Option<&'static str>,
    },
    Length {
        from: Moment,
        to: Moment,
    },
    /// The time left to a day.
    Until(NaiveDate),
    /// Steps of the escalation ladder passed.
    Ladder {
        from: Moment,
        to: Moment,
        steps: Vec<Span>,
    },
    /// In order, none after today. `growing`: another is added with each day that the child stays missing.
    Days {
        days: Vec<NaiveDate>,
        growing: bool,
    },
}

/// A fact with its value, or why it is unknown, and the words that show it: one text for each bit or day where the value
/// has several, else one text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Known {
    pub value: Result<Value, &'static str>,
    pub words: Vec<String>,
}

/// Computed facts of one episode at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    pub(super) known: Vec<Known>,
    /// The UK day of the moment.
    pub(super) today: NaiveDate,
}

impl Facts {
    /// Works out every fact of the catalogue for one episode at `subject.now`.
    pub fn gather(subject: &Subject) -> Facts {
        super::gather::gather(subject)
    }

    /// The value of a fact, or why it is not known, in words.
    pub fn value(&self, fact: Fact) -> Result<&Value, &'static str> {
        self.known[fact as usize].value.as_ref().map_err(|why| *why)
    }

    /// The words that show a fact.
    pub(super) fn words(&self, fact: Fact) -> &[String] {
        &self.known[fact as usize].words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_finds_its_own_line_and_names_are_unique() {
        for (i, info) in CATALOGUE.iter().enumerate() {
            assert_eq!(info.fact as usize, i);
            assert_eq!(info.fact.info().name, info.name);
            assert!(CATALOGUE[..i].iter().all(|other| other.name != info.name), "{} twice", info.name);
            assert!(info.kind.words().len() <= 32, "{} has more words than bits", info.name);
        }
    }
}
