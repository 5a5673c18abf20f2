//! How the decision form is drawn: fields from top to bottom, the case beside it where there is room.

use super::{AS_RECORDED, DecideScreen, Field, Subject, Understood};
use crate::calendar::long_day;
use crate::meeting::decision::Outcome;
use crate::tui::app::Context;
use crate::tui::screen::meeting::business_lines;
use crate::tui::theme::Meaning;
use crate::tui::widget::case_pane::{brief_case_lines, outcomes_words};
use crate::tui::widget::pane::{lines, pane, popup};
use crate::tui::widget::text::{cut, fit, width, wrapped};
use crate::tui::widget::text_box::TextBox;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// Columns of the labels that stand beside what is typed.
const LABEL: u16 = 15;

pub fn draw(form: &DecideScreen, frame: &mut Frame, area: Rect, cx: &Context) {
    let mut area = area;
    if let Some(strip) = form.strip.as_ref().filter(|_| area.height > 0) {
        frame.render_widget(Paragraph::new(strip.line(cx.now, area.width.into(), cx.theme)), Rect { height: 1, ..area });
        area = Rect { y: area.y + 1, height: area.height - 1, ..area };
    }
    let left = Rect { width: if cx.wide() { area.width * 58 / 100 } else { area.width }, ..area };
    if cx.wide() {
        let right = Rect { x: left.right(), width: area.width - left.width, ..area };
        let inner = pane(frame, right, &form.on.title(), false, cx.theme);
        let beside = match &form.on {
            Subject::Case(case) => brief_case_lines(case, cx.now, inner.width.into(), cx.theme).lines,
            Subject::Business(sheet) => business_lines(sheet, inner.width.into(), cx.theme),
        };
        lines(frame, inner, beside, 0, cx.theme);
    }
    let what = match (form.replaced(cx.now), form.beside(cx.now)) {
        (Some(earlier), _) => format!("Changing the wording of {} (kept)", earlier.id),
        (None, Some(other)) => format!("A further decision beside {}", other.id),
        (None, None) => "Decide".into(),
    };
    let inner = pane(frame, left, &format!("{what}: {}", form.on.title()), true, cx.theme);
    fields(&mut Pen { frame, cx, left: inner }, form);
    if form.confirming {
        confirm(form, frame, area_of(frame, cx), cx);
    }
}

fn fields(pen: &mut Pen, form: &DecideScreen) {
    outcomes(pen, form);
    if form.asks_panel() {
        panel(pen, form);
    }
    let cols = pen.left.width;
    let tail = 2 + echo_rows(&review_words(form), cols) + echo_rows(&form.agencies_read, cols) + dissent_rows(form, cols);
    // Rationale and actions, each under its heading, share what outcomes and the last fields leave.
    let free = usize::from(pen.left.height).saturating_sub(2 + tail);
    let actions: usize = (0..form.actions.len()).map(|i| tall(form, i, cols)).sum();
    let rationale = free.saturating_sub(actions).clamp(2, 8);
    let (heading, right) = match &form.copied {
        Some(words) => (format!("⚠ {words}"), String::new()),
        None => ("Rationale (needed)".into(), form.keeper.words()),
    };
    pen.heading(&heading, form.field == Field::Rationale, &right);
    let area = pen.take(rationale);
    pen.text(&form.rationale, area, form.field == Field::Rationale);
    action_lines(pen, form, free.saturating_sub(rationale));
    let hint = if form.review.is_empty() { "“fri”, “27/11”, “in 5 working days”" } else { "" };
    pen.beside("Next review", &form.review, form.field == Field::Review, hint);
    pen.echo(review_words(form));
    let hint = if form.agencies.is_empty() { "the meeting as a whole, or “GMP, CSC”" } else { "" };
    pen.beside("Jointly", &form.agencies, form.field == Field::Agencies, hint);
    pen.echo(form.agencies_read.clone());
    for (i, line) in form.dissent.iter().enumerate().filter(|(i, _)| dissent_shown(form, *i)) {
        let hint = if form.dissent.len() == 1 { "“EH: would offer early help first”" } else { "" };
        pen.beside(if i == 0 { "Dissent" } else { "" }, line, form.field == Field::Dissent(i), hint);
        pen.echo(form.dissent_read.get(i).cloned().flatten().filter(Result::is_err));
    }
}

/// The empty line after those typed is there only while one is in the list.
fn dissent_shown(form: &DecideScreen, i: usize) -> bool {
    i == 0 || matches!(form.field, Field::Dissent(_)) || !form.dissent[i].is_empty()
}

fn dissent_rows(form: &DecideScreen, cols: u16) -> usize {
    let rows = |i: usize| 1 + form.dissent_read.get(i).map_or(0, |read| echo_rows(&read.clone().filter(Result::is_err), cols));
    (0..form.dissent.len()).filter(|i| dissent_shown(form, *i)).map(rows).sum()
}

fn review_words(form: &DecideScreen) -> Understood {
    form.review_day.clone().map(|day| day.map(long_day))
}

fn echo_rows(read: &Understood, cols: u16) -> usize {
    read.as_ref().map_or(0, |read| echo_lines(read.as_ref().unwrap_or_else(|why| why), cols).len())
}

/// The panel chosen, and that Space chooses the next.
fn panel(pen: &mut Pen, form: &DecideScreen) {
    let active = form.field == Field::Panel;
    let words = form.panel.as_deref().unwrap_or("choose one (Space)");
    let mark = if active { "▸" } else { " " };
    let line = format!("{mark} {} ({}) {words}", fit("Panel", usize::from(LABEL) - 3), if form.panel.is_some() { "x" } else { " " });
    let meaning = if active { Meaning::Selected } else { Meaning::Plain };
    pen.line(Line::styled(cut(&line, pen.left.width.into()), pen.cx.theme.style(meaning)));
}

fn area_of(frame: &Frame, _cx: &Context) -> Rect {
    let area = frame.area();
    Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area }
}

/// Draws from the top of what is left.
struct Pen<'a, 'b, 'c> {
    frame: &'a mut Frame<'b>,
    cx: &'c Context,
    left: Rect,
}

impl Pen<'_, '_, '_> {
    /// The next rows, as many as there are.
    fn take(&mut self, rows: usize) -> Rect {
        let rows = u16::try_from(rows).unwrap_or(u16::MAX).min(self.left.height);
        let area = Rect { height: rows, ..self.left };
        self.left = Rect { y: self.left.y + rows, height: self.left.height - rows, ..self.left };
        area
    }

    fn line(&mut self, line: Line<'static>) {
        let area = self.take(1);
        if area.height > 0 {
            self.frame.render_widget(Paragraph::new(line), area);
        }
    }

    fn heading(&mut self, words: &str, active: bool, right: &str) {
        let meaning = if active { Meaning::Title } else { Meaning::Hint };
        let mark = if active { "▸ " } else { "  " };
        let cols = usize::from(self.left.width).saturating_sub(width(right) + 1);
        let spans = [
            Span::styled(fit(&format!("{mark}{words}"), cols), self.cx.theme.style(meaning)),
            Span::styled(right.to_string(), self.cx.theme.style(Meaning::Ok)),
        ];
        self.line(Line::from(spans.to_vec()));
    }

    /// A field of one line, its label beside it; `hint`: what can be typed while nothing is.
    fn beside(&mut self, label: &str, text: &TextBox, active: bool, hint: &str) {
        let row = self.take(1);
        if row.height == 0 || row.width <= LABEL {
            return;
        }
        let style = self.cx.theme.style(if active { Meaning::Title } else { Meaning::Hint });
        let words = format!("{} {}", if active { "▸" } else { " " }, fit(label, usize::from(LABEL) - 2));
        self.frame.render_widget(Span::styled(words, style), row);
        let value = Rect { x: row.x + LABEL, width: row.width - LABEL, ..row };
        if !hint.is_empty() {
            self.frame.render_widget(Span::styled(cut(hint, value.width.into()), self.cx.theme.style(Meaning::Hint)), value);
        }
        let (shown, cursor) = text.draw(value);
        if !text.is_empty() {
            self.frame.render_widget(Paragraph::new(shown), value);
        }
        if active {
            self.frame.set_cursor_position(cursor);
        }
    }

    fn text(&mut self, text: &TextBox, area: Rect, focused: bool) {
        let area = Rect { x: area.x + 2.min(area.width), width: area.width.saturating_sub(2), ..area };
        if area.height == 0 || area.width == 0 {
            return;
        }
        let (shown, cursor) = text.draw(area);
        self.frame.render_widget(Paragraph::new(shown), area);
        if focused {
            self.frame.set_cursor_position(cursor);
        }
    }

    fn echo(&mut self, read: Option<Result<String, String>>) {
        let (sign, meaning, words) = match read {
            None => return,
            Some(Ok(words)) => ("→", Meaning::Ok, words),
            Some(Err(words)) => ("⚠", Meaning::Warning, words),
        };
        for (i, line) in echo_lines(&words, self.left.width).into_iter().enumerate() {
            let lead = if i == 0 { format!("    {sign} ") } else { " ".repeat(6) };
            self.line(Line::styled(format!("{lead}{line}"), self.cx.theme.style(meaning)));
        }
    }
}

/// What is said below a line that was typed, in at most two lines.
fn echo_lines(words: &str, cols: u16) -> Vec<String> {
    let cols = usize::from(cols).saturating_sub(6).max(10);
    wrapped(&cut(words, cols * 2), cols).into_iter().take(2).collect()
}

/// Lines an action takes with what it is understood as.
fn tall(form: &DecideScreen, i: usize, cols: u16) -> usize {
    1 + form.understood.get(i).map_or(0, |read| echo_rows(read, cols))
}

/// The outcomes in two columns, read down.
fn outcomes(pen: &mut Pen, form: &DecideScreen) {
    let active = form.field == Field::Outcomes;
    pen.heading("Outcomes (Space ticks)", active, "");
    let rows = Outcome::ALL.len().div_ceil(2);
    let cols = usize::from(pen.left.width) / 2;
    for row in 0..rows {
        let mut spans = Vec::new();
        for at in [row, row + rows] {
            let Some(outcome) = Outcome::ALL.get(at) else { continue };
            let here = active && form.outcome == at;
            let words = format!(" {}[{}] {outcome}", if here { "▸" } else { " " }, if form.ticked.contains(outcome) { "x" } else { " " });
            let meaning = if here { Meaning::Selected } else { Meaning::Plain };
            spans.push(Span::styled(fit(&words, cols), pen.cx.theme.style(meaning)));
        }
        pen.line(Line::from(spans));
    }
}

/// The actions with what each is understood as; those before the focused one give way where there is no room.
fn action_lines(pen: &mut Pen, form: &DecideScreen, room: usize) {
    let focused = if let Field::Action(i) = form.field { Some(i) } else { None };
    pen.heading("Actions, one a line: “GMP: phone work on last number by Fri 12:00”", focused.is_some(), "");
    let cols = pen.left.width;
    let tall = |i: usize| tall(form, i, cols);
    let until = focused.unwrap_or(form.actions.len() - 1);
    let mut first = until;
    let mut used = tall(until);
    while first > 0 && used + tall(first - 1) <= room.max(2) {
        first -= 1;
        used += tall(first);
    }
    let mut left = room.max(2);
    for i in first..form.actions.len() {
        if tall(i) > left {
            break;
        }
        left -= tall(i);
        let area = pen.take(1);
        pen.text(&form.actions[i], area, focused == Some(i));
        pen.echo(form.understood.get(i).cloned().flatten());
    }
}

/// What will be written, before it is.
fn confirm(form: &DecideScreen, frame: &mut Frame, area: Rect, cx: &Context) {
    let cols = area.width.saturating_sub(6).min(90);
    let inner_cols = usize::from(cols).saturating_sub(4);
    let mut all = vec![Line::styled(form.on.title(), cx.theme.style(Meaning::Title))];
    let mut say = |label: &str, words: &str| {
        let indent = " ".repeat(width(label));
        for (i, line) in wrapped(words, inner_cols.saturating_sub(indent.len()).max(10)).into_iter().enumerate() {
            all.push(Line::raw(format!("{}{line}", if i == 0 { label } else { &indent })));
        }
    };
    say("Outcome:     ", &outcomes_words(&form.ticked));
    if let Some(panel) = form.panel.as_ref().filter(|_| form.asks_panel()) {
        say("Panel:       ", panel);
    }
    say("Rationale:   ", form.rationale.text().trim());
    let typed = form.actions.iter().zip(&form.understood).filter_map(|(line, read)| Some((line, read.as_ref()?.as_ref().ok()?)));
    for (line, read) in typed {
        say("Action:      ", if read == AS_RECORDED { line.text() } else { read });
    }
    if form.understood.iter().flatten().next().is_none() {
        say("Action:      ", "none");
    }
    let review = review_words(form).and_then(Result::ok);
    say("Next review: ", review.as_deref().unwrap_or("no date set"));
    if let Some(Ok(agencies)) = &form.agencies_read {
        say("Jointly:     ", agencies);
    }
    for dissent in form.dissent_read.iter().flatten().flatten() {
        say("Dissent:     ", dissent);
    }
    all.push(Line::raw(""));
    all.push(Line::styled("Enter or Ctrl-S writes it · Esc goes on editing", cx.theme.style(Meaning::Title)));
    let rows = u16::try_from(all.len() + 2).unwrap_or(u16::MAX);
    let title = match (form.replaced(cx.now), form.beside(cx.now)) {
        (Some(earlier), _) => format!("This will be written; {} is kept", earlier.id),
        (None, Some(other)) => format!("This will be written, beside {}", other.id),
        (None, None) => "This will be written".into(),
    };
    let inner = popup(frame, area, &title, cols, rows, cx.theme);
    // Where the rationale is longer than the screen, its end and the keys matter most.
    let scroll = all.len().saturating_sub(inner.height.into());
    lines(frame, inner, all, scroll, cx.theme);
}
