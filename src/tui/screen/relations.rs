//! Who this child is: its record, the records merged into it, who belongs with it, what it was called and where it lived.
//!
//! ```text
//! ┌ Who this child is: Nadia Begum, C11 ─────────────────────────┐
//! │ born 4 Mar 2010 · own id 4001211                              │
//! │ Records read as this child: 1                                 │
//! │▸C66 Nadya Begam, born 4 Mar 2010 · merged 2 Nov by A. Chair … │
//! │ Belongs with                                                  │
//! │  sibling of C55 Maryam Quayle · recorded 2 Oct by A. Chair    │
//! ```

use super::merging::{merge_with_form, named};
use super::relations_forms::{relate_form, unrelate_form};
use super::review_forms::{doubt_form, take_back_form};
use super::splitting::split_form;
use super::{Next, Screen};
use crate::calendar::plain_day;
use crate::casebook::view::Case;
use crate::casebook::who_view::{ChildHistory, MergedRecord, Relation};
use crate::child::{Child, ChildId};
use crate::episode::{EpisodeId, Moment};
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::screen::case::CaseScreen;
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::pane::{lines, pane, scrolled, window};
use crate::tui::widget::side_by_side::{day, home_words};
use crate::tui::widget::writer::Writer;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// What can be selected.
#[derive(Clone, Copy)]
enum Entry<'a> {
    Record(&'a MergedRecord),
    Relation(&'a Relation),
}

/// The child of a case.
pub struct RelationsScreen {
    episode: EpisodeId,
    case: Case,
    child: Child,
    records: Vec<MergedRecord>,
    relations: Vec<Relation>,
    history: ChildHistory,
    at: usize,
    scroll: usize,
}

/// The lines of the screen, and those of each entry.
struct Laid {
    lines: Vec<Line<'static>>,
    entries: Vec<(usize, usize)>,
}

impl RelationsScreen {
    /// Opens the child of a case; says why where it cannot.
    pub fn open(case: &Case, cx: &mut Context) -> Option<RelationsScreen> {
        let child = case.child.clone()?;
        let (records, relations) = (cx.desk.merged_records(child.id), cx.desk.relations(child.id));
        let history = cx.desk.child_history(child.id);
        Some(RelationsScreen {
            episode: case.episode.id,
            case: case.clone(),
            records: cx.told(records)?,
            relations: cx.told(relations)?,
            history: cx.told(history)?,
            child,
            at: 0,
            scroll: 0,
        })
    }

    fn entry(&self, at: usize) -> Option<Entry<'_>> {
        let records = self.records.len();
        self.records.get(at).map(Entry::Record).or_else(|| self.relations.get(at.checked_sub(records)?).map(Entry::Relation))
    }

    fn entries(&self) -> usize {
        self.records.len() + self.relations.len()
    }

    fn selected(&self) -> Option<Entry<'_>> {
        self.entry(self.at)
    }

    fn laid(&self, cols: usize, theme: Theme) -> Laid {
        let mut out = Writer::new(cols, theme, usize::MAX);
        let mut entries = Vec::new();
        record(&mut out, &self.child);
        out.part(&format!("Records read as this child: {}", self.records.len()));
        if self.records.is_empty() {
            out.say(Meaning::Hint, "None but its own. M merges another record of the same child.");
        }
        for i in 0..self.entries() {
            if i == self.records.len() {
                self.belongs(&mut out);
            }
            let Some(entry) = self.entry(i) else { break };
            let from = out.lines.len();
            let (mark, meaning) = if i == self.at { ("▸", Meaning::Selected) } else { (" ", Meaning::Plain) };
            out.hang(mark, meaning, &entry_words(entry));
            entries.push((from, out.lines.len()));
        }
        if self.relations.is_empty() {
            self.belongs(&mut out);
            out.say(Meaning::Hint, "Nobody is recorded. + records a twin, a sibling, a child of the same placement.");
        }
        self.known_as(&mut out);
        Laid { lines: out.lines, entries }
    }

    fn belongs(&self, out: &mut Writer) {
        out.part(&format!("Belongs with: {}", self.relations.len()));
    }

    /// Names and homes with their days, and the record they stand on where it is another.
    fn known_as(&self, out: &mut Writer) {
        let days = |since: Moment, until: Option<Moment>, of: ChildId| {
            let until = until.map_or_else(|| "still".into(), |until| format!("until {}", day(until)));
            let on = if of == self.child.id { String::new() } else { format!(" · on record {of}") };
            format!("known since {}, {until}{on}", day(since))
        };
        out.part("Names");
        for name in &self.history.names {
            out.hang("  ", Meaning::Plain, &format!("{} · {}", name.name, days(name.since, name.until, name.record)));
        }
        out.part("Homes");
        for home in &self.history.homes {
            out.hang("  ", Meaning::Plain, &format!("{} · {}", home_words(home), days(home.since, home.until, home.record)));
        }
        if self.history.homes.is_empty() {
            out.say(Meaning::Hint, "No address is known.");
        }
    }

    /// Moves the selection, and what is in view with it; where nothing can be selected, only what is in view.
    fn move_by(&mut self, verb: Verb, cx: &Context) -> bool {
        let laid = self.laid(usize::from(cx.size.width).saturating_sub(2), cx.theme);
        let height = cx.body_height().saturating_sub(2);
        let to = match verb {
            Verb::Up => self.at.checked_sub(1),
            Verb::Down => Some(self.at + 1),
            _ => None,
        };
        if let Some((to, (from, end))) = to.and_then(|to| Some((to, *laid.entries.get(to)?))) {
            self.at = to;
            let in_view = self.scroll <= from && end <= self.scroll + height;
            if !in_view {
                self.scroll = window(from, end, laid.lines.len(), height);
            }
            return true;
        }
        let scroll = scrolled(verb, self.scroll, laid.lines.len(), height);
        self.scroll = scroll.unwrap_or(self.scroll);
        scroll.is_some()
    }

    /// The case of the child an entry names.
    fn open_case(&self, cx: &mut Context) -> Next {
        let Some(Entry::Relation(relation)) = self.selected() else {
            cx.say("This record is read as the child itself; s splits it off again.");
            return Next::Stay;
        };
        let latest = cx.desk.latest_episode(relation.child);
        match cx.told(latest) {
            Some(Some(episode)) => CaseScreen::open(episode, Vec::new(), cx).map_or(Next::Stay, |case| Next::Push(Box::new(case))),
            Some(None) => {
                cx.say(format!("{} has never been reported missing: there is no case to open.", relation.name));
                Next::Stay
            }
            None => Next::Stay,
        }
    }
}

fn born(child: &Child) -> String {
    child.details.dob.map_or_else(|| "date of birth not known".into(), |dob| format!("born {}", plain_day(dob)))
}

/// The record as it is read, with those merged into it.
fn record(out: &mut Writer, child: &Child) {
    let details = &child.details;
    let own = details.own_id.as_ref().map(|id| format!("own id {id}"));
    let address = [details.address.clone(), details.postcode.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let parts = [Some(named(child)), Some(born(child)), details.sex.map(|sex| sex.label().to_string()), own];
    out.say(Meaning::Title, &parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    if !address.is_empty() {
        out.hang("Address: ", Meaning::Plain, &address);
    }
    if !details.other_names.is_empty() {
        out.hang("Other names: ", Meaning::Plain, &details.other_names.join(", "));
    }
}

fn entry_words(entry: Entry) -> String {
    match entry {
        Entry::Record(MergedRecord { record, at, by, reason }) => {
            let own = record.details.own_id.as_ref().map(|id| format!(", own id {id}")).unwrap_or_default();
            format!("{}, {}{own} · merged {} by {by}: {reason}", named(record), born(record), day(*at))
        }
        Entry::Relation(relation) => {
            let note = if relation.note.is_empty() { String::new() } else { format!(" ({})", relation.note) };
            format!("{}{note} · recorded {} by {}", relation.words(), day(relation.at), relation.by)
        }
    }
}

impl Screen for RelationsScreen {
    fn place(&self) -> Place {
        Place::Known
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let title = format!("Who this child is: {}", named(&self.child));
        let inner = pane(frame, area, &title, true, cx.theme);
        lines(frame, inner, self.laid(inner.width.into(), cx.theme).lines, self.scroll, cx.theme);
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        let same = self.case.child.as_ref().is_some_and(|child| child.id == self.child.id);
        match verb {
            Verb::Open => self.selected().is_some(),
            Verb::Unrelate => matches!(self.selected(), Some(Entry::Relation(_))),
            Verb::Split => matches!(self.selected(), Some(Entry::Record(_))),
            Verb::Doubt | Verb::TakeBack => same,
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        if self.move_by(verb, cx) {
            return Next::Stay;
        }
        match (verb, self.selected()) {
            (Verb::Open, _) => self.open_case(cx),
            (Verb::Relate, _) => relate_form(&self.child),
            (Verb::Unrelate, Some(Entry::Relation(relation))) => unrelate_form(&self.child, relation),
            (Verb::Split, Some(Entry::Record(record))) => split_form(record.record.id, cx),
            (Verb::Merge, _) => merge_with_form(&self.child),
            (Verb::Doubt, _) => doubt_form(&self.case),
            (Verb::TakeBack, _) => take_back_form(&self.case, cx),
            (Verb::Back, _) => Next::Pop,
            _ => Next::Stay,
        }
    }

    fn refresh(&mut self, cx: &mut Context) {
        let case = cx.desk.case(self.episode, cx.now);
        let Some(case) = cx.told(case) else { return };
        match RelationsScreen::open(&case, cx) {
            Some(read) => *self = RelationsScreen { at: self.at.min(read.entries().saturating_sub(1)), scroll: self.scroll, ..read },
            // Nobody says any more whose the episode is: the child's own record is still what it was.
            None => self.case = case,
        }
    }
}
