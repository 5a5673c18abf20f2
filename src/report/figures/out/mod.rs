//! Figures as they leave the hub: the same sections as text, JSON, CSV, a page with charts, and a workbook.
//!
//! Every percentage is told as n of N, with what was left out and why, its rule, its period and the moment it was known at.

pub mod asked;
pub mod book;
pub mod csv;
pub mod html;
pub mod json;
pub mod plots;
pub mod rows;
pub mod sheet;
pub mod text;

use super::compare::Compared;
use super::counts;
use super::facts::Facts;
use super::figure::Figure;
use super::period::Period;
use super::rates::Rate;
use super::set::FigureSet;
use crate::child::ChildId;
use crate::episode::Moment;
use std::collections::{HashMap, HashSet};

/// The figures of a period, with those of another beside them where two are compared.
#[derive(Debug, Clone, PartialEq)]
pub struct FiguresView {
    /// The hub's name.
    pub hub: String,
    pub as_of: Moment,
    pub set: FigureSet,
    pub before: Option<FigureSet>,
    /// What the settings have targets for (Trafford's Ambition 7), of the same periods.
    pub targets: Vec<Figure>,
    pub targets_before: Vec<Figure>,
    /// By the number of the episode.
    pub episodes: HashMap<i64, OfEpisode>,
}

/// What is needed of an episode to count it again, beside the figures it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfEpisode {
    /// `None`: it is not known who the child is.
    pub child: Option<ChildId>,
    /// How long the child was missing; `None`: not back, or back at no time that can be measured.
    pub seconds: Option<i64>,
}

impl OfEpisode {
    /// Of every episode of the facts.
    pub fn all(facts: &Facts) -> HashMap<i64, OfEpisode> {
        let of = |episode: &super::facts::EpisodeFact| OfEpisode { child: episode.child, seconds: counts::length(episode).ok() };
        facts.episodes.iter().map(|episode| (episode.episode.0, of(episode))).collect()
    }
}

/// A part of the figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Section<'v> {
    /// A contract, as the codes of figures are.
    pub code: String,
    pub title: String,
    pub lines: Vec<Line<'v>>,
}

/// A figure, and the same of the other period where there is one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line<'v> {
    pub figure: &'v Figure,
    pub before: Option<&'v Figure>,
}

/// Figures by code and group.
type Known<'v> = HashMap<(&'v str, Option<&'v str>), &'v Figure>;

impl<'v> Section<'v> {
    fn of(code: &str, title: &str, figures: Vec<&'v Figure>, earlier: &Known<'v>) -> Section<'v> {
        let line = |figure| Line { figure, before: earlier.get(&key(figure)).copied() };
        Section { code: code.into(), title: title.into(), lines: figures.into_iter().map(line).collect() }
    }
}

impl FiguresView {
    /// The period they are of.
    pub fn period(&self) -> Period {
        self.set.period
    }

    /// "1 Nov 2025 to 31 Oct 2026, compared with 1 Nov 2024 to 31 Oct 2025".
    pub fn periods(&self) -> String {
        let before = self.before.as_ref().map(|before| format!(", compared with {}", before.period));
        format!("{}{}", self.set.period, before.unwrap_or_default())
    }

    /// All figures by section, in the order one asks about them; last the groups, and the months.
    pub fn sections(&self) -> Vec<Section<'_>> {
        let (set, earlier) = (&self.set, self.earlier());
        let section = |code, title, figures| Section::of(code, title, figures, &earlier);
        let (rates, others): (Vec<&Figure>, Vec<&Figure>) = set.headline.iter().partition(|figure| is_rate(figure));
        let (per_child, per_episode) = rates.into_iter().partition(|figure| figure.code.ends_with("-children"));
        let of = |beginning: &str| set.assessments.iter().filter(|figure| figure.code.starts_with(beginning)).collect::<Vec<_>>();
        let led_to = |figure: &&Figure| figure.code.starts_with("outcome-") || figure.code.starts_with("course-");
        let targets = Section { lines: self.target_lines(), ..section("targets", "Against the targets", Vec::new()) };
        let mut sections = vec![
            targets,
            section("episodes", "Episodes and children", others),
            section("interviews", "Return interviews, per episode", per_episode),
            section("interviews-children", "Return interviews, per child", per_child),
            section("not-held", "Why interviews were not held", set.not_held.iter().collect()),
            section("late", "Why interviews were late", set.late.iter().collect()),
            section("delivered-by", "Who held the interviews", set.delivered_by.iter().collect()),
            section("again", "Missing again", set.again.iter().collect()),
            section("assessments", "Exploitation assessments", set.assessments.iter().filter(|figure| !led_to(figure)).collect()),
            section("outcomes", "What assessments led to", of("outcome-")),
            section("course", "Outcome of support", of("course-")),
            section("education", "Education", set.education.iter().collect()),
        ];
        let splits = set.splits.iter();
        sections.extend(splits.map(|(split, groups)| section(split.code(), split.label(), groups.iter().flatten().collect())));
        // The months of another period are other months.
        let months = set.months.iter().flatten().map(|figure| Line { figure, before: None }).collect();
        sections.push(Section { lines: months, ..section("months", "Month by month", Vec::new()) });
        sections.retain(|section| !section.lines.is_empty());
        sections
    }

    fn target_lines(&self) -> Vec<Line<'_>> {
        // The same measures in the same order, and none of the other period where there is none.
        self.targets.iter().enumerate().map(|(at, figure)| Line { figure, before: self.targets_before.get(at) }).collect()
    }

    /// The figures of the other period; those of the whole before those of its months, which have the same names.
    fn earlier(&self) -> Known<'_> {
        let mut known = HashMap::new();
        for figure in self.before.iter().flat_map(FigureSet::all) {
            known.entry(key(figure)).or_insert(figure);
        }
        known
    }

    /// Every figure once: a target is a figure of the set once more.
    pub fn all(&self) -> Vec<&Figure> {
        let mut seen = HashSet::new();
        self.targets.iter().chain(self.set.all()).filter(|figure| seen.insert((key(figure), figure.period))).collect()
    }

    /// The figures of this code: of all, of each group, of each month; or those of one group alone.
    pub fn named(&self, code: &str, group: Option<&str>) -> Vec<&Figure> {
        let mut named = self.all();
        named.retain(|figure| figure.code == code && (group.is_none() || figure.group.as_deref() == group));
        named
    }

    /// What is counted, by rule: each rule once, with the titles of its figures.
    pub fn rules(&self) -> Vec<(String, &str)> {
        let mut rules: Vec<(Vec<&str>, &str)> = Vec::new();
        for figure in self.targets.iter().chain(self.set.all()) {
            match rules.iter_mut().find(|(_, rule)| *rule == figure.rule) {
                Some((titles, _)) if titles.contains(&figure.title.as_ref()) => {}
                Some((titles, _)) => titles.push(&figure.title),
                None => rules.push((vec![&figure.title], &figure.rule)),
            }
        }
        rules.into_iter().map(|(titles, rule)| (titles.join("; "), rule)).collect()
    }
}

fn key(figure: &Figure) -> (&str, Option<&str>) {
    (&figure.code, figure.group.as_deref())
}

/// A rate of the return interview, per episode or per child.
fn is_rate(figure: &Figure) -> bool {
    let code = figure.code.strip_suffix("-children").unwrap_or(&figure.code);
    Rate::ALL.iter().any(|rate| rate.code() == code)
}

impl Line<'_> {
    /// Title, with the group or the month it is of.
    pub fn title(&self) -> String {
        self.figure.group.as_ref().map_or_else(|| self.figure.title.to_string(), |group| format!("{}: {group}", self.figure.title))
    }

    /// "at least 95 %: not met"; empty without a target.
    pub fn target(&self) -> String {
        let against = self.figure.against().map(|against| format!(": {against}")).unwrap_or_default();
        self.figure.target.map_or(String::new(), |aim| format!("{}{against}", aim.words()))
    }

    /// "58 of 84 (69 %)"; empty where nothing is compared.
    pub fn before(&self) -> String {
        self.before.map_or(String::new(), Figure::words)
    }

    /// "up 5.4 points"; empty where nothing is compared.
    pub fn direction(&self) -> String {
        let compared = |before: &Figure| Compared { now: self.figure.clone(), before: before.clone() }.direction();
        self.before.map_or(String::new(), compared)
    }
}
