//! Rows of the interview board: how wide their columns are, what stands in them, which lines are in view.

use crate::casebook::interview_view::{InterviewBoard, InterviewItem, InterviewSection};
use crate::child::CareStatus;
use crate::episode::Moment;
use crate::tui::app::Context;
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::interview_words::{clock, is_open, last_hour, next_step};
use crate::tui::widget::pane::window;
use crate::tui::widget::text::{counted, cut, fit, width, wrapped};
use ratatui::text::{Line, Span};

/// Room for the list and an interview side by side? What was written down of an interview is not shown in privacy mode.
pub fn wide(cx: &Context) -> bool {
    cx.size.width >= 120 && !cx.private
}

/// Columns of the list where the interview stands beside it.
pub fn list_cols(width: u16) -> u16 {
    (width * 60 / 100).max(80)
}

/// Whose interviews are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    Mine,
    Team,
    Unallocated,
    #[default]
    All,
}

pub const TABS: [Tab; 4] = [Tab::Mine, Tab::Team, Tab::Unallocated, Tab::All];

/// Does the row hold the (lower-case) words anywhere that is shown?
pub fn holds(item: &InterviewItem, words: &str, now: Moment) -> bool {
    let worker = item.worker.as_ref();
    let texts = [
        item.child.name.as_str(),
        item.child.care_status.map_or("", CareStatus::label),
        item.police_ref.as_deref().unwrap_or(""),
        item.section.label(),
        item.standing,
        worker.map_or("unallocated", |w| w.name.as_str()),
        worker.map_or("", |w| w.team.as_str()),
    ];
    let made = [item.episode.to_string(), item.child.id.map(|c| c.0.to_string()).unwrap_or_default(), next_step(item, now)];
    let all = texts.iter().copied().chain(made.iter().map(String::as_str)).chain(item.remarks.iter().map(String::as_str));
    all.into_iter().any(|text| text.to_lowercase().contains(words))
}

/// What stands above the rows, only when there is something: deadlines nobody is staffed for, findings not shared.
pub fn alerts(board: &InterviewBoard) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(first) = board.collisions.first() {
        let more = board.collisions.len() - 1;
        lines.push(if more > 0 { format!("(D) {} deadlines with nobody staffed: {first}", more + 1) } else { format!("(D) {first}") });
    }
    let sharing = &board.sharing;
    let counts = [
        (sharing.never_shared, "never shared"),
        (sharing.changed_since_shared, "changed since shared"),
        (sharing.not_acknowledged, "not acknowledged after 24 h"),
    ];
    let said: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}")).collect();
    if !said.is_empty() {
        lines.push(format!("(i) {}", said.join(" · ")));
    }
    lines
}

/// A row as the list draws it.
pub struct Row<'a> {
    pub item: &'a InterviewItem,
    pub selected: bool,
    pub marked: bool,
}

/// The second line of a row, where there is something to say; `of_group`: its place among the child's episodes that wait, where
/// there are several (2 of 3).
pub fn second(item: &InterviewItem, of_group: Option<(usize, usize)>) -> Option<String> {
    let group = match of_group {
        Some((n, all)) if is_open(item) => Some(format!("{n} of {all} for this child")),
        _ if !item.group.is_empty() => {
            Some(format!("{} of this child still to be held", counted(item.group.len(), "interview", "interviews")))
        }
        _ => None,
    };
    let again = item.missing_again.then(|| "missing again now".to_string());
    let words: Vec<String> = [again, group].into_iter().flatten().chain(item.remarks.iter().cloned()).collect();
    (!words.is_empty()).then(|| words.join("; "))
}

/// What a line of the list belongs to.
pub enum Entry {
    Head(InterviewSection),
    Row(usize),
    Second(usize),
}

/// The entries in view of `height` lines, the selected row `at` among them. `rows` gives each row's section and whether it has a
/// second line; only the entries in view are built.
pub fn in_view(rows: impl Iterator<Item = (InterviewSection, bool)>, at: usize, height: usize) -> Vec<Entry> {
    let (mut entries, mut section, mut from) = (Vec::new(), None, 0);
    for (i, (of, two)) in rows.enumerate() {
        if section != Some(of) {
            section = Some(of);
            entries.push(Entry::Head(of));
        }
        if i == at {
            from = entries.len();
        }
        entries.push(Entry::Row(i));
        if two {
            entries.push(Entry::Second(i));
        }
    }
    let first = window(from, from + 1, entries.len(), height);
    entries.into_iter().skip(first).take(height).collect()
}

/// Widths of the columns that vary; the others are fixed.
pub struct Columns {
    name: usize,
    worker: usize,
    next: usize,
    all: usize,
}

const CARE: usize = 4;
const CLOCK: usize = 14;
const LAST: usize = 9;

impl Columns {
    pub fn of(all: usize) -> Columns {
        let free = all.saturating_sub(1 + 1 + 3 + 1 + CARE + 1 + CLOCK + 1 + LAST + 1 + 1);
        let next = 15.min(free * 2 / 5);
        let worker = (free.saturating_sub(next) * 45 / 100).min(24);
        Columns { name: free.saturating_sub(next + worker), worker, next, all }
    }

    pub fn header(&self, theme: Theme) -> Line<'static> {
        let words = self.cells(["child", "age", "care", "72-hour clock", "last hour", "worker", "next"]);
        Line::styled(format!(" {}", words.concat()), theme.style(Meaning::Hint))
    }

    /// Before the clock, the clock, and after it.
    fn cells(&self, [name, age, care, clock, last, worker, next]: [&str; 7]) -> [String; 3] {
        [
            format!("{} {age:>3} {} ", fit(name, self.name), fit(care, CARE)),
            fit(clock, CLOCK),
            format!(" {} {} {}", fit(last, LAST), fit(worker, self.worker), fit(next, self.next)),
        ]
    }

    pub fn row(&self, row: &Row, now: Moment, theme: Theme) -> Line<'static> {
        let item = row.item;
        let (clock, meaning) = clock(item, now);
        let age = item.child.age.map_or_else(|| "?".into(), |age| age.to_string());
        let name = match &item.child {
            child if child.id.is_none() => format!("? {}", child.short),
            child if width(&child.name) <= self.name => child.name.clone(),
            child => child.short.clone(),
        };
        let worker = match &item.worker {
            Some(worker) => worker.name.as_str(),
            None if is_open(item) => "unallocated",
            None => "",
        };
        let care = item.child.care_status.map_or("?", CareStatus::short);
        let cells = self.cells([&name, &age, care, &clock, &last_hour(item, now), worker, &next_step(item, now)]);
        let base = theme.style(if row.selected { Meaning::Selected } else { Meaning::Plain });
        // In reverse video a second style on top would only blur the row; the words say the same.
        let over = if row.selected && !matches!(theme, Theme::Dark | Theme::Light) { base } else { base.patch(theme.style(meaning)) };
        let [before, clock, after] = cells;
        let mark = match (row.selected, row.marked) {
            (true, true) => "◆",
            (true, false) => "▸",
            (false, true) => "◇",
            (false, false) => " ",
        };
        Line::from(vec![Span::styled(format!("{mark}{before}"), base), Span::styled(clock, over), Span::styled(after, base)])
    }

    pub fn second(&self, words: &str, theme: Theme) -> Line<'static> {
        Line::styled(format!("   {}", cut(&format!("⚠ {words}"), self.all.saturating_sub(3))), theme.style(Meaning::Warning))
    }
}

/// What an empty list teaches.
pub fn empty(tab: Tab, filtered: bool, theme: Theme) -> Vec<Line<'static>> {
    let words: &[&str] = match tab {
        _ if filtered => &["No row holds this text.", "Esc shows all rows again."],
        Tab::Mine => &["Nothing is allocated to you under the name you work by here.", "Tab goes to the next tab."],
        Tab::Team => &["Nothing is allocated to this team.", "T chooses another team."],
        Tab::Unallocated => &["Every interview has somebody who holds it."],
        Tab::All => &[
            "No return interview needs anything.",
            "",
            "What you will see here: each child who came back, with the time left for the interview,",
            "the last staffed hour before the deadline, who holds it and what is next.",
        ],
    };
    let lines = words.iter().flat_map(|words| wrapped(words, 70));
    std::iter::once(Line::raw("")).chain(lines.map(|l| Line::styled(format!("  {l}"), theme.style(Meaning::Plain)))).collect()
}
