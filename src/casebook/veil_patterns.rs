//! Patterns without names: every text of them was made in both forms, and the one with names goes.

use super::{Names, Veil, Whom};
use crate::report::patterns::Patterns;

impl Veil for Patterns {
    fn whom(&self, _seen: &mut Vec<Whom>) {}

    fn veil(&mut self, _names: &Names) {
        self.hide_names();
    }
}
