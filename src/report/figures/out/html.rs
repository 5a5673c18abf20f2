//! Figures as one page: charts as inline SVG, tables by section, what is counted.

use super::super::figure::Figure;
use super::plots::{shares, trends};
use super::{FiguresView, Line, Section};
use crate::calendar::{long_moment, plain_day};
use crate::report::document::{Block, Document};
use crate::report::html::page;

/// The page.
pub fn figures(view: &FiguresView) -> String {
    let mut head = Document::new("", view.as_of);
    let before = view.before.as_ref().map(|before| before.period.to_string()).unwrap_or_default();
    head.facts([
        ("Hub", view.hub.as_str()),
        ("Period", &view.period().to_string()),
        ("Compared with", &before),
        ("As of", &long_moment(view.as_of)),
        ("Note", &view.notes().join("; ")),
    ]);
    head.text("An episode belongs to the period it began in. Of fewer than 5 there are counts and no percentage.");
    let mut body = head.html_body();
    let sections = view.sections();
    for section in sections.iter().filter(|section| section.code != "months") {
        body += &format!("\n{}", self::section(section, view));
    }
    body += &format!("\n{}", months(view));
    let mut rules = Document::new("", view.as_of);
    rules.heading(2, "What is counted");
    rules.facts(view.rules());
    page(&format!("Figures, {}", view.period()), &format!("{body}\n{}", rules.html_body()))
}

fn section(section: &Section, view: &FiguresView) -> String {
    let mut part = Document::new("", view.as_of);
    part.heading(2, &section.title);
    let mut body = part.html_body();
    let whole = |lines: &[Line]| lines.iter().all(|line| line.figure.group.is_none());
    let svg = match section.code.as_str() {
        "targets" => trends(view).iter().map(|plot| plot.to_lines()).filter(|svg| !svg.is_empty()).collect::<Vec<_>>().join("\n"),
        "not-held" | "late" | "delivered-by" | "education" if whole(&section.lines) => {
            shares(&section.code, &section.title, section.lines.iter().map(|line| line.figure)).to_bars()
        }
        _ => {
            let groups = section.lines.iter().map(|line| line.figure).filter(|figure| figure.code == "episodes" && figure.group.is_some());
            let plot = shares(&format!("episodes-by-{}", section.code), &format!("Missing episodes: {}", section.title), groups);
            plot.to_bars()
        }
    };
    if !svg.is_empty() {
        body += &format!("\n{svg}");
    }
    let mut table = Document::new("", view.as_of);
    table.blocks.push(Block::Table { head: HEAD.map(String::from).into(), rows: section.lines.iter().map(row).collect() });
    format!("{body}\n{}", without_empty_columns(table).html_body())
}

const HEAD: [&str; 6] = ["Figure", "Result", "Target", "Before", "Change", "Left out"];

fn row(line: &Line) -> Vec<String> {
    vec![line.title(), line.figure.words(), line.target(), line.before(), line.direction(), line.figure.exclusions()]
}

/// Columns of which no row has anything are left out; an empty cell reads "–".
fn without_empty_columns(mut paper: Document) -> Document {
    for block in &mut paper.blocks {
        if let Block::Table { head, rows } = block {
            let kept: Vec<usize> = (0..head.len()).filter(|column| rows.iter().any(|row| !row[*column].is_empty())).collect();
            let pick = |cells: &[String]| kept.iter().map(|column| cells[*column].clone()).collect::<Vec<_>>();
            *head = pick(head);
            *rows = rows
                .iter()
                .map(|row| pick(row).into_iter().map(|cell| if cell.is_empty() { "–".into() } else { cell }).collect())
                .collect();
        }
    }
    paper
}

/// A row for each month, a column for each figure that is told of a month.
fn months(view: &FiguresView) -> String {
    let mut part = Document::new("", view.as_of);
    part.heading(2, "Month by month");
    const SHOWN: [&str; 7] = ["episodes", "children", "mean-hours", "offered", "accepted", "held", "in-72-hours-of-due"];
    let of = |month: &[Figure], code: &str| month.iter().find(|figure| figure.code == code).cloned();
    let title = |code: &&str| view.set.headline.iter().find(|figure| figure.code == **code).map(|figure| figure.title.to_string());
    let head = std::iter::once("Month".to_owned()).chain(SHOWN.iter().filter_map(title)).chain(["Left out".to_owned()]).collect();
    let row = |month: &Vec<Figure>| {
        let period = month.first().map(super::plots::month_label).unwrap_or_default();
        let cells = SHOWN.iter().filter_map(|code| of(month, code)).map(|figure| figure.words());
        let left = of(month, "held").map(|figure| figure.exclusions()).filter(|words| !words.is_empty());
        std::iter::once(period).chain(cells).chain([left.map_or("–".into(), |words| format!("interviews: {words}"))]).collect()
    };
    part.blocks.push(Block::Table { head, rows: view.set.months.iter().map(row).collect() });
    part.text(format!("The whole period runs from {} to {}.", plain_day(view.period().from), plain_day(view.period().to)));
    part.html_body()
}
