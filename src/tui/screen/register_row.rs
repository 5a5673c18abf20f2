//! Rows of the actions register, and one action in lines.

use crate::calendar::short_moment;
use crate::casebook::meeting_view::ActionLine;
use crate::meeting::action::in_full;
use crate::meeting::decision::{Action, Due};
use crate::text::fold;
use crate::tui::app::Context;
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::pane::window;
use crate::tui::widget::text::{cut, fit, wrapped};
use crate::tui::widget::writer::Writer;
use ratatui::text::{Line, Span};

/// Which actions are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    Mine,
    Agency,
    Overdue,
    #[default]
    All,
}

impl Tab {
    pub const ALL: [Tab; 4] = [Tab::Mine, Tab::Agency, Tab::Overdue, Tab::All];
}

pub const OVERDUE: &str = "Overdue";

/// The heading a row stands under.
pub fn section(line: &ActionLine) -> &'static str {
    match line {
        line if line.record.ended.is_some() => "Ended in the last 28 days",
        line if line.overdue => OVERDUE,
        line if line.due_now => "Due today",
        line if line.record.action.due.is_none() => "No due date",
        _ => "To come",
    }
}

/// Is it the same person? Actions name people as they were typed: "J Smith" for Jo Smith.
pub fn same_person(me: &str, person: &str) -> bool {
    let (mine, theirs): (Vec<&str>, Vec<&str>) = (me.split(' ').collect(), person.split(' ').collect());
    let last = mine.last() == theirs.last();
    let initial = |words: &[&str]| words.first().and_then(|word| word.chars().next());
    me == person || last && mine.len() > 1 && theirs.len() > 1 && theirs[0].chars().count() == 1 && initial(&mine) == initial(&theirs)
}

/// Does the row hold the (lower-case) words anywhere that is shown?
pub fn holds(line: &ActionLine, words: &str) -> bool {
    let action = &line.record.action;
    let texts = [action.id.to_string(), line.about.clone(), line.reference.clone(), line.due.clone(), action.agency.clone()];
    let more = [action.person.clone().unwrap_or_default(), action.what.clone(), state(line)];
    texts.iter().chain(&more).any(|text| text.to_lowercase().contains(words) || fold(text).contains(words))
}

/// "done", "due Fri (in 4 days)", "overdue by 11 days".
fn state(line: &ActionLine) -> String {
    line.record.ended.as_ref().map_or_else(|| line.due.clone(), |ended| ended.end.how.label().to_string())
}

/// Who has to do it: the agency by its short name, and the person.
fn who(action: &Action, cx: &Context) -> String {
    let short = cx.desk.settings().agency(&action.agency).map_or(action.agency.as_str(), |agency| agency.short.as_str());
    action.person.as_ref().map_or_else(|| short.to_string(), |person| format!("{short} {person}"))
}

/// What a line of the list belongs to.
#[derive(Clone, Copy)]
pub enum Entry<'a> {
    Head(&'a str),
    Row(usize),
    /// The selected action in full, under its row.
    Whole(usize),
}

/// The entries in view of `height` lines, the selected row `at` among them.
pub fn in_view<'a>(sections: &[&'a str], at: usize, height: usize) -> Vec<Entry<'a>> {
    let (mut entries, mut before, mut from) = (Vec::new(), None, 0);
    for (i, section) in sections.iter().enumerate() {
        if before != Some(section) {
            before = Some(section);
            entries.push(Entry::Head(section));
        }
        if i == at {
            from = entries.len();
        }
        entries.push(Entry::Row(i));
        if i == at {
            entries.push(Entry::Whole(i));
        }
    }
    let first = window(from, (from + 2).min(entries.len()), entries.len(), height);
    entries.into_iter().skip(first).take(height).collect()
}

/// Widths of the columns.
pub struct Columns {
    due: usize,
    who: usize,
    what: usize,
    child: usize,
    all: usize,
}

const ID: usize = 5;

impl Columns {
    pub fn of(all: usize) -> Columns {
        let free = all.saturating_sub(1 + ID + 1 + 1 + 1 + 1);
        let (due, who, child) = (free * 30 / 100, free * 19 / 100, free * 20 / 100);
        Columns { due, who, child, what: free.saturating_sub(due + who + child), all }
    }

    pub fn header(&self, theme: Theme) -> Line<'static> {
        let [before, due, after] = self.cells(["", "due", "who", "what", "child"]);
        Line::styled(format!(" {before}{due}{after}"), theme.style(Meaning::Hint))
    }

    fn cells(&self, [id, due, who, what, child]: [&str; 5]) -> [String; 3] {
        let after = format!(" {} {} {}", fit(who, self.who), fit(what, self.what), fit(child, self.child));
        [format!("{} ", fit(id, ID)), fit(due, self.due), after]
    }

    pub fn row(&self, line: &ActionLine, (selected, marked): (bool, bool), cx: &Context) -> Line<'static> {
        let (action, theme) = (&line.record.action, cx.theme);
        let id = action.id.to_string();
        let [before, due, after] = self.cells([&id, &state(line), &who(action, cx), &action.what, &line.about]);
        let base = theme.style(if selected { Meaning::Selected } else { Meaning::Plain });
        let meaning = match line {
            line if line.record.ended.is_some() => Meaning::Hint,
            line if line.overdue => Meaning::Overdue,
            line if line.due_now => Meaning::DueSoon,
            _ => Meaning::Plain,
        };
        // In reverse video a second style on top would only blur the row; the words say the same.
        let over = if selected && !matches!(theme, Theme::Dark | Theme::Light) { base } else { base.patch(theme.style(meaning)) };
        let mark = match (selected, marked) {
            (true, true) => "◆",
            (true, false) => "▸",
            (false, true) => "◇",
            (false, false) => " ",
        };
        Line::from(vec![Span::styled(format!("{mark}{before}"), base), Span::styled(due, over), Span::styled(after, base)])
    }

    /// What the columns cut off: due, how often re-dated, what is to be done.
    pub fn whole(&self, line: &ActionLine, theme: Theme) -> Line<'static> {
        let redated = match line.record.redated.len() {
            0 => String::new(),
            1 => "re-dated once · ".into(),
            n => format!("⚠ re-dated {n} times · "),
        };
        let words = match &line.record.ended {
            Some(ended) => format!("{}: {}", ended.end.how, ended.end.outcome),
            None => format!("{redated}{} · {}", line.due, line.record.action.what),
        };
        Line::styled(format!("   {}", cut(&words, self.all.saturating_sub(3))), theme.style(Meaning::Hint))
    }
}

fn due_in_full(due: Option<Due>) -> String {
    due.map_or_else(|| "no date agreed".into(), in_full)
}

/// One action with all that became of it.
pub fn action_lines(line: &ActionLine, cols: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut out = Writer::new(cols, theme, usize::MAX);
    let (record, action) = (&line.record, &line.record.action);
    out.say(Meaning::Title, &action.what);
    let person = action.person.iter().map(|person| format!(" ({person})")).collect::<String>();
    out.hang("Who: ", Meaning::Plain, &format!("{}{person}", action.agency));
    let reference = if line.reference.is_empty() { String::new() } else { format!(" · {}", line.reference) };
    let about = if line.about.is_empty() { "any other business" } else { line.about.as_str() };
    out.hang("For: ", Meaning::Plain, &format!("{about}{reference}"));
    if record.ended.is_none() {
        let meaning = if line.overdue { Meaning::Overdue } else { Meaning::Plain };
        out.hang("Due: ", meaning, &line.due);
    }
    let under = [record.decision.map(|id| format!("decision {id}")), record.meeting.map(|id| format!("meeting {id}"))];
    let under = under.into_iter().flatten().map(|words| format!(", {words}")).collect::<String>();
    out.hang("Agreed: ", Meaning::Plain, &format!("{} by {}{under}", short_moment(record.agreed_at), record.agreed_by));
    if !record.redated.is_empty() {
        out.part(&format!(
            "Re-dated {}",
            if record.redated.len() == 1 { "once".into() } else { format!("{} times", record.redated.len()) }
        ));
        for each in &record.redated {
            let words = format!("{} → {}: {} ({})", due_in_full(each.from), due_in_full(each.to), each.reason, each.by);
            out.hang(&format!("{} ", short_moment(each.at)), Meaning::Plain, &words);
        }
    }
    if let Some(ended) = &record.ended {
        out.part(&format!("Ended: {}", ended.end.how));
        out.hang(&format!("{} ", short_moment(ended.at)), Meaning::Plain, &format!("by {}", ended.by));
        out.hang("Outcome: ", Meaning::Plain, &ended.end.outcome);
        if !ended.end.difference.is_empty() {
            out.hang("For the child: ", Meaning::Plain, &ended.end.difference);
        }
    }
    out.lines
}

/// What an empty list teaches.
pub fn empty(tab: Tab, filtered: bool) -> Vec<Line<'static>> {
    let words: &[&str] = match tab {
        _ if filtered => &["No row holds this text.", "Esc shows all rows again."],
        Tab::Mine => &["No open action names you as the person under the name you work by here.", "Tab goes to the next tab."],
        Tab::Agency => &["No open action is of this agency.", "T chooses another agency."],
        Tab::Overdue => &["Nothing is overdue."],
        Tab::All => &[
            "No action was agreed yet.",
            "",
            "What you will see here: each action of the meeting, what runs out first on top, with who has to do it and for whom.",
        ],
    };
    let lines = words.iter().flat_map(|words| wrapped(words, 70));
    std::iter::once(Line::raw("")).chain(lines.map(|l| Line::raw(format!("  {l}")))).collect()
}

#[cfg(test)]
mod tests {
    use super::same_person;

    #[test]
    fn an_initial_stands_for_the_person_it_begins() {
        assert!(same_person("jo smith", "jo smith") && same_person("jo smith", "j smith"));
        assert!(!same_person("jo smith", "a smith") && !same_person("jo smith", "jo smythe") && !same_person("jo smith", "smith"));
    }
}
