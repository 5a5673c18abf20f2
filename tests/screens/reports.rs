//! What the screens of figures, top ten and patterns ask, answered from an invented morning.

#[path = "figures.rs"]
mod figures;

use super::Morning;
use wayhome::tui::patterns_desk::PatternsDesk;

impl PatternsDesk for Morning {}
