//! One file per screen. A screen holds what it shows and draws from it; it asks the desk only after a change, never in draw.

pub mod assessment_forms;
pub mod assessments;
pub mod board;
pub mod business;
pub mod business_list;
pub mod case;
pub mod decide;
pub mod draft;
pub mod duplicates;
pub mod files;
pub mod form;
pub mod interview;
pub mod interviews;
pub mod log;
pub mod mapping;
pub mod meeting;
pub mod merging;
pub mod page;
pub mod panels;
pub mod panels_forms;
pub mod panels_page;
pub mod patterns;
pub mod pick;
pub mod refused;
pub mod register;
pub mod register_forms;
pub mod rehearsal;
pub mod relations;
pub mod relations_forms;
pub mod review;
pub mod review_forms;
pub mod small_forms;
pub mod splitting;
pub mod topten;

use super::app::Context;
use super::command::{Place, Verb};
use crate::episode::EpisodeId;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::time::Instant;

/// What comes next after a command.
pub enum Next {
    Stay,
    /// Stays, and asks the desk again: something was written.
    Refresh,
    Push(Box<dyn Screen>),
    /// Back one level.
    Pop,
    /// This screen gives way to another.
    Replace(Box<dyn Screen>),
    /// Back one level, then this on the screen there.
    Run(Verb),
    /// Back one level, and this is what was chosen.
    Answer(usize),
    /// Back one level, then the case of this episode.
    OpenCase(EpisodeId),
    /// Back to the board.
    Home,
    Quit,
}

/// A screen of the app.
pub trait Screen {
    fn place(&self) -> Place;

    /// Is it the meeting, whatever of it is in sight?
    fn is_meeting(&self) -> bool {
        false
    }

    /// Does it show something that changes with the second?
    fn ticks(&self) -> bool {
        false
    }

    /// Drawn over the screen below it.
    fn is_popup(&self) -> bool {
        false
    }

    fn draw(&self, frame: &mut Frame, area: Rect, cx: &Context);

    /// Carries a command out.
    fn act(&mut self, verb: Verb, cx: &mut Context) -> Next;

    /// Does the command do something here and now? Footer, help and palette leave out what does not.
    fn can(&self, _verb: Verb, _cx: &Context) -> bool {
        true
    }

    /// Is text being typed, so that letters are text?
    fn typing(&self) -> bool {
        false
    }

    /// Takes a key as text; `false` where it means nothing in text.
    fn typed(&mut self, _key: &KeyEvent, _cx: &mut Context) -> bool {
        false
    }

    /// Takes pasted text.
    fn pasted(&mut self, _text: &str, _cx: &mut Context) -> Next {
        Next::Stay
    }

    /// The answer of a choice list this screen opened.
    fn answered(&mut self, _choice: usize, _cx: &mut Context) -> Next {
        Next::Stay
    }

    /// Asks the desk again, after the data or the minute changed or this screen came to the top.
    fn refresh(&mut self, _cx: &mut Context) {}

    /// Forgets what was read, before it is read again with or without names.
    fn forget(&mut self) {}

    /// After the keys that were waiting are handled, before drawing. What must be read for it waits for [`Screen::read`].
    fn settle(&mut self, _cx: &mut Context) {}

    /// Is there something to be read as soon as no key waits? Painting comes first: a held key must not wait for the hub.
    fn due(&self, _cx: &Context) -> bool {
        false
    }

    /// Reads the next thing that is due; called again while there is more and no key waits.
    fn read(&mut self, _cx: &mut Context) {}

    /// Since when something typed is not yet kept.
    fn unsaved(&self) -> Option<Instant> {
        None
    }

    /// Keeps what is typed.
    fn keep(&mut self, _cx: &mut Context) {}
}
