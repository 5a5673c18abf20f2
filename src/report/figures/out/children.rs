//! The episodes behind the children of a figure: which of them made a child stand where it does.

use super::super::cohort::{Cohort, Index, Row, weight};
use super::super::facts::CareGroup;
use super::super::figure::{Figure, Judged};
use super::super::rates::Rate;
use super::super::set::LONG_TERM;
use super::super::split::Split;
use crate::episode::EpisodeId;
use std::collections::HashMap;

/// Of each child of a figure per child, by its number: the episodes of the figure's period and group by which the child was counted,
/// not counted or left out, in the order they began. A figure that is not of episodes has none.
pub fn episodes_behind(index: &Index, figure: &Figure) -> HashMap<i64, Vec<EpisodeId>> {
    let mut of: HashMap<i64, Vec<(u8, EpisodeId)>> = HashMap::new();
    let mut add = |child: Option<crate::child::ChildId>, weight, episode| {
        child.into_iter().for_each(|child| of.entry(child.0).or_default().push((weight, episode)));
    };
    match figure.code.as_str() {
        "supported" => {}
        code if code.starts_with("assessed-") => {}
        "long-term" => index.missing_for(figure.period, LONG_TERM).for_each(|episode| add(episode.child, 1, episode.episode)),
        code => {
            let rows = cohort_of(index, figure).into_iter().flat_map(|cohort| cohort.rows().collect::<Vec<_>>());
            rows.for_each(|row| add(row.fact.child, weight(judged(code, row)), row.fact.episode));
        }
    }
    let last_alone = figure.code.starts_with("education-");
    let behind = |mut episodes: Vec<(u8, EpisodeId)>| {
        let most = episodes.iter().map(|(weight, _)| *weight).max().unwrap_or_default();
        episodes.retain(|(weight, _)| *weight == most && most > 0);
        let from = if last_alone { episodes.len().saturating_sub(1) } else { 0 };
        episodes.into_iter().skip(from).map(|(_, episode)| episode).collect()
    };
    of.into_iter().map(|(child, episodes)| (child, behind(episodes))).collect()
}

/// What became of an episode in a figure per child, by its code.
fn judged(code: &str, row: &Row) -> Judged {
    let rate = code.strip_suffix("-children").and_then(|code| Rate::ALL.iter().position(|rate| rate.code() == code));
    match rate {
        Some(rate) => row.rates[rate],
        None if code == "with-marker" && !row.marked => Judged::Rest,
        None => Judged::Counted,
    }
}

/// The episodes a figure is about. Groups of several splits are called "not recorded": the one with just its children.
fn cohort_of<'i>(index: &'i Index<'i>, figure: &Figure) -> Option<Cohort<'i>> {
    let whole = index.cohort(figure.period);
    let in_care = || whole.part("in care", |episode| episode.care.is_some_and(CareGroup::in_care));
    let group = match (&figure.group, figure.code.as_str()) {
        (None, "looked-after-missing-share") => CareGroup::Ours.label(),
        (None, _) => return Some(whole),
        (Some(group), _) => group.as_str(),
    };
    let named = Split::ALL.iter().flat_map(|split| whole.split(*split)).chain([in_care()]);
    let mut named: Vec<Cohort> = named.filter(|cohort| cohort.group.as_deref() == Some(group)).collect();
    let children =
        |rows: &super::super::figure::Rows| rows.counted.iter().chain(&rows.rest).copied().collect::<std::collections::HashSet<i64>>();
    let wanted = children(&figure.rows);
    // The closest: every child of the figure is in it, and as few others as can be.
    named.retain(|cohort| wanted.is_subset(&children(&cohort.child_count().rows)));
    named.into_iter().min_by_key(|cohort| cohort.child_count().rows.counted.len())
}
