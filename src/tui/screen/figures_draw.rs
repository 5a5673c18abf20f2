//! How a figure is drawn: its line with the trend, what stands behind it, and its months as bars.

use super::{Entry, direction};
use crate::report::figures::Figure;
use crate::report::figures::Value;
use crate::report::figures::out::FiguresView;
use crate::report::figures::out::plots::months;
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::text::{cut, fit, width, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Bar, BarChart, BarGroup, Paragraph};

/// "▂▅·█": a figure of the whole by month, from nought to the most of its months; a dot where there is no number.
pub fn trend(view: &FiguresView, figure: &Figure) -> String {
    if figure.group.is_some() {
        return String::new();
    }
    let values: Vec<Option<f64>> = months(view, &figure.code).map(|month| month.value.number()).collect();
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

/// Columns of a title, where there is room.
const TITLE: usize = 52;

/// "▸Return interview offered: children    61 of 84 (73 %)   not met   ▃▅▂▆▇▇▅".
pub fn entry_line(entry: &Entry, trend: &str, selected: bool, cols: usize, theme: Theme) -> Line<'static> {
    let words = match entry.figure.as_ref().zip(entry.before.as_ref()) {
        Some((figure, before)) if cols >= 100 => format!("{} ({})", entry.words, direction(figure, before)),
        _ => entry.words.clone(),
    };
    let trend = if cols >= 90 { trend } else { "" };
    let end = [entry.against.as_str(), trend].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
    let room = cols.saturating_sub(1 + width(&words) + 2 + width(&end) + 2);
    let title_cols = room.min(TITLE);
    let mark = if selected { "▸" } else { " " };
    let text = format!("{mark}{} {words}", fit(&entry.title, title_cols));
    let gap = cols.saturating_sub(width(&text) + width(&end));
    let style = |meaning| if selected { theme.style(Meaning::Selected) } else { theme.style(meaning) };
    let against = if entry.against == "not met" { Meaning::Warning } else { Meaning::Plain };
    Line::from(vec![
        Span::styled(cut(&text, cols), style(Meaning::Plain)),
        Span::styled(" ".repeat(gap), style(Meaning::Plain)),
        Span::styled(end, style(against)),
    ])
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

/// The months as standing bars, each with its number; where there is none the bar is left out and its counts stand there.
pub fn bars(frame: &mut Frame, area: Rect, months: &[&Figure], theme: Theme) {
    let percent = months.iter().any(|month| matches!(month.value, Value::Rate { .. }));
    let unit = match months.first().map(|month| month.value) {
        _ if percent => "by month, in per cent",
        Some(Value::Mean { .. } | Value::Median { .. }) => "by month, in hours",
        _ => "by month",
    };
    let from = months.len().saturating_sub(usize::from(area.width / 4));
    let shown = &months[from..];
    let width = (area.width / u16::try_from(shown.len().max(1)).unwrap_or(1)).saturating_sub(1).clamp(1, 7);
    let bar = |month: &&Figure| {
        let number = month.value.number();
        let words = match (number, month.value) {
            (Some(number), _) => format!("{number:.0}"),
            (None, Value::Rate { n, of }) => format!("{n}/{of}"),
            _ => "–".into(),
        };
        // Bars are whole numbers: tenths keep small means apart.
        let value = number.map_or(0, |number| (number * 10.0).round() as u64);
        let month_words = month.period.from.format("%b").to_string();
        // A bar of no height has no room for words: its counts stand below it.
        let label = if number.is_none() && width >= 7 { format!("{month_words} {words}") } else { month_words };
        Bar::default()
            .value(value)
            .text_value(words)
            .label(Line::raw(label))
            .value_style(value_style(theme))
            .style(theme.style(Meaning::Medium))
    };
    let bars: Vec<Bar> = shown.iter().map(bar).collect();
    frame.render_widget(Paragraph::new(Span::styled(unit, theme.style(Meaning::Hint))), Rect { height: 1, ..area });
    let mut chart = BarChart::default().data(BarGroup::default().bars(&bars)).bar_width(width).bar_gap(1);
    if percent {
        chart = chart.max(1000);
    }
    frame.render_widget(chart, Rect { y: area.y + 1, height: area.height - 1, ..area });
}

/// The number stands in the foot of its bar, in reverse; without colour likewise.
fn value_style(theme: Theme) -> Style {
    theme.style(Meaning::Medium).add_modifier(ratatui::style::Modifier::REVERSED)
}
