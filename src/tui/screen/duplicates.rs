//! Likely duplicates: two records of the register side by side that may be of one child. The register is looked through a stretch
//! at a time, so that a large one never stops the keys.
//!
//! ```text
//! ┌ Likely duplicates 1 of 3 · looked at 1200 of 50000 ──────┐
//! │              C13                     C14                 │
//! │ Forename      Kayden                 ≈ Kaydon            │
//! │ For, bits                            +9.0 same date …    │
//! ```

use super::merging::{merge_form, two_children_form};
use super::relations_forms::relate_two_form;
use super::{Next, Screen};
use crate::casebook::who_view::{ChildHistory, DuplicatePair, DuplicatesPage, Relation};
use crate::child::{Child, ChildId};
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::theme::{Meaning, Theme};
use crate::tui::widget::pane::{lines, pane, scrolled};
use crate::tui::widget::side_by_side::{Column, SideBySide};
use crate::tui::widget::text::{counted, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Children looked at between two looks at the keys.
const STRETCH: usize = 100;

/// How far the register was looked through.
#[derive(Clone, Copy)]
enum Looked {
    /// Nothing yet.
    None,
    /// Up to a child; so many of so many.
    To(ChildId, u32, u32),
    /// All of it; so many.
    All(u32),
    /// It could not be read on.
    Stopped,
}

/// What a record's column says beside the parts.
type Known = (ChildHistory, Vec<Relation>);

struct Pair {
    found: DuplicatePair,
    /// Earlier names, homes and relations of both, once they are read.
    known: Option<[Known; 2]>,
    /// Position of the journal at which it was found: what was written since may have settled it.
    as_of: i64,
}

/// The pairs found so far, one at a time.
pub struct DuplicatesScreen {
    pairs: Vec<Pair>,
    at: usize,
    scroll: usize,
    looked: Looked,
    /// Position of the journal as last asked for.
    position: i64,
}

impl Default for DuplicatesScreen {
    fn default() -> DuplicatesScreen {
        DuplicatesScreen { pairs: Vec::new(), at: 0, scroll: 0, looked: Looked::None, position: 0 }
    }
}

impl DuplicatesScreen {
    fn now(&self) -> Option<&Pair> {
        self.pairs.get(self.at)
    }

    fn go_on(&mut self, by: isize, cx: &mut Context) {
        let to = self.at.checked_add_signed(by).filter(|to| *to < self.pairs.len());
        match (to, self.looked) {
            (Some(to), _) => (self.at, self.scroll) = (to, 0),
            (None, Looked::To(..)) if by > 0 => cx.say("No further pair was found yet: the register is still being looked through."),
            (None, _) => cx.say(if by > 0 { "That was the last pair." } else { "That was the first pair." }),
        }
    }

    /// Looks through the next stretch of the register.
    fn look_on(&mut self, cx: &mut Context) {
        let after = if let Looked::To(child, ..) = self.looked { Some(child) } else { None };
        let page = cx.desk.duplicates(after, STRETCH);
        let Some(DuplicatesPage { pairs, next, done, of }) = cx.told(page) else {
            self.looked = Looked::Stopped;
            return;
        };
        let as_of = self.position;
        self.pairs.extend(pairs.into_iter().map(|found| Pair { found, known: None, as_of }));
        self.looked = next.map_or(Looked::All(of), |next| Looked::To(next, done, of));
    }

    /// Asks for the pair in sight again, which is found with its later record: it goes where it was merged or is remembered as two children.
    fn ask_again(&mut self, cx: &mut Context) {
        let (at, position) = (self.at, self.position);
        let Some((one, other)) = self.now().map(|pair| (pair.found.one.id, pair.found.other.id)) else { return };
        let page = cx.desk.duplicates(Some(ChildId(one.max(other).0 - 1)), 1);
        let both = |pair: &DuplicatePair| [pair.one.id, pair.other.id].contains(&one) && [pair.one.id, pair.other.id].contains(&other);
        match cx.told(page).and_then(|page| page.pairs.into_iter().find(both)) {
            Some(found) => self.pairs[at] = Pair { found, known: None, as_of: position },
            None => {
                self.pairs.remove(at);
                self.at = at.min(self.pairs.len().saturating_sub(1));
                self.scroll = 0;
            }
        }
    }

    fn read_known(&mut self, cx: &mut Context) {
        let Some(pair) = self.pairs.get_mut(self.at) else { return };
        let mut of = |child: &Child| {
            let (history, relations) = (cx.desk.child_history(child.id), cx.desk.relations(child.id));
            (cx.told(history).unwrap_or_default(), cx.told(relations).unwrap_or_default())
        };
        pair.known = Some([of(&pair.found.one), of(&pair.found.other)]);
    }

    fn title(&self) -> String {
        let pair = if self.pairs.is_empty() { String::new() } else { format!(" {} of {}", self.at + 1, self.pairs.len()) };
        let looked = match self.looked {
            Looked::None => "beginning to look".into(),
            Looked::To(_, done, of) => format!("looked at {done} of {of} children"),
            Looked::All(of) => format!("all {of} children looked at"),
            Looked::Stopped => "the register could not be looked through to its end".into(),
        };
        format!("Likely duplicates{pair} · {looked}")
    }

    fn laid(&self, cols: usize, theme: Theme) -> Vec<Line<'static>> {
        match self.now() {
            Some(pair) => SideBySide { columns: columns(pair), chosen: None }.lines(cols, theme),
            None => {
                let words = match self.looked {
                    Looked::None | Looked::To(..) => "None found so far. The register is being looked through; every key works meanwhile.",
                    Looked::All(_) => "No two records of the register look like one child. Esc goes back.",
                    Looked::Stopped => "Esc goes back.",
                };
                wrapped(words, cols).into_iter().map(|line| Line::styled(line, theme.style(Meaning::Hint))).collect()
            }
        }
    }
}

/// The two records: the first as it is, the other as it compares.
fn columns(pair: &Pair) -> Vec<Column> {
    let found = &pair.found;
    let episodes = |n: u32| vec![(Meaning::Plain, counted(n as usize, "episode", "episodes"))];
    let one = Column::new(found.one.id.to_string()).ours(&found.parts).with("Episodes", episodes(found.episodes.0));
    let other = Column::new(found.other.id.to_string()).theirs(&found.parts).evidence(&found.candidate);
    let other = other.with("Episodes", episodes(found.episodes.1));
    match &pair.known {
        Some([of_one, of_other]) => vec![one.known(&of_one.0, &of_one.1, &[]), other.known(&of_other.0, &of_other.1, &[])],
        None => vec![one, other],
    }
}

impl Screen for DuplicatesScreen {
    fn place(&self) -> Place {
        Place::Duplicates
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        let inner = pane(frame, area, &self.title(), true, cx.theme);
        lines(frame, inner, self.laid(inner.width.into(), cx.theme), self.scroll, cx.theme);
    }

    fn can(&self, verb: Verb, _cx: &Context) -> bool {
        match verb {
            Verb::Merge | Verb::TwoChildren | Verb::Relate | Verb::Next | Verb::Previous => self.now().is_some(),
            _ => true,
        }
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        let total = self.laid(usize::from(cx.size.width).saturating_sub(2), cx.theme).len();
        if let Some(to) = scrolled(verb, self.scroll, total, cx.body_height().saturating_sub(2)) {
            self.scroll = to;
            return Next::Stay;
        }
        match (verb, self.now()) {
            (Verb::Merge, Some(pair)) => return merge_form(&pair.found.one, &pair.found.other),
            (Verb::TwoChildren, Some(pair)) => return two_children_form(&pair.found.one, &pair.found.other),
            (Verb::Relate, Some(pair)) => return relate_two_form(&pair.found.one, &pair.found.other),
            (Verb::Next, _) => self.go_on(1, cx),
            (Verb::Previous, _) => self.go_on(-1, cx),
            (Verb::Back, _) => return Next::Pop,
            _ => {}
        }
        Next::Stay
    }

    fn refresh(&mut self, cx: &mut Context) {
        let position = cx.desk.position();
        self.position = cx.told(position).unwrap_or(self.position);
    }

    fn forget(&mut self) {
        *self = DuplicatesScreen::default();
    }

    fn due(&self, _cx: &Context) -> bool {
        let to_read = |pair: &Pair| pair.as_of != self.position || pair.known.is_none();
        self.now().is_some_and(to_read) || matches!(self.looked, Looked::None | Looked::To(..))
    }

    fn read(&mut self, cx: &mut Context) {
        match self.now() {
            Some(pair) if pair.as_of != self.position => self.ask_again(cx),
            Some(pair) if pair.known.is_none() => self.read_known(cx),
            _ => self.look_on(cx),
        }
    }
}
