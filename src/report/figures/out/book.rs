//! Figures as a workbook: all figures, the trend with its charts, what is counted, and the rows behind the figures of the whole
//! period, kind by kind. Rows carry ids and no names.

use super::super::figure::{Figure, RowId, RowKind};
use super::plots::{month_label, months};
use super::rows::{Behind, Standing, behind, n_of};
use super::{FiguresView, Line};
use crate::calendar::long_moment;
use crate::report::workbook::{Book, Cell, Chart, ChartKind, Sheet};
use std::collections::{BTreeSet, HashMap};

/// The workbook.
pub fn figures(view: &FiguresView) -> Book {
    let mut sheets = vec![all(view), trend(view), reasons(view), rules(view)];
    let kinds = RowKind::ALL.iter().filter_map(|kind| behind_of(view, *kind));
    sheets.extend(kinds);
    Book { sheets }
}

fn text(words: impl Into<String>) -> Cell {
    let words = words.into();
    if words.is_empty() { Cell::Empty } else { Cell::Text(words) }
}

fn lines(view: &FiguresView, title: &str) -> Vec<String> {
    let mut lines = vec![format!("{title}: {}", view.hub), view.periods(), format!("as of {}", long_moment(view.as_of))];
    lines.extend(view.notes());
    lines
}

fn all(view: &FiguresView) -> Sheet {
    let columns =
        ["Section", "Figure", "Group or month", "Result", "n", "of", "Number", "Target", "Before", "Change", "Left out", "Rule", "Code"];
    let number = |number: Option<u32>| number.map_or(Cell::Empty, |number| Cell::Count(number.into()));
    let row = |section: &str, line: &Line| {
        let figure = line.figure;
        let (n, of) = n_of(figure.value);
        let part = if section == "Month by month" { month_label(figure) } else { figure.group.clone().unwrap_or_default() };
        vec![
            text(section),
            text(if section == "Month by month" { line.title() } else { figure.title.to_string() }),
            text(part),
            text(figure.words()),
            number(n),
            number(of),
            figure.value.number().map_or(Cell::Empty, Cell::Number),
            text(line.target()),
            text(line.before()),
            text(line.direction()),
            text(figure.exclusions()),
            text(figure.rule.as_ref()),
            text(figure.code.as_str()),
        ]
    };
    let sections = view.sections();
    let rows = sections.iter().flat_map(|section| section.lines.iter().map(|line| row(&section.title, line))).collect();
    Sheet { name: "Figures".into(), lines: lines(view, "Figures"), columns: columns.map(String::from).into(), rows, charts: Vec::new() }
}

/// The figures of the trend, in columns.
const TREND: [&str; 9] = [
    "episodes",
    "children",
    "mean-hours",
    "offered",
    "offered-children",
    "accepted-children",
    "held",
    "in-72-hours-of-due",
    "in-3-working-days-of-held",
];

fn trend(view: &FiguresView) -> Sheet {
    let title = |code: &&str| view.set.headline.iter().find(|figure| figure.code == **code).map(|figure| figure.title.to_string());
    let columns: Vec<String> = std::iter::once("Month".to_owned()).chain(TREND.iter().filter_map(title)).collect();
    let count = view.set.months.len();
    let mut rows: Vec<Vec<Cell>> = months(view, "episodes").map(|figure| vec![text(month_label(figure))]).collect();
    for code in TREND {
        rows.iter_mut().zip(months(view, code)).for_each(|(row, figure)| row.push(Cell::of(figure.value)));
    }
    let chart =
        |kind, title: &str, series: &[usize]| Chart { kind, title: title.into(), categories: 0, series: series.into(), rows: 0..count };
    let charts = vec![
        chart(ChartKind::Column, "Missing episodes, and children who had them, by month", &[1, 2]),
        chart(ChartKind::Line, "Children offered and accepting a return interview, by month", &[5, 6]),
        chart(ChartKind::Line, "Interviews held, and held in time, by month", &[7, 8, 9]),
    ];
    Sheet { name: "Trend".into(), lines: lines(view, "Month by month"), columns, rows, charts }
}

fn reasons(view: &FiguresView) -> Sheet {
    let set = &view.set;
    let parts = [("not held", &set.not_held), ("late", &set.late), ("held by", &set.delivered_by)];
    let row =
        |part: &str, figure: &Figure| vec![text(part), text(figure.title.as_ref()), Cell::of(figure.value), text(figure.exclusions())];
    let rows: Vec<Vec<Cell>> = parts.iter().flat_map(|(part, figures)| figures.iter().map(|figure| row(part, figure))).collect();
    let chart = |title: &str, rows| Chart { kind: ChartKind::Bar, title: title.into(), categories: 1, series: vec![2], rows };
    let (first, second) = (set.not_held.len(), set.not_held.len() + set.late.len());
    let charts = vec![chart("Why interviews were not held", 0..first), chart("Why interviews were late", first..second)];
    let columns = ["What", "Reason or agency", "Share", "Left out"].map(String::from).into();
    Sheet { name: "Reasons".into(), lines: lines(view, "Why interviews were not held, and late; who held them"), columns, rows, charts }
}

fn rules(view: &FiguresView) -> Sheet {
    let rows = view.rules().into_iter().map(|(titles, rule)| vec![text(titles), text(rule)]).collect();
    let lines = vec![
        "What is counted".to_owned(),
        "Of fewer than 5 there are counts and no percentage; of nothing \u{201c}no data\u{201d}.".to_owned(),
    ];
    Sheet { name: "What is counted".into(), lines, columns: vec!["Figures".into(), "Rule".into()], rows, charts: Vec::new() }
}

/// A column of a sheet of rows: what it says of each row that it is about.
type Column = (String, Vec<(i64, Cell)>);

/// The rows of one kind: a line for each, a column for each figure of the whole period, for each group, for the reasons.
fn behind_of(view: &FiguresView, kind: RowKind) -> Option<Sheet> {
    let set = &view.set;
    let mut columns: Vec<Column> = Vec::new();
    if kind == RowKind::Episode {
        columns.push(labelled("Month", months(view, "episodes").map(|figure| (month_label(figure), figure)), kind));
        for (split, groups) in &set.splits {
            let figures = groups.iter().flatten().filter(|figure| figure.code == "episodes");
            columns.push(labelled(split.label(), figures.map(|figure| (figure.group.clone().unwrap_or_default(), figure)), kind));
        }
    }
    let of_kind = |figure: &&Figure| figure.rows.kind == kind;
    let alone = set.headline.iter().chain(&set.again).chain(&set.assessments).filter(of_kind);
    columns.extend(alone.map(|figure| (figure.title.to_string(), standing(figure, kind))));
    let lists = [("Not held", &set.not_held), ("Late", &set.late), ("Held by", &set.delivered_by), ("Education", &set.education)];
    for (title, figures) in lists {
        columns.push(labelled(title, figures.iter().filter(of_kind).map(|figure| (figure.title.to_string(), figure)), kind));
    }
    columns.retain(|(_, cells)| !cells.is_empty());
    let ids: BTreeSet<i64> = columns.iter().flat_map(|(_, cells)| cells.iter().map(|(id, _)| *id)).collect();
    let places: HashMap<i64, usize> = ids.iter().copied().zip(0..).collect();
    let times: &[&str] = if kind == RowKind::Episode { &TIMES } else { &[] };
    let line = |id: &i64| {
        let mut cells = vec![text(RowId { kind, id: *id }.to_string())];
        cells.extend(self::times(view, *id).into_iter().take(times.len()));
        cells.resize(cells.len() + columns.len(), Cell::Empty);
        cells
    };
    let mut rows: Vec<Vec<Cell>> = ids.iter().map(line).collect();
    let heads = std::iter::once(kind.label()).chain(times.iter().copied()).map(str::to_owned);
    let heads = heads.chain(columns.iter().map(|(title, _)| title.clone())).collect();
    for (at, (_, cells)) in (1 + times.len()..).zip(columns) {
        cells.into_iter().for_each(|(id, cell)| rows[places[&id]][at] = cell);
    }
    let title = format!("Every {} behind the figures, and what became of it in each", kind.label());
    let lines = lines(view, &title).into_iter().chain([HOW_COUNTED.to_owned()]).collect();
    let sheet = Sheet { name: format!("Rows, {}", kind.plural()), lines, columns: heads, rows, charts: Vec::new() };
    (!sheet.rows.is_empty()).then_some(sheet)
}

const HOW_COUNTED: &str = "1: counted; 0: in the denominator only; words: left out, and why; empty: the figure is not about it. So a column's \
                           sum is n, the number of its numbers N.";

/// What hours missing are counted from, after the number of an episode.
const TIMES: [&str; 3] = ["Missing since", "Returned", "Hours missing"];

/// The cells of [`TIMES`].
fn times(view: &FiguresView, episode: i64) -> [Cell; 3] {
    let of = view.episodes.get(&episode);
    let hours = of.and_then(|of| of.seconds).map(|seconds| Cell::Number(seconds as f64 / 3600.0));
    let since = of.map(|of| Cell::Moment(of.missing_since));
    [since, of.and_then(|of| of.returned).map(Cell::Moment), hours].map(|cell| cell.unwrap_or(Cell::Empty))
}

/// What became of each row of a kind in one figure.
fn standing(figure: &Figure, kind: RowKind) -> Vec<(i64, Cell)> {
    let cell = |behind: Behind| match behind.standing {
        Standing::Counted => Cell::Count(1),
        Standing::Rest => Cell::Count(0),
        Standing::LeftOut => text(behind.words()),
    };
    behind(figure).filter(|behind| behind.row.kind == kind).map(|behind| (behind.row.id, cell(behind))).collect()
}

/// Which of several figures count a row; a row that is left out says why.
fn labelled<'f>(title: &str, figures: impl Iterator<Item = (String, &'f Figure)>, kind: RowKind) -> Column {
    let mut words: HashMap<i64, String> = HashMap::new();
    for (label, figure) in figures {
        for behind in behind(figure).filter(|behind| behind.row.kind == kind) {
            match (behind.standing, words.get_mut(&behind.row.id)) {
                (Standing::Counted, Some(known)) => *known = format!("{known}; {label}"),
                (Standing::Counted, None) => drop(words.insert(behind.row.id, label.clone())),
                (Standing::LeftOut, None) => drop(words.insert(behind.row.id, behind.words())),
                _ => {}
            }
        }
    }
    (title.to_owned(), words.into_iter().map(|(id, words)| (id, text(words))).collect())
}
