//! What the screens of figures, top ten and patterns ask, answered from an invented morning.

use super::Morning;
use wayhome::tui::figures_desk::FiguresDesk;
use wayhome::tui::patterns_desk::PatternsDesk;

impl FiguresDesk for Morning {}
impl PatternsDesk for Morning {}
