//! Figures as they leave the hub: the same sections as text, JSON, CSV, a page with charts, and a workbook.
//!
//! Every percentage is told as n of N, with what was left out and why, its rule, its period and the moment it was known at.

pub mod asked;
pub mod book;
pub mod children;
pub mod csv;
pub mod html;
pub mod json;
pub mod plots;
pub mod rows;
pub mod sheet;
pub mod text;

use super::compare::direction;
use super::counts;
use super::facts::Facts;
use super::figure::Figure;
use super::period::Period;
use super::rates::Rate;
use super::set::FigureSet;
use crate::calendar::plain_day;
use crate::child::ChildId;
use crate::episode::Moment;
use chrono::NaiveDate;
use std::collections::HashMap;

/// The figures of a period, with those of another beside them where two are compared.
#[derive(Debug, Clone, PartialEq)]
pub struct FiguresView {
    /// The hub's name.
    pub hub: String,
    pub as_of: Moment,
    /// The UK day the first episode of the record began.
    pub record_begins: Option<NaiveDate>,
    /// What is to be said where the hub's own clocks run by other limits than the figures (see [`super::kept::own_clocks`]).
    pub own_clocks: Option<String>,
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
    /// Last seen, where not known the report.
    pub missing_since: Moment,
    /// `None`: not back, or at no known time.
    pub returned: Option<Moment>,
    /// How long the child was missing; `None`: not back, or back at no time that can be measured.
    pub seconds: Option<i64>,
}

impl OfEpisode {
    /// Of every episode of the facts.
    pub fn all(facts: &Facts) -> HashMap<i64, OfEpisode> {
        let of = |episode: &super::facts::EpisodeFact| OfEpisode {
            child: episode.child,
            missing_since: episode.missing_since,
            returned: episode.ended.as_ref().and_then(|ended| ended.returned),
            seconds: counts::length(episode).ok(),
        };
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

/// A section of one set: its code, its title, its figures.
type Part<'v> = (String, String, Vec<&'v Figure>);

/// The figures of a set by section, in the order one asks about them; last the groups.
fn parts(set: &FigureSet) -> Vec<Part<'_>> {
    let (rates, others): (Vec<&Figure>, Vec<&Figure>) = set.headline.iter().partition(|figure| is_rate(figure));
    let (per_child, per_episode) = rates.into_iter().partition(|figure| figure.code.ends_with("-children"));
    let of = |beginning: &str| set.assessments.iter().filter(|figure| figure.code.starts_with(beginning)).collect::<Vec<_>>();
    let led_to = |figure: &&Figure| figure.code.starts_with("outcome-") || figure.code.starts_with("course-");
    let part = |code: &str, title: &str, figures| (code.to_owned(), title.to_owned(), figures);
    let mut parts = vec![
        part("episodes", "Episodes and children", others),
        part("interviews", "Return interviews, per episode", per_episode),
        part("interviews-children", "Return interviews, per child", per_child),
        part("not-held", "Why interviews were not held", set.not_held.iter().collect()),
        part("late", "Why interviews were late", set.late.iter().collect()),
        part("delivered-by", "Who held the interviews", set.delivered_by.iter().collect()),
        part("again", "Missing again", set.again.iter().collect()),
        part("assessments", "Exploitation assessments", set.assessments.iter().filter(|figure| !led_to(figure)).collect()),
        part("outcomes", "What assessments led to", of("outcome-")),
        part("course", "Outcome of support", of("course-")),
        part("education", "Education", set.education.iter().collect()),
    ];
    parts.extend(set.splits.iter().map(|(split, groups)| part(split.code(), split.label(), groups.iter().flatten().collect())));
    parts
}

/// What the record does not hold the whole of, where it begins within a period: "the record begins on 3 Sep 2025: 1 Nov 2024 to
/// 31 Oct 2025 is not whole in it".
pub fn not_whole(record_begins: Option<NaiveDate>, periods: impl Iterator<Item = Period>) -> Option<String> {
    let begins = record_begins?;
    let periods: Vec<String> = periods.filter(|period| period.from < begins).map(|period| period.to_string()).collect();
    let (verb, of) = if periods.len() > 1 { ("are", periods.join(" and ")) } else { ("is", periods.into_iter().next()?) };
    Some(format!("the record begins on {}: {of} {verb} not whole in it", plain_day(begins)))
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

    /// See [`not_whole`].
    pub fn not_whole(&self) -> Option<String> {
        not_whole(self.record_begins, [Some(&self.set), self.before.as_ref()].into_iter().flatten().map(|set| set.period))
    }

    /// What a reader must know before the figures.
    pub fn notes(&self) -> Vec<String> {
        self.not_whole().into_iter().chain(self.own_clocks.clone()).collect()
    }

    /// All figures by section, in the order one asks about them; last the groups, and the months.
    pub fn sections(&self) -> Vec<Section<'_>> {
        let before: Vec<Part> = self.before.as_ref().map(parts).unwrap_or_default();
        // By section too: "not recorded" is a group of several.
        let earlier: HashMap<(&str, Key), &Figure> = before
            .iter()
            .flat_map(|(code, _, figures)| figures.iter().map(move |figure| ((code.as_str(), key(figure)), *figure)))
            .collect();
        let line = |code: &str, figure| Line { figure, before: earlier.get(&(code, key(figure))).copied() };
        let mut sections = vec![Section { code: "targets".into(), title: "Against the targets".into(), lines: self.target_lines() }];
        for (code, title, figures) in parts(&self.set) {
            sections.push(Section { lines: figures.into_iter().map(|figure| line(&code, figure)).collect(), code, title });
        }
        // The months of another period are other months.
        let months = self.set.months.iter().flatten().map(|figure| Line { figure, before: None }).collect();
        sections.push(Section { code: "months".into(), title: "Month by month".into(), lines: months });
        sections.retain(|section| !section.lines.is_empty());
        sections
    }

    fn target_lines(&self) -> Vec<Line<'_>> {
        // The same measures in the same order, and none of the other period where there is none.
        self.targets.iter().enumerate().map(|(at, figure)| Line { figure, before: self.targets_before.get(at) }).collect()
    }

    /// The figures of this code with their sections: of all, of each group, of each month; or those of one group alone.
    pub fn named(&self, code: &str, group: Option<&str>) -> Vec<(String, &Figure)> {
        let mut named: Vec<(String, &Figure)> = Vec::new();
        let asked = |figure: &Figure| figure.code == code && (group.is_none() || figure.group.as_deref() == group);
        for section in self.sections() {
            for line in section.lines.iter().filter(|line| asked(line.figure)) {
                // A target is mostly a figure of another section once more.
                named.retain(|(of, known)| of != "targets" || (key(known), known.period) != (key(line.figure), line.figure.period));
                named.push((section.code.clone(), line.figure));
            }
        }
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

/// Code and group of a figure.
type Key<'v> = (&'v str, Option<&'v str>);

fn key(figure: &Figure) -> Key<'_> {
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
        self.before.map_or(String::new(), |before| direction(self.figure.value, before.value))
    }
}
