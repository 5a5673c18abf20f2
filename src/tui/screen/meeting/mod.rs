//! The meeting on the screen: the line of the pace, the item, the decision under it; from 110 columns on the agenda at the left.
//!
//! ```text
//!  item 3 of 10 · 11 min left · 50 s each · this item 1 min 20 s
//! ┌ Agenda: 2 of 10 settled ┐┌ 3 · Nadia Begum, 16, at home, C13 ───────────┐
//! │ Still missing           ││ ▲ CRITICAL · police high                      │
//! │ ▶○  3 Nadia Begum       ││ ⚠ same decision again: …                      │
//! │  ✓  4 Thi Lan Nguyen    ││ Why now                                       │
//! │ Returned                ││ …                                             │
//! │  ○  5 Chidi Okafor      ││ ── Decision: none yet ─────────────────────── │
//! │                         ││ d decides: outcome, rationale, actions, …     │
//! └─────────────────────────┘└───────────────────────────────────────────────┘
//! ```
//! At 80x24 the item stands alone and the agenda behind Tab. A move is painted first; what it shows is read, and the record told
//! of it, when no key waits.

mod agenda;
mod decision;
mod draw;
mod forms;
mod gate;
mod lists;
mod opening;
mod order;
mod sheet;
mod strip;
mod verbs;

pub use sheet::business_lines;
pub use strip::Strip;

use super::decide::{HalfTyped, decided_today, half_typed};
use super::{Next, Screen};
use crate::casebook::interview_view::InterviewItem;
use crate::casebook::meeting_view::{ActionLine, Content, ItemLine, ItemSheet, MeetingSheet};
use crate::meeting::agenda::{About, ItemId};
use crate::meeting::decision::DecisionOn;
use crate::tui::app::Context;
use crate::tui::command::{Place, Verb};
use crate::tui::widget::pane::moved;
use gate::Gate;
use order::Order;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::collections::HashMap;
use std::time::Instant;

/// What of the meeting is in sight, and takes the keys.
#[derive(Default)]
enum Mode {
    #[default]
    Item,
    /// The agenda, with the row the cursor stands on.
    Agenda(usize),
    /// What keeps the meeting from closing.
    Gate(Gate),
    /// The agenda in another order.
    Order(Order),
    /// The statement that is read out when a meeting was opened.
    Statement,
}

/// An item as it was read, and what is half typed under it.
struct Read {
    sheet: ItemSheet,
    half: Option<HalfTyped>,
}

/// The meeting: the one that is on, else the last of today.
#[derive(Default)]
pub struct MeetingScreen {
    sheet: Option<MeetingSheet>,
    strip: Option<Strip>,
    at: ItemId,
    /// The items read since the data last changed; `None` for one that could not be read.
    items: HashMap<ItemId, Option<Read>>,
    /// The item that the record must still be told is on the screen, and since when.
    to_open: Option<(ItemId, Instant)>,
    mode: Mode,
    scroll: usize,
    /// The row the cursor stands on, where the item lists actions or interviews.
    row: usize,
    /// The meeting was asked for before: one that is there now was opened since.
    asked: bool,
}

/// What an item that must be decided is on.
fn decided_on(about: About) -> Option<DecisionOn> {
    match about {
        About::Episode(episode) => Some(DecisionOn::Episode(episode)),
        About::Business(business) => Some(DecisionOn::Business(business)),
        _ => None,
    }
}

impl MeetingScreen {
    /// The screen at the item where the meeting stands.
    pub fn open(cx: &mut Context) -> MeetingScreen {
        let mut screen = MeetingScreen::default();
        screen.ask(cx);
        screen
    }

    /// No meeting was held today, nor is one going on.
    pub fn is_empty(&self) -> bool {
        self.sheet.is_none()
    }

    fn is_open(&self) -> bool {
        self.sheet.as_ref().is_some_and(|sheet| sheet.meeting.is_open())
    }

    fn lines(&self) -> &[ItemLine] {
        self.sheet.as_ref().map_or(&[], |sheet| &sheet.lines)
    }

    fn place_of(&self, item: ItemId) -> Option<usize> {
        self.lines().iter().position(|line| line.item == item)
    }

    /// The item on the screen, once it is read.
    fn shown(&self) -> Option<&Read> {
        self.items.get(&self.at)?.as_ref()
    }

    /// The actions that the item on the screen lists.
    fn actions(&self) -> &[ActionLine] {
        match self.shown().map(|read| &read.sheet.content) {
            Some(Content::Actions(actions)) => actions,
            _ => &[],
        }
    }

    /// The interviews that the item on the screen lists.
    fn interviews(&self) -> &[InterviewItem] {
        match self.shown().map(|read| &read.sheet.content) {
            Some(Content::Interviews(clocks)) => &clocks.items,
            _ => &[],
        }
    }

    /// How many rows the cursor can stand on; 0: the item is text, which is scrolled.
    fn rows(&self) -> usize {
        self.actions().len() + self.interviews().len()
    }

    /// The action the cursor stands on.
    fn selected(&self) -> Option<&ActionLine> {
        self.actions().get(self.row)
    }

    fn about(&self) -> Option<About> {
        self.sheet.as_ref()?.meeting.item(self.at).map(|item| item.about)
    }

    /// Another item comes on the screen; the record is told when no key waits.
    fn go(&mut self, item: ItemId, cx: &Context) {
        (self.at, self.scroll, self.row) = (item, 0, 0);
        if let (Mode::Agenda(_), Some(place)) = (&self.mode, self.place_of(item)) {
            self.mode = Mode::Agenda(place);
        }
        if self.is_open() && !cx.follow {
            self.to_open = Some((item, Instant::now()));
            if let Some(strip) = &mut self.strip {
                strip.turn_to(item, cx.now);
            }
        }
    }

    fn step(&mut self, by: isize, cx: &mut Context) {
        let to = self.place_of(self.at).and_then(|at| at.checked_add_signed(by));
        match to.and_then(|at| self.lines().get(at)).map(|line| line.item) {
            Some(item) => self.go(item, cx),
            None => cx.say(if by > 0 {
                "that was the last item: c shows what is lacking before the meeting may close"
            } else {
                "that was the first item"
            }),
        }
    }

    /// Asks for the meeting; the item on the screen stays where it can.
    fn ask(&mut self, cx: &mut Context) {
        let sheet = cx.desk.meeting(cx.now);
        let Some(sheet) = cx.told(sheet) else { return };
        let before = self.sheet.as_ref().map(|sheet| sheet.meeting.id);
        let (was_open, had_asked) = (self.is_open(), std::mem::replace(&mut self.asked, true));
        self.strip = sheet.as_ref().map(Strip::of);
        self.sheet = sheet;
        let Some(sheet) = &self.sheet else { return };
        let (id, recorded) = (sheet.meeting.id, sheet.meeting.at);
        if self.is_open() != was_open {
            self.mode = if had_asked && self.is_open() && !cx.follow { Mode::Statement } else { Mode::Item };
        }
        let first = self.lines().first().map(|line| line.item);
        if cx.follow || before != Some(id) || self.place_of(self.at).is_none() {
            let stands = recorded.filter(|item| self.place_of(*item).is_some());
            if stands.is_some_and(|item| item != self.at) {
                (self.scroll, self.row) = (0, 0);
            }
            self.at = stands.or(first).unwrap_or_default();
            if stands.is_none() {
                self.go(self.at, cx);
            }
        }
        if let (Mode::Gate(gate), Some(sheet)) = (&mut self.mode, &self.sheet) {
            gate.keep_in(sheet);
        }
    }

    /// The item to be read next: the one on the screen, then the one a key away from it.
    fn to_read(&self) -> Option<ItemId> {
        let at = self.place_of(self.at)?;
        let near = [Some(at), at.checked_add(1)].into_iter().flatten();
        near.filter_map(|i| self.lines().get(i)).map(|line| line.item).find(|item| !self.items.contains_key(item))
    }

    fn read_item(&mut self, item: ItemId, cx: &mut Context) {
        let Some(meeting) = self.sheet.as_ref().map(|sheet| sheet.meeting.id) else { return };
        let sheet = cx.desk.item(meeting, item, cx.now);
        let read = cx.told(sheet).map(|sheet| {
            // What is half typed says who it is about in the person's own words.
            let half = decided_on(sheet.item.about).and_then(|on| half_typed(on, cx));
            let half = half.map(|half| if cx.private { half.without_words() } else { half });
            Read { sheet, half }
        });
        self.items.insert(item, read);
    }

    /// Was the item on the screen decided today, so that a further decision can stand beside the first?
    fn decided(&self, cx: &Context) -> bool {
        self.shown().is_some_and(|read| decided_today(&read.sheet.decisions, cx.now).is_some())
    }

    /// Moves what has the keys: the cursor of the agenda or of the rows, else the text.
    fn move_by(&mut self, verb: Verb, cx: &Context) -> bool {
        let (count, page) = (self.lines().len(), cx.body_height().saturating_sub(4));
        if let Mode::Agenda(cursor) = &mut self.mode {
            let to = moved(verb, *cursor, count, page);
            *cursor = to.unwrap_or(*cursor);
            return to.is_some();
        }
        let rows = self.rows();
        if rows > 0 {
            let to = moved(verb, self.row, rows, page);
            self.row = to.unwrap_or(self.row);
            return to.is_some();
        }
        let to = self.scrolled(verb, cx);
        self.scroll = to.unwrap_or(self.scroll);
        to.is_some()
    }
}

impl Screen for MeetingScreen {
    fn place(&self) -> Place {
        match self.mode {
            Mode::Item | Mode::Agenda(_) => Place::Meeting,
            Mode::Gate(_) => Place::Gate,
            Mode::Order(_) => Place::Order,
            Mode::Statement => Place::Statement,
        }
    }

    fn is_meeting(&self) -> bool {
        true
    }

    fn ticks(&self) -> bool {
        self.is_open()
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context) {
        self.draw_all(frame, area, cx);
    }

    fn can(&self, verb: Verb, cx: &Context) -> bool {
        self.can_do(verb, cx)
    }

    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next {
        self.carry_out(verb, cx)
    }

    fn answered(&mut self, choice: usize, cx: &mut Context) -> Next {
        if let Some(item) = self.lines().get(choice).map(|line| line.item) {
            self.go(item, cx);
        }
        Next::Stay
    }

    fn refresh(&mut self, cx: &mut Context) {
        self.ask(cx);
        self.items.clear();
        if self.sheet.is_some() {
            self.read_item(self.at, cx);
        }
        self.row = self.row.min(self.rows().saturating_sub(1));
    }

    fn forget(&mut self) {
        (self.sheet, self.strip, self.mode) = (None, None, Mode::Item);
        self.items.clear();
        // As if it were asked for the first time: nothing was opened since.
        self.asked = false;
    }

    fn due(&self, _cx: &Context) -> bool {
        self.sheet.is_some() && (self.to_open.is_some() || self.to_read().is_some())
    }

    fn read(&mut self, cx: &mut Context) {
        if !self.items.contains_key(&self.at) {
            return self.read_item(self.at, cx);
        }
        if self.to_open.is_some() {
            return self.keep(cx);
        }
        if let Some(item) = self.to_read() {
            self.read_item(item, cx);
        }
    }

    fn unsaved(&self) -> Option<Instant> {
        self.to_open.map(|(_, since)| since)
    }

    /// Tells the record which item is on the screen.
    fn keep(&mut self, cx: &mut Context) {
        if let (Some((item, _)), Some(sheet)) = (self.to_open.take(), &self.sheet) {
            let opened = cx.desk.open_item(sheet.meeting.id, item, cx.now);
            cx.told(opened);
        }
    }
}
