//! Warwickshire's annual report 2020-21, rebuilt from invented episodes: every count that was published is found again.
//!
//! What follows from the counts is printed, and not what the report prints where the two differ: it gives 2.8 and 5.4 episodes per
//! child, which are the year before's; children down 6 % (475 to 449 is 5 %), interviews up 3 % (1041 to 1079 is 4 %).

use super::made::{at, period};
use chrono::TimeDelta;
use wayhome::child::{ChildId, Education, MarkerKind, Sex};
use wayhome::episode::{EpisodeId, Moment};
use wayhome::interview::attempt::NotHeld;
use wayhome::interview::record::{FindingId, InterviewId};
use wayhome::interview::verdict::{Verdict, Verdicts};
use wayhome::meeting::assessment::{AssessmentId, AssessmentOutcome};
use wayhome::report::figures::facts::{
    AssessmentFact, CareGroup, EndedFact, EpisodeFact, Facts, HeldFact, IntelligenceFact, OfferFact, ResultFact,
};
use wayhome::report::figures::presets::{Sheet, Table, warwickshire};
use wayhome::report::figures::{Index, Period};

/// What a year published.
struct Year {
    starts: &'static str,
    /// Numbers of its episodes, children, interviews and assessments begin here.
    first: i64,
    home: Part,
    care: Part,
    in_72_hours: i64,
    offered_in_24: i64,
    mean_hours: i64,
    /// Not held: declined or unable, other agency, not appropriate, other; the rest without a reason.
    reasons: [i64; 4],
    assessments: i64,
    supported: i64,
    intelligence: i64,
    long_term: i64,
}

/// Children at home or in care.
struct Part {
    episodes: i64,
    children: i64,
    held: i64,
}

const YEARS: [Year; 2] = [
    Year {
        starts: "2019-04-01T08:00:00Z",
        first: 0,
        home: Part { episodes: 1639 - 632, children: 475 - 116, held: 1041 - 354 },
        care: Part { episodes: 632, children: 116, held: 354 },
        in_72_hours: 531,
        offered_in_24: 0,
        mean_hours: 104,
        reasons: [0; 4],
        assessments: 181,
        supported: 37,
        intelligence: 60,
        long_term: 26,
    },
    Year {
        starts: "2020-04-01T08:00:00Z",
        first: 100_000,
        home: Part { episodes: 1856 - 734, children: 449 - 106, held: 1079 - 470 },
        care: Part { episodes: 734, children: 106, held: 470 },
        in_72_hours: 540,
        offered_in_24: 1689,
        mean_hours: 76,
        reasons: [241, 140, 62, 132],
        assessments: 266,
        supported: 57,
        intelligence: 89,
        long_term: 22,
    },
];

/// How long the episodes of children not found within three months last.
const LONG: i64 = 100 * 24;

fn episodes(year: &Year) -> Vec<EpisodeFact> {
    let (home, care) = (&year.home, &year.care);
    let whose = (0..home.episodes).map(|n| (CareGroup::AtHome, n % home.children, n < home.held));
    let whose = whose.chain((0..care.episodes).map(|n| (CareGroup::Ours, home.children + n % care.children, n < care.held)));
    let all = home.episodes + care.episodes;
    // The long ones are long, and the others as long as makes the mean.
    let others = (all * year.mean_hours - year.long_term * LONG) * 3600 / (all - year.long_term);
    let (mut held, mut not_held) = (0, 0);
    let facts = whose.enumerate().map(|(n, (care, child, is_held))| {
        let n = i64::try_from(n).unwrap();
        let began = at(year.starts) + TimeDelta::minutes(n * 200);
        let length = if n < year.long_term { TimeDelta::hours(LONG) } else { TimeDelta::seconds(others) };
        let counter = if is_held { &mut held } else { &mut not_held };
        *counter += 1;
        let ended = ended(year, n, *counter, is_held, began + length);
        fact(year, n, child, care, began, ended)
    });
    facts.collect()
}

fn fact(year: &Year, n: i64, child: i64, care: CareGroup, began: Moment, ended: EndedFact) -> EpisodeFact {
    EpisodeFact {
        episode: EpisodeId(year.first + n + 1),
        child: Some(ChildId(year.first + child + 1)),
        began,
        missing_since: began,
        category: None,
        care: Some(care),
        out_of_area: None,
        locality: None,
        sex: Some(if child % 3 == 0 { Sex::Female } else { Sex::Male }),
        age: Some(if child % 2 == 0 { 16 } else { 14 }),
        ethnicity: None,
        education: None,
        // Over a third.
        markers: if child < 157 { vec![MarkerKind::Cce] } else { Vec::new() },
        ended: Some(ended),
    }
}

/// The end of the `n`-th episode, which is the `place`-th of those held or of those not held.
fn ended(year: &Year, n: i64, place: i64, is_held: bool, returned: Moment) -> EndedFact {
    let [declined, other_agency, not_appropriate, other] = year.reasons;
    let reason = [
        (declined / 2, NotHeld::Declined),
        (declined - declined / 2, NotHeld::UnableToEngage),
        (other_agency, NotHeld::OtherAgency),
        (not_appropriate, NotHeld::NotAppropriate),
        (other, NotHeld::Other),
    ];
    let up_to = reason.iter().scan(0, |sum, (count, reason)| {
        *sum += count;
        Some((*sum, *reason))
    });
    let not_held = up_to.into_iter().find(|(last, _)| place <= *last).map(|(_, reason)| reason).filter(|_| !is_held);
    let in_time = is_held && place <= year.in_72_hours;
    let verdict = |met| if met { Verdict::Met } else { Verdict::Missed };
    let verdicts = Verdicts {
        // Response was not measured in the earlier year: notice of the return was not kept.
        offer: if year.offered_in_24 == 0 { Verdict::NotMeasurable } else { verdict(n < year.offered_in_24) },
        hours72: verdict(in_time),
        working_days: verdict(in_time),
    };
    let held_at = returned + TimeDelta::hours(if in_time { 10 } else { 100 });
    EndedFact {
        returned: Some(returned),
        notice: (year.offered_in_24 > 0).then_some(returned),
        due: Some(returned + TimeDelta::hours(72)),
        verdicts,
        offer: Some(OfferFact { at: returned + TimeDelta::hours(1), accepted: is_held }),
        held: is_held.then(|| HeldFact { interview: InterviewId(year.first + n + 1), at: held_at, delivered_by: None }),
        not_held,
        late: None,
    }
}

fn assessments(year: &Year) -> Vec<AssessmentFact> {
    let day = at(year.starts) + TimeDelta::days(30);
    let assessment = |n: i64| {
        let concerns = match n {
            0..68 => vec![MarkerKind::CountyLines],
            68..170 => vec![MarkerKind::Cce],
            170..242 => vec![MarkerKind::Cse],
            _ => vec![MarkerKind::Trafficking],
        };
        let education = match n % 100 {
            0..12 => Education::NotInEducation,
            12..31 => Education::NotAttending,
            31..38 => Education::AtRiskOfExclusion,
            38..53 => Education::AlternativeProvision,
            _ => Education::InSchool,
        };
        let outcome = if n < year.supported { AssessmentOutcome::Plan } else { AssessmentOutcome::NoRole };
        let first = ResultFact { at: day, concerns, outcome };
        // Of a hundred, so that 200 children stand under their education in whole percents.
        let child = ChildId(year.first + n % 200 + 1);
        AssessmentFact {
            assessment: AssessmentId(year.first + n + 1),
            child: Some(child),
            education: Some(education),
            results: vec![first],
        }
    };
    let mut assessments: Vec<AssessmentFact> = (0..year.assessments).map(assessment).collect();
    // The outcome of support of 54 who were reviewed: 23, 18 and 13.
    let course = [(23, AssessmentOutcome::Improved), (18, AssessmentOutcome::Stable), (13, AssessmentOutcome::Declined)];
    if year.supported > 54 {
        let outcomes = course.into_iter().flat_map(|(count, outcome)| std::iter::repeat_n(outcome, count));
        for (assessment, outcome) in assessments.iter_mut().zip(outcomes) {
            assessment.results.push(ResultFact { at: day + TimeDelta::days(84), concerns: Vec::new(), outcome });
        }
    }
    assessments
}

fn facts() -> Facts {
    let intelligence = |year: &Year| {
        let (first, at) = (year.first, at(year.starts) + TimeDelta::days(100));
        (1..=year.intelligence).map(move |n| IntelligenceFact { finding: FindingId(first + n), at })
    };
    Facts {
        episodes: YEARS.iter().flat_map(episodes).collect(),
        assessments: YEARS.iter().flat_map(assessments).collect(),
        intelligence: YEARS.iter().flat_map(intelligence).collect(),
        ..Facts::none(at("2021-12-01T09:00:00Z"))
    }
}

fn sheet() -> Sheet {
    let (year, before): (Period, Period) = (period("2020-04-01", "2021-03-31"), period("2019-04-01", "2020-03-31"));
    let facts = facts();
    warwickshire::sheet(&Index::new(&facts), year, before)
}

/// What is known of the published year alone.
pub fn published() -> Facts {
    let facts = facts();
    let of_year = |number: i64| number > YEARS[1].first;
    Facts {
        episodes: facts.episodes.into_iter().filter(|fact| of_year(fact.episode.0)).collect(),
        assessments: facts.assessments.into_iter().filter(|fact| of_year(fact.assessment.0)).collect(),
        intelligence: facts.intelligence.into_iter().filter(|fact| of_year(fact.finding.0)).collect(),
        ..Facts::none(facts.as_of)
    }
}

pub fn rows(table: &Table) -> Vec<String> {
    let cells = |row: &wayhome::report::figures::presets::Row| row.cells.iter().map(|cell| cell.words()).collect::<Vec<_>>().join(" | ");
    table.rows.iter().map(|row| format!("{}: {}", row.label, cells(row))).collect()
}

/// The tables: what each caption begins with, and its rows; a row has the year before, the year, and how it went.
pub fn expected() -> [(&'static str, &'static [&'static str]); 10] {
    [
        ("Fig 1", &["Number of completed CE assessment tools: 181 | 266 | up 47 %"]),
        ("Fig 2", &["Number of children directly supported: 37 | 57 | up 54 %", "Number of intelligence submissions: 60 | 89 | up 48 %"]),
        ("Fig 3", &["Proportion of identified concerns: 170 of 266 (64 %) | 68 of 170 (40 %) | 72 of 266 (27 %) | 24 of 266 (9 %)"]),
        ("Fig 4", &["Proportion: 24 of 200 (12 %) | 38 of 200 (19 %) | 14 of 200 (7 %) | 30 of 200 (15 %)"]),
        (
            "Fig 5",
            &[
                "Number of missing episodes (children involved): 1639 (475) | 1856 (449) | up 13 % (down 5 %)",
                "Number of missing CIC episodes (children involved): 632 (116) | 734 (106) | up 16 % (down 9 %)",
            ],
        ),
        (
            "Fig 6",
            &[
                "Number of return home interviews conducted: 1041 | 1079 | up 4 %",
                "% completed of all episodes (CIC): 1041 of 1639 (64 %); in care 354 of 632 (56 %) | 1079 of 1856 (58 %); in care 470 of 734 (64 %) | down 5.4 points (up 8.0 points)",
            ],
        ),
        ("Fig 7", &["RHIs not completed: 241 of 777 (31 %) | 140 of 777 (18 %) | 62 of 777 (8 %) | 202 of 777 (26 %) | 132 of 777 (17 %)"]),
        ("Fig 8", &["Proportion: 23 of 54 (43 %) | 18 of 54 (33 %) | 13 of 54 (24 %)"]),
        (
            "Fig 9",
            &[
                "Response within 24 hrs: no data | 1689 of 1856 (91 %) | no data",
                "RHI completed within 72 hrs: 531 of 1041 (51 %) | 540 of 1079 (50 %) | down 1.0 points",
            ],
        ),
        (
            "Stated",
            &[
                "Episodes per child, from home: 2.8 (1007 episodes, 359 children) | 3.3 (1122 episodes, 343 children) | up 0.5",
                "Episodes per child, from care: 5.4 (632 episodes, 116 children) | 6.9 (734 episodes, 106 children) | up 1.5",
                "Mean hours missing: 104.0 hours (1639 episodes) | 76.0 hours (1856 episodes) | down 28.0 hours",
                "Children with markers of exploitation: 157 of 475 (33 %) | 157 of 449 (35 %) | up 1.9 points",
                "Not found within 3 months: 26 | 22 | down 15 %",
                "Largest age and sex group: 16 to 17, male, children: 158 | 150 | down 5 %",
            ],
        ),
    ]
}

#[test]
fn every_published_count_of_2020_21_is_found_again() {
    let sheet = sheet();
    assert_eq!(sheet.title, "Child exploitation and missing children, 2020/21");
    let expected = expected();
    for ((caption, expected), table) in expected.iter().zip(&sheet.tables) {
        assert!(table.caption.starts_with(caption), "{}", table.caption);
        assert_eq!(&rows(table), expected, "{caption}");
        assert!(table.rows.iter().all(|row| row.cells.len() + 1 == table.head.len()), "{caption}");
    }
    assert_eq!(sheet.tables.len(), expected.len());
}

#[test]
fn every_figure_of_the_sheet_shows_as_many_rows_as_it_counts() {
    use wayhome::report::figures::Value;
    for figure in sheet().figures() {
        let (counted, rest) = (figure.counted().count(), figure.rest().count());
        match figure.value {
            Value::Count(n) => assert_eq!((n as usize, 0), (counted, rest), "{}", figure.code),
            Value::Rate { n, of } => assert_eq!((n as usize, of as usize), (counted, counted + rest), "{}", figure.code),
            Value::PerChild { n, .. } => assert_eq!(n as usize, counted, "{}", figure.code),
            Value::Mean { of, .. } | Value::Median { of, .. } => assert_eq!(of as usize, counted, "{}", figure.code),
            Value::NoData => assert_eq!((counted, rest), (0, 0), "{}", figure.code),
        }
        assert!(figure.rule.ends_with('.'), "{}", figure.code);
    }
}
