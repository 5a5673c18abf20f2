//! The briefing as a workbook: the children, their run by month, their hours by weekday and time of day, what is asked, what was
//! corrected; with native charts.

use super::briefing::in_hours;
use super::{Source, WEEKDAYS};
use crate::calendar::{long_moment, month_words};
use crate::casebook::tracker_view::TrackedChild;
use crate::report::minutes::counted;
use crate::report::workbook::{Book, Cell, Chart, ChartKind, Sheet};

impl Source<'_> {
    pub(super) fn book(&self) -> Book {
        let mut sheets = vec![self.children(), self.months(), self.weekdays(), self.hours(), self.to_unblock()];
        if self.tracker.corrections() > 0 {
            sheets.push(self.corrections());
        }
        Book { sheets }
    }

    fn lines(&self, what: &str) -> Vec<String> {
        let tracker = self.tracker;
        let state = match tracker.report {
            Some(_) => format!("As reported {}", long_moment(tracker.as_of)),
            None => format!("Not closed: counted as of {}", long_moment(tracker.as_of)),
        };
        let training = if tracker.training { "TRAINING HUB: no real child. " } else { "" };
        vec![format!("Top ten of {}: {what}", month_words(tracker.month)), format!("{training}{}. {state}", tracker.hub)]
    }

    fn children(&self) -> Sheet {
        let columns = [
            "Rank",
            "Child",
            "Moved",
            "Episodes",
            "In 3 months",
            "In 12 months",
            "Nights",
            "Hours missing",
            "Longest, hours",
            "Offered",
            "Held",
            "Within 72 hours",
            if self.tracker.report.is_some() { "Next review, as known now" } else { "Next review" },
        ];
        let row = |child: &TrackedChild| {
            let figures = &child.figures;
            let percent = |(n, of): (u32, u32)| Cell::Percent { n, of };
            vec![
                Cell::Text(figures.rank_words()),
                Cell::Text(self.child(child)),
                Cell::Text(child.movement.clone()),
                count(figures.episodes.len()),
                Cell::Count(figures.in_3_months.into()),
                Cell::Count(figures.in_12_months.into()),
                Cell::Count(figures.nights.into()),
                Cell::Number(in_hours(figures.missing())),
                Cell::Number(in_hours(figures.longest())),
                percent(figures.offered),
                percent(figures.held),
                percent(figures.in_72_hours),
                child.next_review.as_ref().map_or(Cell::Empty, |review| Cell::Day(review.on)),
            ]
        };
        let rows: Vec<_> = self.tracker.children.iter().map(row).collect();
        let chart = |kind, title: &str, series: Vec<usize>| Chart { kind, title: title.into(), categories: 1, series, rows: 0..rows.len() };
        let charts = vec![chart(ChartKind::Bar, "Episodes", vec![3]), chart(ChartKind::Bar, "Nights missing", vec![6])];
        Sheet { name: "Top ten".into(), lines: self.lines("the children"), columns: columns.map(String::from).to_vec(), rows, charts }
    }

    /// A sheet with a row for each point and a column for each child, drawn.
    fn by_child(
        &self,
        name: &str,
        point: &str,
        points: Vec<String>,
        kind: ChartKind,
        cell: impl Fn(&TrackedChild, usize) -> Cell,
    ) -> Sheet {
        let children = &self.tracker.children;
        let columns = std::iter::once(point.to_owned()).chain(children.iter().map(|child| self.child(child))).collect();
        let count = points.len();
        let row = |(at, point)| std::iter::once(Cell::Text(point)).chain(children.iter().map(|child| cell(child, at))).collect();
        let rows = points.into_iter().enumerate().map(row).collect();
        let series = (1..=children.len()).collect();
        let chart = Chart { kind, title: name.to_owned(), categories: 0, series, rows: 0..count };
        let charts = if children.is_empty() { Vec::new() } else { vec![chart] };
        Sheet { name: name.to_owned(), lines: self.lines(&name.to_lowercase()), columns, rows, charts }
    }

    fn months(&self) -> Sheet {
        let first = self.tracker.children.first().map(|child| child.run.as_slice()).unwrap_or_default();
        let points = first.iter().map(|month| month.month.format("%b %Y").to_string()).collect();
        let cell = |child: &TrackedChild, at: usize| child.run.get(at).map_or(Cell::Empty, |month| Cell::Count(month.episodes.into()));
        self.by_child("Episodes by month", "Month", points, ChartKind::Line, cell)
    }

    fn weekdays(&self) -> Sheet {
        let points = WEEKDAYS.map(String::from).to_vec();
        let cell = |child: &TrackedChild, at: usize| seconds(child.times.by_weekday().get(at).copied().unwrap_or(0));
        self.by_child("Hours by weekday", "Weekday", points, ChartKind::Column, cell)
    }

    fn hours(&self) -> Sheet {
        let points = (0..24).map(|hour| format!("{hour:02}:00")).collect();
        let cell = |child: &TrackedChild, at: usize| seconds(child.times.by_hour().get(at).copied().unwrap_or(0));
        self.by_child("Hours by time of day", "Hour", points, ChartKind::Line, cell)
    }

    fn to_unblock(&self) -> Sheet {
        let rows = self.tracker.asked().map(|(child, asked)| {
            let carried = if asked.carried { "carried forward" } else { "this month" };
            vec![
                Cell::Text(self.child(child)),
                Cell::Text(self.safe(&asked.words)),
                Cell::Text(month_words(asked.month)),
                Cell::Text(carried.into()),
                Cell::Text(asked.by.clone()),
            ]
        });
        Sheet {
            name: "To unblock".into(),
            lines: self.lines("what managers are asked to unblock"),
            columns: ["Child", "Asked", "Said for", "How", "By"].map(String::from).to_vec(),
            rows: rows.collect(),
            charts: Vec::new(),
        }
    }

    fn corrections(&self) -> Sheet {
        let of_child = |child: &TrackedChild| {
            let name = self.child(child);
            child.corrections.iter().map(move |line| vec![Cell::Text(name.clone()), Cell::Text(self.safe(line))]).collect::<Vec<_>>()
        };
        let mut rows: Vec<Vec<Cell>> = self.tracker.children.iter().flat_map(of_child).collect();
        rows.extend(self.tracker.not_reported.iter().map(|missed| {
            let words =
                format!("not reported; rank {} with {} by what is known now", missed.rank, counted(missed.episodes as usize, "episode"));
            vec![Cell::Text(format!("{} ({})", self.safe(&missed.name), missed.child)), Cell::Text(words)]
        }));
        Sheet {
            name: "Corrected since".into(),
            lines: self.lines("corrected since it was reported"),
            columns: ["Child", "Correction"].map(String::from).to_vec(),
            rows,
            charts: Vec::new(),
        }
    }
}

fn count(n: usize) -> Cell {
    Cell::Count(i64::try_from(n).unwrap_or(i64::MAX))
}

fn seconds(seconds: u32) -> Cell {
    Cell::Number(f64::from(seconds) / 3600.0)
}
