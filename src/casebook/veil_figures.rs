//! What is veiled of the rows behind a figure: whom each is about.

use super::{Names, Veil, Whom, pseudonym_or};
use crate::casebook::figures_rows::FigureRow;

impl Veil for FigureRow {
    fn whom(&self, seen: &mut Vec<Whom>) {
        match (self.told.child, self.told.opens) {
            (Some(child), _) => seen.push(Whom::Child(child)),
            (None, Some(episode)) if !self.told.name.is_empty() => seen.push(Whom::Listed(episode, self.told.name.clone())),
            _ => {}
        }
    }

    fn veil(&mut self, names: &Names) {
        if !self.told.name.is_empty() {
            self.told.name = pseudonym_or(self.told.child, self.told.opens);
        }
        self.told.words.veil(names);
    }
}
