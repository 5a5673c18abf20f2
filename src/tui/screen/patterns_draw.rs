//! The drawing of a network, and the hours of the week.

use super::row::{drawn_label, node_label, sign};
use crate::report::patterns::layout::Point;
use crate::report::patterns::{HOURS, Network, Times, WEEKDAYS};
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::text::{cut, width, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::canvas::{Canvas, Line as Stroke};
use std::collections::BTreeSet;

/// Draws the ties as lines, and over them each node by its sign, with its name where there is room for it; the selected node and those
/// it is tied to first.
pub fn network(frame: &mut Frame, area: Rect, (drawn, points): (&Network, &[Point]), selected: Option<&str>, names: bool, theme: Theme) {
    if area.width < 4 || area.height < 2 || points.len() != drawn.nodes.len() {
        return;
    }
    let selected = selected.and_then(|label| (0..drawn.nodes.len()).find(|i| node_label(drawn, *i, names) == label));
    let colour = |meaning| theme.style(meaning).fg.unwrap_or(Color::Reset);
    let strokes = |wanted: bool| {
        let edges = drawn.edges.iter().filter(move |edge| (Some(edge.one) == selected || Some(edge.other) == selected) == wanted);
        edges.map(|edge| (points[edge.one], points[edge.other])).collect::<Vec<_>>()
    };
    let (plain, own) = (strokes(false), strokes(true));
    let canvas = Canvas::default().x_bounds([0.0, 1.0]).y_bounds([0.0, 1.0]).paint(|paint| {
        for (all, meaning) in [(&plain, Meaning::Hint), (&own, Meaning::High)] {
            for (one, other) in all {
                paint.draw(&Stroke { x1: one.x, y1: 1.0 - one.y, x2: other.x, y2: 1.0 - other.y, color: colour(meaning) });
            }
        }
    });
    frame.render_widget(canvas, area);
    let neighbours: BTreeSet<usize> = selected.map(|i| drawn.ties_of(i).into_iter().map(|(_, other)| other).collect()).unwrap_or_default();
    let mut order: Vec<usize> = (0..drawn.nodes.len()).collect();
    let weights = drawn.weights();
    order.sort_by_key(|i| (Some(*i) != selected, !neighbours.contains(i), std::cmp::Reverse(weights[*i]), *i));
    let cell = |point: &Point| {
        let on = |at: f64, cells: u16| (at * f64::from(cells - 1)).round() as u16;
        (area.x + on(point.x, area.width), area.y + on(point.y, area.height))
    };
    // Every sign is drawn; a name only where it covers no other.
    let mut taken: BTreeSet<(u16, u16)> = points.iter().map(cell).collect();
    for i in order {
        let (x, y) = cell(&points[i]);
        let style = if Some(i) == selected { theme.style(Meaning::Selected) } else { theme.style(Meaning::Plain) };
        frame.buffer_mut().set_string(x, y, sign(drawn.nodes[i].kind), style);
        name(frame, area, (x, y), &drawn_label(drawn, i, names), style, &mut taken);
    }
}

/// Writes a name beside its sign, to the right or to the left, where there is room.
fn name(frame: &mut Frame, area: Rect, (x, y): (u16, u16), label: &str, style: Style, taken: &mut BTreeSet<(u16, u16)>) {
    let cols = u16::try_from(width(label)).unwrap_or(u16::MAX);
    let right = (x + 1).checked_add(cols).filter(|end| *end <= area.right()).map(|_| x + 1);
    let left = x.checked_sub(cols).filter(|start| *start >= area.x);
    let free = |start: &u16| (*start..*start + cols).all(|at| !taken.contains(&(at, y)));
    if let Some(start) = [right, left].into_iter().flatten().find(free) {
        frame.buffer_mut().set_string(start, y, label, style);
        taken.extend((start..start + cols).map(|at| (at, y)));
    }
}

/// Two grids of weekdays and hours with the number of episodes in each, and in words where most are.
pub fn times(times: &Times, head: &str, cols: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut out: Vec<Line> = wrapped(head, cols).into_iter().map(Line::raw).collect();
    // Both grids fill a small screen.
    let room = out.len() == 1;
    let grids = [("Went missing", &times.went, times.went_unknown), ("Came back", &times.back, times.back_unknown)];
    for (title, grid, unknown) in grids {
        if title == "Came back" && room {
            out.push(Line::raw(""));
        }
        let fullest = Times::fullest(grid);
        let most = fullest.map_or("no data".into(), |(day, hour, n)| format!("most on {day} {hour:02}:00 to {hour:02}:59 ({n})"));
        let words = format!("{title}: {}, {unknown} more at no known hour; {most}", Times::total(grid));
        out.push(Line::styled(cut(&words, cols), theme.style(Meaning::Title)));
        out.push(Line::styled(
            format!("    {}", (0..HOURS).map(|hour| format!("{hour:>3}")).collect::<String>()),
            theme.style(Meaning::Hint),
        ));
        let highest = fullest.map_or(0, |(_, _, n)| n);
        for (day, hours) in grid.iter().enumerate() {
            let mut spans = vec![Span::raw(format!("{} ", WEEKDAYS[day]))];
            spans.extend(hours.iter().map(|n| {
                // Half of the fullest hour and more stands out, by weight as well as by colour.
                let meaning = if *n > 0 && n * 2 >= highest { Meaning::Overdue } else { Meaning::Plain };
                let words = if *n == 0 { "  ·".to_string() } else { format!("{:>3}", n.min(&999)) };
                Span::styled(words, theme.style(if *n == 0 { Meaning::Hint } else { meaning }))
            }));
            out.push(Line::from(spans));
        }
    }
    out
}
