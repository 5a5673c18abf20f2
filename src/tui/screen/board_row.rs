//! Rows of the board: how wide their columns are, what stands in them, how many lines each takes.

use crate::calendar::{day_of, length, plain_day, short_day};
use crate::casebook::view::{Board, BoardDecision, BoardItem, Section};
use crate::clock::InterviewState;
use crate::episode::{Grade, Moment};
use crate::meeting::decision::Outcome;
use crate::tui::app::Context;
use crate::tui::theme::{Meaning, Theme, band_words, of_band, of_interview};
use crate::tui::widget::case_pane::reason;
use crate::tui::widget::text::{counted, cut, fit, width, wrapped};
use ratatui::text::{Line, Span};

/// Columns of the list where the case stands beside it.
pub fn list_cols(width: u16) -> u16 {
    (width * 62 / 100).max(68)
}

/// Columns inside the case pane beside the list.
pub fn case_cols(width: u16) -> usize {
    usize::from(width - list_cols(width).min(width)).saturating_sub(2)
}

/// Does the row hold the (lower-case) words anywhere that is shown?
pub fn holds(item: &BoardItem, words: &str) -> bool {
    let texts = [
        item.child.name.as_str(),
        item.child.care_status.map_or("", |c| c.label()),
        item.episode.police_ref.as_deref().unwrap_or(""),
        item.triage.band.label(),
        item.section.label(),
    ];
    let ids = [item.episode.id.to_string(), item.child.id.map(|c| c.0.to_string()).unwrap_or_default()];
    let more = item.remarks.iter().chain(item.triage.fired.iter().map(|f| &f.title));
    texts.iter().copied().chain(ids.iter().map(String::as_str)).chain(more.map(String::as_str)).any(|t| t.to_lowercase().contains(words))
}

/// What a line of the list belongs to.
#[derive(Clone, Copy)]
pub enum Entry {
    Head(Section, usize),
    /// A row, and its lines.
    Row(usize, usize),
}

/// The entries of the list with the lines each takes, and where the selected row stands among the lines.
pub struct Layout {
    entries: Vec<(Entry, usize)>,
    pub from: usize,
    pub to: usize,
    pub total: usize,
}

impl Layout {
    /// The selected row and those with a remark take a second line; of the others, the first ones do while all rows have
    /// room in `height`, so that the most urgent show their reason.
    pub fn of(shown: &[&BoardItem], at: usize, board: &Board, height: usize) -> Layout {
        let second = |i: usize, item: &BoardItem| i == at || !remarks(item, board).is_empty();
        let needed = shown.iter().enumerate().map(|(i, item)| 1 + usize::from(second(i, item))).sum::<usize>();
        let mut spare = height.saturating_sub(needed + Section::ALL.len());
        let mut layout = Layout { entries: Vec::new(), from: 0, to: 0, total: 0 };
        let mut section = None;
        for (i, item) in shown.iter().enumerate() {
            if section != Some(item.section) {
                section = Some(item.section);
                let count = shown.iter().filter(|other| other.section == item.section).count();
                layout.entries.push((Entry::Head(item.section, count), 1));
                layout.total += 1;
            }
            let mut height = 1 + usize::from(second(i, item));
            if height == 1 && spare > 0 {
                (height, spare) = (2, spare - 1);
            }
            if i == at {
                // The first row is shown with the heading above it.
                (layout.from, layout.to) = (layout.total, layout.total + height);
            }
            layout.entries.push((Entry::Row(i, height), height));
            layout.total += height;
        }
        layout
    }

    /// The lines `first..first + height`, building only those entries that are in view.
    pub fn lines(&self, first: usize, height: usize, draw: impl Fn(Entry) -> Vec<Line<'static>>) -> Vec<Line<'static>> {
        let mut out = Vec::new();
        let mut line = 0;
        for (entry, tall) in &self.entries {
            if line + tall > first && line < first + height {
                out.extend(draw(*entry).into_iter().skip(first.saturating_sub(line)));
            }
            line += tall;
        }
        out.truncate(height);
        out
    }
}

/// Widths of the columns that vary; the others are fixed.
pub struct Columns {
    name: usize,
    care: usize,
    decided: usize,
    all: usize,
}

const BAND: usize = 10;
const POLICE: usize = 7;
const CLOCK: usize = 18;

impl Columns {
    pub fn of(all: usize) -> Columns {
        // Beside the case, which has the care status in full, what was decided needs the room more.
        let care = if all < 76 { 4 } else { 9 };
        let free = all.saturating_sub(1 + BAND + 1 + 1 + 3 + 1 + care + 1 + POLICE + 1 + CLOCK + 1);
        let decided = match free {
            0..20 => 2.min(free),
            20..30 => (free - 10).min(10),
            _ => free / 2,
        };
        Columns { name: free.saturating_sub(decided), care, decided, all }
    }

    pub fn header(&self, theme: Theme) -> Line<'static> {
        let decided = if self.decided >= 7 { "decided" } else { "✓" };
        let words = self.cells(["band", "child", "age", "care", "police", "clock", decided]);
        Line::styled(format!(" {words}"), theme.style(Meaning::Hint))
    }

    fn cells(&self, [band, name, age, care, police, clock, decided]: [&str; 7]) -> String {
        let parts = [
            fit(band, BAND),
            fit(name, self.name),
            format!("{age:>3}"),
            fit(care, self.care),
            fit(police, POLICE),
            fit(clock, CLOCK),
            fit(decided, self.decided),
        ];
        parts.join(" ")
    }

    /// The lines of an entry.
    pub fn draw(&self, entry: Entry, shown: &[&BoardItem], at: usize, board: &Board, cx: &Context) -> Vec<Line<'static>> {
        match entry {
            Entry::Head(section, count) => {
                vec![Line::styled(format!("{} {count}", heading(section, board)), cx.theme.style(Meaning::Title))]
            }
            Entry::Row(i, tall) => {
                let mut out = self.row(shown[i], i == at, board, cx);
                if tall > 1 {
                    out.push(self.second_line(shown[i], &remarks(shown[i], board), cx.theme));
                }
                out
            }
        }
    }

    fn row(&self, item: &BoardItem, selected: bool, board: &Board, cx: &Context) -> Vec<Line<'static>> {
        let (clock, clock_meaning) = clock(item, board, cx);
        let age = item.child.age.map_or_else(|| "?".into(), |a| a.to_string());
        let sign = if item.triage.overridden.is_some() { CHAIR } else { "" };
        let name = if item.child.id.is_none() {
            format!("? {}", item.child.short)
        } else {
            name_that_fits(item, self.name - width(sign).min(self.name))
        };
        let decided = match &item.decision {
            Some(decision) if !decided_today(item, cx.now) => {
                let day = day_of(decision.at);
                let recent = (day_of(cx.now) - day).num_days() < 7;
                let day = if recent { day.format("%a").to_string() } else { short_day(day) };
                if self.decided < 7 { String::new() } else { format!("{day} {}", in_words(decision)) }
            }
            Some(decision) if self.decided >= 7 => format!("✓ {}", in_words(decision)),
            Some(_) => "✓".into(),
            None => String::new(),
        };
        let theme = cx.theme;
        let base = if selected { theme.style(Meaning::Selected) } else { theme.style(Meaning::Plain) };
        // In reverse video a second style on top would only blur the row; the words say the same.
        let over = |meaning: Meaning| {
            if selected && theme != Theme::Dark && theme != Theme::Light { base } else { base.patch(theme.style(meaning)) }
        };
        let care = item.child.care_status.map_or("?", |c| c.short());
        let spans = vec![
            Span::styled(if selected { "▸" } else { " " }, base),
            Span::styled(fit(&band_words(item.triage.band), BAND), over(of_band(item.triage.band))),
            Span::styled(" ", base),
            Span::styled(cut(sign, self.name), over(Meaning::Title)),
            Span::styled(
                format!(
                    "{} {age:>3} {} {} ",
                    fit(&name, self.name - width(sign).min(self.name)),
                    fit(care, self.care),
                    fit(grade(item), POLICE)
                ),
                base,
            ),
            Span::styled(fit(&clock, CLOCK), over(clock_meaning)),
            Span::styled(format!(" {}", fit(&decided, self.decided)), base),
        ];
        vec![Line::from(spans)]
    }

    /// Remarks, then the top reason for the band, as much as there is room for.
    fn second_line(&self, item: &BoardItem, remarks: &[String], theme: Theme) -> Line<'static> {
        let mut spans = vec![Span::raw("   ")];
        let mut left = self.all.saturating_sub(3);
        if let Some(set) = &item.triage.overridden {
            let words = cut(&format!("⚑ chair: {} (rules: {}) · ", set.reason, set.rules_band), left);
            left = left.saturating_sub(width(&words));
            spans.push(Span::styled(words, theme.style(Meaning::Title)));
        }
        if !remarks.is_empty() {
            let words = cut(&format!("⚠ {} · ", remarks.join("; ")), left);
            left = left.saturating_sub(width(&words));
            spans.push(Span::styled(words, theme.style(Meaning::Warning)));
        }
        let top = item.triage.fired.first().map_or_else(|| "no rule fired".into(), reason);
        spans.push(Span::styled(cut(&top, left), theme.style(Meaning::Hint)));
        Line::from(spans)
    }
}

/// Stands between the band and the name where the chair set the band.
const CHAIR: &str = "⚑chair ";

/// The whole name where there is room, so that two children of one first name are told apart.
fn name_that_fits(item: &BoardItem, cols: usize) -> String {
    if width(&item.child.name) <= cols { item.child.name.clone() } else { item.child.short.clone() }
}

fn heading(section: Section, board: &Board) -> String {
    match section {
        Section::Returned => format!("Returned since the meeting of {}", crate::calendar::short_moment(board.since)),
        other => other.label().to_string(),
    }
}

/// The hub's remarks, what has run out of actions and assessment, and that the last list did not name the child.
fn remarks(item: &BoardItem, board: &Board) -> Vec<String> {
    let mut words = item.remarks.clone();
    if item.overdue_actions > 0 {
        words.push(format!("{} of {} overdue", item.overdue_actions, counted(item.open_actions as usize, "open action", "open actions")));
    }
    words.extend(item.assessment.clone());
    if board.missing_from_list.contains(&item.episode.id) && !words.iter().any(|r| r.contains("list")) {
        words.insert(0, "not on today's list".into());
    }
    words
}

fn grade(item: &BoardItem) -> &'static str {
    match item.episode.police_grade {
        None => "-",
        Some(Grade::NoApparentRisk) => "no risk",
        Some(Grade::VeryLow) => "v. low",
        Some(grade) => grade.label(),
    }
}

/// Was the child decided on this UK day? An earlier day's decision does not stand for today's meeting.
pub fn decided_today(item: &BoardItem, now: Moment) -> bool {
    item.decision.as_ref().is_some_and(|d| day_of(d.at) == day_of(now))
}

fn in_words(decision: &BoardDecision) -> String {
    decision.outcomes.iter().map(|o| in_short(*o)).collect::<Vec<_>>().join(", ")
}

/// An outcome in the few letters a row has room for.
fn in_short(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Advice => "advice",
        Outcome::Assessment => "assessment",
        Outcome::EarlyHelp => "early help",
        Outcome::JointInvestigation => "joint inv.",
        Outcome::Disruption => "disruption",
        Outcome::StrategyMeeting => "strategy",
        Outcome::PanelReferral => "panel",
        Outcome::ExploitationAssessment => "expl. assess.",
        Outcome::NoFurtherAction => "no action",
    }
}

/// The clock of a row: how long missing, or what the interview has left.
fn clock(item: &BoardItem, board: &Board, cx: &Context) -> (String, Meaning) {
    let Some(interview) = &item.interview else {
        let missing = cx.now - item.episode.missing_since;
        if board.missing_from_list.contains(&item.episode.id) {
            // Whole hours or days: the sign must stand in the row itself, where a second line may have no room.
            let (hours, days) = (missing.num_hours(), missing.num_days());
            let short = if hours < 100 { format!("{hours} h") } else { format!("{days} d") };
            return (format!("⚠ not on list {short}"), Meaning::Warning);
        }
        return (format!("missing {}", length(missing)), Meaning::Plain);
    };
    let meaning = of_interview(interview.state);
    let words = match (interview.state, interview.due_72h) {
        (InterviewState::Held, _) => "IRI held".into(),
        (InterviewState::Closed, _) => "IRI closed".into(),
        (InterviewState::NoClock, _) | (_, None) => "IRI no return time".into(),
        (InterviewState::Overdue, Some(due)) => format!("IRI late {}", length(cx.now - due)),
        (_, Some(due)) => format!("IRI left {}", length(due - cx.now)),
    };
    (words, meaning)
}

/// What an empty board teaches.
pub fn empty(board: &Board, filtered: bool, theme: Theme) -> Vec<Line<'static>> {
    let words: &[&str] = if filtered {
        &["No row holds this text.", "Esc shows all rows again."]
    } else if board.list.is_none() {
        &[
            "No list has been loaded yet.",
            "",
            "i        load the police list: choose the file, or paste the table from Excel or an e-mail",
            "Ctrl-K   look up a child of the register",
            "?        all keys of this screen",
            "",
            "What you will see here: the children still missing, longest and highest first; those back since the last meeting,",
            "with the time left for their return interview; rows whose child is not certain; and what is carried over.",
        ]
    } else {
        &["Nobody is missing, and nothing is open.", "", "i   load today's list when it comes", "p   read today's minutes"]
    };
    let mut out = vec![Line::raw("")];
    out.extend(words.iter().flat_map(|w| wrapped(w, 70)).map(|l| Line::raw(format!("  {l}"))));
    if let (Some(list), false) = (&board.list, filtered) {
        out.push(Line::raw(""));
        let loaded = format!("  The last list was {}, loaded {}.", list.file, plain_day(day_of(list.loaded_at)));
        out.push(Line::styled(loaded, theme.style(Meaning::Hint)));
    }
    out
}
