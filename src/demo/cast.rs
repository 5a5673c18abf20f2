//! The children whose stories the demo tells, as `assets/demo/cast.toml` writes them.

use crate::child::{ChildDetails, Marker, MarkerKind};
use crate::episode::{Category, Grade};
use crate::meeting::decision::Outcome;
use crate::triage::Band;
use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};
use serde::Deserialize;
use std::sync::LazyLock;

/// A child with a story.
#[derive(Debug, Deserialize)]
pub struct CastChild {
    /// Age in years on the day of the demo.
    age: i32,
    /// Month and day.
    birthday: Option<(u32, u32)>,
    /// Days to the next birthday, where that is part of the story.
    turns_in: Option<u64>,
    /// Markers, and how many days ago each was set.
    #[serde(default)]
    marked: Vec<(MarkerKind, u64)>,
    #[serde(default)]
    pub episodes: Vec<Telling>,
    /// Where the child lived before, and until how many days ago.
    pub moved: Option<Moved>,
    /// The caseload does not name the child.
    #[serde(default)]
    pub by_list_only: bool,
    #[serde(flatten)]
    details: ChildDetails,
}

/// An earlier home.
#[derive(Debug, Deserialize)]
pub struct Moved {
    pub ago: u64,
    pub address: String,
    pub postcode: String,
}

/// One or more episodes of a story; days are counted back from the day of the last list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telling {
    /// The first day and the last, or the only one.
    pub days: Vec<i64>,
    #[serde(default = "one")]
    pub count: i64,
    /// UK time of the report; drawn where it is not part of the story.
    pub at: Option<NaiveTime>,
    /// Shortest and longest, in hours; `None`: still missing.
    pub hours: Option<(i64, i64)>,
    pub grade: Option<Grade>,
    pub category: Option<Category>,
    pub from: Option<String>,
    pub found: Option<String>,
    pub how: Option<String>,
    /// Name of the child it is missing with.
    pub with: Option<String>,
    pub notes: Option<String>,
    pub outcomes: Option<Vec<Outcome>>,
    /// The meeting's rationale.
    pub because: Option<String>,
    /// The rationale as it was amended an hour later.
    pub amend: Option<String>,
    /// The chair's band in place of the rules', and why.
    pub band: Option<Band>,
    pub band_because: Option<String>,
    /// Given name as the list wrote it, so that the row waited for a person.
    pub listed_as: Option<String>,
    /// The row was refused at first (impossible date of birth) and put right.
    #[serde(default)]
    pub refused: bool,
    /// Not reached at the last meeting.
    #[serde(default)]
    pub defer: bool,
    /// The decision is to be reviewed on the day of the demo.
    #[serde(default)]
    pub review_today: bool,
    /// Where the exploitation assessment that was decided stands this morning.
    pub assessment: Option<Assessed>,
    /// An action of the decision was put off twice, the second time to the next meeting.
    #[serde(default)]
    pub redate: bool,
}

/// How far an exploitation assessment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assessed {
    ToAllocate,
    Allocated,
    /// With its review due.
    Completed,
}

fn one() -> i64 {
    1
}

#[derive(Deserialize)]
struct File {
    child: Vec<CastChild>,
}

/// The whole cast.
pub fn cast() -> &'static [CastChild] {
    // The file is compiled in and read by every test of the demo: it cannot fail on one machine and not on another.
    static CAST: LazyLock<File> = LazyLock::new(|| {
        toml::from_str(include_str!("../../assets/demo/cast.toml")).expect("assets/demo/cast.toml is checked by the tests")
    });
    &CAST.child
}

impl CastChild {
    /// "Kayden Ashworth".
    pub fn name(&self) -> String {
        self.details.full_name()
    }

    /// The date of birth that makes the child as old as the story says on `today`.
    pub fn dob(&self, today: NaiveDate) -> NaiveDate {
        if let Some(days) = self.turns_in {
            let birthday = today + Days::new(days);
            return birthday.checked_sub_months(Months::new(12 * (self.age as u32 + 1))).unwrap_or(today);
        }
        let (month, day) = self.birthday.unwrap_or((1, 1));
        let had_birthday = (today.month(), today.day()) >= (month, day);
        NaiveDate::from_ymd_opt(today.year() - self.age - i32::from(!had_birthday), month, day).unwrap_or(today)
    }

    /// The record as the caseload has it on `today`.
    pub fn details(&self, today: NaiveDate) -> ChildDetails {
        let marker =
            |(kind, ago): &(MarkerKind, u64)| Marker { kind: *kind, since: Some(today - Days::new(*ago)), set_by: Some("Hub".into()) };
        ChildDetails {
            dob: Some(self.dob(today)),
            markers: self.marked.iter().map(marker).collect(),
            on_caseload: !self.by_list_only,
            placed_out_of_area: (!self.by_list_only).then_some(false),
            ..self.details.clone()
        }
    }
}
