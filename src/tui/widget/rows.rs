//! A list in which one row is selected, rows are marked one by one or from here to there, and words narrow it: what the registers
//! of actions and interviews have in common. Each row is known by its key, and by the journal position it was seen at.

use super::pane::moved;
use super::text_box::TextBox;
use crate::tui::command::Verb;
use crossterm::event::{KeyCode, KeyEvent};
use std::collections::{BTreeMap, BTreeSet};

/// The rows that are shown, and what of them is selected and marked.
pub struct Rows<K> {
    shown: Vec<(K, i64)>,
    selected: Option<K>,
    /// Where the selected row stood: when it leaves the list, its neighbour there is selected.
    stood: usize,
    /// Marked rows as they were seen: one that changed is not marked any more.
    marked: BTreeMap<K, i64>,
    /// Where marking a range began.
    range: Option<K>,
    filter: Option<TextBox>,
    filtering: bool,
}

impl<K> Default for Rows<K> {
    fn default() -> Rows<K> {
        let (shown, marked) = (Vec::new(), BTreeMap::new());
        Rows { shown, selected: None, stood: 0, marked, range: None, filter: None, filtering: false }
    }
}

impl<K: Copy + Ord> Rows<K> {
    /// From now on these rows are shown.
    pub fn show(&mut self, shown: impl IntoIterator<Item = (K, i64)>) {
        self.shown = shown.into_iter().collect();
    }

    /// How many rows are shown.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// The place of the selected row; 0 where there is none.
    pub fn at(&self) -> usize {
        let here = self.selected.and_then(|key| self.place(key));
        here.unwrap_or(self.stood.min(self.shown.len().saturating_sub(1)))
    }

    fn place(&self, key: K) -> Option<usize> {
        self.shown.iter().position(|(shown, _)| *shown == key)
    }

    pub fn select(&mut self, at: usize) {
        if let Some((key, _)) = self.shown.get(at) {
            (self.selected, self.stood) = (Some(*key), at);
        }
    }

    /// Another list is shown, or one narrowed by typing: it is read from the top.
    pub fn begin_again(&mut self) {
        (self.range, self.stood) = (None, 0);
    }

    /// After the keys that were waiting: whatever now stands where the selected row stood is selected.
    pub fn settle(&mut self) {
        self.stood = self.at();
        self.selected = self.shown.get(self.stood).map(|(key, _)| *key);
    }

    /// Keeps the marks of rows that are as they were seen.
    pub fn keep_marks(&mut self, as_seen: impl Fn(K, i64) -> bool) {
        self.marked.retain(|key, seen| as_seen(*key, *seen));
    }

    /// Is anything marked, or a range begun?
    pub fn marking(&self) -> bool {
        !self.marked.is_empty() || self.range.is_some()
    }

    /// All that are marked, those of a range that is still open among them.
    pub fn marks(&self) -> BTreeSet<K> {
        self.marked.keys().copied().chain(self.in_range().iter().map(|(key, _)| *key)).collect()
    }

    /// The rows from where the range began to the selected one.
    fn in_range(&self) -> &[(K, i64)] {
        let Some(from) = self.range.and_then(|key| self.place(key)) else { return &[] };
        let at = self.at();
        &self.shown[from.min(at)..=from.max(at)]
    }

    fn mark(&mut self) {
        let at = self.at();
        let Some((key, seen)) = self.shown.get(at).copied() else { return };
        if self.marked.remove(&key).is_none() {
            self.marked.insert(key, seen);
        }
        self.select(at + 1);
    }

    /// Begins a range, or ends it and keeps its marks.
    fn mark_range(&mut self) {
        let found = self.in_range().to_vec();
        self.range = if self.range.is_some() { None } else { self.shown.get(self.at()).map(|(key, _)| *key) };
        self.marked.extend(found);
    }

    /// Moves, marks, begins to filter; `false`: the command is none of these. `page`: rows of a page.
    pub fn act(&mut self, verb: Verb, page: usize) -> bool {
        let at = self.at();
        match verb {
            Verb::Mark => self.mark(),
            Verb::Range => self.mark_range(),
            Verb::Next => self.select(at + 1),
            Verb::Previous => self.select(at.saturating_sub(1)),
            Verb::Filter => {
                self.filter.get_or_insert_with(TextBox::default);
                self.filtering = true;
            }
            _ => match moved(verb, at, self.shown.len(), page) {
                Some(to) => self.select(to),
                None => return false,
            },
        }
        true
    }

    /// Takes the range and the marks away; `false`: there were none.
    pub fn unmark(&mut self) -> bool {
        let marking = self.marking();
        (self.range, self.marked) = (None, BTreeMap::new());
        marking
    }

    /// Shows all again; `false`: nothing was left out.
    pub fn unfilter(&mut self) -> bool {
        self.filter.take().is_some()
    }

    /// Is the filter being typed?
    pub fn filtering(&self) -> bool {
        self.filtering
    }

    /// Does a filter stand, typed or being typed?
    pub fn filtered(&self) -> bool {
        self.filter.is_some()
    }

    /// What is filtered by, in small letters; empty: nothing.
    pub fn words(&self) -> String {
        self.filter.as_ref().map(|filter| filter.text().trim().to_lowercase()).unwrap_or_default()
    }

    /// A key while the filter is typed; `false` where it means nothing there. What is shown changes with it.
    pub fn typed(&mut self, key: &KeyEvent) -> bool {
        let Some(filter) = &mut self.filter else { return false };
        match key.code {
            KeyCode::Enter | KeyCode::Esc => {
                self.filtering = false;
                if filter.is_empty() || key.code == KeyCode::Esc {
                    self.filter = None;
                }
            }
            // What is narrowed by typing is read from the top.
            _ if filter.key(key) => self.stood = 0,
            _ => return false,
        }
        true
    }

    /// "Actions: mine 2 · [all 12] · 2 marked"; while it is filtered, by what, and how many rows are left. `tabs`: their words, and
    /// the place of the one that is shown.
    pub fn title(&self, what: &str, (tabs, tab): (&[String], usize), marks: usize) -> String {
        let marked = if marks > 0 { format!(" · {marks} marked") } else { String::new() };
        let shown = self.shown.len();
        match &self.filter {
            Some(filter) if self.filtering => format!("Filter: {}▏ · {shown} shown (Enter keeps, Esc shows all)", filter.text()),
            Some(filter) => {
                let tab = tabs.get(tab).map_or("", String::as_str);
                format!("{what} {tab}, filtered: “{}” · {shown} shown{marked} · Esc shows all", filter.text())
            }
            None => format!("{what}: {}{marked}", tabs.join(" · ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Rows<char> {
        let mut rows = Rows::default();
        rows.show("abcd".chars().zip(1..));
        rows
    }

    #[test]
    fn when_the_selected_row_leaves_the_list_its_neighbour_there_is_selected() {
        let mut rows = rows();
        rows.select(2);
        rows.show([('a', 1), ('b', 2), ('d', 4)]);
        rows.settle();
        assert_eq!(rows.at(), 2, "d, where c stood");
        rows.show([('d', 4)]);
        assert_eq!(rows.at(), 0, "and it stays selected where it goes");
    }

    #[test]
    fn a_range_marks_from_where_it_began_to_the_selected_row_both_ways() {
        let mut rows = rows();
        rows.select(2);
        rows.act(Verb::Range, 10);
        rows.act(Verb::Up, 10);
        assert_eq!(rows.marks().into_iter().collect::<String>(), "bc");
        rows.act(Verb::Range, 10);
        rows.act(Verb::Top, 10);
        assert_eq!(rows.marks().into_iter().collect::<String>(), "bc", "the range is ended: moving on marks no more");
        assert!(rows.unmark() && rows.marks().is_empty() && !rows.unmark());
    }

    #[test]
    fn a_row_that_changed_since_it_was_marked_is_not_marked_any_more() {
        let mut rows = rows();
        rows.act(Verb::Mark, 10);
        rows.act(Verb::Mark, 10);
        let now = [('a', 1), ('b', 9)];
        rows.keep_marks(|key, seen| now.contains(&(key, seen)));
        assert_eq!(rows.marks().into_iter().collect::<String>(), "a");
    }
}
