//! The figures of Warwickshire's annual report of its child exploitation and missing children service, 2020-21, in its layout.

use super::super::cohort::{Cohort, Index};
use super::super::facts::{CareGroup, EpisodeFact};
use super::super::figure::{Excluded, Figure, RowKind, Why};
use super::super::out::OfEpisode;
use super::super::period::Period;
use super::super::rates::{Per, Rate};
use super::super::set::LONG_TERM;
use super::super::split::Split;
use super::{Cell, Sheet, Table};
use crate::child::MarkerKind::{Cce, CountyLines, Cse, Trafficking};
use crate::child::Sex;
use crate::interview::attempt::NotHeld;

/// One of the two periods that are compared.
struct Side<'i> {
    index: &'i Index<'i>,
    period: Period,
    all: Cohort<'i>,
    care: Cohort<'i>,
    home: Cohort<'i>,
}

/// Figures 1 to 9, and what the report says in its text, of a period beside an earlier one.
pub fn sheet<'i>(index: &'i Index<'i>, period: Period, before: Period) -> Sheet {
    let side = |period: Period| {
        let all = index.cohort(period);
        let care = all.part("in care", |episode| episode.care.is_some_and(CareGroup::in_care));
        let home = all.part("at home", |episode| episode.care == Some(CareGroup::AtHome));
        Side { index, period, all, care, home }
    };
    let (now, then) = (side(period), side(before));
    let tables = vec![
        assessments(&now, &then),
        support(&now, &then),
        concerns(&now),
        education(&now),
        missing(&now, &then),
        interviews(&now, &then),
        not_held(&now),
        course(&now),
        in_time(&now, &then),
        in_the_text(&now, &then),
    ];
    Sheet {
        title: format!("Child exploitation and missing children, {}", period.label()),
        source: "Warwickshire County Council, annual report 2020-2021, figures 1 to 9",
        period,
        as_of: index.facts.as_of,
        tables,
        episodes: OfEpisode::all(index.facts),
    }
}

fn two_years(caption: &str, now: &Side, then: &Side) -> Table {
    Table::new(caption, [String::new(), then.period.label(), now.period.label(), "Direction".into()])
}

fn one_row(caption: &str, label: &str, figures: Vec<(&str, Figure)>) -> Table {
    let head = [""].into_iter().chain(figures.iter().map(|(head, _)| *head));
    Table::new(caption, head).row(label, figures.into_iter().map(|(_, figure)| Cell::figure(figure)).collect())
}

fn assessments(now: &Side, then: &Side) -> Table {
    let cell = |side: &Side| Cell::figure(side.index.assessments(side.period));
    two_years("Fig 1: Exploitation assessments", now, then).compared("Number of completed CE assessment tools", cell(then), cell(now))
}

fn support(now: &Side, then: &Side) -> Table {
    let (supported, sent) =
        (|side: &Side| Cell::figure(side.index.supported(side.period)), |side: &Side| Cell::figure(side.index.intelligence(side.period)));
    two_years("Fig 2: Support and intelligence", now, then)
        .compared("Number of children directly supported", supported(then), supported(now))
        .compared("Number of intelligence submissions", sent(then), sent(now))
}

fn concerns(now: &Side) -> Table {
    let (criminal, all) = ([Cce, CountyLines], [Cce, CountyLines, Cse, Trafficking]);
    let concern = |name, kinds: &[_], among: &[_]| now.index.concern_among(now.period, name, kinds, among);
    let figures = vec![
        ("CE", concern("criminal exploitation", &criminal, &all)),
        ("County lines (of CE)", concern("county lines of criminal exploitation", &[CountyLines], &criminal)),
        ("CSE", concern("sexual exploitation", &[Cse], &all)),
        ("Trafficking", concern("trafficking", &[Trafficking], &all)),
    ];
    one_row("Fig 3: Concerns", "Proportion of identified concerns", figures)
        .note("CE is criminal exploitation, county lines included. An assessment can name several concerns, so that the shares can add up to more than all.")
}

fn education(now: &Side) -> Table {
    let heads = ["In school", "Alternative provision", "At risk of exclusion", "Not attending education", "Not in education"];
    let mut figures: Vec<(&str, Figure)> = heads.into_iter().zip(now.index.education_of_assessed(now.period)).collect();
    // In the order of the report, which does not print those in school.
    figures.reverse();
    let [not_in, not_attending, at_risk, alternative]: [_; 4] = match <[(&str, Figure); 5]>::try_from(figures) {
        Ok([a, b, c, d, _in_school]) => [a, b, c, d],
        Err(figures) => return one_row("Fig 4: Education", "Proportion", figures),
    };
    one_row("Fig 4: Education of exploited children", "Proportion", vec![not_in, not_attending, at_risk, alternative])
}

fn missing(now: &Side, then: &Side) -> Table {
    let cell = |cohort: &Cohort| Cell::pair(cohort.episode_count(), cohort.child_count());
    two_years("Fig 5: Missing children", now, then)
        .compared("Number of missing episodes (children involved)", cell(&then.all), cell(&now.all))
        .compared("Number of missing CIC episodes (children involved)", cell(&then.care), cell(&now.care))
        .note("CIC: children in care when the episode began, whoever looks after them.")
}

fn interviews(now: &Side, then: &Side) -> Table {
    let held = |side: &Side| Cell::figure(side.all.interviews_held());
    let share = |side: &Side| Cell::pair(side.all.rate(Rate::Held, Per::Episode), side.care.rate(Rate::Held, Per::Episode));
    two_years("Fig 6: Return home interviews", now, then)
        .compared("Number of return home interviews conducted", held(then), held(now))
        .compared("% completed of all episodes (CIC)", share(then), share(now))
        .note("Of all episodes that have ended and whose interview is due.")
}

fn not_held(now: &Side) -> Table {
    use NotHeld::{Declined, HostAuthority, MissingAgain, NotAppropriate, Other, OtherAgency, ParentRefused, UnableToEngage};
    let share = |code, label, reasons: &[NotHeld]| {
        let reasons: Vec<Option<NotHeld>> = reasons.iter().copied().map(Some).collect();
        (label, now.all.not_held_for(code, label, &reasons))
    };
    let figures = vec![
        share("declined-or-unable", "Declined by the child/unable to engage", &[Declined, UnableToEngage, ParentRefused]),
        share("other-agencies", "Other agency undertaking", &[OtherAgency, HostAuthority]),
        share("not-appropriate", "Decision not appropriate", &[NotAppropriate]),
        ("No reason recorded", now.all.not_held_for("none", "No reason recorded", &[None])),
        share("others", "Other", &[MissingAgain, Other]),
    ];
    one_row("Fig 7: Interviews not completed", "RHIs not completed", figures).note(
        "A parent or carer who refused stands under declined, a host authority under other agency, a child missing again under other.",
    )
}

fn course(now: &Side) -> Table {
    let figures = ["Improved", "Stable", "Decline"].into_iter().zip(now.index.course(now.period)).collect();
    one_row("Fig 8: Outcome of support", "Proportion", figures)
}

fn in_time(now: &Side, then: &Side) -> Table {
    let cell = |side: &Side, rate| Cell::figure(side.all.rate(rate, Per::Episode));
    let row = |table: Table, label, rate| table.compared(label, cell(then, rate), cell(now, rate));
    let table = row(two_years("Fig 9: Timeliness", now, then), "Response within 24 hrs", Rate::OfferedIn24);
    row(table, "RHI completed within 72 hrs", Rate::In72OfHeld)
        .note("Response: the interview was offered within 24 hours of notice of the return. Within 72 hours: of the episodes answered by an interview.")
}

fn in_the_text(now: &Side, then: &Side) -> Table {
    let ratio = |cohort: &Cohort| Cell::figure(cohort.per_child());
    let of_both = |table: Table, label: &str, figure: &dyn Fn(&Side) -> Figure| {
        table.compared(label, Cell::figure(figure(then)), Cell::figure(figure(now)))
    };
    let table = two_years("Stated in the text", now, then)
        .compared("Episodes per child, from home", ratio(&then.home), ratio(&now.home))
        .compared("Episodes per child, from care", ratio(&then.care), ratio(&now.care));
    let table = of_both(table, "Mean hours missing", &|side| side.all.mean_hours());
    let table = of_both(table, "Children with markers of exploitation", &|side| side.all.with_marker());
    let table = of_both(table, "Not found within 3 months", &|side| side.index.long_term(side.period, LONG_TERM));
    match largest(&now.all) {
        Some(group) => {
            let name = group.group.clone().unwrap_or_default();
            let earlier = then.all.split(Split::AgeSex).into_iter().find(|of_then| of_then.group == group.group);
            // Of nobody the year before it is nought, which has a direction too.
            let earlier = earlier.unwrap_or_else(|| then.all.named(name.clone(), Vec::new()));
            let label = format!("Largest age and sex group: {name}, children");
            table.compared(&label, in_group(&then.all, &earlier), in_group(&now.all, &group))
        }
        None => table,
    }
}

/// The age and sex group with most children, of those of whom both are recorded.
fn largest<'i>(cohort: &Cohort<'i>) -> Option<Cohort<'i>> {
    let groups = cohort.split(Split::AgeSex).into_iter().filter(|group| group.episodes().all(is_recorded));
    groups.max_by_key(|group| group.child_count().rows.counted.len())
}

fn is_recorded(episode: &EpisodeFact) -> bool {
    episode.age.is_some() && episode.sex.is_some_and(|sex| sex != Sex::Unknown)
}

/// The children of a group; episodes that may or may not be of it are left out.
fn in_group(all: &Cohort, group: &Cohort) -> Cell {
    let mut children = group.child_count();
    let ids: Vec<i64> = all.episodes().filter(|episode| !is_recorded(episode)).map(|episode| episode.episode.0).collect();
    if !ids.is_empty() {
        children.excluded.push(Excluded { why: Why::NotRecorded, kind: RowKind::Episode, ids });
    }
    Cell::figure(children)
}
