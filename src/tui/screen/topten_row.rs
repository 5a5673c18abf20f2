//! Rows of the top ten: the figures of a child on one line, below it what managers are asked and what was corrected.

use crate::calendar::month_words;
use crate::casebook::tracker_view::TrackedChild;
use crate::report::topten::strip;
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::text::{fit, wrapped};
use ratatui::text::Line;

/// Widths of the columns.
pub struct Columns {
    child: usize,
    /// Months of the run that have room.
    run: usize,
    all: usize,
}

/// Rank, moved, three counts, nights, hours missing, interviews held; each with the blank beside it.
const FIXED: usize = 5 + 8 + 3 * 4 + 7 + 7 + 7;
/// Corrections that stand under a row; more are counted.
const MOST: usize = 2;

impl Columns {
    pub fn of(all: usize) -> Columns {
        let free = all.saturating_sub(1 + FIXED);
        let run = free.saturating_sub(18).min(12);
        Columns { child: free.saturating_sub(run + 1), run, all }
    }

    fn line(&self, [rank, moved, child, month, three, year, nights, missing, held, run]: [&str; 10]) -> String {
        let right = |text: &str, cols: usize| format!("{:>cols$}", text);
        format!(
            "{}{}{}{}{}{}{}{} {}{}",
            fit(rank, 5),
            fit(moved, 8),
            fit(child, self.child),
            right(month, 4),
            right(three, 4),
            right(year, 4),
            right(nights, 7),
            right(missing, 6),
            fit(held, 7),
            run
        )
    }

    pub fn header(&self, theme: Theme) -> Line<'static> {
        let head = self.line(["rank", "moved", "child", "mth", "3m", "12m", "nights", "hours", "held", "run"]);
        Line::styled(format!(" {}", fit(&head, self.all.saturating_sub(1))), theme.style(Meaning::Hint))
    }

    /// The row of a child and what stands below it.
    pub fn row(&self, child: &TrackedChild, selected: bool, theme: Theme) -> Vec<Line<'static>> {
        let figures = &child.figures;
        let age = child.age.map(|age| format!(", {age}")).unwrap_or_default();
        let (held, of) = figures.held;
        let counts: Vec<u32> = child.run.iter().skip(child.run.len().saturating_sub(self.run)).map(|month| month.episodes).collect();
        let line = self.line([
            &figures.rank_words(),
            &child.movement,
            &format!("{}{age}", child.name),
            &figures.this_month.to_string(),
            &figures.in_3_months.to_string(),
            &figures.in_12_months.to_string(),
            &figures.nights.to_string(),
            &figures.missing().num_hours().to_string(),
            &format!("{held} of {of}"),
            &strip(&counts),
        ]);
        let style = theme.style(if selected { Meaning::Selected } else { Meaning::Plain });
        let mark = if selected { "▸" } else { " " };
        let mut all = vec![Line::styled(format!("{mark}{}", fit(&line, self.all.saturating_sub(1))), style)];
        if let Some(asked) = &child.unblock {
            let carried = if asked.carried { format!(" (since {})", month_words(asked.month)) } else { String::new() };
            all.extend(self.below(Meaning::DueSoon, &format!("⚑ asked{carried}: {}", asked.words), theme));
        }
        for correction in child.corrections.iter().take(MOST) {
            all.extend(self.below(Meaning::Warning, &format!("≠ {correction}"), theme));
        }
        if child.corrections.len() > MOST {
            let more = child.corrections.len() - MOST;
            all.extend(self.below(Meaning::Warning, &format!("≠ and {more} more"), theme));
        }
        all
    }

    fn below(&self, meaning: Meaning, words: &str, theme: Theme) -> Vec<Line<'static>> {
        let words = words.replace('\n', " ");
        wrapped(&words, self.all.saturating_sub(7).max(10))
            .into_iter()
            .map(|line| Line::styled(format!("      {line}"), theme.style(meaning)))
            .collect()
    }
}
