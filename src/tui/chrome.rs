//! What stands around every screen: title bar, notice, footer. And the words shown where the terminal is too small.
//!
//! ```text
//!  Wayhome  Fri 20 Nov 2026 08:41   list: daily.csv, loaded 08:39, police cut-off 07:00 (1 h 41 m old)   ⚑ 2 refused
//!  … the screen …
//!  ⚠ notice, where there is one
//!  Enter open  d decide  …  Esc back  ? help  : all commands
//! ```

use super::app::Context;
use super::command::Command;
use super::theme::Meaning;
use super::widget::text::{cut, width, wrapped};
use crate::calendar::{day_of, length, long_moment, short_moment, time};
use crate::casebook::view::{Board, LoadedList};
use crate::episode::Moment;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// Smaller than this, nothing can be shown that can be worked with.
const LEAST: (u16, u16) = (60, 15);

/// Rows a notice takes at most.
const NOTICE_ROWS: usize = 3;

/// Draws what stands around and gives the area left for the screen; `None` where the terminal is too small.
pub fn draw(frame: &mut Frame, cx: &Context, commands: &[&Command]) -> Option<Rect> {
    let area = frame.area();
    if area.width < LEAST.0 || area.height < LEAST.1 {
        let words = format!("Wayhome needs {} columns and {} rows; here are {} and {}.", LEAST.0, LEAST.1, area.width, area.height);
        let lines: Vec<Line> = wrapped(&words, area.width.into()).into_iter().map(Line::raw).collect();
        frame.render_widget(Paragraph::new(lines), area);
        return None;
    }
    frame.render_widget(Paragraph::new(title(cx, area.width.into())), Rect { height: 1, ..area });
    let notice = notice(cx, usize::from(area.width));
    let notice_height = u16::try_from(notice.len()).unwrap_or(0);
    let footer = Rect::new(area.x, area.bottom() - 1, area.width, 1);
    let notice_area = Rect::new(area.x, footer.y - notice_height, area.width, notice_height);
    frame.render_widget(Paragraph::new(notice), notice_area);
    frame.render_widget(Paragraph::new(keys(cx, commands, area.width.into())), footer);
    Some(Rect::new(area.x, area.y + 1, area.width, area.height - 2 - notice_height))
}

/// All that an app nobody works on shows.
pub fn draw_blank(frame: &mut Frame) {
    frame.render_widget(Paragraph::new(" Wayhome is blank: press a key"), frame.area());
}

/// The fullest title that fits: training and the refused rows are never left out, the file's name first.
fn title(cx: &Context, cols: usize) -> Line<'static> {
    let now = cx.now;
    let board = cx.board.as_ref();
    let mut name = String::from(if board.is_some_and(|b| b.training) { " Wayhome TRAINING" } else { " Wayhome" });
    if cx.private {
        name.push_str(" PRIVATE");
    }
    let refused = match board.map_or(0, |b| b.refused) {
        0 => String::new(),
        n => format!("  ⚑ {n} refused "),
    };
    let list = list_words(board, now);
    let room = cols.saturating_sub(width(&name) + width(&refused));
    let whens = [long_moment(now), short_moment(now)];
    let choices: Vec<String> = list.iter().flat_map(|l| whens.iter().map(move |when| format!("  {when}   {l}"))).collect();
    let chosen = choices.iter().find(|c| width(c) <= room).or(choices.last()).map_or_else(String::new, |c| cut(c, room));
    let gap = " ".repeat(room.saturating_sub(width(&chosen)));
    let style = cx.theme.style(Meaning::Title);
    Line::from(vec![Span::styled(name, style), Span::raw(chosen), Span::raw(gap), Span::styled(refused, cx.theme.style(Meaning::Warning))])
}

/// What there is to say of the last list, longest first.
fn list_words(board: Option<&Board>, now: Moment) -> Vec<String> {
    let Some(list) = board.and_then(|b| b.list.as_ref()) else { return vec!["no list loaded yet".into()] };
    // Yesterday's list must not pass for today's.
    let old = if day_of(list.loaded_at) == day_of(now) { "" } else { "⚠ not today's: " };
    let loaded = when(list.loaded_at, now);
    let age = list_age(list, now);
    vec![
        format!("list: {old}{}, loaded {loaded}, {age}", list.file),
        format!("list: {old}{}, loaded {loaded}, {}", cut(&list.file, 24), age.trim_start_matches("police ")),
        format!("list: {old}{}, {}", cut(&list.file, 24), age.trim_start_matches("police ")),
        format!("list: {old}loaded {loaded}, {age}"),
        format!("list: {old}{age}"),
        format!("{old}{age}"),
        format!("{old}list {} old", length(now - list.cut_off.unwrap_or(list.loaded_at))),
    ]
}

/// How old what the list says is: from police's cut-off where the list gives one, else from when it was loaded.
fn list_age(list: &LoadedList, now: Moment) -> String {
    match list.cut_off {
        Some(at) => format!("police cut-off {} ({} old)", when(at, now), length(now - at)),
        None => format!("{} old", length(now - list.loaded_at)),
    }
}

fn when(at: Moment, now: Moment) -> String {
    if day_of(at) == day_of(now) { time(at) } else { short_moment(at) }
}

fn notice(cx: &Context, cols: usize) -> Vec<Line<'static>> {
    let Some((meaning, words)) = &cx.notice else { return Vec::new() };
    let sign = if *meaning == Meaning::Ok { "✓" } else { "⚠" };
    let style = cx.theme.style(*meaning);
    let lines = wrapped(&format!(" {sign} {words}"), cols);
    let more = lines.len() > NOTICE_ROWS;
    let shown = lines.into_iter().take(NOTICE_ROWS).enumerate();
    let cut_off = |(row, line): (usize, String)| {
        if more && row + 1 == NOTICE_ROWS { format!("{} …", cut(&line, cols.saturating_sub(2))) } else { line }
    };
    shown.map(|line| Line::styled(cut_off(line), style)).collect()
}

/// The keys that work here and now, as many as fit; help and all commands are always among them.
fn keys(cx: &Context, commands: &[&Command], cols: usize) -> Line<'static> {
    let mut shown: Vec<&Command> = commands.iter().copied().filter(|c| c.footer > 0).collect();
    shown.sort_by_key(|c| c.footer);
    let cells = |c: &Command| width(&c.keys[0].to_string()) + width(c.label) + 3;
    let always = |c: &&Command| c.footer >= 20;
    let mut left = cols.saturating_sub(1 + shown.iter().copied().filter(|c| always(c)).map(cells).sum::<usize>());
    let mut spans = vec![Span::raw(" ")];
    for command in &shown {
        let fits = always(command) || cells(command) <= left;
        if !fits {
            continue;
        }
        if !always(command) {
            left -= cells(command);
        }
        spans.push(Span::styled(command.keys[0].to_string(), cx.theme.style(Meaning::Title)));
        spans.push(Span::raw(format!(" {}  ", command.label)));
    }
    Line::from(spans)
}
