//! What the screens share: the desk, the moment, the size, what is said to the person.

use super::desk::Desk;
use super::theme::{Meaning, Theme};
use crate::casebook::error::Error;
use crate::casebook::view::Board;
use crate::child::ChildId;
use crate::episode::Moment;
use ratatui::layout::Size;
use std::path::PathBuf;

/// What is said instead of opening something that cannot be shown without names.
pub const NOT_IN_PRIVACY: &str = "This cannot be shown without names: leave privacy mode first (P).";

/// What the screens share.
pub struct Context {
    pub desk: Box<dyn Desk>,
    /// The moment of the last wake.
    pub now: Moment,
    pub theme: Theme,
    /// The board as last asked for; the title bar draws from it too.
    pub board: Option<Board>,
    /// One line for the person, until the next key.
    pub notice: Option<(Meaning, String)>,
    pub size: Size,
    /// Text on its way to the clipboard.
    pub copied: Option<String>,
    /// Something was written past the screen: the next drawing paints all of it.
    pub repaint: bool,
    /// Where the file picker begins.
    pub folder: PathBuf,
    /// Nothing on the screen says who the children are.
    pub private: bool,
    /// The meeting's item is the one the record says, and is moved by another terminal.
    pub follow: bool,
}

impl Context {
    /// Room for a list and a case side by side?
    pub fn wide(&self) -> bool {
        self.size.width >= 110
    }

    /// Rows between the title bar and the footer.
    pub fn body_height(&self) -> usize {
        usize::from(self.size.height.saturating_sub(2))
    }

    /// Says something good.
    pub fn say(&mut self, words: impl Into<String>) {
        self.notice = Some((Meaning::Ok, words.into()));
    }

    /// Says what is missing or wrong.
    pub fn warn(&mut self, words: impl Into<String>) {
        self.notice = Some((Meaning::Warning, words.into()));
    }

    /// Says a refusal in its own words, with what to do about it.
    pub fn refuse(&mut self, error: &Error) {
        let hint = error.hint().map(|h| format!(": {h}")).unwrap_or_default();
        self.warn(format!("{error}{hint}"));
    }

    /// Copies whom a row is about, as one line of text: "GMP/26/00417 Nadia Begum (C12)".
    pub fn copy(&mut self, reference: &str, name: &str, child: Option<ChildId>) {
        if self.private {
            return self.warn(NOT_IN_PRIVACY);
        }
        let id = child.map(|id| format!(" ({id})")).unwrap_or_default();
        let text = format!("{reference} {name}{id}");
        self.say(format!("Copied, where your terminal allows it: {text}"));
        self.copied = Some(text);
    }

    /// The value, or `None` after saying what went wrong.
    pub fn told<T>(&mut self, result: Result<T, Error>) -> Option<T> {
        result.map_err(|e| self.refuse(&e)).ok()
    }
}
