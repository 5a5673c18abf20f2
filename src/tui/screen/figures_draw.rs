//! How a figure is drawn: its line with the trend, what stands behind it, and its months as bars.

use super::{Entry, direction};
use crate::report::figures::Figure;
use crate::report::figures::Value;
use crate::report::figures::out::FiguresView;
use crate::report::figures::out::plots::months_of;
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::text::{cut, fit, width, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Bar, BarChart, BarGroup, Paragraph};

/// "▂▅·█": a figure by the months of its period, from nought to the most of them; a dot where there is no number.
pub fn trend(view: &FiguresView, figure: &Figure) -> String {
    let values: Vec<Option<f64>> = months_of(view, figure).iter().map(|month| month.value.number()).collect();
    let most = values.iter().flatten().copied().fold(0.0, f64::max);
    // At most 12: the last ones.
    let from = values.len().saturating_sub(12);
    let sign = |value: &Option<f64>| match value {
        None => '·',
        Some(value) if *value <= 0.0 => '▁',
        Some(value) => ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'][((value / most * 8.0).ceil() as usize).clamp(1, 8) - 1],
    };
    values[from..].iter().map(sign).collect()
}

/// What of the parts of a title has room in the frame, and what is left for the lines below it.
pub fn headed(parts: &[String], cols: u16) -> (String, String) {
    // The corners, and a blank on each side.
    let room = usize::from(cols).saturating_sub(4);
    let fitting = (1..=parts.len()).rev().find(|count| width(&parts[..*count].join(" · ")) <= room);
    match fitting {
        Some(count) => (parts[..count].join(" · "), parts[count..].join(" · ")),
        None => (cut(parts.first().map_or("", String::as_str), room), parts.join(" · ")),
    }
}

/// The lines of a section: how wide its titles are.
pub struct Columns {
    cols: usize,
    title: usize,
}

/// Columns of a result that titles make room for; the longest are cut instead, and stand whole below.
const RESULT: usize = 46;
/// Columns a title has in any case.
const LEAST: usize = 24;

impl Columns {
    /// As wide as the longest title, as far as the results beside it leave room; `trends`: the trend of each entry.
    pub fn of(entries: &[Entry], trends: &[String], cols: usize) -> Columns {
        let most = |widths: &mut dyn Iterator<Item = usize>| widths.max().unwrap_or(0);
        let titles = most(&mut entries.iter().map(|entry| width(&entry.title)));
        let results = most(&mut entries.iter().map(|entry| width(&result(entry, cols)))).min(RESULT);
        let ends = most(&mut entries.iter().zip(trends).map(|(entry, trend)| width(&end(entry, trend, cols))));
        let room = cols.saturating_sub(1 + 2 + results + 2 + ends);
        Columns { cols, title: titles.min(room.max(LEAST)) }
    }
}

/// "61 of 84 (73 %)", with the change where there is room.
fn result(entry: &Entry, cols: usize) -> String {
    match entry.figure.as_ref().zip(entry.before.as_ref()) {
        Some((figure, before)) if cols >= 100 => format!("{} ({})", entry.words, direction(figure, before)),
        _ => entry.words.clone(),
    }
}

/// "not met  ▃▅▂▆▇▇▅"
fn end(entry: &Entry, trend: &str, cols: usize) -> String {
    let trend = if cols >= 90 { trend } else { "" };
    [entry.against.as_str(), trend].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

/// "▸Return interview offered: children    61 of 84 (73 %)   not met   ▃▅▂▆▇▇▅"; a title that is longer goes on below.
pub fn entry_lines(entry: &Entry, trend: &str, selected: bool, columns: &Columns, theme: Theme) -> Vec<Line<'static>> {
    let (cols, end) = (columns.cols, end(entry, trend, columns.cols));
    let mark = if selected { "▸" } else { " " };
    let mut titles = wrapped(&entry.title, columns.title.max(1)).into_iter();
    let first = titles.next().unwrap_or_default();
    let room = cols.saturating_sub(width(&end) + usize::from(!end.is_empty()) * 2);
    let text = cut(&format!("{mark}{}  {}", fit(&first, columns.title), result(entry, cols)), room);
    let gap = cols.saturating_sub(width(&text) + width(&end));
    let style = |meaning| if selected { theme.style(Meaning::Selected) } else { theme.style(meaning) };
    let against = if entry.against == "not met" { Meaning::Warning } else { Meaning::Plain };
    let line = Line::from(vec![
        Span::styled(text, style(Meaning::Plain)),
        Span::styled(" ".repeat(gap), style(Meaning::Plain)),
        Span::styled(end, style(against)),
    ]);
    let more = titles.map(|title| Line::styled(fit(&format!("   {title}"), cols), style(Meaning::Plain)));
    std::iter::once(line).chain(more).collect()
}

/// What stands behind the selected figure: its rule, what was left out, the target, the other period.
pub fn detail(entry: &Entry, cols: usize, theme: Theme) -> Vec<Line<'static>> {
    let Some(figure) = &entry.figure else {
        return wrapped(&entry.words, cols).into_iter().map(Line::raw).collect();
    };
    let mut parts = vec![(Meaning::Title, figure.words())];
    if let Some(aim) = figure.target {
        let against = figure.against().map(|against| format!(": {against}")).unwrap_or_default();
        parts.push((if against == ": not met" { Meaning::Warning } else { Meaning::Plain }, format!("Target {}{against}", aim.words())));
    }
    if let Some(before) = &entry.before {
        parts.push((Meaning::Plain, format!("{}: {}; {}", before.period, before.words(), direction(figure, before))));
    }
    let left_out = figure.exclusions();
    parts.push((Meaning::Plain, if left_out.is_empty() { "Nothing was left out.".into() } else { left_out }));
    parts.push((Meaning::Hint, figure.rule.to_string()));
    parts
        .into_iter()
        .flat_map(|(meaning, words)| wrapped(&words, cols).into_iter().map(move |line| Line::styled(line, theme.style(meaning))))
        .collect()
}

/// The months of a figure as standing bars, each with its number in it; of percentages n of N below each.
pub fn bars(frame: &mut Frame, area: Rect, of: &Figure, months: &[&Figure], theme: Theme) {
    let shares = months.iter().any(|month| matches!(month.value, Value::Rate { .. }));
    let words: Vec<String> = months.iter().map(|month| if shares { n_of_n(month) } else { in_bar(month) }).collect();
    let widest = words.iter().map(|words| width(words)).max().unwrap_or(1).max(3);
    let needed = if shares { u16::try_from(widest).unwrap_or(u16::MAX) } else { 3 };
    // The last months, as many as there is room for.
    let from = months.len().saturating_sub(usize::from(area.width / needed.saturating_add(1)));
    let shown = &months[from..];
    let width = (area.width / u16::try_from(shown.len().max(1)).unwrap_or(1)).saturating_sub(1).clamp(1, needed.max(7));
    let bar = |(month, words): (&&Figure, &String)| {
        // Bars are whole numbers: tenths keep small means apart.
        let value = month.value.number().map_or(0, |number| (number * 10.0).round() as u64);
        let text = if shares { String::new() } else { words.clone() };
        let label = Line::raw(month.period.from.format("%b").to_string());
        Bar::default().value(value).text_value(text).label(label).value_style(value_style(theme)).style(theme.style(Meaning::Medium))
    };
    let bars: Vec<Bar> = shown.iter().zip(&words[from..]).map(bar).collect();
    let unit = Paragraph::new(Span::styled(unit(of, months, shares), theme.style(Meaning::Hint)));
    frame.render_widget(unit, Rect { height: 1, ..area });
    let mut chart = BarChart::default().data(BarGroup::default().bars(&bars)).bar_width(width).bar_gap(1);
    if shares {
        chart = chart.max(1000);
        let below: String = words[from..].iter().map(|words| format!("{words:^cols$} ", cols = usize::from(width))).collect();
        frame.render_widget(Paragraph::new(below), Rect { y: area.bottom() - 1, height: 1, ..area });
    }
    frame.render_widget(chart, Rect { y: area.y + 1, height: area.height - 1 - u16::from(shares), ..area });
}

/// What the bars are.
fn unit(of: &Figure, months: &[&Figure], shares: bool) -> String {
    match months.first() {
        Some(month) if month.code != of.code => format!("how many by month: {}", super::out::Line { figure: month, before: None }.title()),
        _ if shares => "by month: n/N, and a bar to the top is all of N; of fewer than 5 there is no bar".into(),
        Some(month) if matches!(month.value, Value::Mean { .. } | Value::Median { .. }) => "by month, in hours".into(),
        _ => "by month".into(),
    }
}

/// "8/12"; of nothing "–".
fn n_of_n(month: &Figure) -> String {
    match month.value {
        Value::Rate { n, of } => format!("{n}/{of}"),
        _ => "–".into(),
    }
}

fn in_bar(month: &Figure) -> String {
    month.value.number().map_or("–".into(), |number| format!("{number:.0}"))
}

/// The number stands in the foot of its bar, in reverse; without colour likewise.
fn value_style(theme: Theme) -> Style {
    theme.style(Meaning::Medium).add_modifier(ratatui::style::Modifier::REVERSED)
}
