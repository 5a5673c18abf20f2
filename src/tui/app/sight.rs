//! What may be seen: the screen blanked where nobody works on it, and privacy mode.

use super::App;
use crate::tui::screen::Screen;

impl App {
    /// Looks whether the minute or the data changed, at most once a second, and asks again if so.
    pub fn look(&mut self) -> bool {
        let now = self.clock.now();
        // The room that goes on to another item wakes the chair's own screen.
        let moved = self.cx.follow && self.watch.changed(&self.cx);
        if self.blank && !moved {
            return false;
        }
        if moved {
            self.awake();
        }
        if self.blank_after.is_some_and(|after| now - self.pressed >= after) {
            self.keep_all();
            self.blank = true;
            return true;
        }
        let minute_changed = now.timestamp().div_euclid(60) != self.asked.timestamp().div_euclid(60);
        let changed = moved || self.watch.changed(&self.cx) || minute_changed;
        if changed {
            self.refresh();
            self.settle();
        }
        changed || self.tick(now)
    }

    /// Somebody is there: the screen is not blanked, and what was blank is shown again, as it is now.
    pub fn awake(&mut self) {
        self.pressed = self.clock.now();
        if std::mem::take(&mut self.blank) {
            self.refresh();
        }
    }

    /// Into privacy mode, or out of it. What was read with names is not kept: screens that cannot do without are left, the others
    /// read again before they are drawn.
    pub(super) fn switch_privacy(&mut self) {
        self.keep_all();
        self.cx.private = !self.cx.private;
        self.cx.desk.set_privacy(self.cx.private);
        if self.cx.private {
            let stays = |screen: &dyn Screen| screen.place().stays_private();
            let first = self.stack.iter().position(|screen| !stays(screen.as_ref())).unwrap_or(self.stack.len());
            self.stack.truncate(first.max(1));
            // With the board everyone else in sight is looked up, before anything else is said.
            let board = self.cx.desk.board(self.cx.now);
            self.cx.board = self.cx.told(board);
        }
        self.stack.iter_mut().for_each(|screen| screen.forget());
        self.refresh();
        if self.cx.private && self.cx.notice.is_some() {
            // Something could not be read again: what stands there may still say who.
            self.stack.truncate(1);
        }
        let words = if self.cx.private { "Privacy: no child is named until P is pressed again." } else { "Names are shown again." };
        if self.cx.notice.is_none() {
            self.cx.say(words);
        }
    }
}
