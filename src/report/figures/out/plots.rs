//! What of the figures is drawn: the trend by month against the targets, and shares of a whole.

use super::super::facts::CareGroup;
use super::super::figure::{Figure, Value};
use super::super::set::FigureSet;
use super::{FiguresView, Line};
use crate::calendar::plain_day;
use crate::report::chart::{Plot, Point, Series, Target};

/// Codes of the figures that are drawn month by month, each chart with its title.
const TRENDS: [(&str, &[&str]); 5] = [
    ("Missing episodes, and children who had them", &["episodes", "children"]),
    ("Children offered a return interview", &["offered-children"]),
    ("Children accepting the offer", &["accepted-children"]),
    ("Held within 3 working days, of those held", &["in-3-working-days-of-held"]),
    ("Held, and held within 72 hours, of the interviews due", &["held", "in-72-hours-of-due"]),
];

/// Charts of the months, each with its target where one is set; a month with fewer than 5 is a gap.
pub fn trends(view: &FiguresView) -> Vec<Plot> {
    let labels: Vec<String> = view.set.months.iter().filter_map(|month| Some(month_label(month.first()?))).collect();
    let plot = |(title, codes): &(&str, &[&str])| {
        let series = codes.iter().map(|code| Series { name: series_name(view, code), points: months(view, code).map(point).collect() });
        let aim = view.set.headline.iter().find(|figure| codes.contains(&figure.code.as_str()) && figure.target.is_some());
        let target =
            aim.and_then(|figure| figure.target).and_then(|aim| Some(Target { value: aim.at_least.or(aim.at_most)?, words: aim.words() }));
        let percent = months(view, codes[0]).any(|figure| matches!(figure.value, Value::Rate { .. }));
        Plot {
            id: format!("trend-{}", codes[0]),
            title: format!("{title}, by month"),
            labels: labels.clone(),
            series: series.collect(),
            percent,
            target,
        }
    };
    TRENDS.iter().map(plot).chain(view.targets.iter().filter_map(|aimed| of_target(view, aimed, &labels))).collect()
}

/// Of a target whose months are not told of every part: looked-after children, and what assessments name. A count of a year is no target
/// of a month.
fn of_target(view: &FiguresView, aimed: &Figure, labels: &[String]) -> Option<Plot> {
    let percent = matches!(aimed.value, Value::Rate { .. } | Value::NoData);
    let id = match aimed.group {
        Some(_) => "trend-looked-after".to_owned(),
        None if aimed.code.starts_with("concern-") => format!("trend-{}", aimed.code),
        None => return None,
    };
    let title = Line { figure: aimed, before: None }.title();
    let points = months_of(view, aimed).into_iter().map(point).collect();
    let target = aimed.target.filter(|aim| aim.percent && percent);
    let target = target.and_then(|aim| Some(Target { value: aim.at_least.or(aim.at_most)?, words: aim.words() }));
    Some(Plot {
        id,
        title: format!("{title}, by month"),
        labels: labels.to_vec(),
        series: vec![Series { name: title, points }],
        percent,
        target,
    })
}

/// The months of a figure of the whole, oldest first.
pub fn months<'v>(view: &'v FiguresView, code: &'v str) -> impl Iterator<Item = &'v Figure> {
    months_in(&view.set, code, None)
}

fn months_in<'v>(set: &'v FigureSet, code: &'v str, group: Option<&'v str>) -> impl Iterator<Item = &'v Figure> {
    let same = move |figure: &&Figure| figure.code == code && figure.group.as_deref() == group;
    set.months.iter().filter_map(move |month| month.iter().find(same))
}

/// The months of a figure of whichever period, oldest first; none where it is of neither of the periods in view, or not told by month.
/// How many children were looked after is known of today alone: their share has the months of those who went missing.
pub fn months_of<'v>(view: &'v FiguresView, figure: &'v Figure) -> Vec<&'v Figure> {
    let sets = std::iter::once(&view.set).chain(&view.before);
    let Some(set) = sets.into_iter().find(|set| set.period == figure.period) else { return Vec::new() };
    match figure.code.as_str() {
        "looked-after-missing-share" => months_in(set, "children", Some(CareGroup::Ours.label())).collect(),
        code => months_in(set, code, figure.group.as_deref()).collect(),
    }
}

/// "Nov 2025"; of a part of a month its first day.
pub fn month_label(figure: &Figure) -> String {
    let day = figure.period.from;
    if super::super::period::Period::month_of(day) == figure.period {
        day.format("%b %Y").to_string()
    } else {
        format!("from {}", plain_day(day))
    }
}

/// Bars of a section whose figures are parts of one whole; those that came to nothing are left out.
pub fn shares<'f>(id: &str, title: &str, figures: impl IntoIterator<Item = &'f Figure>) -> Plot {
    let some = |figure: &&Figure| matches!(figure.value, Value::Rate { n, .. } | Value::Count(n) if n > 0);
    let figures: Vec<&Figure> = figures.into_iter().filter(some).collect();
    let label = |figure: &&Figure| figure.group.clone().unwrap_or_else(|| figure.title.to_string());
    Plot {
        id: id.to_owned(),
        title: title.to_owned(),
        labels: figures.iter().map(label).collect(),
        series: vec![Series { name: title.to_owned(), points: figures.iter().map(|figure| point(figure)).collect() }],
        percent: figures.iter().any(|figure| matches!(figure.value, Value::Rate { .. })),
        target: None,
    }
}

fn series_name(view: &FiguresView, code: &str) -> String {
    view.set.headline.iter().find(|figure| figure.code == code).map(|figure| figure.title.to_string()).unwrap_or_default()
}

fn point(figure: &Figure) -> Point {
    Point { value: figure.value.number(), words: figure.words() }
}
